"""The particulars that only bodies of a kind have."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-07")]


def send(body: Organisation, **typed: object) -> tuple[int, str]:
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/change_profile/", seen=0, **typed)
    return answer.status_code, answer.text


def test_an_enterprises_particulars_are_kept_and_found_by() -> None:
    body = factories.body(kind="enterprise")
    typed = {"ownership": "state", "industry": "c25", "size": "large", "central_soe": "True", "listed": "False"}
    more = {"employees": 5000, "workers": 900, "party_organisation": "党委", "party_region": "岳阳楼区"}
    assert send(body, **typed, **more, qualifications=["高新技术企业"])[0] == 303
    body.refresh_from_db()
    profile = body.enterprise_profile
    assert (profile.ownership, profile.industry, profile.central_soe, profile.listed) == ("state", "C25", True, False)
    assert (profile.party_region_id, profile.qualifications) == ("430602", ["高新技术企业"])
    assert list(Organisation.objects.having(industry="C25", ownership="state")) == [body]


def test_unknown_stays_unknown() -> None:
    body = factories.body(kind="enterprise")
    assert send(body)[0] == 303
    body.refresh_from_db()
    assert (body.enterprise_profile.listed, body.enterprise_profile.employees) == (None, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"employees": 10, "workers": 11}, "科技工作者人数不能多于职工人数"),
        ({"employees": -1}, "不能小于 0"),
        ({"industry": "Z99"}, "行业应为门类字母"),
        ({"industry": "C2"}, "行业应为门类字母"),
        ({"ownership": "mine"}, "没有这个“所有制”选项"),
        ({"party_region": "不存在的地方"}, "没有找到这个地区"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    status, html = send(factories.body(kind="enterprise"), **typed)
    assert status == 422
    assert words in html


def test_each_kind_has_its_own_and_some_have_none() -> None:
    grassroots, place, park = factories.body(), factories.association("430603"), factories.body(kind="park")
    assert send(grassroots, members=20, has_premises="True", department="不属于它")[0] == 303
    assert send(place, department="学会部", members=5)[0] == 303
    assert send(park)[0] == 404
    grassroots.refresh_from_db()
    place.refresh_from_db()
    assert grassroots.grassroots_profile.members == 20
    assert place.association_profile.department == "学会部"


@pytest.mark.spec("REL-02")
def test_an_old_page_is_shown_what_stands_now() -> None:
    body = factories.body()
    assert send(body, members=20)[0] == 303
    status, html = send(body, members=30)
    assert status == 409
    assert "现在的内容：20" in html
