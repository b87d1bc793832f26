"""What roles and partners are called in front of attendees: message ids, worded in the conference's language."""

from __future__ import annotations

from planner.domain.kinds import PartnerRole, Role
from planner.domain.text import N_

ROLE_LINES: tuple[tuple[Role, str], ...] = (
    (Role.SPEAKER, N_("Speaker: {names}")),
    (Role.PANELLIST, N_("On the panel: {names}")),
    (Role.HOST, N_("Host: {names}")),
    (Role.MODERATOR, N_("Moderator: {names}")),
)
"""Who is on stage, a line a role, in the order in which they are named."""

SUPPORT_LINES: tuple[tuple[PartnerRole, str], ...] = (
    (PartnerRole.ORGANISER, N_("Organisers: {text}")),
    (PartnerRole.PARTNER, N_("Partners: {text}")),
    (PartnerRole.SUPPLIER, N_("Suppliers: {text}")),
)
"""Who is behind the conference, a line a role."""
REGISTRATION = N_("Registration: {address}")
