"""Tests of the packages: what goes in and what does not, whose it is, and by what a desktop and a shell know Estrad."""

import ast
import configparser
import os
import re
import runpy
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from planner import VERSION
from planner.storage.header import APPLICATION_ID
from tools.bootstrap import ROOT, SetupFault
from tools.package import contents, icons, licences, linux, manual, trying, wheel

LINUX = ROOT / "packaging" / "linux"
HOUSE = [path for part in ("planner", "ui") for path in sorted((ROOT / part).rglob("*.py"))] + [ROOT / "main.py"]


def imported() -> set[str]:
    """Return all modules that our sources name in an import."""
    trees = [ast.parse(path.read_text("utf-8")) for path in HOUSE]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def test_nothing_that_we_import_is_left_out() -> None:
    found = imported()
    tops = {name.partition(".")[0] for name in found}

    assert {name for name in contents.NOT_IMPORTED if name in found | tops} == set()
    qt = {name.removeprefix("PySide6.Qt").partition(".")[0] for name in found if name.startswith("PySide6.Qt")}
    assert qt <= set(contents.QT_LIBRARIES)


def test_all_our_modules_and_data_files_go_in_and_no_source_of_a_catalogue() -> None:
    files = [Path(source).relative_to(ROOT).as_posix() for source, _folder in contents.own_files(ROOT)]

    assert {"planner.domain.agenda", "planner.importing.sources", "ui.shell.updates"} <= set(contents.own_modules(ROOT))
    tracked = subprocess.run(["git", "ls-files", "resources"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    wanted = {path for path in tracked.stdout.split() if not path.endswith((".py", ".po", ".pot"))}
    assert wanted <= set(files)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/QtCore.abi3.so", True),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/Qt/translations/qtbase_sv.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("babel/locale-data/ff_Adlm.dat", True),
        ("libpython3.11.so.1.0", True),
        ("libsqlite3.so.0", True),
        ("libglib-2.0.so.0", False),
        ("libstdc++.so.6", False),
        ("libgcc_s.so.1", False),
        ("resources/translations/sv/LC_MESSAGES/estrad.mo", True),
        ("lxml/etree.cpython-311-x86_64-linux-gnu.so", True),
    ],
)
def test_what_stays_in_the_bundle(path: str, kept: bool) -> None:
    assert contents.is_kept(path, "/usr/lib/x", "linux") == kept


def test_only_what_the_system_has_is_taken_from_linux_and_all_else_stays_elsewhere() -> None:
    assert contents.is_kept("libglib-2.0.so.0", "/usr/lib/x", "linux") is False
    assert contents.is_kept("libglib-2.0.0.dylib", "/opt/x", "darwin") is True
    assert contents.is_hook_left_out("pyi_rth_pyside6", "linux") is True
    assert contents.is_hook_left_out("pyi_rth_pyside6", "win32") is False
    assert contents.is_hook_left_out("start", "linux") is False


WHEELS = {"click/core.py": "click", "PySide6/QtCore.abi3.so": "pyside6_essentials"}
OWNERS = licences.Owners(WHEELS, {"libssl.so.3": "libssl3"}, frozenset({"json", "os"}))


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("estrad", "pyinstaller"),
        ("_internal/_pyi_rth_utils/qt.pyc", "pyinstaller"),
        ("_internal/planner/domain/agenda.pyc", "estrad"),
        ("_internal/click/core.pyc", "click"),
        ("_internal/PySide6/QtCore.abi3.so", "pyside6_essentials"),
        ("_internal/json/decoder.pyc", "python3.11"),
        ("_internal/os.pyc", "python3.11"),
        ("_internal/python3.11/lib-dynload/_json.so", "python3.11"),
        ("_internal/libssl.so.3", "libssl3"),
        ("_internal/stranger.pyc", None),
        ("stranger", None),
    ],
)
def test_whose_a_file_of_the_bundle_is(path: str, owner: str | None) -> None:
    assert OWNERS.owner(path) == owner


def test_a_file_of_nobodys_ends_the_build() -> None:
    with pytest.raises(SetupFault, match=r"_internal/stranger\.pyc"):
        licences.sorted_by_owner(["estrad", "_internal/stranger.pyc"], OWNERS)


def test_the_type_of_a_conference_is_known_by_its_bytes_and_by_its_name() -> None:
    root = ElementTree.parse(LINUX / "estrad-mime.xml").getroot()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    first, second = root.findall(".//m:match", space)

    assert (first.get("value"), first.get("offset")) == ("SQLite format 3\\0", "0")
    assert (int(str(second.get("value")), 16), second.get("offset")) == (APPLICATION_ID, "68")
    assert [glob.get("pattern") for glob in root.findall(".//m:glob", space)] == ["*.estrad"]


def test_the_desktop_knows_program_type_and_icon_by_the_same_names() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(LINUX / "estrad.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    said = (ROOT / "ui" / "shell" / "application.py").read_text("utf-8")
    mime = re.findall(r'mime-type type="([^"]+)"', (LINUX / "estrad-mime.xml").read_text("utf-8"))
    component = ElementTree.parse(LINUX / "estrad.metainfo.xml").getroot()

    assert 'setDesktopFileName("estrad")' in said
    assert (desktop["Exec"], desktop["Icon"], desktop["MimeType"]) == ("estrad %f", "estrad", f"{mime[0]};")
    assert (component.findtext("id"), component.findtext("launchable")) == ("estrad", "estrad.desktop")
    assert component.findtext("provides/mediatype") == mime[0]
    assert mime[0].replace("/", "-") == icons.FILE_ICON
    assert next(release.get("version") for release in component.iter("release")) == VERSION


def test_each_override_of_lintian_has_its_reason() -> None:
    lines = (LINUX / "estrad.lintian-overrides").read_text("utf-8").splitlines()

    assert all(above.startswith(("#", "estrad:")) for above in lines)
    assert lines[0].startswith("#")
    assert sum(line.startswith("#") for line in lines) >= 6


def test_the_man_page_says_every_command_and_each_option() -> None:
    done = {
        language: subprocess.run(
            [sys.executable, "-c", MAN, language], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
            env={"LANGUAGE": language, "PATH": "", "PYTHONUTF8": "1"},
        ).stdout
        for language in manual.HEADINGS
    }  # fmt: skip

    assert done["en"].count("\n.SS ") == done["sv"].count("\n.SS ") > 15
    assert ".SS publish [OPTIONS] FILE" in done["en"]
    assert ".B \\-\\-to FOLDER" in done["en"]
    assert ".SH KOMMANDON" in done["sv"]
    assert "Skapa FILE med exempelkonferensen" in done["sv"]


MAN = """
import sys
from planner.cli.console import Console, Renderer
from planner.cli.runner import CommandGroup, translate_click
from planner.wording import wording
from main import make_environment
from tools.package.manual import completion, man_page
translate_click()
group = CommandGroup(Console(make_environment({}), wording(sys.argv[1]), Renderer(*[None] * 4)))
for shell in ("bash", "zsh", "fish"):
    assert "_ESTRAD_COMPLETE" in completion(group, shell)
print(man_page(group, sys.argv[1]))
"""


def test_troff_takes_no_line_for_a_request() -> None:
    assert manual.plain(".hidden\n'quoted' a-b") == "\\&.hidden\n\\&\\(aqquoted\\(aq a\\-b"


def png(size: int) -> bytes:
    """Return the head of a picture, which is enough for an icon."""
    return b"\x89PNG" + zlib.compress(bytes(size))


def test_the_icons_of_the_two_other_systems_name_their_pictures_by_size() -> None:
    found = icons.ico({16: png(16), 256: png(256)})
    assert struct.unpack_from("<HHH", found) == (0, 1, 2)
    assert [struct.unpack_from("<BB", found, 6 + 16 * n) for n in range(2)] == [(16, 16), (0, 0)]
    length, offset = struct.unpack_from("<II", found, 6 + 8)
    assert found[offset : offset + length] == png(16)

    apple = icons.icns({"ic07": png(128)})
    assert (apple[:4], struct.unpack(">I", apple[4:8])[0]) == (b"icns", len(apple))
    assert apple[8:12] == b"ic07"


def test_checksums_are_in_the_form_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_bytes(b"")

    assert linux.checksums([tmp_path / "a.deb"]) == [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.deb\n"
    ]


def test_the_builders_of_a_wheel_are_locked_with_their_digests() -> None:
    text = wheel.locked(wheel.BUILDERS, (ROOT / wheel.LOCK).read_text("utf-8"))

    assert [line.partition("==")[0] for line in text.splitlines() if "==" in line] == list(wheel.BUILDERS)
    assert text.count("--hash=sha256:") >= len(wheel.BUILDERS)
    with pytest.raises(SetupFault, match="does not pin nothing-such"):
        wheel.locked(["nothing-such"], text)


def test_the_stories_told_to_packages_are_there() -> None:
    assert [name for name in (*trying.STORIES, *trying.HOOKS, *wheel.STORIES) if not (ROOT / name).is_file()] == []


def test_the_recipes_of_the_two_other_systems_name_what_is_there_and_the_same_type() -> None:
    script = (ROOT / "packaging" / "windows" / "estrad.iss").read_text("utf-8")
    recipe = (ROOT / "packaging" / "estrad.spec").read_text("utf-8")
    (kind,) = contents.INFO_PLIST["UTExportedTypeDeclarations"]
    (document,) = contents.INFO_PLIST["CFBundleDocumentTypes"]

    assert "application/vnd.estrad+sqlite3" in script
    assert {f'"{name}"' for name in ("estrad", "estrad-window")} <= set(re.findall(r'"[\w-]+"', recipe))
    assert script.count("estrad-window.exe") >= 4
    assert kind["UTTypeTagSpecification"]["public.filename-extension"] == ["estrad"]
    assert kind["UTTypeTagSpecification"]["public.mime-type"] == ["application/vnd.estrad+sqlite3"]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert contents.version(ROOT) == VERSION


def test_other_programs_do_not_inherit_where_our_libraries_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"LD_LIBRARY_PATH": "/ours", "_PYI_APPLICATION_HOME_DIR": "/ours", "HOME": "/h"})
    runpy.run_path(str(ROOT / "packaging" / "start.py"))
    assert os.environ == {"HOME": "/h"}

    monkeypatch.setattr(os, "environ", {"LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/theirs"})
    runpy.run_path(str(ROOT / "packaging" / "start.py"))
    assert os.environ == {"LD_LIBRARY_PATH": "/theirs"}


def test_desktop_and_appstream_find_no_fault() -> None:
    for command in (
        ["desktop-file-validate", "estrad.desktop"],
        ["appstreamcli", "validate", "--no-net", f"--override={linux.NO_ADDRESS}", "estrad.metainfo.xml"],
    ):
        if shutil.which(command[0]):
            done = subprocess.run(command, cwd=LINUX, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
