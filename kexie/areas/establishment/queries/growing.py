"""What an informal body or a unit with a liaison officer has for an association (EST-18)."""

from typing import Any

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import LiaisonQuerySet
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import Edge, Status


def stations(rows: OrganisationQuerySet, unit: Organisation) -> OrganisationQuerySet:
    """Return the workstation that a unit has, if any."""
    return rows.live().filter(kind=rules.WORKSTATION, status=Status.ACTIVE).of(unit, Edge.HOSTED_BY)


def unit_of(body: Organisation) -> Organisation:
    """Return the unit that a workstation stands in; a unit is itself, and a joint association of several is too."""
    hosting = body.relations.filter(edge=Edge.HOSTED_BY).current().select_related("object").first()
    return hosting.object if hosting else body


def readiness(body: Organisation, liaisons: LiaisonQuerySet) -> dict[str, Any]:
    """Return the checklist for the next form, and the forms that a body may choose from."""
    unit = unit_of(body)
    profile = getattr(unit, "enterprise_profile", None)
    people = set(Appointment.objects.current().filter(organisation=body).values_list("person", flat=True))
    serving = liaisons.serving().filter(unit=unit).exclude(confirmed_on=None).first()
    found = rules.checks(
        people=len(people) + bool(serving),
        workers=profile.workers if profile else None,
        is_public=unit.is_public,
        has_party=True if profile and profile.party_region_id else None,
    )
    return {"unit": unit, "liaison": serving, "checks": found, "words": rules.ready(found), "note": rules.NOTE}
