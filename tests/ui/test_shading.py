"""Shading in the timeline: closed rooms always, and absent people while their session is dragged."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Person, Room
from planner.domain.span import format_clock_range
from planner.layout.day_layout import BlockedTime
from planner.layout.grid import Grid
from tests.builders import DAY, moderator, person, room, span, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Key, Painted, WindowDriver, painted_whole
from ui.plan.day.day_layers import BlockedLayer

CAST = (
    room("hall", seats=400), room("lab", 1, seats=80, closed=(span("14:00-16:00"),)), room("attic", 2),
    person("ada", availability=(span("09:00-12:00"), span("13:00-15:00"))),
    person("bo", availability=(span("09:00-14:00"),)), person("cy"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"), moderator("bo")), audience=120),
    talk("free", "attic", "11:00-11:30", people=(speaker("cy"),)), talk("waiting", people=(speaker("bo"),)),
)  # fmt: skip
"""Ada and Bo, who are away for a part of the day, Cy, who is not, and a lab closed
from 14 to 16."""


def shaded(driver: WindowDriver) -> list[str]:
    """Return the shaded parts within the day, as columns, hours and words."""
    found = []
    for part in driver.canvas.scene.shaded:
        start, end = max(part.start, 8 * 60), min(part.end, 18 * 60)
        if start < end:
            found.append(f"{part.columns[0]}–{part.columns[1]} {format_clock_range(start, end)} {part.why}")
    return found


CLOSED = "1–1 14:00–16:00 Closed"


def test_a_closed_room_is_always_shaded_and_whatever_is_carried_its_people_are_shaded_for(
    driver: WindowDriver, qtbot: QtBot
) -> None:
    # a room that is closed or opened is shaded anew in its column, and painted at once
    document, header, canvas = driver.document, driver.timeline.header, driver.canvas
    grid, before = driver.timeline.view.grid, picture(driver)
    spot = (QPointF(0.5 * grid.column_width, grid.y(990)) - canvas.scene.area.topLeft()).toPoint()
    qtbot.waitUntil(lambda: not canvas.viewport().visibleRegion().isEmpty())
    painted = Painted(canvas.viewport())
    assert shaded(driver) == [CLOSED]
    document.apply(lambda agenda: edit(agenda, Room, "hall", closed=(span("16:00-17:00"),)))
    qtbot.waitUntil(lambda: painted.region.contains(spot))
    assert shaded(driver) == ["0–0 16:00–17:00 Closed", CLOSED]
    assert picture(driver) != before
    driver.does("undo")
    assert (shaded(driver), picture(driver)) == ([CLOSED], before)

    # while a session is carried it is shaded when its people are away and who, and rooms that will not do say so
    driver.take_by(driver.on_tile("keynote"), minutes=30)
    assert shaded(driver) == [
        CLOSED,
        "0–2 08:00–09:00 Ada, Bo are away",
        "0–2 12:00–13:00 Ada is away",
        "0–2 14:00–15:00 Bo is away",
        "0–2 15:00–18:00 Ada, Bo are away",
    ]
    assert header.notes == {"lab": "80 seats for 120"}
    driver.give_up()
    assert (shaded(driver), header.notes) == ([CLOSED], {})
    document.plan.select(())
    driver.timeline.view.hover("")  # the pointer is still over it
    assert picture(driver) == before

    # a session from the tray is shaded for too
    driver.anew()
    driver.take(driver.on_card("waiting"), driver.on_slot("hall", "10:00"))
    assert shaded(driver) == [CLOSED, "0–2 08:00–09:00 Bo is away", "0–2 14:00–18:00 Bo is away"]
    driver.release()
    assert shaded(driver) == [CLOSED]

    # and one carried by keys
    driver.key_anew(Key.Key_M, of="keynote")
    assert "0–2 12:00–13:00 Ada is away" in shaded(driver)
    driver.key(Key.Key_Escape)
    assert shaded(driver) == [CLOSED]

    # nothing is shaded for people who can always be there
    driver.anew()
    driver.take_by(driver.on_tile("free"), minutes=30)
    assert shaded(driver) == [CLOSED]

    # the reasons are named beside what is carried
    seats = "“Keynote” expects an audience of 120, but Lab has 80 seats."
    for where, time, expected in (
        ("attic", "12:22", ["Ada can be there only 09:00–12:00, 13:00–15:00."]),  # somebody is away
        ("lab", "13:52", ["Bo can be there only 09:00–14:00.", "Lab is closed 14:00–16:00.", seats]),
        ("lab", "10:22", [seats]),  # only too small
    ):
        driver.anew()
        driver.take(driver.on_tile("keynote"), driver.on_slot(where, time))
        assert driver.timeline.view.ghost.label.announcement_lines(driver.held)[1:] == expected

    # a session taken by keys from the tray lands where its people can be
    driver.anew()
    document.apply(lambda agenda: edit(agenda, Person, "bo", availability=(span("10:00-10:30"),)))
    driver.timeline.grab_by_keys(driver.agenda.sessions["waiting"])
    assert driver.target == "hall 10:00-10:30"

    # a reason too long for its column ends in dots
    closed = BlockedTime((0, 0), 600, 640, "Somebody of a name that is longer than a column is wide is away")
    grid = Grid(DAY, ("hall", "lab"), 480, 1080, 480, 1080, 150, 1)
    ((_box, words),) = BlockedLayer(document)._texts(grid, (closed,), [])[0]
    assert words.endswith("…")


def test_a_room_that_lacks_equipment_says_so(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall", equipment=("Projector",)), room("lab", 1, equipment=("Piano",)), room("attic", 2),
        talk("talk", "hall", "09:00-09:30", equipment=("projector",)),
    )  # fmt: skip
    driver.take_by(driver.on_tile("talk"), minutes=30)

    assert driver.timeline.header.notes == {"lab": "Missing: projector"}


def test_where_no_place_is_good_the_keys_land_where_nothing_is_impossible(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall", seats=10), room("lab", 1, seats=20), talk("first", "hall", "08:00-09:00"),
        talk("other", "lab", "08:00-09:00"), talk("waiting", minutes=60, audience=500),
    )  # fmt: skip

    driver.timeline.grab_by_keys(driver.agenda.sessions["waiting"])

    assert driver.target == "hall 09:00-10:00"


# painting ------------------------------------------------------------------------------------------------


def picture(driver: WindowDriver) -> QImage:
    """Return a picture of the timeline."""
    return driver.canvas.viewport().grab().toImage()


def test_words_that_make_way_for_a_tile_leave_nothing_behind(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall", closed=(span("10:00-12:00"),)), room("lab", 1), talk("talk", "lab", "10:00-10:45"))
    driver.on_screen()

    driver.document.apply(lambda now: place(now, "talk", DAY, 600, ("hall",)))
    assert painted_whole(driver)

    driver.does("undo")
    assert painted_whole(driver)
