"""Tests of calendars of parts, each separate; and that a checker and readers accept what we send and update."""

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from icalendar import Calendar

from planner.commands.conference import sample_conference
from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import add_session, delete_session, remove_appearance
from planner.commands.timeline import place, shift, unplace
from planner.commands.venue import delete_room
from planner.domain.entities import Conference, Cover, Partner, Room, Session, Venue
from planner.domain.text import EstradError
from planner.domain.value_objects import Link, PartnerRole, Placement, Role
from planner.exporting.file_names import to_slug
from planner.exporting.ics import to_ics
from planner.programme.programme import programme
from planner.programme.release import Ledger, Part, PartKind, parts, whole_part
from planner.programme.sent_parts import sendable_parts
from planner.workspace import Workspace
from tests.builders import DAY, NOW, agenda, day, person, span, speaker, talk, track
from tests.calendars import ENGLISH, sent
from tests.parts import part_about, person_part, room_part, track_part
from tests.shared_data import shared
from tests.tries import MORE


@pytest.fixture
def planned(tmp_path: Path, env):
    """Open a conference with a talk in the hall and one in the lab."""
    whole = agenda(
        talk("talk", "hall", "09:00-09:30", people=(speaker("ada"),)),
        talk("other", "lab", "09:00-09:30"),
        person("ada"),
    )
    with closing(Workspace.create(tmp_path / "plan.estrad", whole, env)) as workspace:
        yield workspace


def send(workspace: Workspace, *parts: Part, into: Path) -> dict[str, Calendar]:
    """Send these parts at once, and return by key the calendar that icalendar reads in each file."""
    words, paths = workspace.wording, {into / f"{part.key.replace(':', '-')}.ics": part for part in parts}
    workspace.outbox.send(
        lambda sent: {p: to_ics(sent.release.programme, sent.ledger, words, part=part) for p, part in paths.items()},
        targets=paths,
    )
    return {part.key: Calendar.from_ical(path.read_bytes()) for path, part in paths.items()}


def rooms(workspace: Workspace) -> list[Part]:
    return [room_part(workspace.agenda, workspace.programme(), room) for room in workspace.agenda.rooms_in_order]


def adas(workspace: Workspace) -> Part:
    return person_part(workspace.agenda, workspace.programme(), workspace.agenda.people["ada"])


def lines(calendar: Calendar) -> list[tuple[str, str, int, str]]:
    return [(str(e["SUMMARY"]), str(e["LOCATION"]), e["SEQUENCE"], str(e["STATUS"])) for e in calendar.walk("VEVENT")]


def test_a_session_that_changes_room_comes_back_and_is_deleted(planned, tmp_path):
    hall, lab, other = "Hall, The Venue", "Lab, The Venue", ("Other", "Lab, The Venue", 0, "CONFIRMED")
    gone = [("CANCELLED: Talk", hall, 3, "CANCELLED")], [other, ("CANCELLED: Talk", lab, 2, "CANCELLED")]
    for act, in_hall, in_lab in (
        (None, [("Talk", hall, 0, "CONFIRMED")], [other]),
        (
            lambda plan: place(plan, "talk", DAY, 600, ["lab"]),
            [("Moved to Lab: Talk", hall, 1, "CANCELLED")], [other, ("Talk", lab, 0, "CONFIRMED")],
        ),
        (
            lambda plan: place(plan, "talk", DAY, 600, ["hall"]),
            [("Talk", hall, 2, "CONFIRMED")], [other, ("Moved to Hall: Talk", lab, 1, "CANCELLED")],
        ),
        (lambda plan: delete_session(plan, "talk"), *gone),
        (None, *gone),
    ):  # fmt: skip
        if act:
            planned.apply(act(planned.agenda))
        found = send(planned, *rooms(planned), into=tmp_path)
        assert (lines(found["room:hall"]), lines(found["room:lab"])) == (in_hall, in_lab)


def test_no_part_has_a_uid_of_the_whole_or_of_another(planned, tmp_path):
    whole = whole_part(planned.programme())
    planned.apply(place(planned.agenda, "talk", DAY, 600))
    found = send(planned, whole, *rooms(planned), into=tmp_path)

    uids = [str(event["UID"]) for calendar in found.values() for event in calendar.walk("VEVENT")]
    assert (len(uids), len(set(uids))) == (5, 5)
    with pytest.raises(EstradError, match="“Attic” has no session that attendees are shown"):
        send(planned, Part("room:attic", "Attic", frozenset()), into=tmp_path)
    assert (planned.releases.last.number, (tmp_path / "room-attic.ics").exists()) == (1, False)


@pytest.mark.parametrize(
    ("language", "mine", "hall", "lab"),
    [
        ("en", "No longer yours: Talk", "Moved to Lab: Talk", ["CANCELLED: Other", "Talk"]),
        ("sv", "Inte längre din: Talk", "Flyttad till Lab: Talk", ["INSTÄLLT: Other", "Talk"]),
    ],
)
def test_what_is_no_longer_so_is_said_in_the_language_of_the_conference(planned, tmp_path, language, mine, hall, lab):
    planned.apply(edit(planned.agenda, Conference, "conference", language=language))
    send(planned, whole_part(planned.programme()), *rooms(planned), adas(planned), into=tmp_path)
    planned.apply(place(planned.agenda, "talk", DAY, 600, ["lab"]))
    planned.apply(remove_appearance(planned.agenda, "talk", "ada", Role.SPEAKER))
    planned.apply(delete_session(planned.agenda, "other"))
    found = send(planned, whole_part(planned.programme()), *rooms(planned), adas(planned), into=tmp_path)

    said = {key: [line[0] for line in lines(calendar)] for key, calendar in found.items() if key}
    assert said == {"room:hall": [hall], "room:lab": lab, "person:ada": [mine]}
    assert ("Talk", "Lab, The Venue", 1, "CONFIRMED") in lines(found[""])


def test_what_leaves_a_track_or_a_day(tmp_path, env):
    later = DAY + timedelta(days=1)
    whole = agenda(day(), day(later), track("law"), talk("talk", "hall", "09:00-09:30", track="law"))
    workspace = Workspace.create(tmp_path / "plan.estrad", whole, env)

    def both() -> list[Part]:
        now, shown = workspace.agenda, workspace.programme()
        return [
            part_about(now, shown, PartKind.DAY, now.days_in_order[0].date.isoformat()),
            track_part(now, shown, now.tracks["law"]),
        ]

    send(workspace, *both(), into=tmp_path)
    workspace.apply(place(workspace.agenda, "talk", later, 600, ["hall"]))
    workspace.apply(edit(workspace.agenda, Session, "talk", track=None))
    found = send(workspace, *both(), into=tmp_path)
    workspace.close()

    at_first = ("Hall, The Venue", 1, "CANCELLED")
    assert lines(found["day:2024-04-25"]) == [("Moved to 26 April: Talk", *at_first)]
    assert lines(found["track:law"]) == [("No longer in Law: Talk", *at_first)]


# deleted things -------------------------------------------------------------------------------------------


def gone(workspace: Workspace, about: PartKind) -> Part:
    """Return the one part of that sort whose room, track or person no longer exists, as it is after a restart."""
    ledger, words = workspace.releases.ledger(), workspace.wording
    found = sendable_parts(workspace.agenda, workspace.programme(), ledger, about, words)
    (part,) = (part for part in found if part.gone)
    return part


def test_the_calendar_of_a_deleted_room_says_what_became_of_its_sessions(planned, tmp_path):
    planned.apply(add_session(planned.agenda, "lunch", title="Lunch", placement=Placement(span("12:00-13:00"))))
    planned.apply(
        add_session(planned.agenda, "both", title="Both", placement=Placement(span("14:00-15:00"), ("hall", "lab")))
    )
    send(planned, *rooms(planned), into=tmp_path)
    planned.apply(place(planned.agenda, "lunch", DAY, 735))
    planned.apply(delete_room(planned.agenda, "lab"))

    part = gone(planned, PartKind.ROOM)
    second = send(planned, part, into=tmp_path)
    third = send(planned, gone(planned, PartKind.ROOM), into=tmp_path)

    assert (part.key, part.title, part.sessions) == ("room:lab", "Lab", frozenset())
    assert lines(second["room:lab"]) == [
        ("CANCELLED: Other", "Lab, The Venue", 1, "CANCELLED"),
        ("No longer in Lab: Lunch", "The Venue", 1, "CANCELLED"),
        ("Moved to Hall: Both", "Hall, Lab, The Venue", 1, "CANCELLED"),
    ]
    assert lines(third["room:lab"]) == lines(second["room:lab"])
    assert str(second["room:lab"]["NAME"]) == "The Conference · Lab"
    send(planned, adas(planned), into=tmp_path)
    planned.apply(delete_person(planned.agenda, "ada"))
    (last,) = send(planned, gone(planned, PartKind.PERSON), into=tmp_path).values()
    assert lines(last) == [("No longer yours: Talk", "Hall, The Venue", 1, "CANCELLED")]


def test_a_file_opened_again_knows_the_calendars_that_were_sent(planned, tmp_path, env):
    send(planned, *rooms(planned), into=tmp_path)
    planned.apply(delete_room(planned.agenda, "lab"))
    planned.apply(edit(planned.agenda, Room, "hall", name="Aula"))
    before = planned.releases.ledger()
    planned.close()

    with closing(Workspace.open(planned.path, env)) as again:
        assert again.releases.ledger() == before
        assert {key: (file.name, file.release, sorted(file.sessions)) for key, file in before.files.items()} == {
            "": ("the-conference-2024", 0, []), "room:hall": ("the-conference-2024-hall", 1, ["talk"]),
            "room:lab": ("the-conference-2024-lab", 1, ["other"]),
        }  # fmt: skip
        send(again, *rooms(again), gone(again, PartKind.ROOM), into=tmp_path)
        files = again.releases.ledger().files
        assert {key: (files[key].title, files[key].name, files[key].release) for key in files if key} == {
            "room:hall": ("Aula", "the-conference-2024-hall", 2), "room:lab": ("Lab", "the-conference-2024-lab", 2),
        }  # fmt: skip


READERS = "icalendar,vobject,ics,ical,ical.js,node-ical,ts-ics,libical,calcurse,data-ical"


def check(*arguments: object, readers: bool = MORE > 1) -> tuple[int, str]:
    """Return the checker's exit code and last line; after a failure, its whole output.
    The readers, ten processes each time, read three of the files in a usual run, and all of them in a soak.
    """
    command = [sys.executable, shared("tools", "icscheck.py"), *arguments, "--strict"]
    command += ["--parsers", READERS] if readers else ["--no-parsers"]
    run = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout if run.returncode else run.stdout.splitlines()[-1].split()[0]


@pytest.fixture
def sample(tmp_path, env):
    with closing(Workspace.create(tmp_path / "sample.estrad", sample_conference(env.ids), env)) as workspace:
        yield workspace


def written_out(workspace: Workspace, path: Path) -> Path:
    words = workspace.wording
    workspace.outbox.send(lambda sending: {path: to_ics(sending.release.programme, sending.ledger, words)})
    return path


def test_the_sample_and_its_update(sample, clock, tmp_path):
    first = written_out(sample, tmp_path / "v1.ics")
    moved, retitled, cancelled, _lunch = (s.id for s, _where in sample.agenda.placed[5:9])
    clock.forward(minutes=5)
    sample.apply(shift(sample.agenda, moved, 5))
    sample.apply(edit(sample.agenda, Session, retitled, title="En ny rubrik"))
    sample.apply(unplace(sample.agenda, cancelled))
    sample.apply(place(sample.agenda, sample.agenda.tray[0].id, DAY, 930, [sample.agenda.rooms_in_order[0].id]))
    second = written_out(sample, tmp_path / "v2.ics")

    assert (check(first), check(second, "--previous", first, readers=True)) == ((0, "PASS"), (0, "PASS"))


def send_parts(workspace: Workspace, folder: Path) -> list[Path]:
    """Send a calendar of every part of every sort that attendees can get, and return their files."""
    folder.mkdir()
    words, agenda, shown = workspace.wording, workspace.agenda, workspace.programme()
    found = [
        part for about in PartKind for part in parts(agenda, shown, about, words)
        if part.sessions
    ]  # fmt: skip
    files = {folder / f"{part.name}.ics": part for part in workspace.outbox.with_calendar_names(found)}
    workspace.outbox.send(
        lambda sent: {p: to_ics(sent.release.programme, sent.ledger, words, part=part) for p, part in files.items()},
        targets=files,
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
    track_name = to_slug(sample.agenda.tracks_in_order[0].name)
    ofs = [f"trygghetnu-2024-{name}" for name in ("04-25", to_slug(hall.name), to_slug(other.name), track_name)]
    chosen = [pair for pair in kept if pair[0].stem in ofs] + kept[-1:]

    assert len(chosen) == 5
    tried = chosen if MORE > 1 else [chosen[2], chosen[-1]]  # the room with a loss and a gain, and the last sort
    assert [check(new, "--previous", old) for old, new in tried] == [(0, "PASS")] * len(tried)


def test_the_update_after_a_cancelled_session_came_back(sample, clock, tmp_path):
    files = [written_out(sample, tmp_path / "1.ics")]
    sample.apply(unplace(sample.agenda, sample.agenda.placed[2][0].id))
    files.append(written_out(sample, tmp_path / "2.ics"))
    sample.undo()
    files.append(written_out(sample, tmp_path / "3.ics"))
    clock.forward(days=-1)
    sample.apply(edit(sample.agenda, Conference, sample.agenda.conference.id, timezone="Europe/London"))
    files.append(written_out(sample, tmp_path / "4.ics"))

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

    assert check(tmp_path / "hard.ics", readers=True) == (0, "PASS")


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
    (tmp_path / "zone.ics").write_bytes(to_ics(shown, sent(Ledger(), shown), ENGLISH))

    assert check(tmp_path / "zone.ics", readers=True) == (0, "PASS")
