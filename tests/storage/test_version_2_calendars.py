"""Tests of calendars that a stored file of version 2 has sent: they continue, and only parts' entries get new UIDs."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Venue
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending
from planner.programme.release import FileOrigin, Ledger, LedgerEntry, Part, PartKind, parts, whole_part
from planner.programme.sent_parts import offered
from planner.workspace import Environment, Workspace
from tests.builders import Clock
from tests.exporting.calendar_reading import read
from tests.storage.samples import NAME
from tests.storage.version_2 import STORED


@pytest.fixture
def workspace(tmp_path: Path, env: Environment, clock: Clock):
    """Open a copy of the stored file a month later; its venue has no street, so that entries keep their texts."""
    clock.forward(days=30)
    with closing(Workspace.open(Path(shutil.copy(STORED, tmp_path / NAME)), env)) as found:
        found.apply(edit(found.agenda, Venue, "venue", address=""))
        yield found


def every(workspace: Workspace) -> list[Part]:
    shown, ledger = workspace.programme(), workspace.releases.ledger()
    return [
        whole_part(shown),
        *(part for about in PartKind for part in offered(
            workspace.agenda, shown, ledger, about, workspace.wording, lambda day: day.isoformat())
            if ledger.sent(part.key)),
    ]  # fmt: skip


def without_bookkeeping(entry: LedgerEntry) -> LedgerEntry:
    return replace(entry, event=replace(entry.event, uid="", own_title=False))


def send(workspace: Workspace, folder: Path) -> Sending:
    words = workspace.wording
    return workspace.outbox.send(
        lambda sent: {
            folder / f"{part.name}.ics": to_ics(sent.release.programme, sent.ledger, words, part=part)
            for part in sent.parts
        },
        parts=every(workspace),
    )


def test_the_whole_conferences_file_says_what_it_said(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.releases.ledger().entries

    after = send(workspace, tmp_path).ledger.entries

    same = [session for session in before if session != "panel"]  # which was edited after it was sent
    assert len(same) == 4
    assert [without_bookkeeping(after[s]) for s in same] == [without_bookkeeping(before[s]) for s in same]
    assert {s: e.event.uid for s, e in after.items()} == {s: e.event.uid for s, e in before.items()}


def test_the_entries_of_parts_get_uids_of_their_own_once_and_that_is_said(workspace: Workspace, tmp_path: Path) -> None:
    whole = {e.event.uid for e in workspace.releases.ledger().entries.values()}
    older = ["room:hall", "room:lab", "person:ada"]

    first = send(workspace, tmp_path)
    once = workspace.releases.ledger()
    second = send(workspace, tmp_path)

    assert ([part.key for part in first.changes_once()], second.changes_once()) == (older, ())
    for key in older:
        uids = {session: entry.event.uid for session, entry in once.file(key).entries.items()}
        assert not whole & set(uids.values())
        assert uids == {s: e.event.uid for s, e in second.ledger.file(key).entries.items()}
        assert not once.file(key).older


def test_what_had_left_a_part_is_cancelled_there(workspace: Workspace, tmp_path: Path) -> None:
    send(workspace, tmp_path)

    def events(name: str) -> list[tuple[str, str]]:
        return [(e["SUMMARY"], e["STATUS"]) for e in read((tmp_path / name).read_bytes()).all("VEVENT")]

    assert events("conference-Hall.ics") == [
        ("Opening", "CONFIRMED"),
        ("Moved to Lab: Keynote", "CANCELLED"),
        ("Panel", "CONFIRMED"),
    ]
    assert events("conference-Lab.ics") == [
        ("Opening", "CONFIRMED"),
        ("Keynote", "CONFIRMED"),
        ("Extra", "CONFIRMED"),
        ("CANCELLED: Workshop", "CANCELLED"),
    ]


def test_the_files_keep_the_names_that_they_had_whatever_the_file_is_called_now(
    workspace: Workspace, tmp_path: Path, env: Environment
) -> None:
    send(workspace, tmp_path)
    names = sorted(path.name for path in tmp_path.glob("*.ics"))
    workspace.close()
    with closing(Workspace.open(workspace.path.rename(tmp_path / "other.estrad"), env)) as other:
        again = send(other, tmp_path)

    assert names == ["conference-Ada.ics", "conference-Hall.ics", "conference-Lab.ics", "conference.ics"]
    assert sorted(f"{part.name}.ics" for part in again.parts) == names


def test_nothing_that_version_2_noted_of_a_part_is_lost_before_it_is_sent_again(workspace: Workspace) -> None:
    workspace.outbox.send(lambda sending: {})

    files = workspace.releases.ledger().files
    assert {key: (file.older, file.title, file.name, file.release) for key, file in files.items() if key} == {
        "room:hall": ({"keynote": 1, "opening": 0, "panel": 1}, "Hall", "Hall", 2),
        "room:lab": ({"extra": 0, "keynote": 1, "opening": 0, "workshop": 1}, "Lab", "Lab", 2),
        "person:ada": ({"keynote": 1}, "Ada", "Ada", 2),
    }  # fmt: skip


def test_what_was_not_sent_to_anybody_has_no_file(workspace: Workspace) -> None:
    assert set(workspace.releases.ledger().files) == {"", "room:hall", "room:lab", "person:ada"}
    assert Ledger().files == {}
    assert parts(workspace.agenda, workspace.programme(), PartKind.TRACK, workspace.wording, lambda day: "")


def test_the_files_that_version_2_sent_are_known_as_ours(workspace: Workspace, tmp_path: Path) -> None:
    """So nothing is asked about them. A part's file held entries of the whole, and those that had left the part."""
    ledger, words, shown = workspace.releases.ledger(), workspace.wording, workspace.releases.all()[-1].programme
    whole = ledger.file("")
    (part,) = (part for part in every(workspace) if part.key == "room:lab")
    held = replace(whole, entries={session: whole.entries[session] for session in ledger.file(part.key).older})
    (tmp_path / "whole.ics").write_bytes(to_ics(shown, ledger, words))
    (tmp_path / "lab.ics").write_bytes(to_ics(shown, Ledger({"room:lab": held}), words, part=part))

    found = workspace.outbox.lying({tmp_path / "whole.ics": whole_part(shown), tmp_path / "lab.ics": part})

    assert {key: there.file_origin for key, there in found.items()} == {
        "": FileOrigin.OURS,
        "room:lab": FileOrigin.OURS,
    }
