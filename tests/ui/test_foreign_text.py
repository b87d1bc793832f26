"""Foreign text is plain text everywhere, nothing is fetched, no & is lost; all has a name for a screen reader."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

from planner.commands.edit import edit
from planner.domain.agenda import Agenda
from planner.domain.entities import ENTITY_TYPES, Cover, Entity, Partner, Person, Session
from planner.domain.value_objects import Kind, Status
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.every_field import PICTURES, SUBJECT, full_agenda, with_blocks_waiting
from tests.importing.schedules import event, one, persons, written
from tests.importing.schedules import person as speaks
from tests.ui.answers import Answers, publishes
from tests.ui.lists import KEYS, choose_columns, go, listed
from tests.ui.window_driver import ALT, HandsOn, Key, NewWindow, WindowDriver
from ui.features.help.help_dialog import HelpBrowser
from ui.features.inspector.inspector_page import EntityPage

pytestmark = pytest.mark.awake

EVIL = '& <b>x</b><img src="file:///etc/passwd">&amp; & a & b [*]'
MARK = "<b>x"
OURS = {"id", "timezone", "language", "colour", "photo", "logo", "person", "track", "block", "room", "rooms"}
"""Fields that hold an id or a value of ours."""


def evil(value: Any, number: int = 0) -> Any:
    """Return the value with every text in it replaced by hostile text."""
    if type(value) is str and value:
        return f"{EVIL} {number}" if number else EVIL
    if isinstance(value, tuple):
        return tuple(evil(one, n + 1) for n, one in enumerate(value))
    if is_dataclass(value) and not isinstance(value, type):
        texts = {f.name: getattr(value, f.name) for f in fields(value) if f.init and f.name not in OURS}
        changed = {name: evil(text, number) for name, text in texts.items()}
        return replace(value, **{name: new for name, new in changed.items() if new != texts[name]})
    return value


def poisoned() -> Agenda:
    """Return a conference whose texts are all hostile; further things of a kind have a number behind the text."""
    found: list[Entity] = []
    for kind in ENTITY_TYPES:
        same = [thing for thing in full_agenda().entities() if isinstance(thing, kind)]
        found += [evil(thing, n) for n, thing in enumerate(same)]
    return Agenda.of(*found)


def test_every_text_of_it_is_foreign() -> None:
    conference, session = poisoned().conference, poisoned().sessions[SUBJECT]

    assert {getattr(conference, name) for name in ("title", "note", "theme", "acronym")} == {EVIL}
    assert session.placement is not None
    assert (session.links[0].label, session.placement.place, session.tags[1]) == (f"{EVIL} 1", EVIL, f"{EVIL} 2")


@pytest.fixture
def driver(new_window: NewWindow, tmp_path: Path, env: Environment) -> WindowDriver:
    path = tmp_path / f"{EVIL.replace('/', '')}.estrad"
    Workspace.create(path, with_blocks_waiting(poisoned()), env, PICTURES).close()
    driver = WindowDriver(new_window(path))
    driver.canvas.fit()
    return driver


# checks --------------------------------------------------------------------------------------------------


def bare_marks(text: str) -> bool:
    """Return whether an & would be read as the mark of an access key."""
    return "&" in text.replace("&&", "")


def wrong(root: QWidget, *, named: bool = True) -> Iterator[str]:
    """Yield a line for each text below a root that is read as markup, or loses a part, and each widget without a
    name for a screen reader.
    """
    QCoreApplication.sendPostedEvents()
    yield from nameless(root) if named else ()
    for widget in (root, *root.findChildren(QWidget)):
        if any(isinstance(parent, QComboBox) for parent in above(widget)):
            continue  # Qt's own part, which repeats the combo box
        for kind, text, fault in (*of_texts(widget), *of_tips(widget)):
            if fault:
                yield f"{type(widget).__name__} {widget.objectName()} {kind}: {text}"
    for action in root.findChildren(QAction):
        if MARK in action.text() and action.text().replace("&&", "").count("&") > 1:  # one & may be ours
            yield f"action: {action.text()}"


OPERATED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)
MADE_OF = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar, QMenuBar)
NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def operated(root: QWidget) -> Iterator[QWidget]:
    """Yield the widgets that a person operates and all text editors, without the inner widgets that Qt makes."""
    for widget in root.findChildren(QWidget):
        edited = isinstance(widget, QAbstractScrollArea) and type(widget).__name__.endswith(("TextEdit", "TextEditor"))
        if isinstance(widget.parentWidget(), QTableView | QTreeView) and isinstance(
            widget, QHeaderView | QAbstractButton
        ):
            continue  # a table announces its headers itself, and the corner between them is hidden
        if (isinstance(widget, OPERATED) or edited) and not any(isinstance(p, MADE_OF) for p in above(widget)):
            yield widget


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in operated(root):
        heard = QAccessible.queryAccessibleInterface(widget)
        if not heard.text(QAccessible.Text.Name).strip() or heard.role() in NO_ROLE:
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}")
    return found


def above(widget: QWidget) -> Iterator[QWidget]:
    while parent := widget.parentWidget():
        yield (widget := parent)


def of_texts(widget: QWidget) -> Iterator[tuple[str, str, bool]]:
    """Yield the texts of a widget: the kind, the text, and whether it is at fault."""
    if isinstance(widget, QLabel) and ("<" in widget.text() or "&" in widget.text()):
        text, plain = widget.text(), widget.textFormat() is Qt.TextFormat.PlainText
        marked = widget.buddy() is not None and bare_marks(text)
        yield "label", text, "<" in text and (marked or not plain)  # a label of ours may have a key
    if isinstance(widget, QAbstractButton | QGroupBox):
        text = widget.title() if isinstance(widget, QGroupBox) else widget.text()
        yield "button", text, "<b" in text and bare_marks(text)
    if isinstance(widget, QTabBar):
        for n in range(widget.count()):
            yield "tab", widget.tabText(n), MARK in widget.tabText(n) and bare_marks(widget.tabText(n))
    if isinstance(widget, QMenu):
        yield "menu", widget.title(), MARK in widget.title() and bare_marks(widget.title())
    if isinstance(widget, HelpBrowser):
        yield "rich text", widget.toPlainText(), MARK in widget.toPlainText()  # all of it is our own
    elif isinstance(widget, QTextEdit):
        yield "rich text", widget.toPlainText(), widget.acceptRichText() or MARK not in widget.toPlainText()
    title = widget.windowTitle()
    yield "title", title, title.replace("[*][*]", "").count("[*]") > 0  # Qt's place for the mark of a changed file


def of_tips(widget: QWidget) -> Iterator[tuple[str, str, bool]]:
    """Yield the tooltips of a widget and of its rows: the kind, the text, and whether it is at fault."""
    tips = [widget.toolTip(), widget.whatsThis(), widget.statusTip()]
    if isinstance(widget, QTabBar):
        tips += [widget.tabToolTip(n) for n in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model():
        model = widget.model()
        for row in range(min(model.rowCount(QModelIndex()), 30)):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
                tips.append(str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""))
    for tip in tips:
        yield "tool tip", tip, rich(tip)


def rich(tip: str) -> bool:
    """Return whether a tooltip would be read as HTML with markup that is not ours, or shows an entity."""
    if not QtGui.Qt.mightBeRichText(tip):
        return MARK in tip
    inner = re.sub(r"^<qt>(.*)</qt>$", r"\1", tip, flags=re.DOTALL)
    return "<" in inner.replace("<br>", "") or "&" in re.sub(r"&(amp|lt|gt|quot|#x27);", "", inner)


def shows(root: QWidget) -> int:
    """Return the number of labels, buttons, tabs and rows that show foreign text."""
    found = [w.text() for w in root.findChildren(QLabel)] + [w.text() for w in root.findChildren(QAbstractButton)]
    for view in root.findChildren(QAbstractItemView):
        if view.model():
            found += [
                str(view.model().index(row, 0).data() or "")
                for row in range(min(view.model().rowCount(QModelIndex()), 30))
            ]
    return sum("<b" in text for text in found)


@pytest.mark.parametrize(
    ("tip", "expected"),
    [
        (EVIL, True), (f"<qt>{escape(EVIL)}</qt>", False), (f"<qt>{EVIL}</qt>", True), ("Nothing", False),
        (f"<qt>a<br>{escape(EVIL)}</qt>", False), (f"<qt>a<br>{EVIL}</qt>", True),
        (f"{EVIL} (Ctrl+1)", True), (f"<qt>{escape(unescape(EVIL))}</qt>", False),
    ],
)  # fmt: skip
def test_a_wrong_tip_is_found(tip: str, expected: bool) -> None:
    assert rich(tip) is expected


# places that show it -------------------------------------------------------------------------------------


def test_on_every_page(driver: WindowDriver) -> None:
    driver.does("problems")
    found = {"problems": (list(wrong(driver.window)), shows(driver.window) > 3)}
    driver.does("problems")
    for place in KEYS:
        go(driver, place)
        if place in ("people", "sessions", "venue"):
            choose_columns(driver, *(column.name for column in listed(driver).columns.all))
        found[place] = list(wrong(driver.window)), shows(driver.window) > 3
        driver.does("select_all")
        assert (list(nameless(driver.window)), len(list(operated(driver.window))) > 20) == ([], True)

    assert found == {place: ([], True) for place in ("problems", *KEYS)}


def test_in_the_inspector_with_all_its_sections_open(driver: WindowDriver) -> None:
    found = {}
    for kind in ENTITY_TYPES:
        driver.plan.show(kind, SUBJECT)
        page = driver.page.inspector.page(kind)
        for section in page.sheet.sections.values():
            section.open_form()
        top = page.top if isinstance(page, EntityPage) else None
        chips = top.people.findChildren(QAbstractButton) if top else []
        found[kind] = [chip.text() for chip in chips if chip.text() != "×" and bare_marks(chip.text())]
        found[kind] += wrong(driver.window)

    assert found == {kind: [] for kind in ENTITY_TYPES}
    labels = [label for label in QApplication.allWidgets() if isinstance(label, QLabel) and "<img" in label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)  # an image would be fetched


def test_of_several_at_once_and_in_what_is_said_of_a_delete_an_undo_and_a_refusal(driver: WindowDriver) -> None:
    for kind in (Session, *ENTITY_TYPES):
        driver.plan.show(kind, *[e.id for e in driver.agenda.entities() if isinstance(e, kind)])
        assert list(wrong(driver.window)) == []

    driver.plan.show(Session, SUBJECT)
    for action in ("pin", "shift_rest", "history"):
        driver.does(action)
    assert list(wrong(driver.window)) == []
    driver.does("history")
    driver.page.reschedule_bar.hide()

    driver.does("delete", shown=(Session, SUBJECT))
    assert (driver.said, list(wrong(driver.window))) == (f"Done: Delete “{EVIL}”.", [])
    undo = driver.actions["undo"].text()
    assert (MARK in undo, undo.replace("&&", "").count("&")) == (True, 1)

    driver.workspace.path.unlink()
    driver.page.watch.timeout.emit()
    assert (MARK.replace("/", "") in driver.said, list(wrong(driver.window))) == (True, [])

    driver.window.recent.aboutToShow.emit()
    assert list(wrong(driver.window)) == []
    driver.does("close")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert (list(wrong(driver.window)), shows(driver.window) > 0) == ([], True)  # the start page


def seen_by(answers: Answers) -> tuple[list[str], list[str]]:
    """Check every dialog that opens, with several choices.
    Return the names of the dialogs and the faults found in them; both lists fill as dialogs open.
    """
    met: list[str] = []
    found: list[str] = []

    @answers.meets
    def theme(dialog: QDialog) -> bool:
        met.append(type(dialog).__name__)
        named = met[-1] != "ImportPlanDialog"  # its chips are empty at first
        assert list(operated(dialog))
        found.extend(wrong(dialog, named=named))
        for box in dialog.findChildren(QComboBox):
            for n in range(min(box.count(), 3)):
                box.setCurrentIndex(n)
                found.extend(wrong(dialog, named=named))
        return False

    return met, found


def test_in_every_dialog(driver: WindowDriver, answers: Answers, tmp_path: Path, env: Environment) -> None:
    text = escape(EVIL)
    answers.source = written(
        tmp_path / "schedule.xml", one(event(1, text, inside=persons(speaks(text, id="7"))), event(2, text, room=text))
    )
    met, found = seen_by(answers)
    for action in ("send", "print_runsheet", "print_programme", "import", "new_edition", "help", "new"):
        driver.does(action)
        assert (bool(met), found) == (True, []), action
        met.clear()

    answers.does, answers.fills = publishes, tmp_path / "web"
    driver.does("send")  # so that their names are in a file that was sent
    answers.opens = tmp_path / "before.estrad"
    Workspace.create(answers.opens, poisoned(), env, PICTURES).close()
    one_of_two, other, *_ = driver.agenda.people
    for entry in (one_of_two, other):
        driver.document.apply(lambda agenda, who=entry: edit(agenda, Person, who, email="a@example.org"))
    go(driver, "people")
    met, found = seen_by(answers)
    for action in ("releases", "merge_people", "duplicates", "erase_person", "invite_again", "export_table"):
        driver.does(action, shown=(Person, *([one_of_two, other] if action == "merge_people" else [one_of_two])))
        assert (bool(met), found) == (True, []), action
        met.clear()


def test_in_the_dialog_that_asks_what_columns_mean(driver: WindowDriver, answers: Answers, tmp_path: Path) -> None:
    cell = '"' + EVIL.replace('"', '""') + '"'
    text = f"{cell},Speaker,Start\n{cell},{cell},03/04 09:30\n{cell},{cell},04/03 09:30\n"
    answers.source = written(tmp_path / "list.csv", text)
    met, found = seen_by(answers)

    driver.does("import")

    assert (met, found) == (["ImportPlanDialog"], [])


# what a screen reader hears -----------------------------------------------------------------------------


CAST = (
    day(opens="08:00", closes="18:00"), room("hall"), room("lab", 1), room("attic", 2), track("law"),
    person("ada", title="Dr"), person("bo"),
    Partner(id="snos", name="SNOS"), Cover(id="morning", person="bo", day=DAY, start=840, end=900, room="attic"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"),), place="the balcony"),
    talk("both", ("hall", "attic"), "13:00-13:30", people=(speaker("ada"),), status=Status.CANCELLED),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("waiting", minutes=40), talk("also", people=(speaker("bo"),)),
)  # fmt: skip


@pytest.fixture
def heard_of(hands_on: HandsOn, screen_reader: None) -> WindowDriver:
    """Return a window driver for a conference with one of each, while a screen reader is active."""
    return hands_on(*CAST)


def heard(view: QAbstractItemView) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(view)


def names(view: QAbstractItemView) -> list[str]:
    found = heard(view)
    return [found.child(n).text(QAccessible.Text.Name) for n in range(found.childCount())]


def test_the_timeline_the_tray_and_the_problems_are_lists_of_what_is_seen_there(heard_of: WindowDriver) -> None:
    timeline = heard_of.timeline
    found = heard(timeline.canvas)
    assert (found.role(), heard_text(timeline.canvas)) == (QAccessible.Role.List, "Timeline")
    assert {found.child(n).role() for n in range(found.childCount())} == {QAccessible.Role.ListItem}
    assert names(timeline.canvas) == [
        "Keynote, Hall, 09:00 to 09:45, Ada, Moderator Bo, Law",
        "Panel, Lab, 11:00 to 11:30, the balcony, Bo",
        "Lunch, all rooms, 12:00 to 13:00",
        "Both, Hall, Attic, 13:00 to 13:30, Ada, cancelled",
    ]
    for n, session in enumerate(timeline.view.source.model.keys):
        box = timeline.view.find_boxes(session)[0].translated(-timeline.canvas.scene.area.topLeft()).toRect()
        box.moveTopLeft(timeline.canvas.viewport().mapToGlobal(box.topLeft()))
        assert found.child(n).rect() == box
    heard_of.page.document.plan.select(("panel",))
    assert [bool(found.child(n).state().selected) for n in range(4)] == [False, True, False, False]

    assert heard(heard_of.page.tray.cards).role() == QAccessible.Role.List
    assert names(heard_of.page.tray.cards) == [
        "Waiting, 40 min, speaker to be announced, Problem: No speaker yet",
        "Also, 30 min, Bo",
    ]
    heard_of.does("problems")
    assert names(heard_of.page.problems.listing)[:3] == [
        "No speaker yet · Not placed yet, 1 problem", "Warning: “Waiting” has no speaker yet.",
        "No abstract yet · Hall, 1 problem",
    ]  # fmt: skip


def test_moved_by_keys_alone_it_says_its_new_place_and_its_problem(heard_of: WindowDriver) -> None:
    heard_of.key(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_PageDown, Key.Key_Return, of="keynote")

    assert "Keynote, Lab, 11:00 to 11:45, Ada, Moderator Bo, Law, Problem: Room double-booked at 11:00" in names(
        heard_of.timeline.canvas
    )
    heard_of.key(Key.Key_Up, modifiers=ALT)
    assert "Keynote, Lab, 10:55 to 11:40, Ada, Moderator Bo, Law, Problem: Room double-booked at 11:00" in names(
        heard_of.timeline.canvas
    )
    heard_of.key(*[Key.Key_Up] * 11, modifiers=ALT)
    assert "Keynote, Lab, 10:00 to 10:45, Ada, Moderator Bo, Law" in names(heard_of.timeline.canvas)


def test_a_night_is_told_by_the_clock(hands_on: HandsOn) -> None:
    heard_of = hands_on(day(opens="20:00", closes="27:00"), talk("concert", "hall", "23:30-25:00", kind=Kind.SOCIAL))

    assert names(heard_of.timeline.canvas) == ["Concert, Hall, 23:30 to 01:00"]


def test_lists_menus_and_the_notice_have_names_and_keys_are_used_once(heard_of: WindowDriver) -> None:
    for place, name, rows in (
        ("people", "People", ["Ada, Dr", "Bo"]),
        ("venue", "Rooms", ["Hall", "Lab", "Attic"]),
        ("sessions", "Sessions", ["09:00–09:45, 45 min", "11:00–11:30, 30 min"]),
    ):
        heard_of.does(f"go_{place}")
        view = listed(heard_of).view
        assert (heard_text(view), heard(view).role()) == (name, QAccessible.Role.Table)
        model = view.model()
        cells = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
        assert cells[: len(rows)] == rows

    actions = heard_of.window.actions_by_name.values()
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert (all(action.text() for action in actions), len(keys)) == (True, len(set(keys)))

    heard_of.page.document.workspace.path.unlink()
    heard_of.page.watch.timeout.emit()
    assert heard_text(heard_of.window.notice.sentence) == (
        "“conference.estrad” was replaced, moved or deleted by another program. "
        "Save your conference as a copy, or load the file that is there now."
    )


def heard_text(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
