"""Recognises personal names, and the words around them."""

from __future__ import annotations

import re
from functools import lru_cache


def _set_of(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PARTICLES = _set_of(
    "af av von van vom zu zur zum de der den del della di da do dos das du des la le el al bin ibn ben ten ter te y e",
    "i und op 't d' san st st. mc mac",
)
"""Short words that are part of a name."""
TITLES = _set_of(
    "dr dr. prof prof. professor docent phd ph.d. msc mr mr. mrs mrs. ms ms. mx mx. herr frau fru fröken dipl.-ing.",
    "ing. mag. sir dame rev rev. hon. dott. doc. assoc. univ.-prof. pd em. fil.",
)
"""Words before or after a name that are not part of it."""
_NOT_OF_NAMES = _set_of(
    "the an and or of for in on to with from at by how why what when is are be we our your you it its this that not",
    "och eller för om på till hur varför vad när är att med från vi vår din det den en ett som inte i",
    "oder für auf zu wie warum was ist sind wir unser mit aus im am ein eine nicht",
    "lunch coffee break fika mingle mingel dinner opening closing welcome keynote workshop panel session intro",
    "introduction discussion registration demo paus kaffe middag frukost invigning avslutning part room track",
    "beginners everyone all questions answers future data open source new guide overview deep dive learning machine",
    "language code development web cloud security design stories lessons learned tips tricks best practices update",
    "updates roadmap case study studies experience world power history state art science beyond using making",
)
"""Words that never occur in a name; a text that contains one of them is a title."""
_OF_ORGANISATIONS = _set_of(
    "ab ag inc inc. ltd ltd. llc gmbh plc oy oyj as aps co co. corp corp. corporation company bv b.v. sa s.a. srl ev",
    "e.v. university universitet universitetet högskola högskolan universität hochschule institute institut institutet",
    "skola foundation stiftelsen stiftung verein förening föreningen association society group gruppen",
    "labs lab laboratory center centre centrum museum museet kommun region regionen myndigheten ministry department",
    "agency engines systems software technologies solutions media press consulting council network library",
    "bibliotek biblioteket akademi akademin academy studio studios university, team party partiet verket",
)
_OF_JOBS = _set_of(
    "ceo cto cfo coo cio vp md chief head director manager engineer developer architect professor lecturer researcher",
    "scientist consultant founder co-founder cofounder president chair chairman chairwoman chairperson secretary",
    "editor writer journalist artist designer analyst senior student phd postdoc principal",
    "chef vd direktör utvecklare ingenjör arkitekt forskare doktorand docent lektor konsult grundare ordförande",
    "journalist författare redaktör konstnär studerande lärare rektor generaldirektör verksamhetschef chefredaktör",
    "geschäftsführer geschäftsführerin leiter leiterin entwickler entwicklerin professorin minister riksdagsledamot",
    "advocate evangelist specialist officer",
)
_WORD = re.compile(r"[^\W\d_][\w.'’`-]*\.?", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZÅÄÖÜ0-9&]{2,6}")


_NO_NAME = re.compile(r"(?:https?://|www\.)\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+", re.IGNORECASE)


def is_no_name(text: str) -> bool:
    """Return whether a text is a web address, a UUID or a number, which programs write in place of somebody's name."""
    return _NO_NAME.fullmatch(text) is not None


@lru_cache(8192)
def looks_like_name(text: str, *, least: int = 2, most: int = 6) -> bool:
    """Return whether a text has the form of a name: ``least`` to ``most`` capitalised words, not counting particles."""
    words = text.split()
    if not words or len(words) > most + 2:
        return False
    if not all(map(_WORD.fullmatch if text.islower() else _may_be_of_name, words)):
        return False
    if any(word.casefold().strip(",.") in _NOT_OF_NAMES or _POSSESSIVE.search(word) for word in words):
        return False
    return least <= sum(word.casefold() not in PARTICLES for word in words) <= most


def _may_be_of_name(word: str) -> bool:
    """Return whether a word may be part of a name: it has a capital, no case at all, or is a particle or title."""
    if word in PARTICLES or word.casefold() in TITLES:
        return True
    bare = word.lstrip("\"“”'’(").removeprefix("d'").removeprefix("d’")
    return bool(bare) and bool(_WORD.fullmatch(bare.rstrip('"“”)'))) and not bare[0].islower()


@lru_cache(8192)
def is_organisation(text: str) -> bool:
    """Return whether a text is clearly an organisation's name: it contains a word such as *AB*, or is an acronym."""
    return any(word in _OF_ORGANISATIONS for word in text.casefold().split()) or bool(_ACRONYM.fullmatch(text))


@lru_cache(8192)
def is_job(text: str) -> bool:
    """Return whether a text is clearly a job title."""
    return any(word.strip(",./()") in _OF_JOBS for word in text.casefold().replace("/", " ").split())


def without_titles(text: str) -> tuple[str, str]:
    """Return a name without *Dr.* and the like at either end, and the titles that were removed."""
    words = text.split()
    first = 0
    while first < len(words) - 1 and words[first].casefold() in TITLES:
        first += 1
    while first < len(words) - 2 and words[first].casefold() in _OF_JOBS:  # VD Karin Alm
        first += 1
    last = len(words)
    while last - first > 2 and words[last - 1].casefold() in ("phd", "ph.d.", "msc"):
        last -= 1
    if last - first < 2:  # Professor Elemental is a name
        return text, ""
    return " ".join(words[first:last]).rstrip(","), " ".join([*words[:first], *words[last:]])
