"""Tests of the programme sheet as data, at its edges and by a law."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Day, Person, Room
from planner.domain.long_task import run_to_end
from planner.domain.span import Span, parse_clock_time
from planner.domain.value_objects import Kind, PartnerRole, Role
from planner.printing.marks import PAPERS, HorizontalRule, PlacedPicture, PlacedText, PrintedPage, Weight
from planner.printing.programme_sheet import DENSITIES, INSET, MARGIN, picture_size, programme_sheet
from planner.printing.programme_texts import with_roles_merged
from planner.printing.text_layout import INK
from planner.programme.programme import Credit, Programme, ProgrammeBlock, ProgrammeItem, Supporter
from planner.wording import Wording
from tests.builders import draft, released
from tests.printing.pages import assert_inside_the_margins, assert_nothing_overlaps, measure
from tests.tries import tries

DAY = date(2024, 4, 25)
ENGLISH = Wording("en")


def item(title: str, times: str = "09:00-09:30", day: date = DAY, **fields: Any) -> ProgrammeItem:
    start, end = times.split("-")
    span = Span(day, parse_clock_time(start), parse_clock_time(end))
    return ProgrammeItem(**{"id": title, "title": title, "kind": Kind.OPENING, "span": span, **fields})


def programme(*items: ProgrammeItem, **fields: Any) -> Programme:
    days = sorted({i.span.day for i in items} | {DAY})
    boring = {
        "id": "c",
        "title": "The Conference",
        "timezone": "Europe/Stockholm",
        "language": "en",
        "venue": "The Venue",
        "days": tuple(Day(id=day.isoformat(), date=day, closes=2880) for day in days),
        "items": tuple(sorted(items, key=lambda i: i.span)),
    }
    return Programme(**boring | fields)


def sheet(
    *items: ProgrammeItem, words: Wording = ENGLISH, paper: str = "a4", day: Day | None = None, **fields: Any
) -> list[PrintedPage]:
    return run_to_end(programme_sheet(programme(*items, **fields), measure, words, released(3), paper=paper, day=day))


def rows(pages: list[PrintedPage]) -> list[list[str]]:
    """Return the words of each line of the pages, between the head and the foot."""
    found: list[list[str]] = []
    for page in pages:
        words = [mark for mark in page.marks if isinstance(mark, PlacedText)]
        under_head = [mark.y for mark in page.marks if isinstance(mark, HorizontalRule) and mark.colour == INK]
        heights = sorted({round(mark.y, 3) for mark in words if mark.y > max(under_head, default=0)})
        lines = [[m.text for m in sorted(words, key=lambda m: m.x) if round(m.y, 3) == y] for y in heights]
        found += lines[:-1] if page is pages[0] else lines[1:-1]
    return found


BLOCK = ProgrammeBlock(
    id="a", title="Block A", span=Span(DAY, 540, 660), rooms=("Hall",), track="Law", description="What it says.",
    credits=(Credit("Bo", Role.MODERATOR, "", "Lund"), Credit("Cy", Role.MODERATOR)),
)  # fmt: skip


def test_a_block_stands_as_a_heading_above_its_sessions_which_do_not_repeat_it() -> None:
    inside: dict[str, Any] = {"block": "a", "rooms": ("Hall",), "track": "Law", "kind": Kind.TALK}
    chaired = (Credit("Ada", Role.SPEAKER), Credit("Bo", Role.MODERATOR, "", "Lund"))
    (page,) = sheet(
        item("Before", "08:30-08:45", rooms=("Lab",)), item("One", "09:00-09:30", credits=chaired, **inside),
        item("Beside", "09:00-10:00", rooms=("Lab",)), item("Two", "09:30-10:00", names_nobody=True, **inside),
        item("Moved out", "10:00-10:30", names_nobody=True, **{**inside, "rooms": ("Lab",)}), blocks=(BLOCK,),
    )  # fmt: skip

    assert rows([page]) == [
        ["08:30", "Before", "Lab"], ["to 08:45"],
        ["09:00", "Block A"], ["to 11:00", "·", "Hall", "·", "Law", "· Chairs: Bo, Lund, Cy"],
        ["What it says."], ["09:00", "One"], ["to 09:30"], ["Ada"], ["09:30", "Two"], ["to 10:00"],
        ["10:00", "Moved out", "Lab"], ["to 10:30"], ["09:00", "Beside", "Lab"], ["to 10:00"],
    ]  # fmt: skip


def test_beside_a_short_title_the_moderator_stands_on_one_line() -> None:
    moderator = Credit("Markus Lahtinen", Role.MODERATOR, "researcher", "Lund University, Sweden")
    (page,) = sheet(item("Opening", credits=(moderator,)), title="Day")

    assert "Moderator: Markus Lahtinen, Lund University, Sweden" in page.text.split("\n")


def test_the_head_says_what_when_where_and_who_and_shows_the_logo() -> None:
    moderator = Credit("Markus Lahtinen", Role.MODERATOR, "researcher", "Lund")
    logo = b"\x89PNG\r\n\x1a\n" + bytes(8) + (200).to_bytes(4) + (100).to_bytes(4)
    about: dict[str, Any] = {"organisers": "SNOS and Securityuser.com", "subtitle": "Of cameras", "theme": "Trust"}

    shown = programme(item("Opening", credits=(moderator,)), item("Close", "10:00-10:30"), **about)
    (page,) = run_to_end(programme_sheet(shown, measure, ENGLISH, released(3), logo=logo))

    assert [mark.text for mark in page.marks if isinstance(mark, PlacedText)] == [
        "The Conference", "Of cameras", "Trust",
        "Thursday 25 April 2024, 09:00–10:30", "The Venue", "Moderator: Markus Lahtinen, Lund",
        "09:00", "to 09:30", "Opening", "10:00", "to 10:30", "Close",
        "Organisers: SNOS and Securityuser.com", "Programme v3 · 1/1",
    ]  # fmt: skip
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x0b\x08\x00\x64\x00\xc8\x03"
    filled = jpeg.replace(b"\xff\xc2", b"\xff\xff\xff\xc2")
    found = [picture_size(data) for data in (jpeg, filled, jpeg[:-4], b"GIF89a")]
    assert found == [(200, 100), (200, 100), None, None]
    (picture,) = [mark for mark in page.marks if isinstance(mark, PlacedPicture)]
    assert (picture.width / picture.height, picture.x + picture.width) == (
        2,
        pytest.approx(page.width - MARGIN - INSET),
    )


def test_organisers_without_end_take_two_lines_of_the_foot() -> None:
    (page,) = sheet(item("Opening"), organisers=" and ".join(["The Society of Long Names"] * 40))

    lines = [mark.text for mark in page.marks if isinstance(mark, PlacedText)]
    assert [line[:24] for line in lines[lines.index("Opening") + 1 :]] == [
        "Organisers: The Society ", lines[-2][:24], "Programme v3 · 1/1",
    ]  # fmt: skip
    assert lines[-2].endswith("…")


def told(fields: dict[str, Any], **options: Any) -> list[str]:
    """Return the lines of a session on a day that nobody leads, below its title."""
    others = (item(f"Other {n}", f"1{n}:00-1{n}:30") for n in range(3))
    fields = {"kind": Kind.KEYNOTE, "names_nobody": fields.get("kind") is None, **fields}
    pages = run_to_end(
        programme_sheet(programme(item("Title", **fields), *others), measure, ENGLISH, released(3), **options)
    )
    lines = ["".join(row) for row in rows(pages)]
    told = (line.removeprefix("09:00Title") for line in lines[: lines.index("10:00Other 0")])
    return [line for line in told if line not in ("", "to 09:30")]


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        pytest.param({"kind": Kind.TALK}, ["Speaker to be announced"], id="no speaker where the kind needs one"),
        pytest.param({"kind": Kind.TALK, "names_nobody": True}, [], id="nobody is to be announced"),
        pytest.param(
            {"kind": Kind.TALK, "credits": (Credit("Mo", Role.MODERATOR),)},
            ["Speaker to be announced ·Mo, moderator"],
            id="a moderator is no speaker",
        ),
        pytest.param({"kind": Kind.OPENING}, [], id="no speaker where none is needed"),
        pytest.param(
            {"credits": (Credit("Ann", Role.SPEAKER, "chief, the Police", "Police"),)},
            ["Ann, chief, the Police"],
            id="an organisation once",
        ),
        pytest.param(
            {"credits": (Credit("Mo", Role.MODERATOR), Credit("Ann", Role.PANELLIST), Credit("Bo", Role.HOST))},
            ["Ann, panellist ·Bo, host ·Mo, moderator"],
            id="those on stage before the moderator",
        ),
        pytest.param(
            {"kind": Kind.PANEL, "credits": (Credit("Ann", Role.PANELLIST),)}, ["Ann"], id="a panellist of a panel"
        ),
        pytest.param(
            {"credits": (Credit("Ann", Role.MODERATOR), Credit("Ann", Role.SPEAKER))},
            ["Ann, moderator"],
            id="two roles",
        ),
        pytest.param({"place": "Foyer", "subtitle": "And more"}, ["And more", "Foyer"], id="subtitle and place"),
        pytest.param({"track": "Law", "tentative": True}, ["Law", "Preliminary"], id="track and state"),
        pytest.param({"abstract": "First.\nSecond."}, ["First.", "Second."], id="paragraphs of an abstract"),
        pytest.param({"description": "At length."}, ["At length."], id="a description where there is no abstract"),
        pytest.param({"abstract": "Short.", "description": "At length."}, ["Short."], id="an abstract before it"),
    ],
)
def test_a_session_says(fields: dict[str, Any], lines: list[str]) -> None:
    assert told(fields) == lines


def test_abstracts_are_whole_short_or_left_out() -> None:
    fields = {"abstract": "\n" + "word " * 70 + "\nSecond."}

    whole, short = " ".join(told(fields)), " ".join(told(fields, abstracts="short"))
    assert (whole.split().count("word"), whole.endswith("Second.")) == (70, True)
    assert (len(short), short) == (280, "word " * 55 + "word…")
    assert told(fields, abstracts="none") == []
    assert told({"abstract": "Brief.\nMore."}, abstracts="short") == ["Brief."]


@pytest.mark.parametrize(
    ("items", "day", "expected"),
    [
        pytest.param(
            [item("Lunch", kind=Kind.MEAL, place="Restaurant"), item("Next", "10:00-10:30")],
            None,
            [["09:00", "Lunch", "to 09:30 · Restaurant"], ["10:00", "Next"], ["to 10:30"]],
            id="a pause is one band with its end",
        ),
        pytest.param(
            [item("Three", rooms=("Yard",)), item("One", "09:00-09:45", rooms=("Hall",)), item("Two", rooms=("Lab",))],
            None,
            [["09:00", "Hall", " · to 09:45", "Lab", " · to 09:30", "Yard", " · to 09:30"], ["One", "Two", "Three"]],
            id="parallel sessions stand beside each other in the order of rooms, with ends that differ",
        ),
        pytest.param(
            [item("One", rooms=("A",), track="Law"), item("Two", rooms=("B",))],
            None,
            [["09:00", "A", " · Law", "B"], ["to 09:30"], ["One", "Two"]],
            id="an end that is the same stands below the time",
        ),
        pytest.param(
            [item("One", rooms=("A",)), item("Lunch", "12:00-13:00", kind=Kind.MEAL, place="Canteen", rooms=("B",))],
            None,
            [["09:00", "One", "A"], ["to 09:30"], ["12:00", "Lunch", "to 13:00", "Canteen"]],
            id="places stand in the column of rooms",
        ),
        pytest.param(
            [item("One", rooms=("Hall",))], None, [["09:00", "One"], ["to 09:30"]], id="one room goes without saying"
        ),
        pytest.param(
            [item("One", rooms=("Hall",)), item("Two", rooms=("Lab",), day=DAY + timedelta(1))],
            Day(id="d", date=DAY),
            [["09:00", "One", "Hall"], ["to 09:30"]],
            id="a sheet of one day still says the room if the conference has several",
        ),
    ],
)
def test_what_stands_in_the_rows(items: list[ProgrammeItem], day: Day | None, expected: list[list[str]]) -> None:
    pages = run_to_end(
        programme_sheet(
            programme(*items), measure, ENGLISH, released(3), day=day, rooms=("Hall", "Lab", "Yard", "A", "B")
        )
    )

    assert rows(pages) == expected


def test_a_sheet_of_one_room_has_what_takes_it_or_all_rooms() -> None:
    shown = programme(
        item("One", rooms=("Hall",)), item("Two", rooms=("Lab",)), item("Both", "10:00-10:30", rooms=("Hall", "Lab")),
        item("Lunch", "12:00-13:00", kind=Kind.MEAL),
    )  # fmt: skip
    off = (item("Off", "11:00-11:30", rooms=("Lab",)), item("Gone", "11:00-11:30", rooms=("Hall",)))
    hall = Room(id="h", name="Hall")

    (page,) = run_to_end(programme_sheet(shown, measure, ENGLISH, released(3), room=hall, cancelled=off))

    titles = {"One", "Two", "Both", "Lunch", "Off", "Gone"}
    assert titles.intersection(page.text.split("\n")) == {"One", "Both", "Lunch", "Gone"}


def test_a_sheet_of_one_person_has_what_names_them_and_says_whose_it_is() -> None:
    def by(*people: Credit, **fields: Any) -> dict[str, Any]:
        return {"credits": people, **fields}

    ada = Credit("Ada", Role.SPEAKER, "Professor", "KTH", "ada")
    bo, namesake = Credit("Bo", Role.MODERATOR, person="bo"), Credit("Ada", Role.SPEAKER, person="other")
    shown = programme(
        item("One", **by(ada, bo)), item("Other", "10:00-10:30", **by(namesake)), item("Lunch", "12:00-13:00"),
        item("Two", day=DAY + timedelta(1), abstract="Word " * 9000, **by(ada)),
    )  # fmt: skip
    off = (item("Gone", "11:00-11:30", **by(ada)), item("Off", "11:00-11:30", **by(bo)))
    someone = Person(id="ada", name="Ada", title="Professor", organisation="KTH", phone="0700")

    first, *later = run_to_end(programme_sheet(shown, measure, ENGLISH, released(3), person=someone, cancelled=off))
    lines = first.text.split("\n")

    assert {"The Conference", "Ada"} <= {*lines[:4]}
    assert [line for line in lines if line in ("One", "Other", "Lunch", "Two", "Gone", "Off")] == ["One", "Gone", "Two"]
    assert (lines.count("Ada"), "Moderator: Bo" in first.text, "0700" in first.text) == (3, False, False)
    assert "The Conference · Ada" in later[0].text.split("\n")
    nobody = Person(id="eve", name="Eve")
    (empty,) = run_to_end(programme_sheet(shown, measure, ENGLISH, released(3), person=nobody, cancelled=off))
    assert "“Eve” is in no session of the programme." in empty.text
    there = {"day": Day(id="d", date=DAY + timedelta(2))}
    for chosen, told in (({"person": someone}, "“Ada” is in no session here."), ({}, "There is nothing here.")):
        (empty,) = run_to_end(programme_sheet(shown, measure, ENGLISH, released(3), **there, **chosen))
        assert told in empty.text


def test_namesakes_in_one_session_are_two() -> None:
    people = Credit("Ada Ek", Role.SPEAKER, person="one"), Credit("Ada Ek", Role.MODERATOR, person="other")
    assert [roles for _who, roles in with_roles_merged(people)] == [(Role.SPEAKER,), (Role.MODERATOR,)]
    assert len(with_roles_merged(replace(credit, person="one") for credit in people)) == 1


def test_no_word_is_broken_for_the_sake_of_columns() -> None:
    long = "Integritetsskyddsmyndigheten"
    three = [item(f"{n}", rooms=(f"R{n}",)) for n in range(3)]
    narrow = sheet(*three, item("Lone", "10:00-10:30"))
    wide = sheet(*three[1:], item(long, rooms=("R0",)), item("Lone", "10:00-10:30"))

    titles = [[row for row in rows(pages) if set(row) & {"0", "1", "2", long}] for pages in (narrow, wide)]
    assert titles == [[["0", "1", "2"]], [["1", "2"], [long]]] or titles[1] == [[long, "1"], ["2"]]


def test_many_parallel_sessions_fill_the_columns_without_holes() -> None:
    items = [item(f"Talk {n}", rooms=(f"R{n}",), abstract="word " * (400 if n == 0 else 20)) for n in range(9)]
    (page,) = sheet(*items)

    left = {mark.text: mark.x for mark in page.marks if isinstance(mark, PlacedText) and mark.text.startswith("Talk")}
    assert [sorted(left.values()).count(x) for x in sorted(set(left.values()))] == [1, 4, 4]

    long = sheet(*(item(f"Talk {n}", rooms=(f"R{n}",), abstract="word " * 100) for n in range(3)))[0]
    assert len({mark.x for mark in long.marks if isinstance(mark, PlacedText) and mark.text.startswith("Talk")}) == 2


def test_rooms_too_many_for_the_column_stand_under_the_title() -> None:
    names = tuple(f"A hall with a rather long name {n}" for n in range(4))
    pages = sheet(item("One", rooms=names), item("Two", "10:00-11:00", rooms=("Lab",)))

    assert ", ".join(names) in " ".join(" ".join(row) for row in rows(pages))


@pytest.mark.parametrize(
    ("sessions", "head", "others"),
    [
        pytest.param([("", ""), ("", "")], "", [], id="nobody"),
        pytest.param([("", "Mo"), ("", "Mo")], "Mo", [], id="the same in all"),
        pytest.param([("", "Mo"), ("", "Mo"), ("", "Ann")], "Mo", ["Ann"], id="another one in one of three"),
        pytest.param([("", "Mo"), ("", "Ann"), ("", "")], "", ["Mo", "Ann"], id="two by turns"),
        pytest.param([("", ""), ("", "Mo"), ("", "")], "", ["Mo"], id="in one of many"),
        pytest.param([("Mo", ""), ("", "Mo"), ("", "")], "Mo", [], id="in one of many, and host of the opening"),
    ],
)
def test_the_moderator_of_the_day_stands_in_the_head_alone(
    sessions: list[tuple[str, str]], head: str, others: list[str]
) -> None:
    items = [
        item(
            f"Talk {n}",
            f"{9 + n}:00-20:00",
            kind=Kind.OPENING if host else Kind.KEYNOTE,
            names_nobody=True,
            credits=(
                *([Credit(host, Role.HOST)] if host else []),
                *([Credit(moderator, Role.MODERATOR)] if moderator else []),
            ),
        )
        for n, (host, moderator) in enumerate(sessions)
    ]
    (page,) = sheet(*items)

    assert ("Moderator: Mo" in page.text, "Moderator: Ann" in page.text) == (head == "Mo", False)
    lines = page.text.split("\n")
    assert [lines[n - 1] for n, line in enumerate(lines) if line == ", moderator"] == others


def test_each_of_several_days_has_its_date_and_its_end() -> None:
    (page,) = sheet(item("One"), item("Two", day=DAY + timedelta(1)))

    dates = [line for line in page.text.split("\n") if "2024" in line]
    assert dates == ["25–26 April 2024", "Thursday 25 April 2024, 09:00–09:30", "Friday 26 April 2024, 09:00–09:30"]


def test_later_pages_have_a_small_head_and_every_page_its_number() -> None:
    pages = sheet(*(item(f"Talk {n}", f"{8 + n // 4}:{n % 4 * 15:02}-20:00") for n in range(40)))

    assert [page.text.split("\n")[:2] for page in pages[1:]] == [["The Conference", "Thursday 25 April 2024"]] * 2
    assert [page.text.split("\n")[-1] for page in pages] == [f"Programme v3 · {n}/3" for n in (1, 2, 3)]


def test_a_little_more_than_a_page_is_set_smaller_on_one() -> None:
    def sizes(count: int) -> list[float]:
        pages = sheet(*(item(f"Talk {n}", f"{8 + n // 4}:{n % 4 * 15:02}-20:00") for n in range(count)))
        return [
            m.face.size for page in pages for m in page.marks if isinstance(m, PlacedText) and m.text == "Talk 0"
        ] + [len(pages)]

    assert [sizes(count) for count in (16, 19, 24)] == [[11.5, 1], [pytest.approx(10.81), 1], [11.5, 2]]


def test_a_long_session_is_continued_on_the_page_where_it_begins() -> None:
    pages = sheet(item("Long", abstract="word " * 4000), item("After", "10:00-11:00"))

    assert [["(continued)" in page.text, "After" in page.text] for page in pages[1:]] == [
        *[[True, False]] * (len(pages) - 2),
        [True, True],
    ]
    assert sum(page.text.split().count("word") for page in pages) == 4000

    pages = sheet(*(item(f"Talk {n}", f"{8 + n}:00-20:00", abstract="word " * 400) for n in range(5)))
    lowest = [max(m.y for m in p.marks if isinstance(m, PlacedText) and "word" in m.text) for p in pages[:-1]]
    assert all(y > 0.85 * page.height for y, page in zip(lowest, pages, strict=False))


def test_nothing_placed_yet_and_a_draft_says_so() -> None:
    assert "There is nothing in the programme yet." in sheet()[0].text
    assert [
        page.text.split("\n")[-1] for page in run_to_end(programme_sheet(programme(), measure, ENGLISH, draft(4)))
    ] == ["Programme v4, draft · 1/1"]


def test_every_paper_in_the_language_of_the_conference() -> None:
    for paper in PAPERS:
        (page,) = sheet(item("Inledning"), paper=paper, words=Wording("sv"))
        assert (page.width, page.height) == pytest.approx((PAPERS[paper].width, PAPERS[paper].height))
        assert "Torsdag 25 april 2024" in page.text
        assert "09.00" in page.text


STRONG = (Weight.BOLD, Weight.MEDIUM)
TITLES = st.text(st.sampled_from("abc dé-/1 å"), min_size=1, max_size=150).filter(lambda text: text.strip())
CREDITS = st.builds(Credit, TITLES, st.sampled_from(Role), st.just("title"), TITLES)
ITEMS = st.builds(
    lambda start, length, day, **fields: ProgrammeItem(
        id="x", span=Span(DAY + timedelta(day), start, start + length), **fields
    ),
    start=st.integers(0, 1500),
    length=st.integers(1, 200),
    day=st.integers(0, 1),
    title=TITLES,
    kind=st.sampled_from(Kind),
    rooms=st.lists(TITLES, max_size=2).map(tuple),
    place=st.one_of(st.just(""), TITLES),
    tentative=st.booleans(),
    track=st.sampled_from(["", "Law", "A very long track " * 10]),
    track_colour=st.just("teal"),
    abstract=st.sampled_from(["", "Short.", "word " * 300 + "\n\n" + "x" * 700, "sentence " * 1500]),
    credits=st.lists(CREDITS, max_size=4).map(tuple),
)


@tries(60)
@given(st.lists(ITEMS, max_size=12), TITLES, TITLES, st.sampled_from(["a4", "a5", "letter"]))
def test_whatever_the_programme(items: list[ProgrammeItem], title: str, organisers: str, paper: str) -> None:
    pages = sheet(*items, title=title, organisers=organisers, paper=paper)

    for page in pages:
        assert_inside_the_margins(page, MARGIN * PAPERS[paper].enlargement * min(DENSITIES))
        assert_nothing_overlaps(page)
    titles = "".join(
        m.text for page in pages for m in page.marks if isinstance(m, PlacedText) and m.face.weight in STRONG
    )
    assert all("".join(i.title.replace("-", "").split()) in "".join(titles.replace("-", "").split()) for i in items)
    assert sum(page.text.split().count("sentence") for page in pages) == sum(
        i.abstract.count("sentence") for i in items
    )


ENDING = {
    "address": "Street 1\nTown", "directions": "Take the bus.\nWalk.", "map_link": "https://example.org/map",
    "registration_page": "https://example.org/register", "website": "https://example.org",
    "programme_page": "https://example.org", "calendar_address": "https://example.org/c.ics",
    "contact": "info@example.org", "organisers": "The Board",
    "partners": (
        Supporter("The Board", PartnerRole.ORGANISER), Supporter("Bank", PartnerRole.PARTNER, "https://bank.example"),
        Supporter("Crew", PartnerRole.PARTNER), Supporter("Sound", PartnerRole.SUPPLIER),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        pytest.param({}, [], id="nothing more is known"),
        pytest.param({"venue": "", "address": "Street 1"}, [], id="the head has the address"),
        pytest.param(
            {"address": "Street 1\nTown"}, ["The Venue, Street 1, Town"], id="the head has the venue, not the address"
        ),
        pytest.param({"map_link": "https://m.test"}, ["The Venue· https://m.test"], id="a map"),
        pytest.param({"venue": "", "directions": "Take the bus."}, ["Take the bus."], id="a way to no house"),
        pytest.param(
            ENDING,
            [
                "The Venue, Street 1, Town· Take the bus. Walk. · https://example.org/map",
                "Registration: https://example.org/register · Programme: https://example.org · "
                "Calendar to subscribe to:",
                "https://example.org/c.ics · Contact: info@example.org",
                "Partners: Bank (https://bank.example), Crew",
                "Suppliers: Sound",
            ],
            id="all of it, each address once",
        ),
    ],
)
def test_under_the_rows_stands_how_to_get_there_where_to_register_and_who_supports_it(
    fields: dict[str, Any], lines: list[str]
) -> None:
    pages = sheet(item("Opening"), **fields)

    found = ["".join(row) for row in rows(pages)]
    assert found[found.index("to 09:30") + 1 :] == lines


def test_what_begins_after_midnight_has_its_date() -> None:
    late = item("Party", "24:30-26:00", kind=Kind.SOCIAL, place="Bar")
    evening = item("Dinner", "23:00-25:00", kind=Kind.SOCIAL)

    assert rows(sheet(evening, late)) == [
        ["23:00", "Dinner", "to 01:00"],
        ["00:30", "Party", "to 02:00 · Friday 26 April 2024 · Bar"],
    ]
    assert ["Friday 26 April 2024"] in rows(sheet(item("Talk", "25:00-25:30", track="Safety", kind=Kind.TALK)))
