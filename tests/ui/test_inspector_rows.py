"""The inspector as a list of properties: labels at the left of fields, texts that grow."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget

from planner.commands.edit import edit
from planner.domain.entities import Cover, Entity, Person, Session, Template, Track
from planner.domain.value_objects import Appearance, Kind, Role, State
from tests.builders import DAY, day, person, room, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.fields import editor, show
from tests.ui.window_driver import WindowDriver
from ui.kit.editors.text_editors import TextEditor
from ui.kit.theme.theme import LIGHT
from ui.plan.availability.availability_editor import AvailabilityEditor

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
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver with the keynote shown."""
    driver = hands_on(*CAST)
    driver.page.document.plan.select(("keynote",))
    driver.window.grab()  # lays out
    return driver


def left_and_top(widget: QWidget) -> tuple[int, int]:
    """Return where a widget is in its window."""
    place = widget.mapTo(widget.window(), QPoint())
    return place.x(), place.y()


@pytest.mark.parametrize("kind", [Session, Person, Track, Cover, Template, "several", "tea"], ids=str)
def test_labels_stand_at_the_left_of_their_fields_and_above_texts_in_every_page(
    driver: WindowDriver, kind: type[Entity] | str
) -> None:
    if isinstance(kind, str):
        driver.page.document.plan.select(("keynote", "panel") if kind == "several" else (kind,))
    else:
        show(driver, kind)
    driver.window.grab()
    labels = [one for one in driver.page.inspector.findChildren(QLabel) if one.isVisible() and one.buddy()]
    below = [one for one in labels if isinstance(one.buddy(), TextEditor | AvailabilityEditor)]
    beside = [one for one in labels if one not in below]

    assert len({left_and_top(one)[0] for one in labels}) == 1
    assert len({left_and_top(one.buddy())[0] for one in beside}) == 1
    assert [one.text() for one in beside if left_and_top(one)[0] + one.width() > left_and_top(one.buddy())[0]] == []
    assert [one.text() for one in beside if abs(left_and_top(one)[1] - left_and_top(one.buddy())[1]) > 8] == []
    assert {left_and_top(one.buddy())[0] for one in below} <= {left_and_top(one)[0] for one in labels}


def test_the_properties_of_a_session_are_rows_of_32_pixels_with_the_step_of_its_start_in_the_first(
    driver: WindowDriver,
) -> None:
    form = driver.page.inspector.page(Session).form_of("start")
    tops = {name: left_and_top(field.widget)[1] for name, field in form.fields.items()}

    assert [top - tops["start"] for top in tops.values()] == [0, 32, 64, 96, 128, 160]
    assert [*tops] == ["start", "minutes", "day", "rooms", "kind", "track"]
    step = driver.button("Start 5 min later, and what follows")
    assert left_and_top(step)[1] == tops["start"]


def test_a_text_is_as_high_as_it_is_long_and_has_the_foot_of_a_field_only_while_it_is_empty(
    driver: WindowDriver,
) -> None:
    driver.window.resize(1366, 1000)
    document, abstract = driver.page.document, editor(driver, Session, "abstract")

    def foot() -> str:
        driver.timeline.canvas.setFocus()
        x, y = left_and_top(driver.scrolled_to(abstract))
        return driver.window.grab().toImage().pixelColor(x + abstract.width() // 2, y + abstract.height() - 1).name()

    one = abstract.height()
    assert (one <= 28, foot()) == (True, LIGHT.panel)
    assert document.apply(lambda now: edit(now, Session, "keynote", abstract="word " * 60))
    driver.window.grab()
    assert (abstract.height() > 5 * 15, foot()) == (True, LIGHT.panel)
    assert document.apply(lambda now: edit(now, Session, "keynote", abstract=""))
    assert (abstract.height(), foot()) == (one, LIGHT.field)
