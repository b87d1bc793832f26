"""Pages for the browsers to show: the sample and FOSDEM with earlier versions, and one of each hostile text."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from planner.commands.conference import sample_conference
from planner.domain.agenda import Agenda, Change
from planner.domain.long_task import run_to_end
from planner.domain.text import clean_line
from planner.domain.value_objects import Kind, Status
from planner.exporting.ics import written_calendar
from planner.exporting.page.web_page import NAME, web_page
from planner.incoming_file import read_incoming
from planner.programme.calendar import events, imported_uids
from planner.programme.programme import Programme, programme
from planner.programme.release import WHOLE, Ledger, Release
from planner.wording import wording
from planner.workspace import Workspace
from tests.builders import DAY, NOW, Clock, agenda, day, fixed_environment, person, speaker, talk, track
from tests.calendars import sent_events
from tests.exporting.page.test_hostile_texts import TEXTS, plan_of
from tests.exporting.page.test_web_page import PNG, text_of
from tests.importing.schedules import Importing
from tests.publishing.publisher import Publisher
from tests.shared_data import shared

NEXT = DAY + timedelta(days=1)


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
        programme_page="https://example.org/programme/",
        calendar_address="https://example.org/programme/calendar.ics",
    )


def of_fosdem(scratch: Path) -> Programme:
    """Return FOSDEM 2019 as it was announced: 775 sessions with all their texts."""
    read = run_to_end(read_incoming(shared("data", "schedule_xml", "fosdem-2019.xml"), "schedule.xml"))
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


def with_calendar(text: str) -> tuple[bytes, str]:
    """Return the page of a plan with one text in every field, and the calendar of the conference that goes out with it.

    The text is cleaned as the window does; a file refuses it otherwise.
    """
    plan, words = plan_of(clean_line(text)), wording("en")
    shown = programme(plan)
    file = sent_events(Ledger(), events(shown, words, imported_uids(plan, (), ()))).file(WHOLE)
    page = web_page(Release(1, NOW, shown), words, earlier=(), pictures={"logo": PNG}, calendar=file)[NAME]
    return page, written_calendar(shown, file, words, shown.title).decode()


HOSTILE = TEXTS


def publish(folder: Path, plan: Agenda, *changes: Callable[[Agenda], Change | None]) -> dict[str, bytes]:
    """Publish a plan with its calendar, and again a day after each change; return the files that lie there then."""
    clock = Clock()
    with closing(Workspace.create(folder / "plan.estrad", plan, fixed_environment(clock))) as workspace:
        publisher = Publisher(workspace, folder / "web")
        publisher.publish("page", "calendar")
        for change in changes:
            clock.forward(days=1)
            workspace.apply(change(workspace.agenda))
            publisher.publish("page", "calendar")
        return publisher.contents()


def small_plan() -> Agenda:
    """Return a conference of two days, two rooms and two tracks, in which two sessions are parallel."""
    ada = person("ada", name="Ada Ek", organisation="KTH")
    nature = {"track": "nature", "people": (speaker("ada"),)}
    return agenda(
        day(), day(NEXT), ada, track("nature", name="Nature"), track("craft", name="Craft"),
        talk("early", "hall", "09:00-09:45", **nature, abstract="Of the first bees.", language="sv"),
        talk("bees", "hall", "10:00-10:45", **nature, description="How they dance; why, and when.", tags=("honey",)),
        talk("wax", "lab", "10:00-11:00", track="craft", kind=Kind.WORKSHOP, website="https://wax.example"),
        talk("coffee", "", "11:00-11:20", kind=Kind.BREAK),
        talk("hives", "hall", "13:00-14:00", track="craft", title="Höns & hives", status=Status.DRAFT),
        talk("gone", "lab", "13:00-14:00", track="nature"),
        talk("late", "hall", "09:00-10:00", on=NEXT),
    )  # fmt: skip
