"""Tests of what an erasure owes: written down with it, worked off later, said meanwhile, and closed by hand."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from sqlite3 import OperationalError

import pytest

from planner.commands.edit import edit
from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Session
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.environment import Environment
from planner.eraser import Eraser
from planner.storage.kept_aside import DraftStore, StoredDraft
from planner.storage.owed import Debt, DebtKind
from planner.storage.versions import Reason
from planner.workspace import Workspace, read_copy
from tests.builders import agenda, person, speaker, talk

NEEDLE = b"quistgaard"


@pytest.fixture
def world(tmp_path: Path, env: Environment) -> Environment:
    return replace(env, data_folder=tmp_path / "data", log=tmp_path / "log" / "estrad.log")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "files" / "plan.estrad"


def plan() -> Agenda:
    zelda = person("zelda", name="Zelda Quistgaard", phone="070 123 45 67")
    return agenda(
        zelda,
        talk("talk", "hall", "09:00-09:30", title="Ships", people=(speaker("zelda"),), note="Quistgaards mobil"),
        talk("other", "hall", "10:00-10:30", title="Boats"),
    )


@pytest.fixture
def workspace(path: Path, world: Environment):
    """Open a conference with Zelda in its history, two versions, a backup, the log and unsaved texts of two copies."""
    path.parent.mkdir()
    assert world.log
    assert world.data_folder
    world.log.parent.mkdir()
    world.log.write_text("KeyError: 'Zelda Quistgaard'\nOther\n", encoding="utf-8")
    with closing(Workspace.create(path, plan(), world)) as opened:
        opened.apply(edit(opened.agenda, Person, "zelda", bio="Zelda Quistgaard sails"))
        opened.versions.keep(Reason.IMPORT)
        shutil.copy(path, path.with_name("plan.v5.20240101T000000Z.bak.estrad"))
        file_id = opened._file.id
        for of in (path, path.with_name("copy.estrad")):
            DraftStore(world.data_folder / "unsaved", file_id, of).write(
                [
                    StoredDraft("Session", ("talk",), "abstract", "With Zelda Quistgaard"),
                    StoredDraft("Person", ("zelda",), "bio", "Born"),
                    StoredDraft("Session", ("other",), "abstract", "Boats and nothing else"),
                ]
            )
        yield opened


def left_in(*roots: Path) -> list[str]:
    files = (found for root in roots for found in root.rglob("*") if found.is_file())
    return sorted(found.name for found in files if NEEDLE in found.read_bytes().lower())


def erase(workspace: Workspace, world: Environment) -> None:
    eraser = Eraser(workspace, world, "zelda")
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))


def killed_after_the_commit(workspace: Workspace, world: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Erase Zelda, but do nothing of what comes after the transaction, and close."""
    with monkeypatch.context() as patched:
        patched.setattr("planner.erasure_debt.ErasureDebt.settle_debts", lambda *_: None)
        erase(workspace, world)
    workspace.close()


def kinds(workspace: Workspace) -> list[DebtKind]:
    return [debt.kind for debt in workspace.debt.left]


def said(workspace: Workspace) -> list[str]:
    return [str(sentence) for sentence in workspace.debt.notices()]


def test_all_of_it_is_done_at_once_and_nothing_is_owed(
    workspace: Workspace, world: Environment, path: Path, tmp_path: Path
) -> None:
    erase(workspace, world)

    assert (kinds(workspace), workspace.debt.faults, said(workspace)) == ([], (), [])
    assert left_in(tmp_path) == []
    assert world.log
    assert world.log.read_text(encoding="utf-8") == "KeyError: '[name erased]'\nOther\n"


def test_the_unsaved_texts_of_every_copy_lose_the_name_and_the_others_stay(
    workspace: Workspace, world: Environment, path: Path
) -> None:
    erase(workspace, world)

    assert world.data_folder
    stores = [DraftStore(world.data_folder / "unsaved", workspace._file.id, path.with_name(name))
              for name in ("plan.estrad", "copy.estrad")]  # fmt: skip
    assert [[draft.text for draft in store.read()] for store in stores] == [
        ["With [name erased]", "Boats and nothing else"]
    ] * 2


def test_after_a_kill_the_file_knows_what_it_owes_and_the_next_opening_does_it(
    workspace: Workspace, world: Environment, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_after_the_commit(workspace, world, monkeypatch)
    with closing(read_copy(path, world)) as copy:
        assert kinds(copy) == [
            DebtKind.PACK, DebtKind.BACKUP, DebtKind.LOG, DebtKind.VERSION, DebtKind.VERSION, DebtKind.PRINTED,
            DebtKind.DRAFT, DebtKind.DRAFT, DebtKind.DRAFT, DebtKind.DRAFT,
        ]  # fmt: skip
        assert said(copy) == [
            "Somebody was erased, and this is still to go: the free pages of the file, with what was deleted before; "
            "2 kept plans; 1 backup beside the file; 4 texts that were not saved; the error log; "
            "the memory of printed run sheets."
        ]
    assert len(left_in(tmp_path)) >= 6

    with closing(Workspace.open(path, world)) as opened:
        assert (kinds(opened), len(opened.debt.paid)) == ([], 10)
        assert [draft.text for draft in opened.draft_store.read()] == ["Boats and nothing else"]

    assert left_in(tmp_path) == []


def test_a_debt_says_no_word_of_the_person_and_no_path(
    workspace: Workspace, world: Environment, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_after_the_commit(workspace, world, monkeypatch)

    with closing(read_copy(path, world)) as copy:
        told = repr(copy.debt.left)
    words = ("Zelda", "Quistgaard", "070 123", "plan.estrad", "files", str(tmp_path))
    assert [word for word in words if word in told] == []


def lock_conferences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file with the suffix of a conference be removed."""
    unlink = Path.unlink

    def locked(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".estrad":
            raise PermissionError(13, "Permission denied", str(self))
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", locked)


def test_what_cannot_be_removed_is_owed_until_it_can(
    workspace: Workspace, world: Environment, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        lock_conferences(patched)
        erase(workspace, world)
        assert kinds(workspace) == [DebtKind.BACKUP, DebtKind.VERSION, DebtKind.VERSION]
        assert next(str(fault.problem) for fault in workspace.debt.faults) == (
            "“plan.v5.20240101T000000Z.bak.estrad” may still hold the name: Permission denied."
        )
    workspace.close()

    Workspace.open(path, world).close()

    assert left_in(tmp_path) == []


def test_a_kept_plan_whose_folder_had_no_id_is_removed_only_where_it_is(
    workspace: Workspace, world: Environment, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        lock_conferences(patched)
        patched.setattr("planner.eraser.ensure_machine_id", lambda _folder, _ids: "")
        erase(workspace, world)
    workspace.close()

    with closing(Workspace.open(path, replace(world, data_folder=tmp_path / "another", log=None))) as opened:
        assert kinds(opened) == [DebtKind.VERSION, DebtKind.VERSION]
    with closing(Workspace.open(path, world)) as opened:
        assert (kinds(opened), left_in(tmp_path)) == ([], [])


def test_a_file_that_could_not_be_packed_is_erased_and_says_what_may_remain(
    workspace: Workspace, world: Environment, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_conn: object) -> None:
        error = OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("planner.storage.erasing.vacuum", full)
        erase(workspace, world)

    (fault,) = workspace.debt.faults
    assert "zelda" not in workspace.agenda.people
    assert (str(fault.problem), str(fault.remedy)) == (
        "“plan.estrad” could not be made smaller, so what was deleted before may remain in it.",
        "Make room on the disk, then open the file again or say `erase FILE --finish`.",
    )
    assert kinds(workspace) == [DebtKind.PACK]


def test_elsewhere_it_says_what_remains_and_can_be_closed_by_hand(
    workspace: Workspace, world: Environment, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_after_the_commit(workspace, world, monkeypatch)
    there = path.with_name("there.estrad")
    shutil.copy(path, there)
    another = replace(world, data_folder=tmp_path / "another", log=None)

    with closing(Workspace.open(there, another)) as opened:
        assert said(opened) == [
            "Somebody was erased, and this is still to go on another computer, in another account, or where the file "
            "lay then: 2 kept plans; 1 backup beside the file; 4 texts that were not saved; "
            "the error log; the memory of printed run sheets."
        ]
        opened.debt.record_paid(opened.debt.left)
    with closing(Workspace.open(there, another)) as opened:
        assert (kinds(opened), said(opened)) == ([], [])


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (DebtKind.VERSION, "../../files/plan.estrad"),
        (DebtKind.VERSION, "0" * 32 + "/" + "1" * 32 + "/../../../files/plan.estrad"),
        (DebtKind.DRAFT, '["../../files/plan", "Session", ["talk"], "abstract"]'),
        (DebtKind.DRAFT, "no JSON"),
        (DebtKind.DRAFT, "7"),
        (DebtKind.PRINTED, "../../files/plan"),
        (DebtKind.BACKUP, "/plan.estrad"),
    ],
)
def test_a_debt_that_somebody_made_up_removes_nothing(
    workspace: Workspace, world: Environment, path: Path, kind: DebtKind, item: str
) -> None:
    with workspace._file.connection.transaction() as db:
        db.table("owed").insert({"since": "", "machine": "", "kind": kind.value, "item": item})
    workspace.close()
    before = sorted(entry for entry in path.parent.parent.rglob("*"))

    Workspace.open(path, world).close()

    assert sorted(entry for entry in path.parent.parent.rglob("*")) == before
    with closing(read_copy(path, world)) as copy:
        assert copy.agenda.sessions["talk"].title == "Ships"


def test_a_kind_that_nobody_knows_is_damage(workspace: Workspace, world: Environment, path: Path) -> None:
    with workspace._file.connection.transaction() as db:
        db.table("owed").insert({"since": "", "machine": "", "kind": "everything", "item": ""})
    workspace.close()

    with pytest.raises(EstradError, match="damaged"):
        Workspace.open(path, world)


def test_the_debt_goes_with_a_copy_and_an_edit_pays_it_there(
    workspace: Workspace, world: Environment, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_after_the_commit(workspace, world, monkeypatch)
    copy = path.with_name("elsewhere.estrad")
    shutil.copy(path, copy)

    with closing(Workspace.open(copy, world)) as opened:
        opened.apply(edit(opened.agenda, Session, "other", title="Vessels"))
        assert kinds(opened) == [DebtKind.BACKUP]  # it lies beside the other one

    with closing(read_copy(copy, world)) as read:
        assert read.debt.left == (Debt(DebtKind.BACKUP, read.debt.left[0].item, read.debt.left[0].machine),)
