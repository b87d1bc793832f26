"""Guesses the field of each column from its heading, its cells and the other columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from planner.domain.value_objects import Role
from planner.importing.cells.contents import (
    are_replies,
    are_titles,
    confirms_heading,
    fields_of_content,
    has_several_people,
)
from planner.importing.cells.fields import (
    FIELDS,
    MAYBE,
    FieldGuess,
    Subject,
    field_of_heading,
    fields_of_heading,
    fields_of_question,
)
from planner.importing.cells.names import has_given_name, split_titles
from planner.importing.cells.titles import is_room
from planner.importing.mapping.records import SURE, sheet_headings, text_of
from planner.importing.mapping.table_mapping import EXTRA, LEFT_OUT, ExportLayout, SheetShape, bare_heading
from planner.importing.vocabulary import parse_role
from planner.tables.table import Value, Worksheet

LOOKED_AT = 60
_OF_SHAPES = {SheetShape.PEOPLE: Subject.PERSON, SheetShape.ROOMS: Subject.ROOM}
LEAST_BESIDE_LAYOUT = 0.4
"""Minimum confidence in the guess of a column that is not in a layout, if the layout is not sure."""
_SEVERAL = frozenset(
    (
        *("session.speakers", "session.moderators", "session.hosts", "session.panellists", "session.reserves"),
        *("session.people", "session.links", "session.note", "session.cues", "session.tags", "person.links"),
        *("person.note", "person.needs", "person.brings", "person.travel", "person.lodging"),
    )
)
"""Fields for which several columns may be used together."""
_PEOPLE = frozenset({"session.speakers", "session.people", "session.panellists", "person.name", "person.first"})
_OWN_IDS = frozenset(("id", "code", "guid", "uid", "uuid"))
_OF_SESSIONS = frozenset(
    (
        *("session.start", "session.end", "session.when", "session.date", "session.length", "session.room"),
        *("session.track", "session.kind", "session.abstract", "session.speakers", "session.moderators"),
        *("session.description", "session.parent", "session.panellists"),
    )
)
_TIMED = frozenset({"session.start", "session.when", "session.end"})
TIMES = _TIMED | {"session.timed_title"}
_TEXTS = frozenset({"session.description", "session.abstract", "session.track"})
_OF_LISTS = frozenset(("session.room", "session.speakers", "session.people", "session.length", "person.name"))
"""Fields that show, in a column beside those of times, that the sheet is a list and not a grid."""
_TALKS = frozenset({"session.title", "session.speakers"})
_OF_PEOPLE = frozenset(
    (
        *("person.first", "person.last", "person.email", "person.phone", "person.organisation", "person.bio"),
        *("person.diet", "person.pronouns", "person.travel", "person.lodging", "person.fee", "person.photo"),
    )
)
_STAMPS = frozenset(("timestamp", "tidstämpel", "zeitstempel", "created", "created at", "submitted at", "skapad"))
_PARENTS = frozenset(
    ("session", "session id", "session title", "session name", "session number", "session no", "block", "parent id")
)
_SHEETS = {
    Subject.PERSON: (
        *("speaker", "people", "person", "talare", "personer", "medverkande", "presenter", "author", "referent"),
    ),
    Subject.SESSION: (
        *("session", "talk", "program", "schedule", "schema", "agenda", "föredrag", "submission", "vortr"),
    ),
}
"""Words in the names of sheets, by the subject of the rows."""
_EXACTLY = {
    **dict.fromkeys(
        ("room", "rooms", "lokal", "lokaler", "sal", "salar", "rum", "raum", "räume", "venues"), Subject.ROOM
    ),
    **dict.fromkeys(("locations", "stages", "scener", "halls", "rumslista"), Subject.ROOM),
    **dict.fromkeys(("track", "tracks", "spår", "streams", "themen", "teman"), Subject.TRACK),
}
"""Names of sheets that list one kind of entity, with that kind."""


_FITTING = {
    Subject.SESSION: (Subject.SESSION, Subject.PERSON),
    Subject.PERSON: (Subject.PERSON,),
    Subject.ROOM: (Subject.ROOM,),
    Subject.TRACK: (Subject.TRACK,),
}
"""Subjects of the fields that a table may have, by the subject of its rows."""


GuessedColumns = tuple[tuple[str, ...], tuple[float, ...], Subject]
"""The fields of a sheet's columns, the confidence in each from 0 to 1, and the subject of its rows."""


def guess_columns(sheet: Worksheet, head: int, first: int, layout: ExportLayout | None = None) -> GuessedColumns:
    """Return the fields of the columns by layout, headings or cells, the confidence in each, and the rows' subject."""
    names = sheet_headings(sheet, head, first)
    fields = layout.fields if layout else {}
    of = _OF_SHAPES.get(layout.shape, Subject.SESSION) if layout and layout.sure else subject_of_rows(sheet, names)
    given = {n: LEFT_OUT for n, name in enumerate(names) if name.casefold() in _STAMPS or (layout and not name)}
    given |= numbered_fields(names)
    given |= {n: fields[bare] for n, name in enumerate(names) if (bare := bare_heading(name)) in fields}
    found = _best_fields(_guess_by_headings(sheet, names, given, first, of), set(fields.values()))
    rows = _sample_rows(sheet, first)
    for column, text in [(n, text) for n, text in enumerate(names) if n not in found and n not in given]:
        known = given | {n: key for n, (key, _) in found.items()}
        said = fields_of_content([row[column] for row in rows], of)
        if text and len(found) > 1 and head >= 0:
            said = _plausible_guesses(said, rows, column, known) or _guess_room_or_company(text, rows, column, known)
        elif text and head >= 0:
            said = tuple(one for one in said if one.field.key != "session.title")
        fitting = [(one.sure * 0.8, column, one) for one in said if one.field.of in _FITTING[of]]
        found |= _best_fields(fitting, {*known.values(), *fields.values()})
    known, keys = given | {n: key for n, (key, _) in found.items()}, [key for key, _ in found.values()]
    has_title = any("title" in key and key != "person.title" for key in (*keys, *fields.values()))
    if of is Subject.SESSION and head >= 0 and not has_title:
        found |= dict.fromkeys(_title_columns(names, rows, known), ("session.title", SURE))
    known = given | {column: key for column, (key, _) in found.items()}
    titled = [names[column] for column, key in known.items() if key == "session.title"]
    if titled and titled[0] and names.count(titled[0]) > 1:  # two tables beside the times: which one is asked
        found = {column: one for column, one in found.items() if names[column] != titled[0]}
    if of in (Subject.ROOM, Subject.TRACK) and f"{of}.name" not in known.values():
        found |= _names_column(f"{of}.name", rows, known)
    staff = [n for n, (key, _) in found.items() if key in _STAFF and _IN_CHARGE.search(names[n])]
    if not _PEOPLE.isdisjoint(key for n, key in known.items() if n not in staff):  # beside those who speak
        found = {n: one for n, one in found.items() if n not in staff}
    least = 0 if layout is None else SURE if layout.sure else LEAST_BESIDE_LAYOUT
    found = {column: one for column, one in found.items() if one[1] >= least}
    for column, text in enumerate(names):
        key = given.get(column, _parent_session_field(text) if titled and text not in titled else None)
        key = _key_of_unknown_column(sheet, first, column) if key is None else key
        found.setdefault(column, (key, 0.6 if key == EXTRA else 1.0))
    columns = [found[column] for column in range(len(names))]
    return tuple(key for key, _ in columns), tuple(1.0 if layout else sure for _, sure in columns), of


def _names_column(key: str, rows: Sequence[Sequence[Value]], known: Mapping[int, str]) -> dict[int, tuple[str, float]]:
    """Return the column of names in a list of rooms or tracks: the first with texts whose field is not known, or 0."""
    width = len(rows[0]) if rows else 0
    free = next((n for n in range(width) if n not in known and any(text_of(row[n]) for row in rows)), 0)
    return {free: (key, MAYBE if free else 1.0)}


def _plausible_guesses(
    said: tuple[FieldGuess, ...], rows: Sequence[Sequence[Value]], column: int, known: Mapping[int, str]
) -> tuple[FieldGuess, ...]:
    """Return those guesses by cells that a column with an unknown heading may mean: people, organisations, times."""
    people = [n for n, key in known.items() if key in _PEOPLE or key == "session.hosts"]
    texts = [text_of(row[column]) for row in rows]
    timed = not _TIMED.isdisjoint(known.values())
    may_be = {
        "session.date": True,
        "session.when": not timed,
        "session.start": not timed and not "".join(texts).isdigit(),
        "session.length": timed and any(re.search(r"\d\s*[^\W\d_]", text) for text in texts),
        "person.organisation": people and all(row[people[0]] for row in rows if row[column]),
        **dict.fromkeys(("session.speakers", "person.name"), _PEOPLE.isdisjoint(known.values())),
    }
    return tuple(one for one in said if may_be.get(one.field.key))


def _guess_room_or_company(
    text: str, rows: Sequence[Sequence[Value]], column: int, known: Mapping[int, str]
) -> tuple[FieldGuess, ...]:
    """Return the guess that a column with an unknown heading is one of rooms or of people's organisations, or nothing.

    It has rooms if most cells are rooms, or if its heading is like a room's name and another column has titles.
    Organisations stand only beside people, are short and capitalised, are the same for the same person, and more than
    half as many as the people.
    """
    people = next((n for n, key in known.items() if key in _PEOPLE), column)
    told = [(split_titles(text_of(row[people]))[0], cell) for row in rows if (cell := text_of(row[column]))]
    breaks = sum(not (text_of(row[people]) or text_of(row[column])) for row in rows)
    pairs, names, texts = set(told), {name for name, _ in told}, {cell for _, cell in told}
    rooms = sum(is_room(cell) for _, cell in told) * 5 > len(told) * 4
    rooms = rooms or (is_room(text) and text.isalpha() and "session.title" in known.values())
    own = people != column and "" not in names and len(names) == len(pairs) and len(texts) > 2
    own = own and (len(pairs) < len(told) - 1 or (breaks > 1 and len(told) > _FEW))
    few = len(texts) * 2 > len(names) and all(cell[0].isupper() and len(cell.split()) < 6 for cell in texts)
    key = "session.room" if rooms else "person.organisation" if own and few else ""
    return (FieldGuess(FIELDS[key], MAYBE),) if key and key not in known.values() else ()


def _guess_by_headings(
    sheet: Worksheet, names: Sequence[str], given: Collection[int], first: int, of: Subject
) -> list[tuple[float, int, FieldGuess]]:
    """Return the fields that headings may mean, each with confidence and column, if the cells below confirm them."""
    guesses = []
    for column, text in enumerate(names):
        if column not in given and text:
            said = fields_of_heading(text, of) or fields_of_question(text, of) or _fields_of_question_word(text, of)
            fitting = [guess for guess in said if guess.field.of in _FITTING[of] and not _is_name_of_room(guess, text)]
            if of is Subject.SESSION and bare_heading(text) in _OWN_IDS:  # the row's, and nobody else's
                fitting = [guess for guess in fitting if guess.field.key != "person.id"]
            below = [row[column] for row in sheet.rows[first:]] if said else []
            if (
                of is Subject.SESSION
                and any(one.field.key == "person.name" for one in fitting)
                and has_several_people(below)
            ):
                several = FIELDS["session.speakers"]
                fitting = [replace(one, field=several) if one.field.key == "person.name" else one for one in fitting]
            fitting = [
                one
                for one in fitting
                if one.sure >= MAYBE
                or one.field.key not in _PEOPLE
                or any(has_given_name(text_of(value)) for value in below)
            ]
            borne = [guess for guess in fitting if confirms_heading(guess.field.key, below)]
            if not borne and any(one.field.key == "session.status" for one in said) and are_replies(below, of):
                borne = [FieldGuess(FIELDS["person.state"], SURE)]  # such as *klar*, *tackat nej*
            if "session.when" in {one.field.key for one in fitting} - {one.field.key for one in borne}:
                borne = [FieldGuess(FIELDS["session.date"], SURE)]
            guesses += [(guess.sure, column, guess) for guess in borne]
    keys = {guess.field.key for sure, _, guess in guesses if sure >= SURE}
    if "session.speakers" in keys and "session.title" not in keys:  # people have a column: *name* is the session's
        titled = {column for _, column, guess in guesses if guess.field.key == "session.title"}
        return [one for one in guesses if one[1] not in titled or one[2].field.key != "person.name"]
    return guesses


_STAFF = ("session.hosts", "person.name")
_FEW = 3
_IN_CHARGE = re.compile(r"ansvar|respons|verantw|vastuu|odpowied|konta[ck]t|contact|contat|referente", re.IGNORECASE)
_ASKING = re.compile(
    r"(?:var|vem|när|hvem|hvor|når|who|where|when|wer|wo|wann|kuka|missä|wie|waar|qui|où|quand|quién|dónde|cuándo)(?=\s)",
    re.IGNORECASE,
)


def _fields_of_question_word(text: str, of: Subject) -> tuple[FieldGuess, ...]:
    """Return the fields that the first word of a heading asks for, such as *Var* in *Var i huset*."""
    word = _ASKING.match(text)
    return fields_of_heading(word[0], of) if word else ()


def _is_name_of_room(guess: FieldGuess, text: str) -> bool:
    """Return whether a heading is the name of one room, such as *Sal 204* or *Sal A*."""
    named = guess.number is not None or (len(words := text.split()) > 1 and len(words[-1]) == 1)
    return guess.field.key == "session.room" and named


def _title_columns(names: Sequence[str], rows: Sequence[Sequence[Value]], known: Mapping[int, str]) -> list[int]:
    """Return the column of a list's titles, the one with different texts in most rows, or nothing if that is unclear.

    ``known`` are the fields found so far, by column. Without a column of rooms, people or lengths the sheet may be a
    grid, unless all its other columns are known, and not only times.
    """
    found = {}
    for column, name in enumerate(names):
        texts = [text_of(row[column]) for row in rows if row[column] not in (None, "")]
        free = known.get(column, "session.description") in _TEXTS and not is_room(name)
        if name and free and are_titles(texts):
            found[column] = len(texts), sum(len(text.split()) for text in texts)
    best = sorted(found, key=lambda column: found[column], reverse=True)[:2]
    if not best or found[best[0]][0] * 4 < len(rows) * 3:
        return []
    alone = len(best) == 1 or any(found[best[1]][n] * 4 <= found[best[0]][n] * 3 for n in (0, 1))
    others = {known.get(n, EXTRA) for n, name in enumerate(names) if name and n != best[0]}
    listed = not _OF_LISTS.isdisjoint(others) or (EXTRA not in others and not others <= TIMES | {"session.date"})
    return best[:1] if alone and listed else []


def _parent_session_field(name: str) -> str | None:
    """Return the field of a column if its heading means a parent session or the beginning of one, or None."""
    words = bare_heading(name)
    if re.search(r"\bstart of (?:a |the )?session\b", words):
        return "session.level"
    return "session.parent" if words in _PARENTS else None


def _best_fields(guesses: list[tuple[float, int, FieldGuess]], taken: set[str]) -> dict[int, tuple[str, float]]:
    """Return the likeliest field of each column and the confidence in it; fields ``taken`` only if in ``_SEVERAL``.

    In a tie, the column with fewer meanings comes first.
    """
    used, found = set(taken), dict[int, tuple[str, float]]()
    meanings = Counter(column for _, column, _ in guesses)
    for how, column, guess in sorted(guesses, key=lambda one: (-one[0], meanings[one[1]], one[1])):
        key = guess.field.key
        if column not in found and (key not in used or key in _SEVERAL):
            found[column] = key, how
            used.add(key)
    return found


def subject_of_rows(sheet: Worksheet, names: Sequence[str]) -> Subject:
    """Return the subject of a sheet's rows by its headings and its name."""
    said = [fields_of_heading(name) or fields_of_question(name) for name in names if name]
    only = [{guess.field.key for guess in guesses if guess.sure >= SURE} for guesses in said]
    keys, certain = set(chain(*only)), set(chain(*(one for one in only if len(one) == 1)))
    asked = any(one.field.key == "session.title" for name in names for one in fields_of_question(name))
    by_name, titled, of_sessions = sheet_subject(sheet.name), "session.title" in certain, certain & _OF_SESSIONS
    of_talks = keys >= _TALKS and keys & {"session.abstract", "session.description"} and "person.bio" not in keys
    of_people = {"person.first", "person.last"} <= keys or keys & _OF_PEOPLE
    may_be = [{guess.field.key for guess in guesses} for guesses in said]
    on_topics = any("session.title" in each and "person.name" not in each for each in may_be)
    likeliest_first = (
        (Subject.SESSION, asked),
        (Subject.ROOM, by_name is Subject.ROOM and not certain & {*_TIMED, *_TALKS}),
        (Subject.SESSION, titled or len(of_sessions) > 1),
        (Subject.TRACK, by_name is Subject.TRACK and not certain & _TIMED),
        (Subject.PERSON, by_name is Subject.PERSON and any(key.startswith("person.") for key in keys)),
        (Subject.SESSION, of_talks or (of_people and of_sessions and on_topics)),
        (Subject.PERSON, of_people),
        (Subject.ROOM, "room.seats" in keys and not certain & {"session.start", "session.when"}),
        (Subject.TRACK, keys >= {"track.colour", "track.name"} and not of_sessions),
    )
    return next((of for of, fits in likeliest_first if fits), Subject.SESSION)


def sheet_subject(name: str) -> Subject | None:
    """Return the subject of a sheet's rows if its name says so, or None."""
    word = name.strip().casefold()
    return _EXACTLY.get(word) or next((of for of, words in _SHEETS.items() if any(one in word for one in words)), None)


def _sample_rows(sheet: Worksheet, first: int) -> Sequence[Sequence[Value]]:
    """Return those of the first rows of a table that have several filled cells; all of them if none has."""
    rows = sheet.rows[first : first + LOOKED_AT]
    return [row for row in rows if sum(value is not None and value != "" for value in row) > 1] or rows


def _key_of_unknown_column(sheet: Worksheet, first: int, column: int) -> str:
    """Return the key for a column without a known field: ``EXTRA``, or ``LEFT_OUT`` if its first rows are empty."""
    return EXTRA if any(text_of(row[column]) for row in sheet.rows[first : first + LOOKED_AT]) else LEFT_OUT


def has_repeated_values(sheet: Worksheet, first: int, columns: Sequence[int]) -> bool:
    """Return whether two of the first rows from ``first`` on have the same values in the columns, not all empty."""
    counts = Counter(
        key for row in sheet.rows[first : first + 200] if any(key := tuple(text_of(row[n]) for n in columns))
    )
    return bool(counts) and max(counts.values()) > 1


_NUMBERED = re.compile(r"(?P<what>[^\W\d_]+(?: [^\W\d_]+)?) ?[#{]?(?P<number>\d{1,3})\}? ?(?P<of>[^\d].*)?")
_PART_WORDS = frozenset(["p", "talk", "part", "föredrag", "vortrag", "beitrag", "bidrag"])
_OF_PARTS = {
    **dict.fromkeys(("authors", "author", "speaker", "speakers", "presenter", "presenters", "talare"), "speakers"),
    **dict.fromkeys(("organisations", "organisation", "affiliations", "affiliation"), "person.organisation"),
    **dict.fromkeys(("title", "titel", "name", ""), "title"),
}


def numbered_fields(headings: Sequence[str]) -> dict[int, str]:
    """Return the keys of the columns with numbered headings for several people or parts, by column.

    A lone *Speaker 2* is not such a column: it only names another person.
    """
    groups: dict[tuple[str, int], dict[int, str]] = {}
    for column, text in enumerate(headings):
        name = _NUMBERED.fullmatch(bare_heading(text))
        what, field = _parse_numbered_heading(name["what"], (name["of"] or "").strip()) if name else ("", None)
        if name and field is not None:
            groups.setdefault((what, int(name["number"])), {})[column] = field
    beside = {number: groups.pop((what, number)) for what, number in [*groups] if what == _BESIDE}
    keys = {}
    for (what, number), fields in groups.items():
        fields |= beside.pop(number, {}) if what != "part" else {}
        is_named = not _NAMING.isdisjoint(fields.values())
        for column, field in fields.items() if is_named or (len(fields) > 1 and "" in fields.values()) else ():
            field = "" if not field and is_named else field or "person.name"
            keys[column] = f"{what}:{number}:{field}" if field else LEFT_OUT
    return keys


_BESIDE = "beside"
"""Stands for the people with the same number, to whom a column such as *Organisation 1* belongs."""
_NAMING = frozenset({"person.name", "person.first", "person.last", "title"})
"""Fields that name a numbered person or part."""


def _parse_numbered_heading(what: str, of: str) -> tuple[str, str | None]:
    """Return what a numbered heading counts, and the field: empty for the person itself, None if it is unknown."""
    if what in _PART_WORDS:
        return "part", _OF_PARTS.get(of) or _certain_field_key(of, Subject.SESSION).removeprefix("session.") or None
    if what == "s" or parse_role(what) is not None:
        return f"{parse_role(what) or Role.SPEAKER}s", _certain_field_key(of, Subject.PERSON) or (None if of else "")
    return _BESIDE, _certain_field_key(what, Subject.PERSON) or None if not of else None


def _certain_field_key(text: str, of: Subject) -> str:
    guess = field_of_heading(text, of)
    fits = guess and guess.sure >= SURE and (of is Subject.SESSION or guess.field.of is of)
    return guess.field.key if guess and fits else ""
