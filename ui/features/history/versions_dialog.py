"""The dialog of kept plans: compares one with the present plan, restores it or some sessions, saves and erases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QWidget,
)

from planner.commands.fetching import SessionDifference, restore_plan, restore_sessions, session_differences
from planner.domain.agenda import Agenda, Change, picture_ids
from planner.domain.block import Block
from planner.domain.entities import Cover, Day, Entity, Partner, Person, Room, Session, Template, Track
from planner.domain.text import EstradError, Plural, Text
from planner.storage.versions import REASONS, Reason, Version, delete_versions, opened_version
from ui.kit.dialogs.dialog_service import close_buttons, resize_within_screen, set_default_button
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import EDGE, TextTable, column, name_widget, plain_label, row, tooltip_text
from ui.plan.comparison import open_comparison, other_field_labels, time_and_place
from ui.state.document import Document

VERSION = Qt.ItemDataRole.UserRole + 1
KINDS: dict[type[Entity], Callable[[int], Text]] = {
    Session: lambda n: Plural("{n} session", "{n} sessions", n),
    Block: lambda n: Plural("{n} block", "{n} blocks", n),
    Person: lambda n: Plural("{n} person", "{n} people", n),
    Room: lambda n: Plural("{n} room", "{n} rooms", n),
    Day: lambda n: Plural("{n} day", "{n} days", n),
    Track: lambda n: Plural("{n} track", "{n} tracks", n),
    Cover: lambda n: Plural("{n} shift of a moderator", "{n} shifts of moderators", n),
    Partner: lambda n: Plural("{n} organisation", "{n} organisations", n),
    Template: lambda n: Plural("{n} template", "{n} templates", n),
}
"""Texts for numbers of entities that differ.

Conference and venue, which cannot disappear, share one in ``_entity_counts_text``.
"""


@dataclass(frozen=True, slots=True)
class VersionContent:
    """The content of a kept plan: the plan, and its pictures by id, some of which the open file may lack."""

    plan: Agenda
    pictures: dict[str, bytes] = field(default_factory=dict)


class PlanVersionsDialog(QDialog):
    """A dialog with the kept plans at the left, and at the right how the selected one differs from the present plan."""

    def __init__(
        self, document: Document, open_as: Callable[[Version], object], tell: Callable[[EstradError], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._document, self._presentation, self._tell = document, document.presentation, tell
        self._words = document.presentation.words
        self._open_as = open_as
        self._looked: VersionContent | None = None
        self._sure = False  # True after the first press of Erase, when the button's text warns that erasing is final
        self.setWindowTitle(self._words("Kept plans"))
        resize_within_screen(self, 940, 560)
        self._arrange()
        self._list_versions()
        self.versions.currentItemChanged.connect(lambda _new, _old: self._show_current_version())
        self.versions.itemSelectionChanged.connect(self._enable_buttons)
        self.sessions.itemChanged.connect(lambda _item, _column: self._enable_buttons())
        self.versions.setCurrentRow(0)
        self._show_current_version()

    # layout --------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        _ = self._words
        self.versions = set_properties(name_widget(QListWidget(), _("Kept plans")), offered=True)
        self.versions.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.versions.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.versions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head, self.others = plain_label(heading="window"), plain_label(tone="muted")
        self.sessions = TextTable(_("Sessions that differ"), [_("Session"), _("As it was"), _("Now")])
        self.sessions.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        right, split = QWidget(), QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.open_comparison = push_button(_("Show &beside today…"), self._compare_plans)
        head = row((self.head, 1), self.open_comparison)
        column(head, self.sessions, self.others, inside=right, margins=(12, 0, 0, 0))
        split.addWidget(self.versions)
        split.addWidget(right)
        split.setSizes([280, 620])
        self.fetch_ticked = push_button(
            _("Restore the ticked sessions"),
            lambda: self._restore(lambda now, then: restore_sessions(now, then, self.sessions.ticked)),
        )
        self.fetch_plan = push_button(_("Restore the whole plan"), lambda: self._restore(restore_plan))
        self.save_as = push_button(_("Save as a file…"), self._save_plan)
        self.erase = push_button(_("Erase…"), self._erase_on_second_press)
        closing, close = close_buttons(self)
        buttons = row(self.fetch_ticked, self.fetch_plan, self.save_as, self.erase, 1, closing)
        column((split, 1), buttons, inside=self, margins=EDGE, spacing=12)
        set_default_button(self, close)

    def _list_versions(self) -> None:
        """List all kept plans: this file's, then those of its copies and of other files that were at this path."""
        self.versions.clear()
        kept, here = self._document.workspace.versions, self._document.workspace.path.resolve()
        for version in kept.kept() if kept else ():
            self._add_version(version)
        above = None
        for version in kept.elsewhere() if kept else ():
            if version.of != above:
                above = version.of
                of_copy = self._words("Of a copy: {path}").format(path=above)
                head = QListWidgetItem(self._words("Of another file that lay here") if above == here else of_copy)
                head.setToolTip(tooltip_text(str(above)))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.versions.addItem(head)
            self._add_version(version)

    def _add_version(self, version: Version) -> None:
        item = QListWidgetItem(self._version_text(version))
        item.setData(VERSION, version)
        item.setToolTip(tooltip_text(self._version_text(version)))
        self.versions.addItem(item)

    def _version_text(self, version: Version) -> str:
        """Return the text of a kept plan: its time, such as Fri 1 March 2024 13:00, and below it why it was kept."""
        made = version.made.astimezone()
        return (
            f"{self._document.presentation.full_date(made.date())} {made:%H:%M}\n{self._words(REASONS[version.reason])}"
        )

    # display -------------------------------------------------------------------------------------------

    @property
    def current_version(self) -> Version | None:
        """The current kept plan, or None."""
        item = self.versions.currentItem()
        return item.data(VERSION) if item else None

    def _selected_versions(self) -> list[Version]:
        """Return the selected kept plans."""
        return [item.data(VERSION) for item in self.versions.selectedItems()]

    def _show_current_version(self) -> None:
        version = self.current_version
        self._looked = None
        self.sessions.clear()
        if version is None:
            self._show_summary(self._words("No plan is kept: one is kept before the first change of each day."))
            return
        try:
            with opened_version(version.path) as (plan, picture):
                found = {name: picture(name) for name in picture_ids(plan)}
                self._looked = VersionContent(plan, {name: data for name, data in found.items() if data is not None})
        except EstradError as error:
            self._show_summary(" ".join(self._words.say(text) for text in (error.problem, error.remedy) if text))
            return
        if self._is_other_conference(plan):
            title = self._words("This is another conference: “{title}”").format(title=plan.conference.title)
            self._show_summary(title, self._words("Save it as a file to open it."))
        else:
            self._show_differences(plan)

    def _show_summary(self, head: str, others: str = "", *, loses: bool = False) -> None:
        set_properties(self.head, tone="problem" if loses else "").setText(head)
        self.others.setText(others)
        self._enable_buttons()

    def _is_other_conference(self, plan: Agenda) -> bool:
        """Return whether a plan is of another conference, so that nothing can be restored from it."""
        return plan.conference.id != self._document.agenda.conference.id

    def _show_differences(self, plan: Agenda) -> None:
        words, now = self._words, self._document.agenda
        for found in session_differences(now, plan):
            if found.second:
                self._add_difference(plan, found, found.second)
        edits = restore_plan(now, plan).edits
        gone = self._entity_counts_text(edit.entity for edit in edits if edit.after is None)
        rest = self._entity_counts_text(edit.entity for edit in edits if edit.after)
        told = [words("{what} would disappear").format(what=gone)] if gone else []
        told += [words("{what} would change or come back").format(what=rest)] if rest else []
        self._show_summary(*(told or [words("This is the plan as it is now")]), loses=bool(gone))

    def _add_difference(self, plan: Agenda, found: SessionDifference, session: Session) -> None:
        words, now, names = self._words, found.first, found.names
        others = ", ".join(other_field_labels(words, found))
        here = time_and_place(self._presentation, self._document.agenda, now) if now else words("not there any more")
        title = now.title if now and "title" in names else ""
        parts = (title, here, others) if not now or "placement" in names else (title, others, here)
        told = " · ".join(part for part in parts if part)
        then = time_and_place(self._presentation, plan, session)
        self.sessions.add([session.title, then, told], session.id, ticked=False)

    def _entity_counts_text(self, entities: Iterable[Entity]) -> str:
        """Return the numbers of entities by type, such as 17 sessions, 10 people."""
        counts = Counter(type(entity) for entity in entities)
        told = [say(counts[kind]) for kind, say in KINDS.items() if counts[kind]]
        if counts.keys() - KINDS.keys():
            told.append(Text("the conference or its venue"))
        return ", ".join(self._words.say(text) for text in told)

    def _enable_buttons(self) -> None:
        looked, free = self._looked, self._document.workspace.writable
        free = free and looked is not None and not self._is_other_conference(looked.plan)
        self.fetch_ticked.setEnabled(bool(free and self.sessions.ticked))
        self.fetch_plan.setEnabled(bool(free and looked and restore_plan(self._document.agenda, looked.plan)))
        self.save_as.setEnabled(looked is not None)
        self.open_comparison.setEnabled(looked is not None and not self._is_other_conference(looked.plan))
        self._sure = False
        self.erase.setText(self._words("Erase…"))
        self.erase.setEnabled(bool(self._selected_versions()))

    # actions -------------------------------------------------------------------------------------------

    def _restore(self, make: Callable[[Agenda, Agenda], Change]) -> None:
        looked, versions = self._looked, self._document.workspace.versions
        if looked is None or versions is None:
            return

        def act() -> None:
            versions.keep(Reason.FETCH)
            self._document.workspace.apply(make(self._document.agenda, looked.plan), looked.pictures)

        if self._document.try_run(act):
            self.accept()

    def _compare_plans(self) -> None:
        """Show the current kept plan beside the present plan."""
        version, looked, document = self.current_version, self._looked, self._document
        if version and looked:
            name = self._version_text(version).splitlines()[0]
            open_comparison(document.plan, looked.plan, name, document.dialogs, self, looked.pictures.get)

    def _save_plan(self) -> None:
        if (version := self.current_version) and self._open_as(version):
            self.reject()

    def _erase_on_second_press(self) -> None:
        """On the second press, erase the selected kept plans; on the first, turn the button's text into a warning."""
        chosen, row = self._selected_versions(), self.versions.currentRow()
        if not self._sure:
            self._sure = True
            self.erase.setText(
                self._words.plural("Erase {n} kept plan for good", "Erase {n} kept plans for good", len(chosen))
            )
            return
        try:
            delete_versions(version.path for version in chosen)
        except EstradError as error:
            self._tell(error)
        self._list_versions()
        self.versions.setCurrentRow(min(row, self.versions.count() - 1))
        self._show_current_version()
