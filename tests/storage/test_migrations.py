"""Tests of stored files of versions 1 and 2: they open as they were meant, and what they have sent continues."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from planner.commands.answers import set_answers
from planner.commands.edit import edit
from planner.commands.sessions import add_appearance, change_appearance
from planner.domain.agenda import session_names
from planner.domain.attendee_names import named_people
from planner.domain.entities import Session, Venue
from planner.domain.value_objects import CALENDAR_KIND_NAMES, Appearance, NamingRule, Role, State, Status
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending
from planner.programme.difference import difference
from planner.programme.release import FileOrigin, Ledger, LedgerEntry, Part, PartKind, parts, whole_part
from planner.programme.sent_parts import sendable_parts
from planner.storage.schema import STEPS
from planner.workspace import Environment, Workspace
from tests.builders import Clock
from tests.killing import replayed, rewound
from tests.readers import read
from tests.storage import version_1, version_2
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, dump, everything, small
from tests.storage.version_1 import STORED, first
from tests.storage.version_2 import meant

# version 1 ------------------------------------------------------------------------------------------------


BACKUP = "conference.v1.20240301T120000Z.bak.estrad"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Create a copy of the stored file."""
    return Path(shutil.copy(STORED, tmp_path / NAME))


def tables(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return every row of every table, by column."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        names = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: [dict(row) for row in conn.execute(f"SELECT * FROM {name}")] for name in names}


def test_it_is_backed_up_to_the_last_row_and_becomes_the_newest(path: Path, env: Environment, opens: Opens) -> None:
    before = dump(path)

    Workspace.open(path, env).close()

    backup = path.with_name(BACKUP)
    assert sorted(entry.name for entry in path.parent.iterdir()) == [NAME, BACKUP]
    assert dump(backup) == before == dump(STORED)
    assert [int.from_bytes(p.read_bytes()[60:64], "big") for p in (backup, path)] == [1, len(STEPS)]
    assert everything(opens(backup)) == everything(opens(path))


def test_every_row_stays_but_that_tentative_sessions_are_drafts_and_nobody_was_asked(
    path: Path, env: Environment
) -> None:
    before = tables(path)
    for session in before["sessions"]:
        session["status"] = {"tentative": "draft"}.get(str(session["status"]), session["status"])
    for appearance in before["appearances"]:
        appearance["state"] = {"confirmed": "not_asked"}.get(str(appearance["state"]), appearance["state"])
    images = [step.pop("edits") for step in before["changes"]]

    Workspace.open(path, env).close()

    after = tables(path)
    (whole,) = after["sent_parts"]
    assert (whole["part"], whole["release"], whole["previous"]) == ("", 2, 1)
    after["sent_parts"] = []
    new = {statement.split()[2] for step in STEPS[1:] for statement in step.tables}
    assert [after.pop(name) for name in sorted(new)] == [[]] * len(new)
    added: dict[str, set[str]] = {}
    for step in STEPS:
        for table, names in step.columns.items():
            added.setdefault(table, set()).update(name.split()[0].strip('"') for name in names)
    found = {
        table: [{name: value for name, value in row.items() if name not in added.get(table, ())} for row in rows]
        for table, rows in after.items()
    }
    assert len(images) == len([step.pop("edits") for step in found["changes"]])  # their states: below
    assert [row["name"] for row in found.pop("_sqlite_migrations")] == [
        f"{number:03d}_{step.name}" for number, step in enumerate(STEPS, start=1)
    ]
    del before["_sqlite_migrations"]
    assert found == before


def test_it_says_what_it_said(workspace: Workspace) -> None:
    found = workspace.agenda

    assert (found.conference.title, found.conference.colour) == ("The Second Conference", "teal")
    assert replace(found.conference, title="The Conference", colour="crimson") == meant(first()).conference
    assert found.venue == first().venue
    assert [person.name for person in found.people_in_order] == ["Ada", "Bo", "Cy", "Eva Öst"]
    assert found.people["ada"] == first().people["ada"]
    assert {session.id: session.status for session in found.sessions.values()} == {
        "opening": Status.CONFIRMED,
        "keynote": Status.CONFIRMED,
        "panel": Status.DRAFT,
        "both": Status.CONFIRMED,
        "dinner": Status.CONFIRMED,
        "dropped": Status.CANCELLED,
        "waits": Status.DRAFT,
        "later": Status.CONFIRMED,
        "extra": Status.DRAFT,
    }
    assert session_names(found, found.sessions["panel"]) == ("Cy",)
    assert [(a.person, a.role, a.state) for a in found.sessions["panel"].people] == [
        ("cy", Role.HOST, State.TENTATIVE),
        ("bo", Role.HOST, State.DECLINED),
        ("ada", Role.RESERVE, State.CANCELLED),
    ]
    assert found.sessions["keynote"].stream == "https://example.org/live"


def test_sending_again_changes_only_what_is_said_better_now(path: Path, clock: Clock, opens: Opens) -> None:
    """Since version 3 the street follows the venue, and a break no longer says that it is one."""
    clock.forward(days=30)
    workspace = opens(path)
    before, released = workspace.releases.ledger(), workspace.releases.all()
    assert sorted(entry.sequence for entry in before.entries.values()) == [0, 1, 1, 1, 1, 1, 1]
    assert [release.note for release in released] == ["First", "Second"]

    sent = workspace.outbox.send(lambda sending: {})

    after = workspace.releases.ledger()
    assert (sent.new, workspace.releases.all()) == (False, released)
    assert not difference(released[-1].programme, workspace.programme())
    assert {key: file.older for key, file in after.files.items() if key} == {
        "day-2024-04-25": dict.fromkeys(("both", "keynote", "opening", "panel", "workshop"), 0),
        "room-lab": {"both": 0, "workshop": 0},
    }
    for session, entry in after.entries.items():
        old = before.entries[session]
        if old.event.status == "CANCELLED":
            assert entry == old
        else:
            assert (entry.sequence, entry.event.location) == (
                old.sequence + 1,
                f"{old.event.location}, Barnhusgatan 14",
            )
            assert replace(entry.event, location=old.event.location, description=old.event.description) == old.event


def test_what_is_edited_then_moves_only_that(path: Path, clock: Clock, opens: Opens) -> None:
    clock.forward(days=30)
    workspace = opens(path)
    before = workspace.releases.ledger()
    assert isinstance(workspace.agenda.sessions["panel"], Session)
    while workspace.history.undo_label and workspace.agenda.sessions["panel"].status is Status.DRAFT:
        workspace.undo()

    sent = workspace.outbox.send(lambda sending: {})

    assert sent.new
    assert (sent.release.number, sent.ledger.entries["panel"].sequence) == (3, before.entries["panel"].sequence + 1)


# states of people -----------------------------------------------------------------------------------------


MODULES = {1: version_1, 2: version_2}
SINCE_IT_WAS_SENT = {1: [], 2: ["Other room: “Panel”, from Hall to Stora salen; joined by Eva Öst"]}
"""The changes since the last version was sent, for each stored file by its version."""


@pytest.fixture(params=MODULES)
def version(request: pytest.FixtureRequest) -> int:
    """Return the version of a stored file."""
    return int(request.param)


@pytest.fixture
def migrated(version: int, tmp_path: Path, env: Environment, clock: Clock) -> Iterator[Workspace]:
    """Open a migrated copy of the stored file, a month later."""
    clock.forward(days=30)
    path = Path(shutil.copy(MODULES[version].STORED, tmp_path / NAME))
    Workspace.open(path, env).close()
    with closing(Workspace.open(path, env)) as opened:
        yield opened


def test_everything_is_undone_and_done_again_across_the_migration(migrated: Workspace, version: int) -> None:
    first, steps = meant(MODULES[version].first()), migrated.history.steps()
    now, position = migrated.agenda, migrated.history.position
    assert rewound(now, steps[:position]) == first

    while migrated.undo():
        assert migrated._file.read_agenda() == migrated.agenda
    assert migrated.agenda == first
    done = [migrated.agenda]
    while migrated.redo():
        assert migrated._file.read_agenda() == migrated.agenda
        done.append(migrated.agenda)
    assert (done[position], done[-1]) == (now, replayed(first, steps))


def texts(ledger: Ledger) -> dict[str, str]:
    """Return the entries' descriptions; one that is only the kind of a pause is empty, as states do not concern it."""
    said = {session: entry.event.description for session, entry in ledger.entries.items()}
    return {session: "" if text in CALENDAR_KIND_NAMES.values() else text for session, text in said.items()}


def test_attendees_are_told_nothing_by_it(migrated: Workspace, version: int) -> None:
    released, before = migrated.releases.all(), migrated.releases.ledger()
    since = [str(change.line) for change in difference(released[-1].programme, migrated.programme())]
    assert since == SINCE_IT_WAS_SENT[version]
    for _note in [note for line in since for note in line.split("; ")]:
        migrated.undo()

    assert (migrated.outbox.send(lambda sending: {}).new, migrated.releases.all()) == (False, released)
    assert texts(migrated.releases.ledger()) == texts(before)


@pytest.mark.parametrize("version", [2], indirect=True)
def test_the_rows_say_it_too(migrated: Workspace) -> None:
    rows = migrated._file.read_agenda().sessions

    assert [(a.person, a.role, a.state) for a in rows["keynote"].people] == [
        ("ada", Role.SPEAKER, State.CONFIRMED), ("bo", Role.MODERATOR, State.NOT_ASKED),
    ]  # fmt: skip
    assert migrated.agenda.covers["day"].state is State.NOT_ASKED
    assert migrated.agenda.conference.naming is NamingRule.EXCEPT_INVITED
    assert [a.person for a in named_people(migrated.agenda, rows["keynote"])] == ["ada", "bo"]


def test_a_yes_without_a_date_is_one_if_somebody_says_so_now(tmp_path: Path, env: Environment) -> None:
    migrated = Workspace.create(tmp_path / NAME, small(), env)
    for make in (
        lambda agenda: add_appearance(agenda, "later", Appearance("ada")),
        lambda agenda: set_answers(agenda, State.CONFIRMED, sessions=["later"], today=env.clock().date()),
        lambda agenda: change_appearance(agenda, "later", "ada", Role.SPEAKER, answered=None),
    ):
        migrated.apply(make(migrated.agenda))
    migrated.close()

    with closing(Workspace.open(tmp_path / NAME, env)) as again:
        states = []
        while again.history.undo_label:
            states.append(again.agenda.sessions["later"].people)
            again.undo()

    today = env.clock().date()
    assert states == [
        (Appearance("ada", state=State.CONFIRMED),), (Appearance("ada", state=State.CONFIRMED, answered=today),),
        (Appearance("ada"),),
    ]  # fmt: skip


@pytest.mark.parametrize("edits", ['{"a": 1}', "[[3, null]]", '[[{"is": "Session", "people": 4}, null]]', "[[]]"])
def test_a_damaged_step_of_an_old_history_does_not_keep_the_file_shut(
    edits: str, tmp_path: Path, env: Environment
) -> None:
    path = Path(shutil.copy(version_2.STORED, tmp_path / NAME))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE changes SET edits = ? WHERE number = 3", (edits,))
        conn.commit()

    Workspace.open(path, env).close()

    with closing(sqlite3.connect(path)) as conn:
        assert json.loads(conn.execute("SELECT edits FROM changes WHERE number = 3").fetchone()[0]) == json.loads(edits)


# calendars that version 2 has sent ------------------------------------------------------------------------


@pytest.fixture
def version_2_file(tmp_path: Path, env: Environment, clock: Clock):
    """Open a copy of the stored file a month later; its venue has no street, so that entries keep their texts."""
    clock.forward(days=30)
    with closing(Workspace.open(Path(shutil.copy(version_2.STORED, tmp_path / NAME)), env)) as found:
        found.apply(edit(found.agenda, Venue, "venue", address=""))
        yield found


def every(version_2_file: Workspace) -> list[Part]:
    shown, ledger = version_2_file.programme(), version_2_file.releases.ledger()
    return [
        whole_part(shown),
        *(part for about in PartKind for part in sendable_parts(
            version_2_file.agenda, shown, ledger, about, version_2_file.wording)
            if ledger.sent(part.key)),
    ]  # fmt: skip


def without_bookkeeping(entry: LedgerEntry) -> LedgerEntry:
    return replace(entry, event=replace(entry.event, uid="", own_title=False))


def send(version_2_file: Workspace, folder: Path) -> Sending:
    words, named = version_2_file.wording, version_2_file.outbox.with_calendar_names(every(version_2_file))
    targets = {folder / f"{part.name}.ics": part for part in named}
    return version_2_file.outbox.send(
        lambda sent: {p: to_ics(sent.release.programme, sent.ledger, words, part=part) for p, part in targets.items()},
        targets=targets,
    )


def test_the_whole_conferences_file_says_what_it_said(version_2_file: Workspace, tmp_path: Path) -> None:
    before = version_2_file.releases.ledger().entries

    after = send(version_2_file, tmp_path).ledger.entries

    same = [session for session in before if session != "panel"]  # which was edited after it was sent
    assert len(same) == 4
    assert [without_bookkeeping(after[s]) for s in same] == [without_bookkeeping(before[s]) for s in same]
    assert {s: e.event.uid for s, e in after.items()} == {s: e.event.uid for s, e in before.items()}


def test_the_entries_of_parts_get_uids_of_their_own_once_and_that_is_said(
    version_2_file: Workspace, tmp_path: Path
) -> None:
    whole = {e.event.uid for e in version_2_file.releases.ledger().entries.values()}
    older = ["room:hall", "room:lab", "person:ada"]

    first = send(version_2_file, tmp_path)
    once = version_2_file.releases.ledger()
    second = send(version_2_file, tmp_path)

    assert ([part.key for part in first.parts_with_new_uids()], second.parts_with_new_uids()) == (older, ())
    for key in older:
        uids = {session: entry.event.uid for session, entry in once.file(key).entries.items()}
        assert not whole & set(uids.values())
        assert uids == {s: e.event.uid for s, e in second.ledger.file(key).entries.items()}
        assert not once.file(key).older


def test_what_had_left_a_part_is_cancelled_there(version_2_file: Workspace, tmp_path: Path) -> None:
    send(version_2_file, tmp_path)

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
    version_2_file: Workspace, tmp_path: Path, env: Environment
) -> None:
    send(version_2_file, tmp_path)
    names = sorted(path.name for path in tmp_path.glob("*.ics"))
    version_2_file.close()
    with closing(Workspace.open(version_2_file.path.rename(tmp_path / "other.estrad"), env)) as other:
        again = send(other, tmp_path)

    assert names == ["conference-Ada.ics", "conference-Hall.ics", "conference-Lab.ics", "conference.ics"]
    assert sorted(f"{part.name}.ics" for part in again.parts) == names


def test_nothing_that_version_2_noted_of_a_part_is_lost_before_it_is_sent_again(version_2_file: Workspace) -> None:
    version_2_file.outbox.send(lambda sending: {})

    files = version_2_file.releases.ledger().files
    assert {key: (file.older, file.title, file.name, file.release) for key, file in files.items() if key} == {
        "room:hall": ({"keynote": 1, "opening": 0, "panel": 1}, "Hall", "Hall", 2),
        "room:lab": ({"extra": 0, "keynote": 1, "opening": 0, "workshop": 1}, "Lab", "Lab", 2),
        "person:ada": ({"keynote": 1}, "Ada", "Ada", 2),
    }  # fmt: skip


def test_what_was_not_sent_to_anybody_has_no_file(version_2_file: Workspace) -> None:
    assert set(version_2_file.releases.ledger().files) == {"", "room:hall", "room:lab", "person:ada"}
    assert Ledger().files == {}
    assert parts(version_2_file.agenda, version_2_file.programme(), PartKind.TRACK, version_2_file.wording)


def test_the_files_that_version_2_sent_are_known_as_ours(version_2_file: Workspace, tmp_path: Path) -> None:
    """So nothing is asked about them. A part's file held entries of the whole, and those that had left the part."""
    ledger, words, shown = (
        version_2_file.releases.ledger(),
        version_2_file.wording,
        version_2_file.releases.all()[-1].programme,
    )
    whole = ledger.file("")
    (part,) = (part for part in every(version_2_file) if part.key == "room:lab")
    held = replace(whole, entries={session: whole.entries[session] for session in ledger.file(part.key).older})
    (tmp_path / "whole.ics").write_bytes(to_ics(shown, ledger, words))
    (tmp_path / "lab.ics").write_bytes(to_ics(shown, Ledger({"room:lab": held}), words, part=part))

    found = version_2_file.outbox.existing_calendars(
        {tmp_path / "whole.ics": whole_part(shown), tmp_path / "lab.ics": part}
    )

    assert {key: there.file_origin for key, there in found.items()} == {
        "": FileOrigin.OURS,
        "room:lab": FileOrigin.OURS,
    }
