"""The script of a page, in one piece, and the data and words that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planner.domain.text import N_
from planner.domain.value_objects import KIND_NAMES
from planner.exporting.file_names import RoomAddress
from planner.exporting.page.page_calendar import page_calendar
from planner.exporting.page.page_entries import PageEntry
from planner.programme.calendar import conference_uid
from planner.programme.programme import Programme
from planner.programme.release import SentFile
from planner.wording import Wording
from resources import FOLDER

FILES = ("reading", "calendar", "now", "filter", "stars", "beside", "zone", "door", "offline", "start")
"""The files of the script in their order; all are parts of one function."""
SCRIPT_WORDS: Mapping[str, str] = {
    "all": N_("All"),
    "calendar": N_("Add to my calendar"),
    "close": N_("Close"),
    "copied": N_("The link is copied."),
    "idle": N_("Nothing is on now. Next at {time}."),
    "saved": N_("The file is saved: open it to add it."),
    "share": N_("Share my programme"),
    "count": N_("{n} of {total} sessions"),
    "done": N_("Nothing more today"),
    "doors": N_("Door signs"),
    "empty": N_("Nothing is chosen yet: press the star of a session."),
    "filter": N_("Filter"),
    "find": N_("Search"),
    "first": N_("First at {time}"),
    "full": N_("Full screen"),
    "hide": N_("Hide what is over ({n})"),
    "in": N_("Room"),
    "keep": N_("Add them to my programme"),
    "kind": N_("Type"),
    "lang": N_("Language"),
    "left": N_("{time} left"),
    "link": N_("Link to this session"),
    "lost": N_("This browser keeps no stars. Share the link: it has them."),
    "mine": N_("My programme"),
    "more": N_("More"),
    "next": N_("Next in {room}"),
    "none": N_("No session matches."),
    "now": N_("Now"),
    "off": N_("Called off"),
    "over": N_("Show what is over ({n})"),
    "parallel": N_("At the same time"),
    "print": N_("Print"),
    "save_all": N_("Save everything ({n})"),
    "save_mine": N_("Save my programme ({n})"),
    "shared": N_("A programme from a link ({n})"),
    "soon": N_("In {time}"),
    "stale": N_("Not updated since {time}."),
    "star": N_("My programme: {title}"),
    "still": N_("This copy does not update itself."),
    "subscribe": N_("Subscribe: it updates itself"),
    "tentative": N_("Preliminary"),
    "track": N_("Track"),
    "unknown": N_("There is no room “{name}”."),
    "until": N_("Until {time}"),
    "zone": N_("Also in my time ({zone})"),
}
"""The words of the script, by their names there."""


def page_script() -> str:
    """Return the script: its files as one function, without comments and indents."""
    texts = ((FOLDER / "page" / "script" / f"{name}.js").read_text("utf-8") for name in FILES)
    lines = [shown for text in texts for line in text.splitlines() if (shown := line.strip())]
    return "\n".join(["(()=>{", '"use strict";', *(line for line in lines if not line.startswith("//")), "})();"])


def script_data(
    programme: Programme,
    entries: Sequence[PageEntry],
    words: Wording,
    calendar: SentFile | None,
    rooms: Iterable[RoomAddress],
    offline: str = "",
) -> dict[str, Any]:
    """Return what the script reads, as JSON can hold it; ``entries`` are those of the page in its order.

    ``minutes`` are the lengths of the sessions, ``placed`` the rooms of those whose place the page says in other words,
    by anchor. Without a ``calendar`` the page offers none.
    ``offline`` is the line for when there is no network, empty if nothing keeps the page.
    """
    spoken = dict.fromkeys([programme.language, *(one.item.language for one in entries if one.item.language)])
    return {
        "id": conference_uid(programme.id),
        "file": f"{words(SCRIPT_WORDS['mine']).lower().replace(' ', '-')}.ics",
        "minutes": [one.minutes for one in entries],
        "rooms": [[one.name, one.address] for one in rooms],
        "placed": {one.anchor: list(one.item.rooms) for one in entries if one.item.place and one.item.rooms},
        "kinds": {one.item.kind.value: words(KIND_NAMES[one.item.kind]) for one in entries},
        "languages": {tag: words.language_name(tag) for tag in spoken},
        "calendar": page_calendar(entries, programme, calendar, words) if calendar else {},
        "offline": offline,
        "say": {name: words(message) for name, message in SCRIPT_WORDS.items()},
    }
