"""Tests of grids: times down and rooms across, in the forms in which people draw them."""

from datetime import datetime, time

import pytest

from planner.domain.value_objects import Kind
from planner.importing.mapping.table_mapping import MappingContext, SheetShape
from planner.tables.table import Area, Worksheet
from tests.importing.mapping.tables import FRIDAY, SATURDAY, TWO_DAYS, guessed, lines, read, sheet, told

ONE_DAY = MappingContext(dates=(FRIDAY,))
TWO_DAYS_BELOW = sheet(
    ["Fredag 10 april", None, None, None],
    ["Tid", "Stora salen", "Lilla salen", "Vinden"],
    ["09:00", "Invigning", None, None],
    ["09.30", "Små fel – Ada Lind och Bo Ek", "Stora fel – Cid Dal", "Verkstad – Eva Fors"],
    ["10.15", "Mellan fel – Dan Elm", "Gamla fel – Gun Hed", None],
    ["11.00–12.00", "Lunch", None, None],
    ["Lördag 11 april", None, None, None],
    ["Tid", "Stora salen", "Lilla salen", "Vinden"],
    ["09:00", "Nya fel – Ada Lind", "", None],
    ["10:00-10:45", "Sista fel – Bo Ek", None, None],
    merged=(Area(2, 1, 2, 3), Area(3, 3, 4, 3), Area(5, 1, 5, 3)),
)


def test_days_stand_below_each_other_and_merged_cells_are_longer_or_for_all() -> None:
    mapping = guessed(TWO_DAYS_BELOW)

    assert (mapping.shape, mapping.main.head, mapping.sure) == (SheetShape.GRID, 1, True)
    assert told(read(TWO_DAYS_BELOW)) == [
        ("Invigning", "10 09:00", 30, (), ()),
        ("Små fel", "10 09:30", 45, ("Stora salen",), ("Ada Lind", "Bo Ek")),
        ("Stora fel", "10 09:30", 45, ("Lilla salen",), ("Cid Dal",)),
        ("Verkstad", "10 09:30", 90, ("Vinden",), ("Eva Fors",)),
        ("Mellan fel", "10 10:15", 45, ("Stora salen",), ("Dan Elm",)),
        ("Gamla fel", "10 10:15", 45, ("Lilla salen",), ("Gun Hed",)),
        ("Lunch", "10 11:00", 60, (), ()),
        ("Nya fel", "11 09:00", 60, ("Stora salen",), ("Ada Lind",)),
        ("Sista fel", "11 10:00", 45, ("Stora salen",), ("Bo Ek",)),
    ]


def test_rooms_are_in_the_order_of_the_columns() -> None:
    assert [room.name for room in read(TWO_DAYS_BELOW).rooms] == ["Stora salen", "Lilla salen", "Vinden"]


def test_a_sheet_may_be_a_day() -> None:
    days = [
        lines("""
            Time              | Hall A                | Hall B
            9:00 AM - 9:30 AM | Small bugs\\nAda Lind | Large bugs\\nBo Ek
            9:30 AM - 10 AM   | Coffee                |
        """, name="Friday 10 April"),
        lines("""
            Time              | Hall A              | Hall B
            9:00 AM - 9:30 AM | Old bugs\\nAda Lind | New bugs\\nBo Ek
            9:30 AM - 10 AM   | Coffee              |
        """, name="Saturday 11 April"),
    ]  # fmt: skip
    incoming = read(*days)

    assert told(incoming) == [
        ("Small bugs", "10 09:00", 30, ("Hall A",), ("Ada Lind",)),
        ("Large bugs", "10 09:00", 30, ("Hall B",), ("Bo Ek",)),
        ("Coffee", "10 09:30", 30, (), ()),
        ("Old bugs", "11 09:00", 30, ("Hall A",), ("Ada Lind",)),
        ("New bugs", "11 09:00", 30, ("Hall B",), ("Bo Ek",)),
        ("Coffee", "11 09:30", 30, (), ()),
    ]
    assert incoming.sessions[3].cell == "Saturday 11 April!B2"


def test_sheets_that_are_numbered_are_the_days_of_the_conference() -> None:
    days = [
        lines("Tid | Sal A | Sal B\n09:00 | Ett | Två\n10:00 | Tre | Fyra", name=name) for name in ("Dag 1", "Dag 2")
    ]

    assert [when for _, when, *_ in told(read(*days))] == ["10 09:00"] * 2 + ["10 10:00"] * 2 + [
        "11 09:00", "11 09:00", "11 10:00", "11 10:00",
    ]  # fmt: skip


def test_times_may_run_across_and_rooms_down() -> None:
    grid = sheet(
        ["Room", "09:00", "09:30", "10:00"],
        ["Hall A", "Small bugs – Ada Lind", "Large bugs – Bo Ek", "Old bugs – Cid Dal"],
        ["Hall B", "Workshop – Dan Elm", None, "New bugs – Eva Fors"],
        merged=(Area(2, 1, 2, 2),),
    )
    incoming = read(grid, context=ONE_DAY)

    assert told(incoming) == [
        ("Small bugs", "10 09:00", 30, ("Hall A",), ("Ada Lind",)),
        ("Workshop", "10 09:00", 60, ("Hall B",), ("Dan Elm",)),
        ("Large bugs", "10 09:30", 30, ("Hall A",), ("Bo Ek",)),
        ("Old bugs", "10 10:00", None, ("Hall A",), ("Cid Dal",)),
        ("New bugs", "10 10:00", None, ("Hall B",), ("Eva Fors",)),
    ]
    assert [session.cell for session in incoming.sessions] == ["B2", "B3", "C2", "D2", "D3"]


TOLD: dict[str, tuple[tuple[Worksheet, ...], MappingContext, list[tuple[object, ...]]]] = {
    "dates over the rooms are theirs": (
        (lines("""
               | 2026-04-10 |       | 2026-04-11 |
        Time   | Aula       | Vind  | Aula       | Vind
        9-10   | One        | Two   | Three      | Four
        10-11  | Lunch      |       |            | Five
    """),), TWO_DAYS,
        [
        ("One", "10 09:00", 60, ("Aula",), ()),
        ("Two", "10 09:00", 60, ("Vind",), ()),
        ("Three", "11 09:00", 60, ("Aula",), ()),
        ("Four", "11 09:00", 60, ("Vind",), ()),
        ("Lunch", "10 10:00", 60, (), ()),
        ("Five", "11 10:00", 60, ("Vind",), ()),
    ],
    ),
    "each day may have its own column of times": (
        (lines("""
              | Fredag 10/4 |       |       | Lördag 11/4 |
        Tid   | Sal A       | Sal B | Tid   | Sal A       | Sal B
        09:00 | Ett         | Två   | 10:00 | Tre         | Fyra
        09:30 | Fem         | Sex   | 10:45 | Sju         | Åtta
    """),), TWO_DAYS,
        [
        ("Ett", "10 09:00"), ("Två", "10 09:00"), ("Tre", "11 10:00"), ("Fyra", "11 10:00"),
        ("Fem", "10 09:30"), ("Sex", "10 09:30"), ("Sju", "11 10:45"), ("Åtta", "11 10:45"),
    ],
    ),
    "start and end may have a column each": (
        (lines("""
        Start | Slut  | Sal A          | Sal B
        09:00 | 09:45 | Hej – Ada Lind | Hå – Bo Ek
        10:00 | 10:45 | Ett            | Två
    """),), ONE_DAY,
        [
        ("Hej", "10 09:00", 45, ("Sal A",)), ("Hå", "10 09:00", 45, ("Sal B",)),
        ("Ett", "10 10:00", 45, ("Sal A",)), ("Två", "10 10:00", 45, ("Sal B",)),
    ],
    ),
    "a column of days may stand before the times": (
        (sheet(
        ["Dag", "Tid", "Sal A", "Sal B"],
        ["Fredag", "09:00", "Ett", "Två"],
        [None, "10:00", "Tre", "Fyra"],
        ["Lördag", "09:00", "Fem", "Sex"],
        merged=(Area(1, 0, 2, 0),),
    ),), TWO_DAYS,
        [
        ("Ett", "10 09:00"), ("Två", "10 09:00"), ("Tre", "10 10:00"), ("Fyra", "10 10:00"),
        ("Fem", "11 09:00"), ("Sex", "11 09:00"),
    ],
    ),
    "what stands in a row without a time belongs to the cell above": (
        (lines("""
        Tid   | Sal A     | Sal B
        09:00 | Små fel   | Stora fel
              | Ada Lind  | Bo Ek
        10:00 | Gamla fel | Nya fel
              | Cid Dal   |
        11:00 | Slut      |
    """),), ONE_DAY,
        [
        ("Små fel", "10 09:00", 60, ("Sal A",), ("Ada Lind",)),
        ("Stora fel", "10 09:00", 60, ("Sal B",), ("Bo Ek",)),
        ("Gamla fel", "10 10:00", 60, ("Sal A",), ("Cid Dal",)),
        ("Nya fel", "10 10:00", 60, ("Sal B",), ()),
        ("Slut", "10 11:00", None, ("Sal A",), ()),
    ],
    ),
}  # fmt: skip
"""Sheets, and what is told of their sessions: as much of each as is wanted."""


@pytest.mark.parametrize(("sheets", "context", "wanted"), TOLD.values(), ids=TOLD)
def test_what_is_told(sheets: tuple[Worksheet, ...], context: MappingContext, wanted: list[tuple[object, ...]]) -> None:
    found = told(read(*sheets, context=context))
    assert [row[: len(some)] for row, some in zip(found, wanted, strict=True)] == wanted


def test_days_may_stand_where_rooms_do() -> None:
    grid = lines("""
        Tid   | Fredag 10 april    | Lördag 11 april
        09:00 | Små fel – Ada Lind | Stora fel – Bo Ek
        10:00 | Fika               | Fika
        10:30 | Slut               | Slut också
    """)
    incoming = read(grid)

    assert told(incoming) == [
        ("Små fel", "10 09:00", 60, (), ("Ada Lind",)),
        ("Stora fel", "11 09:00", 60, (), ("Bo Ek",)),
        ("Fika", "10 10:00", 30, (), ()),
        ("Fika", "11 10:00", 30, (), ()),
        ("Slut", "10 10:30", None, (), ()),
        ("Slut också", "11 10:30", None, (), ()),
    ]
    assert incoming.rooms == ()


def test_a_night_goes_on_in_the_day_that_it_began() -> None:
    grid = lines("Tid | Sal A | Sal B\n22:00 | Ett | Två\n23:30 | Tre | Fyra\n00:30 | Fem | Sex\n02:00 | Slut | Slut")
    begins = [session.begin for session in read(grid, context=ONE_DAY).sessions]

    assert [(begin.day, begin.at) for begin in begins if begin][-3:] == [
        (FRIDAY, datetime(2026, 4, 11, 0, 30)),
        (FRIDAY, datetime(2026, 4, 11, 0, 30)),
        (FRIDAY, datetime(2026, 4, 11, 2, 0)),
    ]


def test_a_track_and_a_text_stand_in_the_cell() -> None:
    grid = sheet(["Tid", "Sal A", "Sal B"], [time(9), "Fel [Tester]\nOm fel och hur de är.", "Två"], [time(10), "Tre"])
    first = read(grid, context=ONE_DAY).sessions[0]

    assert (first.title, first.track, first.told["abstract"]) == ("Fel", "Tester", "Om fel och hur de är.")


def test_a_row_of_tracks_stands_over_or_under_that_of_the_rooms() -> None:
    under = lines("""
        Tid   | Stora salen | Lilla salen
              | Data        | Design
        09:00 | Ett         | Två
        10:00 | Tre         | Fyra
    """)
    over = lines("""
              | Data        | Design
        Tid   | Stora salen | Lilla salen
        09:00 | Ett         | Två
        10:00 | Tre         | Fyra
    """)

    for grid in (under, over):
        assert [(session.rooms, session.track) for session in read(grid, context=ONE_DAY).sessions] == [
            (("Stora salen",), "Data"),
            (("Lilla salen",), "Design"),
        ] * 2


def test_what_fills_all_rooms_is_of_the_whole_venue_or_of_all_of_them() -> None:
    grid = sheet(
        ["Tid", "Sal A", "Sal B"],
        ["09:00", "Stora talet – Ada Lind", None],
        ["10:00", "Lunch", "Lunch"],
        ["11:00", "Ett", "Två"],
        merged=(Area(1, 1, 1, 2),),
    )
    assert [(s.title, s.rooms, s.kind) for s in read(grid, context=ONE_DAY).sessions][:2] == [
        ("Stora talet", ("Sal A", "Sal B"), None),
        ("Lunch", (), Kind.MEAL),
    ]


def test_a_formula_without_a_value_is_never_taken_for_empty() -> None:
    grid = sheet(
        ["Tid", "Sal A", "Sal B"],
        ["09:00", "Ett", "Två"],
        ["10:00", None, "Tre"],
        [None, "Fyra", "Fem"],
        ["12:00", "Sex", "Sju"],
        unknown=((2, 1), (3, 0)),
    )
    refused = read(grid, context=ONE_DAY).refused

    assert [(str(one.why.problem), one.title) for one in refused] == [
        ("The formula in B3 has no stored value.", ""),
        ("The formula in A4 has no stored value.", "Fyra"),
        ("The formula in A4 has no stored value.", "Fem"),
    ]


def test_times_without_any_date_are_asked_for() -> None:
    grid = lines("Tid | Sal A | Sal B\n09:00 | Ett | Två\n10:00 | Tre | Fyra")

    assert not guessed(grid).sure
    assert guessed(grid, context=ONE_DAY).sure
    assert guessed(grid, context=ONE_DAY).day == FRIDAY


def test_the_day_may_stand_over_the_times_beside_the_rooms() -> None:
    days = lines("""
        Fredag 10 april | Aulan                | Sal 1
        09.00           | Bin – Ada Lind       | Mossa – Bo Ek
        10.00           | Fika                 |
        Lördag 11 april | Aulan                | Sal 1
        09.00-09.30     | Hav – Cid Dal        |
    """)

    assert told(read(days))[:2] == [
        ("Bin", "10 09:00", 60, ("Aulan",), ("Ada Lind",)),
        ("Mossa", "10 09:00", 60, ("Sal 1",), ("Bo Ek",)),
    ]
    assert told(read(days))[-1] == ("Hav", "11 09:00", 30, ("Aulan",), ("Cid Dal",))


def test_so_may_that_of_a_grid_with_its_times_across() -> None:
    across = lines("""
        2026-04-10 | 09:00          | 09:30
        Aulan      | Bin – Ada Lind | Fika
        Sal 1      | Mossa – Bo Ek  |
    """)

    assert told(read(across, context=MappingContext(dates=(FRIDAY, SATURDAY))))[0] == (
        "Bin", "10 09:00", 30, ("Aulan",), ("Ada Lind",),
    )  # fmt: skip


def test_a_title_above_a_grid_may_end_with_its_day() -> None:
    grid = lines("""
        Program fredag 10 april 2026 | |
        Tid         | Aulan          | Sal 1
        09.00-10.00 | Bin – Ada Lind | Mossa – Bo Ek
        10.00-10.30 | Fika           |
    """)

    assert guessed(grid, context=MappingContext()).sure
    assert told(read(grid, context=MappingContext()))[0] == ("Bin", "10 09:00", 60, ("Aulan",), ("Ada Lind",))


def test_a_row_whose_time_cannot_be_read_keeps_its_sessions_and_says_so() -> None:
    incoming = read(lines("""
        Tid         | Aulan          | Sal 1
        09.00-10.00 | Bin – Ada Lind | Mossa – Bo Ek
        10.00-10.30 | Fika           |
        efter lunch | Hav – Cid Dal  |
    """), context=ONE_DAY)  # fmt: skip

    assert told(incoming)[-1] == ("Hav", None, None, ("Aulan",), ("Cid Dal",))
    assert [str(remark) for remark in incoming.sessions[-1].remarks] == [
        "B4: “efter lunch” is no time of day. Write it as 09:30; past midnight goes on with 24:30."
    ]


def test_somebody_may_open_and_what_begins_with_its_kind_is_of_it() -> None:
    incoming = read(lines("""
        Tid         | Aulan                | Sal 1
        09.00-09.30 | Invigning – Ada Lind |
        09.30-10.00 | Panel: Vad nu?       | Workshop: Sy – Bo Ek
        10.00-10.30 | Fika – mingel        |
    """), context=ONE_DAY)  # fmt: skip

    assert told(incoming)[0] == ("Invigning", "10 09:00", 30, ("Aulan",), ("Ada Lind",))
    assert [session.kind for session in incoming.sessions] == [Kind.OPENING, Kind.PANEL, Kind.WORKSHOP, Kind.BREAK]


def test_a_row_across_all_may_have_its_time_beside_its_title_and_nothing_vanishes() -> None:
    incoming = read(sheet(
        [None, "Stora salen", "Lilla salen"],
        ["09.00–09.45", "Bin", "Mossa"],
        [None, "Ada Lind", "Bo Ek"],
        ["Fika 09.45–10.15", None, None],
        ["10.15–11.00", "Hav", None],
        ["Med reservation för ändringar", None, None],
        name="Schema fredag 10 april",
        merged=(Area(1, 0, 2, 0), Area(3, 0, 3, 2), Area(5, 0, 5, 2)),
    ), context=MappingContext(today=FRIDAY))  # fmt: skip

    assert told(incoming) == [
        ("Bin", "10 09:00", 45, ("Stora salen",), ("Ada Lind",)),
        ("Mossa", "10 09:00", 45, ("Lilla salen",), ("Bo Ek",)),
        ("Fika", "10 09:45", 30, (), ()),
        ("Hav", "10 10:15", 45, ("Stora salen",), ()),
    ]
    assert "A6: “Med reservation för ändringar” stands alone and is left out." in map(str, incoming.remarks)


def test_a_label_with_a_number_is_no_time() -> None:
    grid = lines("""
        Tid         | Sal A    | Sal B
        09.00-10.00 | Bin      | Mossa
        Pass 1      | Ada Lind | Bo Ek
        10.00-10.30 | Fika     |
    """)

    assert told(read(grid, context=ONE_DAY))[:2] == [
        ("Bin", "10 09:00", 60, ("Sal A",), ("Ada Lind",)), ("Mossa", "10 09:00", 60, ("Sal B",), ("Bo Ek",)),
    ]  # fmt: skip
