"""Benchmarks of the file and the products: a durable change, opening, the calendar, the printed sheet."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.commands.timeline import place
from planner.domain.long_task import run_to_end
from planner.exporting.ics import to_ics
from planner.printing.programme_sheet import programme_sheet
from planner.programme.calendar import events
from planner.programme.ledger_update import Outgoing, ledger_after_sending
from planner.programme.programme import Programme, programme
from planner.programme.release import Ledger, ProgrammeVersion, whole_part
from planner.storage.schema_versions import VERSION_1
from planner.wording import wording
from planner.workspace import Workspace
from tools.benches.conferences import conference, env, on_disk
from tools.benches.floors import SYNCS, synced
from tools.benches.timing import Figures, Line, measure, ms
from ui.features.printing.page_painter import measure as width_of
from ui.features.printing.page_painter import pdf

DRAFT = ProgrammeVersion(1, draft=True, at=datetime(2019, 1, 1, tzinfo=UTC))


def _change(folder: Path) -> Iterator[Line]:
    workspace = Workspace.open(on_disk(folder / "change.estrad", 1000, rooms=30), env())
    session, placement = workspace.agenda.placed[0]

    def change(n: int) -> None:
        workspace.apply(place(workspace.agenda, session.id, placement.span.day, 480 + 5 * (n % 2 + 1), placement.rooms))

    floor = synced(folder)
    ours = measure(change, 200)
    workspace.close()
    ratio = ours.median / (SYNCS * floor.median)
    yield Line("one durable change", ms(ours), f"{SYNCS} fsyncs of {floor.median:.3g} ms", f"× {ratio:.2f}", "× 1.5")


def plain_reading(path: Path) -> Figures:
    """Measure reading the rows with sqlite3 alone."""
    tables = [statement.split()[2] for statement in VERSION_1]

    def plain(n: int) -> None:
        conn = sqlite3.connect(path)
        for table in tables:
            conn.execute(f"SELECT * FROM {table}").fetchall()
        conn.close()

    return measure(plain, 30)


def opening(path: Path, size: str) -> Line:
    """Measure reading a file with all checks, against sqlite3 alone reading the same rows."""

    def ours(n: int) -> None:
        Workspace.open(path, env()).close()

    floor, figures = plain_reading(path), measure(ours, 30)
    ratio = figures.median / floor.median
    return Line(f"open a file of {size}", ms(figures), f"plain sqlite3 {ms(floor)}", f"× {ratio:.2f}", "× 3")


def calendar(shown: Programme, size: str) -> Line:
    """Measure the calendar, against icalendar alone adding the same properties."""
    from icalendar import Calendar, Event

    words = wording("en")
    out = Outgoing(shown, events(shown, words), words, datetime(2027, 1, 1, tzinfo=UTC))
    ledger = ledger_after_sending(Ledger(), out, [whole_part(shown)])
    zone = ZoneInfo(shown.timezone)

    def floor(n: int) -> None:
        calendar = Calendar()
        for entry in ledger.entries.values():
            event, values = Event(), entry.event
            event.add("UID", values.uid)
            for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
                event.add(name, entry.created)
            event.add("SEQUENCE", 0)
            event.add("DTSTART", values.start.replace(tzinfo=zone))
            event.add("DTEND", values.end.replace(tzinfo=zone))
            for name, text in (
                ("SUMMARY", values.summary), ("LOCATION", values.location), ("DESCRIPTION", values.description),
                ("CATEGORIES", list(values.categories)), ("ORGANIZER", "mailto:info@example.org"),
                ("STATUS", "CONFIRMED"), ("TRANSP", "OPAQUE"), ("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY"),
                ("CLASS", "PUBLIC"), ("COLOR", values.colour),
            ):  # fmt: skip
                event.add(name, text)
            calendar.add_component(event)
        calendar.to_ical(sorted=False)

    alone, ours = measure(floor, 9), measure(lambda n: to_ics(shown, ledger, words), 9)
    ratio = ours.median / alone.median
    return Line(f"calendar of {size}", ms(ours), f"icalendar alone {ms(alone)}", f"× {ratio:.2f}", "× 1.2")


def sheet(shown: Programme, size: str, budget: str) -> Line:
    """Measure the programme sheet, from the programme to the bytes of the PDF."""
    words = wording("sv")
    figures = measure(lambda n: run_to_end(pdf(run_to_end(programme_sheet(shown, width_of, words, DRAFT)), "x", "")), 9)
    return Line(f"programme as PDF, {size}", ms(figures), "", f"{figures.median:.0f} ms", budget)


def lines() -> Iterator[Line]:
    """Yield all lines; this needs the application that the timeline benchmark created."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _change(folder)
        yield opening(on_disk(folder / "open.estrad", 1000, rooms=30), "1,000 sessions")
    yield calendar(programme(conference(1000, rooms=30)), "1,000 sessions")
    for sessions, budget in ((60, "100 ms"), (1000, "500 ms")):
        yield sheet(programme(conference(sessions, rooms=30)), f"{sessions} sessions", budget)
