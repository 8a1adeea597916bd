"""The audit trail as its pages show it: found by day, deed, person, organisation and thing, told in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from kexie.areas.accounts.rules import device, is_disclosed, masked_address
from kexie.core.clock import PLACE
from kexie.core.lists import Listing, Sort, listing
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people.queries import numbered
from kexie.foundation.records.models import Record, RecordQuerySet, Seal
from kexie.foundation.records.queries import state, words

FIELDS = ("since", "until", "what", "person", "organisation", "thing", "number", "order")
SORTS = {
    "newest": Sort("newest", "最新的在前", ("at",), descending=True),
    "oldest": Sort("oldest", "按发生的先后", ("at",)),
}
ORGANISATION = "organisations.organisation"
CHOICES = 10  # bodies of a name that are offered
PORTION = 1_000  # records of an export that are put into words at a time
MAX_EXPORTED = 200_000
HIDDEN = "业务内容，审计管理员不查看"
Filters = Mapping[str, str]

COLUMNS = (
    Column("at", "时间", width=20),
    Column("deed", "事项", width=22),
    Column("name", "经手人", width=14),
    Column("address", "网络地址", width=18),
    Column("device", "设备", width=24),
    Column("kind", "对象", width=14),
    Column("about", "对象名称", width=32),
    Column("number", "对象编号", width=12),
    Column("place", "所属组织", width=32),
    Column("before", "变更前", width=40),
    Column("after", "变更后", width=40),
)


@dataclass(frozen=True)
class Reader:
    """What a reader of the trail is shown: of which deeds before and after, and how much of a network address."""

    is_disclosed: Callable[[str], bool]
    address: Callable[[str], str]


AUDITOR = Reader(is_disclosed, str)
STAFF = Reader(bool, masked_address)


@dataclass(frozen=True)
class Line:
    """One record in a list."""

    url: str
    at: datetime
    deed: str
    name: str
    about: str
    place: str
    address: str


@dataclass(frozen=True)
class Chosen:
    """What the filters leave: the rows, what could not be found, and the bodies that a name may have meant."""

    rows: RecordQuerySet
    notices: list[str] = field(default_factory=list)
    bodies: Sequence[Organisation] = ()


@dataclass(frozen=True)
class Found:
    """A page of records."""

    listing: Listing[Record]
    lines: list[Line]
    notices: list[str]
    choices: list[tuple[str, str]]
    pages: dict[str, str]
    query: str
    is_narrowed: bool


def chosen(rows: RecordQuerySet, filters: Filters, bodies: OrganisationQuerySet) -> Chosen:
    """Keep the records that the filters leave; `bodies` are those that may be asked for."""
    if filters["since"]:
        rows = rows.filter(at__gte=_midnight(filters["since"]))
    if filters["until"]:
        rows = rows.filter(at__lt=_midnight(filters["until"]) + timedelta(days=1))
    if filters["what"]:
        rows = rows.filter(what=filters["what"])
    if filters["thing"] and filters["number"]:
        rows = rows.filter(thing=filters["thing"], thing_id=filters["number"])
    if filters["person"]:
        rows = rows.filter(_by(filters["person"]))
    return _in(rows, filters["organisation"], bodies) if filters["organisation"] else Chosen(rows)


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), tzinfo=PLACE)


def _by(typed: str) -> Q:
    """Return the deeds of those of a name or user name; the platform's own are found by its name."""
    numbers = numbered(typed)
    return Q(person__in=numbers) if numbers else Q(person__isnull=True, name=typed)


def _in(rows: RecordQuerySet, typed: str, bodies: OrganisationQuerySet) -> Chosen:
    """Keep the records of a body and below it, by its code or name."""
    exact = list(bodies.filter(Q(code=typed) | Q(name=typed))[:CHOICES])
    found = exact or list(bodies.matching(typed).order_by("tier", "name_key", "id")[:CHOICES])
    if len(found) == 1:
        return Chosen(rows.under(found[0].path, organisation=found[0].pk))
    if not found:
        return Chosen(rows.none(), [f"没有找到名称含“{typed}”的组织。"])
    return Chosen(rows.none(), [f"名称含“{typed}”的组织不止一个，请选择："], found)


def search(
    rows: RecordQuerySet,
    filters: Filters,
    bodies: OrganisationQuerySet,
    *,
    reader: Reader,
    page: str,
    detail: Callable[[int], str],
) -> Found:
    """Return a page of records; `page` is its address and `detail` that of one record."""
    kept = {name: filters[name] for name in FIELDS if filters[name]}
    left = chosen(rows, filters, bodies)
    sort = SORTS.get(filters["order"], SORTS["newest"])
    found = listing(left.rows, sort=sort, after=filters["after"], before=filters["before"])
    notices = [*left.notices, *(["这一页的位置已经变动，从第一页看起。"] if found.lost else [])]
    marks = {"previous": ("before", found.previous), "next": ("after", found.next)}
    pages = {name: f"?{urlencode(kept | {key: mark})}" for name, (key, mark) in marks.items() if mark}
    return Found(
        listing=found,
        lines=lines(found.rows, reader, detail),
        notices=notices,
        choices=[(f"?{urlencode(kept | {'organisation': body.code})}", body.name) for body in left.bodies],
        pages=pages | {"first": f"{page}?{urlencode(kept)}"},
        query=urlencode(kept),
        is_narrowed=bool(kept.keys() - {"order"}),
    )


def lines(rows: Sequence[Record], reader: Reader, detail: Callable[[int], str]) -> list[Line]:
    """Put records into words, in a fixed number of queries."""
    names = _names(rows)
    return [
        Line(
            url=detail(row.pk),
            at=row.at,
            deed=words.deed(row.what),
            name=row.name,
            about=_about(row, names),
            place=_place(row, names),
            address=reader.address(row.address),
        )
        for row in rows
    ]


def _names(rows: Sequence[Record]) -> dict[words.Reference, str]:
    """Return the names of everything that these records refer to, as they are today."""
    wanted = [reference for row in rows for reference in words.references(row)]
    return words.names([*wanted, *((ORGANISATION, str(row.organisation)) for row in rows)])


def _about(row: Record, names: Mapping[words.Reference, str]) -> str:
    """Name the thing, or the person whom a role is about."""
    if name := names.get((row.thing, row.thing_id)):
        return name
    person = row.after.get("person") or row.before.get("person")
    if person and (name := names.get(("people.person", str(person)))):
        return f"{words.thing(row.thing)}（{name}）"
    return f"{words.thing(row.thing)}（编号 {row.thing_id}）"


def _place(row: Record, names: Mapping[words.Reference, str]) -> str:
    if row.organisation is None:
        return ""
    return names.get((ORGANISATION, str(row.organisation)), f"编号 {row.organisation}")


@dataclass(frozen=True)
class Detail:
    """One record with everything that may be said of it."""

    record: Record
    deed: str
    kind: str
    about: str
    place: str
    address: str
    device: str
    facts: list[tuple[str, str, str]]
    is_hidden: bool
    seal: Seal | None
    same_thing: str
    same_person: str


def detail(record: Record, *, reader: Reader, page: str) -> Detail:
    """Tell one record; `page` is the address of the list."""
    names = _names([record])
    is_shown = reader.is_disclosed(record.what)
    return Detail(
        record=record,
        deed=words.deed(record.what),
        kind=words.thing(record.thing),
        about=_about(record, names),
        place=_place(record, names),
        address=reader.address(record.address),
        device=device(record.device) if record.device else "",
        facts=words.facts(record, names) if is_shown else [],
        is_hidden=not is_shown and bool(record.before or record.after),
        seal=state.seal_over(record),
        same_thing=f"{page}?{urlencode({'thing': record.thing, 'number': record.thing_id})}",
        same_person=f"{page}?{urlencode({'person': record.name})}",
    )


def exported(rows: RecordQuerySet, filters: Filters, *, reader: Reader) -> Table:
    """Return the records of a search as a table, in the order asked for."""
    sort = SORTS.get(filters["order"], SORTS["newest"])
    return Table(
        title="审计记录",
        notes=[as_of(), "；".join(f"{label}：{value}" for label, value in told(filters))],
        columns=COLUMNS,
        chosen=rows.order_by(*(f"-{name}" if sort.descending else name for name in sort.key)),
        rows=partial(_rows, reader=reader),
        is_personal=True,
    )


def _rows(found: Iterable[Record], *, reader: Reader) -> Iterator[dict[str, Any]]:
    """Put records into words, a portion at a time."""
    left = iter(found)
    while portion := list(islice(left, PORTION)):
        names = _names(portion)
        yield from (_row(row, names, reader) for row in portion)


def _row(row: Record, names: Mapping[words.Reference, str], reader: Reader) -> dict[str, Any]:
    is_shown = reader.is_disclosed(row.what)
    facts = words.facts(row, names) if is_shown else []
    hidden = HIDDEN if not is_shown and (row.before or row.after) else ""
    return {
        "at": f"{row.at.astimezone(PLACE):%Y-%m-%d %H:%M:%S}",
        "deed": words.deed(row.what),
        "name": row.name,
        "address": reader.address(row.address),
        "device": device(row.device) if row.device else "",
        "kind": words.thing(row.thing),
        "about": _about(row, names),
        "number": row.thing_id,
        "place": _place(row, names),
        "before": hidden or "；".join(f"{label}：{before}" for label, before, _ in facts if before),
        "after": hidden or "；".join(f"{label}：{after}" for label, _, after in facts if after),
    }


def as_text(value: object) -> str:
    """Return a filter as it stands in an address.

    >>> as_text(date(2026, 11, 21)), as_text(None)
    ('2026-11-21', '')
    """
    return value.isoformat() if isinstance(value, date) else str(value or "")


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all deeds by what they are about, as a select shows them."""
    return [(one.label, list(one.deeds.items())) for one in words.declared().values()]


def kinds() -> list[tuple[str, str]]:
    """Return everything that something is done to."""
    return [("", "全部对象"), *words.things().items()]


def record_page(name: str, *before: str) -> Callable[[int], str]:
    """Return what makes the address of one record's page: written once, for a page has many."""
    pattern = reverse(name, args=[*before, 0])
    return lambda number: f"{pattern.removesuffix('0/')}{number}/"


def told(filters: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the filters of an address in words, to be read before something is taken away."""
    found = {
        "从": filters.get("since", ""),
        "到": filters.get("until", ""),
        "事项": words.deeds().get(filters.get("what", ""), ""),
        "经手人": filters.get("person", ""),
        "组织": filters.get("organisation", ""),
        "对象": words.things().get(filters.get("thing", ""), "") and filters.get("number", ""),
        "排列": SORTS.get(filters.get("order", ""), SORTS["newest"]).label,
    }
    return [(label, value) for label, value in found.items() if value]
