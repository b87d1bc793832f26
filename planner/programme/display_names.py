"""The public names of roles and partners: message ids, worded in the conference's language."""

from __future__ import annotations

from planner.domain.enums import PartnerRole, Role
from planner.domain.text import N_

ROLE_LINES: tuple[tuple[Role, str], ...] = (
    (Role.SPEAKER, N_("Speaker: {names}")),
    (Role.PANELLIST, N_("On the panel: {names}")),
    (Role.HOST, N_("Host: {names}")),
    (Role.MODERATOR, N_("Moderator: {names}")),
)
"""The lines for people on stage by role, in the order in which they are named."""

SUPPORT_LINES: tuple[tuple[PartnerRole, str], ...] = (
    (PartnerRole.ORGANISER, N_("Organisers: {text}")),
    (PartnerRole.PARTNER, N_("Partners: {text}")),
    (PartnerRole.SUPPLIER, N_("Suppliers: {text}")),
)
"""The lines for those behind the conference, by role."""
REGISTRATION = N_("Registration: {address}")
