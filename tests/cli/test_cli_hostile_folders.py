"""Tests of folders that hold something else: nothing there is lost, and what goes out goes out whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import Estrad

STEM = "the-conference-2024"
PRODUCTS = "calendar,calendar-room,programme,others,schedule-xml,schedule-json"
NAMES = (f"{STEM}.ics", f"{STEM}-hall.ics", f"{STEM}.pdf", f"{STEM}.xlsx", "schedule.xml", "schedule.json")


def another_name(folder: Path) -> None:
    (folder / "index.html").write_text("<h1>Welcome</h1>")
    (folder / "Schedule.XML.bak").write_bytes(b"old")
    (folder / "photos").mkdir()


def many_strange_files(folder: Path) -> None:
    for number in range(5_000):
        (folder / f"IMG_{number:04d}.ics").write_bytes(b"\xff\xd8" if number % 2 else b"")


def strange_file(folder: Path) -> None:
    (folder / "schedule.xml").write_text("<schedule>by hand</schedule>")


def last_years(folder: Path) -> None:
    (folder / f"{STEM}.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Estrad//EN\r\nBEGIN:VEVENT\r\nUID:last-year\r\n"
        b"DTSTAMP:20230401T000000Z\r\nDTSTART:20230425T090000Z\r\nDTEND:20230425T093000Z\r\nSUMMARY:Old\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def link_to_another_file(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("precious")
    (folder / "schedule.json").symlink_to(outside)


def link_to_nowhere(folder: Path) -> None:
    (folder / f"{STEM}.pdf").symlink_to(folder.parent / "nowhere")


def folder_of_the_name(folder: Path) -> None:
    (folder / f"{STEM}.xlsx").mkdir()
    (folder / f"{STEM}.xlsx" / "kept.txt").write_text("precious")


def pipe_of_the_name(folder: Path) -> None:
    os.mkfifo(folder / "schedule.xml")


def huge_file(folder: Path) -> None:
    with (folder / f"{STEM}.ics").open("wb") as stream:
        stream.truncate(1 << 40)


def bomb(folder: Path) -> None:
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as book:
        book.writestr("docProps/core.xml", bytes(50_000_000))
    (folder / f"{STEM}.xlsx").write_bytes(data.getvalue())


def half_a_workbook(folder: Path) -> None:
    (folder / f"{STEM}.xlsx").write_bytes(b"PK\x03\x04 half")


def link_to_itself(folder: Path) -> None:
    (folder / f"{STEM}-hall.ics").symlink_to(folder / f"{STEM}-hall.ics")


FREE = [another_name, many_strange_files, link_to_nowhere]
TAKEN = [
    strange_file, last_years, link_to_another_file, folder_of_the_name, pipe_of_the_name, huge_file, bomb,
    half_a_workbook,
]  # fmt: skip


def everything(folder: Path) -> dict[str, object]:
    """Return what lies in a folder and beside it, links as what they say, large files by their size."""
    found = {}
    for path in sorted(folder.parent.rglob("*")):
        size = path.lstat().st_size
        if path.suffix == ".estrad" or path.name.endswith(".lock") or (path.is_dir() and not path.is_symlink()):
            continue
        found[str(path.relative_to(folder.parent))] = (
            os.readlink(path) if path.is_symlink()
            else path.read_bytes() if path.is_file() and size < 1 << 30
            else size
        )  # fmt: skip
    return found


def filled(tmp_path: Path, fill: Callable[[Path], None]) -> tuple[Path, dict[str, object]]:
    """Return a folder with something in it, and what lies there."""
    folder = tmp_path / "web"
    folder.mkdir()
    fill(folder)
    return folder, everything(folder)


@pytest.mark.parametrize("fill", FREE, ids=lambda fill: fill.__name__)
def test_what_lies_beside_is_left_alone(
    estrad: Estrad, plan: Path, tmp_path: Path, fill: Callable[[Path], None]
) -> None:
    folder, before = filled(tmp_path, fill)

    assert estrad("publish", plan, "--to", folder, "--with", PRODUCTS).code == 0
    assert estrad("publish", plan, "--to", folder, "--with", "calendar", "--again").code == 0

    after = everything(folder)
    assert {name: after.get(name) for name in before} == before
    assert set(NAMES) <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("fill", TAKEN, ids=lambda fill: fill.__name__)
def test_what_lies_where_a_file_goes_is_told_and_nothing_has_gone_out(
    estrad: Estrad, plan: Path, tmp_path: Path, fill: Callable[[Path], None]
) -> None:
    folder, before = filled(tmp_path, fill)

    answer = estrad("publish", plan, "--to", folder, "--with", PRODUCTS)

    assert (answer.code, answer.err.count("\n"), "--replace" in answer.err) == (2, 1, True)
    assert any(name in answer.err for name in NAMES)
    assert everything(folder) == before
    assert estrad("list", plan, "releases", "--json").json == []


@pytest.mark.parametrize("fill", TAKEN, ids=lambda fill: fill.__name__)
def test_what_is_replaced_is_replaced_whole_or_nothing_is(
    estrad: Estrad, plan: Path, tmp_path: Path, fill: Callable[[Path], None]
) -> None:
    folder, before = filled(tmp_path, fill)

    answer = estrad("publish", plan, "--to", folder, "--with", PRODUCTS, "--replace")

    if answer.code:
        assert (everything(folder), estrad("list", plan, "releases", "--json").json) == (before, [])
    else:
        assert {path.name for path in folder.iterdir()} == set(NAMES) | {f"{STEM}-lab.ics"}
        assert estrad("publish", plan, "--to", folder, "--with", PRODUCTS).code == 0
    others = {name: content for name, content in before.items() if Path(name).name not in (*NAMES, "outside.txt")}
    assert {name: everything(folder).get(name) for name in others} == others


def test_a_link_that_leads_to_itself_lets_nothing_out(estrad: Estrad, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "web"
    folder.mkdir()
    link_to_itself(folder)

    answer = estrad("publish", plan, "--to", folder, "--with", PRODUCTS)

    assert (answer.code, answer.err.count("\n"), f"{STEM}-hall.ics" in answer.err) == (2, 1, True)
    assert [path.name for path in folder.iterdir()] == [f"{STEM}-hall.ics"]
    assert estrad("list", plan, "releases", "--json").json == []


def test_a_folder_that_vanishes_between_two_versions_is_made_again(estrad: Estrad, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "web"
    estrad("publish", plan, "--to", folder, "--with", PRODUCTS)
    shutil.rmtree(folder)

    answer = estrad("publish", plan, "--to", folder, "--with", PRODUCTS, "--json")

    assert {one["became"] for one in answer.json["published"]} == {"new"}
    assert set(NAMES) <= {path.name for path in folder.iterdir()}
