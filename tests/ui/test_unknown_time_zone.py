"""A conference whose time zone this computer does not know: it opens, works, and says which field is to be mended."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.entities import Conference
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, person, speaker, talk
from tests.ui.conftest import NewWindow
from tests.ui.lists import KEYS, go
from tests.ui.test_finder import palette
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.features.problems.problem_groups import ProblemCard
from ui.kit.editors.typed_values import FieldError

SAID = (
    "This computer does not know the time zone “America/Coyhaique2”: nothing can be published, and no night is found "
    "in which the clocks change. Choose another for the conference."
)


@pytest.fixture
def driver(new_window: NewWindow, tmp_path: Path, env: Environment) -> WindowDriver:
    """Return a window driver of a file from a computer with newer time zones."""
    path = tmp_path / "newer.estrad"
    made = agenda(person("ada"), talk("a", "hall", "09:00-09:30", people=(speaker("ada"),), abstract="About it."))
    Workspace.create(path, made, env).close()
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("UPDATE conference SET timezone = 'America/Coyhaique2'")
        sql.commit()
    driver = WindowDriver(new_window(path))
    assert driver.page.document.workspace.path == path
    return driver


def test_the_window_opens_says_it_shows_every_page_and_says_why_nothing_can_be_published(driver: WindowDriver) -> None:
    assert driver.said == SAID
    for place in KEYS:
        go(driver, place)
        assert (driver.page.places.shown, driver.on_screen().isNull()) == (place, False)

    driver.key(Key.Key_K, modifiers=CTRL)
    finder = palette(driver)
    driver.type("ada")
    assert (finder.hits.rows[0].title, finder.hits.rows[0].detail) == ("Ada", "next: 09:00 Hall")
    driver.key(Key.Key_Escape)
    driver.does("send")
    assert driver.said == (
        "There is no time zone “America/Coyhaique2”. Set the conference's time zone to a name such as Europe/Stockholm."
    )


def zone_error(driver: WindowDriver) -> str:
    """Return the error that stands below the time zone, in sight."""
    return "".join(label.text() for label in driver.page.findChildren(FieldError) if label.isVisible())


@pytest.mark.parametrize("way", ["notice", "problem"])
def test_notice_and_problem_lead_to_the_marked_field_where_it_is_mended(driver: WindowDriver, way: str) -> None:
    if way == "notice":
        driver.push("Choose a time zone")
    else:
        driver.does("problems")
        panel = driver.page.problems
        (card,) = [row for row in panel.rows.rows if isinstance(row, ProblemCard)]
        driver.click(driver.on_row(panel.listing, panel.rows.rows.index(card)))
        assert card.title == SAID

    assert (driver.page.document.plan.shown[0], focused().objectName()) == (Conference, "timezone")
    assert zone_error(driver) == "There is no time zone “America/Coyhaique2”."

    driver.retype("Stockholm", Key.Key_Return)
    assert (driver.agenda.conference.timezone, zone_error(driver)) == ("Europe/Stockholm", "")
    assert driver.page.document.plan.problems.all == ()
