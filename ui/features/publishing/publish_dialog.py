"""The publish dialog, with problems, the changes that attendees will notice, the products to choose, and the folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.domain.long_task import LongTask, T
from planner.domain.text import N_, Plural, Text
from planner.exporting.sending import Sending, new_uids_notice
from planner.product_types import PrintFunctions, Product
from planner.products import published_products
from planner.programme.difference import ChangeSort, ProgrammeChange, difference
from planner.programme.ledger_update import clock_warning
from planner.programme.release import file_origin_notice
from planner.programme.sent_parts import find_regroupings
from planner.publishing.publication import Publication, PublishOutline, PublishRequest
from planner.rules.rule import Conflict
from planner.wording import Wording
from planner.workspace import Workspace
from ui.features.publishing.publish_folder import PublishFolder
from ui.features.publishing.publish_lines import ProductCards, UnknownCalendarsLine, plan_warning_lines
from ui.features.publishing.published_versions import local_time
from ui.kit.dialogs.dialog_service import DialogService, button_box, set_default_button
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import LinkStrip, push_button
from ui.kit.widgets.plain_widgets import (
    ElidedLabel,
    clear,
    column,
    escape_mnemonic,
    first_lines_and_count,
    heading_label,
    labelled_field,
    plain_label,
    row,
)
from ui.kit.widgets.scrolling import vertical_scroll_area
from ui.state.change_list import ChangeList
from ui.state.document import Document

COMPARING, MAKING = N_("What attendees have is being compared…"), N_("What goes out is being made…")
WIDTH, MOST_LISTED, FRAME = 680, 280, 48
"""The dialog's minimum width, maximum height of the list of changes, and space for the window frame, in pixels."""
ABOVE = (0, 8, 0, 0)
"""The margins of a heading in pixels: left, above, right, below."""
MOST_OF_NAME = 28
"""The maximum number of characters of the folder's name on the button."""


class PublishDialog(QDialog):
    """A dialog that asks which products to publish and makes them; if it is accepted, ``made`` is to be delivered.

    If ``folder.known`` is None, it asks for a folder. If files are in the way, a link offers to replace them.
    ``earlier`` shows the published versions. If the user left the dialog to look at a problem, ``left_for`` has that
    problem, or None for the list of all; otherwise it is empty.
    """

    def __init__(
        self, document: Document, folder: PublishFolder, planned: PublishOutline, drawing: PrintFunctions,
        earlier: Callable[[QWidget], object], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        _ = self._words = document.presentation.words
        self._document, self._drawing, self._names = document, drawing, folder
        self.planned, self.place = planned, folder.existing_folder
        self.made: Publication | None = None
        self.left_for: list[Conflict | None] = []
        self.setWindowTitle(_("Publish"))
        self.head, self.since = plain_label(heading="window"), plain_label(wrap=False, tone="muted")
        self.lines, self.others = column(), column()
        self.noticed = heading_label("")
        self.noticed.setContentsMargins(*ABOVE)
        self.changes = ChangeList(document, _("What attendees will notice"), brief=True)
        self.products = ProductCards(document, planned.every)
        self.unknown = UnknownCalendarsLine(document, self._outline_again)
        self.note = QLineEdit(placeholderText=_("For your own records, such as “after the programme meeting”"))
        self.first = QCheckBox(_("First public version: leave out what was cancelled so far"))
        self.first.setToolTip(_("For those who subscribe from now on. Whoever has an earlier version is not told."))
        self.more = set_properties(QPushButton(), flat=True, edge=True)
        self.more.setCheckable(True)
        self.refused = column()
        self.where = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.elsewhere = push_button(_("Change folder…"), self._change_folder, flat=True, small=True)
        self.earlier = push_button(_("Earlier versions"), lambda: earlier(self), flat=True, edge=True)
        self.go = push_button("", self._publish, primary=True)
        self._arrange()
        self.first.toggled.connect(self._outline_again)
        self.more.toggled.connect(self._show_more)
        self.products.changed.connect(self._on_products_chosen)
        self.changes.rows.modelReset.connect(self._fit_height)
        QShortcut(QKeySequence("F8"), self, lambda: self._leave_for_problem(None))
        self._show_outline()
        self.go.setFocus()

    def _arrange(self) -> None:
        _ = self._words
        self.setMinimumWidth(WIDTH)
        self._note = labelled_field(_("Note"), self.note)
        self._more = QWidget()
        column(self._note, self.first, inside=self._more)
        self._more.hide()
        inner, area, goes = QWidget(), vertical_scroll_area(), heading_label(_("Where it goes"))
        goes.setContentsMargins(*ABOVE)
        self._bar = area.verticalScrollBar()
        self._box = column(
            self.lines, self.others, self.unknown, self.noticed, self.changes, goes,
            self.products, row(self.more, 0), self._more, 1, inside=inner,
            margins=(16, 4, 16, 8),
        )  # fmt: skip
        area.setWidget(inner)
        buttons = button_box(self, QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ActionRole)
        self.where.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        set_properties(self.where, tone="muted", small=True)
        self._top = row((self.head, 1), self.since, margins=(16, 16, 16, 8))
        place = row(0, self.where, self.elsewhere, spacing=4)
        self._foot = column(self.refused, row(self.earlier, 0, buttons), place, margins=(16, 8, 16, 12), spacing=4)
        column(self._top, (area, 1), self._foot, inside=self, spacing=0)
        set_default_button(self, self.go)

    # publishing ----------------------------------------------------------------------------------------

    def _wait_for_task(self, steps: LongTask[T], sentence: str) -> T | None:
        return self._document.run_long_task(steps, self, self.windowTitle(), self._words(sentence))

    def _outline_again(self, _on: object = None) -> None:
        """Compute again what would be published, after a change; unless that succeeds, reset *First public version*."""
        if found := self._wait_for_task(self._names.outline(self.place, first=self.first.isChecked()), COMPARING):
            self.planned = found
        else:
            with QSignalBlocker(self.first):
                self.first.setChecked(self.planned.request.first)
        self._show_outline()

    def _publish(self) -> None:
        """Make the ticked products for the folder; ask for a folder if none is known."""
        if place := self.place or self._names.ask_folder(self, self.planned.folder):
            self._make(published_products(self.products.ticked), place)

    def _make(self, products: Sequence[Product], place: Path, replaceable: Sequence[object] = ()) -> None:
        """Make products for a folder, and accept the dialog unless one fails or files are in the way.

        Files in the way that are in ``replaceable`` do not count.
        """
        note = self.note.text() if self.planned.sending.new else ""
        request = PublishRequest(tuple(products), note, self.first.isChecked())
        self.place = place
        self.made = self._wait_for_task(self._names.publication(request, place, self._drawing), MAKING)
        if self.made and not self.made.faults and all(one in replaceable for one in self.made.in_the_way):
            self.accept()
        if self.isVisible():
            self._show_chosen_products()

    def _change_folder(self) -> None:
        if place := self._names.ask_folder(self, self.place or self.planned.folder):
            self.place, self.made = place, None
            self._outline_again()

    def accept(self) -> None:
        """Accept the dialog if products were made; ask first if this cancels all sessions that attendees have."""
        if self.made and is_sure_to_call_off(self._document.dialogs, self, self.made.outline.sending, self._words):
            super().accept()

    def _leave_for_problem(self, conflict: Conflict | None) -> None:
        self.left_for.append(conflict)
        self.reject()

    # display -------------------------------------------------------------------------------------------

    def _show_outline(self, _on: object = None) -> None:
        """Show what would be published now, and everything that depends on it."""
        say, words, sending = self._words.say, self._words, self.planned.sending
        number, last = sending.release.number, self._document.workspace.releases.last
        version = Text("Publish version {n}", n=number)
        self.head.setText(say(version if sending.new else Text("Publish version {n} again", n=number)))
        if not sending.new:
            since = Text("Nothing changed for attendees since version {n}", n=number)
        elif last:
            when = self._document.presentation.short_date(local_time(last).date())
            since = Text("Version {n} went out {date}", n=last.number, date=when)
        else:
            since = Text("Nothing was published yet")
        self.since.setText(say(since))
        _replace_lines(
            self.lines, plan_warning_lines(self._document, self._leave_for_problem, self.reject, self._outline_again)
        )
        news = attendee_changes(self._document.workspace, sending)
        count = [str(len(news))] if last else []
        self.noticed.setText(" · ".join([words("What attendees will notice"), *count]).upper())
        self.changes.show_changes(("", news))
        for part in (self.noticed, self.changes):
            part.setVisible(bool(news))
        self._show_rare_fields(any(change.sort is ChangeSort.CANCELLED for change in news))
        self.earlier.setEnabled(last is not None)
        self._show_chosen_products()

    def _on_products_chosen(self) -> None:
        """Update the dialog after the choice of products changed."""
        self.made = None
        self._show_chosen_products()

    def _show_chosen_products(self) -> None:
        """Show everything that depends on the chosen products and the folder."""
        _replace_lines(self.others, self._choice_lines())
        _replace_lines(self.refused, self._refusal_lines())
        self.unknown.show_outline(self.planned if self.place else None)
        self._show_folder()
        self.go.setEnabled(any(card.box.isChecked() for card in self.products.cards.values()))
        self._fit_height()

    def _choice_lines(self) -> Iterator[LinkStrip]:
        """Yield the lines on a wrong clock, calendars of ticked products, and calendars that are not updated."""
        say, planned = self._words.say, self.planned
        going = self.products.ticked_parts(planned.every)
        doubt = clock_warning(self._document.workspace.now(), planned.sending.before.last_stamp)
        once, sending = new_uids_notice(replace(planned.sending, parts=going)), planned.sending
        yield from (
            LinkStrip(say(one.sentence), wraps=True) for one in find_regroupings(sending.before, sending.out, going)
        )
        keys = {part.key for part in going}
        others = [(part, found) for part, found in planned.changed if self.place and part.key not in keys]
        notices = [file_origin_notice(found, f"{part.name}.ics") for part, found in others]
        yield from (LinkStrip(say(text), tone="warning", wraps=True) for text in (doubt, once, *notices) if text)
        keys |= {part.key for part, _found in others}
        if stale := [part for part in planned.stale if part.key not in keys]:
            names = ", ".join(first_lines_and_count(self._words, [f"{part.name}.ics" for part in stale]))
            out = Plural(
                "“{names}” is out of date after this", "{n} calendars are out of date after this: {names}",
                len(stale), names=names,
            )  # fmt: skip
            yield LinkStrip(say(out), [(self._words("Publish them too"), partial(self.products.tick, stale))])

    def _refusal_lines(self) -> Iterator[LinkStrip]:
        """Yield a line with the reason, if any, why the products just made were not published, and links to go on."""
        words, made = self._words, self.made
        if made is None:
            return
        place = made.outline.folder
        for product, fault in made.faults[:1]:
            why = Text(
                "“{product}” cannot be made, so nothing was published: {why}",
                product=words(product.published), why=fault.problem,
            )  # fmt: skip
            rest = words("Publish the rest"), partial(self._make, made.makeable_request.products, place)
            yield LinkStrip(words.say(why), [rest] if made.makeable_request.products else [], "problem", wraps=True)
        if made.in_the_way and not made.faults:
            (_path, notice), *more = made.in_the_way
            others = Plural("There is {n} more such file.", "There are {n} more such files.", len(more))
            said = " ".join([words.say(notice), *([words.say(others)] if more else [])])
            over = words("Replace them") if more else words("Replace it")
            again = partial(self._make, made.outline.request.products, place, made.in_the_way)
            yield LinkStrip(
                said, [(over, again), (words("Choose another folder…"), self._change_folder)], "problem", wraps=True
            )

    def _show_rare_fields(self, is_cancelling: bool) -> None:
        """Show the fields that are rarely needed, if they apply: a note only for a new version."""
        new, sending = self.planned.sending.new, self.planned.sending
        can_be_first = bool(self.first.isChecked() or sending.cancelled_count or is_cancelling)
        self._note.setVisible(new)
        self.first.setVisible(can_be_first)
        more, sign = self._words("More"), "▾" if self.more.isChecked() else "▸"
        self.more.setText(f"{sign} {more}")
        self.more.setAccessibleName(more)
        self.more.setVisible(new or can_be_first)

    def _show_more(self, opened: bool) -> None:
        self._more.setVisible(opened)
        self._show_outline()

    def _show_folder(self) -> None:
        """Show the folder, or that the folder of the last publishing does not exist any more."""
        words, place, last = self._words, self.place, self._names.last_folder
        shown = QDir.toNativeSeparators(str(place or last or ""))
        gone = words("The folder “{name}” is not there any more.").format(name=shown) if last else ""
        self.where.setText(shown if place else gone)
        self.where.setAccessibleName(words("To {place}").format(place=shown) if place else gone)
        self.where.setVisible(bool(self.where.text()))
        self.elsewhere.setVisible(place is not None)
        name = place.name or shown if place else ""
        name = name if len(name) <= MOST_OF_NAME else f"{name[:MOST_OF_NAME]}…"
        self.go.setText(
            escape_mnemonic(words("Publish to {folder}").format(folder=name)) if place else words("Publish…")
        )

    def _fit_height(self) -> None:
        """Make the dialog high enough for its wrapped text, which Qt would do only later; what does not fit scrolls.

        Qt shows the scroll bar first, and keeps it unless all text fits beside it, so the text is measured at the width
        beside the bar.
        """
        self.changes.setFixedHeight(min(self.changes.needed_height, MOST_LISTED))
        self._box.invalidate()
        room = self.screen().availableGeometry().height() - FRAME
        beside = self.width() - self._bar.sizeHint().width()
        least = self._box.totalHeightForWidth(beside) + self._foot.sizeHint().height()
        least += self._top.sizeHint().height()
        self.resize(self.width(), max(self.height(), min(least, room)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.width(), 0)
        self._fit_height()  # the labels get their font only now


def _replace_lines(box: QVBoxLayout, lines: Iterable[LinkStrip]) -> None:
    """Replace the lines in a box by others."""
    clear(box)
    for line in lines:
        box.addWidget(line)
        line.show()


def attendee_changes(workspace: Workspace, sending: Sending) -> list[ProgrammeChange]:
    """Return the changes that attendees will see; none if the last version is only published again."""
    last = workspace.releases.last
    if not sending.new:
        return []
    return difference(last.programme, sending.release.programme) if last else sending.conference_changes()


def is_sure_to_call_off(dialogs: DialogService, parent: QWidget, sending: Sending, words: Wording) -> bool:
    """Return whether to go on with a sending; ask the user first if it cancels all sessions that attendees have."""
    if not (cancelled := sending.called_off_count):
        return True
    more = Plural(
        "No session is placed any more. Version {version} shows the session that attendees have as "
        "cancelled in every calendar.",
        "No session is placed any more. Version {version} shows all {n} sessions that attendees have as "
        "cancelled in every calendar.",
        cancelled,
        version=sending.release.number,
    )
    question, go, stay = words("Call the conference off?"), words("Cancel all sessions"), words("Do not publish")
    return dialogs.is_sure(parent, question, words.say(more), go=go, stay=stay)
