"""Copies of a published version: the menu of products that can be copied, and the command that saves a copy."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError
from planner.product_types import CalendarProduct, PrintFunctions, Product
from planner.programme.release import Release, whole_part
from planner.publishing.version_copy import (
    COPIED,
    VersionCopy,
    numbered_path,
    proposed_file_name,
    refuse_published_folder,
    save_version_copy,
    version_copy,
)
from planner.wording import Wording
from planner.workspace import Workspace
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.editors.typed_values import error_text
from ui.kit.widgets.notice_bar import NoticeBar, show_saved
from ui.kit.widgets.plain_widgets import escape_mnemonic
from ui.state.document import Document
from ui.state.view_state import Settings

SaveCopy = Callable[[Release, Product, QWidget], bool]
"""A function that saves one product of a version as a copy, with dialogs above a widget; returns whether it did."""


def copy_menu(words: Wording, save_one: Callable[[Product], object], parent: QWidget) -> QMenu:
    """Return a menu with the products that can be copied; ``save_one`` is called with the chosen one."""
    menu = QMenu(parent)
    for product in COPIED:
        name = words(product.published)
        if isinstance(product, CalendarProduct):
            name = words("{name}, as a draft").format(name=name)
        menu.addAction(escape_mnemonic(name)).triggered.connect(lambda _on=False, product=product: save_one(product))
    return menu


def save_copy(
    document: Document,
    notice: NoticeBar,
    settings: Settings,
    drawing: PrintFunctions,
    release: Release,
    product: Product,
    parent: QWidget,
) -> bool:
    """Ask for a file and write a copy of a version's product; return whether it was written.

    The version's number is added to the file's name if it is missing there.
    """
    words, workspace, dialogs = document.presentation.words, document.workspace, document.dialogs
    title = words("Save a copy of version {number}").format(number=release.number)
    places = settings.publishing_settings(workspace.path, workspace.agenda.conference.id).folders
    start = _proposed_folder(workspace, places) / proposed_file_name(workspace, product, release.number)
    if (chosen := dialogs.file_to_save(parent, title, start)) is None:
        return False
    path = numbered_path(chosen, release.number)
    if path != chosen and path.exists() and not _may_replace(document, path, parent):
        return False
    try:
        refuse_published_folder(workspace, path, places)
        steps = _make_version_copy(workspace, release, product, drawing, path)
        copy = run_with_progress(steps, dialogs, parent, title, words("The copy is being made…"))
        if copy is None:
            return False
        save_version_copy(workspace, copy, path)
    except EstradError as error:
        dialogs.tell(parent, title, error_text(error, words))
        return False
    show_saved(notice, words, path)
    return True


def _proposed_folder(workspace: Workspace, places: Collection[Path]) -> Path:
    """Return the folder to propose: the conference file's, or the home folder if the conference publishes into that."""
    try:
        refuse_published_folder(workspace, workspace.path, places)
    except EstradError:
        return Path.home()
    return workspace.path.parent


def _may_replace(document: Document, path: Path, parent: QWidget) -> bool:
    words = document.presentation.words
    there = words("“{name}” is there already.").format(name=path.name)
    go, stay = words("Replace it"), words("Do not save")
    return document.dialogs.is_sure(parent, words("Replace the file?"), there, go=go, stay=stay)


def _make_version_copy(
    workspace: Workspace, release: Release, product: Product, drawing: PrintFunctions, path: Path
) -> LongTask[VersionCopy]:
    """Make a copy; a calendar continues the SEQUENCE of a draft that exists at ``path``."""
    calendar = {path: whole_part(release.programme)} if isinstance(product, CalendarProduct) else {}
    return (
        yield from version_copy(workspace, release, product, drawing, workspace.outbox.existing_calendars(calendar))
    )
