"""Two plans beside each other: kept plans, an import before it is one, and what attendees have."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place
from planner.commands.venue import delete_day
from planner.domain.agenda import Agenda
from planner.programme.programme import programme
from planner.programme.published_plan import programme_plan
from tests.builders import DAY, FRIDAY, day, person, room, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import DocumentOf
from tests.ui.picture import Picture
from tests.ui.test_unsaved import env as env
from tests.ui.window_driver import OpenWith, WindowDriver, texts_of
from ui.features.history.versions_dialog import PlanVersionsDialog
from ui.kit.theme.theme import LIGHT
from ui.plan.comparison import ComparedPlan, ComparisonDialog, time_and_place
from ui.plan.day.day_view import DayView

PLAN = (
    day(), day(FRIDAY), room("hall"), room("lab", 1), person("ada"),
    talk("stays", "hall", "09:00-10:00"), talk("moved", "hall", "11:00-12:00"), talk("other", "lab", "11:00-12:00"),
    talk("gone", "lab", "15:00-16:00"),
)  # fmt: skip


def otherwise(plan: Agenda) -> Agenda:
    """Return a plan in which one session begins later, one lies on another day, one is gone and one came."""
    for make in (
        lambda now: place(now, "moved", DAY, 13 * 60, ["lab"]),
        lambda now: place(now, "other", FRIDAY, 9 * 60, ["lab"]),
        lambda now: delete_session(now, "gone"),
        lambda now: add_session(now, "new", title="New"),
    ):
        plan = plan.after(make(plan))
    return plan


@pytest.fixture
def dialog(document_of: DocumentOf, qtbot: QtBot) -> ComparisonDialog:
    document = document_of(*PLAN)
    first, second = document.plan.beside(document.agenda), document.plan.beside(otherwise(document.agenda))
    found = ComparisonDialog(ComparedPlan(first, "Now"), ComparedPlan(second, "Then"))
    found.document = document  # type: ignore[attr-defined]  # keeps it
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def outlined(view: DayView, session: str) -> bool:
    """Return whether a tile has the dashed outline of what differs."""
    (box,) = view.find_boxes(session)
    view.canvas.scrollTo(view.source.model.item_index(session))
    image = view.canvas.viewport().grab().toImage()
    seen = box.translated(-view.canvas.horizontalScrollBar().value(), -view.canvas.verticalScrollBar().value())
    picture = Picture(
        lambda painter: painter.drawImage(0, 0, image), image.width(), image.height(), LIGHT.colour("panel")
    )
    return picture.count(LIGHT.colour("warning"), QRectF(seen.x(), seen.y(), seen.width(), 6)) > 20


def test_what_differs_is_listed_as_a_comparison_of_all_fields_finds_it(dialog: ComparisonDialog) -> None:
    first, second = (view.plan.agenda.sessions for view in dialog.views)
    found = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}

    assert {difference.id for difference in dialog.differences} == found == {"moved", "other", "gone", "new"}
    assert dialog.count.text() == "4 sessions differ"
    assert texts_of(dialog.list.items) == [
        ("Moved", "Thu 25 Apr 11:00–12:00 · Hall", "Thu 25 Apr 13:00–14:00 · Lab"),
        ("Other", "Thu 25 Apr 11:00–12:00 · Lab", "Fri 26 Apr 09:00–10:00 · Lab"),
        ("New", "not there", "not placed"),
        ("Gone", "Thu 25 Apr 15:00–16:00 · Lab", "not there"),
    ]


def test_what_differs_is_outlined_in_both_plans_and_what_does_not_is_not(dialog: ComparisonDialog) -> None:
    now, then = dialog.views

    assert {name: outlined(now, name) for name in ("stays", "moved", "other")} == {
        "stays": False, "moved": True, "other": True,
    }  # fmt: skip
    assert (outlined(then, "stays"), outlined(then, "moved")) == (False, True)


def test_the_keys_go_from_difference_to_difference_each_plan_where_it_has_it(dialog: ComparisonDialog) -> None:
    now, then = (view.plan for view in dialog.views)
    seen = []
    for _press in range(5):
        QTest.keyClick(dialog, Qt.Key.Key_F3)
        seen.append((dialog.list.current.id, now.selected, then.selected, now.day.date.day, then.day.date.day))
    QTest.keyClick(dialog, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)

    assert seen == [
        ("moved", ("moved",), ("moved",), 25, 25),
        ("other", ("other",), ("other",), 25, 26),
        ("new", (), ("new",), 25, 26),
        ("gone", ("gone",), (), 25, 26),
        ("moved", ("moved",), ("moved",), 25, 25),
    ]
    assert dialog.list.current.id == "gone"


def test_day_zoom_scrolling_and_selection_of_one_are_followed_by_the_other(dialog: ComparisonDialog) -> None:
    now, then = dialog.views

    dialog.days.setCurrentIndex(1)
    assert (now.plan.day.date, then.plan.day.date) == (FRIDAY, FRIDAY)
    dialog.days.setCurrentIndex(0)
    then.canvas.zoom(2)
    assert now.canvas.scale_now == then.canvas.scale_now
    now.canvas.verticalScrollBar().setValue(120)
    assert then.canvas.verticalScrollBar().value() == 120
    then.plan.select(["stays"])
    assert now.plan.selected == ("stays",)
    now.canvas.fit()
    then.canvas.zoom(1.3)
    assert now.canvas.scale_now == then.canvas.scale_now


def test_a_day_of_one_plan_alone_is_shown_there_and_its_tab_stays(document_of: DocumentOf, qtbot: QtBot) -> None:
    document = document_of(day(), day(FRIDAY), room("hall"))
    shorter = document.agenda.after(delete_day(document.agenda, FRIDAY.isoformat()))
    plans = [ComparedPlan(document.plan.beside(plan), name) for plan, name in ((document.agenda, "1"), (shorter, "2"))]
    found = ComparisonDialog(*plans)
    qtbot.addWidget(found)

    found.days.setCurrentIndex(1)

    assert (found.days.currentIndex(), [view.plan.day.date for view in found.views]) == (1, [FRIDAY, DAY])


def test_another_room_is_seen_beside_a_place_text_and_the_end_of_a_long_session_with_its_date(
    document_of: DocumentOf,
) -> None:
    document = document_of(
        room("hall"), room("lab", 1), talk("s", "hall", "09:00-10:00", place="Foyer"), talk("l", "lab", "09:00-34:00")
    )
    said = [time_and_place(document.presentation, document.agenda, document.agenda.sessions[name]) for name in "sl"]

    assert said == ["Thu 25 Apr 09:00–10:00 · Hall (Foyer)", "Thu 25 Apr 09:00–2024-04-26 10:00 · Lab"]


def test_neither_plan_can_be_changed_and_nothing_of_the_open_one_is_touched(dialog: ComparisonDialog) -> None:
    document = dialog.document  # type: ignore[attr-defined]
    before, view = document.agenda, dialog.views[0]
    spot = view.canvas.visualRect(view.source.model.item_index("stays")).center()
    area = view.canvas.viewport()

    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(area, spot * 2)
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=spot * 2)
    for key in (Qt.Key.Key_M, Qt.Key.Key_Delete, Qt.Key.Key_Down):
        QTest.keyClick(view.canvas, key)

    assert not view.plan.editable()
    assert (document.agenda, document.plan.selected, document.plan.differing) == (before, (), frozenset())


def test_a_kept_plan_is_shown_beside_today(open_with: OpenWith, answers: Answers) -> None:
    driver = WindowDriver(open_with(*PLAN))
    driver.page.document.apply(lambda now: place(now, "moved", DAY, 13 * 60, ["lab"]))

    def look(dialog: PlanVersionsDialog) -> tuple[list[tuple[str, ...]], str]:
        return answers.read(
            dialog.open_comparison.click, lambda shown: (texts_of(shown.list.items), shown.windowTitle())
        )

    found, title = answers.read(lambda: driver.does("plan_versions"), look)
    assert found == [("Moved", "Thu 25 Apr 13:00–14:00 · Lab", "Thu 25 Apr 11:00–12:00 · Hall")]
    assert title.startswith("Now · ")


def test_what_attendees_have_is_shown_on_the_same_canvas(document_of: DocumentOf, qtbot: QtBot) -> None:
    document = document_of(
        *PLAN, person("bo", email="bo@example.org", phone="070"),
        talk("told", "hall", "16:00-17:00", note="Secret", people=(speaker("bo"),)),
    )  # fmt: skip
    sent = programme(otherwise(document.agenda))
    first, second = document.plan.beside(document.agenda), document.plan.beside(programme_plan(sent))
    dialog = ComparisonDialog(ComparedPlan(first, "Now"), ComparedPlan(second, "As published"))
    qtbot.addWidget(dialog)
    dialog.show()

    assert [{made.title for made in view.source.model.contents.values()} for view in dialog.views] == [
        {"Stays", "Moved", "Other", "Gone", "Told"},
        {"Stays", "Moved", "Told"},
    ]
    assert [(one.name, one.email, one.phone) for one in second.agenda.people.values()] == [("Bo", "", "")]
    assert second.agenda.sessions["told"].note == ""


def test_a_plan_beside_is_a_view_of_its_own(document_of: DocumentOf) -> None:
    document = document_of(*PLAN)
    beside = document.plan.beside(document.agenda)
    beside.select(["moved"])

    assert (document.plan.selected, beside.problems is document.plan.problems) == ((), True)
