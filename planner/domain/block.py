"""A block: sessions under one heading with chairs, and with a time and rooms of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.domain.span import LATEST
from planner.domain.text import N_
from planner.domain.value_objects import LINES, YEARLY, Appearance, Placement, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Sessions under one heading, such as “Session 1: Cameras”; each session holds the id of its block.

    ``chairs`` moderate its sessions, see ``moderator_appearances``. The time and the rooms are the block's own: a
    session outside them stays in the block. A block without a placement waits, and ``minutes`` is its length; a placed
    one is as long as its span. With ``one_entry``, calendars have one entry for a placed block instead of one for each
    session within its time. ``origin`` is the key by which imports recognise the block.
    """

    id: str
    title: str
    minutes: int = 60
    track: str | None = None
    description: str = field(default="", metadata=LINES)
    one_entry: bool = False
    origin: str = ""
    import_marks: tuple[str, ...] = ()
    chairs: tuple[Appearance, ...] = field(default=(), metadata=YEARLY)
    placement: Placement | None = field(default=None, metadata=YEARLY)

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= LATEST:
            raise ValueError(N_("a block lasts from 1 minute to 48 hours"))
        if self.placement and self.placement.span.minutes != self.minutes:
            raise ValueError(N_("a placed block is as long as its place"))
        if any(chair.role is not Role.MODERATOR for chair in self.chairs):
            raise ValueError(N_("a block has chairs only"))
        if len({chair.person for chair in self.chairs}) != len(self.chairs):
            raise ValueError(N_("a person has the same role twice"))

    @property
    def expected_chairs(self) -> tuple[Appearance, ...]:
        """The chairs who are still expected to be there."""
        return tuple(chair for chair in self.chairs if chair.is_expected)

    def holds(self, placement: Placement) -> bool:
        """Return whether a placement is on the block's day, and within its time and rooms; False if the block waits."""
        own = self.placement
        if own is None or own.span.day != placement.span.day:
            return False
        inside = own.span.start <= placement.span.start and placement.span.end <= own.span.end
        return inside and (own.everywhere or (bool(placement.rooms) and set(placement.rooms) <= set(own.rooms)))
