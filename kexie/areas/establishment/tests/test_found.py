"""An enterprise names a preparatory group, and its association exists from then on."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.directory import actions as directory
from kexie.areas.directory.queries.waiting import todo
from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.queries import registered
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02"), pytest.mark.spec("EST-02b")]


def send(host: Organisation, **given: object) -> tuple[int, str]:
    form = factories.typed(host) | {"has_party": "True"} | given
    answer = pages.send(pages.browser(appointed(host)), f"/organisations/{host.code}/found/", **form)
    return answer.status_code, answer.text


def test_the_body_is_there_preparing_and_unpublished() -> None:
    host = factories.enterprise()
    assert send(host)[0] == 303
    case = Case.objects.get()
    body = case.body
    assert (body.status, body.is_public, body.kind) == ("preparing", False, "enterprise_association")
    assert (body.superior, case.organisation, case.stage) == (host.superior, host.superior, "preparing")
    assert Relation.objects.get(subject=body).object == host
    assert Appointment.objects.get(organisation=body).person == case.applicant
    assert registered().live["430603", "enterprise"] == 0
    names = [(one.name, one.post, one.is_leader) for one in case.sponsors.all()]
    assert names == [("罗溪", "总工程师", True), ("王敏", "技术中心主任", False), ("李强", "", False)]
    assert [item.key for item in case.materials.all()] == ["application", "charter", "consent", "candidates", "plan"]
    assert Record.objects.get(what="establishment.found").organisation == body.pk
    with pytest.raises(ValidationError, match="还在筹备"):
        directory.publish(body, by=factories.by(case.applicant))


def test_a_body_that_prepares_is_not_asked_to_publish_its_page() -> None:
    case = factories.founded()
    mine = actor(case.applicant)
    assert [one.what for one in todo(mine, [case.body]) if "公开" in one.what] == []


def test_unit_and_body_reach_nothing_of_one_another() -> None:
    case = factories.founded()
    other = appointed(case.host, Role.SECRETARY)
    assert pages.browser(other).get(f"/establishment/{case.code}/").status_code == 404
    inside = appointed(case.body, Role.ADMINISTRATOR)
    assert pages.browser(inside).get(f"/organisations/{case.host.code}/manage/").status_code == 404


@pytest.mark.spec("EST-07")
def test_the_desk_is_told() -> None:
    host = factories.enterprise()
    reviewer = appointed(host.superior, Role.REVIEWER)
    factories.founded(host)
    assert f"“{host.name}”开始筹备科协" in titles(reviewer)


@pytest.mark.parametrize("is_preparing", [True, False])
def test_a_second_one_is_refused(*, is_preparing: bool) -> None:
    host = factories.enterprise()
    if is_preparing:
        factories.founded(host)
    else:
        bodies.body("430603", host=host)
    status, html = send(host, name="另一个科协")
    assert (status, "不能再发起设立" in html) == (422, True)
    answer = pages.browser(appointed(host)).get(f"/organisations/{host.code}/found/").text
    assert ("正在筹备" in answer, "已经有" in answer, "成立筹备组</button>" in answer) == (
        is_preparing,
        not is_preparing,
        False,
    )


def test_a_founding_that_was_given_up_may_begin_again() -> None:
    case = factories.founded()
    actions.withdraw(case, reason="换人", seen=case.revision, by=factories.by(case.applicant))
    assert factories.founded(case.host, case.applicant).stage == "preparing"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "请填写科协名称"),
        ({"has_party": ""}, "请选择有没有党组织"),
        ({"leader": ""}, "请填写筹备组组长"),
        ({"members": "甲\n" * 31}, "最多 30 人"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    status, html = send(factories.enterprise(), **typed)
    assert (status, words in html, Case.objects.count()) == (422, True, 0)


def test_a_unit_of_another_kind_founds_none() -> None:
    society = bodies.body("430603", kind="society", name="云溪化工学会")
    status, html = send(society)
    assert (status, "不能办理" in html) == (422, True)


@pytest.mark.spec("ORG-02")
@pytest.mark.parametrize(("has_party", "place"), [(True, "320113"), (False, "430603")])
def test_the_place_of_the_party_organisation_decides(has_party: bool, place: str) -> None:
    bodies.association("320113")
    host = factories.enterprise(profile={"party_region": Region.objects.get(pk="320113")})
    case = factories.founded(host, has_party=has_party)
    assert (case.organisation.region_id, case.body.region_id) == (place, place)


@pytest.mark.spec("EST-04")
def test_a_park_founds_its_own_kind() -> None:
    park = bodies.body("430603", kind="park", name="云溪产业园")
    case = factories.founded(park)
    assert (case.kind, case.queue, case.consenting) == ("park_association", "park", "园区党工委")


@pytest.mark.spec("EST-05")
def test_inside_a_group_one_more_consent_is_asked_for() -> None:
    case = factories.founded(superior_enterprise="示例集团有限公司")
    assert "superior_consent" in set(case.materials.values_list("key", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_body() -> None:
    host = factories.enterprise()
    one, two = appointed(host), appointed(host, Role.SECRETARY)
    done = at_once(lambda: factories.founded(host, one), lambda: factories.founded(host, two))
    assert sorted(type(result).__name__ for result in done) == ["Case", "ValidationError"]
    assert Relation.objects.filter(object=host, edge=Edge.HOSTED_BY).count() == 1
