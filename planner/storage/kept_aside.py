"""Keeps typed texts that are not yet in a conference, and records of printed run sheets, in the user's data folder.

The small files in which they are stored are never beside the conference, so that nobody who is sent the conference
file, or sees its folder, gets texts that were only typed. See "What is kept aside" in ``docs/file-format.md``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.disk import hashed_name, make_private_folder, replace_text

FORMAT = 1
"""The version of the file formats; files of other versions are not read."""
PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A text typed into a field of one entity, or of several at once.

    ``kind`` is the class name of the entities, ``before`` the field's text before typing.
    """

    kind: str
    ids: tuple[str, ...]
    field: str
    text: str
    before: str = ""


class DraftStore:
    """The stored drafts of one conference file, identified by its id and path; ``place`` is the file they are in."""

    def __init__(self, folder: Path, file_id: str, path: Path) -> None:
        self._folder, self._file_id, self._path = folder, file_id, os.path.realpath(path)
        key = hashed_name(f"{file_id}\0{self._path}")
        self.place = folder / f"{key}.json"

    def read(self) -> tuple[StoredDraft, ...]:
        """Return the stored drafts, or none if they cannot be read.

        If none are stored for the path of the conference file, those stored for another path of it are adopted if
        nothing is at that path any more, as after a move. Only the holder of the conference file may call this, since
        it removes half-written files left by killed programs.
        """
        if not self._folder.is_dir():
            return ()
        for half in self._folder.glob(f".{self.place.name}.*"):
            with suppress(OSError):
                half.unlink()
        if not self.place.exists():
            self._adopt_moved_drafts()
        return _drafts_from_content(_read_content(self.place))

    def _adopt_moved_drafts(self) -> None:
        """Adopt the drafts of a conference file with this id whose path no longer exists."""
        for other in sorted(self._folder.glob("*.json")):
            content = _read_content(other)
            if content.get("file") == self._file_id and not os.path.lexists(str(content.get("path", ""))):
                with suppress(OSError):
                    _write_content(self.place, {**content, "path": self._path})
                    other.unlink()
                    return

    def write(self, texts: Iterable[StoredDraft]) -> None:
        """Replace the stored drafts and flush them to disk, or remove the file if ``texts`` is empty.

        Raise ``OSError`` if that fails; the file then has all the previous drafts or all the new ones.
        """
        _write_drafts(self.place, {"format": FORMAT, "file": self._file_id, "path": self._path}, tuple(texts))

    def drafts_of_all_copies(self) -> Iterator[tuple[Path, tuple[StoredDraft, ...]]]:
        """Yield the draft file, and the drafts in it, of each copy of this conference, this one included."""
        for place in sorted(self._folder.glob("*.json")):
            content = _read_content(place)
            if content.get("file") == self._file_id:
                yield place, _drafts_from_content(content)


def rewrite_drafts(place: Path, rewritten: Callable[[StoredDraft], StoredDraft | None]) -> None:
    """Replace each draft in a file by what ``rewritten`` returns for it; if that is None, remove the draft.

    Raise ``OSError`` if the file cannot be written; it then has all the previous drafts or all the new ones.
    """
    content = _read_content(place)
    texts = _drafts_from_content(content)
    after = [new for text in texts if (new := rewritten(text))]
    if after != list(texts):
        _write_drafts(place, content, after)


def draft_debt_item(place: Path, draft: StoredDraft) -> str:
    """Return the text by which a debt names a draft: its file, and the field it was typed into.

    ``forget_draft`` reads it.
    """
    return json.dumps([place.stem, draft.kind, list(draft.ids), draft.field])


def forget_draft(folder: Path, item: str) -> None:
    """Remove the draft that ``draft_debt_item`` names, if it is still there; raise ``OSError`` if that fails."""
    try:
        key, *spot = json.loads(item)
        place = folder / f"{key}.json"
    except (ValueError, TypeError):
        return
    if isinstance(key, str) and re.fullmatch("[0-9a-f]{32}", key):
        rewrite_drafts(place, lambda text: None if [text.kind, list(text.ids), text.field] == spot else text)


def _write_drafts(place: Path, content: dict[str, Any], texts: Sequence[StoredDraft]) -> None:
    """Write drafts into a file with this content, or remove it if there are none."""
    if texts:
        _write_content(place, {**content, "texts": [asdict(text) for text in texts]})
    else:
        place.unlink(missing_ok=True)


def _write_content(place: Path, content: dict[str, Any]) -> None:
    make_private_folder(place.parent)
    replace_text(place, json.dumps(content, ensure_ascii=False))


def _read_content(place: Path) -> dict[str, Any]:
    """Return the content of a file kept aside, empty if it cannot be read or has another format version."""
    try:
        found = json.loads(place.read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def _drafts_from_content(content: dict[str, Any]) -> tuple[StoredDraft, ...]:
    found = content.get("texts")
    return tuple(filter(None, map(_draft_from_json, found))) if isinstance(found, list) else ()


def _draft_from_json(found: object) -> StoredDraft | None:
    if not isinstance(found, dict) or not isinstance(found.get("ids"), list):
        return None
    words = [found.get(name) for name in ("kind", "field", "text", "before")]
    if not all(isinstance(word, str) for word in (*words, *found["ids"])):
        return None
    return StoredDraft(found["kind"], tuple(found["ids"]), found["field"], found["text"], found["before"])


class PrintedSheets:
    """Remembers which sections of run sheets were printed, for one conference file, which is identified by its ``key``.

    A section has a key of its own. Times, ids and fingerprints are stored, no text of the conference.
    """

    def __init__(self, data_folder: Path, file_id: str, path: Path) -> None:
        self.key = hashed_name(f"{file_id}\0{os.path.realpath(path)}")
        self._place = data_folder / PRINTED / f"{self.key}.json"

    def read(self) -> dict[str, Any]:
        """Return the sections by key as they were printed last, or none if that cannot be read."""
        sections = _read_content(self._place).get("sections")
        return sections if isinstance(sections, dict) else {}

    def add(self, sections: Mapping[str, Any]) -> None:
        """Remember these sections, by key, replacing what was remembered of them.

        A failure is not reported: what is on paper is right, and the next sheet only has no marks.
        """
        with suppress(OSError):
            _write_content(self._place, {"format": FORMAT, "sections": {**self.read(), **sections}})


def delete_printed_sheets(data_folder: Path, key: str) -> None:
    """Forget all that was printed of the file with this ``PrintedSheets.key``; raise ``OSError`` if that fails."""
    if re.fullmatch("[0-9a-f]{32}", key):
        (data_folder / PRINTED / f"{key}.json").unlink(missing_ok=True)
