"""Tests of headings, and of titles and people in cells."""

from dataclasses import fields

import pytest

from planner.domain.entities import Person, Room, Session, Track
from planner.domain.value_objects import Role
from planner.importing.cells.fields import FIELDS, Subject, field_of_heading, fields_of_heading, parse_heading
from planner.importing.cells.people import NamedPerson, first_name_first, read_people
from planner.importing.cells.titles import CellTalk, TitlePattern, infer_pattern, read_talk, split_off_time

NOT_FROM_TABLES = {
    "id", "import_marks", "position",
    "Session.statements", "Session.segments", "Session.block",
    "Person.earlier", "Person.photo", "Person.availability", "Person.extra",
    "Person.asked", "Person.answered", "Person.publish_profile",
    "Room.closed", "Room.column", "Room.colour",
}  # fmt: skip
"""Fields that no column fills: internal ones, and those that hold more than a cell can say."""


def test_every_field_of_ours_is_reached_by_a_column():
    ours = {f"{kind.__name__}.{field.name}" for kind in (Session, Person, Room, Track) for field in fields(kind)}
    wanted = {name for name in ours if not {name, name.partition(".")[2]} & NOT_FROM_TABLES}

    assert {name for field in FIELDS.values() for name in field.feeds} >= wanted
    assert {name for field in FIELDS.values() for name in field.feeds} <= ours


def test_every_field_has_a_name_of_its_own_and_words_and_is_found_by_the_first_of_them():
    for field in FIELDS.values():
        assert field.name
        assert field in [guess.field for guess in fields_of_heading(field.words[0], field.of)][:2]
    names = [(field.of, field.name) for field in FIELDS.values()]
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
        ("Ankomst", "person.travel"), ("Titel, org", "person.title"), ("Titel/organisation", "person.title"),
        ("Anm.", "session.note"), ("Start–slut", "session.when"),
        # Spanish, Portuguese, Italian, French, Polish, Dutch, Danish, Norwegian and Finnish sheets
        ("Participantes", "session.people"), ("Modera", "session.moderators"), ("Sede", "session.room"),
        ("Observaciones", "session.note"), ("Hora de inicio", "session.start"), ("Llegada", "person.travel"),
        ("Habitación", "person.lodging"), ("Palestrantes", "session.speakers"), ("Telemóvel", "person.phone"),
        ("Orario", "session.when"), ("Relatore", "session.speakers"), ("Durata (min)", "session.length"),
        ("Attività", "session.title"), ("Luogo", "session.room"), ("Intervenant(e)s", "session.speakers"),
        ("Godzina", "session.when"), ("Prelegent", "session.speakers"), ("Tytuł wystąpienia", "session.title"),
        ("Miejsce", "session.room"), ("Prowadzący", "session.moderators"), ("Uwagi", "session.note"),
        ("Aanvangstijd", "session.start"), ("Contactpersoon", "person.name"), ("Varighed (min)", "session.length"),
        ("Oplægsholder(e)", "session.speakers"), ("Stilling", "person.title"), ("Økt", "session.title"),
        ("Organisasjon", "person.organisation"), ("Alustaja", "session.speakers"), ("Lisätietoja", "session.note"),
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
    assert (guess.field.key, guess.sure < 0.75) == (key, True)


@pytest.mark.parametrize("text", ["", "  ", "Bla bla bla", "x" * 5000, "*", "(optional)", "T-shirt", "42"])
def test_what_nobody_knows(text):
    assert field_of_heading(text) is None


def test_the_same_word_means_what_the_rows_are_about_and_else_the_session_is_the_likeliest():
    for word, things in (("Title", (Subject.SESSION, Subject.PERSON)), ("Name", (Subject.ROOM, Subject.TRACK)),
                         ("Namn", (Subject.PERSON, Subject.ROOM, Subject.TRACK))):  # fmt: skip
        own = "title" if word == "Title" else "name"
        assert [field_of_heading(word, of).field.key for of in things] == [f"{of.value}.{own}" for of in things]
    guesses = fields_of_heading("ID")
    assert [guess.field.of for guess in guesses] == [Subject.SESSION, Subject.PERSON, Subject.ROOM, Subject.TRACK]
    assert len({guess.sure for guess in guesses}) == len(guesses)


def test_what_a_heading_says_beside_its_words():
    assert parse_heading("Event start time (UTC)").is_utc
    for text, words in (("Längd (min)", "längd"), ("Duration (hours)", "duration"), ("Date\n(4/21/2011)", "date"),
                        ("*Time Start (HH:MM)", "time start"), ("Date (MM/DD/YYYY)", "date")):  # fmt: skip
        assert parse_heading(text).words == words


# titles ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tail", ["Ada Lovelace, Grace Hopper", "Ada Lovelace och Grace Hopper",
                                  "Ada Lovelace & Grace Hopper", "Ada Lovelace; Grace Hopper"])  # fmt: skip
@pytest.mark.parametrize("form", ["On bees – {}", "On bees ({})", "On bees\n{}"])
def test_a_title_with_several_speakers(form, tail):
    talk = read_talk(form.format(tail))

    assert (talk.title, [one.name for one in talk.people]) == ("On bees", ["Ada Lovelace", "Grace Hopper"])


@pytest.mark.parametrize(
    ("written", "pattern"),
    [
        ("On bees – Ada Lovelace", TitlePattern.DASH), ("On bees - Ada Lovelace", TitlePattern.DASH),
        ("On bees — Dr. Ada Lovelace", TitlePattern.DASH), ("On bees – Ada Lovelace (IBM)", TitlePattern.DASH),
        ("On bees (Ada Lovelace)", TitlePattern.BRACKETS), ("On bees\nAda Lovelace", TitlePattern.LINE),
        ("On bees\nSpeaker: Ada Lovelace", TitlePattern.LINE),
        ("Ada Lovelace\nOn bees", TitlePattern.SPEAKER_FIRST), ("On bees by Ada Lovelace", TitlePattern.BY),
        ("On bees, med Ada Lovelace", TitlePattern.BY),
    ],
)  # fmt: skip
def test_a_title_with_its_speaker(written, pattern):
    talk = read_talk(written)

    assert (talk.title, [one.name for one in talk.people], talk.pattern) == ("On bees", ["Ada Lovelace"], pattern)


@pytest.mark.parametrize(
    ("written", "title", "people"),
    [
        ("Laddning utan tjafs. Monika Rask, Kaslab", "Laddning utan tjafs", ["Monika Rask"]),
        ("Så läser du siffror. Auktoriserad revisor Bo Ek", "Så läser du siffror", ["Bo Ek"]),
        ('Romanen "Färjan", Bo Ek i samtal med Anna Berg', 'Romanen "Färjan"', ["Bo Ek", "Anna Berg"]),
        ("Välkommen, hälsar Anna Berg", "Välkommen, hälsar Anna Berg", []),
        ("Docent Anna Berg, Malmö", "Docent Anna Berg, Malmö", []),
        ("Sagostund med Bosse Björn\nPetter Lindh", "Sagostund med Bosse Björn", ["Petter Lindh"]),
        ("Barn, Unga Vuxna", "Barn, Unga Vuxna", []),
    ],
)
def test_a_known_given_name_behind_a_stop_is_who_speaks(written, title, people):
    talk = read_talk(written)

    assert (talk.title, [one.name for one in talk.people]) == (title, people)


@pytest.mark.parametrize(
    "title",
    [
        "Lunch", "Lunch – mingle", "AI – hot or not?", "Opening – Welcome to Everybody", "On Bees - A Guide",
        "Bees 2.0",
        "Python – The Language",
        "Bees (Beginner)", "Keynote: The Future", "Rust – Hot New Stuff", "Kaffe", "Workshop A",
        "State of the Map",
        "Stand by Me", "Paneldebatt: Vad händer nu?", "Fika – sponsrad av Biodlarna AB",
        "C++ – Best Practices", "Registration (Main Hall opens)",
    ],
)  # fmt: skip
def test_a_title_that_is_nothing_else(title):
    assert read_talk(title) == CellTalk(title)


def test_track_and_text_and_an_empty_cell():
    assert read_talk("On bees [Main]\nAll about bees.\nAnd more.") == CellTalk(
        "On bees", track="Main", text="All about bees.\nAnd more."
    )
    assert read_talk("On bees\nAda Lovelace\nAll about bees.").text == "All about bees."
    assert read_talk(None) == read_talk("") == read_talk("\n") == CellTalk("")


COLON = "Ada Lovelace: On bees"


@pytest.mark.parametrize(("written", "given", "title", "people"), [
    ("On bees – Madonna", {}, "On bees – Madonna", []),
    ("On bees – Madonna", {"known": frozenset({"madonna"})}, "On bees", ["Madonna"]),
    ("Madonna – On bees", {"known": frozenset({"madonna"})}, "On bees", ["Madonna"]),
    ("On bees\nMadonna", {"pattern": TitlePattern.LINE}, "On bees", ["Madonna"]),
    (COLON, {}, COLON, []),
    (COLON, {"pattern": TitlePattern.SPEAKER_FIRST}, "On bees", ["Ada Lovelace"]),
    (COLON, {"known": frozenset({"ada lovelace"})}, "On bees", ["Ada Lovelace"]),
    ("Inledning – Anna Berg", {"known": frozenset({"anna berg"})}, "Inledning", ["Anna Berg"]),
    ("Lunch – Anna Berg", {"known": frozenset({"anna berg"})}, "Lunch – Anna Berg", []),
    ("Panel: The future\nModerator: Ada Lovelace", {}, "Panel: The future", ["Ada Lovelace"]),
    ("On bees [Main] – Ada Lovelace", {}, "On bees", ["Ada Lovelace"]),
    *((around, {}, "Fika", []) for around in ("-- Fika --", "— Fika —", "*Fika*", "=== Fika ===")),
])  # fmt: skip
def test_known_names_and_the_table_s_own_way_decide(written, given, title, people):
    talk = read_talk(written, **given)

    assert (talk.title, [one.name for one in talk.people]) == (title, people)
    assert {one.role for one in talk.people} <= {Role.MODERATOR if "Moderator" in written else None}


@pytest.mark.parametrize(("cells", "pattern"), [
    (["On bees\nAda Lovelace", "On wax\nGrace Hopper", "On honey – A study\nAlan Turing", "Lunch"], TitlePattern.LINE),
    ([COLON, "Grace Hopper: On wax", "Lunch"], TitlePattern.SPEAKER_FIRST),
    (["Lunch", "Coffee", None], None),
    (["Spider Silk: Hacking nature", "Bees", "Wax", "Urban Beekeeping: Get started"], None),
])  # fmt: skip
def test_the_way_of_a_table(cells, pattern):
    assert infer_pattern(cells) is pattern


@pytest.mark.parametrize(
    ("written", "title", "time"),
    [
        ("Fika 09.45–10.15", "Fika", "09.45–10.15"), ("Lunch (12.00)", "Lunch", "12.00"),
        ("kl 9.30 Välkomna", "Välkomna", "kl 9.30"), ("09:45 - 10:15: Coffee", "Coffee", "09:45 - 10:15"),
        ("Version 2.10 kommer", "Version 2.10 kommer", ""), ("Mingel", "Mingel", ""),
    ],
)  # fmt: skip
def test_a_time_may_stand_before_a_title_or_behind_it(written, title, time):
    assert split_off_time(written) == (title, time)


# people ---------------------------------------------------------------------------------------------------


def names(written, **given):
    return [one.name for one in read_people(written, **given)]


def test_a_full_stop_behind_an_address_is_none_of_it():
    assert [(one.name, one.email) for one in read_people("Anna Ek anna@example.org.")] == [
        ("Anna Ek", "anna@example.org")
    ]


@pytest.mark.parametrize(
    ("written", "known", "found"),
    [
        *((text, (), ["Anna Ek", "Bo Alm"]) for text in (
        "Anna Ek, Bo Alm", "Anna Ek; Bo Alm", "Anna Ek and Bo Alm", "Anna Ek och Bo Alm", "Anna Ek & Bo Alm",
        "Anna Ek und Bo Alm", "Anna Ek\nBo Alm", "Anna Ek | Bo Alm", "Anna Ek / Bo Alm", "Anna Ek\r\nBo Alm\n",
        "Anna Ek, and Bo Alm", "- Anna Ek\n- Bo Alm", "1. Anna Ek\n2. Bo Alm", "Ek, Anna; Alm, Bo", "Ek, Anna\nAlm, Bo",
        "Ek, Anna (1); Alm, Bo (1,2)", "Anna Ek, Bo Alm m.fl.", "Anna Ek, Bo Alm et al.", "Anna Ek, Bo Alm and others",
        "Anna Ek, TBA, Bo Alm", "Anna Ek; Bo Alm; Anna Ek", "Anna Ek*, Bo Alm†", "Anna Ek. Bo Alm. Anna Ek",
        )),
        # what can be read in two ways is read so
        ("Simon and Garfunkel", (), ["Simon", "Garfunkel"]), ("Anna och Bo Ek", (), ["Anna", "Bo Ek"]),
        ("Ekman, Anna", (), ["Anna Ekman"]), ("danah boyd and Ada Lovelace", (), ["danah boyd", "Ada Lovelace"]),
        # a known name decides
        ("Simon and Garfunkel", ("simon and garfunkel",), ["Simon and Garfunkel"]),
        ("Ada Lovelace, Google", ("google",), ["Ada Lovelace", "Google"]),
        # surnames of two words are turned with the others
        ("García López, Ana; Ek, Bo; von Alm, Eva", (), ["Ana García López", "Bo Ek", "Eva von Alm"]),
        ("Ada Lovelace, Blue Horizon; Grace Hopper, US Navy", (), ["Ada Lovelace", "Grace Hopper"]),
        ("4:urs", (), ["urs"]), ("Ada Lind/Bo Ek", (), ["Ada Lind", "Bo Ek"]), ("AC/DC", (), ["AC/DC"]),
        *((text, (), []) for text in (
            None, "", " ", "TBA", "tbd", "N.N.", "m.fl.", "–", "?", "to be announced", True, "Anna Ek, " * 1000)),
    ],
)  # fmt: skip
def test_the_names_in_a_cell(written, known, found):
    assert names(written, known=frozenset(known)) == found


@pytest.mark.parametrize(
    "written",
    [
        "Anna-Karin Ek af Segerstad", "Alice and Bob's Band", "Ernst & Young", "José Ortega y Gasset", "Anna",
        "Department of Health and Welfare", "Ludwig van Beethoven", "Jean d'Arc", "田中 太郎", "bell hooks",
    ],
)  # fmt: skip
def test_one_who_is_never_taken_apart(written):
    assert names(written) == [written]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        *((text, [person]) for text, person in (
        ("Ada Lovelace (Analytical Engines)", NamedPerson("Ada Lovelace", organisation="Analytical Engines")),
        ("Ada Lovelace [IBM]", NamedPerson("Ada Lovelace", organisation="IBM")),
        ("Ada Lovelace, Analytical Engines", NamedPerson("Ada Lovelace", organisation="Analytical Engines")),
        ("Ada Lovelace, Google", NamedPerson("Ada Lovelace", organisation="Google")),
        ("Ada Lovelace – Analytical Engines", NamedPerson("Ada Lovelace", organisation="Analytical Engines")),
        ("Ada Lovelace, CEO, Engines AB", NamedPerson("Ada Lovelace", title="CEO", organisation="Engines AB")),
        ("Ada Lovelace (CEO, Engines AB)", NamedPerson("Ada Lovelace", title="CEO", organisation="Engines AB")),
        ("Björn Ek, professor i fysik, Uppsala universitet",
         NamedPerson("Björn Ek", title="professor i fysik", organisation="Uppsala universitet")),
        ("Professor Elemental", NamedPerson("Professor Elemental")),
        ("Em O&#39;Sullivan", NamedPerson("Em O'Sullivan")),
        ("“Ada Lovelace”", NamedPerson("Ada Lovelace")),
        ("Dr. Ada Lovelace", NamedPerson("Ada Lovelace", title="Dr.")),
        ("Prof. Dr. Ada Lovelace", NamedPerson("Ada Lovelace", title="Prof. Dr.")),
        ("Ada Lovelace <ada@example.org>", NamedPerson("Ada Lovelace", email="ada@example.org")),
        ("Ada Lovelace (ada@example.org)", NamedPerson("Ada Lovelace", email="ada@example.org")),
        ("Ada Lovelace, ada@example.org", NamedPerson("Ada Lovelace", email="ada@example.org")),
        ("ada@example.org", NamedPerson("ada@example.org", email="ada@example.org")),
        ("Ada Lovelace (she/her)", NamedPerson("Ada Lovelace", pronouns="she/her")),
        ("Ada Lovelace (hon)", NamedPerson("Ada Lovelace", pronouns="hon")),
        ("Ada Lovelace (moderator)", NamedPerson("Ada Lovelace", Role.MODERATOR)),
        ("Ada Lovelace, moderator", NamedPerson("Ada Lovelace", Role.MODERATOR)),
        ("Moderated by Ada Lovelace", NamedPerson("Ada Lovelace", Role.MODERATOR)),
        ("Interpreter: Ada Lovelace", NamedPerson("Ada Lovelace", title="Interpreter")),
        )),
        ("Anna Lind från SLU och Bo Ask från KTH",
         [NamedPerson("Anna Lind", organisation="SLU"), NamedPerson("Bo Ask", organisation="KTH")]),
        ("Ada Lovelace, Analytical Engines; Grace Hopper, US Navy",
         [NamedPerson("Ada Lovelace", organisation="Analytical Engines"),
          NamedPerson("Grace Hopper", organisation="US Navy")]),
        ("Moderator: Cia Dahl. Panel: Dag Ek, Eva Ros",
         [NamedPerson("Cia Dahl", Role.MODERATOR), NamedPerson("Dag Ek", Role.PANELLIST),
          NamedPerson("Eva Ros", Role.PANELLIST)]),
        *((between.join(("Moderator: Eva Fors", "Talare: Anna Ek, Bo Alm")),
           [NamedPerson("Eva Fors", Role.MODERATOR), NamedPerson("Anna Ek", Role.SPEAKER),
            NamedPerson("Bo Alm", Role.SPEAKER)]) for between in ("\n", "; ", " | ")),
        # a role on a line of its own counts for the lines below
        ("Speakers:\nAnna Ek\nBo Alm\nModerator: Eva Fors\nUlf Sjö",
         [NamedPerson("Anna Ek", Role.SPEAKER), NamedPerson("Bo Alm", Role.SPEAKER),
          NamedPerson("Eva Fors", Role.MODERATOR), NamedPerson("Ulf Sjö")]),
    ],
)  # fmt: skip
def test_what_stands_around_names(written, people):
    assert list(read_people(written)) == people


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Moderator", Role.MODERATOR), ("Moderators", Role.MODERATOR), ("Chair", Role.MODERATOR),
        ("Session chair", Role.MODERATOR), ("Ordförande", Role.MODERATOR), ("Samtalsledare", Role.MODERATOR),
        ("Sitzungsleitung", Role.MODERATOR), ("Värd", Role.HOST), ("Host", Role.HOST), ("Panelists", Role.PANELLIST),
        ("Paneldeltagare", Role.PANELLIST), ("Panellist", Role.PANELLIST), ("Speaker", Role.SPEAKER),
        ("Talare", Role.SPEAKER), ("Föreläsare", Role.SPEAKER), ("Medverkande", Role.SPEAKER),
        ("Presenter", Role.SPEAKER), ("Author", Role.SPEAKER), ("Reserv", Role.RESERVE),
    ],
)  # fmt: skip
def test_a_role_before_its_people(word, role):
    assert read_people(f"{word}: Anna Ek, Bo Alm") == (NamedPerson("Anna Ek", role), NamedPerson("Bo Alm", role))


@pytest.mark.parametrize(
    ("cell", "found"),
    [("Ek, Anna", ["Anna Ek"]), ("Berg, Ann (1); Ask, Bo (2)", ["Ann Berg", "Bo Ask"]), ("Anna, Bo", ["Anna", "Bo"])],
)
def test_a_surname_before_a_comma_and_a_given_name_stands_first(cell, found):
    assert names(cell) == found


def test_the_name_of_one_person_is_turned_where_a_single_surname_stands_before_a_comma():
    names = ["Öberg, Åsa", "Anna Lind", "Anna Lind, SLU", "Ask, SLU"]

    assert list(map(first_name_first, names)) == ["Åsa Öberg", "Anna Lind", "Anna Lind, SLU", "Ask, SLU"]
