"""The layouts of event apps and calendars."""

from __future__ import annotations

from planner.importing.mapping.layout import Layout, layout
from planner.importing.mapping.table_mapping import SheetShape

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
APPS: tuple[Layout, ...] = (
    layout("whova", "Whova", "date|time start|session title|session or sub-session(sub)|tracks", _WHOVA,
           shape=SheetShape.NESTED, order="month_first", separator=";"),
    layout("whova-old", "Whova", "date|time start|session title|session or sub-session(sub)", _WHOVA,
           shape=SheetShape.NESTED, order="month_first", separator=";"),
    layout("guidebook-xlsx", "Guidebook", "session title|time start|end date|schedule track", _GUIDEBOOK,
           order="month_first"),
    layout("guidebook", "Guidebook", "session title|time start|time end|schedule track", _GUIDEBOOK,
           order="month_first"),
    layout("attendify", "Attendify", "session title|start time|track title|uid", """
session title = session.title
date = session.date
start time = session.start
end time = session.end
description = session.abstract
location = session.room
track title = session.track
uid = session.id
""", namespace="attendify", order="month_first"),
    layout("meetingpulse", "MeetingPulse", "title|event start date|event start time (utc)", """
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
    layout("accelevents", "Accelevents", "id|title|format|session type|start date|full detail", """
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
    layout("brightcove", "Brightcove", "name|start date|start time|timezone|speaker1 first", """
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
    layout("eventhub", "EventHub", "date|start time|session name|location/category", """
date = session.date
start time = session.start
end time = session.end
session name = session.title
speakers = session.speakers
description = session.abstract
location/category = session.room
web page = session.website
""", separator="\n"),
    layout("conbop", "Conbop", "name|survey id|session id|videourl", """
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
    layout("google-calendar", "Google", "subject|start date|start time|end date|end time", """
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
    layout("google-forms", "Google", "timestamp|email address", """
timestamp =
email address = person.email
""", sure=False),
    layout("google-forms", "Google", "tidstämpel|e-postadress", """
tidstämpel =
e-postadress = person.email
""", sure=False),
    layout("google-forms", "Google", "zeitstempel|e-mail-adresse", """
zeitstempel =
e-mail-adresse = person.email
""", sure=False),
    layout("ontime", "Ontime", "time start|time end|duration|cue|title|timer type", """
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
    layout("sched", "Sched", "session key|name|session start|session end", """
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
