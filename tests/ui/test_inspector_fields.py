"""Every field of the inspector: the value entered is in the conference and in the file, and can be undone."""

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.commands.timeline import unplace
from planner.domain import entities
from planner.domain.block import Block
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.span import Span
from planner.domain.value_objects import (
    AbstractLength,
    ExtraField,
    Kind,
    Link,
    NamingRule,
    PartnerRole,
    PastAppearance,
    ProfileChoice,
    Role,
    Segment,
    State,
    Statement,
    Status,
)
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import DAY, FRIDAY, block, day, moderator, person, room, speaker, talk, track
from tests.ui.fields import THINGS, TIME, beside, editor, enter, show, text_of
from tests.ui.window_driver import HandsOn, Key, WindowDriver, activate, left_in_file, stored
from ui.forms.conference_fields import COMING
from ui.forms.field import Field
from ui.forms.forms import FORMS
from ui.forms.placed_fields import TypedStart
from ui.kit.editors.choice_editors import ChoiceEditor

pytestmark = pytest.mark.forms

CAST = (
    day(), day(FRIDAY), room("hall"), room("lab", 1), track("law"), track("rest", position=1),
    person("ada"), person("bo"), Partner(id="snos", name="SNOS"), Partner(id="kth", name="KTH", position=1),
    Cover(id="morning", person="ada", day=DAY, start=540, end=720, room="hall"),
    Template(id="coffee", title="Coffee", kind=Kind.BREAK, minutes=15), Template(id="tea", title="Tea", position=1),
    block("first", "hall", "09:00-10:00", chairs=(moderator("ada"),)), block("second"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)), talk("panel", "lab", "11:00-11:30"),
    talk("waiting"),
)  # fmt: skip
"""A conference with one of each."""


@dataclass(frozen=True)
class Case:
    """A field of an entity, the text to type or choose there, and the value that it must become."""

    kind: type[Entity]
    name: str
    typed: str
    value: Any

    @property
    def field(self) -> Field:
        return next(field for field in FORMS[self.kind] if field.name == self.name)

    @property
    def thing(self) -> str:
        """The thing that is shown; somebody whom no session names for the fields that only such people have."""
        return "bo" if self.kind is Person and self.field.group == COMING else THINGS[self.kind]

    def __str__(self) -> str:
        return f"{self.kind.__name__}.{self.name}"


WEB = "https://example.org/1"
TEXT = "Two lines\nof text"
LISTED, LINKED = ("Two words, another", ("Two words", "another")), (f"{WEB} What it is", (Link(WEB, "What it is"),))
OWN = ("Dinner: yes\nHotel: Clarion", (ExtraField("Dinner", "yes"), ExtraField("Hotel", "Clarion")))
HOURS = ("2024-04-25 09:00-12:00", (Span(DAY, 540, 720),))
LINES: dict[type[Entity], str] = {
    Session: "title subtitle place language origin",
    Person: "name pronunciation title organisation phone pronouns sort_name origin",
    Room: "name floor arrangement",
    Track: "name",
    Day: "title",
    Conference: "title subtitle acronym edition series theme focus organisers",
    Venue: "name address",
    Partner: "name",
    Template: "title",
    Block: "title place origin",
}
ADDRESSES: dict[type[Entity], str] = {
    Session: "website stream",
    Conference: "contact website programme_page registration_page calendar_address logo_address",
    Venue: "map_link",
    Partner: "website",
}
TEXTS: dict[type[Entity], str] = {
    Session: "abstract description introduction note cues",
    Person: "note bio travel lodging fee expenses diet",
    Room: "note",
    Track: "description",
    Block: "description",
    Conference: "description crew_contact note",
    Venue: "directions note",
}
CASES = (
    *(Case(kind, name, "Some words", "Some words") for kind, names in LINES.items() for name in names.split()),
    *(Case(kind, name, WEB, WEB) for kind, names in ADDRESSES.items() for name in names.split()),
    *(Case(kind, name, TEXT, TEXT) for kind, names in TEXTS.items() for name in names.split()),
    Case(Person, "email", "Ada <ada@example.org>", "ada@example.org"),
    Case(Session, "day", "Fri 26 Apr", FRIDAY),
    Case(Session, "start", "10:30", 630),
    Case(Session, "minutes", "1:30", 90),
    Case(Session, "rooms", "Lab", ("lab",)),
    Case(Session, "kind", "Panel", Kind.PANEL),
    Case(Session, "track", "Law", "law"),
    Case(Session, "status", "Cancelled", Status.CANCELLED),
    Case(Session, "pinned", "", True),
    Case(Session, "do_not_record", "", True),
    Case(Conference, "speakers_in_title", "", True),
    Case(Conference, "abstracts", "Short", AbstractLength.SHORT),
    Case(Conference, "profiles", "Published to attendees", ProfileChoice.PUBLISHED),
    Case(Person, "publish_profile", "", False),
    Case(Session, "tags", *LISTED),
    Case(Session, "segments", "Talk 30\nQuestions 15 min", (Segment("Talk", 30), Segment("Questions", 15))),
    Case(
        Session, "statements", 'It shows - Ada\n"We need it" - Bo',
        (Statement("It shows", "Ada"), Statement("We need it", "Bo", verbatim=True)),
    ),
    Case(Session, "audience", "120", 120),
    Case(Session, "equipment", *LISTED),
    Case(Session, "least", "20", 20),
    Case(Session, "setup", "15", 15),
    Case(Session, "teardown", "10", 10),
    Case(Session, "links", *LINKED),
    Case(Session, "number", "77", 77),
    Case(Session, "extra", *OWN),
    Case(Person, "availability", *HOURS),
    Case(Person, "languages", *LISTED),
    Case(Person, "links", *LINKED),
    Case(Person, "needs", *LISTED),
    Case(Person, "brings", *LISTED),
    Case(Person, "earlier", "2023 moderator\n2022",
         (PastAppearance(2023, Role.MODERATOR), PastAppearance(2022, Role.SPEAKER))),
    Case(Person, "extra", *OWN),
    Case(Person, "state", "Confirmed", State.CONFIRMED),
    Case(Person, "asked", "20240102", date(2024, 1, 2)),
    Case(Person, "answered", "20240103", date(2024, 1, 3)),
    Case(Room, "seats", "120", 120),
    Case(Room, "equipment", *LISTED),
    Case(Room, "column", "", False),
    Case(Room, "colour", "Teal", "teal"),
    Case(Room, "closed", *HOURS),
    Case(Room, "position", "2", 2),
    Case(Track, "colour", "Teal", "teal"),
    Case(Track, "position", "2", 2),
    Case(Day, "date", "20240502", date(2024, 5, 2)),
    Case(Day, "opens", "730", 450),
    Case(Day, "closes", "26:00", 1560),
    Case(Conference, "naming", "Only those who said yes", NamingRule.CONFIRMED),
    Case(Conference, "tags", *LISTED),
    Case(Conference, "language", "Svenska", "sv"),
    Case(Conference, "colour", "Brown", "saddlebrown"),
    Case(Conference, "timezone", "Europe/London", "Europe/London"),
    Case(Venue, "position", "59.33, 18.07", (59.33, 18.07)),
    Case(Venue, "closes", "18:30", 1110),
    Case(Partner, "role", "Supplier", PartnerRole.SUPPLIER),
    Case(Partner, "position", "2", 2),
    Case(Cover, "person", "Bo", "bo"),
    Case(Cover, "day", "Fri 26 Apr", FRIDAY),
    Case(Cover, "start", "10:00", 600),
    Case(Cover, "end", "13:00", 780),
    Case(Cover, "room", "All rooms", None),
    Case(Cover, "state", "Invited", State.INVITED),
    Case(Template, "kind", "Meal", Kind.MEAL),
    Case(Template, "minutes", "1:30", 90),
    Case(Template, "track", "Law", "law"),
    Case(Template, "position", "2", 2),
    Case(Block, "day", "Fri 26 Apr", FRIDAY),
    Case(Block, "start", "10:30", 630),
    Case(Block, "minutes", "1:30", 90),
    Case(Block, "rooms", "Lab", ("lab",)),
    Case(Block, "track", "Law", "law"),
    Case(Block, "one_entry", "", True),
    Case(Session, "block", "Second", "second"),
)  # fmt: skip
PICTURED = ((Conference, "logo"), (Partner, "logo"), (Person, "photo"))
"""Fields that hold a picture; they are tested with the pictures."""


def told(driver: WindowDriver) -> str:
    return driver.said or beside(driver)


def test_there_is_a_case_for_every_field() -> None:
    fields = [(kind, field.name) for kind, form in FORMS.items() for field in form]

    assert sorted(str((k, n)) for k, n in [*((c.kind, c.name) for c in CASES), *PICTURED]) == sorted(map(str, fields))


INNER = {"id", "latitude", "longitude", "people", "chairs", "placement", *entities.INTERNAL}
"""Fields without an editor of their own: the id, the hidden memory of an import, and those that several editors share,
namely a position on the map, a placement, the people and the chairs.
"""
KEYS = {(Room, "origin"), (Track, "origin")}
"""Keys by which an import finds again what people know by its name."""


@pytest.mark.parametrize("kind", entities.ENTITY_TYPES)
def test_every_field_of_every_thing_has_an_editor(kind: type[Entity]) -> None:
    edited = {field.name for field in FORMS[kind]}

    assert {f.name for f in fields(kind) if (kind, f.name) not in KEYS} - INNER - edited == set()


@pytest.mark.parametrize("kind", THINGS)
def test_what_is_entered_is_in_the_conference_and_in_the_file(
    driver: WindowDriver, env: Environment, tmp_path: Path, kind: type[Entity]
) -> None:
    """Enter each case in one window and undo it before the next one.
    Cases with a list come last, since the offscreen platform loses a key after one.
    """
    show(driver, kind)
    cases = [case for case in CASES if case.kind is kind]
    cases.sort(key=lambda case: isinstance(editor(driver, kind, case.name), ChoiceEditor))
    wrong = {str(case): amiss(driver, env, tmp_path, case) for case in cases}

    assert {name: found for name, found in wrong.items() if found} == {}
    driver.does("redo")
    assert driver.agenda == left_in_file(driver, env)


def amiss(driver: WindowDriver, env: Environment, folder: Path, case: Case) -> list[str]:
    """Enter a case, undo, redo and undo it, and return the failed checks."""
    activate(driver.window)  # a list that was open leaves it inactive
    before = driver.agenda
    show(driver, case.kind, case.thing)
    shown = text_of(editor(driver, case.kind, case.name))

    widget = enter(driver, case.kind, case.name, case.typed)

    entity = driver.agenda.find(case.kind, case.thing)
    value = case.field.value(driver.agenda, entity)
    after, steps = driver.agenda, len(driver.steps)
    remark = case.field.remark(driver.agenda, entity.id)
    checks = {
        "not in sight": widget.isVisible(), f"is {value!r}": value == case.value,
        f"said {told(driver)}": bool(told(driver)) is bool(remark),
        f"{steps} steps": steps == 1,
        f"shows {shown!r} as before": text_of(widget) != shown,
    }  # fmt: skip
    if steps:
        driver.does("undo")
        text = text_of(editor(driver, case.kind, case.name))
        checks |= {"not undone": driver.agenda == before, f"shows {text!r} when undone": text == shown}
        driver.does("redo")
        copy = folder / f"{case}.estrad"
        driver.workspace.save_copy(copy)
        checks |= {"not redone": driver.agenda == after, "not in the file": stored(copy, env) == after}
        driver.does("undo")
    return [wrong for wrong, right in checks.items() if not right]


LENGTH = "Type a length in minutes, such as 45."
MARS = "There is no time zone “Mars/Olympus”. Type a city or a name such as Stockholm or Europe/Stockholm."
ADDRESS = "Type an address such as https://example.org."
SPOT = "Type latitude and longitude, such as 59.3293, 18.0686."


REFUSED: tuple[tuple[type[Entity], str, str, str], ...] = (
    (Session, "title", "", "It needs a name. Type at least one letter."),
    (Session, "start", "late", TIME),
    (Session, "start", "9:75", TIME),
    (Session, "minutes", "long", LENGTH),
    (Session, "minutes", "0", LENGTH),
    (Person, "name", "  ", "It needs a name. Type at least one letter."),
    (Person, "email", "ada at example", "Type an address such as anna@example.org."),
    (Room, "name", "Lab", "There is already a room “Lab”. Choose another name."),
    (Room, "seats", "0", "Type a whole number from 1, or leave it empty."),
    (Room, "seats", "9999999", "9999999 is not possible as seats. Type a number from 0 to 1000000."),
    (Day, "opens", "late", TIME),
    (Day, "closes", "never", TIME),
    (Day, "date", "20240426", "2024-04-26 is already a day of this conference. Choose another date."),
    (Conference, "timezone", "Mars/Olympus", MARS),
    (Session, "website", "http://exa mple", ADDRESS),
    (Session, "stream", "yes", ADDRESS),
    (Session, "language", "-1", "Type a language such as en or sv."),
    (Conference, "contact", "not an address", "Type an address such as info@example.org."),
    (Conference, "website", "ftp://example.org", ADDRESS),
    (Conference, "programme_page", "https://", ADDRESS),
    (Conference, "registration_page", "[]", ADDRESS),
    (Conference, "calendar_address", "javascript:alert(1)", ADDRESS),
    (Conference, "logo_address", "999999999999", ADDRESS),
    (Venue, "map_link", "file:///etc/passwd", ADDRESS),
    (Partner, "website", "https://a b", ADDRESS),
    (Venue, "position", "here", SPOT),
    (Venue, "position", "59.3", SPOT),
    (Venue, "position", "99, 400", "That value is not possible: there is no such place on earth."),
)  # fmt: skip
"""A field, a text typed there, and the sentence that it is refused with."""


def test_what_cannot_be_is_said_and_changes_nothing(driver: WindowDriver) -> None:
    before = driver.agenda
    for kind, name, typed, sentence in REFUSED:
        widget = enter(driver, kind, name, typed, of=THINGS[kind])
        assert (told(driver), text_of(widget), driver.agenda is before, driver.steps) == (sentence, typed, True, [])
        driver.key_in(widget, Key.Key_Escape)
        driver.window.notice.hide()
        assert told(driver) == ""

    enter(driver, Session, "start", "late", of="keynote")
    assert told(driver) == TIME
    enter(driver, Session, "start", "10")
    assert (told(driver), driver.where("keynote")) == ("", "hall 10:00-10:45")
    driver.start_over()

    show(driver, Session, "waiting")
    # it offers no rooms at all, so the change is asked for as an old menu would
    editor(driver, Session, "rooms").edited.emit(("lab",))
    assert told(driver) == "A session that is not placed has no room. Give it a day and a time first."
    driver.window.notice.hide()
    enter(driver, Session, "place", "The foyer")
    assert (told(driver), driver.steps) == (
        "A session that is not placed has no place. Give it a day and a time first.",
        [],
    )


WAYS: tuple[tuple[type[Entity], str, tuple[str, ...], Any, str], ...] = (
    (Venue, "position", ("34.052235, -118.2437",), (34.052235, -118.2437), "34.052235, -118.2437"),
    (Venue, "position", ("59,3293 18,0686", "59,3293; 18,0686", "59.3293,18.0686"), (59.3293, 18.0686),
     "59.3293, 18.0686"),
    (Venue, "position", ("-33, 151",), (-33.0, 151.0), "-33, 151"),
    (Session, "start", ("10:30", "1030", "kl. 10.30", " 10 : 30 "), 630, "10:30"),
    (Session, "start", ("2 pm",), 840, "14:00"),
    (Session, "start", ("kl 10.30-11.45", "10:30 - 11:45", "1030 till 1145"), 630, "10:30"),
    (Session, "minutes", ("90", "90 min", "1:30", "1 h 30", "1 tim 30", "90 minuter"), 90, "90 min"),
    (Session, "minutes", ("1 timme",), 60, "60 min"),
    (Conference, "timezone", ("Helsinki",), "Europe/Helsinki", "Europe/Helsinki"),
)  # fmt: skip
"""A field, ways to write a value in it, the value, and its text."""


def test_ways_to_write_a_spot_a_time_a_length_and_a_night(driver: WindowDriver) -> None:
    for kind, name, ways, value, shown in WAYS:
        field = next(field for field in FORMS[kind] if field.name == name)
        for typed in ways:
            widget = enter(driver, kind, name, typed, of=THINGS[kind])
            found = field.value(driver.agenda, driver.agenda.find(kind, THINGS[kind]))
            assert (found, text_of(widget)) == (value, shown), typed
            driver.start_over()

    enter(driver, Day, "opens", "20:00", of="2024-04-25")
    enter(driver, Day, "closes", "3:00")  # a night is typed from left to right
    first = driver.agenda.days_in_order[0]
    assert (first.opens, first.closes) == (20 * 60, 27 * 60)
    assert told(driver).endswith("The day closes at 03:00 in the night that follows.")


def test_a_start_with_an_end_gives_the_length_in_one_step_and_places_what_waits(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), talk("placed", "hall", "09:00-09:30"), talk("waits", minutes=30))
    for session in ("placed", "waits"):
        driver.plan.select((session,))
        enter(driver, Session, "start", "kl 13-13.45")
        assert (driver.where(session), len(driver.steps)) == ("hall 13:00-13:45", 1)
        driver.start_over()


@pytest.mark.parametrize(
    ("opens", "typed", "closes", "says"),
    [("9", "8", 20 * 60, ""), ("9", "5.30", 17 * 60 + 30, ""), ("9", "17", 17 * 60, ""), ("9", "12", 12 * 60, ""),
     ("8", "2", 26 * 60, "02:00"), ("20", "8", 32 * 60, "08:00"), ("9", "32:00", 32 * 60, "08:00")],
)  # fmt: skip
def test_an_early_closing_is_in_the_evening_or_said_to_be_in_the_night(
    hands_on: HandsOn, opens: str, typed: str, closes: int, says: str
) -> None:
    driver = hands_on(day(opens="07:00", closes="18:00"), room("hall"))
    driver.plan.show(Day, driver.agenda.days_in_order[0].id)
    enter(driver, Day, "opens", opens)
    enter(driver, Day, "closes", typed)
    assert driver.agenda.days_in_order[0].closes == closes
    assert ("in the night that follows" in driver.said, says in driver.said) == (bool(says), True)


def test_a_shift_in_the_night_and_the_order_which_is_counted_from_one(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(opens="20:00", closes="27:00"), room("hall", 4), room("lab", 9), room("attic", 9), person("ada"),
        Cover(id="morning", person="ada", day=DAY, start=22 * 60, end=25 * 60),
    )  # fmt: skip
    enter(driver, Cover, "start", "0:15", of="morning")
    cover = driver.agenda.covers["morning"]
    assert (cover.start, cover.end) == (24 * 60 + 15, 25 * 60)

    assert text_of(editor(driver, Room, "position", of="hall")) == "1"
    for typed, order, shown in (("2", "attic hall lab", "2"), ("99", "attic lab hall", "3")):
        enter(driver, Room, "position", typed)  # moves it there
        assert " ".join(room.id for room in driver.agenda.rooms_in_order) == order
        assert text_of(editor(driver, Room, "position")) == shown
    enter(driver, Room, "position", "0")
    assert told(driver) == "Type a whole number from 1."
    driver.key(Key.Key_Escape)
    assert (told(driver), text_of(editor(driver, Room, "position"))) == ("", "3")


def placed(driver: WindowDriver, session: str, name: str, typed: str) -> str:
    """Type or choose something in a field of a session, and return where the session is then."""
    activate(driver.window)  # a list that was open leaves it inactive
    show(driver, Session, session)
    enter(driver, Session, name, typed)
    return driver.where(session)


PLACED = {
    ("waiting", "start", "14:30"): "hall 14:30-15:00",  # a time places it on the first day
    ("keynote", "start", "24:30"): "hall 24:30-25:15", ("keynote", "minutes", "20 min"): "hall 09:00-09:20",
    ("keynote", "rooms", "All rooms"): "everywhere 09:00-09:45",
    ("keynote", "rooms", "Lab"): "lab 09:00-09:45",
    ("waiting", "day", "Fri 26 Apr"): "hall 08:00-08:30",  # a day places it when the day opens
    ("keynote", "day", "Not placed yet"): "tray",
}  # fmt: skip
"""The place of a session after something was typed or chosen in a field of its form."""


def test_a_session_is_placed_and_moved_by_its_form(driver: WindowDriver) -> None:
    found = {}
    for case in PLACED:
        found[case] = placed(driver, *case)
        driver.start_over()

    assert found == PLACED


BESIDE = {
    ("waiting", "start", "14:30"): "hall 14:30-15:00",
    ("waiting", "start", "9:00"): "hall 09:00-09:30",  # one room is taken
    ("waiting", "start", "8:30"): "hall 08:30-09:00",  # all are
    ("waiting", "day", "Fri 26 Apr"): "hall 09:00-09:30",  # the first free room
    ("hers", "day", "Fri 26 Apr"): "hall 09:30-10:00",  # when its people can
    ("coffee", "day", "Fri 26 Apr"): "everywhere 09:30-10:00",
    ("waiting", "day", "Thu 25 Apr"): "hall 08:00-08:30",  # a day that is not in sight, and full
}  # fmt: skip
"""The place of a session of the tray after a time or a day was given in its form, while the second day is in sight."""


def test_a_session_of_the_tray_goes_to_the_day_in_sight_to_a_free_place(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(FRIDAY), room("hall"), room("lab", 1), person("ada"), talk("a", "hall", "08:00-09:00", on=FRIDAY),
        talk("b", "lab", "08:00-09:30", on=FRIDAY, people=(speaker("ada"),)), talk("waiting"), talk("other"),
        talk("hers", people=(speaker("ada"),)), talk("coffee", kind=Kind.BREAK),
        talk("all", ("hall", "lab"), "08:00-18:00"),
    )  # fmt: skip
    driver.plan.show_day(driver.agenda.days_in_order[1])
    found = {}
    for session, name, typed in BESIDE:
        found[session, name, typed] = placed(driver, session, name, typed)
        assert driver.agenda.sessions[session].placement.span.day == (DAY if "25" in typed else FRIDAY)
        driver.start_over()
        driver.plan.show_day(driver.agenda.days_in_order[1])
    assert found == BESIDE

    driver.plan.select(("waiting", "other", "hers"))
    enter(driver, Session, "day", "Fri 26 Apr")
    places = [driver.where(session) for session in ("waiting", "other", "hers")]
    assert (places, len(driver.steps)) == (["hall 09:00-09:30", "hall 09:30-10:00", "lab 09:30-10:00"], 1)


# text in a field that keeps the focus --------------------------------------------------------------------


def begin(driver: WindowDriver, name: str, typed: str, thing: str = "keynote") -> None:
    """Type into a field of a session and stay there."""
    driver.retype_in(editor(driver, Session, name, of=thing), typed, reason=Qt.FocusReason.TabFocusReason)


def test_another_selection_saves_it_where_it_was_typed_and_nowhere_else(driver: WindowDriver) -> None:
    for name, leave in (
        ("title", lambda: driver.plan.select(("panel",))),
        ("abstract", lambda: driver.plan.select(("panel",))),
        ("abstract", lambda: driver.click(driver.on_tile("panel"))),
        ("title", lambda: driver.plan.show(Room, "hall")),
    ):
        before = driver.agenda.sessions["panel"]
        begin(driver, name, "Typed and not left")
        leave()
        assert getattr(driver.agenda.sessions["keynote"], name) == "Typed and not left"
        show(driver, Session, "panel")
        assert (driver.agenda.sessions["panel"], len(driver.steps)) == (before, 1)
        assert text_of(editor(driver, Session, name)) == getattr(before, name)
        driver.start_over()


@pytest.mark.parametrize(
    ("name", "leave"), [("title", ""), ("abstract", ""), ("abstract", "close"), ("title", "open another")]
)
def test_it_is_saved_whatever_comes_next(driver: WindowDriver, env: Environment, name: str, leave: str) -> None:
    path = driver.workspace.path
    begin(driver, name, "Typed and not left")
    if leave == "close":
        driver.does("close")
    elif leave:
        other = path.with_name("other.estrad")
        Workspace.create(other, driver.agenda, env).close()
        assert driver.window.open_path(other)

    driver.window.close()
    assert getattr(stored(path, env).sessions["keynote"], name) == "Typed and not left"


def test_undo_and_escape_take_back_what_was_just_typed(driver: WindowDriver) -> None:
    driver.document.apply(lambda now: unplace(now, "panel"))
    begin(driver, "abstract", "A first thought")
    driver.does("undo")
    assert driver.agenda.sessions["keynote"].abstract == text_of(editor(driver, Session, "abstract")) == ""
    driver.does("redo")
    assert driver.agenda.sessions["keynote"].abstract == "A first thought"

    begin(driver, "title", "Half a ti")
    driver.key(Key.Key_Escape)
    assert (text_of(editor(driver, Session, "title")), len(driver.steps)) == ("Keynote", 2)

    begin(driver, "title", "Half a ti")
    driver.document.apply(lambda now: START.apply(now, "keynote", TypedStart(600, DAY)))
    assert text_of(editor(driver, Session, "title")) == "Half a ti"  # a change from elsewhere leaves it alone
    driver.key(Key.Key_Return)
    assert (driver.agenda.sessions["keynote"].title, driver.where("keynote")) == ("Half a ti", "hall 10:00-10:45")


START = next(field for field in FORMS[Session] if field.name == "start")


def test_a_long_text_is_saved_when_nobody_types_for_a_while_and_the_wheel_over_a_choice_changes_nothing(
    driver: WindowDriver, qtbot: QtBot
) -> None:
    show(driver, Session)
    none, phase, turned = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, QPoint(0, -120)
    wheel = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(), turned, Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(editor(driver, Session, "kind"), wheel)
    assert (driver.agenda.sessions["keynote"].kind, driver.steps) == (Kind.TALK, [])

    widget = editor(driver, Session, "abstract")
    widget._autosave_timer.idle.setInterval(1)
    widget.setFocus()
    with qtbot.waitSignal(driver.plan.changed):
        driver.type("Still typing")
    qtbot.waitUntil(lambda: driver.agenda.sessions["keynote"].abstract == "Still typing")
    assert widget.hasFocus()
