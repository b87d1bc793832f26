"""Exports tables to a file, and copies people to the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Person
from planner.domain.text import Plural, Text
from planner.exporting.deliver import deliver, refuse_own_file
from planner.exporting.tables.addresses import addresses, to_html, to_tabs
from planner.exporting.tables.file import table_file
from planner.exporting.tables.table import OutTable
from planner.products import LANGUAGE, TABLES, tables_of
from planner.wording import wording
from ui.features.exporting.export_dialog import ExportTableDialog, TableOffer
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.widgets.notice_bar import show_saved
from ui.state.document import Document
from ui.state.open_window import HostWindow

MOST_NAMES = 5
"""Maximum number of names in a sentence."""


def export_table(host: HostWindow, dialogs: DialogService, parent: QWidget, in_sight: TableOffer | None) -> None:
    """Ask which table to export and where to, and write it; ``in_sight`` is the list on the current page, if any."""
    page = host.page
    if page is None:
        return
    document, words = page.document, page.document.presentation.words
    dialog = ExportTableDialog([*([in_sight] if in_sight else []), *_table_offers(document)], words, parent)
    if not dialogs.dialog(dialog):
        return
    workspace, offer, language = document.workspace, dialog.offer, dialog.language
    start = workspace.path.with_name(f"{workspace.path.stem}-{offer.ending}{dialog.suffix}")
    out = dialogs.file_to_save(parent, words("Export a table"), start)
    if out is None:
        return
    written: list[Path] = []

    def write() -> None:
        refuse_own_file(workspace.path, out)
        steps = table_file(
            offer.make(wording(language)), out, made=workspace.now(), language="" if offer.public else language,
            title=document.agenda.conference.title,
        )  # fmt: skip
        data = run_with_progress(
            steps, words, dialogs, parent, words("Export a table"), words("The table is being written…")
        )
        if data is not None:
            deliver({out: data}, private=not offer.public)
            written.append(out)

    if document.try_run(write) and written:
        show_saved(host.notice, words, out)


def _table_offers(document: Document) -> Iterator[TableOffer]:
    """Yield the tables that can be exported from any page."""
    words = document.presentation.words
    for product in TABLES:
        yield TableOffer(
            words(product.offer), partial(tables_of, product, document.workspace), words(product.title).casefold(),
            public=not product.private, languages=LANGUAGE in product.options, suffixes=product.suffixes,
        )  # fmt: skip


def copy_people(host: HostWindow, table_of: Callable[[Sequence[str]], OutTable | None]) -> None:
    """Copy the selected people to the clipboard as a table; ``table_of`` makes it from their ids."""
    if page := host.page:
        people, document = _people(page.document), page.document
        if people and (table := table_of([person.id for person in people])):
            data = QMimeData()
            data.setText(to_tabs(table))
            data.setHtml(to_html(table))
            QGuiApplication.clipboard().setMimeData(data)
            said = Plural("{n} person is on the clipboard.", "{n} people are on the clipboard.", len(table.rows))
            host.notice.show_message(document.presentation.words.say(said))


def copy_addresses(host: HostWindow) -> None:
    """Copy the e-mail addresses of the selected people to the clipboard, as a mail program's address line."""
    if page := host.page:
        words, people = page.document.presentation.words, _people(page.document)
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
        host.notice.show_message(" ".join(words.say(sentence) for sentence in sentences))


def _people(document: Document) -> list[Person]:
    """Return the selected people, in the order of the list."""
    chosen = {thing.id for thing in document.shown_things if isinstance(thing, Person)}
    return [person for person in document.agenda.people_in_order if person.id in chosen]
