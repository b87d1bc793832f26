"""The text files of the project as the rules of the architecture read them."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {
    ".git",
    ".venv",
    "out",
    "build",
    "dist",
    "node_modules",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
}
HOUSE = ("planner", "ui", "main")  # what is shipped; tests and tools may import everything


@dataclass(frozen=True)
class Source:
    """A text file of the project, by its path from the root."""

    path: str
    text: str

    @property
    def is_python(self) -> bool:
        return self.path.endswith(".py")

    @property
    def is_shipped(self) -> bool:
        return self.is_python and self.module.split(".")[0] in HOUSE

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def module(self) -> str:
        return ".".join(PurePosixPath(self.path).with_suffix("").parts).removesuffix(".__init__")

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and full name of each import anywhere in the module, under TYPE_CHECKING and in functions too."""
        found = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found += [(node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = self._package(node.level) if node.level else []
                base += node.module.split(".") if node.module else []
                found += [(node.lineno, ".".join([*base, alias.name])) for alias in node.names]
        return found

    @cached_property
    def run_imports(self) -> list[tuple[int, str]]:
        """Line and full name of each import that is carried out, at the latest when a function runs."""
        typing = [node for node in self.nodes if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
        lines = {line for node in typing for line in range(node.lineno, (node.end_lineno or 0) + 1)}
        return [found for found in self.imports if found[0] not in lines]

    def _package(self, level: int) -> list[str]:
        parts = list(PurePosixPath(self.path).parent.parts)
        return parts[: len(parts) - level + 1]

    def lies_in(self, patterns: Iterable[str]) -> bool:
        return any(fnmatch(self.path, pattern) for pattern in patterns)
