"""Sending the calendar: what attendees will see changed is said first; the ledger moves with the file or not at all."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from planner.commands.edit import edit
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.programme.release import Ledger
from tests.builders import DAY, day, person, room, span, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.hands import Hands
from ui.dialogs.print_preview import PrintPreview
from ui.dialogs.send import SendCalendar

SECOND = date(2024, 4, 26)
CAST = (
    day(), day(SECOND), room("hall"), room("lab", 1), person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "lab", "11:00-11:30", people=(speaker("ada"),)),
    talk("workshop", "lab", "13:00-14:30", on=SECOND, people=(speaker("ada"),)),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Two days with three sessions."""
    return hands_on(*CAST)


def ledger(hands: Hands) -> Ledger:
    """The calendar's bookkeeping, as the file has it."""
    return hands.page.desk.workspace._file.read_ledger()


def calendar(path: Path) -> str:
    """What was written, with its folded lines joined."""
    return path.read_bytes().decode().replace("\r\n ", "")


def send(hands: Hands, answers: Answers, path: Path | None, *, note: str = "", day: int = 0) -> list[str]:
    """Send the calendar to a file; the lines that say what attendees will see."""
    seen: list[str] = []

    def agree(dialog: QDialog) -> bool:
        assert isinstance(dialog, SendCalendar)
        seen.extend([dialog.head.text(), *dialog.changes.toPlainText().split("\n")])
        dialog.note.setText(note)
        dialog.whole.setCurrentIndex(day)
        return True

    answers.does, answers.saves = agree, path
    hands.does("send")
    return seen


def change_everything(hands: Hands) -> None:
    """One moved, one retitled, one added, one gone."""
    desk = hands.page.desk
    assert desk.perform(lambda now: place(now, "keynote", DAY, 600, ("lab",)))
    assert desk.perform(lambda now: edit(now, Session, "panel", title="Another panel"))
    assert desk.perform(lambda now: delete_session(now, "workshop"))
    fresh = Placement(span("15:00-15:30"), ("hall",))
    assert desk.perform(lambda now: add_session(now, "fresh", title="Fresh", placement=fresh))


def test_the_first_time(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    assert hands.page.status.sent.text() == "Not sent yet"

    seen = send(hands, answers, tmp_path / "out.ics", note="First round")

    assert seen == ["This becomes version 1.", "The first version, with 3 sessions."]
    assert answers.offered == [tmp_path / "conference.ics"]
    assert calendar(tmp_path / "out.ics").count("BEGIN:VEVENT") == 3
    release = hands.page.desk.workspace.last_release
    assert release
    assert (release.number, release.note) == (1, "First round")
    assert hands.page.status.sent.text() == "As sent in v1"
    assert sorted(ledger(hands).entries) == ["keynote", "panel", "workshop"]


def test_what_attendees_will_see_changed_is_said_before(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    send(hands, answers, tmp_path / "out.ics")
    change_everything(hands)
    assert hands.page.status.sent.text() == "Changed since v1: 1 moved, 1 added, 1 cancelled, 1 changed"

    seen = send(hands, answers, tmp_path / "out.ics")

    assert seen == [
        "This becomes version 2.",
        "“Keynote” moves from 09:00–09:45 to 10:00–10:45",
        "“Keynote” changes room from Hall to Lab",
        "“Panel” is now called “Another panel”",
        "New: “Fresh”, 2024-04-25 15:00–15:30, Hall",
        "Cancelled: “Workshop”, 2024-04-26 13:00–14:30",
    ]
    written = calendar(tmp_path / "out.ics")
    assert (written.count("STATUS:CANCELLED"), written.count("BEGIN:VEVENT")) == (1, 4)
    assert hands.page.status.sent.text() == "As sent in v2"


def test_nothing_new_is_said_and_can_be_sent_again(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    send(hands, answers, tmp_path / "out.ics")
    before = ledger(hands)

    seen = send(hands, answers, tmp_path / "again.ics")

    assert seen == ["Nothing changed for attendees since version 1.", "Nothing."]
    assert (tmp_path / "again.ics").read_bytes() == (tmp_path / "out.ics").read_bytes()
    assert (ledger(hands), len(hands.page.desk.workspace.releases())) == (before, 1)


def test_one_day(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    send(hands, answers, tmp_path / "day.ics", day=2)

    assert answers.offered == [tmp_path / "conference-2024-04-26.ics"]
    written = calendar(tmp_path / "day.ics")
    assert (written.count("BEGIN:VEVENT"), "SUMMARY:Workshop" in written) == (1, True)


@pytest.mark.parametrize("when", ["in the dialog", "when asked for a file"])
def test_cancelled_nothing_happens(hands: Hands, answers: Answers, tmp_path: Path, when: str) -> None:
    before = ledger(hands)
    if when == "in the dialog":
        answers.does = lambda dialog: False
        answers.saves = tmp_path / "out.ics"
        hands.does("send")
        assert answers.offered == []
    else:
        send(hands, answers, None)

    assert not (tmp_path / "out.ics").exists()
    assert (ledger(hands), hands.page.desk.workspace.last_release) == (before, None)
    assert hands.page.status.sent.text() == "Not sent yet"


def no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place in a folder that is not there."""
    return tmp_path / "nowhere" / "out.ics"


def no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place that takes no file, at the last moment."""

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    return tmp_path / "out.ics"


@pytest.mark.parametrize(
    ("spoil", "why"), [(no_folder, "No such file or directory"), (no_room, "No space left on device")]
)
def test_what_cannot_be_written_is_said_and_the_ledger_stays(
    hands: Hands, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path, pytest.MonkeyPatch], Path], why: str,
) -> None:  # fmt: skip
    send(hands, answers, tmp_path / "first.ics")
    change_everything(hands)
    before = ledger(hands)

    send(hands, answers, spoil(tmp_path, monkeypatch))

    assert hands.window.notice.sentence.text() == (
        f"“out.ics” cannot be written: {why}. Choose another folder, or make room on the disk."
    )
    assert (ledger(hands), len(hands.page.desk.workspace.releases())) == (before, 1)
    assert not (tmp_path / "out.ics").exists()
    monkeypatch.undo()
    send(hands, answers, tmp_path / "out.ics")
    assert (len(hands.page.desk.workspace.releases()), hands.page.status.sent.text()) == (2, "As sent in v2")


def test_undo_does_not_take_back_what_was_sent(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    hands.page.desk.perform(lambda now: place(now, "keynote", DAY, 600, ("lab",)))
    send(hands, answers, tmp_path / "out.ics")
    sent = ledger(hands)

    hands.does("undo")

    assert (ledger(hands), hands.where("keynote")) == (sent, "hall 09:00-09:45")
    assert hands.page.status.sent.text().startswith("Changed since v1: ")
    assert not hands.window.actions_by_name["undo"].isEnabled()


def test_text_typed_and_not_left_is_sent(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    hands.page.desk.select(("keynote",))
    hands.does("edit")
    hands.retype("Opening keynote")

    send(hands, answers, tmp_path / "out.ics")

    assert "SUMMARY:Opening keynote" in calendar(tmp_path / "out.ics")


def test_the_programme_is_previewed(hands: Hands, answers: Answers) -> None:
    seen: list[tuple[str, int, str]] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, PrintPreview)
        seen.append((dialog.windowTitle(), len(dialog.view.stack.pages), dialog.where.text()))
        return False

    answers.does = look
    hands.does("print")

    ((title, pages, where),) = seen
    assert title.startswith("The Conference – Programme")
    assert (pages, where) == (pages, f"Page 1 of {pages}")
    assert pages >= 1


def test_a_file_that_cannot_be_changed_is_printed_but_not_sent(
    hands: Hands, answers: Answers, new_window: NewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(hands.page.desk.workspace), "writable", False)
    hands.window._enable()

    enabled = {name for name, action in hands.window.actions_by_name.items() if action.isEnabled()}

    assert {"print", "save_copy", "close", "open", "fit"} <= enabled
    assert not {"send", "undo", "redo", "add", "move", "delete", "duplicate", "unplace", "edit"} & enabled


def test_the_file_that_was_written_last_is_proposed_again(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    folder = tmp_path / "web"
    folder.mkdir()

    send(hands, answers, folder / "all.ics")
    send(hands, answers, folder / "first day.ics", day=1)
    answers.offered.clear()
    send(hands, answers, None)
    send(hands, answers, None, day=1)
    send(hands, answers, None, day=2)

    beside = hands.page.desk.workspace.path
    assert answers.offered == [
        folder / "all.ics",
        folder / "first day.ics",
        beside.with_name(f"{beside.stem}-{SECOND.isoformat()}.ics"),
    ]
