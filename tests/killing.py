"""The kill loop: kills an editing program at random moments, and compares its file with what it acknowledged."""

import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from planner.domain.agenda import Agenda
from planner.storage.history import Step
from planner.workspace import Environment, Workspace

MOST_EDITS = 40
LONGEST_SPIN = 200_000


@dataclass
class Counts:
    """The findings of a kill loop. `unasked` counts edits in the file that the program could not report any more."""

    kills: int = 0
    edits: int = 0
    lost: int = 0
    halves: int = 0
    unasked: int = 0


def replayed(agenda: Agenda, steps: Sequence[Step]) -> Agenda:
    """Return the snapshot after the steps."""
    return reduce(lambda before, step: before.after(step.change), steps, agenda)


def rewound(agenda: Agenda, steps: Sequence[Step]) -> Agenda:
    """Return the snapshot before the steps."""
    return reduce(lambda after, step: after.after(step.change.inverse()), reversed(steps), agenda)


def look(path: Path, env: Environment) -> tuple[Agenda, list[Step], int]:
    """Return the conference, its history and its position, read from the file with every check of opening."""
    workspace = Workspace.open(path, env)
    try:
        return workspace.agenda, workspace.history.steps(), workspace.history.position
    finally:
        workspace.close()


def kill_loop(command: Sequence[str], path: Path, env: Environment, *, kills: int, seed: int) -> Counts:
    """Run the command `kills` times and kill it; it prints `edit <step-id>` after each edit that it applied.

    After each kill the file is opened and compared as a whole: every reported step is there, in its order,
    and the conference is what those steps make of the first one.
    """
    moments = random.Random(seed)
    agenda, steps, position = look(path, env)
    first, known = rewound(agenda, steps[:position]), [step.id for step in steps[:position]]
    counts = Counts()
    for _ in range(kills):
        said = _run_and_kill(command, moments)
        agenda, steps, position = look(path, env)
        done = [step.id for step in steps[:position]]
        expected = [*known, *said]
        counts.kills += 1
        counts.edits += len(said)
        counts.lost += len(set(expected) - set(done)) or int(done[: len(expected)] != expected)
        counts.unasked += max(0, len(done) - len(expected))
        counts.halves += replayed(first, steps[:position]) != agenda
        known = done
    return counts


def _run_and_kill(command: Sequence[str], moments: random.Random) -> list[str]:
    """Return the step ids that the program had printed when it was killed."""
    wanted, spin = moments.randint(1, MOST_EDITS), moments.randrange(LONGEST_SPIN)
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = []
    assert program.stdout
    while len(said) < wanted and (line := program.stdout.readline()):
        if line.startswith("edit "):
            said.append(line.split()[1])
    for _ in range(spin):  # a random moment in the next edits, not always the same point of one
        pass
    program.kill()
    rest = program.stdout.read()  # not communicate(), which would miss what was read ahead
    program.stdout.close()
    program.wait()
    return [*said, *(line.split()[1] for line in rest.splitlines(keepends=True) if _is_whole(line))]


def _is_whole(line: str) -> bool:
    return line.startswith("edit ") and line.endswith("\n")
