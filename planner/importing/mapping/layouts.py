"""The layouts that are recognised by their headings, in the order in which they are tried."""

from __future__ import annotations

from planner.importing.mapping.layouts_of_apps import APPS, EVENTS
from planner.importing.mapping.layouts_of_json import JSON
from planner.importing.mapping.table_mapping import ExportLayout, SheetShape, parse_layout

_SESSIONIZE_PEOPLE = """
speaker id = person.id
firstname = person.first
lastname = person.last
email = person.email
tagline = person.title
bio = person.bio
pronouns = person.pronouns
first name - pronunciation = person.first_pronunciation
last name - pronunciation = person.last_pronunciation
laptop connector type = extra
mobile # with country code = person.phone
x (twitter) = person.links
linkedin = person.links
company website = person.links
blog = person.links
profile picture =
"""
_SESSIONIZE = """
session id = session.id
title = session.title
description = session.abstract
owner =
owner email =
session format = session.kind
owner informed =
owner confirmed =
room = session.room
scheduled at = session.start
scheduled duration = session.length
live link = session.stream
recording link = session.links
speakers = session.speakers
speaker ids = person.id
"""
SYSTEMS: tuple[ExportLayout, ...] = (
    parse_layout("sessionize-flattened", "Sessionize", "session id|owner informed|scheduled at|speaker id|firstname",
           _SESSIONIZE + _SESSIONIZE_PEOPLE, shape=SheetShape.SPEAKERS, namespace="sessionize"),
    parse_layout("sessionize-sessions", "Sessionize", "session id|scheduled at|speaker ids", _SESSIONIZE,
           namespace="sessionize"),
    parse_layout("sessionize-speakers", "Sessionize", "speaker id|firstname|lastname|tagline", _SESSIONIZE_PEOPLE,
           shape=SheetShape.PEOPLE, namespace="sessionize"),
    parse_layout("easychair-submissions", "EasyChair", "#|title|authors|form fields|reviews sent", """
# = session.id
title = session.title
authors = session.speakers
submitted =
last updated =
form fields =
keywords = session.tags
decision = session.status
notified =
reviews sent =
abstract = session.abstract
deleted? = session.state
""", namespace="easychair"),
    parse_layout("easychair-authors", "EasyChair", "submission #|first name|last name|person #", """
submission # = session.id
first name = person.first
last name = person.last
email = person.email
country = extra
affiliation = person.organisation
web page = person.links
person # = person.id
corresponding? =
""", shape=SheetShape.SPEAKERS, namespace="easychair"),
    parse_layout("conftool", "ConfTool", "session id|session short|session title", """
session id = session.id
session short = extra
session title = session.title
session start = session.start
session end = session.end
session room = session.room
session room id =
session info = session.subtitle
session abstract = session.abstract
session colour vivid =
presentations =
""", shape=SheetShape.NUMBERED, namespace="conftool"),
    parse_layout("conftool", "ConfTool", "p1 title|session title", """
session id = session.id
session title = session.title
session start = session.start
session end = session.end
session room = session.room
session abstract = session.abstract
""", shape=SheetShape.NUMBERED, namespace="conftool"),
    parse_layout("pretalx", "pretalx", "id|proposal title", """
id = session.id
proposal title = session.title
proposal state = session.status
pending proposal state =
session type = session.kind
track = session.track
created =
tags = session.tags
abstract = session.abstract
description = session.description
notes = session.note
internal notes = session.note
duration = session.length
speaker ids = person.id
speaker names = session.speakers
speakers = session.speakers
language = session.language
room = session.room
start = session.start
start (date) = session.date
start (time) = session.start
end = session.end
end (date) =
end (time) = session.end
date = session.date
start time = session.start
end time = session.end
is featured =
don't record this session. = session.do_not_record
session image =
median score =
average (mean) score =
resources =
""", namespace="pretalx"),
    parse_layout("pretalx-speakers", "pretalx", "id|name|biography", """
id = person.id
name = person.name
biography = person.bio
e-mail = person.email
email = person.email
picture =
proposal titles =
your company = person.organisation
your job title = person.title
x (user url) = person.links
linkedin (user url) = person.links
github (user url) = person.links
""", shape=SheetShape.PEOPLE, namespace="pretalx"),
    parse_layout("pretalx-people", "pretalx", "name|email|confirmed", """
name = person.name
email = person.email
confirmed =
""", shape=SheetShape.PEOPLE),
    parse_layout("indico", "Indico", "id|title|date|duration|session|presenters", """
id = session.id
title = session.title
description = session.abstract
date = session.start
duration = session.length
type = session.kind
session = extra
track = session.track
room = session.room
location =
presenters = session.speakers
presenters (affiliation) = person.organisation
presenters (email) = person.email
materials =
program code = extra
""", namespace="indico"),
    parse_layout("eventyay-sessions", "eventyay", "session title|starts at|ends at|speakers", """
session title = session.title
starts at = session.start
ends at = session.end
speakers = session.speakers
speaker emails = person.email
track = session.track
session track = session.track
abstract short = session.abstract
session abstract short = session.abstract
abstract long = session.description
session abstract long = session.description
comment = session.note
created at =
email sent =
level = extra
status = extra
type = session.kind
session type = session.kind
talk length = session.length
language = session.language
room = session.room
"""),
    parse_layout("eventyay-speakers", "eventyay", "name|email|session(s)|mobile|bio", """
name = person.name
email = person.email
session(s) =
mobile = person.phone
bio = person.bio
organisation = person.organisation
position = person.title
experience = extra
sponsorship required = extra
city = extra
country = extra
website = person.links
""", shape=SheetShape.PEOPLE),
    parse_layout("frab-people", "frab", "first name|last name|public name|email", """
id = person.id
first name =
last name =
public name = person.name
email = person.email
abstract = person.bio
""", shape=SheetShape.PEOPLE, namespace="frab"),
    parse_layout("c3voc", "c3voc", "id|date|time|duration|title|untertitel|event type", """
id = session.id
date = session.date
time = session.start
duration = session.length
title = session.title
untertitel = session.subtitle
subtitle = session.subtitle
abstract = session.abstract
description = session.description
room = session.room
track = session.track
event type = session.kind
sprache = session.language
language = session.language
state = extra
speakers = session.speakers
""", namespace="c3voc"),
    parse_layout("csplib", "CSPLib", "reference|track|required timeslots|order|presenters", """
reference = session.title
track = session.track
required timeslots = extra
order = extra
time zone =
presenters = session.speakers
attendees =
"""),
    parse_layout("devoxx-talks", "Devoxx", "talk id|talk title|audience level|talk summary", """
talk id = session.id
talk title = session.title
audience level = extra
talk summary = session.abstract
track name = session.track
speaker availability days = extra
available from = extra
available to = extra
speaker names = session.speakers
""", namespace="devoxx", separator=","),
    parse_layout("devoxx-slots", "Devoxx", "day|from hour|to hour|session type|room name", """
day = session.date
from hour = session.start
to hour = session.end
session type = session.title
room name = session.room
""", sure=False),
)  # fmt: skip
LAYOUTS: tuple[ExportLayout, ...] = (*SYSTEMS, *APPS, *EVENTS, *JSON)
"""All layouts; if several match, the first one is used."""
