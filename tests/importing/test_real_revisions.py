"""Seven revisions of one real programme, imported one after the other, with edits by hand between them.

What is new, moved, retitled and gone is compared with a diff of the files themselves. The catalogue compares each
revision with the one before it in the project's history, of which seven are kept; where both predecessors are the
same, so are the figures.
"""

import json
import subprocess
import sys
from collections import Counter

import pytest

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Session
from planner.domain.long_task import run_to_end
from planner.exporting.ics import to_ics
from planner.importing.plan import Verdict
from planner.importing.source_registry import read_file
from planner.workspace import Workspace
from tests.importing.schedules import Importing
from tests.shared_data import shared

ZONE = "Europe/Rome"
OF_THE_CATALOGUE = [(54, None), (55, None), (72, None), (76, None), (79, (5, 2, 8, 0)), (77, None), (79, None)]
"""Events of each revision, and how many are new, gone, moved and retitled where it counts against the one before."""
NEW, GONE, MOVED, RETITLED = range(4)


def revisions():
    return sorted(shared("data", "revisions", "sotm-2022").glob("*.json"))


def told_by(path):
    """Return every talk of the file by its code and a count, for talks that are held several times."""
    counts, found = Counter(), {}
    for talk in json.loads(path.read_text("utf-8"))["talks"]:
        counts[talk["code"]] += 1
        found[talk["code"], counts[talk["code"]]] = (
            (talk["start"], talk["end"], talk["room"]), " ".join(talk["title"].split()),
        )  # fmt: skip
    return found


def diff(before, after, ever):
    """Return how many talks are new, gone, moved and retitled; one that comes back is moved out of the tray."""
    both = before.keys() & after.keys()
    back = (after.keys() - before.keys()) & ever
    return (
        len(after.keys() - before.keys() - back),
        len(before.keys() - after.keys()),
        sum(before[key][0] != after[key][0] for key in both) + len(back),
        sum(before[key][1] != after[key][1] for key in both),
    )


def found_in(plan, waiting):
    """Return the numbers of new, gone, moved and retitled; a conflict that is left open is counted only once."""
    rows = [row for row in plan.rows if row.what is Session]
    told = {(row.key, d.key, str(d.after)) for row in rows for d in row.differences}
    fields = Counter(field for _, field, _ in told - waiting)
    waiting |= told
    new = sum(row.verdict is Verdict.NEW for row in rows)
    gone = sum(row.verdict is Verdict.GONE and row.can_be_ticked for row in rows)
    return new, gone, fields["placement"], fields["title"]


def by_hand(whole, turn):
    """Make three edits by hand, and return the conference and the values that must stay from then on."""
    placed = [session for session, _ in whole.placed]
    retitled, written, moved = (placed[(turn * 11 + n) % len(placed)].id for n in range(3))
    kept = {(retitled, "title"): f"Ours {turn}", (written, "abstract"): f"Ours {turn}"}
    whole = whole.after(edit(whole, Session, retitled, title=f"Ours {turn}"))
    whole = whole.after(edit(whole, Session, written, abstract=f"Ours {turn}"))
    span, rooms = whole.sessions[moved].placement.span, whole.sessions[moved].placement.rooms
    whole = whole.after(place(whole, moved, span.day, 1200 + turn, rooms))
    return whole, kept | {(moved, "placement"): whole.sessions[moved].placement}


def ticked(plan):
    """Return the rows that are proposed, and all that are gone."""
    return plan.proposed | {row.key for row in plan.rows if row.verdict is Verdict.GONE}


def test_what_is_new_moved_retitled_and_gone_is_told_and_edits_by_hand_survive(tmp_path):
    importing = Importing(tmp_path, ZONE)
    first, *others = revisions()
    whole, before = importing.new(run_to_end(read_file(first))), told_by(first)
    assert len(whole.sessions) == len(before)
    ever, kept, waiting = set(before), {}, set()
    for turn, path in enumerate(others, 1):
        whole, edits = by_hand(whole, turn)
        kept |= edits
        incoming, after = run_to_end(read_file(path)), told_by(path)

        plan = importing.plan(whole, incoming)

        figures = diff(before, after, ever)
        events, catalogued = OF_THE_CATALOGUE[turn]
        assert found_in(plan, waiting) == figures, path.name
        assert len({code for code, _ in after}) == events
        assert catalogued is None or _by_code(before, after) == catalogued
        gone = {row.before.id for row in plan.rows if row.verdict is Verdict.GONE}
        kept = {field: value for field, value in kept.items() if field[0] not in gone}
        change = plan.change(ticked(plan))
        assert whole.after(change).after(change.inverse()) == whole
        whole = whole.after(change)
        assert {field: getattr(whole.sessions[field[0]], field[1]) for field in kept} == kept
        assert not importing.plan(whole, incoming).change()
        before, ever = after, ever | after.keys()


def _by_code(before, after):
    """Return the diff as the catalogue counts it: a talk that is held several times is one."""
    once = [{code: talk for (code, n), talk in told.items() if n == 1} for told in (before, after)]
    return diff(*once, set())


@pytest.mark.soak
def test_every_revision_is_published_as_an_update_of_the_one_before(tmp_path, clock, env):
    importing = Importing(tmp_path, ZONE)
    first, *others = revisions()
    workspace = Workspace.create(tmp_path / "sotm.estrad", importing.new(run_to_end(read_file(first))), env)
    previous = _sent(workspace, tmp_path / "0.ics")
    assert _checked(previous) == 0
    for turn, path in enumerate(others, 1):
        clock.forward(days=1)
        plan = importing.plan(workspace.agenda, run_to_end(read_file(path)))
        workspace.apply(plan.change(ticked(plan)))
        now = _sent(workspace, tmp_path / f"{turn}.ics")
        assert _checked(now, "--previous", previous) == 0, path.name
        previous = now
    workspace.close()


def _sent(workspace, path):
    words = workspace.wording
    workspace.outbox.send(lambda sending: {path: to_ics(sending.release.programme, sending.ledger, words)})
    return path


def _checked(*arguments):
    command = [sys.executable, shared("tools", "icscheck.py"), *arguments]
    run = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    print(run.stdout[-2000:])
    return run.returncode
