"""Availability on day bars: drawn, resized, moved and removed with mouse or keys, and written as text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from planner.commands.window_text import merge_windows, write_windows
from planner.domain.entities import Day
from planner.domain.span import LATEST, Span, parse_minutes, whole_day
from tests.builders import DAY, day, span
from tests.ui.conftest import DocumentOf
from tests.ui.window_driver import CTRL, LEFT, NONE, SHIFT, Key
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.plan.availability.availability_editor import AvailabilityEditor
from ui.plan.availability.bar_painter import EDGE, BarLayout
from ui.plan.availability.bar_state import STEP, BarDrag, BarGrip, BarState, BegunBy, ShownHours, shown_hours

FRIDAY = date(2024, 4, 26)
MORNING = span("09:00-12:00")


@dataclass
class Form:
    """An editor in a small form that shows the edited value again and collects the results as text."""

    editor: AvailabilityEditor
    days: tuple[Day, ...]
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.editor.edited.connect(self._take)
        self.editor.refused.connect(self.refused.append)

    def _take(self, windows: tuple[Span, ...]) -> None:
        self.said.append(write_windows(windows, self.days).replace("\n", " | "))
        self.editor.show_value(windows)

    def anew(self, *windows: Span) -> None:
        """Show these windows, and forget what was said."""
        self.said.clear()
        self.refused.clear()
        self.editor.show_value(windows)

    @property
    def text(self) -> str:
        """Return the text below the bars."""
        text = self.editor.text
        return text.text() if isinstance(text, LineEditor) else text.toPlainText()

    def at(self, time: str, row: int = 0) -> QPoint:
        """Return the point of a time on a day's bar."""
        bars = self.editor.bars
        return QPoint(round(bars.bar_layout.to_x(parse_minutes(time))), round(bars.bar_layout.bar(row).center().y()))

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.editor.bars, LEFT, NONE, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.editor.bars, at)

    def release(self, time: str) -> None:
        QTest.mouseRelease(self.editor.bars, LEFT, NONE, self.at(time))

    def drag(self, start: str, end: str, row: int = 0) -> None:
        """Press at a time, move in two steps, let go."""
        first, last = self.at(start, row), self.at(end, row)
        self.press(first)
        self.move((first + last) / 2)
        self.move(last)
        QTest.mouseRelease(self.editor.bars, LEFT, NONE, last)

    def click(self, time: str, row: int = 0) -> None:
        QTest.mouseClick(self.editor.bars, LEFT, NONE, self.at(time, row))

    def key(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.editor.bars, key, modifiers)

    def retype(self, text: str) -> None:
        """Replace the text and leave the field."""
        self.editor.text.setFocus()
        self.editor.text.selectAll()
        QTest.keyClicks(self.editor.text, text) if text else QTest.keyClick(self.editor.text, Key.Key_Delete)
        self.editor.bars.setFocus()


NewForm = Callable[..., Form]


@pytest.fixture
def form_of(qtbot: QtBot, document_of: DocumentOf) -> NewForm:
    """Return a function that shows an editor on the screen, for a conference of these days."""

    def make(*windows: Span, days: tuple[Day, ...] = (day(),), closed: bool = False) -> Form:
        editor = AvailabilityEditor(document_of(*days).plan, closed=closed)
        qtbot.addWidget(editor)
        editor.resize(400, editor.sizeHint().height())
        with qtbot.waitActive(editor):
            editor.show()
            editor.activateWindow()
        editor.show_value(windows)
        return Form(editor, days)

    return make


TWO = (day(), day(FRIDAY, "10:00", "16:00"))


# with the mouse ------------------------------------------------------------------------------------------


def test_a_window_is_drawn_pulled_moved_chosen_and_taken_away(form_of: NewForm) -> None:
    form = form_of()
    bars = form.editor.bars
    for windows, start, end, expected in (
        ((), "09:04", "13:55", "09:00–14:00"),  # drawn on an empty stretch
        ((), "14:00", "13:00", "13:00–14:00"),  # and backwards
        ((MORNING,), "09:00", "10:00", "10:00–12:00"),  # its start
        ((MORNING,), "12:00", "14:30", "09:00–14:30"),  # its end
        ((MORNING,), "10:30", "12:30", "11:00–14:00"),  # all of it
        ((MORNING,), "09:00", "15:00", "11:45–12:00"),  # its start at most to its end
        ((MORNING,), "10:30", "17:45", "15:00–18:00"),  # all of it at most to the end of the day
        ((MORNING, span("14:00-15:00")), "12:00", "14:15", "09:00–15:00"),  # windows that meet become one
        ((span("10:00-11:00", FRIDAY),), "11:00", "12:00", "11:00–12:00 | 2024-04-26 10:00–11:00"),  # others are kept
        ((whole_day(DAY),), "18:00", "14:00", "00:00–14:00"),  # a whole day at its end
    ):
        form.anew(*windows)
        form.drag(start, end)
        assert form.said == [expected]
    assert form.text == "00:00–14:00"

    # it is never shorter than a step
    form.anew()
    first = form.at("16:00")
    form.press(first)
    form.move(first + QPoint(60, 0))
    form.move(first + QPoint(1, 0))
    form.release("16:00")
    assert form.said == ["16:00–16:15"]

    # a click selects and delete takes away
    form.anew(MORNING, span("14:00-15:00"))
    form.click("10:00")
    assert form.said == []
    form.key(Key.Key_Delete, Key.Key_Delete)
    assert form.said == ["14:00–15:00"]

    # an edge shows by its pointer
    form.anew(MORNING)
    shape = Qt.CursorShape
    for time, pointer in (
        ("12:00", shape.SizeHorCursor),
        ("10:30", shape.OpenHandCursor),
        ("15:00", shape.ArrowCursor),
    ):
        form.move(form.at(time))
        assert bars.cursor().shape() == pointer

    # nothing is said before the button is let go, or after the drag was
    at, none = QPointF(form.at("14:00")), Qt.MouseButton.NoButton
    for lets_go in (
        lambda: form.key(Key.Key_Escape),
        lambda: [
            act(bars, Qt.MouseButton.RightButton, NONE, form.at("13:00"))
            for act in (QTest.mousePress, QTest.mouseRelease)
        ],
        lambda: QApplication.sendEvent(
            bars, QMouseEvent(QEvent.Type.MouseMove, at, bars.mapToGlobal(at), none, none, NONE)
        ),  # the mouse comes back without its button
    ):
        form.press(form.at("12:00"))
        form.move(form.at("13:00"))
        assert (form.said, QToolTip.text()) == ([], "09:00–13:00")
        lets_go()
        form.release("13:00")
        assert (form.said, [box.stretches[0][1] for box in bars.shown()]) == ([], ["09:00–12:00"])

    # a press that has not moved yet
    form.press(form.at("12:00"))
    form.key(Key.Key_Escape)
    form.move(form.at("13:00"))
    form.release("13:00")
    assert form.said == []

    # the bars change with what is drawn
    before = bars.grab().toImage()
    bars.show_windows((span("09:00-13:00"),))
    assert bars.grab().toImage() != before


# with the keys -------------------------------------------------------------------------------------------


def test_keys_begin_end_pull_and_remove_a_window_and_what_they_did_is_announced(
    form_of: NewForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    # enter begins and ends a window, and escape or leaving does too
    form = form_of()
    form.editor.bars.setFocus()
    form.key(Key.Key_Right, Key.Key_Right, Key.Key_Return, Key.Key_PageDown, Key.Key_Right)
    assert form.said == []
    form.key(Key.Key_Return)
    assert form.said == ["08:30–09:45"]
    form.anew()
    form.key(Key.Key_Home, Key.Key_Return, Key.Key_PageDown, Key.Key_Escape, Key.Key_PageDown)
    form.editor.commit()
    assert form.said == []
    form.key(Key.Key_Home, Key.Key_Return, Key.Key_PageDown)
    form.editor.text.setFocus()
    assert form.said == ["08:00–09:00"]

    # shift pulls an edge until it is let go or the cursor moves on
    for then in (
        lambda: QTest.keyRelease(form.editor.bars, Key.Key_Shift),
        lambda: QTest.keyPress(form.editor.bars, Key.Key_Right, NONE),
    ):
        form.anew(MORNING)
        form.click("12:00")
        for _ in range(2):
            QTest.keyPress(form.editor.bars, Key.Key_Right, SHIFT)
        assert form.said == []
        then()
        assert form.said == ["09:00–12:30"]

    # what the keys did is announced
    heard: list[str] = []
    form.anew(MORNING)
    form.key(Key.Key_Home)
    monkeypatch.setattr("ui.plan.availability.availability_editor.announce", lambda _widget, words: heard.append(words))
    form.key(Key.Key_PageDown, Key.Key_Left, Key.Key_Delete, Key.Key_Right, Key.Key_Delete)
    form.key(Key.Key_Return, Key.Key_Right, Key.Key_Return)
    assert heard == [
        "09:00, available", "08:45, not there", "09:00, available", "Removed 09:00–12:00",
        "From 09:00. Press Enter where it ends.", "09:00–09:15", "Available 09:00–09:15",
    ]  # fmt: skip


# several days --------------------------------------------------------------------------------------------


def test_each_day_has_its_bar_and_a_line_of_text(form_of: NewForm) -> None:
    form = form_of(days=TWO)
    bars = form.editor.bars

    # while the first window is drawn the other days already say not there
    form.press(form.at("09:00"))
    form.move(form.at("12:00"))
    assert [shown.nothing for shown in bars.shown()] == ["", "Not there"]
    form.key(Key.Key_Escape)
    form.release("12:00")

    # a double click is the whole day
    form.drag("11:00", "12:00", 1)
    form.drag("08:30", "09:30", 0)
    assert form.said[-1] == "2024-04-25 08:30–09:30 | 2024-04-26 11:00–12:00"
    QTest.mouseDClick(bars, LEFT, NONE, form.at("14:00", 1))
    assert form.said[-1] == "2024-04-25 08:30–09:30 | 2024-04-26"
    shown = bars.shown()[1]
    ((box, words, _hit),) = shown.stretches
    assert (words, box.left(), box.right()) == ("The whole day", shown.bar.left(), shown.bar.right())

    # a screen reader finds a slider with the time and the windows
    form.anew(MORNING)
    form.editor.setAccessibleName("Available")
    form.click("10:15")
    heard = QAccessible.queryAccessibleInterface(bars)
    texts = [heard.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]
    assert (heard.role(), texts) == (
        QAccessible.Role.Slider, ["Available", "Thu 25 Apr: 09:00–12:00. Fri 26 Apr: Not there"],
    )  # fmt: skip
    assert (heard.valueInterface().currentValue(), form.editor.text.accessibleName()) == (1015, "Available")

    # control goes to the next edge and down to the next day
    form.anew(MORNING, span("10:00-12:00", FRIDAY))
    form.key(Key.Key_Home)
    for stop in (900, 1200):
        form.key(Key.Key_Right, modifiers=CTRL)
        assert bars.value() == stop
    form.click("11:00")
    form.key(Key.Key_Down, Key.Key_Delete)
    assert form.said == ["2024-04-25 09:00–12:00"]

    # its text has several lines
    assert isinstance(form.editor.text, TextEditor)
    form.anew(MORNING)
    form.retype("fri 12-13")
    assert form.said == ["2024-04-26 12:00–13:00"]


@pytest.mark.parametrize(("closed", "nothing"), [(False, ("Always", "Not there")), (True, ("Always open",) * 2)])
def test_a_bar_without_a_window_says_what_that_means(form_of: NewForm, closed: bool, nothing: tuple[str, str]) -> None:
    form = form_of(days=TWO, closed=closed)
    assert [shown.nothing for shown in form.editor.bars.shown()] == [nothing[0]] * 2
    form.anew(MORNING)
    assert [shown.nothing for shown in form.editor.bars.shown()] == ["", nothing[1]]


def test_a_long_conference_has_ten_bars_and_all_of_it_as_text(form_of: NewForm) -> None:
    days = tuple(day(DAY + timedelta(n)) for n in range(12))
    form = form_of(Span(days[11].date, 600, 660), days=days)

    assert (len(form.editor.bars.shown()), form.text) == (10, "2024-05-06 10:00–11:00")
    form.drag("09:00", "10:00", 9)
    assert form.said == ["2024-05-04 09:00–10:00 | 2024-05-06 10:00–11:00"]


# as text -------------------------------------------------------------------------------------------------


def test_the_text_is_another_way_to_say_it_and_what_is_not_understood_is_told(form_of: NewForm) -> None:
    form = form_of(MORNING)
    assert isinstance(form.editor.text, LineEditor)
    form.retype("8-9, 13-")
    assert (form.said, form.text) == (["08:00–09:00 | 13:00–18:00"], "08:00–09:00, 13:00–18:00")
    form.retype("")
    assert form.said[-1] == ""
    form.anew(MORNING)
    form.retype("soon")
    assert (form.said, form.refused) == ([], ["“soon” is not understood. Type hours such as 9–14 or 13–."])

    # several values are told and drawing gives all the same
    form.anew(MORNING)
    form.editor.show_mixed("mixed")
    assert [shown.nothing for shown in form.editor.bars.shown()] == ["mixed"]
    assert (form.text, form.editor.text.placeholderText()) == ("", "mixed")
    form.drag("13:00", "14:00")
    assert form.said == ["13:00–14:00"]


# the arithmetic ------------------------------------------------------------------------------------------

MINUTES = st.floats(-600, LATEST + 600)
HOURS = st.tuples(st.integers(0, LATEST - 1), st.integers(1, LATEST)).filter(lambda pair: pair[0] < pair[1])


@given(st.sampled_from(BarGrip), HOURS, HOURS, MINUTES, MINUTES)
def test_whatever_is_pulled_wherever_a_stretch_comes_of_it(
    grip: BarGrip, open_hours: tuple[int, int], held: tuple[int, int], taken: float, let_go: float
) -> None:
    only = Day(id="day", date=DAY, opens=open_hours[0], closes=open_hours[1])
    stretch = Span(DAY, *held)
    reach = shown_hours([only], [stretch])

    found = BarDrag(only, reach, grip, taken, None if grip is BarGrip.NEW else stretch).to(let_go)

    assert found.minutes >= min(STEP, stretch.minutes)
    assert found.minutes == stretch.minutes or grip is not BarGrip.WHOLE
    if grip is BarGrip.NEW:
        assert reach.first <= found.start < found.end <= reach.last
    assert found.day == DAY


def test_a_day_shows_its_hours_and_its_windows_from_whole_hour_to_whole_hour() -> None:
    assert shown_hours([day(opens="08:15", closes="17:30")], []) == ShownHours(8 * 60, 18 * 60)
    assert shown_hours(TWO, [span("07:30-20:10")]) == ShownHours(7 * 60, 21 * 60)
    assert shown_hours(TWO, [span("22:00-30:00")]) == ShownHours(8 * 60, 24 * 60)
    assert shown_hours([day(opens="20:00", closes="27:00")], []) == ShownHours(20 * 60, 27 * 60)
    assert merge_windows([]) == ()


# the state of the bars as a value ---------------------------------------------------------------------------

DAYS = (day(), day(FRIDAY))


def showing(*windows: Span) -> BarState:
    return BarState((), (), ShownHours(0, 60)).showing(DAYS, windows, "")


@pytest.mark.parametrize(
    ("time", "grip", "held"),
    [
        ("08:50", BarGrip.START, MORNING), ("09:10", BarGrip.START, MORNING), ("10:30", BarGrip.WHOLE, MORNING),
        ("12:10", BarGrip.END, MORNING), ("12:11", BarGrip.NEW, None),
    ],
)  # fmt: skip
def test_an_edge_is_grabbed_from_near_and_the_rest_of_a_window_as_a_whole(
    time: str, grip: BarGrip, held: Span | None
) -> None:
    found = showing(MORNING).find_drag(0, parse_minutes(time), 10)

    assert (found.grip, found.held) == (grip, held)


def test_a_grip_is_as_many_pixels_at_every_width_and_nothing_below_the_bars() -> None:
    # an edge is grabbed from as many pixels at every width
    state = showing(MORNING)
    for width in (200, 800):
        places = BarLayout(2, state.hours, 0, width)
        point = places.bar(0).center()
        point.setX(places.to_x(MORNING.end) + EDGE - 0.1)
        for grip in (BarGrip.END, BarGrip.NEW):
            found = places.find_drag(point, state)
            assert found
            assert found.grip is grip
            point.setX(point.x() + 0.2)

    # nothing is grabbed below the bars
    places = BarLayout(2, showing().hours, 0, 400)
    assert places.find_drag(places.bar(1).bottomLeft(), showing()) is None


def test_the_cursor_selects_the_window_it_comes_to_and_stays_on_the_bars() -> None:
    state = showing(MORNING)

    assert state.moved_to(0, parse_minutes("10:00")).selected == MORNING
    outside = state.moved_to(5, parse_minutes("30:00"))
    assert (outside.day, outside.minute, outside.selected) == (DAYS[1], parse_minutes("18:00"), None)


def test_a_drag_by_keys_is_shown_before_it_changes_a_window() -> None:
    # a drag is shown before it changes a window
    state = showing(MORNING).moved_to(0, MORNING.end).begun(BegunBy.SHIFT).moved_to(0, parse_minutes("12:30"))
    assert (state.preview, state.hit, state.windows) == ((span("09:00-12:30"),), span("09:00-12:30"), (MORNING,))

    # enter begins a new window even at an edge
    state = showing(MORNING).moved_to(0, MORNING.end).begun(BegunBy.ENTER).moved_to(0, parse_minutes("13:00"))
    assert state.preview == (MORNING, span("12:00-13:00"))

    # back where it began a drag by keys changes nothing
    begun = showing(MORNING).moved_to(0, parse_minutes("14:00")).begun(BegunBy.ENTER)
    assert begun.moved_to(0, parse_minutes("15:00")).moved_to(0, parse_minutes("14:00")).preview == (MORNING,)


def test_a_change_from_elsewhere_cancels_a_drag_and_leaves_the_cursor() -> None:
    state = (
        showing(MORNING).moved_to(1, parse_minutes("10:00")).begun(BegunBy.ENTER).moved_to(1, parse_minutes("11:00"))
    )

    changed = state.showing(DAYS, (Span(DAY, 600, 700),), "")
    assert (changed.drag, changed.day, changed.minute) == (None, DAYS[1], parse_minutes("11:00"))
    assert changed.preview == (Span(DAY, 600, 700),)
