"""Tests of `export` and `publish`: what is sent is recorded only when the file was written, also if it is killed."""

import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.venue import delete_room
from planner.domain.entities import Conference, Room, Session
from planner.domain.published_files import unfinished_files
from planner.domain.value_objects import State
from planner.programme.release import Ledger
from planner.workspace import Workspace
from tests.builders import agenda, fixed_environment, person, room, speaker, talk
from tests.cli.commands import Estrad, change
from tests.readers import read


def events(path):
    return [(e["SUMMARY"], e["SEQUENCE"], e["STATUS"]) for e in read(path.read_bytes()).all("VEVENT")]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def releases(estrad, plan):
    return [(row["number"], row["note"]) for row in estrad("list", plan, "releases", "--json").json]


def test_what_is_sent_goes_on_in_versions_and_undo_does_not_unsend(estrad, plan, tmp_path):
    def uids(name):
        return {event["UID"] for event in read((tmp_path / name).read_bytes()).all("VEVENT")}

    for _again in range(2):
        assert estrad("export", plan, "o.ics") == (0, "“o.ics” is version 1.\n", "")
        assert events(tmp_path / "o.ics") == [("A talk", "0", "CONFIRMED"), ("Lunch", "0", "CONFIRMED")]
    estrad("unplace", plan, "2")
    estrad("shift", plan, "1", "5")

    for sequence in ("1", "2"):  # each draft is above the last, and none meets what is sent
        said = "“d.ics” is a draft of version 2; nothing was sent.\n"
        assert estrad("export", plan, "d.ics", "--draft") == (0, said, "")
        assert events(tmp_path / "d.ics")[0] == ("A talk", sequence, "TENTATIVE")
    assert read((tmp_path / "d.ics").read_bytes())["NAME"] == "DRAFT: The Conference"
    assert not uids("d.ics") & uids("o.ics")
    assert releases(estrad, plan) == [(1, "")]
    assert estrad("export", plan, "o.ics").out == (
        "Cancelled: “Lunch”, 2024-04-25 12:00–13:00\n"
        "Moved: “A talk”, from 09:00–09:30 to 09:05–09:35\n"
        "“o.ics” is version 2.\n"
    )
    assert events(tmp_path / "o.ics") == [("A talk", "1", "CONFIRMED"), ("CANCELLED: Lunch", "1", "CANCELLED")]

    estrad("undo", plan)
    estrad("export", plan, "o.ics")
    assert events(tmp_path / "o.ics")[0] == ("A talk", "2", "CONFIRMED")
    assert releases(estrad, plan) == [(1, ""), (2, ""), (3, "")]


@pytest.mark.parametrize(
    ("option", "typed", "name", "titles"),
    [
        ("--day", "2024-04-25", "The Conference · Thursday 25 April 2024", ["A talk", "Lunch"]),
        ("--room", "HALL", "The Conference · Hall", ["A talk", "Lunch"]),
        ("--room", "Lab", "The Conference · Lab", ["Lunch"]),
        ("--track", "safety", "The Conference · Safety", ["A talk"]),
        ("--person", "Bo", "The Conference · Bo", ["A talk"]),
        ("--moderator", "bo", "The Conference · Moderator: Bo", ["A talk"]),
    ],
)
def test_one_part(estrad, plan, tmp_path, option, typed, name, titles):
    assert estrad("export", plan, "part.ics", option, typed) == (0, "“part.ics” is version 1.\n", "")

    calendar = read((tmp_path / "part.ics").read_bytes())
    assert (calendar["NAME"], [event["SUMMARY"] for event in calendar.all("VEVENT")]) == (name, titles)
    assert estrad("export", plan, "d.ics", option, typed, "--draft").code == 0
    assert read((tmp_path / "d.ics").read_bytes())["NAME"] == f"DRAFT: {name}"
    assert releases(estrad, plan) == [(1, "")]


def test_what_cannot_be_written_was_not_sent_and_the_conference_itself_is_never_overwritten(estrad, plan, tmp_path):
    (tmp_path / "f").write_bytes(b"")
    said = "“o.ics” cannot be written: No such file or directory. Choose a folder that is there."
    own = plan.rename(tmp_path / "the-conference-2024.ics")
    itself = f"{own.name}: “{own.name}” is the open file itself. Choose another name.\n"
    before = own.read_bytes()

    assert estrad("export", own, "none/o.ics") == (2, "", f"none/o.ics: {said}\n")
    for words in (("export", own, own.name), ("export", own, own.name, "--draft"), ("publish", own, "--to", ".")):
        assert estrad(*words) == (2, "", itself)
    assert estrad("publish", own, "--to", "f/g").err == (
        "f/g: The folder “g” cannot be made: Not a directory. Choose a folder that is there.\n"
    )
    assert own.read_bytes() == before


def test_whose_name_is_not_the_only_one(tmp_path, env, estrad):
    people = [person("a", name="Eva Ek"), person("b", name="eva ek"), person("c", name="Bo"), person("d", name="Bo")]
    sessions = [talk("t", "hall", "09:00-09:30", people=tuple(speaker(who.id) for who in people))]
    crowd = [person(f"p{n}", name=f"Person {n}") for n in range(20)]
    Workspace.create(tmp_path / "plan.estrad", agenda(*people, *crowd, *sessions), env).close()

    def answer(name):
        return estrad("export", "plan.estrad", f"{name}.ics", "--person", name)[::2]

    assert answer("Eva Ek") == (0, "")
    assert answer("EVA EK") == (2, "Several are called “EVA EK”. Say the id instead: a, b.\n")
    assert answer("Bo") == (2, "Several are called “Bo”. Say the id instead: c, d.\n")
    assert answer("d") == (0, "")
    assert answer("Persn 7")[1].startswith("There is nobody called “Persn 7”. There is: Person 7, ")
    assert answer("Zzz") == (2, "There is nobody called “Zzz”.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("o.ics", "--room", "halt"), "There is no room “halt”. There is: Hall, Lab."),
        (("o.ics", "--track", "x"), "There is no track “x”. There is: Safety."),
        (("o.ics", "--person", "Eve"), "There is nobody called “Eve”. There is: Ada, Bo."),
        (("o.ics", "--moderator", "Eve"), "There is nobody called “Eve”. There is: Ada, Bo."),
        (
            ("o.ics", "--room", "hall", "--day", "2024-04-25"),
            "--day, --room cannot be combined. "
            "A calendar is of one day, room, person, moderator or track; export each by itself.",
        ),
        (
            ("o.ics", "--moderator", "ada"),
            "“Moderator: Ada” has no session that attendees are shown, so there is no calendar to write. "
            "Attendees are shown what has a time, and those whom the conference names to them.",
        ),
        (
            ("o.doc",),
            "o.doc: Estrad does not write this into a file like “o.doc”. "
            "Give it a name that ends in .ics, .xlsx, .csv.",
        ),
        (("o.ics", "--day", "2024-04-26"), "2024-04-26 is not a day of this conference. There is: 2024-04-25."),
    ],
)
def test_what_is_not_there(estrad, plan, tmp_path, words, said):
    assert estrad("export", plan, *words) == (1 if "no session" in said else 2, "", said + "\n")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.estrad"]


def test_an_empty_conference_has_nothing_to_send(estrad):
    estrad("new", "n.estrad", "--title", "T", "--date", "2027-01-30")
    said = "Nothing of this has a time yet, so there is no calendar to write. Place a session in the timeline first.\n"

    for words in (("export", "n.estrad", "o.ics"), ("publish", "n.estrad")):
        assert estrad(*words) == (1, "", said)
    assert releases(estrad, "n.estrad") == []


@pytest.mark.parametrize("words", [("publish", "--to", "web"), ("export", "web/the-conference-2024.ics")])
def test_a_conference_is_called_off_only_where_that_is_said_and_only_once(estrad, plan, tmp_path, words):
    estrad("publish", plan, "--to", "web")
    estrad("unplace", plan, "1")
    estrad("unplace", plan, "2")
    name, *rest = words

    refused = estrad(name, plan, *rest)
    assert (refused.code, refused.err) == (
        2,
        "Nothing is placed any more: all 2 sessions that attendees have would be cancelled. "
        "Say --called-off if the conference is called off, or place what takes place.\n",
    )
    assert len(releases(estrad, plan)) == 1
    assert estrad(name, plan, *rest, "--called-off").code == 0
    assert {status for _name, _sequence, status in events(tmp_path / "web/the-conference-2024.ics")} == {"CANCELLED"}
    assert estrad(name, plan, *rest).code == 0


def test_publish_beside_the_file_always_into_one_folder(estrad, plan, tmp_path):
    folder = tmp_path / "the-conference-2024"

    assert estrad("publish", plan, "--note", "after the meeting").out == f"Version 1 is in “{folder}”.\n"
    assert names(folder) == ["the-conference-2024-changes.txt", "the-conference-2024.ics"]
    assert estrad("publish", plan).out == f"Attendees would see no difference: version 1 is in “{folder}” again.\n"
    assert releases(estrad, plan) == [(1, "after the meeting")]
    estrad("shift", plan, "1", "5")
    assert estrad("publish", plan).out.endswith(f"Version 2 is in “{folder}”.\n")


def test_what_was_sent_keeps_its_name_whatever_conference_file_and_room_are_called(estrad, plan, tmp_path):
    estrad("publish", plan, "--to", "web", "--each", "room")
    before = names(tmp_path / "web")
    change(
        plan,
        lambda now: edit(now, Conference, "conference", title="Another"),
        lambda now: edit(now, Room, "hall", name="Aula"),
    )
    estrad("publish", plan.rename(tmp_path / "other.estrad"), "--to", "web", "--each", "room")

    assert names(tmp_path / "web") == before
    whole, hall = (read((tmp_path / "web" / name).read_bytes()) for name in (before[3], before[1]))
    assert (whole["NAME"], hall["NAME"]) == ("Another", "Another · Aula")


def test_what_is_new_lies_beside_the_calendar(estrad, plan, tmp_path):
    changes = tmp_path / "new" / "web" / "the-conference-2024-changes.txt"
    estrad("publish", plan, "--note", "for us", "--to", "new/web")
    first = changes.read_text()
    estrad("shift", plan, "1", "5")
    said = estrad("publish", plan, "--note", "for us", "--to", "new/web").out
    second = changes.read_text()
    estrad("publish", plan, "--to", "new/web")

    assert first == "The Conference, version 1, 2024-03-01\n\nThe first version, with 2 sessions.\n"
    moves = "Moved: “A talk”, from 09:00–09:30 to 09:05–09:35\n"
    assert second == f"The Conference, version 2, 2024-03-01\n\n{moves}"
    assert (said, changes.read_text()) == (f"{moves}Version 2 is in “new/web”.\n", second)


def test_what_changed_is_told_since_that_file_was_sent_last(estrad, plan, tmp_path):
    """Two part calendars are sent as versions of their own: the whole still lists everything new to its subscribers."""
    estrad("publish", plan, "--to", "web", "--each", "room")
    estrad("shift", plan, "1", "5")
    hall = estrad("export", plan, "web/the-conference-2024-hall.ics", "--room", "hall").out
    estrad("unplace", plan, "2")
    lab = estrad("export", plan, "web/the-conference-2024-lab.ics", "--room", "lab").out
    said = estrad("publish", plan, "--to", "web").out

    since = "whoever subscribes to it does not see what has changed since.\n"
    moves, gone = "Moved: “A talk”, from 09:00–09:30 to 09:05–09:35\n", "Cancelled: “Lunch”, 2024-04-25 12:00–13:00\n"
    assert hall == (
        f"{moves}“web/the-conference-2024-hall.ics” is version 2.\n"
        f"The calendar of the whole conference was last sent with version 1; {since}"
    )
    assert lab == (
        f"{gone}“web/the-conference-2024-lab.ics” is version 3.\n"
        f"The calendar of the whole conference was last sent with version 1; {since}"
        f"The calendar of room “Hall” was last sent with version 2; {since}"
    )
    assert said == (
        f"{gone}{moves}Version 3 is in “web”.\nThe calendar of room “Hall” was last sent with version 2; {since}"
    )
    changes = (tmp_path / "web" / "the-conference-2024-changes.txt").read_text()
    assert changes == f"The Conference, version 3, 2024-03-01\n\n{gone}{moves}"


def test_the_first_public_version_forgets_what_was_cancelled_before(estrad, plan, tmp_path):
    web, cancelled = tmp_path / "web", ("CANCELLED: Lunch", "1", "CANCELLED")
    for _twice in range(2):
        estrad("publish", plan, "--to", "web", "--each", "room")
        estrad("unplace", plan, "2")
    assert cancelled in events(web / "the-conference-2024.ics")

    assert estrad("publish", plan, "--to", "web", "--first").code == 0
    assert events(web / "the-conference-2024.ics") == [("A talk", "0", "CONFIRMED")]
    assert cancelled in events(web / "the-conference-2024-hall.ics")
    assert estrad("publish", plan, "--to", "web", "--each", "room").code == 0
    assert events(web / "the-conference-2024-hall.ics") == [("A talk", "0", "CONFIRMED")]
    assert events(web / "the-conference-2024-lab.ics") == [cancelled]  # because no calendar file may be empty


# files that are there already -----------------------------------------------------------------------------


def test_another_file_is_said_and_replaced_only_where_that_is_asked_for(estrad, plan, tmp_path):
    (tmp_path / "o.ics").write_bytes(b"something")

    why = "o.ics: “o.ics” was not made by Estrad, or cannot be read."
    said = f"{why} Say --replace to replace it, or choose another place.\n"
    assert estrad("export", plan, "o.ics") == (2, "", said)
    assert ((tmp_path / "o.ics").read_bytes(), releases(estrad, plan)) == (b"something", [])
    assert (estrad("export", plan, "o.ics", "--replace").code, estrad("export", plan, "o.ics").code) == (0, 0)

    estrad("publish", plan, "--to", "web", "--each", "room")
    for path in (tmp_path / "web").glob("*.ics"):
        path.write_bytes(b"something")
    assert estrad("publish", plan, "--to", "web", "--each", "room").err == (
        "web/the-conference-2024.ics: “the-conference-2024.ics” was not made by Estrad, or cannot be read. "
        "There are 2 more such files. Say --replace to replace them, or choose another place.\n"
    )


def test_two_copies_never_send_the_same_sequence(estrad, plan, tmp_path):
    estrad("export", plan, "o.ics")
    copy = tmp_path / "copy.estrad"
    copy.write_bytes(plan.read_bytes())
    estrad("unplace", plan, "2")
    estrad("export", plan, "o.ics")
    estrad("shift", copy, "2", "60")

    refused = estrad("export", copy, "o.ics")
    assert refused.err.startswith("o.ics: “o.ics” was sent by another copy of this conference")
    assert (refused.code, estrad("export", copy, "o.ics", "--replace").code) == (2, 0)
    assert events(tmp_path / "o.ics") == [("A talk", "0", "CONFIRMED"), ("Lunch", "2", "CONFIRMED")]


def test_the_calendar_of_what_was_deleted_is_published_too(estrad, plan, tmp_path):
    sorts = ("--each", "room", "--each", "person", "--each", "moderator", "--each", "track", "--each", "day")
    estrad("publish", plan, "--to", "web", *sorts)
    ofs = ("-04-25", "-ada", "-bo", "-changes", "-hall", "-lab", "-moderator-bo", "-safety", "")
    suffixes = (".txt" if of == "-changes" else ".ics" for of in ofs)
    assert names(tmp_path / "web") == [
        f"the-conference-2024{of}{suffix}" for of, suffix in zip(ofs, suffixes, strict=True)
    ]
    change(plan, lambda now: delete_room(now, "hall"), lambda now: delete_person(now, "bo"))

    still = "; whoever subscribes to it still reads what was planned then.\n"
    since = "; whoever subscribes to it does not see what has changed since.\n"
    assert estrad("publish", plan, "--to", "web", "--each", "day").out == (
        "Cancelled: “A talk”, 2024-04-25 09:00–09:30\n"
        "Version 2 is in “web”.\n"
        f"The calendar of room “Hall”, now deleted, was last sent with version 1{still}"
        f"The calendar of track “Safety” was last sent with version 1{since}"
        f"The calendar of Ada was last sent with version 1{since}"
        f"The calendar of Bo, now deleted, was last sent with version 1{still}"
        f"The calendar of “Moderator: Bo”, now deleted, was last sent with version 1{still}"
    )
    cancelled = ("CANCELLED: A talk", "1", "CANCELLED")
    assert events(tmp_path / "web" / "the-conference-2024-bo.ics") == [("A talk", "0", "CONFIRMED")]
    again = estrad("publish", plan, "--to", "web", *sorts).out
    assert again == "Attendees would see no difference: version 2 is in “web” again.\n"
    assert events(tmp_path / "web" / "the-conference-2024-hall.ics") == [
        cancelled,
        ("No longer in Hall: Lunch", "1", "CANCELLED"),
    ]
    for name in ("bo", "moderator-bo", "ada", "safety"):
        assert events(tmp_path / "web" / f"the-conference-2024-{name}.ics") == [cancelled]
    for option, typed in (("--room", "HALL"), ("--room", "hall"), ("--person", "Bo"), ("--moderator", "bo")):
        assert estrad("export", plan, "o.ics", option, typed, "--replace").code == 0
        assert cancelled in events(tmp_path / "o.ics")


def test_two_deleted_rooms_of_one_name(estrad, tmp_path, env):
    sessions = [talk("s", "one", "09:00-09:30"), talk("t", "two", "09:00-09:30")]
    plan = agenda(room("one", name="Hall"), room("two", 1, name="Hall"), *sessions)
    Workspace.create(tmp_path / "plan.estrad", plan, env).close()
    estrad("publish", "plan.estrad", "--to", "web", "--each", "room")
    change(tmp_path / "plan.estrad", *(lambda now, of=name: delete_room(now, of) for name in ("one", "two")))

    assert estrad("export", "plan.estrad", "o.ics", "--room", "hall")[::2] == (
        2,
        "Several are called “hall”. Say the id instead: one, two.\n",
    )
    assert estrad("export", "plan.estrad", "o.ics", "--room", "two", "--called-off").code == 0
    assert ("CANCELLED: T", "1", "CANCELLED") in events(tmp_path / "o.ics")


@pytest.mark.parametrize(
    "words",
    [
        ("export", "o.ics"), ("export", "o.ics", "--draft"), ("publish", "--to", "out"),
        ("print", "p.pdf", "--sheet", "programme"), ("print", "p.pdf", "--sheet", "runsheet"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_who_is_named_without_a_yes_is_said_last(estrad, env, tmp_path, words):
    people = (speaker("ada"), speaker("bo", State.NOT_ASKED))
    there = (person("ada"), person("bo"), person("cy"))
    plan = agenda(*there, talk("one", "hall", "09:00-09:30", people=people))
    Workspace.create(tmp_path / "unsure.estrad", plan, env).close()

    answer = estrad(words[0], "unsure.estrad", *words[1:])

    assert (answer.code, answer.out.splitlines()[-1]) == (0, "1 person has not said yes: Bo.")

    estrad("export", "unsure.estrad", "sent.ics")
    assert "not said yes" not in estrad(words[0], "unsure.estrad", *words[1:]).out  # attendees have read it
    more = (*people, speaker("cy", State.TENTATIVE))
    change(tmp_path / "unsure.estrad", lambda plan: edit(plan, Session, "one", people=more))
    last = estrad(words[0], "unsure.estrad", *words[1:]).out.splitlines()[-1]
    assert last == "1 more person has not said yes: Cy."


ROOT = Path(__file__).resolve().parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]
CALLS = ("fsync", "fdatasync", "rename", "pwrite64", "unlink", "mkdir")
SOME = [("rename", 2), ("pwrite64", 4), ("unlink", 1)]
"""Half of the files are in place; the ledger is half written; it is written, and its journal goes."""
ALL = [(call, when) for call in CALLS for when in range(1, 10)]

pytestmark = pytest.mark.skipif(not os.path.exists("/usr/bin/strace"), reason="strace is not installed")


def sent(path: Path) -> tuple[int, Ledger]:
    """Return the number of the last version and the ledger, read with every check of opening."""
    with closing(Workspace.open(path, fixed_environment())) as workspace:
        return (workspace.releases.last.number if workspace.releases.last else 0), workspace.releases.ledger()


def owed(path: Path) -> list[str]:
    """Return the names of the files that a publishing which was cut short still owes."""
    with closing(Workspace.open(path, fixed_environment())) as workspace:
        return [file.name for file in unfinished_files(workspace.releases.published())]


def sequences_in(calendar: Path) -> dict[str, int]:
    """Return SEQUENCE by UID in a calendar, which must be complete."""
    content = calendar.read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    text = content.decode().replace("\r\n ", "")
    uids, sequences = (re.findall(rf"\n{name}:(\S+)", text) for name in ("UID", "SEQUENCE"))
    return dict(zip(uids, map(int, sequences), strict=True))


@pytest.mark.parametrize(
    ("call", "when"),
    [*SOME, *(pytest.param(*one, marks=pytest.mark.soak) for one in ALL if one not in SOME)],
)
def test_publish_killed_at_a_system_call(estrad: Estrad, plan: Path, tmp_path: Path, call: str, when: int) -> None:
    out = tmp_path / "out"
    calendar = out / "the-conference-2024.ics"
    estrad("export", plan, "first.ics")
    estrad("shift", plan, "1", "5")
    before = sent(plan)
    publish = ["publish", plan, "--to", out, "--each", "room"]

    strace = ["strace", "-f", "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={when}"]
    subprocess.run([*strace, *MAIN, *publish], check=False, capture_output=True)

    number, ledger = sent(plan)
    if number == before[0]:
        assert ledger == before[1]
    elif calendar.name not in owed(plan):
        assert sequences_in(calendar) == {e.event.uid: e.sequence for e in ledger.entries.values()}
    for found in out.glob("*.ics"):
        sequences_in(found)
    assert estrad(*publish).code == 0
    assert owed(plan) == []
    number, ledger = sent(plan)
    assert number == before[0] + 1
    assert sequences_in(calendar) == {e.event.uid: e.sequence for e in ledger.entries.values()}


def test_publish_says_how_many_entries_go_and_come_as_a_block_becomes_one_entry(estrad, plan, tmp_path):
    estrad("add", plan, "block", "Block A", "day", "2024-04-25", "start", "09:00", "minutes", "240", "room", "Hall",
           "sessions", "1, 2")  # fmt: skip
    estrad("publish", plan, "--to", tmp_path / "web")

    estrad("set", plan, "block", "Block A", "one_entry", "yes")
    assert "In calendars, 2 entries become one: “Block A”.\n" in estrad("publish", plan, "--to", tmp_path / "web").out
    (file,) = (tmp_path / "web").glob("*.ics")
    assert sorted(events(file)) == [
        ("Block A", "0", "CONFIRMED"), ("Now in “Block A”: A talk", "1", "CANCELLED"),
        ("Now in “Block A”: Lunch", "1", "CANCELLED"),
    ]  # fmt: skip

    estrad("set", plan, "block", "Block A", "one_entry", "no")
    assert "In calendars, one entry becomes 2: “Block A”.\n" in estrad("publish", plan, "--to", tmp_path / "web").out

    told = [estrad("publish", plan, "--to", tmp_path / "web", "--json").json["regrouped"]]
    for answer in ("yes", "no"):
        estrad("set", plan, "block", "Block A", "one_entry", answer)
        told.append(estrad("publish", plan, "--to", tmp_path / "web", "--json").json["regrouped"])
    assert told == [[], [{"block": "Block A", "go": 2, "come": 1}], [{"block": "Block A", "go": 1, "come": 2}]]
