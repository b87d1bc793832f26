"""Every field of the inspector: what is typed or chosen is in the conference, in the file, and can be undone."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.timeline import unplace
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.kinds import Kind, Status
from planner.workspace import Edge, Workspace
from tests.builders import DAY, day, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.hands import Hands, Key
from ui.panels.editors import ChoiceEditor, DateEditor, ManyEditor, TextEditor
from ui.panels.fields import FORMS, Field

SECOND = date(2024, 4, 26)
CAST = (
    day(), day(SECOND), room("hall"), room("lab", 1), track("law"), person("ada"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)), talk("panel", "lab", "11:00-11:30"),
    talk("waiting"),
)  # fmt: skip
THINGS: dict[type[Entity], str] = {
    Session: "keynote", Person: "ada", Room: "hall", Track: "law", Day: "2024-04-25", Conference: "conference",
    Venue: "venue",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A field of a thing, what a person types or chooses there, and the value that it is then."""

    kind: type[Entity]
    name: str
    typed: str
    value: Any

    @property
    def field(self) -> Field:
        return next(field for field in FORMS[self.kind] if field.name == self.name)

    def __str__(self) -> str:
        return f"{self.kind.__name__}.{self.name}"


PAGES = ("website", "programme_page", "registration_page", "calendar_address", "logo_address")
CASES = (
    Case(Session, "title", "Another title", "Another title"),
    Case(Session, "day", "Fri 26 April 2024", SECOND),
    Case(Session, "start", "10:30", 630),
    Case(Session, "minutes", "1:30", 90),
    Case(Session, "rooms", "Lab", ("hall", "lab")),
    Case(Session, "kind", "Panel", Kind.PANEL),
    Case(Session, "track", "Law", "law"),
    Case(Session, "status", "Cancelled", Status.CANCELLED),
    Case(Session, "place", "The foyer", "The foyer"),
    Case(Session, "abstract", "Two lines\nof text", "Two lines\nof text"),
    Case(Session, "note", "Ask about Q1", "Ask about Q1"),
    Case(Session, "website", "https://example.org/1", "https://example.org/1"),
    Case(Session, "stream", "https://example.org/live", "https://example.org/live"),
    Case(Person, "name", "Ada Lovelace", "Ada Lovelace"),
    Case(Person, "title", "Countess", "Countess"),
    Case(Person, "organisation", "Analytical Engines", "Analytical Engines"),
    Case(Person, "email", "ada@example.org", "ada@example.org"),
    Case(Person, "phone", "+46 8 123", "+46 8 123"),
    Case(Person, "note", "Arrives late", "Arrives late"),
    Case(Room, "name", "Great hall", "Great hall"),
    Case(Room, "seats", "120", 120),
    Case(Track, "name", "Law and order", "Law and order"),
    Case(Track, "colour", "Teal", "teal"),
    Case(Day, "date", "20240502", date(2024, 5, 2)),
    Case(Day, "opens", "730", 450),
    Case(Day, "closes", "26:00", 1560),
    Case(Day, "title", "First day", "First day"),
    Case(Conference, "title", "A conference", "A conference"),
    Case(Conference, "language", "Svenska", "sv"),
    Case(Conference, "colour", "Crimson", "crimson"),
    Case(Conference, "timezone", "Europe/London", "Europe/London"),
    Case(Conference, "description", "What it is", "What it is"),
    Case(Conference, "organisers", "SNOS", "SNOS"),
    Case(Conference, "contact", "info@example.org", "info@example.org"),
    *(Case(Conference, name, f"https://example.org/{name}", f"https://example.org/{name}") for name in PAGES),
    Case(Venue, "name", "City hall", "City hall"),
    Case(Venue, "address", "Main street 1", "Main street 1"),
    Case(Venue, "position", "59.33, 18.07", (59.33, 18.07)),
)


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """One of each."""
    return hands_on(*CAST)


def show(hands: Hands, kind: type[Entity], thing: str = "") -> None:
    """Show a thing in the inspector; the venue lies with the conference."""
    shown = Conference if kind is Venue else kind
    hands.page.desk.show(shown, thing or THINGS[shown])


def editor(hands: Hands, kind: type[Entity], name: str) -> QWidget:
    """The editor of a field, scrolled into sight."""
    label = next(field.label for field in FORMS[kind] if field.name == name)
    found = hands.page.inspector.findChildren(QWidget, name)
    (widget,) = [w for w in found if w.isVisible() and w.accessibleName() == label and belongs(w, kind)]
    return hands.scrolled_to(widget)


def belongs(widget: QWidget, kind: type[Entity]) -> bool:
    """The conference and the venue have fields of the same name on one page; the form knows whose it is."""
    return cast(Any, widget.parentWidget())._kind is kind


def enter(hands: Hands, kind: type[Entity], name: str, typed: str) -> QWidget:
    """Type or choose a value as a person does, and leave the field."""
    widget = editor(hands, kind, name)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(widget, ManyEditor):
        (action,) = [a for a in widget.menu().actions() if a.text() == typed]
        action.trigger()
    elif isinstance(widget, ChoiceEditor):
        widget.showPopup()
        row = widget.findText(typed)
        assert row >= 0, [widget.itemText(n) for n in range(widget.count())]
        widget.view().setCurrentIndex(widget.model().index(row, 0))
        QTest.keyClick(widget.view(), Key.Key_Return)
    elif isinstance(widget, DateEditor):
        widget.setSelectedSection(DateEditor.Section.YearSection)
        hands.type(typed)
        hands.key(Key.Key_Return)
    elif isinstance(widget, TextEditor):
        hands.retype("")
        for n, line in enumerate(typed.split("\n")):
            hands.key(*[Key.Key_Return] * bool(n))
            hands.type(line)
        hands.key(Key.Key_Tab)
    else:
        hands.retype(typed)
        hands.key(Key.Key_Return)
    return widget


def said(hands: Hands) -> str:
    """What the window says was wrong: beside the form, or in the notice."""
    if hands.window.notice.isVisible():
        return hands.window.notice.sentence.text()
    labels = [w for w in hands.page.inspector.findChildren(QLabel) if w.property("tone") == "problem"]
    return "".join(w.text() for w in labels if w.isVisible())


def test_there_is_a_case_for_every_field() -> None:
    fields = [f"{kind.__name__}.{field.name}" for kind, form in FORMS.items() for field in form]

    assert sorted(map(str, CASES)) == sorted(fields)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_entered_is_in_the_conference_and_in_the_file(hands: Hands, edge: Edge, case: Case) -> None:
    path, thing = hands.page.desk.workspace.path, THINGS[case.kind]
    before = hands.agenda
    show(hands, case.kind)
    shown = text_of(editor(hands, case.kind, case.name))

    widget = enter(hands, case.kind, case.name, case.typed)

    def value() -> Any:
        entity = hands.agenda.find(case.kind, thing)
        assert entity
        return case.field.value(hands.agenda, entity)

    assert (value(), said(hands)) == (case.value, "")
    assert len(hands.steps) == 1
    assert text_of(widget) != shown
    hands.does("undo")
    assert (hands.agenda, text_of(editor(hands, case.kind, case.name))) == (before, shown)
    hands.does("redo")
    after = hands.agenda
    hands.window.close()
    workspace = Workspace.open(path, edge)
    assert workspace.agenda == after
    workspace.close()


def text_of(widget: QWidget) -> str:
    """What an editor shows."""
    if isinstance(widget, TextEditor):
        return widget.toPlainText()
    if isinstance(widget, ChoiceEditor):
        return widget.currentText()
    return str(cast(Any, widget).text())


TIME, LENGTH = "Type a time such as 9:30.", "Type a length in minutes, such as 45."
SPOT = "Type latitude and longitude, such as 59.3293, 18.0686."


@pytest.mark.parametrize(
    ("kind", "name", "typed", "sentence"),
    [
        (Session, "title", "", "It needs a name. Type at least one letter."),
        (Session, "start", "late", TIME),
        (Session, "start", "9:75", TIME),
        (Session, "minutes", "long", LENGTH),
        (Session, "minutes", "0", LENGTH),
        (Person, "name", "  ", "It needs a name. Type at least one letter."),
        (Room, "name", "Lab", "There is already a room “Lab”. Choose another name."),
        (Room, "seats", "many", "Type a whole number, or leave it empty."),
        (Room, "seats", "9999999", "9999999 is not possible as seats. Type a number from 0 to 1000000."),
        (Day, "opens", "late", TIME),
        (Day, "closes", "never", TIME),
        (Day, "date", "20240426", "2024-04-26 is already a day of this conference. Choose another date."),
        (Conference, "timezone", "Mars/Olympus", "Type a time zone such as Europe/Stockholm."),
        (Venue, "position", "here", SPOT),
        (Venue, "position", "59.3", SPOT),
        (Venue, "position", "99, 400", "That value is not possible: there is no such place on earth."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_changes_nothing(
    hands: Hands, kind: type[Entity], name: str, typed: str, sentence: str
) -> None:
    show(hands, kind)
    widget = editor(hands, kind, name)
    before, shown = hands.agenda, text_of(widget)

    enter(hands, kind, name, typed)

    assert said(hands) == sentence
    assert (hands.agenda is before, hands.steps) == (True, [])
    assert text_of(widget) == shown


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("rooms", "Lab", "A session in the tray has no room. Give it a day and a time first."),
        ("place", "The foyer", "A session in the tray has no place. Give it a day and a time first."),
    ],
)
def test_what_a_waiting_session_has_not(hands: Hands, name: str, typed: str, sentence: str) -> None:
    show(hands, Session, "waiting")
    widget = editor(hands, Session, name)
    # One that waits offers no rooms at all, so the change is asked for as an old menu would.
    if isinstance(widget, ManyEditor):
        widget.edited.emit(("lab",))
    else:
        enter(hands, Session, name, typed)

    assert (said(hands), hands.steps) == (sentence, [])


def test_a_night_can_be_typed_from_left_to_right(hands: Hands) -> None:
    show(hands, Day)

    enter(hands, Day, "opens", "20:00")
    enter(hands, Day, "closes", "3:00")

    first = hands.agenda.days_in_order[0]
    assert (said(hands), first.opens, first.closes) == ("", 20 * 60, 27 * 60)


def test_a_refusal_is_gone_when_it_is_put_right(hands: Hands) -> None:
    show(hands, Session)
    enter(hands, Session, "start", "late")
    assert said(hands) == TIME

    enter(hands, Session, "start", "10")

    assert (said(hands), hands.where("keynote")) == ("", "hall 10:00-10:45")


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        pytest.param("day", "Fri 26 April 2024", "hall 08:00-08:30", id="a day places it when the day opens"),
        pytest.param("start", "14:30", "hall 14:30-15:00", id="a time places it on the first day"),
    ],
)
def test_a_waiting_session_is_placed_by_its_form(hands: Hands, name: str, typed: str, expected: str) -> None:
    show(hands, Session, "waiting")

    enter(hands, Session, name, typed)

    assert hands.where("waiting") == expected


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        pytest.param("day", "In the tray", "tray", id="into the tray"),
        pytest.param("rooms", "Whole venue", "everywhere 09:00-09:45", id="over the whole venue"),
        pytest.param("rooms", "Hall", "everywhere 09:00-09:45", id="without its last room"),
        pytest.param("start", "24:30", "hall 24:30-25:15", id="past midnight"),
        pytest.param("minutes", "20 min", "hall 09:00-09:20", id="shorter"),
    ],
)
def test_a_placed_session_is_moved_by_its_form(hands: Hands, name: str, typed: str, expected: str) -> None:
    show(hands, Session)

    enter(hands, Session, name, typed)

    assert hands.where("keynote") == expected


@pytest.mark.parametrize("typed", ["10:30", "1030", "10.30", " 10 : 30 "])
def test_ways_to_write_a_time(hands: Hands, typed: str) -> None:
    show(hands, Session)

    widget = enter(hands, Session, "start", typed)

    assert (hands.where("keynote"), text_of(widget)) == ("hall 10:30-11:15", "10:30")


@pytest.mark.parametrize("typed", ["90", "90 min", "1:30", "1 h 30", "1 tim 30", "90 minuter"])
def test_ways_to_write_a_length(hands: Hands, typed: str) -> None:
    show(hands, Session)

    widget = enter(hands, Session, "minutes", typed)

    assert (hands.where("keynote"), text_of(widget)) == ("hall 09:00-10:30", "90 min")


# text that is not left -----------------------------------------------------------------------------------


def begin(hands: Hands, name: str, typed: str, thing: str = "keynote") -> None:
    """Type into a field of a session and stay there."""
    show(hands, Session, thing)
    editor(hands, Session, name).setFocus(Qt.FocusReason.TabFocusReason)
    hands.retype(typed)


@pytest.mark.parametrize("name", ["title", "abstract"])
def test_another_selection_saves_it_where_it_was_typed_and_nowhere_else(hands: Hands, name: str) -> None:
    old = getattr(hands.agenda.sessions["panel"], name)
    begin(hands, name, "Typed and not left")

    hands.page.desk.select(("panel",))

    sessions = hands.agenda.sessions
    assert (getattr(sessions["keynote"], name), getattr(sessions["panel"], name)) == ("Typed and not left", old)
    assert text_of(editor(hands, Session, name)) == old
    assert len(hands.steps) == 1


@pytest.mark.parametrize("name", ["title", "abstract"])
@pytest.mark.parametrize("leave", ["close the window", "close", "open another", "click a block", "show a room"])
def test_it_is_saved_whatever_comes_next(hands: Hands, edge: Edge, name: str, leave: str, qtbot: QtBot) -> None:
    path = hands.page.desk.workspace.path
    begin(hands, name, "Typed and not left")

    if leave == "close the window":
        hands.window.close()
    elif leave == "close":
        hands.does("close")
    elif leave == "open another":
        other = path.with_name("other.estrad")
        Workspace.create(other, hands.agenda, edge).close()
        assert hands.window.open_path(other)
    elif leave == "click a block":
        hands.click(hands.on_block("panel"))
    else:
        hands.page.desk.show(Room, "hall")

    hands.window.close()
    workspace = Workspace.open(path, edge)
    assert getattr(workspace.agenda.sessions["keynote"], name) == "Typed and not left"
    workspace.close()


def test_undo_takes_back_what_was_just_typed(hands: Hands) -> None:
    hands.page.desk.perform(lambda now: unplace(now, "panel"))
    begin(hands, "abstract", "A first thought")

    hands.does("undo")

    assert hands.agenda.sessions["keynote"].abstract == ""
    assert text_of(editor(hands, Session, "abstract")) == ""
    hands.does("redo")
    assert hands.agenda.sessions["keynote"].abstract == "A first thought"


def test_a_long_text_is_saved_when_nobody_types_for_a_while(hands: Hands, qtbot: QtBot) -> None:
    show(hands, Session)
    widget = editor(hands, Session, "abstract")
    assert isinstance(widget, TextEditor)
    widget._idle.setInterval(1)
    widget.setFocus()

    with qtbot.waitSignal(hands.page.desk.changed):
        hands.type("Still typing")

    qtbot.waitUntil(lambda: hands.agenda.sessions["keynote"].abstract == "Still typing")
    assert widget.hasFocus()


def test_a_change_from_elsewhere_does_not_take_what_is_being_typed(hands: Hands) -> None:
    begin(hands, "title", "Half a ti")

    hands.page.desk.perform(lambda now: FORMS[Session][2].apply(now, "keynote", 600))

    assert text_of(editor(hands, Session, "title")) == "Half a ti"
    hands.key(Key.Key_Return)
    assert (hands.agenda.sessions["keynote"].title, hands.where("keynote")) == ("Half a ti", "hall 10:00-10:45")


def test_escape_takes_back_what_is_being_typed(hands: Hands) -> None:
    begin(hands, "title", "Half a ti")

    hands.key(Key.Key_Escape)

    assert (text_of(editor(hands, Session, "title")), hands.steps) == ("Keynote", [])


def test_the_wheel_over_a_choice_changes_nothing(hands: Hands) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    show(hands, Session)
    widget = editor(hands, Session, "kind")
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    at, turned = QPointF(5, 5), QPoint(0, -120)

    QApplication.sendEvent(widget, QWheelEvent(at, at, QPoint(), turned, Qt.MouseButton.NoButton, none, phase, False))

    assert (hands.agenda.sessions["keynote"].kind, hands.steps) == (Kind.TALK, [])
    assert hands.agenda.days_in_order[0].date == DAY
