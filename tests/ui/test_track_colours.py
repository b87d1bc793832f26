"""Tests that tracks are told apart: by their colours, also by red-green blind eyes, and never by colour alone."""

from __future__ import annotations

import pytest

from planner.domain.value_objects import COLOURS, FORMER_COLOURS, OFFERED_COLOURS
from tests.colour_vision import SIGHTS, delta_e_1976, delta_e_2000, nearest_pair, seen
from ui.kit.theme.theme import DARK, LIGHT, Theme

LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
APART = 20
"""The least ΔE of two tracks, and of a track and *no track*."""


@LOOKS
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("distance", [delta_e_1976, delta_e_2000], ids=["CIE 1976", "CIEDE2000"])
def test_the_first_four_tracks_and_no_track_are_told_apart(theme: Theme, sight: str, distance) -> None:
    first = [*OFFERED_COLOURS][:4]
    nearest, pair = nearest_pair({name: theme.track(name).name() for name in (*first, "")}, SIGHTS[sight], distance)

    assert nearest >= APART, pair


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((50, 0, 0), (50, -1, 2), 2.3669),
    ],
)
def test_the_distance_is_that_of_the_published_examples(one, other, expected) -> None:
    assert delta_e_2000(one, other) == pytest.approx(expected, abs=1e-4)
    assert delta_e_2000(other, one) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("sight", SIGHTS)
def test_greys_are_seen_alike_by_all(sight: str) -> None:
    assert seen("#808080", SIGHTS[sight]) == pytest.approx(seen("#808080"), abs=0.05)


def test_the_window_has_the_colours_of_paper_and_page_and_what_was_crimson_is_brown() -> None:
    assert dict(LIGHT.tracks) == COLOURS
    for theme in (LIGHT, DARK):
        assert [theme.track(old).name() for old in FORMER_COLOURS] == [theme.track("saddlebrown").name()]
    assert [name for name in ("crimson", "saddlebrown") if name in OFFERED_COLOURS] == ["saddlebrown"]
