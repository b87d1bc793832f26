"""Words that other programs use for kinds, roles, colours, languages and yes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from babel import Locale

from planner.domain.text import clean_line
from planner.domain.value_objects import COLOURS, Kind, Role, State, Status

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
_OF_THEMSELVES = {
    "français": "fr", "español": "es", "italiano": "it", "nederlands": "nl", "polski": "pl", "português": "pt",
    "dansk": "da", "norsk": "nb", "norwegian": "nb", "suomi": "fi",
}  # fmt: skip
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
"""Words that do not change the meaning of such a title."""
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
"""Kinds with which a title may begin."""
_ROLES: dict[Role, tuple[str, ...]] = {
    Role.SPEAKER: (
        *("", "speaker", "speakers", "presenter", "presenters", "presenting author", "author", "authors"),
        *("lecturer", "keynote speaker", "keynote speakers", "main speaker", "primary speaker", "secondary speaker"),
        *("co-speaker", "co-speakers", "co-presenter", "co-presenters", "talent", "talare", "föreläsare"),
        *("medverkande", "talarna", "presentatör", "presentatörer", "referent", "referenten", "referentin", "sprecher"),
        *("vortragende", "sprecherin", "redner", "rednerin", "rednerinnen", "vortragender", "medverkar"),
        *("inledare", "inleder", "talar", "gäst", "gäster", "guest", "guests", "gast", "gäste", "foredragsholder"),
        *("foredragsholdere", "foreleser", "taler", "innleder", "oplægsholder", "medvirkende", "intervenant"),
        *("intervenante", "intervenants", "orateur", "oratrice", "orateurs", "conférencier", "invité", "invitée"),
        *("invités", "spreker", "sprekers", "gastspreker", "inleider", "puhuja", "puhujat"),
        *("med", "avec", "mit", "with", "met"),
    ),
    Role.MODERATOR: (
        *("moderator", "moderators", "moderated by", "chair", "chairs", "chaired by", "session chair"),
        *(
            "session chairs",
            "chairperson",
            "chairman",
            "chairwoman",
            "co-chair",
            "co-chairs",
            "facilitator",
            "facilitators",
            "mc",
        ),
        *("ordförande", "ordf", "ordf.", "moderatorer", "samtalsledare", "konferencier", "sessionsordförande"),
        *("moderation", "moderatorin", "moderatoren", "sitzungsleitung", "vorsitz", "leitung", "gesprächsleitung"),
        *("diskussionsleitung", "sammankallande", "debattledare", "diskussionsledare", "mötesordförande", "convener"),
        *("convenor", "convenors", "conveners", "ordstyrer", "møteleder", "samtaleleder", "debattleder", "mødeleder"),
        *("animation", "animateur", "animatrice", "modérateur", "modératrice", "modération", "présidence", "président"),
        *("présidente", "gespreksleider", "gespreksleiding", "dagvoorzitter", "voorzitter", "puheenjohtaja"),
    ),
    Role.HOST: (
        *("host", "hosts", "hosted by", "room host", "session host", "workshop leader", "instructor", "instructors"),
        *("trainer", "trainers", "värd", "värdar", "värdinna", "ledare", "kursledare", "gastgeber", "gastgeberin"),
        *("vert", "vertinne", "kursleder", "hôte", "hôtesse", "gastheer", "gastvrouw", "isäntä", "emäntä"),
    ),
    Role.PANELLIST: (
        *("panelist", "panelists", "panellist", "panellists", "panel", "panel member", "panel members", "discussant"),
        *("discussants", "paneldeltagare", "panelister", "podium", "podiumsgäste", "diskutanter", "i panelen"),
        *("panelen", "deltagare i panelen", "debattörer", "debattanter", "i panelet", "panelet", "paneldeltakere"),
        *("on the panel", "in the panel", "auf dem podium", "panéliste", "panélistes", "panelleden", "panelistit"),
    ),
    Role.RESERVE: (
        "reserve",
        "reserves",
        "backup",
        "backup speaker",
        "stand-in",
        "standby",
        "reserv",
        "reserver",
        "reservtalare",
        "ersatz",
    ),
}
"""Words that programs and people use for roles on stage, in singular and plural."""
_STATUS_OF = {
    **dict.fromkeys(("cancelled", "canceled", "inställd", "inställt", "abgesagt"), Status.CANCELLED),
    **dict.fromkeys(("draft", "pending", "tentative", "submitted", "utkast", "preliminär", "entwurf"), Status.DRAFT),
    **dict.fromkeys(("confirmed", "accepted", "planned", "bekräftad", "planerad", "bestätigt"), Status.CONFIRMED),
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}
_STATES: dict[State, str] = {
    State.NOT_ASKED: "not_asked | not asked | inte tillfrågad | ej tillfrågad | nicht gefragt",
    State.INVITED: """invited | asked | waiting | awaiting reply | awaiting answer | no answer | no reply | not answered
        | inbjuden | tillfrågad | frågad | väntar | väntar svar | väntar på svar | inväntar svar | ej svarat
        | inte svarat | har inte svarat | inget svar | eingeladen | angefragt | gefragt | wartet""",
    State.TENTATIVE: """tentative | maybe | perhaps | unsure | probably | kanske | preliminär | preliminärt | osäker
        | troligen | vielleicht | vorläufig | unsicher""",
    State.CONFIRMED: """true | 1 | yes | y | t | on | ja | j | sant | wahr | oui
        | confirmed | accepted | ok | okay | x | ✓ | ✔ | coming | attending | going | said yes | bekräftad
        | bekräftat | klar | klart | okej | kommer | tackat ja | har tackat ja | deltar | bestätigt | zugesagt
        | ja, kommer | kommt | zusage""",
    State.DECLINED: """no | n | nej | nein | false | 0 | off
        | declined | not coming | not attending | not going | said no | refused | can't | cannot
        | avböjt | avböjer | tackat nej | har tackat nej | kommer inte | kommer ej | kan inte | kan ej | deltar inte
        | deltar ej | abgesagt | abgelehnt | absage | kommt nicht""",
    State.CANCELLED: """cancelled | canceled | withdrew | withdrawn | avhoppad | hoppat av | återbud | lämnat återbud
        | förhindrad | har fått förhinder | zurückgezogen""",
}
_STATE_OF = {" ".join(word.split()): state for state, words in _STATES.items() for word in words.split("|")}
"""What organisers write into a column of replies."""
_NO = frozenset(("no", "n", "nej", "nein", "false", "0", "off"))
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERS = re.compile(r"\b\d+(?:[.:]\d+)?\s*(?:min(?:ute[sn]?|uter)?\b\.?|h(?:ours?)?\b|[’']|\b)")
_WORDS = re.compile(r"[^\s/&+]+")
_MOST_TYPE_WORDS = 4


@lru_cache(256)
def kind_of(word: str) -> Kind | None:
    """Return the kind that a session type means, or None if it is unknown.

    Brackets, numbers and lengths are ignored; of several words the last known one decides.
    """
    words = re.sub(r"[\s_,;:/-]+", " ", _without_numbers(word)).strip().casefold().split()
    known = _KIND_OF.get(" ".join(words)) or kind_of_title(word)
    if known or len(words) > _MOST_TYPE_WORDS:
        return known
    parts = [*words, " ".join(words[-2:])]
    found = (_KIND_OF.get(part) or _KIND_OF.get(part.removesuffix("s")) for part in reversed(parts))
    return next(filter(None, found), None)


def kind_of_title(title: str) -> Kind | None:
    """Return the kind of a session titled just *Lunch* or *Registration opens*, or None for any other title."""
    head = _FROM_HERE_ON.split(_without_numbers(title).casefold(), maxsplit=1)[0]
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
    """Return the kind that a word of a title means, or that the end of a compound does, or None."""
    ending = word[3:]
    compound = next((kind for kind, ends in _ENDINGS.items() if ending.endswith(ends)), None)
    return _KIND_OF_TITLE_WORD.get(word, compound)


def kind_by_title(title: str, *, alone: bool) -> Kind | None:
    """Return the kind in a title, or None; one such as *Lunch* only if the session has no people (``alone``).

    A title may also begin with its kind, as in *Workshop: Knots*, or consist of it.
    """
    named, head = kind_of_title(title), _BEGINNING.split(title.strip().casefold(), maxsplit=1)[0].strip(" .!")
    if named and (alone or named is Kind.OPENING):
        return named
    return _KIND_OF.get(head) if head in _BEGINNINGS else None


def kind_said(told: str, title: str, unknown: Counter[str], *, alone: bool) -> Kind | None:
    """Return the kind of a session by its type, or by its title if the type is unknown and it has no people."""
    kind = kind_of(told) if told else None
    if told and kind is None:
        unknown[f"type={told[:60]}"] += 1
    return kind_of_title(title) if kind is None and alone else kind


def _without_numbers(text: str) -> str:
    return _NUMBERS.sub(" ", _BRACKETS.sub(" ", text))


def role_of(word: str) -> Role | None:
    """Return the role on stage that a word means, or None if it is unknown, such as *visitor*."""
    return _ROLE_OF.get(word.strip().casefold())


def state_of(word: str, *, confirms: bool = False) -> State | None:
    """Return the state of an answer that a word means, or None if it is empty or unknown.

    Yes is a yes. No is a no in a column of replies, and nothing in one that ``confirms`` what was agreed.
    """
    said = " ".join(word.casefold().strip(" .!").split())
    return State.NOT_ASKED if confirms and said in _NO else _STATE_OF.get(said)


def status_of(word: str) -> Status | None:
    """Return the status of a session that a word means, or None if it is unknown."""
    return _STATUS_OF.get(word.strip().casefold())


_YES = frozenset(["true", "1", "yes", "y", "t", "on", "ja", "j", "x", "✓", "sant", "wahr", "oui"])


def is_yes(word: str) -> bool:
    """Return whether a word means yes."""
    return word.strip().casefold() in _YES


def nearest_colour(written: str) -> str:
    """Return the name of the colour nearest to ``#rrggbb``, or an empty text if ``written`` is not a colour."""
    found = _HEX.fullmatch(written.strip())
    if not found:
        return ""
    wanted = _channels(found[1])
    return min(
        COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(wanted, _channels(COLOURS[name][1:]), strict=True))
    )


def _channels(digits: str) -> bytes:
    """Return red, green and blue of six digits, or of three, each of which stands for two."""
    return bytes.fromhex("".join(digit * (6 // len(digits)) for digit in digits))


@lru_cache(1)
def _languages() -> dict[str, str]:
    """Return language codes by their names in English, Swedish and German, and by some native names."""
    found: dict[str, str] = {}
    for tongue in ("de", "sv", "en"):
        found |= {name.casefold(): str(code).replace("_", "-") for code, name in Locale.parse(tongue).languages.items()}
    return found | _OF_THEMSELVES


def language_of(written: str) -> str:
    """Return the code of a language given by name or code; any other text is returned unchanged."""
    word = clean_line(written).replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", word):
        return word if "-" in word else word.lower()
    return _languages().get(word.casefold(), word)
