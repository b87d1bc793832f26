"""The problems beside the timeline: each is a card until it is fixed, and one goes from it to what it is about."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint

from planner.commands.answers import set_answers
from planner.commands.timeline import place, resize
from planner.domain.block import Block
from planner.domain.entities import Conference, Cover, Entity, Person
from planner.domain.value_objects import Kind, Link, Placement, State
from planner.rules.rule import Severity
from tests.builders import DAY, Clock, block, day, person, room, span, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, Key, WindowDriver, focused
from ui.features.problems.problem_groups import TO_PLACE, ProblemGroup
from ui.kit.widgets.plain_widgets import SPOKEN

SECOND = date(2024, 4, 26)
ADA, BO = person("ada"), person("bo")


def talk_by(who: str, name: str, where: str = "", times: str = "") -> Entity:
    """Return a session with a speaker and an abstract."""
    return talk(name, where, times, people=(speaker(who),), abstract="About it.")


CASES = [
    pytest.param(
        [talk_by("ada", "first", "hall", "09:00-10:00"), talk_by("bo", "second", "hall", "09:30-10:30")],
        "Problem: Hall is double-booked at 09:30: “First” and “Second”.", ("first", "second"),
        ("● 2 sessions in 1 problem", ""),
        lambda now: place(now, "second", DAY, 600, ("hall",)), id="a room taken twice",
    ),
    pytest.param(
        [talk_by("ada", "first", "hall", "17:30-18:30")],
        "Warning: “First” ends at 18:30, after the day closes at 18:00.", ("first",), ("✓ No problems", "▲ 1 warning"),
        lambda now: resize(now, "first", 1050, 1080), id="after the day closes",
    ),
    pytest.param(
        [talk_by("ada", "first")],
        "To do: “First” is not placed in the timeline yet.", ("first",), ("✓ No problems", ""),
        lambda now: place(now, "first", DAY, 540, ("hall",)), id="not placed",
    ),
]  # fmt: skip


def lines(troubled: WindowDriver) -> list[str]:
    """Return the cards as they are read out."""
    panel = troubled.page.problems
    return [str(panel.rows.index(panel.rows.rows.index(card)).data(SPOKEN)) for card in panel.shown]


def row_of(troubled: WindowDriver, n: int) -> QPoint:
    """Return the place of a card."""
    panel = troubled.page.problems
    return troubled.on_row(panel.listing, panel.rows.rows.index(panel.shown[n]))


def counts(troubled: WindowDriver) -> tuple[str, str]:
    """Return the counts in the status bar that are visible."""
    status = troubled.page.status
    return status.problems.text(), status.warnings.text() if status.warnings.isVisible() else ""


@pytest.mark.parametrize(("things", "line", "sessions", "count", "repair"), CASES)
def test_a_finding_is_named_selects_its_sessions_and_goes_when_put_right(
    hands_on: HandsOn,
    things: list[Entity],
    line: str,
    sessions: tuple[str, ...],
    count: tuple[str, str],
    repair: object,
) -> None:
    troubled = hands_on(ADA, BO, *things)
    assert counts(troubled) == count

    troubled.push(troubled.page.status.problems.text())
    panel = troubled.page.problems
    assert (lines(troubled), panel.width(), panel.isVisible()) == ([line], 376, True)
    assert (troubled.page.inspector.isVisible(), troubled.page.document.plan.selected) == (False, ())
    troubled.click(row_of(troubled, 0))
    assert troubled.page.document.plan.selected == sessions

    assert troubled.page.document.apply(repair)  # type: ignore[arg-type]
    assert (lines(troubled), counts(troubled)) == ([], ("✓ No problems", ""))
    assert (panel.isVisible(), troubled.page.inspector.isVisible()) == (False, True)
    troubled.does("problems")
    assert (panel.isVisible(), troubled.window.notice.sentence.text()) == (
        False, "No problems. Every session has its time, its room and its people.",
    )  # fmt: skip

    troubled.does("undo")
    assert lines(troubled) == [line]


def test_problems_count_the_sessions_they_concern(hands_on: HandsOn) -> None:
    times = {"a": "09:00-10:00", "b": "09:30-10:30", "c": "11:00-12:00", "d": "11:30-12:30", "e": "14:00-15:00"}
    pairs = hands_on(*(talk(name, "hall", when, abstract="About it.") for name, when in times.items()))
    assert counts(pairs)[0] == "● 4 sessions in 2 problems"

    pairs.push(pairs.page.status.problems.text())
    for name in times:
        pairs.page.document.apply(lambda now, moved=name: place(now, moved, DAY, 540, ("hall",)))
    assert (counts(pairs)[0], pairs.page.problems.count.text()) == (
        "● 5 sessions in 1 problem", "5 sessions in 1 problem",
    )  # fmt: skip
    pairs.page.problems.filters.reset_filter()
    assert (len(pairs.page.problems.shown), pairs.page.problems.count.text()) == (6, "5 sessions in 1 problem")


@pytest.fixture
def troubled(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a clash in the hall, and a session in the tray without a speaker."""
    return hands_on(
        ADA, BO, talk_by("ada", "first", "hall", "09:00-10:00"),
        talk_by("bo", "second", "hall", "09:30-10:30"), talk("waiting", abstract="About it."),
        talk("lunch", kind=Kind.MEAL),
    )  # fmt: skip


def test_a_block_without_a_chair_is_gone_to_as_a_block(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), block("morning", "hall", "09:00-10:00"), talk("a", "hall", "09:00-09:30",
                      block="morning", kind=Kind.OPENING))  # fmt: skip
    (conflict,) = driver.plan.problems.all
    driver.page.problems.chosen.emit(conflict)

    assert driver.plan.shown == (Block, "morning")


def test_the_gravest_comes_first_and_the_list_is_worked_by_keys_and_clicks(troubled: WindowDriver) -> None:
    problems, document = troubled.page.problems, troubled.page.document
    assert lines(troubled) == [
        "Problem: Hall is double-booked at 09:30: “First” and “Second”.",
        "Warning: “Waiting” has no speaker yet.",
        "To do: “Waiting” is not placed in the timeline yet.",
        "To do: “Lunch” is not placed in the timeline yet.",
    ]
    assert [document.plan.problem_text(s) for s in ("first", "second", "waiting", "lunch")] == [
        "Room double-booked at 09:30", "Room double-booked at 09:30", "No speaker yet", "",
    ]  # fmt: skip

    troubled.does("go_people")
    troubled.key(Key.Key_F8, Key.Key_Down, Key.Key_Down)  # past the heading of the next group
    assert (focused(), document.plan.selected, troubled.page.places.shown) == (problems.listing, (), "people")
    troubled.key(Key.Key_Return)
    assert (troubled.page.places.shown, document.plan.selected) == ("agenda", ("waiting",))
    assert focused() is troubled.page.tray.cards
    troubled.key(Key.Key_F8, Key.Key_Home, Key.Key_Down, Key.Key_Space)  # back in the list
    assert (focused(), document.plan.selected) == (troubled.timeline.canvas, ("first", "second"))

    for _ in range(2):  # what is chosen again selects again
        document.plan.select(())
        troubled.click(row_of(troubled, 0))
        assert document.plan.selected == ("first", "second")
    troubled.push("Close the list of problems")
    assert not problems.isVisible()
    for close in (Key.Key_F8, Key.Key_Escape):
        troubled.key(Key.Key_F8)
        assert (problems.isVisible(), troubled.page.inspector.isVisible()) == (True, False)
        troubled.key(close)
        assert (problems.isVisible(), focused()) == (False, troubled.timeline.canvas)
        assert problems.listing.model().rowCount() == 0  # a screen reader would be told that they are in sight
    troubled.key(Key.Key_F8)
    assert problems.listing.currentIndex().row() == 1  # where one was


def test_many_are_grouped_by_rule_and_room_with_counts_and_filtered(hands_on: HandsOn) -> None:
    troubled = hands_on(
        day(), day(SECOND), ADA, BO, talk("a", "hall", "09:00-10:00"),
        talk("b", "hall", "09:30-10:30", people=(speaker("bo"),)), talk("waiting"),
        *(talk(f"c{n}", "lab", f"1{n}:00-1{n}:30", on=SECOND, people=(speaker("ada"),)) for n in range(4)),
    )  # fmt: skip
    panel, document = troubled.page.problems, troubled.page.document
    filters = panel.filters

    def heads() -> list[tuple[str, int]]:
        return [(row.title, len(row.cards)) for row in panel.rows.rows if isinstance(row, ProblemGroup)]

    troubled.does("problems")
    assert heads() == [
        ("Room double-booked · Hall", 1), ("No speaker yet · Hall", 1), ("No speaker yet · Not placed yet", 1),
        ("No abstract yet · Hall", 2), ("No abstract yet · Lab", 4), ("No abstract yet · Not placed yet", 1),
        ("Not placed yet", 1),
    ]  # fmt: skip
    assert panel.shown[0].lines == ("“A”, Hall, Thu 25 Apr, 09:00–10:00", "“B”, Hall, Thu 25 Apr, 09:30–10:30")
    assert [chip.text() for chip in filters.chips.values()] == ["All 11", "Problems 1", "Warnings 2", "To do 8"]

    for field, value, left, concerned in (
        ("room", "lab", 4, "4 sessions"), ("person", "bo", 2, "2 sessions"), ("day", SECOND, 4, "4 sessions"),
        ("room", "", 3, "1 session"),
    ):  # fmt: skip
        filters.picks[field].edited.emit(value)
        assert (len(panel.shown), panel.count.text()) == (left, f"{concerned} in {left} of 11")
        filters.reset_filter()
    troubled.click(troubled.on(filters.chips[Severity.WARNING]))
    assert heads() == [("No speaker yet · Hall", 1), ("No speaker yet · Not placed yet", 1)]
    troubled.click(troubled.on(filters.chips[None]))
    troubled.click(troubled.on(filters.search))
    troubled.type("abstract c3")
    assert [card.title for card in panel.shown] == ["“C3” has no abstract yet."]

    troubled.key(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    panel.take_keys()
    shown, was = len(panel.shown), document.plan.day
    troubled.key(Key.Key_Left)
    assert (len(panel.shown), shown, panel.listing.currentIndex().row()) == (0, 1, 0)
    troubled.key(Key.Key_Right)
    assert (len(panel.shown), document.plan.day) == (1, was)
    troubled.key(Key.Key_Down, Key.Key_Return)
    assert (document.plan.day.date, document.plan.selected) == (SECOND, ("c3",))


def test_what_is_at_another_place_is_a_group_of_its_own(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), room("hall"), talk("plenum", (), "11:00-12:00"),
        talk("tour", minutes=60, placement=Placement(span("09:00-10:00"), (), place="City Hall")),
    )  # fmt: skip
    driver.does("problems")

    found = [row.title for row in driver.page.problems.rows.rows if isinstance(row, ProblemGroup)]
    assert found[:2] == ["No speaker yet · All rooms", "No speaker yet · Other place"]


def test_a_filter_of_what_is_gone_is_dropped_also_of_what_waited(hands_on: HandsOn) -> None:
    troubled = hands_on(
        day(), ADA, talk("a", "hall", "09:00-10:00"), talk("waiting"),
        *(talk(f"c{n}", "lab", f"1{n}:00-1{n}:30") for n in range(4)),
    )  # fmt: skip
    panel, document = troubled.page.problems, troubled.page.document
    troubled.does("problems")

    panel.filters.picks["room"].edited.emit(TO_PLACE)
    assert len(panel.shown) == 3
    document.apply(lambda now: place(now, "waiting", DAY, 660, ("hall",)))
    assert (panel.filters.now.room, len(panel.shown)) == (None, len(document.plan.problems.all))

    document.apply(lambda now: place(now, "a", DAY, 660, ("hall",)))
    troubled.click(troubled.on(panel.filters.chips[Severity.PROBLEM]))
    assert len(panel.shown) == 1
    document.apply(lambda now: place(now, "a", DAY, 540, ("hall",)))
    assert (panel.filters.now.severity, len(panel.shown)) == (None, len(document.plan.problems.all))


def test_what_one_is_told_while_dragging_is_what_the_rules_find_after(troubled: WindowDriver) -> None:
    troubled.take(troubled.on_tile("second"), troubled.on_tile("first"), ALT)  # without Alt the two would swap places
    live = set(troubled.held.conflicts)
    troubled.release()
    assert live == {c for c in troubled.page.document.plan.problems.all if "second" in c.sessions}
    troubled.start_over()

    troubled.take_by(troubled.on_tile("second"), minutes=30)  # away from its problem, before the drop
    assert troubled.held.conflicts == ()
    assert lines(troubled)[0] == "Problem: Hall is double-booked at 09:30: “First” and “Second”."
    troubled.release()
    assert lines(troubled)[0] == "Warning: “Waiting” has no speaker yet."


def test_a_finding_about_a_shift_shows_its_moderator(hands_on: HandsOn) -> None:
    troubled = hands_on(
        ADA, *(Cover(id=where, person="ada", day=DAY, start=540, end=600, room=where) for where in ("hall", "lab"))
    )
    troubled.does("problems")

    assert lines(troubled) == ["Problem: Ada is in two places at 09:00: moderating Hall and Lab."]
    troubled.click(row_of(troubled, 0))

    assert (troubled.page.places.shown, troubled.page.document.plan.shown) == ("cover", (Person, "ada"))
    assert troubled.page.inspector.isVisible()


def test_a_reply_that_was_asked_for_today_is_no_warning_before_tomorrow(hands_on: HandsOn, clock: Clock) -> None:
    troubled = hands_on(ADA, talk_by("ada", "first", "hall", "09:00-10:00"))
    troubled.document.apply(
        lambda now: set_answers(now, State.INVITED, sessions=["first"], today=troubled.plan.today())
    )
    assert (counts(troubled), troubled.plan.problems.all) == (("✓ No problems", ""), ())

    clock.forward(days=1)
    troubled.document.apply(lambda now: place(now, "first", DAY, 600, ("hall",)))
    assert counts(troubled) == ("✓ No problems", "▲ 1 warning")


BAD = "http://exa mple"
HELD = talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), abstract="Yes.")


@pytest.mark.parametrize(
    ("things", "fields", "kind", "field"),
    [
        ((HELD, person("ada")), {"calendar_address": BAD}, Conference, "calendar_address"),
        ((HELD, person("ada", links=(Link(BAD),))), {}, Person, "links"),
    ],
    ids=["conference", "person"],
)
def test_an_address_that_cannot_work_is_a_problem_that_leads_to_its_field(
    hands_on: HandsOn, things: tuple[Entity, ...], fields: dict[str, str], kind: type[Entity], field: str
) -> None:
    driver = hands_on(*things, **fields)
    driver.does("problems")
    (card,) = driver.page.problems.shown
    driver.click(row_of(driver, 0))

    assert (driver.plan.shown[0], focused().objectName(), BAD in card.title) == (kind, field, True)
