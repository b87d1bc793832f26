"""Sessions brought back to their places in a published version: what moves, what stays and why, in one step."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.commands.bringing_back import BringBackResult, bring_sessions_back, room_ids_by_former_name
from planner.commands.edit import edit
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place, set_cancelled, set_length, set_pinned, unplace
from planner.commands.venue import add_day, delete_day, delete_room
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Room, Session
from planner.domain.value_objects import Placement, Status
from planner.programme.programme import programme
from planner.programme.published_plan import programme_plan
from tests.builders import DAY, agenda, day, person, room, span, speaker, talk
from tests.strategies import agendas, changes

NEXT = DAY + timedelta(days=1)
PLAN = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), person("ada"),
    talk("a", "hall", "09:00-09:30", place="On stage", people=(speaker("ada"),)),
    talk("b", "hall", "10:00-11:00"), talk("both", ("hall", "lab"), "11:00-12:00"), talk("lunch", "", "12:00-13:00"),
    talk("late", "lab", "14:00-15:00", on=NEXT), talk("waits"),
)  # fmt: skip
SENT = programme_plan(programme(PLAN))


def after(plan: Agenda, *makes: Change) -> Agenda:
    for make in makes:
        plan = plan.after(make)
    return plan


def back(now: Agenda, *chosen: str, then: Agenda = SENT) -> tuple[BringBackResult, Agenda]:
    """Return what is brought back of version 1, all of it if nothing is chosen, and the plan then."""
    found = bring_sessions_back(now, then, 1, chosen or None)
    return found, now.after(found.change)


def staying(found: BringBackResult) -> list[tuple[str, str]]:
    return [(one.title, str(one.why)) for one in found.staying]


def test_times_rooms_and_place_text_come_back_and_nothing_else() -> None:
    now = after(
        PLAN, place(PLAN, "a", NEXT, 600, ("lab",), place="Foyer", minutes=45), unplace(PLAN, "both"),
        place(PLAN, "lunch", DAY, 13 * 60, ("lab",)),
    )  # fmt: skip
    now = after(now, edit(now, Session, "a", title="Renamed since", abstract="Written since"))

    found, then = back(now)

    assert {name: session.placement for name, session in then.sessions.items()} == {
        name: session.placement for name, session in PLAN.sessions.items()
    }
    assert (then.sessions["a"].title, then.sessions["a"].abstract) == ("Renamed since", "Written since")
    assert (then.sessions["a"].minutes, found.staying, found.unplaced) == (30, (), ())
    assert str(found.change.label) == "Bring all placements back as in version 1"
    assert then.after(found.change.inverse()) == now


def test_of_a_version_that_is_as_the_plan_nothing_is_to_be_brought_back() -> None:
    found, _then = back(PLAN)

    assert (bool(found.change), found.staying) == (False, ())


def test_one_session_comes_back_and_the_others_stay_as_they_are() -> None:
    now = after(PLAN, place(PLAN, "a", NEXT, 600, ("lab",)), place(PLAN, "b", NEXT, 700, ("lab",)))
    now = after(now, add_session(now, "new", title="New", placement=Placement(span("16:00-17:00"), ("hall",))))

    found, then = back(now, "b", "new", "waits")

    assert found.change.edited_ids(Session) == ("b",)
    assert str(found.change.label) == "Bring “B” back as in version 1"
    assert then.sessions["b"].placement == PLAN.sessions["b"].placement
    assert str(back(now, "a", "b")[0].change.label) == "Bring 2 sessions back as in version 1"


def test_what_the_version_had_not_goes_back_to_the_tray_only_with_all_of_it() -> None:
    times = {"new": "16:00-17:00", "off": "17:00-17:30", "held": "15:00-15:30"}
    now = after(PLAN, *(add_session(PLAN, name, title=name, placement=Placement(span(at), ("hall",)))
                        for name, at in times.items()))  # fmt: skip
    now = after(now, set_cancelled(now, "off"), set_pinned(now, "held", on=True))

    found, then = back(now)

    assert found.unplaced == ("new",)
    assert {name: then.sessions[name].placement is None for name in ("new", "off", "held")} == {
        "new": True, "off": False, "held": False,
    }  # fmt: skip
    assert staying(found) == [("held", "it is pinned")]
    assert back(now, "a")[0].unplaced == ()


def test_what_cannot_be_brought_back_stays_and_the_reason_is_said() -> None:
    now = after(PLAN, *(place(PLAN, name, NEXT, start, ("lab",)) for name, start in (("a", 600), ("b", 700))))
    now = after(now, set_pinned(now, "a", on=True), edit(now, Room, "hall", name="Aula"), delete_session(now, "lunch"))
    now = after(now, unplace(now, "late"))

    found, then = back(now)

    assert staying(found) == [
        ("A", "there is no room “Hall” any more"),
        ("B", "there is no room “Hall” any more"),
        ("Both", "there is no room “Hall” any more"),
        ("Lunch", "it was deleted since"),
    ]
    assert found.change.edited_ids(Session) == ("late",)
    assert then.sessions["both"] == now.sessions["both"]
    back_in_lab = bring_sessions_back(now, SENT, 1, None, {"Hall": "hall"})
    assert staying(back_in_lab) == [("A", "it is pinned"), ("Lunch", "it was deleted since")]


def test_a_day_or_a_room_that_is_gone_keeps_a_session_where_it_is() -> None:
    now = after(PLAN, unplace(PLAN, "late"), unplace(PLAN, "both"))
    now = after(now, delete_day(now, NEXT.isoformat()))
    now = after(now, delete_room(now, "hall"))

    found, _then = back(now, "late", "both")

    assert staying(found) == [
        ("Both", "there is no room “Hall” any more"), ("Late", "2024-04-26 is no day of the conference any more"),
    ]  # fmt: skip


def test_a_room_is_known_by_the_name_that_it_had_last() -> None:
    renamed = [edit(PLAN, Room, "hall", name="Aula")]
    now = after(PLAN, *renamed)
    renamed.append(edit(now, Room, "lab", name="Hall"))
    now = after(now, renamed[-1])

    assert room_ids_by_former_name(reversed(renamed)) == {"Lab": "lab", "Hall": "hall"}
    moved = after(now, place(now, "late", DAY, 600, ()))
    found = bring_sessions_back(moved, SENT, 1, ["late"], room_ids_by_former_name(reversed(renamed)))
    assert (staying(found), moved.after(found.change).sessions["late"]) == ([], PLAN.sessions["late"])
    assert not bring_sessions_back(now, SENT, 1, ["late"], room_ids_by_former_name(reversed(renamed))).change


def test_a_session_in_a_room_that_is_only_called_otherwise_is_not_counted() -> None:
    now = after(PLAN, edit(PLAN, Room, "hall", name="Aula"), place(PLAN, "b", NEXT, 600, ("hall",)))
    found = bring_sessions_back(now, SENT, 1, ["a", "b"], {"Hall": "hall"})

    assert (str(found.change.label), found.change.edited_ids(Session)) == ("Bring “B” back as in version 1", ("b",))


def test_what_was_called_off_since_comes_back_to_its_place_and_stays_called_off() -> None:
    now = after(PLAN, place(PLAN, "a", NEXT, 600, ("lab",)))
    now = after(now, set_cancelled(now, "a"))

    found, then = back(now)

    assert (found.called_off, then.sessions["a"].status) == (("a",), Status.CANCELLED)
    assert then.sessions["a"].placement == PLAN.sessions["a"].placement


def test_a_pinned_session_that_is_not_placed_and_another_length_come_back() -> None:
    now = after(PLAN, set_pinned(PLAN, "a", on=True))
    now = after(now, edit(now, Session, "a", placement=None), set_length(now, "b", 20))
    found, then = back(now)

    assert found.staying == ()
    assert [then.sessions[name].placement for name in ("a", "b")] == [
        PLAN.sessions[name].placement for name in ("a", "b")
    ]


def test_in_the_night_in_which_the_clocks_change_the_typed_time_stays() -> None:
    night = date(2024, 3, 30)
    plan = agenda(day(night, "20:00", "29:00"), room("hall"), talk("a", "hall", "26:30-27:30", on=night))
    then = programme_plan(programme(plan))

    assert then.sessions["a"].placement != plan.sessions["a"].placement  # clocks show 03:30
    assert not bring_sessions_back(plan, then, 1).change


def test_a_day_that_came_since_is_no_obstacle() -> None:
    when = NEXT + timedelta(days=1)
    now = after(PLAN, add_day(PLAN, "third", when=when))
    now = after(now, place(now, "a", when, 600, ("lab",)))

    assert back(now)[1].sessions == PLAN.sessions


@given(st.data())
def test_whatever_was_done_since_attendees_read_the_version_again_but_for_what_stays(data: st.DataObject) -> None:
    before = now = data.draw(agendas())
    steps: list[Change] = []
    for _step in range(data.draw(st.integers(0, 8))):
        if found := data.draw(changes(now)):
            steps.insert(0, found)
            now = now.after(found)
    sent = programme(before)

    found = bring_sessions_back(now, programme_plan(sent), 1, None, room_ids_by_former_name(steps))

    then = now.after(found.change)
    read, stay = {item.id: item for item in programme(then).items}, {one.id for one in found.staying}
    off = {session.id for session in then.sessions.values() if session.status is Status.CANCELLED}
    wanted = {item.id: (item.span, item.place, len(item.rooms)) for item in sent.items if item.id not in stay | off}
    assert {key: (item.span, item.place, len(item.rooms)) for key, item in read.items() if key not in stay} == wanted
    assert then.after(found.change.inverse()) == now
