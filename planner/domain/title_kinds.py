"""Tells the kind of a session from another program's word for its type, in several languages, or from its title."""

from __future__ import annotations

import re
from functools import lru_cache

from planner.domain.value_objects import Kind

_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.TALK: (
        *("talk", "lecture", "presentation", "lightning talk", "lightningtalk", "lightning talks", "maintrack"),
        *("devroom", "demo", "vortrag", "föredrag", "blixtföredrag", "föreläsning", "anförande"),
        *("seminar", "seminarium"),
    ),
    Kind.KEYNOTE: ("keynote", "keynote talk", "keynotes", "huvudtalare", "huvudanförande"),
    Kind.PANEL: (
        *("panel", "podium", "discussion", "round table", "roundtable", "podiumsdiskussion", "panelsamtal"),
        *("paneldebatt", "paneldiskussion", "rundabordssamtal", "samtal", "debatt", "debate", "fireside chat"),
    ),
    Kind.WORKSHOP: (
        *("workshop", "tutorial", "training", "hands on", "youthworkshop", "verkstad", "bof", "birds of a feather"),
        *("meeting", "meetup", "hackathon", "codelab", "sprint", "sprints", "unconference", "open space", "möte"),
        *("treffen", "grupparbete", "laboration"),
    ),
    Kind.OPENING: (
        *("opening", "opening ceremony", "welcome", "inledning", "invigning", "eröffnung", "closing"),
        *("closing ceremony", "avslutning", "avslut", "avrundning", "abschluss"),
    ),
    Kind.BREAK: ("break", "coffee", "pause", "paus", "kaffepaus", "kaffe", "fika", "rast", "bensträckare"),
    Kind.MEAL: ("meal", "lunch", "lunch break", "dinner", "breakfast", "middag", "frukost", "mittagspause", "måltid"),
    Kind.REGISTRATION: ("registration", "check in", "registrering", "incheckning", "insläpp", "anmeldung"),
    Kind.SOCIAL: (
        *("social", "social event", "party", "reception", "concert", "djset", "dj set", "dj", "music", "performance"),
        *("movie", "film", "screening", "show", "game", "games", "quiz", "excursion", "mingel", "nätverkande"),
    ),
}
"""Words that programs use for the type of a session."""
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_TITLES: dict[Kind, str] = {
    Kind.OPENING: """opening welcome inledning invigning välkomna välkommen eröffnung begrüßung willkommen 開幕
        velkommen velkomst åpning åbning avslutning afslutning welkom opening afsluiting bienvenue accueil ouverture
        clôture bienvenida apertura clausura tervetuloa avaus päätös verabschiedung
        closing avslutning avslut avrundning abschluss 閉幕""",
    Kind.BREAK: """break breaks coffee tea fika paus pauser kaffe te kaffepaus fikapaus bensträckare rast pause pausen
        uppehåll lunchuppehåll
        kaffee tee kaffeepause café koffie koffiepauze theepauze pauze kahvi kahvitauko tauko pausekaffe kaffepause
        pausa descanso bensträckning 休息 休息時間 點心 茶敘 換場""",
    Kind.MEAL: """meal lunch breakfast brunch dinner supper lunchrast lunchpaus frukost middag kvällsmat konferensmiddag
        mittag mittagessen mittagspause frühstück abendessen abendbrot déjeuner dîner frokost lunsj lounas
        illallinen
        lunchpauze middageten avondeten diner ontbijt petit-déjeuner almuerzo comida cena almoço jantar
        午餐 晚餐""",
    Kind.REGISTRATION: """registration check-in checkin badges accreditation registrering incheckning insläpp
        ackreditering anmeldung registrierung einlass akkreditierung inscription registro doors 報到 入場時間""",
    Kind.SOCIAL: """party afterparty after-party reception mingle networking drinks concert mingel mingelkväll
        efterfest fest mottagning umtrunk empfang konzert feier""",
}
"""Words in titles of sessions without speakers, in English, Swedish, German and a few in other languages."""
_KIND_OF_TITLE_WORD = {word.casefold(): kind for kind, words in _TITLES.items() for word in words.split()}
_BESIDE = frozenset(
    word
    for words in (
        "a the and time morning afternoon evening late early mid short long day conference official ceremony social",
        "opens open start starts desk badge pick-up pickup food snacks cake cakes",
        "och eller med gemensam förmiddagens eftermiddagens smörgås kaka bulle hemresa avfärd departure",
        "buffet buffé sopp kolbullar våfflor bullar fikabröd rolls bacon",
        "og med rundstykker felles en met gezamenlijke et avec y con ja",
        "und der die das mit gemeinsame gemeinsames vormittags nachmittags konferenz kuchen",
    )
    for word in words.split()
)
"""Words that may stand in such a title without changing its kind."""
_FROM_HERE_ON = re.compile(
    r"[:–—(,@]|\s[-|]\s|(?<![-\w])(?:at|in|on|by|for|with|sponsored|provided|i|på|hos|av|för|im|am|bei|von|für|à|en)(?![-\w])"
)
"""Words and characters after which a title continues with a place or a person."""
_BEGINNING = re.compile(r"\s*[:–—(]|\s-\s")
_BEGINNINGS = frozenset(
    (
        *("keynote", "panel", "podium", "round table", "roundtable", "podiumsdiskussion", "panelsamtal", "paneldebatt"),
        *("workshop", "tutorial", "verkstad", "opening", "inledning", "eröffnung"),
    )
)
"""Words for kinds with which a title may begin."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERS = re.compile(r"\b\d+(?:[.:]\d+)?\s*(?:min(?:ute[sn]?|uter)?\b\.?|h(?:ours?)?\b|[’']|\b)")
_WORDS = re.compile(r"[^\s/&+]+")
_MOST_TYPE_WORDS = 4


@lru_cache(256)
def parse_kind(word: str) -> Kind | None:
    """Return the kind that the word for a session's type stands for, or None if it is unknown.

    Text in brackets, numbers and lengths are ignored. The whole text decides if it is a known word for a type, or a
    title for ``kind_named_by_title``; otherwise the last known of at most four words does.
    """
    words = re.sub(r"[\s_,;:/-]+", " ", _without_brackets_and_numbers(word)).strip().casefold().split()
    known = _KIND_OF.get(" ".join(words)) or kind_named_by_title(word)
    if known or len(words) > _MOST_TYPE_WORDS:
        return known
    parts = [*words, " ".join(words[-2:])]
    found = (_KIND_OF.get(part) or _KIND_OF.get(part.removesuffix("s")) for part in reversed(parts))
    return next(filter(None, found), None)


def kind_named_by_title(title: str) -> Kind | None:
    """Return the kind of a session whose title says only that, such as *Lunch* or *Registration opens*, or None.

    Of several kinds the first counts. What follows the kind as its place or person, as in *Lunch at the Castle*, is
    ignored.
    """
    head = _FROM_HERE_ON.split(_without_brackets_and_numbers(title).casefold(), maxsplit=1)[0]
    words = (found[0].strip('.!?"”“…*') for found in _WORDS.finditer(head))
    kinds = map(_kind_of_word, (word for word in words if word and word not in _BESIDE))
    first = next(kinds, None)
    return first if first and all(kinds) else None


_ENDINGS = {
    Kind.BREAK: ("paus", "pausen", "pause", "rasten", "fika", "fikat", "kaffe", "kaffet", "tauko"),
    Kind.MEAL: ("middag", "middagen", "lunch", "lunchen", "frukost", "frukosten", "essen", "frokost"),
}
"""Endings of compounds that are breaks and meals, such as *Kongressmiddag*."""


def _kind_of_word(word: str) -> Kind | None:
    """Return the kind that a word in a title, or the end of a compound word, stands for, or None."""
    ending = word[3:]
    compound = next((kind for kind, ends in _ENDINGS.items() if ending.endswith(ends)), None)
    return _KIND_OF_TITLE_WORD.get(word, compound)


def kind_implied_by_title(title: str, *, alone: bool) -> Kind | None:
    """Return the kind of session that a title implies, or None.

    A title that is a word for a kind, such as *Lunch*, counts if the session has no people (``alone``); a word for an
    opening counts always. So do some kinds at the beginning of a title, as in *Workshop: Knots*, or as all of it.
    """
    named, head = kind_named_by_title(title), _BEGINNING.split(title.strip().casefold(), maxsplit=1)[0].strip(" .!")
    if named and (alone or named is Kind.OPENING):
        return named
    return _KIND_OF.get(head) if head in _BEGINNINGS else None


def _without_brackets_and_numbers(text: str) -> str:
    return _NUMBERS.sub(" ", _BRACKETS.sub(" ", text))
