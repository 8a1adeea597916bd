"""A part of a body is closed; the posts in it end."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-05a")]


def test_its_posts_end_with_it() -> None:
    body = factories.body()
    branch = actions.add_branch(body, kind="branch", name="分会", founded_on=date(2020, 1, 1), by=factories.BY)
    post = actions.fill_post(
        body, title=rules.Title.LEADER, holder="会长", since=date(2020, 1, 1), branch=branch, by=factories.BY
    )
    address = f"/organisations/{body.code}/branches/{branch.pk}/close_branch/"
    browser = pages.browser(appointed(body))
    for day, words in (("2019-12-31", "不能早于成立日期"), ("2199-01-01", "还没有到")):
        answer = pages.send(browser, address, closed_on=day)
        assert (answer.status_code, words in answer.text) == (422, True)
    assert pages.status(browser, address, closed_on="2026-01-01") == 303
    post.refresh_from_db()
    branch.refresh_from_db()
    assert (post.period.upper, branch.closed_on) == (date(2026, 1, 1), date(2026, 1, 1))
    assert pages.status(browser, address, closed_on="2026-01-01") == 422


def test_one_with_parts_in_it_stays() -> None:
    body = factories.body()
    upper = actions.add_branch(body, kind="branch", name="上", by=factories.BY)
    actions.add_branch(body, kind="branch", name="下", superior=upper, by=factories.BY)
    answer = pages.send(
        pages.browser(appointed(body)),
        f"/organisations/{body.code}/branches/{upper.pk}/close_branch/",
        closed_on="2026-01-01",
    )
    assert answer.status_code == 422
    assert "还有未撤销的机构" in answer.text
