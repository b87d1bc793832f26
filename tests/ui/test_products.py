"""Everything that is printed, from the window: its row in the menu, the dialog of its options, and its preview."""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from planner.printing.marks import PrintedPage
from planner.products import PRINTED, Product
from planner.wording import LANGUAGES, wording
from tests.builders import DAY, day, moderator, person, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, OpenWith
from tests.ui.window_driver import WindowDriver
from ui.features.printing.page_painter import pdf_bytes
from ui.features.printing.print_commands import PrintOptionsDialog
from ui.features.printing.print_preview import PrintPreview
from ui.shell.menus import with_letter
from ui.state.command_table import without_mnemonic

TOMORROW = DAY + timedelta(1)
THINGS = (
    day(), day(TOMORROW), room("hall"), room("lab", 1, name="R&D <b>lab</b>"), person("mo", phone="0700"),
    talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"),
    talk("three", "lab", "09:00-10:00", on=TOMORROW, people=(moderator("mo"),)),
)  # fmt: skip
OFFERED = {
    "day": ["All days", "Thu 25 April 2024", "Fri 26 April 2024"],
    "room": ["Every room", "Hall", "R&D <b>lab</b>"], "person": ["Everybody", "Mo"],
    "moderator": ["All moderators", "Mo"], "paper": ["A4", "A3", "Letter", "A5", "A0"],
}  # fmt: skip


class Printing:
    """A person who prints: sets the boxes of the dialog by name, and keeps the pages of the preview."""

    def __init__(self, driver: WindowDriver, answers: Answers) -> None:
        self._driver, self._answers = driver, answers
        answers.does = self._does

    def __call__(self, product: Product, **wanted: str) -> list[str]:
        """Print, and return the first words of every page, after the mark."""
        self._wanted, self.offered, self.pages = wanted, dict[str, list[str]](), list[PrintedPage]()
        self._driver.does(product.command)
        return [" ".join(page.text.split("\n")[1:3]) for page in self.pages]

    def _does(self, dialog: QDialog) -> bool:
        if isinstance(dialog, PrintPreview):
            self.title, self.pages, self.private = dialog.windowTitle(), dialog._pages, dialog._private
            return False
        assert isinstance(dialog, PrintOptionsDialog)
        shown = {name: box for name, box in dialog.fields.items() if box.isVisible()}
        self.offered = {name: [box.itemText(index) for index in range(box.count())] for name, box in shown.items()}
        for name, text in self._wanted.items():
            shown[name].setCurrentText(text)
        self.set = {name: box.currentText() for name, box in shown.items()}
        dialog.go_on.click()
        return dialog.result() == QDialog.DialogCode.Accepted


@pytest.fixture
def printing(hands_on: HandsOn, answers: Answers) -> Printing:
    """Return a person who prints of two days, two rooms and a moderator."""
    return Printing(hands_on(*THINGS), answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_in_the_menu_with_a_letter(open_with: OpenWith, language: str) -> None:
    window = open_with(*THINGS, words=wording(language))
    menu = next(m for m in window.menuBar().actions() if without_mnemonic(m.text()) in ("Programme", "Program")).menu()
    texts = {action.objectName(): action.text() for action in menu.actions()}  # type: ignore[attr-defined]

    assert [without_mnemonic(texts[product.command]) for product in PRINTED] == [
        without_mnemonic(wording(language)(product.offer)) for product in PRINTED
    ]
    assert all("&" in texts[product.command] for product in PRINTED)


def test_a_letter_is_found_for_a_row_without_one() -> None:
    assert with_letter("Door signs…", ["Pr&int…", "&Door…"]) == "D&oor signs…"
    assert with_letter("Pr&int…", ["&Door…"]) == "Pr&int…"
    assert with_letter("ab", ["&A", "&B"]) == "ab"


@pytest.mark.parametrize("product", PRINTED, ids=lambda product: product.name)
def test_its_dialog_has_its_options_and_leads_to_its_preview(printing: Printing, product: Product) -> None:
    assert printing(product)
    assert printing.offered == {option.name: OFFERED[option.name] for option in product.options}
    assert printing.title == f"The Conference – {product.title}"
    assert printing.private is product.private
    assert "Programme v1, draft" in printing.pages[0].text


def test_what_is_chosen_is_printed(printing: Printing) -> None:
    sheet = next(product for product in PRINTED if product.private)
    hall, lab = "Run sheet Hall", "Run sheet R&D <b>lab</b>"

    assert printing(sheet) == [hall, lab, lab]
    assert printing(sheet, day="Thu 25 April 2024") == [hall, lab]
    assert printing(sheet, moderator="Mo") == ["Run sheet Mo"]
    assert printing(sheet, room="Hall", paper="Letter") == [hall]
    assert printing.title == "The Conference – Run sheet – Hall"
    assert (printing.pages[0].width, printing.pages[0].height) == (279.4, 215.9)
    assert "Programme v1, draft · printed 2024-03-01 13:00 · 1/1" in printing.pages[0].text


def test_of_options_that_exclude_each_other_the_last_one_counts(printing: Printing) -> None:
    sheet = next(product for product in PRINTED if product.either)

    printing(sheet, person="Mo", moderator="Mo")

    assert (printing.set["person"], printing.set["moderator"]) == ("Everybody", "Mo")


def test_what_leaves_no_choice_is_not_asked(hands_on: HandsOn, answers: Answers) -> None:
    printing = Printing(hands_on(day(), talk("one", (), "09:00-10:00")), answers)

    for product in PRINTED:
        printing(product)
        assert not {"day", "person", "moderator"} & set(printing.offered)


def test_a_wide_page_is_paper_on_its_side(printing: Printing, tmp_path: Path) -> None:
    if not (found := shutil.which("pdfinfo")):
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    printing(PRINTED[1])
    (tmp_path / "r.pdf").write_bytes(pdf_bytes(printing.pages))

    facts = subprocess.run([found, tmp_path / "r.pdf"], capture_output=True, text=True, check=True).stdout
    width, height = re.findall(r"[\d.]+", facts.partition("Page size:")[2])[:2]
    assert (round(float(width)), round(float(height))) == (842, 595)
    assert "Page rot:        0" in facts
