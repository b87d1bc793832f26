"""The texts of a session on the programme sheet and their styles, with abstracts whole, short or left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.attendee_names import affiliation
from planner.domain.entities import Person
from planner.domain.text import Text
from planner.domain.value_objects import KINDS, ON_STAGE, AbstractLength, Kind, Role
from planner.printing.marks import TextStyle, Weight
from planner.printing.text_layout import INK, MUTED, QUIET, SOFT, TextRun, unbreakable_text
from planner.programme.programme import Credit, ProgrammeBlock, ProgrammeItem
from planner.programme.public_words import ROLES, long_date, time_of_day
from planner.wording import Wording

SHORT = 280
"""The maximum number of characters of a short abstract, without its ellipsis."""


@dataclass(frozen=True, slots=True)
class SessionStyles:
    """The styles of a session's texts: ``WIDE`` in a row of its own, ``NARROW`` in one of several columns."""

    title: TextStyle
    name: TextStyle
    people: TextStyle
    role: TextStyle
    detail: TextStyle
    abstract: TextStyle

    @classmethod
    def of_sizes(cls, title: float, people: float, abstract: float) -> SessionStyles:
        """Return the styles in these sizes, in points."""
        return cls(
            TextStyle(title, Weight.BOLD, INK), TextStyle(people, Weight.SEMIBOLD, SOFT),
            TextStyle(people, Weight.REGULAR, SOFT), TextStyle(people, Weight.REGULAR, MUTED),
            TextStyle(abstract, Weight.REGULAR, MUTED), TextStyle(abstract, Weight.REGULAR, QUIET),
        )  # fmt: skip


WIDE, NARROW = SessionStyles.of_sizes(11.5, 10, 9), SessionStyles.of_sizes(10.5, 9.5, 8.5)


def shortened_text(text: str) -> str:
    """Return a text's first paragraph, cut after at most ``SHORT`` characters, at a space if any, with an ellipsis."""
    first = next((part.strip() for part in text.split("\n") if part.strip()), "")
    if len(first) <= SHORT:
        return first
    kept = first[: SHORT + 1].rpartition(" ")[0] or first[:SHORT]
    return kept.rstrip(" ,;:–—-") + "…"


@dataclass(frozen=True, slots=True)
class SessionTexts:
    """Makes the texts of sessions; ``struck`` are the ids of the cancelled ones.

    ``leaders`` are the names of the moderators in the heading above, who are not named again for moderating.
    """

    words: Wording
    abstracts: AbstractLength = AbstractLength.WHOLE
    leaders: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()

    def people(self, item: ProgrammeItem, styles: SessionStyles) -> list[TextRun]:
        """Return one paragraph with the people, those on stage first, and a note if a speaker is to be announced."""
        runs: list[TextRun] = []
        if KINDS[item.kind].needs_speaker and not item.names_nobody and not item.names(*ON_STAGE):
            runs.append(TextRun(self.words("Speaker to be announced"), styles.role))
        for credit, roles in with_roles_merged(item.credits):
            if roles == (Role.MODERATOR,) and credit.name in self.leaders:
                continue
            runs += [TextRun("\u00a0· ", styles.role)] if runs else []
            runs += self._person_runs(item, credit, roles, styles)
        return runs

    def _person_runs(
        self, item: ProgrammeItem, credit: Credit, roles: Sequence[Role], styles: SessionStyles
    ) -> Iterator[TextRun]:
        leads = credit.name in self.leaders
        yield TextRun(
            unbreakable_text(credit.name), styles.people if tuple(roles) == (Role.MODERATOR,) else styles.name
        )
        if not leads and (known := affiliation(credit.title, credit.organisation)):
            yield TextRun(f", {known}", styles.people)
        panel = item.kind is Kind.PANEL  # whose panellists go without saying
        told = [ROLES[r] for r in roles if r in ROLES and not leads and not (panel and r is Role.PANELLIST)]
        if told:
            yield TextRun("".join(f", {self.words(role)}" for role in told), styles.role)

    def detail_line(self, item: ProgrammeItem, *more: str) -> str:
        """Return the line of other facts: the date if after midnight, ``more``, *Preliminary*, *Cancelled*."""
        begins = item.span.start_datetime.date()  # a session after midnight is listed under the day before
        date = long_date(begins, self.words.language) if begins != item.span.day else ""
        tentative = self.words("Preliminary") if item.tentative else ""
        cancelled = self.words("Cancelled") if item.id in self.struck else ""
        return " · ".join(fact for fact in (date, *more, tentative, cancelled) if fact)

    def abstract(self, item: ProgrammeItem | ProgrammeBlock) -> list[str]:
        """Return the paragraphs of the abstract, or else of the description: all, one shortened, or none, as chosen."""
        text = (isinstance(item, ProgrammeItem) and item.abstract) or item.description
        if not text or self.abstracts is AbstractLength.NONE:
            return []
        return [shortened_text(text)] if self.abstracts is AbstractLength.SHORT else text.split("\n")

    def start_text(self, item: ProgrammeItem) -> str:
        """Return the start time of a session, such as “09.00”."""
        return time_of_day(item.span.start, self.words.language)

    def end_text(self, item: ProgrammeItem) -> str:
        """Return the end time of a session, such as “to 09.45”."""
        return self.words.say(Text("to {time}", time=time_of_day(item.span.end, self.words.language)))


def with_roles_merged(credits: Iterable[Credit]) -> list[tuple[Credit, tuple[Role, ...]]]:
    """Return credits that differ only in their role once, with all these roles, people on stage first."""
    found: list[tuple[Credit, tuple[Role, ...]]] = []
    order = {role: index for index, role in enumerate((*ON_STAGE, Role.MODERATOR))}
    for credit in sorted(credits, key=lambda credit: order.get(credit.role, len(order))):
        plain = replace(credit, role=Role.SPEAKER)
        for index, (other, roles) in enumerate(found):
            if other == plain and other.person == plain.person and credit.role not in roles:
                found[index] = (other, (*roles, credit.role))
                break
        else:
            found.append((plain, (credit.role,)))
    return found


def empty_sheet_text(everything: Sequence[ProgrammeItem], person: Person | None) -> Text:
    """Return the sentence for a sheet that shows no sessions; ``everything`` are the sessions of all days and rooms."""
    if not person:
        return Text("There is nothing here.") if everything else Text("There is nothing in the programme yet.")
    if any(credit.person == person.id for item in everything for credit in item.credits):
        return Text("“{name}” is in no session here.", name=person.name)
    return Text("“{name}” is in no session of the programme.", name=person.name)
