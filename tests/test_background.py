"""Work in threads, and pauses of the garbage collector."""

import gc
from threading import Event, current_thread, main_thread

import pytest

from planner.background import call_every, enable_garbage_collector, in_thread, without_garbage_collector
from planner.domain.long_task import run_to_end


def test_a_function_runs_in_a_thread_of_a_name_while_its_task_goes_on() -> None:
    may = Event()

    def act() -> str:
        assert may.wait(10)
        return current_thread().name

    steps = in_thread(act, "reading")
    waiting = [next(steps).done, next(steps).done]
    may.set()

    assert (waiting, run_to_end(steps)) == ([0, 0], "reading")


def test_what_a_function_raises_in_its_thread_is_raised_by_its_task() -> None:
    def act() -> None:
        raise LookupError(current_thread() is main_thread())

    with pytest.raises(LookupError, match="False"):
        run_to_end(in_thread(act))


def test_a_function_is_called_again_and_again() -> None:
    calls, thrice = list[int](), Event()

    def act() -> None:
        calls.append(len(calls))
        if len(calls) == 3:
            thrice.set()

    call_every(0.001, act)

    assert thrice.wait(10)


def test_the_collector_is_off_for_a_while_and_on_again_even_after_a_fault() -> None:
    gc.enable()
    seen = list[bool]()

    @without_garbage_collector()
    def act() -> None:
        seen.append(gc.isenabled())
        raise LookupError

    with pytest.raises(LookupError):
        act()

    assert (seen, gc.isenabled()) == ([False], True)


def test_a_collector_that_was_off_stays_off_until_the_start_is_over() -> None:
    gc.disable()
    try:
        with without_garbage_collector():
            pass
        assert not gc.isenabled()
    finally:
        enable_garbage_collector()

    assert gc.isenabled()
