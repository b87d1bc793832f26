"""Reads the lists in JSON of any program as tables, and refuses documents without a list of sessions or people.

Records in XML, as ConfTool exports them, are read in the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask, Progress, as_half, map_in_chunks
from planner.domain.text import EstradError, Plural, Text, clean_line, clean_text
from planner.domain.title_kinds import parse_kind
from planner.importing.html_to_text import html_to_text
from planner.importing.sources.first_bytes import other_xml_error
from planner.importing.sources.json_lists import EACH, PEOPLE, FoundList, find_lists, surrounding_facts
from planner.importing.sources.json_rows import (
    ALL_ROOMS,
    IDS,
    TIME,
    Row,
    RowMaker,
    child_objects,
    first_text,
    is_object,
    normalized_name,
    object_name,
    value_as_text,
)
from planner.importing.sources.json_systems import assemble_sessions
from planner.importing.sources.safe_json import JsonObject, read_json
from planner.importing.sources.safe_xml import Element, read_document
from planner.importing.sources.safe_xml import local_name as name_of_element
from planner.tables.opened_file import OpenedFile, is_too_large
from planner.tables.table import TableFormat, Tables, Value, Worksheet

MOST_SHEETS = 20
"""Maximum number of kinds of records in XML that are read."""
ENOUGH = 50
"""Number of objects that are a sufficient sample of all of them."""
_TITLES = frozenset(("title", "session", "talk", "topic", "subject", "summary", "name", "sessiontitle", "talktitle",
                     "sessionname", "eventname", "eventtitle", "event", "titel", "programpunkt", "what",
                     "activity", "titre", "tittel", "titulo", "otsikko", "presentationtitle", "lecturetitle",
                     "papertitle", "submissiontitle", "contributiontitle"))  # fmt: skip
_A_CLOCK = re.compile(r"(?:^|\D)\d{1,2}[:.]\d{2}(?:\D|$)|\d\s*[ap]\.?m\b|^(?:kl\.?\s*)?\d{1,4}$", re.IGNORECASE)
_ABOUT_TALKS = frozenset(("slot", "slots", "submissiontype", "speaker", "speakers", "speakername", "abstract",
                          "presenter", "presenters", "author", "authors", "talare", "föreläsare", "duration",
                          "persons"))  # fmt: skip
_ABOUT_PEOPLE = frozenset(("bio", "biography", "email", "organisation", "organization", "company", "affiliation",
                           "jobtitle", "tagline", "phone"))  # fmt: skip
_ABOUT_LINKS = frozenset(("url", "href", "link", "title", "name", "type", "label", "description", "service", "id"))
_NAMES = frozenset(("name", "fullname", "firstname", "lastname", "displayname", "publicname"))
_KINDS = frozenset(("type", "kind", "category", "format", "sessiontype"))
_ID_AT_END = re.compile(r"[ ._-]?[Ii][Dd](s?)$")
_UNIT_AT_END = re.compile(
    r"(?:[ _-](?:timestamp|milli(?:s|seconds)|ms|epoch|unix)|(?:Timestamp|Milli(?:s|seconds)|Ms|Epoch|Unix))$"
)
_THINGS = re.compile(r"rooms|tracks|streams|stages|halls|locations|venues|microlocations", re.IGNORECASE)


def read_opened_json(opened: OpenedFile) -> LongTask[Tables]:
    """Return the lists of a JSON file's programme as tables.

    Raise ``EstradError`` if it cannot be read, or has neither sessions nor people.
    """
    read, told = yield from as_half(read_json(opened), 0)
    root, about = assemble_sessions(read, opened)
    found = yield from find_lists(root)
    remarks = (*told, *about.pop("remarks", ()))
    zone = ZoneInfo(about["zone"]) if about.get("zone") else None
    sheets = yield from as_half(_programme_sheets(found, RowMaker(zone, *_questions_and_choices(found)), opened), 1)
    return Tables(opened.name, TableFormat.JSON, tuple(_uniquely_named(sheets, opened)), remarks=remarks, about=about)


def _programme_sheets(found: list[FoundList], maker: RowMaker, opened: OpenedFile) -> LongTask[list[Worksheet]]:
    """Return as sheets the lists that may be a programme, its people, its rooms or its tracks.

    Raise ``EstradError`` if there are neither sessions nor people.
    """
    programmes = find_programmes(found)
    people = [
        _without_duplicates(one)
        for one in found
        if _is_people_list(one, beside=bool(programmes)) and not is_programme_list(one)
    ]
    if not programmes and not people:
        raise _no_programme_error(found, opened)
    names = yield from _names_by_id(found)
    things = [one for one in found if _THINGS.fullmatch(one.name) and _most_have_names(one.objects, {*_NAMES, "title"})
              and not any(map(one.encloses, programmes))]  # fmt: skip
    sheets = []
    for one in sorted(programmes, key=lambda one: not _is_enclosed(one, programmes)):
        sheets.append(_with_title_column((yield from _list_as_sheet(one, names, opened, maker))))
    for one in [*people, *things]:
        sheet = yield from _list_as_sheet(one, names, opened, maker, beside=bool(programmes))
        sheets += [sheet] if sheet.width > 1 or not programmes else []
    return sheets


def read_xml_records(opened: OpenedFile) -> LongTask[Tables]:
    """Return the records of XML as tables, a sheet for each kind; raise ``EstradError`` if there are none.

    Records are at least two elements at the same path, with at least two different children or attributes, which are
    the columns. Kinds after the first ``MOST_SHEETS`` are not read.
    """
    root, _ = yield from as_half(read_document(opened), 0)
    found = yield from find_lists(JsonObject({name_of_element(root): _element_as_json(root)}))
    sheets = []
    for one in found[:MOST_SHEETS]:
        if len(one.objects) > 1 < len(set(chain(*one.objects))):
            sheets.append((yield from _list_as_sheet(one, {}, opened, RowMaker(), beside=True)))
    if not sheets:
        raise other_xml_error(name_of_element(root), opened.path, root.sourceline)
    return Tables(opened.name, TableFormat.XML, tuple(_uniquely_named(sheets, opened)))


def _element_as_json(element: Element) -> Any:
    """Return an XML element as JSON: a list of its children, an object of its attributes and children, or its text.

    Without attributes it is a list if all children have one name, and are several or its own name is the plural of
    that. Otherwise an element with text before any child is only text.
    """
    fields: dict[str, list[Any]] = {name.rpartition("}")[2]: [value] for name, value in element.attrib.items()}
    for child in element:
        fields.setdefault(name_of_element(child), []).append(_element_as_json(child))
    (single, several), *more = fields.items() or [("", [])]
    if several and not more and not element.attrib and (several[1:] or name_of_element(element) == f"{single}s"):
        return several
    if fields and not (element.text or "").strip():
        return JsonObject({name: told if told[1:] else told[0] for name, told in fields.items()}, element.sourceline)
    written = "".join(element.itertext())
    return html_to_text(written) if "<" in written else clean_text(written)


def _no_programme_error(lists: list[FoundList], opened: OpenedFile) -> EstradError:
    """Return the error for a file without a programme, which names the usual fields of its largest list, if any."""
    found = max(lists, key=lambda one: len(one.objects), default=None)
    remedy = Text("Export the programme as JSON again, or as a table (.xlsx, .csv).")
    if found is None:
        problem = Text("“{name}” is JSON without a list of anything that could be sessions.", name=opened.name)
        return EstradError(problem, remedy, file=opened.path, line=1)
    names = [clean_line(name)[:40] for name, _ in Counter(chain(*found.objects)).most_common(4)]
    problem = Plural(
        "“{name}” is JSON with {n} entry that has {fields}, but none has a title and a time.",
        "“{name}” is JSON with {n} entries that have {fields}, but none has a title and a time.",
        len(found.objects), name=opened.name, fields=", ".join(names) or "–",
    )  # fmt: skip
    return EstradError(problem, remedy, file=opened.path, line=found.objects[0].line)


def _questions_and_choices(found: list[FoundList]) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Return the texts of an organiser's questions by id, and the answers that can be chosen, by their ids.

    Each answer is a pair of its category's title and its own name.
    """
    lists = {one.name: one.objects for one in found}
    chosen = {
        first_text(item, "id"): (first_text(category, "title", "name"), first_text(item, "name"))
        for category in lists.get("categories", ())
        for item in child_objects(category.get("items"))
    }
    return {first_text(one, "id"): first_text(one, "question") for one in lists.get("questions", ())}, chosen


def find_programmes(found: list[FoundList]) -> list[FoundList]:
    """Return the lists that may be programmes; lists with title and time under the same names are merged in place.

    An object of a merged list without a type gets the name of its own list, such as *sessions* or *breaks*, as type.
    """
    made: list[FoundList] = []
    for one in filter(is_programme_list, found):
        other = next((known for known in made if _can_be_merged(known, one)), None)
        if other is None:
            made.append(one)
            continue
        some = other.objects[:ENOUGH] + one.objects[:ENOUGH]
        heading = next((name for inside in some for name in inside if normalized_name(name) in _KINDS), "type")
        for each in (other, one):
            each.around = [{**around, heading: around.get(heading, each.name)} for around in each.around]
        other.objects, other.around = other.objects + one.objects, other.around + one.around
    return made


def _can_be_merged(one: FoundList, other: FoundList) -> bool:
    """Return whether two lists are not nested and have title and time under the same names."""
    mine, theirs = (_field_names(found.objects) for found in (one, other))
    times = {name for name in mine & theirs if TIME.search(name)}
    return bool(mine & theirs & _TITLES) and bool(times) and not (one.encloses(other) or other.encloses(one))


def _is_enclosed(one: FoundList, lists: list[FoundList]) -> bool:
    """Return whether a list lies inside another one that does not have more objects."""
    return any(other is not one and other.encloses(one) and len(one.objects) >= len(other.objects) for other in lists)


def _without_duplicates(people: FoundList) -> FoundList:
    """Return the list of people with equal objects once, and without facts around them."""
    known: dict[str, JsonObject] = {}
    for one in people.objects:
        known.setdefault(repr(sorted(one.items(), key=lambda pair: pair[0])), one)
    return FoundList(people.name, people.path, list(known.values()), [{}] * len(known))


def _field_names(objects: list[JsonObject]) -> set[str]:
    return {normalized_name(name) for one in objects[:ENOUGH] for name in one}


def is_programme_list(found: FoundList) -> bool:
    """Return whether at least half of a list's first objects have a title, and some a time or fields as of talks."""
    names = _field_names(found.objects)
    titles = names & _TITLES or {name for name in names - _ABOUT_PEOPLE if name.endswith(("titel", "title"))}
    if not titles or names <= _ABOUT_LINKS or not _most_have_names(found.objects, titles):
        return False
    strong = titles - {"name", "event", "what"}
    return bool(strong and names & _ABOUT_TALKS) or _has_time_field(found, around_it=bool(strong))


def _has_time_field(found: FoundList, *, around_it: bool) -> bool:
    pairs = zip(found.objects[:ENOUGH], found.around[:ENOUGH], strict=True)
    told = ((*one.items(), *(around.items() if around_it else ())) for one, around in pairs)
    return any(
        TIME.search(normalized_name(name)) and _is_time_value(value) for fields in told for name, value in fields
    )


def _is_time_value(value: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value >= 100_000_000
    if is_object(value):
        return any(map(_is_time_value, value.values()))
    return isinstance(value, str) and _A_CLOCK.search(value) is not None


def _is_people_list(found: FoundList, *, beside: bool) -> bool:
    """Return whether at least half of a list's first objects have names, and some have fields of people.

    ``beside`` a programme, such fields are not needed if the list has a name such as *speakers*.
    """
    names = _field_names(found.objects)
    called = beside and PEOPLE.search(found.name)
    return (
        bool(names & _ABOUT_PEOPLE or called)
        and bool(names & _NAMES)
        and _most_have_names(found.objects, names & _NAMES)
    )


def _most_have_names(objects: list[JsonObject], names: set[str]) -> bool:
    some = objects[: 4 * ENOUGH]
    having = sum(1 for one in some if any(normalized_name(name) in names and clean_line(value_as_text(told))
                                          for name, told in one.items()))  # fmt: skip
    return having * 2 >= len(some)


def _names_by_id(found: list[FoundList]) -> LongTask[dict[str, dict[str, str]]]:
    """Return the names of objects by their ids, for each list by its name."""
    known: dict[str, dict[str, str]] = {}
    for one in found:
        here = known.setdefault(one.name, {})
        for n, thing in enumerate(one.objects):
            if n % EACH == 0:
                yield Progress(0, 1)
            name = object_name(thing)
            if one.name.endswith("types"):  # in a language in which its kind is known
                texts = thing["name"].values() if is_object(thing.get("name")) else ()
                name = next((text for text in map(value_as_text, texts) if parse_kind(text)), name)
            for own in thing if name else ():
                if normalized_name(own) in IDS and (ident := clean_line(value_as_text(thing[own]))):
                    here.setdefault(ident, name)
    return {name: here for name, here in known.items() if here}


def _list_as_sheet(
    found: FoundList, names: dict[str, dict[str, str]], opened: OpenedFile, maker: RowMaker, *, beside: bool = False
) -> LongTask[Worksheet]:
    """Return a list as a sheet; if it is ``beside`` a programme, columns without a value are left out.

    Raise ``EstradError`` if the list is too large.
    """
    pairs = list(zip(found.objects, found.around, strict=True))
    rows = yield from map_in_chunks(pairs, lambda pair: maker.row(pair[0]) | surrounding_facts(*pair), EACH)
    headings = [name for name in dict.fromkeys(name for row in rows for name in row) if "@" not in name]
    if is_too_large(len(rows), len(headings)):
        raise EstradError(
            Text("A list in “{name}” has {rows} entries with {columns} fields, too many to be a programme.",
                 name=opened.name, rows=len(rows), columns=len(headings)),
            Text("Choose a file of one conference."),
            file=opened.path,
            line=found.objects[0].line,
        )  # fmt: skip
    _drop_numbering_ids(rows)
    others = {name: known for name, known in names.items() if name != found.name}
    shown: dict[str, str] = {}
    for heading in headings:
        yield Progress(len(rows), len(rows))
        resolved = _resolve_ids(rows, heading, others)
        name = (_ID_AT_END if resolved else _UNIT_AT_END).sub(r"\1" if resolved else "", heading) or heading
        if resolved and name != heading:  # the thing itself, whatever else is called so
            shown.pop(name, None)
        elif name != heading and name in headings:
            name = heading
        if not beside or any(row.get(heading) not in (None, "") for row in rows):
            shown.setdefault(name, heading)
    cells = (tuple(row.get(heading) for heading in shown.values()) for row in rows)
    lines = (found.objects[0].line, *(one.line for one in found.objects))
    return Worksheet(found.name, (tuple(shown), *cells), lines=lines)


def _with_title_column(sheet: Worksheet) -> Worksheet:
    """Return a programme's sheet with column *name* called *title*, unless another column has one of ``_TITLES``.

    Columns called *event* or *what* do not count.
    """
    head = [normalized_name(str(heading)) for heading in sheet.rows[0]]
    if "name" not in head or _TITLES & {*head} - {"name", "event", "what"}:
        return sheet
    named = tuple("title" if one == "name" else heading for one, heading in zip(head, sheet.rows[0], strict=True))
    return replace(sheet, rows=(named, *sheet.rows[1:]))


def _drop_numbering_ids(rows: list[Row]) -> None:
    """Remove ids that stand for several titles from the rows, since they only number the objects of each list."""
    titles = [
        next((told for name, told in row.items() if normalized_name(name) in _TITLES and told), None) for row in rows
    ]
    for heading in {name for row in rows for name in row if normalized_name(name) in IDS}:
        known: dict[Value, Value] = {}
        pairs = [(row[heading], title) for row, title in zip(rows, titles, strict=True) if row.get(heading)]
        several = {ident for ident, title in pairs if known.setdefault(ident, title) != title}
        for row in rows:
            if row.get(heading) in several:
                del row[heading]


def _resolve_ids(rows: list[Row], heading: str, names: dict[str, dict[str, str]]) -> bool:
    """Replace ids in a column by names if most of its values are ids from another list; return whether it was done."""
    if normalized_name(heading) in IDS:
        return False
    told = [str(row[heading]).split("\n") for row in rows if row.get(heading) not in (None, "")]
    ids = [one for parts in told for one in parts if one != ALL_ROOMS]
    for known in sorted(names, key=lambda name: name[:4].casefold() not in heading.casefold()):
        by_id = names[known]
        if ids and sum(one in by_id for one in ids) * 10 >= len(ids) * 8 and _can_refer_to_list(heading, known, ids):
            for row in rows:
                value = row.get(heading)
                if value not in (None, ""):
                    row[heading] = "\n".join(by_id.get(one, one) for one in str(value).split("\n"))
            return True
    return False


def _can_refer_to_list(heading: str, name: str, ids: list[str]) -> bool:
    """Return whether ids refer to the list with a name: short numbers only if the heading resembles that name."""
    single = normalized_name(name).rstrip("s")
    alike = bool(single) and (single[:4] in normalized_name(heading) or single.endswith(normalized_name(heading)))
    return alike or any(len(one) > 6 for one in ids) or not any(map(str.isdigit, ids))


def _uniquely_named(sheets: list[Worksheet], opened: OpenedFile) -> Iterator[Worksheet]:
    """Yield the sheets, each with a name that no other has."""
    used: set[str] = set()
    for sheet in sheets:
        base = sheet.name or clean_line(PurePath(opened.name).stem)[:60] or "JSON"
        name = next(name for name in chain([base], (f"{base} {n}" for n in count(2))) if name not in used)
        used.add(name)
        yield replace(sheet, name=name)
