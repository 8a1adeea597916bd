"""What is approved is done in the same transaction, or nothing is."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment.models import Certificate
from kexie.areas.establishment.queries import approver
from kexie.areas.establishment.tests import factories as founding
from kexie.areas.membership import tasks as membership
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories as members
from kexie.areas.standing import actions
from kexie.areas.standing.models import Petition
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def send(petition: Petition, **given: object) -> tuple[int, str]:
    petition.refresh_from_db()
    form = {"seen": petition.revision, "note": "同意"} | given
    browser = pages.browser(factories.reviewer(petition))
    answer = pages.send(browser, f"/petitions/{petition.code}/approve/", **form)
    petition.refresh_from_db()
    return answer.status_code, answer.text


def body_of(petition: Petition) -> Organisation:
    return Organisation.objects.get(pk=petition.body_id)


def body_named(key: int) -> Organisation:
    return Organisation.objects.get(pk=key)


def test_a_new_name_is_the_bodys_from_then_on_and_the_body_is_told() -> None:
    petition = factories.applied("name")
    assert send(petition)[0] == 303
    assert (petition.stage, body_of(petition).name) == ("approved", petition.new)
    assert f"“{petition.new}”的名称变更已经批准" in titles(petition.applicant)
    assert not Obligation.objects.open().exists()
    assert send(petition)[0] == 422


def test_a_new_host_follows_the_former_one() -> None:
    former = bodies.body("430603", kind="enterprise")
    body = bodies.body("430603", host=former, founded_on=bodies.DAY.replace(year=2020))
    petition = factories.applied("host", body=body)
    assert send(petition)[0] == 303
    hosts = body.relations.filter(edge=Edge.HOSTED_BY).order_by("period")
    assert [relation.object.name for relation in hosts] == [former.name, petition.new]
    assert (hosts[0].period.upper, hosts[1].period.lower) == (clock.today(), clock.today())


@pytest.mark.spec("EST-16")
def test_a_new_name_brings_a_new_certificate_and_the_former_shows_as_replaced() -> None:
    case = founding.established()
    former = case.body.certificates.get()
    petition = factories.applied("name", body=body_named(case.body_id))
    assert send(petition)[0] == 303
    new = Certificate.objects.current().get(body=case.body)
    assert (new.name, new.number, new.edition) == (petition.new, f"{former.number}-2", 2)
    assert (new.host, new.chair, new.founded_on) == (former.host, former.chair, former.founded_on)
    assert "换发新证，不再有效" in pages.browser().get(f"/certificates/{former.code}/").text
    assert "这份登记证书有效" in pages.browser().get(f"/certificates/{new.code}/").text
    page = pages.browser(case.applicant).get(f"/establishment/{case.code}/").text
    assert (f"原登记证书 {former.number}" in page, f"登记证书 {new.number}" in page) == (True, True)
    assert f"“{petition.new}”的登记证书已经换发" in titles(case.applicant)


@pytest.mark.spec("EST-16")
def test_a_new_unit_stands_on_the_new_certificate() -> None:
    case = founding.established()
    petition = factories.applied("host", body=body_named(case.body_id))
    assert send(petition)[0] == 303
    assert Certificate.objects.current().get(body=case.body).host == petition.new


def test_a_new_superior_is_for_both_to_decide_one_after_the_other() -> None:
    petition = factories.applied("superior")
    old = petition.organisation
    assert send(petition)[0] == 303
    assert (petition.stage, petition.former_desk, body_of(petition).superior) == ("forwarded", old, old)
    assert petition.organisation.region_id == "430611"
    stranger = appointed(old, Role.REVIEWER)
    page = f"/petitions/{petition.code}/"
    assert pages.browser(stranger).get(page).status_code == 200
    assert pages.browser(stranger).get(f"{page}approve/").status_code == 404
    assert send(petition)[0] == 303
    moved = body_of(petition)
    assert (petition.stage, moved.superior, moved.region_id) == ("approved", petition.organisation, "430611")
    assert approver(moved) == petition.organisation


@pytest.mark.parametrize("what", ["name", "superior"])
def test_what_changed_meanwhile_is_not_overwritten(what: str) -> None:
    petition = factories.applied(what)
    if what == "superior":
        factories.approved(petition)
    body = body_of(petition)
    if what == "name":
        organisations.change(body, name="别名科协", seen=body.revision, by=BY)
    else:
        other = bodies.association("430602")
        organisations.move(body, superior=other, region=other.region, seen=body.revision, by=BY)
    status, html = send(petition)
    assert (status, "请退回" in html) == (422, True)
    assert petition.stage in {"submitted", "forwarded"}


def test_who_moved_is_decided_about_by_the_new_association() -> None:
    petition = factories.applied("name")
    body, other = body_of(petition), bodies.association("430611")
    organisations.move(body, superior=other, region=other.region, seen=body.revision, by=BY)
    status, html = send(petition)
    assert (status, f"已经划归{other.called}" in html) == (422, True)
    assert actions.tidy(by=BY) == 1
    petition.refresh_from_db()
    assert petition.organisation == other
    assert send(petition)[0] == 303


def test_one_does_not_approve_what_one_applied_for() -> None:
    body = bodies.body("430603")
    person = appointed(body)
    appointed(body.superior, Role.REVIEWER, person=person)
    petition = actions.apply(body, "name", **factories.wish("name"), by=factories.by(person))
    with pytest.raises(ValidationError, match="您自己提交"):
        actions.approve(petition, seen=petition.revision, by=factories.by(person))


@pytest.mark.spec("EST-13")
def test_an_end_closes_the_body_and_what_waits_and_its_members_keep_their_history() -> None:
    body = factories.in_term(clock.today(), published=True, name="甲科协").organisation
    actions.remind(by=BY)
    other = factories.applied("name", body=body)
    person = appointed(bodies.body("430611"), Role.VIEWER)
    member = members.own(person, body)
    application = members.application(body)
    petition = factories.applied("end", body=body)
    assert send(petition)[0] == 303
    ended = body_of(petition)
    assert (ended.status, ended.closed_on) == ("closed", clock.today())
    assert not Obligation.objects.open().filter(organisation=body).exists()
    other.refresh_from_db()
    assert other.stage == "lapsed"
    anybody, browser = pages.browser(), pages.browser(person)
    assert "随之终止" in anybody.get(f"/cards/{member.code}/verify/").text
    membership.end_members(number=body.pk)
    member.refresh_from_db()
    application.refresh_from_db()
    assert (member.status, member.ended_on, application.stage) == ("dissolved", clock.today(), "refused")
    assert member.changes.last().get_cause_display() == "所属科协注销，会员资格终止"
    assert [title for title in titles(person) if "终止" in title] == ["您在甲科协的会员资格已经终止"]
    assert "甲科协" in browser.get("/memberships/own/").text
    page = anybody.get(f"/organisations/{body.code}/")
    assert (page.status_code, "已于" in page.text) == (200, True)
    reviewer = pages.browser(appointed(petition.organisation, Role.REVIEWER))
    assert reviewer.get(f"/organisations/{body.code}/standing/").status_code == 200
    assert Member.objects.on_roll().filter(organisation=body).count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["approve", "return_", "reject"])
def test_two_reviewers_at_once_make_one_decision(other: str) -> None:
    petition = factories.applied("name")
    one, two = factories.by(factories.reviewer(petition)), factories.by(factories.reviewer(petition))
    seen = petition.revision
    others = {
        "approve": lambda: actions.approve(petition, seen=seen, by=two),
        "return_": lambda: actions.return_(petition, reason="缺", seen=seen, by=two),
        "reject": lambda: actions.reject(petition, reason="不", seen=seen, by=two),
    }
    done = at_once(lambda: actions.approve(petition, seen=seen, by=one), others[other])
    assert sorted(type(result).__name__ for result in done) == ["Petition", "Stale"]
    assert isinstance(next(result for result in done if isinstance(result, Exception)), Stale)
    petition.refresh_from_db()
    assert (petition.stage == "approved") == (body_of(petition).name == petition.new)


@pytest.mark.django_db(transaction=True)
def test_an_approval_while_the_superior_moves_the_body_does_one_after_the_other() -> None:
    petition = factories.applied("name")
    body, other, reviewer = body_of(petition), bodies.association("430611"), factories.by(factories.reviewer(petition))
    region, seen, stood = other.region, petition.revision, body.revision
    done = at_once(
        lambda: actions.approve(petition, seen=seen, by=reviewer),
        lambda: organisations.move(body, superior=other, region=region, seen=stood, by=BY),
    )
    assert sorted(type(result).__name__ for result in done) in (
        ["Petition", "Stale"],  # the name was changed first: who moves looks again
        ["Organisation", "ValidationError"],  # it moved first: another association decides
    )
    assert bodies.faults() == []
