"""What goes into the folder of a packaged Estrad, and what is left out of it; for all three systems.

The recipe `packaging/estrad.spec` reads this. How it was found that nothing misses what is left out: the stories of
`make test-package` run on what is left, and `tests/test_package.py` reads our sources for what they import.
"""

from __future__ import annotations

import re
from pathlib import Path

from planner.domain.languages import LANGUAGES

OWN = ("planner", "ui", "resources")
ASKED_BY_NAME = ["babel.localtime", "tzdata", "tzdata.zoneinfo"]
"""Modules of others that are imported by a name in a text, so that PyInstaller does not see them."""

NOT_IMPORTED = [
    *("tkinter", "curses", "readline", "pdb", "doctest", "pydoc", "pydoc_data", "unittest", "lib2to3", "xmlrpc"),
    *("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils", "trove_classifiers", "packaging"),
    *("multiprocessing", "asyncio", "ftplib", "PyInstaller", "numpy", "IPython", "lxml.objectify", "lxml.html.diff"),
    *("lxml.html._difflib", "lxml.isoschematron", "sqlite_utils.cli"),
]
"""Modules that some library would import for a use that Estrad does not make of it."""

HOOKS_NOT_RUN = ("inspect", "pkgutil", "setuptools", "pkgres", "multiprocessing")
"""What PyInstaller would run before `main.py`, each time, for modules that are not there or not asked.

Together they take longer than all that ``estrad --version`` does; so does that of PySide6, which loads Qt to tell it
where its plugins are. On Linux the wheel's own `__init__` tells it.
"""

QT_LIBRARIES = (
    *("Core", "DBus", "Gui", "Network", "OpenGL", "PrintSupport", "Svg", "Widgets"),
    *("WaylandClient", "WlShellIntegration", "XcbQpa"),
)
"""Qt's libraries that our imports and the plugins below load."""

QT_PLUGINS = (
    "iconengines/qsvgicon",
    *(f"imageformats/q{kind}" for kind in ("gif", "icns", "ico", "jpeg", "svg", "tga", "tiff", "wbmp", "webp")),
    *(
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
    ),
    *("platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platforms/qwindows", "platforms/qcocoa"),
    *("platformthemes/qgtk3", "platformthemes/qxdgdesktopportal"),
    *("printsupport/cupsprintersupport", "styles/qmodernwindowsstyle", "styles/qmacstyle"),
    *("wayland-decoration-client/adwaita", "wayland-decoration-client/bradient"),
    *("wayland-graphics-integration-client/qt-plugin-wayland-egl", "wayland-shell-integration/xdg-shell"),
    *("xcbglintegrations/qxcb-egl-integration", "xcbglintegrations/qxcb-glx-integration"),
)
"""Qt's plugins that stay: all formats of pictures, X and Wayland with their ways of typing and looks, printers.

Left out: screens without a desktop (eglfs, linuxfb, vnc), networks and their secrets, since Qt opens no connection.
"""

OF_THE_BUNDLE = (
    *("python", "sqlite3", "ffi", "ssl", "crypto", "pyside6", "shiboken6", "icudata", "icui18n", "icuuc"),
    *("xcb-cursor", "xcb-icccm", "xcb-image", "xcb-keysyms", "xcb-render-util", "xcb-util", "xcb-xkb", "xcb-shape"),
    *("xkbcommon", "xkbcommon-x11", "gssapi_krb5", "krb5", "k5crypto", "krb5support", "com_err", "keyutils"),
)
"""The libraries that a Linux bundle has of its own. All others are the system's: it must have them of one make with
what its drivers and desktop load into the same process, as libGL, glib, fontconfig and cups are.
"""

_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([\w-]+/)(?:lib)?([\w-]+?)\.(?:so|dll|dylib)$")
_QT_LIBRARY = re.compile(r"(?:lib)?Qt6?(\w+?)(?:\.so\S*|\.dll|\.dylib|\.abi3\S*|\.pyd|\.framework.*)?$")
_LIBRARY = re.compile(r"lib([\w+-]+?)(?:-[\d.]+)?(?:\d+\.\d+)?(?:\.abi3)?\.so[\d.]*$")
NOT_READ = (
    re.compile(rf"PySide6/(?:Qt/)?translations/(?!qtbase_(?:{'|'.join(LANGUAGES)})\.qm)"),
    re.compile(r"PySide6/(?:Qt/)?(?:qml|libexec|metatypes)/"),
    re.compile(r"(?:^|/)(?:tests?|__pycache__)/"),
    re.compile(r"icalendar/(?:tests|fuzzing)/"),
    re.compile(r"\.(?:pyi|pxd|pyx|h|hpp|c|cpp|po|pot)$"),
    re.compile(r"lxml/(?:includes|isoschematron)/"),
    re.compile(r"lib-dynload/(?:readline|_curses|_posixshmem|_multiprocessing)"),
)
"""Data files by their paths that nothing reads; of Qt's translations those of the window's languages stay."""


FILE_TYPE = "estrad.conference"
INFO_PLIST = {
    "CFBundleDisplayName": "Estrad",
    "CFBundleLocalizations": ["en", "sv"],
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "Estrad conference",
            "CFBundleTypeRole": "Editor",
            "CFBundleTypeIconFile": "application-vnd.estrad+sqlite3.icns",
            "LSHandlerRank": "Owner",
            "LSItemContentTypes": [FILE_TYPE],
        }
    ],
    "UTExportedTypeDeclarations": [
        {
            "UTTypeIdentifier": FILE_TYPE,
            "UTTypeDescription": "Estrad conference",
            "UTTypeConformsTo": ["public.data", "public.database"],
            "UTTypeTagSpecification": {
                "public.filename-extension": ["estrad"],
                "public.mime-type": ["application/vnd.estrad+sqlite3"],
            },
        }
    ],
    "NSHighResolutionCapable": True,
    "NSSupportsAutomaticGraphicsSwitching": True,
}
"""What macOS knows the app and its files by."""


def version(root: Path) -> str:
    """Return our version, which is read and not imported: the recipe runs before anything of ours does."""
    found = re.search(r'^VERSION = "([^"]+)"', (root / "planner" / "__init__.py").read_text("utf-8"), re.MULTILINE)
    assert found
    return found[1]


def own_modules(root: Path) -> list[str]:
    """Return the names of all our modules, since many are imported by a name in a table."""
    files = [path for part in OWN for path in sorted((root / part).rglob("*.py"))]
    dotted = [".".join(path.relative_to(root).with_suffix("").parts) for path in files]
    return [name.removesuffix(".__init__") for name in dotted]


def own_files(root: Path) -> list[tuple[str, str]]:
    """Return our data files with the folders in which they go; catalogues are compiled ones, licences are elsewhere."""
    found = [path for path in sorted((root / "resources").rglob("*")) if path.is_file() and _is_data(path)]
    return [(str(path), path.parent.relative_to(root).as_posix()) for path in found]


def _is_data(path: Path) -> bool:
    return path.suffix not in (".py", ".pyc", ".po", ".pot") and "__pycache__" not in path.parts


def is_hook_left_out(name: str, system: str) -> bool:
    """Return whether a script that PyInstaller runs before `main.py` is left out."""
    hook = name.removeprefix("pyi_rth_")
    return hook != name and (hook in HOOKS_NOT_RUN or (hook == "pyside6" and system == "linux"))


def is_kept(target: str, source: str, system: str) -> bool:
    """Return whether a file that PyInstaller found stays in the bundle, by its path there and where it is from."""
    path = target.replace("\\", "/")
    if plugin := _PLUGIN.search(path):
        return f"{plugin[1]}{plugin[2]}" in QT_PLUGINS
    name = path.rpartition("/")[2]
    if any(pattern.search(path) for pattern in NOT_READ):
        return False
    if (name.startswith(("libQt6", "Qt6")) or path.startswith("PySide6/Qt")) and (qt := _QT_LIBRARY.match(name)):
        return qt[1] in QT_LIBRARIES
    if system == "linux" and "/" not in path and (library := _LIBRARY.match(name)):
        return library[1] in OF_THE_BUNDLE or "site-packages" in source
    return True
