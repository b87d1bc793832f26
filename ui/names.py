"""Names of the statuses, importable without the forms, which the first paint does not need."""

from __future__ import annotations

from planner.domain.kinds import STATUS_NAMES as STATUS_NAMES
