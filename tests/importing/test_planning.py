"""Tests of a plan: what becomes of each row, its groups, its changes, and how often it looks up."""

import sys
from dataclasses import replace
from datetime import date

import pytest

from planner.commands.edit import edit
from planner.domain.agenda import change, session_names
from planner.domain.entities import Conference, Person, Room, Session
from planner.domain.long_task import run_to_end
from planner.domain.span import Span
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Appearance, Kind, Placement, Role, State, Status
from planner.importing.datetimes import ZoneOrigin, choose_zone
from planner.importing.plan import Verdict
from planner.importing.planning import plan_import
from tests.builders import agenda, moderator, talk
from tests.builders import person as known_person
from tests.importing.calendar_files import bare, read, vcalendar
from tests.importing.lists import a_list, listed, somebody
from tests.importing.schedules import ZONE, day, event, one, person, persons, room, schedule

DAY = date(2024, 4, 25)
BOTH = schedule(
    day(
        room("Hall", event(1, "Opening", track="Safety", inside=persons(person("Ada", id="7"), person("Bo", id="8")))),
        room("Lab", event(2, "Cameras", start="10:00", duration="1:00")),
    )
)


def rows(plan):
    return [(row.verdict, row.title, [str(text) for text in row.texts]) for row in plan.rows]


def verdicts(plan):
    return [row.verdict for row in plan.rows]


def session(whole, title):
    (found,) = [s for s in whole.sessions.values() if s.title == title]
    return found


def test_a_new_conference(importing):
    whole = importing.new(BOTH)

    opening = session(whole, "Opening")
    assert (whole.conference.title, whole.conference.timezone) == ("The Conference", "Europe/Stockholm")
    assert [(d.date, d.opens, d.closes) for d in whole.days_in_order] == [(DAY, 9 * 60, 11 * 60)]
    assert [r.name for r in whole.rooms_in_order] == ["Hall", "Lab"]
    assert session_names(whole, opening) == ("Ada", "Bo")
    assert opening.placement == Placement(Span(DAY, 540, 570), (whole.rooms_in_order[0].id,))
    assert (opening.number, opening.origin, opening.status) == (1, "conf/id:1", Status.CONFIRMED)
    assert (whole.tracks[opening.track or ""].name, session(whole, "Cameras").minutes) == ("Safety", 60)
    assert importing.new(one(event(), head="")).conference.title == "schedule"
    before = importing.new(one(event(1), event(2)))
    change = importing.plan(before, BOTH).change()
    assert before.after(change).after(change.inverse()) == before


def test_a_revised_file_shows_what_moved_what_is_retitled_one_more_and_one_less(importing):
    whole = importing.new(
        one(event(1, "Moved"), event(2, "Old name"), event(3, "Dropped"), event(4, "Longer"), event(5, "Stays"))
    )
    second = one(
        event(1, "Moved", start="11:00"), event(2, "New name"), event(4, "Longer", duration="00:45"), event(5, "Stays"),
        event(6, "Added", start="12:00"),
    )  # fmt: skip

    plan, after = importing.taken(whole, second)

    assert [
        (*row, each.changes_any_field("placement", "minutes"), each.changes_any_field("title"))
        for row, each in zip(rows(plan), plan.rows, strict=True)
    ] == [
        (Verdict.CHANGED, "Moved", ["time and room: 09:00–09:30 → 11:00–11:30"], True, False),
        (Verdict.CHANGED, "New name", ["title: Old name → New name"], False, True),
        (Verdict.CHANGED, "Longer", ["time and room: 09:00–09:30 → 09:00–09:45"], True, False),
        (Verdict.SAME, "Stays", [], False, False),
        (Verdict.NEW, "Added", ["2024-04-25 12:00–12:30, Hall · nobody yet"], False, False),
        (Verdict.GONE, "Dropped", ["No longer in the file. Tick it to return it to “Not placed”."], False, False),
    ]
    assert [row.ticked for row in plan.rows] == [True, True, True, False, True, False]
    assert [s.title for s in after.sessions_in_order] == ["Moved", "New name", "Dropped", "Longer", "Stays", "Added"]
    assert session(after, "Dropped").placement == session(whole, "Dropped").placement
    assert [(d.opens, d.closes) for d in after.days_in_order] == [(9 * 60, 13 * 60)]
    dropped = whole.after(plan.change([plan.rows[-1].key]))
    assert [(s.title, s.placement is None) for s in dropped.sessions_in_order] == [
        ("Moved", False), ("Old name", False), ("Dropped", True), ("Longer", False), ("Stays", False),
    ]  # fmt: skip
    (row,) = [row for row in importing.plan(dropped, second).rows if row.verdict is Verdict.GONE]
    assert (row.can_be_ticked, str(row.texts[0])) == (False, "No longer in the file. It is not placed.")


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (BOTH, BOTH, []),
        (one(event(1)), schedule(day(room("Lab", event(1)), date="2024-04-26")), [
            (Session, Verdict.CHANGED, "time and room: 2024-04-25, 09:00–09:30, Hall → 2024-04-26, 09:00–09:30, Lab")]),
        (one(event(1)), schedule(day(room("Lab", event(1)))),
         [(Session, Verdict.CHANGED, "time and room: Hall → Lab")]),
        (one(event(1, inside=persons(person("Ada", id="7")))),
         one(event(1, inside=persons(person("Ada Berg", id="7")))),
         [(Person, Verdict.CHANGED, "name: Ada → Ada Berg")]),
        (one(event(1, "Theirs"), head="<acronym>other</acronym>"), one(event(1)),
         [(Session, Verdict.NEW, "2024-04-25 09:00–09:30, Hall · nobody yet"),
          (Conference, Verdict.CONFLICT, "title: schedule → The Conference")]),
        (one(event(1), event(2, "Two")),
         one(event(1, duration="long"), event(2, "Two", start="23:00", duration="40:00")),
         [(Session, Verdict.REFUSED, "“long” is no length."),
          (Session, Verdict.REFUSED, "It would run for 2400 minutes from 23:00, past the end of the following day.")]),
    ],
    ids=["the same", "another day and room", "another room", "a person renamed", "of another file", "refused"],
)  # fmt: skip
def test_what_a_second_file_changes(importing, first, second, wanted):
    plan = importing.plan(importing.new(first), second)

    assert [
        (row.what, row.verdict, str(row.texts[0])) for row in plan.rows if row.verdict is not Verdict.SAME
    ] == wanted
    assert plan.is_all_refused is ([verdict for _, verdict, _ in wanted] == [Verdict.REFUSED] * 2)
    assert bool(plan.change([row.key for row in plan.rows if row.verdict is Verdict.SAME])) is False


def crowd(n):
    return one(event(1, inside=persons(*(person(f"P{n}", id=str(n)) for n in range(n)))))


@pytest.mark.parametrize(
    ("text", "minutes", "span", "said"),
    [
        (schedule(day(room("Hall", event(1, start="23:00", duration="5:00")), date="2024-03-30")), 360,
         Span(date(2024, 3, 30), 1380, 1740), "2024-03-30 23:00–05:00"),
        (one(event(1, type="workshop", duration="")), 90, Span(DAY, 540, 630), "90 min are taken as its length."),
        (crowd(400), 30, Span(DAY, 540, 570), "P6, P7 and 392 more"),
        (one(event(1, "A talk"), event(2, start="23:00", duration="40:00")), 30, Span(DAY, 540, 570), "nobody yet"),
    ],
    ids=["a night in spring", "no length", "very many people", "beside one that is refused"],
)  # fmt: skip
def test_how_long_a_new_session_is(importing, text, minutes, span, said):
    plan = importing.new_plan(text)

    found = session(importing.new(text), "A talk")
    assert (found.minutes, found.placement.span) == (minutes, span)
    assert said in " ".join(map(str, plan.rows[0].texts))
    assert (plan.is_all_refused, plan.warnings) == (False, ())
    assert verdicts(importing.new_plan(crowd(501)))[0] is Verdict.REFUSED


def test_a_session_after_midnight_is_told_with_its_real_date(importing):
    late = event(1, inside="<date>2024-04-26T00:15:00+02:00</date>", start="00:15")
    plan = importing.new_plan(one(event(2), late))

    assert {s.origin: p.span for s, p in plan.create_conference().placed}["conf/id:1"] == Span(DAY, 1455, 1485)
    assert str(plan.rows[1].texts[0]) == "2024-04-26 00:15–00:45, Hall · nobody yet"
    later = importing.plan(
        plan.create_conference(), one(event(2), late.replace("00:15", "23:15").replace("04-26", "04-25"))
    )
    assert rows(later)[1][2] == ["time and room: 2024-04-26, 00:15–00:45 → 2024-04-25, 23:15–23:45"]


@pytest.mark.parametrize(
    ("head", "when", "name"),
    [
        ("<title>Theirs</title>", "2031-04-25", "Theirs"),
        ("", "2031-04-25", "schedule.xml"),
        ("<title>the conference</title>", "2031-04-25", ""),
        ("<title>Theirs</title>", "2024-04-25", ""),
        ("<title>Theirs</title><acronym>conf</acronym>", "2031-04-25", ""),
    ],
)
def test_a_file_of_another_conference_is_doubted(importing, head, when, name):
    here = agenda(known_person("ada", origin="conf/id:7"))

    plan = importing.plan(here, schedule(day(room("Hall", event(1)), date=when), head=head))

    doubt = "The file seems to belong to another conference: it is of “{}”, 2031-04-25, and this is “{}”, 2024-04-25."
    assert list(map(str, plan.warnings)) == [doubt.format(name, "The Conference")] * bool(name)


def test_a_session_brings_its_room_track_people_and_day_and_no_other(importing):
    text = schedule(
        day(room("Attic", event(1, "Wanted", track="A", inside=persons(person("Ada", id="7"))))),
        day(room("Cellar", event(2, "Unwanted", track="B", inside=persons(person("Bo", id="8")))), date="2024-04-27"),
    )
    plan = importing.plan(agenda(), text)

    after = plan.agenda.after(plan.change([next(row.key for row in plan.rows if row.title == "Wanted")]))

    assert [r.name for r in after.rooms_in_order] == ["Hall", "Lab", "Attic"]
    assert [t.name for t in after.tracks_in_order] == ["A"]
    assert ([p.name for p in after.people_in_order], [d.date for d in after.days_in_order]) == (["Ada"], [DAY])


def test_what_no_session_needs_is_a_row_of_its_own(importing):
    text = schedule(day(room("Hall", event()), room("Empty")), day(date="2024-04-26"), head='<track name="Bare"/>')

    assert [(r.what.__name__, r.title) for r in importing.taken(agenda(), text)[0].rows if r.what is not Session] == [
        ("Room", "Empty"), ("Track", "Bare"), ("Day", "2024-04-26"),
    ]  # fmt: skip


def test_what_the_file_marks_as_not_counting_waits_unticked_with_the_reason(importing):
    why = Text("{cell} is struck through in the file.", cell="B2")
    tea, gone = listed("Tea", "09:00", "Ada"), listed("Cake", "10:00", "Bo", waits=why)
    people = (somebody("Ada"), somebody("Bo"), replace(somebody("Cy"), waits=why))

    plan, whole = importing.taken(agenda(), a_list(tea, gone, *people))

    assert [(row.title, row.ticked, row.doubtful, *map(str, row.doubts)) for row in plan.rows] == [
        ("Tea", True, False),
        ("Cake", False, True, str(why)),
        ("Cy", False, True, str(why)),
    ]
    assert [one.name for one in whole.people_in_order] == ["Ada"]
    _plan, whole = importing.taken(agenda(), a_list(tea, replace(gone, waits=None)))
    later = replace(listed("Cake", "11:00", "Bo"), waits=why)
    assert [(row.title, row.verdict, row.ticked, *map(str, row.doubts)) for row in
            importing.plan(whole, a_list(tea, later)).rows if row.doubtful] == [
        ("Cake", Verdict.CHANGED, False, str(why)),
    ]  # fmt: skip


def test_who_may_be_nobody_is_named_above_the_plan_and_on_each_session(importing):
    why = Text("{cell}: “{name}” is read as a person.", cell="C2", name="Tin Crew")
    tea, cake = listed("Tea", "09:00", "Ada", "Tin Crew"), listed("Cake", "10:00", "Bo")
    people = (somebody("Ada"), somebody("Bo"), replace(somebody("Tin Crew"), doubt=why))

    plan, whole = importing.taken(agenda(), a_list(tea, cake, *people))

    assert list(map(str, plan.warnings)) == ["Tin Crew is read as a person."]
    assert [(row.title, *map(str, row.doubts)) for row in plan.rows] == [("Tea", str(why)), ("Cake",)]
    assert importing.plan(whole, a_list(tea, cake, *people)).warnings == ()


def test_rooms_days_and_people_that_are_there_are_used(importing):
    text = one(event(start="19:10", inside=persons(person("Ada"))))

    after = importing.into(agenda(known_person("ada")), text)

    assert (len(after.rooms), len(after.people), session(after, "A talk").people) == (2, 1, (Appearance("ada"),))
    assert session(after, "A talk").placement == Placement(Span(DAY, 1150, 1180), ("hall",))
    assert [(d.opens, d.closes) for d in after.days_in_order] == [(8 * 60, 20 * 60)]


def test_what_the_file_leaves_open_stays_as_the_organiser_has_it(importing):
    whole = importing.new(one(event(1)))
    edited = edit(
        whole, Session, session(whole, "A talk").id, subtitle="Mine", abstract="Mine", note="Mine", kind=Kind.PANEL,
        do_not_record=True, status=Status.DRAFT, people=(Appearance("x"),),
    )  # fmt: skip
    whole = whole.after(edited).after(change(Text("Add"), (None, known_person("x"))))

    assert verdicts(importing.plan(whole, one(event(1)))) == [Verdict.SAME]


def test_what_was_agreed_with_people_and_whom_the_organiser_added_is_kept(importing):
    first = one(event(1, inside=persons(person("Ada", id="7"), person("Bo", id="8"))))
    whole = importing.new(first)
    talk_now = session(whole, "A talk")
    ada, bo = talk_now.people
    people = (replace(ada, state=State.DECLINED), bo, moderator("mo"))
    whole = whole.after(change(Text("Add"), (None, known_person("mo")), (talk_now, replace(talk_now, people=people))))

    assert verdicts(importing.plan(whole, first)) == [Verdict.SAME]
    plan, after = importing.taken(whole, one(event(1, inside=persons(person("Cy", id="9"), person("Ada", id="7")))))

    assert rows(plan) == [(Verdict.CHANGED, "A talk", ["people: Ada, Bo, Mo (moderator) → Cy, Ada, Mo (moderator)"])]
    assert [(after.people[a.person].name, a.role, a.state) for a in session(after, "A talk").people] == [
        ("Cy", Role.SPEAKER, State.NOT_ASKED),
        ("Ada", Role.SPEAKER, State.DECLINED),
        ("Mo", Role.MODERATOR, State.CONFIRMED),
    ]  # fmt: skip


def test_a_conference_that_is_there_keeps_its_title_unless_ticked_and_gets_what_it_lacks(importing):
    plan = importing.plan(agenda(), one(event(1), head="<title>Theirs</title><url>https://example.org</url>"))

    assert [(*said, row.ticked) for said, row in zip(rows(plan), plan.rows, strict=True) if row.what is Conference] == [
        (Verdict.CONFLICT, "The Conference", [
            "website: – → https://example.org",
            "title: The Conference → Theirs",
            "Filled in otherwise here. Tick it to take what the file says.",
        ], False),
    ]  # fmt: skip
    assert plan.agenda.after(plan.change([plan.rows[-1].key])).conference.title == "Theirs"
    after = importing.into(agenda(), one(event(), head="<title>The Conference</title><url>https://example.org</url>"))
    assert after.conference.website == "https://example.org"


@pytest.mark.parametrize(
    ("kind", "others", "placed"),
    [("lunch", [room("Hall", event(2))], True), ("talk", [room("Hall", event(2))], False), ("talk", [], True)],
)
def test_an_event_without_a_room(importing, kind, others, placed):
    plan, after = importing.taken(agenda(), schedule(day(event(1, "Where", type=kind), *others)))

    assert (session(after, "Where").placement == Placement(Span(DAY, 540, 570))) is placed
    said = "It has no room and waits in “Not placed”: 2024-04-25 09:00–09:30, all rooms."
    assert [said in texts for _, title, texts in rows(plan) if title == "Where"] == [not placed]


def test_an_event_without_a_room_that_is_placed_here_is_said_to_stay(importing):
    text = schedule(day(event(1, "Where"), room("Hall", event(2))))
    here = agenda(talk("where", "hall", "09:00-09:30", title="Where"))

    (texts,) = [texts for _, title, texts in rows(importing.plan(here, text)) if title == "Where"]

    assert "It has no room and stays where it is here: 2024-04-25 09:00–09:30, all rooms." in texts


@pytest.mark.parametrize(("at", "zone"), [("19700101T000000Z", "America/New_York"), ("22001231T200000Z", "Asia/Tokyo")])
def test_a_date_that_no_conference_has_in_its_zone_is_refused(importing, at, zone):
    said = vcalendar(
        bare("UID:1", f"DTSTART:{at}", "SUMMARY:Never"), bare("UID:2", "DTSTART:20240425T090000Z", "SUMMARY:A")
    )

    plan = importing.plan(agenda(timezone=zone), read(said))

    (row,) = [row for row in plan.rows if row.verdict is Verdict.REFUSED]
    assert (row.title, "is no day of a conference." in str(row.says[0])) == ("Never", True)


def test_an_event_without_a_room_beside_which_nothing_is_on_goes_over_all_rooms_and_is_doubted(importing):
    plan, after = importing.taken(
        agenda(), schedule(day(event(1, "All", start="09:00"), room("Hall", event(2, start="09:30"))))
    )

    assert session(after, "All").placement == Placement(Span(DAY, 540, 570))
    said = "It has no room and is put over all rooms, as nothing else is on then."
    assert [said in texts for _, title, texts in rows(plan) if title == "All"] == [True]


def test_a_field_that_cannot_be_is_left_out_and_said_and_the_session_comes(importing):
    plan, after = importing.taken(agenda(), one(event(1, "Long", language="x" * 16_000, abstract="About")))

    (row,) = [row for row in plan.rows if row.what is Session]
    assert (row.verdict, row.doubtful) == (Verdict.NEW, True)
    assert [str(text) for text in row.says if "left out" in str(text)] == [
        "language is left out: The text is too long as language: 16000 characters."]  # fmt: skip
    assert [(s.title, s.abstract, s.language) for s in after.sessions.values()] == [("Long", "About", "")]


def test_an_event_of_54_hours_comes_with_true_words(importing):
    plan, after = importing.taken(agenda(), one(event(1, "Hackathon", duration="54:00")))

    assert rows(plan)[0][2][1:] == [
        "It lasts 54 hours; a session ends on the following day at the latest.",
        "30 min are taken as its length.",
    ]
    assert session(after, "Hackathon").placement.span == Span(DAY, 540, 570)


def test_an_event_without_a_time_waits_in_the_tray_and_stays_where_it_was_put(importing):
    text = one(event(1, start="", duration="00:50"))
    whole = importing.new(text)
    (waiting,) = whole.tray

    assert waiting.minutes == 50
    placed = change(Text("Place"), (waiting, replace(waiting, placement=Placement(Span(DAY, 600, 650)))))
    assert verdicts(importing.plan(whole.after(placed), text)) == [Verdict.SAME]


@pytest.mark.parametrize(
    ("told", "name", "by"),
    [
        (("Europe/London", "Europe/Paris", "Europe/Rome", "UTC"), "Europe/London", ZoneOrigin.SOURCE),
        (("", "Europe/Paris", "Europe/Rome", "UTC"), "Europe/Paris", ZoneOrigin.ASKED),
        (("", "", "Europe/Rome", "UTC"), "Europe/Rome", ZoneOrigin.FILE),
        (("", "", "", "UTC"), "UTC", ZoneOrigin.MACHINE),
    ],
)
def test_whose_time_zone_counts(told, name, by):
    assert (choose_zone(*told).zone.key, choose_zone(*told).by) == (name, by)


@pytest.mark.parametrize("told", ["", "Nowhere/Land", "../passwd"])
def test_a_time_zone_that_cannot_be(told):
    with pytest.raises(EstradError):
        choose_zone(told)


@pytest.mark.parametrize(("told", "zone", "asked", "said"), [
    (event(1), "<time_zone_name>Europe/London</time_zone_name>", "",
     "The times are converted to Europe/Stockholm, the conference's own time zone"),
    (event(1, start="", inside="<date>2024-04-25T09:00:00+01:00</date>"), "", "Europe/Stockholm",
     "The file counts its times from UTC otherwise than Europe/Stockholm does"),
], ids=["of another zone", "without a clock"])  # fmt: skip
def test_times_are_converted_into_the_conference_s_own_zone_and_that_is_said(importing, told, zone, asked, said):
    plan = importing.plan(agenda(), one(told, head=f"<acronym>conf</acronym>{zone}"), asked=asked)

    after = plan.agenda.after(plan.change())
    assert session(after, "A talk").placement == Placement(Span(DAY, 600, 630), ("hall",))
    remarks, warnings = ([str(text).partition(".")[0] for text in texts] for texts in (plan.remarks, plan.warnings))
    assert (remarks, warnings) == (([], [said]) if asked else ([said], []))


def test_rows_tell_what_they_are_about(importing):
    later = day(room("Hall", event(3, "Later")), date="2024-04-26")
    whole = importing.new(schedule(day(room("Hall", event(1, "Stays"), event(2, "Goes"))), later))
    second = schedule(day(room("Hall", event(1, "Stays"), event(4, "Waits", start="")), room("Empty")), later)

    rows = importing.plan(whole, second).rows
    assert [(row.what, row.title) for row in rows] == [
        *((Session, title) for title in ("Stays", "Waits", "Later", "Goes")), (Room, "Empty"),
    ]  # fmt: skip


MANY = 400
MOST_CALLS = 20_000
"""Most function calls between two pauses; a slow machine does a hundred thousand in 16 ms without a profiler."""


def programme(suffix="", ids="", named=False):
    """Return a list of many sessions with a person each, thirty at a time."""
    people = [somebody(f"Person {n} of {n * 7919 % MANY}", f"{ids}{n}", phone="1") for n in range(MANY)]
    sessions = [
        listed(f"Talk on {n * 7919 % MANY}{suffix}", f"{8 + n // 30 % 12:02}:00", key="" if named else f"{ids}{n}",
               said={"abstract": f"About {n}"}, rooms=(f"Room {n % 30}",))
        for n in range(MANY)
    ]  # fmt: skip
    on_stage = [replace(s, people=((p.key, Role.SPEAKER),)) for s, p in zip(sessions, people, strict=True)]
    return a_list(*on_stage, *people)


def most_calls(steps):
    """Return the most function calls between two steps."""
    most = now = 0

    def count(frame, event, arg):
        nonlocal now
        now += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for _ in steps:
            most, now = max(most, now), 0
    finally:
        sys.setprofile(None)
    return max(most, now)


@pytest.mark.parametrize(
    "second",
    [programme(" again"), programme(" anew", ids="x"), programme("s", named=True)],
    ids=["retitled", "other ids and titles", "without ids"],
)
@pytest.mark.long
def test_a_plan_looks_up_often_whatever_has_become_of_the_list(importing, second):
    steps = plan_import(importing.new(programme()), second, choose_zone("", ZONE), importing.new_id)

    assert most_calls(steps) < MOST_CALLS


def test_people_whom_no_session_of_their_file_names_wait_for_a_tick(importing):
    told = a_list(listed("Alpha", "09:00", "Ada"), somebody("Bo"))
    plan = run_to_end(plan_import(importing.new(one(event(1))), told, choose_zone("", ZONE), importing.new_id))
    alone = run_to_end(plan_import(plan.agenda, a_list(somebody("Bo")), choose_zone("", ZONE), importing.new_id))

    assert [(row.title, row.ticked) for row in plan.rows if row.what is Person] == [("Bo", False)]
    assert [(row.title, row.ticked) for row in alone.rows if row.what is Person] == [("Bo", True)]
