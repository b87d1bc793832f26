"""Tests of sending: the ledger changes if the files were written, and only then; and rounds that attendees read."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.sessions import add_appearance, add_session, delete_session, remove_appearance
from planner.commands.timeline import place, shift, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Conference, Day, Room, Session, Venue
from planner.domain.long_task import Progress, run_to_end
from planner.domain.published_files import FileState, digest, unfinished_files
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Appearance, Placement, Role, Status
from planner.exporting.deliver import Delivery
from planner.exporting.ics import to_ics
from planner.exporting.sending import Shipment
from planner.programme.release import ExistingCalendar, FileOrigin, Part, PartKind, whole_part
from planner.programme.sent_parts import sendable_parts
from planner.workspace import Environment, Workspace
from tests.builders import DAY, Clock, agenda, day, person, room, span, speaker, talk, track
from tests.parts import room_part
from tests.readers import Reader


@pytest.fixture
def planned(workspace: Workspace) -> Workspace:
    workspace.apply(add_session(workspace.agenda, "talk", title="Talk", placement=Placement(span("09:00-09:30"))))
    return workspace


def send(workspace: Workspace, path: Path) -> None:
    words = workspace.wording
    workspace.outbox.send(lambda sending: {path: to_ics(sending.release.programme, sending.ledger, words)})


def sequence(workspace: Workspace) -> tuple[int, int]:
    """Return the number of the release and the session's SEQUENCE, as they would be sent now."""
    sending = workspace.outbox.planned_sending()
    return sending.release.number, sending.ledger.entries["talk"].sequence


def test_what_was_sent_is_read_once_after_opening(planned: Workspace, tmp_path: Path, env: Environment) -> None:
    asked = list[str]()
    send(planned, tmp_path / "a.ics")
    known = planned.releases.ledger()
    planned.close()

    with closing(Workspace.open(planned.path, env)) as again:
        again._file.connection.sql.set_trace_callback(asked.append)

        def readings(act: Callable[[], object]) -> int:
            asked.clear()
            act()
            return sum("FROM ledger" in statement or "FROM releases" in statement for statement in asked)

        assert [readings(again.outbox.planned_sending) for _ in range(3)] == [1, 0, 0]
        again.apply(shift(again.agenda, "talk", 5))
        assert [readings(again.outbox.planned_sending) for _ in range(3)] == [0, 0, 0]
        assert (again.releases.ledger(), sequence(again)) == (known, (2, 1))


def test_a_file_that_cannot_be_written_moves_nothing_and_the_same_again_is_no_new_release(planned, tmp_path):
    send(planned, tmp_path / "a.ics")
    assert (planned.outbox.planned_sending().new, sequence(planned)) == (False, (1, 0))
    planned.apply(shift(planned.agenda, "talk", 5))

    for _attempt in range(3):
        with pytest.raises(EstradError, match="cannot be written"):
            send(planned, tmp_path / "none" / "a.ics")

    assert (sequence(planned), [release.number for release in planned.releases.all()]) == ((2, 1), [1])


def test_the_bytes_of_each_file_are_known_from_when_it_was_written(planned: Workspace, tmp_path: Path) -> None:
    whole = whole_part(planned.programme())
    words, targets = planned.wording, {tmp_path / "a.ics": whole}
    for _twice in range(2):
        planned.outbox.send(
            lambda sent: {path: to_ics(sent.release.programme, sent.ledger, words) for path in targets},
            targets=targets,
        )

        assert planned.releases.ledger().file("").digest == digest((tmp_path / "a.ics").read_bytes())
        assert planned.outbox.existing_calendars(targets) == {"": ExistingCalendar(FileOrigin.OURS)}
    send(planned, tmp_path / "a.ics")  # where it lies is not told, so the bytes of before are known no longer
    assert planned.releases.ledger().file("").digest == ""


def test_files_that_cannot_be_put_in_their_place_take_the_ledger_back(planned, tmp_path, monkeypatch):
    send(planned, tmp_path / "a.ics")
    before, known = (tmp_path / "a.ics").read_bytes(), planned.releases.published()
    planned.apply(shift(planned.agenda, "talk", 5))

    def fail(delivery):
        yield Progress(0, 1)
        raise EstradError(Text("no"))

    monkeypatch.setattr(Delivery, "move_into_place", fail)
    with pytest.raises(EstradError, match="no"):
        send(planned, tmp_path / "a.ics")

    assert (tmp_path / "a.ics").read_bytes() == before
    assert ([release.number for release in planned.releases.all()], sequence(planned)) == ([1], (2, 1))
    assert (planned.releases.published(), planned.releases.last.number) == (known, 1)


def test_a_calendar_in_which_nothing_changed_keeps_its_bytes_whatever_the_version(planned, tmp_path, clock):
    def sent_a_day_later() -> bytes:
        clock.forward(days=1)
        send(planned, tmp_path / "a.ics")
        return (tmp_path / "a.ics").read_bytes()

    first, again = sent_a_day_later(), sent_a_day_later()
    planned.apply(edit(planned.agenda, Day, planned.agenda.days_in_order[0].id, title="Only on paper"))
    new_version = sent_a_day_later()
    planned.apply(shift(planned.agenda, "talk", 5))

    assert (again == first, new_version == first, planned.releases.last.number) == (True, True, 2)
    assert sent_a_day_later() != first


def test_what_is_out_but_could_not_be_noted_stays_owed_until_the_next_sending(planned, tmp_path, monkeypatch):
    put = Delivery.move_into_place

    def put_while_the_file_is_moved(delivery):
        planned.path.rename(tmp_path / "moved")
        return put(delivery)

    with monkeypatch.context() as patch:
        patch.setattr(Delivery, "move_into_place", put_while_the_file_is_moved)
        send(planned, tmp_path / "a.ics")
    (tmp_path / "moved").rename(planned.path)

    (file,) = planned.releases.published()
    assert (file.name, file.product, file.version, file.state) == ("a.ics", "calendar", 1, FileState.OWED)
    assert file.digest == digest((tmp_path / "a.ics").read_bytes())
    send(planned, tmp_path / "a.ics")
    assert unfinished_files(planned.releases.published()) == ()


def test_a_sending_from_a_file_that_went_away_leaves_nothing(planned: Workspace, tmp_path: Path) -> None:
    sending, folder = planned.outbox.planned_sending(), tmp_path / "calendars"
    folder.mkdir()
    steps = planned.outbox.deliver(sending, Shipment({folder / "a.ics": b"one"}, {}))
    next(steps)
    planned.path.rename(tmp_path / "moved")

    with pytest.raises(EstradError, match="replaced, moved or deleted"):
        run_to_end(steps)

    assert list(folder.iterdir()) == []


def test_a_sending_that_is_cancelled_at_any_moment_leaves_nothing(planned: Workspace, tmp_path: Path) -> None:
    sending = planned.outbox.planned_sending()
    lying = sorted(tmp_path.iterdir())
    shipment = Shipment({tmp_path / "a.ics": b"one", tmp_path / "b.ics": b"two"}, {})

    for steps in range(8):
        task = planned.outbox.deliver(sending, shipment)
        for _ in range(steps):
            next(task, None)
        task.close()

    assert (sorted(tmp_path.iterdir()), planned.releases.all()) == (lying, [])
    run_to_end(planned.outbox.deliver(sending, shipment))
    assert [release.number for release in planned.releases.all()] == [1]
    assert (tmp_path / "b.ics").read_bytes() == b"two"


def test_undo_and_reopening_keep_what_was_sent(planned, tmp_path, env):
    for _twice in range(2):
        send(planned, tmp_path / "a.ics")
        planned.apply(shift(planned.agenda, "talk", 5))
    planned.undo()
    planned.undo()
    planned.close()

    with closing(Workspace.open(planned.path, env)) as again:
        assert sequence(again) == (3, 2)


def test_each_file_is_told_what_is_new_since_it_was_sent_last(planned, tmp_path):
    """The whole and a room are sent in turn; a session that leaves the room is reported as no longer in it."""

    def hall():
        return room_part(planned.agenda, planned.programme(), planned.agenda.rooms["hall"])

    def both():
        return [whole_part(planned.programme()), hall()]

    def new(part):
        return [str(change.line) for change in planned.outbox.planned_sending(parts=[part]).changes(part)]

    def out(*parts):
        targets = {tmp_path / f"{number}.ics": part for number, part in enumerate(parts)}
        return planned.outbox.send(lambda sending: dict.fromkeys(targets, b""), targets=targets)

    assert new(hall()) == new(both()[0]) == ["The first version, with 1 session."]
    out(*both())
    planned.apply(shift(planned.agenda, "talk", 5))
    stale = out(hall()).stale_parts(both())
    planned.apply(place(planned.agenda, "talk", DAY, 600, ["lab"]))

    assert ([part.key for part in stale], new(hall())) == ([""], ["No longer in it: “Talk”, 2024-04-25 09:05–09:35"])
    assert new(both()[0]) == [
        "Moved: “Talk”, from 09:00–09:30 to 10:00–10:30; from all rooms to Lab",
    ]


NEXT = DAY + timedelta(days=1)
ROOMS, PEOPLE = ("hall", "lab", "attic"), ("ada", "bo", "cy")
ROUNDS, FEW = 300, 15


def first_plan() -> Agenda:
    talks = [
        talk(f"s{n}", ROOMS[n % 3], f"{9 + n}:00-{9 + n}:30", on=DAY if n % 2 else NEXT,
             people=(speaker(PEOPLE[n % 3]),), track="law" if n % 2 else "art", abstract=f"mark-s{n}")
        for n in range(8)
    ]  # fmt: skip
    lunch = talk("lunch", "", "12:00-13:00", abstract="mark-lunch")
    rooms = (room(name, n) for n, name in enumerate(ROOMS))
    return agenda(day(), day(NEXT), track("law"), track("art"), *rooms, *map(person, PEOPLE), *talks, lunch)


@dataclass
class World:
    """One place on the web, and the copies of one conference that are published there."""

    folder: Path
    env: Environment
    clock: Clock
    luck: random.Random
    workspace: Workspace
    readers: dict[str, Reader] = field(default_factory=dict)
    afresh: set[str] = field(default_factory=set)
    made: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    # the organisers ----------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Make one edit, or an undo or redo."""
        chance, choose, number = self.luck.random, self.luck.choice, self.luck.randrange(1000)
        now = self.workspace.agenda
        one = now.sessions[choose(sorted(now.sessions))]
        rooms = choose([[], ["hall"], ["lab"], ["attic"], ["hall", "lab"]])
        placed = partial(place, now, one.id, choose([DAY, NEXT]), self.luck.randrange(540, 1000, 5), rooms)
        self.made += 1
        added = partial(add_session, now, f"n{self.made}", title=f"New {self.made}", abstract=f"mark-n{self.made}")
        gone = choose(one.people) if one.people and chance() < 0.6 else None
        role = Appearance(choose(PEOPLE), choose([Role.SPEAKER, Role.MODERATOR]))
        people = (
            partial(remove_appearance, now, one.id, gone.person, gone.role)
            if gone
            else partial(add_appearance, now, one.id, role)
        )
        renamed = choose([
            *[partial(edit, now, Conference, "conference", title=f"Name {number}")] * 3,
            partial(edit, now, Room, "hall", name=f"Name {number}"),
            partial(edit, now, Venue, "venue", address=f"Name {number}"),
            partial(edit, now, Conference, "conference", colour=choose(["teal", "crimson"])),
        ])  # fmt: skip
        verbs: list[Callable[[], Change] | None] = [
            placed, placed, placed, partial(unplace, now, one.id), added,
            partial(delete_session, now, one.id) if len(now.sessions) > 6 else added,
            partial(edit, now, Session, one.id, title=f"Title {number}"),
            partial(edit, now, Session, one.id, status=choose(list(Status))), people, people,
            partial(edit, now, Session, one.id, track=choose(["law", "art", None])), renamed, None,
        ]  # fmt: skip
        with suppress(EstradError):  # somebody is in it already, a title is too long …
            if verb := choose(verbs):
                self.workspace.apply(verb())
            elif chance() < 0.7:
                self.workspace.undo()
            else:
                self.workspace.redo()

    def copy(self) -> None:
        """Keep a copy, which somebody continues with or which is restored later."""
        self.workspace.save_copy(self.folder / f"copy{self.luck.randrange(3)}.estrad")

    def change_hands(self) -> None:
        """Continue with a copy: a colleague's, while this one becomes a copy, or a backup, which replaces this one."""
        copies = sorted(self.folder.glob("copy*.estrad"))
        if copies:
            other = self.luck.choice(copies)
            self.workspace.close()
            spare = self.folder / "spare.estrad"
            shutil.move(other, spare)
            if self.luck.random() < 0.5:  # both copies continue; else this one is lost, and a backup restored
                shutil.move(self.workspace.path, other)
            else:
                self.workspace.path.unlink()
            shutil.move(spare, self.workspace.path)
            self.workspace = Workspace.open(self.workspace.path, self.env)

    # the attendees -----------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        now, shown, words = self.workspace.agenda, self.workspace.programme(), self.workspace.wording
        ledger = self.workspace.releases.ledger()
        return [p for about in PartKind for p in sendable_parts(now, shown, ledger, about, words)]

    def publish(self, *, everything: bool = False, first: bool = False) -> None:
        """Publish the whole, some parts, or both, and replace the existing files."""
        every = [whole_part(self.workspace.programme()), *self.parts()]
        chosen = every if everything else self.luck.sample(every, self.luck.randrange(1, len(every)))
        named = self.workspace.outbox.with_calendar_names(chosen)
        paths = {self.folder / "web" / f"{part.name}.ics": part for part in named}
        words = self.workspace.wording
        strange = {part.key for part in named if not self.knows_any(self.readers.get(part.key))}
        with suppress(EstradError):  # a file without any session
            sent = self.workspace.outbox.send(
                lambda s: {p: to_ics(s.release.programme, s.ledger, words, part=part) for p, part in paths.items()},
                targets=paths,
                first=first,
                found=self.workspace.outbox.existing_calendars(paths),
            )
            if first:
                self.afresh |= self.readers.keys()
                for copy in self.folder.glob("copy*.estrad"):  # forgotten calendars can no longer be read from the web
                    copy.unlink()
            assert not {part.key for part in sent.stale_parts(every)} & {part.key for part in sent.parts}
            for path, part in paths.items():
                reader = self.readers.setdefault(part.key, Reader(part.key))
                before = {entry.title for entry in reader.file.values()}
                reader.read(path.read_bytes(), afresh=part.key in self.afresh)
                self.afresh.discard(part.key)
                self.see(reader, before, strange=part.key in strange)
            self.counts["published"] += len(paths)

    def see(self, reader: Reader, before: set[str], *, strange: bool) -> None:
        """Assert that the subscriber and the importer of a file see what is planned there.

        ``before`` are the titles that the file had. ``strange`` is true if nothing that took place in it was known to
        the copy that has now replaced it.
        """
        planned = sorted(self.planned(reader.name))
        shown = [entry for entry in reader.file.values() if entry.takes_place]
        kept = [entry for entry in reader.importer.has.values() if entry.takes_place]
        assert sorted((e.session, e.title, e.start) for e in shown) == planned, f"subscriber of {reader.name}"
        assert sorted((e.session, e.title, e.start) for e in kept) == planned, f"importer of {reader.name}"
        whole = {session: title for session, title, _start in self.planned("")}
        for entry in reader.file.values():
            if not entry.takes_place:
                off = entry.title.startswith("CANCELLED: ")
                assert off != entry.title.startswith(("Moved to ", "No longer "))
                title = entry.title.removeprefix("No longer in this calendar: ")
                if title != entry.title:  # see decision 0104
                    assert not self.knows(entry.session), f"{entry.title} in {reader.name}"
                    same = title in whole.values()
                    assert strange or same or entry.title in before, f"{entry.title} in {reader.name}"
                else:
                    assert off == (entry.session not in whole), f"{entry.title} in {reader.name}"
        self.counts["cancelled"] += len(reader.file) - len(shown)

    def knows_any(self, reader: Reader | None) -> bool:
        """Return whether the copy knows a session that takes place in a file; True if there is no file."""
        return reader is None or any(entry.takes_place and self.knows(entry.session) for entry in reader.file.values())

    def knows(self, mark: str) -> bool:
        """Return whether the copy that published has the session with this mark, or ever sent it in any file."""
        files, session = self.workspace.releases.ledger().files.values(), mark.removeprefix("mark-")
        return session in self.workspace.agenda.sessions or any(session in file.entries for file in files)

    def planned(self, key: str) -> Iterator[tuple[str, str, str]]:
        """Yield mark, title and start of each session that belongs in the file of that key."""
        sort, _colon, of = key.partition(":")
        for session in self.workspace.agenda.sessions.values():
            where = session.placement
            if where is None or session.status is Status.CANCELLED:
                continue
            held = {
                "": True,
                "day": where.span.day.isoformat() == of,
                "room": not where.rooms or of in where.rooms,
                "track": session.track == of,
                "person": any(a.person == of for a in session.people),
                "moderator": any(a.person == of and a.role is Role.MODERATOR for a in session.people),
            }
            if held[sort]:
                start = datetime.combine(where.span.day, datetime.min.time()) + timedelta(minutes=where.span.start)
                yield session.abstract, session.title, start.strftime("%Y%m%dT%H%M%S")


@pytest.fixture
def world(tmp_path: Path, clock: Clock, env: Environment) -> Iterator[World]:
    (tmp_path / "web").mkdir()
    made = World(tmp_path, env, clock, random.Random(), Workspace.create(tmp_path / "plan.estrad", first_plan(), env))
    yield made
    made.workspace.close()


def rounds(world: World, number: int) -> None:
    world.publish(everything=True)
    world.copy()
    for _round in range(number):
        world.clock.forward(seconds=world.luck.choice([1, 60, 3600, -600]))
        for _edit in range(world.luck.randrange(1, 5)):
            world.plan()
        chance = world.luck.random()
        if chance < 0.10:
            world.copy()
        elif chance < 0.25:
            world.change_hands()
        world.publish(everything=chance > 0.8, first=chance > 0.97)
    world.publish(everything=True)


@pytest.mark.parametrize(
    ("seed", "number"), [(1, FEW), *(pytest.param(seed, ROUNDS, marks=pytest.mark.soak) for seed in (3, 4, 5))]
)
def test_rounds(world: World, seed: int, number: int) -> None:
    world.luck.seed(seed)

    rounds(world, number)

    assert world.counts["published"] > 5 * number
    assert world.counts["cancelled"] > number
