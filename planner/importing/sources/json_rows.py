"""Reads values in JSON, and converts objects to rows of cells: inner objects, answers, links, times and lengths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeGuard, cast
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from planner.domain.span import LATEST
from planner.domain.text import clean_line, clean_text
from planner.domain.title_kinds import kind_named_by_title
from planner.domain.value_objects import Kind
from planner.importing.html_to_text import html_to_text
from planner.importing.sources.safe_json import JsonObject
from planner.tables.table import Value

Row = dict[str, Value]
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
LEAST = 5
"""Minimum length of a session in minutes; a smaller number must be in another unit."""
IDS = ("guid", "id", "uid", "uuid", "code", "slug")
TIME = re.compile(r"start|begin|time|date|^when$|^from|^to$|^end|slot|^day$|^tid|klockan|^kl$|börjar|^hour|zeit|beginn"
                  r"|uhrzeit")  # fmt: skip
_LENGTH = re.compile(r"duration|length|^min(?:ute)?s$|totaltime|längd|dauer")
_TITLE = frozenset(("title", "name", "sessiontitle"))
_REFERS = re.compile(r"room|location|track|type|speaker")
_LINKS = re.compile(r"link|resource|attachment|url|slide|recording|video")
NOBODY = set("0-{}")
"""The characters of an id that stands for nobody or nothing."""
_LABELS = {
    **dict.fromkeys(("slides", "slidesurl", "slide", "presentation"), "Slides"),
    **dict.fromkeys(("recordingurl", "recording", "record", "videourl", "video"), "Recording"),
    **dict.fromkeys(("audio", "audiourl"), "Audio"),
    **{"signupurl": "Sign up", "feedbackurl": "Feedback", "qa": "Questions"},
}
"""Labels for an address that stands alone in a field, by the name of the field."""
ALL_ROOMS = "all rooms"
"""The text in place of the room of a session that is for everybody."""
_MILLISECONDS = range(100_000_000_000, 7_300_000_000_000)
"""Numbers in a field of times that are read as milliseconds; in seconds the least would be in the year 5138."""
_IN_UTC = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]00:?00)")


@lru_cache(4096)
def normalized_name(name: str) -> str:
    """Return a form of a name in which ``startsAt``, ``starts_at`` and ``Starts at`` are equal."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def is_object(value: Any) -> TypeGuard[JsonObject]:
    """Return whether a value is an object of JSON."""
    return isinstance(value, JsonObject)


def is_entity_object(value: Any) -> TypeGuard[JsonObject]:
    """Return whether a value is an object other than one text in several languages."""
    if not isinstance(value, JsonObject):
        return False
    languages = value and list(value) != ["id"] and all(map(_LANGUAGE.fullmatch, value))
    return not (languages and all(text is None or isinstance(text, str) for text in value.values()))


def child_objects(value: Any) -> list[JsonObject]:
    """Return the objects in a list, or those in an object, such as one whose fields are named by ids."""
    if isinstance(value, JsonObject):
        value = list(value.values())
    return [one for one in value if isinstance(one, JsonObject)] if isinstance(value, list) else []


def value_as_text(value: Any) -> str:
    """Return a value as text, in the first language that has one; empty if the value has no text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, dict):
        return ""
    parts = [value.get("name"), value.get("title")] if is_entity_object(value) else list(value.values())
    return next(filter(None, map(value_as_text, parts)), "")


def group_texts_by_field(value: JsonObject) -> JsonObject:
    """Return an object of languages, ``{"sv": {"title": …}, …}``, as one of texts, ``{"title": {"sv": …, …}}``.

    A field with an object counts as a language if its name has the form of a language code. An object with fewer than
    two of these is returned unchanged.
    """
    told = [name for name, inside in value.items() if _LANGUAGE.fullmatch(name) and is_object(inside)]
    if len(told) < 2:
        return value
    words: dict[str, JsonObject] = {}
    for language in told:
        for name, text in value[language].items():
            words.setdefault(name, JsonObject((), value.line))[language] = text
    rest = ((name, inside) for name, inside in value.items() if name not in told)
    return JsonObject([*rest, *words.items()], value.line)


def web_or_mail_address(written: str, base: str = "") -> str:
    """Return the address, completed by ``base``, if it is a web or mail address; otherwise an empty text."""
    try:
        address = urljoin(base, written).replace(" ", "%20") if written else ""
        parts = urlsplit(address)
        leads = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))
    except ValueError:
        return ""
    return address if leads else ""


def valid_address(unmapped: Counter[str], name: str, written: str, base: str = "") -> str:
    """Return the address as ``web_or_mail_address`` does; any other text is counted in ``unmapped`` under a name."""
    address = web_or_mail_address(written, base)
    unmapped[name] += bool(written and not address)
    return address


def first_text(value: Any, *names: str) -> str:
    """Return the text of the first of an object's named fields that has one, in one line, or an empty text."""
    fields = {normalized_name(name): inside for name, inside in value.items()} if is_object(value) else {}
    return next(filter(None, (clean_line(value_as_text(fields.get(normalized_name(name)))) for name in names)), "")


def with_fields(value: JsonObject, **fields: Any) -> JsonObject:
    """Return the object with fields added or replaced."""
    return JsonObject({**value, **fields}, value.line)


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes a row of cells from a JSON object.

    ``questions`` are the document's questions by id; ``choices`` its answers to choose from by id, each with its
    question. ``zone`` is the time zone that the document names for all its times, or None.
    """

    zone: ZoneInfo | None = None
    questions: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def row(self, value: JsonObject) -> Row:
        """Return an object as cells by their headings.

        Flags for breaks, for all rooms and for recording are cells too.
        """
        row = self._flatten(value)
        names = {normalized_name(name): inside for name, inside in value.items()}
        if any(names.get(name) is True for name in ("isservicesession", "isbreak")) and not names.get("speakers"):
            row["type"] = (kind_named_by_title(first_text(value, "title", "name")) or Kind.BREAK).value
        if names.get("isplenumsession") is True and "roomId" in row:
            row["roomId"] = row["roomId"] or ALL_ROOMS
        if any(names.get(name) is False for name in ("mayrecord", "recordable")):
            row["do not record"] = True
        return row

    def _flatten(self, value: JsonObject, before: str = "") -> Row:
        """Return an object's fields: inner objects with dotted names, lists as lines, each answer under its question.

        Ids of inner objects are left out, since they identify other things.
        """
        row: Row = {}
        for name, inside in value.items():
            known = normalized_name(name)
            if before and known in IDS:
                continue
            heading = _dotted_heading(before, name)
            if not isinstance(inside, list | dict):
                row[heading] = self._cell(inside, known)
            elif isinstance(inside, list) and (answers := self._answers(inside, known)):
                row |= {each: text for each, text in answers.items() if not row.get(each)}
            elif is_object(inside) and TIME.search(known) and (when := _moment_text(inside)):
                row[heading] = when
            elif is_object(inside):
                text = clean_text(value_as_text(inside)) or (_REFERS.search(known) and first_text(inside, *IDS)) or ""
                if text:
                    row[heading] = _plain_title(text) if known in _TITLE else text
                    row |= {f"{heading} ({one})": other for one, other in _translations(inside, known, text)}
                row |= self._flatten(_fields_beside_name(inside) if text else inside, f"{heading}.")
            else:
                parts = [_link_text(part) if _LINKS.search(known) else _text_of_part(part) for part in inside]
                row[heading] = "\n".join(clean_line(part) for part in parts if part) or None
        return row

    def _answers(self, value: list[Any], name: str) -> dict[str, str]:
        """Return the answers and chosen items in a list by their questions; empty if it is a list of anything else."""
        found: dict[str, list[str]] = {}
        for one in value:
            if not is_object(one):
                asked, told = self.choices.get(value_as_text(one), ("", "")) if name == "categoryitems" else ("", "")
                found.setdefault(asked, []).append(told)
                continue
            fields = {normalized_name(own): inside for own, inside in one.items()}
            asked = first_text(fields.get("question"), "question") or first_text(one, "question", "question_id")
            found.setdefault(self.questions.get(asked, asked), []).append(
                first_text(one, "answer", "answer_value", "answer_extra")
            )
            for item in child_objects(fields.get("categoryitems") or fields.get("items")):
                found.setdefault(first_text(one, "name", "title"), []).append(first_text(item, "name"))
        texts = {clean_line(asked)[:100]: "\n".join(filter(None, told)) for asked, told in found.items()}
        return {asked: text for asked, text in texts.items() if asked and text and not asked.isdigit()}

    def _cell(self, value: Any, name: str) -> Value:
        """Return a single value as a cell, None if it is empty.

        A length written as a number is in minutes; a time in UTC is converted to the document's zone, if that is known.
        """
        sort = _time_field_kind(name)
        if value is None or (name in IDS and not set(str(value)) - NOBODY):
            return None
        if isinstance(value, str):
            return self._cell_of_text(value, name, sort)
        if sort == "time" and isinstance(value, int) and value in _MILLISECONDS:
            return datetime.fromtimestamp(value / 1000, self.zone or UTC)
        if sort == "length" and not isinstance(value, bool) and not name.startswith("min"):
            return _number_as_minutes(value)
        return cast(Value, value)

    def _cell_of_text(self, value: str, name: str, sort: str) -> str | None:
        text = _plain_title(value) if name in _TITLE else clean_text(value)
        if name in _LABELS and web_or_mail_address(text):
            return f"{_LABELS[name]} {value}"
        if self.zone and sort and _IN_UTC.fullmatch(text.strip()):
            with suppress(ValueError, OverflowError):
                return datetime.fromisoformat(text.strip()).astimezone(self.zone).isoformat(timespec="minutes")
        return text or None


@lru_cache(4096)
def _time_field_kind(name: str) -> str:
    """Return *length* or *time* if the name of a field means that, or an empty text."""
    if _LENGTH.search(name):
        return "length"
    return "time" if TIME.search(name) else ""


@lru_cache(4096)
def _dotted_heading(before: str, name: str) -> str:
    return clean_line(before + name)[:100]


def _moment_text(value: JsonObject) -> str:
    """Return an object with a date and a time as one text, *2024-04-25 09:00*; empty if it lacks one of them."""
    day, clock = value_as_text(value.get("date")), value_as_text(value.get("time"))
    return f"{day[:10]} {clock[:8]}" if day and clock else ""


def _number_as_minutes(value: float) -> Value:
    """Return a number as minutes: below 5 it is hours, above two days seconds or milliseconds.

    None for 0, and a text for an impossible length.
    """
    minutes = value * 60 if 0 < value < LEAST else value
    if value > LATEST:
        minutes = value / 60_000 if value >= LEAST * 60_000 else value / 60
    return round(minutes) or None if 0 <= minutes <= LATEST else str(value)


def _plain_title(text: str) -> str:
    """Return a title in one line, without HTML."""
    return clean_line(html_to_text(text) if "<" in text else text)


def _translations(value: JsonObject, name: str, first: str) -> list[tuple[str, str]]:
    """Return a title in other languages than the first, each after its language, where it is different."""
    if name != "title" or is_entity_object(value):
        return []
    texts = ((language, clean_line(value_as_text(text))) for language, text in value.items())
    return [(language, text) for language, text in texts if text not in ("", clean_line(first))]


def _fields_beside_name(value: JsonObject) -> JsonObject:
    """Return the filled fields of an object other than its name; none if it is a text in several languages."""
    if not is_entity_object(value):
        return JsonObject((), value.line)
    pairs = ((name, part) for name, part in value.items() if normalized_name(name) not in ("name", "title"))
    return JsonObject(((name, part) for name, part in pairs if part not in (None, "", [])), value.line)


def _link_text(value: Any) -> str:
    """Return a link's address, after its label if it is a whole address; or a text unchanged."""
    if not is_object(value):
        return value_as_text(value)
    address = first_text(value, "url", "href", "link", "resource", "address")
    label = first_text(value, "title", "label", "description", "name", "service", "link_type", "type")
    return f"{label} {address}".strip() if web_or_mail_address(address) and label != address else address


def _text_of_part(value: Any) -> str:
    return object_name(value) or value_as_text(value) or first_text(value, "url", "href", "id")


def object_name(value: Any) -> str:
    """Return the name of a thing or a person, given whole or in parts, or an empty text."""
    first, last = first_text(value, "first_name"), first_text(value, "last_name", "family_name")
    parts = f"{first} {last}" if first and last else ""
    whole = first_text(value, "full_public_name", "public_name", "display_name") or parts
    return whole or first_text(value, "full_name", "name", "title") or first or last
