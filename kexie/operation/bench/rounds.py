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

    @property
    def line(self) -> str:
        """The result as a line of the table."""
        goal = f"{'≥' if self.is_floor else '≤'} {self.limit:g}"
        judged = "达到" if self.is_met else "未达到"
        return f"  {judged:　<3}  {self.ratio:6.2f}  目标 {goal:<7} {self.what}（{self.note}）"


def verdict(results: Sequence[Result]) -> str:
    """Return the last line of a run: how many goals are met of how many.

    >>> verdict([Result("查找", ratio=0.1, limit=0.2), Result("首页", ratio=0.4, limit=0.45, is_floor=True)])
    '共 2 项，达到 1 项，未达到 1 项：首页'
    """
    missed = [result.what for result in results if not result.is_met]
    words = f"共 {len(results)} 项，达到 {len(results) - len(missed)} 项"
    return f"{words}，未达到 {len(missed)} 项：{'；'.join(missed)}" if missed else f"{words}，全部达到"


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

    def result(self, what: str, name: str, *, to: str, limit: float) -> Result:
        """Return how one thing does beside another, of which it may cost so many times as much."""
        note = f"{self.milliseconds(name)} 比 {self.milliseconds(to)}"
        return Result(what, self.ratio(name, to=to), limit, note=note)


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
