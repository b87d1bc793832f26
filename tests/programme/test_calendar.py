"""Tests of calendar events: their content, addresses and UIDs, and how they move in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.clipboard import make_clip, paste
from planner.commands.next_edition import KeptSessions, new_edition
from planner.commands.sessions import duplicate_session
from planner.domain.addresses import mail_address, web_address
from planner.domain.entities import Cover, Venue
from planner.domain.span import Span
from planner.domain.text import EstradError
from planner.domain.value_objects import Appearance, Kind, Link, NamingRule, Role, State, Status
from planner.programme.calendar import (
    draft_uid,
    events,
    has_ended,
    imported_uids,
    part_uid,
    session_uid,
    wall_times,
)
from planner.programme.programme import programme
from planner.programme.release import Ledger, LedgerEntry, SentEvent
from tests.builders import DAY, NOW, agenda, moderator, person, speaker, talk, track
from tests.calendars import ENGLISH, Outgoing, ledger_after_sending, sent_events, whole_part


@pytest.mark.parametrize(
    ("read", "typed", "written"),
    [
        (web_address, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (web_address, "  http://example.org:8080/ ", "http://example.org:8080/"),
        (web_address, "www.example.org", "https://www.example.org"),
        (web_address, "example.org/programme", "https://example.org/programme"),
        (
            web_address, "https://åäö.example/sökväg?q=å ä#ö",
            "https://xn--4cab6c.example/s%C3%B6kv%C3%A4g?q=%C3%A5%20%C3%A4#%C3%B6",
        ),
        (web_address, "https://example.org/50%", "https://example.org/50%25"),
        (web_address, "example.org/?to=https://x.org", "https://example.org/?to=https://x.org"),
        (web_address, "https://example.org/\udcff", ""),
        (web_address, "https://example.org/%C3%A5", "https://example.org/%C3%A5"),
        (web_address, "https://example.org/a\"b<c>|d\\e", "https://example.org/a%22b%3Cc%3E%7Cd%5Ce"),
        *(
            (web_address, typed, "")
            for typed in (
                "", "ask us", "https://", "https://exa mple.org", "https://me:secret@example.org",
                "https://example.org:port", "https://[::1", "https://" + "a" * 70 + ".example",
                "mailto:me@example.org", "javascript:alert(1)", "file:///etc/passwd",
            )
        ),
        (mail_address, "info@example.org", "info@example.org"),
        *((mail_address, typed, "") for typed in ("info", "info@example", "a b@example.org", "a@b.se\nx")),
    ],
)  # fmt: skip
def test_an_address(read, typed, written):
    assert read(typed) == written


GUID, OTHERS = "0c9a5b4e-36f8-5f0a-9d7e-2f3b6d1c8a77", "9b2d1a30-0000-4000-8000-000000000001"


def imported(session_id: str, guid: str, namespace: str = "emf", what: str = "guid", **fields: object):
    return talk(session_id, "hall", "09:00-09:30", origin=f"{namespace}/{what}:{guid}", **fields)


def test_uids_are_uuids_that_never_meet():
    found = [
        session_uid("c", "s"), session_uid("c", "t"), session_uid("d", "s"), draft_uid("c", "s"),
        part_uid("c", "room:r", "s"), part_uid("c", "room:q", "s"), part_uid("d", "room:r", "s"),
    ]  # fmt: skip

    assert (len(set(found)), {UUID(uid).version for uid in found}) == (len(found), {5})
    assert session_uid("c", "s") == "e3975b43-f2d6-5619-ba59-3a4acf2a8204"


@pytest.mark.parametrize(
    ("sessions", "sent", "taken", "found"),
    [
        pytest.param(
            (imported("a", GUID.upper()), talk("b", "hall", "10:00-10:30")),
            (),
            (),
            {"a": GUID},
            id="the guid of a source",
        ),
        pytest.param((imported("a", "17"),), (), (), {}, id="no UUID"),
        pytest.param((imported("a", f"x{GUID}"),), (), (), {}, id="more than a UUID"),
        pytest.param((imported("a", GUID, what="id"),), (), (), {}, id="an id, although it looks like one"),
        pytest.param((imported("a", str(UUID(int=0))),), (), (), {}, id="the UUID of nothing"),
        pytest.param((imported("a", GUID), imported("b", GUID, "other")), (), (), {}, id="two sessions bear it"),
        pytest.param((imported("a", GUID), imported("b", GUID.upper(), "other")), (), (), {}, id="in whatever case"),
        pytest.param((imported("a", GUID), imported("b", OTHERS)), ("a",), (), {"b": OTHERS}, id="what was sent"),
        pytest.param((imported("a", GUID), imported("b", OTHERS)), (), (GUID,), {"b": OTHERS}, id="what is taken"),
    ],
)
def test_what_is_no_sessions_own_guid_is_no_uid(sessions, sent, taken, found):
    assert dict(imported_uids(agenda(*sessions), sent, taken)) == found


def test_a_copy_and_a_new_edition_have_no_guid():
    plan, elsewhere = agenda(imported("a", GUID)), agenda(id="another", title="Another")
    copied = plan.after(duplicate_session(plan, "a", "copy"))
    pasted, taken = (p.after(paste(p, make_clip(plan, ["a"]), lambda: "new")[0]) for p in (plan, elsewhere))
    numbers = count(1)
    edition = new_edition(plan, lambda: f"n{next(numbers)}", first=date(2025, 4, 24), kept=KeptSessions.ALL)

    assert [dict(imported_uids(found, (), ())) for found in (copied, pasted, taken, edition)] == [
        {"a": GUID}, {"a": GUID}, {}, {},
    ]  # fmt: skip


PLAIN_A, NAMED, ELSE = talk("a", "hall", "09:00-09:30"), imported("a", GUID), talk("z", "lab", "09:00-09:30")


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        # the guid may come or go later, by an import that finds the session or by another session that has it too
        ([agenda(PLAIN_A), agenda(NAMED)], {"a": (session_uid("conference", "a"), "CONFIRMED")}),
        ([agenda(NAMED), agenda(PLAIN_A)], {"a": (GUID, "CONFIRMED")}),
        (
            [agenda(NAMED), agenda(NAMED, imported("b", GUID, "other"))],
            {"a": (GUID, "CONFIRMED"), "b": (session_uid("conference", "b"), "CONFIRMED")},
        ),
        # what was deleted and imported again is another entry; in another conference it bears the guid
        (
            [agenda(NAMED, ELSE), agenda(imported("b", GUID), ELSE)],
            {"a": (GUID, "CANCELLED"), "b": (session_uid("conference", "b"), "CONFIRMED")},
        ),
        ([agenda(replace(imported("x", GUID), number=5), id="another")], {"x": (GUID, "CONFIRMED")}),
    ],
)
def test_a_session_in_the_ledger_keeps_its_uid_for_good(plans, expected):
    ledger = Ledger()
    for plan in plans:
        shown = programme(plan)
        found = imported_uids(plan, ledger.entries.keys(), {e.event.uid for e in ledger.entries.values()})
        ledger = ledger_after_sending(
            ledger, Outgoing(shown, events(shown, ENGLISH, found), ENGLISH, NOW), [whole_part(shown)]
        )

    lines = {session: (entry.event.uid, entry.event.status) for session, entry in ledger.entries.items()}
    assert {session: lines[session] for session in lines if session != "z"} == expected


EVENT = SentEvent(uid="u", start=datetime(2024, 4, 25, 9), end=datetime(2024, 4, 25, 10), summary="Talk")
titles = st.sampled_from(["One", "Two", "Three"])
plans = st.dictionaries(st.sampled_from("abc"), titles.map(lambda title: replace(EVENT, summary=title)))
clocks = st.integers(min_value=-5, max_value=5).map(lambda seconds: NOW + timedelta(seconds=seconds, milliseconds=300))
histories = st.lists(st.tuples(plans, clocks), min_size=1, max_size=8)


@given(histories)
def test_the_laws_of_updates(history):
    ledger = Ledger()
    for plan, now in history:
        before, ledger = ledger, sent_events(ledger, plan, now)

        assert ledger.entries.keys() == before.entries.keys() | plan.keys()
        assert before.last_stamp is None or ledger.last_stamp >= before.last_stamp
        for session, entry in ledger.entries.items():
            old = before.entries.get(session)
            assert entry.created <= entry.modified <= ledger.last_stamp
            assert (entry.modified.microsecond, entry.event.status == "CANCELLED") == (0, session not in plan)
            assert session not in plan or entry.event == plan[session]
            if old is None:
                assert entry.sequence == 0
            elif entry.event == old.event:
                assert entry == old
            else:
                assert entry.sequence == old.sequence + 1
                assert entry.modified > old.modified
                assert entry.created == old.created
        assert sent_events(ledger, plan, now).entries == ledger.entries  # the same again changes nothing but the stamp


LATER = NOW + timedelta(hours=1)
GONE = replace(EVENT, summary="CANCELLED: Talk", title="Talk", status="CANCELLED", busy="FREE")
STOCKHOLM, SANTIAGO = "Europe/Stockholm", "America/Santiago"
EVE, SPRING, AUTUMN, NO_MIDNIGHT = date(2024, 3, 30), date(2024, 3, 31), date(2024, 10, 27), date(2024, 9, 8)
OTHER = replace(EVENT, summary="Other")


def event_of(*entities, **fields) -> SentEvent:
    return events(programme(agenda(*entities, **fields)), ENGLISH)["talk"]


def sent(*batches: dict[str, SentEvent], minutes: int = 60) -> Ledger:
    """Return the ledger after each batch was sent, `minutes` apart."""
    ledger = Ledger()
    for number, batch in enumerate(batches):
        ledger = sent_events(ledger, batch, NOW + timedelta(minutes=minutes * number))
    return ledger


# the event ------------------------------------------------------------------------------------------------


def test_an_event_has_all_that_attendees_may_see():
    people = (
        speaker("ada"),
        moderator("bo"),
        Appearance("cy", Role.SPEAKER, State.INVITED),
        speaker("dee", State.DECLINED),
    )
    session = talk(
        "talk", "hall", "09:00-09:30", people=people, track="safety", abstract="About it.", note="secret",
        website="https://example.org/å", stream="https://example.org/live",
    )  # fmt: skip
    guests = [person("ada", title="Dr", organisation="The Lab", email="ada@example.org", phone="1"),
              person("bo", title="Head, The Lab", organisation="The Lab")]  # fmt: skip

    found = event_of(
        session, *guests, person("cy"), person("dee"), track("safety"),
        Venue(id="venue", name="The Venue", address="Street 1, 111 22 City", latitude=59.33, longitude=18.06),
        organisers="The Board", contact="info@example.org", naming=NamingRule.EXCEPT_INVITED,
    )  # fmt: skip

    assert found == SentEvent(
        uid=session_uid("conference", "talk"),
        start=datetime(2024, 4, 25, 9),
        end=datetime(2024, 4, 25, 9, 30),
        summary="Talk",
        timezone="Europe/Stockholm",
        location="Hall, The Venue, Street 1, 111 22 City",
        description="Speaker: Ada, Dr, The Lab\nModerator: Bo, Head, The Lab\nTalk · Safety\n\nAbout it.\n\n"
        "Stream: https://example.org/live\nMore: https://example.org/å",
        categories=("Safety", "Talk"),
        organiser="The Board",
        organiser_address="mailto:info@example.org",
        status="CONFIRMED",
        busy="BUSY",
        url="https://example.org/%C3%A5",
        latitude=59.33,
        longitude=18.06,
        colour="royalblue",
        stream="https://example.org/live",
    )


ON_STAGE = {"people": (speaker("ada"), moderator("bo"), Appearance("cy", Role.HOST), speaker("dee", State.DECLINED))}


def marked(name: str, *tags: str) -> dict[str, object]:
    return {"track": name, "tags": tags}


@pytest.mark.parametrize(
    ("fields", "conference", "said"),
    [
        pytest.param({}, {}, {"busy": "BUSY", "status": "CONFIRMED"}, id="a talk"),
        pytest.param({"status": Status.DRAFT}, {}, {"busy": "TENTATIVE", "status": "TENTATIVE"}, id="tentative"),
        pytest.param({"kind": Kind.MEAL}, {}, {"busy": "FREE", "status": "CONFIRMED"}, id="nobody's appointment"),
        pytest.param(
            {"kind": Kind.MEAL, "status": Status.DRAFT}, {}, {"busy": "FREE", "status": "TENTATIVE"},
            id="a tentative pause",
        ),
        pytest.param(ON_STAGE, {}, {"summary": "Talk"}, id="the title alone"),
        pytest.param(ON_STAGE, {"speakers_in_title": True}, {"summary": "Talk – Ada, Cy"}, id="and who is on stage"),
        pytest.param({"kind": Kind.BREAK}, {}, {"description": ""}, id="a break does not repeat that it is one"),
        pytest.param({"kind": Kind.MEAL, "abstract": "Soup."}, {}, {"description": "Soup."}, id="nor with a text"),
        pytest.param({"kind": Kind.BREAK, "track": "law"}, {}, {"description": "Law"}, id="a track is said"),
        pytest.param({}, {}, {"description": ""}, id="a talk of which nothing is known"),
        pytest.param({"abstract": "Talk"}, {}, {"description": "Talk\n\nTalk"}, id="a text stays whatever it says"),
        pytest.param(
            {}, {"contact": "info@example.org"},
            {"organiser": "The Conference", "organiser_address": "mailto:info@example.org"}, id="a role address",
        ),
        pytest.param(
            {}, {"contact": "ask us", "website": "example.org"}, {"organiser_address": "https://example.org"},
            id="else the web",
        ),
        pytest.param({}, {}, {"organiser_address": ""}, id="else nothing"),
        pytest.param(
            marked("safety", "ethics", "law"), {}, {"categories": ("Safety", "Talk", "ethics", "law")},
            id="tags come last",
        ),
        pytest.param(
            marked("safety", "SAFETY", "talk", "Law", "law"), {}, {"categories": ("Safety", "Talk", "Law")},
            id="none twice",
        ),
        pytest.param(marked("TALK", "talk", " "), {}, {"categories": ("Talk",)}, id="the kind's own writing stands"),
        pytest.param({"language": "en-GB"}, {}, {"description": "Talk\nLanguage: English (United Kingdom)"}, id="tag"),
        pytest.param({"language": "Elvish"}, {}, {"description": "Talk\nLanguage: Elvish"}, id="no language's tag"),
        pytest.param({"language": "../../x"}, {}, {"description": "Talk\nLanguage: ../../x"}, id="no tag at all"),
        pytest.param(
            {"title": "Ask mailto:us", "abstract": "MAILTO:us"}, {},
            {"summary": "Ask us", "description": "Talk\n\nus"}, id="a mailto link in a text loses its scheme",
        ),
        pytest.param(
            {"website": "javascript:alert(1)", "stream": "no address"}, {}, {"url": "", "stream": ""},
            id="an address that is none",
        ),
    ],
)  # fmt: skip
def test_an_event_says(fields, conference, said):
    tracks = [track("safety"), track("law"), track("TALK", name="TALK")]
    crowd = [person(name) for name in ("ada", "bo", "cy", "dee")]

    found = event_of(talk("talk", "hall", "09:00-09:30", **fields), *tracks, *crowd, **conference)

    assert {name: getattr(found, name) for name in said} == said


@pytest.mark.parametrize(
    ("where", "place", "venue", "address", "location"),
    [
        pytest.param("hall", "", "The Venue", "", "Hall, The Venue", id="room and venue"),
        pytest.param("hall", "", "The Venue", "Street 1", "Hall, The Venue, Street 1", id="and the street"),
        pytest.param("hall", "", "", "Street 1\nTown", "Hall, Street 1, Town", id="a street alone"),
        pytest.param("hall", "", "Venue", "VENUE, Street 1", "Hall, VENUE, Street 1", id="the venue is not said twice"),
        pytest.param("", "", "Ting", "Tingsgatan 5", "Ting, Tingsgatan 5", id="a street that begins like the venue"),
        pytest.param(("hall", "lab"), "", "", "", "Hall, Lab", id="two rooms"),
        pytest.param("", "The foyer", "The Venue", "", "The foyer, The Venue", id="where it really is"),
        pytest.param("", "", "The Venue", "", "The Venue", id="all rooms"),
        pytest.param("", "", "", "", "All rooms", id="never empty: some readers want one"),
        pytest.param("", "x" * 300, "", "", "x" * 254 + "…", id="Exchange cuts at 255"),
        pytest.param("hall", "", "V" * 200, "S" * 200, f"Hall, {'V' * 200}, {'S' * 46}…", id="the street is cut first"),
    ],
)
def test_where_it_is(where, place, venue, address, location):
    session = talk("talk", where, "09:00-09:30", place=place)

    assert event_of(session, Venue(id="venue", name=venue, address=address)).location == location


def test_all_that_is_said_of_a_session_in_its_order():
    session = talk(
        "talk", "hall", "09:00-09:30", people=(speaker("ada"),), language="sv", subtitle="Five years on",
        abstract="In short.", description="At length.\n\nAnd more.", stream="https://example.org/live",
        links=(Link("https://example.org/slides", "Slides"), Link("example.org")),
    )  # fmt: skip

    assert event_of(session, person("ada")).description == (
        "Speaker: Ada\nTalk\nLanguage: Swedish\n\n"
        "Five years on\n\nIn short.\n\nAt length.\n\nAnd more.\n\n"
        "Stream: https://example.org/live\nSlides: https://example.org/slides\nexample.org"
    )
    cover = Cover(id="cover", person="bo", day=DAY, room="hall")  # who moderates the shift is named
    assert event_of(talk("talk", "hall", "09:00-09:30"), person("bo"), cover).description == "Moderator: Bo\nTalk"


def test_an_unknown_time_zone_is_said_and_what_is_cancelled_or_in_the_tray_has_no_event():
    with pytest.raises(EstradError, match="There is no time zone “Europe/Atlantis”"):
        event_of(talk("talk", "hall", "09:00-09:30"), timezone="Europe/Atlantis")
    off = talk("b", "hall", "09:00-09:30", status=Status.CANCELLED)
    assert events(programme(agenda(talk("a"), off)), ENGLISH) == {}


@pytest.mark.parametrize(
    ("zone", "day", "start", "end", "found"),
    [
        pytest.param(STOCKHOLM, DAY, 540, 585, ("04-25 09:00", "04-25 09:45"), id="an ordinary day"),
        pytest.param(STOCKHOLM, DAY, 1410, 1530, ("04-25 23:30", "04-26 01:30"), id="past midnight"),
        pytest.param(STOCKHOLM, DAY, 1500, 1560, ("04-26 01:00", "04-26 02:00"), id="wholly past midnight"),
        pytest.param(STOCKHOLM, SPRING, 150, 210, ("03-31 03:30", "03-31 04:30"), id="in the gap"),
        pytest.param(STOCKHOLM, EVE, 1590, 1650, ("03-31 03:30", "03-31 04:30"), id="the night before"),
        pytest.param(STOCKHOLM, SPRING, 90, 150, ("03-31 01:30", "03-31 03:30"), id="into the gap"),
        pytest.param(STOCKHOLM, SPRING, 165, 185, ("03-31 03:45", "03-31 04:05"), id="out of the gap"),
        pytest.param(STOCKHOLM, AUTUMN, 150, 180, ("10-27 02:30", "10-27 03:00"), id="the hour twice"),
        pytest.param(SANTIAGO, NO_MIDNIGHT, 0, 30, ("09-08 01:00", "09-08 01:30"), id="no midnight"),
    ],
)  # fmt: skip
def test_wall_times_exist(zone, day, start, end, found):
    assert tuple(when.strftime("%m-%d %H:%M") for when in wall_times(Span(day, start, end), ZoneInfo(zone))) == found


# the ledger -----------------------------------------------------------------------------------------------


def entry(event: SentEvent, sequence: int, modified: datetime) -> LedgerEntry:
    return LedgerEntry("s", event, NOW, modified, sequence)


@pytest.mark.parametrize(
    ("batches", "expected"),
    [
        pytest.param([{"s": EVENT}], entry(EVENT, 0, NOW), id="unknown: 0"),
        pytest.param([{"s": EVENT}, {"s": EVENT}], entry(EVENT, 0, NOW), id="the same: untouched"),
        pytest.param([{"s": EVENT}, {"s": OTHER}], entry(OTHER, 1, LATER), id="changed: +1"),
        pytest.param([{"s": EVENT}, {}], entry(GONE, 1, LATER), id="gone: cancelled"),
        pytest.param([{"s": EVENT}, {}, {}, {}], entry(GONE, 1, LATER), id="still gone: untouched"),
        pytest.param([{"s": EVENT}, {}, {"s": EVENT}], entry(EVENT, 2, LATER + timedelta(hours=1)), id="came back: +1"),
    ],
)
def test_a_sessions_line_in_the_ledger(batches, expected):
    assert sent(*batches).entries == {"s": expected}


def test_a_clock_that_was_set_back_takes_no_time_back():
    after = sent_events(sent({"s": EVENT}), {"s": OTHER, "t": EVENT}, NOW - timedelta(days=1))
    again = sent_events(sent({"s": EVENT}, {"s": OTHER}), {"s": OTHER, "t": EVENT}, NOW)
    within = sent({"s": EVENT}, {"s": OTHER}, minutes=0)  # a change within the second is still later

    assert after.entries["s"].modified == after.last_stamp == NOW + timedelta(seconds=1)
    assert after.entries["t"].modified == NOW - timedelta(days=1)
    assert again.last_stamp == again.file("").stamp == LATER + timedelta(seconds=1)  # the entry of before was sent then
    assert within.entries["s"].modified == within.last_stamp == NOW + timedelta(seconds=1)


def test_times_are_whole_seconds_of_utc():
    swedish = datetime(2024, 3, 1, 13, 0, 0, 999_999, tzinfo=ZoneInfo("Europe/Stockholm"))
    ledger = sent_events(Ledger(), {"s": EVENT}, swedish)

    assert ledger.entries == {"s": LedgerEntry("s", EVENT, NOW, NOW)}
    assert (ledger.last_stamp, ledger.file("").stamp, ledger.file("").modified) == (NOW, NOW, NOW)
    assert ledger.entries["s"].created.tzinfo is UTC


@pytest.mark.parametrize(
    ("before", "after", "sequence"),
    [
        pytest.param({"title": "Old"}, {"title": "New"}, 0, id="another title stands for the organiser"),
        pytest.param({"organisers": "Old"}, {"organisers": "New"}, 1, id="another organiser"),
        pytest.param({"organisers": "Old"}, {}, 1, id="no organiser any more"),
        pytest.param({"contact": "a@example.org"}, {"contact": "b@example.org"}, 1, id="another address"),
    ],
)
def test_renaming_the_conference_moves_nothing_and_its_name_comes_with_the_next_change(before, after, sequence):
    old = event_of(talk("talk", "hall", "09:00-09:30"), **before)
    new, moved = (event_of(talk("talk", "hall", times), **after) for times in ("09:00-09:30", "09:05-09:35"))

    assert sent({"s": old}, {"s": new}).entries["s"].sequence == sequence
    assert sent({"s": old}, {"s": moved}).entries["s"].event == moved


def shown(ledger: Ledger) -> list[tuple[str, str]]:
    return [(entry.session, entry.event.status) for entry in ledger.file("").kept_entries]


def test_a_cancellation_goes_when_the_conference_is_over_and_at_its_first_public_version():
    ledger = sent({"s": EVENT, "t": EVENT, "u": EVENT}, {"t": EVENT, "u": EVENT})

    ended = sent_events(ledger, {"u": EVENT}, LATER, over=True)  # not before it was sent
    after = sent_events(ended, {"u": EVENT}, LATER, over=True)
    first = sent_events(ledger, {"u": EVENT}, LATER, first=True)
    back = sent_events(first, {"s": EVENT, "u": EVENT}, LATER)
    later = sent_events(back, {"s": EVENT}, LATER)

    assert (shown(ended), shown(after)) == ([("t", "CANCELLED"), ("u", "CONFIRMED")], [("u", "CONFIRMED")])
    assert (after.entries.keys(), first.entries["t"].event.status) == ({"s", "t", "u"}, "CANCELLED")
    assert [shown(found) for found in (first, back, later)] == [
        [("u", "CONFIRMED")], [("s", "CONFIRMED"), ("u", "CONFIRMED")], [("s", "CONFIRMED"), ("u", "CANCELLED")],
    ]  # fmt: skip
    assert [entry.sequence for entry in back.file("").kept_entries] == [2, 0]


def test_a_file_is_never_emptied_a_long_title_fits_when_cancelled_and_what_was_cancelled_stays():
    assert sent_events(sent({"s": EVENT}, {}), {}, LATER, over=True).entries == {"s": entry(GONE, 1, LATER)}
    assert sent_events(sent({"s": EVENT}), {}, LATER, first=True).entries == {"s": entry(GONE, 1, LATER)}
    long, old = (
        replace(EVENT, summary="x" * 255),
        replace(EVENT, summary="INSTÄLLT: Talk", status="CANCELLED", busy="FREE"),
    )
    assert sent({"s": long}, {}).entries["s"].event.summary == "CANCELLED: " + "x" * 243 + "…"
    assert sent({"s": old}, {}).entries == {"s": entry(old, 0, NOW)}  # as an older Estrad sent it


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (datetime(2024, 4, 25, 21, 59, tzinfo=UTC), False),
        (datetime(2024, 4, 26, 21, 59, tzinfo=UTC), False),
        (datetime(2024, 4, 26, 22, 0, tzinfo=UTC), True),
    ],
)
def test_when_a_conference_is_over(now, over):
    """The party ends at two in the night after the last day; Stockholm is two hours ahead of UTC."""
    assert has_ended(programme(agenda(talk("party", "hall", "22:00-26:00"))), now) is over
