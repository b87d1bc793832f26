"""The topics of the help: by task all commands, keys and gestures of the command table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.domain.search import SearchEntry, near_matches, search_entry
from planner.domain.text import N_
from planner.wording import Wording
from ui.features.help.help_text import as_keys, escaped
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
    without_mnemonic,
)
from ui.state.search_words import other_words


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A thing that can be done, and how: by ``keys`` in Qt's portable names, or as ``how`` says.

    ``also`` are other words by which it is found.
    """

    text: str
    keys: tuple[str, ...] = ()
    how: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """A heading with its rows."""

    title: str
    rows: tuple[HelpRow, ...]

    def table(self, words: Wording) -> str:
        """Return the rows as a table in Markdown: what is done, and by which keys, gesture or menu."""
        what, how = words("What"), words("Keys, mouse or menu")
        lines = (
            f"| {escaped(row.text)} | {escaped(row.how)} {'  '.join(as_keys(key, words) for key in row.keys)} |\n"
            for row in self.rows
        )
        return "".join([f"| {what} | {how} |\n|---|---|\n", *lines])


Source = str | tuple[KeyBinding, ...] | tuple[MouseGesture, ...]
"""A menu, or the keys or gestures of a place."""
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
"""Each task, other words for it, and what belongs to it. A submenu that is a source is left out of its menu."""
OF_ITS_OWN = {source for _title, _also, sources in TASKS for source in sources if isinstance(source, str)}


def help_topics(words: Wording) -> list[HelpTopic]:
    """Return all topics."""
    topics = list[HelpTopic]()
    for title, also, sources in TASKS:
        said = " ".join((words(title), words(also), also))
        rows = (row for source in sources for row in _rows(source, words, said))
        topics.append(HelpTopic(words(title), tuple(rows)))
    return topics


def _rows(source: Source, words: Wording, also: str) -> Iterator[HelpRow]:
    if isinstance(source, str):
        for command in COMMANDS:
            if _belongs(command, source):
                yield _of_command(command, words, also)
        return
    every: Sequence[KeyBinding | MouseGesture] = source
    for text, group in groupby(every, key=lambda one: one.text):
        same = list(group)
        keys = [key for one in same if isinstance(one, KeyBinding) for key in one.keys]
        how = " · ".join(words(one.how) for one in same if isinstance(one, MouseGesture))
        other = [other_words(one.name if isinstance(one, KeyBinding) else one.text, words) for one in same]
        found = " ".join([also, text, *other])
        yield HelpRow(words(text), tuple(key for key in keys if key != "Return"), how, found)


def _belongs(command: Command, menu: str) -> bool:
    """Return whether a menu or submenu lists the command; a place's own keys do so for what only they do."""
    own = command.within if command.within in OF_ITS_OWN else command.menu
    return own == menu and command.name != LINE and not command.key_binding


def _of_command(command: Command, words: Wording, also: str) -> HelpRow:
    text = without_mnemonic(words(command.alone or command.text)).rstrip("…")
    path = " ▸ ".join(without_mnemonic(words(name)) for name in (command.menu, command.within) if name)
    found = " ".join((also, path, other_words(command.name, words), without_mnemonic(command.text)))
    return HelpRow(text, command.keys, "" if command.keys else path, found)


def fitting(topics: Sequence[HelpTopic], typed: str) -> list[HelpTopic]:
    """Return the topics with the rows in which all typed words stand, or else those that are near; all for no word."""
    if not typed.strip():
        return list(topics)
    entries = [
        search_entry((topic, row), row.text, " ".join((topic.title, row.also, row.how, *row.keys)))
        for topic in topics
        for row in topic.rows
    ]
    wanted = search_entry(None, typed).name.split()
    hits = [entry.thing for entry in entries if _holds(entry, wanted)]
    if not hits:
        things = [entry.thing for entry in entries]
        hits = sorted(near_matches(entries, typed), key=things.index)
    return [
        HelpTopic(topic.title, tuple(row for _topic, row in rows))
        for topic, rows in groupby(hits, key=lambda hit: hit[0])
    ]


def _holds(entry: SearchEntry[tuple[HelpTopic, HelpRow]], wanted: Sequence[str]) -> bool:
    return all(word in entry.name or word in entry.also for word in wanted)
