"""Menu actions on people: merge two, find duplicates, invite those of an earlier conference again, erase one."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Person
from planner.domain.text import N_, EstradError, Text
from ui.state.document import PEOPLE, Document, Draft
from ui.state.open_window import HostWindow, OpenPage, WindowContext

if TYPE_CHECKING:
    from planner.commands.duplicates import DuplicatePair
    from planner.domain.agenda import Agenda
    from planner.eraser import Eraser

ANYWAY, STAYS = (
    N_("Erase anyway"),
    N_("It goes if it is about this person, and else stays in its field, without the name."),
)


class PeopleCommands:
    """Handles the actions on people for one window; they do nothing without an open conference."""

    def __init__(
        self,
        window: QWidget,
        host: HostWindow,
        context: WindowContext,
        may_leave: Callable[[str, str], bool],
        flush: Callable[[], None],
    ) -> None:
        """``may_leave`` asks about unsaved texts; ``flush`` waits until they are stored.

        The arguments of ``may_leave`` are its button's label, and a sentence on what becomes of the texts.
        """
        self._window, self._host, self._context = window, host, context
        self._may_leave, self._flush = may_leave, flush
        self._words = context.presentation.words

    def handlers(self) -> dict[str, Callable[[OpenPage], object]]:
        """Return the handlers of the actions on people, by the actions' names."""
        return {
            "merge_people": self.merge, "duplicates": self.show_duplicates, "invite_again": self.invite_again,
            "erase_person": self.erase,
        }  # fmt: skip

    # merging -------------------------------------------------------------------------------------------

    def merge(self, page: OpenPage) -> None:
        """If just two people are selected, show them side by side, to be merged or marked as different."""
        if page.document.plan.shown[0] is Person and len(page.document.plan.shown_entities) == 2:
            from planner.commands.duplicates import DuplicatePair, DuplicateReason  # the window starts without it

            first, second = (thing.id for thing in page.document.plan.shown_entities)
            self._show_pair(page.document, DuplicatePair(first, second, DuplicateReason.SAME), asked=True)

    def _show_pair(self, document: Document, pair: DuplicatePair, *, asked: bool = False) -> bool:
        """Show two people side by side, and return whether they were merged or marked as different.

        ``asked`` tells that the user chose the pair.
        """
        from ui.features.people.people_dialogs import MergePeopleDialog

        dialog = MergePeopleDialog(document, pair.first, pair.second, None if asked else pair.why, self._window)
        if not self._context.dialogs.run_dialog(dialog) or not document.apply(dialog.make_change):
            return False
        document.plan.show(Person, dialog.keep)
        return True

    def show_duplicates(self, page: OpenPage) -> None:
        """Show the pairs of people who may be one person."""
        from ui.features.people.people_dialogs import DuplicatesDialog

        self._context.dialogs.run_dialog(
            DuplicatesDialog(page.document, partial(self._show_pair, page.document), self._window)
        )

    def offer_duplicates(self, before: Container[str]) -> None:
        """After an import, offer to show possible duplicates if it added one of them.

        ``before`` has the ids of the people who were in the conference before the import.
        """
        if page := self._host.page:
            from planner.commands.duplicates import find_duplicates
            from ui.kit.dialogs.progress import run_with_progress

            steps, words = find_duplicates(page.document.agenda), self._words
            said = words("Possible duplicates"), words("People are being compared…")
            pairs = run_with_progress(steps, self._context.dialogs, self._window, *said) or ()
            if any(pair.first not in before or pair.second not in before for pair in pairs):
                self._host.notice.offer(self._words("Possible duplicates…"), partial(self.show_duplicates, page))

    # inviting again ------------------------------------------------------------------------------------

    def invite_again(self, page: OpenPage) -> None:
        """Ask for an earlier conference file, show its people, and invite those whom the user ticks."""
        path = self._context.dialogs.file_to_open(self._window, page.document.workspace.path.parent)
        if path is None:
            return
        from planner.storage.versions import opened_version

        try:
            with opened_version(path) as (before, picture):
                self._invite_guests(page.document, before, picture)
        except EstradError as error:
            self._host.tell(error)

    def _invite_guests(self, document: Document, before: Agenda, picture: Callable[[str], bytes | None]) -> None:
        from planner.commands.conference import invite_again
        from ui.features.people.people_dialogs import InviteAgainDialog

        dialog = InviteAgainDialog(document, before, self._window)
        if not self._context.dialogs.run_dialog(dialog) or not dialog.chosen:
            return
        change = invite_again(document.agenda, dialog.chosen, document.workspace.new_id)
        came = [edit.after for edit in change.edits if isinstance(edit.after, Person)]
        found = {person.photo: picture(person.photo) for person in came if person.photo}
        pictures = {name: data for name, data in found.items() if data is not None}
        if document.apply(lambda agenda: change, pictures) and self._host.page:
            self._host.page.places.go(PEOPLE)
            document.plan.show(Person, *(person.id for person in came))

    # erasing -------------------------------------------------------------------------------------------

    def erase(self, page: OpenPage) -> None:
        """If one person is selected, show what erasing would do, and erase the person if the user confirms."""
        if page.document.plan.shown[0] is not Person or len(page.document.plan.shown_entities) != 1:
            return
        if not self._may_leave(ANYWAY, STAYS):
            return
        from planner.background import in_thread
        from planner.eraser import Eraser
        from ui.features.people.erase_dialog import ErasePersonDialog
        from ui.forms.photo_editor import person_icon
        from ui.kit.dialogs.progress import run_with_progress

        document, person, words = page.document, page.document.plan.shown[1], self._words
        page.timeline.cancel()
        if eraser := document.run_or_report(lambda: Eraser(document.workspace, self._context.env, person)):
            said = words("Erase {name}").format(name=eraser.person.name), words("The name is being looked for…")
            steps = in_thread(lambda: eraser.mentions)
            if run_with_progress(steps, self._context.dialogs, self._window, *said) is None:
                return
            portrait = person_icon(document, eraser.person)
            dialog = ErasePersonDialog(eraser, document.presentation, portrait, self._window)
            if self._context.dialogs.run_dialog(dialog):
                self._erase_person(document, eraser, dialog.texts_to_clean)

    def _erase_person(self, document: Document, eraser: Eraser, taken: frozenset[str]) -> None:
        self._flush()
        words, name = self._words, eraser.person.name
        title = words("Erase {name}").format(name=name)
        done = document.run_long_task(eraser.erase(taken), self._window, title, words("The name is being erased…"))
        if done is None:
            return
        document.opened_at = document.workspace.history.position
        self._clean_drafts(document, eraser)
        _clean_clipboard(eraser)
        if not done.faults:
            says = [words("“{name}” is erased. What was done before cannot be undone any more.").format(name=name)]
            if left := len({mention.key for mention in eraser.mentions} - taken):
                says.append(words.plural("{n} text was left as it is.", "{n} texts were left as they are.", left))
            self._host.notice.show_message(" ".join(says))
            return
        told = (words.say(text) for fault in done.faults for text in (fault.problem, fault.remedy) if text)
        why = " ".join(dict.fromkeys(told))
        said = Text("“{name}” is erased from the conference, but not from everywhere. {why}", name=name, why=why)
        self._host.tell(EstradError(said, file=done.faults[0].file or document.workspace.path))

    def _clean_drafts(self, document: Document, eraser: Eraser) -> None:
        """Discard the drafts about the person, and replace the name in all others by the mark."""
        person = eraser.person.id
        document.drafts.forget(lambda spot: person in (*spot.ids, spot.field.rpartition(" ")[2]))
        for spot, draft in document.drafts:
            text, before = eraser.without_name(draft.text), eraser.without_name(draft.before)
            if (text, before) != (draft.text, draft.before):
                document.drafts.discard(spot)
                document.drafts.keep(spot, Draft(text, before, restored=True))


def _clean_clipboard(eraser: Eraser) -> None:
    """Clear the clipboard if this program filled it and the content mentions the person."""
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData() if clipboard.ownsClipboard() else None
    if data is not None:
        copied = "\n".join(bytes(data.data(form).data()).decode("utf-8", "replace") for form in data.formats())
        if eraser.mention_ranges(copied) or eraser.person.id in copied:
            clipboard.clear()
