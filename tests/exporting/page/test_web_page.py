"""Tests of the web page, read as a browser reads it."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import html

from planner.domain.entities import Partner, Venue
from planner.domain.value_objects import COLOURS, DARK_COLOURS, Kind, Link, PartnerRole, ProfileChoice, Status
from planner.exporting.page.page_style import contrast_with_white, readable_background
from planner.exporting.page.web_page import web_page
from planner.programme.calendar import conference_uid, session_uid
from planner.programme.programme import programme
from planner.programme.release import Release
from planner.wording import wording
from resources import FOLDER
from tests.builders import DAY, NOW, agenda, block, day, moderator, person, speaker, talk, track

NEXT = DAY + timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n"


def text_of(*plans, pictures=None):
    """Return the page of the last of these plans, each of which was a version."""
    made = [NOW + timedelta(days=n) for n in range(len(plans))]
    releases = [Release(n, made[n - 1], programme(plan), "SECRET note") for n, plan in enumerate(plans, 1)]
    words = wording(plans[-1].conference.language)
    return web_page(releases[-1], words, earlier=releases[:-1], pictures=pictures or {})["index.html"].decode()


def page(*plans, pictures=None):
    """Return the page of the last of these plans as an element."""
    return html.document_fromstring(text_of(*plans, pictures=pictures))


def lines(found, path):
    """Return the text of each element at a path, on one line."""
    return [" ".join(one.text_content().split()) for one in found.xpath(path)]


def test_a_session_says_when_and_where_it_is_and_all_that_attendees_may_know():
    bees = talk(
        "bees", "hall", "09:00-09:45", track="nature", subtitle="A life", abstract="Short", description="One\n\nTwo",
        language="sv", website="www.example.org", links=(Link("https://example.org/slides", "Slides"),),
        tags=("honey",), stream="https://example.org/live", people=(speaker("ada"), moderator("cy")),
        status=Status.DRAFT,
    )  # fmt: skip
    plan = agenda(
        bees, track("nature", name="Nature"), person("cy", name="Cy Berg"),
        person("ada", name="Ada Ek", title="Professor", organisation="KTH"),
    )  # fmt: skip

    (entry,) = page(plan).xpath("//li[contains(@class, 'entry')]")

    assert lines(entry, "h4|p|details/p|details/ul/li") == [
        "Bees", "A life", "Ada Ek, Professor, KTH; Cy Berg (moderator)",
        "09:00–09:45 · Hall · Talk · Nature · Preliminary", "Short", "One", "Two", "Language: Swedish", "Tags: honey",
        "Stream", "https://www.example.org", "Slides",
    ]  # fmt: skip
    assert entry.xpath(".//time/@datetime") == ["2024-04-25T09:00+02:00"]
    assert set(entry.xpath(".//*[@lang]/@lang")) == {"sv"}


def test_sessions_are_one_list_by_time_under_their_day():
    plan = agenda(
        day(title="Bees only"), day(NEXT), talk("late", "hall", "10:00-10:30"), talk("early", "lab", "09:00-10:30"),
        talk("beside", "hall", "10:00-10:45", on=NEXT),
    )  # fmt: skip
    found = page(plan)

    assert lines(found, "//h2|//h3|//h4") == [
        "Thursday 25 April 2024 – Bees only", "09:00", "Early", "10:00", "Late",
        "Friday 26 April 2024", "10:00", "Beside", "Venue",
    ]  # fmt: skip
    assert found.xpath("//nav//a/@href") == ["#d-2024-04-25", "#d-2024-04-26"]
    assert found.xpath("//h3/@id")[:2] == ["t-2024-04-25-0900", "t-2024-04-25-1000"]


def test_a_block_is_a_heading_above_its_first_session_and_a_line_above_the_others():
    inside = {"block": "morning", "people": (moderator("bo"),)}
    plan = agenda(
        person("ada", organisation="KTH"), person("bo"), talk("one", "hall", "09:00-09:30", **inside),
        talk("two", "hall", "09:30-10:00", **inside), talk("other", "hall", "10:00-10:30"),
        block("morning", "hall", "09:00-10:00", description="In short.", chairs=(moderator("ada"),)),
    )  # fmt: skip

    entries = page(plan).xpath("//li[contains(@class, 'entry')]")
    assert [lines(entry, "div[@class='block']/p|h4") for entry in entries] == [
        ["Morning 09:00–10:00 · Chair: Ada, KTH", "In short.", "One"], ["Morning", "Two"], ["Other"],
    ]  # fmt: skip


def test_a_link_to_a_session_lasts_when_it_moves_and_when_it_is_called_off():
    first = agenda(talk("bees", "hall", "09:00-09:45"), talk("wasps", "hall", "10:00-10:45"))
    moved = agenda(talk("bees", "lab", "11:00-11:45"), talk("wasps", "hall", "10:00-10:45"))
    off = agenda(talk("bees", "lab", "11:00-11:45"))
    anchors = page(first).xpath("//li[contains(@class, 'entry')]/@id")

    assert anchors == [f"s-{session_uid('conference', name)[-12:]}" for name in ("bees", "wasps")]
    assert lines(page(first, moved), f"//*[@id='{anchors[0]}']/p[@class='mark moved']") == [
        "Moved in version 2, 2024-03-02. Before: 09:00–09:45, Hall"]  # fmt: skip
    assert lines(page(first, moved, off), f"//*[@id='{anchors[1]}']") == [
        "Wasps Called off in version 3, 2024-03-03. Before: 10:00–10:45, Hall"]  # fmt: skip


def test_what_came_back_is_not_called_off_and_what_came_later_is_new():
    bees, wasps = talk("bees", "hall", "09:00-09:45"), talk("wasps", "hall", "10:00-10:45")
    found = page(agenda(bees, wasps), agenda(bees), agenda(bees, wasps))

    assert lines(found, "//ul[@class='off']/li") == []
    assert lines(found, "//p[contains(@class, 'mark')]") == ["New since version 3, 2024-03-03"]


def test_it_lists_what_changed_with_each_version_the_newest_first():
    bees, wasps = talk("bees", "hall", "09:00-09:45"), talk("wasps", "hall", "10:00-10:45")
    found = page(agenda(bees), agenda(bees, wasps), agenda(wasps))

    assert lines(found, "//section[@class='changes']//*[self::h3 or self::li]") == [
        "Version 3, 2024-03-03 13:00", "Cancelled: “Bees”, 2024-04-25 09:00–09:45",
        "Version 2, 2024-03-02 13:00", "New: “Wasps”, 2024-04-25 10:00–10:45, Hall",
    ]  # fmt: skip


def test_of_many_changes_the_rest_is_counted():
    many = [talk(f"t{n}", "hall", f"{n:02d}:00-{n:02d}:30") for n in range(20)]

    assert lines(page(agenda(), agenda(*many)), "//section[@class='changes']//li")[-1] == "and 8 more changes"


def test_it_says_of_which_version_and_in_whose_time_it_is_and_whose_it_is():
    text = text_of(agenda(talk("bees", "hall", "09:00-09:45")))

    assert lines(html.document_fromstring(text), "//p[@class='version']") == [
        "Version 1, 2024-03-01 13:00. All times are those of the venue: Europe/Stockholm."]  # fmt: skip
    assert conference_uid("conference") in text


def test_registration_stands_first_then_how_to_come_there_and_at_the_end_who_makes_it():
    venue = Venue(id="v", name="House", address="Street 1", directions="By bus.", map_link="https://m.example/a")
    plan = agenda(
        venue, Partner(id="p", name="Bee Club", role=PartnerRole.PARTNER, website="https://b.example", logo="logo"),
        talk("bees", "hall", "09:00-09:45"), registration_page="https://r.example", website="https://w.example",
        theme="Honey", contact="ask@example.org",
    )  # fmt: skip
    found = page(plan, pictures={"logo": PNG})

    assert found.xpath("//a/@href")[:4] == [
        "#programme",
        "https://r.example",
        "https://m.example/a",
        "https://w.example",
    ]
    assert lines(found, "//section[@class='venue']/*") == [
        "Venue",
        "House",
        "Street 1",
        "Map",
        "The way there",
        "By bus.",
    ]
    assert found.xpath("//section[@class='partners']//a[@href='https://b.example']/img/@alt") == ["Bee Club"]
    assert found.xpath("//footer//a/@href") == ["mailto:ask@example.org"]
    assert lines(found, "//section[@class='about']/p") == ["Theme: Honey"]


def test_who_has_a_profile_is_reached_from_their_session_and_has_a_small_portrait_or_initials():
    people = (
        person("ada", name="Ada Maria Ek", bio="Keeps bees.", photo="small"),
        person("bo", bio="Too.", photo="big"),
    )
    plan = agenda(
        talk("bees", "hall", "09:00-09:45", people=(speaker("ada"), speaker("bo"))), *people,
        profiles=ProfileChoice.PUBLISHED,
    )  # fmt: skip
    found = page(plan, pictures={"small": PNG, "big": PNG + bytes(30_000)})
    targets = found.xpath("//p[@class='who']//a/@href")

    assert [lines(found, f"//li[@id='{target[1:]}']//p") for target in targets] == [["Keeps bees."], ["Too."]]
    assert found.xpath("//section[@class='people']//img/@src") == ["data:image/png;base64,iVBORw0KGgo="]
    assert lines(found, "//*[@class='initials']") == ["B"]


def test_its_own_words_are_in_the_language_of_the_conference():
    bees = talk("bees", "", "09:00-09:45", people=(moderator("bo"),), abstract="Text")
    found = page(agenda(bees, person("bo", name="Bo Ahl"), language="sv"))

    assert found.get("lang") == "sv"
    assert lines(found, "//h2|//h3|//p[@class='who']|//p[@class='where']") == [
        "Torsdag 25 april 2024", "09.00", "Bo Ahl (moderator)",
        "09.00–09.45 · Alla salar · Föredrag", "Lokal",
    ]  # fmt: skip


def test_the_times_are_the_venues_also_in_the_night_and_when_the_clocks_change():
    late = talk("party", "hall", "23:00-25:30", kind=Kind.SOCIAL, on=DAY.replace(month=10, day=26))
    found = page(agenda(day(DAY.replace(month=10, day=26)), late))

    assert lines(found, "//p[@class='where']") == ["23:00–01:30 · Hall"]
    assert found.xpath("//time/@datetime") == ["2024-10-26T23:00+02:00"]
    assert json.loads(found.xpath("//script/text()")[0])["minutes"] == [150]


@pytest.mark.parametrize("colour", COLOURS)
def test_white_is_read_on_each_colour_of_a_conference(colour):
    ground = readable_background(COLOURS[colour])

    assert contrast_with_white(bytes.fromhex(ground[1:])) >= 4.5
    assert f"--conference:{ground}" in text_of(agenda(colour=colour))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "panel", "flat", "soft"])
@pytest.mark.parametrize("ink", ["ink", "muted", "accent", "good", "warning", "problem"])
def test_each_ink_is_read_on_each_ground_in_light_and_dark(scheme, ink, ground):
    sheet = (FOLDER / "page" / "page.css").read_text("utf-8").replace("#fff;", "#ffffff;")
    values = dict(re.findall(r"--(\w+):(#\w+)", re.findall(r":root{([^}]*)}", sheet)[scheme]))
    on_ink, on_ground = (contrast_with_white(bytes.fromhex(values[name][1:])) for name in (ink, ground))

    assert max(on_ink, on_ground) / min(on_ink, on_ground) >= 4.5


@pytest.mark.parametrize("colour", COLOURS)
def test_a_track_s_band_is_seen_on_each_ground_in_light_and_dark(colour):
    page = text_of(agenda(talk("bees", "hall", "09:00-09:45", track="law"), track("law", colour=colour)))
    grounds = re.findall(r"--ground:(#\w+);--panel:(#\w+)", page.replace("#fff;", "#ffffff;"))[:2]
    bands = re.findall(rf"\.b-{colour}{{--band:(#\w+)}}", page)

    assert bands == [COLOURS[colour], DARK_COLOURS[colour]]
    for band, under in zip(bands, grounds, strict=True):
        on, *off = (contrast_with_white(bytes.fromhex(one[1:])) for one in (band, *under))
        assert min(max(on, one) / min(on, one) for one in off) >= 3


def test_it_has_an_empty_icon_so_that_no_browser_asks_the_server_for_one():
    assert page(agenda()).xpath("//link[@rel='icon']/@href") == ["data:,"]


def test_a_readable_colour_stays_as_it_is():
    assert readable_background("#2f5bd7") == "#2f5bd7"


def test_what_attendees_may_not_know_is_in_no_byte_of_it():
    secret = talk("bees", "hall", "09:00-09:45", note="SECRET note", cues="SECRET cue", people=(speaker("ada"),))
    shy = person("ada", name="Ada", phone="SECRET 1", email="SECRET@example.org", note="SECRET", bio="SECRET bio")
    plan = agenda(secret, talk("tray", note="SECRET"), shy, profiles=ProfileChoice.KEPT_BACK)

    assert "SECRET" not in text_of(agenda(), plan)


def test_the_same_releases_make_the_same_bytes():
    plan = agenda(talk("bees", "hall", "09:00-09:45", track="nature"), track("nature"))

    assert text_of(plan, plan) == text_of(plan, replace(plan))


def test_a_plan_without_sessions_says_so():
    assert lines(page(agenda()), "//section[@class='day']/p") == ["Nothing is placed on this day."]


def test_search_engines_find_a_conference_of_sessions_and_which_are_cancelled():
    """What is read is schema.org's ``Event`` as microdata."""
    bees, wasps = talk("bees", "hall", "09:00-09:45", people=(speaker("ada"),)), talk("wasps", "lab", "10:00-10:45")
    found = page(agenda(bees, wasps, person("ada")), agenda(bees, person("ada")))
    first, second = found.xpath("//*[@itemprop='subEvent'][@itemscope][@itemtype='https://schema.org/Event']")

    assert found.xpath("//body/@itemtype") == ["https://schema.org/Event"]
    assert found.xpath("//header//meta/@content") == ["2024-04-25T09:00+02:00", "2024-04-25T09:45+02:00"]
    told = [(one.get("itemprop"), one.text) for one in first.xpath(".//*[@itemprop][not(*)]")]
    assert told == [
        ("name", "Bees"), ("performer", "Ada"), ("startDate", "09:00"), ("location", "Hall"),
    ]  # fmt: skip
    assert second.xpath("link/@href") == ["https://schema.org/EventCancelled"]
    assert lines(second, "*[@itemprop='name']") == ["Wasps"]
