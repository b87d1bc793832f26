"""Tests of what the looks of cells mean: rows that wait, and colours that are tracks."""

from dataclasses import replace

import pytest

from planner.importing.incoming import Incoming
from planner.importing.mapping.plausibility import legend_tracks
from planner.tables.table import CellLooks, LegendEntry, Worksheet
from tests.importing.mapping.tables import lines, read

LIST = """
    Date       | Start | Title | Speaker   | Track
    2026-04-10 | 09:00 | Tea   | Ada Lind  |
    2026-04-10 | 10:00 | Cake  | Bo Ek     |
    2026-04-10 | 11:00 | Song  | Cid Dal   |
"""
GRID = """
    Tid   | Aula | Attic
    09:00 | Tea  | Cake
    10:00 | Song | Knot
"""
PEOPLE = """
    Namn     | E-post        | Organisation
    Ada Lind | ada@x.example | KTX
    Bo Ek    | bo@x.example  | UX
"""


TICK = " Tick it to take it in."


def looking(sheet: Worksheet, **looks: object) -> Worksheet:
    return replace(sheet, looks=CellLooks(**looks))  # type: ignore[arg-type]


def waiting(incoming: Incoming) -> list[tuple[str, str]]:
    return [(one.title, str(one.waits).removesuffix(TICK)) for one in incoming.sessions if one.waits]


@pytest.mark.parametrize(
    ("sheet", "waits", "remarks"),
    [
        (looking(lines(LIST), hidden=frozenset({2})), [("Cake", "C3: the row is hidden in the file.")], []),
        (looking(lines(LIST), struck=frozenset({(3, 2)})), [("Song", "C4 is struck through in the file.")], []),
        (looking(lines(LIST), struck=frozenset({(1, 3)})), [], ["D2 is struck through in the file."]),
        (looking(lines(GRID), struck=frozenset({(1, 2)})), [("Cake", "C2 is struck through in the file.")], []),
        (looking(lines(GRID), hidden=frozenset({2})),
         [("Song", "B3: the row is hidden in the file."), ("Knot", "C3: the row is hidden in the file.")], []),
    ],
    ids=["a hidden row", "a struck title", "a struck name is a doubt", "a cell of a grid", "a hidden row of a grid"],
)  # fmt: skip
def test_what_is_struck_through_or_hidden_waits(
    sheet: Worksheet, waits: list[tuple[str, str]], remarks: list[str]
) -> None:
    incoming = read(sheet)

    assert waiting(incoming) == waits
    assert [
        str(remark) for one in incoming.sessions for remark in one.remarks if "in the file" in str(remark)
    ] == remarks


def test_people_whose_row_is_struck_through_wait() -> None:
    incoming = read(looking(lines(PEOPLE), struck=frozenset({(1, 0), (1, 1)})))

    assert [(one.name, str(one.waits)) for one in incoming.people] == [
        ("Ada Lind", "A2 is struck through in the file. Tick it to take it in."),
        ("Bo Ek", "None"),
    ]


# colours ------------------------------------------------------------------------------------------------------


LEGEND = (LegendEntry("red", "Red = Security track", 5, 0), LegendEntry("green", "Privacy (green)", 6, 0))


def test_a_colour_that_the_legend_names_is_a_track() -> None:
    colours = ((1, 0, 3, "red"), (2, 2, 2, "green"), (3, 1, 1, "red"))
    incoming = read(looking(lines(LIST), colours=colours, legend=LEGEND))

    assert [(one.title, one.track) for one in incoming.sessions] == [
        ("Tea", "Security"),
        ("Cake", "Privacy"),
        ("Song", "Security"),
    ]
    assert {
        "A6: its colour is read as the track “Security”.",
        "A7: its colour is read as the track “Privacy”.",
    } <= {*map(str, incoming.remarks)}
    incoming = read(looking(lines(GRID), colours=((1, 2, 2, "red"),), legend=LEGEND))
    assert [(one.title, one.track) for one in incoming.sessions if one.track] == [("Cake", "Security")]


@pytest.mark.parametrize(
    ("texts", "tracks"),
    [
        (["Röd: Vård", "Ljusgrön – Teknik"], ["Vård", "Teknik"]),
        (["Spår: Vård", "Teknikspår", "Rot = Medizin"], ["Vård", "Teknikspår", "Medizin"]),
        (["Track 1", "Security Track", "Spår 2"], ["Track 1", "Security", "Spår 2"]),
        (["Vård = röd", "Teknik (blå)"], ["Vård", "Teknik"]),
        (["Grön = bekräftad", "Röd = ej svarat"], []),
        (["Grå = paus", "Blå = Vård"], []),
        (["Barn och familj", "Visningar och föredrag"], ["Barn och familj", "Visningar och föredrag"]),
    ],
)
def test_a_legend_names_tracks_unless_it_names_kinds_or_answers(texts: list[str], tracks: list[str]) -> None:
    assert list(legend_tracks(LegendEntry(text, text, 0, 0) for text in texts).values()) == tracks


UNNAMED = "C2: sessions have colours that name no track; what they mean is left out."


@pytest.mark.parametrize(
    ("colours", "legend", "warning"),
    [
        (((1, 0, 4, "red"), (2, 0, 4, "red")), (), UNNAMED),
        (((1, 0, 4, "red"), (2, 0, 4, "red"), (3, 0, 4, "red")), (), None),
        (((1, 0, 4, "red"), (3, 0, 4, "red")), (), None),
        (((0, 0, 4, "red"),), (), None),
        (((1, 0, 4, "red"),), (LegendEntry("red", "Red = confirmed", 5, 0),), UNNAMED),
    ],
    ids=["some", "all", "every other row", "the headings", "answers"],
)  # fmt: skip
def test_a_colour_that_says_what_nothing_else_says_is_a_doubt_once(
    colours: tuple[object, ...], legend: tuple[LegendEntry, ...], warning: str | None
) -> None:
    incoming = read(looking(lines(LIST), colours=colours, legend=legend))

    assert list(map(str, incoming.warnings)) == ([warning] if warning else [])


def test_a_colour_of_a_kind_is_no_doubt() -> None:
    sheet = lines("Start | Title\n 09:00 | Lunch\n 10:00 | Tea and talk\n 11:00 | Lunch\n 12:00 | Song of Ada")

    assert read(looking(sheet, colours=((1, 0, 1, "grey"), (3, 0, 1, "grey")))).warnings == ()


TALKS = """
    Session title | Start | Name     | E-mail        | Company
    Tea           | 09:00 | Ada Lind | ada@x.example | KTX
    Tea           | 09:00 | Bo Ek    | bo@x.example  | UX
    Cake          | 10:00 | Cid Dal  | cid@x.example | UX
"""


def test_a_session_of_several_rows_waits_only_if_all_of_them_are_struck_through() -> None:
    incoming = read(looking(lines(TALKS), struck=frozenset({(2, 0), (2, 1), (3, 0)})))

    assert waiting(incoming) == [("Cake", "A4 is struck through in the file.")]
    assert [list(map(str, one.remarks)) for one in incoming.sessions if not one.waits] == [
        [
            *("A3 is struck through in the file.", "B3 is struck through in the file.", "It has a time but no day."),
            "A2: somebody speaks in a break.",
        ]
    ]


BESIDE = """
    Aula  |       |          |  | Attic |       |
    Time  | Title | Speaker  |  | Time  | Title | Speaker
    09:00 | Tea   | Ada Lind |  | 09:00 | Cake  | Bo Ek
    10:00 | Song  | Cid Dal  |  | 10:00 | Knots | Eva Alm
"""


def test_of_two_tables_side_by_side_each_has_the_looks_of_its_own_cells() -> None:
    struck, colours = frozenset({(2, 5), (2, 6)}), ((2, 0, 6, "red"), (3, 0, 6, "green"))

    incoming = read(looking(lines(BESIDE), struck=struck, colours=colours, legend=LEGEND))

    assert waiting(incoming) == [("Cake", "F3 is struck through in the file.")]
    assert [one.title for one in incoming.sessions if "struck" in str(one.remarks)] == []
    assert sum("is read as the track" in str(remark) for remark in incoming.remarks) == 2
