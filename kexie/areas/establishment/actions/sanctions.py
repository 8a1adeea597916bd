"""What an association does about a body that it approved, step by step on the ladder (EST-12, G18)."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Sanction
from kexie.areas.establishment.rules import Ground, Measure
from kexie.areas.membership import actions as membership
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Status, require_alive, require_founded, require_not_future
from kexie.foundation.records.actions import record


@transaction.atomic
def sanction(
    body: Organisation,
    issuer: Organisation,
    *,
    measure: str,
    ground: str,
    is_grave: bool,
    facts: str,
    number: str,
    issued_on: date,
    due: date | None,
    appeal: str,
    evidence: Upload,
    by: Actor,
) -> Sanction:
    """Order to rectify, warn or revoke; a body that is revoked is closed, its data and its members' stay (EST-12, G18).

    Raises ValidationError, with the article, for another measure's ground and for a step before the one below it.
    """
    body = lock(body)
    require_alive(status=body.status)
    require_founded(status=body.status)
    today, step = clock.today(), Measure(measure)
    require_not_future(issued_on, today=today, field="issued_on")
    rules.require_ground(measure=step, ground=Ground(ground), is_grave=is_grave)
    last = body.sanctions.filter(measure=Measure.RECTIFY).first()
    pending = last if last and last.outcome != "improved" else None
    rules.require_ladder(
        measure=step,
        rectify_until=pending.due if pending else None,
        is_assessed=bool(pending and pending.outcome),
        is_warned=bool(pending and body.sanctions.filter(measure=Measure.WARN, pk__gt=pending.pk).exists()),
        today=today,
    )
    rules.require_rectify_day(measure=step, due=due, today=today)
    row = Sanction.objects.create(
        body=body,
        organisation=issuer,
        measure=measure,
        ground=ground,
        is_grave=is_grave,
        facts=facts.strip(),
        number=rules.require_number(number),
        issued_on=issued_on,
        due=due if step == Measure.RECTIFY else None,
        appeal=appeal.strip(),
        evidence=files.keep(evidence, by=by),
    )
    _carry_out(row, step, by=by)
    after = {"measure": measure, "ground": ground, "number": row.number, "due": row.due}
    record("establishment.sanction", row, by=by, organisation=body, after=after)
    return row


def _carry_out(row: Sanction, step: Measure, *, by: Actor) -> None:
    """Let the body stand as the decision has it, and tell it."""
    body = row.body
    link = reverse("establishment:sanctions", args=[body.code])
    announce(
        "establishment.sanction",
        title=f"“{body.name}”收到处理决定：{rules.MEASURE_LABELS[step]}",
        text=f"文号：{row.number}。{row.appeal}",
        link=link,
        organisation=body,
        permission="establishment.prepare",
        by=by,
    )
    if step == Measure.RECTIFY:
        _stand(body, Status.RECTIFYING, by=by)
        waits = [
            ("establishment.rectify", body, "establishment.prepare", f"整改：{row.number}"),
            ("establishment.assess", row.organisation, "establishment.approve", f"评定“{body.name}”的整改结果"),
        ]
        for kind, place, permission, what in waits:
            worklist.wait(
                kind,
                row,
                what=what,
                link=link,
                organisation=place,
                permission=permission,
                due=row.due,
                is_owed=place == body,
                by=by,
            )
    elif step == Measure.WARN and body.status == Status.RECTIFYING:
        _stand(body, Status.ACTIVE, by=by)  # the time of the order is over; a new one says what is to be mended yet
    elif step == Measure.REVOKE:
        membership.dissolve(body, closed_on=row.issued_on, by=by)
        for open_ in body.sanctions.all():
            _close(open_, by=by)


def _stand(body: Organisation, status: Status, *, by: Actor) -> None:
    fresh = Organisation.objects.get(pk=body.pk)
    organisations.change(fresh, seen=fresh.revision, status=status, by=by)


def _close(row: Sanction, *, by: Actor) -> None:
    for kind in ("establishment.rectify", "establishment.assess"):
        worklist.close(kind, row, by=by)


@transaction.atomic
def assess(row: Sanction, *, outcome: str, note: str, seen: int, by: Actor) -> Sanction:
    """Find whether a body improved; one that did is in good standing again (EST-12, G18)."""
    row = lock(row, seen=seen)
    today, is_improved = clock.today(), outcome == "improved"
    rules.require_assessable(
        measure=row.measure, is_assessed=bool(row.outcome), due=row.due, today=today, is_improved=is_improved
    )
    row.outcome, row.outcome_note, row.outcome_on = outcome, note.strip(), today
    row.save(update_fields=["outcome", "outcome_note", "outcome_on", "revision"])
    if is_improved and row.body.status == Status.RECTIFYING:
        _stand(row.body, Status.ACTIVE, by=by)
    _close(row, by=by)
    record("establishment.assess", row, by=by, organisation=row.body, after={"outcome": outcome})
    announce(
        "establishment.assess",
        title=f"“{row.body.name}”的整改结果：{rules.OUTCOME_LABELS[outcome]}",
        text=row.outcome_note,
        link=reverse("establishment:sanctions", args=[row.body.code]),
        organisation=row.body,
        permission="establishment.prepare",
        by=by,
    )
    return row
