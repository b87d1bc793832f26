"""Tests of recognising a column by its cells."""

import pytest

from planner.importing.cells.contents import fields_of_content
from planner.importing.cells.fields import Subject

LONG = "Bees are insects that live together and make honey of what they find in flowers. " * 3


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (["a@example.org", "b@example.org"], "person.email"),
        (["9:00", "9.30", "kl 10"], "session.start"), ([0.375, 0.395833], "session.start"),
        (["9:00–9:30", "9.30-10.00", "Lunch"], "session.when"), (["9:00–9:30", "9.30-10.00"], "session.when"),
        (["2024-04-12", "2024-04-13"], "session.date"), (["03/04/2024", "04/04/2024"], "session.date"),
        (["fredag 12 april", "lördag 13 april"], "session.date"), (["Day 1", "Day 1", "Day 2"], "session.date"),
        (["2024-04-12 09:00", "2024-04-12 10:00"], "session.when"), (["30 min", "45 min"], "session.length"),
        (["+46 70 123 45 67", "070-123 45 67"], "person.phone"), (["https://example.org/1"] * 2, "session.website"),
        (["ABC37D", "Z9XYWT"], "session.id"), ([LONG, LONG], "session.abstract"),
        (["Talk", "Workshop", "Talk"], "session.kind"), (["Room 1", "Room 2", "Room 1", "Room 1"], "session.room"),
        (["Ada Lovelace, Grace Hopper", "Alan Turing"], "session.speakers"), (["On bees", "On wax"], "session.title"),
        (["Ada Lovelace", "Grace Hopper"], "person.name"), ([], None), ([None, ""], None), ([1, 2, 3], None),
    ],
)  # fmt: skip
def test_a_column_without_a_heading(values, key):
    found = fields_of_content(values)

    assert (found[0].field.key if found else None) == key


def test_a_table_of_people():
    assert fields_of_content([LONG], Subject.PERSON)[0].field.key == "person.bio"
    assert fields_of_content(["Ada Lovelace"], Subject.PERSON)[0].field.key == "person.name"
    assert fields_of_content(["https://example.org"], Subject.PERSON)[0].field.key == "person.links"
