"""Tests of publishing after an erasure: the folder is known as ours, and loses the person whatever is asked for."""

from contextlib import closing
from pathlib import Path

import pytest

from planner.environment import Environment
from planner.storage.owed import DebtKind
from planner.workspace import Workspace, read_copy
from tests.builders import agenda, moderator, person, speaker, talk
from tests.cli.commands import Estrad, command_line
from tests.readers import read

STEM = "the-conference-2024"
EACH = [word for kind in ("day", "room", "person", "moderator") for word in ("--each", kind)]


@pytest.fixture
def estrad(env: Environment, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    return command_line(env, capsys)


@pytest.fixture
def plan(tmp_path: Path, env: Environment) -> Path:
    """Create a conference in which Zelda speaks and moderates, and another session names her in its title."""
    zelda = person("zelda", name="Zelda Quistgaard", title="Captain", organisation="Sealand")
    sessions = (
        talk("ships", "hall", "09:00-09:30", title="Ships", people=(speaker("zelda"), moderator("ada"))),
        talk("prize", "hall", "10:00-10:30", title="The Zelda Quistgaard Prize", people=(speaker("ada"),)),
        talk("end", "hall", "11:00-11:30", title="The end", people=(moderator("zelda"),)),
    )
    Workspace.create(tmp_path / "plan.estrad", agenda(zelda, person("ada"), *sessions), env).close()
    return tmp_path / "plan.estrad"


def names(folder: Path) -> list[str]:
    return sorted(path.name.removeprefix(STEM) for path in folder.iterdir())


def traces(folder: Path) -> list[str]:
    words = (b"zelda", b"quistgaard", b"captain", b"sealand")
    return [path.name for path in sorted(folder.iterdir()) if any(w in path.read_bytes().lower() for w in words)]


def owed(plan: Path, env: Environment) -> list[DebtKind]:
    with closing(read_copy(plan, env)) as copy:
        return [debt.kind for debt in copy.debt.left]


def forget_digests(plan: Path, env: Environment) -> None:
    """Make the file one of which an older Estrad has published."""
    with closing(Workspace.open(plan, env)) as opened, opened._file.connection.transaction() as db:
        db.execute("UPDATE sent_parts SET digest = ''")


@pytest.mark.parametrize("older", [False, True], ids=["as it was written", "published by an older Estrad"])
def test_the_next_publishing_knows_the_folder_and_takes_the_name_out(
    estrad: Estrad, plan: Path, env: Environment, tmp_path: Path, older: bool
) -> None:
    folder = tmp_path / "web"
    estrad("publish", plan, "--to", folder, *EACH)
    assert len(traces(folder)) == 7
    if older:
        forget_digests(plan, env)
    estrad("erase", plan, "Zelda Quistgaard", "--yes")
    assert owed(plan, env) == [*[DebtKind.CALENDAR] * 7, DebtKind.PUBLISHED]

    answer = estrad("publish", plan, "--to", folder)

    assert answer.code == 0
    assert (traces(folder), owed(plan, env)) == ([], [])
    assert names(folder) == sorted(
        [".ics", "-04-25.ics", "-ada.ics", "-changes.txt", "-hall.ics", "-moderator-ada.ics"]
    )
    assert [line for line in answer.out.splitlines() if "erased;" in line] == [
        f"“{STEM}-moderator-zelda-quistgaard.ics” was the calendar of somebody who is erased; it is removed.",
        f"“{STEM}-zelda-quistgaard.ics” was the calendar of somebody who is erased; it is removed.",
    ]


@pytest.mark.parametrize(("name", "spelt"), [("Åsa Öberg", b"oberg"), ("Anna-Lisa Ek", b"anna-lisa")])
def test_no_name_of_a_published_file_has_the_name_in_its_own_spelling(
    estrad: Estrad, plan: Path, tmp_path: Path, name: str, spelt: bytes
) -> None:
    estrad("set", plan, "person", "Zelda Quistgaard", "name", name)
    estrad("publish", plan, "--to", tmp_path / "web", *EACH)
    assert spelt in plan.read_bytes()

    estrad("erase", plan, name, "--yes")

    assert spelt not in plan.read_bytes()


def test_entries_that_lost_the_name_are_later_ones(estrad: Estrad, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "web"
    estrad("publish", plan, "--to", folder, "--each", "room")
    estrad("erase", plan, "Zelda Quistgaard", "--yes")

    estrad("publish", plan, "--to", folder)

    for name in (f"{STEM}.ics", f"{STEM}-hall.ics"):
        events = read((folder / name).read_bytes()).all("VEVENT")
        assert [(e["SUMMARY"], e["SEQUENCE"]) for e in events] == [
            ("Ships", "1"), ("The [name erased] Prize", "1"), ("The end", "1"),
        ]  # fmt: skip


def test_elsewhere_nothing_is_written_that_was_not_asked_for_and_the_debt_stays(
    estrad: Estrad, plan: Path, env: Environment, tmp_path: Path
) -> None:
    estrad("publish", plan, "--to", tmp_path / "web", "--each", "person")
    estrad("erase", plan, "Zelda Quistgaard", "--yes")

    answer = estrad("publish", plan, "--to", tmp_path / "other", "--json")

    assert (names(tmp_path / "other"), answer.json["removed"]) == (["-changes.txt", ".ics"], [])
    assert owed(plan, env) == [*[DebtKind.CALENDAR] * 3, DebtKind.PUBLISHED]
    assert estrad("publish", plan, "--to", tmp_path / "web", "--replace", "--json").json["removed"] == [
        f"{STEM}-zelda-quistgaard.ics"
    ]


def test_a_calendar_that_cannot_be_removed_is_said_and_stays_owed(
    estrad: Estrad, plan: Path, env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "web"
    estrad("publish", plan, "--to", folder, "--each", "person")
    estrad("erase", plan, "Zelda Quistgaard", "--yes")

    def locked(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    with monkeypatch.context() as patched:
        patched.setattr("planner.erased_calendars.Path.unlink", locked)
        answer = estrad("publish", plan, "--to", folder)

    assert answer.code == 0
    assert f"“{STEM}-zelda-quistgaard.ics” may still hold the name: Permission denied." in answer.out
    assert owed(plan, env) == [DebtKind.CALENDAR]
