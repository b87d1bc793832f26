"""Reads address cards (vCard 2.1, 3.0 and 4.0) as people on stage."""

from __future__ import annotations

from collections import Counter
from typing import Any

from planner.domain.long_task import LongTask
from planner.domain.text import EstradError, Text, clean_line, clean_text
from planner.domain.value_objects import Link
from planner.importing.incoming import Incoming, IncomingPerson, filled, most_frequent_first, read_each
from planner.importing.sources.content_lines import Component, components_of, read_lines
from planner.importing.sources.json_rows import counted_address
from planner.tables.opened_file import OpenedFile, too_large

CARD = "VCARD"
NAMESPACE = "vcard"
"""The namespace of all address card files, so that a card with an id is the same person in each."""
MOST_CARDS = 20_000
_READ = {
    *("KIND", "UID", "N", "FN", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "NOTE", "URL", "LANG", "PRONOUNS"),
    "SORT-STRING",
}
_KNOWN = _READ | {"VERSION", "PRODID", "REV", "CLASS", "X-ABLABEL", "CATEGORIES", "SOURCE", "END"}
"""Properties that are read, and those that are irrelevant to a person."""
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
        cards,
        lambda card: _person(card, known, unmapped),
        lambda card: (card.line, card.short("FN", "ORG", "EMAIL"), ""),
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
    card.count_others(_KNOWN, unmapped)
    if card.short("KIND").upper() in _NOBODY:
        raise EstradError(Text("The card is of no person."), Text("Enter it by hand where it belongs."))
    name = card.short("FN") or _name(card)
    if not name:
        raise EstradError(Text("The card has no name."), Text("Give it one in the file."))
    told, uid = _told(card, unmapped), card.short("UID").removeprefix("urn:uuid:")
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


def _told(card: Component, unmapped: Counter[str]) -> dict[str, Any]:
    """Return the person's fields that the card has."""
    organisation = [clean_line(part) for one in card.all("ORG")[:1] for part in one.fields]
    addresses = [counted_address(unmapped, "URL", clean_line(one.text)) for one in card.all("URL")]
    unmapped.update(EMAIL=len(card.all("EMAIL")[1:]), TEL=len(card.all("TEL")[1:]))
    return filled(
        title=card.short("TITLE", "ROLE"),
        organisation=", ".join(filter(None, organisation)),
        email=_preferred(card, "EMAIL").removeprefix("mailto:"),
        phone=_preferred(card, "TEL").removeprefix("tel:"),
        note="\n\n".join(clean_text(one.text) for one in card.all("NOTE")).strip(),
        links=tuple(dict.fromkeys(map(Link, filter(None, addresses)))),
        languages=tuple(dict.fromkeys(clean_line(one.text) for one in card.all("LANG"))),
        pronouns=card.short("PRONOUNS"),
        sort_name=card.short("SORT-STRING"),
    )


def _preferred(card: Component, name: str) -> str:
    """Return the address or number that is marked as preferred, or else the first one."""
    found = [one for one in card.all(name) if one.value.strip()]
    marked = [one for one in found if "PREF" in one.parameters or "PREF" in one.parameters.get("TYPE", "").upper()]
    return next((clean_line(one.text) for one in (*marked, *found)), "")


def _name(card: Component) -> str:
    """Return the name in spoken order from its parts: family name, given name, further names."""
    for one in card.all("N"):
        family, given, further, *_ = [*map(clean_line, one.fields), "", "", ""]
        if name := " ".join(filter(None, (given, further, family))):
            return name
    return ""
