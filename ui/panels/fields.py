"""The inspector's forms as data: which fields a thing has, what edits them, and what an edit does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from planner.commands.edit import edit
from planner.commands.timeline import in_night, place, set_length, unplace
from planner.commands.venue import move_day
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.errors import EstradError
from planner.domain.kinds import COLOURS, Kind, Status
from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import N_, Text
from ui.desk import Desk
from ui.panels.editors import (
    Choice,
    ChoiceEditor,
    DateEditor,
    Editor,
    LineEditor,
    ManyEditor,
    TextEditor,
    read_clock,
    read_minutes,
    read_whole,
    write_clock,
)  # fmt: skip

KIND_NAMES: dict[Kind, str] = {
    Kind.TALK: N_("Talk"), Kind.KEYNOTE: N_("Keynote"), Kind.PANEL: N_("Panel"), Kind.WORKSHOP: N_("Workshop"),
    Kind.OPENING: N_("Opening"), Kind.BREAK: N_("Break"), Kind.MEAL: N_("Meal"),
    Kind.REGISTRATION: N_("Registration"), Kind.SOCIAL: N_("Social"),
}  # fmt: skip
STATUS_NAMES: dict[Status, str] = {
    Status.CONFIRMED: N_("Confirmed"), Status.DRAFT: N_("Draft"), Status.CANCELLED: N_("Cancelled"),
}  # fmt: skip
COLOUR_NAMES: dict[str, str] = {
    "royalblue": N_("Blue"), "teal": N_("Teal"), "mediumorchid": N_("Violet"), "darkorange": N_("Orange"),
    "crimson": N_("Crimson"), "seagreen": N_("Green"), "goldenrod": N_("Gold"), "steelblue": N_("Steel blue"),
    "hotpink": N_("Pink"), "slategray": N_("Grey"),
}  # fmt: skip
LANGUAGE_NAMES: dict[str, str] = {"en": "English", "sv": "Svenska"}

Make = Callable[[Desk], Editor]
Apply = Callable[[Agenda, str, Any], Change]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label, its editor, the value it shows and the change an edit makes. ``half`` shares a row."""

    name: str
    label: str
    make: Make
    apply: Apply
    value: Callable[[Agenda, Any], Any]
    half: bool = False


def line(placeholder: str = "") -> Make:
    """A line of text."""
    return lambda desk: LineEditor(placeholder=desk.reader.words(placeholder) if placeholder else "")


def text(rows: int, placeholder: str = "") -> Make:
    """Several lines of text."""
    return lambda desk: TextEditor(rows, desk.reader.words(placeholder) if placeholder else "")


def choice(names: dict[Any, str]) -> Make:
    """One of named values."""
    return lambda desk: ChoiceEditor(lambda: [Choice(v, desk.reader.words(name)) for v, name in names.items()])


def _clock(desk: Desk) -> Editor:
    sentence = desk.reader.words("Type a time such as 9:30.")
    return LineEditor(lambda typed: read_clock(typed, sentence), write_clock)


def _minutes(desk: Desk) -> Editor:
    words = desk.reader.words
    sentence = words("Type a length in minutes, such as 45.")
    return LineEditor(lambda typed: read_minutes(typed, sentence), lambda n: words("{n} min").format(n=n) if n else "")


def _whole(desk: Desk) -> Editor:
    sentence = desk.reader.words("Type a whole number, or leave it empty.")
    return LineEditor(lambda typed: read_whole(typed, sentence), lambda n: "" if n is None else str(n))


def _position(desk: Desk) -> Editor:
    sentence = desk.reader.words("Type latitude and longitude, such as 59.3293, 18.0686.")

    def read(typed: str) -> tuple[float, float] | None:
        if not typed.strip():
            return None
        parts = typed.replace(";", " ").replace(", ", " ").replace(",", " ").split()
        try:
            latitude, longitude = map(float, parts)
        except ValueError:
            raise ValueError(sentence) from None
        return latitude, longitude

    return LineEditor(read, lambda v: f"{v[0]:g}, {v[1]:g}" if v else "")


def _rooms(desk: Desk) -> Editor:
    return ManyEditor(
        lambda: [Choice(room.id, room.name) for room in desk.agenda.rooms_in_order], desk.reader.words("Whole venue")
    )


def _day(desk: Desk) -> Editor:
    def choices() -> list[Choice]:
        days = [Choice(day.date, desk.reader.day_name(day.date)) for day in desk.agenda.days_in_order]
        return [Choice(None, desk.reader.words("In the tray")), *days]

    return ChoiceEditor(choices)


def _track(desk: Desk) -> Editor:
    def choices() -> list[Choice]:
        tracks = [Choice(track.id, track.name) for track in desk.agenda.tracks_in_order]
        return [Choice(None, desk.reader.words("No track")), *tracks]

    return ChoiceEditor(choices)


def _zone(desk: Desk) -> Editor:
    sentence = desk.reader.words("Type a time zone such as Europe/Stockholm.")

    def read(typed: str) -> str:
        if typed.strip() not in available_timezones():
            raise ValueError(sentence)
        return typed.strip()

    return LineEditor(read)


def _date(desk: Desk) -> Editor:
    return DateEditor()


def plain(kind: type[Entity], name: str, label: str, make: Make, *, half: bool = False) -> Field:
    """A field that is simply set."""
    return Field(
        name, label, make, lambda agenda, eid, value: edit(agenda, kind, eid, **{name: value}),
        lambda agenda, entity: getattr(entity, name), half,
    )  # fmt: skip


def _open(agenda: Agenda, did: str, opens: int) -> Change:
    """A day that is to open after it closes keeps its length, so that 20:00 and then 03:00 can be typed."""
    day = agenda.days[did]
    kept = min(opens + day.closes - day.opens, LATEST)
    return edit(agenda, Day, did, opens=opens, closes=kept if opens >= day.closes else day.closes)


def _close(agenda: Agenda, did: str, closes: int) -> Change:
    """A day that closes at 03:00 after opening at 20:00 closes in the night that follows."""
    day = agenda.days[did]
    return edit(agenda, Day, did, closes=closes + MINUTES_A_DAY if closes <= day.opens else closes)


def _start(agenda: Agenda, sid: str, start: int) -> Change:
    session = agenda.sessions[sid]
    day = session.placement.span.day if session.placement else agenda.days_in_order[0].date
    rooms = session.placement.rooms if session.placement else _usual_rooms(agenda, session)
    return place(agenda, sid, day, in_night(agenda, day, start), rooms)


def _usual_rooms(agenda: Agenda, session: Session) -> tuple[str, ...]:
    if session.facts.plenary or not agenda.rooms:
        return ()
    return (agenda.rooms_in_order[0].id,)


def _move_to_day(agenda: Agenda, sid: str, day: Any) -> Change:
    session = agenda.sessions[sid]
    if day is None:
        return unplace(agenda, sid)
    if session.placement:
        return place(agenda, sid, day, session.placement.span.start, session.placement.rooms)
    found = agenda.day_of(day)
    return place(agenda, sid, day, found.opens if found else 9 * 60, _usual_rooms(agenda, session))


def _move_to_rooms(agenda: Agenda, sid: str, rooms: Any) -> Change:
    placement = agenda.sessions[sid].placement
    if placement is None:
        raise EstradError(Text("A session in the tray has no room."), Text("Give it a day and a time first."))
    return place(agenda, sid, placement.span.day, placement.span.start, rooms)


def _put_at(agenda: Agenda, sid: str, where: str) -> Change:
    placement = agenda.sessions[sid].placement
    if placement is None:
        raise EstradError(Text("A session in the tray has no place."), Text("Give it a day and a time first."))
    return place(agenda, sid, placement.span.day, placement.span.start, placement.rooms, place=where)


def _placed(name: str) -> Callable[[Agenda, Session], Any]:
    def value(agenda: Agenda, session: Session) -> Any:
        placement = session.placement
        if placement is None:
            return "" if name == "place" else None
        return getattr(placement, name) if name in ("rooms", "place") else getattr(placement.span, name)

    return value


SESSION_FIELDS: tuple[Field, ...] = (
    plain(Session, "title", N_("Title"), line()),
    Field("day", N_("Day"), _day, _move_to_day, _placed("day")),
    Field("start", N_("Starts"), _clock, _start, _placed("start"), half=True),
    Field("minutes", N_("Length"), _minutes, set_length, lambda agenda, session: session.minutes, half=True),
    Field("rooms", N_("Room"), _rooms, _move_to_rooms, _placed("rooms"), half=True),
    plain(Session, "kind", N_("Kind"), choice(KIND_NAMES), half=True),
    plain(Session, "track", N_("Track"), _track, half=True),
    plain(Session, "status", N_("Status"), choice(STATUS_NAMES), half=True),
    Field("place", N_("Place, if not the room"), line(), _put_at, _placed("place")),
    plain(Session, "abstract", N_("Abstract"), text(6)),
    plain(Session, "note", N_("Notes for the moderator (never published)"), text(3)),
    plain(Session, "website", N_("Web page"), line("https://")),
    plain(Session, "stream", N_("Stream"), line("https://")),
)
PERSON_FIELDS: tuple[Field, ...] = (
    plain(Person, "name", N_("Name"), line()),
    plain(Person, "title", N_("Title"), line()),
    plain(Person, "organisation", N_("Organisation"), line()),
    plain(Person, "email", N_("E-mail (never published)"), line()),
    plain(Person, "phone", N_("Phone (never published)"), line()),
    plain(Person, "note", N_("Note (never published)"), text(3)),
)
ROOM_FIELDS: tuple[Field, ...] = (
    plain(Room, "name", N_("Name"), line()),
    plain(Room, "seats", N_("Seats"), _whole),
)
TRACK_FIELDS: tuple[Field, ...] = (
    plain(Track, "name", N_("Name"), line()),
    plain(Track, "colour", N_("Colour"), choice({name: COLOUR_NAMES[name] for name in COLOURS})),
)
DAY_FIELDS: tuple[Field, ...] = (
    Field("date", N_("Date"), _date, move_day, lambda agenda, day: day.date),
    Field("opens", N_("Opens"), _clock, _open, lambda agenda, day: day.opens, half=True),
    Field("closes", N_("Closes"), _clock, _close, lambda agenda, day: day.closes, half=True),
    plain(Day, "title", N_("Title"), line()),
)
CONFERENCE_FIELDS: tuple[Field, ...] = (
    plain(Conference, "title", N_("Title"), line()),
    plain(Conference, "language", N_("Language of print and calendar"), choice(LANGUAGE_NAMES)),
    plain(Conference, "timezone", N_("Time zone"), _zone),
    plain(Conference, "colour", N_("Colour"), choice({name: COLOUR_NAMES[name] for name in COLOURS})),
    plain(Conference, "description", N_("Description"), text(4)),
    plain(Conference, "organisers", N_("Organisers"), line()),
    plain(Conference, "contact", N_("Public contact address"), line("info@…")),
    plain(Conference, "website", N_("Website"), line("https://")),
    plain(Conference, "programme_page", N_("Programme page"), line("https://")),
    plain(Conference, "registration_page", N_("Registration page"), line("https://")),
    plain(Conference, "calendar_address", N_("Where the calendar file will be published"), line("https://")),
    plain(Conference, "logo_address", N_("Logo address"), line("https://")),
)


def _put_on_map(agenda: Agenda, vid: str, value: Any) -> Change:
    latitude, longitude = value or (None, None)
    return edit(agenda, Venue, vid, latitude=latitude, longitude=longitude)


VENUE_FIELDS: tuple[Field, ...] = (
    plain(Venue, "name", N_("Name"), line()),
    plain(Venue, "address", N_("Address"), line()),
    Field(
        "position", N_("Latitude, longitude"), _position, _put_on_map,
        lambda agenda, venue: None if venue.latitude is None else (venue.latitude, venue.longitude),
    ),
)  # fmt: skip
FORMS: dict[type[Entity], tuple[Field, ...]] = {
    Session: SESSION_FIELDS, Person: PERSON_FIELDS, Room: ROOM_FIELDS, Track: TRACK_FIELDS, Day: DAY_FIELDS,
    Conference: CONFERENCE_FIELDS, Venue: VENUE_FIELDS,
}  # fmt: skip
