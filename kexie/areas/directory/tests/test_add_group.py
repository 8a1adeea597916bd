"""A group of recipients is named."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.directory import actions as directory
from kexie.areas.directory.models import Group
from kexie.areas.directory.tests.test_groups import actor
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("COM-01"), pytest.mark.spec("SCP-04")]


def test_by_rule_and_by_hand() -> None:
    county = factories.association("430603")
    one, two = factories.body("430603", name="甲科协"), factories.body("430603", name="乙科协")
    browser = pages.browser(appointed(county))
    address = f"/organisations/{county.code}/add_group/"
    rule = {"circle": "below", "kinds": ["enterprise_association"], "title": 50, "region": "430603"}
    assert pages.status(browser, address, name="按条件", **rule) == 303
    assert (
        pages.status(
            browser,
            address,
            name="逐个选",
            is_picked="1",
            circle="all",
            bodies=f"甲科协\n\n乙科协（{two.code}）\n甲科协",
        )
        == 303
    )
    ruled, picked = Group.objects.get(name="按条件"), Group.objects.get(name="逐个选")
    assert (ruled.circle, ruled.kinds, ruled.title, ruled.region_id) == (
        "below",
        ["enterprise_association"],
        50,
        "430603",
    )
    assert set(picked.bodies.all()) == {one, two}
    assert Record.objects.filter(what="directory.add_group", organisation=county.pk).count() == 2
    refused = pages.send(browser, address, name="按条件", circle="all")
    assert refused.status_code == 422
    assert 'id="id_name_error">已经有同名的分组' in refused.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "请填写分组名称"),
        ({"is_picked": "1", "bodies": ""}, "请至少选择一个组织"),
        ({"is_picked": "1", "bodies": "没有这个科协"}, "没有找到，或有几个同名：没有这个科协"),
        ({"is_picked": "1", "bodies": "邻县企业科协"}, "没有找到，或有几个同名：邻县企业科协"),
        ({"under": "栖霞区科学技术协会"}, "没有找到这个组织"),
        ({"circle": "moon"}, "没有这个“范围”选项"),
        ({"kinds": "moon"}, "没有这个“类型”选项"),
        ({"tag": "没有的"}, "没有这个“标签”选项"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    county = factories.association("430603")
    factories.body("430602", name="邻县企业科协")
    factories.association("320113")
    browser = pages.browser(appointed(county))
    given = {"name": "组", "circle": "all", **typed}
    answer = pages.send(browser, f"/organisations/{county.code}/add_group/", **given)
    assert answer.status_code == 422
    assert words in answer.text
    assert not Group.objects.exists()


def test_a_body_outside_is_refused_by_the_action_too() -> None:
    county = factories.association("430603")
    who = actor(appointed(county))
    outside, above = factories.body("430602", name="邻县企业科协"), factories.association("430000")
    for rule in ({"is_picked": True, "bodies": [outside]}, {"is_picked": False, "under": above}):
        with pytest.raises(ValidationError) as refused:
            directory.add_group(county, name="组", by=who, **rule)  # type: ignore[arg-type]
        assert "只能选择同级、下级、本地基层组织和直接上级" in str(refused.value)


def test_what_was_ticked_in_the_address_book_stands_there_if_it_is_in_scope() -> None:
    county = factories.association("430603")
    one, other = factories.body("430603", name="甲科协"), factories.body("430602", name="邻县企业科协")
    address = f"/organisations/{county.code}/add_group/?bodies={one.code}&bodies={other.code}"
    html = pages.browser(appointed(county)).get(address).text
    assert f"甲科协（{one.code}）" in html
    assert "邻县企业科协" not in html
