"""Tests of blocks: grouped, joined and left, moved, resized, deleted, and chaired."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.commands.answers import people_in_plan, set_answers
from planner.commands.arranging import move_together, split
from planner.commands.blocks import (
    BlockFit,
    add_block,
    assign_block,
    block_after_drop,
    delete_block,
    group,
    move_block,
    resize_block,
    unplace_block,
    with_blocks,
    with_moved_frames,
)
from planner.commands.people import delete_person
from planner.commands.ripple import (
    FitMethod,
    Ripple,
    close_gaps,
    delay_day,
    fit_day,
    insert_gap,
    make_way,
    overrun,
    shift_following,
    shift_sessions,
)
from planner.commands.sessions import add_appearance, change_appearance, duplicate_session, remove_appearance
from planner.commands.timeline import place, swap
from planner.commands.venue import delete_day, delete_room, delete_track, move_day
from planner.domain.agenda import Agenda, session_moderator_ids
from planner.domain.block import Block
from planner.domain.entities import Cover, Session
from planner.domain.text import EstradError
from planner.domain.value_objects import Placement, Role, State, Status
from tests.builders import DAY, agenda, block, day, moderator, person, room, span, talk, track
from tests.strategies import Draw, agendas, placements, sessions_of

NEXT = DAY + timedelta(days=1)
MORNING = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), person("ada"), person("bo"), track("law"),
    block("morning", "hall", "09:00-10:30", track="law", chairs=(moderator("ada"),)),
    talk("a", "hall", "09:00-09:30", block="morning"), talk("b", "hall", "09:30-10:00", block="morning"),
    talk("c", "lab", "09:00-09:30", track="law"), talk("d", track="law"), block("later", minutes=60),
    talk("e", minutes=20, block="later"), talk("f", minutes=30, block="later"),
)  # fmt: skip


def where(plan: Agenda, *names: str) -> list[str]:
    """Return the time and rooms of these blocks and sessions, as `hall 540-570`."""
    found = []
    for name in names:
        at = (plan.blocks.get(name) or plan.sessions[name]).placement
        found.append(f"{'+'.join(at.rooms) or 'everywhere'} {at.span.start}-{at.span.end}" if at else "waits")
    return found


def members(plan: Agenda, block_id: str) -> list[str]:
    """Return the ids of the sessions of a block."""
    return [session.id for session in plan.member_sessions(block_id)]


# grouping -------------------------------------------------------------------------------------------------


def test_a_block_is_made_around_sessions_from_the_first_start_to_the_last_end_in_all_their_rooms() -> None:
    made = group(MORNING, ["b", "c", "d"], "new", "Cameras")
    after = MORNING.after(made)

    assert str(made.label) == "Make block “Cameras” of 3 sessions"
    assert (where(after, "new"), members(after, "new")) == (["hall+lab 540-600"], ["c", "b", "d"])
    assert members(after, "morning") == ["a"]


def test_a_block_takes_the_track_that_all_its_sessions_share_and_waits_if_none_of_them_is_placed() -> None:
    after = MORNING.after(group(MORNING, ["c", "d"], "new", "Law"))
    assert (after.blocks["new"].track, where(after, "new")) == ("law", ["lab 540-570"])
    assert MORNING.after(group(MORNING, ["e", "f", "d"], "new", "Later")).blocks["new"].minutes == 80


def test_sessions_of_two_days_make_no_block() -> None:
    plan = MORNING.after(place(MORNING, "d", NEXT, 600, ("hall",)))
    with pytest.raises(EstradError, match="on one day"):
        group(plan, ["a", "d"], "new", "Both")
    with pytest.raises(EstradError, match="one session or more"):
        group(plan, [], "new", "None")


@pytest.mark.parametrize(
    ("with_sessions", "label", "left"),
    [(False, "Ungroup “Morning”", ["a", "b"]), (True, "Delete block “Morning” with 2 sessions", [])],
)
def test_a_block_is_deleted_and_its_sessions_stay_or_go(with_sessions: bool, label: str, left: list[str]) -> None:
    made = delete_block(MORNING, "morning", with_sessions=with_sessions)
    after = MORNING.after(made)

    assert (str(made.label), [name for name in ("a", "b") if name in after.sessions]) == (label, left)
    assert all(after.sessions[name].block is None for name in left)


# joining and leaving --------------------------------------------------------------------------------------

PLACES = [
    ("d", "hall", "10:00-10:30", "morning", "what is dropped into the free time of a block joins"),
    ("d", "hall", "10:15-10:45", None, "what reaches over its edge does not"),
    ("d", "lab", "10:00-10:30", None, "nor does what is in another room"),
    ("a", "hall", "10:00-10:30", "morning", "inside its own block it stays"),
    ("a", "hall", "10:15-10:45", "morning", "and also half outside"),
    ("a", "hall", "11:00-11:30", None, "what is dragged out leaves"),
    ("a", "lab", "09:00-09:30", None, "to another room too"),
    ("e", "lab", "15:00-15:20", "later", "a block that waits keeps its sessions"),
]


@pytest.mark.parametrize(("session", "to", "times", "expected", "why"), PLACES, ids=[row[-1] for row in PLACES])
def test_dropped_sessions_join_and_leave(session: str, to: str, times: str, expected: str | None, why: str) -> None:
    at = Placement(span(times), (to,))
    made = move_together(MORNING, {session: at})

    assert block_after_drop(MORNING, MORNING.sessions[session], at) == expected
    assert MORNING.after(with_blocks(MORNING, made)).sessions[session].block == expected


@pytest.mark.parametrize(
    ("block_id", "names", "label"),
    [
        ("later", ["c"], "Put “C” into “Later”"),
        ("later", ["c", "d", "e"], "Put 2 sessions into “Later”"),
        (None, ["a"], "Take “A” out of its block"),
        (None, ["a", "b", "c"], "Take 2 sessions out of their blocks"),
    ],
)
def test_sessions_are_put_into_a_block_or_out_of_it_where_they_are(
    block_id: str | None, names: list[str], label: str
) -> None:
    made = assign_block(MORNING, names, block_id)
    after = MORNING.after(made)

    assert str(made.label) == label
    assert {after.sessions[name].block for name in names} == {block_id}
    assert where(after, *names) == where(MORNING, *names)


def test_two_sessions_that_are_swapped_swap_their_blocks() -> None:
    after = MORNING.after(swap(MORNING, "a", "d"))
    assert (after.sessions["a"].block, after.sessions["d"].block) == (None, "morning")


def test_a_copy_is_in_no_block_and_both_halves_of_a_split_session_are_in_that_of_the_whole() -> None:
    after = MORNING.after(duplicate_session(MORNING, "a", "copy")).after(split(MORNING, "b", 10, "half"))
    assert [after.sessions[name].block for name in ("copy", "b", "half")] == [None, "morning", "morning"]


# moving and resizing --------------------------------------------------------------------------------------


def test_a_block_moves_with_its_sessions_to_another_time_room_and_day() -> None:
    made = move_block(MORNING, "morning", NEXT, 600, ["lab"])
    after = MORNING.after(made)

    assert str(made.label) == "Move block “Morning”"
    assert where(after, "morning", "a", "b", "c") == ["lab 600-690", "lab 600-630", "lab 630-660", "lab 540-570"]
    assert {s.placement.span.day for s in after.member_sessions("morning") if s.placement} == {NEXT}


def test_the_frame_alone_moves_without_its_sessions() -> None:
    after = MORNING.after(move_block(MORNING, "morning", DAY, 570, alone=True))
    assert where(after, "morning", "a") == ["hall 570-660", "hall 540-570"]


def test_pinned_sessions_of_a_block_stay_and_are_counted() -> None:
    plan = agenda(*MORNING.entities(), replace(MORNING.sessions["a"], pinned=True))
    made = move_block(plan, "morning", DAY, 600)

    assert str(made.label) == "Move block “Morning”; 1 pinned session stays"
    assert where(plan.after(made), "morning", "a", "b") == ["hall 600-690", "hall 540-570", "hall 630-660"]


def test_each_room_of_a_block_becomes_the_new_one_at_its_position() -> None:
    plan = agenda(
        room("hall"), room("lab", 1), room("attic", 2), block("both", ("hall", "lab"), "09:00-10:00"),
        talk("a", "hall", "09:00-09:30", block="both"), talk("b", "lab", "09:00-09:30", block="both"),
        talk("c", ("hall", "lab"), "09:30-10:00", block="both"),
    )  # fmt: skip
    after = plan.after(move_block(plan, "both", DAY, 540, ["lab", "attic"]))
    assert where(after, "a", "b", "c") == ["lab 540-570", "attic 540-570", "lab+attic 570-600"]


def test_a_block_that_waits_is_placed_with_its_sessions_one_after_another_and_goes_back_with_them() -> None:
    made = move_block(MORNING, "later", DAY, 780, ["lab"])
    after = MORNING.after(made)
    back = after.after(unplace_block(after, "later"))

    assert str(made.label) == "Place block “Later”"
    assert where(after, "later", "e", "f") == ["lab 780-840", "lab 780-800", "lab 800-830"]
    assert (where(back, "later", "e", "f"), members(back, "later")) == (["waits"] * 3, ["e", "f"])


FITS = [
    (BlockFit.LEAVE, (540, 660), ["hall 540-570", "hall 570-600"]),
    (BlockFit.SHIFT, (600, 690), ["hall 600-630", "hall 630-660"]),
    (BlockFit.SHIFT, (480, 540), ["hall 480-510", "hall 510-540"]),
    (BlockFit.SHARE, (540, 720), ["hall 540-600", "hall 600-660"]),
    (BlockFit.SHARE, (540, 585), ["hall 540-555", "hall 555-570"]),
]


@pytest.mark.parametrize(("fit", "times", "expected"), FITS)
def test_a_resized_block_leaves_its_sessions_shifts_them_or_shares_its_time_out(
    fit: BlockFit, times: tuple[int, int], expected: list[str]
) -> None:
    after = MORNING.after(resize_block(MORNING, "morning", *times, fit))
    assert (where(after, "a", "b"), where(after, "morning")) == (expected, [f"hall {times[0]}-{times[1]}"])


@pytest.mark.parametrize(("fit", "end"), [(BlockFit.SHIFT, 590), (BlockFit.SHARE, 545)])
def test_a_block_that_is_too_short_for_its_sessions_is_refused(fit: BlockFit, end: int) -> None:
    with pytest.raises(EstradError, match="do not fit"):
        resize_block(MORNING, "morning", 540, end, fit)


@pytest.mark.parametrize("fit", [BlockFit.SHIFT, BlockFit.SHARE])
def test_a_resized_block_leaves_what_is_cancelled_or_on_another_day(fit: BlockFit) -> None:
    after_midnight = date(2024, 4, 26)
    plan = agenda(
        day(), day(after_midnight), block("b", "hall", "09:00-11:00"),
        talk("off", "hall", "09:00-09:30", block="b", status=Status.CANCELLED),
        talk("a", "hall", "09:00-11:00", block="b"), talk("next", "hall", "14:00-14:30", on=after_midnight, block="b"),
    )  # fmt: skip

    after = plan.after(resize_block(plan, "b", 600, 720, fit))

    assert where(after, "off", "a", "next") == ["hall 540-570", "hall 600-720", "hall 840-870"]


def test_a_block_follows_its_sessions_when_what_follows_is_shifted() -> None:
    after = MORNING.after(delay_day(MORNING, DAY, 540, 15).change)
    assert where(after, "morning", "a", "b") == ["hall 555-645", "hall 555-585", "hall 585-615"]

    part = delay_day(MORNING, DAY, 560, 15).change
    assert where(MORNING.after(part), "morning") == ["hall 540-630"]
    assert with_moved_frames(MORNING, delay_day(MORNING, DAY, 540, 15).change).edited_ids(Block) == ("morning",)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda plan: insert_gap(plan, DAY, 540, 10), "hall 550-640"),
        (lambda plan: close_gaps(plan, DAY), "hall 540-630"),
        (lambda plan: shift_following(plan, "a", 20), "hall 560-650"),
        (lambda plan: overrun(plan, ["b"], 20), "hall 540-630"),
        (lambda plan: shift_sessions(plan, ["a", "b"], 30), "hall 570-660"),
        (lambda plan: make_way(plan, move_together(plan, {"d": Placement(span("09:00-09:30"), ("hall",))})),
         "hall 570-660"),
    ],
)  # fmt: skip
def test_each_command_that_moves_what_follows_takes_the_frame_along(
    make: Callable[[Agenda], Ripple], expected: str
) -> None:
    assert where(MORNING.after(make(MORNING).change), "morning") == [expected]


def test_what_is_dropped_and_pushes_others_joins_and_leaves_alone() -> None:
    moved = delay_day(MORNING, DAY, 540, 300).change
    after = MORNING.after(moved)
    assert MORNING.after(with_blocks(after, moved, ["c"])).sessions["a"].block == "morning"


def test_a_block_goes_where_its_day_and_room_go_and_loses_a_deleted_track() -> None:
    moved = MORNING.after(move_day(MORNING, DAY.isoformat(), date(2024, 5, 2)))
    assert moved.blocks["morning"].placement == Placement(span("09:00-10:30", date(2024, 5, 2)), ("hall",))
    for gone in (delete_day(MORNING, DAY.isoformat()), delete_room(MORNING, "hall")):
        assert where(MORNING.after(gone), "morning") == ["waits"]
    assert MORNING.after(delete_track(MORNING, "law")).blocks["morning"].track is None


# chairs ---------------------------------------------------------------------------------------------------


def test_the_sessions_own_moderator_counts_then_the_chairs_of_its_block_then_the_shift() -> None:
    plan = agenda(
        *MORNING.entities(), person("cy"), Cover(id="all", person="cy", day=DAY),
        replace(MORNING.sessions["a"], people=(moderator("bo"),)),
    )  # fmt: skip
    declined = plan.after(change_appearance(plan, "morning", "ada", Role.MODERATOR, state=State.DECLINED))

    assert [session_moderator_ids(plan, plan.sessions[name]) for name in "abc"] == [("bo",), ("ada",), ("cy",)]
    assert session_moderator_ids(declined, declined.sessions["b"]) == ("cy",)


def test_chairs_are_added_with_their_own_answer_changed_and_removed() -> None:
    two = MORNING.after(add_appearance(MORNING, "morning", moderator("bo", State.NOT_ASKED)))
    asked = two.after(change_appearance(two, "morning", "bo", Role.MODERATOR, state=State.INVITED, today=DAY))

    assert [(a.person, a.state, a.asked) for a in asked.blocks["morning"].chairs] == [
        ("ada", State.CONFIRMED, None), ("bo", State.INVITED, DAY),
    ]  # fmt: skip
    assert asked.after(remove_appearance(asked, "morning", "bo", Role.MODERATOR)).blocks == MORNING.blocks
    with pytest.raises(EstradError, match="already has that role"):
        add_appearance(MORNING, "morning", moderator("ada"))


def test_a_chair_is_in_the_plan_answers_for_the_block_and_goes_with_the_person() -> None:
    answered = MORNING.after(set_answers(MORNING, State.DECLINED, people=["ada"], today=DAY))

    assert people_in_plan(MORNING) == {"ada"}
    assert answered.blocks["morning"].chairs[0].state is State.DECLINED
    assert MORNING.after(delete_person(MORNING, "ada")).blocks["morning"].chairs == ()


@pytest.mark.parametrize(
    "fields",
    [{"minutes": 0}, {"chairs": (replace(moderator("ada"), role=Role.HOST),)}],
)
def test_a_block_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(EstradError, match="not possible"):
        add_block(MORNING, "new", title="New", **fields)


# laws -----------------------------------------------------------------------------------------------------


@st.composite
def plans_with_a_block(draw: Draw) -> tuple[Agenda, Block]:
    """Draw a plan with a placed block that has sessions, and the block."""
    plan = draw(agendas())
    where = draw(placements([one.date for one in plan.days.values()], list(plan.rooms)))
    found = Block(id="drawn", title="Drawn", minutes=where.span.minutes, placement=where)
    with_it = Agenda.of(*plan.entities(), found)
    inside = draw(st.lists(sessions_of(with_it), max_size=3, unique_by=by_id))
    return Agenda.of(*with_it.entities(), *(_within(found, session) for session in inside)), found


def _within(found: Block, session: Session) -> Session:
    """Return a session of the block, in its rooms if it is placed."""
    assert found.placement
    at = session.placement and replace(session.placement, rooms=found.placement.rooms[: len(session.placement.rooms)])
    return replace(session, block=found.id, placement=at)


def by_id(session: Session) -> str:
    """Return the id of a session."""
    return session.id


@given(plans_with_a_block(), st.data())
def test_a_block_moved_and_moved_back_is_what_it_was(made: tuple[Agenda, Block], data: st.DataObject) -> None:
    plan, found = made
    was = found.placement
    assert was is not None
    rooms = data.draw(st.permutations([r.id for r in plan.rooms_in_order]))[: len(was.rooms)]
    try:
        there = plan.after(move_block(plan, found.id, data.draw(days_of(plan)), data.draw(st.integers(0, 1400)), rooms))
    except EstradError:
        return
    back = there.after(move_block(there, found.id, was.span.day, was.span.start, was.rooms))

    assert sorted_rooms(back) == sorted_rooms(plan)


def sorted_rooms(plan: Agenda) -> dict[str, object]:
    """Return the placed things of a plan with their rooms in the order of the columns."""
    return {
        thing.id: thing.placement and replace(thing.placement, rooms=tuple(sorted(thing.placement.rooms)))
        for thing in (*plan.sessions.values(), *plan.blocks.values())
    }


@given(plans_with_a_block(), st.data())
def test_sessions_never_overlap_for_having_been_moved_together(made: tuple[Agenda, Block], data: st.DataObject) -> None:
    plan, found = made
    try:
        after = plan.after(move_block(plan, found.id, data.draw(days_of(plan)), data.draw(st.integers(0, 1400))))
    except EstradError:
        return
    free = [s for s in plan.member_sessions(found.id) if not s.pinned and s.placement]

    assert overlaps(after, free) == overlaps(plan, free)


@given(plans_with_a_block(), st.sampled_from([0, 1, 2, 3]), st.integers(-60, 90))
def test_a_frame_keeps_its_distance_to_its_first_and_last_session_or_stays(
    made: tuple[Agenda, Block], n: int, by: int
) -> None:
    plan, found = made
    day_of_it, where_it_was = (found.placement.span.day, found.placement) if found.placement else (DAY, None)
    makes: tuple[Callable[[], Ripple], ...] = (
        lambda: delay_day(plan, day_of_it, 0, by), lambda: insert_gap(plan, day_of_it, 0, abs(by) + 1),
        lambda: close_gaps(plan, day_of_it), lambda: fit_day(plan, day_of_it, FitMethod.LENGTHS),
    )  # fmt: skip
    try:
        moved = makes[n]().change
    except EstradError:
        return
    placed = [s for s in plan.member_sessions(found.id) if s.placement]
    after = plan.after(moved)
    if found.id not in moved.edited_ids(Block):
        assert after.blocks[found.id].placement == where_it_was
        return
    assert {s.id for s in placed} <= set(moved.edited_ids(Session))
    assert around(after, found.id, placed) == around(plan, found.id, placed)


def around(plan: Agenda, block_id: str, placed: list[Session]) -> tuple[int, int]:
    """Return the minutes from a block's start to that of its first session, and from the end of its last to its own."""
    spans = [(s.placement.span.start, s.placement.span.end, s.id) for s in placed if s.placement]
    first, last = min(spans)[2], max(spans, key=lambda each: each[1])[2]
    things = (plan.blocks[block_id], plan.sessions[first], plan.sessions[last])
    own, begins, ends = (thing.placement.span for thing in things if thing.placement)
    return begins.start - own.start, own.end - ends.end


def days_of(plan: Agenda) -> st.SearchStrategy[date]:
    """Draw the date of a day of the plan."""
    return st.sampled_from(sorted(one.date for one in plan.days.values()))


def overlaps(plan: Agenda, sessions: list[Session]) -> list[tuple[str, str]]:
    """Return the pairs of these sessions that overlap in time."""
    places = [(s.id, plan.sessions[s.id].placement) for s in sessions]
    return [
        (a, b) for a, one in places for b, other in places if a < b and one and other and one.span.overlaps(other.span)
    ]


@given(agendas(), st.data())
def test_what_is_grouped_and_ungrouped_is_what_it_was_and_what_leaves_a_block_is_nowhere_left_in_it(
    plan: Agenda, data: st.DataObject
) -> None:
    free = [s.id for s in plan.sessions_in_order if s.block is None]
    assume(free)
    names = data.draw(st.lists(st.sampled_from(free), min_size=1, unique=True))
    try:
        grouped = plan.after(group(plan, names, "new block", "New"))
    except EstradError:
        return
    left = grouped.after(assign_block(grouped, names[:1], None))

    assert grouped.after(delete_block(grouped, "new block")) == plan
    assert sorted(members(left, "new block")) == sorted(names[1:])
