"""The layouts of event apps, calendars, forms, single conferences, run sheets and some other programs."""

from __future__ import annotations

from planner.importing.mapping.table_mapping import ExportLayout, SheetShape, parse_layout

_WHOVA = """
date = session.date
time start = session.start
time end = session.end
tracks = session.track
session title = session.title
room/location = session.room
description = session.abstract
speakers = session.speakers
role: moderators = session.moderators
role: session chairs = session.moderators
authors = session.speakers
recorded video url = session.links
session or sub-session(sub) = session.level
tags = session.tags
"""
_GUIDEBOOK = """
session title = session.title
date = session.date
time start = session.start
time end = session.end
end date = session.end_date
room/location = session.room
schedule track = session.track
description = session.abstract
allow adding to my schedule =
require registration =
registration starts =
registration ends =
limit capacity = session.audience
allow waitlist =
"""
APPS: tuple[ExportLayout, ...] = (
    parse_layout("whova", "Whova", "date|time start|session title|session or sub-session(sub)|tracks", _WHOVA,
           shape=SheetShape.NESTED, order="month_first", separator=";"),
    parse_layout("whova-old", "Whova", "date|time start|session title|session or sub-session(sub)", _WHOVA,
           shape=SheetShape.NESTED, order="month_first", separator=";"),
    parse_layout("guidebook-xlsx", "Guidebook", "session title|time start|end date|schedule track", _GUIDEBOOK,
           order="month_first"),
    parse_layout("guidebook", "Guidebook", "session title|time start|time end|schedule track", _GUIDEBOOK,
           order="month_first"),
    parse_layout("attendify", "Attendify", "session title|start time|track title|uid", """
session title = session.title
date = session.date
start time = session.start
end time = session.end
description = session.abstract
location = session.room
track title = session.track
uid = session.id
""", namespace="attendify", order="month_first"),
    parse_layout("meetingpulse", "MeetingPulse", "title|event start date|event start time (utc)", """
title = session.title
description = session.abstract
event start date = session.date
event start time (utc) = session.start
event end date = session.end_date
event end time (utc) = session.end
event end time = session.end
location = session.room
presenter = session.speakers
bookable =
featured =
visible =
color =
capacity = session.audience
""", zone="UTC", order="month_first"),
    parse_layout("accelevents", "Accelevents", "id|title|format|session type|start date|full detail", """
id = session.id
title = session.title
format = session.kind
session type = extra
start date = session.date
start time = session.start
end time = session.end
full detail = session.description
capacity = session.audience
short description = session.abstract
tags = session.tags
tracks = session.track
primary speaker = session.speakers
secondary speaker = session.speakers
primary/secondary speaker = session.speakers
primary speakers = session.speakers
secondary speakers = session.speakers
""", namespace="accelevents", order="month_first"),
    parse_layout("brightcove", "Brightcove", "name|start date|start time|timezone|speaker1 first", """
name = session.title
start date = session.date
start time = session.start
timezone = session.zone
duration = session.length
track = session.track
description = session.abstract
session type = session.kind
video id =
url = session.links
""", shape=SheetShape.NUMBERED),
    parse_layout("eventhub", "EventHub", "date|start time|session name|location/category", """
date = session.date
start time = session.start
end time = session.end
session name = session.title
speakers = session.speakers
description = session.abstract
location/category = session.room
web page = session.website
""", separator="\n"),
    parse_layout("conbop", "Conbop", "name|survey id|session id|videourl", """
name = session.title
location = session.room
description = session.abstract
track = session.track
survey id =
session id = session.id
speaker = session.speakers
videourl = session.links
sponsors = extra
date = session.date
start time = session.start
end time = session.end
""", namespace="conbop"),
    parse_layout("google-calendar", "Google", "subject|start date|start time|end date|end time", """
subject = session.title
start date = session.date
start time = session.start
end date = session.end_date
end time = session.end
all day event =
location = session.room
description = session.abstract
private =
""", order="month_first"),
    parse_layout("google-forms", "Google", "timestamp|email address", """
timestamp =
email address = person.email
""", sure=False),
    parse_layout("google-forms", "Google", "tidstämpel|e-postadress", """
tidstämpel =
e-postadress = person.email
""", sure=False),
    parse_layout("google-forms", "Google", "zeitstempel|e-mail-adresse", """
zeitstempel =
e-mail-adresse = person.email
""", sure=False),
    parse_layout("ontime", "Ontime", "time start|time end|duration|cue|title|timer type", """
flag =
time start = session.start
link start =
time end = session.end
duration = session.length
cue = extra
title = session.title
count to end =
skip =
note = session.note
colour =
end action =
timer type =
warning time =
danger time =
id = session.id
""", namespace="ontime"),
    parse_layout("sched", "Sched", "session key|name|session start|session end", """
session key = session.id
name = session.title
session start = session.start
session end = session.end
type = session.track
subtype = session.kind
session type = session.track
session subtype = session.kind
description = session.abstract
venue = session.room
address =
tags = session.tags
seats = session.audience
speakers = session.speakers
""", namespace="sched"),
)  # fmt: skip

EVENTS: tuple[ExportLayout, ...] = (
    parse_layout("conferia", "Conferia", "date start|date end|type|title|session order", """
date start = session.start
date end = session.end
type = session.kind
title = session.title
abstract = session.abstract
author = session.speakers
location = session.room
session = session.parent
session order = session.level
chair = session.moderators
notes = session.note
""", shape=SheetShape.NESTED),
    parse_layout("neuromatch", "Neuromatch", "submission id|title|fullname|coauthors|theme", """
submission id = session.id
title = session.title
abstract = session.abstract
fullname = session.speakers
coauthors = extra
institution = person.organisation
theme = session.tags
talk format = session.kind
starttime (utc) = session.start
starttime = session.start
endtime = session.end
url = session.links
track = session.room
""", zone="UTC", namespace="neuromatch"),
    parse_layout("ismb", "ISMB", "session|room|weekday|date|timespan|title", """
session = session.track
room = session.room
weekday =
date = session.date
timespan = session.when
format = extra
type = session.kind
speaker = session.speakers
title = session.title
abstract = session.abstract
"""),
    parse_layout("tabla", "tabla", "number|title|date|time|duration|kind|chairs", """
number = session.id
title = session.title
date = session.date
time = session.start
duration = session.length
kind = session.kind
description = session.abstract
chairs = session.moderators
room = session.room
""", namespace="tabla"),
    parse_layout("mensa", "Mensa", "session title|session start date|session start time|session end time", """
session title = session.title
session start date = session.date
session start time = session.start
session end time = session.end
room = session.room
""", order="month_first"),
    parse_layout("scale", "SCALE", "speaker name|session title|time start|short abstract", """
speaker name = session.speakers
session title = session.title
date = session.date
time start = session.start
time end = session.end
room/location = session.room
topic = session.track
short abstract = session.abstract
""", order="month_first"),
    parse_layout("cfpio", "cfp.io", "speaker last name|surname|session title|format name", """
speaker last name = person.last
surname = person.first
company = person.organisation
bio = person.bio
email = person.email
phone = person.phone
session title = session.title
difficulty = extra
track = session.track
format name = session.kind
format duration in minutes = session.length
description = session.abstract
date =
mean =
votes =
""", shape=SheetShape.SPEAKERS),
    parse_layout("pybay", "PyBay", "session time|title|room|first name - pronunciation|mobile", """
session time = session.start
title = session.title
room = session.room
first name = person.first
last name = person.last
first name - pronunciation = person.first_pronunciation
last name - pronunciation = person.last_pronunciation
pronouns = person.pronouns
mobile = person.phone
profile picture =
session format = session.kind
scheduled duration = session.length
""", shape=SheetShape.SPEAKERS),
    parse_layout("run-of-show", "run of show", "time|duration|item|cue", """
time = session.when
duration = session.length
item = session.title
role = extra
cue = session.cues
"""),
    parse_layout("run-of-show-cues", "run of show", "time|duration|segment|audio cue", """
time = session.when
duration = session.length
segment = session.title
speaker/talent = session.speakers
audio cue = session.cues
video/slide cue = session.cues
lighting cue = session.cues
notes = session.note
"""),
    parse_layout("sessionize-schedule", "Sessionize", "day|time|room|title|speakers", """
day = session.date
time = session.when
room = session.room
title = session.title
speakers = session.speakers
"""),
)  # fmt: skip
