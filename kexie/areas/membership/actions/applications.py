"""What happens to an application: sent in, returned, mended, withdrawn, refused, accepted."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from kexie.areas.charters import queries as charters
from kexie.areas.membership import rules
from kexie.areas.membership.actions.members import COPIED, describe, enter, join
from kexie.areas.membership.models import Application, Member, Step
from kexie.areas.membership.queries.applications import twin
from kexie.areas.membership.rules import Cause
from kexie.core import applications, cases, clock, codes
from kexie.core.actors import Actor
from kexie.core.applications import Stage
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record

DAY = timedelta(days=1)
WORDS = {
    Stage.SUBMITTED: "membership.apply",
    Stage.RETURNED: "membership.return_",
    Stage.RESUBMITTED: "membership.amend",
    Stage.ACCEPTED: "membership.accept",
    Stage.REFUSED: "membership.refuse",
    Stage.WITHDRAWN: "membership.withdraw",
}


@transaction.atomic
def apply(body: Organisation, *, accepts: bool, by: Actor, statement: str = "", **typed: Any) -> Application:
    """Ask a body to be taken as its member (MEM-01, 《通则》第十九条); `typed` is what `describe` takes.

    Raises ValidationError beside the field for what is wrong, for members and for those whose application waits.
    """
    applicant = lock(Person.objects.get(pk=by.person or 0))
    rules.require_taking(kind=body.kind, is_closed=body.closed_on is not None)
    rules.require_accepted_charter(accepts=accepts)
    own = Application.objects.of(by)
    rules.require_new(
        is_member=Member.objects.of(by).on_roll().filter(organisation=body).exists(),
        is_waiting=own.open().filter(organisation=body).exists(),
    )
    late = own.filter(submitted_at__gt=clock.now() - DAY)
    rules.require_room(is_open=own.open().count(), of_late=late.count())
    application = Application(organisation=body, applicant=applicant, code=codes.fresh(), since=clock.now())
    application.statement, application.charter = statement.strip(), _charter(body)
    describe(application, typed)
    application.save(force_insert=True)
    _step(application, by=by)
    _to_the_desk(application, by=by)
    return application


@transaction.atomic
def amend(
    application: Application, *, seen: int, accepts: bool, by: Actor, statement: str = "", **typed: Any
) -> Application:
    """Send a returned application in again, mended; `typed` is what `describe` takes."""
    application = lock(application, seen=seen)
    applications.require_returned(application.stage)
    rules.require_accepted_charter(accepts=accepts)
    describe(application, typed)
    application.statement, application.charter = statement.strip(), _charter(application.organisation)
    application.stage, application.since = Stage.RESUBMITTED, clock.now()
    application.reason, application.faults = "", []
    application.save()
    _step(application, by=by)
    worklist.close("membership.amend", application, by=by)
    _to_the_desk(application, by=by)
    return application


@transaction.atomic
def withdraw(application: Application, *, seen: int, by: Actor) -> Application:
    """Take an application back; what it held of the person is erased, its history stays."""
    application = lock(application, seen=seen)
    applications.require_open(application.stage)
    application.stage, application.since = Stage.WITHDRAWN, clock.now()
    _erase(application)
    application.save()
    _step(application, by=by)
    _close(application, by=by)
    return application


@transaction.atomic
def return_(
    application: Application, *, seen: int, reason: str, by: Actor, faults: Collection[str] = ()
) -> Application:
    """Return an application with a reason, and say which fields are to be mended."""
    application = _lock_waiting(application, seen=seen, by=by)
    application.reason, application.faults = rules.require_reason(reason), rules.require_faults(faults)
    application.stage, application.since = Stage.RETURNED, clock.now()
    application.save(update_fields=["reason", "faults", "stage", "since", "revision"])
    _step(application, by=by, reason=application.reason)
    _close(application, by=by)
    what = f"您向{application.organisation.called}提交的入会申请被退回"
    worklist.wait(
        "membership.amend",
        application,
        what=f"{what}，请修改后再提交",
        why=application.reason,
        link=_page(application),
        person=application.applicant,
        by=by,
    )
    _tell_applicant(application, what, application.reason, by=by)
    return application


@transaction.atomic
def refuse(application: Application, *, seen: int, reason: str, by: Actor) -> Application:
    """Refuse an application with a reason; what it held of the person is erased with it (PIPL 47)."""
    application = _lock_waiting(application, seen=seen, by=by)
    application.reason = rules.require_reason(reason)
    application.stage, application.since = Stage.REFUSED, clock.now()
    _erase(application)
    application.save()
    _step(application, by=by, reason=application.reason)
    _close(application, by=by)
    _tell_applicant(application, f"{application.organisation.called}没有通过您的入会申请", application.reason, by=by)
    return application


@transaction.atomic
def end_application(application: Application, *, reason: str, by: Actor) -> Application:
    """Refuse an application of a body that has ended: nobody can decide it any more."""
    application = lock(application)
    if application.stage not in applications.OPEN:
        return application
    application.stage, application.since, application.reason = Stage.REFUSED, clock.now(), reason
    _erase(application)
    application.save()
    _step(application, by=by, reason=reason)
    _close(application, by=by)
    _tell_applicant(application, f"{application.organisation.called}已经注销，您的入会申请不再办理", reason, by=by)
    return application


@transaction.atomic
def accept(application: Application, *, seen: int, by: Actor) -> Member:
    """Make the applicant a member, joined to the account that applied (MEM-01, MEM-01b).

    Whom the body has on its roll already, without an account, is joined to that entry: no second one is made. Raises
    ValidationError for one's own (SEC-03), for what does not wait any more, and where that entry is another account's.
    """
    application = _lock_waiting(application, seen=seen, by=by)
    known = twin(Member.objects.filter(organisation=application.organisation), application)
    if known is not None:
        member = join(known, application.applicant, by=by)
    else:
        member = enter(
            application.organisation,
            joined_on=clock.today(),
            cause=Cause.APPLIED,
            typed={name: getattr(application, name) for name in COPIED},
            person=application.applicant,
            charter=application.charter,
            by=by,
        )
    application.stage, application.since, application.member = Stage.ACCEPTED, clock.now(), member
    _erase(application)
    application.save()
    _step(application, by=by, member=member.pk)
    _close(application, by=by)
    announce(
        "membership.accept",
        title=f"您已成为{application.organisation.called}的会员",
        text=f"会员号 {member.printed_number}。可以打开电子会员证，查看会员享有的权利。",
        link=reverse("membership:card", args=[member.code]),
        organisation=application.organisation,
        people=[application.applicant_id],
        by=by,
    )
    return member


def _lock_waiting(application: Application, *, seen: int, by: Actor) -> Application:
    application = lock(application, seen=seen)
    applications.require_waiting(application.stage)
    cases.require_other(applicant=application.applicant_id, by=by.person)
    return application


def _charter(body: Organisation) -> str:
    """Name the version that the applicant accepts: the one in force (MEM-04); empty where the body has none here."""
    charter = charters.in_force(body)
    return charters.version(charter) if charter else ""


def _erase(application: Application) -> None:
    """Forget what identifies a person and is of no use any more: a member has it in the entry, others nowhere."""
    application.identity = application.mobile = application.email = ""


def _page(application: Application) -> str:
    return reverse("membership:show_application", args=[application.code])


def _step(application: Application, *, by: Actor, reason: str = "", **after: Any) -> None:
    """Write down a step: for those who read the application, and among the records."""
    stage = Stage(application.stage)
    Step.objects.create(
        application=application,
        stage=stage,
        person_id=by.person,
        name=by.name[:60],
        reason=reason,
        at=application.since,
    )
    record(WORDS[stage], application, by=by, organisation=application.organisation, after={"stage": stage, **after})


def _to_the_desk(application: Application, *, by: Actor) -> None:
    """Let the application wait at the body's desk, and tell those who review; the applicant is none of them."""
    again = application.stage == Stage.RESUBMITTED
    worklist.wait(
        "membership.accept",
        application,
        what=f"{'复审' if again else '审核'}{application.name}的入会申请",
        link=_page(application),
        organisation=application.organisation,
        permission="membership.review",
        apart=application.applicant,
        due=rules.due(application.since.astimezone(clock.PLACE).date()),
        by=by,
    )
    announce(
        WORDS[Stage(application.stage)],
        title="有一件修改后的入会申请等待复审" if again else "有一件新的入会申请等待审核",
        text=f"申请人：{application.name}。请在 {rules.REVIEW_DAYS} 个工作日内答复。",
        link=_page(application),
        organisation=application.organisation,
        permission="membership.review",
        by=by,
    )


def _tell_applicant(application: Application, what: str, why: str, *, by: Actor) -> None:
    announce(
        WORDS[Stage(application.stage)],
        title=what,
        text=why,
        link=_page(application),
        organisation=application.organisation,
        people=[application.applicant_id],
        by=by,
    )


def _close(application: Application, *, by: Actor) -> None:
    for kind in ("membership.accept", "membership.amend"):
        worklist.close(kind, application, by=by)
