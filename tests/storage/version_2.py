"""The stored file of version 2 (`files/README.md`): its original content, before the first of its steps."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session, Venue
from planner.domain.value_objects import Appearance, Kind, NamingRule, Role, State, Status
from tests.builders import DAY, agenda, conference, day, person, room, talk, track

STORED = Path(__file__).parent / "files" / "version-2.estrad"
ASKED, ANSWERED = date(2024, 2, 1), date(2024, 2, 14)


def first() -> Agenda:
    """Return the original conference, with everybody in the state that version 2 wrote.

    It left *confirmed* out of its lists, and everybody was confirmed at first.
    """
    return agenda(
        conference(calendar_address="https://example.org/2024/programme.ics", contact="info@example.org"),
        Venue(id="venue", name="Folkets hus", address="Barnhusgatan 14, 111 23 Stockholm"),
        day(opens="08:30", closes="17:30"),
        room("hall", seats=300),
        room("lab", 1),
        track("law", colour="teal"),
        person("ada", email="ada@example.org", note="Vegan", fee="1000"),
        person("bo"),
        person("cy", phone="+46 8 2"),
        person("dag"),
        Cover(id="day", person="bo", day=DAY, state=State.CONFIRMED),
        talk("opening", "", "09:00-09:10", kind=Kind.OPENING),
        talk(
            "keynote",
            "hall",
            "09:10-09:55",
            kind=Kind.KEYNOTE,
            track="law",
            people=(
                Appearance("ada", Role.SPEAKER, State.CONFIRMED, ASKED, ANSWERED),
                Appearance("bo", Role.MODERATOR, State.CONFIRMED),
            ),
        ),
        talk(
            "panel",
            "hall",
            "10:00-10:45",
            kind=Kind.PANEL,
            people=(
                Appearance("cy", Role.PANELLIST, State.TENTATIVE, ASKED, ANSWERED),
                Appearance("dag", Role.PANELLIST, State.INVITED, ASKED),
                Appearance("bo", Role.HOST, State.DECLINED, ASKED, ANSWERED),
                Appearance("ada", Role.RESERVE, State.CONFIRMED),
                Appearance("cy", Role.SPEAKER, State.CONFIRMED, ASKED),
            ),
        ),
        talk(
            "workshop", "lab", "12:00-13:30", kind=Kind.WORKSHOP, people=(Appearance("cy", Role.HOST, State.CONFIRMED),)
        ),
        talk("waits", status=Status.DRAFT, people=(Appearance("dag", state=State.CANCELLED),)),
    )


def meant(found: Agenda) -> Agenda:
    """Return the conference of an older Estrad as it is read now: only a confirmation with a date counts as one."""

    def person(a: Appearance) -> Appearance:
        return replace(a, state=State.NOT_ASKED) if a.state is State.CONFIRMED and not a.answered else a

    things = {thing.id: thing for thing in found.entities()}
    for thing in found.entities():
        if isinstance(thing, Session):
            things[thing.id] = replace(thing, people=tuple(map(person, thing.people)))
        elif isinstance(thing, Cover) and thing.state is State.CONFIRMED:
            things[thing.id] = replace(thing, state=State.NOT_ASKED)
    things[found.conference.id] = replace(found.conference, naming=NamingRule.EXCEPT_INVITED)
    return Agenda.of(*things.values())
