"""Publishing in the window: what is wrong and what changes is said first and can be copied, and all goes into one
folder.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from planner.commands.blocks import group
from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.commands.venue import delete_room
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Conference, Person, Session
from planner.domain.value_objects import NamingRule, Placement, ProfileChoice, State
from planner.programme.release import Ledger
from tests.builders import DAY, Clock, day, moderator, person, room, span, speaker, talk, track
from tests.storage.version_2 import STORED
from tests.ui.answers import Answers, publishes
from tests.ui.window_driver import CTRL, HandsOn, Key, NewWindow, WindowDriver
from ui.features.publishing.publish_dialog import PublishDialog
from ui.features.publishing.published_versions import ReleasesDialog, show_releases
from ui.kit.widgets.buttons import LinkStrip
from ui.state.change_list import ChangeList

CAST = (
    room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"),)),
)  # fmt: skip
"""A morning in two rooms without problems."""
STRANGER = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n"
SECOND = date(2024, 4, 26)
TWO_DAYS = (
    day(), day(SECOND), room("hall"), room("lab", 1), track("safety"), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), track="safety"),
    talk("panel", "lab", "11:00-11:30", people=(speaker("ada"), moderator("bo"))),
    talk("workshop", "lab", "13:00-14:30", on=SECOND, people=(speaker("ada"),)),
)  # fmt: skip
OF_PARTS = [f"calendar-{about}" for about in ("room", "track", "day", "person", "moderator")]
WHOLE_FILE = "the-conference-2024.ics"
HALL, LAB = "the-conference-2024-hall.ics", "the-conference-2024-lab.ics"


@pytest.fixture
def everything(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for two days with three sessions."""
    return hands_on(*TWO_DAYS)


def ledger(driver: WindowDriver) -> Ledger:
    return driver.releases.ledger()


def numbers(driver: WindowDriver) -> list[int]:
    return [release.number for release in driver.releases.all()]


def calendar(path: Path) -> str:
    """Return the written calendar, with its folded lines joined."""
    return path.read_bytes().decode().replace("\r\n ", "")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lines(dialog: QDialog) -> list[str]:
    """Return the sentences of the visible lines."""
    return [line.sentence.text() for line in dialog.findChildren(LinkStrip) if line.isVisible()]


def button(dialog: QWidget, text: str) -> QPushButton:
    (found,) = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    return found


def tick(*products: str) -> Callable[[PublishDialog], None]:
    """Return a function that ticks or unticks products."""

    def act(dialog: PublishDialog) -> None:
        for name in products:
            dialog.products.cards[name].box.click()

    return act


def publish(
    driver: WindowDriver, answers: Answers, *acts: str | Callable[[PublishDialog], object], go: bool = True
) -> list[str]:
    """Open the dialog, press buttons by their texts or act, then publish; return the texts that were there at last."""
    seen: list[str] = []

    @answers.meets
    def work(dialog: PublishDialog) -> bool:
        for act in acts:
            button(dialog, act).click() if isinstance(act, str) else act(dialog)
        labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]
        seen.extend([*labels, *dialog.changes.rows_as_text().split("\n"), dialog.go.text()])
        if go and dialog.isVisible():
            dialog.go.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.offered.clear()
    driver.does("send")
    return seen


def look(driver: WindowDriver, answers: Answers, *acts: str | Callable[[PublishDialog], object]) -> list[str]:
    """Open the dialog, act, and return its texts; nothing is published."""
    return publish(driver, answers, *acts, go=False)


def move(driver: WindowDriver, start: int) -> None:
    assert driver.document.apply(lambda now: place(now, "keynote", DAY, start, ("hall",)))


def change_everything(driver: WindowDriver) -> None:
    """Move one session, retitle one, add one, delete one."""
    assert driver.document.apply(lambda now: place(now, "keynote", DAY, 600, ("lab",)))
    assert driver.document.apply(lambda now: edit(now, Session, "panel", title="Another panel"))
    assert driver.document.apply(lambda now: delete_session(now, "workshop"))
    fresh = Placement(span("15:00-15:30"), ("hall",))
    assert driver.document.apply(lambda now: add_session(now, "fresh", title="Fresh", placement=fresh))


# versions ---------------------------------------------------------------------------------------------------


def test_what_is_published_goes_on_in_versions_that_are_compared(
    everything: WindowDriver, answers: Answers, web: Path
) -> None:
    sent, out = everything.page.status.sent, web / WHOLE_FILE
    assert sent.text() == "Not published"
    seen = publish(everything, answers, lambda dialog: dialog.note.setText("First & best"))
    assert seen[:2] == ["Publish version 1", "Nothing was published yet"]
    assert "The first version, with 3 sessions." in seen
    assert sent.text() == "Same as v1"
    assert calendar(out).count("BEGIN:VEVENT") == 3
    assert [(one.number, one.note) for one in everything.releases.all()] == [(1, "First & best")]
    assert sorted(ledger(everything).entries) == ["keynote", "panel", "workshop"]

    before, bytes_before = ledger(everything), out.read_bytes()
    seen = publish(everything, answers)
    assert seen[:2] == ["Publish version 1 again", "Nothing changed for attendees since version 1"]
    assert (out.read_bytes(), ledger(everything), numbers(everything)) == (bytes_before, before, [1])

    change_everything(everything)
    assert sent.text() == "Changed since v1: 1 moved, 1 added, 1 cancelled, 1 changed"
    seen = publish(everything, answers)
    assert (seen[:2], seen[-5:]) == (
        ["Publish version 2", "Version 1 went out Fri 1 Mar"],
        [
            "Cancelled: “Workshop”, 2024-04-26 13:00–14:30",
            "Moved: “Keynote”, from 09:00–09:45 to 10:00–10:45; from Hall to Lab",
            "New: “Fresh”, 2024-04-25 15:00–15:30, Hall",
            "Title: “Another panel”, was called “Panel”",
            "Publish to web",
        ],
    )
    assert (calendar(out).count("STATUS:CANCELLED"), calendar(out).count("BEGIN:VEVENT")) == (1, 4)
    assert sent.text() == "Same as v2"


def test_earlier_versions_are_looked_at_from_the_dialog(everything: WindowDriver, answers: Answers, web: Path) -> None:
    heads: list[str] = []

    def compare(dialog: PublishDialog | ReleasesDialog) -> None:
        if isinstance(dialog, PublishDialog):
            dialog.earlier.click()
        else:
            heads.append(dialog.head.text())

    answers.does = compare
    show_releases(everything.page.document, answers, everything.window)
    publish(everything, answers)
    everything.page.document.apply(lambda now: edit(now, Session, "keynote", title="Welcome"))
    answers.does = compare
    everything.does("send")
    assert heads == ["Nothing was sent yet. Publish makes the first version.", "From version 1 to now: 1 changed"]


def test_text_typed_and_not_left_is_sent_and_undo_does_not_take_back_what_was_sent(
    everything: WindowDriver, answers: Answers, web: Path
) -> None:
    everything.does("edit", of="keynote")
    everything.retype("Opening keynote")
    publish(everything, answers)
    assert "SUMMARY:Opening keynote" in calendar(web / WHOLE_FILE)
    everything.page.document.apply(lambda now: place(now, "keynote", DAY, 600, ("lab",)))
    publish(everything, answers, tick("changes"))
    sent = ledger(everything), everything.releases.ticked_products()
    everything.does("undo")
    assert ((ledger(everything), everything.releases.ticked_products()), everything.where("keynote")) == (
        sent,
        "hall 09:00-09:45",
    )
    assert sent[1] == ("calendar", "changes")
    assert everything.page.status.sent.text().startswith("Changed since v2: ")
    everything.does("undo")
    assert not everything.window.actions_by_name["undo"].isEnabled()


# what is wrong ----------------------------------------------------------------------------------------------


def test_what_is_wrong_is_said_first_and_one_is_led_there_or_publishes_all_the_same(
    hands_on: HandsOn, answers: Answers, web: Path
) -> None:
    driver = hands_on(*CAST, talk("clash", "hall", "09:15-09:30"), talk("second", "lab", "11:15-11:45"))
    page, told = driver.page, list[str]()
    look(driver, answers, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_F8))
    assert page.problems.isVisible()
    page.problems.close()
    page.places.go("people")

    def first_of_two(dialog: PublishDialog) -> None:
        told.extend(lines(dialog))
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Look at it").click()

    look(driver, answers, first_of_two)

    first, second, counted, *_ = told
    assert first.startswith("● Hall is double-booked")
    assert second.startswith("● Lab is double-booked")
    assert counted.startswith("4 sessions in 2 problems · 2 warnings")
    assert (page.places.shown, page.problems.isVisible()) == ("agenda", True)
    assert set(page.document.plan.selected) == {"keynote", "clash"}
    assert page.document.workspace.releases.last is None
    publish(driver, answers)
    assert calendar(web / WHOLE_FILE).count("BEGIN:VEVENT") == 4


def test_more_than_three_problems_are_counted(hands_on: HandsOn, answers: Answers) -> None:
    told = look(
        hands_on(room("hall"), *(talk(f"s{n}", "hall", f"{9 + n // 2}:00-{9 + n // 2}:45") for n in range(8))), answers
    )
    assert len([line for line in told if line.startswith("● ")]) == 3
    assert [line for line in told if line.startswith("8 sessions in 4 problems")]


def test_names_without_a_yes_are_left_out_by_a_link(hands_on: HandsOn, answers: Answers, web: Path) -> None:
    people = (speaker("ada"), speaker("bo", State.NOT_ASKED))
    driver = hands_on(*CAST[:4], talk("keynote", "hall", "09:00-09:45", people=people))
    told: list[list[str]] = []
    publish(
        driver, answers, lambda dialog: told.append(lines(dialog)), "Leave their names out",
        lambda dialog: told.append(lines(dialog)),
    )  # fmt: skip
    assert [line for line in told[0] if "not said yes" in line]
    assert not [line for line in told[1] if "not said yes" in line]
    assert driver.agenda.conference.naming is NamingRule.CONFIRMED
    assert ("Ada" in calendar(web / WHOLE_FILE), "Bo" in calendar(web / WHOLE_FILE)) == (True, False)
    driver.does("undo")
    assert driver.agenda.conference.naming is not NamingRule.CONFIRMED


@pytest.mark.parametrize(
    ("pressed", "answer"), [("Publish", ProfileChoice.PUBLISHED), ("Leave out", ProfileChoice.KEPT_BACK)]
)
def test_whether_biographies_go_out_is_asked_once_if_there_are_any(
    driver: WindowDriver, answers: Answers, web: Path, pressed: str, answer: ProfileChoice
) -> None:
    question = "Biography, photo and links of 1 person"
    assert question not in look(driver, answers)
    assert driver.document.apply(lambda now: edit(now, Person, "ada", bio="She counts."))
    assert question in look(driver, answers)
    publish(driver, answers, pressed)
    assert driver.agenda.conference.profiles is answer
    assert question not in look(driver, answers)


def test_the_first_public_version_forgets_what_was_cancelled_and_a_clock_that_is_wrong_is_said(
    driver: WindowDriver, answers: Answers, web: Path, clock: Clock
) -> None:
    seen: list[bool] = []
    open_more = lambda dialog: (dialog.more.click(), seen.append(dialog.first.isVisible()))  # noqa: E731
    publish(driver, answers, open_more)
    driver.document.apply(lambda now: delete_session(now, "panel"))
    publish(driver, answers, open_more)
    assert "STATUS:CANCELLED" in calendar(web / WHOLE_FILE)

    clock.forward(days=400)
    publish(driver, answers, open_more, lambda dialog: dialog.first.click())
    assert (seen, "STATUS:CANCELLED" in calendar(web / WHOLE_FILE)) == ([False, True, True], False)
    assert ledger(driver).first_public is not None

    clock.forward(days=-400)
    (said,) = [line for line in look(driver, answers) if "clock" in line]
    assert said.startswith("The version before was sent when the clock said 2025-04-05")


# what goes out ----------------------------------------------------------------------------------------------


def test_all_that_is_ticked_goes_out_and_stays_ticked(everything: WindowDriver, answers: Answers, web: Path) -> None:
    publish(everything, answers, tick("calendar-room", "programme", "others", "changes"))
    every = [
        "the-conference-2024-changes.txt", HALL, LAB, WHOLE_FILE, "the-conference-2024.pdf",
        "the-conference-2024.xlsx",
    ]  # fmt: skip
    assert (names(web), numbers(everything)) == (every, [1])
    assert everything.said == f"Version 1: 6 files are in {web}."
    assert (web / "the-conference-2024.pdf").read_bytes().startswith(b"%PDF")

    everything.page.document.apply(lambda now: delete_room(now, "lab"))
    publish(everything, answers, tick("others"))  # that one was ticked, and is not now
    assert "“the-conference-2024.xlsx” was published earlier and is not now: it stays as it is." in everything.said
    assert calendar(web / LAB).count("STATUS:CANCELLED") == 2
    assert everything.page.document.workspace.releases.ticked_products() == (
        "calendar", "calendar-room", "programme", "changes",
    )  # fmt: skip


def test_what_is_offered_is_what_can_be_made_and_cancelled_nothing_happens(
    everything: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    before, offered, enabled = ledger(everything), list[str](), list[bool]()
    texts = look(everything, answers, lambda dialog: offered.extend(dialog.products.cards))
    look(everything, answers, tick("calendar"), lambda dialog: enabled.append(dialog.go.isEnabled()))
    assert enabled == [False]  # without a tick
    publish(everything, answers)  # no folder is chosen
    assert (ledger(everything), everything.page.document.workspace.releases.last) == (before, None)
    assert everything.page.status.sent.text() == "Not published"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []
    assert {"2 files", WHOLE_FILE, "the-conference-2024-safety.ics"} <= set(texts)
    assert set(OF_PARTS) <= set(offered)


def test_a_room_and_a_day_alone_have_no_calendar_of_their_own(hands_on: HandsOn, answers: Answers) -> None:
    offered: list[str] = []
    driver = hands_on(day(), room("hall"), talk("keynote", "hall", "09:00-09:45"))
    look(driver, answers, lambda dialog: offered.extend(dialog.products.cards))
    assert ("calendar" in offered, set(OF_PARTS) & set(offered)) == (True, set())


def test_a_calendar_that_would_be_out_of_date_is_named_and_one_press_publishes_it_too(
    driver: WindowDriver, answers: Answers, web: Path
) -> None:
    publish(driver, answers, tick("calendar-room"))
    move(driver, 600)
    publish(driver, answers, tick("calendar-room"))
    assert (driver.said.endswith(f"“{HALL}” is out of date now."), "T100000" in calendar(web / HALL)) == (True, False)

    assert f"“{HALL}” is out of date after this" in look(driver, answers)
    publish(driver, answers, "Publish them too")
    assert ("T100000" in calendar(web / HALL), numbers(driver)) == (True, [1, 2])
    driver.document.apply(lambda now: delete_person(now, "bo"))
    driver.document.apply(lambda now: delete_room(now, "lab"))
    publish(driver, answers)
    assert calendar(web / LAB).count("STATUS:CANCELLED") == 1


def test_how_many_entries_go_and_come_is_said_before(driver: WindowDriver, answers: Answers, web: Path) -> None:
    driver.document.apply(lambda now: group(now, sorted(now.sessions), "a", "Block A"))
    publish(driver, answers)
    driver.document.apply(lambda now: edit(now, Block, "a", one_entry=True))

    assert "In calendars, 2 entries become one: “Block A”." in look(driver, answers)
    publish(driver, answers)
    assert [line for line in look(driver, answers) if line.startswith("In calendars")] == []


def test_what_cannot_be_made_is_said_and_the_rest_goes_out_by_one_press(
    driver: WindowDriver, answers: Answers, web: Path
) -> None:
    driver.document.apply(lambda now: edit(now, Conference, now.conference.id, title="A\N{ZERO WIDTH SPACE}" * 5))
    told: list[list[str]] = []

    def fail(dialog: PublishDialog) -> None:
        tick("changes")(dialog)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("planner.exporting.sending.changes_text", refusing)
            dialog.go.click()
            told.append(lines(dialog))
            assert (web.exists(), numbers(driver)) == (False, [])
            button(dialog, "Publish the rest").click()

    publish(driver, answers, fail)
    assert told[0][-1] == "“What changed (.txt)” cannot be made, so nothing was published: It cannot be written down."
    assert (len(names(web)), numbers(driver)) == (1, [1])
    assert driver.releases.ticked_products() == ("calendar", "changes")


def test_a_version_went_out_on_the_date_at_the_venue(
    driver: WindowDriver, answers: Answers, web: Path, clock: Clock
) -> None:
    clock.now = datetime(2024, 3, 1, 23, 30, tzinfo=UTC)
    publish(driver, answers)
    move(driver, 600)
    assert publish(driver, answers)[1] == "Version 1 went out Sat 2 Mar"


def test_where_nothing_can_be_made_no_rest_is_offered(driver: WindowDriver, answers: Answers, web: Path) -> None:
    seen: list[list[str]] = []

    def fail(dialog: PublishDialog) -> None:
        for card in dialog.products.cards.values():
            card.box.setChecked(card is dialog.products.cards["changes"])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("planner.exporting.sending.changes_text", refusing)
            dialog.go.click()
        seen.append([one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()])
        dialog.reject()

    publish(driver, answers, fail)
    assert ("Publish the rest" in seen[0], numbers(driver)) == (False, [])


def refusing(*_source: object, **_beside: object) -> dict[str, bytes]:
    from planner.domain.text import EstradError, Text

    raise EstradError(Text("It cannot be written down."))


def test_what_an_older_estrad_sent_changes_once_and_that_is_said(
    new_window: NewWindow, answers: Answers, tmp_path: Path
) -> None:
    window = new_window(Path(shutil.copy(STORED, tmp_path / "old.estrad")))
    seen = look(WindowDriver(window), answers)  # each room was sent, so rooms are ticked at first
    assert [line for line in seen if line.startswith("The entries of 2 calendars get identities of their own")]


# the list of what attendees see changed ---------------------------------------------------------------------


def changed(hands_on: HandsOn, *makes: Callable[[Agenda], Change]) -> WindowDriver:
    """Return a window driver for as many talks as changes, which were published before these changes."""
    driver = hands_on(room("hall"), *(talk(f"s{n}", "hall", f"{9 + n}:00-{9 + n}:30") for n in range(len(makes))))
    driver.workspace.outbox.send(lambda sending: {})
    for make in makes:
        assert driver.document.apply(make)
    return driver


def new_texts(*numbers: int) -> list[Callable[[Agenda], Change]]:
    return [lambda now, n=n: edit(now, Session, f"s{n}", abstract="New.") for n in numbers]


def spoken(changes: ChangeList) -> list[str]:
    """Return what a screen reader says of each row."""
    return [changes.rows.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(changes.rows.rowCount())]


def test_many_changed_texts_share_a_row_that_keys_open_and_the_list_is_copied(
    hands_on: HandsOn, answers: Answers
) -> None:
    driver = changed(hands_on, *new_texts(*range(6)), lambda now: delete_session(now, "s6"))
    gone, count = "Cancelled: “S6”, 2024-04-25 15:00–15:30", "6 sessions with other texts: the abstract"

    def work(dialog: PublishDialog) -> list[object]:
        rows = dialog.changes
        steps: list[object] = [spoken(rows)]
        rows.setFocus()
        QTest.keyClick(rows, Key.Key_Down)
        for key in (Key.Key_Down, Key.Key_Return, Key.Key_Right, Key.Key_Left, Key.Key_Space):
            QTest.keyClick(rows, key)
            steps.append(rows.rows.rowCount())
        rows.clearSelection()
        QTest.keyClick(rows, Key.Key_C, CTRL)
        return [*steps, QGuiApplication.clipboard().text().split("\n")]

    opened = [f"Text: “S{n}”, changed: the abstract" for n in range(6)]
    assert answers.read(lambda: driver.does("send"), work) == [
        [gone, f"{count}, folded"], 2, 8, 8, 2, 8, [gone, count, *opened],
    ]  # fmt: skip


def test_three_changed_texts_have_a_row_each(hands_on: HandsOn, answers: Answers) -> None:
    driver = changed(hands_on, *new_texts(0, 1, 2))
    said = answers.read(lambda: driver.does("send"), lambda dialog: spoken(dialog.changes))
    assert said == [f"Text: “S{n}”, changed: the abstract" for n in range(3)]


def test_what_matters_less_is_counted_below_what_was_moved(hands_on: HandsOn, answers: Answers) -> None:
    driver = changed(
        hands_on, lambda now: edit(now, Session, "s0", title="Another"), *new_texts(1, 2, 3, 4),
        lambda now: place(now, "s5", DAY, 15 * 60, ("hall",)),
    )  # fmt: skip

    def look(dialog: PublishDialog) -> list[str]:
        return [dialog.noticed.text(), *dialog.changes.rows_as_text().splitlines()]

    assert answers.read(lambda: driver.does("send"), look) == [
        "WHAT ATTENDEES WILL NOTICE · 6", "Moved: “S5”, from 14:00–14:30 to 15:00–15:30", "and 5 smaller changes",
    ]  # fmt: skip


# copied by a button ----------------------------------------------------------------------------------------

MOVED = "Moved: “One”, from 09:00–09:30 to 10:00–10:30"


@pytest.fixture
def sent_once(hands_on: HandsOn, answers: Answers, tmp_path: Path) -> WindowDriver:
    """Return a window driver for two talks, sent once, of which one was moved then."""
    driver = hands_on(day(), room("hall"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "11:00-11:30"))
    answers.does, answers.fills = publishes, tmp_path / "web"
    driver.does("send")
    assert "Copy what changed" not in offered(driver)  # nobody has anything yet
    driver.document.apply(lambda now: place(now, "one", DAY, 10 * 60, ("hall",)))
    return driver


def offered(driver: WindowDriver) -> list[str]:
    return [button.text() for button in driver.window.notice.findChildren(QPushButton) if button.isEnabled()]


def test_after_publishing_the_notice_copies_what_changed(sent_once: WindowDriver) -> None:
    sent_once.does("send")
    sent_once.push("Copy what changed")
    assert QGuiApplication.clipboard().text() == MOVED

    sent_once.does("send")  # the same version again
    assert "Copy what changed" not in offered(sent_once)


def test_the_versions_have_a_button_that_copies_it(sent_once: WindowDriver, answers: Answers) -> None:
    sent_once.does("send")

    def copy(dialog: ReleasesDialog) -> list[tuple[bool, str]]:
        copied = []
        (button,) = [found for found in dialog.findChildren(QPushButton) if found.text() == "Copy what changed"]
        for other in ("The plan as it is now", "The version before it"):
            dialog.other.setCurrentText(other)
            button.click()
            copied.append((button.isEnabled(), QGuiApplication.clipboard().text()))
        return copied

    assert answers.read(lambda: sent_once.does("releases"), copy) == [(False, ""), (True, MOVED)]
