"""Members at size: the list of a large body, the figures of the nation, and what counting costs those who write."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import count

import psycopg
from django.db import connections
from django.db.models import Count
from psycopg import sql

from kexie.areas.membership import rules
from kexie.areas.membership.models import Member
from kexie.areas.membership.queries import members
from kexie.engines.indicators.actions import BATCH, FOLD, NODES
from kexie.engines.indicators.models import Rollup
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Level
from kexie.operation.bench.rounds import ROUNDS, Result, side_by_side
from kexie.operation.bench.stage import LARGE, SMALL, Stage
from kexie.operation.postgres import APP, OWNER

FEW = 10_000
WRITERS, MANY = 4, 250  # who write at the same time, and how many members each enters in one call
FILTERS = ("view", "q", "tag", "sort", "after", "before", *members.PROPERTIES)
LISTS: dict[str, dict[str, str]] = {
    "首页": {},
    "按会员号": {"sort": "number"},
    "末页": {"before": "end"},
    "按职称筛选": {"rank": "middle"},
    "查一个姓名": {"q": "王建远"},
    "查拼音": {"q": "wangjian"},
    "查一个常见字": {"q": "王"},
}
# In the small body fifteen have that surname and in the large one 1,250: all are counted and sorted, both times.
LIMITS = {"查一个常见字": 2.5}
COPIED = """
INSERT INTO member (code, organisation_id, number, name, sex, birth_year, identity, mobile, email, department, post,
    category, rank, education, discipline, status, joined_on, leaving_reason, charter, mobile_index, revision, path,
    tier, territory, name_key, searched, terms)
SELECT %(code)s, organisation_id, %(number)s, name, sex, birth_year, identity, mobile, email, department, post,
    category, rank, education, discipline, 'active', joined_on, '', '', %(code)s, 0, path, tier,
    territory, name_key, searched, terms
FROM member WHERE id = %(id)s
"""


def listed(stage: Stage) -> Iterator[Result]:
    """PRF-03 and MEM-09: the list of the body that has most, on a large platform, beside that of a small one."""
    for size in stage.members:
        measured = {name: side_by_side(_pages(stage, size, given)) for name, given in LISTS.items()}
        for name, found in measured.items():
            yield found.result(
                f"{name}：{size:,} 名会员的平台比 {FEW:,} 名", str(size), to=str(FEW), limit=LIMITS.get(name, 1.5)
            )


def figures(stage: Stage) -> Iterator[Result]:
    """PRF-04: the nation's figures on a large platform, beside those of a small one and beside a count of the rows."""
    for size in stage.members:
        rooms = [_room(stage, number) for number in (FEW, size)]
        measured = side_by_side({room: partial(_figures, room) for room in rooms})
        yield measured.result(f"全国的会员数字：{size:,} 名比 {FEW:,} 名", rooms[1], to=rooms[0], limit=1.3)
        live = side_by_side({"清点": partial(_live, rooms[1]), "数字": partial(_figures, rooms[1])}, rounds=3)
        note = f"{live.milliseconds('数字')} 比 {live.milliseconds('清点')}"
        yield Result(f"比逐行清点快多少倍（{size:,}）", live.ratio("清点", to="数字"), 500, is_floor=True, note=note)


def written(stage: Stage) -> Iterator[Result]:
    """PRF-05: members are entered with and without being counted, by one and by four who write in one body."""
    counted, plain = (_room(stage, FEW, name) for name in ("counted", "plain"))
    with psycopg.connect(stage.server.url(OWNER, f"bench_{plain}"), autocommit=True) as owner:
        owner.execute("ALTER TABLE member DISABLE TRIGGER USER")
    for number in (1, WRITERS):
        with ExitStack() as stack:
            pool = stack.enter_context(ThreadPoolExecutor(number))
            things = {}
            for name, room in (("计数", counted), ("不计数", plain)):
                writers = [Writer(stage, room) for _ in range(number)]
                _ = [stack.enter_context(writer.connection) for writer in writers]
                things[name] = partial(_write, pool, writers, folds=room == counted)
            measured = side_by_side(things, rounds=2 * ROUNDS)
        note = f"每人 {MANY} 名：{measured.milliseconds('计数')} 比 {measured.milliseconds('不计数')}，含汇总"
        yield Result(f"{number} 人同时登记", measured.ratio("不计数", to="计数"), 0.7, is_floor=True, note=note)


def _room(stage: Stage, number: int, name: str = "") -> str:
    """Return a database with that many members: few in a small platform, many in a large one."""
    room = f"members_{name or number}"
    if room not in connections.settings:
        stage.say(f"正在准备 {number:,} 名会员的数据库……")
        stage.room(room, like=str(SMALL if number == FEW else LARGE))
        stage.command("synth", room, "--members", str(number))
    return room


def _largest(room: str) -> Organisation:
    """Return the body that has most members."""
    rows = Member.objects.using(room).values("organisation").annotate(number=Count("id")).order_by("-number")
    return Organisation.objects.using(room).get(pk=rows[0]["organisation"])


def _pages(stage: Stage, size: int, given: dict[str, str]) -> dict[str, Callable[[], object]]:
    """Return what reads a page of the roll on the small and on the large platform."""
    rooms = {number: _room(stage, number) for number in (FEW, size)}
    filters = dict.fromkeys(FILTERS, "") | given
    return {
        str(number): partial(members.browse, Member.objects.using(room), _largest(room), filters)
        for number, room in rooms.items()
    }


def _figures(room: str) -> dict[str, int]:
    nation = Organisation.objects.using(room).get(level=Level.NATIONAL)
    return dict(Rollup.objects.using(room).of(rules.MEMBERS.code, nation).values_list("facet", "amount"))


def _live(room: str) -> list[tuple[object, ...]]:
    """Count the members by one property after the other, as the figures tell them."""
    rows = Member.objects.using(room).on_roll()
    return [
        found
        for name in ("sex", "birth_year", "education", "rank", "category", "status", "joined_on__year")
        for found in rows.values_list(name).annotate(number=Count("*")).order_by()
    ]


class Writer:
    """Somebody who enters members in the largest body, over a connection of its own."""

    numbers = count(1_000_000)

    def __init__(self, stage: Stage, room: str) -> None:
        self.connection = psycopg.connect(stage.server.url(APP, f"bench_{room}"), autocommit=True)
        like = Member.objects.using(room).filter(organisation=_largest(room)).earliest("id")
        self.like = like.pk

    def write(self) -> None:
        """Enter many, each in a transaction of its own."""
        for _ in range(MANY):
            number = next(self.numbers)
            self.connection.execute(COPIED, {"id": self.like, "number": number, "code": f"b{number:09}"})

    def fold(self) -> None:
        """Add to the rollups what was left to be added."""
        statement = sql.SQL(FOLD).format(nodes=sql.SQL(NODES))
        while (folded := self.connection.execute(statement, [BATCH]).fetchone()) and folded[0]:
            pass


def _write(pool: ThreadPoolExecutor, writers: Sequence[Writer], *, folds: bool) -> None:
    """Let everybody write at once; what was counted is folded by the first of them afterwards."""
    list(pool.map(Writer.write, writers))
    if folds:
        writers[0].fold()
