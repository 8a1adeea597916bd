"""A group is named, once."""

import pytest

from kexie.areas.membership import rules
from kexie.areas.membership.models import Tag
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_one_name_once_in_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    body = factories.body()
    factories.tag(name="青年会员")
    browser, page = pages.browser(appointed(body)), f"/organisations/{body.code}/members/tags/add_tag/"
    assert pages.status(browser, page, name="  青年会员 ") == 303
    for name, words in (("青年会员", "同名的分组"), ("", "请填写"), ("长" * 21, "最多 20 个字")):
        answer = pages.send(browser, page, name=name)
        assert (answer.status_code, words in answer.text) == (422, True), name
    monkeypatch.setattr(rules, "MAX_TAGS", 1)
    assert "最多 1 个分组" in pages.send(browser, page, name="又一组").text
    assert Tag.objects.get(organisation=body).name == "青年会员"
