"""What there is to choose from: roles, states, statuses, kinds and colours. Names as in the product's glossary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import N_


class Role(StrEnum):
    """What a person does in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    HOST = "host"
    RESERVE = "reserve"


ON_STAGE = (Role.SPEAKER, Role.PANELLIST, Role.HOST)
"""The roles of those a session is about; who has one of them has none of the others beside it."""


class State(StrEnum):
    """How far the agreement with a person about a session has come."""

    NOT_ASKED = "not_asked"
    INVITED = "invited"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Naming(StrEnum):
    """Who of those expected in a session is named to attendees; whoever declined or called off never is.

    ``ALL``: everybody. ``EXCEPT_INVITED``: all but those who were asked and have not answered. ``CONFIRMED``: only
    those who said yes.
    """

    ALL = "all"
    EXCEPT_INVITED = "except_invited"
    CONFIRMED = "confirmed"


class Status(StrEnum):
    """How certain a session itself is; a cancelled one stays in the plan but takes no room and no person.

    What is stored as *confirmed* the screen calls *planned*: it says nothing of the people in it.
    """

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"

    @classmethod
    def _missing_(cls, value: object) -> Status | None:
        """Version 1 of the file wrote tentative, and its history still does."""
        return cls.DRAFT if value == "tentative" else None


class PartnerRole(StrEnum):
    """What an organisation does for the conference."""

    ORGANISER = "organiser"
    PARTNER = "partner"
    SUPPLIER = "supplier"


class Kind(StrEnum):
    """What sort of session it is."""

    TALK = "talk"
    KEYNOTE = "keynote"
    PANEL = "panel"
    WORKSHOP = "workshop"
    OPENING = "opening"
    BREAK = "break"
    MEAL = "meal"
    REGISTRATION = "registration"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What a kind brings with it: default length in minutes, who it needs, and whether it is a pause.

    ``plenary`` kinds are placed over the whole venue unless said otherwise. ``role`` is that of somebody who is put
    into such a session without a word about their role; it stays theirs when the kind changes.
    """

    minutes: int
    needs_speaker: bool = False
    needs_moderator: bool = False
    pause: bool = False
    plenary: bool = False
    role: Role = Role.SPEAKER


KINDS: dict[Kind, KindFacts] = {
    Kind.TALK: KindFacts(30, needs_speaker=True),
    Kind.KEYNOTE: KindFacts(45, needs_speaker=True),
    Kind.PANEL: KindFacts(45, needs_speaker=True, needs_moderator=True, role=Role.PANELLIST),
    Kind.WORKSHOP: KindFacts(90, needs_speaker=True, role=Role.HOST),
    Kind.OPENING: KindFacts(10, plenary=True),
    Kind.BREAK: KindFacts(15, pause=True, plenary=True),
    Kind.MEAL: KindFacts(60, pause=True, plenary=True),
    Kind.REGISTRATION: KindFacts(60, pause=True, plenary=True),
    Kind.SOCIAL: KindFacts(60, pause=True, plenary=True),
}

KIND_NAMES: dict[Kind, str] = {
    Kind.TALK: N_("Talk"),
    Kind.KEYNOTE: N_("Keynote"),
    Kind.PANEL: N_("Panel"),
    Kind.WORKSHOP: N_("Workshop"),
    Kind.OPENING: N_("Opening"),
    Kind.BREAK: N_("Break"),
    Kind.MEAL: N_("Meal"),
    Kind.REGISTRATION: N_("Registration"),
    Kind.SOCIAL: N_("Social"),
}
"""What they are called, everywhere: message ids."""
ROLE_NAMES: dict[Role, str] = {
    Role.SPEAKER: N_("Speaker"), Role.MODERATOR: N_("Moderator"), Role.PANELLIST: N_("Panellist"),
    Role.HOST: N_("Host"), Role.RESERVE: N_("Reserve"),
}  # fmt: skip
STATE_NAMES: dict[State, str] = {
    State.NOT_ASKED: N_("Not asked"), State.INVITED: N_("Invited"), State.TENTATIVE: N_("Tentative"),
    State.CONFIRMED: N_("Confirmed"), State.DECLINED: N_("Declined"), State.CANCELLED: N_("Withdrew"),
}  # fmt: skip
STATUS_NAMES: dict[Status, str] = {
    Status.CONFIRMED: N_("Planned"), Status.DRAFT: N_("Draft"), Status.CANCELLED: N_("Cancelled"),
}  # fmt: skip
"""The usual one is *planned*, since it says nothing of who said yes."""

COLOURS: dict[str, str] = {
    "royalblue": "#2f5bd7",
    "teal": "#0f8f83",
    "mediumorchid": "#a35ad1",
    "darkorange": "#c06a10",
    "crimson": "#c2304f",
    "seagreen": "#2e8b57",
    "goldenrod": "#9a7a12",
    "steelblue": "#3f7ca8",
    "hotpink": "#c2478f",
    "slategray": "#66758a",
}
"""The colours a track or conference can have: a CSS3 name (RFC 7986 section 5.9 allows no other) and our hex."""
COLOUR_NAMES: dict[str, str] = {
    "royalblue": N_("Blue"), "teal": N_("Teal"), "mediumorchid": N_("Violet"), "darkorange": N_("Orange"),
    "crimson": N_("Crimson"), "seagreen": N_("Green"), "goldenrod": N_("Gold"), "steelblue": N_("Steel blue"),
    "hotpink": N_("Pink"), "slategray": N_("Grey"),
}  # fmt: skip
