"""Tests of filling pages with blocks; a page here is 100 mm high and a line 10 mm."""

from planner.printing.marks import PlacedText, TextStyle
from planner.printing.paginator import Frame, Line, PageBlock, PageDraft, Paginator

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
