"""Tests of the timeline's commands, with one table of cases for each."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from planner.commands.timeline import pin, place, resize, set_length, shift, span_on, swap, unplace
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Session
from planner.domain.enums import Kind
from planner.domain.errors import EstradError, Pinned
from planner.domain.span import Span
from planner.domain.value_objects import Placement
from tests.builders import DAY, agenda, day, room, span, talk

NEXT = DAY + timedelta(days=1)
PLAN = agenda(
    day(),
    day(NEXT, "20:00", "27:00"),
    room("hall"),
    room("lab", 1),
    room("attic", 2),
    talk("a", "hall", "09:00-09:30", place="On stage"),
    talk("b", "hall", "10:00-11:00"),
    talk("c", "lab", "10:30-11:00"),
    talk("lunch", "", "12:00-13:00"),
    talk("d", "attic", "13:00-14:00"),
    talk("waits", minutes=45),
    talk("too"),
)


def where(change: Change, agenda: Agenda = PLAN) -> dict[str, str]:
    """Return the new place of each session that the change touches: `hall+lab 09:00-09:30`, `* …`, `tray 45`.

    `*` stands for the whole venue; in the tray, the length in minutes follows.
    """

    def one(placement: Placement | None, minutes: int) -> str:
        if placement is None:
            return f"tray {minutes}"
        start, end = (f"{m // 60:02d}:{m % 60:02d}" for m in (placement.span.start, placement.span.end))
        on = "" if placement.span.day == DAY else f" {placement.span.day}"
        return f"{'+'.join(placement.rooms) or '*'} {start}-{end}{on} {placement.place}".strip()

    after = agenda.after(change).sessions
    return {
        edit.entity.id: one(after[edit.entity.id].placement, after[edit.entity.id].minutes) for edit in change.edits
    }


CASES: list[tuple[Callable[[], Change], str, dict[str, str]]] = [
    (lambda: place(PLAN, "waits", DAY, 540, ["lab"]), "Place “Waits”", {"waits": "lab 09:00-09:45"}),
    (lambda: place(PLAN, "waits", DAY, 540), "Place “Waits”", {"waits": "* 09:00-09:45"}),
    (lambda: place(PLAN, "a", DAY, 600, ["lab"]), "Move “A”", {"a": "lab 10:00-10:30 On stage"}),
    (lambda: place(PLAN, "a", DAY, 600, ["lab"], place=" "), "Move “A”", {"a": "lab 10:00-10:30"}),
    (lambda: place(PLAN, "a", DAY, 600, ["lab"], minutes=5), "Move “A”", {"a": "lab 10:00-10:05 On stage"}),
    (
        lambda: place(PLAN, "a", NEXT, 1440, ["lab", "hall"]),
        "Move “A”",
        {"a": "hall+lab 24:00-24:30 2024-04-26 On stage"},
    ),
    (lambda: place(PLAN, "a", DAY, 540, ["hall"]), "Move “A”", {}),
    (lambda: unplace(PLAN, "b"), "Return “B” to the tray", {"b": "tray 60"}),
    (lambda: unplace(PLAN, "b", "a", "b"), "Return 2 sessions to the tray", {"b": "tray 60", "a": "tray 30"}),
    (lambda: unplace(PLAN, "waits", "a"), "Return “A” to the tray", {"a": "tray 30"}),
    (lambda: unplace(PLAN, "waits"), "Return “Waits” to the tray", {}),
    (lambda: resize(PLAN, "b", 590, 660), "Resize “B”", {"b": "hall 09:50-11:00"}),
    (lambda: resize(PLAN, "b", 600, 601), "Resize “B”", {"b": "hall 10:00-10:01"}),
    (lambda: set_length(PLAN, "b", 90), "Resize “B”", {"b": "hall 10:00-11:30"}),
    (lambda: set_length(PLAN, "waits", 10), "Resize “Waits”", {"waits": "tray 10"}),
    (lambda: shift(PLAN, "b", -5), "Shift “B” by -5 min", {"b": "hall 09:55-10:55"}),
    (
        lambda: swap(PLAN, "a", "b"),
        "Swap “A” and “B”",
        {"a": "hall 10:00-10:30", "b": "hall 09:00-10:00 On stage"},
    ),
    (lambda: swap(PLAN, "lunch", "c"), "Swap “Lunch” and “C”", {"lunch": "* 10:30-11:30", "c": "lab 12:00-12:30"}),
    (lambda: swap(PLAN, "a", "a"), "Swap “A” and “A”", {}),
    (
        lambda: swap(PLAN, "a", "waits"),
        "Swap “A” and “Waits”",
        {"a": "tray 30", "waits": "hall 09:00-09:45 On stage"},
    ),
    (lambda: swap(PLAN, "waits", "lunch"), "Swap “Waits” and “Lunch”", {"waits": "* 12:00-12:45", "lunch": "tray 60"}),
]


@pytest.mark.parametrize(
    ("made", "label", "after"), CASES, ids=[f"{n} {label}" for n, (_, label, _a) in enumerate(CASES)]
)
def test_a_verb(made: Callable[[], Change], label: str, after: dict[str, str]) -> None:
    change = made()

    assert (str(change.label), where(change), bool(change)) == (label, after, bool(after))


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: place(PLAN, "a", DAY + timedelta(days=9), 540), "2024-05-04 is not a day of this conference."),
    (lambda: place(PLAN, "a", DAY, -5), "A session cannot begin before 00:00 of its day."),
    (lambda: place(PLAN, "a", DAY, 2860, ["hall"]), "A session cannot go on after the night that follows its day."),
    (lambda: place(PLAN, "a", DAY, 540, minutes=0), "A session cannot run from 09:00 for 0 minutes."),
    (lambda: place(PLAN, "a", DAY, 540, place="x" * 2001), "The text is too long as place: 2001 characters."),
    (lambda: resize(PLAN, "a", 600, 600), "A session cannot run from 10:00 for 0 minutes."),
    (lambda: resize(PLAN, "a", 600, 540), "A session cannot run from 10:00 for -60 minutes."),
    (lambda: set_length(PLAN, "a", 3000), "A session cannot run from 09:00 for 3000 minutes."),
    (lambda: set_length(PLAN, "waits", 0), "That value is not possible: a session lasts from 1 minute to 48 hours."),
    (lambda: shift(PLAN, "waits", 5), "“Waits” is in the tray and has no time."),
    (lambda: shift(PLAN, "a", -600), "A session cannot begin before 00:00 of its day."),
    (lambda: swap(PLAN, "too", "waits"), "Two sessions in the tray have no places to change."),
    (lambda: span_on(PLAN, DAY, 0, 2881), "A session cannot run from 00:00 for 2881 minutes."),
]


@pytest.mark.parametrize(("made", "problem"), REFUSED, ids=[f"{n} {text}" for n, (_, text) in enumerate(REFUSED)])
def test_a_verb_refuses(made: Callable[[], object], problem: str) -> None:
    with pytest.raises(EstradError) as refused:
        made()

    assert str(refused.value.problem) == problem


@pytest.mark.parametrize(
    "made",
    [
        lambda: place(PLAN, "nobody", DAY, 540),
        lambda: place(PLAN, "a", DAY, 540, ["cellar"]),
        lambda: resize(PLAN, "waits", 540, 600),
    ],
    ids=["no such session", "no such room", "nothing to resize in the tray"],
)
def test_a_verb_for_nothing_is_a_bug(made: Callable[[], object]) -> None:
    with pytest.raises(KeyError):
        made()


def test_neighbours_that_would_overlap_change_their_order() -> None:
    plan = agenda(talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:40-10:40"))
    assert where(swap(plan, "one", "two"), plan) == {"two": "hall 09:00-10:00", "one": "hall 10:10-10:40"}
    beside = agenda(talk("pause", (), "10:00-10:20", kind=Kind.BREAK), talk("one", "hall", "10:20-10:50"))
    assert where(swap(beside, "one", "pause"), beside) == {"one": "hall 10:00-10:30", "pause": "* 10:30-10:50"}


def test_a_span_on_a_day() -> None:
    assert span_on(PLAN, NEXT, 1500, 60) == Span(NEXT, 1500, 1560) == span("25:00-26:00", NEXT)


PINNED = agenda(
    talk("a", "hall", "09:00-09:30"),
    talk("key", "hall", "10:00-11:00", pinned=True),
    talk("b", "hall", "11:00-11:30"),
    talk("lunch", "", "12:00-13:00", pinned=True),
    talk("c", "lab", "13:00-14:00"),
    talk("waits", pinned=True),
)
MOVED: list[Callable[[], Change]] = [
    lambda: place(PINNED, "key", DAY, 605, ["hall"]),
    lambda: place(PINNED, "key", DAY, 600, ["lab"]),
    lambda: place(PINNED, "key", DAY, 600, ["hall"], minutes=30),
    lambda: unplace(PINNED, "key"),
    lambda: resize(PINNED, "key", 600, 665),
    lambda: set_length(PINNED, "key", 55),
    lambda: shift(PINNED, "key", 5),
    lambda: swap(PINNED, "a", "key"),
    lambda: swap(PINNED, "key", "a"),
    lambda: swap(PINNED, "key", "waits"),
]


@pytest.mark.parametrize("made", MOVED)
def test_a_pinned_session_stays_at_its_time_and_in_its_room(made: Callable[[], Change]) -> None:
    with pytest.raises(Pinned) as refused:
        made()

    assert str(refused.value.problem) == "“Key” is pinned: its time and room stay."
    assert refused.value.sessions == ("key",)


def test_a_pinned_session_may_be_said_to_be_elsewhere_and_one_in_the_tray_may_be_placed() -> None:
    assert where(place(PINNED, "key", DAY, 600, ["hall"], place="Foyer"), PINNED) == {"key": "hall 10:00-11:00 Foyer"}
    assert where(place(PINNED, "waits", DAY, 540, ["lab"]), PINNED) == {"waits": "lab 09:00-09:30"}
    assert where(set_length(PINNED, "waits", 50), PINNED) == {"waits": "tray 50"}


def test_what_moves_several_passes_by_the_pinned_ones() -> None:
    assert where(unplace(PINNED, "a", "key", "waits"), PINNED) == {"a": "tray 30"}
    with pytest.raises(Pinned) as refused:
        unplace(PINNED, "key", "lunch", "waits")
    assert str(refused.value.problem) == "2 sessions are pinned: their times and rooms stay."


@pytest.mark.parametrize(
    ("ids", "on", "label", "touched"),
    [
        (("a",), True, "Pin “A”", ("a",)),
        (("a", "key"), True, "Pin “A”", ("a",)),
        (("a", "key", "b"), True, "Pin 2 sessions", ("a", "b")),
        (("key",), False, "Unpin “Key”", ("key",)),
        (("key", "lunch", "a"), False, "Unpin 2 sessions", ("key", "lunch")),
        (("a",), False, "Unpin “A”", ()),
    ],
)
def test_pinning(ids: tuple[str, ...], on: bool, label: str, touched: tuple[str, ...]) -> None:
    change = pin(PINNED, *ids, on=on)

    assert (str(change.label), change.ids(Session)) == (label, touched)
    assert all(PINNED.after(change).sessions[session].pinned is on for session in touched)
