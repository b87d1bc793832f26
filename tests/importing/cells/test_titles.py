"""Tests of reading a talk from a cell of a grid."""

import pytest

from planner.domain.enums import Role
from planner.importing.cells.people import NamedPerson
from planner.importing.cells.titles import CellTalk, TitlePattern, apart_from_time, pattern_of, read_talk


def said(written, **given):
    talk = read_talk(written, **given)
    return talk.title, [one.name for one in talk.people]


@pytest.mark.parametrize(
    ("written", "pattern"),
    [
        ("On bees – Ada Lovelace", TitlePattern.DASH), ("On bees - Ada Lovelace", TitlePattern.DASH),
        ("On bees — Dr. Ada Lovelace", TitlePattern.DASH), ("On bees – Ada Lovelace (IBM)", TitlePattern.DASH),
        ("On bees (Ada Lovelace)", TitlePattern.BRACKETS), ("On bees\nAda Lovelace", TitlePattern.LINE),
        ("On bees\nSpeaker: Ada Lovelace", TitlePattern.LINE),
        ("Ada Lovelace\nOn bees", TitlePattern.SPEAKER_FIRST), ("On bees by Ada Lovelace", TitlePattern.BY),
        ("On bees, med Ada Lovelace", TitlePattern.BY),
    ],
)  # fmt: skip
def test_a_title_with_its_speaker(written, pattern):
    talk = read_talk(written)

    assert (talk.title, [one.name for one in talk.people], talk.pattern) == ("On bees", ["Ada Lovelace"], pattern)


@pytest.mark.parametrize("tail", ["Ada Lovelace, Grace Hopper", "Ada Lovelace och Grace Hopper",
                                  "Ada Lovelace & Grace Hopper", "Ada Lovelace; Grace Hopper"])  # fmt: skip
@pytest.mark.parametrize("form", ["On bees – {}", "On bees ({})", "On bees\n{}"])
def test_a_title_with_several_speakers(form, tail):
    assert said(form.format(tail)) == ("On bees", ["Ada Lovelace", "Grace Hopper"])


@pytest.mark.parametrize(
    "title",
    [
        "Lunch", "Lunch – mingle", "AI – hot or not?", "Opening – Welcome to Everybody", "On Bees - A Guide",
        "Bees 2.0",
        "Python – The Language",
        "Bees (Beginner)", "Keynote: The Future", "Rust – Hot New Stuff", "Kaffe", "Workshop A",
        "State of the Map",
        "Stand by Me", "Paneldebatt: Vad händer nu?", "Fika – sponsrad av Biodlarna AB",
        "C++ – Best Practices", "Registration (Main Hall opens)",
    ],
)  # fmt: skip
def test_a_title_that_is_nothing_else(title):
    assert read_talk(title) == CellTalk(title)


def test_track_and_text():
    assert read_talk("On bees [Main]\nAll about bees.\nAnd more.") == CellTalk(
        "On bees", track="Main", text="All about bees.\nAnd more."
    )
    assert said("On bees [Main] – Ada Lovelace") == ("On bees", ["Ada Lovelace"])
    assert read_talk("On bees\nAda Lovelace\nAll about bees.").text == "All about bees."


def test_who_moderates_is_said_on_a_line_of_its_own():
    assert read_talk("Panel: The future\nModerator: Ada Lovelace").people == (
        NamedPerson("Ada Lovelace", Role.MODERATOR),
    )


def test_known_names_decide():
    known = frozenset({"madonna"})

    assert said("On bees – Madonna") == ("On bees – Madonna", [])
    assert said("On bees – Madonna", known=known) == ("On bees", ["Madonna"])
    assert said("Madonna – On bees", known=known) == ("On bees", ["Madonna"])


def test_the_table_s_own_way_decides():
    cells = ["On bees\nAda Lovelace", "On wax\nGrace Hopper", "On honey – A study\nAlan Turing", "Lunch"]

    assert pattern_of(cells) is TitlePattern.LINE
    assert said("On bees\nMadonna", pattern=TitlePattern.LINE) == ("On bees", ["Madonna"])
    assert pattern_of(["Lunch", "Coffee", None]) is None


def test_a_name_before_a_colon_is_a_speaker_where_the_table_writes_so():
    cells = ["Ada Lovelace: On bees", "Grace Hopper: On wax", "Lunch"]

    assert said(cells[0]) == (cells[0], [])
    assert pattern_of(cells) is TitlePattern.SPEAKER_FIRST
    assert said(cells[0], pattern=TitlePattern.SPEAKER_FIRST) == ("On bees", ["Ada Lovelace"])
    assert said(cells[0], known=frozenset({"ada lovelace"})) == ("On bees", ["Ada Lovelace"])
    assert pattern_of(["Spider Silk: Hacking nature", "Bees", "Wax", "Urban Beekeeping: Get started"]) is None


def test_an_empty_cell():
    assert read_talk(None) == read_talk("") == read_talk("\n") == CellTalk("")


def test_an_opening_names_who_opens_it_and_a_lunch_nobody():
    known = frozenset({"anna berg"})
    opening, lunch = read_talk("Inledning – Anna Berg", known), read_talk("Lunch – Anna Berg", known)

    assert (opening.title, [person.name for person in opening.people]) == ("Inledning", ["Anna Berg"])
    assert (lunch.title, lunch.people) == ("Lunch – Anna Berg", ())


@pytest.mark.parametrize(
    ("written", "title", "time"),
    [
        ("Fika 09.45–10.15", "Fika", "09.45–10.15"), ("Lunch (12.00)", "Lunch", "12.00"),
        ("kl 9.30 Välkomna", "Välkomna", "kl 9.30"), ("09:45 - 10:15: Coffee", "Coffee", "09:45 - 10:15"),
        ("Version 2.10 kommer", "Version 2.10 kommer", ""), ("Mingel", "Mingel", ""),
    ],
)  # fmt: skip
def test_a_time_may_stand_before_a_title_or_behind_it(written, title, time):
    assert apart_from_time(written) == (title, time)


@pytest.mark.parametrize("written", ["-- Fika --", "— Fika —", "*Fika*", "=== Fika ==="])
def test_lines_around_a_title_are_no_part_of_it(written):
    assert read_talk(written).title == "Fika"
