"""Offers to export or copy the window's lists as tables."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.long_task import LongTask, run_to_end
from planner.domain.text import Plural
from planner.exporting.tables.table import OutTable
from ui.features.exporting.export_commands import TableOffer
from ui.features.lists.list_export import list_in_sight
from ui.features.lists.list_page import ListPage
from ui.shell.planner_page import PlannerPage
from ui.state.document import Document


def list_offer(page: PlannerPage) -> TableOffer | None:
    """Return an offer to export the list on the current page as a table, or None if the page shows no list."""
    inner, document, words = page.places.current.inner, page.document, page.document.presentation.words
    if not isinstance(inner, ListPage):
        return None
    name, n = words(inner.listing.title), len(inner.table.ids)
    text = Plural("{name} as on the page, {n} row", "{name} as on the page, {n} rows", n, name=name)
    ending = name.casefold().replace(" ", "-")
    return TableOffer(words.say(text), lambda _: _list_table(document, inner), ending, languages=False)


def _list_table(document: Document, inner: ListPage) -> LongTask[Sequence[OutTable]]:
    return [(yield from list_in_sight(document, inner))]


def people_table(page: PlannerPage, ids: Sequence[str]) -> OutTable | None:
    """Return people with these ids as a table with the columns of the people page; None if that shows no list."""
    inner = page.places.place_page("people").inner
    if not isinstance(inner, ListPage):
        return None
    inner.refresh_if_stale()
    return run_to_end(list_in_sight(page.document, inner, ids))
