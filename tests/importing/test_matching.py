"""Tests of matching what a file has with what is here, and of titles and cards that are alike."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.timeline import place
from planner.domain.entities import Room, Session
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.domain.value_objects import Kind, Link, Role
from planner.importing.incoming import Incoming, IncomingPlace
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.table_mapping import MappingContext, SheetShape
from planner.importing.plan import Verdict
from planner.incoming_file import choose_source, read_opened_file
from planner.tables.opened_file import OpenedFile
from tests.builders import agenda, person, room, speaker, talk
from tests.importing.calendar_files import read
from tests.importing.lists import DAY, a_list, listed, somebody
from tests.importing.mutations import SPOILT, longest, spoilt


def told(plan):
    return [(row.verdict.value, row.title, [str(text) for text in row.texts]) for row in plan.rows]


def verdicts(plan):
    return [(row.verdict.value, row.title) for row in plan.rows if row.what is Session]


def titles(whole):
    return [session.title for session in whole.sessions_in_order]


FIRST = a_list(
    listed("Opening", "09:00", "Ada", key="1"),
    listed("Cameras at home", "10:00", "Bo", key="2"),
    listed("Coffee", "11:00", key="3"),
    listed("Coffee", "14:00", key="4"),
)
RENEWED = a_list(
    listed("Opening", "09:00", "Ada", key="a"),
    listed("Cameras  at Home", "10:30", "Bo", key="b"),
    listed("Coffee", "11:00", key="c"),
    listed("Coffee", "14:30", key="d"),
)

OTHERS = (listed("B", "10:00"), listed("C", "11:00"), listed("D", "12:00"))
IN_HALLS = a_list(
    listed("A", "09:00", key="1"), listed("B", "10:00", key="2"), listed("C", "11:00", key="3"),
    listed("D", "09:00", key="4", rooms=("Lab",)),
)  # fmt: skip


def taken(title):
    return f"Matched with “{title}”, which has the same title."


# ids --------------------------------------------------------------------------------------------------------


def test_a_session_is_that_of_our_own_id_or_of_another_key_under_which_it_came_before(importing):
    here = agenda(talk("t1", "hall", "09:00-09:30", title="Old"), talk("t2", title="New"))
    plan, after = importing.taken(here, a_list(listed("New", "09:00", ours="t1")))
    assert told(plan) == [("changed", "New", ["title: Old → New"])]
    assert titles(after) == ["New", "New"]

    whole = importing.new(a_list(listed("Old", "09:00", key="slug")))
    plan, after = importing.taken(whole, a_list(listed("New", "09:00", key="guid", known_as=("list/id:slug",))))
    assert told(plan) == [("changed", "New", ["title: Old → New"])]
    assert [s.origin for s in after.sessions.values()] == ["list/id:guid"]
    assert verdicts(importing.plan(after, a_list(listed("Newer", "09:00", key="guid")))) == [("changed", "Newer")]


# renewed ids ------------------------------------------------------------------------------------------------


def test_a_list_whose_ids_are_renewed_finds_its_sessions_by_title_people_and_time_and_then_knows_them(importing):
    plan, after = importing.taken(importing.new(FIRST), RENEWED)

    assert [(*said, row.ticked) for said, row in zip(told(plan), plan.rows, strict=True)] == [
        ("same", "Opening", [taken("Opening")], True),
        ("changed", "Cameras at Home", [
            "title: Cameras at home → Cameras at Home", "time and room: 10:00–10:30 → 10:30–11:00",
            taken("Cameras at home"),
        ], True),
        ("same", "Coffee", [taken("Coffee")], True),
        ("changed", "Coffee", ["time and room: 14:00–14:30 → 14:30–15:00", taken("Coffee")], True),
    ]  # fmt: skip
    assert [s.origin for s in after.sessions_in_order] == [f"list/id:{key}" for key in "abcd"]
    retitled = a_list(*(replace(s, fields={"title": f"New {s.key}"}) for s in RENEWED.sessions))
    assert {row.verdict for row in importing.plan(after, retitled).rows} == {Verdict.CHANGED}


# sessions that were typed here ------------------------------------------------------------------------------


def test_what_was_typed_here_before_the_list_came_is_not_doubled(importing):
    here = agenda(talk("mine", title="Safe cities", people=(speaker("ada"),)), person("ada", name="Ada"))

    plan, after = importing.taken(here, a_list(listed("Safe  Cities!", "09:00", "Ada", said={"abstract": "Theirs"})))

    assert told(plan)[0] == ("changed", "Safe cities", [
        "abstract: – → Theirs", "time and room: not placed → 2024-04-25 09:00–09:30, Hall", taken("Safe cities"),
    ])  # fmt: skip
    assert [(s.id, s.origin, s.abstract) for s in after.sessions.values()] == [
        ("mine", "list/title:Safe  Cities!", "Theirs")
    ]
    assert not importing.plan(after, a_list(listed("Safe  Cities!", "09:00", "Ada"))).change()


def test_nearly_the_same_title_of_the_same_people_is_proposed_and_is_doubtful(importing):
    here = agenda(talk("mine", title="Facial recognition in citys", people=(speaker("ada"),)), person("ada"))

    plan = importing.plan(here, a_list(listed("Facial recognition in cities", "09:00", "Ada")))

    assert [(row.verdict, row.doubtful) for row in plan.rows if row.what is Session] == [
        (Verdict.CHANGED, True), (Verdict.CONFLICT, True),
    ]  # fmt: skip
    assert "Matched with “Facial recognition in citys”, which has nearly the same title." in told(plan)[0][2]


# a list without ids -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (listed("Old words", "09:00", "Ada"), listed("Quite another title", "09:00", "Ada")),
        (listed("Old words", "09:00", "Ada"), listed("Some old words", "13:00", "Ada")),
        (listed("Welcome", "09:00"), listed("Welcome to all", "09:00")),
    ],
)
def test_in_a_list_without_ids_a_session_that_is_retitled_is_a_changed_one(importing, old, new):
    plan, after = importing.taken(importing.new(a_list(old, *OTHERS)), a_list(new, *OTHERS))

    (row,) = [row for row in plan.rows if row.verdict is not Verdict.SAME]
    assert (row.verdict, row.changes_any_field("title"), row.doubtful) == (Verdict.CHANGED, True, True)
    assert new.title in titles(after)


# sessions that are others -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        (agenda(), [listed("New", "09:00", ours="t9")], ["new"]),
        (agenda(talk("mine", "hall", "09:00-09:30", title="Keys", people=(speaker("bo"),)), person("bo")),
         [listed("Keys", "10:00", "Ada")], ["new"]),
        (agenda(talk("mine", "hall", "09:00-09:30", title="Lunch")),
         [listed("Lunch", "12:00", on=DAY.replace(day=26))], ["new"]),
        (agenda(talk("mine", "hall", "09:00-09:30", title="Another")), [listed("Keys", "09:00")], ["new"]),
        (agenda(talk("mine", title="Cameras, part 1", people=(speaker("ada"),)), person("ada")),
         [listed("Cameras, part 2", "09:00", "Ada")], ["new"]),
        (a_list(listed("Lightning talks I", "09:00", key="1"), listed("B", "10:00", key="2"), listed("C", key="3")),
         [listed("Lightning talks II", "09:00", key="4"), listed("B", "10:00", key="2"), listed("C", key="3")],
         ["new", "same", "same", "gone"]),
        (a_list(listed("Old words", "09:00", "Ada"), *OTHERS), [listed("Cats", "09:00", "Bo"), *OTHERS],
         ["new", "same", "same", "same", "gone"]),
        (IN_HALLS, [*(replace(s, rooms=("Aula",)) for s in IN_HALLS.sessions[:3]), IncomingPlace(2, "Hall")],
         ["changed"] * 3 + ["gone"]),
    ],
    ids=["an id that is not here", "other people at another time", "another day", "another title", "another part",
         "a new id where ids stay", "another talk in the place", "another room while the old one stays"],
)  # fmt: skip
def test_what_is_another_session_or_has_moved(importing, here, there, wanted):
    whole = importing.new(here) if isinstance(here, Incoming) else here

    assert [v for v, _ in verdicts(importing.plan(whole, a_list(*there)))] == wanted


# two files --------------------------------------------------------------------------------------------------


def test_two_lists_of_one_conference_take_turns_and_neither_loses_its_memory(importing):
    sheet = a_list(listed("Opening", "09:00", "Ada", said={"abstract": "Sheet"}), namespace="sheet")
    feed, retitled = (
        a_list(listed(title, "09:00", "Ada", key="1", said={"language": "en"}), namespace="feed")
        for title in ("Opening", "Welcome")
    )
    whole = importing.into(importing.new(sheet), feed)

    assert not importing.plan(whole, sheet).change()
    after = importing.into(whole, retitled)
    assert titles(after) == ["Welcome"]
    assert told(importing.plan(after, sheet)) == [("same", "Welcome", ["Kept as it is here: title."])]


# rooms ------------------------------------------------------------------------------------------------------


def test_a_room_of_our_own_id_may_have_got_another_name_in_the_workbook(importing):
    here = agenda(room("hall"), room("lab", 1))

    renamed = a_list(IncomingPlace(2, "Aula", fields={"seats": 90}, ours="hall"), IncomingPlace(3, "Lab", ours="lab"))
    plan, after = importing.taken(here, renamed)

    assert told(plan) == [("changed", "Aula", ["seats: – → 90", "name: Hall → Aula"]), ("same", "Lab", [])]
    assert [r.name for r in after.rooms_in_order] == ["Aula", "Lab"]


def test_a_room_is_known_in_other_letters_and_by_the_keys_of_each_file(importing):
    whole = agenda(room("hall", name="Kongreßsaal Öst"))
    for title, namespace in (("A", "one"), ("B", "two")):
        whole = importing.into(whole, a_list(listed(title, "09:00", rooms=("KONGRESSSAAL OST",)), namespace=namespace))
    assert [r.name for r in whole.rooms.values()] == ["Kongreßsaal Öst"]
    whole = whole.after(edit(whole, Room, "hall", name="Aula"))

    for name in ("one", "two"):
        whole = importing.into(whole, a_list(listed(f"C{name}", "11:00", rooms=("KONGRESSSAAL OST",)), namespace=name))

    assert [r.name for r in whole.rooms.values()] == ["Aula"]


def test_a_cell_is_told_beside_the_line(importing):
    plan = importing.new_plan(a_list(listed("A", "09:00", cell="Talks!B7"), somebody("Ada", cell="People!A2")))

    assert [(row.title, row.cell) for row in plan.rows] == [("A", "Talks!B7"), ("Ada", "People!A2")]


RENAMED_HALL = a_list(
    *(replace(s, rooms=("Aula",)) for s in IN_HALLS.sessions[:2]), replace(IN_HALLS.sessions[2], rooms=("Lab",)),
    IN_HALLS.sessions[3],
)  # fmt: skip


def test_a_room_that_the_list_renames_is_renamed_and_its_sessions_have_not_moved(importing):
    whole = importing.new(IN_HALLS)

    plan, after = importing.taken(whole, RENAMED_HALL)

    assert [row for row in told(plan) if row[0] != "same"] == [
        ("changed", "C", ["time and room: Hall → Lab"]), ("changed", "Aula", ["name: Hall → Aula"]),
    ]  # fmt: skip
    assert sorted(r.name for r in after.rooms.values()) == ["Aula", "Lab"]
    (hall,) = [r.id for r in whole.rooms.values() if r.name == "Hall"]
    moved = place(whole, whole.sessions_in_order[0].id, DAY, 800, [hall])
    plan, after = importing.taken(whole.after(moved).after(edit(whole, Room, hall, name="Ours")), RENAMED_HALL)
    kept = ("same", "A", ["Kept as it is here: time and room."])
    assert [row for row in told(plan) if row[2]] == [kept, ("changed", "C", ["time and room: Ours → Lab"])]
    assert [row for row in told(importing.plan(after, RENAMED_HALL)) if row[2]] == [kept]


@pytest.mark.parametrize(
    ("old", "new", "rooms"),
    [("Birds sessions, room 102", "Humanity sessions, Room 102", 1), ("Room A", "Room B", 2),
     ("Main hall 1", "Main hall 2", 2)],
)  # fmt: skip
def test_a_room_of_one_session_is_renamed_only_where_the_names_have_words_in_common(importing, old, new, rooms):
    before, now = (a_list(listed("A", "09:00", key="1", rooms=(name,))) for name in (old, new))

    assert len(importing.into(importing.new(before), now).rooms) == rooms


def told_in(name):
    said = [
        listed(title, f"{hour}:00", key=title, track=track)
        for title, hour, track in (("A", "09", name), ("B", "10", name), ("D", "12", name), ("C", "11", "Law"))
    ]
    return a_list(*said, tracks=(IncomingPlace(2, "Law"), IncomingPlace(2, name)))


def test_a_track_that_the_list_renames_is_renamed_and_no_session_has_got_another_one(importing):
    whole = importing.new(told_in("Rights"))
    (law,) = [track.id for track in whole.tracks.values() if track.name == "Law"]
    whole = whole.after(edit(whole, Session, whole.sessions_in_order[0].id, track=law))

    plan, after = importing.taken(whole, told_in("Freedoms"))

    assert [row for row in told(plan) if row[2]] == [
        ("same", "A", ["Kept as it is here: track."]), ("changed", "Freedoms", ["name: Rights → Freedoms"]),
    ]  # fmt: skip
    assert sorted(track.name for track in after.tracks.values()) == ["Freedoms", "Law"]


# cards and titles -----------------------------------------------------------------------------------------


def vcard(*lines, version="3.0"):
    """Return a card of those lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


FULL = vcard("FN:Ada Ek", "N:Ek;Ada;;Dr;", "ORG:The Institute;Bees\\, wild", "TITLE:Professor",
             "EMAIL;TYPE=HOME:ada@home.example", "item1.EMAIL;TYPE=WORK,PREF:ada@example.org",
             "TEL;VALUE=uri;PREF=1:tel:+46-8-1", "NOTE:One\\nTwo", "URL:https://example.org/ada", "URL:nowhere",
             "PHOTO;ENCODING=b;TYPE=JPEG:AAAA", " AAAA", "LANG:sv", "UID:urn:uuid:ABC",
             "item1.X-ABLabel:Work")  # fmt: skip
OLD = vcard("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:=D6st;=C5sa", "TEL;WORK;VOICE:08-1",
            "NOTE;ENCODING=QUOTED-PRINTABLE:One=0D=0A=", "Two", "ORG;QUOTED-PRINTABLE:H=C3=A4st",
            version="2.1")  # fmt: skip


def card(text):
    (found,) = read(text, "people.vcf").people
    return found


def test_a_card_is_a_person_with_what_it_says():
    told = read(FULL, "people.vcf")

    (ada,) = told.people
    assert (ada.name, ada.key, ada.named, ada.line) == ("Ada Ek", "vcard/uid:abc", False, 1)
    assert ada.fields == {
        "title": "Professor", "organisation": "The Institute, Bees, wild", "email": "ada@example.org",
        "phone": "+46-8-1", "note": "One\nTwo", "links": (Link("https://example.org/ada"),), "languages": ("sv",),
    }  # fmt: skip
    assert told.unmapped == {"EMAIL": 1, "PHOTO": 1, "URL": 1}
    assert (told.sessions, told.days, told.refused) == ((), (), ())


def test_what_a_second_card_of_a_person_says_otherwise_is_counted():
    cards = vcard("FN:Ada Ek", "EMAIL:a@b.example", "TEL:070 1", "ORG:KTH") + vcard(
        "FN:Ada Ek", "EMAIL:A@b.example", "TEL:070 2", "ORG:KTH", "NOTE:Vegan")  # fmt: skip

    told = read(cards, "people.vcf")

    assert [person.fields["phone"] for person in told.people] == ["070 1"]
    assert (told.people[0].fields["note"], told.unmapped) == ("Vegan", {"TEL": 1})


def test_whose_card_is_in_another_file_is_not_missing(importing):
    cards = [read(vcard(f"FN:{name}", f"EMAIL:{name[:2]}@a.example"), "one.vcf") for name in ("Ada Ek", "Bo Al")]
    plan = importing.plan(importing.into(agenda(), cards[0]), cards[1])
    assert [(row.verdict, row.title) for row in plan.rows] == [(Verdict.NEW, "Bo Al")]


def test_a_namesake_with_another_address_in_another_file_is_asked_about_and_overwrites_nobody(importing):
    first, other = (vcard("FN:Anna Berg", f"EMAIL:anna@{where}", f"ORG:{where}") for where in ("kth.se", "volvo.com"))
    here = importing.into(agenda(), read(first, "one.vcf"))

    plan = importing.plan(here, read(other, "two.vcf"))
    assert [(row.verdict, row.title, row.doubtful) for row in plan.rows] == [(Verdict.NEW, "Anna Berg", True)]
    assert str(plan.rows[0].says[-1]) == "“Anna Berg” is perhaps the same as “Anna Berg”, who is here."
    assert [row.verdict for row in importing.plan(here, read(first, "one.vcf")).rows] == [Verdict.SAME]


def test_a_card_of_version_2_1_has_its_letters():
    assert (card(OLD).name, card(OLD).named) == ("Åsa Öst", True)
    assert card(OLD).fields == {"phone": "08-1", "note": "One\nTwo", "organisation": "Häst"}


CARDS = {
    "parts of a name": (vcard("N:Ek;Ada;Bea;Dr;PhD"), [("Ada Bea Ek", None)], []),
    "a bad one among others": (
        vcard("FN:Ada") + vcard("EMAIL:x@example.org") + vcard("FN:Bo"), [("Ada", None), ("Bo", None)],
        [(5, "x@example.org", "The card is of no person.")]),
    "a group": (vcard("FN:All", "KIND:group"), [], [(1, "All", "The card is of no person.")]),
    "two of one name": (
        vcard("FN:Ada", "EMAIL:a@example.org") + vcard("FN:Ada", "EMAIL:b@example.org") + vcard("FN:Ada"),
        [("Ada", "a@example.org"), ("Ada", "b@example.org")], []),
    "the same twice": (FULL + FULL, [("Ada Ek", "ada@example.org")], []),
    "the rest of her on another": (vcard("FN:Ada") + vcard("FN:Ada", "EMAIL:a@example.org"),
                                   [("Ada", "a@example.org")], []),
    "no end": ("BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\n", [("Ada", None), ("Bo", None)], []),
}  # fmt: skip
"""Cards, the names and addresses of their people, and what is refused."""


@pytest.mark.parametrize(("cards", "people", "refused"), CARDS.values(), ids=CARDS)
def test_each_card_is_a_person_or_refused(cards, people, refused):
    told = read(cards, "people.vcf")

    assert [(one.name, one.fields.get("email")) for one in told.people] == people
    assert [(one.line, one.title, str(one.why.problem)) for one in told.refused] == refused


@pytest.mark.parametrize(
    "mark", [";PREF=1", ";TYPE=PREF", ";PREF", ";TYPE=WORK,PREF", ";WORK;PREF", ";PREF;WORK", ";type=pref;type=HOME"]
)
def test_the_address_that_is_marked_as_the_best_counts(mark):
    assert card(vcard("FN:Ada", "EMAIL:a@example.org", f"EMAIL{mark}:b@example.org")).fields == {
        "email": "b@example.org"
    }


@pytest.mark.parametrize(("text", "name", "sort", "problem"), [
    ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "people.vcf", "vcard", "“people.vcf” holds no address card (VCARD)."),
    ("# Talks\n-\n", "list.txt", "titles", "“list.txt” names no title."),
])  # fmt: skip
def test_what_holds_no_card_or_title_is_refused(text, name, sort, problem):
    with pytest.raises(EstradError) as refused:
        read(text, name, sort)

    assert (str(refused.value.problem), refused.value.line) == (problem, 1)


WORDS = [b"\r\n", b"\r\n ", b":", b";", b'"', b",", b"\\", b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"=\r\n", b"=ZZ",
         b"\x00",
         b"CHARSET=x", b"CHARSET=rot13", b"ENCODING=QUOTED-PRINTABLE", b"\xff\xfe", b"\xc3", b"item1.", b"x" * 3000,
         b"N:" * 50]  # fmt: skip


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_cards_are_read_or_refused(times, seed):
    assert longest(spoilt([(FULL + OLD).encode()], WORDS, times, seed, "p.vcf"), "vcard")[0] < 2


BEES = ["On bees", "On wasps"]


@pytest.mark.parametrize(("text", "found"), [
    *((text, BEES) for text in (
        "- On bees\n- On wasps\n", "* On bees\n* On wasps", "• On bees\n• On wasps", "1. On bees\n2. On wasps",
        "1) On bees\r\n2) On wasps\r\n", "(1) On bees\n(2) On wasps", "a) On bees\nb) On wasps",
        "- [ ] On bees\n- [x] On wasps", "# Talks\n\n- On bees\n- On wasps", "=====\nOn bees\nOn wasps",
        "\ufeffOn bees\nOn wasps", "Talks\n\n1. On bees\n2. On wasps\n")),
    ("2024 in bees\n3D printing of hives", ["2024 in bees", "3D printing of hives"]),
    ("On ants\n\n- On bees\nOn wasps\n", ["On ants", *BEES]),
])  # fmt: skip
def test_what_counts_or_points_or_stands_above_is_no_title(text, found):
    assert [session.title for session in read(text, "list.txt", "titles").sessions] == found


def test_each_line_is_a_session_and_may_tell_its_kind_and_who_speaks():
    told = read(
        "On bees – Ada Ek\n\n  On wasps – Bo Ahl and Cy Dee\nLunch\nWorkshop: Knots – Ada Ek\nKeynote\n"
        "Welcome – Bo Ahl\nWorking with panels\nBreak\nBreak", "list.txt", "titles",
    )  # fmt: skip

    assert {(s.named, s.begin) for s in told.sessions} == {(True, None)}
    assert [(s.line, s.key.partition(":")[2], s.title, s.kind) for s in told.sessions] == [
        (1, "on bees#1", "On bees", None), (3, "on wasps#1", "On wasps", None), (4, "lunch#1", "Lunch", Kind.MEAL),
        (5, "workshop: knots#1", "Workshop: Knots", Kind.WORKSHOP), (6, "keynote#1", "Keynote", Kind.KEYNOTE),
        (7, "welcome#1", "Welcome", Kind.OPENING), (8, "working with panels#1", "Working with panels", None),
        (9, "break#1", "Break", Kind.BREAK), (10, "break#2", "Break", Kind.BREAK),
    ]  # fmt: skip
    assert [card.name for card in told.people] == ["Ada Ek", "Bo Ahl", "Cy Dee"]
    assert (told.sessions[0].key, told.sessions[0].people) == (
        "list/title:on bees#1", (("list/name:ada ek", Role.SPEAKER),))  # fmt: skip


@pytest.mark.parametrize("text", [
    "On bees\nOn wasps\n", "- On bees\n- On wasps", "2024 in bees\nIPv6 & 5G\nOn wasps\nOn flies\nLunch",
    "Lunch\nWhat is a bee?\nOn wasps – Bo Ahl", "Räksmörgås\nÅska",
])  # fmt: skip
def test_a_list_is_known_without_a_word(text):
    for data in (text.encode(), text.encode("utf-16"), text.encode("cp1252", "replace")):
        assert choose_source(OpenedFile(Path("x"), data)).key == "titles"


PROSE = "Dear all.\nWe shall meet on Monday and then we shall see.\nGreetings\n"


@pytest.mark.parametrize("data", [
    PROSE.encode(), b"One line", b"x" * 500 + b"\n" + b"y" * 500,
    b"int main() {\n  return 0;\n}\n",
    b"\x00\x01\x02\n\x03", bytes(range(256)) * 4, b"123\n456\n",
    b"c0001 t000 6 4 130\nc0002 t001 6 4 75\nc0004 t002 7 3 117\n", b"import os\nx = os.stat()\ny = 2\n",
    b"BEGIN:MYCOMP\nEND:MYCOMP\n",
    ("word " * 40 + "\n").encode() * 3,
])  # fmt: skip
def test_what_is_no_list_is_not_taken_for_one(data):
    with pytest.raises(EstradError):
        choose_source(OpenedFile(Path("x"), data))


def tables_of(text):
    return run_to_end(read_opened_file(OpenedFile(Path("list.txt"), text.encode())))


def test_names_alone_and_lines_that_begin_with_their_time_are_tables():
    people = guess_mapping(tables_of("Ada Lind\nBo Ek\nCid Dal\n"), MappingContext())
    assert (people.shape, people.sure) == (SheetShape.PEOPLE, False)
    timed = "Fredag 10 april 2026\n09.00 Welcome, all\n9.30-10.15 On bees – Ada Lind (KTX)\nkl 10.15: Lunch\n"
    assert tables_of(timed).sheets[0].rows == (
        ("Time", "Title", "Speakers", "Room", "Note"),
        ("Fredag 10 april 2026", None, None, None, None), ("09.00", "Welcome, all", None, None, None),
        ("9.30-10.15", "On bees", "Ada Lind (KTX)", None, None), ("kl 10.15", "Lunch", None, None, None),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Tid;Titel\n09.00;Bin\n",
        "09:00 Bin;Ada\n10:00 Mossa;Bo\n",
        "9.00, Bin, Ada\n10.00, Mossa, Bo\n",
        ",Monday,Tuesday\n9:00 AM,Bees,Moss\n10:00 AM,Coffee,Coffee\n",
        "9:00 CET,Bees\n10:00 CET,Moss\n",
    ],
)
def test_a_table_of_times_is_no_such_list(text):
    assert choose_source(OpenedFile(Path("list.csv"), text.encode())).key == "table"
