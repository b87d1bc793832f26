"""Tests of the commands `sample`, `new`, `check` and `list`."""

import pytest

from planner.workspace import Workspace
from tests.builders import agenda, person, speaker, talk
from tests.cli.commands import command_line

SESSION = {
    "track": None, "people": [], "status": "confirmed", "audience": None, "setup": 0, "teardown": 0, "least": None,
    "pinned": False, "do_not_record": False,
    **dict.fromkeys(("abstract", "website", "stream", "note", "subtitle", "description", "language"), ""),
    **dict.fromkeys(("introduction", "cues", "origin"), ""),
    **{name: [] for name in ("tags", "equipment", "segments", "links", "statements", "extra")},
}  # fmt: skip


def test_the_sample(estrad, tmp_path):
    assert estrad("sample", "s.estrad") == (0, "“s.estrad” holds “#Trygghetnu 2024”.\n", "")
    assert len(estrad("list", "s.estrad", "sessions", "--json").json) == 17


def test_a_new_conference(estrad):
    words = (
        "--title",
        "T",
        "--date",
        "2027-01-30",
        "--until",
        "2027-02-01",
        "--timezone",
        "UTC",
        "--room",
        "A",
        "--room",
        "B",
    )

    assert estrad("new", "n.estrad", *words) == (0, "“n.estrad” holds “T”.\n", "")
    assert [(r["name"], r["seats"]) for r in estrad("list", "n.estrad", "rooms", "--json").json] == [
        ("A", None),
        ("B", None),
    ]
    assert [row["date"] for row in estrad("list", "n.estrad", "days", "--json").json] == [
        "2027-01-30", "2027-01-31", "2027-02-01",
    ]  # fmt: skip
    found = estrad("list", "n.estrad", "conference", "--json").json
    assert (found["name"], found["timezone"], found["language"]) == ("T", "UTC", "en")


@pytest.mark.parametrize("words", [("sample",), ("new",)])
def test_an_existing_file_is_left_alone(estrad, tmp_path, words):
    (tmp_path / "f.estrad").write_bytes(b"mine")

    found = estrad(*words, "f.estrad", *(("--title", "T", "--date", "2027-01-30") if words == ("new",) else ()))

    assert found == (2, "", "f.estrad: “f.estrad” exists already. Choose another name, or open that file.\n")
    assert (tmp_path / "f.estrad").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--title", "T"), "--date is missing. `estrad new --help` shows what it takes."),
        (("--date", "2027-01-30", "--title", " "), "It needs a name. Type at least one letter."),
        (
            ("--date", "31/2", "--title", "T"),
            "“31/2” is not in the calendar. Type a date such as 2024-04-25 or 25 April.",
        ),
        (
            ("--date", "2027-01-30", "--until", "2027-01-29", "--title", "T"),
            "A conference has 1 to 60 days, not 0. Check the first and the last date.",
        ),
        (
            ("--date", "2027-01-30", "--title", "T", "--timezone", "../etc"),
            "There is no time zone “../etc”. Type a city or a name such as Stockholm or Europe/Stockholm.",
        ),
        (
            ("--date", "2027-01-30", "--title", "T", "--room", "A", "--room", "A"),
            "Two rooms have the same name. Give each room a name of its own.",
        ),
    ],
)
def test_a_conference_that_cannot_be(estrad, tmp_path, words, said):
    assert estrad("new", "n.estrad", *words) == (2, "", said + "\n")
    assert list(tmp_path.iterdir()) == []


def test_a_first_day_without_a_year_is_the_next_such_day_and_a_zone_is_known_by_its_city(estrad, env):
    today = env.clock().date()
    found = estrad("new", "n.estrad", "--title", "T", "--date", f"{today:%d/%m}", "--timezone", "Helsingfors")

    assert (found.code, found.err) == (0, "")
    assert [row["date"] for row in estrad("list", "n.estrad", "days", "--json").json] == [today.isoformat()]
    assert estrad("list", "n.estrad", "conference", "--json").json["timezone"] == "Europe/Helsinki"


def test_sessions_as_json(estrad, plan):
    assert estrad("list", plan, "sessions", "--json").json == [
        {
            **SESSION, "id": "opening", "number": 1, "title": "A talk", "kind": "talk", "day": "2024-04-25",
            "start": "2024-04-25T09:00", "end": "2024-04-25T09:30", "minutes": 30, "rooms": ["Hall"],
            "everywhere": False, "place": "", "track": "Safety",
            "people": [
                {"name": "Ada", "role": "speaker", "state": "confirmed", "asked": None, "answered": None},
                {"name": "Bo", "role": "moderator", "state": "confirmed", "asked": None, "answered": None},
            ],
        },
        {
            **SESSION, "id": "lunch", "number": 2, "title": "Lunch", "kind": "meal", "day": "2024-04-25",
            "start": "2024-04-25T12:00", "end": "2024-04-25T13:00", "minutes": 60, "rooms": [], "everywhere": True,
            "place": "The foyer",
        },
        {
            **SESSION, "id": "waiting", "number": 3, "title": "Waiting", "kind": "break", "day": None, "start": None,
            "end": None, "minutes": 45, "rooms": [], "everywhere": False, "place": "",
        },
    ]  # fmt: skip


def test_a_session_past_midnight_has_the_next_date(estrad, plan):
    estrad("place", plan, "3", "--day", "2024-04-25", "--start", "23:30", "--room", "lab")

    found = estrad("list", plan, "sessions", "--json").json[2]

    assert (found["day"], found["start"], found["end"]) == ("2024-04-25", "2024-04-25T23:30", "2024-04-26T00:15")


def test_lists_for_people(estrad, plan, env, capsys):
    swedish = command_line(env, capsys, "sv")

    assert estrad("list", plan, "sessions").out == (
        "1  Thu 25 Apr 2024  09:00–09:30  Hall                     A talk\n"
        "2  Thu 25 Apr 2024  12:00–13:00  Whole venue (The foyer)  Lunch\n"
        "3  tray             45 min                                Waiting\n"
    )
    assert swedish("list", plan, "days").out == "tors 25 apr. 2024  08.00–18.00\n"
    assert estrad("list", plan, "people").out == "Ada\nBo\n"


def test_other_lists_as_json(estrad, plan):
    estrad("place", plan, "3", "--day", "2024-04-25", "--start", "10:00", "--room", "lab")
    estrad("export", plan, "o.ics")

    assert [row["name"] for row in estrad("list", plan, "people", "--json").json] == ["Ada", "Bo"]
    assert estrad("list", plan, "tracks", "--json").json == [
        {"id": "safety", "name": "Safety", "colour": "royalblue", "position": 0, "description": "", "origin": ""}
    ]
    assert estrad("list", plan, "releases", "--json").json == [
        {"id": "1", "name": "v1", "number": 1, "made": "2024-03-01T12:00:00+00:00", "note": "", "sessions": 3}
    ]
    assert [(row["name"], row["done"]) for row in estrad("list", plan, "history", "--json").json] == [
        ("Place “Waiting”", True)
    ]


def test_a_list_of_nothing_we_have(estrad, plan):
    kinds = "sessions, people, rooms, days, tracks, conference, releases, history"

    assert estrad("list", plan, "chairs") == (2, "", f"There is no list of “chairs”. Choose one of: {kinds}.\n")


def test_work_left_to_do_is_no_problem(estrad, plan):
    assert estrad("check", plan) == (
        0,
        "hint: “A talk” has no abstract yet.\nhint: “Waiting” is not placed in the timeline yet.\n",
        "",
    )


def test_check(estrad, plan):
    estrad("place", plan, "3", "--day", "2024-04-25", "--start", "09:15", "--room", "hall")
    text = "Hall is taken twice at 09:15: “A talk” and “Waiting”."

    missing = "“A talk” has no abstract yet."

    assert estrad("check", plan) == (1, f"problem: {text}\nhint: {missing}\n", "")
    found = estrad("check", plan, "--json")
    assert (found.code, found.json) == (
        1,
        [
            {
                "rule": "room-double-booked", "severity": "problem", "sessions": ["opening", "waiting"], "people": [],
                "rooms": ["hall"], "text": text, "waived": False,
            },
            {
                "rule": "session-without-abstract", "severity": "hint", "sessions": ["opening"], "people": [],
                "rooms": [], "text": missing, "waived": False,
            },
        ],
    )  # fmt: skip


def test_check_finds_nothing(estrad, env, tmp_path):
    fine = talk("fine", "hall", "09:00-09:30", people=(speaker("ada"),), abstract="About it.")
    plan = tmp_path / "fine.estrad"
    Workspace.create(plan, agenda(fine, person("ada")), env).close()

    assert (estrad("check", plan), estrad("check", plan, "--json")) == ((0, "No problems.\n", ""), (0, "[]\n", ""))
