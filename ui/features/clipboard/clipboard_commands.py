"""The commands cut, copy and paste: for sessions and blocks, people, and what another program copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from planner.commands.blocks import delete_block
from planner.commands.deleting import delete_entities
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Person, Session
from planner.domain.span import LATEST, Span
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import Placement
from planner.rules.rule import Severity
from ui.kit.widgets.notice_bar import NoticeBar
from ui.state.document import AGENDA, Document
from ui.state.open_window import HostWindow, report_last_change
from ui.state.transfer import ImportSource, import_sources

if TYPE_CHECKING:
    from planner.commands.clipboard import Clip  # the window starts without it


class ClipboardCommands:
    """Handles cut, copy and paste for one window."""

    def __init__(
        self, host: HostWindow, bring: Callable[[Sequence[ImportSource]], object], copy_people: Callable[[], object]
    ) -> None:
        """Take ``bring``, which imports what another program copied, and ``copy_people``, for the selected people."""
        self._host, self._bring, self._copy_people = host, bring, copy_people

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of cut, copy and paste, by the names of the actions."""
        return {"cut": self.cut, "copy": self.copy, "paste": self.paste}

    def copy(self) -> None:
        """Copy the selected sessions, block or people to the clipboard, and report that."""
        if (page := self._host.page) and page.document.plan.shown[0] is Person and not page.document.plan.selected:
            page.commit()
            self._copy_people()
        elif page:
            page.commit()
            clip, words = _copy_selection(page.document), page.document.presentation.words
            if n := len(clip.sessions) or len(clip.blocks):
                said = words.plural("{n} session is on the clipboard.", "{n} sessions are on the clipboard.", n)
                if clip.blocks:
                    said = words("Block “{title}” is on the clipboard.").format(title=clip.blocks[0].title)
                self._host.notice.show_message(said)
                CopiedNoticeHider(self._host.notice, said)

    def cut(self) -> None:
        """Move selected sessions, or a block with its sessions, to the clipboard; pasted back, they keep their ids."""
        if (page := self._host.page) and page.document.plan.selected_ids:
            document, chosen, block = page.document, page.document.plan.selected, page.document.plan.selected_block_id
            page.commit()
            _copy_selection(document)
            document.apply(lambda agenda: _cut_block(agenda, block) if block else _cut_change(agenda, chosen))

    def paste(self) -> None:
        """Paste sessions from the clipboard, or import what another program copied.

        On the timeline they go to the insertion point, or else after the selected sessions of the shown day, as
        ``planner.commands.clipboard.paste`` says; otherwise into the tray.
        """
        page, data = self._host.page, QGuiApplication.clipboard().mimeData()
        if found := import_sources(data):
            self._bring(found)
            return
        if page is None:
            return
        from planner.commands.clipboard import count_private_losses, paste  # the window starts without it
        from ui.features.clipboard.session_clipboard import read_clip

        page.commit()
        document, missing = page.document, list[Text]()
        at = page.insertion_point or (_place_after_selection(document) if page.places.shown == AGENDA else None)

        def act() -> Sequence[str]:
            if (clip := read_clip(QGuiApplication.clipboard())) is None:
                raise EstradError(
                    Text("There are no sessions on the clipboard."),
                    Text("Select some and press Ctrl+C, or copy a table or a list in another program."),
                )
            gone = document.workspace.history.deleted_entities
            missing.extend(
                _paste_loss_sentences(clip, document.agenda, count_private_losses(document.agenda, clip, gone))
            )
            change, ids = paste(document.agenda, clip, document.workspace.new_id, at=at, deleted=gone)
            document.workspace.apply(change, _new_pictures(change, clip))
            return ids

        if (pasted := document.run_or_report(act)) is not None:
            document.plan.select(pasted)
            met = [
                document.presentation.words.say(conflict.text) for conflict in document.plan.problems.all
                if conflict.severity is Severity.PROBLEM and not set(pasted).isdisjoint(conflict.sessions)
            ]  # fmt: skip
            report_last_change(self._host, *map(document.presentation.words.say, missing), *met[:1])


def _copy_selection(document: Document) -> Clip:
    """Copy the selected sessions or block to the clipboard, and return them as a clip."""
    from ui.features.clipboard.session_clipboard import write_clip  # the window starts without it

    plan = document.plan
    return write_clip(QGuiApplication.clipboard(), document.workspace, plan.selected, (plan.selected_block_id,))


def _paste_loss_sentences(clip: Clip, agenda: Agenda, lost: int) -> Iterator[Text]:
    """Yield a sentence for each sort of data that could not be pasted."""
    if lost:
        yield Plural(
            "Notes and answers of {n} session are not there any more.",
            "Notes and answers of {n} sessions are not there any more.", lost,
        )  # fmt: skip
    if clip.unnamed and clip.conference != agenda.conference.id:
        yield Plural(
            "{n} person who is not named to attendees did not come along.",
            "{n} people who are not named to attendees did not come along.", clip.unnamed,
        )  # fmt: skip


class CopiedNoticeHider(QObject):
    """Hides the notice about the clipboard, if still shown, once the clipboard has no sessions; then deletes itself."""

    def __init__(self, notice: NoticeBar, said: str) -> None:
        super().__init__(notice)
        self._notice, self._said = notice, said
        QGuiApplication.clipboard().dataChanged.connect(self._hide_if_replaced)

    def _hide_if_replaced(self) -> None:
        from planner.commands.clipboard import MIME  # the window starts without it

        still = self._notice.isVisible() and self._notice.sentence.text() == self._said
        data = QGuiApplication.clipboard().mimeData()
        if still and data is not None and data.hasFormat(MIME):
            return
        if still:
            self._notice.hide()
        self.deleteLater()  # not disconnected: a slot that Qt calls must not end its own connection


def _new_pictures(change: Change, clip: Clip) -> dict[str, bytes]:
    """Return the photos of the people that a change adds or edits, by id, as far as the clip has them."""
    photos = {edit.after.photo for edit in change.edits if isinstance(edit.after, Person)}
    return {name: data for name, data in clip.pictures_by_id().items() if name in photos}


def _cut_change(agenda: Agenda, chosen: tuple[str, ...]) -> Change:

    label = Plural("Cut {n} session", "Cut {n} sessions", len(chosen))
    return replace(delete_entities(agenda, Session, chosen), label=label)


def _cut_block(agenda: Agenda, block: str) -> Change:
    label = Text("Cut block “{title}”", title=agenda.blocks[block].title)
    return replace(delete_block(agenda, block, with_sessions=True), label=label)


def _place_after_selection(document: Document) -> Placement | None:
    """Return a placement after the selected session that ends last on the shown day, in its rooms; None without one."""
    places = [document.agenda.sessions[session].placement for session in document.plan.selected]
    if not (there := [place for place in places if place and place.span.day == document.plan.day.date]):
        return None
    last = max(there, key=lambda place: place.span.end)
    return replace(last, span=Span(last.span.day, min(last.span.end, LATEST - 1), LATEST))
