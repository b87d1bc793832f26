"""The window of a whole program, started as a desktop does: a second start, Swedish and dark, updated while open."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.builders import person, room, speaker, talk
from tests.program import NAMED, program
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Open, View, Window, close_by_its_name, close_the_next

pytestmark = [pytest.mark.realmouse, pytest.mark.skipif(NAMED not in os.environ, reason="make test-package names one")]

MENUS = ("File", "Programme")
"""The menus whose rows with dots open dialogs; those of the others open bars, or say that there is nothing to do."""
UPDATE, OPEN = "ESTRAD_UPDATE", "ESTRAD_OPEN"
"""The variables that name commands: to replace the program by a newer one, to open a file as a double click does."""


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with two sessions."""
    return new_file(
        room("hall"), person("ada"), talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
        talk("panel", "hall", "10:00-10:45"), name="Årets möte.estrad",
    )  # fmt: skip


def test_it_starts_at_its_start_page_and_makes_the_sample(open_window: Open) -> None:
    assert open_window().view.title == "Estrad"


def test_a_second_start_shows_the_window_that_is_there(file: Path, open_window: Open, screen: dict[str, str]) -> None:
    window = open_window(file)

    done = subprocess.run([*program(), str(file)], env=window_environment(screen, file), timeout=30, check=False)

    assert done.returncode == 0
    assert window.view.active


def window_environment(screen: dict[str, str], file: Path) -> dict[str, str]:
    """Return the environment of another start by the same desktop."""
    return {**screen, "HOME": str(file.parent), "LC_ALL": "C.UTF-8"}


class TestInSwedishAndDark:
    @pytest.fixture
    def language(self) -> str:
        """Return Swedish."""
        return "sv"

    @pytest.fixture
    def screen(self, screen: dict[str, str], tmp_path: Path) -> dict[str, str]:
        """Return a desktop whose colours are dark, as KDE tells them."""
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "kdeglobals").write_text(
            "[General]\nColorScheme=BreezeDark\n[Colors:Window]\nBackgroundNormal=30,30,30\nForegroundNormal=250,250,250\n"
        )
        desktop = {"XDG_CURRENT_DESKTOP": "KDE", "KDE_FULL_SESSION": "true", "KDE_SESSION_VERSION": "6"}
        return {**screen, **desktop, "QT_LOGGING_RULES": "qt.qpa.theme.dbus=false"}

    def test_the_window_speaks_and_looks_as_the_desktop_does(self, file: Path, open_window: Open) -> None:
        window = open_window(file)
        corner = window.view.window

        view = window.watch(type(corner.centre)(corner.x + corner.width // 2, corner.y + 12))

        assert "Hjälp" in view.bar
        assert all(int(colour[1:3], 16) < 128 for colour in view.watched.split()[:1])


def test_every_dialog_of_the_menus_opens_after_an_update_under_the_open_window(
    file: Path, open_window: Open, screen: dict[str, str]
) -> None:
    window = open_window(file)
    if command := os.environ.get(UPDATE):
        subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL)
        window.until(lambda view: view.buttons.keys() == {"OK"})
        window.keys("Return")
        close_the_next(window, screen, "Årets möte.estrad")
        window = open_window(file)

    assert len(opened_by_menus(window)) > 15


@pytest.mark.skipif(OPEN not in os.environ, reason="make test-package names a command that opens a file")
def test_a_double_click_opens_a_file_in_its_window(file: Path, screen: dict[str, str]) -> None:
    environment = window_environment(screen, file)
    with subprocess.Popen([os.environ[OPEN], str(file)], env=environment, stderr=subprocess.DEVNULL) as opening:
        try:
            close_by_its_name(screen, "Årets möte.estrad")
            opening.wait(timeout=60)
        finally:
            opening.kill()


def opened_by_menus(window: Window) -> list[str]:
    """Open each row of the menus that ends in “…”, close what it opens by Escape, and return the titles."""
    titles, home = list[str](), window.view
    for menu in MENUS:
        window.click(window.view.bar[menu])
        rows = [row for row in window.until(lambda view: view.menu).menu if row.endswith("…")]
        window.keys("Escape")
        window.until(lambda view: not view.menu)
        for row in rows:
            window.click(window.view.bar[menu])
            window.click(window.until(lambda view, row=row: row in view.menu).menu[row])
            titles.append(window.until(lambda view: shows_another(view, home)).title)
            window.keys("Escape")
            window.until(lambda view: not view.menu and view.title == home.title)
    return titles


def shows_another(view: View, home: View) -> bool:
    """Return whether a dialog is in front of the window, and has its keys."""
    return bool(view.title) and view.title != home.title and view.focus != home.focus and not view.menu
