"""Tests of dates, of breaking lines, and of filling pages with blocks; a page here is 100 mm high, a line 10 mm."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.languages import LANGUAGES
from planner.printing.marks import PlacedText, TextStyle, Weight
from planner.printing.pagination import Line, PageBlock, PageDraft, Paginator, tied_lines
from planner.printing.text_layout import LineBreaker, TextPiece, TextRun
from planner.programme.public_words import date_range, time_of_day


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
    assert (date_range(days, LANGUAGES["sv"]), date_range(days, LANGUAGES["en"])) == (swedish, english)


@pytest.mark.parametrize(("minutes", "swedish", "english"), [(540, "09.00", "09:00"), (1500, "01.00", "01:00")])
def test_a_time(minutes: int, swedish: str, english: str) -> None:
    assert (time_of_day(minutes, LANGUAGES["sv"]), time_of_day(minutes, LANGUAGES["en"])) == (swedish, english)


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
        pytest.param("abcdefghijklm", ["abcdefghi-", "jklm"], id="a word only where it is wider than a line"),
        pytest.param("see a/bcdefghi/jkl ok", ["see a/", "bcdefghi/", "jkl ok"], id="an address after a slash"),
        pytest.param("www.abcdefghijk", ["www.", "abcdefghij", "k"], id="an address without hyphens"),
        pytest.param("wel\u00adcome", ["welcome"], id="without soft hyphens"),
        pytest.param("abcdefghie\u0301k", ["abcdefgh-", "ie\u0301k"], id="an accent stays with its letter"),
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
    assert ruler().fitted_text("one two three", PLAIN, 8) == "one two…"
    assert ruler().fitted_text("one two", PLAIN, 8) == "one two"


def test_the_widest_word_is_broken_only_after_a_sign() -> None:
    assert ruler().widest_word([TextRun("an interrail/pass", PLAIN), TextRun("es for all", PLAIN)]) == len("interrail/")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("the quick brown fox jumps on", 26, ["the quick brown", "fox jumps on"]),
        ("extraordinary fox on", 18, ["extraordinary", "fox on"]),  # no word is broken for it
    ],
)
def test_a_short_last_line_gets_words_from_the_others(text: str, width: int, lines: list[str]) -> None:
    found = ruler().wrap_evenly([TextRun(text, PLAIN)], width)

    assert [line[0].text for line in found] == lines


@given(st.text(st.characters(codec="utf-8", exclude_characters="\u00ad"), max_size=200), st.integers(2, 40))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = texts(text, width)

    letters = [character for character in text if character not in " \t\n-"]
    assert [c for line in lines for c in line if c not in " \t\n-"] == letters
    assert all(len(line) <= width for line in lines if max(line) < "\u0300")


@given(st.text(st.sampled_from("ab é-/1 "), max_size=100), st.integers(3, 30))
def test_one_run_is_broken_as_several_are(text: str, width: int) -> None:
    one, two = [TextRun(text, PLAIN)], [TextRun(text, PLAIN), TextRun("", PLAIN)]

    assert ruler().wrap(one, width) == ruler().wrap(two, width)


PAGE = {"first_top": 0, "later_top": 0, "bottom": 100}
FACE = TextStyle(10)


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(10, (PlacedText(0, 8, text, FACE),)) for text in texts)


def numbered(count: int, name: str = "") -> tuple[Line, ...]:
    return lines(*(f"{name}{number}" for number in range(1, count + 1)))


def block(*columns: tuple[Line, ...], **fields: Any) -> PageBlock:
    return PageBlock(columns, **fields)


def filled(*blocks: PageBlock) -> list[list[tuple[float, str]]]:
    flow = Paginator(**PAGE)
    for block in blocks:
        flow.place(block)
    return [shown(sheet) for sheet in flow.sheets]


def shown(sheet: PageDraft) -> list[tuple[float, str]]:
    return [(mark.y - 8, mark.text) for mark in sheet.marks if isinstance(mark, PlacedText)]


def texts_of(pages: list[list[tuple[float, str]]]) -> list[str]:
    return [" ".join(text for _y, text in page) for page in pages]


def test_lines_stand_below_each_other_and_beside_what_belongs_to_them() -> None:
    time = (PlacedText(0, 8, "09.00", FACE),)

    assert filled(block(numbered(9)), block(lines("b1"), space_above=1))[1] == [(1, "b1")]
    assert filled(block(numbered(9)), block(lines("x"), heading=lines("Friday")))[1] == [(0, "Friday"), (10, "x")]
    assert filled(block(numbered(1), beside_on_top=time, space_above=30)) == [[(30, "09.00"), (30, "1")]]
    assert filled(block(lines("a"), beside_height=25), block(lines("b"))) == [[(0, "a"), (25, "b")]]
    assert filled(block(lines("a", "b"), lines("x")), block(lines("c"))) == [[(0, "a"), (10, "b"), (0, "x"), (20, "c")]]


def test_the_time_is_said_again_on_top_of_a_page() -> None:
    beside, on_top = (PlacedText(0, 8, "", FACE),), (PlacedText(0, 8, "09.00", FACE),)
    four = block(tied_lines(numbered(4), keep=4), beside=beside, beside_on_top=on_top)

    pages = filled(four, four, four)

    assert [[text for _y, text in page if text in ("", "09.00")] for page in pages] == [["09.00", ""], ["09.00"]]


TEN = " ".join(str(n) for n in range(1, 11))
AGAIN = lines("again")


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        pytest.param(
            [block(numbered(9, "a")), block(numbered(1, "b"), space_above=1)],
            ["a1 a2 a3 a4 a5 a6 a7 a8 a9", "b1"],
            id="a short block is moved",
        ),
        pytest.param([block(numbered(5)), block(numbered(5))], ["1 2 3 4 5 1 2 3 4 5"], id="full"),
        pytest.param(
            [block(numbered(5, "a")), block(tied_lines(numbered(8, "b"), again=AGAIN))],
            ["a1 a2 a3 a4 a5 b1 b2 b3 b4 b5", "again b6 b7 b8"],
            id="a long block begins where there is room",
        ),
        pytest.param(
            [block(numbered(7, "a")), block(tied_lines(numbered(10)), beside_height=35)],
            ["a1 a2 a3 a4 a5 a6 a7", TEN],
            id="what stands beside has no room",
        ),
        pytest.param(
            [block(tied_lines(numbered(23), again=AGAIN))],
            [TEN, "again 11 12 13 14 15 16 17 18 19", "again 20 21 22 23"],
            id="a block longer than a page is continued",
        ),
        pytest.param(
            [block(tied_lines(numbered(11), again=AGAIN))],
            [TEN.removesuffix(" 10"), "again 10 11"],
            id="no line stands alone on the last page",
        ),
        pytest.param(
            [block(numbered(8, "a")), block(tied_lines(numbered(9, "b"), 2, AGAIN))],
            ["a1 a2 a3 a4 a5 a6 a7 a8", "b1 b2 b3 b4 b5 b6 b7 b8 b9"],
            id="only the title of a long block would fit",
        ),
        pytest.param(
            [block(numbered(6, "a")), block(tied_lines(numbered(6, "b"), again=AGAIN), tied_lines(numbered(3, "c")))],
            ["a1 a2 a3 a4 a5 a6 b1 b2 b3 b4 c1 c2 c3", "again b5 b6"],
            id="of several columns only the long one is continued",
        ),
        pytest.param(
            [block(numbered(8, "a")), block(tied_lines(numbered(6, "b")), tied_lines(numbered(3, "c"), 3))],
            ["a1 a2 a3 a4 a5 a6 a7 a8", "b1 b2 b3 b4 b5 b6 c1 c2 c3"],
            id="no column begins without its title",
        ),
        pytest.param(
            [block(lines("Head"), row=False), block(tied_lines(numbered(10), again=AGAIN))],
            ["Head 1 2 3 4 5 6 7 8", "again 9 10"],
            id="a long block follows the head on the first page",
        ),
        pytest.param(
            [block(tied_lines(numbered(12), 20, AGAIN))],
            [TEN, "again 11 12"],
            id="what does not fit a page is broken where it must be",
        ),
    ],
)
def test_pages_are_filled_with_blocks(blocks: list[PageBlock], pages: list[str]) -> None:
    assert texts_of(filled(*blocks)) == pages
