"""The scripts for states of the window itself: its pages, drags, selections and menus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect

from tools.pictures.driver import Script
from tools.pictures.hands import CTRL, RIGHT, SHIFT, Hands

TILE = "ListItem"


def at_once(_hands: Hands) -> Script:
    """The window as it opens."""
    yield from ()


def by(right: int, down: int) -> Callable[[QRect], QPoint]:
    """A point so far from the middle of what was taken."""
    return lambda rect: rect.center() + QPoint(right, down)


def low_edge(rect: QRect) -> QPoint:
    """The lower edge of a tile, where its end is pulled."""
    return QPoint(rect.center().x(), rect.bottom() - 2)


# how the timeline is looked at ---------------------------------------------------------------------------


def fitted(hands: Hands) -> Script:
    """The whole day and all rooms in sight."""
    yield hands.press("Ctrl+0")
    yield hands.press("Ctrl+8")


def an_hour_high(hands: Hands) -> Script:
    """Tiles as tall as can be."""
    for _time in range(30):
        yield hands.press("Ctrl+=")


def scrolled(hands: Hands) -> Script:
    """Tiles of an hour that begin above and left of what is in sight."""
    for _time in range(8):
        yield hands.press("Ctrl+=")
    yield hands.click("Timeline", "List", at=lambda rect: QPoint(rect.right() - 40, rect.top() + 60))
    yield hands.press(*["Right"] * 4, *["Down"] * 6)


def coloured_by_status(hands: Hands) -> Script:
    """Tiles that say by their colour how sure they are."""
    yield from hands.menu("&View", "Co&lour blocks by", "&Status")


def all_days(hands: Hands) -> Script:
    """The days beside each other."""
    yield hands.press("Ctrl+Shift+1")


def searched(hands: Hands) -> Script:
    """All is dimmed but what is looked for."""
    yield hands.click("Find in the timeline", "EditableText")
    yield hands.type("open")


def picked(hands: Hands) -> Script:
    """The popup in which tracks, kinds and people are picked."""
    yield hands.press("Ctrl+Shift+F")
    yield hands.sees_a_popup()


# drags ---------------------------------------------------------------------------------------------------


def dragged(hands: Hands) -> Script:
    """A session over a free place in another room."""
    column = hands.place("Who owns the timetable?", TILE).center().x()
    yield hands.take("Bicycles count", TILE, lambda rect: QPoint(column, rect.center().y() + 6))


def dragged_onto_another(hands: Hands) -> Script:
    """A session over the lower part of another in the next room."""
    target = hands.place("Tests as a way to read", TILE)
    yield hands.take("Bicycles count", TILE, lambda _rect: QPoint(target.center().x(), target.bottom()))


def dragged_while_others_make_way(hands: Hands) -> Script:
    """The same with Shift: what follows makes way."""
    yield hands.take("Maps for everybody", TILE, by(0, 40), held=SHIFT)


def typed_in_the_tray(hands: Hands) -> Script:
    """What the tray's line finds of what is typed, and what Enter would make of it."""
    yield hands.click("Find, or type a new title", "EditableText")
    yield hands.type("kameror")


def dragged_from_the_tray(hands: Hands) -> Script:
    """A card of the tray over the timeline."""
    target = hands.place("Andra myndigheters kameror", TILE)
    yield hands.take(
        "Fördjupning: registreringsskyltar", TILE, lambda _rect: QPoint(target.center().x(), target.top() + 60)
    )


def dragged_from_the_palette(hands: Hands) -> Script:
    """A break out of what can be inserted, over an empty day."""
    target = hands.place("Timeline", "List")
    chips = [node for node in hands.all_seen("Button") if node.name[-1:].isalpha() and node.found.rect().width() < 120]
    chip = next(node for node in chips if node.found.rect().x() < target.left() and node.found.rect().y() > 300)
    yield hands.take(chip.name, "Button", lambda _rect: target.center())


def resized(hands: Hands) -> Script:
    """The end of a session pulled down."""
    yield hands.take("Bicycles count", TILE, lambda rect: low_edge(rect) + QPoint(0, 45), at=low_edge)


def moved_by_keys(hands: Hands) -> Script:
    """A session taken by M and moved by arrows."""
    yield hands.click("Bicycles count", TILE)
    yield hands.press("M", "Right", "Down", "Down")


def banded(hands: Hands) -> Script:
    """A band around sessions, drawn from the empty grid."""
    lowest = hands.place("Bicycles count", TILE)
    yield hands.take(
        "Bicycles count", TILE, lambda _rect: QPoint(lowest.right() + 200, lowest.top() - 150),
        at=lambda rect: QPoint(rect.center().x(), rect.bottom() + 12),
    )  # fmt: skip


def rippled(hands: Hands) -> Script:
    """A shift of all that follows, before it is done."""
    yield hands.click("The law of small letters", TILE)
    yield from hands.menu("&Times", "Shift what &follows…")
    yield hands.type("25")


def fitted_into_the_day(hands: Hands) -> Script:
    """All breaks to another length, before it is done."""
    yield from hands.menu("&Times", "Set all &breaks to…")
    yield hands.type("40")


# selected ------------------------------------------------------------------------------------------------


def selected(hands: Hands) -> Script:
    """A session with the inspector."""
    yield hands.click("Maps for everybody", TILE)


def long_title_selected(hands: Hands) -> Script:
    """A session whose title takes two lines, with the inspector."""
    yield hands.click("Kamerasatsningen: vägen till 2 500 poliskameror", TILE)


def several_selected(hands: Hands) -> Script:
    """Three sessions with the inspector of several."""
    yield hands.click("Maps for everybody", TILE)
    yield hands.click("Tests as a way to read", TILE, held=CTRL)
    yield hands.click("The law of small letters", TILE, held=CTRL)


def title_typed(hands: Hands) -> Script:
    """A title in the making, where it stands."""
    yield hands.click("Maps for everybody", TILE)
    yield hands.press("F2")
    yield hands.type("Charts")


# pages ---------------------------------------------------------------------------------------------------


def page(keys: str) -> Callable[[Hands], Script]:
    """A page, by its keys."""

    def reach(hands: Hands) -> Script:
        yield hands.press(keys)

    return reach


def person(hands: Hands) -> Script:
    """A person with all fields."""
    yield hands.press("Ctrl+2")
    yield hands.click("Markus Lahtinen")


def person_with_a_long_title(hands: Hands) -> Script:
    """A person whose title takes two lines."""
    yield hands.press("Ctrl+2")
    yield hands.click("Stefan Singman")


def person_in_no_session(hands: Hands) -> Script:
    """A new person, with the own answer, which is typed into its cell."""
    yield hands.press("Ctrl+2")
    yield hands.press("Ctrl+N")
    yield hands.type("Eva Ek")
    yield hands.press("Return")
    yield hands.click("Eva Ek")
    yield hands.press(*["Right"] * 3, "F2", "Down", "Return", "Up")


def several_people(hands: Hands) -> Script:
    """Two people with the inspector of several."""
    yield hands.press("Ctrl+2")
    yield hands.click("Jonas Lindkvist")
    yield hands.click("Jonas Lindqvist", held=CTRL)


def moderator_chosen(hands: Hands) -> Script:
    """The small chooser at a session on the moderators' board."""
    yield hands.press("Ctrl+5")
    yield hands.click("Bicycles count", TILE)
    yield hands.press("Return")
    yield hands.sees_a_popup()


def moderator_dragged(hands: Hands) -> Script:
    """A moderator over a session."""
    yield hands.press("Ctrl+5")
    yield hands.sees("Bicycles count", TILE)
    target = hands.place("Bicycles count", TILE).center()
    yield hands.take("Noel Fors", TILE, lambda _rect: target)


# panels and menus ----------------------------------------------------------------------------------------


def problems(hands: Hands) -> Script:
    """The list of problems."""
    yield hands.press("F8")


def history(hands: Hands) -> Script:
    """The history after two steps, the second of which was undone."""
    yield hands.click("Bicycles count", TILE)
    yield hands.press("Alt+Down")
    yield hands.press("Alt+Down")
    yield hands.press("Ctrl+Z")
    yield hands.press("Ctrl+H")


def notice(hands: Hands) -> Script:
    """The notice after sessions went to the tray."""
    yield hands.click("Bicycles count", TILE)
    yield hands.press("Ctrl+Del")


def menu(*names: str) -> Callable[[Hands], Script]:
    """An open menu."""

    def reach(hands: Hands) -> Script:
        yield from hands.menu(*names)
        yield hands.sees_a_popup()

    return reach


def session_menu(hands: Hands) -> Script:
    """The menu of sessions with one selected."""
    yield hands.click("Maps for everybody", TILE)
    yield from menu("&Session")(hands)


def menu_of_a_tile(hands: Hands) -> Script:
    """The context menu of a tile."""
    yield hands.click("Maps for everybody", TILE)
    yield hands.click("Maps for everybody", TILE, button=RIGHT)
    yield hands.sees_a_popup()


BLOCK = "Pass 1: Camera surveillance"


def block_selected(hands: Hands) -> Script:
    """The page of a block, whose frame is selected by its head."""
    yield hands.press("Ctrl+0")
    yield hands.click(BLOCK, TILE, at=lambda rect: QPoint(rect.center().x(), rect.top() + 10))


def block_moved_by_keys(hands: Hands) -> Script:
    """A block on its way to the next room, where another one is."""
    yield from block_selected(hands)
    yield hands.press("M", "Right")


def dragged_out_of_its_block(hands: Hands) -> Script:
    """A session that leaves its block for the free time after it."""
    yield hands.press("Ctrl+0")
    yield hands.take("A phone in the school yard", TILE, by(0, 260))


def photo_menu(hands: Hands) -> Script:
    """The menu of a person's photo."""
    yield from person(hands)
    yield hands.click("Photo", "ButtonMenu")
    yield hands.sees_a_popup()


def usual_day_added(hands: Hands) -> Script:
    """The first steps below the timeline, once the fixed points of a day are placed."""
    yield hands.click("Add a usual day")
