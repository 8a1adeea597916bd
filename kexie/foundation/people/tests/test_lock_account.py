"""Accounts are locked and unlocked, and must change a password that somebody else knows."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import Client

from kexie.foundation.people import actions
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03"), pytest.mark.spec("SEC-02")]


def test_a_session_ends_with_the_lock_and_stays_ended(client: Client) -> None:
    person = factories.person()
    client.force_login(person)
    assert client.get("/account/").status_code == 200
    actions.lock_account(person, reason="离职", by=factories.BY)
    assert client.get("/account/").status_code == 302
    client.force_login(factories.person())  # somebody else at the same browser
    other = Client()
    other.force_login(person)
    assert other.get("/account/").status_code == 302
    actions.unlock_account(person, by=factories.BY)
    assert other.get("/account/").status_code == 302
    assert authenticate(username=person.username, password=factories.PASSWORD) == person


def test_a_session_from_before_the_lock_is_over(client: Client) -> None:
    person = factories.person()
    client.force_login(person)
    actions.lock_account(person, reason="离职", by=factories.BY)
    actions.unlock_account(person, by=factories.BY)
    assert client.get("/account/").status_code == 302


def test_the_lock_is_on_record_with_its_reason() -> None:
    person = actions.lock_account(factories.person(), reason=" 离职 ", by=factories.BY)
    assert (person.is_active, person.lock_reason) == (False, "离职")
    assert authenticate(username=person.username, password=factories.PASSWORD) is None
    actions.unlock_account(person, by=factories.BY)
    kept = Person.objects.get()
    assert (kept.is_active, kept.locked_at, kept.lock_reason) == (True, None, "")
    assert list(Record.objects.filter(what__endswith="lock_account").values_list("what", "after")) == [
        ("people.lock_account", {"lock_reason": "离职", "locked_for_platform": False}),
        ("people.unlock_account", {}),
    ]


def test_what_makes_no_sense_is_refused() -> None:
    person = factories.person()
    for reason in ("", " ", "x" * 201):
        with pytest.raises(ValidationError, match="锁定的原因"):
            actions.lock_account(person, reason=reason, by=factories.BY)
    with pytest.raises(ValidationError, match="没有锁定"):
        actions.unlock_account(person, by=factories.BY)
    actions.lock_account(person, reason="离职", by=factories.BY)
    with pytest.raises(ValidationError, match="已经锁定"):
        actions.lock_account(person, reason="离职", by=factories.BY)
    actions.close_account(person, by=factories.BY)
    with pytest.raises(ValidationError, match="已经注销"):
        actions.unlock_account(person, by=factories.BY)


def test_signing_out_everywhere_ends_every_session(client: Client) -> None:
    person = factories.person()
    client.force_login(person)
    actions.end_sessions(person, by=factories.BY)
    assert client.get("/account/").status_code == 302


def test_a_new_password_can_be_required() -> None:
    person = actions.require_new_password(factories.person(), by=factories.BY)
    assert person.must_change_password
    with pytest.raises(ValidationError, match="不能和现在的密码一样"):
        actions.change_password(person, present=factories.PASSWORD, new=factories.PASSWORD, by=factories.BY)
    actions.change_password(person, present=factories.PASSWORD, new="a new password", by=factories.BY)
    assert not Person.objects.get().must_change_password
    actions.require_new_password(person, by=factories.BY)
    actions.reset_password(person, new="another new password", by=factories.BY)
    assert not Person.objects.get().must_change_password


def test_the_consent_is_kept_with_its_version() -> None:
    person = actions.consent(factories.person(), version="2026-11", by=factories.BY)
    assert person.consented_to == "2026-11"
    assert person.consented_at is not None
    assert Record.objects.get(what="people.consent").after == {"consented_to": "2026-11"}
