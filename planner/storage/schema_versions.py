"""The tables and columns that each version of the file added, as SQL; what was released is never edited."""

from __future__ import annotations

VERSION_1: tuple[str, ...] = (
    """CREATE TABLE document (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  file_id TEXT NOT NULL,
  writes INTEGER NOT NULL,
  position INTEGER NOT NULL,
  last_stamp TEXT NOT NULL
) STRICT""",
    """CREATE TABLE conference (
  id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, timezone TEXT NOT NULL, language TEXT NOT NULL,
  description TEXT NOT NULL, organisers TEXT NOT NULL, contact TEXT NOT NULL, website TEXT NOT NULL,
  programme_page TEXT NOT NULL, registration_page TEXT NOT NULL, calendar_address TEXT NOT NULL,
  logo_address TEXT NOT NULL, colour TEXT NOT NULL
) STRICT""",
    """CREATE TABLE venue (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, latitude REAL, longitude REAL,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT""",
    """CREATE TABLE days (
  id TEXT PRIMARY KEY NOT NULL, date TEXT NOT NULL UNIQUE, opens INTEGER NOT NULL, closes INTEGER NOT NULL,
  title TEXT NOT NULL, CHECK (0 <= opens AND opens < closes AND closes <= 2880)
) STRICT""",
    """CREATE TABLE rooms (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, seats INTEGER, position INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE tracks (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, colour TEXT NOT NULL, position INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE people (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, organisation TEXT NOT NULL,
  email TEXT NOT NULL, phone TEXT NOT NULL, note TEXT NOT NULL
) STRICT""",
    """CREATE TABLE sessions (
  id TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes > 0), status TEXT NOT NULL,
  track TEXT REFERENCES tracks (id) DEFERRABLE INITIALLY DEFERRED,
  abstract TEXT NOT NULL, note TEXT NOT NULL, website TEXT NOT NULL, stream TEXT NOT NULL,
  day TEXT REFERENCES days (date) DEFERRABLE INITIALLY DEFERRED, start INTEGER, place TEXT,
  CHECK ((day IS NULL) = (start IS NULL) AND (day IS NULL) = (place IS NULL))
) STRICT""",
    """CREATE TABLE session_rooms (
  session TEXT NOT NULL REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED,
  room TEXT NOT NULL REFERENCES rooms (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, PRIMARY KEY (session, room)
) STRICT""",
    """CREATE TABLE appearances (
  session TEXT NOT NULL REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED,
  person TEXT NOT NULL REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL, state TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (session, person, role)
) STRICT""",
    """CREATE TABLE changes (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made TEXT NOT NULL,
  label TEXT NOT NULL CHECK (json_valid(label)), edits TEXT NOT NULL CHECK (json_valid(edits))
) STRICT""",
    """CREATE TABLE releases (
  number INTEGER PRIMARY KEY, made TEXT NOT NULL, note TEXT NOT NULL,
  programme TEXT NOT NULL CHECK (json_valid(programme))
) STRICT""",
    """CREATE TABLE ledger (
  session TEXT PRIMARY KEY NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 0), event TEXT NOT NULL CHECK (json_valid(event))
) STRICT""",
    """CREATE TABLE calendar_parts (
  part TEXT NOT NULL, session TEXT NOT NULL, PRIMARY KEY (part, session)
) STRICT""",
)


def _text_column(name: str) -> str:
    return f"{name} TEXT NOT NULL DEFAULT ''"


def _list_column(name: str) -> str:
    """Return the definition of a column that holds a list of values as JSON, instead of a separate table."""
    return f"{name} TEXT NOT NULL DEFAULT '[]' CHECK (json_valid({name}))"


def _picture_column(name: str) -> str:
    return f"{name} TEXT REFERENCES pictures (id) DEFERRABLE INITIALLY DEFERRED"


def _flag_column(name: str, usual: int) -> str:
    return f'"{name}" INTEGER NOT NULL DEFAULT {usual:d} CHECK ("{name}" IN (0, 1))'


ADDED_2: dict[str, tuple[str, ...]] = {
    "conference": (
        *(_text_column(name) for name in ("acronym", "subtitle", "theme", "focus", "series", "edition")),
        _list_column("tags"),
        _picture_column("logo"),
        _text_column("crew_contact"),
        _text_column("note"),
        _list_column("told"),
        _list_column("imported"),
    ),
    "venue": (
        *(_text_column(name) for name in ("map_link", "directions", "note")),
        _list_column("told"),
        "closes INTEGER CHECK (closes > 0)",
    ),
    "rooms": (
        *(_text_column(name) for name in ("arrangement", "floor", "colour", "note", "origin")),
        _list_column("equipment"),
        _list_column("closed"),
        _list_column("told"),
        _flag_column("column", 1),
    ),
    "tracks": (_text_column("description"), _text_column("origin"), _list_column("told")),
    "people": (
        *(_text_column(name) for name in ("sort_name", "pronunciation", "pronouns", "bio")),
        _picture_column("photo"),
        *(_list_column(name) for name in ("links", "languages", "availability", "brings", "needs")),
        *(_text_column(name) for name in ("travel", "lodging", "fee", "expenses", "diet")),
        _list_column("earlier"),
        _list_column("extra"),
        _text_column("origin"),
        _list_column("told"),
    ),
    "sessions": (
        *(_text_column(name) for name in ("subtitle", "description", "language", "introduction", "cues", "origin")),
        *(_list_column(name) for name in ("tags", "equipment", "segments", "links", "statements", "extra", "told")),
        "audience INTEGER CHECK (audience >= 0)",
        "setup INTEGER NOT NULL DEFAULT 0 CHECK (setup >= 0)",
        "teardown INTEGER NOT NULL DEFAULT 0 CHECK (teardown >= 0)",
        "least INTEGER CHECK (least > 0)",
        _flag_column("pinned", 0),
        _flag_column("do_not_record", 0),
    ),
    "appearances": ("asked TEXT", "answered TEXT"),
    "calendar_parts": ("sequence INTEGER NOT NULL DEFAULT 0",),
}
"""The columns that version 2 adds to the tables of version 1."""

ADDED_3: dict[str, tuple[str, ...]] = {
    "document": ("drafts INTEGER NOT NULL DEFAULT 0 CHECK (drafts >= 0)", _text_column("first_public")),
    "conference": (_flag_column("speakers_in_title", 0),),
    "ledger": (_flag_column("dropped", 0),),
    "calendar_parts": (
        _text_column("created"),
        _text_column("modified"),
        _text_column("event"),
        _flag_column("dropped", 0),
    ),
    "sent_parts": (
        *(_text_column(name) for name in ("stamp", "modified", "about")),
        "previous INTEGER NOT NULL DEFAULT 0",
    ),
}
"""The columns that version 3 adds."""

NEW_2 = (
    """CREATE TABLE pictures (
  id TEXT PRIMARY KEY NOT NULL, bytes BLOB NOT NULL
) STRICT""",
    """CREATE TABLE partners (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, website TEXT NOT NULL,
  logo TEXT REFERENCES pictures (id) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE covers (
  id TEXT PRIMARY KEY NOT NULL,
  person TEXT NOT NULL REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
  day TEXT NOT NULL REFERENCES days (date) DEFERRABLE INITIALLY DEFERRED,
  start INTEGER, "end" INTEGER,
  room TEXT REFERENCES rooms (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL, CHECK ((start IS NULL) = ("end" IS NULL))
) STRICT""",
    """CREATE TABLE templates (
  id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, minutes INTEGER NOT NULL CHECK (minutes > 0),
  track TEXT REFERENCES tracks (id) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE sent_parts (
  part TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, name TEXT NOT NULL, release INTEGER NOT NULL
) STRICT""",
)

ADDED_6: dict[str, tuple[str, ...]] = {
    "sent_parts": (_text_column("digest"),),
    "people": ("state TEXT NOT NULL DEFAULT 'not_asked'", "asked TEXT", "answered TEXT"),
}
"""The columns that version 6 adds."""

NEW_6 = (
    """CREATE TABLE owed (
  number INTEGER PRIMARY KEY, since TEXT NOT NULL, machine TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL
) STRICT""",
)

NEW_7 = (
    """CREATE TABLE ticks (
  product TEXT PRIMARY KEY NOT NULL
) STRICT""",
    """CREATE TABLE published_files (
  name TEXT NOT NULL, digest TEXT NOT NULL, product TEXT NOT NULL, version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('owed', 'leaving', 'out', 'past', 'erased')), PRIMARY KEY (name, digest)
) STRICT""",
    """CREATE TABLE room_addresses (
  room TEXT PRIMARY KEY NOT NULL, address TEXT NOT NULL UNIQUE
) STRICT""",
)

ADDED_7: dict[str, tuple[str, ...]] = {
    "conference": ("profiles TEXT NOT NULL DEFAULT 'not_asked'",),
    "people": (_flag_column("publish_profile", 1),),
}
"""The columns that version 7 adds."""


NEW_8 = (
    """CREATE TABLE blocks (
  id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, minutes INTEGER NOT NULL CHECK (minutes > 0),
  track TEXT REFERENCES tracks (id) DEFERRABLE INITIALLY DEFERRED,
  description TEXT NOT NULL, one_entry INTEGER NOT NULL CHECK (one_entry IN (0, 1)), origin TEXT NOT NULL,
  told TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(told)),
  day TEXT REFERENCES days (date) DEFERRABLE INITIALLY DEFERRED, start INTEGER, place TEXT,
  CHECK ((day IS NULL) = (start IS NULL) AND (day IS NULL) = (place IS NULL))
) STRICT""",
    """CREATE TABLE block_rooms (
  block TEXT NOT NULL REFERENCES blocks (id) DEFERRABLE INITIALLY DEFERRED,
  room TEXT NOT NULL REFERENCES rooms (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, PRIMARY KEY (block, room)
) STRICT""",
    """CREATE TABLE chairs (
  block TEXT NOT NULL REFERENCES blocks (id) DEFERRABLE INITIALLY DEFERRED,
  person TEXT NOT NULL REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role = 'moderator'), state TEXT NOT NULL, asked TEXT, answered TEXT,
  position INTEGER NOT NULL, PRIMARY KEY (block, person)
) STRICT""",
)

ADDED_8: dict[str, tuple[str, ...]] = {
    "sessions": ("block TEXT REFERENCES blocks (id) DEFERRABLE INITIALLY DEFERRED",),
}
"""The columns that version 8 adds."""
