"""The page as a folder: with pictures as files, calendars, and what keeps it where there is no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from planner.exporting.page.page_form import PageForm
from planner.exporting.page.page_pictures import PictureFiles
from planner.exporting.page.room_addresses import RoomAddress
from planner.exporting.page.running_text import LinkPiece
from planner.exporting.page.web_app import ICON, MANIFEST, WORKER, icon, manifest, square_side, worker
from planner.exporting.page.web_page import NAME, web_page
from planner.programme.release import Part, Release, SentFile
from planner.wording import Wording

MOST_KEPT = 4 * 1024 * 1024
"""The maximum size in bytes of all pictures that a browser keeps for when there is no network, the first ones shown."""


def page_folder(
    release: Release,
    words: Wording,
    *,
    earlier: Sequence[Release],
    pictures: Mapping[str, bytes],
    calendar: SentFile | None,
    rooms: Sequence[RoomAddress],
    calendars: Sequence[Part],
) -> Mapping[str, bytes]:
    """Return the page and the files beside it; the arguments are those of ``web_page``.

    ``calendars`` are those that lie beside it too. The page has a fingerprint of itself in it, by which the worker
    knows that it keeps this one and no other: its name changes whenever a byte of the page does.
    """
    shown, beside = release.programme, PictureFiles()
    logo = beside.address(pictures.get(shown.logo))
    links = tuple(LinkPiece(part.title or shown.title, f"{part.name}.ics") for part in calendars)
    form = PageForm(place=beside.address, beside=True, calendars=links)
    made = web_page(release, words, earlier=earlier, pictures=pictures, calendar=calendar, rooms=rooms, form=form)
    page = made[NAME]
    version = sha256(page).hexdigest()[:16]
    page = page.replace(b"<body", f'<body data-version="{version}"'.encode(), 1)
    told = manifest(shown, logo, square_side(beside.files.get(logo, b"")))
    script = worker(shown, version, [MANIFEST, ICON, *_kept(beside.files)])
    return {NAME: page, **beside.files, ICON: icon(shown), MANIFEST: told, WORKER: script}


def _kept(pictures: Mapping[str, bytes]) -> Iterator[str]:
    size = 0
    for name, data in pictures.items():
        size += len(data)
        if size <= MOST_KEPT:
            yield name
