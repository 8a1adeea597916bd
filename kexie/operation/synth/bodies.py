"""Bodies in any number.

Each body gets its place and its search terms from the functions that give them to real ones, so its rows are those the
actions would write; only the way into the tables differs: COPY, prepared by as many processes as there are cores.
Every name begins with 示例 like all that is made up.
"""

import json
import os
import random
from collections import defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.backends.utils import CursorWrapper
from stdnum.cn import uscc

from kexie.core import codes
from kexie.core.actors import Actor
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.actions.bodies import PROFILES, place
from kexie.foundation.organisations.actions.names import describe, describe_post
from kexie.foundation.organisations.models import Organisation, Post, PublicPage, Relation
from kexie.foundation.regions.models import Region
from kexie.operation import demo
from kexie.operation.processes import set_up_offline
from kexie.operation.synth import SEED, Say, require_bench

BY = Actor.platform("合成数据")
CHUNK = 10_000
AHEAD = 4  # chunks that wait at most for the database
SKEW = 1.5  # of the log-normal sizes of places: among 100,000 bodies the largest county has about two thousand
FIRST_DAY, DAYS = date(1985, 1, 1), 14_900

# Of 100 bodies: what comes together (a host and what it set up) and how often.
UNITS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("enterprise", "enterprise_association"), 26.6),
    (("enterprise",), 33.0),
    (("enterprise", "workstation"), 0.4),
    (("park", "park_association"), 1.2),
    (("joint_association",), 0.3),
    (("federation",), 0.2),
    (("consortium",), 0.1),
    (("society",), 2.5),
    (("university",), 0.6),
    (("institute",), 2.0),
    (("maker_space",), 1.0),
    (("hospital",), 1.5),
    (("industry_alliance",), 0.6),
    (("service_body",), 1.8),
)
NAMES = {
    "enterprise": "{place}{brand}{trade}{form}",
    "park": "{place}{brand}{trade}产业园",
    "joint_association": "{place}{brand}{trade}企业联合科学技术协会",
    "federation": "{place}{trade}企业科协联合会",
    "consortium": "{place}{trade}创新联合体",
    "society": "{place}{trade}学会",
    "university": "{place}{brand}大学",
    "institute": "{place}{trade}研究院",
    "maker_space": "{brand}{trade}众创空间",
    "hospital": "{place}{brand}医院",
    "industry_alliance": "{place}{trade}产业联盟",
    "service_body": "{place}{brand}科技服务中心",
}
HOSTED_NAMES = {
    "enterprise_association": "{host}科学技术协会",
    "park_association": "{host}科学技术协会",
    "workstation": "{host}科协工作站",
}
# What the names make common or rare, for those who measure searching.
WORDS = {
    "有限公司": "常见词",
    "科学技术": "一处常见、别处没有的词",
    "泵阀制造": "少见词",
    "湖南 泵阀": "两个词",
    "youxian": "常见拼音",
    "bengfa": "少见拼音",
    "hlbf": "拼音首字母",
    "没有这个": "没有的词",
}


@dataclass(frozen=True)
class Place:
    """A county, or a city without counties: where bodies lie and under which associations, lowest first."""

    region: str
    names: tuple[str, ...]
    superiors: tuple[Organisation, ...]


@dataclass(frozen=True)
class Unit:
    """What a host and what it set up have in common."""

    place: Place
    superior: Organisation
    brand: str
    trade: str
    properties: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """What every process must know to make its share."""

    first: int
    total: int
    chunk: int
    places: list[Place]
    weights: list[float]
    words: dict[str, Any]

    @property
    def chunks(self) -> int:
        """How many portions there are."""
        return -(-self.total // self.chunk)


def fill(total: int, *, say: Say, processes: int | None = None, chunk: int = CHUNK) -> None:
    """Write that many bodies, with profiles, public pages and hosts, all or nothing.

    They are prepared in portions of `chunk` by as many processes as there are cores, or as given. Raises
    Refused in a database that is neither a demonstration's nor a benchmark's.
    """
    require_bench(str(connection.settings_dict["NAME"]))
    if not Organisation.objects.associations().exists():
        demo.places(by=BY, say=say)
        actions.publish_places(by=BY)
    plan = _plan(total, chunk)
    with transaction.atomic(), connection.cursor() as cursor:
        indexes = _set_aside(cursor)
        for number, tables in enumerate(_made(plan, processes or os.cpu_count() or 1), start=1):
            for header, rows in tables.items():
                with cursor.copy(header) as copy:
                    copy.write(rows)
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
            )  # no million of checks at the end
            say(f"已写入 {min(number * chunk, total):,} 个")
        say("正在建立索引……")
        cursor.execute(f"SET LOCAL maintenance_work_mem = '1GB'; {indexes}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")


def _set_aside(cursor: CursorWrapper) -> str:
    """Drop the indexes of bodies until the transaction's end: kept up row by row they cost five times the rest.

    Return the statements that make them again.
    """
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        """
        SELECT string_agg(pg_get_indexdef(indexrelid), ';'), string_agg(indexrelid::regclass::text, ', ')
        FROM pg_index WHERE indrelid IN ('organisation'::regclass, 'post'::regclass)
            AND NOT indisunique AND NOT indisexclusion
        """
    )
    again, names = cursor.fetchone()
    cursor.execute(f"DROP INDEX {names}")
    return str(again)


def _plan(total: int, chunk: int) -> Plan:
    """Reserve the numbers of the bodies and gather the places."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('organisation', 'id'))")
        first: int = cursor.fetchone()[0]
        cursor.execute("SELECT setval(pg_get_serial_sequence('organisation', 'id'), %s)", [first + total])
    places = _places()
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    weights = list(accumulate(chance.lognormvariate(0, SKEW) for _ in places))
    words = json.loads((Path(demo.__file__).parent / "words.json").read_text(encoding="utf-8"))
    return Plan(first, total, chunk, places, weights, words)


def _places() -> list[Place]:
    found = Organisation.objects.live().associations().exclude(level=rules.Level.NATIONAL).order_by("id")
    associations = {body.pk: body for body in found.defer("searched", "terms")}  # they travel to the other processes
    divided = {body.superior_id for body in associations.values() if body.tier == rules.TIERS[rules.Level.COUNTY]}
    short = dict(Region.objects.values_list("code", "short_name"))
    return [
        Place(
            region=body.region_id,
            names=tuple(short[code] for code in _codes(body.region_id) if code in short),
            superiors=tuple(_way(body, associations)),
        )
        for body in associations.values()
        if body.region_id and body.tier > 1 and body.pk not in divided
    ]


def _codes(code: str) -> Iterator[str]:
    """Give the codes of a county's city and province, whose names stand in the names of bodies."""
    yield f"{code[:4]}00"
    yield f"{code[:2]}0000"


def _way(body: Organisation, associations: dict[int, Organisation]) -> Iterator[Organisation]:
    above: Organisation | None = body
    while above is not None:
        yield above
        above = associations.get(above.superior_id or 0)


def _made(plan: Plan, processes: int) -> Iterator[dict[str, bytes]]:
    """Give the portions in order; other processes make the next ones meanwhile."""
    if processes == 1 or plan.chunks == 1:
        yield from (make(plan, number) for number in range(plan.chunks))
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=set_up_offline) as pool:
        waiting: deque[Future[dict[str, bytes]]] = deque()
        for number in range(plan.chunks):
            waiting.append(pool.submit(make, plan, number))
            if len(waiting) == AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def make(plan: Plan, number: int) -> dict[str, bytes]:
    """Return the rows of one portion as COPY wants them, by the statement that takes them."""
    tables: dict[str, list[str]] = defaultdict(list)
    for row in Maker(plan, number).rows():
        header, columns = _header(type(row))
        tables[header].append("\t".join(_text(getattr(row, column)) for column in columns))
    return {header: "".join(f"{line}\n" for line in lines).encode() for header, lines in tables.items()}


def _header(model: type[models.Model]) -> tuple[str, list[str]]:
    if model not in _headers:
        fields = [field for field in model._meta.local_concrete_fields if _is_written(model, field)]
        names = ", ".join(f'"{field.column}"' for field in fields)
        _headers[model] = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', [field.attname for field in fields]
    return _headers[model]


_headers: dict[type[models.Model], tuple[str, list[str]]] = {}


def _is_written(model: type[models.Model], field: "models.Field[Any, Any]") -> bool:
    """Tell whether we give a column's value, rather than the database."""
    numbered_here = model is Organisation or not isinstance(field, models.AutoField)
    return numbered_here and not field.generated and not field.has_db_default()


def _text(value: object) -> str:
    """Write a value as COPY's text format has it; our words hold no quotes, tabs or backslashes."""
    match value:
        case None:
            return r"\N"
        case list():
            return f"""{{"{'","'.join(value)}"}}""" if value else "{}"
        case DateRange():
            return f"[{value.lower or ''},{value.upper or ''})"
        case _:
            return str(value)


class Maker:
    """Makes one portion of bodies with a chance of its own, so that the portions do not depend on one another."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.plan, self.words = plan, plan.words
        self.chance = random.Random(f"{SEED}:{number}")  # noqa: S311 - repeatable, not secret
        self.next = plan.first + number * plan.chunk
        self.end = min(self.next + plan.chunk, plan.first + plan.total)
        brands = [brand for brand in self.words["brands"] if len(brand) == 2]
        self.firsts, self.seconds = [brand[0] for brand in brands], [brand[1] for brand in brands]

    def rows(self) -> Iterator[models.Model]:
        """Give the rows of all tables; each body before what refers to it."""
        kinds, weights = zip(*UNITS, strict=True)
        while self.next < self.end:
            unit = self.chance.choices(kinds, weights)[0]
            yield from self._unit(unit[: self.end - self.next])

    def _unit(self, kinds: tuple[str, ...]) -> Iterator[models.Model]:
        unit = self._draw(kinds[0])
        host: Organisation | None = None
        for kind in kinds:
            body = self._body(kind, unit, host)
            yield body
            yield from self._particulars(body, unit)
            if host is not None:
                yield Relation(edge=rules.Edge.HOSTED_BY, subject=body, object=host, period=DateRange(None, None))
            host = body

    def _draw(self, kind: str) -> Unit:
        chance = self.chance
        place = chance.choices(self.plan.places, cum_weights=self.plan.weights)[0]
        trade = chance.choice(self.words["trades"])
        industry = trade["industry"] if chance.random() < 0.9 else ""
        return Unit(
            place=place,
            superior=chance.choices(place.superiors, (94, 5, 1)[: len(place.superiors)])[0],
            brand=chance.choice(self.firsts) + chance.choice(self.seconds),
            trade=trade["words"],
            properties={"industry": industry, **self._ownership()} if kind == "enterprise" else {},
        )

    def _ownership(self) -> dict[str, str]:
        ownership = self.chance.choices(("private", "state", "mixed", "foreign", ""), (60, 15, 8, 7, 10))[0]
        return {"ownership": ownership, "size": self.chance.choices(("large", "medium", "small", ""), (1, 3, 5, 1))[0]}

    def _name(self, kind: str, unit: Unit, host: Organisation | None) -> str:
        if host is not None:
            return HOSTED_NAMES[kind].format(host=host.name)
        names = unit.place.names
        named = self.chance.choice((*names, "")) if kind == "enterprise" else names[0]
        form = self.chance.choice(self.words["forms"])
        return f"示例{NAMES[kind].format(place=named, brand=unit.brand, trade=unit.trade, form=form)}"

    def _body(self, kind: str, unit: Unit, host: Organisation | None) -> Organisation:
        chance = self.chance
        founded_on = FIRST_DAY + timedelta(days=int(DAYS * chance.random() ** 0.6)) if chance.random() < 0.8 else None
        status = chance.choices(tuple(rules.Status), (2, 93, 3, 2))[0]
        published_at = self._moment() if chance.random() < 0.9 else None
        offline_at = self._moment() if published_at and chance.random() < 0.005 else None
        body = Organisation(
            pk=self.next,
            code=codes.fresh(),
            kind=kind,
            name=self._name(kind, unit, host),
            short_name=f"示例{unit.brand}科协" if kind == "enterprise_association" else "",
            region_id=unit.place.region,
            status=status.value,
            uscc=self._uscc(unit.place.region) if kind == "enterprise" and chance.random() < 0.8 else None,
            founded_on=founded_on,
            founded_as=f"{founded_on:%Y-%m}" if founded_on and chance.random() < 0.3 else "",
            closed_on=date(2026, 1, 1) if status == rules.Status.CLOSED else None,
            published_at=published_at,
            offline_at=offline_at,
            offline_reason="合成数据：内容待核对" if offline_at else "",
        )
        self.next += 1
        place(body, unit.superior)
        describe(body, unit.properties)
        return body

    def _moment(self) -> datetime:
        return datetime(2022, 1, 1, tzinfo=UTC) + timedelta(seconds=self.chance.randrange(4 * 365 * 86_400))

    def _uscc(self, region: str) -> str:
        """Return a code that is right in form; its middle part is our own number."""
        stem = f"91{region}{self.next:09d}"
        return f"{stem}{uscc.calc_check_digit(stem)}"

    def _particulars(self, body: Organisation, unit: Unit) -> Iterator[models.Model]:
        profile = body.declared.profile
        if table := PROFILES.get(profile):
            fields = unit.properties | self._staff() if profile == rules.Profile.ENTERPRISE else self._members()
            yield table(organisation=body, **fields)
        introduction = self.chance.choice(self.words["introductions"]).format(
            name=body.called,
            trade=unit.trade,
            year=2000 + body.pk % 26,
            members=20 + body.pk % 400,
            groups=3 + body.pk % 6,
        )
        yield PublicPage(
            organisation=body,
            introduction=introduction,
            address=f"{self.chance.choice(self.words['streets'])}{self.chance.randrange(1, 300)}号（虚构）",
            released=[section.value for section in rules.Section],
            source="合成数据，纯属虚构",
        )

        yield self._holder(body)

    def _holder(self, body: Organisation) -> Post:
        """Give somebody who holds the post of secretary general and stands in the address book."""
        post = Post(
            organisation=body,
            title=int(rules.Title.SECRETARY_GENERAL),
            holder=f"{self.chance.choice(self.words['surnames'])}{self.chance.choice(self.words['given'])}",
            period=DateRange(FIRST_DAY, None),
            is_listed=True,
            path=f"{body.superior_path}{body.pk:0{rules.STEP}x}",
            tier=body.tier,
            territory=body.territory,
        )
        describe_post(post, body)
        return post

    def _staff(self) -> dict[str, Any]:
        employees = int(self.chance.lognormvariate(5, 1.2)) + 5
        return {"employees": employees, "workers": employees // self.chance.choice((3, 4, 6))}

    def _members(self) -> dict[str, Any]:
        has_premises, has_budget = self.chance.random() < 0.8, self.chance.random() < 0.66
        return {"members": self.chance.randrange(10, 900), "has_premises": has_premises, "has_budget": has_budget}
