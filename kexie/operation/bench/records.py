"""The audit trail at size: searching it by organisation and day, and sealing beside those who write."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import psycopg
from django.conf import settings
from django.db import connection

from kexie.areas.accounts.queries import trail
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.lists import listing
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.records import actions as records
from kexie.foundation.records.models import Record, RecordQuerySet
from kexie.operation.bench.rounds import ROUNDS, Result, Rounds, side_by_side
from kexie.operation.bench.stage import Stage
from kexie.operation.postgres import OWNER

FEW = 10_000
YEARS = 3
WRITERS, DEEDS = 4, 25  # who write at the same time, and what each does in one call
BY = Actor.platform("测速")

# Records as they are written in three years: 3,000 counties of very different size, 30 bodies in each; the first county
# with its city and its province has most. Numbers, moments and transactions rise together.
FILL = """
INSERT INTO record (what, at, era, transaction, person, name, address, device, thing, thing_id, organisation,
    organisation_path, before, after)
SELECT (ARRAY['organisations.change', 'organisations.present', 'appointments.appoint', 'organisations.fill_post'])
        [1 + floor(random() * 4)::int],
    now() - make_interval(days => {days}) * (1 - number::float / {count}), 0, number, 1 + floor(random() * 20000),
    '示例人员', '192.0.2.7', 'Firefox', 'organisations.organisation', (county * 30 + body)::text, county * 30 + body,
    '0000001' || step(county / 99) || step(1000 + county / 9) || step(10000 + county) || step(county * 30 + body),
    '{{"name": "示例旧名称"}}', '{{"name": "示例新名称"}}'
FROM (SELECT number, floor(3000 * random() ^ 2)::int AS county, floor(30 * random())::int AS body
    FROM generate_series(1, {count}) AS number) AS given
"""
STEP = "CREATE FUNCTION pg_temp.step(int) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lpad(to_hex($1), 7, '0') $$"
COUNTY = "0000001" + "".join(f"{number:07x}" for number in (0, 1000, 10000))
PLACES = {"县": COUNTY, "市": COUNTY[:21], "省": COUNTY[:14]}


def searches(stage: Stage) -> Iterator[Result]:
    """PRF-03 for the trail: a page by organisation and day among many records, beside one among ten thousand."""
    sizes = (FEW, *stage.records)
    for size in sizes:
        _fill(stage, size)
    for place, path in PLACES.items():
        measured = side_by_side({str(size): _page(size, path) for size in sizes})
        yield from _compared(f"{place}，翻到中间的一页", measured, stage.records)
    measured = side_by_side({str(size): _searched(size) for size in sizes})
    yield from _compared("全省，含计数和文字", measured, stage.records)


def sealing(stage: Stage) -> Iterator[Result]:
    """SEC-07: how much those who write do while a batch is sealed, beside what they do otherwise."""
    settings.SEAL_KEYS = settings.SEAL_KEYS or ["bench" * 8]
    writers = [_writer(number) for number in range(WRITERS)]
    records.seal()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        write = partial(_write, pool, writers)
        measured = side_by_side({"写入": write, "同时封存": partial(_write_sealed, pool, write)}, rounds=2 * ROUNDS)
        list(pool.map(lambda _: connection.close(), range(WRITERS + 1)))
    note = f"{WRITERS} 人各办 {DEEDS} 件：{measured.milliseconds('写入')}，同时封存 {measured.milliseconds('同时封存')}"
    yield Result("同时封存的写入比平时", measured.ratio("写入", to="同时封存"), 0.95, is_floor=True, note=note)


def _fill(stage: Stage, size: int) -> None:
    """Make a database with that many records, its indexes made at the end."""
    stage.say(f"正在准备 {size:,} 条记录……")
    room = stage.room(f"records_{size}", like="" if size == FEW else f"records_{FEW}")
    with psycopg.connect(stage.server.url(OWNER, room), autocommit=True) as owner:
        made = "SELECT indexdef, indexname FROM pg_indexes WHERE tablename = 'record' AND indexname <> 'record_pkey'"
        indexes = owner.execute(made).fetchall()
        owner.execute("TRUNCATE record")
        for _, name in indexes:
            owner.execute(f"DROP INDEX {name}".encode())
        owner.execute("SET search_path TO public, pg_temp; SET maintenance_work_mem TO '1GB'")
        owner.execute(STEP.encode())
        owner.execute(FILL.format(count=size, days=YEARS * 365).replace("step(", "pg_temp.step(").encode())
        for definition, _ in indexes:
            owner.execute(definition.encode())
        owner.execute("VACUUM (ANALYZE) record")


def _rows(size: int, path: str) -> RecordQuerySet:
    """Return the records of a place in two years of the three, as its page asks for them."""
    now = clock.now()
    rows: RecordQuerySet = Record.objects.using(f"records_{size}")
    days = {"at__gte": now - timedelta(days=900), "at__lt": now - timedelta(days=100)}
    return rows.under(path, organisation=0).filter(**days)


def _page(size: int, path: str) -> Callable[[], object]:
    """Return what reads a page in the midst of a list, without its count."""
    rows, sort = _rows(size, path), trail.SORTS["newest"]
    first = listing(rows, sort=sort, size=20, total=1)
    return lambda: listing(rows, sort=sort, after=first.next or "", size=20, total=1)


def _searched(size: int) -> Callable[[], object]:
    filters = dict.fromkeys((*trail.FIELDS, "after", "before"), "")
    rows, bodies = _rows(size, PLACES["省"]), Organisation.objects.all()
    return lambda: trail.search(
        rows, filters, bodies, reader=trail.STAFF, page="/", detail=lambda number: f"/{number}/"
    )


def _compared(what: str, measured: Rounds, sizes: tuple[int, ...]) -> Iterator[Result]:
    for size in sizes:
        limit = 1.5 if size == max(sizes) else 1.3
        yield measured.result(f"{what}：{size:,} 条比 {FEW:,} 条", str(size), to=str(FEW), limit=limit)


def _writer(number: int) -> Person:
    name = f"bench{number}"
    opened = people.open_account(name, name="示例", password=None, by=BY)
    return opened or Person.objects.get_queryset().get(username=name)


def _write(pool: ThreadPoolExecutor, writers: list[Person]) -> None:
    """Let everybody do something that is on record, one thing after the other."""
    list(pool.map(_deeds, writers))


def _deeds(writer: Person) -> None:
    for _ in range(DEEDS):
        people.end_sessions(writer, by=BY)


def _write_sealed(pool: ThreadPoolExecutor, write: Callable[[], None]) -> None:
    """Let everybody do the same while what was written before is sealed: a hundred times as often as in life."""
    sealed = pool.submit(records.seal)
    write()
    sealed.result()
