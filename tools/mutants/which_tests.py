"""The tests that should notice a fault in a file: by the tree of `planner`, and for `ui` by this table.

``python -m tools.mutants.which_tests FILE …`` prints them for files of the product.
"""

from __future__ import annotations

import sys
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
    ("ui/features/inspector/", "test_inspector*.py test_person_line.py"),
    ("ui/features/lists/", "test_pages_*.py test_look.py test_cell_editing.py test_list_filters.py"),
    ("ui/features/rescheduling/", "test_ripple_bar.py test_timeline_verbs.py"),
    (
        "ui/plan/day/",
        "test_drag_painting.py test_timeline_*.py test_random_*.py test_shading.py test_tile_painter.py",
    ),
    ("ui/plan/canvas/room_head", "test_room_header.py test_timeline_seeing.py test_cover*.py"),
    ("ui/plan/canvas/painters", "test_tile_painter.py test_timeline_*.py test_board_painting.py"),
    ("ui/plan/canvas/tile_", "test_tile_painter.py test_timeline_*.py test_board_painting.py"),
    ("ui/features/clipboard/", "test_clipboard.py test_bringing.py"),
    ("ui/features/command_palette/", "test_finder.py test_typed_verbs.py"),
    ("ui/features/conferences/", "test_files.py test_tasks.py"),
    ("ui/features/exporting/", "test_bringing.py test_pages_lists.py"),
    ("ui/features/help/", "test_help.py test_first_steps.py"),
    ("ui/features/history/", "test_history_panel.py test_comparison.py test_files.py"),
    ("ui/features/importing/", "test_import_*.py test_bringing.py"),
    ("ui/features/people/", "test_people.py test_erasing_people.py"),
    ("ui/features/printing/", "test_printing.py test_product_progress.py"),
    ("ui/features/problems/", "test_problems.py test_reading_open_files.py"),
    ("ui/features/publishing/", "test_publish*.py test_product_progress.py test_people.py test_comparison.py"),
    (
        "ui/features/sessions/",
        "test_timeline_verbs.py test_menus.py test_templates.py test_calling_off.py test_moves_of_many.py",
    ),
    ("ui/forms/photo", "test_pictures_editor.py"),
    ("ui/forms/unsaved", "test_unsaved.py test_inspector_drafts.py"),
    ("ui/forms/", "test_inspector*.py test_session_form.py test_person_line.py test_pages_*.py test_unsaved.py"),
    ("ui/kit/dialogs/", "test_enter.py test_faults.py test_files.py test_looks_measured.py"),
    (
        "ui/kit/editors/",
        "test_inspector*.py test_cell_editing.py test_list_filters.py",
    ),
    ("ui/kit/long_work", "test_long_work.py test_product_progress.py"),
    ("ui/kit/other_windows", "test_other_windows.py"),
    ("ui/kit/pictures/", "test_pictures_editor.py test_look.py"),
    ("ui/kit/theme/", "test_look*.py test_tile_painter.py test_pseudo_language.py"),
    ("ui/kit/widgets/notice", "test_notice.py"),
    ("ui/plan/availability_editor", "test_inspector*.py"),
    ("ui/plan/comparison", "test_comparison.py"),
    ("ui/plan/canvas/", "test_tools.py test_timeline_*.py test_cover*.py test_board_painting.py test_random_*.py"),
    ("ui/shell/main_window", "test_erasing_people.py test_application.py test_menus.py test_files.py"),
    ("ui/shell/first_steps", "test_first_steps.py"),
    ("ui/shell/file_commands", "test_files.py test_bringing.py test_import_plan.py"),
    ("ui/features/lists/list_export", "test_bringing.py test_pages_lists.py"),
    ("ui/shell/one_by_one", "test_one_by_one.py"),
    ("ui/shell/reading_bar", "test_reading_open_files.py"),
    ("ui/shell/side_column", "test_narrow.py"),
    ("ui/shell/timeline_page", "test_timeline_*.py test_narrow.py test_today.py"),
    ("ui/shell/unsaved", "test_unsaved.py"),
    ("ui/shell/", "test_application.py test_keys.py test_menus.py test_files.py"),
    ("ui/state/change_list", "test_publishing.py"),
    ("ui/state/command_table", "test_menus.py test_keys.py test_help.py test_finder.py"),
    ("ui/state/day_tabs", "test_timeline_view.py test_cover_keys.py"),
    ("ui/state/new_entities", "test_one_by_one.py test_inspector.py"),
    ("ui/state/search_words", "test_help.py test_finder.py"),
    ("ui/state/transfer", "test_bringing.py test_pictures_editor.py test_clipboard.py"),
    ("ui/state/unconfirmed", "test_people.py"),
    ("ui/", "test_*.py"),
    ("main.py", "test_main.py ui/test_application.py cli/test_cli_scripts.py"),
    ("planner/disk", "exporting/test_deliver.py storage/test_versions.py storage/test_attacks.py"),
    ("planner/environment", "test_main.py test_architecture.py"),
    ("planner/eras", "test_eras*.py cli/test_cli_erasing.py ui/test_erasing_people.py"),
    ("planner/incoming_file", "test_incoming_file.py importing/test_sources.py"),
    ("planner/product", "cli/test_cli_products.py ui/test_printing.py printing/test_cancelled_sessions.py"),
    (
        "planner/publishing/",
        "test_sending.py exporting ui/test_publish*.py ui/test_comparison.py ui/test_product_progress.py "
        "cli/test_cli_publishing.py",
    ),
    ("planner/wording", "test_translations.py ui/test_third_language.py ui/test_pseudo_language.py"),
    ("planner/workbook/", "exporting/tables importing/test_workbook.py domain/test_fields.py"),
    ("planner/workspace", "storage commands ui/test_unsaved.py ui/test_history_panel.py"),
    ("planner/background", "test_background.py ui/test_long_work.py"),
)
"""The beginning of a path, and patterns of tests: in `tests/ui` for `ui`, else in `tests`. The first row counts."""


def fitting_tests(root: Path, path: str) -> list[str]:
    """Return the tests for a file of the tree: those in the same place below `tests`, and for `ui` those of its row."""
    mirrored = (Path("tests", *folder.parts[1:]) for folder in Path(path).parents if len(folder.parts) > 1)
    found = next(([place.as_posix()] for place in mirrored if (root / place).is_dir()), [])
    row = next((patterns for beginning, patterns in TABLE if path.startswith(beginning)), "")
    return sorted({*found, *(name for pattern in row.split() for name in _fitting(root, path, pattern))}) or ["tests"]


def _fitting(root: Path, path: str, pattern: str) -> Iterator[str]:
    place = root / "tests" / ("ui" if path.startswith("ui/") else "")
    return (found.relative_to(root).as_posix() for found in place.glob(pattern))


if __name__ == "__main__":
    print(*sorted({test for path in sys.argv[1:] for test in fitting_tests(Path(), path)}))
