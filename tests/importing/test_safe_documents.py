"""Tests of the doors through which JSON and XML come: what is too deep, too large or not well-formed is refused."""

import codecs
import ctypes
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.datetimes import choose_zone
from planner.importing.sources import safe_xml
from planner.importing.sources.safe_json import DEEPEST, EACH, JsonObject, looks_like_json, read_json
from planner.incoming_file import read_incoming
from planner.tables import opened_file
from planner.tables.opened_file import OpenedFile
from tests.importing.json_files import told as json_told
from tests.importing.mutations import mutated
from tests.importing.schedules import event, one, told, written
from tests.tries import tries

# JSON -----------------------------------------------------------------------------------------------------


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
    ('{"a": "one\ntwo"}', (1, {"a": "one\ntwo"}), []),
    (f"[NaN, -Infinity, 1e999, {'9' * 5000}, 1.5, 12]", [None, None, None, None, 1.5, 12],
     ["4 numbers that are none (NaN, infinite or endless) are left out."]),
    ('[{"a": 1},\n{"b": 1, "b": 2, "b": 3},\n{"c": 1, "c": 2}]', [(1, {"a": 1}), (2, {"b": 3}), (3, {"c": 2})],
     ["2 names stand twice in an object, the first is “b” on line 2; the last one counts."]),
]  # fmt: skip
"""Texts, their values with the line of each object, and the remarks on them."""


@pytest.mark.parametrize(("data", "value", "remarks"), READ, ids=lambda value: repr(value)[:20])
def test_values_are_read_with_the_lines_of_their_objects(data, value, remarks):
    root, said = document(data)

    assert looks_like_json(OpenedFile(HERE, data if isinstance(data, bytes) else data.encode()))
    assert (lines(root), list(map(str, said))) == (value, remarks)


def test_very_many_names_that_stand_twice_are_soon_counted():
    begins = process_time()

    _, (said,) = document("{" + ",".join(f'"{n % 50_000}": 1' for n in range(100_000)) + "}")

    assert str(said).startswith("50000 names stand twice in an object, the first is “0” on line 1")
    assert process_time() - begins < 2  # one by one it is the square: 5 billion


def test_a_large_file_is_read_with_its_lines_and_its_progress_told():
    talks = [{"id": n, "title": f'Talk “{n}” \\ "{"x" * 50}', "rooms": [{"id": n}, []], "in": {}} for n in range(3000)]
    text = json.dumps({"a": 1, "talks": talks, "by id": {str(n): talk for n, talk in enumerate(talks)}}, indent=0)

    root, _ = document(text)

    assert root == json.loads(text)
    assert sum(1 for _ in read_json(OpenedFile(HERE, text.encode()))) > text.count('"') / 2 / EACH
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
        ('{"a": [\n1, 2', "Expecting ',' delimiter", 2),
        ('{\n"a": 1]', "Expecting ',' delimiter", 2),
        ('[1]\n"more"', "Extra data", 2),
        ("[1]\n]", "Extra data", 2),
        ('{"a": [\n1}]', "Expecting ',' delimiter", 2),
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


LARGE_OBJECT, LARGE_LIST = f'{{"long": "{"x" * 65_536}",\n"a": 1,\n%s\n}}', f'["{"x" * 65_536}",\n\n%s\n]'


@pytest.mark.parametrize(("large", "what"), [
    *((LARGE_OBJECT, what) for what in ('"b" 2', "2 3", '"b": 2 3', "1: 2", '"b": 2,')),
    *((LARGE_LIST, what) for what in ("1 2", "1,", ",1", '"a": 1', "tru")),
], ids=lambda value: value[:12])  # fmt: skip
def test_a_fault_in_something_large_is_found_on_its_line(large, what):
    said, line = fault(large % what)

    why = since_3_13("Expecting ", 0, "Illegal trailing comma ", 0)[0] if what.endswith(",") else "Expecting "
    assert (said.startswith(f"The JSON is broken: {why}"), line in (3, 4)) == (True, True)


@pytest.mark.parametrize(("data", "encoding"), [
    (b'{"a": 1,\n"b": "' + b"\xe5ngstr\xf6m" + b'"}', "UTF-8"),
    ('{"a"\n: "'.encode("utf-16-le") + b"\x00\xd8" + '"}'.encode("utf-16-le"), "UTF-16-LE"),
])  # fmt: skip
def test_another_encoding_is_refused_with_its_line(data, encoding):
    assert fault(data) == (f"“x.json” has signs that are no {encoding}.", 2)


@pytest.mark.parametrize(("data", "said", "seconds"), [
    ('{"a": "' + '\\"' * 1_000_000, "The JSON is broken: A text does not end.", 2),
    *(pytest.param(data, "“x.json” is too large to be a conference.", 4, marks=pytest.mark.soak)
      for data in ("[" + "0," * 2_100_000 + "0]", "[" + "[]," * 1_000_000 + "0]")),
], ids=["a text", "numbers", "lists"])  # fmt: skip
def test_what_is_endless_is_refused_before_it_is_built(data, said, seconds):
    begins = process_time()

    assert fault(data)[0] == said
    assert process_time() - begins < seconds


@tries(50)
@given(st.recursive(
    st.none() | st.booleans() | st.integers(-10**30, 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4), max_leaves=20,
))  # fmt: skip
def test_whatever_is_written_is_read_as_it_is(value):
    assert document(json.dumps([value]))[0] == [value]


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
    """Return the outcome of importing a file: a plan, or a refusal with or without a line."""
    try:
        told = json_told(data, kind="json")
    except EstradError as error:
        return f"refused in {error.file} with{'' if error.line else 'out'} line"
    plan = importing.new_plan(told)
    assert not choose_zone(told.zone, "Europe/Stockholm").zone.key.startswith(".")
    assert {row.line for row in plan.rows if row.line} <= set(range(1, 2 + data.count(b"\n")))
    return "plan"


@pytest.mark.parametrize(("seed", "n"), [(20240425, 200), pytest.param(2024, 5000, marks=pytest.mark.soak)])
def test_mutated_files_give_a_plan_or_a_refusal(importing, seed, n):
    chance, found = Random(seed), set()
    for number in range(n):
        good, begins = GOOD[number % len(GOOD)], process_time()
        if number % 2:
            data = json.dumps(exchanged(good, chance), indent=1).encode()
        else:
            data = mutated(json.dumps(good, indent=1).encode(), WORDS, chance)
        found.add(outcome(importing, data))
        assert process_time() - begins < 2
    assert found == {"plan", "refused in x.json with line"}


def test_the_good_files_are_good(importing):
    found = [outcome(importing, json.dumps(good, indent=1).encode()) for good in GOOD]

    assert found == ["plan"] * 5


# XML ------------------------------------------------------------------------------------------------------


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE schedule [
 <!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<schedule><day date="2024-04-25"><event><title>&c;</title></event></day></schedule>"""
SPY = b"""<!DOCTYPE schedule [<!ENTITY spy SYSTEM "file:///etc/hostname">]><schedule><day>&spy;</day></schedule>"""


def refused(folder, data, remedy=""):
    with pytest.raises(EstradError) as found:
        told(folder, data)
    assert found.value.file == folder / "schedule.xml"
    assert found.value.remedy
    assert remedy in str(found.value.remedy)
    return str(found.value), found.value.line


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "a spreadsheet or an archive"),
        (b"%PDF-1.7", "a PDF document"),
        (b"SQLite format 3\x00", "a database"),
        (b"BEGIN:VCALENDAR\r\n", "an iCalendar file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old spreadsheet or document of Microsoft Office"),
        (b'{"talks": ["<p>"]}', "a JSON file"),
        (b"[1, 2]", "a JSON file"),
        (b"Room,Date,Title\n", "a table as text (CSV)"),
        (b"\xef\xbb\xbfRoom;Date;Title\nHall;1;<b>Bold</b>\n", "a table as text (CSV)"),
        (b"Dear all,\nhere is <b>it</b>\n", "text without columns"),
        (b"\xef\xbb\xbfbegin:vcalendar\r\nSUMMARY:<b>\r\n", "an iCalendar file"),
        (b"\x01\x02\x00<\x00", "no text"),
        (b"<!-- a --><HTML lang='sv'><br><body>404", "a web page"),
        (b"<meta charset='utf-8'><p>Unclosed", "a web page"),
        (b"<table xmlns:x='urn:schemas-microsoft-com:office:excel'><td>", "a spreadsheet saved as a web page"),
        ("\ufeff<html><br>".encode("utf-16"), "a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "a spreadsheet in XML"),
        (b"<!DOCTYPE svg SYSTEM 'x'><svg/>", "XML of another sort (<svg>)"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "a web page"),
        (b"<html><body>404</body></html>", "a web page"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "an Atom feed"),
        (b'<iCalendar xmlns:xCal="urn:ietf:params:xml:ns:xcal"/>', "a calendar in XML (xCal)"),
        (b"<svg/>", "XML of another sort (<svg>)"),
    ],
)
def test_a_file_that_is_something_else_is_named(tmp_path, data, what):
    assert refused(tmp_path, data)[0] == f"“schedule.xml” is {what}, not a schedule."


def test_what_is_many_times_in_it_is_looked_through_once(tmp_path):
    def spent(text):
        start = process_time()
        return refused(tmp_path, text)[0], process_time() - start

    said, seconds = spent(b"<!---->" * 5000 + b"<x/>")
    assert ("XML of another sort" in said, seconds < 2) == (True, True)  # splitting each in every way would never end
    few, many = (
        one(event()).replace("<event", "<event " + " ".join(f'a{k}=""' for k in range(n)), 1).encode()
        for n in (20_000, 80_000)
    )
    assert spent(many)[1] < 8 * max(spent(few)[1], spent(few)[1]) + 0.1  # quadratic code would take 16 times as long


BROKEN = "The XML is broken:"
DECLARES = "The file declares a document type ("
FAULTS = {
    "words before it": ("Warning: x, y\n" + one(event()), BROKEN, 1),
    "an end of another name": (
        one(event()).replace("</duration>", "</dauer>"), f"{BROKEN} Opening and ending tag mismatch", 6),
    "bytes of another encoding": (one(event(title="Åsa")).encode("latin-1"), BROKEN, 6),
    "no such encoding": (one(event()).replace('"utf-8"', '"klingon"'), BROKEN, None),
    "a well": (b"<schedule>" + b"<day>" * 300, BROKEN, 1),
    "a deep well": (b"<schedule>" + b"<day>" * 100_000, BROKEN, 1),
    "a flood": (b"<schedule>" + b"<a/>" * safe_xml.MOST_MARKS + b"</schedule>",
                "“schedule.xml” is too large to be a conference.", None),
    "nothing": (b"", "“schedule.xml” is empty.", None),
    "a line": (b" \n", "“schedule.xml” is empty.", None),
    "a mark": (codecs.BOM_UTF8, "“schedule.xml” is empty.", None),
    "no day": (b"<schedule><conference/></schedule>", "The schedule has no <day> with an <event> in it.", 1),
    "a bomb": (BOMB, DECLARES, 2),
    "a spy": (SPY, DECLARES, 1),
    "a bomb of another encoding": (BOMB.decode().encode("utf-16"), DECLARES, 2),
    "a document type elsewhere": (
        b"<?xml version='1.0'?>\n\n<!DOCTYPE schedule SYSTEM 'http://example.org/x.dtd'><schedule/>", DECLARES, 3),
}  # fmt: skip
"""Faulty files, the beginning of their refusal, and its line."""


@pytest.mark.parametrize(("data", "begins", "line"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_file_is_refused_with_its_line(tmp_path, data, begins, line):
    said, where = refused(tmp_path, data)

    assert (said[: len(begins)], where if line else None) == (begins, line)


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (BOMB, "Export the file again without it: what it declares may stand in the texts."),
        (b"<!DOCTYPE schedule SYSTEM 'x'><schedule/>",
         "Delete it in a text editor, from <!DOCTYPE to the next >: nothing of the schedule stands in it."),
    ],
)  # fmt: skip
def test_what_to_do_about_a_document_type_depends_on_what_it_declares(tmp_path, data, remedy):
    assert refused(tmp_path, data, remedy)[0].startswith(DECLARES)


LEFT_OUT = ["A control character on line 6 is left out, as XML forbids it."]
READ_XML = {
    "the word in a text": (one(event(title="In <!DOCTYPE html> we trust")), "In <!DOCTYPE html> we trust", []),
    "tabs and references": (one(event()).replace("A talk</title>", "a&#9;&#10;&#xD;&#38;\tb</title>"), "a & b", []),
    "a namespace": (one(event()).replace("<schedule>", '<schedule xmlns="http://example.org/ns">'), "A talk", []),
    **{f"a control character {control!r}": (one(event()).replace("A talk", f"A{control} talk"), "A talk", LEFT_OUT)
       for control in ("\x06", "&#6;", "&#x1F;", "\x00")},
    **{encoding: (one(event(title="Åsa")).replace('"utf-8"', f'"{encoding.removesuffix("-sig")}"').encode(encoding),
                  "Åsa", []) for encoding in ("utf-8-sig", "utf-16", "utf-32", "iso-8859-1")},
}  # fmt: skip
"""Files, the title of their only session, and their remarks."""


@pytest.mark.parametrize(("data", "title", "remarks"), READ_XML.values(), ids=READ_XML)
def test_a_file_is_read_whatever_its_signs(tmp_path, data, title, remarks):
    whole = told(tmp_path, data)

    assert ([session.title for session in whole.sessions], list(map(str, whole.remarks))) == ([title], remarks)


HIDINGS = {
    "nothing": "",
    "a declaration": "<?xml version='1.0'?>",
    "a comment": "<!-- <x -->",
    "an instruction": "<?php <x ?>",
    "a long comment": "<!--" + " " * 70_000 + "-->",
    "a comment on many lines": "<!--\n<schedule>\n-->\n",
}
"""The text before the document type, by its name."""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-be")
CANARIES = {
    "system": '<!DOCTYPE schedule SYSTEM "{dtd}">',
    "public": '<!DOCTYPE schedule PUBLIC "-//W3C//DTD" "{dtd}">',
    "parameter entity": '<!DOCTYPE schedule [<!ENTITY % x SYSTEM "{dtd}"> %x;]>',
    "entity": '<!DOCTYPE schedule [<!ENTITY spy SYSTEM "{dtd}">]>',
    "lower case": '<!doctype schedule system "{dtd}">',
}


@pytest.fixture
def canary(tmp_path):
    """Return a DTD and a function that tells whether anybody has opened it since."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells who opens a file")
    path = tmp_path / "canary.dtd"
    path.write_text('<!ENTITY spy "seen">')
    libc, opened = ctypes.CDLL(None), 0x20
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(path), opened) >= 0

    def sung() -> bool:
        with suppress(BlockingIOError):
            return bool(os.read(watch, 4096))
        return False

    path.read_text()
    assert sung()
    yield path, sung
    os.close(watch)


@pytest.mark.parametrize(("declared", "hiding", "encoding"), [
    *((declared, "a comment", "utf-8") for declared in CANARIES),
    *(("system", hiding, "utf-16") for hiding in HIDINGS),
    *(("entity", "nothing", encoding) for encoding in ENCODINGS),
])  # fmt: skip
def test_nothing_outside_the_file_is_ever_opened(tmp_path, canary, declared, hiding, encoding):
    path, sung = canary
    before, declared = HIDINGS[hiding], CANARIES[declared].replace("{dtd}", str(path))

    said, line = refused(tmp_path, f"{before}{declared}<schedule><day>&spy;</day></schedule>".encode(encoding))

    assert not sung()
    if "DOCTYPE" in declared and encoding != "utf-16-be":  # without a mark, nothing proves this encoding
        assert (said[:35], line) == (DECLARES, 1 + before.count("\n"))


def test_neither_an_include_nor_a_pipe_in_the_place_of_a_document_type_is_opened(tmp_path, canary):
    path, sung = canary
    told(tmp_path, one(event(), f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{path}"/>'))
    assert not sung()
    os.mkfifo(tmp_path / "pipe")
    data = f'<!-- <x --><!DOCTYPE schedule SYSTEM "file://{tmp_path}/pipe"><schedule/>'.encode()
    assert refused(tmp_path, data) == (refused(tmp_path, SPY)[0], 1)


def test_a_large_file_is_read_piece_by_piece(tmp_path):
    path = written(tmp_path / "schedule.xml", one(event(1, abstract="x" * 3 * safe_xml.PIECE), event(2)))

    done = [step.done * 100 // step.total for step in read_incoming(path, "schedule.xml")]

    assert (len(done) > 4, done) == (True, sorted(done))


@pytest.mark.parametrize("place", ["<schedule", "<conference", '<day index="1"', "<event"])
def test_an_element_with_a_thousand_attributes_is_refused(tmp_path, place):
    many = " ".join(f'a{n}=""' for n in range(1000))
    said, line = refused(tmp_path, one(event()).replace(place, f"{place} {many}", 1))

    assert (said.startswith(f"{place.split()[0]}> has 100"), line is not None) == (True, True)


def test_a_file_that_is_too_large_or_is_none_is_not_even_read(tmp_path, monkeypatch):
    with written(tmp_path / "large.xml", "").open("r+b") as stream:
        stream.truncate(opened_file.MOST_BYTES + 1)
    monkeypatch.setattr("pathlib.Path.open", None)

    for name, said in (("large.xml", "too large"), ("", "is not a file"), ("none.xml", "cannot be read"),
                       ("nul\x00.xml", "cannot be read")):  # fmt: skip
        with pytest.raises(EstradError, match=said):
            opened_file.open_file(tmp_path / name)
