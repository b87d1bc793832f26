"""The layouts of single conferences and their scripts, and of run sheets."""

from __future__ import annotations

from planner.importing.mapping.layout import Layout, layout
from planner.importing.mapping.table_mapping import SheetShape

EVENTS: tuple[Layout, ...] = (
    layout("conferia", "Conferia", "date start|date end|type|title|session order", """
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
    layout("neuromatch", "Neuromatch", "submission id|title|fullname|coauthors|theme", """
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
    layout("ismb", "ISMB", "session|room|weekday|date|timespan|title", """
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
    layout("tabla", "tabla", "number|title|date|time|duration|kind|chairs", """
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
    layout("mensa", "Mensa", "session title|session start date|session start time|session end time", """
session title = session.title
session start date = session.date
session start time = session.start
session end time = session.end
room = session.room
""", order="month_first"),
    layout("scale", "SCALE", "speaker name|session title|time start|short abstract", """
speaker name = session.speakers
session title = session.title
date = session.date
time start = session.start
time end = session.end
room/location = session.room
topic = session.track
short abstract = session.abstract
""", order="month_first"),
    layout("cfpio", "cfp.io", "speaker last name|surname|session title|format name", """
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
    layout("pybay", "PyBay", "session time|title|room|first name - pronunciation|mobile", """
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
    layout("run-of-show", "run of show", "time|duration|item|cue", """
time = session.when
duration = session.length
item = session.title
role = extra
cue = session.cues
"""),
    layout("run-of-show-cues", "run of show", "time|duration|segment|audio cue", """
time = session.when
duration = session.length
segment = session.title
speaker/talent = session.speakers
audio cue = session.cues
video/slide cue = session.cues
lighting cue = session.cues
notes = session.note
"""),
    layout("sessionize-schedule", "Sessionize", "day|time|room|title|speakers", """
day = session.date
time = session.when
room = session.room
title = session.title
speakers = session.speakers
"""),
)  # fmt: skip
