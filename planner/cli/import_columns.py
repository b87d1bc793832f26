"""Maps a table's columns to fields by options of the command line if the table alone leaves a doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.cli.lookup import is_same
from planner.domain.input_parsing import next_year_after, read_date, year_among
from planner.domain.text import EstradError, Text
from planner.importing.cells.fields import FIELDS, MAYBE, Subject
from planner.importing.mapping.guessing import guess, settled
from planner.importing.mapping.reading import sureness_of
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    EXTRA,
    LEFT_OUT,
    MappingContext,
    TableMapping,
    bare_heading,
    mapping_doubts,
)
from planner.tables.delimited import ReadingOptions
from planner.tables.table import Tables, Worksheet, column_name

ORDERS = {"dmy": "day_first", "mdy": "month_first"}
OUT = "out"
"""The word in ``--map`` for a column that is left out."""
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class TableChoice:
    """The options of ``import`` that apply only to tables."""

    columns: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    order: str = ""
    day: str = ""

    @property
    def reading(self) -> ReadingOptions:
        """The encoding and delimiter for reading a text file."""
        return ReadingOptions(self.encoding, SIGNS.get(self.delimiter, self.delimiter))

    @property
    def is_given(self) -> bool:
        """True if any of the options was given."""
        return self != TableChoice()

    def check(self) -> None:
        """Raise ``EstradError`` for an invalid date order or column mapping."""
        if self.order and self.order not in ORDERS:
            raise EstradError(
                Text("There is no order of dates “{order}”.", order=self.order),
                Text("Choose one of: {names}.", names=", ".join(ORDERS)),
            )
        for pair in self.columns:
            heading, equals, field = pair.rpartition("=")
            if not (heading and equals):
                raise EstradError(
                    Text("“{pair}” says no field.", pair=pair),
                    Text("Write --map as COLUMN=FIELD, such as Titel=title."),
                )
            key_of(field)

    def applied(self, mapping: TableMapping, context: MappingContext) -> TableMapping:
        """Return the mapping with the date order and day of these options, if given.

        Raise ``EstradError`` if the day is not a date; its year may be missing, as in a form.
        """
        order, day = ORDERS.get(self.order, mapping.order), mapping.day
        if self.day:
            rule = year_among(context.dates) if context.dates else next_year_after(context.today or date.min)
            day = read_date(self.day, rule)
        return replace(mapping, order=order, day=day)


def chosen(tables: Tables, choice: TableChoice, context: MappingContext) -> tuple[Tables, TableMapping]:
    """Return the tables to read and their column mapping; raise ``EstradError`` if a doubt remains."""
    if choice.sheet:
        tables = replace(tables, sheets=(_sheet(tables, choice.sheet),))
    mapping = choice.applied(guess(tables, context), context)
    for pair in choice.columns:
        heading, _equals, field = pair.rpartition("=")
        number, column = _column(tables, mapping, heading)
        mapping = mapping.with_field(column, key_of(field), number)
    if choice.columns:
        mapping = settled(mapping, tables, context)
    if mapping_doubts(mapping) or not (mapping.certain or _is_named(tables, mapping)):
        raise _unsure(tables, mapping)
    return tables, mapping


def _is_named(tables: Tables, mapping: TableMapping) -> bool:
    """Return whether the title column is recognised by its heading, or the name column and all before it."""
    columns = sureness_of(tables, mapping)
    if mapping.shape in ABOUT_SESSIONS:
        return any(key == "session.title" and sure >= MAYBE for key, sure in columns)
    keys = [key for key, _sure in columns]
    named = next((n for n, key in enumerate(keys) if key.endswith(".name")), None)
    return named is not None and not {EXTRA, LEFT_OUT} & {*keys[:named]}


def read_as(tables: Tables, mapping: TableMapping) -> tuple[Text, ...]:
    """Return a remark on how the columns are read if that was guessed, otherwise an empty tuple."""
    if mapping.sure:
        return ()
    return (Text("Its columns are read as {guesses}; --map says it otherwise.", guesses=_guesses(tables, mapping)),)


def key_of(word: str) -> str:
    """Return the field key for a word such as *title* or *person.title*; raise ``EstradError`` if there is none."""
    if word in (OUT, EXTRA):
        return LEFT_OUT if word == OUT else EXTRA
    found = [key for key in (word, *(f"{of}.{word}" for of in Subject)) if key in FIELDS]
    if not found:
        raise EstradError(
            Text("There is no field “{name}”.", name=word), Text("The fields: {names}.", names=field_words())
        )
    return found[0]


def field_words() -> str:
    """Return the words for all fields, separated by commas."""
    short = (key.partition(".")[2] if key.startswith("session.") else key for key in FIELDS)
    return ", ".join((*short, EXTRA, OUT))


def _sheet(tables: Tables, name: str) -> Worksheet:
    for sheet in tables.sheets:
        if is_same(sheet.name.casefold(), name.casefold()):
            return sheet
    names = ", ".join(filter(None, (sheet.name for sheet in tables.sheets)))
    remedy = Text("Choose one of: {names}.", names=names) if names else Text("Leave out --sheet.")
    raise EstradError(Text("There is no sheet “{name}”.", name=name), remedy)


def _column(tables: Tables, mapping: TableMapping, heading: str) -> tuple[int, int]:
    """Return the sheet and column numbers of a heading or column letter; raise ``EstradError`` if there is none."""
    for number in range(len(mapping.sheets)):
        for column, found in _headings(tables, mapping, number):
            if bare_heading(found) == bare_heading(heading) or (column_name(column) == heading):
                return number, column
    known = ", ".join(
        found for number in range(len(mapping.sheets)) for _n, found in _headings(tables, mapping, number)
    )
    raise EstradError(Text("There is no column “{name}”.", name=heading), Text("The columns: {names}.", names=known))


def _headings(tables: Tables, mapping: TableMapping, number: int) -> Iterator[tuple[int, str]]:
    told = mapping.sheets[number]
    sheet = _sheet(tables, told.sheet)
    for column in range(len(told.columns)):
        value = sheet.rows[told.head][column] if 0 <= told.head < len(sheet.rows) else None
        yield column, " ".join(str(value if value is not None else column_name(column)).split())[:_LONGEST]


def _unsure(tables: Tables, mapping: TableMapping) -> EstradError:
    """Return the error that lists the doubts about a table and the options that resolve them."""
    asked = list(mapping_doubts(mapping)) or [Text("It is not sure what all its columns mean.")]
    problem = Text("“{name}” is a table: {asked}", name=tables.name, asked=_joined(asked))
    options = ["--map COLUMN=FIELD"]
    options += ["--date-order dmy|mdy"] if mapping.order is None else []
    options += ["--day YYYY-MM-DD"] if mapping.timed and not mapping.dated and mapping.day is None else []
    options += ["--sheet NAME"] if len(tables.sheets) > 1 else []
    remedy = Text(
        "Say it with {options}. So far: {guesses}. `import --help` lists the fields.",
        options=", ".join(options), guesses=_guesses(tables, mapping) or "–",
    )  # fmt: skip
    return EstradError(problem, remedy)


def _guesses(tables: Tables, mapping: TableMapping) -> str:
    if not mapping.sheets:
        return ""
    headings = _headings(tables, mapping, 0)
    return ", ".join(f"{heading}={_word(mapping.main.columns[column])}" for column, heading in headings)


def _word(key: str) -> str:
    return key.removeprefix("session.") or OUT


def _joined(texts: Sequence[Text]) -> Text:
    if len(texts) == 1:
        return texts[0]
    return Text("{first} {more}", first=texts[0], more=_joined(texts[1:]))
