"""Files reach their places all together, whole, or not at all."""

import os

import pytest

from planner.domain.errors import EstradError
from planner.exporting.deliver import deliver


def test_all_files_are_written(tmp_path):
    deliver({tmp_path / "a": b"one", tmp_path / "b": b"two"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"one", "b": b"two"}


def test_all_files_can_be_taken_back(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    take_back = deliver({tmp_path / "a": b"one", tmp_path / "b": b"two"})

    take_back()

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_folder_that_is_not_there(tmp_path):
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(EstradError) as caught:
        deliver({tmp_path / "a": b"one", tmp_path / "none" / "b": b"two"})

    assert (str(caught.value.problem), caught.value.file) == (
        "“b” cannot be written: No such file or directory.",
        tmp_path / "none" / "b",
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_place_that_is_a_folder(tmp_path):
    (tmp_path / "a").mkdir()

    with pytest.raises(EstradError, match="“a” cannot be written"):
        deliver({tmp_path / "b": b"two", tmp_path / "a": b"one"})

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_second_rename_fails(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    real, second = os.replace, tmp_path / "b"

    def replace(source, target):
        if target == second:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(EstradError, match="“b” cannot be written: No space left on device"):
        deliver({tmp_path / "a": b"one", second: b"two"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}
