"""What statuses are called in the window; the first paint needs it, and not the forms."""

from __future__ import annotations

from planner.domain.kinds import STATUS_NAMES as STATUS_NAMES
