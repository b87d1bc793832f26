"""Menu actions on people: merge two, find duplicates, invite guests of an earlier year again, erase one."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Person
from planner.domain.errors import EstradError
from planner.domain.text import N_, Text
from ui.state.drafts import Draft
from ui.state.open_window import Host, say_done
from ui.state.places import PEOPLE
from ui.state.window_context import Surroundings

if TYPE_CHECKING:
    from planner.commands.duplicates import DuplicatePair
    from planner.domain.agenda import Agenda
    from planner.eraser import Eraser, ErasureReport
    from ui.state.document import Desk

ANYWAY, STAYS = N_("Erase anyway"), N_("It stays in its field, without the name.")


class UnsavedTexts(Protocol):
    """The texts of the window that are typed and not saved."""

    def may_leave(self, anyway: str = "", stays: str = "") -> bool:
        """Save what can be, and ask whether to go on although something else was typed.

        ``anyway`` is what the button says that goes on, and ``stays`` what becomes of the texts then.
        """

    def flush(self) -> None:
        """Wait until what is kept aside is on the disk."""


class PeopleVerbs:
    """Handles the actions on people for one window; without a conference they do nothing."""

    def __init__(self, window: QWidget, host: Host, around: Surroundings, leaving: UnsavedTexts) -> None:
        self._window, self._host, self._around, self._leaving = window, host, around, leaving
        self._words = around.reader.words

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of the actions by name."""
        return {
            "merge_people": self.merge, "duplicates": self.show_duplicates, "invite_again": self.invite_again,
            "erase_person": self.erase,
        }  # fmt: skip

    # merging -------------------------------------------------------------------------------------------

    def merge(self) -> None:
        """Show the two selected people side by side, and merge them."""
        page = self._host.page
        if page and page.desk.shown[0] is Person and len(page.desk.shown_things) == 2:
            page.commit()
            from planner.commands.duplicates import DuplicatePair, DuplicateReason  # the window starts without it

            first, second = (thing.id for thing in page.desk.shown_things)
            if self._look_at(page.desk, DuplicatePair(first, second, DuplicateReason.SAME), asked=True):
                say_done(self._host)

    def _look_at(self, desk: Desk, pair: DuplicatePair, *, asked: bool = False) -> bool:
        """Show two people side by side and return whether they were decided on. ``asked`` if the user chose them."""
        from ui.features.people.merge_dialog import MergePeople

        dialog = MergePeople(desk, pair.first, pair.second, None if asked else pair.why, self._window)
        if not self._around.ask.dialog(dialog) or not desk.perform(dialog.made):
            return False
        desk.show(Person, dialog.keep)
        return True

    def show_duplicates(self) -> None:
        """Show the pairs of people who may be the same person."""
        if page := self._host.page:
            page.commit()
            from ui.features.people.duplicates_dialog import Duplicates

            before = page.desk.workspace.position
            self._around.ask.dialog(Duplicates(page.desk, partial(self._look_at, page.desk), self._window))
            if page.desk.workspace.position == before + 1:
                say_done(self._host)

    def offer_duplicates(self, before: Container[str]) -> None:
        """Offer to show possible duplicates after an import, if there are any among the imported people.

        ``before`` holds the ids of the people who were in the conference before.
        """
        if page := self._host.page:
            from planner.commands.duplicates import find_duplicates
            from ui.kit.dialogs.progress import work

            steps, words = find_duplicates(page.desk.agenda), self._words
            said = words("Possible duplicates"), words("People are being compared…")
            pairs = work(steps, words, self._around.ask, self._window, *said) or ()
            if any(pair.first not in before or pair.second not in before for pair in pairs):
                self._host.notice.offer(self._words("Possible duplicates…"), self.show_duplicates)

    # inviting again ------------------------------------------------------------------------------------

    def invite_again(self) -> None:
        """Ask for an earlier file, show the people in it, and add those who are ticked."""
        page = self._host.page
        if page is None:
            return
        page.commit()
        path = self._around.ask.file_to_open(self._window, page.desk.workspace.path.parent)
        if path is None:
            return
        from planner.storage.versions import looking_into_file

        try:
            with looking_into_file(path, Text("Choose another file.")) as (before, picture):
                self._invite(page.desk, before, picture)
        except EstradError as error:
            self._host.tell(error)

    def _invite(self, desk: Desk, before: Agenda, picture: Callable[[str], bytes | None]) -> None:
        from planner.commands.inviting import invite_again
        from ui.features.people.invite_dialog import InviteAgain

        dialog = InviteAgain(desk, before, self._window)
        if not self._around.ask.dialog(dialog) or not dialog.chosen:
            return
        change = invite_again(desk.agenda, dialog.chosen, desk.workspace.new_id)
        came = [edit.after for edit in change.edits if isinstance(edit.after, Person)]
        found = {person.photo: picture(person.photo) for person in came if person.photo}
        pictures = {name: data for name, data in found.items() if data is not None}
        if desk.perform(lambda agenda: change, pictures) and self._host.page:
            self._host.page.go(PEOPLE)
            desk.show(Person, *(person.id for person in came))
            say_done(self._host)

    # erasing -------------------------------------------------------------------------------------------

    def erase(self) -> None:
        """Show what erasing the selected person would do, and erase them."""
        page = self._host.page
        if page is None or page.desk.shown[0] is not Person or len(page.desk.shown_things) != 1:
            return
        if not self._leaving.may_leave(ANYWAY, STAYS):
            return
        from planner.eraser import Eraser
        from ui.features.people.erase_dialog import ErasePerson

        desk, made = page.desk, list[Eraser]()
        person = desk.shown[1]
        page.timeline.cancel()
        desk.dare(lambda: made.append(Eraser(desk.workspace, self._around.env, person)))
        if not made:
            return
        dialog = ErasePerson(made[0], desk.reader, self._window)
        if self._around.ask.dialog(dialog):
            self._erase(desk, made[0], dialog.taken)

    def _erase(self, desk: Desk, eraser: Eraser, taken: frozenset[str]) -> None:
        self._leaving.flush()
        done: list[ErasureReport] = []
        if not desk.dare(lambda: done.append(eraser.erase(taken))):
            return
        desk.opened_at = desk.workspace.position
        self._clean_drafts(desk, eraser)
        _clean_clipboard(eraser)
        words, name = self._words, eraser.person.name
        if not done[0].faults:
            says = [words("“{name}” is erased. What was done before cannot be undone any more.").format(name=name)]
            if left := len({mention.key for mention in eraser.mentions} - taken):
                says.append(words.plural("{n} text was left as it is.", "{n} texts were left as they are.", left))
            self._host.notice.say(" ".join(says))
            return
        first, *_others = faults = done[0].faults
        why = " ".join(words.say(text) for fault in faults for text in (fault.problem, fault.remedy) if text)
        said = Text("“{name}” is erased from the conference, but not from everywhere. {why}", name=name, why=why)
        self._host.tell(EstradError(said, file=first.file or desk.workspace.path))

    def _clean_drafts(self, desk: Desk, eraser: Eraser) -> None:
        """Forget the person's own drafts, and replace the name by the mark in all others."""
        person = eraser.person.id
        desk.drafts.forget(lambda spot: person in (*spot.ids, spot.field.rpartition(" ")[2]))
        for spot, draft in desk.drafts:
            text, before = eraser.without(draft.text), eraser.without(draft.before)
            if (text, before) != (draft.text, draft.before):
                desk.drafts.let_go(spot)
                desk.drafts.keep(spot, Draft(text, before, restored=True))


def _clean_clipboard(eraser: Eraser) -> None:
    """Clear the clipboard if it was filled by us and mentions the person; another program's content is left alone."""
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData() if clipboard.ownsClipboard() else None
    if data is None:
        return
    copied = "\n".join(bytes(data.data(form).data()).decode("utf-8", "replace") for form in data.formats())
    if eraser.places_in(copied) or eraser.person.id in copied:
        clipboard.clear()
