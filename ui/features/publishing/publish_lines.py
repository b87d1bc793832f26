"""The lines about what is wrong or open before publishing, each with the way there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from planner.commands.conference import answer_profiles
from planner.commands.edit import edit
from planner.domain.entities import Conference
from planner.domain.text import Plural
from planner.domain.value_objects import Naming, Profiles
from planner.programme.difference import newly_unconfirmed
from planner.programme.profiles import unanswered_profiles
from planner.rules.rule import Conflict, Severity, concerned, with_sessions
from planner.wording import Wording
from ui.kit.widgets.plain_widgets import FEW
from ui.kit.widgets.tinted_line import TintedLine
from ui.state.document import Document
from ui.state.unconfirmed_line import UnconfirmedLine


def plan_lines(
    document: Document, look: Callable[[Conflict | None], object], leave: Callable[[], object],
    changed: Callable[[], object],
) -> Iterator[TintedLine]:  # fmt: skip
    """Yield a line for each of the first problems and one that counts the rest, for people without a yes, and profiles.

    ``look`` leaves the dialog for a conflict, or for the list of all; ``leave`` closes it; ``changed`` is called when a
    line has changed the plan.
    """
    words, found = document.presentation.words, document.plan.problems.all
    grave = [conflict for conflict in found if conflict.severity is Severity.PROBLEM][:FEW]
    for conflict in grave:
        way = words("Look at it"), partial(look, conflict)
        yield TintedLine(f"● {words.say(conflict.text)}", [way], "problem")
    if len(found) > len(grave):
        yield TintedLine(_count_text(words, found), [(words("Show the problems"), partial(look, None))])
    last = document.workspace.releases.last
    all_new = len(newly_unconfirmed(document.agenda, last)) == len(document.plan.unconfirmed)
    leave_out = words("Leave their names out"), partial(_name_confirmed_only, document, changed)
    unconfirmed = UnconfirmedLine(document, leave, [leave_out] if all_new else [])
    if unconfirmed.any:
        yield unconfirmed
    yield from _profiles_line(document, changed)


def _name_confirmed_only(document: Document, changed: Callable[[], object]) -> None:
    """Name only those to attendees who said yes, from now on."""
    if document.apply(lambda now: edit(now, Conference, now.conference.id, naming=Naming.CONFIRMED)):
        changed()


def _profiles_line(document: Document, changed: Callable[[], object]) -> Iterator[TintedLine]:
    """Yield the question whether profiles are published, if nobody has answered it and there are any."""
    words, people = document.presentation.words, unanswered_profiles(document.agenda)
    if people:

        def answer(given: Profiles) -> None:
            if document.apply(partial(answer_profiles, answer=given)):
                changed()

        answers = ((words("Publish"), Profiles.PUBLISHED), (words("Leave out"), Profiles.KEPT_BACK))
        ways = [(name, partial(answer, given)) for name, given in answers]
        count = Plural(
            "Biography, photo and links of {n} person", "Biographies, photos and links of {n} people", len(people)
        )
        yield TintedLine(words.say(count), ways)


def conflict_lines(words: Wording, grave: Iterable[Conflict]) -> list[str]:
    """Return the sentences of problems and warnings, each with its sign."""
    signs = {Severity.PROBLEM: words("● Problem: {what}"), Severity.WARNING: words("▲ Warning: {what}")}
    return [signs[conflict.severity].format(what=words.say(conflict.text)) for conflict in grave]


def _count_text(words: Wording, conflicts: Iterable[Conflict]) -> str:
    """Return the counts of conflicts, such as 2 sessions in 1 problem · 2 warnings · 3 to do."""
    found = {severity: [one for one in conflicts if one.severity is severity] for severity in Severity}
    problems, warnings, hints = (len(found[severity]) for severity in Severity)
    count = with_sessions(concerned(found[Severity.PROBLEM]), Plural("{n} problem", "{n} problems", problems))
    parts = [
        words.say(count) if problems else "",
        words.plural("{n} warning", "{n} warnings", warnings) if warnings else "",
        words("{n} to do").format(n=hints) if hints else "",
    ]
    return " · ".join(part for part in parts if part)
