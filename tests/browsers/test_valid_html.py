"""Tests that the Nu HTML checker finds no error in any page."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.browsers.conftest import tool
from tests.browsers.driver import PACKAGES
from tests.browsers.made_pages import HOSTILE, hostile, of_fosdem, of_sample, page_of, saved

pytestmark = pytest.mark.soak
CHECKER = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors(*pages: Path) -> list[str]:
    """Return what is wrong with pages: file, line and what the checker says."""
    java = tool("java")
    if not CHECKER.exists():
        pytest.skip("vnu-jar is not installed: type `make browsers`")
    done = subprocess.run(
        [java, "-jar", CHECKER, "--format", "json", "--exit-zero-always", *pages], capture_output=True
    )
    found = json.loads(done.stderr)["messages"]
    return [f"{Path(one['url']).name}:{one['lastLine']}: {one['message']}" for one in found if one["type"] != "info"]


def test_every_page_is_valid(tmp_path: Path) -> None:
    pages = [saved(tmp_path, f"sample-{language}", page_of(of_sample(language))) for language in ("sv", "en")]
    pages += [saved(tmp_path, f"hostile-{n}", hostile(text)) for n, text in enumerate(HOSTILE.values())]
    pages.append(saved(tmp_path, "fosdem", page_of(of_fosdem(tmp_path))))

    assert errors(*pages) == []


def test_the_checker_finds_an_error(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html lang=en><title>A</title><p id=a>x<p id=a>x"

    assert errors(saved(tmp_path, "bad", page))[0] == "bad.html:1: Duplicate ID \u201ca\u201d."
