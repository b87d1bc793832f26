"""The layouts that are known by their headings, the most certain first."""

from __future__ import annotations

from planner.importing.mapping.layout import Layout, layout
from planner.importing.mapping.layouts_of_apps import APPS
from planner.importing.mapping.layouts_of_events import EVENTS
from planner.importing.mapping.mapping import Shape

_SESSIONIZE_PEOPLE = """
speaker id = person_id
firstname = first_name
lastname = last_name
email = email
tagline = job_title
bio = bio
pronouns = pronouns
first name - pronunciation = pronunciation
last name - pronunciation =
laptop connector type = extra
mobile # with country code = phone
x (twitter) = person_link
linkedin = person_link
company website = person_link
blog = person_link
profile picture =
"""
_SESSIONIZE = """
session id = id
title = title
description = abstract
owner =
owner email =
session format = kind
owner informed =
owner confirmed =
room = room
scheduled at = start
scheduled duration = minutes
live link = stream
recording link = link
speakers = speakers
speaker ids = speaker_ids
"""
SYSTEMS: tuple[Layout, ...] = (
    layout("sessionize-flattened", "Sessionize", "session id|owner informed|scheduled at|speaker id|firstname",
           _SESSIONIZE + _SESSIONIZE_PEOPLE, shape=Shape.SPEAKERS, namespace="sessionize"),
    layout("sessionize-sessions", "Sessionize", "session id|scheduled at|speaker ids", _SESSIONIZE,
           namespace="sessionize"),
    layout("sessionize-speakers", "Sessionize", "speaker id|firstname|lastname|tagline", _SESSIONIZE_PEOPLE,
           shape=Shape.PEOPLE, namespace="sessionize"),
    layout("easychair-submissions", "EasyChair", "#|title|authors|form fields|reviews sent", """
# = id
title = title
authors = speakers
submitted =
last updated =
form fields =
keywords = tags
decision = extra
notified =
reviews sent =
abstract = abstract
deleted? =
""", namespace="easychair"),
    layout("easychair-authors", "EasyChair", "submission #|first name|last name|person #", """
submission # = id
first name = first_name
last name = last_name
email = email
country = extra
affiliation = organisation
web page = person_link
person # = person_id
corresponding? =
""", shape=Shape.SPEAKERS, namespace="easychair", sure=False),
    layout("conftool", "ConfTool", "session id|session short|session title", """
session id = id
session short = extra
session title = title
session start = start
session end = end
session room = room
session room id =
session info = subtitle
session abstract = abstract
session colour vivid =
presentations =
""", shape=Shape.NUMBERED, namespace="conftool"),
    layout("conftool", "ConfTool", "p1 title|session title", """
session id = id
session title = title
session start = start
session end = end
session room = room
session abstract = abstract
""", shape=Shape.NUMBERED, namespace="conftool"),
    layout("pretalx", "pretalx", "id|proposal title", """
id = id
proposal title = title
proposal state = extra
pending proposal state =
session type = kind
track = track
created =
tags = tags
abstract = abstract
description = description
notes = note
internal notes = note
duration = minutes
speaker ids = speaker_ids
speaker names = speakers
speakers = speakers
language = language
room = room
start = start
start (date) = date
start (time) = start
end = end
end (date) =
end (time) = end
date = date
start time = start
end time = end
is featured =
don't record this session. = do_not_record
session image =
median score =
average (mean) score =
resources =
""", namespace="pretalx"),
    layout("pretalx-speakers", "pretalx", "id|name|biography", """
id = person_id
name = name
biography = bio
e-mail = email
email = email
picture =
proposal titles =
your company = organisation
your job title = job_title
x (user url) = person_link
linkedin (user url) = person_link
github (user url) = person_link
""", shape=Shape.PEOPLE, namespace="pretalx"),
    layout("pretalx-people", "pretalx", "name|email|confirmed", """
name = name
email = email
confirmed =
""", shape=Shape.PEOPLE),
    layout("indico", "Indico", "id|title|date|duration|session|presenters", """
id = id
title = title
description = abstract
date = start
duration = minutes
type = kind
session = extra
track = track
room = room
location =
presenters = speakers
presenters (affiliation) = speaker_organisations
presenters (email) = speaker_emails
materials =
program code = extra
""", namespace="indico"),
    layout("eventyay-sessions", "eventyay", "session title|starts at|ends at|speakers", """
session title = title
starts at = start
ends at = end
speakers = speakers
speaker emails = speaker_emails
track = track
session track = track
abstract short = abstract
session abstract short = abstract
abstract long = description
session abstract long = description
comment = note
created at =
email sent =
level = extra
status = extra
type = kind
session type = kind
talk length = minutes
language = language
room = room
"""),
    layout("eventyay-speakers", "eventyay", "name|email|session(s)|mobile|bio", """
name = name
email = email
session(s) =
mobile = phone
bio = bio
organisation = organisation
position = job_title
experience = extra
sponsorship required = extra
city = extra
country = extra
website = person_link
""", shape=Shape.PEOPLE),
    layout("frab-people", "frab", "first name|last name|public name|email", """
id = person_id
first name =
last name =
public name = name
email = email
abstract = bio
""", shape=Shape.PEOPLE, namespace="frab"),
    layout("c3voc", "c3voc", "id|date|time|duration|title|untertitel|event type", """
id = id
date = date
time = start
duration = minutes
title = title
untertitel = subtitle
subtitle = subtitle
abstract = abstract
description = description
room = room
track = track
event type = kind
sprache = language
language = language
state = extra
speakers = speakers
""", namespace="c3voc"),
    layout("devoxx-talks", "Devoxx", "talk id|talk title|audience level|talk summary", """
talk id = id
talk title = title
audience level = extra
talk summary = abstract
track name = track
speaker availability days = extra
available from = extra
available to = extra
speaker names = speakers
""", namespace="devoxx", separator=","),
    layout("devoxx-slots", "Devoxx", "day|from hour|to hour|session type|room name", """
day = date
from hour = start
to hour = end
session type = title
room name = room
""", sure=False),
)  # fmt: skip
LAYOUTS: tuple[Layout, ...] = (*SYSTEMS, *APPS, *EVENTS)
"""All of them; where several fit, the first one counts."""
