"""A third language is a catalogue and one row: paper, calendar, tables and command line in a made-up one.

The window in it is tried in ``test_pseudo_language.py``.
"""

import gettext
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from main import main
from planner.cli import runner
from planner.domain.agenda import Agenda
from planner.domain.languages import LANGUAGES
from planner.wording import Wording, best_language
from planner.workspace import Workspace
from tests.builders import DAY, NOW, agenda, fixed_environment, talk
from tests.cli.commands import Estrad, command_line
from tests.ui.third_language import CAST, CODE, FEW, MANY, ROW, bare, said
from ui.features.command_palette.typed_verbs import VerbSearch
from ui.shell import menus
from ui.state.command_table import LANGUAGE

FILE, BACK = "zz.estrad", "zzback.estrad"
SPOKEN = talk("zzspoken", "zzlab", "13:00-13:30", language="sv", abstract="Zzabstract")


@pytest.fixture
def estrad(
    third_language: Wording, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Estrad:
    """Return the command line in the language, beside a conference that is in it too."""
    monkeypatch.chdir(tmp_path)
    env = fixed_environment(holder="Zzholder")
    Workspace.create(Path(FILE), agenda(*CAST, SPOKEN, title="Zzconference", language=CODE), env).close()
    return command_line(env, capsys, CODE)


def forgotten(text: str) -> list[str]:
    """Return the lines in which a word is neither in the language nor data."""
    return [line for line in text.splitlines() if bare(line)]


def test_it_is_among_the_languages_of_the_menu_and_of_the_desktop_with_its_own_plurals_and_names_of_days(
    third_language: Wording,
) -> None:
    forms = [third_language.plural("{n} hint", "{n} hints", n) for n in (1, 2, 5)]
    assert forms == ["⟦1 uvag⟧", f"⟦2 uvagf{FEW}⟧", f"⟦5 uvagf{MANY}⟧"]

    offered = [(row.name, row.text, row.alone) for row in menus.COMMANDS if row.within == LANGUAGE]

    assert offered[1:] == [(f"language_{code}", row.name, row.action) for code, row in LANGUAGES.items()]
    assert offered[-1] == ("language_qx", "Qx tale", "Language: Qx")
    assert [best_language([tag]) for tag in ("qx_QX.UTF-8", "qx", "xx")] == ["qx", "qx", "en"]

    # a session is sought by the names of its day and month
    verbs, _more = VerbSearch(agenda(*CAST), third_language, NOW, DAY, live=False).matching_verbs(
        "zzkeynote czwartek kwietnia +10"
    )
    assert [verb.sessions for verb in verbs] == [("zzkeynote",)]


@pytest.mark.parametrize(("sheet", "of_it"), [
    ("programme", ["25.–26. kwietnia 2024", "⟦Czwartek, 25. kwietnia 2024, 09h00–18h30⟧ · Zzfirst", "⟦gb 09h45⟧"]),
    ("runsheet", ["Zzconference · Piątek, 26. kwietnia 2024 · Zzsecond", "09h45", "⟦va szwedzki⟧"]),
])  # fmt: skip
def test_what_is_printed(estrad: Estrad, sheet: str, of_it: list[str]) -> None:
    estrad("print", FILE, "zz.pdf", "--sheet", sheet)
    text = Path("zz.pdf").read_text("utf-8")

    assert forgotten(text) == []
    assert [words for words in of_it if words not in text] == []


def test_the_calendar_and_what_is_read_of_it_again(estrad: Estrad) -> None:
    estrad("export", FILE, "zz.ics")
    text = Path("zz.ics").read_text("utf-8").replace("\n ", "")
    told = [line.partition(":")[2] for line in text.splitlines() if line.startswith(("DESCRIPTION", "CATEGORIES"))]
    assert [words for words in told if bare(words.replace("\\n", " "))] == []
    lines = (r"⟦Fcrnxre: Zzada\, Zzdr⟧\n⟦Zbqrengbe: Zzbo⟧", r"⟦Ynathntr: szwedzki⟧")
    assert [line for line in lines if line not in text] == []

    assert f"{said('Same')}: 6" in estrad("import", FILE, "zz.ics", "--dry-run").out
    estrad("import", BACK, "zz.ics", "--timezone", "Europe/Stockholm")
    before, after = (
        [
            (one["title"], one["kind"], one["rooms"], one["everywhere"], one["track"], one["abstract"],
             [(who["name"], who["role"]) for who in one["people"]])
            for one in sorted(estrad("list", path, "sessions", "--json").json, key=lambda one: one["title"])
            if one["title"] in ("Zzkeynote", "Zzclash", "Zzlunch", "zzspoken")
        ]
        for path in (FILE, BACK)
    )  # fmt: skip
    assert after == before


def test_a_calendar_of_a_venue_without_a_name_and_of_a_day_that_a_session_leaves(estrad: Estrad) -> None:
    estrad("set", FILE, "venue", "name", "")
    estrad("export", FILE, "zz.ics")
    assert f"LOCATION:{said('All rooms')}" in Path("zz.ics").read_text("utf-8")

    estrad("import", BACK, "zz.ics", "--timezone", "Europe/Stockholm")
    found = {one["title"]: (one["everywhere"], one["rooms"]) for one in estrad("list", BACK, "sessions", "--json").json}
    assert (found["Zzlunch"], found["Zzkeynote"]) == ((True, []), (False, ["Zzhall"]))

    # the calendar of a day says where a session has gone that leaves it
    estrad("export", FILE, "zzday.ics", "--day", "2024-04-25")
    estrad("set", FILE, "session", "1", "day", "2024-04-26")
    estrad("export", FILE, "zzday.ics", "--day", "2024-04-25")
    assert "SUMMARY:⟦Zbirq gb 26. kwietnia: Zzkeynote⟧" in Path("zzday.ics").read_text("utf-8")


def test_tables_and_what_was_changed_in_them(estrad: Estrad) -> None:
    estrad("export", FILE, "zz.csv", "--list", "sessions")
    headings, *rows = Path("zz.csv").read_text("utf-8-sig").splitlines()
    assert [heading for heading in headings.split(";") if not heading.startswith("⟦")] == []
    kinds = [row.split(";")[headings.split(";").index(said("Type"))] for row in rows]
    assert kinds == [*map(said, ["Talk", "Talk", "Talk", "Talk", "Meal", "Talk", "Panel", "Talk", "Talk"])]

    for name in ("zz.xlsx", "zz.csv"):
        estrad("export", FILE, name)
        assert f"{said('Same')}: 9" in estrad("import", FILE, name, "--dry-run").out
    changed = "\r\n".join([headings, *rows]).replace(";Zzkeynote;", ";Zzbetter;").replace(said("Meal"), said("Panel"))
    Path("zz.csv").write_text(changed, "utf-8-sig")
    assert f"{said('Changed')}: 2" in estrad("import", FILE, "zz.csv").out
    kinds = {one["title"]: one["kind"] for one in estrad("list", FILE, "sessions", "--json").json}
    assert (kinds["Zzbetter"], kinds["Zzlunch"]) == ("talk", "panel")


def test_what_commands_say(estrad: Estrad) -> None:
    for words in (["sessions"], ["people"], ["rooms"], []):
        assert forgotten(estrad("list", FILE, *words).out) == []
    assert forgotten(estrad("check", FILE).out) == []
    assert "czw., 25. kwi 2024  09h00–09h45  Zzhall" in estrad("list", FILE, "sessions").out


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (
            ("day", "2024-04-26", "date", "27. kwietnia 2024"),
            lambda now: now.days_in_order[1].date == date(2024, 4, 27),
        ),
        (
            ("day", "2024-04-26", "date", "niedziela 28 kwi 2024"),
            lambda now: now.days_in_order[1].date == date(2024, 4, 28),
        ),
        (("session", "2", "pinned", "⟦lrf⟧"), lambda now: now.sessions["zzclash"].pinned),
        (("conference", "timezone", "Kopenhaga"), lambda now: now.conference.timezone == "Europe/Copenhagen"),
        (("person", "zzbo", "availability", "⟦Nyjnlf⟧"), lambda now: now.people["zzbo"].availability == ()),
    ],
)
def test_what_is_typed(estrad: Estrad, typed: tuple[str, ...], stored: Callable[[Agenda], bool]) -> None:
    estrad("set", FILE, "person", "zzbo", "availability", "2024-04-25 09:00–12:00")
    done = estrad("set", FILE, *typed)

    with closing(Workspace.open(Path(FILE), fixed_environment())) as workspace:
        assert (done.err, stored(workspace.agenda)) == ("", True)


def test_headings_in_it_for_somebody_who_reads_another(
    estrad: Estrad, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    command_line(fixed_environment(), capsys)("export", FILE, "zz.csv", "--list", "people", "--language", CODE)

    assert Path("zz.csv").read_text("utf-8-sig").startswith(";".join(map(said, ("Name", "Title"))))


@pytest.fixture
def desktop(
    third_language: Wording, resources_in_three_languages: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Make the language that of the desktop, of which Click's own messages follow."""
    monkeypatch.setenv("LANGUAGE", f"{CODE}:en")
    monkeypatch.setattr(runner, "FOLDER", resources_in_three_languages)
    yield
    gettext.textdomain("messages")


def test_the_help_of_the_command_line(desktop: None, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--help"])
    told = capsys.readouterr().out

    assert [word for word in ("Usage", "Options:", "Show", "Print") if word in told] == []
    assert said("Show this message and exit.") in told
    assert ROW.locale not in told
