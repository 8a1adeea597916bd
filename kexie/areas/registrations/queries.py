"""What the pages of registrations read: places to choose, the review desk, what waits for whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.directory.queries.bodies import region_names
from kexie.areas.establishment import rules as establishment
from kexie.areas.establishment.rules import Queue
from kexie.areas.registrations import rules
from kexie.areas.registrations.models import Registration, RegistrationQuerySet
from kexie.areas.registrations.rules import Stage
from kexie.core import clock
from kexie.core.lists import Listing, Sort, counted, listing
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people import rules as people
from kexie.foundation.regions import queries as regions
from kexie.foundation.regions.models import Region, RegionQuerySet

OLDEST = Sort("oldest", "等待最久的在前", ("since",))
NEWEST = Sort("newest", "最近办结的在前", ("since",), descending=True)
PLACE_LABELS = ("省（区、市）", "市（州）", "区县")
DEPTH = len(PLACE_LABELS)
ALIKE = 5


# Choosing a place


@dataclass(frozen=True)
class Level:
    """One of the lists in which a place is chosen."""

    number: int
    label: str
    chosen: str
    choices: list[tuple[str, str]]


def codes(region: Region | str | None) -> list[str]:
    """Return the codes from the province down to a region."""
    found = regions.find(region) if isinstance(region, str) else region
    return [step.pk for step in regions.way(found)] if found else []


def place(rows: RegionQuerySet, chosen: Sequence[str]) -> list[Level]:
    """Return the lists in which a place is chosen, each below what was chosen in the one before."""
    found: list[Level] = []
    parent: str | None = None
    for number, code in enumerate([*chosen, *[""] * DEPTH][:DEPTH]):
        choices = list(rows.current().filter(parent=parent).order_by("code").values_list("code", "name"))
        if not choices:
            break
        known = code if any(code == own for own, _ in choices) else ""
        found.append(Level(number + 1, PLACE_LABELS[number], known, choices))
        if not known:
            break
        parent = known
    return found


def chosen(rows: RegionQuerySet, given: Sequence[str]) -> Region | None:
    """Return the region farthest down that was chosen; None where one is not below the other."""
    parent: Region | None = None
    for code in filter(None, given):
        parent = rows.current().filter(parent=parent, pk=code).first()
        if parent is None:
            return None
    return parent


# The review desk


@dataclass(frozen=True)
class Desk:
    """The review desk of an association as its page shows it."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    tabs: list[dict[str, Any]]
    states: list[dict[str, str]]
    pages: dict[str, str]
    queue: Queue


def desk(rows: RegistrationQuerySet, body: Organisation, filters: Mapping[str, str]) -> Desk:
    """Return a queue of an association's desk, what waits longest first; without one the first that is not empty."""
    own = rows.filter(organisation=body)
    numbers = {queue: counted(own.waiting().filter(queue=queue)) for queue in Queue}
    first = next((queue for queue in Queue if numbers[queue]), Queue.ENTERPRISE)
    queue = Queue(filters["queue"]) if filters["queue"] else first
    state = filters["state"] or "waiting"
    sort = NEWEST if state == "ended" else OLDEST
    listed = getattr(own.filter(queue=queue), state)().select_related("applicant").defer("phone")
    found = listing(listed, sort=sort, after=filters["after"], before=filters["before"])
    given = {"queue": queue.value, "state": state}
    return Desk(
        listing=found,
        rows=list(_rows(found.rows)),
        tabs=[
            {
                "label": rules.QUEUE_LABELS[item],
                "count": numbers[item],
                "url": _address(body, queue=item.value, state=state),
                "is_current": item == queue,
            }
            for item in Queue
        ],
        states=[
            {"label": label, "url": _address(body, queue=queue.value, state=word), "current": word == state}  # type: ignore[dict-item]
            for word, label in (("waiting", "待审核"), ("returned", "已退回"), ("ended", "已办结"))
        ],
        pages={
            "previous": _address(body, **given, before=found.previous) if found.previous else "",
            "next": _address(body, **given, after=found.next) if found.next else "",
        },
        queue=queue,
    )


def _address(body: Organisation, **filters: str) -> str:
    return f"{reverse('registrations:browse', args=[body.code])}?{urlencode(filters)}"


def _rows(found: Sequence[Registration]) -> Iterator[dict[str, Any]]:
    today = clock.today()
    for row in found:
        yield {
            "row": row,
            "place": region_names().get(row.party_region_id or row.region_id, ""),
            "turn": turn(row, today),
        }


@dataclass(frozen=True)
class Turn:
    """Whose turn it is and until when."""

    words: str
    colour: str
    due: date | None = None
    is_overdue: bool = False
    waited: int = 0


COLOURS = {
    Stage.SUBMITTED: "blue",
    Stage.RESUBMITTED: "blue",
    Stage.RETURNED: "orange",
    Stage.ACCEPTED: "green",
    Stage.WITHDRAWN: "secondary",
}


def turn(row: Registration, today: date) -> Turn:
    """Tell whose turn it is; for a reviewer's also until when, and for how many days it waits."""
    stage = Stage(row.stage)
    words, colour = rules.STAGE_LABELS[stage], COLOURS[stage]
    since = clock_day(row)
    if stage not in rules.WAITING:
        return Turn(words, colour, waited=(today - since).days)
    due = rules.due(since)
    return Turn(words, colour, due=due, is_overdue=today > due, waited=(today - since).days)


def clock_day(row: Registration) -> date:
    """Return the day in Asia/Shanghai on which the present stage began."""
    return row.since.astimezone(clock.PLACE).date()


# One registration


STEP_NAMES = ("提交申请", "科协审核", "登记完成")


def bar(row: Registration) -> list[dict[str, Any]]:
    """Return the steps of the way with the one that is under way; a returned one is with the applicant again."""
    at = {Stage.RETURNED: 0, Stage.WITHDRAWN: 0, Stage.ACCEPTED: 2}.get(Stage(row.stage), 1)
    return [{"name": name, "is_current": number == at} for number, name in enumerate(STEP_NAMES)]


def facts(row: Registration, *, is_own: bool) -> list[tuple[str, str]]:
    """Return what was typed; the telephone number in full to the applicant alone (SEC-06)."""
    names = region_names()
    phone = row.phone if is_own else people.masked_mobile(row.phone)
    found = [
        ("单位类型", row.label),
        ("单位全称", row.name),
        ("统一社会信用代码", row.uscc or ""),
        ("所在单位", row.host_name),
        ("原批复文号", row.old_number),
        ("成立日期", f"{row.founded_on:%Y-%m-%d}" if row.founded_on else ""),
        ("现任主席", row.chair),
        ("所在地区", names.get(row.region_id, "")),
        ("党组织关系所在地", names.get(row.party_region_id or "", "")),
        ("联系人", row.contact),
        ("联系电话", phone),
    ]
    return [(label, value) for label, value in found if value]


def alike(bodies: OrganisationQuerySet, row: Registration) -> list[Organisation]:
    """Return live bodies within reach that bear the same name or code: perhaps it is registered already."""
    same = bodies.live().filter(name=row.name)
    if row.uscc:
        same = same | bodies.live().filter(uscc=row.uscc)
    return list(same.order_by("id")[:ALIKE])


def rivals(rows: RegistrationQuerySet, row: Registration) -> list[Registration]:
    """Return other registrations of the same name within reach that have not ended."""
    return list(rows.open().filter(name=row.name).exclude(pk=row.pk)[:ALIKE])


def known(host: Organisation) -> dict[str, Any]:
    """Return what is known where a unit registers the association that it has: nothing is typed twice (EST-06)."""
    profile = getattr(host, "enterprise_profile", None)
    return {
        "kind": establishment.kind_of(host.kind),
        "name": f"{host.name}科学技术协会",
        "host_name": host.name,
        "region": host.region,
        "party_region": profile.party_region if profile else None,
    }


def suggested_host(bodies: OrganisationQuerySet, row: Registration) -> Organisation | None:
    """Return the one body within reach that is called like the host that was typed."""
    found = list(bodies.live().filter(name=row.host_name)[:2]) if row.host_name else []
    return found[0] if len(found) == 1 else None
