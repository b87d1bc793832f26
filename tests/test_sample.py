"""Tests of the sample: it says what is known of that day, and invents no people."""

from datetime import date

import pytest

from planner.commands.conference import sample_conference
from planner.domain.agenda import session_names
from planner.domain.value_objects import KINDS, NamingRule, PartnerRole, PastAppearance, Role, State
from planner.rules import check
from planner.rules.rule import Severity

MARKUS, STEFAN = "Markus Lahtinen", "Stefan Singman"


@pytest.fixture
def agenda(env):
    return sample_conference(env.ids)


def test_some_have_said_yes_one_was_asked_and_one_was_not(agenda):
    told = [
        (s.title, bool(s.placement), agenda.people[a.person].name, a.role, a.state, a.asked, a.answered)
        for s in agenda.sessions_in_order
        for a in s.people
    ]
    ways = "Kamerasatsningen: vägen till 2 500 poliskameror"
    yes = (State.CONFIRMED, date(2024, 1, 15), date(2024, 1, 17))

    assert told == [
        ("Inledning", True, MARKUS, Role.HOST, *yes),
        (ways, True, STEFAN, Role.SPEAKER, State.CONFIRMED, date(2024, 2, 5), date(2024, 2, 12)),
        (ways, True, MARKUS, Role.MODERATOR, *yes),
        ("Panel: metoder, teknik och integritet", True, MARKUS, Role.MODERATOR, State.NOT_ASKED, None, None),
        (
            "Frågestund: andra myndigheters kameror",
            False,
            MARKUS,
            Role.MODERATOR,
            State.INVITED,
            date(2024, 3, 12),
            None,
        ),
    ]
    assert agenda.conference.naming is NamingRule.ALL


def test_every_other_talk_is_an_obvious_placeholder(agenda):
    others = [
        s
        for s in agenda.sessions.values()
        if KINDS[s.kind].needs_speaker and not session_names(agenda, s, Role.SPEAKER)
    ]

    assert len(others) == 10
    assert all(s.abstract.startswith("Platshållare.") and s.abstract.endswith("meddelas senare.") for s in others)


def test_the_conference_and_its_place_and_people(agenda):
    about, (moderator, speaker) = agenda.conference, agenda.people_in_order

    assert (about.title, about.language, about.timezone, about.website) == (
        "#Trygghetnu 2024", "sv", "Europe/Stockholm", "https://www.securityuser.com",
    )  # fmt: skip
    assert (about.series, about.edition, about.focus) == ("#Trygghetnu", "2024", "Kamerabevakning")
    assert (agenda.venue.name, len(agenda.tray)) == ("Clarion Stockholm Hotel", 3)
    assert [day.date for day in agenda.days_in_order] == [date(2024, 4, 25)]
    assert [(room.name, room.seats) for room in agenda.rooms_in_order] == [("Sal A", None), ("Sal B", None)]
    assert [(p.name, p.role) for p in agenda.partners_in_order] == [
        ("Säkerhet för Näringsliv och Samhälle (SNOS)", PartnerRole.ORGANISER),
        ("Securityuser.com", PartnerRole.ORGANISER),
    ]
    assert (moderator.name, speaker.name) == (MARKUS, STEFAN)
    assert moderator.earlier == (PastAppearance(2022, Role.MODERATOR), PastAppearance(2023, Role.MODERATOR))


def test_nothing_clashes_at_the_start_ids_are_its_own_and_what_they_said_is_told_in_our_own_words(env):
    first, second = sample_conference(env.ids), sample_conference(env.ids)
    found = {(conflict.rule, conflict.severity) for conflict in check(first)}
    assert found == {("session-without-speaker", Severity.WARNING), ("session-unplaced", Severity.HINT)}
    assert {e.id for e in first.entities()} & {e.id for e in second.entities()} == set()
    said = [statement for s in first.sessions.values() for statement in s.statements]
    assert sorted((statement.by, statement.verbatim) for statement in said) == [(MARKUS, False), (STEFAN, False)]
