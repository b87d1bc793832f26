"""What leaves the window: the calendar file and the printed programme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.programme.parts import Part, day_part
from planner.workspace import Sending
from ui.ask import Ask
from ui.desk import Desk
from ui.dialogs.send import SendCalendar
from ui.settings import Settings


def send_calendar(desk: Desk, ask: Ask, settings: Settings, parent: QWidget) -> None:
    """Show what attendees will see changed, ask for a file, write it and move the ledger.

    The file that was written last is proposed again: subscribers know it by its name.
    """
    workspace = desk.workspace
    sending: list[Sending] = []
    if not desk.dare(lambda: sending.append(workspace.sending())):
        return
    dialog = SendCalendar(desk, sending[0], parent)
    if not ask.dialog(dialog):
        return
    part: Part | None = None
    name = workspace.path.stem
    if dialog.day:
        from planner.printing.dates import long_date

        part = day_part(workspace.programme(), dialog.day, long_date(dialog.day.date, workspace.wording.language))
        name += f"-{dialog.day.date.isoformat()}"
    which = f"{workspace.agenda.conference.id}/{part.key if part else ''}"
    usual = settings.sent(which) or workspace.path.with_name(f"{name}.ics")
    path = ask.file_to_save(parent, desk.reader.words("Save the calendar"), usual)
    if path is None:
        return
    parts = {part.key: part.sessions} if part else None
    if desk.dare(
        lambda: workspace.send(lambda s: _calendar(s, desk, path, part), note=dialog.note.text(), parts=parts)
    ):
        settings.remember_sent(which, path)


def _calendar(sending: Sending, desk: Desk, path: Path, part: Part | None) -> dict[Path, bytes]:
    from planner.exporting.ics import to_ics

    return {path: to_ics(sending.release.programme, sending.ledger, desk.workspace.wording, part=part)}


def print_programme(desk: Desk, ask: Ask, parent: QWidget) -> None:
    """Show the programme sheet as it will be printed."""
    from planner.printing.programme_sheet import draft, programme_sheet, released
    from ui.dialogs.print_preview import PrintPreview
    from ui.fonts import measure

    workspace = desk.workspace
    current, last = workspace.programme(), workspace.last_release
    same = last is not None and last.programme == current
    version = released(last.number) if last and same else draft((last.number if last else 0) + 1)
    pages = programme_sheet(current, measure, workspace.wording, version=version)
    product = workspace.wording("Programme")
    title = f"{current.title} – {product}"
    dialog = PrintPreview(pages, title, desk.reader.words, f"{workspace.path.stem}.pdf", parent)
    ask.dialog(dialog)
