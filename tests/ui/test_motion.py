"""Motion: for 120 ms what has changed is drawn on its way; the next act ends it, and who wants none has none."""

import ctypes
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QAbstractAnimation, QEvent
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant
from PySide6.QtWidgets import QApplication

from planner.commands.timeline import place
from tests.builders import DAY, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver, painted_whole
from ui.features.tray.tray import OPEN, STRIP
from ui.kit.theme import reduced_motion
from ui.kit.theme.reduced_motion import asks_for_less_motion
from ui.kit.widgets.motion import LONG, Motion, PanelSlide
from ui.plan.day.tile_motion import TileMotion

HALF = LONG // 2


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return the driver of a window in which things move."""
    found = hands_on(talk("one", "hall", "09:00-10:00"), talk("two", "hall", "10:00-11:00"))
    found.document.presentation = found.plan.presentation = replace(found.document.presentation, moves=lambda: True)
    return found


def motion(driver: WindowDriver) -> Motion:
    return driver.timeline.view.mover.motion


def tiles(driver: WindowDriver) -> TileMotion | None:
    """Return the tiles of the timeline that are on their way."""
    found: TileMotion | None = driver.canvas.scene.motion
    return found


def goes_to_lab(driver: WindowDriver) -> None:
    """Let a session go to the other room, by another way than a drag."""
    driver.document.apply(lambda now: place(now, "one", DAY, 540, ["lab"]))


def is_running(found: Motion) -> bool:
    return found.state() is QAbstractAnimation.State.Running


# tiles ---------------------------------------------------------------------------------------------------


def test_a_tile_is_drawn_on_its_way_while_the_plan_is_changed_already(driver: WindowDriver) -> None:
    (start,) = driver.timeline.view.find_boxes("one")
    goes_to_lab(driver)
    (end,) = driver.timeline.view.find_boxes("one")
    moving = tiles(driver)

    assert (driver.where("one"), start.x() < end.x(), driver.canvas.scene.layout.agenda) == (
        "lab 09:00-10:00", True, driver.agenda,
    )  # fmt: skip
    assert [(tile.session, moving.box(tile).x) for tile in moving.origins] == [("one", start.x())]
    motion(driver).setCurrentTime(HALF)
    (tile,) = tiles(driver).origins
    assert (start.x() + end.x()) / 2 < tiles(driver).box(tile).x < end.x()  # ease-out: fast at first
    assert painted_whole(driver)
    motion(driver).setCurrentTime(LONG)
    assert (tiles(driver), painted_whole(driver)) == (None, True)


def test_what_gets_another_width_is_drawn_with_it_and_what_changes_nothing_in_sight_moves_nothing(
    driver: WindowDriver,
) -> None:
    driver.document.apply(lambda now: place(now, "one", DAY, 540, ["hall"]))
    driver.canvas.zoom(1.2)
    assert tiles(driver) is None

    driver.document.apply(lambda now: place(now, "two", DAY, 570, ["hall"]))
    motion(driver).setCurrentTime(HALF)

    widths = {tile.session: tiles(driver).box(tile).width for tile in tiles(driver).origins}
    column = driver.timeline.view.grid.column_width
    assert all(column / 2 < width < column for width in widths.values())
    assert (sorted(widths), painted_whole(driver)) == (["one", "two"], True)


def test_a_drop_only_loses_its_shadow_as_it_was_drawn_there(driver: WindowDriver) -> None:
    driver.drag_by(driver.on_tile("one"), columns=1)
    (tile,) = tiles(driver).origins

    assert (tile.session, tiles(driver).dropped) == ("one", {"one"})
    assert tiles(driver).box(tile) == driver.canvas.scene.layout.spots[tile].box
    before = driver.on_screen()
    motion(driver).finish()
    assert (tiles(driver), driver.on_screen() != before, painted_whole(driver)) == (None, True, True)


@pytest.mark.parametrize(
    "act",
    [
        lambda driver: driver.press(driver.on_slot("lab", "15:00")),
        lambda driver: driver.key(Key.Key_Down),
        lambda driver: driver.canvas.zoom(1.2),
    ],
    ids=["a press", "a key", "another zoom"],
)
def test_the_next_act_ends_it_at_once(driver: WindowDriver, act: Callable[[WindowDriver], object]) -> None:
    driver.selects("two")
    goes_to_lab(driver)
    assert tiles(driver)
    act(driver)

    assert tiles(driver) is None


def test_another_change_goes_on_from_where_the_first_one_led(driver: WindowDriver) -> None:
    goes_to_lab(driver)
    (end,) = driver.timeline.view.find_boxes("one")
    driver.key(Key.Key_Z, modifiers=CTRL)
    (tile,) = tiles(driver).origins

    assert (driver.where("one"), tiles(driver).origins[tile].x) == ("hall 09:00-10:00", end.x())


def test_nothing_moves_while_a_button_is_down_or_where_motion_is_not_wanted(driver: WindowDriver) -> None:
    driver.press(driver.on_slot("lab", "15:00"))
    goes_to_lab(driver)
    assert (tiles(driver), is_running(motion(driver))) == (None, False)
    driver.release()

    driver.plan.presentation = replace(driver.plan.presentation, moves=lambda: False)
    driver.key(Key.Key_Z, modifiers=CTRL)
    assert (driver.where("one"), tiles(driver), is_running(motion(driver))) == ("hall 09:00-10:00", None, False)


# panels --------------------------------------------------------------------------------------------------


def test_the_tray_is_folded_and_opened_at_once_and_its_picture_slides_until_a_press(driver: WindowDriver) -> None:
    for width, least, most in ((STRIP, -OPEN, -OPEN / 2), (OPEN, -OPEN / 2, 0)):
        driver.key(Key.Key_F7)
        (picture,) = driver.window.findChildren(PanelSlide)
        assert (driver.page.tray.width(), picture.isVisible(), picture.width()) == (width, True, OPEN)
        found = picture.findChild(Motion)
        found.setCurrentTime(HALF)
        assert least < picture.offset < most  # ease-out
        found.finish()
        assert picture.isHidden()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    driver.key(Key.Key_F7)
    assert len(driver.window.findChildren(PanelSlide)) == 1
    driver.press(driver.on_slot("lab", "15:00"))

    assert (driver.window.findChildren(PanelSlide), driver.page.insertion_point is None) == ([], False)


def test_the_floating_inspector_slides_in_and_off(driver: WindowDriver) -> None:
    driver.window.resize(1100, 820)
    driver.plan.select(["one"])
    driver.page.side.open()
    (picture,) = driver.window.findChildren(PanelSlide)

    side = driver.page.side
    assert (side.isVisible(), picture.width(), picture.offset) == (True, side.width(), side.width())
    picture.findChild(Motion).finish()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    side.close_floating()
    (picture,) = driver.window.findChildren(PanelSlide)
    assert (side.isVisible(), picture.offset) == (False, 0)


# what the system wants -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("preference", "less"), [("NoPreference", False), ("ReducedMotion", True)])
def test_qt_is_asked_where_it_knows(preference: str, less: bool) -> None:
    known = SimpleNamespace(motionPreference=lambda: SimpleNamespace(name=preference))  # from 6.12 on
    assert asks_for_less_motion(SimpleNamespace(accessibility=lambda: known)) is less


def desktop(monkeypatch: pytest.MonkeyPatch, call: Callable[..., QDBusMessage]) -> None:
    """Let a desktop answer its questions so."""
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: SimpleNamespace(isConnected=lambda: True, call=call))


@pytest.mark.parametrize(
    ("platform", "asked"),
    [("win32", "_windows_asks_for_less_motion"), ("linux", "_linux_desktop_asks_for_less_motion")],
)
def test_else_the_system_is_asked(monkeypatch: pytest.MonkeyPatch, platform: str, asked: str) -> None:
    monkeypatch.setattr(reduced_motion.sys, "platform", platform)
    for says in (True, False):
        monkeypatch.setattr(reduced_motion, asked, lambda says=says: says)
        assert asks_for_less_motion(QApplication.styleHints()) is says


@pytest.mark.parametrize(
    ("said", "less"),
    [
        ({}, False),
        ({"reduced-motion": 1}, True),
        ({"reduced-motion": 0, "enable-animations": True}, False),
        ({"enable-animations": False}, True),
        ({"AnimationDurationFactor": "0"}, True),
        ({"AnimationDurationFactor": "1"}, False),
    ],
)
def test_a_desktop_of_linux_says_it_by_its_portal(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, object], less: bool
) -> None:
    def call(question: QDBusMessage, *_how: object) -> QDBusMessage:
        _group, key = question.arguments()
        if key in said:
            reply, twice = question.createReply(), QDBusVariant()
            twice.setVariant(QDBusVariant(said[key]))
            reply.setArguments([twice])
            return reply
        return question.createErrorReply("org.freedesktop.portal.Error.NotFound", "no such key")

    desktop(monkeypatch, call)
    assert reduced_motion._linux_desktop_asks_for_less_motion() is less


def test_a_desktop_without_a_portal_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def call(question: QDBusMessage, *_how: object) -> QDBusMessage:
        asked.append(question.arguments())
        return question.createErrorReply("org.freedesktop.DBus.Error.ServiceUnknown", "no portal")

    desktop(monkeypatch, call)
    assert (reduced_motion._linux_desktop_asks_for_less_motion(), len(asked)) == (False, 1)  # nobody waits three times


@pytest.mark.parametrize("moves", [True, False])
def test_windows_is_asked_for_its_animation_effects(monkeypatch: pytest.MonkeyPatch, moves: bool) -> None:
    def ask(what: int, _zero: int, found: Any, _none: int) -> None:
        assert what == 0x1042
        found._obj.value = int(moves)

    user = SimpleNamespace(SystemParametersInfoW=ask)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    assert reduced_motion._windows_asks_for_less_motion() is not moves
