"""Tests of dates, of breaking lines, and of filling pages with blocks; a page here is 100 mm high, a line 10 mm."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.printing.dates import date_range, long_date, time_of_day
from planner.printing.marks import PlacedText, TextStyle, Weight
from planner.printing.text_layout import Frame, Line, LineBreaker, PageBlock, PageDraft, Paginator, TextPiece, TextRun


@pytest.mark.parametrize(
    ("days", "swedish", "english"),
    [
        ([], "", ""),
        ([date(2024, 4, 25)], "Torsdag 25 april 2024", "Thursday 25 April 2024"),
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


def test_a_day() -> None:
    assert long_date(date(2024, 4, 6), "sv") == "Lördag 6 april 2024"


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


def test_blocks_follow_each_other_and_break_between() -> None:
    pages = filled(
        PageBlock(lines=numbered(6, "a")), PageBlock(lines=lines("b1", "b2", "b3", "b4", "b5"), space_above=1)
    )

    assert [text for _y, text in pages[0]] == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert pages[1] == [(1, "b1"), (11, "b2"), (21, "b3"), (31, "b4"), (41, "b5")]


def test_a_full_page_is_full() -> None:
    assert len(filled(PageBlock(lines=numbered(5)), PageBlock(lines=numbered(5)))) == 1


def test_a_heading_goes_with_its_first_block() -> None:
    pages = filled(PageBlock(lines=numbered(8)), PageBlock(lines=lines("x", "y"), heading=lines("Friday")))

    assert pages[1] == [(0, "Friday"), (10, "x"), (20, "y")]


def test_the_time_is_said_again_on_top_of_a_page() -> None:
    beside, on_top = (PlacedText(0, 8, "", FACE),), (PlacedText(0, 8, "09.00", FACE),)
    block = PageBlock(lines=numbered(4), beside=beside, beside_on_top=on_top)

    pages = filled(block, block, block)

    assert [[text for _y, text in page if text in ("", "09.00")] for page in pages] == [["09.00", ""], ["09.00"]]


def test_what_stands_beside_keeps_level_with_the_first_line() -> None:
    block = PageBlock(lines=numbered(1), beside_on_top=(PlacedText(0, 8, "09.00", FACE),), space_above=30)

    assert filled(block) == [[(30, "09.00"), (30, "1")]]


def test_what_stands_beside_makes_room_for_itself() -> None:
    pages = filled(PageBlock(lines=lines("a"), beside_height=25), PageBlock(lines=lines("b")))

    assert pages == [[(0, "a"), (25, "b")]]


def test_a_long_block_begins_on_a_new_page_where_what_stands_beside_has_no_room() -> None:
    pages = filled(PageBlock(lines=numbered(7, "a")), PageBlock(lines=numbered(12), beside_height=35))

    assert len(pages[0]) == 7


def test_a_block_longer_than_a_page_is_continued() -> None:
    pages = filled(PageBlock(lines=numbered(23), again=lines("(continued)")))

    assert [page[0][1] for page in pages] == ["1", "(continued)", "(continued)"]
    assert [text for page in pages for _y, text in page if text != "(continued)"] == [str(n) for n in range(1, 24)]


def test_no_line_stands_alone_on_the_last_page() -> None:
    pages = filled(PageBlock(lines=numbered(11), again=lines("again")))

    assert [text for _y, text in pages[1]] == ["again", "10", "11"]


def test_a_long_block_begins_on_a_new_page_where_only_its_title_would_fit() -> None:
    pages = filled(PageBlock(lines=numbered(8, "a")), PageBlock(lines=numbered(12, "b"), keep=2, again=lines("again")))

    assert [text for _y, text in pages[1]][:3] == ["b1", "b2", "b3"]


def test_a_long_block_follows_the_head_on_the_first_page() -> None:
    pages = filled(PageBlock(lines=lines("Head"), row=False), PageBlock(lines=numbered(10), again=lines("again")))

    assert [text for _y, text in pages[0]] == ["Head", *(str(n) for n in range(1, 9))]
