"""Translation catalogues, one for each language; they are passed in, never global."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from functools import cache

from planner.domain.text import Text, fill
from resources import FOLDER

LANGUAGES: tuple[str, ...] = ("en", "sv")
LANGUAGE_NAMES: dict[str, str] = {"en": "English", "sv": "Svenska"}
LOCALES: dict[str, str] = {"en": "en_GB", "sv": "sv_SE"}
"""The Babel locale for each language; British English, since times use the 24-hour clock."""


class Wording:
    """The translation catalogue of one language in ``LANGUAGES``; English uses the message ids themselves."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations | None = None) -> None:
        self.language = language
        self._catalogue = catalogue or gettext.NullTranslations()

    def __call__(self, message: str) -> str:
        """Translate a message; callers usually name the catalogue ``_``."""
        return self._catalogue.gettext(message) if message else ""

    def plural(self, one: str, many: str, n: int) -> str:
        """Translate a message in the plural form for ``n``, with ``{n}`` filled in."""
        return fill(self._catalogue.ngettext(one, many, n), {"n": str(n)})

    def say(self, text: Text) -> str:
        """Translate a ``Text`` and fill in its arguments."""
        if text.many:
            message = self._catalogue.ngettext(text.message, text.many, text.number)
        else:
            message = self(text.message)
        return fill(message, {n: self.say(v) if isinstance(v, Text) else str(v) for n, v in text.args})


def wording(language: str) -> Wording:
    """Return the catalogue for a language tag such as ``sv`` or ``sv_SE``; English if unsupported."""
    short = language.replace("-", "_").split("_")[0].lower()
    return _read(short if short in LANGUAGES else "en")


@cache
def _read(short: str) -> Wording:
    if short == "en":
        return Wording("en")
    path = FOLDER / "translations" / short / "LC_MESSAGES" / "estrad.mo"
    with path.open("rb") as stream:
        return Wording(short, gettext.GNUTranslations(stream))


def best_language(preferred: Sequence[str]) -> str:
    """Return the first supported language of the preferred tags, or English if none is supported."""
    spoken = (tag.replace("-", "_").split("_")[0].lower() for tag in preferred)
    return next((short for short in spoken if short in LANGUAGES), "en")
