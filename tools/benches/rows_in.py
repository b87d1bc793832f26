"""A thousand made-up sessions in every file format that is imported, each with the same ten values.

``turn`` gives people and sessions other names, so that nobody is known from an earlier turn.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROWS = 1_000
HEADINGS = ("Title", "Speakers", "Organisation", "E-mail", "Date", "Start", "End", "Room", "Track", "Abstract")
FIRST, ZONE = date(2027, 5, 3), ZoneInfo("Europe/Stockholm")
NAMES = (
    *("Åsa Öberg", "Maria Lindqvist", "Jonas Ek", "Linh Tran"),
    *("Pekka Virtanen", "Amina Yusuf", "Karl Holm", "Ida Berg"),
)
ABSTRACT = "What it takes, what it costs, and what was learnt on the way; with time for questions. " * 2
Cells = tuple[Any, ...]


def rows(turn: int) -> list[Cells]:
    """Return the cells, with dates and times as such; every fifth session has two people, of 800 in all."""
    found = []
    for n in range(ROWS):
        day, place = divmod(n, ROWS // 2)
        start = datetime.combine(FIRST + timedelta(day), time(9)) + timedelta(minutes=place // 30 * 30)
        people = [_person(n % 800, turn), *([_person((n * 7 + 3) % 800, turn)] if n % 5 == 0 else [])]
        found.append(
            (
                f"Session {n + 1} of {turn}: a title of a usual length",
                ", ".join(people),
                f"Institute {n % 800 % 40}" if len(people) == 1 else "",
                f"person{n % 800}.{turn}@example.org" if len(people) == 1 else "",
                start.date(),
                start.time(),
                (start + timedelta(minutes=30)).time(),
                f"Hall {place % 30 + 1}",
                f"Track {n % 8 + 1}",
                ABSTRACT,
            )
        )
    return found


def _person(n: int, turn: int) -> str:
    first, last = NAMES[n % 8].split()
    return f"{first} {last}{''.join(chr(97 + letter) for letter in (n // 8 % 10, n // 80, turn))}"


def xlsx(turn: int) -> bytes:
    """Return the rows as an Excel workbook."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Talks")
        formats = {date: book.add_format({"num_format": "yyyy-mm-dd"}), time: book.add_format({"num_format": "hh:mm"})}
        for at, row in enumerate((HEADINGS, *rows(turn))):
            for column, value in enumerate(row):
                sheet.write(at, column, value, formats.get(type(value)))
    return out.getvalue()


def ods(turn: int) -> bytes:
    """Return the rows as a LibreOffice spreadsheet."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{short}="{oasis}:{short}:1.0"' for short in ("office", "table", "text"))

    def cell(value: Any) -> str:
        kind, said, shown = "string", "", escape(str(value))
        if isinstance(value, date):
            kind, said = "date", f' office:date-value="{value}"'
        elif isinstance(value, time):
            kind, said = "time", f' office:time-value="PT{value:%HH%MM}00S"'
        if value == "":
            return "<table:table-cell/>"
        return (
            f'<table:table-cell table:style-name="ce1" office:value-type="{kind}"{said}>'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )

    body = "".join(
        f'<table:table-row table:style-name="ro1">{"".join(map(cell, row))}</table:table-row>'
        for row in (HEADINGS, *rows(turn))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Talks">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return out.getvalue()


def xls(turns: range) -> list[bytes]:
    """Return old Excel workbooks written by LibreOffice, or none if it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"talks-{turn}.xlsx" for turn in turns]
        for path, turn in zip(paths, turns, strict=True):
            path.write_bytes(xlsx(turn))
        home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
        command = [program, home, "--headless", "--convert-to", "xls", "--outdir", name, *map(str, paths)]
        subprocess.run(command, capture_output=True, timeout=120, check=False)
        made = [path.with_suffix(".xls") for path in paths]
        return [path.read_bytes() for path in made] if all(path.exists() for path in made) else []


def as_text(row: Cells) -> list[str]:
    """Return the cells of a row as text, as a spreadsheet program shows them."""
    return [f"{value:%H:%M}" if isinstance(value, time) else str(value) for value in row]


def csv_text(turn: int) -> bytes:
    """Return the table as text, separated by semicolons."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(map(as_text, (HEADINGS, *rows(turn))))
    return out.getvalue().encode()


def html(turn: int) -> bytes:
    """Return the table as a spreadsheet puts it on the clipboard."""
    lines = (
        "<tr height=20>" + "".join(f'<td class=xl65 style="height:15pt">{escape(text)}</td>' for text in as_text(row))
        + "</tr>"
        for row in (HEADINGS, *rows(turn))
    )  # fmt: skip
    table = f"<table border=0><!--StartFragment-->{''.join(lines)}<!--EndFragment--></table>"
    return f"<html><body>{table}</body></html>".encode()


def _events(turn: int) -> list[dict[str, Any]]:
    """Return the events of a schedule."""
    return [
        {
            "id": n + 1,
            "guid": f"5e1f0000-0000-5000-8000-{n:012d}",
            "date": datetime.combine(row[4], row[5], ZONE).isoformat(),
            "start": f"{row[5]:%H:%M}",
            "duration": "00:30",
            "room": row[7],
            "slug": f"conf-{n + 1}",
            "title": row[0],
            "track": row[8],
            "type": "Talk",
            "language": "en",
            "abstract": row[9],
            "persons": [{"id": 2000 + _number(name), "public_name": name} for name in row[1].split(", ")],
        }
        for n, row in enumerate(rows(turn))
    ]


_numbers: dict[str, int] = {}


def _number(name: str) -> int:
    return _numbers.setdefault(name, len(_numbers))


def _days(events: list[dict[str, Any]]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return the events by day and room."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for event in events:
        found.setdefault(event["date"][:10], {}).setdefault(event["room"], []).append(event)
    return found


def schedule_json(turn: int) -> bytes:
    """Return the schedule as pretalx exports it in JSON."""
    days = [
        {"index": n + 1, "date": day, "day_start": f"{day}T09:00:00+02:00", "day_end": f"{day}T23:00:00+02:00",
         "rooms": rooms}
        for n, (day, rooms) in enumerate(_days(_events(turn)).items())
    ]  # fmt: skip
    conference = {"acronym": "conf", "title": "A conference of a size", "start": "2027-05-03", "end": "2027-05-04",
                  "daysCount": 2, "time_zone_name": "Europe/Stockholm", "days": days}  # fmt: skip
    return json.dumps({"schedule": {"version": "1", "conference": conference}}, ensure_ascii=False).encode()


def pretalx_json(turn: int) -> bytes:
    """Return the talks as the API of pretalx returns them."""
    speakers = {name: f"{_number(name):06d}".translate(str.maketrans("0123456789", "ABCDEFGHJK")) for row in rows(turn)
                for name in row[1].split(", ")}  # fmt: skip
    results = []
    for n, row in enumerate(rows(turn)):
        begins = datetime.combine(row[4], row[5], ZONE)
        results.append(
            {
                "code": f"{n:06d}".translate(str.maketrans("0123456789", "LMNPQRSTUV")),
                "title": row[0],
                "speakers": [{"code": speakers[name], "name": name, "biography": None} for name in row[1].split(", ")],
                "submission_type": {"en": "Talk"},
                "track": {"en": row[8]},
                "state": "confirmed",
                "abstract": row[9],
                "description": "",
                "duration": 30,
                "content_locale": "en",
                "slot": {"room": {"en": row[7]}, "start": begins.isoformat(),
                         "end": (begins + timedelta(minutes=30)).isoformat()},
            }
        )  # fmt: skip
    return json.dumps({"count": len(results), "next": None, "previous": None, "results": results}).encode()


def schedule_xml(turn: int) -> bytes:
    """Return the schedule as pretalx and frab export it in XML."""
    parts = ['<?xml version="1.0" encoding="utf-8"?><schedule><version>1</version><conference><acronym>conf</acronym>'
             "<title>A conference of a size</title><start>2027-05-03</start><end>2027-05-04</end><days>2</days>"
             "<timeslot_duration>00:05</timeslot_duration><time_zone_name>Europe/Stockholm</time_zone_name>"
             "</conference>"]  # fmt: skip
    for n, (day, rooms) in enumerate(_days(_events(turn)).items()):
        parts.append(f'<day index="{n + 1}" date="{day}" start="{day}T09:00:00+02:00" end="{day}T23:00:00+02:00">')
        for room, events in rooms.items():
            parts.append(f'<room name="{room}">')
            parts += [_event_xml(event) for event in events]
            parts.append("</room>")
        parts.append("</day>")
    return "".join((*parts, "</schedule>")).encode()


def _event_xml(event: dict[str, Any]) -> str:
    fields = ("date", "start", "duration", "room", "slug", "title", "track", "type", "language", "abstract")
    told = "".join(f"<{name}>{escape(event[name])}</{name}>" for name in fields)
    people = "".join(f'<person id="{one["id"]}">{one["public_name"]}</person>' for one in event["persons"])
    return f'<event id="{event["id"]}" guid="{event["guid"]}">{told}<persons>{people}</persons></event>'


def ics(turn: int) -> bytes:
    """Return the sessions as a calendar of another program."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Another//EN")
    for n, row in enumerate(rows(turn)):
        event = Event()
        event.add("UID", f"{n}@example.org")
        event.add("DTSTAMP", datetime(2027, 1, 1, tzinfo=ZoneInfo("UTC")))
        for name, clock in (("DTSTART", row[5]), ("DTEND", row[6])):
            event.add(name, datetime.combine(row[4], clock, ZONE))
        event.add("SUMMARY", row[0])
        event.add("LOCATION", row[7])
        event.add("CATEGORIES", [row[8]])
        event.add("DESCRIPTION", row[9])
        for name in row[1].split(", "):
            event.add("ATTENDEE", f"mailto:{_number(name)}@example.org", parameters={"CN": name})
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def xcal(turn: int) -> bytes:
    """Return the sessions as a calendar in XML."""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?><iCalendar xmlns:pentabarf="http://pentabarf.org"><vcalendar>',
        "<version>2.0</version><prodid>-//Another//EN</prodid>",
        "<x-wr-calname>A conference of a size</x-wr-calname>",
    ]
    for n, row in enumerate(rows(turn)):
        told = {"uid": f"{n}@example.org", "dtstart": f"{row[4]:%Y%m%d}T{row[5]:%H%M%S}",
                "dtend": f"{row[4]:%Y%m%d}T{row[6]:%H%M%S}", "summary": row[0], "location": row[7],
                "categories": row[8], "description": row[9]}  # fmt: skip
        people = "".join(f"<attendee>{name}</attendee>" for name in row[1].split(", "))
        parts.append("<vevent>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in told.items()) + people + "</vevent>")
    return "".join((*parts, "</vcalendar></iCalendar>")).encode()
