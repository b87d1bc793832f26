"""Laws of the run sheet for any agenda: it loses nothing, and nothing on it overlaps."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Session
from planner.domain.enums import Kind, Role, State, Status
from planner.domain.span import Span
from planner.domain.value_objects import Appearance, Placement, Segment
from planner.printing.marks import PAPERS, POINT, FilledRect, HorizontalRule, PlacedText, PrintedPage, TextStyle
from planner.printing.run_sheet import MARGIN, run_sheet
from planner.wording import Wording
from tests.builders import DAY, agenda, person, released, room
from tests.tries import tries

TITLES = st.text(st.sampled_from("abc dé-/1 å"), min_size=1, max_size=150).filter(lambda text: text.strip())
TEXTS = st.sampled_from(["", "Short.", "sentence " * 40 + "\n\n" + "x" * 300, "sentence " * 900])
PEOPLE = st.lists(
    st.builds(Appearance, st.sampled_from(["ann", "bo"]), st.sampled_from(Role), st.sampled_from(State)),
    max_size=3,
    unique_by=lambda appearance: (appearance.person, appearance.role),
).map(tuple)


@st.composite
def sessions(draw: Any) -> Session:
    """Draw a placed session with long and short texts."""
    start, length = draw(st.integers(0, 1500)), draw(st.integers(1, 300))
    rooms = draw(st.sampled_from([(), ("hall",), ("lab",), ("hall", "lab")]))
    when = DAY + timedelta(draw(st.integers(0, 1)))
    return Session(
        id=draw(st.uuids()).hex,
        number=draw(st.integers(2, 99)),
        title=draw(TITLES),
        minutes=length,
        kind=draw(st.sampled_from(Kind)),
        status=draw(st.sampled_from([Status.CONFIRMED, Status.DRAFT])),
        note=draw(TEXTS),
        introduction=draw(TEXTS),
        cues=draw(st.sampled_from(["", "Lights."])),
        segments=tuple(draw(st.lists(st.builds(Segment, TITLES, st.integers(1, 99)), max_size=2))),
        pinned=draw(st.booleans()),
        people=draw(PEOPLE),
        placement=Placement(Span(when, start, start + length), rooms),
    )


def measure(text: str, face: TextStyle) -> float:
    return len(text) * face.size * POINT / 2


@tries(20)
@given(st.lists(sessions(), max_size=9), TITLES, TEXTS, st.sampled_from(["a4", "a5", "letter"]))
def test_whatever_the_agenda(found: list[Session], name: str, contact: str, paper: str) -> None:
    people = (person("ann", name=name, phone="+46 70 123", needs=("ramp",)), person("bo", pronunciation="boo " * 30))
    rooms = (room("hall", name=name), room("lab", 1))
    plan = agenda(*found, *people, *rooms, crew_contact=contact)

    pages = run_sheet(plan, measure, Wording("en"), released(1), paper=paper, room=rooms[1])

    for page in pages:
        assert_inside_the_margins(page, MARGIN * PAPERS[paper].enlargement)
        assert_nothing_overlaps(page)
    shown = [s for s in found if s.placement and (s.placement.everywhere or "lab" in s.placement.rooms)]
    days = len({s.placement.span.day for s in shown if s.placement})
    expected = days * contact.count("sentence") + sum((s.note + s.introduction).count("sentence") for s in shown)
    assert sum(page.text.split().count("sentence") for page in pages) == expected
    letters = "".join("".join(page.text.split()) for page in pages)
    assert letters.count("Lights.") == sum(s.cues == "Lights." for s in shown)


def assert_inside_the_margins(page: PrintedPage, margin: float) -> None:
    for mark in page.marks:
        width = {
            PlacedText: lambda m: measure(m.text, m.face),
            HorizontalRule: lambda m: m.length,
            FilledRect: lambda m: m.width,
        }[type(mark)](mark)
        assert margin - 0.01 <= mark.x
        assert mark.x + width <= page.width - margin + 0.01, mark
        bottom = mark.y + mark.height if isinstance(mark, FilledRect) else mark.y
        assert margin / 2 <= mark.y <= bottom <= page.height - margin / 2


def assert_nothing_overlaps(page: PrintedPage) -> None:
    words = sorted((m for m in page.marks if isinstance(m, PlacedText)), key=lambda m: m.y)
    for index, one in enumerate(words):
        for other in words[index + 1 :]:
            if other.y - one.y >= other.face.size * POINT:
                break
            right_of = other.x + 0.01 >= one.x + measure(one.text, one.face)
            left_of = one.x + 0.01 >= other.x + measure(other.text, other.face)
            assert right_of or left_of, (one, other)
