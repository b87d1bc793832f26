"""Tests of sending: the ledger changes if, and only if, the files were written; undo does not affect it."""

from pathlib import Path

import pytest

import planner.exporting.sending
from planner.commands.sessions import add_session
from planner.commands.timeline import place, shift
from planner.domain.text import EstradError
from planner.domain.value_objects import Placement
from planner.exporting.deliver import deliver
from planner.exporting.ics import to_ics
from planner.programme.release import room_part, whole_part
from planner.workspace import Workspace
from tests.builders import DAY, span


@pytest.fixture
def planned(workspace: Workspace) -> Workspace:
    workspace.apply(add_session(workspace.agenda, "talk", title="Talk", placement=Placement(span("09:00-09:30"))))
    return workspace


def send(workspace: Workspace, path: Path) -> None:
    words = workspace.wording
    workspace.outbox.send(lambda sending: {path: to_ics(sending.release.programme, sending.ledger, words)})


def sequence(workspace: Workspace) -> tuple[int, int]:
    """Return the number of the release and the session's SEQUENCE, as they would be sent now."""
    sending = workspace.outbox.sending()
    return sending.release.number, sending.ledger.entries["talk"].sequence


def test_a_file_that_cannot_be_written_moves_nothing(planned, tmp_path):
    send(planned, tmp_path / "a.ics")
    planned.apply(shift(planned.agenda, "talk", 5))

    for _attempt in range(3):
        with pytest.raises(EstradError, match="cannot be written"):
            send(planned, tmp_path / "none" / "a.ics")

    assert (sequence(planned), [release.number for release in planned.releases.all()]) == ((2, 1), [1])


def test_a_ledger_that_cannot_be_written_takes_the_file_back(planned, tmp_path, monkeypatch):
    send(planned, tmp_path / "a.ics")
    before = (tmp_path / "a.ics").read_bytes()
    planned.apply(shift(planned.agenda, "talk", 5))

    def deliver_while_the_file_is_moved(files):
        planned.path.rename(tmp_path / "moved")
        return deliver(files)

    monkeypatch.setattr(planner.exporting.sending, "deliver", deliver_while_the_file_is_moved)
    with pytest.raises(EstradError, match="replaced, moved or deleted"):
        send(planned, tmp_path / "a.ics")
    (tmp_path / "moved").rename(planned.path)

    assert (tmp_path / "a.ics").read_bytes() == before
    assert ([release.number for release in planned.releases.all()], sequence(planned)) == ([1], (2, 1))


def test_undo_and_reopening_keep_what_was_sent(planned, tmp_path, env):
    send(planned, tmp_path / "a.ics")
    planned.apply(shift(planned.agenda, "talk", 5))
    send(planned, tmp_path / "a.ics")
    planned.undo()
    planned.close()

    again = Workspace.open(planned.path, env)
    try:
        assert sequence(again) == (3, 2)
    finally:
        again.close()


def test_the_same_again_is_no_new_release(planned, tmp_path):
    send(planned, tmp_path / "a.ics")

    assert planned.outbox.sending().new is False
    assert sequence(planned) == (1, 0)


def test_each_file_is_told_what_is_new_since_it_was_sent_last(planned, tmp_path):
    """The whole and a room are sent in turn; a session that leaves the room is reported as no longer in it."""

    def hall():
        return room_part(planned.agenda, planned.programme(), planned.agenda.rooms["hall"])

    def both():
        return [whole_part(planned.programme()), hall()]

    def new(part):
        return [str(line) for line in planned.outbox.sending(parts=[part]).changes(part)]

    def out(*parts):
        return planned.outbox.send(lambda sending: {}, parts=parts)

    assert new(hall()) == new(both()[0]) == ["The first version, with 1 session."]
    out(*both())
    planned.apply(shift(planned.agenda, "talk", 5))
    stale = out(hall()).stale(both())
    planned.apply(place(planned.agenda, "talk", DAY, 600, ["lab"]))

    assert [part.key for part in stale] == [""]
    assert new(hall()) == ["No longer in it: “Talk”, 2024-04-25 09:05–09:35"]
    assert new(both()[0]) == [
        "“Talk” moves from 09:00–09:30 to 10:00–10:30",
        "“Talk” changes room from the whole venue to Lab",
    ]
