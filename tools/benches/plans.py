"""Benchmark from a thousand rows to the finished plan, in processor time, against reading the same cells alone.

The floor is the cost of a reader of that format in the way we run it: for tables a process of its own that has the
bytes on its standard input and returns the cells as JSON. Each format has a process of its own, whose first reading
loads all modules and is shown by itself; no two readings are of the same names.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from threading import enumerate as threads
from zoneinfo import ZoneInfo

from planner.domain.long_task import run_to_end
from planner.importing.datetimes import Zone, ZoneOrigin
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from planner.importing.plan import ImportPlan
from planner.importing.planning import conference_from_file, plan_import
from planner.incoming_file import read_opened_file
from planner.tables.opened_file import OpenedFile
from planner.tables.reading import THREADS, read_clipboard
from planner.tables.table import Tables
from tools.benches import rows_in
from tools.benches.conferences import env
from tools.benches.timing import Line

TIMES = 9
ZONE = Zone(ZoneInfo("Europe/Stockholm"), ZoneOrigin.ASKED)
BUDGET = "× 4"
BOOK = """from python_calamine import CalamineWorkbook
for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python():
    give(row)"""
PAGE = """from lxml import html
for row in html.fromstring(data.decode()).iter('tr'):
    give([cell.text_content() for cell in row])"""
TEXT = """import csv
for row in csv.reader(io.StringIO(data.decode(), newline=''), delimiter=';'):
    give(row)"""
CONTENT = """import zipfile
from lxml import etree
space = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
for row in etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read('content.xml')).iter(space + 'table-row'):
    give([''.join(cell.itertext()) for cell in row])"""
CHILD = """import io, json, sys
sys.path[:] = {path!r}
data = sys.stdin.buffer.read()
rows = []
give = rows.append
{read}
sys.stdout.write(json.dumps(rows, default=str))"""


def _in_child(read: str) -> Callable[[bytes], object]:
    """Return a function that reads the cells in a process of its own."""
    code = CHILD.format(path=[part for part in sys.path if part], read=read)

    def floor(data: bytes) -> object:
        command = [sys.executable, "-I", "-S", "-c", code]
        return json.loads(subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout)

    return floor


def _calendar(data: bytes) -> object:
    from icalendar import Calendar

    return Calendar.from_ical(data)


def _xml(data: bytes) -> object:
    from lxml import etree

    return [(element.tag, element.text, dict(element.attrib)) for element in etree.fromstring(data).iter()]


def _each(make: Callable[[int], bytes]) -> Callable[[range], list[bytes]]:
    return lambda turns: [make(turn) for turn in turns]


FORMATS: dict[str, tuple[str, Callable[[range], list[bytes]], Callable[[bytes], object], str]] = {
    "xlsx": ("XLSX", _each(rows_in.xlsx), _in_child(BOOK), "calamine in a process"),
    "ods": ("ODS", _each(rows_in.ods), _in_child(CONTENT), "lxml in a process"),
    "xls": ("XLS", rows_in.xls, _in_child(BOOK), "calamine in a process"),
    "csv": ("CSV", _each(rows_in.csv_text), _in_child(TEXT), "csv in a process"),
    "html": ("HTML of the clipboard", _each(rows_in.html), _in_child(PAGE), "lxml in a process"),
    "schedule.json": ("schedule.json", _each(rows_in.schedule_json), json.loads, "json"),
    "pretalx.json": ("JSON of pretalx", _each(rows_in.pretalx_json), json.loads, "json"),
    "ics": ("ICS", _each(rows_in.ics), _calendar, "icalendar"),
    "xml": ("schedule.xml", _each(rows_in.schedule_xml), _xml, "lxml"),
    "xcal": ("xCal", _each(rows_in.xcal), _xml, "lxml"),
}
"""The formats by key: name, function that makes the bytes, function that reads the cells alone, and its description."""


def plan_of(key: str, data: bytes) -> ImportPlan:
    """Return the plan of a new conference, made from the bytes."""
    context = MappingContext(today=date(2027, 1, 1))
    opened = OpenedFile(Path(f"talks.{key}"), data)
    told = run_to_end(read_clipboard(data, "") if key == "html" else read_opened_file(opened))
    incoming = (
        run_to_end(read_mapped(told, guess_mapping(told, context), context)) if isinstance(told, Tables) else told
    )
    ids = env().ids
    return run_to_end(plan_import(conference_from_file(incoming, ids, zone=ZONE, language="en"), incoming, ZONE, ids))


def _cpu() -> float:
    """Return the seconds of processor time of this process and all its children that have ended."""
    import resource

    for thread in threads():
        if thread.name == THREADS:
            thread.join()
    own, of_children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + of_children.ru_utime + of_children.ru_stime


def measured(key: str) -> list[tuple[float, float]]:
    """Return pairs of milliseconds for floor and planner, the first run first; empty if a file cannot be made.

    The garbage collector is off meanwhile, as it is in the window and on the command line.
    """
    _name, make, floor, _reader = FORMATS[key]
    found = []
    gc.disable()
    for data in make(range(TIMES + 1)):
        taken = []
        for act in (floor, partial(plan_of, key)):
            start = _cpu()
            act(data)
            taken.append((_cpu() - start) * 1000)
        found.append((taken[0], taken[1]))
        gc.collect()
    return found


def lines() -> Iterator[Line]:
    """Yield a line for each format."""
    if sys.platform == "win32":
        yield Line("1,000 rows to the plan", "skipped: the system does not tell what a child took", "", "", BUDGET)
        return
    for key, (name, _make, _floor, reader) in FORMATS.items():
        what, command = f"1,000 rows of {name} to the plan (CPU)", [sys.executable, "-m", "tools.benches.plans", key]
        done = subprocess.run(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], check=True)
        (first_floor, first), *others = json.loads(done.stdout) or [(0, 0)]
        if not others:
            yield Line(what, "skipped: soffice, which writes it, is not there", "", "", BUDGET)
            continue
        ratio = statistics.median(ours / floor for floor, ours in others)
        floor, ours = (statistics.median(one[n] for one in others) for n in (0, 1))
        shown = f"{ours:.0f} / {max(one[1] for one in others):.0f} ms (n = {len(others)}); first {first:.0f} ms"
        result = f"× {ratio:.1f}; first × {first / first_floor:.1f}"
        yield Line(what, shown, f"{reader} {floor:.3g} ms; first {first_floor:.3g} ms", result, BUDGET)


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))
