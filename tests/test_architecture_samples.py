"""Each rule of ``tests/test_architecture.py`` finds what it forbids, and leaves alone what is allowed."""

import pytest

from tests.source_files import Source
from tests.test_architecture import (
    RULES,
    Rule,
    a_class_name_stands_once,
    classes_stay_small,
    docstrings_ask_no_riddles,
    each_takes_of_the_state_what_it_needs,
    every_module_says_what_it_is,
    files_and_functions_are_short,
    files_form_no_circle,
    imports_point_down,
    libraries_stay_where_they_belong,
    long_work_goes_one_way,
    names_mean_something,
    no_state_in_modules,
    nothing_asks_for_a_language,
    nothing_names_a_registry_or_a_machine,
    nothing_waits_by_the_clock,
    one_module_knows_threads_and_the_collector,
    planner_reads_no_world,
    rapidfuzz_is_imported_whole,
    the_house_is_no_tower,
    the_kit_knows_no_conference,
)


def function(lines: int) -> str:
    return '"""Long."""\ndef f():\n' + "    1\n" * (lines - 1)


BROKEN = [
    (imports_point_down, "planner/domain/span.py", "import planner.workspace"),
    (imports_point_down, "planner/domain/span.py", "from planner import wording"),
    (imports_point_down, "planner/domain/span.py", "from ..rules import rooms"),
    (imports_point_down, "planner/rules/rooms.py", "from planner.storage.rows import row"),
    (imports_point_down, "planner/rules/rooms.py", "from planner.commands import place"),
    (imports_point_down, "planner/storage/rows.py", "def f():\n    from planner.exporting import ics"),
    (imports_point_down, "planner/workspace.py", "if TYPE_CHECKING:\n    from ui.shell.main_window import MainWindow"),
    (imports_point_down, "planner/cli/console.py", "import ui"),
    (imports_point_down, "planner/__init__.py", "from planner.domain import span"),
    (imports_point_down, "planner/new/thing.py", "import os"),
    (imports_point_down, "ui/shell/main_window.py", "import main"),
    (imports_point_down, "ui/dates.py", "import os"),
    (imports_point_down, "ui/panels/tray.py", "import os"),
    (imports_point_down, "ui/kit/theme/theme.py", "from ui.state.document import Document"),
    (imports_point_down, "ui/kit/theme/theme.py", "def f():\n    from ui.features.tray import tray"),
    (imports_point_down, "ui/state/document.py", "from ui.features.tray.tray import Tray"),
    (imports_point_down, "ui/state/document.py", "if TYPE_CHECKING:\n    from ui.shell.main_window import MainWindow"),
    (imports_point_down, "ui/features/tray/tray.py", "from ui.features.timeline.timeline import Timeline"),
    (imports_point_down, "ui/features/tray/tray.py", "from ..timeline import timeline"),
    (imports_point_down, "ui/features/tray/tray.py", "from ui.shell.planner_page import PlannerPage"),
    (each_takes_of_the_state_what_it_needs, "ui/plan/day/day_view.py", "from ui.state.document import Document"),
    (
        each_takes_of_the_state_what_it_needs,
        "ui/features/tray/tray.py",
        "def f():\n    from ui.state import view_state",
    ),
    (each_takes_of_the_state_what_it_needs, "ui/features/new/new.py", "from ui.state.document import Document"),
    (the_kit_knows_no_conference, "ui/kit/editors/typed_values.py", "from planner.domain.agenda import Agenda"),
    (the_kit_knows_no_conference, "ui/kit/editors/typed_values.py", "def f():\n    from planner import workspace"),
    (imports_point_down, "ui/shell/main_window.py", "from tests.builders import room"),
    (
        libraries_stay_where_they_belong,
        "planner/workspace.py",
        "if TYPE_CHECKING:\n    from PySide6.QtGui import QColor",
    ),
    (libraries_stay_where_they_belong, "planner/cli/console.py", "import PySide6.QtCore"),
    (libraries_stay_where_they_belong, "planner/workspace.py", "import sqlite_utils"),
    (libraries_stay_where_they_belong, "ui/shell/main_window.py", "from sqlite3 import connect"),
    (libraries_stay_where_they_belong, "planner/exporting/web.py", "from icalendar import Calendar"),
    (libraries_stay_where_they_belong, "main.py", "import click"),
    (rapidfuzz_is_imported_whole, "planner/importing/findings.py", "import rapidfuzz.process as process"),
    (rapidfuzz_is_imported_whole, "planner/commands/duplicates.py", "def f():\n    from rapidfuzz.fuzz import ratio"),
    (nothing_asks_for_a_language, "planner/programme/public_words.py", 'sign = "." if language == "sv" else ":"'),
    (nothing_asks_for_a_language, "planner/programme/public_words.py", 'is_ours = language in ("en", "sv")'),
    (nothing_asks_for_a_language, "planner/exporting/tables/table.py", 'DELIMITERS = {"en": ",", "sv": ";"}'),
    (nothing_asks_for_a_language, "planner/domain/zones.py", 'for language in ("en", "sv"):\n    known(language)'),
    (nothing_asks_for_a_language, "ui/state/menus.py", 'title = NAMES["sv"]'),
    (nothing_asks_for_a_language, "ui/state/menus.py", 'title = "Svenska"'),
    (nothing_asks_for_a_language, "ui/shell/application.py", 'locale = QLocale("en_GB")'),
    (nothing_asks_for_a_language, "main.py", 'match language:\n    case "sv":\n        swedish = True'),
    (nothing_asks_for_a_language, "main.py", 'words = wording("sv") if tag else None'),
    (one_module_knows_threads_and_the_collector, "planner/storage/file.py", "from threading import Lock"),
    (one_module_knows_threads_and_the_collector, "planner/storage/file.py", "def f():\n    import _thread"),
    (one_module_knows_threads_and_the_collector, "planner/exporting/web.py", "from concurrent import futures"),
    (one_module_knows_threads_and_the_collector, "planner/tables/reading.py", "import multiprocessing.pool"),
    (one_module_knows_threads_and_the_collector, "ui/shell/application.py", "from gc import freeze"),
    (one_module_knows_threads_and_the_collector, "main.py", "import os, gc"),
    (one_module_knows_threads_and_the_collector, "ui/kit/row.py", "from PySide6.QtCore import QThreadPool"),
    (one_module_knows_threads_and_the_collector, "ui/kit/row.py", "class Row(QtCore.QThread):\n    pass"),
    (long_work_goes_one_way, "ui/features/lists/list_page.py", "timer = QTimer(self, interval=0)"),
    (long_work_goes_one_way, "ui/shell/reading_bar.py", "def f():\n    QtCore.QEventLoop().exec()"),
    (planner_reads_no_world, "planner/domain/span.py", "import datetime\nnow = datetime.datetime.now()"),
    (planner_reads_no_world, "planner/domain/span.py", "from datetime import date\nday = date.today()"),
    (
        planner_reads_no_world,
        "planner/commands/edit.py",
        "from uuid import uuid4\nid: str = field(default_factory=uuid4)",
    ),
    (planner_reads_no_world, "planner/commands/edit.py", "import os\nhome = os.environ['HOME']"),
    (planner_reads_no_world, "planner/rules/rooms.py", "import random"),
    (planner_reads_no_world, "planner/exporting/ics.py", "from locale import getlocale"),
    (no_state_in_modules, "planner/workspace.py", "listeners = []"),
    (no_state_in_modules, "ui/shell/main_window.py", "windows: dict[str, Window] = dict()"),
    (no_state_in_modules, "ui/shell/main_window.py", "import collections\ncache = collections.defaultdict(list)"),
    (no_state_in_modules, "ui/shell/main_window.py", "def f():\n    global window\n    window = 1"),
    (files_and_functions_are_short, "planner/domain/agenda.py", "x = 1\n" * 401),
    (files_and_functions_are_short, "tests/test_agenda.py", "x = 1\n" * 601),
    (files_and_functions_are_short, "ui/shell/main_window.py", function(41)),
    (
        classes_stay_small,
        "ui/kit/row.py",
        "class Row:\n" + "".join(f"    def x{n}(self): ...\n" for n in range(21)),
    ),
    (
        classes_stay_small,
        "ui/kit/row.py",
        "class Row(QFrame):\n"
        + "".join(f"    def x{n}(self): ...\n" for n in range(20))
        + "class Wide(Row):\n    def y(self): ...",
    ),
    (classes_stay_small, "ui/kit/row.py", "class A(QFrame): ...\nclass B(A): ...\nclass C(kit.B[int]): ..."),
    (names_mean_something, "planner/utils.py", ""),
    (names_mean_something, "ui/common/dates.py", ""),
    (names_mean_something, "tests/drag_helpers.py", ""),
    (nothing_waits_by_the_clock, "tests/test_window.py", "import time\ntime.sleep(1)"),
    (nothing_waits_by_the_clock, "tests/test_window.py", "from time import sleep\nsleep(1)"),
    (nothing_waits_by_the_clock, "tests/test_window.py", "def test(qtbot):\n    qtbot.wait(50)"),
    (nothing_waits_by_the_clock, "tests/test_window.py", "QTest.qWait(50)"),
    (nothing_waits_by_the_clock, "ui/shell/main_window.py", "QApplication.instance().processEvents()"),
    (every_module_says_what_it_is, "planner/domain/span.py", "x = 1"),
    (every_module_says_what_it_is, "ui/__init__.py", ""),
    (a_class_name_stands_once, "ui/kit/row.py", "class Row:\n    pass\nclass Rows:\n    class Row:\n        pass"),
    (docstrings_ask_no_riddles, "ui/kit/row.py", '"""What is in the hand."""'),
    (docstrings_ask_no_riddles, "planner/domain/span.py", '"""A span."""\ndef f():\n    """Whether it is so."""'),
    (nothing_names_a_registry_or_a_machine, "requirements.lock", "--index-" + "url https://py" + "pi.org/simple"),
    (nothing_names_a_registry_or_a_machine, "README.md", "see registry.npm" + "js.org"),
    (nothing_names_a_registry_or_a_machine, "pip.conf", "index-" + "url = http://mirror.example"),
    (nothing_names_a_registry_or_a_machine, "docs/performance.md", "measured in /root" + "/estrad"),
]

ALLOWED = [
    ("planner/rules/rooms.py", "from ..domain.span import Span"),
    ("planner/rules/rooms.py", "from planner.rules.rule import Conflict"),
    ("planner/wording.py", "from planner.domain.text import Text"),
    ("planner/background.py", "import gc\nfrom threading import Thread"),
    ("ui/kit/long_work.py", "from PySide6.QtCore import QTimer\ntimer = QTimer(parent, interval=0)"),
    ("ui/kit/row.py", "timer = QTimer(self, interval=0, singleShot=True)"),
    ("planner/importing/cells/people.py", 'JOINING = frozenset(("en", "och"))'),
    ("planner/domain/languages.py", 'ROWS = {"sv": "Svenska"}'),
    ("planner/cli/console.py", "from datetime import datetime\nimport click\nnow = datetime.now()"),
    (
        "planner/domain/span.py",
        "from uuid import uuid5\nfrom datetime import datetime\nx = datetime.fromisoformat('2024-04-25')",
    ),
    ("ui/kit/row.py", "class _Row:\n    pass\nclass Row:\n    pass"),
    ("tests/test_row.py", 'def f():\n    """What a test asks."""'),
    ("planner/storage/file.py", "import sqlite3\nfrom sqlite_utils import Database"),
    ("ui/features/tray/tray.py", "from ui.features.tray.palette import InsertPalette"),
    ("ui/shell/planner_page.py", "from ui.features.tray.tray import Tray"),
    ("ui/kit/editors/typed_values.py", "from planner.domain.input_parsing import typed_date"),
    ("ui/shell/menus.py", "from PySide6.QtGui import QAction\nROWS = [1, 2]\n__all__ = ['ROWS']"),
    ("ui/shell/main_window.py", function(40).removeprefix('"""Long."""\n')),
    ("tests/test_window.py", "def test(qtbot, thread):\n    qtbot.waitUntil(ready)\n    thread.wait()"),
    ("tests/bench/drag.py", "import time\ntime.sleep(1)"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN, ids=lambda part: getattr(part, "__name__", None))
def test_a_rule_finds_what_it_forbids(rule: Rule, path: str, text: str) -> None:
    assert [found[0] for found in rule([Source(path, text)])] == [path]


@pytest.mark.parametrize(("path", "text"), ALLOWED)
def test_what_is_allowed_is_left_alone(path: str, text: str) -> None:
    source = Source(path, f'"""Says what it is."""\n{text}')

    assert [fault for rule in RULES for fault in rule([source])] == []


def test_folders_of_the_window_that_import_each_other_or_make_too_many_storeys_are_found() -> None:
    house = [
        Source("ui/kit/theme/fonts.py", '"""."""\nfrom ui.kit.widgets.plain_widgets import tooltip_text'),
        Source("ui/kit/widgets/plain_widgets.py", '"""."""\nfrom ui.kit.editors.dates import shown'),
        Source("ui/kit/editors/dates.py", '"""."""\ndef f():\n    from ui.kit.theme import fonts'),
        Source("ui/kit/pictures/crop.py", '"""."""\nfrom ui.kit.theme.fonts import text_font'),
    ]

    assert {path for path, _line, fault in the_house_is_no_tower(house) if "circle" in fault} >= {
        "ui/kit/theme/fonts.py", "ui/kit/widgets/plain_widgets.py", "ui/kit/editors/dates.py",
    }  # fmt: skip

    house = [Source(f"ui/kit/s{n}/a.py", f'"""."""\nfrom ui.kit.s{n - 1}.a import b') for n in range(1, 12)]
    house.append(Source("ui/kit/s0/a.py", '"""."""'))

    assert [path for path, _line, _fault in the_house_is_no_tower(house)] == ["ui/kit/s10/a.py", "ui/kit/s11/a.py"]


def test_files_that_import_each_other_are_found_in_functions_too_but_not_for_types() -> None:
    house = [
        Source("planner/storage/file.py", '"""."""\ndef f():\n    from planner.storage.new_file import save'),
        Source("planner/storage/new_file.py", '"""."""\nfrom planner.storage.file import fill'),
        Source("ui/shell/places.py", '"""."""\nif TYPE_CHECKING:\n    from ui.shell.page import Page'),
        Source("ui/shell/page.py", '"""."""\nfrom ui.shell.places import Place'),
    ]

    assert list(files_form_no_circle(house)) == [
        ("planner/storage/file.py", 3, "planner.storage.file and planner.storage.new_file form a circle"),
        ("planner/storage/new_file.py", 2, "planner.storage.new_file and planner.storage.file form a circle"),
    ]


def test_every_rule_was_seen_to_find_something() -> None:
    assert {rule for rule, _path, _text in BROKEN} == set(RULES) - {the_house_is_no_tower, files_form_no_circle}
