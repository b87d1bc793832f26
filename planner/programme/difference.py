"""What attendees see changed between two programmes: a line a change, and all of it in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.span import Span, clock
from planner.domain.text import Plural, Text
from planner.programme.programme import Credit, Item, Programme


@dataclass(frozen=True, slots=True)
class _Pair:
    """A session that is in both programmes."""

    old: Item
    new: Item

    @property
    def moved(self) -> bool:
        return self.old.span != self.new.span or self._where(self.old) != self._where(self.new)

    @property
    def otherwise_changed(self) -> bool:
        new = self.new
        return replace(self.old, span=new.span, rooms=new.rooms, place=new.place, number=new.number) != new

    @staticmethod
    def _where(item: Item) -> tuple[str, tuple[str, ...]]:
        return item.place, item.rooms


def difference(before: Programme | None, after: Programme) -> list[Text]:
    """A line for each thing attendees will see changed: sessions by time as they are now, then what is gone.

    ``before`` is what they have; None if nothing was sent yet, so that all is new.
    """
    old = {item.id: item for item in before.items} if before else {}
    kept = {item.id for item in after.items}
    lines: list[Text] = []
    for item in after.items:
        lines += _lines(_Pair(old[item.id], item)) if item.id in old else [_added(item)]
    lines += [Text("Cancelled: “{title}”, {time}", title=i.title, time=when(i.span)) for i in _gone(old, kept)]
    return lines + list(_conference(before, after)) if before else lines


def summary(before: Programme, after: Programme) -> Text | None:
    """The difference in one line such as “2 moved, 1 added”, or None if attendees would see none.

    A session that was moved and otherwise changed counts as both.
    """
    old = {item.id: item for item in before.items}
    both = [(old[item.id], item) for item in after.items if item.id in old]
    pairs = [_Pair(then, now) for then, now in both if then is not now and then != now]
    moved, changed = sum(p.moved for p in pairs), sum(p.otherwise_changed for p in pairs)
    added, gone = len(after.items) - len(both), len(old) - len(both)
    parts = []
    if moved:
        parts.append(Plural("{n} moved", "{n} moved", moved))
    if added:
        parts.append(Plural("{n} added", "{n} added", added))
    if gone:
        parts.append(Plural("{n} cancelled", "{n} cancelled", gone))
    if changed:
        parts.append(Plural("{n} changed", "{n} changed", changed))
    if not parts:
        return None if _about(before) == _about(after) else Text("the conference's own text changed")
    line = parts.pop()
    while parts:
        line = Text("{first}, {rest}", first=parts.pop(), rest=line)
    return line


def when(span: Span) -> str:
    """Date and time for a line: ``2024-04-25 09:00–09:45``."""
    return f"{span.day.isoformat()} {_times(span)}"


def _times(span: Span) -> str:
    return f"{clock(span.start)}–{clock(span.end)}"


def _gone(old: dict[str, Item], kept: set[str]) -> Iterator[Item]:
    return (item for item in old.values() if item.id not in kept)


def _about(programme: Programme) -> Programme:
    """All but the sessions; the hours of the days are the organisers' own."""
    return replace(programme, items=(), days=())


def _conference(before: Programme, after: Programme) -> Iterator[Text]:
    """What is new about the conference itself: its name and the venue's by name, the rest in one line."""
    if before.title != after.title:
        yield Text("The conference is now called “{name}”", name=after.title)
    if before.venue != after.venue and after.venue:
        yield Text("The venue is now “{name}”", name=after.venue)
    if before.timezone != after.timezone:
        yield Text("The time zone is now {name}", name=after.timezone)
    known = replace(before, title=after.title, venue=after.venue or before.venue, timezone=after.timezone)
    if _about(known) != _about(after):
        yield Text("What is said about the conference itself has changed")


def _added(item: Item) -> Text:
    if not item.where:
        return Text("New: “{title}”, {time}", title=item.title, time=when(item.span))
    return Text("New: “{title}”, {time}, {room}", title=item.title, time=when(item.span), room=item.where)


def _lines(pair: _Pair) -> Iterator[Text]:
    old, new = pair.old, pair.new
    if old.title != new.title:
        yield Text("“{old}” is now called “{new}”", old=old.title, new=new.title)
    if old.span != new.span:
        write = when if old.span.day != new.span.day else _times
        yield Text("“{title}” moves from {old} to {new}", title=new.title, old=write(old.span), new=write(new.span))
    if (old.place, old.rooms) != (new.place, new.rooms):
        yield _other_room(old, new)
    yield from _people(old, new)
    if old.tentative != new.tentative:
        said = Text("“{title}” is now tentative", title=new.title)
        yield said if new.tentative else Text("“{title}” is now confirmed", title=new.title)
    if _other_text(old) != _other_text(new):
        yield Text("“{title}” has other text, kind, track or links", title=new.title)


def _other_text(item: Item) -> tuple[str, ...]:
    texts = (item.subtitle, item.abstract, item.description, item.language, *item.tags)
    links = (item.website, item.stream, *(part for link in item.links for part in (link.address, link.label)))
    return (item.kind.value, item.track, item.track_colour, *texts, *links)


def _other_room(old: Item, new: Item) -> Text:
    whole = Text("the whole venue")
    return Text(
        "“{title}” changes room from {old} to {new}", title=new.title, old=old.where or whole, new=new.where or whole
    )


def _people(old: Item, new: Item) -> Iterator[Text]:
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
