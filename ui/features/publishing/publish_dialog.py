"""The publish dialog: problems, changes for attendees, the parts to send, and their target with what lies there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDir, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from planner.domain.text import N_, Plural, Text
from planner.exporting.sending import Sending, new_uids_notice
from planner.programme.release import Part, PartKind, file_origin_notice
from planner.programme.sent_parts import reminders
from planner.wording import Wording
from ui.features.publishing.calendar_sender import CalendarSender, PreparedSend, PublishChoice
from ui.features.publishing.problem_summary import ProblemSummary
from ui.features.publishing.withdraw_dialog import UnknownCalendarsLine
from ui.kit.dialogs.dialog_service import DialogService, button_box, set_default_button
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import ElidedLabel, column, labelled, plain_label, row
from ui.state.change_list import ChangeList
from ui.state.document import Document
from ui.state.unconfirmed_line import UnconfirmedLine


class TargetLines(QWidget):
    """The path of a file or folder, and a message if another file exists there or the folder is gone."""

    other_target_requested = Signal()
    replace_requested = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.where, self.sentence = ElidedLabel(Qt.TextElideMode.ElideMiddle), plain_label()
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.elsewhere, self.replace = QPushButton(words("Elsewhere…")), QPushButton()
        self.elsewhere.clicked.connect(self.other_target_requested)
        self.replace.clicked.connect(self.replace_requested)
        lines = row((self.where, 1), self.elsewhere), row((self.sentence, 1), self.replace)
        column(*lines, inside=self, spacing=4)

    def tell(self, place: Path | None, prepared: PreparedSend) -> None:
        """Show the target of a sending, or that the folder of the last ``place`` no longer exists."""
        words, in_the_way = self._words, prepared.in_the_way
        shown = QDir.toNativeSeparators(str(place)) if place else ""
        known = bool(prepared.targets)
        self.where.setText(shown if known else "")
        self.where.setAccessibleName(words("To {place}").format(place=shown))
        self.where.setVisible(known)
        self.elsewhere.setVisible(known and not in_the_way)
        self.replace.setVisible(bool(in_the_way))
        self.replace.setText(words("Replace them") if len(in_the_way) > 1 else words("Replace it"))
        self.sentence.setText(self._said(place, prepared))
        self.sentence.setVisible(bool(self.sentence.text()))
        set_properties(self.sentence, tone="problem" if in_the_way else "muted")
        self.setVisible(known or bool(self.sentence.text()))

    def _said(self, place: Path | None, prepared: PreparedSend) -> str:
        words, in_the_way = self._words, prepared.in_the_way
        if in_the_way:
            path, found = in_the_way[0]
            more = len(in_the_way) - 1
            others = Plural("There is {n} more such file.", "There are {n} more such files.", more)
            return " ".join([words.say(file_origin_notice(found, path.name)), *([words.say(others)] if more else [])])
        if place and not prepared.targets:
            folder = QDir.toNativeSeparators(str(place if prepared.choice.each else place.parent))
            return words("The folder “{name}” is not there any more.").format(name=folder)
        return ""


WHAT: dict[PartKind | None, str] = {
    None: N_("The whole conference"),
    PartKind.DAY: N_("A day"),
    PartKind.ROOM: N_("A room"),
    PartKind.TRACK: N_("A track"),
    PartKind.PERSON: N_("A person's sessions"),
    PartKind.MODERATOR: N_("What a person moderates"),
}
COMPARING = N_("What attendees have is being compared…")
WIDTH, LEAST_LISTED, MOST_LISTED, FRAME = 660, 36, 280, 48
"""Pixels: the dialog's minimum width, heights of the list of changes, and space for the window frame."""


class PublishDialog(QDialog):
    """A dialog that asks what to send and where to. If it is accepted, ``prepared`` is what is to be sent.

    It asks for the target file itself. A separate button replaces existing files that were not the last ones sent from
    this conference. ``earlier`` shows the published versions; ``problems_requested`` is True if the user left the
    dialog to look at the problems.
    """

    def __init__(
        self,
        document: Document,
        dialogs: DialogService,
        sender: CalendarSender,
        prepared: PreparedSend,
        earlier: Callable[[QWidget], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _ = self._words = document.presentation.words
        self._document, self._dialogs, self._sender, self.prepared = document, dialogs, sender, prepared
        self._place: Path | None = None
        self.problems_requested = False
        self._offered = {about: tuple(found) for about, found in sender.offered.items() if found}
        self._sorts: tuple[PartKind | None, ...] = (None, *(about for about in PartKind if about in self._offered))
        self._names = {p.key: _name(document, p) for found in self._offered.values() for p in found}
        self.setWindowTitle(_("Publish calendar (.ics)"))
        self.problems = ProblemSummary(document, self._leave_for_problems)
        self.named = UnconfirmedLine(document, self.reject)
        self.head, self.doubt, self.once = plain_label(heading="window"), plain_label(tone="warning"), plain_label()
        self.changes = ChangeList(document, _("What attendees will see changed"))
        self.stale = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.what, self.which = QComboBox(), QComboBox(maxVisibleItems=16)
        self.what.addItems([_(WHAT[about]) for about in self._sorts])
        self.along = QCheckBox(_("Send these along"))
        self.first = QCheckBox(_("First public version: leave out what was cancelled so far"))
        self.first.setToolTip(_("For those who subscribe from now on. Whoever has an earlier version is not told."))
        self.unknown = UnknownCalendarsLine(document, dialogs, sender, self._prepare)
        self.place = TargetLines(_)
        self.note = QLineEdit(placeholderText=_("For your own records, such as “after the programme meeting”"))
        self.earlier, self.go = QPushButton(_("Published versions…")), QPushButton(_("Save the calendar…"))
        self.earlier.clicked.connect(lambda: earlier(self))
        self._lay_out()
        self._fill_which()
        self._place = sender.known(prepared.choice)
        self._settled = self._state
        self._tell()
        self._attend()
        self.go.setFocus()

    def _attend(self) -> None:
        self.what.currentIndexChanged.connect(self._offer)
        self.which.currentIndexChanged.connect(self._choose)
        self.along.toggled.connect(self._prepare)
        self.first.toggled.connect(self._prepare)
        self.place.other_target_requested.connect(self._ask_where)
        self.place.replace_requested.connect(self._replace)
        self.go.clicked.connect(self._go)

    def _lay_out(self) -> None:
        _ = self._words
        self.along.setChecked(self.prepared.choice.along)
        self.tip = plain_label(_next_steps(self._document), tone="muted")
        self._which = labelled(_("Which"), self.which)
        self._note, self._where = labelled(_("Note"), self.note), labelled(_("Where to"), self.place)
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, 0)
        self.changes.setMinimumHeight(LEAST_LISTED)
        self.stale.setFixedHeight(62)
        self.earlier.setEnabled(self._document.workspace.releases.last is not None)
        self.stale.setAccessibleName(_("Calendars that are out of date after this"))
        inner, area = QWidget(), QScrollArea(widgetResizable=True)
        self._bar = area.verticalScrollBar()
        self._box = column(
            self.problems, self.named, self.head, self.doubt, QLabel(_("What attendees will see changed")),
            (self.changes, 1), self.once, self.stale, self.along, self.unknown,
            row((labelled(_("What to send"), self.what), 1), (self._which, 1)),
            self._note, self.first, self._where, self.tip,
            inside=inner, margins=(16, 16, 16, 0),
        )  # fmt: skip
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is focused in it scrolls into sight
        self._foot = row((self._buttons(), 1), margins=(16, 8, 16, 16))
        column((area, 1), self._foot, inside=self, spacing=0)
        set_default_button(self, self.go)

    def _buttons(self) -> QDialogButtonBox:
        buttons = button_box(self, QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.earlier, QDialogButtonBox.ButtonRole.ResetRole)
        set_properties(self.go, primary=True)
        return buttons

    # parts to send -------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Show the parts of another kind."""
        self._fill_which()
        self._choose()

    def _fill_which(self) -> None:
        """Fill the box with the parts of the chosen kind; if there are several, the first choice is all of them."""
        found = self._of_the_sort
        self.which.blockSignals(True)
        self.which.clear()
        if len(found) > 1:
            self.which.addItem(self._words("Each of the {n}, in a file of its own").format(n=len(found)))
        self.which.addItems([self._names[part.key] for part in found])
        self.which.setCurrentIndex(1 if len(found) > 1 else 0)
        self.which.blockSignals(False)
        self._which.setVisible(bool(found))

    @property
    def _of_the_sort(self) -> tuple[Part, ...]:
        about = self._sorts[self.what.currentIndex()]
        return self._offered[about] if about else ()

    def _choice(self) -> PublishChoice:
        found, index = self._of_the_sort, self.which.currentIndex()
        each = len(found) > 1 and index == 0
        if found and not each:
            found = (found[index - (1 if len(found) > 1 else 0)],)
        return PublishChoice(found or (self._sender.whole,), each, self.along.isChecked(), self.first.isChecked())

    def _choose(self) -> None:
        """Prepare to send another part, to the target remembered for it."""
        self._place = self._sender.known(self._choice())
        self._prepare()

    # target --------------------------------------------------------------------------------------------

    def _prepare(self) -> bool:
        """Compute what would be sent, and show it; if that fails or is cancelled, put the choice back."""
        words, steps = self._words, self._sender.prepare(self._choice(), self._place)
        said = self.windowTitle(), words(COMPARING)
        found = self._document.result_of(lambda: run_with_progress(steps, self._dialogs, self, *said))
        if found:
            self.prepared = found
            self._tell()
            self._settled = self._state
        elif self._state != self._settled:
            what, which, along, first, self._place = self._settled
            with ExitStack() as still:
                for box in (self.what, self.which, self.along, self.first):
                    still.enter_context(QSignalBlocker(box))
                self.what.setCurrentIndex(what)
                self._fill_which()
                self.which.setCurrentIndex(which)
                self.along.setChecked(along)
                self.first.setChecked(first)
        return found is not None

    @property
    def _state(self) -> tuple[int, int, bool, bool, Path | None]:
        """Return what is chosen in the boxes, and the target."""
        sort, which = self.what.currentIndex(), self.which.currentIndex()
        return sort, which, self.along.isChecked(), self.first.isChecked(), self._place

    def _go(self) -> None:
        """Accept if the target is still free after a second check; otherwise ask for another target."""
        if not self.prepared.targets or self.prepared.in_the_way:
            self._ask_where()
        elif self._prepare() and not self.prepared.in_the_way:
            self.accept()

    def _replace(self) -> None:
        """Accept and replace the existing files that were shown, unless they have changed since."""
        told = self.prepared.in_the_way
        if self._prepare() and self.prepared.in_the_way in (told, []):
            self.accept()

    def _ask_where(self) -> None:
        """Ask for another target, and accept unless a file that must not be replaced exists there."""
        choice = self._choice()
        start = self._place or self._sender.proposed(choice)
        if choice.each:
            place = self._dialogs.folder_to_fill(self, self._words("Where to save the calendars"), start)
        else:
            place = self._dialogs.file_to_save(self, self._words("Save the calendar"), start, confirm=False)
        if place:
            self._place = place
            if self._prepare() and not self.prepared.in_the_way:
                self.accept()

    def _leave_for_problems(self) -> None:
        self.problems_requested = True
        self.reject()

    def accept(self) -> None:
        """Accept, after a question if this version cancels all that attendees have."""
        if is_sure_to_call_off(self._dialogs, self, self.prepared.sending, self._words):
            super().accept()

    # display -------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Show what the current choice would send and change."""
        say, prepared = self._words.say, self.prepared
        sending, stale = prepared.sending, prepared.stale
        number, once, doubt = sending.release.number, new_uids_notice(sending), self._sender.doubt()
        known, in_the_way = bool(prepared.targets), bool(prepared.in_the_way)
        becomes = Text("This becomes version {n}.", n=number)
        same = Text("Nothing changed for attendees since version {n}.", n=number)
        self.head.setText(say(becomes if sending.new else same))
        self._show_changes()
        self.doubt.setText(say(doubt) if doubt else "")
        self.once.setText(say(once) if once else "")
        others = {part.key: file_origin_notice(found, f"{part.name}.ics") for part, found in prepared.changed}
        lines = (*reminders(sending.before, [part for part in stale if part.key not in others]), *others.values())
        self.stale.setPlainText("\n".join(say(line) for line in lines))
        self.unknown.tell(prepared)
        self.place.tell(self._place or self._sender.remembered(prepared.choice), prepared)
        self._note.setVisible(sending.new)  # a note belongs to a new version
        self._where.setVisible(not self.place.isHidden())
        self.first.setVisible(bool(prepared.choice.first or sending.cancellations))
        for line, said in (
            (self.doubt, doubt), (self.once, once), (self.stale, stale or others), (self.along, stale),
            (self.tip, not known or self._document.agenda.conference.calendar_address),
        ):  # fmt: skip
            line.setVisible(bool(said))
        again, version = self._words("Publish version {n} again"), self._words("Publish version {n}")
        choose = self._words("Save the calendars…") if prepared.choice.each else self._words("Save the calendar…")
        if in_the_way:
            choose = self._words("Choose another place…")
        ready = known and not in_the_way
        self.go.setText((again if sending.again else version).format(n=number) if ready else choose)
        self._fit()

    def _fit(self) -> None:
        """Resize the dialog to the height of its wrapped text, which Qt would do only later; the rest is scrolled.

        Qt shows the bar first, and leaves it unless all has room beside it: so the text is measured as narrow as that.
        """
        room = self.screen().availableGeometry().height() - FRAME
        beside = self.width() - self._bar.sizeHint().width()
        least = self._box.totalHeightForWidth(beside) + self._foot.sizeHint().height()
        more = min(self.changes.needed_height, MOST_LISTED) - self.changes.minimumHeight()
        self.resize(self.width(), max(self.height(), min(least + max(more, 0), room)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # the labels get their font only now

    def _show_changes(self) -> None:
        """List the changes for those who have the chosen files, a group for each file."""
        sending, chosen = self.prepared.sending, {part.key for part in self.prepared.choice.parts}
        parts = [part for part in sending.parts if part.key in chosen]
        groups = [(self._names[part.key] if len(parts) > 1 else "", sending.changes(part)) for part in parts]
        self.changes.show_changes(*groups, nothing=self._words("Nothing."))


def is_sure_to_call_off(dialogs: DialogService, parent: QWidget, sending: Sending, words: Wording) -> bool:
    """Return True unless a sending cancels all that attendees have and the user, who is asked, does not want it."""
    if not (cancelled := sending.calls_off):
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


def _next_steps(document: Document) -> str:
    """Return what becomes of the calendar: where it goes, and who then gets it."""
    words, address = document.presentation.words, document.agenda.conference.calendar_address
    if address:
        text = words("A calendar file (.ics) is saved. Put it at {address}: whoever subscribes there gets it.")
        return text.format(address=address)
    return words(
        "A calendar file (.ics) is saved, for Outlook, Google and Apple Calendar. Mail it, or put it on the web: "
        "whoever subscribes there gets later versions without doing anything, if it keeps its name and address. "
        "Write the address into the conference."
    )


def _name(document: Document, part: Part) -> str:
    """Return the name of a part in a list of its kind, in the window's language."""
    if part.about is PartKind.DAY:
        name = document.presentation.day_name(date.fromisoformat(part.of))
    elif part.about is PartKind.MODERATOR and part.of in document.agenda.people:
        name = document.agenda.people[part.of].name
    else:
        name = part.title
    return document.presentation.words("{name} (deleted)").format(name=name) if part.gone else name
