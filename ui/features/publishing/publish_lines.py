"""The parts of the publish dialog: lines on what to look at, unknown calendars to withdraw, and product cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QWidget

from planner.commands.conference import set_profile_answer
from planner.commands.edit import edit
from planner.domain.entities import Conference
from planner.domain.published_files import FileState, PublishedFile
from planner.domain.text import Plural, Text
from planner.domain.value_objects import NamingRule, ProfileChoice
from planner.exporting.calendar_folder import UnknownCalendar, unknown_calendar_notices, withdrawn_calendar
from planner.exporting.deliver import deliver_files
from planner.product_types import CalendarProduct, FormatProduct, Product
from planner.products import CALENDARS, PUBLISHED, TICKED, published_products
from planner.programme.difference import newly_unconfirmed_people
from planner.programme.profiles import undecided_profiles
from planner.programme.release import Ledger, Part, PartKind
from planner.publishing.publication import PublishOutline
from planner.rules.rule import Conflict, Severity, count_concerned_sessions, session_and_problem_count
from planner.wording import Wording
from ui.kit.dialogs.dialog_service import answer_buttons, fill_dialog
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import LinkStrip
from ui.kit.widgets.plain_widgets import FEW, NO_MARGINS, TextTable, column, plain_label, row
from ui.state.document import Document
from ui.state.unconfirmed_line import UnconfirmedLine


def plan_warning_lines(
    document: Document, look: Callable[[Conflict | None], object], leave: Callable[[], object],
    changed: Callable[[], object],
) -> Iterator[LinkStrip]:  # fmt: skip
    """Yield the lines on what to look at before publishing.

    These are the first problems, the counts of all conflicts if there are more, people named without a yes, and the
    question whether profiles are published. ``look`` leaves the dialog to show a conflict, or the list of all for None;
    ``leave`` closes it; ``changed`` is called when a line has changed the plan.
    """
    words, found = document.presentation.words, document.plan.problems.all
    grave = [conflict for conflict in found if conflict.severity is Severity.PROBLEM][:FEW]
    for conflict in grave:
        yield LinkStrip(f"● {words.say(conflict.text)}", [(words("Look at it"), partial(look, conflict))], "problem")
    if len(found) > len(grave):
        yield LinkStrip(_conflict_counts_text(words, found), [(words("Show the problems"), partial(look, None))])
    last = document.workspace.releases.last
    all_new = len(newly_unconfirmed_people(document.agenda, last)) == len(document.plan.unconfirmed_ids)
    leave_out = words("Leave their names out"), partial(_name_confirmed_only, document, changed)
    unconfirmed = UnconfirmedLine(document, leave, [leave_out] if all_new else [])
    if unconfirmed.any:
        yield unconfirmed
    yield from _profiles_line(document, changed)


def _name_confirmed_only(document: Document, changed: Callable[[], object]) -> None:
    """Change the conference so that attendees read only names of people who said yes, and call ``changed``."""
    if document.apply(lambda now: edit(now, Conference, now.conference.id, naming=NamingRule.CONFIRMED)):
        changed()


def _profiles_line(document: Document, changed: Callable[[], object]) -> Iterator[LinkStrip]:
    """Yield the line that asks whether to publish profiles, if there are any and nobody has answered that yet."""
    words, people = document.presentation.words, undecided_profiles(document.agenda)
    if people:

        def answer(given: ProfileChoice) -> None:
            if document.apply(partial(set_profile_answer, answer=given)):
                changed()

        answers = ((words("Publish"), ProfileChoice.PUBLISHED), (words("Leave out"), ProfileChoice.KEPT_BACK))
        ways = [(name, partial(answer, given)) for name, given in answers]
        count = Plural(
            "Biography, photo and links of {n} person", "Biographies, photos and links of {n} people", len(people)
        )
        yield LinkStrip(words.say(count), ways)


def conflict_lines(words: Wording, grave: Iterable[Conflict]) -> list[str]:
    """Return a sentence for each of these problems and warnings, with its sign."""
    signs = {Severity.PROBLEM: words("● Problem: {what}"), Severity.WARNING: words("▲ Warning: {what}")}
    return [signs[conflict.severity].format(what=words.say(conflict.text)) for conflict in grave]


def _conflict_counts_text(words: Wording, conflicts: Iterable[Conflict]) -> str:
    """Return the counts of conflicts as a text, such as “2 sessions in 1 problem · 2 warnings · 3 to do”."""
    found = {severity: [one for one in conflicts if one.severity is severity] for severity in Severity}
    problems, warnings, hints = (len(found[severity]) for severity in Severity)
    count = session_and_problem_count(
        count_concerned_sessions(found[Severity.PROBLEM]), Plural("{n} problem", "{n} problems", problems)
    )
    parts = [
        words.say(count) if problems else "",
        words.plural("{n} warning", "{n} warnings", warnings) if warnings else "",
        words("{n} to do").format(n=hints) if hints else "",
    ]
    return " · ".join(part for part in parts if part)


class WithdrawDialog(QDialog):
    """A dialog that asks which unknown calendars to withdraw; none is ticked at first, and at least one must be."""

    def __init__(self, document: Document, found: Sequence[UnknownCalendar], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        about = plain_label(
            _(
                "All entries of a calendar that you tick are cancelled in its file, for those who subscribe to it. "
                "Leave what a colleague sends from another copy."
            )
        )
        self.calendars = TextTable(_("Calendars to withdraw"), [_("File"), _("Calendar")])
        for calendar in found:
            title = calendar.title if calendar.sure else _("Perhaps: {title}").format(title=calendar.title)
            self.calendars.add([calendar.path.name, title], calendar, ticked=False)
        for section in range(2):
            self.calendars.resizeColumnToContents(section)
        self.missing = plain_label(_("Tick a calendar first."), tone="problem")
        buttons, self.withdraw = answer_buttons(self, _("Withdraw"))
        parts = (about, (self.calendars, 1), self.missing, buttons)
        fill_dialog(self, _("Withdraw calendars"), *parts, default=self.withdraw, size=(560, 320))
        self.missing.hide()

    def accept(self) -> None:
        """Accept if a calendar is ticked; otherwise show that one must be."""
        if self.calendars.ticked:
            super().accept()
        else:
            self.missing.show()


class UnknownCalendarsLine(LinkStrip):
    """A warning that names the unknown calendars in the folder, with a link to a dialog that withdraws them.

    ``done`` is called after that dialog was accepted.
    """

    def __init__(self, document: Document, done: Callable[[], object]) -> None:
        super().__init__(
            "", [(document.presentation.words("Withdraw…"), self._ask_and_withdraw)], "warning", wraps=True
        )
        self._document, self._done = document, done
        self._planned: PublishOutline | None = None
        self._withdrawn: tuple[UnknownCalendar, ...] = ()
        (self.withdraw,) = self.ways

    def show_outline(self, planned: PublishOutline | None) -> None:
        """Show the unknown calendars of ``planned`` and those withdrawn so far; hide the line if there are none."""
        self._planned = planned
        say, found = self._document.presentation.words.say, planned.unknown if planned else ()
        done = [Text("“{name}” is withdrawn: all its entries are cancelled.", name=one.path.name)
                for one in self._withdrawn]  # fmt: skip
        self.sentence.setText("\n".join(say(line) for line in (*done, *unknown_calendar_notices(found))))
        self.withdraw.setVisible(bool(found))
        self.setVisible(bool(found or done))

    def _ask_and_withdraw(self) -> None:
        """Show the dialog and withdraw the calendars ticked in it."""
        planned = self._planned
        if planned is None:
            return
        dialog = WithdrawDialog(self._document, planned.unknown, self)
        if self._document.dialogs.run_dialog(dialog):
            ticked: tuple[UnknownCalendar, ...] = tuple(dialog.calendars.ticked)
            out = planned.sending.out

            def withdraw() -> None:
                deliver_files({calendar.path: withdrawn_calendar(calendar, out) for calendar in ticked})

            if self._document.try_run(withdraw):
                self._withdrawn += ticked
            self._done()


class ProductCard(QFrame):
    """A card with a check box, a product's name and purpose, and at the right the text ``files`` on its files."""

    def __init__(self, product: Product, words: Wording, files: str) -> None:
        super().__init__()
        set_properties(self, part="product")
        self.box = QCheckBox(words(product.published))
        self.box.setAccessibleDescription(f"{words(product.outcome)} {files}")
        outcome = plain_label(words(product.outcome), tone="muted", small="true")
        outcome.setContentsMargins(22, 0, 0, 0)
        told = plain_label(files, wrap=False, tone="muted", small="true")
        column(row((self.box, 1), told), outcome, inside=self, margins=(12, 2, 12, 2), spacing=0)
        self.box.toggled.connect(lambda ticked: set_properties(self, chosen=ticked))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.toggle()


class ProductCards(QWidget):
    """The cards of all products that can be made of a conference, those ticked at first at the top.

    Ticked at first are the products ticked last time or, if none ever was, the usual ones and each kind of calendars of
    which all were sent before. ``every`` are all calendars that could be published.
    """

    changed = Signal()

    def __init__(self, document: Document, every: Sequence[Part]) -> None:
        super().__init__()
        words, releases = document.presentation.words, document.workspace.releases
        ledger, published = releases.ledger(), releases.published()
        self._ticks = releases.ticked_products()
        kinds = [(product.name, product.parts(every)) for product in CALENDARS]
        each = [name for name, parts in kinds if parts and all(ledger.sent(part.key) for part in parts)]
        at_first = self._ticks or (*TICKED, *each)
        self.cards = dict[str, ProductCard]()
        for product in sorted(PUBLISHED, key=lambda one: one.name not in at_first):
            if _can_be_made(product, every, ledger):
                card = ProductCard(product, words, _files_text(words, product, every, published))
                card.box.setChecked(product.name in at_first)
                card.box.toggled.connect(self.changed)
                self.cards[product.name] = card
        column(*self.cards.values(), inside=self, margins=NO_MARGINS, spacing=2)

    @property
    def ticked(self) -> list[str]:
        """The names of the ticked products, and of those ticked earlier that cannot be made now and have no card."""
        hidden = [name for name in self._ticks if name not in self.cards]
        return [*(name for name, card in self.cards.items() if card.box.isChecked()), *hidden]

    def ticked_parts(self, every: Sequence[Part]) -> tuple[Part, ...]:
        """Return the parts in ``every`` whose calendars belong to a ticked product."""
        kinds = [product for product in published_products(self.ticked) if isinstance(product, CalendarProduct)]
        return tuple(part for product in kinds for part in product.parts(every))

    def tick(self, parts: Sequence[Part]) -> None:
        """Tick the products to which the calendars of these parts belong."""
        for product in published_products(self.cards):
            if isinstance(product, CalendarProduct) and product.parts(parts):
                self.cards[product.name].box.setChecked(True)


def _can_be_made(product: Product, every: Sequence[Part], ledger: Ledger) -> bool:
    """Return whether a product gets a card: calendars of days or rooms need two parts, other calendars one.

    A single part is enough if it was sent before.
    """
    if not isinstance(product, CalendarProduct):
        return True
    parts = product.parts(every)
    least = 2 if product.about in (PartKind.DAY, PartKind.ROOM) else 1
    return len(parts) >= least or any(ledger.sent(part.key) for part in parts)


def _files_text(words: Wording, product: Product, every: Sequence[Part], published: Sequence[PublishedFile]) -> str:
    """Return the name of a product's only file, or the number of its files; empty if that is only known once made.

    The files of a format are those that were last published.
    """
    if isinstance(product, CalendarProduct):
        names = [f"{part.name}{product.suffixes[0]}" for part in product.parts(every)]
    elif isinstance(product, FormatProduct):
        lies = [file.name for file in published if file.product == product.name and file.state is FileState.OUT]
        names = list(dict.fromkeys(filter(None, lies)))
    else:
        names = [f"{every[0].name}{product.suffixes[0]}"]
    if len(names) == 1:
        return names[0]
    return words.plural("{n} file", "{n} files", len(names)) if names else ""
