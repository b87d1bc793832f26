"""Form fields as data: label, editor, and change that an edit makes; an editor of what affects who is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from planner.commands.edit import edit, entity_name, move_to_position, position
from planner.commands.value_text import read_extra, read_links, read_list, write_extra, write_links, write_list
from planner.domain.agenda import Agenda, Change
from planner.domain.attendee_names import naming_change
from planner.domain.entities import Conference, Entity
from planner.domain.input_parsing import (
    conference_year_rule,
    past_year_rule,
    read_contact,
    read_language,
    read_length,
    read_link_address,
    read_mail_address,
    read_positive_number,
    read_time,
    read_web_address,
)
from planner.domain.text import N_, EstradError, Text
from planner.domain.value_objects import COLOUR_NAMES, NamingRule, State, current_colour
from planner.domain.zones import find_zone_name, time_zone
from ui.forms.photo_editor import PictureEditor, ShownPicture, new_picture_bytes, stored_picture_id
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice, FlagEditor
from ui.kit.editors.text_editors import LineEditor, TextEditor, ValueEditor
from ui.kit.editors.typed_values import (
    DateEditor,
    HeadlineEditor,
    clock_text,
    read_or_raise,
    with_worded_errors,
)
from ui.state.document import Document

NAMING_NAMES: dict[NamingRule, str] = {
    NamingRule.ALL: N_("All but those who declined or withdrew"),
    NamingRule.EXCEPT_INVITED: N_("All but those who declined, withdrew or have not replied"),
    NamingRule.CONFIRMED: N_("Only those who said yes"),
}
MakeChange = Callable[[Agenda, Any], Change]


def label_with_effect(document: Document, make: MakeChange, value: Any, name: str) -> str:
    """Return the label of a choice, followed by its effect on who is named to attendees, if it has any."""
    try:
        after = document.agenda.after(make(document.agenda, value))
    except EstradError:  # the reason is shown when the choice is made
        return name
    told = naming_change(document.agenda, after).forecast
    return f"{name} – {document.presentation.words.say(told)}" if told else name


def report_naming_changes(document: Document, before: Agenda) -> None:
    """Report which people are newly named to attendees, or no longer, compared to the snapshot ``before``, if any."""
    if sentence := naming_change(before, document.agenda).sentence:
        document.remarked.emit(sentence)


class NamingChoiceEditor(ChoiceEditor):
    """A combo box for a value that may affect who is named to attendees; ``make`` returns the change for a value.

    While it is open, each choice says its effect.
    """

    def __init__(self, document: Document, names: Mapping[Any, str], make: MakeChange) -> None:
        super().__init__(
            lambda: [EditorChoice(value, document.presentation.words(name)) for value, name in names.items()]
        )
        self._document, self._make = document, make

    def _emit_choice(self, n: int) -> None:
        before = self._document.agenda
        super()._emit_choice(n)
        if not self._document.closed:
            report_naming_changes(self._document, before)

    def showPopup(self) -> None:
        self._set_choice_texts(lambda choice: label_with_effect(self._document, self._make, choice.value, choice.name))
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        self._set_choice_texts(lambda choice: choice.name)

    def _set_choice_texts(self, word: Callable[[EditorChoice], str]) -> None:
        for n, choice in enumerate(self._shown):
            self.setItemText(n, word(choice))


def naming_editor(document: Document) -> NamingChoiceEditor:
    """Return an editor for the conference's rule on who is named to attendees."""
    return NamingChoiceEditor(
        document, NAMING_NAMES, lambda agenda, value: edit(agenda, Conference, agenda.conference.id, naming=value)
    )


Make = Callable[[Document], ValueEditor]
Apply = Callable[[Agenda, str, Any], Change]
Pictures = Mapping[str, bytes] | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: label, factory of its editor, the value that it shows, and the change that an edit makes.

    ``single`` hides the field for several entities. ``group`` is the heading above it, empty for the first fields.
    ``pictures`` returns the new pictures of an edited value, by id. ``remark`` returns a sentence to report after an
    edit of one entity alone, which has the given id, or None. ``fault`` returns what is wrong with a stored value, or
    None. ``given`` returns what ``apply`` gets for an edited value. ``fits`` returns whether all given entities have
    the field.
    """

    name: str
    label: str
    make: Make
    apply: Apply
    value: Callable[[Agenda, Any], Any]
    single: bool = False
    group: str = ""
    pictures: Callable[[Any], Pictures] = lambda value: None
    remark: Callable[[Agenda, str], Text | None] = lambda agenda, eid: None
    fault: Callable[[Any], Text | None] = lambda value: None
    given: Callable[[Document, Any], Any] = lambda document, value: value
    fits: Callable[[Agenda, Sequence[Any]], bool] = lambda agenda, entities: True

    def has_value(self, agenda: Agenda, entity: Entity) -> bool:
        """Return whether an entity has a value in this field.

        Zero, *not asked* and a switch in its default position count as none.
        """
        value = self.value(agenda, entity)
        if isinstance(value, bool):
            return value is not type(entity).__dataclass_fields__[self.name].default
        return bool(value.picture if isinstance(value, ShownPicture) else value) and value is not State.NOT_ASKED


def attribute_field(name: str, label: str, make: Make, change: Callable[..., Change], **more: Any) -> Field:
    """Return a field for an attribute that is set by ``change(agenda, id, **{name: value})``."""
    return Field(
        name,
        label,
        make,
        lambda agenda, eid, value: change(agenda, eid, **{name: value}),
        lambda agenda, entity: getattr(entity, name),
        **more,
    )


def entity_field(
    kind: type[Entity], name: str, label: str, make: Make, *, single: bool = False, group: str = ""
) -> Field:
    """Return a field for an attribute that ``edit`` sets."""
    return attribute_field(
        name, label, make, lambda agenda, eid, **to: edit(agenda, kind, eid, **to), single=single, group=group
    )


def line_factory(placeholder: str = "") -> Make:
    return lambda document: LineEditor(placeholder=document.presentation.words(placeholder) if placeholder else "")


def headline_factory(placeholder: str = "") -> Make:
    """Return a factory of line editors that show a long text on two lines."""
    return lambda document: HeadlineEditor(document.presentation.words(placeholder) if placeholder else "")


def text_editor(document: Document) -> ValueEditor:
    """Return an editor for a text of several lines."""
    return TextEditor()


def value_factory(names: Mapping[Any, str]) -> Make:
    """Return a factory of editors for one of several named values."""
    return choice_factory(
        lambda document: [(value, document.presentation.words(name)) for value, name in names.items()]
    )


def flag_factory(words: str) -> Make:
    """Return a factory of check boxes with the given label."""
    return lambda document: FlagEditor(document.presentation.words(words))


def list_factory(placeholder: str) -> Make:
    """Return a factory of line editors for short values separated by commas."""
    return lambda document: LineEditor(read_list, write_list, document.presentation.words(placeholder))


def links_editor(document: Document) -> ValueEditor:
    """Return an editor for links, one per line: an address and its label."""
    sentence = document.presentation.words("Type an address such as https://example.org, and what it leads to.")
    return TextEditor(
        document.presentation.words("https://… and what it is"),
        lambda typed: read_links(typed, sentence),
        write_links,
    )


def extra_editor(document: Document) -> ValueEditor:
    """Return an editor for an entity's extra fields, one per line: a name, a colon and a value."""
    sentence = document.presentation.words("Type a name, a colon and a value, such as “Dinner: yes”.")
    return TextEditor(
        document.presentation.words("Name: value"), lambda typed: read_extra(typed, sentence), write_extra
    )


def typed_factory(
    sentence: str, read: Callable[[str], Any], write: Callable[[Any], str] = str, unit: str = "",
    placeholder: str = "",
) -> Make:  # fmt: skip
    """Return a factory of line editors for a value parsed by ``read``; ``sentence`` is the error for other texts.

    ``write`` converts a value to text. If ``unit`` is given, a value is shown as this text with the value for ``{n}``,
    and zero or None as an empty text.
    """

    def make(document: Document) -> ValueEditor:
        said, around = document.presentation.words(sentence), document.presentation.words(unit) if unit else ""
        return LineEditor(
            lambda text: read_or_raise(read, text, said),
            (lambda n: around.format(n=n) if n else "") if around else write,
            placeholder,
        )

    return make


def optional_parser(read: Callable[[str], Any], empty: Any = None) -> Callable[[str], Any]:
    """Return a parser that returns ``empty`` for an empty text, and otherwise calls ``read``."""
    return lambda text: read(text) if text.strip() else empty


HTTPS = "https://"
_TIME, _LENGTH = N_("Type a time such as 9:30."), N_("Type a length in minutes, such as 45.")
clock_time = typed_factory(_TIME, read_time, clock_text)
clock_time_or_none = typed_factory(_TIME, optional_parser(read_time), clock_text)
minutes = typed_factory(_LENGTH, read_length, unit=N_("{n} min"))
some_minutes = typed_factory(
    _LENGTH, lambda text: 0 if text.strip() in ("", "0") else read_length(text), unit=N_("{n} min")
)
email = typed_factory(N_("Type an address such as anna@example.org."), optional_parser(read_mail_address, ""))
web_page = typed_factory(N_("Type an address such as https://example.org."), read_web_address, placeholder=HTTPS)
link = typed_factory(N_("Type an address such as https://example.org."), read_link_address, placeholder=HTTPS)
contact = typed_factory(N_("Type an address such as info@example.org."), read_contact, placeholder="info@…")
language = typed_factory(N_("Type a language such as en or sv."), read_language)
number = typed_factory(N_("Type a whole number from 1."), read_positive_number)
number_or_none = typed_factory(
    N_("Type a whole number from 1, or leave it empty."),
    optional_parser(read_positive_number),
    lambda n: "" if n is None else str(n),
)


Option = tuple[Any, str] | tuple[Any, str, str]
"""A value, its name, and optionally its colour as ``#rrggbb``."""


def choice_factory(options: Callable[[Document], Iterable[Option]], none: str = "") -> Make:
    """Return a factory of combo boxes for the values in ``options``; with ``none``, also for None under that name."""

    def make(document: Document) -> ValueEditor:
        first = [EditorChoice(None, document.presentation.words(none))] if none else []
        return ChoiceEditor(lambda: [*first, *(EditorChoice(*option) for option in options(document))])

    return make


def day_options(document: Document) -> list[tuple[date, str]]:
    """Return the dates of the conference's days, each with its text."""
    return [(day.date, document.presentation.short_date(day.date)) for day in document.agenda.days_in_order]


def order_field(kind: type[Entity]) -> Field:
    """Return a field for an entity's position in its order, counted from 1."""
    return Field(
        "position", N_("Order"), number, lambda agenda, eid, n: move_to_position(agenda, kind, eid, n), position, True
    )


def day_editor(document: Document) -> ValueEditor:
    """Return an editor for a date; one typed without a year gets the conference's year, of several the nearest."""

    def days() -> list[date]:
        return [found.date for found in document.agenda.days_in_order]

    return DateEditor(document.presentation, lambda: conference_year_rule(days()), lambda: days()[0])


def past_day_editor(document: Document) -> DateEditor:
    """Return an editor for the date of something past, or for none; one typed without a year is never in the future."""
    days = [found.date for found in document.agenda.days_in_order]
    return DateEditor(
        document.presentation,
        lambda: past_year_rule(document.plan.today(), conference_year_rule(days)),
        document.plan.today,
        empty=True,
    )


def zone_editor(document: Document) -> ValueEditor:
    """Return an editor for a time zone, typed as its IANA name or its city."""
    return LineEditor(with_worded_errors(find_zone_name, document.presentation.words))


def zone_fault(name: str) -> Text | None:
    """Return what is wrong with a stored time zone, as when this computer does not know it; else None."""
    try:
        time_zone(name)
    except EstradError as error:
        return error.problem
    return None


def colour_field(kind: type[Entity], *, none: str = "", group: str = "") -> Field:
    """Return a field for one of the tracks' colours; with ``none``, also for no colour under that name."""

    def options(document: Document) -> Iterator[Option]:
        words, theme = document.presentation.words, document.presentation.theme
        yield from [("", words(none))] if none else []
        yield from ((name, words(label), theme.track(name).name()) for name, label in COLOUR_NAMES.items())

    def choose(agenda: Agenda, eid: str, value: str) -> Change:
        stored = cast(Any, agenda.find(kind, eid)).colour
        return edit(agenda, kind, eid, colour=stored if current_colour(stored) == value else value)

    made = entity_field(kind, "colour", N_("Colour"), choice_factory(options), group=group)
    return replace(made, apply=choose, value=lambda agenda, entity: current_colour(entity.colour))


def picture_field(kind: type[Entity], name: str, label: str, *, square: bool, group: str = "") -> Field:
    """Return a field for a photo, cropped to a ``square``, or for a logo, kept whole.

    The entity stores the picture's id; the bytes are passed on with the change.
    """
    return Field(
        name,
        label,
        lambda document: PictureEditor(document, square=square),
        lambda agenda, eid, value: edit(agenda, kind, eid, **{name: stored_picture_id(value)}),
        lambda agenda, entity: ShownPicture(entity_name(entity), getattr(entity, name)),
        single=True,
        group=group,
        pictures=new_picture_bytes,
    )
