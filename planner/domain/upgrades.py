"""Translate the states of people as written in file versions 1 to 3 into today's.

In those versions everybody began as *confirmed*, and lists omitted that default. So *confirmed*, written or omitted, is
a yes only if it has a date of an answer; otherwise nobody was asked.
"""

from __future__ import annotations

from typing import Any

from planner.domain.enums import Naming, State

NAMED_THEN = Naming.EXCEPT_INVITED
"""The naming rule of that time: everybody expected except those who were asked and had not answered."""


def state_now(state: str | None, answered: str | None) -> str:
    """Return today's name of a state; ``state`` is None if it was omitted, ``answered`` is None if it has no date."""
    if state in (None, State.CONFIRMED.value):
        return State.CONFIRMED.value if answered else State.NOT_ASKED.value
    return str(state)


def session_now(image: dict[str, Any]) -> dict[str, Any]:
    """Return a session's plain image (``planner.domain.json_codec``) with the states of its people under today's names.

    Raise ``TypeError`` or ``AttributeError`` for anything that is no such image.
    """
    if "people" not in image:
        return image
    people = [{**one, "state": state_now(one.get("state"), one.get("answered"))} for one in image["people"]]
    return {**image, "people": people}


def image_now(image: dict[str, Any]) -> dict[str, Any]:
    """Translate the plain image of anything in the history, whose type is under ``is``; raise as ``session_now``."""
    match image.get("is"):
        case "Session":
            return session_now(image)
        case "Cover":
            return {**image, "state": state_now(image.get("state"), None)}
        case "Conference":
            return {"naming": NAMED_THEN.value, **image}
    return image
