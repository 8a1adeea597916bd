"""A draft is published: frozen, for an audience, and those who are expected are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.membership.tests import factories as members
from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.core import clock
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.questionnaires.models import Collection, Version
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01", "FRM-07")]


def publish(survey: Survey, **typed: Any) -> Any:
    browser = pages.browser(factories.staff(survey.organisation))
    given = {"audience": "link", "once": "nobody", "seen": survey.revision} | typed
    return pages.send(browser, f"/surveys/{survey.code}/publish/", **given)


def test_a_draft_becomes_a_survey_with_an_address() -> None:
    survey = factories.draft()
    answer = publish(survey, password="yueyang", most="30", closes_at="2099-05-01T18:00", are_results_open="on")
    assert (answer.status_code, answer["Location"]) == (303, f"/surveys/{survey.code}/")
    survey.refresh_from_db()
    collection = Collection.objects.get()
    assert (survey.stage, survey.collection, survey.are_results_open) == ("running", collection, True)
    assert (collection.most, collection.once, collection.password == "yueyang") == (30, "nobody", False)
    assert (Version.objects.get().data, collection.version.number) == (survey.questionnaire.draft, 1)


def test_what_is_wrong_stands_on_the_page_and_nothing_is_published() -> None:
    survey = factories.draft(items=[{"key": "q", "kind": "single", "label": ""}])
    browser = pages.browser(factories.staff(survey.organisation))
    shown = browser.get(f"/surveys/{survey.code}/publish/").text
    assert ("第 1 题：请写题目。" in shown, "第 1 题：至少要有 2 个选项。" in shown) == (True, True)
    refused = publish(survey)
    assert (refused.status_code, "第 1 题：请写题目。" in refused.text) == (422, True)
    assert not Collection.objects.exists()


@pytest.mark.spec("FRM-06")
@pytest.mark.parametrize("kind", ["file", "image"])
def test_nobody_is_anonymous_by_a_file(kind: str) -> None:
    survey = factories.draft(items=[{"key": "q", "kind": kind, "label": "证明"}])
    assert "匿名的问卷不能收文件" in publish(survey, is_anonymous="on").text
    assert publish(survey).status_code == 303


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"closes_at": "2020-01-01T08:00"}, "截止时间应晚于现在。"),
        ({"closes_at": "2099-01-01T08:00", "opens_at": "2099-01-01T08:00"}, "截止时间应晚于开始时间。"),
        ({"is_anonymous": "on", "is_changeable": "on"}, "匿名的问卷交了以后不能修改"),
        ({"audience": "members"}, "现在没有符合条件的人或组织"),
        ({"audience": "nobody"}, "没有这个“填写对象”选项"),
        ({"once": "organisation"}, "请重新选择"),
        ({"most": "0"}, "不能小于 1"),
    ],
)
def test_a_wrong_setting_is_told(typed: dict[str, Any], words: str) -> None:
    refused = publish(factories.draft(), **typed)
    assert (refused.status_code, words in refused.text) == (422, True), words


def test_who_one_is_cannot_be_asked_anonymously() -> None:
    survey = factories.draft(items=[{"key": "q", "kind": "name", "label": "您的姓名"}])
    assert "匿名的问卷不能问“您的姓名”" in publish(survey, is_anonymous="on").text


def test_members_with_an_account_are_expected_and_told() -> None:
    body = members.body()
    person = persons.person()
    members.own(person, body)
    members.member(body)  # without an account
    survey = factories.opened(body, audience="members")
    assert survey.collection is not None
    assert [(seat.person, seat.is_expected) for seat in survey.collection.roll.all()] == [(person, True)]
    told = Announcement.objects.get(what="surveys.publish")
    assert (told.people, told.link) == ([person.pk], f"/surveys/{survey.code}/answer/")


@pytest.mark.spec("FRM-07")
def test_a_group_of_members_is_expected_and_nobody_else_answers() -> None:
    body = members.body()
    person, other = persons.person(), persons.person()
    group = members.tagged(members.own(person, body))
    members.own(other, body)
    foreign = members.tagged(members.own(persons.person()))
    survey = factories.draft(body)
    page = pages.browser(factories.staff(body)).get(f"/surveys/{survey.code}/publish/").text
    assert ("炼油学组（有账号的 1 人）" in page, foreign.code in page) == (True, False)
    assert "请选择发给哪个分组" in publish(survey, audience="group").text
    assert publish(survey, audience="group", group=foreign.code).status_code == 422
    assert publish(survey, audience="group", group=group.code).status_code == 303
    survey.refresh_from_db()
    assert survey.collection is not None
    assert [seat.person for seat in survey.collection.roll.all()] == [person]
    assert Announcement.objects.get(what="surveys.publish").people == [person.pk]
    address = f"/surveys/{survey.code}/answer/"
    assert "不在名单里" in pages.browser(other).get(address).text
    assert pages.send(pages.browser(other), address, **{"a.field": "a1"}).status_code == 422
    assert pages.status(pages.browser(person), address, **{"a.field": "a1"}) == 303


def test_every_body_below_is_expected_once() -> None:
    county = bodies.association(factories.COUNTY)
    below = [bodies.body(factories.COUNTY), bodies.body(factories.COUNTY)]
    survey = factories.opened(county, audience="bodies")
    assert survey.collection is not None
    assert {seat.organisation for seat in survey.collection.roll.all()} == set(below)
    assert Announcement.objects.filter(what="surveys.publish", permission="surveys.fill").count() == 2


def test_an_old_page_and_a_second_publishing_are_refused() -> None:
    survey = factories.draft()
    with pytest.raises(Stale):
        actions.publish(survey, audience="link", seen=survey.revision + 1, by=factories.by(factories.staff()))
    factories.opened()
    opened = actions.publish(survey, audience="link", seen=survey.revision, by=factories.by(factories.staff()))
    with pytest.raises(ValidationError, match="已经发布"):
        actions.publish(opened, audience="link", seen=opened.revision, by=factories.by(factories.staff()))


def test_it_opens_later_where_that_is_wanted() -> None:
    survey = factories.opened(opens_at=clock.now() + timedelta(days=1))
    assert "还没有到开始的时间" in pages.browser().get(f"/surveys/{survey.code}/answer/").text


@pytest.mark.django_db(transaction=True)
def test_two_at_once_publish_once() -> None:
    survey = factories.draft()
    by = factories.by(factories.staff())
    done = at_once(*[lambda: actions.publish(survey, audience="link", seen=survey.revision, by=by)] * 2)
    assert sorted(isinstance(one, Stale) for one in done) == [False, True]
    assert Collection.objects.count() == 1
