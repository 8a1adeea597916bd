"""Relations between bodies apart from the tree, and what follows from them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.actions.names import index
from kexie.foundation.organisations.models import (
    AgreedTask,
    Organisation,
    Relation,
    Turn,
)
from kexie.foundation.records.actions import record


@transaction.atomic
def relate(
    subject: Organisation,
    thing: Organisation,
    *,
    edge: rules.Edge,
    by: Actor,
    since: date | None = None,
    until: date | None = None,
    is_lead: bool = False,
    contact: str = "",
) -> Relation:
    """Join two bodies by a typed, dated relation (ORG-04, ORG-05); `until` is the first day it no longer holds."""
    locked = lock(subject)  # two equal ones at a time would otherwise wait for one another
    rules.require_edge(edge=edge, subject_kind=subject.kind, object_kind=thing.kind)
    rules.require_span(starts=since, ends=until, field="until")
    relation = Relation.objects.create(
        edge=edge, subject=subject, object=thing, period=DateRange(since, until), is_lead=is_lead, contact=contact
    )
    if edge == rules.Edge.HOSTED_BY:
        index(locked)
    record("organisations.relate", relation, by=by, organisation=subject, after={"edge": int(edge), "object": thing.pk})
    return relation


@transaction.atomic
def unrelate(relation: Relation, *, until: date, by: Actor) -> Relation:
    """End a relation; its history stays."""
    relation = lock(relation)
    rules.require_span(starts=relation.period.lower, ends=until, field="until")
    relation.period = DateRange(relation.period.lower, until)
    relation.save(update_fields=["period", "revision"])
    if relation.edge == rules.Edge.HOSTED_BY:
        index(lock(relation.subject))
    record("organisations.unrelate", relation, by=by, organisation=relation.subject, after={"until": until})
    return relation


@transaction.atomic
def add_turn(body: Organisation, *, founder: Organisation, starts_on: date, ends_on: date, by: Actor) -> Turn:
    """Enter the turn of a founder to run a joint association (ORG-13, H49)."""
    lock(body)
    rules.require_span(starts=starts_on, ends=ends_on, field="ends_on")
    period = DateRange(starts_on, ends_on)
    founded = Relation.objects.filter(edge=rules.Edge.CO_FOUNDER_OF, subject=founder, object=body)
    if not founded.filter(period__contains=period).exists():
        raise ValidationError({"founder": "轮值企业应是联合科协的发起企业。"})
    turn = Turn.objects.create(organisation=body, founder=founder, period=period)
    record("organisations.add_turn", turn, by=by, after={"founder": founder.pk})
    return turn


@transaction.atomic
def agree_task(
    body: Organisation, *, title: str, agreed_on: date, by: Actor, lead: Organisation | None = None
) -> AgreedTask:
    """Enter a task that a federation's members agreed on (ORG-14, H47)."""
    if body.kind != "federation":
        raise ValidationError("只有企业科协联合会登记成员商定的任务。")
    task = AgreedTask.objects.create(organisation=body, title=title, lead=lead, agreed_on=agreed_on)
    record("organisations.agree_task", task, by=by, after={"title": title})
    return task
