"""Relations between bodies apart from the tree, and what follows from them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.actions.names import index
from kexie.foundation.organisations.actions.parts import end_post, fill_post
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
    """Join two bodies by a typed, dated relation (ORG-04, ORG-05); `until` is the first day it no longer holds.

    Both bodies are told.
    """
    locked = lock(subject)  # two equal ones at a time would otherwise wait for one another
    rules.require_edge(edge=edge, subject_kind=subject.kind, object_kind=thing.kind)
    rules.require_span(starts=since, ends=until, field="until")
    relation = Relation.objects.create(
        edge=edge, subject=subject, object=thing, period=DateRange(since, until), is_lead=is_lead, contact=contact
    )
    if edge == rules.Edge.HOSTED_BY:
        index(locked)
    for told in (subject, thing):
        record(
            "organisations.relate", relation, by=by, organisation=told, after={"edge": int(edge), "object": thing.pk}
        )
    return relation


@transaction.atomic
def unrelate(relation: Relation, *, until: date, by: Actor) -> Relation:
    """End a relation; its history stays. Both sides are told."""
    relation = lock(relation)
    rules.require_open(is_open=relation.period.upper is None or relation.period.upper > clock.today())
    rules.require_span(starts=relation.period.lower, ends=until, field="until")
    relation.period = DateRange(relation.period.lower, until)
    relation.save(update_fields=["period", "revision"])
    if relation.edge == rules.Edge.HOSTED_BY:
        index(lock(relation.subject))
    for told in (relation.subject, relation.object):
        record("organisations.unrelate", relation, by=by, organisation=told, after={"until": until})
    return relation


@transaction.atomic
def name_contact(relation: Relation, *, contact: str, seen: int, by: Actor) -> Relation:
    """Name who keeps contact with the other body (ORG-12, H46)."""
    relation = lock(relation, seen=seen)
    rules.require_open(is_open=relation.period.upper is None or relation.period.upper > clock.today())
    relation.contact = contact.strip()
    relation.save(update_fields=["contact", "revision"])
    record("organisations.name_contact", relation, by=by, organisation=relation.object)
    return relation


@transaction.atomic
def add_turn(
    body: Organisation, *, founder: Organisation, starts_on: date, ends_on: date, by: Actor, holder: str = ""
) -> Turn:
    """Enter the turn of a founder to run a joint association (ORG-13, H49); `holder` will be its chair meanwhile."""
    rules.require_alive(status=lock(body).status)
    rules.require_span(starts=starts_on, ends=ends_on, field="ends_on")
    period = DateRange(starts_on, ends_on)
    founded = Relation.objects.filter(edge=rules.Edge.CO_FOUNDER_OF, subject=founder, object=body)
    if not founded.filter(period__contains=period).exists():
        raise ValidationError({"founder": "轮值企业应是联合科协的发起企业。"})
    turn = Turn.objects.create(organisation=body, founder=founder, period=period, holder=holder.strip())
    record("organisations.add_turn", turn, by=by, after={"founder": founder.pk})
    return turn


@transaction.atomic
def remove_turn(turn: Turn, *, by: Actor) -> Turn:
    """Take a turn out of the calendar that was not taken over yet."""
    lock(turn.organisation)
    turn = lock(turn)
    rules.require_coming(is_handed_over=turn.handed_over_at is not None)
    record("organisations.remove_turn", turn, by=by, before={"founder": turn.founder_id, "period": str(turn.period)})
    turn.delete()
    return turn


@transaction.atomic
def hand_over(turn: Turn, *, by: Actor) -> Turn:
    """Pass what is open to the founder whose turn has begun, once: the chair and the tasks not done (ORG-13, H49)."""
    body = lock(turn.organisation)
    turn = lock(turn)
    if turn.handed_over_at is not None:
        return turn
    tasks = body.agreed_tasks.filter(done_on=None).exclude(lead=turn.founder)
    passed = sorted(tasks.values_list("pk", flat=True))
    tasks.update(lead=turn.founder, revision=F("revision") + 1)
    if turn.holder:
        _pass_chair(body, turn, by=by)
    turn.handed_over_at = clock.now()
    turn.save(update_fields=["handed_over_at", "revision"])
    record("organisations.hand_over", turn, by=by, after={"founder": turn.founder_id, "tasks": passed})
    return turn


def _pass_chair(body: Organisation, turn: Turn, *, by: Actor) -> None:
    """End the former chair on the first day of the turn and let the turn's own hold the post until it ends."""
    day = turn.period.lower
    held = body.posts.filter(title=rules.Title.CHAIR, branch=None, period__overlap=turn.period)
    for post in held.filter(period__startswith__lt=day):
        end_post(post, until=day, by=by)
    if not held.exists():
        fill_post(body, title=rules.Title.CHAIR, holder=turn.holder, since=day, until=turn.period.upper, by=by)


@transaction.atomic
def agree_task(
    body: Organisation, *, title: str, agreed_on: date, by: Actor, lead: Organisation | None = None
) -> AgreedTask:
    """Enter what the members of a federation or the founders of a joint association agreed to do (ORG-14, H47)."""
    rules.require_task(kind=body.kind)
    rules.require_alive(status=lock(body).status)
    rules.require_not_future(agreed_on, today=clock.today(), field="agreed_on")
    task = AgreedTask.objects.create(organisation=body, title=title.strip(), lead=lead, agreed_on=agreed_on)
    record("organisations.agree_task", task, by=by, after={"title": title})
    return task


@transaction.atomic
def change_task(
    task: AgreedTask, *, title: str, agreed_on: date, seen: int, by: Actor, lead: Organisation | None = None
) -> AgreedTask:
    """Change an agreed task that is not done yet."""
    task = lock(task, seen=seen)
    rules.require_open(is_open=task.done_on is None)
    rules.require_not_future(agreed_on, today=clock.today(), field="agreed_on")
    before = {"title": task.title, "lead": task.lead_id, "agreed_on": task.agreed_on}
    task.title, task.agreed_on, task.lead = title.strip(), agreed_on, lead
    task.save(update_fields=["title", "agreed_on", "lead", "revision"])
    after = {"title": task.title, "lead": task.lead_id, "agreed_on": agreed_on}
    record("organisations.change_task", task, by=by, before=before, after=after)
    return task


@transaction.atomic
def complete_task(task: AgreedTask, *, done_on: date, by: Actor, result: str = "") -> AgreedTask:
    """Mark an agreed task as done; what came of it is shared with all members (ORG-13, ORG-14)."""
    task = lock(task)
    rules.require_open(is_open=task.done_on is None)
    rules.require_not_future(done_on, today=clock.today(), field="done_on")
    if done_on < task.agreed_on:
        raise ValidationError({"done_on": "完成日期不能早于商定日期。"})
    task.done_on, task.result = done_on, result.strip()
    task.save(update_fields=["done_on", "result", "revision"])
    record("organisations.complete_task", task, by=by, after={"done_on": done_on})
    return task
