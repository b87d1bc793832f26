"""Reads the people named in a cell, separated by commas and the like, with roles, titles and organisations.

People are separated by line breaks, semicolons, bars and the like; within such a part by commas and words such as
*and*, if both sides have the form of a name. So *Simon and Garfunkel* are two, *Alice and Bob's Band*, *Ernst & Young*
and *Department of Health and Welfare* are one, and in *Ada Lovelace, Google* the single word is her organisation.
*Lovelace, Ada* is only reversed if all parts of the cell have that form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape
from itertools import chain

from planner.domain.input_parsing import ADDRESS_WITHIN
from planner.domain.value_objects import Role
from planner.importing.cells.names import (
    PARTICLES,
    ends_with_name,
    has_given_name,
    is_job,
    is_name_with_organisation,
    is_nobody,
    is_organisation,
    looks_like_full_name,
    looks_like_name,
    split_titles,
)
from planner.importing.vocabulary import parse_role
from planner.tables.table import Value

LONGEST = 4000
"""Maximum length in characters of a cell that may name people; a longer one is running text."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person named in a cell; ``role`` is None if the cell does not give one.

    ``title`` is a job title or a title beside the name. If a person is only known by an e-mail address, it is also the
    name. ``is_guess`` means that the organisation has the form of another person's name.
    """

    name: str
    role: Role | None = None
    title: str = ""
    organisation: str = ""
    email: str = ""
    pronouns: str = ""
    phone: str = ""
    is_guess: bool = field(default=False, compare=False)

    @property
    def details(self) -> dict[str, str]:
        """The texts known besides the name and the role, by the fields of a person."""
        names = ("title", "organisation", "email", "pronouns", "phone")
        return {name: text for name in names if (text := getattr(self, name))}


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\"[^\"]*\"")
_PARTS = re.compile(r"\s*(?:[;|\n\r\u2028•、\uff1b]|\s//\s)\s*")
_STOP = re.compile(r"(?<=[^\W\d_][^\W\d_])\.\s+(?=[^\W\d_])")
_COMMAS = re.compile(r"\s*,\s*(?:(?:and|och|und|og|et|samt|sowie|&)\s+)?")
_AND = re.compile(
    r"\s+(and|och|und|og|samt|sowie|et|en|y|e|(?-i:i(?=\s[^\W\da-zåäö]\w+\s[^\W\da-zåäö]))|ja|sekä|&|\+|/"
    r"|with|together with|tillsammans med|i samtal med|i samtale med|in conversation with"
    r"|im gespräch mit|en conversation avec|en conversación con|in gesprek met)\s+",
    re.IGNORECASE,
)
_SLASH = re.compile(r"/")
_WEAK = frozenset(("&", "+", "/", "y", "en", "et", "with", "together with", "tillsammans med"))
"""Joining words and signs that are part of the name of a company or person if they stand between single words."""
_LABEL = re.compile(r"(?P<label>[^:;,<>()]{1,40}?)\s*(?::|\s[-–—])\s*(?P<rest>.*)")
_BEFORE_LABEL = re.compile(
    r"(?P<stop>(?:\s?[–—-]|[.,])?)\s+(?=(?P<label>[^\W\d_]{1,20}(?:\s[^\W\d_]{2,20}){0,2})\s?:\s)"
    r"|[.,]\s+(?=(?:with|avec|med|mit|met|con)\s)",
    re.IGNORECASE,
)
"""The text before a role in the middle of a cell, as in *Moderator: Ada Lovelace. Panel: Bo Ek*."""
_LABELS = re.compile(r"[:–—]|\s-")
_UNKNOWN_LABEL = re.compile(r"(?P<label>[^\W\d_][^:,<>()@]{2,30}):\s+(?P<rest>\S.*)")
_BY = re.compile(
    r"(?P<label>(?:moderated|chaired|hosted|presented|led) by|(?:leds|ledd|ledes|modereras|presenteras) av"
    r"|(?:moderiert|geleitet) von|(?:animée?|présentée?) par|by|with|avec|med|mit|met|feat\.?|featuring"
    r"|ved|(?-i:v\.|v/))(?:\s+|(?<=/))(?P<rest>[^\s:].*)",
    re.IGNORECASE,
)
_BY_ROLES = {
    **dict.fromkeys(("moderated", "chaired", "modereras", "moderiert", "animé", "animée"), Role.MODERATOR),
    **dict.fromkeys(("hosted", "led", "leds", "ledd", "ledes", "geleitet"), Role.HOST),
}
_OTHERS = re.compile(
    r"(?:\b(?:and|och|und)\s)?(?:\bm\.?\s?fl\b\.?|\bet\.?\s?al\b\.?|\bu\.\s?a\b\.?|\b(?:others|andra|more)\b|…|\.\.\.)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?P<name>.*?\S)\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_DASHED = re.compile(r"(?P<name>[^–—]*?\S)\s+[-–—]\s+(?P<rest>\S.*)")
_FROM = re.compile(r"\s+(?:från|from|vid|på)\s+(?P<rest>\S.*)$")
_PRONOUNS = re.compile(r"(?:she|he|they|hon|han|hen|sie|er|ze|xe|any)(?:\s?[/,]\s?[\w]+){0,3}", re.IGNORECASE)
_MARKS = re.compile(r"^(?:[-*•·–]|\d{1,2}[.)])\s+|^\d{1,6}:(?=[^\W\d])|[\s*†‡¹²³⁴⁵]+$")
_PHONE = re.compile(
    r"(?:(?:tlf|tel|telefon|tfn|mob|mobil|phone|puh|gsm)\b[.:]?\s*)?(?P<number>\+?\d[\d ()/-]{6,18}\d)", re.IGNORECASE
)
_PHONE_BEHIND = re.compile(rf"(?P<name>[^\d+]*?[^\W\d_])[\s:,]+{_PHONE.pattern}", re.IGNORECASE)
_QUOTED = re.compile(r"^[\"“”](.+)[\"“”]$")
_IN_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]+[: ][^()]+)\)")
_FOOTNOTE = re.compile(r"[\d\s,;*]+")
_EMPTY = re.compile(r"<>|\(\)")


@lru_cache(8192, typed=True)
def read_people(value: Value, known: frozenset[str] = frozenset(), *, placed: bool = False) -> tuple[NamedPerson, ...]:
    """Return the people named in a cell; none if it is empty, too long or such as *TBA*.

    ``known`` are casefolded names that are not split at commas or *and* if nothing else is in their part of the cell.
    ``placed`` is set for a column in which each name is followed by the organisation or place that the person is from.
    """
    text = "" if value is None or isinstance(value, bool) else str(value)
    if len(text) > LONGEST:
        return ()
    text = unescape(text) if "&" in text else text
    if len(sentences := _split_at_stops_after_names(text)) > 1:
        return tuple(dict.fromkeys(chain(*(read_people(one, known, placed=placed) for one in sentences))))
    text = _IN_BRACKETS.sub(_take_out_of_brackets, text)
    text = _separate_roles(text) if ":" in text or _BY.match(text) else text
    parts = [part for part in split_outside_brackets(text.strip(), _PARTS) if part]
    labelled = [_split_role(part) for part in parts]
    rests = [rest for _, rest, _ in labelled if rest]
    turned = _are_surname_first(rests, known)
    in_pairs = (placed or ";" in text) and rests == parts and _all_have_name_and_text(parts, 2 - placed)
    placed = not turned and (in_pairs or are_names_with_organisations(rests))
    found: list[NamedPerson] = []
    role: Role | None = None
    keeps = False
    for label, rest, stays in labelled:
        if label is not None:
            role, keeps = label, stays or not rest
        beside = placed or label is Role.MODERATOR
        people = (_read_surname_first(rest, known),) if turned and rest else _people_in_part(rest, known, placed=beside)
        found += [one if one.role else replace(one, role=role) for one in people if not is_nobody(one.name)]
        role = role if keeps else None
    return tuple(dict.fromkeys(found))


def first_name_first(name: str) -> str:
    """Return a person's name with the first name first: *Lovelace, Ada* becomes *Ada Lovelace*.

    A surname of several words, particles not counted, is left in front.
    """
    pair = [part.strip() for part in name.split(",")]
    return f"{pair[1]} {pair[0]}" if len(pair) == 2 and _is_surname_first(pair) else name


def _separate_roles(text: str) -> str:
    """Return the text with semicolons between the people of different roles."""

    def sign(found: re.Match[str]) -> str:
        label, before = found["label"], text[: found.start()]
        within = label and parse_role(" ".join([*before.split()[-1:], label])) is not None  # *Session chair:*
        first = label and not found["stop"] and ":" not in before
        return found[0] if within or first or (label and parse_role(label) is None) else ";"

    return _BEFORE_LABEL.sub(sign, text)


def _take_out_of_brackets(found: re.Match[str]) -> str:
    """Return brackets with a role and a name, as in *Bo Ek (chair: Ada Lind)*, as a separate part of the cell.

    Other brackets are returned unchanged.
    """
    role, rest, _ = _split_role(found["inside"])
    return f"; {found['inside']};" if role and looks_like_name(rest.partition(",")[0]) else found[0]


def split_outside_brackets(text: str, at: re.Pattern[str]) -> list[str]:
    """Split a text where the pattern matches, except inside brackets or quotation marks."""
    if not at.search(text):
        return [text.strip()]
    inside = [found.span() for found in _BRACKETS.finditer(text)]
    parts, last = [], 0
    for found in at.finditer(text):
        if not any(first < found.start() < end for first, end in inside):
            parts.append(text[last : found.start()])
            last = found.end()
    return [part.strip() for part in [*parts, text[last:]]]


def _split_role(part: str) -> tuple[Role | None, str, bool]:
    """Return the role at the beginning of a part or None, the rest, and whether the role holds for later parts too."""
    if found := _BY.fullmatch(part):
        return _BY_ROLES.get(found["label"].casefold().split()[0], Role.SPEAKER), found["rest"], False
    found = _LABEL.fullmatch(part) if _LABELS.search(part) else None
    role = parse_role(found["label"]) if found else None
    if found and role is not None:
        return role, found["rest"], found["label"].casefold().endswith(("s", "er", "are"))
    return None, part, False


def _are_surname_first(parts: list[str], known: frozenset[str]) -> bool:
    """Return whether each part is like *Surname, First*, and at least half of the surnames are single words.

    A single part counts only if one word, a given name, is after its comma, and no given name before it. No part may
    have a name that is ``known``.
    """
    halves = [split_outside_brackets(part, _COMMAS) for part in parts]
    if not halves or any(len(pair) != 2 or not known.isdisjoint(map(str.casefold, pair)) for pair in halves):
        return False
    if len(halves) == 1 and (has_given_name(halves[0][0]) or " " in halves[0][1] or not has_given_name(halves[0][1])):
        return False
    single = sum(_is_surname_first(pair) for pair in halves)
    return single * 2 >= len(halves) and all(_may_be_surname_first(pair) for pair in halves)


def _is_surname_first(pair: list[str]) -> bool:
    words = [word for word in pair[0].split() if word.casefold() not in PARTICLES]
    return len(pair) == 2 and len(words) == 1 and _may_be_surname_first(pair)


def _may_be_surname_first(pair: list[str]) -> bool:
    surname, first = pair[0].strip(), _without_brackets(pair[1].strip())
    is_other = is_organisation(first) or is_job(first) or parse_role(first) is not None
    return not is_other and looks_like_name(surname, least=1, most=3) and looks_like_name(first, least=1, most=3)


def _without_brackets(text: str) -> str:
    return _BRACKETS.sub(" ", text).strip()


def _read_surname_first(part: str, known: frozenset[str]) -> NamedPerson:
    surname, first = split_outside_brackets(part, _COMMAS)
    one = _read_person(first, known)
    return replace(one, name=f"{one.name} {surname}")


def are_names_with_organisations(values: Iterable[Value]) -> bool:
    """Return whether at least half of the cells with a name and one more piece are like *Ada Lovelace, Engines*.

    The pieces after the names must not all be the same; cells in which they are jobs do not count.
    """
    cells = (
        split_outside_brackets(value, _COMMAS) for value in values if isinstance(value, str) and not _AND.search(value)
    )
    pairs = [pair for pair in cells if len(pair) == 2 and looks_like_full_name(_without_brackets(pair[0]))]
    pairs = [pair for pair in pairs if not pair[1][:1].islower() and not is_job(pair[1])]
    others = [other for one, other in pairs if is_name_with_organisation(one, other)]
    return len(set(others)) > 1 and len(others) * 2 >= len(pairs)


def _all_have_name_and_text(parts: list[str], least: int) -> bool:
    """Return whether there are at least ``least`` parts, and each is a name, one comma and the text after it."""
    halves = [split_outside_brackets(part, _COMMAS) for part in parts]
    return len(parts) >= least and all(
        len(pair) == 2 and looks_like_name(_without_brackets(pair[0])) for pair in halves
    )


def _people_in_part(part: str, known: frozenset[str], *, placed: bool) -> tuple[NamedPerson, ...]:
    """Return the people of a part of a cell, which is split at commas and *and*."""
    part = _OTHERS.sub("", part.strip(" ,&")).strip(" ,&")
    if part.casefold() in known:
        return (NamedPerson(part),)
    labelled = _UNKNOWN_LABEL.fullmatch(part)
    people = _people_in_part(labelled["rest"], known, placed=placed) if labelled else ()
    if labelled and all(looks_like_name(one.name) for one in people):
        return tuple(replace(one, title=one.title or labelled["label"].strip()) for one in people)
    pieces = [bare for piece in split_outside_brackets(part, _COMMAS) if (bare := _MARKS.sub("", piece))]
    parted = [(piece, one) for piece in pieces for one in _split_at_and(piece, known, pieces)]
    names = [_without_brackets(one) for _, one in parted]
    in_pairs = len(names) > 2 and len(names) % 2 == 0 and all(map(is_name_with_organisation, names[::2], names[1::2]))
    found: list[NamedPerson] = []
    added: NamedPerson | None = None
    for n, (piece, one) in enumerate(parted):
        last = found[-1] if found else None
        alone = in_pairs or len(parted) == 2 or added is not None
        bare = split_titles(one)[0]
        certain = piece.casefold() in known or (bare != piece and looks_like_name(bare) and looks_like_full_name(bare))
        ends = piece == one and n == len(parted) - 1 and len(set(parted[n - 1])) == 2  # behind Ada Lind and Bo Ek
        described = bool(last and last.title and parted[n - 1][1] == last.title)  # behind Ada Lind, professor
        beside = in_pairs or ends or described or (placed and len(parted) == 2)
        added = None if last is None or certain else _with_text_after_comma(last, one, alone=alone, placed=beside)
        found[-1:] = [added] if added else [*found[-1:], _read_person(one, known)]
    if len(pieces) < len(parted) and len(found) == 2 and not found[0].organisation:  # Ada Lind and Bo Ek (Engines)
        found[0] = replace(found[0], organisation=found[1].organisation)
    return tuple(found)


def _split_at_and(piece: str, known: frozenset[str], pieces: list[str]) -> list[str]:
    """Split a piece of text at a word such as *and*, or at a slash, if every side looks like a person.

    After a comma, the first side may be the job or organisation of the person before it, as in *Ada, CTO + Bo Ek*.
    ``pieces`` are all the texts between commas, among them this one.
    """
    among = [other for other in pieces if other != piece]
    words = {found[1].casefold() for found in _AND.finditer(piece)}
    parts = split_outside_brackets(piece, _AND if words else _SLASH)
    if len(parts) == 1 or piece.casefold() in known:
        return [piece]
    bare = [split_titles(_without_brackets(_FROM.sub("", ADDRESS_WITHIN.sub("", part))))[0] for part in parts]
    if among and (is_job(bare[0]) or is_organisation(bare[0])) and looks_like_full_name(bare[-1]):  # Ada, CTO + Bo Ek
        bare = bare[1:]
    least = 2 if not words or (words & _WEAK and (not among or " " in among[0])) else 1
    whole = all(name.casefold() in known or looks_like_name(name, least=least) for name in bare)
    whole = whole and ("i" not in words or all(map(has_given_name, bare)))
    return parts if whole and not any(map(is_organisation, bare)) else [piece]


def _split_at_stops_after_names(text: str) -> list[str]:
    """Return the parts of a text between full stops that follow a name."""
    found, begins = list[str](), 0
    for stop in _STOP.finditer(text):
        if ends_with_name(text[begins : stop.start()]):
            found.append(text[begins : stop.start()])
            begins = stop.end()
    return [*found, text[begins:]]


def _without_phone(text: str) -> tuple[str, str]:
    """Return a name without the phone number behind it, and that number, or an empty text."""
    found = _PHONE_BEHIND.fullmatch(text)
    return (found["name"], found["number"]) if found and looks_like_name(found["name"]) else (text, "")


def _with_text_after_comma(person: NamedPerson, piece: str, *, alone: bool, placed: bool) -> NamedPerson | None:
    """Return the person completed by the text after a comma, or None if that is not about them."""
    if is_nobody(piece):
        return None
    if completed := _with_detail(person, piece):
        return completed
    if ADDRESS_WITHIN.fullmatch(piece) and not person.email:
        return replace(person, email=piece)
    bare, phone = _without_phone(_without_brackets(piece))
    single = alone and " " in person.name and " " not in piece
    elsewhere = (placed and not has_given_name(piece)) or is_organisation(bare) or single
    if "@" in piece or phone or (looks_like_name(_FROM.sub("", bare), least=1) and not elsewhere):
        return None  # an organisation has neither here
    return replace(person, organisation=_join_texts(person.organisation, piece), is_guess=looks_like_full_name(bare))


def _with_detail(one: NamedPerson, text: str) -> NamedPerson | None:
    """Return the person completed by a role, a phone number, pronouns or a title, or None if the text is none of them.

    A title is a job, or in lower case, as in *Ada Lovelace, mathematician*.
    """
    if (role := parse_role(text)) is not None:
        return replace(one, role=role)
    if found := _PHONE.fullmatch(text):
        return replace(one, phone=found["number"])
    if _PRONOUNS.fullmatch(text):
        return replace(one, pronouns=text)
    title, *rest = split_outside_brackets(text, _COMMAS)
    first = title.split(maxsplit=1)[0] if title else ""
    small = first[:1].islower() and first.replace("-", "").isalpha() and first not in PARTICLES
    described = small and not one.name.islower() and not is_organisation(title) and not _FROM.match(f" {title}")
    if not (described or is_job(_without_brackets(title))):
        return None
    return replace(one, title=_join_texts(one.title, title), organisation=", ".join(rest) or one.organisation)


def _join_texts(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _read_person(piece: str, known: frozenset[str]) -> NamedPerson:
    """Return the person in a piece, with the details that stand around the name."""
    text = _MARKS.sub("", piece).strip()
    if text.casefold() in known:
        return NamedPerson(text)
    if (placed := _FROM.search(text)) and looks_like_name(text[: placed.start()], most=3):
        return replace(_read_person(text[: placed.start()], known), organisation=placed["rest"])
    email = ""
    if found := ADDRESS_WITHIN.search(text):
        email = found[0].removeprefix("mailto:")
        text = text[: found.start()].removesuffix("mailto:") + text[found.end() :].removeprefix(".")
    one = NamedPerson(_QUOTED.sub(r"\1", " ".join(_EMPTY.sub("", text).split()).strip(" ,;")), email=email)
    while found := _BEHIND.fullmatch(one.name):
        one = _with_text_in_brackets(replace(one, name=found["name"]), found["inside"].strip())
    dashed = _DASHED.fullmatch(one.name)
    if dashed and looks_like_name(dashed["name"]):
        one = _with_text_in_brackets(replace(one, name=dashed["name"]), dashed["rest"])
    bare, phone = _without_phone(one.name)
    name, before = split_titles(bare)
    return replace(one, name=name or email, phone=one.phone or phone, title=_join_texts(before, one.title))


def _with_text_in_brackets(one: NamedPerson, inside: str) -> NamedPerson:
    """Return the person completed by the text that follows the name in brackets or after a dash."""
    known = one if not inside or _FOOTNOTE.fullmatch(inside) else _with_detail(one, inside)
    return known or replace(one, organisation=_join_texts(inside, one.organisation))
