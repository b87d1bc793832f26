"""Tests of the programme sheet as data; of dates, of breaking lines, and of filling pages with blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Day
from planner.domain.span import Span, minutes_of
from planner.domain.value_objects import Kind, PartnerRole, Role
from planner.printing.dates import date_range, time_of_day
from planner.printing.marks import PAPERS, PlacedText, PrintedPage, TextStyle, Weight
from planner.printing.programme_sheet import MARGIN, programme_sheet
from planner.printing.text_layout import Frame, Line, LineBreaker, PageBlock, PageDraft, Paginator, TextPiece, TextRun
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


@pytest.mark.parametrize(
    ("days", "swedish", "english"),
    [
        ([], "", ""),
        ([date(2024, 4, 6)], "Lördag 6 april 2024", "Saturday 6 April 2024"),
        ([date(2024, 4, 25), date(2024, 4, 26)], "25–26 april 2024", "25–26 April 2024"),
        ([date(2024, 4, 30), date(2024, 5, 1)], "30 april–1 maj 2024", "30 April – 1 May 2024"),
        (
            [date(2024, 12, 31), date(2025, 1, 1)],
            "31 december 2024–1 januari 2025",
            "31 December 2024 – 1 January 2025",
        ),
    ],
)
def test_the_days_of_a_conference(days: list[date], swedish: str, english: str) -> None:
    assert (date_range(days, "sv"), date_range(days, "en")) == (swedish, english)


@pytest.mark.parametrize(("minutes", "swedish", "english"), [(540, "09.00", "09:00"), (1500, "01.00", "01:00")])
def test_a_time(minutes: int, swedish: str, english: str) -> None:
    assert (time_of_day(minutes, "sv"), time_of_day(minutes, "en")) == (swedish, english)


PLAIN, BOLD = TextStyle(10), TextStyle(10, Weight.BOLD)


def ruler() -> LineBreaker:
    return LineBreaker(lambda text, _face: float(len(text)))


def texts(text: str, width: float, most: int | None = None) -> list[str]:
    return ["".join(p.text for p in line) for line in ruler().wrap([TextRun(text, PLAIN)], width, most)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("one two three", ["one two", "three"], id="between words"),
        pytest.param("one  two\tthree", ["one two", "three"], id="any white space is one space"),
        pytest.param("exactly 10", ["exactly 10"], id="a line may be full"),
        pytest.param("of the 2 500 here", ["of the", "2 500 here"], id="not inside a number"),
        pytest.param("room 7 2024", ["room 7", "2024"], id="between two numbers"),
        pytest.param("no\u00a0break here", ["no\u00a0break", "here"], id="not at a no-break space"),
        pytest.param("abcdefghijklm", ["abcdefghij", "klm"], id="a word only where it is wider than a line"),
        pytest.param("see a/bcdefghi/jkl ok", ["see a/", "bcdefghi/", "jkl ok"], id="an address after a slash"),
        pytest.param("wel\u00adcome", ["welcome"], id="without soft hyphens"),
        pytest.param("abcdefghie\u0301k", ["abcdefghi", "e\u0301k"], id="an accent stays with its letter"),
    ],
)
def test_ten_millimetres(text: str, lines: list[str]) -> None:
    assert texts(text, 10) == lines


def test_a_word_may_change_its_face_and_stays_whole() -> None:
    assert ruler().wrap([TextRun("Anna Ek", BOLD), TextRun(", chef", PLAIN)], 7.5) == [
        (TextPiece(0, "Anna", BOLD),),
        (TextPiece(0, "Ek", BOLD), TextPiece(2, ",", PLAIN)),
        (TextPiece(0, "chef", PLAIN),),
    ]


def test_what_does_not_go_into_the_lines_ends_in_an_ellipsis() -> None:
    assert texts("one two three four", 8, most=2) == ["one two", "three…"]
    assert ruler().fitting("one two three", PLAIN, 8) == "one two…"
    assert ruler().fitting("one two", PLAIN, 8) == "one two"


def test_a_short_last_line_gets_words_from_the_others() -> None:
    lines = ruler().wrap_evenly([TextRun("the quick brown fox jumps on", PLAIN)], 26)

    assert [line[0].text for line in lines] == ["the quick brown", "fox jumps on"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\u00ad"), max_size=200), st.integers(2, 40))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = texts(text, width)

    letters = [character for character in text if character not in " \t\n"]
    assert [c for line in lines for c in line if c not in " \t\n"] == letters
    assert all(len(line) <= width for line in lines if max(line) < "\u0300")


@given(st.text(st.sampled_from("ab é-/1 "), max_size=100), st.integers(3, 30))
def test_one_run_is_broken_as_several_are(text: str, width: int) -> None:
    one, two = [TextRun(text, PLAIN)], [TextRun(text, PLAIN), TextRun("", PLAIN)]

    assert ruler().wrap(one, width) == ruler().wrap(two, width)


FRAME = Frame(first_top=0, later_top=0, bottom=100)
FACE = TextStyle(10)


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(10, (PlacedText(0, 8, text, FACE),)) for text in texts)


def numbered(count: int, name: str = "") -> tuple[Line, ...]:
    return lines(*(f"{name}{number}" for number in range(1, count + 1)))


def filled(*blocks: PageBlock) -> list[list[tuple[float, str]]]:
    flow = Paginator(FRAME)
    for block in blocks:
        flow.place(block)
    return [shown(sheet) for sheet in flow.sheets]


def shown(sheet: PageDraft) -> list[tuple[float, str]]:
    return [(mark.y - 8, mark.text) for mark in sheet.marks if isinstance(mark, PlacedText)]


def texts_of(pages: list[list[tuple[float, str]]]) -> list[str]:
    return [" ".join(text for _y, text in page) for page in pages]


def test_lines_stand_below_each_other_and_beside_what_belongs_to_them() -> None:
    time = (PlacedText(0, 8, "09.00", FACE),)

    assert filled(PageBlock(lines=numbered(9)), PageBlock(lines=lines("b1", "b2"), space_above=1))[1] == [
        (1, "b1"), (11, "b2"),
    ]  # fmt: skip
    assert filled(PageBlock(lines=numbered(8)), PageBlock(lines=lines("x", "y"), heading=lines("Friday")))[1] == [
        (0, "Friday"), (10, "x"), (20, "y"),
    ]  # fmt: skip
    assert filled(PageBlock(lines=numbered(1), beside_on_top=time, space_above=30)) == [[(30, "09.00"), (30, "1")]]
    assert filled(PageBlock(lines=lines("a"), beside_height=25), PageBlock(lines=lines("b"))) == [[(0, "a"), (25, "b")]]


def test_the_time_is_said_again_on_top_of_a_page() -> None:
    beside, on_top = (PlacedText(0, 8, "", FACE),), (PlacedText(0, 8, "09.00", FACE),)
    block = PageBlock(lines=numbered(4), beside=beside, beside_on_top=on_top)

    pages = filled(block, block, block)

    assert [[text for _y, text in page if text in ("", "09.00")] for page in pages] == [["09.00", ""], ["09.00"]]


TEN = " ".join(str(n) for n in range(1, 11))


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        pytest.param(
            [PageBlock(lines=numbered(6, "a")), PageBlock(lines=numbered(5, "b"), space_above=1)],
            ["a1 a2 a3 a4 a5 a6", "b1 b2 b3 b4 b5"],
            id="a page breaks between blocks",
        ),
        pytest.param([PageBlock(lines=numbered(5)), PageBlock(lines=numbered(5))], ["1 2 3 4 5 1 2 3 4 5"], id="full"),
        pytest.param(
            [PageBlock(lines=numbered(7, "a")), PageBlock(lines=numbered(10), beside_height=35)],
            ["a1 a2 a3 a4 a5 a6 a7", TEN],
            id="what stands beside has no room",
        ),
        pytest.param(
            [PageBlock(lines=numbered(23), again=lines("(continued)"))],
            [TEN, "(continued) 11 12 13 14 15 16 17 18 19", "(continued) 20 21 22 23"],
            id="a block longer than a page is continued",
        ),
        pytest.param(
            [PageBlock(lines=numbered(11), again=lines("again"))],
            [TEN.removesuffix(" 10"), "again 10 11"],
            id="no line stands alone on the last page",
        ),
        pytest.param(
            [PageBlock(lines=numbered(8, "a")), PageBlock(lines=numbered(9, "b"), keep=2, again=lines("again"))],
            ["a1 a2 a3 a4 a5 a6 a7 a8", "b1 b2 b3 b4 b5 b6 b7 b8 b9"],
            id="only the title of a long block would fit",
        ),
        pytest.param(
            [PageBlock(lines=lines("Head"), row=False), PageBlock(lines=numbered(10), again=lines("again"))],
            ["Head 1 2 3 4 5 6 7 8", "again 9 10"],
            id="a long block follows the head on the first page",
        ),
    ],
)
def test_pages_are_filled_with_blocks(blocks: list[PageBlock], pages: list[str]) -> None:
    assert texts_of(filled(*blocks)) == pages
