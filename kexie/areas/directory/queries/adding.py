"""A table of bodies to be registered: what stands in it, and what is wrong with each row."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from kexie.areas.directory.queries.bodies import region_names
from kexie.areas.directory.queries.picking import HOSTS, MARKED
from kexie.core import clock
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.rules import Column, Row
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.queries import Adding
from kexie.foundation.regions.models import Region, RegionQuerySet

KINDS = {kind.label: kind.code for kind in rules.KINDS.values() if kind.family != rules.Family.ASSOCIATION}
STATUSES = {rules.STATUS_LABELS[status]: status for status in (rules.Status.ACTIVE, rules.Status.PREPARING)}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?")
COLUMNS = (
    Column("kind", "类型", example="企业科协", required=True, choices=tuple(KINDS)),
    Column(
        "name",
        "名称",
        example="示例机械有限公司科学技术协会",
        required=True,
        width=40,
        max_length=120,
        help="填写全称，与批文或营业执照一致。",
    ),
    Column("short_name", "简称", example="示例机械科协", max_length=60),
    Column("uscc", "统一社会信用代码", width=24, max_length=30, help="18 位，有营业执照或法人证书的单位填写。"),
    Column(
        "region",
        "所在地区",
        example="云溪区",
        width=20,
        max_length=60,
        help="填写地区名称或六位代码；不填就是上级科协所在的地区。",
    ),
    Column(
        "host",
        "所在单位",
        example="示例机械有限公司",
        width=36,
        max_length=160,
        help="企业科协、园区科协和工作站要填所在的企业、园区或单位的全称；可以是已登记的，也可以写在这张表里。",
    ),
    Column("superior", "上级科协", width=30, max_length=160, help="不填就登记在本科协之下；也可以填下级科协的全称。"),
    Column("founded_on", "成立日期", example="2024-05-01", width=14, max_length=30),
    Column("status", "状态", width=10, choices=tuple(STATUSES), help="不填就是运行中。"),
)
FAULT = Column("fault", "需要更正", width=50, max_length=2_000, optional=True)
LABELS = {column.name: column.label for column in COLUMNS} | {"object": "所在单位"}
Fault = tuple[int, str, str]


@dataclass(frozen=True)
class Known:
    """What the rows may refer to."""

    superior: Organisation
    superiors: Mapping[str, Sequence[Organisation]]
    hosts: Mapping[str, Sequence[Organisation]]
    listed: Mapping[str, Sequence[int]]
    same: Mapping[tuple[str, str], str]
    regions: Mapping[str, Sequence[Region]]
    codes: frozenset[str]
    today: date


@dataclass
class Checked:
    """What a table asks for, and what is wrong with it."""

    asked: list[Adding] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def template() -> bytes:
    """Return the table to fill in."""
    return sheets.template(COLUMNS, title="批量登记组织")


def marked(rows: Sequence[Row], faults: Sequence[Fault]) -> bytes:
    """Return the table as it was sent, with what is wrong at the end of each row; it can be sent again."""
    told: dict[int, list[str]] = defaultdict(list)
    for number, label, what in faults:
        told[number].append(f"{label}：{what}")
    lines = ({**row.values, FAULT.name: "；".join(told[row.number])} for row in rows)
    return sheets.write((*COLUMNS, FAULT), lines, title="批量登记组织")


def checked(
    rows: Sequence[Row],
    superior: Organisation,
    *,
    below: OrganisationQuerySet,
    reached: OrganisationQuerySet,
    everywhere: OrganisationQuerySet,
    regions: RegionQuerySet,
) -> Checked:
    """Look at all rows; `below` are the bodies that may be superiors, `reached` those that may be hosts.

    A code is taken wherever it is registered, so it is looked for `everywhere`.
    """
    known = _known(rows, superior, below=below, reached=reached, everywhere=everywhere, regions=regions)
    found = Checked()
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        wrong = [*_repeated(row, seen)]
        try:
            found.asked.append(_asked(row, known, wrong))
        except ValidationError as refusal:  # of a rule that stands for more than one column
            wrong += _said(refusal)
        found.faults += [(row.number, label, what) for label, what in wrong]
    return found


def _known(
    rows: Sequence[Row],
    superior: Organisation,
    *,
    below: OrganisationQuerySet,
    reached: OrganisationQuerySet,
    everywhere: OrganisationQuerySet,
    regions: RegionQuerySet,
) -> Known:
    names = {row["name"] for row in rows}
    found = list(reached.live().filter(_called({row["host"] for row in rows}) | Q(name__in=names)))
    above = list(below.live().associations().filter(_called({row["superior"] for row in rows})))
    codes = {code for row in rows if (code := _compact(row["uscc"]))}
    taken = everywhere.live().filter(uscc__in=codes).values_list("uscc", flat=True)
    listed: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if KINDS.get(row["kind"]) in HOSTS:
            listed[row["name"]].append(place)
    return Known(
        superior=superior,
        superiors=_by_name(above),
        hosts=_by_name([body for body in found if body.kind in HOSTS]),
        listed=listed,
        same={(body.kind, body.name): body.code for body in found},
        regions=_regions(regions, superior),
        codes=frozenset(filter(None, taken)),
        today=clock.today(),
    )


def _called(texts: set[str]) -> Q:
    codes = {marked[1] for text in texts if (marked := MARKED.search(text))}
    return Q(name__in=texts - {""}) | Q(code__in=codes)


def _by_name(bodies: Sequence[Organisation]) -> dict[str, list[Organisation]]:
    found: dict[str, list[Organisation]] = defaultdict(list)
    for body in bodies:
        found[body.name].append(body)
        found[body.code].append(body)
    return found


def _regions(rows: RegionQuerySet, superior: Organisation) -> dict[str, list[Region]]:
    """Return the regions of the superior's territory by code, name, short name and full name."""
    names, found = region_names(), defaultdict(list)
    for region in rows.current().filter(code__startswith=superior.territory):
        for name in {region.code, region.name, region.short_name, names.get(region.code, "")}:
            found[name].append(region)
    return found


def _compact(uscc: str) -> str:
    return re.sub(r"[\s-]", "", uscc).upper()


def _repeated(row: Row, seen: dict[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """Give what stood in an earlier row already."""
    for name, key in (("uscc", ("uscc", _compact(row["uscc"]))), ("name", (row["kind"], row["name"]))):
        if key[1] and (former := seen.setdefault(key, row.number)) != row.number:
            yield LABELS[name], f"与第 {former} 行重复。"


def _asked(row: Row, known: Known, wrong: list[tuple[str, str]]) -> Adding:
    """Return what a row asks for; what is wrong with it is added to `wrong`."""
    kind, name = KINDS[row["kind"]], row["name"]
    superior = _one(row, "superior", known.superiors, "您管辖的科协里没有“{}”，请核对名称。", wrong) or known.superior
    region = _region(row, known, superior, wrong)
    if code := known.same.get((kind, name)):
        wrong.append((LABELS["name"], f"已经登记过同名的{row['kind']}（编码 {code}）。"))
    uscc = _compact(row["uscc"]) or None
    if uscc:
        try:
            uscc = rules.clean_uscc(uscc)
        except ValidationError as refusal:
            wrong += _said(refusal)
    if uscc in known.codes:
        wrong.append((LABELS["uscc"], "这个统一社会信用代码已经登记过。"))
    return Adding(
        superior=superior,
        kind=kind,
        name=name,
        region=region or superior.region or Region(),
        short_name=row["short_name"],
        status=STATUSES.get(row["status"], rules.Status.ACTIVE),
        uscc=uscc,
        founded_on=_day(row, known.today, wrong),
        host=_host(row, kind, known, wrong),
    )


def _one(
    row: Row,
    name: str,
    known: Mapping[str, Sequence[Organisation]],
    missing: str,
    wrong: list[tuple[str, str]],
) -> Organisation | None:
    """Return the one body that a cell names."""
    if not (text := row[name]):
        return None
    code = MARKED.search(text)
    found = known.get(code[1] if code else text, ())
    if len(found) == 1:
        return found[0]
    many = f"有 {len(found)} 个组织叫“{text}”，请写成“名称（编码）”。"
    wrong.append((LABELS[name], many if found else missing.format(text)))
    return None


def _region(row: Row, known: Known, superior: Organisation, wrong: list[tuple[str, str]]) -> Region | None:
    text = row["region"]
    if not text:
        if superior.region is None:
            wrong.append((LABELS["region"], "没有填写。"))
        return superior.region
    found = [region for region in known.regions.get(text, ()) if region.code.startswith(superior.territory)]
    if len(found) == 1:
        return found[0]
    told = f"有 {len(found)} 个地区叫“{text}”，请填六位代码。" if found else f"“{superior.name}”的辖区里没有“{text}”。"
    wrong.append((LABELS["region"], told))
    return None


def _host(row: Row, kind: str, known: Known, wrong: list[tuple[str, str]]) -> Organisation | int | None:
    """Return the body in which a grassroots body is: one that is there, or the place of one of the same table."""
    if not row["host"]:
        if rules.is_hosted(kind):
            wrong.append((LABELS["host"], f"{row['kind']}要填写所在单位。"))
        return None
    listed = known.listed.get(row["host"], ())
    host: Organisation | int | None
    if len(listed) == 1 and row["host"] not in known.hosts:
        return listed[0]
    host = _one(row, "host", known.hosts, "没有找到“{}”，请先登记这个单位，或写在这张表里。", wrong)
    if host is not None:
        try:
            rules.require_edge(edge=rules.Edge.HOSTED_BY, subject_kind=kind, object_kind=host.kind)
        except ValidationError as refusal:
            wrong += _said(refusal)
    return host


def _day(row: Row, today: date, wrong: list[tuple[str, str]]) -> date | None:
    if not (text := row["founded_on"]):
        return None
    parts = DAY.fullmatch(text)
    try:
        day = date(*map(int, parts.groups())) if parts else None
    except ValueError:
        day = None
    if day is None:
        wrong.append((LABELS["founded_on"], f"“{text[:30]}”不是日期，请像 2024-05-01 这样填写。"))
    elif day > today:
        wrong.append((LABELS["founded_on"], "不能晚于今天。"))
    return day


def _said(refusal: ValidationError) -> list[tuple[str, str]]:
    """Return a rule's refusal by column."""
    told: Mapping[str, Any] = getattr(refusal, "message_dict", {}) if hasattr(refusal, "error_dict") else {}
    if not told:
        return [(LABELS["name"], words) for words in refusal.messages]
    return [(LABELS.get(name, LABELS["name"]), words) for name, all_words in told.items() for words in all_words]
