"""A measure without fonts for tests of sheets, and laws that every page keeps."""

from planner.printing.marks import POINT, FilledRect, HorizontalRule, PlacedText, PrintedPage, TextStyle


def measure(text: str, face: TextStyle) -> float:
    """Return the width of a text whose letters are half as wide as they are high."""
    return len(text) * face.size * POINT / 2


def assert_inside_the_margins(page: PrintedPage, margin: float) -> None:
    for mark in page.marks:
        width = {
            PlacedText: lambda m: measure(m.text, m.face),
            HorizontalRule: lambda m: m.length,
            FilledRect: lambda m: m.width,
        }[type(mark)](mark)
        assert margin - 0.01 <= mark.x
        assert mark.x + width <= page.width - margin + 0.01, mark
        bottom = mark.y + mark.height if isinstance(mark, FilledRect) else mark.y
        assert margin / 2 <= mark.y <= bottom <= page.height - margin / 2, (mark, page.height)


def assert_nothing_overlaps(page: PrintedPage) -> None:
    words = sorted((m for m in page.marks if isinstance(m, PlacedText)), key=lambda m: m.y)
    for index, one in enumerate(words):
        for other in words[index + 1 :]:
            if other.y - one.y >= other.face.size * POINT:
                break
            right_of = other.x + 0.01 >= one.x + measure(one.text, one.face)
            left_of = one.x + 0.01 >= other.x + measure(other.text, other.face)
            assert right_of or left_of, (one, other)
