"""What leaves the window: calendar files and the printed programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.ask import Ask
from ui.desk import Desk
from ui.settings import Settings

if TYPE_CHECKING:
    from planner.exporting.sending import Sending
    from planner.programme.parts import About, Part
    from planner.programme.release import Ledger, Release

    Targets = Mapping[Path, Part]
    """What goes where."""


def publish_label(desk: Desk) -> str:
    """What the button says: the version that would be made, if one would be."""
    words, last = desk.reader.words, desk.workspace.last_release
    if last is not None and last.programme == desk.workspace.programme():
        return words("Publish…")
    return words("Publish v{n}…").format(n=last.number + 1 if last else 1)


def send_calendar(desk: Desk, ask: Ask, settings: Settings, parent: QWidget) -> None:
    """Show what attendees will see changed, ask what to send and where to, write it and move the ledger.

    Where it was written last is proposed again: subscribers know a file by its name.
    """
    from ui.dialogs.publish import Publish

    workspace = desk.workspace
    sending: list[Sending] = []
    if not desk.dare(lambda: sending.append(workspace.outbox.sending())):
        return
    offered = _offered(desk, sending[0].before)
    dialog = Publish(desk, sending[0], offered, lambda above: show_releases(desk, ask, above), parent)
    if not ask.dialog(dialog):
        return
    chosen = dialog.parts
    which = f"{workspace.agenda.conference.id}/{_key(chosen, dialog.each)}"
    ask_where = _folder_for_each if dialog.each else _file
    targets = ask_where(desk, ask, parent, settings.sent(which), chosen)
    if not targets:
        return
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        sent = desk.dare(
            lambda: workspace.send(
                lambda s: _calendars(s, desk, targets),
                note=dialog.note.text(),
                parts=list(targets.values()),
                found=workspace.outbox.lying(targets),
            )
        )
    finally:
        QGuiApplication.restoreOverrideCursor()
    if sent:
        first = next(iter(targets))
        settings.remember_sent(which, first.parent if dialog.each else first)


def _offered(desk: Desk, ledger: Ledger) -> Mapping[About, Sequence[Part]]:
    """The parts that hold a session, or held one when they were sent, deleted since or not; a day only where there
    are several.
    """
    from planner.printing.dates import long_date
    from planner.programme.parts import About
    from planner.programme.sent_parts import offered

    agenda, shown, words = desk.agenda, desk.workspace.programme(), desk.workspace.wording
    found = {
        about: offered(agenda, shown, ledger, about, words, lambda day: long_date(day, words.language))
        for about in About
    }
    several = len(agenda.days) > 1 or any(ledger.sent(part.key) for part in found[About.DAY])
    return found if several else {**found, About.DAY: ()}


def _key(chosen: tuple[Part, ...], each: bool) -> str:
    """The name under which the place of what was chosen is remembered."""
    if not chosen:
        return ""
    return f"each:{chosen[0].about}" if each else chosen[0].key


def _file(desk: Desk, ask: Ask, parent: QWidget, usual: Path | None, chosen: Sequence[Part]) -> Targets:
    (part,) = desk.workspace.outbox.named(chosen)
    own = desk.workspace.path.with_name(f"{part.name}.ics")
    path = ask.file_to_save(parent, desk.reader.words("Save the calendar"), usual or own)
    return {path: part} if path else {}


def _folder_for_each(desk: Desk, ask: Ask, parent: QWidget, usual: Path | None, chosen: Sequence[Part]) -> Targets:
    title = desk.reader.words("Where shall the calendars lie? Files of the same names are replaced.")
    folder = ask.folder_to_fill(parent, title, usual or desk.workspace.path.parent)
    return {folder / f"{part.name}.ics": part for part in desk.workspace.outbox.named(chosen)} if folder else {}


def _calendars(sending: Sending, desk: Desk, targets: Targets) -> dict[Path, bytes]:
    from planner.exporting.ics import to_ics

    words = desk.workspace.wording
    return {path: to_ics(sending.release.programme, sending.ledger, words, part=part) for path, part in targets.items()}


def show_releases(desk: Desk, ask: Ask, parent: QWidget) -> None:
    """Show what was sent so far, and what changed between any two versions."""
    from ui.dialogs.releases import Releases

    found: list[Release] = []
    if desk.dare(lambda: found.extend(desk.workspace.releases())):
        ask.dialog(Releases(desk, found, parent))


def print_programme(desk: Desk, ask: Ask, parent: QWidget) -> None:
    """Show the programme sheet as it will be printed."""
    from planner.printing.programme_sheet import draft, programme_sheet, released
    from ui.dialogs.named import NamedLine
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
    dialog.stand_above(NamedLine(desk, dialog.reject))
    ask.dialog(dialog)
