"""Accounts are opened; one person, one account."""

import pytest
from django.contrib.auth import authenticate

from kexie.core.actors import Actor
from kexie.core.tests.threads import at_once
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-01")]


def open_account(username: str = "wangmin", password: str = factories.PASSWORD) -> Person | None:
    return actions.open_account(username, name="王敏", password=password, by=factories.BY)


def test_an_account_is_open_for_its_person() -> None:
    person = open_account()
    assert (person.username, str(person), person.is_active) == ("wangmin", "王敏", True)
    assert person.check_password(factories.PASSWORD)
    assert not person.check_password("something else")
    assert authenticate(username="wangmin", password=factories.PASSWORD) == person
    assert person.created_at is not None


@pytest.mark.spec("SEC-06")
def test_the_password_is_neither_kept_nor_on_record() -> None:
    person = open_account()
    assert factories.PASSWORD not in person.password
    record = Record.objects.get(what="people.open_account")
    assert (record.thing, record.thing_id, record.organisation) == ("people.person", str(person.pk), None)
    assert (record.before, record.after) == ({}, {})


def test_a_user_name_is_taken_once() -> None:
    first = open_account()
    assert open_account(password="another password") is None
    assert list(Person.objects.all()) == [first]
    assert Person.objects.get().check_password(factories.PASSWORD)
    assert Record.objects.filter(what="people.open_account").count() == 1
    assert open_account("wangmin2") is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_openings_at_the_same_moment_one_gets_the_name() -> None:
    came = at_once(*[open_account] * 4)
    assert sorted(type(one).__name__ for one in came) == ["NoneType"] * 3 + ["Person"]
    assert Person.objects.count() == 1
    assert Record.objects.filter(what="people.open_account").count() == 1


def test_one_reaches_ones_own_account_alone() -> None:
    own = open_account()
    factories.person("somebody")
    assert list(Person.objects.of(Actor(person=own.pk, name="王敏"))) == [own]
    assert not Person.objects.of(Actor(person=None, name="访客")).exists()
    assert not Person.objects.of(Actor.platform("tests")).exists()
