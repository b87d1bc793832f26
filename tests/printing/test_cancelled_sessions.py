"""What was called off after it was sent stands on the printed programme, struck through, where attendees know it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.commands.timeline import place, set_cancelled, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Room
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Kind
from planner.exporting.ics import to_ics
from planner.printing.marks import POINT, HorizontalRule, PlacedText, PrintedPage
from planner.products import PRINTED
from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, person, room, speaker, talk
from tests.printing.pages import assert_inside_the_margins, assert_nothing_overlaps, measure

SENT = (
    room("hall"), room("lab", 1), person("ada"),
    talk("off", "hall", "10:00-10:45", people=(speaker("ada"),), abstract="Of trams"),
    talk("beside", "lab", "10:00-10:45"),
    talk("gone", "hall", "11:00-11:30"), talk("back", "lab", "11:00-11:30"), talk("never", "hall", "12:00-12:30"),
    talk("break", (), "13:00-13:30", kind=Kind.BREAK),
)  # fmt: skip


@pytest.fixture
def sent(tmp_path: Path, env: Environment) -> Iterator[Workspace]:
    """Yield a conference whose calendar was sent, but for what was called off before."""
    opened = Workspace.create(tmp_path / "conference.estrad", agenda(*SENT), env)
    opened.apply(set_cancelled(opened.agenda, "never"))
    send(opened)
    yield opened
    opened.close()


def send(workspace: Workspace) -> None:
    """Send the whole programme's calendar."""
    path, words = workspace.path.with_suffix(".ics"), workspace.wording
    workspace.outbox.send(lambda sending: {path: to_ics(sending.release.programme, sending.ledger, words)})


def make(workspace: Workspace, *changes: Callable[[Agenda], Change]) -> None:
    for change in changes:
        workspace.apply(change(workspace.agenda))


def printed(workspace: Workspace) -> tuple[list[str], set[str]]:
    """Return the lines of the printed programme below its head, and the texts that are struck through."""
    (page,) = run_to_end(PRINTED[0].pages(workspace, measure, {}))
    assert_nothing_overlaps(page)
    assert_inside_the_margins(page, 15)
    return page.text.split("\n"), struck(page)


def struck(page: PrintedPage) -> set[str]:
    rules = {(round(mark.x, 2), round(mark.y, 2)) for mark in page.marks if isinstance(mark, HorizontalRule)}
    texts = [mark for mark in page.marks if isinstance(mark, PlacedText)]
    return {t.text for t in texts if (round(t.x, 2), round(t.y - 0.27 * t.face.size * POINT, 2)) in rules}


def test_what_is_called_off_is_struck_once_it_was_sent_at_time_and_room_last_sent(sent: Workspace) -> None:
    make(
        sent,
        lambda now: place(now, "off", DAY, 15 * 60, ("lab",)),  # which nobody was told
        lambda now: set_cancelled(now, "off", "break"),
        lambda now: delete_session(now, "gone"),
        lambda now: unplace(now, "back"),
    )
    lines, off = printed(sent)
    assert ({"Off", "Gone", "Back", "Never"} & {*lines}, off) == (set(), set())

    send(sent)
    lines, off = printed(sent)
    assert off == {"Off", "Break"}
    assert [line for line in lines if line in ("10:00", "15:00", "Off", "Hall", "Cancelled", "Beside", "Lab")] == [
        "10:00", "Hall", "Lab", "Off", "Beside", "Cancelled",
    ]  # fmt: skip
    assert not {"Ada", "Of trams", "Gone", "Back", "Never"} & {*lines}

    (page,) = run_to_end(PRINTED[0].pages(sent, measure, {"person": sent.agenda.people["ada"]}))
    assert (struck(page), "Beside" in page.text) == ({"Off"}, False)  # whoever was in it reads so too

    make(sent, lambda now: set_cancelled(now, "off", off=False), lambda now: edit(now, Room, "hall", name="Main hall"))
    assert printed(sent)[1] == {"Break"}  # it stands again where it is held


def test_a_conference_that_is_called_off_is_all_struck(sent: Workspace) -> None:
    make(sent, lambda now: set_cancelled(now, *now.sessions))
    send(sent)

    lines, off = printed(sent)

    assert {"Off", "Beside", "Gone", "Back", "Break"} <= off
    assert "There is nothing in the programme yet." not in lines
