"""Dialogs about people: entries of one person are merged or kept apart, guests of an earlier file invited again, and
people who are named without a yes are said; and a calendar for one person.
"""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Conference, Cover, Entity, Person, Session
from planner.domain.span import parse_clock_time
from planner.domain.value_objects import NamingRule, PastAppearance, Role, State
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import DAY, Clock, agenda, block, conference, day, moderator, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import DocumentOf, HandsOn
from tests.ui.fields import choose_in, role_menu
from tests.ui.lists import ids, listed, open_list
from tests.ui.test_typed_verbs import typed
from tests.ui.window_driver import WindowDriver, activate, focused, texts_of
from ui.features.lists import list_page
from ui.features.lists.list_page import DuplicatesLine
from ui.features.people.people_dialogs import (
    DuplicatesDialog,
    InviteAgainDialog,
    MergePeopleDialog,
    ValueChoice,
    involvement_text,
)
from ui.forms.field import NamingChoiceEditor
from ui.kit.widgets import notice_bar
from ui.shell.conference_commands import MENUS
from ui.state.unconfirmed_line import UnconfirmedLine

CAST = (
    room("hall"),
    person("anna", name="Anna Lindqvist", organisation="KTH", bio="She plans.", languages=("sv",)),
    person("al", name="A. Lindqvist", phone="070", bio="She speaks.", languages=("en",)),
    person("bo", name="Bo Ek"),
    talk("one", "hall", "09:00-09:30", people=(speaker("anna"),)),
    talk("two", "hall", "10:00-10:30", people=(moderator("al"), speaker("bo"))),
)
"""A conference with two entries of Anna, in a session each."""


def does(answers: Answers, act: Callable[..., object], pairs: Callable[[DuplicatesDialog], object] = id) -> None:
    """Set the person's acts in the dialogs."""

    @answers.meets
    def do(dialog: QDialog) -> bool:
        if isinstance(dialog, DuplicatesDialog):
            pairs(dialog)
        else:
            act(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted


def merge(driver: WindowDriver, answers: Answers, act: Callable[[MergePeopleDialog], object]) -> None:
    """Select the two entries in the list of people, and act in the dialog that merges them."""
    does(answers, act)
    driver.does("go_people")
    driver.plan.show(Person, "anna", "al")
    driver.does("merge_people")


def said(value: ValueChoice) -> str:
    return ("● " if value.button.isChecked() else "○ ") + value.words.text()


def shown(dialog: MergePeopleDialog) -> dict[str, list[str]]:
    """Return the values of each field, with the chosen one marked."""
    return {field: [said(value) for value in values] for field, values in dialog.values.items()}


def test_the_fields_that_differ_stand_side_by_side(driver: WindowDriver, answers: Answers) -> None:
    def look(dialog: MergePeopleDialog) -> None:
        assert shown(dialog) == {
            "name": ["● Anna Lindqvist", "○ A. Lindqvist"],
            "organisation": ["● KTH", "○ –"],
            "phone": ["○ –", "● 070"],
            "bio": ["● She plans.", "○ She speaks.", "○ both"],
            "languages": ["○ sv", "○ en", "● both"],
        }
        assert [value.button.accessibleName() for value in dialog.values["phone"]] == [
            "Phone (never published): nothing, Anna Lindqvist", "Phone (never published): 070, A. Lindqvist",
        ]  # fmt: skip
        seen.append(dialog)

    seen: list[object] = []
    merge(driver, answers, look)
    assert (len(seen), driver.steps) == (1, [])

    able = []
    for chosen in (("anna",), ("anna", "al"), ("anna", "al", "bo")):
        driver.plan.show(Person, *chosen)
        able.append(driver.actions["merge_people"].isEnabled())
    assert able == [False, True, False]


def merged(driver: WindowDriver, answers: Answers, act: Callable[[MergePeopleDialog], object]) -> Person:
    """Merge the two entries as an act in the dialog says, and return the one that stays."""
    merge(driver, answers, act)
    (found,) = (person for person in driver.agenda.people.values() if person.id != "bo")
    return found


def by_arrows(dialog: MergePeopleDialog) -> None:
    """Choose the other name by an arrow, and go on by Tab and Enter."""
    activate(dialog)
    dialog.values["name"][0].button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is dialog.values["organisation"][0].button
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def by_clicks(dialog: MergePeopleDialog) -> None:
    """Choose a text by a click on its words."""
    QTest.mouseClick(dialog.values["bio"][1].words, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def swapped(dialog: MergePeopleDialog) -> None:
    """Keep the other one; what was chosen is chosen still."""
    dialog.values["bio"][2].button.click()
    dialog.values["organisation"][0].button.click()  # the proposed value
    dialog.values["phone"][0].button.click()  # another one
    dialog.swap.click()
    assert dialog.values["bio"][2].button.isChecked()
    assert {name: shown(dialog)[name] for name in ("organisation", "name", "phone")} == {
        "organisation": ["○ –", "● KTH"], "name": ["● A. Lindqvist", "○ Anna Lindqvist"], "phone": ["○ 070", "● –"],
    }  # fmt: skip
    dialog.go.click()


def test_two_are_merged_as_proposed_or_chosen_in_one_step(driver: WindowDriver, answers: Answers) -> None:
    before = driver.agenda
    anna = merged(driver, answers, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    assert (anna.id, anna.phone, anna.languages) == ("anna", "070", ("sv", "en"))
    assert {a.person for a in driver.agenda.sessions["two"].people} == {"anna", "bo"}
    assert driver.said == "Done: Merge A. Lindqvist into Anna Lindqvist, in 1 session."
    assert driver.plan.shown == (Person, "anna")
    driver.does("undo")
    assert driver.agenda == before

    assert merged(driver, answers, by_arrows).name == "A. Lindqvist"
    driver.start_over()
    assert merged(driver, answers, by_clicks).bio == "She speaks."
    driver.start_over()
    al = merged(driver, answers, swapped)
    assert (al.id, al.bio) == ("al", "She plans.\nShe speaks.")


# likely duplicates ----------------------------------------------------------------------------------------


def test_pairs_are_listed_with_their_sessions_and_merged_from_there(driver: WindowDriver, answers: Answers) -> None:
    seen: list[object] = []

    def look(dialog: DuplicatesDialog) -> None:
        seen.extend(texts_of(dialog.pairs.items))
        QTest.keyClick(dialog.pairs, Qt.Key.Key_Return)
        seen.extend((texts_of(dialog.pairs.items), dialog.head.text(), dialog.look.isVisible()))

    does(answers, lambda dialog: dialog.go.click(), look)
    driver.does("duplicates")

    assert seen == [
        ("A. Lindqvist · 1 session", "Anna Lindqvist · 1 session", "the same surname, and initials that fit"),
        [], "Nobody seems to be there twice.", False,
    ]  # fmt: skip
    assert len(driver.agenda.people) == 2
    assert driver.said.startswith("Done: Merge ")


def test_blocks_that_somebody_chairs_are_counted_too(document_of: DocumentOf) -> None:
    document = document_of(
        room("hall"),
        person("anna"),
        person("bo"),
        block("pass", chairs=(moderator("anna"),)),
        talk("t", "hall", "09:00-09:30", people=(speaker("anna"), moderator("bo"), speaker("bo"))),
    )
    assert [involvement_text(document, name) for name in ("anna", "bo")] == ["1 session · 1 block", "1 session"]


def test_two_who_are_two_are_not_offered_again(driver: WindowDriver, answers: Answers) -> None:
    does(answers, id, lambda dialog: dialog.two.click())
    driver.does("duplicates")
    said = answers.read(lambda: driver.does("duplicates"), lambda dialog: dialog.head.text())
    assert (said, len(driver.agenda.people)) == ("Nobody seems to be there twice.", 3)
    steps = driver.steps
    driver.start_over()

    merge(driver, answers, lambda dialog: dialog.two.click())
    assert (steps, driver.steps) == (["A. Lindqvist is somebody else"], ["Anna Lindqvist is somebody else"])


def test_a_quiet_line_leads_there(
    driver: WindowDriver, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_page, "PAUSE", 0)
    open_list(driver, "people")
    (line,) = driver.page.findChildren(DuplicatesLine)
    qtbot.waitUntil(line.look.isVisible)
    assert line.says.text() == "1 person may be there twice."
    said = answers.read(lambda: driver.push("Look at possible duplicates"), lambda dialog: dialog.head.text())
    assert said == "1 pair may be one person"
    driver.document.apply(lambda agenda: edit(agenda, Person, "al", name="Cy Al"))
    qtbot.waitUntil(line.look.isHidden)


def test_after_an_import_the_notice_leads_there_only_if_one_of_them_came(
    driver: WindowDriver, answers: Answers
) -> None:
    offered = []
    answers.does = lambda dialog: True
    open_list(driver, "people")
    for names in ("Cy Dee\nDi Fox\n", "Bo Eck\nEve Gold\n"):
        QGuiApplication.clipboard().setText(names)
        driver.does("paste")
        QCoreApplication.sendPostedEvents()
        buttons = driver.window.notice.findChildren(QPushButton)
        offered.append([button.text() for button in buttons if button.isVisible()])

    assert offered == [["Undo"], ["Undo", "Possible duplicates…"]]


# guests of an earlier file ------------------------------------------------------------------------------


YEAR = date(2022, 4, 20)
FACE = b"\x89PNG\r\n\x1a\n a face"
PHOTO = sha256(FACE).hexdigest()


@pytest.fixture
def hosting(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference with Ada and Bo."""
    return hands_on(room("hall"), person("ada", email="ada@example.org"), person("bo"))


@pytest.fixture
def earlier(tmp_path: Path, env: Environment, answers: Answers) -> Path:
    """Make an earlier file with Ada, Bo and Cy, where Ada has a telephone number and Cy a photo."""
    path = tmp_path / "earlier.estrad"
    made = agenda(
        conference(title="Days"), day(YEAR), room("hall"),
        person("x", name="Ada", email="ada@example.org", phone="070"), person("y", name="Bo"),
        person("z", name="Cy", organisation="KTH", photo=PHOTO, fee="100"),
        talk("old", "hall", "09:00-09:30", on=YEAR, title="Then", people=(speaker("z"),)),
    )  # fmt: skip
    Workspace.create(path, made, env, {PHOTO: FACE}).close()
    answers.opens = path
    return path


def rows(dialog: InviteAgainDialog) -> list[tuple[str, ...]]:
    """Return the visible rows: the tick, and the texts of the columns."""
    ticks = {Qt.CheckState.Checked: "☑", Qt.CheckState.Unchecked: "☐"}
    return [
        (ticks[row.checkState(0)], *(row.text(n) for n in range(4)))
        for row in dialog.guests.items
        if not row.isHidden()
    ]


def test_guests_stand_there_with_what_they_did(hosting: WindowDriver, answers: Answers, earlier: Path) -> None:
    def look(dialog: InviteAgainDialog) -> None:
        assert (dialog.head.text(), *rows(dialog), dialog.go.text()) == (
            "Who was at Days, 2022",
            ("☐", "Ada", "", "", "is here; is told: phone"),
            ("☐", "Bo", "", "", "is here already"),
            ("☐", "Cy, KTH", "Then", "2022 Speaker", ""),
            "Invite",
        )
        can_be_ticked = [bool(row.flags() & Qt.ItemFlag.ItemIsUserCheckable) for row in dialog.guests.items]
        assert can_be_ticked == [True, False, True]  # one whom nothing is told cannot

    answers.read(lambda: hosting.does("invite_again"), look)
    assert hosting.page.document.plan.shown[0] is not Person


def test_they_come_in_one_step_with_photo_and_without_what_was_agreed(
    hosting: WindowDriver, answers: Answers, earlier: Path
) -> None:  # fmt: skip
    content, before = earlier.read_bytes(), hosting.agenda

    space, enter = Qt.Key.Key_Space, Qt.Key.Key_Return
    does(answers, lambda dialog: (QTest.keyClick(dialog.all, space), QTest.keyClick(dialog.guests, enter)))

    hosting.does("invite_again")

    (cy,) = [one for one in hosting.agenda.people.values() if one.name == "Cy"]
    assert (cy.organisation, cy.fee, cy.earlier) == ("KTH", "", (PastAppearance(2022, Role.SPEAKER),))
    assert (hosting.page.document.workspace.pictures.read(PHOTO), hosting.agenda.people["ada"].phone) == (FACE, "070")
    assert (hosting.steps, hosting.page.places.shown, len(ids(hosting))) == (["Invite 2 people again"], "people", 3)
    assert {thing.id for thing in hosting.page.document.plan.shown_entities} == {"ada", cy.id}
    hosting.does("undo")
    assert hosting.agenda == before
    assert (earlier.read_bytes(), sorted(p.name for p in earlier.parent.glob("earlier*"))) == (content, [earlier.name])


def test_what_is_searched_for_can_be_ticked_alone(hosting: WindowDriver, answers: Answers, earlier: Path) -> None:
    def choose(dialog: InviteAgainDialog) -> None:
        assert not dialog.go.isEnabled()
        dialog.search.setFocus()
        QTest.keyClicks(dialog.search, "kth")
        assert [row[1] for row in rows(dialog)] == ["Cy, KTH"]
        QTest.keyClick(dialog.all, Qt.Key.Key_Space)
        dialog.search.setFocus()
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        assert [row[0] for row in rows(dialog)] == ["☐", "☐", "☑"]
        dialog.go.click()

    does(answers, choose)
    hosting.does("invite_again")

    assert hosting.steps == ["Invite Cy again"]


def test_the_open_file_itself_and_what_is_none_are_refused(
    hosting: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    said = []
    no_file = tmp_path / "none.estrad"
    no_file.write_text("no conference")
    for path in (hosting.page.document.workspace.path, no_file, tmp_path / "away.estrad"):
        answers.opens = path
        hosting.does("invite_again")
        said.append(hosting.said)

    assert "is open" in said[0]
    assert said[1] != said[0]
    assert said[2] == "There is no file “away.estrad”. Check whether it was moved or renamed."
    assert hosting.page.document.workspace.writable
    assert sorted(hosting.agenda.people) == ["ada", "bo"]


# who is named to attendees ------------------------------------------------------------------------------


NAMED: tuple[Entity, ...] = (
    room("hall"), person("ada"), person("bo"), person("cy"), person("dee"),
    talk("keynote", "hall", "09:00-10:00", people=(speaker("ada"), speaker("bo", State.NOT_ASKED))),
    talk("panel", "hall", "10:00-11:00", people=(speaker("bo", State.INVITED), speaker("cy", State.DECLINED))),
    talk("demo", "hall", "11:00-12:00"), talk("waits", people=(speaker("dee", State.NOT_ASKED),)),
)  # fmt: skip
ENDS: dict[str, str] = {
    "send": "Publish",
    "print_programme": "The Conference – Programme",
    "print_runsheet": "The Conference – Run sheet",
}


@pytest.fixture
def named(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a conference where Ada said yes and Bo did not, with Dee in the tray."""
    return hands_on(*NAMED)


# before publishing or printing ------------------------------------------------------------------------------


def shown_line(dialog: QDialog) -> UnconfirmedLine | None:
    """Return the line with the names in a dialog, or None if it is hidden."""
    return next((line for line in dialog.findChildren(UnconfirmedLine) if line.isVisible()), None)


@pytest.mark.forms
def test_who_is_named_without_a_yes_is_said_and_one_is_led_there(named: WindowDriver, answers: Answers) -> None:
    seen: list[str] = []

    def follow(dialog: QDialog) -> bool:
        line = shown_line(dialog)
        seen.extend((dialog.windowTitle(), line.sentence.text()))
        line.show_them.click()
        assert not dialog.isVisible()
        return False

    for action, title in ENDS.items():
        named.page.document.plan.show(Conference)  # what is printed would be of the person who is shown
        named.does("go_agenda")
        answers.does = follow
        named.does(action)
        assert seen == [title, "1 person has not said yes: Bo."]
        assert (named.page.places.shown, ids(named), named.page.document.plan.shown) == (
            "people",
            ["bo"],
            (Person, "bo"),
        )
        assert listed(named).chips.buttons["without_yes"].isChecked()
        seen.clear()

    named.workspace.outbox.send(lambda sending: {named.workspace.path.with_suffix(".ics"): b""})
    named.page.places.go("agenda")
    named.document.apply(lambda agenda: place(agenda, "waits", DAY, parse_clock_time("12:00"), ("hall",)))
    answers.does = follow
    named.does("print_programme")
    assert (seen[1], ids(named)) == ("1 more person has not said yes: Dee.", ["bo", "dee"])
    assert named.plan.shown == (Person, "dee")
    seen.clear()
    named.does("undo")

    named.page.document.plan.show(Conference)
    assert offered(field(named)) == [
        "All but those who declined or withdrew",
        "All but those who declined, withdrew or have not replied – then no longer shown to attendees",
        "Only those who said yes – 2 names fewer for attendees",
    ]
    pick(field(named), "Only those who said yes")
    assert named.agenda.conference.naming is NamingRule.CONFIRMED
    assert named.said.endswith("Attendees no longer read about Bo in 2 sessions.")
    for action in ENDS:
        answers.does = lambda dialog: seen.append(str(shown_line(dialog)))
        named.does(action)
    assert seen == ["None"] * 3


# choosing a state -------------------------------------------------------------------------------------------


def field(named: WindowDriver) -> NamingChoiceEditor:
    """Return the only visible choice that changes names."""
    (found,) = [c for c in named.page.inspector.findChildren(NamingChoiceEditor) if c.isVisible()]
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


@pytest.mark.forms
def test_a_chips_menu_says_which_state_changes_what_attendees_read(named: WindowDriver) -> None:
    named.page.document.plan.select(("keynote",))
    menu = role_menu(named, "Ada")
    menu.aboutToShow.emit()
    states = [action for action in menu.actions() if action.text()][5:11]
    assert [action.text() for action in states] == [
        "Not asked", "Invited", "Tentative", "Confirmed", "Declined – then no longer shown to attendees",
        "Withdrew – then no longer shown to attendees",
    ]  # fmt: skip
    states[4].trigger()
    notice = named.window.notice
    assert notice.sentence.text() == "Done: Change Ada in “Keynote”. Attendees no longer read about Ada in “Keynote”."
    named.push("Undo")
    assert named.agenda.sessions["keynote"].people[0].state is State.CONFIRMED

    named.page.document.plan.show(Session, "waits")
    QCoreApplication.sendPostedEvents()  # show new widgets
    choose_in(role_menu(named, "Dee"), "Declined")
    assert named.agenda.sessions["waits"].people[0].state is State.DECLINED
    assert not notice.isVisible()  # it changes no name and is chosen in silence


@pytest.mark.forms
def test_the_answers_of_several_and_the_state_of_a_shift_say_how_many_names_it_is_about(hands_on: HandsOn) -> None:
    named = hands_on(*NAMED, Cover(id="c", person="cy", day=DAY, state=State.CONFIRMED))
    named.page.document.plan.show(Cover, "c")
    assert offered(field(named))[:5] == [
        "Not asked", "Invited", "Tentative", "Confirmed", "Declined – 3 names fewer for attendees",
    ]  # fmt: skip
    pick(field(named), "Declined")
    assert named.said.endswith("Attendees no longer read about Cy in 3 sessions.")
    assert named.agenda.covers["c"].state is State.DECLINED

    named.page.document.plan.select(("keynote", "panel"))
    assert offered(field(named)) == [
        "Not asked – then shown to attendees", "Invited – then shown to attendees",
        "Tentative – then shown to attendees", "Confirmed – then shown to attendees",
        "Declined – 3 names fewer for attendees", "Withdrew – 3 names fewer for attendees",
    ]  # fmt: skip
    pick(field(named), "Declined")
    assert named.said == "Done: Change 3 answers. Attendees no longer read about Ada, Bo in 2 sessions."


# a calendar for one person, from the person -----------------------------------------------------------------


@pytest.fixture
def trio(hands_on: HandsOn, answers: Answers) -> WindowDriver:
    """Return a window driver for a list of three people, one of whom is on nothing; no dialog is expected."""
    driver = hands_on(
        day(), room("hall"), person("ada", email="ada@example.org"), person("bo"), person("cy"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("panel", "hall", "11:00-11:30", people=(speaker("bo"), moderator("ada"))),
        talk("closing", "hall", "12:00-12:30", people=(speaker("bo"),)),
    )  # fmt: skip
    driver.does("go_people")
    return driver


def sent(driver: WindowDriver) -> set[str]:
    """Return the keys of the calendars that were sent."""
    files = driver.releases.ledger().files
    return {key for key in files if files[key].was_sent}


def titles(path: Path) -> list[str]:
    return [line.partition(":")[2] for line in path.read_text("utf-8").splitlines() if line.startswith("SUMMARY")]


def test_it_holds_what_they_are_in_and_nothing_else_is_sent_and_the_next_one_goes_where_the_last_one_went(
    trio: WindowDriver, answers: Answers, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(notice_bar, "show_in_folder", shown.append)
    trio.page.document.plan.show(Person, "ada")
    answers.saves = tmp_path / "ada.ics"

    trio.does("person_calendar")

    assert [name.name for name in answers.offered] == ["the-conference-2024-ada.ics"]
    assert (titles(answers.saves), sent(trio)) == (["Keynote", "Panel"], {"person:ada"})
    assert trio.said == f"Version 1 is saved in {answers.saves}. It holds only the sessions of Ada: mail it."
    trio.push("Show in folder")
    assert shown == [answers.saves]

    trio.page.document.apply(lambda now: place(now, "keynote", DAY, 10 * 60, ("hall",)))
    clock.forward(minutes=5)

    trio.does("person_calendar")

    assert (len(answers.offered), trio.said.startswith("Version 2 is saved")) == (1, True)
    assert "T100000" in answers.saves.read_text("utf-8")


@pytest.mark.parametrize("replaces", [True, False])
def test_what_lies_there_is_replaced_only_when_asked(
    trio: WindowDriver, answers: Answers, tmp_path: Path, replaces: bool
) -> None:
    trio.page.document.plan.show(Person, "ada")
    answers.saves, answers.leaves = tmp_path / "ada.ics", replaces
    answers.saves.write_text("mine", "utf-8")

    trio.does("person_calendar")

    assert [question for question, _more in answers.left] == ["Replace the file?"]
    assert (answers.saves.read_text("utf-8") != "mine", sent(trio) != set()) == (replaces, replaces)


def test_who_is_in_no_session_gets_none_and_that_is_said(trio: WindowDriver) -> None:
    trio.does("person_calendar", shown=(Person, "cy"))
    assert trio.said == (
        "“Cy” is in no session of the programme. A calendar holds what is placed, not called off and not declined."
    )


def test_it_is_found_on_the_person_and_by_typing(trio: WindowDriver) -> None:
    action = trio.window.actions_by_name["person_calendar"]
    trio.page.document.plan.show(Person, "ada", "bo")
    assert ("person_calendar" in MENUS[Person], action.isEnabled()) == (True, False)
    trio.page.document.plan.show(Person, "ada")
    assert (action.text(), action.isEnabled()) == ("&Calendar for this person…", True)
    assert [hit.title for hit in typed(trio, "calendar person").hits.rows] == ["Calendar for a person"]
