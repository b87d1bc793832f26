"""Recognises personal names, and texts beside or in place of them: titles, jobs, organisations, groups, nobody."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from planner.domain.search import folded
from resources import FOLDER

LETTERS = re.compile(r"[^\W\d_]+")
"""Matches letters in a row."""


def _name_set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PARTICLES = _name_set(
    "af av von van vom zu zur zum de der den del della di da do dos das du des la le el al bin ibn ben ten ter te y e",
    "i und op 't d' san st st. mc mac",
)
"""Short words that are part of a name."""
TITLES = _name_set(
    "dña dña. dª prof.ssa prof.sa dott.ssa dr.ssa sig. sig.ra avv. arch. inż. mgr lic. licda.",
    "leg leg. legitimerad aut aut. adv adv. m m. mme mlle monsieur madame maître don doña sr",
    "sr. sra sra. señor señora hr hr. rva rouva herra dhr. mevr. mw.",
    "dr dr. prof prof. professor docent phd ph.d. msc mr mr. mrs mrs. ms ms. mx mx. herr frau fru fröken dipl.-ing.",
    "revd revd. fr. father sister brother broder syster bror canon pastor rabbi imam cllr capt. captain col. sgt. fru.",
    "ing. mag. sir dame rev rev. hon. dott. doc. assoc. univ.-prof. pd em. fil. med. teol. jur. ekon. tekn. odont.",
    "biskop ärkebiskop domprost prost kontraktsprost ordf ordf. major kapten överste överstelöjtnant kommendör",
    "arkivarie arkivchef landsantikvarie sociolog agronom jägmästare hortonom veterinär jurist civilekonom fänrik",
    "statsråd statssekreterare talesperson generalsekreterare kommundirektör regiondirektör riksantikvarie hovmarskalk",
    "biskopen fader bror pater kantorn socionom fysioterapeut dietist logoped barnmorska överbarnmorska revisor",
    "rechtsanwalt rechtsanwältin präsident präsidentin vizepräsident vizepräsidentin geschäftsführer geschäftsführerin",
    "stadtrat stadträtin bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin landrat landrätin dekan",
    "superintendent superintendentin diplom-ingenieur dipl.-psych. dipl.-päd. dr.-ing. ra stb",
    "førsteamanuensis førstelektor universitetslektor formand næstformand forkvinde formann nestleder styreleder",
    "sogneprest sognepræst provst biskopp borgmester borgermester statssekretær stortingsrepresentant fylkesråd byråd",
    "ir. ir mr.dr. drs. drs dhr mevrouw meneer burgemeester wethouder gedeputeerde",
    "pj. pj lt lkt tkt ttt tt ft kt vtt tohtori professori dosentti rehtori pastori kirkkoherra kansanedustaja",
    "bishop archbishop archdeacon deacon cllr. councillor alderman ambassador ambassadör lieutenant sergeant",
    "lt. lieut. maj. gen. brig. chancellor provost monsignor mgr mgr. mons. père frère soeur abbé maître",
)
"""Words before or after a name that are not part of it."""
_AFTER = _name_set(
    "phd ph.d. msc m.sc. mba mbe obe cbe frs frcp mrcvs dvm dds rn md m.d. llm ll.m. esq esq. mp mep jr jr. kc qc"
)
"""Words after a name that are not part of it."""
_NOT_OF_NAMES = _name_set(
    "the an and or of for in on to with from at by how why what when is are be we our your you it its this that not",
    "och eller för om på till hur varför vad när är att med från vi vår din det den en ett som inte i",
    "oder für auf zu wie warum was ist sind wir unser mit aus im am ein eine nicht",
    "lunch coffee break fika mingle mingel dinner opening closing welcome keynote workshop panel session intro",
    "introduction discussion registration demo paus kaffe middag frukost invigning avslutning part room track",
    "beginners everyone all questions answers future data open source new guide overview deep dive learning machine",
    "language code development web cloud security design stories lessons learned tips tricks best practices update",
    "updates roadmap case study studies experience world power history state art science beyond using making",
)
"""Words that keep a text from being taken for a name."""
_OF_ORGANISATIONS = _name_set(
    "bureau service services sjukhus sykehus kliniken krankenhaus klinik praxis",
    "unionen facket faculty fakulteten committee board authority",
    "energi energy energie bygg mejeri fastigheter försäkring försäkringar redovisning revision logistik logistics",
    "rederi bageri bryggeri brewery bakery dairy insurance theatre theater ensemble orchestra quartet kvartett choir",
    "crew squad volunteers working leads gänget laget kommittén valberedningen arbetslagen arbetsutskottet styrelse",
    "styret ledelse libraries community communities museums archives schools colleges services partners kommuner",
    "ab ag inc inc. ltd ltd. llc gmbh plc oy oyj as aps co co. corp corp. corporation company bv b.v. sa s.a. srl ev",
    "e.v. university universitet universitetet högskola högskolan universität hochschule institute institut institutet",
    "skola foundation stiftelsen stiftung verein förening föreningen association society group gruppen",
    "labs lab laboratory center centre centrum museum museet kommun region regionen myndigheten ministry department",
    "agency engines systems software technologies solutions media press consulting council network library",
    "bibliotek biblioteket akademi akademin academy studio studios university, team party partiet verket",
    "archive archives trust club federation college school hospital bank hotel restaurant taxi catering clinic",
    "observatory union city department desk office fund charity théâtre université institut école musée mairie ville",
    "labo laboratoire fondation restaurang hotell teater teatern orkester kör kören kår kåren klubb klubben kyrka",
    "kyrkan skolan gymnasium gymnasiet förskola förskolan byrå byrån bolag bolaget nämnden styrelsen förvaltningen",
    "hochschule schule stadt stadtmuseum landesstelle büro amt verband gesellschaft messe verlag werk theater kirche",
    "skole skolen barnehage barnehagen høgskole høgskolen universitetet kommune kommunen fylke direktoratet selskap",
    "foreningen forening forbund forbundet kirke kirken bibliotek stichting gemeente hogeschool universiteit",
    "waterschap vereniging bedrijf yliopisto koulu kaupunki yhdistys säätiö musikkår musikkåren hemvärnet länsmuseum",
)
_NO_CALLING = _NOT_OF_NAMES | _name_set(
    "room hall rooms sal salen lokal lokalen rum stora lilla plats tema spår pass från till hos under efter före inför",
    "samt inom mellan genom utan kring mot över about after before during over into near through without against",
    "visit featuring presents meets versus nach über unter gegen durch ohne beim raum saal hier après avant chez",
    "dans sous entre sans vers salle visite etter mellom uten gjennom fra zonder over naar tussen zaal lokaal kapitel",
    "chapter part del teil café restaurang restaurant hotell hotel park torg plaza street gatan musik film music",
)
"""Words in lower case that may stand before a capitalised word but do not say what a person is."""
_OF_JOBS = _name_set(
    "rehtori johtaja opettaja maire président présidente directeur directrice diakon präst kyrkoherde komminister",
    "ceo cto cfo coo cio vp md chief head director manager engineer developer architect professor lecturer researcher",
    "scientist consultant founder co-founder cofounder president chair chairman chairwoman chairperson secretary",
    "editor writer journalist artist designer analyst senior student phd postdoc principal",
    "chef vd direktör utvecklare ingenjör arkitekt forskare doktorand docent lektor grundare ordförande",
    "journalist författare redaktör konstnär studerande lärare rektor generaldirektör verksamhetschef chefredaktör",
    "geschäftsführer geschäftsführerin leiter leiterin entwickler entwicklerin professorin minister riksdagsledamot",
    "advocate evangelist specialist officer vicar trustee treasurer headteacher headmaster councillor curator",
    "warden bürgermeister bürgermeisterin dekan dekanin pfarrer pfarrerin burgemeester wethouder alcalde alcaldesa",
    "sindaco sindaca doyen doyenne",
)
_ENDINGS_OF_ORGANISATIONS = tuple(
    _name_set(
        "byrå agentur büro verkstaden konsult agency verket museet museum skolan skola skolen byrån institutet",
        "instituttet institut föreningen foreningen universitet universitetet universität bolaget kyrkan",
        "sällskapet förbundet forbundet labbet banken teatern teatret tjänsten tjenesten styrelsen nämnden",
        "arkivet biblioteket mottagningen enheten förvaltningen kören kåren ministerium kommun kommune kommunen",
        "fonden stiftelsen ministeriet direktoratet myndigheten akademin kliniken klinik klinikka bedrijf kanzlei",
        "vården apoteket stasjonen stationen gymnasiet center centre zentrum keskus högskolan høgskolen",
        "hochschule schule verein verband gesellschaft kontor kontoret kansliet bureau verlag werke centrum",
        "regionen centret klubben rådet laget gruppen teamet expeditionen receptionen vaktmästeriet personalen partiet",
        "företagen",
    )
)
"""Endings of words for organisations or groups of people."""
_GROUPS = ("alla ", "samtliga ", "all ", "alle ", "hela ", "hele ", "tous les ", "toutes les ", "the whole ")
"""Beginnings of texts that mean several people, such as *alla lärare*."""
_ENDINGS_OF_GROUPS = (
    *_ENDINGS_OF_ORGANISATIONS,
    *("ledarna", "lärarna", "eleverna", "gästerna", "värdarna", "skötarna", "görarna", "deltagarna", "funktionärerna"),
    *("styrelsen", "kommittén", "ledningen", "köket", "caféet", "kiosken", "garderoben", "entrén", "kassan", "scenen"),
    *("elevene", "lærerne", "ansatte", "elevrådet", "kantina", "kantinen", "resepsjonen", "ledelsen", "styret"),
    *("reception", "staff", "students", "teachers", "volunteers", "committee", "organisers", "organizers", "everybody"),
    *("sekretariat", "sekretariatet", "empfang", "küche", "leitung", "vorstand", "schülerrat", "lehrkräfte", "schüler"),
    *("bestuur", "leerlingen", "docenten", "receptie", "équipe", "accueil", "secrétariat", "élèves", "henkilökunta"),
)
"""Endings of words that, alone in a column of people, mean a group or a place."""
_ENDINGS_OF_JOBS = tuple(
    _name_set(
        "chef chefen ledare ledaren lärare läraren mästare mästaren sköterska sköterskan pleier pedagog psykolog",
        "hövding leiter leiterin lehrer lehrerin direktör direktør direktor direktorin ingenjör ingeniør",
        "ingenieur samordnare koordinator assistent sekreterare sekretär antikvarie intendent producent konsulent",
        "strateg handläggare utvecklare forskare forsker förvaltare rådgivare rådgiver meister meisterin redaktör",
        "redaktør skribent doktorand arkeolog historiker kurator präst prästen läkare advokat poet skådespelare",
        "musiker polis polisen kommunalråd regionråd talman utredare kanslist mester leder prest lege lærer",
        "lektor dosent arzt ärztin referentin pfarrer pfarrerin directeur directrice maire enseignant enseignante",
        "chercheur chercheuse écrivain écrivaine conseiller conseillère burgemeester wethouder apotekare",
        "tandläkare tekniker docent hoogleraar onderzoeker bestuurder rector teacher nurse mayor curator odlare",
        "handlare brukare terapeut veterinär agronom ekonom jurist bonde mäklare snickare fotograf regissör",
        "dirigent tolk kapten farmer lawyer accountant physiotherapist midwife warden biologist ecologist",
        "landwirt landwirtin anwalt anwältin berater beraterin therapeutin tierarzt gartner gårdmand jordmor",
        "sykepleier sygeplejerske lääkäri psykologi hoitaja opettaja johtaja kantor organist kapellmästare",
        "domprost sångerska pianist violinist kompositör librarian archivist conservator trustee treasurer",
        "coordinator administrator assistant",
    )
)
"""Endings of words for jobs; they count in the first word or one in lower case, since *Tom Lehrer* is a name."""
_NOBODY = frozenset(
    word.strip()
    for line in (
        "| tba | tbd | tbc | t b a | n n | nn | n/a | na | none | nobody | ingen | inga | niemand | -",
        "– | — | ? | ?? | ??? | various | diverse | div | speaker tba | tba speaker | to be announced",
        "to be confirmed | meddelas senare | kommer senare | alla | all | everyone | nan | null | x",
        "namn kommer | namn meddelas | talare kommer | talare meddelas | name to follow",
        "inte klart | ej klart | okänd | unknown | offen | vakant | vacant | open | namn följer | ej bestämt | volgt",
        "alle | tous | toutes | iedereen | kaikki | samtliga",
        "name folgt | folgt | noch offen | nog niet bekend | n tb | à confirmer | à préciser | avklares | meddelas",
    )
    for word in line.split("|")
)
_ABOVE = frozenset(
    (
        *("se ovan", "samma", "samma som ovan", "dito", "ditto", "d o", "same", "see above", "as above"),
        *("siehe oben", "s o", "se over", "samme", "som over", "idem", "voir ci-dessus", "zie boven", "katso yllä"),
        *('"', "”", "″", "〃", '-"-', "- ” -", "-”-"),
    )
)
"""Texts that stand for the people of the row above."""
_WORD = re.compile(r"[^\W\d_][\w.'’`-]*\.?", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_ACRONYM = re.compile(r"(?=.*[A-ZÅÄÖÜ])[A-ZÅÄÖÜ0-9&]{2,6}")
_ACRONYM_FIRST = re.compile(r"(?:[A-ZÅÄÖÜ]{3,5}|[A-ZÅÄÖÜ]{2,5}-[A-ZÅÄÖÜ]{2,5}) [A-ZÅÄÖÜ]?[a-zåäöü]{2}")


_NO_NAME = re.compile(r"(?:https?://|www\.)\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+", re.IGNORECASE)


def count_words_in_address(name: str, address: str) -> int:
    """Return how many words of a name, except single letters, are parts of an e-mail address before its @.

    Accents do not count. If the words of the name, in this order, are one word there, all of them count.
    """
    called, at, _ = folded(address).partition("@")
    words = [word for word in LETTERS.findall(folded(name)) if len(word) > 1] if at else []
    return len(words) if "".join(words) == called else len(set(words) & set(LETTERS.findall(called)))


def is_id_or_address(text: str) -> bool:
    """Return whether a text is a web address, a UUID or a number, which programs write in place of a name."""
    return _NO_NAME.fullmatch(text) is not None


def is_nobody(text: str) -> bool:
    """Return whether a text names nobody in particular, such as *TBA*, *nobody* or *all*."""
    return _normalized_text(text.strip("*")) in _NOBODY


def refers_to_row_above(text: str) -> bool:
    """Return whether a text refers to the people of the row above, as *se ovan* does."""
    return _normalized_text(text) in _ABOVE


def _normalized_text(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace(":", " ").strip("() ").split())


@lru_cache(8192)
def looks_like_name(text: str, *, least: int = 2, most: int = 6) -> bool:
    """Return whether a text is like a name: ``least`` to ``most`` words, not counting particles.

    Either all are in lower case, or none begins with a small letter, except particles and titles. A text with a
    possessive, or with a word such as *the* or *lunch*, is not like a name.
    """
    words = text.replace(" van den ", " van der ").split()
    if not words or len(words) > most + 2:
        return False
    if not all(map(_WORD.fullmatch if text.islower() else _may_be_of_name, words)):
        return False
    if any(word.casefold().strip(",.") in _NOT_OF_NAMES or _POSSESSIVE.search(word) for word in words):
        return False
    return least <= sum(word.casefold() not in PARTICLES for word in words) <= most


def _may_be_of_name(word: str) -> bool:
    """Return whether a text may be part of a name: a particle, a title, or a word without a small first letter."""
    if word in PARTICLES or word.casefold() in TITLES:
        return True
    bare = word.lstrip("\"“”'’(").removeprefix("d'").removeprefix("d’")
    return bool(bare) and bool(_WORD.fullmatch(bare.rstrip('"“”)'))) and not bare[0].islower()


@lru_cache(8192)
def is_organisation(text: str) -> bool:
    """Return whether a text is taken for an organisation, by a word such as *AB* in it or by an acronym.

    An acronym is the whole text, or its first word with three to five letters.
    """
    words = text.casefold().split()
    of_words = any(word in _OF_ORGANISATIONS or word.endswith(_ENDINGS_OF_ORGANISATIONS) for word in words)
    return of_words or bool(_ACRONYM.fullmatch(text) or _ACRONYM_FIRST.match(text))


def looks_like_full_name(text: str) -> bool:
    """Return whether a text of several words has the form of a person's name, and no word of an organisation."""
    return " " in text and looks_like_name(text, least=1) and not is_organisation(text)


def is_group_or_place(text: str) -> bool:
    """Return whether a text means several people or a place: *alla lärare*, or a single word such as *Receptionen*."""
    word = text.casefold()
    return word.startswith(_GROUPS) or (" " not in text and word.endswith(_ENDINGS_OF_GROUPS))


@lru_cache(8192)
def is_job(text: str) -> bool:
    """Return whether a text is taken for a job title, by a word for a job in it."""
    words = [word.strip(",./()") for word in text.replace("/", " ").split()]
    return any(word.casefold() in _OF_JOBS for word in words) or any(
        word.casefold().endswith(_ENDINGS_OF_JOBS) and (word.islower() or not n) for n, word in enumerate(words)
    )


def _is_job_before_name(word: str, name: str) -> bool:
    """Return whether a word before a name is taken for what the person is, as in *kantor Ingrid Malm*.

    Any word in lower case with more than three characters is, even *sedan*, except those in ``_NO_CALLING``.
    """
    whole = word.rstrip(".").isalpha() and word.islower() and len(word) > _SHORT and word not in _NO_CALLING
    return whole and name[:1].isupper() and len(name.rstrip(".")) > 1


_SHORT = 3


_MOST_OF_TITLE = 2
"""Maximum number of words before a given name that are taken for a title."""


@cache
def _given_names() -> frozenset[str]:
    """Return the known given names, in lower case."""
    lines = (FOLDER / "names" / "given.txt").read_text("utf-8").splitlines()
    return _name_set(*(line for line in lines if not line.startswith("#")))


def has_given_name(name: str) -> bool:
    """Return whether a name begins with a capitalised given name, known (*Anna*) or double (*Bengt-Åke*)."""
    word = (name.split(maxsplit=1) or [""])[0]
    first, *second = word.split("-")
    double = any(part[:1].isupper() for part in second) and "." not in word
    return first[:1].isupper() and (first.casefold() in _given_names() or double)


def find_name(text: str) -> str:
    """Return the first full name in a text: a given name and the capitalised word after it; empty if there is none.

    Particles are left out: the name in *Bees with Anna von Berg* is *Anna Berg*.
    """
    words = [word.strip("\"“”'‘’(),.:;") for word in text.split()]
    words = [word for word in words if word not in PARTICLES or len(word) == 1]
    pairs = (f"{one} {other}" for one, other in pairwise(words) if has_given_name(one) and other[:1].isupper())
    return next((pair for pair in pairs if looks_like_full_name(pair)), "")


def is_guessed_title(title: str) -> bool:
    """Return whether words before a name are only taken for a title because a given name follows them."""
    words = [word for word in title.split() if word.casefold() not in TITLES]
    return bool(words) and words[0][:1].isupper() and not is_job(title)


def split_titles(text: str) -> tuple[str, str]:
    """Return a name without titles such as *Dr.* before it and words such as *PhD* after it, and what was removed.

    Words for jobs before a name count as titles. So do up to two other words before a given name and a surname, unless
    an initial follows them. If fewer than two words would be left, the text is returned unchanged.
    """
    words = text.split()
    first = 0
    while first < len(words) - 1 and words[first].casefold() in TITLES:
        first += 1
    while first < len(words) - 2 and (is_job(words[first]) or _is_job_before_name(words[first], words[first + 1])):
        first += 1
    last = len(words)
    while last - first > 2 and words[last - 1].strip(",").casefold() in _AFTER:
        last -= 1
    likely = words[first : last - 1][: _MOST_OF_TITLE + 1] if looks_like_name(text) else []
    given = next((n for n, word in enumerate(likely) if has_given_name(word) or len(word.rstrip(".")) == 1), 0)
    if given and len(likely[given].rstrip(".")) > 1 and likely[0].casefold() not in PARTICLES:
        first += given
    if last - first < 2:  # Professor Elemental is a name
        return text, ""
    return " ".join(words[first:last]).rstrip(","), " ".join([*words[:first], *words[last:]])


def is_name_with_organisation(name: str, other: str) -> bool:
    """Return whether ``name`` is a person's and the ``other`` text, which follows it, tells where the person is from.

    The other text is not a second name if it does not look like one, or if it begins with neither a known given name
    nor an initial, while ``name`` begins with a known one.
    """
    one, known = split_titles(name)[0], has_given_name(other) or other[1:2] == "."
    return looks_like_full_name(one) and (not looks_like_full_name(other) or (has_given_name(one) and not known))


def ends_with_name(text: str) -> bool:
    """Return whether the last two words of a text are a person's name."""
    name = " ".join(text.split()[-2:])
    return has_given_name(name) and looks_like_full_name(name) and split_titles(name)[0] == name
