"""Shading in the timeline: closed rooms always, and absent people while their session is dragged."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Person, Room
from planner.layout.grid import Grid
from tests.builders import DAY, moderator, person, room, span, speaker, talk
from tests.tries import tries
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Hands, Key, Painted
from ui.features.timeline.blocked_times import Shaded, ShadePainter
from ui.kit.theme.theme import LIGHT

ROOMS = (room("hall", seats=400), room("lab", 1, seats=80, closed=(span("14:00-16:00"),)), room("attic", 2))
ADA = person("ada", availability=(span("09:00-12:00"), span("13:00-15:00")))
BO = person("bo", availability=(span("09:00-14:00"),))
KEYNOTE = talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo")), audience=120)
FREE = talk("free", "attic", "11:00-11:30", people=(speaker("cy"),))
WAITING = talk("waiting", people=(speaker("bo"),))


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on Ada and Bo, who are away for a part of the day, Cy, who is not, and a lab closed from 14 to
    16.
    """
    return hands_on(*ROOMS, ADA, BO, person("cy"), KEYNOTE, FREE, WAITING)


def shaded(hands: Hands) -> list[str]:
    """Return the shaded parts within the day, as columns, hours and words."""
    found = []
    for part in hands.timeline.shaded:
        start, end = max(part.start, 8 * 60), min(part.end, 18 * 60)
        if start < end:
            hours = hands.page.desk.hours(start, end)
            found.append(f"{part.columns[0]}–{part.columns[1]} {hours} {part.why}")
    return found


CLOSED = "1–1 14:00–16:00 Closed"


def test_a_closed_room_is_always_shaded_in_its_column(hands: Hands) -> None:
    assert shaded(hands) == [CLOSED]


def test_a_room_that_is_closed_or_opened_is_shaded_anew(hands: Hands) -> None:
    before = picture(hands)

    hands.page.desk.perform(lambda agenda: edit(agenda, Room, "hall", closed=(span("16:00-17:00"),)))
    assert shaded(hands) == ["0–0 16:00–17:00 Closed", CLOSED]
    assert picture(hands) != before
    hands.does("undo")
    assert shaded(hands) == [CLOSED]
    assert picture(hands) == before


def test_what_is_newly_closed_is_painted_at_once(hands: Hands, qtbot: QtBot) -> None:
    grid, timeline = hands.timeline.grid, hands.timeline
    spot = (QPointF(0.5 * grid.column_width, grid.y(990)) + timeline.origin()).toPoint()
    qtbot.waitUntil(lambda: not timeline.viewport().visibleRegion().isEmpty())
    painted = Painted(timeline.viewport())

    hands.page.desk.perform(lambda agenda: edit(agenda, Room, "hall", closed=(span("16:00-17:00"),)))

    qtbot.waitUntil(lambda: painted.region.contains(spot))


def test_while_a_session_is_carried_it_is_shaded_when_its_people_are_away_and_who(hands: Hands) -> None:
    before = picture(hands)
    start = hands.on_block("keynote")
    hands.take(start, start + hands.by(minutes=30))

    assert shaded(hands) == [
        CLOSED,
        "0–2 08:00–09:00 Ada, Bo are away",
        "0–2 12:00–13:00 Ada is away",
        "0–2 14:00–15:00 Bo is away",
        "0–2 15:00–18:00 Ada, Bo are away",
    ]
    hands.key(Key.Key_Escape)
    hands.release()
    assert shaded(hands) == [CLOSED]
    hands.page.desk.select(())
    assert picture(hands) == before


def test_a_session_from_the_tray_is_shaded_for_too(hands: Hands) -> None:
    hands.take(hands.on_card("waiting"), hands.on_slot("hall", "10:00"))

    assert shaded(hands) == [CLOSED, "0–2 08:00–09:00 Bo is away", "0–2 14:00–18:00 Bo is away"]
    hands.release()
    assert shaded(hands) == [CLOSED]


def test_a_session_carried_by_keys_is_shaded_for_too(hands: Hands) -> None:
    hands.page.desk.select(("keynote",))
    hands.timeline.setFocus()
    hands.key(Key.Key_M)

    assert "0–2 12:00–13:00 Ada is away" in shaded(hands)
    hands.key(Key.Key_Escape)
    assert shaded(hands) == [CLOSED]


def test_nothing_is_shaded_for_people_who_can_always_be_there(hands: Hands) -> None:
    start = hands.on_block("free")
    hands.take(start, start + hands.by(minutes=30))

    assert shaded(hands) == [CLOSED]
    hands.release()


def test_a_room_that_will_not_do_says_so_in_the_header_meanwhile(hands: Hands) -> None:
    start = hands.on_block("keynote")
    hands.take(start, start + hands.by(minutes=30))

    assert hands.timeline.header.notes == {"lab": "80 seats for 120"}
    hands.key(Key.Key_Escape)
    hands.release()
    assert hands.timeline.header.notes == {}


def test_a_room_that_lacks_equipment_says_so(hands_on: HandsOn) -> None:
    rooms = (room("hall", equipment=("Projector",)), room("lab", 1, equipment=("Piano",)), room("attic", 2))
    hands = hands_on(*rooms, talk("talk", "hall", "09:00-09:30", equipment=("projector",)))
    start = hands.on_block("talk")
    hands.take(start, start + hands.by(minutes=30))

    assert hands.timeline.header.notes == {"lab": "Missing: projector"}
    hands.release()


# consequences of a drop ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "time", "expected"),
    [
        pytest.param(
            "attic",
            "12:22",
            ["Ada can be there only 09:00–12:00, 13:00–15:00."],
            id="somebody is away",
        ),
        pytest.param(
            "lab",
            "13:52",
            [
                "Bo can be there only 09:00–14:00.",
                "Lab is closed 14:00–16:00.",
                "“Keynote” expects an audience of 120, but Lab has 80 seats.",
            ],
            id="closed, too small and somebody away",
        ),
        pytest.param(
            "lab",
            "10:22",
            ["“Keynote” expects an audience of 120, but Lab has 80 seats."],
            id="only too small",
        ),
    ],
)
def test_the_reasons_are_named_beside_what_is_carried(hands: Hands, where: str, time: str, expected: list[str]) -> None:
    hands.take(hands.on_block("keynote"), hands.on_slot(where, time))

    assert hands.timeline.tip_lines(hands.held)[1:] == expected
    hands.key(Key.Key_Escape)
    hands.release()


def test_a_session_taken_by_keys_from_the_tray_lands_where_its_people_can_be(hands: Hands) -> None:
    hands.page.desk.perform(lambda agenda: edit(agenda, Person, "bo", availability=(span("10:00-10:30"),)))

    hands.timeline.grab_by_keys(hands.agenda.sessions["waiting"])

    assert hands.target == "hall 10:00-10:30"
    hands.key(Key.Key_Escape)


def test_where_no_place_is_good_the_keys_land_where_nothing_is_impossible(hands_on: HandsOn) -> None:
    small = (room("hall", seats=10), room("lab", 1, seats=20))
    waiting = talk("waiting", minutes=60, audience=500)
    hands = hands_on(*small, talk("first", "hall", "08:00-09:00"), talk("other", "lab", "08:00-09:00"), waiting)

    hands.timeline.grab_by_keys(hands.agenda.sessions["waiting"])

    assert hands.target == "hall 09:00-10:00"
    hands.key(Key.Key_Escape)


# painting ------------------------------------------------------------------------------------------------


def picture(hands: Hands) -> QImage:
    """Return a picture of the timeline."""
    return hands.timeline.viewport().grab().toImage()


GRID = Grid(DAY, ("hall", "lab"), 480, 1080, 480, 1080, 150, 1)


def said(*parts: Shaded) -> list[tuple[int, float, str]]:
    """Return the words in the shading, with their columns and heights."""
    spots = ShadePainter(LIGHT).laid(GRID, parts).spots
    return [(column, round(spot.top()), words) for column, found in spots.items() for spot, words in found]


def test_a_long_stretch_says_why_again_and_at_its_end(hands: Hands) -> None:
    heights = [y for _, y, _ in said(Shaded((0, 0), 480, 1080, "Closed"))]

    assert heights[:3] == [4, 204, 404]
    assert 570 < heights[-1] < 600


def test_words_of_two_stretches_do_not_lie_on_each_other(hands: Hands) -> None:
    parts = (Shaded((0, 1), 600, 660, "Ada is away"), Shaded((1, 1), 600, 700, "Closed"))
    spots = ShadePainter(LIGHT).laid(GRID, parts).spots

    boxes = [spot for spot, _ in spots[1]]
    assert len(boxes) == 3
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))


def test_a_name_too_long_for_its_column_ends_in_dots(hands: Hands) -> None:
    ((_, _, words),) = said(Shaded((0, 0), 600, 640, "Somebody of a name that is longer than a column is wide is away"))

    assert words.endswith("…")


def test_a_stretch_too_low_for_words_has_none(hands: Hands) -> None:
    assert said(Shaded((0, 0), 600, 610, "Closed")) == []


def test_words_stand_where_no_block_lies(hands: Hands) -> None:
    painter, closed = ShadePainter(LIGHT), (Shaded((0, 1), 600, 660, "Closed"),)
    block = QRectF(0, GRID.y(590), 150, 30)

    painter.settle(GRID, closed, [block])

    ((beside, _),), ((plain, _),) = painter.laid(GRID, closed).spots[0], painter.laid(GRID, closed).spots[1]
    assert (round(plain.top()), round(beside.top())) == (124, 142)
    assert not beside.intersects(block)


@tries(60)
@given(
    st.integers(600, 620), st.integers(20, 240), st.lists(st.tuples(st.integers(540, 860), st.integers(5, 120))),
)  # fmt: skip
def test_closed_stands_only_where_it_is_closed(start: int, minutes: int, blocks: list[tuple[int, int]]) -> None:
    painter, closed = ShadePainter(LIGHT), (Shaded((0, 0), start, start + minutes, "Closed"),)
    painter.settle(GRID, closed, [QRectF(0, GRID.y(at), 150, long * GRID.scale) for at, long in blocks])

    laid = painter.laid(GRID, closed)

    assert all(
        laid.boxes[0].top() <= spot.top() and spot.bottom() <= laid.boxes[0].bottom() for spot, _ in laid.spots[0]
    )


def test_a_lunch_over_most_of_it_leaves_one_word_in_the_stripe(hands: Hands) -> None:
    painter, closed = ShadePainter(LIGHT), (Shaded((0, 0), 720, 840, "Closed"),)
    painter.settle(GRID, closed, [QRectF(0, GRID.y(720), 150, 95 * GRID.scale)])

    ((spot, _),) = painter.laid(GRID, closed).spots[0]
    assert GRID.y(815) < spot.top() < spot.bottom() <= GRID.y(840)


def test_where_blocks_leave_no_room_nothing_is_said(hands: Hands) -> None:
    painter, closed = ShadePainter(LIGHT), (Shaded((0, 0), 600, 660, "Closed"),)

    painter.settle(GRID, closed, [QRectF(0, GRID.y(590), 150, 60)])

    assert painter.laid(GRID, closed).spots == {0: []}


def test_words_that_make_way_for_a_block_leave_nothing_behind(hands_on: HandsOn) -> None:
    closed = room("hall", closed=(span("10:00-12:00"),))
    hands = hands_on(closed, room("lab", 1), talk("talk", "lab", "10:00-10:45"))
    hands.on_screen()

    hands.page.desk.perform(lambda now: place(now, "talk", DAY, 600, ("hall",)))
    made_way = hands.on_screen()
    hands.timeline.viewport().update()
    assert made_way == hands.on_screen()

    hands.does("undo")
    back = hands.on_screen()
    hands.timeline.viewport().update()
    assert back == hands.on_screen()
