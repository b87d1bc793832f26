"""Upgrade the states of people in files of versions 1 to 3 to the current ones.

Those versions had *confirmed* as the default, and omitted it. So *confirmed*, written or omitted, is
a yes only if it has an answer date; otherwise nobody was asked.
"""

from __future__ import annotations

from typing import Any

from planner.domain.value_objects import Naming, State

NAMED_THEN = Naming.EXCEPT_INVITED
"""The naming rule of those versions: everybody expected except people who were asked and had not answered."""


def state_now(state: str | None, answered: str | None) -> str:
    """Return the current state; ``state`` is None if it was omitted, ``answered`` is None if it has no date."""
    if state in (None, State.CONFIRMED.value):
        return State.CONFIRMED.value if answered else State.NOT_ASKED.value
    return str(state)


def session_now(image: dict[str, Any]) -> dict[str, Any]:
    """Return a session's plain image (``planner.domain.json_codec``) with its people's states upgraded.

    Raise ``TypeError`` or ``AttributeError`` if it is not such an image.
    """
    if "people" not in image:
        return image
    people = [{**one, "state": state_now(one.get("state"), one.get("answered"))} for one in image["people"]]
    return {**image, "people": people}


def image_now(image: dict[str, Any]) -> dict[str, Any]:
    """Upgrade the plain image of a history entity, whose type is under ``is``; raise as ``session_now`` does."""
    match image.get("is"):
        case "Session":
            return session_now(image)
        case "Cover":
            return {**image, "state": state_now(image.get("state"), None)}
        case "Conference":
            return {"naming": NAMED_THEN.value, **image}
    return image
