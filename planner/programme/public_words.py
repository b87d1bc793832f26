"""The words that name people, organisations, languages and links to attendees."""

from __future__ import annotations

from planner.domain.text import N_
from planner.domain.value_objects import PartnerRole, Role

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
"""The roles that stand behind a name on paper, where a speaker needs no word."""

SUPPORT_LINES: tuple[tuple[PartnerRole, str], ...] = (
    (PartnerRole.ORGANISER, N_("Organisers: {text}")),
    (PartnerRole.PARTNER, N_("Partners: {text}")),
    (PartnerRole.SUPPLIER, N_("Suppliers: {text}")),
)
"""The lines that name the partner organisations of each role, in display order."""
STREAM_LINE, MORE_LINE = N_("Stream: {address}"), N_("More: {address}")
"""The lines with the addresses of a stream and of a page."""
LANGUAGE_LINE = N_("Language: {name}")
"""The line that names the language of a session."""
REGISTRATION = N_("Registration: {address}")
