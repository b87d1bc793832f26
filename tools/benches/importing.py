"""Benchmark of importing a real conference: FOSDEM 2019 with 775 sessions, from the shared data beside the project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.long_task import run_to_end
from planner.importing.datetimes import Zone, ZoneOrigin
from planner.importing.incoming import Incoming
from planner.importing.plan import ImportPlan
from planner.importing.planning import conference_from_file, plan_import
from planner.importing.sources.safe_xml import read_document
from planner.incoming_file import read_incoming
from planner.tables.opened_file import open_file
from tools.benches.conferences import env
from tools.benches.timing import Line, measure, ms

ROOT = Path(__file__).parents[2]
ZONE = Zone(ZoneInfo("Europe/Brussels"), ZoneOrigin.ASKED)
MISSING = "skipped: no data/schedule_xml/fosdem-2019.xml in $ESTRAD_SHARED or ../shared"


def fosdem() -> Agenda:
    """Return FOSDEM 2019 imported completely, as for a new file."""
    ids, incoming = env().ids, read(source())
    begun = conference_from_file(incoming, ids, zone=ZONE, language="en")
    return run_to_end(plan_import(begun, incoming, ZONE, ids)).create_conference()


def read(path: Path) -> Incoming:
    """Return what a schedule.xml tells."""
    told = run_to_end(read_incoming(path, "schedule.xml"))
    assert isinstance(told, Incoming)
    return told


def source() -> Path:
    """Return the path of FOSDEM 2019: in ``$ESTRAD_SHARED``, else in ``../shared`` beside the project."""
    folder = Path(os.environ.get("ESTRAD_SHARED") or ROOT.parent / "shared")
    return folder / "data" / "schedule_xml" / "fosdem-2019.xml"


def lines() -> Iterator[Line]:
    """Measure the first import and the second of the same file, against lxml's own reading of it."""
    path, ids = source(), env().ids
    if not path.exists():
        yield Line("plan of an import of 775 sessions", MISSING, "", "", "")
        return
    zone = ZONE
    opened = open_file(path)

    def first(n: int) -> ImportPlan:
        incoming = read(path)
        begun = conference_from_file(incoming, ids, zone=zone, language="en")
        return run_to_end(plan_import(begun, incoming, zone, ids))

    there = first(0).create_conference()

    def again(n: int) -> bool:
        return bool(run_to_end(plan_import(there, read(path), zone, ids)).change())

    floor = measure(lambda n: run_to_end(read_document(opened)), 15)
    for name, act in (("first import", first), ("second import", again)):
        ours = measure(act, 15)
        ratio = f"× {ours.median / floor.median:.0f}; {ours.median:.0f} ms"
        yield Line(f"plan of a {name} of 775 sessions", ms(ours), f"lxml alone {ms(floor)}", ratio, "1 s")
