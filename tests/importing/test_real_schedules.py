"""Tests of files that others have made: what each is read as, and planned."""

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from xml.etree import ElementTree

import pytest

from planner.commands.conference import sample_conference
from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Session
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import ProfileChoice
from planner.exporting.ics import to_ics
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.plan import Verdict
from planner.incoming_file import SOURCES, incoming_from_agenda, read_incoming
from planner.wording import wording
from planner.workspace import Workspace
from tests.builders import agenda, day, person, room
from tests.importing.calendar_files import read, vcalendar, vevent
from tests.importing.every_file import HEAD, TABLE, files, line_of
from tests.importing.json_files import told as json_told
from tests.importing.schedules import Importing
from tests.shared_data import shared

FILES = {
    "fosdem-2007.xml": ("Europe/Brussels", (215, 18, 2, 244)),
    "fosdem-2019.xml": ("Europe/Brussels", (775, 34, 2, 729)),
    "emf-2018.xml": ("Europe/London", (214, 8, 3, 191)),
}
"""Sessions, rooms, days, speakers. Speakers are counted by the id that the file gives them: FOSDEM 2007 gives one
person another for each talk. At EMF 2018 three ids stand for nine names, which are told apart."""


@cache
def incoming(name):
    return run_to_end(read_incoming(shared("data", "schedule_xml", name), "schedule.xml"))


KINDS = {
    **dict.fromkeys(("", "talk", "devroom", "maintrack", "lightningtalk", "certification", "keysigning"), "talk"),
    **dict.fromkeys(("workshop", "youthworkshop", "bof"), "workshop"),
    "keynote": "keynote", "performance": "social",
}  # fmt: skip
"""Our kind for each of the files' types. Nothing is known of keysigning and certification, so they are talks."""
BY_TITLES = {"Keynote": "keynote", "Opening": "opening", "Welcome": "opening"}
"""The kinds that titles say where a file has no type."""


def words(text):
    return " ".join((text or "").split())


def second_reading(path):
    """Count title, local start, minutes, room, kind and people of each event, as the file writes them."""
    found = Counter()
    for opened in ElementTree.parse(path).getroot().findall("day"):
        for event in opened.findall(".//event"):
            whole, start = event.findtext("date") or "", words(event.findtext("start"))
            when = whole[:16].replace("T", " ") if whole else f"{opened.get('date')} {start}"
            hours, minutes = words(event.findtext("duration")).split(":")
            people = sorted(words(person.text) for person in event.findall("persons/person"))
            title, sort, room = (words(event.findtext(name)) for name in ("title", "type", "room"))
            kind = KINDS[sort] if sort else BY_TITLES.get(title.partition(":")[0], "talk")
            told = title, when, int(hours) * 60 + int(minutes), room, kind
            found[(*told, tuple(people))] += 1
    return found


def placed(whole):
    """Count the same of each session of the conference."""
    return Counter(
        (
            session.title,
            f"{placement.span.start_datetime:%Y-%m-%d %H:%M}",
            placement.span.minutes,
            *whole.room_names(placement.rooms),
            session.kind.value,
            tuple(sorted(whole.people[a.person].name for a in session.people)),
        )
        for session, placement in whole.placed
    )


@pytest.mark.parametrize("name", FILES)
def test_all_of_it_is_there_in_the_hours_of_its_day_and_comes_once(tmp_path, name):
    zone, counts = FILES[name]
    importing = Importing(tmp_path, zone)
    whole = importing.new_plan(incoming(name)).create_conference()

    assert (len(whole.sessions), len(whole.rooms), len(whole.days), len(whole.people)) == counts
    assert (whole.tray, incoming(name).refused) == ((), ())
    hours = {day.date: day for day in whole.days_in_order}
    assert all(
        hours[p.span.day].opens <= p.span.start < p.span.end <= hours[p.span.day].closes for _, p in whole.placed
    )
    assert all(day.closes - day.opens <= 16 * 60 for day in whole.days_in_order)
    assert placed(whole) == second_reading(shared("data", "schedule_xml", name))
    plan = importing.plan(whole, incoming(name), asked=zone)
    assert {row.verdict for row in plan.rows} == {Verdict.SAME}
    assert not plan.change(row.key for row in plan.rows)


def test_emf_s_clocks_are_those_on_the_wall_in_whatever_zone_it_is_read_and_its_nights_of_the_day_before(tmp_path):
    walls = {session.key: session.begin.at.replace(tzinfo=None) for session in incoming("emf-2018.xml").sessions}
    assert min(walls.values()) == datetime(2018, 8, 31, 12, 30)

    for zone in ("Europe/Stockholm", "America/New_York", "Asia/Kolkata"):
        whole = Importing(tmp_path, zone).new_plan(incoming("emf-2018.xml")).create_conference()
        assert {s.origin: p.span.start_datetime for s, p in whole.placed} == walls
        late = [(s.title[:9], f"{p.span.day}", p.span.start) for s, p in whole.placed if p.span.start >= 1440]
        assert late == [("Vieon - a", "2018-08-31", 1440), ("Lai Power", "2018-09-01", 1455)]


def test_what_has_no_place_here_is_counted_and_no_mark_of_html_is_left():
    assert dict(incoming("fosdem-2019.xml").unmapped) == {
        "slug": 775, "link@href": 9, "type=certification": 6, "conference/timeslot_duration": 1,
        "type=keysigning": 1,
    }  # fmt: skip
    assert incoming("emf-2018.xml").unmapped["recording/license"] == 214
    fosdem = (*incoming("fosdem-2007.xml").sessions, *incoming("fosdem-2019.xml").sessions)
    texts = [str(s.fields.get(field, "")) for s in fosdem for field in ("abstract", "description")]
    assert [text for text in texts if "<p>" in text or "</" in text.replace("</etc", "")] == []


def test_a_revision_shows_exactly_what_was_revised(tmp_path):
    text = shared("data", "schedule_xml", "fosdem-2019.xml").read_text("utf-8")
    text = text.replace("<start>09:30</start>", "<start>09:40</start>", 1)
    text = text.replace("Can Anyone Live in Full Software Freedom Today?", "Can Anyone?", 1)
    new = '<event id="99999"><title>New</title><room>Janson</room></event>'
    text = re.sub('<event id="8804">.*?</event>', new, text, count=1, flags=re.DOTALL)
    importing = Importing(tmp_path, "Europe/Brussels")

    whole = importing.new_plan(incoming("fosdem-2019.xml")).create_conference()

    rows = importing.plan(whole, text.encode(), asked="Europe/Brussels").rows
    changed = [row for row in rows if row.verdict is not Verdict.SAME]
    assert [
        (row.verdict.value, row.title, row.changes_any_field("placement", "minutes"), row.changes_any_field("title"))
        for row in changed
    ] == [
        ("changed", "Welcome to FOSDEM 2019", True, False),
        ("changed", "Can Anyone?", False, True),
        ("new", "New", False, False),
        ("gone", "FLOSS, the Internet and the Future", False, False),
    ]  # fmt: skip


ZONE = "Europe/Rome"
OF_THE_CATALOGUE = [(54, None), (55, None), (72, None), (76, None), (79, (5, 2, 8, 0)), (77, None), (79, None)]
"""Events of each revision, and how many are new, gone, moved and retitled where it counts against the one before."""
NEW, GONE, MOVED, RETITLED = range(4)


def revisions():
    return sorted(shared("data", "revisions", "sotm-2022").glob("*.json"))


def told_by(path):
    """Return every talk of the file by its code and a count, for talks that are held several times."""
    counts, found = Counter(), {}
    for talk in json.loads(path.read_text("utf-8"))["talks"]:
        counts[talk["code"]] += 1
        found[talk["code"], counts[talk["code"]]] = (
            (talk["start"], talk["end"], talk["room"]), " ".join(talk["title"].split()),
        )  # fmt: skip
    return found


def diff(before, after, ever):
    """Return how many talks are new, gone, moved and retitled; one that comes back is moved out of the tray."""
    both = before.keys() & after.keys()
    back = (after.keys() - before.keys()) & ever
    return (
        len(after.keys() - before.keys() - back),
        len(before.keys() - after.keys()),
        sum(before[key][0] != after[key][0] for key in both) + len(back),
        sum(before[key][1] != after[key][1] for key in both),
    )


def found_in(plan, waiting):
    """Return the numbers of new, gone, moved and retitled; a conflict that is left open is counted only once."""
    rows = [row for row in plan.rows if row.what is Session]
    told = {(row.key, d.key, str(d.after)) for row in rows for d in row.differences}
    fields = Counter(field for _, field, _ in told - waiting)
    waiting |= told
    found = Counter(row.verdict for row in rows if row.verdict is not Verdict.GONE or row.can_be_ticked)
    return found[Verdict.NEW], found[Verdict.GONE], fields["placement"], fields["title"]


def by_hand(whole, turn):
    """Make three edits by hand, and return the conference and the values that must stay from then on."""
    placed = [session for session, _ in whole.placed]
    retitled, written, moved = (placed[(turn * 11 + n) % len(placed)].id for n in range(3))
    kept = {(retitled, "title"): f"Ours {turn}", (written, "abstract"): f"Ours {turn}"}
    whole = whole.after(edit(whole, Session, retitled, title=f"Ours {turn}"))
    whole = whole.after(edit(whole, Session, written, abstract=f"Ours {turn}"))
    span, rooms = whole.sessions[moved].placement.span, whole.sessions[moved].placement.rooms
    whole = whole.after(place(whole, moved, span.day, 1200 + turn, rooms))
    return whole, kept | {(moved, "placement"): whole.sessions[moved].placement}


def ticked(plan):
    """Return the rows that are proposed, and all that are gone."""
    return plan.proposed_keys | {row.key for row in plan.rows if row.verdict is Verdict.GONE}


def test_what_is_new_moved_retitled_and_gone_is_told_and_edits_by_hand_survive(tmp_path):
    importing = Importing(tmp_path, ZONE)
    first, *others = revisions()
    whole, before = importing.new(json_told(first.read_bytes(), first.name)), told_by(first)
    assert len(whole.sessions) == len(before)
    ever, kept, waiting = set(before), {}, set()
    for turn, path in enumerate(others, 1):
        whole, edits = by_hand(whole, turn)
        kept |= edits
        incoming, after = json_told(path.read_bytes(), path.name), told_by(path)

        plan = importing.plan(whole, incoming)

        figures = diff(before, after, ever)
        events, catalogued = OF_THE_CATALOGUE[turn]
        assert found_in(plan, waiting) == figures, path.name
        assert len({code for code, _ in after}) == events
        assert catalogued is None or _by_code(before, after) == catalogued
        gone = {row.before.id for row in plan.rows if row.verdict is Verdict.GONE}
        kept = {field: value for field, value in kept.items() if field[0] not in gone}
        change = plan.change(ticked(plan))
        assert whole.after(change).after(change.inverse()) == whole
        whole = whole.after(change)
        assert {field: getattr(whole.sessions[field[0]], field[1]) for field in kept} == kept
        assert not importing.plan(whole, incoming).change()
        before, ever = after, ever | after.keys()


def _by_code(before, after):
    """Return the diff as the catalogue counts it: a talk that is held several times is one."""
    return diff(*[{code: talk for (code, n), talk in told.items() if n == 1} for told in (before, after)], set())


@pytest.mark.soak
def test_every_revision_is_published_as_an_update_of_the_one_before(tmp_path, clock, env):
    importing = Importing(tmp_path, ZONE)
    first, *others = revisions()
    workspace = Workspace.create(
        tmp_path / "sotm.estrad", importing.new(json_told(first.read_bytes(), first.name)), env
    )
    previous = _sent(workspace, tmp_path / "0.ics")
    assert _checked(previous) == 0
    for turn, path in enumerate(others, 1):
        clock.forward(days=1)
        plan = importing.plan(workspace.agenda, json_told(path.read_bytes(), path.name))
        workspace.apply(plan.change(ticked(plan)))
        now = _sent(workspace, tmp_path / f"{turn}.ics")
        assert _checked(now, "--previous", previous) == 0, path.name
        previous = now
    workspace.close()


def _sent(workspace, path):
    words = workspace.wording
    workspace.outbox.send(lambda sending: {path: to_ics(sending.release.programme, sending.ledger, words)})
    return path


def _checked(*arguments):
    command = [str(word) for word in (sys.executable, shared("tools", "icscheck.py"), *arguments)]
    return subprocess.run(command, check=False).returncode


# every file -----------------------------------------------------------------------------------------------


DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGE = TABLE.read_text(encoding="utf-8")
ROWS = {row.split(" | ")[0].removeprefix("| "): row for row in PAGE.splitlines() if row.startswith("| ")}


def words_of(heading: str) -> set[str]:
    """Return the words in code marks in the first column of the table under a heading of docs/importing.md."""
    section = (DOCS / "importing.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def test_the_pages_name_each_sort_of_file_and_each_layout():
    page = (DOCS / "importing.md").read_text(encoding="utf-8")
    (row,) = [row for row in (DOCS.parent / "README.md").read_text().splitlines() if row.startswith("| `import FILE")]

    assert words_of("What can be imported") == {source.key for source in SOURCES} | {"estrad"}
    for source in SOURCES:
        assert f"\n| `{source.key}` | {' '.join(source.patterns).replace('*', '')} |" in page
        assert all(pattern.removeprefix("*.") in row.casefold() for pattern in source.patterns), source.key
    assert words_of("Layouts that are known") == {layout.key for layout in LAYOUTS}


def test_the_table_has_a_row_for_every_file_and_a_reason_for_every_refusal():
    root = shared("data")
    assert PAGE.startswith(HEAD)
    assert [path.relative_to(root).as_posix() for path in files(root)] == [name for name in ROWS if name != "file"]
    assert [row for row in ROWS.values() if " | refused | " in row and row.rstrip("| ").endswith("refused")] == []


@pytest.mark.parametrize("folder", sorted({name.partition("/")[0] for name in ROWS} - {"file"}))
def test_every_file_is_read_or_refused_as_the_table_says(folder):
    root = shared("data")
    found = [line_of(path, root) for path in files(shared("data", folder).parent) if path.is_relative_to(root / folder)]
    assert found == [row for name, row in ROWS.items() if name.startswith(f"{folder}/")]


# planned --------------------------------------------------------------------------------------------------


def test_a_calendar_gives_a_new_conference_cards_are_people_and_a_list_fills_the_tray(importing):
    events = [vevent(UID="1", LOCATION="Hall", CATEGORIES="Workshop"), vevent(UID="2", SUMMARY="Lunch"),
              vevent(UID="3", LOCATION="Lab", CATEGORIES="Web")]  # fmt: skip
    whole = importing.new(read(vcalendar("X-WR-CALNAME:The Conference", *events)))
    placed = [(s.title, p.span.start, s.minutes, [whole.rooms[r].name for r in p.rooms]) for s, p in whole.placed]
    assert sorted(placed) == [("A talk", 540, 30, ["Hall"]), ("A talk", 540, 30, ["Lab"]), ("Lunch", 540, 30, [])]

    cards = read("BEGIN:VCARD\nFN:Ada Ek\nEMAIL:ada@example.org\nEND:VCARD\nBEGIN:VCARD\nFN:Person Bo\nEND:VCARD\n")
    after = importing.into(agenda(day(), room("hall"), person("bo", name="Person Bo")), cards)
    assert (sorted(one.name for one in after.people.values()), after.sessions) == (["Ada Ek", "Person Bo"], {})

    titles = read("On bees – Ada Ek\nOn wasps – Bo Ahl\n", "list.txt", "titles")
    after = importing.into(agenda(day(), room("hall")), titles)
    assert sorted(session.title for session in after.tray) == ["On bees", "On wasps"]
    assert sorted(one.name for one in after.people.values()) == ["Ada Ek", "Bo Ahl"]


def test_another_conference_brings_a_no_to_a_profile_but_not_its_answer_for_all(importing):
    other = agenda(person("bo", name="Bo Ahl", publish_profile=False), profiles=ProfileChoice.PUBLISHED)

    after = importing.new(incoming_from_agenda(other, "other.estrad"))

    assert after.conference.profiles is ProfileChoice.NOT_ASKED
    assert [one.publish_profile for one in after.people.values()] == [False]


def test_another_conference_comes_over_with_all_that_it_holds(importing):
    numbers = count(1)
    other = sample_conference(lambda: f"{next(numbers):032x}")
    pictured = {key: replace(one, photo="x") for key, one in other.people.items()}
    with_logo = replace(other, people=pictured, conference=replace(other.conference, logo="x"))
    (left,) = incoming_from_agenda(with_logo, "").remarks
    assert wording("sv").say(left) == (
        "Utelämnat, eftersom det inte följer med från en annan konferens: "
        f"{len(other.partners)} organisationer, {len(pictured) + 1} bilder."
    )

    def of(whole):
        return sorted(
            (s.title, s.kind, s.minutes, s.status, s.abstract, s.note, str(s.placement and s.placement.span),
             sorted(whole.rooms[room].name for room in (s.placement.rooms if s.placement else ())),
             sorted((whole.people[a.person].name, a.role) for a in s.people), s.track and whole.tracks[s.track].name)
            for s in whole.sessions.values()
        )  # fmt: skip

    after = importing.new(incoming_from_agenda(other, "other.estrad"))

    assert of(after) == of(other)
    assert {room.name for room in after.rooms.values()} == {room.name for room in other.rooms.values()}
