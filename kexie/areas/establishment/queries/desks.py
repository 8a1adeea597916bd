"""The review desk of an association: queues, states, what is overdue, how long steps take (EST-07, EST-17, H65)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from kexie.areas.establishment.models import CaseQuerySet, Reply
from kexie.areas.establishment.queries.cases import turn
from kexie.areas.establishment.rules import Queue
from kexie.core import clock
from kexie.core.lists import Listing, Sort, counted, listing
from kexie.core.scope import Scoped
from kexie.engines.worklist.models import ObligationQuerySet
from kexie.foundation.organisations.models import Organisation

ISSUED = Sort("issued", "最近的在前", (), descending=True)
LATEST = Sort("due", "超期最久的在前", ("due",))
OLDEST = Sort("oldest", "等待最久的在前", ("since",))
NEWEST = Sort("newest", "最近的在前", ("since",), descending=True)
QUEUE_LABELS = {
    Queue.SOCIETY: "学会审核",
    Queue.ENTERPRISE: "企业科协审核",
    Queue.PARK: "园区科协审核",
    Queue.UNION: "联合会、联合体审核",
}
STATES = (
    ("waiting", "待审核"),
    ("returned", "已退回"),
    ("preparing", "筹备中"),
    ("approved", "已批复，待成立"),
    ("unreported", "待报送结果"),
    ("ended", "已办结"),
)


@dataclass(frozen=True)
class Desk:
    """The review desk of an association as its page shows it."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    tabs: list[dict[str, Any]]
    states: list[dict[str, Any]]
    pages: dict[str, str]
    queue: Queue
    state: str
    registrations: str
    late: str


def desk(rows: CaseQuerySet, waiting: ObligationQuerySet, body: Organisation, filters: Mapping[str, str]) -> Desk:
    """Return a queue of an association's desk; without one the first that is not empty.

    `waiting` is what waits besides; existing bodies are registered at a desk of their own (EST-06).
    """
    own = rows.filter(organisation=body)
    counts = dict(own.waiting().values_list("queue").annotate(number=Count("pk")).order_by())
    first = next((queue for queue in Queue if counts.get(queue)), Queue.ENTERPRISE)
    queue = Queue(filters["queue"]) if filters["queue"] else first
    state = filters["state"] or "waiting"
    sort = NEWEST if state == "ended" else OLDEST
    listed = getattr(own.filter(queue=queue), state)().select_related("body", "organisation", "host", "applicant")
    found = listing(listed, sort=sort, after=filters["after"], before=filters["before"])
    given = {"queue": queue.value, "state": state}
    asked = counted(waiting.open().filter(organisation=body, kind="registrations.accept"))
    late = counted(rows.under(body).overdue())
    return Desk(
        listing=found,
        rows=list(_rows(found.rows)),
        tabs=[
            {
                "label": QUEUE_LABELS[item],
                "count": counts.get(item, 0),
                "url": _address(body, queue=item.value, state=state),
                "is_current": item == queue,
            }
            for item in Queue
        ],
        states=[
            {"label": label, "url": _address(body, queue=queue.value, state=word), "current": word == state}
            for word, label in STATES
        ],
        pages={
            "previous": _address(body, **given, before=found.previous) if found.previous else "",
            "next": _address(body, **given, after=found.next) if found.next else "",
        },
        queue=queue,
        state=state,
        registrations=f"{asked:,}" if asked else "",
        late=f"{late:,}" if late else "",
    )


def overdue(rows: CaseQuerySet, body: Organisation, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of what an association and those below it left over their time limits, the latest first."""
    late = rows.under(body).overdue().select_related("body", "organisation", "host")
    found = listing(late, sort=LATEST, after=filters["after"], before=filters["before"])
    where = reverse("establishment:overdue", args=[body.code])
    pages = {
        "previous": f"{where}?{urlencode({'before': found.previous})}" if found.previous else "",
        "next": f"{where}?{urlencode({'after': found.next})}" if found.next else "",
    }
    return {"listing": found, "rows": list(_rows(found.rows)), "pages": pages}


def register(rows: "Scoped[Reply]", body: Organisation, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the replies that an association issued, the newest first (EST-10)."""
    own = rows.filter(organisation=body).select_related("case__body", "case__host")
    found = listing(own, sort=ISSUED, after=filters["after"], before=filters["before"])
    where = reverse("establishment:replies", args=[body.code])
    pages = {
        "previous": f"{where}?{urlencode({'before': found.previous})}" if found.previous else "",
        "next": f"{where}?{urlencode({'after': found.next})}" if found.next else "",
    }
    return {"listing": found, "pages": pages}


def late_desks(rows: CaseQuerySet, body: Organisation) -> list[dict[str, Any]]:
    """Return the associations below that left something over their time limits, with how much it is."""
    late = rows.under(body).exclude(organisation=body).overdue().order_by()
    found = late.values("organisation", "organisation__name").annotate(number=Count("pk")).order_by("-number")
    return [dict(row) for row in found[:200]]


def _address(body: Organisation, **filters: str) -> str:
    return f"{reverse('establishment:browse', args=[body.code])}?{urlencode(filters)}"


def _rows(found: Sequence[Any]) -> Iterator[dict[str, Any]]:
    today = clock.today()
    for case in found:
        yield {"case": case, "turn": turn(case, today)}
