"""Reads dates, weekdays and numbers of days (*Day 2*) in many languages, alone, in titles and in lines.

If a date can be read with the day or the month first, ``PartialDate`` leaves that open.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from planner.domain.input_parsing import conference_year_rule
from planner.domain.languages import calendar_numbers_by_word, weekday_number
from planner.domain.span import FIRST_YEAR, LAST_YEAR

ABROAD = ("de", "da", "nb", "fi", "nl", "fr", "es", "it", "pt", "pl")
"""The languages in which names are looked up after our own; the first one decides if a word has two meanings."""


@lru_cache(8192)
def parse_month(word: str) -> int | None:
    """Return the number of a month, from 1, by its name; None if the word is not a month."""
    return calendar_numbers_by_word("months", *ABROAD).get(word.strip(".").casefold())


@lru_cache(8192)
def parse_weekday(word: str) -> int | None:
    """Return the number of a weekday, 0 for Monday, by its name; None if the word is not a weekday."""
    return weekday_number(word.strip(".").casefold(), *ABROAD)


SAYS_NOTHING = frozenset(
    word.strip()
    for line in (
        "| tba | tbd | tbc | tbc. | n/a | na | - | -- | ? | ?? | ??? | x | none | null | nan | all day | heldag",
        "hela dagen | ganztägig | any time | open | öppet | to be announced | to be decided | to be confirmed",
        "meddelas senare | klockslag meddelas | offen | folgt | unscheduled",
    )
    for word in line.split("|")
)
HALVES = frozenset(("fm", "em", "f.m.", "e.m.", "am", "pm", "a.m.", "p.m."))
"""Words for a half of the day, which are no times by themselves."""
JOINING = frozenset(
    (
        *("and", "och", "und", "og", "et", "y", "e", "i", "ja", "en", "&", "+", "-", "to", "till", "til", "bis"),
        *("until", "au", "al", "a", "do", "tot"),
    )
)
"""Words after which a date is the last of several days, as in *8 and 9 May*."""
DASHES = str.maketrans(
    {**dict.fromkeys("–—−\u2012", " - "), **dict.fromkeys("\u2010\u2011", "-"), **dict.fromkeys("\u200b\ufeff", "")}
)
"""Replacements for dashes: a long one separates two times, a hyphen is part of a date or a UTC offset.

Characters without width are removed.
"""
ISO_MOMENT = re.compile(
    r"\d{8}t\d{4}(?:\d{2})?z?"
    r"|\d{4}-\d{2}-\d{2}[t ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:z|utc|\+\d{2}:?\d{2})?"
    r"|\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}| \d{2}:\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?-\d{2}:?\d{2}"
)
BEGINS_TIMES = (
    r"(?:klo?\b\.?|ca\b\.?|klockan\b|klokken\b|um\b|at\b|from\b|ab\b|von\b|från\b|@)\s*\d{1,2}"
    r"|\d{1,2}(?:\s?[:.h]\s?\d{2}|\s?[ap]\.?m|\s?-\s?\d{1,2}(?:[:.]\d{2}|\s?[ap]\.?m|$)|\s*(?:uhr|uur)\b)"
)
TIMES_AFTER = re.compile(
    r"(?P<date>.*?[^\d\s:].*?|.*?\d{4}|\d{1,2}[/.]\d{1,2}[/.]?)(?:\s*,\s*|\s+-\s+|\s*:\s+|\s+|t)"
    rf"(?P<times>(?:{BEGINS_TIMES}).*)"
)
TIMES_BEFORE = re.compile(r"(?P<times>\d{1,2}[:.h]\d{2}[^,]*?)\s*(?:,|\son\s|\s-\s|\s)\s*(?P<date>[^\d:]*\d.*)")
LENGTH_AFTER = re.compile(r"(?P<times>.*\d[^(]*?)\s*(?:\((?P<in>[^()]+)\)|,\s*(?P<after>[^,]+)|/\s*(?P<slash>[^/]+))")
REMARK = re.compile(r"\s*(?:\([^()\d]*\)|-)$")
TWO_MOMENTS = re.compile(
    r"(?P<first>.*\d{1,2}[:.]\d{2}.*?)\s*(?:\s-\s|\s(?:to|till|bis|until)\s|/)\s*(?P<last>.*[-/. ].*\d{1,2}[:.]\d{2}.*)"
)


def normalize_time_text(written: str) -> str:
    """Return a text in lower case, with single spaces and uniform dashes."""
    return " ".join(written.translate(DASHES).casefold().split())


T = TypeVar("T")


class DateOrder(StrEnum):
    """The order of day and month in a numeric date."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


LONGEST_TITLE = 100
"""Maximum length in characters of a title that is searched for a date."""
_FAR = 200
"""Number of days between the first and the last known day above which they are not those of one conference."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date, weekday or *Day 2* as written in a text.

    ``first`` and ``second`` are day and month, in this order if ``sure``, otherwise in unknown order; without day and
    month, they are 0. ``year`` is None if it is not given, ``weekday`` is 0 for Monday or None, ``nth`` is the number
    of a day of the conference (*Day 2*) or None.
    """

    first: int = 0
    second: int = 0
    year: int | None = None
    weekday: int | None = None
    nth: int | None = None
    sure: bool = False

    @property
    def has_day_and_month(self) -> bool:
        """True if it includes a day and a month."""
        return bool(self.first)

    def to_date(self, order: DateOrder, days: Iterable[date] = ()) -> date | None:
        """Return the date read in an order; None if it does not exist or its year is unknown.

        A missing year is inferred from known ``days``, and if they are far apart, from the weekday too.
        """
        known, year = tuple(days), self.year
        if year is None and known and (leap := self._date_in_year(2000, order)):
            year = conference_year_rule(known)(leap.month, leap.day)
            if self.weekday is not None and (max(known) - min(known)).days > _FAR:
                near = (self._date_in_year(other, order) for other in (year, year + 1, year - 1))
                year = next((day.year for day in near if day and day.weekday() == self.weekday), year)
        return None if year is None else self._date_in_year(year, order)

    def _date_in_year(self, year: int, order: DateOrder) -> date | None:
        turn = order is DateOrder.MONTH_FIRST and not self.sure
        day, month = (self.second, self.first) if turn else (self.first, self.second)
        exists = MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        return date(year, month, day) if exists else None

    @property
    def possible_orders(self) -> tuple[DateOrder, ...]:
        """The orders of day and month in which the date exists; only the first if both give the same date."""
        year = self.year if self.year is not None else 2000
        fits = tuple(order for order in DateOrder if self._date_in_year(year, order))
        return fits[:1] if self.sure or self.first == self.second else fits

    def orders_on_weekday(self, days: Iterable[date] = ()) -> tuple[DateOrder, ...]:
        """Return the orders of day and month in which the date is on the weekday beside it, if there is one.

        An order in which its year is unknown counts too. ``days`` are known days from which a missing year is inferred.
        """
        read = {order: self.to_date(order, days) for order in self.possible_orders}
        return tuple(
            order for order, day in read.items() if self.weekday is None or not day or day.weekday() == self.weekday
        )


_NTH = re.compile(
    r"(?:conference\s+)?(?:day|dag|tag|jour|día|giorno|dia|päivä)\s*#?\s*(?P<nth>[0-9]{1,2})\b\s*[:,.(–-]*\s*(?P<rest>[^)]*)\)?"
)
_ISO = re.compile(r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})\.?")
_JOINED = re.compile(r"(?P<year>(?:19|20|21)[0-9]{2}|[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])")
_NUMBERS = re.compile(
    r"(?P<first>[0-9]{1,2})\s?(?P<sep>[-/.])\s?(?P<second>[0-9]{1,2})(?:\s?(?P=sep)\s?(?P<year>[0-9]{4}|['’]?[0-9]{2})?)?(?:\s(?P<late>[0-9]{4}))?"
)
_WORD = re.compile(r"[^\W\d_]+|['’]?[0-9]+")
_FILLING = frozenset(
    word
    for words in ("the of st nd rd th", "den på e a", "am der dem", "le er", "de del la do", "on d")
    for word in words.split()
)
"""Words around the number of a day that do not change its meaning."""


@lru_cache(8192)
def parse_partial_date(text: str) -> PartialDate | None:
    """Parse a casefolded text as a date, weekday or *Day 2*; None if it is anything else."""
    text = text.strip(" ,;")
    if found := _NTH.fullmatch(text):
        rest = parse_partial_date(found["rest"]) if found["rest"] else None
        return None if found["rest"] and rest is None else replace(rest or PartialDate(), nth=int(found["nth"]))
    if found := _ISO.fullmatch(text) or _JOINED.fullmatch(text):
        return PartialDate(int(found["day"]), int(found["month"]), _full_year(found["year"]), sure=True)
    found = _NUMBERS.fullmatch(text)
    return _read_numeric_date(found) if found else _read_worded_date(text)


def _read_numeric_date(found: re.Match[str]) -> PartialDate | None:
    """Read *12/4*, *12-4-2024* or *12.4.* as a date; return None for a time, such as *9-10*, or *9.30* (no month)."""
    first, second, year = int(found["first"]), int(found["second"]), _full_year(found["year"] or found["late"])
    if year is None and (found["sep"] == "-" or (found["sep"] == "." and not 1 <= second <= 12)):
        return None
    return PartialDate(first, second, year, sure=found["sep"] == ".")


def _full_year(written: str | None) -> int | None:
    digits = (written or "").strip("'’")
    return int(f"20{digits}"[-4:]) if digits else None


def _read_worded_date(text: str) -> PartialDate | None:
    """Read a date with its month's name, a weekday alone, or one beside a date or *Day 2*; None for any other text."""
    head, _, rest = text.partition(" ")
    before, _, last = text.rpartition(" ")
    for word, others in ((head, rest), (last, before)):
        weekday = parse_weekday(word.strip("(),.:"))
        said = parse_partial_date(others.strip(" ,-–()")) if weekday is not None and others else PartialDate()
        if weekday is not None and said and said.weekday is None:
            return replace(said, weekday=weekday)
    words = [word for word in _WORD.findall(text.lstrip("'’")) if word not in _FILLING]
    names = [n for n, word in enumerate(words) if word[0].isalpha()]
    month = parse_month(words[names[0]]) if len(names) == 1 else None
    days = [n for n, word in enumerate(words) if word.isdigit() and len(word) <= 2]
    years = [n for n in range(len(words)) if n not in (*names, *days)]
    if len(days) == 2 and not years and days[0] + 1 in names:  # 5 May 24, but neither 25–26 April nor April 25–26
        years = [days.pop()]
    if month is None or len(days) != 1 or len(years) > 1:
        return None
    return PartialDate(int(words[days[0]]), month, _full_year(words[years[0]]) if years else None, sure=True)


def has_possible_year(when: date) -> bool:
    """Return whether a day is in a year in which a conference may take place."""
    return FIRST_YEAR <= when.year <= LAST_YEAR


DRAFT = re.compile(r"\s*\((?:utkast|draft|version|ver|v|prel|preliminary|preliminärt?)\b[^()]*\)\s*$", re.IGNORECASE)
"""A remark in brackets at the end of a title that it is a draft or which version it is."""
_HOURS_OF_DAY = re.compile(
    r"[\s,]+(?:(?:klo?|klockan|klokken|at|um|om|von|van|från|fra|from)\b\.?\s*)?\d{1,2}(?:[.:]\d\d)?\s*(?:–|—|-|to|till|bis)\s*\d{1,2}(?:[.:]\d\d)?"
    r"(?:\s*(?:uhr|uur|h|hrs))?\s*$",
    re.IGNORECASE,
)
"""The hours of a whole day after its date, as in *Thursday 16 April, 18–21*."""
_MOST_WORDS = 5
"""Maximum number of words of a date that stands among other words."""
_TITLE_PARTS = re.compile(r",\s+|(?<!\d)\s+[|–—-]\s+|(?<=\d{4})\s+(?:på|i|at|in|im|à|en|em|w|hos|bei|v)\s+(?=[^\W\d])")


def cut_to_final_date(value: T) -> T | str:
    """Return what is surely a date at the end of a title or of a part of it, in lower case, or the value unchanged.

    The date of *Programme, Friday 8 May* is *friday 8 may*. A text that is only a date is returned unchanged, but
    without a remark that it is a draft, and *updated 1 May* is no date of a title.
    """
    text = DRAFT.sub("", value) if isinstance(value, str) and len(value) <= LONGEST_TITLE else ""
    if not text:
        return value
    if parse_partial_date(normalize_time_text(text)):
        return text
    text = without_document_dates(text)
    hours = _HOURS_OF_DAY.sub("", text)
    for whole in (normalize_time_text(text), normalize_time_text(hours)):
        if parse_partial_date(whole):
            return whole
    for part in (text, *_TITLE_PARTS.split(text)):
        day = _HOURS_OF_DAY.sub("", part)
        words = normalize_time_text(day if re.search(r"\d{4}$", day) else part).split()
        for number in range(part is text, len(words)):
            before, tail = " ".join(words[:number]), " ".join(words[number:]).strip("(). ")
            apart = not before[-1:].isdigit() and before.rpartition(" ")[2] not in JOINING
            said = parse_partial_date(tail) if apart else None
            if said is not None and said.has_day_and_month and (said.sure or said.year is not None):
                return tail
    return value


def find_dates(line: str) -> Iterator[tuple[str, PartialDate]]:
    """Yield each date among the words of a line: its words, without commas and brackets, and the date as it is read."""
    words = [word.strip(",;()!:") for word in line.translate(DASHES).split()]
    first = 0
    while first < len(words):
        parts = (" ".join(words[first : first + wide]) for wide in range(_MOST_WORDS, 0, -1))
        found = next(
            (
                (part, said)
                for part in parts
                if (said := parse_partial_date(normalize_time_text(part))) and said.has_day_and_month
            ),
            None,
        )
        first += len(found[0].split()) if found else 1
        if found:
            yield found


_DONE = (
    r"stand(?=\s*:|\s+\d+\.)|gespeichert|gedruckt|ausgedruckt|aktualisiert|geändert|erstellt|gesendet|(?:zu)?letzt"
    r"|uppdatera[dt]\w*|reviderad|ändrad|utskriven|utskrivet|skickad?t?|skriven|skapad|sparad|senast|"
    r"(?:last )?(?:updated?|changed|modified|revised|saved|edited)|printed|sent|created|as of|issued"
    r"|oppdatert|revidert|endret|sendt|utskrevet|sist|opdateret|ændret|udskrevet|senest"
    r"|bijgewerkt|gewijzigd|verzonden|afgedrukt|mis(?:e)? à jour|modifié|envoyé|imprimé|päivitetty|muokattu|tulostettu"
)
_UNTIL = (
    r"anmäl\w*|sista (?:anmälnings)?dag\w*|o\.?s\.?a|rsvp|svara|deadline|regist(?:er|ration)|sign up"
    r"|(?:by|before)(?= \w{2,9}day\b| \d)|påmeld\w*|meld|frist\w*|svarfrist|tilmeld\w*|anmeld\w*|bis zum|aanmeld\w*"
    r"|inscri\w*|ilmoittau\w*|printing|gäller från"
    r"|(?:nästa|next|nächste\w*|neste|næste|volgende|prochaine?|seuraava) "
    r"(?:\w*möte\w*|meeting|sitzung|treffen|møde|møte|\w*vergadering|réunion|kokous)"
)
_SENT = (
    r"^(?:date|datum|dato|sent|skickat|gesendet|sendt|verzonden|envoyé|lähetetty)\s*:\s[^–]*"
    r"(?<![\d–-])\d\d?[:.]\d\d(?:[:.]\d\d)?(?:\s[+-]\d{4})?(?:\s\([A-Z]+\))?$|.*\b(?:wrote|skrev|schrieb|schreef)\b.*:$"
)
"""The time at which a mail was sent, in its header or above what it quotes."""
_DATE_ALONE = r"(?:\d[\d./-]*(?:\s+[^\W\d]+\.?(?:\s+\d{4})?)?)"
_STAMP = re.compile(
    rf"(?:\b(?:{_DONE}|{_UNTIL})(?!\w)[^,;|()–]*(?:,\s*{_DATE_ALONE}[^,;|()–]*)?"
    rf"|\b(?:version|ver|v|rev|utgåva|fassung|versie|versjon|versio)\b\.?\s*\d[\d.]*(?:[\s,(–:-]*{_DATE_ALONE})?\)?|{_SENT})",
    re.IGNORECASE,
)


def without_document_dates(text: str) -> str:
    """Return a line without the parts that say when it was written or printed, its version, or by when to reply.

    *Programme 14 April, version 3, printed 1 March* becomes *Programme 14 April*.
    """
    rest = _STAMP.sub("", text)
    return text if rest == text else rest.strip(" ,;|()–:-")
