"""Name completion: the people offered while names are typed, separated by commas, and the one that Enter chooses."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from planner.commands.people import people_by_distinct_name
from planner.domain.entities import Person
from planner.domain.text import clean_line

ARROW = " → "
"""The separator between the typed text and the completed name, if the name does not start with that text."""
ENDS = (",", ";", "\n")
"""The characters that end a typed name; a pasted list has one name per line."""
MOST = 50
"""The maximum number of people offered at a time."""
_STROKES = str.maketrans("øłđæœßı", "oldaosi")
"""Letters that Unicode does not decompose, each mapped to a plain letter."""


class _MatchRank(IntEnum):
    """The ranks of a person's match with the typed text, best first; the last includes title and organisation."""

    WHOLE = 0
    FIRST_WORDS = 1
    LATER_WORDS = 2
    BEGINNING = 3
    BEGINNING_OF_LATER = 4
    SOMEWHERE = 5


_CUT = (_MatchRank.BEGINNING, _MatchRank.BEGINNING_OF_LATER)
"""The ranks at which the typed text ends in the middle of a word."""


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """An offered person. ``label`` is a unique name, ``about`` their title and organisation."""

    label: str
    person: Person

    @property
    def about(self) -> str:
        """The person's title and organisation, leaving out what the label already contains."""
        parts = (part for part in (self.person.title, self.person.organisation) if part and part not in self.label)
        return " · ".join(parts)

    def completion_suffix(self, typed: str) -> str:
        """Return what to append to ``typed``: the rest of the label, or ``ARROW`` and a label that begins otherwise."""
        begun, whole = typed.lstrip(), clean_line(typed).casefold() == self.label.casefold()
        if whole or self.label[: len(begun)].casefold() == begun.casefold():
            return self.label[len(begun) :]
        return f"{ARROW.lstrip() if typed.endswith(' ') else ARROW}{self.label}"


@dataclass(frozen=True, slots=True)
class Offers:
    """The people offered for a typed name, best first.

    ``first`` is the one that Enter chooses; if it is None, Enter uses the name as typed, which belongs to ``several``
    people or to a new one.
    """

    typed: str = ""
    people: tuple[OfferedPerson, ...] = ()
    first: OfferedPerson | None = None
    several: bool = False


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A chosen person: the one with the id ``person``, or else by ``name``.

    A name means the known person of that name, or a new one; if ``new`` is true, always a new one.
    """

    name: str
    person: str | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class NameCompleter:
    """Finds the people of a conference whom a typed text may mean; built once per snapshot.

    ``offers`` are the people by unique name, and ``plain`` what is searched of each: label and ``about`` without
    accents.
    """

    offers: tuple[OfferedPerson, ...] = ()
    plain: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, people: Iterable[Person]) -> NameCompleter:
        """Build a completer for these people, in this order."""
        offers = tuple(OfferedPerson(label, person) for label, person in people_by_distinct_name(people).items())
        return cls(offers, tuple(_unaccented(f"{o.label} {o.about}") for o in offers))

    def find_offers(self, typed: str, there: Collection[str] = ()) -> Offers:
        """Return up to ``MOST`` people whom the typed text may mean, best matches first.

        Among equal matches, those whose ids are in ``there`` are last, except exact ones. Letters without an accent
        also match those with one. Enter chooses a person if a word of their name starts with the typed text; whole
        words come before partial ones. But it takes no text of several words, unless the last is an initial, for the
        beginning of a longer word: Anna Berg for Anna Bergström.
        """
        name = clean_line(typed)
        if not name:
            return Offers()
        pairs = zip(self.offers, self.plain, strict=True)
        fits = [(fit, offer) for offer, plain in pairs if (fit := _match_rank(offer, plain, name)) is not None]
        fits.sort(key=lambda pair: (pair[0], pair[0] is not _MatchRank.WHOLE and pair[1].person.id in there))
        people = tuple(offer for _kind, offer in fits[:MOST])
        whole = [offer for fit, offer in fits if fit is _MatchRank.WHOLE]
        if whole:
            several = len({offer.person.id for offer in whole}) > 1
            return Offers(name, people, None if several else whole[0], several)
        taken = (
            bool(fits)
            and fits[0][0] is not _MatchRank.SOMEWHERE
            and not (fits[0][0] in _CUT and _can_be_full_name(name))
        )
        return Offers(name, people, people[0] if taken else None)

    def is_beginning_of_name(self, typed: str) -> bool:
        """Return whether somebody's name starts with that text, even if it contains a comma."""
        return any(offer.label.casefold().startswith(typed.lstrip().casefold()) for offer in self.offers)


def split_names(typed: str, names: NameCompleter) -> tuple[Sequence[str], str]:
    """Return the names ended by a comma, semicolon or line break, and the text after the last of them.

    A comma that is part of somebody's name (King, Jr.) does not end a name.
    """
    ended, rest = list[str](), ""
    for letter in typed:
        rest += letter
        if letter in ENDS and not names.is_beginning_of_name(rest):
            ended.append(rest[:-1])
            rest = ""
    return [name for name in map(clean_line, ended) if name], rest.lstrip() if ended else rest


def _can_be_full_name(name: str) -> bool:
    """Return whether a text may be a complete name: several words, the last longer than an initial."""
    return " " in name and len(name.rsplit(" ", 1)[1]) > 1


def _match_rank(offer: OfferedPerson, plain: str, typed: str) -> _MatchRank | None:
    """Return the rank of a person's match with the typed text, or None; ``plain`` is as in ``NameCompleter``."""
    if typed.casefold() in (offer.label.casefold(), offer.person.name.casefold()):
        return _MatchRank.WHOLE
    if not all(word in plain for word in _unaccented(typed).split()):
        return None
    name, best = offer.person.name, _MatchRank.SOMEWHERE
    for start in (n for n in range(len(name)) if n == 0 or not name[n - 1].isalnum()):
        end = start + len(typed)
        if not _letters_match(typed, name[start:end]):
            continue
        cut = end < len(name) and name[end].isalnum()
        found = (_MatchRank.BEGINNING_OF_LATER if start else _MatchRank.BEGINNING) if cut else (
            _MatchRank.LATER_WORDS if start else _MatchRank.FIRST_WORDS)  # fmt: skip
        best = min(best, found)
    return best


def _letters_match(typed: str, letters: str) -> bool:
    """Return whether letters of a name equal the typed ones, ignoring case and accents that were not typed."""
    pairs = zip(typed.lower(), letters.lower(), strict=False)
    return len(typed) == len(letters) and all(t in (one, _unaccented(one)) for t, one in pairs)


def _unaccented(text: str) -> str:
    """Return the text in lower case without accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_STROKES)
