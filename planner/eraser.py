"""Erases a person from a conference, and from versions, backups, unsaved texts, printed sheets and the error log."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from planner import disk
from planner.background import in_thread
from planner.commands.erasing import Mention, erase, find_mentioning_fields, import_traces
from planner.commands.name_patterns import NamePatterns, name_patterns
from planner.domain.attendee_names import affiliation
from planner.domain.entities import Person
from planner.domain.fingerprint import fingerprint_of_key, further_key_fingerprints
from planner.domain.json_codec import to_json
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Text
from planner.environment import Environment
from planner.erasure_debt import backup_debt_item, ensure_machine_id
from planner.storage.backups import find_backups
from planner.storage.database import FileDatabase
from planner.storage.erasing import (
    Erasure,
    Traces,
    credit_pattern,
    erase_from_file,
    find_traces,
    personal_calendar_keys,
)
from planner.storage.kept_aside import StoredDraft, draft_debt_item, rewrite_drafts
from planner.storage.owed import Debt, DebtKind, add_debts
from planner.storage.versions import Version, version_debt_item
from planner.workspace import Workspace

MARK = N_("[name erased]")


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """The result of an erasure: how many versions and which backups were to go, and what had already been sent.

    ``faults`` are the errors because of which something remains to be done.
    """

    versions: int = 0
    backups: tuple[Path, ...] = ()
    sent: tuple[Text, ...] = ()
    faults: tuple[EstradError, ...] = ()


class Eraser:
    """Finds one person in a conference and in all that is kept of it, and erases them."""

    def __init__(self, workspace: Workspace, env: Environment, person_id: str) -> None:
        self._workspace, self._env = workspace, env
        self.person = workspace.agenda.people[person_id]
        edits = (edit for step in workspace.history.steps() for edit in step.change.edits)
        images = [image for edit in edits for image in (edit.before, edit.after) if image]
        people = (image for image in images if isinstance(image, Person))
        self._former = tuple(one for one in people if _is_same_person(self.person, one))
        self._who: NamePatterns = name_patterns(self.person, self._former)
        self._remembered = import_traces(workspace.agenda, self._who, images)
        self._looked: dict[Path, Traces] = {}  # what each file has of the person, cached since reading is slow
        self._ridden: frozenset[str] = frozenset()  # the things whose texts lose parts of the name too

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The texts that mention the person, for the user to decide on one by one; slow to find, then cached."""
        return tuple(find_mentioning_fields(self._workspace.agenda, self._who))

    def search_copies(self) -> LongTask[None]:
        """Search all kept versions and backups for the person, one at a time; ``erase`` then need not read them."""
        versions = self._workspace.versions
        paths = [version.path for version in (*versions.kept(), *versions.elsewhere())] if versions else []
        paths += find_backups(self._workspace.path)
        for done, path in enumerate(paths):
            yield Progress(done, len(paths))
            self._has_traces(path)

    def mention_ranges(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the ranges of a text that mention the person, as start and end offsets (end exclusive)."""
        patterns = [pattern for pattern in (self._who.sure, self._who.perhaps) if pattern]
        found = sorted((f.span() for p in patterns for f in p.finditer(text)), key=lambda span: (span[0], -span[1]))
        apart: list[tuple[int, int]] = []
        for begin, end in found:
            if not apart or begin >= apart[-1][1]:
                apart.append((begin, end))
        return tuple(apart)

    def without_name(self, text: str) -> str:
        """Return a text with the person's name replaced by ``mark``."""
        return self._who.replace_matches(text, self.mark)

    @property
    def mark(self) -> str:
        """The text that replaces the name, in the conference's language."""
        return self._workspace.wording(MARK)

    @cached_property
    def sent(self) -> tuple[Text, ...]:
        """A line for each sent release and calendar that names the person or is theirs, as these cannot be recalled."""
        return tuple(self._already_sent_lines())

    def _already_sent_lines(self) -> Iterator[Text]:
        for number, made, programme in self._workspace.releases.programme_texts():
            if self._has_person(programme):
                yield Text("Version {n} of the programme, sent on {date}", n=number, date=made.date().isoformat())
        for key, file in sorted(self._workspace.releases.ledger().files.items()):
            own = key.rpartition(":")[2] == self.person.id
            if own or any(self._has_person(_encoded_json(entry.event)) for entry in file.kept_entries):
                name = f"{file.name or self._workspace.path.stem}.ics"
                yield Text("The calendar “{name}”, last sent with version {n}", name=name, n=file.release)

    def _has_person(self, text: str) -> bool:
        return self.person.id in text or bool(self._who.sure.search(text))

    def versions_to_erase(self, taken: Collection[str] = ()) -> tuple[Version, ...]:
        """Return the automatically kept versions of the plan from which the person must be erased.

        They name the person, cannot be read, or have a part of the name in a thing with a text in ``taken``, which are
        the keys of the mentions to be changed. One that is open in this program is left out.
        """
        versions = self._workspace.versions
        found = (*versions.kept(), *versions.elsewhere()) if versions else ()
        return tuple(version for version in found if self._has_traces(version.path, taken))

    def backups_to_erase(self, taken: Collection[str] = ()) -> tuple[Path, ...]:
        """Return the migration backups beside the file to erase the person from; see ``versions_to_erase``."""
        return tuple(path for path in find_backups(self._workspace.path) if self._has_traces(path, taken))

    def _has_traces(self, path: Path, taken: Collection[str] = ()) -> bool:
        if path not in self._looked:
            try:
                self._looked[path] = find_traces(path, self._who)
            except EstradError:  # open elsewhere, so it is a conference that somebody is planning
                self._looked[path] = Traces()
        found = self._looked[path]
        return found.named or any(one.id in found.things for one in self.mentions if one.key in taken)

    def erase(self, taken: Collection[str]) -> LongTask[ErasureReport]:
        """Erase the person, and remove their name from the mentions with the keys in ``taken``.

        It can be cancelled until the file is written. Raise ``EstradError``, with everything unchanged, if the
        conference cannot be rewritten. What must be erased outside it is recorded as debts in the same transaction;
        those that can be paid now are paid right after.
        """
        workspace, mark, now = self._workspace, self.mark, self._env.clock()
        sent, versions, backups = self.sent, self.versions_to_erase(taken), self.backups_to_erase(taken)
        self._ridden = frozenset(one.id for one in self.mentions if one.key in taken)
        agenda = workspace.agenda
        change = yield from in_thread(lambda: erase(agenda, self._who, taken, mark, self._remembered))
        erasure, debts = self._erasure(taken), list(self._debts(versions, backups))

        def rewrite(db: FileDatabase) -> None:
            erase_from_file(db, erasure)
            add_debts(db, debts, now)

        workspace.apply_and_clear_history(change, rewrite)
        workspace.debt.settle_debts({DebtKind.DRAFT: self._clean_drafts, DebtKind.LOG: self._clean_log})
        return ErasureReport(len(versions), backups, sent, workspace.debt.faults)

    def _erasure(self, taken: Collection[str]) -> Erasure:
        others = {key: person for key, person in self._workspace.agenda.people.items() if key != self.person.id}
        alone = all(person.name.casefold() != self.person.name.casefold() for person in others.values())
        kept = frozenset((one.id, one.field) for one in self.mentions if one.key not in taken)
        gone = frozenset((one.id, one.field) for one in self.mentions if one.key in taken)
        states = (self.person, *self._former)
        pairs = {(one.title, one.organisation) for one in states}
        pairs |= set(
            self._workspace.releases.credited_affiliations(self.person.id, {one.name.casefold() for one in states})
        )
        credits = credit_pattern(self._who, {affiliation(*pair) for pair in pairs})
        return Erasure(self._who, self.mark, kept, gone, alone, credits, frozenset(others))

    # what is owed --------------------------------------------------------------------------------------

    def _debts(self, versions: Collection[Version], backups: Collection[Path]) -> Iterator[Debt]:
        """Yield a debt for everything that must be erased once the person is out of the conference itself."""
        yield Debt(DebtKind.PACK)
        yield from (Debt(DebtKind.CALENDAR, key) for key in self._sent_calendars())
        published = self._workspace.releases.published()
        yield from (Debt(DebtKind.PUBLISHED, file.digest) for file in published if file.may_name_somebody)
        machine = self._machine_id()
        path, folder = self._workspace.path, self._env.data_folder
        yield from (Debt(DebtKind.BACKUP, backup_debt_item(path, backup), machine) for backup in backups)
        if self._env.log and self._env.log.is_file():
            yield Debt(DebtKind.LOG, "", machine)
        if folder is None:
            return
        yield from (Debt(DebtKind.VERSION, version_debt_item(folder, version), machine) for version in versions)
        if self._workspace.printed:
            yield Debt(DebtKind.PRINTED, self._workspace.printed.key, machine)
        if self._workspace.draft_store:
            for place, drafts in self._workspace.draft_store.drafts_of_all_copies():
                theirs = (draft for draft in drafts if self._cleaned_draft(draft) != draft)
                yield from (Debt(DebtKind.DRAFT, draft_debt_item(place, draft), machine) for draft in theirs)

    def _machine_id(self) -> str:
        """Return the id of the data folder, giving it one if need be; empty if there is no folder or that fails."""
        try:
            return ensure_machine_id(self._env.data_folder, self._env.ids) if self._env.data_folder else ""
        except OSError:
            return ""

    def _sent_calendars(self) -> Iterator[str]:
        """Yield the keys of the calendars that were sent and are the person's own or name them."""
        own = personal_calendar_keys(self.person.id)
        for key, file in sorted(self._workspace.releases.ledger().files.items()):
            named = any(self._has_person(_encoded_json(entry.event)) for entry in file.kept_entries)
            if file.was_sent and (key in own or named):
                yield key

    def _cleaned_draft(self, draft: StoredDraft) -> StoredDraft | None:
        """Return a draft without the person's name; None if the draft is about the person."""
        if self.person.id in (*draft.ids, *draft.field.split()):
            return None
        parts = bool(self._ridden & set(draft.ids))
        text, before = (self._who.replace_matches(one, self.mark, parts=parts) for one in (draft.text, draft.before))
        return replace(draft, text=text, before=before)

    def _clean_drafts(self, debt: Debt) -> None:
        """Remove the name from the drafts in all copies of the conference, and delete the drafts about the person."""
        if self._workspace.draft_store:
            for place, _drafts in self._workspace.draft_store.drafts_of_all_copies():
                rewrite_drafts(place, self._cleaned_draft)

    def _clean_log(self, debt: Debt) -> None:
        """Remove the name from the error log."""
        log = self._env.log
        if log is None or not log.is_file():
            return
        text = log.read_text(encoding="utf-8", errors="replace")
        cleaned = self.without_name(text)
        if cleaned != text:
            disk.replace_text(log, cleaned)


def _is_same_person(person: Person, image: Person) -> bool:
    """Return whether ``image`` is a state of the person, or of somebody who was merged into them."""
    also = further_key_fingerprints(person.import_marks)
    return image.id == person.id or (bool(also) and fingerprint_of_key("Person", image.origin) in also)


def _encoded_json(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)
