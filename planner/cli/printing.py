"""The commands ``print`` and ``demo``, which draw with the Qt functions passed in as ``Renderer``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from planner.cli.console import Console
from planner.cli.lookup import given_options, product_options, refuse_suffix, resolve_options
from planner.cli.parameters import FILES, JSON, OUT, WAIT, argument, command, option, refuse_two_documents
from planner.commands.conference import sample_conference
from planner.commands.timeline import place
from planner.disk import resolve_target
from planner.domain.long_task import run_to_end
from planner.domain.text import Plural, Text
from planner.exporting.deliver import deliver_files, make_folder, refuse_own_file
from planner.exporting.ics import to_ics
from planner.product_types import PrintedProduct
from planner.products import PRINTED
from planner.programme.release import whole_part
from planner.workspace import Workspace

SHEETS = {product.name: product for product in PRINTED}
"""The printed products by their names for ``--sheet``."""
DEMO_START = 15 * 60 + 20


@command(
    "print",
    "file",
    argument("out", metavar="OUT.pdf", type=FILES),
    option("--sheet", required=True, choices=tuple(SHEETS), help=Text("What to print.")),
    *product_options(PRINTED),
    WAIT,
    JSON,
)
def print_command(console: Console, file: str, out: str, sheet: str, as_json: bool, **asked: str | None) -> None:
    """Run ``print FILE OUT.pdf --sheet NAME`` with the options of all printed products; OUT.pdf may be ``-``."""
    product, path = SHEETS[sheet], None if out == OUT else Path(out)
    options, told = given_options(product, asked), console.with_messages_aside(document=as_json or path is None)
    if path:
        refuse_suffix(path, product.suffixes)
    else:
        refuse_two_documents(as_json)
    with console.reading(file) as workspace:
        if path:
            refuse_own_file(workspace.path, path)
        pages = _write_pdf(told, workspace, product, path, resolve_options(workspace.agenda, options))
        said = Plural("“{file}” has {n} page.", "“{file}” has {n} pages.", pages, file=out)
        told.report(said, {"pages": pages, "files": [out]}, as_json=as_json)
        told.print_unconfirmed_warning(workspace.agenda, workspace.releases.last)


def _write_pdf(
    console: Console,
    workspace: Workspace,
    product: PrintedProduct,
    path: Path | None,
    options: Mapping[str, Any] | None = None,
) -> int:
    """Write a printed product as a PDF to ``path``, or to standard output if it is None; return the number of pages.

    The PDF's title and author are the conference's title and organisers. What is written to ``path`` is remembered as
    printed.
    """
    conference = workspace.agenda.conference
    pages = run_to_end(product.pages(workspace, console.drawing.measure, options or {}))
    pdf = run_to_end(console.drawing.pdf(pages, conference.title, conference.organisers))
    if path is None:
        console.pipe(pdf)
    else:
        deliver_files({path: pdf}, private=product.private)
        product.remember(workspace, options or {})
    return len(pages)


@command(
    "demo",
    "folder",
    JSON,
)
def demo_command(console: Console, folder: str, as_json: bool) -> None:
    """Run ``demo FOLDER``: make a sample conference, send its calendar, print its sheets and draw its window."""
    target = Path(folder)
    make_folder(target)
    conference = target / "demo.estrad"
    _delete_last_demo(console, conference)
    with closing(Workspace.create(conference, sample_conference(console.env.ids), console.env)) as workspace:
        made = _place_send_and_print(console, workspace, target)
    picture = target / "demo-window.png"
    console.drawing.picture(conference, resolve_target(picture))
    files = [str(path) for path in (conference, *made, picture)]
    if as_json:
        console.show_json({"files": files})
    else:
        console.write(*files)


def _place_send_and_print(console: Console, workspace: Workspace, target: Path) -> list[Path]:
    """Place a session from the tray, send the calendar and print the sheets; return the files written."""
    waiting, room = workspace.agenda.tray[0], workspace.agenda.rooms_in_order[0]
    day = workspace.agenda.days_in_order[0].date
    workspace.apply(place(workspace.agenda, waiting.id, day, DEMO_START, [room.id]))
    with_calendar, words = target / "demo.ics", workspace.wording
    workspace.outbox.send(
        lambda sent: {with_calendar: to_ics(sent.release.programme, sent.ledger, words)},
        targets={with_calendar: whole_part(workspace.programme())},
    )
    made = [with_calendar]
    for product in PRINTED:
        made.append(target / f"demo-{product.name}.pdf")
        _write_pdf(console, workspace, product, made[-1])
    return made


def _delete_last_demo(console: Console, conference: Path) -> None:
    """Delete the last demo's conference file; raise ``EstradError`` if it is in use or is no conference file."""
    if conference.exists():
        Workspace.open(conference, console.env).close()
        conference.unlink()
