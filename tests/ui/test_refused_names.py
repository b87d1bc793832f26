"""An ambiguous name is refused; it stays in its field, and closing asks about it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from planner.domain.entities import Session
from planner.workspace import Environment
from tests.builders import Clock, fixed_environment, person
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.test_inspector_fields import show
from tests.ui.test_unsaved import CAST, bar, kept
from tests.ui.window_driver import WindowDriver
from ui.state.fields.person_line import PersonLine


@pytest.fixture
def env(clock: Clock, tmp_path: Path) -> Environment:
    """Return an environment with a data folder, so that drafts can be stored."""
    return replace(fixed_environment(clock), data_folder=tmp_path / "data")


TWO_ADAS = (*CAST, person("other", name="Ada", organisation="KTH"))


def refuse_a_name(driver: WindowDriver) -> PersonLine:
    """Type a name that two people share into the keynote."""
    show(driver, Session, "keynote")
    line = driver.scrolled_to(driver.page.findChildren(PersonLine)[0])
    assert isinstance(line, PersonLine)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    driver.type("Ada")
    return line


def test_a_refused_name_is_kept_when_another_session_is_shown(hands_on: HandsOn) -> None:
    driver = hands_on(*TWO_ADAS)
    line = refuse_a_name(driver)

    driver.page.timeline.canvas.setFocus()
    driver.page.document.select(["panel"])
    assert (line.text(), kept(driver), bar(driver)) == ("", ["Ada"], "○ Not saved")
    driver.page.document.select(["keynote"])
    line.setFocus(Qt.FocusReason.TabFocusReason)

    assert line.text() == "Ada"
    assert driver.agenda.sessions["keynote"].people == driver.agenda.sessions["panel"].people == ()


def test_closing_asks_about_a_refused_name(hands_on: HandsOn, answers: Answers) -> None:
    driver = hands_on(*TWO_ADAS)
    line = refuse_a_name(driver)
    answers.leaves = False

    driver.window.close()

    assert ([question for question, _more in answers.left], line.text()) == (["1 text is not saved."], "Ada")
    answers.leaves = True  # lets the test close the window
