"""Tests of grids: times down and rooms across, in the forms in which people draw them."""

from datetime import time

import pytest

from planner.importing.mapping.table_mapping import MappingContext, SheetShape
from planner.tables.table import Area, Worksheet
from tests.importing.mapping.tables import FRIDAY, SATURDAY, TWO_DAYS, facts, guessed, lines, read, sheet, told

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

    assert (mapping.shape, mapping.main_sheet.head, mapping.sure) == (SheetShape.GRID, 1, True)
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


SECOND_DAY = """
    Time  | Hall A   | Hall B   | Hall C
    09:00 | Old bugs | New bugs | Odd bugs
    10:00 | Rare bug | Last bug | End
"""
FIRST_DAY = """
    Time  | Hall A     | Hall C
    09:00 | Small bugs | Large bugs
    10:00 | Some bugs  | More bugs
"""
LIST_OF_ROOMS = """
    Room   | Seats
    Hall C | 20
    Hall A | 300
"""


@pytest.mark.parametrize(
    ("sheets", "rooms"),
    [
        ({"Friday 10 April": FIRST_DAY, "Saturday 11 April": SECOND_DAY}, ["Hall A", "Hall B", "Hall C"]),
        ({"Days": f"Friday 10 April\n{FIRST_DAY.strip()}\nSaturday 11 April\n{SECOND_DAY.strip()}"},
         ["Hall A", "Hall B", "Hall C"]),
        ({"Friday 10 April": SECOND_DAY, "Rooms": LIST_OF_ROOMS}, ["Hall C", "Hall A", "Hall B"]),
    ],
    ids=["a day a sheet", "days below each other", "a list of rooms"],
)  # fmt: skip
def test_a_room_of_a_later_grid_stands_where_its_column_does_and_a_list_of_rooms_goes_first(sheets, rooms) -> None:
    found = read(*(lines(text, name=name) for name, text in sheets.items()))

    assert [room.name for room in found.rooms] == rooms


UNDERSTOOD: dict[str, tuple[tuple[Worksheet, ...], MappingContext, dict[str, object]]] = {
    "a sheet may be a day": (
        (
            *[
                lines(
                    """
            Time              | Hall A                | Hall B
            9:00 AM - 9:30 AM | Small bugs\\nAda Lind | Large bugs\\nBo Ek
            9:30 AM - 10 AM   | Coffee                |
        """,
                    name="Friday 10 April",
                ),
                lines(
                    """
            Time              | Hall A              | Hall B
            9:00 AM - 9:30 AM | Old bugs\\nAda Lind | New bugs\\nBo Ek
            9:30 AM - 10 AM   | Coffee              |
        """,
                    name="Saturday 11 April",
                ),
            ],
        ),
        TWO_DAYS,
        {
            "told": [
                ("Small bugs", "10 09:00", 30, ("Hall A",), ("Ada Lind",)),
                ("Large bugs", "10 09:00", 30, ("Hall B",), ("Bo Ek",)),
                ("Coffee", "10 09:30", 30, (), ()),
                ("Old bugs", "11 09:00", 30, ("Hall A",), ("Ada Lind",)),
                ("New bugs", "11 09:00", 30, ("Hall B",), ("Bo Ek",)),
                ("Coffee", "11 09:30", 30, (), ()),
            ],
            "cells": [
                "Friday 10 April!B2",
                "Friday 10 April!C2",
                "Friday 10 April!B3",
                "Saturday 11 April!B2",
                "Saturday 11 April!C2",
                "Saturday 11 April!B3",
            ],
        },
    ),
    "sheets that are numbered are the days of the conference": (
        (
            *[
                lines("Tid | Sal A | Sal B\n09:00 | Ett | Två\n10:00 | Tre | Fyra", name=name)
                for name in ("Dag 1", "Dag 2")
            ],
        ),
        TWO_DAYS,
        {
            "begins": [
                "10: 2026-04-10T09:00:00",
                "10: 2026-04-10T09:00:00",
                "10: 2026-04-10T10:00:00",
                "10: 2026-04-10T10:00:00",
                "11: 2026-04-11T09:00:00",
                "11: 2026-04-11T09:00:00",
                "11: 2026-04-11T10:00:00",
                "11: 2026-04-11T10:00:00",
            ]
        },
    ),
    "times may run across and rooms down": (
        (
            sheet(
                ["Room", "09:00", "09:30", "10:00"],
                ["Hall A", "Small bugs – Ada Lind", "Large bugs – Bo Ek", "Old bugs – Cid Dal"],
                ["Hall B", "Workshop – Dan Elm", None, "New bugs – Eva Fors"],
                merged=(Area(2, 1, 2, 2),),
            ),
        ),
        ONE_DAY,
        {
            "told": [
                ("Small bugs", "10 09:00", 30, ("Hall A",), ("Ada Lind",)),
                ("Workshop", "10 09:00", 60, ("Hall B",), ("Dan Elm",)),
                ("Large bugs", "10 09:30", 30, ("Hall A",), ("Bo Ek",)),
                ("Old bugs", "10 10:00", None, ("Hall A",), ("Cid Dal",)),
                ("New bugs", "10 10:00", None, ("Hall B",), ("Eva Fors",)),
            ],
            "cells": ["B2", "B3", "C2", "D2", "D3"],
        },
    ),
    "days may stand where rooms do": (
        (
            lines("""
        Tid   | Fredag 10 april    | Lördag 11 april
        09:00 | Små fel – Ada Lind | Stora fel – Bo Ek
        10:00 | Fika               | Fika
        10:30 | Slut               | Slut också
    """),
        ),
        TWO_DAYS,
        {
            "told": [
                ("Små fel", "10 09:00", 60, (), ("Ada Lind",)),
                ("Stora fel", "11 09:00", 60, (), ("Bo Ek",)),
                ("Fika", "10 10:00", 30, (), ()),
                ("Fika", "11 10:00", 30, (), ()),
                ("Slut", "10 10:30", None, (), ()),
                ("Slut också", "11 10:30", None, (), ()),
            ],
            "rooms": [],
        },
    ),
    "a night goes on in the day that it began": (
        (lines("Tid | Sal A | Sal B\n22:00 | Ett | Två\n23:30 | Tre | Fyra\n00:30 | Fem | Sex\n02:00 | Slut | Slut"),),
        ONE_DAY,
        {
            "begins": [
                "10: 2026-04-10T22:00:00",
                "10: 2026-04-10T22:00:00",
                "10: 2026-04-10T23:30:00",
                "10: 2026-04-10T23:30:00",
                "10: 2026-04-11T00:30:00",
                "10: 2026-04-11T00:30:00",
                "10: 2026-04-11T02:00:00",
            ],
            "days": ["2026-04-10"],
        },
    ),
    "a track and a text stand in the cell": (
        (sheet(["Tid", "Sal A", "Sal B"], [time(9), "Fel [Tester]\nOm fel och hur de är.", "Två"], [time(10), "Tre"]),),
        ONE_DAY,
        {
            "titles": ["Fel", "Två", "Tre"],
            "tracks": ["Tester", "", ""],
            "descriptions": ["Om fel och hur de är.", None, None],
        },
    ),
    "what fills all rooms is of the whole venue or of all of them": (
        (
            sheet(
                ["Tid", "Sal A", "Sal B"],
                ["09:00", "Stora talet – Ada Lind", None],
                ["10:00", "Lunch", "Lunch"],
                ["11:00", "Ett", "Två"],
                merged=(Area(1, 1, 1, 2),),
            ),
        ),
        ONE_DAY,
        {
            "told": [
                ("Stora talet", "10 09:00", 60, ("Sal A", "Sal B"), ("Ada Lind",)),
                ("Lunch", "10 10:00", 60, (), ()),
                ("Ett", "10 11:00", None, ("Sal A",), ()),
                ("Två", "10 11:00", None, ("Sal B",), ()),
            ],
            "kinds": [None, "meal", None, None],
        },
    ),
    "a formula without a value is never taken for empty": (
        (
            sheet(
                ["Tid", "Sal A", "Sal B"],
                ["09:00", "Ett", "Två"],
                ["10:00", None, "Tre"],
                [None, "Fyra", "Fem"],
                ["12:00", "Sex", "Sju"],
                unknown=((2, 1), (3, 0)),
            ),
        ),
        ONE_DAY,
        {
            "refused": [
                ("", "", "The formula in B3 has no stored value."),
                ("Fyra", "", "The formula in A4 has no stored value."),
                ("Fem", "", "The formula in A4 has no stored value."),
            ]
        },
    ),
    "the day may stand over the times beside the rooms": (
        (
            lines("""
        Fredag 10 april | Aulan                | Sal 1
        09.00           | Bin – Ada Lind       | Mossa – Bo Ek
        10.00           | Fika                 |
        Lördag 11 april | Aulan                | Sal 1
        09.00-09.30     | Hav – Cid Dal        |
    """),
        ),
        TWO_DAYS,
        {
            "told": [
                ("Bin", "10 09:00", 60, ("Aulan",), ("Ada Lind",)),
                ("Mossa", "10 09:00", 60, ("Sal 1",), ("Bo Ek",)),
                ("Fika", "10 10:00", None, (), ()),
                ("Hav", "11 09:00", 30, ("Aulan",), ("Cid Dal",)),
            ]
        },
    ),
    "so may that of a grid with its times across": (
        (
            lines("""
        2026-04-10 | 09:00          | 09:30
        Aulan      | Bin – Ada Lind | Fika
        Sal 1      | Mossa – Bo Ek  |
    """),
        ),
        MappingContext(dates=(FRIDAY, SATURDAY)),
        {
            "told": [
                ("Bin", "10 09:00", 30, ("Aulan",), ("Ada Lind",)),
                ("Mossa", "10 09:00", 30, ("Sal 1",), ("Bo Ek",)),
                ("Fika", "10 09:30", None, (), ()),
            ]
        },
    ),
    "a title above a grid may end with its day": (
        (
            lines("""
        Program fredag 10 april 2026 | |
        Tid         | Aulan          | Sal 1
        09.00-10.00 | Bin – Ada Lind | Mossa – Bo Ek
        10.00-10.30 | Fika           |
    """),
        ),
        MappingContext(),
        {
            "sure": True,
            "told": [
                ("Bin", "10 09:00", 60, ("Aulan",), ("Ada Lind",)),
                ("Mossa", "10 09:00", 60, ("Sal 1",), ("Bo Ek",)),
                ("Fika", "10 10:00", 30, (), ()),
            ],
        },
    ),
    "a row whose time cannot be read keeps its sessions and says so": (
        (
            lines("""
        Tid         | Aulan          | Sal 1
        09.00-10.00 | Bin – Ada Lind | Mossa – Bo Ek
        10.00-10.30 | Fika           |
        efter lunch | Hav – Cid Dal  |
    """),
        ),
        ONE_DAY,
        {
            "told": [
                ("Bin", "10 09:00", 60, ("Aulan",), ("Ada Lind",)),
                ("Mossa", "10 09:00", 60, ("Sal 1",), ("Bo Ek",)),
                ("Fika", "10 10:00", 30, (), ()),
                ("Hav", None, None, ("Aulan",), ("Cid Dal",)),
            ],
            "said": [
                [],
                [],
                [],
                ["B4: “efter lunch” is no time of day. Write it as 09:30; past midnight goes on with 24:30."],
            ],
        },
    ),
    "somebody may open and what begins with its kind is of it": (
        (
            lines("""
        Tid         | Aulan                | Sal 1
        09.00-09.30 | Invigning – Ada Lind |
        09.30-10.00 | Panel: Vad nu?       | Workshop: Sy – Bo Ek
        10.00-10.30 | Fika – mingel        |
    """),
        ),
        ONE_DAY,
        {
            "told": [
                ("Invigning", "10 09:00", 30, ("Aulan",), ("Ada Lind",)),
                ("Panel: Vad nu?", "10 09:30", 30, ("Aulan",), ()),
                ("Workshop: Sy", "10 09:30", 30, ("Sal 1",), ("Bo Ek",)),
                ("Fika – mingel", "10 10:00", 30, (), ()),
            ],
            "kinds": ["opening", "panel", "workshop", "break"],
        },
    ),
    "a row across all may have its time beside its title and nothing vanishes": (
        (
            sheet(
                [None, "Stora salen", "Lilla salen"],
                ["09.00–09.45", "Bin", "Mossa"],
                [None, "Ada Lind", "Bo Ek"],
                ["Fika 09.45–10.15", None, None],
                ["10.15–11.00", "Hav", None],
                ["Med reservation för ändringar", None, None],
                name="Schema fredag 10 april",
                merged=(Area(1, 0, 2, 0), Area(3, 0, 3, 2), Area(5, 0, 5, 2)),
            ),
        ),
        MappingContext(today=FRIDAY),
        {
            "told": [
                ("Bin", "10 09:00", 45, ("Stora salen",), ("Ada Lind",)),
                ("Mossa", "10 09:00", 45, ("Lilla salen",), ("Bo Ek",)),
                ("Fika", "10 09:45", 30, (), ()),
                ("Hav", "10 10:15", 45, ("Stora salen",), ()),
            ],
            "remarks": ["A6: “Med reservation för ändringar” is left out."],
        },
    ),
    "a label with a number is no time": (
        (
            lines("""
        Tid         | Sal A    | Sal B
        09.00-10.00 | Bin      | Mossa
        Pass 1      | Ada Lind | Bo Ek
        10.00-10.30 | Fika     |
    """),
        ),
        ONE_DAY,
        {
            "told": [
                ("Bin", "10 09:00", 60, ("Sal A",), ("Ada Lind",)),
                ("Mossa", "10 09:00", 60, ("Sal B",), ("Bo Ek",)),
                ("Fika", "10 10:00", 30, (), ()),
            ]
        },
    ),
}
"""Grids, and what is understood of them."""


@pytest.mark.parametrize(("sheets", "context", "wanted"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_what_is_understood_of_a_grid(
    sheets: tuple[Worksheet, ...], context: MappingContext, wanted: dict[str, object]
) -> None:
    found = facts(*sheets, context=context)

    assert {name: found[name] for name in wanted} == wanted


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


def test_a_date_above_a_room_is_that_of_its_column() -> None:
    table = lines("""
                    | 2026-04-10 | 2026-04-10 | 2026-04-11
        Time        | Aula       | Vinden     | Aula
        09:00-09:45 | Small bugs [Testing]\\nAbout bugs | Large bugs [Testing] | Old bugs [History]
        10:00-10:30 | Coffee | | New bugs
    """)

    assert guessed(table).sure
    assert told(read(table)) == [
        ("Small bugs", "10 09:00", 45, ("Aula",), ()),
        ("Large bugs", "10 09:00", 45, ("Vinden",), ()),
        ("Old bugs", "11 09:00", 45, ("Aula",), ()),
        ("Coffee", "10 10:00", 30, (), ()),
        ("New bugs", "11 10:00", 30, ("Aula",), ()),
    ]


def test_times_without_any_date_are_asked_for() -> None:
    grid = lines("Tid | Sal A | Sal B\n09:00 | Ett | Två\n10:00 | Tre | Fyra")

    assert not guessed(grid).sure
    assert guessed(grid, context=ONE_DAY).sure
    assert guessed(grid, context=ONE_DAY).day == FRIDAY


def test_what_most_lines_of_people_end_with_is_the_organisation_of_all() -> None:
    found = read(lines("""
        Tid   | Stora salen                | Lilla salen
        09.00 | Ett\\nGil Hart, Boverket   | Två\\nIvo Jam, Skatteverket
        10.00 | Tre\\nEva Ek, Chalmers AB  | Fyra\\nBo Alm, Biogas Väst
    """))  # fmt: skip

    assert [(one.name, one.fields["organisation"]) for one in found.people] == [
        ("Gil Hart", "Boverket"), ("Ivo Jam", "Skatteverket"), ("Eva Ek", "Chalmers AB"), ("Bo Alm", "Biogas Väst"),
    ]  # fmt: skip
    assert [str(one.remarks[0]) for one in found.sessions[3:]] == ["C3: “Biogas Väst” is read as an organisation."]


def test_where_people_stand_below_the_titles_who_is_named_in_one_is_part_of_it() -> None:
    found = read(sheet(
        ["Tid", "Stora scenen", "Barnhörnan"],
        ["10.00–10.30", "Fjällens röster\nAnna Berg", "Sagostund med Bo Ek\nSiri Fors"],
        ["11.00–11.30", "Deckare\nEva Dal", "Rita din serie\nAda Lind"],
    ), context=ONE_DAY)  # fmt: skip

    assert ("Sagostund med Bo Ek", ("Siri Fors",)) in [(title, people) for title, *_, people in told(found)]
