"""Tests of blocks that have one entry in calendars: what it tells, and what becomes of entries when that changes."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.published_files import digest
from planner.domain.value_objects import Link, State, Status
from planner.exporting.calendar_folder import UnknownCalendar, withdrawn_calendar
from planner.exporting.ics import session_calendars, session_file_name, to_ics
from planner.exporting.ics_existing import parse_existing
from planner.programme.block_entries import LONGEST_TEXT, block_key
from planner.programme.calendar import events, session_uid
from planner.programme.difference import difference, part_difference
from planner.programme.programme import programme
from planner.programme.release import (
    WHOLE,
    ExistingCalendar,
    ExistingEvent,
    FileOrigin,
    Ledger,
    LedgerEntry,
    Part,
    Release,
    whole_part,
)
from planner.programme.sent_parts import find_regroupings
from planner.workspace import Environment, Workspace
from tests.builders import NOW, agenda, block, moderator, person, speaker, talk, track
from tests.calendars import ENGLISH, outgoing, sent
from tests.parts import moderator_part, person_part, room_part
from tests.readers import read

BLOCK = block_key("a")
SCATTERED = "Now an entry for each session: Block A"


def plan(*, one: bool = True, ada: tuple[str, ...] = ("bees",)) -> Agenda:
    """Return a block of two talks, the first by Ada, and a talk outside of its time; with `one` it is one entry."""
    who = {name: (speaker("ada"),) if name in ada else () for name in ("bees", "wasps")}
    return agenda(
        person("ada"), person("bo"), block("a", "hall", "09:00-11:00", title="Block A", one_entry=one),
        talk("bees", "hall", "09:00-09:30", block="a", people=who["bees"]),
        talk("wasps", "hall", "09:30-10:00", block="a", people=who["wasps"]),
        talk("late", "hall", "12:00-12:30", block="a"),
    )  # fmt: skip


def after(*plans: Agenda, part=lambda plan: whole_part(programme(plan))) -> dict[str, LedgerEntry]:
    """Return the entries of a file by their keys after all these plans were sent."""
    ledger, key = Ledger(), WHOLE
    for number, one in enumerate(plans):
        found = part(one)
        ledger, key = sent(ledger, one, found, now=NOW + timedelta(days=number), release=number + 1), found.key
    return dict(ledger.file(key).entries)


def of_ada(plan: Agenda) -> Part:
    return person_part(plan, programme(plan), plan.people["ada"])


def of_hall(plan: Agenda) -> Part:
    return room_part(plan, programme(plan), plan.rooms["hall"])


def said(entries: dict[str, LedgerEntry]) -> dict[str, tuple[int, str]]:
    """Return SEQUENCE and title of entries, the title with a minus before it if they are cancelled."""
    off = {key: "- " if one.event.status == "CANCELLED" else "" for key, one in entries.items()}
    return {key: (one.sequence, f"{off[key]}{one.event.summary}") for key, one in entries.items()}


def without(plan: Agenda, *sessions: str, **changed: object) -> Agenda:
    """Return the plan with some sessions changed."""
    other = {name: replace(plan.sessions[name], **changed) for name in sessions}
    return replace(plan, sessions={**plan.sessions, **other})


def dissolved(plan: Agenda) -> Agenda:
    """Return the plan without its block, whose sessions take place."""
    return replace(without(plan, *plan.sessions, block=None), blocks={})


# the entry ----------------------------------------------------------------------------------------------------


def test_a_block_that_is_one_entry_tells_its_chairs_its_text_and_each_session():
    found = agenda(
        person("ada"), person("bo"), track("bugs"),
        block("a", "hall", "09:00-11:00", title="Block A", one_entry=True, description="All that buzzes.", track="bugs",
              chairs=(moderator("bo"),)),
        talk("bees", "hall", "09:00-09:30", block="a", people=(speaker("ada"),), stream="https://live.example"),
        talk("wasps", "lab", "09:30-10:00", block="a", people=(moderator("ada"),), status=Status.DRAFT),
    )  # fmt: skip

    ((key, event),) = events(programme(found), ENGLISH).items()

    assert (key, event.summary, event.location, event.sessions) == (
        BLOCK,
        "Block A",
        "Hall, The Venue",
        ("bees", "wasps"),
    )
    assert (f"{event.start:%H:%M}", f"{event.end:%H:%M}", event.status, event.busy) == (
        "09:00",
        "11:00",
        "CONFIRMED",
        "BUSY",
    )
    assert (event.categories, event.stream) == (("Bugs",), "https://live.example")
    assert event.description == (
        "Chair: Bo\nBugs\n\nAll that buzzes.\n\n09:00–09:30 Bees – Ada · Stream: https://live.example\n"
        "09:30–10:00 Wasps – Ada (moderator) · Lab · Preliminary"
    )


LINKS = {"website": "https://bees.example", "links": (Link("https://slides.example", "Slides"),)}


def entry(*talks: Session, **fields: object) -> str:
    """Return the text of the entry of a block that has these talks."""
    found = agenda(block("a", "hall", "09:00-18:00", title="Block A", one_entry=True), *talks, **fields)
    return events(programme(found), ENGLISH)[BLOCK].description


def test_a_block_that_is_one_entry_tells_texts_languages_and_links_of_each_session():
    bees = talk("bees", "hall", "09:00-09:30", block="a", subtitle="And flowers", abstract="They buzz.\n\nAnd sting.",
                description="Bring honey.", language="en", **LINKS)  # fmt: skip
    wasps = talk("wasps", "hall", "09:30-10:00", block="a", language="sv")
    flies = talk("flies", "hall", "10:00-10:30", block="a", abstract="mailto:x@y.example", language="sv")

    assert entry(bees, wasps, flies) == (
        "09:00–09:30 Bees · Language: English\nAnd flowers\n\nThey buzz.\n\nAnd sting.\n\nBring honey.\n"
        "More: https://bees.example\nSlides: https://slides.example\n\n"
        "09:30–10:00 Wasps · Language: Swedish\n\n"
        "10:00–10:30 Flies · Language: Swedish\nx@y.example"
    )
    assert entry(wasps, flies).startswith("Language: Swedish\n\n09:30–10:00 Wasps\n\n")


def test_long_texts_are_cut_to_one_length_so_that_the_entry_has_room_in_every_calendar():
    page = {"programme_page": "https://programme.example"}
    buzz = {"block": "a", "abstract": "buzz " * 400, **LINKS}
    long = [talk(f"t{n}", "hall", f"{9 + n}:00-{9 + n}:30", **buzz) for n in range(8)]
    short = talk("short", "hall", "17:00-17:30", block="a", abstract="Short.")

    told = entry(*long, short, **page)

    assert 7500 < len(told) <= LONGEST_TEXT + len("\n\nMore: https://programme.example")
    assert told.count(" buzz…\nMore: https://bees.example\nSlides: https://slides.example\n\n") == 8
    assert told.endswith("17:00–17:30 Short\nShort.\n\nMore: https://programme.example")
    assert entry(*long[:2], short, **page).count("buzz") == 800


@pytest.mark.parametrize(("number", "links"), [(40, 40), (130, 0)])
def test_a_block_of_very_many_sessions_tells_their_lines_and_as_long_as_they_have_room_their_links(number, links):
    many = [talk(f"t{n}", "hall", "09:00-09:30", block="a", abstract="buzz " * 400, **LINKS) for n in range(number)]

    told = entry(*many)

    assert len(told) <= LONGEST_TEXT
    assert [told.count(one) for one in ("09:00–09:30 T", "https://bees.example", "buzz")] == [number, links, 0]


def test_what_is_outside_the_time_of_its_block_keeps_an_entry_of_its_own():
    assert sorted(events(programme(plan()), ENGLISH)) == [BLOCK, "late"]


def test_the_sessions_of_a_block_without_a_time_keep_their_entries():
    waiting = replace(plan(), blocks={"a": block("a", one_entry=True)})

    assert sorted(events(programme(waiting), ENGLISH)) == ["bees", "late", "wasps"]
    assert programme(waiting).blocks[0].one_entry is False


def test_a_block_of_preliminary_sessions_is_preliminary():
    found = events(programme(without(plan(), "bees", "wasps", status=Status.DRAFT)), ENGLISH)[BLOCK]

    assert (found.status, found.busy) == ("TENTATIVE", "TENTATIVE")


# changed between two sendings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [lambda one: whole_part(programme(one)), of_hall], ids=["whole", "hall"])
def test_a_block_becomes_one_entry_and_its_sessions_say_where_they_are_now(part):
    split, one = plan(one=False), plan()

    assert said(after(split, one, part=part)) == {
        "bees": (1, "- Now in “Block A”: Bees"), "wasps": (1, "- Now in “Block A”: Wasps"), "late": (0, "Late"),
        BLOCK: (0, "Block A"),
    }  # fmt: skip
    assert after(split, one, one, part=part) == after(split, one, part=part)


@pytest.mark.parametrize("part", [lambda one: whole_part(programme(one)), of_hall], ids=["whole", "hall"])
def test_a_block_is_one_entry_no_more_and_says_so(part):
    split, one = plan(one=False), plan()

    assert said(after(one, split, part=part)) == {
        "bees": (0, "Bees"), "wasps": (0, "Wasps"), "late": (0, "Late"),
        BLOCK: (1, "- Now an entry for each session: Block A"),
    }  # fmt: skip
    assert said(after(split, one, split, one, part=part)) == {
        "bees": (3, "- Now in “Block A”: Bees"), "wasps": (3, "- Now in “Block A”: Wasps"), "late": (0, "Late"),
        BLOCK: (2, "Block A"),
    }  # fmt: skip


def test_a_block_that_is_deleted_while_its_sessions_take_place_is_not_called_off():
    one = plan()

    assert said(after(one, dissolved(one), dissolved(one)))[BLOCK] == (1, "- Now an entry for each session: Block A")


def test_sessions_that_go_into_another_block_say_into_which():
    one = plan()
    other = replace(
        without(one, *one.sessions, block="b"),
        blocks={"b": block("b", "hall", "09:00-11:00", title="Block B", one_entry=True)},
    )

    assert said(after(one, other)) == {
        "late": (1, "Late"), BLOCK: (1, "- Now in “Block B”: Block A"), block_key("b"): (0, "Block B"),
    }  # fmt: skip


def test_a_block_is_called_off_with_all_its_sessions():
    one = plan()
    off = without(one, "bees", "wasps", "late", status=Status.CANCELLED, placement=None)

    assert said(after(plan(one=False), one, off)) == {
        "bees": (2, "- CANCELLED: Bees"), "wasps": (2, "- CANCELLED: Wasps"), "late": (1, "- CANCELLED: Late"),
        BLOCK: (1, "- CANCELLED: Block A"),
    }  # fmt: skip


def test_one_of_its_sessions_that_is_called_off_changes_the_entry():
    one = plan()
    entries = after(one, without(one, "wasps", status=Status.CANCELLED, placement=None))

    assert said(entries) == {"late": (0, "Late"), BLOCK: (1, "Block A")}
    assert "Wasps" not in entries[BLOCK].event.description


# parts --------------------------------------------------------------------------------------------------------


def test_a_part_has_the_entry_of_a_block_as_long_as_one_of_its_sessions_is_in_it():
    both, bees, none = (plan(ada=who) for who in (("bees", "wasps"), ("bees",), ()))

    assert said(after(bees, part=of_ada)) == {BLOCK: (0, "Block A")}
    assert after(bees, part=of_ada)[BLOCK].event.sessions == ("bees",)
    assert said(after(both, none, part=of_ada)) == {BLOCK: (1, "- No longer yours: Block A")}


def test_a_block_that_takes_place_without_the_session_of_a_part_is_not_called_off_there():
    one = plan()
    other = without(one, "bees", status=Status.CANCELLED, placement=None)

    assert said(after(one, other, part=of_ada)) == {BLOCK: (1, "- No longer yours: Block A")}


def test_a_session_that_leaves_a_part_as_its_block_becomes_one_entry_says_that_it_left():
    split, one = plan(one=False, ada=("bees", "wasps")), plan(ada=("bees",))

    assert said(after(split, one, part=of_ada)) == {
        "bees": (1, "- Now in “Block A”: Bees"), "wasps": (1, "- No longer yours: Wasps"), BLOCK: (0, "Block A"),
    }  # fmt: skip


def test_a_file_holds_the_sessions_of_which_the_entry_of_a_block_tells():
    split, one = plan(one=False), plan()
    ledger = sent(sent(Ledger(), split), one, now=NOW + timedelta(days=1))

    assert ledger.file(WHOLE).sessions == {"bees", "wasps", "late"}


def test_an_entry_of_which_a_part_has_fewer_sessions_names_them_anew():
    one = plan()
    part = of_hall(one)
    fewer = replace(part, sessions=part.sessions - {"wasps"})
    ledger = sent(Ledger(), one, part)

    entry = sent(ledger, one, fewer, now=NOW + timedelta(days=1)).file(part.key).entries[BLOCK]
    assert (entry.sequence, entry.event.sessions) == (1, ("bees",))


# chairs -------------------------------------------------------------------------------------------------------


def chaired(*, one: bool = True, chair: str = "bo") -> Agenda:
    """Return a block with a chair, each of whose talks is moderated by Ada."""
    whole = without(plan(one=one, ada=()), "bees", "wasps", "late", people=(moderator("ada"),))
    return replace(whole, blocks={"a": replace(whole.blocks["a"], chairs=(moderator(chair),))})


def of_chair(plan: Agenda) -> Part:
    return moderator_part(plan, programme(plan), plan.people["bo"])


@pytest.mark.parametrize("part", [of_chair, lambda one: person_part(one, programme(one), one.people["bo"])])
def test_who_chairs_a_block_has_its_one_entry_though_all_its_sessions_have_moderators_of_their_own(part):
    one, split, other = chaired(), chaired(one=False), chaired(chair="ada")

    assert said(after(one, part=part)) == {BLOCK: (0, "Block A")}
    assert part(split).sessions == frozenset()
    assert said(after(one, split, part=part)) == {BLOCK: (1, f"- {SCATTERED}")}
    assert said(after(one, split, one, part=part)) == {BLOCK: (2, "Block A")}
    assert said(after(one, other, part=part)) == {BLOCK: (1, "- No longer yours: Block A")}
    off = without(one, *one.sessions, status=Status.CANCELLED, placement=None)
    assert said(after(one, off, part=part)) == {BLOCK: (1, "- CANCELLED: Block A")}


def test_a_chair_who_is_not_named_to_attendees_has_no_calendar():
    unnamed = replace(
        chaired(), blocks={"a": replace(chaired().blocks["a"], chairs=(moderator("bo", State.DECLINED),))}
    )

    assert of_chair(unnamed).sessions == frozenset()


# what is said before it goes out ------------------------------------------------------------------------------


def lines(before: Agenda, now: Agenda) -> list[tuple[str, int, int]]:
    """Return what is said before a sending, and how many entries go and come."""
    return [
        (ENGLISH.say(one.sentence), one.removed_count, one.added_count)
        for one in find_regroupings(sent(Ledger(), before), outgoing(now), [whole_part(programme(now))])
    ]


def test_publishing_says_how_many_entries_go_and_come():
    split, one = plan(one=False), plan()

    assert lines(split, one) == [("In calendars, 2 entries become one: “Block A”.", 2, 1)]
    assert lines(one, split) == [("In calendars, one entry becomes 2: “Block A”.", 1, 2)]
    assert lines(one, one) == lines(split, split) == []
    assert lines(without(one, "wasps", block=None), one) == [
        ("In calendars, 1 entry becomes part of another: “Block A”.", 1, 0)
    ]
    assert lines(one, without(one, "wasps", block=None)) == [
        ("In calendars, 1 session of “Block A” gets an entry of its own.", 0, 1)
    ]
    assert lines(dissolved(one), dissolved(one)) == []


def test_nothing_is_said_of_calendars_that_were_never_sent():
    one = plan()

    assert list(find_regroupings(Ledger(), outgoing(one), [whole_part(programme(one))])) == []


def test_what_changed_names_a_block_that_is_one_entry_or_is_not_any_more():
    split, one = programme(plan(one=False)), programme(plan())

    assert [ENGLISH.say(change.line) for change in difference(split, one)] == [
        "The block “Block A” is one entry in calendars now"
    ]
    assert [ENGLISH.say(change.line) for change in difference(one, split)] == [
        "Each session of the block “Block A” has an entry in calendars now"
    ]


def test_what_changed_in_a_part_names_only_blocks_of_its_own():
    split, one = programme(plan(one=False)), programme(plan())
    elsewhere = Part("person:bo", "Bo", frozenset())

    assert part_difference(split, {"late"}, one, replace(elsewhere, sessions=frozenset({"late"}))) != []
    assert part_difference(split, set(), one, elsewhere) == []


# files --------------------------------------------------------------------------------------------------------


def test_the_file_of_a_session_that_its_block_tells_has_the_entry_of_the_block():
    shown = programme(plan())
    ledger = sent(sent(Ledger(), plan(one=False)), plan(), now=NOW + timedelta(days=1))

    files = session_calendars(Release(2, NOW, shown), ENGLISH, ledger=ledger)

    assert files[session_file_name(shown.id, "bees")] == files[session_file_name(shown.id, BLOCK)]
    assert b"\r\nSUMMARY:Block A\r\n" in files[session_file_name(shown.id, "bees")]


def test_a_sending_knows_the_entries_of_all_blocks(tmp_path: Path, env: Environment):
    with closing(Workspace.create(tmp_path / "plan.estrad", plan(one=False), env)) as workspace:
        assert workspace.outbox.planned_sending().out.known == {"bees", "wasps", "late", BLOCK}


# another copy -------------------------------------------------------------------------------------------------


def over(theirs: Agenda, ours: Agenda, ledger: Ledger | None = None, of_theirs: Ledger | None = None) -> Ledger:
    """Return the ledger after our plan was sent, over the file that another copy had sent of its own."""
    shown, whole, before = programme(theirs), whole_part(programme(theirs)), ledger or Ledger()
    there = to_ics(shown, of_theirs or sent(Ledger(), theirs, now=NOW + timedelta(hours=9)), ENGLISH)
    known = {"known": frozenset({*ours.sessions, *map(block_key, ours.blocks)})}
    lying = parse_existing(there, whole, before, outgoing(ours, **known), "conference")
    assert lying.file_origin is FileOrigin.RIVAL
    return sent(before, ours, now=NOW + timedelta(days=1), found={WHOLE: lying}, **known)


def test_the_entry_of_a_block_names_the_sessions_of_which_it_tells():
    (entry,) = [e for e in read(to_ics(programme(plan()), sent(Ledger(), plan()), ENGLISH)).all("VEVENT")
                if e["SUMMARY"] == "Block A"]  # fmt: skip

    assert [line for line in entry.lines if line[0].startswith("RELATED-TO")] == [
        ("RELATED-TO;RELTYPE=CHILD", session_uid("conference", name)) for name in ("bees", "wasps")
    ]


def test_a_block_that_only_another_copy_knew_is_not_called_off_while_what_it_told_takes_place():
    one, apart = plan(), dissolved(plan())
    gone = replace(apart, sessions={"late": apart.sessions["late"]})
    split = replace(without(plan(one=False), "bees", "wasps", block=None))

    for ours, title in ((apart, SCATTERED), (split, SCATTERED), (gone, "CANCELLED: Block A")):
        ledger = over(one, ours)
        later = sent(ledger, ours, now=NOW + timedelta(days=2))
        for entries in (ledger.entries, later.entries):
            assert title in {entry.event.summary for entry in entries.values()}


def test_a_block_is_not_called_off_while_what_another_copy_told_in_it_takes_place():
    one = plan()
    bees = without(one, "wasps", block=None)
    gone = dissolved(replace(bees, sessions={name: bees.sessions[name] for name in ("wasps", "late")}))

    ledger = over(one, gone, sent(Ledger(), bees))

    assert ledger.entries[BLOCK].event.summary == SCATTERED


def test_a_copy_without_its_sessions_hands_on_of_which_a_block_told():
    one = plan()
    apart, empty = dissolved(one), agenda(talk("other", "hall", "15:00-15:30"))

    theirs = over(one, empty)
    assert theirs.entries[f"uid:{session_uid('conference', BLOCK)}"].event.summary == "CANCELLED: Block A"
    ours = over(empty, apart, None, theirs)

    assert SCATTERED in {entry.event.summary for entry in ours.entries.values()}


def test_a_withdrawn_calendar_names_no_sessions(tmp_path: Path):
    one = plan()
    path = tmp_path / "old.ics"
    path.write_bytes(to_ics(programme(one), sent(Ledger(), one), ENGLISH))
    withdrawn = withdrawn_calendar(
        UnknownCalendar(path, "Old", sure=True, digest=digest(path.read_bytes())), outgoing(one)
    )

    assert b"RELATED-TO" not in withdrawn
    assert b"No longer in this calendar: Block A" in withdrawn


def test_the_entry_of_a_block_that_another_copy_sent_is_not_called_off_while_its_sessions_take_place():
    split, one = plan(one=False), plan()
    theirs = sent(Ledger(), one).file(WHOLE).entries
    found = {e.event.uid: ExistingEvent(replace(e.event, sessions=()), 4, NOW, NOW) for e in theirs.values()}
    rival = ExistingCalendar(FileOrigin.RIVAL, found, NOW)
    known = frozenset({*split.sessions, BLOCK})

    after = sent(Ledger(), split, known=known, found={WHOLE: rival}, now=NOW + timedelta(days=1))

    assert said(dict(after.entries))[BLOCK] == (5, "- Now an entry for each session: Block A")
