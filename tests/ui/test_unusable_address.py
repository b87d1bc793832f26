"""Tests of an address that cannot work and is stored: the window shows it, and its problem leads to the form."""

import pytest

from planner.domain.entities import Conference, Entity, Person
from planner.domain.value_objects import Link
from tests.builders import person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import focused
from ui.features.problems.problem_groups import ProblemCard

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
def test_its_problem_leads_to_the_field(
    hands_on: HandsOn, things: tuple[Entity, ...], fields: dict[str, str], kind: type[Entity], field: str
) -> None:
    driver = hands_on(*things, **fields)
    driver.does("problems")
    panel = driver.page.problems
    (card,) = [row for row in panel.rows.rows if isinstance(row, ProblemCard)]
    driver.click(driver.on_row(panel.listing, panel.rows.rows.index(card)))

    assert (driver.page.document.plan.shown[0], focused().objectName(), BAD in card.title) == (kind, field, True)
