"""Tests of the people that a cell names, and of their roles."""

import pytest

from planner.domain.enums import Role
from planner.importing.cells.people import NamedPerson, are_surnames_first, first_name_first, read_people


def names(written, **given):
    return [one.name for one in read_people(written, **given)]


@pytest.mark.parametrize(
    "written",
    [
        "Anna Ek, Bo Alm", "Anna Ek; Bo Alm", "Anna Ek and Bo Alm", "Anna Ek och Bo Alm", "Anna Ek & Bo Alm",
        "Anna Ek und Bo Alm", "Anna Ek\nBo Alm", "Anna Ek | Bo Alm", "Anna Ek / Bo Alm", "Anna Ek\r\nBo Alm\n",
        "Anna Ek, and Bo Alm", "- Anna Ek\n- Bo Alm", "1. Anna Ek\n2. Bo Alm", "Ek, Anna; Alm, Bo", "Ek, Anna\nAlm, Bo",
        "Ek, Anna (1); Alm, Bo (1,2)", "Anna Ek, Bo Alm m.fl.", "Anna Ek, Bo Alm et al.", "Anna Ek, Bo Alm and others",
        "Anna Ek, TBA, Bo Alm", "Anna Ek; Bo Alm; Anna Ek", "Anna Ek*, Bo Alm†",
    ],
)  # fmt: skip
def test_two_people(written):
    assert names(written) == ["Anna Ek", "Bo Alm"]


@pytest.mark.parametrize(
    "written",
    [
        "Anna-Karin Ek af Segerstad", "Alice and Bob's Band", "Ernst & Young", "José Ortega y Gasset", "Anna",
        "Department of Health and Welfare", "Ludwig van Beethoven", "Jean d'Arc", "田中 太郎", "bell hooks",
    ],
)  # fmt: skip
def test_one_who_is_never_taken_apart(written):
    assert names(written) == [written]


def test_what_can_be_read_in_two_ways_is_read_so():
    assert names("Simon and Garfunkel") == ["Simon", "Garfunkel"]
    assert (names("Anna och Bo Ek"), names("Ekman, Anna")) == (["Anna", "Bo Ek"], ["Ekman", "Anna"])
    assert names("danah boyd and Ada Lovelace") == ["danah boyd", "Ada Lovelace"]


def test_a_known_name_decides():
    assert names("Simon and Garfunkel", known=frozenset({"simon and garfunkel"})) == ["Simon and Garfunkel"]
    assert names("Ada Lovelace, Google", known=frozenset({"google"})) == ["Ada Lovelace", "Google"]


@pytest.mark.parametrize("written", [None, "", " ", "TBA", "tbd", "N.N.", "m.fl.", "–", "?", "to be announced", True])
def test_nobody(written):
    assert read_people(written) == ()


def test_a_long_text_names_nobody():
    assert read_people("Anna Ek, " * 1000) == ()


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Ada Lovelace (Analytical Engines)", NamedPerson("Ada Lovelace", organisation="Analytical Engines")),
        ("Ada Lovelace [IBM]", NamedPerson("Ada Lovelace", organisation="IBM")),
        ("Ada Lovelace, Analytical Engines", NamedPerson("Ada Lovelace", organisation="Analytical Engines")),
        ("Ada Lovelace, Google", NamedPerson("Ada Lovelace", organisation="Google")),
        ("Ada Lovelace – Analytical Engines", NamedPerson("Ada Lovelace", organisation="Analytical Engines")),
        ("Ada Lovelace, CEO, Engines AB", NamedPerson("Ada Lovelace", title="CEO", organisation="Engines AB")),
        ("Ada Lovelace (CEO, Engines AB)", NamedPerson("Ada Lovelace", title="CEO", organisation="Engines AB")),
        ("Björn Ek, professor i fysik, Uppsala universitet",
         NamedPerson("Björn Ek", title="professor i fysik", organisation="Uppsala universitet")),
        ("Iain Learmonth (irl)", NamedPerson("Iain Learmonth (irl)")),
        ("Professor Elemental", NamedPerson("Professor Elemental")),
        ("Em O&#39;Sullivan", NamedPerson("Em O'Sullivan")),
        ("“Ada Lovelace”", NamedPerson("Ada Lovelace")),
        ("Dr. Ada Lovelace", NamedPerson("Ada Lovelace", title="Dr.")),
        ("Prof. Dr. Ada Lovelace", NamedPerson("Ada Lovelace", title="Prof. Dr.")),
        ("Ada Lovelace <ada@example.org>", NamedPerson("Ada Lovelace", email="ada@example.org")),
        ("Ada Lovelace (ada@example.org)", NamedPerson("Ada Lovelace", email="ada@example.org")),
        ("Ada Lovelace, ada@example.org", NamedPerson("Ada Lovelace", email="ada@example.org")),
        ("ada@example.org", NamedPerson("ada@example.org", email="ada@example.org")),
        ("Ada Lovelace (she/her)", NamedPerson("Ada Lovelace", pronouns="she/her")),
        ("Ada Lovelace (hon)", NamedPerson("Ada Lovelace", pronouns="hon")),
        ("Ada Lovelace (moderator)", NamedPerson("Ada Lovelace", Role.MODERATOR)),
        ("Ada Lovelace, moderator", NamedPerson("Ada Lovelace", Role.MODERATOR)),
        ("Moderated by Ada Lovelace", NamedPerson("Ada Lovelace", Role.MODERATOR)),
        ("Interpreter: Ada Lovelace", NamedPerson("Ada Lovelace", title="Interpreter")),
    ],
)  # fmt: skip
def test_what_stands_around_a_name(written, person):
    assert read_people(written) == (person,)


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Moderator", Role.MODERATOR), ("Moderators", Role.MODERATOR), ("Chair", Role.MODERATOR),
        ("Session chair", Role.MODERATOR), ("Ordförande", Role.MODERATOR), ("Samtalsledare", Role.MODERATOR),
        ("Sitzungsleitung", Role.MODERATOR), ("Värd", Role.HOST), ("Host", Role.HOST), ("Panelists", Role.PANELLIST),
        ("Paneldeltagare", Role.PANELLIST), ("Panellist", Role.PANELLIST), ("Speaker", Role.SPEAKER),
        ("Talare", Role.SPEAKER), ("Föreläsare", Role.SPEAKER), ("Medverkande", Role.SPEAKER),
        ("Presenter", Role.SPEAKER), ("Author", Role.SPEAKER), ("Reserv", Role.RESERVE),
    ],
)  # fmt: skip
def test_a_role_before_its_people(word, role):
    assert read_people(f"{word}: Anna Ek, Bo Alm") == (NamedPerson("Anna Ek", role), NamedPerson("Bo Alm", role))


@pytest.mark.parametrize("between", ["\n", "; ", " | "])
def test_several_roles_in_a_cell(between):
    found = read_people(between.join(("Moderator: Eva Fors", "Talare: Anna Ek, Bo Alm")))

    assert [(one.name, one.role) for one in found] == [
        ("Eva Fors", Role.MODERATOR), ("Anna Ek", Role.SPEAKER), ("Bo Alm", Role.SPEAKER),
    ]  # fmt: skip


def test_a_role_on_a_line_of_its_own_counts_for_the_lines_below():
    found = read_people("Speakers:\nAnna Ek\nBo Alm\nModerator: Eva Fors\nUlf Sjö")

    assert [one.role for one in found] == [Role.SPEAKER, Role.SPEAKER, Role.MODERATOR, None]


def test_surnames_of_two_words_are_turned_with_the_others():
    assert names("García López, Ana; Ek, Bo; von Alm, Eva") == ["Ana García López", "Bo Ek", "Eva von Alm"]
    assert names("Ada Lovelace, Blue Horizon; Grace Hopper, US Navy") == ["Ada Lovelace", "Grace Hopper"]


def test_a_number_before_a_name_is_no_part_of_it():
    assert names("4:urs") == ["urs"]


def test_semicolons_part_people_with_their_organisations():
    found = read_people("Ada Lovelace, Analytical Engines; Grace Hopper, US Navy")

    assert [(one.name, one.organisation) for one in found] == [
        ("Ada Lovelace", "Analytical Engines"), ("Grace Hopper", "US Navy"),
    ]  # fmt: skip


def test_a_column_of_surnames_first():
    assert are_surnames_first(["Ek, Anna", "Alm, Bo", "von Neumann, John", None])
    assert not are_surnames_first(["Anna Ek, Bo Alm", "Ek, Anna", "Alm, Bo"])
    assert names("Ek, Anna", surname_first=True) == ["Anna Ek"]


def test_semicolons_between_surnames_and_first_names_tell_how_a_column_is_written():
    assert are_surnames_first(["Berg, Ann (1); Ask, Bo (2)", "Dahl, Cia"])
    assert not are_surnames_first(["Ann Berg; Bo Ask", "Dahl, Cia"])
    assert not are_surnames_first(["Dahl, Cia"])


def test_from_says_where_somebody_works():
    assert read_people("Anna Lind från SLU och Bo Ask från KTH") == (
        NamedPerson("Anna Lind", organisation="SLU"), NamedPerson("Bo Ask", organisation="KTH"),
    )  # fmt: skip


def test_the_name_of_one_person_is_turned_where_a_single_surname_stands_before_a_comma():
    names = ["Öberg, Åsa", "Anna Lind", "Anna Lind, SLU", "Ask, SLU"]

    assert list(map(first_name_first, names)) == ["Åsa Öberg", "Anna Lind", "Anna Lind, SLU", "Ask, SLU"]


def test_a_role_may_begin_in_the_midst_of_a_cell():
    assert read_people("Moderator: Cia Dahl. Panel: Dag Ek, Eva Ros") == (
        NamedPerson("Cia Dahl", Role.MODERATOR), NamedPerson("Dag Ek", Role.PANELLIST),
        NamedPerson("Eva Ros", Role.PANELLIST),
    )  # fmt: skip


def test_a_slash_parts_full_names_and_nothing_else():
    assert [one.name for one in read_people("Ada Lind/Bo Ek")] == ["Ada Lind", "Bo Ek"]
    assert [one.name for one in read_people("AC/DC")] == ["AC/DC"]
