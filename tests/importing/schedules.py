"""Small schedule.xml files for tests, written as the programs write them."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from planner.domain.agenda import Agenda
from planner.domain.long_task import run_to_end
from planner.importing.comparing import NO_STATES, HistoryStates
from planner.importing.datetimes import choose_zone
from planner.importing.incoming import Incoming
from planner.importing.plan import ImportPlan
from planner.importing.planning import conference_from_file, plan_import
from planner.incoming_file import read_incoming

HEAD = "<title>The Conference</title><acronym>conf</acronym><time_zone_name>Europe/Stockholm</time_zone_name>"
ZONE = "Europe/Stockholm"


def event(number: int | str | None = 1, title: str = "A talk", **parts: str) -> str:
    """Return an event of 30 minutes from 09:00; `inside` and `attributes` are XML, all other parts are text."""
    inside, attributes = parts.pop("inside", ""), parts.pop("attributes", "")
    told = {"start": "09:00", "duration": "00:30", "title": title, **parts}
    texts = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in told.items() if text)
    key = f" id={quoteattr(str(number))}" if number is not None else ""
    return f"<event{key} {attributes}>{texts}{inside}</event>\n"


def person(name: str, **attributes: str) -> str:
    """Return the element of a person, to be put into `persons`."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<person{said}>{escape(name)}</person>"


def persons(*made: str) -> str:
    """Return the element of the people in an event."""
    return f"<persons>{''.join(made)}</persons>"


def room(name: str, *events: str, **attributes: str) -> str:
    """Return a room with events in it."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<room name={quoteattr(name)}{said}>\n{''.join(events)}</room>\n"


def day(*inside: str, date: str = "2024-04-25", **attributes: str) -> str:
    """Return a day with rooms or bare events in it."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f'<day index="1" date="{date}"{said}>\n{"".join(inside)}</day>\n'


def schedule(*days: str, head: str = HEAD) -> str:
    """Return a whole file."""
    top = f'<?xml version="1.0" encoding="utf-8"?>\n<schedule>\n<conference>{head}</conference>\n'
    return f"{top}{''.join(days)}</schedule>"


def one(*events: str, head: str = HEAD) -> str:
    """Return a file of one day and one room, the hall."""
    return schedule(day(room("Hall", *events)), head=head)


def written(path: Path, text: str | bytes) -> Path:
    """Write a file to the disk, and return its path."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(folder: Path, text: str | bytes) -> Incoming:
    """Read a file with that text."""
    return run_to_end(read_incoming(written(folder / "schedule.xml", text), "schedule.xml"))


class Importing:
    """An importer of files into one conference in memory, with ids that are never used twice."""

    def __init__(self, folder: Path, zone: str = ZONE) -> None:
        self._folder, self._zone = folder, zone
        self.new_id: Callable[[], str] = (f"new{n}" for n in count(1)).__next__

    def plan(
        self, agenda: Agenda, text: str | bytes | Incoming, asked: str = "", states: HistoryStates = NO_STATES
    ) -> ImportPlan:
        """Plan the import of that text into the conference."""
        incoming = text if isinstance(text, Incoming) else told(self._folder, text)
        zone = choose_zone(incoming.zone, asked, agenda.conference.timezone)
        return run_to_end(plan_import(agenda, incoming, zone, self.new_id, states))

    def taken(self, agenda: Agenda, text: str | bytes | Incoming) -> tuple[ImportPlan, Agenda]:
        """Return the plan of that text and the conference after it.

        The change can be undone, and the same text brings nothing again.
        """
        plan = self.plan(agenda, text)
        after = agenda.after(plan.change())
        assert after.after(plan.change().inverse()) == agenda
        assert not self.plan(after, text).change()
        return plan, after

    def into(self, agenda: Agenda, text: str | bytes | Incoming) -> Agenda:
        """Return the conference after the proposed changes of that text were made."""
        return self.taken(agenda, text)[1]

    def new_plan(self, text: str | bytes | Incoming) -> ImportPlan:
        """Plan a new conference made of that text."""
        incoming = text if isinstance(text, Incoming) else told(self._folder, text)
        zone = choose_zone(incoming.zone, self._zone)
        begun = conference_from_file(incoming, self.new_id, zone=zone, language="en")
        return run_to_end(plan_import(begun, incoming, zone, self.new_id))

    def new(self, text: str | bytes | Incoming) -> Agenda:
        """Return a new conference made of that text, of which the same text then wants nothing changed."""
        begun = self.new_plan(text).create_conference()
        assert not self.plan(begun, text, self._zone).change()
        return begun
