"""Tests of importing a file again: changes made here stay, changes in the file are taken, and both are a question."""

from dataclasses import replace

import pytest

from planner.commands.edit import edit
from planner.commands.next_edition import new_edition
from planner.commands.sessions import delete_session, duplicate_session
from planner.commands.timeline import place, unplace
from planner.commands.venue import delete_room, move_day
from planner.domain.agenda import change
from planner.domain.entities import Conference, Person, Room, Session, Track
from planner.domain.text import Text
from planner.domain.value_objects import Appearance, Role, State
from planner.importing import session_translation
from planner.importing.comparing import fingerprint, parse_fingerprints, with_fingerprints, without_fingerprints
from planner.importing.plan import Verdict
from tests.builders import DAY, agenda, room
from tests.builders import person as known_person
from tests.importing.lists import a_list, listed, somebody
from tests.importing.schedules import day, event, one, person, persons, schedule
from tests.importing.schedules import room as told_room

ADA, BO = person("Ada", id="7"), person("Bo", id="8")
TEXT = one(
    event(1, "Opening", abstract="Theirs", track="Law", type="keynote", inside=persons(ADA)),
    event(2, "Cameras", start="10:00", url="https://example.org/2", inside=persons(ADA, BO)),
    event(3, "Waits", start="", duration="00:50"),
)
LATE = event(9, "Late")
BOTH = "Changed here and in the file. Tick it to take what the file says."
NO_LONGER = "Imported before and no longer here. Tick it to take it in again."


def told(plan):
    """Return verdict, title, tick and texts of each row of the plan that is not simply the same."""
    return [
        (row.verdict.value, row.title, row.ticked, [str(text) for text in row.texts])
        for row in plan.rows
        if row.verdict is not Verdict.SAME or row.kept
    ]


def session(whole, title):
    (found,) = [s for s in whole.sessions.values() if s.title == title]
    return found


def edited(whole, name, **fields):
    return whole.after(edit(whole, Session, session(whole, name).id, **fields))


@pytest.fixture
def whole(importing):
    return importing.new(TEXT)


def hall(whole):
    return whole.rooms_in_order[0]


# which side changed a field -------------------------------------------------------------------------------


NEWER, LATER = ("Theirs", "Newer"), ("<start>09:00", "<start>09:30")
MORE = ("<title>Opening", "<subtitle>New</subtitle><language>sv</language><title>Opening")
CY = (persons(ADA, BO), persons(ADA, BO, person("Cy", id="9")))


@pytest.mark.parametrize(
    ("did", "mine", "theirs", "rows"),
    [
        ([], {"abstract": "Mine", "title": "My opening"}, [],
         [("same", "My opening", False, ["Kept as it is here: title, abstract."])]),
        ([], {}, [NEWER], [("changed", "Opening", True, ["abstract: Theirs → Newer"])]),
        ([], {"abstract": "Mine"}, [NEWER], [("conflict", "Opening", False, ["abstract: Mine → Newer", BOTH])]),
        ([], {"abstract": "Newer"}, [NEWER], []),
        ([], {"abstract": "Mine", "website": "https://mine.example"}, [NEWER, LATER], [
            ("changed", "Opening", True, ["time and room: 09:00–09:30 → 09:30–10:00"]),
            ("conflict", "Opening", False, ["abstract: Mine → Newer", BOTH]),
        ]),
        ([], {"language": "en"}, [MORE], [
            ("changed", "Opening", True, ["subtitle: – → New"]),
            ("conflict", "Opening", False, ["language: en → sv", BOTH]),
        ]),
        ([], {}, [("<abstract>Theirs</abstract>", "")], []),
        (["moved"], {}, [("10:00", "10:30")],
         [("conflict", "Cameras", False, ["time and room: 11:40–12:10 → 10:30–11:00", BOTH])]),
        (["somebody taken out"], {}, [CY], [("conflict", "Cameras", False, ["people: Ada → Ada, Bo, Cy", BOTH])]),
    ],
    ids=["here", "there", "both", "both alike", "each something", "begins to tell", "no longer tells", "both the time",
         "both the people"],
)  # fmt: skip
def test_which_side_changed_a_field(importing, whole, did, mine, theirs, rows):
    first, text = of(whole, "Opening"), TEXT
    whole = done(whole, *did).after(opening(whole, **mine)) if mine else done(whole, *did)
    for old, new in theirs:
        text = text.replace(old, new)

    plan, after = importing.taken(whole, text)

    assert told(plan) == rows
    assert not plan.change(row.key for row in plan.rows if row.verdict is Verdict.SAME)
    assert bool(plan.change()) is any(row[2] for row in rows)
    assert all(getattr(after.sessions[first], name) == value for name, value in mine.items())
    assert told(importing.plan(after, text)) == [row for row in rows if row[0] != "changed"]


def test_both_rows_of_one_session_can_be_taken_together_or_the_conflict_alone(importing, whole):
    whole = edited(whole, "Opening", abstract="Mine")
    newer = TEXT.replace("Theirs", "Newer").replace("<start>09:00", "<start>09:30")
    plan = importing.plan(whole, newer)
    keys = {row.verdict: row.key for row in plan.rows if row.title == "Opening"}

    for taken, start, left in (
        (keys.values(), 570, []),
        ([keys[Verdict.CONFLICT]], 540,
         [("changed", "Opening", True, ["time and room: 09:00–09:30 → 09:30–10:00"])]),
    ):  # fmt: skip
        after = whole.after(plan.change(taken))
        now = session(after, "Opening")
        assert (now.abstract, now.placement.span.start, told(importing.plan(after, newer))) == ("Newer", start, left)


def test_single_fields_of_a_row_can_be_taken_and_the_others_are_offered_again(importing, whole):
    newer = TEXT.replace("Theirs", "Newer").replace("<start>09:00", "<start>09:30").replace("Opening<", "Start<")
    plan = importing.plan(whole, newer)
    (row,) = [row for row in plan.rows if row.verdict is Verdict.CHANGED]
    keys = {difference.key: row.field_key(difference) for difference in row.differences}

    after = whole.after(plan.change([row.key, keys["title"], keys["placement"]]))

    start = session(after, "Start")
    assert (start.abstract, start.placement.span.start) == ("Theirs", 570)
    assert told(importing.plan(after, newer)) == [("changed", "Start", True, ["abstract: Theirs → Newer"])]
    assert whole.after(plan.change(keys.values())) == whole.after(plan.change([row.key]))
    assert keys["title"] == f"{row.key}/title"


def test_of_a_conflict_a_single_field_can_be_taken(importing, whole):
    whole = edited(whole, "Opening", abstract="Mine", website="https://mine.example")
    newer = TEXT.replace("Theirs", "Newer").replace("<title>Opening", "<url>https://their.example</url><title>Opening")
    plan = importing.plan(whole, newer)

    after = whole.after(plan.change(f"{row.key}/abstract" for row in plan.rows if row.verdict is Verdict.CONFLICT))

    assert (session(after, "Opening").abstract, session(after, "Opening").website) == ("Newer", "https://mine.example")
    assert told(importing.plan(after, newer)) == [
        ("conflict", "Opening", False, ["website: https://mine.example → https://their.example", BOTH])
    ]


def test_what_was_not_taken_is_offered_again(importing, whole):
    newer = TEXT.replace("Theirs", "Newer").replace("Cameras", "Cameras, new").replace("</room>", f"{LATE}</room>")
    plan = importing.plan(whole, newer)

    after = whole.after(plan.change(row.key for row in plan.rows if row.title == "Cameras, new"))

    assert [row[:3] for row in told(importing.plan(after, newer))] == [
        ("changed", "Opening", True), ("new", "Late", True)]  # fmt: skip
    whole = importing.into(edited(whole, "Opening", abstract="Mine"), newer)
    plan = importing.plan(whole, newer)
    assert [row[0] for row in told(plan)] == ["conflict"]
    whole = whole.after(plan.change(row.key for row in plan.rows if row.verdict is Verdict.CONFLICT))
    assert (session(whole, "Opening").abstract, told(importing.plan(whole, newer))) == ("Newer", [])


def test_what_nothing_is_remembered_of_is_not_overwritten(importing):
    here = agenda(known_person("ada", bio="Mine"))

    plan = importing.plan(here, one(event(1, inside=persons('<person name="Ada"><bio>Theirs</bio></person>'))))

    assert told(plan)[-1:] == [
        ("conflict", "Ada", False,
         ["biography: Mine → Theirs", "Filled in otherwise here. Tick it to take what the file says."])
    ]  # fmt: skip


# every change that can be made here -------------------------------------------------------------------------


def of(whole, title):
    return session(whole, title).id


def opening(whole, **fields):
    return edit(whole, Session, of(whole, "Opening"), **fields)


def cameras(whole, people):
    return edit(whole, Session, of(whole, "Cameras"), people=people(session(whole, "Cameras").people))


HERE = {
    "moved": lambda whole: place(whole, of(whole, "Cameras"), DAY, 700, (hall(whole).id,)),
    "not placed": lambda whole: unplace(whole, of(whole, "Cameras")),
    "out of the tray": lambda whole: place(whole, of(whole, "Waits"), DAY, 800, (hall(whole).id,)),
    "room renamed": lambda whole: edit(whole, Room, hall(whole).id, name="Aula"),
    "track renamed": lambda whole: edit(whole, Track, next(iter(whole.tracks)), name="Justice", colour="teal"),
    "person renamed": lambda whole: edit(
        whole, Person, next(p.id for p in whole.people.values() if p.name == "Ada"), name="Ada Berg"
    ),
    "another track": lambda whole: opening(whole, track=None),
    "somebody taken out": lambda whole: cameras(whole, lambda people: people[:1]),
    "somebody of the file added": lambda whole: cameras(
        whole, lambda people: (*people, Appearance(people[0].person, Role.MODERATOR))
    ),
    "day moved": lambda whole: move_day(whole, whole.days_in_order[0].id, DAY.replace(day=28)),
    "session doubled": lambda whole: duplicate_session(whole, of(whole, "Opening"), "copy"),
    "conference renamed": lambda whole: edit(whole, Conference, whole.conference.id, title="Ours", acronym=""),
    "another zone": lambda whole: edit(whole, Conference, whole.conference.id, timezone="Europe/London"),
    "session deleted": lambda whole: delete_session(whole, of(whole, "Opening")),
    "room deleted": lambda whole: delete_room(whole, hall(whole).id),
}
"""Every sort of change that can be made here."""


def done(whole, *what):
    for did in what:
        whole = whole.after(HERE[did](whole))
    return whole


@pytest.mark.parametrize("did", [[did] for did in HERE] + [list(HERE)[:-2]], ids=[*HERE, "all"])
def test_the_same_file_finds_nothing_new_whatever_was_done_here(importing, whole, did):
    after = done(whole, *did)

    plan = importing.plan(after, TEXT)

    assert after != whole
    assert ({row.verdict for row in plan.rows}, plan.change().edits) == ({Verdict.SAME}, ())


def test_what_was_agreed_with_people_here_is_no_change_of_who_is_in_it(importing, whole):
    people = [replace(a, state=State.DECLINED) for a in session(whole, "Cameras").people]
    whole = whole.after(change(Text("Add"), (None, known_person("mo"))))
    whole = edited(whole, "Cameras", people=(*people, Appearance("mo", Role.MODERATOR)))

    plan, after = importing.taken(whole, TEXT.replace(*CY))

    assert [row[:3] for row in told(plan)] == [("changed", "Cameras", True)]
    assert [(after.people[a.person].name, a.state) for a in session(after, "Cameras").people] == [
        ("Ada", State.DECLINED), ("Bo", State.DECLINED), ("Cy", State.NOT_ASKED), ("Mo", State.NOT_ASKED),
    ]  # fmt: skip


# names -------------------------------------------------------------------------------------------------------


def test_a_renamed_room_is_the_room_of_new_sessions_also_if_it_was_here_before(importing, whole):
    here = importing.into(agenda(room("hall"), room("lab", 1)), TEXT)
    for before in (whole, here):
        after = importing.into(done(before, "room renamed"), one(event(9, "Late", start="15:00")))

        assert [r.name for r in after.rooms_in_order] == ["Aula", "Lab"][: len(before.rooms)]
        assert session(after, "Late").placement.rooms == (hall(before).id,)
    assert here.rooms["hall"].origin == "conf/room:Hall"


def test_a_room_with_a_name_that_another_one_was_given_here_gets_a_number(importing, whole):
    whole = whole.after(edit(whole, Room, hall(whole).id, name="Lab"))

    after = importing.into(whole, schedule(day(told_room("Hall", event(1)), told_room("Lab", event(8, "New")))))

    assert {r.origin: r.name for r in after.rooms_in_order} == {"conf/room:Hall": "Lab", "conf/room:Lab": "Lab (2)"}


def test_seats_that_were_counted_here_stay_and_newer_ones_of_the_file_are_a_conflict(importing):
    old, new = (schedule(day(told_room("Hall", event(1), capacity=seats))) for seats in ("100", "120"))
    whole = importing.new(old)
    whole = whole.after(edit(whole, Room, hall(whole).id, seats=90))

    assert told(importing.plan(whole, old)) == [("same", "Hall", False, ["Kept as it is here: seats."])]
    assert told(importing.plan(whole, new)) == [("conflict", "Hall", False, ["seats: 90 → 120", BOTH])]


# sessions that were deleted here or are gone from the file -----------------------------------------------------


def test_what_was_deleted_here_is_offered_quietly(importing, whole):
    whole = done(whole, "session deleted")

    plan = importing.plan(whole, TEXT)

    assert told(plan)[0] == ("same", "Opening", False, [NO_LONGER, "2024-04-25 09:00–09:30, Hall · Ada"])
    again = whole.after(plan.change([plan.rows[0].key]))
    assert (session(again, "Opening").abstract, told(importing.plan(again, TEXT))) == ("Theirs", [])


def test_a_session_that_was_gone_comes_back_where_the_file_puts_it(importing, whole):
    plan = importing.plan(whole, one(event(1, "Opening")))
    whole = whole.after(plan.change(row.key for row in plan.rows if row.verdict is Verdict.GONE))

    plan, after = importing.taken(whole, TEXT)

    assert ("changed", "Cameras", True) in [row[:3] for row in told(plan)]
    assert session(after, "Cameras").placement.span.start == 600


# two files ---------------------------------------------------------------------------------------------------


def test_two_files_do_not_take_each_other_s_words_for_changes(importing, whole):
    plan, whole = importing.taken(whole, one(event(1, "Theirs"), head="<title>Other</title><venue>There</venue>"))

    assert [row[:3] for row in told(plan) if row[1] != "Theirs"] == [
        ("conflict", "The Conference", False), ("conflict", "", False),
    ]  # fmt: skip
    assert (whole.conference.title, whole.venue.name) == ("The Conference", "")
    assert not importing.plan(whole, TEXT).change()


def test_people_who_came_by_another_list_are_exchanged_as_the_list_of_sessions_says(importing):
    people = (somebody("Ada"), somebody("Bo"), somebody("Cy"))
    _plan, plan_ = importing.taken(agenda(room("hall")), a_list(*people, namespace="people"))
    _plan, plan_ = importing.taken(plan_, a_list(listed("Opening", "09:00", "Ada"), listed("Panel", "10:00", "Bo")))
    changed = a_list(listed("Opening", "09:00", "Ada"), listed("Panel", "10:00", "Cy"))
    by_name = {found.name: found.id for found in plan_.people.values()}

    assert told(importing.plan(plan_, changed)) == [("changed", "Panel", True, ["people: Bo → Cy"])]
    _plan, after = importing.taken(plan_, changed)
    assert [a.person for a in session(after, "Panel").people] == [by_name["Cy"]]

    # whom somebody added here is asked about, and does not let the old one stay
    both = edited(plan_, "Panel", people=tuple(Appearance(by_name[name], Role.SPEAKER) for name in ("Bo", "Ada")))
    assert told(importing.plan(both, changed)) == [("conflict", "Panel", False, ["people: Bo, Ada → Cy", BOTH])]


def test_a_panel_of_twelve_exchanges_one_and_a_crowd_is_not_looked_through(importing, monkeypatch):
    for size, compared, stays in ((12, 3, False), (21, 2, True)):
        names = [f"Person {chr(ord('A') + n)}" for n in range(size + 1)]
        people = a_list(*map(somebody, names), namespace="people")
        _plan, plan_ = importing.taken(agenda(room("hall")), people)
        _plan, plan_ = importing.taken(plan_, a_list(listed("Panel", "10:00", *names[:-1])))
        seen: list[object] = []
        monkeypatch.setattr(
            session_translation, "fingerprint", lambda value, seen=seen: seen.append(value) or fingerprint(value)
        )
        _plan, after = importing.taken(plan_, a_list(listed("Panel", "10:00", *names[1:])))
        left = {after.people[a.person].name for a in session(after, "Panel").people}
        assert (names[0] in left, names[-1] in left) == (stays, not stays)  # of a crowd it is asked
        assert len(seen) <= compared


# the memory of imports -------------------------------------------------------------------------------------------


def test_what_is_told_is_remembered_in_few_words_that_are_the_same_in_every_run(importing):
    assert [fingerprint(value) for value in ("Å", ("a", 1), None, {"a": True})] == [
        "d1ce487283bb", "b99d2d44a1c9", "df75a12623cb", "c9e2a52abaa7",
    ]  # fmt: skip
    told = with_fingerprints(("title:a", "people:b:c", "x"), {"title": parse_fingerprints(["title:d"])["title"]})
    assert (told, without_fingerprints(told, "people")) == (("title:d", "people:b:c"), ("title:d",))
    assert parse_fingerprints(("a:1:2:3", "", "b")) == {}
    assert not importing.plan(agenda(room("hall")), TEXT).change([])


def test_next_year_s_file_brings_new_sessions_for_the_people_and_rooms_that_are_known(importing, whole):
    following = new_edition(
        done(whole, "room renamed", "person renamed"), importing.new_id, first=DAY.replace(year=2025)
    )

    plan, after = importing.taken(following, TEXT.replace("2024-04-25", "2025-04-25"))

    assert [row[:3] for row in told(plan)] == [
        ("new", "Opening", True), ("new", "Cameras", True), ("new", "Waits", True), ("conflict", "Ada Berg", False),
    ]  # fmt: skip
    assert [len(after.people), len(after.rooms), len(after.tracks), len(after.days)] == [2, 1, 1, 1]
