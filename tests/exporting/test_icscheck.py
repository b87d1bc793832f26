"""Tests that an independent checker and the installed calendar readers accept what we send and how it is updated."""

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from planner.commands.conference import sample_conference
from planner.commands.edit import edit
from planner.commands.timeline import place, shift, unplace
from planner.domain.entities import Conference, Cover, Partner, Session, Venue
from planner.domain.value_objects import Link, PartnerRole
from planner.exporting.ics import to_ics
from planner.exporting.sending import web_name
from planner.programme.programme import programme
from planner.programme.release import Ledger, PartKind, parts
from planner.workspace import Workspace
from tests.builders import DAY, NOW, agenda, day, person, speaker, talk, track
from tests.calendars import ENGLISH, sent
from tests.shared_data import shared
from tests.tries import MORE

READERS = "icalendar,vobject,ics,ical,ical.js,node-ical,ts-ics,libical,calcurse,data-ical"


def check(*arguments: object) -> tuple[int, str]:
    """Return the checker's exit code and last line; after a failure, its whole output."""
    command = [sys.executable, shared("tools", "icscheck.py"), *arguments, "--strict", "--parsers", READERS]
    run = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout if run.returncode else run.stdout.splitlines()[-1].split()[0]


@pytest.fixture
def sample(tmp_path, env):
    with closing(Workspace.create(tmp_path / "sample.estrad", sample_conference(env.ids), env)) as workspace:
        yield workspace


def send(workspace: Workspace, path: Path) -> Path:
    words = workspace.wording
    workspace.outbox.send(lambda sending: {path: to_ics(sending.release.programme, sending.ledger, words)})
    return path


def test_the_sample_and_its_update(sample, clock, tmp_path):
    first = send(sample, tmp_path / "v1.ics")
    moved, retitled, cancelled, _lunch = (s.id for s, _where in sample.agenda.placed[5:9])
    clock.forward(minutes=5)
    sample.apply(shift(sample.agenda, moved, 5))
    sample.apply(edit(sample.agenda, Session, retitled, title="En ny rubrik"))
    sample.apply(unplace(sample.agenda, cancelled))
    sample.apply(place(sample.agenda, sample.agenda.tray[0].id, DAY, 930, [sample.agenda.rooms_in_order[0].id]))
    second = send(sample, tmp_path / "v2.ics")

    assert (check(first), check(second, "--previous", first)) == ((0, "PASS"), (0, "PASS"))


def send_parts(workspace: Workspace, folder: Path) -> list[Path]:
    """Send a calendar of every part of every sort that attendees can get, and return their files."""
    folder.mkdir()
    words, agenda, shown = workspace.wording, workspace.agenda, workspace.programme()
    found = [
        part for about in PartKind for part in parts(agenda, shown, about, words, lambda when: when.isoformat())
        if part.sessions
    ]  # fmt: skip
    files = {folder / f"{part.name}.ics": part for part in workspace.outbox.named(found)}
    workspace.outbox.send(
        lambda sent: {p: to_ics(sent.release.programme, sent.ledger, words, part=part) for p, part in files.items()},
        parts=found,
    )
    return list(files)


def test_the_parts_and_their_update(sample, clock, tmp_path):
    """One or two of each sort, because each run of the checker takes a second; only a soak runs all five."""
    first = send_parts(sample, tmp_path / "v1")
    hall, other = sample.agenda.rooms_in_order[:2]
    moved = next(s for s, where in sample.agenda.placed if where.rooms == (hall.id,) and s.people)
    clock.forward(minutes=5)
    sample.apply(place(sample.agenda, moved.id, DAY, 1000, [other.id]))
    cancelled = next(s for s, where in sample.agenda.placed if where.rooms == (other.id,) and s.id != moved.id)
    sample.apply(unplace(sample.agenda, cancelled.id))
    second = [tmp_path / "v2" / path.name for path in first]
    send_parts(sample, tmp_path / "v2")
    kept = [(old, new) for old, new in zip(first, second, strict=True) if new.exists()]
    track_name = web_name(sample.agenda.tracks_in_order[0].name)
    names = ["04-25", web_name(hall.name), web_name(other.name), track_name]
    ofs = [f"trygghetnu-2024-{name}" for name in names]
    chosen = [pair for pair in kept if pair[0].stem in ofs] + kept[-1:]

    assert len(chosen) == 5
    tried = chosen if MORE > 1 else [chosen[2], chosen[-1]]  # the room with a loss and a gain, and the last sort
    assert [check(new, "--previous", old) for old, new in tried] == [(0, "PASS")] * len(tried)


def test_the_update_after_a_cancelled_session_came_back(sample, clock, tmp_path):
    files = [send(sample, tmp_path / "1.ics")]
    sample.apply(unplace(sample.agenda, sample.agenda.placed[2][0].id))
    files.append(send(sample, tmp_path / "2.ics"))
    sample.undo()
    files.append(send(sample, tmp_path / "3.ics"))
    clock.forward(days=-1)
    sample.apply(edit(sample.agenda, Conference, sample.agenda.conference.id, timezone="Europe/London"))
    files.append(send(sample, tmp_path / "4.ics"))

    pairs = list(pairwise(files))
    tried = pairs if MORE > 1 else pairs[-1:]  # a usual run checks only the last update
    assert [check(new, "--previous", old) for old, new in tried] == [(0, "PASS")] * len(tried)


def test_a_conference_with_all_fields_and_hard_texts(tmp_path):
    spring = DAY.replace(month=3, day=31)
    hard = 'Å, ä; "ö" – 😀 & <b>50 %</b> ' + "lång " * 30
    shown = programme(
        agenda(
            talk(
                "a", "hall", "09:00-09:30", title=hard, abstract=f"{hard}\n\n" * 20, track="x",
                people=(speaker("ada"),), tags=(hard, "a;b,c", "TALK"), language="zh-Hant", subtitle=hard,
                description=hard * 3, links=(Link("https://example.org/a;b,c", hard), Link("mailto:x@example.org")),
                website="https://exämple.org/å b?q=ö", stream="live.example.org",
            ),
            talk("b", "", "22:00-26:30", place='Foajén, "plan 2"; till höger'),
            talk("c", "lab", "02:30-03:15", on=spring),
            day(), day(spring),
            track("x", name="Spår; ett, två"), person("ada", name='Ada "A" Ö', organisation="A, B; C"),
            Partner(id="p", name=hard), Partner(id="s", name="Åk; AB", role=PartnerRole.SUPPLIER),
            Cover(id="cover", person="ada", day=DAY),
            Venue(id="venue", name='The "Venue", Street 1', latitude=-33.9, longitude=151.2),
            title='"Konferens", dag; ett', description="Rad ett\nrad två, tre", organisers='Nämnd "A", B',
            contact="info@example.org", calendar_address="https://example.org/k.ics", logo_address="https://example.org/l",
            programme_page="https://example.org/program", subtitle=hard, theme=hard, focus=hard,
        )
    )  # fmt: skip
    ledger = sent(Ledger(), shown, now=NOW + timedelta(milliseconds=1))
    (tmp_path / "hard.ics").write_bytes(to_ics(shown, ledger, ENGLISH))

    assert check(tmp_path / "hard.ics") == (0, "PASS")


@pytest.mark.parametrize(
    "zone",
    [
        "America/Nuuk",
        *(
            pytest.param(zone, marks=pytest.mark.soak)
            for zone in ("Africa/Casablanca", "Asia/Jerusalem", "Etc/UTC", "UTC")
        ),
    ],
)  # fmt: skip
def test_zones_with_odd_rules(zone, tmp_path):
    shown = programme(agenda(*(talk(t, "hall", t) for t in ("08:00-09:00", "23:00-25:00")), timezone=zone))
    ledger = sent(Ledger(), shown)
    (tmp_path / "zone.ics").write_bytes(to_ics(shown, ledger, ENGLISH))

    assert check(tmp_path / "zone.ics") == (0, "PASS")
