"""Tests of address cards of all versions: the person each describes, and the messages on cards without a person."""

from pathlib import Path
from random import Random

import pytest

from planner.domain.errors import EstradError
from planner.domain.value_objects import Link
from planner.tables.opened_file import OpenedFile
from tests.importing.calendar_files import read
from tests.importing.mutations import longest, mutated


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


def test_a_card_without_a_full_name_has_its_parts():
    assert person(vcard("N:Ek;Ada;Bea;Dr;PhD")).name == "Ada Bea Ek"


@pytest.mark.parametrize(
    "mark", [";PREF=1", ";TYPE=PREF", ";PREF", ";TYPE=WORK,PREF", ";WORK;PREF", ";PREF;WORK", ";type=pref;type=HOME"]
)
def test_the_address_that_is_marked_as_the_best_counts(mark):
    ada = person(vcard("FN:Ada", "EMAIL:a@example.org", f"EMAIL{mark}:b@example.org"))

    assert ada.told == {"email": "b@example.org"}


def test_many_cards_are_many_people_and_a_bad_one_loses_no_other():
    told = read(vcard("FN:Ada") + vcard("EMAIL:x@example.org") + vcard("FN:Bo"), "people.vcf")

    assert [p.name for p in told.people] == ["Ada", "Bo"]
    assert [(r.line, r.title, str(r.why.problem)) for r in told.refused] == [
        (5, "x@example.org", "The card has no name.")]  # fmt: skip


def test_a_group_is_no_person():
    told = read(vcard("FN:All", "KIND:group"), "people.vcf")

    assert [str(r.why.problem) for r in told.refused] == ["The card is of no person."]


def test_two_of_one_name_are_told_apart_by_their_addresses():
    told = read(
        vcard("FN:Ada", "EMAIL:a@example.org") + vcard("FN:Ada", "EMAIL:b@example.org") + vcard("FN:Ada"), "p.vcf"
    )

    assert [p.told.get("email") for p in told.people] == ["a@example.org", "b@example.org", None]


def test_the_same_card_twice_counts_once():
    told = read(FULL + FULL, "people.vcf")

    assert len(told.people) == 1
    assert [str(r.why.problem) for r in told.refused] == ["The card on line 1 is of the same person, and counts."]


def test_a_card_that_does_not_end_ends_where_the_next_begins():
    assert [p.name for p in read("BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\n", "people.vcf").people] == ["Ada", "Bo"]


def test_what_holds_no_card_is_refused():
    with pytest.raises(EstradError) as refused:
        read("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "people.vcf", "vcard")

    assert (str(refused.value.problem), refused.value.line) == ("“people.vcf” holds no address card (VCARD).", 1)


WORDS = [b"\r\n", b"\r\n ", b":", b";", b'"', b",", b"\\", b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"=\r\n", b"=ZZ",
         b"\x00",
         b"CHARSET=x", b"CHARSET=rot13", b"ENCODING=QUOTED-PRINTABLE", b"\xff\xfe", b"\xc3", b"item1.", b"x" * 3000,
         b"N:" * 50]  # fmt: skip


def spoilt(times, seed):
    chance = Random(seed)
    return [OpenedFile(Path("p.vcf"), mutated((FULL + OLD).encode(), WORDS, chance)) for _ in range(times)]


def test_spoilt_cards_are_read_or_refused():
    assert longest(spoilt(150, 1), "vcard")[0] < 2


@pytest.mark.soak
def test_five_thousand_spoilt_cards_are_read_or_refused():
    assert longest(spoilt(5000, 2), "vcard")[0] < 2
