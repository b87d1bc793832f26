"""Tests of what a page hands to its script, so that this writes calendar entries as the calendar has them.

What the script makes of it is compared in browsers, see ``tests/browsers``.
"""

from base64 import b64decode
from datetime import timedelta
from uuid import UUID

import pytest

from planner.domain.value_objects import Link
from planner.exporting.page.page_entries import PageDays, session_anchor
from planner.exporting.page.page_script import page_calendar
from planner.programme.block_entries import block_key
from planner.programme.calendar import events, imported_uids, session_uid
from planner.programme.ledger_update import Outgoing, ledger_after_sending
from planner.programme.programme import programme
from planner.programme.release import WHOLE, Ledger, whole_part
from planner.wording import wording
from tests.builders import NOW, agenda, block, conference, person, speaker, talk

WORDS = wording("en")


def handed(*plans):
    """Return what the page of the last plan hands over, each of which was sent, and the anchors of its sessions."""
    shown, ledger = programme(plans[-1]), Ledger()
    for number, plan in enumerate(plans):
        uids = imported_uids(plan, (), ())
        known = events(programme(plan), WORDS, uids)
        out = Outgoing(programme(plan), known, WORDS, NOW + timedelta(days=number))
        ledger = ledger_after_sending(ledger, out, [whole_part(out.programme)])
    entries = [one for day in PageDays(shown, WORDS, {}, {}).days(()) for slot in day.slots for one in slot.entries]
    return page_calendar(entries, shown, ledger.file(WHOLE), WORDS), [one.anchor for one in entries]


def test_a_uid_is_handed_over_without_what_its_anchor_says():
    bees, wasps = talk("bees", "hall", "09:00-09:45"), talk("wasps", "hall", "10:00-10:45")
    found, anchors = handed(agenda(bees, wasps))
    octets = b64decode(found["uids"])

    whole = [
        str(UUID(bytes=octets[n * 10 : n * 10 + 10] + bytes.fromhex(anchor[2:]))) for n, anchor in enumerate(anchors)
    ]
    assert whole == [session_uid(agenda().conference.id, session) for session in ("bees", "wasps")]
    assert found["written"] == {}


def test_all_of_each_uid_is_handed_over_if_one_is_another_programs():
    guid = "11111111-2222-4333-8444-555555555555"
    bees = talk("bees", "hall", "09:00-09:45", origin=f"x/guid:{guid}")
    found, _anchors = handed(agenda(bees, talk("wasps", "hall", "10:00-10:45")))

    assert b64decode(found["uids"])[:16] == UUID(guid).bytes
    assert len(b64decode(found["uids"])) == 32


@pytest.mark.parametrize(
    "session",
    [
        {"abstract": "One\n\n\nTwo"}, {"description": "One\n \nTwo"}, {"abstract": "Write to mailto:a@b.example"},
        {"links": (Link("javascript:alert(1)"),)}, {"tags": ("Straße",)}, {"title": "w" * 300},
        {"links": (Link("https://a.example", "Slides"), Link("https://a.example", "More"))},
    ],
)  # fmt: skip
def test_an_entry_that_the_page_does_not_tell_letter_by_letter_is_handed_over_whole(session):
    found, (anchor,) = handed(agenda(talk("bees", "hall", "09:00-09:45", **session)))

    assert found["written"][anchor].startswith("BEGIN:VEVENT\r\nUID:")


@pytest.mark.parametrize(
    "session",
    [
        {"abstract": "One\n\nTwo\nthree", "description": "Four"}, {"links": (Link("https://A.example", "Slides"),)},
        {"website": "www.a.example", "stream": "https://a.example/live"}, {"people": (speaker("ada"),)},
    ],
)  # fmt: skip
def test_an_entry_that_the_page_tells_is_not_handed_over(session):
    found, _anchors = handed(agenda(person("ada"), talk("bees", "hall", "09:00-09:45", **session)))

    assert found["written"] == {}


def test_a_session_that_was_called_off_is_handed_over_as_it_stands_in_the_calendar():
    bees, wasps = talk("bees", "hall", "09:00-09:45"), talk("wasps", "hall", "10:00-10:45")
    found, _anchors = handed(agenda(bees, wasps), agenda(bees))
    (gone,) = found["written"].values()

    assert "SUMMARY:CANCELLED: Wasps" in gone
    assert f"UID:{session_uid(agenda().conference.id, 'wasps')}" in gone


def test_an_entry_that_kept_an_earlier_title_as_its_organiser_is_handed_over_whole():
    bees, wasps, moths = (
        talk(name, "hall", f"{n}:00-{n}:45") for n, name in ((10, "bees"), (11, "wasps"), (12, "moths"))
    )
    later = talk("bees", "hall", "10:00-10:50")
    found, anchors = handed(
        agenda(conference(title="Then"), bees, wasps, moths), agenda(conference(title="Now"), later, wasps, moths)
    )

    assert "ORGANIZER;CN=Now:" in found["written"][anchors[0]].replace('"', "")
    assert (list(found["written"]), "CN=Then:" in found["alike"]["ORGANIZER"].replace('"', "")) == (anchors[:1], True)


def test_times_in_utc_are_handed_over_as_they_are_written():
    found, (anchor,) = handed(agenda(conference(timezone="UTC"), talk("bees", "hall", "09:00-09:45")))

    assert "DTSTART:20240425T090000Z" in found["written"][anchor]


def in_block(one_entry):
    """Return a plan with two talks in a block, and one in none."""
    talks = [talk(name, "hall", f"{9 + n}:00-{9 + n}:45", block="a" if n < 2 else None)
             for n, name in enumerate(("bees", "wasps", "moths"))]  # fmt: skip
    return agenda(block("a", "hall", "09:00-11:00", one_entry=one_entry), *talks)


def test_the_page_tells_what_a_session_is_part_of():
    found, _anchors = handed(in_block(one_entry=False))

    assert (found["written"], found["within"], found["part"]) == ({}, {}, "Part of: {title}")


def test_the_entry_of_a_block_is_handed_over_whole_for_all_sessions_of_which_it_tells():
    found, (bees, wasps, _moths) = handed(in_block(one_entry=False), in_block(one_entry=True))

    whole = session_anchor("conference", block_key("a"))
    assert found["within"] == {bees: whole, wasps: whole}
    assert "\r\nSUMMARY:A\r\n" in found["written"][whole]
    assert "\r\nSUMMARY:Now in “A”: Bees\r\n" in found["written"][bees]
    assert (found["sent"], len(b64decode(found["uids"]))) == ("0.0.0", 10)


def test_a_calendar_of_nothing_but_one_block_has_no_other_entries():
    found, _anchors = handed(
        agenda(block("a", "hall", "09:00-11:00", one_entry=True), talk("bees", "hall", "09:00-09:30", block="a"))
    )

    assert (found["sent"], found["uids"], list(found["written"])) == ("", "", list(found["within"].values()))
