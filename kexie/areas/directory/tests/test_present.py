"""A body writes its own public page and releases its sections."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-08")]


def test_only_what_is_released_is_seen_outside() -> None:
    body = factories.body(published=True)
    browser = pages.browser(appointed(body, Role.EDITOR))
    address = f"/organisations/{body.code}/present/"
    typed = {"introduction": "我们的简介", "phone": "0730-1234567", "highlights": "第一条\n\n第二条"}
    assert pages.status(browser, address, seen=0, **typed, released=["introduction"]) == 303
    public = pages.browser().get(f"/organisations/{body.code}/").text
    assert "我们的简介" in public
    assert "第二条" in public
    assert "0730-1234567" not in public
    assert pages.status(browser, address, seen=1, **typed, released=["contacts"]) == 303
    public = pages.browser().get(f"/organisations/{body.code}/").text
    assert "我们的简介" not in public
    assert "0730-1234567" in public


def test_the_superior_does_not_edit_it() -> None:
    body = factories.body()
    browser = pages.browser(appointed(body.superior))
    assert browser.get(f"/organisations/{body.code}/present/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "不是邮箱"}, "邮箱应像"),
        ({"website": "java script"}, "网址应以"),
        ({"website": "javascript:alert(1)"}, "网址应以"),
        ({"postcode": "12345"}, "邮政编码应为六位数字"),
        ({"longitude": "136.1", "latitude": "29"}, "经度应在 73 到 136 之间"),
        ({"longitude": "113.1"}, "经纬度应成对填写"),
        ({"introduction": "长" * 5001}, "最多 5000 个字"),
        ({"highlights": "长" * 121}, "每条亮点最多 120 个字"),
        ({"released": ["secrets"]}, "secrets"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(typed: dict[str, object], words: str) -> None:
    body = factories.body()
    browser = pages.browser(appointed(body))
    given = pages.form(seen=0, address="打过的地址", **typed)
    answer = browser.post(f"/organisations/{body.code}/present/", given)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="打过的地址"' in answer.text


@pytest.mark.spec("REL-02")
def test_an_old_page_is_shown_what_stands_now() -> None:
    body = factories.body()
    browser = pages.browser(appointed(body))
    actions.present(body, introduction="别人写的", by=factories.BY)
    answer = pages.send(browser, f"/organisations/{body.code}/present/", seen=0, introduction="我写的")
    assert answer.status_code == 409
    assert "我写的</textarea>" in answer.text
    assert "现在的内容：别人写的" in answer.text
