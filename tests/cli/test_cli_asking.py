"""Tests of the commands that ask and place, of wrong calls and files, which change nothing, and of `erase`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import planner.workspace
from planner.commands.edit import edit
from planner.commands.sessions import duplicate_session
from planner.domain.entities import Day, Session
from planner.incoming_file import SOURCES
from planner.wording import wording
from planner.workspace import Workspace
from tests.builders import agenda, day, fixed_environment, person, room, speaker, talk
from tests.cli.commands import change, command_line
from tests.holding import HOLDER, held_elsewhere, rename_elsewhere

SESSION = {
    "track": None, "block": None, "people": [], "status": "confirmed", "audience": None, "setup": 0, "teardown": 0,
    "least": None, "pinned": False, "do_not_record": False,
    **dict.fromkeys(("abstract", "website", "stream", "note", "subtitle", "description", "language"), ""),
    **dict.fromkeys(("introduction", "cues", "origin"), ""),
    **{name: [] for name in ("tags", "equipment", "segments", "links", "statements", "extra")},
}  # fmt: skip


def test_the_sample_and_an_existing_file_is_left_alone(estrad, tmp_path):
    assert estrad("sample", "s.estrad") == (0, "“s.estrad” holds “#Trygghetnu 2024”.\n", "")
    assert len(estrad("list", "s.estrad", "sessions", "--json").json) == 17

    (tmp_path / "f.estrad").write_bytes(b"mine")
    said = "f.estrad: “f.estrad” exists already. Choose another name, or open that file.\n"
    for words in (("sample", "f.estrad"), ("new", "f.estrad", "--title", "T", "--date", "2027-01-30")):
        assert estrad(*words) == (2, "", said)
    assert (tmp_path / "f.estrad").read_bytes() == b"mine"


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
            "The last date is before the first. Check both dates.",
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
    assert (estrad("new", "n.estrad", *words), list(tmp_path.iterdir())) == ((2, "", said + "\n"), [])


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
    estrad("shift", plan, "3", "60")
    assert "3    Fri 26 Apr 2024  00:30–01:15  Lab " in estrad("list", plan, "sessions").out


def test_lists_for_people(estrad, plan, env, capsys):
    swedish = command_line(env, capsys, "sv")

    assert estrad("list", plan, "sessions").out == (
        "No.  Day              Time         Room       Title\n"
        "1    Thu 25 Apr 2024  09:00–09:30  Hall       A talk\n"
        "2    Thu 25 Apr 2024  12:00–13:00  The foyer  Lunch\n"
        "3    not placed       45 min                  Waiting\n"
    )
    assert (
        swedish("list", plan, "days").out == "Dag                Tider        Titel\ntors 25 apr. 2024  08.00–18.00\n"
    )
    assert estrad("list", plan, "people").out == "Name  Title  Organisation  E-mail  Phone\nAda\nBo\n"


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
    kinds = "sessions, people, rooms, days, tracks, blocks, conference, releases, history"
    assert estrad("list", plan, "chairs") == (2, "", f"There is no list of “chairs”. Choose one of: {kinds}.\n")


def test_check(estrad, plan, env, tmp_path):
    assert estrad("check", plan) == (  # work left to do is no problem
        0,
        "hint: “A talk” has no abstract yet.\nhint: “Waiting” is not placed in the timeline yet.\n",
        "",
    )
    estrad("place", plan, "3", "--day", "2024-04-25", "--start", "09:15", "--room", "hall")
    text, missing = "Hall is double-booked at 09:15: “A talk” and “Waiting”.", "“A talk” has no abstract yet."

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

    fine = talk("fine", "hall", "09:00-09:30", people=(speaker("ada"),), abstract="About it.")
    Workspace.create(tmp_path / "fine.estrad", agenda(fine, person("ada")), env).close()
    assert estrad("check", "fine.estrad") == (0, "No problems.\n", "")
    assert estrad("check", "fine.estrad", "--json") == (0, "[]\n", "")


DAY = ("--day", "2024-04-25")


def where(estrad, plan):
    return [(s["start"] and s["start"][-5:], s["end"] and s["end"][-5:], s["rooms"]) for s in sessions(estrad, plan)]


def sessions(estrad, plan):
    return estrad("list", plan, "sessions", "--json").json


@pytest.mark.parametrize("session", ["3", "waiting", "Waiting"])
def test_place_by_number_id_or_title(estrad, plan, session):
    words = (*DAY, "--start", "10.30", "--room", "Lab", "--room", "hall", "--place", "Upstairs", "--minutes", "20")

    assert estrad("place", plan, session, *words) == (0, "Done: Place “Waiting”\n", "")
    found = sessions(estrad, plan)[2]
    assert (found["start"], found["end"], found["rooms"], found["place"]) == (
        "2024-04-25T10:30", "2024-04-25T10:50", ["Hall", "Lab"], "Upstairs",
    )  # fmt: skip


@pytest.mark.parametrize("start", ["01:00", "25:00"])
def test_a_time_past_midnight_means_the_night_of_that_day(estrad, plan, env, start):
    change(plan, lambda now: edit(now, Day, now.days_in_order[0].id, opens=20 * 60, closes=27 * 60))

    estrad("place", plan, "3", *DAY, "--start", start, "--everywhere")

    found = sessions(estrad, plan)
    assert ([s["everywhere"] for s in found], found[2]["start"]) == ([False, True, True], "2024-04-26T01:00")


def test_shift_later_and_earlier_and_what_follows_is_taken_along(estrad, plan):
    assert estrad("shift", plan, "A talk", "15") == (0, "Done: Shift “A talk” by 15 min\n", "")
    assert estrad("shift", plan, "A talk", "-15") == (0, "Done: Shift “A talk” by -15 min\n", "")
    estrad("shift", plan, "1", "-30", "--ripple")
    assert where(estrad, plan)[:2] == [("08:30", "09:00", ["Hall"]), ("11:30", "12:30", [])]

    # free gaps take up a delay before what follows moves
    estrad("shift", plan, "1", "30", "--gaps-first")
    assert where(estrad, plan)[:2] == [("09:00", "09:30", ["Hall"]), ("11:30", "12:30", [])]


def test_unplace_undo_redo(estrad, plan):
    before = where(estrad, plan)
    assert estrad("undo", plan) == (1, "", "There is nothing to undo.\n")
    assert estrad("unplace", plan, "3") == (0, "Nothing to change: it is so already.\n", "")

    assert estrad("unplace", plan, "1") == (0, "Done: Return “A talk” to “Not placed”\n", "")
    after = where(estrad, plan)
    assert (estrad("undo", plan), where(estrad, plan)) == ((0, "Undone: Return “A talk” to “Not placed”\n", ""), before)
    assert estrad("redo", plan) == (0, "Done again: Return “A talk” to “Not placed”\n", "")
    assert (where(estrad, plan), estrad("redo", plan)) == (after, (1, "", "There is nothing to redo.\n"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("unplace", "9"), "There is no session “9”. `list FILE sessions` shows their numbers."),
        (("shift", "1", "soon"), "“soon” is no whole number of minutes. Write it as 15 or -15."),
        (("shift", "3", "5"), "“Waiting” is not placed and has no time. Place the session first."),
        (
            ("shift", "1", "-99999"),
            "A session cannot begin before 00:00 of its day. "
            "Choose a time from 00:00 to the end of the following night, and at least one minute.",
        ),
        (
            ("shift", "1", "9999"),
            "A session cannot go on after the night that follows its day. "
            "Choose a time from 00:00 to the end of the following night, and at least one minute.",
        ),
        (
            ("place", "1", *DAY, "--start", "9:00"),
            "A session is either in some rooms or in all of them. Say --room NAME or --everywhere.",
        ),
        (
            ("place", "1", *DAY, "--start", "9:00", "--everywhere", "--room", "hall"),
            "A session is either in some rooms or in all of them. Say --room NAME or --everywhere.",
        ),
        (("place", "1", *DAY, "--start", "9:00", "--room", "attic"), "There is no room “attic”. There is: Hall, Lab."),
        (
            ("place", "1", "--day", "2024-04-26", "--start", "9:00", "--room", "hall"),
            "2024-04-26 is not a day of this conference. There is: 2024-04-25.",
        ),
        (
            ("place", "1", *DAY, "--start", "nine", "--room", "hall"),
            "“nine” is no time of day. Type a time such as 9:30.",
        ),
        (
            ("place", "1", *DAY, "--start", "\u0661\u0660:\u0660\u0660", "--room", "hall"),
            "“\u0661\u0660:\u0660\u0660” is no time of day. Type a time such as 9:30.",
        ),
        (
            ("place", "1", "--day", "31/2", "--start", "9:00", "--room", "hall"),
            "“31/2” is not in the calendar. Type a date such as 2024-04-25 or 25 April.",
        ),
        (
            ("place", "1", *DAY, "--start", "9:00", "--room", "hall", "--minutes", "long"),
            "“long” is no length. Type a length in minutes, such as 45.",
        ),
        (("shift", "1", "\u0661\u0660"), "“\u0661\u0660” is no whole number of minutes. Write it as 15 or -15."),
        (
            ("place", "1", *DAY, "--start", "9:00", "--room"),
            "--room needs a value. `estrad place --help` shows what it takes.",
        ),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(estrad, plan, words, said):
    before = plan.read_bytes()

    found = estrad(words[0], plan, *words[1:])

    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert found.err == said + "\n"
    assert plan.read_bytes() == before


@pytest.mark.parametrize("typed", ["25/4", "25.4.2024", "25 april", "Thu 25 Apr 2024", "20240425"])
def test_a_day_and_a_time_are_read_as_people_write_them(estrad, plan, typed):
    found = estrad("place", plan, "3", "--day", typed, "--start", "kl. 9.30", "--room", "lab", "--minutes", "1,5 h")

    assert (found.code, found.err) == (0, "")
    row = next(row for row in estrad("list", plan, "sessions", "--json").json if row["number"] == 3)
    assert (row["start"], row["minutes"]) == ("2024-04-25T09:30", 90)


def test_two_sessions_of_one_title(estrad, plan, env):
    change(plan, lambda now: duplicate_session(now, "waiting", "again"))

    said = "Several sessions are called “Waiting”: 3, 4. Say its number instead.\n"
    assert estrad("unplace", plan, "Waiting") == (2, "", said)


KINDS = ", ".join((*(source.key for source in SOURCES), "estrad"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fly",), "There is no command “fly”. `estrad --help` shows what there is."),
        (("list",), "FILE is missing. `estrad list --help` shows what it takes."),
        (("list", "a", "sessions", "--yaml"), "There is no option --yaml. `estrad list --help` shows what it takes."),
        (("list", "a", "b", "c"), "Got unexpected extra argument (c). `estrad list --help` shows what it takes."),
        (("list", "--json=1"), "--json takes no value. `estrad list --help` shows what it takes."),
        (("place", "a", "1", "--day"), "--day needs a value. `estrad place --help` shows what it takes."),
        (("-",), "There is no command “-”. `estrad --help` shows what there is."),
        (("list", "a", "--json", "--tsv"), "--json, --tsv cannot be combined. Leave one out."),
        (
            ("import", "a.estrad", "b.csv", "--as", "csv"),
            f"There is no kind of source “csv”. Choose one of: {KINDS}.",
        ),
        (
            ("check", "none.estrad"),
            "none.estrad: There is no file “none.estrad”. Check whether it was moved or renamed.",
        ),
    ],
)
def test_a_wrong_call(estrad, words, said):
    assert estrad(*words) == (2, "", said + "\n")


def test_a_file_that_is_not_ours(estrad, tmp_path):
    (tmp_path / "x.estrad").write_bytes(b"hello" * 1000)
    what = "“x.estrad” is not an Estrad conference. Choose a file that Estrad made; its name ends in .estrad."

    assert estrad("undo", "x.estrad") == (2, "", f"x.estrad: {what}\n")
    assert (tmp_path / "x.estrad").read_bytes() == b"hello" * 1000


def test_a_file_that_a_window_holds_and_one_that_is_given_back_after_a_fault(estrad, workspace, plan, env):
    assert estrad("list", workspace.path, "rooms") == (
        3, "", f"{workspace.path}: “conference.estrad” is open elsewhere: a test. Close it there first.\n",
    )  # fmt: skip
    estrad("unplace", plan, "9")
    Workspace.open(plan, env).close()


def test_a_file_that_another_program_holds_is_read_and_not_changed(estrad, plan, tmp_path):
    with held_elsewhere(plan) as program:
        rename_elsewhere(program, "Aula")
        before = {path.name for path in tmp_path.iterdir()}

        assert "Aula" in estrad("list", plan, "rooms").out
        for words in (
            ("check", plan), ("print", plan, "p.pdf", "--sheet", "programme"), ("export", plan, "s.csv"),
            ("export", plan, "d.ics", "--draft"), ("export", plan, "d.ics", "--draft"),
            ("edition", plan, "next.estrad", "--date", "2025-04-24"),
        ):  # fmt: skip
            assert estrad(*words).err == "", words
        for words in (("export", plan, "o.ics"), ("publish", plan, "--to", "out"), ("undo", plan)):
            assert estrad(*words) == (
                3,
                "",
                f"{plan}: “{plan.name}” is open elsewhere: {HOLDER}. Close it there first.\n",
            )

        assert {path.name for path in tmp_path.iterdir()} - before == {"p.pdf", "s.csv", "d.ics", "next.estrad"}
        draft = (tmp_path / "d.ics").read_bytes()
        assert (b"SEQUENCE:2\r\n" in draft, b"Aula" in draft) == (True, True)  # the second is above the first


def test_the_command_line_speaks_swedish_and_help_says_what_there_is(estrad, env, capsys, tmp_path):
    remedy = wording("sv")("Check whether it was moved or renamed.")
    assert command_line(env, capsys, "sv")("check", tmp_path / "none.estrad").err.endswith(f"{remedy}\n")

    found = estrad("--help")
    assert (found.code, found.err, found.out.startswith("Usage: estrad ")) == (0, "", True)


ROOT = Path(__file__).resolve().parents[2]
ESCAPE, CSI = "\x1b[31m", "\x9b31m"


@pytest.fixture
def escapes(tmp_path, env):
    """Create `escapes.estrad`, a small conference for commands whose words hold control characters."""
    path = tmp_path / "escapes.estrad"
    Workspace.create(path, agenda(room("hall", name="Hall"), talk("a", "hall", "09:00-09:30")), env).close()
    return path


def controls_in(text):
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "escapes.estrad", f"rooms{ESCAPE}"),
        ("undo", f"no{ESCAPE}.estrad"),
        ("unplace", "escapes.estrad", f"x{CSI}"),
        ("export", "escapes.estrad", f"o{ESCAPE}.txt"),
        ("export", "escapes.estrad", f"o{ESCAPE}.ics"),
        (f"fly{ESCAPE}",),
        ("list", f"--{ESCAPE}"),
        ("import", "escapes.estrad", f"no{CSI}\n.xml"),
        ("sample", f"s{ESCAPE}.estrad"),
    ],
)
def test_no_control_character_reaches_the_terminal(estrad, escapes, words):
    _, out, err = estrad(*words)

    assert (controls_in(out + err), len((out + err).splitlines()), "\ufffd" in out + err) == ([], 1, True)


def test_names_with_control_characters_in_lists_and_findings(estrad, escapes, monkeypatch):
    opened = planner.workspace.read_copy

    def hostile(path, env):
        workspace = opened(path, env)
        for thing in (workspace.agenda.rooms["hall"], workspace.agenda.sessions["a"]):
            for name in ("name", "title"):
                if hasattr(thing, name):
                    object.__setattr__(thing, name, f"{ESCAPE}A\n{CSI}")
        return workspace

    monkeypatch.setattr(planner.workspace, "read_copy", hostile)
    for kind in ("rooms", "sessions"):
        for more in ((), ("--json",)):
            assert controls_in(estrad("list", escapes, kind, *more).out) == []
    assert controls_in(estrad("check", escapes).out) == []
    assert estrad("list", escapes, "rooms", "--json").json[0]["name"] == f"{ESCAPE}A\n{CSI}"


def test_a_conference_in_no_year_of_ours_is_refused_as_an_import_refuses_it(estrad, tmp_path):
    for first in ("0001-01-01", "1969-12-31", "2201-01-01", "9999-12-31"):
        said = f"“{first}” is no date. Type a year from 1970 to 2200.\n"
        assert estrad("new", "n.estrad", "--title", "T", "--date", first) == (2, "", said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", [date(1970, 1, 1), date(2200, 12, 31)])
def test_the_first_and_the_last_day_that_may_be(estrad, tmp_path, env, when):
    late = talk("late", "hall", "23:00-25:30", on=when)
    Workspace.create(tmp_path / "n.estrad", agenda(day(when), room("hall"), late), env).close()

    assert estrad("export", "n.estrad", "o.ics") == (0, "“o.ics” is version 1.\n", "")
    assert estrad("check", "n.estrad").code in (0, 1)


def at(capsys, year):
    return command_line(fixed_environment(lambda: datetime(year, 6, 1, tzinfo=UTC)), capsys)


def test_nothing_is_sent_by_a_clock_that_cannot_be_right_and_a_version_from_the_future_is_said(
    plan, capsys, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    for year in (9999, 2201, 1969):
        said = (
            f"This computer's clock says {year}-06-01, and calendars would believe it. Set the clock, then send again."
        )
        assert at(capsys, year)("publish", plan) == (2, "", f"{said}\n")

    at(capsys, 2099)("export", plan, "o.ics")
    assert at(capsys, 2024)("export", plan, "o.ics").out.splitlines()[0] == (
        "The version before was sent when the clock said 2099-06-01: it was wrong then, or is now. "
        "Later versions bear that date too, so that calendars take them."
    )
    assert at(capsys, 2099)("export", plan, "o.ics").out == "“o.ics” is version 1.\n"
    assert at(capsys, 2024)("publish", plan).code == 0


def main(*words, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *words],
        env={**os.environ, "LANGUAGE": "en", **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("zone", [":/etc/passwd", "Nowhere/Land", "å"])
def test_a_zone_that_is_none_is_no_reason_to_fail(plan, zone):
    found = main("list", plan, "days", TZ=zone)

    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/usr/bin/strace"), reason="strace is not installed")
def test_files_are_on_the_disk_before_they_are_owed_and_in_place_before_they_are_settled(plan, tmp_path):
    """The file says at its first commit what is owed, and at its second that nothing is."""
    log, folder = tmp_path / "strace.log", tmp_path / "a" / "b"
    watched = "trace=fsync,fdatasync,pwrite64,rename,renameat,renameat2,mkdir,mkdirat"
    command = [sys.executable, ROOT / "main.py", "publish", plan, "--to", folder, "--each", "room"]
    subprocess.run(["strace", "-f", "-y", "-o", log, "-e", watched, *command], check=True, capture_output=True)
    lines = log.read_text(errors="replace").splitlines()
    written = [n for n, line in enumerate(lines) if "pwrite64" in line and f"{plan}>" in line]
    renames = [n for n, line in enumerate(lines) if "rename" in line and ".ics" in line]

    def synced(name):
        return [n for n, line in enumerate(lines) if re.search(f"fsync\\(\\d+<{re.escape(str(name))}>", line)]

    owed, settled = written[0], min(n for n in written if n > max(renames))
    assert (len(renames), owed < min(renames)) == (3, True)
    assert any(max(renames) < n < settled for n in synced(folder))
    assert any(n < owed for n in synced(folder.parent))
    assert any(n < owed for n in synced(folder.parent.parent))
    assert len([n for n, line in enumerate(lines[:owed]) if "fsync" in line and ".new>" in line]) >= 3


@pytest.fixture
def named(plan):
    """Return the plan after lunch was named after Ada."""
    change(plan, lambda now: edit(now, Session, "lunch", title="Ada's lunch", note="Ask Ada"))
    return plan


def test_without_yes_nothing_is_erased_and_all_is_said(estrad, named):
    before = named.read_bytes()
    assert estrad("erase", "plan.estrad", "ada").out == (
        "goes\tSession/lunch/title\ttitle of “Ada's lunch”\tAda's lunch\n"
        "goes\tSession/lunch/note\tnote of “Ada's lunch”\tAsk Ada\n"
        "0 kept plans\n"
        "“Ada” would be erased; --yes does it, and undo ends there.\n"
    )
    assert named.read_bytes() == before


def test_with_yes_the_person_goes_and_the_texts_but_those_that_are_left(estrad, named, env):
    answer = estrad("erase", "plan.estrad", "Ada", "--yes", "--leave", "Session/lunch/title")
    assert (answer.code, answer.out.splitlines()[-1]) == (
        0, "“Ada” is erased. What was done before cannot be undone any more.",
    )  # fmt: skip
    workspace = Workspace.open(named, env)
    lunch = workspace.agenda.sessions["lunch"]
    assert (lunch.title, lunch.note, "ada" in workspace.agenda.people) == ("Ada's lunch", "Ask [name erased]", False)
    workspace.close()


def test_a_text_that_there_is_not_is_a_wrong_call(estrad, named):
    answer = estrad("erase", "plan.estrad", "ada", "--yes", "--leave", "Session/lunch/cues")
    assert answer == (2, "", "The name stands in no text “Session/lunch/cues”. "
                             "`erase FILE PERSON` lists the texts with their keys.\n")  # fmt: skip


def test_json_has_each_text_and_whether_it_goes(estrad, named):
    found = estrad("erase", "plan.estrad", "ada", "--leave", "Session/lunch/note", "--json").json
    assert [(text["key"], text["goes"]) for text in found["texts"]] == [
        ("Session/lunch/title", True), ("Session/lunch/note", False),
    ]  # fmt: skip
    assert (found["erased"], found["versions"], found["sent"]) == (False, 0, [])


def test_a_file_alone_is_an_overview(estrad, plan):
    estrad("publish", plan)

    assert estrad("list", plan).out == (
        "The Conference\nThu 25 Apr 2024\nThe Venue\nHall, Lab\n"
        "3 sessions, 2 placed, 2 people, 1 version\n0 problems, 0 warnings, 2 hints\n"
    )
    found = estrad("list", plan, "--json").json
    assert (found["days"], found["counts"]["placed"], found["problems"]["hint"]) == (["2024-04-25"], 2, 2)
    estrad("place", plan, "3", *DAY, "--start", "09:00", "--room", "Hall")
    assert estrad("list", plan).out.splitlines()[-1].startswith("2 sessions in 1 problem, ")
