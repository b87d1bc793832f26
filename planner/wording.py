"""Translation catalogues, one for each language, passed in and never global; choosing among preferred languages."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from functools import cache

from planner.domain.languages import LANGUAGES, SOURCE
from planner.domain.text import Text, fill_placeholders
from resources import FOLDER


class Wording:
    """The translation catalogue of one language, given by its code; ``SOURCE`` uses the message ids themselves."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations | None = None) -> None:
        self.language = LANGUAGES[language]
        self._catalogue = catalogue or gettext.NullTranslations()

    def __call__(self, message: str) -> str:
        """Translate a message; callers usually name the catalogue ``_``."""
        return self._catalogue.gettext(message) if message else ""

    def plural(self, one: str, many: str, n: int) -> str:
        """Translate a message in the plural form for ``n``, with ``{n}`` filled in."""
        return fill_placeholders(self._catalogue.ngettext(one, many, n), {"n": str(n)})

    def say(self, text: Text) -> str:
        """Translate a ``Text`` and fill in its arguments."""
        if text.many:
            message = self._catalogue.ngettext(text.message, text.many, text.number)
        else:
            message = self(text.message)
        return fill_placeholders(message, {n: self.say(v) if isinstance(v, Text) else str(v) for n, v in text.args})

    def language_name(self, tag: str) -> str:
        """Return the name, in this language, of the language with a tag such as ``en-GB``; other text unchanged."""
        from babel import Locale, UnknownLocaleError  # imported here so that the window starts without it

        try:
            return Locale.parse(tag.replace("-", "_")).get_display_name(self.language.locale_without_country) or tag
        except (ValueError, UnknownLocaleError):
            return tag


def wording(language: str) -> Wording:
    """Return the catalogue for a language tag such as ``sv`` or ``sv_SE``; English if unsupported."""
    return _load_catalogue(best_language([language]))


@cache
def _load_catalogue(short: str) -> Wording:
    if short == SOURCE:
        return Wording(SOURCE)
    path = FOLDER / "translations" / short / "LC_MESSAGES" / "estrad.mo"
    with path.open("rb") as stream:
        return Wording(short, gettext.GNUTranslations(stream))


def best_language(preferred: Sequence[str]) -> str:
    """Return the first supported language of the preferred tags, or English if none is supported."""
    spoken = (tag.replace("-", "_").split("_")[0].lower() for tag in preferred)
    return next((short for short in spoken if short in LANGUAGES), SOURCE)
