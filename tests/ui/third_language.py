"""A made-up language beside ours: a row of the table, and a catalogue in which every text stands in ⟦brackets⟧.

Within them no word is English, so that nothing is read back by luck. It is written as Polish is: with three plural
forms, and dates and times that are like those of no other language of ours.
"""

import re
import runpy
import shutil
from codecs import encode
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from PySide6.QtCore import QDate, QLocale, Qt

from planner import wording as catalogues
from planner.domain import languages, zones
from planner.domain.entities import Cover, Partner, Template, Venue
from planner.domain.languages import LANGUAGE_NAMES, Language
from planner.domain.value_objects import Appearance, Kind, Role, State, Status
from planner.workbook import codecs
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tools.translations import ROOT, folder, forms, messages, mo_bytes
from ui.features.command_palette import palette_entries
from ui.features.help import help_text
from ui.shell import menus
from ui.state import command_table

CODE = "qx"
ROW = Language(
    CODE, "Qx tale", "Language: Qx", "pl_PL", number="d.", named="{weekday}, {day}", between=" do ", clock_sign="h"
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
        found.add(message.id, (said(one), said(many[0] + FEW), said(many[0] + MANY)) if many else said(one))
    found.add(ROW.action, said(ROW.action))
    return found


def said(text: str) -> str:
    """Return a text in the language: each letter is thirteen further, but in placeholders and tags of HTML."""
    parts = re.split(r"(\{[^}]*\}|<[^>]*>)", text)
    return f"⟦{''.join(part if n % 2 else encode(part, 'rot13') for n, part in enumerate(parts))}⟧"


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
    for module in (command_table, menus, palette_entries, help_text):
        monkeypatch.setattr(module, "COMMANDS", anew["COMMANDS"])
    name = f"language_{CODE}"
    monkeypatch.setitem(command_table._ROW, name, anew["_ROW"][name])


def forget() -> None:
    """Forget what was made of the languages that there were."""
    for made in (
        catalogues._load_catalogue,
        codecs.all_wordings,
        zones._zones_by_key,
        languages.calendar_numbers_by_word,
    ):
        made.cache_clear()


# what is data, and not ours to translate -----------------------------------------------------------------

SECOND = date(2024, 4, 26)
DAYS = ("2024-04-25", "2024-04-26")
CAST = (
    Venue(id="venue", name="Zzvenue"), day(title="Zzfirst"), day(SECOND, title="Zzsecond"),
    room("zzhall", seats=120, name="Zzhall"), room("zzlab", 1, name="Zzlab"), track("zzlaw", name="Zzlaw"),
    person("zzada", name="Zzada", title="Zzdr"),
    person("zzbo", name="Zzbo"),
    Partner(id="zzpartner", name="Zzpartner"), Template(id="zztemplate", title="Zztemplate"),
    Cover(id="zzcover", person="zzbo", day=DAY, start=900, end=960, room="zzlab", state=State.INVITED),
    talk("zzkeynote", "zzhall", "09:00-09:45", people=(speaker("zzada"), moderator("zzbo")), track="zzlaw"),
    talk("zzclash", "zzhall", "09:30-10:30", people=(speaker("zzada", State.INVITED), Appearance("zzbo", Role.HOST))),
    talk("zzlate", "zzlab", "17:30-18:30", place="Zzfoyer", status=Status.DRAFT),
    talk("zzgone", "zzlab", "08:00-08:30", status=Status.CANCELLED), talk("zzlunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("zzwaiting"), talk("zzpanel", kind=Kind.PANEL), talk("zzworkshop", "zzlab", "10:00-11:30", on=SECOND),
)  # fmt: skip
NOT_OURS = {"Estrad", "estrad", "ics", "Letter", *" ".join([*LANGUAGE_NAMES.values(), ROW.name]).split()}
KEYCAPS = {"Ctrl", "Shift", "Alt", "Del", "Esc", "Ins", "Delete", "Enter", "PgDown", "PgUp", "Backspace"}
FORMS = ("dddd, d. MMMM yyyy", "ddd, d. MMMM yyyy", "d. MMMM yyyy", "ddd, d. MMM yyyy", "ddd, d. MMM", "d. MMM")
"""The formats in which paper and window write a day."""
PROPOSED = ("2024-03-01", "2025-04-24")
"""The first day of a new conference and of a new edition."""


@cache
def said_days() -> list[str]:
    """Return the days of the conference as paper and window write them, the longest first."""
    dates = [QDate.fromString(when, Qt.DateFormat.ISODate) for when in (*DAYS, *PROPOSED)]
    texts = [QLocale(ROW.locale).toString(d, pattern) for d in dates for pattern in FORMS]
    return sorted([*texts, *map(str.capitalize, texts)], key=len, reverse=True)


def bare(text: str) -> str:
    """Return the words of a text that stand in no brackets and are no data."""
    left = re.sub(r"<[^>]*>", "", text)
    while "⟦" in left:
        shorter = re.sub(r"⟦[^⟦⟧]*(⟧|$)", " ", left)
        left = shorter if shorter != left else ""
    for day_of_the_conference in said_days():
        left = left.replace(day_of_the_conference, " ")
    named = r"\S*/\S*|info@|[\w-]+\.(?:ics|pdf|xlsx|xml|json|md|txt)\b"  # a path, an address, a zone, a file
    words = re.findall(r"[^\W\d_]{2,}", re.sub(named, " ", left))
    return " ".join(w for w in words if not w.lower().startswith("zz") and w not in NOT_OURS | KEYCAPS)
