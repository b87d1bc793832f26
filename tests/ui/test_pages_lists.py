"""The lists: their content, search, filters, sorting and columns; and a file that can only be read."""

from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import ENTITY_TYPES, Cover, Person, Room, Session
from planner.domain.span import Span
from planner.domain.value_objects import (
    Appearance,
    ExtraField,
    Kind,
    Link,
    PastAppearance,
    Role,
    Segment,
    State,
    Statement,
    Status,
)
from planner.environment import Environment
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.every_field import PICTURES, SUBJECT, full_agenda, subject, with_blocks_waiting
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.lists import (
    KEYS,
    NEXT,
    chips,
    choose_columns,
    chosen,
    column,
    filter_by,
    go,
    head,
    ids,
    listed,
    open_list,
    search,
    sort,
    table,
)
from tests.ui.test_faults import only_read
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.features.lists.list_model import EntityTableModel
from ui.forms.forms import FORMS
from ui.state.view_state import Settings

CAST = (
    day(), day(NEXT), room("hall", seats=300, floor="2", equipment=("piano",), note="Key at the porter's"),
    room("lab", 1, seats=40, closed=(Span(DAY, 720, 780),)), room("attic", 2, column=False),
    track("law"), track("art"),
    person("ada", organisation="KTH", phone="+46 8 123", email="ada@kth.test", note="Friend of Bo", diet="Vegan",
           links=(Link("https://ada.test", "Home page"),), extra=(ExtraField("Shirt", "yellow"),), photo=None,
           earlier=(PastAppearance(2021, Role.HOST),), availability=(Span(NEXT, 600, 900),), sort_name="Öst, Ada"),
    person("bo", organisation="SU", languages=("Finnish",)), person("cy"), person("dee", organisation="Åbo"),
    talk("keynote", "hall", "09:00-10:00", people=(speaker("ada"), moderator("bo")), track="law", audience=9,
         segments=(Segment("Questions", 15),), statements=(Statement("It works", "Grace"),)),
    talk("panel", "lab", "11:00-11:30", people=(Appearance("bo", Role.PANELLIST, State.INVITED),), audience=120,
         kind=Kind.PANEL, cues="Curtain"),
    talk("later", "hall", "09:00-09:30", on=NEXT, people=(speaker("dee", State.DECLINED),), track="art"),
    talk("waiting", minutes=100, status=Status.DRAFT), talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    Cover(id="c", person="cy", day=DAY, start=660, end=690, room="lab", state=State.CONFIRMED),
)  # fmt: skip
"""A conference with one of each."""


# navigation ----------------------------------------------------------------------------------------------


def test_a_place_is_reached_by_the_rail_and_by_its_key(driver: WindowDriver) -> None:
    labels = {"agenda": "Timeline", "venue": "Venue", "cover": "Moderators", "sessions": "All sessions"}
    for place in KEYS:
        start = "people" if place != "people" else "agenda"
        go(driver, start)
        driver.push(labels.get(place, place.capitalize()))
        by_rail = driver.page.places.shown
        go(driver, start)
        assert driver.page.places.shown == start
        go(driver, place)

        assert (by_rail, driver.page.places.shown) == (place, place)
        assert [name for name, button in driver.page.rail.buttons.items() if button.isChecked()] == [place]


CHIPS = {
    "people": ["All 4", "Speakers 3", "Moderators 2", "No reply yet 1", "Have not said yes 1", "To look at 3"],
    "sessions": [
        "All 5", "Day", "Room", "In the timeline 4", "Not placed 1", "No speaker 2", "Nobody asked 1",
        "No reply yet 1", "Draft or cancelled 1", "To look at 4",
    ],
    "venue": ["All 3", "Closed at times 1", "Seats unknown 1", "Not in the timeline 1"],
}  # fmt: skip
CELLS = {
    "people": {
        "name": ["Bo", "Cy", "Dee", "Ada"], "role": ["Moderator, Panellist", "Moderator", "Speaker", "Speaker"],
        "state": ["Invited", "✓ Confirmed", "Declined", "✓ Confirmed"], "stage": ["09:00 Hall", "", "", "09:00 Hall"],
    },
    "sessions": {
        "title": ["Keynote", "Panel", "Lunch", "Later", "Waiting"],
        "when": ["09:00–10:00", "11:00–11:30", "12:00–13:00", "09:00–09:30", "Not placed yet"],
        "rooms": ["Hall", "Lab", "All rooms", "Hall", ""],
        "people": ["Ada", "Bo", "", "speaker to be announced", "speaker to be announced"],
        "status": ["Planned", "Planned", "Planned", "Planned", "Draft"],
    },
    "venue": {"name": ["Hall", "Lab", "Attic"], "closed": ["", "Thu 25 Apr 12:00–13:00", ""]},
}  # fmt: skip


@pytest.mark.parametrize("place", CELLS)
def test_what_stands_in_the_lists_in_a_sensible_order(driver: WindowDriver, place: str) -> None:
    open_list(driver, place)
    assert {name: column(driver, name) for name in CELLS[place]} == CELLS[place]
    assert chips(driver) == CHIPS[place]


def test_who_declined_is_not_on_stage_and_nobody_is_announced_for_what_was_imported(hands_on: HandsOn) -> None:
    driver = hands_on(
        person("ada"), person("bo"), talk("a", "hall", "09:00-10:00", people=(speaker("ada", State.DECLINED),)),
        talk("ours", "hall", "10:00-11:00", pinned=True, do_not_record=True),
        talk("theirs", "hall", "11:00-12:00", origin="conf/id:1"),
        talk("b", people=(speaker("bo"),), extra=(ExtraField("Dinner", "yes"),)), talk("c", kind=Kind.PANEL),
        talk("d", kind=Kind.PANEL, people=(moderator("bo"),)), talk("e", kind=Kind.BREAK),
    )  # fmt: skip
    open_list(driver, "people")
    assert column(driver, "stage") == ["", "not placed"]

    open_list(driver, "sessions")
    assert column(driver, "people")[:3] == ["speaker to be announced", "speaker to be announced", ""]
    assert "announced" not in driver.timeline.view.source.model.contents["theirs"].name
    assert search(driver, "yes") == ["b"]  # a tick is no word that is found
    search(driver, "")
    filter_by(driver, "No moderator 1")  # only what needs one is said to have none
    assert ids(driver) == ["c"]


# search --------------------------------------------------------------------------------------------------


FOUND = {
    "people": {
        "ADA": ["ada"],
        "123": ["ada"],  # a telephone number
        "kth.test": ["ada"],
        "friend": ["ada"],  # a note
        "home page": ["ada"],  # a link's words, and its address
        "https://ada": ["ada"],
        "yellow": ["ada"],  # a field of one's own, and its name
        "shirt": ["ada"],
        "2021 host": ["ada"],  # an earlier appearance
        "vegan kth": ["ada"],  # words of different fields, in any order
        "kth vegan": ["ada"],
        "vegan su": [],  # words of different people
        "26 apr": ["ada"],  # when they can come
        "keynote": ["ada", "bo"],
        "öst": ["ada"],  # a sort name
        "finnish": ["bo"],
        "å": ["dee"],
        "  ": ["ada", "bo", "cy", "dee"],
        "nobody at all": [],
    },
    "venue": {"porter": ["hall"], "piano": ["hall"], "25 apr": ["lab"]},
    "sessions": {
        "ada": ["keynote"], "law": ["keynote"], "hall": ["keynote", "later"], "questions": ["keynote"],
        "grace": ["keynote"], "curtain": ["panel"], "11:00": ["panel"], "meal": ["lunch"], "draft": ["waiting"],
        "120": ["panel"], "100 min": ["waiting"], "cy": [],
    },
}  # fmt: skip


def test_all_is_searched_by_everything(driver: WindowDriver) -> None:
    for place, expected in FOUND.items():
        open_list(driver, place)
        assert {typed: search(driver, typed) for typed in expected} == expected

    assert search(driver, "hall") == ["keynote", "later"]
    driver.document.apply(lambda now: edit(now, Room, "lab", name="Small hall"))
    assert sorted(ids(driver)) == ["keynote", "later", "panel"]

    driver.key_in(listed(driver).view, Key.Key_F, modifiers=CTRL)
    assert listed(driver).search.hasFocus()
    go(driver, "conference")
    before = driver.agenda.conference.title
    driver.type("m", Key.Key_Tab)
    assert (focused().objectName(), driver.agenda.conference.title) == ("title", before)  # no letter replaces it
    driver.key(Key.Key_F, modifiers=CTRL)  # leads to the timeline where nothing can be searched
    assert (driver.page.places.shown, driver.page.timeline_page.bar.search.hasFocus()) == ("agenda", True)


# chips ---------------------------------------------------------------------------------------------------


CHIPS_LET_THROUGH = {
    ("people", "Moderators 2"): ["bo", "cy"], ("people", "No reply yet 1"): ["bo"],
    ("sessions", "Not placed 1"): ["waiting"], ("sessions", "No speaker 2"): ["later", "waiting"],
    ("sessions", "Draft or cancelled 1"): ["waiting"], ("venue", "Closed at times 1"): ["lab"],
    ("venue", "Not in the timeline 1"): ["attic"], ("venue", "All 3"): ["attic", "hall", "lab"],
}  # fmt: skip


def let_through(driver: WindowDriver, expected: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return what each chip of a list lets through."""
    found = {}
    for place, chip in expected:
        open_list(driver, place)
        filter_by(driver, chip)
        found[place, chip] = sorted(ids(driver))
    return found


UNSURE = (
    *map(person, ("ada", "bo", "cy", "dee", "eve")),
    talk("new", "hall", "09:00-10:00", people=(speaker("ada", State.NOT_ASKED), moderator("bo", State.NOT_ASKED))),
    talk("asked", "hall", "10:00-11:00", people=(speaker("cy", State.INVITED), speaker("ada", State.NOT_ASKED))),
    talk("perhaps", "hall", "11:00-12:00", people=(speaker("dee", State.TENTATIVE),)),
    talk("off", "hall", "13:00-14:00", people=(speaker("eve", State.INVITED),), status=Status.CANCELLED),
    talk("refused", people=(speaker("eve", State.DECLINED),)), talk("empty"), talk("coffee", "", kind=Kind.BREAK),
    talk("hosted", "lab", "15:00-16:00", people=(speaker("dee"),)),
    Cover(id="c", person="bo", day=DAY, room="lab", state=State.INVITED),
)  # fmt: skip
"""A plan in which some people have been asked, and some have answered."""


UNSURE_FOUND = {
    ("people", "Not asked 2"): ["ada", "bo"], ("people", "No reply yet 2"): ["bo", "cy"],
    ("people", "Have not said yes 4"): ["ada", "bo", "cy", "dee"],
    ("sessions", "Nobody asked 2"): ["empty", "new"], ("sessions", "No reply yet 2"): ["asked", "hosted"],
}  # fmt: skip


def test_who_was_not_asked_and_who_owes_an_answer(hands_on: HandsOn) -> None:
    driver = hands_on(*UNSURE, person("fay"), talk("sure", people=(speaker("fay"),)))
    open_list(driver, "people", by="name")
    assert column(driver, "state") == ["Not asked", "Invited", "Invited", "Tentative", "Declined", "✓ Confirmed"]

    assert let_through(driver, UNSURE_FOUND) == UNSURE_FOUND


OWN = (
    day(), person("ada"), person("bo", state=State.INVITED, asked=DAY), person("cy", state=State.CONFIRMED),
    person("dee", state=State.DECLINED, answered=DAY), person("eve", state=State.INVITED), person("fay"),
    talk("a", "hall", "09:00-10:00", people=(speaker("eve"),)), Cover(id="c", person="fay", day=DAY),
)  # fmt: skip
"""Four people whom no session names, three of them with an answer; one whom a session names, one with a shift."""
OWN_FOUND = {
    ("people", "Not asked 2"): ["ada", "fay"], ("people", "No reply yet 1"): ["bo"],
    ("people", "In no session 4"): ["ada", "bo", "cy", "dee"],
}  # fmt: skip


def test_whom_no_session_names_has_an_own_answer_in_the_list_and_its_chips(hands_on: HandsOn) -> None:
    driver = hands_on(*OWN)
    open_list(driver, "people", by="name")
    assert column(driver, "state") == [
        "Not asked", "Invited 25 Apr", "✓ Confirmed", "Declined 25 Apr", "✓ Confirmed", "Not asked",
    ]  # fmt: skip

    assert let_through(driver, OWN_FOUND) == OWN_FOUND
    filter_by(driver, "All 6")
    assert (search(driver, "declined"), search(driver, "not asked")) == (["dee"], [])
    assert driver.plan.problems.person_conflicts("dee") == []


def test_a_search_finds_only_what_the_chip_lets_through_and_an_empty_chip_stays(driver: WindowDriver) -> None:
    assert let_through(driver, CHIPS_LET_THROUGH) == CHIPS_LET_THROUGH
    page = open_list(driver, "sessions")
    filter_by(driver, "In the timeline 4")
    assert (search(driver, "hall"), search(driver, "waiting")) == (["keynote", "later"], [])
    assert page.none.text() == "Nothing found. Search for less, or choose another filter."
    assert (page.none.isVisible(), page.view.isVisible()) == (True, False)
    search(driver, "")
    assert (page.none.isVisible(), page.view.isVisible()) == (False, True)

    for key in (Key.Key_Down, Key.Key_Return):  # the found is gone to, past all that Tab goes through
        search(driver, "later")
        driver.does("find")
        driver.key(key)
        assert (focused(), driver.plan.selected) == (page.view, ("later",))
    search(driver, "")

    filter_by(driver, "Draft or cancelled 1")
    driver.document.apply(lambda now: edit(now, Session, "waiting", status=Status.CONFIRMED))
    assert "Draft or cancelled 0" in chips(driver)
    assert (ids(driver), page.none.isVisible()) == ([], True)
    filter_by(driver, "All 5")
    assert (len(ids(driver)), page.view.isVisible()) == (5, True)


def test_chips_stay_on_one_line_and_those_without_room_are_in_a_menu(driver: WindowDriver) -> None:
    driver.window.resize(720, 450)
    line, all_of_them = open_list(driver, "people").chips, chips(driver)

    def seen() -> list[str]:
        return [chip.text() for chip in line.buttons.values() if chip.isVisible()]

    def folded() -> list[str]:
        return [entry.text() for entry in line.folded.values() if entry.isVisible()]

    assert sorted(seen() + folded()) == sorted(all_of_them)
    assert (seen()[0], line.more.isVisible(), "Have not said yes 1" in folded()) == ("All 4", True, True)
    driver.key_in(line.more, Key.Key_Space)
    QTest.keyClicks(line.more.menu(), "have")  # as in each menu, an entry is found by its first letters
    QTest.keyClick(line.more.menu(), Key.Key_Return)

    assert ("Have not said yes 1" in seen(), ids(driver)) == (True, ["bo"])  # what is chosen stands on the line
    assert {child.y() for child in line.children() if isinstance(child, QPushButton) and child.isVisible()} == {0}
    driver.window.resize(1900, 700)
    QCoreApplication.sendPostedEvents()
    assert (seen(), line.more.isVisible()) == (all_of_them, False)


# sorting -------------------------------------------------------------------------------------------------


def both_ways(driver: WindowDriver, name: str) -> tuple[str, str]:
    """Return the order of the list, sorted by a column ascending and descending."""
    sort(driver, name)
    rising = " ".join(ids(driver))
    sort(driver, name, falling=True)
    return rising, " ".join(ids(driver))


SORTED = {
    ("people", "name"): ("bo cy dee ada", "ada dee cy bo"),
    ("people", "organisation"): ("dee ada bo cy", "bo ada dee cy"),
    ("people", "stage"): ("bo ada cy dee", "bo ada cy dee"),
    ("sessions", "when"): ("keynote panel lunch later waiting", "later lunch panel keynote waiting"),
    ("sessions", "title"): ("keynote later lunch panel waiting", "waiting panel lunch later keynote"),
    ("venue", "name"): ("hall lab attic", "attic lab hall"),
    ("venue", "seats"): ("lab hall attic", "hall lab attic"),
    ("venue", "use"): ("lab hall attic", "hall lab attic"),
    ("venue", "closed"): ("lab hall attic", "lab hall attic"),
    ("sessions", "audience"): ("keynote panel", "panel keynote"),
    ("sessions", "minutes"): ("panel later keynote lunch waiting", "waiting keynote lunch panel later"),
    ("sessions", "day"): ("keynote panel lunch later", "later keynote panel lunch"),
    ("sessions", "start"): ("keynote later panel lunch", "lunch panel keynote later"),
    ("people", "phone"): ("ada", "ada"),
    ("people", "availability"): ("ada", "ada"),
    ("venue", "position"): ("hall lab attic", "attic lab hall"),
}
"""The beginning of the list, sorted up and down by a column; rows without a value come after that."""


def test_a_column_sorts_both_ways_numbers_and_dates_as_such_and_what_says_nothing_is_last(
    driver: WindowDriver,
) -> None:
    found = {}
    for (place, name), expected in SORTED.items():
        open_list(driver, place, columns=(name,))
        pairs = zip(both_ways(driver, name), expected, strict=True)
        found[place, name] = tuple(" ".join(order.split()[: len(e.split())]) for order, e in pairs)
    assert found == SORTED

    for place in ("people", "sessions", "venue"):
        page = open_list(driver, place)
        choose_columns(driver, *(c.name for c in page.columns.all))
        assert {c.name for c in page.columns.all} - {c.name for c in table(driver).columns} <= {"block"}
        everything = sorted(ids(driver))
        for n, shown in enumerate(table(driver).columns):
            for order in Qt.SortOrder:
                page.view.sortByColumn(n, order)
                silent = {key for key in ids(driver) if not shown.text(page._document, page.table._things[key])}
                assert sorted(ids(driver)) == everything, shown.name
                assert shown.name == "name" or silent <= {*ids(driver)[len(everything) - len(silent) :]}, shown.name


def test_names_sort_as_the_reader_spells(hands_on: HandsOn) -> None:
    names = ["Éva", "Fia", "eva", "zoe", "Sal 10", "Sal 2"]
    driver = hands_on(*(person(f"p{n}", name=name) for n, name in enumerate(names)))
    open_list(driver, "people", by="name")

    assert column(driver, "name") == ["eva", "Éva", "Fia", "Sal 2", "Sal 10", "zoe"]


# columns -------------------------------------------------------------------------------------------------


def test_columns_and_widths_that_were_chosen_are_there_the_next_time(driver: WindowDriver) -> None:
    page = open_list(driver, "people")
    choose_columns(driver, "phone", "organisation")
    assert [c.name for c in table(driver).columns] == ["name", "organisation", "phone"]
    assert column(driver, "phone") == ["", "", "", "+46 8 123"]
    view, edge = page.view, head(driver, "organisation")
    edge.setX(edge.x() + view.columnWidth(1) // 2)
    before = view.columnWidth(1)
    driver.drag(edge, edge.__class__(edge.x() + 60, edge.y()))
    given = view.columnWidth(1)
    assert abs(given - before - 60) < 6  # the others share the rest

    driver.reopen()
    open_list(driver, "people")
    assert [c.name for c in table(driver).columns] == ["name", "organisation", "phone"]
    assert listed(driver).view.columnWidth(1) == given

    choose_columns(driver)
    page = listed(driver)
    menu = page.columns_button.menu()
    menu.popup(page.columns_button.mapToGlobal(page.columns_button.rect().bottomLeft()))
    phone, email = (a for a in menu.actions() if a.objectName() in ("phone", "email"))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(phone).center())
    menu.setActiveAction(email)
    QTest.keyClick(menu, Key.Key_Space)
    assert (menu.isVisible(), {"phone", "email"} <= {c.name for c in page.table.columns}) == (True, True)
    QTest.keyClick(menu, Key.Key_Escape)  # it stays open while several are ticked
    assert not menu.isVisible()


def test_what_is_sorted_by_stays_when_columns_come_before_it(driver: WindowDriver) -> None:
    open_list(driver, "sessions", columns=("title", "minutes"))
    sort(driver, "minutes", falling=True)
    before = ids(driver)

    choose_columns(driver, "title", "rooms", "kind", "minutes")

    assert table(driver).columns[listed(driver).view.horizontalHeader().sortIndicatorSection()].name == "minutes"
    assert (table(driver).sort_column.name, ids(driver)) == ("minutes", before)

    open_list(driver, "people", columns=())
    assert [c.name for c in table(driver).columns] == ["name"]  # the first cannot be taken away

    open_list(driver, "venue", by="seats")
    driver.document.apply(lambda now: edit(now, Room, "attic", seats=100))
    assert ids(driver) == ["lab", "attic", "hall"]  # a change puts it where it belongs now


def test_widths_that_nobody_gave_are_not_remembered(driver: WindowDriver, settings: Settings, qtbot: QtBot) -> None:
    for place in ("people", "sessions", "venue"):
        page = open_list(driver, place)
        width = page.view.width()
        driver.window.resize(1100, 700)
        qtbot.waitUntil(lambda page=page, width=width: page.view.width() < width)
        driver.window.resize(1366, 820)
        qtbot.waitUntil(lambda page=page, width=width: page.view.width() == width)
        choose_columns(driver, *(c.name for c in page.columns.all[:3]))
        assert {c.name: settings.column_width(page.listing.name, c.name) for c in page.columns.all} == dict.fromkeys(
            (c.name for c in page.columns.all), 0
        )


# empty lists ---------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(hands_on: HandsOn) -> None:
    driver = hands_on()
    for hall in ("hall", "lab"):
        driver.does("delete", shown=(Room, hall))
    for place, sentence in (
        ("people", "Nobody yet. Add a person, or bring a list from Excel: import its file, or paste it here (Ctrl+V)."),
        (
            "sessions",
            "No session yet. Add one, or bring a list from Excel: import its file, or paste it here (Ctrl+V).",
        ),
        ("venue", "No room yet: sessions are then placed in one column for all. Add a room."),
    ):
        page = open_list(driver, place)
        assert (page.none.text(), page.none.isVisible(), page.view.isVisible()) == (sentence, True, False)
        assert page.adder.hasFocus()
        driver.key(Key.Key_Return)
        assert (page.none.isVisible(), page.view.isVisible(), len(ids(driver))) == (False, True, 1)


# hidden lists --------------------------------------------------------------------------------------------


def test_a_list_out_of_sight_is_not_read_and_is_fresh_when_entered(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("people", "sessions", "venue", "agenda"):
        go(driver, place)
    original, refreshed = EntityTableModel.refresh, list[str]()

    def refresh(self: EntityTableModel) -> None:
        refreshed.append(self.columns[0].name)
        original(self)

    monkeypatch.setattr(EntityTableModel, "refresh", refresh)

    driver.document.apply(lambda now: edit(now, Person, "cy", name="Cyrus"))
    driver.document.apply(lambda now: edit(now, Person, "cy", organisation="UU"))
    assert refreshed == []

    open_list(driver, "people")
    assert refreshed == ["name"]
    assert ("Cyrus" in column(driver, "name"), "UU" in column(driver, "organisation")) == (True, True)
    refreshed.clear()
    go(driver, "agenda")
    go(driver, "people")
    assert refreshed == []

    open_list(driver, "people")
    driver.document.apply(lambda now: edit(now, Person, "cy", name="Cyril"))
    assert (refreshed, column(driver, "name")[1]) == (["name"], "Cyril")  # in sight, it follows a change once


# a file that can only be read ---------------------------------------------------------------------------


CHANGING = (
    "undo", "redo", "add", "duplicate", "edit", "move", "unplace", "delete", "send", "import",
)  # fmt: skip


@pytest.fixture
def theirs(new_window: NewWindow, env: Environment) -> Iterator[WindowDriver]:
    """Yield a window driver for a file of another user, in a folder of theirs."""
    with only_read(with_blocks_waiting(full_agenda()), env, PICTURES) as path:
        theirs = WindowDriver(new_window(path))
        assert theirs.window.notice.sentence.text().startswith("“theirs.estrad” is read-only here")
        theirs.window.notice.hide()
        yield theirs


def test_every_page_and_form_shows_it_and_nothing_can_be_changed(theirs: WindowDriver) -> None:
    before, actions = theirs.agenda, theirs.window.actions_by_name
    for place in KEYS:
        go(theirs, place)
        if place in ("people", "sessions", "venue"):
            assert SUBJECT in ids(theirs)
            assert (listed(theirs).adder.isEnabled(), search(theirs, "nothing of the kind")) == (False, [])
            assert SUBJECT in search(theirs, "")
        assert not theirs.window.notice.isVisible()
        assert [name for name in CHANGING if actions[name].isEnabled()] == []

    for kind in ENTITY_TYPES:
        theirs.page.document.plan.show(kind, SUBJECT)
        for field in FORMS[kind]:
            widget = theirs.page.inspector.page(kind).find_form(field.name).fields[field.name].editor
            has = field.fits(before, (subject(kind, before),))
            assert (widget.isVisibleTo(theirs.page.inspector), widget.isEnabled()) == (has, False), field.name
        assert [
            b.text() for b in theirs.page.inspector.findChildren(QAbstractButton)
            if b.isVisible() and b.isEnabled() and b.text().startswith(("Delete", "Move", "+ ", "×"))
        ] == []  # fmt: skip
    assert theirs.agenda is before
    possible = ("save_copy", "new_edition", "print_programme", "print_runsheet", "releases", "find", "close")
    assert [name for name in possible if not actions[name].isEnabled()] == []

    open_list(theirs, "people")
    theirs.page.document.plan.show(Person, SUBJECT)
    for key in (Key.Key_Delete, Key.Key_Insert):
        theirs.key(key)
        assert (theirs.agenda is before, chosen(theirs)) == (True, [SUBJECT])
        assert theirs.said == (
            "“theirs.estrad” cannot be changed here: the file or its folder is read-only. "
            "Save a copy in a folder of your own and work there."
        )
        theirs.window.notice.sentence.setText("")
