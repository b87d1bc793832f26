"""The history beside the timeline: every step with its time, and a return to any moment, even of an earlier run."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Person, Session
from tests.builders import DAY, Clock, day, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import CTRL, Hands, Key
from ui.features.history.changes_dialog import ChangesToday
from ui.features.history.history_panel import History

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"),
    talk("one", "hall", "09:00-09:45", people=(speaker("ada"),)), talk("two", "lab", "11:00-11:30"),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn, clock: Clock) -> Hands:
    """Return the hands on two sessions, with one step made yesterday evening and three today."""
    hands = hands_on(*CAST)
    desk = hands.page.desk
    desk.perform(lambda agenda: place(agenda, "one", DAY, 10 * 60, ["hall"]))
    clock.forward(days=1)
    desk.perform(lambda agenda: edit(agenda, Session, "one", title="First"))
    clock.forward(minutes=5)
    desk.perform(lambda agenda: place(agenda, "two", DAY, 12 * 60, ["hall"]))
    desk.perform(lambda agenda: edit(agenda, Person, "ada", note="Vegan"))
    return hands


def panel(hands: Hands) -> History:
    """Return the panel, opened by its key if it is hidden."""
    if hands.page.history is None or not hands.page.history.isVisible():
        hands.key(Key.Key_H, modifiers=CTRL)
    assert hands.page.history
    return hands.page.history


def rows(hands: Hands) -> list[tuple[str, str]]:
    """Return the panel's rows: the heading of a day above the first of its steps, and the step."""
    return [(row.heading, row.what) for row in panel(hands).moments.rows]


def go(hands: Hands, row: int) -> None:
    """Click a row."""
    hands.click(hands.on_row(panel(hands).listing, row))


def test_every_step_is_there_the_newest_first_under_its_day(hands: Hands) -> None:
    assert rows(hands) == [
        ("Today", "Change note of “Ada”"),
        ("", "Move “Two”"),
        ("", "Change title of “One”"),
        ("Yesterday", "Move “One”"),
        ("", "As it was at first"),
    ]


def test_each_has_its_time(hands: Hands, clock: Clock) -> None:
    times = [row.time for row in panel(hands).moments.rows]

    later, sooner = clock.now.astimezone(), (clock.now - timedelta(minutes=5)).astimezone()
    assert times == [f"{later:%H:%M}", f"{later:%H:%M}", f"{sooner:%H:%M}", f"{sooner:%H:%M}", ""]


def test_an_older_day_has_its_date(hands: Hands, clock: Clock) -> None:
    clock.forward(days=3)
    panel(hands).refresh()

    assert [row.heading for row in panel(hands).moments.rows] == [
        "Sat 2 March 2024", "", "", "Fri 1 March 2024", "",
    ]  # fmt: skip


def test_a_click_goes_to_the_moment_after_a_step_and_the_later_ones_stay(hands: Hands) -> None:
    whole = hands.agenda

    go(hands, 3)

    assert (hands.where("two"), hands.agenda.sessions["one"].title) == ("lab 11:00-11:30", "One")
    assert hands.where("one") == "hall 10:00-10:45"
    assert rows(hands)[0] == ("Today", "Change note of “Ada”")
    assert panel(hands).moments.current == 3
    go(hands, 0)
    assert hands.agenda == whole


def test_the_beginning_is_a_moment_too(hands: Hands) -> None:
    go(hands, 4)

    assert hands.where("one") == "hall 09:00-09:45"
    assert hands.window.actions_by_name["redo"].isEnabled()
    assert not hands.window.actions_by_name["undo"].isEnabled()


def test_by_keys(hands: Hands) -> None:
    panel(hands)

    hands.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)

    assert hands.where("two") == "lab 11:00-11:30"


def test_another_change_from_there_ends_what_came_later(hands: Hands) -> None:
    go(hands, 3)

    hands.page.desk.perform(lambda agenda: edit(agenda, Person, "ada", name="Eve"))

    assert [what for _heading, what in rows(hands)] == ["Change name of “Ada”", "Move “One”", "As it was at first"]


def test_it_follows_undo_and_redo(hands: Hands) -> None:
    found = panel(hands)

    hands.does("undo")
    assert found.moments.current == 1
    hands.does("redo")

    assert found.moments.current == 0


def test_it_is_whole_when_the_file_is_opened_again(hands: Hands, new_window: NewWindow) -> None:
    before, path = rows(hands), hands.page.desk.workspace.path
    hands.window.close()

    again = Hands(new_window(path))

    assert rows(again) == before
    go(again, 4)
    assert again.where("one") == "hall 09:00-09:45"


def test_it_stands_in_the_place_of_the_inspector(hands: Hands) -> None:
    width = hands.timeline.width()

    found = panel(hands)
    assert (found.isVisible(), hands.page.inspector.isVisible()) == (True, False)
    assert abs(hands.timeline.width() - width) < 20
    hands.key(Key.Key_H, modifiers=CTRL)

    assert (found.isVisible(), hands.page.inspector.isVisible()) == (False, True)
    assert hands.timeline.hasFocus()


def test_the_inspector_comes_back_to_edit(hands: Hands) -> None:
    found = panel(hands)
    hands.page.desk.select(("one",))

    hands.does("edit")

    assert (found.isVisible(), hands.page.inspector.isVisible()) == (False, True)


def test_its_button_closes_it(hands: Hands) -> None:
    found = panel(hands)

    hands.push("Close the history")

    assert (found.isVisible(), hands.page.inspector.isVisible()) == (False, True)


def test_what_is_in_the_hand_is_let_go_before(hands: Hands) -> None:
    panel(hands)
    hands.timeline.grab_by_keys(hands.agenda.sessions["two"])

    go(hands, 4)

    assert hands.timeline.hand.held is None


def test_a_screen_reader_hears_the_day_the_time_and_what_is_undone(hands: Hands) -> None:
    go(hands, 1)
    found = panel(hands).moments

    def name(row: int) -> str:
        return str(found.data(found.index(row), Qt.ItemDataRole.AccessibleTextRole))

    times = [row.time for row in found.rows]
    assert name(0) == f"Today, {times[0]}, Change note of “Ada”, undone"
    assert name(1) == f"{times[1]}, Move “Two”, now"
    assert panel(hands).listing.accessibleName() == "History"
    assert QAccessible.queryAccessibleInterface(panel(hands).listing).role() == QAccessible.Role.List


def test_what_cannot_be_changed_can_be_looked_at(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(hands.page.desk.workspace), "writable", False)
    before = hands.agenda

    go(hands, 4)

    assert hands.agenda is before


# what changed today ---------------------------------------------------------------------------------------


def told(hands: Hands, answers: Answers) -> tuple[str, list[str]]:
    """Return the texts of the dialog: the number of steps, and the changes that attendees would see."""
    found: list[tuple[str, list[str]]] = []

    def does(dialog: QDialog) -> bool:
        assert isinstance(dialog, ChangesToday)
        found.append((dialog.head.text(), dialog.changes.toPlainText().splitlines()))
        return False

    answers.does = does
    hands.does("changed_today")
    return found[0]


def test_what_changed_today_is_what_attendees_would_see(hands: Hands, answers: Answers) -> None:
    steps, lines = told(hands, answers)

    assert steps == "3 steps today"
    assert lines == [
        "“Two” moves from 11:00–11:30 to 12:00–12:30", "“Two” changes room from Lab to Hall",
        "“One” is now called “First”",
    ]  # fmt: skip


def test_what_was_undone_has_not_changed(hands: Hands, answers: Answers) -> None:
    for _ in range(3):
        hands.does("undo")

    assert told(hands, answers) == ("0 steps today", ["Nothing that attendees would see."])


def test_what_was_undone_of_yesterday_is_no_step_of_today(hands: Hands, answers: Answers) -> None:
    go(hands, 4)

    assert told(hands, answers) == ("0 steps today", ["Nothing that attendees would see."])


def test_the_panel_has_a_button_for_it(hands: Hands, answers: Answers) -> None:
    panel(hands)
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        seen.append(dialog.windowTitle())
        return False

    answers.does = look
    hands.push("What changed today…")

    assert seen == ["What changed today"]


def test_what_was_undone_today_is_a_change_of_today(hands_on: HandsOn, clock: Clock, answers: Answers) -> None:
    hands = hands_on(talk("one", "hall", "09:00-09:30"))
    hands.page.desk.perform(lambda agenda: edit(agenda, Session, "one", title="Other"))
    clock.forward(days=1)
    path = hands.page.desk.workspace.path
    hands.window.open_path(path, anew=True)
    hands.does("undo")
    assert told(hands, answers) == ("1 step today", ["“Other” is now called “One”"])
