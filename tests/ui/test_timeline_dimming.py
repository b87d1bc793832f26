"""A search in the timeline dims everything else; and the legend of its colours, in words as well."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.commands.sessions import delete_session
from planner.commands.venue import delete_track
from planner.domain.enums import Kind, Status
from tests.builders import moderator, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, SHIFT, Hands, Key, focused
from ui.features.timeline.colour_legend import Legend
from ui.features.timeline.filter_popup import Picker
from ui.features.timeline.overlay_block_view import DIM
from ui.state.view_state import Colouring, Wanted

CAST = (
    room("hall"), room("lab", 1), track("law"), track("sea", position=1, colour="teal"),
    person("ada", name="Ada Ångström"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", title="Privacy", people=(speaker("ada"),), track="law", kind=Kind.KEYNOTE),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"), moderator("ada")), track="sea", kind=Kind.PANEL),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL, place="the balcony"),
    talk("late", "lab", "16:00-16:30", status=Status.DRAFT), talk("waiting", title="Privacy again"),
)  # fmt: skip


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on four sessions of different tracks, kinds and statuses."""
    return hands_on(*CAST)


def clear(hands: Hands) -> list[str]:
    """Return the sessions that are not dimmed."""
    return [session for session in hands.timeline.days.ids if hands.timeline.solid(session) == 1]


def look_for(hands: Hands, typed: str) -> None:
    """Type in the line above the timeline."""
    hands.page.tray.search.setFocus()
    hands.key(Key.Key_F, modifiers=CTRL)
    assert focused() is hands.page.bar.search
    hands.type(typed)


# a search ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("privacy", ["keynote"]), ("ADA", ["keynote", "panel"]), ("angstrom", ["keynote", "panel"]),
        ("law", ["keynote"]), ("panel", ["panel"]), ("meal", ["lunch"]), ("draft", ["late"]),
        ("lab", ["panel", "late"]), ("balcony", ["lunch"]), ("ada lab", ["panel"]), ("zz", []),
        ("  ", ["keynote", "panel", "lunch", "late"]),
    ],
)  # fmt: skip
def test_all_else_is_dimmed(hands: Hands, typed: str, found: list[str]) -> None:
    look_for(hands, typed)

    assert clear(hands) == found
    assert {hands.timeline.solid(session) for session in set(hands.timeline.days.ids) - set(found)} <= {DIM}
    assert hands.page.bar.count.text() == (f"{len(found)} of 4" if typed.strip() else "")


def test_the_key_leads_to_the_timeline_and_on_to_the_tray(hands: Hands) -> None:
    for searched in (hands.page.bar.search, hands.page.tray.search, hands.page.bar.search):
        hands.key(Key.Key_F, modifiers=CTRL)
        assert focused() is searched


def test_the_key_leads_nowhere_else_where_nothing_waits(hands: Hands) -> None:
    hands.page.desk.perform(lambda now: delete_session(now, "waiting"))

    hands.key(Key.Key_F, modifiers=CTRL)
    hands.key(Key.Key_F, modifiers=CTRL)

    assert focused() is hands.page.bar.search


def test_escape_clears_and_then_leaves(hands: Hands) -> None:
    look_for(hands, "privacy")

    hands.key(Key.Key_Escape)
    assert (hands.page.bar.search.text(), len(clear(hands)), focused()) == ("", 4, hands.page.bar.search)

    hands.key(Key.Key_Escape)
    assert focused() is hands.timeline


def test_enter_selects_what_was_found(hands: Hands) -> None:
    look_for(hands, "ada")

    hands.key(Key.Key_Return)

    assert hands.page.desk.selected == ("keynote", "panel")
    assert focused() is hands.timeline


def test_the_only_one_that_fits_is_scrolled_to_and_not_selected(hands: Hands) -> None:
    timeline = hands.timeline
    timeline.zoom(8 / timeline.scale_now)
    timeline.scroll_to_minute(9 * 60)
    seen = timeline.viewport().rect()

    look_for(hands, "la")
    assert not seen.contains(timeline.visualRect(timeline.days.index(timeline.days.row("late"))))
    hands.type("te")

    assert seen.contains(timeline.visualRect(timeline.days.index(timeline.days.row("late"))))
    assert (hands.page.desk.selected, focused()) == ((), hands.page.bar.search)


def test_what_is_renamed_is_judged_anew(hands: Hands) -> None:
    look_for(hands, "privacy")
    hands.page.desk.select(("panel",))

    hands.page.inspector.edit()
    hands.retype("Privacy at sea")
    hands.key(Key.Key_Return)

    assert clear(hands) == ["keynote", "panel"]
    assert hands.page.bar.count.text() == "2 of 4"


def test_a_dimmed_block_is_seen_through(hands: Hands) -> None:
    before = _picture(hands, "panel")
    kept = _picture(hands, "keynote")

    hands.page.desk.seeing.want(Wanted("privacy"))

    assert _picture(hands, "panel") != before
    assert _picture(hands, "keynote") == kept


def _picture(hands: Hands, session: str) -> QImage:
    box = hands.timeline.boxes_of(session)[0].translated(hands.timeline.origin()).toRect()
    return hands.timeline.viewport().grab(box).toImage()


# the picker ----------------------------------------------------------------------------------------------


def picker(hands: Hands) -> Picker:
    """Return the popup, opened by its key."""
    hands.key(Key.Key_F, modifiers=CTRL | SHIFT)
    found = QApplication.activePopupWidget()
    assert isinstance(found, Picker)
    return found


def test_it_offers_what_some_session_has(hands: Hands) -> None:
    said = [pick.said for pick in picker(hands).rows.shown]

    assert said == [
        "Track: Law", "Track: Sea", "Kind: Talk", "Kind: Keynote", "Kind: Panel", "Kind: Meal", "Status: Planned",
        "Status: Draft", "Person: Ada Ångström", "Person: Bo",
    ]  # fmt: skip


def test_picked_with_the_keys(hands: Hands) -> None:
    popup = picker(hands)

    QTest.keyClicks(popup.line, "sea")
    QTest.keyClick(popup.line, Key.Key_Return)
    assert clear(hands) == ["panel"]
    popup.line.clear()
    QTest.keyClick(popup.line, Key.Key_Return)  # Law, the first row again
    assert clear(hands) == ["keynote", "panel"]

    popup.close()
    assert hands.page.bar.pick.text() == "2 picked"
    hands.push("Show everything again")
    assert len(clear(hands)) == 4


def test_one_of_each_group_is_needed(hands: Hands) -> None:
    wanted = Wanted().toggled("people", "ada").toggled("kinds", Kind.PANEL).toggled("kinds", Kind.MEAL)

    hands.page.desk.seeing.want(wanted)

    assert clear(hands) == ["panel"]


def test_a_track_that_is_deleted_is_no_longer_looked_for(hands: Hands) -> None:
    hands.page.desk.seeing.want(Wanted().toggled("tracks", "law"))

    hands.page.desk.perform(lambda now: delete_track(now, "law"))

    assert len(clear(hands)) == 4
    assert not hands.page.bar.clear.isVisible()


# colours -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colouring", "colours", "legend", "word"),
    [
        (Colouring.TRACK, ["royalblue", "teal", "", ""], ["Law", "Sea", "No track"], "Law"),
        (Colouring.STATUS, ["seagreen"] * 3 + ["goldenrod"], ["Planned", "Draft"], "Planned"),
        (Colouring.KIND, ["mediumorchid", "darkorange", "seagreen", "royalblue"],
         ["Talk", "Keynote", "Panel", "Meal"], "Keynote"),
    ],
)  # fmt: skip
def test_colours_say_it_and_words_too(
    hands: Hands, colouring: Colouring, colours: list[str], legend: list[str], word: str
) -> None:
    hands.does(f"colour_{colouring.value}")

    faces = [hands.timeline.days.face(session) for session in hands.timeline.days.ids]
    assert [face.colour for face in faces] == colours
    assert [text for _colour, text in hands.page.legend.rows] == legend
    assert (faces[0].details[-1], word in faces[0].name.split(", ")) == (word, True)
    assert hands.page.legend.accessibleName() == f"Colours: {', '.join(legend)}"
    assert [hands.window.actions_by_name[f"colour_{by.value}"].isChecked() for by in Colouring] == [
        by is colouring for by in Colouring
    ]


def test_the_legend_follows_the_day(hands: Hands) -> None:
    hands.page.desk.perform(lambda now: delete_track(now, "law"))

    assert [text for _colour, text in hands.page.legend.rows] == ["Sea", "No track"]


def test_a_legend_that_is_too_long_says_how_many_more_there_are(hands: Hands) -> None:
    legend: Legend = hands.page.legend

    assert legend.fitting(1000) == 3
    assert legend.fitting(120) < 3
    assert legend.toolTip() == "Law\nSea\nNo track"


def test_all_is_all_that_is_looked_for(hands_on: HandsOn) -> None:
    hands = hands_on(*[talk(f"s{n}", "hall", f"{9 + n:02}:00-{9 + n:02}:30") for n in range(4)])
    hands.page.desk.seeing.want(Wanted("s1"))
    hands.timeline.setFocus()
    hands.key(Key.Key_A, modifiers=CTRL)
    assert hands.page.desk.selected == ("s1",)
