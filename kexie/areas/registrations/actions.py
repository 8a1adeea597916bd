"""What can happen to a registration. Every action has one order: lock, ask the rules, change, record."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from kexie.areas.establishment import actions as establishment
from kexie.areas.establishment.rules import queue
from kexie.areas.registrations import rules
from kexie.areas.registrations.models import Proof, Registration, Step
from kexie.areas.registrations.rules import Stage
from kexie.core import cases, clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import PLATFORM_ROLES, Role
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import KINDS, Profile, clean_uscc
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record
from kexie.foundation.regions import queries as regions
from kexie.foundation.regions.models import Region

DAY = timedelta(days=1)


@transaction.atomic
def submit(
    *,
    kind: str,
    name: str,
    region: Region,
    contact: str,
    phone: str,
    proofs: Sequence[Upload],
    by: Actor,
    uscc: str = "",
    host_name: str = "",
    old_number: str = "",
    founded_on: date | None = None,
    chair: str = "",
    party_region: Region | None = None,
) -> Registration:
    """Register a body with the association of its place, to be reviewed there (ACC-05, ACC-07, ORG-02).

    Raises ValidationError beside the field for what is wrong, missing or registered already.
    """
    applicant = lock(Person.objects.get(pk=by.person or 0))
    own = Registration.objects.of(by)
    held = Appointment.objects.current().filter(person=applicant, role__in=PLATFORM_ROLES)
    rules.require_business(has_platform_role=held.exists())
    late = own.filter(submitted_at__gt=clock.now() - DAY)
    rules.require_room(is_open=own.open().count(), of_late=late.count())
    registration = Registration(code=codes.fresh(), applicant=applicant, stage=Stage.SUBMITTED, since=clock.now())
    _write(
        registration,
        kind=kind,
        name=name,
        uscc=uscc,
        host_name=host_name,
        old_number=old_number,
        founded_on=founded_on,
        chair=chair,
        region=region,
        party_region=party_region,
        contact=contact,
        phone=phone,
    )
    rules.require_proofs(len(proofs))
    registration.save(force_insert=True)
    _keep(registration, proofs, by=by)
    _step(registration, by=by)
    _to_the_desk(registration, by=by)
    return registration


def _write(
    registration: Registration,
    *,
    kind: str,
    name: str,
    uscc: str,
    host_name: str,
    old_number: str,
    founded_on: date | None,
    chair: str,
    region: Region,
    party_region: Region | None,
    contact: str,
    phone: str,
) -> None:
    """Set what somebody typed, and what follows from it: the queue and the association that reviews."""
    rules.require_kind(kind)
    rules.require_uscc(kind=kind, uscc=uscc)
    rules.require_host_name(kind=kind, host_name=host_name.strip())
    registration.kind, registration.queue = kind, queue(kind)
    registration.name, registration.host_name = name.strip(), host_name.strip()
    registration.uscc = clean_uscc(uscc) if uscc else None
    number = "".join(old_number.split())
    rules.require_origin(kind=kind, old_number=number, founded_on=founded_on, today=clock.today())
    is_existing = registration.is_existing
    registration.old_number = number if is_existing else ""
    registration.founded_on = founded_on if is_existing else None
    registration.chair = chair.strip() if is_existing else ""
    registration.region, registration.party_region = region, party_region
    registration.contact, registration.phone = contact.strip(), rules.clean_phone(phone)
    registration.organisation = _desk(registration)
    _require_new(registration)


def _desk(registration: Registration) -> Organisation:
    """Return the association of the place, or the nearest one above it."""
    place = registration.place
    field = "party_region" if registration.party_region else "region"
    is_whole = not place.children.filter(abolished_on=None).exists()
    rules.require_place(kind=registration.kind, is_whole=is_whole, field=field)
    steps = [step.pk for step in regions.way(place)]
    bodies = Organisation.objects.live().associations().filter(region__in=steps)
    if not (found := {body.region_id: body for body in bodies}):
        raise ValidationError({field: "这个地区还没有开通科协，请联系上一级科协办理。"})
    return next(found[code] for code in reversed(steps) if code in found)


def _require_new(registration: Registration) -> None:
    """Refuse a body that is there already; of one without a public page only its code is known to be taken."""
    live = Organisation.objects.live()
    if known := live.published().filter(name=registration.name).exclude(kind="association").first():
        raise ValidationError({"name": _helpful(known)})
    if registration.uscc and (known := live.filter(uscc=registration.uscc).first()):
        plain = "这个统一社会信用代码已经登记过，不用再注册。请向本单位的管理员或者所在地科协索取激活码。"
        raise ValidationError({"uscc": _helpful(known) if known.is_public else plain})


def _helpful(known: Organisation) -> str:
    superior = known.superior.called if known.superior and known.superior.is_public else "上级科协"
    return (
        f"“{known.name}”已经登记过，不用再注册。请向它的管理员索取激活码；没有管理员的，请联系{superior}。"
        "其他地方的同名单位，请在名称中写明地名。"
    )


def _keep(registration: Registration, proofs: Sequence[Upload], *, by: Actor) -> None:
    for upload in proofs:
        Proof.objects.create(registration=registration, file=files.keep(upload, by=by))


def _step(registration: Registration, *, by: Actor, reason: str = "", **after: Any) -> None:
    """Write down a step: for those who read the registration, and among the records."""
    stage = Stage(registration.stage)
    Step.objects.create(
        registration=registration,
        stage=stage,
        person_id=by.person,
        name=by.name[:60],
        reason=reason,
        at=registration.since,
    )
    facts = {"stage": stage, "kind": registration.kind, "name": registration.name, **after}
    record(WORDS[stage], registration, by=by, organisation=registration.organisation, after=facts)


WORDS = {
    Stage.SUBMITTED: "registrations.submit",
    Stage.RETURNED: "registrations.return_",
    Stage.RESUBMITTED: "registrations.amend",
    Stage.ACCEPTED: "registrations.accept",
    Stage.WITHDRAWN: "registrations.withdraw",
}


@transaction.atomic
def amend(
    registration: Registration,
    *,
    seen: int,
    by: Actor,
    proofs: Sequence[Upload],
    removed: Collection[int] = (),
    **typed: Any,
) -> Registration:
    """Send a returned registration in again, mended; `typed` is what `submit` takes (ACC-07).

    `removed` are the numbers of proofs that are taken away; the others stay beside the new ones.
    """
    registration = lock(registration, seen=seen)
    rules.require_returned(registration.stage)
    _write(registration, **typed)
    registration.proofs.filter(pk__in=removed).delete()
    rules.require_proofs(registration.proofs.count() + len(proofs))
    _keep(registration, proofs, by=by)
    registration.stage, registration.since = Stage.RESUBMITTED, clock.now()
    registration.reason, registration.faults = "", []
    registration.save()
    _step(registration, by=by)
    worklist.close("registrations.amend", registration, by=by)
    _to_the_desk(registration, by=by)
    return registration


@transaction.atomic
def withdraw(registration: Registration, *, seen: int, by: Actor) -> Registration:
    """Take a registration back; its proofs are deleted, its history stays."""
    registration = lock(registration, seen=seen)
    rules.require_open(registration.stage)
    registration.stage, registration.since = Stage.WITHDRAWN, clock.now()
    registration.save(update_fields=["stage", "since", "revision"])
    registration.proofs.all().delete()
    _step(registration, by=by)
    _close(registration, by=by)
    return registration


@transaction.atomic
def reveal(registration: Registration, *, reason: str, by: Actor) -> Registration:
    """Write down who is shown the telephone number in full and what for (ACC-06, SEC-06)."""
    after = {"what": "phone", "reason": rules.require_purpose(reason)}
    record("registrations.reveal", registration, by=by, organisation=registration.organisation, after=after)
    return registration


@transaction.atomic
def return_(
    registration: Registration, *, seen: int, reason: str, by: Actor, faults: Collection[str] = ()
) -> Registration:
    """Return a registration with a reason, and say which fields are to be mended (ACC-07, SEC-03)."""
    registration = lock(registration, seen=seen)
    rules.require_waiting(registration.stage)
    cases.require_other(applicant=registration.applicant_id, by=by.person)
    registration.reason, registration.faults = rules.require_reason(reason), rules.require_faults(faults)
    registration.stage, registration.since = Stage.RETURNED, clock.now()
    registration.save(update_fields=["reason", "faults", "stage", "since", "revision"])
    _step(registration, by=by, reason=registration.reason)
    _close(registration, by=by)
    _to_the_applicant(registration, by=by)
    return registration


@transaction.atomic
def accept(registration: Registration, *, seen: int, by: Actor, host: Organisation | None = None) -> Registration:
    """Register the body under the association and make the applicant its administrator, all at once (ACC-05, ORG-01b).

    One that was founded already gets its certificate with it (EST-06). `host` is the body in which a grassroots body
    is. Raises ValidationError for one's own (SEC-03), for what does not
    wait any more, and for a body that has been registered meanwhile.
    """
    registration = lock(registration, seen=seen)
    rules.require_waiting(registration.stage)
    cases.require_other(applicant=registration.applicant_id, by=by.person)
    rules.require_host(kind=registration.kind, has_host=host is not None)
    applicant = lock(Person.objects.get(pk=registration.applicant_id))
    rules.require_applicant(is_active=applicant.is_active)
    _require_new(registration)
    body = _enter(registration, host, applicant, by=by)
    appointments.appoint(applicant, role=Role.ADMINISTRATOR, organisation=body, by=by)
    registration.stage, registration.since, registration.body = Stage.ACCEPTED, clock.now(), body
    registration.save(update_fields=["stage", "since", "body", "revision"])
    _step(registration, by=by, body=body.pk)
    _close(registration, by=by)
    announce(
        "registrations.accept",
        title=f"“{registration.name}”的注册申请已通过",
        text=(
            f"您已是该单位的管理员，可以打开它的工作台，{'下载登记证书，' if registration.is_existing else ''}"
            f"完善信息并公开主页。审核单位：{registration.organisation.name}。"
        ),
        link=reverse("directory:desk", args=[body.code]),
        organisation=body,
        people=[applicant.pk],
        by=by,
    )
    return registration


def _enter(registration: Registration, host: Organisation | None, applicant: Person, *, by: Actor) -> Organisation:
    """Let the body be there: a unit as it is, a body of ours with its certificate and the reply it was founded by."""
    named: dict[str, Any] = {
        "kind": registration.kind,
        "name": registration.name,
        "region": registration.place,
        "uscc": registration.uscc,
        "host": host,
    }
    if not registration.is_existing:
        is_enterprise = KINDS[registration.kind].profile == Profile.ENTERPRISE
        profile = {"party_region": registration.party_region} if is_enterprise else None
        return organisations.add(registration.organisation, profile=profile, by=by, **named)
    if registration.founded_on is None or not registration.old_number:
        raise ValidationError("申请里没有原批复文号或者成立日期，请退回，由申请人补上后再提交。")
    return establishment.enrol(
        registration.organisation,
        applicant=applicant,
        old_number=registration.old_number,
        founded_on=registration.founded_on,
        chair=registration.chair,
        by=by,
        **named,
    )


def _to_the_desk(registration: Registration, *, by: Actor) -> None:
    """Let the registration wait at the desk that reviews it, and tell those who do; the applicant is none of them."""
    link, desk = reverse("registrations:show", args=[registration.code]), registration.organisation
    is_again = registration.stage == Stage.RESUBMITTED
    worklist.wait(
        "registrations.accept",
        registration,
        what=f"{'复审' if is_again else '审核'}“{registration.name}”的注册申请",
        link=link,
        organisation=desk,
        permission="registrations.accept",
        apart=registration.applicant,
        due=rules.due(registration.since.astimezone(clock.PLACE).date()),
        by=by,
    )
    announce(
        WORDS[Stage(registration.stage)],
        title=f"“{registration.name}”{'修改后再次提交了' if is_again else '提交了'}注册申请",
        text=f"类型：{registration.label}。请在 {rules.REVIEW_DAYS} 个工作日内答复。",
        link=link,
        organisation=desk,
        permission="registrations.accept",
        by=by,
    )


def _to_the_applicant(registration: Registration, *, by: Actor) -> None:
    """Let a returned registration wait for who sent it in."""
    what, link = f"“{registration.name}”的注册申请被退回", reverse("registrations:show", args=[registration.code])
    worklist.wait(
        "registrations.amend",
        registration,
        what=f"{what}，请修改后再提交",
        why=registration.reason,
        link=link,
        person=registration.applicant,
        by=by,
    )
    announce(
        "registrations.return_",
        title=what,
        text=registration.reason,
        link=link,
        organisation=registration.organisation,
        people=[registration.applicant_id],
        by=by,
    )


def _close(registration: Registration, *, by: Actor) -> None:
    for kind in ("registrations.accept", "registrations.amend"):
        worklist.close(kind, registration, by=by)
