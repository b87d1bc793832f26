"""Spellings of persons as people write them in Swedish, English and German, and what *Erase* has to say of each.

A person of the table is in the plan with the name, address and number of `PEOPLE`; each spelling stands in a text of
its own. The table knows no pattern of the product: it was written from what stands in programmes, mails and minutes.
"""

from enum import Enum
from typing import NamedTuple


class Expected(Enum):
    """What is expected of a text: ticked by itself, or listed for a decision but not ticked."""

    SURE = "sure"
    SHOWN = "shown"


class Known(NamedTuple):
    """What the plan knows of a person; ``former`` is the name that they had before."""

    name: str
    email: str = ""
    phone: str = ""
    former: str = ""


class Spelling(NamedTuple):
    """How a person is spelt, and a text around it in which ``{}`` is the place."""

    form: str
    expected: Expected
    text: str = "Said before lunch: {} will open."

    @property
    def planted(self) -> str:
        """The text with the spelling in it."""
        return self.text.format(self.form)


PEOPLE = {
    "anna": Known("Anna Berg", "anna.berg@example.org", "+46 70 123 45 67"),
    "zebedeus": Known("Zebedeus Quillfjord", "zq@example.org", "070-765 43 21"),
    "beatrix": Known("Beatrix Marlowe", former="Beatrix Holloway"),
    "ingrid": Known("Ingrid Lindqvist Sjöberg"),
    "juergen": Known("Jürgen Weiß", phone="+49 30 12345678"),
    "oliver": Known("Oliver Thistlewood", phone="+44 20 7946 0958"),
    "nils": Known("Nils Lars"),
    "doris": Known("Doris Max"),
}
SURE, SHOWN = Expected.SURE, Expected.SHOWN
SOFT_HYPHEN, HARD_HYPHEN, NO_BREAK, NARROW, COMBINING = "\u00ad", "\u2011", "\u00a0", "\u202f", "\u0308"
SPELLINGS: dict[str, tuple[Spelling, ...]] = {
    "anna": (
        Spelling("Anna Berg", SURE),
        Spelling("Anna Bergs", SURE, "{} mobil är avstängd."),
        Spelling("Anna Berg's", SURE, "{} talk is first."),
        Spelling("Anna Berg’s", SURE, "{} talk is first."),
        Spelling("Anna Bergs’", SURE, "{} Vortrag beginnt um neun."),
        Spelling("ANNA BERGS", SURE, "{} FÖREDRAG"),
        Spelling("anna berg", SURE, "ring {} först"),
        Spelling("Berg, Anna", SURE),
        Spelling("Berg Anna", SURE),
        Spelling(f"Anna{NO_BREAK}Berg", SURE),
        Spelling(f"Anna{NARROW}Bergs", SURE),
        Spelling("Anna\nBerg", SURE, "Moderator is {}\nuntil noon."),
        Spelling(f"An{SOFT_HYPHEN}na Berg", SURE),
        Spelling("Anna-Berg-Stipendium", SHOWN, "Das {} wird verliehen."),
        Spelling("Berg-rapporten", SHOWN, "Se {}."),
        Spelling("Bergs", SHOWN, "Enligt {} modell."),
        Spelling("Berg's", SHOWN, "It is {} law."),
        Spelling("BERG", SHOWN, "Table: {}"),
        Spelling("A. Berg", SHOWN),
        Spelling("Annas", SHOWN, "{} Vortrag beginnt."),
        Spelling("anna.berg@example.org", SURE, "Write to {}."),
        Spelling("Anna.Berg@Example.ORG", SURE, "Write to <{}>."),
        Spelling("anna.berg@elsewhere.example", SHOWN, "Write to {}."),
        Spelling("anna-berg", SHOWN, "https://example.org/people/{}"),
        Spelling("anna_berg", SHOWN, "https://example.org/{}.jpg"),
        Spelling("+46 70 123 45 67", SURE, "Ring {}."),
        Spelling("0046 70 123 45 67", SURE, "Ring {}."),
        Spelling("0046701234567", SURE, "Ring {}."),
        Spelling("070-123 45 67", SURE, "Ring {}."),
        Spelling("0701234567", SURE, "Ring {}."),
        Spelling("+46 (0)70-123 45 67", SURE, "Ring {}."),
        Spelling("+46701234567", SURE, "tel:{}"),
        Spelling("070/123 45 67", SURE, "Ring {}."),
        Spelling("(070) 123 45 67", SURE, "Ring {}."),
        Spelling("070–123 45 67", SURE, "Ring {}."),
        Spelling("+46.70.123.45.67", SURE, "Ring {}."),
        Spelling(NO_BREAK.join(("+46", "70", "123", "45", "67")), SURE, "Ring {}."),
    ),
    "zebedeus": (
        Spelling("Zebedeus-Quillfjord", SHOWN, "{}-priset"),
        Spelling(f"Zebedeus{HARD_HYPHEN}Quillfjord", SHOWN),
        Spelling(f"Zebedeus Quill{SOFT_HYPHEN}fjords", SURE, "{} anförande"),
        Spelling("zebedeus.quillfjord@example.org", SHOWN, "Write to {}."),
        Spelling("zebedeusquillfjord", SHOWN, "https://example.org/@{}"),
        Spelling("Quillfjord-priset", SHOWN),
        Spelling("Quillfjords", SHOWN, "{} sista bok"),
        Spelling("Z. Quillfjord", SHOWN),
        Spelling("Quillfjord, Z.", SHOWN),
        Spelling(f"Quill{SOFT_HYPHEN}fjord", SHOWN, "The {} lecture"),
        Spelling("+46 70 765 43 21", SURE, "Ring {}."),
        Spelling("0046 70 765 43 21", SURE, "Ring {}."),
    ),
    "beatrix": (
        Spelling("Beatrix Marlowe", SURE),
        Spelling("Beatrix Holloway", SURE),
        Spelling("Beatrix Holloways", SURE, "{} första bok"),
        Spelling("Holloway", SHOWN, "Imported talk of {}"),
        Spelling("Holloway’s", SHOWN, "After {} report"),
        Spelling("Marlowe", SHOWN, "Imported talk of {}"),
    ),
    "ingrid": (
        Spelling(f"Ingrid Lindqvist Sjo{COMBINING}bergs", SURE, "{} anförande"),
        Spelling("Ingrid Lindqvist-Sjöberg", SHOWN),
        Spelling("Ingrid Sjöberg", SHOWN),
        Spelling("Ingrid Lindqvist", SHOWN),
        Spelling("Lindqvist Sjöberg", SHOWN, "Se {} 2019."),
        Spelling("Lindqvist", SHOWN, "Se {} 2019."),
        Spelling(f"Sjo{COMBINING}berg", SHOWN, "Se {} 2019."),
    ),
    "juergen": (
        Spelling("Jürgen Weiß’", SURE, "{} Vortrag beginnt."),
        Spelling("JÜRGEN WEISS", SURE, "{}, BERLIN"),
        Spelling(f"Ju{COMBINING}rgen Weiß", SURE),
        Spelling("Weiß'", SHOWN, "{} Thesen"),
        Spelling("0049 30 12345678", SURE, "Tel. {}"),
        Spelling("030/12345678", SURE, "Tel. {}"),
        Spelling("030 123 456-78", SURE, "Tel. {}"),
        Spelling("+49 (0)30 12345678", SURE, "Tel. {}"),
    ),
    "oliver": (
        Spelling("Oliver Thistlewood's", SURE, "{} chair"),
        Spelling("Thistlewood's", SHOWN, "At {} house"),
        Spelling("O. Thistlewood", SHOWN),
        Spelling("020 7946 0958", SURE, "Call {}."),
        Spelling("(020) 7946 0958", SURE, "Call {}."),
        Spelling("+44 (0)20 7946 0958", SURE, "Call {}."),
        Spelling("0044 20 7946 0958", SURE, "Call {}."),
    ),
    "nils": (
        Spelling("Nils Lars", SURE, "{} anförande"),
        Spelling("Nils Lars's", SURE, "{} talk"),
        Spelling("Nils Lars’", SURE, "{} Vortrag"),
    ),
    "doris": (
        Spelling("Doris Max’", SURE, "{} Vortrag"),
        Spelling("Doris Max'", SURE, "{} Vortrag"),
    ),
}
"""The spellings of each person, by the key of `PEOPLE`."""
STRANGERS: dict[str, tuple[str, ...]] = {
    "anna": ("The Bergman lecture", "Johanna Berglund is here", "Call 070-123 45 68.", "Order 10701234567890"),
    "oliver": ("A thistle in the wood",),
    "nils": ("Nilsson, Lars-Erik", "Lars Larsson"),
    "doris": ("The maximum is 40.",),
}
"""Texts about others, which must not be ticked for a person."""
