"""Tests of `import`: a schedule.xml into a new file and into an existing one."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.domain.entities import Session
from planner.importing.source_registry import SOURCES
from planner.workspace import Workspace
from tests.builders import fixed_environment
from tests.importing.schedules import day, event, one, person, persons, room, schedule, written

FIRST = one(
    event(1, "Moved", track="Safety", slug="moved", inside=persons(person("Ada", id="7"))),
    event(2, "Old"),
    event(3, "Dropped"),
)
SECOND = one(
    event(1, "Moved", start="11:00", track="Safety", slug="moved", inside=persons(person("Ada", id="7"))),
    event(2, "New", slug="x"), event(4, "Added"),
)  # fmt: skip
KINDS = ", ".join((*(source.key for source in SOURCES), "estrad"))
SILENT = one(event(1), head="<title>Silent</title>")


@pytest.fixture
def source(tmp_path):
    return written(tmp_path / "schedule.xml", FIRST)


def test_a_new_file(estrad, source):
    found = estrad("import", "new.estrad", "schedule.xml")

    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == [
        "Times are read in Europe/Stockholm, as the file says.",
        "New: 3, Changed: 0, Conflict: 0, Same: 0, Gone: 0, Refused: 0",
        "With them: 1 new person, 1 new room, 1 new track, 1 new day.",
        "Without a place here: slug 1.",
        "“new.estrad” holds “The Conference”.",
    ]
    assert [s["title"] for s in estrad("list", "new.estrad", "sessions", "--json").json] == ["Moved", "Old", "Dropped"]
    assert estrad("list", "new.estrad", "history", "--json").json == []


def test_the_rows_are_printed_when_they_are_asked_for(estrad, source):
    out = estrad("import", "new.estrad", "schedule.xml", "--rows").out.splitlines()

    assert out[0] == "Times are read in Europe/Stockholm, as the file says."
    assert out[4:7] == [
        "New\t6:\tMoved\t2024-04-25 09:00–09:30, Hall · Ada",
        "New\t7:\tOld\t2024-04-25 09:00–09:30, Hall · nobody yet",
        "New\t8:\tDropped\t2024-04-25 09:00–09:30, Hall · nobody yet",
    ]


def test_what_is_doubtful_is_counted_and_told_with_the_rows(estrad, tmp_path):
    written(tmp_path / "s.xml", one(event(1), event(2, "Endless", duration="")))

    found = estrad("import", "new.estrad", "s.xml", "--rows").out.splitlines()

    assert "Doubtful: 1; --rows says why." in found
    assert [line for line in found if "Endless" in line] == [
        "New\t7:\tEndless\t2024-04-25 09:00–09:30, Hall · nobody yet · It has no length; 30 min are taken."
    ]


def test_what_a_field_was_last_time_is_told_by_the_history(estrad, source, tmp_path):
    estrad("import", "plan.estrad", "schedule.xml")
    with closing(Workspace.open(tmp_path / "plan.estrad", fixed_environment())) as workspace:
        (moved,) = (s for s in workspace.agenda.sessions.values() if s.title == "Moved")
        workspace.apply(edit(workspace.agenda, Session, moved.id, title="Mine"))
    written(source, FIRST.replace(">Moved<", ">Theirs<"))

    (row,) = (r for r in estrad("import", "plan.estrad", "schedule.xml", "--dry-run", "--json").json["rows"]
              if r["verdict"] == "conflict")  # fmt: skip

    assert row["fields"] == [{"field": "title", "here": "Mine", "file": "Theirs", "last": "Moved"}]


def test_people_who_share_an_id_are_warned_of_in_a_new_file_too(estrad, tmp_path):
    crowd = persons(person("Ada", id="7"), person("Bo", id="7"))
    written(tmp_path / "s.xml", one(event(1, inside=crowd)))

    assert estrad("import", "new.estrad", "s.xml").err == (
        "An id in the file stands for several names; its 2 people are told apart by name.\n"
    )


@pytest.mark.long
def test_a_flood_of_names_without_a_place_is_no_flood_of_words(estrad, tmp_path):
    written(tmp_path / "s.xml", one(event(1), *(event(n, inside=f"<x{n}>y</x{n}>") for n in range(2, 500))))

    (line,) = [line for line in estrad("import", "new.estrad", "s.xml").out.splitlines() if "a place" in line]

    assert (len(line) < 200, line.endswith(" and 478 more.")) == (True, True)


LONDON = one(event(1, date="2024-07-01T09:00:00+01:00"), head="<title>Silent</title>").replace(
    "2024-04-25", "2024-07-01"
)


@pytest.mark.parametrize("into", ["new.estrad", "plan.estrad"])
def test_a_zone_that_the_file_contradicts_stops_it_until_one_is_named(estrad, plan, tmp_path, monkeypatch, into):
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    written(tmp_path / "s.xml", LONDON)
    before = plan.read_bytes()

    found = estrad("import", into, "s.xml")

    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "The file's times are not those of Europe/Stockholm: 1 of them, such as 2024-07-01T09:00+01:00, is counted "
        "from UTC otherwise. Say with --timezone where the conference is; Europe/Dublin, Europe/Guernsey, "
        "Europe/Isle_of_Man, Europe/Jersey, Europe/Lisbon, Europe/London would fit.\n"
    )
    assert (plan.read_bytes() == before, (tmp_path / "new.estrad").exists()) == (True, False)
    estrad("import", into, "s.xml", "--timezone", "Europe/London")
    added = estrad("list", into, "sessions", "--json").json[-1]
    assert added["start"] == f"2024-07-01T{'09' if into == 'new.estrad' else '10'}:00"
    assert estrad("import", into, "s.xml", "--timezone", "Europe/London", "--json").json["same"] == 1


def test_a_room_without_sessions_is_not_counted_as_one(estrad, source):
    source.write_text(source.read_text().replace("</day>", '<room name="Attic"/></day>', 1))

    found = estrad("import", "new.estrad", "schedule.xml").out.splitlines()

    assert "New: 3, Changed: 0, Conflict: 0, Same: 0, Gone: 0, Refused: 0" in found
    assert "Besides the sessions: New: 1." in found
    assert "Besides" not in estrad("import", "new.estrad", "schedule.xml").out


def test_a_second_version_is_one_step(estrad, source):
    estrad("import", "new.estrad", source)
    written(source, SECOND)

    found = estrad("import", "new.estrad", source, "--json").json

    counted = ("new", "changed", "moved", "retitled", "same", "gone", "refused", "unmapped")
    assert {name: found[name] for name in counted} == {
        "new": 1, "changed": 2, "moved": 1, "retitled": 1, "same": 0, "gone": 1, "refused": 0, "unmapped": 2,
    }  # fmt: skip
    assert [(row["verdict"], row["what"], row["line"], row["title"], row["ticked"]) for row in found["rows"]] == [
        ("changed", "session", 6, "Moved", True),
        ("changed", "session", 7, "New", True),
        ("new", "session", 8, "Added", True),
        ("gone", "session", None, "Dropped", False),
    ]
    assert found["rows"][1]["text"] == "title: Old → New"
    assert (found["timezone"], found["timezone_from"], found["unmapped_names"]) == (
        "Europe/Stockholm", "source", {"slug": 2},
    )  # fmt: skip
    assert estrad("undo", "new.estrad").out == "Undone: Import “schedule.xml”\n"
    assert [s["title"] for s in estrad("list", "new.estrad", "sessions", "--json").json] == ["Moved", "Old", "Dropped"]


def edited(plan, name, **fields):
    """Change a session as the window would; without fields, delete it."""
    with closing(Workspace.open(plan, replace(fixed_environment(), ids=lambda: f"by hand: {name}"))) as with_changes:
        whole = with_changes.agenda
        (found,) = [s for s in whole.sessions.values() if s.title == name]
        with_changes.apply(edit(whole, Session, found.id, **fields) if fields else delete_session(whole, found.id))


@pytest.fixture
def disputed(estrad, source, tmp_path):
    """Return a file that disagrees with its source: a title changed on both sides, a session gone, one deleted here."""
    estrad("import", "new.estrad", source)
    edited(tmp_path / "new.estrad", "Old", title="Mine")
    edited(tmp_path / "new.estrad", "Moved")
    written(source, one(event(1, "Moved"), event(2, "New")))
    return tmp_path / "new.estrad"


def titles(estrad, file):
    return [(s["title"], s["day"] is None) for s in estrad("list", file, "sessions", "--json").json]


def test_what_is_left_alone_is_said_and_how_to_take_it(estrad, source, disputed):
    found = estrad("import", disputed, source)

    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines()[1:3] == [
        "New: 0, Changed: 0, Conflict: 1, Same: 1, Gone: 1, Refused: 0",
        "Left alone: conflict 1, gone 1, deleted 1. Add --also conflict --also gone --also deleted to take them, "
        "or import it in the window and tick single ones.",
    ]
    assert titles(estrad, disputed) == [("Mine", False), ("Dropped", False)]


def test_what_is_asked_for_is_taken(estrad, source, disputed):
    found = estrad("import", disputed, source, "--also", "conflict", "--also", "gone", "--json").json

    assert (found["conflict"], found["gone"], found["left"]) == (1, 1, {"deleted": 1})
    assert [row["ticked"] for row in found["rows"]] == [False, True, True]
    assert titles(estrad, disputed) == [("New", False), ("Dropped", True)]
    estrad("import", disputed, source, "--also", "deleted")
    assert ("Moved", False) in titles(estrad, disputed)
    assert "Left alone" not in estrad("import", disputed, source).out


def test_a_file_of_another_conference_is_warned_of(estrad, source, plan):
    written(source, schedule(day(event(1), date="2031-01-01"), head="<title>Theirs</title>"))

    found = estrad("import", plan, source, "--dry-run")
    as_json = estrad("import", plan, source, "--dry-run", "--json").json

    said = (
        "The file seems to belong to another conference: it is of “Theirs”, 2031-01-01, "
        "and this is “The Conference”, 2024-04-25."
    )
    assert (found.code, found.err, as_json["warnings"]) == (0, said + "\n", [said])


def test_the_same_again_is_no_step(estrad, source):
    estrad("import", "new.estrad", source)

    found = estrad("import", "new.estrad", source, "--json")

    assert (found.code, found.json["same"], found.json["new"]) == (0, 3, 0)
    assert estrad("undo", "new.estrad").code == 1


@pytest.mark.parametrize("there", [True, False])
def test_a_dry_run_changes_nothing(estrad, source, plan, there):
    file = plan if there else plan.with_name("none.estrad")
    before = plan.read_bytes()

    found = estrad("import", file, source, "--dry-run")

    assert (found.code, "New: 3," in found.out) == (0, True)
    assert plan.read_bytes() == before
    assert there or not file.exists()


def test_into_a_conference_that_is_there(estrad, source, plan):
    estrad("import", plan, source)

    titles = [s["title"] for s in estrad("list", plan, "sessions", "--json").json]
    assert titles == ["A talk", "Lunch", "Waiting", "Moved", "Old", "Dropped"]


def test_the_time_zone_and_who_says_it(estrad, tmp_path, plan, monkeypatch):
    written(tmp_path / "silent.xml", SILENT)
    monkeypatch.setenv("TZ", "Europe/Paris")

    def zone(file, *words):
        found = estrad("import", file, "silent.xml", "--dry-run", "--json", *words).json
        return found["timezone"], found["timezone_from"]

    assert zone("new.estrad", "--timezone", "Europe/Rome") == ("Europe/Rome", "asked")
    assert zone(plan, "--timezone", "Europe/Rome") == ("Europe/Rome", "asked")
    assert zone(plan) == ("Europe/Stockholm", "file")
    assert zone("new.estrad") == ("Europe/Paris", "machine")
    estrad("import", "new.estrad", "silent.xml")
    assert estrad("import", "new.estrad", "silent.xml", "--json").json["timezone_from"] == "file"


def test_single_refusals_are_listed(estrad, tmp_path):
    written(tmp_path / "s.xml", one(event(1), event(2, "Bad", duration="soon")))

    found = estrad("import", "new.estrad", "s.xml")

    assert found.code == 0
    assert "Refused\t7:\tBad\t“soon” is no length. · Write it as 00:45, up to 48 hours." in found.out.splitlines()


def test_everything_refused_is_a_no_and_makes_no_file(estrad, tmp_path):
    written(tmp_path / "s.xml", schedule(day(event(1, ""), event(2, "Bad", duration="soon"))))

    assert (estrad("import", "new.estrad", "s.xml").code, (tmp_path / "new.estrad").exists()) == (1, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.xml",), "none.xml: “none.xml” cannot be read. Check whether it is there and whether you may read it."),
        (("schedule.xml", "--as", "csv"), f"There is no kind of source “csv”. Choose one of: {KINDS}."),
        (
            ("schedule.xml", "--map", "Titel=title"),
            "“schedule.xml” is no table, so --map and the like say nothing here. Leave them out.",
        ),
        (
            ("schedule.xml", "--timezone", "Mars/Base"),
            "There is no time zone “Mars/Base”. Choose one by continent and city, such as Europe/Stockholm.",
        ),
        (
            ("schedule.xml", "--also", "same"),
            "There is nothing “same” to take. Choose one of: conflict, gone, deleted.",
        ),
        (
            ("plan.estrad",),
            "plan.estrad: “plan.estrad” is open elsewhere: a test. Close it there first.",
        ),
    ],
)
def test_a_wrong_input_is_one_line_and_changes_nothing(estrad, plan, source, words, said):
    before = plan.read_bytes()

    assert (estrad("import", plan, *words), plan.read_bytes()) == ((2, "", said + "\n"), before)


def test_broken_xml_is_told_with_file_and_line(estrad, plan, source):
    written(source, FIRST.replace("</title>", "", 2))

    found = estrad("import", plan, source)

    assert (found.code, found.err.startswith(f"{source}:")) == (2, True)


def test_it_says_it_in_json_alone(estrad, source):
    found = estrad("import", "new.estrad", source, "--json")

    assert json.loads(found.out)["brought"] == {"sessions": 3, "people": 1, "rooms": 1, "tracks": 1, "days": 1}
    assert found.err == ""


def test_an_empty_room_is_told_apart_from_sessions(estrad, tmp_path):
    written(tmp_path / "s.xml", schedule(day(room("Hall", event(1)), room("Empty"))))

    found = estrad("import", "new.estrad", "s.xml", "--json").json

    assert (found["new"], [row["what"] for row in found["rows"]]) == (1, ["session", "room"])
