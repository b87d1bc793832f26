"""The fields that a column of a table can mean, and guesses which of them a heading means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from planner.domain.text import N_
from planner.importing.cells.field_words import HEADINGS, WEAK_HEADINGS
from planner.importing.cells.words_abroad import ABROAD


class Subject(StrEnum):
    """The kind of entity that a column describes."""

    SESSION = "session"
    PERSON = "person"
    ROOM = "room"
    TRACK = "track"


OF_NAMES: dict[Subject, str] = {
    Subject.SESSION: N_("Session"),
    Subject.PERSON: N_("Person"),
    Subject.ROOM: N_("Room"),
    Subject.TRACK: N_("Track"),
}
"""Names of the subjects in the interface, as message ids."""


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """A meaning that a column can have.

    ``key`` is unique, ``name`` is its label in the window (a message id). ``feeds`` are the fields of entities that it
    fills, such as ``Session.title``; empty if it is left out. ``words`` are headings that mean it.
    """

    key: str
    name: str
    of: Subject
    feeds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def _split_words(written: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in written.split("|") if word.strip())


def _field_meaning(key: str, name: str, feeds: str) -> FieldMeaning:
    words = (*_split_words(HEADINGS.get(key, "")), *_split_words(ABROAD.get(key, "")))
    return FieldMeaning(key, name, Subject(key.partition(".")[0]), tuple(feeds.split()), words)


_FIELDS: tuple[FieldMeaning, ...] = (
    _field_meaning("session.title", N_("Title"), "Session.title"),
    _field_meaning("session.subtitle", N_("Subtitle"), "Session.subtitle"),
    _field_meaning("session.abstract", N_("Abstract"), "Session.abstract"),
    _field_meaning("session.description", N_("Description"), "Session.description"),
    _field_meaning("session.date", N_("Date"), "Session.placement"),
    _field_meaning("session.start", N_("Start"), "Session.placement"),
    _field_meaning("session.end", N_("End"), "Session.placement"),
    _field_meaning("session.end_date", N_("End date"), "Session.placement"),
    _field_meaning("session.when", N_("Date and time, or from–to"), "Session.placement"),
    _field_meaning("session.timed_title", N_("Time and title"), "Session.title"),
    _field_meaning("session.length", N_("Length"), "Session.minutes"),
    _field_meaning("session.room", N_("Room"), "Session.placement"),
    _field_meaning("session.track", N_("Track"), "Session.track"),
    _field_meaning("session.kind", N_("Type"), "Session.kind"),
    _field_meaning("session.speakers", N_("Speakers"), "Session.people"),
    _field_meaning("session.moderators", N_("Moderators"), "Session.people"),
    _field_meaning("session.hosts", N_("Hosts"), "Session.people"),
    _field_meaning("session.panellists", N_("Panellists"), "Session.people"),
    _field_meaning("session.reserves", N_("Reserves"), "Session.people"),
    _field_meaning("session.people", N_("People, with their roles in the cell"), "Session.people"),
    _field_meaning("session.person_role", N_("Role in the session"), "Session.people"),
    _field_meaning("session.language", N_("Language"), "Session.language"),
    _field_meaning("session.tags", N_("Tags"), "Session.tags"),
    _field_meaning("session.status", N_("Status"), "Session.status"),
    _field_meaning("session.audience", N_("Expected audience"), "Session.audience"),
    _field_meaning("session.website", N_("Web page"), "Session.website"),
    _field_meaning("session.stream", N_("Stream"), "Session.stream"),
    _field_meaning("session.links", N_("Links"), "Session.links"),
    _field_meaning("session.equipment", N_("Equipment needed"), "Session.equipment"),
    _field_meaning("session.number", N_("Number"), "Session.number"),
    _field_meaning("session.id", N_("Id"), "Session.origin"),
    _field_meaning("session.note", N_("Note"), "Session.note"),
    _field_meaning("session.introduction", N_("Introduction"), "Session.introduction"),
    _field_meaning("session.cues", N_("Cues"), "Session.cues"),
    _field_meaning("session.setup", N_("Set-up before"), "Session.setup"),
    _field_meaning("session.teardown", N_("Clearing after"), "Session.teardown"),
    _field_meaning("session.do_not_record", N_("Do not record"), "Session.do_not_record"),
    _field_meaning("session.least", N_("Shortest length"), "Session.least"),
    _field_meaning("session.pinned", N_("Pinned"), "Session.pinned"),
    _field_meaning("session.parent", N_("Belongs to session"), "Session.extra"),
    _field_meaning("person.name", N_("Name"), "Person.name"),
    _field_meaning("person.first", N_("First name"), "Person.name"),
    _field_meaning("person.last", N_("Last name"), "Person.name"),
    _field_meaning("person.sort_name", N_("Sort under"), "Person.sort_name"),
    _field_meaning("person.title", N_("Title"), "Person.title"),
    _field_meaning("person.organisation", N_("Organisation"), "Person.organisation"),
    _field_meaning("person.email", N_("E-mail"), "Person.email"),
    _field_meaning("person.phone", N_("Phone"), "Person.phone"),
    _field_meaning("person.bio", N_("Biography"), "Person.bio"),
    _field_meaning("person.pronouns", N_("Pronouns"), "Person.pronouns"),
    _field_meaning("person.pronunciation", N_("Pronunciation"), "Person.pronunciation"),
    _field_meaning("person.first_pronunciation", N_("Pronunciation of the first name"), "Person.pronunciation"),
    _field_meaning("person.last_pronunciation", N_("Pronunciation of the last name"), "Person.pronunciation"),
    _field_meaning("person.diet", N_("Diet"), "Person.diet"),
    _field_meaning("person.languages", N_("Languages"), "Person.languages"),
    _field_meaning("person.links", N_("Links"), "Person.links"),
    _field_meaning("person.photo", N_("Picture (left out)"), ""),
    _field_meaning("person.travel", N_("Travel"), "Person.travel"),
    _field_meaning("person.lodging", N_("Lodging"), "Person.lodging"),
    _field_meaning("person.fee", N_("Fee"), "Person.fee"),
    _field_meaning("person.expenses", N_("Expenses"), "Person.expenses"),
    _field_meaning("person.brings", N_("Brings"), "Person.brings"),
    _field_meaning("person.needs", N_("Needs"), "Person.needs"),
    _field_meaning("person.availability", N_("Availability"), "Person.note"),
    _field_meaning("person.note", N_("Note"), "Person.note"),
    _field_meaning("person.state", N_("Reply"), "Person.state"),
    _field_meaning("person.confirmed", N_("Has said yes"), "Person.state"),
    _field_meaning("person.id", N_("Id"), "Person.origin"),
    _field_meaning("room.name", N_("Room"), "Room.name"),
    _field_meaning("room.seats", N_("Seats"), "Room.seats"),
    _field_meaning("room.floor", N_("Floor"), "Room.floor"),
    _field_meaning("room.arrangement", N_("Seating"), "Room.arrangement"),
    _field_meaning("room.equipment", N_("Equipment"), "Room.equipment"),
    _field_meaning("room.note", N_("Note"), "Room.note"),
    _field_meaning("room.id", N_("Id"), "Room.origin"),
    _field_meaning("track.name", N_("Track"), "Track.name"),
    _field_meaning("track.colour", N_("Colour"), "Track.colour"),
    _field_meaning("track.description", N_("Description"), "Track.description"),
    _field_meaning("track.id", N_("Id"), "Track.origin"),
)  # fmt: skip
FIELDS: dict[str, FieldMeaning] = {field.key: field for field in _FIELDS}
"""All fields by key, in the order in which the window offers them."""


SURE, MAYBE = 1.0, 0.5
"""Confidence in a guess from 0 to 1: for the exact words of a field, and for words that may mean it."""
LONGEST = 200
"""Maximum number of characters of a heading that ``parse_heading`` reads."""
_LEAST_ALIKE = 84
_SHORTEST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """A field that a column may mean, and the confidence in it.

    ``number`` tells equal columns apart, as in *Speaker 2*.
    """

    field: FieldMeaning
    sure: float
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A parsed heading: its plain words, its number (*Speaker 2*), and whether it says that times are UTC."""

    words: str
    number: int | None = None
    is_utc: bool = False


_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_DROPPED = re.compile(
    r"optional|required|mandatory|valfri|valfritt|frivillig|frivilligt|obligatorisk|obligatoriskt|pflicht|pflichtfeld"
    r"|user url|do not delete|not shared publicly|not public|internal|visas ej|visas inte|ej publik|if any|om finns"
    r"|(?:in |i )?(?:min|mins|minutes|minuter|minuten|h|hrs|hours|timmar|stunden|tim)\.?|utc|gmt|utc time"
    r"|[hmdyåt\s:./-]{4,}|[\d\s:./-]+|e\.?g\.?.*|t\.?\s?ex.*|z\.?\s?b\.?.*|24h|local time|lokal tid|ortszeit|cet|cest"
    r"|(?:name|namn|navn|nimi|nom|naam)\s*[,/;].*"
)
_UTC = re.compile(r"[(\[]\s*(?:utc|gmt|utc time)\s*[)\]]|\sutc$", re.IGNORECASE)
_ASKING = re.compile(r"^(?:what is your|please enter your|your|vad är ditt|ditt|din|dina|ihr|ihre|dein|deine)\s+")
_CAMEL = re.compile(r"(?<=[a-zåäöü0-9])(?=[A-ZÅÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERED = re.compile(r"(?<=[^\W\d_])\s*(?:\bnr\b|\bno\b|#)?\s*(\d{1,3})(?!\w)|^(?P<before>\d{1,2})\s+(?=[^\W\d])")
_SIGNS = re.compile(r"[^\w#]+|_+")


@lru_cache(4096)
def parse_heading(text: str) -> Heading:
    """Parse a heading: take off its marks, its number and a remark that it is in UTC."""
    text = " ".join(text[:LONGEST].replace("{n}", " ").split()).strip("*:?").strip()
    is_utc = _UTC.search(text) is not None
    for found in _BRACKETS.finditer(text):
        if _DROPPED.fullmatch(found[1].strip().casefold()):
            text = text.replace(found[0], " ")
    words = _ASKING.sub("", plain_heading(text))
    numbered = _NUMBERED.search(words)
    number = int(numbered[1] or numbered["before"]) if numbered else None
    words = " ".join(_NUMBERED.sub(" ", words, count=1).split())
    return Heading(words.removesuffix(" utc"), number, is_utc)


def plain_heading(text: str) -> str:
    """Return the words of a heading in lower case, splitting *startsAt*, *session_start* and *Start-Time*."""
    if not text.isupper():
        text = _CAMEL.sub(" ", text)
    text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    return " ".join(_SIGNS.sub(" ", text).casefold().split())


@lru_cache(4096)
def fields_of_heading(text: str, of: Subject | None = None) -> tuple[FieldGuess, ...]:
    """Return the fields that a heading may mean, the likeliest first; empty if none fits.

    ``of`` is the subject of the table's rows: fields of other subjects are less likely.
    """
    said = parse_heading(text)
    found = _guess_exact(said, of) or _guess_after_subject_word(said) or _guess_misspelt(said, of)
    return tuple(sorted(found, key=lambda guess: -guess.sure))


def field_of_heading(text: str, of: Subject | None = None) -> FieldGuess | None:
    """Return the field that a heading most likely means, or None if none fits."""
    return next(iter(fields_of_heading(text, of)), None)


@lru_cache(1)
def known_headings() -> Mapping[str, tuple[tuple[FieldMeaning, float], ...]]:
    """Return all known headings, in plain form, with the fields that each may mean and the confidence in each."""
    table: dict[str, list[tuple[FieldMeaning, float]]] = defaultdict(list)
    for key, field in FIELDS.items():
        for words, sure in ((field.words, SURE), (_split_words(WEAK_HEADINGS.get(key, "")), MAYBE)):
            for word in words:
                table[plain_heading(word)].append((field, sure))
    return {word: tuple(means) for word, means in table.items()}


def _guess_exact(said: Heading, of: Subject | None, less: float = 0.0) -> list[FieldGuess]:
    means = known_headings().get(said.words, ())
    return [FieldGuess(field, max(_confidence(field, sure, of) - less, 0.05), said.number) for field, sure in means]


def _confidence(field: FieldMeaning, sure: float, of: Subject | None) -> float:
    """Return the confidence in a field, reduced if it is not of the rows' subject.

    If that is unknown, fields of sessions come before those of people, rooms and tracks, in this order.
    """
    order = {Subject.SESSION: 0.0, Subject.PERSON: 0.02, Subject.ROOM: 0.04, Subject.TRACK: 0.06}
    return sure - order[field.of] if of is None else sure if field.of is of else sure - 0.3


_THING_OF = {
    word: of
    for of, words in {
        Subject.SESSION: (
            "session",
            "talk",
            "event",
            "presentation",
            "paper",
            "submission",
            "p",
            "föredrag",
            "vortrag",
        ),
        Subject.PERSON: (
            *("speaker", "presenter", "author", "chair", "moderator", "panelist", "person", "owner", "contact", "s"),
            *("talare", "föreläsare", "sprecher"),
        ),
        Subject.ROOM: ("room", "location", "lokal", "raum", "venue"),
        Subject.TRACK: ("track", "spår"),
    }.items()
    for word in words
}


def _guess_after_subject_word(said: Heading) -> list[FieldGuess]:
    """Guess a field from a heading that begins with its subject: *p title* (session), *speaker first* (person)."""
    head, _, rest = said.words.partition(" ")
    thing = _THING_OF.get(head)
    guesses = _guess_exact(replace(said, words=rest), thing, less=0.05) if rest else []
    return [guess for guess in guesses if guess.field.of is thing]


def _guess_misspelt(said: Heading, of: Subject | None) -> list[FieldGuess]:
    """Guess the field of a heading that may be misspelt; empty if it is short or no known heading is similar."""
    words = said.words if len(said.words) >= _SHORTEST_ALIKE else ""
    found = process.extractOne(words, known_headings().keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
    if found is None or abs(len(found[0]) - len(said.words)) > 2:
        return []
    return [
        replace(guess, sure=guess.sure * 0.7 * found[1] / 100)
        for guess in _guess_exact(replace(said, words=found[0]), of)
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
"""Fields with the words in a question that ask for them; the first match decides."""


@lru_cache(1024)
def fields_of_question(text: str, of: Subject | None = None) -> tuple[FieldGuess, ...]:
    """Return the field that a question or a heading of at least three words asks for, or an empty tuple.

    ``of`` is the subject of the table's rows; if these are people, fields of sessions do not count.
    """
    words = text.casefold()
    if (len(words.split()) < _LEAST_WORDS and not words.endswith("?")) or ": " in words:
        return ()
    for key, pattern in _ASKED_FOR:
        if not (of is Subject.PERSON and key.startswith("session.")) and re.search(rf"\b(?:{pattern})\b", words):
            return (FieldGuess(FIELDS[key], _SURE_OF_QUESTION),)
    return ()
