"""Lists of small values as text: written values are read back equal, and typed text is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.value_objects import Extra, Link, Segment, Statement
from ui.state.fields.value_text import (
    read_extra,
    read_links,
    read_list,
    read_segments,
    read_statements,
    write_list,
    write_segments,
    write_statements,
)

WORDS = st.text("abc åäö.1", min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)


@given(st.lists(WORDS, unique=True).map(tuple))
def test_a_list_is_read_as_it_was_written(values: tuple[str, ...]) -> None:
    assert read_list(write_list(values)) == values


def test_a_value_with_a_comma_keeps_it() -> None:
    values = ("Screen, large", "Two microphones")

    assert (write_list(values), read_list(write_list(values))) == ("Screen, large; Two microphones", values)


@given(st.lists(st.builds(Segment, WORDS.filter(lambda t: not t[-1].isdigit()), st.integers(1, 600))).map(tuple))
def test_parts_are_read_as_they_were_written(parts: tuple[Segment, ...]) -> None:
    assert read_segments(write_segments(parts), "no") == parts


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("Talk 30", Segment("Talk", 30)),
        ("Questions: 15 min", Segment("Questions", 15)),
        ("Frågor – 15 minuter", Segment("Frågor", 15)),
        ("Part 2, 20 min.", Segment("Part 2", 20)),
    ],
)
def test_ways_to_write_a_part(typed: str, part: Segment) -> None:
    assert read_segments(typed, "no") == (part,)


@pytest.mark.parametrize("typed", ["Questions", "15", "Talk 0"])
def test_a_part_has_a_name_and_minutes(typed: str) -> None:
    with pytest.raises(ValueError, match="no"):
        read_segments(typed, "no")


@given(st.lists(st.builds(Statement, WORDS, WORDS, st.booleans()), unique=True).map(tuple))
def test_statements_are_read_as_they_were_written(said: tuple[Statement, ...]) -> None:
    assert read_statements(write_statements(said)) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("“We need it - now”", Statement("We need it - now", verbatim=True)),
        ('"We need it" - Bo', Statement("We need it", "Bo", verbatim=True)),
        ("”Vi behöver det” – Bo", Statement("Vi behöver det", "Bo", verbatim=True)),
        ("It shows – in many ways – Ada", Statement("It shows – in many ways", "Ada")),
        ("It shows - Ada", Statement("It shows", "Ada")),
        ("A well-known thing", Statement("A well-known thing")),
    ],
)
def test_ways_to_write_a_statement(typed: str, said: Statement) -> None:
    assert read_statements(typed) == (said,)


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://example.org/1 Slides", Link("https://example.org/1", "Slides")),
        ("Slides: https://example.org/1", Link("https://example.org/1", "Slides")),
        ("example.org", Link("example.org")),
    ],
)
def test_ways_to_write_a_link(typed: str, link: Link) -> None:
    assert read_links(typed, "no") == (link,)


def test_a_link_has_an_address() -> None:
    with pytest.raises(ValueError, match="no"):
        read_links("Slides", "no")


def test_a_field_of_ones_own_has_a_name() -> None:
    assert read_extra("Dinner: yes: late\nHotel:", "no") == (Extra("Dinner", "yes: late"), Extra("Hotel"))
    with pytest.raises(ValueError, match="no"):
        read_extra("Dinner", "no")
