"""The calendar's events of a programme, and how the ledger moves when they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from planner.programme.programme import Programme
from planner.programme.release import Event, Ledger
from planner.wording import Wording


def events(programme: Programme, words: Wording) -> Mapping[str, Event]:
    """session id -> Event."""
    return {}


def advance(ledger: Ledger, current: Mapping[str, Event], now: datetime, parts: Mapping[str, frozenset[str]]) -> Ledger:
    """The ledger after sending these events."""
    return ledger
