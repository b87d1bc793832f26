"""Reads times of day, time ranges and lengths from the text of a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
"""UTC offsets in minutes by zone abbreviations."""
_FARTHEST_ZONE = 14 * 60
_TO = re.compile(r"\s*(?:-{1,2}>?|→)\s*|\s+(?:till|til|to|bis|until|tot|al|a|à|do)\s+")
_ONWARDS = re.compile(r"(?:from|from:|fr\.?o\.?m\.?|från|ab|von|de|starts?|begins?|börjar)\s+(?P<rest>.+)")
_UNTIL = re.compile(r"(?:until|till|bis|-|ends?|slutar)\s*(?P<rest>\d.*)")

_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?|\d{0,2}\s?[½¼¾]"
_HOUR_WORDS = r"(?:h|hours?|hrs?|hr|tim|timm(?:e|ar)|t|std|stunden?|heures?|horas?|timer?|uur|uren|tuntia?)\b\.?"
_MINUTE_WORDS = (
    r"(?:m|mins?|minutes?|minut(?:er)?|minuten|minuti|minutos|minutter|minutt|minuut|minuuttia|mn)\b\.?|['’\u2032]"
)
_LENGTHS = (
    re.compile(
        r"(?P<unit>p)(?:(?P<days>\d)d)?(?:t(?:(?P<hours>\d{1,2})h)?(?:(?P<minutes>\d{1,4})m)?(?:\d{1,2}(?:\.\d+)?s)?)?"
    ),
    re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?P<unit>\s*(?:h|tim|std)\b\.?)?"),
    re.compile(
        rf"(?:(?P<hours>{_NUMBER})\s*(?P<word>{_HOUR_WORDS}|h(?=\d))\s*(?:(?:and|och|und|&|,)\s*)?)?"
        rf"(?:(?P<minutes>\d{{1,4}}(?:[.,]\d)?)\s*(?P<unit>{_MINUTE_WORDS})?)?"
    ),
)
"""The forms of a length: that of ISO 8601, *1:30*, and hours and minutes with or without a unit."""
_AROUND_LENGTH = re.compile(
    r"^(?:ca|c|circa|cirka|approx|about|around|ungefär|omkring|etwa|max|upp till|up to|noin|environ|~)\b\.?\s*|^~\s*"
    r"|\s*\([^()\d]*\)$"
)
"""Words before a length and a remark after it, as in *ca 30 min (with questions)*."""
_DECIMAL = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75", ",": ".", " ": ""})
"""Replacements that turn a number with a fraction sign or a comma into one that ``float`` parses."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes from midnight; ``offset`` is the UTC offset in minutes, or None if not given.

    ``half`` is the word that tells the half of the day, such as *am* or *noon*, or empty. A time such as 24:30 is past
    midnight.
    """

    minutes: int
    offset: int | None = None
    half: str = ""


@lru_cache(8192)
def parse_time_of_day(text: str) -> Clock | None:
    """Parse a casefolded text as a time of day; None if it is not one."""
    if text in _WORDS:
        return Clock(_WORDS[text])
    found = _CLOCK.fullmatch(text)
    if not found or (found["sep"] == "," and found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or found["joined"] or 0)
    half, offset = re.sub(r"[\s.]", "", found["half"] or ""), _parse_offset(found["zone"])
    latest = LATEST - 1 if found["sep"] or half or found["word"] else MINUTES_A_DAY
    if half and 13 <= hour <= 23:
        half = ""
    elif half and not 1 <= hour <= 12:
        return None
    elif half:
        hour = 24 if half == "midnight" else hour % 12 + 12 * (half in ("pm", "em", "nachm", "noon"))
    minutes = hour * 60 + minute
    is_zone = abs(offset) <= _FARTHEST_ZONE if offset is not None else not found["zone"]
    return Clock(minutes, offset, half) if is_zone and minute < 60 and minutes <= latest else None


def _parse_offset(zone: str) -> int | None:
    """Parse *z*, *cest*, *+02:00* or *utc+2* as a UTC offset in minutes; None if it is unknown."""
    name, sign, hours, minutes = re.fullmatch(r"([a-z]*)\s?([+-]?)(\d{0,2}):?(\d\d)?", zone).groups("0")  # type: ignore[union-attr]
    return int(f"{sign}1") * (int(hours) * 60 + int(minutes)) if sign else _ZONES.get(name)


@lru_cache(8192)
def parse_time_range(text: str) -> tuple[int | None, int | None, int | None] | None:
    """Return start, end and UTC offset in a casefolded text such as *9:00-9:30*, *from 9* or *until 10*, or None.

    Each is in minutes, or None if it is not given. An end not after the start is taken a day later. If only the end
    says whether it is before or after noon, that applies to the start as well, unless it would reverse them; after
    *9 am*, *1* is 13:00.
    """
    if one := parse_time_of_day(text):
        return one.minutes, None, one.offset
    if found := _ONWARDS.fullmatch(text):
        return parse_time_range(found["rest"].strip())
    if found := _UNTIL.fullmatch(text):
        return (None, end.minutes, end.offset) if (end := parse_time_of_day(found["rest"].strip())) else None
    for cut in _TO.finditer(text):
        first, last = parse_time_of_day(text[: cut.start()].strip()), parse_time_of_day(text[cut.end() :].strip())
        if first and last:
            return *_range_from_clocks(first, last), last.offset if first.offset is None else first.offset
    return None


def _range_from_clocks(first: Clock, last: Clock) -> tuple[int, int]:
    """Return start and end of a range; *9–10 am* begins in the morning, *1–3 pm* after noon, *11–1 pm* before it.

    *9 am–1* and *1 pm–3* end after noon.
    """
    start, end, half_a_day = first.minutes, last.minutes, MINUTES_A_DAY // 2
    if last.half and not first.half and 60 <= start < 13 * 60:
        start = start % half_a_day + half_a_day * (end >= half_a_day)
        start -= half_a_day * (start >= end >= half_a_day)
    elif first.half and not last.half and end <= start < end + half_a_day:
        end += half_a_day
    return start, start + minutes_between(start, end)


def minutes_between(start: int, end: int) -> int:
    """Return the minutes from a start to an end, which is on the next day if it is not after the start."""
    return end - start if end > start else (end - start) % MINUTES_A_DAY or MINUTES_A_DAY


@lru_cache(8192)
def parse_length_in_words(text: str, *, bare: bool = True) -> int | None:
    """Parse a casefolded length, such as *30 min*, *1 h 15*, *1,5 h* or *pt45m*, as minutes, or return None.

    Without ``bare``, the text needs a unit. A length of zero, or above ``LATEST``, gives None too.
    """
    text = _AROUND_LENGTH.sub("", text)
    parts = [part.strip() for part in text.split("+")]
    if len(parts) > 1:
        each = [parse_length_in_words(part) for part in parts]
        known = bare or bool(re.search(r"[a-z']", text))
        return sum(each) if known and None not in each else None  # type: ignore[arg-type]
    found = next(filter(None, (form.fullmatch(text) for form in _LENGTHS)), None)
    said = found.groupdict(default="") if found else {}
    if not said or not (bare or said["unit"] or said.get("word")):
        return None
    hours, minutes = _parse_number(said.get("days")) * 24 + _parse_number(said["hours"]), _parse_number(said["minutes"])
    if (hours and minutes >= 60) or not (minutes.is_integer() or said["unit"]):
        return None
    length = round(hours * 60 + minutes)
    return length if 0 < length <= LATEST else None


def _parse_number(written: str | None) -> float:
    return float(written.translate(_DECIMAL)) if written else 0.0
