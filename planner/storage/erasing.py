"""Erases a person from what the file holds beside the plan, and finds the traces of a person in another file.

Beside the plan are the history, releases, calendars, names of published files, addresses of rooms, unused pictures, and
the remains of deleted data (VACUUM).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.commands.name_patterns import NamePatterns
from planner.domain.json_codec import LONGEST
from planner.storage.file_guard import FileGuard
from planner.storage.history import set_position
from planner.storage.rows import parse_json

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase

_PARTS = ("person", "moderator")
"""The prefixes of the keys of calendars about one person (``planner.programme.release.PartKind``)."""
_UNUSED = """id NOT IN (SELECT photo FROM people WHERE photo IS NOT NULL
  UNION SELECT logo FROM conference WHERE logo IS NOT NULL UNION SELECT logo FROM partners WHERE logo IS NOT NULL
  UNION SELECT atom FROM releases, json_tree(releases.programme) WHERE key IN ('photo', 'logo') AND atom IS NOT NULL)"""
"""The SQL condition for pictures that neither the plan nor a release shows."""
_MADE_BEFORE = (
    """UPDATE published_files SET state = 'erased' WHERE state IN ('out', 'owed') AND product NOT LIKE 'calendar%'"""
)
"""The SQL statement that marks published files other than calendars as perhaps naming the person.

They are those that are in the folder, or are to be written into it. Whom a calendar names is known from the ledger.
"""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The person to erase, by the patterns that find them, and the ``mark`` that replaces their name.

    ``kept`` and ``taken`` are fields of entities, as (id, field): texts that the user decided to leave unchanged, and
    texts that lose parts of the name too. ``alone`` is true if nobody else has the name, so that a credit with that
    name and no person's id means this person. ``credits`` matches the name followed by a title or organisation, as in
    calendars; it is None if the person never had one. ``others`` are the ids of all other people of the plan.
    """

    who: NamePatterns
    mark: str
    kept: frozenset[tuple[str, str]] = frozenset()
    taken: frozenset[tuple[str, str]] = frozenset()
    alone: bool = True
    credits: re.Pattern[str] | None = None
    others: frozenset[str] = frozenset()

    def cleaned(self, text: str, *, parts: bool = False) -> str:
        """Return the text with the name, addresses and phone number replaced by ``mark``.

        A title or organisation after the name is replaced too; with ``parts``, so are parts of the name.
        """
        text = self.credits.sub(lambda _found: self.mark, text) if self.credits else text
        return self.who.replace_matches(text, self.mark, parts=parts)

    def is_erased_person(self, person: dict[str, Any]) -> bool:
        """Return whether a person in a release is the erased one: by id, or by name if nobody else has the id."""
        if person.get("id") == self.who.person:
            return True
        return person.get("id") not in self.others and bool(self.who.sure.fullmatch(str(person.get("name", ""))))

    def loses_name_parts(self, thing: str) -> bool:
        """Return whether the entity with this id has a text from which parts of the name are removed too."""
        return any(thing == taken for taken, _field in self.taken)


def credit_pattern(who: NamePatterns, affiliations: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern for the name followed by one of the affiliations, as in calendars; None without any."""
    behind = "|".join(map(re.escape, sorted(filter(None, affiliations), key=len, reverse=True)))
    return re.compile(rf"(?:{who.sure.pattern}), (?:{behind})", re.IGNORECASE) if behind else None


def erase_from_file(db: FileDatabase, erasure: Erasure) -> None:
    """Erase the person from releases and calendars; delete the whole history and all unused pictures.

    Published files that are not calendars, and are in the folder or are to be written into it, are marked as perhaps
    naming the person, so that the next publishing replaces or removes them. A room whose address on the page contains a
    part of the name loses that address; the next publishing makes a new one from the room's name.
    """
    db.table("changes").delete_where()
    set_position(db, 0)
    own = personal_calendar_keys(erasure.who.person)
    for row in list(db.table("sent_parts").rows_where("part IN (?, ?)", own, select="name")):
        db.execute("UPDATE OR REPLACE published_files SET name = '' WHERE name = ?", (f"{row['name']}.ics",))
    for about_parts in ("sent_parts", "calendar_parts"):
        db.table(about_parts).delete_where("part IN (?, ?)", own)
    for name, column, clean in _TEXTS:
        table = db.table(name)
        for key, row in list(table.pks_and_rows_where()):
            new = clean(row[column], erasure, str(row.get("session", "")))
            if new != row[column]:
                table.update(key, {column: new})
    for room, row in list(db.table("room_addresses").pks_and_rows_where()):
        if erasure.who.has_match(row["address"]):
            db.table("room_addresses").delete(room)
    db.table("pictures").delete_where(_UNUSED)
    db.execute(_MADE_BEFORE)


def personal_calendar_keys(person: str) -> tuple[str, ...]:
    """Return the keys of the calendars that are about one person."""
    return tuple(f"{begin}:{person}" for begin in _PARTS)


def _clean_text(text: str, erasure: Erasure, _session: str) -> str:
    return erasure.cleaned(text)


def _clean_name(text: str, erasure: Erasure, _session: str) -> str:
    """Return a file name cleaned; empty if it contains the name, spelt as it is, with spaces or hyphens between words.

    A name with a hyphen of its own is only replaced, and not found with hyphens between its words.
    """
    return "" if erasure.who.sure.search(text.replace("-", " ")) else erasure.cleaned(text)


def _clean_json(text: str, erasure: Erasure, session: str) -> str:
    """Return the JSON of a release, or of the event of a session, without the person.

    A changed event is marked as no longer being what was sent (``SentEvent.erased``). A text that cannot be read as
    JSON is cleaned as it is.
    """
    try:
        value = parse_json(text)
    except (ValueError, RecursionError):
        return erasure.cleaned(text)
    if not _may_mention_person(value, erasure):
        return text
    if session and isinstance(value, dict):
        parts = erasure.loses_name_parts(session)
        found = {key: one if key in ("uid", "sessions") else _cleaned_texts(one, erasure, parts=parts)
                 for key, one in value.items()}  # fmt: skip
        found = {**found, "erased": True} if found != value else value
    else:
        found = _cleaned_value(value, erasure)
    return text if found == value else json.dumps(found, ensure_ascii=False)


def _cleaned_texts(value: Any, erasure: Erasure, *, parts: bool) -> Any:
    """Return a text or a list of texts without the person; any other value is returned unchanged."""
    if isinstance(value, list):
        return [_cleaned_texts(one, erasure, parts=parts) for one in value]
    return erasure.cleaned(value, parts=parts) if isinstance(value, str) else value


def _may_mention_person(value: Any, erasure: Erasure) -> bool:
    """Return False if no text of a JSON value mentions the person, as is true of most of what was sent."""
    texts = "\0".join(one for one in _nested_values(value) if isinstance(one, str))
    found = erasure.who.person in texts or erasure.who.name.casefold() in texts.casefold()
    return found or erasure.who.has_match(texts)


def _nested_values(value: Any) -> Iterator[Any]:
    """Yield a JSON value, and all values within it."""
    yield value
    if isinstance(value, list | dict):
        for one in value if isinstance(value, list) else value.values():
            yield from _nested_values(one)


def _cleaned_value(value: Any, erasure: Erasure, item: str = "", field: str = "") -> Any:
    """Return a release's JSON without the person's profile, and with ``mark`` for their name except in ``kept`` texts.

    ``item`` is the id of the thing whose ``field`` the value is.
    """
    if isinstance(value, str):
        return erasure.cleaned(value, parts=(item, field) in erasure.taken)
    if isinstance(value, list):
        left = value if field != "people" else [one for one in value if not erasure.is_erased_person(one)]
        return [_cleaned_value(one, erasure, item, field) for one in left]
    if not isinstance(value, dict):
        return value
    if "role" in value and "name" in value and _is_credit_of_person(value, erasure):
        return {"name": erasure.mark, "role": value["role"]}
    here = str(value.get("id", item))
    return {
        key: one if (here, key) in erasure.kept else _cleaned_value(one, erasure, here, field if here == item else key)
        for key, one in value.items()
    }


def _is_credit_of_person(credit: dict[str, Any], erasure: Erasure) -> bool:
    if credit.get("person"):
        return bool(credit["person"] == erasure.who.person)
    return erasure.alone and str(credit.get("name", "")).casefold() == erasure.who.name.casefold()


_TEXTS: tuple[tuple[str, str, Callable[[str, Erasure, str], str]], ...] = (
    ("releases", "programme", _clean_json),
    ("ledger", "event", _clean_json),
    ("calendar_parts", "event", _clean_json),
    ("releases", "note", _clean_text),
    ("sent_parts", "title", _clean_text),
    ("sent_parts", "name", _clean_name),
    ("published_files", "name", _clean_name),
)
"""The tables and columns from which a person is erased, each with the function that cleans a text.

The function is given the id of the session, or the ``block_key``, that the row is about; empty if it is about none.
"""


def vacuum(conn: sqlite3.Connection) -> None:
    """Vacuum the file, which removes its free pages; raise ``sqlite3.Error`` if that fails."""
    conn.execute("VACUUM")


def overwrite_deleted_data(conn: sqlite3.Connection) -> None:
    """Make SQLite overwrite data that is deleted from now on in the file, and empty the journal at each commit.

    ``journal_size_limit = 0`` truncates the journal without overwriting it; the journal mode alone does not do so under
    an exclusive lock (SQLite, pragma.html#pragma_journal_size_limit).
    """
    conn.execute("PRAGMA secure_delete = ON").fetchone()
    conn.execute("PRAGMA journal_size_limit = 0").fetchone()


def find_credited_affiliations(
    db: sqlite3.Connection, person: str, names: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield title and organisation of each credit of a person in all releases.

    A credit counts as the person's if it has their id or one of the ``names``, which are casefolded.
    """
    for (text,) in db.execute("SELECT programme FROM releases").fetchall():
        for credit in (
            one for one in _nested_values(parse_json(text)) if isinstance(one, dict) and {"role", "name"} <= one.keys()
        ):
            if credit.get("person") == person or str(credit["name"]).casefold() in names:
                yield str(credit.get("title", "")), str(credit.get("organisation", ""))


class Traces(NamedTuple):
    """The traces of a person in a file: whether it names them, and the ids of things with only a part of the name."""

    named: bool = False
    things: frozenset[str] = frozenset()


def find_traces(path: Path, who: NamePatterns) -> Traces:
    """Return the traces of a person in a conference file; if it cannot be read, they count as named in it.

    The file is read into memory, so that it stays unchanged. Raise ``FileLocked`` if it is open in this process.
    """
    from sqlite_utils import Database

    FileGuard.refuse_held(path)
    try:
        data = path.read_bytes()
        with closing(sqlite3.connect(":memory:")) as conn:
            conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(LONGEST, len(data)))
            conn.deserialize(data)
            rows = [row for table in Database(conn, execute_plugins=False).tables for row in table.rows]
    except (OSError, sqlite3.Error):
        return Traces(named=True)
    texts = [(str(row.get("id", "")), text) for row in rows for text in row.values() if isinstance(text, str)]
    if any(who.person in text for _id, text in texts) or any(who.sure.search(text) for _id, text in texts):
        return Traces(named=True)
    return Traces(things=frozenset(thing for thing, text in texts if thing and who.perhaps.search(text)))
