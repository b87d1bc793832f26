"""Tests that walk the rows of all that is printed and exported: what a row says is what the command line does."""

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

from planner.cli.lookup import FINDERS
from planner.printing.marks import PAPERS
from planner.products import (
    CALENDAR,
    EXPORTED,
    LAYOUTS,
    LISTS,
    PAPER,
    PRINTED,
    TABLES,
    Product,
    options_of,
)
from tests.cli.commands import Answer, Estrad

README = Path(__file__).resolve().parent.parent.parent / "README.md"
VALUES = {"day": "2024-04-25", "room": "hall", "person": "ada", "moderator": "bo", "paper": "A5", "track": "safety"}
VALUES |= {"language": "sv", "draft": "", "replace": ""}
"""A value for every option, on the small plan of the command line."""


def words(*names: str) -> list[str]:
    return [word for name in names for word in (f"--{name}", VALUES[name]) if word]


def call(product: Product, suffix: str) -> list[str]:
    """Return the words that make the product into a file of the test."""
    if product in PRINTED:
        return ["print", "plan.estrad", f"o{suffix}", "--sheet", product.name]
    which = {"list": LISTS, "layout": LAYOUTS}
    named = [word for option, those in which.items() if product in those for word in (f"--{option}", product.name)]
    return ["export", "plan.estrad", f"o{suffix}", *named]


@pytest.mark.parametrize("product", [*PRINTED, *EXPORTED], ids=lambda product: product.name)
def test_the_command_line_makes_it_with_each_of_its_options_and_with_no_other(
    product: Product, estrad: Estrad, plan: Path, tmp_path: Path
) -> None:
    def made(*named: str, suffix: str = product.suffixes[0]) -> Answer:
        (tmp_path / f"o{suffix}").unlink(missing_ok=True)
        return estrad(*call(product, suffix), *words(*named))

    own = [option.name for option in product.options]
    for suffix in product.suffixes:
        assert made(suffix=suffix).code == 0
        assert (tmp_path / f"o{suffix}").stat().st_size
    for name in own:
        assert made(name).code == 0, name
        assert (tmp_path / f"o{product.suffixes[0]}").stat().st_size
    others = {option.name for option in options_of(PRINTED if product in PRINTED else EXPORTED)} - set(own)
    for name in others:
        told = f" There is: {', '.join(f'--{one}' for one in own)}." if own else ""
        assert made(name) == (2, "", f"There is no --{name} for “{product.name}”.{told}\n")
    if product.either:
        assert f"--{product.either[0]}, --{product.either[1]} cannot be combined. " in made(*product.either[:2]).err
    assert made(suffix=".txt").err.startswith(
        "o.txt: Estrad does not write this into a file like “o.txt”. Give it a name"
    )


@pytest.mark.parametrize("product", PRINTED, ids=lambda product: product.name)
def test_its_options_are_what_its_maker_takes(product: Product) -> None:
    module, _, function = product.maker.partition(":")
    taken = inspect.signature(getattr(import_module(module), function)).parameters.values()

    assert {one.name for one in taken if one.kind is one.KEYWORD_ONLY} == {option.name for option in product.options}
    assert all(option.choices or option.name in FINDERS for option in product.options)
    assert set(PAPER.choices or ()) == set(PAPERS)


def test_help_and_readme_name_everything(estrad: Estrad) -> None:
    printing, exporting = (" ".join(estrad(command, "--help").out.split()) for command in ("print", "export"))
    readme = README.read_text(encoding="utf-8")

    for product in PRINTED:
        assert product.name in printing
        assert f"--sheet {product.name}" in readme
    for product in TABLES[1:]:
        assert product.name in exporting
        assert re.search(rf"`(--\w+ )?{product.name}`", readme)
    assert "--room R Only this room, and what takes the whole venue. For: runsheet." in printing
    assert "--day D Only this day, as 2024-04-25. --paper" in printing  # every sheet has it
    assert len({product.name for product in (*PRINTED, *EXPORTED)}) == len(PRINTED) + len(EXPORTED)
    assert CALENDAR.suffixes == (".ics",)
