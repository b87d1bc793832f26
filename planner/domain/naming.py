"""Who attendees read about: by role, by state, and by what the conference says of those who have not said yes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.agenda import Agenda
from planner.domain.details import Appearance
from planner.domain.entities import Person, Session
from planner.domain.kinds import Naming, Role, State, Status
from planner.domain.text import Plural, Text

NAMED_ROLES = (Role.SPEAKER, Role.PANELLIST, Role.HOST, Role.MODERATOR)
"""A reserve is never named."""
NAMED_STATES: Mapping[Naming, frozenset[State]] = {
    Naming.ALL: frozenset({State.NOT_ASKED, State.INVITED, State.TENTATIVE, State.CONFIRMED}),
    Naming.EXCEPT_INVITED: frozenset({State.NOT_ASKED, State.TENTATIVE, State.CONFIRMED}),
    Naming.CONFIRMED: frozenset({State.CONFIRMED}),
}
FEW = 3
"""Names that stand in a sentence; more of them are counted."""


def named_in(agenda: Agenda, session: Session) -> tuple[Appearance, ...]:
    """Who is named in the session: those in it, then who moderates the stretch it stands in; in a pause nobody does.

    Who moderates is ``Agenda.moderating``'s to say: where that is somebody who is not named, nobody stands in for them.
    """
    states = NAMED_STATES[agenda.conference.naming]
    roles = [role for role in NAMED_ROLES if role is not Role.MODERATOR or not session.facts.pause]
    own = tuple(a for a in session.people if a.state in states and a.role in roles)
    return own + tuple(a for a in agenda.moderating(session) if a.state in states and a not in session.people)


@dataclass(frozen=True, slots=True)
class WithoutYes:
    """A person whom attendees read about in these sessions, in none of which they have said yes."""

    person: Person
    sessions: tuple[Session, ...]


def named_without_yes(agenda: Agenda, sessions: Iterable[Session] | None = None) -> tuple[WithoutYes, ...]:
    """Everybody who is named and has not said yes, as the list of people is sorted, with those sessions by time.

    ``sessions`` are those to look at, such as those of a part; None means all that take place.
    """
    wanted = None if sessions is None else {session.id for session in sessions}
    found: dict[str, list[Session]] = {}
    for session, _where in agenda.taking_place:
        if wanted is None or session.id in wanted:
            named = named_in(agenda, session)
            sure = {a.person for a in named if a.state is State.CONFIRMED}
            for who in dict.fromkeys(a.person for a in named if a.person not in sure):
                found.setdefault(who, []).append(session)
    return tuple(WithoutYes(p, tuple(found[p.id])) for p in agenda.people_in_order if p.id in found)


def without_yes_line(found: Sequence[WithoutYes]) -> Text | None:
    """That line before something is published or printed; None where everybody named has said yes."""
    if not found:
        return None
    names = ", ".join(one.person.name for one in found[:FEW])
    if len(found) > FEW:
        return Plural(
            "{n} person is named without a yes: {names} …", "{n} people are named without a yes: {names} …",
            len(found), names=names,
        )  # fmt: skip
    return Plural(
        "{n} person is named without a yes: {names}.", "{n} people are named without a yes: {names}.",
        len(found), names=names,
    )  # fmt: skip


Named = tuple[Session, Person]
"""A session with somebody who is named in it."""


@dataclass(frozen=True, slots=True)
class NamedOtherwise:
    """Where attendees read one name more after a change, and where one less."""

    more: tuple[Named, ...]
    less: tuple[Named, ...]

    @property
    def sentence(self) -> Text | None:
        """What became of the names; None where they are the same."""
        said = [
            *([Text("Attendees now read about {people} in {sessions}.", **_told(self.more))] if self.more else ()),
            *(
                [Text("Attendees no longer read about {people} in {sessions}.", **_told(self.less))]
                if self.less
                else ()
            ),
        ]
        return Text("{first} {rest}", first=said[0], rest=said[1]) if len(said) == 2 else said[0] if said else None

    @property
    def foresaid(self) -> Text | None:
        """The same in a few words, before it is done."""
        if self.more and self.less:
            return Text("attendees then read other names")
        if len(self.more) + len(self.less) == 1:
            return Text("then named to attendees") if self.more else Text("then no longer named to attendees")
        if self.more:
            return Plural("{n} name more for attendees", "{n} names more for attendees", len(self.more))
        if self.less:
            return Plural("{n} name fewer for attendees", "{n} names fewer for attendees", len(self.less))
        return None


def named_otherwise(before: Agenda, after: Agenda) -> NamedOtherwise:
    """Who is named in sessions in which they were not, and the other way round, after a change of states."""
    around = any(getattr(before, name) is not getattr(after, name) for name in ("covers", "conference"))
    touched = {s.id for s in after.sessions.values() if around or before.sessions.get(s.id) is not s}
    touched |= before.sessions.keys() - after.sessions.keys()
    then, now = (_named(agenda, touched) for agenda in (before, after))
    return NamedOtherwise(
        tuple(named for key, named in now.items() if key not in then),
        tuple(named for key, named in then.items() if key not in now),
    )


def _named(agenda: Agenda, touched: set[str]) -> dict[tuple[str, str], Named]:
    """Each of these sessions that takes place with each person who is named in it, by their ids."""
    there = [session for name in touched if (session := agenda.sessions.get(name)) and session.placement]
    return {
        (session.id, a.person): (session, agenda.people[a.person])
        for session in sorted(there, key=lambda session: session.number)
        if session.status is not Status.CANCELLED
        for a in named_in(agenda, session)
    }


def _told(named: Sequence[Named]) -> dict[str, str | Text]:
    """The people and sessions in a sentence: the names of a few, else how many."""
    people = {person.id: person.name for _session, person in named}
    sessions = {session.id: session.title for session, _person in named}
    who = ", ".join(people.values()) if len(people) <= FEW else Plural("{n} person", "{n} people", len(people))
    if len(sessions) == 1:
        return {"people": who, "sessions": Text("“{title}”", title=next(iter(sessions.values())))}
    return {"people": who, "sessions": Plural("{n} session", "{n} sessions", len(sessions))}
