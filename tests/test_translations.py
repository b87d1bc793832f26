"""Tests of the catalogues: every text of ours is in them and well-formed, and each kind of fault is found."""

from functools import cache
from pathlib import Path

import pytest

from planner.domain.languages import LANGUAGES
from planner.domain.text import RENAMED
from tools import translations
from tools.translations import CATALOGUES, FAULTS, ROOT, faults, folder, forms, po_path, told, update

SOURCE = '''"""Sample."""
hello = _("Hello {name}")
rooms = Plural("one room", "{n} rooms", 2)
goal = N_("50 % of it")
'''
TRANSLATED = {
    "Hello {name}": "Hej {name}",
    "one room / {n} rooms": "en sal / {n} salar",
    "50 % of it": "50 % av det",
}


@cache
def of_ours(language: str) -> dict[str, list[str]]:
    """Return the faults of our own catalogue, computed once."""
    return faults(ROOT, language)


@pytest.mark.xdist_group("translations")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("language", CATALOGUES)
def test_no_text_is(language: str, fault: str) -> None:
    assert of_ours(language)[fault] == [], f"after `make translations`, look at {po_path(ROOT, language).name}"


def test_each_language_of_the_table_has_a_catalogue_and_no_other_language_has_one() -> None:
    assert sorted(path.name for path in folder(ROOT).iterdir() if path.is_dir()) == sorted(CATALOGUES)


def test_what_earlier_messages_are_called_now_is_in_the_catalogues_and_they_are_not() -> None:
    known = {form for text, _comments in translations.marked(ROOT) for form in forms(text)}
    assert ({*RENAMED.values()} - known, known.intersection(RENAMED)) == (set(), set())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Create a small project with complete catalogues."""
    (tmp_path / "main.py").write_text(SOURCE, encoding="utf-8")
    update(tmp_path)
    fill_in(tmp_path, TRANSLATED)
    update(tmp_path)
    return tmp_path


def fill_in(root: Path, texts: dict[str, str]) -> None:
    catalog = translations.read(po_path(root, "sv"), "sv")
    for message in translations.messages(catalog):
        translated = texts[" / ".join(translations.forms(message.id))]
        message.string = tuple(translated.split(" / ")) if isinstance(message.id, tuple) else translated
    po_path(root, "sv").write_bytes(translations.po_bytes(catalog))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def found(root: Path) -> dict[str, list[str]]:
    return {kind: texts for kind, texts in faults(root, "sv").items() if texts}


def test_whole_catalogues_have_no_fault_and_two_updates_write_the_same_bytes(project: Path) -> None:
    assert found(project) == {}
    assert "python-format" not in po_path(project, "sv").read_text(encoding="utf-8")  # a % is no placeholder
    files = sorted(path for path in project.rglob("estrad.*"))
    before = [path.read_bytes() for path in files]
    update(project)
    assert [path.read_bytes() for path in files] == before
    assert [path.suffix for path in files] == [".pot", *[".mo", ".po"] * (len(LANGUAGES) - 1)]


@pytest.mark.parametrize(
    ("file", "old", "new", "updated", "faults"),
    [
        pytest.param("main.py", "hello =", 'bye = _("Bye")\nhello =', False,
                     {"untranslated": ["Bye"], "not extracted": ["Bye"]}, id="a new text"),
        pytest.param("main.py", 'goal = N_("50 % of it")\n', "", False,
                     {"obsolete": ["50 % of it"], "not extracted": ["50 % of it"]}, id="a text that is gone"),
        pytest.param("main.py", "Hello {name}", "Hello, {name}", True,
                     {"fuzzy": ["Hello, {name}"]}, id="one that changed a little, until somebody looked"),
        pytest.param("sv", 'msgstr[1] "{n} salar"', 'msgstr[1] ""', False,
                     {"untranslated": ["one room / {n} rooms"], "not compiled": ["estrad.mo"]}, id="an empty one"),
        pytest.param("sv", '"en sal"', '"{n} sal"', True, {}, id="a plural counts in words or digits"),
    ],
)  # fmt: skip
def test_a_change(project: Path, file: str, old: str, new: str, updated: bool, faults: dict[str, list[str]]) -> None:
    change(po_path(project, "sv") if file == "sv" else project / file, old, new)
    if updated:
        update(project)
    assert found(project) == faults


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        pytest.param("Hej {name}", "Hej {namn}", "Hello {name}", id="a name that is translated"),
        pytest.param("Hej {name}", "Hej", "Hello {name}", id="a name that is left out"),
        pytest.param("Hej {name}", "Hej {name", "Hello {name}", id="a brace that is not closed"),
        pytest.param("50 % av det", "{n} av det", "50 % of it", id="a name that is not given"),
        pytest.param("{n} salar", "{m} salar", "one room / {n} rooms", id="a wrong name in a plural"),
    ],
)
def test_a_wrong_placeholder(project: Path, right: str, wrong: str, text: str) -> None:
    change(po_path(project, "sv"), f'"{right}"', f'"{wrong}"')

    assert found(project) == {"placeholders": [text], "not compiled": ["estrad.mo"]}


@pytest.mark.parametrize(
    "call",
    [
        '_(f"Hi {hello}")',
        'words.plural(f"{hello}", "b", 1)',
        'Text(f"Hi {hello}")',
        "f\"{_('Hi')}!\"",
        "f\"{_(of['hi'])}!\"",
    ],
)
def test_an_f_string_can_never_be_translated(project: Path, call: str) -> None:
    change(project / "main.py", "hello =", f"bad = {call}\nhello =")

    assert found(project)["no literal"] == ["main.py:2"]


def test_a_text_has_a_plural_wherever_it_is_or_nowhere(project: Path) -> None:
    change(project / "main.py", "hello =", 'bad = N_("one room")\nhello =')

    assert found(project) == {"two ways": ["one room"]}


def test_many_faults_of_one_kind_are_counted() -> None:
    one_by_one = {"untranslated": [], "fuzzy": list("abcde")}

    assert [*told("sv", one_by_one)] == [f"sv: fuzzy: {text}" for text in "abcde"]
    assert [*told("sv", {"untranslated": list("abcdef")})][4:] == [
        "sv: untranslated: e",
        "sv: untranslated: … 6 in all",
    ]
