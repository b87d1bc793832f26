"""The rule about addresses that cannot work, imported or from an older Estrad.

In calendars, those of a session are only in its description, as they were typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from planner.domain.addresses import is_mail_or_web_address, is_usable_link, web_address
from planner.domain.agenda import Agenda
from planner.domain.text import N_, Plural, Text
from planner.rules.rule import Conflict, Rule, Severity

ADDRESSES_KNOWN = 50_000
"""The maximum number of addresses in each cache of results, as the same ones are checked after each change."""
ID = "address-unusable"
_SHORT = Text("An address cannot work")


_is_page = lru_cache(maxsize=ADDRESSES_KNOWN)(web_address)
_is_link = lru_cache(maxsize=ADDRESSES_KNOWN)(is_usable_link)


def _unusable_addresses(pages: Iterable[str] = (), links: Iterable[str] = ()) -> list[str]:
    """Return those of the addresses that cannot work; empty ones are skipped."""
    found = [page for page in pages if page and not _is_page(page)]
    return found + [link for link in links if link and not _is_link(link)]


def _address_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for conference, venue and organisations together, and for each session and person concerned."""
    yield from _conference_conflicts(agenda)
    for session in agenda.sessions_in_order:
        if found := _unusable_addresses(
            (session.website,), (session.stream, *(link.address for link in session.links))
        ):
            text = Plural(
                "“{title}” has an address that cannot work, so attendees cannot go there: {addresses}.",
                "“{title}” has {n} addresses that cannot work, so attendees cannot go there: {addresses}.",
                len(found), title=session.title, addresses=", ".join(found),
            )  # fmt: skip
            yield Conflict(ID, Severity.WARNING, (session.id,), text, _SHORT)
    for person in agenda.people_in_order:
        if found := _unusable_addresses((), [link.address for link in person.links]):
            text = Plural(
                "{name} has a link that cannot work, so attendees cannot go there: {addresses}.",
                "{name} has {n} links that cannot work, so attendees cannot go there: {addresses}.",
                len(found), name=person.name, addresses=", ".join(found),
            )  # fmt: skip
            yield Conflict(ID, Severity.WARNING, (), text, _SHORT, people=(person.id,))


def _conference_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    about = agenda.conference
    pages = (about.website, about.programme_page, about.registration_page, about.calendar_address, about.logo_address)
    partners = (partner.website for partner in agenda.partners.values())
    found = _unusable_addresses((*pages, *partners), (agenda.venue.map_link,))
    if about.contact and not is_mail_or_web_address(about.contact):
        found.insert(0, about.contact)
    if found:
        text = Plural(
            "The conference, its venue or an organisation has an address that cannot work, so attendees do not get it: "
            "{addresses}.",
            "The conference, its venue and organisations have {n} addresses that cannot work, so attendees do not get "
            "them: {addresses}.",
            len(found), addresses=", ".join(found),
        )  # fmt: skip
        yield Conflict(ID, Severity.WARNING, (), text, _SHORT)


ADDRESS_UNUSABLE = Rule(id=ID, title=N_("Address that cannot work"), in_plan=_address_conflicts)
