"""Charters of the demonstration's bodies, all made up: two not yet reported, one draft that breaks two rules."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from kexie.areas.charters import actions, queries
from kexie.areas.charters.models import Charter
from kexie.areas.charters.rules import Choices
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.notices.models import Announcement
from kexie.foundation.organisations.models import Organisation
from kexie.operation.demo.accounts import workplace

OTHERS = 6  # fictitious bodies of the demonstration's counties with a charter
COUNTIES = ("430603", "320113")
LATE = timedelta(days=40)
MADE_UP = {"supplementary": ("（本文为演示用的示例，不是该组织真实的章程。）",)}
LARGE: dict[str, Any] = {
    "committee_size": 45,
    "has_standing": True,
    "standing_from": 30,
    "has_group_members": True,
    "retired_years": 5,
    "dues": "yearly",
    "dues_fen": 5000,
    "extra_tasks": ("组织职工技术创新活动，推广先进操作法",),
    "extra_rights": ("优先使用本会的资料和场所",),
    "own": {
        "organs": ("委员会按专业设立若干学组，由会员自愿参加。",),
        "funds": ("设立科技工作者奖励资金，办法由委员会制定。",),
        **MADE_UP,
    },
}


@transaction.atomic
def load(*, by: Actor) -> int:
    """Bring the charters to where they stand, once; return how many versions there are."""
    if Charter.objects.exists():
        return 0
    if changling := workplace("changling"):
        _changling(changling, by=by)
    bodies = Organisation.objects.live().filter(name__startswith="示例", region__in=COUNTIES)
    for turn, body in enumerate(bodies.filter(kind="enterprise_association").order_by("region", "id")[:OTHERS]):
        on = date(2023 + turn % 3, 4 + turn, 12)
        _report(_in_force(body, on, by=by, term_years=3 + turn % 3, retired_years=turn % 4), by=by)
    for body in bodies.filter(kind__in=("park_association", "joint_association")).order_by("id")[:2]:
        _in_force(body, clock.today() - LATE, by=by, committee_size=17)
    Announcement.objects.filter(what="charters.report").delete()  # told years ago
    return Charter.objects.count()


def _changling(body: Organisation, *, by: Actor) -> None:
    """Two versions in force one after the other, and a draft in which two things are to be mended."""
    _report(_in_force(body, date(2016, 10, 18), by=by, **LARGE | {"retired_years": 3, "own": MADE_UP}), by=by)
    congress = "示例：第六次会员代表大会"
    _report(_in_force(body, date(2021, 10, 22), congress=congress, by=by, **LARGE), by=by)
    draft = actions.draft(body, by=by)
    choices = replace(draft.choices, term_years=6, committee_quorum="1/2")
    actions.change(draft, choices=choices, seen=draft.revision, by=by)


def _in_force(
    body: Organisation, on: date, *, by: Actor, congress: str = "示例：第一次会员代表大会", **chosen: Any
) -> Charter:
    choices: Choices = replace(queries.suggested(body), workers=None, **chosen)
    with clock.held(_noon(on)):
        row = actions.draft(body, choices=choices, by=by)
        votes = {"due": 120, "present": 112, "in_favour": 110}
        row = actions.adopt(row, congress=congress, adopted_on=on, **votes, seen=row.revision, by=by)
        return actions.enforce(row, effective_on=on, seen=row.revision, by=by)


def _report(row: Charter, *, by: Actor) -> None:
    with clock.held(_noon(row.adopted_on or clock.today()) + timedelta(days=9)):
        actions.report(row, seen=row.revision, by=by)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.PLACE)
