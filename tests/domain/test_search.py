"""Tests of the search: names match first, then everything else that is known of a thing."""

from time import process_time

from planner.domain.search import best, entry, near

ENTRIES = [
    entry("museum", "Museum of cameras", "Hall"),
    entry("camera", "Camera"),
    entry("cameras", "Camera surveillance today"),
    entry("singman", "Åsa Café", "camera"),
    entry("inside", "Telecamerage"),
]


def test_the_best_fit_is_first():
    assert best(ENTRIES, "camera") == ["camera", "cameras", "museum", "inside", "singman"]


def test_every_word_has_to_be_somewhere():
    assert best(ENTRIES, "hall mus") == ["museum"]
    assert best(ENTRIES, "hall nothing") == []


def test_case_and_accents_do_not_matter():
    assert best(ENTRIES, "ASA cafe") == ["singman"]
    assert best(ENTRIES, "Åsa") == ["singman"]


def test_nothing_typed_finds_all_in_their_order():
    assert best(ENTRIES, "  ", most=2) == ["museum", "camera"]


def test_a_slip_of_the_finger_still_finds():
    assert near(ENTRIES, "survelliance") == ["cameras"]
    assert near(ENTRIES, "muesum of camras") == ["museum"]


def test_what_has_most_of_the_words_comes_near():
    assert near(ENTRIES, "camera lunch") == ["museum", "camera", "cameras", "singman", "inside"]
    assert near(ENTRIES, "museum camera lunch") == ["museum"]
    assert near(ENTRIES, "lunch") == near(ENTRIES, "of cat") == near([], "museum") == []


def test_a_thousand_are_searched_within_a_frame():
    many = [entry(n, f"Session number {n} about something", "Hall, Ada Lovelace") for n in range(1000)]
    took = []
    for _ in range(5):
        start = process_time()
        best(many, "session ada 7")
        took.append(process_time() - start)
    assert min(took) < 0.016
