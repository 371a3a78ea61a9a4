"""Long work goes on beside the pages, tells how far it is, and is forgotten in time."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from shoumi.server.pages.beside.works import AT_A_TIME, KEPT_FOR, TooMuchAtOnceError, Work, Works

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
LONGEST = 10.0


class Clock:
    """Moved by the test."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def works(clock: Clock) -> Works:
    return Works(clock)


@pytest.fixture
def held() -> Iterator[Event]:
    """Holds work up until the test lets it go."""
    event = Event()
    yield event
    event.set()


def waiting(held: Event, ended: Event | None = None) -> Callable[[Work], object]:
    def doing(work: Work) -> object:
        try:
            while not held.wait(0.01):
                work.beat(1, 3)
        finally:
            if ended:
                ended.set()
        return "found"

    return doing


def ended(work: Work) -> None:
    """Wait until the thread has let go of its work."""
    given_up = Event()
    while work.until is None:
        assert not given_up.wait(0.01)


def test_what_is_found_is_kept_for_whom_it_was_begun_and_for_nobody_else(works: Works) -> None:
    work = works.begin(Work("wang", "rehearsal:p"), lambda _: "found")
    ended(work)
    kept = works.about("wang", "rehearsal:p")
    assert kept is not None
    assert (kept.state, kept.result) == ("done", "found")
    assert works.about("li", "rehearsal:p") is None


def test_what_was_found_is_forgotten_in_time(works: Works, clock: Clock) -> None:
    work = works.begin(Work("wang", "rehearsal:p"), lambda _: "found")
    ended(work)
    clock.now += KEPT_FOR
    assert works.about("wang", "rehearsal:p") is None
    assert work.result is None


def test_how_far_it_is_can_be_seen_meanwhile(works: Works, held: Event) -> None:
    reached = Event()

    def doing(work: Work) -> None:
        work.beat(2, 5)
        reached.set()
        held.wait(LONGEST)

    work = works.begin(Work("wang", "rehearsal:p"), doing)
    assert reached.wait(LONGEST)
    assert (work.state, work.done, work.whole) == ("running", 2, 5)


def test_what_is_cancelled_ends_and_is_gone(works: Works, held: Event) -> None:
    over = Event()
    work = works.begin(Work("wang", "rehearsal:p"), waiting(held, over))
    works.forget(work)
    assert over.wait(LONGEST)
    assert works.about("wang", "rehearsal:p") is None


def test_more_than_a_few_at_a_time_have_to_wait(works: Works, held: Event) -> None:
    for number in range(AT_A_TIME):
        works.begin(Work(f"person-{number}", "rehearsal:p"), waiting(held))
    with pytest.raises(TooMuchAtOnceError):
        works.begin(Work("wang", "rehearsal:p"), waiting(held))


def test_beginning_again_takes_the_place_of_the_old(works: Works, held: Event) -> None:
    over = Event()
    works.begin(Work("wang", "rehearsal:p"), waiting(held, over))
    again = works.begin(Work("wang", "rehearsal:p"), lambda _: "anew")
    assert over.wait(LONGEST)
    assert works.about("wang", "rehearsal:p") is again


def test_a_failure_is_told_without_what_it_was_about(
    works: Works, caplog: pytest.LogCaptureFixture
) -> None:
    def doing(_: Work) -> None:
        message = "关于某事项的通知"
        raise ValueError(message)

    work = works.begin(Work("wang", "screening:1"), doing)
    ended(work)
    assert work.state == "failed"
    assert "关于" not in caplog.text


def test_time_is_given_to_the_pages_unless_it_is_cancelled() -> None:
    work = Work("wang", "x")
    work.stop()
    begun = datetime.now(UTC)
    work.pause(60)
    assert datetime.now(UTC) - begun < timedelta(seconds=30)
