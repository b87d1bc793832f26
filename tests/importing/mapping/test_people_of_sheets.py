"""Who comes in with a sheet, where they are from, and what below a list is nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.importing.incoming import Incoming
from planner.tables.table import Area
from tests.importing.mapping.tables import FRIDAY, TWO_DAYS, facts, lines, names_in, read, sheet

ONE_DAY = replace(TWO_DAYS, dates=(FRIDAY,))


def organisations(found: Incoming) -> dict[str, str]:
    """Return where each person is from."""
    return {one.name: one.fields.get("organisation", "") for one in found.people}


@pytest.mark.parametrize(
    "heading",
    [
        "Organisation", "Hemvist", "Varifrån", "Kommer från", "Utställare", "Home institution", "Exhibitor",
        "Hochschule", "Bedrijf", "Bedrift", "Comes from",
    ],
)  # fmt: skip
def test_a_column_of_organisations_is_known_by_its_heading(heading: str) -> None:
    found = read(lines(f"""
        Tid   | Programpunkt | Talare          | {heading}
        09.00 | Ett          | Dr. Bo Ek       | Spanwerk
        10.00 | Två          | Al Berg         | Plukbot
        11.00 | Tre          | Ce Dal, Ed Fors | Kaslab
    """))  # fmt: skip

    assert organisations(found) == {"Bo Ek": "Spanwerk", "Al Berg": "Plukbot", "Ce Dal": "Kaslab", "Ed Fors": "Kaslab"}


def test_a_column_of_organisations_is_known_by_its_cells_where_people_stand_beside_them() -> None:
    found = read(lines("""
        Tid   | Titel | Talare  | Bor och verkar   | Anm
        09.00 | Ett   | Bo Ek   | Uppsala universitet | Biblioteket öppnar 8
        10.00 | Två   | Al Berg | Skogsverket      |
        11.00 | Fika  |         |                  | Museets café
        12.00 | Tre   | Ce Dal  | Spanwerk         |
    """))  # fmt: skip

    assert organisations(found) == {"Bo Ek": "Uppsala universitet", "Al Berg": "Skogsverket", "Ce Dal": "Spanwerk"}


def test_one_value_beside_several_people_is_theirs_who_is_named_in_it_or_that_is_said() -> None:
    found = read(lines("""
        Tid   | Titel | Talare             | E-post             | Telefon             | Organisation    | Specialkost
        09.00 | Ett   | Bo Ek, Al Berg     | al.berg@kth.se     | 070-1               | KTH / Tekniskan |
        10.00 | Två   | Ce Dal, Ed Fors    | ce@x.se / e@x.se   | 070-2, 070-3, 070-4 |                 |
        11.00 | Tre   | Åke Hed, Ib Öst    | speakers@x.se      |                     |                 |
        12.00 | Fyra  | Anna Ko, Johanna Lo | johanna.lo@x.se   |                     |                 | Vegan
    """))  # fmt: skip

    assert {one.name: [*one.fields.values()] for one in found.people} == {
        "Bo Ek": ["070-1", "KTH / Tekniskan"], "Al Berg": ["al.berg@kth.se", "KTH / Tekniskan"],
        "Ce Dal": ["ce@x.se"], "Ed Fors": ["e@x.se"],
        "Åke Hed": ["speakers@x.se"], "Ib Öst": [], "Anna Ko": [], "Johanna Lo": ["johanna.lo@x.se"],
    }  # fmt: skip
    assert [str(one.remarks[0]) for one in found.sessions] == [
        "E2: “070-1” is read as that of Bo Ek.",
        "E3: “070-2, 070-3, 070-4” does not fit there and is left out.",
        "D4: “speakers@x.se” is read as that of Åke Hed.",
        "G5: “Vegan” does not fit there and is left out.",
    ]


def test_what_a_second_row_says_otherwise_of_a_person_is_said() -> None:
    found = read(lines("""
        Namn    | E-post   | Telefon | Organisation
        Al Berg | a@x.se   | 070-1   | Spanwerk
        Bo Ek   | b@x.se   | 070-2   |
        al berg | A@X.se   | 070-3   | Spanwerk
    """, name="Talare"))  # fmt: skip

    assert [one.fields["phone"] for one in found.people] == ["070-1", "070-2"]
    assert [str(said) for said in found.warnings] == ["C4: “070-3” differs from what the file says of Al Berg before."]


def test_merged_headings_make_no_row_a_speaker() -> None:
    headings = (Area(0, 1, 0, 2), Area(0, 3, 1, 3), Area(0, 4, 0, 5), Area(0, 6, 1, 6))
    found = read(lines("""
        Datum      | Tid   |       | Programpunkt | Medverkande |              | Leds av
                   | Start | Slut  |              | Namn        | Hemvist      |
        2026-04-10 | 09:00 | 10:00 | Ett          | Bo Ek       | Norrmuseet   | Gun Hed
                   | 09:00 | 10:00 | Två          | Al Berg     | Söderskolan  | Gun Hed
                   | 10:00 | 11:00 | Tre          | Bo Ek       | Norrmuseet   |
    """, merged=(*headings, Area(2, 0, 4, 0))))  # fmt: skip

    assert organisations(found) == {"Bo Ek": "Norrmuseet", "Gun Hed": "", "Al Berg": "Söderskolan"}


def test_of_each_speaker_of_a_session_the_organisation_stands_in_the_row() -> None:
    found = read(lines("""
        Id | Start            | Titel | Talare  | Organisation
        1  | 2026-04-10 09:00 | Ett   | Bo Ek   | Norrmuseet
        1  | 2026-04-10 09:00 | Ett   | Al Berg | Söderskolan
        2  | 2026-04-10 10:00 | Två   | Ce Dal, Ed Fors | Kaslab
    """))  # fmt: skip

    assert [len(one.people) for one in found.sessions] == [2, 2]
    assert organisations(found) == {
        "Bo Ek": "Norrmuseet", "Al Berg": "Söderskolan", "Ce Dal": "Kaslab", "Ed Fors": "Kaslab",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "Summa arvoden | | 24 000", "Totalt 8 personer | |", "Antal talare: 3 | | 3 st", "Gesamt | | 7 500",
        "Sum | | 12", "Totaal | | 3 sprekers", "OBS: Lars Vik bara som reserv | |", "NB! Ring Lars Vik | |",
        "INBJUDNA GÄSTER | |",
    ],
)  # fmt: skip
def test_a_total_or_a_note_below_a_list_of_people_is_left_out_by_name(row: str) -> None:
    found = read(
        lines(f"""
        Namn    | E-post         | Arvode
        Bo Ek   | bo@example.org | 12 000
        Al Berg | al@example.org | 12 000
        Ce Dal  |                |
        {row}
    """)
    )

    assert [one.name for one in found.people] == ["Bo Ek", "Al Berg", "Ce Dal"]
    assert [one.name for one in found.left] == [text.strip() for text in row.split("|") if text.strip()]


def test_a_heading_over_all_columns_of_a_list_of_people_is_nobody() -> None:
    found = read(lines("""
        Namn            | E-post         | Telefon
        Norra Skolorna  |                |
        Bo Ek           | bo@example.org | 070-11
        Al Berg         | al@example.org | 070-12
    """, merged=(Area(1, 0, 1, 2),)))  # fmt: skip

    assert [one.name for one in found.people] == ["Bo Ek", "Al Berg"]
    assert [(one.name, one.cell) for one in found.left] == [("Norra Skolorna", "A2")]


def test_a_total_below_a_list_of_sessions_is_no_session_but_a_talk_about_totals_is_one() -> None:
    found = read(lines("""
        Start            | Titel              | Talare  | Arvode | Publik
        2026-04-10 09:00 | Total football     |         |        | 80
        2026-04-10 10:00 | Summa summarum     | Bo Ek   | 2 500  | 120
        2026-04-10 11:00 | Antal fåglar i dag | Al Berg | 5 000  |
                         | Summa arvoden      |         | 7 500  |
        Totalt 3 pass    |                    |         |        |
    """))  # fmt: skip

    assert [one.title for one in found.sessions] == ["Total football", "Summa summarum", "Antal fåglar i dag"]
    assert [one.name for one in found.left if one.cell] == ["Summa arvoden", "7 500", "Totalt 3 pass"]


def doubts(found: Incoming) -> dict[str, str]:
    """Return why each doubtful person may be nobody."""
    return {one.name: str(one.doubt) for one in found.people if one.doubt}


def test_one_word_in_a_column_of_people_is_a_doubt_and_a_group_is_left_out_by_name() -> None:
    found = read(lines("""
        Tid   | Programpunkt | Talare
        09.00 | Ett          | Elevrådet
        10.00 | Två          | Arbetslagsledarna, Bo Ek
        11.00 | Tre          | Björken
        12.00 | Fyra         | TBA
        13.00 | Fem          | Fair security
    """), context=ONE_DAY)  # fmt: skip

    assert [one.name for one in found.people] == ["Bo Ek", "Björken", "Fair security"]
    assert doubts(found) == {
        "Björken": "C4: “Björken” is read as a person.",
        "Fair security": "C6: “Fair security” is read as a person.",
    }
    assert [(one.name, one.cell) for one in found.left] == [("Elevrådet", "C2"), ("Arbetslagsledarna", "C3")]
    assert [list(map(str, one.remarks)) for one in found.sessions] == [
        ["C2: “Elevrådet” is nobody's name; it is left out."],
        ["C3: “Arbetslagsledarna” is nobody's name; it is left out."],
        [],
        ["C5: “TBA” is nobody's name; it is left out."],
        [],
    ]


def test_a_name_of_one_word_is_no_doubt_where_the_person_is_known() -> None:
    context = replace(TWO_DAYS, people=("Björk",))

    assert doubts(read(lines("Tid | Titel | Talare\n09.00 | Ett | Björk\n10.00 | Två | Robyn"), context=context)) == {
        "Robyn": "C3: “Robyn” is read as a person."
    }


def test_see_above_is_the_people_of_the_row_above() -> None:
    found = read(lines("""
        Tid   | Programpunkt | Talare         | Moderator
        09.00 | Ett          | se ovan        | Mia Ros
        10.00 | Två          | Bo Ek, Al Berg |
        11.00 | Tre          | Se ovan.       | ”
    """), context=ONE_DAY)  # fmt: skip

    assert [names_in(found, one) for one in found.sessions] == [
        ("Mia Ros",), ("Bo Ek", "Al Berg"), ("Bo Ek", "Al Berg", "Mia Ros"),
    ]  # fmt: skip
    assert list(map(str, found.sessions[0].remarks)) == ["C2: “se ovan” is nobody's name; it is left out."]
    assert list(map(str, found.sessions[2].remarks)) == [
        "C4: “Se ovan.” is read as Bo Ek, Al Berg.", "D4: “”” is read as Mia Ros.",
    ]  # fmt: skip


def test_in_a_list_of_people_a_title_goes_before_the_name_and_nobody_is_left_out_with_the_row() -> None:
    found = read(lines("""
        Namn             | Organisation | Telefon
        Dr Bo Ek         | Kaslab       | 070-11
        Professor Al Berg, Spanwerk | | 070-12
        Al Dal och Ed Fors | Plukbot    |
        Receptionen      | Hotellet     | 070-13
        TBA              | Kaslab       |
        Robyn            |              | 070-14
    """))  # fmt: skip

    assert [(one.name, one.fields.get("title"), one.fields["organisation"]) for one in found.people] == [
        ("Bo Ek", "Dr", "Kaslab"), ("Al Berg", "Professor", "Spanwerk"), ("Al Dal", None, "Plukbot"),
        ("Ed Fors", None, "Plukbot"), ("Robyn", None, ""),
    ]  # fmt: skip
    assert doubts(found) == {"Robyn": "A7: “Robyn” is read as a person."}
    assert [one.name for one in found.left if one.cell] == ["Receptionen", "Hotellet", "070-13", "TBA", "Kaslab"]
    assert list(map(str, found.warnings)) == [
        "A5: nobody is named; the row is left out.", "A6: nobody is named; the row is left out.",
    ]  # fmt: skip


def test_where_most_names_are_of_one_word_that_is_said_once() -> None:
    names = ["Eva", "Lena", "Olle", "Siri", "Ture", "Bo Ek", "Fair security"]
    rows = "\n".join(f"{n + 9}.00 | Pass {n} | {name}" for n, name in enumerate(names))
    found = read(lines(f"Tid | Programpunkt | Ansvarig\n{rows}"))

    assert doubts(found) == {"Fair security": "C8: “Fair security” is read as a person."}
    assert list(map(str, found.warnings)) == [
        "Most people have names of one word, which may be others' too: Eva, Lena, Olle, Siri, Ture."
    ]


def test_people_with_their_organisations_in_the_cell_are_people_under_any_heading() -> None:
    found = read(lines("""
        Klockan | Vad  | I rampljuset             | Rum
        09.00   | Ett  | Bo Ek, Norrverket        | Sal 1
        10.00   | Två  | Ida Berg (Söderskolan)   | Sal 1
        11.00   | Tre  | Ce Dal, Lunds universitet | Sal 2
    """), context=ONE_DAY)  # fmt: skip

    assert organisations(found) == {
        "Bo Ek": "Norrverket", "Ida Berg": "Söderskolan", "Ce Dal": "Lunds universitet",
    }  # fmt: skip


def test_a_total_whose_sum_is_not_stored_is_one_too() -> None:
    found = read(sheet(
        ["Start", "Titel", "Talare", "Arvode"], ["09:00", "Ett", "Bo Ek", 2500], ["10:00", "Två", "Al Berg", 2500],
        [None, "Summa arvoden", None, None], unknown=((3, 3),),
    ), context=ONE_DAY)  # fmt: skip

    assert [one.title for one in found.sessions] == ["Ett", "Två"]


def test_in_a_column_of_names_with_organisations_the_second_piece_is_one_and_a_doubt_if_it_may_be_a_name() -> None:
    found = read(lines("""
        Tid   | Programpunkt | Medverkande
        09.00 | Ett          | Bo Ek, Norrverket
        10.00 | Två          | Ida Berg, Blå Hästen
        11.00 | Tre          | Ce Dal, Nordea
        12.00 | Fyra         | Ed Fors, Kultur i Väst
        13.00 | Fem          | Gun Hed, lärare
    """), context=ONE_DAY)  # fmt: skip

    assert organisations(found) == {
        "Bo Ek": "Norrverket", "Ida Berg": "Blå Hästen", "Ce Dal": "Nordea", "Ed Fors": "Kultur i Väst", "Gun Hed": "",
    }  # fmt: skip
    assert [list(map(str, one.remarks)) for one in found.sessions] == [
        [], ["C3: “Blå Hästen” is read as an organisation."], [], [], [],
    ]  # fmt: skip


def test_in_a_column_of_people_and_their_jobs_two_names_are_two_people() -> None:
    found = read(lines("""
        Tid   | Programpunkt | Medverkande
        09.00 | Ett          | Bo Ek, rektor
        10.00 | Två          | Ida Berg, Ce Dal
        11.00 | Tre          | Ed Fors, kurator
        12.00 | Fyra         | Gun Hed, lärare
    """), context=ONE_DAY)  # fmt: skip

    assert [one.name for one in found.people] == ["Bo Ek", "Ida Berg", "Ce Dal", "Ed Fors", "Gun Hed"]


def test_where_half_of_the_pieces_behind_a_name_are_no_names_the_others_are_organisations_too() -> None:
    found = facts(
        lines("""
            Tid   | Titel       | Talare
            09.00 | Tillsammans | Geir Sol, Helse Vest
            10.00 | Hem igen    | Marte Lill, Bergen kommune
            11.00 | På video    | Siv Moe, Norsk legevaktregister
            12.00 | Rus         | Jon Hove, Blå Kors
            13.00 | Panel       | Geir Sol, Marte Lill och Siv Moe
        """)
    )

    assert [one[4] for one in found["told"]] == [  # type: ignore[attr-defined]
        ("Geir Sol",),
        ("Marte Lill",),
        ("Siv Moe",),
        ("Jon Hove",),
        ("Geir Sol", "Marte Lill", "Siv Moe"),
    ]
    assert "C5: “Blå Kors” is read as an organisation." in found["said"][3]  # type: ignore[index]


def test_words_before_a_known_given_name_are_a_title_and_a_doubt() -> None:
    found = read(lines("""
        Tid   | Programpunkt | Talare
        09.00 | Ett          | Åldersman Bo Ek
        10.00 | Två          | Anna Maria Berg
        11.00 | Tre          | Xo Al Dal
    """), context=ONE_DAY)  # fmt: skip

    assert [one.name for one in found.people] == ["Bo Ek", "Anna Maria Berg", "Al Dal"]
    assert [one.fields.get("title", "") for one in found.people] == ["Åldersman", "", "Xo"]
    assert [[str(remark) for remark in one.remarks] for one in found.sessions] == [
        ["C2: “Åldersman” is read as a title of Bo Ek."], [], ["C4: “Xo” is read as a title of Al Dal."],
    ]  # fmt: skip


def test_who_stands_behind_known_names_without_having_one_is_an_organisation_if_most_are_so() -> None:
    several = read(lines("""
        Tid   | Programpunkt | Talare
        09.00 | Ett          | Bo Ek, Spanska Verket Syd
        10.00 | Två          | Anna Berg, Kulturens Hus
        11.00 | Tre          | Anna Berg, Bo Ek
    """))  # fmt: skip
    single = read(lines("""
        Tid   | Programpunkt | Talare
        09.00 | Ett          | Bo Ek, Kulturens Hus
    """), context=ONE_DAY)  # fmt: skip

    assert organisations(several) == {"Bo Ek": "Spanska Verket Syd", "Anna Berg": "Kulturens Hus"}
    assert doubts(single) == {"Kulturens Hus": "C2: “Kulturens Hus” is read as a person."}


def test_a_few_people_without_a_known_given_name_and_anything_beside_it_are_doubts() -> None:
    found = read(lines("""
        Tid   | Programpunkt | Talare
        09.00 | Ett          | Bo Ek, Lund, och Al Dal
        10.00 | Två          | Bo Ek, landshövding Anna Berg
        11.00 | Tre          | Utomhus Gänget
        12.00 | Fyra         | Xo Utomhus (Kaslab)
    """), context=ONE_DAY)  # fmt: skip

    assert doubts(found) == {
        name: f"{cell}: “{name}” is read as a person." for cell, name in (("C2", "Lund"), ("C4", "Utomhus Gänget"))
    }
    assert {one.name: one.fields.get("title", "") for one in found.people}["Anna Berg"] == "landshövding"
