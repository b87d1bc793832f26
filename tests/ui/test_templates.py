"""What waits in the tray: templates for what is inserted often, and sessions that are filled into a day in order."""

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.commands.edit import edit
from planner.domain.entities import Conference, Template, Track
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Kind
from planner.environment import Environment
from planner.rules import check
from planner.rules.rule import Severity
from tests.builders import agenda, day, person, room, speaker, talk, track
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Key, WindowDriver, left_in_file
from ui.features.sessions.session_commands import fill_day
from ui.features.tray.palette import INSERTS, InsertChip

CAST = (
    day(), room("hall"), room("lab", 1), track("law"),
    talk("debate", "hall", "09:00-09:50", kind=Kind.PANEL, track="law"), talk("waiting"),
    Template(id="walk", title="Walk", kind=Kind.SOCIAL, minutes=40),
    Template(id="duel", title="Duel", kind=Kind.TALK, minutes=25, track="law", position=1),
)  # fmt: skip
"""Two templates, and a session to turn into one."""


def own(driver: WindowDriver) -> list[str]:
    """Return the texts of the organiser's own chips."""
    return [chip.text() for chip in driver.page.tray.palette_chips.chips[len(INSERTS) :]]


def chip(driver: WindowDriver, name: str) -> InsertChip:
    """Return the chip of that title."""
    return next(found for found in driver.page.tray.palette_chips.chips if found.text().startswith(name))


def choose(driver: WindowDriver, name: str, text: str) -> None:
    """Choose an entry of the menu of a chip."""
    there, at = chip(driver, name), QPoint(4, 4)
    QApplication.sendEvent(there, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, there.mapToGlobal(at)))
    popup = QApplication.activePopupWidget()
    next(action for action in popup.actions() if action.text() == text).trigger()
    popup.close()


def test_templates_stand_behind_what_every_conference_inserts_and_make_sessions(driver: WindowDriver) -> None:
    # templates stand behind what every conference inserts
    assert [found.text() for found in driver.page.tray.palette_chips.chips[:2]] == ["Coffee 15 min", "Lunch 1 h"]
    assert own(driver) == ["Walk 40 min", "Duel 25 min"]
    assert chip(driver, "Duel").accessibleName() == "Drag in Duel, 25 minutes"
    driver.document.apply(lambda agenda: edit(agenda, Template, "duel", minutes=1))
    assert chip(driver, "Duel").accessibleName() == "Drag in Duel, 1 minute"
    driver.does("undo")

    # a click makes a session like it in the tray
    driver.anew()
    driver.click(driver.on(driver.scrolled_to(chip(driver, "Duel"))))
    (made,) = [session for session in driver.agenda.tray if session.title == "Duel"]
    assert (made.kind, made.minutes, made.track, driver.plan.selected) == (
        Kind.TALK,
        25,
        "law",
        (made.id,),
    )

    # dragged it makes one where it is dropped
    driver.anew()
    driver.drag(driver.on(driver.scrolled_to(chip(driver, "Duel"))), driver.on_slot("lab", "11:00"))
    (made,) = [session for session in driver.agenda.sessions.values() if session.title == "Duel"]
    assert (driver.where(made.id).startswith("lab "), made.minutes, made.track) == (True, 25, "law")

    # m places one with the arrow keys
    driver.anew()
    driver.key_in(chip(driver, "Walk"), Key.Key_M, Key.Key_Return)
    assert sorted(session.title for session, _where in driver.agenda.placed) == ["Debate", "Walk"]

    # new also makes a session
    driver.anew()
    driver.page.tray.palette_chips.more.menu().actions()[0].trigger()
    assert driver.steps == ["Add “New session”"]


def test_a_session_is_kept_as_a_template_that_is_there_when_the_file_is_opened_again(
    driver: WindowDriver, env: Environment
) -> None:
    driver.plan.select(("debate",))

    driver.does("keep_template")

    assert (own(driver), driver.steps) == (
        ["Walk 40 min", "Duel 25 min", "Debate 50 min"],
        ["Save “Debate” as a template"],
    )
    kept = left_in_file(driver, env).templates_in_order[-1]
    assert (kept.title, kept.kind, kept.minutes, kept.track) == ("Debate", Kind.PANEL, 50, "law")


def test_new_makes_one_whose_title_is_ready_to_be_typed(driver: WindowDriver) -> None:
    menu = driver.page.tray.palette_chips.more.menu()
    assert [action.text() for action in menu.actions()] == ["New session", "New template"]

    menu.actions()[1].trigger()
    driver.type("Dance", Key.Key_Return)

    assert own(driver) == ["Walk 40 min", "Duel 25 min", "Dance 30 min"]
    assert driver.steps == ["Add the template “New template”", "Change title of “New template”"]


def test_its_menu_moves_edits_and_deletes_it(driver: WindowDriver) -> None:
    # its menu moves it
    choose(driver, "Walk", "Move right")
    assert (own(driver), driver.steps) == (["Duel 25 min", "Walk 40 min"], ["Move the template “Walk”"])

    # its menu deletes it and says so
    driver.anew()
    choose(driver, "Walk", "Delete template")
    assert own(driver) == ["Duel 25 min"]
    assert driver.window.notice.sentence.text() == "Done: Delete the template “Walk”."
    driver.push("Undo")
    assert own(driver) == ["Walk 40 min", "Duel 25 min"]

    # its menu edits it in the inspector
    driver.anew()
    choose(driver, "Walk", "Edit the template")
    driver.retype("Run", Key.Key_Return)
    assert own(driver) == ["Run 40 min", "Duel 25 min"]


def test_keys_on_a_chip_edit_and_delete_only_a_template(driver: WindowDriver) -> None:
    # what every conference inserts is not deleted
    driver.key_in(chip(driver, "Coffee"), Key.Key_Delete, Key.Key_F2)
    assert driver.steps == []

    # keys on its chip edit and delete it
    for key, left in (
        (Key.Key_Delete, ["Duel 25 min"]),
        (Key.Key_F2, ["Walk 40 min", "Duel 25 min"]),
    ):
        driver.key_in(chip(driver, "Walk"), key)
        assert (own(driver), driver.plan.shown[0] is Template) == (left, key == Key.Key_F2)
        driver.anew()

    # a track that goes is gone from the template too
    driver.does("delete", shown=(Track, "law"))
    assert driver.agenda.templates["duel"].track is None
    driver.anew()

    # what is inserted is in the language that the conference has by then
    coffee = driver.page.tray.palette_chips.chips[0]
    driver.document.apply(lambda now: edit(now, Conference, now.conference.id, language="sv"))
    assert (coffee.text(), coffee.accessibleName()) == ("Kaffe 15 min", "Drag in Kaffe, 15 minutes")
    coffee.click()
    (made,) = driver.plan.selected
    assert driver.agenda.sessions[made].title == "Kaffe"
    driver.start_over()
    assert coffee.text() == "Coffee 15 min"


def test_many_templates_leave_the_tray_its_place_and_a_new_one_is_scrolled_to(hands_on: HandsOn) -> None:
    # many templates leave the tray its place
    many = [Template(id=f"t{n}", title=f"Something rather long {n}", position=n) for n in range(40)]
    driver = hands_on(*CAST[:-2], *many)
    assert len(own(driver)) == 40
    assert driver.page.tray.cards.height() > 200
    assert driver.page.tray.palette_chips.height() <= driver.page.tray.height() // 2

    # a chip that was just added is scrolled to
    driver.does("keep_template", of="debate")
    QCoreApplication.sendPostedEvents()
    assert (in_sight(driver, chip(driver, "Debate")), in_sight(driver, chip(driver, "Coffee"))) == (True, False)
    driver.window.resize(driver.window.width(), driver.window.height() - 100)
    QCoreApplication.sendPostedEvents()
    assert in_sight(driver, chip(driver, "Debate"))


def in_sight(driver: WindowDriver, widget: QWidget) -> bool:
    """Return whether the whole of a chip is visible."""
    return bool(widget.visibleRegion().boundingRect() == widget.rect())


def test_a_few_chips_more_are_all_in_sight_in_two_columns(hands_on: HandsOn) -> None:
    titles = ("A panel with questions of all who are there", *(f"Something {n}" for n in range(1, 5)))
    driver = hands_on(*CAST[:-2], *(Template(id=f"t{n}", title=title, position=n) for n, title in enumerate(titles)))
    palette = driver.page.tray.palette_chips
    first, second, *_others = (found.geometry() for found in palette.chips)
    wide = chip(driver, "A panel").geometry()
    assert (first.y(), first.size(), first.height()) == (second.y(), second.size(), 28)
    assert (wide.left(), wide.right()) == (first.left(), second.right())
    assert [chip.text() for chip in (*palette.chips, palette.more) if not in_sight(driver, chip)] == []
    driver.plan.select(("debate",))

    driver.does("keep_template")
    QCoreApplication.sendPostedEvents()

    assert [chip.text() for chip in (*palette.chips, palette.more) if not in_sight(driver, chip)] == []


# fill in order ------------------------------------------------------------------------------------------


def test_all_that_waits_follows_one_another_in_the_order_of_the_list_around_what_is_placed(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(opens="09:00", closes="12:00"), room("hall"), room("lab", 1),
        talk("coffee", "", "09:45-10:00", kind=Kind.BREAK), talk("there", "hall", "10:00-10:30"),
        talk("a", minutes=45), talk("b", minutes=30), talk("pause", minutes=15, kind=Kind.BREAK), talk("c", minutes=30),
    )  # fmt: skip
    before = driver.agenda
    driver.does("fill_in_order")
    assert [driver.where(session) for session in ("coffee", "there", "a", "b", "pause", "c")] == [
        "everywhere 09:45-10:00", "hall 10:00-10:30", "hall 09:00-09:45", "hall 10:30-11:00", "everywhere 11:00-11:15",
        "hall 11:15-11:45",
    ]  # fmt: skip
    assert (driver.steps, driver.said) == (["Place 4 sessions"], "Done: Place 4 sessions.")
    driver.does("undo")
    assert driver.agenda == before


def test_what_does_not_fit_into_one_room_goes_into_the_next_and_what_fits_nowhere_stays_and_is_said(
    hands_on: HandsOn,
) -> None:
    driver = hands_on(
        day(opens="09:00", closes="10:00"), room("hall"), room("lab", 1),
        talk("a", minutes=45), talk("b", minutes=45), talk("c", minutes=45), talk("d", minutes=15),
    )  # fmt: skip
    driver.does("fill_in_order")
    assert [driver.where(session) for session in "abcd"] == [
        "hall 09:00-09:45", "lab 09:00-09:45", "tray", "hall 09:45-10:00",
    ]  # fmt: skip
    assert driver.plan.selected == ("a", "b", "d")
    assert driver.said == "Done: Place 3 sessions. 1 session does not fit into the day."
    driver.does("fill_in_order")
    assert (driver.where("c"), driver.steps) == ("tray", ["Place 3 sessions"])
    assert driver.said.startswith("The day has no free place for what waits.")


def test_nobody_is_in_two_rooms_at_once() -> None:
    plan = agenda(
        day(opens="09:00", closes="10:00"), room("hall"), room("lab", 1), person("ada"),
        talk("a", minutes=60, people=(speaker("ada"),)), talk("b", minutes=30, people=(speaker("ada"),)),
    )  # fmt: skip

    filled = run_to_end(fill_day(plan, plan.days_in_order[0], ["a", "b"]))

    after = plan.after(filled.change)
    assert filled.left == ("b",)
    assert [found for found in check(after) if found.severity is Severity.PROBLEM] == []
