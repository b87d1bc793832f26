"""The state of the window as it reports it to the test: plain values that travel as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import NamedTuple

AREAS = ("blocks", "tray", "chips", "days", "menu", "buttons", "inputs", "rows", "heads", "board")
"""The fields of a view that are rectangles by name."""


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
        """Return the point on the upper edge by which a block is dragged to begin earlier or later."""
        return Point(self.centre.x, self.y + 2)

    @property
    def bottom(self) -> Point:
        """Return the point on the lower edge by which a block is dragged to end earlier or later."""
        return Point(self.centre.x, self.y + self.height - 3)


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
    """The state of the window. `times` are measured at the blocks: `Hall 10:00–10:30`, by title.

    `title` is the title of the active window, `place` is the page in sight. `menu`, `buttons`, `inputs`, `rows` and
    `heads` are the things within reach now, see `spots.py`; `chosen` and `ticked` are rows. `status` is the summary of
    problems in the status bar, `reasons` are the rows of the list of problems, `shaded` are the shaded spans of the
    timeline with their reasons: `09:00–13:00 Ada is away`. `days` are the tabs of the days, `foreseen` are the places
    of sessions in the preview of a verb, and `told` is the sentence of the bar below the timeline.
    `board` is the moderators' board: sessions by title, shifts by accessible text; `count` is the line above it, `held`
    the label of the moderator who is being dragged.
    `watched` are the colours that the screen itself shows at the watched point.
    """

    active: bool
    title: str
    place: str
    pressed: bool
    window: Area
    timeline: Area
    times: dict[str, str]
    blocks: dict[str, Area]
    tray: dict[str, Area]
    chips: dict[str, Area]
    days: dict[str, Area]
    foreseen: dict[str, str]
    told: str
    menu: dict[str, Area]
    buttons: dict[str, Area]
    inputs: dict[str, Area]
    rows: dict[str, Area]
    chosen: list[str]
    ticked: list[str]
    heads: dict[str, Area]
    fields: dict[str, str]
    focus: str
    carried: Carried | None
    status: str
    reasons: list[str]
    shaded: list[str]
    notice: str
    board: dict[str, Area]
    count: str
    held: list[str]
    undo: str
    redo: str
    scale: float
    watched: str

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> View:
        plain = json.loads(line)
        if carried := plain["carried"]:
            lists = {name: tuple(carried[name]) for name in ("tip", "clashing", "rules")}
            plain["carried"] = Carried(carried["title"], carried["where"], **lists)
        for name in AREAS:
            plain[name] = {key: Area(*area) for key, area in plain[name].items()}
        for name in ("window", "timeline"):
            plain[name] = Area(*plain[name])
        return cls(**plain)
