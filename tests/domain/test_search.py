"""Tests of the search: names match first, then everything else that is known of a thing."""

from time import process_time

from planner.domain.search import best_matches, near_matches, search_entry

ENTRIES = [
    search_entry("museum", "Museum of cameras", "Hall"),
    search_entry("camera", "Camera"),
    search_entry("cameras", "Camera surveillance today"),
    search_entry("singman", "Åsa Café", "camera"),
    search_entry("inside", "Telecamerage"),
]


def test_the_best_fit_is_first():
    assert best_matches(ENTRIES, "camera") == ["camera", "cameras", "museum", "inside", "singman"]


def test_every_word_has_to_be_somewhere():
    assert best_matches(ENTRIES, "hall mus") == ["museum"]
    assert best_matches(ENTRIES, "hall nothing") == []


def test_case_and_accents_do_not_matter():
    assert best_matches(ENTRIES, "ASA cafe") == ["singman"]
    assert best_matches(ENTRIES, "Åsa") == ["singman"]


def test_nothing_typed_finds_all_in_their_order():
    assert best_matches(ENTRIES, "  ", most=2) == ["museum", "camera"]


def test_a_slip_of_the_finger_still_finds():
    assert near_matches(ENTRIES, "survelliance") == ["cameras"]
    assert near_matches(ENTRIES, "muesum of camras") == ["museum"]


def test_what_has_most_of_the_words_comes_near():
    assert near_matches(ENTRIES, "camera lunch") == ["museum", "camera", "cameras", "singman", "inside"]
    assert near_matches(ENTRIES, "museum camera lunch") == ["museum"]
    assert near_matches(ENTRIES, "lunch") == near_matches(ENTRIES, "of cat") == near_matches([], "museum") == []


def test_a_thousand_are_searched_within_a_frame():
    many = [search_entry(n, f"Session number {n} about something", "Hall, Ada Lovelace") for n in range(1000)]
    took = []
    for _ in range(5):
        start = process_time()
        best_matches(many, "session ada 7")
        took.append(process_time() - start)
    assert min(took) < 0.016
