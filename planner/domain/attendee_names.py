"""The names shown to attendees, by role, state and the rule ``naming``.

Also the warning about people who have not confirmed, and the names that a change shows or hides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.agenda import Agenda, moderator_appearances
from planner.domain.block import Block
from planner.domain.entities import Person, Session
from planner.domain.text import Plural, Text
from planner.domain.value_objects import ON_STAGE, Appearance, NamingRule, Role, State, Status

NAMED_ROLES = (*ON_STAGE, Role.MODERATOR)
"""The roles that are named to attendees; a reserve never is."""
NAMED_STATES: Mapping[NamingRule, tuple[State, ...]] = {
    NamingRule.ALL: (State.NOT_ASKED, State.INVITED, State.TENTATIVE, State.CONFIRMED),
    NamingRule.EXCEPT_INVITED: (State.NOT_ASKED, State.TENTATIVE, State.CONFIRMED),
    NamingRule.CONFIRMED: (State.CONFIRMED,),
}
FEW = 3
"""The maximum number of names listed in a sentence."""


def affiliation(title: str, organisation: str) -> str:
    """Return a person's title and organisation, without an organisation that stands in the title in whole words."""
    named = organisation and re.search(rf"(?<!\w){re.escape(organisation)}(?!\w)", title, re.IGNORECASE)
    return ", ".join(part for part in (title, "" if named else organisation) if part)


def named_people(agenda: Agenda, session: Session) -> tuple[Appearance, ...]:
    """Return the people named to attendees in the session: its own people, then the moderators of its block or shift.

    In a pause no moderator is named. ``moderator_appearances`` decides who moderates; if that person is not named,
    nobody is named in their place.
    """
    states = NAMED_STATES[agenda.conference.naming]
    roles = ON_STAGE if session.facts.pause else NAMED_ROLES
    own = tuple(a for a in session.people if a.state in states and a.role in roles)
    return own + tuple(
        a for a in moderator_appearances(agenda, session) if a.state in states and a not in session.people
    )


def named_chairs(agenda: Agenda, block: Block) -> tuple[Appearance, ...]:
    """Return the chairs of a block who are named to attendees."""
    return tuple(chair for chair in block.chairs if chair.state in NAMED_STATES[agenda.conference.naming])


def unconfirmed_people(agenda: Agenda) -> tuple[Person, ...]:
    """Return the people who are named to attendees without having said yes, in the order of ``people_in_order``.

    They are named in a session that takes place, or as chairs of its block. A yes in one role is one for all roles that
    the person has in the session.
    """
    held = {session.block for session, _where in agenda.taking_place if session.block}
    chairs = [chair for block in held for chair in named_chairs(agenda, agenda.blocks[block])]
    found = {chair.person for chair in chairs if chair.state is not State.CONFIRMED}
    for session, _where in agenda.taking_place:
        named = named_people(agenda, session)
        found |= {a.person for a in named} - {a.person for a in named if a.state is State.CONFIRMED}
    return tuple(person for person in agenda.people_in_order if person.id in found)


def unconfirmed_warning(found: Sequence[Person], *, more: bool = False) -> Text | None:
    """Return the warning about unconfirmed names, shown before publishing or printing; None if there are none.

    If ``more``, it says that they are named in addition to those in what was last sent.
    """
    if not found:
        return None
    names = ", ".join(one.name for one in found[:FEW])
    told = Text("{names} …", names=names) if len(found) > FEW else Text("{names}.", names=names)
    if more:
        return Plural(
            "{n} more person has not said yes: {names}", "{n} more people have not said yes: {names}",
            len(found), names=told,
        )  # fmt: skip
    return Plural(
        "{n} person has not said yes: {names}", "{n} people have not said yes: {names}",
        len(found), names=told,
    )  # fmt: skip


Named = tuple[Session, Person]
"""A session and a person named in it."""


@dataclass(frozen=True, slots=True)
class NamingChange:
    """The names in sessions that attendees additionally see after a change, and those that they no longer see."""

    more: tuple[Named, ...]
    less: tuple[Named, ...]

    @property
    def sentence(self) -> Text | None:
        """One or two sentences about the changed names, or None if they are the same."""
        said = [
            *(
                [Text("Attendees now read about {people} in {sessions}.", **_summary_arguments(self.more))]
                if self.more
                else ()
            ),
            *(
                [Text("Attendees no longer read about {people} in {sessions}.", **_summary_arguments(self.less))]
                if self.less
                else ()
            ),
        ]
        return Text("{first} {rest}", first=said[0], rest=said[1]) if len(said) == 2 else said[0] if said else None

    @property
    def forecast(self) -> Text | None:
        """A few words about the changed names, for a change that has not been made yet; None if they are the same."""
        if self.more and self.less:
            return Text("attendees then read other names")
        if len(self.more) + len(self.less) == 1:
            return Text("then shown to attendees") if self.more else Text("then no longer shown to attendees")
        if self.more:
            return Plural("{n} name more for attendees", "{n} names more for attendees", len(self.more))
        if self.less:
            return Plural("{n} name fewer for attendees", "{n} names fewer for attendees", len(self.less))
        return None


def naming_change(before: Agenda, after: Agenda) -> NamingChange:
    """Return the names in sessions that attendees see only after a change, and those that they see only before it.

    Chairs in the heading of a block, and other spellings of a person's name, do not count.
    """
    around = any(getattr(before, name) is not getattr(after, name) for name in ("covers", "blocks", "conference"))
    touched = {s.id for s in after.sessions.values() if around or before.sessions.get(s.id) is not s}
    touched |= before.sessions.keys() - after.sessions.keys()
    then, now = (_named_in_sessions(agenda, touched) for agenda in (before, after))
    return NamingChange(
        tuple(named for key, named in now.items() if key not in then),
        tuple(named for key, named in then.items() if key not in now),
    )


def _named_in_sessions(agenda: Agenda, touched: set[str]) -> dict[tuple[str, str], Named]:
    """Return the people named in those of the sessions ``touched`` that take place, by session id and person id."""
    there = [session for name in touched if (session := agenda.sessions.get(name)) and session.placement]
    return {
        (session.id, a.person): (session, agenda.people[a.person])
        for session in sorted(there, key=lambda session: session.number)
        if session.status is not Status.CANCELLED
        for a in named_people(agenda, session)
    }


def _summary_arguments(named: Sequence[Named]) -> dict[str, str | Text]:
    """Return arguments for a sentence: the names of up to ``FEW`` people, the title of one session, or else numbers."""
    people = {person.id: person.name for _session, person in named}
    sessions = {session.id: session.title for session, _person in named}
    who = ", ".join(people.values()) if len(people) <= FEW else Plural("{n} person", "{n} people", len(people))
    if len(sessions) == 1:
        return {"people": who, "sessions": Text("“{title}”", title=next(iter(sessions.values())))}
    return {"people": who, "sessions": Plural("{n} session", "{n} sessions", len(sessions))}
