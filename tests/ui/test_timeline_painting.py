"""What of the timeline is painted anew: all that changes, and little else."""

import pytest
from PySide6.QtCore import QCoreApplication, QRect, QRectF
from PySide6.QtGui import QRegion

from planner.commands.edit import edit
from planner.domain.entities import Day, Person
from planner.domain.span import minutes_of
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.hands import SHIFT, Hands, Painted

CAST = (
    day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1), room("attic", 2), person("ada"),
    talk("one", "hall", "09:00-09:40", people=(speaker("ada"),)), talk("two", "hall", "09:50-10:20"),
    talk("three", "hall", "12:00-12:50"),
    talk("beside", "attic", "10:00-10:30", people=(speaker("ada"),)), talk("aside", "lab", "09:00-12:30"),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """A morning in three rooms, of which one has its session in peace."""
    return hands_on(*CAST)


def on_viewport(hands: Hands, box: QRectF) -> QRect:
    """A box of the grid as a part of the viewport."""
    return box.translated(hands.timeline.origin()).toRect()


def painted(watch: Painted) -> QRegion:
    """What was painted since it was last asked."""
    QCoreApplication.sendPostedEvents()
    found, watch.region = watch.region, QRegion()
    return found


def is_within(region: QRegion, box: QRect) -> bool:
    """Whether all of a box is in a region."""
    return QRegion(box).subtracted(region).isEmpty()


def test_what_makes_way_is_painted_where_it_was_and_where_it_would_be_and_no_other_room_is(hands: Hands) -> None:
    hands.take(hands.on_block("one"), hands.on_block("one") + hands.by(minutes=10), SHIFT)
    watch = Painted(hands.timeline.viewport())
    painted(watch)
    ghosts = [on_viewport(hands, box) for box in hands.timeline._ghost.besides(hands.held, hands.timeline.grid)]

    hands.move(hands.on_block("one") + hands.by(minutes=15), SHIFT)

    region = painted(watch)
    assert len(ghosts) == 2
    assert all(is_within(region, ghost) for ghost in ghosts)
    for box in hands.timeline._ghost.besides(hands.held, hands.timeline.grid):
        assert is_within(region, on_viewport(hands, box))
    aside = on_viewport(hands, hands.timeline.boxes_of("aside")[0])
    assert region.intersected(aside.adjusted(10, aside.height() // 2, -10, -10)).isEmpty()  # above lies the label


def test_what_no_longer_makes_way_is_painted_as_it_was(hands: Hands) -> None:
    hands.take(hands.on_block("one"), hands.on_block("one") + hands.by(minutes=15), SHIFT)
    watch = Painted(hands.timeline.viewport())
    painted(watch)
    ghosts = [on_viewport(hands, box) for box in hands.timeline._ghost.besides(hands.held, hands.timeline.grid)]

    hands.move(hands.on_block("one") + hands.by(minutes=5))

    region = painted(watch)
    there = [on_viewport(hands, hands.timeline.boxes_of(name)[0]) for name in ("two", "three")]
    assert all(is_within(region, box) for box in (*ghosts, *there))


def test_one_that_meets_another_in_another_room_is_marked_there(hands: Hands) -> None:
    hands.take(hands.on_block("one"), hands.on_block("one") + hands.by(minutes=15), SHIFT)
    watch = Painted(hands.timeline.viewport())
    painted(watch)

    hands.move(hands.on_block("one") + hands.by(minutes=30), SHIFT)

    assert "beside" in hands.held.clashing
    assert is_within(painted(watch), on_viewport(hands, hands.timeline.boxes_of("beside")[0]))


def test_a_day_that_would_end_later_grows_below_what_was_there(hands: Hands) -> None:
    hands.timeline.zoom(0.6)
    grid, watch = hands.timeline.grid, Painted(hands.timeline.viewport())
    painted(watch)

    hands.take(hands.on_block("three"), hands.on_block("three") + hands.by(minutes=40), SHIFT)
    hands.move(hands.on_block("three") + hands.by(minutes=70), SHIFT)

    later = hands.timeline.grid
    assert later.last > grid.last
    below = on_viewport(hands, QRectF(0, grid.height, later.width, later.height - grid.height))
    seen = below.intersected(hands.timeline.viewport().rect())
    assert (seen.height() > 10, is_within(painted(watch), seen)) == (True, True)


def test_hours_that_change_are_painted_all_over(hands: Hands) -> None:
    watch = Painted(hands.timeline.viewport())
    painted(watch)

    hands.page.desk.perform(lambda now: edit(now, Day, DAY.isoformat(), closes=minutes_of("15:00")))

    assert is_within(painted(watch), hands.timeline.viewport().rect())


def test_many_that_show_something_else_are_painted_at_once(hands_on: HandsOn) -> None:
    rooms = [room(f"r{n}", n) for n in range(6)]
    times = [f"{9 + n:02}:00-{9 + n:02}:30" for n in range(9)]
    everywhere = {"people": (speaker("ada"),)}
    hands = hands_on(person("ada"), *rooms, *(talk(f"{r.id} {t}", r.id, t, **everywhere) for r in rooms for t in times))
    watch = Painted(hands.timeline.viewport())
    painted(watch)

    hands.page.desk.perform(lambda now: edit(now, Person, "ada", name="Another"))

    region = painted(watch)
    seen = hands.timeline.viewport().rect()
    boxes = [on_viewport(hands, hands.timeline.boxes_of(name)[0]) for name in hands.timeline.days.ids]
    assert len(boxes) == 54
    assert all(is_within(region, box.intersected(seen)) for box in boxes)
