"""Tests that every field is treated, or left out for a reason, where nothing else would notice that it is missing."""

from dataclasses import fields

import pytest

from planner.commands.arranging import FIRST, GATHERED, JOINED
from planner.commands.duplicates import SINGLE, UNITED
from planner.domain.entities import INTERNAL, Entity, Person, Session
from planner.workbook.columns import LAYOUTS

NOT_IN_WORKBOOK: dict[type[Entity], dict[str, str]] = {
    Session: {"people": "columns by role", "placement": "day, start, room and place", "extra": "columns by name"},
    Person: {"photo": "a picture", "extra": "columns by name"},
}
MERGED_OWN_WAY = {
    "number", "title", "kind", "minutes", "status", "audience", "setup", "teardown", "least", "segments", "pinned",
    "do_not_record", "people", "placement",
}  # fmt: skip


@pytest.mark.parametrize("kind", [Session, Person])
def test_every_field_is_a_column_of_the_workbook_or_has_a_reason(kind: type[Entity]) -> None:
    columns = {column.name for layout in LAYOUTS if layout.kind is kind for column in layout.fields}

    assert ({f.name for f in fields(kind)} - columns - {"id", "origin"} - INTERNAL) == NOT_IN_WORKBOOK[kind].keys()


def test_every_field_is_merged_once() -> None:
    kept = {"id", "origin", *INTERNAL}
    assert sorted([*JOINED, *GATHERED, *FIRST, *MERGED_OWN_WAY]) == sorted({f.name for f in fields(Session)} - kept)
    assert sorted((*SINGLE, *UNITED)) == sorted({f.name for f in fields(Person)} - kept)
