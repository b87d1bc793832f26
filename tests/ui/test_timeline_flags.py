"""What is known of the plan reaches the paint of the timeline: how bad it is, who moderates, what is told of people."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage

from planner.domain.entities import Cover
from planner.domain.span import parse_clock_time
from planner.domain.value_objects import Kind, State, Status
from tests.builders import DAY, moderator, person, room, span, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.picture import colours_in, painted_colours
from tests.ui.test_timeline_tiles import BUSY, MANY, crowd, in_sight, striped
from tests.ui.window_driver import SHIFT, Key, painted_whole
from ui.kit.theme.theme import LIGHT
from ui.plan.canvas.scene import view_rect
from ui.plan.canvas.tile_content import TileContent, session_content
from ui.state.view_state import KIND_COLOURS, Colouring, SessionFilter


def test_only_a_problem_is_painted_as_one_a_warning_has_its_own_colour_and_a_hint_none(hands_on: HandsOn) -> None:
    ada, bo, cy, di = ({"people": (speaker(name),)} for name in ("ada", "bo", "cy", "di"))
    driver = hands_on(
        room("hall"), room("lab", 1), *map(person, ("ada", "bo", "cy", "di")),
        talk("one", "hall", "09:00-11:00", **ada), talk("other", "hall", "10:00-12:00", **bo),
        talk("late", "lab", "16:00-18:30", **cy), talk("bare", "lab", "10:00-12:00", **di),
    )  # fmt: skip

    boxes = {name: driver.timeline.view.find_boxes(name)[0] for name in ("one", "other", "late", "bare")}
    tokens = ("problem", "problem_soft", "warning")
    assert {name: colours_in(driver.canvas, box, *tokens) for name, box in boxes.items()} == {
        "one": ["problem", "problem_soft"],
        "other": ["problem", "problem_soft"],
        "late": ["warning"],
        "bare": [],
    }
    (said,) = [c for c in driver.plan.problems.all if c.sessions == ("bare",)]
    assert said.severity == "hint"


THREE = [room(name, n) for n, name in enumerate(("hall", "lab", "attic"))]
MORNING = {"start": parse_clock_time("09:00"), "end": parse_clock_time("12:00")}


@pytest.mark.parametrize(
    ("shifts", "named"),
    [
        pytest.param([{}], False, id="the whole day"),
        pytest.param([MORNING], True, id="the morning"),
        pytest.param([MORNING, {"room": "lab"}], True, id="the whole day elsewhere"),
        pytest.param([MORNING, {"state": State.DECLINED}], True, id="the whole day, declined"),
    ],
)
def test_a_tile_names_its_moderator_if_that_is_not_the_one_of_the_room_and_day(
    hands_on: HandsOn, shifts: list[dict[str, Any]], named: bool
) -> None:
    covers = [
        Cover(**{"id": f"{n}", "person": "ada", "day": DAY, "room": "hall", **said}) for n, said in enumerate(shifts)
    ]
    driver = hands_on(room("hall"), room("lab", 1), person("ada"), talk("one", "hall", "10:00-11:00"), *covers)

    content = driver.timeline.view.source.model.contents["one"]

    assert content.more == (("Moderator Ada",) if named else ())
    assert "Moderator Ada" in content.details


def test_many_speakers_are_told_by_what_they_are_sorted_under_or_else_by_their_last_names(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall"), person("ada", name="Ada King Lovelace", sort_name="King Lovelace, Ada"),
        person("bo", name="Bo Ek"), person("cy", name="Cy Bly", sort_name="Bly"),
        person("di", name="Di Oh", sort_name=", Di"),
        talk("one", "hall", "10:00-11:00", people=tuple(map(speaker, ("ada", "bo", "cy", "di")))),
    )  # fmt: skip

    content = driver.timeline.view.source.model.contents["one"]

    assert (content.people, content.surnames) == ("King Lovelace, Ek, Bly, Oh", "King Lovelace, Ek, Bly, Oh")


def test_what_makes_way_is_shown_where_it_would_be_at_each_step_of_a_drag(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-10:00"), talk("two", "hall", "10:00-11:00"))
    view = driver.timeline.view

    def tops() -> list[float]:
        return [
            (box.top() - view.grid.y(600)) / view.grid.scale
            for box in view.ghost.side_effect_boxes(driver.held, view.grid)
        ]

    driver.take_by(driver.on_tile("one"), minutes=10, modifiers=SHIFT)
    first = tops()
    driver.move(driver.on_tile("one") + driver.by(minutes=20), SHIFT)
    second = tops()
    driver.release(SHIFT)

    assert (first, second) == ([pytest.approx(10)], [pytest.approx(20)])


def test_the_point_for_what_is_new_lies_in_the_room_that_was_clicked(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), room("lab", 1), talk("one", "hall", "10:00-11:00"))
    grid = driver.timeline.view.grid

    def rooms() -> list[str]:
        boxes = {
            r: QRectF(n * grid.column_width, grid.y(840) - 30, grid.column_width, 60) for n, r in enumerate(grid.rooms)
        }
        return [name for name, box in boxes.items() if colours_in(driver.canvas, box, "accent")]

    assert rooms() == []
    for name in ("lab", "hall"):
        driver.click(driver.on_slot(name, "14:00"))
        assert rooms() == [name]


def test_a_closed_room_is_hatched_while_it_is_and_says_so(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall", closed=(span("14:00-16:00"),)), room("lab", 1), talk("one", "lab", "09:00-10:00"))
    canvas, grid = driver.canvas, driver.timeline.view.grid

    def seen(column: int, times: str, *tokens: str) -> list[str]:
        start, end = map(parse_clock_time, times.split("-"))
        box = QRectF(column * grid.column_width + 4, grid.y(start), grid.column_width - 8, (end - start) * grid.scale)
        return colours_in(canvas, box, *tokens)

    places = [(0, "14:32-14:58"), (0, "13:32-13:58"), (0, "16:02-16:28"), (1, "14:32-14:58")]
    assert [seen(*place, "line") for place in places] == [["line"], [], [], []]
    assert [seen(column, "13:00-17:00", "muted") for column in (0, 1)] == [["muted"], []]


def test_when_somebody_is_away_is_hatched_at_once_while_their_session_is_carried(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall"), room("lab", 1), person("ada", availability=(span("09:00-12:00"),)),
        talk("one", "hall", "10:00-11:00", people=(speaker("ada"),)),
    )  # fmt: skip
    grid = driver.timeline.view.grid
    away = QRectF(grid.column_width + 4, grid.y(14 * 60 + 32), grid.column_width - 8, 26 * grid.scale)

    def hatched() -> bool:
        assert painted_whole(driver)
        return colours_in(driver.canvas, away, "line") == ["line"]

    assert not hatched()
    driver.take_by(driver.on_tile("one"), minutes=10)
    assert hatched()
    driver.key(Key.Key_Escape)
    assert not hatched()
    driver.release()


def test_the_tile_below_the_pointer_is_outlined_until_it_leaves_or_is_selected(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall"), room("lab", 1), talk("one", "hall", "10:00-11:00"), talk("two", "lab", "10:00-11:00")
    )
    canvas, (box,) = driver.canvas, driver.timeline.view.find_boxes("one")

    def seen() -> QImage:
        return canvas.viewport().grab(view_rect(canvas.scene, box).toRect()).toImage()

    plain, grips = seen(), [QRectF(box.center().x() - 11, y, 22, 8) for y in (box.top(), box.bottom() - 8)]
    driver.move(driver.on_tile("one"))
    assert seen() != plain
    assert [colours_in(canvas, grip, "muted") for grip in grips] == [["muted"], ["muted"]]
    driver.move(driver.on_tile("two"))
    assert seen() == plain
    driver.selects("one")
    chosen = seen()
    driver.move(driver.on_tile("one"))
    assert seen() == chosen


def test_what_a_filter_dims_and_lets_through_is_painted_at_once(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "10:00-11:00"), talk("two", "hall", "12:00-13:00"))
    viewport, view_state = driver.canvas.viewport(), driver.plan.view_state

    def seen() -> QImage:
        return driver.on_screen().copy(QRect(viewport.mapTo(driver.window, QPoint()), viewport.size()))

    plain = seen()
    view_state.set_filter(SessionFilter("one"))
    dimmed = seen()
    assert painted_whole(driver)
    view_state.set_filter(SessionFilter())

    assert (dimmed == plain, seen() == plain) == (False, True)


def test_what_a_drag_would_meet_is_marked_on_a_strip_too_and_nothing_else_is(hands_on: HandsOn) -> None:
    ada = {"people": (speaker("ada"),)}
    driver = hands_on(
        room("hall"), room("lab", 1), person("ada"), talk("held", "lab", "14:00-15:00", **ada),
        talk("low", "hall", "10:00-10:05", **ada), talk("other", "hall", "16:00-16:05"),
    )  # fmt: skip
    strips = {tile.session: QRectF(*spot.strip) for tile, spot in driver.canvas.scene.layout.tiles_with_strip}

    def marked() -> list[str]:
        return [n for n, box in strips.items() if colours_in(driver.canvas, box.adjusted(-1, -1, 1, 1), "problem")]

    assert (sorted(strips), marked()) == (["low", "other"], [])
    driver.take(driver.on_tile("held"), driver.on_slot("lab", "10:30"))
    assert driver.held.clashing == {"low"}
    assert marked() == ["low"]
    driver.key(Key.Key_Escape)
    assert marked() == []
    driver.release()


def test_of_a_session_in_two_rooms_only_the_part_where_it_clashes_is_red(hands_on: HandsOn) -> None:
    driver = hands_on(
        *THREE, person("ada"), person("bo"), talk("both", ("hall", "attic"), "10:00-11:30", people=(speaker("ada"),)),
        talk("other", "attic", "10:30-12:00", people=(speaker("bo"),)),
    )  # fmt: skip

    parts = sorted(driver.timeline.view.find_boxes("both"), key=QRectF.x)

    fine, clashing = LIGHT.tinted(KIND_COLOURS[Kind.TALK]).name(), ["problem", "problem_soft"]
    assert [painted_colours(driver.canvas, box) & {fine} for box in parts] == [{fine}, set()]
    assert [colours_in(driver.canvas, box, *clashing) for box in parts] == [[], clashing]


def test_a_tile_says_when_where_and_who_and_that_it_is_pinned_or_a_draft_and_a_card_only_the_latter(
    hands_on: HandsOn,
) -> None:
    driver = hands_on(
        room("hall"), room("lab", 1), person("bo", name="Bo Ek"), *map(person, ("ada", "cy", "di")),
        talk("one", "hall", "10:00-10:45", place="the balcony",
             people=(speaker("ada"), speaker("bo", State.DECLINED), moderator("cy"), moderator("di", State.CANCELLED))),
        talk("two", "lab", "10:00-10:45", people=(speaker("ada"), speaker("bo"))),
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL, people=(moderator("cy"),)),
        talk("waiting", minutes=20, people=(moderator("cy"),), status=Status.DRAFT, pinned=True),
        talk("fixed", "lab", "13:00-14:00", pinned=True), talk("draft", "lab", "14:00-15:00", status=Status.DRAFT),
        talk("off", "lab", "15:00-16:00", status=Status.CANCELLED),
        Cover(id="usual", person="di", day=DAY, room="hall"),
    )  # fmt: skip
    document, contents = driver.document, driver.timeline.view.source.model.contents
    waiting = session_content(document.plan, document.agenda.sessions["waiting"], 0, 20, tray=True)
    carried = session_content(document.plan, document.agenda.sessions["waiting"], 600, 620)

    def said(content: TileContent) -> tuple[object, ...]:
        return content.time, content.people, [face.name for face in content.faces], content.more, content.rooms

    assert [said(content) for content in (contents["one"], contents["two"], contents["lunch"], waiting, carried)] == [
        ("10:00", "Ada", ["Ada"], ("Moderator Cy", "the balcony"), "Hall"),
        ("10:00", "Ada, Bo Ek", ["Ada", "Bo Ek"], (), "Lab"),
        ("12:00–13:00", "", [], (), "All rooms"),
        ("20 min", "", [], ("Moderator Cy",), ""),
        ("10:00", "", [], ("Moderator Cy",), ""),
    ]
    assert [content.name.split(", ")[1:3] for content in (contents["one"], contents["lunch"], waiting, carried)] == [
        ["Hall", "10:00 to 10:45"], ["all rooms", "12:00 to 13:00"], ["20 min", "speaker to be announced"],
        ["10:00 to 10:20", "speaker to be announced"],
    ]  # fmt: skip
    states = (*(contents[name] for name in ("one", "fixed", "draft", "off")), waiting)
    assert [(content.pinned, content.draft, content.cancelled) for content in states] == [
        ("", False, False), ("Pinned", False, False), ("", True, False), ("", False, True), ("", True, False),
    ]  # fmt: skip


def test_without_tracks_the_colours_are_those_of_the_types_unless_others_are_chosen(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-10:00", kind=Kind.KEYNOTE))
    found = {}
    for by in Colouring:
        driver.does(f"colour_{by.value}")
        content = driver.timeline.view.source.model.contents["one"]
        found[by] = content.colour, content.meaning

    assert found == {
        Colouring.TRACK: ("mediumorchid", ""),
        Colouring.KIND: ("mediumorchid", "Keynote"),
        Colouring.STATUS: ("seagreen", "Planned"),
    }


def test_what_is_selected_is_outlined_be_it_a_tile_a_strip_or_the_mark_of_many(hands_on: HandsOn) -> None:
    many = [replace(one, track="sea") for one in crowd(9)]
    driver = in_sight(
        hands_on(
            *MANY, *BUSY, track("sea", colour="teal"), *many, talk("low", "r08", "13:00-13:05"),
            talk("tall", "r11", "13:00-15:00"),
        )
    )  # fmt: skip
    canvas, layout = driver.canvas, driver.canvas.scene.layout
    boxes = {name: driver.timeline.view.find_boxes(name)[0] for name in ("s001", "tall")}
    boxes |= {tile.session: QRectF(*spot.strip) for tile, spot in layout.tiles_with_strip if tile.session == "low"}

    def outlined() -> list[str]:
        return [name for name, box in boxes.items() if colours_in(canvas, box.adjusted(-5, -5, 5, 5), "accent")]

    for chosen in boxes:
        driver.selects(chosen)
        assert outlined() == [chosen]
    assert sorted(boxes) == ["low", "s001", "tall"]

    # none of those that the mark stands for is painted below it
    assert LIGHT.track("teal").name() not in painted_colours(canvas, boxes["s001"])


@pytest.mark.parametrize("fields", [{"setup": 60}, {"teardown": 60}], ids=["before", "after"])
def test_the_time_to_set_up_or_to_clear_away_is_hatched_if_there_is_only_one_of_them(
    hands_on: HandsOn, fields: dict[str, int]
) -> None:
    driver = hands_on(talk("show", "hall", "11:00-12:00", **fields), talk("x", "lab", "9:00-9:30"))
    driver.set_zoom(10 * 60, 2)

    assert [striped(driver, *part) for part in ((601, 658), (721, 778))] == ["setup" in fields, "teardown" in fields]


@pytest.mark.parametrize(
    ("tracks", "told"),
    [
        pytest.param(("sea", "law"), ["Law", "Sea"], id="all have one"),
        pytest.param(("sea", None), ["Sea", "No track"], id="one has none"),
        pytest.param((None, None), [], id="none has one"),
    ],
)
def test_the_legend_tells_the_tracks_in_sight_and_of_those_without_if_there_are_others(
    hands_on: HandsOn, tracks: tuple[str | None, ...], told: list[str]
) -> None:
    driver = hands_on(
        room("hall"), track("law"), track("sea", position=1), track("unused", position=2),
        *(talk(f"s{n}", "hall", f"{9 + n}:00-{10 + n}:00", track=name) for n, name in enumerate(tracks)),
    )  # fmt: skip

    assert [text for _colour, text in driver.page.timeline_page.legend.rows] == told
