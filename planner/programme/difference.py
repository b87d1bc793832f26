"""Compares two programmes as attendees see them: a line for each change, and a summary in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from planner.domain.span import Span, date_and_times_of, times_of
from planner.domain.text import N_, Plural, Text
from planner.programme.programme import Credit, Programme, ProgrammeItem
from planner.programme.release import Part

ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("the subtitle"), ("subtitle",)),
    (N_("the theme"), ("theme",)),
    (N_("the focus"), ("focus",)),
    (N_("the description"), ("description",)),
    (N_("the address"), ("address",)),
    (N_("the place on the map"), ("latitude", "longitude", "map_link")),
    (N_("the way there"), ("directions",)),
    (N_("the organisers"), ("organisers",)),
    (N_("the partners"), ("partners",)),
    (N_("the contact address"), ("contact",)),
    (N_("the website"), ("website",)),
    (N_("the programme page"), ("programme_page",)),
    (N_("the registration page"), ("registration_page",)),
    (N_("the calendar's address"), ("calendar_address",)),
    (N_("the logo"), ("logo_address",)),
    (N_("the colour"), ("colour",)),
    (N_("who stands behind a title in calendars"), ("speakers_in_title",)),
)
"""The fields of a programme whose changes are listed by name in one line, with those names."""


MOST_NAMED = 5
"""The maximum number of sessions named in lines about changed texts; more are only counted."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """The old and new state of a session that is in both programmes."""

    old: ProgrammeItem
    new: ProgrammeItem

    @property
    def moved(self) -> bool:
        return (self.old.span, self.old.place, self.old.rooms) != (self.new.span, self.new.place, self.new.rooms)

    @property
    def texts_changed(self) -> bool:
        """True if anything changed other than the fields with their own lines (title, time, room, people, status)."""
        old, new = self.old, self.new
        said = replace(
            old, title=new.title, span=new.span, place=new.place, rooms=new.rooms, credits=new.credits,
            tentative=new.tentative, names_nobody=old.names_nobody if old.credits == new.credits else new.names_nobody,
        )  # fmt: skip
        return said != new

    @property
    def otherwise_changed(self) -> bool:
        return replace(self.old, span=self.new.span, rooms=self.new.rooms, place=self.new.place) != self.new


def difference(before: Programme | None, after: Programme) -> list[Text]:
    """Return a line for each change that attendees will see.

    Moved, new and cancelled sessions come first, each by time, then changed titles and people. Sessions with other
    changed texts are only counted if there are many. ``before`` is what attendees have, or None if nothing was sent yet
    and everything is new. Programmes that differ have at least one line, equal ones none.
    """
    if before is None:
        return [_added(item) for item in after.items]
    old = {item.id: item for item in before.items}
    kept = {item.id for item in after.items}
    renamed = _renamed(before, after)
    pairs = [_Pair(_with_names(old[item.id], renamed), item) for item in after.items if item.id in old]
    lines = [line for pair in pairs for line in _moves(pair)]
    lines += [_added(item) for item in after.items if item.id not in old]
    gone = (item for item in old.values() if item.id not in kept)
    lines += [Text("Cancelled: “{title}”, {time}", title=i.title, time=date_and_times_of(i.span)) for i in gone]
    lines += [line for pair in pairs for line in _words(pair)]
    lines += _new_names(before, renamed)
    lines += _conference(before, after)
    lines += _texts([pair.new for pair in pairs if pair.texts_changed])
    if _reordered(before, after):
        lines.append(Text("Sessions at the same time stand in another order"))
    return lines


def part_difference(before: Programme, held: Collection[str], after: Programme, part: Part) -> list[Text]:
    """Return a line for each change that readers of a part's file will see; ``held`` are the sessions it had."""
    then = replace(before, items=tuple(item for item in before.items if item.id in held))
    now = replace(after, items=tuple(item for item in after.items if item.id in part.sessions))
    elsewhere = {item.id for item in after.items} - part.sessions
    left = [item for item in then.items if item.id in elsewhere]
    stayed = replace(then, items=tuple(item for item in then.items if item.id not in elsewhere))
    lines = [Text("No longer in it: “{title}”, {time}", title=i.title, time=date_and_times_of(i.span)) for i in left]
    return lines + difference(stayed, now)


def summary(before: Programme, after: Programme) -> Text | None:
    """Return a one-line summary such as “2 moved, 1 added”, or None if attendees would see no change.

    A session that was both moved and otherwise changed is counted twice.
    """
    old = {item.id: item for item in before.items}
    both = [(old[item.id], item) for item in after.items if item.id in old]
    pairs = [_Pair(then, now) for then, now in both if then is not now and then != now]
    moved, changed = sum(p.moved for p in pairs), sum(p.otherwise_changed for p in pairs)
    added, gone = len(after.items) - len(both), len(old) - len(both)
    counts = (
        Plural("{n} moved", "{n} moved", moved), Plural("{n} added", "{n} added", added),
        Plural("{n} cancelled", "{n} cancelled", gone), Plural("{n} changed", "{n} changed", changed),
    )  # fmt: skip
    parts = [count for count in counts if count.number]
    if not parts:
        if _about(before) != _about(after):
            return Text("the conference's own text changed")
        return Text("sessions in another order") if _reordered(before, after) else None
    return _listed(parts)


def _listed(texts: list[Text]) -> Text:
    """Return the texts as one, with commas between them."""
    return reduce(lambda rest, first: Text("{first}, {rest}", first=first, rest=rest), reversed(texts))


def _reordered(before: Programme, after: Programme) -> bool:
    """Return whether the sessions that did not move changed their order."""
    then, now = ({item.id: item for item in shown.items} for shown in (before, after))
    stayed = {key for key, item in then.items() if key in now and not _Pair(item, now[key]).moved}
    return [key for key in then if key in stayed] != [key for key in now if key in stayed]


def _about(programme: Programme) -> Programme:
    """Return the programme without its sessions."""
    return replace(programme, items=())


def _conference(before: Programme, after: Programme) -> Iterator[Text]:
    """Yield lines for changes of the conference itself; minor fields are only listed by name."""
    if before.title != after.title:
        yield Text("The conference is now called “{name}”", name=after.title)
    if before.venue != after.venue:
        named = Text("The venue is now “{name}”", name=after.venue)
        yield named if after.venue else Text("The venue is no longer named")
    if before.timezone != after.timezone:
        yield Text("The time zone is now {name}", name=after.timezone)
    if before.language != after.language:
        yield Text("The programme is now in another language")
    yield from _days(before, after)
    things = [Text(name) for name, fields in ABOUT if any(getattr(before, f) != getattr(after, f) for f in fields)]
    if things:
        yield Text("About the conference there is something new: {what}", what=_listed(things))


def _days(before: Programme, after: Programme) -> Iterator[Text]:
    old, new = ({day.date: day.title for day in shown.days} for shown in (before, after))
    for when in sorted(old.keys() | new.keys()):
        said = when.isoformat()
        if when not in old:
            yield Text("{date} is a day of the conference now", date=said)
        elif when not in new:
            yield Text("{date} is no day of the conference any more", date=said)
        elif old[when] != new[when]:
            called = Text("{date} is now called “{name}”", date=said, name=new[when])
            yield called if new[when] else Text("{date} has no name any more", date=said)


def _added(item: ProgrammeItem) -> Text:
    if not item.where:
        return Text("New: “{title}”, {time}", title=item.title, time=date_and_times_of(item.span))
    return Text("New: “{title}”, {time}, {room}", title=item.title, time=date_and_times_of(item.span), room=item.where)


def _moves(pair: _Pair) -> Iterator[Text]:
    """Yield lines for changes of a session's time and place."""
    old, new = pair.old, pair.new
    if old.span != new.span:
        yield _other_time(new.title, old.span, new.span)
    if (old.place, old.rooms) != (new.place, new.rooms):
        yield _other_room(old, new)


def _words(pair: _Pair) -> Iterator[Text]:
    """Yield lines for changes of a session's title, people and tentative status."""
    old, new = pair.old, pair.new
    if old.title != new.title:
        yield Text("“{old}” is now called “{new}”", old=old.title, new=new.title)
    yield from _people(old, new)
    if old.tentative != new.tentative:
        said = Text("“{title}” is now preliminary", title=new.title)
        yield said if new.tentative else Text("“{title}” is no longer preliminary", title=new.title)


def _texts(items: list[ProgrammeItem]) -> list[Text]:
    """Return lines for sessions with changed texts or other minor fields: by name if few, otherwise the count."""
    if len(items) <= MOST_NAMED:
        return [Text("“{title}” has other text, type, track or links", title=item.title) for item in items]
    return [
        Plural("{n} session has other text, type, track or links",
               "{n} sessions have other text, type, track or links", len(items))
    ]  # fmt: skip


def _other_time(title: str, old: Span, new: Span) -> Text:
    if (old.begins, old.ends) == (new.begins, new.ends):
        return Text("“{title}” now belongs to the programme of {date}", title=title, date=new.day.isoformat())
    write = times_of if old.begins.date() == new.begins.date() else date_and_times_of
    return Text("“{title}” moves from {old} to {new}", title=title, old=write(old), new=write(new))


def _other_room(old: ProgrammeItem, new: ProgrammeItem) -> Text:
    whole = Text("all rooms")
    then, now = old.where, new.where
    if then == now:  # the displayed place is the same
        then, now = ", ".join(old.rooms), ", ".join(new.rooms)
    if then == now or (old.place == new.place and set(old.rooms) == set(new.rooms)):
        return Text("“{title}” says its place otherwise", title=new.title)
    return Text("“{title}” changes room from {old} to {new}", title=new.title, old=then or whole, new=now or whole)


def _people(old: ProgrammeItem, new: ProgrammeItem) -> Iterator[Text]:
    before, after = set(old.credits), set(new.credits)
    known, still = {_who(credit) for credit in before}, {_who(credit) for credit in after}
    if arrived := [credit.name for credit in new.credits if _who(credit) not in known]:
        yield Text("“{title}” is joined by {names}", title=new.title, names=", ".join(arrived))
    if left := [credit.name for credit in old.credits if _who(credit) not in still]:
        yield Text("“{title}” is left by {names}", title=new.title, names=", ".join(left))
    if known == still and old.credits != new.credits:
        yield Text("“{title}” presents its people otherwise", title=new.title)


def _who(credit: Credit) -> tuple[str, str]:
    return credit.name, credit.role.value


def _renamed(before: Programme, after: Programme) -> dict[str, Credit]:
    """Return the new credit of each person who is in both programmes under different names, by id."""
    then = {credit.person: credit.name for item in before.items for credit in item.credits if credit.person}
    now = {credit.person: credit for item in after.items for credit in item.credits}
    return {person: now[person] for person, name in then.items() if person in now and now[person].name != name}


def _with_names(item: ProgrammeItem, renamed: Mapping[str, Credit]) -> ProgrammeItem:
    """Return the old item with the new names of renamed people."""
    if not any(credit.person in renamed for credit in item.credits):
        return item
    new = (replace(c, name=renamed[c.person].name) if c.person in renamed else c for c in item.credits)
    return replace(item, credits=tuple(new))


def _new_names(before: Programme, renamed: Mapping[str, Credit]) -> Iterator[Text]:
    then = {credit.person: credit.name for item in before.items for credit in item.credits}
    for person, credit in renamed.items():
        yield Text("{old} is renamed {new}", old=then[person], new=credit.name)
