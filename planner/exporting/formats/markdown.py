"""Writes the programme as Markdown (CommonMark), for a web page, a wiki or a mail, in the conference's language.

Texts are shown as they were typed: anything that Markdown or HTML would take for markup is escaped, and line breaks in
paragraphs are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from planner.domain.addresses import web_address
from planner.domain.attendee_names import affiliation
from planner.domain.text import Text, clean_line, clean_text, fill_placeholders
from planner.domain.value_objects import KIND_NAMES, KINDS, Link
from planner.domain.zones import time_zone
from planner.exporting.formats.schedule import ALL_ROOMS, STREAM, generator_line
from planner.programme.calendar import BLOCK_LINE
from planner.programme.profiles import PublicPerson
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import language_line, long_date, people_lines, span_times
from planner.programme.release import Release
from planner.wording import Wording

NAME = "programme.md"
_MARKUP = re.compile(r"[\\`*_\[\]{}~|$^]")
_LINE_BEGIN = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))|#$", re.MULTILINE)
"""Matches the beginning of a line that, with ``_MARKUP`` escaped, might still be a heading, a list item or a rule.

Also matches a ``#`` at a line's end.
"""
BREAK = "  \n"
"""A line break in a paragraph: two spaces, which every reader of Markdown knows."""


def markdown(release: Release, words: Wording) -> Mapping[str, bytes]:
    """Return a release as ``programme.md``, by file name, in UTF-8; ``words`` are in the conference's language."""
    programme = release.programme
    parts = [*_head(release, words), *_days(programme, words), *_people(programme.people or (), words)]
    return {NAME: ("\n\n".join(filter(None, parts)) + "\n").encode()}


def one_line(text: str) -> str:
    """Return a text as one line of Markdown that shows it as it is."""
    return paragraph(clean_line(text))


def paragraph(text: str) -> str:
    """Return a text as one Markdown paragraph that shows its lines as they are, without empty ones."""
    lines = (line.strip().replace("\t", " ") for line in text.split("\n"))
    plain = "\n".join(_MARKUP.sub(r"\\\g<0>", escape(line, quote=False)) for line in lines if line)
    return _LINE_BEGIN.sub(_escaped_begin, plain).replace("\n", BREAK)


def _escaped_begin(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def paragraphs(text: str) -> list[str]:
    """Return a text as Markdown paragraphs, split at its empty lines."""
    return [paragraph(part) for part in re.split(r"\n\s*\n", clean_text(text)) if part.strip()]


def link(address: str, label: str = "") -> str:
    """Return a Markdown link to a web address, which shows the label, or else the address."""
    return f"[{one_line(label)}](<{address}>)" if label else f"<{address}>"


def _head(release: Release, words: Wording) -> Iterator[str]:
    programme = release.programme
    made = release.made.astimezone(time_zone(programme.timezone))
    version = Text("Version {number}, {date}", number=release.number, date=f"{made:%Y-%m-%d %H:%M}")
    yield f"# {one_line(programme.title)}"
    yield f"<!-- {generator_line(release)} -->"
    yield one_line(programme.subtitle)
    yield one_line(words.say(version))
    yield from paragraphs(programme.description)
    yield one_line(", ".join(part for part in (programme.venue, programme.address) if part))
    pages = (programme.programme_page, programme.website)
    yield from (link(address) for page in pages if (address := web_address(page)))


def _days(programme: Programme, words: Wording) -> Iterator[str]:
    """Yield the heading of each day and the paragraphs of its sessions."""
    for day, items in programme.days_with_items():
        yield f"## {one_line(' – '.join(filter(None, (long_date(day.date, words.language), day.title))))}"
        for item in items:
            yield from _session(item, words)


def _session(item: ProgrammeItem, words: Wording) -> Iterator[str]:
    kind = "" if KINDS[item.kind].pause else words(KIND_NAMES[item.kind])
    about = (item.where or words(ALL_ROOMS), kind, item.track, words("Preliminary") if item.tentative else "")
    yield f"### {span_times(item.span, words.language)} {one_line(item.title)}"
    yield f"*{one_line(item.subtitle)}*" if item.subtitle else ""
    yield one_line(" · ".join(filter(None, about)))
    yield one_line(fill_placeholders(words(BLOCK_LINE), {"title": item.block_title})) if item.block_title else ""
    yield BREAK.join(one_line(line) for line in people_lines(item, words))
    yield one_line(language_line(item.language, words))
    yield from (*paragraphs(item.abstract), *paragraphs(item.description))
    yield _link_list((*item.links, Link(item.website), Link(item.stream, words(STREAM))))


def _people(people: Iterable[PublicPerson], words: Wording) -> Iterator[str]:
    """Yield a section with the people who have a biography or links, if there are any."""
    told = [one for one in people if one.bio or one.links]
    yield "## " + words("People") if told else ""
    for one in told:
        yield f"### {one_line(one.name)}"
        yield one_line(affiliation(one.title, one.organisation))
        yield from paragraphs(one.bio)
        yield _link_list(one.links)


def _link_list(links: Iterable[Link]) -> str:
    """Return those links that lead to the web as a Markdown list; empty if none does."""
    told = ((web_address(one.address), one.label) for one in links)
    return "\n".join(f"- {link(address, label)}" for address, label in told if address)
