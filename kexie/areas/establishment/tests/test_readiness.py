"""An informal body sees what it has for an association; what it has goes over when the unit founds one."""

import pytest

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Liaison
from kexie.areas.establishment.tests import factories, liaisons, light, uniting
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-18")]


def test_each_informal_form_reads_its_checklist() -> None:
    host = factories.enterprise(profile={"workers": 30})
    station = light.admitted(light.stationed(host)).body
    joint = factories.held(factories.approved(uniting.submitted(uniting.prepared()))).body
    for body, person, words in (
        (station, appointed(station, Role.SECRETARY), "由"),
        (joint, appointed(joint), "发起企业条件具备以后"),
        (host, appointed(host), "建立自己的科协"),
    ):
        html = pages.browser(person).get(f"/organisations/{body.code}/readiness/").text
        assert ("4 项中已具备" in html, "不要求一定发展" in html, words in html) == (True, True, True)
    enterprise_association = factories.founded().body
    person = appointed(enterprise_association)
    assert pages.browser(person).get(f"/organisations/{enterprise_association.code}/readiness/").status_code == 404


def test_people_go_over_and_the_lighter_forms_end() -> None:
    host = factories.enterprise()
    officer = liaisons.named(host)
    station = light.admitted(light.stationed(host)).body
    colleague = appointed(station, Role.SECRETARY)
    case = factories.held(factories.approved(factories.submitted(factories.founded(host))))
    roles = Appointment.objects.current().filter(organisation=case.body, person=colleague)
    assert [held.role for held in roles] == ["secretary"]
    assert Organisation.objects.get(pk=station.pk).status == "closed"
    officer.refresh_from_db()
    assert officer.words == "已结束"
    assert case.steps.filter(deed="grow", note=station.name).exists()


def test_nothing_goes_over_before_the_association_is_there() -> None:
    host = factories.enterprise()
    station = light.admitted(light.stationed(host)).body
    case = factories.founded(host)
    assert Organisation.objects.get(pk=station.pk).status == "active"
    actions.withdraw(case, reason="条件不成熟", seen=case.revision, by=factories.by(case.applicant))
    assert Organisation.objects.get(pk=station.pk).status == "active"
    assert not Liaison.objects.exists()
