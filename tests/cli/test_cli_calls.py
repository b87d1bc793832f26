"""Tests of wrong calls and wrong files: one line on standard error, exit code 2, and nothing changed."""

import pytest

from planner.importing.source_registry import SOURCES
from planner.wording import wording
from planner.workspace import Workspace
from tests.cli.commands import command_line

KINDS = ", ".join((*(source.key for source in SOURCES), "estrad"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fly",), "There is no command “fly”. `estrad --help` shows what there is."),
        (("list",), "FILE is missing. `estrad list --help` shows what it takes."),
        (("list", "a", "sessions", "--yaml"), "There is no option --yaml. `estrad list --help` shows what it takes."),
        (
            ("import", "a.estrad", "b.csv", "--as", "csv"),
            f"There is no kind of source “csv”. Choose one of: {KINDS}.",
        ),
        (
            ("check", "none.estrad"),
            "none.estrad: There is no file “none.estrad”. Check whether it was moved or renamed.",
        ),
    ],
)
def test_a_wrong_call(estrad, words, said):
    assert estrad(*words) == (2, "", said + "\n")


def test_a_file_that_is_not_ours(estrad, tmp_path):
    (tmp_path / "x.estrad").write_bytes(b"hello" * 1000)

    found = estrad("undo", "x.estrad")

    assert found == (
        2,
        "",
        "x.estrad: “x.estrad” is not an Estrad conference. Choose a file that Estrad made; its name ends in .estrad.\n",
    )
    assert (tmp_path / "x.estrad").read_bytes() == b"hello" * 1000


def test_a_file_that_a_window_holds(estrad, workspace):
    path = workspace.path

    assert estrad("list", path, "rooms") == (
        2, "", f"{path}: “conference.estrad” is open elsewhere: a test. Close it there first.\n",
    )  # fmt: skip


def test_the_file_is_given_back_after_a_fault(estrad, plan, env):
    estrad("unplace", plan, "9")

    Workspace.open(plan, env).close()


def test_the_command_line_speaks_swedish(env, capsys, tmp_path):
    swedish = command_line(env, capsys, "sv")

    remedy = wording("sv")("Check whether it was moved or renamed.")
    assert swedish("check", tmp_path / "none.estrad").err.endswith(f"{remedy}\n")


def test_help_says_what_there_is(estrad):
    found = estrad("--help")

    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("Usage: estrad ")
