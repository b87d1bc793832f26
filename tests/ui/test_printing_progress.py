"""Printing of many pages, which shows how far it is: what is cancelled leaves everything as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.domain.value_objects import Abstracts
from planner.products import PRINTED
from tests.builders import day, talk
from tests.ui.answers import Answers, waits
from tests.ui.test_printing import plain_pages
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

    assert seen == [(0, 0, 3, Abstracts.WHOLE), (1, 1, 1, Abstracts.SHORT)]


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
