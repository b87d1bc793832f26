"""The quiet window: edges only on fields and on what is selected or wrong, tiles known by their tint, few sizes."""

from itertools import product

import pytest

from planner.domain.value_objects import COLOURS
from tests.ui.picture import contrast
from ui.kit.theme.theme import DARK, LIGHT, Theme
from ui.plan.canvas.tile_ground import InkWell, TileGround

LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


# the tint of a tile ----------------------------------------------------------------------------------------


@LOOKS
def test_each_text_of_a_tile_is_readable_on_the_tint_of_each_track_also_where_it_is_dimmed(theme: Theme) -> None:
    faint: dict[tuple[TileGround, str], float] = {}
    for look, colour, strong in product((theme, theme.dimmed()), (*COLOURS, ""), (False, True)):
        ground = TileGround(colour, pause=False, wrong=False, draft=False, strong=strong)
        for token, ink in InkWell(look).on(ground)._asdict().items():
            if (ratio := contrast(ink.name(), ground.fill(look).name())) < 4.5:
                faint[ground, token] = ratio

    assert faint == {}


@LOOKS
def test_a_quiet_text_is_quiet_where_it_can_be_read_and_the_ink_where_it_could_not(theme: Theme) -> None:
    inks = [InkWell(theme).on(TileGround("royalblue", False, False, False, strong=strong)) for strong in (False, True)]

    assert [found.muted.name() for found in inks] == [theme.muted, theme.ink]


@LOOKS
def test_the_tint_is_a_share_of_the_track_over_the_panel_and_twice_that_for_what_stands_out(theme: Theme) -> None:
    share = {"light": 0.11, "dark": 0.15}[theme.name]
    track, panel = theme.track("teal"), theme.colour("panel")

    for strong in (False, True):
        found, part = theme.tinted("teal", strong=strong), share * (1 + strong)
        mixed = [round(part * a + (1 - part) * b) for a, b in zip(track.getRgb(), panel.getRgb(), strict=True)]
        assert list(found.getRgb())[:3] == mixed[:3]
