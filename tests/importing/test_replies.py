"""Tests of a column of replies: what its words mean, and whose answers they become."""

from itertools import count

import pytest

from planner.commands.answers import set_answers
from planner.domain.agenda import Agenda
from planner.domain.entities import Cover
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Appearance, Role, State
from planner.importing.datetimes import choose_zone
from planner.importing.incoming import Incoming
from planner.importing.plan import ImportPlan
from planner.importing.planning import plan_import
from planner.importing.vocabulary import parse_state
from tests.builders import agenda, conference, day, person, speaker, talk
from tests.importing.lists import a_list, listed, somebody
from tests.importing.mapping.tables import guessed, lines, read

INVITED, CONFIRMED, DECLINED = State.INVITED, State.CONFIRMED, State.DECLINED


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("ja JA yes true 1 x OK Bekräftad klar kommer", CONFIRMED),
        ("nej no false 0 Avböjt declined non falskt falsch", DECLINED),
        ("inbjuden tillfrågad väntar waiting", INVITED),
        ("kanske maybe preliminär", State.TENTATIVE),
        ("återbud withdrew", State.CANCELLED),
        ("not_asked", State.NOT_ASKED),
        ("tisdag 42 ?", None),
    ],
)
def test_the_words_of_a_reply(words: str, state: State | None) -> None:
    assert [parse_state(word) for word in words.split()] == [state] * len(words.split())


@pytest.mark.parametrize(
    ("said", "state"),
    [("Tackat  nej.", DECLINED), ("har tackat ja", CONFIRMED), ("Väntar svar", INVITED), ("", None)],
)
def test_a_reply_of_several_words_and_none(said: str, state: State | None) -> None:
    assert parse_state(said) is state


def test_no_beside_who_is_confirmed_is_no_refusal() -> None:
    assert [parse_state(word, confirms=True) for word in ("ja", "nej", "tackat nej")] == [
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

    assert guessed(TABLE).main_sheet.columns == ("person.name", "person.organisation", "person.state")
    assert [one.fields.get("state") for one in incoming.people] == [CONFIRMED, DECLINED, None, None]
    assert incoming.unmapped == {"reply=ringer på tisdag": 1}


def test_a_column_of_status_in_a_list_of_people_holds_replies_if_its_words_are_replies() -> None:
    waiting = lines("""
        Namn     | Organisation | Status
        Ada Lind | KTX          | klar
        Bo Ek    | KTX          | väntar svar
        Cid Dal  | SNOS         | tackat nej
    """)
    other = lines("""
        Namn     | Organisation | Status
        Ada Lind | KTX          | pensionär
        Bo Ek    | KTX          | student
        Cid Dal  | SNOS         | klar
    """)

    assert [one.fields["state"] for one in read(waiting).people] == [CONFIRMED, INVITED, DECLINED]
    assert guessed(other).main_sheet.columns == ("person.name", "person.organisation", "extra")


def test_a_column_of_who_has_confirmed_says_only_yes() -> None:
    incoming = read(
        lines("""
        Namn      | Organisation | Bekräftad
        Ada Lind  | KTX          | ja
        Bo Ek     | KTX          | nej
    """)
    )

    assert [one.fields["state"] for one in incoming.people] == [CONFIRMED, State.NOT_ASKED]


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


def test_a_reply_is_that_of_all_sessions_and_shifts_that_have_no_answer_yet() -> None:
    before = agenda(
        conference(), day(), person("ada"), person("bo"),
        talk("a", people=(speaker("ada", State.NOT_ASKED), speaker("bo", INVITED))),
        talk("b", people=(speaker("ada", DECLINED),)), Cover(id="shift", person="ada", day=day().date),
    )  # fmt: skip

    found = plan(before, a_list(somebody("Ada", state=CONFIRMED), somebody("Bo", state=CONFIRMED)))

    after = before.after(found.change())
    assert [a.state for a in after.sessions["a"].people] == [CONFIRMED, CONFIRMED]
    assert [a.state for a in after.sessions["b"].people] == [DECLINED]
    assert [shift.state for shift in after.covers.values()] == [CONFIRMED]
    assert list(map(str, found.warnings)) == [
        "1 person has another answer in a session than in the list, and keeps it there: Ada."
    ]


def test_the_next_list_changes_the_answers_that_the_last_one_gave_and_no_other() -> None:
    before = agenda(
        conference(),
        day(),
        person("ada"),
        talk("a", people=(speaker("ada", INVITED),)),
        talk("b", people=(speaker("ada", INVITED),)),
    )
    once = before.after(plan(before, a_list(somebody("Ada", state=CONFIRMED))).change())
    by_hand = once.after(set_answers(once, State.TENTATIVE, sessions=["b"], today=day().date))

    again = by_hand.after(plan(by_hand, a_list(somebody("Ada", state=DECLINED))).change())

    assert [again.sessions[key].people[0].state for key in "ab"] == [DECLINED, State.TENTATIVE]


def test_a_person_who_is_not_ticked_changes_no_session() -> None:
    before = agenda(conference(), day(), person("ada"), talk("a", people=(speaker("ada", INVITED),)))

    found = plan(before, a_list(somebody("Ada", state=CONFIRMED)))

    assert before.after(found.change(())).sessions == before.sessions


def test_a_session_that_is_imported_begins_with_the_answer_that_is_known_here() -> None:
    asked = person("ada", state=INVITED, asked=day().date)
    before = agenda(conference(), day(), asked)

    found = plan(before, a_list(listed("Talk", "", "Ada")))

    (made,) = before.after(found.change([row.key for row in found.rows])).sessions.values()
    assert made.people == (Appearance("ada", Role.SPEAKER, INVITED, asked.asked),)
