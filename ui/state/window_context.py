"""The dependencies that the application passes to a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.agenda import Agenda
from planner.workspace import Environment
from ui.kit.dialogs.dialog_service import Ask
from ui.kit.theme.presentation import Reader
from ui.state.settings import Settings


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The planner's edge, the sample, the presentation, the settings and the dialogs of a window."""

    env: Environment
    sample: Callable[[], Agenda]
    reader: Reader
    settings: Settings
    ask: Ask
