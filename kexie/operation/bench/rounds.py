"""How things are compared: in turns, so that what else the machine does strikes all of them alike."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter

ROUNDS = 7
TURN = 0.3  # seconds that one turn of one thing takes at least


@dataclass(frozen=True)
class Result:
    """A measured ratio beside its goal."""

    what: str
    ratio: float
    limit: float
    is_floor: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio >= self.limit if self.is_floor else self.ratio <= self.limit


@dataclass(frozen=True)
class Rounds:
    """What each thing cost in each round, in seconds a call."""

    seconds: Mapping[str, Sequence[float]]

    def ratio(self, name: str, to: str) -> float:
        """Return how many times as much one thing costs as another: the median of the rounds."""
        return median(one / other for one, other in zip(self.seconds[name], self.seconds[to], strict=True))

    def milliseconds(self, name: str) -> str:
        """Return what a call costs, in words."""
        return f"{median(self.seconds[name]) * 1000:.2f} ms"


def side_by_side(things: Mapping[str, Callable[[], object]], *, rounds: int = ROUNDS) -> Rounds:
    """Call the things in turns and return what they cost; in every second round the other way round.

    >>> measured = side_by_side({"one": lambda: sum(range(100)), "ten": lambda: sum(range(1000))}, rounds=1)
    >>> measured.ratio("ten", to="one") > 2
    True
    """
    times = {name: _times(thing) for name, thing in things.items()}
    seconds: dict[str, list[float]] = {name: [] for name in things}
    order = list(things)
    for _ in range(rounds):
        for name in order:
            seconds[name].append(_cost(things[name], times[name]))
        order.reverse()
    return Rounds(seconds)


def _times(thing: Callable[[], object]) -> int:
    """Warm a thing up and return how many calls fill its turn."""
    thing()
    calls, started = 0, perf_counter()
    while (passed := perf_counter() - started) < TURN:
        thing()
        calls += 1
    return max(1, ceil(TURN * calls / passed))


def _cost(thing: Callable[[], object], times: int) -> float:
    gc.collect()
    started = perf_counter()
    for _ in range(times):
        thing()
    return (perf_counter() - started) / times
