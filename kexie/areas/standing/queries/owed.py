"""What the bodies of an association owe it, the soonest first (EST-19)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.standing.queries.bodies import duty
from kexie.core import clock
from kexie.core.lists import Sort, listing
from kexie.engines.worklist.models import ObligationQuerySet
from kexie.foundation.organisations.models import Organisation

SOONEST = Sort("due", "最早到期的在前", ("due",))
STATES = (("", "全部"), ("late", "已超期"), ("coming", "未到期"))
SORTS = (
    ("", "全部事项"),
    ("standing.renew", "换届"),
    ("report", "报送"),
    ("establishment.rectify", "整改"),
    ("evaluations.submit", "年度考核"),
    ("standing.approve", "审核"),
)
REPORTS = ("establishment.report", "standing.report", "charters.report")


def owed(rows: ObligationQuerySet, body: Organisation, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of what is due in an association's place; `filters` has state, kind, after, before."""
    today = clock.today()
    due = rows.owed().under(body)
    if filters["kind"]:
        due = due.filter(kind__in=REPORTS) if filters["kind"] == "report" else due.filter(kind=filters["kind"])
    if filters["state"]:
        due = due.filter(due__lt=today) if filters["state"] == "late" else due.filter(due__gte=today)
    found = listing(
        due.select_related("organisation__superior"), sort=SOONEST, after=filters["after"], before=filters["before"]
    )
    given = {name: filters[name] for name in ("state", "kind")}
    return {
        "listing": found,
        "rows": [duty(row, today) for row in found.rows],
        "states": _choices(body, "state", STATES, given),
        "kinds": _choices(body, "kind", SORTS, given),
        "pages": {
            "previous": _address(body, **given, before=found.previous) if found.previous else "",
            "next": _address(body, **given, after=found.next) if found.next else "",
        },
    }


def _choices(
    body: Organisation, name: str, options: tuple[tuple[str, str], ...], given: dict[str, str]
) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _address(body, **{**given, name: word}), "is_current": given[name] == word}
        for word, label in options
    ]


def _address(body: Organisation, **filters: str) -> str:
    return f"{reverse('standing:owed', args=[body.code])}?{urlencode(filters)}"
