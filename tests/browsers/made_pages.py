"""Pages for the browsers to show: the sample and FOSDEM with earlier versions, and one of each hostile text."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from planner.commands.conference import sample_conference
from planner.domain.long_task import run_to_end
from planner.exporting.page.web_page import NAME, web_page
from planner.importing.source_registry import read_file
from planner.programme.programme import Programme, programme
from planner.programme.release import Release
from planner.wording import wording
from tests.builders import NOW, agenda
from tests.exporting.page.test_hostile_texts import TEXTS, plan_of
from tests.exporting.page.test_web_page import PNG, text_of
from tests.importing.schedules import Importing
from tests.shared_data import shared


def of_sample(language: str) -> Programme:
    """Return the sample's programme, whose texts are Swedish, for a page in a language."""
    numbers = count(1)
    made = programme(sample_conference(lambda: f"id{next(numbers)}"))
    return replace(
        made,
        language=language,
        registration_page="https://example.org/register",
        map_link="https://example.org/map",
        website="https://example.org",
    )


def of_fosdem(scratch: Path) -> Programme:
    """Return FOSDEM 2019 as it was announced: 775 sessions with all their texts."""
    read = run_to_end(read_file(shared("data", "schedule_xml", "fosdem-2019.xml"), "schedule.xml"))
    return programme(Importing(scratch, "Europe/Brussels").new(read))


def page_of(last: Programme) -> bytes:
    """Return the page of a programme whose earlier version had one session more, one fewer and one elsewhere."""
    _new, moved, *rest = last.items
    gone = replace(rest[0], id="gone", title="What is no more")
    before = replace(moved, span=replace(moved.span, start=moved.span.start + 5, end=moved.span.end + 5))
    first = Release(1, NOW, replace(last, items=(before, gone, *rest)))
    second = Release(2, NOW + timedelta(days=2), last)
    return web_page(second, wording(last.language), earlier=(first,), pictures={})[NAME]


def saved(folder: Path, name: str, data: bytes) -> Path:
    """Write a page into a folder, and return its path."""
    path = folder / f"{name}.html"
    path.write_bytes(data)
    return path


def hostile(text: str) -> bytes:
    """Return the page of a plan with one text in every field that attendees see."""
    return text_of(agenda(), plan_of(text), pictures={"logo": PNG}).encode()


HOSTILE = TEXTS
