"""The options of products on the command line, made and refused by the rows of ``planner.products``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from planner.cli.lookup import day_named, person_named, room_named
from planner.domain.agenda import Agenda
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.products import Product, ProductOption, options_of
from planner.wording import Wording

F = TypeVar("F", bound=Callable[..., object])
FINDERS: dict[str, Callable[[Agenda, str], object]] = {
    "day": day_named, "room": room_named, "person": person_named, "moderator": person_named,
}  # fmt: skip
"""The functions that find what an option names, by its name."""


def product_options(products: Sequence[Product], _: Wording) -> Callable[[F], F]:
    """Return a decorator that adds the options of some products to a command; ``--help`` says which of them have it."""

    def with_options(command: F) -> F:
        for option in reversed(options_of(products)):
            have = [product.name for product in products if option in product.options]
            told = Text("{help} For: {names}.", help=Text(option.help), names=", ".join(have))
            said = _.say(told if len(have) < len(products) else Text(option.help))
            metavar = "|".join(option.choices) if option.choices else option.metavar
            command = click.option(f"--{option.name}", metavar=metavar, is_flag=not option.metavar, help=said)(command)
        return command

    return with_options


def given(product: Product, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given, by name; raise ``EstradError`` for those that the product cannot have."""
    options, found = {option.name: option for option in product.options}, dict[str, Any]()
    for name, value in asked.items():
        if value not in (None, False):
            if name not in options:
                known = ", ".join(f"--{option}" for option in options)
                raise EstradError(
                    Text("There is no --{option} for “{product}”.", option=name, product=product.name),
                    Text("There is: {names}.", names=known) if known else None,
                )
            found[name] = _chosen(options[name], value)
    if len(either := [f"--{name}" for name in product.either if name in found]) > 1:
        raise EstradError(Text("{options} cannot be combined.", options=", ".join(either)), Text(product.either_remedy))
    return found


def _chosen(option: ProductOption, value: Any) -> Any:
    """Return the value as one of the option's choices, if it has any."""
    if not option.choices:
        return value
    if value.casefold() not in option.choices:
        raise EstradError(
            Text("There is no --{option} “{name}”.", option=option.name, name=value),
            Text("Choose one of: {names}.", names=", ".join(option.choices)),
        )
    return value.casefold()


def found_in(agenda: Agenda, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options with what they name in place of its name; raise ``EstradError`` if it does not exist."""
    return {name: FINDERS[name](agenda, value) if name in FINDERS else value for name, value in options.items()}


def refuse_suffix(out: Path, suffixes: Sequence[str]) -> None:
    """Raise ``EstradError`` if a file to write has none of the suffixes."""
    if out.suffix.lower() not in suffixes:
        raise EstradError(
            Text("Estrad does not write this into a file like “{name}”.", name=out.name),
            Text("Give it a name that ends in {suffixes}.", suffixes=", ".join(suffixes)),
            file=out,
        )
