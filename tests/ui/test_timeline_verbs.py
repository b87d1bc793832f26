"""Verbs on several sessions, or on one and all that follows it, by mouse and by keys."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.domain.enums import Kind
from planner.domain.span import minutes_of
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, SHIFT, Hands, Key, focused
from ui.state.canvas.block_content import Face

ROOMS = (room("hall"), room("lab", 1), room("den", 2))


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on a morning in the hall, with a session beside it in the lab and a pinned lunch after it."""
    return hands_on(
        *ROOMS, person("ada"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("coffee", (), "09:45-10:05", kind=Kind.BREAK),
        talk("first", "hall", "10:05-10:35"),
        talk("beside", "lab", "10:05-10:50"),
        talk("second", "hall", "10:40-11:10"),
        talk("lunch", (), "11:30-12:30", kind=Kind.MEAL, pinned=True),
        talk("waiting", minutes=20),
    )  # fmt: skip


def chosen(hands: Hands) -> set[str]:
    return set(hands.page.desk.selected)


# selecting several ---------------------------------------------------------------------------------------


def test_control_and_a_click_selects_one_more_or_one_less(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("beside"), CTRL)
    assert chosen(hands) == {"first", "beside"}
    hands.click(hands.on_block("first"), CTRL)
    assert chosen(hands) == {"beside"}


def test_a_band_selects_what_it_touches(hands: Hands) -> None:
    start = hands.on_slot("lab", "09:20")
    hands.take(start, hands.on_slot("hall", "10:10"))
    assert hands.timeline._band is not None
    hands.release()
    assert chosen(hands) == {"keynote", "coffee", "first", "beside"}
    assert hands.timeline._band is None


def test_control_a_selects_all_of_the_day_and_escape_nothing(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.key(Key.Key_A, modifiers=CTRL)
    assert len(chosen(hands)) == 6
    hands.key(Key.Key_Escape)
    assert chosen(hands) == set()


def test_a_selection_keeps_its_shape_over_rooms_and_times(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("beside"), CTRL)
    start = hands.on_block("first")
    hands.drag(start, start + hands.by(columns=1, minutes=180), ALT)
    assert (hands.where("first"), hands.where("beside")) == ("lab 13:05-13:35", "den 13:05-13:50")
    assert hands.steps == ["Move 2 sessions"]
    assert chosen(hands) == {"first", "beside"}


def test_a_selection_stops_as_one_at_the_edge(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("beside"), CTRL)
    start = hands.on_block("first")
    hands.drag(start, start + hands.by(columns=2, minutes=60))
    assert (hands.where("first"), hands.where("beside")) == ("lab 11:05-11:35", "den 11:05-11:50")


def test_a_selection_with_a_pinned_session_does_not_move(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("lunch"), CTRL)
    start = hands.on_block("first")
    hands.drag(start, start + hands.by(minutes=60))
    assert (hands.where("first"), hands.steps) == ("hall 10:05-10:35", [])
    assert hands.window.notice.isVisible()


def test_a_click_on_one_of_several_selects_that_one(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("beside"), CTRL)
    hands.click(hands.on_block("beside"))
    assert chosen(hands) == {"beside"}


def test_a_selection_is_put_into_the_tray_together(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("second"), CTRL)
    hands.drag(hands.on_block("first"), hands.on(hands.page.tray))
    assert hands.where("first") == hands.where("second") == "tray"
    assert hands.steps == ["Return 2 sessions to the tray"]


def test_a_selection_moves_by_keys_and_by_the_hand_of_the_keys(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("beside"), CTRL)
    hands.key(Key.Key_Down, modifiers=ALT)
    assert (hands.where("first"), hands.where("beside")) == ("hall 10:10-10:40", "lab 10:10-10:55")
    hands.key(Key.Key_M, Key.Key_Right, Key.Key_PageDown, Key.Key_Return)
    assert (hands.where("first"), hands.where("beside")) == ("lab 11:10-11:40", "den 11:10-11:55")


# swapping places -----------------------------------------------------------------------------------------


def test_two_sessions_change_places_when_one_is_dropped_on_the_middle_of_the_other(hands: Hands) -> None:
    hands.take(hands.on_block("first"), hands.on_block("beside"))
    assert hands.held.swap == "beside"
    assert "⇄ with “Beside”" in hands.timeline.tip_lines(hands.held)[0]
    hands.release()
    assert (hands.where("first"), hands.where("beside")) == ("lab 10:05-10:35", "hall 10:05-10:50")
    assert hands.steps == ["Swap “First” and “Beside”"]


@pytest.mark.parametrize("then", ["stay", "leave"])
def test_all_that_an_exchange_shows_is_painted_and_wiped(hands: Hands, then: str) -> None:
    hands.take(hands.on_block("first"), hands.on_block("beside"))
    assert hands.held.swap == "beside"
    hands.on_screen()
    if then == "leave":
        hands.move(hands.on_slot("den", "13:00"))
        assert hands.held.swap == ""
    seen = hands.on_screen()
    hands.timeline.viewport().update()

    assert seen == hands.on_screen()
    hands.key(Key.Key_Escape)
    hands.release()


def test_what_is_pinned_changes_places_with_nobody(hands: Hands) -> None:
    hands.take(hands.on_block("first"), hands.on_block("lunch"))
    assert hands.held.swap == ""
    hands.key(Key.Key_Escape)
    hands.release()


# following sessions --------------------------------------------------------------------------------------


def test_with_shift_what_follows_makes_way_and_breaks_give_first(hands: Hands) -> None:
    edge = hands.on_block("keynote", BOTTOM)
    hands.take(edge, edge + hands.by(minutes=10), SHIFT)
    assert hands.held.change is not None
    hands.release(SHIFT)
    assert hands.where("keynote") == "hall 09:00-09:55"
    assert hands.where("coffee") == "everywhere 09:55-10:05"
    assert hands.where("first") == "hall 10:05-10:35"
    assert len(hands.steps) == 1
    hands.does("undo")
    assert hands.where("coffee") == "everywhere 09:45-10:05"


def test_a_session_is_moved_with_all_that_follows_it(hands: Hands) -> None:
    start = hands.on_block("first")
    hands.drag(start, start + hands.by(minutes=10), SHIFT)
    assert (hands.where("first"), hands.where("second")) == ("hall 10:15-10:45", "hall 10:50-11:20")
    assert hands.where("beside") == "lab 10:05-10:50"


def test_what_is_left_over_is_a_clash_that_is_shown_before(hands: Hands) -> None:
    start = hands.on_block("first")
    hands.take(start, start + hands.by(minutes=30), SHIFT)
    assert any("Lunch" in line for line in hands.timeline.tip_lines(hands.held))
    hands.key(Key.Key_Escape)
    hands.release(SHIFT)
    assert hands.steps == []


def test_what_comes_from_the_tray_pushes_what_begins_there(hands: Hands) -> None:
    hands.drag(hands.on_card("waiting"), hands.on_slot("hall", "10:15"), SHIFT)
    assert hands.where("waiting") == "hall 10:05-10:25"
    assert hands.where("first") == "hall 10:25-10:55"


def test_r_lets_what_follows_make_way_in_the_hand_of_the_keys(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.key(Key.Key_M, Key.Key_R, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert (hands.where("first"), hands.where("second")) == ("hall 10:15-10:45", "hall 10:50-11:20")


def test_a_selection_takes_what_follows_with_it(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.click(hands.on_block("beside"), CTRL)
    start = hands.on_block("first")
    hands.take(start, start + hands.by(minutes=10), SHIFT)
    assert "1 session makes way" in hands.timeline.tip_lines(hands.held)[0]
    hands.release(SHIFT)
    assert (hands.where("first"), hands.where("beside")) == ("hall 10:15-10:45", "lab 10:15-11:00")
    assert hands.where("second") == "hall 10:50-11:20"
    assert hands.steps == ["Shift 2 sessions and what follows by 10 min"]
    assert chosen(hands) == {"first", "beside"}


def test_what_is_pinned_holds_back_what_is_shifted_and_the_hand_shows_where(hands: Hands) -> None:
    start = hands.on_block("second")
    hands.take(start, start + hands.by(minutes=120), SHIFT)
    shown = hands.target
    hands.release(SHIFT)
    assert hands.where("second") == shown == "hall 11:30-12:00"


def test_a_new_break_from_the_palette_pushes_what_begins_there(hands: Hands) -> None:
    chip = hands.page.tray.palette_chips.chips[0]
    hands.drag(hands.on(chip), hands.on_slot("hall", "10:12"), SHIFT)
    (new,) = chosen(hands)
    assert hands.where(new) == "everywhere 10:05-10:20"
    assert (hands.where("first"), hands.where("beside")) == ("hall 10:20-10:50", "lab 10:20-11:05")
    assert hands.steps == ["Put “Coffee” in and shift what follows"]
    hands.does("undo")
    assert (hands.where("first"), hands.where("beside")) == ("hall 10:05-10:35", "lab 10:05-10:50")


def test_what_would_end_after_all_hours_is_shown_while_it_would(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS, day(closes="10:30"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:30")
    )
    before, start = hands.timeline.grid, hands.on_block("one")
    hands.take(start, start + hands.by(minutes=60), SHIFT)
    assert hands.timeline.grid == replace(before, last=minutes_of("12:00"))
    hands.key(Key.Key_Escape)
    hands.release(SHIFT)
    assert hands.timeline.grid == before
    hands.does("insert_gap")
    bar = hands.page.ripple
    bar.time.setText("09:30")
    bar.minutes.setValue(90)
    assert hands.timeline.grid.last == minutes_of("12:30")
    hands.key(Key.Key_Escape)
    assert hands.timeline.grid == before


def test_in_a_fitted_day_nothing_moves_away_below_the_pointer(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS, day(closes="10:30"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:30-10:30")
    )
    hands.does("fit")
    before, start = hands.timeline.grid, hands.on_block("one")
    hands.take(start, start + hands.by(minutes=60), SHIFT)
    assert hands.timeline.grid == replace(before, last=minutes_of("12:00"))
    hands.release(SHIFT)
    assert hands.timeline.grid.height <= hands.timeline.viewport().height() + 1


def shown(hands: Hands) -> Face:
    """Return the face of the dragged block."""
    held = hands.held
    assert held.slot
    return hands.timeline._ghost.face(held, held.session, held.slot)


def test_a_carried_session_says_what_it_would_meet_and_not_what_it_meets(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS,
        talk("one", "hall", "09:00-10:00"),
        talk("two", "hall", "09:30-10:30"),
        talk("far", "lab", "12:00-13:00"),
    )
    assert hands.timeline.days.face("one").grave
    start = hands.on_block("one")
    hands.take(start, start + hands.by(columns=2))
    assert (shown(hands).reason, shown(hands).grave) == ("", False)
    hands.move(hands.on_slot("lab", "11:45"))
    assert (shown(hands).reason, shown(hands).grave) == ("Room taken twice at 12:00", True)
    assert hands.timeline.tip_lines(hands.held)[1] == "Lab is taken from 12:00: “Far”."
    hands.key(Key.Key_Escape)
    hands.release()


# snapping ------------------------------------------------------------------------------------------------


def test_a_block_snaps_to_its_neighbours_and_with_alt_to_minutes(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("odd", "hall", "09:00-09:33"), talk("free", "hall", "11:00-11:30"))
    start = hands.on_block("free")
    hands.take(start, start + hands.by(minutes=-86))
    assert hands.target == "hall 09:33-10:03"
    hands.move(start + hands.by(minutes=-40))
    assert hands.target == "hall 10:20-10:50"
    hands.move(start + hands.by(minutes=-38), ALT)
    assert hands.target == "hall 10:22-10:52"
    hands.release(ALT)
    assert hands.where("free") == "hall 10:22-10:52"


# days ----------------------------------------------------------------------------------------------------


def test_over_the_tab_of_another_day_it_goes_there(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, day(), day(DAY + timedelta(days=1)), talk("one", "hall", "09:00-09:30"))
    tabs = hands.page.days
    hands.take(hands.on_block("one"), tabs.mapTo(hands.window, tabs.tabRect(1).center()))
    assert hands.page.desk.day.date == DAY + timedelta(days=1)
    hands.move(hands.on_slot("lab", "13:15"))
    hands.release()
    placement = hands.agenda.sessions["one"].placement
    assert placement
    assert (placement.span.day, hands.where("one")) == (DAY + timedelta(days=1), "lab 13:00-13:30")


# titles --------------------------------------------------------------------------------------------------


def test_f2_edits_the_title_in_its_place(hands: Hands) -> None:
    hands.click(hands.on_block("first"))
    hands.key(Key.Key_F2)
    hands.retype("Opening words")
    hands.key(Key.Key_Return)
    assert hands.agenda.sessions["first"].title == "Opening words"
    assert focused() is hands.timeline
    hands.key(Key.Key_F2)
    hands.retype("Other")
    hands.key(Key.Key_Escape)
    assert hands.agenda.sessions["first"].title == "Opening words"


# the grid ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "lands"), [(1, "09:07"), (5, "09:05"), (10, "09:10"), (15, "09:00")])
def test_the_grid_has_steps_of_one_five_ten_or_fifteen_minutes(hands_on: HandsOn, minutes: int, lands: str) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"))
    hands.does(f"snap_{minutes}")
    hands.timeline.zoom(4 / hands.timeline.scale_now)
    hands.timeline.scroll_to_minute(8 * 60 + 30)
    start = hands.on_block("one")
    hands.drag(start, start + hands.by(columns=1, minutes=7))
    assert hands.where("one").startswith(f"lab {lands}")
    hands.click(hands.on_block("one"))
    hands.key(Key.Key_Down, modifiers=ALT)
    placement = hands.agenda.sessions["one"].placement
    assert placement
    hours, rest = lands.split(":")
    assert placement.span.start == int(hours) * 60 + int(rest) + minutes
