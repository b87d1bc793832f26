"""Renews the list at the end of CONTRIBUTING.md: every file of the product with the first line of its docstring; the
data files.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "CONTRIBUTING.md"
HEADING = "## Every file in a line\n"
SAID = """
Each file's own first line, for a search in this page; tests lie in the same tree under `tests`, those of the window in
`tests/ui`. What stands on the screen is quicker found by its English text: `resources/translations/estrad.pot` has the
file above each. Made by `.venv/bin/python tools/file_list.py`; a test asks for it.
"""


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a module's docstring, each as one line."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return [" ".join(part.split()) for part in said.split("\n\n")]


def first_line(path: Path) -> str:
    """Return the first paragraph of a module's docstring."""
    return paragraphs(path)[0]


def file_list(root: Path = ROOT) -> str:
    """Return the section: the entry point, each folder of the product, a line for each of its files, the data files."""
    parts = [HEADING, SAID, f"\n- `main.py` {first_line(root / 'main.py')}\n"]
    for folder in sorted({path.parent for top in ("planner", "ui") for path in (root / top).rglob("*.py")}):
        parts.append(f"\n**{folder.relative_to(root).as_posix()}** – {first_line(folder / '__init__.py')}\n\n")
        files = sorted(path for path in folder.glob("*.py") if path.stem != "__init__")
        parts += [f"- `{path.name}` {first_line(path)}\n" for path in files]
    data, held = paragraphs(root / "resources" / "__init__.py")
    return "".join([*parts, f"\n**resources** – {data}\n\n{held}\n"])


def renew(page: Path = PAGE) -> None:
    """Write the section anew; what stands before it stays."""
    before = page.read_text(encoding="utf-8").partition(HEADING)[0]
    page.write_text(before.rstrip("\n") + "\n\n" + file_list(), encoding="utf-8")


if __name__ == "__main__":
    renew()
