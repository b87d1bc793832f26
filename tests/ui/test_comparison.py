"""Two plans beside each other: kept plans, an import before it is one, what attendees have; and published versions."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.sessions import add_session, delete_session
from planner.commands.timeline import place, set_pinned
from planner.commands.venue import delete_day
from planner.domain.agenda import Agenda
from planner.domain.entities import Room, Session
from planner.domain.value_objects import Placement
from planner.programme.programme import programme
from planner.programme.published_plan import programme_plan
from tests.builders import DAY, FRIDAY, day, person, room, span, speaker, talk
from tests.ui.answers import Answers
from tests.ui.conftest import DocumentOf, HandsOn
from tests.ui.picture import Picture
from tests.ui.test_unsaved import env as env
from tests.ui.window_driver import OpenWith, WindowDriver, texts_of
from ui.features.history.versions_dialog import PlanVersionsDialog
from ui.features.publishing.published_versions import BringBackDialog, ReleasesDialog, show_releases
from ui.kit.theme.theme import LIGHT
from ui.kit.widgets.plain_widgets import ElidedLabel
from ui.plan.comparison import ComparedPlan, ComparisonDialog, PlanDialog, time_and_place
from ui.plan.day.day_view import DayView
from ui.state.view_state import Settings

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
    first, second = (
        document.plan.make_other_view(document.agenda),
        document.plan.make_other_view(otherwise(document.agenda)),
    )
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
    plans = [
        ComparedPlan(document.plan.make_other_view(plan), name)
        for plan, name in ((document.agenda, "1"), (shorter, "2"))
    ]
    found = ComparisonDialog(*plans)
    qtbot.addWidget(found)

    found.days.setCurrentIndex(1)

    assert (found.days.currentIndex(), [view.plan.day.date for view in found.views]) == (1, [FRIDAY, DAY])


def test_another_room_is_seen_beside_a_place_text_and_the_end_of_a_long_session_with_its_date(
    document_of: DocumentOf,
) -> None:
    document = document_of(
        room("hall"), room("lab", 1), talk("s", "hall", "09:00-10:00", place="Foyer"), talk("l", "lab", "09:00-34:00"),
        talk("p", (), "09:00-10:00", place="Foyer"), talk("a", (), "11:00-12:00"),
    )  # fmt: skip
    said = [time_and_place(document.presentation, document.agenda, document.agenda.sessions[name]) for name in "slpa"]

    assert said == [
        "Thu 25 Apr 09:00–10:00 · Hall (Foyer)", "Thu 25 Apr 09:00–2024-04-26 10:00 · Lab",
        "Thu 25 Apr 09:00–10:00 · Foyer", "Thu 25 Apr 11:00–12:00 · All rooms",
    ]  # fmt: skip


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
    driver.document.apply(lambda now: place(now, "moved", DAY, 13 * 60, ["lab"]))

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
    first, second = document.plan.make_other_view(document.agenda), document.plan.make_other_view(programme_plan(sent))
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
    beside = document.plan.make_other_view(document.agenda)
    beside.select(["moved"])

    assert (document.plan.selected, beside.problems is document.plan.problems) == ((), True)


# the published versions -------------------------------------------------------------------------------------


SECOND = DAY + timedelta(days=1)


def publish(driver: WindowDriver) -> None:
    driver.workspace.outbox.send(lambda sending: {})


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a plan that was published twice, and changed after each time."""
    driver = hands_on(
        day(), day(SECOND), room("hall"), room("lab", 1), person("ada"),
        talk("stays", "hall", "09:00-10:00", note="Secret"), talk("moved", "hall", "11:00-12:00"),
        talk("gone", "lab", "11:00-12:00", people=(speaker("ada"),)), talk("late", "lab", "16:00-17:00", on=SECOND),
    )  # fmt: skip
    publish(driver)
    driver.document.apply(lambda now: place(now, "moved", DAY, 13 * 60, ("lab",)))
    driver.document.apply(lambda now: delete_session(now, "gone"))
    publish(driver)
    driver.document.apply(lambda now: edit(now, Session, "stays", title="Stays on"))
    driver.document.apply(lambda now: edit(now, Session, "late", abstract="About the night"))
    return driver


def in_dialog(driver: WindowDriver, answers: Answers, act: Callable[[ReleasesDialog], object]) -> None:
    """Open the published versions, and act there with the version 1 chosen."""

    @answers.meets
    def look(dialog: ReleasesDialog) -> bool:
        dialog.versions.setFocus()
        QTest.keyClick(dialog.versions, Qt.Key.Key_Down)
        act(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted

    driver.does("releases")


def shown(view: DayView) -> set[str]:
    return {content.title for content in view.source.model.contents.values()}


def test_two_versions_or_one_and_the_plan_are_shown_beside_each_other(driver: WindowDriver, answers: Answers) -> None:
    seen: list[tuple[str, list[set[str]], list[tuple[str, ...]]]] = []

    def compare(dialog: ComparisonDialog) -> bool:
        seen.append((dialog.windowTitle(), [shown(view) for view in dialog.views], texts_of(dialog.list.items)))
        assert [view.plan.editable() for view in dialog.views] == [False, False]
        heads = [label.text() for label in dialog.findChildren(ElidedLabel) if label.isVisible() and label.text()]
        assert heads == [f"{name} · Thu 25 Apr" for name in dialog.windowTitle().split(" · ")]
        first, second = (view.plan.agenda for view in dialog.views)
        assert first.rooms_in_order == second.rooms_in_order
        return False

    def beside(dialog: ReleasesDialog) -> None:
        answers.does = compare
        dialog.beside.click()
        dialog.other.setCurrentText("Version 2")
        dialog.beside.click()
        dialog.other.setCurrentText("The version before it")
        assert not dialog.beside.isEnabled()

    in_dialog(driver, answers, beside)

    gone = ("Gone", "Thu 25 Apr 11:00–12:00 · Lab", "not there")
    moved = ("Moved", "Thu 25 Apr 11:00–12:00 · Hall", "Thu 25 Apr 13:00–14:00 · Lab")
    retitled = ("Stays on", "Stays · Thu 25 Apr 09:00–10:00 · Hall", "Thu 25 Apr 09:00–10:00 · Hall")
    late = ("Late", "Fri 26 Apr 16:00–17:00 · Lab", "Fri 26 Apr 16:00–17:00 · Lab · abstract")
    then = {"Stays", "Moved", "Gone"}
    assert seen == [
        ("Version 1 · Now, as attendees would see it", [then, {"Stays on", "Moved"}], [retitled, moved, late, gone]),
        ("Version 1 · Version 2", [then, {"Stays", "Moved"}], [moved, gone]),
    ]


def test_one_version_is_looked_at_alone_with_nothing_that_attendees_have_not(
    driver: WindowDriver, answers: Answers
) -> None:
    document, looked = driver.document, list[str]()
    before = document.agenda

    def look(dialog: PlanDialog) -> bool:
        looked.append(dialog.windowTitle())
        assert shown(dialog.view) == {"Stays", "Moved", "Gone"}
        dialog.days.setCurrentIndex(1)
        assert shown(dialog.view) == {"Late"}
        assert dialog.view.plan.agenda.sessions["stays"].note == ""
        assert dialog.view.plan.problems.all == ()
        dialog.view.plan.select(["late"])
        for key in (Qt.Key.Key_M, Qt.Key.Key_Delete, Qt.Key.Key_Down):
            QTest.keyClick(dialog.view.canvas, key)
        return False

    def press(dialog: ReleasesDialog) -> None:
        answers.does = look
        dialog.look.click()

    in_dialog(driver, answers, press)

    assert looked == ["Version 1 · Fri 1 March 2024 13:00"]
    assert (document.agenda, document.plan.selected) == (before, ())


def choose_rows(dialog: ReleasesDialog, *starts: str) -> None:
    """Select rows of the list of changes by what they begin with, with Ctrl and the mouse."""
    for row in range(dialog.changes.rows.rowCount()):
        if dialog.changes.rows_as_text([row]).startswith(starts):
            spot = dialog.changes.visualRect(dialog.changes.rows.index(row)).center()
            QTest.mouseClick(
                dialog.changes.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot
            )


def brought_back(driver: WindowDriver, answers: Answers, *starts: str, agrees: bool = True) -> list[object]:
    """Bring the sessions whose changes begin so back, or all; return the sentences, rows and clashes of the question.

    Whoever does not agree is back among the versions.
    """
    seen: list[object] = []

    def answer(dialog: BringBackDialog) -> bool:
        seen.extend(
            [dialog.head.text().split("\n"), texts_of(dialog.sessions.items), dialog.clashes.text().split("\n")]
        )
        if agrees:
            dialog.go.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    def ask(dialog: ReleasesDialog) -> None:
        choose_rows(dialog, *starts)
        answers.does = answer
        (dialog.bring_chosen if starts else dialog.bring_all).click()
        assert agrees or dialog.isVisible()

    in_dialog(driver, answers, ask)
    return seen


def test_one_session_goes_back_to_its_place_in_a_version_as_one_step(driver: WindowDriver, answers: Answers) -> None:
    driver.document.apply(lambda now: place(now, "stays", DAY, 13 * 60, ("hall",)))
    before = driver.agenda

    assert brought_back(driver, answers, "Moved: “Moved”") == [
        ["1 session goes back to its place in version 1."],
        [("Moved", "Thu 25 Apr 13:00–14:00 · Lab", "Thu 25 Apr 11:00–12:00 · Hall")],
        ["Nothing new would clash."],
    ]
    assert (driver.where("moved"), driver.where("stays")) == ("hall 11:00-12:00", "hall 13:00-14:00")
    assert driver.said == "Done: Bring “Moved” back as in version 1."
    driver.push("Undo")
    assert driver.agenda == before


def test_all_placements_go_back_and_what_the_version_had_not_is_not_placed_any_more(
    driver: WindowDriver, answers: Answers
) -> None:
    for name in ("new", "newer"):
        driver.document.apply(
            lambda now, name=name: add_session(
                now, name, title=name.title(), placement=Placement(span("11:00-11:30"), ("hall",))
            )
        )
    driver.document.apply(lambda now: set_pinned(now, "new", on=True))

    assert brought_back(driver, answers) == [
        [
            "1 session goes back to its place in version 1.",
            "1 session that version 1 did not have goes back to “Not placed”.",
            "2 sessions cannot be brought back; the list says why.",
        ],
        [
            ("Moved", "Thu 25 Apr 13:00–14:00 · Lab", "Thu 25 Apr 11:00–12:00 · Hall"),
            ("Newer", "Thu 25 Apr 11:00–11:30 · Hall", "not placed"),
            ("Gone", "not there", "not brought back: it was deleted since"),
            ("New", "Thu 25 Apr 11:00–11:30 · Hall", "not brought back: it is pinned"),
        ],
        ["1 new clash:", "● Problem: Hall is double-booked at 11:00: “New” and “Moved”."],
    ]
    assert [driver.where(name) for name in ("moved", "new", "newer")] == [
        "hall 11:00-12:00",
        "hall 11:00-11:30",
        "tray",
    ]
    assert driver.steps[-1] == "Bring all placements back as in version 1"


def test_who_thinks_better_of_it_is_back_among_the_versions_and_a_renamed_room_is_known_by_its_old_name(
    driver: WindowDriver, answers: Answers
) -> None:
    before = driver.agenda
    assert len(brought_back(driver, answers, agrees=False)) == 3
    assert driver.agenda == before

    # a room that was renamed is known by the name it had
    driver.document.apply(lambda now: edit(now, Room, "hall", name="Aula"))
    brought_back(driver, answers, "Moved: “Moved”")
    assert driver.where("moved") == "hall 11:00-12:00"


def test_only_what_has_moved_is_offered_and_nothing_where_the_plan_may_not_change(
    driver: WindowDriver, answers: Answers
) -> None:
    offered, hidden = list[bool](), list[bool]()

    def look(dialog: ReleasesDialog) -> None:
        for start in ("Nothing", "Title: “Stays on”", "Moved: “Moved”"):
            choose_rows(dialog, start)
            offered.append(dialog.bring_chosen.isEnabled())
        QTest.keyClick(dialog.versions, Qt.Key.Key_Up)
        offered.extend([dialog.bring_all.isEnabled(), dialog.bring_chosen.isEnabled()])

    in_dialog(driver, answers, look)
    assert offered == [False, False, True, False, False]  # version 2 has all where they are now

    answers.does = lambda dialog: hidden.extend(
        part.isHidden() for part in (dialog.bring_all, dialog.bring_chosen, dialog.save)
    )
    show_releases(driver.document, answers, driver.window)
    assert hidden == [True, True, True]


def save_copy(driver: WindowDriver, answers: Answers, name: str) -> list[str]:
    """Save a copy of version 1 by the entry of the menu with that name; return all entries."""
    entries: list[str] = []

    def press(dialog: ReleasesDialog) -> None:
        menu = dialog.save.menu()
        entries.extend(action.text() for action in menu.actions())
        next(action for action in menu.actions() if action.text() == name).trigger()

    in_dialog(driver, answers, press)
    return entries


def test_a_copy_of_a_version_is_saved_with_its_number_and_nothing_is_sent(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    before = (driver.releases.ledger().files, len(driver.releases.all()))
    answers.saves = tmp_path / "paper-v1.pdf"

    entries = save_copy(driver, answers, "Programme on paper (.pdf)")

    assert entries[:3] == ["Calendar (.ics), as a draft", "Programme on paper (.pdf)", "Table of the programme (.xlsx)"]
    answers.saves = None
    save_copy(driver, answers, "Table of the programme (.xlsx)")
    beside = driver.workspace.path.with_name
    assert answers.offered == [beside(f"the-conference-2024-v1{suffix}") for suffix in (".pdf", ".xlsx")]
    answers.saves = tmp_path / "paper-v1.pdf"
    assert answers.saves.read_bytes().startswith(b"%PDF")
    assert driver.said == f"Saved in {answers.saves}."
    answers.saves = tmp_path / "calendar.ics"
    save_copy(driver, answers, "Calendar (.ics), as a draft")
    calendar = (tmp_path / "calendar-v1.ics").read_text("utf-8")
    assert not answers.saves.exists()
    assert "DRAFT\\, copy of version 1: The Conference" in calendar
    assert [calendar.count(f"SUMMARY:{title}") for title in ("Gone", "Moved", "Stays on")] == [1, 1, 0]
    assert (driver.releases.ledger().files, len(driver.releases.all())) == before
    assert driver.releases.ledger().drafts == 1


def test_a_folder_that_the_computer_publishes_into_gets_no_copy(
    driver: WindowDriver, answers: Answers, tmp_path: Path, settings: Settings
) -> None:
    web = tmp_path / "web"
    web.mkdir()
    settings.publishing_settings(driver.workspace.path, "conference").store_path("whole", web / "all.ics")
    answers.saves = web / "paper-v1.pdf"

    save_copy(driver, answers, "Programme on paper (.pdf)")

    assert answers.told == [
        f"A copy of a version is not for “{web}”: the conference publishes there. "
        "Choose another folder, so that nobody takes an earlier version for the newest."
    ]
    assert list(web.iterdir()) == []


def test_a_kept_note_is_no_folder(driver: WindowDriver, settings: Settings, tmp_path: Path) -> None:
    saved = settings.publishing_settings(driver.workspace.path, "conference")
    saved.store_path("whole", tmp_path / "all.ics")
    saved.unpublished_note = "/ new rooms"

    assert (saved.folders, saved.unpublished_note) == ({tmp_path}, "/ new rooms")


def test_a_file_that_lies_under_the_name_with_the_number_is_replaced_only_by_who_says_so(
    driver: WindowDriver, answers: Answers, tmp_path: Path
) -> None:
    lying = tmp_path / "paper-v1.pdf"
    lying.write_bytes(b"mine")
    answers.saves, answers.leaves = tmp_path / "paper.pdf", False

    save_copy(driver, answers, "Programme on paper (.pdf)")

    assert (lying.read_bytes(), answers.left) == (b"mine", [("Replace the file?", "“paper-v1.pdf” is there already.")])
    answers.leaves = True
    save_copy(driver, answers, "Programme on paper (.pdf)")
    assert lying.read_bytes().startswith(b"%PDF")
