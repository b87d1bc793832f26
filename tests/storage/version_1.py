"""The stored file of version 1 (`files/README.md`): its original content, before the first of its steps."""

from datetime import date
from pathlib import Path

from planner.domain.agenda import Agenda
from planner.domain.entities import Venue
from planner.domain.value_objects import Appearance, Kind, Role, State, Status
from tests.builders import agenda, conference, day, moderator, person, room, speaker, talk, track

STORED = Path(__file__).parent / "files" / "version-1.estrad"
LATER = date(2024, 4, 26)


def first() -> Agenda:
    """Return the original conference.

    Every field of version 1 is in use; `Status("tentative")` was one of its statuses.
    """
    return agenda(
        conference(
            timezone="Europe/Stockholm",
            description="About planning.\nFor all.",
            organisers="Föreningen Ögat",
            contact="info@example.org",
            website="https://example.org",
            programme_page="https://example.org/programme",
            registration_page="https://example.org/register",
            calendar_address="https://example.org/programme.ics",
            logo_address="https://example.org/logo.png",
            colour="crimson",
        ),
        Venue(id="venue", name="Folkets hus", address="Barnhusgatan 14", latitude=59.334, longitude=18.0576),
        day(opens="08:30", closes="17:30", title="Thursday"),
        day(LATER, "09:00", "26:00", title="Friday and its night"),
        room("hall", seats=300),
        room("lab", 1),
        room("cellar", 2, seats=20),
        track("law", colour="teal"),
        track("practice", colour="darkorange", position=1),
        person("ada", title="Professor", organisation="KTH", email="ada@example.org", phone="+46 8 1", note="Vegan"),
        person("bo", organisation="Ärende & Co"),
        person("cy"),
        person("dag", note="Två rader.\nHär."),
        talk("opening", "", "09:00-09:10", kind=Kind.OPENING, place="The foyer"),
        talk(
            "keynote",
            "hall",
            "09:10-09:55",
            kind=Kind.KEYNOTE,
            track="law",
            people=(speaker("ada"), moderator("bo", State.TENTATIVE)),
            abstract="Lång text. " * 20,
            note="Needs water",
            website="https://example.org/keynote",
            stream="https://example.org/live",
        ),
        talk(
            "panel",
            "hall",
            "10:00-10:45",
            kind=Kind.PANEL,
            status=Status("tentative"),
            people=(
                Appearance("cy", Role.PANELLIST, State.CONFIRMED),
                Appearance("dag", Role.PANELLIST, State.INVITED),
                Appearance("bo", Role.HOST, State.DECLINED),
                Appearance("ada", Role.RESERVE, State.CANCELLED),
            ),
        ),
        talk("both", ("lab", "hall"), "11:00-11:30", track="practice", people=(speaker("bo"), speaker("dag"))),
        talk("workshop", ("lab",), "12:00-13:30", kind=Kind.WORKSHOP, people=(speaker("cy"),)),
        talk("dinner", "", "20:00-25:30", on=LATER, kind=Kind.SOCIAL),
        talk("dropped", "cellar", "15:00-15:30", status=Status("cancelled"), people=(speaker("cy"),)),
        talk("waits", status=Status("tentative"), people=(speaker("dag"),)),
        talk("later", minutes=20, kind=Kind.BREAK),
    )
