"""Commands for the organisations behind the conference: add, order and delete."""

from __future__ import annotations

from typing import Any

from planner.commands.edit import make
from planner.commands.ordering import moved
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.entities import Partner
from planner.domain.text import Text


def add_partner(agenda: Agenda, partner_id: str, *, name: str, **fields: Any) -> Change:
    """Add an organisation at the end."""
    last = max((partner.position for partner in agenda.partners.values()), default=-1)
    partner = make(Partner, id=partner_id, name=name, position=last + 1, **fields)
    return change(Text("Add {name}", name=partner.name), (None, partner))


def move_partner(agenda: Agenda, partner_id: str, places: int) -> Change:
    """Move an organisation ``places`` down (negative: up) among those with its role."""
    partner = agenda.partners[partner_id]
    alike = (other for other in agenda.partners_in_order if other.role is partner.role)
    return change(Text("Move {name}", name=partner.name), *moved(alike, partner_id, places))


def delete_partner(agenda: Agenda, partner_id: str) -> Change:
    """Delete an organisation."""
    partner = agenda.partners[partner_id]
    return change(Text("Delete {name}", name=partner.name), (partner, None))
