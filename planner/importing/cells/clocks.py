"""Reads times of day, time ranges and lengths from the text of a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from planner.domain.span import LATEST, MINUTES_A_DAY

_HALF = r"(?:[ap]\.?\s?m\b\.?|[fe]\.?\s?m\b\.?|vorm\b\.?|nachm\b\.?|noon|midnight)"
_ZONE_NAME = r"z|utc|gmt|cest|cet|mesz|mez|eest|eet|west|wet|edt|est|pdt|pst"
_ZONE = rf"(?:(?:{_ZONE_NAME})\b(?:\s?[+-]\d{{1,2}}(?::?\d{{2}})?)?|\+\d{{2}}:?\d{{2}})?"
_BEFORE = (
    r"(?:(?:klockan|klokken|klokka|klo|kl|um|om(?=\s\d\d?(?:[:.h]\d\d|\s?uur))|at|à|a las|alle|ore|godz|@)\b\.?\s*"
    r"|(?:tid|time|zeit)\b:?\s*|(?:~|ca\b\.?|c\.|approx\b\.?)\s*)*"
)
_CLOCK = re.compile(
    rf"{_BEFORE}(?P<hour>\d{{1,2}})(?:\s?(?P<sep>[:.,h])\s?(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?"
    rf"|(?P<joined>\d{{2}}))?\s*(?P<half>{_HALF})?(?P<word>\s?(?:uhr|uur|hrs?|h|heures|o['’]clock)\b)?\s*(?P<zone>{_ZONE})"
)
_WORDS = {"noon": 720, "midday": 720, "midnight": 1440, "midnatt": 1440, "mitternacht": 1440, "mittag": 720}
_ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("cet", "mez", "west"), 60),
    **dict.fromkeys(("cest", "mesz", "eet"), 120),
    **{"eest": 180, "est": -300, "edt": -240, "pst": -480, "pdt": -420},
}
"""UTC offsets in minutes of unambiguous zone abbreviations."""
_FARTHEST_ZONE = 14 * 60
_TO = re.compile(r"\s*(?:-{1,2}>?|→)\s*|\s+(?:till|til|to|bis|until|tot|al|a|à|do)\s+")
_ONWARDS = re.compile(r"(?:from|from:|fr\.?o\.?m\.?|från|ab|von|de|starts?|begins?|börjar)\s+(?P<rest>.+)")
_UNTIL = re.compile(r"(?:until|till|bis|-|ends?|slutar)\s*(?P<rest>\d.*)")

_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?|\d{0,2}\s?[½¼¾]"
_HOUR_WORDS = r"(?:h|hours?|hrs?|hr|tim|timm(?:e|ar)|t|std|stunden?|heures?|horas?|timer?|uur|uren|tuntia?)\b\.?"
_MINUTE_WORDS = (
    r"(?:m|mins?|minutes?|minut(?:er)?|minuten|minuti|minutos|minutter|minutt|minuut|minuuttia|mn)\b\.?|['’\u2032]"
)
_HOURS_AND_MINUTES = re.compile(
    rf"(?:(?P<hours>{_NUMBER})\s*(?:{_HOUR_WORDS}|h(?=\d))\s*(?:(?:and|och|und|&|,)\s*)?)?"
    rf"(?:(?P<minutes>\d{{1,4}}(?:[.,]\d)?)\s*(?P<unit>{_MINUTE_WORDS})?)?"
)
_COLONS = re.compile(r"(?P<hours>\d{1,2})[:](?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?(?:\s*(?:h|tim|std)\b\.?)?")
_ISO = re.compile(r"p(?:(?P<days>\d)d)?(?:t(?:(?P<hours>\d{1,2})h)?(?:(?P<minutes>\d{1,4})m)?(?:\d{1,2}(?:\.\d+)?s)?)?")
_AROUND_LENGTH = re.compile(
    r"^(?:ca|c|circa|cirka|approx|about|around|ungefär|omkring|etwa|max|upp till|up to|noin|environ|~)\b\.?\s*|^~\s*"
    r"|\s*\([^()\d]*\)$"
)
"""Words before a length, and a remark behind it, as in *ca 30 min (with questions)*."""
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_IN_WORDS = {
    **dict.fromkeys(
        ("half an hour", "half hour", "en halvtimme", "halvtimme", "halbe stunde", "halvtime", "en halvtime"), 30
    ),
    **dict.fromkeys(("an hour", "one hour", "en timme", "eine stunde", "en time", "une heure"), 60),
    **dict.fromkeys(("a quarter of an hour", "en kvart", "viertelstunde"), 15),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes from midnight; ``offset`` is the UTC offset in minutes, or None if not given.

    ``half`` is the word for before or after noon, if there is one.
    """

    minutes: int
    offset: int | None = None
    half: str = ""


@lru_cache(8192)
def clock_in(text: str) -> Clock | None:
    """Parse a casefolded text as a time of day; None if it is not one."""
    if text in _WORDS:
        return Clock(_WORDS[text])
    if not (found := _CLOCK.fullmatch(text)):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or found["joined"] or 0)
    if found["sep"] == "," and (found["half"] or len(found["minute"]) != 2):
        return None
    half = re.sub(r"[\s.]", "", found["half"] or "")
    if half:
        if not 1 <= hour <= 12:
            return _counted(hour, minute, found["zone"], "", plain=False) if 13 <= hour <= 23 else None
        hour = 24 if half == "midnight" else hour % 12 + 12 * (half in ("pm", "em", "nachm") or (half == "noon"))
    return _counted(hour, minute, found["zone"], half, plain=not (found["sep"] or half or found["word"]))


def _counted(hour: int, minute: int, zone: str, half: str, *, plain: bool) -> Clock | None:
    minutes, offset = hour * 60 + minute, _offset(zone)
    is_zone = offset is not None or not zone
    is_clock = minute < 60 and minutes < LATEST and not (plain and minutes > MINUTES_A_DAY)
    return Clock(minutes, offset, half) if is_zone and is_clock and abs(offset or 0) <= _FARTHEST_ZONE else None


def _offset(zone: str) -> int | None:
    """Parse *z*, *cest*, *+02:00* or *utc+2* as a UTC offset in minutes; None if it is unknown."""
    if not zone:
        return None
    name, sign, digits = re.fullmatch(r"([a-z]*)\s?([+-]?)(.*)", zone).groups()  # type: ignore[union-attr]
    if not sign:
        return _ZONES.get(name)
    hours, _, minutes = digits.partition(":") if ":" in digits else (digits[:2], "", digits[2:])
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)


@lru_cache(8192)
def clock_range_in(text: str) -> tuple[Clock | None, Clock | None] | None:
    """Return start and end of *9:00–9:30*, *9 till 10.15*, *from 9* or *9 am*; None for anything else.

    An end before the start is on the following day. If only one of the two says whether it is before or after noon,
    that applies to the other as well, unless it would reverse them.
    """
    if not any(sign.isdigit() for sign in text) and text not in _WORDS:
        return None
    if one := clock_in(text):
        return one, None
    if found := _ONWARDS.fullmatch(text):
        return clock_range_in(found["rest"].strip())
    if found := _UNTIL.fullmatch(text):
        return (None, end) if (end := clock_in(found["rest"].strip())) else None
    for cut in _TO.finditer(text):
        first, last = clock_in(text[: cut.start()].strip()), clock_in(text[cut.end() :].strip())
        if first and last:
            return _in_order(first, last)
    return None


def _in_order(first: Clock, last: Clock) -> tuple[Clock, Clock]:
    """Return start and end of a range; *9–10 am* begins in the morning, *1–3 pm* after noon, *11–1 pm* before it."""
    half_a_day = MINUTES_A_DAY // 2
    if last.half and not first.half and 60 <= first.minutes < 13 * 60:
        late = last.minutes >= half_a_day
        minutes = first.minutes % half_a_day + half_a_day * late
        minutes -= half_a_day * (late and minutes >= last.minutes)
        first = Clock(minutes, first.offset, "am" if minutes < half_a_day else "pm")
    if first.half in ("am", "fm", "vorm") and not last.half and last.minutes <= first.minutes:
        last = Clock(last.minutes + half_a_day, last.offset)
    if last.minutes <= first.minutes:
        last = Clock(last.minutes + MINUTES_A_DAY, last.offset, last.half)
    return first, last


@lru_cache(8192)
def length_in(text: str, *, bare: bool = True) -> int | None:
    """Parse a casefolded *30 min*, *1 h 15*, *1,5 h*, *00:45* or *PT45M* as minutes; None for anything else.

    Without ``bare``, the text needs a unit.
    """
    text = _AROUND_LENGTH.sub("", text)
    if text in _IN_WORDS:
        return _IN_WORDS[text]
    if text.startswith("p") and (found := _ISO.fullmatch(text)):
        said = found.groupdict(default="0")
        return _sensible(timedelta(days=int(said["days"]), hours=int(said["hours"]), minutes=int(said["minutes"])))
    if found := _COLONS.fullmatch(text):
        length = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
        return _sensible(length) if bare or text[-1].isalpha() or text.endswith(".") else None
    parts = [part.strip() for part in text.split("+")]
    if len(parts) > 1:
        each = [length_in(part) for part in parts]
        known = bare or bool(re.search(r"[a-z']", text))
        return sum(each) if known and None not in each else None  # type: ignore[arg-type]
    return _of_hours_and_minutes(text, bare=bare)


def _of_hours_and_minutes(text: str, *, bare: bool) -> int | None:
    found = _HOURS_AND_MINUTES.fullmatch(text)
    if not found or (not bare and not found["hours"] and not found["unit"]):
        return None
    hours, minutes = _number(found["hours"]), _number(found["minutes"])
    if (hours and minutes >= 60) or (not minutes.is_integer() and not found["unit"]):
        return None
    return _sensible(timedelta(hours=hours, minutes=minutes))


def _number(written: str | None) -> float:
    if not written:
        return 0.0
    whole, part = written.strip(), 0.0
    if whole[-1] in _FRACTIONS:
        whole, part = whole[:-1].strip(), _FRACTIONS[whole[-1]]
    return float(whole.replace(",", ".") or 0) + part


def _sensible(length: timedelta) -> int | None:
    minutes = round(length / timedelta(minutes=1))
    return minutes if 0 < minutes <= LATEST else None
