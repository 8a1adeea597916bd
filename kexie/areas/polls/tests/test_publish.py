"""A poll is published: for whom, how often, and what guards it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.gatherings.queries import collection
from kexie.areas.membership.tests import factories as members
from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]
RIGHT = {"audience": "link", "once": "device", "ranking": "live", "rate": "２００", "is_daily": "on"}


def test_what_is_typed_is_what_holds() -> None:
    poll = factories.draft()
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/polls/{poll.code}/publish/"
    assert 'value="300"' in browser.get(address).text
    assert pages.status(browser, address, **RIGHT, seen=poll.revision) == 303
    poll = Poll.objects.get()
    held = collection(poll)
    assert (poll.stage, poll.ranking, poll.rate) == ("running", "live", 200)
    assert (held.once, held.is_daily, held.is_anonymous) == ("device", True, False)
    assert browser.get(address)["Location"] == f"/polls/{poll.code}/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"is_anonymous": "on"}, "不能匿名"),
        ({"closes_at": "2020-01-01T00:00"}, "截止时间应晚于现在"),
        ({"audience": "members", "is_anonymous": "on", "is_daily": ""}, "能猜出刚投票的人投了谁"),
        ({"audience": "bodies"}, "现在没有符合条件的人或组织"),
        ({"ranking": ""}, "请选择排名什么时候公开"),
        ({"rate": "0"}, "不能小于 1"),
    ],
)
def test_a_wrong_setting_is_told(typed: dict[str, str], sentence: str) -> None:
    poll = factories.draft()
    browser = pages.browser(factories.staff(poll.organisation))
    refused = pages.send(browser, f"/polls/{poll.code}/publish/", **(RIGHT | typed), seen=poll.revision)
    assert (refused.status_code, sentence in refused.text) == (422, True), refused.text
    assert Poll.objects.get().stage == "draft"


def test_other_questions_are_told_before_and_refused() -> None:
    asked: list[dict[str, Any]] = [*factories.items(), {"key": "why", "kind": "text", "label": "为什么"}]
    poll = factories.draft(given=asked)
    browser, address = pages.browser(factories.staff(poll.organisation)), f"/polls/{poll.code}/publish/"
    assert "第 2 题：投票只能用单选和多选题" in browser.get(address).text
    assert pages.status(browser, address, **RIGHT, seen=poll.revision) == 422


def test_members_are_told() -> None:
    body, person = members.body(), persons.person()
    members.own(person, body)
    poll = factories.opened(body, audience="members")
    told = Announcement.objects.get(what="polls.publish")
    assert (told.people, told.link) == ([person.pk], f"/polls/{poll.code}/vote/")
    assert collection(poll).once == "person"
    with pytest.raises(ValidationError, match="您的账号不在名册里"):
        factories.voted(poll, person=persons.person())


@pytest.mark.spec("FRM-07")
def test_a_chosen_group_votes_and_nobody_else() -> None:
    body, inside, outside = members.body(), persons.person(), persons.person()
    tag = members.tagged(members.own(inside, body))
    members.own(outside, body)
    poll = factories.draft(body)
    browser, address = pages.browser(factories.staff(body)), f"/polls/{poll.code}/publish/"
    typed = {**RIGHT, "audience": "group", "is_daily": ""}
    assert "请选择发给哪个分组" in pages.send(browser, address, **typed, group="", seen=poll.revision).text
    assert pages.status(browser, address, **typed, group=tag.code, seen=poll.revision) == 303
    poll = Poll.objects.get()
    factories.voted(poll, person=inside)
    with pytest.raises(ValidationError, match="不在名单里"):
        factories.voted(poll, person=outside)
