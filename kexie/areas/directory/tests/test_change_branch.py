"""A part of a body is renamed and moved inside it."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-05a")]


def test_it_is_renamed_and_an_old_page_is_told() -> None:
    body = factories.body()
    branch = actions.add_branch(body, kind="branch", name="旧名", by=factories.BY)
    address = f"/organisations/{body.code}/branches/{branch.pk}/change_branch/"
    browser = pages.browser(appointed(body))
    assert pages.status(browser, address, seen=0, kind="branch", name="新名", members=5) == 303
    answer = pages.send(browser, address, seen=0, kind="branch", name="另一个名")
    assert answer.status_code == 409
    assert "现在的内容：新名" in answer.text


def test_no_circle_and_no_closed_part() -> None:
    body = factories.body()
    upper = actions.add_branch(body, kind="branch", name="上", by=factories.BY)
    lower = actions.add_branch(body, kind="branch", name="下", superior=upper, by=factories.BY)
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/branches/{upper.pk}/change_branch/"
    answer = pages.send(browser, address, seen=0, kind="branch", name="上", superior=lower.pk)
    assert answer.status_code == 422
    assert "不能隶属于自己" in answer.text
    actions.close_branch(lower, closed_on=factories.DAY, by=factories.BY)
    closed = f"/organisations/{body.code}/branches/{lower.pk}/change_branch/"
    assert pages.status(browser, closed, seen=1, kind="branch", name="改名") == 422


@pytest.mark.spec("SEC-01")
def test_another_bodys_part_is_not_there() -> None:
    body, other = factories.body(), factories.body()
    branch = actions.add_branch(other, kind="branch", name="别家", by=factories.BY)
    browser = pages.browser(appointed(body))
    for code in (body.code, other.code):
        assert browser.get(f"/organisations/{code}/branches/{branch.pk}/change_branch/").status_code == 404
