"""A post ends before its time; its history stays."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-10")]


def test_it_ends_and_stays_in_history() -> None:
    body = factories.body()
    post = actions.fill_post(body, title=rules.Title.CHAIR, holder="张三", since=date(2024, 1, 1), by=factories.BY)
    address = f"/organisations/{body.code}/posts/{post.pk}/end_post/"
    browser = pages.browser(appointed(body))
    assert pages.status(browser, address, until="2024-01-01") == 422
    assert pages.status(browser, address, until="2026-06-30") == 303
    post.refresh_from_db()
    assert post.period.upper == date(2026, 6, 30)
    assert "张三" in browser.get(f"/organisations/{body.code}/structure/").text.split("历史")[-1]
    answer = pages.send(browser, address, until="2026-07-01")
    assert answer.status_code == 422
    assert "已经结束" in answer.text


def test_it_is_not_prolonged_by_ending_it() -> None:
    body = factories.body()
    post = actions.fill_post(
        body, title=rules.Title.CHAIR, holder="张三", since=date(2024, 1, 1), until=date(2099, 1, 1), by=factories.BY
    )
    address = f"/organisations/{body.code}/posts/{post.pk}/end_post/"
    assert pages.status(pages.browser(appointed(body)), address, until="2099-01-02") == 422
    assert pages.status(pages.browser(appointed(body)), address, until="2099-01-01") == 303
