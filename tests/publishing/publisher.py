"""Publishes a conference into a folder as the window does, and says what lies there then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.domain.long_task import run_to_end
from planner.product_types import PrintFunctions, Product
from planner.products import published_products
from planner.publishing.publication import (
    Publication,
    PublishingResult,
    PublishRequest,
    deliver_publication,
    make_publication,
    outline_publishing,
)
from planner.workspace import Workspace
from tests.cli.commands import drawing


def on_paper() -> PrintFunctions:
    """Return a drawing without Qt: a PDF holds the words on its pages."""
    return drawing().print_functions


@dataclass
class Publisher:
    """An organiser who publishes one conference into one folder."""

    workspace: Workspace
    folder: Path

    def prepared(self, *products: str | Product, first: bool = False, again: bool = False) -> Publication:
        """Return a publication of products, by their names or as they are, of which nothing has gone out."""
        named = published_products([product for product in products if isinstance(product, str)])
        others = tuple(product for product in products if isinstance(product, Product))
        request = PublishRequest((*named, *others), first=first, again=again)
        return run_to_end(
            make_publication(
                self.workspace, run_to_end(outline_publishing(self.workspace, request, self.folder)), on_paper()
            )
        )

    def publish(self, *products: str, again: bool = False) -> dict[str, str]:
        """Publish products, and return what became of each file."""
        made = self.prepared(*products, again=again)
        assert (made.in_the_way, made.faults) == ((), ())
        return self.told(run_to_end(deliver_publication(self.workspace, made)))

    @staticmethod
    def told(done: PublishingResult) -> dict[str, str]:
        """Return what became of each file, by name."""
        return {path.name: became for path, became in done.became.items()}

    @property
    def names(self) -> list[str]:
        """The names of all that lies in the folder."""
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []

    def contents(self, names: Iterable[str] = ()) -> dict[str, bytes]:
        """Return the contents of the files of these names, or of all."""
        return {name: (self.folder / name).read_bytes() for name in names or self.names}
