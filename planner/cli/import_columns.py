"""Maps a table's columns to fields for ``import``, with ``--map``, ``--date-order``, ``--day`` and ``--guess``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import zip_longest

from planner.cli.lookup import is_same_name
from planner.cli.parameters import refuse_unknown
from planner.domain.input_parsing import conference_year_rule, read_date, upcoming_year_rule
from planner.domain.text import EstradError, Text
from planner.importing.cells.fields import FIELDS, MAYBE, Subject
from planner.importing.mapping.guessing import complete_mapping, guess_mapping, unfit_columns, with_likely_answers
from planner.importing.mapping.records import sheet_headings
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    EXTRA,
    LEFT_OUT,
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
    bare_heading,
    has_ticket_headings,
    mapping_doubts,
)
from planner.tables.delimited import ReadingOptions
from planner.tables.table import Tables, Worksheet, column_name

ORDERS = {"dmy": "day_first", "mdy": "month_first"}
OUT = "out"
"""The word in ``--map`` for leaving out a column."""
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class TableArguments:
    """The options of ``import`` that apply only to tables."""

    columns: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    order: str = ""
    day: str = ""

    @property
    def reading(self) -> ReadingOptions:
        """The encoding and delimiter as options for reading a text file."""
        return ReadingOptions(self.encoding, SIGNS.get(self.delimiter, self.delimiter))

    @property
    def is_given(self) -> bool:
        """True if any of the options was given."""
        return self != TableArguments()

    def check(self) -> None:
        """Raise ``EstradError`` for an invalid date order or column mapping."""
        if self.order:
            refuse_unknown(self.order, ORDERS, Text("There is no order of dates “{order}”.", order=self.order))
        for pair in self.columns:
            heading, equals, field = pair.rpartition("=")
            if not (heading and equals):
                raise EstradError(
                    Text("“{pair}” says no field.", pair=pair),
                    Text("Write --map as COLUMN=FIELD, such as Titel=title."),
                )
            parse_field_key(field)

    def applied(self, mapping: TableMapping, context: MappingContext) -> TableMapping:
        """Return the mapping with the date order and day of these options, if given.

        Raise ``EstradError`` if the day is not a date; its year may be missing, as in a form.
        """
        order, day = ORDERS.get(self.order, mapping.order), mapping.day
        if self.day:
            rule = (
                conference_year_rule(context.dates) if context.dates else upcoming_year_rule(context.today or date.min)
            )
            day = read_date(self.day, rule)
        return replace(mapping, order=order, day=day)


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """A question that must be answered before an import, and the command-line options that answer it."""

    text: Text
    options: tuple[str, ...]


class OpenQuestions(EstradError):
    """Raised when an import leaves questions open; with ``--guess`` the most likely answers are taken instead."""

    def __init__(self, problem: Text, remedy: Text, questions: tuple[ImportQuestion, ...]) -> None:
        super().__init__(problem, remedy)
        self.questions = questions


def chosen_tables(
    tables: Tables, choice: TableArguments, context: MappingContext, *, guesses: bool = False
) -> tuple[Tables, TableMapping]:
    """Return the tables to read, as chosen by ``--sheet``, and their column mapping.

    Raise ``OpenQuestions`` if questions remain, unless ``guesses`` is true; ``EstradError`` for an unknown sheet or
    column, or a day that is no date.
    """
    if choice.sheet:
        tables = replace(tables, sheets=(_sheet_named(tables, choice.sheet),))
    mapping = choice.applied(guess_mapping(tables, context), context)
    for pair in choice.columns:
        heading, _equals, field = pair.rpartition("=")
        number, column = _find_column(tables, mapping, heading)
        mapping = mapping.with_field(column, parse_field_key(field), number)
    if choice.columns:
        mapping = complete_mapping(mapping, tables, context)
    if guesses:
        return tables, with_likely_answers(mapping, tables, context)
    if questions := _open_questions(tables, mapping):
        raise _open_questions_error(tables, mapping, questions)
    return tables, mapping


def _open_questions(tables: Tables, mapping: TableMapping) -> tuple[ImportQuestion, ...]:
    """Return the open questions about a table, such as its title or name, date order, day, and doubtful columns."""
    columns = [
        f"--map {heading}={_WHAT[mapping.shape in ABOUT_SESSIONS]}" for heading in _unmapped_headings(tables, mapping)
    ]
    options = {
        "title": tuple(columns) or ("--map COLUMN=FIELD",),
        "name": tuple(columns) or ("--map COLUMN=FIELD",),
        "order": ("--date-order dmy", "--date-order mdy"),
        "day": ("--day YYYY-MM-DD",),
    }
    found = [ImportQuestion(text, options.get(what, ())) for what, text in mapping_doubts(mapping).items()]
    if not found and not (mapping.certain or _has_naming_column(mapping.main_sheet)):
        found.append(ImportQuestion(Text("It is not sure what all its columns mean."), ("--map COLUMN=FIELD",)))
    if mapping.shape is SheetShape.PEOPLE and has_ticket_headings(
        [heading for _, heading in _headings(tables, mapping, 0)]
    ):
        asked = Text("It looks like a list of those who bought tickets; do they speak?")
        found.append(ImportQuestion(asked, ("--guess",)))
    for heading, cell, text in unfit_columns(tables, mapping):
        asked = Text("Nothing fits the heading “{heading}”, as {cell} holds “{text}”; the column is an extra field.",
                     heading=heading, cell=cell, text=text)  # fmt: skip
        found.append(ImportQuestion(asked, (f"--map {heading}=FIELD", f"--map {heading}={EXTRA}")))
    return tuple(found)


_WHAT = {True: "title", False: "person.name"}


def _unmapped_headings(tables: Tables, mapping: TableMapping) -> list[str]:
    """Return the headings of the main sheet's columns that are extra fields."""
    if not mapping.sheets:
        return []
    keys = mapping.main_sheet.columns
    return [heading for column, heading in _headings(tables, mapping, 0) if keys[column] == EXTRA]


def _has_naming_column(mapping: SheetMapping) -> bool:
    """Return whether a title column is likely or, in a sheet of other things, a name column follows only known ones."""
    if mapping.shape in ABOUT_SESSIONS:
        columns = zip_longest(mapping.columns, mapping.sure, fillvalue=1.0)
        return any(key in ("session.title", "session.timed_title") and sure >= MAYBE for key, sure in columns)
    named = next((n for n, key in enumerate(mapping.columns) if key.endswith(".name")), None)
    return named is not None and not {EXTRA, LEFT_OUT} & {*mapping.columns[:named]}


def guess_remark(tables: Tables, mapping: TableMapping) -> tuple[Text, ...]:
    """Return a remark with the guessed fields of the columns, or none if the mapping is sure."""
    if mapping.sure:
        return ()
    return (
        Text("Its columns are read as {guesses}; --map says it otherwise.", guesses=_guesses_text(tables, mapping)),
    )


def parse_field_key(word: str) -> str:
    """Return the key of a field, such as *session.title*, given a word such as *title*.

    The words for an extra field and for leaving out a column have keys too. Raise ``EstradError`` if there is no such
    field.
    """
    if word in (OUT, EXTRA):
        return LEFT_OUT if word == OUT else EXTRA
    found = [key for key in (word, *(f"{of}.{word}" for of in Subject)) if key in FIELDS]
    if not found:
        raise EstradError(
            Text("There is no field “{name}”.", name=word), Text("The fields: {names}.", names=field_words())
        )
    return found[0]


def field_words() -> str:
    """Return the words for all fields, an extra field and leaving out a column, separated by commas."""
    short = (key.partition(".")[2] if key.startswith("session.") else key for key in FIELDS)
    return ", ".join((*short, EXTRA, OUT))


def _sheet_named(tables: Tables, name: str) -> Worksheet:
    for sheet in tables.sheets:
        if is_same_name(sheet.name.casefold(), name.casefold()):
            return sheet
    names = ", ".join(filter(None, (sheet.name for sheet in tables.sheets)))
    remedy = Text("Choose one of: {names}.", names=names) if names else Text("Leave out --sheet.")
    raise EstradError(Text("There is no sheet “{name}”.", name=name), remedy)


def _find_column(tables: Tables, mapping: TableMapping, heading: str) -> tuple[int, int]:
    """Return the numbers, from 0, of the sheet and column with a heading or letter; else raise ``EstradError``."""
    for number in range(len(mapping.sheets)):
        for column, found in _headings(tables, mapping, number, longest=None):
            names = (bare_heading(found), bare_heading(found[:_LONGEST]))
            if bare_heading(heading) in names or column_name(column) == heading:
                return number, column
    known = ", ".join(
        found for number in range(len(mapping.sheets)) for _n, found in _headings(tables, mapping, number)
    )
    raise EstradError(Text("There is no column “{name}”.", name=heading), Text("The columns: {names}.", names=known))


def _headings(
    tables: Tables, mapping: TableMapping, number: int, longest: int | None = _LONGEST
) -> Iterator[tuple[int, str]]:
    told = mapping.sheets[number]
    sheet = _sheet_named(tables, told.sheet)
    for column in range(len(told.columns)):
        names = sheet_headings(sheet, told.head, told.first)
        yield column, (names[column : column + 1] or ("",))[0][:longest] or column_name(column)


def _open_questions_error(
    tables: Tables, mapping: TableMapping, questions: tuple[ImportQuestion, ...]
) -> OpenQuestions:
    """Return the error that asks all open questions about a table and names the options that answer them."""
    asked = reduce(lambda first, more: Text("{first} {more}", first=first, more=more), (one.text for one in questions))
    problem = Text("“{name}” is a table: {asked}", name=tables.name, asked=asked)
    options = ["--map COLUMN=FIELD"]
    options += ["--date-order dmy|mdy"] if mapping.order is None else []
    options += ["--day YYYY-MM-DD"] if mapping.timed and not mapping.dated and mapping.day is None else []
    options += ["--sheet NAME"] if len(tables.sheets) > 1 else []
    remedy = Text(
        "Say it with {options}, or take what is likely with --guess. So far: {guesses}. `import --help` lists the "
        "fields.",
        options=", ".join(options), guesses=_guesses_text(tables, mapping) or "–",
    )  # fmt: skip
    return OpenQuestions(problem, remedy, questions)


def _guesses_text(tables: Tables, mapping: TableMapping) -> str:
    if not mapping.sheets:
        return ""
    headings = _headings(tables, mapping, 0)
    return ", ".join(f"{heading}={_field_word(mapping.main_sheet.columns[column])}" for column, heading in headings)


def _field_word(key: str) -> str:
    return key.removeprefix("session.") or OUT
