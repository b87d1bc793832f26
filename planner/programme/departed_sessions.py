"""The event of a session that left a calendar file: cancelled, or with the place it moved to."""

from __future__ import annotations

from dataclasses import replace

from babel.dates import format_date

from planner.domain.text import N_, fill
from planner.programme.calendar import one_line
from planner.programme.parts import Part, PartKind
from planner.programme.programme import ProgrammeItem
from planner.programme.release import SentEvent
from planner.wording import Wording

CANCELLED = N_("CANCELLED: {title}")
_LOCALES = {"en": "en_GB", "sv": "sv_SE"}


def departed_event(event: SentEvent, part: Part, item: ProgrammeItem | None, words: Wording) -> SentEvent:
    """Return the event of a session that left the file of that part.

    It is as it was last, marked for readers that ignore STATUS.

    ``item`` is the session as planned now, None if it does not take place. Events that an older Estrad cancelled stay
    as they are.
    """
    if event.status == "CANCELLED" and not event.title:
        return event
    title = event.title or event.summary
    message, place = _what_happened(part, item, words)
    summary = one_line(fill(words(message), {"title": title, "place": place}))
    return replace(event, summary=summary, title=title, status="CANCELLED", busy="FREE")


def _what_happened(part: Part, item: ProgrammeItem | None, words: Wording) -> tuple[str, str]:
    """Return the message id, and the place in it."""
    if item is None or part.whole:
        return CANCELLED, ""
    if part.about in (PartKind.PERSON, PartKind.MODERATOR):
        return N_("No longer yours: {title}"), ""
    if part.about is PartKind.DAY:
        day = format_date(item.span.day, "d MMMM", locale=_LOCALES[words.language])
        return N_("Moved to {place}: {title}"), day
    if part.about is PartKind.ROOM and item.where and (item.rooms or not part.gone):
        return N_("Moved to {place}: {title}"), item.where
    return N_("No longer in {place}: {title}"), part.title
