"""Tests of who moderates: the moderators' board, run sheet, rules, programme and calendar all follow one rule."""

import re
from itertools import groupby

import pytest

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover
from planner.domain.session_people import moderating, moderators_of
from planner.domain.span import minutes_of
from planner.domain.value_objects import Appearance
from planner.printing.marks import PlacedText
from planner.printing.run_sheet import run_sheet
from planner.programme.calendar import events
from planner.programme.programme import programme
from planner.programme.release import moderator_part
from planner.rules.completeness import SESSION_WITHOUT_MODERATOR
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.wording import wording
from tests.builders import DAY, agenda, draft, moderator, person, room, talk
from tests.printing.pages import measure
from ui.features.moderators.coverage import clashes_of, coverage_of, would_gain

ENGLISH = wording("en")
NO, INVITED, TENTATIVE, YES = State.DECLINED, State.INVITED, State.TENTATIVE, State.CONFIRMED
UNASKED = State.NOT_ASKED
HALL, BOTH, EVERYWHERE = ("hall",), ("hall", "lab"), ()


def cover(who: str, where: str | None = None, state: State = YES, times: str = "") -> Cover:
    """Return a moderator's shift; without `times` it is the whole day."""
    start, end = (minutes_of(time) for time in times.split("-")) if times else (None, None)
    return Cover(
        id=f"{who} {where} {state} {times}", person=who, day=DAY, room=where, state=state, start=start, end=end
    )


def plan(
    where: tuple[str, ...],
    own: tuple[Appearance, ...],
    *covers: Cover,
    kind: Kind = Kind.PANEL,
    naming: Naming = Naming.EXCEPT_INVITED,
) -> Agenda:
    """Return a plan with one session from ten to eleven, and with Ada and Bo."""
    session = talk("talk", where, "10:00-11:00", people=own, kind=kind)
    return agenda(room("hall"), room("lab", 1), person("ada"), person("bo"), session, *covers, naming=naming)


def on_run_sheet(found: Agenda) -> set[str]:
    """Return the moderators of the session on the run sheet, each with a state that is not certain."""
    pages = run_sheet(found, measure, ENGLISH, draft(1))
    words = sorted(
        (number, round(mark.y, 2), mark.x, mark.text)
        for number, page in enumerate(pages)
        for mark in page.marks
        if isinstance(mark, PlacedText)
    )
    lines = ("".join(word[-1] for word in line) for _line, line in groupby(words, key=lambda word: word[:2]))
    found = (re.search("(Ada|Bo), moderator(?:, ?(invited|tentative))?", line) for line in lines)
    return {", ".join(filter(None, match.groups())) for match in found if match}


@pytest.mark.parametrize(
    ("where", "own", "covers", "who", "shown"),
    [
        pytest.param(HALL, (), (), [], [], id="nobody"),
        pytest.param(HALL, (), (cover("bo", "hall"),), ["Bo"], ["Bo"], id="who has the room"),
        pytest.param(HALL, (), (cover("bo"),), ["Bo"], ["Bo"], id="who has every room"),
        pytest.param(HALL, (), (cover("bo", "lab"),), [], [], id="another room"),
        pytest.param(HALL, (), (cover("bo", times="10:00-11:00"),), ["Bo"], ["Bo"], id="just as long"),
        pytest.param(HALL, (), (cover("bo", times="10:05-12:00"),), [], [], id="not all of it"),
        pytest.param(HALL, (), (cover("bo", state=TENTATIVE),), ["Bo, tentative"], ["Bo"], id="almost certain"),
        pytest.param(HALL, (), (cover("bo", state=INVITED),), ["Bo, invited"], [], id="a stretch only asked for"),
        pytest.param(HALL, (), (cover("bo", state=NO),), [], [], id="a stretch declined"),
        pytest.param(HALL, (moderator("ada"),), (cover("bo"),), ["Ada"], ["Ada"], id="its own goes before"),
        pytest.param(HALL, (moderator("ada", NO),), (cover("bo"),), ["Bo"], ["Bo"], id="its own has said no"),
        pytest.param(
            HALL, (moderator("ada", INVITED),), (cover("bo"),), ["Ada, invited"], [], id="nobody stands in for its own"
        ),
        pytest.param(
            HALL, (moderator("ada", INVITED), moderator("bo")), (), ["Ada, invited", "Bo"], ["Bo"], id="one of two has"
        ),
        pytest.param(HALL, (), (cover("bo"), cover("ada", "hall")), ["Ada", "Bo"], ["Ada", "Bo"], id="two of them"),
        pytest.param(HALL, (), (cover("bo", state=INVITED), cover("bo", "hall")), ["Bo"], ["Bo"], id="the surer one"),
        pytest.param(BOTH, (), (cover("bo", "hall"), cover("bo", "lab")), ["Bo"], ["Bo"], id="two rooms, both theirs"),
        pytest.param(BOTH, (), (cover("bo"), cover("bo", "lab")), ["Bo"], ["Bo"], id="two rooms, one of them twice"),
        pytest.param(BOTH, (), (cover("bo", "hall"),), [], [], id="two rooms, one of them theirs"),
        pytest.param(BOTH, (), (cover("ada", "hall"), cover("bo", "lab")), [], [], id="two rooms of two people"),
        pytest.param(
            BOTH, (), (cover("bo", "hall"), cover("bo", "lab", INVITED)), ["Bo, invited"], [], id="one of two asked for"
        ),
        pytest.param(EVERYWHERE, (), (cover("bo"),), ["Bo"], ["Bo"], id="the whole venue"),
        pytest.param(EVERYWHERE, (), (cover("bo", "hall"),), [], [], id="the whole venue is no room"),
    ],
)  # fmt: skip
def test_who_moderates(
    where: tuple[str, ...], own: tuple[Appearance, ...], covers: tuple[Cover, ...], who: list[str], shown: list[str]
) -> None:
    found = plan(where, own, *covers)
    session, people = found.sessions["talk"], found.people
    ids = sorted(name.split(",")[0].lower() for name in who)

    assert (sorted(moderators_of(found, session)), sorted(coverage_of(found).moderators["talk"])) == (ids, ids)
    assert (on_run_sheet(found), bool(list(SESSION_WITHOUT_MODERATOR.check(found)))) == (set(who), not ids)

    published = programme(found)
    (item,) = published.items
    said = [line for line in events(published, ENGLISH)["talk"].description.split("\n") if line.startswith("Moderator")]
    assert sorted(item.names(Role.MODERATOR)) == shown
    assert [sorted(line.removeprefix("Moderator: ").split("; ")) for line in said] == [shown] * bool(shown)
    parts = [moderator_part(found, published, people[who], ENGLISH) for who in ("ada", "bo")]
    assert [part.title.removeprefix("Moderator: ") for part in parts if part.sessions] == shown


@pytest.mark.parametrize(
    ("naming", "shown"),
    [
        (Naming.ALL, {UNASKED: ["Bo"], INVITED: ["Bo"], TENTATIVE: ["Bo"], YES: ["Bo"], NO: []}),
        (Naming.EXCEPT_INVITED, {UNASKED: ["Bo"], INVITED: [], TENTATIVE: ["Bo"], YES: ["Bo"], NO: []}),
        (Naming.CONFIRMED, {UNASKED: [], INVITED: [], TENTATIVE: [], YES: ["Bo"], NO: []}),
    ],
)
def test_the_conference_says_which_moderators_are_named(naming: Naming, shown: dict[State, list[str]]) -> None:
    for state, names in shown.items():
        by_stretch = programme(plan(HALL, (), cover("bo", state=state), naming=naming))
        own = programme(plan(HALL, (moderator("bo", state),), naming=naming))
        in_two = programme(plan(BOTH, (), cover("bo", "hall", state), cover("bo", "lab"), naming=naming))

        assert [list(shown.items[0].names(Role.MODERATOR)) for shown in (by_stretch, own, in_two)] == [names] * 3


def test_an_open_question_for_one_of_two_rooms_counts_more_than_none_for_the_other() -> None:
    found = plan(BOTH, (), cover("bo", "hall", UNASKED), cover("bo", "lab", INVITED))

    assert [a.state for a in moderating(found, found.sessions["talk"])] == [INVITED]
    assert programme(found).items[0].credits == ()


def test_nobody_moderates_a_pause_by_a_stretch_but_is_told_of_it() -> None:
    found = plan(HALL, (), cover("bo"), kind=Kind.BREAK)
    (page,) = run_sheet(found, measure, ENGLISH, draft(1), moderator=found.people["bo"])

    assert (moderators_of(found, found.sessions["talk"]), coverage_of(found).work["bo"].sessions) == ((), 0)
    assert programme(found).items[0].credits == ()
    own = plan(HALL, (moderator("bo"), moderator("ada", INVITED)), kind=Kind.BREAK)  # as an older file may contain it
    assert (moderators_of(own, own.sessions["talk"]), coverage_of(own).work) == ((), {})
    assert (programme(own).items[0].credits, on_run_sheet(own)) == ((), set())
    assert "Talk" in page.text.split("\n")


def test_the_second_of_two_rooms_gives_the_session_a_moderator() -> None:
    found = plan(BOTH, (), cover("bo", "hall"))

    assert (would_gain(found, cover("bo", "lab")), would_gain(found, cover("ada", "lab"))) == ({"talk"}, frozenset())


@pytest.mark.parametrize(
    ("where", "times", "torn"),
    [
        pytest.param(BOTH, "10:00-11:00", False, id="one session goes on in both"),
        pytest.param(EVERYWHERE, "10:15-10:45", False, id="the whole venue is one"),
        pytest.param(BOTH, "10:00-11:05", True, id="longer than that"),
        pytest.param(HALL, "10:00-11:00", True, id="two rooms"),
    ],
)
def test_two_rooms_at_once_are_no_two_places_while_they_are_one(where: tuple[str, ...], times: str, torn: bool) -> None:
    found = plan(where, (), cover("bo", "hall", times=times), cover("bo", "lab", times=times))

    assert bool(list(PERSON_IN_TWO_PLACES.check(found))) == torn
    assert bool(clashes_of(found, found.covers_in_order[0])) == torn
