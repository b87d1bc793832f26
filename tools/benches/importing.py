"""Importing a real conference: FOSDEM 2019 with 775 sessions, where the shared data lie beside the project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.importing.incoming import finish
from planner.importing.plan import Plan
from planner.importing.planning import new_conference_from, plan_import
from planner.importing.sources.schedule_xml import read_schedule
from planner.importing.sources.xml_door import read_xml
from planner.importing.zones import Zone, ZoneFrom
from tools.benches.conferences import edge
from tools.benches.timing import Line, measure, ms

ROOT = Path(__file__).parents[2]


def _source() -> Path:
    folder = Path(os.environ.get("ESTRAD_SHARED") or ROOT.parent / "shared")
    return folder / "data" / "schedule_xml" / "fosdem-2019.xml"


def lines() -> Iterator[Line]:
    """The first import and the second of the same file, against lxml's own reading of it; nothing without the file."""
    path, ids = _source(), edge().ids
    if not path.exists():
        return
    zone = Zone(ZoneInfo("Europe/Brussels"), ZoneFrom.ASKED)
    data = path.read_bytes()

    def first(n: int) -> Plan:
        incoming = finish(read_schedule(path))
        begun = new_conference_from(incoming, ids, zone=zone, language="en")
        return finish(plan_import(begun, incoming, zone, ids))

    there = first(0).begun()

    def again(n: int) -> bool:
        return bool(finish(plan_import(there, finish(read_schedule(path)), zone, ids)).change())

    floor = measure(lambda n: read_xml(data, path), 15)
    for name, act in (("first import", first), ("second import", again)):
        ours = measure(act, 15)
        ratio = f"× {ours.median / floor.median:.0f}; {ours.median:.0f} ms"
        yield Line(f"plan of a {name} of 775 sessions", ms(ours), f"lxml alone {ms(floor)}", ratio, "1 s")
