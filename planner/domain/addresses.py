"""Normalises web addresses (IDN to ASCII), checks e-mail addresses, and tells whether a link can lead anywhere."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

_ORGANIZER = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
"""Matches the e-mail addresses that every calendar program can parse, not all that may be typed."""
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_SAFE = "/!$&'()*+,;=:@%-._~"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web_address(text: str) -> str:
    """Normalise an http or https address to ASCII, percent-encoded (RFC 3986); empty if it is invalid or names a user.

    A host with a dot but without a scheme (``www.example.com``) gets ``https://``. Hosts with anything
    but letters, digits, hyphens and dots, such as IPv6 addresses, count as invalid.
    """
    typed = text.strip()
    if not typed or any(c.isspace() for c in typed.split("://")[-1].split("/")[0]):
        return ""
    if not _SCHEME.match(typed) and re.match(r"[^\s/?#:@]+\.[^\s/?#:@]+(?:[/?#:]|$)", typed):
        typed = f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
        path, query, fragment = (_percent_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    except ValueError:  # UnicodeError is one
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or parts.username is not None:
        return ""
    where = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme, where, path, query, fragment))


def sibling_address(address: str, file_name: str) -> str:
    """Return the address of ``file_name`` beside a calendar file; empty if ``address`` is no .ics or has a query."""
    parts = urlsplit(address)
    folder, _slash, last = parts.path.rpartition("/")
    if not last.lower().endswith(".ics") or parts.query:
        return ""
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{_percent_encoded(file_name)}", "", ""))


def _percent_encoded(part: str) -> str:
    return _BARE_PERCENT.sub("%25", quote(part, safe=_SAFE + "?"))


def mail_address(text: str) -> str:
    """Return the e-mail address, stripped; empty if some calendar program could not parse it."""
    return text.strip() if _ORGANIZER.fullmatch(text.strip()) else ""


_OPENED_BY_PROGRAMS = re.compile(
    r"(?!(?:https?|file|javascript|data|vbscript):)[a-z][a-z0-9+.-]+:(?://)?[^\s/:]\S*", re.I
)
"""Matches an address with a scheme such as ``geo:``, but not the web's, ``file:``, ``data:`` or those of scripts."""


def is_usable_link(text: str) -> bool:
    """Return whether a link can lead somewhere: to a web page, a mailbox, or by another scheme to another program."""
    link = text.strip()
    if link.lower().startswith("mailto:"):
        return bool(mail_address(link[len("mailto:") :].partition("?")[0]))
    return bool(web_address(link) or _OPENED_BY_PROGRAMS.fullmatch(link))


def is_mail_or_web_address(text: str) -> bool:
    """Return whether a contact is an e-mail address or a web page."""
    return bool(mail_address(text) or web_address(text))
