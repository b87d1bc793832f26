"""The topics of the help: first steps, and by task all commands, keys and gestures of the command table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.domain.search import SearchEntry, near_matches, search_entry
from planner.domain.text import N_
from planner.wording import Wording
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
    """A heading with its rows, which one that ``folds`` shows unless it is ``folded``."""

    title: str
    rows: tuple[HelpRow, ...]
    folds: bool = True
    folded: bool = False


FIRST_STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Add the rooms."), ("go_venue", "add")),
    (N_("Add people: type names, or paste them from Excel."), ("go_people", "paste")),
    (N_("Type the titles of sessions into “Not placed”, or paste a column from Excel."), ("add",)),
    (N_("Drag each to a time and room, or pick it up. A clash turns red and says why."), ("take",)),
    (N_("Choose who moderates a session, a room or the whole day."), ("go_cover",)),
    (N_("Publish the calendar (.ics). Published again, it updates what people already have."), ("send",)),
    (N_("Print the programme, and run sheets for moderators and stage."), ("print_programme", "print_runsheet")),
    (N_("All is saved at once, and can be undone, tomorrow too."), ("undo",)),
    (N_("Whatever it is: type what you look for."), ("finder",)),
)
"""The first steps, each with the commands or keys that do it."""

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
    """Return all topics, the first steps first."""
    first = [HelpRow(f"{n}.  {words(text)}", keys_of(names)) for n, (text, names) in enumerate(FIRST_STEPS, 1)]
    topics = [HelpTopic(words("First steps"), tuple(first), folds=False)]
    for title, also, sources in TASKS:
        said = " ".join((words(title), words(also), also))
        rows = (row for source in sources for row in _rows(source, words, said))
        topics.append(HelpTopic(words(title), tuple(rows)))
    return topics


def keys_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first key of each command or key of the timeline; raise ``KeyError`` for a name without one."""
    every: list[KeyBinding | Command] = [*TIMELINE, *COMMANDS]
    known = {one.name: one.keys for one in every if one.keys}
    return tuple(known[name][0] for name in names)


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
        HelpTopic(topic.title, tuple(row for _topic, row in rows), folds=False)
        for topic, rows in groupby(hits, key=lambda hit: hit[0])
    ]


def _holds(entry: SearchEntry[tuple[HelpTopic, HelpRow]], wanted: Sequence[str]) -> bool:
    return all(word in entry.name or word in entry.also for word in wanted)
