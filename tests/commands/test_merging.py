"""Tests of merging two people: in every session and shift, field by field, and for the next import too."""

from planner.commands.duplicates import field_choices, merge
from planner.domain.entities import Cover
from planner.domain.enums import Role, State
from planner.domain.fingerprint import fingerprint_of_key, known_also_as
from planner.domain.value_objects import Appearance, Link
from tests.builders import DAY, agenda, moderator, person, speaker, talk

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
    change = merge(made, "ann", "anne", {"bio": "Both", "name": "Anne Ek"})
    after = made.after(change)
    assert "anne" not in after.people
    assert (after.people["ann"].name, after.people["ann"].bio, after.people["ann"].phone) == (
        "Anne Ek",
        "Both",
        "08 123",
    )
    assert after.sessions["one"].people == (speaker("ann"),)
    assert after.sessions["two"].people == (moderator("ann"), speaker("ann"))
    assert (after.covers["c"].person, str(change.label)) == ("ann", "Merge Anne Ek into Anne Ek, in 2 sessions")
    assert after.after(change.inverse()) == made


def test_a_session_with_both_has_one_with_the_stronger_answer_and_one_role_on_stage():
    invited = Appearance("ann", Role.SPEAKER, State.INVITED)
    made = agenda(ANN, ANNE, talk("t", people=(invited, Appearance("anne", Role.PANELLIST, State.CONFIRMED))))
    assert made.after(merge(made, "ann", "anne")).sessions["t"].people == (speaker("ann"),)


def test_an_import_knows_the_kept_one_under_both_keys():
    ann, anne = (
        person("ann", origin="conf/id:1", told=("name:1",)),
        person("anne", origin="conf/id:2", told=("name:2",)),
    )
    made = agenda(ann, anne)
    kept = made.after(merge(made, "ann", "anne")).people["ann"]
    assert (kept.origin, known_also_as(kept.told)) == ("conf/id:1", {fingerprint_of_key("Person", "conf/id:2")})
    assert kept.told[0] == "name:1"


def test_one_entered_by_hand_takes_over_what_the_import_knows():
    made = agenda(person("ann"), person("anne", origin="conf/id:2", told=("name:2",)))
    kept = made.after(merge(made, "ann", "anne")).people["ann"]
    assert (kept.origin, kept.told) == ("conf/id:2", ("name:2",))
