"""The scripts for the pictures in the help, which are of the full example in both languages."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from tools.pictures.dialogs import by_keys, copied
from tools.pictures.driver import Script
from tools.pictures.hands import Hands
from tools.pictures.pages import TILE

TITLES = {
    "keynote": {"en": "Why Are We Afraid of the Dark?", "sv": "Varför är vi rädda för mörker?"},
    "sensor": {"en": "What May a Sensor Know?", "sv": "Vad får en sensor veta?"},
    "night mayor": {"en": "A Year as Night Mayor", "sv": "Ett år som nattborgmästare"},
    "block": {"en": "Light That Makes a Difference", "sv": "Ljus som gör skillnad"},
    "map": {"en": "A Safety Walk on the Map", "sv": "Trygghetsvandring på karta"},
}
"""Titles of sessions and of a block, by language."""


def imported(hands: Hands) -> Script:
    """The plan of an import, before anything is done."""
    yield copied(hands, f"help-{hands.language}.csv")
    yield from by_keys("Ctrl+V")(hands)
    yield hands.sees("The table", "Table")
    yield hands.click("Continue", "Button")
    yield hands.sees("What would be imported")


def whole_day(hands: Hands) -> Script:
    """The whole day and all rooms in sight."""
    yield hands.press("Ctrl+0")
    yield hands.press("Ctrl+8")


def dragged_onto_another(hands: Hands) -> Script:
    """A session over the lower part of another, where both would clash."""
    yield hands.sees(_title("map", hands), TILE)
    target = hands.place(_title("map", hands), TILE)
    yield hands.take(_title("sensor", hands), TILE, lambda _rect: QPoint(target.center().x(), target.bottom() - 40))


def answer_of_a_speaker(hands: Hands) -> Script:
    """A session in the inspector, whose speaker has not answered."""
    yield hands.press("Ctrl+0")
    yield hands.click(_title("night mayor", hands), TILE)


def block_chosen(hands: Hands) -> Script:
    """A block that is chosen, with its page at the right."""
    yield hands.press("Ctrl+K")
    yield hands.type(_title("block", hands).partition("ö")[0])  # QTest types ASCII only
    yield hands.press("Return")


def _title(name: str, hands: Hands) -> str:
    return TITLES[name][hands.language]
