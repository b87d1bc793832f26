"""Long tasks: run to the end, with what they tell meanwhile, and made of parts."""

from planner.domain.long_task import LongTask, Progress, as_half, map_in_chunks, run_to_end


def halves(items: list[int]) -> LongTask[list[int]]:
    first = yield from as_half(map_in_chunks(items, abs, 2), 0)
    second = yield from as_half(map_in_chunks(items, abs, 3), 1)
    return first + second


def test_a_task_runs_to_its_end_and_tells_after_each_piece_how_far_it_is() -> None:
    told = list[Progress]()

    assert run_to_end(map_in_chunks([-1, -2, -3], abs, 2), told.append) == [1, 2, 3]
    assert told == [Progress(2, 3), Progress(3, 3)]


def test_a_task_of_two_halves_tells_how_far_the_whole_is() -> None:
    told = list[Progress]()

    assert run_to_end(halves([-1, -2, -3]), told.append) == [1, 2, 3, 1, 2, 3]
    assert told == [Progress(2, 6), Progress(3, 6), Progress(6, 6)]
