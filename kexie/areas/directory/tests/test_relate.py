"""A relation is entered by the side that enters it; what gives a reach by the body that gives it."""

import pytest

from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-05b")]


def send(body: Organisation, other: Organisation, kind: rules.Edge, **typed: object) -> tuple[int, str]:
    given = {"edge": int(kind), "object": f"{other.name}（{other.code}）"} | typed
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/relate/", **given)
    return answer.status_code, answer.text


def test_a_federation_enters_its_members_who_are_told() -> None:
    federation, member = factories.body(kind="federation"), factories.body("320113", published=True)
    assert send(federation, member, rules.Edge.MEMBER_OF, since="2024-01-01", contact="王敏")[0] == 303
    relation = Relation.objects.get()
    assert (relation.subject, relation.object, relation.contact) == (member, federation, "王敏")
    assert titles(appointed(member)) == [f"登记了与{federation.called}的关系"]
    status, html = send(federation, member, rules.Edge.MEMBER_OF, since="2025-01-01")
    assert (status, "已经有同样的关系" in html) == (422, True)


@pytest.mark.spec("SCP-01")
def test_nobody_gives_a_reach_to_himself() -> None:
    guide, body = factories.body(published=True), factories.body("320113", published=True)
    assert (
        send(guide, body, rules.Edge.GUIDED_BY)[0] == 303
    )  # the guide says that it is guided by the other, which gives the other a reach
    assert Relation.objects.get().object == body
    person = appointed(guide)
    assert pages.browser(person).get(f"/organisations/{body.code}/manage/").status_code == 404
    park, enterprise = factories.body(kind="park_association"), factories.body(kind="enterprise", published=True)
    assert send(park, enterprise, rules.Edge.MEMBER_OF)[0] == 422


@pytest.mark.spec("SEC-02")
def test_a_body_that_is_neither_public_nor_reached_is_as_if_not_there() -> None:
    federation, hidden = factories.body(kind="federation"), factories.body("320113")
    status, html = send(federation, hidden, rules.Edge.MEMBER_OF)
    assert status == 422
    assert "没有找到这个组织" in html
    offered = pages.browser(appointed(federation)).get(
        f"/organisations/{federation.code}/candidates/object/", {"object": hidden.name}
    )
    assert hidden.code not in offered.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"until": "2024-01-01", "since": "2024-01-01"}, "结束应晚于开始"), ({"edge": 99}, "没有这个“关系”选项")],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    federation, member = factories.body(kind="federation"), factories.body(published=True)
    status, html = send(federation, member, rules.Edge.MEMBER_OF, **typed)
    assert (status, words in html) == (422, True)


def test_kinds_that_do_not_fit_are_refused_beside_the_field() -> None:
    federation, place = factories.body(kind="federation"), factories.association("430603")
    status, html = send(federation, place, rules.Edge.MEMBER_OF)
    assert status == 422
    assert "之间不能有" in html or "没有找到这个组织" in html


def test_the_declared_side_enters() -> None:
    for kind in rules.KINDS:
        for edge in rules.entered_by(kind):
            rules.require_entered_by(edge=edge, kind=kind)
    with pytest.raises(Exception, match="由对方登记"):
        rules.require_entered_by(edge=rules.Edge.MEMBER_OF, kind="enterprise_association")
