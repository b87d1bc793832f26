"""Tests of what XML must not bring in, and of recognising a file that is no schedule."""

import codecs
import ctypes
import os
import sys
from time import process_time

import pytest

from planner.domain.errors import EstradError
from planner.importing.source_registry import read_file
from planner.importing.sources import safe_xml
from planner.tables import opened_file
from tests.importing.schedules import event, one, told, written

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE schedule [
 <!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<schedule><day date="2024-04-25"><event><title>&c;</title></event></day></schedule>"""
SPY = b"""<!DOCTYPE schedule [<!ENTITY spy SYSTEM "file:///etc/hostname">]><schedule><day>&spy;</day></schedule>"""


def refused(folder, data):
    with pytest.raises(EstradError) as found:
        told(folder, data)
    assert found.value.file == folder / "schedule.xml"
    assert found.value.remedy
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


def test_many_comments_are_looked_through_once(tmp_path):
    start = process_time()

    assert "XML of another sort" in refused(tmp_path, b"<!---->" * 5000 + b"<x/>")[0]
    assert process_time() - start < 2  # splitting each of them in every way would never end


BROKEN = "The XML is broken:"
DECLARES = "The file declares a document type ("
AGAIN = "Export the file again without it: what it declares may stand in the texts."
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
    "no day": (b"<schedule><conference/></schedule>", "The schedule has no day in it.", 1),
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
        (BOMB, AGAIN),
        (b"<!DOCTYPE schedule SYSTEM 'x'><schedule/>",
         "Delete it in a text editor, from <!DOCTYPE to the next >: nothing of the schedule stands in it."),
    ],
)  # fmt: skip
def test_what_to_do_about_a_document_type_depends_on_what_it_declares(tmp_path, data, remedy):
    with pytest.raises(EstradError) as found:
        told(tmp_path, data)

    assert str(found.value.remedy) == remedy


LEFT_OUT = ["A control character on line 6 is left out, as XML forbids it."]
READ = {
    "the word in a text": (one(event(title="In <!DOCTYPE html> we trust")), "In <!DOCTYPE html> we trust", []),
    "tabs and references": (one(event()).replace("A talk</title>", "a&#9;&#10;&#xD;&#38;\tb</title>"), "a & b", []),
    "a namespace": (one(event()).replace("<schedule>", '<schedule xmlns="http://example.org/ns">'), "A talk", []),
    **{f"a control character {control!r}": (one(event()).replace("A talk", f"A{control} talk"), "A talk", LEFT_OUT)
       for control in ("\x06", "&#6;", "&#x1F;", "\x00")},
    **{encoding: (one(event(title="Åsa")).replace('"utf-8"', f'"{encoding.removesuffix("-sig")}"').encode(encoding),
                  "Åsa", []) for encoding in ("utf-8-sig", "utf-16", "utf-32", "iso-8859-1")},
}  # fmt: skip
"""Files, the title of their only session, and their remarks."""


@pytest.mark.parametrize(("data", "title", "remarks"), READ.values(), ids=READ)
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
        try:
            return bool(os.read(watch, 4096))
        except BlockingIOError:
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
        assert (said[:35], line) == ("The file declares a document type (", 1 + before.count("\n"))


def test_a_pipe_in_the_place_of_a_document_type_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    data = f'<!-- <x --><!DOCTYPE schedule SYSTEM "file://{tmp_path}/pipe"><schedule/>'.encode()

    assert refused(tmp_path, data) == (refused(tmp_path, SPY)[0], 1)


def test_the_reader_of_a_file_without_a_document_type_cannot_open_anything_either(tmp_path, canary):
    path, sung = canary

    told(tmp_path, one(event(), f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{path}"/>'))

    assert not sung()


def test_a_large_file_is_read_piece_by_piece(tmp_path):
    path = written(tmp_path / "schedule.xml", one(event(1, abstract="x" * 3 * safe_xml.PIECE), event(2)))

    steps = list(read_file(path, "schedule.xml"))

    assert len(steps) > 4
    assert [step.done * 100 // step.total for step in steps] == sorted(step.done * 100 // step.total for step in steps)


@pytest.mark.parametrize("place", ["<schedule", "<conference", '<day index="1"', "<event"])
def test_an_element_with_a_thousand_attributes_is_refused(tmp_path, place):
    many = " ".join(f'a{n}=""' for n in range(1000))
    said, line = refused(tmp_path, one(event()).replace(place, f"{place} {many}", 1))

    assert (said.startswith(f"{place.split()[0]}> has 100"), line is not None) == (True, True)


def test_four_times_as_many_attributes_take_about_four_times_as_long(tmp_path):
    def spent(n):
        text = one(event()).replace("<event", "<event " + " ".join(f'a{k}=""' for k in range(n)), 1).encode()
        start = process_time()
        refused(tmp_path, text)
        return process_time() - start

    assert spent(80_000) < 8 * max(spent(20_000), spent(20_000)) + 0.1  # quadratic code would take 16 times as long


def test_a_file_that_is_too_large_is_not_even_read(tmp_path, monkeypatch):
    path = written(tmp_path / "schedule.xml", "")
    with path.open("r+b") as stream:
        stream.truncate(opened_file.MOST_BYTES + 1)
    monkeypatch.setattr("pathlib.Path.open", None)

    with pytest.raises(EstradError, match="too large"):
        opened_file.open_file(path)


def test_what_is_no_file(tmp_path):
    with pytest.raises(EstradError, match="is not a file"):
        opened_file.open_file(tmp_path)
    with pytest.raises(EstradError, match="cannot be read"):
        opened_file.open_file(tmp_path / "none.xml")
    with pytest.raises(EstradError, match="cannot be read"):
        opened_file.open_file(tmp_path / "nul\x00.xml")
