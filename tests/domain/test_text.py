"""Tests of sentences as data: filled in, counted, and unchanged through JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.text import Plural, Text, fill, text_from_json, text_to_json

NAMES = st.text("abcdefgh_", min_size=1, max_size=5).filter(lambda name: name != "n")
VALUES = st.text(max_size=9) | st.integers(-9, 9)
TEXTS: st.SearchStrategy[Text] = st.recursive(
    st.builds(lambda message, args: Text(message, **args), st.text(max_size=20), st.dictionaries(NAMES, VALUES)),
    lambda inner: st.builds(
        lambda one, many, n, args: Plural(one, many, n, **args),
        st.text(max_size=9),
        st.text(min_size=1, max_size=9),
        st.integers(-5, 5),
        st.dictionaries(NAMES, VALUES | inner, max_size=3),
    ),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (Text("Move “{title}”", title="Keynote"), "Move “Keynote”"),
        (Text("Move “{title}”", title="{x} {title}"), "Move “{x} {title}”"),
        (Text("Change {field} of “{name}”", field=Text("note"), name="Ada"), "Change note of “Ada”"),
        (Plural("one session", "{n} sessions", 1), "one session"),
        (Plural("one session", "{n} sessions", 0), "0 sessions"),
        (Plural("{room}: one", "{room}: {n}", 3, room="Hall"), "Hall: 3"),
        (Text("nothing to fill in"), "nothing to fill in"),
    ],
)
def test_a_sentence_in_english(text: Text, sentence: str) -> None:
    assert str(text) == sentence


@pytest.mark.parametrize(
    "message",
    ["{who}", "{", "}", "{}", "{0}", "{name:>999999999}", "{name.__class__}", "{name!r}", "{name[0]}"],
    ids=["unknown", "open", "close", "empty", "number", "a wide format", "an attribute", "a conversion", "an index"],
)
def test_a_message_that_cannot_be_filled_in_stays_bare(message: str) -> None:
    assert fill(message, {"name": "Ada"}) == message


@given(TEXTS)
def test_a_text_survives_json(text: Text) -> None:
    assert text_from_json(json.loads(json.dumps(text_to_json(text)))) == text


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"message": "x"},
        {"message": "x", "args": 1},
        {"message": "x", "args": {"a": None}},
        {"message": "x", "args": {"a": [1]}},
        {"message": "x", "args": {"a": {"message": "y"}}},
        {"message": "x", "args": {}, "many": "xs"},
        {"message": "x", "args": {}, "many": "xs", "number": "three"},
    ],
)
def test_what_is_no_text_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        text_from_json(row)
