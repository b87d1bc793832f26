"""The places of an open conference, one of which is shown: their names in code and on screen."""

from __future__ import annotations

from planner.domain.text import N_

AGENDA, PEOPLE, SESSIONS, VENUE, MODERATORS, CONFERENCE = "agenda", "people", "sessions", "venue", "cover", "conference"


PLACES: tuple[tuple[str, str], ...] = (
    (AGENDA, N_("Timeline")), (PEOPLE, N_("People")), (SESSIONS, N_("Sessions")), (VENUE, N_("Venue")),
    (MODERATORS, N_("Moderators")), (CONFERENCE, N_("Conference")),
)  # fmt: skip
