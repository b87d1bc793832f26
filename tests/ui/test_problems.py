"""The list of problems: the findings of each rule in words, with their sessions, until they are fixed."""

import pytest
from PySide6.QtCore import Qt

from planner.commands.timeline import place, resize
from planner.domain.entities import Cover, Entity, Person
from planner.domain.value_objects import Kind
from tests.builders import DAY, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, Key, WindowDriver
from ui.kit.widgets.plain_widgets import RowModel

ROOMS = (room("hall"), room("lab", 1))
ADA, BO = person("ada"), person("bo")


def talk_by(who: str, name: str, where: str = "", times: str = "") -> Entity:
    """Return a session with a speaker and an abstract."""
    return talk(name, where, times, people=(speaker(who),), abstract="About it.")


CASES = [
    pytest.param(
        [talk_by("ada", "first", "hall", "09:00-10:00"), talk_by("bo", "second", "hall", "09:30-10:30")],
        "Problem: Hall is taken twice at 09:30: “First” and “Second”.", ("first", "second"), (1, 0),
        lambda now: place(now, "second", DAY, 600, ("hall",)), id="a room taken twice",
    ),
    pytest.param(
        [talk_by("ada", "first", "hall", "17:30-18:30")],
        "Warning: “First” ends at 18:30, after the day closes at 18:00.", ("first",), (0, 1),
        lambda now: resize(now, "first", 1050, 1080), id="after the day closes",
    ),
    pytest.param(
        [talk_by("ada", "first")],
        "To do: “First” is not placed in the timeline yet.", ("first",), (0, 0),
        lambda now: place(now, "first", DAY, 540, ("hall",)), id="not placed",
    ),
]  # fmt: skip


def lines(rows: RowModel) -> list[str]:
    """Return the findings as they are read out."""
    return [str(rows.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(rows.rowCount())]


def counts(driver: WindowDriver) -> tuple[str, str]:
    """Return the counts in the status bar."""
    return driver.page.status.problems.text(), driver.page.status.warnings.text()


@pytest.mark.parametrize(("things", "line", "sessions", "count", "repair"), CASES)
def test_a_finding_is_named_selects_its_sessions_and_goes_when_put_right(
    hands_on: HandsOn,
    things: list[Entity],
    line: str,
    sessions: tuple[str, ...],
    count: tuple[int, int],
    repair: object,
) -> None:
    driver = hands_on(*ROOMS, ADA, BO, *things)
    problems, warnings = count
    assert counts(driver) == (
        f"● {problems} problem{'s' * (problems != 1)}", f"▲ {warnings} warning{'s' * (warnings != 1)}",
    )  # fmt: skip

    driver.push(driver.page.status.problems.text())
    listing = driver.page.problems.listing
    assert lines(driver.page.problems.rows) == [line]
    driver.click(driver.on_row(listing, 0))
    assert driver.page.document.selected == sessions

    assert driver.page.document.apply(repair)  # type: ignore[arg-type]
    assert (lines(driver.page.problems.rows), counts(driver)) == ([], ("● 0 problems", "▲ 0 warnings"))
    assert (listing.isVisible(), driver.page.problems._none.isVisible()) == (False, True)

    driver.does("undo")
    assert lines(driver.page.problems.rows) == [line]


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a clash in the hall, and a session in the tray without a speaker."""
    return hands_on(
        *ROOMS, ADA, BO, talk_by("ada", "first", "hall", "09:00-10:00"),
        talk_by("bo", "second", "hall", "09:30-10:30"), talk("waiting", abstract="About it."),
        talk("lunch", kind=Kind.MEAL),
    )  # fmt: skip


def test_the_gravest_comes_first_and_the_list_is_worked_by_keys_and_clicks(driver: WindowDriver) -> None:
    problems, document = driver.page.problems, driver.page.document
    assert lines(problems.rows) == [
        "Problem: Hall is taken twice at 09:30: “First” and “Second”.",
        "Warning: “Waiting” has no speaker yet.",
        "To do: “Waiting” is not placed in the timeline yet.",
        "To do: “Lunch” is not placed in the timeline yet.",
    ]
    assert [document.reason(s) for s in ("first", "second", "waiting", "lunch")] == [
        "Room taken twice at 09:30", "Room taken twice at 09:30", "No speaker yet", "",
    ]  # fmt: skip

    driver.key(Key.Key_F8)
    chosen = [document.selected]
    for _ in range(3):
        driver.key(Key.Key_Down)
        chosen.append(document.selected)
    driver.key(Key.Key_F8)
    assert chosen == [("first", "second"), ("waiting",), ("waiting",), ("lunch",)]
    assert not problems.isVisible()

    driver.does("problems")
    row = driver.on_row(problems.listing, 0)
    for _ in range(2):  # what is chosen again selects again
        driver.click(row)
        assert document.selected == ("first", "second")
        document.select(())
    driver.push("Close the list of problems")
    assert not problems.isVisible()


def test_what_one_is_told_while_dragging_is_what_the_rules_find_after(driver: WindowDriver) -> None:
    driver.take(driver.on_block("second"), driver.on_block("first"), ALT)  # without Alt the two would swap places
    live = set(driver.held.conflicts)
    driver.release()
    assert live == {c for c in driver.page.document.problems.all if "second" in c.sessions}
    driver.start_over()

    driver.take_by(driver.on_block("second"), minutes=30)  # away from its problem, before the drop
    assert driver.held.conflicts == ()
    assert lines(driver.page.problems.rows)[0] == "Problem: Hall is taken twice at 09:30: “First” and “Second”."
    driver.release()
    assert lines(driver.page.problems.rows)[0] == "Warning: “Waiting” has no speaker yet."


def test_a_finding_about_a_stretch_shows_its_moderator(hands_on: HandsOn) -> None:
    stretches = (Cover(id=where, person="ada", day=DAY, start=540, end=600, room=where) for where in ("hall", "lab"))
    driver = hands_on(*ROOMS, ADA, *stretches)
    driver.does("problems")

    assert lines(driver.page.problems.rows) == ["Problem: Ada is in two places at 09:00: moderating Hall and Lab."]
    driver.click(driver.on_row(driver.page.problems.listing, 0))

    assert driver.page.document.shown == (Person, "ada")
