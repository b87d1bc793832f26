"""A pinned session keeps its time and its room, whatever is tried to move it, until it is unpinned."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt

from planner.domain.entities import Conference, Session
from tests.builders import room, talk
from tests.ui.fields import editor
from tests.ui.lists import open_list, pick_in
from tests.ui.picture import Picture
from tests.ui.window_driver import ALT, BOTTOM, SHIFT, TOP, Key, WindowDriver
from ui.kit.theme.painting import PIN, paint_pin
from ui.kit.theme.theme import DARK, LIGHT, Theme
from ui.plan.canvas.painters import TilePainter

CAST = (room("hall"), room("lab", 1), talk("keynote", "hall", "09:00-09:45", pinned=True),
        talk("panel", "lab", "11:00-11:30"), talk("waiting"))  # fmt: skip
SAID = "“Keynote” is pinned: its time and room stay."


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    """Return a window driver with the pinned keynote selected and the timeline focused."""
    driver.selects("keynote")
    return driver


def place_of(driver: WindowDriver) -> tuple[str, bool]:
    """Return the place of the keynote, and whether it is pinned."""
    return driver.where("keynote"), driver.agenda.sessions["keynote"].pinned


WAYS: dict[str, Callable[[WindowDriver], None]] = {
    "dragged": lambda h: h.drag(h.on_tile("keynote"), h.on_slot("hall", "14:00")),
    "dragged to another room": lambda h: h.drag(h.on_tile("keynote"), h.on_slot("lab", "09:20")),
    "pulled at its top": lambda h: h.drag(h.on_tile("keynote", TOP), h.on_slot("hall", "08:30")),
    "pulled at its end": lambda h: h.drag(h.on_tile("keynote", BOTTOM), h.on_slot("hall", "10:30")),
    "dragged to the tray": lambda h: h.drag(h.on_tile("keynote"), h.on(h.page.tray.cards)),
    "M": lambda h: h.key(Key.Key_M, Key.Key_Down, Key.Key_Return),
    "Move in the menu": lambda h: h.does("move"),
    "Alt and an arrow": lambda h: h.key(Key.Key_Down, modifiers=ALT),
    "to the next room": lambda h: h.key(Key.Key_Right, modifiers=ALT),
    "longer": lambda h: h.key(Key.Key_Down, modifiers=ALT | SHIFT),
    "Delete": lambda h: h.key(Key.Key_Delete),
    "Return in the menu": lambda h: h.does("unplace"),
}


def test_it_cannot_be_moved_and_the_window_says_why(driver: WindowDriver) -> None:
    for way in WAYS:
        WAYS[way](driver)

        assert (place_of(driver), driver.said) == (("hall 09:00-09:45", True), SAID)
        assert (driver.timeline.drag_controller.state, driver.steps) == (None, [])
        driver.anew("keynote")


def test_its_form_refuses_another_time_or_room_but_where_it_really_is_can_be_said(driver: WindowDriver) -> None:
    # its form refuses another time or room and shows what is so
    for field, value in (
        ("start", 600),
        ("minutes", 60),
        ("rooms", ("lab",)),
        ("day", None),
    ):
        editor(driver, Session, field).edited.emit(value)
        assert (place_of(driver), driver.said) == (("hall 09:00-09:45", True), SAID)

    # what was typed as its start is not left in the field
    driver.anew("keynote")
    field = editor(driver, Session, "start")
    driver.retype_in(field, "10:00", Key.Key_Return)
    assert (field.text(), driver.said) == ("09:00", SAID)

    # where it really is can be said
    driver.anew("keynote")
    editor(driver, Session, "place").edited.emit("Foyer")
    assert (driver.agenda.sessions["keynote"].placement.place, driver.said) == ("Foyer", "")


def test_a_button_and_p_unpin_it_and_the_menu_says_which(driver: WindowDriver) -> None:
    # p pins and unpins and the menu says which
    action = driver.actions["pin"]
    assert action.text() == "Un&pin\tP"
    driver.key(Key.Key_P)
    assert (place_of(driver)[1], action.text()) == (False, "&Pin to its time\tP")
    driver.does("pin")
    assert (place_of(driver)[1], action.text()) == (True, "Un&pin\tP")

    # a button unpins it and then it moves
    driver.key_anew(Key.Key_Down, modifiers=ALT, of="keynote")
    driver.push("Unpin")
    assert (place_of(driver), driver.said, driver.steps) == (
        ("hall 09:00-09:45", False),
        "Done: Unpin “Keynote”.",
        ["Unpin “Keynote”"],
    )
    driver.key_in(driver.canvas, Key.Key_Down, modifiers=ALT)
    assert driver.where("keynote") == "hall 09:05-09:50"

    # it stays selected when somebody tries to drag it
    driver.anew("keynote")
    driver.drag(driver.on_tile("keynote"), driver.on_slot("hall", "14:00"))
    assert (driver.said, driver.plan.selected) == (SAID, ("keynote",))

    # without a session there is nothing to pin
    driver.anew("keynote")
    driver.plan.show(Conference)
    assert not driver.actions["pin"].isEnabled()


def test_of_several_the_others_change_and_the_pinned_one_is_named(driver: WindowDriver) -> None:
    # of several the others move and the pinned one is named
    driver.plan.select(("panel", "keynote"))
    driver.key(Key.Key_Delete)
    assert (driver.where("panel"), driver.where("keynote"), driver.said) == ("tray", "hall 09:00-09:45", SAID)

    # a field of several passes by the pinned one
    driver.anew("panel", "keynote")
    editor(driver, Session, "rooms").edited.emit(())
    assert (driver.where("panel"), driver.where("keynote")) == ("everywhere 11:00-11:30", "hall 09:00-09:45")
    assert driver.said == SAID

    # several are all pinned first
    driver.anew("keynote")
    pick_in(driver, "sessions", "keynote", "panel")
    driver.does("pin")
    assert [driver.agenda.sessions[s].pinned for s in ("keynote", "panel")] == [True, True]
    driver.does("pin")
    assert [driver.agenda.sessions[s].pinned for s in ("keynote", "panel")] == [False, False]


# appearance ----------------------------------------------------------------------------------------------


def test_it_is_said_to_be_pinned(driver: WindowDriver) -> None:
    days = driver.timeline.view.source.model
    described = [days.index(n).data(Qt.ItemDataRole.AccessibleDescriptionRole) for n in range(2)]
    page = open_list(driver, "sessions")
    time = [page.table.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]

    assert described[0].startswith("Pinned")
    assert "Pinned" not in described[1]
    assert time == ["09:00–09:45, Pinned, 45 min", "11:00–11:30, 30 min"]


LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@LOOKS
def test_the_mark_is_twelve_pixels_of_the_ink(theme: Theme) -> None:
    picture = Picture(lambda p: paint_pin(p, 4, 4, theme.colour("ink")), 20, 20, theme.colour("panel"))
    marked = [(x, y) for x in range(20) for y in range(20) if picture.at(x, y) != theme.colour("panel")]

    assert {x for x, _ in marked} <= set(range(4, 4 + PIN))
    assert {y for _, y in marked} == set(range(4, 4 + PIN))
    assert sum(picture.at(*at) == theme.colour("ink") for at in marked) > 20


@LOOKS
@pytest.mark.parametrize("height", [70, 20])
def test_a_tile_has_the_mark_at_its_right(driver: WindowDriver, theme: Theme, height: int) -> None:
    tiles, content = TilePainter(theme), driver.timeline.view.source.model.contents["keynote"]
    box = QRectF(0, 0, 200, height)

    def paint(pinned: str) -> Picture:
        shown = replace(content, pinned=pinned, reason="", time="9", people="")
        return Picture(lambda p: tiles.paint(p, shown, box, selected=False), 200, height, theme.colour("panel"))

    other = [x for x, _y in paint("").differing(paint("Pinned"))]
    assert min(other) > 160
    assert max(other) < 197


def test_the_list_of_sessions_has_the_mark_beside_the_time(driver: WindowDriver) -> None:
    page = open_list(driver, "sessions")
    cell = page.view.visualRect(page.table.index(0, 0))
    pinned = page.view.viewport().grab(cell).toImage()
    driver.does("pin")
    plain = page.view.viewport().grab(cell).toImage()

    other = {x for x in range(plain.width()) for y in range(plain.height()) if plain.pixel(x, y) != pinned.pixel(x, y)}
    assert max(other) - min(other) < PIN
