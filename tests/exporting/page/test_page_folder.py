"""Tests of the page as a folder: what lies beside it, what it may load, and what leaves with it."""

import json
import re
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from struct import unpack

import pytest
from PySide6.QtGui import QImage

from planner.commands.edit import edit
from planner.domain.entities import Conference, Partner, Person, Session
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import ProfileChoice
from planner.eraser import Eraser
from planner.exporting.page import web_page
from planner.exporting.page.page_pictures import LARGEST_FILE
from planner.exporting.page.web_page import icon_png, manifest_json, page_folder, square_png_side
from planner.programme.programme import programme
from planner.programme.release import Part, Release
from planner.wording import wording
from planner.workspace import Workspace
from resources import FOLDER
from tests.builders import NOW, agenda, person, speaker, talk, track
from tests.exporting.page.test_hostile_texts import SAFE, TEXTS, plan_of
from tests.exporting.page.test_web_page import PNG, html, lines
from tests.publishing.publisher import Publisher


def png(side, height=0):
    """Return the beginning of a PNG of that size, which is all that is read of it here."""
    size = side.to_bytes(4) + (height or side).to_bytes(4)
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + b"\x08\x02\0\0\0"


PICTURES = {sha256(data).hexdigest(): data for data in (png(512), png(300, 200), b"\xff\xd8\xff of Zelda")}
LOGO, PARTNER, FACE = PICTURES
OWN = ["index.html", "page-icon.png", "page-worker.js", "page.webmanifest"]


def named(picture):
    """Return the name of the file of a picture."""
    return f"page-picture-{picture[:12]}.{'jpeg' if picture == FACE else 'png'}"


@pytest.fixture
def publisher(tmp_path, env):
    zelda = person("zelda", name="Zelda Quistgaard", bio="Sails alone.", photo=FACE)
    sessions = (
        talk("ships", "hall", "09:00-09:30", people=(speaker("zelda"),), track="sea"),
        talk("boats", "lab", "10:00-10:30"),
    )
    plan = agenda(
        zelda, *sessions, track("sea", name="The sea"), Partner(id="p", name="Yard", logo=PARTNER), logo=LOGO,
        profiles=ProfileChoice.PUBLISHED, title="Sails & <oars>",
    )  # fmt: skip
    world = replace(env, data_folder=tmp_path / "data")
    with closing(Workspace.create(tmp_path / "plan.estrad", plan, world, PICTURES)) as workspace:
        yield Publisher(workspace, tmp_path / "web")


def page(publisher):
    return html.document_fromstring((publisher.folder / "index.html").read_text("utf-8"))


def of_worker(publisher):
    """Return what the worker in the folder is told of its page."""
    return told_to((publisher.folder / "page-worker.js").read_bytes())


def told_to(worker):
    """Return what a worker is told of its page."""
    return json.loads(re.search(rb"const PAGE = (.*);\n", worker)[1])


def test_pictures_are_files_beside_the_page_and_are_not_in_it(publisher):
    publisher.publish("page-folder")

    assert [name for name in publisher.names if not name.endswith(".ics")] == sorted([*OWN, *map(named, PICTURES)])
    assert sorted(page(publisher).xpath("//img/@src")) == sorted(map(named, PICTURES))
    assert publisher.contents(map(named, PICTURES)) == {named(picture): data for picture, data in PICTURES.items()}
    assert b"base64" not in publisher.contents()["index.html"]


def test_a_picture_that_is_too_large_is_left_out(publisher):
    large = png(4) + bytes(LARGEST_FILE)
    change = edit(publisher.workspace.agenda, Person, "zelda", photo=sha256(large).hexdigest())
    publisher.workspace.apply(change, {sha256(large).hexdigest(): large})
    publisher.publish("page-folder")

    assert lines(page(publisher), "//*[@class='initials']") == ["ZQ"]
    assert [name for name in publisher.names if name.startswith("page-picture")] == sorted(map(named, (LOGO, PARTNER)))


def test_it_loads_from_its_own_address_alone(publisher):
    publisher.publish("page-folder")
    (policy,) = page(publisher).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    assert {name: rule for name, rule in rules.items() if not rule.startswith("'sha256-")} == {
        "default-src": "'none'", "img-src": "'self' data:", "connect-src": "'self'", "worker-src": "'self'",
        "manifest-src": "'self'", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    addresses = page(publisher).xpath("//link[@rel]/@href|//img/@src")
    assert [one for one in addresses if not (publisher.folder / one).is_file()] == []


def test_the_calendars_that_go_out_with_it_are_linked_but_for_those_of_people(publisher):
    publisher.publish("page-folder", "calendar", "calendar-room", "calendar-track", "calendar-person")
    links = page(publisher).xpath("//section[@class='calendar']//a")

    assert [(one.text_content(), one.get("href")) for one in links] == [
        ("Sails & <oars>", "sails-oars-2024.ics"), ("Hall", "sails-oars-2024-hall.ics"),
        ("Lab", "sails-oars-2024-lab.ics"), ("The sea", "sails-oars-2024-the-sea.ics"),
    ]  # fmt: skip
    assert [one for one in links if not (publisher.folder / one.get("href")).is_file()] == []
    assert page(publisher).xpath("//p[@class='ways']/a[@class='first']/@href") == ["sails-oars-2024.ics"]


def test_the_worker_keeps_the_page_that_it_was_made_with(publisher):
    publisher.publish("page-folder")
    (version,) = page(publisher).xpath("//body/@data-version")

    assert of_worker(publisher) == {
        "version": version,
        "files": ["page.webmanifest", "page-icon.png", *map(named, (LOGO, FACE, PARTNER))],
    }


def test_a_browser_keeps_four_megabytes_of_pictures_and_no_more():
    large = {f"p{n}": png(1) + bytes([n]) * 999_000 for n in range(5)}
    partners = [Partner(id=name, name=name, logo=name) for name in large]
    release = Release(1, NOW, programme(agenda(*partners)))
    files = page_folder(release, wording("en"), earlier=(), pictures=large, calendar=None, rooms=(), calendars=())

    assert [files[name] for name in told_to(files["page-worker.js"])["files"][2:]] == list(large.values())[:4]
    assert [data for data in files.values() if data in large.values()] == list(large.values())


def test_the_worker_changes_whenever_the_page_does_and_only_then(publisher):
    publisher.publish("page-folder")
    first = of_worker(publisher)
    assert publisher.publish("page-folder")["page-worker.js"] == "unchanged"
    publisher.workspace.apply(edit(publisher.workspace.agenda, Person, "zelda", bio="Sails."))
    publisher.publish("page-folder")

    assert of_worker(publisher)["version"] != first["version"]


def test_a_browser_can_offer_to_install_it(publisher):
    """The members are those of the W3C's Web Application Manifest, the sizes those that Chromium asks for."""
    publisher.publish("page-folder")
    told = json.loads(publisher.contents()["page.webmanifest"])

    assert (told["name"], told["lang"], told["display"], told["scope"]) == ("Sails & <oars>", "en", "standalone", "./")
    assert (publisher.folder / told["start_url"]).is_file()
    assert re.fullmatch("#[0-9a-f]{6}", told["theme_color"])
    assert [(one["purpose"], one["sizes"], one["type"]) for one in told["icons"]] == [
        ("any", "512x512", "image/png"), ("maskable", "512x512", "image/png")]  # fmt: skip
    for one in told["icons"]:
        width, height = unpack(">II", publisher.contents([one["src"]])[one["src"]][16:24])
        assert one["sizes"] == f"{width}x{height}"


@pytest.mark.parametrize("logo", [b"", b"\xff\xd8\xff", png(300, 200), png(64), b"\x89PNG\r\n\x1a\n"])
def test_a_logo_that_is_no_large_square_is_no_icon(logo):
    shown = programme(agenda())

    assert {one["src"] for one in json.loads(manifest_json(shown, "logo.png", square_png_side(logo)))["icons"]} == {
        "page-icon.png"
    }


def test_the_icon_is_a_picture_of_the_conferences_colour():
    drawn = QImage.fromData(icon_png(programme(agenda(colour="seagreen"))))

    assert (drawn.width(), drawn.height(), drawn.pixelColor(5, 5).name()) == (512, 512, "#2c8654")
    assert drawn.pixelColor(200, 180).name() == "#ffffff"


def test_the_page_alone_takes_the_place_of_the_folder_and_the_other_way_round(publisher):
    publisher.publish("page-folder")
    became = publisher.publish("page")
    assert {name: what for name, what in became.items() if not name.endswith(".ics")} == {
        "index.html": "replaced", **dict.fromkeys([*OWN[1:], *map(named, PICTURES)], "removed")}  # fmt: skip
    assert page(publisher).xpath("//link[@rel]/@href") == ["data:,"]

    publisher.publish("page", "page-folder")
    assert set(OWN) < set(publisher.names)
    assert len(page(publisher).xpath("//link[@rel]")) == 3


def test_of_both_forms_only_the_folder_is_made(publisher, monkeypatch):
    made = []
    monkeypatch.setattr(web_page, "page_style", lambda *about: made.append(about) or "")
    publisher.publish("page", "page-folder")

    assert len(made) == 1


def test_two_copies_put_the_same_picture_there_and_neither_is_in_the_others_way(publisher, env, tmp_path):
    publisher.workspace.save_copy(tmp_path / "copy.estrad")
    publisher.publish("page-folder")
    with closing(Workspace.open(tmp_path / "copy.estrad", env)) as copy:
        told = {path.name for path, _notice in Publisher(copy, publisher.folder).prepared("page-folder").in_the_way}

    assert told.intersection(map(named, PICTURES)) == set()


def test_the_files_that_another_copy_put_beside_its_page_are_told(publisher, env, tmp_path):
    publisher.workspace.save_copy(tmp_path / "copy.estrad")
    publisher.publish("page-folder")
    (publisher.folder / "page-picture-123456789012.png").write_bytes(png(5))
    with closing(Workspace.open(tmp_path / "copy.estrad", env)) as copy:
        told = Publisher(copy, publisher.folder).prepared("markdown").of_copies

    assert set(told) == {*OWN, *map(named, PICTURES)}


def test_nothing_of_an_erased_person_is_in_the_folder_after_it_is_published_again(publisher, env):
    publisher.publish("page-folder")
    eraser = Eraser(publisher.workspace, env, "zelda")
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))
    publisher.publish("page-folder")

    assert [
        name for name, data in publisher.contents().items() if re.search(b"Zelda|Quistgaard|Sails alone", data)
    ] == []
    assert named(FACE) not in publisher.names


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_leads_astray_or_is_in_the_worker(text):
    release = Release(1, NOW, programme(plan_of(text)))
    parts = [Part("", text, frozenset(), name="all"), Part("room:hall", text, frozenset(), name="all-hall")]
    files = page_folder(
        release, wording("en"), earlier=(), pictures={"logo": PNG}, calendar=None, rooms=(), calendars=parts
    )
    found = html.document_fromstring(files["index.html"].decode())

    worker, logo = files["page-worker.js"], found.xpath("//img/@src")[0]
    known = {*files, "all.ics", "all-hall.ics"}
    lines_of_ours = len((FOLDER / "page" / "worker.js").read_text("utf-8").splitlines())

    assert set(found.xpath("//img/@src")) <= files.keys()
    assert [one for one in found.xpath("//@href") if not SAFE.match(one) and one not in known] == []
    assert json.loads(files["page.webmanifest"])["name"] == release.programme.title
    assert told_to(worker)["files"] == ["page.webmanifest", "page-icon.png", logo]
    assert worker.count(b"\n") == lines_of_ours + 2


def test_what_attendees_may_not_know_is_in_no_file_of_the_folder(publisher):
    publisher.workspace.apply(edit(publisher.workspace.agenda, Session, "boats", note="SECRET note", cues="SECRET cue"))
    publisher.workspace.apply(edit(publisher.workspace.agenda, Person, "zelda", phone="SECRET 1", note="SECRET"))
    publisher.publish("page-folder", "calendar-room")

    assert [name for name, data in publisher.contents().items() if b"SECRET" in data] == []


def test_a_new_title_is_in_the_manifest(publisher):
    publisher.workspace.apply(edit(publisher.workspace.agenda, Conference, "conference", title='"Oars"</script>'))
    publisher.publish("page-folder")

    assert json.loads(publisher.contents()["page.webmanifest"])["name"] == '"Oars"</script>'
