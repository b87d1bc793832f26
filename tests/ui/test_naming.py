"""The people whom attendees will see: shown before and after a state is chosen, and before publishing or printing."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialog, QToolButton

from planner.domain.entities import Conference, Cover, Entity, Person, Session
from planner.domain.value_objects import Naming, State
from tests.builders import DAY, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.lists import ids, listed
from tests.ui.window_driver import WindowDriver
from ui.state.fields.field import NamingChoiceEditor
from ui.state.unconfirmed_line import UnconfirmedLine

CAST: tuple[Entity, ...] = (
    room("hall"), person("ada"), person("bo"), person("cy"), person("dee"),
    talk("keynote", "hall", "09:00-10:00", people=(speaker("ada"), speaker("bo", State.NOT_ASKED))),
    talk("panel", "hall", "10:00-11:00", people=(speaker("bo", State.INVITED), speaker("cy", State.DECLINED))),
    talk("demo", "hall", "11:00-12:00"), talk("waits", people=(speaker("dee", State.NOT_ASKED),)),
)  # fmt: skip
ENDS: dict[str, str] = {"send": "Publish", "print_programme": "Print programme", "print_runsheet": "Print run sheet"}


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference where Ada said yes and Bo did not, with Dee in the tray."""
    return hands_on(*CAST)


# before publishing or printing ------------------------------------------------------------------------------


def shown_line(dialog: QDialog) -> UnconfirmedLine | None:
    """Return the line with the names in a dialog, or None if it is hidden."""
    return next((line for line in dialog.findChildren(UnconfirmedLine) if line.isVisible()), None)


def test_who_is_named_without_a_yes_is_said_and_one_is_led_there(driver: WindowDriver, answers: Answers) -> None:
    seen: list[str] = []

    def follow(dialog: QDialog) -> bool:
        line = shown_line(dialog)
        assert line
        seen.extend((dialog.windowTitle(), line.sentence.text()))
        line.show_them.click()
        assert not dialog.isVisible()
        return False

    def look(dialog: QDialog) -> bool:
        seen.append(str(shown_line(dialog)))
        return False

    for action, title in ENDS.items():
        driver.does("go_agenda")
        answers.does = follow
        driver.does(action)
        assert seen == [title, "1 person is named without a yes: Bo."]
        assert (driver.page.places.shown, ids(driver), driver.page.document.shown) == ("people", ["bo"], (Person, "bo"))
        assert listed(driver).chips.buttons["without_yes"].isChecked()
        seen.clear()

    driver.page.document.show(Conference)
    assert offered(field(driver)) == [
        "All but who declined or withdrew",
        "All but who declined, withdrew or owes an answer – then no longer named to attendees",
        "Only who said yes – 2 names fewer for attendees",
    ]
    pick(field(driver), "Only who said yes")
    assert driver.agenda.conference.naming is Naming.CONFIRMED
    assert driver.window.notice.sentence.text().endswith("Attendees no longer read about Bo in 2 sessions.")
    for action in ENDS:
        answers.does = look
        driver.does(action)
    assert seen == ["None"] * 3


# choosing a state -------------------------------------------------------------------------------------------


def field(driver: WindowDriver) -> NamingChoiceEditor:
    """Return the only visible choice that changes names."""
    (found,) = [c for c in driver.page.inspector.findChildren(NamingChoiceEditor) if c.isVisible()]
    return found


def offered(box: QComboBox) -> list[str]:
    """Return the texts of the open list of choices."""
    box.showPopup()
    found = [box.itemText(n) for n in range(box.count())]
    box.hidePopup()
    return found


def pick(box: QComboBox, text: str) -> None:
    """Choose a row as the keys do."""
    box.setFocus()
    box.activated.emit(box.findText(text))


def test_a_chips_menu_says_which_state_changes_what_attendees_read(driver: WindowDriver) -> None:
    driver.page.document.select(("keynote",))
    (chip,) = [
        b for b in driver.page.inspector.findChildren(QToolButton)
        if b.isVisible() and b.accessibleName().startswith("Role and state of Ada")
    ]  # fmt: skip
    menu = chip.menu()
    menu.aboutToShow.emit()

    states = [action for action in menu.actions() if action.text()][5:11]
    assert [action.text() for action in states] == [
        "Not asked", "Invited", "Tentative", "Confirmed", "Declined – then no longer named to attendees",
        "Withdrew – then no longer named to attendees",
    ]  # fmt: skip
    states[4].trigger()
    notice = driver.window.notice
    assert notice.sentence.text() == "Done: Change Ada in “Keynote”. Attendees no longer read about Ada in “Keynote”."
    driver.push("Undo")
    assert driver.agenda.sessions["keynote"].people[0].state is State.CONFIRMED

    driver.page.document.show(Session, "waits")
    QCoreApplication.sendPostedEvents()  # show new widgets
    (chip,) = [
        b for b in driver.page.inspector.findChildren(QToolButton)
        if b.isVisible() and b.accessibleName().startswith("Role and state of Dee")
    ]  # fmt: skip
    chip.menu().aboutToShow.emit()
    (declined,) = [action for action in chip.menu().actions() if action.text() == "Declined"]
    declined.trigger()
    assert driver.agenda.sessions["waits"].people[0].state is State.DECLINED
    assert not notice.isVisible()  # it changes no name and is chosen in silence


def test_the_answers_of_several_say_how_many_names_it_is_about(driver: WindowDriver) -> None:
    driver.page.document.select(("keynote", "panel"))

    assert offered(field(driver)) == [
        "Not asked – then named to attendees", "Invited – then named to attendees",
        "Tentative – then named to attendees", "Confirmed – then named to attendees",
        "Declined – 3 names fewer for attendees", "Withdrew – 3 names fewer for attendees",
    ]  # fmt: skip

    pick(field(driver), "Declined")

    assert (
        driver.window.notice.sentence.text()
        == "Done: Change 3 answers. Attendees no longer read about Ada, Bo in 2 sessions."
    )


def test_the_state_of_a_stretch_says_so_too(hands_on: HandsOn) -> None:
    driver = hands_on(*CAST, Cover(id="c", person="cy", day=DAY, state=State.CONFIRMED))
    driver.page.document.show(Cover, "c")

    assert offered(field(driver))[:5] == [
        "Not asked", "Invited", "Tentative", "Confirmed", "Declined – 3 names fewer for attendees",
    ]  # fmt: skip

    pick(field(driver), "Declined")

    assert driver.window.notice.sentence.text().endswith("Attendees no longer read about Cy in 3 sessions.")
    assert driver.agenda.covers["c"].state is State.DECLINED
