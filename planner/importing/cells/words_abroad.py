"""More column headings, most of them in other languages than English, Swedish and German.

They are Spanish and Portuguese, Italian, French, Polish, Dutch, Danish and Norwegian, Finnish, then a few words of
Czech, Estonian, Hungarian and Icelandic; all are in the form that ``plain_heading`` returns.
"""

ABROAD: dict[str, str] = {
    "session.title": """
        título de la charla | título de la sesión | nombre de la sesión | sesión | acto | evento | encuentro |
        conferencia
        | tema de la ponencia | actividades | sesiones | charlas | ponencias
        | título da sessão | título da apresentação | sessão | palestra | apresentação
        | comunicação | assunto
        | titolo intervento | titolo dell intervento | titolo della sessione | sessione | intervento | attività
        | argomento | incontro | conferenza | cosa | appuntamento
        | titre de l atelier | titre de la conférence | titre de la session | conférence | séance
        | thème de l intervention | temps fort | quoi | événement | animation proposée | étape | déroulé
        | tytuł | tytuł wystąpienia | tytuł referatu | tytuł sesji | tytuł prelekcji | temat | temat wystąpienia
        | temat prelekcji | wystąpienie | referat | prelekcja | wykład | punkt programu | wydarzenie | zajęcia
        | sesja | co
        | activiteit | programmapunt | naam activiteit | titel presentatie | presentatie
        | titel workshop | naam sessie | wat | agendapunt | titel van de lezing | onderwerp lezing
        | emne | oplæg | oplæggets titel | foredragstitel | titel på oplæg | overskrift | aktiviteter
        | tema for foredrag | innlegg | tittel på innlegg | programinnslag | innslag | hendelse | foredragets tittel |
        sesjon | økt
        | tapahtuma | luento | luennon aihe | luennon otsikko | puheenvuoron aihe | sessio
        | esityksen nimi | nimike | ohjelmakohta | aktiviteetti
        | název | téma | název přednášky | přednáška | pealkiri | ettekanne | teema | tegevus | cím | előadás címe
        | előadás | téma címe | program címe | heiti | efni | titill | erindi | dagskrárliður""",
    "session.subtitle": "subtítulo | sottotitolo | podtytuł | ondertitel | undertittel | alaotsikko",
    "session.abstract": """
        resumen | resumo | riassunto | sintesi | résumé | streszczenie | abstrakt | samenvatting | resume | sammendrag
        | tiivistelmä""",
    "session.description": """
        descripción | descripción de la actividad | descrição | descrizione | description de l intervention | descriptif
        | opis | opis wystąpienia | omschrijving | beschrijving | toelichting | beskrivelse | om foredraget | om
        oplægget
        | popis | kirjeldus | leírás | lýsing
        | contenido | conteúdo | contenuto | contenu | inhoud | sisältö | treść""",
    "session.date": """
        día y fecha | día de la semana | dia da semana | giorno | data evento | giornata | date de l événement | date et
        jour
        | data wydarzenia | dzień | dzień tygodnia | dag en datum | dag datum | ugedag | ukedag | pvm
        | viikonpäivä | den | datum konání | kuupäev | päev | dátum | nap | dagsetning | dagur""",
    "session.start": """
        hora inicio | hora de inicio | hora inicial | empieza | desde | hora de início | início | começo | começa | das
        | inizio | ora inizio | ora di inizio | orario inizio | orario di inizio | dalle | dalle ore | alle ore
        | heure début | horaire de début | à partir de | commence à | heure d arrivée | dès
        | początek | godzina rozpoczęcia | rozpoczęcie | godz rozpoczęcia | od | start o
        | aanvangstijd | start om | vanaf | begint | begin tijd
        | starttidspunkt | begynder | begynder kl | start kl | fra klokken | starttid kl | begynner | begynner kl |
        oppstart
        | alkamisaika | aloitus | alkaa klo | alku | aloitusaika | klo alkaa
        | začátek | algus | kezdés | kezdete | byrjar | upphaf""",
    "session.end": """
        hora fin | hora de fin | hora final | hasta | acaba | hora de finalización | hora de fim | fim | término
        | até | termina às
        | ora fine | ora di fine | orario fine | orario di fine | fino alle | heure fin | horaire de fin
        | se termine à | jusqu à
        | koniec | godzina zakończenia | zakończenie | godz zakończenia | do
        | eind | eindigt | tot en met tijd | tot uur | slut kl | sluttidspunkt | ender | slutter kl | sluttid kl |
        avsluttes
        | päättymisaika | päättyy klo | loppu | lopetus | loppumisaika
        | konec | lõpp | vége | befejezés | lýkur""",
    "session.when": """
        horas | horarios | franja | franja horaria | hora inicio fin | fecha y hora | día y hora | hora e data
        | horário | data e hora | dia e hora | quando
        | ora | ore | orario | orari | data e ora | fascia oraria
        | heure | date et heure | créneau | créneau horaire
        | godzina | godziny | godz | czas | pora | data i godzina | kiedy
        | tijden | datum en tijd | tijdvak | tijdsblok | hoe laat
        | klokkeslag | tidspunkter | dato og tid | dag og tid | tidsplan | klokkeslett fra til
        | kellonajat | ajankohta | aikataulu | pvm ja aika | päivä ja aika | aikaväli
        | čas | kellaaeg | aeg | időpont | idő | mikor | tími | tímasetning | klukkan""",
    "session.length": """
        dur | duración min | duración en minutos | minutos | tiempo | duração min | tempo | durata | durata min | minuti
        | durata in minuti | durée min | durée en minutes | durée prévue
        | czas trwania | czas trwania min | długość | minuty | ile minut
        | duur min | duur minuten | duur in minuten | aantal minuten | minuten duur
        | varighed | varighed min | varighed i minutter | minutter | antal minutter | længde i minutter | tidsforbrug
        | varighet min | varighet minutter | lengde min | antall minutter
        | kesto minuuttia | kesto minuutteina | minuutit | pituus
        | délka | kestus | időtartam | lengd""",
    "session.room": """
        sede | espacio | lugar y sala | sala lugar | escenario | ubicación | espaço
        | luogo | aula sala | sala aula | spazio | sede evento | location evento | palco sala | dove | padiglione
        | salle lieu | lieu salle | espace | scène | localisation | salles | auditorium salle
        | sala konferencyjna | miejsce | lokalizacja | scena | gdzie | miejsce wydarzenia | sala miejsce
        | ruimte | zalen | lokalen | podia | zaal locatie | zaal ruimte | welke zaal | ruimtes
        | sted lokale | lokale sted | scene | mødelokale | hvor henne
        | rom sted | sted rom | møterom | scene sal | rom lokale | konferanserom
        | tilat | sali tila | tila sali | esityspaikka | kokoushuone | missä tilassa
        | místnost | místo | ruum | koht | terem | helyszín | salur | staður | staðsetning | forum halle""",
    "session.track": """
        línea temática | eje temático | bloque temático | área temática | eje | trilha | eixo temático | percorso |
        filone
        | area tematica | tematica | thématiques | parcours | axe | ścieżka | ścieżka tematyczna | blok tematyczny
        | themalijn | stroom | programmaspor | linja | teemapolku | teema alue""",
    "session.kind": """
        tipo | tipo de actividad | tipo de sesión | formato | modalidad | categoría de actividad | tipo de atividade |
        tipologia
        | tipo di evento | tipo di attività | type d intervention | type d activité | type de session
        | rodzaj | typ wydarzenia | forma | forma zajęć | soort | soort activiteit | werkvorm | vorm | aktivitetstype
        | type aktivitet | tyyppi | ohjelmatyyppi | muoto | typ akce | tüüp | típus | tegund""",
    "session.speakers": """
        invitado | invitados | invitada | invitada s | invitados as | interviene | intervienen | participan | participa
        | ponente a cargo | ponente s invitados | orador a | conferenciante | conferenciantes | charlista | tallerista
        | imparte | impartido por | presenta | presentado por | con | a cargo de | quién habla | nombre del ponente
        | ponentes invitados | docente | conferencista | facilita
        | palestrantes | orador convidado | convidado | convidados | apresentador | apresentadora | apresenta | com
        | formador | quem | intervenientes | oradores convidados
        | relatore | relatori | relatrice | relatore i | relatori e relatrici | relatore relatrice | ospite | ospiti
        | intervengono | oratore | oratori | a cura di | condotto da | docenti | speaker relatore
        | con la partecipazione di | chi
        | intervenants es | intervenant s | intervenant es | intervenant e s invités | invité | invités | invitée
        | invité e s | animé par | présenté par | conférenciers | conférencières | conférencier s | oratrices |
        formateur
        | formatrice | orateur s | avec la participation de | personne ressource | par
        | prelegent | prelegenci | prelegentka | prelegent ka | prelegent s | mówca | mówcy | wykładowca | wykładowcy
        | gość | goście | prowadzi | osoba prowadząca | kto | kto mówi | autor | autorzy | autor wystąpienia |
        występujący
        | prelegenci goście | ekspert
        | spreker en organisatie | gastsprekers | door | presentator | presentatoren | docent | docenten | workshopgever
        | workshopleider | inleiders | gasten | wie spreekt | spreker workshopleider | met wie | trainer docent
        | oplægsholder e | foredragsholder e | gæst | gæster | gæstetaler | oplægsholder navn | underviser e
        | facilitator oplægsholder | hvem taler | med hvem | ved hvem | medvirker | medvirkende på scenen | debattør |
        debattører
        | innledere | innleder e | forelesere | gjest | gjester | kursholder | kursholdere
        | foredragsholder navn | taler navn | deltar | bidragsyter | bidragsytere
        | puhuja t | puhujan nimi | esiintyjät | luennoitsijat | esittäjät | alustaja | alustajat | vieras | vieraat
        | kouluttajat | vetäjä | vetäjät | työpajan vetäjä | asiantuntija | haastateltava
        | přednášející | řečník | řečníci | esineja | esinejad | kõneleja | lektor | előadó | előadók
        | fyrirlesari | fyrirlesarar | ræðumaður | flytjandi""",
    "session.moderators": """
        modera | moderan | moderación | moderado por | moderador a | moderadores | presidente de mesa 
        | presentador | presentadora | moderação | moderadores as | mediador | mediadora | mediação
        | moderatore | moderatrice | moderatori | moderato da | modera l incontro | conduttore | conduttrice | chairman
        | introduce e modera
        | modération | modéré par | modérateur modératrice | modérateur trice | présidente de séance | président e de
        séance
        | animateur trice | animée par
        | moderatorka | moderacja | moderatorzy | prowadzący | prowadząca | prowadzący dyskusję | prowadzenie
        | przewodniczący | przewodnicząca | moderuje
        | moderator gespreksleider | gespreksleiding | presentatie door | voorzitter sessie | dagvoorzitters | leiding
        | ordstyrer moderator | moderator ordstyrer | mødeleder ordstyrer | konferencier vært | debatleder |
        samtaleleder
        | ordstyrer møteleder | møteledere | konferansier | programleder | toastmaster | leder samtalen
        | juontajat | moderaattori | puheenjohtajat | keskustelun vetäjä | session puheenjohtaja
        | moderátor | předsedající | modereerib | moderaator | moderátorok | levezető elnök | fundarstjóri""",
    "session.hosts": """
        anfitrión | anfitriona | anfitrião | anfitriã | padrone di casa | hôte | hôtesse | gospodarz | gastheer |
        gastvrouw
        | vært | værter | værtinde | vert | verter | vertskap | isäntä | emäntä | responsable | responsables |
        responsabile
        | responsável | persona responsable | personne responsable | odpowiedzialny | odpowiedzialna | osoba
        odpowiedzialna
        | verantwoordelijke | verantwoordelijk | ansvarlig person | vastuuhenkilö | vastuussa | vastuu""",
    "session.panellists": """
        panelistas | ponentes de la mesa | debatedores | debatientes | partecipanti alla tavola rotonda | tavola rotonda
        con
        | panelisti | panélistes | intervenants de la table ronde | paneliści | uczestnicy panelu
        | uczestnicy dyskusji | dyskutanci | panelgasten | debatdeltagere | paneldeltagere | i panelet | paneldeltakere
        | debattanter | panelistit | paneelin jäsenet""",
    "session.reserves": """
        suplente | suplentes | reserva | sostituto | riserva | remplaçant | remplaçante | rezerwa | rezerwowy |
        vervanger
        | vikar | stedfortræder | varavara | varapuhuja | sijainen""",
    "session.people": """
        participantes | partecipanti | uczestnicy | osoby | personas | pessoas | persone | participants au débat
        | en escena | no palco | sul palco | sur scène | na scenie | op het podium | op podium | på scene
        | lavalla""",
    "session.language": """
        idioma de la sesión | lengua | língua | lingua | langue de l intervention | język | taal | voertaal | språk på
        foredrag
        | foredragssprog | esityskieli | jazyk | keel | nyelv | tungumál""",
    "session.tags": """
        target group | target audience | målgrupp | målgrupper | årskurs | zielgruppe | doelgroep | målgruppe
        | kohderyhmä | public cible | público objetivo | público alvo | destinatari | grupa docelowa
        | palabras clave | etiquetas | palavras chave | parole chiave | étiquettes | słowa kluczowe | trefwoorden
        | nøgleord | emneord | nøkkelord | avainsanat | asiasanat""",
    "session.status": """
        estado | situación | situação | stato | statut | état | stan | status spotkania | tilanne | stav""",
    "session.audience": """
        asistentes | asistencia prevista | público | público esperado | número de asistentes | participantes previstos
        | partecipanti previsti | numero partecipanti | pubblico | public attendu | nombre de personnes | effectif
        | participants attendus | liczba uczestników | liczba osób | ilość osób | aantal deelnemers | aantal personen
        | verwacht aantal | antal personer | forventet antal | forventede deltagere | antal tilmeldte | antall personer
        | forventet antall | antall påmeldte | osallistujia | osallistujamäärä | henkilömäärä | počet účastníků
        | participantes | partecipanti | deelnemers | deltakere | osallistujat | uczestnicy""",
    "session.equipment": """
        material necesario | medios técnicos | necesidades técnicas | técnica | recursos | audiovisuales
        | requisitos técnicos | material necessário | meios técnicos | sonido | áudio
        | attrezzatura | attrezzature | esigenze tecniche | materiale | materiali | tecnica
        | matériel technique | besoins techniques | technique | équipement | sonorisation | besoin matériel
        | sprzęt | wymagania techniczne | potrzeby techniczne | technika | wyposażenie | nagłośnienie
        | techniek benodigdheden | benodigdheden | materiaal | apparatuur nodig | audiovisueel | geluid | wat nodig
        | teknik udstyr | materialer | lyd | av behov | teknisk behov | behov for teknik
        | teknisk utstyr | teknikk | teknikkbehov | tekniske behov | lyd og lys | av utstyr | behov for utstyr
        | tarvikkeet | tekniset tarpeet | tekniikkatarpeet | av laitteet | ääni | varusteet | tekninen tarve
        | vybavení | tehnika | eszközök | tæki | búnaður""",
    "session.number": """
        número | núm | nº | numero | numer | lp | l p | nummer volgorde | nro | numero järjestys | č | pořadí
        | sorszám""",
    "session.note": """
        observación | comentarios | comentario | nota interna | avisos | otros | incidencias | notas internas |
        observações
        | observação | comentários | comentário | avisos internos
        | osservazioni | annotazioni | appunti | nota | commenti | altro | avvertenze
        | observations | observation | remarques internes | précisions | infos | infos pratiques | à noter | notes
        internes
        | uwagi | uwaga | notatki | notatka | komentarz | komentarze | dodatkowe informacje | informacje | inne
        | opmerkingen intern | bijzonderheden | notitie | extra info | overig | overige | aantekeningen
        | noter | note intern | andet | praktisk | praktisk info | øvrigt | bemærk | husk | noter til personale
        | notat | notater | merknad intern | annet | praktisk informasjon | øvrig | husk å | kommentar intern
        | huomautukset | huomiot | muistiinpanot | lisätiedot | lisätieto | lisätietoja | muuta | kommentit
        | poznámka | poznámky | märkused | märkus | megjegyzés | megjegyzések | athugasemd | athugasemdir""",
    "session.cues": """
        licht | ton | ton licht | ton und licht | lights | lighting | light | ljus | lys | valot | lumière | luci |
        luces | luz | światło | belysning | beleuchtung | lampor |
        luces y sonido | regia | régie | régie son lumière | reżyseria | licht en geluid | lys lyd | lyd lys | lys og
        lyd
        | ääni ja valo""",
    "person.name": """
        referente
        | nombre completo | nombre y apellidos | apellidos y nombre | nombre apellidos | persona | asistente
        | nombre del invitado
        | participante | contacto | persona de contacto | nome completo | nome e apelido | contato | pessoa
        | nome e cognome | cognome e nome | nominativo | contatto | partecipante
        | nom | noms | nom et prénom | nom prénom | prénom nom | prénom et nom | participant e | personne | référent
        | imię i nazwisko | nazwisko i imię | imiona i nazwiska | osoba | uczestnik | osoba kontaktowa | kontakt osobowy
        | naam | volledige naam | voor en achternaam | deelnemer | contactpersoon | naam spreker | naam deelnemer
        | fulde navn | for og efternavn | deltager | kontaktperson navn | navn på taler
        | fullt navn | for og etternavn | deltaker | navn på deltaker
        | koko nimi | etu ja sukunimi | osallistuja | yhteyshenkilö | puhujan koko nimi
        | jméno | jméno a příjmení | nimi ja perekonnanimi | név | teljes név | nafn | ansprechpartner |
        ansprechpartnerin
        | ansprechpartner in""",
    "person.first": """
        nombre de pila | primeiro nome | nome proprio | imię | voornaam | fornavne | etunimet | jméno křestní""",
    "person.last": """
        primer apellido | apelido | sobrenome | nazwisko | achternaam | efternavne | sukunimet | příjmení
        | vezetéknév""",
    "person.title": """
        cargo | cargo profesional | función | puesto de trabajo | profesión | profissão | qualifica | ruolo |
        professione
        | carica | fonction | métier | qualité | titre et fonction | poste occupé | stanowisko | funkcja | zawód
        | tytuł naukowy | functie | functietitel | beroep | stilling | stillingsbetegnelse | jobtitel | titel stilling
        | yrke stilling | stillingstittel | tittel stilling | titteli | ammatti | tehtävä | asema | tehtävänimike
        | funkce | amet | beosztás | starfsheiti""",
    "person.organisation": """
        namens
        | entidad empresa | institución entidad | centro | centro de trabajo | asociación | procedencia | universidad
        | organización entidad | compañía | instituição organização | organização | universidade | empresa instituição
        | proveniência | escola | associação
        | ente di appartenenza | appartenenza | istituzione | istituto | organizzazione | società | università
        | associazione | provenienza | ente azienda | affiliazione | scuola
        | société organisme | organisation structure | employeur | association | entreprise organisme | institution d
        appartenance | collectivité | école | compagnie
        | instytucja | organizacja | firma instytucja | afiliacja | uczelnia | uniwersytet | jednostka | szkoła
        | miejsce pracy | reprezentuje | stowarzyszenie
        | organisatie bedrijf | bedrijf organisatie | instelling organisatie | werkzaam bij | vereniging | universiteit
        | bedrijfsnaam | van organisatie
        | organisation virksomhed | virksomhed organisation | forening | arbejdsgiver | institution virksomhed | fra
        hvor
        | tilknytning | universitet | kommune | organisation forening
        | organisasjon | organisasjon bedrift | bedrift organisasjon | arbeidsgiver
        | representerer | universitet høgskole
        | organisaatio yritys | yritys organisaatio | taustaorganisaatio | yhteisö | järjestö | yhdistys | työnantaja
        | koulu | edustaa | taho
        | organizace | instituce | asutus | ettevõte | szervezet | intézmény | cég | stofnun | fyrirtæki
        | partner | partner organisation | partner institution | organisation partner | company partner
        | beneficiary""",
    "person.email": """
        correo e | dirección de correo | e mail de contacto | endereço de email | endereço eletrónico | posta
        elettronica
        | indirizzo email | indirizzo e mail | adresse électronique | adresse courriel | adres email | adres e mail |
        poczta
        | emailadres | emailadresse | mailadresser | sähköpostit | s posti | meiliosoite | netfang | meil""",
    "person.phone": """
        teléfono móvil | número de teléfono | telefone | telemóvel | celular | telefono | cellulare | numero di telefono
        | tél | n de téléphone | numéro de téléphone | telefon kontaktowy | nr telefonu | numer telefonu | telefon
        komórkowy
        | mobiele nummer | mobiel nummer | tlf | tlf nr | tlfnr | telefonnummer mobil | matkapuhelin | puh
        | puhelin numero | sími""",
    "person.bio": """
        biografía | semblanza | currículum | biografia | nota biográfica | profilo | note biografiche | biographie
        courte
        | notice biographique | biogram | biografie spreker | over de spreker | om taleren | om foredragsholderen
        | henkilöesittely | esittelyteksti""",
    "person.diet": """
        restricciones alimentarias | alergias alimentarias | alimentación | restrições alimentares | intolleranze
        | esigenze alimentari | allergie | régime allergies | dieta alergie | alergie | allergieën | dieetwensen
        allergieën
        | allergier og diæt | diæt | kostbehov | kostensyn | kosthensyn | ruokavalio | allergiat
        | ruoka aineallergiat""",
    "person.languages": "idiomas | línguas | lingue | langues parlées | języki | talen | sprog | kielet",
    "person.links": """
        página web | sitio web | redes sociales | sito | sito web | site web | site | réseaux sociaux | strona www
        | strona internetowa | websites | hjemmeside | nettside | kotisivu | verkkosivu""",
    "person.travel": """
        llegada | hora llegada | hora de llegada | fecha de llegada | salida | hora salida | fecha de salida | vuelo
        | traslado | traslados | chegada | partida | voo
        | arrivo | partenza | volo | treno | viaggio | trasferimento | orario arrivo
        | arrivée | départ | trajet | heure d arrivée gare
        | przyjazd | wyjazd | podróż | dojazd
        | aankomst | vertrek | vlucht | reis | vervoer | ankomst tid | afrejse | rejse
        | avreise | ankomsttid | reise fly | saapuminen | lähtö | lento | matka | saapuu | lähtee | arrives | departs
        | arrival flight | departure flight | departure date | departure time | transfer | pickup | pick up
        | anreisetag | abreisetag | ankunft | abfahrt | avresedag | ankomstdag | ankomst tid och datum""",
    "person.lodging": """
        alojamiento | habitación | noches | noches de hotel | hospedagem | alojamento | quarto | albergo | alloggio
        | pernottamento | hôtel | chambre | nuitées | nocleg | noclegi | pokój | overnachting | kamer | logement
        | overnatning | værelse | overnatting | hotellrom | majoitus | hotelli | huonetyyppi | room type | hotel room
        | zimmer | rumstyp | hotellnätter""",
    "person.fee": """
        honorarios | caché | honorários | compenso | gettone | honoraires | cachet artiste | honorarium netto |
        wynagrodzenie
        | vergoeding | palkkio | honorering""",
    "person.expenses": """
        gastos | gastos de viaje | despesas | spese | rimborso | frais | frais de déplacement | koszty | zwrot kosztów
        | onkosten | reiskosten | udgifter | utgifter | reiseutgifter | kulut | matkakulut""",
    "person.needs": "necesidades especiales | necessidades especiais | esigenze particolari | besoins particuliers",
    "person.note": """
        observaciones | notas | osservazioni | remarques | uwagi | opmerkingen | bemærkninger | merknader
        | lisätiedot""",
    "person.state": """
        confirmación | confirmação | conferma | confirmation | potwierdzenie | bevestigd | bevestiging | bekræftet
        | bekræftelse | bekreftet | bekreftelse | vahvistus | vahvistettu | asiste | confirma""",
    "room.name": """
        nombre de la sala | espacio | nome da sala | nome sala | nom de la salle | salle | nazwa sali | sala | zaal |
        zaalnaam
        | ruimte | rom | lokale | lokalenavn | romnavn | tila | sali | tilan nimi""",
    "room.seats": """
        aforo | capacidad | plazas | lotação | capacidade | lugares | capienza | posti | places assises | jauge | nombre
        de places
        | liczba miejsc | pojemność | capaciteit | zitplaatsen | aantal plaatsen | pladser | antal pladser |
        siddepladser
        | plasser | antall plasser | sitteplasser | paikkoja | istumapaikat | kapasiteetti""",
    "room.floor": """
        planta | edificio | andar | piso | piano | étage | bâtiment | piętro | budynek | verdieping | gebouw | etasje |
        bygning
        | kerros | rakennus""",
}
"""Headings that clearly mean a field, by the key of the field."""
