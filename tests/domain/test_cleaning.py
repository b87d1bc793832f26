"""Tests of cleaning foreign text where it enters the model."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cleaning import clean_line, clean_text, is_clean, visible

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("  Keynote \n", "Keynote", id="outer space goes"),
        pytest.param("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf", id="one sort of line break"),
        pytest.param("a\x00b\x07c\x7fd\x9fe", "abcde", id="control characters go"),
        pytest.param("a\ud800b\udfffc", "abc", id="lone surrogates go"),
        pytest.param("a\ufffe\uffffb", "ab", id="what is no character goes"),
        pytest.param("a\u202eb\u202cc", "abc", id="nothing turns the rest of the line around"),
        pytest.param("a\u030a", "å", id="composed"),
        pytest.param("a\tb  c", "a\tb  c", id="space inside stays"),
        pytest.param("日本 👩🏽‍🚀", "日本 👩🏽‍🚀", id="every script"),
    ],
)
def test_text_of_several_lines(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("  Två\nrader\t här ", "Två rader här", id="any space is one space"),
        pytest.param("a\xa0b\u2003c", "a b c", id="also the wide and the hard ones"),
        pytest.param("\n\t ", "", id="nothing is left"),
    ],
)
def test_text_of_one_line(text: str, clean: str) -> None:
    assert clean_line(text) == clean


@given(ANYTHING)
def test_clean_text_is_clean_for_ever_and_for_every_file(text: str) -> None:
    for clean in (clean_text, clean_line):
        once = clean(text)

        assert (clean(once), once.encode("utf-8").decode("utf-8")) == (once, once)
        assert unicodedata.is_normalized("NFC", once)
        assert not {c for c in once if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}


@given(ANYTHING)
def test_what_was_cleaned_is_clean(text: str) -> None:
    assert is_clean(clean_text(text), many_lines=True)
    assert is_clean(clean_line(text))


@pytest.mark.parametrize("text", ["\x1b[31m", "a\x9bb", "a\u202eb", "a\x00", "a\rb", "a\x85b", "\ufffe"])
def test_a_text_with_control_characters_is_not_clean(text: str) -> None:
    assert not is_clean(text)
    assert not is_clean(text, many_lines=True)


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\u2028b"])
def test_a_line_has_no_breaks(text: str) -> None:
    assert not is_clean(text)
    assert is_clean(text, many_lines=True)


def test_a_line_for_a_terminal_shows_what_it_would_obey() -> None:
    assert visible("Sal\x1b[31m A\n\x9bB\tC") == "Sal\ufffd[31m A \ufffdB\tC"
