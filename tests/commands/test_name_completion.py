"""Tests of name completion: who is offered while typing, whom Enter takes, and what a comma ends."""

import pytest

from planner.commands.name_completion import NameCompleter, split_names
from planner.domain.entities import Person

PEOPLE = (
    Person(id="anna", name="Anna Bergström"),
    Person(id="gunilla", name="Gunilla Ek", title="Jurist", organisation="IMY"),
    Person(id="karin", name="Karin Öst"),
    Person(id="per", name="Per Ekman"), Person(id="stefan", name="Stefan Singman"),
    Person(id="stefania", name="Stefania Öh"), Person(id="nagy", name="Søren Nagy-Łukasz"),
)  # fmt: skip


def taken(typed: str, *people: Person, there: tuple[str, ...] = ()) -> str:
    """Return the name that Enter takes, or the typed text in quotation marks if it takes nobody."""
    offers = NameCompleter.of(people or PEOPLE).for_typed(typed, there)
    return offers.first.label if offers.first else f"“{offers.typed}”"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Stef", "Stefan Singman"), ("stefan", "Stefan Singman"), ("Stefan s", "Stefan Singman"),
        ("Gun", "Gunilla Ek"), ("Ek", "Gunilla Ek"), ("ekm", "Per Ekman"), ("Sing", "Stefan Singman"),
        ("ost", "Karin Öst"), ("Öst", "Karin Öst"), ("soren", "Søren Nagy-Łukasz"), ("luk", "Søren Nagy-Łukasz"),
        ("Stefania", "Stefania Öh"), ("Kurt", "“Kurt”"), ("ström", "“ström”"), ("", "“”"),
    ],
)  # fmt: skip
def test_enter_takes_whose_name_begins_so(typed: str, expected: str) -> None:
    assert taken(typed) == expected


def test_an_accent_that_was_typed_is_meant() -> None:
    assert taken("ö", Person(id="o", name="Olle Ost")) == "“ö”"


@pytest.mark.parametrize("typed", ["Anna Berg", "anna berg", " Anna  Berg "])
def test_a_whole_name_is_not_taken_for_a_longer_one(typed: str) -> None:
    assert (taken(typed).casefold(), taken("Anna B")) == ("“anna berg”", "Anna Bergström")


def test_somebodys_own_name_goes_before_a_longer_one() -> None:
    berg, longer = Person(id="b", name="Anna Berg"), Person(id="l", name="Anna Bergström")

    assert (taken("Anna Berg", longer, berg), taken("Berg", longer, berg)) == ("Anna Berg", "Anna Berg")
    assert taken("Ber", longer, berg) == "Anna Bergström"


def test_who_is_there_already_comes_after_the_others() -> None:
    stefans = Person(id="1", name="Stefan Ahl"), Person(id="2", name="Stefan Berg")

    assert (taken("Stef", *stefans), taken("Stef", *stefans, there=("1",))) == ("Stefan Ahl", "Stefan Berg")
    assert taken("Stef", *stefans, there=("1", "2")) == "Stefan Ahl"


def test_those_who_fit_otherwise_are_offered_too() -> None:
    offers = NameCompleter.of(PEOPLE).for_typed("imy")

    assert [offer.label for offer in offers.people] == ["Gunilla Ek"]
    assert (offers.first, offers.people[0].about) == (None, "Jurist · IMY")


def test_a_name_that_several_have_takes_nobody() -> None:
    adas = Person(id="1", name="Ada", organisation="KTH"), Person(id="2", name="Ada", organisation="SU")
    offers = NameCompleter.of(adas).for_typed("ada")

    assert (offers.first, offers.several) == (None, True)
    assert [offer.label for offer in offers.people] == ["Ada · KTH", "Ada · SU"]
    assert (taken("Ad", *adas), taken("Ada · SU", *adas)) == ("Ada · KTH", "Ada · SU")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Gun", "Gunilla Ek"), ("gun", "gunilla Ek"), ("Gunilla ", "Gunilla Ek"), ("Ek", "Ek → Gunilla Ek"),
     ("Gunilla Ek", "Gunilla Ek")],
)  # fmt: skip
def test_what_is_added_makes_the_name_readable(typed: str, shown: str) -> None:
    offer = NameCompleter.of(PEOPLE).for_typed(typed).first

    assert offer is not None
    assert typed + offer.added_to(typed) == shown


@pytest.mark.parametrize(
    ("typed", "names", "rest"),
    [
        ("Stef,", ["Stef"], ""), ("Anna Berg; Bo , Cy", ["Anna Berg", "Bo"], "Cy"), (",", [], ""), ("Bo", [], "Bo"),
        (" , ;x ", [], "x "), ("Anna Berg\r\nBo\r\n", ["Anna Berg", "Bo"], ""),
    ],
)  # fmt: skip
def test_a_comma_ends_a_name(typed: str, names: list[str], rest: str) -> None:
    assert split_names(typed, NameCompleter.of(PEOPLE)) == (names, rest)


def test_a_comma_that_belongs_to_a_name_ends_none() -> None:
    assert split_names("King, Jr., Bo", NameCompleter.of([Person(id="k", name="King, Jr.")])) == (["King, Jr."], "Bo")
