"""The notice bar: one sentence on what was done or refused, with buttons such as Undo; the notice of a saved file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from weakref import ref

from PySide6.QtCore import QDir, QEvent, QObject, QPoint, QProcess, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget
from shiboken6 import isValid

from planner.domain.text import EstradError
from planner.wording import Wording
from ui.kit.theme.theme import announce, set_properties
from ui.kit.widgets.plain_widgets import plain_label, row, small_close_button

Remedy = tuple[str, Callable[[], object]]
LINGERS = 6000
"""Milliseconds for which a notice about something done is shown."""
PLACED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
"""Events of other widgets after which the notice bar is placed again."""


class NoticeBar(QFrame):
    """A bar over the bottom edge of its parent, as high as its text needs; it does not move other widgets.

    A notice about something done is hidden at the next change, or after ``LINGERS`` unless ``offer`` added a button;
    if it is then pointed at or has the focus, that time begins again.
    """

    def __init__(self, words: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._kept_clear: list[ref[QWidget]] = []
        self._bar: Callable[[], QWidget | None] = lambda: None
        parent.installEventFilter(self)
        self._words = words
        self._lasting = False
        self.sentence = plain_label()
        self.passing, self._reading = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self.passing.setInterval(LINGERS)
        self.passing.timeout.connect(self._hide_expired)
        self._reading.timeout.connect(lambda: announce(self, self.sentence.text()))  # the last one of several at once
        set_properties(self, part="notice")
        self._remedies: list[QPushButton] = []
        self._acts: list[Callable[[], object]] = []
        close = small_close_button(words("Close this message"), self.hide)
        self._row = row((self.sentence, 1), close, inside=self, margins=(16, 3, 8, 4))  # its line is the 4th
        self.hide()

    @property
    def is_lasting(self) -> bool:
        """True while a notice is shown that the user has to deal with."""
        return self._lasting and self.isVisible()

    def hide_unless_lasting(self, _change: object = None) -> None:
        """Hide the notice after another change, unless the user has to deal with it."""
        if not self._lasting:
            self.hide()

    def _hide_expired(self) -> None:
        """Hide a notice whose time is over; if it is pointed at or has the focus, begin the time again."""
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused and self.isAncestorOf(focused)):
            self.passing.start()
        else:
            self.hide()

    def show_message(self, sentence: str, remedies: Sequence[Remedy] = ()) -> None:
        """Show what was done, with buttons such as Undo, until the next change or for a while."""
        self._show_notice(sentence, remedies, lasting=False, tone="calm")
        self.passing.start()

    def show_lasting(self, sentence: str, remedies: Sequence[Remedy]) -> None:
        """Show something the user has to deal with, until a button or the cross is pressed or another notice comes."""
        self._show_notice(sentence, remedies, lasting=True, tone="calm")

    def show_error(self, error: EstradError, remedies: Sequence[Remedy] = ()) -> None:
        """Show an error with buttons for remedies; if it has any, or is about a file, it outlasts the next change."""
        parts = [self._words.say(error.problem)]
        if error.remedy:
            parts.append(self._words.say(error.remedy))
        self._show_notice(" ".join(parts), remedies, lasting=bool(error.file or remedies), tone="problem")

    def offer(self, label: str, act: Callable[[], object]) -> None:
        """Add a button to the notice, which then stays until the next change."""
        self.passing.stop()
        self._acts.append(act)
        self._add_button(label)

    def hide(self) -> None:
        """Hide the notice and delete its buttons, whose callbacks would keep a closed conference alive."""
        super().hide()
        self._remove_buttons()

    def stay_above(self, widget: QWidget) -> None:
        """Place the notice above a widget instead of over it, while that widget is visible."""
        self._kept_clear = [ref(widget), *(kept for kept in self._kept_clear if _is_alive(kept()))]
        widget.installEventFilter(self)

    def give_way_to_bar(self, bar: QWidget) -> None:
        """Stay above a bar that is shown at times, and hide a passing notice whenever the bar is shown."""
        self._bar = ref(bar)  # weak: the bar must not keep a closed conference alive
        self.stay_above(bar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place the notice again when a widget around it is moved, resized, shown or hidden.

        When the bar of ``give_way_to_bar`` is shown, hide a passing notice.
        """
        if watched is self._bar() and event.type() == QEvent.Type.Show:
            self.hide_unless_lasting()
        if event.type() in PLACED and not self.isHidden():
            self._place_notice()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the text changed
            self._place_notice()
        return super().event(event)

    def _place_notice(self) -> None:
        ground, clear = self._ground.rect(), [kept() for kept in self._kept_clear]
        tops = [one.mapTo(self._ground, QPoint()).y() for one in clear if one and _is_alive(one) and one.isVisible()]
        bottom = min([ground.height(), *tops])
        height = self.heightForWidth(ground.width())
        self.setGeometry(0, bottom - height, ground.width(), height)
        self.raise_()

    def _remove_buttons(self) -> None:
        for button in self._remedies:
            self._row.removeWidget(button)
            button.setParent(None)  # nobody finds it any more; it may be in its own signal
            button.deleteLater()
        self._remedies, self._acts = [], []

    def _show_buttons(self, labels: Sequence[str]) -> None:
        """Show buttons with these labels; keep the present buttons if their labels are the same.

        One of them may be just being pressed, as when its press left a field whose text was then refused once more.
        """
        if labels != [button.text() for button in self._remedies]:
            self._remove_buttons()
            for label in labels:
                self._add_button(label)

    def _add_button(self, label: str) -> None:
        n, button = len(self._remedies), QPushButton(label)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked: self._run_remedy(n))
        self._row.insertWidget(1 + n, button)
        button.show()  # a layout shows it only later
        self._remedies.append(button)

    def _run_remedy(self, n: int) -> None:
        act = self._acts[n]
        self.hide()
        act()

    def _show_notice(self, sentence: str, remedies: Sequence[Remedy], *, lasting: bool, tone: str) -> None:
        self._lasting = lasting
        self.passing.stop()
        set_properties(self, tone=tone)
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        self._show_buttons([label for label, _act in remedies])
        self._acts = [act for _label, act in remedies]
        self._place_notice()
        self.show()
        self._reading.start(0)


def _is_alive(widget: QWidget | None) -> bool:
    return widget is not None and isValid(widget)


def show_saved(
    notice: NoticeBar, words: Wording, path: Path, sentence: str = "", remedies: Sequence[Remedy] = ()
) -> None:
    """Show ``sentence``, or that a file was saved if it is empty, with buttons.

    After those of ``remedies`` come one to show the file in its folder and one to copy its path.
    """
    shown = QDir.toNativeSeparators(str(path))
    notice.show_message(
        sentence or words("Saved in {path}.").format(path=shown),
        [
            *remedies,
            (words("Show in folder"), lambda: show_in_folder(path)),
            (words("Copy path"), lambda: QGuiApplication.clipboard().setText(shown)),
        ],
    )


def show_in_folder(path: Path) -> None:
    """Open a file's folder in the desktop's file manager; on Windows and macOS the file is selected there."""
    if sys.platform == "win32":
        shower = QProcess()
        shower.setProgram("explorer.exe")
        shower.setNativeArguments(f'/select,"{QDir.toNativeSeparators(str(path))}"')  # it rejects a quoted /select
        shown = bool(shower.startDetached())
    elif sys.platform == "darwin":
        shown = QProcess.startDetached("/usr/bin/open", ["-R", str(path)])[0]
    else:
        shown = False
    if not shown:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
