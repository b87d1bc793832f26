"""The looks of a drag, to the pixel: ghost, label, swap sign, what would move; and the tip beside a tile."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from planner.commands.timeline import place
from planner.domain.text import Text
from planner.domain.value_objects import Kind, Segment
from planner.dragging.drag_state import DragState, start_drag
from planner.dragging.grab import Target
from planner.layout.drag import Drag, Slot
from planner.layout.grid import Box, Grid
from planner.rules.rule import Conflict, Severity
from tests.builders import DAY, person, room, span, speaker, talk
from tests.ui.conftest import DocumentOf
from tests.ui.picture import Picture
from tests.ui.window_driver import ALT, BOTTOM, HandsOn, Key, WindowDriver, label, tip_at
from ui.kit.theme.theme import DARK, LIGHT, READABLE, Theme, contrast_ratio, mixed
from ui.plan.canvas.ground_painters import PALE
from ui.plan.canvas.hover_tip import BESIDE, REST, TileTip, TipLine, tip_box
from ui.plan.canvas.painters import TilePainter, rectangle
from ui.plan.day.day_scene import Preview
from ui.plan.day.ghosts import ChangePreview, DragGhost
from ui.state.document import Document
from ui.state.view_state import DRAGS_TAUGHT, KIND_COLOURS, Settings

GRID = Grid(DAY, ("hall", "lab", "attic"), 540, 780, 540, 780, 250, 1.5)
AREA = QRectF(0, 0, 750, 360)
BOX = QRectF(250, 90, 250, 90)
"""The box of the target, 10:00 to 11:00 in the lab."""


@pytest.fixture
def document(document_of: DocumentOf) -> Document:
    return document_of(
        room("hall"), room("lab", 1), room("attic", 2), talk("one", "hall", "09:00-10:00"),
        talk("two", "lab", "10:00-11:00"),
    )  # fmt: skip


def state_of(
    document: Document, *severities: Severity, meets: tuple[int, ...] = (), swap: str = "",
    conflicts: tuple[Conflict, ...] = (),
) -> DragState:  # fmt: skip
    """Return the state of a drag of the first session to the lab at 10, where it would have these conflicts."""
    agenda, slots = document.agenda, {"one": Slot(span("10:00-11:00"), ("lab",))}
    drag = Drag(GRID, agenda.sessions["one"], Slot(span("09:00-10:00"), ("hall",)))
    found = (*map(clash, severities), *conflicts)
    target = Target(slots, found, meets)
    if swap:
        target = Target(slots, found, change=place(agenda, "one", DAY, 600, ("lab",)), swap=swap)
    return replace(start_drag(agenda, (), drag), target=target)


def clash(severity: Severity) -> Conflict:
    return Conflict("setup-in-the-way", severity, ("one", "two"), Text("The room is taken"), Text("Taken"))


def picture_of(paint: Callable[..., object], *arguments: object) -> Picture:
    """Return the picture of a painting method that takes a painter first."""
    return Picture(lambda p: paint(p, *arguments), AREA.width(), AREA.height(), LIGHT.colour("background"))


@pytest.fixture
def ghost(document: Document) -> DragGhost:
    return DragGhost(document.plan, TilePainter(LIGHT, document.plan.paint_cache))


def outlined(picture: Picture, token: str) -> int:
    """Return the number of dashes of a colour at the lower edge of the target."""
    return picture.runs(BOX.bottom() - 1, LIGHT.colour(token), round(BOX.left()) + 12, round(BOX.right()) - 12)


# the ghost -------------------------------------------------------------------------------------------------


def test_it_casts_a_shadow_and_its_dashed_outline_and_ground_say_what_it_would_meet(
    document: Document, ghost: DragGhost
) -> None:
    for conflicts, token in ((), "accent"), ((Severity.WARNING,), "warning"), ((Severity.PROBLEM,), "problem"):
        picture = picture_of(ghost.paint_drag, state_of(document, *conflicts), GRID, AREA)

        found = {name: outlined(picture, name) for name in ("accent", "problem", "warning")}
        assert (found.pop(token) > 10, set(found.values())) == (True, {0})
        at, red = (BOX.right() - 60, BOX.center().y()), token == "problem"  # red where it would clash
        ground = LIGHT.colour("problem_soft") if red else LIGHT.tinted(KIND_COLOURS[Kind.TALK])
        assert picture.at(*at) == ground  # nothing below it shines through
        below = [picture.at(BOX.center().x(), BOX.bottom() + distance).lightness() for distance in (2, 6, 10, 14)]
        ground = LIGHT.colour("background").lightness()
        assert (below, below[-1]) == (sorted(below), ground)
        assert below[0] < ground - 10


@pytest.mark.parametrize(("meets", "top", "bottom"), [((), 0, 0), ((600,), 1, 0), ((660,), 0, 1), ((600, 660), 1, 1)])
def test_an_end_that_meets_a_neighbours_is_a_thick_line(
    document: Document, ghost: DragGhost, meets: tuple[int, ...], top: int, bottom: int
) -> None:
    picture = picture_of(ghost.paint_drag, state_of(document, meets=meets), GRID, AREA)
    accent, inside = LIGHT.colour("accent"), (round(BOX.left()) + 20, round(BOX.right()) - 20)

    def thick(y: float) -> bool:
        return all(picture.is_like(x, row, accent) for x in range(*inside) for row in (y - 2, y, y + 1))

    assert (thick(BOX.top()), thick(BOX.bottom())) == (bool(top), bool(bottom))


def test_a_swap_has_a_sign_in_the_middle(document: Document, ghost: DragGhost) -> None:
    middle = QRectF(BOX.center() - QPointF(15, 15), BOX.center() + QPointF(15, 15))
    plain = picture_of(ghost.paint_drag, state_of(document), GRID, AREA)
    swap = picture_of(ghost.paint_drag, state_of(document, swap="two"), GRID, AREA)

    assert plain.count(LIGHT.colour("accent"), middle) == 0
    assert swap.count(LIGHT.colour("accent"), middle) > 300
    assert swap.count(LIGHT.colour("on_accent"), middle.adjusted(6, 6, -6, -6)) > 20
    assert not swap.is_like(middle.left(), middle.top(), LIGHT.colour("accent"))


# the label -------------------------------------------------------------------------------------------------


def test_the_label_is_dark_with_light_lines(document: Document, ghost: DragGhost) -> None:
    state = state_of(document, Severity.PROBLEM)
    tip, _rows = ghost.label.place_label(state, BOX, AREA)
    picture = picture_of(ghost.paint_drag, state, GRID, AREA)

    assert (AREA.contains(tip), tip.intersects(BOX)) == (True, False)
    assert picture.is_like(tip.left() + 3, tip.center().y(), LIGHT.colour("ink"))
    assert not picture.is_like(tip.left(), tip.top(), LIGHT.colour("ink"))
    lines = [QRectF(tip.left(), tip.top() + 3 + 15 * n, tip.width(), 15) for n in range(2)]
    assert len(ghost.label.announcement_lines(state)) == 2
    assert all(picture.count(LIGHT.colour("panel"), line) > 30 for line in lines)
    assert not [1 for y in (tip.top() + 1, tip.bottom() - 2) if picture.runs(
        y, LIGHT.colour("panel"), round(tip.left()) + 4, round(tip.right()) - 4)]  # fmt: skip


def test_a_long_reason_is_wrapped_within_the_label(document: Document, ghost: DragGhost) -> None:
    reason = Text("A reason of so many words that no label beside a block has the room to say it on one line only")
    long = Conflict("setup-in-the-way", Severity.PROBLEM, ("one", "two"), reason, Text("Taken"))
    short, tall = (
        ghost.label.place_label(state_of(document, conflicts=(c,)), BOX, AREA)[0]
        for c in (clash(Severity.PROBLEM), long)
    )

    assert tall.height() > short.height() + 10
    assert AREA.contains(tall)


# what is met and what would move ---------------------------------------------------------------------------


def test_a_tile_that_it_would_meet_is_tinted_and_outlined(document: Document) -> None:
    picture = picture_of(TilePainter(LIGHT, document.plan.paint_cache).paint_clash, BOX)

    assert all(picture.is_like(x, BOX.top() + 1, LIGHT.colour("problem")) for x in range(280, 480))
    inside, ground = picture.at(BOX.center().x(), BOX.center().y()), LIGHT.colour("background")
    assert inside.red() > inside.green() + 10
    assert inside.lightness() < ground.lightness()
    assert picture.at(BOX.left() - 4, BOX.center().y()) == ground


def test_a_session_that_would_move_says_what_is_wrong_there_not_what_is_wrong_now(document_of: DocumentOf) -> None:
    document = document_of(room("hall"), talk("one", "hall", "09:00-10:00"), talk("two", "hall", "09:30-10:30"))
    change = place(document.agenda, "two", DAY, 600, ("hall",))
    preview = ChangePreview(document.plan, TilePainter(LIGHT, document.plan.paint_cache), Preview(change, ()), GRID)

    picture_of(preview.paint, QRectF(0, 0, 2000, 2000))

    assert document.plan.problem_text("two") == "Room double-booked at 09:30"
    assert [(content.reason, content.grave) for content in preview._contents.values()] == [("", False)]


def test_a_session_that_would_move_is_a_tile_with_a_dashed_outline(document: Document) -> None:
    painter = TilePainter(LIGHT, document.plan.paint_cache)
    change = place(document.agenda, "one", DAY, 600, ("lab",))
    for clashes, token in ((), "accent"), ((clash(Severity.PROBLEM),), "problem"):
        preview = ChangePreview(document.plan, painter, Preview(change, clashes), GRID)
        picture = picture_of(preview.paint, AREA)

        assert preview.boxes == [BOX]
        found = {name: outlined(picture, name) for name in ("accent", "problem")}
        assert (found.pop(token) > 10, set(found.values())) == (True, {0})
        assert picture.count(LIGHT.colour("panel"), BOX.adjusted(100, 20, -20, -20)) > 1000


# the label of what is dragged -------------------------------------------------------------------------------


ROOMS = (room("hall"), room("lab", 1), room("attic", 2))
LONG = "A title " * 12
TEACHING = "Shift: what follows · Alt: minutes · W: all rooms · middle: swap"


CAST = (*ROOMS, talk("one", "hall", "09:00-09:45"), talk("two", "attic", "14:00-14:45"))


def dragged(driver: WindowDriver, minutes: int = 60) -> list[str]:
    """Drag a session there and back, and return what the label said."""
    driver.take_by(driver.on_tile("one"), minutes=minutes)
    said = label(driver)
    driver.give_up()
    return said


def test_the_first_ten_drags_teach_and_no_later_one_in_any_window(
    driver: WindowDriver, hands_on: HandsOn, settings: Settings
) -> None:
    said = [dragged(driver) for _time in range(DRAGS_TAUGHT + 1)]

    assert said == [["10:00 – 10:45", TEACHING]] * 10 + [["10:00 – 10:45"]]
    assert settings.view_setting("drags") == "10"  # the last one has written nothing
    driver.plan.view_state.bind_settings(settings, "another conference")
    assert dragged(driver) == ["10:00 – 10:45"]


def test_an_edge_teaches_nothing_and_keys_have_their_own_line(driver: WindowDriver) -> None:
    driver.take_by(driver.on_tile("one", BOTTOM), minutes=15)
    assert label(driver) == ["09:00 – 10:00"]
    driver.key_anew(Key.Key_M, of="one")
    assert label(driver)[-1] == driver.timeline.view.ghost.label.hint
    driver.key(Key.Key_Escape)

    assert driver.plan.view_state.drags == 1  # keys are not counted


@pytest.mark.parametrize(
    ("titles", "said", "more"),
    [
        (["T0", "T1", "T2", "T3", "T4"], ["Hall is taken until 10:30: “T0”. (+4)", TEACHING], ["and 2 more"]),
        ([LONG], [f"Hall is taken until 10:30: “{LONG}”."], []),
    ],
    ids=["many reasons", "a long one"],
)
def test_it_has_three_rows_at_most_and_no_hint_where_a_reason_needs_them(
    hands_on: HandsOn, titles: list[str], said: list[str], more: list[str]
) -> None:
    others = (talk(f"t{n}", "hall", "10:00-10:30", title=title) for n, title in enumerate(titles))
    driver = hands_on(*ROOMS, talk("big", "lab", "10:00-10:30"), *others)
    driver.take_by(driver.on_tile("big"), columns=-1, modifiers=ALT)

    assert label(driver) == ["10:00 – 10:30", *said]
    assert (
        driver.timeline.view.ghost.label.announcement_lines(driver.held)[4:] == more
    )  # at most three reasons are named


def place_at(driver: WindowDriver, name: str, time: str) -> tuple[Box, Box]:
    """Return the places of the dragged tile and of its label, within the window, with the pointer in a room."""
    driver.move(driver.on_slot(name, time))
    ghost, scene = driver.timeline.view.ghost, driver.canvas.scene
    (box,) = ghost.boxes(driver.held, scene.layout.grid)
    tip, _rows = ghost.label.place_label(driver.held, box, scene.area, scene.layout)
    assert scene.area.contains(tip)
    return Box(*box.getRect()), Box(*tip.getRect())


def test_it_lies_beside_the_tile_in_each_column(driver: WindowDriver) -> None:
    driver.press(driver.on_tile("one"))

    places = [place_at(driver, name, "12:00") for name in ("hall", "lab", "attic")]
    assert [tip.x >= tile.right for tile, tip in places] == [True, True, False]
    assert [tip.right <= tile.x for tile, tip in places] == [False, False, True]


def test_in_a_single_column_it_lies_above_the_tile_or_else_below_it(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "10:00-11:00"))
    driver.press(driver.on_tile("one"))

    places = [place_at(driver, "hall", time) for time in ("14:00", "08:30")]
    assert [(tip.bottom < tile.y, tip.y > tile.bottom) for tile, tip in places] == [(True, False), (False, True)]


def test_it_hides_no_words_of_others_where_there_is_room(driver: WindowDriver) -> None:
    driver.plan.view_state.drags = DRAGS_TAUGHT
    driver.press(driver.on_tile("one"))

    tile, tip = place_at(driver, "lab", "12:00")
    assert tip.x >= tile.right  # as there is nothing there
    tile, tip = place_at(driver, "lab", "14:20")
    assert (tip.right <= tile.x, rectangle(tip).intersects(*driver.timeline.view.find_boxes("two"))) == (True, False)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_hint_is_paler_and_can_be_read(theme: Theme) -> None:
    ground, usual = theme.colour("ink"), theme.colour("panel")
    assert contrast_ratio(usual, ground) > contrast_ratio(mixed(usual, ground, PALE), ground) >= READABLE


# the tip beside a tile of the timeline ----------------------------------------------------------------------


WORDY = "<b>" + "long " * 20


def test_a_tip_says_what_is_cut_off_whole_and_what_is_wrong_in_full_and_else_there_is_none(hands_on: HandsOn) -> None:
    ada, parts = (speaker("ada"),), (Segment("Talk", 60), Segment("Questions and " + WORDY, 60))
    driver = hands_on(
        person("ada"), talk("plain", "hall", "09:00-10:00", people=ada), talk("warned", "lab", "10:00-11:00"),
        talk("long", "hall", "11:00-11:20", title=WORDY, people=ada),
        talk("parts", "lab", "12:00-14:00", segments=parts, people=ada),
        talk("a", "hall", "15:00-16:00", people=ada), talk("b", "lab", "15:00-16:00", people=ada),
    )  # fmt: skip
    assert driver.timeline.view.source.model.contents["warned"].reason == "No speaker yet"

    assert (tip_at(driver, driver.on_tile("plain")), tip_at(driver, driver.on_tile("warned"))) == ((), ())
    assert [(line.words, line.tone) for line in tip_at(driver, driver.on_tile("long"))] == [
        (WORDY, "ink"), ("11:00–11:20 · Hall", "muted"), ("Ada", "muted"),
    ]  # fmt: skip
    assert tip_at(driver, driver.on_tile("parts"))[-1].words == f"Talk · {parts[1].title}"
    assert tip_at(driver, driver.on_tile("a"))[-1] == TipLine("Ada is in two places at 15:00: “A” and “B”.", "problem")


def test_the_tip_waits_and_goes_with_the_pointer_a_press_or_another_place(hands_on: HandsOn) -> None:
    driver = hands_on(*(talk(name, "hall", f"{n}:00-{n}:10", title=WORDY) for n, name in ((10, "a"), (12, "b"))))
    tip, there = driver.timeline.view.tip, driver.on_tile("a")
    assert (tip.timer.interval(), tip.isVisible()) == (REST, False)
    assert tip_at(driver, there)

    driver.move(there + QPoint(4, 0))  # within the tile
    assert tip.isVisible()
    driver.move(driver.on_tile("b"))
    assert (tip.isVisible(), tip.timer.isActive()) == (False, True)
    for goes in (
        lambda: driver.key(Key.Key_Delete),
        lambda: driver.canvas.verticalScrollBar().setValue(1),
        lambda: QApplication.sendEvent(driver.canvas.viewport(), QEvent(QEvent.Type.Leave)),
        lambda: driver.press(driver.on_tile("a")),
    ):
        driver.anew("a")
        assert tip_at(driver, driver.on_tile("a"))
        goes()
        assert (tip.isVisible(), tip.timer.isActive()) == (False, False)


def test_nothing_else_says_it_a_second_time_and_its_title_is_bold_in_eight_and_twelve_pixels(hands_on: HandsOn) -> None:
    driver = hands_on(talk("long", "hall", "09:00-09:20", title=WORDY))
    view = driver.canvas.viewport()
    at = view.mapFrom(driver.window, driver.on_tile("long"))
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))

    assert QToolTip.text() == ""
    index = driver.timeline.view.source.model.item_index("long")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{WORDY}, Hall, 09:00 to 09:20")

    assert tip_at(driver, driver.on_tile("long"))
    tip = driver.timeline.view.tip
    texts = [text for text, _tone in tip.rows()]
    assert [text.style.font.weight() for text in texts[:2]] == [QFont.Weight.DemiBold, QFont.Weight.Normal]
    assert (tip.width() - 24, tip.height() - 16) == (
        ceil(max(text.width for text in texts)), ceil(sum(text.height for text in texts)),
    )  # fmt: skip


SIGHT, TILE, SIZE = QRectF(0, 0, 900, 600), Box(100, 200, 200, 40), QSizeF(150, 90)
RIGHT, LEFT = Box(300, 0, 600, 40), Box(0, 0, 100, 40)
"""The words of tiles beside it, as high as they are."""


def beside(box: Box) -> tuple[Box, ...]:
    """Return tiles with words all the way down."""
    return tuple(box._replace(y=40 * n) for n in range(15))


@pytest.mark.parametrize(
    ("others", "x", "y"),
    [
        ((), 300 + BESIDE, 200),  # at its right edge
        ((RIGHT._replace(y=250),), 300 + BESIDE, 240 - 90),  # and further up
        ((Box(300, 150, 200, 90),), 300 + BESIDE, 200),  # words stand above
        (beside(RIGHT), 150, 240 + BESIDE),  # below it
        ((*beside(RIGHT), Box(100, 260, 200, 40)), 150, 200 - BESIDE - 90),  # above it
    ],
)
def test_it_hides_no_words_of_other_tiles_where_there_is_room(others: tuple[Box, ...], x: float, y: float) -> None:
    assert tip_box(SIZE, TileTip((), TILE, others), SIGHT) == (x, y, 150, 90)


def test_where_all_is_full_it_hides_as_little_as_it_can() -> None:
    full = (
        *beside(RIGHT),
        *beside(LEFT),
        Box(100, 0, 200, 40),
        Box(100, 150, 200, 40),
        Box(100, 290, 200, 40),
    )
    assert tip_box(SIZE, TileTip((), TILE, full), SIGHT)[:2] == (150, 240 + BESIDE)
