"""Printing and publishing of much, which show how far they are: what is cancelled leaves everything as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.domain.value_objects import AbstractLength
from planner.products import PRINTED
from tests.builders import day, talk
from tests.ui.answers import Answers, waits
from tests.ui.conftest import HandsOn
from tests.ui.test_printing import plain_pages
from tests.ui.test_publishing import TWO_DAYS
from tests.ui.window_driver import WindowDriver
from ui.features.printing.page_painter import print_pages, write_pdf
from ui.features.printing.print_options import AbstractsChoice, PrintOptions
from ui.features.printing.print_preview import PrintPreview
from ui.kit.dialogs import progress

PROGRAMME = PRINTED[0]
Prints = Callable[..., list[str]]


CAST = (day(), talk("one", "hall", "09:00-10:00", abstract="word " * 3000))
"""A day with a long abstract."""


@pytest.fixture
def prints(driver: WindowDriver, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Prints:
    """Return a function that opens a preview and does something there; what shows progress at ``turn`` is cancelled.

    It returns the titles of the dialogs, in order.
    """

    def show(product: str, turn: int, act: Callable[[PrintPreview], object] = bool) -> list[str]:
        shown, waited = list[str](), waits(qtbot, turn)

        @answers.meets
        def does(dialog: QDialog) -> bool:
            shown.append(type(dialog).__name__)
            if not waited(dialog):
                act(dialog)
            return True

        monkeypatch.setattr(progress, "PATIENCE", 0)
        driver.does(product)
        return shown

    return show


@pytest.mark.parametrize("product", [product.command for product in PRINTED])
def test_a_preview_that_is_cancelled_is_not_shown(prints: Prints, product: str) -> None:
    assert prints(product, turn=0) == ["ProgressDialog"]
    assert prints(product, turn=1) == ["ProgressDialog", "PrintPreview"]


@pytest.mark.parametrize("product", [product.command for product in PRINTED])
def test_an_option_whose_pages_are_cancelled_is_put_back(prints: Prints, product: str) -> None:
    seen = []

    def choose(dialog: PrintPreview) -> None:
        (options,) = dialog.findChildren(PrintOptions)
        box, widths = options.fields["paper"], [dialog.pages[0].width]
        for paper in ("A3", "A5"):
            box.setCurrentText(paper)
            widths.append(dialog.pages[0].width)
        seen.extend([box.currentText(), widths[1] > widths[0], widths[2] == widths[1]])

    assert prints(product, 2, choose) == ["ProgressDialog", "PrintPreview", "ProgressDialog", "ProgressDialog"]
    assert seen == ["A3", True, True]


def test_abstracts_whose_pages_are_cancelled_stay_as_they_were(
    prints: Prints, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AbstractsChoice, "_lay_out_other_choices", lambda self: iter(()))
    seen = []

    def choose(dialog: PrintPreview) -> None:
        (choice,) = dialog.findChildren(AbstractsChoice)
        for n in range(2):
            choice.box.setCurrentIndex(1)
            choice.box.activated.emit(1)
            seen.append((n, choice.box.currentIndex(), len(dialog.pages), driver.agenda.conference.abstracts))

    prints(PROGRAMME.command, 1, choose)

    assert seen == [(0, 0, 3, AbstractLength.WHOLE), (1, 1, 1, AbstractLength.SHORT)]


def test_a_pdf_that_is_cancelled_leaves_what_lay_there(prints: Prints, tmp_path: Path) -> None:
    path = tmp_path / "programme.pdf"
    path.write_bytes(b"before")

    prints(PROGRAMME.command, 1, lambda dialog: dialog.save(path))
    assert path.read_bytes() == b"before"

    prints(PROGRAMME.command, 2, lambda dialog: dialog.save(path))
    assert path.read_bytes().startswith(b"%PDF")


def test_who_cancels_printing_is_told_what_may_still_come(prints: Prints, printer: QPrinter) -> None:
    said = []

    def print_out(dialog: PrintPreview) -> None:
        dialog.print_selection(printer)
        said.append(dialog.notice.sentence.text())

    for turn in (1, 2):
        prints(PROGRAMME.command, turn, print_out)

    assert said == ["Cancelled. Pages that were ready may still come out.", "Sent to the printer."]


def test_a_printer_is_told_that_it_was_cancelled(printer: QPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    states = list[QPrinter.PrinterState]()
    monkeypatch.setattr(QPrinter, "abort", lambda self: states.append(self.printerState()))
    steps = print_pages(plain_pages("one", "two", "three"), printer)

    assert [next(steps).done, next(steps).done] == [0, 1]
    steps.close()

    assert states == [QPrinter.PrinterState.Active]
    assert printer.printerState() == QPrinter.PrinterState.Idle


def test_pages_are_painted_one_at_a_time(tmp_path: Path) -> None:
    assert [step.done for step in write_pdf(plain_pages("one", "two", "three"), tmp_path / "a.pdf")] == [0, 1, 2]


# publishing -------------------------------------------------------------------------------------------------


OPENING, MAKING, WRITING = range(3)
"""What shows progress when something is published, in this order."""
Sends = Callable[..., tuple[WindowDriver, list[str]]]


@pytest.fixture
def sends(hands_on: HandsOn, answers: Answers, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Sends:
    """Return a function that publishes a calendar for each person, and cancels what shows progress at that turn.

    It also returns the notes with which the dialogs begin.
    """

    def send(cancelled: int | None) -> tuple[WindowDriver, list[str]]:
        driver, notes, waited = hands_on(*TWO_DAYS), list[str](), waits(qtbot, cancelled)

        def does(dialog: QDialog) -> bool:
            if waited(dialog):
                return True
            notes.append(dialog.note.text())
            dialog.note.setText("after the meeting")
            dialog.products.cards["calendar-person"].box.setChecked(True)
            dialog.go.click()
            if cancelled == MAKING:
                assert dialog.isVisible()
            return dialog.result() == QDialog.DialogCode.Accepted

        monkeypatch.setattr(progress, "PATIENCE", 0)
        answers.does, answers.fills = does, tmp_path / "calendars"
        driver.does("send")
        return driver, notes

    (tmp_path / "calendars").mkdir()
    return send


def test_each_calendar_is_written_when_nothing_is_cancelled(sends: Sends, tmp_path: Path) -> None:
    driver, _notes = sends(None)

    assert len(list((tmp_path / "calendars").iterdir())) == 3
    assert [release.number for release in driver.releases.all()] == [1]


@pytest.mark.parametrize("turn", [OPENING, MAKING, WRITING], ids=["opening", "making", "writing"])
def test_what_is_cancelled_sends_nothing(sends: Sends, tmp_path: Path, turn: int) -> None:
    driver, notes = sends(turn)

    assert len(notes) == (turn != OPENING)
    assert list((tmp_path / "calendars").iterdir()) == []
    assert driver.releases.all() == []


def test_the_note_of_what_was_not_sent_is_there_the_next_time(sends: Sends, answers: Answers) -> None:
    driver, notes = sends(WRITING)
    for _twice in range(2):
        driver.does("send")

    assert notes == ["", "after the meeting", ""]
    (release,) = driver.releases.all()
    assert release.note == "after the meeting"
