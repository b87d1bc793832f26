"""Tests of which people attendees see named, who of them has not accepted, and the effect of changed states."""

from dataclasses import replace

import pytest

from planner.domain.agenda import Agenda
from planner.domain.attendee_names import named_in, naming_change, unconfirmed_people, unconfirmed_warning
from planner.domain.change import Change, change
from planner.domain.entities import Cover
from planner.domain.enums import Naming, Role, State, Status
from planner.domain.text import Text
from planner.domain.value_objects import Appearance
from planner.programme.programme import programme
from tests.builders import DAY, agenda, conference, moderator, person, speaker, talk

NOT_ASKED, INVITED, TENTATIVE, YES = State.NOT_ASKED, State.INVITED, State.TENTATIVE, State.CONFIRMED
PEOPLE = [person(name) for name in ("ada", "bo", "cy", "dee", "eve", "fay")]
ONE_OF_EACH = tuple(speaker(one.id, state) for one, state in zip(PEOPLE, State, strict=True))


def names(found: Agenda, session: str = "a") -> list[str]:
    return [a.person for a in named_in(found, found.sessions[session])]


def with_session(*people: Appearance, naming: Naming = Naming.ALL, **fields: object) -> Agenda:
    return agenda(*PEOPLE, talk("a", "hall", "09:00-10:00", people=people, **fields), naming=naming)


def test_a_person_starts_as_not_asked_in_a_session_and_a_stretch() -> None:
    assert Appearance("ada").state is NOT_ASKED
    assert Cover(id="c", person="ada", day=DAY).state is NOT_ASKED


def test_a_new_conference_names_all_but_who_declined_or_withdrew() -> None:
    assert conference().naming is Naming.ALL
    assert names(with_session(*ONE_OF_EACH)) == ["ada", "bo", "cy", "dee"]


@pytest.mark.parametrize(
    ("naming", "named"),
    [
        (Naming.ALL, [NOT_ASKED, INVITED, TENTATIVE, YES]),
        (Naming.EXCEPT_INVITED, [NOT_ASKED, TENTATIVE, YES]),
        (Naming.CONFIRMED, [YES]),
    ],
)
def test_the_conference_says_who_is_named(naming: Naming, named: list[State]) -> None:
    found = with_session(*ONE_OF_EACH, naming=naming)

    assert [a.state for a in named_in(found, found.sessions["a"])] == named
    assert len(programme(found).items[0].credits) == len(named)


def test_a_reserve_is_never_named() -> None:
    assert names(with_session(Appearance("ada", Role.RESERVE, YES), speaker("bo"))) == ["bo"]


def test_another_policy_is_another_programme_though_no_session_changed() -> None:
    before = with_session(*ONE_OF_EACH)
    stricter = conference(naming=Naming.CONFIRMED)
    after = before.after(change(Text("Change"), (before.conference, stricter)))

    assert programme(after, (before, programme(before))) == programme(after)


# people who have not accepted ---------------------------------------------------------------------------------


def test_who_is_named_without_a_yes_and_where() -> None:
    found = agenda(
        *PEOPLE,
        talk("late", "hall", "11:00-12:00", people=(speaker("bo", INVITED), speaker("ada"))),
        talk("early", "hall", "09:00-10:00", people=(speaker("bo", TENTATIVE), moderator("cy", NOT_ASKED))),
        talk("waits", people=(speaker("dee", NOT_ASKED),)),
        talk("off", "hall", "13:00-14:00", people=(speaker("eve", NOT_ASKED),), status=Status.CANCELLED),
    )

    told = {one.person.id: [session.id for session in one.sessions] for one in unconfirmed_people(found)}

    assert told == {"bo": ["early", "late"], "cy": ["early"]}
    assert [one.person.id for one in unconfirmed_people(found, [found.sessions["late"]])] == ["bo"]


def test_whoever_moderates_by_a_stretch_is_among_them() -> None:
    found = agenda(*PEOPLE, talk("a", "hall", "09:00-10:00"), Cover(id="c", person="fay", day=DAY))

    assert [(one.person.id, len(one.sessions)) for one in unconfirmed_people(found)] == [("fay", 1)]


def test_one_who_said_yes_to_another_role_there_is_named_with_a_yes() -> None:
    assert unconfirmed_people(with_session(speaker("ada"), moderator("ada", NOT_ASKED))) == ()


def test_who_is_not_named_is_not_among_them() -> None:
    assert unconfirmed_people(with_session(*ONE_OF_EACH, naming=Naming.CONFIRMED)) == ()


@pytest.mark.parametrize(
    ("unsure", "said"),
    [
        (0, None),
        (1, "1 person is named without a yes: Ada."),
        (3, "3 people are named without a yes: Ada, Bo, Cy."),
        (4, "4 people are named without a yes: Ada, Bo, Cy …"),
    ],
)
def test_it_is_said_in_one_line(unsure: int, said: str | None) -> None:
    line = unconfirmed_warning(unconfirmed_people(with_session(*(speaker(p.id, INVITED) for p in PEOPLE[:unsure]))))

    assert (str(line) if line else None) == said


# the effect of a change -------------------------------------------------------------------------------------


def to(found: Agenda, *states: State) -> Change:
    """Return the change that gives these states to the first people of the session."""
    session = found.sessions["a"]
    people = tuple(speaker(a.person, state) for a, state in zip(session.people, states, strict=False))
    after = talk("a", "hall", "09:00-10:00", people=(*people, *session.people[len(states) :]))
    return change(Text("Change"), (session, after))


@pytest.mark.parametrize(
    ("before", "after", "naming", "sentence", "foresaid"),
    [
        (
            [YES], [State.DECLINED], Naming.ALL,
            "Attendees no longer read about Ada in “A”.", "then no longer named to attendees",
        ),
        ([NOT_ASKED], [INVITED], Naming.ALL, None, None),
        (
            [NOT_ASKED], [INVITED], Naming.EXCEPT_INVITED,
            "Attendees no longer read about Ada in “A”.", "then no longer named to attendees",
        ),
        ([INVITED], [YES], Naming.EXCEPT_INVITED, "Attendees now read about Ada in “A”.", "then named to attendees"),
        (
            [YES] * 4, [INVITED] * 4, Naming.CONFIRMED,
            "Attendees no longer read about 4 people in “A”.", "4 names fewer for attendees",
        ),
        (
            [INVITED] * 2, [YES] * 2, Naming.CONFIRMED,
            "Attendees now read about Ada, Bo in “A”.", "2 names more for attendees",
        ),
        (
            [YES, INVITED], [INVITED, YES], Naming.CONFIRMED,
            "Attendees now read about Bo in “A”. Attendees no longer read about Ada in “A”.",
            "attendees then read other names",
        ),
    ],
)  # fmt: skip
def test_a_change_of_states_says_what_attendees_then_read(
    before: list[State], after: list[State], naming: Naming, sentence: str | None, foresaid: str | None
) -> None:
    people = [speaker(one.id, state) for one, state in zip(PEOPLE, before, strict=False)]
    found = with_session(*people, naming=naming)

    told = naming_change(found, found.after(to(found, *after)))

    assert (str(told.sentence) if told.sentence else None) == sentence
    assert (str(told.foresaid) if told.foresaid else None) == foresaid


def test_a_moderator_who_declines_gives_the_session_to_who_has_the_stretch() -> None:
    found = agenda(
        *PEOPLE, talk("a", "hall", "09:00-10:00", people=(moderator("ada"),)), Cover(id="c", person="bo", day=DAY)
    )
    session = found.sessions["a"]
    gone = talk("a", "hall", "09:00-10:00", people=(moderator("ada", State.DECLINED),))

    told = naming_change(found, found.after(change(Text("Change"), (session, gone))))

    assert [[(s.id, p.id) for s, p in named] for named in (told.more, told.less)] == [[("a", "bo")], [("a", "ada")]]


def test_one_who_is_still_named_elsewhere_is_not_said_to_be_gone_altogether() -> None:
    before = agenda(
        *PEOPLE,
        *(talk(name, "hall", f"{9 + n}:00-{9 + n}:45", people=(speaker("ada"),)) for n, name in enumerate("abc")),
    )
    gone = [
        (before.sessions[name], replace(before.sessions[name], people=(speaker("ada", State.DECLINED),)))
        for name in "ab"
    ]

    told = naming_change(before, before.after(change(Text("Change"), *gone)))

    assert str(told.sentence) == "Attendees no longer read about Ada in 2 sessions."
    assert str(told.foresaid) == "2 names fewer for attendees"


def test_who_waits_in_the_tray_is_read_by_nobody() -> None:
    found = agenda(*PEOPLE, talk("a", people=(speaker("ada"),)))
    gone = talk("a", people=(speaker("ada", State.DECLINED),))

    assert naming_change(found, found.after(change(Text("C"), (found.sessions["a"], gone)))).sentence is None
