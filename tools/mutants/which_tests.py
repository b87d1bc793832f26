"""The tests that should notice a fault in a file: by the tree of `planner`, and for `ui` by this table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

TABLE = (
    (
        "ui/features/timeline/",
        "test_tools.py test_drag_painting.py test_timeline_*.py test_random_*.py test_shading.py test_pinned.py",
    ),
    ("ui/features/moderators/", "test_cover*.py test_board_painting.py test_tools.py test_random_*.py"),
    (
        "ui/features/tray/",
        "test_timeline_view.py test_timeline_hand.py test_templates.py test_narrow.py test_first_steps.py",
    ),
    ("ui/features/inspector/", "test_inspector*.py test_person_line.py test_bars.py"),
    ("ui/features/lists/", "test_pages_*.py test_look.py test_cell_editing.py test_list_filters.py"),
    ("ui/features/rescheduling/", "test_ripple_bar.py test_timeline_verbs.py"),
    (
        "ui/plan/day/",
        "test_drag_painting.py test_timeline_*.py test_random_*.py test_shading.py test_tile_painter.py",
    ),
    ("ui/plan/canvas/room_head", "test_room_header.py test_timeline_seeing.py test_cover*.py"),
    ("ui/plan/canvas/painters", "test_tile_painter.py test_timeline_*.py test_board_painting.py"),
    ("ui/plan/canvas/tile_", "test_tile_painter.py test_timeline_*.py test_board_painting.py"),
    ("ui/plan/canvas/", "test_tools.py test_timeline_*.py test_cover*.py test_board_painting.py test_random_*.py"),
    ("ui/shell/", "test_application.py test_keys.py test_menus.py test_files.py"),
    ("ui/", "test_*.py"),
)
"""The beginning of a path, and patterns of files in `tests/ui`; the first row that fits counts."""


def fitting_tests(root: Path, path: str) -> list[str]:
    """Return the tests for a file of the tree: those in the same place below `tests`, and for `ui` those of its row."""
    mirrored = (Path("tests", *folder.parts[1:]) for folder in Path(path).parents if len(folder.parts) > 1)
    found = next(([place.as_posix()] for place in mirrored if (root / place).is_dir()), [])
    row = next((patterns for beginning, patterns in TABLE if path.startswith(beginning)), "")
    return sorted({*found, *(name for pattern in row.split() for name in _fitting(root, pattern))}) or ["tests"]


def _fitting(root: Path, pattern: str) -> Iterator[str]:
    return (path.relative_to(root).as_posix() for path in (root / "tests" / "ui").glob(pattern))
