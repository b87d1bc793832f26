"""The table of all that is printed, sent or exported; menus, dialogs and the command line are made from its rows."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.languages import LANGUAGE_NAMES
from planner.domain.text import N_
from planner.domain.value_objects import ABSTRACT_NAMES
from planner.product_types import CalendarProduct, FormatProduct, PrintedProduct, Product, ProductOption, TableProduct

DAY = ProductOption("day", "D", N_("Only this day, as 2024-04-25."), N_("Day"), N_("All days"))
ROOM = ProductOption("room", "R", N_("Only this room, and what takes all rooms."), N_("Room"), N_("All rooms"))
PERSON = ProductOption("person", "P", N_("Only the sessions of this person."), N_("Person"), N_("Everybody"))
MODERATOR = ProductOption(
    "moderator", "P", N_("Only what this person moderates."), N_("Moderator"), N_("All moderators")
)
TRACK = ProductOption("track", "T", N_("Only this track."))
PAPER = ProductOption(
    "paper", "SIZE", N_("The paper's size."), N_("Paper"),
    choices={"a4": "A4", "a3": "A3", "letter": "Letter", "a5": "A5", "a0": "A0"},
)  # fmt: skip
ABSTRACTS = ProductOption(
    "abstracts", "A", N_("What is printed of each abstract, if not what is chosen for the conference."),
    N_("Abstracts"), choices={word.value: name for word, name in ABSTRACT_NAMES.items()}, kept=True,
)  # fmt: skip
DRAFT = ProductOption("draft", "", N_("Write it without sending: no version is made, and its name says draft."))
REPLACE = ProductOption("replace", "", N_("Replace what lies there and was not sent last from FILE."))
CALLED_OFF = ProductOption("called-off", "", N_("Send it although nothing is placed any more: cancel all sessions."))
LANGUAGE = ProductOption("language", "L", N_("The language of the headings."), choices=LANGUAGE_NAMES)

PRINTED = (
    PrintedProduct(
        name="programme", title=N_("Programme"), suffixes=(".pdf",), offer=N_("Prin&t programme…"), keys=("Ctrl+P",),
        maker="planner.printing.programme_sheet:programme_sheet", options=(DAY, ROOM, PERSON, PAPER, ABSTRACTS),
        beside=("abstracts", "cancelled", "logo", "rooms"),
        hint=N_("For attendees: no phones, no notes."),
        published=N_("Programme on paper (.pdf)"), outcome=N_("To print, to mail, or to put on the web."),
    ),
    PrintedProduct(
        name="runsheet", title=N_("Run sheet"), suffixes=(".pdf",), offer=N_("Print r&un sheet…"),
        keys=("Ctrl+Shift+P",), maker="planner.printing.run_sheet:run_sheet", private=True,
        options=(DAY, ROOM, PERSON, MODERATOR, PAPER), either=("person", "moderator"),
        beside=("printed",), memory="planner.printing.run_sheet:printed_content",
        either_remedy=N_("A run sheet is of what somebody moderates, or of all that they are in."),
        hint=N_("For moderator and stage: with phone numbers and notes."),
    ),
)  # fmt: skip
"""The products on paper, in the order of the menu."""
CALENDAR = CalendarProduct(
    name="calendar", title=N_("Calendar"), suffixes=(".ics",),
    published=N_("Calendar (.ics)"), outcome=N_("Updates what people already have."),
    options=(DAY, ROOM, PERSON, MODERATOR, TRACK, DRAFT, REPLACE, CALLED_OFF),
    either=("day", "room", "person", "moderator", "track"),
    either_remedy=N_("A calendar is of one day, room, person, moderator or track; export each by itself."),
)  # fmt: skip
_WORKBOOK, _TABLE = "planner.exporting.tables.workbook:workbook_or_sheet", (".xlsx", ".csv")
_OTHERS, _APPS = (
    "planner.exporting.tables.programme_table:programme_tables",
    "planner.exporting.tables.programme_table:app_tables",
)
WORKBOOK = TableProduct(
    name="workbook", title=N_("workbook"), suffixes=(".xlsx",), maker=_WORKBOOK, private=True, options=(LANGUAGE,),
    offer=N_("Everything: a workbook to change and import again"),
)  # fmt: skip
LISTS = tuple(
    TableProduct(
        name=name, title=title, offer=offer, suffixes=_TABLE, maker=_WORKBOOK, private=True, options=(LANGUAGE,)
    )
    for name, title, offer in (
        ("sessions", N_("Sessions"), N_("Sessions, with every field")),
        ("people", N_("People"), N_("People, with every field")),
        ("rooms", N_("Rooms"), N_("Rooms, with every field")),
    )
)
"""The sheets of the workbook that are exported on their own, with ``--list`` on the command line."""
LAYOUTS = tuple(
    TableProduct(
        name=name, title=title, offer=offer, suffixes=_TABLE, maker=maker, published=published, outcome=outcome
    )
    for name, title, offer, maker, published, outcome in (
        ("others", N_("Programme"), N_("Programme for others"), _OTHERS, N_("Table of the programme (.xlsx)"),
         N_("For others who work with it: sessions, times, rooms and names.")),
        ("whova", "whova", N_("The programme for an event app: Whova"), _APPS, "", ""),
        ("guidebook", "guidebook", N_("The programme for an event app: Guidebook"), _APPS, "", ""),
        ("app", "app", N_("The programme for any other event app"), _APPS, "", ""),
    )
)  # fmt: skip
"""The programme for people to read, and as event apps import it, with ``--layout`` on the command line."""
TABLES = (WORKBOOK, *LISTS, *LAYOUTS)
EXPORTED = (CALENDAR, *TABLES)
"""The products that ``export`` makes of the plan; if none is named, it writes the first with the suffix of the file."""
CALENDARS = tuple(
    CalendarProduct(
        name=f"calendar-{about}",
        title=published,
        suffixes=(".ics",),
        about=about,
        published=published,
        outcome=outcome,
        several=True,
    )
    for about, published, outcome in (
        ("room", N_("A calendar for each room"), N_("For door signs and room hosts.")),
        ("track", N_("A calendar for each track"), N_("For those who follow one theme.")),
        ("day", N_("A calendar for each day"), N_("For those who come for one day.")),
        ("person", N_("A calendar for each person"), N_("Their own sessions, to mail to them.")),
        ("moderator", N_("A calendar for each moderator"), N_("What they moderate, to mail to them.")),
    )
)
"""The calendars of the parts of a conference."""
_PAGE = ("calendar", "earlier", "pictures", "rooms")
BESIDE_THE_PAGE = "page"
"""The beginning of the names of all files that lie beside the web page and belong to it."""
FORMATS = (
    FormatProduct(
        name="page", title=N_("Web page"), suffixes=(".html",), beside=_PAGE,
        maker="planner.exporting.page.web_page:web_page", published=N_("Web page (.html)"),
        outcome=N_("To open on a phone, and to put on the web. The calendar goes out too."),
    ),
    FormatProduct(
        name="page-folder", title=N_("Web page with photos"), suffixes=(".html",), several=True, holds="page",
        maker="planner.exporting.page.web_page:page_folder", beside=(*_PAGE, "calendars"),
        published=N_("Web page with photos, works offline"),
        outcome=N_("To put on the web, in place of the page alone. The calendar goes out too."),
    ),
    FormatProduct(
        name="schedule-xml", title="schedule.xml", suffixes=(".xml",), published="schedule.xml",
        maker="planner.exporting.formats.schedule_xml:schedule_xml",
        outcome=N_("For phone apps such as Giggity, for screens and for those who record."),
    ),
    FormatProduct(
        name="schedule-json", title="schedule.json", suffixes=(".json",), published="schedule.json",
        maker="planner.exporting.formats.schedule_json:schedule_json", outcome=N_("The same, for programmers."),
    ),
    FormatProduct(
        name="markdown", title="Markdown", suffixes=(".md",), published=N_("Programme as text (.md)"),
        maker="planner.exporting.formats.markdown:markdown", outcome=N_("For web pages, forums and messages."),
    ),
    FormatProduct(
        name="ontime", title="Ontime", suffixes=(".xlsx",), several=True, published=N_("Rundowns for Ontime (.xlsx)"),
        maker="planner.exporting.formats.ontime:ontime", outcome=N_("For the timer on stage: a file for each room."),
    ),
    FormatProduct(
        name="session-files", title=N_("Sessions"), suffixes=(".ics",), several=True, beside=("ledger",),
        maker="planner.exporting.ics:session_calendars",
        published=N_("A calendar file for each session"),
        outcome=N_("One entry to add, by a link or in a mail. The calendar goes out too."),
    ),
    FormatProduct(
        name="changes", title=N_("Changes"), suffixes=(".txt",), maker="planner.exporting.sending:changes_text",
        beside=("news",), stemmed=True, published=N_("What changed (.txt)"),
        outcome=N_("To paste into a mail or a message."),
    ),
)  # fmt: skip
"""The programme as web pages, as files for other programs, and as texts."""
PUBLISHED: tuple[Product, ...] = (CALENDAR, *CALENDARS, PRINTED[0], LAYOUTS[0], *FORMATS)
"""The products that are published, in the order of the dialog, which lists ticked ones before the others."""
TICKED = (CALENDAR.name,)
"""The names of the products that are ticked in the publish dialog until somebody ticks others."""


def published_products(names: Iterable[str]) -> tuple[Product, ...]:
    """Return the products in ``PUBLISHED`` with these names, in its order; unknown names are ignored."""
    wanted = set(names)
    return tuple(product for product in PUBLISHED if product.name in wanted)


def with_alternative_products(names: Iterable[str]) -> set[str]:
    """Return the names, with those of products that contain one of these products or are contained in one."""
    known, pairs = set(names), [(product.name, product.holds) for product in PUBLISHED if product.holds]
    return known.union(*(pair for pair in pairs if known.intersection(pair)))


def product_suffixes(products: Iterable[Product]) -> tuple[str, ...]:
    """Return the suffixes of the products, each once."""
    return tuple(dict.fromkeys(suffix for product in products for suffix in product.suffixes))


def distinct_options(products: Iterable[Product]) -> tuple[ProductOption, ...]:
    """Return the options of the products, each once."""
    return tuple({option.name: option for product in products for option in product.options}.values())
