"""Who holds which roles in a body, and which invitations wait."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.urls import reverse
from django.utils.safestring import SafeString

from kexie.foundation.appointments import rules
from kexie.foundation.appointments.models import Appointment, AppointmentQuerySet, Invitation, InvitationQuerySet
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people.models import Person

SHOWN = 200


@dataclass(frozen=True)
class Member:
    """One person with the roles held in one body."""

    person: Person
    appointments: Sequence[Appointment]

    @property
    def is_administrator(self) -> bool:
        """Whether the person administers the body."""
        return any(appointment.role == rules.Role.ADMINISTRATOR for appointment in self.appointments)


def staff(appointments: AppointmentQuerySet, body: Organisation) -> list[Member]:
    """Return who holds roles in a body today, administrators first."""
    held = appointments.current().filter(organisation=body).select_related("person", "branch").order_by("id")
    by_person: dict[int, list[Appointment]] = {}
    for appointment in held[:SHOWN]:
        by_person.setdefault(appointment.person_id, []).append(appointment)
    members = [Member(rows[0].person, rows) for rows in by_person.values()]
    return sorted(members, key=lambda member: not member.is_administrator)


def waiting(invitations: InvitationQuerySet, body: Organisation) -> list[Invitation]:
    """Return the invitations of a body that can still be taken up."""
    return list(invitations.waiting().filter(organisation=body).select_related("made_by")[:SHOWN])


def slips(invitations: InvitationQuerySet, body: Organisation) -> list[Invitation]:
    """Return what waits in a body and directly below it, by organisation, to be printed."""
    found = invitations.waiting().filter(organisation__in=[body.pk, *body.subordinates.values_list("pk", flat=True)])
    return list(found.select_related("organisation").order_by("organisation__name_key", "id")[:5000])


def without_administrator(bodies: OrganisationQuerySet, body: Organisation) -> list[Organisation]:
    """Return the bodies directly below that nobody administers yet and nobody was invited to."""
    below = bodies.live().filter(superior=body)
    administered = Appointment.objects.current().filter(role=rules.Role.ADMINISTRATOR).values("organisation")
    invited = Invitation.objects.waiting().filter(roles__contains=[rules.Role.ADMINISTRATOR]).values("organisation")
    found = below.exclude(pk__in=administered).exclude(pk__in=invited)
    return list(found.order_by("tier", "name_key", "id").only("code", "name", "kind", "level")[:SHOWN])


def way_back(appointments: AppointmentQuerySet) -> str:
    """Return the page of the first body in which somebody holds these roles, or that of all accounts."""
    first = appointments.filter(organisation__isnull=False).select_related("organisation").first()
    if first is None or first.organisation is None:
        return reverse("accounts:find_account")
    return reverse("accounts:staff", args=[first.organisation.code])


def qr(link: str) -> SafeString:
    """Return the QR code of an address as a picture inside the page."""
    return SafeString(segno.make(link, error="m").svg_inline(scale=4, border=2, svgclass="k-qr", lineclass=None))
