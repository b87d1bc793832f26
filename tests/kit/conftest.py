"""The application, for tests of the kit: they know no window of ours, so these are quick."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ui.kit.theme.theme import LIGHT, apply_theme
from ui.shell.application import make_application, set_up_application


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """Return the application as it is started, except that its settings are kept away from the user's own."""
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(tmp_path_factory.getbasetemp() / "settings"))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        set_up_application(app)
    else:
        app = make_application(["estrad"])
    apply_theme(app, LIGHT)
    return app
