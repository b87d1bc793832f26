"""Lists of objects in JSON of no known program as tables: what their fields mean is said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from planner.domain.cleaning import clean_line, clean_text
from planner.domain.errors import EstradError
from planner.domain.steps import Progress, Steps
from planner.domain.text import Text
from planner.importing.sources.json_door import Document, JsonObject
from planner.importing.sources.json_entry import is_object, objects_of, same_name, written
from planner.importing.sources.json_lists import said
from planner.tables.opened import Opened
from planner.tables.table import Form, Sheet, Tables, Value

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 500, 2_000_000
EACH = 100
"""Objects between two looks at whether it shall go on."""
LONGEST_FACT = 200
"""Characters of what is said of all that lies within an object."""
_DEEP = 12
_ANY = "*"
"""In the path to a list, a name that is a fact of what stands under it."""
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
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
Row = dict[str, Value]


@dataclass(slots=True)
class Found:
    """A list of objects by where it stands: its rows, and what lies around each of them."""

    name: str
    objects: list[JsonObject] = field(default_factory=list)
    around: list[Row] = field(default_factory=list)


def lists_in(root: Any) -> Steps[list[Found]]:
    """All lists of objects in a document; lists in objects of a list are one list, with what lies around each."""
    found: dict[tuple[str, ...], Found] = {}
    for n, _ in enumerate(_look(root, (), {}, found)):
        if n % EACH == 0:
            yield Progress(0, 1)
    return [one for one in found.values() if one.objects]


def _look(value: Any, path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], Found]) -> Iterator[None]:
    """Gather the lists under a value; stops after each object."""
    if len(path) > _DEEP:
        return
    if isinstance(value, list):
        yield from _look_into_list(value, path, around, found)
    elif is_object(value) and _is_a_table_by_names(value):
        heading = _heading(value, path, around)
        for name, part in value.items():
            facts = {**around, heading: clean_line(name)}
            yield from _look(part if isinstance(part, list) else [part], (*path, _ANY), facts, found)
    elif is_object(value):
        for name, part in value.items():
            if isinstance(part, list | dict):
                yield from _look(part, (*path, same_name(name)), around, found)


def _look_into_list(
    values: list[Any], path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], Found]
) -> Iterator[None]:  # fmt: skip
    own = found.setdefault(path, Found(_name(path)))
    for one in values:
        yield
        if not is_object(one):
            continue
        if _is_a_table_by_names(one):  # lists under the names of rooms, under a date
            yield from _look(one, path, around, found)
            continue
        own.objects.append(one)
        own.around.append(around)
        for name, part in one.items():
            if (isinstance(part, list) and objects_of(part)) or _is_a_table_by_names(part):
                yield from _look(part, (*path, same_name(name)), around | _facts(one, own.name), found)


def _is_a_table_by_names(value: Any) -> bool:
    """Whether the names of an object's fields are facts: dates or times, or its parts are all alike."""
    if not is_object(value) or not value:
        return False
    parts = list(value.values())
    if all(map(_DATE.match, value)) or all(map(_CLOCK.fullmatch, value)):
        return all(isinstance(part, list | dict) for part in parts)
    lists = [objects_of(part)[0] for part in parts if isinstance(part, list) and objects_of(part)]
    if all(isinstance(part, list) for part in parts):
        return len(lists) > 1 and _alike(lists)
    objects = [part for part in parts if is_object(part)]
    return len(objects) == len(parts) > 2 and _alike(objects)


def _alike(objects: list[JsonObject]) -> bool:
    """Whether at least half of the fields are the same in all of them."""
    names = [set(map(same_name, one)) for one in objects]
    return len(set.intersection(*names)) * 2 >= max(map(len, names)) > 0


def _heading(value: JsonObject, path: tuple[str, ...], around: Row) -> str:
    """What the names of an object's fields are."""
    if all(map(_DATE.match, value)):
        heading = "date"
    elif all(map(_CLOCK.fullmatch, value)):
        heading = "time"
    elif any(isinstance(part, list) for part in value.values()):
        heading = _single(_name(path))
    else:
        heading = "id"
    number, wanted = 2, heading
    while heading in around:
        heading, number = f"{wanted} {number}", number + 1
    return heading


def _name(path: tuple[str, ...]) -> str:
    return next((name for name in reversed(path) if name != _ANY), "")


def _single(name: str) -> str:
    """What one of a list of that name is called."""
    return re.sub(r"(?<=\w\w)s$", "", name) or "section"


def _facts(value: JsonObject, name: str) -> Row:
    """What an object says of what lies within it: its short texts, by the name of its list."""
    facts: Row = {}
    for own, told in value.items():
        text = clean_line(written(told)) if not isinstance(told, list) else ""
        if text and len(text) <= LONGEST_FACT:
            known = same_name(own)
            is_name, is_when = known in ("name", "title"), known in ("date", "day", "time")
            heading = _single(name) if is_name else own if is_when else f"{_single(name)}.{own}"
            facts[clean_line(heading)] = text
    return facts


# tables --------------------------------------------------------------------------------------------------


def tables_of(document: Document, opened: Opened) -> Steps[Tables | None]:
    """The lists that may be a programme or its people, as sheets; None if there are none."""
    found = yield from lists_in(document.root)
    wanted = [one for one in found if is_programme(one) or _is_people(one.objects)]
    if not wanted:
        return None
    names = _names_by_id(found)
    sheets = []
    for one in sorted(wanted, key=lambda one: not is_programme(one)):
        sheets.append((yield from _sheet(one, names, opened)))
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


def _sheet(found: Found, names: dict[str, dict[str, str]], opened: Opened) -> Steps[Sheet]:
    rows: list[Row] = []
    for one, around in zip(found.objects, found.around, strict=True):
        rows.append(_flat(one) | _free(around, one))
        if len(rows) % EACH == 0:
            yield Progress(len(rows), len(found.objects))
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
        yield Progress(len(rows), len(rows))
        _resolve(rows, heading, {name: known for name, known in names.items() if name != found.name})
    cells = (tuple(row.get(heading) for heading in headings) for row in rows)
    lines = (found.objects[0].line, *(one.line for one in found.objects))
    return Sheet(found.name, (tuple(headings), *cells), lines=lines)


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
