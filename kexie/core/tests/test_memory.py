"""What a process remembers: for how long, how much, and that one thread's work serves all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from kexie.core import memory
from kexie.core.memory import Memory
from kexie.core.tests.threads import PATIENCE, at_once

LONG = 3600


def test_what_is_fresh_is_remembered_and_what_is_stale_is_not() -> None:
    pages = Memory[str](size=9)
    pages.keep("fresh", "a", seconds=LONG)
    pages.keep("stale", "b", seconds=0)
    assert (pages.get("fresh"), pages.get("stale"), pages.get("unknown")) == ("a", None, None)
    pages.keep("fresh", "c", seconds=LONG)
    assert pages.get("fresh") == "c"


def test_the_thing_itself_is_remembered() -> None:
    things = Memory[list[int]](size=9)
    thing = [1]
    things.keep("it", thing, seconds=LONG)
    assert things.get("it") is thing


def test_what_nobody_asked_for_longest_is_forgotten_first() -> None:
    pages = Memory[str](size=2)
    pages.keep("one", "1", seconds=LONG)
    pages.keep("two", "2", seconds=LONG)
    pages.get("one")
    pages.keep("three", "3", seconds=LONG)
    assert (pages.get("one"), pages.get("two"), pages.get("three")) == ("1", None, "3")


def test_a_thing_is_made_once_while_it_is_fresh() -> None:
    numbers = Memory[int](size=9)
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    assert [numbers.kept("it", make, seconds=LONG) for _ in range(3)] == [0, 0, 0]
    numbers.keep("it", 7, seconds=0)
    assert numbers.kept("it", make, seconds=LONG) == 1


def test_threads_that_ask_at_once_wait_for_one_that_makes_it() -> None:
    numbers = Memory[int](size=9)
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    def ask() -> int:
        return numbers.kept("it", make, seconds=LONG)

    assert at_once(ask, ask, ask, ask) == [1, 1, 1, 1]


def test_the_former_thing_serves_while_another_thread_makes_it_anew() -> None:
    numbers = Memory[int](size=9)
    numbers.keep("it", 1, seconds=0)
    began, may_end = Event(), Event()

    def make() -> int:
        began.set()
        may_end.wait(PATIENCE)
        return 2

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(lambda: numbers.kept("it", make, seconds=LONG))
        began.wait(PATIENCE)
        assert numbers.kept("it", lambda: 3, seconds=LONG) == 1
        may_end.set()
        assert slow.result(PATIENCE) == 2
    assert numbers.kept("it", lambda: 3, seconds=LONG) == 2


def test_a_failure_is_not_remembered_and_locks_nobody_out() -> None:
    numbers = Memory[float](size=9)
    failures = at_once(*[lambda: numbers.kept("it", lambda: 1 / 0, seconds=LONG)] * 2)
    assert [type(failure) for failure in failures] == [ZeroDivisionError, ZeroDivisionError]
    assert numbers.kept("it", lambda: 1.0, seconds=LONG) == 1.0


def test_all_is_forgotten() -> None:
    one, two = Memory[int](size=9), Memory[int](size=9)
    one.keep("it", 1, seconds=LONG)
    two.keep("it", 2, seconds=LONG)
    memory.forget()
    assert (one.get("it"), two.get("it")) == (None, None)
