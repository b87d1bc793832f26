"""Tests of erasing a person from the plan and from everything in the file and its neighbours, byte by byte."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock

import pytest

from planner.commands.duplicates import merge_two_people, record_as_different
from planner.commands.edit import edit
from planner.commands.name_patterns import name_patterns
from planner.commands.people import add_person
from planner.domain.agenda import Change, Edit
from planner.domain.entities import Person, Session
from planner.domain.fingerprint import fingerprint, fingerprint_of_key
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import ExtraField, Link, PastAppearance, Role, Statement
from planner.environment import Environment
from planner.eraser import Eraser
from planner.exporting.ics import to_ics
from planner.importing.datetimes import choose_zone
from planner.importing.planning import plan_import
from planner.programme.release import Part, whole_part
from planner.storage.kept_aside import StoredDraft
from planner.storage.versions import Reason
from planner.workspace import Workspace
from tests.builders import agenda, moderator, person, speaker, talk
from tests.importing.lists import a_list, listed, somebody
from tests.parts import person_part, room_part

NEEDLES = ("Zelda Quistgaard", "Quistgaard", "zelda@example.org", "zelda-quistgaard", "070 123 45 67", "Zeldasson")
PHOTO = b"\x89PNG\r\n\x1a\n a face"


@pytest.fixture
def world(tmp_path: Path, env: Environment) -> Environment:
    return replace(env, data_folder=tmp_path / "data", log=tmp_path / "estrad.log")


@pytest.fixture
def workspace(tmp_path: Path, world: Environment):
    """Open a conference that mentions Zelda everywhere: renamed, photographed, imported, sent, typed, kept."""
    zelda = person(
        "zelda", name="Zelda Zeldasson", email="zelda@example.org", phone="070 123 45 67", bio="Zelda writes.",
        links=(Link("https://example.org/zelda-quistgaard"),), earlier=(PastAppearance(2020),),
        origin="list/name:zelda quistgaard",
    )  # fmt: skip
    ships = talk(
        "talk", "hall", "09:00-09:30", title="Ships, by Zelda Quistgaard", people=(speaker("zelda"), moderator("ada")),
        introduction="Welcome QUISTGAARD,  Zelda!", statements=(Statement("Sail on", "Zelda Quistgaard"),),
        extra=(ExtraField("host", "zelda@example.org"),), import_marks=("title:1", "people:2", "abstract:3"),
    )  # fmt: skip
    prize = talk("prize", "hall", "10:00-10:30", title="The Zelda Quistgaard Prize")
    made = agenda(zelda, person("ada"), ships, prize)
    with closing(Workspace.create(tmp_path / "plan.estrad", made, world)) as opened:
        picture = sha256(PHOTO).hexdigest()
        opened.apply(edit(opened.agenda, Person, "zelda", name="Zelda Quistgaard", photo=picture), {picture: PHOTO})
        key = fingerprint("Person list/name:zelda quistgaard")
        old = opened.agenda.conference
        opened.apply(Change(Text("Import"), (Edit(old, replace(old, imported=(key, "other"))),)))
        yield opened


def send(workspace: Workspace, folder: Path) -> None:
    agenda, programme = workspace.agenda, workspace.programme()
    parts = [whole_part(programme), *hall(workspace)]
    if "zelda" in agenda.people:
        parts.append(person_part(agenda, programme, agenda.people["zelda"]))
    words = workspace.wording
    targets = {folder / f"{part.name}.ics": part for part in workspace.outbox.with_calendar_names(parts)}
    workspace.outbox.send(
        lambda sent: {p: to_ics(sent.release.programme, sent.ledger, words, part=part) for p, part in targets.items()},
        targets=targets,
    )


def hall(workspace: Workspace) -> list[Part]:
    return [room_part(workspace.agenda, workspace.programme(), workspace.agenda.rooms["hall"])]


def found_in(*roots: Path) -> set[str]:
    found = set()
    for path in {p for root in roots for p in (root, *root.rglob("*")) if p.is_file()}:
        data = path.read_bytes().lower()
        for word in [*(n.lower() for n in NEEDLES), fingerprint("Person list/name:zelda quistgaard")]:
            if word.encode() in data or word.encode("utf-16-le") in data or word in path.name.lower():
                found.add(f"{path.name}: {word}")
        if PHOTO.lower() in data:
            found.add(f"{path.name}: photo")
    return found


def all_of_it(workspace: Workspace, world: Environment) -> set[str]:
    stem = workspace.path.stem
    beside = [p for p in workspace.path.parent.iterdir() if p.name.startswith((stem, "." + stem))]
    return found_in(*beside, world.data_folder, world.log)


def test_the_texts_in_which_the_name_stands_are_listed_and_another_conferences_versions_stay(
    workspace, world, tmp_path
):
    backup = tmp_path / "plan.v3.20240101T000000Z.bak.estrad"
    backup.write_bytes(b"Zelda Quistgaard")
    (tmp_path / "plan.vacation.bak.estrad").write_bytes(b"Zelda Quistgaard")
    (tmp_path / "plan.v4.x.bak.estrad").mkdir()
    eraser = Eraser(workspace, world, "zelda")
    assert [(m.key, m.sure) for m in eraser.mentions] == [
        ("Session/talk/title", True),
        ("Session/talk/statements", True),
        ("Session/talk/introduction", True),
        ("Session/talk/extra", True),
        ("Session/prize/title", True),
    ]
    assert list(eraser.backups_to_erase()) == [backup]  # only an ordinary file with a backup's name is one

    with closing(Workspace.create(tmp_path / "other.estrad", agenda(person("zelda2", name="Bo")), world)) as other:
        other.versions.keep(Reason.DAY)
        run_to_end(eraser.erase([]))
        assert len(other.versions.kept()) == 1


def test_a_surname_alone_is_listed_as_unsure_and_a_namesakes_own_name_is_not(tmp_path, world):
    made = agenda(
        person("bo", name="Bo Ekman"), person("cy", name="Cy Ekman", bio="Not Bo"), talk("a", title="Ekman's law")
    )
    with closing(Workspace.create(tmp_path / "plan.estrad", made, world)) as opened:
        assert [(m.key, m.sure) for m in Eraser(opened, world, "bo").mentions] == [
            ("Person/cy/bio", False),  # a given name may be theirs as well
            ("Session/a/title", False),
        ]


def test_nothing_of_an_erased_person_is_left_in_any_byte(workspace, world, tmp_path):
    send(workspace, tmp_path)
    workspace.versions.keep(Reason.DAY)
    mine = StoredDraft("Person", ("zelda",), "bio", "Zelda Quistgaard sails")
    workspace.draft_store.write(
        [mine, StoredDraft("Session", ("prize",), "abstract", "for Zelda Quistgaard", "before")]
    )
    (tmp_path / "plan.v3.20240101T000000Z.bak.estrad").write_bytes(workspace.path.read_bytes())
    world.log.write_text("Traceback\n  KeyError: 'Zelda Quistgaard'\n", encoding="utf-8")
    assert len(all_of_it(workspace, world)) > 10

    eraser = Eraser(workspace, world, "zelda")
    erased = run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))

    assert (all_of_it(workspace, world), erased.faults) == (set(), ())
    assert (erased.versions, [path.name for path in erased.backups]) == (2, ["plan.v3.20240101T000000Z.bak.estrad"])
    assert [str(text) for text in erased.sent] == [
        "Version 1 of the programme, sent on 2024-03-01",
        "The calendar “the-conference-2024.ics”, last sent with version 1",
        "The calendar “the-conference-2024-zelda-quistgaard.ics”, last sent with version 1",
        "The calendar “the-conference-2024-hall.ics”, last sent with version 1",
    ]
    talk = workspace.agenda.sessions["talk"]
    assert (talk.title, talk.introduction) == ("Ships, by [name erased]", "Welcome [name erased]!")
    assert [a.person for a in talk.people] == ["ada"]
    assert [text.text for text in workspace.draft_store.read()] == ["for [name erased]"]
    assert workspace.agenda.conference.imported == ("other",)


def test_a_name_that_json_spells_otherwise_goes_from_what_was_sent(tmp_path: Path, world: Environment) -> None:
    bosse = person("bo", name='Bo "Bosse" Ek')
    text, tag = 'By Bo\n"Bosse" Ek', 'Bo "Bosse" Ek'
    talk_of_his = talk("a", "hall", "09:00-09:30", abstract=text, tags=(tag,), people=(speaker("bo"),))
    with closing(Workspace.create(tmp_path / "plan.estrad", agenda(bosse, talk_of_his), world)) as opened:
        opened.outbox.send(lambda sending: {})

        eraser = Eraser(opened, world, "bo")
        run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))

        (item,) = opened.releases.all()[0].programme.items
        (event,) = (entry.event for entry in opened.releases.ledger().entries.values())
    assert (item.abstract, [credit.name for credit in item.credits]) == ("By [name erased]", ["[name erased]"])
    assert not any("Bosse" in value for value in (event.description, *event.categories))


def test_undo_ends_there_and_the_file_opens_again_as_it_is_in_memory(workspace, world, tmp_path, monkeypatch):
    send(workspace, tmp_path)
    locked = EstradError(Text("“a version” cannot be removed: Permission denied."))
    monkeypatch.setattr("planner.storage.versions.delete_versions", Mock(side_effect=locked))
    world.log.write_text("Zelda Quistgaard", encoding="utf-8")
    assert run_to_end(Eraser(workspace, world, "zelda").erase([])).faults == (
        locked,
    )  # it is said, and the rest is erased
    assert (world.log.read_text(encoding="utf-8"), "zelda" in workspace.agenda.people) == ("[name erased]", False)
    history = workspace.history
    assert (history.last, history.next, history.steps(), history.position) == (None, None, [], 0)
    workspace.apply(edit(workspace.agenda, Session, "talk", minutes=30, abstract="New"))
    after, last = workspace.agenda, workspace.releases.last
    workspace.close()
    with closing(Workspace.open(workspace.path, world)) as opened:
        assert (opened.agenda, opened.releases.last) == (after, last)
        assert opened.undo() is not None


def test_a_text_that_is_left_stays_here_and_in_what_was_sent(workspace, world, tmp_path):
    send(workspace, tmp_path)
    run_to_end(Eraser(workspace, world, "zelda").erase(["Session/talk/title"]))
    assert workspace.agenda.sessions["prize"].title == "The Zelda Quistgaard Prize"
    items = {item.id: item for item in workspace.releases.last.programme.items}
    assert (items["talk"].title, items["prize"].title) == ("Ships, by [name erased]", "The Zelda Quistgaard Prize")
    assert [credit.name for credit in items["talk"].credits if credit.role is Role.SPEAKER] == ["[name erased]"]
    sending = workspace.outbox.planned_sending()  # attendees' calendars are brought up to date by the next version
    assert (sending.new, sending.ledger.entries["talk"].sequence) == (True, 1)
    assert "Zelda" not in str(sending.ledger.entries["talk"].event)


ZELDA, BY_HER = "Zelda Quistgaard", "Ships, by Zelda Quistgaard"
PEOPLE = a_list(somebody(ZELDA, email="zelda@example.org"), somebody("Ada Berg"), namespace="people")
TALKS = a_list(
    listed(BY_HER, "09:00", ZELDA), listed("Panel", "10:00", ZELDA, "Ada Berg"), listed("Left", "11:00", ZELDA),
    listed("Hers no more", "12:00", "Ada Berg"),
)  # fmt: skip
ELSEWHERE = a_list(
    listed(BY_HER, "09:00", "Z. Quistgaard"), listed("Alone", "13:00", "Z. Quistgaard"), namespace="other"
)
THIRD = a_list(listed("Alone", "13:00", "Z. Quistgaard"), namespace="third")
LISTS = (PEOPLE, TALKS, ELSEWHERE, THIRD)


@pytest.fixture
def imported(tmp_path: Path, env: Environment) -> Iterator[Workspace]:
    """Open a conference with Zelda from four lists by names, one of them under a name that was merged into hers."""
    opened = Workspace.create(tmp_path / "plan.estrad", agenda(), replace(env, data_folder=tmp_path / "data"))
    for incoming in LISTS:
        zone = choose_zone(incoming.zone, "", opened.agenda.conference.timezone)
        opened.apply(run_to_end(plan_import(opened.agenda, incoming, zone, opened.new_id)).change())
    ids = {thing.name: thing.id for thing in opened.agenda.people.values()}
    ids |= {session.title: session.id for session in opened.agenda.sessions.values()}
    opened.apply(merge_two_people(opened.agenda, ids[ZELDA], ids["Z. Quistgaard"]))
    opened.apply(add_person(opened.agenda, "xenia", name="Xenia Qvist"))
    opened.apply(record_as_different(opened.agenda, "xenia", [ids[ZELDA]]))
    opened.apply(edit(opened.agenda, Session, ids["Left"], people=()))
    opened.apply(edit(opened.agenda, Session, ids["Alone"], abstract="Z. Quistgaard is well known"))
    yield opened
    opened.close()


def traces() -> dict[str, str]:
    found = {word: word for word in ("zelda", "quistgaard")}
    for incoming in LISTS:
        for sort, thing in [*(("Person", p) for p in incoming.people), *(("Session", s) for s in incoming.sessions)]:
            if "Quistgaard" in thing.key:
                found[f"{sort} {thing.key}"] = fingerprint_of_key(sort, thing.key)
                found[thing.key] = fingerprint(thing.key)
        for session in incoming.sessions:
            if any("Quistgaard" in key for key, _ in session.people):
                found[f"people of {session.key}"] = fingerprint(sorted(session.people))
    return found


def left_in(path: Path) -> set[str]:
    data = path.read_bytes().lower()
    return {what for what, trace in traces().items() if trace.encode() in data}


def test_neither_names_nor_fingerprints_of_their_keys_are_left(imported: Workspace, env: Environment):
    (zelda,) = (person.id for person in imported.agenda.people.values() if person.name == ZELDA)
    (theirs,) = (s for s in imported.agenda.sessions.values() if s.title == "Hers no more")
    assert len(left_in(imported.path)) > 8

    eraser = Eraser(imported, env, zelda)
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))

    content = imported.path.read_bytes()
    assert (left_in(imported.path), zelda.encode() in content) == (set(), False)
    assert "[name erased] is well known" in content.decode(errors="replace")
    # what was no word of theirs is remembered
    assert imported.agenda.sessions[theirs.id].import_marks == theirs.import_marks


def test_title_and_organisation_leave_the_texts_of_calendars_too(tmp_path: Path, world: Environment) -> None:
    bo = person("bo", name="Bo Ekman", title="Rättschef", organisation="Polisen")
    ada = person("ada", name="Ada Berg", title="Rättschef", organisation="Polisen")
    both = talk("a", "hall", "09:00-09:30", people=(speaker("bo"), speaker("ada")))
    with closing(Workspace.create(tmp_path / "plan.estrad", agenda(bo, ada, both), world)) as opened:
        send(opened, tmp_path)
        opened.apply(edit(opened.agenda, Person, "bo", title="Domare", organisation=""))
        send(opened, tmp_path)

        run_to_end(Eraser(opened, world, "bo").erase([]))

        (event,) = (entry.event for entry in opened.releases.ledger().entries.values())
        credits = [[(c.name, c.title, c.organisation, c.person) for c in release.programme.items[0].credits]
                   for release in opened.releases.all()]  # fmt: skip
    assert "Speaker: [name erased]; Ada Berg, Rättschef, Polisen\n" in f"{event.description}\n"
    assert credits == [[("[name erased]", "", "", ""), ("Ada Berg", "Rättschef", "Polisen", "ada")]] * 2


def test_a_calendar_that_reads_the_same_is_sent_as_a_later_one_after_a_name_left_it(
    tmp_path: Path, world: Environment
) -> None:
    bo = person("bo", name="Bo Ekman")
    told = talk("a", "hall", "09:00-09:30", abstract="Chosen by Bo Ekman")
    with closing(Workspace.create(tmp_path / "plan.estrad", agenda(bo, told), world)) as opened:
        send(opened, tmp_path)
        parts = opened.outbox.with_calendar_names([whole_part(opened.programme()), *hall(opened)])

        run_to_end(Eraser(opened, world, "bo").erase(["Session/a/abstract"]))
        sending = opened.outbox.planned_sending(parts=parts)

    assert [(entry.sequence, entry.event.description) for entry in sending.ledger.entries.values()] == [
        (1, "Talk\n\nChosen by [name erased]")
    ]
    assert [entry.sequence for entry in sending.ledger.file(parts[1].key).kept_entries] == [1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna Bergs mobil: 070-123 45 67", ["Anna Bergs", "070-123 45 67"]),
        ("Berg, Anna", ["Berg, Anna"]),
        ("An\u00adna\u00a0Berg’s", ["An\u00adna\u00a0Berg’s"]),
        ("“Anna Berg”, 'Anna Berg'", ["Anna Berg", "Anna Berg"]),
        ("+46 (0)70-123 45 67, 0046 70 123 45 67, (070) 1234567", ["+46 (0)70-123 45 67", "0046 70 123 45 67",
                                                                  "(070) 1234567"]),
        ("Anna Quills talk", ["Anna Quills"]),
        ("170-123 45 67, 070-123 45 678, Anna Bergström, Johanna Berg", []),
    ],
)  # fmt: skip
def test_a_full_name_and_a_number_are_sure_in_every_form(text: str, found: list[str]) -> None:
    who = name_patterns(person("anna", name="Anna Berg", phone="+46 70 123 45 67"), [person("anna", name="Anna Quill")])
    assert [match.group() for match in who.sure.finditer(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bergs bok, Berg-rapporten", ["Bergs", "Berg"]),
        ("anna.berg@example.org and annaberg", ["anna.berg", "annaberg"]),
        ("Anna opens, Anna Svensson closes, Annas Bil", ["Anna", "Annas"]),
        ("The talk of Quill", ["Quill"]),
        ("Bergen, bergis", []),
    ],
)
def test_a_part_of_a_name_is_only_perhaps_the_person(text: str, found: list[str]) -> None:
    who = name_patterns(person("anna", name="Anna Berg"), [person("anna", name="Anna Quill")])
    assert ([match.group() for match in who.perhaps.finditer(text)], who.sure.search(text)) == (found, None)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Håkan", "Hakan, hakan@example.org", ["Hakan", "hakan"]),
        ("Åsa Ek", "Asas bok, asa@example.org, asa", ["Asas", "asa"]),
        ("Bo Öst", "Ost-rapporten, bo@example.org, bo kvar", ["Ost", "bo"]),
    ],
)
def test_short_and_single_names_are_found_without_accents_and_in_addresses(
    name: str, text: str, found: list[str]
) -> None:
    assert [match.group() for match in name_patterns(person("one", name=name)).perhaps.finditer(text)] == found
