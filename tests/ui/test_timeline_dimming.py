"""A search in the timeline dims everything else; and the legend of its colours, in words as well."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.commands.venue import delete_track
from planner.domain.entities import Session, Track
from planner.domain.value_objects import Kind, Status
from tests.builders import day, moderator, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import CTRL, NONE, SHIFT, Key, WindowDriver, focused, type_at
from ui.features.timeline.surroundings import ColourLegend
from ui.plan.canvas.tile_content import TileContent
from ui.plan.day.session_matcher import FilterPopup
from ui.state.view_state import Colouring, SessionFilter

SECOND = date(2024, 4, 26)
CAST = (
    room("hall"), room("lab", 1), track("law"), track("sea", position=1, colour="teal"),
    person("ada", name="Ada Ångström"), person("bo"),
    talk("keynote", "hall", "09:00-09:45", title="Privacy", people=(speaker("ada"),), track="law", kind=Kind.KEYNOTE),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"), moderator("ada")), track="sea", kind=Kind.PANEL),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL, place="the balcony"),
    talk("late", "lab", "16:00-16:30", status=Status.DRAFT), talk("waiting", title="Privacy again"),
)  # fmt: skip
"""Four sessions of different tracks, kinds and statuses."""


def clear(driver: WindowDriver) -> list[str]:
    """Return the sessions that are not dimmed."""
    return [session for session in driver.timeline.view.source.model.keys if driver.timeline.view.matcher.fits(session)]


def look_for(driver: WindowDriver, typed: str) -> None:
    """Type in the line above the timeline."""
    driver.key_in(driver.page.tray.line, Key.Key_F, modifiers=CTRL)
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
        waits, search = typed == "privacy", driver.page.timeline_page.bar.search
        hits = "1 hit" if len(found) + waits == 1 else f"{len(found) + waits} hits"
        told = f"{len(found)} of 4 here{', 1 not placed' * waits}"
        said = (hits, told, f"{hits}, {told}") if typed.strip() else ("", "", "")
        assert (search.hit_count_text, search.toolTip(), search.accessibleDescription()) == said
        look_for(driver, "")


def test_the_key_leads_to_the_timeline_and_on_to_the_tray_escape_leaves_and_enter_goes_on(
    driver: WindowDriver,
) -> None:
    # the key leads to the timeline and on to the tray
    line, document = driver.page.timeline_page.bar.search, driver.document
    for searched in (line, driver.page.tray.line, line):
        driver.key(Key.Key_F, modifiers=CTRL)
        assert focused() is searched

    # escape clears and then leaves
    look_for(driver, "privacy")
    driver.key(Key.Key_Escape)
    assert (line.text(), len(clear(driver)), focused()) == ("", 4, line)
    driver.key(Key.Key_Escape)
    assert focused() is driver.canvas

    # enter goes from one hit to the next
    look_for(driver, "ada")
    for expected in ("keynote", "panel", "keynote"):
        driver.key(Key.Key_Return)
        assert (document.plan.selected, focused()) == ((expected,), line)
    driver.key(Key.Key_Down)

    # escape there selects nothing, and then shows everything again
    for searched, chosen in (("ada", ()), ("", ())):
        driver.key(Key.Key_Escape)
        assert (line.text(), document.plan.selected, focused()) == (searched, chosen, driver.canvas)
    document.plan.view_state.set_filter(SessionFilter("ada"))

    # all is all that is looked for
    document.plan.select(())
    driver.key(Key.Key_A, modifiers=CTRL)
    assert document.plan.selected == ("keynote", "panel")

    # the only one that fits is scrolled to and not selected
    document.plan.select(())
    document.plan.view_state.set_filter(SessionFilter())

    def late() -> bool:
        box = driver.canvas.visualRect(driver.timeline.view.source.model.item_index("late"))
        return not box.isEmpty() and driver.canvas.viewport().rect().contains(box)

    driver.set_zoom(9 * 60, 8 / driver.canvas.scale_now)
    look_for(driver, "la")
    assert not late()
    driver.type("te")
    assert late()
    assert (document.plan.selected, focused()) == ((), line)

    # the key leads nowhere else where nothing waits
    document.apply(lambda now: delete_session(now, "waiting"))
    driver.key(Key.Key_F, Key.Key_F, modifiers=CTRL)
    assert focused() is line


def test_what_is_dimmed_is_seen_through_and_judged_anew_when_it_is_renamed(driver: WindowDriver) -> None:
    before = [_picture(driver, name) for name in ("keynote", "panel")]
    look_for(driver, "privacy")
    driver.plan.view_state.show_rooms()
    assert [_picture(driver, name) == was for name, was in zip(("keynote", "panel"), before, strict=True)] == [
        True, False,
    ]  # fmt: skip
    driver.plan.select(("panel",))

    driver.page.inspector.focus_naming_field()
    driver.retype("Privacy at sea", Key.Key_Return)

    assert (clear(driver), driver.page.timeline_page.bar.search.toolTip()) == (
        ["keynote", "panel"],
        "2 of 4 here, 1 not placed",
    )


def _picture(driver: WindowDriver, session: str) -> QImage:
    box = driver.timeline.view.find_boxes(session)[0].translated(-driver.canvas.scene.area.topLeft()).toRect()
    return driver.canvas.viewport().grab(box).toImage()


def test_hits_of_all_days_are_counted_and_gone_to_in_the_field_and_rooms_without_any_stay(
    hands_on: HandsOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = hands_on(
        *CAST, day(), day(SECOND), room("attic", 2), talk("again", "attic", "09:00-09:45", on=SECOND, track="law"),
        talk("other", "hall", "10:00-11:00", on=SECOND),
    )  # fmt: skip
    document, search = driver.document, driver.page.timeline_page.bar.search
    said = list[str]()
    monkeypatch.setattr("ui.features.timeline.surroundings.announce", lambda _widget, words: said.append(words))

    def heads() -> dict[str, bool]:
        return {head.room: head.dimmed for head in driver.timeline.header._model.rows}

    assert heads() == {"hall": False, "lab": False, "attic": False}
    search.setFocus()
    document.plan.view_state.set_filter(SessionFilter(tracks=frozenset({"law"})))
    assert (search.hit_count_text, search.toolTip()) == ("2 hits", "1 of 4 here, 1 on Fri 26 Apr")
    assert (heads(), driver.page.timeline_page.hidden_rooms.isVisible()) == (
        {"hall": False, "lab": True, "attic": True}, False,
    )  # fmt: skip
    for key, modifiers, hit, told in (
        (Key.Key_F3, NONE, "keynote", "1 of 2, Privacy"), (Key.Key_F3, NONE, "again", "2 of 2, Again"),
        (Key.Key_F3, NONE, "keynote", "1 of 2, Privacy"), (Key.Key_F3, SHIFT, "again", "2 of 2, Again"),
    ):  # fmt: skip
        driver.key(key, modifiers=modifiers)
        assert (document.plan.selected, said[-1], focused()) == ((hit,), told, search)
    assert heads() == {"hall": True, "lab": True, "attic": False}
    document.plan.select(())
    driver.key(Key.Key_F3)  # from the shown day on
    assert document.plan.selected == ("again",)
    driver.push("Previous hit")
    assert (document.plan.selected, search.hit_count_text) == (("keynote",), "1 of 2")
    driver.push("Next hit")
    assert (document.plan.selected, search.toolTip()) == (("again",), "1 of 2 here, 1 on Thu 25 Apr")
    assert [button.toolTip() for button in (search.previous, search.next)] == [
        "Previous hit (Shift+F3)", "Next hit (F3)",
    ]  # fmt: skip

    document.plan.hide_rooms("lab")
    document.plan.view_state.set_filter(SessionFilter())
    document.plan.select(())
    look_for(driver, "other")  # only on the other day
    assert (document.plan.day.date, document.plan.selected, said[-1]) == (SECOND, (), "1 hit, 1 of 2 here")
    document.plan.view_state.set_filter(SessionFilter())
    assert (list(heads()), document.plan.view_state.hidden) == (["hall", "attic"], {"lab"})  # what was put away
    assert not driver.actions["next_hit"].isEnabled()


def test_the_head_stands_still_while_one_searches_or_picks(driver: WindowDriver, qtbot: QtBot) -> None:
    head, search = driver.page.header_bar, driver.page.timeline_page.bar.search

    def stands() -> list[tuple[str, int, bool]]:
        QCoreApplication.sendPostedEvents()
        parts = [part for part in head.findChildren(QAbstractButton) if not search.isAncestorOf(part)]
        return [(part.accessibleName()[:6], part.mapTo(head, QPoint()).x(), part.isVisible()) for part in parts]

    for width in (1366, 1024, 720):
        driver.window.setMinimumSize(1, 1)
        driver.window.resize(width, 700)
        qtbot.waitUntil(lambda wide=width: driver.window.width() == wide)  # type: ignore[misc]
        before = stands()
        for looked in (SessionFilter("ada"), SessionFilter("ada", kinds=frozenset({Kind.PANEL}))):
            driver.plan.view_state.set_filter(looked)
            assert (stands(), head._line.isVisible()) == (before, width > 1100)
            assert [part.isVisible() for part in (search.next, search.clear_all)] == [width > 720, True]
            assert (search.hit_count_text != "", search.textMargins().right() > 0) == (width > 720, width > 720)
        driver.plan.view_state.set_filter(SessionFilter())
        assert (search.hit_count_text, search.textMargins().right(), search.clear_all.isVisible()) == ("", 0, False)


# the filter popup ----------------------------------------------------------------------------------------


def picker(driver: WindowDriver) -> FilterPopup:
    """Return the popup, opened by its key."""
    driver.key(Key.Key_F, modifiers=CTRL | SHIFT)
    return QApplication.activePopupWidget()


def test_the_popup_offers_what_some_session_has_and_picks_with_the_keys(driver: WindowDriver) -> None:
    # it offers what some session has
    assert [pick.label for pick in picker(driver).rows.rows] == [
        "Track: Law", "Track: Sea", "Type: Talk", "Type: Keynote", "Type: Panel", "Type: Meal", "Status: Planned",
        "Status: Draft", "Person: Ada Ångström", "Person: Bo",
    ]  # fmt: skip

    # picked with the keys
    QApplication.activePopupWidget().close()
    popup = picker(driver)
    type_at(popup.line, "sea", Key.Key_Return)
    assert clear(driver) == ["panel"]
    popup.line.clear()
    QTest.keyClick(popup.line, Key.Key_Return)  # Law, the first row again
    assert clear(driver) == ["keynote", "panel"]
    popup.close()
    assert driver.page.timeline_page.bar.pick.text() == "Filter · 2"
    driver.push("Show everything again")
    assert len(clear(driver)) == 4

    # one of each group is needed
    view_state = driver.plan.view_state
    view_state.set_filter(
        SessionFilter().toggled("people", "ada").toggled("kinds", Kind.PANEL).toggled("kinds", Kind.MEAL)
    )
    assert clear(driver) == ["panel"]

    # a track that is deleted is no longer looked for
    view_state.set_filter(SessionFilter().toggled("tracks", "law"))
    driver.document.apply(lambda now: delete_track(now, "law"))
    assert (len(clear(driver)), driver.page.timeline_page.bar.search.clear_all.isVisible()) == (4, False)


# colours -------------------------------------------------------------------------------------------------


def test_colours_say_it_and_words_too_in_a_legend_that_follows_the_day(driver: WindowDriver) -> None:
    for colouring, colours, words, word in (
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
        assert [text for _colour, text in driver.page.timeline_page.legend.rows] == words
        assert (contents[0].details[-1], word in contents[0].name.split(", ")) == (word, True)
        assert driver.page.timeline_page.legend.accessibleName() == f"Colours: {', '.join(words)}"
        assert [driver.actions[f"colour_{by.value}"].isChecked() for by in Colouring] == [
            by is colouring for by in Colouring
        ]

    # a legend that is too long says how many more there are
    driver.does("colour_track")
    legend: ColourLegend = driver.page.timeline_page.legend
    assert legend.count_fitting_entries(1000) == 3
    assert legend.count_fitting_entries(120) < 3
    assert legend.toolTip() == "Law\nSea\nNo track"
    driver.document.apply(lambda now: edit(now, Track, "law", name="The law of the sea " * 12))
    QCoreApplication.sendPostedEvents()
    counts = driver.page.status.counts
    assert counts.width() >= counts.sizeHint().width()  # what counts is not cut for it

    # the legend follows the day
    driver.document.apply(lambda now: delete_track(now, "law"))
    assert [text for _colour, text in legend.rows] == ["Sea", "No track"]


# what the tiles say -------------------------------------------------------------------------------------


def said(driver: WindowDriver) -> dict[str, TileContent]:
    """Return the contents of the day's tiles."""
    return dict(driver.timeline.view.source.model.contents)


def test_tiles_of_another_day_and_of_hidden_rooms_are_not_made_anew_but_for_what_was_chosen_meanwhile(
    hands_on: HandsOn,
) -> None:
    driver = hands_on(*CAST, day(), day(SECOND), talk("other", "hall", "10:00-11:00", on=SECOND))
    document, before = driver.document, said(driver)
    first, second = document.agenda.days_in_order

    document.plan.show_day(second)
    assert list(said(driver)) == ["other"]
    document.plan.show_day(first)
    document.plan.hide_rooms("lab")
    assert list(said(driver)) == ["keynote", "lunch"]
    document.apply(lambda now: edit(now, Session, "panel", title="Changed while it is hidden"))
    document.plan.view_state.show_rooms()

    now = said(driver)
    assert [name for name in before if now[name] is not before[name]] == ["panel"]
    assert now["panel"].title == "Changed while it is hidden"

    document.plan.show_day(second)
    document.plan.view_state.set_colouring(Colouring.KIND)
    document.plan.show_day(first)
    assert [(content.colour, content.meaning) for content in said(driver).values()] == [
        ("mediumorchid", "Keynote"), ("darkorange", "Panel"), ("seagreen", "Meal"), ("royalblue", "Talk"),
    ]  # fmt: skip
    uncoloured = {name: replace(content, colour="", meaning="") for name, content in said(driver).items()}
    assert uncoloured == {name: replace(content, colour="", meaning="") for name, content in now.items()}
