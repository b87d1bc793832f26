"""The form of a page: one file that fetches nothing, or a page that lies on the web with files beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.exporting.page.page_pictures import data_address
from planner.exporting.page.running_text import LinkPiece


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """The form of a page: at first one file alone, that loads nothing.

    ``place`` returns the address of a picture, empty if it is left out, given the most bytes that it may have inside a
    page. With ``beside`` it has a manifest, an icon and a worker, and loads from its own address. ``calendars`` are the
    calendar files there, the whole one first.
    """

    place: Callable[[bytes | None, int], str] = data_address
    beside: bool = False
    calendars: tuple[LinkPiece, ...] = ()
