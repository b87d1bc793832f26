"""The house has a size: each folder of the product has at most so many statements (docs/architecture.md)."""

import ast
from collections import Counter
from pathlib import Path

from tests.source_files import ROOT

CEILINGS = {
    "main.py": 204, "planner": 1122, "planner/cli": 1734, "planner/commands": 2721, "planner/domain": 1453,
    "planner/dragging": 310, "planner/exporting": 2018, "planner/importing": 8836, "planner/layout": 914,
    "planner/printing": 1628, "planner/programme": 1242, "planner/publishing": 309,
    "planner/rules": 969, "planner/storage": 2168,
    "planner/tables": 1186, "planner/workbook": 299, "resources": 2,
    "ui/features/clipboard": 133, "ui/features/command_palette": 511, "ui/features/conferences": 291,
    "ui/features/exporting": 104, "ui/features/help": 590, "ui/features/history": 324, "ui/features/importing": 1072,
    "ui/features/inspector": 1293, "ui/features/lists": 1305, "ui/features/moderators": 1123,
    "ui/features/people": 484, "ui/features/printing": 503, "ui/features/problems": 358,
    "ui/features/publishing": 856, "ui/features/rescheduling": 408, "ui/features/sessions": 156,
    "ui/features/timeline": 971, "ui/features/tray": 561, "ui/forms": 1082,
    "ui/kit": 2637, "ui/plan": 3139, "ui/shell": 2296, "ui/state": 928,
}  # fmt: skip
"""The highest number of statements in each folder; a feature that raises one says what it needs, and what it takes out.

``planner/importing``, ``planner/tables`` and ``ui/features/importing`` are to come down to 10,500 together.
"""
STEP = 50
"""The number of statements by which a folder may be below its ceiling; after a trim the ceiling is lowered too."""


def statements(text: str) -> int:
    """Return the number of statements in a module, without docstrings."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt))
    return sum(not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in nodes)


def weights(root: Path) -> Counter[str]:
    """Return the statements of each folder of the product, by its first two parts; of `ui/features`, by three."""
    found = Counter[str]()
    for path in (
        root / "main.py",
        *(p for part in ("planner", "ui", "resources") for p in (root / part).rglob("*.py")),
    ):
        parts = path.relative_to(root).parts
        depth = 3 if parts[:2] == ("ui", "features") else 2
        found["/".join(parts[: min(depth, len(parts) - 1)]) or path.name] += statements(path.read_text("utf-8"))
    return +found


def test_no_folder_is_heavier_than_its_ceiling_nor_much_lighter() -> None:
    found = weights(ROOT)

    assert found.keys() == CEILINGS.keys()
    assert {folder: n for folder, n in found.items() if not CEILINGS[folder] - STEP < n <= CEILINGS[folder]} == {}


def test_a_docstring_is_no_statement(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        '"""Says."""\n\n\ndef f() -> int:\n    """Return one."""\n    return 1\n', "utf-8"
    )

    assert weights(tmp_path) == {"main.py": 2}
