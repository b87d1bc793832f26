"""Tests of the message at the pointer: who is elsewhere until when, and what is taken."""

import pytest

from planner.domain.entities import Session
from planner.domain.span import minutes_of
from planner.rules import conflicts_at, drag_message
from planner.rules.rule import ConflictIndex
from tests.builders import DAY, agenda, day, person, room, span, speaker, talk

PLAN = agenda(
    day(opens="09:00", closes="18:00"),
    room("a", name="Sal A", closed=(span("15:00-16:00"),)), room("b", 1, name="Sal B", seats=10),
    person("stefan", name="Stefan Singman"),
    talk("cameras", "b", "11:40-12:10", people=(speaker("stefan"),), title="Cameras"),
    talk("lunch", (), "12:30-13:00", people=(speaker("stefan"),), title="Lunch"),
    talk("held", people=(speaker("stefan"),), minutes=30, audience=20),
)  # fmt: skip


def said(room_id: str, times: str, session: str = "held") -> list[str]:
    """Return the messages for the session at that room and time."""
    held: Session = PLAN.sessions[session]
    start, end = map(minutes_of, times.split("-"))
    found = conflicts_at(ConflictIndex(PLAN), held, (room_id,), span(times, DAY))
    assert end > start
    return [str(drag_message(PLAN, held, start, conflict)) for conflict in found]


@pytest.mark.parametrize(
    ("room_id", "times", "messages"),
    [
        ("a", "12:00-12:20", ["Stefan Singman is in Sal B until 12:10: “Cameras”."]),
        ("a", "11:30-11:50", ["Stefan Singman is in Sal B from 11:40: “Cameras”."]),
        ("b", "12:00-12:20", ["Sal B is taken until 12:10: “Cameras”."]),
        ("b", "11:30-11:50", ["Sal B is taken from 11:40: “Cameras”."]),
        ("a", "12:30-12:50", ["Sal A is taken until 13:00: “Lunch”.", "Stefan Singman is in “Lunch” 12:30–13:00."]),
        ("a", "15:10-15:30", ["Sal A is closed 15:00–16:00."]),
        ("a", "17:50-18:20", ["After the day closes at 18:00"]),
        ("b", "16:00-16:30", ["“Held” expects an audience of 20, but Sal B has 10 seats."]),
    ],
)
def test_what_is_said_at_the_pointer(room_id: str, times: str, messages: list[str]) -> None:
    assert said(room_id, times)[: len(messages)] == messages
