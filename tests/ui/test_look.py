"""The two schemes: every text is readable on its ground, and a change of scheme or language keeps the view."""

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.conference import sample_conference
from planner.domain.entities import Session
from planner.domain.value_objects import COLOURS
from planner.wording import LANGUAGES, wording
from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, room, talk
from tests.ui.answers import Answers
from tests.ui.conftest import OpenWith, bury
from tests.ui.fields import editor, enter, show, text_of
from tests.ui.lists import open_list
from tests.ui.window_driver import WindowDriver
from ui.kit.theme.theme import DARK, LIGHT, Theme, apply_theme, contrast, palette, style_sheet
from ui.shell.application import Application
from ui.shell.main_window import MainWindow
from ui.state.view_state import Settings

pytestmark = pytest.mark.awake

LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
TEXTS = [
    ("ink", "background"), ("ink", "panel"), ("ink", "accent_soft"), ("ink", "shade"), ("muted", "background"),
    ("muted", "panel"), ("accent", "background"), ("accent", "panel"), ("on_accent", "accent"), ("good", "panel"),
    ("warning", "panel"), ("problem", "panel"), ("problem", "problem_soft"), ("ink", "problem_soft"),
    ("muted", "problem_soft"), ("panel", "ink"),
]  # fmt: skip


@LOOKS
def test_a_text_is_readable_and_a_track_is_seen_on_its_ground(theme: Theme) -> None:
    assert [pair for pair in TEXTS if contrast(*(getattr(theme, name) for name in pair)) < 4.5] == []
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
def test_the_box_of_a_tick_is_seen_also_where_there_is_none(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    box = QCheckBox("Pinned")
    ratios = []
    for ticked in (False, True):
        box.setChecked(ticked)
        drawn = box.grab(QRect(0, 0, 20, box.sizeHint().height())).toImage()
        shades = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
        ratios.append(max(contrast(shade, theme.panel) for shade in shades))
    apply_theme(qapp, LIGHT)

    assert min(ratios) >= 3, ratios


def test_what_stands_in_a_row_is_equally_high(open_with: OpenWith) -> None:
    driver = WindowDriver(open_with())
    page = open_list(driver, "people")

    row = [w for w in page.findChildren(QWidget) if isinstance(w, QAbstractButton | QLineEdit) and w.isVisible()]
    beside = [w.geometry() for w in row if w.parent() is page and w.geometry().top() < page.adder.geometry().bottom()]
    assert (len(beside), len({(box.top(), box.height()) for box in beside})) == (4, 1)


def test_the_headings_of_the_conference_page_stand_on_one_line(open_with: OpenWith) -> None:
    driver = WindowDriver(open_with())
    driver.page.places.go("conference")
    QCoreApplication.sendPostedEvents()
    page = driver.page.places.page_of("conference").widget
    heads = {label.text(): label.mapTo(page, QPoint()).y() for label in page.findChildren(QLabel)}

    assert heads["CONFERENCE"] == heads["DAYS"]


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

SECOND = date(2024, 4, 26)


@pytest.fixture
def estrad(
    qapp: QApplication, settings: Settings, env: Environment, answers: Answers, tmp_path: Path
) -> Iterator[Application]:
    """Yield the program with a conference of two days, in the light scheme and in English."""
    path = tmp_path / "conference.estrad"
    cast = (day(), day(SECOND), room("hall"), talk("keynote", "hall", "09:00-09:45", on=SECOND), talk("waiting"))
    Workspace.create(path, agenda(*cast), env).close()
    settings.scheme, settings.language = "light", "en"
    env = replace(env, data_folder=tmp_path / "data")
    estrad = Application(qapp, env, lambda: sample_conference(env.ids), settings, ["en"], lambda words: answers)
    estrad.show(path)
    yield estrad
    if estrad.window:
        bury(estrad.window)
    qapp.styleHints().colorSchemeChanged.disconnect(estrad._on_system_scheme)
    estrad._translate_qt(QLocale("en_GB"))
    QLocale.setDefault(QLocale("en_GB"))
    apply_theme(qapp, LIGHT)


def window_of(estrad: Application) -> MainWindow:
    """Return the current window."""
    assert estrad.window
    return estrad.window


def choose(estrad: Application, text: str) -> None:
    """Choose a scheme or a language in the View menu."""
    actions = [a for a in window_of(estrad).findChildren(QAction) if a.text() == text and a.isCheckable()]
    actions[-1].trigger()


def test_in_another_language_what_was_refused_is_in_its_field_and_nobody_is_asked(
    estrad: Application, answers: Answers
) -> None:
    first = WindowDriver(window_of(estrad))
    show(first, Session, "keynote")
    enter(first, Session, "start", "kvart i nio")

    choose(estrad, "Svenska")

    second = WindowDriver(window_of(estrad))
    assert (answers.left, second.page.status.unsaved.text()) == ([], "○ Inte sparat")
    assert text_of(editor(second, Session, "start")) == "kvart i nio"


def test_another_scheme_or_language_keeps_file_day_selection_and_what_was_typed(
    estrad: Application, settings: Settings
) -> None:
    first = WindowDriver(window_of(estrad))
    first.does("next_day")
    path = first.page.document.workspace.path
    choose(estrad, "&Dark")
    driver = WindowDriver(window_of(estrad))
    assert (driver.page.document.day.date, driver.page.document.selected) == (SECOND, ())  # without a selection too
    ticked = {a.text() for a in driver.window.findChildren(QAction) if a.isChecked()}
    assert ticked == {"&Dark", "English", "&Track", "&5 minutes"}

    for choice, language, theme in (
        ("Svenska", "sv", DARK), ("English", "en", DARK), ("&Light", "en", LIGHT), ("&Dark", "en", DARK),
    ):  # fmt: skip
        before = WindowDriver(window_of(estrad))
        before.page.document.select(("keynote",))
        before.does("edit")
        before.retype(f"Typed before {language} {theme.name}")

        choose(estrad, choice)

        driver = WindowDriver(window_of(estrad))
        assert driver.window is not before.window
        assert (driver.window.isVisible(), before.window.isVisible()) == (True, False)
        document = driver.page.document
        assert (document.workspace.path, document.day.date, document.selected) == (path, SECOND, ("keynote",))
        assert document.agenda.sessions["keynote"].title == f"Typed before {language} {theme.name}"
        assert (document.presentation.words.language, document.presentation.theme) == (language, theme)
        assert (settings.scheme, settings.language) == (theme.name, language)
        undo, words = driver.window.actions_by_name["undo"].text(), wording(language)
        assert undo == f"{words('&Undo')} {words.say(document.workspace.history.undoable)}"  # type: ignore[arg-type]
        assert QApplication.palette().color(QPalette.ColorRole.Window).name() == theme.panel

    window_of(estrad).close_conference()
    choose(estrad, "&Light")
    assert (window_of(estrad).page, window_of(estrad).isVisible()) == (None, True)


def test_the_language_is_the_chosen_one_or_the_desktops(estrad: Application, settings: Settings) -> None:
    for chosen, preferred, spoken in (
        ("system", ["sv_SE", "en"], "sv"), ("system", ["de", "sv"], "sv"), ("system", ["de"], "en"),
        ("sv", ["en"], "sv"), ("en", ["sv"], "en"),
    ):  # fmt: skip
        settings.language = chosen
        estrad._preferred = preferred
        assert estrad.language() == spoken
    assert set(LANGUAGES) == {"en", "sv"}


def test_the_scheme_of_the_system_is_followed_while_it_is_wanted(estrad: Application, settings: Settings) -> None:
    before = window_of(estrad)
    estrad._on_system_scheme()
    assert window_of(estrad) is before

    settings.scheme = "system"
    dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert estrad.theme() is (DARK if dark else LIGHT)
    estrad._on_system_scheme()

    assert window_of(estrad) is not before
    assert WindowDriver(window_of(estrad)).page.document.selected == ()


def test_the_windows_of_before_are_gone(estrad: Application, qtbot: QtBot) -> None:
    old: list[ref[MainWindow]] = []
    for choice in ("&Dark", "Svenska"):
        old.append(ref(window_of(estrad)))
        choose(estrad, choice)
        file = WindowDriver(window_of(estrad)).page.document.workspace._file
        qtbot.waitUntil(lambda held=file: held.connection._database is not None)  # type: ignore[misc]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert [window() for window in old] == [None, None]
