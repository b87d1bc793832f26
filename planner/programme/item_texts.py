"""Lines about a session that calendars have below its title and people: its language, its texts and its links."""

from __future__ import annotations

from planner.domain.text import fill
from planner.programme.programme import ProgrammeItem
from planner.programme.public_words import LANGUAGE_LINE, MORE_LINE, STREAM_LINE
from planner.wording import Wording


def spoken_line(language: str, words: Wording) -> str:
    """Return the line that names a language by its code; empty without one."""
    name = words.language_name(language) if language else ""
    return fill(words(LANGUAGE_LINE), {"name": name}) if name else ""


def texts_of(item: ProgrammeItem) -> tuple[str, ...]:
    """Return the subtitle, the abstract and the description that a session has."""
    return tuple(filter(None, (text.strip() for text in (item.subtitle, item.abstract, item.description))))


def stream_lines(item: ProgrammeItem, words: Wording) -> tuple[str, ...]:
    """Return the line with the address of a session's stream, if it has one."""
    return (fill(words(STREAM_LINE), {"address": item.stream}),) if item.stream else ()


def link_lines(item: ProgrammeItem, words: Wording) -> tuple[str, ...]:
    """Return a line for the website of a session, and for each of its links."""
    more = (fill(words(MORE_LINE), {"address": item.website}),) if item.website else ()
    return more + tuple(": ".join(filter(None, (link.label, link.address))) for link in item.links)
