"""The moderators' board with a mouse: people dragged onto sessions, lanes and column headers, and shifts resized."""

import gc
from datetime import timedelta
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from planner.commands.covers import add_moderator, delete_cover
from planner.commands.deleting import delete_all
from planner.commands.venue import delete_room
from planner.domain.entities import Cover, Person, Room, Session
from planner.domain.enums import Kind, Role
from planner.domain.span import minutes_of
from planner.domain.value_objects import Appearance
from tests.builders import DAY, day, moderator, person, room, span, speaker, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import BOTTOM, MIDDLE, TOP, Key
from ui.features.moderators.board_scene import BoardSessionContent

pytestmark = pytest.mark.usefixtures("forms_sleep")

CAST = (
    room("hall"), room("lab", 1), person("ada", availability=(span("08:00-16:00"),)), person("bo"), person("cleo"),
    talk("coffee", "", "10:00-10:30", kind=Kind.BREAK), talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "hall", "10:30-11:15", people=(speaker("bo"), moderator("cleo"))),
    talk("demo", "hall", "11:15-11:45"), talk("workshop", "lab", "10:30-11:30", people=(speaker("ada"),)),
)  # fmt: skip
MORNING = Cover(id="morning", person="bo", day=DAY, start=minutes_of("10:30"), end=minutes_of("12:00"), room="lab")
ALL_DAY = Cover(id="all day", person="cleo", day=DAY, room="hall")


@pytest.fixture
def cover(hands_on: HandsOn) -> BoardDriver:
    """Return a window driver for two rooms, three people, and four sessions of which one has a moderator."""
    return BoardDriver(hands_on(*CAST))


@pytest.fixture
def covered(hands_on: HandsOn) -> BoardDriver:
    """Return the same with two shifts."""
    return BoardDriver(hands_on(*CAST, MORNING, ALL_DAY))


# from the list -------------------------------------------------------------------------------------------


def test_a_person_on_a_session_moderates_it(cover: BoardDriver) -> None:
    cover.driver.drag(cover.person("bo"), cover.session("demo"))

    assert cover.driver.agenda.sessions["demo"].people == (Appearance("bo", Role.MODERATOR),)
    assert cover.driver.steps == ["Let Bo moderate “Demo”"]
    assert cover.driver.page.document.selected == ("demo",)


def test_forty_at_once_are_narrow_and_still_seen(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(room("hall"), room("lab", 1), *(talk(f"s{n}", "lab", "10:00-11:00") for n in range(40)))
    )
    (box,) = cover.board.layout.boxes_of((Session, "s20"))

    shown = cover.board.canvas.viewport().grab().toImage()
    middle = (box.y + box.height / 2, box.bottom + 30)
    inside, below = (shown.pixelColor(round(box.x + box.width / 2), round(y)) for y in middle)
    assert inside != below


def test_a_break_takes_no_moderator_and_what_is_dropped_on_it_is_for_the_stretch_after_it(cover: BoardDriver) -> None:
    cover.driver.drag(cover.person("bo"), cover.lane("lab", "10:15"))

    (made,) = cover.driver.agenda.covers.values()
    assert (made.room, made.start, made.end) == ("lab", minutes_of("10:30"), minutes_of("12:00"))
    assert cover.driver.agenda.sessions["coffee"].people == ()


def test_a_double_click_on_a_break_says_that_nobody_moderates_it(cover: BoardDriver) -> None:
    cover.driver.double_click(cover.session("coffee"))

    said = cover.driver.window.notice.sentence.text()
    assert said == "“Coffee” takes no moderator. Breaks, meals, registration and social events have none."
    assert cover.driver.steps == []


def test_undo_takes_the_moderator_out_again(cover: BoardDriver) -> None:
    cover.driver.drag(cover.person("bo"), cover.session("demo"))

    cover.driver.does("undo")

    assert cover.moderators("demo") == ()
    assert cover.page.count.text() == "3 of 4 sessions have no moderator"


@pytest.mark.parametrize(
    ("where", "time", "expected"),
    [
        pytest.param("hall", "11:00", "bo hall 10:30-12:00", id="a lane: between the pauses"),
        pytest.param("lab", "08:30", "bo lab 08:00-10:00", id="the morning"),
        pytest.param(None, "14:00", "bo every room 13:00-18:00", id="the lane for every room"),
    ],
)
def test_a_person_on_a_lane_has_a_stretch(cover: BoardDriver, where: str | None, time: str, expected: str) -> None:
    cover.driver.drag(cover.person("bo"), cover.lane(where, time))

    assert cover.shifts == [expected]
    assert cover.driver.page.document.shown[0] is Cover


@pytest.mark.parametrize(("where", "expected"), [("lab", "bo lab all day"), (None, "bo every room all day")])
def test_a_person_on_a_head_has_the_whole_day(cover: BoardDriver, where: str | None, expected: str) -> None:
    cover.driver.drag(cover.person("bo"), cover.head(where))

    assert cover.shifts == [expected]


def test_what_would_be_moderated_lights_up_and_is_counted(cover: BoardDriver) -> None:
    cover.driver.take(cover.person("cleo"), cover.lane("hall", "11:00"))

    assert cover.lit == {"demo"}  # the panel has a moderator of its own
    assert cover.label == ["Cleo", "Hall · 10:30 – 12:00", "1 session gets a moderator"]


def test_a_clash_is_named_beside_the_pointer(cover: BoardDriver) -> None:
    cover.driver.take(cover.person("ada"), cover.session("demo"))

    assert cover.label == [
        "Ada",
        "Moderator of “Demo”",
        "! Ada is in two places at 11:15: “Workshop” and “Demo”.",
    ]


def test_who_is_away_is_said_beside_the_pointer(cover: BoardDriver) -> None:
    cover.driver.take(cover.person("ada"), cover.lane(None, "14:00"))

    assert cover.label[-1] == (
        "! Ada can be there only 08:00–16:00 on 2024-04-25, but moderates every room 13:00–18:00."
    )


def test_escape_lets_go_and_the_button_no_longer_drags(cover: BoardDriver) -> None:
    cover.driver.take(cover.person("bo"), cover.session("demo"))

    cover.driver.key(Key.Key_Escape)
    cover.driver.move(cover.session("workshop"))
    cover.driver.release()

    assert cover.driver.steps == []


def test_the_right_button_lets_go_of_a_person_and_of_a_stretch(covered: BoardDriver) -> None:
    before = covered.driver.agenda.covers
    for start in (covered.person("bo"), covered.shift("morning")):
        covered.driver.take(start, covered.session("demo"))
        assert covered.board.drag_controller.state

        covered.driver.right_click()

        assert covered.board.drag_controller.state is None
        covered.driver.move(covered.session("workshop"))
        covered.driver.release()
    assert (covered.driver.steps, covered.driver.agenda.covers) == ([], before)


def test_a_stretch_that_is_let_go_outside_the_board_stays(covered: BoardDriver) -> None:
    covered.driver.drag(covered.shift("morning"), covered.driver.on(covered.driver.page.inspector))

    assert covered.driver.steps == []


def test_let_go_over_the_people_nothing_happens(cover: BoardDriver) -> None:
    cover.driver.take(cover.person("bo"), cover.session("demo"))
    cover.driver.move(cover.person("cleo"))
    cover.driver.release()

    assert cover.driver.steps == []


def test_whoever_moderates_comes_first_with_how_much(cover: BoardDriver) -> None:
    people = cover.page.people.list.people

    assert [(p.name, people.line(p)) for p in people.rows] == [
        ("Cleo", "45 min · 1 session"),
        ("Ada", ""),
        ("Bo", ""),
    ]

    cover.driver.drag(cover.person("ada"), cover.head("hall"))

    assert next((p.name, people.line(p)) for p in people.rows) == ("Ada", "1 h 15 min · 2 sessions")


def test_people_are_searched(cover: BoardDriver) -> None:
    cover.driver.does("find")
    cover.driver.type("cle")

    assert [person.id for person in cover.page.people.list.people.rows] == ["cleo"]


# shifts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "minutes", "expected"),
    [
        pytest.param(TOP, -90, "bo lab 09:00-12:00", id="begins earlier"),
        pytest.param(BOTTOM, 122, "bo lab 10:30-14:00", id="ends later, to five minutes"),
    ],
)
def test_the_ends_of_a_stretch_are_pulled(covered: BoardDriver, part: str, minutes: int, expected: str) -> None:
    start = covered.shift("morning", part)

    covered.driver.drag(start, start + covered.by(minutes))

    assert expected in covered.shifts


def test_a_stretch_is_moved_to_another_lane(covered: BoardDriver) -> None:
    covered.driver.drag(covered.shift("morning"), covered.lane(None, "11:15"))

    assert "bo every room 10:30-12:00" in covered.shifts
    assert covered.driver.steps == ["Change what Bo moderates"]


def test_a_stretch_on_a_head_is_the_whole_day(covered: BoardDriver) -> None:
    covered.driver.drag(covered.shift("morning"), covered.head("lab"))

    assert "bo lab all day" in covered.shifts


def test_a_whole_day_moved_stays_one_and_pulled_gets_times(covered: BoardDriver) -> None:
    covered.driver.drag(covered.shift("all day"), covered.lane("lab", "15:00"))
    assert "cleo lab all day" in covered.shifts

    end = covered.shift("all day", BOTTOM)
    covered.driver.drag(end, end + covered.by(-390))
    assert "cleo lab 08:00-12:00" in covered.shifts


def test_a_stretch_over_the_people_is_no_more(covered: BoardDriver) -> None:
    covered.driver.drag(covered.shift("morning"), covered.driver.on(covered.page.people.list.viewport()))

    assert covered.shifts == ["cleo hall all day"]
    assert covered.driver.steps == ["Let Bo not moderate"]


def test_a_click_on_a_stretch_shows_it(covered: BoardDriver) -> None:
    covered.driver.click(covered.shift("morning", MIDDLE))

    assert covered.driver.page.document.shown == (Cover, "morning")
    assert covered.driver.steps == []


def test_a_stretch_that_vanishes_while_it_is_held_is_let_go(covered: BoardDriver) -> None:
    covered.driver.take(covered.shift("morning"), covered.lane("lab", "14:00"))

    covered.driver.page.document.apply(lambda agenda: delete_cover(agenda, "morning"))
    covered.driver.release()

    assert covered.driver.steps == ["Let Bo not moderate"]


def test_a_stretch_that_is_moved_still_says_what_it_clashes_with(hands_on: HandsOn) -> None:
    torn = Cover(id="torn", person="ada", day=DAY, start=minutes_of("10:00"), end=minutes_of("12:00"), room="hall")
    cover = BoardDriver(hands_on(*CAST, torn))
    start = cover.shift("torn")

    cover.driver.take(start, start + cover.by(15))

    assert cover.label[-1] == "! Ada is in two places at 10:30: moderating Hall, and in “Workshop” in Lab."


# the view ------------------------------------------------------------------------------------------------


def test_the_selection_is_the_same_everywhere(cover: BoardDriver) -> None:
    cover.driver.click(cover.session("demo"))
    assert cover.driver.page.document.selected == ("demo",)

    cover.driver.page.document.select(("panel",))
    assert cover.board.canvas.scene.selected == {(Session, "panel")}
    assert cover.board.commands.current == (Session, "panel")


def test_a_click_on_a_person_shows_them(cover: BoardDriver) -> None:
    cover.driver.click(cover.person("bo"))

    assert cover.driver.page.document.shown == (Person, "bo")


def test_a_click_on_a_head_shows_the_room(cover: BoardDriver) -> None:
    cover.driver.click(cover.head("lab"))

    assert cover.driver.page.document.shown == (Room, "lab")


def test_with_thirty_rooms_the_lane_for_every_room_stays_while_they_scroll(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(*(room(f"r{n}", n) for n in range(30)), person("bo"), talk("demo", "r29", "09:00-10:00"))
    )

    cover.driver.page.document.select(("demo",))
    cover.driver.drag(cover.person("bo"), cover.lane(None, "14:00"))
    cover.driver.drag(cover.person("bo"), cover.session("demo"))

    assert cover.board.canvas.horizontalScrollBar().value() > 0
    assert cover.shifts == ["bo every room 08:00-18:00"]
    assert cover.driver.steps == ["Let Bo moderate", "Let Bo moderate “Demo”"]


def test_without_rooms_there_is_one_lane_for_the_venue(hands_on: HandsOn) -> None:
    cover = BoardDriver(hands_on(person("bo"), talk("demo", "", "09:00-10:00")))
    for name in ("hall", "lab"):
        cover.driver.page.document.apply(lambda agenda, name=name: delete_room(agenda, name))

    cover.driver.drag(cover.person("bo"), cover.lane(None, "09:30"))

    assert cover.shifts == ["bo every room 08:00-18:00"]
    assert cover.page.count.text() == "✓ Every session has a moderator"


def test_an_empty_day_and_no_people_say_what_to_do(hands_on: HandsOn) -> None:
    cover = BoardDriver(hands_on())

    assert cover.page.count.text() == "No session to moderate is placed yet"
    assert cover.page.people.hint.text() == "No people yet. Select a session and press Enter to type who moderates it."


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("panel panel talk", "3 of 3 sessions have no moderator · 2 of them need one"),
        ("panel+ panel talk+", "1 of 3 sessions has no moderator · 1 of them needs one"),
        ("panel+ talk talk", "2 of 3 sessions have no moderator · none of them has to have one"),
        ("talk talk+ talk", "2 of 3 sessions have no moderator"),
        ("talk talk+ break", "1 of 2 sessions has no moderator"),
        ("panel+ talk+ break", "✓ Every session has a moderator"),
    ],
)
def test_the_count_is_of_what_the_board_marks(hands_on: HandsOn, kinds: str, expected: str) -> None:
    placed = [
        talk(f"t{n}", "hall", f"{9 + n:02}:00-{9 + n:02}:30", kind=Kind(kind.strip("+")),
             people=(moderator("cleo"),) if "+" in kind else ())
        for n, kind in enumerate(kinds.split())
    ]  # fmt: skip
    cover = BoardDriver(hands_on(person("cleo"), *placed))

    assert cover.page.count.text() == expected
    contents = [cover.board.canvas.scene.contents[Session, session.id] for session in placed]
    marked = sum(content.missing for content in contents if isinstance(content, BoardSessionContent))
    assert (expected.split()[0] if marked else "✓") == (str(marked) if marked else expected[0])


def test_zoom_is_that_of_the_board_when_it_is_in_sight(cover: BoardDriver) -> None:
    timeline = cover.driver.timeline.canvas.scale_now
    before = cover.board.canvas.scale_now

    cover.driver.does("zoom_in")
    assert cover.board.canvas.scale_now == pytest.approx(before * 1.25)
    cover.driver.does("zoom_out")
    assert cover.board.canvas.scale_now == pytest.approx(before)
    cover.driver.does("fit")
    assert cover.board.layout.grid.height == pytest.approx(cover.board.canvas.viewport().height(), abs=1)
    assert cover.driver.timeline.canvas.scale_now == timeline


def test_a_change_made_elsewhere_is_seen_on_coming_back(cover: BoardDriver) -> None:
    cover.driver.page.places.go("agenda")
    cover.driver.page.document.apply(lambda agenda: add_moderator(agenda, ("demo",), "bo"))
    cover.driver.page.places.go("cover")

    assert cover.page.count.text() == "2 of 4 sessions have no moderator"


def test_a_closed_conference_leaves_no_board(cover: BoardDriver) -> None:
    window, path = cover.driver.window, cover.driver.page.document.workspace.path
    cover.driver.drag(cover.person("bo"), cover.session("demo"))
    cover.driver.key(Key.Key_Return, Key.Key_Escape)
    board = ref(cover.board)
    del cover.board, cover.page

    cover.driver.does("close")
    assert window.open_path(path)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert board() is None


def test_another_day_is_shown_after_a_change_that_it_did_not_see(hands_on: HandsOn) -> None:
    next_day = DAY + timedelta(days=1)
    driver = hands_on(
        day(), day(next_day), room("hall"), talk("panel", "hall", "09:00-09:40", kind=Kind.PANEL),
        talk("then", "hall", "10:00-10:40", kind=Kind.PANEL, on=next_day),
    )  # fmt: skip
    cover = BoardDriver(driver)
    driver.does("go_agenda")
    driver.page.document.apply(lambda agenda: delete_all(agenda, Session, ("panel",)))

    driver.does("next_day")
    driver.does("go_cover")

    assert cover.board.layout.boxes_of((Session, "then"))
    assert driver.page.document.day.date == next_day
