"""Tests of the documentation: decisions are complete and listed, and everything that a page points to exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HEADINGS = ["What", "Why", "What else was weighed"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NAMED_PAGE = re.compile(r"\bdocs/[\w./-]+\.md\b")
NAMED_FILE = re.compile(r"`((?:planner|ui|tests|tools|resources)/[\w./*-]+)`")
MADE_UP = re.compile(r"NAME|/X$|^ui/(?:kit|state|features|shell)\b")
NAMING = ("planner", "ui", "tests", "tools", "main.py", "pyproject.toml", "README.md", "CONTRIBUTING.md")


def files_in(name: str) -> list[Path]:
    return sorted((ROOT / name).rglob("*.py")) if (ROOT / name).is_dir() else [ROOT / name]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)

    assert re.match(rf"# {int(path.name[:4])}\. \S.*\n\nDate: \d{{4}}-\d\d-\d\d\n\n## What\n", text)
    assert parts[1::2] == HEADINGS
    assert all(part.strip() for part in parts[2::2])


def test_the_index_lists_every_decision_with_its_date_and_title() -> None:
    rows = [row for row in (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines() if row.startswith("| [")]
    found = []
    for number, path in enumerate(RECORDS, start=1):
        title, _, date, *_ = path.read_text(encoding="utf-8").splitlines()
        said = title.removeprefix(f"# {number}. ")
        found.append(f"| [{number:04d}]({path.name}) | {date.removeprefix('Date: ')} | {said} |")

    assert rows == found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_link_leads_somewhere(path: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(path.read_text(encoding="utf-8"))]
    local = [link for link in links if link and not re.match(r"[a-z]+:", link)]

    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("name", NAMING)
def test_a_page_that_is_named_is_there(name: str) -> None:
    named = {page for path in files_in(name) for page in NAMED_PAGE.findall(path.read_text(encoding="utf-8"))}

    assert sorted(page for page in named if not (ROOT / page).exists()) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_that_a_page_names_is_there(path: Path) -> None:
    """A record of a decision may name files that existed only at its time."""
    named = NAMED_FILE.findall(path.read_text(encoding="utf-8")) if path.parent != DECISIONS else []

    assert sorted({name for name in named if not MADE_UP.search(name) and not list(ROOT.glob(name))}) == []
