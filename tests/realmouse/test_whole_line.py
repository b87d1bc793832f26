"""From a new person to a moderator with a conflict, with a real mouse and a real keyboard, and all the way back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from planner.domain.value_objects import Appearance, Role
from planner.environment import Environment
from planner.workspace import Workspace
from tests.builders import day, person, room, span, speaker, talk
from tests.realmouse.conftest import NewFile
from tests.realmouse.window import Carried, Open, Window

pytestmark = pytest.mark.realmouse

GRETA = "Greta Holm"
AWAY = ["08:30–13:00 Greta Holm is away", "17:00–18:30 Greta Holm is away"]

PHOTO = (200, 200, 0.6)
"""Width and height of the square that is kept of the photo, and the share of it that is red."""


@pytest.fixture
def file(new_file: NewFile) -> Path:
    """Return a file with a day of nine hours and one session that has no problem."""
    return new_file(
        day(opens="09:00", closes="18:00"),
        room("hall"),
        room("lab", 1),
        person("ada"),
        talk("evening", "hall", "14:00-14:45", people=(speaker("ada"),)),
    )


@pytest.fixture
def photo() -> bytes:
    """Return a photo as PNG that is wider than high, its left half red and its right half blue."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    for x in range(150):
        for y in range(200):
            image.setPixelColor(x, y, QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "png")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def made(window: Window, photo: bytes) -> None:
    """Make Greta on the page of people: her name, a photo from the clipboard, and her availability."""
    window.click(window.view.buttons["People"])
    window.until(lambda view: view.place == "people")
    window.click(window.view.buttons["Add person"])
    window.until(lambda view: view.fields.get("name") == "New person" and view.focus == "name")
    window.type(GRETA)
    window.keys("Return")
    window.until(lambda view: view.chosen == [GRETA])

    window.copy(photo, "image/png")
    window.click(window.view.inputs["Photo"])
    window.until(lambda view: "Paste" in view.menu)
    window.click(window.view.menu["Paste"])
    window.until(lambda view: view.title == "Crop the photo")
    window.keys("shift+Left", "Return")
    window.until(lambda view: "Change the photo" in view.buttons)

    window.wheel_to("Available, drawn", over=window.view.inputs["Name"])
    window.drag(window.on_bar("13:00"), window.on_bar("17:00"))
    window.until(lambda view: view.fields["Available"] == "13:00–17:00")


def let_moderate(window: Window) -> None:
    """Make Greta the moderator of the evening session, in the timeline."""
    window.click(window.view.buttons["Timeline"])
    window.until(lambda view: view.place == "agenda")
    window.fit()
    window.click(window.view.blocks["Evening"])
    window.until(lambda view: "Add moderator" in view.fields)
    window.click(window.wheel_to("Add moderator", over=window.view.inputs["Title"]))
    window.until(lambda view: view.focus == "PersonLine")
    window.type(GRETA)
    window.until(lambda view: view.fields["Add moderator"] == GRETA)
    window.keys("Return")
    window.until(lambda view: view.undo == "Undo Add Greta Holm to “Evening”" and not view.fields["Add moderator"])


def test_a_moderator_is_made_and_their_session_dragged_over_their_absence(
    file: Path, open_window: Open, photo: bytes, env: Environment
) -> None:
    window = open_window(file)
    made(window, photo)
    let_moderate(window)
    seen = window.watch(window.slot("Lab", "11:10"))
    assert (seen.status, seen.shaded) == ("● 0 problems", [])
    plain = seen.watched

    window.take("Evening", "Hall", "10:00", "Hall 10:00–10:45")
    seen = window.until(lambda view: view.shaded and view.watched != plain)
    why = "Greta Holm can be there only 13:00–17:00 on 2024-04-25, but “Evening” is at 10:00–10:45."
    assert (seen.shaded, seen.times) == (AWAY, {"Evening": "Hall 14:00–14:45"})
    tip = ("10:00 – 10:45", "Greta Holm can be there only 13:00–17:00.")
    assert seen.carried == Carried("Evening", "Hall 10:00–10:45", tip, (), ("person-unavailable",))

    window.release()
    seen = window.until(lambda view: view.times["Evening"] == "Hall 10:00–10:45" and view.watched == plain)
    assert (seen.shaded, seen.status, seen.reasons[0]) == ([], "● 1 problem", why)

    window.keys("ctrl+z")
    seen = window.until(lambda view: view.times["Evening"] == "Hall 14:00–14:45")
    assert (seen.status, seen.redo) == ("● 0 problems", "Redo Move “Evening”")

    window.close()
    assert greta_in(file, env) == ((span("13:00-17:00"),), PHOTO, ("evening",))


def greta_in(file: Path, env: Environment) -> tuple[object, ...]:
    """Return what a closed file holds on Greta: availability, size and red share of her photo, and the sessions she
    moderates.
    """
    opened = Workspace.open(file, env)
    (greta,) = (person for person in opened.agenda.people.values() if person.name == GRETA)
    image = QImage.fromData(opened.pictures.read(greta.photo or "") or b"")
    moderates = Appearance(greta.id, Role.MODERATOR)
    sessions = tuple(session.id for session in opened.agenda.sessions.values() if moderates in session.people)
    opened.close()
    row = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
    red = sum(colour.red() > colour.blue() for colour in row) / len(row)
    return greta.availability, (image.width(), image.height(), red), sessions
