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
from tests.ui.window_driver import CTRL, SHIFT, Key, WindowDriver, focused
from ui.features.timeline.session_matcher import FilterPopup
from ui.features.timeline.surroundings import ColourLegend
from ui.state.view_state import Colouring, SessionFilter

pytestmark = pytest.mark.usefixtures("forms_sleep")

CAST = (
    room("hall"), room("lab", 1), track("law"), track("sea", position=1, colour="teal"),
    person("ada", name="Ada Ångström"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", title="Privacy", people=(speaker("ada"),), track="law", kind=Kind.KEYNOTE),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"), moderator("ada")), track="sea", kind=Kind.PANEL),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL, place="the balcony"),
    talk("late", "lab", "16:00-16:30", status=Status.DRAFT), talk("waiting", title="Privacy again"),
)  # fmt: skip


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for four sessions of different tracks, kinds and statuses."""
    return hands_on(*CAST)


def clear(driver: WindowDriver) -> list[str]:
    """Return the sessions that are not dimmed."""
    return [session for session in driver.timeline.view.source.model.keys if driver.timeline.view.matcher.fits(session)]


def look_for(driver: WindowDriver, typed: str) -> None:
    """Type in the line above the timeline."""
    driver.page.tray.search.setFocus()
    driver.key(Key.Key_F, modifiers=CTRL)
    assert focused() is driver.page.timeline_page.bar.search
    driver.type(typed)


# a search ------------------------------------------------------------------------------------------------


def test_all_else_is_dimmed(driver: WindowDriver) -> None:
    for typed, found in (
        ("privacy", ["keynote"]),
        ("ADA", ["keynote", "panel"]),
        ("angstrom", ["keynote", "panel"]),
        ("law", ["keynote"]),
        ("panel", ["panel"]),
        ("meal", ["lunch"]),
        ("draft", ["late"]),
        ("lab", ["panel", "late"]),
        ("balcony", ["lunch"]),
        ("ada lab", ["panel"]),
        ("zz", []),
        ("  ", ["keynote", "panel", "lunch", "late"]),
    ):
        look_for(driver, typed)

        assert clear(driver) == found
        assert driver.page.timeline_page.bar.count.text() == (f"{len(found)} of 4" if typed.strip() else "")
        look_for(driver, "")


def test_the_key_leads_to_the_timeline_and_on_to_the_tray_if_something_waits(driver: WindowDriver) -> None:
    # the key leads to the timeline and on to the tray
    line = driver.page.timeline_page.bar.search
    for searched in (line, driver.page.tray.search, line):
        driver.key(Key.Key_F, modifiers=CTRL)
        assert focused() is searched

    # the key leads nowhere else where nothing waits
    driver.page.document.apply(lambda now: delete_session(now, "waiting"))
    driver.key(Key.Key_F, modifiers=CTRL)
    driver.key(Key.Key_F, modifiers=CTRL)
    assert focused() is driver.page.timeline_page.bar.search


def test_escape_clears_and_then_leaves_and_enter_selects(driver: WindowDriver) -> None:
    # escape clears and then leaves
    line = driver.page.timeline_page.bar.search
    look_for(driver, "privacy")
    driver.key(Key.Key_Escape)
    assert (line.text(), len(clear(driver)), focused()) == ("", 4, line)
    driver.key(Key.Key_Escape)
    assert focused() is driver.timeline.canvas

    # enter selects what was found
    driver.page.document.view_state.set_filter(SessionFilter())
    look_for(driver, "ada")
    driver.key(Key.Key_Return)
    assert (driver.page.document.selected, focused() is driver.timeline.canvas) == (("keynote", "panel"), True)


def test_the_only_one_that_fits_is_scrolled_to_and_not_selected(driver: WindowDriver) -> None:
    timeline = driver.timeline
    driver.zoom_to(9 * 60, 8 / timeline.canvas.scale_now)
    seen = timeline.canvas.viewport().rect()

    look_for(driver, "la")
    assert not seen.contains(timeline.canvas.visualRect(timeline.view.source.model.index_of("late")))
    driver.type("te")

    assert seen.contains(timeline.canvas.visualRect(timeline.view.source.model.index_of("late")))
    assert (driver.page.document.selected, focused()) == ((), driver.page.timeline_page.bar.search)


def test_what_is_renamed_is_judged_anew(driver: WindowDriver) -> None:
    look_for(driver, "privacy")
    driver.page.document.select(("panel",))

    driver.page.inspector.edit()
    driver.retype("Privacy at sea")
    driver.key(Key.Key_Return)

    assert (clear(driver), driver.page.timeline_page.bar.count.text()) == (["keynote", "panel"], "2 of 4")


def test_a_dimmed_block_is_seen_through(driver: WindowDriver) -> None:
    before = _picture(driver, "panel")
    kept = _picture(driver, "keynote")

    driver.page.document.view_state.set_filter(SessionFilter("privacy"))

    assert _picture(driver, "panel") != before
    assert _picture(driver, "keynote") == kept


def _picture(driver: WindowDriver, session: str) -> QImage:
    box = driver.timeline.view.boxes_of(session)[0].translated(-driver.timeline.canvas.scene.area.topLeft()).toRect()
    return driver.timeline.canvas.viewport().grab(box).toImage()


# the filter popup ----------------------------------------------------------------------------------------


def picker(driver: WindowDriver) -> FilterPopup:
    """Return the popup, opened by its key."""
    driver.key(Key.Key_F, modifiers=CTRL | SHIFT)
    found = QApplication.activePopupWidget()
    assert isinstance(found, FilterPopup)
    return found


def test_the_popup_offers_what_some_session_has_and_picks_with_the_keys(driver: WindowDriver) -> None:
    # it offers what some session has
    said = [pick.label for pick in picker(driver).rows.rows]
    assert said == [
        "Track: Law", "Track: Sea", "Kind: Talk", "Kind: Keynote", "Kind: Panel", "Kind: Meal", "Status: Planned",
        "Status: Draft", "Person: Ada Ångström", "Person: Bo",
    ]  # fmt: skip

    # picked with the keys
    QApplication.activePopupWidget().close()
    popup = picker(driver)
    QTest.keyClicks(popup.line, "sea")
    QTest.keyClick(popup.line, Key.Key_Return)
    assert clear(driver) == ["panel"]
    popup.line.clear()
    QTest.keyClick(popup.line, Key.Key_Return)  # Law, the first row again
    assert clear(driver) == ["keynote", "panel"]
    popup.close()
    assert driver.page.timeline_page.bar.pick.text() == "2 picked"
    driver.push("Show everything again")
    assert len(clear(driver)) == 4


def test_one_of_each_group_is_needed_and_no_track_that_is_deleted(driver: WindowDriver) -> None:
    # one of each group is needed
    session_filter = SessionFilter().toggled("people", "ada").toggled("kinds", Kind.PANEL).toggled("kinds", Kind.MEAL)
    driver.page.document.view_state.set_filter(session_filter)
    assert clear(driver) == ["panel"]

    # a track that is deleted is no longer looked for
    driver.page.document.view_state.set_filter(SessionFilter())
    driver.page.document.view_state.set_filter(SessionFilter().toggled("tracks", "law"))
    driver.page.document.apply(lambda now: delete_track(now, "law"))
    assert (len(clear(driver)), driver.page.timeline_page.bar.clear.isVisible()) == (4, False)


# colours -------------------------------------------------------------------------------------------------


def test_colours_say_it_and_words_too(driver: WindowDriver) -> None:
    for colouring, colours, legend, word in (
        (Colouring.TRACK, ["royalblue", "teal", "", ""], ["Law", "Sea", "No track"], "Law"),
        (Colouring.STATUS, ["seagreen"] * 3 + ["goldenrod"], ["Planned", "Draft"], "Planned"),
        (
            Colouring.KIND,
            ["mediumorchid", "darkorange", "seagreen", "royalblue"],
            ["Talk", "Keynote", "Panel", "Meal"],
            "Keynote",
        ),
    ):
        driver.does(f"colour_{colouring.value}")

        contents = [
            driver.timeline.view.source.model.contents[session] for session in driver.timeline.view.source.model.keys
        ]
        assert [content.colour for content in contents] == colours
        assert [text for _colour, text in driver.page.timeline_page.legend.rows] == legend
        assert (contents[0].details[-1], word in contents[0].name.split(", ")) == (word, True)
        assert driver.page.timeline_page.legend.accessibleName() == f"Colours: {', '.join(legend)}"
        assert [driver.window.actions_by_name[f"colour_{by.value}"].isChecked() for by in Colouring] == [
            by is colouring for by in Colouring
        ]


def test_the_legend_says_how_many_more_there_are_and_follows_the_day(driver: WindowDriver) -> None:
    # a legend that is too long says how many more there are
    legend: ColourLegend = driver.page.timeline_page.legend
    assert legend.fitting(1000) == 3
    assert legend.fitting(120) < 3
    assert legend.toolTip() == "Law\nSea\nNo track"

    # the legend follows the day
    driver.page.document.apply(lambda now: delete_track(now, "law"))
    assert [text for _colour, text in driver.page.timeline_page.legend.rows] == ["Sea", "No track"]


def test_all_is_all_that_is_looked_for(hands_on: HandsOn) -> None:
    driver = hands_on(*[talk(f"s{n}", "hall", f"{9 + n:02}:00-{9 + n:02}:30") for n in range(4)])
    driver.page.document.view_state.set_filter(SessionFilter("s1"))
    driver.timeline.canvas.setFocus()
    driver.key(Key.Key_A, modifiers=CTRL)
    assert driver.page.document.selected == ("s1",)
