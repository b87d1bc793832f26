"""The layouts of event apps and calendars."""

from __future__ import annotations

from planner.importing.mapping.layout import Layout, layout
from planner.importing.mapping.mapping import Shape

_WHOVA = """
date = date
time start = start
time end = end
tracks = track
session title = title
room/location = room
description = abstract
speakers = speakers
role: moderators = moderators
role: session chairs = moderators
authors = speakers
recorded video url = link
session or sub-session(sub) = level
tags = tags
"""
_GUIDEBOOK = """
session title = title
date = date
time start = start
time end = end
end date = end_date
room/location = room
schedule track = track
description = abstract
allow adding to my schedule =
require registration =
registration starts =
registration ends =
limit capacity = audience
allow waitlist =
"""
APPS: tuple[Layout, ...] = (
    layout("whova", "Whova", "date|time start|session title|session or sub-session(sub)|tracks", _WHOVA,
           shape=Shape.NESTED, order="month_first", separator=";"),
    layout("whova-old", "Whova", "date|time start|session title|session or sub-session(sub)", _WHOVA,
           shape=Shape.NESTED, order="month_first", separator=";"),
    layout("guidebook-xlsx", "Guidebook", "session title|time start|end date|schedule track", _GUIDEBOOK, order="month_first"),
    layout("guidebook", "Guidebook", "session title|time start|time end|schedule track", _GUIDEBOOK, order="month_first"),
    layout("attendify", "Attendify", "session title|start time|track title|uid", """
session title = title
date = date
start time = start
end time = end
description = abstract
location = room
track title = track
uid = id
""", namespace="attendify", order="month_first"),
    layout("meetingpulse", "MeetingPulse", "title|event start date|event start time (utc)", """
title = title
description = abstract
event start date = date
event start time (utc) = start
event end date = end_date
event end time (utc) = end
event end time = end
location = room
presenter = speakers
bookable =
featured =
visible =
color =
capacity = audience
""", zone="UTC", order="month_first"),
    layout("accelevents", "Accelevents", "id|title|format|session type|start date|full detail", """
id = id
title = title
format = kind
session type = extra
start date = date
start time = start
end time = end
full detail = description
capacity = audience
short description = abstract
tags = tags
tracks = track
primary speaker = speakers
secondary speaker = speakers
primary/secondary speaker = speakers
primary speakers = speakers
secondary speakers = speakers
""", namespace="accelevents", order="month_first"),
    layout("brightcove", "Brightcove", "name|start date|start time|timezone|speaker1 first", """
name = title
start date = date
start time = start
timezone = timezone
duration = minutes
track = track
description = abstract
session type = kind
video id =
url = link
""", shape=Shape.NUMBERED),
    layout("eventhub", "EventHub", "date|start time|session name|location/category", """
date = date
start time = start
end time = end
session name = title
speakers = speakers
description = abstract
location/category = room
web page = website
""", separator="\\n"),
    layout("conbop", "Conbop", "name|survey id|session id|videourl", """
name = title
location = room
description = abstract
track = track
survey id =
session id = id
speaker = speakers
videourl = link
sponsors = extra
date = date
start time = start
end time = end
""", namespace="conbop"),
    layout("google-calendar", "Google", "subject|start date|start time|end date|end time", """
subject = title
start date = date
start time = start
end date = end_date
end time = end
all day event =
location = room
description = abstract
private =
""", order="month_first"),
    layout("google-forms", "Google", "timestamp|email address", """
timestamp =
email address = email
""", sure=False),
    layout("ontime", "Ontime", "time start|time end|duration|cue|title|timer type", """
flag =
time start = start
link start =
time end = end
duration = minutes
cue = extra
title = title
count to end =
skip =
note = note
colour =
end action =
timer type =
warning time =
danger time =
id = id
""", namespace="ontime"),
    layout("sched", "Sched", "session key|name|session start|session end", """
session key = id
name = title
session start = start
session end = end
type = track
subtype = kind
session type = track
session subtype = kind
description = abstract
venue = room
address =
tags = tags
seats = audience
speakers = speakers
""", namespace="sched"),
)  # fmt: skip
