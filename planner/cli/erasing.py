"""The command ``erase``, which removes a person from the file, its history, the kept plans and the backups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from planner.cli.console import DONE, NO, Console
from planner.cli.lookup import person_named
from planner.cli.parameters import JSON, WAIT, argument, command, option
from planner.commands.edit import FIELD_NAMES
from planner.commands.erasing import Mention
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, Plural, Text
from planner.eraser import Eraser, ErasureReport
from planner.erasure_debt import ErasureDebt, debt_text

SHOWN = 160
"""The maximum number of characters shown of a text in the list."""


@command(
    "erase",
    "file",
    argument("person", "[PERSON]", required=False),
    option("--yes", is_flag=True, help=Text("Do it; without this only what would go is said.")),
    option("--leave", multiple=True, metavar="TEXT", help=Text("A text, by its key, in which the name stays.")),
    option("--take", multiple=True, metavar="TEXT", help=Text("A text with a part of the name, from which it goes.")),
    option("--finish", is_flag=True, help=Text("Without PERSON: do what an earlier erasure could not, and say it.")),
    option("--close", is_flag=True, help=Text("With --finish: what is still to go was looked after by hand.")),
    WAIT,
    JSON,
)
def erase_command(
    console: Console,
    file: str,
    person: str | None,
    yes: bool,
    leave: tuple[str, ...],
    take: tuple[str, ...],
    finish: bool,
    close: bool,
    as_json: bool,
) -> int:
    """Run ``erase FILE PERSON``, which lists what would be erased, and erases it with ``--yes``.

    Or run ``erase FILE --finish``, which completes earlier erasures.
    """
    if person is None or finish or close:
        if person is not None or not finish or yes or leave or take:
            raise EstradError(
                Text("It is not said whom to erase, or what to finish."),
                Text("Say `erase FILE PERSON`, or `erase FILE --finish` without anybody's name."),
            )
        return _report_unfinished(console, file, close=close, as_json=as_json)
    with console.opened(file) as workspace:
        eraser = Eraser(workspace, console.env, person_named(workspace.agenda, person).id)
        taken = _keys_to_erase(eraser.mentions, leave, take)
        versions, backups = len(eraser.versions_to_erase(taken)), eraser.backups_to_erase(taken)
        found = run_to_end(eraser.erase(taken)) if yes else ErasureReport(versions, backups, eraser.sent)
        if as_json:
            console.show_json(
                {**_erasure_document(console, eraser, taken, found, done=yes), **_debt_document(workspace.debt)}
            )
        else:
            _print_report(console, eraser, taken, found, done=yes)
            console.print_erasure_debt(workspace.debt)
    _raise_faults(console, found.faults)
    return DONE


def _report_unfinished(console: Console, file: str, *, close: bool, as_json: bool) -> int:
    """Report which unfinished work of erasures was done by opening the file, and which is left.

    ``close`` marks the latter as done by hand. Return ``NO`` if anything is left, else ``DONE``; without ``close``,
    raise ``EstradError`` if an error kept something from being done.
    """
    with console.opened(file, quiet=True) as workspace:
        debt = workspace.debt
        left = debt.left
        if close:
            debt.record_paid(left)
        if as_json:
            console.show_json({**_debt_document(debt), "done": [one.kind.value for one in debt.paid], "closed": close})
        elif debt.paid:
            console.say(Text("Done now: {things}.", things=debt_text(debt.paid)))
        elif not left:
            console.say(Text("No erasure has left anything to do."))
        if not as_json and close and left:
            console.say(Text("Looked after by hand: {things}.", things=debt_text(left)))
        if not as_json:
            console.print_erasure_debt(debt)
    _raise_faults(console, () if close else debt.faults)
    return NO if debt.left else DONE


def _raise_faults(console: Console, faults: Sequence[EstradError]) -> None:
    """Print all faults but the first, and raise that one, if there are any."""
    console.write(*map(console.error_line, faults[1:]), err=True)
    if faults:
        raise faults[0]


def _debt_document(debt: ErasureDebt) -> dict[str, Any]:
    return {"owed": [{"kind": one.kind.value, "here": debt.is_local(one)} for one in debt.left]}


def _keys_to_erase(mentions: Collection[Mention], leave: Collection[str], take: Collection[str]) -> frozenset[str]:
    """Return the keys of the texts from which the name goes: sure ones and those to ``take``, none to ``leave``.

    Raise ``EstradError`` for an unknown key.
    """
    known = {mention.key for mention in mentions}
    for key in (*leave, *take):
        if key not in known:
            raise EstradError(
                Text("The name stands in no text “{key}”.", key=key),
                Text("`erase FILE PERSON` lists the texts with their keys."),
            )
    return frozenset(({mention.key for mention in mentions if mention.sure} | set(take)) - set(leave))


def _print_report(
    console: Console, eraser: Eraser, taken: Collection[str], found: ErasureReport, *, done: bool
) -> None:
    name = eraser.person.name
    for mention in eraser.mentions:
        word = Text("goes") if mention.key in taken else Text("stays")
        text = " ".join(mention.text.split())[:SHOWN]
        said = console.words.say(
            Text("{field} of “{title}”", field=Text(FIELD_NAMES[mention.field]), title=mention.title)
        )
        console.write(f"{console.words.say(word)}\t{mention.key}\t{said}\t{text}")
    console.say(Plural("{n} kept plan", "{n} kept plans", found.versions))
    console.say(*(Text("The backup “{name}”", name=backup.name) for backup in found.backups))
    console.say(*(Text("Has left the house: {what}.", what=sent) for sent in found.sent))
    if done:
        console.say(Text("“{name}” is erased. What was done before cannot be undone any more.", name=name))
    else:
        console.say(Text("“{name}” would be erased; --yes does it, and undo ends there.", name=name))


def _erasure_document(
    console: Console, eraser: Eraser, taken: Collection[str], found: ErasureReport, *, done: bool
) -> dict[str, Any]:
    return {
        "person": eraser.person.id,
        "erased": done,
        "texts": [
            {"key": m.key, "field": m.field, "title": m.title, "text": m.text, "sure": m.sure, "goes": m.key in taken}
            for m in eraser.mentions
        ],
        "versions": found.versions,
        "backups": [path.name for path in found.backups],
        "sent": [console.words.say(text) for text in found.sent],
        "faults": [console.error_line(fault) for fault in found.faults],
    }
