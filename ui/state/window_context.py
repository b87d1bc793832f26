"""The dependencies that the application passes to a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.agenda import Agenda
from planner.workspace import Environment
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.theme.presentation import Presentation
from ui.state.settings import Settings


@dataclass(frozen=True, slots=True)
class WindowContext:
    """The environment, the sample, the presentation, the settings and the dialogs of a window."""

    env: Environment
    sample: Callable[[], Agenda]
    presentation: Presentation
    settings: Settings
    dialogs: DialogService
