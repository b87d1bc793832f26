"""One small table for each layout, with invented content."""

# ruff: noqa: E501 – a row of a table is one line

from __future__ import annotations

from planner.tables.table import Worksheet
from tests.importing.mapping.tables import lines

TABLES: dict[str, tuple[Worksheet, ...]] = {
    "sessionize-schedule": (
        lines("""
            Day        | Time               | Room   | Title      | Speakers
            2026-04-10 | 9:00 AM - 9:45 AM  | Aula   | Small bugs | Ada Lind, Bo Ek
            2026-04-10 | 10:00 AM - 10:30 AM | Vinden | Large bugs | Cid Dal
        """),
    ),
    "sessionize-flattened": (
        lines("""
            Session Id | Title | Description | Owner | Owner Email | Session format | Level | Owner Informed | Owner Confirmed | Room | Scheduled At | Scheduled Duration | Live Link | Recording Link | Speaker Id | FirstName | LastName | Email | TagLine | Bio | Pronouns | X (Twitter)
            101 | Small bugs | About bugs | Ada Lind | ada@example.org | Talk | Easy | Yes | Yes | Aula | 2026-04-10 09:00 | 45 | | | s-1 | Ada | Lind | ada@example.org | Engineer | Finds bugs | she/her | https://x.example/ada
            101 | Small bugs | About bugs | Ada Lind | ada@example.org | Talk | Easy | Yes | Yes | Aula | 2026-04-10 09:00 | 45 | | | s-2 | Bo | Ek | bo@example.org | Tester | | |
            102 | Large bugs | More bugs | Cid Dal | cid@example.org | Workshop | Hard | Yes | Yes | Vinden | 2026-04-10 10:00 | 90 | | | s-3 | Cid | Dal | cid@example.org | | | |
        """),
    ),
    "sessionize-sessions": (
        lines(
            """
            Session Id | Title | Description | Owner Informed | Owner Confirmed | Room | Scheduled At | Scheduled Duration | Speaker Ids | Live Link | Recording Link
            101 | Small bugs | About bugs | Yes | Yes | Aula | 2026-04-10 09:00 | 45 | s-1, s-2 | |
            102 | Large bugs | More bugs | Yes | No | Vinden | 2026-04-10 10:00 | 30 | s-3 | |
        """,
            name="Accepted sessions",
        ),
        lines(
            """
            Speaker Id | FirstName | LastName | Email | TagLine | Bio | Profile Picture
            s-1 | Ada | Lind | ada@example.org | Engineer | Finds bugs | https://pictures.example/1
            s-2 | Bo | Ek | bo@example.org | Tester | |
            s-3 | Cid | Dal | cid@example.org | | |
        """,
            name="Accepted speakers",
        ),
    ),
    "whova": (
        lines("""
            *Date | *Time Start | *Time End | Tracks (Optional) | *Session Title | Room/Location (Optional) | Description (Optional) | Speakers (Optional) | Role: Moderators (Optional) | Role: Session Chairs (Optional) | Authors (Optional) | Recorded Video URL (Optional) | Session or Sub-session(Sub) (Optional) | Tags (Optional)
            04/10/2026 | 09:00 AM | 10:00 AM | Testing | Bugs | Aula | All of them | | | Eva Fors | | | |
            04/10/2026 | 09:00 AM | 09:30 AM | | Small bugs | | | Ada Lind; Bo Ek | | | | | Sub | c
            04/10/2026 | 09:30 AM | 10:00 AM | | Large bugs | | | Cid Dal | | | | | Sub |
            04/10/2026 | 10:00 AM | 10:15 AM | | Coffee break | Foyer | | | | | | | Session |
        """),
    ),
    "whova-old": (
        lines("""
            Agenda template | | | | | | |
            Fill in the fields with a star. | | | | | | |
            START YOUR AGENDA BELOW | | | | | | |
            *Date (MM/DD/YYYY) | *Time Start (HH:MM) | *Time End (HH:MM) | *Session or Sub-session(Sub) | *Session Title | Room/Location | Description | Speakers
            06/16/2026 | 08:30 AM | 09:30 AM | Session | Bugs | Aula | | Eva Fors
            06/16/2026 | 08:30 AM | 09:00 AM | Sub | Small bugs | Aula | | Ada Lind; Bo Ek
            06/16/2026 | 09:30 AM | 09:45 AM | Session | Tea | Foyer | |
        """),
    ),
    "guidebook": (
        lines("""
            Session Title | Date | Time Start | Time End | Room/Location | Schedule Track (Optional) | Description (Optional)
            Small bugs | 4/10/26 | 10:00 AM | 10:30 AM | Aula | Key Event; Track 1 | About bugs
            Large bugs | 4/11/26 | 1:00 PM | 2:00 PM | Vinden | Track 2 |
        """),
    ),
    "guidebook-xlsx": (
        lines("""
            Session Title | Date | Time Start | End Date (Optional) | Time End (Optional) | Room/Location | Schedule Track (Optional) | Description (Optional) | Allow adding to my schedule | Require Registration (Optional) | Limit Capacity (Optional) | Allow Waitlist (Optional)
            Small bugs | 4/10/2026 | 10:00 PM | 4/11/2026 | 12:30 AM | Aula | Track 1 | About bugs | Yes | No | 40 | No
        """),
    ),
    "attendify": (
        lines("""
            Session Title | Date | Start Time | End Time | Description (Optional) | Location (Optional) | Track Title (Optional) | UID (do not delete)
            Small bugs | 4/10/2026 | 10:00 AM | 10:30 AM | About bugs | Aula | Testing | a1b2
        """),
    ),
    "easychair-submissions": (
        lines(
            """
            # | title | authors | submitted | last updated | form fields | keywords | decision | notified | reviews sent | abstract | deleted?
            1 | Small bugs | Ada Lind, Bo Ek and Cid Dal | 2026-01-02 | 2026-01-03 | (file) | bugs\\ntests | accept | yes | yes | About bugs |
            2 | Large bugs | Dan Elm | 2026-01-02 | 2026-01-03 | (file) | | reject | yes | yes | More |
            3 | Old bugs | Ada Lind | 2026-01-02 | 2026-01-03 | (file) | | accept | yes | yes | Old | yes
        """,
            name="submission",
        ),
        lines(
            """
            submission # | first name | last name | email | country | affiliation | Web page | person # | corresponding?
            1 | Ada | Lind | ada@example.org | Sweden | KTX | | 11 | yes
            1 | Bo | Ek | bo@example.org | Norway | UX | | 12 | no
            1 | Cid | Dal | cid@example.org | Norway | UX | | 13 | no
            2 | Dan | Elm | dan@example.org | Norway | UX | | 14 | yes
            3 | Ada | Lind | ada@example.org | Sweden | KTX | | 11 | yes
        """,
            name="author",
        ),
    ),
    "conftool": (
        lines("""
            session_ID | session_short | session_title | session_start | session_end | session_room | session_room_ID | session_info | session_abstract | session_colour_vivid | chair1 | chair1_ID | chair1_name | chair1_organisation | presentations | p1_title | p1_authors | p1_organisations | p1_abstract | p2_title | p2_authors | p2_organisations | p2_abstract
            7 | S1 | Bugs | 2026-04-10 09:00 | 2026-04-10 10:00 | Aula | 3 | | All of them | #ff0000 | Fors, Eva | 9 | Eva Fors | KTX | 2 | Small bugs | Ada Lind, Bo Ek | KTX | Small | Large bugs | Cid Dal | UX | Large
            8 | S2 | Coffee break | 2026-04-10 10:00 | 2026-04-10 10:30 | Foyer | 4 | | | | | | | | 0 | | | | | | | |
        """),
    ),
    "pretalx": (
        lines("""
            ID | Proposal title | Proposal state | Session type | Track | Abstract | Duration | Speaker IDs | Speaker names | Language | Room | Start (date) | Start (time) | End (time) | What do you need?
            ABC3DF | Small bugs | confirmed | Talk | Testing | About bugs | 30 | SPK3AA\\nSPK3BB | Ada Lind\\nBo Ek | en | Aula | 2026-04-10 | 09:00 | 09:30 | A beamer
            GHJ7KL | Large bugs | rejected | Workshop | Testing | More | 90 | SPK3CC | Cid Dal | en | | | | |
        """),
    ),
    "pretalx-people": (
        lines("""
            name | email | confirmed
            Ada Lind | ada@example.org | True
            Bo Ek | bo@example.org | False
        """),
    ),
    "pretalx-speakers": (
        lines("""
            ID | Name | Biography | Picture | Proposal titles | Your company | Your job title | LinkedIn (user URL)
            SPK3AA | Ada Lind | Finds bugs | https://pictures.example/1 | Small bugs | KTX | Engineer | https://linked.example/ada
            SPK3BB | Bo Ek | | | Small bugs | UX | |
        """),
    ),
    "indico": (
        lines("""
            Id | Title | Description | Date | Duration | Type | Session | Track | Presenters | Presenters (affiliation) | Presenters (email) | Materials | Program Code
            1 | Small bugs | About bugs | 2026-04-10 09:00 | 0:30:00 | Talk | Bugs | Testing | Ada Lind; Bo Ek | KTX; UX | ada@example.org; bo@example.org | | P1
        """),
    ),
    "conferia": (
        lines("""
            date_start | date_end | type | title | abstract | author | location | session | session_order | chair | notes
            2026-04-10T09:00:00 | 2026-04-10T10:00:00 | session_presentation | Small bugs | About bugs | Ada Lind, Bo Ek | Aula | Bugs | 1 | Eva Fors |
            2026-04-10T09:00:00 | 2026-04-10T10:00:00 | session_presentation | Large bugs | More | Cid Dal | Aula | Bugs | 2 | Eva Fors |
            2026-04-10T10:00:00 | 2026-04-10T11:00:00 | keynote | All bugs | | Dan Elm | Aula | | | |
        """),
    ),
    "neuromatch": (
        lines("""
            submission_id | title | abstract | fullname | coauthors | institution | theme | talk_format | starttime (UTC) | endtime | url | track
            n1 | Small bugs | About bugs | Ada Lind | Bo Ek | KTX | Bugs | Talk | 2026-04-10 09:00 | 2026-04-10 09:15 | https://talks.example/1 | Stage 1
        """),
    ),
    "ismb": (
        lines("""
            Session | Room | Weekday | Date | Timespan | Format | Type | Speaker | Title | Abstract
            Bugs | Aula | Friday | 2026-04-10 | 9:00-9:30 | Live | Keynote | Ada Lind | Small bugs | About bugs
        """),
    ),
    "tabla": (
        lines("""
            number | title | date | time | duration | kind | description | chairs | room
            1 | Small bugs | 2026-04-10 | 09:00 | 30 | talk | About bugs | Eva Fors | Aula
        """),
    ),
    "mensa": (
        lines("""
            Session Title | Session Start Date | Session Start Time | Session End Time | Room
            Small bugs | 4/10/2026 | 9:00 AM | 9:50 AM | Aula
        """),
    ),
    "scale": (
        lines("""
            Speaker Name | Session Title | Date | Time Start | Time End | Room/Location | Topic | Short Abstract
            Ada Lind | Small bugs | 4/10/2026 | 9:00 AM | 9:50 AM | Aula | Testing | About bugs
        """),
    ),
    "cfpio": (
        lines("""
            speaker last name | surname | company | bio | email | phone | session title | difficulty | track | format name | format duration in minutes | description | date | mean | votes
            Lind | Ada | KTX | Finds bugs | ada@example.org | 1234567 | Small bugs | 1 | Testing | Talk | 45 | About bugs | 2026-01-01 | 4.5 | 3
            Ek | Bo | UX | | bo@example.org | | Small bugs | 1 | Testing | Talk | 45 | About bugs | 2026-01-01 | 4.5 | 3
        """),
    ),
    "eventyay-sessions": (
        lines("""
            Session Title | Starts At | Ends At | Speakers | Speaker Emails | Track | Abstract Short | Abstract Long | Comment | Level | Status | Type | Talk Length | Language
            Small bugs | 2026-04-10 09:00 | 2026-04-10 09:30 | Ada Lind, Bo Ek | ada@example.org, bo@example.org | Testing | Short | Long | | 1 | accepted | Talk | 00:30 | English
        """),
    ),
    "eventyay-speakers": (
        lines("""
            Name | Email | Session(s) | Mobile | Bio | Organisation | Position | Experience | Sponsorship Required | City | Country | Website
            Ada Lind | ada@example.org | Small bugs | 1234567 | Finds bugs | KTX | Engineer | None | No | Lund | Sweden | https://ada.example
        """),
    ),
    "meetingpulse": (
        lines("""
            Title | Description | Event start date | Event start time (UTC) | Event end date | Event end time (UTC) | Location | Presenter | Bookable | Featured | Visible | Color | Capacity
            Small bugs | About bugs | 4/10/2026 | 9:00 AM | 4/10/2026 | 9:30 AM | Aula | Ada Lind | No | No | Yes | red | 40
        """),
    ),
    "accelevents": (
        lines("""
            ID | Title | Format | Session Type | Start Date | Start Time | End Time | Full Detail | Capacity | Short Description | Tags | Tracks | Primary Speaker | Secondary Speaker
            5 | Small bugs | Workshop | In person | 4/10/2026 | 9:00 AM | 9:30 AM | Long | 40 | Short | bugs, tests | Testing | Ada Lind | Bo Ek
        """),
    ),
    "brightcove": (
        lines("""
            name | start_date | start_time | timezone | duration | track | description | speaker1_first | speaker1_last | speaker1_email | speaker2_first | speaker2_last | speaker2_email | session_type | video_id | url
            Small bugs | 2026-04-10 | 09:00 | Europe/Stockholm | 30 | Testing | About bugs | Ada | Lind | ada@example.org | Bo | Ek | bo@example.org | Talk | 1 | https://talks.example/1
            All bugs | 2026-04-10 | 10:00 | Europe/Stockholm | 45 | ALL | | Dan | Elm | dan@example.org | | | | Keynote | 2 |
        """),
    ),
    "eventhub": (
        lines("""
            Date | Start time | End time | Session name | Speakers | Description | Location/Category | Web page
            2026-04-10 | 09:00 | 09:30 | Small bugs | Ada Lind\\nBo Ek | About bugs | Aula | https://talks.example/1
        """),
    ),
    "conbop": (
        lines("""
            Name | Location | Description | Track | Survey ID | Session ID | Speaker | VideoURL | Sponsors | Date | Start Time | End Time
            Small bugs | Aula | About bugs | Testing | 9 | [77] | Ada Lind | https://talks.example/1 | KTX | 2026-04-10 | 09:00 | 09:30
        """),
    ),
    "devoxx-talks": (
        lines("""
            Talk ID | Talk Title | Audience Level | Talk Summary | Track Name | Speaker Availability days | Available from | Available to | Speaker names
            1 | Small bugs | BEGINNER | About bugs | Testing | friday | 09:00 | 17:00 | Ada Lind, Bo Ek
        """),
    ),
    "devoxx-slots": (
        lines("""
            day | from hour | to hour | session type | room name
            2026-04-10 | 09:00 | 09:50 | CONFERENCE | Aula
            2026-04-10 | 10:00 | 10:50 | CONFERENCE | Aula
        """),
    ),
    "pybay": (
        lines("""
            session time | title | room | First Name | Last Name | First name - pronunciation | Last name - pronunciation | Pronouns | Mobile | Profile Picture | Session format | Scheduled Duration | bullet 1 | bullet 2
            2026-04-10 09:00 | Small bugs | Aula | Ada | Lind | AH-da | lind | she/her | 1234567 | | Talk | 25 | Finds bugs | Likes tea
        """),
    ),
    "run-of-show": (
        lines("""
            Time | Duration | Item | Role | Cue
            09:00 | 10 min | Doors | Floor | Music down
            09:10 | 20 min | Small bugs | Speaker | Lights up
        """),
    ),
    "run-of-show-cues": (
        lines("""
            time | duration | segment | speaker/talent | audio cue | video/slide cue | lighting cue | notes
            09:00 | 00:10 | Welcome words | Eva Fors | Music down | Slide 1 | Bright | Smile
        """),
    ),
    "ontime": (
        lines("""
            flag | time start | link start | time end | duration | cue | title | count to end | skip | note | colour | end action | timer type | warning time | danger time | id
            | 09:00:00 | | 09:30:00 | 00:30:00 | 1 | Small bugs | | | Smile | | none | count-down | 00:05:00 | 00:01:00 | ab12
        """),
    ),
    "google-forms": (
        lines("""
            Timestamp | Email Address | Your name | Title of your talk | What shall we know?
            2026/01/02 10:11:12 | ada@example.org | Ada Lind | Small bugs | It is short
            2026/01/03 10:11:12 | bo@example.org | Bo Ek | Large bugs |
        """),
    ),
    "google-calendar": (
        lines("""
            Subject | Start Date | Start Time | End Date | End Time | Location | Description
            Small bugs | 04/10/2026 | 9:00 AM | 04/10/2026 | 9:30 AM | Aula | About bugs
        """),
    ),
    "c3voc": (
        lines("""
            Bug Days # 1.2 | | | | | | | | | | | | |
            | When | | | What | | | | Where | | | | |
            ID | Date | Time | Duration | Title | Untertitel | Abstract | Description | Room | Track | Event Type | Sprache | State | Speakers
            1 | 2026-04-10 | 09:00 | 0:30 | Small bugs | and flies | About | Bugs | Aula | Testing | lecture | en | ok | Ada Lind, Bo Ek
        """),
    ),
    "csplib": (
        lines(
            """
            Reference | Track | Required Timeslots | Order | Time Zone | Presenters | Attendees | Wed1 | Wed2 | Thu1
            R1 | Bugs | 1 | 0 | GMT+0 | Ada Lind, Bo Ek | | | |
        """,
            name="submissions",
        ),
        lines(
            """
            Rooms
            Aula
            Attic
        """,
            name="rooms",
        ),
    ),
    "sched": (
        lines("""
            session_key | name | session_start | session_end | type | subtype | description | venue | tags | seats
            k1 | Small bugs | 2026-04-10 09:00 | 2026-04-10 09:30 | Testing | Talk | About bugs | Aula | bugs | 40
        """),
    ),
    "frab-people": (
        lines("""
            id | first_name | last_name | public_name | email | abstract
            4 | Ada | Lind | Ada L. | ada@example.org | Finds bugs
        """),
    ),
}
