"""Tests of the commands `place`, `unplace`, `shift`, `undo` and `redo`."""

import pytest

from planner.commands.edit import edit
from planner.commands.sessions import duplicate_session
from planner.domain.entities import Day
from tests.cli.commands import change

DAY = ("--day", "2024-04-25")


def where(estrad, plan):
    return [(s["start"] and s["start"][-5:], s["end"] and s["end"][-5:], s["rooms"]) for s in sessions(estrad, plan)]


def sessions(estrad, plan):
    return estrad("list", plan, "sessions", "--json").json


@pytest.mark.parametrize("session", ["3", "waiting", "Waiting"])
def test_place_by_number_id_or_title(estrad, plan, session):
    words = (*DAY, "--start", "10.30", "--room", "Lab", "--room", "hall", "--place", "Upstairs", "--minutes", "20")

    assert estrad("place", plan, session, *words) == (0, "Place “Waiting”\n", "")
    found = sessions(estrad, plan)[2]
    assert (found["start"], found["end"], found["rooms"], found["place"]) == (
        "2024-04-25T10:30", "2024-04-25T10:50", ["Hall", "Lab"], "Upstairs",
    )  # fmt: skip


@pytest.mark.parametrize("start", ["01:00", "25:00"])
def test_a_time_past_midnight_means_the_night_of_that_day(estrad, plan, env, start):
    change(plan, lambda now: edit(now, Day, now.days_in_order[0].id, opens=20 * 60, closes=27 * 60))

    estrad("place", plan, "3", *DAY, "--start", start, "--everywhere")

    assert sessions(estrad, plan)[2]["start"] == "2024-04-26T01:00"


def test_place_everywhere(estrad, plan):
    estrad("place", plan, "3", *DAY, "--start", "10:00", "--everywhere")

    assert [s["everywhere"] for s in sessions(estrad, plan)] == [False, True, True]


def test_shift_later_and_earlier(estrad, plan):
    assert estrad("shift", plan, "A talk", "15") == (0, "Shift “A talk” by 15 min\n", "")
    assert estrad("shift", plan, "A talk", "-20") == (0, "Shift “A talk” by -20 min\n", "")
    assert where(estrad, plan)[0] == ("08:55", "09:25", ["Hall"])


def test_shift_takes_along_what_follows(estrad, plan):
    estrad("shift", plan, "1", "-30", "--ripple")

    assert where(estrad, plan)[:2] == [("08:30", "09:00", ["Hall"]), ("11:30", "12:30", [])]


def test_unplace_undo_redo(estrad, plan):
    before = where(estrad, plan)

    assert estrad("unplace", plan, "1") == (0, "Return “A talk” to the tray\n", "")
    after = where(estrad, plan)
    assert (estrad("undo", plan), where(estrad, plan)) == ((0, "Undone: Return “A talk” to the tray\n", ""), before)
    assert estrad("redo", plan) == (0, "Done again: Return “A talk” to the tray\n", "")
    assert where(estrad, plan) == after


def test_nothing_to_undo_or_redo_or_change(estrad, plan):
    assert estrad("undo", plan) == (1, "There is nothing to undo.\n", "")
    assert estrad("redo", plan) == (1, "There is nothing to redo.\n", "")
    assert estrad("unplace", plan, "3") == (0, "Nothing to change: it is so already.\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("unplace", "9"), "There is no session “9”. `list FILE sessions` shows their numbers."),
        (("shift", "1", "soon"), "“soon” is no whole number of minutes. Write it as 15 or -15."),
        (("shift", "3", "5"), "“Waiting” is in the tray and has no time. Place the session first."),
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
            "A session is either in rooms or in the whole venue. Say --room NAME or --everywhere.",
        ),
        (
            ("place", "1", *DAY, "--start", "9:00", "--everywhere", "--room", "hall"),
            "A session is either in rooms or in the whole venue. Say --room NAME or --everywhere.",
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
        (("place", "1", *DAY, "--start", "9:00", "--room"), "--room"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(estrad, plan, words, said):
    before = plan.read_bytes()

    found = estrad(words[0], plan, *words[1:])

    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert found.err == said + "\n" or (said == "--room" and said in found.err)
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
