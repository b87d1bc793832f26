"""The faults that are put into the code: each is one small edit, and the same seed chooses the same ones."""

from pathlib import Path

import pytest

from tools.mutants.mutating import mutant_by_hand, mutants_of
from tools.mutants.which_tests import TABLE, fitting_tests
from tools.pictures.making import OWN_ROOT


def faulty(text: str) -> list[str]:
    """Return the text with each of its faults."""
    return [mutant.applied(text) for mutant in mutants_of("a.py", text)]


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
    ],
)
def test_each_fault_is_one_small_edit(text: str, faults: list[str]) -> None:
    assert faulty(text) == faults


@pytest.mark.parametrize(
    "text",
    [
        '"""A docstring of 7 words."""',
        "from a import b",
        "assert a < b",
        "x: Literal[1] | None = a",
        "def f(x: int | None) -> A[1]:\n    return None",
        "if TYPE_CHECKING:\n    go()",
        "@cache(1)\ndef f():\n    return",
    ],
)
def test_what_means_nothing_at_run_time_gets_no_fault(text: str) -> None:
    assert faulty(text) == []


def test_a_fault_by_hand_names_file_line_and_edit() -> None:
    mutant = mutant_by_hand("a.py:2:b > 1=>b > 2", "a = 1\nc = b > 1\n")

    assert mutant.applied("a = 1\nc = b > 1\n") == "a = 1\nc = b > 2\n"
    assert mutant.diff("a = 1\nc = b > 1\n") == "-c = b > 1\n+c = b > 2"
    assert mutant.name == "a.py:2:10: b > 1 => b > 2"


@pytest.mark.parametrize("said", ["a.py:2:b", "a.py:1:b=>c", "a.py:9:a=>b", "a.py:2:c=>d"])
def test_a_fault_by_hand_that_is_not_there_once_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"line|FILE"):
        mutant_by_hand(said, "a = 1\nc = c\n")


def test_the_tests_for_a_file_are_there() -> None:
    assert fitting_tests(OWN_ROOT, "planner/rules/rooms.py") == ["tests/rules"]
    assert "tests/ui/test_timeline_mouse.py" in fitting_tests(OWN_ROOT, "ui/features/timeline/timeline.py")
    assert {"tests/kit", "tests/ui/test_keys.py"} <= {*fitting_tests(OWN_ROOT, "ui/kit/pictures/reading.py")}
    assert "tests/ui/test_room_header.py" in fitting_tests(OWN_ROOT, "ui/state/canvas/room_header.py")
    for beginning, patterns in TABLE:
        assert any(OWN_ROOT.glob(beginning.removesuffix("/") + "*"))
        assert all(any(Path(OWN_ROOT, "tests", "ui").glob(pattern)) for pattern in patterns.split())
