"""Ctrl+K finds any session, person, room, track, day or command by typed text, and goes to it or runs it."""

from collections.abc import Callable
from datetime import datetime
from time import process_time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.commands.venue import add_room
from planner.domain.agenda import change
from planner.domain.entities import Conference, Cover, Day, Person, Room, Session, Track
from planner.domain.span import Span
from planner.domain.text import Text
from planner.domain.value_objects import Kind, Placement
from tests.builders import DAY, FRIDAY, day, person, room, speaker, talk, track
from tests.ui.window_driver import CTRL, NONE, HandsOn, Key, WindowDriver, focused
from ui.features.command_palette.command_palette import CommandPalette
from ui.features.command_palette.palette_entries import person_session_entries
from ui.state.view_state import SessionFilter

CAST = (
    day(), day(FRIDAY), room("hall"), room("lab", 1), track("law"), person("ada", name="Ada Åström"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), kind=Kind.KEYNOTE, title="Caméras and the law"),
    talk("evening", "lab", "17:00-17:30", on=FRIDAY, title="Evening"),
    talk("waiting", title="Waits for a room"), talk("other", title="Another"),
)  # fmt: skip
"""Two days, with one of each kind to find."""


Rows = list[tuple[str, str]]


def palette(driver: WindowDriver) -> CommandPalette | None:
    return next((found for found in driver.window.findChildren(CommandPalette) if found.isVisible()), None)


def opened(driver: WindowDriver, typed: str = "") -> CommandPalette:
    """Open the command palette and type a text."""
    driver.key(Key.Key_K, modifiers=CTRL)
    driver.type(typed)
    return palette(driver)


def found(driver: WindowDriver, typed: str, *keys: Qt.Key) -> Rows:
    """Open the command palette, type, and return the hits, each with its sort; then press keys, or leave."""
    rows = [(hit.title, hit.sort) for hit in opened(driver, typed).hits.rows]
    driver.key(*(keys or (Key.Key_Escape,)))
    return rows


# finding --------------------------------------------------------------------------------------------------


FIRST = {
    "cameras": ("Caméras and the law", "Keynote"), "law": ("Law", "Track"),
    "law cam": ("Caméras and the law", "Keynote"), "astrom": ("Ada Åström", "Person"), "hall": ("Hall", "Room"),
    "2024-04-26": ("Fri 26 April 2024", "Day"), "pub": ("Publish", "Command"),
    "rundown": ("Print run sheet", "Command"),  # a word of the trade
}  # fmt: skip


def test_what_fits_best_stands_first(driver: WindowDriver) -> None:
    assert {typed: found(driver, typed)[0] for typed in FIRST} == FIRST
    assert ("Caméras and the law", "Keynote") in found(driver, "ada")  # by who is in it
    assert ("Evening", "Talk") in found(driver, "lab")  # and where

    assert found(driver, "Split") == []
    driver.plan.select(("keynote",))
    assert found(driver, "Split") == [("Split", "Command")]  # only what can be done now


def test_it_says_when_nothing_fits_and_offers_what_comes_near(driver: WindowDriver) -> None:
    driver.page.tray.line.setFocus()
    finder, told = opened(driver), list[object]()  # wherever the focus is
    for typed in ("zzz", "<b>zz & zz", "caemras"):
        finder.line.setText(typed)
        told.append((finder.summary.text(), [hit.title for hit in finder.hits.rows]))
    driver.key(Key.Key_Escape)
    assert (palette(driver), focused()) == (None, driver.page.tray.line)

    assert told == [
        ("Nothing fits “zzz”.", []), ("Nothing fits “<b>zz & zz”.", []),
        ("Nothing fits “caemras” quite; this comes near.", ["Caméras and the law"]),
    ]  # fmt: skip
    driver.plan.select(("other",))
    found(driver, "keynote", Key.Key_Escape)
    assert (driver.plan.selected, driver.page.places.shown) == (("other",), "agenda")


def test_it_goes_when_something_else_gets_the_keyboard(driver: WindowDriver, qtbot: QtBot) -> None:
    assert opened(driver)

    driver.page.tray.line.setFocus()

    qtbot.waitUntil(lambda: palette(driver) is None)
    assert focused() is driver.page.tray.line


# going ----------------------------------------------------------------------------------------------------


def test_a_session_is_shown_where_it_is_and_scrolled_to(driver: WindowDriver) -> None:
    timeline, document = driver.timeline, driver.document

    def in_sight() -> bool:
        box = timeline.canvas.visualRect(timeline.view.source.model.item_index("evening"))
        return timeline.canvas.viewport().rect().contains(box.center())

    driver.does("go_people")
    timeline.canvas.zoom(8)
    found(driver, "Evening", Key.Key_Return)
    assert (driver.page.places.shown, document.plan.day.date, document.plan.selected) == (
        "agenda",
        FRIDAY,
        ("evening",),
    )
    assert (in_sight(), driver.window.focusWidget()) == (True, timeline.canvas)

    timeline.canvas.verticalScrollBar().setValue(0)  # it is selected, but out of sight
    assert not in_sight()
    found(driver, "Evening", Key.Key_Return)
    assert in_sight()

    driver.page.tray.line.setText("Another")  # whatever is searched for there
    found(driver, "Waits", Key.Key_Return)
    assert (document.plan.selected, driver.page.tray.cards.current_id()) == (("waiting",), "waiting")
    assert driver.window.focusWidget() is driver.page.tray.cards


def test_no_letter_is_lost_that_is_typed_at_once_and_a_click_beside_leaves(driver: WindowDriver) -> None:
    window, events = driver.window.windowHandle(), []
    for key, text, modifiers in ((Key.Key_K, "k", CTRL), *((Key(ord(c.upper())), c, NONE) for c in "hall")):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            events.append(QKeyEvent(kind, key, modifiers, text))
    driver.canvas.setFocus()
    QTest.qWaitForWindowActive(driver.window)
    for event in events:  # as fast as a hand that does not look
        QCoreApplication.postEvent(window, event)
    QCoreApplication.sendPostedEvents(window)

    finder = palette(driver)
    assert (finder.line.text(), finder.isWindow(), focused()) == ("hall", False, finder.line)
    before = finder.frame.geometry()
    driver.document.apply(lambda now: edit(now, Session, "other", title="Changed from elsewhere"))
    assert palette(driver) is None  # as what it lists may be gone
    finder = opened(driver)
    driver.window.resize(driver.window.width() + 100, driver.window.height())
    assert (finder.size(), finder.frame.x()) == (driver.window.size(), before.x() + 50)
    driver.click(driver.on(driver.page.status.counts))
    assert (palette(driver), focused()) == (None, driver.canvas)


def test_a_room_leads_to_its_column_and_a_track_to_its_hits(driver: WindowDriver) -> None:
    timeline, document = driver.timeline, driver.document
    for n in range(20):
        assert document.apply(lambda now, name=f"Side room {n}": add_room(now, name, name=name))  # type: ignore[misc]
    assert document.apply(lambda now: add_room(now, "far", name="Far"))
    assert document.apply(lambda now: place(now, "waiting", FRIDAY, 600, ("far",)))
    document.plan.view_state.hide_rooms(["far"])
    driver.does("go_people")

    found(driver, "Far", Key.Key_Return)

    box = timeline.view.find_boxes("waiting")[0].translated(-timeline.canvas.scene.area.topLeft()).toRect()
    assert (driver.page.places.shown, document.plan.day.date, document.plan.shown) == ("agenda", FRIDAY, (Room, "far"))
    assert (timeline.canvas.viewport().rect().contains(box), focused()) == (True, timeline.canvas)

    assert document.apply(lambda now: edit(now, Session, "keynote", track="law"))
    driver.does("go_people")
    found(driver, "Law", Key.Key_Return)
    assert (driver.page.places.shown, document.plan.day.date, timeline.matching_sessions) == (
        "agenda",
        DAY,
        ("keynote",),
    )
    assert set(timeline.view.grid.rooms) == set(document.agenda.rooms)


def test_a_session_in_another_place_is_found_with_that_place(driver: WindowDriver) -> None:
    where = Placement(Span(DAY, 900, 945), (), "The park")
    assert driver.document.apply(lambda now: edit(now, Session, "keynote", placement=where))

    assert "15:00 The park" in opened(driver, "cameras").hits.rows[0].detail


def test_enter_on_a_person_goes_to_their_next_session_and_tab_lists_all(driver: WindowDriver) -> None:
    for name, on, start in (("other", FRIDAY, 540), ("waiting", FRIDAY, 600)):
        assert driver.document.apply(lambda now, n=name, d=on, s=start: place(now, n, d, s, ("lab",)))  # type: ignore[misc]
        assert driver.document.apply(lambda now, n=name: edit(now, Session, n, people=(speaker("ada"),)))  # type: ignore[misc]
    finder = opened(driver, "astrom")
    assert finder.hits.rows[0].detail == "next: Thu 25 Apr 09:00 Hall"
    assert finder.summary.text() == "4 found · Enter goes there, Tab lists all sessions, Escape closes."
    driver.key(Key.Key_Tab)
    assert [(hit.title, hit.detail, hit.sort) for hit in finder.hits.rows] == [
        ("Caméras and the law", "Thu 25 Apr 09:00–09:45 Hall", "Speaker"),
        ("Another", "Fri 26 Apr 09:00–09:30 Lab", "Speaker"),
        ("Waits for a room", "Fri 26 Apr 10:00–10:30 Lab", "Speaker"),
        ("Ada Åström", "in the list of people", "Person"),
    ]  # fmt: skip
    driver.type("fri")
    assert [hit.title for hit in finder.hits.rows] == ["Another", "Waits for a room"]
    driver.key(Key.Key_Escape)
    assert (finder.line.text(), finder.hits.rows[0].title) == ("astrom", "Ada Åström")

    entry = finder.hits.rows[0]
    for now, next_ in ((datetime(2024, 4, 25, 9, 44), 0), (datetime(2024, 4, 25, 9, 45), 1), (datetime(2025, 1, 1), 0)):
        assert person_session_entries(driver.document, entry, now)[1] == next_
    driver.key(Key.Key_Tab, Key.Key_Down, Key.Key_Return)
    assert (driver.plan.selected, driver.plan.day.date, palette(driver)) == (("other",), FRIDAY, None)
    driver.plan.view_state.set_filter(SessionFilter())

    found(driver, "astrom", Key.Key_Return)  # there, with all others of theirs
    assert (driver.plan.selected, driver.plan.day.date, palette(driver)) == (("keynote",), DAY, None)
    assert (driver.timeline.matching_sessions, driver.plan.view_state.session_filter.people) == (
        ("keynote",),
        {"ada"},
    )
    assert driver.page.timeline_page.bar.search.accessibleDescription() == "1 of 3, 1 of 1 here, 2 on Fri 26 Apr"
    driver.does("next_hit")
    assert (driver.plan.selected, driver.plan.day.date, driver.timeline.matching_sessions) == (
        ("other",),
        FRIDAY,
        ("other", "waiting"),
    )
    driver.key_in(driver.canvas, Key.Key_Escape, Key.Key_Escape)
    assert not driver.plan.view_state.session_filter
    for typed, shown in (("Hall", Room), ("Evening", Session)):  # whose programme is not dimmed
        found(driver, "astrom", Key.Key_Return)
        found(driver, typed, Key.Key_Return)
        assert (driver.plan.shown[0], driver.plan.view_state.session_filter) == (shown, SessionFilter())

    shift = Cover(id="shift", person="bo", day=FRIDAY, start=540, end=600, room="lab")
    assert driver.document.apply(lambda now: change(Text("A shift"), (None, shift)))  # who moderates one is on too
    found(driver, "Bo", Key.Key_Return)
    assert (driver.plan.selected, driver.timeline.matching_sessions) == (("other",), ("other",))


def test_other_things_are_shown_where_they_are_at_home(driver: WindowDriver) -> None:
    for typed, there, shown in (
        ("Bo", "people", (Person, "bo")), ("Law", "agenda", (Track, "law")),
        ("2024-04-26", "agenda", (Day, FRIDAY.isoformat())),
    ):  # fmt: skip
        driver.does("go_sessions")
        found(driver, typed, Key.Key_Return)
        assert (driver.page.places.shown, driver.plan.shown) == (there, shown)
    assert driver.plan.day.date == FRIDAY
    driver.does("go_sessions")
    found(driver, "Ada", Key.Key_Tab, Key.Key_Down, Key.Key_Return)
    assert (driver.page.places.shown, driver.plan.shown) == ("people", (Person, "ada"))

    rows = found(driver, "a", Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert rows[:2] == [("Another", "Talk"), ("Ada Åström", "Person")]

    driver.plan.select(("keynote",))
    found(driver, "Duplicate", Key.Key_Return)
    assert driver.steps == ["Duplicate “Caméras and the law”"]
    driver.does("edit", of="keynote")
    driver.retype("Other")  # what is typed in a field is saved before
    assert ("Other", "Keynote") in found(driver, "Other")


# speed ----------------------------------------------------------------------------------------------------


def milliseconds(act: Callable[[], object]) -> float:
    began = process_time()
    act()
    return (process_time() - began) * 1000


def test_it_is_there_at_once_and_follows_each_key_among_a_thousand_sessions(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(DAY),
        *(room(f"r{n}", n) for n in range(20)),
        *(person(f"p{n}", name=f"Person Number {n}") for n in range(600)),
        *(
            talk(f"s{n}", f"r{n % 20}", "09:00-09:30", people=(speaker(f"p{n % 600}"),), title=f"About the subject {n}")
            for n in range(1000)
        ),
    )
    document, actions = driver.document, driver.actions

    opened = min(milliseconds(lambda: CommandPalette(document, actions, driver.window, print)) for _ in range(3))
    finder = CommandPalette(document, actions, driver.window, print)
    taken = [milliseconds(lambda: finder.line.insert(letter)) for letter in "about the 77"]  # noqa: B023

    assert opened < 100
    assert sorted(taken)[len(taken) // 2] < 16, taken
    assert finder.hits.rows[0].title == "About the subject 77"
    assert finder.hits.rows[0].thing[0] is Session
    assert document.plan.shown[0] is Conference


def test_a_fault_of_what_enter_runs_is_told_by_itself(
    driver: WindowDriver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _error, _trace: told.append(kind.__name__))
    monkeypatch.setattr(driver.page, "show_room", lambda _room: {}["gone"])
    finder = opened(driver, "hall")

    QTimer.singleShot(0, lambda: (QTest.keyClick(finder.line, Key.Key_Return), told.append("goes on")))
    qtbot.waitUntil(lambda: bool(told))

    assert (told, palette(driver)) == (["KeyError", "goes on"], None)  # whoever sent the key is not ended by it


# what is done by typing it --------------------------------------------------------------------------------


def test_a_session_ends_later_by_its_title_and_minutes_or_changes_places_with_another(driver: WindowDriver) -> None:
    assert found(driver, "cameras +10", Key.Key_Return) == [("Caméras and the law", "Ends later")]
    assert (driver.where("keynote"), driver.plan.selected) == ("hall 09:00-09:55", ("keynote",))
    assert found(driver, "law -5 min", Key.Key_Return) == [("Caméras and the law", "Ends earlier")]
    assert driver.where("keynote") == "hall 09:00-09:50"
    for typed in ("waits +10", "cameras -200", "nobody +10"):  # not placed, longer than it is, not there
        assert not {"Ends later", "Ends earlier"} & set(dict(found(driver, typed)).values())

    # two change places by their titles
    assert found(driver, "law x another", Key.Key_Return) == [("Caméras and the law ⇄ Another", "Swap the two")]
    assert (driver.where("keynote"), driver.where("other")) == ("tray", "hall 09:00-09:30")
    assert found(driver, "another x evening")[0][0] == "Another ⇄ Evening"
    assert "Swap the two" not in dict(found(driver, "waits x another")).values()  # the first is not placed


def test_what_would_be_done_is_read_beside_a_long_title(driver: WindowDriver) -> None:
    long = " ".join(["Cameras in trams and buses"] * 8)
    driver.document.apply(lambda agenda: edit(agenda, Session, "keynote", title=long))

    def looks(typed: str) -> QImage:
        finder = opened(driver, typed)
        row = finder.listing.grab(finder.listing.visualRect(finder.hits.index(0))).toImage()
        driver.key(Key.Key_Escape)
        return row

    assert looks("trams +10") == looks("trams +10") != looks("trams +20")
    assert looks("trams x evening") == looks("trams x evening") != looks("trams x another")
