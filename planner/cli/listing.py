"""The output of ``list``: JSON objects or tab-separated values for programs, and aligned columns for people.

Dates and times in the columns are in the user's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from babel.dates import format_date

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import INTERNAL, Cover, Entity, Session, Template
from planner.domain.span import MINUTES_A_DAY, Span, format_long_clock, wall_time
from planner.domain.text import N_, Plural, Text
from planner.domain.value_objects import Appearance
from planner.programme.public_words import time_of_day
from planner.rules import check
from planner.rules.rule import Severity, count_concerned_sessions, session_and_problem_count
from planner.wording import Wording
from planner.workspace import Workspace

WORDED = ("id", "number", "title", "kind", "minutes", "people", "chairs", "placement", "track", "block")
"""The fields of a session or block that the JSON does not take from ``_plain_fields``, most of them in another form."""
SEEN = {
    "people": ("name", "title", "organisation", "email", "phone"), "rooms": ("name", "seats", "floor"),
    "tracks": ("name", "colour"),
    "releases": ("name", "made", "note", "sessions"), "history": ("number", "made", "done", "name"),
}  # fmt: skip
"""The values shown in columns for people, by kind of list; the JSON has more."""
HEADINGS = {
    "name": N_("Name"), "title": N_("Title"), "organisation": N_("Organisation"), "email": N_("E-mail"),
    "phone": N_("Phone"), "seats": N_("Seats"), "floor": N_("Floor"), "colour": N_("Colour"), "made": N_("Made"),
    "note": N_("Note"), "sessions": N_("Sessions"), "number": N_("No."), "done": N_("Done"),
}  # fmt: skip
"""The headings of the values in ``SEEN``."""
KINDS_OF_LIST = ("sessions", "people", "rooms", "days", "tracks", "blocks", "conference", "releases", "history")


def listed_objects(workspace: Workspace, kind: str, words: Wording) -> Any:
    """Return the things of a ``kind``, such as *sessions*, as a list of JSON values; for ``conference`` one object.

    Times of the plan are in the conference's time zone, those of releases and history in UTC.
    """
    agenda = workspace.agenda
    makers: dict[str, Callable[[], Any]] = {
        "sessions": lambda: [_session_object(agenda, session) for session in agenda.sessions_in_order],
        "people": lambda: [_plain_fields(person) for person in agenda.people_in_order],
        "rooms": lambda: [_plain_fields(room) for room in agenda.rooms_in_order],
        "tracks": lambda: [_plain_fields(track) for track in agenda.tracks_in_order],
        "blocks": lambda: [_block_object(agenda, block) for block in agenda.blocks_in_order],
        "days": lambda: _day_objects(agenda), "conference": lambda: _conference_object(agenda),
        "releases": lambda: _release_objects(workspace), "history": lambda: _history_objects(workspace, words),
    }  # fmt: skip
    return makers[kind]()


def _plain_fields(thing: Entity) -> dict[str, Any]:
    """Return an entity's fields as JSON values, with the ids of pictures; the fields of ``INTERNAL`` are left out."""
    return {field.name: _to_json(getattr(thing, field.name)) for field in fields(thing) if field.name not in INTERNAL}


def _to_json(value: Any) -> Any:
    if isinstance(value, Span):
        return {"start": _iso_time(value.day, value.start), "end": _iso_time(value.day, value.end)}
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _iso_time(day: date, minutes: int) -> str:
    """Format a time, in minutes from midnight of a day, as ``YYYY-MM-DDTHH:MM``; from 24:00 with the next date."""
    return wall_time(day, minutes).isoformat(timespec="minutes")


def _place_fields(agenda: Agenda, thing: Session | Block) -> dict[str, Any]:
    where = thing.placement
    return {
        "day": where.span.day.isoformat() if where else None,
        "start": _iso_time(where.span.day, where.span.start) if where else None,
        "end": _iso_time(where.span.day, where.span.end) if where else None,
        "minutes": thing.minutes,
        "rooms": list(agenda.room_names(where.rooms)) if where else [],
        "everywhere": where.everywhere if where else False,
        "place": where.place if where else "",
    }


def _appearance_object(agenda: Agenda, seat: Appearance) -> dict[str, Any]:
    name, dates = agenda.people[seat.person].name, {"asked": _to_json(seat.asked), "answered": _to_json(seat.answered)}
    return {"name": name, "role": seat.role.value, "state": seat.state.value, **dates}


def _block_object(agenda: Agenda, block: Block) -> dict[str, Any]:
    return {
        "id": block.id,
        "name": block.title,
        "title": block.title,
        **_place_fields(agenda, block),
        "chairs": [_appearance_object(agenda, a) for a in block.chairs],
        "sessions": [session.number for session in agenda.member_sessions(block.id)],
        "track": agenda.tracks[block.track].name if block.track else None,
        **{name: value for name, value in _plain_fields(block).items() if name not in WORDED},
    }


def _session_object(agenda: Agenda, session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "number": session.number,
        "title": session.title,
        "kind": session.kind.value,
        **_place_fields(agenda, session),
        "people": [_appearance_object(agenda, a) for a in session.people],
        "track": agenda.tracks[session.track].name if session.track else None,
        "block": agenda.blocks[session.block].title if session.block else None,
        **{name: value for name, value in _plain_fields(session).items() if name not in WORDED},
    }


def _day_objects(agenda: Agenda) -> list[dict[str, Any]]:
    return [
        {
            "id": day.id,
            "name": day.title or day.date.isoformat(),
            "date": day.date.isoformat(),
            "opens": format_long_clock(day.opens),
            "closes": format_long_clock(day.closes),
            "title": day.title,
        }
        for day in agenda.days_in_order
    ]


def _conference_object(agenda: Agenda) -> dict[str, Any]:
    found = _plain_fields(agenda.conference)
    more = {
        "venue": _plain_fields(agenda.venue),
        "organisations": [_plain_fields(partner) for partner in agenda.partners_in_order],
        "covers": [_cover_object(agenda, cover) for cover in agenda.covers_in_order],
        "templates": [_template_object(agenda, template) for template in agenda.templates_in_order],
    }
    return {"id": found["id"], "name": found["title"], **found, **more}


def _cover_object(agenda: Agenda, cover: Cover) -> dict[str, Any]:
    day = agenda.day_with_date(cover.day)
    start, end = (day.opens, day.closes) if day and cover.whole_day else (cover.span.start, cover.span.end)
    return {
        "id": cover.id,
        "name": agenda.people[cover.person].name,
        "start": _iso_time(cover.day, start),
        "end": _iso_time(cover.day, end),
        "whole_day": cover.whole_day,
        "room": agenda.rooms[cover.room].name if cover.room else None,
        "state": cover.state.value,
    }


def _template_object(agenda: Agenda, template: Template) -> dict[str, Any]:
    found = _plain_fields(template)
    track = agenda.tracks[template.track].name if template.track else None
    return {"id": found["id"], "name": found["title"], **found, "track": track}


def _release_objects(workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "id": str(release.number),
            "name": f"v{release.number}",
            "number": release.number,
            "made": release.made.isoformat(timespec="seconds"),
            "note": release.note,
            "sessions": len(release.programme.items),
        }
        for release in workspace.releases.all()
    ]


def _history_objects(workspace: Workspace, words: Wording) -> list[dict[str, Any]]:
    return [
        {
            "id": step.id,
            "name": words.say(step.change.label),
            "number": step.number,
            "made": step.made,
            "done": step.number <= workspace.history.position,
        }
        for step in workspace.history.steps()
    ]


def overview(workspace: Workspace, today: date) -> dict[str, Any]:
    """Return an overview of a conference as JSON values: id, name, days, venue, rooms, and counts, also of problems."""
    agenda = workspace.agenda
    counts = {
        "sessions": len(agenda.sessions), "placed": len(agenda.sessions) - len(agenda.tray),
        "people": len(agenda.people), "rooms": len(agenda.rooms), "tracks": len(agenda.tracks),
        "days": len(agenda.days), "releases": len(workspace.releases.all()), "history": workspace.history.position,
    }  # fmt: skip
    found = check(agenda, today=today)
    problems = {severity.value: sum(1 for one in found if one.severity is severity) for severity in Severity}
    problems["sessions"] = count_concerned_sessions(one for one in found if one.severity is Severity.PROBLEM)
    return {
        "id": agenda.conference.id,
        "name": agenda.conference.title,
        "venue": agenda.venue.name,
        "days": [day.date.isoformat() for day in agenda.days_in_order],
        "rooms": [room.name for room in agenda.rooms_in_order],
        "counts": counts,
        "problems": problems,
    }


def overview_lines(workspace: Workspace, found: Mapping[str, Any], words: Wording) -> Iterable[str]:
    """Yield the overview ``found`` as lines of text to read, in the user's language."""
    agenda = workspace.agenda
    counts, problems = found["counts"], found["problems"]
    days = agenda.days_in_order
    yield agenda.conference.title
    yield "–".join(format_day(day.date, words) for day in dict.fromkeys((days[0], days[-1])))
    yield from filter(None, (agenda.venue.name, ", ".join(found["rooms"])))
    plurals = (
        Plural("{n} session", "{n} sessions", counts["sessions"]),
        Text("{n} placed", n=counts["placed"]),
        Plural("{n} person", "{n} people", counts["people"]),
        Plural("{n} version", "{n} versions", counts["releases"]),
    )
    yield ", ".join(words.say(text) for text in plurals)
    severities = (
        session_and_problem_count(problems["sessions"], Plural("{n} problem", "{n} problems", problems["problem"])),
        Plural("{n} warning", "{n} warnings", problems["warning"]),
        Plural("{n} hint", "{n} hints", problems["hint"]),
    )
    yield ", ".join(words.say(text) for text in severities)


def tab_separated(found: Any) -> Iterable[str]:
    """Yield a line with the names of the values, and a line with the values of each object; nothing for an empty list.

    Values are separated by tabs; each run of white space in a value becomes one space. A value that is an object is
    written as its name, title or address, or else as all its values with their names; one that is a list, as its items.
    """
    rows = found if isinstance(found, list) else [found]
    if not rows:
        return
    names = list(rows[0])
    yield "\t".join(names)
    for row in rows:
        yield "\t".join(_cell_text(row[name]) for name in names)


def _cell_text(value: Any) -> str:
    if isinstance(value, dict):
        named = value.get("name") or value.get("title") or value.get("address")
        return _cell_text(named if named else "; ".join(f"{name}={_cell_text(one)}" for name, one in value.items()))
    if isinstance(value, list):
        return ", ".join(_cell_text(one) for one in value)
    if isinstance(value, bool):
        return str(value).lower()
    return _plain_text(value)


def listed_lines(workspace: Workspace, kind: str, found: Any, words: Wording) -> Iterable[str]:
    """Return a list as lines for people: aligned columns, with words and dates in the user's language."""
    agenda = workspace.agenda
    if kind == "sessions":
        return _aligned_lines(
            (N_("No."), N_("Day"), N_("Time"), N_("Room"), N_("Title")),
            [(str(one.number), *_place_cells(agenda, one, words), one.title) for one in agenda.sessions_in_order],
            words,
        )
    if kind == "blocks":
        block_head = (N_("Day"), N_("Time"), N_("Room"), N_("Title"), N_("Chairs"), N_("Sessions"))
        return _aligned_lines(
            block_head, [_block_cells(agenda, block, words) for block in agenda.blocks_in_order], words
        )
    if kind == "days":
        rows = [
            (
                format_day(day.date, words),
                f"{format_time(day.opens, words)}–{format_time(day.closes, words)}",
                day.title,
            )
            for day in agenda.days_in_order
        ]
        return _aligned_lines((N_("Day"), N_("Hours"), N_("Title")), rows, words)
    if kind == "conference":
        flat = [(name, value) for name, value in found.items() if not isinstance(value, dict | list)]
        flat += [(f"venue.{name}", value) for name, value in found["venue"].items()]
        flat += [("organisation", one["name"]) for one in found["organisations"]]
        return _aligned_lines(
            ("", ""), [(name, _plain_text(value)) for name, value in flat if value not in ("", None)], words
        )
    names = SEEN[kind]
    table = [[_plain_text(row[name]) for name in names] for row in found]
    return _aligned_lines([HEADINGS[name] for name in names], table, words)


def _plain_text(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else " ".join(str(value).split())


def format_day(day: date, words: Wording) -> str:
    """Format a date briefly in the user's language, such as “Thu 25 Apr 2024”."""
    return format_date(day, words.language.date_pattern("MMM", year="y", weekday="EEE"), locale=words.language.locale)


def format_time(minutes: int, words: Wording) -> str:
    """Format a time of day in the notation of the user's language."""
    return time_of_day(minutes % MINUTES_A_DAY, words.language)


def _block_cells(agenda: Agenda, block: Block, words: Wording) -> Sequence[str]:
    chairs = ", ".join(agenda.people[chair.person].name for chair in block.expected_chairs)
    sessions = ", ".join(str(session.number) for session in agenda.member_sessions(block.id))
    return *_place_cells(agenda, block, words), block.title, chairs, sessions


def _place_cells(agenda: Agenda, thing: Session | Block, words: Wording) -> tuple[str, str, str]:
    """Return day, time and rooms of a session or block; if unplaced, words for that, its length, and an empty text."""
    where = thing.placement
    if where is None:
        return words(N_("not placed")), words.say(Text("{n} min", n=thing.minutes)), ""
    place = where.place_name(agenda.room_names(where.rooms)) or words(N_("All rooms"))
    times = f"{format_time(where.span.start, words)}–{format_time(where.span.end, words)}"
    return format_day(where.span.start_datetime.date(), words), times, place


def _aligned_lines(head: Sequence[str], rows: Sequence[Sequence[str]], words: Wording) -> list[str]:
    """Return rows as lines with aligned columns, below the words of ``head`` unless these are all empty."""
    table = [[words(word) for word in head], *rows] if any(head) else rows
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in table]
