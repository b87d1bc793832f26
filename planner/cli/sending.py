"""The command ``export``, which writes a calendar as a release or a draft, a table, or a copy of a published version.

Also the messages and checks that ``publish`` shares with it, such as of files that are in the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from planner.cli.console import Console
from planner.cli.lookup import FINDERS, given_options, product_options, refuse_suffix
from planner.cli.parameters import FILES, JSON, OUT, WAIT, argument, command, option, refuse_two_documents
from planner.domain.entities import Day
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, Plural, Text, fill_placeholders
from planner.domain.value_objects import Role
from planner.exporting.deliver import deliver_files, refuse_own_file
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending, new_uids_notice
from planner.exporting.tables.table_file import table_file
from planner.product_types import CalendarProduct, Product, TableProduct
from planner.products import CALENDAR, EXPORTED, LAYOUTS, LISTS, TABLES, product_suffixes
from planner.programme.difference import change_lines
from planner.programme.ledger_update import clock_warning
from planner.programme.public_words import ROLE_LINES
from planner.programme.release import (
    FREE,
    ExistingCalendar,
    FileOrigin,
    Part,
    PartKind,
    file_origin_notice,
    parts,
    whole_part,
)
from planner.programme.sent_parts import FEW, find_regroupings, sentences_on_outdated_calendars
from planner.publishing.publication import offered_parts
from planner.publishing.version_copy import (
    COPIED,
    numbered_path,
    refuse_published_folder,
    release_numbered,
    save_version_copy,
    version_copy,
)
from planner.rules.addresses import ADDRESS_UNUSABLE
from planner.wording import wording
from planner.workspace import Workspace


def refuse_calling_off(workspace: Workspace, *, called_off: bool) -> None:
    """Raise ``EstradError`` if nothing is placed, but attendees have sessions, unless ``called_off``."""
    if (
        not called_off
        and not workspace.programme().items
        and (cancelled := workspace.outbox.planned_sending().called_off_count)
    ):
        raise EstradError(
            Plural(
                "Nothing is placed any more: the session that attendees have would be cancelled.",
                "Nothing is placed any more: all {n} sessions that attendees have would be cancelled.",
                cancelled,
            ),
            Text("Say --called-off if the conference is called off, or place what takes place."),
        )


def tell_changes(console: Console, sending: Sending, part: Part) -> None:
    """Print the changes since the part was last sent, after a warning if the computer's clock seems wrong."""
    console.say(clock_warning(console.env.clock(), sending.before.last_stamp))
    if sending.earlier.get(part.key):
        console.say(*change_lines(sending.changes(part)))


def tell_one_time_changes(console: Console, sending: Sending) -> None:
    """Print notices of changes that a sending makes only this once: regrouped entries of blocks, and new UIDs."""
    changes = find_regroupings(sending.before, sending.out, sending.parts)
    console.say(*(change.sentence for change in changes), new_uids_notice(sending))


def tell_unusable_addresses(console: Console, workspace: Workspace) -> None:
    """Print a warning for each of the first ``FEW`` unusable addresses, which files leave out, and count the rest."""
    found = [conflict.text for conflict in ADDRESS_UNUSABLE.check(workspace.agenda)]
    more = len(found) - FEW
    rest = Plural("{n} more warning is of such addresses.", "{n} more warnings are of such addresses.", more)
    console.say(*found[:FEW], rest if more > 0 else None)


def export_table(
    console: Console,
    workspace: Workspace,
    product: TableProduct,
    kind: Path,
    out: Path | None,
    *,
    language: str | None = None,
) -> None:
    """Write a table as CSV or as a workbook, as the suffix of ``kind`` says, to ``out`` or, if None, standard output.

    Headings of the workbook and its sheets are in the language with this code, by default the user's.
    """
    words = wording(language) if language else console.words
    content = run_to_end(table_file(
        product.tables(product.maker_input(workspace), words), kind, made=workspace.now(),
        language=words.language if product.private else None, title=workspace.agenda.conference.title,
    ))  # fmt: skip
    if out is None:
        console.pipe(content)
        return
    deliver_files({out: content}, private=product.private)
    console.say(Text("“{file}” is saved; nothing was sent.", file=str(out)))
    if product.private:
        console.say(Text("It may hold what is never published, such as notes, addresses and answers."))


def _product_names(products: Sequence[Product]) -> list[str]:
    return [product.name for product in products]


@command(
    "export",
    "file",
    argument("out", metavar="OUT", type=FILES),
    *product_options(EXPORTED),
    option("--list", choices=_product_names(LISTS), help=Text("Only this sheet of the workbook.")),
    option(
        "--layout",
        choices=_product_names(LAYOUTS),
        help=Text("The programme for others, or as this event app imports it."),
    ),
    option(
        "--of-version",
        "version",
        metavar="N",
        type=click.IntRange(min=1),
        help=Text(
            "A copy of the published version N, whose number is in OUT's name: its programme (.pdf), table (.xlsx), "
            "calendar as a draft (.ics) or another format, never in a folder into which the conference publishes."
        ),
    ),
    WAIT,
    JSON,
)
def export_command(
    console: Console,
    file: str,
    out: str,
    list: str | None,
    layout: str | None,
    version: int | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Run ``export FILE OUT`` with the options of all exported products.

    OUT may be ``-`` for standard output, if nothing is sent.
    """
    path = Path(out)
    if out == OUT:
        refuse_two_documents(as_json)
        path = Path("-.csv" if list or layout else "-.ics")
    if version is not None:
        _export_copy(console, file, out, version, as_json=as_json, list=list, layout=layout, **asked)
        return
    product = _requested_product(path, list, layout)
    options, target = given_options(product, asked), None if out == OUT else path
    told, number = console.with_messages_aside(document=as_json or out == OUT), None
    if isinstance(product, CalendarProduct):
        number = _export_calendar(told, file, target, **options)
    elif isinstance(product, TableProduct):
        with console.reading(file) as workspace:
            if target:
                refuse_own_file(workspace.path, target)
            export_table(told, workspace, product, path, target, **options)
    if as_json:
        console.show_json({"version": number, "draft": bool(options.get("draft")), "files": [out]})


def _requested_product(out: Path, list: str | None, layout: str | None) -> Product:
    """Return the product named by ``--list`` or ``--layout``, or else the first one with the file's suffix.

    Raise ``EstradError`` if both are given, or the suffix does not fit.
    """
    if list and layout:
        raise EstradError(
            Text("{options} cannot be combined.", options="--list, --layout"),
            Text("A layout is of sessions, as attendees see them."),
        )
    named = [product for product in TABLES if product.name in (list, layout)] or EXPORTED
    refuse_suffix(out, product_suffixes(named))
    return next(product for product in named if out.suffix.lower() in product.suffixes)


def _export_calendar(console: Console, file: str, out: Path | None, *, draft: bool = False, **options: Any) -> int:
    """Open a conference file and send a calendar of it, or write a draft; return the number of its version."""
    if not draft and out is None:
        raise EstradError(
            Text("Attendees get no calendar from standard output, so it would be a version that nobody has."),
            Text("Say --draft to look at it, or send it into a folder with `publish FILE --to FOLDER`."),
        )
    opens = console.opened_or_read if draft else console.opened
    with opens(file) as workspace:
        if out:
            refuse_own_file(workspace.path, out)
        before, number = (
            workspace.releases.last,
            _send_or_draft_calendar(console, workspace, out, draft=draft, **options),
        )
        tell_unusable_addresses(console, workspace)
        console.print_unconfirmed_warning(workspace.agenda, before)
    return number


def _send_or_draft_calendar(
    console: Console,
    workspace: Workspace,
    out: Path | None,
    *,
    draft: bool = False,
    replace: bool = False,
    called_off: bool = False,
    **of: str,
) -> int:
    """Send a calendar by writing it into a file, or write a draft; return the number of its version.

    A draft goes to standard output if ``out`` is None. ``of`` has the name of a day, room, track or person by the kind
    of part; without it, the whole conference is meant.
    """
    words, part = workspace.wording, _requested_part(workspace, of)
    targets = {out: part} if out else {}
    found = calendars_to_replace(workspace, targets, replace=replace, draft=draft)

    def render(sending: Sending) -> Mapping[Path, bytes]:
        data = to_ics(sending.release.programme, sending.ledger, words, part=part, draft=draft)
        if out is None:
            console.pipe(data)
        return {out: data} if out else {}

    name = str(out or OUT)
    if draft:
        number = workspace.outbox.draft(render, parts=[part], found=found).release.number
        console.say(Text("“{file}” is a draft of version {number}; nothing was sent.", file=name, number=number))
        return number
    refuse_calling_off(workspace, called_off=called_off)
    sending = workspace.outbox.send(render, targets=targets, found=found)
    tell_changes(console, sending, part)
    console.say(Text("“{file}” is version {number}.", file=name, number=sending.release.number))
    tell_one_time_changes(console, sending)
    console.say(*sentences_on_outdated_calendars(sending.ledger, sending.stale_parts(offered_parts(workspace))))
    return sending.release.number


def _export_copy(
    console: Console, file: str, out: str, version: int, *, as_json: bool, replace: bool = False, **others: Any
) -> None:
    """Write a copy of a published version into a file or, if ``out`` is ``-``, its calendar to standard output."""
    _refuse_other_options(others)
    path = Path(f"-{CALENDAR.suffixes[0]}" if out == OUT else out)
    products = {product.suffixes[0]: product for product in reversed(COPIED)}
    refuse_suffix(path, tuple(products))
    product = products[path.suffix.lower()]
    told = console.with_messages_aside(document=as_json or out == OUT)
    opens = console.opened_or_read if product is CALENDAR else console.reading
    with opens(file) as workspace:
        release = release_numbered(workspace, version)
        if out != OUT:
            _refuse_other_name(path, version)
            refuse_published_folder(workspace, path)
        calendar = {path: whole_part(release.programme)} if product is CALENDAR and out != OUT else {}
        found = calendars_to_replace(workspace, calendar, replace=replace, draft=True)
        copy = run_to_end(version_copy(workspace, release, product, console.drawing.print_functions, found))
        save_version_copy(workspace, copy, None if out == OUT else path)
        if out == OUT:
            console.pipe(copy.content)
    told.say(Text("“{file}” is a copy of version {number}; nothing was sent.", file=out, number=version))
    if as_json:
        console.show_json({"version": version, "draft": product is CALENDAR, "files": [out]})


def _refuse_other_options(others: Mapping[str, Any]) -> None:
    """Raise ``EstradError`` if an option was given that cannot be combined with ``--of-version``."""
    if names := [name.replace("_", "-") for name, value in others.items() if value not in (None, False)]:
        options = ", ".join(f"--{name}" for name in ("of-version", *names))
        raise EstradError(
            Text("{options} cannot be combined.", options=options), Text("A copy is of the whole version.")
        )


def _refuse_other_name(path: Path, version: int) -> None:
    """Raise ``EstradError`` if a file's name does not contain the version's number, as in ``-v2``."""
    if (called := numbered_path(path, version)) != path:
        raise EstradError(
            Text("“{name}” does not say that it is a copy of version {number}.", name=path.name, number=version),
            Text("Call it “{name}”.", name=called.name),
            file=path,
        )


def calendars_to_replace(
    workspace: Workspace, targets: Mapping[Path, Part], *, replace: bool, draft: bool = False
) -> Mapping[str, ExistingCalendar]:
    """Return the existing calendars at the target paths, by part key, if they may be overwritten.

    Unless ``replace`` is set, raise ``EstradError`` for any file but the one last sent there; if a draft is written,
    for any file but a draft.
    """
    found = workspace.outbox.existing_calendars(targets)
    free = (FileOrigin.NOTHING, FileOrigin.DRAFT) if draft else FREE
    in_the_way = [(path, found[part.key]) for path, part in targets.items() if found[part.key].file_origin not in free]
    if not replace:
        refuse_files_in_the_way([(path, file_origin_notice(lying, path.name)) for path, lying in in_the_way])
    return found


def refuse_files_in_the_way(found: Sequence[tuple[Path, Text]]) -> None:
    """Raise ``EstradError`` with the first notice if files are in the way; ``found`` are these and their notices."""
    if found:
        (path, notice), more = found[0], len(found) - 1
        others = Plural(
            "There is {n} more such file. Say --replace to replace them, or choose another place.",
            "There are {n} more such files. Say --replace to replace them, or choose another place.",
            more,
        )
        remedy = Text("Say --replace to replace it, or choose another place.")
        raise EstradError(notice, others if more else remedy, file=path)


def _requested_part(workspace: Workspace, asked: Mapping[str, str]) -> Part:
    """Return the calendar part that an option such as ``--room`` names, or the whole programme without one.

    A part that was sent is found even if its day, room, track or person was deleted. Raise ``EstradError`` if there is
    none of that name.
    """
    for about, typed in asked.items():
        try:
            return _existing_part(workspace, PartKind(about), typed)
        except EstradError:
            if found := _deleted_part(workspace, PartKind(about), typed):
                return found
            raise
    return whole_part(workspace.programme())


def _existing_part(workspace: Workspace, about: PartKind, typed: str) -> Part:
    """Return the calendar part for the named day, room, track or person; raise ``EstradError`` if there is none."""
    agenda = workspace.agenda
    found: Any = FINDERS[about](agenda, typed)
    key = found.date.isoformat() if isinstance(found, Day) else found.id
    return next(part for part in parts(agenda, workspace.programme(), about, workspace.wording) if part.of == key)


def _deleted_part(workspace: Workspace, about: PartKind, typed: str) -> Part | None:
    """Return the deleted part with that name or id that was sent, or None; raise ``EstradError`` for several."""
    names = {typed.strip().casefold()}
    if about is PartKind.MODERATOR:
        names.add(
            fill_placeholders(workspace.wording(dict(ROLE_LINES)[Role.MODERATOR]), {"names": typed.strip()}).casefold()
        )
    gone = [part for part in offered_parts(workspace, [about]) if part.gone]
    found = [part for part in gone if part.of == typed] or [part for part in gone if part.title.casefold() in names]
    if len(found) > 1:
        raise EstradError(
            Text("Several are called “{name}”.", name=typed),
            Text("Say the id instead: {ids}.", ids=", ".join(part.of for part in found)),
        )
    return found[0] if found else None
