"""Tests of organisations: creating them, ordering them within their role, and deleting them."""

import pytest

from planner.commands.edit import edit
from planner.commands.people import add_partner, delete_partner, move_partner
from planner.domain.agenda import Agenda
from planner.domain.entities import Partner
from planner.domain.enums import PartnerRole
from planner.domain.errors import EstradError
from tests.builders import agenda
from tests.every_field import RED

ORGANISER, SUPPLIER = PartnerRole.ORGANISER, PartnerRole.SUPPLIER
PLAN = agenda(
    Partner(id="light", name="Light", role=SUPPLIER, position=0),
    Partner(id="sound", name="Sound", role=SUPPLIER, position=1),
    Partner(id="food", name="Food", role=SUPPLIER, position=2),
    Partner(id="us", name="Us", role=ORGANISER, position=3),
)


def order(found: Agenda) -> list[str]:
    return [partner.id for partner in found.partners_in_order]


def test_a_new_one_is_the_last_of_its_role_with_all_that_is_said_of_it() -> None:
    change = add_partner(PLAN, "van", name=" Van\n hire", role=SUPPLIER, website="https://van.test", logo=RED)

    assert str(change.label) == "Add Van hire"
    assert order(PLAN.after(change)) == ["us", "light", "sound", "food", "van"]
    assert PLAN.after(change).partners["van"] == Partner(
        id="van", name="Van hire", role=SUPPLIER, website="https://van.test", logo=RED, position=4
    )
    assert order(PLAN.after(add_partner(PLAN, "bank", name="Bank"))) == ["us", "bank", "light", "sound", "food"]
    with pytest.raises(EstradError, match="It needs a name"):
        add_partner(PLAN, "x", name=" \x00")


@pytest.mark.parametrize(
    ("moved", "places", "expected"),
    [
        ("sound", 1, ["us", "light", "food", "sound"]),
        ("sound", -1, ["us", "sound", "light", "food"]),
        ("light", 99, ["us", "sound", "food", "light"]),
        ("light", -1, ["us", "light", "sound", "food"]),
        ("us", 5, ["us", "light", "sound", "food"]),
    ],
)
def test_it_moves_among_those_of_its_role(moved: str, places: int, expected: list[str]) -> None:
    change = move_partner(PLAN, moved, places)

    assert (order(PLAN.after(change)), PLAN.after(change).after(change.inverse())) == (expected, PLAN)


def test_those_of_equal_positions_move_too_and_a_new_role_puts_one_among_those() -> None:
    equal = agenda(Partner(id="a", name="A"), Partner(id="b", name="B"), Partner(id="c", name="C"))

    assert order(equal.after(move_partner(equal, "a", 1))) == ["b", "a", "c"]
    assert order(PLAN.after(edit(PLAN, Partner, "food", role=ORGANISER))) == ["food", "us", "light", "sound"]


def test_one_is_deleted_and_comes_back() -> None:
    change = delete_partner(PLAN, "food")

    assert (str(change.label), order(PLAN.after(change))) == ("Delete Food", ["us", "light", "sound"])
    assert PLAN.after(change).after(change.inverse()) == PLAN
