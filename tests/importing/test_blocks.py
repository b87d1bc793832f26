"""Tests of blocks in files: new, three ways against those of here, offered to sessions that came alone, and gone."""

from dataclasses import replace

import pytest

from planner.commands.blocks import assign_block, delete_block, move_block
from planner.commands.edit import edit
from planner.commands.sessions import change_appearance, remove_appearance
from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.text import Text
from planner.domain.value_objects import Role, State
from planner.importing.comparing import HistoryStates
from planner.importing.incoming import Incoming
from planner.importing.plan import Verdict
from planner.incoming_file import incoming_from_agenda
from tests.builders import DAY, agenda, block, conference, day, moderator, person, room, speaker, talk, track
from tests.importing.schedules import Importing

EMPTY = agenda(conference(id="other"), day())
PLAIN = agenda(
    day(), room("hall"), room("lab", 1), track("law"), person("ada"), person("bo"), person("cy"),
    talk("a", "hall", "09:00-09:30", people=(speaker("bo"),)), talk("b", "hall", "09:30-10:00"),
    talk("c", "lab", "09:00-10:00"),
)  # fmt: skip
MORNING = block("morning", "hall", "09:00-10:30", track="law", chairs=(moderator("ada"),), description="All of it")
GROUPED = agenda(
    *PLAIN.entities(), MORNING, *(replace(PLAIN.sessions[name], block="morning") for name in "ab"),
)  # fmt: skip


class Plan:
    """A conference into which another file is imported again and again; each import is one step here."""

    def __init__(self, importing: Importing, here: Agenda = EMPTY, file: Agenda = GROUPED) -> None:
        self._importing, self.here, self.file = importing, here, file

    def incoming(self) -> Incoming:
        """Return what the other file has, without the ids that a copy shares."""
        found = incoming_from_agenda(self.file, "other.estrad")
        alone = {name: tuple(replace(one, ours="") for one in getattr(found, name)) for name in ("sessions", "blocks")}
        return replace(found, **alone, conference={}, venue={})

    def plan(self, incoming: Incoming | None = None):
        return self._importing.plan(self.here, incoming or self.incoming(), states=HistoryStates())

    def rows(self, *kinds: type) -> list[tuple[Verdict, str, str, bool]]:
        """Return the rows of blocks, or of these kinds, that are not the same: verdict, title, texts and tick."""
        return [
            (row.verdict, row.title, "; ".join(map(str, row.texts)), row.ticked)
            for row in self.plan().rows
            if row.what in (kinds or (Block,)) and row.verdict is not Verdict.SAME
        ]

    def take(self, *titles: str, leave: tuple[str, ...] = ()) -> None:
        """Take what is proposed and the rows with these titles, but not those in ``leave``."""
        plan = self.plan()
        also = {row.key for row in plan.rows if row.title in titles}
        change = plan.change((plan.proposed_keys | also) - {row.key for row in plan.rows if row.title in leave})
        assert self.here.after(change).after(change.inverse()) == self.here
        self.here = self.here.after(change)

    def blocks(self) -> dict[str, tuple[list[str], list[str], str]]:
        """Return of each block by its title the names of its chairs, the titles of its sessions and its place."""
        return {
            found.title: (
                [self.here.people[chair.person].name for chair in found.chairs],
                [session.title for session in self.here.member_sessions(found.id)],
                f"{self.here.room_names(found.placement.rooms)} {found.placement.span}" if found.placement else "",
            )
            for found in self.here.blocks_in_order
        }


@pytest.fixture
def plan(importing: Importing) -> Plan:
    """Return an empty conference, and a file with a block of two sessions."""
    return Plan(importing)


def place_of(found: Agenda, title: str = "Morning") -> str:
    """Return rooms, start and end of a block."""
    (one,) = [made for made in found.blocks.values() if made.title == title]
    assert one.placement
    return f"{'+'.join(found.room_names(one.placement.rooms))} {one.placement.span.start}-{one.placement.span.end}"


NEW = "2024-04-25 09:00–10:30, Hall · Ada · 2 sessions"


def test_a_block_comes_with_its_chair_track_place_and_sessions_and_is_the_same_the_next_time(plan: Plan) -> None:
    assert plan.rows() == [(Verdict.NEW, "Morning", NEW, True)]
    plan.take()

    (found,) = plan.here.blocks.values()
    assert (found.description, plan.here.tracks[found.track or ""].name) == ("All of it", "Law")
    assert (list(plan.blocks()["Morning"][:2]), place_of(plan.here)) == ([["Ada"], ["A", "B"]], "Hall 540-630")
    assert plan.rows(Block, Session) == []


def test_a_block_whose_row_is_not_ticked_stays_away_and_its_sessions_come_without_it(plan: Plan) -> None:
    plan.take(leave=("Morning",))
    assert (len(plan.here.sessions), plan.blocks()) == (3, {})

    (row,) = plan.rows()
    assert (row[1], row[3]) == ("Morning", False)
    plan.take("Morning")
    assert plan.blocks()["Morning"][1] == ["A", "B"]


def test_what_came_as_plain_sessions_before_is_offered_as_a_block_and_never_changed_by_itself(plan: Plan) -> None:
    plan.file = PLAIN
    plan.take()
    plan.file = GROUPED

    why = f"{NEW}; 2 sessions of it came by themselves before. Tick it to put them into the block."
    assert plan.rows(Block, Session) == [(Verdict.NEW, "Morning", why, False)]
    plan.take("Morning")
    assert (plan.blocks()["Morning"][1], plan.rows(Block, Session)) == (["A", "B"], [])


def test_a_session_that_was_typed_here_is_asked_before_it_goes_into_a_block_that_is_here(plan: Plan) -> None:
    plan.take()
    away = delete_block(plan.here, next(iter(plan.here.blocks)))
    plan.here = plan.here.after(away)
    plan.here = agenda(*plan.here.entities(), block("mine", "hall", "09:00-10:30", title="Morning", on=DAY))
    plan.here = agenda(
        *(replace(one, import_marks=()) if isinstance(one, Session) else one for one in plan.here.entities())
    )

    rows = [row for row in plan.rows(Session) if "block" in row[2]]
    assert rows == [
        (
            Verdict.CONFLICT,
            title,
            "block: – → Morning; Filled in otherwise here. Tick it to take what the file says.",
            False,
        )
        for title in "AB"
    ]


def test_a_block_is_found_by_its_title_and_day_when_somebody_typed_it(plan: Plan) -> None:
    plan.here = agenda(conference(id="other"), day(), block("mine", times="09:00-10:30", title="Morning!", on=DAY))
    assert [row[0] for row in plan.rows()] == [Verdict.CHANGED, Verdict.CONFLICT]

    plan.here = agenda(
        conference(id="other"), day(), block("mine", times="09:00-10:30", title="Morning", on=DAY.replace(day=26))
    )
    assert [row[0] for row in plan.rows()] == [Verdict.NEW]


CHANGES = [
    ("changed in the file", [], [lambda a: edit(a, Block, "morning", title="Early")], Verdict.CHANGED, "Early"),
    ("moved in the file", [], [lambda a: move_block(a, "morning", DAY, 600, alone=True)], Verdict.CHANGED, "Morning"),
    (
        "another chair",
        [],
        [lambda a: remove_appearance(a, "morning", "ada", Role.MODERATOR)],
        Verdict.CHANGED,
        "Morning",
    ),
    (
        "changed on both sides",
        [lambda a: edit(a, Block, next(iter(a.blocks)), title="Mine")],
        [lambda a: edit(a, Block, "morning", title="Theirs")],
        Verdict.CONFLICT,
        "Mine",
    ),
]


@pytest.mark.parametrize(("why", "ours", "theirs", "verdict", "title"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_block_is_compared_three_ways(plan: Plan, why, ours, theirs, verdict, title) -> None:
    plan.take()
    for make in ours:
        plan.here = plan.here.after(make(plan.here))
    for make in theirs:
        plan.file = plan.file.after(make(plan.file))

    assert [(row[0], row[1], row[3]) for row in plan.rows()] == [(verdict, title, verdict is Verdict.CHANGED)]


def test_what_was_changed_here_alone_stays(plan: Plan) -> None:
    plan.take()
    (found,) = plan.here.blocks
    (ada,) = [one.id for one in plan.here.people.values() if one.name == "Ada"]
    (_, b) = [one.id for one in plan.here.member_sessions(found)]
    for make in (
        lambda it: edit(it, Block, found, title="Mine"),
        lambda it: change_appearance(it, found, ada, Role.MODERATOR, state=State.DECLINED, today=DAY),
        lambda it: assign_block(it, [b], None),
    ):
        plan.here = plan.here.after(make(plan.here))
    before = plan.here
    plan.take()

    assert (plan.rows(Block, Session), plan.here.blocks, plan.here.sessions) == ([], before.blocks, before.sessions)


def test_sessions_follow_the_file_into_another_block_and_out_of_it(plan: Plan) -> None:
    plan.take()
    plan.file = agenda(*GROUPED.entities(), block("late", "hall", "11:00-12:00"))
    plan.file = plan.file.after(assign_block(plan.file, ["a"], "late")).after(assign_block(plan.file, ["b"], None))

    assert plan.rows(Session) == [
        (Verdict.CHANGED, "A", "block: Morning → Late", True), (Verdict.CHANGED, "B", "block: Morning → –", True),
    ]  # fmt: skip
    plan.take()
    assert {title: found[1] for title, found in plan.blocks().items()} == {"Morning": [], "Late": ["A"]}


def test_a_block_that_the_file_no_longer_has_is_told_and_is_ungrouped_with_a_tick(plan: Plan) -> None:
    plan.file = agenda(*GROUPED.entities(), replace(block("late", "lab", "09:00-10:00"), track="law"))
    plan.file = plan.file.after(assign_block(plan.file, ["c"], "late"))
    plan.take()
    plan.file = plan.file.after(delete_block(plan.file, "late"))

    says = "No longer in the file. Tick it to ungroup it; its sessions stay."
    assert plan.rows() == [(Verdict.GONE, "Late", says, False)]
    plan.take("Late")
    assert (list(plan.blocks()), len(plan.here.sessions)) == (["Morning"], 3)


def test_a_file_without_blocks_says_nothing_of_them(plan: Plan) -> None:
    plan.take()
    plan.file = PLAIN
    assert plan.rows(Block, Session) == []


def test_a_block_that_was_imported_and_deleted_here_is_not_brought_again(plan: Plan) -> None:
    plan.take()
    plan.here = plan.here.after(delete_block(plan.here, next(iter(plan.here.blocks))))
    plan.take()
    assert plan.blocks() == {}


def test_a_guess_waits_with_its_reason(importing: Importing) -> None:
    plan = Plan(importing)
    found = plan.incoming()
    guessed = replace(found, blocks=tuple(replace(one, waits=Text("Only a guess.")) for one in found.blocks))
    (row,) = [row for row in plan.plan(guessed).rows if row.what is Block]
    assert (row.ticked, str(row.says[-1])) == (False, "Only a guess.")
