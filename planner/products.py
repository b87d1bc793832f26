"""All that is printed, sent or exported, as a row each: menus, dialogs and the command line are made from the rows.

This module is loaded before the window is painted, so a row names its maker, which is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.domain.languages import LANGUAGE_NAMES
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_
from planner.domain.value_objects import ABSTRACT_NAMES

if TYPE_CHECKING:
    from planner.exporting.tables.table import OutTable
    from planner.printing.marks import Measure, PrintedPage
    from planner.programme.programme import ProgrammeItem
    from planner.wording import Wording
    from planner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProductOption:
    """An option of products: ``name`` is its word on the command line and the argument of the maker.

    ``help`` is for the command line, and ``metavar`` stands for its value there; a switch has none. ``label`` names it
    in a dialog, where ``unset`` stands for no choice. ``choices`` are the words that it knows with their names, the
    usual one first; the other options with a value name a day, room, track or person. One that is ``kept`` is chosen
    once for the conference: the command line can choose otherwise, and the window asks in the preview.
    """

    name: str
    metavar: str
    help: str
    label: str = ""
    unset: str = ""
    choices: Mapping[str, str] | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something that is printed, sent or exported; ``name`` is its word on the command line, ``title`` its name.

    ``offer`` is its text where the window offers it, ``keys`` are the shortcuts, and ``hint`` says in its dialog whom
    it is for. A ``private`` product is made of the ``Agenda`` and its file is its owner's alone; any other is made of
    the ``Programme``. Of the options in ``either`` only one can be given, for the reason ``either_remedy``.

    ``maker`` is ``module:function``. Of a printed product it is called as ``make(agenda or programme, measure, words,
    version, **options)`` and returns pages; of a table as ``make(agenda or programme, words, name)``, a long task that
    returns tables. The calendar has none, as the outbox sends it. What a printed one is made of ``beside`` the
    programme, such as the logo, is a name in ``BESIDE`` and an argument. ``memory`` is ``module:function`` too; called
    as ``what(agenda, now, **options)`` it returns what is to be remembered when the product was printed.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    maker: str = ""
    offer: str = ""
    private: bool = False
    options: tuple[ProductOption, ...] = ()
    either: tuple[str, ...] = ()
    either_remedy: str = ""
    keys: tuple[str, ...] = ()
    hint: str = ""
    beside: tuple[str, ...] = ()
    memory: str = ""

    @property
    def command(self) -> str:
        """The name of the window's command that prints it."""
        return f"print_{self.name}"

    def make(self, workspace: Workspace, *details: Any, **options: Any) -> Any:
        """Call the maker with what the product may know of the conference."""
        return _imported(self.maker)(workspace.agenda if self.private else workspace.programme(), *details, **options)


def _imported(place: str) -> Callable[..., Any]:
    """Return the function at ``module:function``."""
    module, _, function = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


DAY = ProductOption("day", "D", N_("Only this day, as 2024-04-25."), N_("Day"), N_("All days"))
ROOM = ProductOption("room", "R", N_("Only this room, and what takes all rooms."), N_("Room"), N_("Every room"))
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
    Product(
        name="programme", title=N_("Programme"), suffixes=(".pdf",), offer=N_("Prin&t programme…"), keys=("Ctrl+P",),
        maker="planner.printing.programme_sheet:programme_sheet", options=(DAY, ROOM, PERSON, PAPER, ABSTRACTS),
        beside=("abstracts", "cancelled", "logo", "rooms"),
        hint=N_("It is for attendees, and holds what they may see."),
    ),
    Product(
        name="runsheet", title=N_("Run sheet"), suffixes=(".pdf",), offer=N_("Print r&un sheet…"),
        keys=("Ctrl+Shift+P",), maker="planner.printing.run_sheet:run_sheet", private=True,
        options=(DAY, ROOM, PERSON, MODERATOR, PAPER), either=("person", "moderator"),
        beside=("printed",), memory="planner.printing.run_sheet:what_is_printed",
        either_remedy=N_("A run sheet is of what somebody moderates, or of all that they are in."),
        hint=N_("It holds phone numbers and notes. It is for the moderator and the stage, and every page says so."),
    ),
)  # fmt: skip
"""The products on paper, in the order of the menu."""
CALENDAR = Product(
    name="calendar", title=N_("Calendar"), suffixes=(".ics",),
    options=(DAY, ROOM, PERSON, MODERATOR, TRACK, DRAFT, REPLACE, CALLED_OFF),
    either=("day", "room", "person", "moderator", "track"),
    either_remedy=N_("A calendar is of one day, room, person, moderator or track; export each by itself."),
)  # fmt: skip
_WORKBOOK, _APPS = "planner.exporting.tables.workbook:named_tables", "planner.exporting.tables.app_layouts:app_tables"
_TABLE, _OTHERS = (".xlsx", ".csv"), "planner.exporting.tables.programme_table:programme_tables"
WORKBOOK = Product(
    name="workbook", title=N_("workbook"), suffixes=(".xlsx",), maker=_WORKBOOK, private=True, options=(LANGUAGE,),
    offer=N_("Everything: a workbook to change and import again"),
)  # fmt: skip
LISTS = tuple(
    Product(name=name, title=title, offer=offer, suffixes=_TABLE, maker=_WORKBOOK, private=True, options=(LANGUAGE,))
    for name, title, offer in (
        ("sessions", N_("Sessions"), N_("Sessions, with every field")),
        ("people", N_("People"), N_("People, with every field")),
        ("rooms", N_("Rooms"), N_("Rooms, with every field")),
    )
)
"""The sheets of the workbook that are exported on their own, with ``--list`` on the command line."""
LAYOUTS = tuple(
    Product(name=name, title=title, offer=offer, suffixes=_TABLE, maker=maker)
    for name, title, offer, maker in (
        ("others", N_("Programme"), N_("Programme for others"), _OTHERS),
        ("whova", "whova", N_("The programme for an event app: Whova"), _APPS),
        ("guidebook", "guidebook", N_("The programme for an event app: Guidebook"), _APPS),
        ("app", "app", N_("The programme for any other event app"), _APPS),
    )
)
"""The programme for people to read, and as event apps import it, with ``--layout`` on the command line."""
TABLES = (WORKBOOK, *LISTS, *LAYOUTS)
EXPORTED = (CALENDAR, *TABLES)
"""The products that ``export`` writes; the first with a file's suffix is meant if nothing else is said."""


def suffixes_of(products: Iterable[Product]) -> tuple[str, ...]:
    """Return the suffixes of the products, each once."""
    return tuple(dict.fromkeys(suffix for product in products for suffix in product.suffixes))


def options_of(products: Iterable[Product]) -> tuple[ProductOption, ...]:
    """Return the options of the products, each once."""
    return tuple({option.name: option for product in products for option in product.options}.values())


def _logo(workspace: Workspace) -> bytes | None:
    logo = workspace.agenda.conference.logo
    return workspace.pictures.read(logo) if logo else None


def _cancelled(workspace: Workspace) -> Sequence[ProgrammeItem]:
    from planner.programme.cancelled import cancelled_items  # the window starts without it

    entries = workspace.releases.ledger().entries
    return cancelled_items(workspace.agenda, entries, workspace.releases.all)


BESIDE: Mapping[str, Callable[[Workspace], Any]] = {
    "abstracts": lambda workspace: workspace.agenda.conference.abstracts,
    "cancelled": _cancelled,
    "logo": _logo,
    "printed": lambda workspace: workspace.printed.read() if workspace.printed else {},
    "rooms": lambda workspace: tuple(room.name for room in workspace.agenda.rooms_in_order),
}
"""What a printed product may be made of beside the programme or agenda, by the name of the maker's argument."""


def pages_of(
    product: Product, workspace: Workspace, measure: Measure, options: Mapping[str, Any]
) -> LongTask[list[PrintedPage]]:
    """Return the pages of a printed product, with the version that attendees have, or a draft of the next one."""
    from planner.programme.release import version_of  # the window starts without it

    version = version_of(workspace.programme(), workspace.releases.last, workspace.now())
    beside = {name: BESIDE[name](workspace) for name in product.beside if name not in options}
    yield Progress(0, 1)
    pages: list[PrintedPage] = yield from product.make(
        workspace, measure, workspace.wording, version, **beside, **options
    )
    return pages


def remember_printed(product: Product, workspace: Workspace, options: Mapping[str, Any]) -> None:
    """Remember that a product was printed with these options, so that the next one can mark what has changed."""
    if product.memory and workspace.printed:
        found = _imported(product.memory)(workspace.agenda, workspace.now(), **options)
        workspace.printed.add(found)


def tables_of(product: Product, workspace: Workspace, words: Wording) -> LongTask[Sequence[OutTable]]:
    """Return the tables of a product with their headings in the language of ``words``."""
    tables: Sequence[OutTable] = yield from product.make(workspace, words, product.name)
    return tables
