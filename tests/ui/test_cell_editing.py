"""Lists are edited in their cells: typing, Tab and Enter, filling down, pasting a column, each as one step."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Cover, Person, Session
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.fields import pause
from tests.ui.lists import CAST as CAST
from tests.ui.lists import (
    NEXT,
    choose_columns,
    chosen,
    column,
    go,
    head,
    ids,
    listed,
    open_list,
    pick,
    search,
    sort,
    table,
)
from tests.ui.window_driver import CTRL, SHIFT, HandsOn, Key, WindowDriver, focused
from ui.kit.editors.choice_editors import ChoiceEditor


def at(driver: WindowDriver, entity: str, name: str, *keys: Qt.Key) -> None:
    """Select a row, go to its cell in a column by the arrow keys, and press keys there."""
    pick(driver, entity)
    view = listed(driver).view
    driver.key(*[Key.Key_Left] * len(listed(driver).table.columns))
    driver.key(*[Key.Key_Right] * [c.name for c in listed(driver).table.columns].index(name))
    assert listed(driver).table.columns[view.currentIndex().column()].name == name
    driver.key(*keys)


def write(driver: WindowDriver, entity: str, name: str, text: str, *keys: Qt.Key) -> None:
    """Type a text into a cell, and then press keys."""
    at(driver, entity, name)
    driver.type(text, *keys)


def paste(driver: WindowDriver, text: str, cell: Sequence[str] = ()) -> None:
    """Paste a text from the current cell on, or from one that is named by its row and column."""
    if cell:
        at(driver, *cell)
    driver.paste(text, CTRL | SHIFT)


def fill(driver: WindowDriver, more: int, cell: Sequence[str] = ()) -> None:
    """Select that many rows more than that of the current cell, or of one that is named, and fill them down."""
    if cell:
        at(driver, *cell)
    driver.key(*[Key.Key_Down] * more, modifiers=SHIFT)
    driver.key(Key.Key_D, modifiers=CTRL)


def test_people_are_edited_in_their_line_of_the_form_and_no_letter_is_lost(driver: WindowDriver) -> None:
    driver.window.resize(1400, 900)
    open_list(driver, "sessions")
    at(driver, "d", "people", Key.Key_F2)
    assert focused().accessibleName() == "Add person"
    for typed in ("ada", "Bo"):
        driver.type_in(listed(driver).view, typed, Key.Key_Return)
    assert [one.person for one in driver.agenda.sessions["d"].people] == ["ada", "bo"]
    assert driver.agenda.sessions["d"].title == "D"

    open_list(driver, "people")  # as is any column that needs more room than a cell
    choose_columns(driver, "availability")
    at(driver, "ada", "availability", Key.Key_F2)
    assert focused().accessibleName() == "Available"


def test_typing_and_tab_go_from_cell_to_cell_and_enter_down(driver: WindowDriver) -> None:
    page = open_list(driver, "people")
    choose_columns(driver, "organisation", "email", "phone")
    write(driver, "ada", "organisation", "ABB")
    assert (page.view.cells.is_open, focused().objectName()) == (True, "organisation")
    driver.key(Key.Key_Tab)
    driver.type("ada@abb.com", Key.Key_Tab)
    driver.type("1", Key.Key_Tab)  # on to the next row
    assert focused().objectName() == "name"
    driver.key(Key.Key_Escape)
    ada = driver.agenda.people["ada"]
    assert (ada.organisation, ada.email, ada.phone, driver.agenda.people["bo"].name) == (
        "ABB",
        "ada@abb.com",
        "1",
        "Bo",
    )
    assert len(driver.steps) == 3

    at(driver, "bo", "phone")
    for number in ("2", "3"):
        driver.key(Key.Key_F2)
        driver.type(number, Key.Key_Return)
    assert column(driver, "phone") == ["1", "2", "3"]
    driver.start_over()
    assert column(driver, "organisation") == ["KTH", "SU", ""]

    sort(driver, "name", falling=True)  # a row that moves by what is typed in it is not lost
    at(driver, "ada", "name")
    driver.type("Zoe")
    pause(focused())  # it is saved, and the rows wait until the cell is left
    assert (driver.agenda.people["ada"].name, ids(driver)) == ("Zoe", ["cy", "bo", "ada"])
    driver.key(Key.Key_Tab)
    assert (ids(driver)[0], focused().objectName()) == ("ada", "organisation")
    driver.click(driver.on(page.search))
    assert not page.view.cells.is_open


def test_what_a_form_refuses_a_cell_refuses_and_choices_are_chosen(driver: WindowDriver) -> None:
    page = open_list(driver, "sessions")
    at(driver, "a", "when")
    said: list[str] = []
    driver.document.status_reported.connect(said.append)
    driver.type("late", Key.Key_Return)
    assert (page.view.cells.is_open, said[-1], driver.steps) == (True, "Type a time such as 9:30.", [])
    driver.retype("1030", Key.Key_Return)
    assert (driver.where("a"), page.view.cells.is_open) == ("hall 10:30-11:30", False)

    write(driver, "b", "when", "9", Key.Key_Return)  # it is pinned
    assert (driver.where("b"), "is pinned" in driver.said) == ("lab 11:00-12:00", True)
    driver.key(Key.Key_Escape)

    at(driver, "a", "kind", Key.Key_F2)
    assert isinstance(focused(), ChoiceEditor)
    driver.type("p", Key.Key_Return)
    assert driver.agenda.sessions["a"].kind.value == "panel"
    at(driver, "a", "rooms", Key.Key_F2)
    driver.type("h")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Key.Key_Return)  # the room in which it is already
    QCoreApplication.sendPostedEvents()
    assert (page.view.cells.is_open, focused()) == (False, page.view)
    at(driver, "a", "people")  # made of other things: the form edits them
    driver.key(Key.Key_F2)
    assert not page.view.cells.is_open
    assert driver.page.inspector.isAncestorOf(focused())


def test_a_column_is_filled_and_pasted_down_in_one_step_or_not_at_all(driver: WindowDriver) -> None:
    open_list(driver, "sessions", by="title")
    at(driver, "a", "kind", Key.Key_F2)
    driver.type("p", Key.Key_Return)
    fill(driver, 2, ("a", "kind"))
    kinds = [driver.agenda.sessions[s].kind.value for s in "abcd"]
    assert (kinds[:3], kinds[3], len(driver.steps)) == (["panel"] * 3, "talk", 2)
    assert len(driver.agenda.sessions) == 4  # none was duplicated

    paste(driver, "First\nSecond\nThird\n", ("b", "title"))
    assert [driver.agenda.sessions[s].title for s in "abcd"] == ["A", "First", "Second", "Third"]
    assert driver.steps[-1] == "Paste 3 cells"

    go(driver, "venue")
    before = driver.agenda
    paste(driver, "12\tTheatre\nmany\tCircle", ("hall", "seats"))
    assert (driver.agenda is before, driver.said) == (
        True, "Line 2: “many” is no “Seats”. Type a whole number from 1, or leave it empty. Nothing was pasted.",
    )  # fmt: skip
    QGuiApplication.clipboard().setText("12\tTheatre\n\tCircle")
    driver.does("paste_down")  # as by the menu
    rooms = driver.agenda.rooms_in_order
    assert [(room.seats, room.arrangement) for room in rooms[:2]] == [(12, "Theatre"), (None, "Circle")]
    assert driver.plan.shown[0] is not Session


def test_a_cell_of_several_lines_is_pasted_as_one_and_no_line_is_lost(driver: WindowDriver) -> None:
    go(driver, "venue")
    at(driver, "hall", "seats")
    driver.key(Key.Key_V, modifiers=CTRL | SHIFT)  # there is nothing yet
    before, rows = driver.agenda, listed(driver).table.ids

    paste(driver, '12\t"Theatre\n""in the round"""\n' + "5\n" * len(rows))
    assert (driver.agenda is before, driver.said) == (
        True, f"{len(rows) + 1} lines were copied, and there are {len(rows)} rows from here on. Nothing was pasted.",
    )  # fmt: skip
    paste(driver, '12\t"Theatre\n""in the round"""\n' + "\n" * 1000)
    rooms = driver.agenda.rooms_in_order
    assert (rooms[0].arrangement, [room.seats for room in rooms]) == ('Theatre "in the round"', [12, None, None])


def replies(driver: WindowDriver) -> list[tuple[str, date | None]]:
    """Return the own answers of the people, with the date of each."""
    return [(one.state.value, one.answered) for one in driver.agenda.people_in_order]


def test_a_reply_is_chosen_filled_and_pasted_where_no_session_names_somebody(hands_on: HandsOn) -> None:
    people, today, nothing = map(person, ("ada", "bo", "cy", "dee")), date(2024, 3, 1), ("not_asked", None)
    driver = hands_on(day(), *people, talk("a", "hall", "09:00-10:00", people=(speaker("bo"),)))
    page = open_list(driver, "people", by="name")
    at(driver, "bo", "state", Key.Key_F2)  # what sessions say is not edited here
    assert not page.view.cells.is_open

    at(driver, "ada", "state", Key.Key_F2)
    driver.type("d", Key.Key_Return)
    assert (replies(driver), driver.steps) == (
        [("declined", today), nothing, nothing, nothing], ["Change the reply of Ada"],
    )  # fmt: skip
    fill(driver, 3, ("ada", "state"))
    assert (replies(driver), driver.steps[1:]) == (
        [("declined", today), nothing, ("declined", today), ("declined", today)], ["Fill 2 cells (reply)"],
    )  # fmt: skip

    before = driver.agenda
    paste(driver, "Confirmed\nConfirmed", ("ada", "state"))
    assert (driver.agenda is before, driver.said) == (
        True, "Line 2: “Reply” of “Bo” cannot be written here. Nothing was pasted.",
    )  # fmt: skip
    paste(driver, "Confirmed\nConfirmed", ("cy", "state"))
    assert replies(driver)[2:] == [("confirmed", today)] * 2
    fill(driver, 2, ("bo", "state"))  # from what sessions say nothing is filled down
    assert replies(driver)[2:] == [("confirmed", today)] * 2


# after a column was written ------------------------------------------------------------------------------


def test_after_a_fill_the_same_key_means_the_same_column_and_undo_is_offered(hands_on: HandsOn) -> None:
    driver = hands_on(
        *map(room, ("attic", "hall", "lab")), talk("a", "lab", "09:00-10:00"), talk("b", "hall", "10:00-11:00"),
        talk("c", "attic", "11:00-12:00"),
    )  # fmt: skip
    page, before = open_list(driver, "sessions"), driver.agenda
    sort(driver, "rooms")
    at(driver, "c", "rooms")
    driver.key(Key.Key_A, modifiers=CTRL)
    for _again in range(2):
        driver.key(Key.Key_D, modifiers=CTRL)
        assert (ids(driver), chosen(driver), page.view.currentIndex().row()) == (["c", "b", "a"], ["c", "b", "a"], 0)
        assert table(driver).columns[page.view.currentIndex().column()].name == "rooms"
        assert [driver.where(session) for session in "abc"] == [
            "attic 09:00-10:00", "attic 10:00-11:00", "attic 11:00-12:00",
        ]  # fmt: skip
        assert (driver.steps, driver.said) == (["Fill 2 cells (rooms)"], "Done: Fill 2 cells (rooms).")
    driver.push("Undo")
    assert (driver.agenda, driver.said) == (before, "")


def test_what_is_pasted_stays_in_its_rows_until_somebody_sorts(driver: WindowDriver) -> None:
    page, header = open_list(driver, "people"), listed(driver).view.horizontalHeader()
    sort(driver, "organisation")
    assert column(driver, "organisation") == ["KTH", "SU", ""]
    at(driver, "ada", "organisation")
    for _again in range(2):
        paste(driver, "Z\nY\nX")
        assert (ids(driver), column(driver, "organisation")) == (["ada", "bo", "cy"], ["Z", "Y", "X"])
        assert (column(driver, "name"), page.view.cell) == (["Ada", "Bo", "Cy"], ("ada", "organisation"))
    assert (driver.said, driver.steps) == ("Done: Paste 3 cells.", ["Paste 3 cells"])
    driver.does("undo")
    assert (ids(driver), column(driver, "organisation")) == (["ada", "bo", "cy"], ["KTH", "SU", ""])
    driver.does("redo")

    assert header.sortIndicatorSection() == -1
    driver.click(head(driver, "organisation"))  # one click sorts anew
    assert (column(driver, "organisation"), page.view.cell) == (["X", "Y", "Z"], ("ada", "organisation"))
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.AscendingOrder)


def test_what_the_filter_lets_through_no_more_stays_until_it_is_filtered_anew(driver: WindowDriver) -> None:
    open_list(driver, "sessions")
    search(driver, "hall")
    sort(driver, "title")
    paste(driver, "Lab", ("a", "rooms"))
    assert (ids(driver), column(driver, "rooms")) == (["a", "c"], ["Lab", "Hall"])
    fill(driver, 1)
    assert (ids(driver), column(driver, "rooms")) == (["a", "c"], ["Lab", "Lab"])
    assert search(driver, "hall") == []


def test_a_fill_names_the_pinned_sessions_that_stay(driver: WindowDriver) -> None:
    open_list(driver, "sessions", by="title")
    fill(driver, 2, ("a", "rooms"))
    assert (driver.said, driver.steps) == ("“B” is pinned: its time and room stay.", [])  # C is in that room already

    driver.document.apply(lambda now: place(now, "c", NEXT, 9 * 60, ("attic",)))
    driver.key(Key.Key_D, modifiers=CTRL)
    assert driver.said == "Done: Fill 1 cell (rooms). “B” is pinned: its time and room stay."


def test_a_change_elsewhere_that_sorts_anew_leaves_the_cell_in_its_column(driver: WindowDriver) -> None:
    page = open_list(driver, "people", by="organisation")
    at(driver, "ada", "organisation")
    driver.key(Key.Key_Down, modifiers=CTRL)  # current, but not selected
    driver.document.apply(lambda now: edit(now, Person, "bo", organisation="A"))
    current = page.view.currentIndex()
    assert (ids(driver), chosen(driver)) == (["bo", "ada", "cy"], ["ada"])
    assert (ids(driver)[current.row()], table(driver).columns[current.column()].name) == ("bo", "organisation")

    driver.document.apply(lambda now: delete_entities(now, Person, ("bo",)))
    current = page.view.currentIndex()
    assert (ids(driver)[current.row()], table(driver).columns[current.column()].name) == ("ada", "organisation")


# what a list shows ---------------------------------------------------------------------------------------


def test_a_list_says_only_what_needs_doing(hands_on: HandsOn) -> None:
    yes, clash = speaker("ada"), talk("e", "hall", "14:00-14:30", people=(speaker("cy"),))
    driver = hands_on(
        day(), room("hall"), room("lab", 1), person("ada"), person("bo"), person("cy"),
        Cover(id="all", person="bo", day=DAY),
        talk("a", "hall", "09:00-10:00", people=(yes,)), talk("b", "lab", "11:00-11:30"), clash,
    )  # fmt: skip
    page = open_list(driver, "sessions")
    names = [c.name for c in page.table.columns]
    assert "problem" in names  # nobody speaks in b
    people = page.table.cell(page.table.row("a"), names.index("people"))
    assert ([person.id for person in people.faces], people.lines) == (["bo"], ("Ada", "Moderator Bo"))

    page = open_list(driver, "people")
    assert "problem" not in [c.name for c in page.table.columns]
    assert page.table.cell(page.table.row("ada"), [c.name for c in page.table.columns].index("state")).tone == "quiet"
    driver.document.apply(lambda now: edit(now, Session, "e", people=(speaker("ada"),)))
    driver.document.apply(lambda now: place(now, "e", DAY, 9 * 60, ("lab",)))
    assert [c.name for c in page.table.columns][-1] == "problem"
    assert (column(driver, "problem")[page.table.row("ada")] != "", page.view.rowHeight(0)) == (True, 40)

    open_list(driver, "venue")
    assert column(driver, "use") == ["1 session", "2 sessions"]
    rooms = listed(driver).table
    use = [c.name for c in rooms.columns].index("use")
    assert [rooms.cell(row, use).below for row in range(2)] == ["1 h", "1 h"]
