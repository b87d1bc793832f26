"""Small calendars for tests, written as other programs write them."""

from pathlib import Path

from planner.domain.long_task import run_to_end
from planner.importing.incoming import Incoming, IncomingSession
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from planner.incoming_file import read_opened_file
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables


def vevent(*lines: str, **said: str) -> str:
    """Return an event of 30 minutes at 09:00 in Stockholm; a property given as empty text is left out."""
    told = {"UID": "1@example.org", "DTSTART;TZID=Europe/Stockholm": "20240425T090000",
            "DTEND;TZID=Europe/Stockholm": "20240425T093000", "SUMMARY": "A talk"}  # fmt: skip
    told |= {name.replace("_", "-"): text for name, text in said.items()}
    written = [f"{name}:{text}" for name, text in told.items() if text]
    return "\r\n".join(["BEGIN:VEVENT", *written, *lines, "END:VEVENT"])


def bare(*lines: str) -> str:
    """Return an event of those lines alone."""
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def vcalendar(*inside: str) -> str:
    """Return a calendar of lines and events."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *inside, "END:VCALENDAR", ""])


def read(data: str | bytes, name: str = "file.ics", kind: str = "") -> Incoming:
    """Read a file with that content; the columns of a list are mapped as the guess proposes."""
    told = run_to_end(read_opened_file(OpenedFile(Path(name), data.encode() if isinstance(data, str) else data), kind))
    return (
        run_to_end(read_mapped(told, guess_mapping(told, MappingContext()), MappingContext()))
        if isinstance(told, Tables)
        else told
    )


def only(told: Incoming) -> IncomingSession:
    """Return its only session."""
    (session,) = told.sessions
    return session


def words(texts: object) -> list[str]:
    """Return texts in English."""
    return [str(text) for text in texts]  # type: ignore[attr-defined]
