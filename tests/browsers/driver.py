"""A page in a real browser, driven from a test: opened, read, typed into, listened to."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "node_modules"
PROGRAMS = {
    "chrome": ("chromium", "chromium-browser", "google-chrome"),
    "firefox": ("firefox-esr", "firefox"),
}
"""The programs of a browser, by the name that the driver knows it by; the first that is there is taken."""


def program(name: str) -> str | None:
    """Return the path of a browser's program; None if there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS[name])), None)


def missing(name: str) -> str:
    """Return the reason why a browser cannot be driven here; empty if it can."""
    if not shutil.which("node"):
        return "a browser is driven by Node.js: type `make browsers`"
    if not (PACKAGES / "puppeteer-core").is_dir():
        return "puppeteer-core and axe-core are not installed: type `make browsers`"
    return "" if program(name) else f"none of {', '.join(PROGRAMS[name])} is installed: type `make browsers`"


class Browser:
    """A browser with one page at a time; each page has a profile of its own, without storage of earlier ones."""

    def __init__(self, name: str, downloads: Path) -> None:
        self.name, self.downloads = name, downloads
        self._driver = subprocess.Popen(
            ["node", str(HERE / "driver.mjs"), name, program(name) or "", str(downloads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def _ask(self, what: str, **told: object) -> Any:
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(json.dumps({"do": what, **told}) + "\n")
        self._driver.stdin.flush()
        line = self._driver.stdout.readline()
        assert line, f"the driver of {self.name} ended"
        answer = json.loads(line)
        assert "error" not in answer, f"{self.name}: {answer['error']}"
        return answer["value"]

    def open(self, address: Path | str, **how: object) -> Browser:
        """Open a page in a new profile and wait until it is loaded.

        ``how`` is: width, height (1366 by 768) in pixels of the screen, zoom (1), dark, still (little motion is
        wished), script (True), before (a script that runs before the page's own), zone (the device's time zone), slower
        (by how many times the processor is slowed down, in Chromium).
        """
        self._ask("open", address=address.as_uri() if isinstance(address, Path) else address, **how)
        return self

    def go(self, address: str) -> None:
        """Lead the page to an address, as a link does."""
        self._ask("go", address=address)

    def reload(self) -> None:
        """Load the page again, in the same profile."""
        self._ask("reload")

    def size(self, width: int, height: int = 768, zoom: float = 1) -> None:
        """Give the window another size."""
        self._ask("size", width=width, height=height, zoom=zoom)

    def read(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript; a promise is waited for."""
        return self._ask("read", expression=expression)

    def wait(self, expression: str) -> Any:
        """Wait until an expression is true, for a minute at most, and return its value."""
        return self._ask("wait", expression=expression)

    def press(self, keys: str) -> None:
        """Press a key, named as the DOM does, with what is held down before it: ``Shift+Tab``."""
        self._ask("press", keys=keys)

    def type(self, text: str) -> None:
        """Type a text, key by key, where the focus is."""
        self._ask("type", text=text)

    def click(self, selector: str) -> None:
        """Click into the middle of the first element of a selector, which is scrolled to before."""
        self._ask("click", selector=selector)

    def download(self, selector: str, ends: str) -> tuple[str, str]:
        """Click what downloads a file, and return its name and text; it is whole when it ends with ``ends``."""
        name, text = self._ask("download", selector=selector, ends=ends)
        return name, text

    def axe(self) -> list[str]:
        """Return what axe finds against WCAG 2.2 A and AA and against best practice."""
        return list(self._ask("axe"))

    def print(self, path: Path) -> None:
        """Print the page on A4 into a file of PDF."""
        self._ask("print", path=str(path))

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save what is seen as a PNG, or the whole page."""
        self._ask("picture", path=str(path), whole=whole)

    def heard(self) -> list[str]:
        """Return what the page asked for or said since it was opened: requests, dialogs, errors, refusals."""
        return list(self._ask("heard"))

    def close(self) -> None:
        """End the browser."""
        self._driver.communicate(timeout=60)
