"""Tests of `publish` in a folder with more in it: what is out of date, what nobody knows of, how it is withdrawn."""

from functools import partial
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.domain.entities import Conference
from tests.cli.commands import Answer, Estrad, change
from tests.readers import Component, read

CONFERENCE = "the-conference-2024"
LOST = f"{CONFERENCE}-sal-c.ics"
UNKNOWN = (
    f"“{LOST}” is a calendar of this conference that this file knows nothing of: another copy sent it, or this one "
    "before a backup was restored. Whoever subscribes to it reads what may no longer hold.\n"
    "Say --withdraw NAME to cancel all entries of such a calendar.\n"
)


def events(path: Path) -> list[Component]:
    return read(path.read_bytes()).all("VEVENT")


def lines(path: Path) -> list[tuple[str, str, str]]:
    return [(event["SUMMARY"], event["SEQUENCE"], event["STATUS"]) for event in events(path)]


@pytest.fixture
def lost(estrad: Estrad, plan: Path, tmp_path: Path) -> Path:
    """Publish rooms, one more room, and fetch back the backup of before it; return the file that nobody knows of."""
    estrad("publish", plan, "--to", "web", "--each", "room")
    backup = plan.read_bytes()
    estrad("add", plan, "room", "Sal C")
    estrad("set", plan, "session", "1", "room", "Sal C")
    estrad("publish", plan, "--to", "web", "--each", "room")
    plan.write_bytes(backup)
    estrad("set", plan, "session", "1", "start", "09:20")
    return tmp_path / "web" / LOST


def test_a_calendar_that_a_fetched_back_backup_knows_nothing_of_is_named_and_left(
    estrad: Estrad, plan: Path, lost: Path
) -> None:
    before = lost.read_bytes()

    for _twice in range(2):
        answer = estrad("publish", plan, "--to", "web", "--each", "room", "--replace")
        assert (answer.code, answer.out.endswith(UNKNOWN)) == (0, True)

    told = estrad("publish", plan, "--to", "web", "--each", "room", "--json").json
    assert (told["unknown"], told["withdrawn"]) == (
        [{"file": LOST, "title": "The Conference · Sal C", "sure": True}], [],
    )  # fmt: skip
    assert lost.read_bytes() == before


@pytest.mark.parametrize("name", [LOST, LOST.removesuffix(".ics")])
def test_only_who_says_its_name_withdraws_it_and_then_it_is_not_named_again(
    estrad: Estrad, plan: Path, lost: Path, name: str
) -> None:
    before = events(lost)
    told = estrad("publish", plan, "--to", "web", "--replace", "--withdraw", name, "--withdraw", name, "--json").json

    assert (told["unknown"], told["withdrawn"], f"web/{LOST}" in told["files"]) == ([], [LOST], True)
    assert lines(lost) == [
        ("No longer in this calendar: A talk", "1", "CANCELLED"),
        ("No longer in this calendar: Lunch", "1", "CANCELLED"),
    ]
    after = events(lost)
    assert [event["UID"] for event in after] == [event["UID"] for event in before]
    for time in ("DTSTAMP", "LAST-MODIFIED"):
        assert all(now[time] > old[time] for now, old in zip(after, before, strict=True))
    assert read(lost.read_bytes())["NAME"] == "The Conference · Sal C"
    assert estrad("publish", plan, "--to", "web", "--json").json["unknown"] == []


def test_an_unknown_calendar_of_an_older_estrad_may_be_one_and_is_withdrawn_too(
    estrad: Estrad, plan: Path, lost: Path
) -> None:
    data = lost.read_bytes()
    head, _line, tail = data.partition(b"X-ESTRAD-CONFERENCE:")
    lost.write_bytes(head + tail.partition(b"\r\n")[2])

    perhaps = (
        f"“{LOST}” may be a calendar of this conference that this file knows nothing of; only its name and title say "
        "so.\n"
    )
    assert perhaps in estrad("publish", plan, "--to", "web", "--replace").out
    withdrawn = f"“{LOST}” is withdrawn: all its entries are cancelled.\n"
    assert withdrawn in estrad("publish", plan, "--to", "web", "--withdraw", LOST).out
    assert {status for _title, _sequence, status in lines(lost)} == {"CANCELLED"}


def test_what_is_of_another_edition_known_or_a_draft_is_not_named(estrad: Estrad, plan: Path, tmp_path: Path) -> None:
    estrad("publish", plan, "--to", "web", "--each", "room")
    web = tmp_path / "web"
    estrad("edition", plan, "next.estrad", "--date", "2025-04-25", "--keep", "all")
    estrad("publish", "next.estrad", "--to", "web", "--each", "room", "--each", "day")
    estrad("export", plan, f"web/{CONFERENCE}-draft.ics", "--draft")
    (web / f"{CONFERENCE}-strange.ics").write_bytes(b"something")

    for each in ((), ("--each", "room")):
        told = estrad("publish", plan, "--to", "web", *each, "--json").json
        assert (told["unknown"], told["stale"]) == ([], [])


def test_what_another_copy_sends_under_a_name_of_its_own_is_named_though_its_entries_are_known(
    estrad: Estrad, plan: Path, tmp_path: Path
) -> None:
    """The file is copied before anything is sent, and in the copy the room has another name."""
    theirs = tmp_path / "theirs.estrad"
    theirs.write_bytes(plan.read_bytes())
    estrad("set", theirs, "room", "hall", "name", "Gamma")
    estrad("publish", plan, "--to", "web", "--each", "room")

    told = estrad("publish", theirs, "--to", "web", "--each", "room", "--replace", "--json").json

    assert [found["file"] for found in told["unknown"]] == [f"{CONFERENCE}-hall.ics"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"{CONFERENCE}-hall.ics", f"“{CONFERENCE}-hall.ics” is a calendar that this file sends. Say --again to bring "
         "it up to date: what is no longer in it is cancelled there.\n"),
        (CONFERENCE, f"“{CONFERENCE}” is a calendar that this file sends. Say --again to bring it up to date: what is "
         "no longer in it is cancelled there.\n"),
        ("other.ics", f"“web” has no unknown calendar “other.ics”. There is: {LOST}.\n"),
    ],
)  # fmt: skip
def test_nothing_else_is_withdrawn(estrad: Estrad, plan: Path, lost: Path, name: str, said: str) -> None:
    before = {path: path.read_bytes() for path in lost.parent.iterdir()}

    answer = estrad("publish", plan, "--to", "web", "--replace", "--withdraw", name)

    assert answer == Answer(2, "", said)
    assert {path: path.read_bytes() for path in lost.parent.iterdir()} == before


def test_a_calendar_that_the_backup_knows_in_an_older_state_is_said_to_be_another_copys(
    estrad: Estrad, plan: Path, tmp_path: Path
) -> None:
    hall = f"{CONFERENCE}-hall.ics"
    estrad("publish", plan, "--to", "web", "--each", "room")
    backup = plan.read_bytes()
    estrad("set", plan, "session", "1", "start", "09:20")
    estrad("publish", plan, "--to", "web", "--each", "room")
    plan.write_bytes(backup)

    told = estrad("publish", plan, "--to", "web", "--replace", "--json").json["stale"]
    assert told == [{"part": "room:hall", "kind": "room", "title": "Hall", "file": hall, "version": 1}]
    assert estrad("publish", plan, "--to", "web").out == (
        "Attendees would see no difference: version 1 is in “web” again.\n"
        f"“{hall}” was sent by another copy of this conference, or later than this file knows.\n"
        "Say --again and --replace to bring it up to date, and --each for what was never sent from here.\n"
    )
    assert estrad("publish", plan, "--to", "web", "--again", "--replace", "--json").json["stale"] == []
    assert [event["DTSTART"][-6:] for event in events(tmp_path / "web" / hall)] == ["090000", "120000"]


def test_again_sends_all_that_was_sent_before_and_only_that(estrad: Estrad, plan: Path, tmp_path: Path) -> None:
    estrad("publish", plan, "--to", "web", "--each", "person")
    estrad("remove", plan, "person", "Ada")
    estrad("set", plan, "session", "1", "start", "09:20")

    told = estrad("publish", plan, "--to", "web", "--json").json
    assert [(one["part"], one["kind"], one["title"], one["file"], one["version"]) for one in told["stale"]] == [
        ("person:bo", "person", "Bo", f"{CONFERENCE}-bo.ics", 1),
        ("person:ada", "person", "Ada", f"{CONFERENCE}-ada.ics", 1),
    ]
    told = estrad("publish", plan, "--to", "web", "--again", "--each", "day", "--json").json
    assert (told["stale"], sorted(told["files"])) == (
        [],
        [f"web/{CONFERENCE}{of}" for of in ("-04-25.ics", "-ada.ics", "-bo.ics", "-changes.txt", ".ics")],
    )
    assert lines(tmp_path / "web" / f"{CONFERENCE}-ada.ics") == [("No longer yours: A talk", "1", "CANCELLED")]


def test_addresses_that_cannot_work_are_told_when_a_calendar_is_sent(estrad: Estrad, plan: Path) -> None:
    """They were typed before they were refused, or imported."""
    change(
        plan,
        lambda now: edit(now, Conference, now.conference.id, calendar_address="javascript:alert(1)"),
        *(partial(add_session, session_id=f"s{n}", title=f"S{n}", website="yes") for n in range(6)),
    )

    first = (
        "The conference, its venue or an organisation has an address that cannot work, so attendees do not get it: "
        "javascript:alert(1)."
    )
    sessions = [f"“S{n}” has an address that cannot work, so attendees cannot go there: yes." for n in range(4)]
    expected = [first, *sessions, "2 more warnings are of such addresses."]
    for words in (("publish", plan, "--to", "web"), ("export", plan, "o.ics")):
        assert estrad(*words).out.splitlines()[-6:] == expected
