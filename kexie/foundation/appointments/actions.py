"""What can happen to appointments and invitations. Every action has one order: lock, ask the rules, change, record."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.appointments import rules
from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.organisations.models import Branch, Organisation
from kexie.foundation.organisations.rules import require_alive
from kexie.foundation.people import rules as people
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record, record_all


@transaction.atomic
def appoint(
    person: Person, *, role: str, by: Actor, organisation: Organisation | None = None, branch: Branch | None = None
) -> Appointment:
    """Give a person a role, which holds from the next request on.

    Raises ValidationError for a role that does not fit the place, for oneself (SEC-03), or in a closed body. Whether
    `by` may give roles there is the caller's question to scope.
    """
    rules.require_role(role, has_organisation=organisation is not None)
    rules.require_not_self(person=person.pk, by=by.person)
    if organisation is not None:
        require_alive(status=lock(organisation).status)
    if branch is not None:
        rules.require_branch_role(role)
    appointment = Appointment.objects.create(person=person, role=role, organisation=organisation, branch=branch)
    record(
        "appointments.appoint", appointment, by=by, organisation=organisation, after={"person": person.pk, "role": role}
    )
    return appointment


@transaction.atomic
def dismiss(appointment: Appointment, *, by: Actor) -> Appointment:
    """End an appointment; it bites on the next request. The last administrator of a body stays."""
    if appointment.organisation is not None:
        lock(appointment.organisation)
    appointment = lock(appointment)
    if appointment.ended_at is not None:
        return appointment
    rules.require_not_self(person=appointment.person_id, by=by.person)
    rules.require_administrator_left(role=appointment.role, administrators=_administrators(appointment))
    return _end(appointment, by=by)


def _administrators(appointment: Appointment) -> int:
    """Count who still is administrator there, or has the same platform role."""
    same = Appointment.objects.current().filter(organisation=appointment.organisation, role=appointment.role)
    return same.filter(person__is_active=True).count()


def _end(appointment: Appointment, *, by: Actor) -> Appointment:
    appointment.ended_at = Now()
    appointment.save(update_fields=["ended_at"])
    appointment.refresh_from_db(fields=["ended_at"])
    ended = {"person": appointment.person_id, "role": appointment.role}
    record("appointments.dismiss", appointment, by=by, organisation=appointment.organisation, before=ended)
    return appointment


@transaction.atomic
def invite(organisation: Organisation, *, name: str, roles: Collection[str], by: Actor, email: str = "") -> Invitation:
    """Invite somebody to roles in a body with an activation code; the code can be printed until it is used."""
    return invite_all([Asked(organisation, name, roles, email)], by=by)[0]


@dataclass(frozen=True)
class Asked:
    """Whom to invite where; `email` may be empty."""

    organisation: Organisation
    name: str
    roles: Collection[str]
    email: str = ""


@transaction.atomic
def invite_all(asked: Sequence[Asked], *, by: Actor) -> list[Invitation]:
    """Invite many people at once, or nobody; raises ValidationError for a closed body or a role that does not exist."""
    numbers = {one.organisation.pk for one in asked}
    bodies = {body.pk: body for body in Organisation.objects.select_for_update().filter(pk__in=numbers).order_by("pk")}
    for body in bodies.values():
        require_alive(status=body.status)
    for role in {role for one in asked for role in one.roles}:
        rules.require_role(role, has_organisation=True)
    expires_at = clock.now() + rules.INVITATION_LASTS
    made = [_invitation(one, bodies[one.organisation.pk], expires_at, by) for one in asked]
    Invitation.objects.bulk_create(made)
    for roles, invitations in groupby(sorted(made, key=_roles), key=_roles):
        record_all("appointments.invite", invitations, by=by, after={"roles": roles})
    return made


def _roles(invitation: Invitation) -> list[str]:
    return invitation.roles


def _invitation(one: Asked, body: Organisation, expires_at: datetime, by: Actor) -> Invitation:
    code = _fresh_code()
    return Invitation(
        organisation=body,
        name=one.name.strip(),
        roles=sorted(set(one.roles)),
        code=code,
        digest=rules.digest(code),
        email=people.email(one.email),
        made_by_id=by.person,
        expires_at=expires_at,
    )


def _fresh_code() -> str:
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(rules.CODE_GROUPS * rules.CODE_GROUP))


@transaction.atomic
def revoke(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take back an invitation that nobody took up yet; twice is once."""
    invitation = lock(invitation)
    if invitation.used_at is not None:
        raise ValidationError("这个激活码已经用过，不能作废；请到“账号与角色”里取消这个人的角色。")
    if invitation.revoked_at is None:
        invitation.revoked_at, invitation.code, invitation.email = clock.now(), "", ""
        invitation.save(update_fields=["revoked_at", "code", "email"])
        record("appointments.revoke", invitation, by=by, organisation=invitation.organisation)
    return invitation


@transaction.atomic
def take_up(invitation: Invitation, *, person: Person, by: Actor) -> list[Appointment]:
    """Take up the roles of an invitation with a person's account, once.

    Raises ValidationError when the code was used, taken back or is too old.
    """
    invitation = lock(invitation)
    body = lock(invitation.organisation)
    require_alive(status=body.status)
    rules.require_usable(
        is_used=invitation.used_at is not None,
        is_revoked=invitation.revoked_at is not None,
        is_expired=invitation.expires_at <= clock.now(),
    )
    invitation.used_at, invitation.used_by = clock.now(), person
    invitation.code = invitation.email = ""
    invitation.save(update_fields=["used_at", "used_by", "code", "email"])
    held = set(
        Appointment.objects.current()
        .filter(person=person, organisation=body, branch=None)
        .values_list("role", flat=True)
    )
    given = [
        Appointment.objects.create(person=person, role=role, organisation=body)
        for role in invitation.roles
        if role not in held
    ]
    record(
        "appointments.take_up",
        invitation,
        by=by,
        organisation=body,
        after={"person": person.pk, "roles": invitation.roles},
    )
    return given


@transaction.atomic
def hand_over(organisation: Organisation, *, name: str, by: Actor, email: str = "") -> Invitation:
    """Hand a body over when its administrators have left (ACC-03).

    All its administrators lose the role at once and a new one is invited; other roles stay.
    """
    organisation = lock(organisation)
    leaving = Appointment.objects.current().filter(
        organisation=organisation, role=rules.Role.ADMINISTRATOR, branch=None
    )
    for appointment in leaving.select_for_update():
        rules.require_not_self(person=appointment.person_id, by=by.person)
        _end(appointment, by=by)
    return invite(organisation, name=name, roles=[rules.Role.ADMINISTRATOR], email=email, by=by)
