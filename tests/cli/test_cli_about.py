"""Tests of what the program says of itself: which Estrad a file needs."""

from pathlib import Path

from planner import VERSION
from tests.cli.commands import Estrad


def test_a_file_of_a_newer_estrad_says_which_one_it_needs(estrad: Estrad, plan: Path) -> None:
    head = bytearray(plan.read_bytes())
    head[60:64] = (99).to_bytes(4, "big")
    plan.write_bytes(head)

    needs = f"“plan.estrad” needs Estrad 0.99 or newer, and this is {VERSION}."
    remedy = "Install the newest Estrad and open it there. The file was not touched."
    assert estrad("list", plan) == (2, "", f"{plan}: {needs} {remedy}\n")
