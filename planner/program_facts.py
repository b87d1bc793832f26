"""The facts about the program for a report: its version, the system, and its folders, with the home folder as ~."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from planner import VERSION
from planner.domain.text import N_
from planner.environment import Environment
from planner.storage.versions import FOLDER
from planner.wording import Wording


class Fact(NamedTuple):
    """A fact about the program: its name in JSON, its label as a message id, and its text."""

    name: str
    label: str
    text: str


def program_facts(env: Environment) -> tuple[Fact, ...]:
    """Return all facts; none names a conference or a file of one."""
    data = env.data_folder
    return (
        Fact("version", N_("Version"), VERSION),
        Fact("system", N_("System"), env.system()),
        Fact("data", N_("Data"), _path_text(data, env)),
        Fact("settings", N_("Settings"), _path_text(env.settings, env)),
        Fact("versions", N_("Kept plans"), _path_text(data and data / FOLDER, env)),
        Fact("log", N_("Error log"), _path_text(env.log, env)),
    )


def report_text(facts: tuple[Fact, ...], words: Wording) -> str:
    """Return the facts as lines for a report."""
    return "".join(f"{words(fact.label)}: {fact.text}\n" for fact in facts)


def _path_text(place: Path | str | None, env: Environment) -> str:
    """Return a path with the home folder as ~, or a dash if nothing is kept."""
    if not place:
        return "–"
    home, whole = str(env.home or ""), str(place)
    return f"~{whole[len(home) :]}" if home and Path(whole).is_relative_to(home) else whole
