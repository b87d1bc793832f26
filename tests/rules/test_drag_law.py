"""The law of the drag: at a place it finds what the rules find once the session is there, whatever a rule reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from planner import rules
from planner.domain import entities, value_objects
from planner.domain.agenda import Agenda
from planner.domain.span import LATEST, Span
from planner.domain.value_objects import KindFacts, Placement
from planner.rules import RULES, check, placing_conflicts
from planner.rules.rule import Conflict, ConflictIndex, Places, Rule
from tests.every_field import full_agenda
from tests.rules.crowded_plans import ROOMS, places, plans_of_all_fields
from tests.rules.plans import faulty, faulty_for
from tests.tries import MORE, tries

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


def the_drag_finds_what_the_rules_find(plan: Agenda, session_id: str, drawn: Placement) -> None:
    there = replace(plan.sessions[session_id], minutes=drawn.span.minutes, placement=drawn)
    after = replace(plan, sessions={**plan.sessions, session_id: there})

    found = placing_conflicts(ConflictIndex(plan), plan.sessions[session_id], drawn.rooms, drawn.span)

    assert sorted(found, key=repr) == sorted(of_places(after, session_id), key=repr)
    assert [c.severity.rank for c in found] == sorted(c.severity.rank for c in found)


@tries(200)
@given(plans_of_all_fields(), st.sampled_from("abcdef"), st.data())
def test_a_drag_finds_what_the_rules_find_after_the_drop(plan: Agenda, session_id: str, data: st.DataObject) -> None:
    the_drag_finds_what_the_rules_find(plan, session_id, data.draw(places(plan)))


def test_a_drag_finds_what_each_rule_finds_in_the_faulty_plan() -> None:
    plan = faulty()
    index = ConflictIndex(plan)

    found = {one.id: set(placing_conflicts(index, one, where.rooms, where.span)) for one, where in plan.taking_place}

    assert found == {name: of_places(plan, name) for name in found}


# what the law draws ---------------------------------------------------------------------------------------


SAME = settings(max_examples=1500 * MORE, phases=[Phase.generate], database=None, deadline=None)
"""The law once more with a seed of its own, up to the first plan at which it fails, which is one of a few hundred.

Which one depends on the modules that are loaded too, as Hypothesis draws numbers that stand in them.
"""
ENTITIES = [
    found for module in (entities, value_objects) for found in vars(module).values()
    if isinstance(found, type) and is_dataclass(found) and found is not KindFacts
] + [Span]  # fmt: skip
"""What a plan is made of."""


@pytest.fixture(scope="module")
def drawn() -> list[Agenda]:
    """Some plans as the law draws them; one drawn may differ little from one before."""
    found: list[Agenda] = []

    @seed(1)
    @settings(SAME, max_examples=100)
    @given(plans_of_all_fields())
    def keep(plan: Agenda) -> None:
        found.append(plan)

    keep()
    return found


@pytest.fixture(scope="module")
def varied(drawn: list[Agenda]) -> set[str]:
    """The fields that have several values in those plans."""
    return fields_drawn(drawn)


def fields_read(rule: Rule, plans: Iterable[Agenda]) -> set[str]:
    """Return the fields that a rule reads while it checks plans, and each of their placed sessions where it is.

    An id is nothing that can be drawn.
    """
    found = set()

    def spy(self: Any, name: str) -> Any:
        if name in type(self).__dataclass_fields__ and name != "id":
            found.add(f"{type(self).__name__}.{name}")
        return object.__getattribute__(self, name)

    with pytest.MonkeyPatch.context() as patched:
        for plan in plans:
            fresh = Agenda.of(*plan.entities())  # an older one knows answers already
            for kind in ENTITIES:
                patched.setattr(kind, "__getattribute__", spy)
            list(rule.check(fresh))
            for session, where in fresh.taking_place:
                list(rule.at_places(ConflictIndex(fresh), ((session, where),)) if rule.at_places else ())
            patched.undo()
    return found


def values_in(thing: Any, owner: str) -> Iterator[tuple[str, str, Any]]:
    """Yield each field of a thing and of what it is made of, with the id of the entity and the value."""
    for field in fields(thing):
        value = getattr(thing, field.name)
        yield f"{type(thing).__name__}.{field.name}", owner, value
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part):
                yield from values_in(part, owner)


def fields_drawn(plans: Iterable[Agenda]) -> set[str]:
    """Return the fields that have not always the same value in the same thing."""
    found: dict[tuple[str, str], set[Any]] = {}
    for plan in plans:
        for entity in plan.entities():
            for name, owner, value in values_in(entity, entity.id):
                found.setdefault((name, owner), set()).add(value)
    return {name for (name, _owner), values in found.items() if len(values) > 1}


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_the_law_draws_every_field_that_a_rule_reads(rule: Rule, drawn: list[Agenda], varied: set[str]) -> None:
    read = fields_read(rule, [faulty_for(rule), full_agenda(), *drawn[:40]])

    assert read
    assert sorted(read - varied) == [], "let plans_of_all_fields() draw what the rule reads"


def test_a_rule_over_a_field_that_is_not_drawn_is_noticed(drawn: list[Agenda], varied: set[str]) -> None:
    def at_places(_index: ConflictIndex, where: Places) -> Iterator[Conflict]:
        yield from (None for session, _where in where if session.track and session.note)  # type: ignore[misc]

    read = fields_read(Rule(id="of-tracks", title="", at_places=at_places), [full_agenda(), *drawn[:40]])

    assert read - varied == {"Session.track", "Session.note"}


def later(where: Placement) -> Placement:
    """Return the place seven minutes later."""
    start, end = where.span.start + 7, min(LATEST, where.span.end + 7)
    return replace(where, span=replace(where.span, start=min(start, end - 1), end=end))


def elsewhere(where: Placement) -> Placement:
    """Return the place in the rooms beside."""
    return replace(where, rooms=tuple(ROOMS[ROOMS.index(room) - 1] for room in where.rooms))


WHENEVER = ("room-too-small", "equipment-missing")
"""Rules for which the time does not matter."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        pytest.param(rule, moved, id=f"{rule.id}, {moved.__name__}", marks=[pytest.mark.soak] * (moved is later))
        for rule in OF_PLACES
        for moved in ((elsewhere,) if rule.id in WHENEVER else (later, elsewhere))
    ],
)
def test_the_law_notices_a_rule_that_is_asked_at_another_place_by_the_drag(
    rule: Rule, moved: Callable[[Placement], Placement], monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(index: ConflictIndex, where: Places) -> Iterable[Conflict]:
        assert rule.at_places
        return rule.at_places(index, [(replace(s, placement=moved(there)), moved(there)) for s, there in where])

    monkeypatch.setattr(rules, "OF_PLACES", tuple(wrong if one is rule.at_places else one for one in rules.OF_PLACES))

    @seed(1)
    @settings(SAME, report_multiple_bugs=False)
    @given(plans_of_all_fields(), st.sampled_from("abcdef"), st.data())
    def law(plan: Agenda, session_id: str, data: st.DataObject) -> None:
        the_drag_finds_what_the_rules_find(plan, session_id, data.draw(places(plan)))

    with pytest.raises(AssertionError):
        law()
