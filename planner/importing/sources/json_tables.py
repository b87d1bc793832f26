"""Lists of objects in JSON of no known program as tables: what their fields mean is said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from planner.domain.cleaning import clean_line, clean_text
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.importing.sources.json_door import Document, JsonObject
from planner.importing.sources.json_entry import is_object, objects_of, same_name, written
from planner.importing.sources.json_lists import said
from planner.tables.opened import Opened
from planner.tables.table import Form, Sheet, Tables, Value

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 500, 2_000_000
_DEEP = 8
_TITLES = frozenset(("title", "session", "talk", "topic", "subject", "summary", "name", "sessiontitle", "talktitle",
                     "sessionname", "eventname", "eventtitle", "event", "titel", "programpunkt", "what",
                     "activity"))  # fmt: skip
_TIME = re.compile(r"start|begin|time|date|^when$|^from$|slot|^day$|^tid|klockan|^kl$|börjar|^hour|zeit|beginn|uhrzeit")
_A_CLOCK = re.compile(r"(?:^|\D)\d{1,2}[:.]\d{2}(?:\D|$)|\d\s*[ap]\.?m\b|^(?:kl\.?\s*)?\d{1,2}$", re.IGNORECASE)
_ABOUT_TALKS = frozenset(("speaker", "speakers", "speakername", "abstract", "presenter", "presenters", "author",
                          "authors", "talare", "föreläsare", "duration", "persons"))  # fmt: skip
_ABOUT_PEOPLE = frozenset(("bio", "biography", "email", "organisation", "organization", "company", "affiliation",
                           "jobtitle", "tagline", "phone"))  # fmt: skip
_NAMES = frozenset(("name", "fullname", "firstname", "lastname", "displayname", "publicname"))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
Row = dict[str, Value]


@dataclass(slots=True)
class Found:
    """A list of objects by where it stands: its rows, and what lies around each of them."""

    name: str
    objects: list[JsonObject] = field(default_factory=list)
    around: list[Row] = field(default_factory=list)


def lists_in(root: Any) -> list[Found]:
    """All lists of objects in a document; lists in objects of a list are one list, with what lies around each."""
    found: dict[tuple[str, ...], Found] = {}
    _look(root, (), {}, found, 0)
    return [one for one in found.values() if one.objects]


def _look(value: Any, path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], Found], depth: int) -> None:
    if depth > _DEEP:
        return
    if isinstance(value, list):
        _look_into_list(value, path, around, found, depth)
    elif is_object(value):
        inside = {name: part for name, part in value.items() if isinstance(part, list | dict)}
        if _is_a_table_by_names(value):
            _look_into_names(value, path, around, found, depth)
            return
        for name, part in inside.items():
            if objects_of(part):
                _look(part, (*path, same_name(name)), around, found, depth + 1)


def _look_into_list(
    values: list[Any], path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], Found], depth: int
) -> None:  # fmt: skip
    own = found.setdefault(path, Found(path[-1] if path else ""))
    for one in values:
        if is_object(one):
            own.objects.append(one)
            own.around.append(around)
            for name, part in one.items():
                if not (isinstance(part, list) and objects_of(part)) and not _is_a_table_by_names(part):
                    continue
                _look(part, (*path, same_name(name)), around | _facts(one, own.name), found, depth + 1)


def _is_a_table_by_names(value: Any) -> bool:
    """Whether an object's fields are alike: all lists of objects, or three objects and more with the same fields."""
    if not is_object(value):
        return False
    if len(value) < 2 and not any(_DATE.fullmatch(name) for name in value):
        return False
    if all(isinstance(part, list) for part in value.values()):
        lists = [objects_of(part) for part in value.values()]
        firsts = [set(map(same_name, part[0])) for part in lists if part]
        return (len(firsts) > 1 and len(set.intersection(*firsts)) * 2 >= max(map(len, firsts))) or (
            len(firsts) == 1 and len(value) == 1
        )
    inside = [part for part in value.values() if is_object(part)]
    if len(inside) < len(value) or len(inside) < 3:
        return False
    names = [set(map(same_name, part)) for part in inside]
    return len(set.intersection(*names)) * 2 >= max(map(len, names)) > 0


def _look_into_names(
    value: JsonObject, path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], Found], depth: int
) -> None:  # fmt: skip
    """The parts of an object whose names are dates, rooms or ids: each name is a fact of what stands under it."""
    dates = all(_DATE.match(name) for name in value)
    heading = "date" if dates else f"{path[-1]} key" if path and path[-1] in around else path[-1] if path else "section"
    for name, part in value.items():
        facts = {**around, heading if heading not in around else f"{heading} 2": clean_line(name)}
        if isinstance(part, list):
            _look(part, (*path, "*"), facts, found, depth + 1)
        else:
            _look([part], (*path, "*"), facts, found, depth + 1)


def _facts(value: JsonObject, name: str) -> Row:
    """What an object says of what lies within it: its short texts, by the name of its list."""
    single = re.sub(r"(?<=\w\w)s$", "", name) if name not in ("", "*") else "section"
    facts: Row = {}
    for own, told in value.items():
        text = clean_line(written(told)) if not isinstance(told, list) else ""
        if text and len(text) <= 200:
            known = same_name(own)
            heading = single if known in ("name", "title") else own if known == "date" else f"{single}.{own}"
            facts[clean_line(heading)] = text
    return facts


# tables --------------------------------------------------------------------------------------------------


def tables_of(document: Document, opened: Opened) -> Tables | None:
    """The lists that may be a programme, its people or its rooms, as sheets; None if none may be a programme."""
    found = lists_in(document.root)
    wanted = [one for one in found if is_programme(one) or _is_people(one.objects)]
    if not wanted:
        return None
    names = _names_by_id(found)
    sheets = [_sheet(one, names, opened) for one in sorted(wanted, key=lambda one: not is_programme(one))]
    return Tables(opened.name, Form.JSON, tuple(_with_names_of_their_own(sheets, opened)), remarks=document.remarks)


def is_programme(found: Found) -> bool:
    """Whether most of its objects have a title and a time, or a title and what is said of talks."""
    names = {same_name(name) for one in found.objects[:50] for name in one}
    titles = names & _TITLES
    if not titles or not _mostly(found.objects, titles):
        return False
    strong = titles - {"name", "event", "what"}
    return bool(strong and names & _ABOUT_TALKS) or _tells_a_time(found)


def _tells_a_time(found: Found) -> bool:
    for one, around in zip(found.objects[:50], found.around[:50], strict=True):
        for name, value in (*one.items(), *around.items()):
            if _TIME.search(same_name(name)) and _is_a_time(value):
                return True
    return False


def _is_a_time(value: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value >= 100_000_000
    if is_object(value):
        return any(map(_is_a_time, value.values()))
    return isinstance(value, str) and _A_CLOCK.search(value) is not None


def _is_people(objects: list[JsonObject]) -> bool:
    names = {same_name(name) for one in objects[:50] for name in one}
    return bool(names & _ABOUT_PEOPLE) and bool(names & _NAMES) and _mostly(objects, names & _NAMES)


def _mostly(objects: list[JsonObject], names: set[str]) -> bool:
    having = sum(1 for one in objects if any(same_name(name) in names and clean_line(written(told))
                                             for name, told in one.items()))  # fmt: skip
    return having * 2 >= len(objects)


def _names_by_id(found: list[Found]) -> dict[str, dict[str, str]]:
    """What has an id and a name in each list, by the list's name."""
    known: dict[str, dict[str, str]] = {}
    for one in found:
        here = known.setdefault(one.name, {})
        for thing in one.objects:
            ident, name = said(thing, "id", "guid", "code", "slug", "uid"), _name_of(thing)
            if ident and name:
                here.setdefault(ident, name)
    return {name: here for name, here in known.items() if here}


def _name_of(value: JsonObject) -> str:
    whole = said(value, "full_name", "name", "public_name", "display_name", "title")
    return whole or f"{said(value, 'first_name')} {said(value, 'last_name')}".strip()


def _sheet(found: Found, names: dict[str, dict[str, str]], opened: Opened) -> Sheet:
    rows = [_flat(one) | _free(around, one) for one, around in zip(found.objects, found.around, strict=True)]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    if len(rows) > MOST_ROWS or len(headings) > MOST_COLUMNS or len(rows) * len(headings) > MOST_CELLS:
        raise EstradError(
            Text("A list in “{name}” has {rows} entries with {columns} fields, too many to be a programme.",
                 name=opened.name, rows=len(rows), columns=len(headings)),
            Text("Choose a file of one conference."),
            file=opened.path,
            line=found.objects[0].line,
        )  # fmt: skip
    for heading in headings:
        _resolve(rows, heading, {name: known for name, known in names.items() if name != found.name})
    cells = (tuple(row.get(heading) for heading in headings) for row in rows)
    lines = (found.objects[0].line, *(one.line for one in found.objects))
    return Sheet(found.name.replace("*", ""), (tuple(headings), *cells), lines=lines)


def _free(around: Row, one: JsonObject) -> Row:
    """What lies around an object, as far as it does not say the same itself."""
    own = {same_name(name) for name in one}
    return {name: value for name, value in around.items() if same_name(name) not in own}


def _flat(value: JsonObject, before: str = "", depth: int = 0) -> Row:
    """The fields of an object as cells: objects in it by their names with a full stop, lists in lines."""
    row: Row = {}
    for name, inside in value.items():
        heading = clean_line(f"{before}{name}")[:100]
        if is_object(inside) and depth < _DEEP:
            text = clean_text(written(inside))
            if text and not _clocks(inside):
                row[heading] = text
            else:
                row |= _flat(inside, f"{heading}.", depth + 1)
        elif isinstance(inside, list):
            parts = [clean_line(part) for part in map(_text_of_part, inside) if part]
            row[heading] = "\n".join(parts) or None
        else:
            row[heading] = clean_text(inside) or None if isinstance(inside, str) else inside
    return row


def _clocks(value: JsonObject) -> bool:
    """Whether it is a time in parts."""
    return "date" in value or "dateTime" in value


def _text_of_part(value: Any) -> str:
    if is_object(value):
        return _name_of(value) or written(value) or said(value, "url", "href", "id")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else written(value)


def _resolve(rows: list[Row], heading: str, names: dict[str, dict[str, str]]) -> None:
    """Put names for the ids of another list, where nearly all that stands in the column are such."""
    if same_name(heading) in ("id", "guid", "code", "slug"):
        return
    told = [str(row[heading]).split("\n") for row in rows if row.get(heading) not in (None, "")]
    ids = [one for parts in told for one in parts]
    for known in sorted(names, key=lambda name: name[:4].casefold() not in heading.casefold()):
        by_id = names[known]
        if ids and sum(one in by_id for one in ids) * 10 >= len(ids) * 8 and _of_one_sort(heading, known, ids):
            for row in rows:
                value = row.get(heading)
                if value not in (None, ""):
                    row[heading] = "\n".join(by_id.get(one, one) for one in str(value).split("\n"))
            return


def _of_one_sort(heading: str, name: str, ids: list[str]) -> bool:
    """Whether such ids mean that list: small numbers only where the names are alike."""
    single = same_name(name).rstrip("s")
    return (bool(single) and single[:4] in same_name(heading)) or any(len(one) > 6 for one in ids)


def _with_names_of_their_own(sheets: list[Sheet], opened: Opened) -> Iterator[Sheet]:
    used: set[str] = set()
    for sheet in sheets:
        name = base = sheet.name or clean_line(PurePath(opened.name).stem)[:60] or "JSON"
        number = 2
        while name in used:
            name, number = f"{base} {number}", number + 1
        used.add(name)
        yield Sheet(name, sheet.rows, lines=sheet.lines)
