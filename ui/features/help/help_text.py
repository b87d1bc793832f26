"""The text of the help: its chapters, and tables of all commands and keys by task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.domain.languages import SOURCE
from planner.domain.search import near_matches, search_entry
from planner.domain.text import N_
from planner.wording import Wording
from resources import FOLDER
from ui.state.command_table import (
    APPEARANCE,
    BOARD,
    CHIPS,
    COMMANDS,
    DRAGGING,
    EDIT,
    FILE,
    HELP,
    LANGUAGE,
    LINE,
    LIST,
    LIST_MOUSE,
    MODERATING,
    MOUSE,
    PEOPLE,
    PROGRAMME,
    ROOM_HEADERS,
    SESSION,
    TIMELINE,
    TIMES,
    TITLE,
    TRAY,
    TYPED,
    VIEW,
    Command,
    KeyBinding,
    MouseGesture,
    keycaps,
    without_mnemonic,
)
from ui.state.search_words import extra_search_words

PLACE = FOLDER / "help"
HEADING = re.compile(r"(#{1,2}) (.+) \{#([a-z0-9-]+)\}")
"""Matches a heading of a chapter or section, with its name, the same in all languages, by which links find it."""
MARK = re.compile(r"\{(action|menu|key|text):([^}]+)\}")
"""Matches a mark to be filled in: an action's text and keys, the same with its menu, a timeline key, or a message."""
PICTURE = re.compile(r"\]\(([a-z-]+)\.png\)")
CAP_NAMES = {"Shift": N_("Shift"), "PgDown": N_("PgDn"), "Backspace": N_("Backspace"), "Ins": N_("Ins")}
"""Labels of keys, by Qt's names, that differ from these or by language."""
THIN = "\u2009"
"""The space inside a keycap."""
SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
"""Matches characters that can have a meaning in Markdown inside a line."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the help: its name for links, its title, and its text in Markdown, without the heading."""

    name: str
    title: str
    text: str

    @property
    def markdown(self) -> str:
        """The section with its heading, in Markdown."""
        return f"## {self.title}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the help: its name for links, its title, the text before the first section, and the sections."""

    name: str
    title: str
    text: str
    sections: tuple[Section, ...]

    @property
    def markdown(self) -> str:
        """The whole chapter in Markdown."""
        return "\n\n".join([f"# {self.title}", self.text, *(section.markdown for section in self.sections)])


def help_chapters(words: Wording) -> tuple[Chapter, ...]:
    """Return the chapters in the window's language, or in English if there is no help in that."""
    written = help_source_text(words.language.code)
    return tuple(_read_chapters(MARK.sub(lambda match: _mark_text(match[1], match[2], words), written)))


def help_source_text(language: str) -> str:
    """Return the help as it is written in a language, or in English if there is none in that.

    Marks are not filled in, but the language is added to the names of pictures.
    """
    language = language if (PLACE / f"{language}.md").exists() else SOURCE
    return PICTURE.sub(rf"](\1.{language}.png)", (PLACE / f"{language}.md").read_text(encoding="utf-8"))


def _read_chapters(text: str) -> Iterator[Chapter]:
    parts = HEADING.split(text)[1:]  # level, title, name and text of each heading in turn
    levels, names, texts = parts[::4], parts[2::4], parts[3::4]
    found = [Section(*each) for each in zip(names, parts[1::4], map(str.strip, texts), strict=True)]
    starts = [n for n, level in enumerate(levels) if level == "#"]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        first = found[start]
        yield Chapter(first.name, first.title, first.text, tuple(found[start + 1 : end]))


def _mark_text(mark: str, name: str, words: Wording) -> str:
    """Return the text that replaces a mark; raise an error if there is no such action or key."""
    if mark == "text":
        return f"*{escape_markdown(without_mnemonic(words(name)))}*"
    if mark == "key":
        return keys_markdown(next(one.keys[0] for one in TIMELINE if one.name == name), words)
    row = {row.name: row for row in COMMANDS}[name]
    path = [row.menu, *filter(None, [row.within]), row.text] if mark == "menu" else [row.text]
    said = "**" + " ▸ ".join(escape_markdown(without_mnemonic(words(part))) for part in path) + "**"
    keys = row.keys or next((one.keys for one in TIMELINE if one.name == (row.key_binding or None)), ())
    return f"{said} ({keys_markdown(keys[0], words)})" if keys else said


def _all_keys_markdown(sequences: Iterable[str], words: Wording) -> str:
    """Return the keys of several key sequences as Markdown, without duplicates."""
    return "  ".join(dict.fromkeys(keys_markdown(sequence, words) for sequence in sequences))


def keys_markdown(sequence: str, words: Wording) -> str:
    """Return the keys of a key sequence as Markdown, each as code."""
    return " ".join(f"`{THIN}{words(CAP_NAMES.get(cap, cap))}{THIN}`" for cap in keycaps(sequence))


def escape_markdown(text: str) -> str:
    """Return a text with the characters of ``SIGNS`` escaped so that Markdown shows them literally."""
    return SIGNS.sub(r"\\\1", text)


def matching_sections(chapters: tuple[Chapter, ...], typed: str) -> list[tuple[Chapter, Section]]:
    """Return the sections with all typed words in text or titles, each with its chapter.

    The beginning of a chapter counts as a section. Those with a typed word in their own title come first.
    """
    wanted = search_entry(None, typed).name.split()
    titled, other = list[tuple[Chapter, Section]](), list[tuple[Chapter, Section]]()
    for chapter in chapters:
        for section in (Section(chapter.name, chapter.title, chapter.text), *chapter.sections):
            entry = search_entry(None, f"{chapter.title} {section.title}", section.text)
            if wanted and all(word in entry.name or word in entry.also for word in wanted):
                at_once = any(word in search_entry(None, section.title).name for word in wanted)
                (titled if at_once else other).append((chapter, section))
    return titled + other


@dataclass(frozen=True, slots=True)
class HelpRow:
    """Something that can be done, and how: by ``keys`` in Qt's portable notation, or as the text ``how`` says.

    ``also`` are further words by which it is found.
    """

    text: str
    keys: tuple[str, ...] = ()
    how: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """A task in the help: a title, and rows of what can be done."""

    title: str
    rows: tuple[HelpRow, ...]

    def table(self, words: Wording) -> str:
        """Return the rows as a table in Markdown: what is done, and by which keys, gesture or menu."""
        what, how = words("What"), words("Keys, mouse or menu")
        lines = (
            f"| {escape_markdown(row.text)} | {escape_markdown(row.how)} {_all_keys_markdown(row.keys, words)} |\n"
            for row in self.rows
        )
        return "".join([f"| {what} | {how} |\n|---|---|\n", *lines])


Source = str | tuple[KeyBinding, ...] | tuple[MouseGesture, ...]
"""The source of a topic's rows: a menu, or the key bindings or gestures of one part of the window."""
TASKS: tuple[tuple[str, str, tuple[Source, ...]], ...] = (
    (N_("Place and move sessions"), N_("drag schedule plan resize"), (MOUSE, TIMELINE, SESSION, TITLE)),
    (N_("While moving"), N_("drag keyboard arrows"), (DRAGGING,)),
    (N_("What is not placed, and what can be dragged in"), N_("tray backlog to schedule insert break"), (TRAY, CHIPS)),
    (N_("Move many at once"), N_("delay late day"), (TIMES, TYPED)),
    (N_("See and find"), N_("zoom filter search day room"), (VIEW, ROOM_HEADERS)),
    (N_("Lists and people"), N_("table column cell speaker"), (LIST, LIST_MOUSE, PEOPLE)),
    (N_("Moderators"), N_("chair host shift"), (MODERATING, BOARD)),
    (N_("Publish and print"), N_("calendar ics PDF paper send"), (PROGRAMME,)),
    (N_("Excel and files"), N_("open save import export conference"), (FILE,)),
    (N_("Undo, copy, paste and search"), N_("clipboard"), (EDIT,)),
    (N_("Appearance, language and help"), N_("settings theme Swedish"), (APPEARANCE, LANGUAGE, HELP)),
)
"""The tasks of the help: the title of each, further words to find it, and the sources of its rows.

A command in a submenu that is a source itself is not listed again with the menu around it.
"""
OF_ITS_OWN = {source for _title, _also, sources in TASKS for source in sources if isinstance(source, str)}


def help_topics(words: Wording) -> list[HelpTopic]:
    """Return all topics with their rows, in order."""
    topics = list[HelpTopic]()
    for title, also, sources in TASKS:
        said = " ".join((words(title), words(also), also))
        rows = (row for source in sources for row in _topic_rows(source, words, said))
        topics.append(HelpTopic(words(title), tuple(rows)))
    return topics


def _topic_rows(source: Source, words: Wording, also: str) -> Iterator[HelpRow]:
    if isinstance(source, str):
        for command in COMMANDS:
            if _belongs_to_menu(command, source):
                yield _command_row(command, words, also)
        return
    every: Sequence[KeyBinding | MouseGesture] = source
    for text, group in groupby(every, key=lambda one: one.text):
        same = list(group)
        keys = [key for one in same if isinstance(one, KeyBinding) for key in one.keys]
        how = " · ".join(words(one.how) for one in same if isinstance(one, MouseGesture))
        other = [extra_search_words(one.name if isinstance(one, KeyBinding) else one.text, words) for one in same]
        yield HelpRow(words(text), tuple(key for key in keys if key != "Return"), how, " ".join([also, text, *other]))


def _belongs_to_menu(command: Command, menu: str) -> bool:
    """Return whether a menu or submenu lists a command as its own.

    A command with a key binding is listed among the key bindings instead.
    """
    own = command.within if command.within in OF_ITS_OWN else command.menu
    return own == menu and command.name != LINE and not command.key_binding


def _command_row(command: Command, words: Wording, also: str) -> HelpRow:
    text = without_mnemonic(words(command.alone or command.text)).rstrip("…")
    path = " ▸ ".join(without_mnemonic(words(name)) for name in (command.menu, command.within) if name)
    found = " ".join((also, path, extra_search_words(command.name, words), without_mnemonic(command.text)))
    return HelpRow(text, command.keys, "" if command.keys else path, found)


def matching_topics(topics: Sequence[HelpTopic], typed: str) -> list[HelpTopic]:
    """Return the topics reduced to rows with all typed words, or else to similar rows.

    Return all topics if nothing is typed.
    """
    if not typed.strip():
        return list(topics)
    entries = [
        search_entry((topic, row), row.text, " ".join((topic.title, row.also, row.how, *row.keys)))
        for topic in topics
        for row in topic.rows
    ]
    wanted = search_entry(None, typed).name.split()
    hits = [entry.thing for entry in entries if all(word in entry.name or word in entry.also for word in wanted)]
    if not hits:
        hits = sorted(near_matches(entries, typed), key=[entry.thing for entry in entries].index)
    return [
        HelpTopic(topic.title, tuple(row for _topic, row in rows))
        for topic, rows in groupby(hits, key=lambda hit: hit[0])
    ]
