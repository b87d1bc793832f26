"""Tests of schedule.xml: the content that is read, and the content that is missing."""

from datetime import date

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.domain.title_kinds import kind_named_by_title, parse_kind
from planner.domain.value_objects import Kind, Link, Role
from planner.importing.incoming import IncomingDay, IncomingPerson, IncomingPlace
from planner.importing.sources.schedule_parts import MOST_DAYS
from planner.importing.vocabulary import nearest_colour
from planner.incoming_file import read_incoming
from planner.programme.calendar import imported_uids
from tests.builders import agenda, talk
from tests.importing.schedules import day, event, one, person, persons, room, schedule, told, written

DAY = date(2024, 4, 25)


def only(folder, *events, **head):
    (session,) = told(folder, one(*events, **head)).sessions
    return session


def refusals(folder, text):
    return [(r.line, r.title, str(r.why)) for r in told(folder, text).refused]


def test_the_conference(tmp_path):
    head = """<title>The  Conference</title><subtitle>Of the year</subtitle><acronym>Conf 24</acronym>
      <base_url>https://example.org/24/</base_url><url>https://example.org</url><logo>https://example.org/l.png</logo>
      <color primary="#c2304f"/><venue>Folkets hus</venue><city>Stockholm</city>
      <time_zone_name>Europe/Stockholm</time_zone_name>"""

    whole = told(tmp_path, one(head=head))

    assert whole.conference == {
        "title": "The Conference",
        "acronym": "Conf 24",
        "subtitle": "Of the year",
        "website": "https://example.org",
        "programme_page": "https://example.org/24/",
        "logo_address": "https://example.org/l.png",
        "colour": "saddlebrown",
    }
    assert whole.venue == {"name": "Folkets hus", "address": "Stockholm"}
    assert (whole.zone, whole.namespace) == ("Europe/Stockholm", "conf-24")


def test_an_event_with_everything(tmp_path):
    inside = (
        persons(person("Ada Åberg", id="7"), person("Bo", id="8", role="moderator"))
        + '<links><link href="https://example.org/a">Slides</link><link href="https://example.org/b"/></links>'
        + '<attachments><attachment href="https://example.org/c.pdf" type="x">Paper</attachment></attachments>'
        + "<recording><license>CC</license><optout>true</optout></recording>"
    )
    made = event(
        7, "Safe  streets", subtitle="A start", abstract="<p>One</p><p>Two</p>", description="*Plain*",
        language="en_GB",
        url="https://example.org/7", type="Panel_Discussion", track="Safety", inside=inside, attributes='guid="AB-12"',
    )  # fmt: skip

    session = only(tmp_path, made)

    assert session.fields == {
        "title": "Safe streets",
        "subtitle": "A start",
        "abstract": "One\n\nTwo",
        "description": "*Plain*",
        "language": "en-GB",
        "website": "https://example.org/7",
        "links": (
            Link("https://example.org/a", "Slides"),
            Link("https://example.org/b"),
            Link("https://example.org/c.pdf", "Paper"),
        ),
        "do_not_record": True,
    }
    assert (session.key, session.kind, session.track, session.rooms, session.minutes, session.line) == (
        "conf/guid:ab-12", Kind.PANEL, "Safety", ("Hall",), 30, 6,
    )  # fmt: skip
    assert session.people == (("conf/id:7", Role.SPEAKER), ("conf/id:8", Role.MODERATOR))


NO_ZONE = "../../etc/passwd"


@pytest.mark.parametrize(("head", "conference", "remarks"), [
    ("<title>T</title><url>javascript:alert(1)</url><logo>file:///etc/passwd</logo>", {"title": "T"}, []),
    (f"<time_zone_name>{NO_ZONE}</time_zone_name>", {}, [
        f"The file names a time zone that there is not: “{NO_ZONE}”."]),
], ids=["addresses", "zone"])  # fmt: skip
def test_what_leads_nowhere_is_left_out(tmp_path, head, conference, remarks):
    whole = told(tmp_path, one(head=head))

    assert (whole.conference, whole.zone, list(map(str, whole.remarks))) == (conference, "", remarks)


FRIDAY, SATURDAY = date(2024, 4, 26), date(2024, 4, 27)


def test_days_have_their_hours(tmp_path):
    text = schedule(
        day(start="2024-04-25T09:00:00+02:00", end="2024-04-26T01:00:00+02:00"),
        day(date="2024-04-26", start="2024-04-26T04:00:00+02:00", end="2024-04-27T03:59:00+02:00"),
        day(date="2024-04-27", end="2024-04-27T18:00:00+02:00"),
    )

    assert sorted(told(tmp_path, text).days, key=lambda one: one.date) == [
        IncomingDay(4, DAY, 9 * 60, 25 * 60), IncomingDay(6, FRIDAY), IncomingDay(8, SATURDAY)]  # fmt: skip


CROWD = (("speaker", Role.SPEAKER), ("Moderator", Role.MODERATOR), ("Host", Role.HOST), ("panelist", Role.PANELLIST))


def test_people_are_in_it_by_their_roles_and_who_is_not_on_stage_is_counted(tmp_path):
    people = [person(f"P{n}", id=f"7{n}", role=word) for n, (word, _) in enumerate(CROWD)]
    beside = ("coordinator", "visitor", "organizer", "translator")
    others = [person("Ada", id="9", role=word) for word in beside]

    whole = told(tmp_path, one(event(inside=persons(*people, *others, person("", id="8")))))

    (session,) = whole.sessions
    assert session.people == tuple((f"conf/id:7{n}", role) for n, (_, role) in enumerate(CROWD))
    assert whole.unmapped == {
        f"person@role={word}": 1 for word in ("coordinator", "visitor", "organizer", "translator")
    }
    assert [str(text) for text in session.remarks] == ["Somebody on line 6 has no name and is left out."]
    assert len(whole.people) == len(CROWD)


EMPTY = "<subtitle/><abstract> </abstract><language/><links/><recording><optout>false</optout></recording>"


@pytest.mark.parametrize(("made", "remarks"), [
    (event(inside=EMPTY), []),
    (event(start="12:30", inside="<date>2024-04-25T10:30:00Z</date>"), []),
    (event(start="12:30", inside="<date>2024-04-25T13:30:00+02:00</date>"),
     ["It begins at 12:30 by its start, but its date counts: 2024-04-25T13:30:00+02:00."]),
], ids=["nothing", "UTC", "another time"])  # fmt: skip
def test_what_is_empty_is_not_told_and_another_clock_is_said(tmp_path, made, remarks):
    session = only(tmp_path, made)

    assert (session.fields, session.track, session.kind, session.people) == ({"title": "A talk"}, "", None, ())
    assert list(map(str, session.remarks)) == remarks


@pytest.mark.parametrize(
    ("attributes", "number", "key"),
    [
        ('guid="F00"', 1, "conf/guid:f00"),
        ("", 17, "conf/id:17"),
        ('code="ABCDEF"', None, "conf/code:abcdef"),
        ("", None, "conf/title:A talk#1"),
    ],
)
def test_the_key_that_an_event_keeps(tmp_path, attributes, number, key):
    session = only(tmp_path, event(number, attributes=attributes))

    assert (session.key, session.named) == (key, "title" in key)


def test_rooms_stand_in_the_order_of_the_days_lists(tmp_path):
    text = schedule(day(room("B", event(1)), room("D", event(2))),
                    day(room("A", event(3)), room("B"), room("C", event(4)), room("D"), event(5, room="Z")),
                    day(room("D"), room("E"), room("A")))  # fmt: skip

    assert [one.name for one in told(tmp_path, text).rooms] == ["A", "B", "C", "D", "E", "Z"]


def test_a_guid_that_two_events_bear_can_be_no_uid(tmp_path):
    guid = "0c9a5b4e-36f8-5f0a-9d7e-2f3b6d1c8a77"

    sessions = told(tmp_path, one(*(event(n, f"Talk {n}", attributes=f'guid="{guid}"') for n in (1, 2)))).sessions
    assert [session.key.rpartition(guid)[2] for session in sessions] == ["×1", "×2"]
    assert imported_uids(agenda(talk("first", "hall", "09:00-09:30", origin=sessions[0].key)), (), ()) == {}
    twice = told(tmp_path, one(event(None, "Lunch"), event(None, "Lunch")))
    assert [session.key for session in twice.sessions] == ["conf/title:Lunch#1", "conf/title:Lunch#2"]


@pytest.mark.parametrize(
    ("acronym", "title", "space"),
    [("FOO 24", "T", "foo-24"), ("", "Å 2024", "2024"), ("", "", "my-conf-24"), ("", "Ж", "my-conf-24")],
)
def test_the_namespace(tmp_path, acronym, title, space):
    path = written(tmp_path / "My Conf_24.xml", one(head=f"<title>{title}</title><acronym>{acronym}</acronym>"))

    assert run_to_end(read_incoming(path, "schedule.xml")).namespace == space


def test_a_day_without_a_date(tmp_path):
    with pytest.raises(EstradError) as found:
        told(tmp_path, schedule(day(event()).replace(' date="2024-04-25"', "")))

    assert (str(found.value), found.value.line) == ("“” is no date.", 4)


def test_events_straight_under_a_day_name_their_room_themselves(tmp_path):
    whole = told(tmp_path, schedule(day(event(1, room="Hall"), event(2), room("Lab", event(3, room="Other")))))

    assert [session.rooms for session in whole.sessions] == [("Hall",), (), ("Lab",)]
    assert [made.name for made in whole.rooms] == ["Lab", "Hall"], "what is listed comes first"


def test_rooms_and_tracks_are_told_with_what_is_known_of_them(tmp_path):
    head = '<track name="Safety" color="#0f9080"/><track name="Law"/>'
    whole = told(tmp_path, schedule(day(room("Hall", event(track="Safety"), capacity="120"), room("Lab")), head=head))

    assert whole.rooms == (IncomingPlace(5, "Hall", {"seats": 120}), IncomingPlace(8, "Lab"))
    assert whole.tracks == (IncomingPlace(3, "Safety", {"colour": "teal"}), IncomingPlace(3, "Law"))


def test_until_when_the_night_lasts(tmp_path):
    change = told(tmp_path, one(event(), head="<day_change>09:00:00</day_change>"))
    end = told(tmp_path, schedule(day(event(), end="2024-04-26T03:00:00+02:00")))
    silent = told(tmp_path, one(event()))

    nights = [whole.sessions[0].begin.night for whole in (change, end, silent) if whole.sessions[0].begin]
    assert nights == [9 * 60, 3 * 60, 4 * 60]


def test_people_without_numbers_are_known_by_name(tmp_path):
    first = event(1, inside=persons(person("Ada"), person("Bo", id="8")))
    second = event(
        2, inside=persons(person(" ada "), person("Bo", id="9"), "<person><name>Cy</name><bio>Long</bio></person>")
    )

    assert told(tmp_path, one(first, second)).people == (
        IncomingPerson(6, "conf/name:ada", "Ada", named=True),
        IncomingPerson(6, "conf/id:8", "Bo"),
        IncomingPerson(7, "conf/id:9", "Bo"),
        IncomingPerson(7, "conf/name:cy", "Cy", "Long", True),
    )


@pytest.mark.parametrize(
    ("word", "kind"),
    [("lecture", Kind.TALK), ("Lightning-Talk", Kind.TALK), ("keynote", Kind.KEYNOTE), ("podium", Kind.PANEL),
     ("Coffee break", Kind.BREAK), ("Lunch", Kind.MEAL), ("workshop", Kind.WORKSHOP), ("keysigning", None),
     ("Long talk (45 minutes)", Kind.TALK), ("BoF (45 minutes)", Kind.WORKSHOP), ("Workshop (2h)", Kind.WORKSHOP),
     ("Talk 40 (30min +10 Q&A)", Kind.TALK), ("Talk, 45 min", Kind.TALK), ("DJ Set", Kind.SOCIAL),
     ("Live Concert", Kind.SOCIAL), ("Movie", Kind.SOCIAL), ("meeting", Kind.WORKSHOP), ("Mittagessen", Kind.MEAL),
     ("Föreläsning (45 min)", Kind.TALK), ("Paneldiskussion", Kind.PANEL), ("Avslutning", Kind.OPENING),
     ("Closing keynote", Kind.KEYNOTE), ("Fika", Kind.BREAK), ("Insläpp", Kind.REGISTRATION),
     ("panel discussion [en]", Kind.PANEL), ("What we think of a talk", None), ("(45 minutes)", None), ("", None)],
)  # fmt: skip
def test_kinds(word, kind):
    assert parse_kind(word) is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Lunch", Kind.MEAL), ("Lunch (vegan)", Kind.MEAL), ("Lunch break, sponsored by X", Kind.MEAL),
     ("Breakfast", Kind.MEAL), ("Frukost", Kind.MEAL), ("Mittagessen", Kind.MEAL), ("Frühstück", Kind.MEAL),
     ("Coffee & cake", Kind.BREAK), ("Coffee break 2", Kind.BREAK), ("Fika", Kind.BREAK),
     ("Kaffe och smörgås", Kind.BREAK), ("Kaffeepause", Kind.BREAK), ("Pause", Kind.BREAK),
     ("Registration opens", Kind.REGISTRATION), ("Day 2 registration", Kind.REGISTRATION),
     ("Check-in", Kind.REGISTRATION), ("Insläpp och registrering", Kind.REGISTRATION), ("Einlass", Kind.REGISTRATION),
     ("Opening ceremony", Kind.OPENING), ("Välkomna!", Kind.OPENING), ("Begrüßung", Kind.OPENING),
     ("Avslut", Kind.OPENING), ("Closing", Kind.OPENING), ("Closing the gap", None),
     ("Party at the pub", Kind.SOCIAL), ("Mingel", Kind.SOCIAL), ("Umtrunk", Kind.SOCIAL),
     ("Coffee brewing", None), ("Lunch talk", None), ("Breaking bad", None), ("The break-in", None),
     ("Kongressmiddag", Kind.MEAL), ("Fruktpaus", Kind.BREAK), ("Kaffe med våfflor", Kind.BREAK),
     ("Lounas", Kind.MEAL), ("Tempausering", None),
     ("Opening the black box", None), ("Why lunch?", None), ("2", None), ("", None)],
)  # fmt: skip
def test_kinds_by_what_it_is_called(title, kind):
    assert kind_named_by_title(title) is kind


@pytest.mark.parametrize(
    ("told", "people", "kind"),
    [("", "", Kind.MEAL), ("keysigning", "", Kind.MEAL), ("lecture", "", Kind.TALK),
     ("", persons(person("Ada")), None)],
)  # fmt: skip
def test_the_title_tells_the_kind_where_the_type_does_not_and_nobody_is_in_it(tmp_path, told, people, kind):
    assert only(tmp_path, event(title="Lunch", type=told, inside=people)).kind is kind


def test_a_title_that_begins_with_its_kind_says_it(tmp_path):
    made = event(title="Panel: Bees", type="keysigning", inside=persons(person("Ada")))

    assert only(tmp_path, made).kind is Kind.PANEL


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#2f5bd7", "royalblue"),
        ("#0f8f83", "teal"),
        ("#c2304f", "saddlebrown"),
        ("ff0000", "saddlebrown"),
        ("#0a0", "seagreen"),
        ("red", ""),
        ("", ""),
    ],
)
def test_the_nearest_colour(written, colour):
    assert nearest_colour(written) == colour


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "/local", "http://", "https://[", "data:,x", "ftp://example.org/x"],
)
def test_a_link_that_does_not_lead_into_the_web_is_counted(tmp_path, href):
    whole = told(tmp_path, one(event(inside=f'<links><link href="{href}">x</link></links>')))

    assert ("links" in whole.sessions[0].fields, whole.unmapped) == (False, {"link@href": 1})


def test_links_within_the_site_are_completed(tmp_path):
    head = "<base_url>https://example.org/24/</base_url>"
    made = event(url="talk/7", inside='<links><link href="/a b.pdf">/a b.pdf</link></links>')

    session = only(tmp_path, made, head=head)

    assert session.fields["links"] == (Link("https://example.org/a%20b.pdf", "/a b.pdf"),)
    assert session.fields["website"] == "https://example.org/24/talk/7"


def test_what_has_no_place_is_counted_by_name(tmp_path):
    made = event(
        1, slug="a-talk", type="keysigning", attributes='mood="good"',
        inside="<recording><license>CC</license><url/></recording><video></video><video><x/></video>",
    )  # fmt: skip
    text = schedule(
        day(room("Hall", made, guid="x")), head="<days>1</days><timeslot_duration>00:05</timeslot_duration>"
    )

    whole = told(tmp_path, text.replace("<conference>", '<generator name="frab"/><version>1</version><conference>'))

    assert whole.unmapped == {
        "conference/timeslot_duration": 1,
        "event@mood": 1,
        "generator": 1,
        "recording/license": 1,
        "room@guid": 1,
        "slug": 1,
        "type=keysigning": 1,
        "version": 1,
        "video": 1,
    }


def test_events_that_cannot_be_are_refused_with_their_line(tmp_path):
    text = one(
        event(1),
        event(1),
        event(2, ""),
        event(3, "Long", duration="yesterday"),
        event(4, "When", start="25:61"),
        event(5, "Where", room="x", inside="<date>2024-02-30T10:00:00</date>"),
        event(6, "Track", track="x" * 301),
        event(7, "Good"),
    )

    assert refusals(tmp_path, text) == [
        (7, "A talk", "The one on line 6 has the same key, id:1."),
        (8, "", "The event has no title."),
        (9, "Long", "“yesterday” is no length."),
        (10, "When", "“25:61” is no time of day."),
        (11, "Where", "“2024-02-30T10:00:00” is no date."),
        (12, "Track", f"The name “{'x' * 40}…” is too long."),
    ]
    assert [session.title for session in told(tmp_path, text).sessions] == ["A talk", "Good"]


def test_too_many_days(tmp_path):
    with pytest.raises(Exception, match=f"1 to {MOST_DAYS} days, not {MOST_DAYS + 1}"):
        told(tmp_path, schedule(*[day()] * (MOST_DAYS + 1)))
