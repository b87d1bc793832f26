"""In which language, colours and size the states are looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """A language, a scheme, and how large the screen is."""

    language: str
    scheme: str
    width: int
    height: int


VARIANTS = {
    "en-light": Variant("en", "light", 1280, 720),
    "sv-dark": Variant("sv", "dark", 1920, 1080),
    "en-dark": Variant("en", "dark", 1280, 720),
    "sv-light": Variant("sv", "light", 1280, 720),
}
USUAL = ("en-light", "sv-dark")
ALL = tuple(VARIANTS)
