"""The fields of the conference and of the organisations behind it."""

from __future__ import annotations

from planner.commands.people import move_partner
from planner.domain.entities import Conference, Partner
from planner.domain.enums import PartnerRole
from planner.domain.text import N_
from planner.wording import LANGUAGE_NAMES
from ui.state.fields.field import Field, choice, colour, flag, line, listed, order, picture, plain, text, zone
from ui.state.fields.naming_choice import naming

PARTNER_ROLES: dict[PartnerRole, str] = {
    PartnerRole.ORGANISER: N_("Organiser"), PartnerRole.PARTNER: N_("Partner"), PartnerRole.SUPPLIER: N_("Supplier"),
}  # fmt: skip
ADDRESSES, LOOKS, CREW = N_("Addresses"), N_("Looks"), N_("For the crew (never published)")

CONFERENCE_FIELDS: tuple[Field, ...] = (
    plain(Conference, "title", N_("Title"), line()),
    plain(Conference, "subtitle", N_("Subtitle"), line()),
    plain(Conference, "acronym", N_("Acronym"), line(), half=True),
    plain(Conference, "edition", N_("Edition"), line(), half=True),
    plain(Conference, "series", N_("Series"), line()),
    plain(Conference, "theme", N_("Theme"), line()),
    plain(Conference, "focus", N_("Focus of the year"), line()),
    plain(Conference, "description", N_("Description"), text(4)),
    plain(Conference, "tags", N_("Tags"), listed(N_("With commas between"))),
    plain(Conference, "language", N_("Language of print and calendar"), choice(LANGUAGE_NAMES)),
    plain(Conference, "timezone", N_("Time zone"), zone),
    plain(Conference, "organisers", N_("Organisers"), line()),
    plain(Conference, "naming", N_("Named to attendees"), naming),
    plain(Conference, "contact", N_("Public contact address"), line("info@…"), group=ADDRESSES),
    plain(Conference, "website", N_("Website"), line("https://"), group=ADDRESSES),
    plain(Conference, "programme_page", N_("Programme page"), line("https://"), group=ADDRESSES),
    plain(Conference, "registration_page", N_("Registration page"), line("https://"), group=ADDRESSES),
    plain(
        Conference, "calendar_address", N_("Where the calendar file will be published"), line("https://"),
        group=ADDRESSES,
    ),
    plain(
        Conference, "speakers_in_title", N_("In calendars"), flag(N_("Speakers in titles")),
        group=LOOKS,
    ),
    plain(Conference, "colour", N_("Colour"), colour(), group=LOOKS),
    picture(Conference, "logo", N_("Logo"), square=False, group=LOOKS),
    plain(Conference, "logo_address", N_("Logo address"), line("https://"), group=LOOKS),
    plain(Conference, "crew_contact", N_("Contact for the crew"), text(2), group=CREW),
    plain(Conference, "note", N_("Note"), text(4), group=CREW),
)  # fmt: skip
PARTNER_FIELDS: tuple[Field, ...] = (
    plain(Partner, "name", N_("Name"), line(), single=True),
    plain(Partner, "role", N_("Role"), choice(PARTNER_ROLES), half=True),
    order(
        Partner,
        lambda agenda, partner: [other for other in agenda.partners_in_order if other.role is partner.role],
        move_partner,
    ),
    plain(Partner, "website", N_("Website"), line("https://")),
    picture(Partner, "logo", N_("Logo"), square=False),
)
