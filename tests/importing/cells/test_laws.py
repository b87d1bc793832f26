"""Laws of reading cells: everything we write ourselves, in any supported form, is read back unchanged."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.domain.errors import EstradError
from planner.importing.cells.cell_times import SERIAL_ZERO, CellTime, TimeColumn, read_cell_time
from planner.importing.cells.contents import fields_of_content, order_of
from planner.importing.cells.dates import DateOrder
from planner.importing.cells.fields import fields_of_heading
from planner.importing.cells.people import read_people
from planner.importing.cells.titles import read_talk

TIMES = st.integers(0, 24 * 60 - 1)
DATES = st.dates(date(1971, 1, 1), date(2068, 12, 31))
LOCALES = st.sampled_from(["en_GB", "en_US", "sv", "de", "fr", "es", "it", "nl", "da", "nb", "fi", "pt", "pl"])
CLOCKS = st.sampled_from(["{h:02d}:{m:02d}", "{h}.{m:02d}", "kl {h}:{m:02d}", "kl. {h:02d}.{m:02d}", "{h}:{m:02d}:00",
                          "{h:02d}{m:02d}", "{h}h{m:02d}", "{h}:{m:02d} Uhr", "{t} {half}", "{t}{half}"])  # fmt: skip
BETWEEN = st.sampled_from(["-", "–", " – ", " - ", " till ", " to ", " bis ", "—"])
NAMES = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(["Anna", "Bo", "Anna-Karin", "Åsa", "José", "Zoë", "J.", "Mary Jane", "Øystein", "Łukasz"]),
        st.sampled_from(["Ek", "af Segerstad", "O'Brien", "van Beethoven", "Müller", "Dean", "Nuñez", "McCoy", "Żuk"]),
    ),
)
JOINTS = st.sampled_from([", ", "; ", "\n", " | ", ";", " ; ", ",\n"])
LAST_JOINTS = st.sampled_from([" and ", " och ", " & ", " und ", ", and ", " samt "])


def clock(form: str, minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return form.format(h=hour, m=minute, t=f"{(hour - 1) % 12 + 1}:{minute:02d}", half="AM" if hour < 12 else "PM")


@given(TIMES, CLOCKS)
def test_a_time_is_read_back(minutes, form):
    written = clock(form, minutes)
    assume(written != "0.25")  # a quarter of a day in a spreadsheet

    assert read_cell_time(written, None, TimeColumn.START) == CellTime(start=minutes)


@given(TIMES, st.integers(1, 12 * 60), CLOCKS, BETWEEN)
def test_a_stretch_is_read_back_also_past_midnight(start, length, form, between):
    written = clock(form, start) + between + clock(form, (start + length) % (24 * 60))

    assert read_cell_time(written, None, TimeColumn.START) == CellTime(start=start, end=start + length)


@given(DATES, TIMES)
def test_a_spreadsheet_s_number_is_read_back(day, minutes):
    serial = (day - SERIAL_ZERO).days
    assert read_cell_time(serial, None, TimeColumn.DATE).day == day
    found = read_cell_time(serial + minutes / 1440, None, TimeColumn.DATE)
    assert (found.day, found.start or 0) == (day, minutes)
    assert read_cell_time(minutes / 1440, None, TimeColumn.START).start == minutes


@given(
    DATES, LOCALES, st.sampled_from(["full", "long", "EEE d MMM yyyy", "d MMMM yyyy", "yyyy-MM-dd", "EEEE d/M yyyy"])
)
def test_a_date_is_read_back_in_every_language(day, locale, form):
    assert read_cell_time(format_date(day, form, locale), DateOrder.DAY_FIRST, TimeColumn.DATE).day == day


@given(DATES, st.sampled_from(DateOrder), st.sampled_from(["/", "-"]), st.booleans())
def test_a_date_of_numbers_is_read_back_where_its_order_is_known(day, order, between, short):
    parts = [f"{day.day:02d}", f"{day.month:02d}"][:: 1 if order is DateOrder.DAY_FIRST else -1]
    year = f"{day.year % 100:02d}" if short and day.year >= 2000 else str(day.year)
    written = between.join([*parts, year])

    assert read_cell_time(written, order, TimeColumn.DATE).day == day
    assert order_of([written]) in (None, order) or day.day == day.month


@given(DATES, TIMES, st.sampled_from(["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "EEE d MMM yyyy, HH:mm",
                                      "EEEE d MMMM yyyy 'kl' H:mm", "dd.MM.yyyy - HH:mm"]))  # fmt: skip
def test_a_moment_is_read_back(day, minutes, form):
    at = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    found = read_cell_time(format_datetime(at, form, locale="en"), None, TimeColumn.START)

    assert (found.day, found.start) == (day, minutes)


@given(
    st.integers(1, 600), st.sampled_from(["{m} min", "{m}", "{h}:{r:02d}", "{h} h {r} min", "PT{m}M", "{m} minuter"])
)
def test_a_length_is_read_back(minutes, form):
    written = form.format(m=minutes, h=minutes // 60, r=minutes % 60)

    assert read_cell_time(written, None, TimeColumn.LENGTH) == CellTime(minutes=minutes)


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), JOINTS, st.none() | LAST_JOINTS)
def test_joined_names_are_parted_again(names, joint, last):
    written = joint.join(names)
    if last and len(names) > 1:
        written = joint.join(names[:-1]) + last + names[-1]

    assert [one.name for one in read_people(written)] == names


@given(
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.sampled_from(["On bees – {}", "On bees ({})", "On bees\n{}"]),
)
def test_the_speakers_of_a_grid_s_cell_are_read_back(names, form):
    talk = read_talk(form.format(", ".join(names)))

    assert (talk.title, [one.name for one in talk.people]) == ("On bees", names)


@given(st.text(max_size=120) | st.text("0123456789:.-/ –apmkl,;()", max_size=40) | st.floats() | st.integers())
def test_anything_is_read_or_refused(value):
    for part in TimeColumn:
        try:
            read_cell_time(value, None, part)
        except EstradError as fault:
            assert fault.remedy  # noqa: PT017
    assert all(one.name for one in read_people(value))
    read_talk(value)
    fields_of_content([value] * 3)
    fields_of_heading(str(value))
