"""Tests of the commands that add, edit, order, merge and delete whole things."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from planner.commands.conference import new_conference
from planner.commands.duplicates import field_choices, merge_two_people
from planner.commands.edit import FIELD_NAMES, LONGEST_TEXT, edit, entity_name, move_in_order
from planner.commands.people import add_partner, add_person, delete_partner, delete_person
from planner.commands.sessions import (
    add_appearance,
    add_session,
    add_template,
    change_appearance,
    delete_session,
    delete_template,
    duplicate_session,
    keep_as_template,
    remove_appearance,
)
from planner.commands.venue import (
    add_day,
    add_room,
    add_track,
    delete_day,
    delete_room,
    delete_track,
    move_day,
)
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import (
    ENTITY_TYPES,
    Conference,
    Cover,
    Day,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.fingerprint import fingerprint_of_key, further_key_fingerprints
from planner.domain.text import EstradError
from planner.domain.value_objects import Appearance, Kind, Link, PartnerRole, Placement, Role, State
from tests.builders import DAY, agenda, day, moderator, person, room, span, speaker, talk, track
from tests.every_field import RED

NEXT = DAY + timedelta(days=1)
PLAN = agenda(
    day(),
    day(NEXT, "20:00", "27:00"),
    room("hall"),
    room("lab", 1),
    room("attic", 2),
    track("law"),
    person("ada"),
    person("bo"),
    talk(
        "a",
        "hall",
        "09:00-09:30",
        people=(speaker("ada"), moderator("bo")),
        track="law",
        origin="conf/id:1",
        import_marks=("title:0a",),
    ),
    talk("both", ("hall", "lab"), "10:00-11:00", people=(moderator("ada"),)),
    talk("night", "lab", "22:00-26:00", on=NEXT),
    talk("waits", track="law"),
)
A, BOTH, NIGHT, WAITS = (PLAN.sessions[name] for name in ("a", "both", "night", "waits"))


def edits(change: Change) -> list[tuple[object, object]]:
    """Return the pairs of before and after of a change."""
    return [(edit.before, edit.after) for edit in change.edits]


def put(session: Session, *rooms: str) -> Session:
    """Return the session placed in other rooms."""
    assert session.placement
    return replace(session, placement=replace(session.placement, rooms=rooms))


CASES: list[tuple[Callable[[], Change], str, list[tuple[object, object]]]] = [
    (
        lambda: add_room(PLAN, "new", name=" Sal  C ", seats=40),
        "Add room “Sal C”",
        [(None, Room(id="new", name="Sal C", seats=40, position=3))],
    ),
    (
        lambda: move_in_order(PLAN, Room, "attic", -1),
        "Move room “Attic”",
        [(room("attic", 2), room("attic", 1)), (room("lab", 1), room("lab", 2))],
    ),
    (lambda: move_in_order(PLAN, Room, "hall", -9), "Move room “Hall”", []),
    (
        lambda: delete_room(PLAN, "hall"),
        "Delete room “Hall” with 2 sessions in it",
        [(A, replace(A, placement=None)), (BOTH, put(BOTH, "lab")), (room("hall"), None)],
    ),
    (
        lambda: add_track(PLAN, "new", name="Tech", colour="teal"),
        "Add track “Tech”",
        [(None, Track(id="new", name="Tech", colour="teal", position=1))],
    ),
    (
        lambda: add_track(agenda(), "new", name="First"),
        "Add track “First”",
        [(None, Track(id="new", name="First", colour="royalblue", position=0))],
    ),
    (
        lambda: add_track(agenda(track("a", colour="royalblue"), track("b", colour="crimson")), "new", name="Next"),
        "Add track “Next”",  # crimson is a brown
        [(None, Track(id="new", name="Next", colour="darkorange", position=1))],
    ),
    (
        lambda: delete_track(PLAN, "law"),
        "Delete track “Law”, which had 2 sessions",
        [(A, replace(A, track=None)), (WAITS, replace(WAITS, track=None)), (track("law"), None)],
    ),
    (
        lambda: add_day(PLAN, "new", when=date(2024, 4, 27)),
        "Add day 2024-04-27",
        [(None, Day(id="new", date=date(2024, 4, 27), opens=1200, closes=1620))],
    ),
    (
        lambda: move_day(PLAN, "2024-04-26", date(2024, 5, 1)),
        "Move 2024-04-26 to 2024-05-01",
        [
            (PLAN.days["2024-04-26"], replace(PLAN.days["2024-04-26"], date=date(2024, 5, 1))),
            (NIGHT, replace(NIGHT, placement=Placement(span("22:00-26:00", date(2024, 5, 1)), ("lab",)))),
        ],
    ),
    (lambda: move_day(PLAN, "2024-04-26", NEXT), "Move day", []),
    (
        lambda: delete_day(PLAN, "2024-04-26"),
        "Delete day 2024-04-26 with 1 session on it",
        [(NIGHT, replace(NIGHT, placement=None)), (PLAN.days["2024-04-26"], None)],
    ),
    (
        lambda: add_person(PLAN, "cy", name="Cy\n Twombly", note="a\n b"),
        "Add Cy Twombly",
        [(None, Person(id="cy", name="Cy Twombly", note="a\n b"))],
    ),
    (
        lambda: delete_person(PLAN, "ada"),
        "Delete Ada, who was in 2 sessions",
        [(A, replace(A, people=(moderator("bo"),))), (BOTH, replace(BOTH, people=())), (person("ada"), None)],
    ),
    (
        lambda: add_session(PLAN, "new", title="Panel", kind=Kind.PANEL),
        "Add “Panel”",
        [(None, Session(id="new", number=5, title="Panel", kind=Kind.PANEL, minutes=45))],
    ),
    (
        lambda: add_session(PLAN, "new", title="Talk", minutes=5, placement=Placement(span("09:00-10:00"))),
        "Add “Talk”",
        [(None, Session(id="new", number=5, title="Talk", minutes=60, placement=Placement(span("09:00-10:00"))))],
    ),
    (lambda: delete_session(PLAN, "a"), "Delete “A”", [(A, None)]),
    (
        lambda: duplicate_session(PLAN, "a", "new"),
        "Duplicate “A”",
        # nothing that an import knows
        [(None, replace(A, id="new", number=5, placement=None, origin="", import_marks=()))],
    ),
    (
        lambda: add_appearance(PLAN, "waits", speaker("bo", State.INVITED)),
        "Add Bo to “Waits”",
        [(WAITS, replace(WAITS, people=(speaker("bo", State.INVITED),)))],
    ),
    (
        lambda: remove_appearance(PLAN, "a", "bo", Role.MODERATOR),
        "Remove Bo from “A”",
        [(A, replace(A, people=(speaker("ada"),)))],
    ),
    (lambda: remove_appearance(PLAN, "a", "bo", Role.HOST), "Remove Bo from “A”", []),
    (
        lambda: change_appearance(PLAN, "a", "bo", Role.MODERATOR, new_role=Role.SPEAKER, state=State.DECLINED),
        "Change Bo in “A”",
        [(A, replace(A, people=(speaker("ada"), speaker("bo", State.DECLINED))))],
    ),
    (
        lambda: change_appearance(PLAN, "a", "bo", Role.HOST, new_role=Role.SPEAKER, state=State.DECLINED),
        "Change Bo in “A”",
        [],
    ),
    (lambda: edit(PLAN, Session, "a", title=" Ä\r\n b"), "Change title of “A”", [(A, replace(A, title="Ä b"))]),
    (
        lambda: edit(PLAN, Session, "a", abstract="x\r\n\x00y "),
        "Change abstract of “A”",
        [(A, replace(A, abstract="x\ny"))],
    ),
    (lambda: edit(PLAN, Session, "a", title="B", note="n"), "Change “A”", [(A, replace(A, title="B", note="n"))]),
    (lambda: edit(PLAN, Session, "a", title="A"), "Change “A”", []),
    (lambda: edit(PLAN, Room, "hall", name="Hall"), "Change “Hall”", []),
    (
        lambda: edit(PLAN, Venue, "venue", latitude=59.3, longitude=18.1),
        "Change position on the map of “The Venue”",
        [(PLAN.venue, replace(PLAN.venue, latitude=59.3, longitude=18.1))],
    ),
    (
        lambda: edit(PLAN, Day, "2024-04-25", closes=1000),
        "Change closing time of “2024-04-25”",
        [(PLAN.days["2024-04-25"], replace(PLAN.days["2024-04-25"], closes=1000))],
    ),
]


@pytest.mark.parametrize(
    ("made", "label", "pairs"), CASES, ids=[f"{n} {label}" for n, (_, label, _p) in enumerate(CASES)]
)
def test_a_command(made: Callable[[], Change], label: str, pairs: list[tuple[object, object]]) -> None:
    change = made()

    assert (str(change.label), sorted(edits(change), key=repr)) == (label, sorted(pairs, key=repr))
    assert PLAN.after(change).after(change.inverse()) == PLAN


def test_every_field_has_a_name_for_labels() -> None:
    assert {name for kind in ENTITY_TYPES for name in kind.__dataclass_fields__} - {"id"} <= set(FIELD_NAMES)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (PLAN.conference, "The Conference"),
        (PLAN.venue, "The Venue"),
        (PLAN.days["2024-04-25"], "2024-04-25"),
        (room("hall"), "Hall"),
        (track("law"), "Law"),
        (person("ada"), "Ada"),
        (A, "A"),
    ],
)
def test_what_a_thing_is_called(found: Any, name: str) -> None:
    assert entity_name(found) == name


def test_a_new_conference() -> None:
    made = new_conference(
        partial(next, iter(["id1", "id2", "id3", "id4", "id5", "id6"])),
        title=" A  title",
        first=DAY,
        last=NEXT,
        rooms=["Sal A", " Sal B"],
        venue="Here",
        language="sv",
    )

    assert list(made.entities()) == [
        Conference(id="id1", title="A title", language="sv"),
        Venue(id="id2", name="Here"),
        Day(id="id3", date=DAY),
        Day(id="id4", date=NEXT),
        Room(id="id5", name="Sal A", position=0),
        Room(id="id6", name="Sal B", position=1),
    ]


# partners -------------------------------------------------------------------------------------------------


ORGANISER, SUPPLIER = PartnerRole.ORGANISER, PartnerRole.SUPPLIER
BEHIND = agenda(
    Partner(id="light", name="Light", role=SUPPLIER, position=0),
    Partner(id="sound", name="Sound", role=SUPPLIER, position=1),
    Partner(id="food", name="Food", role=SUPPLIER, position=2),
    Partner(id="us", name="Us", role=ORGANISER, position=3),
)


def order(found: Agenda) -> list[str]:
    """Return the ids of the partners, then those of the templates, as they are shown."""
    return [thing.id for thing in (*found.partners_in_order, *found.templates_in_order)]


def test_a_new_partner_is_the_last_of_its_role_with_all_that_is_said_of_it() -> None:
    change = add_partner(BEHIND, "van", name=" Van\n hire", role=SUPPLIER, website="https://van.test", logo=RED)

    assert (str(change.label), order(BEHIND.after(change))) == ("Add Van hire", ["us", "light", "sound", "food", "van"])
    assert BEHIND.after(change).partners["van"] == Partner(
        id="van", name="Van hire", role=SUPPLIER, website="https://van.test", logo=RED, position=4
    )
    assert order(BEHIND.after(add_partner(BEHIND, "bank", name="Bank"))) == ["us", "bank", "light", "sound", "food"]


# templates ------------------------------------------------------------------------------------------------


KEPT = agenda(
    track("law"),
    talk("debate", "hall", "09:00-09:50", kind=Kind.PANEL, track="law", note="Water", pinned=True),
    Template(id="coffee", title="Coffee", kind=Kind.BREAK, minutes=15, position=0),
    Template(id="duel", title="Duel", minutes=20, track="law", position=1),
    Template(id="walk", title="Walk", kind=Kind.SOCIAL, minutes=40, position=2),
)


@pytest.mark.parametrize(
    ("change", "label", "made"),
    [
        (
            add_template(KEPT, "new", title=" Dinner\n", kind=Kind.MEAL), "Add the template “Dinner”",
            Template(id="new", title="Dinner", kind=Kind.MEAL, minutes=60, position=3),
        ),
        (
            keep_as_template(KEPT, "debate", "new"), "Save “Debate” as a template",
            Template(id="new", title="Debate", kind=Kind.PANEL, minutes=50, track="law", position=3),
        ),
    ],
)  # fmt: skip
def test_a_new_template_is_the_last_with_what_makes_another_like_it(change: Change, label: str, made: Template) -> None:
    after = KEPT.after(change)

    assert (str(change.label), after.templates["new"]) == (label, made)
    assert order(after) == ["coffee", "duel", "walk", "new"]


EQUAL = agenda(Partner(id="a", name="A"), Partner(id="b", name="B"), Partner(id="c", name="C"))


@pytest.mark.parametrize(
    ("plan", "change", "expected"),
    [
        (BEHIND, move_in_order(BEHIND, Partner, "sound", 1), ["us", "light", "food", "sound"]),
        (BEHIND, move_in_order(BEHIND, Partner, "sound", -1), ["us", "sound", "light", "food"]),
        (BEHIND, move_in_order(BEHIND, Partner, "light", 99), ["us", "sound", "food", "light"]),
        (BEHIND, move_in_order(BEHIND, Partner, "light", -1), ["us", "light", "sound", "food"]),
        (BEHIND, move_in_order(BEHIND, Partner, "us", 5), ["us", "light", "sound", "food"]),
        (EQUAL, move_in_order(EQUAL, Partner, "a", 1), ["b", "a", "c"]),
        (BEHIND, edit(BEHIND, Partner, "food", role=ORGANISER), ["food", "us", "light", "sound"]),
        (BEHIND, delete_partner(BEHIND, "food"), ["us", "light", "sound"]),
        (KEPT, move_in_order(KEPT, Template, "coffee", 1), ["duel", "coffee", "walk"]),
        (KEPT, move_in_order(KEPT, Template, "walk", -1), ["coffee", "walk", "duel"]),
        (KEPT, move_in_order(KEPT, Template, "coffee", 99), ["duel", "walk", "coffee"]),
        (KEPT, move_in_order(KEPT, Template, "coffee", -1), ["coffee", "duel", "walk"]),
    ],
)
def test_it_moves_among_the_others(plan: Agenda, change: Change, expected: list[str]) -> None:
    assert (order(plan.after(change)), plan.after(change).after(change.inverse())) == (expected, plan)


def test_a_deleted_one_leaves_the_sessions_alone_and_a_track_that_goes_its_templates() -> None:
    after, without = KEPT.after(delete_template(KEPT, "duel")), KEPT.after(delete_track(KEPT, "law"))

    assert (order(after), after.sessions) == (["coffee", "walk"], KEPT.sessions)
    assert (without.templates["duel"].track, str(delete_partner(BEHIND, "food").label)) == (None, "Delete Food")


# merging people -------------------------------------------------------------------------------------------


ANN = person("ann", name="Ann Ek", email="ann@example.org", links=(Link("https://a.example"),), bio="Old")
ANNE = person("anne", name="Anne Ek", phone="08 123", links=(Link("https://b.example"),), bio="New")


def test_what_differs_is_offered_and_what_says_something_is_proposed():
    assert [(c.field, c.proposed) for c in field_choices(ANN, ANNE)] == [
        ("name", "Ann Ek"),
        ("email", "ann@example.org"),
        ("phone", "08 123"),
        ("bio", "Old"),
        ("links", (Link("https://a.example"), Link("https://b.example"))),
    ]


def test_the_other_one_is_gone_and_the_kept_one_is_wherever_they_were():
    made = agenda(
        ANN, ANNE,
        talk("one", people=(speaker("anne"),)),
        talk("two", people=(moderator("anne"), speaker("ann"))),
        Cover(id="c", person="anne", day=DAY),
    )  # fmt: skip
    change = merge_two_people(made, "ann", "anne", {"bio": "Both", "name": "Anne Ek"})
    after = made.after(change)
    both = replace(ANN, name="Anne Ek", bio="Both", phone="08 123", links=(*ANN.links, *ANNE.links))
    assert (after.people, str(change.label)) == ({"ann": both}, "Merge Anne Ek into Anne Ek, in 2 sessions")
    assert after.sessions["one"].people == (speaker("ann"),)
    assert after.sessions["two"].people == (moderator("ann"), speaker("ann"))
    assert (after.covers["c"].person, after.after(change.inverse())) == ("ann", made)


def test_a_session_with_both_has_one_with_the_stronger_answer_and_one_role_on_stage():
    invited = Appearance("ann", Role.SPEAKER, State.INVITED)
    made = agenda(ANN, ANNE, talk("t", people=(invited, Appearance("anne", Role.PANELLIST, State.CONFIRMED))))
    assert made.after(merge_two_people(made, "ann", "anne")).sessions["t"].people == (speaker("ann"),)


@pytest.mark.parametrize(
    ("ann", "origin", "mark", "known"),
    [
        # an import knows the kept one under both keys
        (
            {"origin": "conf/id:1", "import_marks": ("name:1",)},
            "conf/id:1",
            "name:1",
            {fingerprint_of_key("Person", "conf/id:2")},
        ),
        # one entered by hand takes over what the import knows
        ({}, "conf/id:2", "name:2", set()),
    ],
)
def test_an_import_knows_the_kept_one(ann: dict[str, Any], origin: str, mark: str, known: set[str]) -> None:
    made = agenda(person("ann", **ann), person("anne", origin="conf/id:2", import_marks=("name:2",)))
    kept = made.after(merge_two_people(made, "ann", "anne")).people["ann"]
    assert (kept.origin, kept.import_marks[0], further_key_fingerprints(kept.import_marks)) == (origin, mark, known)


# what is refused ------------------------------------------------------------------------------------------


NEVER_OPEN = "That value is not possible: a day opens before it closes, at the latest at the end of the following day."
BOTH_ROLES = agenda(person("ada"), talk("a", people=(speaker("ada"), moderator("ada"))))


@pytest.mark.parametrize(
    ("made", "error", "problem"),
    [
        *(
            (made, EstradError, problem)
            for made, problem in (
                (lambda: add_room(PLAN, "new", name="Hall"), "There is already a room “Hall”."),
                (lambda: add_room(PLAN, "new", name=" \x00 "), "It needs a name."),
                (lambda: add_room(PLAN, "new", name="Big", seats=-1), "-1 is not possible as seats."),
                (lambda: edit(PLAN, Room, "lab", name="Hall "), "There is already a room “Hall”."),
                (lambda: edit(PLAN, Session, "a", number=BOTH.number), f"There is already a session {BOTH.number}."),
                (lambda: edit(PLAN, Room, "lab", seats=10**30), f"{10**30} is not possible as seats."),
                (
                    lambda: add_track(PLAN, "t", name="T", colour="puce"),
                    "That value is not possible: there is no such colour to choose.",
                ),
                (lambda: add_day(PLAN, "d", when=NEXT), "2024-04-26 is already a day of this conference."),
                (
                    lambda: add_day(PLAN, "d", when=date(2024, 4, 27), opens=600, closes=600),
                    NEVER_OPEN,
                ),
                (lambda: move_day(PLAN, "2024-04-25", NEXT), "2024-04-26 is already a day of this conference."),
                (lambda: delete_day(agenda(), "2024-04-25"), "A conference needs at least one day."),
                (lambda: add_person(PLAN, "p", name=""), "It needs a name."),
                (
                    lambda: add_person(PLAN, "p", name="P", note="x" * (LONGEST_TEXT + 1)),
                    "The text is too long as note: 100001 characters.",
                ),
                (
                    lambda: add_session(PLAN, "s", title="S", minutes=0),
                    "That value is not possible: a session lasts from 1 minute to 48 hours.",
                ),
                (lambda: add_session(PLAN, "s", title="S", minutes=-5), "-5 is not possible as length."),
                (
                    lambda: add_session(
                        PLAN, "s", title="S", placement=Placement(span("09:00-10:00", date(2024, 1, 1)))
                    ),
                    "2024-01-01 is not a day of this conference.",
                ),
                (
                    lambda: add_appearance(PLAN, "a", speaker("ada", State.DECLINED)),
                    "Ada already has that role in “A”.",
                ),
                (lambda: edit(PLAN, Conference, "conference", title="\t"), "It needs a name."),
                (
                    lambda: edit(PLAN, Conference, "conference", timezone="Europe/Lund"),
                    "There is no time zone “Europe/Lund”.",
                ),
                (
                    lambda: edit(PLAN, Conference, "conference", timezone="../../etc/passwd"),
                    "There is no time zone “../../etc/passwd”.",
                ),
                (lambda: edit(PLAN, Conference, "conference", timezone=""), "There is no time zone “”."),
                (lambda: edit(PLAN, Conference, "conference", timezone="Europe"), "There is no time zone “Europe”."),
                (
                    lambda: edit(PLAN, Venue, "venue", latitude=1.0),
                    "That value is not possible: latitude and longitude go together.",
                ),
                (
                    lambda: edit(PLAN, Venue, "venue", latitude=float("inf"), longitude=0.0),
                    "That value is not possible: there is no such place on earth.",
                ),
                (
                    lambda: edit(PLAN, Day, "2024-04-25", closes=100),
                    NEVER_OPEN,
                ),
                (
                    lambda: change_appearance(
                        BOTH_ROLES, "a", "ada", Role.MODERATOR, new_role=Role.SPEAKER, state=State.CONFIRMED
                    ),
                    "Ada already has that role in “A”.",
                ),
                (lambda: add_partner(BEHIND, "x", name=" \x00"), "It needs a name."),
            )
        ),
        *(
            (partial(new_conference, str, **{"title": "T", "first": DAY, **fields}), EstradError, problem)
            for fields, problem in (
                ({"last": DAY - timedelta(days=1)}, "The last date is before the first."),
                ({"last": DAY + timedelta(days=60)}, "A conference has 1 to 60 days, not 61."),
                ({"rooms": ["Sal", "Sal "]}, "Two rooms have the same name."),
                ({"rooms": [""]}, "It needs a name."),
                ({"title": ""}, "It needs a name."),
                ({"timezone": "Mars/Olympus"}, "There is no time zone “Mars/Olympus”."),
            )
        ),
        *(
            (act, EstradError, problem)
            for fields, problem in (
                ({"title": " "}, "It needs a name."),
                (
                    {"title": "Long", "minutes": 0},
                    "That value is not possible: a session lasts from 1 minute to 48 hours.",
                ),
                (
                    {"title": "Long", "minutes": 2881},
                    "That value is not possible: a session lasts from 1 minute to 48 hours.",
                ),
            )
            for act in (partial(add_template, KEPT, "new", **fields), partial(edit, KEPT, Template, "coffee", **fields))
        ),
        (lambda: edit(PLAN, Room, "cellar", name="Cellar"), KeyError, "'cellar'"),
        (lambda: edit(PLAN, Day, "2024-04-25", date=NEXT), TypeError, "a day moves with its sessions: move_day"),
    ],
)
def test_what_is_refused(made: Callable[[], object], error: type[Exception], problem: str) -> None:
    with pytest.raises(error) as refused:
        made()

    assert str(refused.value) == problem


def test_a_deleted_room_is_no_longer_said_to_be_where_all_meet() -> None:
    plan = agenda(
        talk("said", "", "09:00-09:30", place="hall "), talk("there", "lab", "11:00-11:30", place="Hall"),
        talk("other", "", "10:00-10:30", place="Hall of fame"),
    )  # fmt: skip
    after = plan.after(delete_room(plan, "hall"))

    assert {name: s.placement and s.placement.place for name, s in after.sessions.items()} == {
        "said": "", "there": "", "other": "Hall of fame",
    }  # fmt: skip
