"""The fields of a person, and of a moderator's shift."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from planner.commands.covers import edit_cover
from planner.commands.edit import in_one_step
from planner.commands.timeline import as_night_time
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Person
from planner.domain.enums import ROLE_NAMES as ROLE_NAMES
from planner.domain.enums import STATE_NAMES as STATE_NAMES
from planner.domain.enums import State
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import N_, Plural
from ui.kit.editors.text_editors import TextEditor, ValueEditor
from ui.state.availability.availability_editor import AvailabilityEditor
from ui.state.document import Document
from ui.state.fields.field import (
    Field,
    clock_time_or_none,
    day_names,
    extra,
    line,
    links,
    listed,
    one_of,
    picture,
    plain,
    text,
)
from ui.state.fields.naming_choice import state_of_shifts
from ui.state.fields.value_text import read_earlier, write_earlier

TIMES, ABOUT, STAGE, AGREED, MORE = (
    N_("When they can come"), N_("About (may be published)"), N_("Equipment"), N_("Agreed (never published)"),
    N_("More"),
)  # fmt: skip
COMMAS = N_("With commas between")


def _earlier(document: Document) -> ValueEditor:
    names = {role: document.presentation.words(name) for role, name in ROLE_NAMES.items()}
    sentence = document.presentation.words("Type a year and a role, such as “2023 moderator”.")
    return TextEditor(
        2, document.presentation.words("2023 moderator"), lambda typed: read_earlier(typed, names, sentence),
        lambda value: write_earlier(value, names),
    )  # fmt: skip


PERSON_FIELDS: tuple[Field, ...] = (
    picture(Person, "photo", N_("Photo"), square=True),
    plain(Person, "name", N_("Name"), line(), half=True, single=True),
    plain(Person, "pronunciation", N_("Say it like"), line(N_("STEH-fan SING-man")), half=True, single=True),
    plain(Person, "title", N_("Title"), line()),
    plain(Person, "organisation", N_("Organisation"), line()),
    plain(Person, "email", N_("E-mail (never published)"), line(), half=True, single=True),
    plain(Person, "phone", N_("Phone (never published)"), line(), half=True, single=True),
    plain(Person, "note", N_("Note (never published)"), text(3)),
    plain(Person, "availability", N_("Available"), AvailabilityEditor, group=TIMES),
    plain(Person, "bio", N_("Biography"), text(5), group=ABOUT),
    plain(Person, "pronouns", N_("Pronouns"), line(), half=True, group=ABOUT),
    plain(Person, "languages", N_("Languages"), listed(COMMAS), half=True, group=ABOUT),
    plain(Person, "links", N_("Links, a line each"), links, group=ABOUT),
    plain(Person, "needs", N_("Needs"), listed(COMMAS), half=True, group=STAGE),
    plain(Person, "brings", N_("Brings"), listed(COMMAS), half=True, group=STAGE),
    plain(Person, "travel", N_("Travel"), text(2), group=AGREED),
    plain(Person, "lodging", N_("Lodging"), text(2), group=AGREED),
    plain(Person, "fee", N_("Fee"), text(1), half=True, group=AGREED),
    plain(Person, "expenses", N_("Expenses"), text(1), half=True, group=AGREED),
    plain(Person, "diet", N_("Diet"), text(1), group=AGREED),
    plain(Person, "earlier", N_("Earlier appearances, a line each"), _earlier, single=True, group=MORE),
    plain(Person, "sort_name", N_("Sort under"), line(), half=True, single=True, group=MORE),
    plain(Person, "origin", N_("Key in the imported file"), line(), half=True, single=True, group=MORE),
    plain(Person, "extra", N_("Fields of your own (never published)"), extra, group=MORE),
)


_person = one_of(lambda document: [(person.id, person.name) for person in document.agenda.people_in_order])
_room = one_of(lambda document: [(room.id, room.name) for room in document.agenda.rooms_in_order], N_("Every room"))


def _cover_time(name: str, other: str) -> Field:
    """Return the field for the start or the end of a shift.

    Without a value the shift lasts the whole day; with one, a missing other end becomes the day's opening or closing.
    """

    def apply(agenda: Agenda, cid: str, value: int | None) -> Change:
        cover = agenda.covers[cid]
        if value is None:
            return edit_cover(agenda, cid, start=None, end=None)
        day = agenda.day_of(cover.day)
        kept = getattr(cover, other)
        if kept is None and day is not None:
            kept = day.closes if other == "end" else day.opens
        value = as_night_time(agenda, cover.day, value)
        if name == "end" and kept is not None and value <= kept:
            value += MINUTES_A_DAY
        return edit_cover(agenda, cid, **{name: value, other: kept})

    label = N_("From (empty: the whole day)") if name == "start" else N_("To")
    return Field(name, label, clock_time_or_none, apply, lambda agenda, cover: getattr(cover, name), half=True)


def _cover(name: str, label: str, make: Any, *, half: bool = False) -> Field:
    return Field(
        name, label, make, lambda agenda, cid, value: edit_cover(agenda, cid, **{name: value}),
        lambda agenda, cover: getattr(cover, name), half,
    )  # fmt: skip


def _answered(agenda: Agenda, stretches: Sequence[str], state: State) -> Change:
    label = Plural("Change {n} answer", "Change {n} answers", len(stretches))
    return in_one_step(agenda, label, [partial(edit_cover, cover_id=cid, state=state) for cid in stretches])


COVER_FIELDS: tuple[Field, ...] = (
    _cover("person", N_("Moderator"), _person),
    _cover("day", N_("Day"), one_of(day_names)),
    _cover_time("start", "end"),
    _cover_time("end", "start"),
    _cover("room", N_("Room"), _room, half=True),
    _cover("state", N_("State"), state_of_shifts(STATE_NAMES, _answered), half=True),
)
