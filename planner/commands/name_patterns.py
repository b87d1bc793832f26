"""Builds the search patterns for a person's name, addresses and telephone number in texts about them.

Texts may have a name in the genitive (*Anna Bergs*, *Berg's*, *Weiß’*), before a hyphen (*Berg-rapporten*), inside an
address (*anna.berg@…*), with soft hyphens or without its accents, and a number as it is dialled at home or from abroad.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.entities import Person

LEAST_DIGITS = 6
"""The minimum number of digits, without prefixes, of a telephone number that is searched for."""
SHORT = 3
"""The number of letters up to which a part of a name must begin with a capital: *Li* is a name, *li* is not."""
_INVISIBLE = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
"""Matches soft hyphens and signs without width, which may be between any two letters."""
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""The borders of a word; unlike ``\\b`` they allow an underscore, as in file names."""
_APOSTROPHE, _HYPHEN = "['’‘\u02bc\u00b4`]", "[-\u2010-\u2013]"
_S = rf"(?:{_APOSTROPHE}|:)?s"
_GENITIVE = rf"(?:{_S})?"
_SPACE = rf"{_INVISIBLE}\s[\s\u00ad\u200b-\u200d\u2060\ufeff]*"
_JOINT = r"[\W_]{0,3}"
"""Matches up to three signs, neither letters nor digits, which may be between two names in an address or file name."""
_WITHOUT_ACCENT = {"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "ß": "ss"}
"""The two letters that addresses write for some letters, if they do not write the base letter."""
_PLAIN = {"ø": "o", "æ": "a", "đ": "d", "ð": "d", "ł": "l", "\u0131": "i"}
"""The base letters of those letters that Unicode does not decompose."""
_CODE = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}|")
"""Matches the country code at the beginning of a number (assigned codes of ITU-T E.164), or nothing."""
_BETWEEN = r"[\s()./\-\u2010-\u2015]*"


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """The search patterns for a person: ``sure`` identifies them, ``perhaps`` is a part of their name.

    ``person`` and ``name`` are their id and name.
    """

    person: str
    name: str
    sure: re.Pattern[str]
    perhaps: re.Pattern[str]

    def replace_matches(self, text: str, mark: str, *, parts: bool = False) -> str:
        """Return the text with every match replaced by ``mark``; matches of parts of the name only with ``parts``."""
        text = self.sure.sub(lambda _found: mark, text)
        return self.perhaps.sub(lambda _found: mark, text) if parts else text

    def has_match(self, text: str) -> bool:
        """Return whether one of the patterns matches in the text."""
        return bool(self.sure.search(text) or self.perhaps.search(text))


def name_patterns(person: Person, former: Iterable[Person] = ()) -> NamePatterns:
    """Return the patterns for a person; ``former`` are earlier states of the person from the history.

    The sure ones are the full name in either order and its genitive, the addresses, and the telephone number in its
    usual forms. A surname, a given name, and the names joined as in addresses may mean somebody else.
    """
    known = [person, *former]
    names, addresses = (
        [text for one in known for text in found(one)] for found in (_full_name_patterns, _address_patterns)
    )
    numbers = [number for one in known if (number := phone_pattern(one.phone))]
    sure = _compile_any(
        [
            _whole_word_pattern(_any_pattern(names) + _GENITIVE),
            _whole_word_pattern(_any_pattern(addresses)),
            *dict.fromkeys(numbers),
        ]
    )
    perhaps = _compile_any(
        [_whole_word_pattern(_any_pattern(part for one in known for part in _name_part_patterns(one.name)))]
    )
    return NamePatterns(person.id, person.name, sure, perhaps)


def _compile_any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def _any_pattern(patterns: Iterable[str]) -> str:
    """Return a pattern for any of several, tried in this order; if there are none, it matches nothing."""
    return rf"(?:{'|'.join(dict.fromkeys(patterns)) or '(?!)'})"


def _whole_word_pattern(pattern: str) -> str:
    return rf"{_BEGIN}{pattern}{_END}"


def _full_name_patterns(person: Person) -> Iterator[str]:
    words = person.name.split()
    yield _phrase_pattern(words)
    if person.sort_name:
        yield _phrase_pattern(person.sort_name.split())
    if len(words) > 1:
        yield rf"{_exact_pattern(words[-1])}(?:{_INVISIBLE},{_INVISIBLE})?{_SPACE}{_phrase_pattern(words[:-1])}"


def _address_patterns(person: Person) -> Iterator[str]:
    for address in (person.email, *(link.address for link in person.links)):
        if bare := re.sub(r"^https?://(?:www\.)?|/$", "", address.strip(), flags=re.IGNORECASE):
            yield re.escape(bare)


def _name_part_patterns(name: str) -> Iterator[str]:
    """Yield patterns of the names joined as in addresses, of the surname and its halves, and of the given names.

    A name of one word has only the pattern of that word, which may be spelt without accents.
    """
    words = name.split()
    if len(words) < 2:
        yield from (_name_part_pattern(word) + _GENITIVE for word in words)
        return
    given, surname = words[:-1], words[-1]
    for joined in (words, [surname, *given], [given[0], surname]):
        yield rf"{_JOINT.join(map(_accentless_pattern, joined))}{_GENITIVE}"
    yield from (_name_part_pattern(part) + _GENITIVE for part in dict.fromkeys([surname, *re.split(_HYPHEN, surname)]))
    for part in given:  # somebody else of that given name has another surname behind it
        yield rf"{_name_part_pattern(part)}(?:{_S}|(?!{_SPACE}(?-i:[A-ZÀ-ÖØ-Þ])))"


def _name_part_pattern(part: str) -> str:
    """Return the pattern of a part of a name; an initial matches nothing.

    A short part must begin with a capital, or stand before the @ of an address.
    """
    letters = part.strip(".")
    if len(letters) > SHORT:
        return _accentless_pattern(letters)
    plain = "".join(map(_base_letter, letters.casefold()))
    spelt = dict.fromkeys(re.escape(cased) for word in (letters, plain) for cased in (word.capitalize(), word.upper()))
    return rf"(?:(?-i:{'|'.join(spelt)})|{_accentless_pattern(letters)}(?=@))" if len(letters) > 1 else "(?!)"


def _phrase_pattern(words: list[str]) -> str:
    return _SPACE.join(map(_exact_pattern, words))


def _exact_pattern(word: str) -> str:
    """Return the pattern of a word in any Unicode normal form, with invisible signs anywhere in it."""
    return _INVISIBLE.join(_letter_pattern(letter) for letter in unicodedata.normalize("NFC", word))


def _accentless_pattern(word: str) -> str:
    """Return the pattern of a word that may be spelt without accents, as in an address."""
    found = []
    for letter in unicodedata.normalize("NFC", word):
        low = letter.casefold() if letter != "ß" else letter
        base = _base_letter(low)
        spelt = dict.fromkeys([_letter_pattern(letter), *filter(None, [_WITHOUT_ACCENT.get(low)]), re.escape(base)])
        found.append(f"(?:{'|'.join(spelt)})" if len(spelt) > 1 and base != low else _letter_pattern(letter))
    return _INVISIBLE.join(found)


def _base_letter(letter: str) -> str:
    """Return a lower-case letter without its accent."""
    return _PLAIN.get(letter, unicodedata.normalize("NFD", letter)[0])


def _letter_pattern(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    if letter == "ß":
        return "(?:ß|ss)"
    if re.fullmatch(_HYPHEN, letter):
        return _HYPHEN
    if re.fullmatch(_APOSTROPHE, letter):
        return _APOSTROPHE
    return f"(?:{re.escape(letter)}|{re.escape(apart)})" if apart != letter else re.escape(letter)


def phone_pattern(phone: str) -> str:
    """Return a pattern for a telephone number in national and international form; empty if it is too short.

    *+46 (0)70-123 45 67* matches 0701234567, 0046 70 123 45 67, 070/123.45.67 and so on, and vice versa. A number
    without a country code matches with any.
    """
    said = re.sub(r"\(0\)", "", phone)
    digits = re.sub(r"\D", "", said)
    abroad = said.strip().startswith("+") or digits.startswith("00")
    if abroad:
        digits = digits.removeprefix("00")
        found = _CODE.match(digits)
        code = found[0] if found else ""
        number = digits[len(code) :].removeprefix("0")
    else:
        code, number = r"[1-9]\d{0,2}", digits.removeprefix("0")
    if len(number) < LEAST_DIGITS:
        return ""
    plus = rf"(?:\+|00){_BETWEEN}"
    prefix = rf"(?:{plus})?{_BETWEEN.join(code)}" if abroad else rf"{plus}{code}"
    trunk = rf"(?:\(?0\)?{_BETWEEN})?"
    return rf"(?<![\d+])(?:\((?=[\d\s]+\)))?(?:{prefix}{_BETWEEN})?{trunk}{_BETWEEN.join(number)}(?!\d)"
