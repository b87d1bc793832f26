"""Tests of a year of publishing: after every round each file in the folder agrees with the plan as it was published.

The files are read by readers that share no code with the writers.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from lxml import html

from planner.commands.blocks import assign_block, move_block
from planner.commands.edit import edit
from planner.commands.sessions import add_appearance, add_session, delete_session
from planner.commands.timeline import place, set_cancelled, unplace
from planner.commands.venue import delete_room
from planner.domain.agenda import Change
from planner.domain.block import Block
from planner.domain.entities import Room, Session
from planner.domain.long_task import run_to_end
from planner.domain.published_files import FileState, digest, unfinished_files
from planner.domain.text import EstradError
from planner.domain.value_objects import Appearance, ProfileChoice, Role, Status
from planner.eraser import Eraser
from planner.products import PUBLISHED
from planner.programme.calendar import session_uid
from planner.programme.release import Release
from planner.publishing.publication import deliver_publication
from planner.workspace import Environment, Workspace
from tests.builders import DAY, Clock, agenda, block, day, person, room, speaker, talk
from tests.publishing.publisher import Publisher
from tests.readers import read

NEXT = DAY + timedelta(1)
PEOPLE = ("Ada Quillfjord", "Bo Sandmark", "Cy Whitlock", "Di Falkenrath")
ROOMS = ("hall", "lab", "attic")
PRODUCTS = [product.name for product in PUBLISHED]
Told = set[tuple[str, str]]
"""Title and start of each session, as a file tells them."""


def in_calendar(data: bytes) -> Told:
    events = read(data).all("VEVENT")
    return {
        (event["SUMMARY"], datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%S").isoformat(" ", "minutes"))
        for event in events
        if event["STATUS"] != "CANCELLED"
    }


def called_off(data: bytes) -> set[str]:
    """Return the titles of what a calendar says is called off."""
    said = (event["SUMMARY"] for event in read(data).all("VEVENT"))
    return {one.removeprefix("CANCELLED: ") for one in said if one.startswith("CANCELLED: ")}


def in_schedule_xml(data: bytes) -> Told:
    root = ElementTree.fromstring(data)
    return {(e.findtext("title", ""), e.findtext("date", "")[:16].replace("T", " ")) for e in root.iter("event")}


def in_schedule_json(data: bytes) -> Told:
    days = json.loads(data)["schedule"]["conference"]["days"]
    events = [event for day in days for room in day["rooms"].values() for event in room]
    return {(event["title"], event["date"][:16].replace("T", " ")) for event in events}


def in_page(data: bytes) -> Told:
    entries = html.document_fromstring(data.decode()).xpath("//li[starts-with(@class, 'entry')]")
    return {(e.findtext("h4"), e.xpath("p/time/@datetime")[0][:16].replace("T", " ")) for e in entries}


def told_in_page(data: bytes) -> dict[str, str]:
    """Return what became of sessions by what a page says, by anchor: *New 3*, *Moved 2* or *Called 4*."""
    found = html.document_fromstring(data.decode())
    marks = [(mark.getparent(), mark.text) for mark in found.xpath("//p[starts-with(@class, 'mark')]")]
    off = [
        (line, line.text_content().split(line.findtext("s") or "", 1)[1])
        for line in found.xpath("//ul[@class='off']/li")
    ]
    said = [(line.get("id"), re.search(r"(New|Moved|Called).*?version (\d+)", text)) for line, text in [*marks, *off]]
    return {anchor: f"{match[1]} {match[2]}" for anchor, match in said if match}


def became(releases: Sequence[Release]) -> dict[str, str]:
    """Return what became of sessions by the programmes of all versions, by anchor."""
    told: dict[str, str] = {}
    for before, after in pairwise(releases):
        then, now = (
            {item.id: (item.span, item.place, item.rooms) for item in one.programme.items} for one in (before, after)
        )
        told |= {one: f"New {after.number}" for one in now.keys() - then.keys()}
        told |= {
            one: f"Moved {after.number}"
            for one in now.keys() & then.keys()
            if now[one][0].start_datetime != then[one][0].start_datetime or now[one][1:] != then[one][1:]
        }
        told |= {one: f"Called {after.number}" for one in then.keys() - now.keys()}
    conference = releases[-1].programme.id
    return {f"s-{session_uid(conference, one)[-12:]}": what for one, what in told.items()}


def in_workbook(data: bytes) -> Counter[str]:
    """Return how often each text stands in a workbook."""
    with ZipFile(BytesIO(data)) as book:
        texts = [
            "".join(t.text or "" for t in item.iter() if t.tag.endswith("}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
    return Counter(texts)


def text_of(path: Path) -> str:
    """Return all that can be read in a file."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with ZipFile(BytesIO(data)) as book:
            data = b"\n".join(book.read(name) for name in book.namelist())
    return data.decode(errors="replace").replace("\r\n ", "")


@dataclass
class Year:
    """A conference that is published all year, by two who each have a copy, into one folder."""

    tmp: Path
    env: Environment
    clock: Clock
    luck: random.Random
    workspace: Workspace
    strangers: dict[str, bytes] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def publisher(self) -> Publisher:
        return Publisher(self.workspace, self.tmp / "web")

    def edit(self) -> None:
        """Make one change of the plan, or take one back."""
        now, choose, number = self.workspace.agenda, self.luck.choice, self.luck.randrange(1000)
        one = now.sessions[choose(sorted(now.sessions))]
        where = choose([[], *([name] for name in ROOMS if name in now.rooms)])
        who = [known.id for known in now.people_in_order if known.name not in self.erased]
        new, made, home = self.workspace.new_id(), f"Session {number}", now.blocks[choose(sorted(now.blocks))]
        back = [partial(place, now, member.id, home.placement.span.day, home.placement.span.start, where)
                for member in now.member_sessions(home.id) if home.placement]  # fmt: skip
        verbs: list[Callable[[], Change | None]] = [
            *[partial(place, now, one.id, choose([DAY, NEXT]), self.luck.randrange(540, 1000, 5), where)] * 4,
            partial(unplace, now, one.id), partial(edit, now, Session, one.id, title=f"Title {number}"),
            partial(add_session, now, new, title=made), partial(set_cancelled, now, one.id),
            partial(delete_session, now, one.id), partial(edit, now, Room, "hall", name=f"Hall {number}"),
            *[partial(edit, now, Block, choose(sorted(now.blocks)), one_entry=self.luck.random() < 0.5)] * 2,
            partial(assign_block, now, [one.id], choose([None, *now.blocks])), *back[:2],
            partial(move_block, now, choose(sorted(now.blocks)), choose([DAY, NEXT]), self.luck.randrange(540, 800, 5)),
            partial(add_appearance, now, one.id, Appearance(choose(who), choose([Role.SPEAKER, Role.MODERATOR]))),
            self.workspace.undo, self.workspace.redo,
        ]  # fmt: skip
        if "attic" in now.rooms and self.luck.random() < 0.1:
            verbs = [partial(delete_room, now, "attic")]
        with suppress(EstradError):
            verb = choose(verbs)
            change = verb()
            if change and verb not in (self.workspace.undo, self.workspace.redo):
                self.workspace.apply(change)

    def change_hands(self) -> None:
        """Go on with the other copy, or with one that was kept, and keep this one."""
        other, here = self.tmp / "other.estrad", self.workspace.path
        self.workspace.close()
        if not other.exists():
            shutil.copy(here, other)
        else:
            shutil.move(other, self.tmp / "spare.estrad")
            shutil.move(here, other)
            shutil.move(self.tmp / "spare.estrad", here)
        self.workspace = Workspace.open(here, self.env)

    def erase(self) -> None:
        """Erase somebody from the one file that there is: a copy that knows them goes, with what it published."""
        (self.tmp / "other.estrad").unlink(missing_ok=True)
        ours = {file.digest for file in self.workspace.releases.published()}
        for path in self.publisher.folder.iterdir():
            if path.name not in self.strangers and digest(path.read_bytes()) not in ours:
                path.unlink()
        left = [one for one in self.workspace.agenda.people_in_order if one.name in PEOPLE]
        if len(left) > 1:
            gone = self.luck.choice(left)
            eraser = Eraser(self.workspace, self.env, gone.id)
            run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))
            self.erased.add(gone.name)
            self.counts["erased"] += 1

    def publish(self, *products: str) -> None:
        """Publish products, or else some of all, and look at everything that lies in the folder then."""
        wanted = list(products) or [name for name in PRODUCTS if self.luck.random() < 0.6] or ["calendar"]
        publisher = self.publisher
        made = publisher.prepared(*wanted)
        while made.faults:
            made = publisher.prepared(*made.makeable_request.names)
        run_to_end(deliver_publication(self.workspace, made))
        self.counts["published"] += 1
        self.agree(set(made.outline.request.names), set(made.of_copies))

    def planned(self) -> Told:
        found = set()
        for session in self.workspace.agenda.sessions.values():
            if (where := session.placement) and session.status is not Status.CANCELLED:
                start = datetime.combine(where.span.day, datetime.min.time()) + timedelta(minutes=where.span.start)
                found.add((session.title, start.isoformat(" ", "minutes")))
        return found

    def in_entries(self) -> Told:
        """Return what calendars have: the block instead of those of its sessions that lie within its time."""
        found = self.planned()
        for one in self.workspace.agenda.blocks.values():
            own = one.placement.span if one.one_entry and one.placement else None
            inside = {(session.title, f"{where.span.start_datetime:%Y-%m-%d %H:%M}")
                      for session in self.workspace.agenda.member_sessions(one.id)
                      if (where := session.placement) and session.status is not Status.CANCELLED
                      and own and own.start_datetime <= where.span.start_datetime
                      and where.span.end_datetime <= own.end_datetime}  # fmt: skip
            if own and inside:
                found = found - inside | {(one.title, f"{own.start_datetime:%Y-%m-%d %H:%M}")}
                self.counts["blocks"] += 1
        return found

    def pass_time(self) -> None:
        """Let days go by, with changes; now and then the conference changes hands, or somebody is erased."""
        self.clock.forward(hours=self.luck.randrange(1, 200))
        for _edit in range(self.luck.randrange(1, 6)):
            self.edit()
        chance = self.luck.random()
        if chance < 0.12:
            self.change_hands()
        elif chance > 0.93:
            self.erase()

    def agree(self, made: set[str], of_copies: set[str]) -> None:
        """Assert that what was made says what is planned, and that nothing else of ours lies there."""
        folder, planned, entries = self.publisher.folder, self.planned(), self.in_entries()
        titles, told = {title for title, _start in planned}, set[tuple[str, str]]()
        out = {(f.name, f.digest): f for f in self.workspace.releases.published() if f.state is FileState.OUT}
        assert unfinished_files(self.workspace.releases.published()) == ()
        for path in folder.iterdir():
            if path.name in self.strangers:
                assert path.read_bytes() == self.strangers[path.name]
                continue
            known = out.get((path.name, digest(path.read_bytes())))
            if known is None or known.product not in made:
                assert path.suffix in (".ics", ".txt") or known or path.name in of_copies, path.name
                continue
            self.counts[known.product] += 1
            data = path.read_bytes()
            match known.product:
                case "calendar":
                    assert in_calendar(data) == entries
                    assert called_off(data).isdisjoint(titles)
                case "schedule-xml":
                    assert in_schedule_xml(data) == planned
                case "schedule-json":
                    assert in_schedule_json(data) == planned
                case "page" | "page-folder" if path.name == "index.html":
                    assert in_page(data) == planned
                    assert told_in_page(data) == became(self.workspace.releases.all())
                    workers = {(one.name, digest(one.read_bytes())) for one in folder.glob("page-worker.js")}
                    assert ("page-folder" in made) == bool(workers & out.keys())
                case "page-folder":
                    page = (folder / "index.html").read_text("utf-8")
                    assert (
                        path.suffix != ".js"
                        or json.loads(text_of(path).split("=", 1)[1].split(";")[0])["version"] in page
                    )
                case "others":
                    assert titles <= set(in_workbook(data))
                case "session-files":
                    ((title, start),) = in_calendar(data) or {("", "")}
                    assert not title or (title, start) in entries
                    told.add((title, start))
                case "ontime":
                    assert set(in_workbook(data)) & titles
                case "programme" | "markdown":
                    assert [title for title in titles if title not in text_of(path)] == []
                case "changes":
                    assert f"version {self.workspace.releases.last.number}," in data.decode()
                case parts if parts.startswith("calendar-"):
                    assert in_calendar(data) <= entries
                    assert called_off(data).isdisjoint(titles)
                case other:
                    raise AssertionError(f"nobody looks at {other}")
        assert "session-files" not in made or told - {("", "")} == entries
        ours = [
            path for path in folder.iterdir() if digest(path.read_bytes()) in {file.digest for file in out.values()}
        ]
        for path in ours:  # a copy's own files are that copy's to erase
            text = text_of(path)
            assert [name for name in self.erased if re.search(name.split()[1], text)] == [], path.name


@pytest.fixture
def year(tmp_path: Path, clock: Clock, env: Environment) -> Iterator[Year]:
    talks = [
        talk(f"s{n}", ROOMS[n % 3], f"{9 + n}:00-{9 + n}:30", title=f"Session {n}", people=(speaker(f"p{n % 4}"),),
             on=(DAY, NEXT)[n % 2])
        for n in range(8)
    ]  # fmt: skip
    faces = {name: b"\x89PNG\r\n\x1a\n" + name.encode() for name in PEOPLE}
    named = {name: sha256(face).hexdigest() for name, face in faces.items()}
    people = [person(f"p{n}", name=name, photo=named[name]) for n, name in enumerate(PEOPLE)]
    rooms = [room(name, n) for n, name in enumerate(ROOMS)]
    talks = [replace(one, block="ab"[n // 2]) if n < 4 else one for n, one in enumerate(talks)]
    blocks = [block("a", ROOMS, "9:00-11:00", one_entry=True), block("b", ROOMS, "11:00-13:00", on=NEXT)]
    plan = agenda(day(), day(NEXT), *rooms, *people, *blocks, *talks, profiles=ProfileChoice.PUBLISHED)
    pictures = {named[name]: face for name, face in faces.items()}
    made = Year(tmp_path, env, clock, random.Random(), Workspace.create(tmp_path / "plan.estrad", plan, env, pictures))
    (tmp_path / "web").mkdir()
    made.strangers = {"home.html": b"<h1>", "photo.json": b"{}", "notes.md": b"# Ours", "list.xlsx": b"PK no"}
    for name, content in made.strangers.items():
        (tmp_path / "web" / name).write_bytes(content)
    yield made
    made.workspace.close()


@pytest.mark.parametrize(
    ("seed", "rounds"), [(1, 8), *(pytest.param(seed, 30, marks=pytest.mark.soak) for seed in range(2, 8))]
)
@pytest.mark.long
def test_every_file_agrees_with_the_plan_all_year(year: Year, seed: int, rounds: int) -> None:
    year.luck.seed(seed)
    year.publish()
    for _round in range(rounds):
        year.pass_time()
        year.publish()

    assert year.counts["published"] == rounds + 1
    assert year.counts["calendar"] > rounds / 3
    assert year.counts["blocks"] > rounds / 8
