"""Tests of `export --of-version`: copies of a published version, marked with its number, which nobody is sent."""

from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.long_task import run_to_end
from planner.environment import Environment
from planner.product_types import Product
from planner.publishing.version_copy import COPIED, release_numbered, version_copy
from planner.workspace import Workspace
from tests.cli.commands import Answer, Estrad, drawing
from tests.exporting.tables.read_back import plain_rows, read_xlsx
from tests.readers import read


@pytest.fixture
def published(estrad: Estrad, plan: Path) -> Path:
    """Return a file of which two versions were published into `web`; the first had A talk at 9, the second at 10."""
    estrad("publish", plan, "--to", "web")
    estrad("set", plan, "session", "1", "start", "10:00")
    estrad("publish", plan, "--to", "web")
    estrad("remove", plan, "session", "1")
    return plan


def copied(name: str, version: int) -> Answer:
    return Answer(0, f"“{name}” is a copy of version {version}; nothing was sent.\n", "")


def ledger_of(file: Path, env: Environment) -> object:
    with closing(Workspace.open(file, env)) as workspace:
        return workspace.releases.ledger().files, len(workspace.releases.all()), workspace.releases.published()


def test_a_copy_of_a_version_is_of_its_programme_and_says_its_number(
    estrad: Estrad, published: Path, env: Environment, tmp_path: Path
) -> None:
    before = ledger_of(published, env)
    (tmp_path / "copies").mkdir()
    for name in ("plan-v1.pdf", "plan-v1.xlsx", "plan-v1.ics", "plan-v1.txt"):
        assert estrad("export", published, f"copies/{name}", "--of-version", 1) == copied(f"copies/{name}", 1)

    copies = tmp_path / "copies"
    assert "v1" in (paper := (copies / "plan-v1.pdf").read_text())
    assert "A talk" in paper
    assert "10:00" not in paper
    rows = plain_rows(read_xlsx(copies / "plan-v1.xlsx"))
    assert [(str(row[1]), row[4]) for row in rows[1:]] == [("09:00:00", "A talk"), ("12:00:00", "Lunch")]
    assert (copies / "plan-v1.txt").read_text().split("\n")[0::2] == [
        "The Conference, version 1, 2024-03-01", "The first version, with 2 sessions.",
    ]  # fmt: skip
    assert ledger_of(published, env) == before


@pytest.mark.parametrize("product", COPIED, ids=lambda product: product.name)
def test_each_product_that_is_copied_is_one_file(
    estrad: Estrad, published: Path, env: Environment, product: Product
) -> None:
    """Fails for a product that is ``several`` files and does not say so: one for each room, of which there are two."""
    with closing(Workspace.open(published, env)) as workspace:
        made = run_to_end(version_copy(workspace, release_numbered(workspace, 1), product, drawing().print_functions))

    assert made.content


def test_its_calendar_is_a_draft_that_no_subscriber_takes_for_the_conference(
    estrad: Estrad, published: Path, tmp_path: Path
) -> None:
    estrad("export", published, "draft.ics", "--draft")
    answer = estrad("export", published, "talk v2.ics", "--of-version", 2, "--json")

    assert answer.json == {"version": 2, "draft": True, "files": ["talk v2.ics"]}
    copy, web = read((tmp_path / "talk v2.ics").read_bytes()), read(next((tmp_path / "web").glob("*.ics")).read_bytes())
    assert copy["NAME"] == "DRAFT, copy of version 2: The Conference"
    assert "X-ESTRAD-CONFERENCE" not in copy.names
    events = copy.all("VEVENT")
    assert [(event["SUMMARY"], event["STATUS"], event["SEQUENCE"]) for event in events] == [
        ("A talk", "TENTATIVE", "2"), ("Lunch", "TENTATIVE", "2"),
    ]  # fmt: skip
    assert not {event["UID"] for event in events} & {event["UID"] for event in web.all("VEVENT")}
    assert [event["DTSTART"][-6:] for event in events] == ["100000", "120000"]
    again = read((estrad("export", published, "-", "--of-version", 2).out).encode())
    assert [event["SEQUENCE"] for event in again.all("VEVENT")] == ["3", "3"]


@pytest.mark.parametrize("name", ["web/plan-v1.pdf", "web/plan-v1.ics"])
def test_no_copy_goes_into_a_folder_into_which_the_conference_publishes(
    estrad: Estrad, published: Path, tmp_path: Path, name: str
) -> None:
    before = sorted((tmp_path / "web").iterdir())
    told = (
        f"A copy of a version is not for “{tmp_path / 'web'}”: the conference publishes there. "
        "Choose another folder, so that nobody takes an earlier version for the newest.\n"
    )

    assert estrad("export", published, name, "--of-version", 1) == Answer(2, "", told)
    assert sorted((tmp_path / "web").iterdir()) == before


@pytest.mark.parametrize("link", ["elsewhere/plan-v1.pdf", "web/plan-v1.pdf"])
def test_a_link_into_such_a_folder_or_out_of_it_is_no_way_in(
    estrad: Estrad, published: Path, tmp_path: Path, link: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / ("web" if link.startswith("elsewhere") else "elsewhere") / "paper-v1.pdf"
    (tmp_path / link).symlink_to(target)

    assert estrad("export", published, link, "--of-version", 1).code == 2
    assert not target.exists()


def test_a_folder_without_a_calendar_is_known_by_the_bytes_of_what_was_published(
    estrad: Estrad, plan: Path, tmp_path: Path
) -> None:
    estrad("publish", plan, "--to", "papers", "--with", "programme")

    assert estrad("export", plan, "papers/plan-v1.xlsx", "--of-version", 1).code == 2
    (tmp_path / "elsewhere").mkdir()
    for _twice in range(2):  # a copy of ours does not make a published folder of it
        assert estrad("export", plan, "elsewhere/plan-v1.ics", "--of-version", 1).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan.pdf", "--of-version", 1),
         "plan.pdf: “plan.pdf” does not say that it is a copy of version 1. Call it “plan-v1.pdf”."),
        (("plan-v11.pdf", "--of-version", 1),
         "plan-v11.pdf: “plan-v11.pdf” does not say that it is a copy of version 1. Call it “plan-v11-v1.pdf”."),
        (("plan-v7.pdf", "--of-version", 7), "“plan.estrad” has no version 7. It has: 1, 2."),
        (("plan-v1.csv", "--of-version", 1), "plan-v1.csv: Estrad does not write this into a file like “plan-v1.c"),
        (("plan-v1.doc", "--of-version", 1), "plan-v1.doc: Estrad does not write this into a file like “plan-v1.d"),
        (("plan-v1.ics", "--of-version", 1, "--room", "Hall", "--draft"),
         "--of-version, --room, --draft cannot be combined. A copy is of the whole version."),
    ],
)  # fmt: skip
def test_what_cannot_be_a_copy_is_said(
    estrad: Estrad, published: Path, tmp_path: Path, words: tuple[object, ...], said: str
) -> None:
    answer = estrad("export", published, *words)

    assert (answer.code, answer.out, answer.err.startswith(said)) == (2, "", True), answer.err
    assert not (tmp_path / str(words[0])).exists()


def test_a_file_that_is_no_draft_is_replaced_only_where_that_is_asked_for(
    estrad: Estrad, published: Path, tmp_path: Path
) -> None:
    lying = tmp_path / "plan-v1.ics"
    lying.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n")

    assert estrad("export", published, "plan-v1.ics", "--of-version", 1).code == 2
    assert estrad("export", published, "plan-v1.ics", "--of-version", 1, "--replace") == copied("plan-v1.ics", 1)
    assert estrad("export", published, "plan-v1.ics", "--of-version", 1) == copied("plan-v1.ics", 1)


def test_the_conference_itself_is_never_overwritten(estrad: Estrad, published: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    own = published.rename(tmp_path / "own" / "plan-v1.txt")
    before = own.read_bytes()

    assert estrad("export", own, own, "--of-version", 1).code == 2
    assert own.read_bytes() == before


def test_where_nothing_was_published_there_is_nothing_to_copy(estrad: Estrad, plan: Path) -> None:
    assert estrad("export", plan, "plan-v1.pdf", "--of-version", 1).err == (
        "“plan.estrad” has no version 1. Nothing of it was published yet.\n"
    )
