"""Guests of an earlier file are listed, ticked and invited again; the earlier file does not change."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from planner.domain.entities import Person
from planner.domain.value_objects import Earlier, Role
from planner.workspace import Environment, Workspace
from tests.builders import agenda, conference, day, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.lists import ids
from tests.ui.window_driver import WindowDriver
from ui.features.people.people_dialogs import InviteAgainDialog

YEAR = date(2022, 4, 20)
FACE = b"\x89PNG\r\n\x1a\n a face"
PHOTO = sha256(FACE).hexdigest()


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference with Ada and Bo."""
    return hands_on(room("hall"), person("ada", email="ada@example.org"), person("bo"))


@pytest.fixture
def earlier(tmp_path: Path, env: Environment, answers: Answers) -> Path:
    """Make an earlier file with Ada, Bo and Cy, where Ada has a telephone number and Cy a photo."""
    path = tmp_path / "earlier.estrad"
    before = agenda(
        conference(title="Days"), day(YEAR), room("hall"),
        person("x", name="Ada", email="ada@example.org", phone="070"), person("y", name="Bo"),
        person("z", name="Cy", organisation="KTH", photo=PHOTO, fee="100"),
        talk("old", "hall", "09:00-09:30", on=YEAR, title="Then", people=(speaker("z"),)),
    )  # fmt: skip
    Workspace.create(path, before, env, {PHOTO: FACE}).close()
    answers.opens = path
    return path


def does(answers: Answers, act: Callable[[InviteAgainDialog], object]) -> None:
    """Set the person's act in the dialog."""

    def do(dialog: QDialog) -> bool:
        assert isinstance(dialog, InviteAgainDialog)
        act(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = do


def rows(dialog: InviteAgainDialog) -> list[tuple[str, ...]]:
    """Return the visible rows: the tick, and the texts of the columns."""
    found = [dialog.guests.topLevelItem(n) for n in range(dialog.guests.topLevelItemCount())]
    ticks = {Qt.CheckState.Checked: "☑", Qt.CheckState.Unchecked: "☐"}
    return [(ticks[row.checkState(0)], *(row.text(n) for n in range(4))) for row in found if row and not row.isHidden()]


def test_guests_stand_there_with_what_they_did(driver: WindowDriver, answers: Answers, earlier: Path) -> None:
    def look(dialog: InviteAgainDialog) -> None:
        assert (dialog.head.text(), *rows(dialog), dialog.go.text()) == (
            "Who was at Days, 2022",
            ("☐", "Ada", "", "", "is here; is told: phone"),
            ("☐", "Bo", "", "", "is here already"),
            ("☐", "Cy, KTH", "Then", "2022 Speaker", ""),
            "Invite",
        )
        found = [dialog.guests.topLevelItem(n) for n in range(3)]
        flags = [bool(row.flags() & Qt.ItemFlag.ItemIsUserCheckable) for row in found if row]
        assert flags == [True, False, True]  # one whom nothing is told cannot be ticked
        seen.append(dialog)

    seen: list[object] = []
    does(answers, look)
    driver.does("invite_again")
    assert len(seen) == 1
    assert driver.page.document.shown[0] is not Person


def test_they_come_in_one_step_with_photo_and_without_what_was_agreed(
    driver: WindowDriver, answers: Answers, earlier: Path
) -> None:  # fmt: skip
    content, before = earlier.read_bytes(), driver.agenda

    def invite_all(dialog: InviteAgainDialog) -> None:
        QTest.keyClick(dialog.all, Qt.Key.Key_Space)
        QTest.keyClick(dialog.guests, Qt.Key.Key_Return)

    does(answers, invite_all)

    driver.does("invite_again")

    (cy,) = [one for one in driver.agenda.people.values() if one.name == "Cy"]
    assert (cy.organisation, cy.fee, cy.earlier) == ("KTH", "", (Earlier(2022, Role.SPEAKER),))
    assert (driver.page.document.workspace.pictures.read(PHOTO), driver.agenda.people["ada"].phone) == (FACE, "070")
    assert (driver.steps, driver.page.places.shown, len(ids(driver))) == (["Invite 2 people again"], "people", 3)
    assert {thing.id for thing in driver.page.document.shown_things} == {"ada", cy.id}
    driver.does("undo")
    assert driver.agenda == before
    assert (earlier.read_bytes(), sorted(p.name for p in earlier.parent.glob("earlier*"))) == (content, [earlier.name])


def test_what_is_searched_for_can_be_ticked_alone(driver: WindowDriver, answers: Answers, earlier: Path) -> None:
    def choose(dialog: InviteAgainDialog) -> None:
        assert not dialog.go.isEnabled()
        dialog.search.setFocus()
        QTest.keyClicks(dialog.search, "kth")
        assert [row[1] for row in rows(dialog)] == ["Cy, KTH"]
        QTest.keyClick(dialog.all, Qt.Key.Key_Space)
        dialog.search.setFocus()
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        assert [row[0] for row in rows(dialog)] == ["☐", "☐", "☑"]
        dialog.go.click()

    does(answers, choose)
    driver.does("invite_again")

    assert driver.steps == ["Invite Cy again"]


def test_the_open_file_itself_and_what_is_none_are_refused(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    said = []
    no_file = tmp_path / "none.estrad"
    no_file.write_text("no conference")
    for path in (driver.page.document.workspace.path, no_file, tmp_path / "away.estrad"):
        answers.opens = path
        driver.does("invite_again")
        said.append(driver.window.notice.sentence.text())

    assert "is open" in said[0]
    assert said[1] != said[0]
    assert said[2].endswith("Choose another file.")
    assert driver.page.document.workspace.writable
    assert sorted(driver.agenda.people) == ["ada", "bo"]
