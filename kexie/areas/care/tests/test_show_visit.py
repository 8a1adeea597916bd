"""What was written of a visit is read by secretaries, each reading on record; it goes when the consent does."""

import pytest
from django.db import connection

from kexie.areas.care import actions
from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08"), pytest.mark.spec("SEC-06")]


def test_it_is_encrypted_each_reading_recorded_and_gone_with_the_consent() -> None:
    person = persons.person()
    member = factories.agreeing(person=person, visits=True)
    visit = factories.visit(member)
    secretary = appointed(member.organisation, Role.SECRETARY)
    page = f"/care/visits/{visit.code}/show_visit/"
    for _ in range(2):
        assert "家中失火" in pages.browser(secretary).get(page).text
    read = Record.objects.filter(what="care.show_visit", person=secretary.pk)
    assert [row.after for row in read] == [{}, {}]
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM care_visit")
        assert "失火" not in cursor.fetchone()[0]
    assert pages.browser(appointed(member.organisation)).get(page).status_code == 404
    actions.change(member, letters=True, by=members.by(person))
    visit.refresh_from_db()
    assert visit.note == ""
    assert "内容已删除" in pages.browser(secretary).get(page).text
