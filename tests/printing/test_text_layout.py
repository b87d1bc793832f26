"""Tests of breaking text into lines, with a measure where every letter is a millimetre wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.printing.marks import TextStyle, Weight
from planner.printing.text_layout import LineBreaker, TextPiece, TextRun

PLAIN, BOLD = TextStyle(10), TextStyle(10, Weight.BOLD)


def ruler() -> LineBreaker:
    return LineBreaker(lambda text, _face: float(len(text)))


def texts(text: str, width: float, most: int | None = None) -> list[str]:
    return ["".join(p.text for p in line) for line in ruler().wrap([TextRun(text, PLAIN)], width, most)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("one two three", ["one two", "three"], id="between words"),
        pytest.param("one  two\tthree", ["one two", "three"], id="any white space is one space"),
        pytest.param("exactly 10", ["exactly 10"], id="a line may be full"),
        pytest.param("of the 2 500 here", ["of the", "2 500 here"], id="not inside a number"),
        pytest.param("room 7 2024", ["room 7", "2024"], id="between two numbers"),
        pytest.param("no\u00a0break here", ["no\u00a0break", "here"], id="not at a no-break space"),
        pytest.param("abcdefghijklm", ["abcdefghij", "klm"], id="a word only where it is wider than a line"),
        pytest.param("see a/bcdefghi/jkl ok", ["see a/", "bcdefghi/", "jkl ok"], id="an address after a slash"),
        pytest.param("wel\u00adcome", ["welcome"], id="without soft hyphens"),
        pytest.param("abcdefghie\u0301k", ["abcdefghi", "e\u0301k"], id="an accent stays with its letter"),
    ],
)
def test_ten_millimetres(text: str, lines: list[str]) -> None:
    assert texts(text, 10) == lines


def test_a_word_may_change_its_face_and_stays_whole() -> None:
    lines = ruler().wrap([TextRun("Anna Ek", BOLD), TextRun(", chef", PLAIN)], 7.5)

    assert lines == [
        (TextPiece(0, "Anna", BOLD),),
        (TextPiece(0, "Ek", BOLD), TextPiece(2, ",", PLAIN)),
        (TextPiece(0, "chef", PLAIN),),
    ]


def test_what_does_not_go_into_the_lines_ends_in_an_ellipsis() -> None:
    assert texts("one two three four", 8, most=2) == ["one two", "three…"]
    assert ruler().fitting("one two three", PLAIN, 8) == "one two…"
    assert ruler().fitting("one two", PLAIN, 8) == "one two"


def test_a_short_last_line_gets_words_from_the_others() -> None:
    lines = ruler().wrap_evenly([TextRun("the quick brown fox jumps on", PLAIN)], 26)

    assert [line[0].text for line in lines] == ["the quick brown", "fox jumps on"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\u00ad"), max_size=200), st.integers(2, 40))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = texts(text, width)

    letters = [character for character in text if character not in " \t\n"]
    assert [c for line in lines for c in line if c not in " \t\n"] == letters
    assert all(len(line) <= width for line in lines if max(line) < "\u0300")


@given(st.text(st.sampled_from("ab é-/1 "), max_size=100), st.integers(3, 30))
def test_one_run_is_broken_as_several_are(text: str, width: int) -> None:
    one, two = [TextRun(text, PLAIN)], [TextRun(text, PLAIN), TextRun("", PLAIN)]

    assert ruler().wrap(one, width) == ruler().wrap(two, width)
