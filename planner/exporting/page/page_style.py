"""The style sheet of a page: the one common to all pages, and the colours and grid cells of this one."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from planner.domain.value_objects import COLOURS, DARK_COLOURS
from planner.exporting.page.room_grid import PageDayGrid
from resources import FOLDER

READABLE = 4.5
"""The minimum contrast between a text and its background (WCAG 2.2, 1.4.3)."""
WIDE = 1000
"""The width in CSS pixels from which a browser window shows the rooms side by side."""
ROOMS_AT_ONCE = 6
"""The maximum number of columns that share the window's width; if there are more, the grid is scrolled sideways."""


def page_style(colour: str, tracks: Iterable[str], grids: Iterable[PageDayGrid]) -> str:
    """Return the style sheet of a page, with the colours of conference and tracks, and the grids of the days."""
    sheet = (FOLDER / "page" / "page.css").read_text("utf-8")
    ground = readable_background(COLOURS.get(colour, COLOURS["royalblue"]))
    rules = [f":root{{--conference:{ground}}}"]
    bands = [name for name in sorted(set(tracks)) if name in COLOURS]
    rules += [f".b-{name}{{--band:{COLOURS[name]}}}" for name in bands]
    dark = "".join(f".b-{name}{{--band:{DARK_COLOURS[name]}}}" for name in bands)
    rules += [f"@media screen and (prefers-color-scheme:dark){{{dark}}}"] if dark else []
    cells = "".join(_cell_rules(tuple(grids)))
    return "".join([sheet, *rules, f"@media screen and (min-width:{WIDE}px){{{cells}}}" if cells else ""])


def _cell_rules(grids: tuple[PageDayGrid, ...]) -> Iterator[str]:
    """Yield the style rules for each row and column at which some cell begins or ends, and for the sizes of grids."""
    cells = [cell for grid in grids for cell in grid.cells.values()]
    columns = [(cell.column, cell.column_end) for cell in cells]
    columns += [(head.column, head.column_end) for grid in grids for head in grid.heads]
    yield from (f".r{n}{{--row:{n}}}" for n in sorted({cell.row for cell in cells}))
    yield from (f".e{n}{{grid-row-end:{n}}}" for n in sorted({cell.row_end for cell in cells}))
    yield from (f".c{n}{{grid-column-start:{n}}}" for n in sorted({first for first, _end in columns}))
    yield from (f".d{n}{{grid-column-end:{n}}}" for n in sorted({end for _first, end in columns}))
    yield from (f".n{n}{{--columns:{n}}}" for n in sorted({grid.columns for grid in grids}))
    yield from (f".m{n}{{--rows:{n}}}" for n in sorted({grid.rows for grid in grids}))


def csp_source(text: str) -> str:
    """Return the source expression by which a Content-Security-Policy allows a style sheet or script (CSP 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def readable_background(colour: str) -> str:
    """Return a colour (``#rrggbb``), darkened as little as needed for white text on it to be readable."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for percent in range(100, 0, -1):
        ground = [part * percent // 100 for part in parts]
        if contrast_with_white(ground) >= READABLE:
            break
    return "#" + "".join(f"{part:02x}" for part in ground)


def contrast_with_white(colour: Iterable[int]) -> float:
    """Return the contrast ratio (WCAG 2.2) of white and a colour, given as red, green and blue from 0 to 255."""
    red, green, blue = (_linear_light(part / 255) for part in colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear_light(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
