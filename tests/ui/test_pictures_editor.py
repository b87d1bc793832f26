"""The editor of a photo: drop, paste or file, with mouse and keys, and its refusals; and the portrait before a name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_letters

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.commands.edit import edit
from planner.domain.entities import Cover, Person
from planner.domain.text import EstradError
from planner.domain.value_objects import Appearance, Kind, Role
from planner.environment import Environment
from planner.eraser import Eraser
from planner.wording import Wording
from planner.workspace import Workspace
from tests.builders import DAY, agenda, person, speaker, talk
from tests.kit.picture_bytes import halves, plain, written
from tests.ui.answers import Answers
from tests.ui.conftest import HandsOn
from tests.ui.lists import open_list
from tests.ui.test_track_colours import of_the_filter, spoken
from tests.ui.test_typed_verbs import typed
from tests.ui.window_driver import CTRL, LEFT, NONE, SHIFT, Key, WindowDriver
from ui.features.people.erase_dialog import ErasePersonDialog
from ui.features.people.people_dialogs import DuplicatesDialog, InviteAgainDialog, MergePeopleDialog
from ui.forms.photo_editor import PictureEditor, ShownPicture, new_picture_bytes, person_icon, stored_picture_id
from ui.kit.pictures.crop_dialog import CropDialog
from ui.kit.pictures.picture_bytes import Picture, read_picture
from ui.kit.pictures.portrait import name_colour
from ui.kit.theme.theme import LIGHT, Presentation
from ui.state.document import MODERATORS, Document

JPEG = written(halves(300, 200), "jpeg", 95)


class Field:
    """One editor as in a form: it shows the conference's value, and its edits are performed."""

    def __init__(self, document: Document, editor: PictureEditor) -> None:
        self.document, self.editor = document, editor
        self.told: list[EstradError] = []
        self.said: list[Picture | None] = []
        editor.edited.connect(self._on_edited)
        document.plan.changed.connect(self.show)
        document.change_refused.connect(self.told.append)
        self.show()

    def show(self) -> None:
        ada = self.document.agenda.people["ada"]
        self.editor.show_value(ShownPicture(ada.name, ada.photo))

    def _on_edited(self, value: Picture | None) -> None:
        self.said.append(value)
        if not self.document.apply(
            lambda now: edit(now, Person, "ada", photo=stored_picture_id(value)), pictures=new_picture_bytes(value)
        ):
            self.editor.refuse(again=self.document.file_refused)

    @property
    def kept(self) -> bytes | None:
        """Return the photo in the file."""
        photo = self.document.agenda.people["ada"].photo
        return photo and self.document.workspace.pictures.read(photo)


@pytest.fixture
def document(tmp_path: Path, env: Environment, answers: Answers) -> Iterator[Document]:
    """Yield the document of a conference with one person."""
    opened = Workspace.create(tmp_path / "conference.estrad", agenda(person("ada", name="Ada Lovelace")), env)
    yield Document(opened, Presentation(Wording("en"), QLocale("en_GB"), LIGHT), dialogs=answers)
    opened.close()


NewField = Callable[..., Field]


@pytest.fixture
def new_field(document: Document, qtbot: QtBot) -> NewField:
    """Return a function that shows an editor on the screen and focuses it."""

    def make(*, square: bool = True) -> Field:
        editor = PictureEditor(document, square=square)
        qtbot.addWidget(editor)
        editor.setAccessibleName("Photo")
        with qtbot.waitActive(editor):
            editor.show()
            editor.activateWindow()
        editor.setFocus()
        return Field(document, editor)

    return make


def takes(dialog: QDialog) -> bool:
    """Return whether it is the square, which is taken as it is."""
    return isinstance(dialog, CropDialog)


def dropped(editor: PictureEditor, mime: QMimeData) -> bool:
    """Drop data on the editor, which must copy and not move it, and return whether it is accepted."""
    args = (Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, mime, LEFT, SHIFT)  # Shift asks for a move
    enter = QDragEnterEvent(QPoint(5, 5), *args)
    enter.ignore()
    QApplication.sendEvent(editor, enter)
    if enter.isAccepted():
        drop = QDropEvent(QPointF(5, 5), *args)
        QApplication.sendEvent(editor, drop)
        assert drop.dropAction() == Qt.DropAction.CopyAction
    return enter.isAccepted()


def files(*paths: Path) -> QMimeData:
    """Return the data of files that a file manager drags."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def holding(kind: str, data: bytes) -> QMimeData:
    """Return data of a type, as other programs put it on the clipboard."""
    mime = QMimeData()
    mime.setData(kind, data)
    return mime


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a file with a photo."""
    path = tmp_path / "ada.jpg"
    path.write_bytes(JPEG)
    return path


# drop, paste, file ---------------------------------------------------------------------------------------


def test_a_dropped_file_is_cropped_kept_undone_redone_and_removed(
    new_field: NewField, photo: Path, answers: Answers, qtbot: QtBot
) -> None:
    field, asked = new_field(), []
    answers.does = lambda dialog: bool(asked.append(dialog))
    dropped(field.editor, files(photo))
    qtbot.waitUntil(lambda: bool(asked))
    assert field.said == []  # whoever does not like the square keeps nothing

    answers.does = takes
    assert dropped(field.editor, files(photo))

    qtbot.waitUntil(lambda: field.kept is not None)
    kept = field.kept
    assert (read_picture(kept).size().toTuple(), photo.read_bytes()) == ((200, 200), JPEG)
    field.document.workspace.undo()
    assert (field.kept, field.editor.text()) == (None, "Choose a photo")
    field.document.workspace.redo()
    assert (field.kept, field.editor.text()) == (kept, "Change the photo")
    field.editor.remove()
    field.editor.remove()
    assert (field.kept, field.said[1:]) == (None, [None])


def test_a_picture_is_pasted_or_chosen(new_field: NewField, answers: Answers, photo: Path, qtbot: QtBot) -> None:
    field, answers.does = new_field(), takes
    field.editor.intake.choose()
    assert (field.said, field.told) == ([], [])  # whoever chooses no file keeps what there is
    of_no_format = QMimeData()
    of_no_format.setImageData(halves())
    for mime in (*(holding(f"image/{kind}", written(halves(), kind)) for kind in ("png", "webp")), of_no_format):
        QGuiApplication.clipboard().setMimeData(mime)
        QTest.keyClick(field.editor, Key.Key_V, CTRL)
        qtbot.waitUntil(lambda: field.kept is not None)
        field.editor.remove()

    answers.picture = photo
    field.editor.intake.choose()
    qtbot.waitUntil(lambda: field.kept is not None)
    assert answers.offered == [field.document.workspace.path.parent] * 2


def test_a_logo_is_kept_whole_without_a_question_and_several_people_are_shown_as_several(
    new_field: NewField, qtbot: QtBot
) -> None:
    field = new_field(square=False)
    dropped(field.editor, holding("image/png", written(plain(300, 100, "#80ff0000"), "png")))
    qtbot.waitUntil(lambda: field.kept is not None)
    assert read_picture(field.kept).size().toTuple() == (300, 100)
    field.editor.show_mixed("mixed")
    assert QAccessible.queryAccessibleInterface(field.editor).text(QAccessible.Text.Description) == "mixed"


# refusals ------------------------------------------------------------------------------------------------


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_what_is_no_picture_is_said_and_nothing_is_asked(new_field: NewField, tmp_path: Path) -> None:
    field, text, address, word = new_field(), tmp_path / "photo.png", QMimeData(), QMimeData()
    text.write_text("not a picture")
    address.setUrls([QUrl("https://example.org/ada.png")])
    word.setText("Ada")
    assert not dropped(field.editor, word)
    drawing = holding("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    for mime in (files(text), files(text, text), address, drawing, holding("image/jpeg", JPEG[:99]), word):
        QGuiApplication.clipboard().setMimeData(mime)
        field.editor.intake.paste()

    assert [str(error) for error in field.told] == [
        "This is not a PNG, JPEG or WebP picture.", "These are 2 files.", "This is only the address of a picture.",
        "An SVG drawing cannot be used: it can bring in other files of this computer unseen.",
        "The picture is broken, or only a part of it came.", "There is no picture to paste.",
    ]  # fmt: skip
    assert field.said == []


def test_a_photo_that_was_refused_by_the_file_is_tried_again(
    new_field: NewField, document: Document, answers: Answers, qtbot: QtBot
) -> None:
    field, answers.does = new_field(), takes
    away = document.workspace.path.rename(document.workspace.path.with_suffix(".away"))
    dropped(field.editor, holding("image/jpeg", JPEG))
    qtbot.waitUntil(lambda: len(field.told) == 1)
    assert field.kept is None

    away.rename(document.workspace.path)
    field.editor.commit()
    field.editor.commit()

    assert field.kept
    assert field.said == [field.said[0]] * 2

    document.workspace.path.rename(away)
    dropped(field.editor, holding("image/jpeg", written(halves(200, 200), "jpeg", 95)))
    qtbot.waitUntil(lambda: len(field.told) == 2)
    field.editor.drop()  # it shows somebody else now
    field.editor.commit()
    assert len(field.said) == 3


# keys and screen readers ---------------------------------------------------------------------------------


def test_keys_open_the_menu(new_field: NewField, answers: Answers, qtbot: QtBot) -> None:
    field, answers.does = new_field(), takes
    menu, offered = field.editor.menu(), list[list[tuple[str, bool]]]()

    def paste() -> None:
        offered.append([(action.text(), action.isEnabled()) for action in menu.actions()])
        for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
            QTest.keyClick(menu, key)

    menu.aboutToShow.connect(paste, Qt.ConnectionType.QueuedConnection)
    for key in (Key.Key_Space, Key.Key_Return):
        QGuiApplication.clipboard().setImage(halves())
        QTest.keyClick(field.editor, key)
        qtbot.waitUntil(lambda: field.kept is not None)
        field.editor.remove()
    assert offered == [[("Choose a file…", True), ("Paste", True), ("Remove", False)]] * 2


def test_whether_there_is_one_is_seen_and_told_to_a_screen_reader(
    new_field: NewField, answers: Answers, qtbot: QtBot
) -> None:
    field, answers.does = new_field(), takes
    heard, mime = QAccessible.queryAccessibleInterface(field.editor), holding("image/jpeg", JPEG)
    at, about = (field.editor.width() - 6, 10), QAccessible.Text.Description
    assert (heard.role(), heard.text(QAccessible.Text.Name)) == (QAccessible.Role.ButtonMenu, "Photo")
    assert heard.text(about) == "There is none yet."
    initials = field.editor.grab().toImage().pixelColor(36, 8)
    assert initials.name() in {name_colour(letter, LIGHT).name() for letter in ascii_letters}

    QApplication.sendEvent(field.editor, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, LEFT, NONE))
    over = field.editor.grab().toImage().pixelColor(*at).name()  # it shows that it would take what is dragged over it
    QApplication.sendEvent(field.editor, QDragLeaveEvent())
    assert (over, field.editor.grab().toImage().pixelColor(*at).name()) == (LIGHT.accent_soft, LIGHT.panel)

    dropped(field.editor, mime)
    qtbot.waitUntil(lambda: field.kept is not None)
    assert heard.text(about) == "There is one."
    seen = field.editor.grab().toImage()
    assert [seen.pixelColor(x, 36).red() > 200 for x in (16, 60)] == [True, False]


@pytest.mark.forms
def test_in_the_window_a_photo_is_dropped_on_a_person(hands_on: HandsOn, answers: Answers, qtbot: QtBot) -> None:
    driver, answers.does = hands_on(person("ada", name="Ada Lovelace"), person("bo")), takes
    driver.plan.show(Person, "ada")
    (editor,) = [e for e in driver.window.findChildren(PictureEditor) if e.isVisible()]

    assert dropped(editor, holding("image/jpeg", JPEG))

    qtbot.waitUntil(lambda: driver.agenda.people["ada"].photo is not None)
    assert driver.workspace.pictures.read(driver.agenda.people["ada"].photo or "")
    assert driver.agenda.people["bo"].photo is None
    driver.does("undo")
    assert driver.agenda.people["ada"].photo is None


# a portrait stands before a person's name wherever people are listed, found, chosen or asked about ----------


ZOE = "Zoe Quist"
CAST = (
    person("zoe", name=ZOE), person("twin", name="Zoë Quist"), person("mia", name="Mia Ek"),
    talk("one", "hall", "09:00-10:00", people=(speaker("zoe"),), kind=Kind.PANEL),
    talk("two", "lab", "09:00-10:00", people=(speaker("zoe"),)),
    talk("three", "lab", "11:00-12:30", people=(speaker("mia"), Appearance("zoe", Role.MODERATOR))),
    Cover(id="all-day", person="mia", day=DAY),
)  # fmt: skip


def has_disc(shown: QWidget) -> bool:
    """Return whether somewhere a row of eight pixels has the colour of the initials' disc: no letter is as wide."""
    image, wanted = shown.grab().toImage(), name_colour(ZOE, LIGHT).rgb()
    rows = ([image.pixel(x, y) == wanted for x in range(image.width())] for y in range(image.height()))
    return any(all(row[x : x + 8]) for row in rows for x in range(len(row) - 7))


def of_a_problem(driver: WindowDriver) -> QWidget:
    driver.does("problems")
    return driver.page.problems.listing


def of_the_problems_filter(driver: WindowDriver) -> QWidget:
    driver.does("problems")
    pick = driver.page.problems.filters.picks["person"]
    pick.showPopup()
    return pick.view()


def of_a_list_of_sessions(driver: WindowDriver) -> QWidget:
    driver.window.resize(1900, 900)
    return open_list(driver, "sessions").view.viewport()


def of_the_board(driver: WindowDriver) -> QWidget:
    driver.page.places.go(MODERATORS)
    return driver.page.places.current.inner.board.canvas


def of_who_was_there(driver: WindowDriver) -> QWidget:
    return InviteAgainDialog(
        driver.document, agenda(person("guest", name=ZOE), talk("then", people=(speaker("guest"),))), driver.window
    ).guests


def of_who_is_erased(driver: WindowDriver) -> QWidget:
    document, env = driver.document, driver.window._context.env
    portrait = person_icon(document, document.agenda.people["zoe"])
    return ErasePersonDialog(Eraser(document.workspace, env, "zoe"), document.presentation, portrait, driver.window)


PLACES: dict[str, Callable[[WindowDriver], QWidget]] = {
    "the filter": lambda driver: of_the_filter(driver, ZOE),
    "the palette": lambda driver: typed(driver, ZOE).listing,
    "a problem": of_a_problem,
    "the problems' filter": of_the_problems_filter,
    "a list of sessions": of_a_list_of_sessions,
    "the board": of_the_board,
    "the pairs": lambda driver: DuplicatesDialog(driver.document, lambda pair: False, driver.window).pairs,
    "two who may be one": lambda driver: MergePeopleDialog(driver.document, "zoe", "twin", parent=driver.window),
    "who was there": of_who_was_there,
    "who is erased": of_who_is_erased,
}


@pytest.mark.parametrize("place", PLACES)
def test_a_portrait_stands_before_a_name_and_is_not_read(driver: WindowDriver, place: str) -> None:
    shown = PLACES[place](driver)

    assert has_disc(shown)
    assert [said for said in spoken(shown) if "ZQ" in said] == []


def test_a_narrow_column_of_people_keeps_its_room_for_the_names(hands_on: HandsOn) -> None:
    driver = hands_on(*(one for one in CAST if one.id != "three"))  # whose moderator is shown in any case
    driver.window.resize(1220, 900)

    assert not has_disc(open_list(driver, "sessions").view.viewport())
