"""Tests of revisions of one file: breaks whose numbers are new each time, and rows that share a code."""

from datetime import date

import pytest

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Session
from planner.importing.plan import Verdict
from tests.importing.calendar_files import bare, read, vcalendar
from tests.importing.lists import DAY, a_list, listed
from tests.importing.schedules import day, event, one, person, persons, room, schedule

TALKS = [event(f"T{n}", f"Talk {n}", start=f"{9 + n}:00", inside=persons(person(f"Ada {n}"))) for n in range(3)]


def programme(revision, *breaks, talks=TALKS):
    """Return a schedule of two rooms, in which breaks have the numbers of the revision."""
    numbers = iter(range(1000 * revision, 2000 * revision))
    lab = [event(next(numbers), title, start=start) for title, start in breaks]
    return schedule(day(room("Hall", *talks, *(event(next(numbers), title, start=start) for title, start in breaks)),
                        room("Lab", *lab)))  # fmt: skip


def shown(agenda):
    """Return title, start and room of all that is placed."""
    return sorted((s.title, f"{s.placement.span.start_datetime:%H:%M}", agenda.rooms[s.placement.rooms[0]].name)
                  for s in agenda.sessions.values() if s.placement)  # fmt: skip


def of_file(*breaks):
    """Return what `shown` says of a plan of the talks and these breaks in each room."""
    talks = [(f"Talk {n}", f"{9 + n:02}:00", "Hall") for n in range(3)]
    return sorted([*talks, *((*one, where) for one in breaks for where in ("Hall", "Lab"))])


def all_taken(importing, agenda, text):
    """Return the conference with all that is proposed and all that is gone taken."""
    plan = importing.plan(agenda, text)
    return agenda.after(plan.change({row.key for row in plan.rows if row.ticked or row.verdict is Verdict.GONE}))


REVISIONS = [
    [("Coffee", "10:30"), ("Coffee", "15:00"), ("Lunch", "12:30")],
    [("Coffee", "10:30"), ("Coffee", "15:00"), ("Lunch", "12:30")],
    [("Coffee", "10:45"), ("Coffee", "15:00"), ("Lunch", "12:30")],
    [("Coffee", "08:30"), ("Coffee", "10:45"), ("Coffee", "15:15"), ("Lunch", "13:00")],
    [("Coffee", "10:45"), ("Lunch", "13:00"), ("Coffee", "16:00"), ("Coffee", "08:00")],
    [("Lunch", "12:00"), ("Coffee", "10:45"), ("Coffee", "16:00"), ("Coffee", "17:00"), ("Coffee", "08:00")],
]


def test_six_revisions_whose_breaks_have_new_numbers_leave_what_the_last_file_holds(importing):
    whole = importing.new(programme(1, *REVISIONS[0]))

    for n, breaks in enumerate(REVISIONS[1:], 2):
        whole = importing.into(whole, programme(n, *breaks))
        assert (shown(whole), len(whole.sessions)) == (of_file(*breaks), len(of_file(*breaks)))


def test_breaks_that_a_revision_leaves_out_are_gone_and_no_others(importing):
    whole = importing.new(programme(1, *REVISIONS[3]))

    assert shown(all_taken(importing, whole, programme(2, *REVISIONS[2]))) == of_file(*REVISIONS[2])


def test_own_changes_of_breaks_stay_through_revisions_with_new_numbers(importing):
    whole = importing.new(programme(1, *REVISIONS[0]))
    here = {(s.title, f"{s.placement.span.start_datetime:%H:%M}", whole.rooms[s.placement.rooms[0]].name): s.id
            for s in whole.sessions.values()}  # fmt: skip
    fika, later = here["Coffee", "10:30", "Hall"], here["Coffee", "15:00", "Lab"]
    whole = whole.after(edit(whole, Session, fika, title="Fika", note="Buns"))
    whole = whole.after(place(whole, later, DAY, 960, whole.sessions[later].placement.rooms))

    for n in range(2, 5):
        whole = importing.into(whole, programme(n, *REVISIONS[0]))

    expected = {*of_file(*REVISIONS[0])} - {("Coffee", "10:30", "Hall"), ("Coffee", "15:00", "Lab")}
    assert shown(whole) == sorted({*expected, ("Fika", "10:30", "Hall"), ("Coffee", "16:00", "Lab")})
    assert whole.sessions[fika].note == "Buns"


def test_a_break_that_moves_to_another_day_is_the_nearest_one(importing):
    def coffees(day_of_month):
        on = date(2024, 4, day_of_month)
        breaks = (listed("Coffee", start, key=f"{start} {on}", on=on) for start in ("10:00", "15:00"))
        return a_list(listed("Talk", "09:00", "Ada", key="t"), *breaks)

    plan, after = importing.taken(importing.new(coffees(25)), coffees(26))

    assert [row.verdict.value for row in plan.rows if row.what is Session] == ["same", "changed", "changed"]
    assert len(after.sessions) == 3


@pytest.mark.parametrize("rows", [2, 3])
def test_rows_with_one_code_come_as_sessions_of_their_own(importing, tmp_path, rows):
    text = one(*(event("W", "Workshop", start=f"{8 + n:02}:00") for n in range(1, rows + 1)))

    assert shown(importing.new(text)) == [("Workshop", f"{8 + n:02}:00", "Hall") for n in range(1, rows + 1)]


def test_rows_with_one_code_are_known_again_by_code_and_nearest_time(importing):
    def slots(*starts):
        return one(*(event("W", "Workshop", start=start) for start in starts))

    whole = importing.new(slots("09:00", "11:00", "14:00"))
    first, second, third = (s.id for s in whole.sessions_in_order)
    plan = importing.plan(whole, slots("11:30", "14:00"))
    assert [(row.verdict.value, (row.before or row.after).id) for row in plan.rows if row.what is Session] == [
        ("changed", second), ("same", third), ("gone", first)]  # fmt: skip

    more = importing.plan(whole, slots("14:00", "09:00", "16:00", "11:00"))
    assert [row.verdict.value for row in more.rows if row.what is Session] == ["same", "same", "new", "same"]


def test_the_same_title_without_a_code_is_known_again_by_nearest_time(importing):
    def breaks(*starts):
        return one(*(event(None, "Coffee", start=start) for start in starts))

    whole = importing.new(breaks("10:00", "12:00", "15:00"))
    plan = importing.plan(whole, breaks("12:00", "15:15"))

    rows = [row for row in plan.rows if row.what is Session]
    assert [(row.verdict.value, row.changes_any_field("placement", "minutes")) for row in rows] == [
        ("same", False), ("changed", True), ("gone", False)]  # fmt: skip


def test_a_repeated_event_of_one_uid_is_read_each_time_and_twice_the_same_is_refused():
    def at(hour):
        return bare("UID:1@example.org", "SUMMARY:A talk", f"DTSTART:20240425T{hour}0000", "DURATION:PT30M")

    told = read(vcalendar(at("09"), at("11"), at("11"), at("14")))

    assert [(f"{s.begin.at:%H}", s.key) for s in told.sessions] == [
        (hour, f"file/uid:1@example.org×{n}") for n, hour in enumerate(("09", "11", "14"), 1)]  # fmt: skip
    assert [str(one.why.problem) for one in told.refused] == ["The event on line 9 has the same key, and counts."]
