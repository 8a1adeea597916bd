"""What members agreed to do waits until it is done."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from kexie.core.actors import Actor
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import AgreedTask, Organisation


@transaction.atomic
def agree_task(
    body: Organisation,
    *,
    title: str,
    agreed_on: date,
    by: Actor,
    lead: Organisation | None = None,
    due: date | None = None,
) -> AgreedTask:
    """Enter what the members agreed to do; it waits until it is done, and until a day where one was agreed (ORG-14)."""
    _require_due(agreed_on, due)
    task = actions.agree_task(body, title=title, agreed_on=agreed_on, lead=lead, by=by)
    _await(task, due, by=by)
    return task


@transaction.atomic
def change_task(
    task: AgreedTask,
    *,
    title: str,
    agreed_on: date,
    seen: int,
    by: Actor,
    lead: Organisation | None = None,
    due: date | None = None,
) -> AgreedTask:
    """Change an agreed task that is not done yet, and until when it is to be."""
    _require_due(agreed_on, due)
    task = actions.change_task(task, title=title, agreed_on=agreed_on, seen=seen, lead=lead, by=by)
    _await(task, due, by=by)
    return task


@transaction.atomic
def complete_task(task: AgreedTask, *, done_on: date, by: Actor, result: str = "") -> AgreedTask:
    """Mark an agreed task as done; nobody waits for it any more."""
    task = actions.complete_task(task, done_on=done_on, result=result, by=by)
    worklist.close("directory.complete_task", task, by=by)
    return task


def _require_due(agreed_on: date, due: date | None) -> None:
    if due is not None and due < agreed_on:
        raise ValidationError({"due": "期限不能早于商定日期。"})


def _await(task: AgreedTask, due: date | None, *, by: Actor) -> None:
    lead = f"（牵头：{task.lead.called}）" if task.lead else ""
    worklist.wait(
        "directory.complete_task",
        task,
        what=f"完成商定的任务：{task.title}{lead}",
        link=reverse("directory:tasks", args=[task.organisation.code]),
        organisation=task.organisation,
        permission="directory.relate",
        due=due,
        by=by,
    )
