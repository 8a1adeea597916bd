"""A member is expelled by a decision of the committee alone, on one of three grounds (《通则》第二十二条)."""

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-06")]
TYPED = {"ground": "charter", "decision": "二届三次全体会议（科协字〔2026〕8号）", "decided_on": "2026-11-22"}


def send(member: Member, **given: str) -> tuple[int, str]:
    browser = pages.browser(appointed(member.organisation))
    answer = pages.send(browser, f"/members/{member.code}/expel/", seen=member.revision, **{**TYPED, **given})
    return answer.status_code, answer.text


def test_ground_and_decision_stand_in_the_history_and_the_member_is_told() -> None:
    person = persons.person()
    member = factories.own(person)
    assert send(member, decided_on=str(member.joined_on))[0] == 303
    member.refresh_from_db()
    remark = member.changes.last().remark
    assert (member.status, "严重违反科协章程" in remark, "二届三次" in remark) == ("expelled", True, True)
    told = Announcement.objects.get(what="membership.expel")
    assert (told.people, "二届三次" in told.text, "违反" in told.title) == ([person.pk], True, False)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"decision": ""}, "请填写委员会的决定"),
        ({"decision": "长" * 201}, "最多 200 个字"),
        ({"ground": ""}, "请选择事由"),
        ({"ground": "dues"}, "没有这个"),
        ({"decided_on": "2999-01-01"}, "晚于今天"),
    ],
)
def test_without_a_decision_or_a_ground_nobody_is_expelled(typed: dict[str, str], words: str) -> None:
    member = factories.member()
    status, html = send(member, **typed)
    member.refresh_from_db()
    assert (status, words in html, member.status) == (422, True, "active")
