"""The user's system setting for less motion, asked of Qt from 6.12 on, else of each operating system."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QStyleHints

CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION of SystemParametersInfo, which is "Animation effects" in the settings of Windows."""
LONGEST = 100
"""Milliseconds to wait for an answer from the desktop."""
PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
KEYS: tuple[tuple[str, str, Any], ...] = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "0"),
)
"""Settings of Linux desktops, each with the value that asks for less motion.

The portal's own (from its version 2) comes first, then GNOME's and KDE's.
"""


def asks_for_less_motion(hints: QStyleHints) -> bool:
    """Return whether the system asks for less motion; False if that cannot be found out."""
    if asked := getattr(hints.accessibility(), "motionPreference", None):
        return bool(asked().name == "ReducedMotion")
    if sys.platform == "win32":
        return _windows_asks_for_less_motion()
    if sys.platform == "darwin":
        return QSettings("apple.com", "universalaccess").value("reduceMotion") in (True, 1, "1", "true")
    return _linux_desktop_asks_for_less_motion()


def _windows_asks_for_less_motion() -> bool:
    import ctypes

    moves = ctypes.c_int(1)
    user: Any = getattr(ctypes, "windll").user32  # noqa: B009 - other systems have none, and mypy says so
    user.SystemParametersInfoW(CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0)
    return not moves.value


def _linux_desktop_asks_for_less_motion() -> bool:
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

    bus = QDBusConnection.sessionBus()
    for group, key, less in KEYS if bus.isConnected() else ():
        question = QDBusMessage.createMethodCall(*PORTAL, "Read")  # ReadOne is not there before Debian 13
        question.setArguments([group, key])
        answer = bus.call(question, QDBus.CallMode.Block, LONGEST)
        if answer.type() == QDBusMessage.MessageType.ReplyMessage:
            found: Any = answer.arguments()[0]
            while isinstance(found, QDBusVariant):  # Read wraps it twice
                found = found.variant()
            if found == less:
                return True
        elif not answer.errorName().startswith("org.freedesktop.portal"):  # there is no portal, or a slow one
            break
    return False
