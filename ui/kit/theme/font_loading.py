"""The typeface that is shipped with the program."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from resources import FOLDER

STYLES = ("Regular", "Medium", "SemiBold", "Bold")


@cache
def load_family() -> str:
    """Load the shipped fonts once and return their family name; requires a ``QGuiApplication``."""
    family = ""
    for style in STYLES:
        data = (FOLDER / "fonts" / f"Inter-{style}.ttf").read_bytes()
        loaded = QFontDatabase.addApplicationFontFromData(data)
        if loaded < 0:
            raise RuntimeError(f"Inter-{style}.ttf is no font")
        family = family or QFontDatabase.applicationFontFamilies(loaded)[0]
    return family
