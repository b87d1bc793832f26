"""One state of the window of a checkout: runs its real entry in this process, drives it there, and keeps what it shows.

The checkout's own folder comes first where modules are looked for, and this tool stays what it was; so the same driver
looks at a tree before and after anything in it was moved or renamed.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication

from tools.pictures.comparing import with_suffix
from tools.pictures.driver import Driver, Script, Step
from tools.pictures.hands import Hands
from tools.pictures.measuring import lines, measured
from tools.pictures.screen import picture, windows_in_sight
from tools.pictures.states import STATES, State
from tools.pictures.tree import spoken
from tools.pictures.variants import VARIANTS

ROOT, STATE, VARIANT, TARGET, MEASURE = (
    f"ESTRAD_PICTURES_{word}" for word in ("ROOT", "STATE", "VARIANT", "TARGET", "MEASURE")
)
SAME = 2
"""Times in a row that the screen must be what it was before."""


def main() -> int:
    """Run the window on what the environment says; ends by itself."""
    root, variant = Path(os.environ[ROOT]), VARIANTS[os.environ[VARIANT]]
    sys.path[:] = [str(root), *(part for part in sys.path if part and Path(part) != _own_root())]
    settings = Path(os.environ["HOME"]) / "settings"
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(settings))
    store = QSettings(str(settings / "Estrad" / "Estrad.ini"), QSettings.Format.IniFormat)
    store.setValue("scheme", variant.scheme)
    store.setValue("language", variant.language)
    store.sync()
    entry: Any = import_module("main")
    if Path(entry.__file__).parent != root:
        raise RuntimeError(f"{entry.__file__} is not of {root}")
    code: int = entry.window()
    return code


def _own_root() -> Path:
    return Path(__file__).resolve().parent.parent.parent


def begin(_window: object) -> None:
    """Called when the window is shown; what is given is left alone."""
    QAccessible.setActive(True)  # as with a screen reader; else Qt tells nobody that rows have come or gone
    QApplication.setCursorFlashTime(0)
    for effect in Qt.UIEffect:
        QApplication.setEffectEnabled(effect, False)
    root, variant = Path(os.environ[ROOT]), VARIANTS[os.environ[VARIANT]]
    state, target = STATES[os.environ[STATE]], Path(os.environ[TARGET])
    hands = Hands(root, variant.language, Path.cwd())
    app = QCoreApplication.instance()
    assert app
    Driver(_script(state, hands, target), _end, app)


def _script(state: State, hands: Hands, target: Path) -> Script:
    """Fill the screen, go to the state, and keep it once it stands still."""
    yield Step("the window was active", QApplication.activeWindow, _fill_screen)
    yield from state.reach(hands)
    still = _Still()
    yield Step("the window stood still", still.look)
    assert still.image
    if not still.image.save(str(with_suffix(target, ".png"))):
        raise OSError(f"{target} cannot be written")
    if os.environ.get(MEASURE):
        with_suffix(target, ".measures").write_text(lines(measured(windows_in_sight()[-1])), encoding="utf-8")
    with_suffix(target, ".txt").write_text(still.text.replace(os.environ["HOME"], "~"), encoding="utf-8")


def _fill_screen(window: Any) -> None:
    window.setGeometry(window.screen().geometry())


class _Still:
    """Looks until picture and tree were the same some times in a row."""

    def __init__(self) -> None:
        self.image: QImage | None = None
        self.text, self._times = "", 0

    def look(self) -> bool | None:
        image, text = picture(), spoken()
        same = self.image is not None and image == self.image and text == self.text
        self.image, self.text, self._times = image, text, self._times + 1 if same else 0
        return True if self._times >= SAME else None


def _end(fault: str | None) -> None:
    """End the process here: a dialog that is open waits for nobody."""
    if fault is None:
        fault = next((log.read_text(encoding="utf-8") for log in Path(os.environ["HOME"]).rglob("estrad.log")), None)
    if fault:
        picture().save(str(with_suffix(Path(os.environ[TARGET]), ".fault.png")))
        print(
            f"{fault}\n\nIn sight were:\n{spoken() if windows_in_sight() else 'nothing'}", file=sys.stderr, flush=True
        )
    os._exit(1 if fault else 0)


if __name__ == "__main__":
    sys.modules["tools.pictures.child"] = sys.modules["__main__"]
    sys.exit(main())
