"""A body that exists already comes onto the platform: by one review, with its certificate (EST-06)."""

from datetime import date

from django.db import transaction

from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.certificates import certify
from kexie.areas.establishment.actions.growing import grow
from kexie.areas.establishment.actions.steps import step
from kexie.areas.establishment.models import Case, Procedure
from kexie.areas.establishment.rules import Deed, Stage
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge, Title
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
    terms = queries.terms(Procedure.objects.of(desk), kind)
    case = Case.objects.create(
        code=codes.fresh(),
        organisation=desk,
        path=desk.path,
        tier=desk.tier,
        territory=desk.territory,
        body=body,
        host=host,
        applicant=applicant,
        kind=kind,
        way=rules.Way.EXISTING,
        queue=rules.queue(kind),
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
    record("establishment.enrol", case, by=by, organisation=body, after={"number": case.old_number})
    if case.chair:
        organisations.fill_post(body, title=Title.CHAIR, holder=case.chair, since=founded_on, by=by)
    certify(case, founded_on=founded_on, by=by)
    grow(case, by=by)
    return body
