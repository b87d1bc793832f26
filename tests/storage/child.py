"""Another process that works on a file: `hold FILE`, `try FILE`, `edit FILE [COUNT]`, `count FILE LEAST` …

`hold` gives the hall each name that it is sent. `peek` does the same, after it has opened and closed the file by
another handle and started a process that outlives it.
"""

import importlib
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Thread
from uuid import uuid4

from planner.commands.edit import edit
from planner.commands.people import add_person, delete_person
from planner.commands.ripple import shift_following
from planner.commands.sessions import add_appearance, add_session, delete_session
from planner.commands.timeline import place, unplace
from planner.domain.agenda import Agenda, Change, change
from planner.domain.entities import Room, Session
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Appearance
from planner.storage.file import open_file
from planner.wording import wording
from planner.workspace import Environment, Workspace

EDGE = Environment(lambda: datetime.now(UTC), lambda: uuid4().hex, wording, "another laptop")


def some_change(agenda: Agenda, luck: random.Random) -> Change:
    """Return a random change of one or many rows."""
    sessions, people = sorted(agenda.sessions), sorted(agenda.people)
    verb = luck.randrange(8)
    if verb == 0 or len(sessions) < 4:
        return add_session(
            agenda, uuid4().hex, title=f"Session {luck.random()}", abstract="Text. " * luck.randrange(99)
        )
    if verb == 1 or len(people) < 2:
        return add_person(agenda, uuid4().hex, name=f"Person {luck.random()}")
    session = agenda.sessions[luck.choice(sessions)]
    if verb == 2 and len(sessions) > 9:
        return delete_session(agenda, session.id)
    if verb == 3 and len(people) > 5:
        return delete_person(agenda, luck.choice(people))
    if verb == 4 and session.placement:
        return shift_following(agenda, session.id, luck.choice([-5, 5])).change
    if verb == 5 and session.placement:
        return unplace(agenda, session.id)
    if verb == 6 and not session.people:
        return add_appearance(agenda, session.id, Appearance(luck.choice(people)))
    if verb == 7:
        return edit(agenda, Session, session.id, abstract=f"{luck.random()} " * luck.randrange(300))
    rooms = luck.sample(sorted(agenda.rooms), luck.randrange(len(agenda.rooms) + 1))
    return place(agenda, session.id, agenda.days_in_order[0].date, luck.randrange(60, 120) * 10, rooms)


def keep_editing(path: Path, most: int | None) -> None:
    """Apply changes and print the id of each step, until the last of them or the kill."""
    workspace = Workspace.open(path, EDGE)
    luck, said = random.Random(), workspace.history.last.id if workspace.history.last else ""
    for _ in count() if most is None else range(most):
        try:
            workspace.apply(some_change(workspace.agenda, luck))
        except EstradError:
            continue
        if workspace.history.last and luck.random() < 0.5:  # as while somebody is typing
            session = luck.choice(workspace.agenda.sessions_in_order)
            typed = edit(workspace.agenda, Session, session.id, note=f"{luck.random()} " * luck.randrange(1, 300))
            workspace.amend(typed, workspace.history.last.id)
        if workspace.history.last and workspace.history.last.id != said:  # else the change had no effect
            said = workspace.history.last.id
            print(f"edit {said}", flush=True)
    workspace.close()


def keep_counting(path: Path, least: int) -> None:
    """Write one number after the other into all sessions and rooms, `least` times and until the input ends."""
    workspace = Workspace.open(path, EDGE)
    workspace.apply(numbered(workspace.agenda, 0))
    step, waiting = workspace.history.last, Thread(target=sys.stdin.read)
    assert step
    print("open", flush=True)
    waiting.start()
    for number in count(1):
        if number > least and not waiting.is_alive():
            break
        workspace.amend(numbered(workspace.agenda, number), step.id)
        waiting.join(0.004 if least < 1000 else 0.001)  # without any, 1,500 commits a second leave no time to read
    workspace.close()
    print(number - 1)


def numbered(agenda: Agenda, number: int) -> Change:
    """Return the change that writes a number into every session and room, on many pages of the file."""
    told = f"{number} " * 300
    sessions = [(one, replace(one, title=str(number), abstract=told)) for one in agenda.sessions.values()]
    rooms = [(one, replace(one, name=f"{one.id} {number}")) for one in agenda.rooms.values()]
    return change(Text("Count"), *sessions, *rooms)


def main(verb: str, path: Path, *rest: str) -> None:
    """Run one of the commands, and report on standard output."""
    if verb == "edit":
        keep_editing(path, int(rest[0]) if rest else None)
    elif verb in {"hold", "peek"}:
        workspace = Workspace.open(path, EDGE)
        if verb == "peek":
            path.read_bytes()
            subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], close_fds=False)
        print("open", flush=True)
        for name in sys.stdin:
            workspace.apply(edit(workspace.agenda, Room, "hall", name=name.strip()))
            print("done", flush=True)
        workspace.close()
    elif verb == "count":
        keep_counting(path, int(rest[0]))
    elif verb == "try":
        try:
            Workspace.open(path, EDGE).close()
            print("opened")
        except EstradError as error:
            print(error.problem)
    elif verb == "migrate":
        importlib.import_module("sqlite_utils")  # it is imported lazily, and its import is not to be killed
        print("begin", flush=True)
        open_file(path, now=EDGE.clock).close()
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
