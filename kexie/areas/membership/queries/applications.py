"""The desk at which a body reviews applications, and one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.membership import rules
from kexie.areas.membership.models import Application, ApplicationQuerySet, Member, MemberQuerySet
from kexie.core import clock
from kexie.core.applications import STAGE_COLOURS, STAGE_LABELS, WAITING, Stage
from kexie.core.lists import Listing, Sort, counted, listing
from kexie.foundation.organisations.models import Organisation

OLDEST = Sort("oldest", "等待最久的在前", ("since",))
NEWEST = Sort("newest", "最近办结的在前", ("since",), descending=True)
STATES = (("waiting", "待审核"), ("returned", "已退回"), ("ended", "已办结"))
STEP_NAMES = ("提交申请", "科协审核", "成为会员")


@dataclass(frozen=True)
class Desk:
    """A body's applications as their page shows them."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    states: list[dict[str, Any]]
    pages: dict[str, str]


def desk(rows: ApplicationQuerySet, body: Organisation, filters: Mapping[str, str]) -> Desk:
    """Return a body's applications in one state, what waits longest first."""
    own = rows.filter(organisation=body)
    state = filters["state"] or "waiting"
    chosen = getattr(own, state)().defer("identity", "mobile", "email")
    sort = NEWEST if state == "ended" else OLDEST
    found = listing(chosen, sort=sort, after=filters["after"], before=filters["before"])
    today = clock.today()
    return Desk(
        listing=found,
        rows=[{"row": row, "turn": turn(row, today)} for row in found.rows],
        states=[
            {
                "label": label,
                "url": _address(body, state=word),
                "current": word == state,
                "count": counted(getattr(own, word)()) if word != "ended" else "",
            }
            for word, label in STATES
        ],
        pages={
            "previous": _address(body, state=state, before=found.previous) if found.previous else "",
            "next": _address(body, state=state, after=found.next) if found.next else "",
        },
    )


def _address(body: Organisation, **filters: str) -> str:
    return f"{reverse('membership:applications', args=[body.code])}?{urlencode(filters)}"


@dataclass(frozen=True)
class Turn:
    """Whose turn it is and until when."""

    words: str
    colour: str
    due: date | None = None
    is_overdue: bool = False
    waited: int = 0


def turn(row: Application, today: date) -> Turn:
    """Tell whose turn it is; for a reviewer's also until when, and for how many days it waits."""
    stage = Stage(row.stage)
    words, colour = STAGE_LABELS[stage], STAGE_COLOURS[stage]
    since = row.since.astimezone(clock.PLACE).date()
    if stage not in WAITING:
        return Turn(words, colour, waited=(today - since).days)
    due = rules.due(since)
    return Turn(words, colour, due=due, is_overdue=today > due, waited=(today - since).days)


def bar(row: Application) -> list[dict[str, Any]]:
    """Return the steps of the way with the one that is under way; a returned one is with the applicant again."""
    at = {Stage.RETURNED: 0, Stage.ACCEPTED: 2}.get(Stage(row.stage), 1)
    return [{"name": name, "is_current": number == at} for number, name in enumerate(STEP_NAMES)]


def twin(rows: MemberQuerySet, application: Application) -> Member | None:
    """Return who stands on the roll with the number of the applicant's identity card or mobile already."""
    on_roll = rows.on_roll()
    known = on_roll.with_identity(application.identity).first() if application.identity else None
    return known or (on_roll.with_mobile(application.mobile).first() if application.mobile else None)


def namesakes(rows: MemberQuerySet, application: Application) -> list[Member]:
    """Return members of the same name in the body: perhaps the applicant is one of them."""
    body = str(application.organisation_id)
    same = rows.filter(organisation=application.organisation_id).having(body=body)
    return list(same.matching(application.name, within=body).filter(name=application.name).order_by("id")[:5])
