"""Tests of what a door of the page is told beside its entries: the venue's clock, and where sessions were before."""

import json

import pytest

from tests.builders import DAY, agenda, conference, day, room, talk
from tests.exporting.page.test_web_page import NEXT, page

BEES = talk("bees", "hall", "09:00-09:45")


def data(*plans):
    """Return what the script of the page reads; the last of the plans is shown."""
    return json.loads(page(*plans).xpath("string(//script[@id='data'])"))


def former(*plans):
    """Return where the sessions were that are elsewhere now, or called off."""
    return list(data(*plans)["before"].values())


def test_its_clock_is_that_of_the_venue_as_the_language_writes_it():
    told = data(agenda(conference(timezone="Europe/Helsinki", language="sv"), BEES))

    assert (told["zone"], told["clock"]) == ("Europe/Helsinki", ".")


def test_what_stands_where_it_was_is_not_told():
    assert former(agenda(BEES), agenda(BEES, talk("wasps", "lab", "10:00-10:45"))) == []


@pytest.mark.parametrize(
    "now",
    [[], [talk("bees", "lab", "09:00-09:45")], [talk("bees", "hall", "11:00-11:45", on=NEXT)]],
    ids=["called off", "in another room", "on another day"],
)
def test_a_door_can_tell_what_was_to_be_there(now):
    before = agenda(day(DAY), day(NEXT), BEES)

    assert former(before, agenda(day(DAY), day(NEXT), *now)) == [["2024-04-25T09:00+02:00", 45, ["Hall"]]]


def test_what_moved_and_was_then_called_off_is_told_where_it_was_last():
    rooms = room("hall"), room("lab")
    plans = agenda(*rooms, BEES), agenda(*rooms, talk("bees", "lab", "08:00-08:45")), agenda(*rooms)

    assert former(*plans) == [["2024-04-25T08:00+02:00", 45, ["Lab"]]]


def test_what_was_in_all_rooms_is_told_at_each_door_and_what_was_elsewhere_at_none():
    rooms = room("hall"), room("lab")
    lunch, walk = talk("lunch", "", "12:00-13:00"), talk("walk", "", "13:00-13:30", place="The garden")
    both = talk("both", ("hall", "lab"), "14:00-15:00", place="The halls")

    told = [rooms for _start, _minutes, rooms in former(agenda(*rooms, lunch, walk, both), agenda(*rooms))]

    assert told == [[], ["The garden"], ["Hall", "Lab"]]
