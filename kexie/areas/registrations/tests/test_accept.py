"""The desk accepts a registration: the body is there and has its administrator."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment.models import Case, Certificate
from kexie.areas.registrations import actions
from kexie.areas.registrations.models import Registration
from kexie.areas.registrations.tests import factories
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region
from tests import pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.spec("ACC-05"),
    pytest.mark.spec("ACC-07"),
    pytest.mark.spec("ORG-01b"),
]


def send(row: Registration, **given: object) -> tuple[int, str]:
    form = pages.form(seen=row.revision) | given
    answer = pages.browser(appointed(row.organisation, Role.REVIEWER)).post(f"/registrations/{row.code}/accept/", form)
    return answer.status_code, answer.text


def test_the_body_is_registered_and_the_applicant_administers_it() -> None:
    row = factories.registration()
    assert send(row)[0] == 303
    row.refresh_from_db()
    body = Organisation.objects.get(uscc=row.uscc)
    assert (row.stage, row.body) == ("accepted", body)
    assert (body.superior, body.name, body.kind, body.is_public) == (row.organisation, row.name, row.kind, False)
    assert Appointment.objects.get(organisation=body).person == row.applicant
    whats = list(Record.objects.filter(organisation=body.pk).values_list("what", flat=True))
    assert whats == ["organisations.add", "appointments.appoint"]
    assert Record.objects.get(what="registrations.accept").after["body"] == body.pk
    assert pages.browser(row.applicant).get(f"/organisations/{body.code}/desk/").status_code == 200


@pytest.mark.spec("ORG-02")
def test_it_lies_where_its_party_organisation_is() -> None:
    bodies.association("430603")
    row = factories.registration(party_region=Region.objects.get(pk="320113"))
    assert send(row)[0] == 303
    body = Organisation.objects.get(name=row.name)
    assert (body.superior.region_id, body.region_id) == ("320113", "320113")
    assert body.enterprise_profile.party_region_id == "320113"


@pytest.mark.parametrize(
    "kind", ["park", "society", "university", "institute", "federation", "consortium", "joint_association", "other"]
)
def test_every_kind_can_be_accepted(kind: str) -> None:
    row = factories.registration(kind=kind)
    assert send(row)[0] == 303
    assert Organisation.objects.get(name=row.name).kind == kind


def test_a_body_inside_another_one_needs_its_host() -> None:
    row = factories.registration(kind="enterprise_association", uscc="", host_name="云溪化工有限公司")
    status, html = send(row)
    assert (status, "请选择所在单位" in html) == (422, True)
    host = bodies.body("430603", kind="enterprise", name="云溪化工有限公司")
    page = pages.browser(appointed(row.organisation)).get(f"/registrations/{row.code}/accept/").text
    assert f'value="云溪化工有限公司（{host.code}）"' in page
    assert send(row, host=f"云溪化工有限公司（{host.code}）")[0] == 303
    assert Relation.objects.get(edge=Edge.HOSTED_BY).object == host


@pytest.mark.spec("EST-06")
def test_a_body_of_old_gets_its_certificate_by_this_one_review() -> None:
    host = bodies.body("430603", kind="enterprise", name="云溪化工有限公司")
    row = factories.registration(kind="enterprise_association", uscc="", host_name=host.name)
    given = {"host": f"{host.name}（{host.code}）"}
    assert send(row, **given)[0] == 303
    body = Organisation.objects.get(name=row.name)
    certificate = Certificate.objects.get(body=body)
    assert (body.status, body.founded_on) == ("active", row.founded_on)
    assert (certificate.host, certificate.chair, certificate.founded_on) == (host.name, "罗溪", row.founded_on)
    case = Case.objects.get(body=body)
    assert (case.way, case.stage, case.old_number) == ("existing", "established", "云科协〔2019〕3号")
    assert not Case.objects.unreported().exists(), "nothing is owed for a congress of old"
    browser = pages.browser(row.applicant)
    assert "下载登记证书" in browser.get(f"/registrations/{row.code}/").text
    shown = browser.get(f"/organisations/{body.code}/founding/", follow=True).text
    for part in (certificate.number, "已有组织登记", "原批复文号", f"/certificates/{certificate.code}/"):
        assert part in shown
    again = factories.registration(kind="enterprise_association", uscc="", host_name=host.name)
    status, html = send(again, **given)
    assert (status, "这个单位已经有" in html) == (422, True)


@pytest.mark.spec("EST-06")
def test_one_sent_in_without_its_reply_goes_back_first() -> None:
    row = factories.registration(kind="federation")
    Registration.objects.filter(pk=row.pk).update(old_number="", founded_on=None)
    status, html = send(row)
    assert (status, "请退回" in html) == (422, True)


@pytest.mark.spec("SCP-01")
def test_a_host_out_of_reach_is_as_if_it_did_not_exist() -> None:
    away = bodies.body("320113", kind="enterprise", name="栖霞化工")
    row = factories.registration(kind="enterprise_association", uscc="", host_name="栖霞化工")
    status, html = send(row, host=f"栖霞化工（{away.code}）")
    assert (status, "没有找到这个组织" in html) == (422, True)


@pytest.mark.spec("SEC-03")
def test_nobody_accepts_his_own() -> None:
    reviewer = appointed(bodies.association("430603"))
    row = factories.registration(reviewer)
    answer = pages.send(pages.browser(reviewer), f"/registrations/{row.code}/accept/", seen=0)
    assert (answer.status_code, "请由其他审核人员办理" in answer.text) == (422, True)
    assert not Organisation.objects.filter(name=row.name).exists()


def test_what_was_registered_meanwhile_is_refused_and_nothing_is_half_done() -> None:
    row = factories.registration()
    bodies.body("430603", kind="enterprise", name="抢先登记的", uscc=row.uscc)
    status, html = send(row)
    row.refresh_from_db()
    assert (status, "已经登记过" in html, row.stage) == (422, True, "submitted")
    assert not Appointment.objects.filter(person=row.applicant).exists()


def test_a_locked_applicant_gets_no_body() -> None:
    row = factories.registration()
    people.lock_account(row.applicant, reason="查", by=bodies.BY)
    status, html = send(row)
    assert (status, "已经锁定或注销" in html) == (422, True)
    assert not Organisation.objects.filter(name=row.name).exists()


def test_an_applicant_who_administers_the_platform_by_now_gets_no_body() -> None:
    row = factories.registration()
    appointed(None, Role.SYSTEM_ADMINISTRATOR, person=row.applicant)
    status, html = send(row)
    assert (status, "平台管理员" in html) == (422, True)
    assert not Organisation.objects.filter(name=row.name).exists()


def test_only_what_waits_is_accepted() -> None:
    row = factories.returned()
    with pytest.raises(ValidationError, match="已退回"):
        actions.accept(row, seen=row.revision, by=factories.by(persons.person()))


def test_one_accepted_twice_is_one_body() -> None:
    row = factories.registration()
    reviewer = persons.person()
    done = actions.accept(row, seen=0, by=factories.by(reviewer))
    with pytest.raises(Stale):
        actions.accept(row, seen=0, by=factories.by(reviewer))
    with pytest.raises(ValidationError, match="已通过"):
        actions.accept(row, seen=done.revision, by=factories.by(reviewer))


def test_after_the_county_was_closed_it_says_so() -> None:
    row = factories.registration()
    organisations.close(row.organisation, closed_on=bodies.DAY, by=bodies.BY)
    with pytest.raises(ValidationError, match="注销"):
        actions.accept(row, seen=0, by=factories.by(persons.person()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["accept", "return_", "withdraw"])
def test_two_at_once_make_one_decision(other: str) -> None:
    row = factories.registration()
    one, two = factories.by(persons.person()), factories.by(persons.person())
    others = {
        "accept": lambda: actions.accept(row, seen=0, by=two),
        "return_": lambda: actions.return_(row, seen=0, reason="缺", by=two),
        "withdraw": lambda: actions.withdraw(row, seen=0, by=factories.by(row.applicant)),
    }
    done = at_once(lambda: actions.accept(row, seen=0, by=one), others[other])
    assert sorted(type(result).__name__ for result in done) == ["Registration", "Stale"]
    row.refresh_from_db()
    assert row.steps.count() == 2
    assert Organisation.objects.filter(name=row.name).count() == (row.stage == "accepted")
    assert Appointment.objects.filter(person=row.applicant).count() == (row.stage == "accepted")
