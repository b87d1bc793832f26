"""Next year's conference in the window: the proposal, the new file, and this year's file, which must not change."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton

from planner.commands.edit import edit
from planner.domain.entities import Person
from planner.domain.value_objects import Earlier, Kind, Role
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.every_field import PICTURES
from tests.ui.answers import Answers, publishes
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import WindowDriver
from ui.features.conferences.conference_dialogs import NextEditionDialog
from ui.kit.editors.typed_values import FieldError

BLUE = next(iter(PICTURES))
CAST = (
    day(), day(date(2024, 4, 26)), room("hall"), track("law"), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("coffee", "", "10:00-10:15", kind=Kind.BREAK), talk("waiting"),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn, tmp_path: Path, answers: Answers) -> WindowDriver:
    """Return a window driver for this year's conference, which has a photo, a step and a sent calendar."""
    driver = hands_on(*CAST, title="Days 2024", edition="7", focus="Open data")
    driver.page.document.apply(lambda now: edit(now, Person, "ada", photo=BLUE), PICTURES)
    answers.does, answers.fills = publishes, tmp_path / "web"
    driver.does("send")
    answers.does, answers.saves = None, tmp_path / "next.estrad"
    return driver


def go(dialog: QDialog) -> QPushButton:
    """Return the button that accepts the dialog."""
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    (found,) = [b for b in buttons.buttons() if buttons.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole]
    return found


Proposal = tuple[str, str, list[bool]]
"""The date, title and ticks that a dialog proposes."""


def asked(answers: Answers, act: Callable[[NextEditionDialog], object] = lambda dialog: None) -> list[Proposal]:
    """Accept the dialog after an act on it, and return the list of its proposals, which fills when it opens."""
    proposed: list[Proposal] = []

    @answers.meets
    def does(dialog: NextEditionDialog) -> bool:
        ticks = [dialog.frame.isChecked(), dialog.rest.isChecked()]
        proposed.append((dialog.first.typed.isoformat(), dialog.title.text(), ticks))
        act(dialog)
        go(dialog).click()
        return dialog.result() == QDialog.DialogCode.Accepted

    return proposed


def test_it_is_made_in_a_file_of_its_own_and_opened(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    driver.page.document.plan.show(Person, "ada")
    driver.page.inspector.edit()
    driver.retype("Ada Lovelace")  # what is half typed is saved first and comes along
    cut: list[str] = []

    def act(dialog: NextEditionDialog) -> None:
        dialog.show()
        texts = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
        cut.extend(label.text() for label in texts if label.height() < label.heightForWidth(label.width()))
        dialog.title.clear()

    proposed = asked(answers, act)

    driver.does("new_edition")
    assert cut == []

    assert proposed == [("2025-04-24", "Days 2025", [True, False])]
    assert (answers.offered[-1].name, date(2025, 4, 24).weekday()) == ("Days 2025.estrad", DAY.weekday())
    workspace, found = driver.page.document.workspace, driver.agenda
    assert (workspace.path, driver.window.windowTitle()) == (tmp_path / "next.estrad", "next.estrad – Estrad")
    assert (found.conference.title, found.conference.edition, found.conference.focus) == ("Days 2025", "8", "")
    assert [d.date.isoformat() for d in found.days_in_order] == ["2025-04-24", "2025-04-25"]
    assert [s.title for s in found.sessions_in_order] == ["Coffee"]
    ada, bo = found.people_in_order
    assert (ada.name, bo.name) == ("Ada Lovelace", "Bo")
    assert (ada.earlier, bo.earlier) == ((Earlier(2024, Role.SPEAKER),), (Earlier(2024, Role.MODERATOR),))
    assert (driver.steps, workspace.releases.all(), workspace.history.undo_label, ada.photo) == ([], [], None, BLUE)
    assert workspace.pictures.read(BLUE) == PICTURES[BLUE]


def test_this_years_file_is_as_it_was(driver: WindowDriver, answers: Answers, env: Environment) -> None:
    path, before = driver.page.document.workspace.path, driver.agenda
    driver.page.document.workspace.close()
    hashed = sha256(path.read_bytes()).hexdigest()
    driver.window.open_path(path, anew=True)
    asked(answers)

    driver.does("new_edition")
    driver.window.close()

    assert sha256(path.read_bytes()).hexdigest() == hashed
    workspace = Workspace.open(path, env)
    assert (workspace.agenda, len(workspace.releases.all())) == (before, 1)
    workspace.close()


@pytest.mark.parametrize(
    ("pressed", "titles"),
    [
        (("rest",), ["Keynote", "Coffee", "Waiting"]),
        (("frame",), []),
        (("frame", "rest"), ["Keynote", "Waiting"]),
    ],
)
def test_which_sessions_come_along_is_ticked(
    driver: WindowDriver, answers: Answers, pressed: tuple[str, ...], titles: list[str]
) -> None:
    asked(answers, lambda dialog: [getattr(dialog, tick).click() for tick in pressed])

    driver.does("new_edition")

    assert [s.title for s in driver.agenda.sessions_in_order] == titles


def test_whoever_thinks_better_of_it_or_types_no_title_has_this_year(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    before = driver.page.document.workspace.path
    answers.does = lambda dialog: False
    driver.does("new_edition")
    assert driver.page.document.workspace.path == before

    asked(answers, lambda dialog: dialog.title.setText("   "))
    driver.does("new_edition")
    assert driver.said == "It needs a name. Type at least one letter."
    assert driver.page.document.workspace.path == before

    asked(answers)
    answers.saves = None
    driver.does("new_edition")
    assert (driver.page.document.workspace.path, (tmp_path / "next.estrad").exists()) == (before, False)


def test_the_proposed_title_follows_the_date_until_somebody_types_one(driver: WindowDriver, answers: Answers) -> None:
    seen: list[str] = []

    def act(dialog: NextEditionDialog) -> None:
        dialog.first.setText("1/3 2027")
        seen.append(dialog.title.text())
        dialog.title.setText("Nights")
        dialog.first.selectAll()
        dialog.first.insert("9999-12-31")  # no year can be chosen that cannot be said
        go(dialog).click()
        said = [label.text() for label in dialog.findChildren(FieldError) if label.isVisible()]
        assert (dialog.result(), said) == (0, ["“9999-12-31” is no date. Type a year from 1970 to 2200."])
        dialog.first.setText("2199-12-31")
        seen.append(dialog.title.text())

    asked(answers, act)
    driver.does("new_edition")

    assert seen == ["Days 2027", "Nights"]
    assert (driver.agenda.conference.title, driver.agenda.days_in_order[-1].date) == ("Nights", date(2200, 1, 1))
