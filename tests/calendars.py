"""Sending without a file: the ledger after parts of a plan were sent, for tests that need no workspace."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from planner.domain.agenda import Agenda
from planner.programme.calendar import events
from planner.programme.ledger_update import Outgoing, ledger_after_sending
from planner.programme.programme import Programme, programme
from planner.programme.release import Ledger, Part, SentEvent, whole_part
from planner.wording import wording
from tests.builders import NOW, agenda

ENGLISH = wording("en")


def outgoing(plan: Agenda | Programme, now: datetime = NOW, **fields: Any) -> Outgoing:
    """Return all that is sent of that plan, in English."""
    shown = programme(plan) if isinstance(plan, Agenda) else plan
    return Outgoing(shown, events(shown, ENGLISH), ENGLISH, now, **fields)


def sent(ledger: Ledger, plan: Agenda | Programme, *parts: Part, now: datetime = NOW, **fields: Any) -> Ledger:
    """Return the ledger after these parts of the plan were sent; without parts, after the whole plan was."""
    out = outgoing(plan, now, **fields)
    return ledger_after_sending(ledger, out, parts or [whole_part(out.programme)])


def sent_events(ledger: Ledger, batch: Mapping[str, SentEvent], now: datetime = NOW, **fields: Any) -> Ledger:
    """Return the ledger after a whole conference was sent that consists of just these events."""
    shown = programme(agenda())
    return ledger_after_sending(ledger, Outgoing(shown, batch, ENGLISH, now, **fields), [whole_part(shown)])
