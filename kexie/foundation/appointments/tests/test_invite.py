"""Activation codes: made, printed, used once, taken back, too old."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.tests.threads import at_once
from kexie.foundation.appointments import actions, rules
from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as people
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]
ROLES = [Role.ADMINISTRATOR, Role.SECRETARY]


def test_a_code_opens_the_roles_it_was_made_for_once() -> None:
    body, holder = bodies.body(), people.person()
    invitation = actions.invite(body, name=" 王敏 ", roles=ROLES, by=factories.BY)
    assert (invitation.name, len(invitation.code), invitation.printed_code.count("-")) == ("王敏", 16, 3)
    assert list(Invitation.objects.waiting()) == [invitation]
    assert len(actions.take_up(invitation, person=holder, by=factories.BY)) == 2
    used = Invitation.objects.get()
    assert (used.used_by, used.code, used.printed_code) == (holder, "", "")
    assert not Invitation.objects.waiting().exists()
    with pytest.raises(ValidationError, match="已经用过"):
        actions.take_up(invitation, person=people.person(), by=factories.BY)
    assert set(Appointment.objects.values_list("person", flat=True)) == {holder.pk}


def test_a_role_that_the_person_has_already_is_not_given_twice() -> None:
    body = bodies.body()
    holder = factories.appointed(body, Role.SECRETARY)
    invitation = actions.invite(body, name="王敏", roles=ROLES, by=factories.BY)
    assert [row.role for row in actions.take_up(invitation, person=holder, by=factories.BY)] == ["administrator"]


@pytest.mark.parametrize(("days", "is_usable"), [(29, True), (30, False), (3650, False)])
def test_a_code_is_too_old_after_thirty_days(days: int, is_usable: bool) -> None:
    invitation = actions.invite(bodies.body(), name="王敏", roles=ROLES, by=factories.BY)
    with clock.held(clock.now() + timedelta(days=days, seconds=1)):
        if is_usable:
            actions.take_up(invitation, person=people.person(), by=factories.BY)
        else:
            with pytest.raises(ValidationError, match="过期"):
                actions.take_up(invitation, person=people.person(), by=factories.BY)


def test_a_code_that_was_taken_back_opens_nothing() -> None:
    invitation = actions.invite(bodies.body(), name="王敏", roles=ROLES, by=factories.BY)
    actions.revoke(invitation, by=factories.BY)
    actions.revoke(invitation, by=factories.BY)
    assert Record.objects.filter(what="appointments.revoke").count() == 1
    assert Invitation.objects.get().code == ""
    with pytest.raises(ValidationError, match="作废"):
        actions.take_up(invitation, person=people.person(), by=factories.BY)


def test_a_used_code_cannot_be_taken_back() -> None:
    invitation = actions.invite(bodies.body(), name="王敏", roles=ROLES, by=factories.BY)
    actions.take_up(invitation, person=people.person(), by=factories.BY)
    with pytest.raises(ValidationError, match="已经用过"):
        actions.revoke(invitation, by=factories.BY)


@pytest.mark.parametrize("role", ["system_administrator", "king"])
def test_nobody_is_invited_to_the_platform_or_to_no_role(role: str) -> None:
    with pytest.raises(ValidationError):
        actions.invite(bodies.body(), name="王敏", roles=[role], by=factories.BY)


@pytest.mark.spec("SEC-06")
def test_neither_code_nor_address_stands_readable_in_the_database() -> None:
    invitation = actions.invite(bodies.body(), name="王敏", roles=ROLES, email="min@example.com", by=factories.BY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT invitation::text FROM invitation")
        text = cursor.fetchone()[0]
    records = str(list(Record.objects.values()))
    for secret in (invitation.code, "min@example.com"):
        assert secret not in text + records


def test_a_code_is_found_however_it_is_typed() -> None:
    invitation = actions.invite(bodies.body(), name="王敏", roles=ROLES, by=factories.BY)
    for typed in (invitation.code.upper(), f" {invitation.printed_code} ", invitation.printed_code.replace("-", " ")):
        assert Invitation.objects.get(digest=rules.digest(typed)) == invitation


def test_handing_over_ends_the_former_administrators_only() -> None:
    body = bodies.body()
    former = factories.appointed(body)
    factories.appointed(body, Role.EDITOR, person=former)
    invitation = actions.hand_over(body, name="新人", by=factories.BY)
    assert [row.role for row in Appointment.objects.current().filter(organisation=body)] == ["editor"]
    assert invitation.roles == ["administrator"]


@pytest.mark.spec("SEC-03")
def test_nobody_hands_over_from_oneself() -> None:
    body = bodies.body()
    holder = factories.appointed(body)
    with pytest.raises(ValidationError, match="自己"):
        actions.hand_over(body, name="新人", by=Actor(person=holder.pk, name=""))


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("REL-04")
def test_two_who_use_a_code_at_once_get_it_once() -> None:
    invitation = actions.invite(bodies.body(), name="王敏", roles=ROLES, by=factories.BY)
    holders = [people.person(), people.person()]
    ends = at_once(
        *(lambda holder=holder: actions.take_up(invitation, person=holder, by=factories.BY) for holder in holders)
    )
    assert sum(isinstance(end, ValidationError) for end in ends) == 1
    assert Appointment.objects.values("person").distinct().count() == 1
