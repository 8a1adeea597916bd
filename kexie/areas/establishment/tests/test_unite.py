"""Several units found a body: from the one that leads to the body with its members and turns."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case, Certificate
from kexie.areas.establishment.rules import CONSORTIUM, FEDERATION, JOINT
from kexie.areas.establishment.tests import factories, uniting
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation, Relation, Turn
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def send(unit: Organisation, kind: str, **given: object) -> tuple[int, str]:
    address = f"/organisations/{unit.code}/unite/{kind}/"
    answer = pages.send(pages.browser(appointed(unit)), address, **(uniting.typed(unit) | given))
    return answer.status_code, answer.text


def test_the_unit_that_leads_begins_and_has_said_yes() -> None:
    lead = factories.enterprise()
    assert send(lead, JOINT)[0] == 303
    case = Case.objects.get()
    assert (case.kind, case.queue, case.host, case.body.status) == (JOINT, "enterprise", lead, "preparing")
    assert [item.key for item in case.materials.all()] == ["application", "charter", "candidates", "plan"]
    (partner,) = case.partners.all()
    assert (partner.organisation, partner.is_lead, partner.answer, partner.turn) == (lead, True, "consented", 1)
    assert not Relation.objects.filter(subject=case.body).exists(), "no unit hosts it"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"desk": "2222222222"}, "没有这个“审核科协”选项"),
        ({"consent_by": ""}, "请填写本单位同意发起的机构"),
        ({"leader": ""}, "请填写筹备组组长"),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, object], words: str) -> None:
    status, html = send(factories.enterprise(), JOINT, **given)
    assert (status, words in html, Case.objects.count()) == (422, True, 0)


def test_who_has_an_association_of_its_own_leads_no_joint_one() -> None:
    lead = factories.enterprise()
    bodies.body("430603", host=lead, name="已有科协")
    status, html = send(lead, JOINT)
    assert (status, "已经有“已有科协”" in html, "第十七条" in html) == (422, True, True)
    assert send(lead, CONSORTIUM)[0] == 303, "a consortium is for everybody"


def test_a_federation_says_what_holds_it_together() -> None:
    lead = bodies.body("430603")
    status, html = send(lead, FEDERATION)
    assert (status, "请选择联合会的形式" in html) == (422, True)
    assert "行业性联合会请选择行业" in send(lead, FEDERATION, basis="industry")[1]
    city = bodies.association("430600")
    said = {"basis": "industry", "industry": "C", "is_legal_person": "False", "desk": city.code}
    assert send(lead, FEDERATION, **said)[0] == 303
    case = Case.objects.get()
    assert (case.organisation, case.queue, case.body.region_id) == (city, "union", "430600")
    assert (case.get_basis_display(), case.industry, case.is_legal_person) == ("行业性", "C", False)


def test_a_body_leads_no_joint_association() -> None:
    body = bodies.body("430603")
    assert pages.browser(appointed(body)).get(f"/organisations/{body.code}/unite/{JOINT}/").status_code == 404


@pytest.mark.spec("ORG-13")
def test_a_joint_association_comes_to_be_with_its_founders_and_turns() -> None:
    case = factories.approved(uniting.submitted(uniting.prepared()))
    case = factories.held(case)
    founders = Relation.objects.filter(object=case.body, edge=Edge.CO_FOUNDER_OF).order_by("id")
    assert [row.is_lead for row in founders] == [True, False, False]
    turns = list(Turn.objects.filter(organisation=case.body).order_by("period"))
    assert [turn.founder for turn in turns] == [row.subject for row in founders]
    assert turns[0].period.lower == clock.today()
    assert turns[0].period.upper == turns[1].period.lower
    assert turns[0].period.upper.year == clock.today().year + 1
    assert case.host.name in Certificate.objects.get(body=case.body).host


@pytest.mark.parametrize(("kind", "edge"), [(FEDERATION, Edge.MEMBER_OF), (CONSORTIUM, Edge.PARTICIPANT_OF)])
def test_so_do_federations_and_consortia(kind: str, edge: Edge) -> None:
    given = {"basis": "region"} if kind == FEDERATION else {}
    case = uniting.prepared(kind, **given)
    assert ("agreement" in {item.key for item in case.materials.all()}) == (kind == CONSORTIUM)
    case = factories.held(factories.approved(uniting.submitted(case)), assembly="plenary")
    assert Relation.objects.filter(object=case.body, edge=edge).count() == 3
    reply = pages.browser(case.applicant).get(f"/establishment/{case.code}/reply/?as=word")
    assert reply.status_code == 200


def test_a_founding_that_was_given_up_is_told_to_all() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    case.refresh_from_db()
    actions.withdraw(case, reason="不再联合", seen=case.revision, by=factories.by(case.applicant))
    with pytest.raises(ValidationError, match="已终止"):
        uniting.answered(partner)
    assert uniting.united(lead=case.host).stage == "preparing"
