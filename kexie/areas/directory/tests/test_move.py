"""A superior hangs a body under another one within its reach; both are told."""

import pytest

from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-06")]


def send(person: Person, body: Organisation, **typed: object) -> tuple[int, str]:
    answer = pages.send(pages.browser(person), f"/organisations/{body.code}/move/", **{"seen": body.revision} | typed)
    return answer.status_code, answer.text


def written(body: Organisation) -> str:
    return f"{body.name}（{body.code}）"


def test_a_body_moves_with_its_reach_and_both_superiors_are_told() -> None:
    body, former, other = factories.body("430603"), factories.association("430603"), factories.association("430602")
    city = appointed(factories.association("430600"))
    own, before, after = appointed(body), appointed(former), appointed(other)
    address = f"/organisations/{body.code}/manage/"
    assert pages.browser(before).get(address).status_code == 200
    assert send(city, body, superior=written(other), region="岳阳楼区")[0] == 303
    body.refresh_from_db()
    assert (body.superior, body.region_id) == (other, "430602")
    assert pages.browser(before).get(address).status_code == 404
    assert pages.browser(after).get(address).status_code == 200
    assert titles(own) == [f"隶属关系有调整，上级现在是{other.called}"]
    assert titles(before) == [f"{body.called}已划归{other.called}"]
    assert titles(after) == [f"{body.called}已划入本组织之下"]
    assert titles(city) == []


def test_a_superior_moves_nothing_out_of_its_reach() -> None:
    body, away = factories.body("430603"), factories.association("320113")
    city = appointed(factories.association("430600"))
    for name in (written(away), away.name, away.code):
        status, html = send(city, body, superior=name, region="栖霞区")
        assert (status, "没有找到这个组织" in html) == (422, True)


@pytest.mark.parametrize("region", ["", "栖霞区"])
def test_a_place_outside_the_new_superiors_region_is_refused(region: str) -> None:
    body, other = factories.body("430603"), factories.association("430602")
    status, html = send(appointed(factories.association("430600")), body, superior=written(other), region=region)
    assert status == 422
    assert "不在上级科协的辖区内" in html


def test_an_old_page_moves_nothing() -> None:
    body, other = factories.body("430603"), factories.association("430602")
    person = appointed(factories.association("430600"))
    assert send(person, body, superior=written(other), region="岳阳楼区", seen=7)[0] == 409
    body.refresh_from_db()
    assert body.region_id == "430603"


def test_a_body_does_not_move_itself() -> None:
    body = factories.body("430603")
    assert send(appointed(body), body, superior=written(factories.association("430602")))[0] == 404
