"""The roles, states, statuses, kinds and colours to choose from. They are named as in the product's glossary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import N_


class Role(StrEnum):
    """The role of a person in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    HOST = "host"
    RESERVE = "reserve"


ON_STAGE = (Role.SPEAKER, Role.PANELLIST, Role.HOST)
"""The roles of the people a session is about; a person has at most one of them in a session."""


class State(StrEnum):
    """The state of the agreement with a person about a session."""

    NOT_ASKED = "not_asked"
    INVITED = "invited"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Naming(StrEnum):
    """The rule for which of those expected in a session are named to attendees.

    Those who declined or withdrew never are.

    ``ALL``: everybody. ``EXCEPT_INVITED``: all but those who were asked and have not answered. ``CONFIRMED``: only
    those who said yes.
    """

    ALL = "all"
    EXCEPT_INVITED = "except_invited"
    CONFIRMED = "confirmed"


class Status(StrEnum):
    """The certainty of a session itself; a cancelled one stays in the plan but takes no room and no person.

    What is stored as *confirmed* the screen calls *planned*: it says nothing of the people in it.
    """

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"

    @classmethod
    def _missing_(cls, value: object) -> Status | None:
        """Read *tentative*, which version 1 of the file wrote and its history still contains, as a draft."""
        return cls.DRAFT if value == "tentative" else None


class PartnerRole(StrEnum):
    """The role of an organisation in the conference."""

    ORGANISER = "organiser"
    PARTNER = "partner"
    SUPPLIER = "supplier"


class Kind(StrEnum):
    """The kind of a session."""

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
    """The facts about a kind: default length in minutes, the roles it needs, and whether it is a pause.

    Sessions of a ``plenary`` kind are placed over the whole venue unless said otherwise. ``role`` is given to a person
    who is added to such a session without a role; they keep it when the kind changes.
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
"""The display names of the kinds, used everywhere: message ids."""
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
"""The display names of the statuses. The usual one is *planned*, since it says nothing about who has said yes."""

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
"""The colours of tracks and conferences: a CSS3 name (RFC 7986 section 5.9 allows no other) with our hex value."""
COLOUR_NAMES: dict[str, str] = {
    "royalblue": N_("Blue"), "teal": N_("Teal"), "mediumorchid": N_("Violet"), "darkorange": N_("Orange"),
    "crimson": N_("Crimson"), "seagreen": N_("Green"), "goldenrod": N_("Gold"), "steelblue": N_("Steel blue"),
    "hotpink": N_("Pink"), "slategray": N_("Grey"),
}  # fmt: skip
