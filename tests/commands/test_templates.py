"""Tests of templates: creating one, making one of a session, ordering and deleting them."""

import pytest

from planner.commands.edit import edit
from planner.commands.sessions import add_template, delete_template, keep_as_template, move_template
from planner.commands.venue import delete_track
from planner.domain.agenda import Agenda
from planner.domain.entities import Template
from planner.domain.enums import Kind
from planner.domain.errors import EstradError
from tests.builders import agenda, talk, track

PLAN = agenda(
    track("law"),
    talk("debate", "hall", "09:00-09:50", kind=Kind.PANEL, track="law", note="Water", pinned=True),
    Template(id="coffee", title="Coffee", kind=Kind.BREAK, minutes=15, position=0),
    Template(id="duel", title="Duel", minutes=20, track="law", position=1),
    Template(id="walk", title="Walk", kind=Kind.SOCIAL, minutes=40, position=2),
)


def order(found: Agenda) -> list[str]:
    return [template.id for template in found.templates_in_order]


def test_a_new_one_is_the_last_and_as_long_as_its_kind_usually_is() -> None:
    change = add_template(PLAN, "dinner", title=" Dinner\n", kind=Kind.MEAL)

    assert str(change.label) == "Add the template “Dinner”"
    assert order(PLAN.after(change)) == ["coffee", "duel", "walk", "dinner"]
    assert PLAN.after(change).templates["dinner"] == Template(
        id="dinner", title="Dinner", kind=Kind.MEAL, minutes=60, position=3
    )


def test_a_session_is_kept_by_what_makes_another_like_it() -> None:
    change = keep_as_template(PLAN, "debate", "new")

    assert str(change.label) == "Keep “Debate” as a template"
    assert PLAN.after(change).templates["new"] == Template(
        id="new", title="Debate", kind=Kind.PANEL, minutes=50, track="law", position=3
    )


@pytest.mark.parametrize(
    ("moved", "places", "expected"),
    [
        ("coffee", 1, ["duel", "coffee", "walk"]),
        ("walk", -1, ["coffee", "walk", "duel"]),
        ("coffee", 99, ["duel", "walk", "coffee"]),
        ("coffee", -1, ["coffee", "duel", "walk"]),
    ],
)
def test_it_moves_among_the_others(moved: str, places: int, expected: list[str]) -> None:
    change = move_template(PLAN, moved, places)

    assert (order(PLAN.after(change)), PLAN.after(change).after(change.inverse())) == (expected, PLAN)


def test_a_deleted_one_leaves_the_sessions_alone_and_a_track_that_goes_its_templates() -> None:
    after, without = PLAN.after(delete_template(PLAN, "duel")), PLAN.after(delete_track(PLAN, "law"))

    assert (order(after), after.sessions) == (["coffee", "walk"], PLAN.sessions)
    assert without.templates["duel"].track is None


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"title": " "}, "It needs a name."),
        ({"title": "Long", "minutes": 0}, "That value is not possible: a session lasts from 1 minute to 48 hours."),
        ({"title": "Long", "minutes": 2881}, "That value is not possible: a session lasts from 1 minute to 48 hours."),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, object], problem: str) -> None:
    for act in (lambda: add_template(PLAN, "new", **fields), lambda: edit(PLAN, Template, "coffee", **fields)):  # type: ignore[arg-type]
        with pytest.raises(EstradError) as refused:
            act()
        assert str(refused.value.problem) == problem
