"""Tests of the search: names match first, then everything else that is known of a thing."""

from time import process_time

import pytest

from planner.domain.search import best_matches, near_matches, search_entry

ENTRIES = [
    search_entry("museum", "Museum of cameras", "Hall"),
    search_entry("camera", "Camera"),
    search_entry("cameras", "Camera surveillance today"),
    search_entry("singman", "Åsa Café", "camera"),
    search_entry("inside", "Telecamerage"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("camera", ["camera", "cameras", "museum", "inside", "singman"], id="the best fit is first"),
        pytest.param("hall mus", ["museum"], id="every word is somewhere"),
        pytest.param("hall nothing", [], id="one word is nowhere"),
        pytest.param("ASA cafe", ["singman"], id="case and accents do not matter"),
        pytest.param("Åsa", ["singman"], id="nor where they are typed"),
    ],
)
def test_what_is_typed_is_found(typed, found):
    assert best_matches(ENTRIES, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("survelliance", ["cameras"], id="a slip of the finger"),
        pytest.param("muesum of camras", ["museum"], id="two slips"),
        pytest.param("camera lunch", ["museum", "camera", "cameras", "singman", "inside"], id="half of the words"),
        pytest.param("museum camera lunch", ["museum"], id="most of the words"),
        pytest.param("lunch", [], id="none of them"),
        pytest.param("of cat", [], id="words too short for a slip"),
    ],
)
def test_what_comes_near_is_found(typed, found):
    assert (near_matches(ENTRIES, typed), near_matches([], typed)) == (found, [])


def test_nothing_typed_finds_all_in_their_order():
    assert best_matches(ENTRIES, "  ", most=2) == ["museum", "camera"]


def test_a_thousand_are_searched_within_a_frame():
    many = [search_entry(n, f"Session number {n} about something", "Hall, Ada Lovelace") for n in range(1000)]
    took = []
    for _ in range(5):
        start = process_time()
        best_matches(many, "session ada 7")
        took.append(process_time() - start)
    assert min(took) < 0.016
