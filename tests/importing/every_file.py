"""The outcome of reading every file of the shared data, one table row each: the table is ``every_file.md`` beside this.

``python -m tests.importing.every_file`` writes it anew.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext, mapping_doubts
from planner.incoming_file import choose_source, read_opened_file
from planner.tables.opened_file import open_file
from planner.tables.table import Tables

TABLE = Path(__file__).with_suffix(".md")
HEAD = """\
# Every file of the shared data

Made by `python -m tests.importing.every_file`; `tests/importing/test_real_schedules.py` keeps it true. *Asks* is what
the window asks before it is taken in; counts are what is read then. Calendars without an event, and pieces of
calendars, are refused by their reason.

| file | read as | sessions | rooms | days | people | rows refused | asks, or why it is refused |
|---|---|---|---|---|---|---|---|
"""
DESCRIPTIONS = ("INDEX.md", "expected.json")


def line_of(path: Path, root: Path) -> str:
    """Return the outcome of reading one file, as a row of the table."""
    name = path.relative_to(root).as_posix()
    try:
        opened = open_file(path)
        told, read_as, asks = run_to_end(read_opened_file(opened)), choose_source(opened, "").key, ""
        if isinstance(told, Tables):
            mapping = guess_mapping(told, MappingContext())
            read_as = f"{read_as}, {mapping.layout}" if mapping.layout else read_as
            asks = " ".join(map(str, mapping_doubts(mapping).values())) or (
                "" if mapping.sure else "Look at the columns."
            )
            told = run_to_end(read_mapped(told, mapping, MappingContext()))
    except EstradError as error:
        where = f" (line {error.line})" if error.line else ""
        return f"| {name} | refused | | | | | | {_cell(str(error.problem))}{where} |"
    counts = (len(told.sessions), len(told.rooms), len(told.days), len(told.people), len(told.refused))
    reasons = Counter(str(refusal.why.problem) for refusal in told.refused)
    if not asks and reasons:
        asks = "; ".join(f"{n} × {_cell(reason)}" for reason, n in reasons.most_common(2))
    return f"| {name} | {read_as} | {' | '.join(map(str, counts))} | {_cell(asks)} |"


def _cell(text: str) -> str:
    """Return a text that fits into its cell, with a dot for each character that cannot be seen."""
    return "".join(letter if letter.isprintable() else "·" for letter in text).replace("|", "\\|")[:200]


def files(root: Path) -> Iterator[Path]:
    """Yield all files of the data except what describes them."""
    yield from sorted(path for path in root.rglob("*") if path.is_file() and path.name not in DESCRIPTIONS)


def page(root: Path) -> str:
    """Return the whole table."""
    return HEAD + "\n".join(line_of(path, root) for path in files(root)) + "\n"


if __name__ == "__main__":
    TABLE.write_text(page(Path(os.environ.get("ESTRAD_SHARED") or "../shared") / "data"), encoding="utf-8")
