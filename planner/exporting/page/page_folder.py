"""The page as a folder: with pictures as files, calendars, and the manifest, icon and worker that make an application
of it, which keeps it where there is no network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from struct import pack, unpack
from zlib import compress, crc32

from planner.domain.value_objects import COLOURS
from planner.exporting.file_names import RoomAddress
from planner.exporting.formats.schedule import GENERATOR, MARK
from planner.exporting.page.page_pictures import PageForm, PictureFiles
from planner.exporting.page.page_style import readable_ground
from planner.exporting.page.running_text import LinkPiece
from planner.exporting.page.web_page import NAME, web_page
from planner.programme.calendar import conference_uid
from planner.programme.programme import Programme
from planner.programme.release import Part, Release, SentFile
from planner.wording import Wording
from resources import FOLDER

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
    sizes = accumulate(map(len, beside.files.values()))
    kept = [name for name, size in zip(beside.files, sizes, strict=True) if size <= MOST_KEPT]
    script = worker(shown, version, [MANIFEST, ICON, *kept])
    return {NAME: page, **beside.files, ICON: icon(shown), MANIFEST: told, WORKER: script}


MANIFEST, ICON, WORKER = "page.webmanifest", "page-icon.png", "page-worker.js"
SIDE = 512
"""The width and height of the icon in pixels, the largest that a browser asks for."""
LEAST_SIDE = 192
"""The least width and height of a logo that serves as an icon (Chromium's, to offer to install a page)."""
_BARS = ((160, 200, 376), (236, 276, 312), (312, 352, 344))
"""Top, bottom and right of white bars in pixels, within the middle of an icon of which a platform cuts off the rest."""
_LEFT = 136
_PNG = b"\x89PNG\r\n\x1a\n"


def page_mark(shown: Programme) -> str:
    """Return the text by which a file beside the page is known as one of the conference."""
    return f"{GENERATOR} {MARK}{conference_uid(shown.id)}"


def icon(shown: Programme) -> bytes:
    """Return a square PNG (ISO/IEC 15948) of the conference's colour with white bars, as of a programme."""
    ground = bytes.fromhex(readable_ground(COLOURS.get(shown.colour, COLOURS["royalblue"]))[1:])
    rows = b"".join(
        b"\0" + _row(next((right for top, bottom, right in _BARS if top <= y < bottom), _LEFT)) for y in range(SIDE)
    )
    head = pack(">IIBBBBB", SIDE, SIDE, 1, 3, 0, 0, 0)
    said = b"Software\0" + page_mark(shown).encode()
    pieces = (
        (b"IHDR", head),
        (b"PLTE", ground + b"\xff" * 3),
        (b"tEXt", said),
        (b"IDAT", compress(rows, 9)),
        (b"IEND", b""),
    )
    return _PNG + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", crc32(name + data)) for name, data in pieces
    )


def _row(right: int) -> bytes:
    """Return a row of one bit a pixel, white from the left of the bars to ``right``."""
    return bytes(_LEFT // 8) + b"\xff" * ((right - _LEFT) // 8) + bytes((SIDE - right) // 8)


def square_side(data: bytes) -> int:
    """Return the width of a square PNG in pixels; 0 for any other picture."""
    if not data.startswith(_PNG) or len(data) < 24:
        return 0
    width, height = unpack(">II", data[16:24])
    return int(width) if width == height else 0


def manifest(shown: Programme, logo: str, logo_side: int) -> bytes:
    """Return the manifest (W3C Web Application Manifest); a ``logo`` that is square and large enough is an icon too."""
    icons = [{"src": ICON, "sizes": f"{SIDE}x{SIDE}", "type": "image/png", "purpose": "maskable"}]
    first = {"src": logo, "sizes": f"{logo_side}x{logo_side}"} if logo_side >= LEAST_SIDE else {}
    icons.insert(0, {**icons[0], "purpose": "any", **first})
    colour = readable_ground(COLOURS.get(shown.colour, COLOURS["royalblue"]))
    told = {
        "name": shown.title, "lang": shown.language, "dir": "auto", "start_url": "index.html", "scope": "./",
        "display": "standalone", "theme_color": colour, "background_color": "#ffffff", "icons": icons,
        "estrad": page_mark(shown),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def worker(shown: Programme, version: str, files: Sequence[str]) -> bytes:
    """Return the service worker that keeps the page of a version with these files beside it."""
    page = json.dumps({"version": version, "files": list(files)})
    script = (FOLDER / "page" / "worker.js").read_text("utf-8")
    return f"// {page_mark(shown)}\nconst PAGE = {page};\n{script}".encode()
