"""The faults that can be put into a Python file: each is one small edit of its text, found in its syntax tree."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"), ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"), ast.NotIn: (r"not\s+in", "in"), ast.And: ("and", "or"), ast.Or: ("or", "and"),
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "+"), ast.BitAnd: ("&", "|"),
}  # fmt: skip
"""The text of an operator (of words: a pattern), and what is put in its place."""
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
DROPPED = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """An edit of a file: the text from ``start`` to ``end`` (in characters) becomes ``new``."""

    path: str
    line: int
    start: int
    end: int
    new: str
    old: str

    @property
    def name(self) -> str:
        """File, line and edit; the place in the file is part of it, as an edit can be possible twice in a line."""
        return f"{self.path}:{self.line}:{self.start}: {_short(self.old)} => {_short(self.new)}"

    def applied(self, text: str) -> str:
        """Return the text of the file with the fault."""
        return text[: self.start] + self.new + text[self.end :]

    def diff(self, text: str) -> str:
        """Return the lines that it changes, before and after."""
        lines = difflib.unified_diff(text.splitlines(), self.applied(text).splitlines(), n=0, lineterm="")
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def mutants_of(path: str, text: str) -> list[Mutant]:
    """Return all faults that can be put into a file, by their place, without those that are no Python."""
    found = sorted(set(_Finder(path, text).found()))
    return [mutant for mutant in found if _is_python(mutant.applied(text))]


def mutant_by_hand(said: str, text: str) -> Mutant:
    """Return the fault that ``FILE:LINE:old=>new`` names; ``old`` stands once in the line."""
    match = re.fullmatch(r"(?P<path>.+?):(?P<line>\d+):(?P<old>.+?)=>(?P<new>.*)", said, re.DOTALL)
    if match is None:
        raise ValueError(f"{said} is not FILE:LINE:old=>new")
    line, old = int(match["line"]), match["old"]
    lines = text.splitlines(keepends=True)
    if not 1 <= line <= len(lines) or lines[line - 1].count(old) != 1:
        raise ValueError(f"“{old}” does not stand once in line {line} of {match['path']}")
    start = sum(map(len, lines[: line - 1])) + lines[line - 1].index(old)
    return Mutant(match["path"], line, start, start + len(old), match["new"], old)


def _short(text: str) -> str:
    return " ".join(text.split())[:60] or "nothing"


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


class _Finder:
    """Walks a file's syntax tree, without annotations, docstrings, imports for types and assertions."""

    def __init__(self, path: str, text: str) -> None:
        self._path, self._text = path, text
        self._lines = [0]
        for line in text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._rows = text.splitlines()

    def found(self) -> Iterator[Mutant]:
        for node in self._nodes(ast.parse(self._text)):
            yield from self._of(node)

    def _nodes(self, node: ast.AST) -> Iterator[ast.AST]:
        yield node
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_left_out(child):
                    yield from self._nodes(child)

    def _of(self, node: ast.AST) -> Iterator[Mutant]:
        if isinstance(node, ast.Compare):
            yield from self._operators([node.left, *node.comparators], node.ops)
        elif isinstance(node, ast.BoolOp):
            yield from self._operators(node.values, [node.op] * (len(node.values) - 1))
        elif isinstance(node, ast.BinOp):
            yield from self._operators([node.left, node.right], [node.op])
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            start = self._start(node)
            yield self._edit(start, start + len("not"), "")
        elif isinstance(node, ast.Constant):
            yield from self._constants(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield self._edit(self._start(node.func), self._end(node.func), CALLS[node.func.id])
        elif isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Constant):
            test = self._text[self._start(node.test) : self._end(node.test)]
            yield self._edit(self._start(node.test), self._end(node.test), f"(not ({test}))")
        elif isinstance(node, ast.stmt):
            yield from self._statements(node)

    def _operators(self, operands: list[ast.expr], operators: list[ast.cmpop] | list[ast.boolop] | list[ast.operator]
    ) -> Iterator[Mutant]:  # fmt: skip
        """Yield the swaps of operators between operands; only parentheses and space can stand there besides them."""
        for left, right, operator in zip(operands, operands[1:], operators, strict=False):
            if type(operator) not in SWAPS:
                continue
            word, new = SWAPS[type(operator)]
            first, last = self._end(left), self._start(right)
            pattern = rf"\b{word}\b" if word[0].isalpha() else re.escape(word)
            if match := re.search(pattern, self._text[first:last]):
                yield self._edit(first + match.start(), first + match.end(), new)

    def _constants(self, node: ast.Constant) -> Iterator[Mutant]:
        start, end = self._start(node), self._end(node)
        if isinstance(node.value, bool):
            yield self._edit(start, end, str(not node.value))
        elif isinstance(node.value, int | float):
            yield self._edit(start, end, str(node.value + 1))
            if node.value:
                yield self._edit(start, end, str(node.value - 1))

    def _statements(self, node: ast.stmt) -> Iterator[Mutant]:
        start, end = self._start(node), self._end(node)
        attribute = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)
        call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if attribute or call or isinstance(node, DROPPED):
            yield self._edit(start, end, "pass")
        elif isinstance(node, ast.Return) and node.value and not _is_none(node.value):
            yield self._edit(start, end, "return None")

    def _edit(self, start: int, end: int, new: str) -> Mutant:
        line = self._text.count("\n", 0, start) + 1
        return Mutant(self._path, line, start, end, new, self._text[start:end])

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._place(node.lineno, node.col_offset)

    def _end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._place(node.end_lineno, node.end_col_offset)

    def _place(self, line: int, column: int) -> int:
        """Return a place in characters; the tree counts columns in bytes."""
        return self._lines[line - 1] + len(self._rows[line - 1].encode()[:column].decode())


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_left_out(node: ast.AST) -> bool:
    """Return whether a node means nothing when the program runs, or only what a type checker also knows."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.Assert | ast.Import | ast.ImportFrom)
