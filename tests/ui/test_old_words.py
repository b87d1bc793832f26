"""What stood on screen earlier still finds its command, in the help and by Ctrl+K, in both languages."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction

from planner.domain.search import best_matching_things
from planner.wording import wording
from tests.ui.conftest import DocumentOf
from ui.features.command_palette.palette_entries import palette_entries
from ui.features.help.help_text import help_topics, matching_topics
from ui.kit.theme.theme import LIGHT, Presentation
from ui.state.command_table import COMMANDS, LINE, TIMELINE, without_mnemonic

OLD_WORDS: tuple[tuple[str, str, str], ...] = (
    ("finder", "find or do", "sök eller gör"),
    ("tray", "fold not placed", "fäll ihop ej placerade"),
    ("fill_in_order", "fill in order", "fyll i ordning"),
    ("move", "take into the hand", "ta i handen"),
    ("go_people", "owes an answer", "svar saknas"),
    ("go_people", "named without a yes", "namnges utan ja"),
    ("go_sessions", "owes an answer", "svar saknas"),
    ("conference", "named to attendees", "namnges för deltagarna"),
    ("conference", "looks", "utseende"),
    ("fit_rooms", "every room", "alla salar"),
    ("problems", "taken twice", "dubbelbokad"),
    ("history", "moment after", "läget efter"),
    ("keep_template", "keep as a template", "mönster"),
    ("import", "different", "skiljer sig"),
    ("import", "gone refused doubtful", "borta avvisad osäkra"),
    ("plan_versions", "fetch plan back", "hämta tillbaka planen"),
    ("usual_day", "fixed points", "fasta punkter"),
    ("go_people", "add who speaks", "lägg in vilka som medverkar"),
    ("go_cover", "say who moderates", "säg vem som modererar"),
    ("go_cover", "stretch", "moderatorspass"),
    ("print_runsheet", "spare minutes won", "luft minuter tas igen"),
    ("write", "write in a wide view", "skriv i bred vy"),
    ("snap_5", "steps of the grid", "steg i rutnätet"),
    ("new", "where to save", "var ska sparas"),
    ("go_venue", "house closes", "huset stänger"),
    ("go_venue", "set-up", "möblering"),
    ("conference", "kept back", "publiceras inte"),
)
"""Commands, with what was said of them or of what they open."""


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_word_of_an_earlier_version_finds_its_command(language: str, document_of: DocumentOf) -> None:
    words, document = wording(language), document_of()
    document.presentation = Presentation(words, QLocale(language), LIGHT)
    commands = {row.name: row for row in COMMANDS if row.name != LINE}
    entries = palette_entries(document, {name: QAction(words(row.text)) for name, row in commands.items()})
    keys = {row.name: words(row.text) for row in TIMELINE}

    lost: list[tuple[str, str, str]] = []
    for name, *typed in OLD_WORDS:
        old, row = typed[language == "sv"], commands[name]
        title = (words(row.alone) if row.alone else without_mnemonic(words(row.text))).rstrip("…")
        helped = keys[row.key_binding] if row.key_binding else title
        if title not in [hit.title for hit in best_matching_things(entries, old)]:
            lost.append((name, old, "Ctrl+K"))
        if helped not in [found.text for topic in matching_topics(help_topics(words), old) for found in topic.rows]:
            lost.append((name, old, "help"))
    assert lost == []
