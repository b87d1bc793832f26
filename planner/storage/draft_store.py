"""Stores drafts, texts typed but not yet in the conference, in a small file in the user's data folder.

The file is never beside the conference, so that nobody who is sent the conference file, or sees its folder, gets texts
that were only typed. See "What is kept aside" in ``docs/file-format.md``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.disk import folder_key, make_private_folder, sync_folder

FORMAT = 1
"""The version of the file format; files of other versions are not read."""


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
    """The stored drafts of one conference file, which is identified by its id and path."""

    def __init__(self, folder: Path, file_id: str, path: Path) -> None:
        self._folder, self._file_id, self._path = folder, file_id, os.path.realpath(path)

    @cached_property
    def place(self) -> Path:
        """The path of the file in which the drafts are stored."""
        return self._folder / f"{_key(self._file_id, self._path)}.json"

    def read(self) -> tuple[StoredDraft, ...]:
        """Return the stored drafts, or none if they cannot be read.

        If the conference file was moved, the drafts stored for its former path are adopted. Only the holder of the
        conference file may call this, since it removes half-written files left by killed programs.
        """
        if not self._folder.is_dir():
            return ()
        for half in self._folder.glob(f".{self.place.name}.*"):
            with suppress(OSError):
                half.unlink()
        if not self.place.exists():
            self._adopt()
        return _texts(_content(self.place))

    def _adopt(self) -> None:
        """Adopt the drafts of a conference file with this id whose path no longer exists."""
        for other in sorted(self._folder.glob("*.json")):
            content = _content(other)
            if content.get("file") == self._file_id and not os.path.lexists(str(content.get("path", ""))):
                with suppress(OSError):
                    os.replace(other, self.place)
                    return

    def write(self, texts: Iterable[StoredDraft]) -> None:
        """Replace the stored drafts and flush them to disk, or remove the file if ``texts`` is empty.

        Raise ``OSError`` if that fails; the previous drafts are unchanged then.
        """
        found = [asdict(text) for text in texts]
        if not found:
            self.place.unlink(missing_ok=True)
            return
        _write(self.place, {"format": FORMAT, "file": self._file_id, "path": self._path, "texts": found})

    def of_all_copies(self) -> Iterator[tuple[Path, tuple[StoredDraft, ...]]]:
        """Yield the file and the drafts of each copy of this conference, wherever it lies; this one is among them."""
        for place in sorted(self._folder.glob("*.json")):
            content = _content(place)
            if content.get("file") == self._file_id:
                yield place, _texts(content)


def rewrite_drafts(place: Path, rewritten: Callable[[StoredDraft], StoredDraft | None]) -> None:
    """Replace each draft in a file by ``rewritten`` of it, without those for which that is None.

    Raise ``OSError`` if the file cannot be written; the previous drafts are unchanged then.
    """
    content = _content(place)
    texts = _texts(content)
    after = [new for text in texts if (new := rewritten(text))]
    if after == list(texts):
        return
    if not after:
        place.unlink(missing_ok=True)
        return
    _write(place, {**content, "texts": [asdict(text) for text in after]})


def draft_item(place: Path, draft: StoredDraft) -> str:
    """Return how a debt names a draft: its file, and the field for which it was typed; see ``forget_draft``."""
    return json.dumps([place.stem, draft.kind, list(draft.ids), draft.field])


def forget_draft(folder: Path, item: str) -> None:
    """Remove the draft that ``draft_item`` names, if it is still there; raise ``OSError`` if that fails."""
    try:
        key, *spot = json.loads(item)
        place = folder / f"{key}.json"
    except (ValueError, TypeError):
        return
    if isinstance(key, str) and re.fullmatch("[0-9a-f]{32}", key):
        rewrite_drafts(place, lambda text: None if [text.kind, list(text.ids), text.field] == spot else text)


def _write(place: Path, content: dict[str, Any]) -> None:
    """Write a draft file under another name, flush it to disk and rename it."""
    make_private_folder(place.parent)
    name = place.with_name(f".{place.name}.{os.getpid()}")
    name.unlink(missing_ok=True)
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "w", encoding="utf-8", errors="surrogatepass") as stream:
            json.dump(content, stream, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(place.parent)


def _key(file_id: str, path: str) -> str:
    return folder_key(f"{file_id}\0{path}")


def _content(place: Path) -> dict[str, Any]:
    """Return the content of a draft file, empty if it cannot be read or has another format version."""
    try:
        found = json.loads(place.read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def _texts(content: dict[str, Any]) -> tuple[StoredDraft, ...]:
    found = content.get("texts")
    return tuple(filter(None, map(_text, found))) if isinstance(found, list) else ()


def _text(found: object) -> StoredDraft | None:
    if not isinstance(found, dict) or not isinstance(found.get("ids"), list):
        return None
    words = [found.get(name) for name in ("kind", "field", "text", "before")]
    if not all(isinstance(word, str) for word in (*words, *found["ids"])):
        return None
    return StoredDraft(found["kind"], tuple(found["ids"]), found["field"], found["text"], found["before"])
