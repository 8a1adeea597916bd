"""People vote: once or once a day, as many as allowed, in time; and nobody stuffs the box."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.questionnaires.models import Response, Seat
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def send(poll: Poll, browser: Client, *keys: str) -> Any:
    return pages.send(browser, f"/polls/{poll.code}/vote/", **{"a.vote": list(keys or ("a2",))})


def test_a_visitor_comes_by_the_short_address_and_votes_once() -> None:
    poll, browser = factories.opened(), Client()
    assert "王溪" in browser.get(f"/v/{poll.code}/", follow=True).text
    answer = send(poll, browser)
    assert (answer.status_code, answer["Location"]) == (303, f"/polls/{poll.code}/thanks/")
    assert "这台设备已经投过票" in browser.get(f"/polls/{poll.code}/vote/").text
    again = send(poll, browser)
    assert (again.status_code, "已经投过票，不能再投" in again.text) == (422, True)
    assert "请允许浏览器保存 Cookie" in send(poll, Client()).text  # who keeps no token votes not at all
    row = Response.objects.get()
    assert (row.answers, row.person, len(row.origin)) == ({"vote": "a2"}, None, 16)


def test_so_many_and_no_more_nor_others() -> None:
    poll, browser = factories.opened(most=2), Client()
    browser.get(f"/polls/{poll.code}/vote/")
    assert "最多选 2 项，现在选了 3 项" in send(poll, browser, "a1", "a2", "a3").text
    assert "这个选项已经没有了" in send(poll, browser, "a1", "a9").text
    assert pages.send(browser, f"/polls/{poll.code}/vote/").status_code == 422
    assert send(poll, browser, "a1", "a3").status_code == 303
    assert Response.objects.get().answers == {"vote": ["a1", "a3"]}


def test_each_account_once_a_day() -> None:
    poll, person = factories.opened(once="person", is_daily=True), persons.person()
    assert "请先登录" in Client().get(f"/polls/{poll.code}/vote/").text
    browser = pages.browser(person)
    assert send(poll, browser).status_code == 303
    assert "请明天再来" in send(poll, browser).text
    with clock.held(clock.now() + timedelta(days=1)):
        factories.voted(poll, person=person)
        with pytest.raises(ValidationError, match="明天再来"):
            factories.voted(poll, person=person)
    assert factories.taken(poll) == 2


def test_a_network_votes_so_often_in_an_hour() -> None:
    poll, other = factories.opened(rate=2), factories.opened(rate=2)

    def status(poll: Poll, address: str) -> int:
        browser = Client(REMOTE_ADDR=address)
        browser.get(f"/polls/{poll.code}/vote/")
        return int(send(poll, browser).status_code)

    assert [status(poll, "203.0.113.7") for _ in range(3)] == [303, 303, 422]
    assert [status(poll, "203.0.113.8"), status(other, "203.0.113.7")] == [303, 303]
    same = [status(poll, f"2001:db8:1:2::{host}") for host in range(1, 4)]
    assert same == [303, 303, 422]  # one household, however many addresses
    assert (factories.taken(poll), Seat.objects.filter(collection=poll.collection).count()) == (5, 5)


def test_an_anonymous_vote_leads_nowhere() -> None:
    poll = factories.opened(is_anonymous=True, rate=10)
    browser = Client(REMOTE_ADDR="203.0.113.77")
    assert "匿名投票" in browser.get(f"/polls/{poll.code}/vote/").text
    assert send(poll, browser).status_code == 303
    row = Response.objects.get()
    assert (row.person, row.organisation, row.submitted_at, row.origin) == (None, None, None, "")


@pytest.mark.django_db(transaction=True)
def test_one_device_at_once_votes_once() -> None:
    poll = factories.opened(rate=100)
    done = at_once(*[lambda: factories.voted(poll, device="one", origin="ab" * 8)] * 4)
    assert sorted(isinstance(one, ValidationError) for one in done) == [False, True, True, True]
    assert factories.taken(poll) == 1
