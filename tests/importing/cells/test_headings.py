"""Tests of recognising a column by its heading, in the words of organisers and of programs."""

from dataclasses import fields

import pytest

from planner.domain.entities import Person, Room, Session, Track
from planner.importing.cells.fields import FIELDS, Subject, field_of_heading, fields_of_heading, heading

NOT_FROM_TABLES = {
    "id", "told", "position",
    "Session.statements", "Session.segments",
    "Person.earlier", "Person.photo", "Person.availability", "Person.extra",
    "Room.closed", "Room.column", "Room.colour",
}  # fmt: skip
"""Fields that no column fills: internal ones, and those that hold more than a cell can say."""


def test_every_field_of_ours_is_reached_by_a_column():
    ours = {f"{kind.__name__}.{field.name}" for kind in (Session, Person, Room, Track) for field in fields(kind)}
    wanted = {name for name in ours if not {name, name.partition(".")[2]} & NOT_FROM_TABLES}

    assert {name for field in FIELDS.values() for name in field.feeds} >= wanted
    assert {name for field in FIELDS.values() for name in field.feeds} <= ours


def test_every_field_has_a_name_and_words_and_is_found_by_the_first_of_them():
    for field in FIELDS.values():
        assert field.name
        assert field.words
        assert field in [guess.field for guess in fields_of_heading(field.words[0], field.of)][:2]


def test_fields_of_one_thing_have_different_names():
    for of in Subject:
        names = [field.name for field in FIELDS.values() if field.of is of]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # Whova, Guidebook, Attendify
        ("*Date", "session.date"), ("*Time Start", "session.start"), ("*Time End", "session.end"),
        ("Tracks (Optional)", "session.track"), ("*Session Title", "session.title"),
        ("Room/Location (Optional)", "session.room"), ("Description (Optional)", "session.description"),
        ("Role: Moderators (Optional)", "session.moderators"),
        ("Role: Session Chairs (Optional)", "session.moderators"),
        ("Authors (Optional)", "session.speakers"),
        ("Session or Sub-session(Sub) (Optional)", "session.parent"),
        ("Schedule Track (Optional)", "session.track"), ("UID (do not delete)", "session.id"),
        ("Track Title (Optional)", "session.track"), ("Recorded Video URL (Optional)", "session.links"),
        # Sessionize, pretalx
        ("Scheduled At", "session.start"), ("Scheduled Duration", "session.length"), ("TagLine", "person.title"),
        ("FirstName", "person.first"), ("LastName", "person.last"), ("Session format", "session.kind"),
        ("Live Link", "session.stream"), ("Speaker Id", "person.id"), ("startsAt", "session.start"),
        ("First name - pronunciation", "person.first_pronunciation"), ("submission_type", "session.kind"),
        ("Mobile # with Country Code (not shared publicly)", "person.phone"), ("Speaker names", "session.speakers"),
        ("start (date)", "session.date"), ("start (time)", "session.start"), ("content_locale", "session.language"),
        ("Vortragende", "session.speakers"), ("Raum", "session.room"), ("Beginn", "session.start"),
        # EasyChair, ConfTool, Indico, eventyay and others
        ("submission #", "session.id"), ("keywords", "session.tags"), ("session_start", "session.start"),
        ("session_room", "session.room"), ("session_ID", "session.id"), ("Starts At", "session.start"),
        ("Abstract Short", "session.abstract"), ("Event start time (UTC)", "session.start"),
        ("starttime (UTC)", "session.start"), ("Primary/Secondary speaker", "session.speakers"),
        ("from hour", "session.start"), ("format duration in minutes", "session.length"), ("Subject", "session.title"),
        ("Timespan", "session.when"), ("Weekday", "session.date"), ("Talk Summary", "session.abstract"),
        ("Your company", "person.organisation"), ("LinkedIn (user URL)", "person.links"),
        # Swedish and German sheets
        ("Rubrik", "session.title"), ("Programpunkt", "session.title"), ("Tid", "session.when"),
        ("Starttid", "session.start"), ("Sluttid", "session.end"), ("Längd (min)", "session.length"),
        ("Lokal", "session.room"), ("Sal", "session.room"), ("Plats", "session.room"), ("Spår", "session.track"),
        ("Talare", "session.speakers"), ("Föreläsare:", "session.speakers"), ("Ordförande", "session.moderators"),
        ("Samtalsledare", "session.moderators"), ("Anteckningar", "session.note"), ("Datum", "session.date"),
        ("Uhrzeit", "session.when"), ("Dauer", "session.length"), ("Saal", "session.room"), ("Titel", "session.title"),
        ("Förnamn", "person.first"), ("Efternamn", "person.last"), ("E-post", "person.email"),
        ("Företag", "person.organisation"),
        ("Mobilnummer", "person.phone"), ("Specialkost", "person.diet"), ("Vorname", "person.first"),
        ("Platser", "room.seats"), ("Våning", "room.floor"), ("Pronomen", "person.pronouns"),
        ("Ankomst", "person.travel"),
    ],
)  # fmt: skip
def test_a_heading_that_is_known(text, key):
    guess = field_of_heading(text)

    assert guess is not None
    assert (guess.field.key, guess.sure > 0.85) == (key, True)


@pytest.mark.parametrize(
    ("text", "key", "number"),
    [
        ("speaker1_first", "person.first", 1), ("speaker2_email", "person.email", 2), ("p1_title", "session.title", 1),
        ("p12_authors", "session.speakers", 12), ("chair1_name", "session.moderators", 1),
        ("chair2_organisation", "person.organisation", 2), ("SPEAKER3_NAME", "session.speakers", 3),
        ("SPEAKER{n}_NAME", "session.speakers", None), ("Talare 2", "session.speakers", 2),
        ("Speaker #2", "session.speakers", 2), ("2. Talare", "session.speakers", 2),
    ],
)  # fmt: skip
def test_a_numbered_heading(text, key, number):
    guess = field_of_heading(text)

    assert guess is not None
    assert (guess.field.key, guess.number) == (key, number)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Speeker", "session.speakers"), ("Lokall", "session.room"), ("Desciption", "session.description"),
     ("Föreläsarre", "session.speakers"), ("Orgnisation", "person.organisation")],
)  # fmt: skip
def test_a_slip_of_the_keyboard_is_less_sure(text, key):
    guess = field_of_heading(text)

    assert guess is not None
    assert guess.field.key == key
    assert guess.sure < 0.75


@pytest.mark.parametrize("text", ["", "  ", "Bla bla bla", "x" * 5000, "*", "(optional)", "T-shirt", "42"])
def test_what_nobody_knows(text):
    assert field_of_heading(text) is None


def test_the_same_word_means_what_the_rows_are_about():
    assert [field_of_heading("Title", of).field.key for of in (Subject.SESSION, Subject.PERSON)] == [
        "session.title", "person.title",
    ]  # fmt: skip
    assert [field_of_heading("Namn", of).field.key for of in (Subject.PERSON, Subject.ROOM, Subject.TRACK)] == [
        "person.name", "room.name", "track.name",
    ]  # fmt: skip


def test_of_things_with_the_same_word_the_session_is_the_likeliest():
    guesses = fields_of_heading("ID")

    assert [guess.field.of for guess in guesses] == [Subject.SESSION, Subject.PERSON, Subject.ROOM, Subject.TRACK]
    assert len({guess.sure for guess in guesses}) == len(guesses)


def test_what_a_heading_says_beside_its_words():
    assert (heading("Event start time (UTC)").zone, heading("Längd (min)").words) == ("utc", "längd")
    assert heading("Duration (hours)").words == "duration"
    assert (heading("*Time Start (HH:MM)").words, heading("Date (MM/DD/YYYY)").words) == ("time start", "date")
    assert heading("Date\n(4/21/2011)").words == "date"
