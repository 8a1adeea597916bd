"""Who may hold which role, at the same time as which other."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core.actors import Actor
from kexie.core.tests.threads import at_once
from kexie.foundation.appointments import actions, rules
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests import factories
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as people
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-02")]


def test_one_person_may_hold_all_roles_of_a_small_body_and_roles_elsewhere() -> None:
    body, other = bodies.body(), bodies.body()
    holder = people.person()
    for role in rules.ROLES:
        factories.appointed(body, role, person=holder)
    factories.appointed(other, Role.VIEWER, person=holder)
    assert Appointment.objects.current().filter(person=holder).count() == len(rules.ROLES) + 1
    assert Record.objects.filter(what="appointments.appoint", organisation=body.pk).count() == len(rules.ROLES)


def test_a_role_is_held_once() -> None:
    body = bodies.body()
    holder = factories.appointed(body, Role.EDITOR)
    with pytest.raises(IntegrityError, match="appointment_once"), transaction.atomic():
        factories.appointed(body, Role.EDITOR, person=holder)
    actions.dismiss(factories.appointment_of(holder), by=factories.BY)
    factories.appointed(body, Role.EDITOR, person=holder)


@pytest.mark.parametrize("role", sorted(rules.PLATFORM_ROLES))
def test_the_platforms_administrators_do_nothing_else(role: Role) -> None:
    body = bodies.body()
    administrator = factories.appointed(None, role)
    others = [(body, Role.VIEWER), *((None, other) for other in rules.PLATFORM_ROLES)]
    for organisation, other in others:
        with pytest.raises(IntegrityError, match="appointment_"), transaction.atomic():
            factories.appointed(organisation, other, person=administrator)
    staff = factories.appointed(body, Role.VIEWER)
    with pytest.raises(IntegrityError, match="appointment_apart"), transaction.atomic():
        factories.appointed(None, role, person=staff)
    actions.dismiss(factories.appointment_of(staff), by=factories.BY)
    factories.appointed(None, role, person=staff)  # what has ended excludes nothing; two may have the same role


@pytest.mark.parametrize(
    ("role", "has_organisation"), [("viewer", False), ("system_administrator", True), ("king", True)]
)
def test_a_role_fits_its_place(role: str, has_organisation: bool) -> None:
    organisation = bodies.body() if has_organisation else None
    with pytest.raises(ValidationError):
        actions.appoint(people.person(), role=role, organisation=organisation, by=factories.BY)


def test_a_role_fits_its_place_in_the_database_too() -> None:
    with pytest.raises(IntegrityError, match="appointment_place"), transaction.atomic():
        Appointment.objects.create(person=people.person(), role=Role.VIEWER)


@pytest.mark.spec("SEC-03")
def test_nobody_gives_a_role_to_oneself_or_takes_it() -> None:
    body = bodies.body()
    holder = factories.appointed(body, Role.ADMINISTRATOR)
    own = Actor(person=holder.pk, name=holder.name)
    with pytest.raises(ValidationError, match="自己"):
        actions.appoint(holder, role=Role.LEADER, organisation=body, by=own)
    with pytest.raises(ValidationError, match="自己"):
        actions.dismiss(factories.appointment_of(holder), by=own)


def test_nobody_is_appointed_in_a_closed_body() -> None:
    body = bodies.body()
    organisations.close(body, closed_on=bodies.DAY, by=bodies.BY)
    with pytest.raises(ValidationError, match="注销"):
        factories.appointed(body)


def test_a_branch_has_no_administrator_and_belongs_to_the_body() -> None:
    body, other = bodies.body(), bodies.body()
    branch = organisations.add_branch(body, kind="study_group", name="甲学组", by=bodies.BY)
    with pytest.raises(ValidationError, match="分支机构"):
        factories.appointed(body, Role.ADMINISTRATOR, branch=branch)
    factories.appointed(body, Role.SECRETARY, branch=branch)
    with pytest.raises(IntegrityError, match="appointment_same_body"), transaction.atomic():
        factories.appointed(other, Role.SECRETARY, branch=branch)


@pytest.mark.spec("ACC-03")
def test_the_last_administrator_stays() -> None:
    body = bodies.body()
    first, second = factories.appointed(body), factories.appointed(body)
    actions.dismiss(factories.appointment_of(first), by=factories.BY)
    with pytest.raises(ValidationError, match="唯一"):
        actions.dismiss(factories.appointment_of(second), by=factories.BY)
    actions.dismiss(Appointment.objects.get(person=first), by=factories.BY)  # twice is once
    assert Record.objects.filter(what="appointments.dismiss").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_dismiss_one_another_leave_one() -> None:
    body = bodies.body()
    first, second = factories.appointed(body), factories.appointed(body)
    rows = [factories.appointment_of(first), factories.appointment_of(second)]
    by = [Actor(person=second.pk, name=""), Actor(person=first.pk, name="")]
    ends = at_once(
        lambda: actions.dismiss(rows[0], by=by[0]),
        lambda: actions.dismiss(rows[1], by=by[1]),
    )
    assert sum(isinstance(end, ValidationError) for end in ends) == 1
    assert Appointment.objects.current().filter(organisation=body).count() == 1
