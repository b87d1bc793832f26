"""A law of lists imported again, and tests of lists that are short."""

from dataclasses import fields, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import cleaned_fields, edit
from planner.domain.agenda import Agenda, Change, Edit, change
from planner.domain.entities import Person, Room, Session, Track
from planner.domain.fingerprint import ALSO, APART, fingerprint_of_key
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Text
from planner.domain.value_objects import Appearance, ExtraField, current_colour
from planner.importing.comparing import HistoryStates
from planner.importing.findings import SimilarNameIndex, name_key
from planner.importing.incoming import (
    Incoming,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    IncomingStart,
)
from planner.importing.plan import Verdict
from tests.builders import agenda, person, speaker, talk
from tests.importing.lists import a_list, listed, somebody
from tests.importing.mapping.tables import lines, read
from tests.importing.schedules import Importing
from tests.strategies import FREE, IDS, NAMES, agendas, appearances, placements, things
from tests.tries import tries

NOT_TOLD = {"import_marks", "origin", "extra"}


def forgetful(thing):
    """Return the thing without any memory of an import."""
    empty = {"import_marks": (), "origin": ""}
    return replace(thing, **{name: value for name, value in empty.items() if hasattr(thing, name)})


@st.composite
def conferences(draw):
    """Draw a conference that nothing was imported into; no two tracks have the same name."""
    whole = draw(agendas(most_sessions=3))
    tracks = {track.name: track for track in whole.tracks.values()}
    entities = [e for e in whole.entities() if not isinstance(e, Track) or tracks[e.name] is e]
    found = [replace(e, imported=()) if e is whole.conference else e for e in entities]
    return Agenda.of(*map(forgetful, [_without(e, whole, tracks) for e in found]))


def _without(entity, whole, tracks):
    """Return the thing with the one remaining track of that name."""
    track = getattr(entity, "track", None)
    return replace(entity, track=tracks[whole.tracks[track].name].id) if track else entity


@st.composite
def edited(draw, whole):
    """Draw the conference as somebody else has continued it: other fields, more people and sessions."""
    kept = {room.name for room in whole.rooms.values()} | {track.name for track in whole.tracks.values()}
    names = NAMES.filter(lambda name: name not in kept)
    made = [thing for thing in whole.entities() if not isinstance(thing, Room | Track | Person | Session)]
    renamed = draw(st.lists(names, min_size=8, max_size=8, unique=True))
    for kind in (Room, Track):
        for thing in getattr(whole, f"{kind.__name__.lower()}s").values():
            name = st.just(thing.name) | st.just(renamed.pop())
            made.append(draw(st.just(thing) | things(kind, id=st.just(thing.id), name=name).map(forgetful)))
    for thing in (*whole.people.values(), *draw(st.lists(things(Person, name=NAMES), max_size=1))):
        made.append(draw(st.just(forgetful(thing)) | things(Person, id=st.just(thing.id), name=NAMES).map(forgetful)))
    bare = Agenda.of(*made)
    return Agenda.of(*made, *[draw(sessions(bare, key, n)) for n, key in enumerate([*whole.sessions, draw(IDS)], 1)])


@st.composite
def sessions(draw, bare, key, number):
    """Draw a session of that id that fits the conference."""
    placement = draw(st.none() | placements([day.date for day in bare.days.values()], list(bare.rooms)))
    needed = {
        "id": st.just(key), "number": st.just(number), "title": NAMES,
        "minutes": st.just(placement.span.minutes) if placement else st.integers(1, 2 * MINUTES_A_DAY),
        "track": st.sampled_from([None, *bare.tracks]), "people": appearances(list(bare.people)),
        "placement": st.just(placement),
    }  # fmt: skip
    return forgetful(draw(things(Session, **needed)))


def told_of(kind, thing, before):
    """Return all fields that a list can tell; an extra field that no longer exists is told as empty."""
    found = {name: getattr(thing, name) for name in FREE[kind] if name not in NOT_TOLD}
    if kind in (Session, Person):
        values = {extra.name: "" for extra in before.extra} if before else {}
        values |= {extra.name: extra.value for extra in thing.extra}
        found["extra"] = tuple(ExtraField(name, value) for name, value in values.items())
    return found


def written(whole, before):
    """Return the conference as a list, made from an earlier state of it and with its ids."""
    rooms = [
        IncomingPlace(1, room.name, fields=told_of(Room, room, None), ours=room.id) for room in whole.rooms.values()
    ]
    tracks = [
        IncomingPlace(1, track.name, fields=told_of(Track, track, None), ours=track.id)
        for track in whole.tracks.values()
    ]
    people = [
        IncomingPerson(1, f"book/{p.id}", p.name, fields=told_of(Person, p, before.people.get(p.id)), ours=p.id)
        for p in whole.people.values()
    ]
    found = []
    for session in whole.sessions.values():
        empty = {name: getattr(session, name) for name in ("placement", "track", "people")}
        told = {"title": session.title} | told_of(Session, session, before.sessions.get(session.id))
        placed = session.placement if session.placement and session.placement.rooms else None
        found.append(
            IncomingSession(
                1, f"book/{session.id}", session.title,
                told | {name: value for name, value in empty.items() if not value}, kind=session.kind,
                track=whole.tracks[session.track].name if session.track else "",
                rooms=tuple(whole.rooms[room].name for room in placed.rooms) if placed else (),
                people=tuple((f"book/{a.person}", a.role) for a in session.people),
                begin=IncomingStart(placed.span.day, placed.span.start_datetime, MINUTES_A_DAY) if placed else None,
                minutes=session.minutes if placed or not session.placement else None, ours=session.id,
            )
        )  # fmt: skip
    whose = whole.conference.timezone
    return Incoming("book", "book", {}, {}, whose, (), *map(tuple, (rooms, tracks, people, found)), (), {})


def seen(kind, thing):
    """Return the fields of a thing that a list tells, cleaned as an import would clean them; colours as of today."""
    names = [f.name for f in fields(kind) if f.name in FREE[kind] and f.name not in NOT_TOLD]
    found = cleaned_fields(kind, {name: getattr(thing, name) for name in names})
    if "colour" in found:
        found["colour"] = current_colour(found["colour"])
    if kind in (Session, Person):
        extras = {extra.name: extra.value for extra in thing.extra}
        found["extra"] = {name: value for name, value in extras.items() if value}
    return found | {"called": thing.title if kind is Session else thing.name}


def in_place(session, whole):
    """Return the people, track and place of a session; a place without a room is not told."""
    people = {(whole.people[a.person].name, a.role) for a in session.people}
    track = whole.tracks[session.track].name if session.track else ""
    if session.placement and not session.placement.rooms:
        return people, track
    rooms = session.placement and [whole.rooms[room].name for room in session.placement.rooms]
    return people, track, session.minutes, session.placement and (session.placement.span, rooms)


@tries(15)
@given(st.data())
def test_a_list_of_everything_is_taken_whole_and_the_second_time_there_is_nothing(data):
    here = data.draw(conferences(), label="here")
    there = data.draw(edited(here), label="there")
    importing, incoming = Importing(Path()), written(there, here)

    plan = importing.plan(here, incoming)

    assert not [row for row in plan.rows if row.verdict in (Verdict.REFUSED, Verdict.GONE)]
    change = plan.change(row.key for row in plan.rows)
    after = here.after(change)
    assert after.after(change.inverse()) == here
    for kind, ours, theirs in (
        (Room, after.rooms, there.rooms), (Track, after.tracks, there.tracks), (Person, after.people, there.people),
        (Session, after.sessions, there.sessions),
    ):  # fmt: skip
        of_ours = {thing.origin.rpartition("/")[2] if key not in theirs else key: thing for key, thing in ours.items()}
        assert {key: seen(kind, one) for key, one in of_ours.items()} == {k: seen(kind, t) for k, t in theirs.items()}
    placed = {key if key in there.sessions else s.origin[5:]: in_place(s, after) for key, s in after.sessions.items()}
    expected = {key: in_place(session, there) for key, session in there.sessions.items()}
    assert {key: placed[key][: len(told)] for key, told in expected.items()} == expected
    again = importing.plan(after, incoming)
    assert {row.verdict for row in again.rows} <= {Verdict.SAME}
    assert not again.change(row.key for row in again.rows)


# short lists ----------------------------------------------------------------------------------------------


def talks(n, start=0):
    return [listed(f"Talk about {chr(65 + i)}{i}", f"{8 + i // 4:02}:{i % 4 * 15:02}", key=str(i))
            for i in range(start, n)]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "short"),
    [(20, 16, ""), (20, 15, "15 sessions"), (4, 2, ""), (4, 1, "1 session"), (8, 5, ""), (8, 4, "4 sessions")],
)
def test_a_file_with_far_less_than_came_from_it_says_so_first_and_ticks_nothing_as_gone(importing, before, now, short):
    whole = importing.new(a_list(*talks(before)))

    plan = importing.plan(whole, a_list(*talks(now), somebody("Ada"), warnings=(Text("Beware."),)))

    assert list(map(str, plan.warnings)) == [
        *[f"The file has {short}; {before} came from it before. Nothing missing is ticked."] * bool(short), "Beware.",
    ]  # fmt: skip
    gone = {row.key: row.ticked for row in plan.rows if row.verdict is Verdict.GONE}
    assert list(gone.values()) == [False] * (before - now)
    assert [len(whole.after(plan.change(keys)).placed) for keys in (None, gone)] == [before, now]


def test_a_part_of_a_list_that_has_no_name_makes_nothing_look_gone_and_what_it_brought_is_known(importing):
    whole = importing.new(a_list(*talks(10)))

    plan = importing.plan(whole, a_list(talks(3)[2], namespace=""))

    assert ([(row.verdict, row.title) for row in plan.rows], plan.warnings) == ([(Verdict.SAME, "Talk about C2")], ())
    after = whole.after(plan.change(row.key for row in plan.rows))
    assert [s.origin for s in after.sessions.values()] == [s.origin for s in whole.sessions.values()]
    old, new = (
        a_list(listed("New", "09:00", "Ada", said={"abstract": text}), namespace="") for text in ("Theirs", "Newer")
    )
    assert [row.verdict for row in importing.plan(importing.into(agenda(), old), new).rows] == [Verdict.CHANGED]


NINE_PEOPLE = [somebody(f"Person {n}") for n in range(9)]


@pytest.mark.parametrize(("first", "then", "short", "said"), [
    (a_list(*talks(10)), a_list(somebody("Ada")), False, []),
    (a_list(*talks(10)), a_list(), False, ["There is nothing in the file that could be imported."]),
    (a_list(*NINE_PEOPLE), a_list(*NINE_PEOPLE[:5]), True,
     ["The file has 5 people; 9 came from it before. Nobody missing is ticked."]),
], ids=["people after sessions", "nothing", "fewer people"])  # fmt: skip
def test_a_list_says_what_it_does_not_take_as_gone(importing, first, then, short, said):
    plan = importing.plan(importing.new(first), then)

    assert list(map(str, plan.warnings)) == said
    assert [row.title for row in plan.rows if row.verdict is Verdict.NEW] == [one.name for one in then.people[:1]
                                                                              if not short]  # fmt: skip
    assert any(row.verdict is Verdict.GONE for row in plan.rows) is short
    assert bool(plan.change()) is (said == [])


# the value of the last import ---------------------------------------------------------------------------------


def told(title, abstract):
    return a_list(listed(title, "09:00", key="1", said={"abstract": abstract}))


def test_what_it_was_last_time_is_ours_where_it_was_not_touched_here_and_else_what_the_history_tells(importing):
    whole, changes = importing.new(told("A", "First")), []
    for abstract in ("Mine", "Mine again"):
        changes.insert(0, edit(whole, Session, next(iter(whole.sessions)), abstract=abstract))
        whole = whole.after(changes[0])

    for states, last in (({}, None), ({"states": HistoryStates(lambda: changes)}, "First")):
        rows = importing.plan(whole, told("B", "Newer"), **states).rows
        assert {d.key: d.last and str(d.last) for row in rows for d in row.differences} == {
            "title": "A", "abstract": last}  # fmt: skip


def test_a_workbook_that_was_written_before_something_was_changed_here_does_not_take_it_back(importing):
    here = agenda(talk("a", title="A", abstract="Old"))
    change = edit(here, Session, "a", abstract="Mine")
    workbook = a_list(listed("A", ours="a", said={"abstract": "Old", "subtitle": "New"}))

    plan = importing.plan(here.after(change), workbook, states=HistoryStates(lambda: [change]))

    assert [list(map(str, row.texts)) for row in plan.rows] == [["subtitle: – → New", "Kept as it is here: abstract."]]


def test_the_history_is_read_once_and_only_where_somebody_asks(importing):
    reads = count()

    def read():
        next(reads)
        return [Change(Text("x"), (Edit(None, talk("b")),))]

    past = HistoryStates(read)
    assert (list(past("b")), list(past("c")), next(reads)) == ([], [], 1)
    importing.plan(importing.new(told("A", "First")), told("A", "Second"), states=HistoryStates(read))
    assert next(reads) == 2


def test_a_list_without_ids_that_has_nothing_in_common_is_another_and_nothing_of_the_first_is_gone(importing):
    first = a_list(*(replace(listed(f"Talk {n}", f"09:{n}0", key=f"a{n}"), named=True) for n in range(5)))
    other = a_list(*(replace(listed(f"Walk {n}", f"15:{n}0", key=f"b{n}"), named=True) for n in range(3)))

    plan = importing.plan(importing.new(first), other)

    assert {row.verdict for row in plan.rows if row.what is Session} == {Verdict.NEW}
    assert [str(text) for text in plan.warnings] == [
        "5 sessions came from a list before; none is in this one, which counts as another. Nothing is missing."
    ]


def rows_told(plan):
    return [(row.verdict.value, row.title, row.ticked, [str(text) for text in row.texts]) for row in plan.rows]


def names(whole):
    return sorted(p.name for p in whole.people.values())


PEOPLE = a_list(
    somebody("Ada Berg", title="Professor", organisation="KTH", email="ada@example.org", diet="vegan"),
    somebody("Bo Ek"),
)


def test_people_of_a_table_are_new_rows_that_are_ticked(importing):
    plan, whole = importing.taken(agenda(), PEOPLE)

    assert rows_told(plan) == [
        ("new", "Ada Berg", True, ["Professor, KTH, ada@example.org"]),
        ("new", "Bo Ek", True, ["In no session yet."]),
    ]
    assert names(plan.agenda.after(plan.change([plan.rows[1].key]))) == ["Bo Ek"]
    assert importing.new(PEOPLE).days == {}
    assert [(p.name, p.title, p.diet) for p in whole.people_in_order] == [
        ("Ada Berg", "Professor", "vegan"), ("Bo Ek", "", ""),
    ]  # fmt: skip
    assert rows_told(importing.plan(whole, PEOPLE)) == [("same", "Ada Berg", False, []), ("same", "Bo Ek", False, [])]


def test_a_changed_table_says_what_changed_and_who_is_gone(importing):
    whole = importing.into(agenda(), a_list(*PEOPLE.people, somebody("Cy Dahl"), somebody("Di Falk")))
    whole = importing.into(whole, a_list(listed("A", "09:00", "Di Falk"), namespace="programme"))

    plan = importing.plan(whole, a_list(somebody("Ada Berg", title="Dean", email="ada@example.org"), somebody("Bo Ek")))

    assert rows_told(plan) == [
        ("changed", "Ada Berg", True, ["title: Professor → Dean"]),
        ("same", "Bo Ek", False, []),
        ("gone", "Cy Dahl", False, ["No longer in the file. Tick it to delete the person."]),
        ("gone", "Di Falk", False, ["No longer in the file. The person is on stage here and stays."]),
    ]
    assert [row.can_be_ticked for row in plan.rows] == [True, False, True, False]
    change = plan.change([plan.rows[2].key])
    assert names(whole.after(change)) == ["Ada Berg", "Bo Ek", "Di Falk"]
    assert whole.after(change).after(change.inverse()) == whole


def test_people_whom_a_session_names_come_along_with_it_and_all_else_that_is_told_of_them(importing):
    plan = importing.plan(agenda(), a_list(listed("A", "09:00", "Ada Berg"), *PEOPLE.people))

    of_a, bo = rows_told(plan)
    waits = "No session of the file names them. Tick it to take them in."
    assert (of_a[:3], bo) == (("new", "A", True), ("new", "Bo Ek", False, ["In no session yet.", waits]))
    after = plan.agenda.after(plan.change([plan.rows[0].key]))
    assert [(p.name, p.organisation) for p in after.people.values()] == [("Ada Berg", "KTH")]


# recognising people -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (agenda(person("x", name="Åsa Öberg")), somebody("Asa Oberg")),
        (agenda(person("x", name="Asa Oberg")), somebody("ÖBERG, ÅSA")),
        (agenda(person("x", name="Asa  Oberg-Lind")), somebody("asa oberg lind", "7")),
        (agenda(person("x", name="A. Öberg", email="Asa@Example.org")), somebody("Asa Oberg", email="asa@example.org")),
        (agenda(person("x", name="Søren Ærø")), somebody("Soren Aero")),
        (agenda(person("x", name="Old")), somebody("New", ours="x")),
        (a_list(somebody("Ada", "1")), somebody("Ada", "9")),
    ],
)
def test_somebody_who_is_here_comes_no_second_time(importing, here, there):
    whole = here if isinstance(here, Agenda) else importing.new(here)

    assert list(importing.into(whole, a_list(there)).people) == list(whole.people)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ([person("x", name="Ada Berg", email="one@example.org")], somebody("Ada Berg", email="two@example.org")),
        ([person("x", name="Ada Berg"), person("y", name="Ada Berg")], somebody("Ada Berg", "7")),
        ([person("x", name="Ada Bergh")], somebody("Ada Berg")),
        ([person("x", name="A. Berg")], somebody("Ada Berg")),
        ([person("x", name="Ada Maria Berg")], somebody("Ada Berg")),
        ([person("x", name="Berg Ada")], somebody("Ada Berg")),
        ([person("x", name="A. Berg")], listed("A", "09:00", "Ada Berg")),
    ],
)
def test_who_may_be_somebody_is_new_and_the_row_says_who_that_may_be(importing, here, there):
    (row,) = [row for row in importing.plan(agenda(*here), a_list(there)).rows if row.verdict is Verdict.NEW]

    assert (row.doubtful, row.ticked) == (True, True)
    assert str(row.says[-1]) == f"“Ada Berg” is perhaps the same as “{here[0].name}”, who is here."


@pytest.mark.parametrize(
    ("speakers", "guests", "doubts"),
    [
        ("Ada Berg", "Ada Bergh | ada@example.org", ["“Ada Bergh” is perhaps the same as “Ada Berg” in Speakers!A2."]),
        ("Åsa Ek", "Asa Ek | asa@example.org", ["“Asa Ek” is perhaps the same as “Åsa Ek” in Speakers!A2."]),
        ("Ada Berg | a@x.org", "Ada Berg | b@x.org", ["“Ada Berg” is perhaps the same as “Ada Berg” in Speakers!A2."]),
        ("Ada Berg", "Ada Berg | ada@example.org", []),
        ("Ada Berg\nAda Bergh", "Bo Ek | bo@example.org", []),
    ],
)
def test_somebody_in_two_sheets_who_may_be_one_person_is_offered_as_that(importing, speakers, guests, doubts):
    sheets = [lines(f"Name | E-mail\n{rows}", name=name) for name, rows in (("Speakers", speakers), ("Guests", guests))]

    rows = importing.plan(agenda(), read(*sheets)).rows

    assert [str(text) for row in rows for text in row.doubts] == doubts
    assert all(row.ticked for row in rows)


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Kristoffer Aas", "Kristofer Aas", True), ("J Berg", "Jan Berg", True), ("J Berg", "Ada Berg", False),
        ("Ada Berg", "Bo Berg", False), ("Ada", "Ida", False), ("Anna Lind", "Anna Linder", True),
    ],
)  # fmt: skip
def test_when_two_names_may_be_one_person_s(one, other, may_be):
    near = SimilarNameIndex()
    near.add([name_key("Zoe Ax"), name_key(one)])

    assert (near.find(name_key(other)) == 1) is may_be


# fields ------------------------------------------------------------------------------------------------------


BERG = person("x", name="Ada Berg", phone="1")


@pytest.mark.parametrize(("here", "told", "rows"), [
    (agenda(BERG), [somebody("Ada Berg", phone="", diet="vegan")],
     [("changed", "Ada Berg", True, ["diet: – → vegan"])]),
    (agenda(person("x", name="Ada Berg", phone="1", diet="vegan")),
     [somebody("Ada Berg", ours="x", phone="", diet="all", travel="")],
     [("changed", "Ada Berg", True, ["phone: 1 → –", "diet: vegan → all"])]),
    (agenda(person("x", name="Bo Ek")), [somebody("Ek, Bo"), somebody("Bo Ek", phone="070")],
     [("changed", "Bo Ek", True, ["phone: – → 070"]), ("new", "Ek, Bo", True, ["In no session yet."])]),
    (agenda(BERG), [somebody("Ada Berg"), somebody("Ada Bergh")],
     [("same", "Ada Berg", False, []), ("new", "Ada Bergh", True, ["In no session yet."])]),
    (a_list(somebody("Ada Berg", phone="1", travel="Train")), [somebody("Ada Berg", phone="", travel="Train")],
     [("changed", "Ada Berg", True, ["phone: 1 → –"])]),
    (a_list(listed("A", "09:00", "Ada")), [listed("A", "", "Ada", said={"placement": None})],
     [("changed", "A", True, ["time and room: 2024-04-25 09:00–09:30, Hall → not placed"])]),
    (agenda(talk("a", title="A", people=(speaker("ada"),)), person("ada")), [listed("A", "09:00")],
     [("changed", "A", True, ["time and room: not placed → 2024-04-25 09:00–09:30, Hall",
                              "Matched with “A”, which has the same title."])]),
    (agenda(), [somebody("Ada", cell="People!B2", phone="1" * 3000), somebody("Bo")],
     [("refused", "Ada", False, ["The text is too long as phone: 3000 characters.", "Shorten it to 2000 characters."]),
      ("new", "Bo", True, ["In no session yet."])]),
], ids=["a first table", "one that was written here", "who is spelt as here", "who is named as well",
        "a field that is emptied", "no place any more", "nobody told", "a value that cannot be"])  # fmt: skip
def test_what_a_list_says_of_what_is_here(importing, here, told, rows):
    whole = here if isinstance(here, Agenda) else importing.new(here)
    plan, after = importing.taken(whole, a_list(*told))

    assert rows_told(plan) == rows
    assert [row.cell for row in plan.rows if row.verdict is Verdict.REFUSED] == ["People!B2"] * (
        rows[0][0] == "refused"
    )
    assert [s.people for s in after.sessions.values()] == [s.people for s in whole.sessions.values()]


def test_what_is_no_field_of_ours_stands_beside_what_was_added_here(importing):
    first = a_list(somebody("Ada Berg", extra=(ExtraField("Shirt", "M"), ExtraField("Age", "40"))))
    mine = a_list(somebody("Ada Berg", extra=(ExtraField("Mine", "x"),)), namespace="mine")
    whole = importing.into(importing.into(agenda(), first), mine)

    assert not importing.plan(whole, first).change()
    after = importing.into(whole, a_list(somebody("Ada Berg", extra=(ExtraField("Shirt", "L"), ExtraField("Age", "")))))
    assert [one.extra for one in after.people.values()] == [(ExtraField("Shirt", "L"), ExtraField("Mine", "x"))]


def test_who_was_merged_into_another_here_does_not_come_back(importing):
    text = a_list(listed("A", "09:00", "Ada Berg"), listed("B", "10:00", "A Berg"))
    whole = importing.new(text)
    ada, other = sorted(whole.people.values(), key=lambda p: p.name != "Ada Berg")
    mark = fingerprint_of_key("Person", other.origin)
    one = replace(ada, import_marks=(*ada.import_marks, f"{ALSO}{mark}:{mark}", f"{APART}x:1"))
    freed = [(s, replace(s, people=(Appearance(ada.id),))) for s in whole.sessions.values()]

    plan, whole = importing.taken(whole.after(change(Text("Merge"), (ada, one), (other, None), *freed)), text)

    assert ({row.verdict for row in plan.rows}, plan.change().edits) == ({Verdict.SAME}, ())
    newer = a_list(listed("A", "09:00", "Ada Berg"), listed("B", "10:30", "A Berg"), listed("C", "11:00", "A Berg"))
    assert [(p.name, p.origin) for p in importing.into(whole, newer).people.values()] == [("Ada Berg", ada.origin)]


def test_a_number_whose_cell_was_emptied_is_emptied(importing):
    def told(numbers):
        return read(lines(f"Title | Length | Expected audience | Shortest length\nA | 30 min | {numbers}"))

    plan, _after = importing.taken(importing.new(told("100 | 20")), told(" | "))

    assert rows_told(plan) == [("changed", "A", True, ["shortest length: 20 → –", "expected audience: 100 → –"])]
