"""Leaving a conference with unsaved text: a question if a person closes it, a copy in the draft store otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.entities import Session
from planner.workspace import Environment
from tests.builders import Clock, fixed_environment
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.test_inspector_fields import TIME, editor, show, text_of
from tests.ui.test_unsaved import CAST, line, refuse_a_time
from tests.ui.window_driver import WindowDriver, focused, stored

AGAIN = "It is kept aside on this computer, and is in its field again when the file is opened here."


@pytest.fixture
def env(clock: Clock, tmp_path: Path) -> Environment:
    """Return an environment with a data folder, so that drafts can be stored."""
    return replace(fixed_environment(clock), data_folder=tmp_path / "data")


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two sessions and a person."""
    return hands_on(*CAST)


def test_one_may_stay_where_something_is_not_saved(driver: WindowDriver, answers: Answers) -> None:
    answers.leaves = False
    for verb in ("new", "open", "sample", "new_edition", "import_new", "close", "quit"):
        refuse_a_time(driver)
        driver.timeline.canvas.setFocus()
        answers.left.clear()

        driver.does(verb)

        assert answers.left == [("1 text is not saved.", f"“Starts” of “Keynote”: kvart i nio\n{TIME}\n\n{AGAIN}")]
        assert (driver.window.page is not None, answers.offered, driver.window.isVisible()) == (True, [], True)
        assert (focused().objectName(), text_of(focused())) == ("start", "kvart i nio")
    answers.leaves = True  # lets the test close the window


def test_closed_anyway_it_is_in_its_field_the_next_time(
    driver: WindowDriver, answers: Answers, new_window: NewWindow
) -> None:
    path = driver.page.document.workspace.path
    refuse_a_time(driver)

    driver.window.close()

    assert len(answers.left) == 1
    again = WindowDriver(new_window(path))
    show(again, Session, "keynote")
    assert (text_of(editor(again, Session, "start")), again.where("keynote")) == ("kvart i nio", "hall 09:00-09:45")


def test_what_can_be_saved_is_saved_without_a_question(
    driver: WindowDriver, answers: Answers, env: Environment
) -> None:
    path = driver.page.document.workspace.path
    line(driver, "title")
    driver.type("Trygg")

    driver.window.close()

    assert (answers.left, stored(path, env).sessions["keynote"].title) == ([], "Trygg")


def test_what_is_not_finished_is_not_finished_by_a_signal(
    driver: WindowDriver, env: Environment, new_window: NewWindow
) -> None:
    path = driver.page.document.workspace.path
    line(driver, "start")
    driver.type("1")

    driver.window.unsaved_changes.save_without_asking()
    driver.window.close_workspace()

    assert str(stored(path, env).sessions["keynote"].placement).count("540") == 1
    again = WindowDriver(new_window(path))
    show(again, Session, "keynote")
    assert text_of(editor(again, Session, "start")) == "1"


def test_it_says_so_where_nothing_can_be_kept_aside(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    refuse_a_time(driver)

    driver.window.close()

    ((_question, more),) = answers.left
    assert more.endswith("It cannot be kept aside, and is lost when the file is closed.")


def test_a_signal_or_a_log_out_asks_nobody(
    driver: WindowDriver, answers: Answers, env: Environment, new_window: NewWindow
) -> None:
    path = driver.page.document.workspace.path
    line(driver, "title")
    driver.type("Trygg")
    refuse_a_time(driver)

    driver.window.unsaved_changes.save_without_asking()
    driver.window.close()

    assert (answers.left, stored(path, env).sessions["keynote"].title) == ([], "Trygg")
    again = WindowDriver(new_window(path))
    show(again, Session, "keynote")
    assert text_of(editor(again, Session, "start")) == "kvart i nio"


def test_a_log_out_that_was_given_up_is_forgotten(driver: WindowDriver, answers: Answers) -> None:
    driver.window.unsaved_changes.save_without_asking()
    refuse_a_time(driver)

    driver.window.close()

    assert len(answers.left) == 1
