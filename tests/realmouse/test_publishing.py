"""Publishing with a real mouse, real keys and the real dialogs, in Swedish, on a small screen."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.workspace import Environment, Workspace
from tests.builders import agenda, day, person, room, speaker, talk
from tests.realmouse.view import View
from tests.realmouse.window import Open, Window

pytestmark = pytest.mark.realmouse

STRANGER = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def language() -> str:
    """Return Swedish."""
    return "sv"


@pytest.fixture
def file(tmp_path: Path, env: Environment) -> Path:
    """Return a file with a morning in two rooms."""
    path = tmp_path / "conference.estrad"
    conference = agenda(
        day(opens="09:00", closes="13:00"), room("hall"), room("lab", 1), person("ada"), person("bo"),
        talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("panel", "lab", "10:00-10:45", people=(speaker("bo"),)),
    )  # fmt: skip
    Workspace.create(path, conference, env).close()
    return path


@pytest.fixture
def window(file: Path, open_window: Open) -> Window:
    """Return the window on that file, on a screen of 1366 × 768."""
    window = open_window(file)
    window.resize(1366, 728)
    return window


def offers(button: str) -> Callable[[View], bool]:
    """Return a condition that holds while the dialog is open with that button."""
    return lambda view: view.title == "Publicera" and button in view.buttons


def name_file(window: Window, path: Path) -> None:
    """Type a file's name into the platform's dialog."""
    window.until(lambda view: view.title == "Spara kalendern" and view.focus == "fileNameEdit")
    window.keys("ctrl+a")
    window.type(str(path))
    window.keys("Return")


def publish_first(window: Window, out: Path) -> None:
    """Publish version 1 to that file."""
    window.keys("ctrl+e")
    window.until(offers("Välj fil…"))
    window.keys("Return")
    name_file(window, out)
    window.until(lambda view: view.notice == f"Version 1 är sparad i {out}.")


def change_two_things(window: Window) -> None:
    """Move both sessions."""
    for title, room_name, start, end in (("Keynote", "Hall", "09:30", "10:15"), ("Panel", "Lab", "10:30", "11:15")):
        where = f"{room_name} {start}–{end}"
        window.take(title, room_name, start, where)
        window.release()
        window.until(lambda view, title=title, where=where: view.times[title] == where)


def test_published_two_things_changed_and_published_again_by_two_keys(window: Window, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    publish_first(window, out)
    change_two_things(window)

    window.keys("ctrl+e")
    window.until(offers("Publicera version 2"))
    window.keys("Return")

    window.until(lambda view: view.notice == f"Version 2 är sparad i {out}.")
    written = out.read_text(encoding="utf-8")
    assert (written.count("T093000"), written.count("T103000"), written.count("SEQUENCE:1")) == (1, 1, 2)


def test_published_again_by_two_clicks(window: Window, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    publish_first(window, out)
    change_two_things(window)

    window.click(window.until(lambda view: "Publicera v2…" in view.buttons).buttons["Publicera v2…"])
    window.click(window.until(offers("Publicera version 2")).buttons["Publicera version 2"])

    window.until(lambda view: view.notice == f"Version 2 är sparad i {out}.")
    window.click(window.view.buttons["Kopiera sökvägen"])
    window.until(lambda view: not view.notice)
    window.keys("ctrl+f", "ctrl+v")
    window.until(lambda view: sorted(view.dimmed) == ["Keynote", "Panel"])  # the path in the search matches no session


def test_a_strangers_file_at_the_place_is_replaced_by_its_own_button_alone(window: Window, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    publish_first(window, out)
    change_two_things(window)
    out.write_bytes(STRANGER)

    window.keys("ctrl+e")
    window.until(offers("Ersätt den"))
    window.keys("Return")  # the marked button chooses another place
    window.until(lambda view: view.title == "Spara kalendern")
    window.keys("Escape")
    window.until(offers("Ersätt den"))
    assert out.read_bytes() == STRANGER

    window.click(window.view.buttons["Ersätt den"])
    window.until(lambda view: view.notice == f"Version 2 är sparad i {out}.")
    assert "T093000" in out.read_text(encoding="utf-8")


def test_a_strangers_file_that_is_chosen_is_asked_about_once(window: Window, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    out.write_bytes(STRANGER)
    window.keys("ctrl+e")
    window.until(offers("Välj fil…"))
    window.keys("Return")

    name_file(window, out)

    window.until(offers("Ersätt den"))  # and the platform asked nothing before
    assert out.read_bytes() == STRANGER
    window.click(window.view.buttons["Ersätt den"])
    window.until(lambda view: view.notice == f"Version 1 är sparad i {out}.")


def test_a_copy_of_the_file_asks_again(window: Window, file: Path, tmp_path: Path, open_window: Open) -> None:
    publish_first(window, tmp_path / "out.ics")
    window.close()
    copy = tmp_path / "copy.estrad"
    shutil.copy(file, copy)

    other = open_window(copy)
    other.keys("ctrl+e")

    seen = other.until(lambda view: view.title == "Publicera")
    assert "Välj fil…" in seen.buttons
    assert "Publicera version 1 igen" not in seen.buttons
