"""A password changes when the present one is known."""

import pytest
from django.core.exceptions import ValidationError

from kexie.core.actors import Actor
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-04")]


def test_the_new_password_is_good_and_the_old_one_no_more() -> None:
    person = factories.person()
    actor = Actor(person=person.pk, name="王敏")
    actions.change_password(person, present=factories.PASSWORD, new="a new password", by=actor)
    kept = Person.objects.get(pk=person.pk)
    assert kept.check_password("a new password")
    assert not kept.check_password(factories.PASSWORD)
    record = Record.objects.get(what="people.change_password")
    assert (record.person, record.thing_id, record.before, record.after) == (person.pk, str(person.pk), {}, {})


def test_without_the_present_password_nothing_changes() -> None:
    person = factories.person()
    with pytest.raises(ValidationError) as refused:
        actions.change_password(person, present="a guess", new="a new password", by=factories.BY)
    assert "present" in refused.value.message_dict
    assert Person.objects.get(pk=person.pk).check_password(factories.PASSWORD)
    assert not Record.objects.filter(what="people.change_password").exists()
