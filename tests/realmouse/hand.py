"""A hand that counts what it does with a real mouse and real keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.realmouse.window import Area, Point, View, Window, carries_to


class Hand:
    """The window's mouse and keys, which count their actions; a dialog for a file is one action."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.actions = 0

    def keys(self, *keys: str) -> None:
        self.actions += len(keys)
        self.window.keys(*keys)

    def click(self, button: str) -> None:
        """Click the first button that begins with these words."""
        self.actions += 1
        seen = self.window.until(lambda view: any(name.startswith(button) for name in view.buttons))
        self.window.click(next(area for name, area in seen.buttons.items() if name.startswith(button)))

    def click_on(self, area: Area) -> None:
        self.actions += 1
        self.window.click(area)

    def pull(self, edge: Point, minutes: int, where: str, *held: str) -> None:
        """Drag an edge some minutes later with keys held, and let go where the window says that it would be."""
        self.actions += 1
        self.window.press(edge)
        self.window.xdotool("keydown", *held)
        try:
            self.window.move(edge, Point(edge.x, edge.y + round(minutes * self.window.view.scale)))
            self.window.until(lambda view: carries_to(view, where))
            self.window.release()
        finally:
            self.window.xdotool("keyup", *held)

    def choose(self, menu: str, row: str) -> None:
        """Open a menu by a click, and click a row of it."""
        self.actions += 2
        self.window.click(self.window.view.bar[menu])
        self.window.click(self.window.until(lambda view: row in view.menu).menu[row])

    def tick(self, row: str) -> None:
        """Click the tick of a row."""
        self.actions += 1
        seen = self.window.view
        column, line = seen.heads["✓"], seen.rows[row]
        self.window.click(Area(column.x, line.y, column.width, line.height))

    def fill(self, *texts: str, leave: str = "Tab") -> None:
        """Type into fields one after the other, and leave each by Tab; an empty text is a field that Tab passes."""
        self.actions += len(texts)
        for text in texts:
            if text:
                self.window.type(text)
            self.window.keys(leave)

    def pick(self, row: str) -> None:
        """Type a row of the menu below the field with the focus, and leave both by Tab.

        X loses keys that are typed while a menu comes or goes, so each is waited for.
        """
        self.actions += 1
        self.window.type(row[0])
        self.until(lambda view: row in view.menu)
        self.window.type(row[1:])
        self.window.keys("Tab")
        self.until(lambda view: not view.menu)

    def do(self, command: str) -> None:
        """Run a command by Ctrl+K and its first words."""
        self.actions += 2
        self.window.do(command)

    def drag(self, start: Point, end: Point) -> View:
        self.actions += 1
        return self.window.drag(start, end)

    def file(self, title: str, path: Path) -> None:
        """Type a file's name into the platform's dialog with that title."""
        self.actions += 1
        self.window.until(lambda view: view.title == title and view.focus == "fileNameEdit")
        self.window.keys("ctrl+a")
        self.window.type(str(path))
        self.window.keys("Return")

    def until(self, wanted: Callable[[View], object]) -> View:
        return self.window.until(wanted)
