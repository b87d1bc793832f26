"""The run sheet from the window: chosen, previewed, and printed in landscape."""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.entities import Entity
from planner.printing.marks import PrintedPage
from planner.wording import Wording
from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, day, moderator, person, room, talk
from tests.ui.answers import Answers
from ui.features.printing.page_painter import pdf_bytes
from ui.features.printing.print_commands import print_run_sheet
from ui.features.printing.print_preview import PrintPreview
from ui.features.printing.run_sheet_dialog import RunSheetDialog
from ui.kit.theme.presentation import Presentation
from ui.kit.theme.theme import LIGHT
from ui.state.document import Document

TOMORROW = DAY + timedelta(1)
THINGS = (
    day(), day(TOMORROW), room("hall"), room("lab", 1, name="R&D <b>lab</b>"), person("mo", phone="0700"),
    talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"),
    talk("three", "lab", "09:00-10:00", on=TOMORROW, people=(moderator("mo"),)),
)  # fmt: skip


def desk_on(path: Path, env: Environment, *things: Entity) -> Document:
    workspace = Workspace.create(path, agenda(*things), env)
    return Document(workspace, Presentation(Wording("en"), QLocale("en_GB"), LIGHT))


class Printing:
    """A person who sets the boxes of the dialog by name and keeps the pages of the preview."""

    def __init__(self, **wanted: str) -> None:
        self.wanted = wanted
        self.offered: dict[str, list[str]] = {}
        self.pages: list[PrintedPage] = []
        self.title = ""

    def __call__(self, dialog: QDialog) -> bool:
        if isinstance(dialog, PrintPreview):
            self.title, self.pages = dialog.windowTitle(), dialog._pages
            return False
        assert isinstance(dialog, RunSheetDialog)
        for name, box in {"day": dialog.day_field, "whose": dialog.whose_field, "paper": dialog.paper_field}.items():
            self.offered[name] = [box.itemText(index) for index in range(box.count())] if box.isVisible() else []
            if name in self.wanted:
                box.setCurrentText(self.wanted[name])
                assert box.currentText() == self.wanted[name]
        return True

    @property
    def heads(self) -> list[str]:
        """Return the first words of every page, after the mark."""
        return [" ".join(page.text.split("\n")[1:3]) for page in self.pages]


@pytest.fixture
def printed(qtbot: QtBot, tmp_path: Path, env: Environment) -> object:
    """Return a function that prints the run sheet of these entities."""

    def make(*things: Entity, **wanted: str) -> Printing:
        document, parent, answers = desk_on(tmp_path / "plan.estrad", env, *things), QWidget(), Answers(Wording("en"))
        qtbot.addWidget(parent)
        printing = Printing(**wanted)
        answers.does = printing
        print_run_sheet(document, answers, parent)
        document.close()
        return printing

    return make


def test_all_that_can_be_chosen(printed) -> None:
    assert printed(*THINGS).offered == {
        "day": ["All days", "Thu 25 April 2024", "Fri 26 April 2024"],
        "whose": ["Every room", "Hall", "R&D <b>lab</b>", "Moderator: Mo"],
        "paper": ["A4", "A3", "Letter", "A5"],
    }


def test_one_day_is_no_choice(printed) -> None:
    assert printed(day(), talk("one", "hall", "09:00-10:00")).offered["day"] == []


@pytest.mark.parametrize(
    ("wanted", "heads"),
    [
        pytest.param({}, ["Run sheet Hall", "Run sheet R&D <b>lab</b>", "Run sheet R&D <b>lab</b>"], id="everything"),
        pytest.param({"day": "Thu 25 April 2024"}, ["Run sheet Hall", "Run sheet R&D <b>lab</b>"], id="a day"),
        pytest.param({"whose": "Hall"}, ["Run sheet Hall"], id="a room"),
        pytest.param({"whose": "Moderator: Mo"}, ["Run sheet Mo"], id="a moderator"),
    ],
)
def test_what_is_chosen_is_shown(printed, wanted: dict[str, str], heads: list[str]) -> None:
    assert printed(*THINGS, **wanted).heads == heads


def test_the_preview_says_what_it_shows(printed) -> None:
    printing = printed(*THINGS, whose="Hall", paper="Letter")

    assert printing.title == "The Conference – Run sheet – Hall"
    assert (printing.pages[0].width, printing.pages[0].height) == (279.4, 215.9)
    assert "Programme v1, draft · printed 2024-03-01 13:00 · 1/1" in printing.pages[0].text


def test_a_wide_page_is_paper_on_its_side(printed, tmp_path: Path) -> None:
    if not (found := shutil.which("pdfinfo")):
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    (tmp_path / "r.pdf").write_bytes(pdf_bytes(printed(*THINGS).pages))

    facts = subprocess.run([found, tmp_path / "r.pdf"], capture_output=True, text=True, check=True).stdout
    width, height = re.findall(r"[\d.]+", facts.partition("Page size:")[2])[:2]
    assert (round(float(width)), round(float(height))) == (842, 595)
    assert "Page rot:        0" in facts
