"""Two programmes that hold blocks, written by us, and which sessions of a table are headings of those below them."""

from __future__ import annotations

import pytest

from planner.domain.agenda import Agenda
from tests.importing.mapping.tables import blocks, facts, lines, read, told
from tests.importing.schedules import Importing
from tests.importing.test_running_programmes import read as running

MORNING = """
Friday 10 April 2026
Time | Room | Title | Speakers | Chair
09:00–10:30 | Ada | Bees | | Eva Fors
09:00–10:30 | Bo | Moss | | Mia Ros
09:00–10:30 | Cy | Ants | | Bo Ek
09:00–09:30 | Ada | Small bees | Ada Lind |
09:00–09:45 | Bo | Green moss | Cid Dal |
09:00–09:30 | Cy | Red ants | Gun Holm |
09:30–10:00 | Ada | Large bees | Ivan Kvist |
09:30–10:30 | Cy | Blue ants | Yuki Lind |
09:45–10:30 | Bo | Grey moss | Lisa Moe |
10:00–10:30 | Ada | Old bees | Hal Berg |
10:30–11:00 | | Coffee | |
"""
NINE = ["Bees", "Moss", "Ants", "Rain", "Snow", "Wind", "Sand", "Rock", "Clay"]
LIGHTNING = (
    "Friday 10 April 2026\nTime | Room | Title | Speakers | Chair\n09:00–10:00 | Hall | Opening | Ada Lind |\n"
    "10:00–10:45 | Hall | Lightning talks | | Eva Fors\n"
    + "".join(f" | | {title} | Speaker {chr(65 + n)}berg |\n" for n, title in enumerate(NINE))
    + "10:45–11:00 | | Coffee | |\n"
)


def blocks_of(agenda: Agenda) -> list[tuple[str, str, list[str], list[str]]]:
    """Return title, place, chairs and sessions of each block of a conference."""
    found = []
    for block in agenda.blocks_in_order:
        assert block.placement
        span, rooms = block.placement.span, "+".join(agenda.room_names(block.placement.rooms))
        sessions = [
            f"{one.title} {one.placement and one.placement.span.start}" for one in agenda.member_sessions(block.id)
        ]
        chairs = [agenda.people[chair.person].name for chair in block.chairs]
        found.append((block.title, f"{rooms} {span.start}-{span.end}", chairs, sessions))
    return found


def test_an_academic_morning_of_three_parallel_sessions_comes_in_as_three_blocks_with_chairs(
    importing: Importing,
) -> None:
    agenda = importing.new(read(lines(MORNING)))

    assert blocks_of(agenda) == [
        ("Ants", "Cy 540-630", ["Bo Ek"], ["Red ants 540", "Blue ants 570"]),
        ("Bees", "Ada 540-630", ["Eva Fors"], ["Small bees 540", "Large bees 570", "Old bees 600"]),
        ("Moss", "Bo 540-630", ["Mia Ros"], ["Green moss 540", "Grey moss 585"]),
    ]
    assert [one.title for one in agenda.sessions.values() if one.block is None] == ["Coffee"]
    again = importing.plan(agenda, read(lines(MORNING)))
    assert not again.change()


def test_a_lightning_hour_of_nine_talks_comes_in_as_one_block_of_equal_parts(importing: Importing) -> None:
    agenda = importing.new(read(lines(LIGHTNING)))

    talks = [f"{title} {600 + 5 * n}" for n, title in enumerate(NINE)]
    assert blocks_of(agenda) == [("Lightning talks", "Hall 600-645", ["Eva Fors"], talks)]
    assert not importing.plan(agenda, read(lines(LIGHTNING))).change()


def test_talks_below_a_heading_with_lengths_of_their_own_follow_each_other_by_them() -> None:
    found = facts(lines("""
Friday 10 April 2026
Time | Length | Room | Title | Speakers | Chair
10:00–11:00 | | Hall | Session 2 | | Eva Fors
 | 15 min | | Bees | Ada Lind |
 | 20 min | | Moss | Bo Ek |
 | 25 min | | Ants | Cid Dal |
"""))  # fmt: skip
    assert [row[:4] for row in found["told"]] == [  # type: ignore[attr-defined]
        ("Bees", "10 10:00", 15, ("Hall",)), ("Moss", "10 10:15", 20, ("Hall",)), ("Ants", "10 10:35", 25, ("Hall",)),
    ]  # fmt: skip


ALONE = [
    ("a panel", "Panel: the bees", "", "Eva Fors", "Small | Ada Lind", "Large | Bo Ek"),
    ("a talk with a speaker", "Session of bees", "Hal Berg", "Eva Fors", "Small | Ada Lind", "Large | Bo Ek"),
    ("nobody, and no word for it", "The bees", "", "", "Small | Ada Lind", "Large | Bo Ek"),
    ("what is below has no people", "Session 1", "", "Eva Fors", "Small | ", "Large | "),
]


@pytest.mark.parametrize(("why", "title", "speakers", "chair", "one", "other"), ALONE, ids=[row[0] for row in ALONE])
def test_what_its_rows_do_not_bear_out_is_a_session(
    why: str, title: str, speakers: str, chair: str, one: str, other: str
) -> None:
    found = facts(lines(
        "Friday 10 April 2026\nTime | Room | Title | Speakers | Chair\n09:00–09:30 | Hall | Welcome | Gun Holm |\n"
        f"10:00–11:00 | Hall | {title} | {speakers} | {chair}\n"
        f" | | {one} |\n | | {other} |\n11:00–11:30 | Hall | End |\n"
    ))  # fmt: skip
    assert (found["blocks"], title in found["titles"]) == ([], True), why  # type: ignore[operator]


def test_without_a_chair_and_a_room_what_is_within_its_time_may_be_beside_it() -> None:
    found = facts(lines("""
Friday 10 April 2026
Time | Title | Speakers
10:00–12:00 | Plenary session |
10:00–11:00 | Bees | Ada Lind
11:00–12:00 | Moss | Bo Ek
"""))  # fmt: skip
    assert (found["blocks"], found["titles"]) == ([], ["Plenary session", "Bees", "Moss"])


def test_a_running_programme_has_blocks_where_a_line_holds_those_below_it() -> None:
    text = (
        "Thursday 11 March 2027\n09:00–10:00 Session 1A: Bees, Room Ada, Chair: Bo Ek\n09:00 Small bees, Ada Lind\n"
        "09:30 Large bees, Cid Dal\n09:00–10:00 Session 1B: Moss, Room Bo, Chair: Mia Ros\n"
        "09:00 Green moss, Gun Holm\n09:30 Grey moss, Lisa Moe\n10:00 Coffee\n"
    )
    assert blocks(running(text)) == [
        ("Session 1A: Bees", "11 09:00", 60, ("Room Ada",), ("Bo Ek",), ["Small bees", "Large bees"]),
        ("Session 1B: Moss", "11 09:00", 60, ("Room Bo",), ("Mia Ros",), ["Green moss", "Grey moss"]),
    ]


START, END = "Thursday 11 March 2027\n09:00 Welcome - Anna Ek\n", "11:00 Coffee\n11:30 Walk\n"
TALKS = "  Small bees - Ada Lind\n  - Green moss (Cid Dal)\n  Gun Holm: Red ants\n  Lisa Moe: Blue ants\n"
NAMES = ["Small bees", "Green moss", "Red ants", "Blue ants"]
HEADED = [
    ("its length and a chair in brackets", "10:00-11:00 Lightning talks (chair: Bo Falk)\n" + TALKS, "Lightning talks"),
    ("no length", "10:00 Session 2: Life (chair: Bo Falk)\n" + TALKS, "Session 2: Life"),
    ("a chair on the line below", "10.00–11.00 Blixtföredrag:\nOrdförande: Bo Falk\n" + TALKS, "Blixtföredrag"),
    (
        "who speaks below each title",
        "10:00-11:00 Session 2: Life (chair: Bo Falk)\n  Small bees\n  Ada Lind\n"
        "  Green moss\n  Cid Dal, Ivan Kvist\n  Red ants (Gun Holm)\n  Blue ants\n  Lisa Moe\n",
        "Session 2: Life",
    ),
    ("a chair behind a comma", "10:00-11:00 Session 2: Life, Chair: Bo Falk\n" + TALKS, "Session 2: Life"),
]


@pytest.mark.parametrize(("why", "text", "title"), HEADED, ids=[row[0] for row in HEADED])
def test_talks_without_times_below_a_line_with_a_chair_are_a_block_of_equal_parts(why, text, title) -> None:
    found = running(START + text + END)

    assert blocks(found) == [(title, "11 10:00", 60, (), ("Bo Falk",), NAMES)]
    assert [row[1:3] for row in told(found)[1:5]] == [(f"11 10:{at}", 15) for at in ("00", "15", "30", "45")]
    assert str(found.sessions[1].remarks[0]) == (
        "Only its session's time is told, 60 min; its 4 parts follow each other in equal lengths."
    )


def test_short_talks_are_a_block_without_a_chair_too() -> None:
    found = running(f"{START}10:00-11:00 Lightning talks\n{TALKS}{END}")

    assert blocks(found) == [("Lightning talks", "11 10:00", 60, (), (), NAMES)]


TIMED = "10:00 Small bees - Ada Lind\n10:30 Green moss - Cid Dal\n"


@pytest.mark.parametrize(
    "line",
    ["Lightning talks (chair: Bo Falk)", "10:00 Lightning talks (chair: Bo Falk)",
     "10:00-11:00 Lightning talks (chair: Bo Falk)"],
)  # fmt: skip
def test_a_line_with_a_chair_heads_the_talks_with_times_below_it(line: str) -> None:
    found = running(f"{START}{line}\n{TIMED}{END}")

    assert blocks(found) == [("Lightning talks", "11 10:00", 60, (), ("Bo Falk",), NAMES[:2])]
    assert [row[0] for row in told(found)] == ["Welcome", *NAMES[:2], "Coffee", "Walk"]


def test_the_last_block_ends_before_a_line_without_people_and_length() -> None:
    assert blocks(running(f"{START}Session 2 (chair: Bo Falk)\n{TIMED}11:00 End\n"))[0][-1] == NAMES[:2]


NO_BLOCK = [
    (
        "groups without a chair may be at the same time",
        "10:00-11:00 Session 2\n- Small bees - Ada Lind\n- Moss - Cid Dal\n",
    ),
    (
        "those below it are its people",
        "10:00-11:00 Session 2 (moderator: Bo Falk)\nAda Lind, Museum\nCid Dal, Tallverket\n",
    ),
    ("a panel", "10:00-11:00 Panel: Lightning (moderator: Bo Falk)\nSmall bees - Ada Lind\nMoss - Cid Dal\n"),
    ("only one", "10:00-11:00 Session 2 (chair: Bo Falk)\nSmall bees - Ada Lind\n"),
    ("a title that says nothing of it", "10:00-11:00 Bees (chair: Bo Falk)\nSmall bees - Ada Lind\nMoss - Cid Dal\n"),
]


@pytest.mark.parametrize(("why", "text"), NO_BLOCK, ids=[row[0] for row in NO_BLOCK])
def test_what_its_lines_do_not_bear_out_is_no_block(why: str, text: str) -> None:
    found = running(START + text + END)

    assert blocks(found) == []
    assert None not in [row[1] for row in told(found)]


GRID = """
Friday 10 April 2026
Time | Room Ada | Room Bo
 | Session 1A: Bees\\nChair: Bo Ek | Session 1B: Moss\\nChair: Mia Ros
09:30–10:00 | Small bees – Ada Lind | Green moss – Cid Dal
10:00–10:30 | Large bees – Ivan Kvist | Grey moss – Lisa Moe
10:30–11:00 | Coffee | Coffee
 | Session 2A: Ants\\nChair: Eva Fors |
11:00–11:30 | Red ants – Hal Berg | Stones – Yuki Lind
"""


def test_a_row_without_a_time_in_a_grid_heads_the_sessions_below_it_in_each_room_until_a_break() -> None:
    found = facts(lines(GRID))

    assert found["blocks"] == [
        ("Session 1A: Bees", "10 09:30", 60, ("Room Ada",), ("Bo Ek",), ["Small bees", "Large bees"]),
        ("Session 1B: Moss", "10 09:30", 60, ("Room Bo",), ("Mia Ros",), ["Green moss", "Grey moss"]),
        ("Session 2A: Ants", "10 11:00", 30, ("Room Ada",), ("Eva Fors",), ["Red ants"]),
    ]
    assert (found["extras"], found["remarks"]) == ([[]] * 7, [])


def test_a_timed_row_of_a_grid_heads_those_within_it() -> None:
    found = facts(lines(GRID.replace("\n | Session 1A", "\n09:30–10:30 | Session 1A")))
    assert [block[0] for block in found["blocks"]] == ["Session 1A: Bees", "Session 1B: Moss", "Session 2A: Ants"]  # type: ignore[attr-defined]
