"""Set Estrad up in `.venv` and run it, with the standard library alone."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
SAMPLE = ROOT / "out" / "trygghetnu.estrad"
OLDEST = (3, 11)
STAMP = "estrad.stamp"
HALF_MADE = "half-made"

QT_PACKAGES = [
    *("libglib2.0-0t64|libglib2.0-0", "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3"),
    *(
        "libxkbcommon-x11-0",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-shape0",
        "libxcb-xkb1",
    ),
    *("libwayland-cursor0", "libgssapi-krb5-2", "libcups2t64|libcups2", "fonts-dejavu-core"),
]
"""What a window needs on Debian and Ubuntu. Newer releases have the first of two names."""

BROWSERS = ROOT / "tests" / "browsers"
BROWSER_PACKAGES = {
    "chromium": "chromium",
    "firefox-esr|firefox": "firefox-esr|firefox",
    "node": "nodejs",
    "npm": "npm",
    "java": "default-jre-headless",
    "pdftotext": "poppler-utils",
}
"""What the tests of the web page need on Debian: the programs, of which one may have several names, and packages."""

# Run by the Python of .venv: prints the first thing Qt misses, or nothing. The arguments name the platform
# plugins of which one must load, since Qt aborts the whole process when none does.
QT_PROBE = """
import ctypes, sys
from pathlib import Path
try:
    import PySide6
    from PySide6 import QtPrintSupport, QtSvg, QtWidgets
except ImportError as error:
    sys.exit(print(error))
folder = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
faults = []
for name in sys.argv[1:]:
    for plugin in folder.glob("lib%s*.so" % name):
        try:
            ctypes.CDLL(str(plugin))
            sys.exit()
        except OSError as error:
            faults.append(str(error))
print(faults[0] if faults else "")
"""

USAGE = """\
usage: python3 tools/bootstrap.py COMMAND [arguments]

  run [arguments]   open the sample in a window; with arguments, the same as `main.py arguments`
  test [arguments]  run the tests; arguments go to pytest
  fast              the tests of the planner and the kit that are quick; the rest has the mark `long`
  check             ruff, mypy and the rules of the house
  soak              all tests, also the long ones
  roots [arguments]  both commands of README in bare Debian systems (as root)
  package           make the packages for Linux in dist/ (as root, on a Debian)
  test-package [checks portable bare pipx bookworm trixie]  tell stories to them, as they are installed (as root)
  wheel             build wheel and sdist in dist/ twice, compare them, and try the wheel
  browsers          install what the tests of the web page in browsers need
  bench             measure, and compare with tools/benches/figures.md
  pictures [arguments]  compare pictures of the window with those of the commit in tools/pictures/before-house
  setup             only make or renew .venv
  translations      renew the catalogues from the sources
  lock              renew the lock files (needs uv)"""


class SetupFault(Exception):
    """Raised when something outside Estrad is missing; the text says what, and what to do."""


def say(text):
    print(text, flush=True)


def version_fault(version):
    """Return the message about a Python that is too old, or None if it is recent enough."""
    if tuple(version[:2]) >= OLDEST:
        return None
    wanted, found = (".".join(map(str, v[:2])) for v in (OLDEST, version))
    return f"Estrad needs Python {wanted} or newer, and this is {found}. Install a newer one."


def stamp_of(lock, version):
    """Return the stamp of a .venv, which is rebuilt when the lock file or the Python changes."""
    digest = hashlib.sha256(lock).hexdigest()
    return "{} python {}".format(digest, ".".join(map(str, version[:3])))


def venv_python(venv, windows=os.name == "nt"):
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def wanted_display(env, platform):
    """Return the Qt platform plugins of which one must work to open a window; none if Qt brings everything."""
    if not platform.startswith("linux"):
        return []
    named = env.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if named:
        return [plugin for plugin in ("qwayland", "qxcb") if named[:3] == plugin[1:4]]
    wishes = (("WAYLAND_DISPLAY", "qwayland"), ("DISPLAY", "qxcb"))
    return [plugin for variable, plugin in wishes if env.get(variable)]


def has_display(env, platform):
    """Return whether a window can be requested; a Qt platform named by the user is trusted."""
    return bool(env.get("QT_QPA_PLATFORM") or not platform.startswith("linux") or wanted_display(env, platform))


def apt_line(packages):
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def named_here(packages):
    """Return the packages by the names that this release has.

    Of several names it is the first that apt knows. If it knows none it is the oldest, by which newer packages are
    found too on the processors that Qt is made for.
    """
    names = [package.split("|") for package in packages]
    asked = [name for several in names if len(several) > 1 for name in several]
    found = set()
    if asked and shutil.which("apt-cache"):
        listed = subprocess.run(["apt-cache", "madison", *asked], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        found = {line.split("|")[0].strip() for line in listed.stdout.decode("utf-8", "replace").splitlines()}
    return [next((name for name in several if name in found), several[-1]) for several in names]


def install_system_packages(packages, why):
    """Install packages with apt as root; for other users, raise ``SetupFault`` with the command to run."""
    if not shutil.which("apt-get"):
        raise SetupFault(f"{why}. Install it with the package manager of this system, then try again.")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupFault(
            "{}. Type this, then try again:\n\n  sudo {}\n".format(why, " ".join(apt_line(named_here(packages))))
        )
    say(f"{why}; installing with apt-get ...")
    call_apt(["apt-get", "update"])
    call_apt(apt_line(named_here(packages)))


def call_apt(command):
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise SetupFault("`{}` failed: {}".format(" ".join(command), last_fault(done.stderr)))


def last_fault(output):
    """Return the most informative line of a long output of pip or apt."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    marked = [line for line in lines if line.startswith(("ERROR:", "E:", "Error:"))]
    return (marked or lines or ["no reason given"])[-1]


def venv_package(executable=sys.executable, default="/usr/bin/python3"):
    """Return the name of the Debian package that completes ``venv`` for this Python."""
    if os.path.realpath(executable) == os.path.realpath(default):
        return "python3-venv"
    return "python{}.{}-venv".format(*sys.version_info[:2])


def can_make_venv():
    code = "import ensurepip, venv"
    return subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL).returncode == 0


def make_venv(venv, lock, stamp):
    """Create .venv completely or not at all."""
    if venv.exists():
        say(".venv was made for another lock file or Python, or is half-made: making it anew ...")
        shutil.rmtree(venv)
    if not can_make_venv():
        install_system_packages([venv_package()], "Python's venv module is not complete")
    try:
        venv.mkdir()
        (venv / STAMP).write_text(HALF_MADE, encoding="utf-8")
        quietly([sys.executable, "-m", "venv", str(venv)], "The virtual environment could not be made")
        say("Installing the locked packages into .venv (once, about 100 MB) ...")
        pip = [
            str(venv_python(venv)),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--no-input",
            "install",
            "--quiet",
        ]
        pip += ["--only-binary=:all:", "--require-hashes", "-r", str(lock)]
        quietly(pip, "The packages could not be fetched and installed")
        (venv / STAMP).write_text(stamp, encoding="utf-8")
    except BaseException:
        shutil.rmtree(venv, ignore_errors=True)
        raise


def quietly(command, fault):
    """Run a set-up step that prints only when it fails."""
    wrong_place = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "PYTHONPATH")
    env = {name: value for name, value in os.environ.items() if name not in wrong_place}
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise SetupFault(f"{fault}: {last_fault(done.stdout + done.stderr)}")


def state_of(venv, stamp):
    """Return ready, stale (to be rebuilt), absent, or foreign (not created by this script, so never deleted)."""
    mark = venv / STAMP
    if not venv.exists():
        return "absent"
    if not mark.is_file():
        return "foreign"
    same = mark.read_text(encoding="utf-8") == stamp
    return "ready" if same and venv_python(venv).exists() else "stale"


def check_qt(python, plugins):
    """Let Qt itself report what is missing, since the names of libraries differ between systems."""

    def missing():
        probe = subprocess.run(
            [str(python), "-c", QT_PROBE, *plugins], capture_output=True, text=True, errors="replace"
        )
        return last_fault(probe.stdout + probe.stderr) if probe.returncode or probe.stdout.strip() else ""

    fault = missing()
    if fault and sys.platform.startswith("linux"):
        install_system_packages(QT_PACKAGES, f"Qt misses a system library ({fault})")
        fault = missing()
    if fault:
        raise SetupFault(f"Qt cannot be loaded: {fault}")


def ready_python(plugins=()):
    """Return the Python of a .venv that is complete and can load Qt."""
    stamp = stamp_of(LOCK.read_bytes(), sys.version_info)
    state = state_of(VENV, stamp)
    if state == "foreign":
        raise SetupFault("There is a .venv that this script did not make: move or delete it, then try again.")
    if state != "ready":
        make_venv(VENV, LOCK, stamp)
    python = venv_python(VENV)
    check_qt(python, plugins)
    return str(python)


def call(*command, **env):
    """Run a child process in this terminal, and return its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=dict(os.environ, **env))


def run(arguments):
    main = ROOT / "main.py"
    display = has_display(os.environ, sys.platform)
    python = ready_python(wanted_display(os.environ, sys.platform))
    if arguments:
        return subprocess.call([python, str(main), *arguments])
    if not display:
        code = call(python, main, "demo", SAMPLE.parent, QT_QPA_PLATFORM="offscreen")
        if code == 0:
            say(f"There is no display here, so no window was opened; what it makes lies in {SAMPLE.parent}")
        return code
    if not SAMPLE.exists():
        SAMPLE.parent.mkdir(exist_ok=True)
        code = call(python, main, "sample", SAMPLE)
        if code:
            return code
    return call(python, main, SAMPLE)


SPREAD = ("-n", "logical", "--maxprocesses", "4", "--dist", "loadgroup", "--max-worker-restart", "0")
"""The options for running all tests, with one process for each processor.

Tests named in arguments run in one process, so that --pdb works.

A process that crashes is not replaced: `loadgroup` then waits for ever at the end (pytest-xdist 3.8).
"""


def test(arguments, **env):
    env.setdefault("QT_QPA_PLATFORM", os.environ.get("QT_QPA_PLATFORM") or "offscreen")
    env["PYTHONDONTWRITEBYTECODE"] = ""  # the tests start Estrad a hundred times, compiled each time otherwise
    return call(ready_python(), "-m", "pytest", *(arguments or SPREAD), **env)


def fast(arguments):
    """Run the tests of the planner and of the kit but the long ones (tests/tiers.py says which), in one process."""
    tested = [ROOT / "planner", ROOT / "ui"]
    folders = sorted(p.name for beside in tested for p in beside.iterdir() if (ROOT / "tests" / p.name).is_dir())
    without = ("-p", "no:xdist", "-p", "no:hypothesispytest")  # the latter reads all our sources before the first test
    return test(["-q", *without, "-m", "not soak and not long", *(f"tests/{name}" for name in folders), *arguments])


def soak(arguments):
    return test(["-m", "soak or not soak", *(arguments or SPREAD)], ESTRAD_SOAK="1")


def tool(module):
    """Return a command that runs one of our modules by the Python of .venv."""
    return lambda arguments: call(ready_python(), "-m", module, *arguments)


def browsers(_arguments):
    """Install two browsers where they are missing, and what drives them, as the lock in tests/browsers says."""
    absent = [name for name in BROWSER_PACKAGES if not any(map(shutil.which, name.split("|")))]
    if absent:
        packages = [BROWSER_PACKAGES[name] for name in absent]
        install_system_packages(packages, f"The tests in browsers miss {', '.join(absent)}")
    npm = shutil.which("npm")
    return subprocess.call([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=BROWSERS)


def check(_arguments):
    """Run all checks, even if the first one fails."""
    python = ready_python()
    codes = [
        call(python, "-m", *tool.split())
        for tool in ("ruff check .", "ruff format --check .", "mypy", "pytest -q tests/test_architecture.py")
    ]
    return int(any(codes))


def bench(arguments):
    return call(ready_python(), ROOT / "tools" / "bench.py", *arguments)


def pictures(arguments):
    return call(ready_python(), "-m", "tools.pictures", *arguments, QT_QPA_PLATFORM="offscreen")


def translations(arguments):
    return call(ready_python(), ROOT / "tools" / "translations.py", *(arguments or ["update"]))


def setup(_arguments):
    ready_python()
    return 0


def lock(_arguments):
    """Renew the lock files; the other two are built on that of the program, so that all pin the same versions."""
    uv = shutil.which("uv")
    if not uv:
        raise SetupFault("The lock files are made with uv: type `python3 -m pip install uv`, then try again.")
    base = [uv, "pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version", "3.11"]
    base += [
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--custom-compile-command",
        "make lock",
    ]
    base += ["pyproject.toml"]
    pinned = ("-c", "requirements.lock", "-o")
    ours = call(*base, "-o", "requirements.lock") or call(*base, "--extra", "dev", *pinned, LOCK.name)
    return ours or call(*base, "--extra", "package", *pinned, "requirements-package.lock")


COMMANDS = {f.__name__: f for f in (run, test, fast, check, soak, browsers, bench, pictures, setup, translations, lock)}
COMMANDS |= {"roots": tool("tools.roots"), "package": tool("tools.package")}
COMMANDS |= {"test-package": tool("tools.package.trying"), "wheel": tool("tools.package.wheel")}


def main(arguments):
    if not arguments or arguments[0] not in COMMANDS:
        say(USAGE)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except (SetupFault, OSError) as fault:
        print(fault, file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    too_old = version_fault(sys.version_info)
    if too_old:
        print(too_old, file=sys.stderr)
    sys.exit(2 if too_old else main(sys.argv[1:]))
