"""The types of products (printed, table, calendar, format), their options, and how their makers are called.

Each type also makes the files that its products add to a publishing. A product names its maker as ``module:function``,
imported at the first call, so that the window starts without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from planner.background import in_thread
from planner.domain.long_task import LongTask, Progress, as_half

if TYPE_CHECKING:
    from planner.exporting.file_names import RoomAddress
    from planner.exporting.tables.table import OutTable
    from planner.printing.marks import Measure, PrintedPage
    from planner.programme.difference import ProgrammeChange
    from planner.programme.programme import ProgrammeItem
    from planner.programme.release import Ledger, Part, ProgrammeVersion, Release, SentFile
    from planner.wording import Wording
    from planner.workspace import Workspace


MANY = 20
"""A calendar of more sessions than this is written in a thread; each session takes 0.4 ms of processor time."""
FOR_ALL = ("room", "track", "day")
"""The kinds of parts whose calendars the web page in a folder links to; those of people are mailed to them instead."""


@dataclass(frozen=True, slots=True)
class ProductOption:
    """An option of a product: ``name`` is its word on the command line and, of a printed one, the maker's argument.

    ``help`` and ``metavar``, which stands for the value, are for the command line; a switch has no ``metavar``. In a
    dialog ``label`` is its name, and ``unset`` the text for no choice. ``choices`` are the possible words with their
    names; a dialog begins with the first, unless the option is ``kept``: that is, chosen once for the conference. The
    command line can override such a choice, and the preview can change it. Other options that have a value name a day,
    room, track or person.
    """

    name: str
    metavar: str
    help: str
    label: str = ""
    unset: str = ""
    choices: Mapping[str, str] | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PrintFunctions:
    """The functions of Qt that printing needs: ``measure`` returns the width of a text in mm, ``pdf`` makes a PDF.

    ``pdf`` is called with the pages, a title and an author.
    """

    measure: Measure
    pdf: Callable[[Sequence[PrintedPage], str, str], LongTask[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSource:
    """The material from which a publishing makes its products: a release, and what goes with it.

    ``ledger`` is the state of all calendars after it, ``parts`` are the calendars with their names, ``news`` is what
    changed since the version before, and ``rooms`` are the addresses of rooms on the page. ``stem`` is the conference's
    name in file names. If ``copy``, it is a version made again for the organiser only: its calendar is a draft.
    """

    workspace: Workspace
    release: Release
    ledger: Ledger
    parts: Sequence[Part]
    news: Sequence[ProgrammeChange]
    stem: str
    drawing: PrintFunctions
    rooms: Sequence[RoomAddress] = ()
    copy: bool = False

    @property
    def words(self) -> Wording:
        """The catalogue of the conference's language."""
        return self.workspace.wording

    def maker_argument(self, name: str) -> LongTask[Any]:
        """Return a maker's argument by its name: an attribute, or for ``earlier`` the releases before this one."""
        if name == "earlier":
            return (yield from self._earlier_releases())
        yield Progress(0, 1)
        return getattr(self, name)

    def _earlier_releases(self) -> LongTask[Sequence[Release]]:
        """Return the releases before this one, oldest first; they begin with the first public one, if there is one.

        ``first_public`` in the ledger is cut to whole seconds, so a second is added to it.
        """
        read: list[Release | None] = []
        for number in range(1, self.release.number):
            yield Progress(number, self.release.number)
            read.append(self.workspace.releases.read(number))
        made, since = [*filter(None, read), self.release], self.ledger.first_public
        old = [n for n, one in enumerate(made) if since and one.made < since + timedelta(seconds=1)]
        return made[max(old, default=0) : -1]

    @property
    def calendar(self) -> SentFile | None:
        """The ledger's record of the whole calendar as it goes out; None for a ``copy``."""
        from planner.programme.release import WHOLE  # the window starts without it

        return None if self.copy else self.ledger.file(WHOLE)

    @property
    def calendars(self) -> Sequence[Part]:
        """The calendars for everybody that go out with it: the whole one, and those of rooms, tracks and days."""
        return [part for part in self.parts if part.whole or (part.about in FOR_ALL and not part.gone)]

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """The pictures that the release refers to, by id; those no longer in the file are left out."""
        found = {name: self.workspace.pictures.read(name) for name in self.release.programme.pictures}
        return {name: data for name, data in found.items() if data}


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something that is printed, sent or exported; ``name`` is its word on the command line, ``title`` its name.

    ``offer`` is the text of its menu entry, if it has one, and ``hint`` says in its dialog for whom it is. In the
    publish dialog ``published`` is its name and ``outcome`` says what it is for. A ``private`` product is made of the
    ``Agenda``, and only owner and group can read a new file of it; any other is made of the ``Programme``. Only one of
    the options in ``either`` can be given, for the reason ``either_remedy``. ``maker`` is ``module:function``; each
    type says how it is called. If ``several``, it may be more than one file, such as one for each room, and is not
    copied alone. ``holds`` names a product that it contains, and instead of which it is published.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    maker: str = ""
    offer: str = ""
    hint: str = ""
    published: str = ""
    outcome: str = ""
    private: bool = False
    several: bool = False
    holds: str = ""
    options: tuple[ProductOption, ...] = ()
    either: tuple[str, ...] = ()
    either_remedy: str = ""

    @property
    def maker_function(self) -> Callable[..., Any]:
        """The maker, imported at this moment."""
        return _import_function(self.maker)

    def maker_input(self, workspace: Workspace) -> Any:
        """Return what the maker is given: the agenda for a private product, otherwise the programme."""
        return workspace.agenda if self.private else workspace.programme()

    def files(self, source: PublishSource) -> LongTask[Mapping[str, bytes]]:
        """Return the contents of the published files by name; raise ``EstradError`` if one cannot be made."""
        raise NotImplementedError


def _import_function(place: str) -> Callable[..., Any]:
    """Return the function at ``module:function``."""
    from pkgutil import resolve_name  # the window starts without it

    found: Callable[..., Any] = resolve_name(place)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedProduct(Product):
    """A product on paper; its maker is called as ``make(agenda or programme, measure, words, version, **options)``.

    The maker returns pages. ``keys`` are the shortcuts. ``beside`` names further arguments of the maker, such as the
    logo, which ``BESIDE`` provides. ``memory`` is ``module:function`` too; called with ``(agenda, now, **options)``,
    it returns what is to be remembered when the product is printed.
    """

    keys: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    memory: str = ""

    @property
    def command(self) -> str:
        """The name of the window's command that prints it."""
        return f"print_{self.name}"

    def pages(
        self,
        workspace: Workspace,
        measure: Measure,
        options: Mapping[str, Any],
        release: Release | None = None,
    ) -> LongTask[list[PrintedPage]]:
        """Return the pages as of a release; without one, of the plan as it is now.

        The latter bear the number of the release that attendees have, or are marked as a draft if there is none or
        attendees would see a difference.
        """
        from planner.programme.release import ProgrammeVersion, programme_version  # the window starts without it

        version: ProgrammeVersion
        if release:
            version, made_of = ProgrammeVersion(release.number, False, release.made), release.programme
        else:
            version = programme_version(workspace.programme(), workspace.releases.last, workspace.now())
            made_of = self.maker_input(workspace)
        beside = {name: BESIDE[name](workspace, release) for name in self.beside if name not in options}
        yield Progress(0, 1)
        pages: list[PrintedPage] = yield from self.maker_function(
            made_of, measure, workspace.wording, version, **beside, **options
        )
        return pages

    def remember(self, workspace: Workspace, options: Mapping[str, Any]) -> None:
        """Remember what was printed, so that the next print can mark what has changed.

        Nothing is done if the product has no ``memory``, or there is no data folder.
        """
        if self.memory and workspace.printed:
            workspace.printed.add(_import_function(self.memory)(workspace.agenda, workspace.now(), **options))

    def files(self, source: PublishSource) -> LongTask[Mapping[str, bytes]]:
        """Return one PDF of the whole programme; a comment after its end tells which conference it is of."""
        from planner.programme.calendar import conference_uid  # the window starts without it
        from planner.programme.sent_parts import cancelled_items

        shown, drawing, workspace = source.release.programme, source.drawing, source.workspace
        options: dict[str, Any] = {}
        if "cancelled" in self.beside and not source.copy:  # with those that this version cancels
            options = {"cancelled": cancelled_items(workspace.agenda, source.ledger.entries, workspace.releases.all)}
        pages = yield from as_half(self.pages(workspace, drawing.measure, options, source.release), 0)
        pdf = yield from as_half(drawing.pdf(pages, shown.title, shown.organisers), 1)
        return {f"{source.stem}.pdf": pdf + f"% Estrad {conference_uid(shown.id)}\n".encode()}


def _logo(workspace: Workspace, release: Release | None) -> bytes | None:
    logo = release.programme.logo if release else workspace.agenda.conference.logo
    return workspace.pictures.read(logo) if logo else None


def _told_cancelled_items(workspace: Workspace, release: Release | None) -> Sequence[ProgrammeItem]:
    """Return the cancelled items that attendees are told of; none for an earlier release, which has not kept them."""
    from planner.programme.sent_parts import cancelled_items  # the window starts without it

    if release and (last := workspace.releases.last) and release.number < last.number:
        return ()
    return cancelled_items(workspace.agenda, workspace.releases.ledger().entries, workspace.releases.all)


BESIDE: Mapping[str, Callable[[Workspace, Release | None], Any]] = {
    "abstracts": lambda workspace, _release: workspace.agenda.conference.abstracts,
    "cancelled": _told_cancelled_items,
    "logo": _logo,
    "printed": lambda workspace, _release: workspace.printed.read() if workspace.printed else {},
    "rooms": lambda workspace, _release: tuple(room.name for room in workspace.agenda.rooms_in_order),
}
"""Further arguments for makers of printed products, by name.

Each is a function of the conference and of the release to be printed, None for the plan as it is now.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProduct(Product):
    """A table or workbook; its maker is called as ``make(agenda or programme, words, name)``, a long task of tables."""

    def tables(self, made_of: Any, words: Wording) -> LongTask[Sequence[OutTable]]:
        """Return the tables made of an agenda or programme, an agenda's with headings in the language of ``words``."""
        tables: Sequence[OutTable] = yield from self.maker_function(made_of, words, self.name)
        return tables

    def files(self, source: PublishSource) -> LongTask[Mapping[str, bytes]]:
        """Return one workbook, whose keywords tell which conference it is of."""
        from planner.exporting.tables.table_file import table_file  # the window starts without it
        from planner.programme.calendar import conference_uid

        release, name = source.release, f"{source.stem}{self.suffixes[0]}"
        making = self.tables(release.programme, source.words)
        title, mark = release.programme.title, f"Estrad {conference_uid(release.programme.id)}"
        data = yield from table_file(
            making, PurePath(name), made=release.made, language=None, title=title, keywords=mark
        )
        return {name: data}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarProduct(Product):
    """The calendar of the whole conference or, if ``about`` is a ``PartKind``, of each part of that kind."""

    about: str = ""

    def files(self, source: PublishSource) -> LongTask[Mapping[str, bytes]]:
        """Return the calendars of this kind among the parts of the source."""
        from planner.exporting.ics import to_ics  # the window starts without it

        found, shown, every = dict[str, bytes](), source.release.programme, self.parts(source.parts)
        copy_of = source.release.number if source.copy else 0
        for done, part in enumerate(every):
            yield Progress(done, len(every))
            make = partial(to_ics, shown, source.ledger, source.words, part=part, copy_of=copy_of)
            found[f"{part.name}.ics"] = (yield from in_thread(make)) if len(part.sessions) > MANY else make()
        return found

    def parts(self, parts: Iterable[Part]) -> list[Part]:
        """Return those of the parts whose calendars are of this kind."""
        return [part for part in parts if ("" if part.whole else part.about) == self.about]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatProduct(Product):
    """A file for programs or people; its maker is called as ``make(release, words, **beside)`` and returns files.

    ``beside`` names further arguments, which ``PublishSource.maker_argument`` provides. If ``stemmed``, the files'
    names begin with the conference's name.
    """

    beside: tuple[str, ...] = ()
    stemmed: bool = False

    @property
    def has_calendar_data(self) -> bool:
        """True if it contains data of the whole calendar, which must then be published with it."""
        return not {"ledger", "calendar"}.isdisjoint(self.beside)

    @property
    def has_room_addresses(self) -> bool:
        """True if it contains addresses of rooms, which stay as they were first published."""
        return "rooms" in self.beside

    def files(self, source: PublishSource) -> LongTask[Mapping[str, bytes]]:
        """Return the files of the format."""
        more = dict[str, Any]()
        for name in self.beside:
            more[name] = yield from source.maker_argument(name)
        found: Mapping[str, bytes] = yield from in_thread(
            partial(self.maker_function, source.release, source.words, **more)
        )
        return {f"{source.stem}-{name}": data for name, data in found.items()} if self.stemmed else found
