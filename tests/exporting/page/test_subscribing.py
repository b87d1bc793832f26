"""Tests that who reads a page can subscribe to the calendar without script, and take the page along on a telephone."""

from urllib.parse import parse_qs, urlsplit

import pytest
import segno

from tests.builders import agenda, conference, talk
from tests.exporting.page.test_web_page import lines, page

CALENDAR = "https://a.example/2026/bees.ics"


def plan(**fields):
    return agenda(conference(**{"calendar_address": CALENDAR, **fields}), talk("bees", "hall", "09:00-09:45"))


def test_subscribing_is_the_first_button():
    found = page(plan(registration_page="https://r.example"))

    assert lines(found, "//p[@class='ways']/a") == ["Subscribe to the calendar", "Registration"]
    assert found.xpath("//p[@class='ways']/a[@class='first']/@href") == ["webcal://a.example/2026/bees.ics"]


def test_each_program_has_a_link_that_says_where_the_calendar_is():
    links = page(plan(title="Bees & more")).xpath("//section[@class='calendar']//li/a")
    names, asked = [one.text for one in links], [parse_qs(urlsplit(one.get("href")).query) for one in links]

    assert names[1:] == ["Google Calendar", "Outlook.com", "Microsoft 365"]
    assert asked == [
        {}, {"cid": ["webcal://a.example/2026/bees.ics"]}, *[{"url": [CALENDAR], "name": ["Bees & more"]}] * 2,
    ]  # fmt: skip
    assert lines(page(plan()), "//section[@class='calendar']/p")[1].endswith(CALENDAR)


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://user:word@a.example/bees.ics", "file:///bees"])
def test_without_an_address_that_works_nobody_is_told_to_subscribe(address):
    found = page(plan(calendar_address=address))

    assert found.xpath("//p[@class='ways']|//section[@class='calendar']|//*[@id='qr']") == []


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"programme_page": "https://a.example/2026/"}, "https://a.example/2026/"),
        ({}, "webcal://a.example/2026/bees.ics"),
    ],
)
def test_a_code_leads_to_the_page_or_else_to_the_calendar(fields, address):
    (code,) = page(plan(**fields)).xpath("//footer/p[@id='qr']")
    path = code.xpath(".//*[local-name()='path']/@d")[1]

    assert code.xpath("*[@role='img']/@aria-label") == [f"QR code: {address}"]
    assert lines(code, "bdi") == [address]
    assert path in segno.make_qr(address, error="m").svg_inline()


def test_an_address_that_is_too_long_for_a_code_has_none():
    assert page(plan(programme_page="https://a.example/" + "w" * 200)).xpath("//*[@id='qr']") == []
