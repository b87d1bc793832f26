"""The people in the cells of Estrad's workbook: ``Anna Berg [Invited, asked 2024-03-01]; Bo Ek``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from planner.domain.enums import STATE_NAMES, State
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.importing.incoming import Agreement, IncomingPerson
from planner.workbook.codecs import choice, day_of
from planner.workbook.labels import spoken
from planner.workbook.writing import ANSWERED, ASKED

_SEVERAL = re.compile(r"[;\n](?![^\[\]]*\])")
_WHO = re.compile(r"(?P<label>[^\[\]]*?)\s*(?:\[(?P<said>[^\[\]]*)\])?")
_STATE = choice(STATE_NAMES)


@dataclass(slots=True)
class PeopleByName:
    """People by their casefolded labels in other sheets, with the keys under which they are imported."""

    keys: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, IncomingPerson] = field(default_factory=dict)

    def take(self, label: str, name: str, key: str) -> None:
        """Record a person who has a row."""
        self.keys.setdefault(label.casefold(), key)
        self.keys.setdefault(name.casefold(), key)

    def find(self, label: str, namespace: str, line: int, cell: str) -> str:
        """Return the key of the person with a label; a label without a row is added as a new person with that name."""
        known = self.keys.get(label.casefold())
        if known is None:
            known = f"{namespace}/name:{label.casefold()}"
            self.keys[label.casefold()] = known
            self.unknown[known] = IncomingPerson(line, known, label, named=True, cell=cell)
        return known


def people_of(text: str) -> Iterator[tuple[str, Agreement]]:
    """Yield the labels in a cell with the agreement with each; raise ``EstradError`` if a part is malformed."""
    for part in _SEVERAL.split(text):
        found = _WHO.fullmatch(part.strip())
        if found is None or (found["said"] and not found["label"]):
            raise EstradError(
                Text("“{text}” is nobody that Estrad knows how to read.", text=part.strip()),
                Text("Write names with semicolons between, and an answer as Anna Berg [Confirmed]."),
            )
        if found["label"]:
            yield found["label"], _agreed(found["said"] or "")


def _agreed(said: str) -> Agreement:
    state, dates = State.NOT_ASKED, dict[str, date]()
    for word in filter(None, (word.strip() for word in said.split(","))):
        if found := _dated(word):
            dates[found[0]] = found[1]
        else:
            state = _STATE.read(word)
    return Agreement(state, dates.get(ASKED), dates.get(ANSWERED))


def _dated(word: str) -> tuple[str, date] | None:
    for message in (ASKED, ANSWERED):
        for words in spoken(message):
            lead, _blank, rest = words.partition("{date}")
            if word.casefold().startswith(lead) and word.casefold().endswith(rest):
                return message, day_of(word[len(lead) : len(word) - len(rest)].strip())
    return None
