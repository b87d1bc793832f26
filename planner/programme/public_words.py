"""The lines with people, organisations, languages and links in texts for attendees; words for roles, dates, times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from babel.dates import format_date

from planner.domain.languages import Language
from planner.domain.span import MINUTES_A_DAY, Span, format_clock
from planner.domain.text import N_, fill_placeholders
from planner.domain.value_objects import PartnerRole, Role
from planner.programme.programme import ProgrammeItem
from planner.wording import Wording

ROLE_LINES: tuple[tuple[Role, str], ...] = (
    (Role.SPEAKER, N_("Speaker: {names}")),
    (Role.PANELLIST, N_("On the panel: {names}")),
    (Role.HOST, N_("Host: {names}")),
    (Role.MODERATOR, N_("Moderator: {names}")),
)
"""The lines that name the people of each role, in display order."""

ROLES: dict[Role, str] = {
    Role.PANELLIST: N_("panellist"),
    Role.HOST: N_("host"),
    Role.MODERATOR: N_("moderator"),
}
"""The words for roles that follow a person's name, such as “Ada Ek (host)”; speakers have none."""

SUPPORT_LINES: tuple[tuple[PartnerRole, str], ...] = (
    (PartnerRole.ORGANISER, N_("Organisers: {text}")),
    (PartnerRole.PARTNER, N_("Partners: {text}")),
    (PartnerRole.SUPPLIER, N_("Suppliers: {text}")),
)
"""The lines that name the partner organisations of each role, in display order."""
STREAM_LINE, MORE_LINE = N_("Stream: {address}"), N_("More: {address}")
"""The lines with the address of a session's stream, and of its web page or the programme's."""
LANGUAGE_LINE = N_("Language: {name}")
"""The line that names the language of a session."""
REGISTRATION = N_("Registration: {address}")


def language_line(language: str, words: Wording) -> str:
    """Return the line that names the language with this code, or has the code if it is unknown; empty without one."""
    name = words.language_name(language) if language else ""
    return fill_placeholders(words(LANGUAGE_LINE), {"name": name}) if name else ""


def people_lines(item: ProgrammeItem, words: Wording) -> Iterator[str]:
    """Yield a line for each role that somebody has, with the names, titles and organisations of its people."""
    for role, message in ROLE_LINES:
        if found := [credit.in_full for credit in item.credits if credit.role is role]:
            yield fill_placeholders(words(message), {"names": "; ".join(found)})


def session_texts(item: ProgrammeItem) -> tuple[str, ...]:
    """Return those of a session's subtitle, abstract and description that are not empty."""
    return tuple(filter(None, (text.strip() for text in (item.subtitle, item.abstract, item.description))))


def stream_lines(item: ProgrammeItem, words: Wording) -> tuple[str, ...]:
    """Return one line with the address of a session's stream, or none if it has no stream."""
    return (fill_placeholders(words(STREAM_LINE), {"address": item.stream}),) if item.stream else ()


def link_lines(item: ProgrammeItem, words: Wording) -> tuple[str, ...]:
    """Return a line for a session's website, if it has one, and one for each of its links."""
    more = (fill_placeholders(words(MORE_LINE), {"address": item.website}),) if item.website else ()
    return more + tuple(": ".join(filter(None, (link.label, link.address))) for link in item.links)


def long_date(day: date, language: Language) -> str:
    """Return a date in full with a capital first letter, such as “Torsdag 25 april 2024”."""
    text = format_date(day, language.date_pattern(year="y", weekday="EEEE"), locale=language.locale)
    return text[:1].upper() + text[1:]


def date_range(days: Sequence[date], language: Language) -> str:
    """Return the range of sorted dates, such as “25–26 april 2024”; a single date in full; empty without dates."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return long_date(first, language)
    end = format_date(last, language.date_pattern(year="y"), locale=language.locale)
    if (first.year, first.month) == (last.year, last.month):
        return f"{format_date(first, language.number, locale=language.locale)}–{end}"
    pattern = language.date_pattern(year="" if first.year == last.year else "y")
    return f"{format_date(first, pattern, locale=language.locale)}{language.between}{end}"


def time_of_day(minutes: int, language: Language) -> str:
    """Format minutes from midnight as a time of day in the language's notation, such as “09.00” or “09:00”."""
    return format_clock(minutes, language.clock_sign)


def end_of_span(span: Span, language: Language) -> str:
    """Return the time at which a span ends, preceded by the date if it lasts a day or more."""
    end = time_of_day(span.end, language)
    return end if span.minutes < MINUTES_A_DAY else f"{long_date(span.end_datetime.date(), language)} {end}"


def span_times(span: Span, language: Language) -> str:
    """Return the start and end of a span, such as “09:00–09:30”; the end as in ``end_of_span``."""
    return f"{time_of_day(span.start, language)}–{end_of_span(span, language)}"
