"""The scripts that open each dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from tools.pictures.driver import Script, Step
from tools.pictures.hands import CTRL, Hands
from tools.pictures.pages import TILE, person


def by_keys(keys: str) -> Callable[[Hands], Script]:
    """A dialog that keys open."""

    def reach(hands: Hands) -> Script:
        yield hands.press(keys)
        yield hands.sees_a_dialog()

    return reach


def by_menu(*names: str) -> Callable[[Hands], Script]:
    """A dialog that a menu opens."""

    def reach(hands: Hands) -> Script:
        yield from hands.menu(*names)
        yield hands.sees_a_dialog()

    return reach


def new_conference(hands: Hands) -> Script:
    """A new conference, with a title."""
    yield from by_keys("Ctrl+Shift+N")(hands)
    yield hands.type("A Day of Maps")


def zones(hands: Hands) -> Script:
    """The list of time zones."""
    yield from new_conference(hands)
    yield hands.click("Europe/Stockholm", "ComboBox")
    yield hands.press("F4")
    yield hands.sees_a_popup()


def calendar(hands: Hands) -> Script:
    """The calendar under a date."""
    yield from new_conference(hands)
    yield hands.click("First day", "EditableText")
    yield hands.press("Alt+Down")
    yield hands.sees_a_popup()


def finder(hands: Hands) -> Script:
    """The command palette, with some letters typed."""
    yield hands.press("Ctrl+K")
    yield hands.type("ka")


def writing(hands: Hands) -> Script:
    """The abstract of a session in the wide view."""
    yield hands.click("Maps for everybody", TILE)
    yield from by_keys("F11")(hands)


def finder_person(hands: Hands) -> Script:
    """The sessions of a person in the command palette."""
    yield hands.press("Ctrl+K")
    yield hands.type("lahtinen")
    yield hands.press("Return")


def printed_pages(keys: str) -> Callable[[Hands], Script]:
    """The pages of a product, as they will be printed."""

    def reach(hands: Hands) -> Script:
        yield from by_keys(keys)(hands)
        yield hands.sees("Print…", "Button")

    return reach


def plan_versions(hands: Hands) -> Script:
    """Versions of the plan, after a step that made one be kept."""
    yield hands.click("Kaffe", TILE)
    yield hands.press("Alt+Down")
    yield from by_menu("&File", "&Kept plans…")(hands)


def of_a_version(button: str) -> Callable[[Hands], Script]:
    """What a button of the published versions opens, after a session was moved."""

    def reach(hands: Hands) -> Script:
        yield hands.click("Kaffe", TILE)
        yield hands.press("Alt+Down")
        yield from by_menu("&Programme", "Published &versions…")(hands)
        yield hands.click(button, "Button")

    return reach


def changed_today(hands: Hands) -> Script:
    """The dialog of what a step of today changed for attendees."""
    yield hands.click("Bicycles count", TILE)
    yield hands.press("Alt+Down")
    yield from by_menu("&View", "&What changed today…")(hands)


def help_shown(hands: Hands) -> Script:
    """The help as it opens."""
    yield hands.press("F1")
    yield hands.sees("Search the help", "EditableText")


def help_opened(hands: Hands) -> Script:
    """The help with the commands of a task."""
    yield from help_shown(hands)
    yield hands.click("Place and move sessions", "ListItem")


def help_searched(hands: Hands) -> Script:
    """The help, searched by a word of another trade."""
    yield from help_shown(hands)
    yield hands.type("ics")


def erase(hands: Hands) -> Script:
    """Before a person is erased; the version of the day is kept by then, which else comes by the clock."""
    yield hands.click("Kaffe", TILE)
    yield hands.press("Alt+Down")
    yield from person(hands)
    yield from by_menu("Pe&ople", "E&rase personal data…")(hands)


def merge(hands: Hands) -> Script:
    """Two people side by side."""
    yield hands.press("Ctrl+2")
    yield hands.click("Jonas Lindkvist")
    yield hands.click("Jonas Lindqvist", held=CTRL)
    yield from by_menu("Pe&ople", "&Merge two people…")(hands)


def invite_again(hands: Hands) -> Script:
    """Guests of an earlier file."""
    yield from by_menu("Pe&ople", "&Invite again…")(hands)
    yield hands.type(str(hands.folder / "guests.estrad"))
    yield hands.confirm()
    yield hands.sees("Search people", "EditableText")


def import_columns(hands: Hands) -> Script:
    """A table of which it is not sure what its columns mean."""
    yield copied(hands, "table.csv")
    yield from by_keys("Ctrl+V")(hands)
    yield hands.sees("The table", "Table")


def import_plan(hands: Hands) -> Script:
    """The plan of an import, row by row."""
    yield copied(hands, "sixteen.csv")
    yield from by_keys("Ctrl+V")(hands)
    yield hands.sees("What would be imported")


def copied(hands: Hands, name: str) -> Step:
    """A file lies on the clipboard, as a file manager puts it there."""

    def act(_found: object) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(hands.folder / name))])
        QGuiApplication.clipboard().setMimeData(data)

    return Step("there was a clipboard", lambda: True, act)


def split(hands: Hands) -> Script:
    """The question for the length of the first part."""
    yield hands.click("Maps for everybody", TILE)
    yield from by_menu("&Session", "&Split…")(hands)


def leave(hands: Hands) -> Script:
    """The question whether to leave what cannot be saved."""
    yield hands.click("Maps for everybody", TILE)
    yield hands.click("Starts", "EditableText")
    yield hands.press("Ctrl+A")
    yield hands.type("soon")
    yield from by_keys("Ctrl+W")(hands)
