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
from planner.importing.incoming import Incoming, IncomingRoom, IncomingTrack
from planner.importing.mapping.guessing import guess
from planner.importing.mapping.table_mapping import MappingContext, SheetShape
from planner.importing.plan import Verdict
from planner.importing.source_registry import choose_source, read_bytes
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables
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

IN_HALLS = a_list(
    listed("A", "09:00", key="1"), listed("B", "10:00", key="2"), listed("C", "11:00", key="3"),
    listed("D", "09:00", key="4", rooms=("Lab",)),
)  # fmt: skip


def taken(title):
    return f"It is taken for “{title}”, which has the same title."


# ids --------------------------------------------------------------------------------------------------------


def test_a_session_of_our_own_id_is_that_one_whatever_it_is_called(importing):
    here = agenda(talk("t1", "hall", "09:00-09:30", title="Old"), talk("t2", title="New"))

    plan = importing.plan(here, a_list(listed("New", "09:00", ours="t1")))

    assert told(plan) == [("changed", "New", ["title: Old → New"])]
    assert titles(here.after(plan.change())) == ["New", "New"]


def test_a_session_is_found_by_another_key_under_which_it_came_before(importing):
    whole = importing.new(a_list(listed("Old", "09:00", key="slug")))

    plan = importing.plan(whole, a_list(listed("New", "09:00", key="guid", known_as=("list/id:slug",))))

    assert told(plan) == [("changed", "New", ["title: Old → New"])]
    after = whole.after(plan.change())
    assert [s.origin for s in after.sessions.values()] == ["list/id:guid"]
    assert verdicts(importing.plan(after, a_list(listed("Newer", "09:00", key="guid")))) == [("changed", "Newer")]


# renewed ids ------------------------------------------------------------------------------------------------


def test_a_list_whose_ids_are_renewed_finds_its_sessions_by_title_people_and_time(importing):
    assert told(importing.plan(importing.new(FIRST), RENEWED)) == [
        ("same", "Opening", [taken("Opening")]),
        ("changed", "Cameras at Home", [
            "title: Cameras at home → Cameras at Home", "time and room: 10:00–10:30 → 10:30–11:00",
            taken("Cameras at home"),
        ]),
        ("same", "Coffee", [taken("Coffee")]),
        ("changed", "Coffee", ["time and room: 14:00–14:30 → 14:30–15:00", taken("Coffee")]),
    ]  # fmt: skip


def test_new_ids_are_remembered_so_that_next_week_they_are_known(importing):
    after = importing.into(importing.new(FIRST), RENEWED)

    assert not importing.plan(after, RENEWED).change()
    retitled = a_list(*(replace(s, told={"title": f"New {s.key}"}) for s in RENEWED.sessions))
    assert {row.verdict for row in importing.plan(after, retitled).rows} == {Verdict.CHANGED}


def test_new_ids_alone_are_something_to_take_in(importing):
    whole = importing.new(a_list(listed("Opening", "09:00", "Ada", key="1")))

    plan = importing.plan(whole, a_list(listed("Opening", "09:00", "Ada", key="9")))

    assert [(row.verdict, row.ticked) for row in plan.rows] == [(Verdict.SAME, True)]
    change = plan.change()
    after = whole.after(change)
    assert [s.origin for s in after.sessions.values()] == ["list/id:9"]
    assert after.after(change.inverse()) == whole


# sessions that were typed here ------------------------------------------------------------------------------


def test_what_was_typed_here_before_the_list_came_is_not_doubled(importing):
    here = agenda(talk("mine", title="Safe cities", people=(speaker("ada"),)), person("ada", name="Ada"))

    plan = importing.plan(here, a_list(listed("Safe  Cities!", "09:00", "Ada", said={"abstract": "Theirs"})))

    assert told(plan)[0] == ("changed", "Safe cities", [
        "abstract: – → Theirs", "time and room: the tray → 2024-04-25 09:00–09:30, Hall", taken("Safe cities"),
    ])  # fmt: skip
    after = here.after(plan.change())
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
    assert "It is taken for “Facial recognition in citys”, which has nearly the same title." in told(plan)[0][2]


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
    others = (listed("B", "10:00"), listed("C", "11:00"), listed("D", "12:00"))
    whole = importing.new(a_list(old, *others))

    plan = importing.plan(whole, a_list(new, *others))

    (row,) = [row for row in plan.rows if row.verdict is not Verdict.SAME]
    assert (row.verdict, row.retitled, row.doubtful) == (Verdict.CHANGED, True, True)
    after = whole.after(plan.change())
    assert new.title in titles(after)
    assert not importing.plan(after, a_list(new, *others)).change()


# sessions that are others -----------------------------------------------------------------------------------

OTHERS = (listed("B", "10:00"), listed("C", "11:00"), listed("D", "12:00"))


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
        (IN_HALLS, [*(replace(s, rooms=("Aula",)) for s in IN_HALLS.sessions[:3]), IncomingRoom(2, "Hall")],
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
    feed = a_list(listed("Opening", "09:00", "Ada", key="1", said={"language": "en"}), namespace="feed")
    whole = importing.into(importing.new(sheet), feed)

    assert len(whole.sessions) == 1
    assert not importing.plan(whole, sheet).change()
    assert not importing.plan(whole, feed).change()
    retitled = a_list(listed("Welcome", "09:00", "Ada", key="1", said={"language": "en"}), namespace="feed")
    after = importing.into(whole, retitled)
    assert titles(after) == ["Welcome"]
    assert told(importing.plan(after, sheet)) == [("same", "Welcome", ["Kept as it is here: title."])]
    assert not importing.plan(after, retitled).change()


# rooms ------------------------------------------------------------------------------------------------------


def test_a_room_of_our_own_id_may_have_got_another_name_in_the_workbook(importing):
    here = agenda(room("hall"), room("lab", 1))

    renamed = a_list(IncomingRoom(2, "Aula", told={"seats": 90}, ours="hall"), IncomingRoom(3, "Lab", ours="lab"))
    plan = importing.plan(here, renamed)

    assert told(plan) == [("changed", "Aula", ["seats: – → 90", "name: Hall → Aula"]), ("same", "Lab", [])]
    assert [r.name for r in here.after(plan.change()).rooms_in_order] == ["Aula", "Lab"]


def test_a_room_is_known_in_other_letters_and_with_other_accents(importing):
    here = agenda(room("hall", name="Kongreßsaal Öst"))

    after = importing.into(here, a_list(listed("A", "09:00", rooms=("KONGRESSSAAL OST",))))

    assert [r.name for r in after.rooms.values()] == ["Kongreßsaal Öst"]


def test_a_room_that_another_file_brought_keeps_both_keys(importing):
    whole = importing.new(a_list(listed("A", "09:00"), namespace="one"))
    whole = importing.into(whole, a_list(listed("B", "10:00"), namespace="two"))
    whole = whole.after(edit(whole, Room, next(iter(whole.rooms)), name="Aula"))

    for name in ("one", "two"):
        whole = importing.into(whole, a_list(listed(f"C{name}", "11:00"), namespace=name))

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

    plan = importing.plan(whole, RENAMED_HALL)

    assert [row for row in told(plan) if row[0] != "same"] == [
        ("changed", "C", ["time and room: Hall → Lab"]), ("changed", "Aula", ["name: Hall → Aula"]),
    ]  # fmt: skip
    after = whole.after(plan.change())
    assert sorted(r.name for r in after.rooms.values()) == ["Aula", "Lab"]
    assert not importing.plan(after, RENAMED_HALL).change()


def test_what_was_moved_and_renamed_here_stays_when_the_list_renames_the_room(importing):
    whole = importing.new(IN_HALLS)
    (hall,) = [r.id for r in whole.rooms.values() if r.name == "Hall"]
    first = whole.sessions_in_order[0].id
    whole = whole.after(edit(whole, Room, hall, name="Ours")).after(place(whole, first, DAY, 800, [hall]))

    plan = importing.plan(whole, RENAMED_HALL)

    assert [row for row in told(plan) if row[2]] == [
        ("same", "A", ["Kept as it is here: time and room."]), ("changed", "C", ["time and room: Ours → Lab"]),
    ]  # fmt: skip
    assert [row[2] for row in told(importing.plan(whole.after(plan.change()), RENAMED_HALL)) if row[2]] == [
        ["Kept as it is here: time and room."]
    ]


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [("Birds sessions, room 102", "Humanity sessions, Room 102", True), ("Room A", "Room B", False),
     ("Main hall 1", "Main hall 2", False)],
)  # fmt: skip
def test_a_room_of_one_session_is_renamed_only_where_the_names_have_words_in_common(importing, old, new, renamed):
    whole = importing.new(a_list(listed("A", "09:00", key="1", rooms=(old,))))

    after = importing.into(whole, a_list(listed("A", "09:00", key="1", rooms=(new,))))

    assert len(after.rooms) == (1 if renamed else 2)


def test_a_track_that_the_list_renames_is_renamed_and_no_session_has_got_another_one(importing):
    def told_in(name):
        said = [
            listed(title, f"{hour}:00", key=title, track=name)
            for title, hour in (("A", "09"), ("B", "10"), ("D", "12"))
        ]
        return a_list(
            *said, listed("C", "11:00", key="C", track="Law"), IncomingTrack(2, "Law"), IncomingTrack(2, name)
        )

    whole = importing.new(told_in("Rights"))
    mine = whole.sessions_in_order[0].id
    (law,) = [track.id for track in whole.tracks.values() if track.name == "Law"]
    whole = whole.after(edit(whole, Session, mine, track=law))

    plan = importing.plan(whole, told_in("Freedoms"))

    assert [row for row in told(plan) if row[2]] == [
        ("same", "A", ["Kept as it is here: track."]), ("changed", "Freedoms", ["name: Rights → Freedoms"]),
    ]  # fmt: skip
    after = whole.after(plan.change())
    assert sorted(track.name for track in after.tracks.values()) == ["Freedoms", "Law"]
    assert not importing.plan(after, told_in("Freedoms")).change()


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
    assert ada.told == {
        "title": "Professor", "organisation": "The Institute, Bees, wild", "email": "ada@example.org",
        "phone": "+46-8-1", "note": "One\nTwo", "links": (Link("https://example.org/ada"),), "languages": ("sv",),
    }  # fmt: skip
    assert told.unmapped == {"EMAIL": 1, "PHOTO": 1, "URL": 1}
    assert (told.sessions, told.days, told.refused) == ((), (), ())


def test_a_card_of_version_2_1_has_its_letters():
    asa = card(OLD)

    assert (asa.name, asa.named) == ("Åsa Öst", True)
    assert asa.told == {"phone": "08-1", "note": "One\nTwo", "organisation": "Häst"}


CARDS = {
    "parts of a name": (vcard("N:Ek;Ada;Bea;Dr;PhD"), [("Ada Bea Ek", None)], []),
    "a bad one among others": (
        vcard("FN:Ada") + vcard("EMAIL:x@example.org") + vcard("FN:Bo"), [("Ada", None), ("Bo", None)],
        [(5, "x@example.org", "The card has no name.")]),
    "a group": (vcard("FN:All", "KIND:group"), [], [(1, "All", "The card is of no person.")]),
    "two of one name": (
        vcard("FN:Ada", "EMAIL:a@example.org") + vcard("FN:Ada", "EMAIL:b@example.org") + vcard("FN:Ada"),
        [("Ada", "a@example.org"), ("Ada", "b@example.org"), ("Ada", None)], []),
    "the same twice": (FULL + FULL, [("Ada Ek", "ada@example.org")],
                       [(19, "Ada Ek", "The card on line 1 is of the same person, and counts.")]),
    "no end": ("BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\n", [("Ada", None), ("Bo", None)], []),
}  # fmt: skip
"""Cards, the names and addresses of their people, and what is refused."""


@pytest.mark.parametrize(("cards", "people", "refused"), CARDS.values(), ids=CARDS)
def test_each_card_is_a_person_or_refused(cards, people, refused):
    told = read(cards, "people.vcf")

    assert [(one.name, one.told.get("email")) for one in told.people] == people
    assert [(one.line, one.title, str(one.why.problem)) for one in told.refused] == refused


@pytest.mark.parametrize(
    "mark", [";PREF=1", ";TYPE=PREF", ";PREF", ";TYPE=WORK,PREF", ";WORK;PREF", ";PREF;WORK", ";type=pref;type=HOME"]
)
def test_the_address_that_is_marked_as_the_best_counts(mark):
    ada = card(vcard("FN:Ada", "EMAIL:a@example.org", f"EMAIL{mark}:b@example.org"))

    assert ada.told == {"email": "b@example.org"}


def test_what_holds_no_card_is_refused():
    with pytest.raises(EstradError) as refused:
        read("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "people.vcf", "vcard")

    assert (str(refused.value.problem), refused.value.line) == ("“people.vcf” holds no address card (VCARD).", 1)


WORDS = [b"\r\n", b"\r\n ", b":", b";", b'"', b",", b"\\", b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"=\r\n", b"=ZZ",
         b"\x00",
         b"CHARSET=x", b"CHARSET=rot13", b"ENCODING=QUOTED-PRINTABLE", b"\xff\xfe", b"\xc3", b"item1.", b"x" * 3000,
         b"N:" * 50]  # fmt: skip


@pytest.mark.parametrize(("times", "seed"), SPOILT)
def test_spoilt_cards_are_read_or_refused(times, seed):
    assert longest(spoilt([(FULL + OLD).encode()], WORDS, times, seed, "p.vcf"), "vcard")[0] < 2


def titles_told(text):
    return [session.title for session in read(text, "list.txt", "titles").sessions]


def test_each_line_is_a_session_with_its_line():
    told = read("On bees\n\n  On wasps\n", "list.txt", "titles")

    assert [(s.line, s.key, s.title, s.named, s.begin) for s in told.sessions] == [
        (1, "list/title:on bees", "On bees", True, None),
        (3, "list/title:on wasps", "On wasps", True, None),
    ]  # fmt: skip


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
    assert titles_told(text) == found


def test_who_speaks_may_stand_behind_the_title():
    told = read("On bees – Ada Ek\nOn wasps – Bo Ahl and Cy Dee\nLunch", "list.txt", "titles")

    assert [s.title for s in told.sessions] == ["On bees", "On wasps", "Lunch"]
    assert [card.name for card in told.people] == ["Ada Ek", "Bo Ahl", "Cy Dee"]
    assert told.sessions[0].people == (("list/name:ada ek", Role.SPEAKER),)
    assert [s.kind for s in told.sessions] == [None, None, Kind.MEAL]


def test_the_same_title_twice_is_two_sessions():
    assert [s.key for s in read("Break\nBreak", "list.txt", "titles").sessions] == [
        "list/title:break#1", "list/title:break#2"]  # fmt: skip


def test_a_list_of_nothing_is_refused():
    with pytest.raises(EstradError) as refused:
        read("# Talks\n-\n", "list.txt", "titles")

    assert (str(refused.value.problem), refused.value.line) == ("“list.txt” names no title.", 1)


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


def test_a_list_of_names_is_a_table_of_people_who_are_to_be_looked_at():

    told = run_to_end(read_bytes(OpenedFile(Path("list.txt"), b"Ada Lind\nBo Ek\nCid Dal\n")))

    assert isinstance(told, Tables)
    assert (guess(told, MappingContext()).shape, guess(told, MappingContext()).sure) == (SheetShape.PEOPLE, False)


def test_a_title_that_begins_with_its_kind_tells_it_also_where_somebody_speaks():
    told = read("Workshop: Knots – Ada Ek\nKeynote\nWelcome – Bo Ahl\nWorking with panels", "list.txt", "titles")

    assert [session.kind for session in told.sessions] == [Kind.WORKSHOP, Kind.KEYNOTE, Kind.OPENING, None]


def test_lines_that_begin_with_their_time_are_a_table_of_times():
    text = "Fredag 10 april 2026\n09.00 Welcome, all\n9.30-10.15 On bees – Ada Lind (KTX)\nkl 10.15: Lunch\n"

    told = run_to_end(read_bytes(OpenedFile(Path("list.txt"), text.encode())))

    assert isinstance(told, Tables)
    assert told.sheets[0].rows == (
        ("Fredag 10 april 2026", None, None), ("09.00", "Welcome, all", None),
        ("9.30-10.15", "On bees", "Ada Lind (KTX)"), ("kl 10.15", "Lunch", None),
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
