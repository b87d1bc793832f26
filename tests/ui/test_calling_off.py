"""A later version in which nothing is placed any more: the conference is called off, which is asked about once."""

from pathlib import Path

from planner.commands.timeline import unplace
from tests.builders import room, talk
from tests.ui.answers import Answers, publishes
from tests.ui.conftest import HandsOn


def test_calling_a_conference_off_is_asked_about_once(hands_on: HandsOn, answers: Answers, tmp_path: Path) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-09:30"), talk("two", "hall", "10:00-10:30"))
    document, answers.does, answers.saves = driver.page.document, publishes, tmp_path / "out.ics"

    def publish(answer: bool) -> tuple[int, int]:
        answers.leaves = answer
        driver.does("send")
        sent = document.workspace.releases.last
        return sent.number if sent else 0, answers.saves.read_bytes().count(b"STATUS:CANCELLED") if answers.saves else 0

    assert publish(False) == (1, 0)
    for name in ("one", "two"):
        document.apply(lambda now, name=name: unplace(now, name))
    assert [publish(answer) for answer in (False, True, False)] == [(1, 0), (2, 2), (2, 2)]
    more = "No session is placed any more. Version 2 shows all 2 sessions that attendees have as cancelled in every"
    assert answers.left == [("Call the conference off?", f"{more} calendar.")] * 2
