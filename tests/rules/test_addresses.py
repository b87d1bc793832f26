"""Tests of the rule about addresses that are stored and cannot work."""

from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Partner, Venue
from planner.domain.value_objects import Link
from planner.rules.addresses import ADDRESS_UNUSABLE
from tests.builders import agenda, person, talk

BAD = "http://exa mple"


def told(plan: Agenda) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(c.text), c.sessions, c.people) for c in ADDRESS_UNUSABLE.check(plan)]


def test_what_works_or_is_not_given_is_fine() -> None:
    links = (Link("https://example.org", "Slides"), Link("mailto:ada@example.org"), Link("rtmp://example.org/live"))
    plan = agenda(
        talk("a", website="www.example.org", stream="https://example.org/live", links=links),
        person("ada", links=links), Partner(id="p", name="P", website="example.org"),
        Venue(id="venue", name="V", map_link="geo:59.3,18.0"), contact="info@example.org",
        calendar_address="https://example.org/c.ics",
    )  # fmt: skip

    assert told(plan) == []


def test_each_session_and_person_is_named_with_what_cannot_work_and_the_conference_once() -> None:
    plan = agenda(
        talk("a", website=BAD, stream="yes", links=(Link("https://"), Link("https://example.org"))),
        person("ada", links=(Link("[]"),)), Partner(id="p", name="P", website=BAD),
        Venue(id="venue", name="V", map_link="javascript:1"), contact="not an address", calendar_address="c.ics!",
        website="https://example.org",
    )  # fmt: skip

    assert told(plan) == [
        ("The conference, its venue and organisations have 4 addresses that cannot work, so attendees do not get them: "
         "not an address, c.ics!, http://exa mple, javascript:1.", (), ()),
        ("“A” has 3 addresses that cannot work, so attendees cannot go there: http://exa mple, yes, https://.",
         ("a",), ()),
        ("Ada has a link that cannot work, so attendees cannot go there: [].", (), ("ada",)),
    ]  # fmt: skip
    quiet = replace(plan, conference=Conference(id="c", title="C", contact="info@example.org"))
    assert len(told(quiet)) == 3
