"""The form fields of conference, people, moderators' shifts, organisations, days, tracks, rooms and venue."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QStandardItem, QStandardItemModel

from planner.commands.answers import change_own_answer, people_in_plan
from planner.commands.edit import edit, in_one_step
from planner.commands.people import edit_cover, set_cover_times
from planner.commands.value_text import read_earlier, write_earlier
from planner.commands.venue import move_day, night_closing_sentence, set_day_hours
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Conference, Cover, Day, Partner, Person, Room, Track, Venue
from planner.domain.languages import LANGUAGE_NAMES
from planner.domain.text import N_, Plural
from planner.domain.value_objects import ABSTRACT_NAMES, PROFILE_NAMES, PartnerRole, State
from planner.domain.value_objects import ROLE_NAMES as ROLE_NAMES
from planner.domain.value_objects import STATE_NAMES as STATE_NAMES
from ui.forms.field import (
    Field,
    NamingChoiceEditor,
    attribute_field,
    choice_factory,
    clock_time,
    clock_time_or_none,
    colour_field,
    contact,
    day_editor,
    day_options,
    email,
    entity_field,
    extra_editor,
    flag_factory,
    headline_factory,
    line_factory,
    link,
    links_editor,
    list_factory,
    naming_editor,
    number_or_none,
    optional_parser,
    order_field,
    past_day_editor,
    picture_field,
    text_editor,
    typed_factory,
    value_factory,
    web_page,
    zone_editor,
    zone_fault,
)
from ui.forms.photo_editor import PortraitItem
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice
from ui.kit.editors.text_editors import TextEditor, ValueEditor
from ui.kit.pictures.portrait import FACE
from ui.plan.availability_editor import AvailabilityEditor
from ui.state.document import Document

COMING, TIMES, ABOUT, STAGE, AGREED, MORE = (
    N_("Whether they come (never published)"), N_("When they can come"), N_("About (may be published)"),
    N_("On stage"), N_("Agreed (never published)"), N_("More"),
)  # fmt: skip
COMMAS = N_("Separate with commas")
CHAIR = N_("Chair")
"""The name of the role that a block's people have."""


def _earlier_appearances_editor(document: Document) -> ValueEditor:
    names = {role: document.presentation.words(name) for role, name in ROLE_NAMES.items()}
    sentence = document.presentation.words("Type a year and a role, such as “2023 moderator”.")
    return TextEditor(
        document.presentation.words("2023 moderator"), lambda typed: read_earlier(typed, names, sentence),
        lambda value: write_earlier(value, names),
    )  # fmt: skip


def _own_answer_field(name: str, label: str, make: Any) -> Field:
    """Return a field of a person's own answer, for people in no session, block or shift.

    A new state sets or clears the dates of asking and answering, as ``with_answer`` does.
    """

    def apply(agenda: Agenda, person_id: str, said: tuple[Any, date]) -> Change:
        value, today = said
        return change_own_answer(agenda, person_id, today=today, **{name: value})

    return Field(
        name, label, make, apply, lambda agenda, person: getattr(person, name), group=COMING,
        given=lambda document, value: (value, document.plan.today()),
        fits=lambda agenda, people: people_in_plan(agenda).isdisjoint(person.id for person in people),
    )  # fmt: skip


PERSON_FIELDS: tuple[Field, ...] = (
    picture_field(Person, "photo", N_("Photo"), square=True),
    entity_field(Person, "name", N_("Name"), headline_factory(), single=True),
    entity_field(Person, "title", N_("Title"), headline_factory()),
    entity_field(Person, "organisation", N_("Organisation"), headline_factory()),
    entity_field(Person, "email", N_("E-mail (never published)"), email, single=True),
    entity_field(Person, "phone", N_("Phone (never published)"), line_factory(), single=True),
    entity_field(Person, "note", N_("Note (never published)"), text_editor),
    _own_answer_field("state", N_("Reply"), value_factory(STATE_NAMES)),
    _own_answer_field("asked", N_("Asked"), past_day_editor),
    _own_answer_field("answered", N_("Answered"), past_day_editor),
    entity_field(
        Person, "availability", N_("Available"), lambda document: AvailabilityEditor(document.plan), group=TIMES
    ),
    entity_field(Person, "bio", N_("Biography"), text_editor, group=ABOUT),
    entity_field(Person, "pronouns", N_("Pronouns"), line_factory(), group=ABOUT),
    entity_field(Person, "languages", N_("Languages"), list_factory(COMMAS), group=ABOUT),
    entity_field(Person, "links", N_("Links, a line each"), links_editor, group=ABOUT),
    entity_field(
        Person,
        "publish_profile",
        N_("Publish biography, photo and links"),
        flag_factory(N_("To attendees")),
        group=ABOUT,
    ),
    entity_field(
        Person, "pronunciation", N_("Pronunciation"), line_factory(N_("STEH-fan SING-man")), single=True, group=STAGE
    ),
    entity_field(Person, "needs", N_("Needs"), list_factory(COMMAS), group=STAGE),
    entity_field(Person, "brings", N_("Brings"), list_factory(COMMAS), group=STAGE),
    entity_field(Person, "travel", N_("Travel"), text_editor, group=AGREED),
    entity_field(Person, "lodging", N_("Lodging"), text_editor, group=AGREED),
    entity_field(Person, "fee", N_("Fee"), text_editor, group=AGREED),
    entity_field(Person, "expenses", N_("Expenses"), text_editor, group=AGREED),
    entity_field(Person, "diet", N_("Diet"), text_editor, group=AGREED),
    entity_field(
        Person, "earlier", N_("Earlier appearances, a line each"), _earlier_appearances_editor, single=True, group=MORE
    ),
    entity_field(Person, "sort_name", N_("Sort under"), line_factory(), single=True, group=MORE),
    entity_field(Person, "origin", N_("Key in the imported file"), line_factory(), single=True, group=MORE),
    entity_field(Person, "extra", N_("Fields of your own (never published)"), extra_editor, group=MORE),
)


class PersonChoiceEditor(ChoiceEditor):
    """A combo box to choose a person, with portraits: any person, or one of ``choices``."""

    def __init__(self, document: Document, choices: Callable[[], Sequence[EditorChoice]] | None = None) -> None:
        def everybody() -> list[EditorChoice]:
            people = document.agenda.people_in_order
            return [EditorChoice(person.id, person.name, person.photo or "") for person in people]

        super().__init__(choices or everybody)
        self._document = document
        self.setIconSize(QSize(FACE, FACE))
        for shown in (self, self.view().viewport()):
            document.plan.photos.loaded.connect(shown.update)

    def add_choices(self, choices: Sequence[EditorChoice]) -> None:
        people, model = self._document.agenda.people, cast(QStandardItemModel, self.model())
        for one in choices:
            person = people.get(one.value)
            model.appendRow(PortraitItem(self._document, person, one.name) if person else QStandardItem(one.name))


_room = choice_factory(
    lambda document: [(room.id, room.name) for room in document.agenda.rooms_in_order], N_("All rooms")
)


def _shift_reply_editor(document: Document) -> NamingChoiceEditor:
    """Return an editor for the state of the shifts that the inspector shows."""

    def answer(agenda: Agenda, state: State) -> Change:
        shifts = [thing.id for thing in document.plan.shown_entities if isinstance(thing, Cover)]
        label = Plural("Change {n} answer", "Change {n} answers", len(shifts))
        return in_one_step(agenda, label, [partial(edit_cover, cover_id=cid, state=state) for cid in shifts])

    return NamingChoiceEditor(document, STATE_NAMES, answer)


COVER_FIELDS: tuple[Field, ...] = (
    attribute_field("person", N_("Moderator"), PersonChoiceEditor, edit_cover),
    attribute_field("day", N_("Day"), choice_factory(day_options), edit_cover),
    attribute_field("start", N_("From (empty: all day)"), clock_time_or_none, set_cover_times),
    attribute_field("end", N_("To"), clock_time_or_none, set_cover_times),
    attribute_field("room", N_("Room"), _room, edit_cover),
    attribute_field("state", N_("Reply"), _shift_reply_editor, edit_cover),
)


PARTNER_ROLES: dict[PartnerRole, str] = {
    PartnerRole.ORGANISER: N_("Organiser"), PartnerRole.PARTNER: N_("Partner"), PartnerRole.SUPPLIER: N_("Supplier"),
}  # fmt: skip
ADDRESSES, LOOKS, CREW = N_("Addresses"), N_("Logo and colour"), N_("Internal (never published)")

CONFERENCE_FIELDS: tuple[Field, ...] = (
    entity_field(Conference, "title", N_("Title"), headline_factory()),
    entity_field(Conference, "subtitle", N_("Subtitle"), headline_factory()),
    entity_field(Conference, "acronym", N_("Acronym"), line_factory()),
    entity_field(Conference, "edition", N_("Edition"), line_factory()),
    entity_field(Conference, "series", N_("Series"), headline_factory()),
    entity_field(Conference, "theme", N_("Theme"), headline_factory()),
    entity_field(Conference, "focus", N_("Focus of the year"), headline_factory()),
    entity_field(Conference, "description", N_("Description"), text_editor),
    entity_field(Conference, "tags", N_("Tags"), list_factory(N_("Separate with commas"))),
    entity_field(Conference, "language", N_("Language of print and calendar"), value_factory(LANGUAGE_NAMES)),
    replace(entity_field(Conference, "timezone", N_("Time zone"), zone_editor), fault=zone_fault),
    entity_field(Conference, "organisers", N_("Organisers, as printed"), headline_factory()),
    entity_field(Conference, "naming", N_("Shown to attendees"), naming_editor),
    entity_field(Conference, "profiles", N_("Biographies and photos"), value_factory(PROFILE_NAMES)),
    entity_field(Conference, "contact", N_("Public contact address"), contact, group=ADDRESSES),
    entity_field(Conference, "website", N_("Website"), web_page, group=ADDRESSES),
    entity_field(Conference, "programme_page", N_("Programme page"), web_page, group=ADDRESSES),
    entity_field(Conference, "registration_page", N_("Registration page"), web_page, group=ADDRESSES),
    entity_field(
        Conference, "calendar_address", N_("Where the calendar file will be published"), web_page,
        group=ADDRESSES,
    ),
    entity_field(
        Conference, "speakers_in_title", N_("In calendars"), flag_factory(N_("Speakers in titles")),
        group=LOOKS,
    ),
    entity_field(
        Conference, "abstracts", N_("Abstracts in the printed programme"), value_factory(ABSTRACT_NAMES),
        group=LOOKS,
    ),
    colour_field(Conference, group=LOOKS),
    picture_field(Conference, "logo", N_("Logo"), square=False, group=LOOKS),
    entity_field(Conference, "logo_address", N_("Logo address"), web_page, group=LOOKS),
    entity_field(Conference, "crew_contact", N_("Internal contact"), text_editor, group=CREW),
    entity_field(Conference, "note", N_("Note"), text_editor, group=CREW),
)  # fmt: skip
PARTNER_FIELDS: tuple[Field, ...] = (
    entity_field(Partner, "name", N_("Name"), headline_factory(), single=True),
    entity_field(Partner, "role", N_("Role"), value_factory(PARTNER_ROLES)),
    order_field(Partner),
    entity_field(Partner, "website", N_("Website"), web_page),
    picture_field(Partner, "logo", N_("Logo"), square=False),
)

_DEGREES = re.compile(
    r"(-?[0-9]+(?:[.,][0-9]+)?)(?:\s*;\s*|,\s+|\s+|(?<=[0-9]),(?=-?[0-9]+\.))(-?[0-9]+(?:[.,][0-9]+)?)"
)
"""Two numbers, separated by a semicolon, spaces, or a comma before a space or before a number with a point."""


def _read_coordinates(text: str) -> tuple[float, float]:
    if (found := _DEGREES.fullmatch(text.strip())) is None:
        raise ValueError
    return _read_degrees(found[1]), _read_degrees(found[2])


def _read_degrees(text: str) -> float:
    return float(text.replace(",", "."))


def _degrees_text(degrees: float) -> str:
    """Return degrees with at most six decimals, which is about ten centimetres on the ground."""
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


_position = typed_factory(
    N_("Type latitude and longitude, such as 59.3293, 18.0686."), optional_parser(_read_coordinates),
    lambda place: f"{_degrees_text(place[0])}, {_degrees_text(place[1])}" if place else "",
)  # fmt: skip


def _set_coordinates(agenda: Agenda, vid: str, value: Any) -> Change:
    latitude, longitude = value or (None, None)
    return edit(agenda, Venue, vid, latitude=latitude, longitude=longitude)


ROOM_FIELDS: tuple[Field, ...] = (
    entity_field(Room, "name", N_("Name"), headline_factory(), single=True),
    entity_field(Room, "seats", N_("Seats"), number_or_none),
    entity_field(Room, "floor", N_("Floor"), line_factory()),
    entity_field(Room, "arrangement", N_("Seating"), line_factory(N_("Theatre, 12 rows"))),
    entity_field(Room, "equipment", N_("Equipment"), list_factory(N_("Separate with commas"))),
    entity_field(Room, "column", N_("Timeline"), flag_factory(N_("Show in timeline"))),
    colour_field(Room, none=N_("None")),
    entity_field(Room, "closed", N_("Closed"), lambda document: AvailabilityEditor(document.plan, closed=True)),
    entity_field(Room, "note", N_("Note (never published)"), text_editor),
    order_field(Room),
)
TRACK_FIELDS: tuple[Field, ...] = (
    entity_field(Track, "name", N_("Name"), headline_factory(), single=True),
    colour_field(Track),
    order_field(Track),
    entity_field(Track, "description", N_("Description"), text_editor),
)
DAY_FIELDS: tuple[Field, ...] = (
    Field("date", N_("Date"), day_editor, move_day, lambda agenda, found: found.date, single=True),
    attribute_field("opens", N_("Opens"), clock_time, set_day_hours, remark=night_closing_sentence),
    attribute_field("closes", N_("Closes"), clock_time, set_day_hours, remark=night_closing_sentence),
    entity_field(Day, "title", N_("Title"), headline_factory()),
)
VENUE_FIELDS: tuple[Field, ...] = (
    entity_field(Venue, "name", N_("Name"), headline_factory()),
    entity_field(Venue, "address", N_("Address"), headline_factory()),
    Field(
        "position", N_("Latitude, longitude"), _position, _set_coordinates,
        lambda agenda, venue: None if venue.latitude is None else (venue.latitude, venue.longitude),
    ),
    entity_field(Venue, "closes", N_("The venue closes"), clock_time_or_none),
    entity_field(Venue, "map_link", N_("Map"), link),
    entity_field(Venue, "directions", N_("How to get there"), text_editor),
    entity_field(Venue, "note", N_("Note (never published)"), text_editor),
)  # fmt: skip
