"""A copy of a published version: one product of it, marked with its number, which goes out to nobody."""

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
from planner.exporting.sending import SendContext, SendRequest, named_parts, outgoing, release_news
from planner.product_types import CalendarProduct, Drawing, Product, PublishSource
from planner.products import PUBLISHED
from planner.programme.ledger_update import draft_ledger
from planner.programme.release import ExistingCalendar, Release
from planner.publishing.published_folder import PublishedFolder
from planner.workspace import Workspace

COPIED: tuple[Product, ...] = tuple(product for product in PUBLISHED if not product.several)
"""The products of which a version can be copied: those that are one file."""


@dataclass(frozen=True, slots=True)
class VersionCopy:
    """The content of a copy, and the number of drafts that were made with it."""

    content: bytes
    drafts: int


def release_numbered(workspace: Workspace, number: int) -> Release:
    """Return a published version; raise ``EstradError`` if there is none of that number."""
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
    drawing: Drawing,
    found: Mapping[str, ExistingCalendar] | None = None,
) -> LongTask[VersionCopy]:
    """Make a copy of a version: its calendar is a draft, as are those of the plan, and nothing is recorded yet.

    ``found`` is the draft that it replaces, by part key, as ``Outbox.lying`` returns it. Of what was called off by then
    a printed programme says nothing, as no version holds it. Raise ``EstradError`` if it cannot be made.
    """
    ledger, earlier = workspace.releases.ledger(), workspace.releases.read(release.number - 1)
    known = SendContext(workspace.agenda, release.programme, workspace.wording, ledger, release, workspace.path.stem)
    _release, out, _new = outgoing(known, workspace.now(), SendRequest(found=found))
    (whole,) = named_parts(known, None)
    drafted = draft_ledger(ledger, out, [whole])
    source = PublishSource(
        workspace=workspace,
        release=release,
        ledger=drafted,
        parts=[whole],
        news=release_news(earlier, release.programme, len(release.programme.items)),
        stem=whole.name,
        drawing=drawing,
        rooms=room_addresses(release.programme, known.agenda.rooms_in_order, workspace.releases.room_addresses()),
        copy=True,
    )
    files = yield from product.files(source)
    (content,) = files.values()
    return VersionCopy(content, drafted.drafts if isinstance(product, CalendarProduct) else ledger.drafts)


def proposed_name(workspace: Workspace, product: Product, version: int) -> str:
    """Return the name to propose for a copy, such as conference-v1.pdf."""
    return f"{workspace.outbox.named()[0].name}-v{version}{product.suffixes[0]}"


def numbered(path: Path, version: int) -> Path:
    """Return the path with the number of a version in its name; unchanged if it is there already."""
    if re.search(rf"(?<![a-z0-9])v{version}(?![0-9])", path.stem, re.IGNORECASE):
        return path
    return path.with_name(f"{path.stem}-v{version}{path.suffix}")


def refuse_published_folder(workspace: Workspace, target: Path, places: Collection[Path] = ()) -> None:
    """Raise ``EstradError`` for a file in a folder into which the conference publishes, or a link that leads there.

    ``places`` are the folders that this computer remembers. Another is known by what lies there: a calendar of the
    conference, drafts aside, or a file with bytes that were published.
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
    return known or any(PublishedFolder(folder, published, conference).lying())


def save(workspace: Workspace, copy: VersionCopy, path: Path | None) -> None:
    """Write a copy, or none without a path, and record its number if it is a draft; nothing is sent.

    Raise ``EstradError`` if it cannot be written; nothing is recorded then.
    """
    if path:
        refuse_own_file(workspace.path, path)
    workspace.outbox.write_draft({path: copy.content} if path else {}, copy.drafts)
