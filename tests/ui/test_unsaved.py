"""*Saved* is shown only if the file has everything; typed text is kept aside, restored, and asked about."""

import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from planner.commands.deleting import delete_all
from planner.commands.edit import edit
from planner.domain.entities import Person, Room, Session
from planner.storage.file import ConferenceFile
from planner.workspace import Environment, Workspace
from tests.builders import Clock, day, fixed_environment, person, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.test_inspector_drafts import beside, told
from tests.ui.test_inspector_fields import editor, enter, show, text_of
from tests.ui.window_driver import CTRL, Hands, Key, focused
from ui.features.inspector.line_drafts import LineDraft
from ui.features.inspector.people_field import PersonChip
from ui.features.timeline.title_editor import TitleEdit
from ui.kit.editors.autosave import IDLE, LONGEST
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.state.fields.person_line import PersonLine

CAST = (
    day(), room("hall"), room("lab", 1), person("ada"),
    talk("keynote", "hall", "09:00-09:45"), talk("panel", "lab", "11:00-11:30"),
)  # fmt: skip


@pytest.fixture
def env(clock: Clock, tmp_path: Path) -> Environment:
    """Return an edge with a data folder, so that text can be kept aside."""
    return replace(fixed_environment(clock), data_folder=tmp_path / "data")


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on two sessions and a person."""
    return hands_on(*CAST)


def bar(hands: Hands) -> str:
    """Return the status bar's text about the file."""
    status = hands.page.status
    return " ".join(w.text() for w in (status.saved, status.unsaved) if w.isVisible())


def done(hands: Hands) -> str:
    """Return the status bar's text about the last step."""
    return hands.page.status.done.text()


def line(hands: Hands, name: str, session: str = "keynote") -> LineEditor:
    """Return a line of a session's form, focused and with all its text selected."""
    show(hands, Session, session)
    found = editor(hands, Session, name)
    assert isinstance(found, LineEditor)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    found.selectAll()
    return found


def abstract(hands: Hands) -> TextEditor:
    """Return the keynote's abstract, with the cursor in it."""
    show(hands, Session, "keynote")
    found = editor(hands, Session, "abstract")
    assert isinstance(found, TextEditor)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def kept(hands: Hands) -> list[str]:
    """Return the texts kept aside on the disk."""
    hands.window.leaving.flush()
    aside = hands.page.desk.workspace.draft_store
    assert aside
    return [text.text for text in aside.read()]


def killed(hands: Hands, new_window: NewWindow, tmp_path: Path) -> Hands:
    """Return another window on the files as they were when the first one was killed."""
    hands.window.leaving.flush()
    path, data = hands.page.desk.workspace.path, tmp_path / "data" / "unsaved"
    before = {file: file.read_bytes() for file in (path, *data.glob("*.json"))}
    hands.window.close()
    for file, content in before.items():
        file.write_bytes(content)
    return Hands(new_window(path))


# Saved means saved -----------------------------------------------------------------------------------------


def test_a_title_is_saved_while_somebody_types(hands: Hands) -> None:
    field = line(hands, "title")

    hands.type("Trygghet")
    assert (bar(hands), hands.agenda.sessions["keynote"].title) == ("○ Not saved", "Keynote")
    field._pace.longest.timeout.emit()

    assert (bar(hands), hands.agenda.sessions["keynote"].title) == ("Saved", "Trygghet")
    hands.type(" nu ")
    field._pace.idle.timeout.emit()
    hands.type("!")
    hands.key(Key.Key_Tab)
    assert (hands.agenda.sessions["keynote"].title, bar(hands)) == ("Trygghet nu !", "Saved")
    assert hands.steps == ["Change title of “Keynote”"]


@pytest.mark.parametrize("name", ["title", "abstract"])
def test_free_text_waits_five_seconds_at_most(hands: Hands, name: str) -> None:
    field = line(hands, "title") if name == "title" else abstract(hands)
    hands.type("a")
    assert (field._pace.idle.interval(), field._pace.longest.interval()) == (IDLE, LONGEST) == (1500, 5000)
    left = field._pace.longest.remainingTime()

    hands.type("b")

    assert 0 < field._pace.longest.remainingTime() <= left  # a letter does not delay it


def test_an_abstract_is_saved_although_nobody_pauses(hands: Hands) -> None:
    field = abstract(hands)
    hands.type("Without a pause")

    field._pace.longest.timeout.emit()

    assert (hands.agenda.sessions["keynote"].abstract, bar(hands)) == ("Without a pause", "Saved")


def test_no_title_is_not_saved_on_the_way(hands: Hands) -> None:
    field = line(hands, "title")
    hands.key(Key.Key_Backspace)

    field._pace.longest.timeout.emit()

    assert (hands.agenda.sessions["keynote"].title, bar(hands)) == ("Keynote", "○ Not saved")
    assert (told(hands), beside(hands), field.text()) == ("", "", "")
    hands.type("New")
    hands.key(Key.Key_Return)
    assert (hands.agenda.sessions["keynote"].title, bar(hands)) == ("New", "Saved")


def test_a_name_that_another_room_has_is_not_saved_on_the_way(hands: Hands) -> None:
    show(hands, Room, "hall")
    field = editor(hands, Room, "name")
    assert isinstance(field, LineEditor)
    field.setFocus()
    hands.retype("Lab")

    pause_line(field)
    assert (hands.agenda.rooms["hall"].name, told(hands)) == ("Hall", "")
    hands.type(" 2")
    pause_line(field)

    assert hands.agenda.rooms["hall"].name == "Lab 2"


def pause_line(field: LineEditor) -> None:
    """Let the pause after typing run out."""
    assert field._pace.idle.isActive()
    field._pace.idle.timeout.emit()


@pytest.mark.parametrize(("name", "typed"), [("start", "10"), ("minutes", "3"), ("tags", "law")])
def test_what_must_be_finished_is_not_saved_on_the_way(hands: Hands, name: str, typed: str) -> None:
    before, field = hands.agenda, line(hands, name)

    hands.type(typed)

    assert (field._pace.idle.isActive(), field._pace.longest.isActive()) == (False, False)
    assert (bar(hands), hands.agenda is before) == ("○ Not saved", True)
    hands.key(Key.Key_Return)
    assert bar(hands) == "Saved"


def test_escape_brings_back_what_was_there_before_the_first_letter(hands: Hands) -> None:
    before, field = hands.agenda, line(hands, "title")
    hands.type("Other")
    pause_line(field)
    hands.type(" words")

    hands.key(Key.Key_Escape)

    assert (field.text(), hands.agenda, hands.steps, bar(hands)) == ("Keynote", before, [], "Saved")


def test_what_was_refused_is_not_called_saved(hands: Hands) -> None:
    show(hands, Session, "keynote")
    enter(hands, Session, "start", "kvart i nio")
    assert bar(hands) == "○ Not saved"

    show(hands, Session, "panel")
    assert bar(hands) == "○ Not saved"
    assert hands.page.status.unsaved.toolTip() == "Typed, and not saved yet: “Starts” of “Keynote”."
    hands.push("Close this message")
    hands.push("○ Not saved")

    assert (hands.page.desk.selected, focused().objectName()) == (("keynote",), "start")
    hands.key(Key.Key_Escape)
    assert bar(hands) == "Saved"


def refuse_a_time(hands: Hands) -> None:
    """Type a time that cannot be read into a field."""
    line(hands, "start")
    hands.type("kvart i nio")


# texts kept aside ------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_aside_until_it_is_saved(hands: Hands, tmp_path: Path) -> None:
    line(hands, "title")
    hands.type("Trygg")

    assert kept(hands) == ["Trygg"]
    (file,) = (tmp_path / "data" / "unsaved").glob("*.json")
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600
    hands.key(Key.Key_Return)
    assert (kept(hands), list((tmp_path / "data" / "unsaved").glob("*.json"))) == ([], [])


@pytest.mark.parametrize("name", ["title", "start", "abstract", "adder", "asked"])
def test_it_is_kept_until_the_file_has_it(hands: Hands, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    show(hands, Session, "keynote")
    adding(hands).setFocus()
    hands.type("Ada")
    hands.key(Key.Key_Return)
    field = {"adder": adding, "asked": asked_of}.get(name, lambda hands: editor(hands, Session, name))(hands)
    field.setFocus()
    hands.retype("2024-01-01" if name == "asked" else "10:15")
    seen: list[int] = []
    write = ConferenceFile.write

    def writing(self: ConferenceFile, *args: Any) -> None:
        seen.append(len(hands.page.desk.drafts))
        write(self, *args)
        seen.append(len(hands.page.desk.drafts))

    monkeypatch.setattr(ConferenceFile, "write", writing)
    hands.key(Key.Key_Tab)

    assert (seen, bar(hands)) == ([1, 1], "Saved")


def test_after_a_kill_what_was_typed_is_in_its_field_again(hands: Hands, new_window: NewWindow, tmp_path: Path) -> None:
    line(hands, "title")
    hands.type("Trygg")

    again = killed(hands, new_window, tmp_path)

    assert bar(again) == "○ Not saved"
    assert told(again) == "1 text that was typed before and not saved is in its field again: “Title” of “Keynote”."
    again.push("Show")
    assert (again.page.desk.selected, focused().objectName()) == (("keynote",), "title")
    assert text_of(editor(again, Session, "title")) == "Trygg"
    again.key(Key.Key_Tab)
    assert (again.agenda.sessions["keynote"].title, bar(again), kept(again)) == ("Trygg", "Saved", [])


def test_a_time_from_before_waits_to_be_confirmed(hands: Hands, new_window: NewWindow, tmp_path: Path) -> None:
    line(hands, "start")
    hands.type("1")

    again = killed(hands, new_window, tmp_path)
    show(again, Session, "keynote")

    assert text_of(editor(again, Session, "start")) == "1"
    assert beside(again) == "This was typed before Estrad was closed. Press Enter to save it, or undo it."
    show(again, Session, "panel")
    assert again.where("keynote") == "hall 09:00-09:45"
    line(again, "start")
    again.type("10")
    again.key(Key.Key_Return)
    assert (again.where("keynote"), bar(again)) == ("hall 10:00-10:45", "Saved")


@pytest.mark.parametrize("name", ["title", "abstract"])
def test_what_was_changed_meanwhile_is_not_overwritten(
    hands: Hands, new_window: NewWindow, tmp_path: Path, env: Environment, name: str
) -> None:
    show(hands, Session, "keynote")
    editor(hands, Session, name).setFocus()
    hands.retype("Typed")
    hands.window.leaving.flush()
    path, data = hands.page.desk.workspace.path, tmp_path / "data" / "unsaved"
    aside = {file: file.read_bytes() for file in data.glob("*.json")}
    hands.window.close()
    with_other = Workspace.open(path, env)
    with_other.apply(edit(with_other.agenda, Session, "keynote", **{name: "Imported"}))
    with_other.close()
    for file, content in aside.items():
        file.write_bytes(content)

    again = Hands(new_window(path))
    show(again, Session, "keynote")

    assert text_of(editor(again, Session, name)) == "Typed"
    assert beside(again) == "The field was changed after this was typed. Change the text to save it, or undo it."
    show(again, Session, "panel")
    assert getattr(again.agenda.sessions["keynote"], name) == "Imported"
    show(again, Session, "keynote")
    editor(again, Session, name).setFocus()
    again.key(Key.Key_Z, modifiers=CTRL)
    assert (text_of(editor(again, Session, name)), bar(again)) == ("Imported", "Saved")


def test_what_was_typed_for_something_deleted_comes_back_with_it(hands: Hands) -> None:
    show(hands, Session, "keynote")
    enter(hands, Session, "start", "kvart i nio")

    hands.page.desk.perform(lambda now: delete_all(now, Session, ("keynote",)))
    assert bar(hands) == "Saved"
    hands.does("undo")
    show(hands, Session, "keynote")

    assert (text_of(editor(hands, Session, "start")), bar(hands)) == ("kvart i nio", "○ Not saved")


def test_of_what_was_deleted_nothing_is_kept_when_the_file_is_closed(hands: Hands, tmp_path: Path) -> None:
    show(hands, Person, "ada")
    enter(hands, Person, "links", "my page")
    hands.page.desk.perform(lambda now: delete_all(now, Person, ("ada",)))
    assert kept(hands) == ["my page"]

    hands.window.close()

    assert list((tmp_path / "data" / "unsaved").glob("*.json")) == []


def test_it_goes_along_into_the_copy_that_one_goes_on_with(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    refuse_a_time(hands)
    hands.timeline.setFocus()
    path = hands.page.desk.workspace.path
    path.rename(tmp_path / "elsewhere.estrad")
    path.write_bytes(b"somebody else's")
    hands.page.watch.timeout.emit()
    answers.saves = tmp_path / "copy.estrad"

    hands.push("Save a copy…")

    assert (hands.page.desk.workspace.path.name, bar(hands)) == ("copy.estrad", "○ Not saved")
    show(hands, Session, "keynote")
    assert text_of(editor(hands, Session, "start")) == "kvart i nio"


def test_it_is_there_when_the_file_was_moved_and_not_in_a_copy(
    hands: Hands, new_window: NewWindow, tmp_path: Path
) -> None:
    path = hands.page.desk.workspace.path
    refuse_a_time(hands)
    hands.window.close()
    copy = tmp_path / "copy.estrad"
    copy.write_bytes(path.read_bytes())
    assert bar(Hands(new_window(copy))) == "Saved"

    path.rename(tmp_path / "moved.estrad")

    assert bar(Hands(new_window(tmp_path / "moved.estrad"))) == "○ Not saved"


def test_what_was_saved_just_before_a_kill_is_not_told_again(
    hands: Hands, new_window: NewWindow, tmp_path: Path
) -> None:
    line(hands, "title")
    hands.type("Trygg")
    hands.window.leaving.flush()
    path, data = hands.page.desk.workspace.path, tmp_path / "data" / "unsaved"
    aside = {file: file.read_bytes() for file in data.glob("*.json")}
    hands.key(Key.Key_Return)
    hands.window.close()
    for file, content in aside.items():
        file.write_bytes(content)

    again = Hands(new_window(path))

    assert (told(again), bar(again)) == ("", "Saved")


def test_a_disk_that_keeps_nothing_aside_is_said_once(hands: Hands, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    line(hands, "title")
    hands.type("Tr")

    hands.window.leaving.flush()
    QCoreApplication.sendPostedEvents()
    assert told(hands).startswith("What you type cannot be kept aside until it is saved: ")


def test_a_file_that_cannot_be_changed_leaves_it_alone(
    hands: Hands, new_window: NewWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line(hands, "title")
    hands.type("Trygg")
    monkeypatch.setattr(Workspace, "writable", False)

    again = killed(hands, new_window, tmp_path)
    again.window.close()

    assert len(list((tmp_path / "data" / "unsaved").glob("*.json"))) == 1


def test_whoever_is_typed_and_not_added_is_kept_aside(hands: Hands, new_window: NewWindow, tmp_path: Path) -> None:
    show(hands, Session, "keynote")
    adding(hands).setFocus()
    hands.type("Stef")
    assert (kept(hands), bar(hands), len(hands.agenda.people)) == (["Stef"], "○ Not saved", 1)

    again = killed(hands, new_window, tmp_path)
    show(again, Session, "keynote")
    show(again, Session, "panel")
    assert (len(again.agenda.people), bar(again)) == (1, "○ Not saved")  # the name may be incomplete

    again.push("○ Not saved" if not again.window.notice.isVisible() else "Show")
    assert (again.page.desk.selected, adding(again).text()) == (("keynote",), "Stef")
    again.type("an")
    again.key(Key.Key_Return)
    assert [p.name for p in again.agenda.people.values()] == ["Ada", "Stefan"]
    assert (bar(again), kept(again)) == ("Saved", [])


def test_a_date_on_a_chip_is_kept_too(hands: Hands, new_window: NewWindow, tmp_path: Path) -> None:
    show(hands, Session, "keynote")
    adding(hands).setFocus()
    hands.type("Ada")
    hands.key(Key.Key_Return)
    asked_of(hands).setFocus()
    hands.type("soon")
    hands.key(Key.Key_Tab)
    assert (bar(hands), hands.page.status.unsaved.toolTip()) == (
        "○ Not saved", "Typed, and not saved yet: “Asked” of “Keynote”.",
    )  # fmt: skip

    again = killed(hands, new_window, tmp_path)
    again.push("Show")
    field = focused()
    assert (field.objectName(), text_of(field)) == ("asked", "soon")
    again.key(Key.Key_Z, modifiers=CTRL)
    assert (text_of(field), bar(again), kept(again)) == ("", "Saved", [])


def test_of_somebody_who_was_taken_out_nothing_waits(hands: Hands) -> None:
    show(hands, Session, "keynote")
    adding(hands).setFocus()
    hands.type("Ada")
    hands.key(Key.Key_Return)
    asked_of(hands).setFocus()
    hands.type("soon")
    hands.key(Key.Key_Tab)

    hands.push("Remove Ada")

    assert bar(hands) == "Saved"


def asked_of(hands: Hands) -> LineEditor:
    """Return the line for the date on which the only speaker was asked."""
    (chip,) = hands.page.inspector.findChildren(PersonChip)
    chip.show_dates()
    (found,) = chip.findChildren(LineEditor, "asked")
    return found


def adding(hands: Hands) -> PersonLine:
    """Return the line that adds a speaker."""
    (found,) = [w for w in hands.page.inspector.findChildren(PersonLine) if w.accessibleName() == "Add speaker"]
    return found


def test_whoever_is_taken_while_one_types_does_not_wait(hands: Hands) -> None:
    show(hands, Session, "keynote")
    line = adding(hands)
    line.setFocus()
    hands.type("Ad")
    line.textEdited.disconnect()
    line.clear()
    line.textEdited.connect(line.findChild(LineDraft)._on_edited)

    line.textEdited.emit("Ada,")  # a line may take a name at its comma, before other listeners are called

    assert bar(hands) == "Saved"


def test_a_name_that_stands_there_again_is_offered_for(hands: Hands, new_window: NewWindow, tmp_path: Path) -> None:
    show(hands, Session, "keynote")
    adding(hands).setFocus()
    hands.type("Ad")

    again = killed(hands, new_window, tmp_path)
    again.push("Show")

    line = adding(again)
    assert (line.text(), [offer and offer.label for offer in line.rows]) == ("Ad", [None, "Ada"])


def test_a_title_typed_in_the_timeline_is_kept_too(hands: Hands, new_window: NewWindow, tmp_path: Path) -> None:
    rename(hands, "Trygg")
    assert (bar(hands), kept(hands)) == ("○ Not saved", ["Trygg"])

    again = killed(hands, new_window, tmp_path)
    again.push("Show")

    assert (focused().objectName(), text_of(focused())) == ("title", "Trygg")


def rename(hands: Hands, title: str) -> TitleEdit:
    """Type another title of the keynote in the timeline."""
    hands.page.desk.select(("keynote",))
    hands.does("rename")
    hands.type(title)
    found = focused()
    assert isinstance(found, TitleEdit)
    return found


def test_a_title_typed_in_the_timeline_is_saved_on_the_way(hands: Hands) -> None:
    before, field = hands.agenda, rename(hands, "Trygg")
    field._pace.longest.timeout.emit()
    assert (bar(hands), hands.agenda.sessions["keynote"].title) == ("Saved", "Trygg")
    hands.type("het")
    hands.key(Key.Key_Return)
    assert (hands.agenda.sessions["keynote"].title, len(hands.steps), bar(hands)) == ("Trygghet", 1, "Saved")

    field = rename(hands, "Other")
    field._pace.idle.timeout.emit()
    hands.key(Key.Key_Escape)
    assert (hands.agenda.sessions["keynote"].title, len(hands.steps), bar(hands)) == ("Trygghet", 1, "Saved")
    hands.does("undo")
    assert hands.agenda == before


def test_no_title_typed_in_the_timeline_is_not_saved(hands: Hands) -> None:
    field = rename(hands, "")
    hands.key(Key.Key_Backspace)
    field._pace.longest.timeout.emit()
    assert (told(hands), hands.agenda.sessions["keynote"].title) == ("", "Keynote")

    hands.key(Key.Key_Return)

    assert told(hands).startswith("It needs a name.")
    assert (hands.agenda.sessions["keynote"].title, bar(hands)) == ("Keynote", "Saved")


def test_two_forms_of_one_thing_show_the_same_text(hands: Hands) -> None:
    hands.does("go_conference")
    fields = [w for w in hands.window.findChildren(LineEditor, "timezone") if w.isVisible()]
    fields[0].setFocus()
    hands.retype("Nowhere")
    hands.key(Key.Key_Tab)

    hands.does("go_agenda")
    hands.does("conference")
    (field,) = [w for w in hands.window.findChildren(LineEditor, "timezone") if w.isVisible()]

    assert (field is not fields[0], field.text(), bar(hands)) == (True, "Nowhere", "○ Not saved")
    field.setFocus()
    hands.key(Key.Key_Z, modifiers=CTRL)
    assert (field.text(), fields[0].text(), bar(hands)) == ("Europe/Stockholm", "Europe/Stockholm", "Saved")
