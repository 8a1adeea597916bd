"""A body that exists already comes onto the platform: by one review, with its certificate (EST-06)."""

from datetime import date

from django.db import transaction

from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.certificates import certify
from kexie.areas.establishment.actions.growing import grow
from kexie.areas.establishment.actions.steps import step, tell_the_group
from kexie.areas.establishment.models import Case, Certificate, Procedure
from kexie.areas.establishment.rules import Deed, Stage
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge, Title, require_founded
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record
from kexie.foundation.regions.models import Region


@transaction.atomic
def enrol(
    desk: Organisation,
    *,
    kind: str,
    name: str,
    region: Region | None,
    uscc: str | None,
    host: Organisation | None,
    applicant: Person,
    old_number: str,
    founded_on: date,
    chair: str,
    by: Actor,
) -> Organisation:
    """Register a body that was founded elsewhere, by the reply that `by` has reviewed (EST-06).

    Nothing is founded again.

    It is there at once, with its certificate and its case, from which the papers are taken. Raises ValidationError
    where its unit has one of the kind already (G12).
    """
    if host is not None and (there := Organisation.objects.live().filter(kind=kind).of(host, Edge.HOSTED_BY).first()):
        rules.require_alone(there.name)
    body = organisations.add(
        desk, kind=kind, name=name, region=region, uscc=uscc, founded_on=founded_on, host=host, by=by
    )
    case = _enter(
        body, desk, host, applicant=applicant, old_number=old_number, founded_on=founded_on, chair=chair, by=by
    )
    record("establishment.enrol", case, by=by, organisation=body, after={"number": case.old_number})
    return body


@transaction.atomic
def recognise(
    body: Organisation, desk: Organisation, *, old_number: str, founded_on: date, chair: str, seen: int, by: Actor
) -> Certificate:
    """Issue the certificate of a body that was entered without one, by the reply that founded it (EST-06, EST-16).

    Raises ValidationError for one that has its certificate, or that was founded here and gets it so.
    """
    body = organisations.change(body, seen=seen, founded_on=founded_on, by=by)  # locks it, and refuses one that ended
    require_founded(status=body.status)
    rules.require_unrecognised(is_known=Case.objects.filter(body=body).exists())
    unit = queries.unit_of(body)
    case = _enter(
        body,
        desk,
        None if unit.pk == body.pk else unit,
        applicant=Person.objects.get(pk=by.person or 0),
        old_number=old_number,
        founded_on=founded_on,
        chair=chair,
        by=by,
    )
    record("establishment.recognise", case, by=by, organisation=body, after={"number": case.old_number})
    certificate = Certificate.objects.current().get(body=body)
    title, text = f"“{body.name}”的登记证书已经颁发", f"证书编号：{certificate.number}。"
    tell_the_group(case, "establishment.certify", title=title, text=text, by=by)
    return certificate


def _enter(
    body: Organisation,
    desk: Organisation,
    host: Organisation | None,
    *,
    applicant: Person,
    old_number: str,
    founded_on: date,
    chair: str,
    by: Actor,
) -> Case:
    """Enter the case of a body that was founded elsewhere, and issue its certificate."""
    terms = queries.terms(Procedure.objects.of(desk), body.kind)
    case = Case.objects.create(
        code=codes.fresh(),
        organisation=desk,
        path=desk.path,
        tier=desk.tier,
        territory=desk.territory,
        body=body,
        host=host,
        applicant=applicant,
        kind=body.kind,
        way=rules.Way.EXISTING,
        queue=rules.queue(body.kind),
        regime=terms.regime,
        days=terms.days,
        stage=Stage.ESTABLISHED,
        since=clock.now(),
        has_party=False,
        old_number=rules.require_number(old_number, "old_number"),
        founded_on=founded_on,
        chair=chair.strip(),
        reported_on=clock.today(),
    )
    step(case, Deed.ADMIT, by=by, note=f"原批复文号：{case.old_number}")
    if case.chair and not queries.chair_of(body):
        organisations.fill_post(body, title=Title.CHAIR, holder=case.chair, since=founded_on, by=by)
    certify(case, founded_on=founded_on, by=by)
    grow(case, by=by)
    return case
