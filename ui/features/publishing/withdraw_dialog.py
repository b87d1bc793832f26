"""The calendars of the conference in the folder that its file knows nothing of, and the dialog that withdraws them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from planner.domain.text import Text
from planner.exporting.calendar_folder import UnknownCalendar, unknown_notices, withdrawn_calendar
from planner.exporting.deliver import deliver
from planner.publishing.publication import PublishOutline
from ui.kit.dialogs.dialog_service import answer_buttons, resize_within_screen, set_default_button
from ui.kit.widgets.plain_widgets import EDGE, TextTable, column, plain_label
from ui.kit.widgets.tinted_line import TintedLine
from ui.state.document import Document


class WithdrawDialog(QDialog):
    """A dialog that asks which unknown calendars to withdraw; none is ticked at first, and it takes at least one."""

    def __init__(self, document: Document, found: Sequence[UnknownCalendar], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        self.setWindowTitle(_("Withdraw calendars"))
        resize_within_screen(self, 560, 320)
        about = plain_label(
            _(
                "All entries of a calendar that you tick are cancelled in its file, for those who subscribe to it. "
                "Leave what a colleague sends from another copy."
            )
        )
        self.calendars = TextTable(_("Calendars to withdraw"), [_("File"), _("Calendar")])
        for calendar in found:
            title = calendar.title if calendar.sure else _("Perhaps: {title}").format(title=calendar.title)
            self.calendars.add([calendar.path.name, title], calendar, ticked=False)
        for section in range(2):
            self.calendars.resizeColumnToContents(section)
        self.missing = plain_label(_("Tick a calendar first."), tone="problem")
        buttons, self.withdraw = answer_buttons(self, _("Withdraw"))
        column(about, (self.calendars, 1), self.missing, buttons, inside=self, margins=EDGE)
        self.missing.hide()
        set_default_button(self, self.withdraw)

    def accept(self) -> None:
        """Accept if a calendar is ticked; otherwise say that it takes one."""
        if self.calendars.ticked:
            super().accept()
        else:
            self.missing.show()


class UnknownCalendarsLine(TintedLine):
    """A warning that names the unknown calendars in the folder, and a link that withdraws them after a question.

    ``done`` is called after calendars were withdrawn.
    """

    def __init__(self, document: Document, done: Callable[[], object]) -> None:
        super().__init__("", [(document.presentation.words("Withdraw…"), self._ask)], "warning", wraps=True)
        self._document, self._done = document, done
        self._planned: PublishOutline | None = None
        self._withdrawn: tuple[UnknownCalendar, ...] = ()
        (self.withdraw,) = self.ways

    def tell(self, planned: PublishOutline | None) -> None:
        """Show the unknown calendars in the folder of a publishing; hide if there are none."""
        self._planned = planned
        say, found = self._document.presentation.words.say, planned.unknown if planned else ()
        done = [Text("“{name}” is withdrawn: all its entries are cancelled.", name=one.path.name)
                for one in self._withdrawn]  # fmt: skip
        self.sentence.setText("\n".join(say(line) for line in (*done, *unknown_notices(found))))
        self.withdraw.setVisible(bool(found))
        self.setVisible(bool(found or done))

    def _ask(self) -> None:
        """Withdraw the calendars that are ticked in a dialog."""
        planned = self._planned
        if planned is None:
            return
        dialog = WithdrawDialog(self._document, planned.unknown, self)
        if self._document.dialogs.dialog(dialog):
            ticked: tuple[UnknownCalendar, ...] = tuple(dialog.calendars.ticked)
            files = {calendar.path: withdrawn_calendar(calendar, planned.sending.out) for calendar in ticked}
            if self._document.try_run(lambda: deliver(files)):
                self._withdrawn += ticked
            self._done()
