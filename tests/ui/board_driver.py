"""A driver for the moderators' board: the places of its people, sessions, lanes and shifts, and the texts it shows."""

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtWidgets import QApplication

from planner.domain.agenda import session_moderator_ids
from planner.domain.entities import Cover, Session
from planner.domain.span import format_clock, parse_clock_time
from tests.ui.window_driver import BOTTOM, CTRL, LEFT, MIDDLE, TOP, WindowDriver
from ui.features.moderators.board_tools import ModeratorDrag
from ui.features.moderators.people_list import PersonPopup
from ui.plan.canvas.scene import view_rect


class BoardDriver:
    """A driver of a window that shows the moderators' board. Places are points of the window."""

    def __init__(self, driver: WindowDriver) -> None:
        self.driver = driver
        driver.page.places.go("cover")
        inner = driver.page.places.find_place("cover").inner
        self.page = inner
        self.board = inner.board
        self.board.canvas.zoom(0.4)  # fit the whole day in sight

    def anew(self) -> None:
        """Let go of all and undo all steps, as on a board just opened."""
        if QApplication.mouseButtons() & LEFT:
            self.driver.right_click()
        for person_popup in self.choosers:
            person_popup.close()
        self.driver.anew()
        self.board.canvas.setCurrentIndex(QModelIndex())
        self.board.canvas.setFocus()

    def proceed(self, *keys: Qt.Key) -> None:
        """Go to the next session without a moderator, and press keys there."""
        self.driver.key(Qt.Key.Key_Down, modifiers=CTRL)
        self.driver.key(*keys)

    def person(self, name: str) -> QPoint:
        return self.driver.on_row(self.page.people.list, self.page.people.list.people.row(name))

    def session(self, name: str) -> QPoint:
        (box,) = self.board.layout.find_boxes((Session, name))
        return self.at(QRectF(*box).center())

    def shift(self, name: str, part: str = MIDDLE) -> QPoint:
        """Return a point of a shift: its middle, or its upper or lower end."""
        (box,) = self.board.layout.find_boxes((Cover, name))
        y = {TOP: box.y + 2, MIDDLE: box.y + box.height / 2, BOTTOM: box.bottom - 2}[part]
        return self.at(QPointF(box.x + box.width / 2, y))

    def lane(self, where: str | None, time: str) -> QPoint:
        """Return the point of a time in the lane of a room, or in the lane for all rooms."""
        layout = self.board.layout
        left = 0 if where is None else layout.fixed + layout.grid.rooms.index(where) * layout.grid.column_width
        return self.at(QPointF(left + 8, layout.grid.y(parse_clock_time(time))))

    def head(self, where: str | None) -> QPoint:
        """Return the header of a room's column, or of the lane for all rooms."""
        header = self.board.header
        across = self.board.canvas.viewport().mapFrom(self.driver.window, self.lane(where, "09:00")).x()
        return header.mapTo(self.driver.window, QPoint(across, header.height() // 2))

    def by(self, minutes: float) -> QPoint:
        return QPoint(0, round(minutes * self.board.layout.grid.scale))

    def at(self, spot: QPointF) -> QPoint:
        """Return a point of the board, which must be in sight."""
        view = self.board.canvas.viewport()
        point = view_rect(self.board.canvas.scene, QRectF(spot, QSizeF(1, 1))).topLeft().toPoint()
        assert view.rect().contains(point), "scroll there first"
        return view.mapTo(self.driver.window, point)

    @property
    def shifts(self) -> list[str]:
        """Return the shifts in words, such as ``bo hall 10:30-12:00``."""
        return [
            f"{cover.person} {cover.room or 'all rooms'} "
            + (
                f"{format_clock(cover.start)}-{format_clock(cover.end)}"
                if cover.start is not None and cover.end
                else "all day"
            )
            for cover in self.driver.agenda.covers_in_order
        ]

    def moderators(self, session: str) -> tuple[str, ...]:
        return session_moderator_ids(self.driver.agenda, self.driver.agenda.sessions[session])

    @property
    def held(self) -> ModeratorDrag:
        return self.board.drag_controller.state

    @property
    def label(self) -> list[str]:
        return self.board.ghost.lines(self.held)

    @property
    def lit(self) -> set[str]:
        return set(self.held.lit)

    @property
    def choosers(self) -> list[PersonPopup]:
        return [person_popup for person_popup in self.page.findChildren(PersonPopup) if person_popup.isVisible()]

    @property
    def person_popup(self) -> PersonPopup:
        (found,) = self.choosers
        return found
