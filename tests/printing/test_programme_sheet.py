"""Tests of the programme sheet as data, at its edges and by a law."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Day
from planner.domain.span import Span, minutes_of
from planner.domain.value_objects import Kind, PartnerRole, Role
from planner.printing.marks import PAPERS, PlacedText, PrintedPage, Weight
from planner.printing.programme_sheet import MARGIN, programme_sheet
from planner.programme.programme import Credit, Programme, ProgrammeItem, Supporter
from planner.wording import Wording
from tests.builders import draft, released
from tests.printing.pages import assert_inside_the_margins, assert_nothing_overlaps, measure
from tests.tries import tries

DAY = date(2024, 4, 25)
ENGLISH = Wording("en")


def item(title: str, times: str = "09:00-09:30", day: date = DAY, **fields: Any) -> ProgrammeItem:
    start, end = times.split("-")
    span = Span(day, minutes_of(start), minutes_of(end))
    return ProgrammeItem(**{"id": title, "title": title, "kind": Kind.OPENING, "span": span, **fields})


def programme(*items: ProgrammeItem, **fields: Any) -> Programme:
    days = sorted({i.span.day for i in items} | {DAY})
    boring = {
        "id": "c",
        "title": "The Conference",
        "timezone": "Europe/Stockholm",
        "language": "en",
        "venue": "The Venue",
        "days": tuple(Day(id=day.isoformat(), date=day, closes=2880) for day in days),
        "items": tuple(sorted(items, key=lambda i: i.span)),
    }
    return Programme(**boring | fields)


def sheet(
    *items: ProgrammeItem, words: Wording = ENGLISH, paper: str = "a4", day: Day | None = None, **fields: Any
) -> list[PrintedPage]:
    return programme_sheet(programme(*items, **fields), measure, words, released(3), paper=paper, day=day)


def rows(pages: list[PrintedPage]) -> list[list[str]]:
    """Return the words of each line of the pages, between the head and the foot."""
    found: list[list[str]] = []
    for page in pages:
        words = [mark for mark in page.marks if isinstance(mark, PlacedText)]
        heights = sorted({round(mark.y, 3) for mark in words})
        lines = [[m.text for m in sorted(words, key=lambda m: m.x) if round(m.y, 3) == y] for y in heights]
        found += lines[2:-1] if page is pages[0] else lines[1:-1]
    return found


def test_the_first_page_says_what_when_where_and_who() -> None:
    moderator = Credit("Markus Lahtinen", Role.MODERATOR)

    (page,) = sheet(item("Opening", credits=(moderator,)), organisers="SNOS and Securityuser.com")

    assert page.text.split("\n") == [
        "The Conference",
        "Thursday 25 April 2024 · The Venue · Moderator Markus Lahtinen",
        "09:00",
        "Opening",
        "30 min",
        "Markus Lahtinen, moderator",
        "Organisers: SNOS and Securityuser.com",
        "Programme v3 · 1/1",
    ]


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        pytest.param({"kind": Kind.TALK}, ["Speaker to be announced"], id="no speaker where the kind needs one"),
        pytest.param({"kind": Kind.TALK, "names_nobody": True}, [], id="nobody is to be announced"),
        pytest.param(
            {"kind": Kind.PANEL, "credits": (Credit("Mo", Role.MODERATOR),)},
            ["Speaker to be announced", "Mo, moderator"],
            id="a moderator is no speaker",
        ),
        pytest.param({"kind": Kind.OPENING}, [], id="no speaker where none is needed"),
        pytest.param(
            {"credits": (Credit("Ann", Role.SPEAKER, "chief", "Police"),)}, ["Ann, chief, Police"], id="a speaker"
        ),
        pytest.param(
            {"credits": (Credit("Mo", Role.MODERATOR), Credit("Ann", Role.PANELLIST), Credit("Bo", Role.HOST))},
            ["Ann, panellist", "Bo, host", "Mo, moderator"],
            id="those on stage before the moderator",
        ),
        pytest.param(
            {"credits": (Credit("Ann", Role.MODERATOR), Credit("Ann", Role.SPEAKER))},
            ["Ann, moderator"],
            id="two roles",
        ),
        pytest.param({"place": "Foyer"}, ["Foyer"], id="a place"),
        pytest.param({"track": "Law", "tentative": True}, ["Law · Preliminary"], id="track and state"),
        pytest.param({"abstract": "First.\nSecond."}, ["First.", "Second."], id="paragraphs of an abstract"),
        pytest.param({"description": "At length."}, ["At length."], id="a description where there is no abstract"),
        pytest.param({"abstract": "Short.", "description": "At length."}, ["Short."], id="an abstract before it"),
    ],
)
def test_a_session_says(fields: dict[str, Any], lines: list[str]) -> None:
    (page,) = sheet(item("Title", **fields))

    left = min(mark.x for mark in page.marks if isinstance(mark, PlacedText) and mark.text == "Title")
    text = replace(page, marks=tuple(m for m in page.marks if isinstance(m, PlacedText) and m.x >= left and m.y > 50))
    assert ["".join(row) for row in rows([page]) if row != ["30 min"]] == ["09:00Title", *lines], text


@pytest.mark.parametrize(
    ("items", "day", "expected"),
    [
        pytest.param(
            [item("Lunch", kind=Kind.MEAL, place="Restaurant"), item("Next", "10:00-10:30")],
            None,
            [["09:00", "Lunch", "· Restaurant"], ["10:00", "Next"], ["30 min"]],
            id="a pause is one thin row without its length",
        ),
        pytest.param(
            [item("One", rooms=("Hall",)), item("Two", rooms=("Lab",)), item("Three", "09:00-09:45", rooms=("Yard",))],
            None,
            [["09:00", "One", "Hall"], ["30 min"], ["Two", "Lab"], ["45 min", "Three", "Yard"]],
            id="several rooms have a column, and parallel sessions say the time once",
        ),
        pytest.param(
            [
                item("One", rooms=("A",)),
                item("Two", rooms=("B",)),
                item("Lunch", "12:00-13:00", kind=Kind.MEAL, place="Restaurangen"),
            ],
            None,
            [["09:00", "One", "A"], ["30 min"], ["Two", "B"], ["12:00", "Lunch", "Restaurangen"]],
            id="the column of rooms is wide enough for places too",
        ),
        pytest.param(
            [item("One", rooms=("Hall",))], None, [["09:00", "One"], ["30 min"]], id="one room goes without saying"
        ),
        pytest.param(
            [item("One", rooms=("Hall",)), item("Two", rooms=("Lab",), day=DAY + timedelta(1))],
            Day(id="d", date=DAY),
            [["09:00", "One", "Hall"], ["30 min"]],
            id="a sheet of one day still says the room if the conference has several",
        ),
    ],
)
def test_what_stands_in_the_rows(items: list[ProgrammeItem], day: Day | None, expected: list[list[str]]) -> None:
    assert rows(sheet(*items, day=day)) == expected


def test_rooms_too_many_for_the_column_stand_under_the_title() -> None:
    names = tuple(f"A hall with a rather long name {n}" for n in range(4))
    pages = sheet(item("One", rooms=names), item("Two", rooms=("Lab",)))

    assert ", ".join(names) in " ".join(" ".join(row) for row in rows(pages))


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        pytest.param([("", ""), ("", "")], False, id="nobody"),
        pytest.param([("", "Mo"), ("", "Mo")], True, id="the same in all"),
        pytest.param([("", "Mo"), ("", "Ann")], False, id="two by turns"),
        pytest.param([("", ""), ("", "Mo"), ("", "")], False, id="in one of many"),
        pytest.param([("Mo", ""), ("", "Mo"), ("", "")], True, id="in one of many, and host of the opening"),
    ],
)
def test_a_moderator_of_the_whole_day_stands_in_the_head(sessions: list[tuple[str, str]], said: bool) -> None:
    items = [
        item(
            f"Talk {n}",
            f"{9 + n}:00-20:00",
            kind=Kind.OPENING if host else Kind.KEYNOTE,
            credits=(
                *([Credit(host, Role.HOST)] if host else []),
                *([Credit(moderator, Role.MODERATOR)] if moderator else []),
            ),
        )
        for n, (host, moderator) in enumerate(sessions)
    ]

    assert ("· Moderator Mo" in sheet(*items)[0].text) == said


def test_each_of_several_days_has_its_date() -> None:
    (page,) = sheet(item("One"), item("Two", day=DAY + timedelta(1)))

    dates = [line for line in page.text.split("\n") if "2024" in line]
    assert dates == ["25–26 April 2024 · The Venue", "Thursday 25 April 2024", "Friday 26 April 2024"]


def test_later_pages_have_a_small_head_and_every_page_its_number() -> None:
    pages = sheet(*(item(f"Talk {n}", f"{8 + n // 4}:{n % 4 * 15:02}-20:00") for n in range(40)))

    assert [page.text.split("\n")[:2] for page in pages[1:]] == [["The Conference", "Thursday 25 April 2024"]] * 2
    assert [page.text.split("\n")[-1] for page in pages] == [f"Programme v3 · {n}/3" for n in (1, 2, 3)]


def test_a_very_long_session_is_continued_and_one_of_half_a_page_kept_together() -> None:
    pages = sheet(item("Long", abstract="word " * 4000), item("After", "10:00-11:00"))

    assert [["(continued)" in page.text, "After" in page.text] for page in pages[1:]] == [
        *[[True, False]] * (len(pages) - 2),
        [True, True],
    ]
    assert sum(page.text.split().count("word") for page in pages) == 4000

    pages = sheet(*(item(f"Talk {n}", f"{8 + n}:00-20:00", abstract="word " * 400) for n in range(4)))
    assert not any("(continued)" in page.text for page in pages)
    assert all(page.text.split().count("word") % 400 == 0 for page in pages)


def test_nothing_placed_yet_and_a_draft_says_so() -> None:
    assert "There is nothing in the programme yet." in sheet()[0].text
    assert [page.text.split("\n")[-1] for page in programme_sheet(programme(), measure, ENGLISH, draft(4))] == [
        "Programme v4, draft · 1/1"
    ]


def test_every_paper_in_the_language_of_the_conference() -> None:
    for paper in PAPERS:
        (page,) = sheet(item("Inledning"), paper=paper, words=Wording("sv"))
        assert (page.width, page.height) == pytest.approx((PAPERS[paper].width, PAPERS[paper].height))
        assert ("Torsdag 25 april 2024 · The Venue" in page.text, "09.00" in page.text) == (True, True)


STRONG = (Weight.BOLD, Weight.MEDIUM)
TITLES = st.text(st.sampled_from("abc dé-/1 å"), min_size=1, max_size=150).filter(lambda text: text.strip())
CREDITS = st.builds(Credit, TITLES, st.sampled_from(Role), st.just("title"), TITLES)
ITEMS = st.builds(
    lambda start, length, day, **fields: ProgrammeItem(
        id="x", span=Span(DAY + timedelta(day), start, start + length), **fields
    ),
    start=st.integers(0, 1500),
    length=st.integers(1, 200),
    day=st.integers(0, 1),
    title=TITLES,
    kind=st.sampled_from(Kind),
    rooms=st.lists(TITLES, max_size=2).map(tuple),
    place=st.one_of(st.just(""), TITLES),
    tentative=st.booleans(),
    track=st.sampled_from(["", "Law", "A very long track " * 10]),
    track_colour=st.just("teal"),
    abstract=st.sampled_from(["", "Short.", "word " * 300 + "\n\n" + "x" * 700, "sentence " * 1500]),
    credits=st.lists(CREDITS, max_size=4).map(tuple),
)


@tries(30)
@given(st.lists(ITEMS, max_size=12), TITLES, TITLES, st.sampled_from(["a4", "a5", "letter"]))
def test_whatever_the_programme(items: list[ProgrammeItem], title: str, organisers: str, paper: str) -> None:
    pages = sheet(*items, title=title, organisers=organisers, paper=paper)

    for page in pages:
        assert_inside_the_margins(page, MARGIN * PAPERS[paper].enlargement)
        assert_nothing_overlaps(page)
    titles = "".join(
        m.text for page in pages for m in page.marks if isinstance(m, PlacedText) and m.face.weight in STRONG
    )
    assert all("".join(i.title.split()) in "".join(titles.split()) for i in items)
    assert sum(page.text.split().count("sentence") for page in pages) == sum(
        i.abstract.count("sentence") for i in items
    )


ENDING = {
    "address": "Street 1\nTown", "directions": "Take the bus.\nWalk.", "map_link": "https://example.org/map",
    "registration_page": "https://example.org/register", "website": "https://example.org",
    "programme_page": "https://example.org", "calendar_address": "https://example.org/c.ics",
    "contact": "info@example.org", "organisers": "The Board",
    "partners": (
        Supporter("The Board", PartnerRole.ORGANISER), Supporter("Bank", PartnerRole.PARTNER, "https://bank.example"),
        Supporter("Crew", PartnerRole.PARTNER), Supporter("Sound", PartnerRole.SUPPLIER),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        pytest.param({}, [], id="nothing more is known"),
        pytest.param({"venue": "", "address": "Street 1"}, [], id="the head has the address"),
        pytest.param(
            {"address": "Street 1\nTown"}, ["The Venue, Street 1, Town"], id="the head has the venue, not the address"
        ),
        pytest.param({"map_link": "https://m.test"}, ["The Venue· https://m.test"], id="a map"),
        pytest.param({"venue": "", "directions": "Take the bus."}, ["Take the bus."], id="a way to no house"),
        pytest.param(
            ENDING,
            [
                "The Venue, Street 1, Town· Take the bus. Walk. · https://example.org/map",
                "Registration: https://example.org/register · Programme: https://example.org · "
                "Calendar to subscribe to:",
                "https://example.org/c.ics · Contact: info@example.org",
                "Partners: Bank (https://bank.example), Crew",
                "Suppliers: Sound",
            ],
            id="all of it, each address once",
        ),
    ],
)
def test_under_the_rows_stands_how_to_get_there_where_to_register_and_who_supports_it(
    fields: dict[str, Any], lines: list[str]
) -> None:
    pages = sheet(item("Opening"), **fields)

    found = ["".join(row) for row in rows(pages)]
    assert found[found.index("30 min") + 1 :] == lines


def test_what_begins_after_midnight_has_its_date() -> None:
    late = item("Party", "24:30-26:00", kind=Kind.SOCIAL, place="Bar")
    evening = item("Dinner", "23:00-25:00", kind=Kind.SOCIAL)

    assert rows(sheet(evening, late)) == [
        ["23:00", "Dinner"],
        ["00:30", "Party", "· Bar"],
        ["Friday 26 April 2024"],
    ]
    assert ["Friday 26 April 2024 · Safety"] in rows(sheet(item("Talk", "25:00-25:30", track="Safety", kind=Kind.TALK)))
