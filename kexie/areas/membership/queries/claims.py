"""Claims that a body has to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kexie.areas.membership import rules
from kexie.areas.membership.models import Claim, ClaimQuerySet
from kexie.core.lists import Listing, Sort, listing
from kexie.foundation.organisations.models import Organisation

OLDEST = Sort("oldest", "等待最久的在前", ("since",))


@dataclass(frozen=True)
class Desk:
    """A body's claims that wait."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    pages: dict[str, str]


def desk(rows: ClaimQuerySet, body: Organisation, filters: Mapping[str, str]) -> Desk:
    """Return the claims that wait in a body, the oldest first."""
    waiting = rows.filter(organisation=body).waiting().select_related("member__person", "person")
    found = listing(waiting, sort=OLDEST, after=filters["after"], before=filters["before"])
    return Desk(
        listing=found,
        rows=[{"row": row, "doubts": doubts(row)} for row in found.rows],
        pages={
            "previous": f"?{urlencode({'before': found.previous})}" if found.previous else "",
            "next": f"?{urlencode({'after': found.next})}" if found.next else "",
        },
    )


def doubts(row: Claim) -> list[str]:
    """Return what speaks against a claim."""
    found = []
    if not rules.same_name(row.person.name, row.member.name):
        found.append("账号姓名与名册不同")
    if row.member.person is not None and row.member.person.closed_at is None:
        found.append("已由另一个账号认领")
    if not row.member.is_on_roll:
        found.append("会员资格已经终止")
    return found
