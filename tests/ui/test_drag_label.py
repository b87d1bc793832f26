"""The label of what is dragged: on two or three rows, where it hides no words; it teaches during the first drags."""

import pytest

from planner.layout.grid import Box
from tests.builders import room, talk
from tests.ui.window_driver import ALT, BOTTOM, HandsOn, Key, WindowDriver, label
from ui.kit.theme.theme import DARK, LIGHT, READABLE, Theme, contrast_ratio, mixed
from ui.plan.canvas.ground_painters import PALE
from ui.plan.canvas.painters import rectangle
from ui.state.view_state import DRAGS_TAUGHT, Settings

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))
LONG = "A title " * 12
TEACHING = "Shift: what follows · Alt: minutes · W: all rooms · middle: swap"


CAST = (*ROOMS, talk("one", "hall", "09:00-09:45"), talk("two", "attic", "14:00-14:45"))


def dragged(driver: WindowDriver, minutes: int = 60) -> list[str]:
    """Drag a session there and back, and return what the label said."""
    driver.take_by(driver.on_tile("one"), minutes=minutes)
    said = label(driver)
    driver.give_up()
    return said


def test_the_first_ten_drags_teach_and_no_later_one_in_any_window(
    driver: WindowDriver, hands_on: HandsOn, settings: Settings
) -> None:
    said = [dragged(driver) for _time in range(DRAGS_TAUGHT + 1)]

    assert said == [["10:00 – 10:45", TEACHING]] * 10 + [["10:00 – 10:45"]]
    assert settings.view_setting("drags") == "10"  # the last one has written nothing
    driver.page.document.plan.view_state.bind_settings(settings, "another conference")
    assert dragged(driver) == ["10:00 – 10:45"]


def test_an_edge_teaches_nothing_and_keys_have_their_own_line(driver: WindowDriver) -> None:
    driver.take_by(driver.on_tile("one", BOTTOM), minutes=15)
    assert label(driver) == ["09:00 – 10:00"]
    driver.key_anew(Key.Key_M, of="one")
    assert label(driver)[-1] == driver.timeline.view.ghost.label.hint
    driver.key(Key.Key_Escape)

    assert driver.page.document.plan.view_state.drags == 1  # keys are not counted


@pytest.mark.parametrize(
    ("titles", "said", "more"),
    [
        (["T0", "T1", "T2", "T3", "T4"], ["Hall is taken until 10:30: “T0”. (+4)", TEACHING], ["and 2 more"]),
        ([LONG], [f"Hall is taken until 10:30: “{LONG}”."], []),
    ],
    ids=["many reasons", "a long one"],
)
def test_it_has_three_rows_at_most_and_no_hint_where_a_reason_needs_them(
    hands_on: HandsOn, titles: list[str], said: list[str], more: list[str]
) -> None:
    others = (talk(f"t{n}", "hall", "10:00-10:30", title=title) for n, title in enumerate(titles))
    driver = hands_on(*ROOMS, talk("big", "lab", "10:00-10:30"), *others)
    driver.take_by(driver.on_tile("big"), columns=-1, modifiers=ALT)

    assert label(driver) == ["10:00 – 10:30", *said]
    assert driver.timeline.view.ghost.label.lines(driver.held)[4:] == more  # at most three reasons are named


def place_at(driver: WindowDriver, name: str, time: str) -> tuple[Box, Box]:
    """Return the places of the dragged tile and of its label, within the window, with the pointer in a room."""
    driver.move(driver.on_slot(name, time))
    ghost, scene = driver.timeline.view.ghost, driver.timeline.canvas.scene
    (box,) = ghost.boxes(driver.held, scene.layout.grid)
    tip, _rows = ghost.label.tip(driver.held, box, scene.area, scene.layout)
    assert scene.area.contains(tip)
    return Box(*box.getRect()), Box(*tip.getRect())


def test_it_lies_beside_the_tile_in_each_column(driver: WindowDriver) -> None:
    driver.press(driver.on_tile("one"))

    places = [place_at(driver, name, "12:00") for name in ("hall", "lab", "attic")]
    assert [tip.x >= tile.right for tile, tip in places] == [True, True, False]
    assert [tip.right <= tile.x for tile, tip in places] == [False, False, True]


def test_in_a_single_column_it_lies_above_the_tile_or_else_below_it(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "10:00-11:00"))
    driver.press(driver.on_tile("one"))

    places = [place_at(driver, "hall", time) for time in ("14:00", "08:30")]
    assert [(tip.bottom < tile.y, tip.y > tile.bottom) for tile, tip in places] == [(True, False), (False, True)]


def test_it_hides_no_words_of_others_where_there_is_room(driver: WindowDriver) -> None:
    driver.page.document.plan.view_state.drags = DRAGS_TAUGHT
    driver.press(driver.on_tile("one"))

    tile, tip = place_at(driver, "lab", "12:00")
    assert tip.x >= tile.right  # as there is nothing there
    tile, tip = place_at(driver, "lab", "14:20")
    assert (tip.right <= tile.x, rectangle(tip).intersects(*driver.timeline.view.find_boxes("two"))) == (True, False)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_hint_is_paler_and_can_be_read(theme: Theme) -> None:
    ground, usual = theme.colour("ink"), theme.colour("panel")
    assert contrast_ratio(usual, ground) > contrast_ratio(mixed(usual, ground, PALE), ground) >= READABLE
