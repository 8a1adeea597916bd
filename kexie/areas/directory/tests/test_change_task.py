"""An agreed task is changed until it is done."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-14")]


def test_an_old_page_is_told_and_a_done_one_stays() -> None:
    body = factories.body(kind="federation")
    task = actions.agree_task(body, title="联合攻关", agreed_on=date(2026, 3, 1), by=factories.BY)
    address = f"/organisations/{body.code}/agreed/{task.pk}/change_task/"
    browser = pages.browser(appointed(body))
    given = {"title": "联合攻关二期", "agreed_on": "2026-03-02"}
    assert pages.status(browser, address, seen=0, **given) == 303
    answer = pages.send(browser, address, seen=0, title="三期", agreed_on="2026-03-02")
    assert answer.status_code == 409
    assert "现在的内容：联合攻关二期" in answer.text
    actions.complete_task(task, done_on=date(2026, 4, 1), by=factories.BY)
    assert pages.status(browser, address, seen=2, **given) == 404
    assert pages.status(pages.browser(appointed(factories.body())), address, seen=2, **given) == 404
