"""The looks of a drag, to the pixel: the ghost's outline and shadow, its label, the swap sign, and what would move."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF

from planner.commands.timeline import place
from planner.domain.text import Text
from planner.domain.value_objects import Kind
from planner.dragging.drag_state import DragState, start_drag
from planner.dragging.grab import Target
from planner.layout.drag import Drag, Slot
from planner.layout.grid import Grid
from planner.rules.rule import Conflict, Severity
from tests.builders import DAY, room, span, talk
from tests.ui.conftest import DocumentOf
from tests.ui.picture import Picture
from ui.kit.theme.theme import LIGHT
from ui.plan.canvas.painters import TilePainter
from ui.plan.day.day_scene import Preview
from ui.plan.day.ghosts import ChangePreview, DragGhost
from ui.state.document import Document
from ui.state.view_state import KIND_COLOURS

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
    tip, _rows = ghost.label.tip(state, BOX, AREA)
    picture = picture_of(ghost.paint_drag, state, GRID, AREA)

    assert (AREA.contains(tip), tip.intersects(BOX)) == (True, False)
    assert picture.is_like(tip.left() + 3, tip.center().y(), LIGHT.colour("ink"))
    assert not picture.is_like(tip.left(), tip.top(), LIGHT.colour("ink"))
    lines = [QRectF(tip.left(), tip.top() + 3 + 15 * n, tip.width(), 15) for n in range(2)]
    assert len(ghost.label.lines(state)) == 2
    assert all(picture.count(LIGHT.colour("panel"), line) > 30 for line in lines)
    assert not [1 for y in (tip.top() + 1, tip.bottom() - 2) if picture.runs(
        y, LIGHT.colour("panel"), round(tip.left()) + 4, round(tip.right()) - 4)]  # fmt: skip


def test_a_long_reason_is_wrapped_within_the_label(document: Document, ghost: DragGhost) -> None:
    reason = Text("A reason of so many words that no label beside a block has the room to say it on one line only")
    long = Conflict("setup-in-the-way", Severity.PROBLEM, ("one", "two"), reason, Text("Taken"))
    short, tall = (
        ghost.label.tip(state_of(document, conflicts=(c,)), BOX, AREA)[0] for c in (clash(Severity.PROBLEM), long)
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

    assert document.plan.reason("two") == "Room double-booked at 09:30"
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
