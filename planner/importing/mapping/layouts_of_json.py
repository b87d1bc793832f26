"""The layouts of programs that write JSON: their fields, flattened as ``planner.importing.sources.json_rows`` does.

Fields whose names say by themselves what they are, such as *abstract*, need no row.
"""

from __future__ import annotations

from planner.importing.mapping.table_mapping import ExportLayout, SheetShape, parse_layout

_SESSIONIZE = """
id = session.id
title = session.title
startsAt = session.start
room = session.room
type = session.kind
session format = session.kind
recordingUrl = session.links
isServiceSession =
isPlenumSession =
status =
isInformed =
isConfirmed =
roomid =
section.groupname =
section.groupid =
"""
_PRETALX = """
code = session.id
id =
title = session.title
submission_type = session.kind
session_type = session.kind
submission_type_id =
track_id =
tag_ids =
pending_state =
start = session.start
room = session.room
attachments = session.links
is_featured =
slots =
slot =
image =
slot_count =
created =
answers =
"""
JSON: tuple[ExportLayout, ...] = (
    parse_layout("schedule-json", "schedule.json", "title|start|duration|room|persons|do not record|url", """
guid = session.id
id = session.id
code = session.id
slug = session.id
title = session.title
start = session.start
room = session.room
type = session.kind
url = session.website
feedback_url = session.links
origin_url = session.links
attachments = session.links
persons = session.speakers
panellists = session.panellists
moderators = session.moderators
hosts = session.hosts
logo =
answers =
""", namespace="schedule"),
    parse_layout("sessionize-json", "Sessionize", "id|title|startsAt|endsAt|isServiceSession", _SESSIONIZE,
           namespace="sessionize"),
    parse_layout("sessionize-json-speakers", "Sessionize", "id|fullName|tagLine", """
id = person.id
fullName = person.name
firstName =
lastName =
bio = person.bio
tagLine = person.title
links = person.links
profilePicture =
isTopSpeaker =
sessions =
""", shape=SheetShape.PEOPLE, namespace="sessionize"),
    parse_layout("pretalx-json", "pretalx", "code|title|abstract|speakers", _PRETALX, namespace="pretalx"),
    parse_layout("pretalx-json", "pretalx", "code|title|submission_type", _PRETALX, namespace="pretalx"),
    parse_layout("pretalx-json", "pretalx", "code|title|session_type|state", _PRETALX, namespace="pretalx"),
    parse_layout("pretalx-json", "pretalx", "code|title|start|room", _PRETALX, namespace="pretalx"),
    parse_layout("pretalx-json", "pretalx", "code|title|slots", _PRETALX, namespace="pretalx"),
    parse_layout("pretalx-json-speakers", "pretalx", "code|name|biography", """
code = person.id
name = person.name
biography = person.bio
email = person.email
avatar =
avatar_url =
submissions =
answers =
""", shape=SheetShape.PEOPLE, namespace="pretalx"),
    parse_layout("indico-json", "Indico", "title|startDate|endDate|presenters|keywords|material", """
id = session.id
title = session.title
type = session.kind
startDate = session.start
endDate = session.end
room = session.room
url = session.website
level = session.level
chairs = session.moderators
""", shape=SheetShape.NESTED, namespace="indico"),
    *(parse_layout("openevent-json", "Open Event", needs, """
id = session.id
title = session.title
subtitle = session.subtitle
short_abstract = session.abstract
long_abstract = session.description
description = session.description
starts_at = session.start
start_time = session.start
ends_at = session.end
end_time = session.end
microlocation = session.room
track = session.track
track.color =
session_type.length =
session_type = session.kind
speakers = session.speakers
language = session.language
level = extra
session_url = session.website
slides_url = session.links
slides = session.links
video_url = session.links
video = session.links
audio_url = session.links
audio = session.links
signup_url = session.links
comments = session.note
state = session.status
""", namespace="openevent") for needs in ("title|starts_at|ends_at|microlocation",
                                          "title|start_time|end_time|microlocation")),
    parse_layout("opass-json", "OPass", "id|start|end|room|broadcast|speakers|type", """
id = session.id
title = session.title
start = session.start
room = session.room
broadcast = session.room
type = session.kind
uri = session.website
live = session.stream
qa = session.links
slide = session.links
record = session.links
co_write = session.links
""", namespace="opass"),
    parse_layout("kotlinconf-json", "KotlinConf", "id|title|startsAt|endsAt|speakers|location", """
id = session.id
title = session.title
startsAt = session.start
location = session.room
""", namespace="kotlinconf"),
    parse_layout("devfest-json", "DevFest", "session_title|session_start_time", """
session_id = session.id
session_title = session.title
session_desc = session.description
session_start_time = session.start
session_total_time = session.length
session_room = session.room
speaker_desc = person.title
speaker_image =
""", namespace="devfest"),
    parse_layout("devoxx-json", "Devoxx", "roomName|fromTimeMillis|toTimeMillis|title", """
slotid =
id = session.id
title = session.title
roomName = session.room
day =
date =
fromTime =
toTime =
fromTimeMillis = session.start
toTimeMillis = session.end
summary = session.description
summaryAsHtml =
talkType = session.kind
type = session.kind
lang = session.language
audienceLevel = extra
namefr =
""", namespace="devoxx"),
    parse_layout("ddd-json", "DDD", "id|title|abstract|format|presenters", """
id = session.id
title = session.title
format = session.kind
level = extra
""", namespace="ddd"),
    parse_layout("emf-json", "Electromagnetic Field", "id|title|start_date|end_date|venue", """
id = session.id
slug =
title = session.title
start_date = session.start
end_date = session.end
start_time =
end_time =
venue = session.room
type = session.kind
link = session.website
cost = extra
equipment = extra
age_range = extra
may_record =
""", namespace="emf"),
    parse_layout("miniconf-json", "mini-conf", "title|start|end|calendarId", """
title = session.title
start = session.start
type = session.kind
location =
link =
category =
calendarId =
view =
""", namespace="miniconf"),
    parse_layout("community-day-json", "Community Day", "id|title|speakers|room|start|end|duration", """
id = session.id
title = session.title
start = session.start
room = session.room
type = session.kind
url = session.website
""", namespace="community-day"),
)  # fmt: skip
