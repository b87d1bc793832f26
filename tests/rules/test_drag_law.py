"""The law of the drag: at a place it finds what the rules find once the session is there."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.commands.timeline import place
from planner.domain.agenda import Agenda
from planner.rules import RULES, check, conflicts_at
from planner.rules.rule import Conflict, ConflictIndex
from tests.rules.crowded_plans import places, plans
from tests.rules.plans import faulty
from tests.tries import tries

OF_PLACES = [rule for rule in RULES if rule.at_places]


def two_by_two(plan: Agenda, found: Conflict, session_id: str) -> Iterator[Conflict]:
    """Yield a conflict of a crowd as those of the one session with each other; yield any other unchanged."""
    others = [name for name in found.sessions if name != session_id]
    if len(others) < 2:
        yield found
        return
    (rule,) = [rule for rule in RULES if rule.id == found.rule]
    for other in others:
        pair = {name: plan.sessions[name] for name in (session_id, other)}
        for conflict in rule.check(replace(plan, sessions=pair)):
            if len(conflict.sessions) == 2 and conflict.people == found.people:
                yield conflict


def of_places(plan: Agenda, session_id: str) -> set[Conflict]:
    """Return all conflicts of a session that speak of its place, of crowds those of two."""
    found = [c for c in check(plan, OF_PLACES) if session_id in c.sessions]
    return {pair for conflict in found for pair in two_by_two(plan, conflict, session_id)}


@tries(200)
@given(plans(), st.sampled_from("abcdef"), st.data())
def test_a_drag_finds_what_the_rules_find_after_the_drop(plan: Agenda, session_id: str, data: st.DataObject) -> None:
    drawn = data.draw(places(plan))
    where = drawn.span
    after = plan.after(place(plan, session_id, where.day, where.start, drawn.rooms, minutes=where.minutes))
    placed = after.sessions[session_id].placement
    assert placed

    found = conflicts_at(ConflictIndex(plan), plan.sessions[session_id], placed.rooms, where)

    assert sorted(found, key=repr) == sorted(of_places(after, session_id), key=repr)
    assert [c.severity.rank for c in found] == sorted(c.severity.rank for c in found)


def test_a_drag_finds_what_each_rule_finds_in_the_faulty_plan() -> None:
    plan = faulty()
    index = ConflictIndex(plan)

    found = {one.id: set(conflicts_at(index, one, where.rooms, where.span)) for one, where in plan.taking_place}

    assert found == {name: of_places(plan, name) for name in found}
