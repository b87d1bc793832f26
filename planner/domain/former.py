"""What an older Estrad wrote, read as it is meant today: file versions 1 to 3.

Everybody began as *confirmed* then, and lists left the default out. So *confirmed*, said or left out, is a yes only
where it has the date of one; otherwise nobody was asked.
"""

from __future__ import annotations

from typing import Any

from planner.domain.kinds import Naming, State

NAMED_THEN = Naming.EXCEPT_INVITED
"""Who was named: everybody expected but those who were asked and had not answered."""


def state_now(state: str | None, answered: str | None) -> str:
    """What that state is called today; None where it was left out, or has no date of an answer."""
    if state in (None, State.CONFIRMED.value):
        return State.CONFIRMED.value if answered else State.NOT_ASKED.value
    return str(state)


def session_now(image: dict[str, Any]) -> dict[str, Any]:
    """A session's plain image (``planner.domain.plain``) with the states of its people as they are called today.

    Raises ``TypeError`` or ``AttributeError`` for what is no such image.
    """
    if "people" not in image:
        return image
    people = [{**one, "state": state_now(one.get("state"), one.get("answered"))} for one in image["people"]]
    return {**image, "people": people}


def image_now(image: dict[str, Any]) -> dict[str, Any]:
    """The plain image of anything in the history, which names its type under ``is``; raises as ``session_now`` does."""
    match image.get("is"):
        case "Session":
            return session_now(image)
        case "Cover":
            return {**image, "state": state_now(image.get("state"), None)}
        case "Conference":
            return {"naming": NAMED_THEN.value, **image}
    return image
