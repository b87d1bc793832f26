"""The calendars that a conference can publish: the whole one, and those of its parts, also of deleted ones."""

from __future__ import annotations

from collections.abc import Iterable

from planner.programme.release import Part, PartKind, whole_part
from planner.programme.sent_parts import offered
from planner.workspace import Workspace


def offered_parts(workspace: Workspace, kinds: Iterable[PartKind] = tuple(PartKind)) -> list[Part]:
    """Return all parts of the given kinds that have a session or had one when they were sent, also deleted ones."""
    agenda, shown, words = workspace.agenda, workspace.programme(), workspace.wording
    ledger = workspace.releases.ledger()
    return [part for about in kinds for part in offered(agenda, shown, ledger, about, words)]


def offered_calendars(workspace: Workspace) -> tuple[Part, ...]:
    """Return the whole conference, which is the first, and all parts, with the names of their files."""
    return workspace.outbox.named([whole_part(workspace.programme()), *offered_parts(workspace)])
