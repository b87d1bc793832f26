"""Tests that tracks are told apart: by their colours, also by red-green blind eyes, and never by colour alone."""

from __future__ import annotations

import ast

import pytest
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Session, Template, Track
from planner.domain.value_objects import COLOURS, DARK_COLOURS, FORMER_COLOURS, OFFERED_COLOURS
from planner.importing.plan import ImportRow, Verdict
from tests.builders import room, talk, track
from tests.colour_vision import SIGHTS, delta_e_1976, delta_e_2000, nearest_pair, seen
from tests.source_files import ROOT
from tests.test_architecture import text_files
from tests.ui.fields import editor, enter, text_of
from tests.ui.lists import choose_columns, go, open_list
from tests.ui.test_typed_verbs import typed
from tests.ui.window_driver import WindowDriver
from ui.features.importing.plan_table import ImportTableModel, ImportView
from ui.features.inspector.entity_list import RowButton
from ui.kit.theme.theme import DARK, LIGHT, Theme
from ui.plan.day.session_matcher import FilterPopup

pytestmark = pytest.mark.forms

APART = 20
"""The least ΔE of two tracks, and of a track and *no track*."""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
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
    assert (dict(LIGHT.tracks), dict(DARK.tracks)) == (COLOURS, DARK_COLOURS)
    for theme in (LIGHT, DARK):
        assert [theme.track(old).name() for old in FORMER_COLOURS] == [theme.track("saddlebrown").name()]
    assert [name for name in ("crimson", "saddlebrown") if name in OFFERED_COLOURS] == ["saddlebrown"]


# a swatch before each name --------------------------------------------------------------------------------

CAST = (
    room("hall"), track("law", colour="hotpink"), track("art", colour="crimson", position=1),
    talk("one", "hall", "09:00-10:00", track="law"), talk("two", "hall", "10:00-11:00", track="law"),
    Template(id="pattern", title="Pattern", track="law"),
)  # fmt: skip


def has_swatch(shown: QWidget, colour: str = "hotpink", area: QRect | None = None) -> bool:
    """Return whether a square of 8 pixels has the colour of a track: no band is as wide, no letter as high."""
    image, wanted = shown.grab(area or shown.rect()).toImage(), LIGHT.track(colour).rgb()
    rows = [[image.pixel(x, y) == wanted for x in range(image.width())] for y in range(image.height())]
    starts = [(x, y) for y, row in enumerate(rows[:-7]) for x in range(len(row) - 7) if all(row[x : x + 8])]
    return any(all(all(rows[y + down][x : x + 8]) for down in range(8)) for x, y in starts)


def spoken(shown: QObject) -> list[str]:
    """Return the names and values of a thing and all in it, as a screen reader finds them."""
    waiting, found = [QAccessible.queryAccessibleInterface(shown)], list[str]()
    while waiting:
        if one := waiting.pop():
            found += [one.text(QAccessible.Text.Name), one.text(QAccessible.Text.Value)]
            waiting += [one.child(n) for n in range(one.childCount())]
    return found


def of_a_session(driver: WindowDriver) -> QWidget:
    return editor(driver, Session, "track", of="one")


def of_several(driver: WindowDriver) -> QWidget:
    driver.plan.select(("one", "two"))
    return editor(driver, Session, "track")


def offered(driver: WindowDriver) -> QWidget:
    choices = of_a_session(driver)
    choices.showPopup()
    return choices.view()


def of_the_conference(driver: WindowDriver) -> QWidget:
    go(driver, "conference")
    return next(one for one in driver.window.findChildren(RowButton) if one.text() == "Law" and one.isVisible())


def of_the_filter(driver: WindowDriver, text: str = "") -> QWidget:
    popup = FilterPopup(driver.plan, driver.window)
    popup.line.setText(text)
    popup.show()
    return popup.list


def of_an_import(driver: WindowDriver) -> QWidget:
    rows = ImportTableModel(driver.document.presentation, driver.window)
    view = ImportView(rows, driver.document.presentation)
    view.setParent(driver.window)
    rows.show_rows([ImportRow("t", Track, Verdict.NEW, "Law", after=track("law", colour="hotpink"))])
    view.resize(600, 200)
    view.show()
    return view


NAMED = {
    "a session": (of_a_session, "Law"), "several sessions": (of_several, "Law"),
    "a template": (lambda driver: editor(driver, Template, "track", of="pattern"), "Law"),
    "what a session can have": (offered, "Law"), "the conference": (of_the_conference, "Law"),
    "the filter": (of_the_filter, "Track: Law"), "the palette": (lambda driver: typed(driver, "law"), "Law, Track"),
    "the legend": (lambda driver: driver.page.timeline_page.legend, "Colours: Law"),
    "the plan of an import": (of_an_import, "Law (track)"),
    "the track's colour": (lambda driver: editor(driver, Track, "colour", of="law"), "Pink"),
}  # fmt: skip


@pytest.mark.parametrize("place", NAMED)
def test_a_swatch_stands_before_a_track_s_name_and_is_not_read(driver: WindowDriver, place: str) -> None:
    open_place, name = NAMED[place]
    shown = open_place(driver)

    assert has_swatch(shown), place
    assert name in spoken(shown), spoken(shown)


@pytest.mark.parametrize(("column", "read"), [("title", "One, Law"), ("track", "Law")])
def test_so_it_does_in_the_cells_of_a_list(driver: WindowDriver, column: str, read: str) -> None:
    page = open_list(driver, "sessions")
    choose_columns(driver, column)
    cell = page.table.index(0, [one.name for one in page.table.columns].index(column))

    assert has_swatch(page.view.viewport(), area=page.view.visualRect(cell))
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == read


def test_a_track_that_an_older_file_calls_crimson_is_brown_and_says_so(driver: WindowDriver) -> None:
    shown = editor(driver, Track, "colour", of="art")

    assert (text_of(shown), has_swatch(shown, "saddlebrown")) == ("Brown", True)
    enter(driver, Track, "colour", "Brown")
    assert driver.steps == []
    assert driver.agenda.tracks["art"].colour == "crimson"


WITHOUT = {
    "ui.features.lists.list_view": "its band, before a session's time",
    "ui.features.lists.listings": "the swatch is made by list_model",
    "ui.plan.day.block_content": "a head is in the colour, and names the block",
    "ui.features.moderators.board_scene": "its band, of a session that does not name it",
    "ui.kit.pictures.portrait": "the colours of initials",
    "ui.kit.theme.theme": "the colours",
    "ui.plan.canvas.tile_content": "the tooltip of a tile, which has its band, and what is read out",
    "ui.plan.day.day_scene": "what is compared",
    "ui.shell.one_by_one": "the order",
    "ui.state.view_state": "what the filter picks, by its id",
}
"""The files that ask for tracks and show no name of one, and why."""
WITH = {
    "ui.features.command_palette.palette_entries", "ui.features.inspector.entity_list",
    "ui.features.lists.list_model", "ui.features.timeline.surroundings", "ui.forms.placed_fields",
    "ui.plan.day.session_matcher",
}  # fmt: skip


def test_every_file_of_the_window_that_asks_for_tracks_is_known_to_have_a_swatch_or_to_need_none() -> None:
    asking = {
        source.module
        for source in text_files(ROOT / "ui")
        if source.is_python
        for node in ast.walk(ast.parse(source.text))
        if isinstance(node, ast.Attribute) and node.attr in ("tracks", "tracks_in_order")
    }

    assert asking == WITH | WITHOUT.keys()
