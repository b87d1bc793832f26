"""Laws of the ledger that hold after any sequence of plans and exports."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.programme.release import Ledger, SentEvent
from tests.builders import NOW
from tests.calendars import sent_events

EVENT = SentEvent(uid="u", start=datetime(2024, 4, 25, 9), end=datetime(2024, 4, 25, 10), summary="Talk")

titles = st.sampled_from(["One", "Two", "Three"])
plans = st.dictionaries(st.sampled_from("abc"), titles.map(lambda title: replace(EVENT, summary=title)))
clocks = st.integers(min_value=-5, max_value=5).map(lambda seconds: NOW + timedelta(seconds=seconds, milliseconds=300))
histories = st.lists(st.tuples(plans, clocks), min_size=1, max_size=8)


@given(histories)
def test_the_laws_of_updates(history):
    ledger = Ledger()
    for plan, now in history:
        before, ledger = ledger, sent_events(ledger, plan, now)

        assert ledger.entries.keys() == before.entries.keys() | plan.keys()
        assert before.last_stamp is None or ledger.last_stamp >= before.last_stamp
        for session, entry in ledger.entries.items():
            old = before.entries.get(session)
            assert entry.created <= entry.modified <= ledger.last_stamp
            assert entry.modified.microsecond == 0
            assert (entry.event.status == "CANCELLED") == (session not in plan)
            assert session not in plan or entry.event == plan[session]
            if old is None:
                assert entry.sequence == 0
            elif entry.event == old.event:
                assert entry == old
            else:
                assert entry.sequence == old.sequence + 1
                assert entry.modified > old.modified
                assert entry.created == old.created


@given(plans, clocks, clocks)
def test_sending_the_same_again_changes_nothing_but_the_stamp(plan, first, second):
    ledger = sent_events(Ledger(), plan, first)

    assert sent_events(ledger, plan, second).entries == ledger.entries
