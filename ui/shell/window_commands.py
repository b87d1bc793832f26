"""Menu actions of the window itself: colour scheme, language and help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from planner.wording import LANGUAGES
from ui.state.settings import Settings
from ui.state.window_context import WindowContext

SCHEMES: tuple[str, ...] = ("system", "light", "dark")


def presentation_handlers(
    settings: Settings, request: Callable[[str, str], object]
) -> Mapping[str, Callable[[], object]]:
    """Return the handlers of the actions that choose a scheme or language, by name; ``request`` gets both."""

    def change(*, scheme: str = "", language: str = "") -> None:
        request(scheme or settings.scheme, language or settings.language)

    schemes = {f"scheme_{name}": partial(change, scheme=name) for name in SCHEMES}
    return schemes | {f"language_{name}": partial(change, language=name) for name in ("system", *LANGUAGES)}


def help_handlers(window: QWidget, context: WindowContext) -> dict[str, Callable[[], object]]:
    """Return the handlers of the Help menu, by name."""
    return {"keys": partial(_show_keys, window, context), "about": partial(_show_about, window, context)}


def _show_keys(window: QWidget, context: WindowContext) -> None:
    from ui.features.help.keys_dialog import KeysDialog  # the window starts without it

    context.dialogs.dialog(KeysDialog(context.presentation.words, window))


def _show_about(window: QWidget, context: WindowContext) -> None:
    words = context.presentation.words
    text = words(
        "Estrad plans conferences: people, sessions, rooms and days in one local file. "
        "No server, no account. Free under the MIT licence; the typeface Inter under the SIL Open Font License."
    )
    context.dialogs.tell(window, words("About Estrad"), text)
