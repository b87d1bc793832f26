"""Tests of the documentation: decisions are complete and listed, and everything that a page points to exists."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NAMED_PAGE = re.compile(r"\bdocs/[\w./-]+\.md\b")
NAMED_FILE = re.compile(r"`((?:planner|ui|tests|tools|resources)/[\w./*-]+)`")
IN_FILE = re.compile(r"((?:`\w+`(?:,| and)?\s)+)in\s`((?:planner|ui|tests|tools)/[\w./-]+\.py|main\.py)`")
MADE_UP = re.compile(r"NAME|/X$|_N ")
ARCHITECTURE = ROOT / "docs" / "architecture.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
CODE_PAGES = [ROOT / "CONTRIBUTING.md", ARCHITECTURE, GLOSSARY]
CODE_NAME = re.compile(r"`((?:[A-Z]\w*[a-z]\w*|\w+(?:\.\w+)+)(?=[`(\[ =]))")
FILE_NAME = re.compile(r"\.(?:py|md|toml|po|mo|pot|ics|csv|xlsx|estrad)$")
OF_QT = re.compile(r"Q[A-Z]|Qt\.")
DEFINED = re.compile(r"\b(?:class|def) (\w+)|^ *(?:self\.)?(\w+)(?:: [^=\n]+| =|: .+ =)", re.MULTILINE)
CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
NAMING = ("planner", "ui", "tests", "tools", "main.py", "pyproject.toml", "README.md", "CONTRIBUTING.md")


def files_in(name: str) -> list[Path]:
    return sorted((ROOT / name).rglob("*.py")) if (ROOT / name).is_dir() else [ROOT / name]


def defined_in(path: Path) -> set[str]:
    return {name for pair in DEFINED.findall(path.read_text(encoding="utf-8")) for name in pair if name}


@cache
def words_in(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def defined() -> dict[str, set[str]]:
    """Return the names that are defined in the files of each class, and all of them under an empty name."""
    names: dict[str, set[str]] = {"": set()}
    for path in [path for top in ("planner", "ui", "tests", "tools", "main.py") for path in files_in(top)]:
        text, here = path.read_text(encoding="utf-8"), defined_in(path)
        names[""] |= here | {path.stem, path.parent.name}
        for owner in CLASS.findall(text):
            names[owner] = names.get(owner, set()) | here
    return names


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)

    assert re.match(rf"# {int(path.name[:4])}\. \S.*\n\nDate: \d{{4}}-\d\d-\d\d\n\n## What\n", text)
    assert parts[1::2] == ["What", "Why", "What else was weighed"]
    assert all(part.strip() for part in parts[2::2])


def test_the_index_lists_every_decision_with_its_date_and_title() -> None:
    rows = [row for row in (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines() if row.startswith("| [")]
    found = []
    for path in RECORDS:
        number = int(path.name[:4])
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


def test_a_module_that_stands_in_the_row_of_a_folder_is_in_it() -> None:
    rows = re.findall(r"^\| `(planner/\w+)` \| (.+) \|$", ARCHITECTURE.read_text(encoding="utf-8"), re.MULTILINE)
    named = {Path(folder, name) for folder, text in rows for name in re.findall(r"`([a-z_]+)`", text)}
    there = {path.relative_to(ROOT).with_suffix("") for folder, _text in rows for path in (ROOT / folder).iterdir()}
    defined_there = {Path(folder, name) for folder, _text in rows for name in defined_in(ROOT / folder / "__init__.py")}

    assert len(rows) > 10
    assert sorted(named - there - defined_there) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_that_a_page_names_is_there(path: Path) -> None:
    """A record of a decision may name files that existed only at its time."""
    named = NAMED_FILE.findall(path.read_text(encoding="utf-8")) if path.parent != DECISIONS else []

    assert sorted({name for name in named if not MADE_UP.search(name) and not list(ROOT.glob(name))}) == []


@pytest.mark.parametrize("path", CODE_PAGES, ids=lambda path: path.name)
def test_what_a_page_says_to_be_in_a_file_is_in_it(path: Path) -> None:
    said = {
        (name, file) for names, file in IN_FILE.findall(path.read_text(encoding="utf-8")) for name in names.split("`")
    }
    checked = [(name, file) for name, file in said if name.isidentifier() and not MADE_UP.search(f"{name} {file}")]

    assert sorted((name, file) for name, file in checked if name not in words_in(ROOT / file)) == []


@pytest.mark.parametrize("path", CODE_PAGES, ids=lambda path: path.name)
def test_a_name_of_the_code_that_a_page_uses_exists(path: Path, defined: dict[str, set[str]]) -> None:
    """`Owner.name` must be defined in a file that defines `Owner`; of other dotted names each part somewhere."""
    missing = set()
    for name in CODE_NAME.findall(path.read_text(encoding="utf-8")):
        owner, *parts = name.split(".")
        if FILE_NAME.search(name) or OF_QT.match(name) or MADE_UP.search(name):
            continue
        if owner not in defined[""] or not set(parts) <= defined.get(owner, defined[""]):
            missing.add(name)

    assert sorted(missing) == []


def test_the_words_of_the_glossary_are_those_of_the_catalogue() -> None:
    with (ROOT / "resources/translations/sv/LC_MESSAGES/estrad.po").open("rb") as stream:
        entries = list(read_po(stream))
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if " | " in line and not line.startswith("| in code")]
    english, swedish = ({word for row in rows for word in row[n].split("; ")} - {"–"} for n in (2, 3))

    assert {len(row) for row in rows} == {4}
    assert sorted(english - shown(entry.id for entry in entries)) == []
    assert sorted(swedish - shown(entry.string for entry in entries)) == []


def shown(texts: Iterable[str | Sequence[str]]) -> set[str]:
    """Return texts of the catalogue, those of each number too, without access letters and dots."""
    each = (one for text in texts for one in ([text] if isinstance(text, str) else text))
    return {one.replace("&", "").removesuffix("…") for one in each}
