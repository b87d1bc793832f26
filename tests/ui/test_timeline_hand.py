"""A drag during other changes: of the day, the rooms, the zoom, and from elsewhere."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from planner.commands.edit import edit
from planner.commands.sessions import add_session
from planner.commands.timeline import place
from planner.domain.entities import Day, Session
from planner.domain.enums import Kind, Status
from planner.domain.span import Span, minutes_of
from tests.builders import DAY, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, MIDDLE, SHIFT, TOP, Hands, Key
from ui.features.timeline.blocked_times import Shaded

NEXT = DAY + timedelta(days=1)
ROOMS = (room("hall"), room("lab", 1))


def tab(hands: Hands, n: int) -> QPoint:
    """Return the middle of a day's tab."""
    tabs = hands.page.days
    return tabs.mapTo(hands.window, tabs.tabRect(n).center())


def take_by_keys(hands: Hands, session: str) -> None:
    hands.page.desk.select((session,))
    hands.timeline.setFocus()
    hands.key(Key.Key_M)


# changes from elsewhere ------------------------------------------------------------------------------------


def test_a_change_lets_go_of_what_is_in_the_hand(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"))
    take_by_keys(hands, "one")
    hands.key(Key.Key_R, Key.Key_Down)
    hands.key(Key.Key_Delete, modifiers=CTRL)
    assert hands.timeline.hand.held is None
    hands.key(Key.Key_Return)
    hands.does("undo")
    take_by_keys(hands, "one")
    hands.key(Key.Key_R, Key.Key_Down)
    hands.page.desk.perform(lambda agenda: edit(agenda, Session, "one", title="Other"))
    assert hands.timeline.hand.held is None
    assert hands.where("one") == "hall 09:00-10:00"


def test_a_step_back_that_takes_the_selected_session_and_changes_the_day_finds_nobody_selected(
    hands_on: HandsOn,
) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"))
    desk = hands.page.desk
    desk.perform(lambda agenda: edit(agenda, Day, DAY.isoformat(), closes=minutes_of("20:00")))
    desk.perform(lambda agenda: add_session(agenda, "new", title="New"))
    desk.select(("new",))
    desk.dare(lambda: desk.workspace.jump(0))
    assert desk.selected == ()


# other days ------------------------------------------------------------------------------------------------


def test_an_edge_stays_on_its_day(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, day(), day(NEXT, opens="12:00", closes="18:00"), talk("one", "hall", "09:00-09:30"))
    start = hands.on_block("one", TOP)
    hands.take(start, start - QPoint(0, 20))
    hands.move(tab(hands, 1))
    assert hands.page.desk.day.date == DAY
    hands.does("next_day")
    assert hands.timeline.hand.held is None
    hands.release()
    assert hands.steps == []


def test_what_has_no_column_on_the_other_day_can_still_be_carried_there(hands_on: HandsOn) -> None:
    hands = hands_on(
        day(), day(NEXT), *ROOMS, room("foyer", 2, column=False), talk("one", "foyer", "09:00-09:30"),
        talk("two", "hall", "12:00-12:30"), talk("both", ("lab", "foyer"), "15:00-15:30"),
    )  # fmt: skip
    take_by_keys(hands, "one")
    hands.does("next_day")
    assert hands.target == "foyer 09:00-09:30"
    hands.key(Key.Key_Right)
    assert hands.target == "hall 09:00-09:30"
    hands.key(Key.Key_Escape)
    hands.does("previous_day")
    hands.page.desk.select(("one", "two"))
    hands.take(hands.on_block("one"), tab(hands, 1))
    hands.move(hands.on_slot("lab", "10:00"))
    assert hands.held.others
    hands.key(Key.Key_Escape)
    hands.release()
    hands.does("previous_day")
    hands.take(hands.on_block("both"), tab(hands, 1))
    hands.move(hands.on_slot("hall", "10:00"))
    hands.release()
    assert hands.where("both").startswith("hall+foyer")


def test_a_room_that_is_hidden_is_still_where_the_hand_is(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("two", "lab", "09:00-10:00"))
    take_by_keys(hands, "one")
    hands.does("hide_room")
    hands.timeline.setFocus()
    hands.key(Key.Key_Down)
    assert hands.target == "hall 09:05-10:05"
    hands.key(Key.Key_Right)
    assert hands.target == "lab 09:05-10:05"
    hands.key(Key.Key_Escape)


def test_what_is_shaded_is_that_of_the_day_that_is_shown(hands_on: HandsOn) -> None:
    there = (Span(DAY, minutes_of("08:00"), minutes_of("10:00")), Span(NEXT, minutes_of("14:00"), minutes_of("18:00")))
    hands = hands_on(
        *ROOMS, day(), day(NEXT), person("ada", availability=there),
        talk("one", "hall", "09:00-09:30", people=(speaker("ada"),)),
        talk("two", "lab", "16:00-17:00", people=(speaker("ada"),)),
    )  # fmt: skip
    start = hands.on_block("one")
    hands.take(start, start + hands.by(minutes=30))
    assert hands.timeline.hand.busy == ((minutes_of("16:00"), minutes_of("17:00")),)
    assert away(hands) == [("10:00", "18:00")]
    hands.move(tab(hands, 1))
    assert away(hands) == [("08:00", "14:00")]
    assert (minutes_of("16:00"), minutes_of("17:00")) not in hands.timeline.hand.busy
    hands.key(Key.Key_Escape)
    hands.release()


def away(hands: Hands) -> list[tuple[str, str]]:
    """Return the times when people are away, within the hours of the day."""
    low, high = minutes_of("08:00"), minutes_of("18:00")
    parts: tuple[Shaded, ...] = hands.timeline._away
    bounded = [(max(part.start, low), min(part.end, high)) for part in parts]
    return [(hands._time(start), hands._time(end)) for start, end in bounded if start < end]


def test_what_follows_makes_way_on_the_other_day_too(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS, day(), day(NEXT), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:00-10:00", on=NEXT)
    )
    take_by_keys(hands, "one")
    hands.key(Key.Key_R)
    hands.does("next_day")
    hands.key(Key.Key_Return)
    assert (hands.where("one"), hands.where("two")) == ("hall 09:00-09:30", "hall 09:30-10:30")


def test_a_title_that_is_typed_is_kept_when_the_day_goes(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, day(), day(NEXT), talk("one", "hall", "09:00-09:30"))
    hands.click(hands.on_block("one"))
    hands.key(Key.Key_F2)
    hands.retype("Other")
    hands.does("next_day")
    assert hands.timeline._title.isHidden()
    assert hands.agenda.sessions["one"].title == "Other"


# the mouse -------------------------------------------------------------------------------------------------


def test_zooming_keeps_what_is_carried_at_the_pointer(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"))
    start = hands.on_block("one")
    hands.take(start, hands.on_slot("lab", "12:00"))
    hands.timeline.zoom(1.5, 100)
    hands.move(hands.on_slot("lab", "10:30"))
    assert hands.target == "lab 10:00-11:00"
    hands.key(Key.Key_Escape)
    hands.release()


def test_after_escape_the_mouse_chooses_nothing_until_it_is_let_go(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, *(talk(f"s{n}", "hall", f"{9 + n:02}:00-{10 + n:02}:00") for n in range(4)))
    hands.take(hands.on_block("s0"), hands.on_block("s1"))
    hands.key(Key.Key_Escape)
    hands.move(hands.on_block("s3"))
    hands.release()
    assert hands.page.desk.selected == ("s0",)


def test_another_button_does_not_drop(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"))
    hands.take(hands.on_block("one"), hands.on_slot("lab", "14:00"))
    for act in (QTest.mousePress, QTest.mouseRelease):
        act(hands.window.windowHandle(), Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, hands._at)
    assert hands.held.session.id == "one"
    hands.key(Key.Key_Escape)
    hands.release()
    assert hands.steps == []


@pytest.mark.parametrize("start", ["block", "card", "chip"])
def test_the_right_button_lets_go_of_what_is_carried(hands_on: HandsOn, start: str) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("waiting"))
    menus: list[object] = []
    hands.page.tray.menu_wanted.connect(menus.append)
    hands.timeline.menu_wanted.connect(menus.append)
    chip = hands.page.tray.palette_chips.chips[0]
    at = {"block": hands.on_block("one"), "card": hands.on_card("waiting"), "chip": hands.on(chip)}[start]
    hands.take(at, hands.on_slot("lab", "14:00"))
    assert hands.held

    hands.right_click()

    assert (hands.timeline.hand.held, hands.where("one")) == (None, "hall 09:00-10:00")
    hands.move(hands.on_slot("lab", "15:00"))  # the left button is still down
    assert hands.timeline.hand.held is None
    hands.release()
    assert (hands.steps, menus, len(hands.agenda.sessions)) == ([], [], 2)


# outside the grid, and on a day's tab --------------------------------------------------------------------


@pytest.mark.parametrize("start", ["block", "card", "chip", "end"])
@pytest.mark.parametrize("place", ["inspector", "bar"])
def test_what_is_let_go_outside_the_timeline_stays_as_it_was(hands_on: HandsOn, start: str, place: str) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"), talk("waiting"))
    chip = hands.page.tray.palette_chips.chips[0]
    at = {
        "block": hands.on_block("one"), "end": hands.on_block("one", BOTTOM), "card": hands.on_card("waiting"),
        "chip": hands.on(chip),
    }[start]  # fmt: skip
    hands.take(at, hands.on_slot("lab", "14:00"))
    assert hands.held.slots
    hands.on_screen()

    hands.move(hands.on(hands.page.inspector if place == "inspector" else hands.page.bar.search))

    assert (hands.held.outside, hands.held.slots, hands.timeline.tip_lines(hands.held)) == (True, {}, [])
    outside = hands.on_screen()
    hands.timeline.viewport().update()
    assert outside == hands.on_screen()
    hands.release()
    assert (hands.steps, hands.where("one"), len(hands.agenda.sessions)) == ([], "hall 09:00-10:00", 2)
    after = hands.on_screen()
    hands.timeline.viewport().update()
    assert after == hands.on_screen()


def test_outside_and_in_again_it_lands_where_it_is(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"))
    hands.take(hands.on_block("one"), hands.on(hands.page.inspector))
    assert hands.held.outside

    hands.move(hands.on_slot("lab", "14:30"))
    hands.release()

    assert hands.where("one") == "lab 14:00-15:00"


def test_on_the_tab_of_a_day_it_keeps_its_time_and_its_rooms(hands_on: HandsOn) -> None:
    hands = hands_on(day(), day(NEXT, opens="09:00"), *ROOMS, talk("one", "lab", "16:00-17:00"))

    hands.take(hands.on_block("one"), tab(hands, 1))
    assert hands.target == "lab 16:00-17:00"
    hands.release()

    where = hands.agenda.sessions["one"].placement
    assert where
    assert (hands.where("one"), where.span.day) == ("lab 16:00-17:00", NEXT)


def test_several_on_the_tab_of_a_day_that_opens_later_all_keep_their_times(hands_on: HandsOn) -> None:
    hands = hands_on(
        day(), day(NEXT, opens="14:00"), *ROOMS, talk("one", "lab", "09:00-10:00"), talk("two", "hall", "08:00-08:30")
    )  # fmt: skip
    hands.page.desk.select(("one", "two"))

    hands.drag(hands.on_block("one"), tab(hands, 1))

    assert [hands.where(session) for session in ("one", "two")] == ["lab 09:00-10:00", "hall 08:00-08:30"]
    assert hands.page.desk.day.date == NEXT


def test_what_has_no_time_yet_gets_none_from_a_tab(hands_on: HandsOn) -> None:
    hands = hands_on(day(), day(NEXT), *ROOMS, talk("waiting"))

    hands.drag(hands.on_card("waiting"), tab(hands, 1))

    assert (hands.where("waiting"), hands.steps) == ("tray", [])


# neighbours ----------------------------------------------------------------------------------------------


def test_in_a_small_zoom_it_is_drawn_to_the_end_of_its_neighbour_and_says_so(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("lunch", "hall", "12:00-13:00"), talk("one", "lab", "15:00-15:30"))
    hands.timeline.zoom(0.96 / hands.timeline.scale_now)  # five minutes are 4.8 pixels, as in a fitted day
    start = hands.on_block("one")

    hands.take(start, start + hands.by(columns=-1, minutes=-123))
    assert (hands.target, hands.held.meets) == ("hall 13:00-13:30", (13 * 60,))
    hands.move(start + hands.by(columns=-1, minutes=-115))
    assert (hands.target, hands.held.meets) == ("hall 13:05-13:35", ())
    hands.move(start + hands.by(columns=-1, minutes=-123), ALT)
    assert hands.target != "hall 13:00-13:30"
    assert hands.held.meets == ()
    hands.key(Key.Key_Escape)
    hands.release()


def test_five_pixels_make_it_five_minutes_shorter_in_a_fitted_day(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"))
    hands.timeline.zoom(0.96 / hands.timeline.scale_now)
    end = hands.on_block("one", BOTTOM)

    hands.drag(end, end - QPoint(0, 5))

    assert hands.where("one") == "hall 09:00-09:55"


def test_w_gives_one_room_to_what_took_the_whole_venue_until_it_is_dropped(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("lunch", (), "12:00-13:00", kind=Kind.MEAL))
    start = hands.on_block("lunch")
    hands.take(start, start + hands.by(minutes=30))
    hands.key(Key.Key_W)
    hands.move(hands.on_slot("lab", "14:00"))
    hands.release()
    assert hands.where("lunch") == "lab 13:30-14:30"


def test_w_does_nothing_to_an_edge(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-10:00"))
    start = hands.on_block("one", TOP)
    hands.take(start, start + hands.by(minutes=20))
    hands.key(Key.Key_W)
    assert hands.target.startswith("hall")
    hands.key(Key.Key_Escape)
    hands.release()


def test_the_top_of_a_short_session_does_not_go_up_when_it_is_pulled_down(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("short", "hall", "09:00-09:03"))
    hands.timeline.zoom(6 / hands.timeline.scale_now)
    hands.timeline.scroll_to_minute(minutes_of("08:30"))
    start = hands.on_block("short", TOP)
    hands.drag(start, start + hands.by(minutes=10))
    assert hands.where("short") == "hall 09:00-09:03"


def test_nothing_makes_way_for_what_is_cancelled(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS, talk("off", "hall", "09:00-10:00", status=Status.CANCELLED), talk("two", "lab", "10:00-11:00")
    )
    hands.drag(hands.on_block("off", MIDDLE), hands.on_slot("lab", "10:30"), SHIFT)
    assert (hands.where("off"), hands.where("two")) == ("lab 10:00-11:00", "lab 10:00-11:00")


# the view afterwards ----------------------------------------------------------------------------------------


def many_rooms(hands_on: HandsOn) -> Hands:
    """Return the hands on more rooms than the window shows."""
    rooms = [room(f"r{n:02}", n) for n in range(20)]
    return hands_on(*rooms, day(), day(NEXT), talk("one", "r00", "09:00-09:30"), talk("two", "r19", "09:00-09:30"))


def test_the_view_stays_where_something_was_dropped(hands_on: HandsOn) -> None:
    hands = many_rooms(hands_on)
    hands.click(hands.on_block("one"))
    hands.take(hands.on_block("one"), hands.on_slot("r02", "10:00"))
    bar = hands.timeline.horizontalScrollBar()
    bar.setValue(bar.maximum())
    hands.move(hands.on_slot("r18", "11:00"))
    hands.release()
    assert (hands.where("one"), bar.value()) == ("r18 10:45-11:15", bar.maximum())
    hands.does("undo")
    assert bar.value() == 0
    hands.does("redo")
    assert bar.value() > 0


def test_the_view_follows_the_hand_of_the_keys_to_rooms_out_of_sight(hands_on: HandsOn) -> None:
    hands = many_rooms(hands_on)
    take_by_keys(hands, "one")
    hands.key(*[Key.Key_Right] * 12)
    box = hands.timeline._held_blocks(hands.held)[0].translated(hands.timeline.origin())
    assert hands.timeline.viewport().rect().contains(box.toRect())
    hands.key(Key.Key_Return)
    hands.key(*[Key.Key_Left] * 6, modifiers=ALT)
    assert hands.where("one") == "r06 09:00-09:30"
    assert hands.on_block("one")  # `on_block` checks that it is in sight


def test_what_is_undone_on_another_day_is_shown_there(hands_on: HandsOn) -> None:
    hands = many_rooms(hands_on)
    hands.page.desk.perform(lambda agenda: place(agenda, "one", NEXT, minutes_of("10:00"), ("r01",)))
    hands.page.desk.select(())
    hands.page.desk.show_day(hands.agenda.day_of(DAY))
    hands.does("undo")
    hands.does("redo")
    assert hands.page.desk.day.date == NEXT
    hands.does("undo")
    assert hands.page.desk.day.date == DAY


# several at once, and verbs that ask first ---------------------------------------------------------------------


def test_all_that_is_selected_gets_longer_and_is_shifted_with_what_follows(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS,
        talk("one", "hall", "09:00-09:30"),
        talk("two", "lab", "09:00-09:30"),
        talk("next", "hall", "09:30-10:00"),
    )
    hands.page.desk.select(("one", "two"))
    hands.timeline.setFocus()
    hands.key(Key.Key_Down, modifiers=ALT | SHIFT)
    assert (hands.where("one"), hands.where("two")) == ("hall 09:00-09:35", "lab 09:00-09:35")
    hands.does("undo")
    hands.key(Key.Key_Down, modifiers=CTRL | SHIFT)
    assert (hands.where("one"), hands.where("two"), hands.where("next")) == (
        "hall 09:05-09:35", "lab 09:05-09:35", "hall 09:35-10:05",
    )  # fmt: skip
    hands.does("undo")
    hands.key(Key.Key_Right, modifiers=CTRL | SHIFT)
    assert (hands.where("one"), hands.where("two"), hands.where("next")) == (
        "hall 09:00-09:35", "lab 09:00-09:35", "hall 09:35-10:05",
    )  # fmt: skip


def test_an_exchange_that_would_clash_is_shown_and_asked_about_first(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS,
        talk("one", "hall", "09:00-09:30"),
        talk("two", "lab", "10:00-11:00"),
        talk("next", "hall", "09:30-10:00"),
    )
    hands.page.desk.select(("one", "two"))
    hands.timeline.setFocus()
    hands.key(Key.Key_X)
    assert hands.page.ripple.isVisible()
    assert "“Next”" in hands.page.ripple.told.text()
    assert hands.steps == []
    hands.key(Key.Key_Return)
    assert hands.where("two") == "hall 09:00-10:00"


def test_an_exchange_that_moves_nothing_says_so(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:00-09:30"))
    hands.page.desk.perform(lambda agenda: edit(agenda, Session, "one", title="Other"))
    hands.page.desk.select(("one", "two"))
    hands.does("swap")
    assert hands.window.notice.sentence.text() == "Nothing would move."


def test_many_that_went_into_the_tray_can_be_brought_back_at_once(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"), talk("two", "lab", "09:00-09:30"))
    hands.timeline.setFocus()
    hands.key(Key.Key_A, modifiers=CTRL)
    hands.key(Key.Key_Backspace)
    assert hands.where("one") == hands.where("two") == "tray"
    hands.push("Undo")
    assert hands.where("one") == "hall 09:00-09:30"


def test_escape_over_another_day_shows_the_day_from_which_it_came(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, day(), day(NEXT), talk("one", "hall", "09:00-09:30"))
    hands.take(hands.on_block("one"), tab(hands, 1))
    assert hands.page.desk.day.date == NEXT
    hands.key(Key.Key_Escape)
    hands.release()
    assert hands.page.desk.day.date == DAY


def test_rooms_that_are_too_small_for_any_of_a_selection_are_named(hands_on: HandsOn) -> None:
    hands = hands_on(
        room("hall"), room("lab", 1, seats=10), talk("one", "hall", "09:00-09:30"),
        talk("two", "hall", "09:30-10:00", audience=50),
    )  # fmt: skip
    hands.page.desk.select(("one", "two"))
    start = hands.on_block("one")
    hands.take(start, start + hands.by(minutes=60))
    assert list(hands.timeline.header.notes) == ["lab"]
    hands.key(Key.Key_Escape)
    hands.release()


def test_what_is_asked_about_is_brought_into_sight(hands_on: HandsOn) -> None:
    hands = many_rooms(hands_on)
    hands.page.desk.select(("two",))
    hands.timeline.horizontalScrollBar().setValue(0)
    hands.does("shift_rest")
    hands.page.ripple.time.setText("09:00")
    assert hands.timeline.horizontalScrollBar().value() > 0


# text of the label ----------------------------------------------------------------------------------------


def test_breaks_that_become_shorter_are_told(hands_on: HandsOn) -> None:
    hands = hands_on(
        *ROOMS, talk("one", "hall", "09:00-09:30"), talk("break", "", "09:40-10:10", kind=Kind.BREAK),
        talk("two", "hall", "10:10-10:40"),
    )  # fmt: skip

    hands.take(hands.on_block("one"), hands.on_block("one") + hands.by(minutes=10), SHIFT)

    assert hands.timeline.tip_lines(hands.held)[0] == "09:10 – 09:40 · 1 session makes way · breaks give 10 min"
    hands.key(Key.Key_Escape)
    hands.release()


def test_what_is_carried_by_keys_says_which(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("one", "hall", "09:00-09:30"))
    ghost = hands.timeline._ghost

    take_by_keys(hands, "one")
    assert len(ghost._rows(hands.held, 400)) == 2
    hands.key(Key.Key_Escape)

    hands.take(hands.on_block("one"), hands.on_block("one") + hands.by(minutes=10))
    assert len(ghost._rows(hands.held, 400)) == 1
