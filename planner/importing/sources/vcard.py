"""Reads address cards (vCard 2.1, 3.0 and 4.0) as people on stage."""

from __future__ import annotations

import quopri
from collections import Counter
from typing import Any

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError, Text, clean_line, clean_text
from planner.domain.value_objects import Link
from planner.importing.incoming import Incoming, IncomingPerson, filled, most_frequent_first, read_each
from planner.importing.sources.content_lines import Component, Properties, Property, components_of, read_lines
from planner.importing.sources.ics_event import web
from planner.tables.opened_file import OpenedFile, too_large

CARD = "VCARD"
NAMESPACE = "vcard"
"""The namespace of all address card files, so that a card with an id is the same person in each."""
MOST_CARDS = 20_000
_READ = {
    "KIND",
    "UID",
    "N",
    "FN",
    "ORG",
    "TITLE",
    "ROLE",
    "EMAIL",
    "TEL",
    "NOTE",
    "URL",
    "LANG",
    "PRONOUNS",
    "SORT-STRING",
}
_OF_CARDS = {"VERSION", "PRODID", "REV", "CLASS", "X-ABLABEL", "CATEGORIES", "SOURCE", "END"}
"""Properties that are irrelevant to a person."""
_NOBODY = {"GROUP", "ORG", "LOCATION", "APPLICATION", "DEVICE"}


def read_vcard(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the people of the cards; raise ``EstradError`` if there are no cards."""
    lines, remarks = yield from read_lines(opened.data)
    cards = [component for component in (yield from components_of(lines)) if component.name == CARD]
    if not cards:
        raise EstradError(
            Text("“{name}” holds no address card (VCARD).", name=opened.name),
            Text("Choose a file of contacts, as .vcf."),
            file=opened.path,
            line=1,
        )
    if len(cards) > MOST_CARDS:
        raise too_large(opened.path)
    known: dict[str, IncomingPerson] = {}
    unmapped: Counter[str] = Counter()
    people, refused = yield from read_each(
        cards, lambda card: _person(card, known, unmapped), lambda card: (card.line, _title(card), "")
    )
    return Incoming(
        name=opened.name,
        namespace=NAMESPACE,
        people=tuple(people),
        refused=tuple(refused),
        unmapped=most_frequent_first(+unmapped),
        remarks=remarks,
    )


def _person(card: Component, known: dict[str, IncomingPerson], unmapped: Counter[str]) -> IncomingPerson:
    """Return the person of a card; raise ``EstradError`` if it is not a person's, or the person was already read."""
    said = card.sorted_out(_READ, _OF_CARDS, unmapped)
    if _line(said, "KIND").upper() in _NOBODY:
        raise EstradError(Text("The card is of no person."), Text("Enter it by hand where it belongs."))
    name = _line(said, "FN") or _name(said)
    if not name:
        raise EstradError(Text("The card has no name."), Text("Give it one in the file."))
    told, uid = _told(said, unmapped), _line(said, "UID").removeprefix("urn:uuid:")
    key = f"{NAMESPACE}/uid:{uid[:200].casefold()}" if uid else f"{NAMESPACE}/name:{name[:200].casefold()}"
    if not uid and key in known and told.get("email") != known[key].told.get("email"):
        key = f"{key}/{str(told.get('email', ''))[:200].casefold()}"
    if key in known:
        raise EstradError(
            Text("The card on line {line} is of the same person, and counts.", line=known[key].line),
            Text("Delete one of them in the file."),
        )
    known[key] = IncomingPerson(card.line, key, name, named=not uid, told=told)
    return known[key]


def _told(said: Properties, unmapped: Counter[str]) -> dict[str, Any]:
    """Return the person's fields that the card has."""
    organisation = [clean_line(part) for one in said.get("ORG", ())[:1] for part in _decoded(one).fields]
    addresses = [clean_line(_decoded(one).text) for one in said.get("URL", ())]
    unmapped.update(
        URL=sum(1 for address in addresses if address and not web(address)),
        EMAIL=len(said.get("EMAIL", ())[1:]),
        TEL=len(said.get("TEL", ())[1:]),
    )
    return filled(
        title=_line(said, "TITLE") or _line(said, "ROLE"),
        organisation=", ".join(part for part in organisation if part),
        email=_preferred(said, "EMAIL").removeprefix("mailto:"),
        phone=_preferred(said, "TEL").removeprefix("tel:"),
        note="\n\n".join(clean_text(_decoded(one).text) for one in said.get("NOTE", ())).strip(),
        links=tuple(dict.fromkeys(Link(address) for address in addresses if web(address))),
        languages=tuple(dict.fromkeys(clean_line(one.text) for one in said.get("LANG", ()))),
        pronouns=_line(said, "PRONOUNS"),
        sort_name=_line(said, "SORT-STRING"),
    )


def _decoded(said: Property) -> Property:
    """Return a property decoded from quoted-printable, which version 2.1 uses for non-ASCII characters."""
    if said.parameters.get("ENCODING", "").upper() != "QUOTED-PRINTABLE":
        return said
    raw = quopri.decodestring(said.value.encode("utf-8", "replace"))
    for charset in (said.parameters.get("CHARSET", "utf-8"), "utf-8", "cp1252"):
        try:
            return Property(said.line, said.name, raw.decode(charset), said.parameters)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return Property(said.line, said.name, raw.decode("latin-1"), said.parameters)


def _line(said: Properties, name: str) -> str:
    return next((text for one in said.get(name, ()) if (text := clean_line(_decoded(one).text))), "")


def _preferred(said: Properties, name: str) -> str:
    """Return the address or number that is marked as preferred, or else the first one."""
    found = [one for one in said.get(name, ()) if one.value.strip()]
    found.sort(key=lambda one: not ("PREF" in one.parameters or "PREF" in one.parameters.get("TYPE", "").upper()))
    return clean_line(_decoded(found[0]).text) if found else ""


def _name(said: Properties) -> str:
    """Return the name in spoken order from its parts: family name, given name, further names."""
    for one in said.get("N", ()):
        family, given, further, *_ = [*(clean_line(part) for part in _decoded(one).fields), "", "", ""]
        if name := " ".join(part for part in (given, further, family) if part):
            return name
    return ""


def _title(card: Component) -> str:
    said = card.first("FN", "ORG", "EMAIL")
    return clean_line(_decoded(said).text) if said else ""
