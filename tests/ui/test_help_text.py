"""The text of the help names only what is there, says the same in each language, and is not long."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from planner.domain.languages import LANGUAGES
from planner.wording import wording
from resources import FOLDER
from tests.source_files import ROOT
from ui.features.help.help_text import (
    HEADING,
    MARK,
    PLACE,
    help_chapters,
    sections_with,
    written_help,
)
from ui.state.command_table import COMMANDS, TIMELINE, without_mnemonic

MOST_WORDS, MOST_BYTES = 6000, 1_500_000
"""Words of the help in a language, and bytes of all its pictures."""
PICTURES = PLACE / "pictures"
each_language = pytest.mark.parametrize("language", LANGUAGES)


def messages() -> set[str]:
    with (ROOT / "resources" / "translations" / "estrad.pot").open("rb") as stream:
        return {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(stream)}


def marks(language: str) -> set[tuple[str, str]]:
    return set(MARK.findall(written_help(language)))


def all_text(language: str) -> str:
    return "\n".join(chapter.markdown for chapter in help_chapters(wording(language)))


@each_language
def test_every_action_key_and_text_that_it_names_is_there(language: str) -> None:
    there = {
        "action": {row.name for row in COMMANDS}, "menu": {row.name for row in COMMANDS},
        "key": {one.name for one in TIMELINE}, "text": messages(),
    }  # fmt: skip

    assert {(kind, name) for kind, name in marks(language) if name not in there[kind]} == set()
    assert re.findall(r"\{[^}]*\}", all_text(language)) == []


@each_language
def test_it_says_the_actions_in_their_own_words_with_their_menu_and_keys(language: str) -> None:
    words = wording(language)
    send = next(row for row in COMMANDS if row.name == "send")

    said = f"**{without_mnemonic(words(send.menu))} ▸ {without_mnemonic(words(send.text))}** (`\u2009Ctrl\u2009`"
    assert said in all_text(language)


def test_all_languages_have_the_same_sections_marks_and_pictures() -> None:
    assert {path.stem for path in PLACE.glob("*.md")} == {*LANGUAGES}
    assert len({tuple(HEADING.findall(written_help(language))) and heads(language) for language in LANGUAGES}) == 1
    assert len({frozenset(marks(language)) for language in LANGUAGES}) == 1


def heads(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((level, name) for level, _title, name in HEADING.findall(written_help(language)))


@each_language
def test_each_link_leads_to_a_section_and_each_picture_is_there(language: str) -> None:
    text = written_help(language)
    names = [name for _level, name in heads(language)]

    assert len(names) == len({*names})
    assert {*re.findall(r"\]\(#([^)]+)\)", text)} <= {*names}
    assert {*re.findall(r"\]\(([^#)]+)\)", text)} == {path.name for path in PICTURES.glob(f"*.{language}.png")}


@each_language
def test_it_is_short(language: str) -> None:
    assert len(all_text(language).split()) <= MOST_WORDS


def test_its_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= MOST_BYTES
    assert {path.suffix for path in PICTURES.iterdir()} == {".png"}
    assert PLACE.is_relative_to(FOLDER)  # so it is in the wheel


def test_a_language_without_a_help_has_the_english_one() -> None:
    assert written_help("fi") == written_help("en")
    assert Path(PLACE / "fi.md").exists() is False


@pytest.mark.parametrize(
    ("language", "typed", "section"),
    [
        ("en", "ill", "When somebody is ill"), ("sv", "sjuk", "När någon blir sjuk"),
        ("en", "qr code", "Subscribe or import"), ("sv", "excel allt", "Allt, som Excel"),
        ("en", "eight steps", "The first day in eight steps"), ("sv", "farval", "Så tar du farväl"),
    ],
)  # fmt: skip
def test_a_section_is_found_by_its_words(language: str, typed: str, section: str) -> None:
    found = [one.title for _chapter, one in sections_with(help_chapters(wording(language)), typed)]

    assert section in found[:3]
