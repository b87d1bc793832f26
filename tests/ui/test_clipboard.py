"""Cut, copy and paste: within a conference, between two windows, and into a spreadsheet."""

import re
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.domain.entities import Person, Session
from planner.domain.value_objects import Appearance, ExtraField, Kind, Role, State, Status
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import agenda, conference, day, person, room, speaker, talk, track
from tests.ui.window_driver import CTRL, HandsOn, Key, NewWindow, WindowDriver

CAST = (
    day(), room("hall"), room("lab", 1), track("law"), person("ada"),
    talk("one", "hall", "09:00-09:45", people=(speaker("ada"),), track="law", origin="x/1"),
    talk("two", "hall", "10:00-10:30"), talk("three", "lab", "11:00-11:30", pinned=True),
    talk("waiting", minutes=20), talk("also", minutes=10),
)  # fmt: skip


def choose(driver: WindowDriver, *sessions: str, then: str = "") -> None:
    """Select sessions, and trigger actions."""
    driver.does(*then.split(), of=sessions)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# within a conference --------------------------------------------------------------------------------------


def test_a_copy_is_pasted_after_the_selected_session_in_its_room_or_waits(driver: WindowDriver) -> None:
    choose(driver, "one", then="copy")
    assert (driver.said, driver.steps) == ("1 session is on the clipboard.", [])
    choose(driver, "three", then="paste")

    (new,) = driver.plan.selected
    assert (driver.where(new), driver.where("one")) == ("lab 11:30-12:15", "hall 09:00-09:45")
    copied = driver.agenda.sessions[new]
    assert (copied.title, copied.people, copied.track, copied.origin) == ("One", (speaker("ada"),), "law", "")
    assert driver.steps == ["Paste 1 session"]
    driver.does("paste")
    assert driver.where(driver.plan.selected[0]) == "lab 12:15-13:00"

    for copied, beside, place in (
        (("one", "three"), (), ["tray", "tray"]),
        (("waiting", "also"), ("three",), ["lab 11:30-11:50", "lab 11:50-12:00"]),
    ):
        choose(driver, *copied, then="copy")
        choose(driver, *beside, then="paste")
        assert [driver.where(new) for new in driver.plan.selected] == place
    driver.does("go_sessions")
    choose(driver, "three", then="paste")
    assert driver.where(driver.plan.selected[0]) == "tray"


def test_what_was_cut_and_pasted_is_itself_again_so_that_attendees_get_an_update(driver: WindowDriver) -> None:
    before = driver.agenda.sessions["one"]
    choose(driver, "one", then="cut")
    assert ("one" in driver.agenda.sessions, driver.steps) == (False, ["Cut 1 session"])
    choose(driver, "three", then="paste")

    after = driver.agenda.sessions["one"]
    assert (driver.where("one"), after.number, after.origin) == ("lab 11:30-12:15", before.number, "x/1")
    driver.does("undo", "undo")
    assert driver.agenda.sessions["one"] == before

    choose(driver, "one", then="cut paste")
    driver.does("paste")  # a second time it is a copy
    assert sorted(session.title for session in driver.agenda.sessions.values()).count("One") == 2
    assert len({session.number for session in driver.agenda.sessions.values()}) == len(driver.agenda.sessions)


def test_a_day_that_has_no_more_time_refuses_it(hands_on: HandsOn) -> None:
    driver = hands_on(day(closes="47:59"), room("hall"), talk("late", "hall", "47:00-47:59"))
    choose(driver, "late", then="copy")

    driver.does("paste")

    assert (driver.said.startswith("A session cannot go on after the night"), driver.steps) == (True, [])


# keys -----------------------------------------------------------------------------------------------------


def test_the_usual_keys_do_it_in_the_timeline_and_text_fields_keep_them_to_themselves(driver: WindowDriver) -> None:
    choose(driver, "one")
    search = driver.page.tray.line
    driver.type_in(search, "ab")
    driver.key(Key.Key_A, Key.Key_C, Key.Key_End, modifiers=CTRL)
    assert clipboard() == "ab"
    driver.key(Key.Key_End)
    driver.key(Key.Key_V, modifiers=CTRL)
    assert search.text() == "abab"
    driver.key(Key.Key_A, Key.Key_X, modifiers=CTRL)
    assert (search.text(), clipboard(), driver.steps) == ("", "abab", [])

    driver.page.inspector.page(Session).find_form("abstract").focus_field("abstract")  # of several lines
    driver.type("ab")
    driver.key(Key.Key_A, Key.Key_X, modifiers=CTRL)
    assert (clipboard(), driver.steps, "one" in driver.agenda.sessions) == ("ab", [], True)

    for text in ("", "Just words"):
        QGuiApplication.clipboard().setText(text)
        driver.does("paste")
        assert driver.said == (
            "There are no sessions on the clipboard. "
            "Select some and press Ctrl+C, or copy a table or a list in another program."
        )

    driver.key_in(driver.canvas, Key.Key_C, Key.Key_V, modifiers=CTRL)
    assert driver.steps == ["Paste 1 session"]
    assert (driver.said.startswith("Done: Paste 1 session. "), "“Two”" in driver.said) == (True, True)  # what it meets
    driver.key(Key.Key_X, modifiers=CTRL)
    assert driver.steps == ["Paste 1 session", "Cut 1 session"]
    driver.start_over()

    choose(driver, "one", "two", then="copy")
    assert driver.said == "2 sessions are on the clipboard."
    QGuiApplication.clipboard().setText("Anna Berg")
    assert driver.said == ""  # something else is there
    choose(driver, "one", then="duplicate")
    assert driver.said == "Done: Duplicate “One”."


# other programs -------------------------------------------------------------------------------------------


def test_another_window_takes_them_with_their_people_and_names(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path, env: Environment
) -> None:
    other = agenda(conference(id="other", title="Another"), day(), room("big"), track("ours", name="LAW"), talk("own"))
    Workspace.create(tmp_path / "other.estrad", other, env).close()
    choose(driver, "one", then="copy")

    there = WindowDriver(new_window(tmp_path / "other.estrad"))
    there.does("paste")

    (new,) = there.page.document.plan.selected
    made = there.agenda.sessions[new]
    assert (made.title, made.number, there.where(new)) == ("One", 2, "tray")
    assert [there.agenda.people[a.person].name for a in made.people] == ["Ada"]
    assert (there.agenda.tracks[made.track or ""].name, len(there.agenda.tracks), driver.steps) == ("LAW", 1, [])


def test_other_programs_get_a_table_of_what_attendees_may_know_as_text_and_as_html(hands_on: HandsOn) -> None:
    seats = (
        speaker("ada", State.INVITED), speaker("bo", State.DECLINED), Appearance("cy", Role.RESERVE),
        Appearance("dee", Role.PANELLIST),
    )  # fmt: skip
    driver = hands_on(
        conference(language="sv"), day(), room("hall"), track("law"), *(person(a.person) for a in seats),
        talk("one", "hall", "23:00-25:45", people=seats, track="law", note="Secret"),
        talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
        talk("off", "hall", "11:00-11:30", status=Status.CANCELLED),
        talk("waiting", minutes=20, title='=HYPERLINK("https://bad.test")', people=seats),
    )  # fmt: skip
    choose(driver, "one", "coffee", "off", "waiting", then="copy")
    assert clipboard().splitlines() == [
        "Datum\tStart\tSlut\tSal\tTitel\tTyp\tMedverkande\tSpår",
        "2024-04-25\t10:00\t10:30\tAlla salar\tCoffee\tPaus\t\t",
        "2024-04-25\t23:00\t01:45\tHall\tOne\tFöredrag\tAda, Dee (paneldeltagare)\tLaw",
        '\t\t\t\t\'=HYPERLINK("https://bad.test")\tFöredrag\t\t',  # no formula
    ]
    html = QGuiApplication.clipboard().mimeData().html()
    cells = [re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]
    assert cells == [line.split("\t") for line in clipboard().splitlines()]


def test_it_says_which_people_are_new_there_and_who_stayed_behind(
    hands_on: HandsOn, new_window: NewWindow, tmp_path: Path, env: Environment
) -> None:
    driver = hands_on(
        day(), person("ada", fee="1,000"), person("bo"), person("cy"),
        talk("one", people=(speaker("ada"), speaker("bo"), Appearance("cy", Role.RESERVE)), note="x"),
    )  # fmt: skip
    Workspace.create(tmp_path / "other.estrad", agenda(conference(id="other"), person("b", name="Bo")), env).close()
    choose(driver, "one", then="copy")
    there = WindowDriver(new_window(tmp_path / "other.estrad"))

    there.does("paste")

    assert there.said == (
        "Done: Paste 1 session · 1 new person: Ada. 1 person who is not named to attendees did not come along."
    )


def test_what_was_cut_and_pasted_after_the_file_was_opened_again_has_lost_nothing(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), person("ada"),
        talk("one", "hall", "09:00-09:45", people=(speaker("ada"), Appearance("ada", Role.RESERVE)), note="Note",
             cues="Cues", introduction="Hello", extra=(ExtraField("Level", "1"),), origin="x/1"),
    )  # fmt: skip
    before = driver.agenda.sessions["one"]
    choose(driver, "one", then="cut")
    driver.reopen()
    driver.document.apply(lambda now: edit(now, Person, "ada", phone="1"))

    driver.does("paste")

    found = driver.agenda.sessions["one"]
    assert (replace(found, placement=before.placement), driver.said) == (before, "Done: Paste 1 session.")


def test_what_the_history_does_not_have_any_more_is_said(hands_on: HandsOn) -> None:
    driver = hands_on(day(), person("ada"))
    driver.document.apply(lambda now: add_session(now, "one", title="One", note="Secret"))
    choose(driver, "one", then="copy undo")
    driver.document.apply(lambda now: add_session(now, "other", title="Other"))

    driver.does("paste")

    assert driver.said == "Done: Paste 1 session. Notes and answers of 1 session are not there any more."
