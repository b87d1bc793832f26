"""The command ``publish``, which makes a release if needed, and writes all its products into one folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.cli.console import Console
from planner.cli.parameters import FILES, JSON, WAIT, command, option
from planner.cli.sending import (
    refuse_calling_off,
    refuse_files_in_the_way,
    tell_changes,
    tell_one_time_changes,
    tell_unusable_addresses,
)
from planner.domain.long_task import run_to_end
from planner.domain.published_files import FileState
from planner.domain.text import EstradError, Text
from planner.exporting.calendar_folder import unknown_calendar_notices, withdrawn_calendar
from planner.exporting.file_names import name_key
from planner.product_types import Product
from planner.products import CALENDAR, CALLED_OFF, PUBLISHED, published_products
from planner.programme.difference import change_lines
from planner.programme.release import WHOLE, PartKind, file_origin_notice
from planner.programme.sent_parts import find_regroupings, sentences_on_outdated_calendars
from planner.publishing.publication import (
    Publication,
    PublishingResult,
    PublishOutline,
    PublishRequest,
    deliver_publication,
    make_publication,
    offered_calendars,
    outline_publishing,
)
from planner.workspace import Workspace

USUAL = (CALENDAR.name, "changes")
"""The names of the products that are published if none is named here or ticked in the window."""


@command(
    "publish",
    "file",
    option("--note", default="", metavar="TEXT", help=Text("What this version is about.")),
    option(
        "--to",
        "target",
        metavar="FOLDER",
        type=FILES,
        help=Text("Where to; if not given, a folder with the calendar's name beside FILE."),
    ),
    option(
        "--with",
        "products",
        multiple=True,
        metavar="PRODUCTS",
        help=Text(
            "What is published this time, instead of what is ticked in the window: names with commas between them, of "
            "{names}.",
            names=", ".join(product.name for product in PUBLISHED),
        ),
    ),
    option(
        "--each",
        multiple=True,
        choices=[about.value for about in PartKind],
        help=Text("Also a calendar for each day, room, track, person or moderator; may be given several times."),
    ),
    option(
        "--again", is_flag=True, help=Text("Also all that was published before, and the calendars of what was deleted.")
    ),
    option(
        "--first", is_flag=True, help=Text("This is the first public version: it forgets what was cancelled before.")
    ),
    option(
        "--replace",
        "overwrites",
        is_flag=True,
        help=Text("Replace files that lie there and were not published last from FILE."),
    ),
    option(
        "--withdraw",
        multiple=True,
        metavar="NAME",
        help=Text(
            "Cancel all entries of this calendar in the folder, which is of the conference and FILE knows nothing of; "
            "may be given several times."
        ),
    ),
    option("--called-off", is_flag=True, help=Text(CALLED_OFF.help)),
    WAIT,
    JSON,
)
def publish_command(
    console: Console,
    file: str,
    note: str,
    target: str | None,
    products: Sequence[str],
    each: Sequence[str],
    again: bool,
    first: bool,
    overwrites: bool,
    withdraw: Sequence[str],
    called_off: bool,
    as_json: bool,
) -> None:
    """Run ``publish FILE`` with its options."""
    told, wanted = console.with_messages_aside(document=as_json), _product_names(products)
    with console.opened(file) as workspace:
        refuse_calling_off(workspace, called_off=called_off)
        request = PublishRequest(_products_to_publish(workspace, wanted, each, again=again), note, first, again)
        folder = Path(target) if target is not None else workspace.path.with_name(offered_calendars(workspace)[0].name)
        before, drawing = workspace.releases.last, console.drawing.print_functions
        planned = run_to_end(outline_publishing(workspace, request, folder))
        withdrawn = _withdrawn_contents(planned, tuple(dict.fromkeys(withdraw)))
        made = _publication_to_deliver(
            run_to_end(make_publication(workspace, planned, drawing)), withdrawn, overwrites=overwrites
        )
        done = run_to_end(deliver_publication(workspace, made))
        _tell_result(told, done, withdrawn)
        tell_unusable_addresses(told, workspace)
        told.print_unconfirmed_warning(workspace.agenda, before)
    if as_json:
        console.show_json(_result_document(console, done, withdrawn))


def _product_names(words: Sequence[str]) -> tuple[str, ...]:
    """Return the product names given by ``--with``, separated by commas; raise ``EstradError`` for an unknown one."""
    names = [name.strip() for word in words for name in word.split(",") if name.strip()]
    known = [product.name for product in PUBLISHED]
    for name in names:
        if name not in known:
            raise EstradError(
                Text("Nothing that is published is called “{name}”.", name=name),
                Text("Choose from: {names}.", names=", ".join(known)),
            )
    return tuple(names)


def _products_to_publish(
    workspace: Workspace, wanted: Sequence[str], each: Sequence[str], *, again: bool
) -> tuple[Product, ...]:
    """Return the products to publish: those ``wanted``, or else ticked in the window, or else ``USUAL``.

    Those of ``--each`` are added, and with ``again`` those published before.
    """
    names = [
        *(wanted or workspace.releases.ticked_products() or USUAL),
        *(f"{CALENDAR.name}-{about}" for about in each),
    ]
    if again:
        names += [file.product for file in workspace.releases.published() if file.state is FileState.OUT]
    return published_products(names)


def _publication_to_deliver(made: Publication, withdrawn: Mapping[Path, bytes], *, overwrites: bool) -> Publication:
    """Return a publication with the withdrawn calendars added to its files.

    Raise ``EstradError`` if a product could not be made, or if files are in the way and ``overwrites`` is false.
    """
    if made.faults:
        product, fault = made.faults[0]
        raise EstradError(
            Text(
                "“{product}” cannot be made, so nothing was published: {why}", product=product.name, why=fault.problem
            ),
            Text("{remedy} Or say --with and name the rest.", remedy=fault.remedy or ""),
        ) from fault
    if not overwrites:
        refuse_files_in_the_way(made.in_the_way)
    shipment = replace(made.shipment, files={**made.shipment.files, **withdrawn})
    return replace(made, shipment=shipment)


def _withdrawn_contents(planned: PublishOutline, names: Sequence[str]) -> Mapping[Path, bytes]:
    """Return the content that withdraws the unknown calendars with these names, by path; the suffix may be left out.

    Raise ``EstradError`` for any other name, including calendars that the conference itself sends.
    """
    there = {name: calendar for calendar in planned.unknown for name in (calendar.path.name, calendar.path.stem)}
    for name in names:
        if name_key(name.removesuffix(".ics")) in {name_key(part.name) for part in planned.every}:
            raise EstradError(
                Text("“{name}” is a calendar that this file sends.", name=name),
                Text("Say --again to bring it up to date: what is no longer in it is cancelled there."),
            )
        if name not in there:
            raise EstradError(
                Text("“{folder}” has no unknown calendar “{name}”.", folder=str(planned.folder), name=name),
                Text("There is: {names}.", names=", ".join(calendar.path.name for calendar in planned.unknown))
                if planned.unknown else Text("It has none of this conference that this file knows nothing of."),
            )  # fmt: skip
    return {there[name].path: withdrawn_calendar(there[name], planned.sending.out) for name in names}


def _tell_result(console: Console, done: PublishingResult, withdrawn: Mapping[Path, bytes]) -> None:
    planned = done.publication.outline
    sending, folder = planned.sending, str(planned.folder)
    tell_changes(console, sending, planned.every[0])
    number, earlier = sending.release.number, sending.earlier.get(WHOLE)
    if sending.new or (earlier and earlier.number != number):
        console.say(Text("Version {number} is in “{folder}”.", number=number, folder=folder))
    else:
        console.say(
            Text(
                "Attendees would see no difference: version {number} is in “{folder}” again.",
                number=number,
                folder=folder,
            )
        )
    tell_one_time_changes(console, sending)
    others = {part.key for part, _found in planned.changed}
    console.say(
        *sentences_on_outdated_calendars(sending.ledger, [part for part in planned.stale if part.key not in others])
    )
    console.say(*done.erased.notices())
    console.say(*(Text("“{name}” is withdrawn: all its entries are cancelled.", name=path.name) for path in withdrawn))
    console.say(*done.notices())
    console.say(*(file_origin_notice(found, f"{part.name}.ics") for part, found in planned.changed))
    if planned.changed:
        console.say(
            Text("Say --again and --replace to bring it up to date, and --each for what was never sent from here.")
        )
    unknown = [one for one in planned.unknown if one.path not in withdrawn]
    console.say(*unknown_calendar_notices(unknown))
    if unknown:
        console.say(Text("Say --withdraw NAME to cancel all entries of such a calendar."))


def _result_document(console: Console, done: PublishingResult, withdrawn: Mapping[Path, bytes]) -> dict[str, Any]:
    say, made, planned = console.words.say, done.publication, done.publication.outline
    sending, of = planned.sending, (planned.sending.before, planned.sending.out, planned.sending.parts)
    stale = {part.key: part for part in (*planned.stale, *(part for part, _found in planned.changed))}
    files = made.shipment.files
    products = {path: made.shipment.products.get(path, CALENDAR.name) for path in files}
    products |= {path: file.product for path, file in made.shipment.leaving.items()}
    return {
        "version": sending.release.number,
        "new": sending.new,
        "files": [str(path) for path in files],
        "published": [
            {"file": path.name, "product": products[path], "became": became} for path, became in done.became.items()
        ],
        "kept": [{"file": file.name, "product": file.product, "version": file.version} for file in made.kept],
        "of_copies": list(made.of_copies),
        "changes": [say(line) for line in change_lines(sending.changes(planned.every[0]))]
        if WHOLE in sending.earlier
        else [say(line) for line in change_lines(sending.conference_changes())],
        "stale": [
            {
                "part": part.key,
                "kind": "whole" if part.whole else part.about.value,
                "title": part.title,
                "file": f"{part.name}.ics",
                "version": sending.ledger.file(part.key).release or None,
            }
            for part in stale.values()
        ],
        "unknown": [
            {"file": one.path.name, "title": one.title, "sure": one.sure}
            for one in planned.unknown
            if one.path not in withdrawn
        ],
        "regrouped": [
            {"block": one.title, "go": one.removed_count, "come": one.added_count} for one in find_regroupings(*of)
        ],
        "withdrawn": [path.name for path in withdrawn],
        "removed": [path.name for path in done.erased.removed],
    }
