"""What ``list`` prints: objects for JSON, lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from babel.dates import format_date

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import N_
from planner.printing.dates import LOCALES, time_of_day
from planner.wording import Wording
from planner.workspace import Workspace

KINDS_OF_LIST = ("sessions", "people", "rooms", "days", "tracks", "conference", "releases", "history")


def objects(workspace: Workspace, kind: str, words: Wording) -> Any:
    """The list as JSON values; ``conference`` is one object. Sessions' times are the conference's, the others UTC."""
    agenda = workspace.agenda
    match kind:
        case "sessions":
            return [_session(agenda, session) for session in agenda.sessions_in_order]
        case "people":
            return [asdict(person) for person in agenda.people_in_order]
        case "rooms":
            return [asdict(room) for room in agenda.rooms_in_order]
        case "tracks":
            return [asdict(track) for track in agenda.tracks_in_order]
        case "days":
            return _days(agenda)
        case "conference":
            return _conference(agenda)
        case "releases":
            return _releases(workspace)
    return _history(workspace, words)


def moment(day: date, minutes: int) -> str:
    """``YYYY-MM-DDTHH:MM``, on the next date if past midnight."""
    return (datetime.combine(day, time()) + timedelta(minutes=minutes)).isoformat(timespec="minutes")


def _session(agenda: Agenda, session: Session) -> dict[str, Any]:
    where = session.placement
    return {
        "id": session.id,
        "number": session.number,
        "title": session.title,
        "kind": session.kind.value,
        "day": where.span.day.isoformat() if where else None,
        "start": moment(where.span.day, where.span.start) if where else None,
        "end": moment(where.span.day, where.span.end) if where else None,
        "minutes": session.minutes,
        "rooms": list(agenda.room_names(where.rooms)) if where else [],
        "everywhere": where.everywhere if where else False,
        "place": where.place if where else "",
        "people": [
            {"name": agenda.people[a.person].name, "role": a.role.value, "state": a.state.value} for a in session.people
        ],
        "track": agenda.tracks[session.track].name if session.track else None,
        "status": session.status.value,
        "abstract": session.abstract,
        "website": session.website,
        "stream": session.stream,
        "note": session.note,
    }


def _clock_past_midnight(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _days(agenda: Agenda) -> list[dict[str, Any]]:
    return [
        {
            "id": day.id,
            "name": day.title or day.date.isoformat(),
            "date": day.date.isoformat(),
            "opens": _clock_past_midnight(day.opens),
            "closes": _clock_past_midnight(day.closes),
            "title": day.title,
        }
        for day in agenda.days_in_order
    ]


def _conference(agenda: Agenda) -> dict[str, Any]:
    found = asdict(agenda.conference)
    venue = asdict(agenda.venue)
    return {"id": found["id"], "name": found["title"], **found, "venue": venue}


def _releases(workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "id": str(release.number),
            "name": f"v{release.number}",
            "number": release.number,
            "made": release.made.isoformat(timespec="seconds"),
            "note": release.note,
            "sessions": len(release.programme.items),
        }
        for release in workspace.releases()
    ]


def _history(workspace: Workspace, words: Wording) -> list[dict[str, Any]]:
    steps, done = workspace.history()
    return [
        {
            "id": step.id,
            "name": words.say(step.change.label),
            "number": step.number,
            "made": step.made,
            "done": step.number <= done,
        }
        for step in steps
    ]


def lines(workspace: Workspace, kind: str, found: Any, words: Wording) -> Iterable[str]:
    """The same for people: columns, dates in their language."""
    if kind == "sessions":
        return _columns(
            [_session_line(workspace.agenda, session, words) for session in workspace.agenda.sessions_in_order]
        )
    if kind == "days":
        rows = [
            (date_in(day.date, words), f"{time_in(day.opens, words)}–{time_in(day.closes, words)}", day.title)
            for day in workspace.agenda.days_in_order
        ]
        return _columns(rows)
    if kind == "conference":
        flat = [(name, value) for name, value in found.items() if not isinstance(value, dict)]
        flat += [(f"venue.{name}", value) for name, value in found["venue"].items()]
        return _columns([(name, _plain(value)) for name, value in flat])
    table = []
    for row in found:
        cells = [_plain(value) for name, value in row.items() if name not in ("id", "position", "name")]
        table.append([*cells, row["name"]] if kind == "history" else [row["name"], *cells])
    return _columns(table)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else " ".join(str(value).split())


def date_in(day: date, words: Wording) -> str:
    """A short date such as “Thu 25 Apr 2024”."""
    return format_date(day, "EEE d MMM y", locale=LOCALES[words.language])


def time_in(minutes: int, words: Wording) -> str:
    """A time of day, as that language writes it."""
    return time_of_day(minutes % MINUTES_A_DAY, words.language)


def _session_line(agenda: Agenda, session: Session, words: Wording) -> Sequence[str]:
    where = session.placement
    if where is None:
        return (str(session.number), words(N_("tray")), f"{session.minutes} min", "", session.title)
    rooms = ", ".join(agenda.room_names(where.rooms)) or words(N_("Whole venue"))
    place = f"{rooms} ({where.place})" if where.place else rooms
    times = f"{time_in(where.span.start, words)}–{time_in(where.span.end, words)}"
    return (str(session.number), date_in(where.span.day, words), times, place, session.title)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)] if rows else []
    return ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
