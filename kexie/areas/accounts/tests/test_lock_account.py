"""Locking somebody out, by those above or by the security administrator."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def _is_locked(person: Person) -> bool:
    return Person.objects.get_queryset().get(pk=person.pk).locked_at is not None


@pytest.mark.spec("SEC-02")
def test_an_open_session_ends_with_its_next_request() -> None:
    body = bodies.body()
    person = appointed(body)
    session = pages.browser(person)
    superior = pages.browser(appointed(bodies.association("430603")))
    answer = pages.send(superior, f"/people/{person.pk}/lock_account/", reason="离岗未交接")
    assert answer["Location"] == f"/organisations/{body.code}/staff/"
    assert session.get(f"/organisations/{body.code}/staff/")["Location"].startswith("/signin/")


def test_somebody_who_also_works_elsewhere_is_not_locked() -> None:
    person = appointed(bodies.body())
    appointed(bodies.association("320113"), Role.VIEWER, person=person)
    superior = pages.browser(appointed(bodies.association("430603")))
    answer = pages.send(superior, f"/people/{person.pk}/lock_account/", reason="离岗")
    assert answer.status_code == 422
    assert "管辖范围以外" in answer.text
    assert not _is_locked(person)


@pytest.mark.spec("ACC-02")
def test_the_security_administrator_locks_anybody_but_not_oneself() -> None:
    administrator, member = appointed(None, Role.SECURITY_ADMINISTRATOR), persons.person()
    client = pages.browser(administrator)
    assert pages.status(client, f"/people/{member.pk}/lock_account/", reason="盗用") == 303
    assert _is_locked(member)
    answer = pages.send(client, f"/people/{administrator.pk}/lock_account/", reason="误操作")
    assert "自己的账号" in answer.text
    assert not _is_locked(administrator)


def test_a_reason_is_wanted_and_what_was_typed_stays() -> None:
    person = appointed(bodies.body())
    superior = pages.browser(appointed(bodies.association("430603")))
    assert pages.status(superior, f"/people/{person.pk}/lock_account/") == 422
    answer = pages.send(superior, f"/people/{person.pk}/lock_account/", reason="长" * 201)
    assert answer.status_code == 422
    assert "长长长" in answer.text
    assert not _is_locked(person)
