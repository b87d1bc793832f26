"""*Saved* is shown only if the file has everything; typed text is stored, restored, and asked about on leaving."""

import stat
import sys
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QToolButton

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.commands.timeline import shift
from planner.domain.entities import Entity, Person, Room, Session
from planner.environment import Environment
from planner.storage.file import ConferenceFile
from planner.storage.opening import open_checked
from planner.workspace import Workspace
from tests.builders import Clock, day, fixed_environment, person, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.fields import (
    TIME,
    bar,
    beside,
    editor,
    enter,
    kept,
    line,
    pause,
    refuse_a_time,
    show,
    text_of,
    type_and_pause,
)
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused, stored
from ui.features.inspector.people_field import AppearanceRow, PersonLineDraft
from ui.features.timeline.timeline import TitleEditor
from ui.forms.person_line import PersonLineEdit
from ui.kit.editors.text_editors import IDLE, LONGEST, LineEditor, TextEditor

pytestmark = pytest.mark.forms

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"),
    talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
)  # fmt: skip
"""Two sessions and a person."""
AGAIN = "It is kept aside on this computer, and is in its field again when the file is opened here."


@pytest.fixture
def env(clock: Clock, tmp_path: Path) -> Environment:
    """Return an environment with a data folder, so that drafts can be stored."""
    return replace(fixed_environment(clock), data_folder=tmp_path / "data")


def abstract(driver: WindowDriver) -> TextEditor:
    """Return the keynote's abstract, with the cursor in it."""
    found = editor(driver, Session, "abstract", of="keynote")
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def title(driver: WindowDriver) -> str:
    """Return the title that the keynote has in the conference."""
    return driver.agenda.sessions["keynote"].title


def aside(driver: WindowDriver) -> dict[Path, bytes]:
    """Return the files in which typed texts are kept aside now."""
    driver.window.unsaved_changes.flush()
    folder = driver.workspace.path.parent / "data" / "unsaved"
    return {file: file.read_bytes() for file in folder.glob("*.json")}


def killed(driver: WindowDriver, new_window: NewWindow) -> WindowDriver:
    """Return another window on the files as they were when the first one was killed."""
    path = driver.workspace.path
    before = aside(driver) | {path: path.read_bytes()}
    driver.window.close()
    for file, content in before.items():
        file.write_bytes(content)
    return WindowDriver(new_window(path))


def asked_of(driver: WindowDriver) -> LineEditor:
    """Return the line for the date on which the only speaker was asked."""
    (chip,) = driver.page.inspector.findChildren(AppearanceRow)
    chip.show_dates()
    (found,) = chip.findChildren(LineEditor, "asked")
    return found


def adding(driver: WindowDriver, typed: str = "") -> PersonLineEdit:
    """Return the line that adds a speaker to the keynote, with the cursor in it after a text was typed there."""
    show(driver, Session, "keynote")
    (found,) = [w for w in driver.page.inspector.findChildren(PersonLineEdit) if w.accessibleName() == "Add person"]
    if typed:
        driver.type_in(found, typed)
    return found


def start(driver: WindowDriver) -> str:
    """Return the text of the field for the keynote's start."""
    return text_of(editor(driver, Session, "start", of="keynote"))


def retype(driver: WindowDriver, name: str, typed: str) -> LineEditor:
    """Type a text over that of a line of the keynote, and stay there."""
    found = line(driver, name)
    driver.type(typed)
    return found


def rename(driver: WindowDriver, typed: str) -> TitleEditor:
    """Type another title of the keynote in the timeline."""
    driver.does("rename", of="keynote")
    driver.type(typed)
    return focused()


def test_a_refused_text_stays_when_its_field_is_changed_elsewhere(driver: WindowDriver) -> None:
    enter(driver, Session, "start", "kvart i nio", of="keynote")
    driver.document.apply(lambda now: shift(now, "keynote", 5))
    assert (start(driver), kept(driver)) == ("kvart i nio", ["kvart i nio"])
    assert beside(driver) == "The field was changed after this was typed. Change the text to save it, or undo it."


# Saved means saved -----------------------------------------------------------------------------------------


def test_free_text_is_saved_while_somebody_types_and_waits_five_seconds_at_most(driver: WindowDriver) -> None:
    field = retype(driver, "title", "Trygghet")
    assert (bar(driver), title(driver)) == ("○ Not saved", "Keynote")
    field._autosave_timer.longest.timeout.emit()
    assert (bar(driver), title(driver)) == ("Saved", "Trygghet")
    type_and_pause(driver, " nu ", field)
    driver.type("!", Key.Key_Tab)
    assert (title(driver), bar(driver), driver.steps) == ("Trygghet nu !", "Saved", ["Change title of “Keynote”"])
    driver.does("undo")

    for of in (lambda: line(driver, "title"), lambda: abstract(driver)):
        timer = of()._autosave_timer
        driver.type("a")
        assert (timer.idle.interval(), timer.longest.interval()) == (IDLE, LONGEST) == (1500, 5000)
        left = timer.longest.remainingTime()
        driver.type("b")
        assert 0 < timer.longest.remainingTime() <= left  # a letter does not delay it
        timer.longest.timeout.emit()
        assert bar(driver) == "Saved"
    assert (title(driver), driver.agenda.sessions["keynote"].abstract) == ("ab", "ab")

    before, field = driver.agenda, retype(driver, "title", "Other")
    pause(field)
    driver.type(" words", Key.Key_Escape)  # brings back what was there before the first letter
    assert (field.text(), driver.agenda, bar(driver)) == ("ab", before, "Saved")

    rename(driver, "In the tile")
    driver.page.commit()  # as before a preview
    assert (title(driver), bar(driver)) == ("In the tile", "Saved")


def test_what_must_be_finished_or_cannot_be_is_not_saved_on_the_way(driver: WindowDriver) -> None:
    field = line(driver, "title")
    driver.key(Key.Key_Backspace)
    field._autosave_timer.longest.timeout.emit()
    assert (title(driver), bar(driver), driver.said, beside(driver), field.text()) == (
        "Keynote", "○ Not saved", "", "", "",
    )  # fmt: skip
    driver.type("New", Key.Key_Return)
    assert (title(driver), bar(driver)) == ("New", "Saved")

    for name, typed in (("start", "10"), ("minutes", "3"), ("tags", "law")):
        before, field = driver.agenda, retype(driver, name, typed)
        timers = [timer.isActive() for timer in (field._autosave_timer.idle, field._autosave_timer.longest)]
        assert (timers, bar(driver), driver.agenda is before) == ([False, False], "○ Not saved", True)
        driver.key(Key.Key_Return)
        assert bar(driver) == "Saved"

    name_of_room = editor(driver, Room, "name", of="hall")
    driver.retype_in(name_of_room, "Lab")
    pause(name_of_room)
    assert (driver.agenda.rooms["hall"].name, driver.said) == ("Hall", "")
    type_and_pause(driver, " 2", name_of_room)
    assert driver.agenda.rooms["hall"].name == "Lab 2"


def test_what_was_refused_is_not_called_saved(driver: WindowDriver) -> None:
    enter(driver, Session, "start", "kvart i nio", of="keynote")
    assert bar(driver) == "○ Not saved"

    show(driver, Session, "panel")
    assert bar(driver) == "○ Not saved"
    assert driver.page.status.unsaved.toolTip() == "Typed, and not saved yet: “Starts” of “Keynote”."
    driver.push("Close this message")
    driver.push("○ Not saved")
    assert (driver.plan.selected, focused().objectName()) == (("keynote",), "start")

    driver.document.apply(lambda now: delete_entities(now, Session, ("keynote",)))
    assert bar(driver) == "Saved"
    driver.does("undo")  # what was typed for something deleted comes back with it
    show(driver, Session, "keynote")
    assert (text_of(line(driver, "start")), bar(driver)) == ("kvart i nio", "○ Not saved")
    driver.key(Key.Key_Escape)
    assert bar(driver) == "Saved"


def test_a_title_typed_in_the_timeline_is_saved_on_the_way_unless_it_is_none(driver: WindowDriver) -> None:
    before, field = driver.agenda, rename(driver, "Trygg")
    field._autosave_timer.longest.timeout.emit()
    assert (bar(driver), title(driver)) == ("Saved", "Trygg")
    driver.type("het", Key.Key_Return)
    assert (title(driver), len(driver.steps), bar(driver)) == ("Trygghet", 1, "Saved")
    pause(rename(driver, "Other"))
    driver.key(Key.Key_Escape)
    assert (title(driver), len(driver.steps), bar(driver)) == ("Trygghet", 1, "Saved")
    driver.does("undo")
    assert driver.agenda == before

    field = rename(driver, "")
    driver.key(Key.Key_Backspace)
    field._autosave_timer.longest.timeout.emit()
    assert (driver.said, title(driver)) == ("Undone: Change title of “Keynote”.", "Keynote")
    driver.key(Key.Key_Return)
    assert driver.said.startswith("It needs a name.")
    assert (title(driver), bar(driver)) == ("Keynote", "Saved")


def test_two_forms_of_one_thing_show_the_same_text(driver: WindowDriver) -> None:
    driver.does("go_conference")
    fields = [w for w in driver.window.findChildren(LineEditor, "timezone") if w.isVisible()]
    driver.retype_in(fields[0], "Nowhere", Key.Key_Tab)

    driver.does("go_agenda", "conference")
    (field,) = [w for w in driver.window.findChildren(LineEditor, "timezone") if w.isVisible()]

    assert (field is not fields[0], field.text(), bar(driver)) == (True, "Nowhere", "○ Not saved")
    driver.key_in(field, Key.Key_Z, modifiers=CTRL)
    assert (field.text(), fields[0].text(), bar(driver)) == ("Europe/Stockholm", "Europe/Stockholm", "Saved")


# the draft store -------------------------------------------------------------------------------------------


def test_it_is_kept_aside_until_the_file_has_it(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    retype(driver, "title", "Trygg")
    assert kept(driver) == ["Trygg"]
    (file,) = aside(driver)
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600
    driver.key(Key.Key_Return)
    assert (kept(driver), aside(driver)) == ([], {})

    adding(driver, "Ada")
    driver.key(Key.Key_Return)
    seen: list[int] = []
    write = ConferenceFile.write

    def writing(self: ConferenceFile, *args: Any) -> None:
        seen.append(len(driver.document.drafts))
        write(self, *args)
        seen.append(len(driver.document.drafts))

    monkeypatch.setattr(ConferenceFile, "write", writing)
    for field, typed in ((abstract, "10:15"), (asked_of, "2024-01-01"), (adding, "10:15")):
        driver.retype_in(field(driver), typed, Key.Key_Tab)
        assert (seen, bar(driver)) == ([1, 1], "Saved")
        seen.clear()

    enter(driver, Person, "links", "my page", of="ada")
    driver.document.apply(lambda now: delete_entities(now, Person, ("ada",)))
    assert kept(driver) == ["my page"]
    data = driver.workspace.path.parent / "data"
    driver.window.close()
    assert list((data / "unsaved").glob("*.json")) == []  # of what was deleted nothing is kept


def test_after_a_kill_what_was_typed_is_in_its_field_again(driver: WindowDriver, new_window: NewWindow) -> None:
    retype(driver, "title", "Trygg")
    driver = killed(driver, new_window)
    assert bar(driver) == "○ Not saved"
    assert driver.said == "1 text that was typed before and not saved is in its field again: “Title” of “Keynote”."
    driver.push("Show")
    assert (driver.plan.selected, focused().objectName()) == (("keynote",), "title")
    assert text_of(focused()) == "Trygg"
    driver.key(Key.Key_Tab)
    assert (title(driver), bar(driver), kept(driver)) == ("Trygg", "Saved", [])

    retype(driver, "start", "1")
    driver = killed(driver, new_window)
    assert start(driver) == "1"
    assert beside(driver) == "This was typed earlier and is not saved. Press Enter in it to save it, or undo it."
    show(driver, Session, "panel")
    assert driver.where("keynote") == "hall 09:00-09:45"  # a time from before waits to be confirmed
    retype(driver, "start", "10")
    driver.key(Key.Key_Return)
    assert (driver.where("keynote"), bar(driver)) == ("hall 10:00-10:45", "Saved")

    rename(driver, "Over")
    assert (bar(driver), kept(driver)) == ("○ Not saved", ["Over"])
    driver = killed(driver, new_window)
    driver.push("Show")
    assert (focused().objectName(), text_of(focused())) == ("title", "Over")


def test_whoever_is_typed_and_not_added_is_kept_aside(driver: WindowDriver, new_window: NewWindow) -> None:
    adding(driver, "Ad")
    driver = killed(driver, new_window)
    driver.push("Show")
    adder = adding(driver)
    assert (adder.text(), [offer and offer.label for offer in adder.rows]) == ("Ad", [None, "Ada"])
    driver.retype("Stef")
    assert (kept(driver), bar(driver), len(driver.agenda.people)) == (["Stef"], "○ Not saved", 1)

    driver = killed(driver, new_window)
    show(driver, Session, "keynote")
    show(driver, Session, "panel")
    assert (len(driver.agenda.people), bar(driver)) == (1, "○ Not saved")  # the name may be incomplete
    driver.push("○ Not saved" if not driver.said else "Show")
    assert (driver.plan.selected, adding(driver).text()) == (("keynote",), "Stef")
    driver.type("an", Key.Key_Return)
    assert [p.name for p in driver.agenda.people.values()] == ["Ada", "Stefan"]
    assert (bar(driver), kept(driver)) == ("Saved", [])


def test_a_date_on_a_chip_is_kept_too(driver: WindowDriver, new_window: NewWindow) -> None:
    adding(driver, "Ada")
    driver.key(Key.Key_Return)
    driver.type_in(asked_of(driver), "soon", Key.Key_Tab)
    assert (bar(driver), driver.page.status.unsaved.toolTip()) == (
        "○ Not saved", "Typed, and not saved yet: “Asked” of “Keynote”.",
    )  # fmt: skip

    driver = killed(driver, new_window)
    driver.push("Show")
    field = focused()
    assert (field.objectName(), text_of(field)) == ("asked", "soon")
    driver.key(Key.Key_Z, modifiers=CTRL)
    assert (text_of(field), bar(driver), kept(driver)) == ("", "Saved", [])

    driver.type("soon", Key.Key_Tab)
    (role,) = [b for b in driver.page.inspector.findChildren(QToolButton) if "Speaker · " in b.accessibleName()]
    next(action for action in role.menu().actions() if action.text() == "Remove from the session").trigger()
    assert bar(driver) == "Saved"  # of somebody who was taken out nothing waits

    adder = adding(driver, "Ad")
    adder.textEdited.disconnect()
    adder.clear()
    adder.textEdited.connect(adder.findChild(PersonLineDraft)._on_edited)
    adder.textEdited.emit("Ada,")  # a line may take a name at its comma, before other listeners are called
    assert bar(driver) == "Saved"


def test_what_was_changed_meanwhile_is_not_overwritten(
    driver: WindowDriver, new_window: NewWindow, env: Environment
) -> None:
    abstract(driver)
    driver.retype("Typed")
    path, typed = driver.workspace.path, aside(driver)
    driver.window.close()
    with_other = Workspace.open(path, env)
    with_other.apply(edit(with_other.agenda, Session, "keynote", abstract="Imported"))
    with_other.close()
    for file, content in typed.items():
        file.write_bytes(content)

    again = WindowDriver(new_window(path))
    assert text_of(abstract(again)) == "Typed"
    assert beside(again) == "The field was changed after this was typed. Change the text to save it, or undo it."
    show(again, Session, "panel")
    assert again.agenda.sessions["keynote"].abstract == "Imported"
    abstract(again)
    again.key(Key.Key_Z, modifiers=CTRL)
    assert (text_of(abstract(again)), bar(again)) == ("Imported", "Saved")


def test_what_was_saved_just_before_a_kill_is_not_told_again(driver: WindowDriver, new_window: NewWindow) -> None:
    retype(driver, "title", "Trygg")
    path, typed = driver.workspace.path, aside(driver)
    driver.key(Key.Key_Return)
    driver.window.close()
    for file, content in typed.items():
        file.write_bytes(content)

    again = WindowDriver(new_window(path))

    assert (again.said, bar(again)) == ("", "Saved")


def test_it_is_where_the_file_is_moved_or_one_goes_on_in_a_copy_but_not_in_another_copy(
    driver: WindowDriver, new_window: NewWindow, answers: Answers, tmp_path: Path
) -> None:
    path, moved = driver.workspace.path, tmp_path / "moved.estrad"
    refuse_a_time(driver)
    driver.window.close()
    (tmp_path / "other.estrad").write_bytes(path.read_bytes())
    assert bar(WindowDriver(new_window(tmp_path / "other.estrad"))) == "Saved"

    path.rename(moved)
    again = WindowDriver(new_window(moved))
    assert bar(again) == "○ Not saved"
    again.push("Close this message")
    moved.rename(tmp_path / "elsewhere.estrad")
    moved.write_bytes(b"somebody else's")
    again.page.watch.timeout.emit()
    answers.saves = tmp_path / "copy.estrad"
    again.push("Save a copy…")
    assert (again.page.document.workspace.path.name, bar(again)) == ("copy.estrad", "○ Not saved")
    assert start(again) == "kvart i nio"


def test_a_disk_that_keeps_nothing_aside_is_said(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    retype(driver, "title", "Tr")
    driver.window.unsaved_changes.flush()
    QCoreApplication.sendPostedEvents()
    assert driver.said.startswith("What you type cannot be kept aside until it is saved: ")

    refuse_a_time(driver)
    driver.window.close()
    ((_question, more),) = answers.left
    assert more.endswith("It cannot be kept aside, and is lost when the file is closed.")


def test_a_file_that_cannot_be_changed_leaves_it_alone(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retype(driver, "title", "Trygg")

    def cannot_be_changed(*asked: Any) -> tuple[Connection, bool, int]:
        conn, _writable, version = open_checked(*asked)
        return conn, False, version

    monkeypatch.setattr("planner.storage.file.open_checked", cannot_be_changed)

    killed(driver, new_window).window.close()

    assert len(list((tmp_path / "data" / "unsaved").glob("*.json"))) == 1


# what is typed while a command changes its session --------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "kind", "thing", "field", "typed", "after"),
    [
        ("go_agenda", Session, "panel", "title", "Another", "Another"),
        ("go_sessions", Session, "panel", "title", "Another", "Another"),
        ("go_agenda", Session, "panel", "title", "", "Panel"),  # what is no title goes with it
        ("go_venue", Room, "lab", "name", "Another", "Another"),
    ],
)
def test_it_is_deleted_while_its_title_is_typed(
    driver: WindowDriver, place: str, kind: type[Entity], thing: str, field: str, typed: str, after: str
) -> None:
    driver.does(place)
    driver.plan.show(kind, thing)
    driver.document.edit_requested.emit()
    driver.retype(typed)

    driver.does("delete")

    assert {*driver.agenda.sessions, *driver.agenda.rooms} == {"keynote", "panel", "hall", "lab"} - {thing}
    driver.does("undo")
    assert getattr(driver.agenda.find(kind, thing), field) == after


def test_what_was_typed_of_several_is_in_the_one_they_become(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("a", "hall", "09:00-09:30"), talk("b", "hall", "09:30-10:00"))
    driver.plan.select(("a", "b"))
    driver.page.inspector._make_page(Session).find_form("tags").focus_field("tags")
    driver.retype("words")

    driver.does("merge")

    assert [session.tags for session in driver.agenda.sessions.values()] == [("words",)]


# leaving ---------------------------------------------------------------------------------------------------


def test_one_may_stay_where_something_is_not_saved_or_leave_and_find_it_again(
    driver: WindowDriver, answers: Answers, new_window: NewWindow
) -> None:
    path, answers.leaves = driver.workspace.path, False
    for verb in ("new", "open", "sample", "new_edition", "import_new", "close", "quit"):
        refuse_a_time(driver)
        driver.canvas.setFocus()
        answers.left.clear()
        driver.does(verb)
        assert answers.left == [("1 text is not saved.", f"“Starts” of “Keynote”: kvart i nio\n{TIME}\n\n{AGAIN}")]
        assert (driver.window.page is not None, answers.offered, driver.window.isVisible()) == (True, [], True)
        assert (focused().objectName(), text_of(focused())) == ("start", "kvart i nio")

    answers.leaves = True
    answers.left.clear()
    driver.window.unsaved_changes.save_without_asking()  # a log-out that was given up is forgotten
    refuse_a_time(driver)
    driver.window.close()
    assert len(answers.left) == 1
    again = WindowDriver(new_window(path))
    assert (start(again), again.where("keynote")) == ("kvart i nio", "hall 09:00-09:45")


def test_what_can_be_saved_is_saved_without_a_question_also_at_a_signal_or_a_log_out(
    driver: WindowDriver, answers: Answers, env: Environment, new_window: NewWindow
) -> None:
    path = driver.workspace.path
    retype(driver, "title", "Trygg")
    driver.window.close()
    assert (answers.left, stored(path, env).sessions["keynote"].title) == ([], "Trygg")

    again = WindowDriver(new_window(path))
    retype(again, "title", "Later")
    refuse_a_time(again)
    again.window.unsaved_changes.save_without_asking()
    again.window.close()
    assert (answers.left, stored(path, env).sessions["keynote"].title) == ([], "Later")

    again = WindowDriver(new_window(path))
    assert start(again) == "kvart i nio"
    retype(again, "start", "1")
    again.window.unsaved_changes.save_without_asking()
    again.window.close_workspace()
    assert str(stored(path, env).sessions["keynote"].placement).count("540") == 1  # a signal does not finish it
    again = WindowDriver(new_window(path))
    assert start(again) == "1"


def test_a_name_that_two_have_is_refused_kept_for_its_session_and_asked_about(
    hands_on: HandsOn, answers: Answers
) -> None:
    driver = hands_on(*CAST, person("other", name="Ada", organisation="KTH"))
    adder = adding(driver, "Ada")
    driver.page.timeline.canvas.setFocus()
    driver.plan.select(["panel"])
    assert (adder.text(), kept(driver), bar(driver)) == ("", ["Ada"], "○ Not saved")
    driver.plan.select(["keynote"])
    adder.setFocus(Qt.FocusReason.TabFocusReason)
    assert (adder.text(), driver.agenda.sessions["keynote"].people) == ("Ada", ())
    assert driver.agenda.sessions["panel"].people == ()

    answers.leaves = False
    driver.window.close()
    assert ([question for question, _more in answers.left], adder.text()) == (["1 text is not saved."], "Ada")
    answers.leaves = True  # lets the test close the window
