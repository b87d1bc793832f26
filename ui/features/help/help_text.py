"""The text of the help: chapters and sections from `resources/help`, with the names of actions as they are now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.languages import SOURCE
from planner.domain.search import search_entry
from planner.domain.text import N_
from planner.wording import Wording
from resources import FOLDER
from ui.state.command_table import COMMANDS, TIMELINE, keycaps, without_mnemonic

PLACE = FOLDER / "help"
HEADING = re.compile(r"(#{1,2}) (.+) \{#([a-z0-9-]+)\}")
"""A heading of a chapter or section with its name, which is the same in all languages and leads links to it."""
MARK = re.compile(r"\{(action|menu|key|text):([^}]+)\}")
"""A mark for an action's text and keys, for the same with its menu, for a key of the timeline, or for a message."""
PICTURE = re.compile(r"\]\(([a-z-]+)\.png\)")
CAP_NAMES = {"Shift": N_("Shift"), "PgDown": N_("PgDn"), "Backspace": N_("Backspace"), "Ins": N_("Ins")}
"""What stands on a key where it is not its name in Qt, or differs by language."""
THIN = "\u2009"
"""The space inside a keycap."""
SIGNS = re.compile(r"([\\`*_\[\]<>#|])")
"""What means something in Markdown."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the help: its name, its title, and its text as Markdown, without the heading."""

    name: str
    title: str
    text: str

    @property
    def markdown(self) -> str:
        """The section with its heading."""
        return f"## {self.title}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the help, with the text before its first section."""

    name: str
    title: str
    text: str
    sections: tuple[Section, ...]

    @property
    def markdown(self) -> str:
        """The whole chapter."""
        return "\n\n".join([f"# {self.title}", self.text, *(section.markdown for section in self.sections)])


def help_chapters(words: Wording) -> tuple[Chapter, ...]:
    """Return the chapters in the language of the window, or in English where there is no help in it."""
    return tuple(_chapters(_filled_in(written_help(words.language.code), words)))


def written_help(language: str) -> str:
    """Return the help as it is written, with its marks."""
    path = PLACE / f"{language}.md"
    language = language if path.exists() else SOURCE
    text = (PLACE / f"{language}.md").read_text(encoding="utf-8")
    return PICTURE.sub(rf"](\1.{language}.png)", text)


def _chapters(text: str) -> Iterator[Chapter]:
    parts = HEADING.split(text)[1:]  # level, title, name and text of each heading in turn
    levels, names, texts = parts[::4], parts[2::4], parts[3::4]
    found = [Section(*each) for each in zip(names, parts[1::4], map(str.strip, texts), strict=True)]
    starts = [n for n, level in enumerate(levels) if level == "#"]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        first = found[start]
        yield Chapter(first.name, first.title, first.text, tuple(found[start + 1 : end]))


def _filled_in(text: str, words: Wording) -> str:
    return MARK.sub(lambda match: _said(match[1], match[2], words), text)


def _said(mark: str, name: str, words: Wording) -> str:
    """Return what stands for a mark; raise ``KeyError`` if there is no such action or key."""
    if mark == "text":
        return f"*{escaped(without_mnemonic(words(name)))}*"
    if mark == "key":
        return as_keys(next(one.keys[0] for one in TIMELINE if one.name == name), words)
    row = {row.name: row for row in COMMANDS}[name]
    path = [row.menu, *filter(None, [row.within]), row.text] if mark == "menu" else [row.text]
    said = "**" + " ▸ ".join(escaped(without_mnemonic(words(part))) for part in path) + "**"
    keys = row.keys or next((one.keys for one in TIMELINE if one.name == (row.key_binding or None)), ())
    return f"{said} ({as_keys(keys[0], words)})" if keys else said


def as_keys(sequence: str, words: Wording) -> str:
    """Return the keys of a sequence as Markdown, such as `Ctrl`+`E`."""
    return " ".join(f"`{THIN}{words(CAP_NAMES.get(cap, cap))}{THIN}`" for cap in keycaps(sequence))


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return SIGNS.sub(r"\\\1", text)


def sections_with(chapters: tuple[Chapter, ...], typed: str) -> list[tuple[Chapter, Section]]:
    """Return the sections in which all typed words stand, those with one in the title first."""
    wanted = search_entry(None, typed).name.split()
    titled, other = list[tuple[Chapter, Section]](), list[tuple[Chapter, Section]]()
    for chapter in chapters:
        for section in (Section(chapter.name, chapter.title, chapter.text), *chapter.sections):
            entry = search_entry(None, f"{chapter.title} {section.title}", section.text)
            if wanted and all(word in entry.name or word in entry.also for word in wanted):
                at_once = any(word in search_entry(None, section.title).name for word in wanted)
                (titled if at_once else other).append((chapter, section))
    return titled + other
