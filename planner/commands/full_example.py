"""Build the examples from their files: the full one, made up with everything filled in, in the window's language."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.entities import ENTITY_TYPES, Entity
from planner.domain.json_codec import from_json
from planner.domain.span import parse_minutes
from resources import FOLDER

SAMPLES = FOLDER / "sample"
USUAL = "en"
"""The language of the example for a window in a language that it is not written in."""
_NAMES = {kind.__name__: kind for kind in ENTITY_TYPES}
_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d")
_PICTURE = "picture:"


def full_example(ids: Callable[[], str], language: str) -> tuple[Agenda, Mapping[str, bytes]]:
    """Return the full example with new ids, and its pictures by id."""
    return written_example("full.json", ids, language)


def written_example(name: str, ids: Callable[[], str], language: str = USUAL) -> tuple[Agenda, Mapping[str, bytes]]:
    """Return the example in a file among ``SAMPLES`` with new ids, and its pictures by id."""
    written = _Written(ids, language, json.loads((SAMPLES / name).read_text(encoding="utf-8")))
    return Agenda.of(*written.entities()), written.pictures


class _Written:
    """An example as it is written: entities as JSON, with short forms.

    A text is an object with the text in each language, ``@name`` an id, ``09:00-10:00`` a time on the day, and
    ``picture:name`` a file beside it, which becomes a picture with its id.
    """

    def __init__(self, ids: Callable[[], str], language: str, data: Mapping[str, Any]) -> None:
        self._ids, self._language, self._data = defaultdict[str, str](ids), language, data
        self.pictures: dict[str, bytes] = {}

    def entities(self) -> list[Entity]:
        """Return the entities; a placed one is as long as its time."""
        found = []
        for thing in self._data["things"]:
            plain = {name: self._plain(value) for name, value in thing.items()}
            if placement := plain.get("placement"):
                plain["minutes"] = placement["span"]["end"] - placement["span"]["start"]
            found.append(from_json(_NAMES[plain["is"]], plain))
        return found

    def _plain(self, value: Any) -> Any:
        """Return a value without short forms."""
        if isinstance(value, dict):
            if USUAL in value:
                return self._plain(value.get(self._language, value[USUAL]))
            return {name: self._plain(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._plain(item) for item in value]
        return self._short_form(value) if isinstance(value, str) else value

    def _short_form(self, text: str) -> Any:
        if text.startswith("@"):
            return self._ids[text]
        if text.startswith(_PICTURE):
            data = (SAMPLES / "portraits" / text.removeprefix(_PICTURE)).read_bytes()
            picture = sha256(data).hexdigest()
            self.pictures[picture] = data
            return picture
        if _TIMES.fullmatch(text):
            start, end = map(parse_minutes, text.split("-"))
            return {"day": self._data["day"], "start": start, "end": end}
        return text
