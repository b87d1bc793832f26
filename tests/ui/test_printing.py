"""Pages on a real painter: the PDF is read again with other programs (poppler)."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from planner.domain.enums import Kind, Role
from planner.domain.errors import EstradError
from planner.domain.span import Span
from planner.printing.marks import FilledRect, HorizontalRule, PlacedText, PrintedPage, TextStyle, Weight
from planner.printing.programme_sheet import programme_sheet
from planner.programme.programme import Credit, Programme, ProgrammeItem
from planner.wording import Wording
from tests.builders import released
from ui.features.printing.page_painter import (
    draw_page,
    measure,
    paper_font,
    pdf_bytes,
    print_pages,
    requested_pages,
    write_pdf,
)

pytestmark = pytest.mark.usefixtures("qapp")


def poppler(name: str, *arguments: str | Path) -> str:
    """Return the output of one of poppler's programs for a PDF."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} (poppler-utils) is not installed")
    return subprocess.run([found, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def plain_pages(*texts: str) -> list[PrintedPage]:
    return [PrintedPage(210, 297, (PlacedText(20, 30, text, TextStyle(12)),)) for text in texts]


def programme_pages(sessions: int) -> list[PrintedPage]:
    items = tuple(
        ProgrammeItem(
            id=str(n),
            title=f"Session {n}",
            kind=Kind.TALK,
            span=Span(date(2024, 4, 25), 480 + 10 * n, 490 + 10 * n),
            abstract="Different offices find an effective workflow; effektiv fikapaus i Łódź och Győr.",
            credits=(Credit("Nguyễn Văn Łucja", Role.SPEAKER, "chef"),),
        )
        for n in range(sessions)
    )
    programme = Programme(id="c", title="Konferensen", timezone="Europe/Stockholm", language="sv", items=items)
    return programme_sheet(programme, measure, Wording("sv"), released(3))


def test_the_pdf_has_every_word_in_our_typeface_and_says_who_made_it(tmp_path: Path) -> None:
    pdf, pages = tmp_path / "programme.pdf", programme_pages(30)
    write_pdf(pages, pdf, title="Konferensen", author="SNOS")
    text = poppler("pdftotext", "-layout", pdf, "-")
    facts = dict(re.findall(r"^([\w ]+):\s+(.*)$", poppler("pdfinfo", pdf), re.MULTILINE))
    fonts = [line.split() for line in poppler("pdffonts", pdf).splitlines()[2:]]

    words = ["Different", "offices", "find", "effective", "workflow", "effektiv", "fikapaus", "Łódź", "Győr", "Nguyễn"]
    assert {word: len(re.findall(rf"\b{word}\b", text)) for word in words} == dict.fromkeys(words, 30)
    assert re.findall(r"\b\d\d\.\d\d\b", text) == [f"{8 + n // 6:02}.{n % 6}0" for n in range(30)]
    assert text.count("10 min") == 30
    assert (facts["Pages"], facts["Page size"][-4:]) == (str(len(pages)), "(A4)")
    assert (facts["Title"], facts["Author"], facts["Creator"]) == ("Konferensen", "SNOS", "Estrad")
    names = {"Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"}
    assert {(font[0].split("+")[-1], font[-5]) for font in fonts} == {(name, "yes") for name in names}  # embedded


def test_pages_of_several_sizes_and_signs_that_are_not_drawn_as_others(tmp_path: Path) -> None:
    text = "from -> to, 10x20 metres"
    (tmp_path / "x.pdf").write_bytes(pdf_bytes([*plain_pages(text), PrintedPage(148, 210)]))

    sizes = poppler("pdfinfo", "-l", "2", tmp_path / "x.pdf")
    assert (poppler("pdftotext", tmp_path / "x.pdf", "-").strip(), "148" in sizes) == (text, False)
    assert [size.split()[0] for size in re.findall(r"size: +(.*) x", sizes)] == ["595", "420"]


def test_a_pdf_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "there" / "programme.pdf"
    path.mkdir(parents=True)

    with pytest.raises(EstradError):
        write_pdf(plain_pages("x"), path)
    with pytest.raises(EstradError):
        write_pdf(plain_pages("x"), tmp_path / "nowhere" / "programme.pdf")

    assert list(tmp_path.rglob("*")) == [path.parent, path]


def drawn(page: PrintedPage) -> QImage:
    """Return a page as it is drawn, with ten pixels a millimetre."""
    image = QImage(round(10 * page.width), round(10 * page.height), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_page(page, painter, 10)
    painter.end()
    return image


def test_words_are_in_our_family_and_as_wide_as_they_were_measured() -> None:
    font, face = QFontInfo(paper_font(TextStyle(10, Weight.SEMIBOLD))), TextStyle(40, Weight.BOLD, "#000000")
    image = drawn(PrintedPage(100, 30, (PlacedText(5, 20, "HEH", face),)))

    dark = [x for x in range(1000) if any(image.pixelColor(x, y).lightness() < 128 for y in range(300))]
    assert (font.family(), font.weight(), 5 < dark[0] / 10 < 7) == ("Inter", 600, True)
    assert dark[-1] / 10 == pytest.approx(5 + measure("HEH", face) - (dark[0] / 10 - 5), abs=0.2)


def test_rules_and_boxes_stand_where_they_should() -> None:
    image = drawn(PrintedPage(10, 10, (FilledRect(1, 1, 2, 2, "#ff0000"), HorizontalRule(1, 6, 8, 1, "#0000ff"))))

    assert [image.pixelColor(x, y).name() for x, y in ((20, 20), (35, 20), (50, 60), (95, 60), (50, 50))] == [
        "#ff0000", "#ffffff", "#0000ff", "#ffffff", "#ffffff",
    ]  # fmt: skip


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    """Return a printer that prints into a file."""
    result = QPrinter(QPrinter.PrinterMode.HighResolution)
    result.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    result.setOutputFileName(str(tmp_path / "printed.pdf"))
    return result


def test_a_page_range_is_honoured(printer: QPrinter) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)

    print_pages(plain_pages("one", "two", "three", "four"), printer)

    assert poppler("pdftotext", printer.outputFileName(), "-").split() == ["two", "three"]


def test_everything_is_printed_and_the_last_page_may_come_first(
    printer: QPrinter,
) -> None:
    printer.setFromTo(2, 3)
    assert requested_pages(4, printer) == [0, 1, 2, 3]

    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert requested_pages(3, printer) == [2, 1, 0]


def test_a_page_is_shrunk_to_a_smaller_sheet(printer: QPrinter) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))

    print_pages([PrintedPage(210, 297, (PlacedText(180, 290, "corner", TextStyle(12)),))], printer)

    x, y = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"', poppler("pdftotext", "-bbox", printer.outputFileName(), "-"))[
        0
    ]
    assert (float(x), float(y)) == (pytest.approx(359, abs=3), pytest.approx(571, abs=6))
