"""Writes the programme as one web page, which loads nothing from other sites and is complete without its script.

Its HTML is a list of the sessions by time, readable in a text browser; in a wide window its style sheet makes a grid of
rooms and times of it. The template escapes every text. Also writes the page for a folder, with the files beside it:
pictures, icon, manifest and service worker.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, pairwise
from struct import pack, unpack
from typing import Any
from urllib.parse import quote
from zlib import compress, crc32

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from planner.domain.addresses import web_address
from planner.domain.attendee_names import affiliation
from planner.domain.text import N_, Plural, Text
from planner.domain.value_objects import COLOURS, PartnerRole
from planner.domain.zones import time_zone
from planner.exporting.file_names import RoomAddress, room_addresses
from planner.exporting.formats.schedule import GENERATOR, MARK, generator_line
from planner.exporting.page.page_entries import MOST_LINES, PageDays, called_off_sessions, door_sign_data, session_news
from planner.exporting.page.page_pictures import (
    LARGEST_LOGO,
    LARGEST_PARTNER_LOGO,
    LARGEST_PORTRAIT,
    PagePackaging,
    PictureFiles,
)
from planner.exporting.page.page_script import page_script, script_data
from planner.exporting.page.page_style import ROOMS_AT_ONCE, csp_source, page_style, readable_background
from planner.exporting.page.running_text import LinkPiece, Paragraph, paragraphs, safe_address, safe_links
from planner.programme.calendar import conference_uid, person_uid
from planner.programme.difference import change_lines, difference
from planner.programme.profiles import PublicPerson
from planner.programme.programme import Programme
from planner.programme.public_words import date_range
from planner.programme.release import Part, Release, SentFile
from planner.wording import Wording
from resources import FOLDER

NAME = "index.html"
_NO_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Matches characters not allowed in HTML (WHATWG HTML, *Preprocessing the input stream*), and the form feed."""
WORDS: Mapping[str, str] = {
    "skip": N_("Skip to the programme"),
    "days": N_("Days"),
    "registration": N_("Registration"),
    "map": N_("Map"),
    "website": N_("Website"),
    "programme_page": N_("Programme page"),
    "contact": N_("Contact"),
    "theme": N_("Theme"),
    "focus": N_("Focus of the year"),
    "rooms": N_("Rooms"),
    "several": N_("Several rooms"),
    "preliminary": N_("Preliminary"),
    "more": N_("More"),
    "language": N_("Language"),
    "tags": N_("Tags"),
    "off": N_("Called off"),
    "people": N_("People"),
    "venue": N_("Venue"),
    "directions": N_("The way there"),
    "changes": N_("What changed"),
    "nothing": N_("Nothing is placed on this day."),
    "subscribe": N_("Subscribe to the calendar"),
    "calendar": N_("Calendar"),
    "subscribed": N_("Whoever subscribes gets every change. Entries that were only added stay as they are."),
    "calendar_address": N_("Other programs ask for the calendar's address:"),
    "code": N_("QR code"),
    "calendar_files": N_("As files, which do not update themselves"),
}
"""The page's own words, as opposed to the conference's texts, by their names in the template."""
ALONE = PagePackaging()
PARTNER_WORDS = {
    PartnerRole.ORGANISER: N_("Organisers"),
    PartnerRole.PARTNER: N_("Partners"),
    PartnerRole.SUPPLIER: N_("Suppliers"),
}


@dataclass(frozen=True, slots=True)
class PagePerson:
    """A person's profile as the template shows it; ``initials`` stand in for a missing portrait.

    ``belongs`` is their title and organisation, ``portrait`` the address of the picture, or empty.
    """

    person: PublicPerson
    anchor: str
    belongs: str
    initials: str
    portrait: str
    bio: tuple[Paragraph, ...]
    links: tuple[LinkPiece, ...]


def web_page(
    release: Release,
    words: Wording,
    *,
    earlier: Sequence[Release],
    pictures: Mapping[str, bytes],
    calendar: SentFile | None = None,
    rooms: Sequence[RoomAddress] = (),
    form: PagePackaging = ALONE,
) -> Mapping[str, bytes]:
    """Return the page of a release, by file name; ``words`` are in the conference's language.

    ``earlier`` are the releases before it, the oldest first, and ``pictures`` the contents of its programme's pictures
    by id. ``calendar`` is the record of the whole conference's calendar that is published with it, None if none is.
    ``rooms`` are the programme's rooms with their addresses; without them, new addresses are made of the names.
    """
    programme, releases = release.programme, (*earlier, release)
    off, marks = called_off_sessions(releases), session_news(releases)
    people = tuple(_people(programme, pictures, form))
    days = tuple(PageDays(programme, words, marks, {one.person.id: one.anchor for one in people}).days(off))
    entries = [one for day in days for slot in day.slots for one in slot.entries]
    style = page_style(programme.colour, [one.band for one in entries], [day.grid for day in days if day.grid])
    as_of = _version_text(release, words, AS_OF_LINE) if form.beside else ""
    page = _template().render(
        programme=programme,
        say={name: words(message) for name, message in WORDS.items()},
        days=days,
        people=people,
        partners=tuple(_partners(programme, words, pictures, form)),
        logo=form.place(pictures.get(programme.logo), LARGEST_LOGO),
        form=form,
        **_conference_values(release, words),
        news=tuple(_version_changes(releases, words)),
        **_inline_texts(style=style, script=page_script()),
        data=script_data(programme, entries, words, calendar, rooms or room_addresses(programme, (), {}), as_of)
        | door_sign_data(programme, marks, off, words),
        begins=min((one.start for one in entries), default=""),
        ends=max((one.end for one in entries), default=""),
    )
    return {NAME: _NO_TEXT.sub("", page).encode()}


def _inline_texts(**texts: str) -> dict[str, str]:
    """Return the page's style sheet and script unescaped, by name, and the CSP source of each as ``NAME_source``."""
    sources = {f"{name}_source": csp_source(text) for name, text in texts.items()}
    return {**{name: Markup(text) for name, text in texts.items()}, **sources}


def _conference_values(release: Release, words: Wording) -> dict[str, Any]:
    """Return the template's values about the version and the conference as a whole, by their names there."""
    programme = release.programme
    return {
        "version": _version_text(release, words),
        "zone": words.say(Text("All times are those of the venue: {zone}.", zone=programme.timezone)),
        "generator": generator_line(release),
        "dates": date_range([day.date for day in programme.days], words.language),
        "about": paragraphs(programme.description),
        "directions": paragraphs(programme.directions),
        "registration": web_address(programme.registration_page),
        "map_link": web_address(programme.map_link),
        "contact": _contact_link(programme.contact),
        "website": web_address(programme.website),
        "rooms_at_once": ROOMS_AT_ONCE,
        **subscription_values(programme, words),
    }


def _template() -> Template:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(FOLDER / "page"),
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return made.get_template("index.html.jinja")


VERSION_LINE, AS_OF_LINE = N_("Version {number}, {date}"), N_("No connection: as of version {number}, {date}")


def _version_text(release: Release, words: Wording, message: str = VERSION_LINE) -> str:
    """Return a message filled in with a release's number, and the time it was made in the venue's time zone."""
    made = release.made.astimezone(time_zone(release.programme.timezone))
    return words.say(Text(message, number=release.number, date=f"{made:%Y-%m-%d %H:%M}"))


def _contact_link(text: str) -> LinkPiece | None:
    address = safe_address(text) or safe_address(f"mailto:{text}")
    return LinkPiece(text, address) if address else None


def _version_changes(releases: Sequence[Release], words: Wording) -> Iterator[tuple[str, list[str], str]]:
    """Yield for each version but the first, the newest first: its heading, its changes, and a line counting the rest.

    At most ``MOST_LINES`` changes are named; the last line is empty if there are no more.
    """
    for before, after in reversed(list(pairwise(releases))):
        lines = [words.say(line) for line in change_lines(difference(before.programme, after.programme))]
        more = Plural("and {n} more change", "and {n} more changes", len(lines) - MOST_LINES)
        yield _version_text(after, words), lines[:MOST_LINES], words.say(more) if len(lines) > MOST_LINES else ""


def _people(programme: Programme, pictures: Mapping[str, bytes], form: PagePackaging) -> Iterator[PagePerson]:
    """Yield the people who have a public profile."""
    for one in programme.people or ():
        portrait = form.place(pictures.get(one.photo), LARGEST_PORTRAIT)
        names = one.name.split()
        yield PagePerson(
            one,
            f"p-{person_uid(programme.id, one.id)[-12:]}",
            affiliation(one.title, one.organisation),
            "".join(name[0] for name in (names[:1] + names[1:][-1:])).upper(),
            portrait,
            paragraphs(one.bio),
            safe_links(one.links),
        )


def _partners(
    programme: Programme, words: Wording, pictures: Mapping[str, bytes], form: PagePackaging
) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the heading of each role that a partner has, with names, web addresses and logos of these partners."""
    for role, message in PARTNER_WORDS.items():
        if found := [
            (one.name, web_address(one.website), form.place(pictures.get(one.logo), LARGEST_PARTNER_LOGO))
            for one in programme.partners
            if one.role is role
        ]:
            yield words(message), found


LARGEST_CODE = 200
"""The maximum length of an address in a QR code; a longer one would have too small squares on a screen."""
ON_THIS_DEVICE = N_("Apple Calendar, Outlook, Thunderbird and others on this device")


def subscription_values(programme: Programme, words: Wording) -> dict[str, object]:
    """Return the template's values for subscribing: addresses of page and calendar, links, and a QR code.

    The code is of the programme page, or else of the first calendar link; it may be empty, see ``qr_code``.
    """
    calendar_address, links = web_address(programme.calendar_address), calendar_links(programme, words)
    programme_page = web_address(programme.programme_page)
    code_address = programme_page or (links[0].address if links else "")
    return {
        "programme_page": programme_page,
        "calendar_address": calendar_address,
        "calendar_links": links,
        "code": qr_code(code_address),
        "code_address": code_address,
    }


def calendar_links(programme: Programme, words: Wording) -> tuple[LinkPiece, ...]:
    """Return links to subscribe in calendar programs; none if the calendar's address is not known.

    The first, for programs on the reader's own device, has the scheme ``webcal``, which no standard defines.
    """
    address = web_address(programme.calendar_address)
    if not address:
        return ()
    webcal, asked = (
        f"webcal:{address.partition(':')[2]}",
        f"url={_url_quoted(address)}&name={_url_quoted(programme.title)}",
    )
    return (
        LinkPiece(words(ON_THIS_DEVICE), webcal),
        LinkPiece("Google Calendar", f"https://calendar.google.com/calendar/r?cid={_url_quoted(webcal)}"),
        LinkPiece("Outlook.com", f"https://outlook.live.com/calendar/0/addfromweb?{asked}"),
        LinkPiece("Microsoft 365", f"https://outlook.office.com/calendar/0/addfromweb?{asked}"),
    )


def _url_quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def qr_code(address: str) -> Markup:
    """Return an address as a QR code (ISO/IEC 18004) in SVG; empty if it is empty or longer than ``LARGEST_CODE``."""
    if not address or len(address) > LARGEST_CODE:
        return Markup()
    from segno import make_qr  # only where a page has an address

    code = make_qr(address, error="m")
    return Markup(code.svg_inline(omitsize=True, svgclass=None, lineclass=None, dark="#000", light="#fff"))


MOST_KEPT = 4 * 1024 * 1024
"""The maximum size in bytes of all pictures that a browser keeps for use without a network; the last are left out."""


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
    """Return the page and the files beside it, by name; the arguments are those of ``web_page``.

    ``calendars`` are the parts whose calendar files lie beside the page, to which it links. The page contains a hash of
    the rest of it as its version, by which the service worker recognises the page that it keeps.
    """
    shown, beside = release.programme, PictureFiles()
    logo = beside.add_picture(pictures.get(shown.logo))
    links = tuple(LinkPiece(part.title or shown.title, f"{part.name}.ics") for part in calendars)
    form = PagePackaging(place=beside.add_picture, beside=True, calendars=links)
    made = web_page(release, words, earlier=earlier, pictures=pictures, calendar=calendar, rooms=rooms, form=form)
    page = made[NAME]
    version = sha256(page).hexdigest()[:16]
    page = page.replace(b"<body", f'<body data-version="{version}"'.encode(), 1)
    told = manifest_json(shown, logo, square_png_side(beside.files.get(logo, b"")))
    sizes = accumulate(map(len, beside.files.values()))
    kept = [name for name, size in zip(beside.files, sizes, strict=True) if size <= MOST_KEPT]
    script = worker_script(shown, version, [MANIFEST, ICON, *kept])
    return {NAME: page, **beside.files, ICON: icon_png(shown), MANIFEST: told, WORKER: script}


MANIFEST, ICON, WORKER = "page.webmanifest", "page-icon.png", "page-worker.js"
SIDE = 512
"""The width and height of the icon in pixels, the largest size that browsers ask for."""
LEAST_SIDE = 192
"""The least width and height in pixels of a logo that serves as an icon; Chromium installs no page without such."""
_BARS = ((160, 200, 376), (236, 276, 312), (312, 352, 344))
"""Top, bottom and right of the icon's white bars in pixels, within the middle, since platforms cut off the edges."""
_LEFT = 136
_PNG = b"\x89PNG\r\n\x1a\n"


def conference_marker(shown: Programme) -> str:
    """Return the text in a file beside the page by which it is recognised as this conference's."""
    return f"{GENERATOR} {MARK}{conference_uid(shown.id)}"


def icon_png(shown: Programme) -> bytes:
    """Return the icon as a square PNG (ISO/IEC 15948) in the conference's colour, with white bars like a programme."""
    ground = bytes.fromhex(readable_background(COLOURS.get(shown.colour, COLOURS["royalblue"]))[1:])
    rows = b"".join(
        b"\0" + _icon_row(next((right for top, bottom, right in _BARS if top <= y < bottom), _LEFT))
        for y in range(SIDE)
    )
    head = pack(">IIBBBBB", SIDE, SIDE, 1, 3, 0, 0, 0)
    said = b"Software\0" + conference_marker(shown).encode()
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


def _icon_row(right: int) -> bytes:
    """Return a pixel row of the icon, with one bit for each pixel, that is white from the bars' left to ``right``."""
    return bytes(_LEFT // 8) + b"\xff" * ((right - _LEFT) // 8) + bytes((SIDE - right) // 8)


def square_png_side(data: bytes) -> int:
    """Return the width of a square PNG in pixels; 0 for any other picture."""
    if not data.startswith(_PNG) or len(data) < 24:
        return 0
    width, height = unpack(">II", data[16:24])
    return int(width) if width == height else 0


def manifest_json(shown: Programme, logo: str, logo_side: int) -> bytes:
    """Return the manifest (W3C Web Application Manifest); a ``logo`` that is square and large enough is an icon too."""
    icons = [{"src": ICON, "sizes": f"{SIDE}x{SIDE}", "type": "image/png", "purpose": "maskable"}]
    first = {"src": logo, "sizes": f"{logo_side}x{logo_side}"} if logo_side >= LEAST_SIDE else {}
    icons.insert(0, {**icons[0], "purpose": "any", **first})
    colour = readable_background(COLOURS.get(shown.colour, COLOURS["royalblue"]))
    told = {
        "name": shown.title, "lang": shown.language, "dir": "auto", "start_url": "index.html", "scope": "./",
        "display": "standalone", "theme_color": colour, "background_color": "#ffffff", "icons": icons,
        "estrad": conference_marker(shown),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def worker_script(shown: Programme, version: str, files: Sequence[str]) -> bytes:
    """Return the script of the service worker that keeps this version of the page and these files beside it."""
    page = json.dumps({"version": version, "files": list(files)})
    script = (FOLDER / "page" / "worker.js").read_text("utf-8")
    return f"// {conference_marker(shown)}\nconst PAGE = {page};\n{script}".encode()
