"""The pictures of the window: that a comparison notices what differs, and that the tool knows nothing of `ui`."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tools.pictures.comparing import compare, difference_picture, differing_lines, differing_pixels
from tools.pictures.making import HERE, OWN_ROOT, Shot, make, shots
from tools.pictures.states import ROWS
from tools.pictures.variants import VARIANTS

TREE = ["Window 'a' 0,0 9x9", "  Button 'Publish' 1,1 2x2", "  Button 'Undo' 3,3 2x2"]


def image(width: int = 37, height: int = 5) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#123456"))
    return made


@pytest.mark.parametrize("at", [(0, 0), (36, 4), (17, 2)])
def test_one_pixel_that_is_a_little_other_is_noticed(at: tuple[int, int]) -> None:
    other = image()
    other.setPixelColor(*at, QColor("#123457"))

    assert differing_pixels(image(), other) == 1
    assert differing_pixels(image(), image()) == 0


def test_every_pixel_can_differ() -> None:
    other = image()
    other.fill(QColor("#654321"))

    assert differing_pixels(image(), other) == 37 * 5


def test_another_size_is_noticed() -> None:
    assert differing_pixels(image(), image(38)) == -1
    assert differing_pixels(QImage(), image()) == -1


def test_the_differing_pixel_is_marked() -> None:
    other = image()
    other.setPixelColor(17, 2, QColor("#ffffff"))

    marked = difference_picture(image(), other)

    assert marked.pixelColor(17, 2) != marked.pixelColor(16, 2) == marked.pixelColor(18, 2)


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
    assert {shot.variant for shot in shots()} == set(VARIANTS)


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
