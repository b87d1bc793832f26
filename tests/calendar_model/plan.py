"""What the plan says, as ``list --json`` tells it, and which of its sessions belong into which calendar file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.calendar_model.reader import Entry

NOT_THERE = ("declined", "cancelled")
"""The states of people who are not in a session."""
_DAY = re.compile(r"year-(?P<day>2024-\d\d-\d\d)")
_NAME = re.compile(r"year-2024(?:-(?P<moderator>moderator-)?(?P<word>(?P<kind>room|trail|guest)\d{3})[\w-]*)?")


@dataclass(frozen=True)
class PartOf:
    """What a calendar file is about; ``word`` is the first word of a name, which is nobody else's, or a date."""

    kind: str
    word: str = ""


def part_of(name: str) -> PartOf | None:
    """Return what a file of that name is about, or None if it is not of this conference."""
    if day := _DAY.fullmatch(name.removesuffix(".ics")):
        return PartOf("day", day["day"])
    found = _NAME.fullmatch(name.removesuffix(".ics"))
    if not found:
        return None
    if found["moderator"]:
        return PartOf("moderator", found["word"])
    return PartOf(found["kind"] or "whole", found["word"] or "")


@dataclass(frozen=True)
class Plan:
    """The sessions of a plan, the first words of its rooms, its shifts, which are of whole days, and its blocks."""

    sessions: tuple[Mapping[str, Any], ...] = ()
    rooms: frozenset[str] = frozenset()
    shifts: tuple[Mapping[str, Any], ...] = ()
    blocks: tuple[Mapping[str, Any], ...] = ()

    def held(self, part: PartOf) -> dict[str, Mapping[str, Any]]:
        """Return the sessions that belong into a file, by their marks; the block of those that have one entry."""
        found = [self._entry(one) for one in self.sessions if _takes_place(one) and self._is_member(one, part)]
        return {mark_of(one): one for one in found}

    @property
    def taking_place(self) -> Mapping[str, str]:
        """The titles of all sessions that take place, by their marks."""
        return {mark_of(one): one["title"] for one in self.sessions if _takes_place(one)}

    def told(self, part: PartOf) -> Mapping[str, set[str]]:
        """Return the marks of the sessions of a file of which the entry of a block tells, by its mark."""
        found: dict[str, set[str]] = {}
        for one in self.sessions:
            if _takes_place(one) and self._is_member(one, part) and self._entry(one) is not one:
                found.setdefault(mark_of(self._entry(one)), set()).add(mark_of(one))
        return found

    def _block(self, session: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return next((one for one in self.blocks if session["number"] in one["sessions"]), None)

    def _entry(self, session: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what has the entry of a session: the session, or its block if that is one entry and holds its time."""
        block = self._block(session)
        if block is None or not block["one_entry"] or block["day"] is None:
            return session
        return block if block["start"] <= session["start"] and session["end"] <= block["end"] else session

    def _is_member(self, session: Mapping[str, Any], part: PartOf) -> bool:
        people = [one for one in session["people"] if one["role"] != "reserve" and one["state"] not in NOT_THERE]
        block = self._block(session)
        chairs = {word(one["name"]) for one in (block["chairs"] if block else ()) if one["state"] not in NOT_THERE}
        own = {word(one["name"]) for one in people if one["role"] == "moderator"}
        leading = own or chairs or self._on_shift(session)
        if self._entry(session) is block:
            leading = leading | chairs
        match part.kind:
            case "day":
                return bool(session["day"] == part.word)
            case "room":
                return part.word in ({*self.rooms} if session["everywhere"] else set(map(word, session["rooms"])))
            case "trail":
                return word(session["track"] or "") == part.word
            case "guest":
                return part.word in {word(one["name"]) for one in people} | leading
            case "moderator":
                return part.word in leading
        return True

    def _on_shift(self, session: Mapping[str, Any]) -> set[str]:
        """Return who moderates each room of a session on its day, or all rooms where it takes the whole venue."""
        there = [one for one in self.shifts if one["start"][:10] == session["day"]]
        rooms = session["rooms"] or [None]
        names = {one["name"] for one in there}
        covered = {name: {one["room"] for one in there if one["name"] == name} for name in names}
        return {word(name) for name in names if all({None, room} & covered[name] for room in rooms)}


def word(name: str) -> str:
    """Return the first word of a name, by which the model knows it after every renaming."""
    return name.split(" ")[0]


def mark_of(session: Mapping[str, Any]) -> str:
    """Return the mark in a session's abstract, or in a block's description."""
    return str(session.get("abstract", session["description"]).split(" ")[0])


def _takes_place(session: Mapping[str, Any]) -> bool:
    return session["day"] is not None and session["status"] != "cancelled"


def faults(plan: Plan, part: PartOf, has: list[Entry], *, lost: bool) -> Iterator[str]:
    """Yield where what takes place for somebody is not what the plan says; with ``lost`` also what they do not have."""
    held = plan.held(part)
    seen = [entry.mark for entry in has]
    for entry in has:
        if entry.mark not in held:
            yield f"“{entry.title}” stays, and does not take place there"
        elif wrong := _difference(held[entry.mark], entry):
            yield f"“{entry.title}” {wrong}"
    yield from (f"{mark} is there {seen.count(mark)} times" for mark in sorted(set(seen)) if seen.count(mark) > 1)
    if lost:
        yield from (f"“{held[mark]['title']}” is missing" for mark in sorted(set(held) - set(seen)))


def called_off(plan: Plan, file: Iterable[Entry], told: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield where a file says that something is called off that takes place: a session, or one of a block's.

    ``told`` are the sessions of which a block's entry told last in that file, by its mark. What both colleagues have
    imported is another session in each copy, known by its title only.
    """
    takes_place = plan.taking_place
    for entry in file:
        title = entry.title.removeprefix("CANCELLED: ")
        on = (told.get(entry.mark, set()) | {entry.mark}) & takes_place.keys()
        on = {mark for mark in on if not mark.startswith("mark-r") or takes_place[mark] == title}
        if title != entry.title and on:
            yield f"“{entry.title}” takes place: {sorted(on)}"


def _difference(session: Mapping[str, Any], entry: Entry) -> str:
    start, end = (datetime.fromisoformat(session[name]).strftime("%Y%m%dT%H%M%S") for name in ("start", "end"))
    if (entry.start, entry.end) != (start, end):
        return f"is at {entry.start}, not {start}"
    if session["title"] != entry.title:
        return f"is called “{session['title']}”"
    if missing := [room for room in session["rooms"] if room not in entry.place]:
        return f"is in {missing}, not in “{entry.place}”"
    return ""
