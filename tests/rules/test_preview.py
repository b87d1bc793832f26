"""Tests of the preview of a change: it lists the new problems, and none that exist already."""

from hypothesis import given
from hypothesis import strategies as st

from planner.commands.timeline import place
from planner.domain.change import merged
from planner.domain.text import Text
from planner.rules import RULES, check
from planner.rules.conflict import Severity
from planner.rules.preview import conflicts_of_change
from tests.builders import DAY, agenda, day, person, room, speaker, talk
from tests.strategies import agendas, changes
from tests.tries import tries

PLAN = agenda(
    room("hall"), room("lab", 1), person("ada"),
    talk("one", "hall", "09:00-10:00", people=(speaker("ada"),)),
    talk("two", "lab", "09:30-10:30", people=(speaker("ada"),)),
    talk("three", "lab", "11:00-12:00"),
)  # fmt: skip


def told(start: int, room_id: str, session: str = "three") -> list[str]:
    """Return the new problems that moving a session there would bring."""
    return [str(clash.text) for clash in conflicts_of_change(PLAN, place(PLAN, session, DAY, start, [room_id]))]


def test_a_new_clash_is_told() -> None:
    assert told(9 * 60, "hall") == ["Hall is taken twice at 09:00: “One” and “Three”."]


def test_what_is_there_already_is_not_told_again() -> None:
    assert (told(12 * 60, "hall"), told(9 * 60 - 5, "hall", "one")) == ([], [])


def test_what_gets_worse_is_told() -> None:
    assert told(9 * 60 + 5, "hall", "one") == ["Ada is in two places at 09:30: “One” and “Two”."]


def test_a_third_at_once_is_told_and_those_who_stay_when_it_leaves_are_not() -> None:
    before = agenda(room("hall"), *(talk(name, "hall", "09:00-10:00") for name in "abc"))
    three, two = (place(before, "c", DAY, start, ["hall"]) for start in (9 * 60, 12 * 60))
    apart = before.after(two)

    assert [str(c.text) for c in conflicts_of_change(apart, place(apart, "c", DAY, 9 * 60, ["hall"]))] == [
        "Hall 09:00–10:00: 3 sessions at once: “A”, “B” and 1 more."
    ]
    assert conflicts_of_change(before, three) == conflicts_of_change(before, two) == ()


def test_two_that_stay_of_a_crowd_in_each_of_their_rooms_are_nothing_new() -> None:
    rooms = (room("hall"), room("lab", 1))
    both = talk("both", ("hall", "lab"), "09:00-10:00")
    before = agenda(*rooms, both, talk("all", (), "09:00-10:00"), talk("a", "hall", "09:00-10:00"),
                    talk("b", "lab", "09:00-10:00"))  # fmt: skip
    away = [place(before, "a", DAY, 11 * 60, ["hall"]), place(before, "b", DAY, 11 * 60, ["lab"])]

    assert [c.sessions for c in check(before, RULES) if c.rule == "room-double-booked"] == [
        ("both", "all", "a"), ("both", "all", "b")
    ]  # fmt: skip
    assert conflicts_of_change(before, merged(Text("Move both away"), away)) == ()


def test_a_crowd_that_gets_worse_is_told() -> None:
    times = ("09:00-10:00", "09:00-10:00", "09:30-10:30")
    before = agenda(room("hall"), *(talk(n, "hall", t) for n, t in zip("abc", times, strict=True)))

    assert conflicts_of_change(before, place(before, "c", DAY, 9 * 60 + 35, ["hall"])) == ()
    assert len(conflicts_of_change(before, place(before, "c", DAY, 9 * 60 + 25, ["hall"]))) == 1


def test_what_was_too_early_and_would_be_too_late_is_told() -> None:
    plan = agenda(day(opens="08:00", closes="18:00"), talk("one", "hall", "07:55-09:00"))
    late = conflicts_of_change(plan, place(plan, "one", DAY, 17 * 60 + 55, ["hall"]))
    assert [str(clash.short) for clash in late] == ["After the day closes at 18:00"]
    assert conflicts_of_change(plan, place(plan, "one", DAY, 7 * 60 + 56, ["hall"])) == ()
    assert len(conflicts_of_change(plan, place(plan, "one", DAY, 7 * 60 + 54, ["hall"]))) == 1


def test_what_is_known_need_not_be_found_anew() -> None:
    change = place(PLAN, "three", DAY, 9 * 60, ["hall"])

    assert conflicts_of_change(PLAN, change, check(PLAN)) == conflicts_of_change(PLAN, change)


@tries(40)
@given(st.data())
def test_it_is_all_that_the_rules_find_after_and_did_not_find_before_but_hints(data: st.DataObject) -> None:
    before = data.draw(agendas())
    change = data.draw(changes(before))
    if change is None:
        return

    def found(plan: object) -> set[tuple[object, ...]]:
        return {
            (c.rule, tuple(sorted(c.sessions)), c.people, c.rooms)
            for c in check(plan)  # type: ignore[arg-type]
            if c.severity is not Severity.HINT
        }

    def is_less(one: tuple[object, ...]) -> bool:
        """Return True if the finding was there already, with more sessions."""
        return any(
            (rule, people) == (one[0], one[2]) and set(one[1]) < set(ids)  # type: ignore[call-overload]
            for rule, ids, people, _rooms in found(before)
        )

    clashes = {(c.rule, tuple(sorted(c.sessions)), c.people, c.rooms) for c in conflicts_of_change(before, change)}
    assert clashes >= {one for one in found(before.after(change)) - found(before) if not is_less(one)}
    assert clashes <= found(before.after(change))
