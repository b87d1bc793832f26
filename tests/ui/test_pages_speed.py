"""The speed of the lists with a large conference; printed (`pytest -s`) only, since a slow machine is no error."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from time import process_time

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from planner.commands.edit import edit
from planner.domain.entities import Cover, Entity, Person
from planner.domain.value_objects import Appearance, Extra, Link, Role, State
from tests.builders import DAY, day, person, room, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.lists import ids, listed, open_list
from tests.ui.window_driver import WindowDriver

PEOPLE, SESSIONS, ROOMS, DAYS = 700, 1000, 20, 4
WANTED = 100
"""Milliseconds within which a response seems immediate (Nielsen, Usability Engineering, 5.5)."""


def large() -> list[Entity]:
    """Return 1,000 sessions of 700 people in 20 rooms on 4 days, all with texts, a quarter of them with problems."""
    dates = [DAY + timedelta(days=n) for n in range(DAYS)]
    found: list[Entity] = [day(when, "08:00", "20:00") for when in dates]
    found += [room(f"r{n}", n, name=f"Room {n}", seats=50 * n) for n in range(ROOMS)]
    found += [track(f"t{n}", name=f"Track {n}") for n in range(10)]
    found += [
        person(
            f"p{n}",
            name=f"Person {n:03} Surname{n % 90}",
            organisation=f"University {n % 40}",
            bio="Has written much about planning. " * 8,
            note="Arrives late",
            links=(Link(f"https://p{n}.test", "Home"),),
            extra=(Extra("Shirt", "M"),),
        )
        for n in range(PEOPLE)
    ]
    found += [Cover(id=f"c{n}", person=f"p{n}", day=dates[n % DAYS], room=f"r{n % ROOMS}") for n in range(40)]
    return found + [_talk(n, dates) for n in range(SESSIONS)]


def _talk(n: int, dates: list[date]) -> Entity:
    people = (
        Appearance(f"p{n % PEOPLE}", Role.SPEAKER, State.INVITED if n % 7 == 0 else State.CONFIRMED),
        Appearance(f"p{(n * 3 + 1) % PEOPLE}", Role.MODERATOR),
    )
    hour = 8 + (n // (ROOMS * DAYS)) % 11
    times = "" if n % 12 == 0 else f"{hour:02}:00-{hour:02}:45"
    return talk(
        f"s{n}", f"r{n % ROOMS}", times, on=dates[n // ROOMS % DAYS], number=n + 1, title=f"Session {n} of things",
        people=people[: 1 if n % PEOPLE == (n * 3 + 1) % PEOPLE else 2], track=f"t{n % 10}",
        abstract="What it is about, in a few sentences. " * 10,
    )  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for the large conference."""
    return hands_on(*large())


def took(act: Callable[[], object]) -> float:
    """Return the processor time of a call in milliseconds."""
    start = process_time()
    act()
    QCoreApplication.sendPostedEvents()
    return 1000 * (process_time() - start)


def best(acts: list[Callable[[], object]]) -> float:
    """Return the time of the quickest call in milliseconds."""
    return min(map(took, acts))


def enter(driver: WindowDriver, place: str) -> None:
    """Go to a list and paint it."""
    open_list(driver, place).view.viewport().repaint()


def enter_after_a_change(driver: WindowDriver, place: str) -> float:
    """Return the milliseconds that it takes to enter a list that has become stale."""
    driver.page.places.go("agenda")
    touch(driver)
    return took(lambda: enter(driver, place))


def touch(driver: WindowDriver) -> None:
    """Change a person a little."""
    driver.page.document.apply(lambda now: edit(now, Person, "p1", note=f"{process_time()}"))


def find(driver: WindowDriver, typed: str) -> None:
    """Search, and paint the matches."""
    page = listed(driver)
    page.search.setText(typed)
    page.view.viewport().repaint()


def sort_by(driver: WindowDriver, column: int) -> None:
    """Sort by a column, and paint."""
    view = listed(driver).view
    view.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    view.viewport().repaint()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("place", "rows"), [("people", PEOPLE), ("sessions", SESSIONS), ("venue", ROOMS)]
)  # fmt: skip
def test_the_lists_are_quick(driver: WindowDriver, place: str, rows: int) -> None:
    driver.page.inspector.build()
    found = {"made and entered": took(lambda: enter(driver, place))}
    found["entered after a change"] = min(enter_after_a_change(driver, place) for _ in range(3))
    kind, first = listed(driver).listing.kind, ids(driver)
    found["first key of a search"] = took(lambda: find(driver, "u"))
    found["a key of a search"] = best([partial(find, driver, "universi"[:n]) for n in (2, 4, 6, 8)])
    find(driver, "")
    found["sorted"] = best([partial(sort_by, driver, column) for column in (1, 2, 3)])
    found["a row selected"] = best([partial(driver.page.document.show, kind, first[n]) for n in (3, 5, 7, 9)])
    found["all selected"] = took(listed(driver).view.selectAll)
    found["a change while all are selected"] = best([partial(touch, driver)] * 3)
    driver.page.document.show(kind, first[0])
    found["a change while one is selected"] = best([partial(touch, driver)] * 3)

    assert len(ids(driver)) == rows
    for what, milliseconds in found.items():
        print(f"{place}, {what}: {milliseconds:.0f} ms{' (over)' if milliseconds > WANTED else ''}")
