"""An agreed task is done, once."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-14")]


def test_it_is_done_once_and_not_before_it_was_agreed() -> None:
    body = factories.body(kind="federation")
    task = actions.agree_task(body, title="联合攻关", agreed_on=date(2026, 3, 1), by=factories.BY)
    address = f"/organisations/{body.code}/agreed/{task.pk}/complete_task/"
    browser = pages.browser(appointed(body))
    for day, words in (("2026-02-28", "不能早于商定日期"), ("2199-01-01", "还没有到"), ("", "请填写完成日期")):
        answer = pages.send(browser, address, done_on=day)
        assert (answer.status_code, words in answer.text) == (422, True), day
    assert pages.status(browser, address, done_on="2026-03-01", result="三项专利") == 303
    task.refresh_from_db()
    assert (task.done_on, task.result) == (date(2026, 3, 1), "三项专利")
    assert pages.status(browser, address, done_on="2026-03-02") == 404
