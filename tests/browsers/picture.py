"""Makes the README's picture of the web page: the sample on a desktop and on a phone, while something is on.

.venv/bin/python -m tests.browsers.picture docs/pictures/page.png
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QGuiApplication, QImage, QPainter

from planner.commands.conference import sample_conference
from tests.browsers.driver import Browser
from tests.browsers.made_pages import publish
from tests.browsers.reader import Reader

SIZES = ((1100, 844), (390, 844))
AT = "2024-04-25T11:03:00+02:00"
GAP = 16


def main(target: Path) -> None:
    """Publish the sample, look at it in Chromium, and write both pictures beside each other."""
    numbers = iter(range(1000))
    with TemporaryDirectory() as scratch:
        publish(Path(scratch), sample_conference(lambda: f"id{next(numbers)}"))
        browser, seen = Browser("chrome", Path(scratch)), []
        for width, height in SIZES:
            reader = Reader(browser).open(
                (Path(scratch) / "web" / "index.html").as_uri(), AT, width=width, height=height
            )
            reader.star("Panel: metoder, teknik och integritet")
            reader.browser.read("scrollTo(0, 0), null")
            browser.picture(Path(scratch) / f"{width}.png")
            seen.append(QImage(str(Path(scratch) / f"{width}.png")))
        browser.close()
    _beside(seen).save(str(target))


def _beside(pictures: list[QImage]) -> QImage:
    whole = QImage(
        sum(one.width() for one in pictures) + GAP * (len(pictures) - 1),
        max(one.height() for one in pictures),
        QImage.Format.Format_ARGB32,
    )
    whole.fill(0)
    painter, left = QPainter(whole), 0
    for one in pictures:
        painter.drawImage(left, 0, one)
        left += one.width() + GAP
    painter.end()
    return whole


if __name__ == "__main__":
    app = QGuiApplication(["picture", "-platform", "offscreen"])
    main(Path(sys.argv[1]))
