"""Enter in any field of any dialog presses the marked button, and on a button that button."""

import pkgutil
from collections.abc import Callable
from functools import partial
from importlib import import_module
from itertools import cycle, repeat
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ui
from planner.commands.bringing_back import bring_sessions_back
from planner.commands.edit import edit
from planner.domain.entities import Person, Session
from planner.environment import Environment
from planner.exporting.calendar_folder import UnknownCalendar
from planner.wording import Wording
from planner.workspace import Workspace
from tests.builders import Clock, agenda, day, person, room, speaker, talk
from tests.importing.schedules import event, one, written
from tests.ui.answers import Answers, looked_through, publishes
from tests.ui.window_driver import HandsOn, WindowDriver, activate
from ui.features.people.erase_dialog import ErasePersonDialog
from ui.features.people.people_dialogs import InviteAgainDialog
from ui.features.printing.print_preview import PrintPreview
from ui.features.publishing.publish_dialog import PublishDialog
from ui.features.publishing.publish_lines import WithdrawDialog
from ui.features.publishing.published_versions import BringBackDialog
from ui.kit.dialogs.progress import ProgressDialog
from ui.kit.pictures.crop_dialog import CropDialog
from ui.kit.theme.theme import LIGHT, Presentation
from ui.plan.comparison import ComparedPlan, ComparisonDialog, PlanDialog
from ui.state.plan_view import PlanView

BY_ACTION = {
    "new": "NewConferenceDialog", "new_edition": "NextEditionDialog", "send": "PublishDialog",
    "releases": "ReleasesDialog",
    "print_runsheet": "PrintPreview", "print_programme": "PrintPreview",
    "help": "HelpDialog", "about": "AboutDialog", "changed_today": "ChangesTodayDialog",
    "import": "ImportPlanDialog", "export_table": "ExportTableDialog", "plan_versions": "PlanVersionsDialog",
    "merge_people": "MergePeopleDialog", "duplicates": "DuplicatesDialog", "invite_again": "InviteAgainDialog",
    "erase_person": "ErasePersonDialog",
}  # fmt: skip
"""The menu's actions, and the dialogs that they open."""
CHOSEN = {"merge_people": ("ada", "twin"), "erase_person": ("ada",)}
"""The people to select before an action."""
BY_ITSELF = {
    "CropDialog": lambda: CropDialog(Wording("en"), LIGHT, picture()), "WithdrawDialog": lambda: withdrawing(),
    "ProgressDialog": lambda: ProgressDialog(repeat(None), "Import", "Reading…"),
    "ComparisonDialog": lambda: comparing(), "BringBackDialog": lambda: bringing_back(),
    "PlanDialog": lambda: PlanDialog(ComparedPlan(plan(), "Version 1")),
}  # fmt: skip
OWN_WAY = {"WritingDialog"}
"""Dialogs of a long text, in which Enter begins a new line; see ``test_session_form.py``."""
MARKED = {
    "NewConferenceDialog": "Create…", "NextEditionDialog": "Choose the file…",
    "PublishDialog": "Publish to sent",
    "ReleasesDialog": "Close", "PrintPreview": "Print…", "HelpDialog": "Close", "AboutDialog": "Close",
    "ChangesTodayDialog": "Close", "ImportPlanDialog": "Import 1 session and 1 other change",
    "PlanVersionsDialog": "Close", "ComparisonDialog": "Close", "PlanDialog": "Close", "BringBackDialog": "Bring back",
    "CropDialog": "Use this part", "ProgressDialog": "Cancel", "MergePeopleDialog": "Merge",
    "DuplicatesDialog": "Look at both…",
    "WithdrawDialog": "Withdraw",
    "InviteAgainDialog": "Invite 1 person again", "ExportTableDialog": "Save as…", "ErasePersonDialog": "Cancel",
}  # fmt: skip


def bringing_back() -> BringBackDialog:
    """Return the question about one session; of a conference it asks for its plan and its words only."""
    here = plan()
    here.agenda = agenda(talk("keynote"))
    found = bring_sessions_back(here.agenda, agenda(talk("keynote", "hall", "09:00-09:30")), 1, None, {"Hall": "hall"})
    return BringBackDialog(Mock(presentation=here.presentation, agenda=here.agenda, plan=here), 1, found)


def comparing() -> ComparisonDialog:
    here = plan()
    return ComparisonDialog(ComparedPlan(here.make_other_view(here.agenda), "Now"), ComparedPlan(here, "Then"))


def plan() -> PlanView:
    return PlanView(agenda(), Presentation(Wording("en"), QLocale("en_GB"), LIGHT), Clock(), lambda picture: None)


def picture() -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    return image


def withdrawing() -> WithdrawDialog:
    """Return the dialog that offers one unknown calendar; of a conference it asks for its words only."""
    found = UnknownCalendar(Path("room.ics"), "Room", sure=True, digest="")
    return WithdrawDialog(Mock(presentation=Mock(words=Wording("en"))), [found])


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
    answers.does, answers.fills = publishes, tmp_path / "sent"
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


def buttons_of(dialog: QDialog) -> list[QPushButton]:
    return [widget for widget in reachable(dialog) if isinstance(widget, QPushButton)]


def reachable(dialog: QDialog) -> list[QWidget]:
    """Return what accepts focus by Tab."""
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
    activate(dialog)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is field, field
    QTest.keyClick(field, key)
    return pressed


def complete(dialog: QDialog, qtbot: QtBot) -> None:
    title = getattr(dialog, "title", None)
    if title is not None and not title.text():
        title.setText("Days")
    if isinstance(dialog, ErasePersonDialog):
        looked_through(qtbot, dialog)
    if isinstance(dialog, InviteAgainDialog):
        dialog.all.click()


def show(way: str, driver: WindowDriver, answers: Answers, qtbot: QtBot, act: Callable[[QDialog], None]) -> None:
    """Show a dialog, by its action or by itself, and act on it."""
    if way in BY_ITSELF:
        dialog = BY_ITSELF[way]()
        dialog.show()
        act(dialog)
        dialog.close()
        return

    @answers.meets
    def does(dialog: QDialog) -> bool:
        assert type(dialog).__name__ == BY_ACTION[way]
        answers.does = lambda another: False  # for a dialog that one of its buttons opens
        complete(dialog, qtbot)
        act(dialog)
        return False

    if way in CHOSEN:
        driver.plan.show(Person, *CHOSEN[way])
    driver.does(way)


def test_enter_presses_the_marked_button_from_each_field_and_from_a_button_that_one(
    driver: WindowDriver, answers: Answers, qtbot: QtBot
) -> None:
    keys = cycle((Qt.Key.Key_Return, Qt.Key.Key_Enter))
    for way in (*BY_ACTION, *BY_ITSELF):
        marked = MARKED[BY_ACTION.get(way, way)]
        expected: list[list[str]] = []
        pressed: list[list[str]] = []

        def look(dialog: QDialog, marked: str, expected: list[list[str]]) -> None:
            buttons = [[button.text()] for button in buttons_of(dialog)]
            expected += [*([marked] for _ in fields_of(dialog)), *buttons]
            assert [marked] in buttons
            primary = [b for b in dialog.findChildren(QPushButton) if b.property("primary") == "true"]
            (default,) = [b for b in dialog.findChildren(QPushButton) if b.isDefault()]
            assert primary in ([default], [])

        def press(dialog: QDialog, n: int, pressed: list[list[str]]) -> None:
            pressed.append(enter(dialog, [*fields_of(dialog), *buttons_of(dialog)][n], next(keys)))
            assert dialog.isHidden() or pressed[-1] not in (["Cancel"], ["Close"])

        show(way, driver, answers, qtbot, partial(look, marked=marked, expected=expected))
        for n in range(len(expected)):
            show(way, driver, answers, qtbot, partial(press, n=n, pressed=pressed))
        assert pressed == expected, way


def test_every_dialog_of_ours_is_tried() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        import_module(module.name)
    ours = {kind.__name__ for kind in QDialog.__subclasses__() if kind.__module__.startswith("ui.")}

    assert ours == {*BY_ACTION.values(), *BY_ITSELF, *OWN_WAY}


def test_enter_in_the_note_publishes_with_it(driver: WindowDriver, answers: Answers) -> None:
    driver.document.apply(lambda agenda: edit(agenda, Session, "keynote", title="Another"))

    @answers.meets
    def does(dialog: PublishDialog) -> bool:
        dialog.more.click()
        QTest.keyClicks(dialog.note, "after the meeting")
        assert enter(dialog, dialog.note, Qt.Key.Key_Return) == ["Publish to sent"]
        return dialog.result() == QDialog.DialogCode.Accepted

    driver.does("send")

    assert {release.note for release in driver.releases.all()} == {"", "after the meeting"}
