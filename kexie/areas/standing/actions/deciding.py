"""What an association decides about a petition, and what the clock does with those that nobody can decide any more."""

from django.db import transaction

from kexie.areas.establishment.queries import approver
from kexie.areas.standing import rules
from kexie.areas.standing.actions.carrying import carry_out
from kexie.areas.standing.actions.steps import (
    TURNED,
    close,
    place_at,
    step,
    tell,
    title_of,
    to_the_body,
    to_the_desk,
    turn_to,
)
from kexie.areas.standing.models import Petition
from kexie.areas.standing.rules import Deed, Stage, What
from kexie.core import cases
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import require_alive
from kexie.foundation.records.actions import record

PLACE = ("organisation", "path", "tier", "territory")


def _waiting(petition: Petition, *, seen: int, by: Actor) -> Petition:
    """Lock a petition that may be decided now, by this person, at this desk (SEC-03)."""
    petition = lock(petition, seen=seen)
    rules.require_waiting(petition.stage)
    cases.require_other(applicant=petition.applicant_id, by=by.person)
    body = lock(petition.body)
    require_alive(status=body.status)
    if petition.stage != Stage.FORWARDED:
        desk = approver(body)
        rules.require_desk(is_here=desk.pk == petition.organisation_id, desk=desk.called)
    return petition


@transaction.atomic
def approve(petition: Petition, *, seen: int, by: Actor, note: str = "") -> Petition:
    """Approve a petition and do at once what it asks for, or nothing; a change of superior goes to the new one first.

    Raises ValidationError where what was to change has changed since.
    """
    petition = _waiting(petition, seen=seen, by=by)
    if petition.what == What.SUPERIOR and petition.stage != Stage.FORWARDED:
        return _forward(petition, note=note, by=by)
    carry_out(petition, by=by)
    petition.body.refresh_from_db()
    turn_to(petition, Stage.APPROVED)
    petition.reason = ""
    petition.save(update_fields=[*TURNED, "reason"])
    step(petition, Deed.APPROVE, by=by, note=note.strip())
    after = {"what": petition.what, "old": petition.old, "new": petition.new}
    record("standing.approve", petition, by=by, organisation=petition.body, after=after)
    close(petition, by=by)
    title = f"{title_of(petition)}已经批准"
    tell(petition, "standing.approve", petition.body, title, text=note.strip(), by=by)
    if petition.former_desk is not None:
        tell(petition, "standing.approve", petition.former_desk, title, by=by)
    _settle_others(petition.body, by=by)
    return petition


def _forward(petition: Petition, *, note: str, by: Actor) -> Petition:
    """Let a body go: the petition waits at the association that is to take it."""
    superior = Organisation.objects.get(pk=petition.given["superior"])
    require_alive(status=superior.status)
    step(petition, Deed.FORWARD, by=by, note=note.strip())
    petition.former_desk = petition.organisation
    place_at(petition, superior)
    turn_to(petition, Stage.FORWARDED)
    petition.save(update_fields=[*TURNED, *PLACE, "former_desk"])
    record("standing.forward", petition, by=by, organisation=petition.body, after={"desk": superior.pk})
    to_the_desk(petition, "standing.forward", by=by)
    title = f"{petition.former_desk.called}同意{title_of(petition)}，已转{superior.called}审核"
    tell(petition, "standing.forward", petition.body, title, by=by)
    return petition


@transaction.atomic
def return_(petition: Petition, *, reason: str, seen: int, by: Actor) -> Petition:
    """Return a petition with what is to be mended."""
    petition = _waiting(petition, seen=seen, by=by)
    petition.reason = rules.require_reason(reason)
    turn_to(petition, Stage.RETURNED)
    petition.save(update_fields=[*TURNED, "reason"])
    step(petition, Deed.RETURN, by=by, note=petition.reason)
    record("standing.return_", petition, by=by, organisation=petition.body, after={"reason": petition.reason})
    to_the_body(petition, by=by)
    title = f"{title_of(petition)}申请被退回，请修改后再提交"
    tell(petition, "standing.return_", petition.body, title, text=petition.reason, by=by)
    return petition


@transaction.atomic
def reject(petition: Petition, *, reason: str, seen: int, by: Actor) -> Petition:
    """Refuse a petition with a reason; everything stays as it is."""
    petition = _waiting(petition, seen=seen, by=by)
    petition.reason = rules.require_reason(reason)
    turn_to(petition, Stage.REJECTED)
    petition.save(update_fields=[*TURNED, "reason"])
    step(petition, Deed.REJECT, by=by, note=petition.reason)
    record("standing.reject", petition, by=by, organisation=petition.body, after={"reason": petition.reason})
    close(petition, by=by)
    title = f"{title_of(petition)}没有获得批准"
    tell(petition, "standing.reject", petition.body, title, text=petition.reason, by=by)
    return petition


def tidy(*, by: Actor) -> int:
    """Settle the open petitions of bodies that ended or went elsewhere by another way; return of how many bodies."""
    done = 0
    known = Petition.objects.open().order_by("body").values_list("body", flat=True).distinct()
    for body in Organisation.objects.filter(pk__in=list(known)):
        with transaction.atomic():
            done += bool(_settle_others(body, by=by))
    return done


def _settle_others(body: Organisation, *, by: Actor) -> int:
    """End the open petitions of a body that has ended, and hand those over whose desk is another one now."""
    desk, done = approver(body), 0
    for row in Petition.objects.open().filter(body=body).exclude(stage=Stage.FORWARDED, organisation=desk):
        petition = lock(row)
        if petition.stage not in rules.OPEN:
            continue
        if body.closed_on is not None:
            _lapse(petition, by=by)
        elif petition.organisation_id != desk.pk and petition.stage != Stage.FORWARDED:
            _hand_over(petition, desk, by=by)
        else:
            continue
        done += 1
    return done


def _lapse(petition: Petition, *, by: Actor) -> None:
    turn_to(petition, Stage.LAPSED)
    petition.save(update_fields=TURNED)
    step(petition, Deed.LAPSE, by=by)
    record("standing.lapse", petition, by=by, organisation=petition.body)
    close(petition, by=by)


def _hand_over(petition: Petition, desk: Organisation, *, by: Actor) -> None:
    """Let a petition wait where its body belongs now; the days of the review begin anew."""
    place_at(petition, desk)
    turn_to(petition, Stage(petition.stage))
    petition.save(update_fields=[*TURNED, *PLACE])
    step(petition, Deed.HAND_OVER, by=by, note=desk.name)
    record("standing.hand_over", petition, by=by, organisation=petition.body, after={"desk": desk.pk})
    if petition.is_waiting:
        to_the_desk(petition, "standing.hand_over", by=by)
