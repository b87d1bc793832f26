"""The inspector around its fields: the people of a session, and the lists of days, rooms, tracks and people."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track
from planner.domain.value_objects import Appearance, Role, State
from tests.builders import DAY, FRIDAY, day, moderator, person, room, speaker, talk, track
from tests.ui.fields import choose_in, people_field, role_menu
from tests.ui.test_person_line import rows_of
from tests.ui.window_driver import CTRL, HandsOn, Key, WindowDriver, focused
from ui.features.inspector.entity_list import MOST_ROWS, EntityList
from ui.forms.person_line import PersonLineEdit

pytestmark = pytest.mark.awake

CAST = (
    day(), day(FRIDAY), room("hall", seats=1), room("lab", 1, seats=40), track("law"), person("ada", title="Dr"),
    person("bo"), talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), track="law"),
    talk("panel", "lab", "11:00-11:30", on=FRIDAY, people=(speaker("bo"), moderator("bo"))),
)  # fmt: skip
"""A conference with two of each."""


# the people of a session ---------------------------------------------------------------------------------


def add(driver: WindowDriver, name: str, *, role: Role = Role.SPEAKER) -> PersonLineEdit:
    """Type a name into the line for speakers or moderators of the keynote, and press Enter."""
    driver.plan.select(("keynote",))
    field = driver.scrolled_to(people_field(driver).adder)
    people_field(driver).focus_adder(role)
    driver.type(name, Key.Key_Return)
    return field


def people(driver: WindowDriver) -> list[tuple[str, Role, State]]:
    """Return the people of the keynote by name."""
    return [(driver.agenda.people[a.person].name, a.role, a.state) for a in driver.agenda.sessions["keynote"].people]


def chips(driver: WindowDriver) -> list[str]:
    QCoreApplication.sendPostedEvents()  # show new widgets
    field = people_field(driver)
    found = [b for b in field.findChildren(QToolButton) if b.isVisible()]
    return [button.accessibleName().split(": ")[-1] for button in found if button is not field.roles]


TODAY = date(2024, 3, 1)
ADA = ("Ada", Role.SPEAKER, State.CONFIRMED)
BO, MODERATING = ("Bo", Role.SPEAKER, State.NOT_ASKED), ("Bo", Role.MODERATOR, State.NOT_ASKED)


def test_somebody_known_or_new_is_added_in_one_step(driver: WindowDriver) -> None:
    for typed in ("bo", "Bo", "  BO "):
        field = add(driver, typed)
        assert (people(driver), len(driver.agenda.people), driver.steps) == ([ADA, BO], 2, ["Add Bo to “Keynote”"])
        assert field.text() == ""
        assert chips(driver) == ["Show Ada", "Speaker · Confirmed", "Show Bo", "Speaker · Not asked"]
        driver.start_over()

    add(driver, "Cissi")
    assert people(driver) == [ADA, ("Cissi", Role.SPEAKER, State.NOT_ASKED)]
    assert driver.steps == ["Add Cissi to “Keynote”"]
    driver.start_over()
    assert (people(driver), sorted(driver.agenda.people)) == ([ADA], ["ada", "bo"])

    add(driver, "Bo", role=Role.MODERATOR)
    assert people(driver) == [ADA, MODERATING]
    assert driver.timeline.view.source.model.contents["keynote"].details == (
        "09:00–09:45",
        "Ada",
        "Moderator Bo",
        "Law",
    )
    driver.start_over()

    for clicked in (False, True):
        field = add(driver, "")
        driver.type("b")
        assert field.text() == "bo"
        if clicked:
            popup = rows_of(field)
            at = popup.visualRect(popup.model().index(0, 0)).center()
            QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=at)
            QCoreApplication.sendPostedEvents()
        else:
            driver.key(Key.Key_Return)
        assert (people(driver), field.text(), len(driver.steps), driver.said) == (
            [ADA, BO],
            "",
            1,
            "Done: Add Bo to “Keynote”.",
        )
        driver.start_over()

    driver.click(driver.on(driver.scrolled_to(field)))  # an empty line leaves undo to the conference
    before = driver.agenda
    driver.type("Grace", Key.Key_Return)
    assert driver.agenda != before
    driver.key(Key.Key_Z, modifiers=CTRL)
    assert (driver.agenda, field.text()) == (before, "")
    driver.start_over()

    for typed in ("  ", "Ada"):
        add(driver, typed)
        assert (people(driver), driver.steps) == ([ADA], [])
    assert driver.window.notice.sentence.text() == (
        "Ada already has that role in “Keynote”. Choose another role or another person."
    )


def choose(driver: WindowDriver, of: str, choice: str) -> None:
    """Choose a role or state in the first menu of a person."""
    choose_in(role_menu(driver, of), choice)


CHOICES = {
    "Moderator": (Appearance("ada", Role.MODERATOR, State.CONFIRMED), "Moderator · Confirmed"),
    "Panellist": (Appearance("ada", Role.PANELLIST, State.CONFIRMED), "Panellist · Confirmed"),
    "Host": (Appearance("ada", Role.HOST, State.CONFIRMED), "Host · Confirmed"),
    "Reserve": (Appearance("ada", Role.RESERVE, State.CONFIRMED), "Reserve · Confirmed"),
    "Invited": (Appearance("ada", Role.SPEAKER, State.INVITED, asked=TODAY), "Speaker · Invited 1 Mar"),
    "Tentative": (Appearance("ada", Role.SPEAKER, State.TENTATIVE, answered=TODAY), "Speaker · Tentative 1 Mar"),
    "Declined": (Appearance("ada", Role.SPEAKER, State.DECLINED, answered=TODAY), "Speaker · Declined 1 Mar"),
    "Withdrew": (Appearance("ada", Role.SPEAKER, State.CANCELLED, answered=TODAY), "Speaker · Withdrew 1 Mar"),
}


def test_role_and_state_are_chosen(driver: WindowDriver) -> None:
    driver.plan.select(("keynote",))
    for choice, (expected, shown) in CHOICES.items():
        choose(driver, "Ada", choice)
        assert (driver.agenda.sessions["keynote"].people, chips(driver)) == ((expected,), ["Show Ada", shown])
        assert driver.steps == ["Change Ada in “Keynote”"]
        driver.start_over()
        assert chips(driver) == ["Show Ada", "Speaker · Confirmed"]

    driver.push("Show Ada")
    assert driver.plan.shown == (Person, "ada")
    driver.plan.select(("keynote",))
    choose(driver, "Ada", "Remove from the session")
    assert (people(driver), chips(driver), driver.steps) == ([], [], ["Remove Ada from “Keynote”"])
    assert driver.plan.problem_text("keynote") == "No speaker yet"
    driver.start_over()

    driver.plan.select(("panel",))
    before = driver.agenda
    QCoreApplication.sendPostedEvents()
    choose(driver, "Bo", "Moderator")
    assert (driver.agenda, driver.said.startswith("Bo already has that role in “Panel”.")) == (before, True)


# days, rooms, tracks, people -----------------------------------------------------------------------------


def test_the_overview_lists_what_there_is_and_leads_there_and_back(driver: WindowDriver) -> None:
    assert rows(driver.page.inspector.page(Conference)) == [
        "Thu 25 Apr · 08:00–18:00", "Fri 26 Apr · 08:00–18:00", "Hall · 1 seat", "Lab · 40 seats", "Law",
        "Ada, Dr", "Bo",
    ]  # fmt: skip
    for name, shown in (
        ("Fri 26 Apr · 08:00–18:00", (Day, "2024-04-26")), ("Lab · 40 seats", (Room, "lab")), ("Law", (Track, "law")),
        ("Ada, Dr", (Person, "ada")),
    ):  # fmt: skip
        driver.push(name)
        assert driver.plan.shown == shown
        assert focused().objectName() in ("name", "date")  # not what lies next in the window, where Enter acts
        driver.push("← The conference")
        assert driver.plan.shown == (Conference, "conference")
        assert (driver.page.inspector.contains_focus, isinstance(focused(), QLineEdit)) == (True, False)


ADDED = {
    "Add day": (Day, {"date": date(2024, 4, 27), "opens": 480, "closes": 1080}, "Add day 2024-04-27"),
    "Add room": (Room, {"name": "Room 3", "position": 2}, "Add room “Room 3”"),
    "Add track": (Track, {"name": "New track", "colour": "darkorange"}, "Add track “New track”"),
    "Add person": (Person, {"name": "New person"}, "Add New person"),
}


def test_one_more_is_made_and_can_be_named(driver: WindowDriver) -> None:
    for button, (kind, expected, label) in ADDED.items():
        driver.push(button)
        shown = driver.plan.shown
        made = driver.agenda.find(*shown)
        assert shown[0] is kind
        assert {name: getattr(made, name) for name in expected} == expected
        assert (driver.steps, focused().objectName() in ("name", "date")) == ([label], True)
        driver.does("undo")
        assert (driver.agenda.find(*shown), driver.plan.shown) == (None, (Conference, "conference"))


DELETED: tuple[tuple[type[Entity], str, str, str], ...] = (
    (Day, "2024-04-26", "Delete day", "Delete day 2024-04-26 with 1 session on it"),
    (Room, "hall", "Delete room", "Delete room “Hall” with 1 session in it"),
    (Track, "law", "Delete track", "Delete track “Law”, which had 1 session"),
    (Person, "ada", "Delete person", "Delete Ada, who was in 1 session"),
    (Session, "keynote", "Delete session", "Delete “Keynote”"),
)


def test_one_is_deleted_and_undo_brings_it_back_but_the_last_day_stays(driver: WindowDriver) -> None:
    before = driver.agenda
    for kind, thing, button, label in DELETED:
        driver.plan.show(kind, thing)
        driver.window.notice.hide()  # that of the undo before, which lies over the last button
        driver.push(button)
        assert (driver.agenda.find(kind, thing), driver.plan.selected) == (None, ())
        assert (driver.plan.shown, driver.steps) == ((Conference, "conference"), [label])
        driver.does("undo")
        assert driver.agenda == before

    for left in (1, 1):
        driver.plan.show(Day, DAY.isoformat() if len(driver.agenda.days) == 1 else FRIDAY.isoformat())
        driver.push("Delete day")
        assert (len(driver.agenda.days), len(driver.steps)) == (left, 1)
    assert driver.said == "A conference needs at least one day. Change this day's date instead."


def test_rooms_are_ordered_and_are_the_columns_of_the_timeline(driver: WindowDriver) -> None:
    driver.plan.show(Room, "hall")
    for button, order in (("Move right", ("lab", "hall")), ("Move left", ("hall", "lab"))):
        driver.push(button)
        assert driver.timeline.view.grid.rooms == order == tuple(r.id for r in driver.agenda.rooms_in_order)

    driver.plan.show(Conference)
    driver.push("Add room")
    assert driver.timeline.view.grid.columns == 3
    driver.plan.show(Room, "hall")
    driver.push("Delete room")
    assert (driver.timeline.view.grid.rooms[0], driver.where("keynote")) == ("lab", "tray")

    driver.document.apply(lambda now: edit(now, Room, "lab", name="Room 3"))
    assert driver.window.notice.isVisible()
    driver.document.apply(lambda now: edit(now, Room, "lab", name="Attic"), silent=True)
    assert not driver.window.notice.isVisible()  # what was refused is no news after the next change


def test_a_long_list_is_searched_and_never_hides_what_it_left_out(hands_on: HandsOn) -> None:
    crowd = [person(f"p{n:02}") for n in range(MOST_ROWS + 2)]
    driver = hands_on(*crowd)
    (people,) = [parts for parts in driver.page.inspector.findChildren(EntityList) if parts.search.isVisible()]
    assert (rows(people), people._rest.text()) == ([p.name for p in crowd[:MOST_ROWS]], "and 2 more")

    driver.type_in(driver.scrolled_to(people.search), "p25")
    assert (rows(people), people._rest.isVisible()) == (["P25"], False)

    assert driver.document.apply(lambda now: delete_entities(now, Person, ("p00", "p01")))
    assert people.search.isVisible()
    driver.retype_in(driver.scrolled_to(people.search), "")
    assert (rows(people), people.search.isVisible()) == ([p.name for p in crowd[2:]], False)


def rows(parts: QWidget) -> list[str]:
    """Return the rows of lists, by the names of their buttons."""
    QCoreApplication.sendPostedEvents()
    buttons = [b for b in parts.findChildren(QPushButton) if b.isVisible() and b.property("row") == "true"]
    return [button.accessibleName() for button in buttons]


def test_tab_goes_as_one_reads(driver: WindowDriver) -> None:
    driver.plan.select(("keynote",))
    driver.page.tray.line.setFocus()
    visited = []
    for _ in range(44):
        visited.append(focused().accessibleName())
        driver.key(Key.Key_Tab)

    assert visited[:2] == ["Find, or type a new title", "Not placed"]
    assert visited[2].startswith("Drag in Coffee")
    assert visited[visited.index("New session or template") + 1] == "Timeline"
    title = visited.index("Title")
    assert visited[title : title + 13] == [
        "Title", "Role and reply of Ada: Speaker · Confirmed", "Add person", "Role of who is added: Speaker", "Starts",
        "Start 5 min earlier, and what follows", "Start 5 min later, and what follows", "Length", "Room", "Day", "Type",
        "Track", "Abstract",
    ]  # fmt: skip
