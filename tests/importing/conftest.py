"""A folder to write schedules into, and the one who imports them."""

from pathlib import Path

import pytest

from tests.importing.schedules import Importing


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    """Reads and plans in the folder of the test."""
    return Importing(tmp_path)
