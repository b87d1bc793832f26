"""Tests of broken and hostile files, of HTML in fields, and of XML records."""

import sys
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.html_to_text import html_to_text
from planner.incoming_file import choose_source, read_opened_file
from planner.tables.opened_file import OpenedFile
from planner.tables.table import TableFormat, Tables
from tests.importing.calendar_files import bare, vcalendar, vevent
from tests.importing.mutations import SPOILT, longest, mutated, spoilt
from tests.importing.schedules import Importing, day, event, person, persons, room, schedule
from tests.shared_data import shared

GOOD = vcalendar(
    "PRODID:-//x//y//EN", "X-WR-TIMEZONE:Europe/Stockholm",
    "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "END:VTIMEZONE",
    vevent('ATTENDEE;CN="Ada":mailto:a@example.org', "RRULE:FREQ=DAILY;COUNT=3", LOCATION="Hall\\, House",
           DESCRIPTION="Speaker: Ada\\n\\n<p>x</p>", CATEGORIES="A,B\\,C", STATUS="CONFIRMED", SEQUENCE="3"),
    bare("SUMMARY:Two", "DTSTART;TZID=Ours:20240425T100000", "DURATION:PT1H", "LOCATION:Lab\\, House"),
    bare("SUMMARY:Three", "DTSTART;VALUE=DATE:20240426", "GEO:59.3;18.1"),
).encode()  # fmt: skip
WORDS = [b"\r\n", b"\r\n ", b":", b";", b'"', b",", b"\\", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n",
         b"BEGIN:VCALENDAR\r\n",
         b"99991231T235959", b"00010101T000000", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"Z", b";TZID=../../x",
         b"RRULE:FREQ=SECONDLY\r\n", b"P9999999999W", b"+9999", b"TZID=", b"x" * 3000, b"\xc3", b"CN=", b"=\r\n",
         b"-1SU", b"BYMONTH=13", b"1e999", b"\xe2\x80\xae", b"BEGIN:" * 50]  # fmt: skip


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_calendars_are_read_or_refused(times, seed):
    files = [path.read_bytes() for path in sorted(shared("data", "ics_corpus").rglob("*.ics"))] if times > 1000 else []
    slowest, answers = longest(spoilt([GOOD, *files], WORDS, times, seed, "file.ics"), "ics")

    assert (slowest < 2, True in answers) == (True, True)


@pytest.mark.parametrize("data", [
    b"BEGIN:VEVENT\n" * 15_000,
    b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 100_000,
    b"BEGIN:VEVENT\nSUMMARY:" + b"\\" * 2_000_000,
    b"BEGIN:VEVENT\nSUMMARY;X=" + b'"' * 1_000_000,
    b"BEGIN:VEVENT\nDESCRIPTION:" + b"x\n " * 500_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nCATEGORIES:" + b"a," * 500_000,
    b"BEGIN:VEVENT\nSUMMARY:" + b" - (by a " * 100_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nDESCRIPTION:Speaker: " + b"a and " * 200_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART:" + b"1" * 1_000_000,
    b"BEGIN:VEVENT\nSUMMARY:x\nDESCRIPTION;ENCODING=QUOTED-PRINTABLE:" + b"x=\n" * 500_000,
    b"\r" * 3_000_000 + b"BEGIN:VEVENT",
    b"BEGIN:VTIMEZONE\nTZID:x\n" + b"BEGIN:STANDARD\nTZOFFSETTO:+0100\nDTSTART:19700101T000000\nEND:STANDARD\n" * 20_000
    + b"END:VTIMEZONE\n" + b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=x:20240101T000000\nEND:VEVENT\n" * 200,
], ids=lambda data: data[:24].decode(errors="replace"))  # fmt: skip
@pytest.mark.long
def test_what_is_large_on_purpose_takes_no_two_seconds(data):
    assert longest([OpenedFile(Path("file.ics"), data)], "ics")[0] < 2


OPENED = list[str]()
WATCHING = [False]


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Record what is opened while `WATCHING` is on."""
    if WATCHING[0] and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.listdir"):
        OPENED.append(str(arguments[0]))


def test_nothing_is_opened_outside_the_file():
    traps = vcalendar(
        vevent("ATTACH:file:///etc/passwd", "IMAGE:https://example.org/x.png", URL="file:///etc/passwd", UID="1"),
        bare("SUMMARY:x", "DTSTART;TZID=../../../../etc/passwd:20240425T090000"),
        bare("SUMMARY:y", "DTSTART;TZID=/etc/passwd:20240425T090000", "DESCRIPTION;ALTREP=\"http://example.org\":z"),
        "BEGIN:VTIMEZONE", "TZID:../x", "TZURL:http://example.org", "X-LIC-LOCATION:../../x", "END:VTIMEZONE",
    ).encode()  # fmt: skip
    longest(
        [OpenedFile(Path("file.ics"), GOOD), OpenedFile(Path("file.ics"), traps)], "ics"
    )  # all modules are imported by now
    sys.addaudithook(watch)
    WATCHING[0] = True
    try:
        answers = longest([OpenedFile(Path("file.ics"), traps)], "ics")[1]
    finally:
        WATCHING[0] = False

    assert (answers, [name for name in OPENED if "zoneinfo" not in name and "tzdata" not in name]) == ({True}, [])


SCHEDULE = schedule(
    day(
        room(
            "Hall",
            event(1, "One", date="2024-04-25T09:00:00+02:00", track="A", type="lecture", abstract="<p>x</p>",
                  language="en", url="https://example.org", inside=persons(person("Ada", id="7"), person("Bo"))
                  + '<links><link href="https://example.org">x</link></links><recording><optout>true</optout></recording>'),
            capacity="100",
        ),
        event(2, "Two", room="Lab", start="23:30", duration="2:00"),
        start="2024-04-25T08:00:00+02:00", end="2024-04-26T02:00:00+02:00",
    )
).encode()  # fmt: skip
OF_SCHEDULES = [b"<", b">", b"&", b'"', b"]]>", b"<!--", b"<!DOCTYPE x>", b"<day>", b"</day>", b"<event>", b"99:99",
         b"9999-12-31", b"0001-01-01", b"-1", b"\x00", b"\xff\xfe", b"T00:00:00+23:59", b"&#0;",
         b"&lt;p&gt;", b"  ", b"\xe2\x80\xae",
         b"2024-04-26", b"48:00", b"Z", b"id", b"guid", b"name", b"x" * 3000]  # fmt: skip


def plan_or_refusal(importing: Importing, data: bytes) -> bool:
    """Return True if there is a plan; after its change was made, the same file plans nothing (`Importing.new`)."""
    try:
        return bool(importing.new(data))
    except EstradError:
        return False


def test_mutated_files_give_a_plan_or_a_refusal(importing):
    assert plan_or_refusal(importing, SCHEDULE)
    chance = Random(20240425)

    answers = {plan_or_refusal(importing, mutated(SCHEDULE, OF_SCHEDULES, chance)) for _ in range(1500)}

    assert answers == {True, False}


FIELDS = st.dictionaries(
    st.sampled_from(["start", "duration", "date", "title", "room", "track", "type", "language", "url", "subtitle"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
    | st.sampled_from(["24:00", "47:59", "00:00", "2024-04-25T23:59:59-12:00", "2200-12-31T23:59:00-23:59",
                       "1970-01-01T00:00:00+23:59", "2024-10-27T02:30:00", "48:00", "x" * 2500]),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(FIELDS, max_size=4))
def test_whatever_stands_in_the_fields_gives_a_plan_or_a_refusal(importing, fields):
    events = [event(n, told.pop("title", "T"), **told) for n, told in enumerate(fields)]
    plan_or_refusal(importing, schedule(day(room("Hall", *events))).encode())


# HTML in fields -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("Plain.\n\nTwo paragraphs.", "Plain.\n\nTwo paragraphs."),
        ("# Mark\n\n* [a link](https://e.org)\n* **bold**", "# Mark\n\n* [a link](https://e.org)\n* **bold**"),
        ("\n      # Mark\n\n      * one\n        * two\n    ", "# Mark\n\n* one\n  * two"),
        ("\n\t\tOne.\n\t\tTwo.", "One.\nTwo."),
        ("One.\n\tTwo.\n  Three.", "One.\n\tTwo.\n  Three."),
        ("Code:\n\n    x = 1\n\nEnd.", "Code:\n\n    x = 1\n\nEnd."),
        ("Code:\n\n    x = 1", "Code:\n\n    x = 1"),
        ("a < b > c, x<y", "a < b > c, x<y"),
        ("vector<int> and <notatag>", "vector<int> and <notatag>"),
        ("AT&amp;T as they wrote it", "AT&amp;T as they wrote it"),
        ("<p>One.</p><p>Two\nlines.</p>", "One.\n\nTwo lines."),
        ("<p>One.</p>\n\n<p>Two.</p>\n", "One.\n\nTwo."),
        ("<p>A &amp; B &#34;quoted&#34;</p>", 'A & B "quoted"'),
        ("<p>Line<br>break<br/>twice</p>", "Line\nbreak\ntwice"),
        ("Only\nbreaks<br/>here", "Only\nbreaks\nhere"),
        ("<em>Marked</em>\n\n- as Markdown", "Marked\n\n- as Markdown"),
        ("<p>Before</p><ul><li>one</li>\n<li>two</li></ul><p>After</p>", "Before\n\n- one\n- two\n\nAfter"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<ul><li>one<ul><li>within</li></ul></li><li>two</li></ul>", "- one\n- within\n- two"),
        ('<p>See <a href="https://example.org/x">the page</a>.</p>', "See the page (https://example.org/x)."),
        ('<p><a href="https://example.org">https://example.org</a></p>', "https://example.org"),
        ('<p>Write <a href="mailto:a@example.org">a@example.org</a></p>', "Write a@example.org"),
        ('<p><a href="javascript:alert(1)">Click</a> <a href="/local">here</a></p>', "Click here"),
        ("<p>Seen</p><script>alert('no')</script><style>p {}</style><!-- no -->", "Seen"),
        ('<p>Look: <img src="file:///etc/passwd" alt="a boat" onerror="x()"></p>', "Look: a boat"),
        ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n\n- two"),
        ("<h2>Head</h2><p>Body</p>", "Head\n\nBody"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\nMeaning"),
        ("<p>Unclosed <b>and <i>wrong</b> order", "Unclosed and wrong order"),
        ("</p></li></ul>left", "left"),
        ("<p>1 &lt; 2 and &lt;b&gt;</p>", "1 < 2 and <b>"),
        ("<p>\u200b日本 🎉</p>", "\u200b日本 🎉"),
        ('<?xml version="1.0" encoding="klingon"?><p>Said</p>', "Said"),
        ("<p>a</p>\x00\x02<p>b</p>", "a\n\nb"),
        ("<p>a&#11;b&#x1;c&#10;d&#000&#65535;e</p><img alt='&#12;f'>", "abc de\n\nf"),
    ],
)  # fmt: skip
def test_html_as_plain_text(html, text):
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "<div>" * 50_000 + "deep",
        "<p>" + "<b>" * 100_000,
        "<ul>" * 20_000 + "<li>x",
        "<ul><li>" * 20_000 + "x",
        "<br>" * 200_000,
        "<p>" + "<b> </b>" * 100_000,
        "<p>" + "<a href='https://e.org'>x" * 20_000,
        "<a" * 100_000 + "<br>",
        "<p " * 100_000,
        "<pre>" + "  \n" * 100_000,
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.long
def test_a_bomb_of_html_is_only_text_and_soon(text):
    start = process_time()

    assert len(html_to_text(text)) <= len(text)
    assert process_time() - start < 20  # takes 1 s here, some 5 s late in a long run; quadratic code would take minutes


PIECES = st.sampled_from(
    ["<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<a href='https://e.org'>", "</a>", "<br>", "<pre>",
     "</pre>", "<script>", "</script>", "<table>", "<td>", "&amp;", "&#0;", "&#1;", "&#x110000;", "<!--", "-->",
     "<![CDATA[", "]]>", "\n", " ", "word", "<", ">", "\x01", "\x03", "<svg>", "<math>", "<select>", "<frameset>",
     "<body>", "<template>"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5)).map("".join))
def test_whatever_somebody_writes_becomes_text_without_our_own_marks(html):
    assert not set(html_to_text(html)) & set("\x00\x01\x02\x03\x04\x05")


# XML records ----------------------------------------------------------------------------------------------


CONFTOOL = """<?xml version="1.0" encoding="UTF-8"?>
<conftool>
<session>
<session_ID>1</session_ID><session_title>On bees &amp; more</session_title>
<session_start>2024-04-25 09:00</session_start><session_room>Hall</session_room>
<p1_title>Wild bees</p1_title><p1_authors>Ek, Ada; Ahl, Bo</p1_authors><session_info></session_info>
</session>
<session>
<session_ID>2</session_ID><session_title>On wasps</session_title>
<session_abstract>&lt;p&gt;One&lt;/p&gt;</session_abstract>
</session>
</conftool>
"""


def read(text):
    return run_to_end(read_opened_file(OpenedFile(Path("file.xml"), text.encode())))


@pytest.mark.parametrize(("text", "sheets"), [
    (CONFTOOL, [("conftool", (
        ("session_ID", "session_title", "session_start", "session_room", "p1_title", "p1_authors", "session_abstract"),
        ("1", "On bees & more", "2024-04-25 09:00", "Hall", "Wild bees", "Ek, Ada; Ahl, Bo", None),
        ("2", "On wasps", None, None, None, None, "One"),
    ))]),
    ("<x><talks><t><a>1</a><b>2</b></t><t><a>3</a><b>4</b></t></talks>"
     "<people><p id='1' name='Ada'/><p id='2' name='Bo'/></people></x>",
     [("talks", (("a", "b"), ("1", "2"), ("3", "4"))), ("people", (("id", "name"), ("1", "Ada"), ("2", "Bo")))]),
    ("<x><t><a>1</a><b>2</b><who><n>Ada</n><n>Bo</n></who></t><t><a>3</a><b>4</b></t></x>",
     [("x", (("a", "b", "who"), ("1", "2", "Ada\nBo"), ("3", "4", None)))]),
    ("<x><t><a>1</a><ps><p><name>Ada</name><o>X</o></p><p><name>Bo</name><o>Y</o></p></ps></t>"
     "<t><a>3</a><ps><p><name>Cy</name><o>Z</o></p></ps></t></x>",
     [("x", (("a", "ps"), ("1", "Ada\nBo"), ("3", "Cy"))),
      ("ps", (("name", "o", "x.a"), ("Ada", "X", "1"), ("Bo", "Y", "1"), ("Cy", "Z", "3")))]),
], ids=["records", "of two sorts", "several times in a column", "records within records"])  # fmt: skip
def test_each_record_is_a_row_and_each_child_a_column(text, sheets):
    told = read(text)

    assert (told.form, [(sheet.name, sheet.rows) for sheet in told.sheets]) == (TableFormat.XML, sheets)
    assert text != CONFTOOL or [told.sheets[0].line(row) for row in range(3)] == [3, 3, 8]


@pytest.mark.parametrize(("text", "said"), [
    ("<x/>", ""), ("<x><a>1</a><b>2</b></x>", ""), ("<x><t>1</t><t>2</t></x>", ""), ("<x><t></x>", ""),
    ('<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>', ""),
    *(pytest.param(f"<x>{rows}</x>", "too many to be a programme.", marks=pytest.mark.long)
      for rows in (
        "".join(f"<t><a{n}>1</a{n}><b>1</b></t>" for n in range(2000)),
        "<t><a>1</a><b>1</b></t>" * 100_001,
        "<t>" + "".join(f"<a{n}>1</a{n}>" for n in range(450)) + "</t>" + "<t><a0>1</a0><b>2</b></t>" * 4500)),
], ids=["nothing", "one record", "no fields", "broken", "a document type", "columns", "rows", "cells"])  # fmt: skip
def test_what_has_no_records_or_too_many_is_refused(text, said):
    with pytest.raises(EstradError) as refused:
        read(text)

    assert said in str(refused.value.problem)


@pytest.mark.parametrize(("text", "key"), [
    ("<schedule><conference/></schedule>", "schedule.xml"), ("<iCalendar/>", "xcal"), (CONFTOOL, "xml"),
])  # fmt: skip
def test_xml_is_known_by_its_outermost_element(text, key):
    assert choose_source(OpenedFile(Path("x"), text.encode())).key == key


READ_WORDS = [b"<", b">", b"&", b"<!DOCTYPE x>", b"\x00", b"<t>", b"</t>", b"&#0;", b"="]


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_ones_are_read_or_refused(times, seed):
    answers = set()
    for opened in spoilt([CONFTOOL.encode()], READ_WORDS, times, seed, "x.xml"):
        try:
            answers.add(type(run_to_end(read_opened_file(opened, "xml"))))
        except EstradError:
            answers.add(None)
    assert answers == {Tables, None}
