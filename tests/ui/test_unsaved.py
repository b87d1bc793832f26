"""*Saved* is shown only if the file has everything; typed text is stored, restored, and asked about."""

import stat
import sys
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from planner.commands.deleting import delete_all
from planner.commands.edit import edit
from planner.domain.entities import Person, Room, Session
from planner.storage.file import ConferenceFile
from planner.storage.opening import open_checked
from planner.workspace import Environment, Workspace
from tests.builders import Clock, day, fixed_environment, person, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.test_inspector_drafts import beside, told
from tests.ui.test_inspector_fields import editor, enter, show, text_of
from tests.ui.window_driver import CTRL, Key, WindowDriver, focused
from ui.features.inspector.people_field import PersonChip, PersonLineDraft
from ui.features.timeline.timeline import TitleEditor
from ui.kit.editors.autosave import IDLE, LONGEST
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.state.fields.person_line import PersonLine

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"),
    talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
)  # fmt: skip


@pytest.fixture
def env(clock: Clock, tmp_path: Path) -> Environment:
    """Return an environment with a data folder, so that drafts can be stored."""
    return replace(fixed_environment(clock), data_folder=tmp_path / "data")


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two sessions and a person."""
    return hands_on(*CAST)


def bar(driver: WindowDriver) -> str:
    """Return the status bar's text about the file."""
    status = driver.page.status
    return " ".join(w.text() for w in (status.saved, status.unsaved) if w.isVisible())


def done(driver: WindowDriver) -> str:
    """Return the status bar's text about the last step."""
    return driver.page.status.done.text()


def line(driver: WindowDriver, name: str, session: str = "keynote") -> LineEditor:
    """Return a line of a session's form, focused and with all its text selected."""
    show(driver, Session, session)
    found = editor(driver, Session, name)
    assert isinstance(found, LineEditor)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    found.selectAll()
    return found


def abstract(driver: WindowDriver) -> TextEditor:
    """Return the keynote's abstract, with the cursor in it."""
    show(driver, Session, "keynote")
    found = editor(driver, Session, "abstract")
    assert isinstance(found, TextEditor)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def kept(driver: WindowDriver) -> list[str]:
    """Return the texts in the draft store."""
    driver.window.unsaved_changes.flush()
    aside = driver.page.document.workspace.draft_store
    assert aside
    return [text.text for text in aside.read()]


def killed(driver: WindowDriver, new_window: NewWindow, tmp_path: Path) -> WindowDriver:
    """Return another window on the files as they were when the first one was killed."""
    driver.window.unsaved_changes.flush()
    path, data = driver.page.document.workspace.path, tmp_path / "data" / "unsaved"
    before = {file: file.read_bytes() for file in (path, *data.glob("*.json"))}
    driver.window.close()
    for file, content in before.items():
        file.write_bytes(content)
    return WindowDriver(new_window(path))


# Saved means saved -----------------------------------------------------------------------------------------


def test_a_title_is_saved_while_somebody_types(driver: WindowDriver) -> None:
    field = line(driver, "title")

    driver.type("Trygghet")
    assert (bar(driver), driver.agenda.sessions["keynote"].title) == ("○ Not saved", "Keynote")
    field._autosave_timer.longest.timeout.emit()

    assert (bar(driver), driver.agenda.sessions["keynote"].title) == ("Saved", "Trygghet")
    driver.type(" nu ")
    field._autosave_timer.idle.timeout.emit()
    driver.type("!")
    driver.key(Key.Key_Tab)
    assert (driver.agenda.sessions["keynote"].title, bar(driver)) == ("Trygghet nu !", "Saved")
    assert driver.steps == ["Change title of “Keynote”"]


def test_free_text_waits_five_seconds_at_most_although_nobody_pauses(driver: WindowDriver) -> None:
    for of in (lambda: line(driver, "title"), lambda: abstract(driver)):
        field = of()
        driver.type("a")
        timer = field._autosave_timer
        assert (timer.idle.interval(), timer.longest.interval()) == (IDLE, LONGEST) == (1500, 5000)
        left = timer.longest.remainingTime()
        driver.type("b")
        assert 0 < timer.longest.remainingTime() <= left  # a letter does not delay it

        timer.longest.timeout.emit()
        assert bar(driver) == "Saved"
    keynote = driver.agenda.sessions["keynote"]
    assert (keynote.title, keynote.abstract) == ("ab", "ab")


def test_no_title_is_not_saved_on_the_way(driver: WindowDriver) -> None:
    field = line(driver, "title")
    driver.key(Key.Key_Backspace)

    field._autosave_timer.longest.timeout.emit()

    assert (driver.agenda.sessions["keynote"].title, bar(driver)) == ("Keynote", "○ Not saved")
    assert (told(driver), beside(driver), field.text()) == ("", "", "")
    driver.type("New")
    driver.key(Key.Key_Return)
    assert (driver.agenda.sessions["keynote"].title, bar(driver)) == ("New", "Saved")


def test_a_name_that_another_room_has_is_not_saved_on_the_way(driver: WindowDriver) -> None:
    show(driver, Room, "hall")
    field = editor(driver, Room, "name")
    assert isinstance(field, LineEditor)
    field.setFocus()
    driver.retype("Lab")

    pause_line(field)
    assert (driver.agenda.rooms["hall"].name, told(driver)) == ("Hall", "")
    driver.type(" 2")
    pause_line(field)

    assert driver.agenda.rooms["hall"].name == "Lab 2"


def pause_line(field: LineEditor) -> None:
    """Let the pause after typing run out."""
    assert field._autosave_timer.idle.isActive()
    field._autosave_timer.idle.timeout.emit()


def test_what_must_be_finished_is_not_saved_on_the_way(driver: WindowDriver) -> None:
    for name, typed in (("start", "10"), ("minutes", "3"), ("tags", "law")):
        before, field = driver.agenda, line(driver, name)
        driver.type(typed)
        assert (field._autosave_timer.idle.isActive(), field._autosave_timer.longest.isActive()) == (False, False)
        assert (bar(driver), driver.agenda is before) == ("○ Not saved", True)
        driver.key(Key.Key_Return)
        assert bar(driver) == "Saved"


def test_escape_brings_back_what_was_there_before_the_first_letter(driver: WindowDriver) -> None:
    before, field = driver.agenda, line(driver, "title")
    driver.type("Other")
    pause_line(field)
    driver.type(" words")

    driver.key(Key.Key_Escape)

    assert (field.text(), driver.agenda, driver.steps, bar(driver)) == ("Keynote", before, [], "Saved")


def test_what_was_refused_is_not_called_saved(driver: WindowDriver) -> None:
    show(driver, Session, "keynote")
    enter(driver, Session, "start", "kvart i nio")
    assert bar(driver) == "○ Not saved"

    show(driver, Session, "panel")
    assert bar(driver) == "○ Not saved"
    assert driver.page.status.unsaved.toolTip() == "Typed, and not saved yet: “Starts” of “Keynote”."
    driver.push("Close this message")
    driver.push("○ Not saved")

    assert (driver.page.document.selected, focused().objectName()) == (("keynote",), "start")
    driver.key(Key.Key_Escape)
    assert bar(driver) == "Saved"


def refuse_a_time(driver: WindowDriver) -> None:
    """Type a time that cannot be read into a field."""
    line(driver, "start")
    driver.type("kvart i nio")


# the draft store -------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_aside_until_it_is_saved(driver: WindowDriver, tmp_path: Path) -> None:
    line(driver, "title")
    driver.type("Trygg")

    assert kept(driver) == ["Trygg"]
    (file,) = (tmp_path / "data" / "unsaved").glob("*.json")
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600
    driver.key(Key.Key_Return)
    assert (kept(driver), list((tmp_path / "data" / "unsaved").glob("*.json"))) == ([], [])


@pytest.mark.parametrize("name", ["abstract", "adder", "asked"])
def test_it_is_kept_until_the_file_has_it(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    show(driver, Session, "keynote")
    adding(driver).setFocus()
    driver.type("Ada")
    driver.key(Key.Key_Return)
    field = {"adder": adding, "asked": asked_of}.get(name, lambda driver: editor(driver, Session, name))(driver)
    field.setFocus()
    driver.retype("2024-01-01" if name == "asked" else "10:15")
    seen: list[int] = []
    write = ConferenceFile.write

    def writing(self: ConferenceFile, *args: Any) -> None:
        seen.append(len(driver.page.document.drafts))
        write(self, *args)
        seen.append(len(driver.page.document.drafts))

    monkeypatch.setattr(ConferenceFile, "write", writing)
    driver.key(Key.Key_Tab)

    assert (seen, bar(driver)) == ([1, 1], "Saved")


def test_after_a_kill_what_was_typed_is_in_its_field_again(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path
) -> None:
    line(driver, "title")
    driver.type("Trygg")

    again = killed(driver, new_window, tmp_path)

    assert bar(again) == "○ Not saved"
    assert told(again) == "1 text that was typed before and not saved is in its field again: “Title” of “Keynote”."
    again.push("Show")
    assert (again.page.document.selected, focused().objectName()) == (("keynote",), "title")
    assert text_of(editor(again, Session, "title")) == "Trygg"
    again.key(Key.Key_Tab)
    assert (again.agenda.sessions["keynote"].title, bar(again), kept(again)) == ("Trygg", "Saved", [])


def test_a_time_from_before_waits_to_be_confirmed(driver: WindowDriver, new_window: NewWindow, tmp_path: Path) -> None:
    line(driver, "start")
    driver.type("1")

    again = killed(driver, new_window, tmp_path)
    show(again, Session, "keynote")

    assert text_of(editor(again, Session, "start")) == "1"
    assert beside(again) == "This was typed before Estrad was closed. Press Enter to save it, or undo it."
    show(again, Session, "panel")
    assert again.where("keynote") == "hall 09:00-09:45"
    line(again, "start")
    again.type("10")
    again.key(Key.Key_Return)
    assert (again.where("keynote"), bar(again)) == ("hall 10:00-10:45", "Saved")


@pytest.mark.parametrize("name", ["abstract"])
def test_what_was_changed_meanwhile_is_not_overwritten(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path, env: Environment, name: str
) -> None:
    show(driver, Session, "keynote")
    editor(driver, Session, name).setFocus()
    driver.retype("Typed")
    driver.window.unsaved_changes.flush()
    path, data = driver.page.document.workspace.path, tmp_path / "data" / "unsaved"
    aside = {file: file.read_bytes() for file in data.glob("*.json")}
    driver.window.close()
    with_other = Workspace.open(path, env)
    with_other.apply(edit(with_other.agenda, Session, "keynote", **{name: "Imported"}))
    with_other.close()
    for file, content in aside.items():
        file.write_bytes(content)

    again = WindowDriver(new_window(path))
    show(again, Session, "keynote")

    assert text_of(editor(again, Session, name)) == "Typed"
    assert beside(again) == "The field was changed after this was typed. Change the text to save it, or undo it."
    show(again, Session, "panel")
    assert getattr(again.agenda.sessions["keynote"], name) == "Imported"
    show(again, Session, "keynote")
    editor(again, Session, name).setFocus()
    again.key(Key.Key_Z, modifiers=CTRL)
    assert (text_of(editor(again, Session, name)), bar(again)) == ("Imported", "Saved")


def test_what_was_typed_for_something_deleted_comes_back_with_it(driver: WindowDriver) -> None:
    show(driver, Session, "keynote")
    enter(driver, Session, "start", "kvart i nio")

    driver.page.document.apply(lambda now: delete_all(now, Session, ("keynote",)))
    assert bar(driver) == "Saved"
    driver.does("undo")
    show(driver, Session, "keynote")

    assert (text_of(editor(driver, Session, "start")), bar(driver)) == ("kvart i nio", "○ Not saved")


def test_of_what_was_deleted_nothing_is_kept_when_the_file_is_closed(driver: WindowDriver, tmp_path: Path) -> None:
    show(driver, Person, "ada")
    enter(driver, Person, "links", "my page")
    driver.page.document.apply(lambda now: delete_all(now, Person, ("ada",)))
    assert kept(driver) == ["my page"]

    driver.window.close()

    assert list((tmp_path / "data" / "unsaved").glob("*.json")) == []


def test_it_goes_along_into_the_copy_that_one_goes_on_with(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    refuse_a_time(driver)
    driver.timeline.canvas.setFocus()
    path = driver.page.document.workspace.path
    path.rename(tmp_path / "elsewhere.estrad")
    path.write_bytes(b"somebody else's")
    driver.page.watch.timeout.emit()
    answers.saves = tmp_path / "copy.estrad"

    driver.push("Save a copy…")

    assert (driver.page.document.workspace.path.name, bar(driver)) == ("copy.estrad", "○ Not saved")
    show(driver, Session, "keynote")
    assert text_of(editor(driver, Session, "start")) == "kvart i nio"


def test_it_is_there_when_the_file_was_moved_and_not_in_a_copy(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path
) -> None:
    path = driver.page.document.workspace.path
    refuse_a_time(driver)
    driver.window.close()
    copy = tmp_path / "copy.estrad"
    copy.write_bytes(path.read_bytes())
    assert bar(WindowDriver(new_window(copy))) == "Saved"

    path.rename(tmp_path / "moved.estrad")

    assert bar(WindowDriver(new_window(tmp_path / "moved.estrad"))) == "○ Not saved"


def test_what_was_saved_just_before_a_kill_is_not_told_again(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path
) -> None:
    line(driver, "title")
    driver.type("Trygg")
    driver.window.unsaved_changes.flush()
    path, data = driver.page.document.workspace.path, tmp_path / "data" / "unsaved"
    aside = {file: file.read_bytes() for file in data.glob("*.json")}
    driver.key(Key.Key_Return)
    driver.window.close()
    for file, content in aside.items():
        file.write_bytes(content)

    again = WindowDriver(new_window(path))

    assert (told(again), bar(again)) == ("", "Saved")


def test_a_disk_that_keeps_nothing_aside_is_said_once(driver: WindowDriver, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    line(driver, "title")
    driver.type("Tr")

    driver.window.unsaved_changes.flush()
    QCoreApplication.sendPostedEvents()
    assert told(driver).startswith("What you type cannot be kept aside until it is saved: ")


def test_a_file_that_cannot_be_changed_leaves_it_alone(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line(driver, "title")
    driver.type("Trygg")

    def cannot_be_changed(*asked: Any) -> tuple[Connection, bool, int]:
        conn, _writable, version = open_checked(*asked)
        return conn, False, version

    monkeypatch.setattr("planner.storage.file.open_checked", cannot_be_changed)

    again = killed(driver, new_window, tmp_path)
    again.window.close()

    assert len(list((tmp_path / "data" / "unsaved").glob("*.json"))) == 1


def test_whoever_is_typed_and_not_added_is_kept_aside(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path
) -> None:
    show(driver, Session, "keynote")
    adding(driver).setFocus()
    driver.type("Stef")
    assert (kept(driver), bar(driver), len(driver.agenda.people)) == (["Stef"], "○ Not saved", 1)

    again = killed(driver, new_window, tmp_path)
    show(again, Session, "keynote")
    show(again, Session, "panel")
    assert (len(again.agenda.people), bar(again)) == (1, "○ Not saved")  # the name may be incomplete

    again.push("○ Not saved" if not again.window.notice.isVisible() else "Show")
    assert (again.page.document.selected, adding(again).text()) == (("keynote",), "Stef")
    again.type("an")
    again.key(Key.Key_Return)
    assert [p.name for p in again.agenda.people.values()] == ["Ada", "Stefan"]
    assert (bar(again), kept(again)) == ("Saved", [])


def test_a_date_on_a_chip_is_kept_too(driver: WindowDriver, new_window: NewWindow, tmp_path: Path) -> None:
    show(driver, Session, "keynote")
    adding(driver).setFocus()
    driver.type("Ada")
    driver.key(Key.Key_Return)
    asked_of(driver).setFocus()
    driver.type("soon")
    driver.key(Key.Key_Tab)
    assert (bar(driver), driver.page.status.unsaved.toolTip()) == (
        "○ Not saved", "Typed, and not saved yet: “Asked” of “Keynote”.",
    )  # fmt: skip

    again = killed(driver, new_window, tmp_path)
    again.push("Show")
    field = focused()
    assert (field.objectName(), text_of(field)) == ("asked", "soon")
    again.key(Key.Key_Z, modifiers=CTRL)
    assert (text_of(field), bar(again), kept(again)) == ("", "Saved", [])


def test_of_somebody_who_was_taken_out_nothing_waits(driver: WindowDriver) -> None:
    show(driver, Session, "keynote")
    adding(driver).setFocus()
    driver.type("Ada")
    driver.key(Key.Key_Return)
    asked_of(driver).setFocus()
    driver.type("soon")
    driver.key(Key.Key_Tab)

    driver.push("Remove Ada")

    assert bar(driver) == "Saved"


def asked_of(driver: WindowDriver) -> LineEditor:
    """Return the line for the date on which the only speaker was asked."""
    (chip,) = driver.page.inspector.findChildren(PersonChip)
    chip.show_dates()
    (found,) = chip.findChildren(LineEditor, "asked")
    return found


def adding(driver: WindowDriver) -> PersonLine:
    """Return the line that adds a speaker."""
    (found,) = [w for w in driver.page.inspector.findChildren(PersonLine) if w.accessibleName() == "Add speaker"]
    return found


def test_whoever_is_taken_while_one_types_does_not_wait(driver: WindowDriver) -> None:
    show(driver, Session, "keynote")
    line = adding(driver)
    line.setFocus()
    driver.type("Ad")
    line.textEdited.disconnect()
    line.clear()
    line.textEdited.connect(line.findChild(PersonLineDraft)._on_edited)

    line.textEdited.emit("Ada,")  # a line may take a name at its comma, before other listeners are called

    assert bar(driver) == "Saved"


def test_a_name_that_stands_there_again_is_offered_for(
    driver: WindowDriver, new_window: NewWindow, tmp_path: Path
) -> None:
    show(driver, Session, "keynote")
    adding(driver).setFocus()
    driver.type("Ad")

    again = killed(driver, new_window, tmp_path)
    again.push("Show")

    line = adding(again)
    assert (line.text(), [offer and offer.label for offer in line.rows]) == ("Ad", [None, "Ada"])


def test_a_title_typed_in_the_timeline_is_kept_too(driver: WindowDriver, new_window: NewWindow, tmp_path: Path) -> None:
    rename(driver, "Trygg")
    assert (bar(driver), kept(driver)) == ("○ Not saved", ["Trygg"])

    again = killed(driver, new_window, tmp_path)
    again.push("Show")

    assert (focused().objectName(), text_of(focused())) == ("title", "Trygg")


def rename(driver: WindowDriver, title: str) -> TitleEditor:
    """Type another title of the keynote in the timeline."""
    driver.page.document.select(("keynote",))
    driver.does("rename")
    driver.type(title)
    found = focused()
    assert isinstance(found, TitleEditor)
    return found


def test_a_title_typed_in_the_timeline_is_saved_on_the_way(driver: WindowDriver) -> None:
    before, field = driver.agenda, rename(driver, "Trygg")
    field._autosave_timer.longest.timeout.emit()
    assert (bar(driver), driver.agenda.sessions["keynote"].title) == ("Saved", "Trygg")
    driver.type("het")
    driver.key(Key.Key_Return)
    assert (driver.agenda.sessions["keynote"].title, len(driver.steps), bar(driver)) == ("Trygghet", 1, "Saved")

    field = rename(driver, "Other")
    field._autosave_timer.idle.timeout.emit()
    driver.key(Key.Key_Escape)
    assert (driver.agenda.sessions["keynote"].title, len(driver.steps), bar(driver)) == ("Trygghet", 1, "Saved")
    driver.does("undo")
    assert driver.agenda == before


def test_no_title_typed_in_the_timeline_is_not_saved(driver: WindowDriver) -> None:
    field = rename(driver, "")
    driver.key(Key.Key_Backspace)
    field._autosave_timer.longest.timeout.emit()
    assert (told(driver), driver.agenda.sessions["keynote"].title) == ("", "Keynote")

    driver.key(Key.Key_Return)

    assert told(driver).startswith("It needs a name.")
    assert (driver.agenda.sessions["keynote"].title, bar(driver)) == ("Keynote", "Saved")


def test_two_forms_of_one_thing_show_the_same_text(driver: WindowDriver) -> None:
    driver.does("go_conference")
    fields = [w for w in driver.window.findChildren(LineEditor, "timezone") if w.isVisible()]
    fields[0].setFocus()
    driver.retype("Nowhere")
    driver.key(Key.Key_Tab)

    driver.does("go_agenda")
    driver.does("conference")
    (field,) = [w for w in driver.window.findChildren(LineEditor, "timezone") if w.isVisible()]

    assert (field is not fields[0], field.text(), bar(driver)) == (True, "Nowhere", "○ Not saved")
    field.setFocus()
    driver.key(Key.Key_Z, modifiers=CTRL)
    assert (field.text(), fields[0].text(), bar(driver)) == ("Europe/Stockholm", "Europe/Stockholm", "Saved")
