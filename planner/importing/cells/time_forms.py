"""The written forms of a date with a time in a cell, and the placeholders for missing times."""

from __future__ import annotations

import re

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
"""Words for a half of the day, which are not a time."""
JOINING = frozenset(("and", "och", "und", "&", "+", "-", "to", "till", "bis", "until"))
"""Words after which a date is the last of several days."""
DASHES = str.maketrans(
    {**dict.fromkeys("–—−\u2012", " - "), **dict.fromkeys("\u2010\u2011", "-"), **dict.fromkeys("\u200b\ufeff", "")}
)
"""Replacements of dashes: a long one separates two times, a hyphen is part of a date or a UTC offset."""
ISO = re.compile(
    r"\d{8}t\d{4}(?:\d{2})?z?"
    r"|\d{4}-\d{2}-\d{2}[t ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:z|utc|\+\d{2}:?\d{2})?"
    r"|\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}| \d{2}:\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?-\d{2}:?\d{2}"
)
DECIMAL = re.compile(r"[+-]?\d+[.,]\d{3,}|0[.,](?:\d|25|75)|\d(?:[.,]\d+)?e-\d\d?|0")
BEGINS_TIMES = (
    r"(?:kl\b\.?|ca\b\.?|klockan\b|um\b|at\b|from\b|ab\b|von\b|från\b|@)\s*\d{1,2}"
    r"|\d{1,2}(?:\s?[:.h]\s?\d{2}|\s?[ap]\.?m|\s?-\s?\d{1,2}(?:[:.]\d{2}|\s?[ap]\.?m|$)|\s*uhr)"
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


def plain_time(written: str) -> str:
    """Return a text in lower case, with single spaces and uniform dashes."""
    return " ".join(written.translate(DASHES).casefold().split())
