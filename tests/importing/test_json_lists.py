"""Tests of lists in JSON that lie under days, minutes and rooms, and of what programs write in place of values."""

import json
from datetime import UTC, datetime

import pytest

from planner.domain.long_task import run_to_end
from planner.importing.incoming import Incoming
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from planner.tables.table import Tables
from tests.importing.calendar_files import read as told
from tests.importing.json_files import read

ADA, BO, CY = ({"code": code, "name": name} for code, name in (("X", "Ada Lund"), ("Y", "Bo Ek"), ("Z", "Cy Al")))


def incoming(found: Incoming | Tables) -> Incoming:
    """Return the content of a file, as a table guesses it where it is one."""
    if isinstance(found, Incoming):
        return found
    return run_to_end(read_mapped(found, guess_mapping(found, MappingContext()), MappingContext()))


def slot(number, code, title, person):
    return {"code": code, "title": title, "slot": {"id": number}, "speakers": [person]}


ONE, TWO, THREE = slot(3226, "AB", "One", ADA), slot(3227, "CD", "Two", BO), slot(3228, "EF", "Three", CY)
AT_NINE, AT_TEN = datetime(2024, 4, 25, 9), datetime(2024, 4, 25, 10)
PLACED = [("One", AT_NINE, ("Hall",), ["Ada Lund"]), ("Two", AT_NINE, ("Aula",), ["Bo Ek"]),
          ("Three", AT_TEN, ("Hall",), ["Cy Al"])]  # fmt: skip
KEYED = {
    "by day, minute and room": {
        "schedule": {"2024-04-25": {"540": {"Hall": ONE, "Aula": TWO}, "600": {"Hall": THREE}}}},
    "by day, clock and room": {
        "schedule": {"2024-04-25": {"09:00": {"Hall": ONE, "Aula": TWO}, "10:00": {"Hall": THREE}}}},
    "by minute in a day": {
        "days": [{"date": "2024-04-25", "talks": {
            "540": [{**ONE, "room": "Hall"}, {**TWO, "room": "Aula"}], "600": [{**THREE, "room": "Hall"}]}}]},
}  # fmt: skip


@pytest.mark.parametrize("content", KEYED.values(), ids=KEYED)
@pytest.mark.parametrize("kind", ["", "table"])
def test_sessions_are_when_and_where_the_names_above_them_say_and_with_their_own_people(content, kind):
    found = incoming(read(content, kind=kind))

    names = {person.key: person.name for person in found.people}
    assert [(one.title, one.begin and one.begin.at, one.rooms, [names[key] for key, _ in one.people])
            for one in found.sessions] == PLACED  # fmt: skip


def test_objects_under_numbers_are_known_by_them_as_ids():
    found = incoming(read({str(n): {"title": f"Talk {n}", "start": "2024-04-25T09:00"} for n in (5, 10, 15)}))

    assert [(one.key.rpartition(":")[2], one.begin and one.begin.at) for one in found.sessions] == [
        ("5", AT_NINE), ("10", AT_NINE), ("15", AT_NINE),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["", "table"])
def test_numbers_that_begin_anew_in_each_list_are_no_ids(kind):
    def in_room(name, *titles):
        talks = [{"id": n, "title": title, "start": "2024-04-25T09:00"} for n, title in enumerate(titles)]
        return {"name": name, "talks": talks}

    found = incoming(read({"days": [{"index": 0, "rooms": [in_room("Hall", "One", "Two"), in_room("Aula", "Three")]},
                                    {"index": 0, "rooms": [in_room("Hall", "Four")]}]}, kind=kind))  # fmt: skip

    assert (sorted(one.title for one in found.sessions), found.refused) == (["Four", "One", "Three", "Two"], ())


@pytest.mark.parametrize("names", [("startTimestamp", "endTimestamp"), ("start_ms", "end_ms")])
@pytest.mark.parametrize("kind", ["", "table"])
def test_milliseconds_under_the_names_of_apps_are_times(names, kind):
    found = incoming(read([{"title": "One", names[0]: 1714035600000, names[1]: 1714037400000, "location": "Hall"}] * 2,
                          kind=kind))  # fmt: skip

    assert [(one.begin and one.begin.at, one.minutes) for one in found.sessions] == [
        (datetime(2024, 4, 25, 9, tzinfo=UTC), 30)
    ] * 2


def test_a_title_beats_the_title_of_the_event_beside_it():
    content = [{"event_title": "Conf 2024", "title": title, "start": "2024-04-25T09:00"} for title in ("One", "Two")]

    assert [one.title for one in incoming(read(content)).sessions] == ["One", "Two"]


def test_the_code_of_a_session_beside_its_id_is_no_persons():
    content = [{"id": 1, "code": "AB", "title": "One", "start": "2024-04-25T09:00", "speakers": ["Ada Lund"]}]

    assert [person.key for person in incoming(read(content)).people] == ["list/name:ada lund"]


def test_how_long_an_impossible_length_is_is_said():
    content = [{"title": "One", "start": "2024-04-25T09:00", "duration": "54:00"}]

    assert list(map(str, incoming(read(content)).sessions[0].remarks)) == [
        "C2: It lasts 54 hours; a session ends on the following day at the latest. Divide it in the file, or enter it "
        "here by hand."
    ]


UNNAMED = ["9d2f6a3e-1111-4222-8333-444455556666", "https://example.org/ada"]


@pytest.mark.parametrize("unnamed", UNNAMED)
def test_an_address_or_an_id_in_place_of_a_name_is_nobody_and_is_said(unnamed):
    content = [{"title": "One", "start": "2024-04-25T09:00", "speakers": [unnamed, "Bo Ek"]}]

    found = incoming(read(content, kind="table"))

    assert [person.name for person in found.people] == ["Bo Ek"]
    assert list(map(str, found.sessions[0].remarks)) == [f"C2: “{unnamed}” is in it, whom the file does not name."]


def test_names_are_without_the_addresses_of_the_pages_that_notion_puts_behind_them():
    def page(name):
        return f"{name} (https://www.notion.so/{name.replace(' ', '-')}-0a1b)"

    found = incoming(told("Title,Start,Speakers,Room\n"
                               f'{page("One")},2024-04-25 09:00,"{page("Ada Lund")}, {page("Bo Ek")}",{page("Hall")}\n'
                               f"Two,2024-04-25 10:00,{page('Cy Al')},{page('Hall')}\n", "x.csv"))  # fmt: skip

    assert [(one.title, one.rooms) for one in found.sessions] == [("One", ("Hall",)), ("Two", ("Hall",))]
    assert [(person.name, person.fields) for person in found.people] == [("Ada Lund", {}), ("Bo Ek", {}), ("Cy Al", {})]


@pytest.mark.parametrize(("end", "said"), [
    ("2024-04-27T15:00", "It lasts 54 hours; a session ends on the following day at the latest."),
    ("2024-04-25T08:00", "it would end before it begins."),
])  # fmt: skip
def test_why_an_end_cannot_be_is_said_in_true_words(end, said):
    found = incoming(read([{"title": "One", "start": "2024-04-25T09:00", "end": end}], kind="table"))

    assert list(map(str, found.sessions[0].remarks)) == [f"C2: {said}"]


def test_a_talk_s_title_under_another_name_leaves_the_name_to_the_speaker():
    talks = [
        {"name": name, "presentationTitle": title, "start": f"2024-04-25T{hour}:00", "room": "Hall"}
        for name, title, hour in (("Ada Lund", "On bees", 10), ("Bo Ek", "On bears", 11), ("Cy Al", "On birds", 12))
    ]

    found = told(json.dumps(talks), "talks.json")

    assert [one.fields["title"] for one in found.sessions] == ["On bees", "On bears", "On birds"]
    assert [one.name for one in found.people] == ["Ada Lund", "Bo Ek", "Cy Al"]
