"""Tests of the conflicts by what they concern."""

from planner.domain.text import Text
from planner.rules.conflict import Conflict, Problems, Severity

TWICE = Conflict("a", Severity.PROBLEM, ("talk", "panel"), Text("Twice"), Text("Twice"), people=("ada",))
LATE = Conflict("b", Severity.WARNING, ("talk",), Text("Late"), Text("Late"))
BARE = Conflict("c", Severity.HINT, ("talk", "lunch"), Text("Bare"), Text("Bare"), people=("ada", "bo"))
FOUND = Problems((TWICE, LATE, BARE))


def test_all_conflicts_are_there_in_their_order() -> None:
    assert FOUND.all == (TWICE, LATE, BARE)


def test_a_session_has_its_conflicts_but_no_hints() -> None:
    assert [FOUND.of(session) for session in ("talk", "panel", "lunch")] == [[TWICE, LATE], [TWICE], []]


def test_a_person_has_those_of_their_sessions_but_no_hints() -> None:
    assert [FOUND.with_person(person) for person in ("ada", "bo")] == [[TWICE], []]
