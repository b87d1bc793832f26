"""Makes the pictures of the help from states of the window: cut out, no wider than a page, with few colours."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from tools.pictures.comparing import with_suffix
from tools.pictures.making import LONGEST, OWN_ROOT, clean_environment, make, make_conference, shots
from tools.pictures.screen import EDGE
from tools.pictures.states import OF_HELP
from tools.pictures.variants import VARIANTS

PLACE = OWN_ROOT / "resources" / "help" / "pictures"
COLOURS, NEARLY = 256, 0xF8F8F8
"""Colours of a picture, and the bits of a colour by which two are nearly the same."""
PAGE = "1100,900"
"""The size of the window in which the web page is shown, in pixels."""
WIDEST = 700
"""The greatest width of a picture, in pixels; it is that of the help's page."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the window: a rectangle in pixels, or the dialog if there is none."""

    place: QRect | None = None


CUTS = {
    "start": Cut(QRect(336, 206, 600, 236)),
    "import": Cut(),
    "timeline": Cut(QRect(0, 0, 1280, 720)),
    "drag": Cut(QRect(300, 72, 680, 430)),
    "moderators": Cut(QRect(72, 72, 700, 420)),
    "publish": Cut(),
    "paper": Cut(),
    "answer": Cut(QRect(989, 72, 291, 330)),
    "block": Cut(QRect(110, 72, 1170, 440)),
    "edition": Cut(),
    "export": Cut(),
}
"""The pictures by name; each is of the state ``help-NAME``."""


def make_for_help(root: Path) -> dict[str, str]:
    """Make all pictures of the help anew; return what went wrong, by name."""
    with tempfile.TemporaryDirectory() as folder:
        made = shots([f"help-{name}" for name in CUTS])
        faults = make(root, Path(folder), made)
        for shot in made:
            if shot.name not in faults:
                name, language = shot.state.removeprefix("help-"), VARIANTS[shot.variant].language
                whole = QImage(str(with_suffix(Path(folder) / shot.name, ".png")))
                _keep(_cut(whole, CUTS[name]), f"{name}.{language}")
        for variant in OF_HELP:
            language = VARIANTS[variant].language
            if (page := _web_page(root, Path(folder), language)).isNull():
                faults[f"page.{language}"] = "chromium is missing, or showed no page"
            else:
                _keep(page, f"page.{language}")
    return faults


def _web_page(root: Path, folder: Path, language: str) -> QImage:
    """Return the picture of the full example's web page, or none without Chromium."""
    file, target = make_conference(root, folder, f"full-{language}"), folder / f"page-{language}.png"
    home, chromium = folder / f"page-{language}", shutil.which("chromium")
    home.mkdir()
    env = {**clean_environment(home), "LANGUAGE": language}
    words = ["publish", str(file), "--with", "page", "--to", str(home)]
    subprocess.run([sys.executable, str(root / "main.py"), *words], env=env, check=True, capture_output=True)
    if chromium:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={PAGE}"]
        call = [chromium, *options, f"--screenshot={target}", (home / "index.html").as_uri()]
        subprocess.run(call, env=env, check=False, capture_output=True, timeout=LONGEST)
    return QImage(str(target))


def _keep(image: QImage, name: str) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    _small(image).save(str(PLACE / f"{name}.png"), "png", 0)


def _cut(whole: QImage, cut: Cut) -> QImage:
    return whole.copy(cut.place or _dialog(whole))


def _dialog(whole: QImage) -> QRect:
    """Return what the frame around a dialog holds."""
    edge = EDGE.rgb()
    rows = [y for y in range(whole.height()) if sum(whole.pixel(x, y) == edge for x in range(0, whole.width(), 8)) > 9]
    middle = whole.height() // 2
    columns = [x for x in range(whole.width()) if whole.pixel(x, middle) == edge]
    top = rows[0] + 1 if len(rows) > 1 else 0
    return QRect(columns[0] + 1, top, columns[-1] - columns[0] - 1, rows[-1] - top)


def _small(image: QImage) -> QImage:
    if image.width() > WIDEST:
        image = image.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    most = Counter(memoryview(plain.constBits()).cast("I")).most_common()
    cells = dict[int, int]()
    for colour, _times in most:  # of colours that are nearly the same the most common one
        cells.setdefault(colour & NEARLY, colour)
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, list(cells.values())[:COLOURS], flat)
