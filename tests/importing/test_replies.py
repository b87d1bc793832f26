"""Tests of a column of replies: what its words mean, and whose answers they become."""

from itertools import count

import pytest

from planner.domain.agenda import Agenda
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Appearance, Role, State
from planner.importing.datetimes import choose_zone
from planner.importing.incoming import Incoming
from planner.importing.plan import ImportPlan
from planner.importing.planning import plan_import
from planner.importing.vocabulary import state_of
from tests.builders import agenda, conference, day, person, speaker, talk
from tests.importing.lists import a_list, listed, somebody
from tests.importing.mapping.tables import guessed, lines, read

INVITED, CONFIRMED, DECLINED = State.INVITED, State.CONFIRMED, State.DECLINED


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("ja JA yes true 1 x OK Bekräftad klar kommer", CONFIRMED),
        ("nej no false 0 Avböjt declined", DECLINED),
        ("inbjuden tillfrågad väntar waiting", INVITED),
        ("kanske maybe preliminär", State.TENTATIVE),
        ("återbud withdrew", State.CANCELLED),
        ("not_asked", State.NOT_ASKED),
        ("tisdag 42 ?", None),
    ],
)
def test_the_words_of_a_reply(words: str, state: State | None) -> None:
    assert [state_of(word) for word in words.split()] == [state] * len(words.split())


@pytest.mark.parametrize(
    ("said", "state"),
    [("Tackat  nej.", DECLINED), ("har tackat ja", CONFIRMED), ("Väntar svar", INVITED), ("", None)],
)
def test_a_reply_of_several_words_and_none(said: str, state: State | None) -> None:
    assert state_of(said) is state


def test_no_beside_who_is_confirmed_is_no_refusal() -> None:
    assert [state_of(word, confirms=True) for word in ("ja", "nej", "tackat nej")] == [
        CONFIRMED, State.NOT_ASKED, DECLINED,
    ]  # fmt: skip


TABLE = lines("""
    Namn      | Organisation | Svar
    Ada Lind  | KTX          | ja
    Bo Ek     | KTX          | tackat nej
    Cid Dal   | SNOS         |
    Dan Elm   | SNOS         | ringer på tisdag
""")


def test_a_column_of_replies_is_read_and_what_is_not_understood_is_counted() -> None:
    incoming = read(TABLE)

    assert guessed(TABLE).main.columns == ("person.name", "person.organisation", "person.state")
    assert [one.told.get("state") for one in incoming.people] == [CONFIRMED, DECLINED, None, None]
    assert incoming.unmapped == {"reply=ringer på tisdag": 1}


def test_a_column_of_who_has_confirmed_says_only_yes() -> None:
    incoming = read(
        lines("""
        Namn      | Organisation | Bekräftad
        Ada Lind  | KTX          | ja
        Bo Ek     | KTX          | nej
    """)
    )

    assert [one.told["state"] for one in incoming.people] == [CONFIRMED, State.NOT_ASKED]


def plan(before: Agenda, incoming: Incoming) -> ImportPlan:
    ids = map(str, count())
    zone = choose_zone("", file=before.conference.timezone)
    return run_to_end(plan_import(before, incoming, zone, lambda: f"new{next(ids)}"))


def test_whom_no_session_names_gets_the_reply_and_new_sessions_begin_with_it() -> None:
    before = agenda(conference(), day(), person("ada"), person("bo"))
    incoming = a_list(
        somebody("Ada", state=CONFIRMED), somebody("Bo", state=DECLINED), somebody("Cid", state=CONFIRMED),
        listed("Talk", "", "Ada", "Cid"),
    )  # fmt: skip

    found = plan(before, incoming)

    after = before.after(found.change([row.key for row in found.rows]))
    (talk_there,) = after.sessions.values()
    assert {one.name: one.state for one in after.people.values()} == {
        "Ada": CONFIRMED, "Bo": DECLINED, "Cid": CONFIRMED,
    }  # fmt: skip
    assert [a.state for a in talk_there.people] == [CONFIRMED, CONFIRMED]
    assert found.warnings == ()


def test_whose_sessions_have_an_answer_keeps_it_and_a_warning_names_who_says_something_else() -> None:
    seats = (speaker("ada", INVITED), speaker("bo", CONFIRMED))
    before = agenda(conference(), day(), person("ada"), person("bo"), talk("a", people=seats))

    found = plan(before, a_list(somebody("Ada", state=CONFIRMED), somebody("Bo", state=CONFIRMED)))

    after = before.after(found.change([row.key for row in found.rows]))
    assert (after.sessions["a"].people, {one.state for one in after.people.values()}) == (seats, {State.NOT_ASKED})
    assert list(map(str, found.warnings)) == [
        "The reply of 1 person is not taken, as their sessions have another: Ada. Set it there."
    ]


def test_a_session_that_is_imported_begins_with_the_answer_that_is_known_here() -> None:
    asked = person("ada", state=INVITED, asked=day().date)
    before = agenda(conference(), day(), asked)

    found = plan(before, a_list(listed("Talk", "", "Ada")))

    (made,) = before.after(found.change([row.key for row in found.rows])).sessions.values()
    assert made.people == (Appearance("ada", Role.SPEAKER, INVITED, asked.asked),)
