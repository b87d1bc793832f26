"""Column headings in English, Swedish, German and a few other languages, and those that programs write.

They are compared in the form that ``plain_heading`` returns: lower case, no marks, one space between words.
"""

from __future__ import annotations

HEADINGS: dict[str, str] = {
    "session.title": """
        title | session title | session name | talk title | talk name | talk | talks
        | presentation title | proposal title | proposal | submission title | proposal titles | session titles |
        talk titles | subject | topic title | paper title | presentation | programme item | item | segment |
        activity | titel | rubrik | programpunkt | programpunkter | föredrag | föredragets titel | sessionstitel
        | aktivitet | punkt | vad | vortragstitel | titel des vortrags | vortrag | bezeichnung | name of session
        | name of talk | vorgeschlagener titel | titel der einreichung
        | einreichungstitel | what | agenda item | agenda | titre | título | titolo | otsikko | tittel | summary
        title | paper | papers | vorschlagstitel | beitragstitel | titel des beitrags | sessiontitel |
        tittel på foredrag | foredrag | intitulé
        | innehåll i programmet | programinslag | vad händer | vad händer det | aktivitet programpunkt
        | programpunkt aktivitet | moment aktivitet | titel på föredrag | titel på föredraget | föreläsning
        | föreläsningens titel | seminarium | seminarietitel | talar om | föreläser om | rubrik på föredrag
        | seminar headline | seminar | seminar title | session topic | talks about | hva | hvad | tema tittel
        | programpost | indslag | foredragets titel | onderdeel | onderwerp | lezing | titel lezing | sessie
        | programmaonderdeel | programmpunkt | vortrag programmpunkt | programmpunkt vortrag | beitrag
        | thema des vortrags | was | intervention | titre de la présentation | titre de l intervention
        | communication | exposé | sujet | activité | actividad | ponencia | título de la ponencia | charla
        | título da palestra | atividade | ohjelma | ohjelmanumero | esitys | esityksen otsikko | aihe
        | title of talk | title of paper | title of session | title of contribution | contribution title
        | contribution
        | mitä tapahtuu | mitä | dagordningspunkt | punkt på dagordningen | ärende | inslag | programmoment
        | passets titel | passets namn | dagens punkt | ordnungspunkt | tagesordnungspunkt | dagsordenspunkt
        | sakslisten""",
    "session.subtitle": """
        subtitle | sub title | tagline of session | session subtitle | underrubrik | undertitel | untertitel |
        sous titre""",
    "session.abstract": """
        abstract | short abstract | abstract short | short description | session abstract | talk abstract | talk
        summary | elevator pitch | teaser | sammanfattning | ingress | kort beskrivning | kurzbeschreibung |
        zusammenfassung | kurzfassung | synopsis | resumé""",
    "session.description": """
        abstract text |
        description | session description | talk description | full description | long description | abstract
        long | full detail | full details | long abstract | details | session info | beskrivning | lång
        beskrivning | innehåll | beschreibung | ausführliche beschreibung | langbeschreibung | inhalt | content
        | kuvaus""",
    "session.date": """
        date | day | session date | start date | session start date | event start date | date start | starts on
        | datum | dag | startdatum | weekday | week day | veckodag | wochentag | tag | start day | conference
        day | konferensdag | när datum | date of session | fecha | päivä | dato | wann datum | jour
        | dato dag | päivämäärä | dia | día | data | jour date | kväll | evening | date dag | dato og dag
        | datum dag | datum en dag | datum und tag""",
    "session.start": """
        start | starts | start time | starttime | time start | starts at | start at | from | from hour | begins
        | begin | beginning | begin time | scheduled at | session start | session start time | event start time
        | session starts | start datetime | start date and time | date start time | scheduled start | time from
        | starttid | starttidpunkt | börjar | start tid | från | från kl | klockan | klockslag | kl | beginn |
        anfang | startzeit | start zeit | beginnt | startet | start (time) | dtstart | begin at | kl från |
        inicio | début | heure de début | available from | tid från | anfangszeit | von
        | aanvang | begintijd | starttijd | van | starter | starter kl | fra | fra kl | alkaa | alkaen | inicia
        | comienzo | de | débute | commence | öppnar | börjar kl | starts kl | kl start""",
    "session.end": """
        end | ends | end time | endtime | time end | ends at | end at | to | to hour | until | finish | finishes
        | finish time | session end | session end time | event end time | session ends | end datetime | end date
        and time | time to | sluttid | slutar | slut | till | till kl | ende | endzeit | endet | end (time) |
        dtend | stop | stop time | fin | heure de fin | slut tid | available to | tid till | bis
        | einde | eindtijd | tot | slutter | slutt | til | til kl | päättyy | loppuu | termina | fin de
        | se termine | stänger | slutar kl | bis uhr | kl till | kl slut""",
    "session.end_date": """
        end date | date end | event end date | session end date | ends on | slutdatum | enddatum | end day | end
        (date)""",
    "session.when": """
        when | time | times | timespan | time span | timeslot | time slot | slot | session time | date time |
        datetime | date and time | schedule time | hours | tid | tider | tidpunkt | när | tidsspann | klockslag
        tid | start slut | start end | datum och tid | dag och tid | zeit | uhrzeit | zeitraum | wann | termin |
        datum und uhrzeit | klokkeslett | klokkeslæt | tidsrom |
        zeitfenster | horaire | hora | aika | tidsrum | day and time | clock | pass tid | time range
        | hvornår | når | tidspunkt | klokken | kello | milloin | wanneer | tijd | tijdstip | tijdslot | hora de
        | horario | heures | horaires | plage horaire | tidslucka | pass och tid | time of day | clock time
        | klo | kellonaika""",
    "session.timed_title": "time and title | tid och titel | tid och punkt | zeit und titel",
    "session.length": """
        duration | length | minutes | mins | min | duration minutes | duration in minutes | duration min |
        format duration in minutes | scheduled duration | session length | session duration | talk length |
        längd | tidsåtgång | minuter | varaktighet | önskad längd | önskad tid |
        antal minuter | speltid | dauer | länge | minuten | durée |
        duración | kesto | varighet | talk duration | length min | dauer minuten | längd minuter | allotted time
        | tijdsduur | duur | lengde | kesto min | lengte | længde | duração | tid i minuter | minuter tid
        | tid min | antal min | beräknad tid | tidsåtgång min | beräknad längd | tidsram | anslagen tid
        | estimated time | forventet tid""",
    "session.room": """
        room | rooms | room location | room name | location | locations | venue | stage | hall | auditorium |
        place | where | session room | session location | track room | location category | lokal | lokaler | sal
        | salar | rum | plats | scen | var | hörsal | raum | räume | saal | ort | bühne | hörsaal | salle | lieu
        | sala | lugar | sted | tila | sali | rom | location name | venue name | space | building room | lokal rum |
        lokal plats | raumname | podium
        | hvor | var någonstans | var då | zaal | plaats | locatie | lokaal | podium zaal | waar | missä
        | paikka | huone | lokale | sal lokal | dónde | onde | local | où | endroit | emplacement | wo
        | standort | where room | on which stage | stage name | scen sal | sal scen | vilken sal | vilken lokal""",
    "session.track": """
        track | tracks | track name | track title | schedule track | theme | stream name | strand | topic area |
        session track | thread | spår | tema | ämnesområde | teman | inriktning | themenbereich | schwerpunkt |
        category | categories | kategori | kategorie | filière | programspår | themenstrang | subject area
        | strängen | ämnesspår | thématique | temaspor | spor | linje | thematrack""",
    "session.kind": """
        type | kind | format | session type | session format | talk format | talk type | format name |
        submission type | event type | presentation type | type of session | contribution type | typ | sort |
        slag | sessionstyp | typ av session | programtyp | art | vortragsart | vortragstyp | einreichungstyp |
        veranstaltungsart | sessiontyp | veranstaltungstyp | type of talk | session kind | activity type |
        sessionsformat""",
    "session.speakers": """
        speaker | speakers | speaker name | speaker names | speaker s | name of speaker | presenter | presenters
        | presenter name | presenter names | presenting author | author | authors | author names | fullname |
        full name of speaker | owner | primary secondary speaker | primary speaker | secondary speaker | talent
        | speaker talent | co speakers | co speaker | coauthors | co authors | by whom | who | lecturer |
        lecturers | talare | talarens namn | talarnamn | föreläsare | medverkande | presentatör | vem | vem
        vilka | av | referent | referenten | referentin | referent in | vortragende | vortragender | sprecher |
        sprecherin | redner | rednerin | name der vortragenden | vortragende namen | intervenant | intervenants
        | orateur | ponente | ponentes | speakers names | speakers name | puhuja | puhujat | foredragsholder |
        oplægsholder | talare namn |
        namen der vortragenden | keynote speaker | guest | gäst | gäster | role speakers | föredragshållare
        | inledare |
        gästtalare | inbjuden | inbjudna | inbjuden talare | vem håller i det | vem håller i | håller i | hålls av |
        av vem | vem talar | presenteras av | medverkar | pedagog | guide | med |
        presented by | led by | given by | held by |
        contributor | contributor name | guest speaker | presenter s | vortrag von | gehalten von | gast | gäste |
        hvem | hvem holder | foreleser | foredragsholdere | innleder | medvirkende | holdes av | spreker | sprekers |
        spreker s | gastspreker | inleider | intervenante | intervenant e | intervenant e s | oratrice | orateurs |
        oratrice orateur | avec | wer | qui | quién | kuka | esitelmöijä
        | vem gör det | talare föredragshållare | doktorand talare | gäst ansvarig | oplægsholdere | underviser
        | taler | talere | på scenen | esittäjä | esiintyjä | luennoitsija | conférencier | conférencière
        | ponente s | orador | oradores | palestrante | referentin referent | referent in einrichtung
        | referentin referent einrichtung | mit | people on stage | by
        | kuka puhuu | puheenvuoro | föredragande | inleder | inledare talare | coach | coaches | ledare
        | tränare | kouluttaja | tutor | ved""",
    "session.moderators": """
        moderator | moderators | role moderators | chair | chairs | session chair | session chairs | role
        session chairs | session chair name | chair name | chair names | chairperson | chairpersons | chaired by
        | moderated by | facilitator | facilitators | mc | emcee | ordförande | moderatorer | samtalsledare |
        sessionsordförande | konferencier | moderation | moderatorin | sitzungsleitung | vorsitz | leitung |
        discussion lead | role moderator | role chairs | modérateur |
        modérateurs | modératrice | moderator in | ordstyrer | sammankallande | leds av | modereras av |
        samtalet leds av | ordf | mötesordförande | dagordförande | debattledare | gesprächsleitung |
        diskussionsleitung | moderiert von |
        møteleder | debattleder | animation | animateur | animatrice | gespreksleider | dagvoorzitter | voorzitter |
        puheenjohtaja | convener | convenor
        | moderatie | ordstyrere | mødeleder | juontaja | animateur modérateur | présidence
        | président de séance | moderador | moderadora | preside | samtalsledare moderator
        | moderator samtalsledare | programledare | konferencierer | session chair s | chair s | leder samtalet""",
    "session.hosts": """
        host | hosts | room host | session host | hosted by | role hosts | workshop leader | workshop leaders |
        instructor | instructors | trainer | värd | värdar | rumsvärd | sessionsvärd | workshopledare |
        gastgeber | kursledare | ansvarig | ansvariga | responsible""",
    "session.panellists": """
        panellist | panellists | panelist | panelists | role panelists | panel members | panel member |
        discussant | discussants | paneldeltagare | panelister | i panelen | podiumsgäste | podium | diskutanter
        | panel | kommentator | kommentatorer | opponent | opponenter | respondent | respondenter | discutant
        | discutants | medverkande i panelen | panelleden | deltagere i panel""",
    "session.reserves": """
        reserve | reserves | backup speaker | stand in | standby | reserv | reserver | reservtalare | ersättare
        | ersatz | ersatzredner""",
    "session.people": """
        people | participants | persons | roles | contributors | cast | personer | deltagare på scen | personen
        | mitwirkende | beteiligte | personen namen | on stage | på scen | crew on stage""",
    "session.person_role": "role | speaker role | roll | rolle | role in session | roll i sessionen",
    "session.language": """
        language | session language | talk language | content locale | locale | språk | sprache |
        vortragssprache | langue | idioma | kieli | sprog | spoken language""",
    "session.tags": """
        tag | tags | keyword | keywords | labels | label | taggar | nyckelord | etiketter | schlagwörter |
        schlagworte | stichwörter | mots clés | audience level | level | difficulty | nivå | niveau |
        svårighetsgrad""",
    "session.status": """
        status | state | session status | decision | pending state | confirmed | accepted | approval | läge |
        tillstånd | beslut | bekräftad | zustand | einreichungs status
        | einreichungsstatus | bestätigt | cancelled | inställd""",
    "session.audience": """
        audience | expected audience | expected attendance | attendance | attendees | number of attendees |
        expected attendees | expected participants | participants expected | publik | antal deltagare |
        förväntat antal | deltagare | väntad publik | teilnehmerzahl | teilnehmer | erwartete teilnehmer | antal
        | antal platser deltagare | aantal | deelnemers aantal | antall | antall deltakere | antal deltagere
        | max antal | max antal deltagare | nombre de participants | número de participantes""",
    "session.website": """
        url | session url | web page | webpage | website | page | event url | session website | talk url | link
        to session | webbsida | sida | webbadress | webseite | seite | homepage of session""",
    "session.stream": """
        live link | livestream | live stream | stream | stream url | stream link | streaming link | live url |
        zoom link | zoom | meeting link | online link | join link | join url | ström | livesändning | strömlänk
        | möteslänk | live übertragung | video call link | virtual room""",
    "session.links": """
        links | link | resources | recording link | recorded video url | video url | videourl | recording |
        slides | slides url | slide link | materials | handouts | länkar | länk | material | bilder länk |
        inspelning | ressourcen | materialien | aufzeichnung | folien | presentation link | video id | download
        | file url""",
    "session.equipment": """
        equipment | equipment needed | technical needs | technical requirements | tech requirements | av
        requirements | av needs | needs | requirements | setup requirements | laptop connector type | utrustning
        | teknik | teknikbehov | behov | tekniska behov | technik | ausstattung | technische anforderungen
        | utstyr | udstyr | teknik att ta med | att ta med | technikbedarf | technik bedarf | techniek
        | apparatuur | matériel | matériel nécessaire | equipo | equipamento | laitteet | välineet | behöver
        | teknik behov | av utrustning | mikrofon | ljud | micro | sound | behov av teknik
        | tekniikka | att ordna | att fixa | behövs""",
    "session.number": """
        number | no | nr | session number | session no | löpnummer | nummer | ordningsnummer | laufende nummer |
        lfd nr | cue number | programme number""",
    "session.id": """
        id | session id | talk id | submission id | event id | uid | uid do not delete | guid | uuid | code |
        proposal id | paper id | presentation id | item id | submission | submission number | # | session code |
        session short | kennung | sessions id | einreichungs id""",
    "session.note": """
        note | notes | internal notes | internal note | comment | comments | remarks | remark | anteckning |
        anteckningar | kommentar | kommentarer | anm | anmärkning | övrigt | notering | noteringar | internt | notiz |
        notizen | bemerkung | bemerkungen | interne notizen | anmerkung | anmerkungen
        | mat dryck | mat och dryck | catering | logistik
        | merknad | merknader | bemærkning | bemærkninger | opmerking | opmerkingen | notities | remarque
        | remarques | commentaire | commentaires | observaciones | notas | huomautus | huomio | huom
        | anmerkninger | info till personal | övrig info | övrig information | annat""",
    "session.introduction": """
        introduction | speaker introduction | intro text | moderator text | presentation text | påa |
        presentationstext | introduktion | anmoderation | einführung""",
    "session.cues": """
        cue | cues | audio cue | video cue | lighting cue | video slide cue | av cue | stage cues | kö |
        körschema | ljud ljus | regi | technik einsatz | sound cue | light cue | stage directions |
        scenanvisningar""",
    "session.setup": """
        setup | set up | set up time | setup time | setup minutes | riggtid | förberedelsetid | aufbau |
        aufbauzeit | get in""",
    "session.teardown": """
        teardown | tear down | teardown time | tear down time | rivtid | nedriggning | abbau | abbauzeit | get
        out""",
    "session.do_not_record": """
        do not record | don t record | no recording | opt out of recording | filma inte | spela inte in | får ej
        filmas | nicht aufzeichnen | do not stream""",
    "session.least": "shortest length | least length | minimum length | minimum duration | kortaste längd",
    "session.pinned": "pinned | fixed | locked | fäst | låst | fest | fixiert",
    "session.parent": """
        parent | parent session | session block | block | sub session of | part of | session or sub session sub
        | sub session | subsession | session or sub session | session order | del av | ingår i | teil von
        | block title | session presentation""",
    "person.name": """
        name | full name | fullname | person | person name | speaker | speaker name | participant | participant
        name | display name | your name | namn | fullständigt namn | hela namnet | för och efternamn | ditt namn
        | deltagare | talare | talarens namn | medverkande | vollständiger name | teilnehmer | nom complet |
        nombre | navn | nimi | fn | attendee | attendee name | contact | contact name | kontakt | kontaktperson
        | namn titel organisation | namn titel företag | namn titel | namn organisation | name title organisation""",
    "person.first": """
        first name | firstname | first | given name | given names | forename | förnamn | tilltalsnamn | vorname
        | prénom | fornavn | etunimi | speaker first name | speaker firstname | nome | fname | speaker given
        name""",
    "person.last": """
        last name | lastname | last | surname | family name | efternamn | nachname | familienname | familiennamn
        | nom de famille | efternavn | etternavn | sukunimi | speaker last name | speaker lastname | speaker
        surname | apellido | apellidos | cognome | lname""",
    "person.sort_name": "sort name | sorted under | sort as | sorteringsnamn | sorteras som | sortiername",
    "person.title": """
        title | job title | job | position | tagline | tag line | role | function | occupation | profession |
        professional title | headline | titel | yrkestitel | befattning | yrke | roll | funktion | tjänst |
        beruf | berufsbezeichnung | stelle | poste | puesto | academic title | akademischer titel | speaker
        title | speaker position | what do you do | titel org | titel organisation | titel och organisation |
        titel och org | titel arbetsplats | title organisation | title and organisation | title company""",
    "person.organisation": """
        organisation | organization | company | company name | affiliation | affiliations | institution |
        institute | employer | org | organisations | university | business | organisation namn | företag |
        arbetsgivare | institution lärosäte | lärosäte | förening | bolag | firma | unternehmen | einrichtung |
        arbeitgeber | verein | société | entreprise | empresa | virksomhed | yritys | speaker company | speaker
        organisation | speaker organization | speaker affiliation | company organization | where do you work |
        myndighet | arbetsplats | arbetsställe | organisation företag | företag organisation | organisation
        arbetsplats | skola | hemvist | varifrån | kommer från | från organisation | från företag | tillhörighet |
        verksam vid | verksamhet | hemuniversitet | hemorganisation | hemmamuseum | enhet | avdelning | utställare |
        comes from | from where | home institution | home organisation | home university | school | department |
        exhibitor | exhibiting company | represents | on behalf of | hochschule | universität | institut
        | aussteller | klubb | club | seura | klub |
        herkunft | kommt von | abteilung | organisatie | bedrijf | instelling | werkgever | afkomstig van | school
        organisatie | institusjon | bedrift | arbeidssted | arbeidsplass | kommer fra | hvorfra | utstiller | skole |
        institution og by | arbejdsplads | établissement | organisme | rattachement | provenance | structure |
        université | institución | organisaatio | työpaikka | yliopisto | oppilaitos | ente | azienda
        | arbejdssted | virksomhet | entidad | organización | empresa organización | instituição
        | lärosäte universitet | skola organisation | skola arbetsplats | exhibitor company | exposant
        | standhouder | hemort organisation | museum | lab | group affiliation | klinik | employer organisation
        | representerar | representing | vertritt""",
    "person.email": """
        email | e mail | mail | email address | e mail address | mail address | speaker email | speaker emails |
        owner email | contact email | your email | e post | epost | e postadress | epostadress | mejl |
        mejladress | mailadress | e mail adresse | email adresse | courriel | correo | sähköposti | adresse
        email | e mailadresse
        | e mailadres | mailadres | epostadresse | e postadresse | mailadresse | correo electrónico
        | sähköpostiosoite | e mel | mejl adress | adresse mail""",
    "person.phone": """
        phone | phone number | telephone | tel | mobile | mobile number | mobile phone | mobile with country
        code | mobile # with country code | cell | cell phone | cellphone | speaker phone | contact number |
        telefon | telefonnummer | mobil | mobilnummer | mobiltelefon | tfn | tel nr | telefonnr | handy |
        handynummer | rufnummer | téléphone | teléfono | puhelin | mobilnr
        | mobiel | telefoon | telefoonnummer | mobilnummer telefon | téléphone portable | portable | móvil
        | puhelinnumero | gsm | telefon mobil""",
    "person.bio": """
        bio | biography | short biography | long biography | short bio | speaker bio | speaker biography | about |
        about you | about the speaker |
        about me | profile | biographical note | biografi | om talaren | om dig | presentation | kort
        presentation | om | biografie | lebenslauf | kurzbiografie | kurzbiographie | über mich | biographie |
        esittely | cv""",
    "person.pronouns": """
        pronouns | pronoun | preferred pronouns | your pronouns | pronomen | speaker pronouns | gender pronouns""",
    "person.pronunciation": """
        pronunciation | name pronunciation | phonetic | phonetic name | how to pronounce | how to say the name |
        how do you pronounce your name | uttal | uttal av namn | namnets uttal | aussprache | aussprache des
        namens""",
    "person.first_pronunciation": "first name pronunciation | uttal förnamn | förnamnets uttal",
    "person.last_pronunciation": "last name pronunciation | uttal efternamn | efternamnets uttal",
    "person.diet": """
        diet | dietary | dietary requirements | dietary needs | dietary restrictions | dietary preferences |
        food | food preferences | allergies | allergy | meal preference | kost | specialkost | matpreferenser |
        mat | allergier | allergi | allergier specialkost | kostönskemål | ernährung | essen |
        unverträglichkeiten | allergien | régime alimentaire | dieta
        | dieet | dieetwensen | kosthold | erityisruokavalio | régime | alergias | matönskemål
        | specialkost allergi | allergi specialkost | allergier kost""",
    "person.languages": """
        languages | spoken languages | languages spoken | språk | talar | sprachen | langues | language""",
    "person.links": """
        links | link | website | website url | web page | webpage | homepage | url | web site | blog | twitter |
        x twitter | linkedin | linked in | x | git hub | you tube | linkedin profile | mastodon | github | facebook |
        instagram | company website | social media | hemsida | webbplats | webbsida | länk | länkar | webseite |
        homepage url | bluesky | orcid | social | youtube""",
    "person.photo": """
        photo | picture | profile picture | image | avatar | headshot | photo url | image url | picture url |
        speaker photo | bild | foto | porträtt | profilbild | profilfoto | avatar url | bildlänk | speaker image
        | portrait""",
    "person.travel": """
        travel | arrival | departure | arrival date | arrival time | flight | train | travel details | travel
        arrangements | resa | ankomst | avresa | resor | flyg | tåg | anreise | abreise | reise | voyage | viaje
        | itinerary""",
    "person.lodging": """
        lodging | hotel | accommodation | hotell | boende | logi | övernattning | unterkunft | übernachtung |
        hébergement | hotel needed | behöver hotell | hotel nights""",
    "person.fee": """
        fee | speaker fee | honorarium | arvode | honorar | ersättning | remuneration | cachet""",
    "person.expenses": """
        expenses | costs | reimbursement | utlägg | omkostnader | kostnader | reseersättning | spesen | auslagen
        | reisekosten""",
    "person.brings": """
        brings | own equipment | brings along | laptop | tar med | egen utrustning | medtar | bringt mit |
        eigene ausrüstung""",
    "person.needs": """
        needs | accessibility | accessibility needs | special needs | access requirements | requirements | behov
        | tillgänglighet | särskilda behov | barrierefreiheit | bedarf | special requirements | assistance""",
    "person.availability": """
        availability | available | speaker availability days | available days | unavailable | not available |
        kan inte | tillgänglig | tider som passar | när kan du | verfügbarkeit | verfügbar""",
    "person.note": """
        note | notes | comment | comments | remarks | internal note | internal notes | anteckning | anteckningar
        | kommentar | kommentarer | övrigt | anmärkning | notiz | notizen | bemerkung | bemerkungen | anmerkung
        | other""",
    "person.state": """
        reply | replies | answer | response | rsvp | svar | svarat | besked | antwort | rückmeldung | reply state |
        own answer | kommer | coming | kommer nej | réponse | respuesta | vastaus | antwoord | svar ja nej | har svarat
        | status svar""",
    "person.confirmed": """
        confirmed | owner confirmed | bekräftad | tackat ja | bestätigt | zugesagt | has said yes | accepted""",
    "person.id": """
        id | speaker id | speaker ids | person id | person | person # | person number | author id | uid | uuid |
        guid | talar id | personid | code | speaker code | kennung | vortragende ids | speakers ids""",
    "room.name": """
        name | room | room name | location | hall | stage | lokal | sal | rum | namn | raum | saal | title |
        lokalnamn | raumname | venue | scen | room title | bühne""",
    "room.seats": """
        seats | capacity | capacities | room capacity | limit capacity | size | max | max capacity | platser |
        antal platser | kapacitet | sittplatser | plätze | kapazität | sitzplätze | places | storlek | capacité
        | maxantal | number of seats""",
    "room.floor": """
        floor | level | storey | building | våning | plan | hus | byggnad | stockwerk | etage | gebäude |
        våningsplan""",
    "room.arrangement": """
        arrangement | setup | set up | layout | seating | room setup | möblering | uppställning | sittning |
        bestuhlung""",
    "room.equipment": """
        equipment | av | facilities | technology | utrustning | teknik | ausstattung | technik""",
    "room.note": """
        note | notes | comment | description | anteckning | kommentar | beskrivning | notiz | bemerkung |
        beschreibung | directions""",
    "room.id": "id | room id | session room id | location id | guid | uid | code | kennung",
    "track.name": """
        name | track | track name | title | spår | namn | tema | theme | thema | titel | track title""",
    "track.colour": """
        colour | color | track colour | track color | färg | farbe | couleur | session colour vivid | hex |
        colour code""",
    "track.description": "description | track description | beskrivning | beschreibung | about | info",
    "track.id": "id | track id | guid | uid | code | kennung",
}
"""Headings that clearly mean a field, by the key of the field."""
WEAK_HEADINGS: dict[str, str] = {
    "session.title": """
        name | session | event | topic | namn | ämne | program | programme | moment | thema | betreff |
        veranstaltung | summary | programma | programa""",
    "session.abstract": "summary | pitch | intro",
    "session.description": "info | text | body | about",
    "session.start": "when | time slot start | när",
    "session.track": "topic | topics | section | area | stream | session group",
    "session.speakers": "people | persons | personer | lead | performer | artist | names",
    "person.name": "author | presenter | who | vem",
    "person.bio": "description",
}
"""Headings that mean a field only if there is no better one, by the key of the field."""
