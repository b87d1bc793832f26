"""Tests of entities as rows and back, with every field and picture; of the file against memory after any changes."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import MISSING, fields, replace
from datetime import timedelta
from functools import reduce
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.venue import move_day
from planner.domain.agenda import Agenda, Change, Edit, change
from planner.domain.block import Block
from planner.domain.entities import ENTITY_TYPES, Conference, Cover, Entity, Person, Session, Template, Venue
from planner.domain.text import EstradError, StorageFull, Text
from planner.storage import pictures
from planner.storage.file import create_file
from planner.storage.rows import COLUMNS, TABLES, entity_row
from planner.workspace import Environment, Workspace
from tests.builders import DAY, Clock, agenda, day, fixed_environment, person, speaker, talk
from tests.every_field import BLUE, PICTURES, RED, at_default, changeable, changed, changed_value, full_agenda, subject
from tests.storage.conftest import Opens
from tests.storage.samples import NAME, contents, refusal, small
from tests.storage.test_opening import DAMAGED, sql
from tests.strategies import agendas, changes
from tests.tries import tries


def test_every_entity_has_its_table() -> None:
    assert set(TABLES) == set(COLUMNS) == set(ENTITY_TYPES)
    assert [len(entity_row(entity)) for entity in small().entities()] == [
        len(COLUMNS[type(entity)]) for entity in small().entities()
    ]


def test_several_edits_of_one_thing_are_written_as_one(tmp_path: Path, env: Environment) -> None:
    with closing(Workspace.create(tmp_path / "a.estrad", small(), env)) as workspace:
        keynote, extra = workspace.agenda.sessions["keynote"], talk("extra", number=99)
        assert keynote.placement
        moves = [
            replace(keynote, placement=replace(keynote.placement, rooms=rooms)) for rooms in (("lab",), ("lab", "hall"))
        ]
        workspace.apply(
            Change(
                Text("x"),
                (
                    Edit(keynote, moves[0]),
                    Edit(moves[0], moves[1]),
                    Edit(None, extra),
                    Edit(extra, replace(extra, title="Named", people=(speaker("ada"),))),
                    Edit(None, person("gone")),
                    Edit(person("gone"), None),
                ),
            )
        )

        assert (workspace._file.read_agenda(), workspace.agenda.sessions["extra"].title) == (workspace.agenda, "Named")


@tries(10)
@given(agendas())
def test_a_conference_survives_the_file(agenda: Agenda) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(create_file(Path(folder) / "a.estrad", agenda, file_id="f", pictures=PICTURES)) as file,
    ):
        assert file.read_agenda() == agenda


@pytest.mark.long
def test_the_strategies_draw_every_field() -> None:
    """The laws are never tried with a value that the strategies never draw."""
    missing = {f"{cls.__name__}.{f.name}" for cls in ENTITY_TYPES for f in fields(cls) if f.default is not MISSING}

    class Enough(Exception):
        """Raised when all fields were drawn."""

    once = [Phase.generate]

    @settings(max_examples=150, database=None, derandomize=True, phases=once, report_multiple_bugs=False)
    @given(agendas())
    def look(agenda: Agenda) -> None:
        for thing in agenda.entities():
            default = {f.name for f in fields(thing) if getattr(thing, f.name) == f.default}
            missing.difference_update(
                f"{type(thing).__name__}.{f.name}" for f in fields(thing) if f.name not in default
            )
        if not missing:
            raise Enough

    with suppress(Enough):
        look()
    assert missing == set()


class Story(RuleBasedStateMachine):
    """A state machine whose model is a list of snapshots and a cursor; file, memory and history must agree with it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "story.estrad"
        self.clock = Clock()
        self.env = fixed_environment(self.clock)
        self.heard: list[Change] = []
        self.told: list[Change] = []

    @initialize(agenda=agendas(most_sessions=3))
    def begin(self, agenda: Agenda) -> None:
        self.workspace = Workspace.create(self.path, agenda, self.env, PICTURES)
        self.workspace.subscribe(self.heard.append)
        self.snapshots, self.labels, self.cursor = [agenda], [], 0

    @rule(data=st.data())
    def apply(self, data: st.DataObject) -> None:
        change = data.draw(changes(self.workspace.agenda))
        if change is None:
            return
        self.clock.forward(minutes=1)
        self.workspace.apply(change)
        if change:
            self.told.append(change)
            del self.snapshots[self.cursor + 1 :], self.labels[self.cursor :]
            self.snapshots.append(self.snapshots[-1].after(change))
            self.labels.append(change.label)
            self.cursor += 1

    @precondition(lambda self: self.cursor)
    @rule(data=st.data(), newest=st.booleans())
    def amend(self, data: st.DataObject, newest: bool) -> None:
        """Apply a change that extends the newest step, or that names another step and becomes one of its own."""
        change = data.draw(changes(self.workspace.agenda))
        step = self.workspace.history.last
        if not change or not step:
            return
        self.clock.forward(minutes=1)
        now = self.workspace.amend(change, step.id if newest else "another")
        after = self.snapshots[self.cursor].after(change)
        self.told.append(change)
        if newest and after == self.snapshots[self.cursor - 1]:
            self.told[-1] = step.change.inverse()
            self.cursor -= 1
            assert now == ""
            return
        del self.snapshots[self.cursor + 1 :], self.labels[self.cursor :]
        if newest:
            self.snapshots[self.cursor] = after
            assert now == step.id
        else:
            self.snapshots.append(after)
            self.labels.append(change.label)
            self.cursor += 1
            assert now != step.id
        assert self.workspace.history.last == self.workspace.history.steps()[-1]

    @precondition(lambda self: self.cursor)
    @rule()
    def amend_to_nothing(self) -> None:
        step = self.workspace.history.last
        assert step
        assert self.workspace.amend(step.change.inverse(), step.id) == ""
        self.told.append(step.change.inverse())
        self.cursor -= 1

    @rule()
    def undo(self) -> None:
        done = self.workspace.undo()
        assert (done is None) == (self.cursor == 0)
        if done:
            self.told.append(done)
            self.cursor -= 1

    @rule()
    def redo(self) -> None:
        done = self.workspace.redo()
        assert (done is None) == (self.cursor == len(self.labels))
        if done:
            self.told.append(done)
            self.cursor += 1

    @rule(data=st.data())
    def go_to_position(self, data: st.DataObject) -> None:
        to = data.draw(st.integers(0, len(self.labels)))
        assert (
            reduce(Agenda.after, self.workspace.history.changes_to_position(to), self.workspace.agenda)
            == self.snapshots[to]
        )
        done = self.workspace.go_to_position(to)
        assert (done is None) == (to == self.cursor)
        if done is not None:
            self.told.append(done)
            self.cursor = to

    @precondition(lambda self: self.cursor)
    @rule()
    def send(self) -> None:
        if self.workspace.releases.last or self.workspace.programme().items:  # a first version has a session
            self.workspace.outbox.send(lambda sending: {})
            self.heard.pop()

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.path, self.env)
        self.workspace.subscribe(self.heard.append)

    @invariant()
    def all_agree(self) -> None:
        workspace = self.workspace
        labels = [*self.labels, None]
        steps, position = workspace.history.steps(), workspace.history.position
        assert workspace._file.read_agenda() == workspace.agenda == self.snapshots[self.cursor]
        assert ([step.change.label for step in steps], position) == (self.labels, self.cursor)
        assert [step.number for step in steps] == list(range(1, len(steps) + 1))
        assert workspace.history.undo_label == (labels[self.cursor - 1] if self.cursor else None)
        assert (workspace.history.redo_label, self.heard) == (labels[self.cursor], self.told)
        assert not workspace._file.connection.sql.in_transaction

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            self.workspace.close()
        self.folder.cleanup()


TestStory = Story.TestCase
TestStory.settings = settings(tries(20), stateful_step_count=30)


def test_days_may_take_the_dates_of_each_other_in_one_step(tmp_path: Path) -> None:
    first, second, third = DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)
    plan = agenda(day(), day(second), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "10:00-10:30", on=second))
    with closing(Workspace.create(tmp_path / "c.estrad", plan, fixed_environment())) as workspace:
        workspace.apply(move_day(workspace.agenda, first.isoformat(), third))
        workspace.apply(move_day(workspace.agenda, second.isoformat(), first))
        workspace.apply(move_day(workspace.agenda, first.isoformat(), second))
        moved = workspace.agenda

        workspace.go_to_position(0)
        assert workspace.agenda == plan
        workspace.go_to_position(3)
        assert workspace.agenda == moved
    with closing(Workspace.open(tmp_path / "c.estrad", fixed_environment())) as again:
        assert again.agenda == moved


def test_a_new_step_cuts_off_what_was_undone_and_only_the_newest_is_amended(tmp_path: Path, env: Environment) -> None:
    workspace = Workspace.create(tmp_path / "c.estrad", agenda(talk("one", title="Zero")), env)

    def titled(title: str) -> Change:
        return edit(workspace.agenda, Session, "one", title=title)

    for title in ("A", "B", "C"):
        workspace.apply(titled(title))
    workspace.undo()
    workspace.undo()
    workspace.apply(titled("D"))
    assert workspace.history.redo_label is None
    first, last = (step.id for step in workspace.history.steps())
    assert workspace.amend(titled("E"), last) == last
    assert workspace.amend(titled("F"), first) not in (first, last)
    workspace.close()

    again = Workspace.open(tmp_path / "c.estrad", env)
    assert again.redo() is None
    titles = [again.agenda.sessions["one"].title]
    while again.undo():
        titles.append(again.agenda.sessions["one"].title)
    again.close()
    assert titles == ["F", "E", "A", "Zero"]


# every field ----------------------------------------------------------------------------------------------


KINDS = pytest.mark.parametrize("kind", ENTITY_TYPES, ids=lambda kind: kind.__name__)


@KINDS
def test_no_field_of_the_full_thing_is_at_its_default_and_each_has_another_value(kind: type[Entity]) -> None:
    before = subject(kind, full_agenda())

    assert list(at_default(before)) == []
    assert [name for name in changeable(kind) if getattr(before, name) == changed_value(kind, name)] == []


def test_the_full_conference_survives_the_file_and_its_copy(tmp_path: Path, env: Environment) -> None:
    with closing(Workspace.create(tmp_path / NAME, full_agenda(), env, PICTURES)) as workspace:
        workspace.save_copy(tmp_path / "copy.estrad")

    assert contents(tmp_path / NAME, env)[0] == full_agenda()
    assert contents(tmp_path / "copy.estrad", env)[0] == full_agenda()


@KINDS
def test_every_field_survives(tmp_path: Path, env: Environment, kind: type[Entity]) -> None:
    """There is one step for each field; then the file is reopened, copied, and undone and redone step by step."""
    with closing(Workspace.create(tmp_path / NAME, full_agenda(), env, PICTURES)) as workspace:
        names, snapshots = changeable(kind), [full_agenda()]
        for name in names:
            before = subject(kind, workspace.agenda)
            workspace.apply(change(Text(name), (before, changed(before, name))))
            snapshots.append(workspace.agenda)
        workspace.save_copy(tmp_path / "copy.estrad")

    assert contents(tmp_path / "copy.estrad", env)[0] == snapshots[-1]
    with closing(Workspace.open(tmp_path / NAME, env)) as workspace:
        assert workspace.agenda == snapshots[-1]
        for number, name in reversed(list(enumerate(names))):
            assert workspace.undo(), name
            assert workspace._file.read_agenda() == workspace.agenda == snapshots[number], name
    with closing(Workspace.open(tmp_path / NAME, env)) as workspace:
        for number, name in enumerate(names, start=1):
            assert workspace.redo(), name
            assert workspace._file.read_agenda() == workspace.agenda == snapshots[number], name


@pytest.mark.parametrize("kind", [k for k in ENTITY_TYPES if k not in (Conference, Venue)], ids=lambda k: k.__name__)
def test_every_thing_dies_and_comes_back(tmp_path: Path, env: Environment, kind: type[Entity]) -> None:
    with closing(Workspace.create(tmp_path / NAME, full_agenda(), env, PICTURES)) as workspace:
        shown = workspace.agenda
        pointing = [
            (thing, None)
            for thing in shown.entities()
            if type(thing) in (Block, Cover, Session, Template) and type(thing) is not kind
        ]
        workspace.apply(change(Text("Delete"), *pointing, (subject(kind, shown), None)))

    with closing(Workspace.open(tmp_path / NAME, env)) as workspace:
        assert workspace.agenda.find(kind, subject(kind, shown).id) is None
        workspace.undo()

    assert contents(tmp_path / NAME, env)[0] == shown


# photos and logos -----------------------------------------------------------------------------------------


@pytest.fixture
def opened(tmp_path: Path, env: Environment) -> Iterator[Workspace]:
    """Create and open a conference of one person without a photo."""
    with closing(Workspace.create(tmp_path / NAME, agenda(person("ada")), env)) as workspace:
        yield workspace


def photo(workspace: Workspace, picture: str | None, **stored: bytes) -> None:
    """Give Ada that photo."""
    workspace.apply(edit(workspace.agenda, Person, "ada", photo=picture), stored)


def stored(workspace: Workspace) -> int:
    """Return the number of pictures in the file."""
    return int(workspace._file.connection.sql.execute("SELECT count(*) FROM pictures").fetchone()[0])


def test_a_new_conference_comes_with_its_pictures(tmp_path: Path, env: Environment) -> None:
    workspace = Workspace.create(tmp_path / NAME, agenda(person("ada", photo=RED), logo=BLUE), env, PICTURES)

    assert {picture: workspace.pictures.read(picture) for picture in PICTURES} == PICTURES
    workspace.close()


def test_undo_redo_a_reopening_and_a_copy_find_every_photo_again(
    opened: Workspace, tmp_path: Path, opens: Opens
) -> None:
    photo(opened, RED, **{RED: PICTURES[RED]})
    photo(opened, None)
    photo(opened, RED, **{RED: PICTURES[RED]})
    assert stored(opened) == 1
    photo(opened, BLUE, **{BLUE: PICTURES[BLUE]})
    opened.apply(delete_person(opened.agenda, "ada"))
    opened.undo()
    opened.undo()
    opened.save_copy(tmp_path / "copy.estrad")
    opened.close()

    for again in (opens(opened.path), opens(tmp_path / "copy.estrad")):
        assert (again.agenda.people["ada"].photo, again.pictures.read(RED)) == (RED, PICTURES[RED])
        again.redo()
        assert (again.agenda.people["ada"].photo, again.pictures.read(BLUE)) == (BLUE, PICTURES[BLUE])
        assert again.pictures.read("nothing") is None


def test_a_write_that_fails_leaves_no_picture(opened: Workspace) -> None:
    """The file may grow no further, so there is no room for the picture or for the step after it."""
    conn = opened._file.connection.sql
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages + 2}")
    large = bytes(100_000)
    picture = sha256(large).hexdigest()

    with pytest.raises(StorageFull):
        photo(opened, picture, **{picture: large})

    assert (stored(opened), opened.agenda.people["ada"].photo, opened.history.undo_label) == (0, None, None)
    assert opened._file.read_agenda() == opened.agenda


def test_a_change_that_fails_takes_its_picture_back(opened: Workspace) -> None:
    nobody = person("nobody")
    opened.agenda = opened.agenda.of(*opened.agenda.entities(), nobody)

    with pytest.raises(ValueError, match="not there"):
        opened.apply(change(Text("Change"), (nobody, replace(nobody, photo=RED))), {RED: PICTURES[RED]})

    assert stored(opened) == 0


@pytest.mark.parametrize("picture", [BLUE, RED.upper(), ""])
def test_a_picture_has_the_name_of_its_bytes(opened: Workspace, picture: str) -> None:
    with pytest.raises(ValueError, match="name of another"):
        photo(opened, picture, **{picture: PICTURES[RED]})

    assert (stored(opened), opened.agenda.people["ada"].photo) == (0, None)


def test_a_picture_as_large_as_may_be_and_one_larger(opened: Workspace, opens: Opens) -> None:
    large, larger = bytes(pictures.LARGEST_PICTURE), bytes(pictures.LARGEST_PICTURE + 1)
    first, second = sha256(large).hexdigest(), sha256(larger).hexdigest()
    photo(opened, first, **{first: large})

    with pytest.raises(EstradError, match="too large: 16 MiB"):
        photo(opened, second, **{second: larger})

    opened.close()
    again = opens(opened.path)
    assert (again.agenda.people["ada"].photo, again.pictures.read(first)) == (first, large)
    assert again.pictures.read(second) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people SET photo = 'nothing'",
        "UPDATE conference SET logo = 'nothing'",
        "INSERT INTO partners VALUES ('p', 'P', 'partner', '', 'nothing', 0)",
        "DELETE FROM pictures",
    ],
)
def test_a_picture_that_is_not_there_is_damage(opened: Workspace, env: Environment, statement: str) -> None:
    photo(opened, RED, **{RED: PICTURES[RED]})
    opened.close()
    sql(statement)(opened.path)

    assert str(refusal(opened.path, env).problem) == DAMAGED
