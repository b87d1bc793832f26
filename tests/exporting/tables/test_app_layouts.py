"""Tests of the layouts of event apps: the programme as attendees see it, in the app's own columns."""

from datetime import date

from planner.domain.enums import Role, State
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Appearance
from planner.exporting.tables.app_layouts import APP_LAYOUTS, app_tables
from planner.programme.programme import programme
from planner.wording import Wording
from tests.builders import agenda, moderator, person, room, speaker, talk, track

WHOLE = agenda(
    talk(
        "late", "hall", "23:30-25:00", title="=Late; and long", abstract="About it.", track="safety", tags=("a", "b"),
        people=(speaker("ada"), moderator("bo"), Appearance("cy", Role.SPEAKER, State.DECLINED)), note="secret",
    ),
    talk("waiting", title="Waiting"),
    person("ada", title="Engineer", organisation="Town", email="ada@secret.example"),
    person("bo"), person("cy"), track("safety"), room("hall"),
)  # fmt: skip


def table(layout):
    (found,) = run_to_end(app_tables(programme(WHOLE), Wording("en"), layout))
    return {column.heading: found.rows[0][n] for n, column in enumerate(found.columns)}, len(found.rows)


def test_whova():
    assert table("whova") == (
        {
            "*Date": "04/25/2024", "*Time Start": "23:30", "*Time End": "01:00", "Tracks (Optional)": "Safety",
            "*Session Title": "=Late; and long", "Room/Location (Optional)": "Hall",
            "Description (Optional)": "About it.", "Speakers (Optional)": "Ada", "Role: Moderators (Optional)": "Bo",
            "Session or Sub-session(Sub) (Optional)": "Session", "Tags (Optional)": "a; b",
        },
        1,
    )  # fmt: skip


def test_guidebook():
    found, _rows = table("guidebook")

    assert found == {
        "Session Title": "=Late; and long", "Date": "04/25/2024", "Time Start": "11:30 PM",
        "End Date (Optional)": "04/26/2024", "Time End": "1:00 AM", "Room/Location": "Hall",
        "Schedule Track (Optional)": "Safety", "Description (Optional)": "About it.\n\nAda (Engineer, Town); Bo",
    }  # fmt: skip


def test_any_other_app():
    found, _rows = table("app")

    assert (found["Date"], found["Start"], found["End"]) == (date(2024, 4, 25), 23 * 60 + 30, 60)
    assert (found["Title"], found["Room"], found["Track"], found["ID"]) == ("=Late; and long", "Hall", "Safety", "late")


def test_nothing_private_is_in_any_of_them():
    said = " ".join(str(table(layout)) for layout in APP_LAYOUTS)

    assert "secret" not in said
    assert "Cy" not in said
