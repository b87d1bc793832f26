"""Makes the last event of an entry that left a calendar file: cancelled, with words on what became of it."""

from __future__ import annotations

from dataclasses import replace

from babel.dates import format_date

from planner.domain.text import N_, fill_placeholders
from planner.programme.calendar import one_line
from planner.programme.programme import ProgrammeItem
from planner.programme.release import Part, PartKind, SentEvent
from planner.wording import Wording

CANCELLED = N_("CANCELLED: {title}")
GATHERED = N_("Now in “{place}”: {title}")
SCATTERED = N_("Now an entry for each session: {title}")
ELSEWHERE = N_("No longer in this calendar: {title}")


def departed_event(event: SentEvent, said: tuple[str, str], words: Wording) -> SentEvent:
    """Return the last event of an entry that left a part's file: cancelled, its summary saying what became of it.

    The summary is for calendar programs that ignore STATUS. ``said`` are its message, and the place to fill in beside
    the title. An event that an older Estrad cancelled keeps its summary.
    """
    event = replace(event, erased=False)
    return event if event.status == "CANCELLED" and not event.title else _cancelled_event(event, *said, words)


def _cancelled_event(event: SentEvent, message: str, place: str, words: Wording) -> SentEvent:
    """Return the event as cancelled, with a summary made of ``message``, its title and ``place``."""
    title = event.title or event.summary
    summary = one_line(fill_placeholders(words(message), {"title": title, "place": place}))
    return replace(event, summary=summary, title=title, status="CANCELLED", busy="FREE")


def withdrawn_event(event: SentEvent, words: Wording) -> SentEvent:
    """Return an event as cancelled, with a summary that says only that it is no longer in this calendar.

    The session itself may still take place.
    """
    return _cancelled_event(event, ELSEWHERE, "", words)


def departure_message(part: Part, item: ProgrammeItem | None, words: Wording) -> tuple[str, str]:
    """Return the summary's message for a session that left a part, and the place or day to fill in.

    ``item`` is the session as it is in the programme now, None if it is gone.
    """
    if item is None or part.whole:
        return CANCELLED, ""
    if part.about in (PartKind.PERSON, PartKind.MODERATOR):
        return N_("No longer yours: {title}"), ""
    if part.about is PartKind.DAY:
        day = format_date(item.span.day, words.language.date_pattern(), locale=words.language.locale)
        return N_("Moved to {place}: {title}"), day
    if part.about is PartKind.ROOM and item.where and (item.rooms or not part.gone):
        return N_("Moved to {place}: {title}"), item.where
    return N_("No longer in {place}: {title}"), part.title
