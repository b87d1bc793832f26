"""Tests of the tools of the house: set-up, faults, figures of two trees, pictures, and the quick tier of tests."""

import ast
import os
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from tests import killing
from tests.shared_data import shared
from tests.tiers import is_long
from tools import bootstrap
from tools.bootstrap import (
    SetupFault,
    has_display,
    stamp_of,
    state_of,
    venv_python,
    version_fault,
    wanted_display,
)
from tools.mutants.mutating import mutant_by_hand, mutants_of
from tools.mutants.which_tests import TABLE, fitting_tests
from tools.pairs.acts import SESSION, SLOT, named
from tools.pairs.acts import path as path_of
from tools.pairs.hand import Unfound
from tools.pairs.verdict import Pair, Share, p99
from tools.pictures.comparing import compare, difference_picture, differing_lines, differing_pixels
from tools.pictures.making import HERE, OWN_ROOT, Shot, make, shots
from tools.pictures.states import ROWS
from tools.pictures.variants import SMALL, VARIANTS

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("version", "fault"),
    [
        ((3, 11, 0), None),
        ((3, 13, 5), None),
        ((4, 0, 0), None),
        (
            (3, 9, 2),
            "Estrad needs Python 3.11 or newer, and this is 3.9. Install a newer one.",
        ),
    ],
)
def test_a_python_that_is_too_old_is_told_so(version: tuple[int, ...], fault: str | None) -> None:
    assert version_fault(version) == fault
    ast.parse((ROOT / "tools" / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 7))  # far enough


@pytest.mark.parametrize(
    ("env", "platform", "plugins", "display"),
    [
        pytest.param({}, "linux", [], False, id="a server"),
        pytest.param({"DISPLAY": ""}, "linux", [], False, id="an empty display"),
        pytest.param({"DISPLAY": ":0"}, "linux", ["qxcb"], True, id="X11"),
        pytest.param({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["qwayland"], True, id="Wayland"),
        pytest.param(
            {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
            "linux",
            ["qwayland", "qxcb"],
            True,
            id="either will do",
        ),
        pytest.param({"QT_QPA_PLATFORM": "offscreen"}, "linux", [], True, id="offscreen on purpose"),
        pytest.param({"QT_QPA_PLATFORM": "xcb"}, "linux", ["qxcb"], True, id="X11 by name"),
        pytest.param(
            {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "w"},
            "linux",
            ["qxcb"],
            True,
            id="X11 under Wayland",
        ),
        pytest.param({"QT_QPA_PLATFORM": "wayland;xcb"}, "linux", ["qwayland"], True, id="first of several names"),
        pytest.param({}, "darwin", [], True, id="macOS"),
        pytest.param({}, "win32", [], True, id="Windows"),
    ],
)
def test_where_a_window_can_open(env: dict[str, str], platform: str, plugins: list[str], display: bool) -> None:
    assert (wanted_display(env, platform), has_display(env, platform)) == (plugins, display)


def test_the_stamp_follows_lock_and_python_which_windows_has_elsewhere() -> None:
    stamp = stamp_of(b"click==8", (3, 11, 7))

    assert stamp_of(b"click==8", (3, 11, 7, "final", 0)) == stamp
    assert stamp_of(b"click==9", (3, 11, 7)) != stamp
    assert stamp_of(b"click==8", (3, 13, 0)) != stamp
    assert venv_python(Path("v"), windows=True) == Path("v", "Scripts", "python.exe")
    assert venv_python(Path("v"), windows=False) == Path("v", "bin", "python")


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """Create a complete .venv."""
    folder = tmp_path / ".venv"
    venv_python(folder).parent.mkdir(parents=True)
    venv_python(folder).touch()
    (folder / bootstrap.STAMP).write_text("now", encoding="utf-8")
    return folder


def test_a_venv_is_used_if_it_is_complete_made_anew_otherwise_and_somebody_elses_is_not_ours_to_delete(
    venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [state_of(*asked) for asked in ((venv, "now"), (venv, "later"), (tmp_path / "none", "now"))] == [
        "ready", "stale", "absent",
    ]  # fmt: skip
    (venv / bootstrap.STAMP).write_text(bootstrap.HALF_MADE, encoding="utf-8")
    assert state_of(venv, "now") == "stale"
    (venv / bootstrap.STAMP).unlink()
    assert state_of(venv, "now") == "foreign"
    monkeypatch.setattr(bootstrap, "VENV", venv)
    with pytest.raises(SetupFault, match="that this script did not make"):
        bootstrap.ready_python()
    (venv / bootstrap.STAMP).write_text("now", encoding="utf-8")
    venv_python(venv).unlink()
    assert state_of(venv, "now") == "stale"


@pytest.mark.soak
def test_a_failed_install_leaves_no_half_made_venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("no-such-thing==1 --hash=sha256:00\n", encoding="utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)

    with pytest.raises(SetupFault, match=r"^The packages could not be fetched and installed: ERROR: [^\n]+$"):
        bootstrap.make_venv(tmp_path / ".venv", lock, "now")

    assert not (tmp_path / ".venv").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="sudo is a word of Unix")
@pytest.mark.parametrize(
    ("apt", "sentence"),
    [
        pytest.param(
            "/usr/bin/apt-get",
            "No venv. Type this, then try again:\n\n  sudo apt-get install -y --no-install-recommends python3-venv\n",
            id="Debian",
        ),
        pytest.param(
            None,
            "No venv. Install it with the package manager of this system, then try again.",
            id="another system",
        ),
    ],
)
def test_an_ordinary_user_gets_the_one_line_to_type(
    apt: str | None, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: apt)

    with pytest.raises(SetupFault) as fault:
        bootstrap.install_system_packages(["python3-venv"], "No venv")

    assert str(fault.value) == sentence


BOOKWORM = " libcups2 | 2.4.2-3 | a mirror bookworm/main\nlibglib2.0-0 | 2.74.6-2 | a mirror bookworm/main\n"
TRIXIE = "libcups2t64 | 2.4.10-3 | a mirror trixie/main\nlibglib2.0-0t64 | 2.84.4-3 | a mirror trixie/main\n"


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        pytest.param(BOOKWORM, ["libglib2.0-0", "libegl1", "libcups2"], id="Debian 12"),
        pytest.param(TRIXIE, ["libglib2.0-0t64", "libegl1", "libcups2t64"], id="Debian 13"),
        pytest.param("", ["libglib2.0-0", "libegl1", "libcups2"], id="no list of packages yet"),
    ],
)
def test_a_package_is_asked_for_by_the_name_that_the_release_has(
    listed: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, listed.encode())

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    wanted = [package for package in bootstrap.QT_PACKAGES if package.startswith(("libglib", "libegl", "libcups"))]

    with pytest.raises(SetupFault) as fault:
        bootstrap.install_system_packages(wanted, "Qt misses a library")

    assert str(fault.value).split("--no-install-recommends ")[1].split() == names
    assert asked == [["apt-cache", "madison", "libglib2.0-0t64", "libglib2.0-0", "libcups2t64", "libcups2"]]


def test_a_fault_is_one_sentence_and_code_2_and_an_unknown_word_gets_the_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_arguments: list[str]) -> int:
        raise SetupFault("The network is down.")

    monkeypatch.setitem(bootstrap.COMMANDS, "run", broken)

    assert (bootstrap.main(["run"]), capsys.readouterr()) == (2, ("", "The network is down.\n"))
    assert (bootstrap.main(["paint"]), capsys.readouterr().out) == (2, bootstrap.USAGE + "\n")
    told = bootstrap.last_fault("Collecting x\nERROR: No matching distribution\nhint: try y\n")
    assert told == "ERROR: No matching distribution"


@pytest.mark.parametrize("command", bootstrap.COMMANDS)
def test_make_and_the_usage_know_every_command(command: str) -> None:
    assert f" {command} " in (ROOT / "Makefile").read_text(encoding="utf-8").replace("\n", " ").replace(":", " ")
    assert f"\n  {command} " in bootstrap.USAGE


def pins(name: str) -> dict[str, str]:
    """Return package and version of each locked line."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ")[0].split("==") for line in lines if "==" in line and not line.startswith((" ", "#")))


LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-package.lock")


def test_all_locks_pin_the_same_with_hashes_and_no_place() -> None:
    runtime, development, package = map(pins, LOCKS)

    assert {"pyside6-essentials", "sqlite-utils", "icalendar", "click", "babel"} <= set(runtime)
    assert {"pytest", "pytest-qt", "hypothesis", "mypy", "ruff"} <= set(development)
    assert {"pyinstaller", "hatchling"} <= set(package)
    assert {name: development.get(name) for name in runtime} == runtime
    assert {name: package.get(name) for name in runtime} == runtime
    for name in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [word for word in ("--hash=sha256:", "://", "--index", "--find-links", "file:") if word in text] == [
            "--hash=sha256:"
        ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = a <= b != c", ["x = a < b != c", "x = a <= b == c"]),
        ("x = (a) is not (b)", ["x = (a) is (b)"]),
        ("x = a not  in b", ["x = a in b"]),
        ("x = a and b and c", ["x = a or b and c", "x = a and b or c"]),
        ("x = not a", ["x =  a"]),
        ("x = True", ["x = False"]),
        ("x = 0", ["x = 1"]),
        ("x = 7", ["x = 6", "x = 8"]),
        ("x = a - b", ["x = a + b"]),
        ("x = min(a, b)", ["x = max(a, b)"]),
        ("x = 'ö' if a else b", ["x = 'ö' if (not (a)) else b"]),
        ("x = 'öå' + a", ["x = 'öå' - a"]),
        ("a.b = c", ["pass"]),
        ("a += b", ["pass"]),
        ("go()", ["pass"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("if a:\n    go()", ["if (not (a)):\n    go()", "if a:\n    pass"]),
        ("x = (a\n     > b)", ["x = (a\n     >= b)"]),
        # what means nothing at run time gets no fault
        *(
            (text, [])
            for text in (
                '"""A docstring of 7 words."""',
                "from a import b",
                "assert a < b",
                "x: Literal[1] | None = a",
                "def f(x: int | None) -> A[1]:\n    return None",
                "if TYPE_CHECKING:\n    go()",
                "@cache(1)\ndef f():\n    return",
            )
        ),
    ],
)
def test_each_fault_is_one_small_edit(text: str, faults: list[str]) -> None:
    assert [mutant.applied(text) for mutant in mutants_of("a.py", text)] == faults


def test_a_fault_by_hand_names_file_line_and_edit() -> None:
    mutant = mutant_by_hand("a.py:2:b > 1=>b > 2", "a = 1\nc = b > 1\n")

    assert mutant.applied("a = 1\nc = b > 1\n") == "a = 1\nc = b > 2\n"
    assert (mutant.diff("a = 1\nc = b > 1\n"), mutant.name) == ("-c = b > 1\n+c = b > 2", "a.py:2:10: b > 1 => b > 2")


@pytest.mark.parametrize("said", ["a.py:2:b", "a.py:1:b=>c", "a.py:9:a=>b", "a.py:2:c=>d"])
def test_a_fault_by_hand_that_is_not_there_once_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"line|FILE"):
        mutant_by_hand(said, "a = 1\nc = c\n")


def test_the_tests_for_a_file_are_there() -> None:
    assert fitting_tests(OWN_ROOT, "planner/rules/rooms.py") == ["tests/rules"]
    assert "tests/ui/test_timeline_mouse.py" in fitting_tests(OWN_ROOT, "ui/features/timeline/timeline.py")
    pictures = fitting_tests(OWN_ROOT, "ui/kit/pictures/portrait.py")
    assert pictures == ["tests/kit", "tests/ui/test_look.py", "tests/ui/test_pictures_editor.py"]
    assert "tests/ui/test_room_header.py" in fitting_tests(OWN_ROOT, "ui/plan/canvas/room_header.py")
    for beginning, patterns in TABLE:
        assert any(OWN_ROOT.glob(beginning.removesuffix("/") + "*"))
        tests = Path(OWN_ROOT, "tests", "ui" if beginning.startswith("ui/") else "")
        assert all(any(tests.glob(pattern)) for pattern in patterns.split())


@pytest.mark.parametrize(
    "path", ["main.py", "planner/disk.py", "planner/publishing/NAME.py", "planner/workbook/NAME.py"]
)
def test_a_file_with_no_folder_of_tests_has_some_of_them(path: str) -> None:
    assert fitting_tests(OWN_ROOT, path) != ["tests"]


def test_the_fitting_tests_are_printed_for_the_shell() -> None:
    command = [sys.executable, "-m", "tools.mutants.which_tests", "ui/plan/comparison.py", "planner/rules/rooms.py"]

    printed = subprocess.check_output(command, cwd=OWN_ROOT, text=True)
    assert printed == "tests/rules tests/ui/test_comparison.py\n"


def pair(*rounds: tuple[float, float, float], equal: bool = True) -> Pair:
    """Return what was measured in rounds, each of a share in which every step took the same: before, now, again."""
    return Pair("drag", "60", [Share(n, *([cost] * 9 for cost in costs)) for n, costs in enumerate(rounds)], equal)


@pytest.mark.parametrize(
    ("before", "now", "again", "slower"),
    [
        (1.0, 1.0, 1.0, False),
        (1.0, 1.04, 1.0, False),
        (1.0, 1.07, 1.0, True),
        (1.0, 0.5, 1.0, False),
        (1.0, 1.15, 1.2, False),  # the tree before differs from itself by a fifth
        (1.2, 1.15, 1.0, False),
        (1.0, 1.4, 1.2, True),
    ],
)
def test_slower_is_what_is_slower_by_a_twentieth_and_by_more_than_the_tree_before_differs_from_itself(
    before: float, now: float, again: float, slower: bool
) -> None:
    assert pair((before, now, again)).is_slower is slower


def test_the_row_says_what_was_measured_and_whether_both_looked_the_same() -> None:
    assert pair((2.0, 3.0, 2.0)).row == (
        "drag", "60", "9", "2.000 / 2.00 ms", "3.000 / 3.00 ms", "× 1.500", "× 1.000", "× 1.500", "SLOWER"
    )  # fmt: skip
    assert pair((2.0, 2.0, 2.0), equal=False).row[-1] == "ok, OTHER PICTURE"
    # a busy machine that slows all three alike changes no ratio; the round that differed most from itself counts
    assert pair((1.0, 1.0, 1.0), (3.0, 3.0, 3.0), (2.0, 2.0, 2.0)).ratio == 1
    assert pair((1.0, 1.0, 1.0), (1.0, 1.0, 0.5), (1.0, 1.0, 1.2)).limit == 2
    assert (p99(range(1000)), p99([5.0])) == (990, 5.0)  # a hundredth is above it


@pytest.mark.parametrize("down", [SLOT, SESSION])
def test_the_pointer_stays_in_the_area_and_moves_at_every_step(down: int) -> None:
    area = QRect(60, 60, 900, 700)
    points = [path_of(area, n, down) for n in range(500)]

    assert all(area.contains(point) for point in points)
    assert all((b - a).manhattanLength() >= down for a, b in pairwise(points))


def test_acts_are_chosen_by_a_part_of_their_names() -> None:
    assert [act.name for act in named(["Shift", "drop"])] == ["drag with Shift", "drop until the next frame"]
    assert len({act.name for act in named([])}) == len(named([])) >= 9
    with pytest.raises(Unfound, match="there are drag, drag with Shift"):
        named(["swim"])


TREE = ["Window 'a' 0,0 9x9", "  Button 'Publish' 1,1 2x2", "  Button 'Undo' 3,3 2x2"]


def image(width: int = 37, height: int = 5) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#123456"))
    return made


def test_one_pixel_that_is_a_little_other_every_pixel_and_another_size_are_noticed() -> None:
    for at in ((0, 0), (36, 4), (17, 2)):
        other = image()
        other.setPixelColor(*at, QColor("#123457"))
        marked = difference_picture(image(), other)
        assert (differing_pixels(image(), other), differing_pixels(image(), image())) == (1, 0)
    assert marked.pixelColor(17, 2) != marked.pixelColor(16, 2) == marked.pixelColor(18, 2)
    other.fill(QColor("#654321"))
    assert differing_pixels(image(), other) == 37 * 5
    assert differing_pixels(image(), image(38)) == differing_pixels(QImage(), image()) == -1


@pytest.mark.parametrize(
    ("after", "differ"),
    [
        (TREE, ()),
        ([TREE[0], "  Button 'Send' 1,1 2x2", TREE[2]], ("-" + TREE[1], "+  Button 'Send' 1,1 2x2")),
        ([TREE[0], TREE[2], TREE[1]], ("+" + TREE[2], "-" + TREE[2])),
        (TREE[:2], ("-" + TREE[2],)),
    ],
)
def test_a_line_that_differs_is_noticed(after: list[str], differ: tuple[str, ...]) -> None:
    assert differing_lines(TREE, after) == differ


def test_there_are_many_states_each_with_a_name_of_its_own() -> None:
    names = [row.name for row in ROWS]

    assert len(set(names)) == len(names) >= 30
    assert {(v.language, v.scheme) for v in VARIANTS.values()} == {
        (language, scheme) for language in ("en", "sv") for scheme in ("light", "dark")
    }
    assert {shot.variant for shot in shots()} == set(VARIANTS) - set(SMALL)


@pytest.mark.parametrize("tool", [HERE, HERE.parent / "pairs"], ids=lambda folder: folder.name)
def test_the_tool_knows_nothing_of_the_window_it_looks_at(tool: Path) -> None:
    imported = set()
    for path in tool.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                imported.add(str(node.module))
    ours = {name for name in imported if name.split(".")[0] in ("ui", "planner", "tests", "resources", "main", "tools")}

    assert ours
    assert all(name.startswith(("tools.pictures", f"tools.{tool.name}")) for name in ours)


def test_a_state_made_twice_is_the_same(tmp_path: Path) -> None:
    shot = Shot("start", "en-light")

    assert make(OWN_ROOT, tmp_path / "one", [shot]) == make(OWN_ROOT, tmp_path / "two", [shot]) == {}

    assert not compare(tmp_path / "one" / shot.name, tmp_path / "two" / shot.name)
    tree = (tmp_path / "one" / f"{shot.name}.txt").read_text(encoding="utf-8")
    assert "Button 'New conference…' focused defaultButton" in tree


@pytest.fixture
def programme() -> Path:
    return shared("data")


@given(st.integers())
def law(number: int) -> None:
    assert number == number + 0


def by_others() -> None:
    assert shared("data")


def by_others_through_a_fixture(programme: Path) -> None:
    assert programme


def by_others_within_another() -> None:
    assert [by_others() for _ in "ab"]


def kill_loop(tmp_path: Path) -> None:
    assert killing.kill_loop([], tmp_path, None, kills=1, seed=1)  # type: ignore[arg-type]


def by_chance() -> None:
    assert random.Random(1).random()


def other_process() -> None:
    assert subprocess.run(["true"])


def usual(tmp_path: Path) -> None:
    assert tmp_path


@pytest.mark.parametrize(
    ("function", "long"),
    [
        (law, True),
        (by_others, True),
        (by_others_through_a_fixture, True),
        (by_others_within_another, True),
        (kill_loop, True),
        (by_chance, True),
        (other_process, True),
        (usual, False),
    ],
)
def test_a_test_is_long_by_what_it_calls(
    request: pytest.FixtureRequest, function: Callable[..., None], long: bool
) -> None:
    assert is_long(pytest.Function.from_parent(request.node.parent, name=function.__name__, callobj=function)) == long


def test_the_marks_are_set_before_tests_are_chosen(request: pytest.FixtureRequest) -> None:
    assert not request.node.get_closest_marker("long")
    assert all(
        is_long(item) <= bool(item.get_closest_marker("long"))
        for item in request.session.items
        if isinstance(item, pytest.Function)
    )
