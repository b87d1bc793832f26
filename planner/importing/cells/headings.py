"""Guesses the field of a column from its heading.

A heading is stripped of the marks that programs add (``*``, ``(Optional)``, ``(HH:MM)``), split at underscores and
capitals, stripped of its number (*speaker1_first*, *Talare 2*) and looked up; one that is not found is compared letter
by letter, for typing errors. The confidence in a guess is from 0 to 1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from planner.importing.cells.fields import FIELDS, FieldMeaning, Subject

SURE, LIKELY, MAYBE = 1.0, 0.8, 0.5
"""Confidence in a guess: for the exact words, for words that usually mean it, and for words that may mean it."""
LONGEST = 200
"""Maximum number of characters of a heading that are examined."""
_LEAST_ALIKE = 84
_SHORTEST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """A field that a heading may mean; ``number`` is that of one among several such columns, as in *Speaker 2*."""

    field: FieldMeaning
    sure: float
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its marks.

    ``zone`` is *utc*, if given.
    """

    words: str
    number: int | None = None
    zone: str = ""


_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_DROPPED = re.compile(
    r"optional|required|mandatory|valfri|valfritt|frivillig|frivilligt|obligatorisk|obligatoriskt|pflicht|pflichtfeld"
    r"|user url|do not delete|not shared publicly|not public|internal|visas ej|visas inte|ej publik|if any|om finns"
    r"|[hmdyåt\s:./-]{4,}|[\d\s:./-]+|e\.?g\.?.*|t\.?\s?ex.*|z\.?\s?b\.?.*|24h|local time|lokal tid|ortszeit|cet|cest"
)
_UNIT = re.compile(r"(?:in |i )?(?:min|mins|minutes|minuter|minuten|h|hrs|hours|timmar|stunden|tim)\.?")
_ASKING = re.compile(r"^(?:what is your|please enter your|your|vad är ditt|ditt|din|dina|ihr|ihre|dein|deine)\s+")
_CAMEL = re.compile(r"(?<=[a-zåäöü0-9])(?=[A-ZÅÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERED = re.compile(r"(?<=[^\W\d_])\s*(?:\bnr\b|\bno\b|#)?\s*(\d{1,3})(?!\w)|^(?P<before>\d{1,2})\s+(?=[^\W\d])")
_SIGNS = re.compile(r"[^\w#]+|_+")


@lru_cache(4096)
def heading(text: str) -> Heading:
    """Return a heading without its marks and its number."""
    text = " ".join(text[:LONGEST].split())
    text, zone = text.replace("{n}", " ").strip().strip("*:?").strip(), ""
    for found in _BRACKETS.finditer(text):
        inside = found[1].strip().casefold()
        zone = inside if inside in ("utc", "gmt", "utc time") else zone
        if zone == inside or _UNIT.fullmatch(inside) or _DROPPED.fullmatch(inside):
            text = text.replace(found[0], " ")
    words = plain_heading(text)
    number = None
    if found_number := _NUMBERED.search(words):
        digits = found_number[1] or found_number["before"]
        number = int(digits) if digits.isdigit() else None
        words = " ".join((words[: found_number.start()] + " " + words[found_number.end() :]).split())
    if zone:
        zone = "utc"
    elif words.endswith(" utc"):
        words, zone = words.removesuffix(" utc"), "utc"
    return Heading(words, number, zone)


def plain_heading(text: str) -> str:
    """Return the words of a heading in lower case, splitting *startsAt*, *session_start* and *Start-Time*."""
    if not text.isupper():
        text = _CAMEL.sub(" ", text)
    text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    return " ".join(_SIGNS.sub(" ", text).casefold().split())


@lru_cache(4096)
def fields_of_heading(text: str, of: Subject | None = None) -> tuple[FieldGuess, ...]:
    """Return the fields that a heading may mean, the most likely first; empty if none fits.

    ``of`` is the subject of the table's rows: its fields come before those of other subjects with the same word.
    """
    said = heading(text)
    if not said.words:
        return ()
    found = _exact(said, of) or _without_thing(said, of) or _asked(said, of) or _alike(said, of)
    return tuple(sorted(found, key=lambda guess: -guess.sure))


def field_of_heading(text: str, of: Subject | None = None) -> FieldGuess | None:
    """Return the field that a heading most likely means, or None if none fits."""
    found = fields_of_heading(text, of)
    return found[0] if found else None


@lru_cache(1)
def _known() -> Mapping[str, tuple[tuple[FieldMeaning, float], ...]]:
    """Return all known headings with the fields that each may mean and the confidence in each."""
    table: dict[str, list[tuple[FieldMeaning, float]]] = defaultdict(list)
    for field in FIELDS.values():
        for words, sure in ((field.words, SURE), (field.weak, MAYBE)):
            for word in words:
                table[plain_heading(word)].append((field, sure))
    return {word: tuple(means) for word, means in table.items()}


def _exact(said: Heading, of: Subject | None, less: float = 0.0) -> list[FieldGuess]:
    means = _known().get(said.words, ())
    return [FieldGuess(field, max(_sure(field, sure, of) - less, 0.05), said.number) for field, sure in means]


def _sure(field: FieldMeaning, sure: float, of: Subject | None) -> float:
    """Return the confidence in a field, reduced if the field does not belong to the subject of the rows."""
    order = {Subject.SESSION: 0.0, Subject.PERSON: 0.02, Subject.ROOM: 0.04, Subject.TRACK: 0.06}
    return sure - order[field.of] if of is None else sure if field.of is of else sure - 0.3


_THINGS = {
    Subject.SESSION: ("session", "talk", "event", "presentation", "paper", "submission", "p", "föredrag", "vortrag"),
    Subject.PERSON: (
        *("speaker", "presenter", "author", "chair", "moderator", "panelist", "person", "owner", "contact", "s"),
        *("talare", "föreläsare", "sprecher"),
    ),
    Subject.ROOM: ("room", "location", "lokal", "raum", "venue"),
    Subject.TRACK: ("track", "spår"),
}
_THING_OF = {word: of for of, words in _THINGS.items() for word in words}


def _without_thing(said: Heading, of: Subject | None) -> list[FieldGuess]:
    """Guess a field from a first word that names its subject: *p title* is a session's, *speaker first* a person's."""
    head, _, rest = said.words.partition(" ")
    thing = _THING_OF.get(head)
    if thing is None or not rest:
        return []
    return [guess for guess in _exact(replace(said, words=rest), thing, less=0.05) if guess.field.of is thing]


def _asked(said: Heading, of: Subject | None) -> list[FieldGuess]:
    """Guess the field of a heading that asks a question, such as *Your company* in a form."""
    words = _ASKING.sub("", said.words)
    said = replace(said, words=words)
    return (_exact(said, of, less=0.1) or _without_thing(said, of)) if words else []


def _alike(said: Heading, of: Subject | None) -> list[FieldGuess]:
    """Guess the field of a heading that may be misspelt."""
    if len(said.words) < _SHORTEST_ALIKE:
        return []
    found = process.extractOne(said.words, _known().keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
    if found is None or abs(len(found[0]) - len(said.words)) > 2:
        return []
    return [
        replace(guess, sure=guess.sure * 0.7 * found[1] / 100) for guess in _exact(replace(said, words=found[0]), of)
    ]


_SURE_OF_QUESTION = 0.6
"""Confidence in a field guessed from a word in a question."""


_LEAST_WORDS = 3


_ASKED_FOR: tuple[tuple[str, str], ...] = (
    ("person.email", r"e-?mail|e-?post|mejl"),
    ("person.phone", r"phone|mobile|mobil|telefon"),
    ("person.pronouns", r"pronouns?|pronomen"),
    ("person.pronunciation", r"pronounced?|uttala[sr]?|aussprechen|ausgesprochen"),
    ("person.diet", r"diet\w*|allerg\w*|food|vegetarian|kost\w*|mat|äter|essen"),
    ("person.bio", r"bio|biography|biografi|about (?:you|yourself)|om dig(?: själv)?|über (?:dich|sie)|presentera dig"),
    (
        "person.organisation",
        r"organi[sz]ation|company|employer|affiliation|work|jobbar|arbetsplats|företag|firma|arbeiten",
    ),
    (
        "session.abstract",
        r"abstract|summary|sammanfattning|describe|description|beskriv\w*|handlar|zusammenfassung|about",
    ),
    ("session.title", r"title|titel\w*|rubrik\w*|called|heter (?:föredraget|sessionen)|call your"),
    ("person.name", r"name|namn|heter|heißen|wie heißt"),
    ("session.length", r"minutes|minuter|how long|hur lång\w*|hur länge|length|längd|dauer|wie lange"),
    ("session.kind", r"kind of|type of|format|typ av|vilken sorts?"),
    ("session.language", r"language|språk|sprache"),
    ("session.equipment", r"equipment|technical|microphone|projector|utrustning|teknik\w*|mikrofon|projektor"),
    ("person.availability", r"available|availability|which days?|vilka dagar|kan du inte|när kan|wann"),
)
"""The field that a word in a question asks for; the first match decides."""


@lru_cache(1024)
def fields_of_question(text: str, of: Subject | None = None) -> tuple[FieldGuess, ...]:
    """Return the field that a heading of several words asks for, or nothing; ``of`` is the subject of the rows."""
    words = text.casefold()
    if len(words.split()) < _LEAST_WORDS and not words.endswith("?"):
        return ()
    for key, pattern in _ASKED_FOR:
        if not (of is Subject.PERSON and key.startswith("session.")) and re.search(rf"\b(?:{pattern})\b", words):
            return (FieldGuess(FIELDS[key], _SURE_OF_QUESTION),)
    return ()
