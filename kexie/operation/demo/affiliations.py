"""Group members in the demonstration: one that was taken, one that waits, one that was returned; all made up."""

from django.db import transaction

from kexie.areas.affiliations import actions
from kexie.areas.affiliations.models import Accession
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import BranchKind
from kexie.foundation.people.actions import open_account
from kexie.foundation.people.models import Person
from kexie.operation.demo.accounts import workplace

CLERK = ("affiliations.clerk", "示例·周帆")
DELEGATE = {"name": "示例·吴岭", "post": "企业科协秘书长"}
STATEMENT = "现有会员三百余人，每年组织学术交流和技术攻关，愿意承担科协委托的工作。"


@transaction.atomic
def load(*, by: Actor) -> int:
    """Send the applications in, once; return how many."""
    body, county = workplace("changling"), workplace("yunxi")
    if body is None or county is None or body.superior is None or Accession.objects.exists():
        return 0
    clerk = _clerk(by)
    joined = actions.apply(body, thing=body.superior, statement=STATEMENT, by=clerk)
    joined = actions.accept(joined, seen=joined.revision, decision="第五届常务委员会第三次会议", by=by)
    if joined.relation is not None:
        actions.name_delegate(joined.relation, **DELEGATE, since=clock.today(), by=clerk)
    others = Organisation.objects.live().filter(superior=county, kind="enterprise_association", status="active")
    asked = [
        actions.apply(other, thing=county, statement=STATEMENT, by=clerk)
        for other in others.filter(name__startswith="示例").order_by("id")[:2]
    ]
    for row in asked[1:]:
        actions.return_(row, seen=row.revision, reason="请补充会员人数和近两年的主要活动。", by=by)
    _branches(body, by=by)
    return 1 + len(asked)


def _branches(body: Organisation, *, by: Actor) -> None:
    """Let the demonstration's own body have a branch that is its group member, and one that may become so."""
    part, _ = (
        organisations.add_branch(body, kind=BranchKind.BRANCH, name=name, position=90, by=by)
        for name in ("示例·炼化工艺分会", "示例·仪表自动化分会")
    )
    decision = "示例·第二届委员会第三次会议"
    actions.admit_branch(body, branch=part, since=clock.today(), decision=decision, delegates="示例·方原", by=by)


def _clerk(by: Actor) -> Actor:
    username, name = CLERK
    person = open_account(username, name=name, password=None, by=by) or Person.objects.get(username=username)
    return Actor(person=person.pk, name=person.name)
