"""What runs late, with a real mouse and real keys, in Swedish, on a small screen; and what is typed wrongly."""

from datetime import timedelta
from pathlib import Path

import pytest

from planner.domain.agenda import Agenda
from planner.domain.span import format_clock_range
from planner.domain.value_objects import Kind
from planner.storage.file import read_other_conference
from tests.builders import DAY, day, room, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.hand import Hand
from tests.realmouse.window import Area, Open, Window

pytestmark = [pytest.mark.realmouse, pytest.mark.parametrize("language", ["sv"])]

DAYS = tuple(DAY + timedelta(days=n) for n in range(4))
ROOMS = (room("a", name="Sal A"), room("b", 1, name="Sal B"))


def test_late_by_12_in_room_b_on_the_second_day_takes_two_actions_by_mouse_and_three_by_keys(
    new_file: NewFile, open_window: Open
) -> None:
    """Counted from the first day: the tab and the lower edge with Shift and Alt; then Ctrl+K, what is typed, Enter."""
    file = new_file(
        *map(day, DAYS[:2]), *ROOMS, talk("opening", "b", "09:00-09:30"),
        talk("trams", "b", "09:00-09:30", on=DAYS[1]), talk("panel", "b", "09:30-10:00", on=DAYS[1]),
        talk("buses", "a", "09:00-09:30", on=DAYS[1]),
    )  # fmt: skip
    window = open_window(file)
    window.resize(1366, 740)
    late = {"Trams": "Sal B 09:00–09:42", "Panel": "Sal B 09:42–10:12", "Buses": "Sal A 09:00–09:30"}

    by_mouse = Hand(window)
    by_mouse.click_on(tab(window, "26"))
    window.until(lambda view: "Trams" in view.times)
    by_mouse.pull(window.view.tiles["Trams"].bottom, 12, "Sal B 09:00–09:42", "shift", "alt")
    window.until(
        lambda view: view.times.items() >= {"Trams": "Sal B 09:00–09:42", "Panel": "Sal B 09:42–10:12"}.items()
    )
    assert by_mouse.actions == 2  # at most 3

    window.keys("ctrl+z")
    window.until(lambda view: view.times["Trams"] == "Sal B 09:00–09:30")
    window.click(tab(window, "25"))
    window.until(lambda view: "Opening" in view.times)

    by_keys = Hand(window)
    by_keys.keys("ctrl+k")
    by_keys.fill("sen 12 i sal b 26", leave="Return")
    window.until(lambda view: view.foreseen.items() >= {"Trams": "Sal B 09:12–09:42"}.items())
    by_keys.keys("Return")
    late = {"Trams": "Sal B 09:12–09:42", "Panel": "Sal B 09:42–10:12", "Buses": "Sal A 09:00–09:30"}
    window.until(lambda view: not view.foreseen and view.times == late)
    assert by_keys.actions == 3  # at most 4


def tab(window: Window, number: str) -> Area:
    """Return the tab of a day, by its number in the month."""
    return next(area for name, area in window.view.days.items() if number in name)


MOVES, ASKS, NOTHING = "moves", "asks", "nothing"
WRONG = {
    "fika +12": MOVES,  # no day and no room
    "sen 12 i sal b": MOVES,  # no day
    "sen 12 i sal c 26": NOTHING,  # no such room
    "sen 12 i sal b 31": NOTHING,  # no such day
    "fika fre 25 sal b 9:00 +12": NOTHING,  # no Friday
    "fikka sal b 26 9:00 +12": NOTHING,  # a slip
    "fika sal b 26 9:00 +1200": NOTHING,  # too much
    "fika sal b 26 9:00 12": NOTHING,  # no sign
    "sal a 26 x sal b 26": ASKS,  # two of many
    "stall in fika 26": NOTHING,  # without its accents
}


def test_of_forty_with_one_title_ten_wrong_entries_move_nothing_that_was_not_read(
    new_file: NewFile, open_window: Open
) -> None:
    """Each is typed and read, then typed again with Enter at once: what moves is what was said, on the day in sight."""
    file = new_file(
        *map(day, DAYS), *ROOMS,
        *(
            talk(f"{on.day} {where} {start}", where, times(start, start + 15), on=on, kind=Kind.BREAK, title="Fika")
            for on in DAYS for where in ("a", "b") for start in range(540, 840, 60)
        ),
        talk("first", "a", times(900, 915), on=DAY, title="Inledning"),
    )  # fmt: skip
    window = open_window(file)
    window.resize(1366, 740)

    assert {text: outcome(window, file, text) for text in WRONG} == WRONG


def outcome(window: Window, file: Path, text: str) -> str:
    """Type an entry, read it, type it again with Enter at once, and return what came of it, which is taken back."""
    window.click(tab(window, "25"))
    window.until(lambda view: "Inledning" in view.times)
    before, undo = plan(file), window.view.undo
    window.keys("ctrl+k")
    window.type(text)
    read = window.until(lambda view: view.sought == text)
    window.keys("Escape")
    window.until(lambda view: view.sought is None)

    window.xdotool("key", "ctrl+k", "type", "--delay", "1", "--args", "1", text, "key", "Return")
    if "Enter flyttar" in read.promise:
        window.until(lambda view: view.undo != undo)
        moved = [one for one in before.sessions.values() if plan(file).sessions[one.id] != one]
        there = [one.placement for one in moved if one.placement]
        assert f"Enter flyttar {len(moved)} programpunkt" in read.promise
        assert {where.span.day for where in there} == {DAY}
        assert any(
            f"tors 25 apr. {format_clock_range(where.span.start, where.span.end)} {before.room_names(where.rooms)[0]}"
            in read.hit
            for where in there
        )
        window.keys("ctrl+z")
        window.until(lambda view: view.undo == undo)
        came = MOVES
    else:
        came = ASKS if "Enter frågar" in read.promise else NOTHING
        if came == ASKS:
            window.until(lambda view: view.told)
        window.keys("Escape", "ctrl+k")  # which come after all that was typed
        window.until(lambda view: view.sought == "" and not view.told)
        window.keys("Escape")
        window.until(lambda view: view.sought is None)
    assert plan(file) == before
    return came


def times(start: int, end: int) -> str:
    """Return a stretch of time as the builders read it."""
    return format_clock_range(start, end).replace("–", "-")


def plan(file: Path) -> Agenda:
    """Return the conference as it was saved last in a file that is open."""
    return read_other_conference(file)[0]
