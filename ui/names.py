"""What statuses are called in the window; the usual one is *planned*, since it says nothing of who said yes.

The first paint needs it, and not the forms.
"""

from __future__ import annotations

from planner.domain.kinds import Status
from planner.domain.text import N_

STATUS_NAMES: dict[Status, str] = {
    Status.CONFIRMED: N_("Planned"), Status.DRAFT: N_("Draft"), Status.CANCELLED: N_("Cancelled"),
}  # fmt: skip
