"""Tests of values that icalendar does not write correctly by itself."""

import pytest

from planner.exporting.ics import TextValue, TextValues, parameter, uri


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a,b;c", r"a\,b\;c", id="comma and semicolon"),
        pytest.param("C:\\Nytt\\ny", r"C:\\Nytt\\ny", id="a backslash before N is no line break"),
        pytest.param("a\nb", r"a\nb", id="line break"),
        pytest.param("a\r\nb\rc\u2028d\x85e", r"a\nb\nc\nd\ne", id="every sort of line break"),
        pytest.param("a\x07b\x00c", "abc", id="control characters"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("  a \n", "a", id="no outer space"),
        pytest.param("😀 – å", "😀 – å", id="the rest stays"),
        pytest.param("\ud800a", "a", id="half a surrogate pair"),
    ],
)
def test_a_text(text, written):
    assert TextValue(text).to_ical().decode() == written


def test_a_list_of_texts():
    assert TextValues(["a,b", "c;d", r"\N"]).to_ical() == rb"a\,b,c\;d,\\N"


def test_a_uri_says_that_it_is_one():
    found = uri("https://example.org", X_TITLE='a "b"')

    assert (found.to_ical(), dict(found.params)) == (b"https://example.org", {"VALUE": "URI", "X-TITLE": 'a "b"'})


def test_a_parameter_is_one_line():
    assert parameter("a\n b\x07") == "a b"
