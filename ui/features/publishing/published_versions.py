"""The dialog of published versions, and the dialog that brings back times and rooms of a version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from planner.commands.bringing_back import BringBackResult, bring_sessions_back, room_ids_by_former_name
from planner.domain.entities import Session
from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.zones import time_zone
from planner.product_types import Product
from planner.programme.difference import ProgrammeChange, difference, summary
from planner.programme.programme import Programme
from planner.programme.published_plan import programme_plan
from planner.programme.release import Release
from planner.rules import conflicts_of_change
from planner.rules.rule import Problems, Severity
from ui.features.publishing.publish_lines import conflict_lines
from ui.features.publishing.version_copies import SaveCopy, copy_menu
from ui.kit.dialogs.dialog_service import DialogService, answer_buttons, close_buttons, fill_dialog
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import (
    NO_MARGINS,
    TextTable,
    column,
    first_lines_and_count,
    name_widget,
    plain_label,
    row,
    tooltip_text,
)
from ui.plan.comparison import ComparedPlan, ComparisonDialog, PlanDialog, time_and_place
from ui.state.change_list import ChangeList
from ui.state.document import Document


class BringBackDialog(QDialog):
    """A dialog that asks before bringing sessions back, with a row for each that moves or, with the reason, cannot."""

    def __init__(self, document: Document, version: int, found: BringBackResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, self._version, self._found = document, version, found
        self._moves = [
            (edit.before, edit.after)
            for edit in found.change.edits
            if isinstance(edit.before, Session) and isinstance(edit.after, Session)
        ]
        self.head = plain_label("\n".join(map(words.say, self._outcome_sentences())), heading="window")
        then = words("Version {n}").format(n=version)
        self.sessions = TextTable(words("Sessions that move"), [words("Session"), words("Now"), then])
        self.sessions.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.clashes = self._clashes_label()
        buttons, self.go = answer_buttons(self, words("Bring back"))
        self.go.setEnabled(bool(found.change))
        self._list_sessions()
        title = words("Bring back as in version {number}").format(number=version)
        parts = (self.head, (self.sessions, 1), self.clashes, buttons)
        fill_dialog(self, title, *parts, default=self.go, size=(760, 520))

    def _outcome_sentences(self) -> list[Text]:
        """Return a sentence for each sort of outcome, with the number of sessions that it concerns."""
        found, number = self._found, self._version
        gone, off, staying = len(found.unplaced), len(found.called_off), len(found.staying)
        moved = len(self._moves) - gone
        counts = (
            Plural(
                "{n} session goes back to its place in version {number}.",
                "{n} sessions go back to their places in version {number}.",
                moved,
                number=number,
            ),
            Plural(
                "{n} of them was called off since, and stays so.",
                "{n} of them were called off since, and stay so.",
                off,
            ),
            Plural(
                "{n} session that version {number} did not have goes back to “Not placed”.",
                "{n} sessions that version {number} did not have go back to “Not placed”.",
                gone,
                number=number,
            ),
            Plural(
                "{n} session cannot be brought back; the list says why.",
                "{n} sessions cannot be brought back; the list says why.",
                staying,
            ),
        )
        return [count for count in counts if count.number]

    def _list_sessions(self) -> None:
        document, words = self._document, self._document.presentation.words

        def place(session: Session | None) -> str:
            return time_and_place(document.presentation, document.agenda, session)

        for before, after in sorted(self._moves, key=lambda move: _time_key(move[1])):
            self.sessions.add([before.title, place(before), place(after)], after.id)
        for one in self._found.staying:
            refused = words("not brought back: {why}").format(why=words.say(one.why))
            self.sessions.add([one.title, place(document.agenda.sessions.get(one.id)), refused], one.id)

    def _clashes_label(self) -> QWidget:
        """Return a label with the number of new problems and warnings and the first few, or that there are none."""
        document, words = self._document, self._document.presentation.words
        found = conflicts_of_change(document.agenda, self._found.change, document.plan.problems.all)
        if not found:
            return plain_label(words("Nothing new would clash."), tone="muted")
        count = words.plural("{n} new clash:", "{n} new clashes:", len(found))
        grave = any(conflict.severity is Severity.PROBLEM for conflict in found)
        lines = first_lines_and_count(words, conflict_lines(words, found))
        return plain_label("\n".join([count, *lines]), tone="problem" if grave else "warning")


def _time_key(session: Session) -> tuple[bool, int]:
    """Return the sort key of a session by time; those that are not placed come last."""
    return session.placement is None, session.placement.span.absolute_start if session.placement else 0


COPY = N_("Copy what changed")
NOW, BEFORE = 0, 1
"""The indices of the first two choices to compare with; the versions follow, the newest first."""


class ReleasesDialog(QDialog):
    """A dialog with a list of versions, the newest first, and the differences from another version or the plan.

    It can show a version on a timeline as attendees see it, alone or side by side with the other one. If ``changing``,
    times and rooms of a version can be brought back; ``saving`` saves a copy of a version. Both accept the dialog.
    """

    def __init__(
        self,
        document: Document,
        releases: Sequence[Release],
        parent: QWidget | None = None,
        *,
        changing: bool = False,
        saving: SaveCopy | None = None,
    ) -> None:
        super().__init__(parent)
        _ = self._words = document.presentation.words
        self._document, self._now = document, document.workspace.programme()
        self._changing, self._saving = changing and document.workspace.writable, saving
        self._releases = tuple(sorted(releases, key=lambda release: -release.number))
        self.versions = self._version_list()
        self.other = name_widget(QComboBox(maxVisibleItems=16), _("Compare with"))
        self.other.addItems([_("The plan as it is now"), _("The version before it")])
        self.other.addItems([self._version_name(release) for release in self._releases])
        self.head = plain_label()
        self.changes = ChangeList(document, _("What attendees see changed"))
        self.look = push_button(_("&Look at it…"), self._show_release)
        self.beside = push_button(_("Show &beside…"), self._compare_plans)
        tip = _("Times and rooms as in that version; texts and people stay as they are.")
        self.bring_all = push_button(_("Bring all &placements back…"), lambda: self._bring_back(), tip=tip)
        self.bring_chosen = push_button(
            _("Bring the &chosen sessions back…"), lambda: self._bring_back(self.changes.selected_session_ids), tip=tip
        )
        self.save = push_button(_("&Save a copy…"))
        self.save.setMenu(copy_menu(_, self._save_copy, self))
        self.copy = push_button(_(COPY), self.changes.copy)
        self._arrange()
        self.versions.currentRowChanged.connect(self._show_comparison)
        self.other.currentIndexChanged.connect(self._show_comparison)
        self.changes.selectionModel().selectionChanged.connect(self._enable_bringing_chosen)
        self.versions.setCurrentRow(0)
        self._show_comparison()

    def _version_list(self) -> QListWidget:
        """Return the list widget with a row for each version."""
        found = name_widget(set_properties(QListWidget(), offered=True), self._words("Published versions"))
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for release in self._releases:
            item = QListWidgetItem(self._row_text(release))
            item.setToolTip(tooltip_text(release.note))
            found.addItem(item)
        return found

    def _arrange(self) -> None:
        _, compare, changed = self._words, QLabel(self._words("Compare with")), QLabel(self._words("&What changed"))
        compare.setBuddy(self.other)
        changed.setBuddy(self.changes)
        buttons, close = close_buttons(self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        above, own, other = QWidget(), row(self.look, self.bring_all, self.save, 0), row((self.other, 1), self.beside)
        column((self.versions, 1), own, compare, other, changed, inside=above, margins=NO_MARGINS)
        parts = ((above, 1), self.head, (self.changes, 2), row(self.bring_chosen, 0, buttons))
        fill_dialog(self, _("Published versions"), *parts, default=close, size=(640, 620))
        for part in (above, self.changes):
            part.setVisible(bool(self._releases))
        self.bring_chosen.setVisible(bool(self._releases) and self._changing)
        self.bring_all.setVisible(self._changing)
        self.save.setVisible(self._saving is not None)

    def _version_name(self, release: Release) -> str:
        return self._words("Version {n}").format(n=release.number)

    def _row_text(self, release: Release) -> str:
        """Return the text of a version's row, such as “Version 3 · Fri 1 March 2024 13:00 · after the meeting”."""
        made = local_time(release)
        when = f"{self._document.presentation.full_date(made.date())} {made:%H:%M}"
        return " · ".join(part for part in (self._version_name(release), when, release.note) if part)

    # comparing -----------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Release | None:
        """The version selected in the list, or None if nothing was published."""
        row = self.versions.currentRow()
        return self._releases[row] if row >= 0 else None

    def _show_comparison(self) -> None:
        words, chosen = self._words, self.chosen
        for button in (self.copy, self.look, self.beside, self.save, self.bring_all, self.bring_chosen):
            button.setEnabled(chosen is not None)
        if chosen is None:
            self.head.setText(words("Nothing was sent yet. Publish makes the first version."))
            return
        earlier, later = self._compared_releases(chosen)
        head, changes = compare_versions(earlier, later, self._now)
        self.head.setText(words.say(head))
        self.changes.show_changes(("", changes))
        self.copy.setEnabled(bool(changes))
        self.beside.setEnabled(earlier is not None and earlier is not later)
        self.bring_all.setEnabled(self._has_result(self._bring_back_result()))
        self._enable_bringing_chosen()

    def _compared_releases(self, chosen: Release) -> tuple[Release | None, Release | None]:
        """Return the two versions to compare, the earlier first.

        The earlier is None if nothing precedes the chosen one; the later is None for the plan as it is now.
        """
        other = self.other.currentIndex()
        if other == NOW:
            return chosen, None
        if other == BEFORE:
            return next((release for release in self._releases if release.number < chosen.number), None), chosen
        earlier, later = sorted((self._releases[other - BEFORE - 1], chosen), key=lambda release: release.number)
        return earlier, later

    # on the timeline -----------------------------------------------------------------------------------

    def _show_release(self) -> None:
        if chosen := self.chosen:
            self._document.dialogs.run_dialog(
                PlanDialog(self._programme_plan(chosen.programme, self._row_text(chosen)), self)
            )

    def _compare_plans(self) -> None:
        """Show the compared versions side by side on timelines, the earlier one on the left."""
        if not (chosen := self.chosen):
            return
        earlier, later = self._compared_releases(chosen)
        if earlier:
            then, now = earlier.programme, later.programme if later else self._now
            name = self._version_name(later) if later else self._words("Now, as attendees would see it")
            first, second = (
                self._programme_plan(then, self._version_name(earlier), now),
                self._programme_plan(now, name, then),
            )
            self._document.dialogs.run_dialog(ComparisonDialog(first, second, self))

    def _programme_plan(self, shown: Programme, name: str, *beside: Programme) -> ComparedPlan:
        """Return a programme as a plan to show, with the rooms in their present order and without problems."""
        columns = [room.name for room in self._document.agenda.rooms_in_order]
        plan = programme_plan(shown, *beside, columns=columns)
        return ComparedPlan(self._document.plan.make_other_view(plan, problems=Problems(())), name)

    # bringing back -------------------------------------------------------------------------------------

    def _bring_back_result(self, sessions: Collection[str] | None = None) -> BringBackResult | None:
        """Return the result of bringing these sessions, or all, back to their places in the chosen version.

        None if no version is chosen or the plan cannot be changed here.
        """
        if (chosen := self.chosen) is None or not self._changing:
            return None
        agenda, then = self._document.agenda, programme_plan(chosen.programme)
        known = {room.name for room in agenda.rooms.values()}
        former = {} if known.issuperset(then.rooms) else self._former_rooms
        return bring_sessions_back(agenda, then, chosen.number, sessions, former)

    @cached_property
    def _former_rooms(self) -> Mapping[str, str]:
        return room_ids_by_former_name(self._document.workspace.history.changes())

    @staticmethod
    def _has_result(found: BringBackResult | None) -> bool:
        """Return whether bringing back would change something, or there are sessions to report that it leaves out."""
        return bool(found and (found.change or found.staying))

    def _enable_bringing_chosen(self) -> None:
        """Enable bringing back the sessions in the selected rows if one would move, or be reported as staying."""
        sessions = self.changes.selected_session_ids
        self.bring_chosen.setEnabled(bool(sessions) and self._has_result(self._bring_back_result(sessions)))

    def _bring_back(self, sessions: Collection[str] | None = None) -> None:
        """Ask, then bring sessions back as one step, and accept the dialog; the window offers to undo it."""
        found, document = self._bring_back_result(sessions), self._document
        if found is None or self.chosen is None:
            return
        asking = BringBackDialog(document, self.chosen.number, found, self)
        if document.dialogs.run_dialog(asking) and document.apply(lambda _agenda: found.change):
            self.accept()

    def _save_copy(self, product: Product) -> None:
        if (chosen := self.chosen) and self._saving and self._saving(chosen, product, self):
            self.accept()


def compare_versions(
    earlier: Release | None, later: Release | None, now: Programme
) -> tuple[Text, Sequence[ProgrammeChange]]:
    """Return a summary and the changes from a version to a later one, or to the programme ``now`` if that is None.

    If ``earlier`` is None, ``later`` is the first version.
    """
    shown = later.programme if later else now
    if earlier is None:
        n = len(shown.items)
        first = Plural("The first version, with {n} session.", "The first version, with {n} sessions.", n)
        return first, difference(None, shown)
    what = summary(earlier.programme, shown) or Text("no difference")
    head = Text("From version {old} to now: {what}", old=earlier.number, what=what)
    if later:
        numbers = {"old": earlier.number, "new": later.number}
        head = Text("From version {old} to version {new}: {what}", what=what, **numbers)
    return head, difference(earlier.programme, shown)


def local_time(release: Release) -> datetime:
    """Return when a version was published, in its conference's time zone, or in UTC if that is not known here."""
    try:
        return release.made.astimezone(time_zone(release.programme.timezone))
    except EstradError:
        return release.made.astimezone(UTC)


def show_releases(
    document: Document,
    dialogs: DialogService,
    parent: QWidget,
    *,
    changing: bool = False,
    saving: SaveCopy | None = None,
) -> None:
    """Show the dialog of published versions, see ``ReleasesDialog``."""
    if (found := document.run_or_report(document.workspace.releases.all)) is not None:
        dialogs.run_dialog(ReleasesDialog(document, found, parent, changing=changing, saving=saving))
