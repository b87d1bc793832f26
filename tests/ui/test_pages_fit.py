"""Swedish, and a language a quarter longer than English: no text is cut on any page, in any form or dialog."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QScrollArea, QTabBar, QWidget

from planner.commands.conference import sample_conference
from planner.domain.entities import ENTITY_TYPES
from planner.domain.text import Text
from planner.wording import Wording, wording
from planner.workspace import Workspace
from tests.builders import fixed_environment
from tests.every_field import PICTURES, SUBJECT, full_agenda
from tests.ui.answers import Answers
from tests.ui.conftest import bury
from tests.ui.lists import KEYS
from tests.ui.window_driver import WindowDriver
from ui.features.inspector.field_sheet import SectionHeader
from ui.features.rescheduling.reschedule_bar import OPERATIONS
from ui.kit.editors.choice_editors import MultiChoiceEditor
from ui.kit.theme.theme import LIGHT, Presentation
from ui.kit.widgets.labels_and_boxes import ElidedLabel
from ui.shell.main_window import MainWindow
from ui.state.open_window import WindowContext
from ui.state.view_state import Settings

pytestmark = pytest.mark.awake


class Longer(Wording):
    """English with a quarter more letters; words with braces are kept."""

    def __call__(self, message: str) -> str:
        return self._longer(super().__call__(message)) if message else ""

    def plural(self, one: str, many: str, n: int) -> str:
        return self._longer(super().plural(one, many, n))

    def say(self, text: Text) -> str:
        return self._longer(super().say(text))

    @staticmethod
    def _longer(text: str) -> str:
        words = text.split(" ")
        return " ".join(w if "{" in w or "\n" in w else w + w[: len(w) // 4].strip("&") for w in words)


@pytest.fixture(params=["longer", "sv"])
def driver(qapp: object, tmp_path: Path, settings: Settings, request: pytest.FixtureRequest) -> Iterator[WindowDriver]:
    """Yield a window driver for a full conference, on the screen of a small laptop."""
    words = Longer("en") if request.param == "longer" else wording("sv")
    env, path = fixed_environment(), tmp_path / "full.estrad"
    Workspace.create(path, full_agenda(), env, PICTURES).close()
    answers = Answers(words)
    around = WindowContext(
        env, lambda: sample_conference(env.ids), Presentation(words, QLocale("en_GB"), LIGHT), settings, answers
    )
    window = MainWindow(around)
    window.answers = answers  # type: ignore[attr-defined]
    window.open_path(path)
    window.resize(1280, 760)
    window.show()
    yield WindowDriver(window)
    bury(window)


def cut(root: QWidget, *, hints: bool) -> list[str]:
    """Return the widgets below a root that are cut off or stick out; ``hints`` adds empty fields' placeholders."""
    for _ in range(3):  # a layout asks the layout around it
        QCoreApplication.sendPostedEvents()
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel | MultiChoiceEditor):
            continue  # these elide their text, and show it whole in a tooltip
        need = widget.sizeHint()
        if isinstance(widget, SectionHeader) or (isinstance(widget, QLabel) and widget.wordWrap()):
            fits = widget.heightForWidth(widget.width()) <= widget.height() + 1
        elif isinstance(widget, QLabel) or (isinstance(widget, QAbstractButton) and widget.text()):
            fits = need.width() <= widget.width() + 1 and widget.fontMetrics().height() <= widget.height() + 1
        elif hints and isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QComboBox):
            room = widget.width() - 12
            fits = widget.fontMetrics().horizontalAdvance(widget.placeholderText()) <= room or bool(widget.text())
        else:
            continue
        if not fits and "…" not in getattr(widget, "text", str)():
            found.append(f"{type(widget).__name__} {widget.objectName()}: {_said(widget)}")
        if not inside(widget):
            found.append(f"{type(widget).__name__} {widget.objectName()} sticks out: {_said(widget)}")
    return found


def swedish(driver: WindowDriver) -> bool:
    """Return whether the window is in Swedish, not in the longer language."""
    return not isinstance(driver.page.document.presentation.words, Longer)


def _said(widget: QWidget) -> str:
    return getattr(widget, "text", str)() or getattr(widget, "placeholderText", str)()


def inside(widget: QWidget) -> bool:
    """Return whether a widget lies between the left and right edges of its ancestors, up to an area that scrolls."""
    parent = widget.parentWidget()
    while parent and not parent.isWindow() and not isinstance(parent.parentWidget(), QTabBar | QComboBox):
        left = widget.mapTo(parent, widget.rect().topLeft()).x()
        if left < -1 or left + widget.width() > parent.width() + 1:
            return False
        if isinstance(parent.parentWidget(), QScrollArea):
            return True
        parent = parent.parentWidget()
    return True


def test_on_every_page_in_the_bar_of_what_follows_and_in_the_history(driver: WindowDriver) -> None:
    found = {}
    for place in KEYS:
        driver.does(f"go_{place}")
        for choice in ("one", "several"):
            if choice == "several":
                driver.does("select_all")
            found[place, choice] = cut(driver.window, hints=swedish(driver))
    assert found == {(place, choice): [] for place in KEYS for choice in ("one", "several")}

    driver.does("go_agenda")
    bar = driver.page.reschedule_bar
    for verb in OPERATIONS:
        bar.ask(verb.name, 10 * 60, tuple(driver.agenda.rooms))
        bar.summary.setText("Nothing " * 60)
        fits = driver.window.minimumSizeHint().width() <= 1280
        assert (verb.name, cut(bar, hints=swedish(driver)), fits) == (verb.name, [], True)

    driver.does("history")
    assert driver.page.side.history
    assert cut(driver.page.side.history, hints=swedish(driver)) == []


def test_in_every_form(driver: WindowDriver) -> None:
    for place in ("agenda", "people"):  # beside the timeline, and wider beside a list
        driver.does(f"go_{place}")
        found = {}
        for kind in ENTITY_TYPES:
            driver.page.document.show(kind, SUBJECT)
            page = driver.page.inspector.page(kind)
            for section in page.sheet.sections.values():
                section.open_form()
            found[kind] = cut(driver.page.inspector, hints=swedish(driver))
        assert found == {kind: [] for kind in ENTITY_TYPES}


def test_in_every_dialog(driver: WindowDriver) -> None:
    answers: Answers = driver.window.answers  # type: ignore[attr-defined]
    actions = ["send", "releases", "print_runsheet", "print_programme", "new_edition", "new", "keys"]
    found: dict[str, list[str]] = {}

    def theme(dialog: QDialog) -> bool:
        found[action] = cut(dialog, hints=swedish(driver))
        return False

    answers.does = theme
    for action in actions:
        driver.does(action)

    assert found == {action: [] for action in actions}
