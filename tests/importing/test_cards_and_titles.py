"""Tests of address cards of all versions, and of plain lists of titles."""

from pathlib import Path

import pytest

from planner.domain.enums import Kind, Role
from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Link
from planner.importing.mapping.guessing import guess
from planner.importing.mapping.table_mapping import MappingContext, SheetShape
from planner.importing.source_registry import choose_source, read_bytes
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables
from tests.importing.calendar_files import read
from tests.importing.mutations import SPOILT, longest, spoilt


def vcard(*lines, version="3.0"):
    """Return a card of those lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


FULL = vcard("FN:Ada Ek", "N:Ek;Ada;;Dr;", "ORG:The Institute;Bees\\, wild", "TITLE:Professor",
             "EMAIL;TYPE=HOME:ada@home.example", "item1.EMAIL;TYPE=WORK,PREF:ada@example.org",
             "TEL;VALUE=uri;PREF=1:tel:+46-8-1", "NOTE:One\\nTwo", "URL:https://example.org/ada", "URL:nowhere",
             "PHOTO;ENCODING=b;TYPE=JPEG:AAAA", " AAAA", "LANG:sv", "UID:urn:uuid:ABC",
             "item1.X-ABLabel:Work")  # fmt: skip
OLD = vcard("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:=D6st;=C5sa", "TEL;WORK;VOICE:08-1",
            "NOTE;ENCODING=QUOTED-PRINTABLE:One=0D=0A=", "Two", "ORG;QUOTED-PRINTABLE:H=C3=A4st",
            version="2.1")  # fmt: skip


def person(text):
    (found,) = read(text, "people.vcf").people
    return found


def test_a_card_is_a_person_with_what_it_says():
    told = read(FULL, "people.vcf")

    (ada,) = told.people
    assert (ada.name, ada.key, ada.named, ada.line) == ("Ada Ek", "vcard/uid:abc", False, 1)
    assert ada.told == {
        "title": "Professor", "organisation": "The Institute, Bees, wild", "email": "ada@example.org",
        "phone": "+46-8-1", "note": "One\nTwo", "links": (Link("https://example.org/ada"),), "languages": ("sv",),
    }  # fmt: skip
    assert told.unmapped == {"EMAIL": 1, "PHOTO": 1, "URL": 1}
    assert (told.sessions, told.days, told.refused) == ((), (), ())


def test_a_card_of_version_2_1_has_its_letters():
    asa = person(OLD)

    assert (asa.name, asa.named) == ("Åsa Öst", True)
    assert asa.told == {"phone": "08-1", "note": "One\nTwo", "organisation": "Häst"}


CARDS = {
    "parts of a name": (vcard("N:Ek;Ada;Bea;Dr;PhD"), [("Ada Bea Ek", None)], []),
    "a bad one among others": (
        vcard("FN:Ada") + vcard("EMAIL:x@example.org") + vcard("FN:Bo"), [("Ada", None), ("Bo", None)],
        [(5, "x@example.org", "The card has no name.")]),
    "a group": (vcard("FN:All", "KIND:group"), [], [(1, "All", "The card is of no person.")]),
    "two of one name": (
        vcard("FN:Ada", "EMAIL:a@example.org") + vcard("FN:Ada", "EMAIL:b@example.org") + vcard("FN:Ada"),
        [("Ada", "a@example.org"), ("Ada", "b@example.org"), ("Ada", None)], []),
    "the same twice": (FULL + FULL, [("Ada Ek", "ada@example.org")],
                       [(19, "Ada Ek", "The card on line 1 is of the same person, and counts.")]),
    "no end": ("BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\n", [("Ada", None), ("Bo", None)], []),
}  # fmt: skip
"""Cards, the names and addresses of their people, and what is refused."""


@pytest.mark.parametrize(("cards", "people", "refused"), CARDS.values(), ids=CARDS)
def test_each_card_is_a_person_or_refused(cards, people, refused):
    told = read(cards, "people.vcf")

    assert [(one.name, one.told.get("email")) for one in told.people] == people
    assert [(one.line, one.title, str(one.why.problem)) for one in told.refused] == refused


@pytest.mark.parametrize(
    "mark", [";PREF=1", ";TYPE=PREF", ";PREF", ";TYPE=WORK,PREF", ";WORK;PREF", ";PREF;WORK", ";type=pref;type=HOME"]
)
def test_the_address_that_is_marked_as_the_best_counts(mark):
    ada = person(vcard("FN:Ada", "EMAIL:a@example.org", f"EMAIL{mark}:b@example.org"))

    assert ada.told == {"email": "b@example.org"}


def test_what_holds_no_card_is_refused():
    with pytest.raises(EstradError) as refused:
        read("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "people.vcf", "vcard")

    assert (str(refused.value.problem), refused.value.line) == ("“people.vcf” holds no address card (VCARD).", 1)


WORDS = [b"\r\n", b"\r\n ", b":", b";", b'"', b",", b"\\", b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"=\r\n", b"=ZZ",
         b"\x00",
         b"CHARSET=x", b"CHARSET=rot13", b"ENCODING=QUOTED-PRINTABLE", b"\xff\xfe", b"\xc3", b"item1.", b"x" * 3000,
         b"N:" * 50]  # fmt: skip


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_cards_are_read_or_refused(times, seed):
    assert longest(spoilt([(FULL + OLD).encode()], WORDS, times, seed, "p.vcf"), "vcard")[0] < 2


def titles(text):
    return [session.title for session in read(text, "list.txt", "titles").sessions]


def test_each_line_is_a_session_with_its_line():
    told = read("On bees\n\n  On wasps\n", "list.txt", "titles")

    assert [(s.line, s.key, s.title, s.named, s.begin) for s in told.sessions] == [
        (1, "list/title:on bees", "On bees", True, None),
        (3, "list/title:on wasps", "On wasps", True, None),
    ]  # fmt: skip


BEES = ["On bees", "On wasps"]


@pytest.mark.parametrize(("text", "found"), [
    *((text, BEES) for text in (
        "- On bees\n- On wasps\n", "* On bees\n* On wasps", "• On bees\n• On wasps", "1. On bees\n2. On wasps",
        "1) On bees\r\n2) On wasps\r\n", "(1) On bees\n(2) On wasps", "a) On bees\nb) On wasps",
        "- [ ] On bees\n- [x] On wasps", "# Talks\n\n- On bees\n- On wasps", "=====\nOn bees\nOn wasps",
        "\ufeffOn bees\nOn wasps", "Talks\n\n1. On bees\n2. On wasps\n")),
    ("2024 in bees\n3D printing of hives", ["2024 in bees", "3D printing of hives"]),
    ("On ants\n\n- On bees\nOn wasps\n", ["On ants", *BEES]),
])  # fmt: skip
def test_what_counts_or_points_or_stands_above_is_no_title(text, found):
    assert titles(text) == found


def test_who_speaks_may_stand_behind_the_title():
    told = read("On bees – Ada Ek\nOn wasps – Bo Ahl and Cy Dee\nLunch", "list.txt", "titles")

    assert [s.title for s in told.sessions] == ["On bees", "On wasps", "Lunch"]
    assert [person.name for person in told.people] == ["Ada Ek", "Bo Ahl", "Cy Dee"]
    assert told.sessions[0].people == (("list/name:ada ek", Role.SPEAKER),)
    assert [s.kind for s in told.sessions] == [None, None, Kind.MEAL]


def test_the_same_title_twice_is_two_sessions():
    assert [s.key for s in read("Break\nBreak", "list.txt", "titles").sessions] == [
        "list/title:break#1", "list/title:break#2"]  # fmt: skip


def test_a_list_of_nothing_is_refused():
    with pytest.raises(EstradError) as refused:
        read("# Talks\n-\n", "list.txt", "titles")

    assert (str(refused.value.problem), refused.value.line) == ("“list.txt” names no title.", 1)


@pytest.mark.parametrize("text", [
    "On bees\nOn wasps\n", "- On bees\n- On wasps", "2024 in bees\nIPv6 & 5G\nOn wasps\nOn flies\nLunch",
    "Lunch\nWhat is a bee?\nOn wasps – Bo Ahl", "Räksmörgås\nÅska",
])  # fmt: skip
def test_a_list_is_known_without_a_word(text):
    for data in (text.encode(), text.encode("utf-16"), text.encode("cp1252", "replace")):
        assert choose_source(OpenedFile(Path("x"), data)).key == "titles"


PROSE = "Dear all.\nWe shall meet on Monday and then we shall see.\nGreetings\n"


@pytest.mark.parametrize("data", [
    PROSE.encode(), b"One line", b"x" * 500 + b"\n" + b"y" * 500,
    b"int main() {\n  return 0;\n}\n",
    b"\x00\x01\x02\n\x03", bytes(range(256)) * 4, b"123\n456\n",
    b"c0001 t000 6 4 130\nc0002 t001 6 4 75\nc0004 t002 7 3 117\n", b"import os\nx = os.stat()\ny = 2\n",
    b"BEGIN:MYCOMP\nEND:MYCOMP\n",
    ("word " * 40 + "\n").encode() * 3,
])  # fmt: skip
def test_what_is_no_list_is_not_taken_for_one(data):
    with pytest.raises(EstradError):
        choose_source(OpenedFile(Path("x"), data))


def test_a_list_of_names_is_a_table_of_people_who_are_to_be_looked_at():

    told = run_to_end(read_bytes(OpenedFile(Path("list.txt"), b"Ada Lind\nBo Ek\nCid Dal\n")))

    assert isinstance(told, Tables)
    assert (guess(told, MappingContext()).shape, guess(told, MappingContext()).sure) == (SheetShape.PEOPLE, False)


def test_a_title_that_begins_with_its_kind_tells_it_also_where_somebody_speaks():
    told = read("Workshop: Knots – Ada Ek\nKeynote\nWelcome – Bo Ahl\nWorking with panels", "list.txt", "titles")

    assert [session.kind for session in told.sessions] == [Kind.WORKSHOP, Kind.KEYNOTE, Kind.OPENING, None]


def test_lines_that_begin_with_their_time_are_a_table_of_times():
    text = "Fredag 10 april 2026\n09.00 Welcome, all\n9.30-10.15 On bees – Ada Lind (KTX)\nkl 10.15: Lunch\n"

    told = run_to_end(read_bytes(OpenedFile(Path("list.txt"), text.encode())))

    assert isinstance(told, Tables)
    assert told.sheets[0].rows == (
        ("Fredag 10 april 2026", None, None), ("09.00", "Welcome, all", None),
        ("9.30-10.15", "On bees", "Ada Lind (KTX)"), ("kl 10.15", "Lunch", None),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Tid;Titel\n09.00;Bin\n",
        "09:00 Bin;Ada\n10:00 Mossa;Bo\n",
        "9.00, Bin, Ada\n10.00, Mossa, Bo\n",
        ",Monday,Tuesday\n9:00 AM,Bees,Moss\n10:00 AM,Coffee,Coffee\n",
        "9:00 CET,Bees\n10:00 CET,Moss\n",
    ],
)
def test_a_table_of_times_is_no_such_list(text):
    assert choose_source(OpenedFile(Path("list.csv"), text.encode())).key == "table"
