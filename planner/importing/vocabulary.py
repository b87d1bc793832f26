"""Words of other programs for what we have names of our own for: kinds, roles, colours, yes and no."""

from __future__ import annotations

import re

from planner.domain.kinds import COLOURS, Kind, Role

_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.TALK: (
        *("talk", "lecture", "presentation", "lightning talk", "lightningtalk", "maintrack", "devroom", "short talk"),
        *("long talk", "vortrag", "föredrag", "blixtföredrag"),
    ),
    Kind.KEYNOTE: ("keynote", "keynote talk", "keynotes"),
    Kind.PANEL: (
        *("panel", "panel discussion", "podium", "podium discussion", "discussion", "round table", "roundtable"),
        *("podiumsdiskussion", "panelsamtal", "paneldebatt"),
    ),
    Kind.WORKSHOP: ("workshop", "tutorial", "training", "hands on", "youthworkshop", "youth workshop", "verkstad"),
    Kind.OPENING: ("opening", "opening ceremony", "welcome", "inledning", "eröffnung"),
    Kind.BREAK: ("break", "coffee break", "coffee", "pause", "paus", "kaffepaus"),
    Kind.MEAL: ("meal", "lunch", "lunch break", "dinner", "breakfast", "middag", "frukost", "mittagspause"),
    Kind.REGISTRATION: ("registration", "check in", "registrering"),
    Kind.SOCIAL: ("social", "social event", "party", "reception", "concert", "djset", "mingel"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_ROLES: dict[str, Role] = {
    "": Role.SPEAKER,
    "speaker": Role.SPEAKER,
    "presenter": Role.SPEAKER,
    "author": Role.SPEAKER,
    "moderator": Role.MODERATOR,
    "chair": Role.MODERATOR,
    "host": Role.HOST,
    "panelist": Role.PANELLIST,
    "panellist": Role.PANELLIST,
    "reserve": Role.RESERVE,
}
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def kind_of(word: str) -> Kind | None:
    """The kind that a type's name means, or None for a word we do not know."""
    return _KIND_OF.get(re.sub(r"[\s_-]+", " ", word).strip().casefold())


def role_of(word: str) -> Role | None:
    """The role on stage that a word means; None for whoever is not on stage, such as a visitor."""
    return _ROLES.get(word.strip().casefold())


def yes(word: str) -> bool:
    """Whether a word says yes."""
    return word.strip().casefold() in ("true", "1", "yes", "y", "t", "on")


def nearest_colour(written: str) -> str:
    """That of our colours which is nearest to a ``#rrggbb``; empty if it is none."""
    found = _HEX.fullmatch(written.strip())
    if not found:
        return ""
    wanted = _channels(found[1])
    return min(
        COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(wanted, _channels(COLOURS[name][1:]), strict=True))
    )


def _channels(digits: str) -> tuple[int, ...]:
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
