"""Converts lists of objects in unknown JSON to tables, whose columns are mapped elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask, Progress, map_in_chunks
from planner.domain.text import EstradError, Text, clean_line, clean_text
from planner.importing.datetimes import key_of_zone
from planner.importing.sources.json_entry import is_object, is_thing, same_name, written
from planner.importing.sources.json_lists import FoundList, Row, facts_beside
from planner.importing.sources.json_session import first_text_of
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.tables.opened_file import OpenedFile
from planner.tables.table import TableFormat, Tables, Value, Worksheet

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 500, 2_000_000
EACH = 100
"""Number of objects between two checks for cancellation."""
_DEEP = 8
ENOUGH = 50
"""Number of objects that are a sufficient sample of all of them."""
_TITLES = frozenset(("title", "session", "talk", "topic", "subject", "summary", "name", "sessiontitle", "talktitle",
                     "sessionname", "eventname", "eventtitle", "event", "titel", "programpunkt", "what",
                     "activity"))  # fmt: skip
_TIME = re.compile(r"start|begin|time|date|^when$|^from$|slot|^day$|^tid|klockan|^kl$|börjar|^hour|zeit|beginn|uhrzeit")
_A_CLOCK = re.compile(r"(?:^|\D)\d{1,2}[:.]\d{2}(?:\D|$)|\d\s*[ap]\.?m\b|^(?:kl\.?\s*)?\d{1,4}$", re.IGNORECASE)
_ABOUT_TALKS = frozenset(("speaker", "speakers", "speakername", "abstract", "presenter", "presenters", "author",
                          "authors", "talare", "föreläsare", "duration", "persons"))  # fmt: skip
_ABOUT_PEOPLE = frozenset(("bio", "biography", "email", "organisation", "organization", "company", "affiliation",
                           "jobtitle", "tagline", "phone"))  # fmt: skip
_ABOUT_LINKS = frozenset(("url", "href", "link", "title", "name", "type", "label", "description", "service", "id"))
_NAMES = frozenset(("name", "fullname", "firstname", "lastname", "displayname", "publicname"))
_KINDS = frozenset(("type", "kind", "category", "format", "sessiontype"))
_IDS = frozenset(("id", "guid", "uid", "uuid", "code", "slug"))
_ID_AT_END = re.compile(r"[ _-]?[Ii][Dd](s?)$")
_UNIT_AT_END = re.compile(r"[ _-]?(?:[Tt]imestamp|[Mm]illi(?:s|seconds)|[Mm]s|[Ee]poch|[Uu]nix)$")
_MILLISECONDS = range(100_000_000_000, 7_300_000_000_000)
"""Numbers in a field of times that are read as milliseconds; in seconds the least would be in the year 5138."""
_WITH_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})")


def tables_of(
    document: JsonDocument, opened: OpenedFile, found: list[FoundList], programmes: list[FoundList]
) -> LongTask[Tables | None]:  # fmt: skip
    """Return the lists that may be a programme or its people, as sheets; None if there are none."""
    people = [_once(one) for one in found if _is_people(one.objects) and not is_programme(one)]
    if not programmes and not people:
        return None
    names = yield from _names_by_id(found)
    zone = zone_of(document.root)
    sheets = []
    for one in [*_children_first(programmes), *people]:
        sheets.append((yield from _sheet(one, names, opened, zone)))
    told = (Text("Times are those of the clock in {zone}, which the file names.", zone=zone.key),) if zone else ()
    named = tuple(_with_names_of_their_own(sheets, opened))
    return Tables(opened.name, TableFormat.JSON, named, remarks=(*document.remarks, *told))


def zone_of(root: Any) -> ZoneInfo | None:
    """Return the time zone that a document names for all its times, or None."""
    within = [root, *(root.values() if is_object(root) else ())]
    told = [first_text_of(value, "timezone", "time_zone", "time_zone_name", "tz") for value in within]
    name = next(filter(None, map(key_of_zone, told)), "")
    return ZoneInfo(name) if name else None


def programmes_in(found: list[FoundList]) -> list[FoundList]:
    """Return the lists that may be programmes, with similar ones merged.

    To the objects of such as sessions and breaks side by side, the name of their list is a fact.
    """
    made: list[FoundList] = []
    for one in filter(is_programme, found):
        other = next((known for known in made if _of_one_sort(known, one)), None)
        if other is None:
            made.append(one)
            continue
        heading = _kind_in(other.objects) or _kind_in(one.objects) or "type"
        for each in (other, one):
            each.around = [
                around if heading in around or _kind_in([inside]) else {**around, heading: each.name}
                for inside, around in zip(each.objects, each.around, strict=True)
            ]
        other.objects, other.around = other.objects + one.objects, other.around + one.around
    return made


def _kind_in(objects: list[JsonObject]) -> str:
    """Return the name of the field with the kind of each session, or an empty text."""
    return next((name for one in objects[:ENOUGH] for name in one if same_name(name) in _KINDS), "")


def _of_one_sort(one: FoundList, other: FoundList) -> bool:
    """Return whether two lists are not nested and have title and time under the same names."""
    shorter, longer = sorted((one.path, other.path), key=len)
    mine, theirs = (_names(found.objects) for found in (one, other))
    times = {name for name in mine & theirs if _TIME.search(name)}
    return bool(mine & theirs & _TITLES) and bool(times) and longer[: len(shorter)] != shorter


def _children_first(programmes: list[FoundList]) -> list[FoundList]:
    """Return the lists with inner ones before the outer ones, unless these have more objects."""

    def is_child(one: FoundList) -> bool:
        return any(one.path != other.path and one.path[: len(other.path)] == other.path
                   and len(one.objects) >= len(other.objects) for other in programmes)  # fmt: skip

    return sorted(programmes, key=lambda one: not is_child(one))


def _once(people: FoundList) -> FoundList:
    """Return each person once, without the sessions around them."""
    known: dict[str, JsonObject] = {}
    for one in people.objects:
        known.setdefault(repr(sorted(one.items(), key=lambda pair: pair[0])), one)
    return FoundList(people.name, people.path, list(known.values()), [{}] * len(known))


def _names(objects: list[JsonObject]) -> set[str]:
    return {same_name(name) for one in objects[:ENOUGH] for name in one}


def is_programme(found: FoundList) -> bool:
    """Return whether most objects have a title and a time, or a title and fields that are typical of talks."""
    names = _names(found.objects)
    titles = names & _TITLES or {name for name in names - _ABOUT_PEOPLE if name.endswith(("titel", "title"))}
    if not titles or not _mostly(found.objects, titles):
        return False
    if names <= _ABOUT_LINKS:
        return False
    strong = titles - {"name", "event", "what"}
    return bool(strong and names & _ABOUT_TALKS) or _tells_a_time(found, around_it=bool(strong))


def _tells_a_time(found: FoundList, *, around_it: bool) -> bool:
    pairs = zip(found.objects[:ENOUGH], found.around[:ENOUGH], strict=True)
    told = ((*one.items(), *(around.items() if around_it else ())) for one, around in pairs)
    return any(_TIME.search(same_name(name)) and _is_a_time(value) for fields in told for name, value in fields)


def _is_a_time(value: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value >= 100_000_000
    if is_object(value):
        return any(map(_is_a_time, value.values()))
    return isinstance(value, str) and _A_CLOCK.search(value) is not None


def _is_people(objects: list[JsonObject]) -> bool:
    names = _names(objects)
    return bool(names & _ABOUT_PEOPLE) and bool(names & _NAMES) and _mostly(objects, names & _NAMES)


def _mostly(objects: list[JsonObject], names: set[str]) -> bool:
    some = objects[: 4 * ENOUGH]
    having = sum(1 for one in some if any(same_name(name) in names and clean_line(written(told))
                                          for name, told in one.items()))  # fmt: skip
    return having * 2 >= len(some)


def _names_by_id(found: list[FoundList]) -> LongTask[dict[str, dict[str, str]]]:
    """Return the names of objects by id, for each list by its name."""
    known: dict[str, dict[str, str]] = {}
    for one in found:
        here = known.setdefault(one.name, {})
        for n, thing in enumerate(one.objects):
            if n % EACH == 0:
                yield Progress(0, 1)
            ident, name = first_text_of(thing, "id", "guid", "code", "slug", "uid"), _name_of(thing)
            if ident and name:
                here.setdefault(ident, name)
    return {name: here for name, here in known.items() if here}


def _name_of(value: JsonObject) -> str:
    whole = first_text_of(value, "full_name", "name", "public_name", "display_name", "title")
    return whole or f"{first_text_of(value, 'first_name')} {first_text_of(value, 'last_name')}".strip()


def _sheet(
    found: FoundList, names: dict[str, dict[str, str]], opened: OpenedFile, zone: ZoneInfo | None
) -> LongTask[Worksheet]:
    pairs = list(zip(found.objects, found.around, strict=True))
    rows = yield from map_in_chunks(pairs, lambda pair: _flat(pair[0], zone) | facts_beside(*pair), EACH)
    headings = [name for name in dict.fromkeys(name for row in rows for name in row) if "@" not in name]
    if len(rows) > MOST_ROWS or len(headings) > MOST_COLUMNS or len(rows) * len(headings) > MOST_CELLS:
        raise EstradError(
            Text("A list in “{name}” has {rows} entries with {columns} fields, too many to be a programme.",
                 name=opened.name, rows=len(rows), columns=len(headings)),
            Text("Choose a file of one conference."),
            file=opened.path,
            line=found.objects[0].line,
        )  # fmt: skip
    _tell_ids_apart(rows, found.around)
    others = {name: known for name, known in names.items() if name != found.name}
    shown = []
    for heading in headings:
        yield Progress(len(rows), len(rows))
        resolved = _resolve(rows, heading, others)
        shown.append((_ID_AT_END if resolved else _UNIT_AT_END).sub(r"\1" if resolved else "", heading) or heading)
    cells = (tuple(row.get(heading) for heading in headings) for row in rows)
    lines = (found.objects[0].line, *(one.line for one in found.objects))
    return Worksheet(found.name, (tuple(shown), *cells), lines=lines)


def _tell_ids_apart(rows: list[Row], around: list[Row]) -> None:
    """Prefix ids with a fact from around their objects, if they recur in another list.

    If they then still stand for several titles, they only number what is in each list, and are none.
    """
    titles = [next((told for name, told in row.items() if same_name(name) in _TITLES and told), None) for row in rows]
    for heading in {name for row in rows for name in row if same_name(name) in _IDS}:
        told = [row[heading] for row in rows if row.get(heading) not in (None, "")]
        if len(set(told)) == len(told):
            continue
        for row, facts in zip(rows, around, strict=True):
            if row.get(heading) not in (None, "") and facts:
                row[heading] = f"{next(iter(facts.values()))}/{row[heading]}"
        known: dict[Value, Value] = {}
        pairs = [(row[heading], title) for row, title in zip(rows, titles, strict=True) if row.get(heading)]
        if any(known.setdefault(ident, title) != title for ident, title in pairs):
            for row in rows:
                row.pop(heading, None)


def _flat(value: JsonObject, zone: ZoneInfo | None, before: str = "", depth: int = 0) -> Row:
    """Return the fields of an object as cells: inner objects with dotted names, lists as lines."""
    row: Row = {}
    for name, inside in value.items():
        if before and same_name(name) in _IDS:  # that of another thing, of no use without it
            continue
        heading = clean_line(f"{before}{name}")[:100]
        if is_object(inside) and depth < _DEEP:
            text = "" if "date" in inside or "dateTime" in inside else clean_text(written(inside))
            if text:
                row[heading] = text
            row |= _flat(_rest(inside) if text else inside, zone, f"{heading}.", depth + 1)
        elif isinstance(inside, list):
            row[heading] = "\n".join([clean_line(part) for part in map(_text_of_part, inside) if part]) or None
        else:
            row[heading] = _moment(inside, zone) if _TIME.search(same_name(name)) else _cell(inside, zone)
    return row


def _moment(value: Any, zone: ZoneInfo | None) -> Value:
    """Return milliseconds since 1970 as a date and time in the zone, or in UTC if it is not known."""
    if isinstance(value, int) and value in _MILLISECONDS:
        moment = datetime.fromtimestamp(value / 1000, zone or UTC)
        return moment.replace(tzinfo=None) if zone else moment
    return _cell(value, zone)


def _cell(value: Any, zone: ZoneInfo | None) -> Value:
    """Return a single value as a cell; a time with a UTC offset is converted to wall clock time in the zone."""
    if not isinstance(value, str):
        return None if isinstance(value, dict) else value
    if zone and _WITH_OFFSET.fullmatch(value.strip()):
        try:
            moment = datetime.fromisoformat(value.strip())
            return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
        except (ValueError, OverflowError):
            pass
    return clean_text(value) or None


def _rest(value: JsonObject) -> JsonObject:
    """Return the fields of an object other than name and ids; none if it is a text in several languages."""
    if not is_thing(value):
        return JsonObject((), value.line)
    pairs = ((name, part) for name, part in value.items() if same_name(name) not in _IDS | {"name", "title"})
    return JsonObject(((name, part) for name, part in pairs if part not in (None, "", [])), value.line)


def _text_of_part(value: Any) -> str:
    if is_object(value):
        return _name_of(value) or written(value) or first_text_of(value, "url", "href", "id")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else written(value)


def _resolve(rows: list[Row], heading: str, names: dict[str, dict[str, str]]) -> bool:
    """Replace ids in a column by names if most of its values are ids from another list; return whether it was done."""
    if same_name(heading) in _IDS:
        return False
    told = [str(row[heading]).split("\n") for row in rows if row.get(heading) not in (None, "")]
    ids = [one for parts in told for one in parts]
    for known in sorted(names, key=lambda name: name[:4].casefold() not in heading.casefold()):
        by_id = names[known]
        if ids and sum(one in by_id for one in ids) * 10 >= len(ids) * 8 and _mean(heading, known, ids):
            for row in rows:
                value = row.get(heading)
                if value not in (None, ""):
                    row[heading] = "\n".join(by_id.get(one, one) for one in str(value).split("\n"))
            return True
    return False


def _mean(heading: str, name: str, ids: list[str]) -> bool:
    """Return whether ids refer to a list: short ones only if the heading resembles the list's name."""
    single = same_name(name).rstrip("s")
    return (bool(single) and single[:4] in same_name(heading)) or any(len(one) > 6 for one in ids)


def _with_names_of_their_own(sheets: list[Worksheet], opened: OpenedFile) -> Iterator[Worksheet]:
    used: set[str] = set()
    for sheet in sheets:
        name = base = sheet.name or clean_line(PurePath(opened.name).stem)[:60] or "JSON"
        number = 2
        while name in used:
            name, number = f"{base} {number}", number + 1
        used.add(name)
        yield Worksheet(name, sheet.rows, lines=sheet.lines)
