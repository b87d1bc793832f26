"""Subscribing to the conference's calendar from a page: a link for each program that can, and a QR code for telephones.

Google's and Microsoft's addresses are those that their own pages for a calendar from the web have; neither documents
them as an interface.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from planner.domain.addresses import web_address
from planner.domain.text import N_
from planner.exporting.page.running_text import LinkPiece
from planner.programme.programme import Programme
from planner.wording import Wording

LARGEST_CODE = 200
"""The maximum length of an address in a QR code; the squares of a longer one are too small on a screen."""
ON_THIS_DEVICE = N_("Apple Calendar, Outlook, Thunderbird and others on this device")


def subscribing(programme: Programme, words: Wording) -> dict[str, object]:
    """Return the page's own address and what its template shows of the calendar, with a QR code of the first known."""
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
    """Return the links that subscribe, by program; none if the calendar's address is not known.

    The first is for the calendar program of a device. Its scheme ``webcal`` is in no standard, but each of them has it.
    """
    address = web_address(programme.calendar_address)
    if not address:
        return ()
    webcal, asked = f"webcal:{address.partition(':')[2]}", f"url={_quoted(address)}&name={_quoted(programme.title)}"
    return (
        LinkPiece(words(ON_THIS_DEVICE), webcal),
        LinkPiece("Google Calendar", f"https://calendar.google.com/calendar/r?cid={_quoted(webcal)}"),
        LinkPiece("Outlook.com", f"https://outlook.live.com/calendar/0/addfromweb?{asked}"),
        LinkPiece("Microsoft 365", f"https://outlook.office.com/calendar/0/addfromweb?{asked}"),
    )


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def qr_code(address: str) -> Markup:
    """Return an address as a QR code (ISO/IEC 18004), an SVG without style; empty if there is none, or it is long."""
    if not address or len(address) > LARGEST_CODE:
        return Markup()
    from segno import make_qr  # only where a page has an address

    code = make_qr(address, error="m")
    return Markup(code.svg_inline(omitsize=True, svgclass=None, lineclass=None, dark="#000", light="#fff"))
