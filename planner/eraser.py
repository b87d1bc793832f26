"""Erase a person from a conference, its kept versions and backups, unsaved texts and the error log."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from planner import disk
from planner.commands.erasing import Mention, NamePatterns, erase, import_traces, mentions, name_patterns
from planner.domain.entities import Person
from planner.domain.fingerprint import fingerprint_of_key, known_also_as
from planner.domain.json_codec import to_json
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Text
from planner.environment import Environment
from planner.storage.backups import backups_of
from planner.storage.erasing import Erasure, erase_rows, find_traces
from planner.storage.versions import Version
from planner.storage.versions import erase as erase_versions
from planner.workspace import Workspace

MARK = N_("[name erased]")


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """The result of an erasure: the versions and backups deleted, what was already sent, and the errors."""

    versions: int = 0
    backups: tuple[Path, ...] = ()
    sent: tuple[Text, ...] = ()
    faults: tuple[EstradError, ...] = ()


class Eraser:
    """Erases one person; ``mentions`` are the texts with their name, for the user to decide on one by one."""

    def __init__(self, workspace: Workspace, env: Environment, person_id: str) -> None:
        self._workspace, self._env = workspace, env
        self.person = workspace.agenda.people[person_id]
        edits = (edit for step in workspace.history.steps() for edit in step.change.edits)
        images = [image for edit in edits for image in (edit.before, edit.after) if image]
        people = (image for image in images if isinstance(image, Person))
        self._who: NamePatterns = name_patterns(self.person, (one for one in people if self._is_them(one)))
        self._remembered = import_traces(workspace.agenda, self._who, images)
        self.mentions: tuple[Mention, ...] = tuple(mentions(workspace.agenda, self._who))
        self._sent: tuple[Text, ...] | None = None
        self._looked: dict[Path, bool] = {}  # whether the person is in each file, cached since reading is slow

    def _is_them(self, image: Person) -> bool:
        """Return whether ``image`` is an earlier state of the person, or of somebody merged into them."""
        also = known_also_as(self.person.told)
        return image.id == self.person.id or (bool(also) and fingerprint_of_key("Person", image.origin) in also)

    def look(self) -> LongTask[None]:
        """Search all kept versions and backups for the person, one at a time, and cache the results for ``erase``."""
        versions = self._workspace.versions
        paths = [version.path for version in (*versions.kept(), *versions.elsewhere())] if versions else []
        paths += backups_of(self._workspace.path)
        for done, path in enumerate(paths):
            yield Progress(done, len(paths))
            self._is_in(path)

    def places_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the ranges of a text that mention the person, as start and end offsets (end exclusive)."""
        patterns = [pattern for pattern in (self._who.sure, self._who.perhaps) if pattern]
        found = sorted((f.span() for p in patterns for f in p.finditer(text)), key=lambda span: (span[0], -span[1]))
        apart: list[tuple[int, int]] = []
        for begin, end in found:
            if not apart or begin >= apart[-1][1]:
                apart.append((begin, end))
        return tuple(apart)

    def without(self, text: str) -> str:
        """Return an unsaved text with the person's name replaced by ``mark``."""
        return self._who.removed(text, self.mark)

    @property
    def mark(self) -> str:
        """The text that replaces the name, in the conference's language."""
        return self._workspace.wording(MARK)

    def sent(self) -> tuple[Text, ...]:
        """Return a line for each release and calendar sent with the person's name, since they cannot be recalled."""
        if self._sent is None:
            self._sent = tuple(self._find_sent())
        return self._sent

    def _find_sent(self) -> Iterator[Text]:
        for number, made, programme in self._workspace.releases.texts():
            if self._speaks_of_them(programme):
                when = made.date().isoformat()
                yield Text("Version {n} of the programme, sent on {date}", n=number, date=when)
        for key, file in sorted(self._workspace.releases.ledger().files.items()):
            own = key.rpartition(":")[2] == self.person.id
            if own or any(self._speaks_of_them(_json_of(entry.event)) for entry in file.shown):
                name = f"{file.name or self._workspace.path.stem}.ics"
                yield Text("The calendar “{name}”, last sent with version {n}", name=name, n=file.release)

    def _speaks_of_them(self, text: str) -> bool:
        return self.person.id in text or bool(self._who.sure.search(text))

    def kept_versions(self) -> tuple[Version, ...]:
        """Return the automatically kept versions of the plan that contain the person."""
        versions = self._workspace.versions
        found = (*versions.kept(), *versions.elsewhere()) if versions else ()
        return tuple(version for version in found if self._is_in(version.path))

    def backups(self) -> tuple[Path, ...]:
        """Return the pre-migration backups beside the file that contain the person."""
        return tuple(path for path in backups_of(self._workspace.path) if self._is_in(path))

    def _is_in(self, path: Path) -> bool:
        if path not in self._looked:
            self._looked[path] = self._speaks_in(path)
        return self._looked[path]

    def _speaks_in(self, path: Path) -> bool:
        tests: tuple[Callable[[str], bool], ...] = (
            lambda text: self.person.id in text,
            lambda text: bool(self._who.sure.search(text)),
        )
        try:
            return find_traces(path, tests)
        except EstradError:  # open elsewhere, so it is a conference that somebody is planning
            return False

    def erase(self, taken: Collection[str]) -> ErasureReport:
        """Erase the person, and remove their name from the mentions with the keys in ``taken``.

        Raise ``EstradError``, with everything unchanged, if the conference cannot be rewritten. Later errors are in the
        report.
        """
        workspace = self._workspace
        sent, versions, backups = self.sent(), self.kept_versions(), self.backups()
        mark = self.mark
        change = erase(workspace.agenda, self._who, taken, mark, self._remembered)
        fault = workspace.begin_anew(change, partial(erase_rows, erasure=self._erasure(taken, mark)))
        faults = [fault] if fault else []
        acts: tuple[Callable[[], None], ...] = (
            partial(erase_versions, versions),
            partial(_remove, backups),
            partial(self._forget_typed, mark),
            partial(self._clean_log, mark),
            self._forget_printed,
        )
        for act in acts:
            try:
                act()
            except EstradError as error:
                faults.append(error)
        return ErasureReport(len(versions), backups, sent, tuple(faults))

    def _erasure(self, taken: Collection[str], mark: str) -> Erasure:
        others = (person for person in self._workspace.agenda.people.values() if person.id != self.person.id)
        alone = all(person.name.casefold() != self.person.name.casefold() for person in others)
        kept = frozenset((one.id, one.field) for one in self.mentions if one.key not in taken)
        return Erasure(self.person.id, self.person.name, self._who.sure, mark, kept, alone)

    def _forget_printed(self) -> None:
        """Forget the fingerprints of printed rows, in which the name may have been."""
        if self._workspace.printed:
            self._workspace.printed.forget()

    def _forget_typed(self, mark: str) -> None:
        """Remove the person from unsaved texts."""
        kept = self._workspace.draft_store
        if kept is None:
            return
        texts = [text for text in kept.read() if text.ids != (self.person.id,)]
        cleaned = [
            replace(t, text=self._who.removed(t.text, mark), before=self._who.removed(t.before, mark)) for t in texts
        ]
        try:
            kept.write(cleaned)
        except OSError as error:
            raise _stays(kept.place, error) from error

    def _clean_log(self, mark: str) -> None:
        """Remove the person from the error log."""
        log = self._env.log
        if log is None or not log.is_file():
            return
        try:
            text = log.read_text(encoding="utf-8", errors="replace")
            cleaned = self._who.removed(text, mark)
            if cleaned != text:
                temporary = disk.new_temporary_file(log, disk.PRIVATE)
                temporary.write_text(cleaned, encoding="utf-8")
                disk.replace(temporary, log)
        except OSError as error:
            raise _stays(log, error) from error


def _json_of(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


def _remove(paths: Collection[Path]) -> None:
    for path in paths:
        try:
            os.unlink(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _stays(path, error) from error


def _stays(path: Path, error: OSError) -> EstradError:
    return EstradError(
        Text("“{name}” may still hold the name: {why}.", name=path.name, why=error.strerror or str(error)),
        Text("Delete it yourself."),
        file=path,
    )
