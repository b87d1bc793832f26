"""Tests of `import`, of schedules and of tables; and of tables that are exported, which releases nothing."""

from __future__ import annotations

import io
import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from planner.cli.import_columns import field_words
from planner.commands.edit import edit
from planner.commands.sessions import delete_session
from planner.domain.entities import Person, Session
from planner.domain.languages import LANGUAGES
from planner.incoming_file import SOURCES
from planner.tables import opened_file
from planner.workspace import Workspace
from tests.builders import fixed_environment
from tests.cli.commands import change, command_line
from tests.exporting.tables.read_back import plain_rows, read_csv, read_xlsx
from tests.importing.schedules import day, event, one, person, persons, schedule, written

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


def test_a_new_file_and_the_same_again_is_no_step(estrad, source):
    found = estrad("import", "new.estrad", "schedule.xml", "--rows")

    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == [
        "Times are read in Europe/Stockholm, as the file says.",
        "New: 3, Changed: 0, Conflict: 0, Same: 0, Missing: 0, Rejected: 0",
        "Also adds 1 new person, 1 new room, 1 new track, 1 new day.",
        "Left out, as there is no field for it: slug (1).",
        "New\t6:\tMoved\t2024-04-25 09:00–09:30, Hall · Ada",
        "New\t7:\tOld\t2024-04-25 09:00–09:30, Hall · nobody yet",
        "New\t8:\tDropped\t2024-04-25 09:00–09:30, Hall · nobody yet",
        "“new.estrad” holds “The Conference”.",
    ]
    assert [s["title"] for s in estrad("list", "new.estrad", "sessions", "--json").json] == ["Moved", "Old", "Dropped"]
    assert estrad("list", "new.estrad", "history", "--json").json == []

    again, other = (estrad("import", file, source, "--json") for file in ("new.estrad", "other.estrad"))
    assert (again.code, again.json["same"], again.json["new"]) == (0, 3, 0)
    assert estrad("undo", "new.estrad").code == 1
    assert (other.err, other.json["brought"]) == (
        "", {"sessions": 3, "blocks": 0, "people": 1, "rooms": 1, "tracks": 1, "days": 1},
    )  # fmt: skip


@pytest.mark.parametrize("words", [("import", "plan.estrad", "schedule.xml"), ("shift", "plan.estrad", "1", "10")])
def test_a_version_that_could_not_be_kept_before_a_change_is_said(env, capsys, plan, source, tmp_path, words):
    (tmp_path / "data").write_text("in the way")
    estrad = command_line(replace(env, data_folder=tmp_path / "data"), capsys)

    code, out, err = estrad(*(tmp_path / word if "." in word else word for word in words))

    assert (code, bool(out), err.count("\n")) == (0, True, 1)
    assert "No plan can be kept in “" in err
    assert err.endswith("The conference itself is saved. Make room there, or look who may write there.\n")


def test_what_is_doubtful_or_refused_is_counted_and_told(estrad, tmp_path):
    crowd = persons(person("Ada", id="7"), person("", id="8"))
    bad, endless = event(3, "Bad", duration="soon"), event(2, "Endless", duration="")
    written(tmp_path / "s.xml", one(event(1, inside=crowd), endless, bad))
    code, out, err = estrad("import", "new.estrad", "s.xml", "--rows")

    assert (code, err) == (0, "")
    assert {
        "Check: 2; --rows says why.",
        "New\t7:\tEndless\t2024-04-25 09:00–09:30, Hall · nobody yet · 30 min are taken as its length.",
        "Rejected\t8:\tBad\t“soon” is no length. · Write it as 00:45, up to 48 hours.",
    } <= {*out.splitlines()}
    written(tmp_path / "s.xml", schedule(day(event(1, ""), bad)))  # everything refused is a no and makes no file
    assert (estrad("import", "none.estrad", "s.xml").code, (tmp_path / "none.estrad").exists()) == (1, False)


LONDON = one(event(1, date="2024-07-01T09:00:00+01:00"), head="<title>Silent</title>").replace(
    "2024-04-25", "2024-07-01"
)


@pytest.mark.parametrize("into", ["new.estrad", "plan.estrad"])
def test_a_zone_that_the_file_contradicts_stops_it_until_one_is_named(estrad, plan, tmp_path, monkeypatch, into):
    written(tmp_path / "s.xml", LONDON)
    before = plan.read_bytes()

    found = estrad("import", into, "s.xml")

    assert (found.code, found.out) == (1, "")
    assert found.err == (
        "The file's times are not those of Europe/Stockholm: 1 of them, such as 2024-07-01T09:00+01:00, is counted "
        "from UTC otherwise. Say with --timezone where the conference is; Europe/London, Europe/Dublin, "
        "Europe/Guernsey, Europe/Isle_of_Man, Europe/Jersey, Europe/Lisbon would fit.\n"
    )
    assert (plan.read_bytes() == before, (tmp_path / "new.estrad").exists()) == (True, False)
    estrad("import", into, "s.xml", "--timezone", "Europe/London")
    added = estrad("list", into, "sessions", "--json").json[-1]
    assert added["start"] == f"2024-07-01T{'09' if into == 'new.estrad' else '10'}:00"
    assert estrad("import", into, "s.xml", "--timezone", "Europe/London", "--json").json["same"] == 1


def sent_in(monkeypatch, data):
    """Make these bytes standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Ek\r\nEND:VCARD\r\n"
TALKS = '{"talks": [{"id": 1, "title": "A", "start": "2024-04-25T09:00:00+02:00", "duration": 30, "room": "Hall"}]}'
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A\r\n"
    "DTSTART;TZID=Europe/Stockholm:20240425T090000\r\nDTEND;TZID=Europe/Stockholm:20240425T093000\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
STREAMS = {
    "XML": lambda _export: FIRST.encode(),
    "JSON": lambda _export: TALKS.encode(),
    "a calendar": lambda _export: CALENDAR.encode(),
    "cards": lambda _export: CARD.encode(),
    "a list": lambda _export: b"Title,Date,Start,End,Room\nA,2024-04-25,09:00,09:30,Hall\n",
    "a workbook": lambda export: export("plan.xlsx"),
    "a conference": lambda export: export("plan.estrad"),
}


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
@pytest.mark.parametrize("told", STREAMS)
def test_a_program_sends_its_output_in_and_sends_it_again(estrad, plan, monkeypatch, told, name):
    def export(file):
        estrad("export", plan, "plan.xlsx")
        return Path(file).read_bytes()

    data = STREAMS[told](export)
    sent_in(monkeypatch, data)
    first = estrad("import", "into.estrad", name, "--json", "--timezone", "Europe/Stockholm")
    sent_in(monkeypatch, data)
    again = estrad("import", "into.estrad", name, "--json")

    assert (first.code, again.code, first.err) == (0, 0, "")
    assert sum(first.json["brought"].values()) > 0
    assert {row["verdict"] for row in again.json["rows"]} <= {"same"}
    assert sum(again.json["brought"].values()) == 0
    assert estrad("list", "into.estrad", "history", "--json").json == []


def test_what_a_program_sent_in_has_one_name_and_a_new_conference_that_of_its_file(estrad, monkeypatch):
    sent_in(monkeypatch, b"Title,Date,Start,End,Room\nA,2024-04-25,09:00,09:30,Hall\n")
    found = estrad("import", "spring.estrad", "-", "--timezone", "Europe/Stockholm")
    sent_in(monkeypatch, b"Title,Date,Start,End,Room\nB,2024-04-25,10:00,10:30,Hall\n")
    estrad("import", "spring.estrad", "-")

    assert found.out.splitlines()[-1] == "“spring.estrad” holds “spring”."
    assert [step["name"] for step in estrad("list", "spring.estrad", "history", "--json").json] == ["Import “stdin”"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "stdin: “stdin” is empty. Choose a table (.xlsx, .ods, .csv, .docx), a schedule (.xml, .json) or a "
              "calendar (.ics).\n"),
        (b"%PDF", "stdin: “stdin” is a PDF document, which Estrad does not read. Save it as .docx"),
        (b" " * 1001, "stdin: “stdin” is too large to be a conference. Choose a table"),
        (None, "Standard input cannot be read. Send it a file, such as `curl … | estrad import FILE -`.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_from_standard_input_is_one_line(estrad, plan, monkeypatch, data, said):
    monkeypatch.setattr(opened_file, "MOST_BYTES", 1000)
    sent_in(monkeypatch, data) if data is not None else monkeypatch.setattr(sys, "stdin", None)

    found = estrad("import", plan, "-")

    assert (found.code, found.out, found.err[: len(said)]) == (2, "", said)


def test_a_room_without_sessions_is_not_counted_as_one(estrad, source):
    source.write_text(source.read_text().replace("</day>", '<room name="Attic"/></day>', 1))

    found = estrad("import", "new.estrad", "schedule.xml").out.splitlines()
    assert "New: 3, Changed: 0, Conflict: 0, Same: 0, Missing: 0, Rejected: 0" in found
    assert "Besides the sessions: New: 1." in found
    assert "Besides" not in estrad("import", "new.estrad", "schedule.xml").out
    told = estrad("import", "other.estrad", "schedule.xml", "--json").json
    assert (told["new"], [row["what"] for row in told["rows"]]) == (3, [*["session"] * 3, "room"])


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
        "New: 0, Changed: 0, Conflict: 1, Same: 1, Missing: 1, Rejected: 0",
        "Left alone: conflict 1, gone 1, deleted 1. Add --also conflict --also gone --also deleted to take them, "
        "or import it in the window and tick single ones.",
    ]
    assert titles(estrad, disputed) == [("Mine", False), ("Dropped", False)]


def test_what_is_asked_for_is_taken(estrad, source, disputed):
    found = estrad("import", disputed, source, "--also", "conflict", "--also", "gone", "--json").json

    assert (found["conflict"], found["gone"], found["left_alone"]) == (1, 1, {"deleted": 1})
    assert [row["ticked"] for row in found["rows"]] == [False, True, True]
    assert [row["fields"] for row in found["rows"] if row["verdict"] == "conflict"] == [
        [{"field": "title", "here": "Mine", "file": "New", "last": "Old"}]
    ]
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


def test_a_dry_run_changes_nothing_and_a_conference_that_is_there_gets_the_sessions(estrad, source, plan):
    before = plan.read_bytes()
    for file in (plan, plan.with_name("none.estrad")):
        found = estrad("import", file, source, "--dry-run")
        assert (found.code, "New: 3," in found.out, file == plan or not file.exists()) == (0, True, True)
    assert plan.read_bytes() == before

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
    assert (zone(plan), zone("new.estrad")) == (("Europe/Stockholm", "file"), ("Europe/Paris", "machine"))
    estrad("import", "new.estrad", "silent.xml")
    assert estrad("import", "new.estrad", "silent.xml", "--json").json["timezone_from"] == "file"


NOWHERE = (
    "Nothing says in which time zone the conference is: that of this computer is {zone}. Say with --timezone where it "
    "is, such as Europe/Stockholm.\n"
)


@pytest.mark.parametrize("machine", ["UTC", "Etc/UTC", "GMT", "Etc/GMT-2"])
def test_a_computer_whose_zone_is_no_place_does_not_say_where_a_conference_is(
    estrad, tmp_path, plan, monkeypatch, machine
):
    written(tmp_path / "silent.xml", SILENT)
    monkeypatch.setenv("TZ", machine)

    for words in (
        ("import", "new.estrad", "silent.xml"),
        ("new", "new.estrad", "--title", "T", "--date", "2027-01-30"),
    ):
        found = estrad(*words)
        assert (found.code, found.out) == (2, "")
        assert found.err in {NOWHERE.format(zone=zone) for zone in (machine, "Etc/UTC", "Etc/GMT")}
        assert not (tmp_path / "new.estrad").exists()
        assert estrad(*words, "--timezone", "Europe/Brussels").code == 0
        (tmp_path / "new.estrad").unlink()
    assert estrad("import", plan, "silent.xml", "--json").json["timezone_from"] == "file"
    assert estrad("sample", "s.estrad").code == 0


def test_a_new_conference_is_where_the_computer_is(estrad, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kolkata")

    assert estrad("new", "n.estrad", "--title", "T", "--date", "2027-01-30").out.splitlines() == [
        "“n.estrad” holds “T”.", "Its time zone is Asia/Kolkata, that of this computer.",
    ]  # fmt: skip
    assert estrad("list", "n.estrad", "conference", "--json").json["timezone"] == "Asia/Kolkata"


def test_the_zones_that_would_fit_begin_with_those_of_most_people(estrad, tmp_path, monkeypatch):
    written(tmp_path / "s.xml", LONDON)
    monkeypatch.setenv("TZ", "Etc/UTC")

    assert estrad("import", "new.estrad", "s.xml").err.endswith(
        "Africa/Lagos, Africa/Kinshasa, Europe/London, Africa/Algiers, Africa/Casablanca, Africa/Luanda would fit.\n"
    )


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
            "plan.estrad: “plan.estrad” is the open file itself. Choose another name.",
        ),
    ],
)
def test_a_wrong_input_is_one_line_and_changes_nothing(estrad, plan, source, words, said):
    before = plan.read_bytes()
    assert (estrad("import", plan, *words), plan.read_bytes()) == ((2, "", said + "\n"), before)
    written(source, FIRST.replace("</title>", "", 2))
    found = estrad("import", plan, source)
    assert (found.code, found.err.startswith(f"{source}:")) == (2, True)  # broken XML is told with file and line


LIST = "Titel;Datum;Start;Slut;Sal;Talare\nVälkomna;2026-05-07;9.00;9.15;Stora salen;Anna Berg\n"
ODD = "Ämnet;Vem;Hotell\nVälkomna;Anna Berg;Clarion\n"


@pytest.fixture
def table(tmp_path: Path):
    """Return a function that writes a table and returns its file name."""

    def write(text: str, encoding: str = "utf-8") -> str:
        (tmp_path / "list.csv").write_bytes(text.encode(encoding))
        return "list.csv"

    return write


def sessions(estrad, *wanted):
    found = estrad("list", "new.estrad", "sessions", "--json").json
    return [tuple(session[name] for name in wanted) for session in found]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"], ids=["UTF-8", "a Swedish Excel's old encoding"])
def test_a_table_with_headings_that_are_known_needs_no_word(estrad, table, encoding):
    found = estrad("import", "new.estrad", table(LIST, encoding))

    assert (found.code, found.err) == (0, "")
    assert "New: 1, Changed: 0, Conflict: 0, Same: 0, Missing: 0, Rejected: 0" in found.out
    assert sessions(estrad, "title", "start") == [("Välkomna", "2026-05-07T09:00")]


def test_a_column_that_is_unknown_is_an_extra_field_and_how_the_table_was_read_is_said(estrad, table):
    found = estrad("import", "new.estrad", table("Zonkod;Rubrik;Talare\nQ7;Välkomna;Anna Berg\n"))

    assert (found.code, found.err, sessions(estrad, "title")) == (0, "", [("Välkomna",)])
    assert "Its columns are read as Zonkod=extra, Rubrik=title, Talare=speakers" in found.out


def test_what_is_not_sure_is_asked_with_how_to_answer(estrad, table, tmp_path):
    found = estrad("import", "new.estrad", table(ODD))
    without_headings = estrad("import", "new.estrad", table("Q7;Anna Berg;12\nQ8;Bo Ek;13\nQ9;Cy Al;14\n"))
    no_day = estrad("import", "new.estrad", table("Titel;Start;Slut\nEtt;9.00;9.30\n"))

    assert (found.code, found.out, without_headings.code, no_day.code) == (1, "", 1, 1)
    assert found.err.startswith("“list.csv” is a table: It is not sure what all its columns mean. Say it with --map ")
    assert no_day.err == (
        "“list.csv” is a table: There are times but no dates; choose a day for them. Say it with --map COLUMN=FIELD, "
        "--day YYYY-MM-DD, or take what is likely with --guess. So far: Titel=title, Start=start, "
        "Slut=end. `import --help` lists the fields.\n"
    )
    assert not (tmp_path / "new.estrad").exists()


def test_a_list_of_people_is_sure_if_all_before_the_name_is_known(estrad, plan, table):
    sure = estrad("import", plan, table("Namn;Zonkod;E-post\nCy Ek;Q7;cy@example.org\nDi Al;Q8;di@example.org\n"))
    unsure = estrad("import", plan, table("Zonkod;Namn;E-post\nQ7;Ed Ek;ed@example.org\nQ8;Flo Al;flo@example.org\n"))

    assert (sure.code, unsure.code) == (0, 1)
    assert [one["name"] for one in estrad("list", plan, "people", "--json").json] == ["Ada", "Bo", "Cy Ek", "Di Al"]


def test_a_heading_or_a_letter_is_given_its_field(estrad, table):
    longer = "Ämnet, as it is to be printed in the programme"
    named = estrad("import", "new.estrad", table(ODD.replace("Ämnet", longer)), "--map", f"{longer}=title", "--dry-run")
    assert "no column" not in named.err
    found = estrad("import", "new.estrad", table(ODD), "--map", "Ämnet=title", "--map", "B=speakers", "--map", "C=out")

    assert (found.code, found.err, sessions(estrad, "title")) == (0, "", [("Välkomna",)])
    assert [person["name"] for person in estrad("list", "new.estrad", "people", "--json").json] == ["Anna Berg"]


@pytest.mark.parametrize(
    ("list_of_one", "asked", "said", "start"),
    [
        pytest.param("Titel;Datum;Start;Slut\nEtt;03/04/2026;9.00;9.30\n", "--date-order dmy|mdy",
                     ("--date-order", "mdy"), "2026-03-04T09:00", id="the order of dates"),
        pytest.param("Titel;Start;Slut;Sal\nEtt;9.00;9.30;Hall\n", "--day YYYY-MM-DD",
                     ("--day", "2026-05-07"), "2026-05-07T09:00", id="the day of times without dates"),
    ],
)  # fmt: skip
def test_what_a_date_leaves_open_is_asked_and_said(estrad, table, list_of_one, asked, said, start):
    name = table(list_of_one)
    found = estrad("import", "new.estrad", name)

    assert (found.code, asked in found.err, estrad("import", "new.estrad", name, *said).code) == (1, True, 0)
    assert sessions(estrad, "start") == [(start,)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--map", "Titel"), "“Titel” says no field. Write --map as COLUMN=FIELD, such as Titel=title."),
        (("--map", "Titel=nose"), f"There is no field “nose”. The fields: {field_words()}."),
        (("--map", "Nose=title"), "There is no column “Nose”. The columns: Titel, Datum, Start, Slut, Sal, Talare."),
        (("--sheet", "Two"), "There is no sheet “Two”. Leave out --sheet."),
        (("--day", "soon"), "“soon” is no date. Type a date such as 2024-04-25 or 25 April."),
        (("--date-order", "ymd"), "There is no order of dates “ymd”. Choose one of: dmy, mdy."),
    ],
)
def test_a_wrong_word_is_one_line(estrad, table, words, said):
    assert estrad("import", "new.estrad", table(LIST), *words) == (2, "", said + "\n")


def test_the_rows_have_their_cells_and_fields(estrad, table):
    estrad("import", "new.estrad", table(LIST))

    document = estrad("import", "new.estrad", table(LIST.replace("9.15", "9.30")), "--json").json

    (row,) = (row for row in document["rows"] if row["what"] == "session")
    assert (row["line"], row["cell"]) == (2, "A2")
    (field,) = row["fields"]
    assert (field["field"], field["here"], field["file"]) == ("placement", "09:00–09:15", "09:00–09:30")


PRIVATE = "It may hold what is never published, such as notes, addresses and answers.\n"


def headings(rows, *names):
    return [tuple(row[rows[0].index(name)] for name in names) for row in rows[1:]]


def test_a_workbook_of_everything_releases_nothing(estrad, plan, tmp_path):
    assert estrad("export", plan, "o.xlsx") == (0, f"“o.xlsx” is saved; nothing was sent.\n{PRIVATE}", "")

    found = read_xlsx(tmp_path / "o.xlsx")
    assert [sheet.name for sheet in found.sheets] == [
        "Sessions", "People", "Blocks", "Rooms", "Tracks", "Days", "Conference", "Venue",
    ]  # fmt: skip
    assert headings(plain_rows(found), "No.", "Title", "Room", "Speakers", "Moderators") == [
        (1, "A talk", "Hall", "Ada [Confirmed]", "Bo [Confirmed]"),
        (2, "Lunch", "All rooms", "", ""),
        (3, "Waiting", "", "", ""),
    ]
    assert estrad("list", plan, "releases", "--json").json == []


def test_a_csv_file_has_the_delimiter_and_headings_of_its_language_or_is_for_an_event_app(estrad, plan, tmp_path):
    def rows(name, delimiter):
        return read_csv(tmp_path / name, delimiter).sheets[0].rows

    change(plan, lambda now: edit(now, Person, "ada", email="ada@private.example", note="Owes us an answer"))
    estrad("export", plan, "o.csv")
    estrad("export", plan, "p.csv", "--list", "people", "--language", "sv")
    assert estrad("export", plan, "app.csv", "--layout", "whova").out == "“app.csv” is saved; nothing was sent.\n"

    assert headings(rows("o.csv", ","), "Title", "Start", "End") == [
        ("A talk", "09:00", "09:30"), ("Lunch", "12:00", "13:00"), ("Waiting", "", ""),
    ]  # fmt: skip
    assert (tmp_path / "p.csv").read_bytes().startswith(b"\xef\xbb\xbfNamn;Titel;")
    assert headings(rows("p.csv", ";"), "Namn") == [("Ada",), ("Bo",)]
    wanted = ("*Date", "*Time Start", "*Time End", "*Session Title", "Speakers (Optional)")
    assert headings(rows("app.csv", ","), *wanted) == [
        ("04/25/2024", "09:00", "09:30", "A talk", "Ada"), ("04/25/2024", "12:00", "13:00", "Lunch", ""),
    ]  # fmt: skip
    assert b"private" not in (tmp_path / "app.csv").read_bytes()
    assert estrad("list", plan, "releases", "--json").json == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_only_what_attendees_may_see_is_for_everybody(estrad, plan, tmp_path):
    estrad("export", plan, "o.xlsx")
    estrad("export", plan, "app.xlsx", "--layout", "app")

    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "o.xlsx").stat().st_mode & 0o777 == 0o660 & ~umask
    assert (tmp_path / "app.xlsx").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("o.csv", "--list", "people", "--layout", "app"), "--list, --layout cannot be combined."),
        (("o.ics", "--list", "people"), "Estrad does not write this into a file like “o.ics”."),
        (("o.csv", "--language", "xx"), f"There is no --language “xx”. Choose one of: {', '.join(LANGUAGES)}."),
    ],
)
def test_what_makes_no_sense_is_refused(estrad, plan, tmp_path, words, said):
    code, out, err = estrad("export", plan, *words)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert (said in err, (tmp_path / words[0]).exists()) == (True, False)


def test_headings_are_in_the_language_of_who_types(env, capsys, plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command_line(env, capsys, "sv")("export", plan, "o.xlsx", "--list", "rooms")

    assert plain_rows(read_xlsx(tmp_path / "o.xlsx"))[0][:2] == ["Namn", "Platser"]


def test_a_workbook_makes_a_new_conference_and_changes_nothing_where_it_comes_from(estrad, plan, tmp_path):
    estrad("export", plan, "o.xlsx", "--language", "sv")
    before = plan.read_bytes()
    code, out, err = estrad("import", plan, "o.xlsx", "--rows")
    assert (code, err, plan.read_bytes()) == (0, "", before)
    assert "New: 0, Changed: 0, Conflict: 0, Same: 3, Missing: 0, Rejected: 0" in out

    def shown(file):
        return [(s["title"], s["rooms"], s["people"]) for s in estrad("list", file, "sessions", "--json").json]

    assert estrad("new", "new.estrad", "--title", "New", "--date", "2024-04-25").code == 0
    assert (estrad("import", "new.estrad", "o.xlsx").code, shown("new.estrad")) == (0, shown(plan))
