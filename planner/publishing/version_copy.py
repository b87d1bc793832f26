"""Copies of a published version: one product made again as a file with the version's number, not sent to anybody."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError, Text
from planner.exporting.calendar_folder import scan_calendars
from planner.exporting.deliver import refuse_own_file
from planner.exporting.file_names import room_addresses
from planner.exporting.sending import SendContext, SendRequest, changes_since_release, determine_release, named_parts
from planner.product_types import CalendarProduct, PrintFunctions, Product, PublishSource
from planner.products import PUBLISHED
from planner.programme.ledger_update import draft_ledger
from planner.programme.release import ExistingCalendar, Release
from planner.publishing.published_folder import PublishedFolder
from planner.workspace import Workspace

COPIED: tuple[Product, ...] = tuple(product for product in PUBLISHED if not product.several)
"""The products that can be made of an earlier version: those that consist of one file."""


@dataclass(frozen=True, slots=True)
class VersionCopy:
    """The content of a copy's file, and the number of drafts made so far; a calendar's copy counts as one."""

    content: bytes
    drafts: int


def release_numbered(workspace: Workspace, number: int) -> Release:
    """Return the published version with a number; raise ``EstradError`` if there is none."""
    if found := workspace.releases.read(number):
        return found
    numbers = ", ".join(str(release.number) for release in workspace.releases.all())
    raise EstradError(
        Text("“{name}” has no version {number}.", name=workspace.path.name, number=number),
        Text("It has: {numbers}.", numbers=numbers) if numbers else Text("Nothing of it was published yet."),
    )


def version_copy(
    workspace: Workspace,
    release: Release,
    product: Product,
    drawing: PrintFunctions,
    found: Mapping[str, ExistingCalendar] | None = None,
) -> LongTask[VersionCopy]:
    """Make one product of a published version; record nothing yet.

    A calendar is marked as a draft. ``found`` is the existing draft that it will replace, by part key, as returned by
    ``Outbox.existing_calendars``. A printed programme of any but the last version leaves out the cancelled sessions, as
    no version records them. Raise ``EstradError`` if the product cannot be made.
    """
    ledger, earlier = workspace.releases.ledger(), workspace.releases.read(release.number - 1)
    known = SendContext(workspace.agenda, release.programme, workspace.wording, ledger, release, workspace.path.stem)
    _release, out, _new = determine_release(known, workspace.now(), SendRequest(found=found))
    (whole,) = named_parts(known, None)
    drafted = draft_ledger(ledger, out, [whole])
    source = PublishSource(
        workspace=workspace,
        release=release,
        ledger=drafted,
        parts=[whole],
        news=changes_since_release(earlier, release.programme, len(release.programme.items)),
        stem=whole.name,
        drawing=drawing,
        rooms=room_addresses(release.programme, known.agenda.rooms_in_order, workspace.releases.room_addresses()),
        copy=True,
    )
    files = yield from product.files(source)
    (content,) = files.values()
    return VersionCopy(content, drafted.drafts if isinstance(product, CalendarProduct) else ledger.drafts)


def proposed_file_name(workspace: Workspace, product: Product, version: int) -> str:
    """Return the file name to propose for the copy of a product, such as ``conference-v1.pdf``."""
    return f"{workspace.outbox.with_calendar_names()[0].name}-v{version}{product.suffixes[0]}"


def numbered_path(path: Path, version: int) -> Path:
    """Return the path with a version's number at the end of its stem, as ``-v2``, unless the stem already names it."""
    if re.search(rf"(?<![a-z0-9])v{version}(?![0-9])", path.stem, re.IGNORECASE):
        return path
    return path.with_name(f"{path.stem}-v{version}{path.suffix}")


def refuse_published_folder(workspace: Workspace, target: Path, places: Collection[Path] = ()) -> None:
    """Raise ``EstradError`` if ``target`` is in a folder into which the conference publishes, or a link into one.

    ``places`` are such folders that this computer remembers. Any other is recognised by its files: a calendar of the
    conference that is no draft, or a file that is just as it was published.
    """
    remembered = {place.resolve() for place in places}
    for folder in dict.fromkeys((target.parent.resolve(), target.resolve().parent)):
        if folder in remembered or _is_publishing_folder(workspace, folder):
            raise EstradError(
                Text("A copy of a version is not for “{name}”: the conference publishes there.", name=str(folder)),
                Text("Choose another folder, so that nobody takes an earlier version for the newest."),
            )


def _is_publishing_folder(workspace: Workspace, folder: Path) -> bool:
    conference, published = workspace.agenda.conference.id, workspace.releases.published()
    sent = {entry.event.uid for file in workspace.releases.ledger().files.values() for entry in file.entries.values()}
    known = any(scan.conference or scan.uids & sent for scan in scan_calendars(folder, conference))
    return known or any(PublishedFolder(folder, published, conference).unchanged_files())


def save_version_copy(workspace: Workspace, copy: VersionCopy, path: Path | None) -> None:
    """Write a copy to ``path``, unless that is None, and record the number of drafts; nothing is sent.

    Raise ``EstradError``, with nothing recorded, if the copy cannot be written.
    """
    if path:
        refuse_own_file(workspace.path, path)
    workspace.outbox.write_draft({path: copy.content} if path else {}, copy.drafts)
