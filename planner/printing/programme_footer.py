"""The last block of the programme sheet: directions, registration, and the partners of the conference."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.enums import PartnerRole
from planner.domain.text import N_, fill
from planner.printing.marks import HorizontalRule, TextStyle, Weight
from planner.printing.paginator import Line, PageBlock
from planner.printing.text_layout import LineBreaker, TextRun
from planner.printing.typography import QUIET, SOFT, lines_at
from planner.programme.display_names import REGISTRATION, SUPPORT_LINES
from planner.programme.programme import Programme
from planner.wording import Wording

PLACE = TextStyle(9, Weight.SEMIBOLD, SOFT)
SAID = TextStyle(9, Weight.REGULAR, QUIET)
SPACE = 2.6
BETWEEN = 1.2


def closing_block(
    programme: Programme, left: float, right: float, ruler: LineBreaker, words: Wording
) -> PageBlock | None:
    """Return the last block of the sheet, below a rule, or None if it is empty; it leaves out the organisers."""
    lines: list[Line] = []
    for paragraph in _paragraphs(programme, words):
        lines += [Line(BETWEEN)] if lines else []
        lines += lines_at(left, paragraph[0].face, ruler.wrap(paragraph, right - left))
    if not lines:
        return None
    rule = (HorizontalRule(left, -SPACE, right - left),)
    return PageBlock(
        lines=tuple(lines), beside=rule, beside_on_top=rule, keep=2, space_above=SPACE, space_below=SPACE, row=False
    )


def _paragraphs(programme: Programme, words: Wording) -> Iterable[list[TextRun]]:
    address = ", ".join(line for line in programme.address.split("\n") if line)
    there = [TextRun(part, SAID) for part in (programme.directions.replace("\n", " "), programme.map_link) if part]
    if there or (address and programme.venue):  # otherwise the head contains it
        place = ", ".join(part for part in (programme.venue, address) if part)
        yield [run for part in (TextRun(place, PLACE), *there) if part.text for run in (TextRun(" · ", SAID), part)][1:]
    if addresses := list(_addresses(programme, words)):
        yield [TextRun(" · ".join(addresses), SAID)]
    for role, message in SUPPORT_LINES:
        names = programme.supporters(role)
        if names and role is not PartnerRole.ORGANISER:
            yield [TextRun(fill(words(message), {"text": ", ".join(names)}), SAID)]


def _addresses(programme: Programme, words: Wording) -> Iterable[str]:
    """Yield a line for each address: registration, programme, website, calendar and contact; none is repeated."""
    told: set[str] = set()
    for message, address in (
        (REGISTRATION, programme.registration_page),
        (N_("Programme: {address}"), programme.programme_page),
        (N_("Website: {address}"), programme.website),
        (N_("Calendar to subscribe to: {address}"), programme.calendar_address),
        (N_("Contact: {address}"), programme.contact),
    ):
        if address and address not in told:
            told.add(address)
            yield fill(words(message), {"address": address})
