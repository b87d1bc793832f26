"""The two schemes: each text is readable on its ground, and a change keeps the view; headings, widths of columns."""

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QHelpEvent, QIcon, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.commands.conference import sample_conference
from planner.commands.venue import add_day
from planner.domain.entities import Conference, Entity, Person, Session
from planner.domain.languages import LANGUAGES
from planner.domain.value_objects import COLOURS, KIND_NAMES, ROLE_NAMES, Kind, Status
from planner.environment import Environment
from planner.wording import wording
from planner.workspace import Workspace
from tests.builders import DAY, FRIDAY, agenda, day, person, room, talk
from tests.ui.answers import Answers
from tests.ui.fields import editor, enter, text_of
from tests.ui.lists import open_list
from tests.ui.picture import contrast
from tests.ui.window_driver import HandsOn, Key, OpenWith, WindowDriver, bury
from ui.features.inspector.entity_form import SectionHeader
from ui.features.lists.filter_chips import BLOCK_COLUMN
from ui.features.lists.list_model import ColumnChoice, ListColumn, shared_widths
from ui.features.lists.list_view import BAND, PAD
from ui.features.lists.listings import PEOPLE, PEOPLE_COLUMNS, ROOM_COLUMNS, SESSION_COLUMNS
from ui.forms.forms import FORMS
from ui.kit.pictures.portrait import name_colour
from ui.kit.theme.painting import text_font
from ui.kit.theme.theme import DARK, LIGHT, Presentation, Theme, apply_theme, palette, style_sheet
from ui.shell import application
from ui.shell.application import Application
from ui.shell.main_window import MainWindow
from ui.state.view_state import KIND_COLOURS, STATUS_COLOURS, Settings

pytestmark = pytest.mark.awake

LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
TEXTS = [
    ("ink", "background"), ("ink", "panel"), ("ink", "accent_soft"), ("ink", "shade"), ("muted", "background"),
    ("muted", "panel"), ("accent", "background"), ("accent", "panel"), ("on_accent", "accent"), ("good", "panel"),
    ("warning", "panel"), ("problem", "panel"), ("problem", "problem_soft"), ("ink", "problem_soft"),
    ("muted", "problem_soft"), ("muted", "accent_soft"), ("muted", "shade"), ("warning", "problem_soft"),
    ("good", "accent_soft"), ("panel", "ink"),
]  # fmt: skip


@LOOKS
def test_a_text_is_readable_and_a_track_is_seen_on_its_ground(theme: Theme) -> None:
    assert [pair for pair in TEXTS if contrast(*(getattr(theme, name) for name in pair)) < 4.5] == []
    dimmed = [pair for pair in TEXTS if "accent" not in pair]  # nothing of a tile
    assert [pair for pair in dimmed if contrast(*(getattr(theme.dimmed(), name) for name in pair)) < 4.5] == []
    edges = [(one, ground) for one in ("field", "accent", "problem") for ground in ("panel", "background")]
    assert [pair for pair in edges if contrast(*(getattr(theme, name) for name in pair)) < 3] == []
    discs = {name_colour(f"Person {n}", theme).name() for n in range(60)}
    assert {disc for disc in discs if contrast(theme.on_accent, disc) < 4.5} == set()
    assert {name for name, colour in theme.tracks if contrast(colour, theme.panel) < 3} == set()
    assert {name for name, _ in theme.tracks} == set(COLOURS)


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#abcdef", "#abcdef", 1)]
)
def test_contrast_is_measured_as_the_standard_says(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.01)


@LOOKS
def test_the_icon_of_the_place_in_sight_has_another_colour_than_the_others(open_with: OpenWith, theme: Theme) -> None:
    driver = WindowDriver(open_with(theme=theme))

    for place, button in driver.page.rail.buttons.items():
        driver.page.places.go(place)
        others = {name: _colour(other) for name, other in driver.page.rail.buttons.items() if name != place}

        assert _colour(button) == theme.accent, place
        assert set(others.values()) == {theme.muted}, place


@LOOKS
def test_an_empty_field_and_the_box_of_a_tick_are_seen(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    box = QCheckBox("Pinned")
    ratios = []
    for ticked in (False, True):
        box.setChecked(ticked)
        drawn = box.grab(QRect(0, 0, 20, box.sizeHint().height())).toImage()
        shades = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
        ratios.append(max(contrast(shade, theme.panel) for shade in shades))
    for field in (QLineEdit(), QComboBox(), QSpinBox(), QPlainTextEdit()):  # and of an empty field
        edge = field.grab().toImage().pixelColor(field.width() // 2, field.height() - 1).name()
        ratios.append(contrast(edge, theme.panel))
    apply_theme(qapp, LIGHT)

    assert min(ratios) >= 3, ratios


def test_what_stands_in_a_row_is_equally_high_and_headings_stand_on_one_line(open_with: OpenWith) -> None:
    driver = WindowDriver(open_with())
    page = open_list(driver, "people")
    row = [w for w in page.findChildren(QWidget) if isinstance(w, QAbstractButton | QLineEdit) and w.isVisible()]
    beside = [w.geometry() for w in row if w.parent() is page and w.geometry().top() < page.adder.geometry().bottom()]
    assert (len(beside), len({(box.top(), box.height()) for box in beside})) == (4, 1)

    driver.page.places.go("conference")
    QCoreApplication.sendPostedEvents()
    conference = driver.page.places.find_place("conference").widget
    heads = {label.text(): label.mapTo(conference, QPoint()).y() for label in conference.findChildren(QLabel)}
    assert heads["CONFERENCE"] == heads["DAYS"]


def test_the_cross_in_a_search_stands_at_half_its_height(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("a", "hall", "09:00-10:00"))
    for search in (driver.page.timeline_page.bar.search, open_list(driver, "people").search):
        search.setText("a")
        for inside in search.findChildren(QToolButton):
            assert abs(inside.mapTo(search, inside.rect().center()).y() - search.rect().center().y()) <= 1


def _colour(button: QToolButton) -> str:
    """Return the most frequent colour of an icon as the button draws it."""
    state = QIcon.State.On if button.isChecked() else QIcon.State.Off
    drawn = button.icon().pixmap(button.iconSize() * 2, QIcon.Mode.Normal, state).toImage()
    every = (drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height()))
    return Counter(c.name() for c in every if c.alpha() == 255).most_common(1)[0][0]


@LOOKS
def test_palette_style_sheet_and_tooltip_are_those_of_the_scheme(theme: Theme) -> None:
    found, roles = palette(theme), QPalette.ColorRole
    names = [found.color(role).name() for role in (roles.Window, roles.Text, roles.Highlight, roles.HighlightedText)]
    assert names == [theme.panel, theme.ink, theme.accent, theme.on_accent]
    assert "@" not in style_sheet(theme)  # no open place
    (rule,) = [line for line in style_sheet(theme).splitlines() if line.startswith("QToolTip ")]
    assert f"color: {theme.ink}; background: {theme.panel};" in rule
    assert [found.color(role).name() for role in (roles.ToolTipText, roles.ToolTipBase)] == [theme.ink, theme.panel]


# change of scheme or language ----------------------------------------------------------------------------


@pytest.fixture
def estrad(
    qapp: QApplication, settings: Settings, env: Environment, answers: Answers, tmp_path: Path
) -> Iterator[Application]:
    """Yield the program with a conference of two days, in the light scheme and in English."""
    path = tmp_path / "conference.estrad"
    cast = (day(), day(FRIDAY), room("hall"), talk("keynote", "hall", "09:00-09:45", on=FRIDAY), talk("waiting"))
    Workspace.create(path, agenda(*cast), env).close()
    settings.scheme, settings.language = "light", "en"
    env = replace(env, data_folder=tmp_path / "data")
    estrad = Application(qapp, env, lambda: sample_conference(env.ids), settings, ["en"], lambda words: answers)
    estrad.show(path)
    yield estrad
    if estrad.window:
        bury(estrad.window)
    estrad._hints.colorSchemeChanged.disconnect(estrad._on_system_scheme_changed)
    estrad._hints.accessibility().contrastPreferenceChanged.disconnect(estrad._remake_when_idle)
    estrad._load_qt_translations(QLocale("en_GB"))
    QLocale.setDefault(QLocale("en_GB"))
    apply_theme(qapp, LIGHT)


def choose(estrad: Application, text: str) -> None:
    [a for a in estrad.window.findChildren(QAction) if a.text() == text and a.isCheckable()][-1].trigger()


def test_another_scheme_or_language_keeps_file_day_selection_and_what_was_typed(
    estrad: Application, settings: Settings, answers: Answers
) -> None:
    first = WindowDriver(estrad.window)
    first.does("next_day")
    path = first.page.document.workspace.path
    choose(estrad, "&Dark")
    driver = WindowDriver(estrad.window)
    assert (driver.plan.day.date, driver.plan.selected) == (
        FRIDAY,
        (),
    )  # without a selection too
    ticked = {a.text() for a in driver.window.findChildren(QAction) if a.isChecked()}
    assert ticked == {"&Dark", "English", "&Track", "&5 minutes"}

    for choice, language, theme in (
        ("Svenska", "sv", DARK), ("English", "en", DARK), ("&Light", "en", LIGHT),
    ):  # fmt: skip
        before = WindowDriver(estrad.window)
        before.does("edit", of="keynote")
        before.retype(f"Typed before {language} {theme.name}")

        choose(estrad, choice)

        driver = WindowDriver(estrad.window)
        assert driver.window is not before.window
        assert (driver.window.isVisible(), before.window.isVisible()) == (True, False)
        document = driver.document
        assert (document.workspace.path, document.plan.day.date, document.plan.selected) == (path, FRIDAY, ("keynote",))
        assert document.agenda.sessions["keynote"].title == f"Typed before {language} {theme.name}"
        assert (document.presentation.words.language.code, document.presentation.theme) == (language, theme)
        assert (settings.scheme, settings.language) == (theme.name, language)
        undo, words = driver.actions["undo"].text(), wording(language)
        assert undo == f"{words('&Undo')} {words.say(document.workspace.history.undo_label)}"  # type: ignore[arg-type]
        assert QApplication.palette().color(QPalette.ColorRole.Window).name() == theme.panel

    driver.does("edit")  # the inspector is folded in a window as narrow as this
    enter(driver, Session, "start", "kvart i nio")
    choose(estrad, "Svenska")  # what was refused is in its field, and nobody is asked
    driver = WindowDriver(estrad.window)
    assert (answers.left, driver.page.status.unsaved.text()) == ([], "○ Inte sparat")
    driver.page.status.unsaved.click()
    assert text_of(editor(driver, Session, "start")) == "kvart i nio"
    driver.key_in(editor(driver, Session, "start"), Key.Key_Escape)

    estrad.window.close_conference()
    choose(estrad, wording("sv")("&Dark"))
    assert (estrad.window.page, estrad.window.isVisible()) == (None, True)


def test_language_and_scheme_are_the_chosen_ones_or_the_desktops(estrad: Application, settings: Settings) -> None:
    before = estrad.window
    estrad._on_system_scheme_changed()
    assert estrad.window is before
    settings.scheme = "system"
    assert estrad.theme() is (DARK if QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT)
    estrad._on_system_scheme_changed()
    assert estrad.window is not before
    assert WindowDriver(estrad.window).page.document.plan.selected == ()

    for chosen, preferred, spoken in (
        ("system", ["sv_SE", "en"], "sv"), ("system", ["xx", "sv"], "sv"), ("system", ["xx"], "en"),
        ("sv", ["en"], "sv"), ("en", ["sv"], "en"),
    ):  # fmt: skip
        settings.language = chosen
        estrad._preferred = preferred
        assert estrad.language() == spoken


def test_the_windows_of_before_are_gone(estrad: Application, qtbot: QtBot) -> None:
    old: list[ref[MainWindow]] = []
    for choice in ("&Dark", "Svenska"):
        old.append(ref(estrad.window))
        choose(estrad, choice)
        file = WindowDriver(estrad.window).page.document.workspace._file
        qtbot.waitUntil(lambda held=file: held.connection._database is not None)  # type: ignore[misc]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert [window() for window in old] == [None, None]


# headings of sections, and widths of columns ------------------------------------------------------------


FULL = (
    room("hall"),
    person("ada", travel="Train", fee="0", lodging="At home", expenses="0", diet="Vegan", needs=("A",), sort_name="A"),
    talk("one", "hall", "09:00-10:00", cues="Light", equipment=("Piano",), website="https://example.org/", number=3),
)  # fmt: skip
THINGS: dict[type[Entity], str] = {Session: "one", Person: "ada", Conference: "conference"}


def heads(driver: WindowDriver) -> list[SectionHeader]:
    for _ in range(3):  # a layout asks the layout around it
        QCoreApplication.sendPostedEvents()
    return [head for head in driver.page.inspector.findChildren(SectionHeader) if head.isVisible()]


def first_ink(head: SectionHeader) -> int:
    """Return the first pixel column that has ink."""
    image = head.grab().toImage()
    ground = image.pixelColor(image.width() - 1, 0).lightness()
    rows, columns = range(image.height()), range(image.width())
    return next(x for x in columns if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for y in rows))


@pytest.mark.parametrize(
    ("language", "kind", "opened"),
    [("en", Session, False), ("sv", Session, True), ("sv", Person, False), ("en", Conference, True)],
)
def test_they_are_whole_and_flush_left(open_with: OpenWith, language: str, kind: type[Entity], opened: bool) -> None:
    words = wording(language)
    window = open_with(*FULL, words=words)
    window.resize(1280, 720)
    driver = WindowDriver(window)
    driver.plan.show(kind, THINGS[kind])
    for head in heads(driver):
        head.setChecked(opened)

    found = heads(driver)
    groups = dict.fromkeys(field.group for field in FORMS[kind] if field.group)
    assert [head.text().split(" · ")[0] for head in found][: len(groups)] == [words(group) for group in groups]
    for head in found:
        room = QRect(0, 0, head.width() - head._indent, 1000)
        needed = head.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, head.text())
        assert needed.width() <= room.width()
        assert needed.height() <= head.height() < needed.height() + 12
    assert len({(head.mapTo(window, head.rect().topLeft()).x(), first_ink(head)) for head in found}) == 1


LISTS = (PEOPLE_COLUMNS, SESSION_COLUMNS, ROOM_COLUMNS)


@given(st.sampled_from(LISTS), st.integers(0, 4000))
def test_they_fill_the_list_exactly_and_never_scroll_unless_they_must(
    columns: tuple[ListColumn, ...], room: int
) -> None:
    widths = shared_widths(columns, room)

    assert all(widths[column.name] >= column.least for column in columns)
    assert sum(widths.values()) == max(room, sum(column.least for column in columns))


def test_a_column_keeps_the_width_that_the_user_gave_it_and_the_others_share_the_rest(settings: Settings) -> None:
    assert shared_widths((), 100) == {}
    twice = shared_widths(PEOPLE_COLUMNS, 2 * sum(column.width for column in PEOPLE_COLUMNS))
    assert twice == {column.name: 2 * column.width for column in PEOPLE_COLUMNS}
    choice = ColumnChoice(settings, PEOPLE)
    first, second, *others = choice.chosen
    assert choice.chosen == tuple(column for column in choice.all if column.usual)
    choice.set_width(second, 333)
    shared = shared_widths([first, *others], 2000 - 333)
    assert choice.widths(choice.chosen, 2000) == [shared[first.name], 333, *(shared[c.name] for c in others)]

    for column in choice.chosen:
        choice.set_width(column, 200)
    assert choice.widths(choice.chosen[:3], 1000) == [200, 200, 600]  # the last one fills the list
    choice.remember_choice(["phone", "name"])
    assert [column.name for column in choice.chosen] == ["name", "phone"]  # a choice keeps their order


def small(words: str) -> float:
    """Return the width in pixels of a cell with this second line."""
    return QFontMetricsF(text_font(12)).horizontalAdvance(words) + 1.5 * PAD


def usual(words: str) -> float:
    """Return the width in pixels of a cell with this text."""
    return QFontMetricsF(text_font(13)).horizontalAdvance(words) + 1.5 * PAD


def least(columns: tuple[ListColumn, ...], name: str) -> int:
    return next(column.least for column in columns if column.name == name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_there_is_to_choose_has_room_for_every_word_but_a_title_goes_before_a_type(
    qapp: object, language: str
) -> None:
    words = wording(language)
    assert [role for role in ROLE_NAMES.values() if usual(words(role)) > least(PEOPLE_COLUMNS, "role")] == []

    # a window of 1280 pixels with the inspector
    widths = shared_widths([column for column in SESSION_COLUMNS if column is not BLOCK_COLUMN], 790)
    cut = [kind for kind, name in KIND_NAMES.items() if usual(words(name)) > widths["kind"]]
    assert (widths["title"] >= 180, cut) == (True, [Kind.OPENING])


@pytest.mark.parametrize(("language", "country"), [("en", "en_GB"), ("sv", "sv_SE")])
def test_times_and_numbers_have_room(qapp: object, language: str, country: str) -> None:
    presentation = Presentation(wording(language), QLocale(country), LIGHT)
    day, words = presentation.short_date(DAY), presentation.words
    minutes = words("{n} min").format(n=120)

    assert small(f"{day} · {minutes}") + BAND + PAD <= least(SESSION_COLUMNS, "when")
    assert small(f"{day} · {minutes}") <= least(PEOPLE_COLUMNS, "stage")
    assert usual(words.plural("{n} session", "{n} sessions", 12)) <= least(ROOM_COLUMNS, "use")
    assert usual(words.plural("{n} seat", "{n} seats", 1200)) <= least(ROOM_COLUMNS, "seats")
    assert small(f"{day} 12:00–13:00") + 14 <= least(ROOM_COLUMNS, "closed")
    assert usual(words("All rooms")) <= least(SESSION_COLUMNS, "rooms")


def test_each_type_and_status_has_a_colour() -> None:
    assert (KIND_COLOURS.keys(), STATUS_COLOURS.keys()) == (set(Kind), set(Status))


@pytest.mark.parametrize("columns", LISTS, ids=["people", "sessions", "rooms"])
def test_all_of_a_list_is_seen_on_a_small_laptop(columns: tuple[ListColumn, ...]) -> None:
    always = (column for column in columns if column.usual and column is not BLOCK_COLUMN)
    assert sum(column.least for column in always) <= 740


def test_the_row_under_the_pointer_is_tinted_unless_it_is_selected(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("a", "hall", "09:00-10:00"), talk("b", "hall", "10:00-11:00"))
    view = open_list(driver, "sessions").view
    driver.plan.select(("a",))

    def ground(row: int) -> str:
        box = view.visualRect(view.model().index(row, 1))
        return view.viewport().grab().toImage().pixelColor(box.right() - 4, box.top() + 4).name()

    for row in (1, 0):
        QTest.mouseMove(view.viewport(), view.visualRect(view.model().index(row, 1)).center())
        assert [ground(0), ground(1)] == [LIGHT.accent_soft, LIGHT.background if row == 1 else LIGHT.panel]


def test_a_cell_has_a_tooltip_only_where_it_does_not_say_all(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("a", "hall", "09:00-10:00"), talk("b" * 90, "hall", "10:00-11:00"))
    view = open_list(driver, "sessions").view
    shown = []
    for row in (0, 1):
        view.viewport().repaint()
        at = view.visualRect(view.model().index(row, 1)).center()
        QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
        shown.append("b" * 80 in QToolTip.text())
        QToolTip.hideText()
    assert shown == [False, True]


def test_the_time_of_a_session_takes_less_where_there_is_one_day(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), talk("a", "hall", "09:00-10:00"))
    rows = open_list(driver, "sessions").table
    before = rows.columns[0].least
    driver.document.apply(lambda now: add_day(now, "second", when=FRIDAY))
    assert (before, rows.columns[0].least) == (132, 150)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_edges_come_back_where_the_system_asks_for_more_contrast(
    estrad: Application, settings: Settings, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    settings.scheme, plain = scheme, {"light": LIGHT, "dark": DARK}[scheme]
    estrad._remake_window()

    def edges() -> set[str]:
        window, head = estrad.window, WindowDriver(estrad.window).page.header_bar
        buttons = [button for button in head.findChildren(QToolButton) if button.isVisible()]
        places = [button.mapTo(window, QPoint(button.width() // 2, 0)) for button in buttons]
        shown = window.grab().toImage()
        return {shown.pixelColor(place).name() for place in places}

    assert (estrad.theme().edge(), edges() & {plain.field}) == (None, set())

    before, more = estrad.window, Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(estrad, "_contrast_preference", lambda: more)
    estrad._hints.accessibility().contrastPreferenceChanged.emit(more)

    assert estrad.window is not before
    assert estrad.theme() == plain.with_edges()
    assert plain.field in edges()


def test_the_desktops_colours_wait_for_an_open_menu_and_for_a_file_that_is_gone(
    estrad: Application, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(application, "BUSY", 1)
    before, estrad._settings.scheme = estrad.window, "system"
    menu = QMenu(before)
    menu.addAction("An act")
    menu.popup(QPoint(50, 50))
    estrad._hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert (estrad.window is before, QApplication.activePopupWidget()) == (True, menu)
    menu.close()
    qtbot.waitUntil(lambda: estrad.window is not before)

    now = estrad.window
    now.page.document.workspace.path.unlink()
    estrad._hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert (estrad.window is now, [s.title for s in now.page.document.agenda.tray]) == (True, ["Waiting"])
