"""Words that mean roles, answers, statuses, colours, languages, yes, no, and kinds of sessions."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from babel import Locale

from planner.domain.languages import LANGUAGES
from planner.domain.text import clean_line
from planner.domain.title_kinds import kind_implied_by_title, parse_kind
from planner.domain.value_objects import OFFERED_COLOURS, Kind, Role, State, Status

_OF_THEMSELVES = {
    "français": "fr", "español": "es", "italiano": "it", "nederlands": "nl", "polski": "pl", "português": "pt",
    "dansk": "da", "norsk": "nb", "norwegian": "nb", "suomi": "fi",
}  # fmt: skip
_ROLE_OF = {
    word: role
    for role, words in {
        Role.SPEAKER: (
            *("", "speaker", "speakers", "presenter", "presenters", "presenting author", "author", "authors"),
            *(
                "lecturer",
                "keynote speaker",
                "keynote speakers",
                "main speaker",
                "primary speaker",
                "secondary speaker",
            ),
            *("co-speaker", "co-speakers", "co-presenter", "co-presenters", "talent", "talare", "föreläsare"),
            *(
                "medverkande",
                "talarna",
                "presentatör",
                "presentatörer",
                "referent",
                "referenten",
                "referentin",
                "sprecher",
            ),
            *("vortragende", "sprecherin", "redner", "rednerin", "rednerinnen", "vortragender", "medverkar"),
            *("inledare", "inleder", "talar", "gäst", "gäster", "guest", "guests", "gast", "gäste", "foredragsholder"),
            *("foredragsholdere", "foreleser", "taler", "innleder", "oplægsholder", "medvirkende", "intervenant"),
            *("intervenante", "intervenants", "orateur", "oratrice", "orateurs", "conférencier", "invité", "invitée"),
            *("invités", "spreker", "sprekers", "gastspreker", "inleider", "puhuja", "puhujat"),
            *("med", "avec", "mit", "with", "met", "con", "ponente", "ponentes", "conferenciante", "conferenciantes"),
            *("interviene", "intervienen", "participa", "participan", "relatore", "relatrice", "relatori", "relatrici"),
            *(
                "interviene",
                "intervengono",
                "partecipa",
                "partecipano",
                "alustaja",
                "alustajat",
                "alustus",
                "luennoitsija",
            ),
            *("orador", "oradora", "oradores", "innledere", "foredrag ved", "indleder", "oplægsholdere", "talere"),
            *("föreläsare", "gästtalare", "gästföreläsare", "es sprechen", "es spricht", "referentinnen", "impuls"),
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
            *(
                "diskussionsleitung",
                "sammankallande",
                "debattledare",
                "diskussionsledare",
                "mötesordförande",
                "convener",
            ),
            *(
                "convenor",
                "convenors",
                "conveners",
                "ordstyrer",
                "møteleder",
                "samtaleleder",
                "debattleder",
                "mødeleder",
            ),
            *(
                "animation",
                "animateur",
                "animatrice",
                "modérateur",
                "modératrice",
                "modération",
                "présidence",
                "président",
            ),
            *("modera", "moderador", "moderadora", "moderan", "presenta", "moderatore", "moderatrice", "moderano"),
            *(
                "juontaja",
                "juontaa",
                "keskustelun vetäjä",
                "ordstyrere",
                "samtalsledning",
                "diskussion leds av",
            ),
            *("samtalet leds av", "leds av", "ledes av", "ledes af", "moderator og ordstyrer", "geleitet von"),
            *("présidente", "gespreksleider", "gespreksleiding", "dagvoorzitter", "voorzitter", "puheenjohtaja"),
            *("prowadzący", "prowadząca", "moderuje", "moderatorka", "modera", "moderador", "moderadora", "moderatore"),
            *("moderatrice", "modérateur", "juontaja", "konferansier", "dirigeert", "ordstyrere", "programleder"),
        ),
        Role.HOST: (
            *(
                "host",
                "hosts",
                "hosted by",
                "room host",
                "session host",
                "workshop leader",
                "instructor",
                "instructors",
            ),
            *("trainer", "trainers", "värd", "värdar", "värdinna", "ledare", "kursledare", "gastgeber", "gastgeberin"),
            *("vert", "vertinne", "kursleder", "hôte", "hôtesse", "gastheer", "gastvrouw", "isäntä", "emäntä"),
        ),
        Role.PANELLIST: (
            *(
                "panelist",
                "panelists",
                "panellist",
                "panellists",
                "panel",
                "panel member",
                "panel members",
                "discussant",
            ),
            *("discussants", "paneldeltagare", "panelister", "podium", "podiumsgäste", "diskutanter", "i panelen"),
            *("panelen", "deltagare i panelen", "debattörer", "debattanter", "i panelet", "panelet", "paneldeltakere"),
            *(
                "deltagare",
                "deltar",
                "deltakere",
                "deltagere",
                "deltager",
                "paneldeltagere",
                "i panelet sidder",
                "debatpanel",
                "debattpanel",
                "auf dem podium sitzen",
                "es diskutieren",
            ),
            *("panelisti", "panelista", "panelistas", "paneelissa", "keskustelijat", "participants", "débat avec"),
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
    }.items()
    for word in words
}
"""The roles that programs and people mean by words; an empty one means a speaker."""
_STATUS_OF = {
    **dict.fromkeys(("cancelled", "canceled", "inställd", "inställt", "abgesagt"), Status.CANCELLED),
    **dict.fromkeys(("draft", "pending", "tentative", "submitted", "utkast", "preliminär", "entwurf"), Status.DRAFT),
    **dict.fromkeys(("confirmed", "accepted", "planned", "bekräftad", "planerad", "bestätigt"), Status.CONFIRMED),
}
_STATE_OF = {
    " ".join(word.split()): state
    for state, words in {
        State.NOT_ASKED: "not_asked | not asked | inte tillfrågad | ej tillfrågad | nicht gefragt",
        State.INVITED: """invited | asked | waiting | awaiting reply | awaiting answer | no answer | no reply
        | not answered | inbjuden | tillfrågad | frågad | väntar | väntar svar | väntar på svar | inväntar svar
        | ej svarat | inte svarat | har inte svarat | inget svar | eingeladen | angefragt | gefragt | wartet""",
        State.TENTATIVE: """tentative | maybe | perhaps | unsure | probably | kanske | preliminär | preliminärt | osäker
        | troligen | vielleicht | vorläufig | unsicher""",
        State.CONFIRMED: """true | 1 | yes | y | t | on | ja | j | sant | wahr | oui
        | confirmed | accepted | ok | okay | x | ✓ | ✔ | coming | attending | going | said yes | bekräftad
        | bekräftat | klar | klart | okej | kommer | tackat ja | har tackat ja | deltar | bestätigt | zugesagt
        | ja, kommer | kommt | zusage""",
        State.DECLINED: """no | n | nej | nein | non | false | falskt | falsch | 0 | off
        | declined | not coming | not attending | not going | said no | refused | can't | cannot
        | avböjt | avböjer | tackat nej | har tackat nej | kommer inte | kommer ej | kan inte | kan ej | deltar inte
        | deltar ej | abgesagt | abgelehnt | absage | kommt nicht""",
        State.CANCELLED: """cancelled | canceled | withdrew | withdrawn | avhoppad | hoppat av | återbud
        | lämnat återbud | förhindrad | har fått förhinder | zurückgezogen""",
    }.items()
    for word in words.split("|")
}
"""The replies that organisers' words in a column of replies mean."""
NO = frozenset(("no", "n", "nej", "nein", "non", "false", "0", "off", "falskt", "falsch", "-", "–"))
"""Words that mean no."""
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def find_kind(written: str, title: str, unknown: Counter[str], *, alone: bool) -> Kind | None:
    """Return the kind of a session by its written type, or else by its title, or None; an unknown type is counted.

    ``alone`` means that the session has no people.
    """
    kind = parse_kind(written) if written else None
    if written and kind is None:
        unknown[f"type={written[:60]}"] += 1
    return kind_implied_by_title(title, alone=alone) if kind is None else kind


def parse_role(word: str) -> Role | None:
    """Return the role in a session that a word means, a speaker for an empty one; None if unknown (*visitor*)."""
    return _ROLE_OF.get(word.strip().casefold())


def parse_state(word: str, *, confirms: bool = False) -> State | None:
    """Return the state of an answer that a word means, or None if it is empty or unknown.

    In a column that only ``confirms`` who comes, a no means *not asked* instead of *declined*.
    """
    said = " ".join(word.casefold().strip(" .!").split())
    return State.NOT_ASKED if confirms and said in NO else _STATE_OF.get(said)


def parse_status(word: str) -> Status | None:
    """Return the status of a session that a word means, or None if it is unknown."""
    return _STATUS_OF.get(word.strip().casefold())


_YES = frozenset(["true", "1", "yes", "y", "t", "on", "ja", "j", "x", "✓", "sant", "wahr", "oui"])


def is_yes(word: str) -> bool:
    """Return whether a word means yes."""
    return word.strip().casefold() in _YES


_WRITTEN = {value: name for name, value in OFFERED_COLOURS.items()} | {
    "#2f5bd7": "royalblue",
    "#0f8f83": "teal",
    "#c2304f": "saddlebrown",
}
"""The names of colours by their hex values in schedules, also those that earlier versions of Estrad wrote."""


def nearest_colour(written: str) -> str:
    """Return the name of the colour nearest to ``#rrggbb`` or ``#rgb``, or an empty text if it is not a colour."""
    found = _HEX.fullmatch(written.strip())
    if not found:
        return ""
    wanted = _rgb_bytes(found[1])
    near = min(_WRITTEN, key=lambda one: sum((a - b) ** 2 for a, b in zip(wanted, _rgb_bytes(one[1:]), strict=True)))
    return _WRITTEN[near]


def _rgb_bytes(digits: str) -> bytes:
    """Return red, green and blue as bytes, from six hex digits, or from three, each of which is doubled."""
    return bytes.fromhex("".join(digit * (6 // len(digits)) for digit in digits))


_NAMED_IN = ("de",)
"""Languages other than Estrad's own in which names of languages are known."""


@lru_cache(1)
def _codes_by_language_name() -> dict[str, str]:
    """Return language codes by their names in our languages and German, and by some native names."""
    tongues = (*_NAMED_IN, *(language.locale_without_country for language in reversed(LANGUAGES.values())))
    names = (named for tongue in tongues for named in Locale.parse(tongue).languages.items())
    return {name.casefold(): str(code).replace("_", "-") for code, name in names} | _OF_THEMSELVES


def parse_language(written: str) -> str:
    """Return the code of a language given by name or code, or else the text in one line, with ``-`` for ``_``."""
    word = clean_line(written).replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", word):
        return word if "-" in word else word.lower()
    return _codes_by_language_name().get(word.casefold(), word)
