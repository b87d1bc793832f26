"""Export of tables to a file, and of people to the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Person
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Plural, Text
from planner.exporting.deliver import deliver, refuse_own_file
from planner.exporting.tables.addresses import addresses, to_html, to_tabs
from planner.exporting.tables.app_layouts import APP_LAYOUTS, AppLayout, app_table
from planner.exporting.tables.csv_text import DELIMITERS
from planner.exporting.tables.file import table_file
from planner.exporting.tables.table import OutTable
from planner.exporting.tables.workbook import LISTS, sheet, workbook
from planner.wording import Wording, wording
from planner.workbook.columns import SheetLayout
from ui.features.exporting.export_dialog import ExportTable, TableOffer
from ui.kit.dialogs.dialog_service import Ask
from ui.kit.dialogs.progress import work
from ui.kit.widgets.saved_notice import say_saved
from ui.state.document import Desk
from ui.state.open_window import Host

MOST_NAMES = 5
"""Most names in a sentence."""


def export_table(host: Host, ask: Ask, parent: QWidget, in_sight: TableOffer | None) -> None:
    """Ask which table to export and where to, and write it; ``in_sight`` is the list that is shown, if one is."""
    page = host.page
    if page is None:
        return
    desk, words = page.desk, page.desk.reader.words
    dialog = ExportTable([*([in_sight] if in_sight else []), *_offers(desk)], words, parent)
    if not ask.dialog(dialog):
        return
    workspace, offer, language = desk.workspace, dialog.offer, dialog.language
    start = workspace.path.with_name(f"{workspace.path.stem}-{offer.ending}{dialog.suffix}")
    out = ask.file_to_save(parent, words("Export a table"), start)
    if out is None:
        return
    written: list[Path] = []

    def write() -> None:
        refuse_own_file(workspace.path, out)
        delimiter = "," if offer.public else DELIMITERS[language]
        title = desk.agenda.conference.title

        def steps() -> LongTask[bytes]:
            tables = yield from offer.make(wording(language))
            return (yield from table_file(tables, out, made=workspace.now(), delimiter=delimiter, title=title))

        data = work(steps(), words, ask, parent, words("Export a table"), words("The table is being written…"))
        if data is not None:
            deliver({out: data}, private=not offer.public)
            written.append(out)

    if desk.dare(write) and written:
        say_saved(host.notice, words, out)


def _offers(desk: Desk) -> Iterator[TableOffer]:
    """Yield the tables that can be exported whichever page is shown."""
    words = desk.reader.words
    yield TableOffer(
        words("Everything: a workbook to change and import again"), lambda w: workbook(desk.agenda, w),
        words("workbook"), suffixes=(".xlsx",),
    )  # fmt: skip
    for layout in LISTS.values():
        name = words.say(Text("{name}, with every field", name=words(layout.name)))
        yield TableOffer(name, _sheets(desk, layout), words(layout.name).casefold())
    for key, app in APP_LAYOUTS.items():
        name = words.say(Text("The programme for an event app: {name}", name=words(app.name)))
        yield TableOffer(name, _agenda(desk, app), key, public=True, languages=False)


def _sheets(desk: Desk, layout: SheetLayout) -> Callable[[Wording], LongTask[Sequence[OutTable]]]:
    return lambda words: sheet(desk.agenda, words, layout)


def _agenda(desk: Desk, app: AppLayout) -> Callable[[Wording], LongTask[Sequence[OutTable]]]:
    return lambda words: _at_once([app_table(desk.workspace.programme(), app)])


def _at_once(tables: Sequence[OutTable]) -> LongTask[Sequence[OutTable]]:
    yield Progress(0, 1)
    return tables


def copy_people(host: Host, table_of: Callable[[Sequence[str]], OutTable | None]) -> None:
    """Put the selected people onto the clipboard as a table; ``table_of`` makes it from their ids."""
    if page := host.page:
        people, desk = _people(page.desk), page.desk
        if people and (table := table_of([person.id for person in people])):
            data = QMimeData()
            data.setText(to_tabs(table))
            data.setHtml(to_html(table))
            QGuiApplication.clipboard().setMimeData(data)
            said = Plural("{n} person is on the clipboard.", "{n} people are on the clipboard.", len(table.rows))
            host.notice.say(desk.reader.words.say(said))


def copy_addresses(host: Host) -> None:
    """Put the e-mail addresses of the selected people onto the clipboard, for the address line of a mail program."""
    if page := host.page:
        words, people = page.desk.reader.words, _people(page.desk)
        found = addresses(people)
        n = len(people) - len(found.without)
        sentences: list[Text] = []
        if n:
            QGuiApplication.clipboard().setText(found.text)
            sentences.append(Plural("{n} address is on the clipboard.", "{n} addresses are on the clipboard.", n))
        if found.without:
            names = ", ".join(found.without[:MOST_NAMES]) + ("…" if len(found.without) > MOST_NAMES else "")
            sentences.append(
                Plural("{n} has none: {names}.", "{n} have none: {names}.", len(found.without), names=names)
            )
        host.notice.say(" ".join(words.say(sentence) for sentence in sentences))


def _people(desk: Desk) -> list[Person]:
    """Return the selected people, in the order of the list."""
    chosen = {thing.id for thing in desk.shown_things if isinstance(thing, Person)}
    return [person for person in desk.agenda.people_in_order if person.id in chosen]
