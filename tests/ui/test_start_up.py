"""Start-up: before the first paint only Python, Qt and our own modules are loaded, and a command needs no Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.workspace import Environment, Workspace
from tests.builders import agenda, talk

ROOT = Path(__file__).resolve().parent.parent.parent
QT = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap"}
OURS = {"main", "planner", "ui", "resources", "tests"}

LATER = (
    "planner.cli", "planner.eraser", "planner.exporting", "planner.importing", "planner.incoming_file",
    "planner.printing", "planner.programme", "planner.storage.versions", "planner.tables", "planner.workbook",
    "ui.features.command_palette.palette_dialog", "ui.features.conferences.conference_dialogs",
    "ui.features.exporting.export_commands", "ui.features.help", "ui.features.history.history_panel",
    "ui.features.history.versions_dialog", "ui.features.importing", "ui.features.inspector.entity_form",
    "ui.features.inspector.inspector_page", "ui.features.lists", "ui.features.moderators",
    "ui.features.people.erase_dialog", "ui.features.people.people_dialogs", "ui.features.printing.page_painter",
    "ui.features.printing.print_preview", "ui.features.publishing.publish_commands",
    "ui.features.publishing.publish_dialog", "ui.features.rescheduling.reschedule_bar",
    "ui.kit.editors.choice_editors", "ui.kit.editors.typed_values", "ui.kit.pictures.picture_bytes", "ui.shell.places",
    "ui.state.availability.window_text", "ui.state.fields.conference_fields", "ui.state.fields.field",
    "ui.state.fields.forms", "ui.state.fields.photo_editor", "ui.state.fields.value_text", "ui.state.unconfirmed_line",
)  # fmt: skip
"""Modules that the first paint does not need and that would slow the start: they are loaded on demand."""

PROBE = """
import builtins, gc, json, sys

def loaded():
    return sorted({name.split(".")[0] for name in sys.modules})

def look(estrad):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    first, ours, window = [], [], estrad.window

    def painted():
        if not first:
            first.extend(loaded())
            ours.extend(sorted(name for name in sys.modules if name.startswith(("planner.", "ui."))))

    def go_on():
        if first and "sqlite_utils" in sys.modules:
            found = {"first": first, "ours": ours, "later": loaded(), "shown": window.page is not None}
            found["import"], found["collects"] = builtins.__import__.__name__, gc.isenabled()
            print(json.dumps(found), flush=True)
            window.close()
            QApplication.quit()
        else:
            QTimer.singleShot(1, go_on)

    window.painted.connect(painted)
    go_on()
"""


def run(*words: str, hook: Path | None = None, code: str = "", home: Path) -> subprocess.CompletedProcess[str]:
    """Run Estrad, or code in its folder, in a process of its own, with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LC_", "LANG"))}
    folders = [str(ROOT), *([str(hook.parent)] if hook else [])]
    env = kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join(folders),
        "LANG": "C",
    }
    if hook:
        env["ESTRAD_TEST_HOOK"] = f"{hook.stem}:look"
    argv = ["-c", code] if code else [str(ROOT / "main.py")]
    return subprocess.run(
        [sys.executable, *argv, *words], cwd=home, env=env, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def path(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a session."""
    found = tmp_path / "conference.estrad"
    Workspace.create(found, agenda(talk("keynote", "hall", "09:00-09:45")), env).close()
    return found


def test_up_to_the_first_paint_only_python_qt_and_ourselves_are_loaded(path: Path, tmp_path: Path) -> None:
    hook = tmp_path / "first_paint_probe.py"
    hook.write_text(PROBE)

    done = run(str(path), hook=hook, home=tmp_path)

    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["shown"]
    machine = {"sitecustomize", "usercustomize"}  # some systems ship these with Python
    allowed = OURS | QT | set(sys.stdlib_module_names) | {hook.stem, "__main__"} | machine
    assert [name for name in found["first"] if name not in allowed and not name.startswith("_")] == []
    assert {"sqlite_utils"} <= set(found["later"]) - set(found["first"])
    assert [name for name in found["ours"] if f"{name}.".startswith(tuple(f"{room}." for room in LATER))] == []
    assert found["import"] != "__feature_import__"  # PySide's import hook, which reads every source
    assert found["collects"]  # the garbage collector is off only until the first paint


def modules_after(words: list[str], path: Path, home: Path) -> tuple[int, set[str]]:
    """Run a command, and return its exit code and the modules that it has loaded."""
    code = (
        f"import json, sys, main; code = main.main({[*words, str(path)]!r});"
        "print('\\n' + json.dumps([code, sorted(sys.modules)]))"
    )
    done = run(code=code, home=home)
    assert done.returncode == 0, done.stderr
    code_and_modules = json.loads(done.stdout.splitlines()[-1])
    return code_and_modules[0], set(code_and_modules[1])


def test_a_command_loads_no_qt(path: Path, tmp_path: Path) -> None:
    code, modules = modules_after(["check"], path, tmp_path)

    assert code in (0, 1)
    assert [name for name in modules if name.startswith(("PySide6", "shiboken", "ui"))] == []


def test_importing_main_loads_next_to_nothing(tmp_path: Path) -> None:
    done = run(
        code="import json, sys, main; print(json.dumps(sorted({n.split('.')[0] for n in sys.modules})))", home=tmp_path
    )

    loaded = set(json.loads(done.stdout))
    assert loaded & {"PySide6", "ui", "sqlite_utils", "click", "babel", "icalendar"} == set()


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    code = (
        "import os, main\n"
        "for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'): os.environ.pop(name, None)\n"
        "raise SystemExit(main.main([]))"
    )

    done = run(code=code, home=tmp_path)

    if not sys.platform.startswith("linux"):
        pytest.skip("there is always a display here")
    assert (done.returncode, done.stderr) == (
        2, "There is no display for the window. `estrad --help` shows what works without.\n",
    )  # fmt: skip
