"""The rules of the architecture (docs/architecture.md), with a check that each rule finds what it forbids."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path, PurePosixPath

import pytest

from planner.domain.languages import LANGUAGES
from tests.source_files import NOT_OURS, ROOT, Source

LAYERS = (  # lowest first; packages in one layer do not import each other
    ("resources",),
    ("planner.domain",),
    ("planner.wording", "planner.disk", "planner.background"),
    ("planner.environment",),
    ("planner.rules", "planner.commands", "planner.layout", "planner.programme", "planner.tables", "planner.workbook"),
    ("planner.dragging",),
    ("planner.storage", "planner.importing", "planner.exporting", "planner.printing"),
    ("planner.erasure_debt",),
    ("planner.workspace", "planner.incoming_file", "planner.program_facts"),
    ("planner.eraser", "planner.erased_calendars", "planner.product_types"),
    ("planner.products",),
    ("planner.publishing",),
    ("planner.cli",),
    ("ui.kit",),
    ("ui.state",),
    ("ui.plan",),
    ("ui.forms",),
    ("ui.features",),  # each folder in it counts as a package of its own
    ("ui.shell",),
    ("main",),
)
KIT_MAY_KNOW = {  # modules of planner that do not depend on a conference
    "planner.domain.text", "planner.domain.span", "planner.domain.long_task",
    "planner.domain.input_parsing", "planner.domain.zones", "planner.wording", "planner.background",
}  # fmt: skip
STATE_FOR: dict[str, dict[str, str]] = {
    "plan": {
        "plan_view": "is what it shows", "view_state": "has the colours and the filter of what is shown",
        "command_table": "the keys of the heads of rooms", "transfer": "lines that take plain text only",
    },
    "forms": {"document": "is edited and keeps drafts", "transfer": "lines that take plain text only"},
    "clipboard": {
        "document": "is pasted into", "open_window": "what is selected, and the notice",
        "transfer": "what is on the clipboard",
    },
    "command_palette": {
        "document": "its things are found, and changed", "open_window": "goes to what was found",
        "view_state": "filters by a person", "command_table": "its commands are found",
        "search_words": "other words for them",
    },
    "conferences": {"document": "a new edition is made of it"},
    "exporting": {"document": "is exported", "open_window": "what is selected, and the notice"},
    "help": {"command_table": "its keys are told", "search_words": "other words for them"},
    "history": {"document": "its steps and kept plans", "change_list": "a list of changes"},
    "importing": {
        "document": "takes what was imported", "transfer": "what was copied or dropped",
        "view_state": "remembers how tables are read",
    },
    "inspector": {
        "document": "is edited and keeps drafts", "command_table": "the key of a title",
        "new_entities": "adds to lists",
        "transfer": "lines that take plain text only",
    },
    "lists": {
        "document": "is listed and edited", "command_table": "keys of lists", "new_entities": "adds to lists",
        "view_state": "remembers columns", "transfer": "lines that take plain text only",
    },
    "moderators": {
        "document": "shifts are moved in it", "plan_view": "is what the board shows",
        "command_table": "keys of the board",
        "day_tabs": "its days", "transfer": "lines that take plain text only",
    },
    "people": {"document": "people are merged and erased in it", "open_window": "shows a person, and the notice"},
    "printing": {"document": "is printed", "unconfirmed_line": "whom a print names without a yes"},
    "problems": {"document": "its problems are listed and solved", "transfer": "lines that take plain text only"},
    "publishing": {
        "document": "is published", "change_list": "a list of changes", "open_window": "the notice",
        "unconfirmed_line": "whom a version names without a yes", "view_state": "remembers the folder",
    },
    "rescheduling": {"document": "is rescheduled", "open_window": "what is selected, and the notice"},
    "sessions": {
        "document": "sessions are made and changed in it", "open_window": "what is selected, and the notice",
        "new_entities": "names a new block",
    },
    "timeline": {
        "document": "sessions are dragged in it", "plan_view": "is what legend and hidden rooms tell of",
        "view_state": "search and colours", "command_table": "keys of the timeline",
        "transfer": "lines that take plain text only",
    },
    "tray": {
        "document": "sessions are dragged out of it and back", "command_table": "keys of the tray",
        "transfer": "lines that take plain text only",
    },
}  # fmt: skip
"""The modules of `ui.state` that a layer or a feature may import, each with its reason."""
MOST_STOREYS = {"planner": 12, "ui": 10}
"""Highest number of folders on top of each other."""
ONLY_IN = {
    "PySide6": ("ui/*", "main.py"),
    "shiboken6": ("ui/*", "main.py"),
    "sqlite_utils": ("planner/storage/*",),
    "sqlite3": ("planner/storage/*",),
    "icalendar": ("planner/exporting/ics*.py", "planner/importing/sources/*"),
    "lxml": ("planner/importing/*", "planner/tables/*"),
    "python_calamine": ("planner/tables/*",),
    "rapidfuzz": ("planner/commands/*", "planner/importing/*"),
    "xlsxwriter": ("planner/exporting/*",),
    "jinja2": ("planner/exporting/page/*",),
    "markupsafe": ("planner/exporting/page/*",),
    "segno": ("planner/exporting/page/*",),
    "click": ("planner/cli/*",),
}
EDGE = ("planner/cli/*",)
READ_AT_THE_EDGE = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.localtime",
}
READ_AT_THE_EDGE |= {"uuid4", "uuid.uuid4", "uuid1", "uuid.uuid1", "os.environ", "os.getenv"}
MEANS_NOTHING = {"util", "utils", "helper", "helpers", "misc", "common", "manager", "managers", "shared"}
WAITS = {"sleep", "msleep", "usleep", "qWait", "qSleep", "processEvents", "qtbot.wait"}
HOSTS = re.compile(
    r"\b(?:pypi|npmjs|pythonhosted|anaconda|crates|rubygems)\.(?:org|com|io)\b"
    r"|\bdeb\.debian\.|\b(?:extra-)?index-url[ =]+http"
)
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:work|root|opt/wheels|home/\w+)/")
RIDDLE = re.compile(r"(What|Where|Who|Whether|How|Why)\b")
LANGUAGE_TABLE = "planner/domain/languages.py"
BACKGROUND, LONG_WORK = "planner/background.py", ("ui/kit/long_work.py", "ui/kit/dialogs/progress.py")
THREADS = {"threading", "_thread", "concurrent", "multiprocessing", "gc"}
THREADS |= {"QThread", "QThreadPool", "QRunnable", "QtConcurrent"}
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKES_MUTABLE = {"list", "dict", "set", "defaultdict", "Counter", "deque", "bytearray", "OrderedDict"}


Fault = tuple[str, int, str]
Rule = Callable[[Iterable[Source]], Iterator[Fault]]
OneFile = Callable[[Source], Iterator[tuple[int, str]]]


def in_each(applies: Callable[[Source], bool]) -> Callable[[OneFile], Rule]:
    """Return a decorator that makes a rule of what is wrong in one file, for the files to which it applies."""

    def made(faults_in: OneFile) -> Rule:
        @wraps(faults_in)
        def rule(sources: Iterable[Source]) -> Iterator[Fault]:
            return ((s.path, line, fault) for s in sources if applies(s) for line, fault in faults_in(s))

        return rule

    return made


SHIPPED, PYTHON = in_each(lambda source: source.is_shipped), in_each(lambda source: source.is_python)


def below(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def place(module: str) -> tuple[int, str] | None:
    """Return the layer of a module and its package there; each folder of `ui.features` is a package."""
    module = "ui.shell" if module == "ui" else module  # whoever imports the package depends on all of it
    found = next(((i, p) for i, layer in enumerate(LAYERS) for p in layer if below(module, p)), None)
    if found and found[1] == "ui.features" and module != found[1]:
        return found[0], ".".join(module.split(".")[:3])
    return found


def dotted(node: ast.AST) -> str:
    """Return the last two parts of a name such as `datetime.datetime.now`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value).rpartition(".")[2]
        return f"{owner}.{node.attr}" if owner else node.attr
    return ""


@SHIPPED
def imports_point_down(source: Source) -> Iterator[tuple[int, str]]:
    own = (-1, source.module) if source.module in ("planner", "ui") else place(source.module)
    if own is None:
        yield 1, "has no place in LAYERS"
        return
    for line, name in source.imports:
        top, target = name.split(".")[0], place(name)
        if top in ("tests", "tools") or (target and target[0] >= own[0] and target != own):
            yield line, f"{own[1]} must not know {name}"


@in_each(lambda source: source.is_shipped and below(source.module, "ui.kit"))
def the_kit_knows_no_conference(source: Source) -> Iterator[tuple[int, str]]:
    for line, name in source.imports:
        if below(name, "planner") and not any(below(name, known) for known in KIT_MAY_KNOW):
            yield line, f"ui.kit must not know {name}"


@in_each(lambda source: source.is_shipped and source.module.startswith(("ui.plan.", "ui.forms.", "ui.features.")))
def each_takes_of_the_state_what_it_needs(source: Source) -> Iterator[tuple[int, str]]:
    """Yield imports of `ui.state` that `STATE_FOR` does not list: above all, what shows a plan knows no document."""
    owner = source.module.split(".")[2 if below(source.module, "ui.features") else 1]
    for line, name in source.imports:
        module = name.removeprefix("ui.state").strip(".").split(".")[0]
        if below(name, "ui.state") and module not in STATE_FOR.get(owner, {}):
            yield line, f"{owner} must not know {name}: STATE_FOR has no reason for it"


def folder(module: str) -> str:
    return module.rpartition(".")[0]


def the_house_is_no_tower(sources: Iterable[Source]) -> Iterator[Fault]:
    """Yield folders of `planner`, or of `ui`, that import each other in a circle or make more storeys than allowed."""
    shipped = [source for source in sources if source.is_shipped and not source.path.endswith("__init__.py")]
    for part in ("planner", "ui"):
        yield from _towers(part, {source.module: source for source in shipped if below(source.module, part)})


def _towers(part: str, ours: dict[str, Source]) -> Iterator[Fault]:
    split = {folder(folder(module)) for module in ours}

    def room(module: str) -> str:
        """Return the folder of a module; one that lies flat beside folders counts as a folder of its own."""
        return module if folder(module) in split else folder(module)

    rooms: dict[str, dict[str, Fault]] = {}
    for source in ours.values():
        own = room(source.module)
        here = rooms.setdefault(own, {})
        for line, name in source.imports:
            target = room(name if name in ours else folder(name))
            if below(target, part) and target != own:
                here.setdefault(target, (source.path, line, f"{own} and {target} form a circle"))
    storeys: dict[str, int] = {}
    while open_rooms := {name: uses.keys() & rooms.keys() - storeys.keys() for name, uses in rooms.items()}:
        free = [name for name, uses in open_rooms.items() if name not in storeys and not uses]
        if not free:
            break
        storeys |= {name: 1 + max((storeys[use] for use in rooms[name] if use in storeys), default=0) for name in free}
    for name in sorted(rooms.keys() - storeys.keys()):
        yield next(fault for use, fault in rooms[name].items() if use in rooms.keys() - storeys.keys())
    for name, storey in storeys.items():
        if storey > MOST_STOREYS[part]:
            yield next(iter(rooms[name].values()))[0], 1, f"{name} is on storey {storey}, at most {MOST_STOREYS[part]}"


def files_form_no_circle(sources: Iterable[Source]) -> Iterator[Fault]:
    """Yield the files that reach themselves by imports, those in functions too, but not those for types alone."""
    ours = {
        source.module: source for source in sources if source.is_shipped and not source.path.endswith("__init__.py")
    }
    uses = {
        module: {name if name in ours else folder(name): line for line, name in source.run_imports}
        for module, source in ours.items()
    }
    left = dict(uses)
    while free := [module for module, used in left.items() if not used.keys() & left.keys() - {module}]:
        left = {module: used for module, used in left.items() if module not in free}
    for module, used in left.items():
        other = next(name for name in used if name in left)
        yield ours[module].path, used[other], f"{module} and {other} form a circle"


@SHIPPED
def libraries_stay_where_they_belong(source: Source) -> Iterator[tuple[int, str]]:
    for line, name in source.imports:
        top = name.split(".")[0]
        if top in ONLY_IN and not source.lies_in(ONLY_IN[top]):
            yield line, f"{top} belongs in {' and '.join(ONLY_IN[top])}"


@in_each(lambda source: source.is_python and source.path.startswith("planner/") and not source.lies_in(EDGE))
def planner_reads_no_world(source: Source) -> Iterator[tuple[int, str]]:
    """Yield reads of clock, random ids, environment and locale, which are arguments so that results can be tested."""
    for line, name in source.imports:
        if name.split(".")[0] in {"random", "secrets", "locale"}:
            yield line, f"imports {name}"
    for node in source.nodes:
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node) in READ_AT_THE_EDGE:
            yield node.lineno, f"reads {dotted(node)}"


@SHIPPED
def no_state_in_modules(source: Source) -> Iterator[tuple[int, str]]:
    """Yield mutable values with lower-case names, and `global`; a table in capitals is a constant."""
    yield from ((n.lineno, "global") for n in source.nodes if isinstance(n, ast.Global))
    for node in source.tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        called = dotted(value.func).rpartition(".")[2] if isinstance(value, ast.Call) else ""
        if isinstance(value, MUTABLE) or called in MAKES_MUTABLE:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name) and not target.id.isupper() and not target.id.startswith("__"):
                    yield node.lineno, f"{target.id} is state of the module"


@in_each(lambda source: source.is_shipped and source.path != LANGUAGE_TABLE)
def nothing_asks_for_a_language(source: Source) -> Iterator[tuple[int, str]]:
    """Yield comparisons with a language's code, tables by it, lists of them, and names and locales: these are rows."""
    told = {text for row in LANGUAGES.values() for text in (row.name, row.locale)}
    for node in source.nodes:
        asked: list[ast.AST | None] = []
        if isinstance(node, ast.Compare):
            asked = [inner for one in (node.left, *node.comparators) for inner in (one, *getattr(one, "elts", ()))]
        elif isinstance(node, ast.MatchValue | ast.Subscript):
            asked = [node.value if isinstance(node, ast.MatchValue) else node.slice]
        elif isinstance(node, ast.Dict):
            asked = [*node.keys]
        elif isinstance(node, ast.For):
            asked = [*getattr(node.iter, "elts", ())]
        elif isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in ("get", "startswith", "wording"):
            asked = [*node.args]
        codes = {one.value for one in asked if isinstance(one, ast.Constant)} & LANGUAGES.keys()
        codes |= {node.value} & told if isinstance(node, ast.Constant) else set()
        if codes and isinstance(node, ast.expr | ast.pattern | ast.stmt):
            yield node.lineno, f"{' and '.join(sorted(codes))}: what differs by language is in {LANGUAGE_TABLE}"


@in_each(lambda source: source.is_shipped and source.path != BACKGROUND)
def one_module_knows_threads_and_the_collector(source: Source) -> Iterator[tuple[int, str]]:
    used = [(n.lineno, n.attr) for n in source.nodes if isinstance(n, ast.Attribute) and n.attr.startswith("Q")]
    for line, name in [*source.imports, *used]:
        if found := THREADS.intersection(name.split(".")):
            yield line, f"uses {found.pop()}: {BACKGROUND} has what is needed of it"


@in_each(lambda source: source.is_shipped and not source.lies_in(LONG_WORK))
def long_work_goes_one_way(source: Source) -> Iterator[tuple[int, str]]:
    """Yield timers that fire whenever the window is idle, and event loops: what steps a task by its own means."""
    for node in source.nodes:
        name = dotted(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
        given = {word.arg: ast.unparse(word.value) for word in node.keywords} if isinstance(node, ast.Call) else {}
        if name == "QEventLoop" or (name == "QTimer" and given.get("interval") == "0" and "singleShot" not in given):
            yield node.lineno, f"{name}: long work is done by LongWork or run_with_progress"


@SHIPPED
def rapidfuzz_is_imported_whole(source: Source) -> Iterator[tuple[int, str]]:
    """Yield imports out of its modules: if two threads import them and the package at once, one of them fails."""
    for node in source.nodes:
        named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        named += [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if any(name.startswith("rapidfuzz.") for name in named):
            yield node.lineno, "write: from rapidfuzz import fuzz, process"


@PYTHON
def files_and_functions_are_short(source: Source) -> Iterator[tuple[int, str]]:
    is_test, lines = source.path.startswith("tests/"), len(source.text.splitlines())
    if lines > (most := 600 if is_test else 400):
        yield lines, f"{lines} lines, at most {most}"
    for node in () if is_test else source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > 40:
                yield node.lineno, f"{node.name} has {length} lines, at most 40"


def classes_stay_small(sources: Iterable[Source]) -> Iterator[Fault]:
    """Yield the classes with more than 20 methods, or over more than one other, with what they inherit from ours."""
    ours = {
        node.name: (source.path, node)
        for source in sources
        if source.is_shipped
        for node in source.nodes
        if isinstance(node, ast.ClassDef)
    }

    def whole(node: ast.ClassDef) -> tuple[set[str], int]:
        """Return the names of all methods, a property and its setter being one, and how many classes they come from."""
        named, depth = {one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}, 0
        for base in node.bases:
            name = ast.unparse(base).partition("[")[0].rpartition(".")[2]
            if name in ours and name != node.name:
                more, below = whole(ours[name][1])
                named, depth = named | more, max(depth, below)
        return named, depth + 1

    for path, node in ours.values():
        named, depth = whole(node)
        if len(named) > 20:
            yield path, node.lineno, f"{node.name} has {len(named)} methods with those it inherits, at most 20"
        if depth > 2:
            yield path, node.lineno, f"{node.name} is the {depth}th class of ours in a row, at most the second"


@in_each(lambda source: source.path != "tests/shared_data.py")
def names_mean_something(source: Source) -> Iterator[tuple[int, str]]:
    parts = PurePosixPath(source.path).with_suffix("").parts
    if {word for part in parts for word in part.lower().split("_")} & MEANS_NOTHING:
        yield 1, "name it for what it does"


@in_each(lambda source: source.is_python and not source.lies_in(("tests/bench*", "tools/bench*", "tools/pairs/*")))
def nothing_waits_by_the_clock(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and {dotted(node.func), dotted(node.func).rpartition(".")[2]} & WAITS:
            yield node.lineno, f"{dotted(node.func)}: wait for a signal or a condition"


@PYTHON
def every_module_says_what_it_is(source: Source) -> Iterator[tuple[int, str]]:
    if not ast.get_docstring(source.tree):
        yield 1, "no docstring"


def a_class_name_stands_once(sources: Iterable[Source]) -> Iterator[Fault]:
    """One meaning a name, in the whole product; a class that begins with `_` is its file's own."""
    first: dict[str, str] = {}
    for source in sources:
        for node in source.nodes if source.is_shipped else ():
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                if node.name in first:
                    yield source.path, node.lineno, f"{node.name} is a class of {first[node.name]} too"
                first.setdefault(node.name, source.path)


@SHIPPED
def docstrings_ask_no_riddles(source: Source) -> Iterator[tuple[int, str]]:
    """A docstring says what the thing is or does; a question in the place of a noun says neither."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in source.nodes:
        if isinstance(node, documented) and RIDDLE.match(ast.get_docstring(node) or ""):
            yield getattr(node, "lineno", 1), "begins with a question word"


@in_each(lambda source: True)
def nothing_names_a_registry_or_a_machine(source: Source) -> Iterator[tuple[int, str]]:
    """Yield hosts and paths that fail behind another mirror, or in another folder."""
    for number, line in enumerate(source.text.splitlines(), 1):
        yield from ((number, match.group()) for match in (HOSTS.search(line), MACHINE_PATHS.search(line)) if match)


RULES: tuple[Rule, ...] = (
    imports_point_down,
    the_kit_knows_no_conference,
    each_takes_of_the_state_what_it_needs,
    the_house_is_no_tower,
    files_form_no_circle,
    libraries_stay_where_they_belong,
    planner_reads_no_world,
    no_state_in_modules,
    nothing_asks_for_a_language,
    one_module_knows_threads_and_the_collector,
    long_work_goes_one_way,
    rapidfuzz_is_imported_whole,
    files_and_functions_are_short,
    classes_stay_small,
    names_mean_something,
    nothing_waits_by_the_clock,
    every_module_says_what_it_is,
    a_class_name_stands_once,
    docstrings_ask_no_riddles,
    nothing_names_a_registry_or_a_machine,
)


def text_files(folder: Path) -> Iterator[Source]:
    """Yield every text file of the project; a clone without git has the same."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.is_symlink():
            continue
        if path.is_dir():
            yield from text_files(path)
        else:
            try:
                yield Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                continue  # a picture, a font, a compiled catalogue


@pytest.fixture(scope="module")
def house() -> list[Source]:
    return list(text_files(ROOT))


def test_the_rules_see_the_whole_house(house: list[Source]) -> None:
    python = {source.path.split("/")[0] for source in house if source.is_python}

    assert python == {"main.py", "packaging", "planner", "resources", "tests", "tools", "ui"}


@pytest.mark.xdist_group("house")
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule, house: list[Source]) -> None:
    assert [f"{path}:{line}: {fault}" for path, line, fault in rule(house)] == []


@pytest.mark.xdist_group("house")
def test_a_group_of_tests_stays_in_one_process(request: pytest.FixtureRequest) -> None:
    several_processes = request.config.getoption("loadgroup", False)
    assert request.node.nodeid.endswith("@house") or not several_processes
