"""The lines of the publish dialog: what is wrong with the plan, who has not said yes, calendars to withdraw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from planner.commands.conference import answer_profiles
from planner.commands.edit import edit
from planner.domain.entities import Conference
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Naming, Profiles
from planner.exporting.calendar_folder import UnknownCalendar, unknown_notices, withdrawn_calendar
from planner.exporting.deliver import deliver
from planner.programme.difference import newly_unconfirmed
from planner.programme.profiles import unanswered_profiles
from planner.publishing.publication import PublishOutline
from planner.rules.rule import Conflict, Severity, concerned, with_sessions
from planner.wording import Wording
from ui.kit.dialogs.dialog_service import answer_buttons, fill_dialog
from ui.kit.widgets.buttons import TintedLine
from ui.kit.widgets.plain_widgets import FEW, TextTable, plain_label
from ui.state.document import Document
from ui.state.unconfirmed_line import UnconfirmedLine


def plan_lines(
    document: Document, look: Callable[[Conflict | None], object], leave: Callable[[], object],
    changed: Callable[[], object],
) -> Iterator[TintedLine]:  # fmt: skip
    """Yield a line for each of the first problems and one that counts the rest, for people without a yes, and profiles.

    ``look`` leaves the dialog for a conflict, or for the list of all; ``leave`` closes it; ``changed`` is called when a
    line has changed the plan.
    """
    words, found = document.presentation.words, document.plan.problems.all
    grave = [conflict for conflict in found if conflict.severity is Severity.PROBLEM][:FEW]
    for conflict in grave:
        way = words("Look at it"), partial(look, conflict)
        yield TintedLine(f"● {words.say(conflict.text)}", [way], "problem")
    if len(found) > len(grave):
        yield TintedLine(_count_text(words, found), [(words("Show the problems"), partial(look, None))])
    last = document.workspace.releases.last
    all_new = len(newly_unconfirmed(document.agenda, last)) == len(document.plan.unconfirmed)
    leave_out = words("Leave their names out"), partial(_name_confirmed_only, document, changed)
    unconfirmed = UnconfirmedLine(document, leave, [leave_out] if all_new else [])
    if unconfirmed.any:
        yield unconfirmed
    yield from _profiles_line(document, changed)


def _name_confirmed_only(document: Document, changed: Callable[[], object]) -> None:
    """Name only those to attendees who said yes, from now on."""
    if document.apply(lambda now: edit(now, Conference, now.conference.id, naming=Naming.CONFIRMED)):
        changed()


def _profiles_line(document: Document, changed: Callable[[], object]) -> Iterator[TintedLine]:
    """Yield the question whether profiles are published, if nobody has answered it and there are any."""
    words, people = document.presentation.words, unanswered_profiles(document.agenda)
    if people:

        def answer(given: Profiles) -> None:
            if document.apply(partial(answer_profiles, answer=given)):
                changed()

        answers = ((words("Publish"), Profiles.PUBLISHED), (words("Leave out"), Profiles.KEPT_BACK))
        ways = [(name, partial(answer, given)) for name, given in answers]
        count = Plural(
            "Biography, photo and links of {n} person", "Biographies, photos and links of {n} people", len(people)
        )
        yield TintedLine(words.say(count), ways)


def conflict_lines(words: Wording, grave: Iterable[Conflict]) -> list[str]:
    """Return the sentences of problems and warnings, each with its sign."""
    signs = {Severity.PROBLEM: words("● Problem: {what}"), Severity.WARNING: words("▲ Warning: {what}")}
    return [signs[conflict.severity].format(what=words.say(conflict.text)) for conflict in grave]


def _count_text(words: Wording, conflicts: Iterable[Conflict]) -> str:
    """Return the counts of conflicts, such as 2 sessions in 1 problem · 2 warnings · 3 to do."""
    found = {severity: [one for one in conflicts if one.severity is severity] for severity in Severity}
    problems, warnings, hints = (len(found[severity]) for severity in Severity)
    count = with_sessions(concerned(found[Severity.PROBLEM]), Plural("{n} problem", "{n} problems", problems))
    parts = [
        words.say(count) if problems else "",
        words.plural("{n} warning", "{n} warnings", warnings) if warnings else "",
        words("{n} to do").format(n=hints) if hints else "",
    ]
    return " · ".join(part for part in parts if part)


class WithdrawDialog(QDialog):
    """A dialog that asks which unknown calendars to withdraw; none is ticked at first, and it takes at least one."""

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
        """Accept if a calendar is ticked; otherwise say that it takes one."""
        if self.calendars.ticked:
            super().accept()
        else:
            self.missing.show()


class UnknownCalendarsLine(TintedLine):
    """A warning that names the unknown calendars in the folder, and a link that withdraws them after a question.

    ``done`` is called after calendars were withdrawn.
    """

    def __init__(self, document: Document, done: Callable[[], object]) -> None:
        super().__init__("", [(document.presentation.words("Withdraw…"), self._ask)], "warning", wraps=True)
        self._document, self._done = document, done
        self._planned: PublishOutline | None = None
        self._withdrawn: tuple[UnknownCalendar, ...] = ()
        (self.withdraw,) = self.ways

    def tell(self, planned: PublishOutline | None) -> None:
        """Show the unknown calendars in the folder of a publishing; hide if there are none."""
        self._planned = planned
        say, found = self._document.presentation.words.say, planned.unknown if planned else ()
        done = [Text("“{name}” is withdrawn: all its entries are cancelled.", name=one.path.name)
                for one in self._withdrawn]  # fmt: skip
        self.sentence.setText("\n".join(say(line) for line in (*done, *unknown_notices(found))))
        self.withdraw.setVisible(bool(found))
        self.setVisible(bool(found or done))

    def _ask(self) -> None:
        """Withdraw the calendars that are ticked in a dialog."""
        planned = self._planned
        if planned is None:
            return
        dialog = WithdrawDialog(self._document, planned.unknown, self)
        if self._document.dialogs.dialog(dialog):
            ticked: tuple[UnknownCalendar, ...] = tuple(dialog.calendars.ticked)
            files = {calendar.path: withdrawn_calendar(calendar, planned.sending.out) for calendar in ticked}
            if self._document.try_run(lambda: deliver(files)):
                self._withdrawn += ticked
            self._done()
