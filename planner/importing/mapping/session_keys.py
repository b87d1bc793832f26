"""Keys of the sessions of a table, which stay the same when it is imported again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from planner.domain.text import EstradError, Text
from planner.importing.incoming import ImportRefusal, IncomingSession, numbered_key
from planner.importing.mapping.drafts import RowDraft, session_of
from planner.importing.mapping.records import Record
from planner.importing.mapping.table_rooms import TableRooms


class SessionKeys:
    """Session keys that do not change if a table is imported again with its rows in another order."""

    def __init__(self, namespace: str, drafts: Sequence[RowDraft]) -> None:
        self.namespace = namespace
        self._lines: dict[str, int] = {}
        self._numbers = _numbers_of_repeated(draft for draft in drafts if draft.known_as)
        nameless = [draft for draft in drafts if not draft.known_as]
        titles = Counter(_plain_title(draft) for draft in nameless)
        with_people = Counter(_with_people(draft) for draft in nameless if titles[_plain_title(draft)] > 1)
        self._keys: dict[int, str] = {}
        same: dict[str, list[RowDraft]] = {}
        for draft in nameless:
            if titles[_plain_title(draft)] == 1:
                self._keys[id(draft)] = _plain_title(draft)
            elif draft.people and with_people[_with_people(draft)] == 1:
                self._keys[id(draft)] = _with_people(draft)
            else:
                same.setdefault(_plain_title(draft), []).append(draft)
        for title, drafts_of_title in same.items():
            drafts_of_title.sort(key=_when_and_where)
            for number, draft in enumerate(drafts_of_title, 1):
                self._keys[id(draft)] = f"{title}#{number}"

    def of(self, draft: RowDraft) -> str:
        """Return the key of a session; raise ``EstradError`` if another one has the same id."""
        if not draft.known_as:
            return f"{self.namespace}/title:{self._keys[id(draft)]}"
        number = self._numbers.get(id(draft), 1)
        key = key_of_id(self.namespace, draft.record, draft.known_as)
        key = numbered_key(key, number) if number > 1 else key
        if key in self._lines:
            raise EstradError(
                Text("Row {row} has the same number, {key}.", row=self._lines[key], key=draft.known_as[:60]),
                Text("Give each session one of its own."),
            )
        self._lines[key] = draft.record.line
        return key


def _numbers_of_repeated(drafts: Iterable[RowDraft]) -> dict[int, int]:
    """Return the numbers of sessions with one id and title at several times, in their order, by the drafts' ids."""
    alike: dict[tuple[str, str], dict[datetime, list[RowDraft]]] = {}
    for draft in drafts:
        if draft.slot.begins:
            again = alike.setdefault((draft.known_as, draft.title), {})
            again.setdefault(draft.slot.begins, []).append(draft)
    return {id(draft): n for again in alike.values() for n, begins in enumerate(sorted(again), 1)
            for draft in again[begins]}  # fmt: skip


def key_of_id(namespace: str, record: Record, known_as: str) -> str:
    """Return the key of a session that has an id in a table."""
    return f"{namespace}/{record.view.label_of_id('id')}:{known_as[:200].casefold()}"


def _plain_title(draft: RowDraft) -> str:
    return draft.title[:200].casefold()


def _with_people(draft: RowDraft) -> str:
    names = sorted(key.partition("/")[2] for key, _ in draft.people)
    return f"{_plain_title(draft)}/{','.join(names)[:200]}"


def _when_and_where(draft: RowDraft) -> tuple[str, str, int]:
    begins = draft.slot.begins
    return (begins.isoformat() if begins else "~", ";".join(draft.rooms or ()), draft.record.row)


def finished(draft: RowDraft, rooms: TableRooms, keys: SessionKeys) -> IncomingSession | ImportRefusal:
    """Return a draft as an incoming session or a refusal."""
    try:
        return session_of(draft, rooms, keys.of(draft))
    except EstradError as error:
        key = key_of_id(keys.namespace, draft.record, draft.known_as) if draft.known_as else ""
        return ImportRefusal(draft.record.line, draft.title, error, key, draft.record.cell())
