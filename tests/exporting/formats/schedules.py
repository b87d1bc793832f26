"""Writes a conference as schedules of other programs, and reads them again into it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planner.domain.agenda import Agenda
from planner.exporting.formats.schedule_json import schedule_json
from planner.exporting.formats.schedule_xml import schedule_xml
from planner.importing.plan import ImportPlan, Verdict
from planner.programme.programme import programme
from planner.programme.release import Release
from planner.wording import wording
from tests.builders import NOW
from tests.importing.calendar_files import read
from tests.importing.schedules import Importing

FORMATS: Mapping[str, Callable[..., Mapping[str, bytes]]] = {
    "schedule.xml": schedule_xml,
    "schedule.json": schedule_json,
}


def release(plan: Agenda, number: int = 3) -> Release:
    """Return the plan as a release of that number."""
    return Release(number, NOW, programme(plan))


def written(plan: Agenda, name: str) -> bytes:
    """Return the file of that name, in the language of the conference."""
    return FORMATS[name](release(plan), wording(plan.conference.language))[name]


def read_again(plan: Agenda, name: str, data: bytes = b"") -> ImportPlan:
    """Return the plan of importing into a conference what was written of it, or else that data."""
    return Importing(Path()).plan(plan, read(data or written(plan, name), name))


def news(told: ImportPlan) -> list[Any]:
    """Return what an import would change, or asks about."""
    rows = [(row.verdict.value, row.title) for row in told.rows if row.verdict is not Verdict.SAME]
    return [*rows, *told.change().edits]
