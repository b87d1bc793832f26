"""What is typed into Ctrl+K and done to a session: each row says which one, and nothing that was not read moves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from planner.commands.timeline import set_pinned
from planner.domain.span import format_clock_range
from planner.domain.value_objects import Kind, State, Status
from tests.builders import DAY, NOW, Clock, block, day, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, Key, WindowDriver
from ui.features.command_palette.command_palette import CommandPalette
from ui.features.command_palette.palette_entries import palette_entries
from ui.features.command_palette.typed_verbs import PAIRS, TypedVerb

DAYS = tuple(DAY + timedelta(days=n) for n in range(4))
THURSDAY, FRIDAY, SATURDAY, SUNDAY = DAYS
BREAKS = [(on, where, time) for on in DAYS for where in ("hall", "lab") for time in range(9 * 60, 14 * 60, 60)]


def times(start: int, minutes: int = 15) -> str:
    """Return a stretch of time as the builders read it."""
    return format_clock_range(start, start + minutes).replace("–", "-")


def at(on: date, hour: int) -> datetime:
    """Return ten past an hour at the conference."""
    return datetime(on.year, on.month, on.day, hour - 2, 10, tzinfo=UTC)


CAST = (
    *(day(on) for on in DAYS), room("hall"), room("lab", 1), person("ada", name="Ada Åström"),
    *(
        talk(f"{on.day} {where} {time // 60}", where, times(time), on=on, kind=Kind.BREAK, title="Fika")
        for on, where, time in BREAKS
    ),
    *(talk(f"after {on.day}", "hall", "14:00-14:30", on=on, title="Universitet") for on in DAYS),
    talk("a", "lab", "15:00-15:45", on=FRIDAY, kind=Kind.KEYNOTE, title="Trams", people=(speaker("ada"),)),
)  # fmt: skip
"""Four days with forty breaks of one title, and five other sessions."""


def typed(driver: WindowDriver, text: str) -> CommandPalette:
    """Open the command palette and type; return it."""
    driver.key(Key.Key_K, modifiers=CTRL)
    finder = next(found for found in driver.window.findChildren(CommandPalette) if found.isVisible())
    finder.line.setText(text)
    return finder


def meant(driver: WindowDriver, text: str) -> list[str]:
    """Return the ids of the sessions of the typed verbs, in the order of the rows."""
    found = [hit.thing.sessions for hit in typed(driver, text).hits.rows if isinstance(hit.thing, TypedVerb)]
    driver.key(Key.Key_Escape)
    return ["+".join(sessions) for sessions in found]


def test_each_row_says_which_session_and_what_becomes_of_it(driver: WindowDriver) -> None:
    driver.plan.show_day(driver.agenda.days[SUNDAY.isoformat()])
    rows = typed(driver, "fika +10").hits.rows
    driver.key(Key.Key_Escape)
    pairs = typed(driver, "trams x universitet").hits.rows

    assert (rows[0].title, rows[0].sort) == ("Fika", "Ends later")
    assert [row.detail for row in rows[:2]] == [
        "Sun 28 Apr 09:00–09:15 Hall · +10 min, 09:00–09:25", "Sun 28 Apr 09:00–09:15 Lab · +10 min, 09:00–09:25",
    ]  # fmt: skip
    assert (len(rows), len({row.detail for row in rows})) == (40, 40)
    assert [(row.title, row.detail) for row in pairs[:1]] == [
        ("Trams ⇄ Universitet", "Fri 26 Apr 15:00–15:45 Lab ⇄ Fri 26 Apr 14:00–14:30 Hall")
    ]


def test_the_day_in_sight_is_first_and_on_the_day_what_is_on_or_next(driver: WindowDriver, clock: Clock) -> None:
    driver.plan.show_day(driver.agenda.days[SATURDAY.isoformat()])
    before = meant(driver, "fika +10")
    clock.now = at(FRIDAY, 11)
    during = meant(driver, "fika +10")

    assert (before[0], before[9], before[10], before[-1]) == ("27 hall 9", "27 lab 13", "25 hall 9", "28 lab 13")
    assert during[:3] == ["26 hall 11", "26 lab 11", "26 hall 12"]
    assert (during[6], during[25], during[26], during[-1]) == ("27 hall 9", "28 lab 13", "26 hall 10", "25 lab 9")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("fika 27 11:00 +10", ["27 hall 11", "27 lab 11"], id="a day of the month and a time"),
        pytest.param("lab fika 11.00 sat +10", ["27 lab 11"], id="a room and a weekday"),
        pytest.param("fika lör 11.00 lab +10", ["27 lab 11"], id="in Swedish"),
        pytest.param("fika 28 april lab 9:00 +10", ["28 lab 9"], id="a date in words"),
        pytest.param("fika 2 +10", [], id="no number is a part of another"),
        pytest.param("fika 2024-04-28 lab 09:00 −5", ["28 lab 9"], id="a date"),
        pytest.param("keynote +10", ["a"], id="a type, as the palette itself says"),
        pytest.param("astrom +10", ["a"], id="who is in it"),
        pytest.param("uni 28 +10", ["after 28"], id="the beginning of a title"),
        pytest.param("ver 28 +10", ["after 28"], id="a part of a title"),
        pytest.param("break hall 26 13:00 +10", ["26 hall 13"], id="all of them"),
        pytest.param("trams fika +10", [], id="no session is both"),
        pytest.param("lab 15:00 begins +10", ["a"], id="what begins later"),
        pytest.param("lab 15:00 börjar +10", ["a"], id="in Swedish, too"),
    ],
)
def test_a_day_a_room_a_time_a_type_or_a_person_narrows_what_is_meant(
    driver: WindowDriver, text: str, found: list[str]
) -> None:
    assert meant(driver, text) == found


@pytest.mark.parametrize(
    "text",
    ["late by 12 in room B", "Late 12 min in room b", "room B delayed by 12", "försenad 12 i sal B", "sal b sen 12"],
)
def test_late_in_a_room_is_what_is_on_there_or_next(hands_on: HandsOn, clock: Clock, text: str) -> None:
    driver = hands_on(
        room("a", name="A"), room("b", 1, name="B"), room("c", 2, name="Sal B"), person("bo", name="Bo Björk"),
        talk("before", "b", "09:00-10:00", title="Opening", people=(speaker("bo"),)),
        talk("x", "b", "10:30-11:30", title="Long"), talk("y", "b", "11:30-12:00"),
        day(closes="26:00"), talk("n", "b", "23:00-25:00"),
        talk("z", "a", "10:30-11:30", title="Winter room for b", people=(speaker("bo"),)),
    )  # fmt: skip
    where = text if "room" in text.lower() else text.replace("sal", "room")
    assert [(row.sort, row.thing.sessions) for row in typed(driver, where).hits.rows[:4]] == [
        ("Begins later", ("before",)), ("Begins later", ("x",)), ("Begins later", ("y",)), ("Begins later", ("n",)),
    ]  # fmt: skip

    driver.key(Key.Key_Escape)
    clock.now = at(DAY, 24)  # in the night after the only day, which is still open
    assert [(row.sort, row.thing.sessions) for row in typed(driver, where).hits.rows[:1]] == [("Ends later", ("n",))]
    driver.key(Key.Key_Escape)

    clock.now = at(DAY, 11)  # ten past
    assert [(row.sort, row.thing.sessions) for row in typed(driver, where).hits.rows[:2]] == [
        ("Ends later", ("x",)), ("Begins later", ("y",)),
    ]  # fmt: skip
    driver.key(Key.Key_Return)
    assert (driver.where("x"), driver.where("y"), driver.where("z")) == (
        "b 10:30-11:42", "b 11:42-12:12", "a 10:30-11:30",
    )  # fmt: skip


def test_a_phrase_in_one_thing_comes_before_its_words_in_several(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("a", name="Sal A"), room("b", 1, name="Sal B"), room("b2", 2, name="Sal B2"),
        talk("beyond", "a", "09:00-09:30"), talk("z", "b", "10:00-10:30"), talk("y", "b2", "09:00-09:30"),
    )  # fmt: skip

    assert meant(driver, "sal b +10") == ["y", "z", "beyond"]
    assert meant(driver, "sal b2 +10") == ["y"]


def test_it_begins_later_and_what_follows_does_so_too(driver: WindowDriver) -> None:
    driver.plan.show_day(driver.agenda.days[FRIDAY.isoformat()])
    assert [(hit.detail, hit.sort) for hit in typed(driver, "fika hall 13:00 26 starts +10").hits.rows] == [
        ("Fri 26 Apr 13:00–13:15 Hall · +10 min, 13:10–13:25", "Begins later")
    ]
    driver.key(Key.Key_Return)

    assert driver.where("26 hall 13") == "hall 13:10-13:25"
    assert driver.steps == ["Shift “Fika” and what follows by 10 min"]


@pytest.mark.parametrize("place", ["go_agenda", "go_people"])
def test_what_is_not_in_sight_is_shown_and_asked_about_first(driver: WindowDriver, place: str) -> None:
    document, before = driver.document, driver.agenda
    document.plan.show_day(before.days[THURSDAY.isoformat() if place == "go_agenda" else SUNDAY.isoformat()])
    driver.does(place)

    assert typed(driver, "universitet 28 +10").summary.text() == "1 found · Enter asks before 1 session moves."
    driver.key(Key.Key_Return)
    bar = driver.page.reschedule_bar
    assert (driver.agenda, document.plan.day.date, bar.isVisible()) == (before, SUNDAY, True)
    driver.key(Key.Key_Escape)
    assert (driver.agenda, bar.isVisible()) == (before, False)

    driver.does("go_agenda")
    assert typed(driver, "universitet 28 +10").summary.text() == "1 found · Enter moves 1 session, Escape closes."
    driver.key(Key.Key_Return)
    assert (driver.where("after 28"), bar.isVisible()) == ("hall 14:00-14:40", False)


def test_two_days_that_are_both_in_sight_are_not_asked_about(driver: WindowDriver) -> None:
    driver.does("all_days")
    typed(driver, "universitet 25 x universitet 28")
    driver.key(Key.Key_Return)

    assert driver.agenda.sessions["after 25"].placement != driver.agenda.sessions["after 28"].placement
    assert (driver.steps, driver.page.reschedule_bar.isVisible()) == (["Swap “Universitet” and “Universitet”"], False)


@pytest.mark.long
@pytest.mark.parametrize(
    ("shown", "now"),
    [(THURSDAY, NOW), (FRIDAY, at(FRIDAY, 9)), (SATURDAY, at(THURSDAY, 11)), (SUNDAY, at(SUNDAY, 12))],
)
def test_of_forty_with_one_title_on_four_days_none_moves_that_was_not_read(
    driver: WindowDriver, clock: Clock, shown: date, now: datetime
) -> None:
    """Whatever row is chosen: if something moves at once, the row said its day, time and room, and that day is in
    sight, before and after; else nothing moves."""
    document, bar = driver.document, driver.page.reschedule_bar
    clock.now, before = now, driver.agenda
    seen = set()
    for row in range(40):
        document.plan.show_day(before.days[shown.isoformat()])
        finder = typed(driver, "fika +10")
        finder.listing.setCurrentIndex(finder.hits.index(row))  # as many presses of Down would take minutes
        hit = finder.hits.rows[row]
        on, where, start = next(
            (on, where, start)
            for on, where, start in BREAKS
            if f"{on.day} Apr {times(start).replace('-', '–')} {where.capitalize()} · +10 min" in hit.detail
        )
        seen.add((on, where, start))
        said = finder.summary.text()
        driver.key(Key.Key_Return)
        moved = {name for name, session in driver.agenda.sessions.items() if session != before.sessions[name]}
        if on == shown:
            assert f"{on.day} {where} {start // 60}" in moved <= {session.id for session, _ in before.day_sessions(on)}
            assert f"Enter moves {len(moved)} session" in said
            driver.does("undo")
        else:
            assert (moved, bar.isVisible(), document.plan.day.date) == (set(), True, on)
            bar.cancel()
    assert seen == set(BREAKS)


def test_all_are_counted_and_reached_and_the_box_is_as_high_as_they_are(driver: WindowDriver) -> None:
    finder = typed(driver, "universitet")
    height, rows = finder.frame.height(), finder.listing.height() / len(finder.hits.rows)
    driver.type(" x fika")
    assert finder.summary.text().startswith("160 found · ")
    driver.key(Key.Key_Escape)
    finder = typed(driver, "fika x fika")
    told, listed = finder.summary.text(), len(finder.hits.rows)
    driver.key(Key.Key_Escape)
    finder = typed(driver, "trams")
    assert (finder.summary.text(), height - finder.frame.height()) == (
        "1 found · Enter goes there, Escape closes.",
        3 * rows,
    )
    driver.key(Key.Key_Escape)
    finder = typed(driver, "2024")  # days
    driver.key(Key.Key_Escape)

    assert (told.partition(" · ")[0], listed) == (f"The first {PAIRS} of 1560; type a day, room or time", PAIRS)
    assert meant(driver, "fika 28 lab 13:00 x fika 25 hall 9:00") == ["28 lab 13+25 hall 9"]  # by which each is reached
    assert len(typed(driver, "april").hits.rows) == 4


def test_the_line_below_says_what_enter_does_and_a_file_that_is_only_read_has_no_verbs(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.plan.show_day(driver.agenda.days[FRIDAY.isoformat()])
    driver.document.apply(lambda agenda: set_pinned(agenda, "after 26", on=True))
    for text, said in (
        ("run sheet", "Enter does it, Escape closes."),
        ("trams begins +10", "Enter moves 1 session, Escape closes."),
        ("fika 26 9:00 hall begins +90", "Enter moves 5 sessions, Escape closes."),
        ("uni 26 begins +10", "“Universitet” is pinned: its time and room stay."),
        ("fika hall 26 13:00 +60", "Enter asks before 1 session moves."),  # onto the pinned one
    ):
        assert typed(driver, text).summary.text().partition(" · ")[2] == said
        driver.key(Key.Key_Escape)

    monkeypatch.setattr(driver.workspace, "writable", False)
    assert meant(driver, "trams +10") == []


def test_a_session_elsewhere_is_in_no_room_and_a_block_that_grows_is_no_session_that_moves(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall"), block("b", "hall", "09:00-10:00"), talk("k", "hall", "09:00-10:00", block="b", title="Keys"),
        talk("tour", (), "09:00-09:45", place="City Hall"),
    )  # fmt: skip
    assert meant(driver, "tour room hall +10") == []
    assert typed(driver, "keys +10").summary.text() == "1 found · Enter moves 1 session, Escape closes."


def test_in_order_nothing_that_is_cancelled_gets_a_time(hands_on: HandsOn) -> None:
    driver = hands_on(day(), room("hall"), talk("off", status=Status.CANCELLED), talk("on"))
    driver.does("fill_in_order")
    assert [session.id for session in driver.agenda.tray] == ["off"]


def test_what_was_declined_or_cancelled_is_not_next_for_anybody(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(SATURDAY), room("hall"), person("ada"), person("bo"),
        talk("k", "hall", "09:00-09:45", on=SATURDAY, people=(speaker("ada", State.DECLINED),)),
        talk("l", "hall", "10:00-10:45", on=SATURDAY, people=(speaker("bo"),), status=Status.CANCELLED),
    )  # fmt: skip
    about = {hit.thing.title: hit.thing.detail for hit in palette_entries(driver.document, {})}
    assert [about["Ada"], about["Bo"]] == ["", ""]
