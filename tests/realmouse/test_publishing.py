"""Publishing with a real mouse, real keys and the real dialogs, in Swedish, on a small screen."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from tests.builders import DAY, day, person, room, speaker, talk
from tests.exporting.tables.read_back import plain_rows, read_xlsx
from tests.realmouse.conftest import NewFile
from tests.realmouse.hand import Hand
from tests.realmouse.window import Open, View, Window

pytestmark = [pytest.mark.realmouse, pytest.mark.parametrize("language", ["sv"])]

STRANGER = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a morning in two rooms."""
    return new_file(
        day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1), person("ada"), person("bo"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("panel", "lab", "10:00-10:45", people=(speaker("bo"),)),
    )  # fmt: skip


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, on a screen of 1366 × 768."""
    window = open_window(file)
    window.resize(1366, 728)
    return window


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """Return the folder to publish into."""
    (tmp_path / "web").mkdir()
    return tmp_path / "web"


def offers(button: str) -> Callable[[View], bool]:
    """Return a condition that holds while the dialog is open with that button."""
    return lambda view: view.title == "Publicera" and button in view.buttons


def name_file(window: Window, path: Path) -> None:
    """Type a file's name into the platform's dialog."""
    window.until(lambda view: view.title == "Spara kalendern" and view.focus == "fileNameEdit")
    window.keys("ctrl+a")
    window.type(str(path))
    window.keys("Return")


def name_folder(window: Window, path: Path) -> None:
    """Type a folder's name into the platform's dialog."""
    window.until(lambda view: view.title == "Mapp att publicera i" and view.focus == "fileNameEdit")
    window.keys("ctrl+a")
    window.type(str(path))
    window.keys("Return")


def publish_first(window: Window, web: Path) -> None:
    """Publish version 1 into that folder."""
    window.keys("ctrl+e")
    window.until(offers("Publicera…"))
    window.keys("Return")
    name_folder(window, web)
    window.until(lambda view: view.notice == f"Version 1: 1 fil ligger i {web}.")


def change_two_things(window: Window) -> None:
    """Move both sessions."""
    for title, room_name, start, end in (("Keynote", "Hall", "09:30", "10:15"), ("Panel", "Lab", "10:30", "11:15")):
        where = f"{room_name} {start}–{end}"
        window.take(title, room_name, start, where)
        window.release()
        window.until(lambda view, title=title, where=where: view.times[title] == where)


def test_a_strangers_file_in_the_folder_is_replaced_by_its_own_link_alone(window: Window, web: Path) -> None:
    publish_first(window, web)
    change_two_things(window)
    out = web / "the-conference-2024.ics"
    out.write_bytes(STRANGER)

    window.keys("ctrl+e")
    window.until(offers("Publicera i web"))
    window.keys("Return")
    window.until(offers("Ersätt den"))
    assert out.read_bytes() == STRANGER

    window.click(window.view.buttons["Ersätt den"])
    window.until(lambda view: view.notice == f"Version 2: 1 fil ligger i {web}.")
    assert "T093000" in out.read_text(encoding="utf-8")


def test_publishing_takes_three_actions_once_and_two_from_then_on(window: Window, web: Path) -> None:
    first, second, other = Hand(window), Hand(window), Hand(window)
    first.keys("ctrl+e")
    window.until(offers("Publicera…"))
    first.keys("Return")
    first.actions += 1
    name_folder(window, web)
    window.until(lambda view: view.notice == f"Version 1: 1 fil ligger i {web}.")

    change_two_things(window)
    second.keys("ctrl+e")
    window.until(offers("Publicera i web"))
    second.keys("Return")
    window.until(lambda view: view.notice == f"Version 2: 1 fil ligger i {web}.")

    other.click("Publicera…")
    window.until(offers("Publicera i web"))
    other.click("En kalender för varje sal")
    other.click("Publicera i web")
    window.until(lambda view: view.notice == f"Version 2: 3 filer ligger i {web}.")
    assert (first.actions, second.actions, other.actions) == (3, 2, 3)  # at most 4, 3, 4
    assert len(list(web.iterdir())) == 3


def test_the_run_sheet_goes_to_a_printer_in_three_clicks_or_two_keys(window: Window) -> None:
    by_mouse, by_keys = Hand(window), Hand(window)
    by_mouse.choose("Publicering", "Skriv ut körschema…")
    window.until(lambda view: view.focus == "PageView")
    by_mouse.click("Skriv ut…")  # the computer of a test has no printer: where one has, this press prints
    window.until(lambda view: view.title == "Skriv ut" and view.focus)
    window.keys("Escape")
    window.until(lambda view: view.title.endswith("Run sheet") and view.focus)
    window.keys("Escape")
    window.until(lambda view: view.active)

    by_keys.keys("ctrl+shift+p")
    window.until(lambda view: view.focus == "PageView")
    by_keys.keys("Return")
    window.until(lambda view: view.title == "Skriv ut")
    assert (by_mouse.actions, by_keys.actions) == (3, 2)  # at most 3


def test_a_persons_own_calendar_takes_three_actions_by_mouse_and_four_by_keys(window: Window, tmp_path: Path) -> None:
    """Counted from the list of people: right click, the entry, the file; then Ctrl+K, what is sought, Enter."""
    window.keys("ctrl+2")
    window.until(lambda view: list(view.rows) == ["Ada", "Bo"])

    window.xdotool("mousemove", *map(str, window.view.rows["Ada"].centre), "click", "3")
    menu = window.until(lambda view: "Kalender för personen…" in view.menu).menu
    window.click(menu["Kalender för personen…"])
    name_file(window, tmp_path / "ada.ics")
    said = f"Version 1 är sparad i {tmp_path / 'ada.ics'}. Den rymmer bara programpunkterna för Ada: mejla den."
    seen = window.until(lambda view: view.notice == said)
    assert "Visa i mappen" in seen.buttons

    window.click(window.view.rows["Bo"])
    window.until(lambda view: view.chosen == ["Bo"])
    window.keys("ctrl+k")
    window.type("kalender person")
    window.until(lambda view: view.sought == "kalender person")
    window.keys("Return")
    name_file(window, tmp_path / "bo.ics")
    window.until(lambda view: "programpunkterna för Bo" in view.notice)
    assert b"Panel" in (tmp_path / "bo.ics").read_bytes()


def test_the_boss_gets_the_programme_by_three_actions_of_the_mouse_or_of_the_keys(
    window: Window, tmp_path: Path
) -> None:
    """Counted from the timeline: the menu, its entry, the file; then Ctrl+K, what is sought with Enter, the file."""
    by_mouse, by_keys = Hand(window), Hand(window)
    for hand, name in ((by_mouse, "boss.xlsx"), (by_keys, "again.xlsx")):
        if hand is by_mouse:
            hand.choose("Publicering", "Program för andra (.xlsx)…")
        else:
            hand.do("for andra")
        hand.file("Exportera en tabell", tmp_path / name)
        window.until(lambda view, name=name: name in view.notice)
        assert plain_rows(read_xlsx(tmp_path / name))[1][:5] == [DAY, time(9), time(9, 45), "Hall", "Keynote"]
    assert (by_mouse.actions, by_keys.actions) == (3, 3)  # at most 3 by mouse, 4 by keys
