"""Next year's conference in the window: the proposal, the new file, and this year's file, which must not change."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from planner.commands.edit import edit
from planner.domain.entities import Person
from planner.domain.enums import Kind, Role
from planner.domain.value_objects import Earlier
from planner.workspace import Environment, Workspace
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.every_field import PICTURES
from tests.ui.answers import Answers, publishes
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Hands
from ui.features.conferences.next_edition_dialog import NewEdition
from ui.kit.editors.field_error import Refusal

BLUE = next(iter(PICTURES))
CAST = (
    day(), day(date(2024, 4, 26)), room("hall"), track("law"), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("coffee", "", "10:00-10:15", kind=Kind.BREAK), talk("waiting"),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn, tmp_path: Path, answers: Answers) -> Hands:
    """Return the hands on this year's conference, which has a photo, a step and a sent calendar."""
    hands = hands_on(*CAST, title="Days 2024", edition="7", focus="Open data")
    hands.page.desk.perform(lambda now: edit(now, Person, "ada", photo=BLUE), PICTURES)
    answers.does, answers.saves = publishes, tmp_path / "out.ics"
    hands.does("send")
    answers.does, answers.saves = None, tmp_path / "next.estrad"
    return hands


def go(dialog: QDialog) -> QPushButton:
    """Return the button that accepts the dialog."""
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    (found,) = [b for b in buttons.buttons() if buttons.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole]
    assert isinstance(found, QPushButton)
    return found


def asked(answers: Answers, act: Callable[[NewEdition], object] = lambda dialog: None) -> list[tuple[str, ...]]:
    """Accept the dialog after an act on it, and return the list of its proposals, which fills when it opens."""
    proposed: list[tuple[str, ...]] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, NewEdition)
        proposed.append((dialog.day.isoformat(), dialog.title.text(), dialog.kept.currentText()))
        act(dialog)
        go(dialog).click()
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = does
    return proposed


def test_the_same_weekday_next_year_and_the_title_with_its_year_are_proposed(hands: Hands, answers: Answers) -> None:
    proposed = asked(answers)

    hands.does("new_edition")

    assert proposed == [("2025-04-24", "Days 2025", "Breaks, meals and whatever needs no speaker")]
    assert answers.offered[-1].name == "Days 2025.estrad"
    assert date(2025, 4, 24).weekday() == DAY.weekday()


def test_it_is_made_in_a_file_of_its_own_and_opened(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    asked(answers)

    hands.does("new_edition")

    workspace, found = hands.page.desk.workspace, hands.agenda
    assert (workspace.path, hands.window.windowTitle()) == (tmp_path / "next.estrad", "next.estrad – Estrad")
    assert (found.conference.title, found.conference.edition, found.conference.focus) == ("Days 2025", "8", "")
    assert [d.date.isoformat() for d in found.days_in_order] == ["2025-04-24", "2025-04-25"]
    assert [s.title for s in found.sessions_in_order] == ["Coffee"]
    ada, bo = found.people_in_order
    assert (ada.earlier, bo.earlier) == ((Earlier(2024, Role.SPEAKER),), (Earlier(2024, Role.MODERATOR),))
    assert (hands.steps, workspace.releases(), workspace.undoable) == ([], [], None)
    assert ada.photo == BLUE
    assert workspace.picture(BLUE) == PICTURES[BLUE]


def test_this_years_file_is_as_it_was(hands: Hands, answers: Answers, env: Environment) -> None:
    path, before = hands.page.desk.workspace.path, hands.agenda
    hands.page.desk.workspace.close()
    hashed = sha256(path.read_bytes()).hexdigest()
    hands.window.open_path(path, anew=True)
    asked(answers)

    hands.does("new_edition")
    hands.window.close()

    assert sha256(path.read_bytes()).hexdigest() == hashed
    workspace = Workspace.open(path, env)
    assert (workspace.agenda, len(workspace.releases())) == (before, 1)
    workspace.close()


@pytest.mark.parametrize(
    ("kept", "titles"),
    [
        ("Breaks, meals and whatever needs no speaker", ["Coffee"]),
        ("All sessions, without their people", ["Keynote", "Coffee", "Waiting"]),
        ("No session", []),
    ],
)
def test_which_sessions_come_along_is_chosen(hands: Hands, answers: Answers, kept: str, titles: list[str]) -> None:
    asked(answers, lambda dialog: dialog.kept.setCurrentText(kept))

    hands.does("new_edition")

    assert [s.title for s in hands.agenda.sessions_in_order] == titles


def test_the_proposed_title_follows_the_date_until_somebody_types_one(hands: Hands, answers: Answers) -> None:
    seen: list[str] = []

    def act(dialog: NewEdition) -> None:
        dialog.first.setText("1/3 2027")
        seen.append(dialog.title.text())
        dialog.title.setText("Nights")
        dialog.first.setText("2028-03-01")
        seen.append(dialog.title.text())

    asked(answers, act)
    hands.does("new_edition")

    assert seen == ["Days 2027", "Nights"]
    assert (hands.agenda.conference.title, hands.agenda.days_in_order[0].date) == ("Nights", date(2028, 3, 1))


def test_without_a_title_it_has_the_proposed_one(hands: Hands, answers: Answers) -> None:
    asked(answers, lambda dialog: dialog.title.clear())

    hands.does("new_edition")

    assert hands.agenda.conference.title == "Days 2025"


def test_a_title_of_nothing_is_refused_and_this_year_stays_open(hands: Hands, answers: Answers) -> None:
    before = hands.page.desk.workspace.path
    asked(answers, lambda dialog: dialog.title.setText("   "))

    hands.does("new_edition")

    assert hands.window.notice.sentence.text() == "It needs a name. Type at least one letter."
    assert hands.page.desk.workspace.path == before


def test_no_year_can_be_chosen_that_cannot_be_said(hands: Hands, answers: Answers) -> None:
    seen: list[tuple[int, list[str]]] = []

    def act(dialog: NewEdition) -> None:
        dialog.first.selectAll()
        dialog.first.insert("9999-12-31")
        go(dialog).click()
        said = [label.text() for label in dialog.findChildren(Refusal) if label.isVisible()]
        seen.append((dialog.result(), said))
        dialog.first.setText("2199-12-31")

    asked(answers, act)
    hands.does("new_edition")

    assert seen == [(0, ["“9999-12-31” is no date. Type a year from 1970 to 2200."])]
    assert hands.agenda.days_in_order[-1].date == date(2200, 1, 1)


def test_whoever_thinks_better_of_it_has_this_year(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    before = hands.page.desk.workspace.path
    answers.does = lambda dialog: False
    hands.does("new_edition")
    assert hands.page.desk.workspace.path == before

    asked(answers)
    answers.saves = None
    hands.does("new_edition")

    assert (hands.page.desk.workspace.path, (tmp_path / "next.estrad").exists()) == (before, False)


def test_what_is_half_typed_is_saved_first_and_comes_along(hands: Hands, answers: Answers) -> None:
    hands.page.desk.show(Person, "ada")
    hands.page.inspector.edit()
    hands.retype("Ada Lovelace")
    asked(answers)

    hands.does("new_edition")

    assert [p.name for p in hands.agenda.people_in_order] == ["Ada Lovelace", "Bo"]
