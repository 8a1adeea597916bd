"""A superior takes a page off the portal with a reason that the body is told."""

from datetime import timedelta

import pytest

from kexie.core import clock
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-08"), pytest.mark.spec("SCP-02")]


def test_it_is_gone_at_once_and_the_body_is_told_why() -> None:
    body = factories.body(published=True)
    own = appointed(body)
    browser = pages.browser(appointed(body.superior, Role.REVIEWER))
    assert pages.status(browser, f"/organisations/{body.code}/take_offline/", reason="地址写错了") == 303
    assert pages.browser().get(f"/organisations/{body.code}/").status_code == 404
    for address in ("/workbench/", f"/organisations/{body.code}/manage/", f"/organisations/{body.code}/present/"):
        assert "地址写错了" in pages.browser(own).get(address).text, address
    assert titles(own) == ["主页已被上级下线，修改后可以重新公开"]


@pytest.mark.spec("NOT-02")
def test_it_waits_until_the_page_is_online_again_and_the_superior_is_told() -> None:
    body = factories.body(published=True)
    own, superior = appointed(body), appointed(body.superior)
    pages.send(pages.browser(superior), f"/organisations/{body.code}/take_offline/", reason="地址写错了")
    assert "主页已被下线" in pages.browser(own).get("/worklist/").text
    with clock.held(clock.now() + timedelta(minutes=1)):
        actions.present(body, phone="0730-8452000", by=factories.BY)
        assert pages.status(pages.browser(own), f"/organisations/{body.code}/publish/") == 303
    assert "主页已被下线" not in pages.browser(own).get("/worklist/").text
    assert titles(superior) == [f"{body.called}修改后重新公开了主页"]


@pytest.mark.parametrize(("reason", "words"), [("  ", "请填写这一项"), ("长" * 201, "最多 200 个字")])
def test_a_reason_is_needed(reason: str, words: str) -> None:
    body = factories.body(published=True)
    answer = pages.send(
        pages.browser(appointed(body.superior)), f"/organisations/{body.code}/take_offline/", reason=reason
    )
    assert answer.status_code == 422
    assert words in answer.text or "请写明下线原因" in answer.text
    body.refresh_from_db()
    assert body.is_public


def test_nobody_takes_the_own_or_a_siblings_page_off() -> None:
    body, other = factories.body(published=True), factories.body()
    for person in (appointed(body), appointed(other), appointed(factories.association("430602"))):
        assert pages.status(pages.browser(person), f"/organisations/{body.code}/take_offline/", reason="不行") == 404
