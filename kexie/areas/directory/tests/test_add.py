"""A superior registers a body below itself."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-01b")]
USCC = "91430600000000000R"


def send(**typed: str) -> tuple[Organisation, int, str]:
    county = factories.association("430603")
    given = {"kind": "enterprise", "name": "云溪化工有限公司", "region": "云溪区", "status": "active", **typed}
    browser = pages.browser(appointed(county))
    answer = pages.send(browser, f"/organisations/{county.code}/add/", **given)
    return county, answer.status_code, answer.text


def test_an_enterprise_and_its_association_are_registered() -> None:
    county, status, _ = send(uscc="9143 0600 0000 0000 0r", founded_on="1990-05-01")
    enterprise = Organisation.objects.get(name="云溪化工有限公司")
    assert (status, enterprise.superior, enterprise.uscc, enterprise.region_id) == (303, county, USCC, "430603")
    _, status, html = send(kind="enterprise_association", name="云溪化工科协", host="云溪化工")
    assert status == 422
    assert "没有找到这个组织" in html
    written = f"云溪化工有限公司（{enterprise.code}）"
    assert send(kind="enterprise_association", name="云溪化工科协", host=written)[1] == 303
    hosted = Relation.objects.get(edge=rules.Edge.HOSTED_BY)
    assert (hosted.subject.name, hosted.object) == ("云溪化工科协", enterprise)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "enterprise_association"}, "要选择所在单位"),
        ({"kind": "association"}, "没有这个“类型”选项"),
        ({"kind": ""}, "请选择类型"),
        ({"name": " "}, "请填写名称"),
        ({"name": "名" * 121}, "最多 120 个字"),
        ({"uscc": "91430600000000000X"}, "校验位不对"),
        ({"uscc": "123"}, "应为 18 位"),
        ({"region": "栖霞区"}, "没有找到这个地区"),
        ({"region": "岳阳楼区"}, "没有找到这个地区"),
        ({"founded_on": "2199-01-01"}, "还没有到"),
        ({"founded_on": "昨天"}, "2026-11-21 这样填写"),
        ({"status": "closed"}, "没有这个“状态”选项"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(typed: dict[str, str], words: str) -> None:
    _, status, html = send(short_name="云溪化工", **typed)
    assert status == 422
    assert words in html
    assert 'value="云溪化工"' in html
    assert not Organisation.objects.filter(kind="enterprise").exists()


def test_what_is_there_already_is_not_registered_twice() -> None:
    factories.body("430603", kind="enterprise", name="云溪化工有限公司")
    assert "已经登记过同名的企业" in send()[2]
    factories.body("430602", kind="enterprise", name="别处的", uscc=USCC)
    assert "这个统一社会信用代码已经登记过" in send(name="另一家", uscc=USCC)[2]


@pytest.mark.spec("SEC-01")
def test_fields_that_the_form_does_not_show_are_ignored() -> None:
    other = factories.association("320113")
    county, status, _ = send(superior=str(other.pk), code="mine", published_at="2026-01-01", level="county")
    made = Organisation.objects.get(name="云溪化工有限公司")
    assert (status, made.superior, made.level, made.is_public) == (303, county, "", False)
    assert made.code != "mine"


@pytest.mark.spec("SCP-01")
def test_a_host_out_of_reach_is_as_if_it_did_not_exist() -> None:
    away = factories.body("320113", kind="enterprise", name="栖霞化工", published=False)
    _, status, html = send(kind="enterprise_association", name="科协", host=f"栖霞化工（{away.code}）")
    assert (status, "没有找到这个组织" in html) == (422, True)
