"""The stages of a publishing: its outline, its files in memory, and the result of putting them into the folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from planner import products
from planner.background import in_thread
from planner.commands.edit import cleaned_fields
from planner.domain.long_task import LongTask, Progress, as_half, as_share
from planner.domain.published_files import FileState, PublishedFile
from planner.domain.text import EstradError, Plural, Text
from planner.erased_calendars import ErasedCalendars, calendars_to_remove, parts_that_named_the_erased, remove_calendars
from planner.exporting.calendar_folder import UnknownCalendar, changed_calendars, unknown_calendars
from planner.exporting.deliver import make_folder, refuse_own_file
from planner.exporting.file_names import name_key, room_addresses
from planner.exporting.ics_existing import read_existing
from planner.exporting.sending import Sending, SendRequest, Shipment
from planner.product_types import CalendarProduct, FormatProduct, PrintFunctions, Product, PublishSource
from planner.programme.ledger_update import Outgoing
from planner.programme.release import (
    FREE,
    ExistingCalendar,
    FileOrigin,
    Ledger,
    Part,
    PartKind,
    Release,
    file_origin_notice,
    whole_part,
)
from planner.programme.sent_parts import FEW, sendable_parts
from planner.publishing.published_folder import ORIGIN_NOTICES, PublishedFolder, read_content, split_leftovers
from planner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """A request to publish products.

    ``first`` makes it the first public version. With ``again`` all calendars that were sent before go out too.
    ``stems`` are file names without suffix, by part key, that calendars keep even if they would get others now.
    """

    products: tuple[Product, ...]
    note: str = ""
    first: bool = False
    again: bool = False
    stems: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of the products."""
        return [product.name for product in self.products]


@dataclass(frozen=True, slots=True)
class PublishOutline:
    """A publishing before its files are made: what would be sent, and which calendars its folder already has.

    ``every`` lists all calendars that the conference could publish, the whole conference first. ``targets`` are those
    to be sent, by path; the existing files at these paths are in ``sending.out``. ``stale`` are calendars that were
    sent before and will be out of date after this publishing. ``changed`` are calendars that stay in the folder and
    have other entries than were last sent from here, ``unknown`` those that neither the ledger nor the plan knows,
    except those of erased people, which will be removed.
    """

    folder: Path
    request: PublishRequest
    sending: Sending
    every: tuple[Part, ...]
    targets: Mapping[Path, Part]
    stale: tuple[Part, ...]
    changed: Sequence[tuple[Part, ExistingCalendar]]
    unknown: Sequence[UnknownCalendar]


def outline_publishing(workspace: Workspace, request: PublishRequest, folder: Path) -> LongTask[PublishOutline]:
    """Work out what a publishing into a folder would send.

    Raise ``EstradError`` as ``Outbox.planned_sending`` does, and if the note is too long.
    """
    yield Progress(0, 1)
    note = cleaned_fields(Release, {"note": request.note})["note"]
    outbox, every = workspace.outbox, _with_kept_names(offered_calendars(workspace), request.stems)
    parts = _parts_to_send(workspace, request, folder, every)
    targets = {folder / f"{part.name}.ics": part for part in parts}
    sending = yield from outbox.prepare_sending(
        SendRequest(note, parts, request.first), partial(_read_targets, targets)
    )
    sending = replace(sending, parts=tuple(parts))
    others = [part for part in every if part.key not in {asked.key for asked in parts}]
    changed = yield from in_thread(partial(changed_calendars, folder, sending.out, sending.before, others))
    unknown = yield from in_thread(partial(unknown_calendars, folder, sending.out, sending.before, every))
    going = calendars_to_remove(workspace, folder) if unknown else frozenset()
    strangers = tuple(calendar for calendar in unknown if calendar.path not in going)
    stale = yield from in_thread(partial(sending.stale_parts, every))
    return PublishOutline(folder, request, sending, every, targets, stale, changed, strangers)


def _with_kept_names(every: Sequence[Part], stems: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the calendars with the file names in ``stems``, unless another calendar has that name already."""
    names = {part.key: part.name for part in every}
    for key in names.keys() & stems.keys():
        if name_key(stems[key]) not in map(name_key, names.values()):
            names[key] = stems[key]
    return tuple(replace(part, name=names[part.key]) for part in every)


def _parts_to_send(workspace: Workspace, request: PublishRequest, folder: Path, every: Sequence[Part]) -> list[Part]:
    """Return the calendars that the products are or need, all sent before if ``again``, and any naming the erased.

    The last ones were sent into this folder with the name of a person who was erased since.
    """
    ledger = workspace.releases.ledger()
    found = [
        part for product in request.products if isinstance(product, CalendarProduct) for part in product.parts(every)
    ]
    if any(isinstance(product, FormatProduct) and product.has_calendar_data for product in request.products):
        found.append(every[0])
    found += [part for part in every if request.again and ledger.sent(part.key)]
    found += parts_that_named_the_erased(workspace, folder, every)
    keys = {part.key for part in found}
    return [part for part in every if part.key in keys]


def _read_targets(
    targets: Mapping[Path, Part], ledger: Ledger, out: Outgoing
) -> LongTask[Mapping[str, ExistingCalendar]]:
    """Read the existing calendar files at the target paths; return them by part key."""
    found = {}
    for done, (path, part) in enumerate(targets.items()):
        yield Progress(done, len(targets))
        read = partial(read_existing, path, part, ledger, out)
        found[part.key] = (yield from in_thread(read)) if part.whole else read()
    return found


@dataclass(frozen=True, slots=True)
class Publication:
    """A publishing whose files are made in memory, all of one version, and not yet put into the folder.

    ``shipment`` holds these files, and those to be removed from the folder. ``in_the_way`` are the files to be
    overwritten that are not as last published from here, each with a sentence about it. ``kept`` are files that were
    published earlier and stay as they are, ``of_copies`` the names of files that another copy published or put back.
    ``faults`` are the products that could not be made, each with its error.
    """

    outline: PublishOutline
    shipment: Shipment
    in_the_way: tuple[tuple[Path, Text], ...]
    kept: tuple[PublishedFile, ...]
    of_copies: tuple[str, ...]
    faults: tuple[tuple[Product, EstradError], ...] = ()

    @property
    def makeable_request(self) -> PublishRequest:
        """The request without the products that could not be made."""
        request, failed = self.outline.request, {product.name for product, _fault in self.faults}
        return replace(request, products=tuple(one for one in request.products if one.name not in failed))


def make_publication(workspace: Workspace, planned: PublishOutline, drawing: PrintFunctions) -> LongTask[Publication]:
    """Make all files of a publishing in memory, and inspect those that its folder already has.

    Products that cannot be made are among the ``faults`` of the result. Raise ``EstradError`` if a file would overwrite
    the conference's own file.
    """
    sending, folder, known = planned.sending, planned.folder, workspace.releases.room_addresses()
    rooms = room_addresses(sending.release.programme, workspace.agenda.rooms_in_order, known)
    source = PublishSource(
        workspace=workspace, release=sending.release, ledger=sending.ledger, parts=sending.parts,
        news=sending.conference_changes(),
        stem=planned.every[0].name, drawing=drawing, rooms=rooms,
    )  # fmt: skip
    files, made_of, faults = dict[Path, bytes](), dict[Path, str](), list[tuple[Product, EstradError]]()
    wanted = _products_to_make(planned)
    for done, product in enumerate(wanted):
        try:
            made = yield from as_share(product.files(source), done, len(wanted))
        except EstradError as error:
            faults.append((product, error))
            continue
        for name, data in made.items():
            refuse_own_file(workspace.path, folder / name)
            files[folder / name], made_of[folder / name] = data, product.name
    there = PublishedFolder(folder, workspace.releases.published(), workspace.agenda.conference.id)
    found = yield from in_thread(partial(_inspected_publication, planned, there, files, made_of, wanted, faults))
    if any(
        isinstance(one, FormatProduct) and one.has_room_addresses and one.name in made_of.values() for one in wanted
    ):
        new = {one.room: one.address for one in rooms if one.room and one.room not in known}
        found = replace(found, shipment=replace(found.shipment, rooms=new))
    return found


def _inspected_publication(
    planned: PublishOutline,
    there: PublishedFolder,
    files: Mapping[Path, bytes],
    made_of: Mapping[Path, str],
    wanted: Sequence[Product],
    faults: Sequence[tuple[Product, EstradError]],
) -> Publication:
    """Return a publication after inspecting its folder, where each file is read at most once."""
    lying = list(there.unchanged_files())
    replaced = [file for path, file in lying if path in files and file.state is FileState.ERASED]
    leaving, kept = split_leftovers(
        lying, files, products.with_alternative_products(product.name for product in wanted)
    )
    shipment = Shipment(files, planned.targets, made_of, leaving, replaced)
    others = [product for product in products.PUBLISHED if not isinstance(product, CalendarProduct)]
    calendars = {there.folder / f"{part.name}.ics" for part in planned.every} | {one.path for one in planned.unknown}
    passing = {*files, *calendars, *(path for path, _file in lying)}
    of_copies = tuple(there.files_of_copies(products.product_suffixes(others), products.BESIDE_THE_PAGE, passing))
    return Publication(planned, shipment, _files_in_the_way(planned, there, files), kept, of_copies, tuple(faults))


def _products_to_make(planned: PublishOutline) -> list[Product]:
    """Return the products to make: those requested that no other of them contains, and all calendars to send."""
    asked, parts = set(planned.request.names), planned.sending.parts
    asked -= {product.holds for product in planned.request.products}
    return [
        product
        for product in products.PUBLISHED
        if product.name in asked or (isinstance(product, CalendarProduct) and product.parts(parts))
    ]


def _files_in_the_way(
    planned: PublishOutline, there: PublishedFolder, files: Mapping[Path, bytes]
) -> tuple[tuple[Path, Text], ...]:
    """Return the files to be overwritten that are not as last published from here, each with a sentence about it.

    An older file does not count if a publishing that was cut short still owes the new one, nor does a file other than
    a calendar that already has the new content.
    """
    told = list[tuple[Path, Text]]()
    for path, content in files.items():
        if part := planned.targets.get(path):
            found = planned.sending.out.found[part.key]
            origin, notice = found.file_origin, file_origin_notice(found, path.name)
        else:
            origin = FileOrigin.OURS if there.holds(path.name, content) else there.origin(path.name)
            notice = Text(ORIGIN_NOTICES[origin], name=path.name)
        if origin not in FREE and not (origin is FileOrigin.OLDER and there.is_owed(path.name)):
            told.append((path, notice))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class PublishingResult:
    """A finished publishing.

    ``became`` is the fate of each file by path: *new*, *replaced*, *unchanged* or *removed*. ``faults`` are the errors
    of files that could not be removed; ``erased`` tells which calendars of erased people were removed.
    """

    publication: Publication
    became: Mapping[Path, str]
    erased: ErasedCalendars
    faults: tuple[EstradError, ...] = ()

    def notices(self) -> Iterator[Text]:
        """Yield a sentence for each file that was removed or could not be, and for each group of files that stay.

        The groups are files published earlier and not now, and files that another copy published or put back.
        """
        for path, became in self.became.items():
            if became == "removed":
                yield Text("“{name}” is removed: nothing of it is published any more.", name=path.name)
        yield from (fault.problem for fault in self.faults)
        if kept := self.publication.kept:
            yield Plural(
                "“{names}” was published earlier and is not now: it stays as it is.",
                "{n} files were published earlier and are not now, so they stay as they are: {names}.",
                len(kept),
                names=_shortened_list([file.name for file in kept]),
            )
        if names := self.publication.of_copies:
            yield Plural(
                "“{names}” is of this conference, but was not published last from here: another copy did it, or put it "
                "back.",
                "{n} files are of this conference, but were not published last from here: another copy did it, or put "
                "them back: {names}.",
                len(names),
                names=_shortened_list(names),
            )


def _shortened_list(names: Sequence[str]) -> str:
    """Return names joined by commas, and an ellipsis in place of all after the first ``FEW``."""
    return ", ".join([*names[:FEW], *(["…"] if len(names) > FEW else [])])


def deliver_publication(workspace: Workspace, made: Publication) -> LongTask[PublishingResult]:
    """Put the files of a publication into their folder, remove those that leave it, and record what went out.

    The folder is created if necessary, and calendars of erased people are removed from it. Raise ``EstradError`` if the
    files cannot be written; then nothing went out.
    """
    planned = made.outline
    shipment = made.shipment
    became = yield from in_thread(lambda: {path: _file_fate(path, data) for path, data in shipment.files.items()})
    is_new = make_folder(planned.folder)
    try:
        faults = yield from as_half(workspace.outbox.deliver(planned.sending, shipment), 1)
    except BaseException:
        if is_new:
            with suppress(OSError):
                planned.folder.rmdir()
        raise
    still = {fault.file for fault in faults}
    became |= {path: "removed" for path in shipment.leaving if path not in still}
    found = planned.sending.out.found
    replaced = [part for part in planned.sending.parts if found[part.key].file_origin is not FileOrigin.NOTHING]
    return PublishingResult(made, became, remove_calendars(workspace, planned.folder, replaced), faults)


def _file_fate(path: Path, content: bytes) -> str:
    if not path.exists():
        return "new"
    return "unchanged" if read_content(path) == content else "replaced"


def offered_parts(workspace: Workspace, kinds: Iterable[PartKind] = tuple(PartKind)) -> list[Part]:
    """Return the parts of the given kinds that have sessions or were sent before, even if deleted from the plan."""
    agenda, shown, words = workspace.agenda, workspace.programme(), workspace.wording
    ledger = workspace.releases.ledger()
    return [part for about in kinds for part in sendable_parts(agenda, shown, ledger, about, words)]


def offered_calendars(workspace: Workspace) -> tuple[Part, ...]:
    """Return the whole conference and then all offered parts, each with the name of its calendar file."""
    return workspace.outbox.with_calendar_names([whole_part(workspace.programme()), *offered_parts(workspace)])
