"""Tests of times and titles that are implausible beside the others of their table."""

from datetime import date, time

import pytest

from planner.importing.mapping.table_mapping import MappingContext
from planner.tables.table import Area, Value
from tests.importing.mapping.tables import facts, lines, read, sheet

ONE_DAY = MappingContext(language="sv", dates=(date(2026, 4, 10),), today=date(2026, 3, 1))
THREE_DAYS = MappingContext(dates=(date(2026, 4, 10), date(2026, 4, 11), date(2026, 4, 12)))


def starts(*rows: list[Value], context: MappingContext = ONE_DAY) -> list[tuple[str, str | None, int | None]]:
    """Return title, day and time, and minutes of what is read from rows, the first of which has the headings."""
    found = read(sheet(*rows), context=context)
    return [
        (one.title, one.begin.at.strftime("%d %H:%M") if one.begin else None, one.minutes) for one in found.sessions
    ]


def doubts(text: str, context: MappingContext = ONE_DAY) -> dict[str, list[str]]:
    """Return the remarks on each session of a table, by its title."""
    found = read(lines(text), context=context)
    return {one.title: list(map(str, one.remarks)) for one in found.sessions}


def test_a_clock_that_falls_back_after_noon_is_of_the_afternoon_and_said() -> None:
    rows: list[list[Value]] = [
        ["Time", "Session", "Speaker"],
        ["9:00-9:45", "Alfa", "Hal Ink"], ["11:00-12:00", "Bravo", "Jay Kay"], ["12:00-1:00", "Lunch", None],
        ["1:00-1:45", "Charlie", "Lou Moo"], ["5:00-6:30", "Reception", None],
    ]  # fmt: skip

    assert starts(*rows) == [
        ("Alfa", "10 09:00", 45), ("Bravo", "10 11:00", 60), ("Lunch", "10 12:00", 60),
        ("Charlie", "10 13:00", 45), ("Reception", "10 17:00", 90),
    ]  # fmt: skip
    found = read(sheet(*rows), context=ONE_DAY)
    assert [str(one.remarks[0]) for one in found.sessions if one.remarks] == [
        "A5: 01:00 is read as 13:00, as the times fall back after noon.",
        "A6: 05:00 is read as 17:00, as the times fall back after noon.",
    ]


def test_times_of_cells_fall_back_too() -> None:
    assert starts(
        ["Start", "End", "Session"],
        [time(9), time(10), "Morning"], [time(11), time(12), "Late"], [time(1), time(2), "After lunch"],
        [time(2, 30), time(3, 30), "Closing"],
    ) == [
        ("Morning", "10 09:00", 60), ("Late", "10 11:00", 60), ("After lunch", "10 13:00", 60),
        ("Closing", "10 14:30", 60),
    ]  # fmt: skip


def test_a_night_beside_afternoons_stays_a_night() -> None:
    assert starts(
        ["Time", "Title"], ["9:00-10:00", "One"], ["14:00-15:00", "Two"], ["3:00-4:00", "Three"],
    ) == [("One", "10 09:00", 60), ("Two", "10 14:00", 60), ("Three", "10 03:00", 60)]  # fmt: skip


def test_days_that_count_from_zero_begin_with_the_first() -> None:
    found = facts(sheet(
        ["Day", "Time", "Title"], [0, "09:00-10:00", "Uno"], [1, "09:00-10:00", "Duo"], [2, "09:00-10:00", "Tre"],
    ), context=THREE_DAYS)  # fmt: skip

    assert found["days"] == ["2026-04-10", "2026-04-11", "2026-04-12"]
    assert "Its days count from 0: day 0 is the first one." in found["remarks"]  # type: ignore[operator]


def test_a_start_at_0_is_midnight_and_no_day() -> None:
    found = facts(sheet(["Title", "Start", "Length"], ["Late show", "0", "60 min"], ["Bees", "09:00", "0 min"]))

    assert found["remarks"] == []


def test_a_weekday_that_contradicts_its_date_is_a_doubt_on_all_below() -> None:
    found = read(lines("""
        Torsdag 10 april | |
        Tid   | Sal A | Sal B
        09.00 | Ett   | Två
        10.00 | Tre   | Fyra
    """))  # fmt: skip

    assert [one.begin and one.begin.day.day for one in found.sessions] == [10, 10, 10, 10]
    assert {str(text) for one in found.sessions for text in one.remarks} == {
        "“torsdag 10 april”: that date is another day of the week."
    }


def test_an_empty_time_in_another_room_is_that_of_the_row_above_and_said() -> None:
    found = read(lines("""
        Time        | Title   | Speaker | Room
        09:00–10:00 | P one   | Al Bo   | R1
                    | P two   | Ce Do   | R2
        10:00–11:00 | P three | Ed Fo   | R1
                    | P four  | Gu Ha   | R1
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.title, one.begin and one.begin.at.hour, one.minutes) for one in found.sessions] == [
        ("P one", 9, 60), ("P two", 9, 60), ("P three", 10, 60), ("P four", None, None),
    ]  # fmt: skip
    assert [str(one.remarks[0]) for one in found.sessions if one.remarks] == [
        "A3: there is no time; that of the row above is taken.",
        "A5: there is no time, as other rows have.",
    ]


def test_a_total_beside_its_word_is_no_session() -> None:
    found = facts(lines("""
        Start | Slut    | Programpunkt      | Talare
        09:00 | 09:15   | Invigning         | Lisa Ås
        09:15 | 10:00   | Framtidens vård   | Bo Ek
              | Totalt: | 2 programpunkter  |
    """), context=ONE_DAY)  # fmt: skip

    assert found["titles"] == ["Invigning", "Framtidens vård"]
    assert found["remarks"] == ["B4: “Totalt:” is left out.", "C4: “2 programpunkter” is left out."]


def test_a_cell_merged_to_the_last_row_lasts_as_long_as_its_rows() -> None:
    found = facts(sheet(
        ["Tid", "Aulan", "Rum 201"], [time(9), "Plenum", "Kanban"], [time(9, 30), "Ekonomi", "Bio"],
        [time(10), "Frågestund", None], [time(10, 30), None, None],
        merged=(Area(3, 1, 4, 2),),
    ), context=ONE_DAY)  # fmt: skip

    assert found["minutes"][-1] == 60  # type: ignore[index]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("09:00 | 19:00 | Lång | Bo Ek", "It is 10 hours long."),
        ("02:00 | 03:00 | Natt | Bo Ek", "It begins in the night, at 02:00."),
    ],
)
def test_what_is_too_long_or_at_night_is_a_doubt(row: str, said: str) -> None:
    found = doubts(f"""
        Start | Slut | Titel | Talare
        15:00 | 16:00 | Plan | Lo Ed
        {row}
    """)  # fmt: skip

    assert list(found.values()) == [[], [said]]


def test_one_title_on_most_sessions_is_a_doubt_on_each() -> None:
    found = read(lines("""
        Start | Titel | Talare
        09:00 | Prat  | Bo Ek
        10:00 | Prat  | Al Bo
        11:00 | Prat  | Ce Do
        12:00 | Mat   | Ed Fo
    """), context=ONE_DAY)  # fmt: skip

    assert [len(one.remarks) for one in found.sessions] == [1, 1, 1, 0]


def test_a_name_between_separators_in_the_title_of_who_has_nobody_is_a_doubt() -> None:
    found = facts(
        lines("""
            Start            | Title                                   | Room
            2026-04-10 09:00 | Welcome to all who come – Maria Hell    | Hall A
            2026-04-10 10:00 | Remembering Ada Lovelace                | Hall A
            2026-04-10 11:00 | What we learned, and what we forgot     | Hall A
            2026-04-10 12:00 | Walking tour: Main Hall                 | Hall B
        """)
    )

    assert [any("may be a person" in one for one in said) for said in found["said"]] == [  # type: ignore[attr-defined]
        True,
        False,
        False,
        False,
    ]


def test_given_names_in_several_titles_of_who_has_nobody_are_doubts() -> None:
    found = doubts("""
        Start | Titel
        09:00 | Sång för små körer Maria Hell
        10:00 | Röstvård. Bo Ek, Spanwerk
        11:00 | Fika i trädgården
    """)  # fmt: skip

    assert list(found.values()) == [
        ["B2: “Maria Hell” may be a person."], ["B3: “Bo Ek” may be a person."], [],
    ]  # fmt: skip


def test_who_speaks_in_a_break_or_in_most_sessions_is_a_doubt() -> None:
    found = doubts("""
        Start | Titel | Talare
        09:00 | Ett   | Bo Ek, Gun Hed
        10:00 | Fika  | Al Dal
        11:00 | Två   | Gun Hed
        12:00 | Tre   | Gun Hed
        13:00 | Fyra  | Gun Hed
    """)  # fmt: skip
    most = "C{}: who speaks here speaks in most sessions."

    assert found == {
        "Ett": [most.format(2)], "Fika": ["C3: somebody speaks in a break."], "Två": [most.format(4)],
        "Tre": [most.format(5)], "Fyra": [most.format(6)],
    }  # fmt: skip


def test_a_break_without_an_end_lasts_until_the_next_start_in_any_room() -> None:
    found = read(lines("""
        Tid   | Titel        | Lokal
        08.30 | Registrering | Foajén
        09.00 | Vägen        | Sal A
        09.30 | Fika         | Foajén
        10.00 | Skogen       | Sal A
        10.00 | Havet        | Sal B
    """), context=MappingContext(dates=(date(2026, 4, 10),)))  # fmt: skip

    assert [one.minutes for one in found.sessions] == [30, 30, 30, None, None]
