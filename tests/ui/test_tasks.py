"""The tasks of an organiser, done as a person would and counted in actions.

A click, a drag, a key chord and a filled field are an action each. A dialog of the system for a file counts as one: its
button.
"""

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.conference import sample_conference
from planner.commands.edit import edit
from planner.commands.timeline import place, unplace
from planner.commands.venue import add_track
from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Session
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Kind, PastAppearance, Placement, Role
from planner.environment import Environment
from planner.incoming_file import read_incoming
from planner.workspace import Workspace
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.every_field import PICTURES
from tests.importing.schedules import Importing
from tests.shared_data import shared
from tests.ui.answers import Answers, publishes
from tests.ui.conftest import HandsOn, NewWindow
from tests.ui.window_driver import BOTTOM, CTRL, NONE, SHIFT, Key, WindowDriver, focused
from ui.features.command_palette.command_palette import CommandPalette
from ui.features.conferences.conference_dialogs import NextEditionDialog
from ui.features.printing.print_preview import PrintPreview
from ui.features.publishing.publish_dialog import PublishDialog
from ui.kit.editors.typed_values import FieldErrorLabel

SECOND = DAY + timedelta(days=1)
ROOMS = (room("hall"), room("lab", 1), room("den", 2))


class Organiser:
    """A person who works by a window driver, counts their actions, and presses the first button of every
    dialog.
    """

    def __init__(self, driver: WindowDriver, answers: Answers, folder: Path) -> None:
        self.driver, self.actions = driver, 0
        self.seen: list[QDialog] = []
        self.read: list[str] = []
        self._answers = answers
        answers.does = self._agree
        answers.saves, answers.fills = folder / "out.ics", folder

    def drag(self, at: QPoint, to: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.actions += 1
        self.driver.drag(at, to, modifiers)

    def click(self, at: QPoint) -> None:
        self.actions += 1
        self.driver.click(at)

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.actions += 1
        self.driver.key(key, modifiers=modifiers)

    def fill(self, text: str) -> None:
        self.actions += 1
        self.driver.type(text)

    def find(self, text: str) -> None:
        """Find by Ctrl+K, and take the first of it by Enter, which ends the field."""
        self.press(Key.Key_K, CTRL)
        self.fill(text)
        self.driver.key(Key.Key_Return)

    def publish(self, *, by_mouse: bool) -> None:
        """Ask for the dialog that publishes, by its button in the head or by its key."""
        if by_mouse:
            buttons = self.driver.page.header_bar.findChildren(QPushButton)
            self.click(self.driver.on(next(one for one in buttons if one.text().startswith("Publish"))))
        else:
            self.press(Key.Key_E, CTRL)

    def choose(self, action: str) -> None:
        """Choose from a menu: a click on its name, and one on the row."""
        self.actions += 2
        self.driver.does(action)

    def taken(self) -> int:
        """Return the number of actions since it was asked for last."""
        found, self.actions = self.actions, 0
        return found

    def _agree(self, dialog: QDialog) -> bool:
        self.seen.append(dialog)
        if isinstance(dialog, PublishDialog):
            self.actions += 1
            self.read = dialog.changes.rows_as_text().splitlines()
            return publishes(dialog)
        self.actions += 1 if isinstance(dialog, PrintPreview) else 2  # one more for the file's name
        return True


def large_conference(folder: Path) -> Agenda:
    """Return a conference of 775 sessions in 34 rooms on two days."""
    read = run_to_end(read_incoming(shared("data", "schedule_xml", "fosdem-2019.xml"), "schedule.xml"))
    return Importing(folder, "Europe/Brussels").new(read)


@pytest.fixture
def organiser(hands_on: HandsOn, answers: Answers, tmp_path: Path, qtbot: QtBot) -> Organiser:
    """Return an organiser of a day that was sent; Bo's session in the tray can replace Ada's keynote."""
    driver = hands_on(
        *ROOMS, person("ada"), person("bo"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("coffee", (), "09:45-10:05", kind=Kind.BREAK),
        talk("panel", "hall", "10:05-10:50"),
        talk("stand-in", minutes=45, people=(speaker("bo"),)),
    )  # fmt: skip
    found = Organiser(driver, answers, tmp_path)
    driver.does("send")
    with qtbot.waitActive(driver.window):
        driver.window.activateWindow()
    found.actions, found.seen = 0, []
    return found


def test_the_keynote_runs_ten_minutes_over(organiser: Organiser) -> None:
    driver = organiser.driver
    edge = driver.on_tile("keynote", BOTTOM)
    organiser.drag(edge, edge + driver.by(minutes=10), SHIFT)
    assert (driver.where("keynote"), driver.where("panel")) == ("hall 09:00-09:55", "hall 10:05-10:50")
    assert organiser.taken() == 1  # at most 2

    driver.anew()
    organiser.find("keynote +10")
    assert (driver.where("keynote"), driver.where("panel")) == ("hall 09:00-09:55", "hall 10:05-10:50")
    assert organiser.taken() == 2  # by keys


def test_a_room_a_track_and_a_person_are_found(organiser: Organiser) -> None:
    driver, document = organiser.driver, organiser.driver.document
    document.apply(lambda now: add_track(now, "law", name="Privacy"))
    document.apply(lambda now: edit(now, Session, "panel", track="law"))
    document.apply(lambda now: place(now, "stand-in", DAY, 600, ("den",)))
    for typed, hits in (("den", ("stand-in",)), ("privacy", ("panel",))):
        organiser.press(Key.Key_F, CTRL)
        organiser.fill(typed)
        assert driver.timeline.matching_sessions == hits
        assert organiser.taken() == 2  # at most 2: the room's programme, the track's hits

        driver.key(Key.Key_Escape, Key.Key_Escape)  # all is seen again
        driver.canvas.setFocus()
        organiser.click(driver.on(driver.page.timeline_page.bar.search))
        organiser.fill(typed)
        assert (driver.timeline.matching_sessions, organiser.taken()) == (hits, 2)  # by mouse

    organiser.press(Key.Key_K, CTRL)
    organiser.fill("bo")
    finder = driver.window.findChild(CommandPalette)
    assert (finder.hits.rows[0].title, finder.hits.rows[0].detail) == ("Bo", "next: 10:00 Den")
    driver.key(Key.Key_Return)  # which ends the field
    assert (document.plan.selected, driver.timeline.matching_sessions) == (("stand-in",), ("stand-in",))
    assert organiser.taken() == 2  # at most 2: the person's next session

    driver.key(Key.Key_Escape, Key.Key_Escape)  # all is seen again
    assert driver.timeline.matching_sessions != ("stand-in",)
    organiser.click(driver.on(driver.page.timeline_page.bar.search))
    organiser.fill("bo")
    assert (driver.timeline.matching_sessions, organiser.taken()) == (("stand-in",), 2)  # by mouse: all else is dimmed


def test_in_775_sessions_a_room_a_track_and_a_person_are_found_in_two_actions_each(
    new_window: NewWindow, answers: Answers, tmp_path: Path, env: Environment
) -> None:
    Workspace.create(tmp_path / "fosdem.estrad", large_conference(tmp_path), env).close()
    organiser = Organiser(WindowDriver(new_window(tmp_path / "fosdem.estrad")), answers, tmp_path)
    document, timeline = organiser.driver.document, organiser.driver.timeline

    def found(typed: str) -> list[str]:
        """Find by Ctrl+K, and return the titles that are not dimmed."""
        organiser.find(typed)
        assert organiser.taken() == 2
        return [document.agenda.sessions[session].title for session in timeline.matching_sessions]

    found("ud2.208")  # a room's programme
    (room_id,) = (one.id for one in document.agenda.rooms.values() if one.name.startswith("UD2.208"))
    column = timeline.view.grid.rooms.index(room_id) * timeline.view.grid.column_width
    assert 0 <= column - timeline.canvas.scene.area.x() < timeline.canvas.viewport().width()
    assert len(found("mozilla")) == 15  # a track's hits
    assert found("daniel stenberg") == ["HTTP/3", "DNS over HTTPS - the good, the bad and the ugly"]
    assert [document.agenda.sessions[session].title for session in document.plan.selected] == ["HTTP/3"]


def test_a_speaker_is_ill_and_the_calendar_goes_out_again(organiser: Organiser) -> None:
    driver = organiser.driver
    organiser.drag(driver.on_card("stand-in"), driver.on_tile("keynote"))
    organiser.publish(by_mouse=True)
    assert (driver.where("stand-in"), driver.where("keynote")) == ("hall 09:00-09:45", "tray")
    assert driver.releases.all()[-1].number == 2
    assert organiser.taken() == 3  # at most 4


def test_a_speaker_is_ill_and_all_is_done_by_keys(organiser: Organiser) -> None:
    driver = organiser.driver
    organiser.find("keynote x stand")
    organiser.press(Key.Key_E, CTRL)
    assert (driver.where("stand-in"), driver.where("keynote")) == ("hall 09:00-09:45", "tray")
    assert (driver.releases.all()[-1].number, organiser.actions) == (2, 4)  # at most 4


def test_two_things_were_changed_and_calendar_and_page_go_out_again(organiser: Organiser, tmp_path: Path) -> None:
    driver, releases = organiser.driver, organiser.driver.releases
    releases.set_ticked_products(("calendar", "page"))  # as the publishing before it did
    for title in ("keynote", "panel"):
        driver.drag(driver.on_tile(title), driver.on_tile(title) + driver.by(minutes=120))
    organiser.publish(by_mouse=True)
    assert organiser.taken() == 2  # at most 2
    assert "Version 2" in (tmp_path / "index.html").read_text("utf-8")


def test_the_next_edition_begins(organiser: Organiser, answers: Answers, tmp_path: Path) -> None:
    answers.saves = tmp_path / "by_keys.estrad"
    organiser.find("new edition")
    assert isinstance(organiser.seen[-1], NextEditionDialog)
    assert (tmp_path / "by_keys.estrad").exists()
    assert organiser.taken() == 4  # at most 4

    answers.saves = tmp_path / "next.estrad"
    organiser.choose("new_edition")
    assert (tmp_path / "next.estrad").exists()
    assert organiser.taken() == 4  # by mouse


def test_the_next_version_goes_out_without_the_table(hands_on: HandsOn, answers: Answers, tmp_path: Path) -> None:
    driver = hands_on(*ROOMS, talk("keynote", "hall", "09:00-09:45"))
    organiser = Organiser(driver, answers, tmp_path / "web")
    driver.releases.set_ticked_products(["calendar", "others"])
    organiser.publish(by_mouse=True)
    (table,) = (tmp_path / "web").glob("*.xlsx")
    before, agree = table.read_bytes(), answers.does
    assert driver.document.apply(lambda now: place(now, "keynote", DAY, 600, ("hall",)))
    organiser.actions = 0
    answers.offered.clear()

    @answers.meets
    def untick(dialog: PublishDialog) -> bool:
        organiser.actions += 1
        dialog.products.cards["others"].box.click()
        return bool(agree and agree(dialog))

    organiser.publish(by_mouse=True)
    assert ([release.number for release in driver.releases.all()], table.read_bytes()) == ([1, 2], before)
    assert organiser.actions + len(answers.offered) == 3  # at most 4


def test_what_changed_since_the_calendar_went_out(organiser: Organiser, answers: Answers) -> None:
    driver = organiser.driver
    start = driver.on_tile("panel")
    driver.drag(start, start + driver.by(minutes=60))
    read: list[str] = []
    answers.does = lambda dialog: read.extend(dialog.changes.rows_as_text().splitlines())
    for by_mouse in (False, True):
        organiser.publish(by_mouse=by_mouse)
        assert [line for line in read if "Panel" in line]
        assert organiser.taken() == 1  # at most 1
        read.clear()


def test_twelve_sessions_from_the_tray_become_a_day(hands_on: HandsOn, answers: Answers, tmp_path: Path) -> None:
    names = [f"s{n:02}" for n in range(12)]
    driver = hands_on(*ROOMS, *(talk(name, minutes=30, abstract="About it.") for name in names))
    organiser = Organiser(driver, answers, tmp_path)
    for n, name in enumerate(names):
        row, column = divmod(n, 3)
        time = 9 * 60 + row * 60
        organiser.drag(driver.on_card(name), driver.on_slot(ROOMS[column].id, f"{time // 60:02}:{time % 60 + 10:02}"))
    assert driver.agenda.tray == ()
    assert not [conflict for conflict in driver.plan.problems.all if conflict.severity.rank == 0]
    assert organiser.taken() == 12  # at most 15

    driver.anew()
    organiser.find("Place all in order")
    assert driver.agenda.tray == ()
    assert not [conflict for conflict in driver.plan.problems.all if conflict.severity.rank == 0]
    assert organiser.taken() == 2  # by keys


# a whole day by keys ------------------------------------------------------------------------------------


@pytest.fixture
def plan(env: Environment) -> Agenda:
    """Return the sample conference, which is the plan to reach."""
    return sample_conference(env.ids)


@pytest.fixture
def driver(new_window: NewWindow, tmp_path: Path, env: Environment, plan: Agenda) -> WindowDriver:
    """Return a window driver for the same conference with everything in the tray."""
    empty = plan.after(unplace(plan, *(session.id for session, _where in plan.placed)))
    Workspace.create(tmp_path / "conference.estrad", empty, env).close()
    return WindowDriver(new_window(tmp_path / "conference.estrad"))


def test_the_whole_day_is_planned_with_keys_alone(driver: WindowDriver, plan: Agenda) -> None:
    for session, where in plan.placed:
        take_from_tray(driver, session.title, session.id)
        carry(driver, where)
        driver.key(Key.Key_Return)
        placed = driver.agenda.sessions[session.id].placement
        assert (placed.span, placed.rooms) == (where.span, where.rooms)
    assert driver.agenda.tray == plan.tray
    assert not [conflict for conflict in driver.plan.problems.all if conflict.severity.rank == 0]


def take_from_tray(driver: WindowDriver, title: str, session: str) -> None:
    """Search for a session in the tray, move to its card, and pick it up."""
    cards = driver.page.tray.cards
    while focused() is not driver.page.tray.line:
        driver.key(Key.Key_F, modifiers=CTRL)
    driver.retype(title[:9])
    while focused() is not cards:
        driver.key(Key.Key_Tab)
    driver.key(Key.Key_Home, *[Key.Key_Down] * cards.rows.ids.index(session), Key.Key_M)
    assert driver.held.session.id == session


def carry(driver: WindowDriver, where: Placement) -> None:
    """Press arrow keys until the session would land there."""
    slot = driver.held.slot
    if bool(slot.rooms) != bool(where.rooms):
        driver.key(Key.Key_W)
    hours, minutes = divmod(abs(where.span.start - slot.span.start), 60)
    later = where.span.start > slot.span.start
    driver.key(*[Key.Key_PageDown if later else Key.Key_PageUp] * hours)
    driver.key(*[Key.Key_Down if later else Key.Key_Up] * (minutes // driver.timeline.view.grid.snap))
    held = driver.held.slot
    if held and where.rooms:
        rooms = driver.timeline.view.grid.rooms
        steps = rooms.index(where.rooms[0]) - rooms.index(held.rooms[0])
        driver.key(*[Key.Key_Right if steps > 0 else Key.Key_Left] * abs(steps))


# next year's conference in the window -----------------------------------------------------------------------


BLUE = next(iter(PICTURES))
CAST = (
    day(), day(date(2024, 4, 26)), room("hall"), track("law"), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("coffee", "", "10:00-10:15", kind=Kind.BREAK), talk("waiting"),
)  # fmt: skip


@pytest.fixture
def this_year(hands_on: HandsOn, tmp_path: Path, answers: Answers) -> WindowDriver:
    """Return a window driver for this year's conference, which has a photo, a step and a sent calendar."""
    driver = hands_on(*CAST, title="Days 2024", edition="7", focus="Open data")
    driver.document.apply(lambda now: edit(now, Person, "ada", photo=BLUE), PICTURES)
    answers.does, answers.fills = publishes, tmp_path / "web"
    driver.does("send")
    answers.does, answers.saves = None, tmp_path / "next.estrad"
    return driver


def go(dialog: QDialog) -> QPushButton:
    """Return the button that accepts the dialog."""
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    (found,) = [b for b in buttons.buttons() if buttons.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole]
    return found


Proposal = tuple[str, str, list[bool]]
"""The date, title and ticks that a dialog proposes."""


def asked(answers: Answers, act: Callable[[NextEditionDialog], object] = lambda dialog: None) -> list[Proposal]:
    """Accept the dialog after an act on it, and return the list of its proposals, which fills when it opens."""
    proposed: list[Proposal] = []

    @answers.meets
    def does(dialog: NextEditionDialog) -> bool:
        ticks = [dialog.frame.isChecked(), dialog.rest.isChecked()]
        proposed.append((dialog.first.typed.isoformat(), dialog.title.text(), ticks))
        act(dialog)
        go(dialog).click()
        return dialog.result() == QDialog.DialogCode.Accepted

    return proposed


def test_it_is_made_in_a_file_of_its_own_and_opened(this_year: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    this_year.page.document.plan.show(Person, "ada")
    this_year.page.inspector.focus_naming_field()
    this_year.retype("Ada Lovelace")  # what is half typed is saved first and comes along
    cut: list[str] = []

    def act(dialog: NextEditionDialog) -> None:
        dialog.show()
        texts = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
        cut.extend(label.text() for label in texts if label.height() < label.heightForWidth(label.width()))
        dialog.title.clear()

    proposed = asked(answers, act)

    this_year.does("new_edition")
    assert cut == []

    assert proposed == [("2025-04-24", "Days 2025", [True, False])]
    assert (answers.offered[-1].name, date(2025, 4, 24).weekday()) == ("Days 2025.estrad", DAY.weekday())
    workspace, found = this_year.page.document.workspace, this_year.agenda
    assert (workspace.path, this_year.window.windowTitle()) == (tmp_path / "next.estrad", "next.estrad – Estrad")
    assert (found.conference.title, found.conference.edition, found.conference.focus) == ("Days 2025", "8", "")
    assert [d.date.isoformat() for d in found.days_in_order] == ["2025-04-24", "2025-04-25"]
    assert [s.title for s in found.sessions_in_order] == ["Coffee"]
    ada, bo = found.people_in_order
    assert (ada.name, bo.name) == ("Ada Lovelace", "Bo")
    assert (ada.earlier, bo.earlier) == (
        (PastAppearance(2024, Role.SPEAKER),),
        (PastAppearance(2024, Role.MODERATOR),),
    )
    assert (this_year.steps, workspace.releases.all(), workspace.history.undo_label, ada.photo) == ([], [], None, BLUE)
    assert workspace.pictures.read(BLUE) == PICTURES[BLUE]


def test_this_years_file_is_as_it_was(this_year: WindowDriver, answers: Answers, env: Environment) -> None:
    path, before = this_year.page.document.workspace.path, this_year.agenda
    this_year.page.document.workspace.close()
    hashed = sha256(path.read_bytes()).hexdigest()
    this_year.window.open_path(path, anew=True)
    asked(answers)

    this_year.does("new_edition")
    this_year.window.close()

    assert sha256(path.read_bytes()).hexdigest() == hashed
    workspace = Workspace.open(path, env)
    assert (workspace.agenda, len(workspace.releases.all())) == (before, 1)
    workspace.close()


@pytest.mark.parametrize(
    ("pressed", "titles"),
    [
        (("rest",), ["Keynote", "Coffee", "Waiting"]),
        (("frame",), []),
        (("frame", "rest"), ["Keynote", "Waiting"]),
    ],
)
def test_which_sessions_come_along_is_ticked(
    this_year: WindowDriver, answers: Answers, pressed: tuple[str, ...], titles: list[str]
) -> None:
    asked(answers, lambda dialog: [getattr(dialog, tick).click() for tick in pressed])

    this_year.does("new_edition")

    assert [s.title for s in this_year.agenda.sessions_in_order] == titles


def test_whoever_thinks_better_of_it_or_types_no_title_has_this_year(
    this_year: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    before = this_year.page.document.workspace.path
    answers.does = lambda dialog: False
    this_year.does("new_edition")
    assert this_year.page.document.workspace.path == before

    asked(answers, lambda dialog: dialog.title.setText("   "))
    this_year.does("new_edition")
    assert this_year.said == "It needs a name. Type at least one letter."
    assert this_year.page.document.workspace.path == before

    asked(answers)
    answers.saves = None
    this_year.does("new_edition")
    assert (this_year.page.document.workspace.path, (tmp_path / "next.estrad").exists()) == (before, False)


def test_the_proposed_title_follows_the_date_until_somebody_types_one(
    this_year: WindowDriver, answers: Answers
) -> None:
    seen: list[str] = []

    def act(dialog: NextEditionDialog) -> None:
        dialog.first.setText("1/3 2027")
        seen.append(dialog.title.text())
        dialog.title.setText("Nights")
        dialog.first.selectAll()
        dialog.first.insert("9999-12-31")  # no year can be chosen that cannot be said
        go(dialog).click()
        said = [label.text() for label in dialog.findChildren(FieldErrorLabel) if label.isVisible()]
        assert (dialog.result(), said) == (0, ["“9999-12-31” is no date. Type a year from 1970 to 2200."])
        dialog.first.setText("2199-12-31")
        seen.append(dialog.title.text())

    asked(answers, act)
    this_year.does("new_edition")

    assert seen == ["Days 2027", "Nights"]
    assert (this_year.agenda.conference.title, this_year.agenda.days_in_order[-1].date) == ("Nights", date(2200, 1, 1))
