"""Tests of the programme as Markdown."""

from datetime import timedelta

import pytest

from planner.domain.text import EstradError
from planner.domain.value_objects import Kind, Link, ProfileChoice, Status
from planner.exporting.formats.markdown import markdown
from planner.programme.calendar import conference_uid
from planner.wording import wording
from tests.builders import DAY, agenda, block, day, moderator, person, speaker, talk, track
from tests.exporting.formats.schedules import release
from tests.importing.calendar_files import read

NEXT = DAY + timedelta(days=1)


def written(plan):
    """Return the lines that are not empty, without the mark."""
    return [line for line in text_of(plan).splitlines() if line and not line.startswith("<!--")]


def text_of(plan):
    """Return the file in the language of the conference."""
    return markdown(release(plan), wording(plan.conference.language))["programme.md"].decode()


def test_it_has_a_heading_for_each_day_and_session():
    bees = talk(
        "bees", "hall", "09:00-09:45", track="nature", subtitle="A life", abstract="Short", description="One\n\nTwo",
        language="sv", website="www.example.org", links=(Link("https://example.org/slides", "Slides"),),
        stream="https://example.org/live", people=(speaker("ada"), speaker("bo"), moderator("cy")), status=Status.DRAFT,
    )  # fmt: skip
    plan = agenda(
        day(title="Bees only"), day(NEXT), bees, talk("party", "", "23:00-25:30", kind=Kind.SOCIAL),
        track("nature", name="Nature"), person("ada", name="Ada Ek", title="Professor", organisation="KTH"),
        person("bo", name="Bo Ahl"), person("cy", name="Cy Berg"), subtitle="All of it", description="About it.",
    )  # fmt: skip

    assert written(plan) == [
        "# The Conference", "All of it", "Version 3, 2024-03-01 13:00", "About it.", "The Venue",
        "## Thursday 25 April 2024 – Bees only",
        "### 09:00–09:45 Bees", "*A life*", "Hall · Talk · Nature · Preliminary",
        "Speaker: Ada Ek, Professor, KTH; Bo Ahl  ", "Moderator: Cy Berg", "Language: Swedish", "Short", "One", "Two",
        "- [Slides](<https://example.org/slides>)", "- <https://www.example.org>",
        "- [Stream](<https://example.org/live>)",
        "### 23:00–01:30 Party", "All rooms",
        "## Friday 26 April 2024",
    ]  # fmt: skip


def test_a_session_says_which_block_it_is_part_of():
    plan = agenda(talk("one", "hall", "09:00-09:30", kind=Kind.OPENING, block="morning"), block("morning"))
    assert written(plan)[4:] == ["### 09:00–09:30 One", "Hall · Opening/closing", "Part of: Morning"]


def test_who_says_something_of_themselves_stands_at_the_end():
    people = (person("ada", name="Ada Ek", organisation="KTH", bio="Keeps bees.", links=(Link("https://a.example"),)),
              person("bo", name="Bo Ahl"))  # fmt: skip
    session = talk("bees", "hall", "09:00-09:45", people=(speaker("ada"), speaker("bo")))
    plan = agenda(session, *people, profiles=ProfileChoice.PUBLISHED)

    assert written(plan)[7:] == ["## People", "### Ada Ek", "KTH", "Keeps bees.", "- <https://a.example>"]


def test_its_own_words_are_in_the_language_of_the_conference():
    bees = talk("bees", "", "09:00-09:45", people=(moderator("bo"),))
    plan = agenda(bees, person("bo", name="Bo Ahl"), language="sv")

    assert written(plan)[3:] == [
        "## Torsdag 25 april 2024", "### 09.00–09.45 Bees", "Alla salar · Föredrag", "Moderator: Bo Ahl"]  # fmt: skip


def test_it_says_whose_it_is_and_is_not_read_as_a_list():
    data = text_of(agenda(talk("bees", "hall", "09:00-09:45", abstract="09:00\tA talk\n09:30\tB"))).encode()

    assert conference_uid("conference").encode() in data
    with pytest.raises(EstradError, match="is a programme in Markdown, which Estrad does not read"):
        read(data, "programme.md")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# No heading", r"\# No heading"), ("C #", r"C \#"), ("C# and F#x", r"C# and F#x"), ("- none", r"\- none"),
        ("1. no item", r"1\. no item"), ("2024 is a year", "2024 is a year"), ("===", r"\==="),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"), ("<b>a</b> & b", "&lt;b&gt;a&lt;/b&gt; &amp; b"),
        ("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)"), ("a | b \\", "a \\| b \\\\"), ("<!-- a -->", "&lt;!-- a --&gt;"),
        ("One\nTwo", "One  \nTwo"), ("    code", "code"), ("\x1b[1mbold", r"\[1mbold"),
    ],
)  # fmt: skip
def test_what_would_be_taken_for_markup_is_shown_as_it_was_typed(typed, shown):
    plan = agenda(talk("bees", "hall", "09:00-09:45", abstract=typed))

    assert text_of(plan).partition("Hall · Talk\n\n")[2] == f"{shown}\n"


def test_two_versions_of_one_plan_differ_in_the_version_alone():
    plan = agenda(talk("bees", "hall", "09:00-09:45"))
    third, fourth = (markdown(release(plan, n), wording("en"))["programme.md"].splitlines() for n in (3, 4))

    assert [(a[:9], b[:9]) for a, b in zip(third, fourth, strict=True) if a != b] == [
        (b"<!-- Estr", b"<!-- Estr"), (b"Version 3", b"Version 4")]  # fmt: skip
