"""Tests of the law that every filled cell of a table is in a field, left out by name, or a doubt at its cell."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.text import EstradError
from planner.importing.incoming import Incoming
from planner.importing.mapping.table_mapping import MappingContext
from planner.tables.table import Area, Value, Worksheet
from tests.importing import json_files
from tests.importing.mapping.tables import guessed, lines, names_in, read, sheet
from tests.tries import tries

ONE_DAY = MappingContext(language="sv", dates=(date(2026, 4, 10),), today=date(2026, 3, 1))
GRID = """
    Tid   | Stora salen | Lilla salen | {heading}
    09.00 | Ett         | Två         | Mikrofon 1+2
    10.00 | Tre         | Fyra        |
"""


@pytest.mark.parametrize(
    "heading", ["Anteckningar", "Kommentar", "Övrigt", "Notes", "Mat & dryck", "Kommentar till AV"]
)
def test_notes_in_a_grid_are_no_room_and_go_to_the_sessions_of_their_row(heading: str) -> None:
    found = read(lines(GRID.format(heading=heading)), context=ONE_DAY)

    assert [(one.title, one.fields.get("note")) for one in found.sessions] == [
        ("Ett", "Mikrofon 1+2"), ("Två", "Mikrofon 1+2"), ("Tre", None), ("Fyra", None),
    ]  # fmt: skip
    assert [room.name for room in found.rooms] == ["Stora salen", "Lilla salen"]


def test_a_moderator_beside_the_rooms_moderates_the_sessions_of_the_row() -> None:
    found = read(lines("""
        Tid   | Stora salen | Lilla salen | Moderator
        09.00 | Ett         | Två         | Gustav Lind
        10.00 | Tre         | Fyra        | Lisa Ås
    """), context=ONE_DAY)  # fmt: skip

    assert [[role.value for _, role in one.people] for one in found.sessions] == [["moderator"]] * 4


def test_given_names_beside_the_rooms_are_staff_and_no_sessions() -> None:
    found = read(lines("""
        Tid   | Stora salen | Lilla salen | Bemanning
        09.00 | Ett         | Två         | Fredrik
        10.00 | Tre         | Fyra        | Anna
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.title, one.fields["extra"][0].value) for one in found.sessions] == [
        ("Ett", "Fredrik"), ("Två", "Fredrik"), ("Tre", "Anna"), ("Fyra", "Anna"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Publik", "vet ej"), ("Webbsida", "kommer"), ("Filma inte", "kanske"), ("Status", "hm"), ("Riggtid", "länge")],
)
def test_what_a_column_cannot_take_is_a_doubt_at_its_cell(heading: str, cell: str) -> None:
    found = read(lines(f"""
        Tid   | Titel | Talare | {heading}
        09.00 | Ett   | Bo Ek  | {cell}
        10.00 | Två   | Al Bo  | 10
        11.00 | Tre   | Ce Do  | 20
    """), context=ONE_DAY)  # fmt: skip

    assert f"D2: “{cell}” does not fit there and is left out." in map(str, found.sessions[0].remarks)


def test_contacts_below_a_table_are_left_out_by_name() -> None:
    found = read(lines("""
        Tid       | Längd  | Moment | På scen       | Organisation  | Ljud
        09.00     | 60 min | Ett    | Bo Ek         | Vägverket     | Headset
        10.00     | 45 min | Två    | Al Bo         | Skogsverket   | Headset
        Summa     | 2 h    |        |               |               |
        Kontakter |        |        |               |               |
        Ljud      |        | Eva Lo | 070-174 06 41 |               |
        Mat       |        | Ost AB |               | ost@x.example |
    """), context=ONE_DAY)  # fmt: skip

    assert [one.title for one in found.sessions] == ["Ett", "Två"]
    assert [one.name for one in found.left if one.cell[1:] > "5"] == [
        "Ljud", "Eva Lo", "070-174 06 41", "Mat", "Ost AB", "ost@x.example",
    ]  # fmt: skip


def test_a_session_without_a_time_whose_speaker_is_an_address_is_no_contact() -> None:
    found = read(lines("""
        Tid   | Titel | Talare
        09.00 | Ett   | Bo Ek
        10.00 | Två   | Al Bo
              | Tre   | ce@x.example
    """), context=ONE_DAY)  # fmt: skip

    assert [one.title for one in found.sessions] == ["Ett", "Två", "Tre"]


def test_what_stands_around_a_table_is_left_out_by_name() -> None:
    found = read(lines("""
        Vårmötet i Uppsala | | |
        Version 3, av Lisa | | |
        Tid     | Titel | Talare | Lokal
        09.00   | Ett   | Bo Ek  | Aulan
        10.00   | Två   | Al Bo  | Aulan
        Totalt: | 2 st  |        |
        OBS! Kaffe ej bokat | | |
    """), context=ONE_DAY)  # fmt: skip

    assert [(one.cell, one.name) for one in found.left] == [
        ("A2", "Version 3, av Lisa"), ("A6", "Totalt:"), ("B6", "2 st"), ("A7", "OBS! Kaffe ej bokat"),
    ]  # fmt: skip
    assert "A7: “OBS! Kaffe ej bokat” is left out." in map(str, found.remarks)


def test_another_value_in_a_later_row_of_a_session_is_a_doubt() -> None:
    found = read(lines("""
        Id | Titel | Start            | Talare | Ingress
        1  | Ett   | 2026-04-10 09:00 | Bo Ek  | Kort
        1  | Ett   | 2026-04-10 09:00 | Al Bo  | Annat
    """))  # fmt: skip

    assert list(map(str, found.sessions[0].remarks))[:1] == [
        "E3: “Annat” is otherwise in the first row of its session."
    ]


def test_a_title_row_tells_title_day_and_place() -> None:
    found = read(lines("""
        SKOLFORUM 2027, torsdag 15 april 2027, Münchenbryggeriet | | |
        Moderator: Gustav Lind | | |
        Tid   | Titel | Talare | Lokal
        09.00 | Ett   | Bo Ek  | Aulan
        10.00 | Kaffe |        | Aulan
    """), context=MappingContext(language="sv", today=date(2026, 11, 1)))  # fmt: skip

    assert (found.own_title, found.own_place) == ("SKOLFORUM 2027", "Münchenbryggeriet")
    assert [day.date for day in found.days] == [date(2027, 4, 15)]
    assert [names_in(found, one) for one in found.sessions] == [("Bo Ek", "Gustav Lind"), ()]


def test_a_draft_with_its_day_is_called_without_both() -> None:
    table = lines("""
        Program Skolforum 15 april 2027 (utkast 3) | |
        Tid   | Titel | Talare
        09.00 | Ett   | Bo Ek
    """)  # fmt: skip
    found = read(table, context=MappingContext(language="sv", today=date(2026, 11, 1)))

    assert (found.own_title, [day.date for day in found.days]) == ("Skolforum", [date(2027, 4, 15)])
    assert guessed(table, context=MappingContext(language="sv", today=date(2026, 11, 1))).dated


# the law ---------------------------------------------------------------------------------------------------

HEADINGS = {
    "title": ("Titel", "Title", "Titre", "Programpunkt", "Vortragstitel"),
    "room": ("Lokal", "Room", "Raum", "Salle"),
    "speakers": ("Talare", "Speakers", "Referent", "Intervenants"),
    "note": ("Anteckning", "Notes", "Bemerkung"),
    "audience": ("Publik", "Expected audience", "Deltagare"),
    "unknown": ("Q7", "Zonkod", "Färg på stol"),
    "website": ("Webbsida", "URL"),
    "kind": ("Typ", "Type", "Format"),
    "language": ("Språk", "Language"),
    "tags": ("Taggar", "Keywords"),
    "status": ("Status",),
    "track": ("Spår", "Track"),
}


@st.composite
def sheets(draw: st.DrawFn) -> Worksheet:
    """Draw a list with headings in several languages, lines above and below, and a word of its own in each cell."""
    kinds = ["title", *draw(st.lists(st.sampled_from(sorted(HEADINGS)), min_size=1, max_size=6, unique=True))]
    kinds = list(dict.fromkeys(kinds))
    names = ["Start", *(draw(st.sampled_from(HEADINGS[kind])) for kind in kinds)]
    number = iter(range(1000))
    word = lambda: f"Ord{next(number)}"  # noqa: E731
    rows: list[list[Value]] = [[word()] for _ in range(draw(st.integers(0, 2)))]
    rows.append(list(names))
    for n in range(draw(st.integers(2, 5))):
        cells = [word() if kind == "title" or draw(st.booleans()) else None for kind in kinds]
        rows.append([f"{9 + n:02}:00", *cells])
    rows += [[word()] for _ in range(draw(st.integers(0, 1)))]
    if draw(st.booleans()):
        rows.append(["Totalt:", word()])
    return sheet(*rows)


def accounted(value: str, column: int, found: Incoming, table: Worksheet) -> bool:
    """Return whether a word of a table is in what is read, or in what is left out."""
    head = next(row for row in table.rows if row[0] == "Start")
    columns = {one.name for one in found.left if not one.cell}
    return value in repr(found) or str(head[column]) in columns


@tries(60)
@given(table=sheets())
def test_every_filled_cell_is_accounted_for(table: Worksheet) -> None:
    try:
        found = read(table, context=ONE_DAY)
    except EstradError:
        return

    lost = [
        value
        for row in table.rows
        for column, value in enumerate(row)
        if isinstance(value, str) and value.startswith("Ord") and not accounted(value, column, found, table)
    ]
    assert lost == []


ROOMS = {"sv": "Sal", "en": "Room", "de": "Raum", "fr": "Salle"}
TIMES = {"sv": "Tid", "en": "Time", "de": "Zeit", "fr": "Heure"}
NOTES = {"sv": "Anteckning", "en": "Notes", "de": "Bemerkung", "fr": "Remarques"}
TOTALS = {"sv": "Totalt:", "en": "Total:", "de": "Summe:", "fr": "Total :"}


def words() -> Iterator[str]:
    """Yield words of which each occurs once."""
    return (f"Ord{n}" for n in count())


@st.composite
def grids(draw: st.DrawFn) -> Worksheet:
    """Draw a grid in a language: junk above and below, rows across its rooms, a cell over two rows, notes, totals."""
    language, word = draw(st.sampled_from(sorted(ROOMS))), words()
    rooms = draw(st.integers(2, 4))
    notes = draw(st.booleans())
    width = rooms + 1 + notes
    rows: list[list[Value]] = [[next(word)] for _ in range(draw(st.integers(0, 2)))]
    rows.append([TIMES[language], *(f"{ROOMS[language]} {n}" for n in range(1, rooms + 1)), *[NOTES[language]] * notes])
    merged, top = [], len(rows)
    for n in range(draw(st.integers(2, 5))):
        cells: list[Value] = [next(word) if draw(st.booleans()) else None for _ in range(width - 1)]
        if across := draw(st.integers(0, 5)) == 0:
            cells[:rooms] = [next(word), *[None] * (rooms - 1)]
            merged.append(Area(top + n, 1, top + n, rooms))
        rows.append([f"{9 + n:02}:00", *cells])
        if n and not across and not any(area.bottom >= top + n - 1 for area in merged) and draw(st.booleans()):
            rows[top + n][1] = None
            merged.append(Area(top + n - 1, 1, top + n, 1))
    rows += [[TOTALS[language], next(word)]] * draw(st.integers(0, 1))
    rows += [[next(word)] for _ in range(draw(st.integers(0, 1)))]
    return sheet(*rows, merged=tuple(merged))


@tries(60)
@given(table=grids())
def test_every_filled_cell_of_a_grid_is_accounted_for(table: Worksheet) -> None:
    try:
        found = read(table, context=ONE_DAY)
    except EstradError:
        return

    told = repr(found)
    assert [one for row in table.rows for one in row if str(one).startswith("Ord") and str(one) not in told] == []


NAMES_OF_FIELDS = {
    "title": ("title", "titel", "titel", "titre"),
    "room": ("room", "lokal", "raum", "salle"),
    "speakers": ("speakers", "talare", "referenten", "intervenants"),
    "note": ("notes", "anteckning", "bemerkung", "remarques"),
    "abstract": ("abstract", "beskrivning", "beschreibung", "résumé"),
    "unknown": ("q7", "zonkod", "stuhlfarbe", "couleur_chaise"),
    "track": ("track", "spår", "thema", "parcours"),
}


@st.composite
def documents(draw: st.DrawFn) -> Any:
    """Draw a programme as JSON with the fields of a language: flat or by day and room, people as texts or objects."""
    language, word = draw(st.integers(0, 3)), words()
    kinds = ["title", *draw(st.lists(st.sampled_from(sorted(NAMES_OF_FIELDS)), max_size=5, unique=True))]
    sessions = []
    for n in range(draw(st.integers(2, 5))):
        one: dict[str, Any] = {"start": f"2026-04-10T{9 + n:02}:00:00", "end": f"2026-04-10T{10 + n:02}:00:00"}
        for kind in dict.fromkeys(kinds):
            if kind == "title" or draw(st.booleans()):
                names = [f"{next(word)} {next(word)}" for _ in range(draw(st.integers(1, 2)))]
                people = [{"name": name} for name in names] if draw(st.booleans()) else names
                one[NAMES_OF_FIELDS[kind][language]] = people if kind == "speakers" else next(word)
        sessions.append(one)
    if draw(st.booleans()):
        rooms = {one.get(NAMES_OF_FIELDS["room"][language], f"Sal {n}"): [one] for n, one in enumerate(sessions)}
        return {"days": [{"date": "2026-04-10", "rooms": rooms}]}
    return {draw(st.sampled_from(["sessions", "programme", "talks"])): sessions, "title": next(word)}


def texts_of(part: Any) -> Iterator[str]:
    """Yield all texts in a document, of those with spaces each word."""
    if isinstance(part, str):
        yield from part.split()
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from texts_of(inner)


@tries(60)
@given(document=documents())
def test_every_value_of_a_document_is_accounted_for(document: Any) -> None:
    try:
        found = json_files.told(document)
    except EstradError:
        return

    left = {one.name: one.cells for one in found.left if not one.cell}
    missing = [one for one in texts_of(document) if one.startswith("Ord") and one not in repr(found)]
    assert missing == [] or len(missing) <= sum(left.values()), (missing, left)
