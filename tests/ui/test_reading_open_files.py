"""A file that another program has open is shown to be read, follows what is saved there, and is edited later; and one
whose time zone this computer does not know opens, works, and says which field is to be mended.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.domain.entities import Conference
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import Clock, agenda, person, room, speaker, talk
from tests.holding import HOLDER, die_in_a_change, elsewhere, held_elsewhere, rename_elsewhere
from tests.ui.conftest import NewWindow
from tests.ui.lists import KEYS, go
from tests.ui.test_finder import palette
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.features.problems.problem_groups import ProblemCard
from ui.kit.editors.typed_values import FieldErrorLabel
from ui.shell.reading_bar import ReadingBar


@pytest.fixture
def path(tmp_path: Path, env: Environment) -> Path:
    """Create a file with a conference."""
    path = tmp_path / "theirs.estrad"
    Workspace.create(
        path, agenda(room("hall"), room("lab", 1), talk("keynote", "hall", "09:00-09:45"), talk("waits")), env
    ).close()
    return path


def bar_of(driver: WindowDriver) -> ReadingBar:
    """Return the bar, which must be in sight."""
    bar = driver.page.reading_bar
    assert bar.isVisible()
    return bar


def read_at(clock: Clock) -> str:
    """Return the time now, as it is shown here."""
    return f"{clock.now.astimezone():%H:%M}"


def stop_the_clock(driver: WindowDriver, qtbot: QtBot) -> None:
    """Have the file looked at when the test says so, and not once a second."""
    driver.page.watch.stop()
    qtbot.waitUntil(lambda: not bar_of(driver).reader._work.is_running)


def hall(driver: WindowDriver) -> str:
    """Return the name of the hall as it is shown."""
    return driver.agenda.rooms["hall"].name


def test_what_is_not_placed_is_found_and_not_made(new_window: NewWindow, path: Path) -> None:
    with held_elsewhere(path):
        driver = WindowDriver(new_window(path))
        line, cards = driver.page.tray.line, driver.page.tray.cards
        driver.type_in(line, "wai", Key.Key_Return)

        assert (line.placeholderText(), line.new.isVisible(), cards.rows.ids) == ("Find…", False, ("waits",))
        assert len(driver.agenda.sessions) == 2


def test_it_is_shown_read_again_and_edited_once_it_is_free(
    new_window: NewWindow, path: Path, env: Environment, clock: Clock, qtbot: QtBot
) -> None:
    with held_elsewhere(path) as program:
        driver = WindowDriver(window := new_window(path))
        assert (
            bar_of(driver).sentence.text() == f"Read only, as of {read_at(clock)}: {HOLDER} has this conference open."
        )
        assert (window.notice.isVisible(), driver.workspace.writable) == (False, False)
        assert window.windowTitle() == "theirs.estrad (read only) – Estrad"
        stop_the_clock(driver, qtbot)
        driver.plan.select(("keynote",))
        driver.key(Key.Key_3, modifiers=CTRL)

        for name, said in (("Aula", "Read again: it has changed."), ("", "Read again: nothing has changed.")):
            if name:
                rename_elsewhere(program, name)
            clock.forward(minutes=1)
            with qtbot.waitSignal(bar_of(driver).reader.renewed):
                driver.key(Key.Key_F5)
            assert (hall(driver), driver.window.notice.sentence.text()) == ("Aula", said)
        assert bar_of(driver).sentence.text().startswith(f"Read only, as of {read_at(clock)}: ")
        assert (driver.plan.selected, driver.page.places.shown) == (("keynote",), "sessions")

        path.rename(path.with_suffix(".away"))
        driver.page.watch.timeout.emit()
        qtbot.waitUntil(lambda: bar_of(driver).reader.fault is not None)
        assert bar_of(driver).sentence.text() == f"Read only, as of {read_at(clock)}. There is no file “theirs.estrad”."
        path.with_suffix(".away").rename(path)
        driver.key(Key.Key_F5)
        qtbot.waitUntil(lambda: bar_of(driver).reader.fault is None)

        driver.push("Edit here")
        assert window.notice.sentence.text().startswith(f"“theirs.estrad” is open elsewhere: {HOLDER}.")
        assert elsewhere(path).startswith("“theirs.estrad” is open elsewhere")

    with qtbot.waitSignal(bar_of(driver).reader.looked):
        driver.page.watch.timeout.emit()
    assert bar_of(driver).sentence.text() == f"Read only, as of {read_at(clock)}."
    driver.push("Edit here")
    assert (driver.page.reading_bar, driver.workspace.writable) == (None, True)
    assert (driver.plan.selected, driver.page.places.shown) == (("keynote",), "sessions")
    enabled = [window.actions_by_name[name].isEnabled() for name in ("read_again", "edit_here", "new_edition")]
    assert enabled == [False, False, True]


def test_it_follows_by_itself_but_not_while_a_hand_is_on_it(new_window: NewWindow, path: Path, qtbot: QtBot) -> None:
    with held_elsewhere(path) as program:
        driver = WindowDriver(new_window(path))
        reader, canvas, tick = bar_of(driver).reader, driver.canvas, driver.page.watch.timeout.emit

        def looks_in_vain() -> bool:
            with qtbot.assertNotEmitted(reader.renewed, wait=300):
                tick()
            return hall(driver) == "Hall"

        stop_the_clock(driver, qtbot)
        rename_elsewhere(program, "Aula")
        QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
        assert looks_in_vain()
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
        driver.key(Key.Key_F, modifiers=CTRL)
        driver.type("key")
        assert looks_in_vain()

        with qtbot.waitSignal(reader.renewed):
            tick()
        assert hall(driver) == "Aula"

        rename_elsewhere(program, "Foyer")
        tick()  # reading begins; what is typed meanwhile is finished first
        driver.type("n")
        qtbot.waitUntil(lambda: reader._fresh is not None)
        assert hall(driver) == "Aula"
        tick()
        tick()
        assert hall(driver) == "Foyer"


def test_that_who_had_it_died_in_a_change_is_said_in_the_bar_and_put_right_by_editing_here(
    new_window: NewWindow, path: Path, clock: Clock, qtbot: QtBot
) -> None:
    with held_elsewhere(path) as program:
        driver = WindowDriver(new_window(path))
        stop_the_clock(driver, qtbot)
        program.kill()
        program.wait()
        die_in_a_change(path)

        with qtbot.waitSignal(bar_of(driver).reader.renewed):
            driver.page.watch.timeout.emit()

    assert (hall(driver), bar_of(driver).sentence.text()) == (
        "Hall",
        f"Read only, as of {read_at(clock)}. “theirs.estrad” was left by a program that died; what was not finished is "
        "left out.",
    )
    driver.push("Edit here")
    assert (driver.page.reading_bar, hall(driver)) == (None, "Hall")


def test_another_conference_at_the_path_is_opened_instead(
    new_window: NewWindow, path: Path, tmp_path: Path, env: Environment, qtbot: QtBot
) -> None:
    other = tmp_path / "other.estrad"
    Workspace.create(other, agenda(room("attic"), id="other"), env).close()
    with held_elsewhere(path):
        driver = WindowDriver(window := new_window(path))
        other.replace(path)
        with qtbot.waitSignal(bar_of(driver).reader.replaced):
            driver.does("read_again")

        assert ([r.id for r in driver.agenda.rooms_in_order], driver.page.reading_bar) == (["attic"], None)

        path.unlink()
        assert window.isVisible()


# a conference whose time zone this computer does not know ---------------------------------------------------


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
    assert driver.workspace.path == path
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
    return "".join(label.text() for label in driver.page.findChildren(FieldErrorLabel) if label.isVisible())


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

    assert (driver.plan.shown[0], focused().objectName()) == (Conference, "timezone")
    assert zone_error(driver) == "There is no time zone “America/Coyhaique2”."

    driver.retype("Stockholm", Key.Key_Return)
    assert (driver.agenda.conference.timezone, zone_error(driver)) == ("Europe/Stockholm", "")
    assert driver.plan.problems.all == ()
