"""The looks of the moderators' board, to the pixel: who is missing, what clashes, shifts and their drag."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF

from planner.domain.entities import Cover, Person, Room, Session
from planner.domain.span import parse_clock_time
from planner.domain.text import Text
from planner.domain.value_objects import Appearance, Kind, Role, State
from planner.layout.board_layout import BoardLayout, ModeratorShift
from planner.layout.grid import Grid
from tests.builders import DAY, agenda, block, day, moderator, person, room, span, speaker, talk, track
from tests.ui.board_driver import BoardDriver
from tests.ui.conftest import DocumentOf
from tests.ui.picture import Picture, colours_in, painted_colours
from tests.ui.window_driver import HandsOn
from ui.features.moderators.board_layers import BoardPainter, ModeratorDragGhost
from ui.features.moderators.board_scene import BoardSessionContent, ShiftContent
from ui.features.moderators.board_tools import ListTarget, ModeratorDrag
from ui.kit.theme.theme import LIGHT
from ui.plan.canvas.tile_ground import TileGround
from ui.state.document import Document

WIDTH, HEIGHT = 200, 80
BAND, INSIDE = 4, 190
"""A column of the band, and one without text."""
GROUND, BREAK = (TileGround("royalblue", pause, wrong=False, draft=False, strong=False) for pause in (False, True))
TINT = LIGHT.tinted("royalblue")
PLAIN = BoardSessionContent(
    "Title", "09:00–10:00", "Ada", ("ada",), own=True, missing=False, needed=False, ground=GROUND, cancelled=False,
    wrong="", name="",
)  # fmt: skip
MISSING = replace(PLAIN, who="No moderator", people=(), own=False, missing=True, needed=True)
SHIFT = ShiftContent("ada", "Ada", firm=True, counts=True, wrong="", name="")
GRID = Grid(DAY, ("hall", "lab"), 480, 720, 540, 660, 150, 1)
LAYOUT = BoardLayout(agenda(), day(), GRID, 78, (34, 34), (), ())


@pytest.fixture
def document(document_of: DocumentOf) -> Document:
    return document_of(room("hall"), room("lab", 1), person("ada"), talk("demo", "hall", "09:00-10:00"))


@pytest.fixture
def board(document: Document) -> BoardPainter:
    return BoardPainter(document.plan)


def session(
    board: BoardPainter, content: BoardSessionContent, *, selected: bool = False, lit: bool = False, his: bool = False,
    height: float = HEIGHT,
) -> Picture:  # fmt: skip
    box, ground = QRectF(0, 0, WIDTH, height), LIGHT.colour("background")
    return Picture(
        lambda p: board.paint_session(p, content, box, WIDTH, selected=selected, lit=lit, his=his),
        WIDTH, height, ground,
    )  # fmt: skip


def shift(
    board: BoardPainter, content: ShiftContent, *, selected: bool = False, his: bool = False, width: float = 120
) -> Picture:
    box, ground = QRectF(0, 0, width, HEIGHT), LIGHT.colour("background")
    return Picture(lambda p: board.paint_shift(p, content, box, box, selected=selected, his=his), width, HEIGHT, ground)


def edge(picture: Picture, token: str) -> int:
    """Return the number of stretches of a colour along the lower edge."""
    ends = 20, picture.image.width() - 20
    return max(picture.runs(y, LIGHT.colour(token), *ends) for y in range(HEIGHT - 4, HEIGHT))


# sessions --------------------------------------------------------------------------------------------------


def test_a_session_is_outlined_while_it_needs_a_moderator_or_has_one_who_cannot(board: BoardPainter) -> None:
    warning, problem, ring = LIGHT.colour("warning"), LIGHT.colour("problem"), QRectF(14, 24, 10, 10)
    plain = session(board, PLAIN)
    assert [edge(plain, name) for name in ("warning", "problem")] == [0, 0]
    assert (plain.count(warning, ring), plain.count(problem)) == (0, 0)

    # one that needs a moderator has a full ring
    picture = session(board, MISSING)
    assert (edge(picture, "warning"), picture.is_like(19, 29, warning)) == (1, True)

    # one that may have a moderator has an empty grey ring, and no outline
    picture, muted = session(board, replace(MISSING, needed=False)), LIGHT.colour("muted")
    assert (edge(picture, "warning"), picture.count(warning)) == (0, 0)
    assert sum(picture.is_tinged(x, 29, muted) for x in range(14, 24)) >= 2
    assert picture.is_like(19, 29, TINT)

    # one whose moderator cannot says why in red
    picture = session(board, replace(PLAIN, wrong="Ada is away"))
    assert (edge(picture, "problem"), picture.count(problem, QRectF(11, 36, 80, 16)) > 20) == (1, True)

    # the band has the colour of the track
    for colour in ("teal", "crimson"):
        assert session(board, replace(PLAIN, ground=GROUND._replace(colour=colour))).is_like(
            BAND, 40, LIGHT.track(colour)
        )

    # a break is flat, without a band, as on the timeline
    picture = session(board, replace(PLAIN, ground=BREAK, who="", people=()))
    assert {picture.at(x, 70).name() for x in (BAND, 100, 180)} == {LIGHT.shade}
    assert plain.at(100, 70) == TINT

    # a cancelled title is grey and struck through
    title = QRectF(13, 4, 28, 16)
    for picture, cancelled in ((plain, False), (session(board, replace(PLAIN, cancelled=True)), True)):
        assert (picture.count(LIGHT.colour("ink"), title) > 0) is not cancelled
        struck = any(not any(picture.is_like(x, y, TINT) for x in range(14, 38)) for y in range(6, 18))
        assert struck is cancelled


@pytest.mark.parametrize(("lit", "his"), [(False, False), (True, False), (False, True)])
def test_what_the_person_would_or_does_moderate_is_tinted(board: BoardPainter, lit: bool, his: bool) -> None:
    picture = session(board, PLAIN, lit=lit, his=his)

    assert picture.at(INSIDE, 40) == (LIGHT.colour("accent_soft") if lit or his else TINT)
    assert (edge(picture, "accent") == 1) == lit


@pytest.mark.parametrize("content", [PLAIN, MISSING, replace(PLAIN, wrong="Ada is away")])
def test_the_outline_of_the_selection_stands_in_place_of_others(
    board: BoardPainter, content: BoardSessionContent
) -> None:
    picture = session(board, content, selected=True)

    assert (edge(picture, "accent"), edge(picture, "warning"), edge(picture, "problem")) == (1, 0, 0)


@pytest.mark.parametrize(("height", "rows"), [(30, 1), (50, 1), (60, 2), (120, 2)])
def test_a_long_title_takes_a_second_line_where_there_is_room(board: BoardPainter, height: float, rows: int) -> None:
    long = replace(PLAIN, title="A title that is much longer than a block is wide", who="", hours="", people=())
    lines = [QRectF(13, 4 + 16 * n, 170, 14) for n in range(2)]

    picture = session(board, long, height=height)

    found = [picture.count(LIGHT.colour("ink"), line) > 60 for line in lines]
    assert found == ([True, rows == 2] if height > 30 else [True, False])


# shifts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wrong", "token"), [("", "accent"), ("twice", "problem")])
@pytest.mark.parametrize("firm", [True, False])
def test_a_shift_is_dashed_until_confirmed_and_red_if_it_clashes(
    board: BoardPainter, wrong: str, token: str, firm: bool
) -> None:
    picture = shift(board, replace(SHIFT, wrong=wrong, firm=firm))

    stretches = edge(picture, token)
    assert (stretches > 1, stretches == 1) == (not firm, firm and bool(wrong))
    assert picture.is_like(BAND, 40, LIGHT.colour("accent"))
    assert picture.at(110, 70) == LIGHT.colour("accent_soft")


def test_a_declined_shift_is_white_and_its_name_struck_through(board: BoardPainter) -> None:
    declined, counts = shift(board, replace(SHIFT, counts=False)), shift(board, SHIFT)
    name = QRectF(40, 24, 40, 20)

    assert declined.at(110, 70) == LIGHT.colour("panel")
    assert declined.count(LIGHT.colour("ink"), name) > counts.count(LIGHT.colour("ink"), name)


@pytest.mark.parametrize(("selected", "his"), [(True, False), (False, True)])
def test_a_chosen_shift_and_those_of_the_person_shown_have_a_thick_edge(
    board: BoardPainter, selected: bool, his: bool
) -> None:
    def blue(picture: Picture) -> int:
        return sum(picture.is_tinged(60, y, LIGHT.colour("accent")) for y in range(HEIGHT - 6, HEIGHT))

    assert blue(shift(board, SHIFT, selected=selected, his=his)) > blue(shift(board, SHIFT))


def test_a_narrow_shift_has_its_name_rotated(board: BoardPainter) -> None:
    places = shift(board, SHIFT, width=26).differing(shift(board, replace(SHIFT, who="Bo"), width=26))

    assert max(y for _, y in places) - min(y for _, y in places) > max(x for x, _ in places) - min(x for x, _ in places)


# the ground ------------------------------------------------------------------------------------------------


def test_lanes_are_shaded_and_closed_hours_hatched(board: BoardPainter) -> None:
    area = QRectF(0, 0, *LAYOUT.size)
    picture = Picture(
        lambda p: board.paint_ground(p, LAYOUT, area), area.width(), area.height(), LIGHT.colour("background")
    )
    shade, background, line = (LIGHT.colour(token) for token in ("shade", "background", "line"))

    assert (picture.at(78 + 17, 90), picture.at(78 + 60, 90)) == (shade, background)
    closed = {(x, y) for x in range(140, 200) for y in range(5, 55)}
    assert 0.2 < sum(picture.at(*at) == shade for at in closed) / len(closed) < 0.8
    assert {picture.at(x, y).name() for x in range(140, 200) for y in range(65, 115)} == {background.name()}
    assert all(any(picture.is_tinged(x, y, line) for y in (119, 120)) for x in range(140, 200))


# the drag --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("grave", "token"), [(False, "accent"), (True, "problem")])
def test_a_dragged_shift_is_dashed_and_red_if_it_would_clash(
    document: Document, board: BoardPainter, grave: bool, token: str
) -> None:
    ghost, box = ModeratorDragGhost(document.plan, board), QRectF(0, 0, 120, HEIGHT)

    picture = Picture(
        lambda p: ghost.paint_shift(p, ModeratorDrag("ada", grave=grave), box), 120, HEIGHT, LIGHT.colour("background")
    )

    assert edge(picture, token) > 5
    assert picture.at(60, 40) == LIGHT.colour("accent_soft")


def test_what_it_would_cover_is_tinted(board: BoardPainter) -> None:
    reach, ground = ModeratorShift("lab", 540, 600), LIGHT.colour("background")
    picture = Picture(lambda p: board.paint_covered_area(p, LAYOUT, reach), *LAYOUT.size, ground)

    tinted = picture.at(78 + 200, 90)
    assert tinted.blue() > tinted.red() + 5
    assert picture.at(78 + 100, 90) == picture.at(78 + 200, 130) == LIGHT.colour("background")


def test_the_label_beside_the_pointer_is_dark_with_light_lines(document: Document, board: BoardPainter) -> None:
    ghost, area, pointer = ModeratorDragGhost(document.plan, board), QRectF(0, 0, 400, 200), QPointF(50, 40)

    state = ModeratorDrag("ada", target="demo", reasons=(Text("Ada is away"),))

    def label(dragged: ModeratorDrag) -> Picture:
        return Picture(lambda p: ghost.paint_label(p, dragged, area, pointer), 400, 200, LIGHT.colour("background"))

    picture, tip = label(state), ghost.label_rect(state, area, pointer)

    assert (tip.left(), tip.top(), picture.at(tip.left() + 2, tip.center().y())) == (66, 56, LIGHT.colour("ink"))
    lines = [QRectF(tip.left() + 40, tip.top() + 6 + 15.5 * n, tip.width() - 48, 14) for n in range(3)]
    assert len(ghost.lines(state)) == 3
    assert all(picture.count(LIGHT.colour("panel"), line) > 8 for line in lines)
    assert len(picture.differing(label(replace(state, target=ListTarget.PEOPLE)))) > 1000
    assert label(replace(state, target=ListTarget.PEOPLE)).count(LIGHT.colour("ink")) == 0


# what is known of the plan reaches the paint --------------------------------------------------------------


PEOPLE = (*(person(name) for name in ("ada", "bo", "cy", "di")), person("eve", availability=(span("08:00-09:00"),)))


def moderates(person_id: str, where: str, times: str, state: State = State.CONFIRMED) -> Cover:
    """Return a shift whose id is that of its person."""
    start, end = map(parse_clock_time, times.split("-"))
    return Cover(id=person_id, person=person_id, day=DAY, start=start, end=end, room=where, state=state)


def box_of(cover: BoardDriver, kind: type, name: str) -> QRectF:
    (box,) = cover.board.layout.find_boxes((kind, name))
    return QRectF(*box)


def test_a_shift_is_red_and_says_why_if_it_clashes_unless_it_was_declined(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(
            room("hall"), room("lab", 1), *PEOPLE, talk("one", "lab", "09:00-12:00", people=(speaker("ada"),)),
            talk("two", "hall", "09:00-12:00", people=(speaker("bo"),)),
            moderates("ada", "hall", "09:30-11:30"), moderates("bo", "lab", "09:30-11:30", State.DECLINED),
            moderates("cy", "hall", "13:00-15:00"), moderates("di", "lab", "13:00-15:00", State.INVITED),
        )
    )  # fmt: skip
    contents, canvas = cover.board.canvas.scene.contents, cover.board.canvas

    assert {name: colours_in(canvas, box_of(cover, Cover, name), "problem") for name in ("ada", "bo", "cy", "di")} == {
        "ada": ["problem"], "bo": [], "cy": [], "di": [],
    }  # fmt: skip
    said = {name: contents[Cover, name] for name in ("ada", "bo", "cy", "di")}
    assert {n: (c.firm, c.counts, c.name) for n, c in said.items() if isinstance(c, ShiftContent)} == {
        "ada": (True, True, "Moderator Ada, Hall, 09:30 to 11:30, Ada in two places at 09:30"),
        "bo": (False, False, "Moderator Bo, Lab, 09:30 to 11:30, Declined"),
        "cy": (True, True, "Moderator Cy, Hall, 13:00 to 15:00"),
        "di": (False, True, "Moderator Di, Lab, 13:00 to 15:00, Invited"),
    }


def test_a_session_is_outlined_by_whom_it_lacks_and_has_the_colour_of_its_track(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(
            room("hall"), room("lab", 1), track("sea", colour="teal"), *PEOPLE,
            talk("fine", "hall", "09:00-10:30", people=(moderator("ada"),), track="sea"),
            talk("missing", "hall", "11:00-12:30", track="sea"),
            talk("plain", "lab", "09:00-10:30", people=(moderator("bo"),)),
            talk("wrong", "lab", "11:00-12:30", people=(Appearance("eve", Role.MODERATOR, State.CONFIRMED),)),
            talk("panel", "hall", "14:00-15:30", kind=Kind.PANEL),
            talk("chaired", "lab", "14:00-15:00", block="block"), block("block", chairs=(moderator("ada"),)),
            talk("coffee", "lab", "15:00-15:30", kind=Kind.BREAK, block="block"),
        )
    )  # fmt: skip
    canvas, names = cover.board.canvas, ("fine", "missing", "plain", "wrong", "panel", "chaired", "coffee")
    boxes = {name: box_of(cover, Session, name) for name in names}

    assert {name: colours_in(canvas, box, "problem", "warning") for name, box in boxes.items()} == {
        "fine": [], "missing": [], "plain": [], "wrong": ["problem"], "panel": ["warning"], "chaired": [],
        "coffee": [],
    }  # fmt: skip
    teal = LIGHT.track("teal").name()
    assert [name for name, box in boxes.items() if teal in painted_colours(canvas, box)] == ["fine", "missing"]
    said = {name: canvas.scene.contents[Session, name] for name in names}
    assert {name: c.name for name, c in said.items() if isinstance(c, BoardSessionContent)} == {
        "fine": "Fine, Hall, 09:00 to 10:30, Moderator Ada",
        "missing": "Missing, Hall, 11:00 to 12:30, No moderator",
        "plain": "Plain, Lab, 09:00 to 10:30, Moderator Bo",
        "wrong": "Wrong, Lab, 11:00 to 12:30, Moderator Eve, Eve cannot be there at 11:00",
        "panel": "Panel, Hall, 14:00 to 15:30, No moderator",
        "chaired": "Chaired, Lab, 14:00 to 15:00, Moderator Ada · by block",
        "coffee": "Coffee, Lab, 15:00 to 15:30",
    }
    assert [name for name, c in said.items() if isinstance(c, BoardSessionContent) and c.missing and not c.needed] == [
        "missing"  # which is no alarm
    ]


def test_what_the_person_who_is_shown_moderates_is_tinted_and_nothing_while_a_room_is_shown(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(
            room("hall"), room("lab", 1), *PEOPLE, talk("own", "hall", "09:00-10:30", people=(moderator("ada"),)),
            talk("other", "lab", "09:00-10:30", people=(moderator("bo"),)), talk("there", "lab", "13:30-14:30"),
            moderates("ada", "lab", "13:00-15:00"),
        )
    )  # fmt: skip
    plan, boxes = cover.driver.plan, {n: box_of(cover, Session, n) for n in ("own", "other", "there")}

    def tinted() -> list[str]:
        return [name for name, box in boxes.items() if colours_in(cover.board.canvas, box, "accent_soft")]

    plan.show(Person, "ada")
    assert tinted() == ["own", "there"]
    plan.show(Person, "bo")
    assert tinted() == ["other"]
    plan.show(Room, "hall")
    assert tinted() == []
