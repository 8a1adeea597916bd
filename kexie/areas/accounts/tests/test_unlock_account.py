"""Letting somebody in again."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_the_superior_sees_the_reason_and_unlocks() -> None:
    person = appointed(bodies.body())
    people.lock_account(person, reason="离岗未交接", by=BY)
    superior = pages.browser(appointed(bodies.association("430603")))
    assert "离岗未交接" in superior.get(f"/people/{person.pk}/unlock_account/").text
    assert pages.status(superior, f"/people/{person.pk}/unlock_account/", sure="1") == 303
    assert Person.objects.get_queryset().get(pk=person.pk).is_active


def test_an_account_that_is_not_locked_is_said() -> None:
    person = appointed(bodies.body())
    superior = pages.browser(appointed(bodies.association("430603")))
    assert pages.status(superior, f"/people/{person.pk}/unlock_account/", sure="1") == 422


@pytest.mark.spec("ACC-02")
def test_what_the_security_administrator_locked_an_association_does_not_unlock() -> None:
    person = appointed(bodies.body())
    superior = pages.browser(appointed(bodies.association("430603")))
    security = pages.browser(appointed(None, Role.SECURITY_ADMINISTRATOR))
    assert pages.status(security, f"/people/{person.pk}/lock_account/", reason="疑似盗用") == 303
    answer = pages.send(superior, f"/people/{person.pk}/unlock_account/", sure="1")
    assert answer.status_code == 422
    assert "安全管理员" in answer.text
    assert pages.status(security, f"/people/{person.pk}/unlock_account/", sure="1") == 303
    assert pages.status(superior, f"/people/{person.pk}/lock_account/", reason="离岗") == 303
    assert pages.status(superior, f"/people/{person.pk}/unlock_account/", sure="1") == 303
    assert Person.objects.get_queryset().get(pk=person.pk).is_active
