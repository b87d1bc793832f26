"""What kinds and statuses are called in the window. The first paint needs them, and not the forms."""

from __future__ import annotations

from planner.domain.kinds import Kind, Status
from planner.domain.text import N_

KIND_NAMES: dict[Kind, str] = {
    Kind.TALK: N_("Talk"), Kind.KEYNOTE: N_("Keynote"), Kind.PANEL: N_("Panel"), Kind.WORKSHOP: N_("Workshop"),
    Kind.OPENING: N_("Opening"), Kind.BREAK: N_("Break"), Kind.MEAL: N_("Meal"),
    Kind.REGISTRATION: N_("Registration"), Kind.SOCIAL: N_("Social"),
}  # fmt: skip
STATUS_NAMES: dict[Status, str] = {
    Status.CONFIRMED: N_("Confirmed"), Status.DRAFT: N_("Draft"), Status.CANCELLED: N_("Cancelled"),
}  # fmt: skip
