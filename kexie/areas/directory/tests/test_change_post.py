"""What was entered of a post is put right."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-10")]


def test_it_is_put_right_and_an_old_page_is_told() -> None:
    body = factories.body()
    post = actions.fill_post(body, title=rules.Title.CHAIR, holder="张山", since=date(2024, 1, 1), by=factories.BY)
    address = f"/organisations/{body.code}/posts/{post.pk}/change_post/"
    browser = pages.browser(appointed(body))
    assert 'value="2024-01-01"' in browser.get(address).text
    assert pages.status(browser, address, seen=0, holder="张三", since="2024-02-01", until="2029-02-01") == 303
    post.refresh_from_db()
    assert (post.holder, post.period.lower, post.period.upper) == ("张三", date(2024, 2, 1), date(2029, 2, 1))
    answer = pages.send(browser, address, seen=0, holder="张珊", since="2024-01-01")
    assert answer.status_code == 409
    assert "现在的内容：2024-02-01" in answer.text
