"""Who holds a post is entered."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-10")]


def test_a_post_is_filled_and_held_by_one_at_a_time() -> None:
    body = factories.body()
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/fill_post/"
    chair = int(rules.Title.CHAIR)
    assert pages.status(browser, address, title=chair, holder="张三", since="2024-01-01") == 303
    answer = pages.send(browser, address, title=chair, holder="李四", since="2025-01-01")
    assert answer.status_code == 422
    assert "这个职务在这段时间已经有人担任" in answer.text
    assert 'value="李四"' in answer.text
    assert pages.status(browser, address, title=int(rules.Title.VICE_CHAIR), holder="李四", since="2025-01-01") == 303
    assert body.posts.count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"until": "2024-01-01"}, "结束应晚于开始"),
        ({"title": int(rules.Title.LEADER)}, "这个职务"),
        ({"title": 11}, "没有这个“职务”选项"),
        ({"holder": ""}, "请填写任职人"),
        ({"since": "2024-13-01"}, "2026-11-21 这样填写"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    body = factories.body()
    given = {"title": int(rules.Title.CHAIR), "holder": "张三", "since": "2024-01-01", **typed}
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/fill_post/", **given)
    assert answer.status_code == 422
    assert words in answer.text


def test_in_a_branch_the_posts_of_branches() -> None:
    body = factories.body()
    branch = actions.add_branch(body, kind="study_group", name="学组", by=factories.BY)
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/fill_post/"
    given = {"branch": branch.pk, "holder": "组长", "since": "2024-01-01"}
    assert pages.status(browser, address, title=int(rules.Title.CHAIR), **given) == 422
    assert pages.status(browser, address, title=int(rules.Title.LEADER), **given) == 303
