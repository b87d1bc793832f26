"""Who is offered while a name is typed, and whom Enter takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from planner.commands.cast import told_apart
from planner.domain.cleaning import clean_line
from planner.domain.entities import Person

ARROW = " → "
"""Between what was typed and the name that is meant by it, where the name does not begin with that."""
ENDS = (",", ";", "\n")
"""What ends a name that is meant as it was typed; a pasted list has a line each."""
MOST = 50
"""People who are offered at a time; for more of them one types on."""
_STROKES = str.maketrans("øłđæœßı", "oldaosi")
"""Letters whose plain letter Unicode does not tell, one for one."""


class _Fit(IntEnum):
    """How well a name fits what was typed, the best first."""

    WHOLE = 0
    FIRST_WORDS = 1
    LATER_WORDS = 2
    BEGINNING = 3
    BEGINNING_OF_LATER = 4
    SOMEWHERE = 5


_CUT = (_Fit.BEGINNING, _Fit.BEGINNING_OF_LATER)
"""What was typed ends inside a word of the name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who is offered. ``label`` is a name that no other has, ``about`` their title and organisation."""

    label: str
    person: Person

    @property
    def about(self) -> str:
        """Title and organisation, as far as the label does not tell them."""
        parts = (part for part in (self.person.title, self.person.organisation) if part and part not in self.label)
        return " · ".join(parts)

    def added_to(self, typed: str) -> str:
        """What makes the label readable behind what was typed."""
        begun, whole = typed.lstrip(), clean_line(typed).casefold() == self.label.casefold()
        if whole or self.label[: len(begun)].casefold() == begun.casefold():
            return self.label[len(begun) :]
        return f"{ARROW.lstrip() if typed.endswith(' ') else ARROW}{self.label}"


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered for a name, the best first. ``first`` is whom Enter takes; None means the name as it was typed,
    which ``several`` people have if it is not a new person's.
    """

    typed: str = ""
    people: tuple[Offer, ...] = ()
    first: Offer | None = None
    several: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen: the ``person`` of that id; without one whoever is called ``name``, a known person or, if it is to
    be ``new``, in any case another one.
    """

    name: str
    person: str | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The people of a conference by their names, each told apart from all others; made once a snapshot."""

    offers: tuple[Offer, ...] = ()
    plain: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, people: Iterable[Person]) -> Names:
        """Those of these people, in this order."""
        offers = tuple(Offer(label, person) for label, person in told_apart(people).items())
        return cls(offers, tuple(_unaccented(f"{o.label} {o.about}") for o in offers))

    def for_typed(self, typed: str, there: Collection[str] = ()) -> Offers:
        """Whom these letters may mean. ``there`` are the ids of those who are in already: others go before them.

        Letters without an accent also mean those with one. Somebody is taken whose name begins with what was typed, or
        a later word of whose name does; what is a whole word goes before what is cut off. But a whole name, of two
        words or somebody's own, is never taken for a longer one (Anna Berg for Anna Bergström).
        """
        name = clean_line(typed)
        if not name:
            return Offers()
        pairs = zip(self.offers, self.plain, strict=True)
        fits = [(fit, offer) for offer, plain in pairs if (fit := _fit(offer, plain, name)) is not None]
        fits.sort(key=lambda pair: (pair[0], pair[0] is not _Fit.WHOLE and pair[1].person.id in there))
        people = tuple(offer for _kind, offer in fits[:MOST])
        whole = [offer for fit, offer in fits if fit is _Fit.WHOLE]
        if whole:
            several = len({offer.person.id for offer in whole}) > 1
            return Offers(name, people, None if several else whole[0], several)
        taken = bool(fits) and fits[0][0] is not _Fit.SOMEWHERE and not (fits[0][0] in _CUT and _is_whole(name))
        return Offers(name, people, people[0] if taken else None)

    def begins(self, typed: str) -> bool:
        """Whether somebody's own name goes on like that, be there a comma in it."""
        return any(offer.label.casefold().startswith(typed.lstrip().casefold()) for offer in self.offers)


def split_names(typed: str, names: Names) -> tuple[Sequence[str], str]:
    """The names that a comma, a semicolon or the end of a line ended, and what stands behind the last of them.

    A comma that belongs to somebody's name (King, Jr.) ends nothing.
    """
    ended, rest = list[str](), ""
    for letter in typed:
        rest += letter
        if letter in ENDS and not names.begins(rest):
            ended.append(rest[:-1])
            rest = ""
    return [name for name in map(clean_line, ended) if name], rest.lstrip() if ended else rest


def _is_whole(name: str) -> bool:
    """Whether that may be all of somebody's name: more than a word and an initial."""
    return " " in name and len(name.rsplit(" ", 1)[1]) > 1


def _fit(offer: Offer, plain: str, typed: str) -> _Fit | None:
    """How well that person fits; None for not at all. ``plain`` is label and what is told of them, unaccented."""
    if typed.casefold() in (offer.label.casefold(), offer.person.name.casefold()):
        return _Fit.WHOLE
    letters = _unaccented(typed)
    if not all(word in plain for word in letters.split()):
        return None
    name, best = offer.person.name, _Fit.SOMEWHERE
    for start in (n for n in range(len(name)) if n == 0 or not name[n - 1].isalnum()):
        end = start + len(typed)
        if not _same(typed, name[start:end]):
            continue
        cut = end < len(name) and name[end].isalnum()
        found = (_Fit.BEGINNING_OF_LATER if start else _Fit.BEGINNING) if cut else (
            _Fit.LATER_WORDS if start else _Fit.FIRST_WORDS)  # fmt: skip
        best = min(best, found)
    return best


def _same(typed: str, letters: str) -> bool:
    """Whether the letters are those that were typed, or have an accent more."""
    pairs = zip(typed.lower(), letters.lower(), strict=False)
    return len(typed) == len(letters) and all(t in (one, _unaccented(one)) for t, one in pairs)


def _unaccented(text: str) -> str:
    """The text in small letters without accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_STROKES)
