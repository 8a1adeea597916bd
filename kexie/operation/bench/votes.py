"""The ranking of a poll at size."""

from collections.abc import Iterator
from functools import partial

from django.db import connections

from kexie.areas.polls.models import Poll
from kexie.areas.polls.queries import counting
from kexie.operation.bench.rounds import Result, side_by_side
from kexie.operation.bench.stage import SMALL, Stage

FEW, MANY = 1_000, 1_000_000


def ranked(stage: Stage) -> Iterator[Result]:
    """PLL-01: the ranking of many votes beside that of few."""
    polls = {number: _poll(stage, number) for number in (FEW, MANY)}
    measured = side_by_side({str(number): partial(counting.counted, poll) for number, poll in polls.items()})
    yield measured.result(f"投票的排名：{MANY:,} 票比 {FEW:,} 票", str(MANY), to=str(FEW), limit=1.3)


def _poll(stage: Stage, number: int) -> Poll:
    room = f"votes_{number}"
    if room not in connections.settings:
        stage.say(f"正在准备 {number:,} 票的数据库……")
        stage.room(room, like=str(SMALL))
        stage.command("synth", room, "--votes", str(number))
    rows = Poll.objects.using(room).select_related("collection__version", "collection__questionnaire")
    return rows.latest("id")
