"""The layouts of single conferences and their scripts, and sheets for the stage."""

from __future__ import annotations

from planner.importing.mapping.layout import Layout, layout
from planner.importing.mapping.mapping import Shape

EVENTS: tuple[Layout, ...] = (
    layout("conferia", "Conferia", "date start|date end|type|title|session order", """
date start = start
date end = end
type = kind
title = title
abstract = abstract
author = speakers
location = room
session = session
session order = level
chair = moderators
notes = note
""", shape=Shape.NESTED),
    layout("neuromatch", "Neuromatch", "submission id|title|fullname|coauthors|theme", """
submission id = id
title = title
abstract = abstract
fullname = speakers
coauthors = extra
institution = speaker_organisations
theme = tags
talk format = kind
starttime (utc) = start
starttime = start
endtime = end
url = link
track = room
""", zone="UTC", namespace="neuromatch"),
    layout("ismb", "ISMB", "session|room|weekday|date|timespan|title", """
session = track
room = room
weekday =
date = date
timespan = time
format = extra
type = kind
speaker = speakers
title = title
abstract = abstract
"""),
    layout("tabla", "tabla", "number|title|date|time|duration|kind|chairs", """
number = id
title = title
date = date
time = start
duration = minutes
kind = kind
description = abstract
chairs = moderators
room = room
""", namespace="tabla"),
    layout("mensa", "Mensa", "session title|session start date|session start time|session end time", """
session title = title
session start date = date
session start time = start
session end time = end
room = room
""", order="month_first"),
    layout("scale", "SCALE", "speaker name|session title|time start|short abstract", """
speaker name = speakers
session title = title
date = date
time start = start
time end = end
room/location = room
topic = track
short abstract = abstract
""", order="month_first"),
    layout("cfpio", "cfp.io", "speaker last name|surname|session title|format name", """
speaker last name = last_name
surname = first_name
company = organisation
bio = bio
email = email
phone = phone
session title = title
difficulty = extra
track = track
format name = kind
format duration in minutes = minutes
description = abstract
date =
mean =
votes =
""", shape=Shape.SPEAKERS),
    layout("pybay", "PyBay", "session time|title|room|first name - pronunciation|mobile", """
session time = start
title = title
room = room
first name = first_name
last name = last_name
first name - pronunciation = pronunciation
last name - pronunciation =
pronouns = pronouns
mobile = phone
profile picture =
session format = kind
scheduled duration = minutes
""", shape=Shape.SPEAKERS),
    layout("run-of-show", "run of show", "time|duration|item|cue", """
time = time
duration = minutes
item = title
role = extra
cue = cues
"""),
    layout("run-of-show-cues", "run of show", "time|duration|segment|audio cue", """
time = time
duration = minutes
segment = title
speaker/talent = speakers
audio cue = cues
video/slide cue = cues
lighting cue = cues
notes = note
"""),
    layout("sessionize-schedule", "Sessionize", "day|time|room|title|speakers", """
day = date
time = time
room = room
title = title
speakers = speakers
"""),
)  # fmt: skip
