"""Tests of files that were once read wrongly, because of how programs write dates, people, clocks and lengths."""

from datetime import date, datetime

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Person, Session
from planner.domain.text import EstradError
from planner.domain.value_objects import Role
from planner.importing.plan import Verdict
from tests.builders import agenda
from tests.importing.schedules import Importing, day, event, one, person, persons, room, schedule, told

INDIA = "<title>The Conference</title><acronym>conf</acronym><time_zone_name>Asia/Kolkata</time_zone_name>"
SILENT = "<title>The Conference</title><acronym>conf</acronym>"


def times(whole):
    return [(s.title, s.placement.span.day.isoformat(), str(s.placement.span.begins)) for s, _ in whole.placed]


def at(number, clock, when, **parts):
    """Return an event whose full date is given beside its clock time."""
    return event(number, start=clock, date=when, **parts)


# the bounds of a day in UTC ---------------------------------------------------------------------------------


def in_utc(head):
    """Return 10 September from 03:00 to 02:59 in India, as written by a program that counts days in UTC."""
    return schedule(
        day(
            room(
                "Hall",
                at(1, "09:00", "2023-09-10T09:00:00+05:30", title="Morning"),
                at(2, "20:00", "2023-09-10T20:00:00+05:30", title="Evening"),
                at(3, "01:00", "2023-09-11T01:00:00+05:30", title="Night"),
            ),
            date="2023-09-09",
            start="2023-09-09T21:30:00+00:00",
            end="2023-09-10T21:29:59+00:00",
        ),
        head=head,
    )


@pytest.mark.parametrize("head", [INDIA, SILENT], ids=["with its zone", "without"])
def test_a_day_whose_bounds_are_in_utc_is_the_day_on_which_it_starts_at_the_venue(tmp_path, head):
    whole = Importing(tmp_path, "Asia/Kolkata").new(in_utc(head))

    assert times(whole) == [
        ("Morning", "2023-09-10", "2023-09-10 09:00:00"),
        ("Evening", "2023-09-10", "2023-09-10 20:00:00"),
        ("Night", "2023-09-10", "2023-09-11 01:00:00"),
    ]
    assert [(d.date, d.opens, d.closes) for d in whole.days_in_order] == [(date(2023, 9, 10), 9 * 60, 26 * 60)]


@pytest.mark.parametrize(
    ("attributes", "head"),
    [({"end": "2024-04-26T21:29:00"}, SILENT), ({}, SILENT + "<day_change>20:00:00</day_change>")],
)
def test_no_night_reaches_past_noon(tmp_path, attributes, head):
    whole = told(tmp_path, schedule(day(room("Hall", event(1)), **attributes), head=head))

    assert whole.sessions[0].begin.night == 4 * 60


# several names with one id ----------------------------------------------------------------------------------


def names(whole):
    return {s.title: [whole.people[a.person].name for a in s.people] for s in whole.sessions_in_order}


def shared_id(*people, number="7"):
    return one(*(event(n, f"Talk {n}", inside=persons(person(name, id=number))) for n, name in enumerate(people, 1)))


def test_an_id_that_stands_for_several_names_is_that_of_several_people(tmp_path, importing):
    text = shared_id("Ada", "Bo", "ada")
    whole = importing.new(text)

    assert names(whole) == {"Talk 1": ["Ada"], "Talk 2": ["Bo"], "Talk 3": ["Ada"]}
    assert [str(text) for text in importing.new_plan(text).warnings] == [
        "An id in the file stands for several names; its 2 people are told apart by name."
    ]
    assert {row.verdict for row in importing.plan(whole, text).rows} == {Verdict.SAME}
    nobody = shared_id("Ada", "Bo", "Cy", number="0")
    assert names(importing.new(nobody)) == {"Talk 1": ["Ada"], "Talk 2": ["Bo"], "Talk 3": ["Cy"]}
    assert importing.new_plan(nobody).warnings == ()


def test_a_name_that_changes_between_two_versions_is_that_of_the_same_person(importing):
    whole = importing.new(shared_id("Ada", "Ada"))

    plan = importing.plan(whole, shared_id("Ada Berg", "Ada Berg"))

    assert [(row.what, row.verdict) for row in plan.rows if row.verdict is not Verdict.SAME] == [
        (Person, Verdict.CHANGED)
    ]
    assert names(whole.after(plan.change())) == {"Talk 1": ["Ada Berg"], "Talk 2": ["Ada Berg"]}


@pytest.mark.parametrize("renamed", [False, True], ids=["as it was", "renamed here"])
def test_whose_id_another_name_gets_in_the_next_version_stays_the_same_person(importing, renamed):
    whole = importing.new(shared_id("Ada", "Ada"))
    (ada,) = whole.people
    if renamed:
        whole = whole.after(edit(whole, Person, ada, name="Ada of ours"))
    now = "Ada of ours" if renamed else "Ada"

    later = whole.after(importing.plan(whole, shared_id("Ada", "Bo")).change())
    back = later.after(importing.plan(later, shared_id("Ada", "Ada")).change())

    assert names(later) == {"Talk 1": [now], "Talk 2": ["Bo"]}
    assert names(back) == {"Talk 1": [now], "Talk 2": [now]}


# clocks and zones -------------------------------------------------------------------------------------------

LONDON = one(at(1, "09:00", "2024-07-01T09:00:00+01:00"), head=SILENT).replace("2024-04-25", "2024-07-01")
UTC_BESIDE_LOCAL = one(at(1, "09:00", "2024-07-01T09:00:00+00:00"), head=SILENT).replace("2024-04-25", "2024-07-01")


@pytest.mark.parametrize("text", [LONDON, UTC_BESIDE_LOCAL], ids=["an hour beside", "UTC"])
@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York", "Europe/London"])
def test_the_clock_beside_the_date_is_the_one_on_the_wall_in_the_zone_that_is_chosen(tmp_path, text, zone):
    whole = Importing(tmp_path, zone).new(text)

    assert (times(whole), whole.conference.timezone) == ([("A talk", "2024-07-01", "2024-07-01 09:00:00")], zone)


NEW_YORK = INDIA.replace("Asia/Kolkata", "America/New_York")
WHOLE_DAY = {"start": "2024-04-25T00:00:00+00:00", "end": "2024-04-25T23:59:00+00:00"}


@pytest.mark.parametrize(("text", "wall", "said"), [
    (one(at(1, "09:00", "2024-04-25T09:00:00+00:00"), head=SILENT + "<time_zone_name>Asia/Dubai</time_zone_name>"),
     "09:00", ["1 time in the file is counted from UTC otherwise than Asia/Dubai does; its clock time is taken."]),
    (one(at(1, "11:00", "2024-04-25T09:00:00Z"), head=SILENT), "11:00", []),
    (schedule(day(room("Hall", at(1, "09:00", "2024-04-25T09:00:00-04:00")), **WHOLE_DAY), head=NEW_YORK), "09:00", []),
], ids=["UTC beside the clock", "UTC converted", "a day in UTC beside local times"])  # fmt: skip
def test_the_clock_on_the_wall_counts_and_what_contradicts_it_is_said(importing, text, wall, said):
    plan = importing.new_plan(text)

    assert times(plan.begun()) == [("A talk", "2024-04-25", f"2024-04-25 {wall}:00")]
    assert (plan.contradiction, [str(text) for text in plan.warnings]) == (None, said)


@pytest.mark.parametrize("when", ["2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00+01:00"])
def test_which_of_the_two_hours_it_is_when_the_clocks_are_set_back_is_still_the_file_s_to_say(tmp_path, when):
    (session,) = told(tmp_path, schedule(day(event(1, start="02:30", inside=f"<date>{when}</date>")))).sessions

    assert session.begin.at == datetime.fromisoformat(when)


def several(*offsets):
    """Return a file of talks on one day, one for each of these offsets from UTC."""
    made = (at(n, f"{9 + n:02}:00", f"2024-04-25T{9 + n:02}:00:00{offset}") for n, offset in enumerate(offsets))
    return one(*made, head=SILENT)


@pytest.mark.parametrize(("text", "fits", "said"), [
    (LONDON, ["Europe/London", "Africa/Casablanca"], "not those of Europe/Stockholm: 1 of them, such as 2024"),
    (UTC_BESIDE_LOCAL, ["Atlantic/Reykjavik"], "not those of Europe/Stockholm: 1 of them, such as 2024"),
    (several("+02:00", "+01:00", "+01:00"), [], "not those of Europe/Stockholm: 2 of them"),
], ids=["an hour beside", "UTC", "no zone fits"])  # fmt: skip
def test_a_zone_that_the_file_contradicts_is_to_be_asked_for(importing, text, fits, said):
    found = importing.plan(agenda(), text).contradiction

    assert said in str(found.text)
    assert (set(fits) <= set(found.fitting), "Europe/Stockholm" in found.fitting) == (True, False)
    assert bool(found.fitting) is bool(fits)
    assert "Europe/London" not in fits or {name.partition("/")[0] for name in found.fitting[:3]} == {"Europe"}


def test_a_slip_of_the_pen_is_no_other_zone_but_said(importing):
    plan = importing.plan(agenda(), several("+02:00", "+02:00", "+01:00"))

    assert (plan.contradiction, len(plan.warnings)) == (None, 1)
    assert "1 time in the file is counted from UTC otherwise than Europe/Stockholm does" in str(plan.warnings[-1])


def test_who_names_the_zone_is_not_asked_again(importing):
    plan = importing.plan(agenda(), LONDON, asked="Europe/Stockholm")

    assert plan.contradiction is None
    assert [str(text) for text in plan.warnings][-1:] == [
        "1 time in the file is counted from UTC otherwise than Europe/Stockholm does; its clock time is taken."
    ]
    again = importing.plan(plan.agenda.after(plan.change()), LONDON)
    assert (again.contradiction, again.change().edits) == (None, ())


def test_what_was_read_in_a_zone_is_read_so_again_after_one_session_was_moved_in_the_file(importing):
    two = LONDON.replace("</event>", "</event>" + at(2, "10:00", "2024-07-01T10:00:00+01:00"), 1)
    plan = importing.plan(agenda(), two, asked="Europe/Stockholm")

    again = importing.plan(plan.agenda.after(plan.change()), two.replace("09:00", "09:30"))

    assert again.contradiction is None
    assert [row.verdict for row in again.rows if row.what is Session] == [Verdict.CHANGED, Verdict.SAME]


# lengths in three parts --------------------------------------------------------------------------------------


def minutes(folder, *lengths, starts=()):
    """Return the minutes of events of those lengths, in one room, every hour from 09:00 or at `starts`."""
    times = starts or [f"{9 + n:02}:00" for n in range(len(lengths))]
    told_by = enumerate(zip(lengths, times, strict=True))
    made = (event(n, duration=length, start=start) for n, (length, start) in told_by)
    return [session.minutes for session in told(folder, one(*made)).sessions]


@pytest.mark.parametrize(
    ("lengths", "starts", "found"),
    [
        pytest.param(["00:45:00", "01:00:00"], (), [45, 60], id="more than 23 are no hours"),
        pytest.param(["0:00:45", "0:01:30"], (), [45, 90], id="shorter than 5 minutes is no clock"),
        pytest.param(["00:30", "1:06:00"], (), [30, 1800], id="HH:MM beside it"),
        pytest.param(["00:30", "1:15:00"], ("09:00", "10:00"), [30, 2340], id="HH:MM beside it and no next"),
        pytest.param(["1:15:00", "00:30"], ("09:00", "10:15"), [75, 30], id="it ends when the next begins"),
        pytest.param(["1:15:00", "1:15:00"], (), [75, 75], id="HH:MM:SS throughout"),
        pytest.param(["0:20:00", "0:15:00"], (), [20, 15], id="short ones in HH:MM:SS throughout"),
        pytest.param(["1:15:00", "90"], (), [75, 90], id="bare minutes say nothing"),
    ],
)
def test_what_lengths_in_three_parts_are_is_told_by_the_file(tmp_path, lengths, starts, found):
    assert minutes(tmp_path, *lengths, starts=starts) == found
    over_days = schedule(
        day(room("Hall", event(1, start="10:00", duration="1:02:00"))),
        day(room("Hall", event(2, start="12:00", duration="1:00:00")), date="2024-04-26"),
    )
    assert [session.minutes for session in told(tmp_path, over_days).sessions] == [1560, 1440]


def test_what_lasts_longer_than_a_session_can_is_refused_with_its_length(tmp_path):
    whole = told(tmp_path, one(event(1, duration="00:30"), event(2, "The weekend", duration="2:06:00")))

    assert [(refusal.title, str(refusal.why)) for refusal in whole.refused] == [
        ("The weekend", "It lasts 54 hours; a session ends on the following day at the latest.")
    ]


# elements of another name ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "inside"),
    [("talk", "<title>x</title><start>10:00</start>"), ("session", ""), ("slot", "<event><title>x</title></event>")],
)
def test_a_file_whose_events_are_called_otherwise_is_refused_by_their_name(tmp_path, name, inside):
    text = schedule(day(room("Hall", *[f"<{name}>{inside}</{name}>\n"] * 188)), day(date="2024-04-26"))

    with pytest.raises(EstradError) as found:
        told(tmp_path, text)

    assert str(found.value) == (
        f"The days hold no <event>; 188 elements are called <{name}>, which Estrad does not read."
    )
    assert found.value.line == 6
    assert len(told(tmp_path, schedule(day(room("Hall")), day(date="2024-04-26"))).days) == 2  # has none yet


def test_roles_of_people_with_one_id_are_their_own(importing):
    whole = importing.new(one(event(1, inside=persons(person("Ada", id="7", role="moderator"), person("Bo", id="7")))))

    assert [(whole.people[a.person].name, a.role) for a in whole.sessions_in_order[0].people] == [
        ("Ada", Role.MODERATOR),
        ("Bo", Role.SPEAKER),
    ]
