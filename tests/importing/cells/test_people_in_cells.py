"""Who is named in a cell as organisers write it: with a role, a job or an organisation, or nobody yet."""

from __future__ import annotations

import pytest

from planner.domain.value_objects import Role
from planner.importing.cells.names import is_job, is_organisation, refers_to_row_above
from planner.importing.cells.people import NamedPerson, read_people
from planner.importing.cells.titles import read_talk

ANNA, BO, MIA = "Anna Ek", "Bo Alm", "Mia Ros"


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Anna Ek, kurator, och Bo Alm", [NamedPerson(ANNA, title="kurator"), NamedPerson(BO)]),
        ("Överläkare Anna Ek / Leg. sjuksköterska Bo Alm",
         [NamedPerson(ANNA, title="Överläkare"), NamedPerson(BO, title="Leg. sjuksköterska")]),
        *((f"{title} Anna Ek", [NamedPerson(ANNA, title=title)]) for title in (
            "Biskop", "Ordf.", "Arkivarie", "Sociolog", "Formand", "Førsteamanuensis", "RA", "LT", "ir.", "Ylihoitaja",
            "Organist", "Med. dr", "TtT")),
        ("*TBA*", []),
        ("Anna Ek, VD + Bo Alm", [NamedPerson(ANNA, title="VD"), NamedPerson(BO)]),
        ("Anna Ek, Tallmuseet, tlf. 20 30 40 50",
         [NamedPerson(ANNA, organisation="Tallmuseet", phone="20 30 40 50")]),
        ("Anna Ek (070-123 45 67)", [NamedPerson(ANNA, phone="070-123 45 67")]),
        ("Anna Ek, she/her, Tallmuseet", [NamedPerson(ANNA, organisation="Tallmuseet", pronouns="she/her")]),
        ("Anna Ek, Byggkonsult Mitt", [NamedPerson(ANNA, organisation="Byggkonsult Mitt")]),
        ("Anna Ek, LRF Konsult", [NamedPerson(ANNA, organisation="LRF Konsult")]),
        ("Anna Ek, Bo Alm en Mia van den Berg", [NamedPerson(ANNA), NamedPerson(BO), NamedPerson("Mia van den Berg")]),
        ("v. Anna Ek", [NamedPerson(ANNA, role=Role.SPEAKER)]),
        ("v/Anna Ek", [NamedPerson(ANNA, role=Role.SPEAKER)]),
        ("V. Ek", [NamedPerson("V. Ek")]),
        ("Anna Ek (CNC), Bo Alm – modération : Mia Ros",
         [NamedPerson(ANNA, organisation="CNC"), NamedPerson(BO), NamedPerson(MIA, role=Role.MODERATOR)]),
        ("Anna Ek ja Bo Alm", [NamedPerson(ANNA), NamedPerson(BO)]),
        ("Anna Ek i Bo Alm", [NamedPerson(ANNA), NamedPerson(BO)]),
        ("Anna Ek i Västra Götaland", [NamedPerson("Anna Ek i Västra Götaland")]),
        ("Anna Ek, J. Ros, Bo Alm, J. Ek",
         [NamedPerson(ANNA), NamedPerson("J. Ros"), NamedPerson(BO), NamedPerson("J. Ek")]),
        ("Anna Ek, psykolog", [NamedPerson(ANNA, title="psykolog")]),
        ("Anna Ek MRCVS", [NamedPerson(ANNA, title="MRCVS")]),
        ("Jur. kand. Anna Ek", [NamedPerson(ANNA, title="Jur. kand.")]),
        ("Anna Ek, poet och trumslagare", [NamedPerson(ANNA, title="poet, trumslagare")]),
        ("Anna Ek (landshövding), Bo Alm (slöjdlärare)",
         [NamedPerson(ANNA, title="landshövding"), NamedPerson(BO, title="slöjdlärare")]),
        ("Anna Ek (trumslagare)", [NamedPerson(ANNA, title="trumslagare")]),
        ("Anna Ek, Restaurang Linden", [NamedPerson(ANNA, organisation="Restaurang Linden")]),
        ("Anna Ek, Tallmuseet, Bo Alm, Norrverket",
         [NamedPerson(ANNA, organisation="Tallmuseet"), NamedPerson(BO, organisation="Norrverket")]),
        ("Anna Ek, Institute of Sound, Halmby", [NamedPerson(ANNA, organisation="Institute of Sound, Halmby")]),
        ("Anna Ek (Quill Mill), Bo Alm (University of Tarn)",
         [NamedPerson(ANNA, organisation="Quill Mill"), NamedPerson(BO, organisation="University of Tarn")]),
        ("Anna Ek and Bo Alm (Quill Mill)",
         [NamedPerson(ANNA, organisation="Quill Mill"), NamedPerson(BO, organisation="Quill Mill")]),
        ("danah boyd, Anna Ek", [NamedPerson("danah boyd"), NamedPerson(ANNA)]),
        ("Anna Ek, Luke, and Bo Alm, University of Tarn",
         [NamedPerson(ANNA, organisation="Luke"), NamedPerson(BO, organisation="University of Tarn")]),
        ("Anna Ek, Kulturens Hus\nBo Alm, Svenska Scenen\nModeration: Mia Ros",
         [NamedPerson(ANNA, organisation="Kulturens Hus"), NamedPerson(BO, organisation="Svenska Scenen"),
          NamedPerson(MIA, Role.MODERATOR)]),
        ("Anna Ek och Bo Alm, Svenska Scenen",
         [NamedPerson(ANNA, organisation="Svenska Scenen"), NamedPerson(BO, organisation="Svenska Scenen")]),
        ("Anna Ek, RISE och enhetschef Bo Alm, Norrverket",
         [NamedPerson(ANNA, organisation="RISE"), NamedPerson(BO, title="enhetschef", organisation="Norrverket")]),
        ("Anna Ek, maire de Redon", [NamedPerson(ANNA, title="maire de Redon")]),
        ("Anna Ek, Alm & Ros", [NamedPerson(ANNA, organisation="Alm & Ros")]),
        ("Anna, Bo & Mia", [NamedPerson("Anna"), NamedPerson("Bo"), NamedPerson("Mia")]),
        ("Mia Ros, kommunalråd Bo Alm", [NamedPerson(MIA), NamedPerson(BO, title="kommunalråd")]),
        ("Tom Lehrer, Jutta Burmeister", [NamedPerson("Tom Lehrer"), NamedPerson("Jutta Burmeister")]),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_a_job_in_lower_case_or_an_organisation(written, people):
    assert list(read_people(written)) == people


@pytest.mark.parametrize(
    ("written", "roles"),
    [
        ("Anna Ek, Bo Alm. Chair: Mia Ros", [(ANNA, None), (BO, None), (MIA, Role.MODERATOR)]),
        ("Anna Ek. Session chair: Mia Ros", [(ANNA, None), (MIA, Role.MODERATOR)]),
        ("Chair: Mia Ros. Prof. Anna Ek, Bo Alm", [(MIA, Role.MODERATOR), (ANNA, None), (BO, None)]),
        ("Animation : Mia Ros. Avec Anna Ek, Bo Alm",
         [(MIA, Role.MODERATOR), (ANNA, Role.SPEAKER), (BO, Role.SPEAKER)]),
        ("Samtalsledare: Mia Ros\nI panelen: Anna Ek, Bo Alm",
         [(MIA, Role.MODERATOR), (ANNA, Role.PANELLIST), (BO, Role.PANELLIST)]),
        ("Sammankallande: Mia Ros", [(MIA, Role.MODERATOR)]), ("Ordstyrer: Mia Ros", [(MIA, Role.MODERATOR)]),
        ("Gespreksleider: Mia Ros", [(MIA, Role.MODERATOR)]), ("Modereras av Mia Ros", [(MIA, Role.MODERATOR)]),
        ("led by Anna Ek", [(ANNA, Role.HOST)]), ("Anna Ek (prowadząca)", [(ANNA, Role.MODERATOR)]),
        ("Anna Ek (chair: Mia Ros), Bo Alm", [(ANNA, None), (MIA, Role.MODERATOR), (BO, None)]),
        ("Anna Ek, Bo Alm (Moderation: Mia Ros)", [(ANNA, None), (BO, None), (MIA, Role.MODERATOR)]),
        ("Anna Ek (led by Mia Ros)", [(ANNA, None), (MIA, Role.HOST)]),
    ],
)  # fmt: skip
def test_a_role_may_stand_before_each_of_the_people_of_a_cell(written, roles):
    assert [(one.name, one.role) for one in read_people(written)] == roles


@pytest.mark.parametrize("written", ["N. N.", "n.n.", "Name folgt", "t.b.a.", "Alla", "samtliga", "meddelas senare"])
def test_nobody_is_named_yet(written):
    assert read_people(written) == ()
    assert read_people(f"{ANNA}, {written}") == (NamedPerson(ANNA),)


def test_a_cell_may_refer_to_the_one_above():
    assert all(map(refers_to_row_above, ("se ovan", "Se ovan.", "d:o", "ditto", "siehe oben", "”")))
    assert not refers_to_row_above(ANNA)


def test_jobs_and_organisations_are_known_by_their_last_part():
    assert all(map(is_job, ("verksamhetsledare", "Projektleiterin", "vaktmester")))
    assert all(map(is_organisation, ("Havsvårdsföreningen", "Vattenbolaget", "Elevrådet", "Fachhochschule")))
    assert not any(map(is_job, (ANNA, "Jutta Burmeister")))
    assert not is_organisation(ANNA)


@pytest.mark.parametrize(
    ("written", "people", "text"),
    [
        ("Ropes\nAnna Ek (Quill Mill)\nChair: Mia Ros", [(ANNA, None), (MIA, Role.MODERATOR)], ""),
        ("Panel: Who pays?\nModerator: Mia Ros\nAnna Ek (Quill), Bo Alm (Tarn)",
         [(MIA, Role.MODERATOR), (ANNA, None), (BO, None)], ""),
        ("Ropes\nSammankallande: Mia Ros", [(MIA, Role.MODERATOR)], ""),
        ("Ropes\nAnna Ek\nWe learn three knots.\nModerator: Mia Ros\nBring a rope.",
         [(ANNA, None), (MIA, Role.MODERATOR)], "We learn three knots.\nBring a rope."),
        ("Ropes\nBo Alm\nPanel: why knots are good", [(BO, None)], "Panel: why knots are good"),
        ("Lunch\nVärd: Anna Ek", [(ANNA, Role.HOST)], ""),
        ("Ropes – Anna Ek\nChair: Mia", [(ANNA, None), ("Mia", Role.MODERATOR)], ""),
        ("Ropes\nPanel: " + ", ".join(f"{name} (The Long Institute of Ropes)" for name in [ANNA, BO, MIA] * 3),
         [(name, Role.PANELLIST) for name in (ANNA, BO, MIA)], ""),
    ],
)  # fmt: skip
def test_each_line_of_people_below_a_title_is_read(written, people, text):
    talk = read_talk(written)

    assert talk.title == written.partition("\n")[0].removesuffix(" – Anna Ek")
    assert ([(one.name, one.role) for one in talk.people], talk.text) == (people, text)
