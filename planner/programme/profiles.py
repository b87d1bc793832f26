"""The public profiles of the people in a programme (biography, photo, links and the like), and their changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_people
from planner.domain.entities import Person
from planner.domain.text import N_, Plural, Text, join_with_commas
from planner.domain.value_objects import Link, ProfileChoice

MOST_NAMED = 5
"""The maximum number of people who are named in a line about profiles; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPerson:
    """The public profile of a person who is named in the programme; ``photo`` is a picture id or empty.

    ``id`` is the person's id, which comparisons ignore, as they do in ``Credit``.
    """

    id: str = field(compare=False)
    name: str
    title: str = ""
    organisation: str = ""
    pronouns: str = ""
    bio: str = ""
    photo: str = ""
    links: tuple[Link, ...] = ()
    languages: tuple[str, ...] = ()


PROFILE: tuple[tuple[str, str], ...] = (
    (N_("the biography"), "bio"),
    (N_("the photo"), "photo"),
    (N_("the links"), "links"),
    (N_("the pronouns"), "pronouns"),
    (N_("the languages"), "languages"),
)
"""The fields of a profile, with the names by which their changes are listed."""


def public_people(
    agenda: Agenda, named: Collection[str], kept: Mapping[str, PublicPerson] = MappingProxyType({})
) -> tuple[PublicPerson, ...]:
    """Return the public profiles of the people with the ids ``named``, sorted by name.

    People without a profile to publish are left out. ``kept`` are profiles, by person id, that are known to be
    unchanged and are reused.
    """
    found = (kept.get(person) or _profile(agenda.people[person]) for person in named)
    return tuple(sorted(filter(None, found), key=_sort_key))


def undecided_profiles(agenda: Agenda) -> tuple[PublicPerson, ...]:
    """Return the profiles that would be published, if the organiser has not yet been asked whether to; else none."""
    if agenda.conference.profiles is not ProfileChoice.NOT_ASKED:
        return ()
    named = {shown.person for session, _where in agenda.taking_place for shown in named_people(agenda, session)}
    return public_people(agenda, named)


def _profile(person: Person) -> PublicPerson | None:
    """Return a person's profile, or None if it is not to be published or none of its fields is filled in."""
    said = {name: value for _label, name in PROFILE if (value := getattr(person, name))}
    if not person.publish_profile or not said:
        return None
    return PublicPerson(
        id=person.id, name=person.name, title=person.title, organisation=person.organisation, **said
    )  # fmt: skip


def _sort_key(one: PublicPerson) -> tuple[object, ...]:
    """Return the sort key of a profile: its name, then all other fields, so that only equal profiles tie."""
    links = tuple((link.address, link.label) for link in one.links)
    return one.name, one.title, one.organisation, one.pronouns, one.bio, one.photo, links, one.languages


def profile_change_lines(
    then: Sequence[PublicPerson], now: Sequence[PublicPerson], known: Collection[str], still: Collection[str]
) -> Iterator[Text]:
    """Yield lines about the profiles that changed, were added or were removed.

    ``known`` and ``still`` are the ids and names of all people in the earlier and in the current programme. Profiles of
    people who are only in one of them have no line here, as the changes of sessions name these people.
    """
    if then == now:
        return
    old, new = ({one.id: one for one in people} for people in (then, now))
    changed = [
        (one.name, found)
        for key, one in new.items()
        if key in old and (found := [name for name, of in PROFILE if getattr(old[key], of) != getattr(one, of)])
    ]
    if len(changed) > MOST_NAMED:
        every = [name for name, _field in PROFILE if any(name in found for _who, found in changed)]
        yield _profile_change_line(Plural("{n} person", "{n} people", len(changed)), every)
    else:
        yield from (_profile_change_line(who, found) for who, found in changed)
    came = [one.name for key, one in new.items() if key not in old and (key in known or one.name in known)]
    left = [one.name for key, one in old.items() if key not in new and (key in still or one.name in still)]
    if came:
        yield Text("Biography, photo or links are published now: {who}", who=_names_or_count(came))
    if left:
        yield Text("Biography, photo and links are no longer published: {who}", who=_names_or_count(left))


def _profile_change_line(who: str | Text, names: Sequence[str]) -> Text:
    what = join_with_commas([Text(name) for name in names])
    return Text("About {who} there is something new: {what}", who=who, what=what)


def _names_or_count(people: Sequence[str]) -> str | Text:
    return ", ".join(people) if len(people) <= MOST_NAMED else Plural("{n} person", "{n} people", len(people))
