"""What is known of the plan reaches the paint of the moderators' board: what clashes, who is missing, the tracks."""

from PySide6.QtCore import QRectF

from planner.domain.entities import Cover, Person, Room, Session
from planner.domain.span import parse_minutes
from planner.domain.value_objects import Appearance, Kind, Role, State
from tests.builders import DAY, block, moderator, person, room, span, speaker, talk, track
from tests.ui.board_driver import BoardDriver
from tests.ui.picture import colours_in, painted_colours
from tests.ui.window_driver import HandsOn
from ui.features.moderators.board_scene import BoardSessionContent, ShiftContent
from ui.kit.theme.theme import LIGHT

PEOPLE = (*(person(name) for name in ("ada", "bo", "cy", "di")), person("eve", availability=(span("08:00-09:00"),)))


def shift(person_id: str, where: str, times: str, state: State = State.CONFIRMED) -> Cover:
    """Return a shift whose id is that of its person."""
    start, end = map(parse_minutes, times.split("-"))
    return Cover(id=person_id, person=person_id, day=DAY, start=start, end=end, room=where, state=state)


def box_of(cover: BoardDriver, kind: type, name: str) -> QRectF:
    (box,) = cover.board.layout.find_boxes((kind, name))
    return QRectF(*box)


def test_a_shift_is_red_and_says_why_if_it_clashes_unless_it_was_declined(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(
            room("hall"), room("lab", 1), *PEOPLE, talk("one", "lab", "09:00-12:00", people=(speaker("ada"),)),
            talk("two", "hall", "09:00-12:00", people=(speaker("bo"),)),
            shift("ada", "hall", "09:30-11:30"), shift("bo", "lab", "09:30-11:30", State.DECLINED),
            shift("cy", "hall", "13:00-15:00"), shift("di", "lab", "13:00-15:00", State.INVITED),
        )
    )  # fmt: skip
    contents, canvas = cover.board.canvas.scene.contents, cover.board.canvas

    assert {name: colours_in(canvas, box_of(cover, Cover, name), "problem") for name in ("ada", "bo", "cy", "di")} == {
        "ada": ["problem"], "bo": [], "cy": [], "di": [],
    }  # fmt: skip
    said = {name: contents[Cover, name] for name in ("ada", "bo", "cy", "di")}
    assert {n: (c.firm, c.counts, c.name) for n, c in said.items() if isinstance(c, ShiftContent)} == {
        "ada": (True, True, "Moderator Ada, Hall, 09:30 to 11:30, Ada in two places at 09:30"),
        "bo": (False, False, "Moderator Bo, Lab, 09:30 to 11:30, Declined"),
        "cy": (True, True, "Moderator Cy, Hall, 13:00 to 15:00"),
        "di": (False, True, "Moderator Di, Lab, 13:00 to 15:00, Invited"),
    }


def test_a_session_is_outlined_by_whom_it_lacks_and_has_the_colour_of_its_track(hands_on: HandsOn) -> None:
    late = Appearance("eve", Role.MODERATOR, State.CONFIRMED)
    cover = BoardDriver(
        hands_on(
            room("hall"), room("lab", 1), track("sea", colour="teal"), *PEOPLE,
            talk("fine", "hall", "09:00-10:30", people=(moderator("ada"),), track="sea"),
            talk("missing", "hall", "11:00-12:30", track="sea"),
            talk("plain", "lab", "09:00-10:30", people=(moderator("bo"),)),
            talk("wrong", "lab", "11:00-12:30", people=(late,)),
            talk("panel", "hall", "14:00-15:30", kind=Kind.PANEL),
            talk("chaired", "lab", "14:00-15:00", block="block"), block("block", chairs=(moderator("ada"),)),
        )
    )  # fmt: skip
    canvas, names = cover.board.canvas, ("fine", "missing", "plain", "wrong", "panel", "chaired")
    boxes = {name: box_of(cover, Session, name) for name in names}

    assert {name: colours_in(canvas, box, "problem", "warning") for name, box in boxes.items()} == {
        "fine": [], "missing": [], "plain": [], "wrong": ["problem"], "panel": ["warning"], "chaired": [],
    }  # fmt: skip
    teal = LIGHT.track("teal").name()
    assert [name for name, box in boxes.items() if teal in painted_colours(canvas, box)] == ["fine", "missing"]
    said = {name: canvas.scene.contents[Session, name] for name in names}
    assert {name: c.name for name, c in said.items() if isinstance(c, BoardSessionContent)} == {
        "fine": "Fine, Hall, 09:00 to 10:30, Moderator Ada",
        "missing": "Missing, Hall, 11:00 to 12:30, No moderator",
        "plain": "Plain, Lab, 09:00 to 10:30, Moderator Bo",
        "wrong": "Wrong, Lab, 11:00 to 12:30, Moderator Eve, Eve cannot be there at 11:00",
        "panel": "Panel, Hall, 14:00 to 15:30, No moderator",
        "chaired": "Chaired, Lab, 14:00 to 15:00, Moderator Ada · by block",
    }
    assert [name for name, c in said.items() if isinstance(c, BoardSessionContent) and c.missing and not c.needed] == [
        "missing"  # which is no alarm
    ]


def test_what_the_person_who_is_shown_moderates_is_tinted_and_nothing_while_a_room_is_shown(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(
            room("hall"), room("lab", 1), *PEOPLE, talk("own", "hall", "09:00-10:30", people=(moderator("ada"),)),
            talk("other", "lab", "09:00-10:30", people=(moderator("bo"),)), talk("there", "lab", "13:30-14:30"),
            shift("ada", "lab", "13:00-15:00"),
        )
    )  # fmt: skip
    plan, boxes = cover.driver.page.document.plan, {n: box_of(cover, Session, n) for n in ("own", "other", "there")}

    def tinted() -> list[str]:
        return [name for name, box in boxes.items() if colours_in(cover.board.canvas, box, "accent_soft")]

    plan.show(Person, "ada")
    assert tinted() == ["own", "there"]
    plan.show(Person, "bo")
    assert tinted() == ["other"]
    plan.show(Room, "hall")
    assert tinted() == []
