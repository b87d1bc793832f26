"""Tests of people as an address line of a mail program, and of tables on the clipboard."""

from email.utils import getaddresses

import pytest

from planner.exporting.tables.addresses import Addresses, addresses, to_html, to_tabs
from planner.exporting.tables.table import OutColumn, OutTable
from tests.builders import person


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Ek", "Ada Ek"), ("Åsa Öst", "Åsa Öst"), ("Ek, Ada", '"Ek, Ada"'), ("Dr. Ada", '"Dr. Ada"'),
        ('Ada "Bo" Ek', '"Ada \\"Bo\\" Ek"'), ("Ada; Bo", '"Ada; Bo"'), ("Ada <x@y>", '"Ada <x@y>"'), ("李", "李"),
    ],
)  # fmt: skip
def test_a_name_stands_in_quotation_marks_where_it_must(name, written):
    found = addresses([person("p", name=name, email="p@a.example")])

    assert found == Addresses(f"{written} <p@a.example>", ())
    assert getaddresses([found.text]) == [(name, "p@a.example")]


def test_who_has_no_address_is_named():
    people = [person("ada", email="ada@a.example"), person("bo"), person("cy", email="ask Ada")]

    assert addresses(people) == Addresses("Ada <ada@a.example>", ("Bo", "Cy"))


def test_a_table_is_lines_with_tabs_and_html_with_its_line_breaks():
    table = OutTable("T", (OutColumn("Name"), OutColumn("Note")), (("Ada\t<b>", "=1\ntwo"), (None, "x")))

    assert to_tabs(table) == "Name\tNote\nAda <b>\t'=1 two\n\tx\n"
    assert to_html(table) == (
        '<meta charset="utf-8"><table><tr><th>Name</th><th>Note</th></tr><tr><td>Ada\t&lt;b&gt;</td>'
        '<td>\'=1<br style="mso-data-placement:same-cell">two</td></tr><tr><td></td><td>x</td></tr></table>'
    )
