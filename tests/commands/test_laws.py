"""The law of every command: a change followed by its inverse leaves the conference as it was."""

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.change import Change
from tests.strategies import COMMANDS, agendas, changes, possible
from tests.tries import tries


def sound(agenda: Agenda) -> bool:
    """Return whether every reference points to a thing that exists, as the file's foreign keys demand."""
    days = {day.date for day in agenda.days.values()}
    for session in agenda.sessions.values():
        placement = session.placement
        points = {a.person for a in session.people} <= set(agenda.people)
        points &= session.track is None or session.track in agenda.tracks
        points &= placement is None or (placement.span.day in days and set(placement.rooms) <= set(agenda.rooms))
        if not points:
            return False
    for cover in agenda.covers.values():
        if cover.person not in agenda.people or cover.day not in days or cover.room not in (None, *agenda.rooms):
            return False
    return bool(days) and len(days) == len(agenda.days)


@tries(25)
@given(st.data())
def test_any_sequence_of_changes_can_be_taken_back(data: st.DataObject) -> None:
    snapshots = [data.draw(agendas())]
    made: list[Change] = []
    for _ in range(data.draw(st.integers(1, 8))):
        change = data.draw(changes(snapshots[-1]))
        if change is not None:
            made.append(change)
            snapshots.append(snapshots[-1].after(change))
            assert sound(snapshots[-1])

    for change in reversed(made):
        after = snapshots.pop()
        assert after.after(change.inverse()) == snapshots[-1]
        assert snapshots[-1].after(change.inverse().inverse()) == after


@tries(50)
@given(st.data(), st.sampled_from(sorted(COMMANDS)))
def test_each_command_alone(data: st.DataObject, name: str) -> None:
    agenda = data.draw(agendas().filter(lambda found: name in possible(found)))
    change = data.draw(changes(agenda))

    if change is not None:
        assert agenda.after(change).after(change.inverse()) == agenda
        assert str(change.label).strip()
