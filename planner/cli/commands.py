"""The table of all commands: the help of each, and its module, which is imported only when it is needed."""

from __future__ import annotations

from typing import NamedTuple

from planner.domain.text import Text


class CommandRow(NamedTuple):
    """A command: the module of ``planner.cli`` that has its function, and its help."""

    module: str
    help: Text


COMMANDS: dict[str, CommandRow] = {
    "sample": CommandRow(
        "conference", Text("Make FILE with the sample conference, or the full example; refuses an existing FILE.")
    ),
    "new": CommandRow("conference", Text("Make FILE with an empty conference; refuses an existing FILE.")),
    "import": CommandRow(
        "importing",
        Text("Add to FILE what SOURCE holds, or update what came from it before; SOURCE may be - for standard input."),
    ),
    "check": CommandRow("conference", Text("Say the problems in FILE and why; the exit code is 1 if there are any.")),
    "list": CommandRow("conference", Text("Say what is in FILE; without KIND an overview.")),
    "set": CommandRow("editing", Text("Set fields of a THING, such as: set FILE session 12 title “…” start 09:30.")),
    "add": CommandRow("editing", Text("Add a THING with a NAME and the values of its fields.")),
    "remove": CommandRow("editing", Text("Remove a THING; what was in it stays, not placed if need be.")),
    "edition": CommandRow("editing", Text("Make NEW, the next edition of FILE; refuses an existing NEW.")),
    "place": CommandRow("timeline", Text("Put SESSION (an id, a number or an exact title) at a time into rooms.")),
    "unplace": CommandRow("timeline", Text("Take SESSION off the timeline, back to “Not placed”.")),
    "shift": CommandRow("timeline", Text("Move SESSION so many minutes later, or earlier if negative.")),
    "undo": CommandRow("timeline", Text("Take the newest change back.")),
    "redo": CommandRow("timeline", Text("Make the change again that was undone last.")),
    "erase": CommandRow(
        "erasing", Text("Erase PERSON, also from the history and from what was sent; undo ends there.")
    ),
    "export": CommandRow(
        "sending",
        Text(
            "Write OUT.ics, the calendar for attendees, and note what they were sent; or OUT.xlsx or OUT.csv, tables "
            "of your own, which send nothing: without --list and --layout the workbook of everything, or the sessions."
        ),
    ),
    "publish": CommandRow(
        "publishing", Text("Make a new version if attendees would see a difference, and write their files.")
    ),
    "print": CommandRow("printing", Text("Print a sheet of FILE into OUT.pdf.")),
    "about": CommandRow("about", Text("Say the version, and where data, settings, plans and log lie, for a report.")),
    "demo": CommandRow("printing", Text("Do the whole main job on the sample, and leave its files in FOLDER.")),
}
"""All commands, in the order of ``--help``."""
