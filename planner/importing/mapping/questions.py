"""Guesses the field of a heading that is a whole question, as in forms."""

from __future__ import annotations

import re
from functools import lru_cache

from planner.importing.cells.fields import FIELDS, Subject
from planner.importing.cells.headings import FieldGuess

SURE = 0.6
"""Confidence in a field guessed from a word in a question."""
_LEAST_WORDS = 3
_WORDS: tuple[tuple[str, str], ...] = (
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
    for key, pattern in _WORDS:
        wrong = of is Subject.PERSON and key.startswith("session.")
        if not wrong and re.search(rf"\b(?:{pattern})\b", words):
            return (FieldGuess(FIELDS[key], SURE),)
    return ()
