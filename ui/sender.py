"""Works out what would be sent, where to, and what lies there; and sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.text import Text
from planner.exporting.deliver import refuse_own_file
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending
from planner.printing.dates import long_date
from planner.programme.found import FREE, Found
from planner.programme.parts import About, Part, whole_part
from planner.programme.sent_parts import offered
from planner.programme.stamps import doubtful_clock
from ui.desk import Desk
from ui.settings import Settings

Targets = Mapping[Path, Part]
"""What goes where."""
State = tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: these parts, as ``each`` of a sort in one folder, with what is out of date ``along``.

    ``first`` makes it the first public version.
    """

    parts: tuple[Part, ...]
    each: bool = False
    along: bool = False
    first: bool = False

    @property
    def key(self) -> str:
        """The name under which the place of what is chosen is remembered."""
        return f"each:{self.parts[0].about}" if self.each else _key(self.parts[0])


@dataclass(frozen=True, slots=True)
class Prepared:
    """A send as it would be made now. There are no ``targets`` where no place is known.

    ``stale`` are the parts that would be out of date if what was chosen went out alone; ``found`` is what lies at the
    targets, by the part's key.
    """

    choice: Choice
    sending: Sending
    stale: tuple[Part, ...]
    targets: Targets
    found: Mapping[str, Found]

    @property
    def in_the_way(self) -> list[tuple[Path, Found]]:
        """What lies at the targets and was not sent last from this file."""
        lying = ((path, self.found[part.key]) for path, part in self.targets.items())
        return [(path, found) for path, found in lying if found.lies not in FREE]


class Sender:
    """Sends the calendars of one conference. Where they lie, this machine remembers for the file at this path."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._workspace, self._settings = desk.workspace, settings
        self.whole = whole_part(self._workspace.programme())
        self.offered = self._offered(desk)
        self._read: dict[Path, tuple[tuple[str, State], Found]] = {}

    def _offered(self, desk: Desk) -> Mapping[About, Sequence[Part]]:
        """The parts that hold a session, or held one when they were sent, deleted since or not; a day only where there
        are several.
        """
        workspace, ledger = self._workspace, self._workspace.ledger()
        words, shown = workspace.wording, workspace.programme()
        found = {
            about: offered(desk.agenda, shown, ledger, about, words, lambda day: long_date(day, words.language))
            for about in About
        }
        several = len(desk.agenda.days) > 1 or any(ledger.sent(part.key) for part in found[About.DAY])
        return found if several else {**found, About.DAY: ()}

    def goes_along(self) -> bool:
        """Whether what is out of date went along the last time."""
        return self._settings.sends_along(self._workspace.path)

    def remembered(self, choice: Choice) -> Path | None:
        """The file or folder that it was written to last from here; it may be gone."""
        return self._settings.sent(self._workspace.path, self._which(choice.key))

    def known(self, choice: Choice) -> Path | None:
        """The file or folder that it goes to without a question, if it was there before and that folder still is."""
        place = self.remembered(choice)
        return place if place and (place if choice.each else place.parent).is_dir() else None

    def proposed(self, choice: Choice) -> Path:
        """The file or folder that is proposed where one is asked for: as last, else where the whole conference lies."""
        if place := self.known(choice):
            return place
        whole = self.known(Choice((self.whole,)))
        folder = whole.parent if whole else self._workspace.path.parent
        return folder if choice.each else folder / f"{self._workspace.outbox.named(choice.parts)[0].name}.ics"

    def prepare(self, choice: Choice, place: Path | None) -> Prepared:
        """What would be sent to that file or folder. Raises ``EstradError`` as ``Workspace.sending`` does."""
        sending = self._workspace.outbox.sending(parts=choice.parts, first=choice.first)
        stale = sending.stale(part for parts in self.offered.values() for part in parts)
        if choice.along and stale:
            sending = self._workspace.outbox.sending(parts=[*choice.parts, *stale], first=choice.first)
        targets = self._targets(sending.parts, choice, place) if place else {}
        return Prepared(choice, sending, stale, targets, self._lying(targets))

    def _lying(self, targets: Targets) -> Mapping[str, Found]:
        """What lies at the targets, by the part's key; a file is read once as long as it stays the same."""
        now = {path: (part.key, _state(path)) for path, part in targets.items()}
        unread = {
            path: part for path, part in targets.items() if path not in self._read or self._read[path][0] != now[path]
        }
        found = self._workspace.outbox.lying(unread) if unread else {}
        self._read.update({path: (now[path], found[part.key]) for path, part in unread.items()})
        return {part.key: self._read[path][1] for path, part in targets.items()}

    def _targets(self, parts: Sequence[Part], choice: Choice, place: Path) -> Targets:
        folder, found = place if choice.each else place.parent, dict[Path, Part]()
        chosen = {part.key for part in choice.parts}
        for part in parts:
            usual = folder / f"{part.name}.ics"
            if part.key in chosen:
                found[usual if choice.each else place] = part
                continue
            free = [path for path in (self.known(Choice((part,))), usual) if path and path not in found]
            if free:  # what was chosen goes before
                found[free[0]] = part
        return found

    def send(self, prepared: Prepared, note: str) -> Sending:
        """Write the files, and remember where. Raises ``EstradError`` as ``Workspace.send`` does."""
        targets, words = prepared.targets, self._workspace.wording
        for path in targets:
            refuse_own_file(self._workspace.path, path)

        def render(sending: Sending) -> dict[Path, bytes]:
            shown = sending.release.programme
            return {path: to_ics(shown, sending.ledger, words, part=part) for path, part in targets.items()}

        sending = self._workspace.send(
            render, note=note, parts=list(targets.values()), first=prepared.choice.first, found=prepared.found
        )
        self._remember(prepared)
        return sending

    def _remember(self, prepared: Prepared) -> None:
        file, choice = self._workspace.path, prepared.choice
        for path, part in prepared.targets.items():
            self._settings.remember_sent(file, self._which(_key(part)), path)
        if choice.each:
            self._settings.remember_sent(file, self._which(choice.key), next(iter(prepared.targets)).parent)
        if prepared.stale:
            self._settings.send_along(file, on=choice.along)

    def _which(self, key: str) -> str:
        return f"{self._workspace.agenda.conference.id}/{key}"

    def doubt(self) -> Text | None:
        """That the clock is wrong, or was when something was sent last."""
        return doubtful_clock(self._workspace.now(), self._workspace.ledger().last_stamp)


def _state(path: Path) -> State:
    """What changes when a file does, or None where there is none."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _key(part: Part) -> str:
    return part.key or "whole"
