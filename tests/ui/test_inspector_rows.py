"""The inspector as a list of properties: a row for each person, labels at the left of fields, texts that grow.

Titles and other short texts that are long are shown whole, on two lines, and edited on one.
"""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.blocks import group
from planner.commands.edit import edit
from planner.domain.entities import Conference, Cover, Entity, Person, Session, Template, Track
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Appearance, Kind, Role, State
from planner.storage.file import ConferenceFile
from tests.builders import DAY, day, person, room, speaker, talk, track
from tests.every_field import PICTURES
from tests.ui.fields import chip_menu, editor, enter, people_field, show
from tests.ui.window_driver import HandsOn, Key, WindowDriver, focused
from tools.pictures.tree import nodes
from ui.features.inspector.entity_list import AppearanceCard, EntityList
from ui.features.inspector.people_field import AppearanceRow
from ui.features.inspector.people_rows import ShiftRow
from ui.forms.person_line import PersonOffersPopup
from ui.forms.photo_editor import person_icon
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.kit.editors.typed_values import FieldErrorLabel, HeadlineEditor
from ui.kit.theme.theme import LIGHT
from ui.kit.widgets.plain_widgets import column

pytestmark = pytest.mark.forms

PHOTO = next(iter(PICTURES))
PEOPLE = (
    Appearance("ada", Role.SPEAKER, State.NOT_ASKED), Appearance("bo", Role.PANELLIST, State.INVITED, asked=DAY),
    Appearance("cy", Role.HOST, State.CONFIRMED),
)  # fmt: skip
CAST = (
    day(), room("hall"), track("law"), Person(id="ada", name="Ada", title="Dr", organisation="KTH"),
    *map(person, ("bo", "cy", "max")), talk("keynote", "hall", "09:00-09:45", people=PEOPLE, abstract="One line."),
    talk("panel", "hall", "10:00-10:45", kind=Kind.PANEL), talk("tea", (), "11:00-11:20", kind=Kind.BREAK),
    Cover(id="morning", person="max", day=DAY), Template(id="coffee", title="Coffee", kind=Kind.BREAK, minutes=15),
)  # fmt: skip


@pytest.fixture
def driver(driver: WindowDriver) -> WindowDriver:
    driver.plan.select(("keynote",))
    driver.window.grab()  # lays out
    return driver


def left_and_top(widget: QWidget) -> tuple[int, int]:
    place = widget.mapTo(widget.window(), QPoint())
    return place.x(), place.y()


# people ----------------------------------------------------------------------------------------------------


def test_a_screen_reader_finds_the_row_the_portrait_the_name_and_the_role_with_the_answer_of_each(
    driver: WindowDriver,
) -> None:
    within = people_field(driver)
    things = [(node, node.found.object()) for node in nodes(driver.window)]
    found = [node for node, thing in things if isinstance(thing, QWidget) and within.isAncestorOf(thing)]

    assert [(node.role, node.name, node.found.text(QAccessible.Text.Description)) for node in found] == [
        ("Client", "People", ""),
        ("Border", "Ada, Speaker · Not asked", ""),
        ("Graphic", "Portrait of Ada", ""),
        ("Button", "Show Ada", "Dr · KTH"),
        ("ButtonMenu", "Role and reply of Ada: Speaker · Not asked", ""),
        ("Border", "Bo, Panellist · Invited 25 Apr", ""),
        ("Graphic", "Portrait of Bo", ""),
        ("Button", "Show Bo", ""),
        ("ButtonMenu", "Role and reply of Bo: Panellist · Invited 25 Apr", ""),
        ("Border", "Cy, Host · Confirmed", ""),
        ("Graphic", "Portrait of Cy", ""),
        ("Button", "Show Cy", ""),
        ("ButtonMenu", "Role and reply of Cy: Host · Confirmed", ""),
        ("Border", "Max, Moderator · The whole day", ""),
        ("Graphic", "Portrait of Max", ""),
        ("Button", "Show Max", ""),
        ("ButtonMenu", "Shift of Max: Moderator · The whole day", ""),
        ("EditableText", "Add person", "Speaker"),
        ("ButtonMenu", "Role of who is added: Speaker", ""),
    ]


def test_people_and_shifts_stand_in_rows_of_the_same_height_and_parts(driver: WindowDriver) -> None:
    rows = [*people_field(driver).findChildren(AppearanceRow), *people_field(driver).findChildren(ShiftRow)]
    portraits = [left_and_top(found)[0] for row in rows for found in row.findChildren(QLabel)]
    buttons = [[left_and_top(found) for found in row.findChildren(QToolButton)] for row in rows]
    ends = [left_and_top(found)[0] + found.width() for row in rows for found in row.findChildren(QToolButton)[1:]]

    assert [left_and_top(row)[1] - left_and_top(rows[0])[1] for row in rows] == [0, 40, 80, 120]
    assert [{top for _left, top in found} for found in buttons] == [{left_and_top(row)[1]} for row in rows]
    assert [len(set(lefts)) for lefts in (portraits, ends, [found[0][0] for found in buttons])] == [1, 1, 1]


def test_only_an_answer_that_is_no_yes_has_the_colour_of_a_warning(driver: WindowDriver) -> None:
    def warns(row: QWidget) -> bool:
        image, wanted = row.grab().toImage(), LIGHT.colour("warning").rgb()
        return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))

    rows = [*people_field(driver).findChildren(AppearanceRow), *people_field(driver).findChildren(ShiftRow)]
    assert [warns(row) for row in rows] == [True, True, False, False]


def test_one_line_adds_whoever_it_is_in_the_role_that_is_chosen_beside_it_by_keys(driver: WindowDriver) -> None:
    document, line = driver.document, people_field(driver).adder
    document.plan.select(("panel",))
    driver.key_in(line, Key.Key_Tab)
    assert focused() is people_field(driver).roles
    people_field(driver).roles.menu().actions()[1].trigger()
    assert (focused(), people_field(driver).roles.text()) == (line, "Moderator")

    driver.type("Bo", Key.Key_Return)
    driver.type("Cy", Key.Key_Tab, Key.Key_Backtab)  # who leaves the line goes back to the usual role
    driver.type("Ada", Key.Key_Return)
    found = [(a.person, a.role) for a in driver.agenda.sessions["panel"].people]
    assert found == [("bo", Role.MODERATOR), ("cy", Role.MODERATOR), ("ada", Role.PANELLIST)]


def test_what_was_typed_is_meant_for_the_role_that_is_chosen_then_and_its_draft_too(driver: WindowDriver) -> None:
    document, line = driver.document, people_field(driver).adder
    driver.type_in(line, "Zo")
    people_field(driver).focus_adder(Role.MODERATOR)
    assert (line.text(), [spot.field for spot, _draft in document.drafts]) == ("Zo", ["moderator"])

    line.clear_silently()
    document.plan.select(("panel",))
    document.plan.select(("keynote",))
    assert people_field(driver).roles.text() == "Speaker"
    driver.page.inspector.show_field(Session, "moderator")
    assert (line.text(), people_field(driver).roles.text()) == ("Zo", "Moderator")


def test_a_portrait_stands_before_each_name_that_is_listed_offered_or_chosen(driver: WindowDriver) -> None:
    people_field(driver).focus_adder(None)
    driver.type("a")
    (popup,) = people_field(driver).adder.findChildren(PersonOffersPopup)
    offered = [popup.model().index(n, 0).data(Qt.ItemDataRole.DecorationRole) for n in range(popup.model().rowCount())]
    assert [bool(icon) for icon in offered] == [*[True] * (len(offered) - 1), False]  # none of a new person
    people_field(driver).adder.clear()

    chooser = editor(driver, Cover, "person", of="morning")
    faces = [chooser.itemIcon(n).pixmap(20).toImage() for n in range(chooser.count())]
    assert faces == [person_icon(driver.document, one).pixmap(20).toImage() for one in driver.agenda.people_in_order]

    driver.plan.show(Conference)
    (listed,) = [one for one in driver.page.inspector.findChildren(EntityList) if one._kind is Person]
    rows = [b for b in listed.findChildren(QPushButton) if b.property("row") == "true"]
    assert [(row.accessibleName(), row.icon().isNull()) for row in rows] == [
        ("Ada, Dr", False), ("Bo", False), ("Cy", False), ("Max", False),
    ]  # fmt: skip


def test_a_photo_takes_the_place_of_the_initials_in_a_list_once_it_is_read(driver: WindowDriver, qtbot: QtBot) -> None:
    driver.plan.show(Conference)
    (listed,) = [one for one in driver.page.inspector.findChildren(EntityList) if one._kind is Person]
    assert driver.document.apply(lambda now: edit(now, Person, "ada", photo=PHOTO), PICTURES)
    row = [one for one in listed.findChildren(QPushButton) if one.accessibleName() == "Ada, Dr"][-1]  # the newest
    initials = row.grab().toImage()
    qtbot.waitUntil(lambda: row.grab().toImage() != initials)


# properties ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Session, Person, Track, Cover, Template, "several", "tea"], ids=str)
def test_labels_stand_at_the_left_of_their_fields_and_above_texts_in_every_page(
    driver: WindowDriver, kind: type[Entity] | str
) -> None:
    if isinstance(kind, str):
        driver.plan.select(("keynote", "panel") if kind == "several" else (kind,))
    else:
        show(driver, kind)
    driver.window.grab()
    labels = [one for one in driver.page.inspector.findChildren(QLabel) if one.isVisible() and one.buddy()]
    below = [one for one in labels if isinstance(one.buddy(), TextEditor)]
    beside = [one for one in labels if one not in below]

    assert len({left_and_top(one)[0] for one in labels}) == 1
    assert len({left_and_top(one.buddy())[0] for one in beside}) == 1
    assert [one.text() for one in beside if left_and_top(one)[0] + one.width() > left_and_top(one.buddy())[0]] == []
    assert [one.text() for one in beside if abs(left_and_top(one)[1] - left_and_top(one.buddy())[1]) > 8] == []
    assert {left_and_top(one.buddy())[0] for one in below} <= {left_and_top(one)[0] for one in labels}


def test_the_properties_of_a_session_are_rows_of_32_pixels_with_the_step_of_its_start_in_the_first(
    driver: WindowDriver,
) -> None:
    form = driver.page.inspector.page(Session).find_form("start")
    tops = {name: left_and_top(field.widget)[1] for name, field in form.fields.items() if field.widget.isVisible()}

    assert [top - tops["start"] for top in tops.values()] == [0, 32, 64, 96, 128, 160]
    assert [*tops] == ["start", "minutes", "rooms", "day", "kind", "track"]
    assert left_and_top(driver.button("Start 5 min later, and what follows"))[1] == tops["start"]


def test_a_text_is_as_high_as_it_is_long_and_has_the_foot_of_a_field_only_while_it_is_empty(
    driver: WindowDriver,
) -> None:
    driver.window.resize(1366, 1000)
    document, abstract = driver.document, editor(driver, Session, "abstract")

    def foot() -> str:
        driver.canvas.setFocus()
        x, y = left_and_top(driver.scrolled_to(abstract))
        return driver.window.grab().toImage().pixelColor(x + abstract.width() // 2, y + abstract.height() - 1).name()

    one = abstract.height()
    assert (one <= 28, foot()) == (True, LIGHT.panel)
    assert document.apply(lambda now: edit(now, Session, "keynote", abstract="word " * 60))
    driver.window.grab()
    assert (abstract.height() > 5 * 15, foot()) == (True, LIGHT.panel)
    assert document.apply(lambda now: edit(now, Session, "keynote", abstract=""))
    assert (abstract.height(), foot()) == (one, LIGHT.field)


def test_what_is_refused_is_said_in_as_many_lines_as_its_column_needs(driver: WindowDriver) -> None:
    form = driver.page.inspector.page(Session).find_form("start")
    enter(driver, Session, "start", "kvart i nio")
    driver.window.grab()

    (said,) = [one for one in form.findChildren(FieldErrorLabel) if one.isVisible()]
    assert (said.text(), said.height() < 2 * said.fontMetrics().lineSpacing() + 8) == (
        "Type a time such as 9:30.",
        True,
    )


def open_dates(chip: AppearanceRow) -> None:
    """Choose *Dates of asking and answering* in the menu of a person's row; the first date is selected then."""
    chip_menu(chip).actions()[-1].trigger()
    focused().selectAll()


def test_the_dates_stay_open_when_one_is_saved_and_tab_goes_to_the_other(driver: WindowDriver) -> None:
    open_dates(people_field(driver).findChildren(AppearanceRow)[1])
    before = driver.agenda.sessions["keynote"]
    driver.type("3/2", Key.Key_Tab)
    assert focused().objectName() == "answered"
    driver.type("10/2", Key.Key_Return)
    after = driver.agenda.sessions["keynote"]
    assert (after.title, focused().objectName()) == (before.title, "answered")
    assert (after.people[1].asked, after.people[1].answered) == (date(2024, 2, 3), date(2024, 2, 10))


def test_a_date_that_could_not_be_written_stays(driver: WindowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(self: ConferenceFile, *_what: object, **_how: object) -> None:
        raise EstradError(Text("The disk is full."), file=self.path)

    open_dates(people_field(driver).findChildren(AppearanceRow)[1])
    monkeypatch.setattr(ConferenceFile, "write", write)
    driver.type("3/2", Key.Key_Return)
    assert (focused().text(), [draft.text for _spot, draft in driver.document.drafts]) == ("3/2", ["3/2"])


def test_the_dates_of_an_answer_are_properties_too(driver: WindowDriver) -> None:
    chip, form = (
        people_field(driver).findChildren(AppearanceRow)[1],
        driver.page.inspector.page(Session).find_form("start"),
    )
    chip.show_dates()
    QCoreApplication.sendPostedEvents()
    driver.window.grab()
    dates = [chip.findChild(LineEditor, name) for name in ("asked", "answered")]
    labels = [one for one in chip.findChildren(QLabel) if one.buddy() in dates]

    assert [one.text() for one in labels] == ["Asked", "Answered"]
    assert {left_and_top(one)[0] for one in dates} == {left_and_top(form.fields["minutes"].widget)[0]}
    assert {left_and_top(one)[0] for one in labels} == {left_and_top(form)[0]}


def test_a_field_that_the_conference_has_no_use_for_takes_no_row_until_it_has(driver: WindowDriver) -> None:
    field = driver.page.inspector.page(Session).find_form("block").fields["block"].widget
    assert not field.isVisible()
    assert driver.document.apply(lambda now: group(now, ("keynote", "panel"), "block", "Law"))
    assert field.isVisible()


# long titles ----------------------------------------------------------------------------------------------


LONG = "What a town learns from three years of cameras"


def headline(driver: WindowDriver, name: str) -> HeadlineEditor:
    """Return a field of the form that is shown, which has been laid out."""
    QCoreApplication.sendPostedEvents()
    (field,) = [f for f in driver.page.inspector.findChildren(HeadlineEditor, name) if f.isVisible()]
    return field


def test_a_long_title_is_seen_whole_in_the_form(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), talk("a", "hall", "09:00-10:00", title=LONG), talk("short"))
    driver.plan.select(("a",))
    title = headline(driver, "title")
    assert ("".join(title.lines), title.toolTip(), title.text()) == (LONG, "", LONG)

    driver.plan.select(("short",))
    low = headline(driver, "title")
    assert (low.lines, low.height()) == ((), title.sizeHint().height())
    driver.plan.select(("a",))
    assert headline(driver, "title").height() > low.fontMetrics().lineSpacing() * 2


def test_what_needs_more_than_two_lines_is_in_the_tooltip(hands_on: HandsOn) -> None:
    longer = ", ".join([LONG] * 3)
    driver = hands_on(day(), person("ada", title=longer))
    driver.page.places.go("people")
    driver.page.side.open()
    title = headline(driver, "title")
    assert (len(title.lines), title.lines[1][-1], longer in title.toolTip()) == (2, "…", True)


def test_the_height_stays_while_it_is_typed_and_fits_afterwards(qtbot: QtBot) -> None:
    form, field, other = QWidget(), HeadlineEditor(), HeadlineEditor()
    qtbot.addWidget(form)
    column(field, other, 0, inside=form)
    field.edited.connect(field.show_value)
    form.resize(200, 120)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    field.setFocus()
    low = field.height()
    qtbot.keyClicks(field, LONG)
    QCoreApplication.sendPostedEvents()
    assert (field.lines, field.height()) == ((), low)

    other.setFocus()
    qtbot.waitUntil(lambda: field.height() > low)
    assert len(field.lines) == 2


def test_a_card_of_a_person_shows_a_long_title_whole(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), room("hall"), person("ada"),
        talk("a", "hall", "09:00-10:00", people=(speaker("ada"),), title=LONG),
    )  # fmt: skip
    driver.page.places.go("people")
    driver.page.side.open()
    QCoreApplication.sendPostedEvents()
    (card,) = driver.page.inspector.findChildren(AppearanceCard)
    assert " ".join(card.text().splitlines()[:-1]).replace("  ", " ") == LONG
