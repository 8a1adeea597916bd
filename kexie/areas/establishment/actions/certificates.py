"""The certificate that a body is registered, and a new one when its name or unit changed (EST-11, EST-16)."""

from datetime import date

from django.db import transaction

from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.steps import tell_the_group
from kexie.areas.establishment.models import Case, Certificate
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record


def certify(case: Case, *, founded_on: date, by: Actor) -> Certificate:
    """Issue the certificate of a body that was established, with the code by which anybody verifies it (EST-16)."""
    host, chair = queries.units(case), case.chair
    return _issue(case, organisation=case.organisation, host=host, chair=chair, founded_on=founded_on, by=by)


@transaction.atomic
def reissue(body: Organisation, *, by: Actor) -> Certificate | None:
    """Replace a body's certificate by one that says how it is called and where it is now; none where it has none.

    The former one stays to be verified, and is shown as replaced. Its edition keeps two changes at a time apart.
    """
    former = Certificate.objects.current().filter(body=body).select_related("body__founding").first()
    if former is None:
        return None
    former = lock(former)
    former.replaced_on = clock.today()
    former.save(update_fields=["replaced_on", "revision"])
    case = Case.objects.select_related("body", "organisation").get(body=body)
    unit = queries.unit_of(case.body)
    new = _issue(
        case,
        organisation=queries.approver(case.body),
        host=unit.name if unit.pk != body.pk else former.host,
        chair=queries.chair_of(case.body) or former.chair,
        founded_on=former.founded_on,
        edition=former.edition + 1,
        by=by,
    )
    title, text = f"“{case.body.name}”的登记证书已经换发", f"新证书：{new.number}；原证书 {former.number} 不再有效。"
    tell_the_group(case, "establishment.certify", title=title, text=text, by=by)
    return new


def _issue(
    case: Case, *, organisation: Organisation, host: str, chair: str, founded_on: date, by: Actor, edition: int = 1
) -> Certificate:
    body, today = case.body, clock.today()
    certificate = Certificate.objects.create(
        code=codes.fresh() + codes.fresh()[:6],
        body=body,
        edition=edition,
        organisation=organisation,
        number=rules.certificate_number(body.region_id or "", year=today.year, place=case.pk, edition=edition),
        name=body.name,
        host=host,
        chair=chair,
        founded_on=founded_on,
        issued_on=today,
    )
    record("establishment.certify", certificate, by=by, organisation=body, after={"number": certificate.number})
    return certificate
