"""Letting somebody in again."""

import pytest

from kexie.areas.accounts.tests.pages import browser, typed
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_the_superior_sees_the_reason_and_unlocks() -> None:
    person = appointed(bodies.body())
    people.lock_account(person, reason="离岗未交接", by=BY)
    superior = browser(appointed(bodies.association("430603")))
    assert "离岗未交接" in superior.get(f"/people/{person.pk}/unlock_account/").text
    assert superior.post(f"/people/{person.pk}/unlock_account/", typed(sure="1")).status_code == 303
    assert Person.objects.get_queryset().get(pk=person.pk).is_active


def test_an_account_that_is_not_locked_is_said() -> None:
    person = appointed(bodies.body())
    superior = browser(appointed(bodies.association("430603")))
    assert superior.post(f"/people/{person.pk}/unlock_account/", typed(sure="1")).status_code == 422


@pytest.mark.spec("ACC-02")
def test_what_the_security_administrator_locked_an_association_does_not_unlock() -> None:
    person = appointed(bodies.body())
    superior = browser(appointed(bodies.association("430603")))
    security = browser(appointed(None, Role.SECURITY_ADMINISTRATOR))
    assert security.post(f"/people/{person.pk}/lock_account/", typed(reason="疑似盗用")).status_code == 303
    answer = superior.post(f"/people/{person.pk}/unlock_account/", typed(sure="1"))
    assert answer.status_code == 422
    assert "安全管理员" in answer.text
    assert security.post(f"/people/{person.pk}/unlock_account/", typed(sure="1")).status_code == 303
    assert superior.post(f"/people/{person.pk}/lock_account/", typed(reason="离岗")).status_code == 303
    assert superior.post(f"/people/{person.pk}/unlock_account/", typed(sure="1")).status_code == 303
    assert Person.objects.get_queryset().get(pk=person.pk).is_active
