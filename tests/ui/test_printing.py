"""Everything that is printed, from the window: its row in the menu, its options, its preview, and its pages on a real
painter, where the PDF is read again with other programs (poppler).
"""

import re
import shutil
import subprocess
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontInfo, QPageRanges, QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from planner.commands.conference import sample_conference
from planner.domain.entities import Person, Room
from planner.domain.languages import LANGUAGES
from planner.domain.long_task import run_to_end
from planner.domain.span import Span
from planner.domain.text import EstradError
from planner.domain.value_objects import AbstractLength, Kind, Role
from planner.environment import Environment
from planner.printing.marks import FilledRect, HorizontalRule, PlacedText, PrintedPage, TextStyle, Weight
from planner.printing.programme_sheet import programme_sheet
from planner.printing.run_sheet import run_sheet
from planner.product_types import Product
from planner.products import PRINTED
from planner.programme.programme import Credit, Programme, ProgrammeItem, programme
from planner.wording import Wording, wording
from tests.builders import DAY, day, moderator, person, released, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn, OpenWith
from tests.ui.picture import Picture
from tests.ui.test_tasks import large_conference
from tests.ui.window_driver import WindowDriver
from ui.features.printing.page_painter import (
    draw_page,
    measure,
    page_indices_to_print,
    paper_font,
    pdf,
    print_pages,
    write_pdf,
)
from ui.features.printing.print_options import AbstractsChoice, PrintOptions
from ui.features.printing.print_preview import PrintPreview
from ui.shell.menus import with_mnemonic
from ui.state.command_table import without_mnemonic

TOMORROW = DAY + timedelta(1)
THINGS = (
    day(), day(TOMORROW), room("hall"), room("lab", 1, name="R&D <b>lab</b>"), person("mo", phone="0700"),
    talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"),
    talk("three", "lab", "09:00-10:00", on=TOMORROW, people=(moderator("mo"),)),
)  # fmt: skip
OFFERED = {
    "day": ["All days", "Thu 25 April 2024", "Fri 26 April 2024"],
    "room": ["All rooms", "Hall", "R&D <b>lab</b>"], "person": ["Everybody", "Mo"],
    "moderator": ["All moderators", "Mo"], "paper": ["A4", "A3", "Letter", "A5", "A0"],
}  # fmt: skip


def poppler(name: str, *arguments: str | Path) -> str:
    """Return the output of one of poppler's programs for a PDF."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} (poppler-utils) is not installed")
    return subprocess.run([found, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def plain_pages(*texts: str) -> list[PrintedPage]:
    return [PrintedPage(210, 297, (PlacedText(20, 30, text, TextStyle(12)),)) for text in texts]


# the options -------------------------------------------------------------------------------------------


class Printing:
    """A person who prints: sets the boxes of the preview by name, and keeps its pages."""

    def __init__(self, driver: WindowDriver, answers: Answers) -> None:
        self._driver, self._answers = driver, answers
        path = driver.workspace.path
        self.folder, self.stem = path.parent, path.stem
        answers.does = self._does

    def __call__(self, product: Product, **wanted: str) -> list[str]:
        """Print, and return the first words of every page, after the mark."""
        self._wanted, self.offered, self.pages = wanted, dict[str, list[str]](), list[PrintedPage]()
        self._driver.does(product.command)
        return [" ".join(page.text.split("\n")[1:3]) for page in self.pages]

    def _does(self, dialog: PrintPreview) -> bool:
        (options,) = dialog.findChildren(PrintOptions)
        shown = {name: box for name, box in options.fields.items() if box.isVisible()}
        self.offered = {name: [box.itemText(index) for index in range(box.count())] for name, box in shown.items()}
        for name, text in self._wanted.items():
            shown[name].setCurrentText(text)
        self.set = {name: box.currentText() for name, box in shown.items()}
        self.save_name = dialog._save_name
        self.title, self.pages, self.private = dialog.windowTitle(), dialog.pages, dialog._private
        return False


@pytest.fixture
def printing(hands_on: HandsOn, answers: Answers) -> Printing:
    """Return a person who prints of two days, two rooms and a moderator."""
    return Printing(hands_on(*THINGS), answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_in_the_menu_with_a_letter(open_with: OpenWith, language: str) -> None:
    window = open_with(*THINGS, words=wording(language))
    menu = next(
        m for m in window.menuBar().actions() if without_mnemonic(m.text()) in ("Programme", "Publicering")
    ).menu()
    texts = {action.objectName(): action.text() for action in menu.actions()}  # type: ignore[attr-defined]

    assert [without_mnemonic(texts[product.command]) for product in PRINTED] == [
        without_mnemonic(wording(language)(product.offer)) for product in PRINTED
    ]
    assert all("&" in texts[product.command] for product in PRINTED)


def test_a_letter_is_found_for_a_row_without_one() -> None:
    found = [with_mnemonic(*row) for row in (("Door", ["Pr&int", "&Dog"]), ("Pr&int", ["&Dog"]), ("ab", ["&A", "&B"]))]
    assert found == ["D&oor", "Pr&int", "ab"]


def test_each_preview_has_the_options_of_its_product(printing: Printing) -> None:
    for product in PRINTED:
        assert printing(product)
        assert printing.offered == {one.name: OFFERED[one.name] for one in product.options if not one.kept}
        assert (printing.title, printing.private) == (f"The Conference – {product.title}", product.private)
        assert "Programme v1, draft" in printing.pages[0].text
        assert printing.save_name.parent == printing.folder  # not where the program was started


def test_tab_leads_from_the_buttons_above_by_the_options_to_the_pages(hands_on: HandsOn, answers: Answers) -> None:
    def look(dialog: PrintPreview) -> list[str]:
        met, widget = list[str](), dialog.view.nextInFocusChain()
        while widget is not dialog.view:
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is dialog:
                met.append(widget.accessibleName())
            widget = widget.nextInFocusChain()
        return met

    driver = hands_on(*THINGS)
    met = answers.read(lambda: driver.does(PRINTED[0].command), look)
    assert (met[0], met.index("Print…") < met.index("Paper"), met[-1]) == ("Previous page", True, "Abstracts")


def test_what_is_chosen_is_printed_and_the_last_of_options_that_exclude_each_other_counts(printing: Printing) -> None:
    sheet = next(product for product in PRINTED if product.private)
    hall, lab = "Run sheet Hall", "Run sheet R&D <b>lab</b>"

    assert printing(sheet, day="Thu 25 April 2024") == [hall]
    assert lab.split()[-1] in printing.pages[0].text  # small rooms share a page
    assert printing(sheet, day="All days") == [hall, lab]
    assert printing(sheet, moderator="Mo") == ["Run sheet Mo"]
    assert printing(sheet, room="Hall", paper="Letter") == [hall]
    assert (printing.title, printing.save_name.name) == (
        "The Conference – Run sheet – Hall", f"{printing.stem}-run-sheet-hall.pdf",
    )  # fmt: skip
    assert (printing.pages[0].width, printing.pages[0].height) == (279.4, 215.9)
    assert "Programme v1, draft · printed 2024-03-01 13:00 · 1/1" in printing.pages[0].text

    printing(next(product for product in PRINTED if product.either), person="Mo", moderator="Mo")
    assert (printing.set["person"], printing.set["moderator"]) == ("Everybody", "Mo")


def test_abstracts_are_chosen_once_for_the_conference_in_the_preview_that_says_the_pages(
    hands_on: HandsOn, answers: Answers, qtbot: QtBot
) -> None:
    driver = hands_on(day(), talk("one", "hall", "09:00-10:00", abstract="word " * 3000))

    def look(dialog: PrintPreview) -> list[object]:
        (choice,) = dialog.findChildren(AbstractsChoice)
        qtbot.waitUntil(lambda: all(":" in choice.box.itemText(n) for n in range(3)))
        before = [choice.box.currentIndex(), *(choice.box.itemText(n) for n in range(3)), len(dialog.pages)]
        choice.box.setFocus()
        qtbot.keyClick(choice.box, Qt.Key.Key_Down)
        return [before, (len(dialog.pages), dialog.where.text(), dialog.pages[0].text.count("word"))]

    assert answers.read(lambda: driver.does(PRINTED[0].command), look) == [
        [0, "Whole: 3 pages", "Short: 1 page", "Left out: 1 page", 3], (1, "Page 1 of 1", 56),
    ]  # fmt: skip
    assert (driver.agenda.conference.abstracts, PRINTED[0].options[-1].kept) == (AbstractLength.SHORT, True)
    driver.does("undo")
    assert driver.agenda.conference.abstracts is AbstractLength.WHOLE


def test_what_leaves_no_choice_is_not_asked(hands_on: HandsOn, answers: Answers) -> None:
    printing = Printing(hands_on(day(), talk("one", (), "09:00-10:00")), answers)

    for product in PRINTED:
        printing(product)
        assert not {"day", "person", "moderator"} & set(printing.offered)


def test_it_opens_on_the_day_that_is_shown_and_the_room_or_person_that_is_selected(
    hands_on: HandsOn, answers: Answers
) -> None:
    driver = hands_on(*THINGS)
    printing, document = Printing(driver, answers), driver.document
    programme, sheet = PRINTED

    def opened(product: Product) -> list[str]:
        printing(product)
        return [printing.set[name] for name in ("day", "room", "person") if name in printing.set]

    assert (opened(programme), opened(sheet)) == (
        ["Thu 25 April 2024", "All rooms", "Everybody"], ["Thu 25 April 2024", "All rooms", "Everybody"],
    )  # fmt: skip
    document.plan.show_day(document.agenda.days_in_order[1])
    document.plan.show(Room, "lab")
    assert (opened(programme), opened(sheet)) == (
        ["Fri 26 April 2024", "R&D <b>lab</b>", "Everybody"], ["Fri 26 April 2024", "R&D <b>lab</b>", "Everybody"],
    )  # fmt: skip
    driver.does("go_people")
    document.plan.show(Person, "mo")
    for product, file in ((sheet, "run-sheet-mo.pdf"), (programme, "programme-mo.pdf")):
        assert opened(product) == ["All days", "All rooms", "Mo"]
        assert [{"Two", "Three"} & {*page.text.split("\n")} for page in printing.pages] == [{"Three"}]
        assert printing.save_name.name.endswith(f"-{file}")


def test_a_wide_page_is_paper_on_its_side(printing: Printing, tmp_path: Path) -> None:
    printing(PRINTED[1])
    (tmp_path / "r.pdf").write_bytes(run_to_end(pdf(printing.pages, "", "")))

    facts = poppler("pdfinfo", tmp_path / "r.pdf")
    assert [round(float(n)) for n in re.findall(r"[\d.]+", facts.partition("Page size:")[2])[:2]] == [842, 595]
    assert "Page rot:        0" in facts


# the preview -------------------------------------------------------------------------------------------


@pytest.fixture
def preview(qtbot: QtBot, tmp_path: Path) -> PrintPreview:
    """Return the preview of four pages, each with its number in words."""
    pages = plain_pages("one", "two", "three", "four")
    dialog = PrintPreview(pages, "Programme sheet", Wording("en"), tmp_path / "programme.pdf")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_keys_turn_pages_and_a_screen_reader_hears_them(preview: PrintPreview, qtbot: QtBot) -> None:
    sheet, room = preview.view.stack.sheet_rect(0).height(), preview.view.viewport().height()
    assert 0.9 * room < sheet <= room  # it begins with the whole first page
    down, up, home, end = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End

    for key, page in ((up, 1), (down, 2), (down, 3), (up, 2), (end, 4), (down, 4), (home, 1), (down, 2)):
        qtbot.keyClick(preview.view, key)
        assert preview.where.text() == preview.view.accessibleName() == f"Page {page} of 4"

    assert preview.view.accessibleDescription() == "two"
    assert [button.accessibleName() for button in preview.findChildren(QPushButton)] == [
        "Previous page", "Next page", "Smaller", "Larger", "Whole page", "Full width", "Save as PDF…",
        "Choose printer, pages and copies", "Print…",
    ]  # fmt: skip


def test_in_a_low_window_the_pages_are_as_wide_as_it_so_that_they_can_be_read(
    preview: PrintPreview, qtbot: QtBot
) -> None:
    preview.resize(680, 300)
    qtbot.waitUntil(lambda: preview.view.stack.scale == preview.view.width_scale())
    assert preview.view.percent > 50
    preview.view.fit(preview.view.page_scale)  # if all of a page is asked for, it is shown
    assert preview.view.percent < 30


def test_the_button_prints_at_once_on_the_usual_printer_and_asks_where_there_is_none(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(PrintPreview, "print_selection", lambda self, printer: done.append(printer.docName()))
    monkeypatch.setattr(PrintPreview, "ask_how_to_print", lambda self: done.append("asked"))
    seen: list[tuple[str, bool]] = []
    for usual in ("", "Front & <b>desk</b>"):
        dialog = PrintPreview(
            plain_pages("one"), "Run sheet", Wording("en"), Path("x.pdf"), usual_printer=lambda usual=usual: usual
        )
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        (button,) = (one for one in dialog.findChildren(QPushButton) if one.isDefault())
        qtbot.waitUntil(lambda usual=usual, button=button: usual in button.accessibleName())
        (other,) = (one for one in dialog.findChildren(QPushButton) if one.text() == "Printer…")
        seen.append((button.text(), other.isVisible()))
        qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
        other.click()

    assert seen == [("Print…", False), ("Print on Front && <b>desk</b>", True)]
    assert done == ["asked", "asked", "Run sheet", "asked"]


def test_zooming_stays_on_the_page_and_full_width_follows_the_window(preview: PrintPreview) -> None:
    view, before = preview.view, preview.view.percent
    at, turned, none = QPointF(50, 50), QPoint(0, 120), Qt.MouseButton.NoButton
    control, phase = Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(view.viewport(), QWheelEvent(at, at, QPoint(), turned, none, control, phase, False))
    assert view.percent == pytest.approx(1.25 * before, abs=1)

    view.go_to(2)
    view.zoom(2)
    assert (view.percent, preview.where.text()) == (pytest.approx(2.5 * before, abs=2), "Page 3 of 4")
    assert preview.size_shown.text() == f"{view.percent} %"

    view.fit(view.width_scale)
    preview.resize(600, 500)
    sheet = view.stack.sheet_rect(0)
    assert sheet.width() == pytest.approx(view.viewport().width() - 32, abs=16)
    assert view.stack.grab().toImage().pixelColor(sheet.center().toPoint()).name() == "#ffffff"  # paper is white


def test_it_is_saved_under_the_name_that_is_offered_and_a_failure_says_why(
    preview: PrintPreview, tmp_path: Path
) -> None:
    preview.save(tmp_path / "nowhere" / "programme.pdf")
    assert preview.notice.sentence.text().startswith("“programme.pdf” ")
    assert preview.notice.property("tone") == "problem"

    preview.ask_where_to_save()
    (dialog,) = preview.findChildren(QFileDialog)
    assert dialog.selectedFiles() == [str(tmp_path / "programme.pdf")]
    dialog.accept()

    assert (tmp_path / "programme.pdf").read_bytes().startswith(b"%PDF-")
    assert preview.notice.sentence.text() == f"Saved in {tmp_path / 'programme.pdf'}."


def test_a_range_or_the_page_one_looks_at_can_be_printed_alone(preview: PrintPreview, printer: QPrinter) -> None:
    preview.ask_how_to_print()
    (dialog,) = preview.findChildren(QPrintDialog)
    assert (dialog.minPage(), dialog.maxPage()) == (1, 4)
    assert dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.reject()

    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    preview.view.go_to(1)
    preview.print_selection(printer)
    assert Path(printer.outputFileName()).read_bytes().count(b"/Type /Page\n") == 1
    assert preview.notice.sentence.text() == "Sent to the printer."


def test_only_all_pages_together_count_as_printed(qtbot: QtBot, printer: QPrinter, tmp_path: Path) -> None:
    counted = list[bool]()
    preview = PrintPreview(
        plain_pages("one", "two"), "Run sheet", Wording("en"), tmp_path / "x.pdf", printed=lambda: counted.append(True)
    )
    qtbot.addWidget(preview)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    preview.print_selection(printer)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("2"))
    preview.print_selection(printer)
    assert counted == []
    printer.setPageRanges(QPageRanges.fromString("1-2"))
    preview.print_selection(printer)
    assert counted == [True]


def test_no_pdf_takes_the_place_of_the_conference(hands_on: HandsOn, answers: Answers) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-09:30"))
    path, told = driver.workspace.path, list[str]()

    @answers.meets
    def save(preview: PrintPreview) -> bool:
        preview.save(path)
        told.append(preview.notice.sentence.text())
        return False

    driver.does("print_programme")
    assert told == [f"“{path.name}” is the open file itself. Choose another name."]
    assert path.read_bytes().startswith(b"SQLite format 3")


# the pages ---------------------------------------------------------------------------------------------


def test_the_pdf_has_every_word_in_our_typeface_and_says_who_made_it(tmp_path: Path) -> None:
    items = tuple(
        ProgrammeItem(
            id=str(n),
            title=f"Session {n}",
            kind=Kind.TALK,
            span=Span(date(2024, 4, 25), 480 + 10 * n, 490 + 10 * n),
            abstract="Different offices find an effective workflow; effektiv fikapaus i Łódź och Győr.",
            credits=(Credit("Nguyễn Văn Łucja", Role.SPEAKER, "chef"),),
        )
        for n in range(30)
    )
    shown = Programme(id="c", title="Konferensen", timezone="Europe/Stockholm", language="sv", items=items)
    pdf, pages = tmp_path / "programme.pdf", run_to_end(programme_sheet(shown, measure, Wording("sv"), released(3)))
    run_to_end(write_pdf(pages, pdf, title="Konferensen", author="SNOS"))
    text = poppler("pdftotext", "-layout", pdf, "-")
    facts = dict(re.findall(r"^([\w ]+):\s+(.*)$", poppler("pdfinfo", pdf), re.MULTILINE))
    fonts = [line.split() for line in poppler("pdffonts", pdf).splitlines()[2:]]

    words = ["Different", "offices", "find", "effective", "workflow", "effektiv", "fikapaus", "Łódź", "Győr", "Nguyễn"]
    assert {word: len(re.findall(rf"\b{word}\b", text)) for word in words} == dict.fromkeys(words, 30)
    times = [f"{8 + n // 6:02}.{n % 6}0" for n in range(31)]
    assert Counter(re.findall(r"\b\d\d\.\d\d\b", text)) == Counter([*times[:-1], *times[1:], times[0], times[-1]])
    assert (facts["Pages"], facts["Page size"][-4:]) == (str(len(pages)), "(A4)")
    assert (facts["Title"], facts["Author"], facts["Creator"]) == ("Konferensen", "SNOS", "Estrad")
    names = {"Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"}
    assert {(font[0].split("+")[-1], font[-5]) for font in fonts} == {(name, "yes") for name in names}  # embedded


def test_the_sample_s_programme_is_one_page_and_each_room_s_run_sheet_too(env: Environment, qapp: QApplication) -> None:
    plan, words = sample_conference(env.ids), wording("sv")
    rooms = tuple(room.name for room in plan.rooms_in_order)

    assert len(run_to_end(programme_sheet(programme(plan), measure, words, released(1), rooms=rooms))) == 1
    assert [
        len(run_to_end(run_sheet(plan, measure, words, released(1), room=room))) for room in plan.rooms_in_order
    ] == [1, 1]


def test_a_programme_of_775_sessions_is_a_booklet_with_full_pages(tmp_path: Path, qapp: QApplication) -> None:
    shown = programme(large_conference(tmp_path))

    for abstracts, most in (("whole", 100), ("short", 60), ("none", 33)):
        pages = run_to_end(programme_sheet(shown, measure, Wording("en"), released(1), abstracts=abstracts))
        assert most - 10 < len(pages) <= most
        lowest = [max(mark.y for mark in page.marks if isinstance(mark, PlacedText) and mark.y < 280) for page in pages]
        assert sum(y > 0.8 * 297 for y in lowest) > 0.9 * len(pages)


def test_pages_of_several_sizes_and_signs_that_are_not_drawn_as_others(tmp_path: Path) -> None:
    text = "from -> to, 10x20 metres"
    (tmp_path / "x.pdf").write_bytes(run_to_end(pdf([*plain_pages(text), PrintedPage(148, 210)], "", "")))

    sizes = poppler("pdfinfo", "-l", "2", tmp_path / "x.pdf")
    assert (poppler("pdftotext", tmp_path / "x.pdf", "-").strip(), "148" in sizes) == (text, False)
    assert [size.split()[0] for size in re.findall(r"size: +(.*) x", sizes)] == ["595", "420"]


def test_a_pdf_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "there" / "programme.pdf"
    path.mkdir(parents=True)

    for target in (path, tmp_path / "nowhere" / "programme.pdf"):
        with pytest.raises(EstradError):
            run_to_end(write_pdf(plain_pages("x"), target))

    assert list(tmp_path.rglob("*")) == [path.parent, path]


def drawn(page: PrintedPage) -> Picture:
    """Return a page as it is drawn, with ten pixels a millimetre."""
    return Picture(lambda painter: draw_page(page, painter, 10), 10 * page.width, 10 * page.height, QColor("white"))


def test_words_are_in_our_family_and_as_wide_as_they_were_measured() -> None:
    font, face = QFontInfo(paper_font(TextStyle(10, Weight.SEMIBOLD))), TextStyle(40, Weight.BOLD, "#000000")
    picture = drawn(PrintedPage(100, 30, (PlacedText(5, 20, "HEH", face),)))

    dark = [x for x in range(1000) if any(picture.at(x, y).lightness() < 128 for y in range(300))]
    assert (font.family(), font.weight(), 5 < dark[0] / 10 < 7) == ("Inter", 600, True)
    assert dark[-1] / 10 == pytest.approx(5 + measure("HEH", face) - (dark[0] / 10 - 5), abs=0.2)


def test_rules_and_boxes_stand_where_they_should() -> None:
    picture = drawn(PrintedPage(10, 10, (FilledRect(1, 1, 2, 2, "#ff0000"), HorizontalRule(1, 6, 8, 1, "#0000ff"))))

    assert [picture.at(x, y).name() for x, y in ((20, 20), (35, 20), (50, 60), (95, 60), (50, 50))] == [
        "#ff0000", "#ffffff", "#0000ff", "#ffffff", "#ffffff",
    ]  # fmt: skip


def test_everything_or_a_range_is_printed_and_the_last_page_may_come_first(printer: QPrinter) -> None:
    printer.setFromTo(2, 3)
    assert page_indices_to_print(4, printer) == [0, 1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert page_indices_to_print(3, printer) == [2, 1, 0]

    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    run_to_end(print_pages(plain_pages("one", "two", "three", "four"), printer))
    assert poppler("pdftotext", printer.outputFileName(), "-").split() == ["two", "three"]


def test_a_page_is_shrunk_to_a_smaller_sheet(printer: QPrinter) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))

    run_to_end(print_pages([PrintedPage(210, 297, (PlacedText(180, 290, "corner", TextStyle(12)),))], printer))

    x, y = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"', poppler("pdftotext", "-bbox", printer.outputFileName(), "-"))[
        0
    ]
    assert (float(x), float(y)) == (pytest.approx(359, abs=3), pytest.approx(571, abs=6))
