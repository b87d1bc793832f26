"""Tests that the pages on importing are true: each kind of file, each layout, and every file of the shared data."""

import re
from pathlib import Path

import pytest

from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.source_registry import SOURCES
from tests.importing.every_file import HEAD, files, line_of
from tests.shared_data import shared

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGE = (DOCS / "importing-files.md").read_text(encoding="utf-8")
ROWS = {row.split(" | ")[0].removeprefix("| "): row for row in PAGE.splitlines() if row.startswith("| ")}
FOLDERS = sorted({name.partition("/")[0] for name in ROWS} - {"file"})


def words_of(heading: str) -> set[str]:
    """Return the words in code marks in the first column of the table under a heading of docs/importing.md."""
    section = (DOCS / "importing.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def test_the_pages_name_each_sort_of_file():
    page = (DOCS / "importing.md").read_text(encoding="utf-8")
    (row,) = [row for row in (DOCS.parent / "README.md").read_text().splitlines() if row.startswith("| `import FILE")]

    assert words_of("What can be imported") == {source.key for source in SOURCES} | {"estrad"}
    for source in SOURCES:
        assert f"\n| `{source.key}` | {' '.join(source.patterns).replace('*', '')} |" in page
        assert all(pattern.removeprefix("*.") in row.casefold() for pattern in source.patterns), source.key


def test_the_page_names_each_layout():
    assert words_of("Layouts that are known") == {layout.key for layout in LAYOUTS}


def test_the_table_has_a_row_for_every_file():
    root = shared("data")
    assert PAGE.startswith(HEAD)
    assert [path.relative_to(root).as_posix() for path in files(root)] == [name for name in ROWS if name != "file"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_read_or_refused_as_the_page_says(folder):
    root = shared("data")
    found = [line_of(path, root) for path in files(shared("data", folder).parent) if path.is_relative_to(root / folder)]
    assert found == [row for name, row in ROWS.items() if name.startswith(f"{folder}/")]


def test_every_refusal_has_a_reason():
    assert [row for row in ROWS.values() if " | refused | " in row and row.rstrip("| ").endswith("refused")] == []
