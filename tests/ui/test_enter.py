"""Enter in any field of any dialog presses the marked button, and on a button that button."""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QWidget

import ui
from planner.commands.edit import edit
from planner.domain.entities import Person, Session
from planner.printing.marks import PrintedPage
from planner.wording import Wording
from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, person, room, speaker, talk
from tests.importing.schedules import event, one, written
from tests.ui.answers import Answers, looked_through, publishes
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import WindowDriver
from ui.features.people.erase_dialog import ErasePersonDialog
from ui.features.people.invite_dialog import InviteAgainDialog
from ui.features.printing.print_preview import PrintPreview
from ui.kit.dialogs.progress import ProgressDialog
from ui.kit.pictures.crop_dialog import CropDialog
from ui.kit.theme.theme import LIGHT

BY_ACTION = {
    "new": "NewConferenceDialog", "new_edition": "NextEditionDialog", "send": "PublishDialog",
    "releases": "ReleasesDialog",
    "print_runsheet": "PrintOptionsDialog", "print_programme": "PrintOptionsDialog",
    "keys": "KeysDialog", "changed_today": "ChangesTodayDialog",
    "import": "ImportPlanDialog", "export_table": "ExportTableDialog", "plan_versions": "PlanVersionsDialog",
    "merge_people": "MergePeopleDialog", "duplicates": "DuplicatesDialog", "invite_again": "InviteAgainDialog",
    "erase_person": "ErasePersonDialog",
}  # fmt: skip
"""The menu's actions, and the dialogs that they open."""
CHOSEN = {"merge_people": ("ada", "twin"), "erase_person": ("ada",)}
"""The people to select before an action."""
BY_ITSELF = {
    "CropDialog": lambda: CropDialog(Wording("en"), LIGHT, picture()), "ProgressDialog": lambda: working(),
    "PrintPreview": lambda: PrintPreview([PrintedPage(210, 297)], "Sheet", Wording("en"), "sheet.pdf"),
}  # fmt: skip
OWN_WAY = {"CommandPalette"}
"""Dialogs without buttons: Enter chooses the best match, see ``test_finder.py``."""
MARKED = {
    "NewConferenceDialog": "Continue…", "NextEditionDialog": "Choose the file…",
    "PublishDialog": "Publish version 1 again",
    "ReleasesDialog": "Close", "PrintOptionsDialog": "Preview…", "PrintPreview": "Print…", "KeysDialog": "Close",
    "ChangesTodayDialog": "Close", "ImportPlanDialog": "Import 1 session and 1 other change",
    "PlanVersionsDialog": "Close",
    "CropDialog": "Use this part", "ProgressDialog": "Cancel", "MergePeopleDialog": "Merge",
    "DuplicatesDialog": "Look at both…",
    "InviteAgainDialog": "Invite 1 person again", "ExportTableDialog": "Save as…", "ErasePersonDialog": "Cancel",
}  # fmt: skip


def picture() -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    return image


def working() -> ProgressDialog:
    """Return a dialog of work that never ends by itself."""

    def steps():  # type: ignore[no-untyped-def]
        while True:
            yield None

    return ProgressDialog(steps(), Wording("en"))


@pytest.fixture
def driver(
    hands_on: HandsOn, answers: Answers, tmp_path: Path, env: Environment, monkeypatch: pytest.MonkeyPatch
) -> WindowDriver:  # fmt: skip
    """Return a window driver for a published conference, with a file to import, an earlier file, and a person who
    is there three times.
    """
    for name in ("ask_how_to_print", "ask_where_to_save"):
        monkeypatch.setattr(PrintPreview, name, lambda self: None)
    driver = hands_on(
        day(), room("hall"), person("ada"), person("twin", name="Ada"), person("third", name="Ada"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    )  # fmt: skip
    answers.does, answers.saves = publishes, tmp_path / "sent.ics"
    driver.does("send")
    answers.source = written(tmp_path / "schedule.xml", one(event(1, "New here")))
    answers.opens = tmp_path / "earlier.estrad"
    Workspace.create(answers.opens, agenda(person("bo")), env).close()
    return driver


def fields_of(dialog: QDialog) -> list[QWidget]:
    """Return the fields that accept focus and are no button; Enter in the import's search goes to the match instead."""
    return [
        w for w in reachable(dialog) if not isinstance(w, QAbstractButton) and w is not getattr(dialog, "search", 0)
    ]


def reachable(dialog: QDialog) -> list[QWidget]:
    return [
        w
        for w in dialog.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    ]


def enter(dialog: QDialog, field: QWidget, key: Qt.Key) -> list[str]:
    """Press Enter in a field, and return the texts of the buttons that it presses."""
    pressed: list[str] = []
    for button in dialog.findChildren(QPushButton):
        button.clicked.connect(lambda _on=False, b=button: pressed.append(b.text()))
    dialog.activateWindow()
    assert QTest.qWaitForWindowExposed(dialog)
    assert QTest.qWaitForWindowActive(dialog)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is field, field
    QTest.keyClick(field, key)
    return pressed


def complete(dialog: QDialog) -> None:
    """Fill in everything that a dialog requires."""
    title = getattr(dialog, "title", None)
    if title is not None and not title.text():
        title.setText("Days")
    if isinstance(dialog, ErasePersonDialog):
        looked_through(dialog)
    if isinstance(dialog, InviteAgainDialog):
        dialog.all.click()


Show = Callable[[Callable[[QDialog], None]], None]


@pytest.fixture(params=[*BY_ACTION, *BY_ITSELF])
def shown(request: pytest.FixtureRequest, driver: WindowDriver, answers: Answers) -> tuple[str, Show]:
    """Return a dialog's name, and a function that shows it and acts on it."""
    way = request.param

    def by_action(act: Callable[[QDialog], None]) -> None:
        def does(dialog: QDialog) -> bool:
            answers.does = lambda another: False  # for a dialog that one of its buttons opens
            complete(dialog)
            act(dialog)
            return False

        answers.does = does
        if way in CHOSEN:
            driver.page.document.show(Person, *CHOSEN[way])
        driver.does(way)

    def by_itself(act: Callable[[QDialog], None]) -> None:
        dialog = BY_ITSELF[way]()
        dialog.show()
        act(dialog)
        dialog.close()

    return BY_ACTION.get(way, way), by_action if way in BY_ACTION else by_itself


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_in_a_field_presses_the_marked_button(shown: tuple[str, Show], key: Qt.Key) -> None:
    name, show = shown
    counted: list[int] = []
    show(lambda dialog: counted.append(len(fields_of(dialog))))
    pressed: list[list[str]] = []
    names: list[str] = []

    def act(dialog: QDialog, n: int) -> None:
        names.append(type(dialog).__name__)
        pressed.append(enter(dialog, fields_of(dialog)[n], key))

    for n in range(counted[0]):
        show(lambda dialog, n=n: act(dialog, n))  # type: ignore[misc]

    assert set(names) <= {name}
    assert pressed == [[MARKED[name]]] * counted[0]


def test_enter_on_a_button_presses_that_one(shown: tuple[str, Show]) -> None:
    name, show = shown
    words: list[str] = []
    show(lambda dialog: words.extend(b.text() for b in reachable(dialog) if isinstance(b, QPushButton)))
    pressed: list[str] = []

    def act(dialog: QDialog, n: int) -> None:
        buttons = [b for b in reachable(dialog) if isinstance(b, QPushButton)]
        pressed.extend(enter(dialog, buttons[n], Qt.Key.Key_Return))

    for n in range(len(words)):
        show(lambda dialog, n=n: act(dialog, n))  # type: ignore[misc]

    assert pressed == words
    assert MARKED[name] in words


def test_the_marked_button_is_the_one_that_looks_so(shown: tuple[str, Show]) -> None:
    def act(dialog: QDialog) -> None:
        primary = [b for b in dialog.findChildren(QPushButton) if b.property("primary") == "true"]
        (default,) = [b for b in dialog.findChildren(QPushButton) if b.isDefault()]
        assert primary in ([default], [])

    shown[1](act)


def test_every_dialog_of_ours_is_tried() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        import_module(module.name)
    ours = {kind.__name__ for kind in QDialog.__subclasses__() if kind.__module__.startswith("ui.")}

    assert ours == {*BY_ACTION.values(), *BY_ITSELF, *OWN_WAY}


def test_enter_in_the_note_publishes_with_it(driver: WindowDriver, answers: Answers) -> None:
    driver.page.document.apply(lambda agenda: edit(agenda, Session, "keynote", title="Another"))

    def does(dialog: QDialog) -> bool:
        note = dialog.note  # type: ignore[attr-defined]
        QTest.keyClicks(note, "after the meeting")
        assert enter(dialog, note, Qt.Key.Key_Return) == ["Publish version 2"]
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.does = does
    driver.does("send")

    assert {release.note for release in driver.page.document.workspace.releases.all()} == {"", "after the meeting"}
