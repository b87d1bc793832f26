"""Tests of a list that is suddenly short, of one that is a part, and of a file with nothing in it."""

from dataclasses import replace
from itertools import count

import pytest

from planner.commands.edit import edit
from planner.domain.change import Change, Edit
from planner.domain.entities import Session
from planner.domain.text import Text
from planner.importing.changes_since_export import HistoryStates
from planner.importing.plan import Verdict
from tests.builders import agenda, talk
from tests.importing.lists import a_list, listed, somebody


def sessions(n, start=0):
    return [listed(f"Talk about {chr(65 + i)}{i}", f"{8 + i // 4:02}:{i % 4 * 15:02}", key=str(i))
            for i in range(start, n)]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "short"),
    [(20, 16, False), (20, 15, True), (4, 2, False), (4, 1, True), (8, 5, False), (8, 4, True)],
)
def test_a_file_with_far_less_than_came_from_it_says_so_first_and_ticks_nothing_as_gone(importing, before, now, short):
    whole = importing.new(a_list(*sessions(before)))

    plan = importing.plan(whole, a_list(*sessions(now), somebody("Ada"), warnings=(Text("Beware."),)))

    told = [str(text) for text in plan.warnings]
    many = "session" if now == 1 else "sessions"
    assert told == [
        *[f"The file has {now} {many}; {before} came from it before. Nothing is taken as gone."] * short, "Beware.",
    ]  # fmt: skip
    assert plan.short is short
    gone = [row for row in plan.rows if row.verdict is Verdict.GONE]
    assert (len(gone), any(row.ticked for row in gone)) == (before - now, False)
    assert sum(s.placement is not None for s in whole.after(plan.change()).sessions.values()) == before
    deliberately = whole.after(plan.change(row.key for row in gone))
    assert sum(s.placement is not None for s in deliberately.sessions.values()) == now


def test_a_part_of_a_list_that_has_no_name_makes_nothing_look_gone(importing):
    whole = importing.new(a_list(*sessions(10)))

    plan = importing.plan(whole, a_list(sessions(3)[2], namespace=""))

    assert [(row.verdict, row.title) for row in plan.rows] == [(Verdict.SAME, "Talk about C2")]
    assert (plan.warnings, plan.short) == ((), False)
    after = whole.after(plan.change(row.key for row in plan.rows))
    assert [s.origin for s in after.sessions.values()] == [s.origin for s in whole.sessions.values()]


def test_what_a_part_without_a_name_has_brought_is_known_when_it_comes_again(importing):
    part = a_list(listed("New", "09:00", "Ada", said={"abstract": "Theirs"}), namespace="")
    whole = importing.into(agenda(), part)

    assert not importing.plan(whole, part).change()
    newer = a_list(listed("New", "09:00", "Ada", said={"abstract": "Newer"}), namespace="")
    assert [row.verdict for row in importing.plan(whole, newer).rows] == [Verdict.CHANGED]


def test_a_list_of_people_says_of_no_session_that_it_is_gone(importing):

    plan = importing.plan(importing.new(a_list(*sessions(10))), a_list(somebody("Ada")))

    assert ([row.title for row in plan.rows], plan.warnings, plan.short) == (["Ada"], (), False)


def test_a_list_of_people_that_is_suddenly_short_says_so_too(importing):
    whole = importing.into(agenda(), a_list(*(somebody(f"Person {n}") for n in range(9))))

    plan = importing.plan(whole, a_list(*(somebody(f"Person {n}") for n in range(5))))

    assert list(map(str, plan.warnings)) == ["The file has 5 people; 9 came from it before. Nobody is taken as gone."]
    assert (plan.short, plan.change().edits) == (True, ())


def test_a_file_with_nothing_in_it_changes_nothing_and_says_so(importing):

    plan = importing.plan(importing.new(a_list(*sessions(10))), a_list())

    assert (plan.rows, list(map(str, plan.warnings))) == ((), ["There is nothing in the file that could be imported."])
    assert not plan.change()


def test_a_new_conference_of_people_alone_has_no_day_yet(importing):
    whole = importing.new(a_list(somebody("Ada")))

    assert (len(whole.people), len(whole.days)) == (1, 0)


# the value of the last import ---------------------------------------------------------------------------------


def last(plan):
    return {d.key: d.last and str(d.last) for row in plan.rows for d in row.differences}


def told(title, abstract):
    return a_list(listed(title, "09:00", key="1", said={"abstract": abstract}))


def edited(whole, **fields):
    (session,) = whole.sessions.values()
    return edit(whole, Session, session.id, **fields)


def test_what_it_was_last_time_is_ours_where_it_was_not_touched_here_and_else_what_the_history_tells(importing):
    whole = importing.new(told("A", "First"))
    changes = []
    for abstract in ("Mine", "Mine again"):
        change = edited(whole, abstract=abstract)
        changes.insert(0, change)
        whole = whole.after(change)

    assert last(importing.plan(whole, told("B", "Newer"))) == {"title": "A", "abstract": None}
    plan = importing.plan(whole, told("B", "Newer"), states=HistoryStates(lambda: changes))
    assert last(plan) == {"title": "A", "abstract": "First"}


def test_a_workbook_that_was_written_before_something_was_changed_here_does_not_take_it_back(importing):
    here = agenda(talk("a", title="A", abstract="Old"))
    change = edited(here, abstract="Mine")
    here = here.after(change)
    workbook = a_list(listed("A", ours="a", said={"abstract": "Old", "subtitle": "New"}))

    plan = importing.plan(here, workbook, states=HistoryStates(lambda: [change]))

    (row,) = plan.rows
    assert [str(text) for text in row.texts] == ["subtitle: – → New", "Kept as it is here: abstract."]


def test_the_history_is_read_once_and_only_where_somebody_asks(importing):
    reads = count()

    def read():
        next(reads)
        return [Change(Text("x"), (Edit(None, talk("b")),))]

    past = HistoryStates(read)
    assert (list(past("b")), list(past("c")), next(reads)) == ([], [], 1)
    importing.plan(importing.new(told("A", "First")), told("A", "Second"), states=HistoryStates(read))
    assert next(reads) == 2


def test_a_list_without_ids_that_has_nothing_in_common_is_another_and_nothing_of_the_first_is_gone(importing):
    first = a_list(*(replace(listed(f"Talk {n}", f"09:{n}0", key=f"a{n}"), named=True) for n in range(5)))
    other = a_list(*(replace(listed(f"Walk {n}", f"15:{n}0", key=f"b{n}"), named=True) for n in range(3)))

    plan = importing.plan(importing.new(first), other)

    assert {row.verdict for row in plan.rows if row.what is Session} == {Verdict.NEW}
    assert [str(text) for text in plan.warnings] == [
        "5 sessions came from a list before; none is in this one, which is taken for another. Nothing is gone."
    ]
