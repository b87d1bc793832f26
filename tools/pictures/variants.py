"""In which language, colours and size the states are looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """A language, a scheme, how large the screen is, and how many of its pixels make one of the window's."""

    language: str
    scheme: str
    width: int
    height: int
    scale: float = 1


VARIANTS = {
    "en-light": Variant("en", "light", 1280, 720),
    "sv-dark": Variant("sv", "dark", 1920, 1080),
    "en-dark": Variant("en", "dark", 1280, 720),
    "sv-light": Variant("sv", "light", 1280, 720),
    "laptop": Variant("sv", "light", 1366, 768),
    "narrow": Variant("en", "dark", 1024, 700),
    "scale-1.5": Variant("sv", "light", 960, 600, 1.5),
    "scale-2": Variant("en", "dark", 720, 450, 2),
}
USUAL = ("en-light", "sv-dark")
ALL = ("en-light", "sv-dark", "en-dark", "sv-light")
SMALL = ("laptop", "narrow", "scale-1.5", "scale-2")
"""Made only where they are asked for by name."""
