"""Petitions for changes and for the end of a body: terms of a place, what stands today, the desk, one petition."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.dues.models import Due
from kexie.areas.membership.models import MemberQuerySet
from kexie.areas.standing import rules
from kexie.areas.standing.models import Petition, PetitionQuerySet, Policy, PolicyQuerySet
from kexie.areas.standing.rules import Terms, What
from kexie.core import clock
from kexie.core.lists import Sort, counted, listing
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge

OLDEST = Sort("oldest", "等待最久的在前", ("since",))
NEWEST = Sort("newest", "最近的在前", ("since",), descending=True)
STATES = (("waiting", "待审核"), ("returned", "已退回"), ("ended", "已办结"))


def terms(rows: PolicyQuerySet) -> Terms:
    """Return the terms for changes out of what a place and those above it set, the nearest first."""
    return rules.inherited((row.organisation.called, _set(row)) for row in rows.select_related("organisation"))


def _set(row: Policy) -> Mapping[str, object]:
    return {"reviewed": row.reviewed, "days": row.days}


def own_terms(rows: PolicyQuerySet, body: Organisation) -> tuple[Policy | None, Terms]:
    """Return what an association itself set, if anything, and what it would inherit without."""
    found = list(rows.select_related("organisation"))
    own = next((row for row in found if row.organisation_id == body.pk), None)
    above = [row for row in found if row.organisation_id != body.pk]
    return own, rules.inherited((row.organisation.called, _set(row)) for row in above)


def value_of(body: Organisation, what: What) -> str:
    """Return a body's name, short name or address as it stands."""
    return str(body.public_page.address if what == What.ADDRESS else getattr(body, what.value))


def host_of(body: Organisation) -> Organisation | None:
    """Return the unit that a body is in today."""
    relation = body.relations.current().filter(edge=Edge.HOSTED_BY).select_related("object").first()
    return relation.object if relation else None


def now(body: Organisation, what: What) -> str:
    """Return in words what a petition would change, as it stands."""
    if what == What.HOST:
        host = host_of(body)
        return host.name if host else ""
    if what == What.SUPERIOR:
        return body.superior.name if body.superior else ""
    return "" if what == What.END else value_of(body, what)


def business(body: Organisation, members: MemberQuerySet) -> list[tuple[str, int, str]]:
    """Return what is still open in a body: what it is, how much, and what comes of it when the body ends (EST-13).

    Nothing of it keeps a body from applying: a body whose enterprise is gone has to (G18). Whoever decides sees it.
    """
    own = members.filter(organisation=body)
    waiting = body.member_applications.open()
    rows = [
        ("在册会员", counted(own.on_roll(), cap=10**6), "会员资格随组织注销终止，会籍经历保留，本人会收到通知"),
        ("没有办结的入会申请", waiting.count(), "随组织注销终止，申请人会收到通知"),
        ("等待确认的退会申请", own.leaving().count(), "会员资格随组织注销终止"),
        ("没有缴清的会费", Due.objects.owed().filter(year__organisation=body).count(), "请在注销以前结清或者减免"),
        ("到期事项", body.obligations.owed().count(), "不再办理，请先尽量办完"),
        ("没有评定的整改", body.sanctions.filter(measure="rectify", outcome="").count(), "由审核科协一并考虑"),
        ("没有完成的商定任务", body.agreed_tasks.open().count(), "请先办完或移交"),
        ("其他变更申请", body.own_petitions.open().exclude(what=What.END).count(), "随组织注销终止"),
    ]
    return [row for row in rows if row[1]]


def desk(rows: PetitionQuerySet, body: Organisation, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of an association's desk for changes and ends; `filters` has state, after, before."""
    state = filters["state"] or "waiting"
    own = getattr(rows.filter(organisation=body), state)().select_related("body", "organisation", "former_desk")
    sort = NEWEST if state == "ended" else OLDEST
    found = listing(own, sort=sort, after=filters["after"], before=filters["before"])
    return {
        "listing": found,
        "rows": found.rows,
        "state": state,
        "today": clock.today(),
        "states": [
            {"label": label, "url": _address(body, state=word), "is_current": word == state} for word, label in STATES
        ],
        "pages": {
            "previous": _address(body, state=state, before=found.previous) if found.previous else "",
            "next": _address(body, state=state, after=found.next) if found.next else "",
        },
    }


def _address(body: Organisation, **filters: str) -> str:
    return f"{reverse('standing:browse', args=[body.code])}?{urlencode(filters)}"


def facts(petition: Petition) -> list[tuple[str, str]]:
    """Return what a petition says, by label."""
    resolved = f"{petition.congress}，{petition.resolved_on:%Y-%m-%d}" if petition.resolved_on else petition.congress
    rows = [
        ("事项", petition.get_what_display()),
        ("原因", petition.get_cause_display() if petition.cause else ""),
        ("大会决议", resolved),
        ("经费、资产和档案", petition.settlement),
        ("申请理由", petition.grounds),
        ("申请人", petition.applicant.name),
        ("审核科协", petition.organisation.name),
        ("原上级科协", petition.former_desk.name if petition.former_desk else ""),
        ("审核期限", f"{petition.days} 个工作日"),
    ]
    return [(label, value) for label, value in rows if value]
