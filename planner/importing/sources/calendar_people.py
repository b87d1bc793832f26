"""Recognises the people in a calendar event, if they are certain: in its title, its text or a property."""

from __future__ import annotations

import re

from planner.domain.cleaning import clean_line
from planner.domain.enums import Role
from planner.importing.sources.calendar_event import NamedByEvent
from planner.importing.sources.content_lines import Property

MOST_WORDS, LONGEST = 6, 80
_BY = re.compile(
    r"(?:(talk|workshop|tutorial|keynote|panel|poster|session|föredrag|vortrag)\s+)?(?:by|av|von)\s+([^()]+)\)\s*",
    re.IGNORECASE,
)
_ROLE_LINE = {
    role: re.compile(rf"(?:{words})\s*:\s*(.+)", re.IGNORECASE)
    for role, words in (
        (
            Role.SPEAKER,
            r"(?:speaker|presenter)(?:s|\(s\))?|talare|föredragshållare|referent(?:in|en)?|vortragende[rn]?",
        ),
        (Role.PANELLIST, r"on the panel|panell?ists?|i panelen|paneldeltagare"),
        (Role.HOST, r"hosts?|värd(?:ar)?|led(?:s av|are)"),
        (Role.MODERATOR, r"moderators?|moderated by|chairs?|moderation|moderatorer"),
    )
}
"""Beginnings of lines that name people, in Estrad's calendars and in others."""
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b|\boch\b|\bund\b)\s*")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a list of people, or nothing if any part cannot be a name."""
    names = [clean_line(part) for part in _BETWEEN.split(text) if part.strip()]
    return tuple(dict.fromkeys(names)) if names and all(map(may_be_a_name, names)) else ()


def may_be_a_name(text: str) -> bool:
    """Return whether a text may be a person's name."""
    return 0 < len(text) <= LONGEST and len(text.split()) <= MOST_WORDS and not re.search(r"[:/@!?\d<>{}]", text)


def by_whom(title: str) -> tuple[str, tuple[str, ...], str]:
    """Return the title without “(talk by …)”, the names in it, and the word for the kind of session."""
    head, _, tail = title.rpartition("(")
    found = _BY.fullmatch(tail) if head.strip() else None
    names = names_in(found[2]) if found and (found[1] or not found[2][:1].islower()) else ()
    return (clean_line(head), names, found[1] or "") if found and names else (title, (), "")


def after_dash(title: str, dash: str) -> tuple[str, tuple[str, ...]]:
    """Return the title and the names after its last dash, for programs known to put them there."""
    head, found, tail = title.rpartition(dash)
    if not found or not head.strip():
        return title.removesuffix(dash.rstrip()).rstrip(), ()
    names = names_in(tail)
    return (head.strip(), names) if names else (title, ())


def people_in_text(text: str, line: int, *, ours: bool = False) -> tuple[list[NamedByEvent], str]:
    """Return the people that the first lines of a text name by role, and the text without those lines.

    In Estrad's calendars (``ours``) each name may be followed by a title and an organisation.
    """
    people: list[NamedByEvent] = []
    rest = text.split("\n")
    while rest and (found := _role_line(rest[0])):
        role, said = found
        names = _heads(said) if ours or ";" in said else names_in(said)
        names = names if ours or all(map(may_be_a_name, names)) else ()
        if not names:
            break
        people += [NamedByEvent(line, name, role) for name in names]
        rest.pop(0)
    return people, "\n".join(rest).strip()


def is_role_line(line: str) -> bool:
    """Return whether a line names people by their role."""
    return _role_line(line) is not None


def _role_line(line: str) -> tuple[Role, str] | None:
    for role, pattern in _ROLE_LINE.items():
        if found := pattern.fullmatch(line.strip()):
            return role, found[1]
    return None


def _heads(said: str) -> tuple[str, ...]:
    """Return the names of people separated by semicolons, without the text after each name."""
    heads = [clean_line(part.partition(",")[0]) for part in said.split(";")]
    return tuple(dict.fromkeys(filter(None, heads)))


def attendee(said: Property) -> NamedByEvent | None:
    """Return the person of an ATTENDEE; None without a name, for a room, or if not on stage or not coming."""
    parameters = {key: value.upper() for key, value in said.parameters.items() if key != "CN"}
    name = clean_line(said.parameters.get("CN", "")).strip("'\"")
    scheme, _, address = said.value.strip().partition(":")
    email = address.strip() if scheme.lower() == "mailto" and "@" in address else ""
    on_stage = parameters.get("ROLE", "") in ("", "CHAIR", "REQ-PARTICIPANT")
    there = parameters.get("PARTSTAT", "") not in ("DECLINED", "DELEGATED")
    person = parameters.get("CUTYPE", "INDIVIDUAL") in ("", "INDIVIDUAL")
    if not (on_stage and there and person) or not name or "@" in name:
        return None
    return NamedByEvent(said.line, name, Role.MODERATOR if parameters.get("ROLE") == "CHAIR" else Role.SPEAKER, email)
