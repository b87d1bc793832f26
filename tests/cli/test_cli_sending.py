"""`export` and `publish`: what is sent is a release, and is noted only when the file was written."""

import pytest

from tests.exporting.calendar_reading import read


def events(path):
    return [(e["SUMMARY"], e["SEQUENCE"], e["STATUS"]) for e in read(path.read_bytes()).all("VEVENT")]


def releases(estrad, plan):
    return [(row["number"], row["note"]) for row in estrad("list", plan, "releases", "--json").json]


def test_export_update_and_cancel(estrad, plan, tmp_path):
    assert estrad("export", plan, "o.ics") == (0, "“o.ics” is version 1.\n", "")
    assert events(tmp_path / "o.ics") == [("A talk", "0", "CONFIRMED"), ("Lunch", "0", "CONFIRMED")]

    estrad("shift", plan, "1", "5")
    estrad("unplace", plan, "2")

    assert estrad("export", plan, "o.ics").out == (
        "“A talk” moves from 09:00–09:30 to 09:05–09:35\n"
        "Cancelled: “Lunch”, 2024-04-25 12:00–13:00\n"
        "“o.ics” is version 2.\n"
    )
    assert events(tmp_path / "o.ics") == [("A talk", "1", "CONFIRMED"), ("CANCELLED: Lunch", "1", "CANCELLED")]


def test_the_same_again_is_the_same_version(estrad, plan, tmp_path):
    estrad("export", plan, "o.ics")

    assert estrad("export", plan, "o.ics") == (0, "“o.ics” is version 1.\n", "")
    assert events(tmp_path / "o.ics") == [("A talk", "0", "CONFIRMED"), ("Lunch", "0", "CONFIRMED")]


def test_undo_does_not_unsend(estrad, plan, tmp_path):
    estrad("export", plan, "o.ics")
    estrad("shift", plan, "1", "5")
    estrad("export", plan, "o.ics")
    estrad("undo", plan)
    estrad("export", plan, "o.ics")

    assert events(tmp_path / "o.ics")[0] == ("A talk", "2", "CONFIRMED")
    assert releases(estrad, plan) == [(1, ""), (2, ""), (3, "")]


def test_a_draft_numbers_as_it_would_and_sends_nothing(estrad, plan, tmp_path):
    estrad("export", plan, "o.ics")
    estrad("shift", plan, "1", "5")
    before = plan.read_bytes()

    assert estrad("export", plan, "d.ics", "--draft") == (0, "“d.ics” is a draft of version 2; nothing was sent.\n", "")
    assert events(tmp_path / "d.ics")[0] == ("A talk", "1", "CONFIRMED")
    assert read((tmp_path / "d.ics").read_bytes())["NAME"] == "DRAFT: The Conference"
    assert plan.read_bytes() == before


def test_one_day(estrad, plan, tmp_path):
    assert estrad("export", plan, "day.ics", "--day", "2024-04-25").code == 0
    assert read((tmp_path / "day.ics").read_bytes())["NAME"] == "The Conference · Thursday 25 April 2024"


def test_a_file_that_cannot_be_written_was_not_sent(estrad, plan):
    before = plan.read_bytes()

    said = "“o.ics” cannot be written: No such file or directory. Choose another folder, or make room on the disk."
    assert estrad("export", plan, "none/o.ics") == (2, "", f"none/o.ics: {said}\n")
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("o.xml",), "`.xml` is not in this version of Estrad yet."),
        (("o.xlsx",), "`.xlsx` is not in this version of Estrad yet."),
        (("o.ics", "--room", "hall"), "`--room` is not in this version of Estrad yet."),
        (("o.ics", "--moderator", "bo"), "`--moderator` is not in this version of Estrad yet."),
        (("o.doc",), "o.doc: Estrad does not write files like “o.doc”. Give it a name that ends in .ics."),
        (("o.ics", "--day", "2024-04-26"), "2024-04-26 is not a day of this conference. There is: 2024-04-25."),
    ],
)
def test_what_is_not_there(estrad, plan, tmp_path, words, said):
    assert estrad("export", plan, *words) == (2, "", said + "\n")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.estrad"]


def test_the_conference_itself_is_never_overwritten(estrad, plan, tmp_path):
    odd = plan.rename(tmp_path / "plan.ics")
    before = odd.read_bytes()

    said = "plan.ics: “plan.ics” is the open file itself. Choose another name.\n"
    assert estrad("export", odd, "plan.ics") == (2, "", said)
    assert estrad("export", odd, "plan.ics", "--draft") == (2, "", said)
    assert odd.read_bytes() == before


def test_an_empty_conference_has_nothing_to_send(estrad):
    estrad("new", "n.estrad", "--title", "T", "--date", "2027-01-30")

    said = "Nothing of this has a time yet, so there is no calendar to write. Place a session in the timeline first.\n"
    assert estrad("export", "n.estrad", "o.ics") == (2, "", said)
    assert estrad("publish", "n.estrad") == (2, "", said)
    assert releases(estrad, "n.estrad") == []


def test_publish_beside_the_file(estrad, plan, tmp_path):
    folder = tmp_path / "plan-v1"

    assert estrad("publish", plan, "--note", "after the meeting").out == f"Version 1 is in “{folder}”.\n"
    assert [path.name for path in folder.iterdir()] == ["plan.ics"]
    assert estrad("publish", plan).out == f"Attendees would see no difference: version 1 is in “{folder}” again.\n"
    assert releases(estrad, plan) == [(1, "after the meeting")]


def test_publish_elsewhere(estrad, plan, tmp_path):
    estrad("publish", plan, "--to", "a/b")

    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["plan.ics"]


def test_publish_into_a_file(estrad, plan, tmp_path):
    (tmp_path / "f").write_bytes(b"")

    assert estrad("publish", plan, "--to", "f/g").err == (
        "f/g: The folder “g” cannot be made: Not a directory. Choose another folder, or make room on the disk.\n"
    )
