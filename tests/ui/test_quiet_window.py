"""The quiet window: edges only on fields and on what is selected or wrong, tiles known by their tint, few sizes."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby, product
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from planner.commands.edit import edit
from planner.domain.entities import Session
from planner.domain.value_objects import COLOURS, Kind, Status
from planner.workspace import Environment, Workspace
from tests.builders import day, moderator, person, room, speaker, talk, track
from tests.source_files import ROOT
from tests.ui.conftest import NewWindow, OpenWith
from tests.ui.picture import contrast
from tests.ui.test_tasks import large_conference
from tests.ui.window_driver import WindowDriver
from ui.kit.editors.text_editors import TextEditor
from ui.kit.theme.theme import DARK, LIGHT, Theme, apply_theme
from ui.kit.widgets.plain_widgets import column
from ui.plan.canvas.painters import TilePainter, rectangle
from ui.plan.canvas.tile_ground import TileGround, tile_inks
from ui.state.document import PLACES

FIELDS: tuple[type[QWidget], ...] = (QLineEdit, QComboBox, QPlainTextEdit, QSpinBox)
"""What is typed into."""
GREY = 8
"""The difference of the highest and the lowest of red, green and blue up to which a pixel has no tint."""
LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)

STORA, SAL_B, WORKSHOP = "Stora salen", "Sal B", "Workshoprummet"
BREAK = {"kind": Kind.BREAK}
CAST = tuple(map(person, ("stefan", "markus", "anna", "cecilia", "bo", "johan", "eva", "fredrik", "david")))
TRACKS = (
    track("brott", name="Brottsbekämpning", colour="royalblue"),
    track("teknik", name="Teknik och metod", colour="teal"),
    track("skydd", name="Integritet", colour="mediumorchid"),
)
SESSIONS = (
    talk("doors", "", "08:00-09:00", title="Registrering och kaffe", kind=Kind.REGISTRATION),
    talk("opening", STORA, "09:00-09:10", title="Inledning", people=(speaker("markus"),), kind=Kind.OPENING),
    talk(
        "keynote", STORA, "09:10-09:55", title="Polisens 2 500 kameror", kind=Kind.KEYNOTE, track="brott",
        people=(speaker("stefan"), moderator("markus")),
    ),
    talk("coffee", "", "10:00-10:20", title="Kaffe", **BREAK),
    talk(
        "law", STORA, "10:20-10:50", title="Integritet och behov: IMY:s syn", track="skydd", people=(speaker("anna"),)
    ),
    talk(
        "faces", STORA, "10:50-11:20", title="Ansiktsigenkänning: läget i lagstiftningen", track="skydd",
        people=(speaker("cecilia"),),
    ),
    talk("town", SAL_B, "10:50-11:20", title="Stadens kameror", track="brott", people=(speaker("bo"),)),
    talk("images", WORKSHOP, "10:50-11:50", title="Bildanalys i praktiken", track="teknik", people=(speaker("johan"),)),
    talk("lunch", "", "12:00-13:00", title="Lunch", kind=Kind.MEAL),
    talk(
        "panel", STORA, "13:00-14:00", title="Panel: hur vägs integritet mot behov?", track="skydd", kind=Kind.PANEL,
        people=(speaker("bo"), moderator("markus")),
    ),
    talk("crisis", SAL_B, "13:15-13:45", title="Kameror i krisläge", track="teknik", people=(speaker("bo"),)),
    talk("tea", "", "14:30-14:50", title="Eftermiddagskaffe", **BREAK),
    talk(
        "small", STORA, "14:50-15:20", title="Kameror i en mindre kommun", track="brott", people=(speaker("eva"),)
    ),
    talk(
        "permits", STORA, "15:35-16:05", title="Tillstånd och överklaganden", track="skydd",
        people=(speaker("fredrik"),),
    ),
    talk("closing", STORA, "16:05-16:20", title="Avslutning", people=(speaker("markus"),), kind=Kind.OPENING),
    talk("mingle", "", "16:20-17:20", title="Mingel", kind=Kind.SOCIAL),
    talk("waits", title="Automatisk nummerplåtsigenkänning", track="teknik", people=(speaker("david"),)),
)  # fmt: skip
QUIET_DAY = (
    day(opens="08:00", closes="17:30"), room(STORA, seats=400), room(SAL_B, 1, seats=80), room(WORKSHOP, 2, seats=24),
    *CAST, *TRACKS, *SESSIONS,
)  # fmt: skip
"""The day of the drawn picture of the timeline: seventeen sessions, three rooms, three tracks, one double booking."""

QuietDay = Callable[[Theme], WindowDriver]


@pytest.fixture
def quiet_day(open_with: OpenWith, qapp: QApplication) -> Iterator[QuietDay]:
    """Yield a function that shows the day at 1366 by 768, both sides open and the keynote selected."""

    def show(theme: Theme) -> WindowDriver:
        apply_theme(qapp, theme)
        driver = WindowDriver(open_with(*QUIET_DAY, theme=theme))
        driver.window.resize(1366, 768)
        driver.does("fit")
        driver.plan.select(("keynote",))
        QCoreApplication.sendPostedEvents()
        return driver

    yield show
    apply_theme(qapp, LIGHT)


def shown(driver: WindowDriver, area: QRect | None = None) -> QImage:
    """Return the picture of a window, or of an area of it."""
    return driver.window.grab(area or driver.window.rect()).toImage()


def lines(image: QImage, colour: str) -> int:
    """Return the number of horizontal runs of at least 40 pixels in a colour."""
    found, wanted = 0, QColor(colour).rgb()
    for y in range(image.height()):
        row = (image.pixel(x, y) == wanted for x in range(image.width()))
        found += sum(same and sum(1 for _ in run) >= 40 for same, run in groupby(row))
    return found


def grid_of(driver: WindowDriver) -> QRect:
    """Return where the tiles are."""
    viewport = driver.canvas.viewport()
    return viewport.rect().translated(viewport.mapTo(driver.window, QPoint()))


# edges and tint --------------------------------------------------------------------------------------------


@LOOKS
def test_only_fields_have_an_edge_and_nothing_in_the_timeline_of_which_a_seventh_is_tinted(
    quiet_day: QuietDay, theme: Theme
) -> None:
    driver = quiet_day(theme)
    image = shown(driver, grid_of(driver))
    fields = [field for kind in FIELDS for field in driver.window.findChildren(kind) if field.isVisible()]

    assert lines(image, theme.field) == 0
    assert lines(shown(driver), theme.field) <= len(fields)
    colours = (image.pixelColor(x, y).getRgb()[:3] for y in range(image.height()) for x in range(image.width()))
    assert sum(max(found) - min(found) > GREY for found in colours) / (image.width() * image.height()) >= 0.15


# room for the timeline -------------------------------------------------------------------------------------


def test_the_timeline_has_half_of_the_window_beside_both_sides_and_more_where_one_is_folded(
    quiet_day: QuietDay,
) -> None:
    driver = quiet_day(LIGHT)

    def shares() -> tuple[float, float]:
        frame, grid = driver.timeline.frame, grid_of(driver)
        assert driver.page.side.isVisible()
        return frame.width() * frame.height() / (1366 * 768), round(frame.width() * grid.height() / (1366 * 768), 2)

    assert min(shares()) >= 0.46
    driver.page.tray.toggle()
    QCoreApplication.sendPostedEvents()
    assert min(shares()) >= 0.58


def test_all_that_is_pressed_is_at_least_24_pixels_high(quiet_day: QuietDay) -> None:
    driver = quiet_day(LIGHT)
    low = dict[str, int]()
    for place, _name in PLACES:
        driver.page.places.go(place)
        QCoreApplication.sendPostedEvents()
        for button in driver.window.findChildren(QAbstractButton):
            if button.isVisible() and button.height() < 24 and not isinstance(button.parent(), QLineEdit):
                low[f"{place}: {button.accessibleName() or button.text()}"] = button.height()

    assert low == {}


def test_no_scroll_bar_covers_the_last_line_of_a_text_at_any_width(qapp: QApplication) -> None:
    apply_theme(qapp, LIGHT)
    covered = []
    for width in range(200, 300, 2):
        editor, page = TextEditor(), QWidget()
        column(editor, inside=page)
        page.resize(400, 200)
        editor.show_value("Konferensen om brottsbekämpande metoder, vägda mot behovet av integritet. Fokus är kameror.")
        page.show()
        page.resize(width, 200)
        QCoreApplication.sendPostedEvents()
        if editor.horizontalScrollBar().isVisible():
            covered.append(width)

    assert covered == []


@pytest.mark.forms
def test_the_arrow_of_the_status_follows_its_word(quiet_day: QuietDay) -> None:
    driver = quiet_day(LIGHT)
    status = next(box for box in driver.window.findChildren(QComboBox) if box.property("beside"))
    below = next(box for box in driver.window.findChildren(QComboBox) if box.accessibleName() == "Type")
    assert driver.document.apply(lambda now: edit(now, Session, "law", status=Status.DRAFT))
    rest, right = {}, set()
    for chosen, said in ((("keynote",), "Planned"), (("law",), "Draft"), (("keynote", "law"), "mixed")):
        driver.plan.select(chosen)
        QCoreApplication.sendPostedEvents()
        rest[said] = status.width() - status.fontMetrics().horizontalAdvance(said)
        right |= {field.mapToGlobal(field.rect().topRight()).x() for field in (status, below)}

    assert len(right) == 1
    assert rest == dict.fromkeys(("Planned", "Draft", "mixed"), 28)


def test_the_legend_stands_further_from_the_counts_than_its_tracks_from_each_other(quiet_day: QuietDay) -> None:
    driver = quiet_day(LIGHT)
    counts, legend = driver.page.status.counts, driver.page.timeline_page.legend
    end = counts.mapTo(driver.window, QPoint()).x() + counts.fontMetrics().horizontalAdvance(counts.text())

    assert legend.mapTo(driver.window, QPoint()).x() - end >= 24


# the tint of a tile ----------------------------------------------------------------------------------------


@LOOKS
def test_each_text_of_a_tile_is_readable_on_the_tint_of_each_track_also_where_it_is_dimmed(theme: Theme) -> None:
    faint: dict[tuple[TileGround, str], float] = {}
    for look, colour, strong in product((theme, theme.dimmed()), (*COLOURS, ""), (False, True)):
        ground = TileGround(colour, pause=False, wrong=False, draft=False, strong=strong)
        for token, ink in tile_inks(look, ground)._asdict().items():
            if (ratio := contrast(ink.name(), ground.fill(look).name())) < 4.5:
                faint[ground, token] = ratio

    assert faint == {}


@LOOKS
def test_a_quiet_text_is_as_quiet_on_each_track_as_it_can_be_read(theme: Theme) -> None:
    loud: dict[tuple[str, bool], float] = {}
    for colour, strong in product((*COLOURS, ""), (False, True)):
        ground = TileGround(colour, pause=False, wrong=False, draft=False, strong=strong)
        ratio = contrast(tile_inks(theme, ground).muted.name(), ground.fill(theme).name())
        if ratio > max(5, contrast(theme.muted, ground.fill(theme).name())) + 0.2:
            loud[colour, strong] = ratio

    assert loud == {}
    assert tile_inks(theme, TileGround("royalblue", False, False, False, False)).muted.name() == theme.muted


@LOOKS
def test_the_tint_is_a_share_of_the_track_over_the_panel_and_twice_that_for_what_stands_out(theme: Theme) -> None:
    share = {"light": 0.11, "dark": 0.15}[theme.name]
    track, panel = theme.track("teal"), theme.colour("panel")

    for strong in (False, True):
        found, part = theme.tinted("teal", strong=strong), share * (1 + strong)
        mixed = [round(part * a + (1 - part) * b) for a, b in zip(track.getRgb(), panel.getRgb(), strict=True)]
        assert list(found.getRgb())[:3] == mixed[:3]


# sizes of text ---------------------------------------------------------------------------------------------


def test_the_window_has_four_sizes_of_text_and_three_weights_and_one_more_for_a_keynotes_title() -> None:
    sizes, weights = dict[str, set[int]](), set[str]()
    for path in sorted((ROOT / "ui").rglob("*.py")):
        source = path.read_text("utf-8")
        found = re.findall(r"(?:text_font|MeasuredFont|setPixelSize)\((\d+)", source)
        sizes.setdefault(path.name, set()).update(map(int, found))
        weights.update(re.findall(r"(?:QFont\.Weight\.|\.set)(\w*Bold|Normal|Medium)\b", source))
    style = (ROOT / "resources" / "styles" / "window.qss").read_text("utf-8")

    assert {int(size) for size in re.findall(r"font-size: (\d+)px", style)} == {18, 13, 12, 11, 10}
    assert {name: found - {18, 13, 12, 11} for name, found in sizes.items() if found - {18, 13, 12, 11}} == {
        "tile_words.py": {14, 10, 9}, "painters.py": {10}, "board_layers.py": {10},
    }  # fmt: skip
    assert weights == {"Normal", "Medium", "DemiBold"}
    assert set(re.findall(r"font-weight: (\w+)", style)) == {"600"}
    assert style.count("font-size: 10px") == style.count('QToolButton[rail="long"] { font-size: 10px; }') == 1


# titles ----------------------------------------------------------------------------------------------------


def test_of_the_titles_in_any_room_of_a_large_conference_at_most_a_third_are_cut(
    new_window: NewWindow, tmp_path: Path, env: Environment
) -> None:
    Workspace.create(tmp_path / "fosdem.estrad", large_conference(tmp_path), env).close()
    driver = WindowDriver(new_window(tmp_path / "fosdem.estrad"))
    driver.window.resize(1900, 1030)
    driver.does("fit")
    QCoreApplication.sendPostedEvents()
    scene, painter = driver.canvas.scene, TilePainter(LIGHT)
    columns = defaultdict[str, list[bool]](list)
    for n, tile in enumerate(scene.layout.tiles):
        spot, content = scene.layout.places[n], scene.contents[tile.session]
        if spot.box.height >= 30:
            words = painter.laid_tile(content, rectangle(spot.box), 1).words
            columns[scene.layout.grid.rooms[tile.columns[0]]].append(
                words is None or words.texts[0].text.shown != content.title
            )

    assert len(columns) > 20
    assert {room: cut for room, cut in columns.items() if 3 * sum(cut) > len(cut)} == {}
