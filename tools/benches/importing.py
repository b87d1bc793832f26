"""Benchmark of importing a real conference: FOSDEM 2019 with 775 sessions, from the shared data beside the project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.long_task import finish
from planner.importing.plan import Plan
from planner.importing.planning import new_conference_from, plan_import
from planner.importing.sources.safe_xml import read_xml
from planner.importing.sources.schedule_xml import read_schedule
from planner.importing.zones import Zone, ZoneFrom
from tools.benches.conferences import edge
from tools.benches.timing import Line, measure, ms

ROOT = Path(__file__).parents[2]
ZONE = Zone(ZoneInfo("Europe/Brussels"), ZoneFrom.ASKED)
MISSING = "skipped: no data/schedule_xml/fosdem-2019.xml in $ESTRAD_SHARED or ../shared"


def fosdem() -> Agenda:
    """Return FOSDEM 2019 imported completely, as for a new file."""
    ids, incoming = edge().ids, finish(read_schedule(source()))
    begun = new_conference_from(incoming, ids, zone=ZONE, language="en")
    return finish(plan_import(begun, incoming, ZONE, ids)).begun()


def source() -> Path:
    """Return the path of FOSDEM 2019: in ``$ESTRAD_SHARED``, else in ``../shared`` beside the project."""
    folder = Path(os.environ.get("ESTRAD_SHARED") or ROOT.parent / "shared")
    return folder / "data" / "schedule_xml" / "fosdem-2019.xml"


def lines() -> Iterator[Line]:
    """Measure the first import and the second of the same file, against lxml's own reading of it."""
    path, ids = source(), edge().ids
    if not path.exists():
        yield Line("plan of an import of 775 sessions", MISSING, "", "", "")
        return
    zone = ZONE
    data = path.read_bytes()

    def first(n: int) -> Plan:
        incoming = finish(read_schedule(path))
        begun = new_conference_from(incoming, ids, zone=zone, language="en")
        return finish(plan_import(begun, incoming, zone, ids))

    there = first(0).begun()

    def again(n: int) -> bool:
        return bool(finish(plan_import(there, finish(read_schedule(path)), zone, ids)).change())

    floor = measure(lambda n: finish(read_xml(data, path)), 15)
    for name, act in (("first import", first), ("second import", again)):
        ours = measure(act, 15)
        ratio = f"× {ours.median / floor.median:.0f}; {ours.median:.0f} ms"
        yield Line(f"plan of a {name} of 775 sessions", ms(ours), f"lxml alone {ms(floor)}", ratio, "1 s")
