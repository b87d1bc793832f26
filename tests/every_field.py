"""A conference in which every field of every thing has a value that is not its default.

A new field must be added to `full_agenda` and to `CHANGED`; `tests/storage/test_rows.py` fails for one that is missing.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.span import Span
from planner.domain.value_objects import (
    AbstractLength,
    Appearance,
    ExtraField,
    Kind,
    Link,
    NamingRule,
    PartnerRole,
    PastAppearance,
    Placement,
    ProfileChoice,
    Role,
    Segment,
    State,
    Statement,
    Status,
)

E = TypeVar("E", bound=Entity)

FIRST, SECOND, THIRD = (date(2024, 4, 25) + timedelta(days=n) for n in range(3))
SUBJECT = "subject"
"""The id of the thing of each type whose fields are all set; the others are those it points to."""


def png(red: int, green: int, blue: int) -> bytes:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    dots = chunk(b"IDAT", zlib.compress(bytes((0, red, green, blue))))
    return b"\x89PNG\r\n\x1a\n" + head + dots + chunk(b"IEND", b"")


PICTURES: dict[str, bytes] = {sha256(data).hexdigest(): data for data in (png(200, 0, 0), png(0, 0, 200))}
"""Two pictures by their id, to be stored with any thing that uses them."""
RED, BLUE = PICTURES


def full_agenda() -> Agenda:
    """Return a conference with a thing of every type that has every field set (its id is `SUBJECT`).

    It is to be stored with `PICTURES`. The subject of the days has nothing on it, so that its date can change.
    """
    return Agenda.of(
        _conference(),
        _venue(),
        Partner(id=SUBJECT, name="Ögat", role=PartnerRole.SUPPLIER, website="https://p.test", logo=RED, position=1),
        Day(id="first", date=FIRST),
        Day(id="second", date=SECOND),
        Day(id=SUBJECT, date=THIRD, opens=540, closes=1560, title="The night"),
        _room(),
        Room(id="lab", name="Lab", position=2),
        Track(
            id=SUBJECT,
            name="Law",
            colour="teal",
            position=1,
            description="What the law says.\nAnd what not.",
            origin="track-1",
            import_marks=("colour:0a",),
        ),
        Track(id="practice", name="Practice", position=2),
        _person(),
        Person(id="bo", name="Bo"),
        _block(),
        Block(id="afternoon", title="Afternoon"),
        _session(),
        Cover(id=SUBJECT, person=SUBJECT, day=FIRST, start=780, end=900, room=SUBJECT, state=State.INVITED),
        Template(id=SUBJECT, title="Stretch your legs", kind=Kind.BREAK, minutes=10, track=SUBJECT, position=1),
    )


def _block() -> Block:
    return Block(
        id=SUBJECT,
        title="Session 1: Doubt",
        minutes=90,
        track=SUBJECT,
        description="What we do not know.\nAnd what we cannot.",
        one_entry=True,
        origin="session-1",
        import_marks=("title:0a",),
        chairs=(Appearance(SUBJECT, Role.MODERATOR, State.INVITED, date(2024, 1, 4), date(2024, 1, 6)),),
        placement=Placement(Span(FIRST, 780, 870), (SUBJECT, "lab"), "By the stairs"),
    )


def _conference() -> Conference:
    return Conference(
        id=SUBJECT,
        title="The Conference",
        timezone="America/New_York",
        language="sv",
        description="About\nplanning",
        organisers="Ögat & Örat",
        contact="info@c.test",
        website="https://c.test",
        programme_page="https://c.test/programme",
        registration_page="https://c.test/register",
        calendar_address="https://c.test/c.ics",
        logo_address="https://c.test/logo.png",
        colour="crimson",
        acronym="TC",
        subtitle="Of all things",
        theme="Trust",
        focus="Open data",
        series="Things",
        edition="24",
        tags=("law", "open data"),
        logo=BLUE,
        naming=NamingRule.CONFIRMED,
        crew_contact="Bo, +46 8 1\nby night",
        note="Ask the fire brigade",
        import_marks=("title:0a",),
        imported=("1b", "2c"),
        speakers_in_title=True,
        abstracts=AbstractLength.SHORT,
        profiles=ProfileChoice.PUBLISHED,
    )


def _venue() -> Venue:
    return Venue(
        id=SUBJECT,
        name="The House",
        address="Barnhusgatan 14",
        latitude=59.334,
        longitude=18.0576,
        map_link="https://map.test",
        directions="Tram 7\nto the end",
        closes=1380,
        note="Key at the porter's",
        import_marks=("name:0a",),
    )


def _room() -> Room:
    return Room(
        id=SUBJECT,
        name="Hall",
        seats=300,
        position=1,
        arrangement="theatre",
        equipment=("projector", "piano"),
        floor="2",
        colour="teal",
        closed=(Span(FIRST, 720, 780), Span(SECOND, 0, 2880)),
        column=False,
        note="Cold",
        origin="room-1",
        import_marks=("seats:0a",),
    )


def _person() -> Person:
    return Person(
        id=SUBJECT,
        name="Ada Öst",
        title="Professor",
        organisation="KTH",
        email="ada@p.test",
        phone="+46 8 2",
        note="Friend of Bo",
        sort_name="Öst, Ada",
        pronunciation="AH-da",
        pronouns="she",
        bio="Wrote\nmuch",
        photo=RED,
        links=(Link("https://ada.test", "Home"), Link("https://more.test", "More")),
        languages=("sv", "en"),
        availability=(Span(FIRST, 480, 1500), Span(SECOND, 480, 720)),
        brings=("laptop",),
        needs=("HDMI", "water"),
        travel="Train at 8",
        lodging="Hotel",
        fee="1,000",
        expenses="Train",
        diet="Vegan",
        earlier=(PastAppearance(2022, Role.MODERATOR), PastAppearance(2023, Role.PANELLIST)),
        extra=(ExtraField("Shirt", "M"), ExtraField("Shoes", "39")),
        origin="person-7",
        import_marks=("bio:0a",),
        state=State.INVITED,
        asked=date(2024, 1, 6),
        answered=date(2024, 1, 7),
        publish_profile=False,
    )


def _session() -> Session:
    return Session(
        id=SUBJECT,
        number=7,
        title="A talk",
        kind=Kind.PANEL,
        minutes=45,
        status=Status.DRAFT,
        track=SUBJECT,
        block=SUBJECT,
        abstract="Short\ntext",
        note="Needs water",
        website="https://s.test",
        stream="https://s.test/live",
        subtitle="And more",
        description="Long\ntext",
        tags=("law", "trust"),
        language="sv",
        audience=120,
        equipment=("projector", "HDMI"),
        setup=10,
        least=20,
        teardown=5,
        segments=(Segment("Talk", 30), Segment("Questions", 15)),
        links=(Link("https://slides.test", "Slides"),),
        statements=(Statement("It works.", "Ada", verbatim=True), Statement("It does not", "Bo", verbatim=True)),
        introduction="Here is\nAda",
        cues="Light off",
        pinned=True,
        do_not_record=True,
        extra=(ExtraField("Level", "advanced"),),
        origin="event-9",
        import_marks=("title:0a", "people:0a:1b"),
        people=(
            Appearance(SUBJECT, Role.PANELLIST, State.INVITED, date(2024, 1, 2), date(2024, 1, 3)),
            Appearance("bo", Role.MODERATOR, State.TENTATIVE, date(2024, 1, 4), date(2024, 1, 5)),
        ),
        placement=Placement(Span(FIRST, 600, 645), (SUBJECT, "lab"), "The stairs"),
    )


CHANGED: dict[type[Entity], dict[str, Any]] = {
    Conference: {
        "title": "Another",
        "timezone": "UTC",
        "language": "en",
        "description": "Other words",
        "organisers": "Others",
        "contact": "other@c.test",
        "website": "https://d.test",
        "programme_page": "https://d.test/programme",
        "registration_page": "https://d.test/register",
        "calendar_address": "https://d.test/c.ics",
        "logo_address": "https://d.test/logo.png",
        "colour": "teal",
        "acronym": "AC",
        "subtitle": "Of some things",
        "theme": "Doubt",
        "focus": "Closed data",
        "series": "Others",
        "edition": "25",
        "tags": ("doubt",),
        "logo": RED,
        "naming": NamingRule.EXCEPT_INVITED,
        "crew_contact": "Ada",
        "note": "Nothing",
        "import_marks": ("title:1b",),
        "imported": ("3d",),
        "speakers_in_title": False,
        "abstracts": AbstractLength.NONE,
        "profiles": ProfileChoice.KEPT_BACK,
    },
    Venue: {
        "name": "The Hut",
        "address": "Gatan 1",
        "latitude": -33.5,
        "longitude": -70.25,
        "map_link": "https://maps.test",
        "directions": "Walk",
        "closes": 1440,
        "note": "No key",
        "import_marks": ("name:1b",),
    },
    Partner: {
        "name": "Örat",
        "role": PartnerRole.ORGANISER,
        "website": "https://q.test",
        "logo": BLUE,
        "position": 2,
    },
    Day: {"date": date(2024, 5, 1), "opens": 600, "closes": 1200, "title": "Another day"},
    Room: {
        "name": "Aula",
        "seats": 12,
        "position": 3,
        "arrangement": "circle",
        "equipment": ("stairs",),
        "floor": "cellar",
        "colour": "crimson",
        "closed": (Span(SECOND, 600, 660),),
        "column": True,
        "note": "Warm",
        "origin": "room-2",
        "import_marks": ("seats:1b",),
    },
    Track: {
        "name": "Art",
        "colour": "crimson",
        "position": 3,
        "description": "Other",
        "origin": "track-2",
        "import_marks": ("colour:1b",),
    },
    Person: {
        "name": "Eva",
        "title": "Author",
        "organisation": "SU",
        "email": "eva@p.test",
        "phone": "+46 8 3",
        "note": "Late",
        "sort_name": "Eva",
        "pronunciation": "EH-va",
        "pronouns": "they",
        "bio": "Wrote little",
        "photo": BLUE,
        "links": (Link("https://eva.test", "Page"),),
        "languages": ("fi",),
        "availability": (Span(SECOND, 540, 600),),
        "brings": ("flute",),
        "needs": ("chair",),
        "travel": "Bus",
        "lodging": "At home",
        "fee": "None",
        "expenses": "None",
        "diet": "Everything",
        "earlier": (PastAppearance(2019, Role.HOST),),
        "extra": (ExtraField("Hat", "L"),),
        "origin": "person-8",
        "import_marks": ("bio:1b",),
        "state": State.TENTATIVE,
        "asked": date(2024, 1, 8),
        "answered": date(2024, 1, 9),
        "publish_profile": True,
    },
    Session: {
        "number": 8,
        "title": "Another talk",
        "kind": Kind.KEYNOTE,
        "minutes": 50,
        "status": Status.CANCELLED,
        "track": "practice",
        "block": "afternoon",
        "abstract": "Other",
        "note": "No water",
        "website": "https://t.test",
        "stream": "https://t.test/live",
        "subtitle": "And less",
        "description": "Other text",
        "tags": ("doubt",),
        "language": "en",
        "audience": 60,
        "equipment": ("piano",),
        "setup": 15,
        "least": 25,
        "teardown": 20,
        "segments": (Segment("All", 45),),
        "links": (Link("https://video.test", "Video"),),
        "statements": (Statement("Perhaps", "Eva", verbatim=True),),
        "introduction": "Ada again",
        "cues": "Light on",
        "pinned": False,
        "do_not_record": False,
        "extra": (ExtraField("Room", "dark"),),
        "origin": "event-10",
        "import_marks": ("title:1b",),
        "people": (Appearance("bo", Role.HOST, State.DECLINED, date(2024, 2, 1), date(2024, 2, 2)),),
        "placement": Placement(Span(SECOND, 660, 705), ("lab",), "Outside"),
    },
    Block: {
        "title": "Session 2",
        "minutes": 75,
        "track": "practice",
        "description": "Other text",
        "one_entry": False,
        "origin": "session-2",
        "import_marks": ("title:1b",),
        "chairs": (Appearance("bo", Role.MODERATOR, State.DECLINED, date(2024, 2, 1), date(2024, 2, 2)),),
        "placement": Placement(Span(SECOND, 660, 750), ("lab",), "Outside"),
    },
    Cover: {
        "person": "bo",
        "day": SECOND,
        "start": 790,
        "end": 910,
        "room": "lab",
        "state": State.DECLINED,
    },
    Template: {"title": "Sit down", "kind": Kind.MEAL, "minutes": 20, "track": "practice", "position": 2},
}
"""Another value of each field that the subjects can have, by type and field; an id has no other."""


def with_blocks_waiting(plan: Agenda) -> Agenda:
    """Return the plan with its blocks waiting: on the timeline the one block has the id of a tile, as all have here."""
    return replace(plan, blocks={name: replace(block, placement=None) for name, block in plan.blocks.items()})


def subject(cls: type[E], agenda: Agenda) -> E:
    """Return the thing of that type whose fields are all set."""
    found = agenda.find(cls, SUBJECT)
    assert found is not None, f"full_agenda() has no {cls.__name__} with the id {SUBJECT}"
    return found


def changeable(cls: type[Entity]) -> list[str]:
    """Return the fields that can change: all but the id."""
    return [f.name for f in fields(cls) if f.name != "id"]


def changed_value(cls: type[Entity], field: str) -> Any:
    """Return another value than the subject's for that field; raise ``AssertionError`` for a field without one."""
    assert field in CHANGED.get(cls, {}), f"{cls.__name__}.{field} has no other value in tests/every_field.py"
    return CHANGED[cls][field]


def changed(thing: E, field: str) -> E:
    """Return the thing with that field changed, and what must change with it (a placed session's length and place)."""
    value = changed_value(type(thing), field)
    if isinstance(thing, Session | Block) and field == "minutes" and thing.placement:
        place = thing.placement
        end = place.span.start + value
        return replace(thing, minutes=value, placement=replace(place, span=replace(place.span, end=end)))
    if isinstance(thing, Session | Block) and field == "placement":
        return replace(thing, placement=value, minutes=value.span.minutes)
    return replace(thing, **{field: value})


def at_default(thing: Any, path: str = "") -> Iterator[str]:
    """Yield the fields that are at their default, of the thing and of the values inside it."""
    path = path or type(thing).__name__
    for f in fields(thing):
        value, name = getattr(thing, f.name), f"{path}.{f.name}"
        if f.default is not MISSING and value == f.default:
            yield name
        for inside in value if isinstance(value, tuple) else (value,):
            if is_dataclass(inside):
                yield from at_default(inside, name)
