"""The content of the timeline: zoom, days as tabs, the lists behind it, and the head and status around it."""

import gc
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QPaintEvent, QTextDocumentFragment, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place, unplace
from planner.domain.change import change
from planner.domain.enums import Status
from planner.domain.text import Text
from tests.builders import DAY, agenda, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, SHIFT, Hands, Key
from ui.shell.planner_page import Head
from ui.state.canvas.grid_view import LEAST_SCALE

SECOND = date(2024, 4, 26)
ROOMS = (room("hall"), room("lab", 1))
TWO_DAYS = (
    day(), day(SECOND, opens="10:00", title="Workshops"), *ROOMS, talk("keynote", "hall", "09:00-09:45"),
    talk("workshop", "lab", "13:00-14:30", on=SECOND), talk("waiting"),
)  # fmt: skip


class PaintWatch(QObject):
    """An event filter that notes whether the whole of a widget was painted."""

    def __init__(self, painted: list[bool], widget: QObject) -> None:
        super().__init__(widget)
        self._painted = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self._painted.append(event.region().boundingRect() == watched.rect())  # type: ignore[attr-defined]
        return False


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on two days with a session each, and one session in the tray."""
    return hands_on(*TWO_DAYS)


# zoom ----------------------------------------------------------------------------------------------------


def wheel(hands: Hands, at: QPointF, turn: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a point of the viewport."""
    viewport = hands.timeline.viewport()
    event = QWheelEvent(
        at, QPointF(viewport.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


@pytest.mark.parametrize("turn", [120, -120, 600])
def test_ctrl_and_wheel_zoom_around_the_pointer(hands: Hands, turn: int) -> None:
    timeline = hands.timeline
    timeline.zoom(3)
    timeline.scroll_to_minute(11 * 60)
    at = QPointF(100, 150)
    scale, minute = timeline.scale_now, timeline.grid.minute(timeline.verticalOffset() + at.y())

    wheel(hands, at, turn, CTRL)

    assert (timeline.scale_now > scale) == (turn > 0)
    assert timeline.grid.minute(timeline.verticalOffset() + at.y()) == pytest.approx(minute, abs=1 / timeline.scale_now)


def test_the_wheel_alone_scrolls(hands: Hands) -> None:
    timeline = hands.timeline
    timeline.zoom(3)
    timeline.scroll_to_minute(11 * 60)
    before = timeline.verticalOffset(), timeline.scale_now

    wheel(hands, QPointF(100, 150), -120, Qt.KeyboardModifier.NoModifier)

    assert timeline.verticalOffset() > before[0]
    assert timeline.scale_now == before[1]


def test_keys_zoom(hands: Hands) -> None:
    timeline, fitted = hands.timeline, hands.timeline.scale_now

    hands.key(Key.Key_Plus, modifiers=CTRL)
    assert timeline.scale_now == pytest.approx(1.25 * fitted)
    hands.key(Key.Key_Equal, modifiers=CTRL)
    hands.key(Key.Key_Minus, modifiers=CTRL)
    assert timeline.scale_now == pytest.approx(1.25 * fitted)
    hands.key(Key.Key_0, modifiers=CTRL)
    assert timeline.scale_now == fitted


def test_fitted_the_whole_day_is_seen(hands: Hands) -> None:
    timeline = hands.timeline
    assert timeline.grid.height == pytest.approx(timeline.viewport().height(), abs=1)

    timeline.resize(timeline.width(), timeline.height() - 150)

    assert timeline.grid.height == pytest.approx(timeline.viewport().height(), abs=1)
    assert timeline.verticalScrollBar().maximum() <= 1


def test_zoom_has_limits(hands: Hands) -> None:
    hands.timeline.zoom(1e6)
    assert hands.timeline.viewport().height() / hands.timeline.scale_now == 60

    hands.timeline.zoom(1e-6)
    assert hands.timeline.scale_now == LEAST_SCALE


def test_a_zoomed_block_is_where_it_says(hands: Hands) -> None:
    hands.timeline.zoom(2)
    hands.timeline.scroll_to_minute(9 * 60)

    hands.click(hands.on_block("keynote"))

    assert hands.page.desk.selected == ("keynote",)


# days ----------------------------------------------------------------------------------------------------


def test_days_are_tabs(hands: Hands) -> None:
    tabs = hands.page.days
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["Thu 25 Apr", "Fri 26 Apr · Workshops"]
    assert hands.timeline.days.ids == ("keynote",)

    hands.click(tabs.mapTo(hands.window, tabs.tabRect(1).center()))

    assert (hands.page.desk.day.date, hands.timeline.days.ids) == (SECOND, ("workshop",))
    assert (hands.timeline.grid.opens, hands.timeline.grid.day) == (600, SECOND)


def test_keys_turn_the_days(hands: Hands) -> None:
    shown = []
    for key in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp, Key.Key_PageUp):
        hands.key(key, modifiers=CTRL)
        shown.append(hands.page.desk.day.date)

    assert shown == [SECOND, SECOND, DAY, DAY]


def test_one_day_has_no_tabs(hands_on: HandsOn) -> None:
    assert not hands_on(*ROOMS).page.days.isVisible()


def test_a_session_of_another_day_brings_its_day(hands: Hands) -> None:
    hands.page.desk.select(("workshop",))

    assert (hands.page.desk.day.date, hands.page.days.currentIndex()) == (SECOND, 1)


def test_placed_on_the_shown_day(hands: Hands) -> None:
    hands.key(Key.Key_PageDown, modifiers=CTRL)
    hands.timeline.fit()

    hands.drag(hands.on_card("waiting"), hands.on_slot("hall", "11:10"))

    assert hands.agenda.sessions["waiting"].placement == talk("x", "hall", "11:00-11:30", on=SECOND).placement


def test_deleting_a_day_with_undo(hands: Hands) -> None:
    hands.key(Key.Key_PageDown, modifiers=CTRL)
    hands.page.desk.show(type(hands.page.desk.day), SECOND.isoformat())
    page = hands.page.inspector.page(type(hands.page.desk.day))
    (delete,) = [b for b in page.findChildren(type(hands.page.status.problems)) if b.text() == "Delete day"]

    hands.click(hands.on(delete))

    assert hands.page.desk.day.date == DAY
    assert [s.id for s in hands.agenda.tray] == ["workshop", "waiting"]
    hands.does("undo")
    assert hands.page.days.count() == 2
    assert hands.agenda.tray == (hands.agenda.sessions["waiting"],)


# the lists behind it -------------------------------------------------------------------------------------


def test_the_lists_behind_it_keep_qts_rules(hands: Hands, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(hands.timeline.days)
    qtmodeltester.check(hands.page.tray.cards.rows)
    qtmodeltester.check(hands.page.problems.rows)
    desk = hands.page.desk

    assert desk.perform(lambda now: place(now, "waiting", DAY, 540, ("hall",)))
    assert desk.perform(lambda now: add_session(now, "new", title="New"))
    assert desk.perform(lambda now: unplace(now, "keynote"))
    desk.show_day(desk.agenda.days_in_order[1])
    assert desk.perform(lambda now: delete_session(now, "workshop"))
    hands.page.tray.search.setText("keynote")

    assert hands.timeline.days.ids == ()
    assert hands.page.tray.cards.rows.ids == ("keynote",)
    assert len(hands.page.problems.rows.rows) == hands.page.problems.rows.rowCount()


def test_an_edit_keeps_the_rows(hands: Hands) -> None:
    resets: list[None] = []
    hands.timeline.days.modelReset.connect(lambda: resets.append(None))
    desk = hands.page.desk

    desk.perform(lambda now: place(now, "keynote", DAY, 660, ("lab",)))
    assert resets == []

    desk.perform(lambda now: place(now, "waiting", DAY, 540, ("hall",)))
    assert len(resets) == 1


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["law", "sea", "gdpr"]),
        ("LAW", ["law", "gdpr"]),
        ("ada", ["sea"]),
        ("law privacy", ["gdpr"]),
        ("nothing", []),
    ],
)
def test_the_tray_is_searched(hands_on: HandsOn, search: str, found: list[str]) -> None:
    hands = hands_on(
        person("ada"), talk("law", title="Law"), talk("sea", title="The sea", people=(speaker("ada"),)),
        talk("gdpr", title="Privacy", abstract="A law for all"),
    )  # fmt: skip

    hands.page.tray.search.setText(search)

    assert list(hands.page.tray.cards.rows.ids) == found
    assert hands.page.tray._empty.isVisible() == (not found)


# head and status -----------------------------------------------------------------------------------------


def test_head_and_status_say_what_there_is(hands: Hands) -> None:
    status = hands.page.status

    texts = [w.text() for w in (status.problems, status.warnings, status.counts, status.sent, status.saved)]

    assert texts == ["● 0 problems", "▲ 3 warnings", "3 sessions · 1 to schedule", "Not sent yet", "Saved"]
    assert hands.window.windowTitle() == "conference.estrad – Estrad"


def test_the_head_does_what_the_menus_do(hands: Hands) -> None:
    head = {b.text(): b for b in hands.window.findChildren(QAbstractButton) if isinstance(b.parent(), Head)}
    assert list(head) == ["↶ Undo", "↷", "−", "Fit", "+", "Print…", "Publish v1…"]
    undo = head["↶ Undo"]
    assert (undo.isEnabled(), undo.toolTip()) == (False, "Undo (Ctrl+Z)")

    hands.page.desk.perform(lambda now: unplace(now, "keynote"))
    gc.collect()
    assert (undo.isEnabled(), undo.toolTip()) == (True, "Undo Return “Keynote” to the tray (Ctrl+Z)")
    hands.click(hands.on(undo))

    assert hands.where("keynote") == "hall 09:00-09:45"
    assert (undo.isEnabled(), head["↷"].isEnabled()) == (False, True)
    scale = hands.timeline.scale_now
    hands.click(hands.on(head["+"]))
    assert hands.timeline.scale_now > scale
    hands.click(hands.on(head["Fit"]))
    assert hands.timeline.scale_now == scale


def test_a_cancelled_session_is_in_nobodys_way(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS,
        talk("off", "hall", "09:00-10:00", status=Status.CANCELLED),
        talk("on", "hall", "09:00-10:00", abstract="About it."),
    )

    assert [c.rule for c in hands.page.desk.conflicts] == ["session-without-speaker"]
    assert len(hands.timeline.boxes_of("off")) == 1


def test_with_the_last_session_gone_the_tray_says_what_to_do_first_again(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("only", "hall", "09:00-10:00"))
    assert hands.page.tray._empty.text() == "Every session has its place."

    hands.page.desk.perform(lambda agenda: delete_session(agenda, "only"))
    assert hands.page.tray._empty.text().startswith("Nothing here yet.")
    hands.does("undo")
    assert hands.page.tray._empty.text() == "Every session has its place."


def test_an_empty_conference_says_what_to_do_first(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS)

    assert hands.page.tray._empty.text() == (
        "Nothing here yet. Press Ctrl+N for a new session, or drag one in from below."
    )
    assert agenda(*ROOMS).sessions == hands.agenda.sessions


def test_all_of_the_day_is_selected(hands: Hands) -> None:
    hands.page.desk.perform(lambda now: place(now, "waiting", DAY, 660, ("lab",)))

    hands.key(Key.Key_A, modifiers=CTRL | SHIFT)

    assert set(hands.page.desk.selected) == {"keynote", "waiting"}


def test_the_hint_of_an_empty_day_goes_with_its_first_session(hands_on: HandsOn, qtbot: QtBot) -> None:
    hands = hands_on(*ROOMS, talk("waiting"))
    painted: list[bool] = []
    hands.timeline.viewport().installEventFilter(PaintWatch(painted, hands.timeline.viewport()))
    hands.timeline.viewport().update()
    qtbot.waitUntil(lambda: True in painted)
    painted.clear()

    hands.page.desk.perform(lambda now: place(now, "waiting", DAY, 9 * 60, ("hall",)))

    qtbot.waitUntil(lambda: True in painted)


@pytest.mark.parametrize("title", ["Food & drink", "<b>bold</b>"])
def test_foreign_marks_are_shown_as_they_are(hands_on: HandsOn, title: str) -> None:
    hands = hands_on(day(), day(SECOND, title=title), *ROOMS, talk("waiting", title=title))

    assert hands.page.days.tabText(1).endswith(title.replace("&", "&&"))
    hands.page.desk.perform(lambda now: place(now, "waiting", DAY, 9 * 60, ("hall",)))
    shown = {b.text(): b for b in hands.page.findChild(Head).findChildren(QAbstractButton)}["↶ Undo"]
    plain = QTextDocumentFragment.fromHtml(shown.toolTip()).toPlainText()
    assert plain == f"Undo Place “{title}” (Ctrl+Z)"


# repainting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", [{"title": "Other"}, {"pinned": True}, {"status": Status.CANCELLED}, {"people": ()}])
def test_a_block_that_stays_where_it_is_shows_what_it_is_now(hands_on: HandsOn, what: dict[str, object]) -> None:
    hands = hands_on(
        *ROOMS, person("ada"), talk("one", "hall", "09:00-10:00", people=(speaker("ada"),)),
        talk("two", ("hall", "attic"), "11:00-12:00", people=(speaker("ada"),)), room("between", 2), room("attic", 3),
    )  # fmt: skip
    for name in ("one", "two"):
        before = hands.on_screen()
        session = hands.agenda.sessions[name]
        hands.page.desk.perform(lambda agenda, old=session: change(Text("x"), (old, replace(old, **what))))
        seen = hands.on_screen()
        hands.timeline.viewport().update()
        assert seen == hands.on_screen()
        assert seen != before
