"""A made-up language beside ours: a row of the table, and a catalogue in which every text stands in ⟦brackets⟧.

It is written as Polish is: three plural forms, and dates and times that are like those of no other language of ours.
"""

import runpy
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from planner import wording as catalogues
from planner.domain import languages, zones
from planner.domain.languages import Language
from planner.workbook import codecs
from tools.translations import ROOT, folder, forms, messages, mo_bytes
from ui.features.command_palette import palette_entries
from ui.features.help import help_topics
from ui.shell import menus
from ui.state import command_table

CODE = "qx"
ROW = Language(
    CODE, "Qx", "Language: Qx", "pl_PL", number="d.", named="{weekday}, {day}", between=" do ", clock_sign="h"
)
FEW, MANY = "₂", "₅"
"""The marks of the second and third plural form."""


def bracketed() -> Catalog:
    """Return the catalogue of the language."""
    with (folder(ROOT) / "estrad.pot").open("rb") as stream:
        template = read_po(stream)
    found = Catalog(locale=ROW.locale)
    for message in messages(template):
        one, *many = forms(message.id)
        plural = (f"⟦{one}⟧", f"⟦{many[0]}{FEW}⟧", f"⟦{many[0]}{MANY}⟧") if many else f"⟦{one}⟧"
        found.add(message.id, plural)
    found.add(ROW.action, f"⟦{ROW.action}⟧")
    return found


def compiled(target: Path) -> Path:
    """Write the catalogue below a folder that is to be the resources, beside ours; return the folder."""
    shutil.copytree(folder(ROOT), folder_of := target / "translations")
    place = folder_of / CODE / "LC_MESSAGES" / "estrad.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(mo_bytes(bracketed()))
    return target


def speak(resources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it a language of the program, as if its row and catalogue had been there when the program started."""
    monkeypatch.setattr(catalogues, "FOLDER", resources)
    monkeypatch.setitem(languages.LANGUAGES, CODE, ROW)
    monkeypatch.setitem(languages.LANGUAGE_NAMES, CODE, ROW.name)
    forget()
    anew = runpy.run_path(command_table.__file__)
    for module in (command_table, menus, palette_entries, help_topics):
        monkeypatch.setattr(module, "COMMANDS", anew["COMMANDS"])
    name = f"language_{CODE}"
    monkeypatch.setitem(command_table._ROW, name, anew["_ROW"][name])


def forget() -> None:
    """Forget what was made of the languages that there were."""
    for made in (catalogues._read, codecs.spoken, zones._by_key, languages.calendar_words):
        made.cache_clear()
