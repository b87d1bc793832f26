"""The importer that the tests of importing use."""

from pathlib import Path

import pytest

from tests.importing.schedules import Importing


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    """Return an importer that reads and plans in the folder of the test."""
    return Importing(tmp_path)
