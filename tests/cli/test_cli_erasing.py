"""Tests of what `erase` says of what it still owes, and of finishing it or closing it by hand."""

from pathlib import Path

import pytest

from planner.environment import Environment
from planner.storage.owed import Debt, DebtKind
from planner.workspace import Workspace
from tests.cli.commands import Estrad

ELSEWHERE = (
    "Somebody was erased, and this is still to go on another computer, in another account, or where the file lay then: "
    "2 kept plans.\n"
)


def owe(plan: Path, env: Environment, *debts: Debt) -> None:
    opened = Workspace.open(plan, env)
    with opened._file.connection.transaction() as db:
        rows = [{"since": "", "machine": debt.machine, "kind": debt.kind.value, "item": debt.item} for debt in debts]
        db.table("owed").insert_all(rows)
    opened.close()


VERSIONS = [Debt(DebtKind.VERSION, f"{'0' * 32}/{'1' * 32}/20240101T000000Z-{n}-day.estrad", "another") for n in (1, 2)]


def test_without_a_debt_there_is_nothing_to_finish(estrad: Estrad, plan: Path) -> None:
    assert estrad("erase", plan, "--finish") == (0, "No erasure has left anything to do.\n", "")
    assert estrad("erase", plan, "--finish", "--json").json == {"owed": [], "done": [], "closed": False}


def test_finishing_says_what_was_done_now(estrad: Estrad, plan: Path, env: Environment) -> None:
    owe(plan, env, Debt(DebtKind.PACK))

    answer = estrad("erase", plan, "--finish")

    assert answer == (0, "Done now: the free pages of the file, with what was deleted before.\n", "")


def test_what_cannot_be_done_here_is_said_by_every_writing_command_until_it_is_closed(
    estrad: Estrad, plan: Path, env: Environment
) -> None:
    owe(plan, env, *VERSIONS)
    assert estrad("set", plan, "session", "2", "title", "Waits").err == ELSEWHERE
    assert estrad("erase", plan, "--finish") == (1, "", ELSEWHERE)
    assert estrad("erase", plan, "--finish", "--json").json["owed"] == [{"kind": "version", "here": False}] * 2

    answer = estrad("erase", plan, "--finish", "--close")

    assert answer == (0, "Looked after by hand: 2 kept plans.\n", "")
    assert estrad("set", plan, "session", "2", "title", "Waits on").err == ""


@pytest.mark.parametrize("words", [(), ("Ada", "--finish"), ("--finish", "--yes"), ("--close",), ("Ada", "--close")])
def test_a_person_or_the_finishing_is_asked_for_not_both(estrad: Estrad, plan: Path, words: tuple[str, ...]) -> None:
    before = plan.read_bytes()

    answer = estrad("erase", plan, *words)

    assert (answer.code, answer.err) == (
        2,
        "It is not said whom to erase, or what to finish. Say `erase FILE PERSON`, or `erase FILE --finish` without "
        "anybody's name.\n",
    )
    assert plan.read_bytes() == before


def test_on_a_full_disk_the_person_is_erased_and_what_failed_has_words_of_its_own(
    estrad: Estrad, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_conn: object) -> None:
        from sqlite3 import OperationalError

        error = OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("planner.storage.erasing.vacuum", full)
        answer = estrad("erase", plan, "ada", "--yes")

    assert answer.code == 2
    assert answer.out.endswith("“Ada” is erased. What was done before cannot be undone any more.\n")
    assert answer.err.splitlines()[-1].endswith(
        "“plan.estrad” could not be made smaller, so what was deleted before may remain in it. Make room on the disk, "
        "then open the file again or say `erase FILE --finish`."
    )
    assert estrad("erase", plan, "--finish").code == 0
