"""Tests of reading any JSON: it is read whole, with the line of each object, or refused with the line of the fault."""

import codecs
import json
import sys
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.importing.datetimes import choose_zone
from planner.importing.source_registry import read_bytes
from planner.importing.sources.safe_json import DEEPEST, PIECE, JsonObject, looks_like_json, read_json
from planner.tables.opened_file import OpenedFile
from tests.importing.mutations import mutated
from tests.importing.schedules import Importing

HERE = Path("x.json")


def since_3_13(before: str, line: int, now: str, line_now: int) -> tuple[str, int]:
    """Return the standard library's message on a trailing comma, which Python 3.13 words differently."""
    return (now, line_now) if sys.version_info >= (3, 13) else (before, line)


def document(data):
    return run_to_end(read_json(OpenedFile(HERE, data if isinstance(data, bytes) else data.encode())))


def fault(data):
    with pytest.raises(EstradError) as found:
        document(data)
    assert found.value.file == HERE
    assert found.value.remedy
    return str(found.value), found.value.line


def lines(value):
    """Return the values with the line of each object."""
    if isinstance(value, JsonObject):
        return value.line, {name: lines(part) for name, part in value.items()}
    return [lines(part) for part in value] if isinstance(value, list) else value


# content that is read ------------------------------------------------------------------------------------


ANGSTROM = (1, {"å": 1})
READ = [
    ('\n{"talks": [\n {"title": "A {\n\\"x"},\n {"title": "B", "room":\n  {"id": 1}}]\n}',
     (2, {"talks": [(3, {"title": 'A {\n"x'}), (5, {"title": "B", "room": (6, {"id": 1})})]}), []),
    (codecs.BOM_UTF8 + '{"å": 1}'.encode(), ANGSTROM, []),
    *(('{"å": 1}'.encode(encoding), ANGSTROM, []) for encoding in ("utf-16", "utf-16-le", "utf-32")),
    ('\n\t {"å" : 1 }\n\n', (2, {"å": 1}), []),
    *((script.replace("{}", '{"title": "x = [1];"}'), [(2, {"title": "x = [1];"})], []) for script in (
        "var program =\n[{}];\n", "window.program = [\n{}]", "program([\n{}]);", "export default [\n{}];",
        "const data = [\n{}]\n;", "module.exports = [\n{}];")),
    ('{"a": 1}\n{"a": 2}\n\n{"a": 3}\n', [(1, {"a": 1}), (2, {"a": 2}), (4, {"a": 3})], []),
    ('{"a": "one\ntwo"}', (1, {"a": "one\ntwo"}), []),
    (f"[NaN, -Infinity, 1e999, {'9' * 5000}, 1.5, 12]", [None, None, None, None, 1.5, 12],
     ["4 numbers that are none (NaN, infinite or endless) are left out."]),
    ('[{"a": 1},\n{"b": 1, "b": 2, "b": 3},\n{"c": 1, "c": 2}]', [(1, {"a": 1}), (2, {"b": 3}), (3, {"c": 2})],
     ["2 names stand twice in an object, the first is “b” on line 2; the last one counts."]),
]  # fmt: skip
"""Texts, their values with the line of each object, and the remarks on them."""


@pytest.mark.parametrize(("data", "value", "remarks"), READ, ids=lambda value: repr(value)[:20])
def test_values_are_read_with_the_lines_of_their_objects(data, value, remarks):
    found = document(data)

    assert looks_like_json(OpenedFile(HERE, data if isinstance(data, bytes) else data.encode()))
    assert (lines(found.root), list(map(str, found.remarks))) == (value, remarks)


def test_a_large_file_is_read_in_pieces_and_is_the_same():
    talks = [{"id": n, "title": f'Talk “{n}” \\ "{"x" * 50}', "rooms": [{"id": n}, []], "in": {}} for n in range(3000)]
    text = json.dumps({"a": 1, "talks": talks, "by id": {str(n): talk for n, talk in enumerate(talks)}}, indent=0)
    assert len(text) > 10 * PIECE

    steps, pieces = read_json(OpenedFile(HERE, text.encode())), 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            root = end.value.root
            break
        pieces += 1

    assert root == json.loads(text)
    assert pieces > 6000
    written = text.split("\n")
    assert all('"id": ' in written[talk.line] for talk in root["talks"])


# content that is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "why", "line"),
    [
        ('{"a": 1,\n "b" 2}', "Expecting ':' delimiter", 2),
        ('{"a": 1\n "b": 2}', "Expecting ',' delimiter", 2),
        ("[1,\n2,\n]", *since_3_13("Expecting value", 3, "Illegal trailing comma before end of array", 2)),
        (
            '{"a": 1,\n}',
            *since_3_13(
                "Expecting property name enclosed in double quotes", 2, "Illegal trailing comma before end of object", 1
            ),
        ),
        ("{'a': 1}", "Expecting property name enclosed in double quotes", 1),
        ('{"a":\n"b}', "A text does not end", 2),
        ('{"a": [\n1, 2', "“[” is not closed; the file may be cut off", 1),
        ('{\n"a": 1]', "“]” closes nothing that is open", 2),
        ('[1]\n"more"', "Something follows after its end", 2),
        ("[1]\n]", "“]” closes nothing that is open", 2),
        ('["\\x"]', "Invalid \\escape", 1),
        ("[tru]", "Expecting value", 1),
        ("[1 2]", "Expecting ',' delimiter", 1),
        ("[\n" * (DEEPEST + 1), f"Its lists lie more than {DEEPEST} deep in one another", DEEPEST + 1),
        ("[" * 100_000 + "]" * 100_000, f"Its lists lie more than {DEEPEST} deep in one another", 1),
        ('{"a":' * 100_000, f"Its lists lie more than {DEEPEST} deep in one another", 1),
    ],
)
def test_broken_json_is_refused_with_its_line(data, why, line):
    assert fault(data) == (f"The JSON is broken: {why}.", line)


LARGE_OBJECT, LARGE_LIST = f'{{"long": "{"x" * PIECE}",\n"a": 1,\n%s\n}}', f'["{"x" * PIECE}",\n\n%s\n]'


@pytest.mark.parametrize(("large", "what"), [
    *((LARGE_OBJECT, what) for what in ('"b" 2', "2 3", '"b": 2 3', "1: 2", '"b": 2,')),
    *((LARGE_LIST, what) for what in ("1 2", "1,", ",1", '"a": 1', "tru")),
], ids=lambda value: value[:12])  # fmt: skip
def test_a_fault_in_something_large_is_found_on_its_line(large, what):
    said, line = fault(large % what)

    assert said.startswith("The JSON is broken: Expecting ")
    assert line in (3, 4)


@pytest.mark.parametrize(("data", "encoding"), [
    (b'{"a": 1,\n"b": "' + b"\xe5ngstr\xf6m" + b'"}', "UTF-8"),
    ('{"a"\n: "'.encode("utf-16-le") + b"\x00\xd8" + '"}'.encode("utf-16-le"), "UTF-16-LE"),
])  # fmt: skip
def test_another_encoding_is_refused_with_its_line(data, encoding):
    assert fault(data) == (f"“x.json” has signs that are no {encoding}.", 2)


@pytest.mark.soak
@pytest.mark.parametrize("data", ["[" + "0," * 2_100_000 + "0]", "[" + "[]," * 1_000_000 + "0]"])
def test_what_is_endless_is_refused_before_it_is_built(data):
    begins = process_time()

    assert fault(data)[0] == "“x.json” is too large to be a conference."
    assert process_time() - begins < 4


def test_a_text_that_never_ends_is_looked_through_once():
    begins = process_time()

    assert fault('{"a": "' + '\\"' * 1_000_000)[0] == "The JSON is broken: A text does not end."
    assert process_time() - begins < 2


@settings(max_examples=50)
@given(st.recursive(
    st.none() | st.booleans() | st.integers(-10**30, 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4), max_leaves=20,
))  # fmt: skip
def test_whatever_is_written_is_read_as_it_is(value):
    assert document(json.dumps([value])).root == [value]


# mutations -----------------------------------------------------------------------------------------------

GOOD = [
    {"schedule": {"conference": {"title": "C", "acronym": "c", "time_zone_name": "Europe/Stockholm", "days": [
        {"index": 1, "date": "2024-04-25",
         "day_start": "2024-04-25T08:00:00+02:00", "day_end": "2024-04-26T02:00:00+02:00",
         "rooms": {"Hall": [
             {"id": 1, "guid": "a-b", "date": "2024-04-25T09:00:00+02:00", "start": "09:00", "duration": "0:30:00",
              "title": "One", "type": "talk", "persons": [{"id": 1, "public_name": "Ada"}, {"public_name": "Bo"}],
              "links": [{"url": "https://example.org", "title": "x"}], "abstract": "<p>x</p>", "answers": []},
             {"id": 2, "start": "01:30", "duration": "00:30", "title": "Two", "persons": []}]}}]}}},
    {"sessions": [{"id": "1", "title": "T", "startsAt": "2024-04-25T09:00:00", "endsAt": "2024-04-25T10:00:00",
                   "isServiceSession": False, "isPlenumSession": True, "speakers": ["s"], "categoryItems": [1],
                   "questionAnswers": [{"questionId": 3, "answerValue": "Yes"}], "roomId": 2}],
     "speakers": [{"id": "s", "fullName": "Ada", "links": [{"title": "Blog", "url": "https://example.org"}]}],
     "questions": [{"id": 3, "question": "Q"}],
     "categories": [{"id": 4, "title": "Track", "items": [{"id": 1, "name": "A"}]}],
     "rooms": [{"id": 2, "name": "Hall"}]},
    {"talks": [{"code": "A", "title": {"en": "T"}, "speakers": ["B"], "track": 1, "start": "2024-04-25T09:00:00+02:00",
                "end": "2024-04-25T09:30:00+02:00", "room": 2}],
     "timezone": "Europe/Stockholm", "tracks": [{"id": 1, "name": {"en": "A"}, "color": "#ff0000"}],
     "rooms": [{"id": 2, "name": {"en": "Hall"}}], "speakers": [{"code": "B", "name": "Bo"}]},
    {"results": {"1": {"20240425": {"s1": {"entryType": "Session", "title": "S", "room": "Hall", "conveners": [],
        "entries": {"c1": {"entryType": "Contribution", "title": "T", "contributionId": "1", "duration": 20,
            "startDate": {"date": "2024-04-25", "time": "09:00:00", "tz": "Europe/Zurich"},
            "endDate": {"date": "2024-04-25", "time": "09:20:00", "tz": "Europe/Zurich"},
            "presenters": [{"firstName": "Ada", "familyName": "L"}]}}}}}}},
    {"days": [{"day": "One", "rooms": [{"name": "Hall", "slots": [
        {"title": "T", "time": "9:30", "speaker": {"name": "Ada"}, "tags": ["a", "b"]}]}]}],
     "people": [{"id": 1, "name": "Ada", "bio": "x"}]},
]  # fmt: skip
REFUSED = "refused in x.json with line"
WORDS = [b"{", b"}", b"[", b"]", b'"', b"\\", b",", b":", b"null", b"true", b"NaN", b"1e999", b"-1", b"9" * 5000,
         b"\\ud800",
         b"\x00", b"\xff\xfe", b'"id":', b'"title":', b"{}", b"[]", b'""', b"99:99", b"9999-12-31T00:00:00Z",
         b"0001-01-01",
         b"2024-04-25T09:00:00+23:59", b"1714028400000", b'{"en": "x"}', b"x" * 3000, b"\n", b"PT99H", b"P99D",
         b"Europe/Nowhere", b"../../etc"]  # fmt: skip


def exchanged(value, chance):
    """Return the values with some of them exchanged for others of any type."""
    if chance.random() < 0.03:
        return chance.choice(
            [None, True, 0, -1, 1.5, 10**15, "", "x", "09:00", [], {}, [[]], [None], {"a": {}}, [1, "a"]]
        )
    if isinstance(value, dict):
        return {name: exchanged(part, chance) for name, part in value.items() if chance.random() > 0.02}
    return [exchanged(part, chance) for part in value] if isinstance(value, list) else value


def outcome(importing, data):
    """Return the outcome of importing a file: a plan, a table, or a refusal with or without a line."""
    try:
        told = run_to_end(read_bytes(OpenedFile(HERE, data), "json"))
    except EstradError as error:
        return f"refused in {error.file} with{'' if error.line else 'out'} line"
    if hasattr(told, "sheets"):
        return "table"
    plan = importing.new_plan(told)
    assert not choose_zone(told.zone, "Europe/Stockholm").zone.key.startswith(".")
    assert {row.line for row in plan.rows if row.line} <= set(range(1, 2 + data.count(b"\n")))
    return "plan"


def outcomes(folder, seed, n):
    importing, chance = Importing(folder), Random(seed)
    found = set()
    for number in range(n):
        good = GOOD[number % len(GOOD)]
        if number % 2:
            data = json.dumps(exchanged(good, chance), indent=1).encode()
        else:
            data = mutated(json.dumps(good, indent=1).encode(), WORDS, chance)
        begins = process_time()
        found.add(outcome(importing, data))
        assert process_time() - begins < 2
    return found


def test_the_good_files_are_good(tmp_path):
    found = [outcome(Importing(tmp_path), json.dumps(good, indent=1).encode()) for good in GOOD]

    assert found == ["plan", "plan", "plan", "plan", "table"]


@pytest.mark.parametrize(("seed", "n"), [(20240425, 200), pytest.param(2024, 5000, marks=pytest.mark.soak)])
def test_mutated_files_give_a_plan_a_table_or_a_refusal(tmp_path, seed, n):
    assert outcomes(tmp_path, seed, n) == {"plan", "table", REFUSED}
