"""Estrad's window seen from outside: the state it reports, and a mouse and a keyboard that are independent of it."""

from __future__ import annotations

import json
import os
import pickle
import select
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import NamedTuple, Protocol

from planner.domain.span import parse_clock_time


class Point(NamedTuple):
    """A point of the screen, in pixels."""

    x: int
    y: int


class Area(NamedTuple):
    """A rectangle of the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width // 2, self.y + self.height // 2)

    @property
    def top(self) -> Point:
        """Return the point on the upper edge by which a tile is dragged to begin earlier or later."""
        return Point(self.centre.x, self.y + 2)

    @property
    def bottom(self) -> Point:
        """Return the point on the lower edge by which a tile is dragged to end earlier or later."""
        return Point(self.centre.x, self.y + self.height - 3)


NOWHERE = Area(0, 0, 0, 0)


@dataclass(frozen=True)
class Carried:
    """The session that is being dragged: its title, the place where it would land (`tray`, `outside` or as in
    `View.times`), and the text of its label. `rules` are those that it would break there.
    """

    title: str
    where: str
    tip: tuple[str, ...]
    clashing: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """The state of the window, but a part of it at the start page. `times` are measured at the tiles:
    `Hall 10:00–10:30`, by title.

    `title` is the title of the active window, `place` is the page in sight. `bar` is the menu bar. `menu`,
    `buttons`, `inputs`, `rows` and `heads` are the things within reach now, see `hooks.py`; `chosen` and `ticked`
    are rows. `status` is the summary of problems in the status bar, `reasons` are the rows of the list of
    problems, `shaded` are the shaded spans of the timeline with their reasons: `09:00–13:00 Ada is away`. `days`
    are the tabs of the days, `foreseen` are the places of sessions in the preview of a verb, and `told` is the
    sentence of the bar below the timeline.
    `frames` are the heads of blocks by title, each with room and time, and the titles of its sessions.
    `board` is the moderators' board: sessions by title, shifts by accessible text; `count` is the line above it, `held`
    the label of the moderator who is being dragged.
    `sought` is what stands in the palette of Ctrl+K, or None while it is closed; `hit` is what the row that Enter takes
    says, and `promise` the line below the rows.
    `watched` are the colours that the screen itself shows at the watched point.
    """

    active: bool = False
    title: str = ""
    place: str = ""
    pressed: bool = False
    window: Area = NOWHERE
    timeline: Area = NOWHERE
    times: dict[str, str] = field(default_factory=dict)
    tiles: dict[str, Area] = field(default_factory=dict)
    frames: dict[str, tuple[Area, str, tuple[str, ...]]] = field(default_factory=dict)
    tray: dict[str, Area] = field(default_factory=dict)
    chips: dict[str, Area] = field(default_factory=dict)
    days: dict[str, Area] = field(default_factory=dict)
    foreseen: dict[str, str] = field(default_factory=dict)
    told: str = ""
    bar: dict[str, Area] = field(default_factory=dict)
    menu: dict[str, Area] = field(default_factory=dict)
    buttons: dict[str, Area] = field(default_factory=dict)
    inputs: dict[str, Area] = field(default_factory=dict)
    rows: dict[str, Area] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    heads: dict[str, Area] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    focus: str = ""
    sought: str | None = None
    hit: str = ""
    promise: str = ""
    carried: Carried | None = None
    status: str = ""
    reasons: list[str] = field(default_factory=list)
    shaded: list[str] = field(default_factory=list)
    notice: str = ""
    board: dict[str, Area] = field(default_factory=dict)
    count: str = ""
    held: list[str] = field(default_factory=list)
    undo: str = ""
    redo: str = ""
    scale: float = 0
    watched: str = ""

    def line(self) -> str:
        """Return the view as one line for the other end, which runs the same code."""
        return b64encode(pickle.dumps(self)).decode()


LONGEST = 20.0
"""Seconds after which a window that does not show the expected state has failed."""
STEPS = 8
"""Moves of the mouse in one drag; Qt begins a drag only after some pixels."""


def carries_to(view: View, where: str) -> bool:
    """Return whether the dragged session would land there."""
    return view.carried is not None and view.carried.where == where


class Window:
    """The window of one running program."""

    def fit(self) -> Window:
        """Press “Whole day”, so that no part of the day has to be scrolled to."""
        scale = self.view.scale
        self.click(self.view.buttons["Whole day"])
        self.until(lambda view: view.scale != scale)
        return self

    def __init__(self, program: subprocess.Popen[bytes], screen: Mapping[str, str]) -> None:
        self._program, self._screen = program, screen
        self._rest = b""
        self.view = self._look()

    # state ---------------------------------------------------------------------------------------------

    def until(self, wanted: Callable[[View], object]) -> View:
        """Wait until the window shows what is wanted, and return its state then."""
        while not wanted(self.view):
            self.view = self._look()
        return self.view

    def slot(self, room: str, time: str, later: int = 0) -> Point:
        """Return the screen point of that time, or of some minutes later, in that room."""
        return Point(*json.loads(self._ask(f"slot {parse_clock_time(time) + later} {room}")))

    def lane(self, room: str, time: str) -> Point:
        """Return the screen point of that time in the lane of that room on the moderators' board."""
        return Point(*json.loads(self._ask(f"lane {parse_clock_time(time)} {room}")))

    def watch(self, point: Point) -> View:
        """Watch a point of the screen: from now on the view holds the colours there."""
        self._say(f"watch {point.x} {point.y}")
        return self.until(lambda view: view.watched)

    def stale_pixels(self, folder: Path) -> int:
        """Return the number of pixels that a full repaint changes, and put the pictures into a folder if any."""
        return int(self._ask(f"frame {folder}"))

    def _look(self) -> View:
        return pickle.loads(b64decode(self._ask("look")))

    def _say(self, words: str) -> None:
        self._program.stdin.write(f"{words}\n".encode())
        self._program.stdin.flush()

    def _ask(self, question: str) -> str:
        self._say(question)
        pipe, end = self._program.stdout, monotonic() + LONGEST
        while b"\n" not in self._rest:
            ready, _, _ = select.select([pipe], [], [], max(0.0, end - monotonic()))
            got = os.read(pipe.fileno(), 65536) if ready else b""
            assert got, f"the window does not answer “{question}”; it last showed {getattr(self, 'view', 'nothing')}"
            self._rest += got
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()

    # mouse and keyboard --------------------------------------------------------------------------------

    def press(self, point: Point) -> None:
        """Press the left button there."""
        self.xdotool(*f"mousemove {point.x} {point.y} mousedown 1".split())
        self.until(lambda view: view.pressed)

    def move(self, start: Point, end: Point) -> None:
        """Move the mouse through several points, as a hand does."""
        words: list[str] = []
        for step in range(1, STEPS + 1):
            x, y = (round(a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True))
            words += ["mousemove", str(x), str(y), "sleep", "0.005"]
        self.xdotool(*words)

    def release(self) -> View:
        """Release the left button."""
        self.xdotool("mouseup", "1")
        return self.until(lambda view: not view.pressed)

    def carry(self, start: Point, end: Point, where: str) -> View:
        """Drag without letting go, until the window reports that it would land there."""
        self.press(start)
        self.move(start, end)
        return self.until(lambda view: carries_to(view, where))

    def take_from_tray(self, card: Area, room: str, time: str, where: str, *, below: int = 10) -> View:
        """Drag a card or chip so that it would begin there; the pointer stays some minutes below its top."""
        return self.carry(card.centre, self.slot(room, time, below), where)

    def take(self, title: str, room: str, time: str, where: str) -> View:
        """Drag a tile so that it would begin there; it keeps its distance to the pointer."""
        tile = self.view.tiles[title]
        end = self.slot(room, time)
        return self.carry(tile.centre, Point(end.x, end.y + tile.centre.y - tile.y), where)

    def drag(self, start: Point, end: Point) -> View:
        """Drag and let go."""
        self.press(start)
        self.move(start, end)
        return self.release()

    def click(self, area: Area, *, times: int = 1, held: str = "") -> None:
        """Click in the middle of an area, optionally with a key held down."""
        words = f"mousemove {area.centre.x} {area.centre.y} click --repeat {times} --delay 60 1"
        self.xdotool(*(f"keydown {held} {words} keyup {held}" if held else words).split())

    def wheel_to(self, name: str, over: Area) -> Area:
        """Turn the wheel there until an input with that label is in sight."""
        while name not in self.view.inputs:
            self.xdotool(*f"mousemove {over.centre.x} {over.centre.y} click 5".split())
            self.changed(lambda view: view.inputs)
        return self.view.inputs[name]

    def changed(self, part: Callable[[View], object]) -> View:
        """Wait until a part of the window's state has changed, and return the state then."""
        before = part(self.view)
        return self.until(lambda view: part(view) != before)

    def wheel_up(self, area: Area, *, held: str) -> None:
        """Turn the wheel by one notch there, with a key held down."""
        x, y = area.centre
        self.xdotool(*f"mousemove {x} {y} keydown {held} click 4 keyup {held}".split())

    def resize(self, width: int, height: int) -> View:
        """Resize the window to that size, without its frame."""
        self.xdotool("getactivewindow", "windowsize", str(width), str(height))
        return self.until(lambda view: (view.window.width, view.window.height) == (width, height))

    def keys(self, *keys: str) -> None:
        """Press keys, such as `ctrl+z`."""
        self.xdotool("key", "--delay", "8", *keys)

    def do(self, command: str) -> None:
        """Run a command found by its first words with Ctrl+K, without its menu; all is typed at once."""
        self.xdotool("key", "--delay", "0", "ctrl+k", "type", "--delay", "1", command)
        assert self.until(lambda view: view.sought and len(view.sought) >= len(command)).sought == command
        self.keys("Return")
        self.until(lambda view: view.sought is None)

    def type(self, text: str) -> None:
        """Type an ASCII text, whose characters every keyboard has."""
        assert text.isascii()
        self.xdotool("type", "--delay", "6", text)

    def close(self) -> None:
        """Close the window through the window manager, as its owner does."""
        self.xdotool("key", "alt+F4")
        assert self._program.wait(LONGEST) == 0

    def ended(self) -> None:
        """Wait until the program has ended by itself."""
        assert self._program.wait(LONGEST) == 0

    def nothing_more(self) -> None:
        """Wait until all processes have ended that the program has started: they have its standard output."""
        assert self._program.stdout.read() == b""

    def xdotool(self, *words: str) -> None:
        """Use mouse or keys by the words of xdotool, such as `keydown shift`."""
        subprocess.run(["xdotool", *words], env=dict(self._screen), check=True, timeout=LONGEST)


def close_the_next(window: Window, screen: Mapping[str, str], title: str) -> None:
    """Wait until a program has ended and another process shows a window of that title, and close that."""
    window.ended()
    close_by_its_name(screen, title)
    window.nothing_more()


def close_by_its_name(screen: Mapping[str, str], title: str) -> None:
    """Wait for a window of that title, whoever shows it, and close it as its owner does.

    The keys are a command of their own: behind `search`, xdotool presses a key of the window that it found by the X
    server, and lets go of it by a message to the window once that has lost the focus, so that F4 stays down for all.
    """
    found = ("search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync")
    for words in found, ("key", "alt+F4"):
        subprocess.run(["xdotool", *words], env=dict(screen), check=True, timeout=LONGEST)


class Open(Protocol):
    """A function that opens the window on a file, or at its start page."""

    def __call__(self, path: Path | None = None) -> Window: ...
