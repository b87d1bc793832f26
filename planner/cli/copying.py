"""The option ``--of-version`` of ``export``, which writes a copy of a published version."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.cli.console import DONE, Console
from planner.cli.in_the_way import replacing
from planner.cli.lookup import refuse_suffix
from planner.cli.parameters import OUT
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, Text
from planner.products import CALENDAR
from planner.programme.release import whole_part
from planner.publishing.version_copy import (
    COPIED,
    numbered,
    refuse_published_folder,
    release_numbered,
    save,
    version_copy,
)


def export_copy(
    console: Console, file: str, out: str, version: int, *, as_json: bool, replace: bool = False, **others: Any
) -> int:
    """Write a copy of a version into a file or, if ``out`` is ``-``, its calendar to standard output."""
    _refuse(others)
    path = Path(f"-{CALENDAR.suffixes[0]}" if out == OUT else out)
    products = {product.suffixes[0]: product for product in reversed(COPIED)}
    refuse_suffix(path, tuple(products))
    product = products[path.suffix.lower()]
    told = console.beside(document=as_json or out == OUT)
    opens = console.opened_or_read if product is CALENDAR else console.reading
    with opens(file) as workspace:
        release = release_numbered(workspace, version)
        if out != OUT:
            _refuse_other_name(path, version)
            refuse_published_folder(workspace, path)
        calendar = {path: whole_part(release.programme)} if product is CALENDAR and out != OUT else {}
        found = replacing(workspace, calendar, replace=replace, draft=True)
        copy = run_to_end(version_copy(workspace, release, product, console.drawing.for_products, found))
        save(workspace, copy, None if out == OUT else path)
        if out == OUT:
            console.pipe(copy.content)
    told.say(Text("“{file}” is a copy of version {number}; nothing was sent.", file=out, number=version))
    if as_json:
        console.show_json({"version": version, "draft": product is CALENDAR, "files": [out]})
    return DONE


def _refuse(others: Mapping[str, Any]) -> None:
    """Raise ``EstradError`` if another option was given."""
    if names := [name.replace("_", "-") for name, value in others.items() if value not in (None, False)]:
        options = ", ".join(f"--{name}" for name in ("of-version", *names))
        raise EstradError(
            Text("{options} cannot be combined.", options=options), Text("A copy is of the whole version.")
        )


def _refuse_other_name(path: Path, version: int) -> None:
    """Raise ``EstradError`` if a file's name does not carry the number of the version."""
    if (called := numbered(path, version)) != path:
        raise EstradError(
            Text("“{name}” does not say that it is a copy of version {number}.", name=path.name, number=version),
            Text("Call it “{name}”.", name=called.name),
            file=path,
        )
