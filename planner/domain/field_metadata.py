"""The metadata of the entities' fields: texts of several lines, and values that belong to one edition only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

LINES: Mapping[str, bool] = MappingProxyType({"lines": True})
"""The metadata of a field with a text of several lines."""
YEARLY: Mapping[str, bool] = MappingProxyType({"yearly": True})
"""The metadata of a field of one edition, which is at its default in the next one."""


def metadata_defaults(metadata: Mapping[str, bool], kind: type[Any]) -> dict[str, Any]:
    """Return the default of each field of a dataclass that has this metadata."""
    return {f.name: f.default for f in fields(kind) if metadata.items() <= f.metadata.items()}
