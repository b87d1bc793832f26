"""Tests of finding time zones by their name and by their city."""

from zoneinfo import available_timezones

import pytest

from planner.domain.errors import EstradError
from planner.domain.zones import proposed_zone, zone_named


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Stockholm", "Europe/Stockholm"),
        (" stockholm ", "Europe/Stockholm"),
        ("europe/stockholm", "Europe/Stockholm"),
        ("Köpenhamn", "Europe/Copenhagen"),
        ("copenhagen", "Europe/Copenhagen"),
        ("New York", "America/New_York"),
        ("Istanbul", "Europe/Istanbul"),
        ("Indianapolis", "America/Indianapolis"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_city(typed: str, zone: str) -> None:
    assert zone_named(typed) == zone


def test_every_zone_is_known_by_its_name() -> None:
    assert [zone for zone in available_timezones() if zone_named(zone) != zone] == []


@pytest.mark.parametrize("typed", ["", "Ankeborg", "Mars/Olympus", "Europe", "../etc/passwd"])
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(EstradError, match="There is no time zone"):
        zone_named(typed)


@pytest.mark.parametrize(
    ("machine", "zone"),
    [
        ("Europe/Helsinki", "Europe/Helsinki"),
        ("Etc/UTC", "Europe/Stockholm"),
        ("UTC", "Europe/Stockholm"),
        ("Etc/GMT", "Europe/Stockholm"),
        ("", "Europe/Stockholm"),
        ("Nowhere", "Europe/Stockholm"),
    ],
)
def test_a_machine_in_utc_tells_no_place(machine: str, zone: str) -> None:
    assert proposed_zone(machine) == zone
