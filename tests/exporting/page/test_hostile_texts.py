"""Tests that no text of a plan runs in a web page, loads anything or breaks its structure."""

import json
import re
from base64 import b64decode
from hashlib import sha256

import pytest

from planner.domain.entities import Partner, Venue
from planner.domain.value_objects import Link, ProfileChoice
from planner.exporting.page.page_script import page_script
from planner.exporting.page.running_text import language_tag, paragraphs, safe_address
from tests.builders import agenda, block, conference, day, moderator, person, room, speaker, talk, track
from tests.exporting.page.test_web_page import PNG, page, text_of

TEXTS = {
    "script": "<script>alert(1)</script>",
    "end of data": "</script><script>alert(1)</script><!--",
    "end of style": "</style><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x="',
    "single quotes": "' autofocus onfocus='alert(1)",
    "javascript": "javascript:alert(1)",
    "javascript in a link": 'https://a.example/"onclick="alert(1) and javascript://x%0aalert(1)',
    "data": "data:text/html,<script>alert(1)</script>",
    "template": "{{ 7 * 7 }}{% raw %}{# no #}",
    "entity": "&lt;script&gt;&#x3c;b&#62;",
    "comment": "<!-- --!> <![CDATA[ ]]>",
    "right to left": "\u202eevil\u202c שלום",
    "long": "w" * 20_000,
    "emoji": "👩‍👩‍👧‍👦🇸🇪",
    "controls": "a\x00b\x1b[1m\x07\ufeffc\u2028d",
    "lines": "one\n\n<b>two</b>\r\nthree",
}
SAFE = re.compile(r"(?:https?://|webcal://|mailto:[^:]+$|#[a-z]-[\w-]+$|#programme$|data:,$)")
PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+")
KNOWN = {
    "href", "rel", "id", "class", "lang", "dir", "src", "alt", "datetime", "charset", "http-equiv", "content", "name",
    "type", "tabindex", "role", "aria-labelledby", "aria-label", "aria-hidden",
    "itemprop", "itemscope", "itemtype", "viewbox", "fill", "stroke", "d", "data-role", "data-typed",
}  # fmt: skip


def plan_of(text):
    """Return a plan with that text in every field that attendees see."""
    link = (Link(text, text),)
    session = talk(
        "bees", "hall", "09:00-09:45", title=text, subtitle=text, abstract=text, description=text, language=text,
        website=text, stream=text, links=link, tags=(text,), track="t", people=(speaker("ada"),), place=text, block="b",
    )  # fmt: skip
    about = conference(
        title=text, subtitle=text, theme=text, focus=text, description=text, website=text, programme_page=text,
        registration_page=text, calendar_address=f"https://a.example/{text}",
        contact=text, organisers=text, logo="logo", profiles=ProfileChoice.PUBLISHED,
    )  # fmt: skip
    ada = person("ada", name=text, title=text, organisation=text, pronouns=text, bio=text, links=link, photo="logo")
    return agenda(
        about, day(title=text), room("hall", name=text), room("lab", 1), session, talk("other", "lab", "09:00-10:00"),
        track("t", name=text), ada,
        block("b", "hall", "09:00-10:00", title=text, description=text, chairs=(moderator("ada"),)),
        Partner(id="p", name=text, website=text, logo="logo"),
        Venue(id="v", name=text, address=text, directions=text, map_link=text),
    )  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_runs_or_leads_astray_and_the_page_keeps_its_form(text):
    found, plain = page(agenda(), plan_of(text), pictures={"logo": PNG}), page(agenda(), plan_of("plain"))
    every = list(found.iter("*"))

    data, script = found.iter("script")
    assert data.get("type") == "application/json"
    assert "<" not in data.text
    assert json.loads(data.text)["rooms"]
    assert script.text == page_script()
    assert {one.tag for one in every} <= {one.tag for one in plain.iter("*")} | {"img", "br"}
    assert {name for one in every for name in one.attrib} <= KNOWN
    assert [one for one in found.xpath("//@href") if not SAFE.match(one)] == []
    assert [one for one in found.xpath("//@src") if not PICTURE.fullmatch(one)] == []
    assert len(found.xpath("//section")) == len(plain.xpath("//section"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_title_is_shown_as_it_was_typed(text):
    (shown,) = page(plan_of(text)).xpath("//li[contains(@class, 'entry')][p[@class='subtitle']]/h4")

    assert shown.text_content() == re.sub("[\0\x07\x1b]", "", text).replace("\r\n", "\n")


def test_the_policy_allows_its_own_style_and_script_and_nothing_else():
    found = page(agenda())
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,), script = found.xpath("//style/text()"), found.xpath("//script/text()")[-1]
    digests = re.findall(r"'sha256-(.*?)'", policy)

    assert [b64decode(one) for one in digests] == [sha256(text.encode()).digest() for text in (style, script)]
    assert re.sub(r"'sha256-.*?'", "ours", policy) == (
        "default-src 'none'; style-src ours; script-src ours; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert found.xpath("//@style") == []


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.example/x", "https://a.example/x"), ("HTTP://A.example", "http://a.example"),
        ("mailto:a@b.example", "mailto:a@b.example"), ("mailto:a@b.example?body=x", "mailto:a@b.example"),
        ("javascript:alert(1)", ""), ("JaVaScRiPt:alert(1)", ""), (" java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""), ("vbscript:x", ""), ("//a.example", ""), ("https://user:word@a.example", ""),
        ("geo:1,2", ""), ("", ""),
    ],
)  # fmt: skip
def test_only_web_and_mail_addresses_are_links(typed, address):
    assert safe_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("See https://a.example/b.", ["https://a.example/b"]), ("(https://a.example)", ["https://a.example"]),
        ("https://a.example/b_(c)", ["https://a.example/b_(c)"]), ("mailto:a@b.example, now", ["mailto:a@b.example"]),
        ("javascript:alert(1) https://", []), ("<https://a.example>", ["https://a.example"]), ("a.example", []),
    ],
)  # fmt: skip
def test_links_in_a_text_end_where_the_address_ends_and_nothing_of_the_text_is_lost(typed, found):
    ((line,),) = paragraphs(typed)

    assert [piece.address for piece in line if piece.address] == found
    assert "".join(piece.text for piece in line) == typed


@pytest.mark.parametrize(
    ("typed", "tag"), [("sv", "sv"), ("en-GB", "en-GB"), ("EN", ""), ("Swedish, mostly", ""), ('"><b', ""), ("", "")]
)
def test_a_language_is_told_if_it_is_a_tag_and_not_the_pages(typed, tag):
    assert language_tag(typed, "en") == tag


def test_a_picture_that_is_none_is_left_out():
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"

    assert "<img" not in text_of(agenda(logo="logo"), pictures={"logo": svg})
