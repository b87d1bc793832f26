"""Colours, palette, style sheet, fonts and icons; the window's language and date formats; tab order, announcements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QByteArray, QCollator, QCollatorSortKey, QDate, QLocale, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontDatabase,
    QIcon,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QLayout, QWidget

from planner.wording import Wording
from resources import FOLDER
from ui.kit.theme.painting import SHARPEST

W = TypeVar("W", bound=QWidget)
PALER = 0.25
"""Share of a colour that remains where it is dimmed."""
READABLE = 4.5
"""Least contrast ratio of text to its background (WCAG 2.2, 1.4.3)."""
NO_RIM = "transparent"
SHADOW, BELOW = 24, 8
"""Blur of the shadow below a floating widget, and how far it is shifted down, in pixels."""
STYLES = ("Regular", "Medium", "SemiBold", "Bold")


@cache
def load_font_family() -> str:
    """Load the fonts that Estrad ships, once, and return their family name; needs a ``QGuiApplication``.

    Raise ``RuntimeError`` if Qt cannot load one.
    """
    family = ""
    for style in STYLES:
        loaded = QFontDatabase.addApplicationFontFromData((FOLDER / "fonts" / f"Inter-{style}.ttf").read_bytes())
        if loaded < 0:
            raise RuntimeError(f"Inter-{style}.ttf is no font")
        family = family or QFontDatabase.applicationFontFamilies(loaded)[0]
    return family


@dataclass(frozen=True, slots=True)
class Theme:
    """The name and colours of one scheme: ``#rrggbb``, or ``#aarrggbb`` if translucent, or ``NO_RIM``."""

    name: str
    background: str
    panel: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    warning: str
    problem: str
    problem_soft: str
    shade: str
    pauses: str
    field: str
    hour: str
    fill: str
    """The background of buttons and fields, translucent so that it stands out from every other background."""
    hover: str
    rim: str
    """The colour of the edge of buttons and cards: ``NO_RIM``, unless the system asks for contrast."""
    wash: float
    """Share of a track's colour in the background of its tiles; the rest is the panel's colour."""
    tracks: tuple[tuple[str, str], ...]

    def colour(self, name: str) -> QColor:
        """Return a colour by the name of its field."""
        return QColor(getattr(self, name))

    def translucent(self, name: str, alpha: int) -> QColor:
        """Return a translucent colour by the name of its field; ``alpha`` is its opacity, of 255."""
        found = self.colour(name)
        found.setAlpha(alpha)
        return found

    def dimmed(self) -> Theme:
        """Return the colours for things that are shown but do not matter now: paler, with text still readable."""

        def paler(colour: str) -> str:
            return mixed(QColor(colour), self.colour("background"), PALER).name()

        return replace(
            self, name=f"dimmed {self.name}", panel=self.background, shade=self.background, ink=self.muted,
            warning=self.muted, problem=self.muted, problem_soft=self.background, on_accent=self.muted,
            accent_soft=self.background, field=self.line, rim=self.rim if self.rim == NO_RIM else self.line,
            wash=1.5 * self.wash, pauses=paler(self.pauses),
            tracks=tuple((name, paler(colour)) for name, colour in self.tracks),
        )  # fmt: skip

    def track(self, name: str) -> QColor:
        """Return a track's colour by the colour's name, such as ``teal``; that of pauses if it is unknown or empty."""
        return QColor(dict(self.tracks).get(name, self.pauses))

    def tinted(self, name: str, *, strong: bool = False) -> QColor:
        """Return the background of a track's tiles; with ``strong`` it has twice as much of the track's colour."""
        return mixed(self.track(name), self.colour("panel"), 2 * self.wash if strong else self.wash)

    def readable(self, token: str, ground: QColor) -> QColor:
        """Return a text colour by the name of its field, with as much ink as makes it readable on a background."""
        return self.readable_colour(self.colour(token), ground)

    def readable_colour(self, colour: QColor, ground: QColor) -> QColor:
        """Return a colour mixed with as many tenths of ink as make it readable on a background.

        Pure ink if nothing less does.
        """
        ink = self.colour("ink")
        shades = (mixed(ink, colour, tenths / 10) for tenths in range(10))
        return next((shade for shade in shades if contrast_ratio(shade, ground) >= READABLE), ink)

    def edge(self) -> QColor | None:
        """Return the colour of the edge of buttons and cards; None if they have none."""
        return None if self.rim == NO_RIM else self.colour("rim")

    @property
    def around(self) -> str:
        """The colour of the edge of floating or joined widgets: pale, or strong if the system asks for contrast."""
        return self.line if self.rim == NO_RIM else self.rim

    def with_edges(self) -> Theme:
        """Return the same colours with an edge around everything that can be pressed or dragged, for more contrast."""
        return replace(self, rim=self.field)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a mixture of two opaque colours; ``share`` is that of the first, from 0 to 1."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(share * a + (1 - share) * b) for a, b in pairs))


def contrast_ratio(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT = Theme(
    "light", "#f6f6f4", "#ffffff", "#e3e3df", "#1d1d1b", "#66665f", "#2f5bd7", "#e6ecfb", "#ffffff",
    "#17704a", "#8a5100", "#c62f2f", "#fdecec", "#ececea", "#8a8a84",
    "#8c8c86", "#d3d3ce", "#0d1d1d1b", "#1a1d1d1b", NO_RIM, 0.11,
    (("royalblue", "#3b7dd8"), ("darkorange", "#c06a10"), ("saddlebrown", "#683b17"), ("teal", "#0a5b59"),
     ("slategray", "#66758a"), ("seagreen", "#2e8b57"), ("steelblue", "#3f7ca8"), ("goldenrod", "#9a7a12"),
     ("hotpink", "#c2478f"), ("mediumorchid", "#a35ad1"), ("crimson", "#683b17")),
)  # fmt: skip
DARK = Theme(
    "dark", "#1b1c1f", "#232428", "#35363b", "#ededeb", "#a2a29c", "#7f9ff5", "#2a3350", "#15161a",
    "#5cc796", "#f0b35a", "#ff7b7b", "#3d2426", "#2b2c31", "#8f8f8a",
    "#74757c", "#45464c", "#0aededeb", "#17ededeb", NO_RIM, 0.15,
    (("royalblue", "#6fb4ee"), ("darkorange", "#ffb66f"), ("saddlebrown", "#ab7633"), ("teal", "#7cf0dd"),
     ("slategray", "#a3b1c4"), ("seagreen", "#6fce98"), ("steelblue", "#86b8dc"), ("goldenrod", "#d8b84a"),
     ("hotpink", "#f08cc8"), ("mediumorchid", "#c490ea"), ("crimson", "#ab7633")),
)  # fmt: skip


def palette(theme: Theme) -> QPalette:
    """Return a palette that sets every role in use, so that none comes from the platform's own scheme."""
    result = QPalette()
    roles = QPalette.ColorRole
    tokens = {
        roles.Window: theme.panel, roles.Base: theme.panel, roles.AlternateBase: theme.background,
        roles.Button: theme.panel, roles.ToolTipBase: theme.panel, roles.ToolTipText: theme.ink,
        roles.WindowText: theme.ink, roles.Text: theme.ink, roles.ButtonText: theme.ink,
        roles.BrightText: theme.problem, roles.Highlight: theme.accent, roles.HighlightedText: theme.on_accent,
        roles.Link: theme.accent, roles.PlaceholderText: theme.muted, roles.Light: theme.panel,
        roles.Midlight: theme.line, roles.Mid: theme.line, roles.Dark: theme.muted, roles.Shadow: theme.line,
        roles.Accent: theme.accent,
    }  # fmt: skip
    for role, token in tokens.items():
        result.setColor(role, QColor(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result


def style_sheet(theme: Theme) -> str:
    """Return the style sheet with the theme's colours and name, and the icons' folder, in place of ``@names@``."""
    text = (FOLDER / "styles" / "window.qss").read_text(encoding="utf-8")
    text = text.replace("@icons@", (FOLDER / "icons").as_posix()).replace("@scheme@", theme.name)
    text = text.replace("@around@", theme.around)
    for field in fields(theme):
        if field.name not in ("name", "wash", "tracks"):
            text = text.replace(f"@{field.name}@", getattr(theme, field.name))
    return text


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Set the application's palette and style sheet."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def set_properties(widget: W, **properties: str | bool) -> W:
    """Set properties by which the style sheet selects a widget, restyle it if they changed, and return it."""
    changed = False
    for name, value in properties.items():
        text = str(value).lower() if isinstance(value, bool) else value
        if widget.property(name) != text:
            widget.setProperty(name, text)
            changed = True
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
    return widget


def add_shadow(widget: QWidget, theme: Theme) -> None:
    """Give a floating widget a shadow, which sets it off from those below."""
    shadow, shade = QGraphicsDropShadowEffect(widget), QColor("black")
    shade.setAlphaF(0.2 if theme.name == "light" else 0.5)
    shadow.setColor(shade)
    shadow.setBlurRadius(SHADOW)
    shadow.setOffset(0, BELOW)
    widget.setGraphicsEffect(shadow)


def set_tab_order(last: QWidget, made: Sequence[QWidget]) -> None:
    """Put widgets that were created later into the tab order just before ``last``, in the given order."""
    for first, second in pairwise([last, *made, last]):
        QWidget.setTabOrder(first, second)


def set_tab_order_by_layout(root: QWidget, before: Sequence[QWidget] = ()) -> list[QWidget]:
    """Set the tab order within ``root`` to the order of its layout, and return the focusable widgets in that order.

    ``before`` is the previous result; the order is left alone if the widgets are still the same. A widget with a focus
    proxy, not its children, is put into the order, and gets the proxy's focus policy.
    """
    if (found := list(_focusable_widgets(root.layout()))) != before:
        for first, second in pairwise(found):
            QWidget.setTabOrder(first, second)
    return found


def _focusable_widgets(layout: QLayout | None) -> Iterator[QWidget]:
    for n in range(layout.count() if layout else 0):
        item = layout.itemAt(n) if layout else None
        if item and (widget := item.widget()):
            if proxy := widget.focusProxy():  # Qt keeps its children together, but skips a widget that takes no focus
                widget.setFocusPolicy(proxy.focusPolicy())
                yield widget
                continue
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            yield from _focusable_widgets(widget.layout())
        elif item:
            yield from _focusable_widgets(item.layout())


@dataclass(frozen=True, slots=True)
class Presentation:
    """Language, date formats and colours of a window, and whether it may animate changes."""

    words: Wording
    locale: QLocale
    theme: Theme
    moves: Callable[[], bool] = lambda: False
    """A function that returns whether changes are animated."""

    def full_date(self, when: date) -> str:
        """Return a date as Thu 25 April 2024."""
        return self._formatted_date(when, self.words.language.date_pattern(year="yyyy", weekday="ddd"))

    def dated(self, when: date) -> str:
        """Return a date as Thu 25 Apr 2024."""
        return self._formatted_date(when, self.words.language.date_pattern("MMM", year="yyyy", weekday="ddd"))

    def day_month(self, when: date) -> str:
        """Return a date as 25 Apr."""
        return self._formatted_date(when, self.words.language.date_pattern("MMM"))

    def short_date(self, when: date) -> str:
        """Return a date as Thu 25 Apr."""
        return self._formatted_date(when, self.words.language.date_pattern("MMM", weekday="ddd"))

    def _formatted_date(self, when: date, pattern: str) -> str:
        return self.locale.toString(QDate(when.year, when.month, when.day), pattern)

    def rank(self, text: str) -> QCollatorSortKey:
        """Return a sort key in the order of the locale's alphabet: Å after Z in Swedish, and Room 10 after Room 2."""
        return _collator(self.locale.name()).sortKey(text)


@cache
def _collator(locale: str) -> QCollator:
    collator = QCollator(QLocale(locale))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    collator.setNumericMode(True)
    return collator


SIDE = 22
"""Width and height in pixels of an icon in the navigation rail."""


@cache
def _icon_image(name: str, side: int) -> QImage:
    """Return an icon rendered in black."""
    image = QImage(side * SHARPEST, side * SHARPEST, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        QSvgRenderer(QByteArray((FOLDER / "icons" / f"{name}.svg").read_bytes())).render(painter, QRectF(image.rect()))
    return image


def _icon_pixmap(name: str, colour: str, side: int) -> QPixmap:
    # a copy of its own: Qt caches scaled pixmaps by the image they are made from
    image = _icon_image(name, side).copy()
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(image.rect(), QColor(colour))
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(SHARPEST)
    return pixmap


def icon(name: str, colour: str, chosen: str, side: int = SIDE, faint: str = "") -> QIcon:
    """Return an icon in ``colour``; in ``chosen`` while checked, in ``faint``, if given, while disabled."""
    found = QIcon()
    if faint:
        found.addPixmap(_icon_pixmap(name, faint, side), QIcon.Mode.Disabled, QIcon.State.Off)
    found.addPixmap(_icon_pixmap(name, colour, side), QIcon.Mode.Normal, QIcon.State.Off)
    if chosen != colour:  # else Qt takes the same pixmap
        found.addPixmap(_icon_pixmap(name, chosen, side), QIcon.Mode.Normal, QIcon.State.On)
    return found


def announce(widget: QWidget, words: str) -> None:
    """Let the screen reader say a text, if one is active and the text is not empty."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
