"""The reach of a moderator's shift, the moderators' loads and their conflicts, computed without a window."""

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover
from planner.domain.span import minutes_of
from planner.domain.value_objects import Kind, State, Status
from tests.builders import DAY, agenda, moderator, person, span, speaker, talk
from ui.features.moderators.board_tools import ModeratorLoad, clashes, clashes_of, coverage_of, would_gain


def cover(person_id: str = "ada", times: str = "", room_id: str | None = None, **fields: object) -> Cover:
    """Return a shift on DAY, over the whole day if no times are given."""
    start, end = (minutes_of(time) for time in times.split("-")) if times else (None, None)
    given = {"id": "cover", "person": person_id, "day": DAY, "start": start, "end": end, "room": room_id}
    return Cover(**{**given, **fields})  # type: ignore[arg-type]


# moderators' loads ---------------------------------------------------------------------------------------


def conference(*covers: Cover) -> Agenda:
    """Return a morning in two rooms: `own` has a moderator, `bare` and `beside` have none."""
    return agenda(
        person("ada"), person("bo"), *covers, talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
        talk("own", "hall", "09:00-10:00", people=(moderator("bo"),)), talk("bare", "hall", "10:30-11:00"),
        talk("beside", "lab", "10:30-11:00"), talk("off", "lab", "11:00-11:30", status=Status.CANCELLED), talk("waits"),
    )  # fmt: skip


def test_pauses_the_cancelled_the_waiting_and_who_has_declined_do_not_count() -> None:
    found, declined = coverage_of(conference()), coverage_of(conference(cover(room_id="hall", state=State.DECLINED)))

    assert (found.counted, found.missing) == (("own", "bare", "beside"), ("bare", "beside"))
    assert declined.missing == found.missing


def test_parallel_sessions_count_their_minutes_once() -> None:
    found = coverage_of(conference(cover("ada", "10:00-12:00")))

    assert (found.missing, found.work) == ((), {"ada": ModeratorLoad(2, 30), "bo": ModeratorLoad(1, 60)})


def test_a_stretch_gives_a_moderator_to_what_has_none_of_its_own() -> None:
    assert would_gain(conference(), cover(room_id="hall")) == {"bare"}
    assert would_gain(conference(), cover()) == {"bare", "beside"}


def test_a_stretch_clashes_with_what_its_person_does_elsewhere_then() -> None:
    found = agenda(
        person("ada"), cover("ada", "09:00-10:00", "hall"), talk("talk", "lab", "09:30-09:45", people=(speaker("ada"),))
    )  # fmt: skip

    texts = [str(conflict.text) for conflict in clashes_of(found, found.covers["cover"])]

    assert texts == ["Ada is in two places at 09:30: moderating Hall, and in “Talk” in Lab."]


def test_a_clash_that_was_there_before_is_no_new_one() -> None:
    found = agenda(
        person("ada", availability=(span("13:00-14:00"),)), talk("talk", "lab", "09:30-09:45", people=(speaker("ada"),))
    )  # fmt: skip

    assert clashes(found, found, "ada") == ()
