"""Tests of the run sheet as data: its columns, their contents, the person it is for, its spare time, and a law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Entity, Session, Venue
from planner.domain.long_task import run_to_end
from planner.domain.span import Span, parse_clock_time
from planner.domain.value_objects import Appearance, Kind, Placement, Role, Segment, State, Statement, Status
from planner.printing.marks import PAPERS, POINT, FilledRect, HorizontalRule, PlacedText, PrintedPage
from planner.printing.run_sheet import DENSITIES, HEAD, MARGIN, run_sheet
from planner.printing.run_sheet_rows import HEADING
from planner.printing.run_sheet_sections import moderators, removable_minutes, spare_minutes
from planner.wording import Wording, wording
from tests.builders import DAY, agenda, day, draft, moderator, person, released, room, speaker, talk, track
from tests.printing.pages import assert_inside_the_margins, assert_nothing_overlaps, measure
from tests.tries import tries

STAMP = datetime(2024, 4, 24, 14, 5, tzinfo=UTC)
CAUTION = "Internal – not for attendees"
WHAT, WHO, SAID = "Session", "People, phone", "Introduction, cues, notes"
HEADINGS = ("Start", "End", "Min", "Spare", WHAT, WHO, SAID, "Began", "Ended")
TOMORROW = DAY + timedelta(1)


def sheet(*things: Entity, words: Wording | None = None, **chosen: Any) -> list[PrintedPage]:
    return printed(agenda(*things), words, **chosen)


def printed(plan: Agenda, words: Wording | None = None, **chosen: Any) -> list[PrintedPage]:
    return run_to_end(run_sheet(plan, measure, words or Wording("en"), draft(3, STAMP), **chosen))


def texts(page: PrintedPage) -> list[PlacedText]:
    return [mark for mark in page.marks if isinstance(mark, PlacedText)]


def column(pages: Iterable[PrintedPage], heading: str) -> list[str]:
    """Return the lines of a column on all pages, from the top down; numbers are aligned to the column's right edge."""
    found: list[str] = []
    for page in pages:
        named = {mark.text: mark for mark in texts(page) if mark.text in HEADINGS}
        if WHAT not in named:
            continue
        top = named[WHAT].y
        foot = max(mark.y for mark in texts(page))
        edges = sorted((mark.x, name) for name, mark in named.items() if name not in ("Min", "Spare"))
        lines: dict[float, list[PlacedText]] = {}
        for mark in texts(page):
            inside = [name for x, name in edges if x <= mark.x + 0.01]
            if top < mark.y < foot and inside and inside[-1] == heading:
                lines.setdefault(round(mark.y, 2), []).append(mark)
        found += [_joined(line) for _y, line in sorted(lines.items())]
    return found


def _joined(line: list[PlacedText]) -> str:
    text, end = "", None
    for mark in sorted(line, key=lambda mark: mark.x):
        text += (" " if end is not None and mark.x > end + 0.1 else "") + mark.text
        end = mark.x + measure(mark.text, mark.face)
    return text


def said(pages: Iterable[PrintedPage], heading: str) -> str:
    return " ".join(column(pages, heading))


def heads(pages: Iterable[PrintedPage]) -> list[str]:
    """Return the title of each section, from its first page."""
    titles = [_joined([mark for mark in texts(page) if mark.face.size == HEAD.size]) for page in pages]
    return [title for title in titles if title]


def test_the_first_page_says_what_when_where_and_whom_to_call() -> None:
    venue = Venue(
        id="v", name="V", directions="Loading bay at the back.\nLift to floor 2.", closes=parse_clock_time("22:00")
    )
    leads = (moderator("mo", State.TENTATIVE), moderator("ann"))
    plan = agenda(
        talk("one", "hall", "09:00-17:50", people=leads), venue, day(title="First day"), person("mo", phone="0700"),
        person("ann"), crew_contact="Ida +46 8\nChannel 3",
    )  # fmt: skip

    (page,) = printed(plan)

    assert page.text.split("\n") == [
        CAUTION,
        "Run sheet",
        "Hall",
        "Moderators Mo, tentative  0700 · Ann",
        "The Conference · Thursday 25 April 2024 · First day",
        "Internal contact: Ida +46 8, Channel 3",
        "The venue closes at 22:00. Loading bay at the back.",
        "Lift to floor 2.",
        *HEADINGS,
        "09:00", "17:50", "530", "One", "Speaker to be announced",
        "Spare: minutes to win back before the next fixed time",
        "Programme v3, draft · printed 2024-04-24 16:05 · 1/1",
    ]  # fmt: skip


def test_start_end_length_and_the_minutes_that_can_be_won_from_there() -> None:
    (page,) = sheet(
        talk("one", "hall", "09:05-09:35"),
        talk("coffee", "hall", "09:40-10:00", kind=Kind.BREAK),
        talk("two", "hall", "10:25-25:30"),
    )

    (what,) = [mark for mark in texts(page) if mark.text == WHAT]
    numbers = [mark.text for mark in texts(page) if mark.x < what.x and what.y < mark.y < 190]
    assert numbers == ["09:05", "09:35", "30", "40", "09:40", "10:00", "20", "35", "10:25", "01:30", "905"]
    boxes = [mark for mark in page.marks if isinstance(mark, FilledRect) and mark.colour == "#ffffff"]
    assert len(boxes) == 4  # none in a pause


def test_what_a_session_is() -> None:
    pages = sheet(
        track("law"),
        talk(
            "one", "hall", "09:00-09:45", title="A title", subtitle="And more", kind=Kind.KEYNOTE, track="law",
            segments=(Segment("Talk", 30), Segment("Questions", 15)), language="sv", do_not_record=True, pinned=True,
            status=Status.DRAFT, place="On the roof",
        ),
        talk("two", "hall", "10:00-10:30", language="en"), talk("three", "hall", "11:00-11:30", language="?!"),
    )  # fmt: skip

    assert said(pages, WHAT) == (
        "A title · On the roof And more fixed time · in Swedish · Preliminary · Do not record "
        "Talk 30 · Questions 15 Two Three in ?!"
    )


@pytest.mark.parametrize(
    ("appearances", "lines"),
    [
        pytest.param((speaker("ann"),), ["Ann  +46 70 1"], id="a speaker with a phone"),
        pytest.param((speaker("bo", State.TENTATIVE),), ["Bo, tentative", "boo"], id="how to say the name"),
        pytest.param(
            (Appearance("mo", Role.RESERVE), moderator("ann"), Appearance("bo", Role.PANELLIST)),
            ["Bo, panellist", "boo", "Ann, moderator  +46 70 1", "Mo, reserve"],
            id="those on stage, then the moderator, then who waits",
        ),
        pytest.param((speaker("ann"), moderator("ann")), ["Ann, moderator  +46 70 1"], id="two roles are one person"),
        pytest.param(
            (speaker("mo"), speaker("ann", State.DECLINED), moderator("bo", State.CANCELLED)),
            ["Mo"],
            id="who said no is not there",
        ),
        pytest.param((moderator("mo"),), ["Speaker to be announced", "Mo, moderator"], id="nobody speaks yet"),
        pytest.param((), [], id="imported without anybody"),
    ],
)
def test_who_is_there_and_how_to_reach_them(appearances: tuple[Appearance, ...], lines: list[str]) -> None:
    people = (person("ann", phone="+46 70 1"), person("bo", pronunciation="boo"), person("mo"))
    others = (talk(f"other {n}", "hall", f"1{n}:00-1{n}:30", kind=Kind.OPENING) for n in (1, 2))

    one = talk("one", "hall", "09:00-10:00", people=appearances, origin="" if appearances else "conf/id:1")
    assert column(sheet(*people, one, *others), WHO) == lines


@pytest.mark.parametrize(
    ("cover", "kind", "head"),
    [
        pytest.param({"room": "hall"}, Kind.OPENING, "Moderator Mo", id="who has the room"),
        pytest.param({"state": State.INVITED}, Kind.OPENING, "Moderator Mo, invited", id="not certain yet"),
        pytest.param({"state": State.DECLINED}, Kind.OPENING, "", id="said no"),
        pytest.param({"room": "lab"}, Kind.OPENING, "", id="who has another room"),
        pytest.param({}, Kind.BREAK, "", id="not in a break"),
    ],
)
def test_the_moderator_of_the_shift_stands_in_the_head_alone(cover: dict[str, Any], kind: Kind, head: str) -> None:
    shift = Cover(**{"id": "c", "person": "mo", "day": DAY, **cover})
    pages = sheet(person("mo"), shift, talk("one", "hall", "09:00-17:00", kind=kind))

    assert (column(pages, WHO), head in pages[0].text, "Moderator" in pages[0].text) == ([], True, bool(head))


def test_a_shift_of_half_a_day_stands_at_its_sessions_and_not_above_those_that_nobody_moderates() -> None:
    shift = Cover(id="c", person="mo", day=DAY, room="hall", start=9 * 60, end=12 * 60)
    rest = [talk("two", "hall", "10:00-11:00"), talk("last", "hall", "13:00-14:00")]
    pages = sheet(person("mo"), shift, talk("one", "hall", "09:00-10:00"), *rest)

    assert column(pages, WHO) == ["Speaker to be announced", "Mo, moderator"] * 2 + ["Speaker to be announced"]
    assert "Moderator Mo" not in pages[0].text


def test_who_leads_the_section_and_hosts_a_session_is_there_without_a_phone() -> None:
    leads = (moderator("mo"), Appearance("mo", Role.HOST))
    pages = sheet(person("mo", phone="0700", title="Chief"), talk("one", "hall", "09:00-17:00", people=leads))

    assert (column(pages, WHO), column(pages, SAID)) == (["Mo, host"], [])
    assert "Moderator Mo  0700" in pages[0].text.split("\n")


def test_what_the_moderator_says_and_without_an_introduction_who_they_are() -> None:
    ann, bo = person("ann", title="chief, Police", organisation="police"), person("bo", organisation="A house")
    both = {"people": (speaker("bo"), speaker("ann"))}
    pages = sheet(
        ann,
        bo,
        talk(
            "one", "hall", "09:00-17:00", introduction="Please welcome her.\nShe is late.", cues="Lights down.",
            statements=(Statement("Trust is good.", "Ann", verbatim=True), Statement("control is better"),), **both,
        ),
    )  # fmt: skip

    assert column(pages, SAID) == [
        "Please welcome her.", "She is late.", "Ann: “Trust is good.”", "control is better", "Lights down.",
    ]  # fmt: skip

    (page,) = sheet(ann, bo, talk("one", "hall", "09:00-17:00", **both))
    line = {mark.text: round(mark.y, 2) for mark in texts(page)}
    assert (line["A house"], line["chief, Police"]) == (line["Bo"], line["Ann"])


def test_what_the_moderator_of_the_shift_needs_is_there_too() -> None:
    mo = replace(MO, needs=("a ramp",))
    assert (
        said(sheet(HALL, mo, Cover(id="c", person="mo", day=DAY), talk("one", "hall", "09:00-10:00")), SAID)
        == "Mo needs: a ramp"
    )


def test_cues_notes_and_what_is_needed() -> None:
    pages = sheet(
        person("ann", needs=("hearing loop",), brings=("laptop", "cable")),
        talk(
            "one", "hall", "09:00-18:10", cues="Lights down.", note="<b>Starts</b> late?",
            equipment=("projector", "clicker"), setup=15, teardown=10, people=(speaker("ann"),),
        ),
    )  # fmt: skip

    assert said(pages, SAID) == (
        "Lights down. <b>Starts</b> late? Equipment: projector, clicker Set-up: 15 min before Clearing: 10 min after "
        "Ann needs: hearing loop Ann brings: laptop, cable"
    )


def test_a_cancelled_session_is_struck_and_holds_nothing_else() -> None:
    fields: dict[str, Any] = {
        "cues": "Lights.",
        "people": (speaker("ann"),),
        "status": Status.CANCELLED,
        "kind": Kind.OPENING,
    }
    (page,) = sheet(person("ann"), talk("one", "hall", "09:00-17:00", title="Gone now", **fields))

    assert column([page], WHAT) == ["Gone now", "CANCELLED"]
    assert column([page], WHO) == column([page], SAID) == []
    (title,) = [mark for mark in texts(page) if mark.text == "Gone now"]
    strokes = [mark for mark in page.marks if isinstance(mark, HorizontalRule) and mark.x == title.x]
    assert [mark.length for mark in strokes] == [pytest.approx(measure("Gone now", title.face))]
    assert title.y - title.face.size * POINT * 0.5 < strokes[0].y < title.y


def test_a_pause_lies_on_a_ground_and_says_what_it_can_give() -> None:
    (page,) = sheet(
        talk("one", "hall", "09:00-10:00", origin="c/id:1"),
        talk("coffee", "", "10:00-10:30", kind=Kind.BREAK, place="Foyer"),
        talk("two", "hall", "10:30-11:00", origin="c/id:2"),
    )

    assert column([page], WHAT) == ["One", "Coffee · Foyer", "Two"]
    assert said([page], SAID) == "15 min can be taken here."
    ground = next(mark for mark in page.marks if isinstance(mark, FilledRect) and mark.width > 200)
    (title,) = [mark for mark in texts(page) if mark.text == "Coffee"]
    assert ground.y < title.y < ground.y + ground.height
    assert page.marks.index(ground) < page.marks.index(title)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_no_column_heading_is_cut(language: str) -> None:
    words, plan = wording(language), agenda(talk("one", "hall", "09:00-10:00"))
    (page,) = run_to_end(run_sheet(plan, lambda text, face: 1.1 * measure(text, face), words, draft(3, STAMP)))

    marks = [mark for mark in texts(page) if mark.face == HEADING]
    found = {" ".join(m.text for m in marks if m.x == x) for x in {mark.x for mark in marks}}
    assert found == set(map(words, HEADINGS))
    rule = next(mark for mark in page.marks if isinstance(mark, HorizontalRule) and mark.y > max(m.y for m in marks))
    assert rule.y - max(mark.y for mark in marks) == pytest.approx(1.7)


def test_titles_have_the_width_that_nobody_needs_for_notes() -> None:
    title = "A title of many words that goes on and on and on"
    (bare,), (noted,) = (sheet(talk("a", "hall", "09:00-10:00", title=title, cues=cues)) for cues in ("", "Light"))

    assert (title in bare.text.split("\n"), title in noted.text.split("\n")) == (True, False)


def test_no_word_is_broken_where_its_column_can_be_wider() -> None:
    people = (person("ann", name="Ann " + "x" * 24), person("bo", organisation="Integritetsskyddsmyndigheten"))
    both = (speaker("ann"), speaker("bo"))
    pages = sheet(*people, talk("one", "hall", "09:00-17:00", title="Registreringsskyltsigenkänning", people=both))

    words = {"x" * 24, "Integritetsskyddsmyndigheten", "Registreringsskyltsigenkänning"}
    assert words <= {word for mark in texts(pages[0]) for word in mark.text.split()}


# sections ----------------------------------------------------------------------------------------------


HALL, LAB, MO = room("hall"), room("lab", 1), person("mo")
PLAN = agenda(
    day(), day(TOMORROW), HALL, LAB, MO, person("ann"),
    talk("one", "hall", "09:00-10:00", people=(moderator("mo"), speaker("ann"))),
    talk("two", "lab", "09:00-10:00"),
    talk("both", ("hall", "lab"), "10:00-11:00"),
    talk("plenary", "", "11:00-12:00", kind=Kind.OPENING),
    talk("alone", "lab", "09:00-10:00", on=TOMORROW),
    talk("waiting"),
    Cover(id="c", person="mo", day=TOMORROW, room="lab"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        pytest.param(
            {},
            {"Hall and Lab": ["One", "Both", "Plenary", "Two", "Both", "Plenary"], "Lab 2": ["Alone"]},
            id="each day and room with something of its own",
        ),
        pytest.param({"room": LAB}, {"Lab": ["Two", "Both", "Plenary"], "Lab 2": ["Alone"]}, id="a room"),
        pytest.param({"day": day(TOMORROW)}, {"Lab": ["Alone"]}, id="a day"),
        pytest.param({"moderator": MO}, {"Mo": ["One"], "Mo 2": ["Alone"]}, id="a moderator, by role and by shift"),
        pytest.param({"moderator": MO, "day": day()}, {"Mo": ["One"]}, id="a moderator's day"),
        pytest.param({"person": person("ann")}, {"Ann": ["One"]}, id="whoever is in it"),
    ],
)
def test_what_is_on_which_page(chosen: dict[str, Any], titles: dict[str, list[str]]) -> None:
    pages = printed(PLAN, **chosen)

    known = {session.title for session in PLAN.sessions.values()}
    shown = [[mark.text for mark in texts(page) if mark.text in known] for page in pages]
    assert shown == list(titles.values())
    assert heads(pages) == [f"Run sheet {name.split()[0]}" for name in titles]


def test_small_rooms_share_a_page_each_with_its_head_and_a_large_one_does_not() -> None:
    rooms = [room("hall"), *(room(f"r{n}", n + 1, name=f"Room {n}") for n in range(4))]
    many = [talk(f"t{n}", "hall", f"{8 + n // 4}:{n % 4 * 15:02}-20:00") for n in range(18)]
    few = [talk(f"s{n}", f"r{n}", "09:00-10:00", people=(moderator("mo"),)) for n in range(4)]
    pages = sheet(*rooms, person("mo"), *many, *few)

    assert ["Hall" in pages[0].text, "S0" in pages[0].text, len(pages)] == [True, False, 2]
    named = [line.strip() for line in pages[1].text.split("\n")]
    assert [line for line in named if line in ("Moderator Mo", "S0", "S3", "Room 0", "Room 3")] == [
        "Room 0", "Moderator Mo", "S0", *["Moderator Mo"] * 2, "Room 3", "Moderator Mo", "S3",
    ]  # fmt: skip


def test_a_moderators_sheet_names_the_rooms_and_a_rooms_only_where_there_are_several() -> None:
    assert column(printed(PLAN, room=HALL), WHAT) == ["One", "Both · Hall, Lab", "Plenary"]
    assert column(printed(PLAN, moderator=MO), WHAT) == ["One · Hall", "Alone · Lab"]
    assert [one.id for one in moderators(PLAN)] == ["mo"]
    assert heads(sheet(talk("one", "", "09:00-10:00"))) == ["Run sheet"]  # there is one section of the whole venue


def test_a_moderators_spare_time_is_that_of_the_room_and_of_the_tightest_one() -> None:
    fields: dict[str, Any] = {"people": (moderator("mo"),), "kind": Kind.OPENING}
    plan = agenda(
        MO, talk("all", "", "09:00-10:00", **fields),
        talk("h", "hall", "10:20-18:00", pinned=True, kind=Kind.OPENING),
        talk("l", "lab", "10:15-18:00", pinned=True, kind=Kind.OPENING),
    )  # fmt: skip

    assert "15" in printed(plan, moderator=MO)[0].text.split("\n")


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, "Nothing has a time here yet. Drag sessions into the timeline, then print again."),
        ({"moderator": MO}, "Mo moderates nothing yet."),
        ({"person": MO}, "Mo is in no session that has a time yet."),
    ],
)
def test_nothing_to_show_says_what_to_do(chosen: dict[str, Any], told: str) -> None:
    (page,) = sheet(MO, talk("waiting"), **chosen)

    assert (told in " ".join(page.text.split("\n")), page.text.startswith(CAUTION)) == (True, True)
    assert page.text.endswith("1/1")


def test_nothing_on_a_day_says_nothing_of_the_others() -> None:
    someone = talk("one", "hall", "09:00-10:00", people=(moderator("mo"),))
    for chosen, told in (("moderator", "“Mo” moderates nothing here."), ("person", "“Mo” is in no session here.")):
        (page,) = sheet(MO, day(), day(TOMORROW), someone, day=day(TOMORROW), **{chosen: MO})
        assert told in " ".join(page.text.split("\n"))


# pages -------------------------------------------------------------------------------------------------


def long_day(count: int, **fields: Any) -> list[Entity]:
    return [talk(f"talk {n}", "hall", f"{8 + n // 4}:{n % 4 * 15:02}-25:00", **fields) for n in range(count)]


def test_every_page_has_the_mark_the_column_heads_and_its_number() -> None:
    pages = sheet(day(closes="25:00"), *long_day(60, note="A note that is not short at all."))

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.text.split("\n").count(CAUTION) == 1
        assert [mark.text for mark in texts(page) if mark.text in HEADINGS] == list(HEADINGS)
        assert page.text.endswith(f"printed 2024-04-24 16:05 · {number}/{len(pages)}")
    assert all("Run sheet Hall · The Conference · Thursday 25 April 2024" in page.text for page in pages[1:])
    assert [line for line in column(pages, WHAT) if line.startswith("Talk ")] == [f"Talk {n}" for n in range(60)]


def test_a_note_of_20000_letters_and_a_title_of_120_are_all_there() -> None:
    words = [f"w{n}" for n in range(3300)]
    title = " ".join(["Title"] * 20)
    pages = sheet(
        talk("one", "hall", "09:00-10:00", title=title, note=" ".join(words)), talk("two", "hall", "10:00-18:00")
    )

    assert said(pages, SAID).split()[: len(words)] == words
    assert said(pages[:1], WHAT).startswith(title)
    assert all("(continued)" in " ".join(column([page], WHAT)) for page in pages[1:])
    assert "Two" in column(pages[-1:], WHAT)


def test_a_long_row_begins_where_there_is_room_and_what_is_little_more_than_a_page_is_one() -> None:
    pages = sheet(*(talk(f"talk {n}", "hall", f"{8 + n}:00-20:00", note="word " * 120) for n in range(8)))
    assert any("(continued)" in page.text for page in pages)
    assert sum(page.text.split().count("word") for page in pages) == 8 * 120

    def sizes(count: int) -> tuple[int, float]:
        found = sheet(*(talk(f"t{n}", "hall", f"{n // 2}:{n % 2 * 30:02}-20:00") for n in range(count)))
        return len(found), next(mark.face.size for mark in texts(found[0]) if mark.text == "T0")

    assert [sizes(count) for count in (18, 21, 26)] == [(1, 10.5), (1, pytest.approx(9.87)), (2, 10.5)]


def test_long_directions_flow_too() -> None:
    pages = sheet(Venue(id="v", name="V", directions="turn " * 4000), talk("one", "hall", "09:00-10:00"))

    assert sum(page.text.split().count("turn") for page in pages) == 4000
    assert [WHAT in page.text.split("\n") for page in pages] == [False] * (len(pages) - 1) + [True]
    assert [mark.text for mark in texts(pages[-1])].count(WHAT) == 1


def test_every_paper_lies_on_its_side_in_the_language_of_the_conference() -> None:
    for paper in PAPERS:
        (page,) = sheet(talk("one", "hall", "09:00-10:00"), paper=paper, words=Wording("sv"))
        assert (page.width, page.height) == pytest.approx((PAPERS[paper].height, PAPERS[paper].width))
        assert all(text in page.text for text in ("Torsdag 25 april 2024", "09.00", "2024-04-24 16.05"))


def spare(*sessions: Session) -> dict[str, int]:
    return spare_minutes(agenda(*sessions).placed)


def pause(name: str, times: str, **fields: Any) -> Session:
    return talk(name, "", times, **{"kind": Kind.BREAK, **fields})


LUNCH = talk("lunch", "", "12:10-13:00", kind=Kind.MEAL, pinned=True)


@pytest.mark.parametrize(
    ("minutes", "kind", "fields", "given"),
    [
        pytest.param(30, Kind.BREAK, {}, 15, id="half of a break"),
        pytest.param(60, Kind.MEAL, {}, 30, id="half of a meal"),
        pytest.param(15, Kind.BREAK, {}, 7, id="the longer half is kept"),
        pytest.param(8, Kind.BREAK, {}, 3, id="five minutes are kept"),
        pytest.param(4, Kind.BREAK, {}, 0, id="a break shorter than that gives nothing"),
        pytest.param(60, Kind.TALK, {}, 0, id="a talk gives nothing"),
        pytest.param(60, Kind.REGISTRATION, {}, 0, id="registration gives nothing"),
        pytest.param(30, Kind.BREAK, {"pinned": True}, 0, id="a pinned break gives nothing"),
        pytest.param(30, Kind.BREAK, {"status": Status.CANCELLED}, 0, id="a cancelled break gives nothing"),
    ],
)
def test_what_can_be_taken_from_a_session(minutes: int, kind: Kind, fields: dict[str, Any], given: int) -> None:
    assert removable_minutes(talk("x", kind=kind, minutes=minutes, **fields)) == given


def test_gaps_and_breaks_until_the_pinned_session_and_then_until_the_last_one() -> None:
    found = spare(
        talk("one", "hall", "09:00-10:00"),
        pause("coffee", "10:00-10:20"),
        talk("two", "hall", "10:25-12:10"),
        LUNCH,
        talk("three", "hall", "13:05-14:00"),
        pause("tea", "14:00-14:20"),
        talk("last", "hall", "14:20-15:00"),
    )

    assert found == {"one": 15, "coffee": 15, "two": 0, "lunch": 15, "three": 10, "tea": 10}
    evening = talk("dinner", "", "19:00-22:00", kind=Kind.SOCIAL), talk("party", "", "22:05-23:00", kind=Kind.SOCIAL)
    assert spare(talk("one", "hall", "09:00-10:00"), LUNCH, *evening) == {"one": 130, "dinner": 5}


@pytest.mark.parametrize(
    ("first", "second", "gaps"),
    [
        pytest.param({}, {}, 30, id="a gap"),
        pytest.param({"teardown": 10}, {}, 20, id="clearing away takes of it"),
        pytest.param({}, {"setup": 5}, 25, id="setting up takes of it"),
        pytest.param({"teardown": 20}, {"setup": 20}, 0, id="never less than nothing"),
    ],
)
def test_a_gap(first: dict[str, Any], second: dict[str, Any], gaps: int) -> None:
    found = spare(
        talk("one", "hall", "09:00-11:40", **first), talk("two", "hall", "12:10-13:00", pinned=True, **second)
    )

    assert found["one"] == gaps


def test_what_overlaps_leaves_no_gap_behind_the_shorter_one_and_a_cancelled_session_is_one() -> None:
    one = talk("one", "hall", "09:00-10:00")
    found = spare(talk("long", "hall", "09:00-12:00"), talk("short", "hall", "09:10-09:30"), LUNCH)
    assert found["long"] == 10
    found = spare(one, talk("off", "hall", "10:00-11:00", status=Status.CANCELLED), LUNCH)
    assert found == {"one": 130}


TITLES = st.text(st.sampled_from("abc dé-/1 å"), min_size=1, max_size=150).filter(lambda text: text.strip())
TEXTS = st.sampled_from(["", "Short.", "sentence " * 40 + "\n\n" + "x" * 300, "sentence " * 900])
PEOPLE = st.lists(
    st.builds(Appearance, st.sampled_from(["ann", "bo"]), st.sampled_from(Role), st.sampled_from(State)),
    max_size=3,
    unique_by=lambda appearance: (appearance.person, appearance.role),
).map(tuple)


@st.composite
def sessions(draw: Any) -> Session:
    """Draw a placed session with long and short texts."""
    start, length = draw(st.integers(0, 1500)), draw(st.integers(1, 300))
    rooms = draw(st.sampled_from([(), ("hall",), ("lab",), ("hall", "lab")]))
    when = DAY + timedelta(draw(st.integers(0, 1)))
    return Session(
        id=draw(st.uuids()).hex,
        number=draw(st.integers(2, 99)),
        title=draw(TITLES),
        minutes=length,
        kind=draw(st.sampled_from(Kind)),
        status=draw(st.sampled_from([Status.CONFIRMED, Status.DRAFT])),
        note=draw(TEXTS),
        introduction=draw(TEXTS),
        cues=draw(st.sampled_from(["", "Lights."])),
        segments=tuple(draw(st.lists(st.builds(Segment, TITLES, st.integers(1, 99)), max_size=2))),
        pinned=draw(st.booleans()),
        people=draw(PEOPLE),
        placement=Placement(Span(when, start, start + length), rooms),
    )


@tries(20)
@given(st.lists(sessions(), max_size=9), TITLES, TEXTS, st.sampled_from(["a4", "a5", "letter"]))
def test_whatever_the_agenda(found: list[Session], name: str, contact: str, paper: str) -> None:
    people = (person("ann", name=name, phone="+46 70 123", needs=("ramp",)), person("bo", pronunciation="boo " * 30))
    rooms = (room("hall", name=name), room("lab", 1))
    plan = agenda(*found, *people, *rooms, crew_contact=contact)

    pages = run_to_end(run_sheet(plan, measure, Wording("en"), released(1), paper=paper, room=rooms[1]))

    for page in pages:
        assert_inside_the_margins(page, MARGIN * PAPERS[paper].enlargement * min(DENSITIES))
        assert_nothing_overlaps(page)
    shown = [s for s in found if s.placement and (s.placement.everywhere or "lab" in s.placement.rooms)]
    days = len({s.placement.span.day for s in shown if s.placement})
    expected = days * contact.count("sentence") + sum((s.note + s.introduction).count("sentence") for s in shown)
    assert sum(page.text.split().count("sentence") for page in pages) == expected
    letters = "".join("".join(page.text.split()) for page in pages)
    assert letters.count("Lights.") == sum(s.cues == "Lights." for s in shown)
