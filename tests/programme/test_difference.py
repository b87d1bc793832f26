"""What attendees will see changed, in words."""

from dataclasses import replace

import pytest

from planner.domain.entities import Venue
from planner.domain.kinds import Kind, Status
from planner.programme.difference import difference, summary
from planner.programme.programme import programme
from tests.builders import DAY, agenda, person, speaker, talk

PEOPLE = (person("ada"), person("bo"))


def plan(*sessions, **fields):
    return programme(agenda(*sessions, *PEOPLE, **fields))


A = talk("a", "hall", "09:00-09:30", people=(speaker("ada"),))
B = talk("b", "lab", "09:00-09:30")
BOTH = plan(A, B)


@pytest.mark.parametrize(
    ("after", "lines", "line"),
    [
        pytest.param(BOTH, [], "None", id="nothing"),
        pytest.param(
            plan(A, B, talk("c", "hall", "10:00-10:45"), talk("d", "", "11:00-11:15")),
            ["New: “C”, 2024-04-25 10:00–10:45, Hall", "New: “D”, 2024-04-25 11:00–11:15"],
            "2 added",
            id="new",
        ),
        pytest.param(plan(A), ["Cancelled: “B”, 2024-04-25 09:00–09:30"], "1 cancelled", id="deleted"),
        pytest.param(plan(A, talk("b")), ["Cancelled: “B”, 2024-04-25 09:00–09:30"], "1 cancelled", id="in the tray"),
        pytest.param(
            plan(A, replace(B, status=Status.CANCELLED)),
            ["Cancelled: “B”, 2024-04-25 09:00–09:30"],
            "1 cancelled",
            id="cancelled",
        ),
        pytest.param(
            plan(A, talk("b", "lab", "10:00-10:30")),
            ["“B” moves from 09:00–09:30 to 10:00–10:30"],
            "1 moved",
            id="moved",
        ),
        pytest.param(
            plan(A, talk("b", "lab", "09:00-09:30", on=DAY.replace(day=26))),
            ["“B” moves from 2024-04-25 09:00–09:30 to 2024-04-26 09:00–09:30"],
            "1 moved",
            id="another day",
        ),
        pytest.param(
            plan(A, talk("b", "hall", "09:00-09:30")),
            ["“B” changes room from Lab to Hall"],
            "1 moved",
            id="another room",
        ),
        pytest.param(
            plan(A, talk("b", "", "09:00-09:30")),
            ["“B” changes room from Lab to the whole venue"],
            "1 moved",
            id="the whole venue",
        ),
        pytest.param(plan(A, replace(B, title="Bee")), ["“B” is now called “Bee”"], "1 changed", id="retitled"),
        pytest.param(
            plan(replace(A, people=(speaker("bo"),)), B),
            ["“A” is joined by Bo", "“A” is left by Ada"],
            "1 changed",
            id="people",
        ),
        pytest.param(plan(A, replace(B, status=Status.DRAFT)), ["“B” is now tentative"], "1 changed", id="tentative"),
        pytest.param(
            plan(A, replace(B, abstract="New.")), ["“B” has other text, kind, track or links"], "1 changed", id="text"
        ),
        pytest.param(
            plan(A, replace(B, kind=Kind.PANEL)), ["“B” has other text, kind, track or links"], "1 changed", id="kind"
        ),
        pytest.param(plan(A, replace(B, note="for us")), [], "None", id="a private note"),
        pytest.param(
            plan(A, B, title="Renamed"),
            ["The conference is now called “Renamed”"],
            "the conference's own text changed",
            id="the conference's name",
        ),
        pytest.param(
            plan(A, B, Venue(id="venue", name="The Inn"), theme="Trust", timezone="Europe/London"),
            [
                "The venue is now “The Inn”",
                "The time zone is now Europe/London",
                "What is said about the conference itself has changed",
            ],
            "the conference's own text changed",
            id="the conference",
        ),
        pytest.param(
            plan(A, B, Venue(id="venue")),
            ["What is said about the conference itself has changed"],
            "the conference's own text changed",
            id="no venue",
        ),
        pytest.param(
            plan(A, replace(B, tags=("new",), language="sv")),
            ["“B” has other text, kind, track or links"],
            "1 changed",
            id="tags and language",
        ),
        pytest.param(
            plan(
                replace(A, title="Ay"), talk("b", "lab", "10:00-10:30", title="Bee"), talk("c", "hall", "10:00-10:45")
            ),
            [
                "“A” is now called “Ay”",
                "“B” is now called “Bee”",
                "“Bee” moves from 09:00–09:30 to 10:00–10:30",
                "New: “C”, 2024-04-25 10:00–10:45, Hall",
            ],
            "1 moved, 1 added, 2 changed",
            id="several, by time",
        ),
    ],
)
def test_a_difference(after, lines, line):
    assert [str(text) for text in difference(BOTH, after)] == lines
    assert str(summary(BOTH, after)) == line


def test_a_person_presented_otherwise():
    after = programme(agenda(A, B, person("ada", title="Dr"), person("bo")))

    assert [str(text) for text in difference(BOTH, after)] == ["“A” presents its people otherwise"]


def test_the_first_programme_is_all_new():
    assert [str(text) for text in difference(None, plan(B))] == ["New: “B”, 2024-04-25 09:00–09:30, Lab"]
