"""People answer: with a link, as members, for their organisation; once, in time, and within what is free."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kexie.areas.membership.tests import factories as members
from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.questionnaires.models import Collection, Draft, Quota, Response, Seat
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-06", "FRM-07")]
RIGHT = {"a.field": "a1", "a.age": "３５"}
LIMITED: list[dict[str, Any]] = [
    {
        "key": "field",
        "kind": "single",
        "label": "选哪一场",
        "choices": [{"key": "a1", "label": "上午", "quota": 1}, {"key": "a2", "label": "下午"}],
    }
]


def page(survey: Survey) -> str:
    return f"/surveys/{survey.code}/answer/"


def send(survey: Survey, browser: Client | None = None, /, **typed: Any) -> Any:
    return pages.send(browser or pages.browser(), page(survey), **(typed or RIGHT))


def test_a_visitor_comes_by_the_short_address_and_answers() -> None:
    survey = factories.opened()
    browser = Client()
    shown = browser.get(f"/s/{survey.code}/", follow=True)
    assert ("您最需要什么" in shown.text, "问卷" in shown.text) == (True, True)
    answer = send(survey, browser)
    assert (answer.status_code, answer["Location"]) == (303, f"/surveys/{survey.code}/thanks/")
    row = Response.objects.get()
    assert (row.answers, row.person, row.organisation) == ({"field": "a1", "age": "35"}, None, None)
    assert row.submitted_at is not None
    assert (Collection.objects.get().taken, Seat.objects.count()) == (1, 0)


@pytest.mark.spec("FRM-04")
def test_a_hand_made_request_does_not_pass_and_nothing_typed_is_lost() -> None:
    survey = factories.opened()
    refused = send(survey, **{"a.age": "15", "a.why": "没有问到", "a.stray": "x", "stray": "y"})
    assert refused.status_code == 422
    assert ("请选择一项。" in refused.text, "请填写不小于 16 的数。" in refused.text) == (True, True)
    assert 'name="a.age" value="15"' in refused.text
    assert not Response.objects.exists()
    assert send(survey, **{"a.field": "a1", "a.why": "没有问到"}).status_code == 303
    assert Response.objects.get().answers == {"field": "a1"}


@pytest.mark.spec("FRM-04")
def test_a_hundred_thousand_characters_are_told_and_stay_on_the_page() -> None:
    survey, words = factories.opened(), "长" * 100_000
    refused = send(survey, **{"a.field": "a2", "a.why": words})
    assert (refused.status_code, words in refused.text) == (422, True)
    assert "最多 10000 个字，现在有 100000 个字。" in refused.text
    assert not Response.objects.exists()


def test_a_draft_has_no_address() -> None:
    assert pages.browser().get(page(factories.draft())).status_code == 404


def test_each_person_answers_once() -> None:
    survey = factories.opened(once="person")
    assert "请先登录" in pages.browser().get(page(survey)).text
    assert "请先登录再填写。" in send(survey).text
    browser = pages.browser(persons.person())
    assert send(survey, browser).status_code == 303
    assert "您已经交过一份" in browser.get(page(survey)).text
    again = send(survey, browser)
    assert (again.status_code, "您已经交过一份，不能再交。" in again.text) == (422, True)
    assert Response.objects.count() == 1


def test_each_device_answers_once() -> None:
    survey = factories.opened(once="device")
    refused = send(survey)  # a browser that keeps no cookies
    assert "请允许浏览器保存 Cookie" in refused.text
    browser = Client()
    browser.get(page(survey))
    assert send(survey, browser).status_code == 303
    assert "这台设备已经交过一份" in browser.get(page(survey)).text
    assert "这台设备已经交过一份，不能再交。" in send(survey, browser).text
    token = browser.cookies["answering"].value
    assert token not in Seat.objects.get().key


def test_members_answer_and_others_do_not() -> None:
    body = members.body()
    member, late = persons.person(), persons.person()
    members.own(member, body)
    survey = factories.opened(body, audience="members")
    members.own(late, body)
    assert "您不在填写范围里" in pages.browser(persons.person()).get(page(survey)).text
    assert "只给发布单位的会员填写" in send(survey, pages.browser(persons.person())).text
    assert [send(survey, pages.browser(one)).status_code for one in (member, late)] == [303, 303]
    assert set(Seat.objects.values_list("person", "is_expected", "is_answered")) == {
        (member.pk, True, True),
        (late.pk, False, True),
    }


def test_staff_answer_for_their_organisation_once() -> None:
    first, second = bodies.body(factories.COUNTY), bodies.body(factories.COUNTY)
    survey = factories.opened(audience="bodies")
    person = appointed(first, Role.SECRETARY)
    appointed(second, Role.SECRETARY, person=person)
    colleague, viewer = appointed(first, Role.LEADER), appointed(first, Role.VIEWER)
    browser = pages.browser(person)
    assert "您要代表哪个组织填写" in browser.get(page(survey)).text
    assert "不能再交" not in send(survey, browser, **RIGHT, **{"for": first.code}).text
    assert "贵组织已经交过一份" in send(survey, pages.browser(colleague)).text
    assert send(survey, browser, **RIGHT, **{"for": second.code}).status_code == 303
    assert "没有相应的角色" in send(survey, pages.browser(viewer)).text
    assert set(Response.objects.values_list("organisation", flat=True)) == {first.pk, second.pk}


def test_too_early_too_late_and_full() -> None:
    now = clock.now()
    early = factories.opened(opens_at=now + timedelta(hours=1))
    late = factories.opened(closes_at=now + timedelta(hours=1))
    full = factories.opened(most=1)
    send(full)
    assert "还没有到开始的时间。" in send(early).text
    assert "已经收满了，谢谢您。" in send(full).text
    assert "问卷已经收满" in pages.browser().get(page(full)).text
    with clock.held(now + timedelta(hours=1)):
        assert "已经结束，不再接收。" in send(late).text
        assert "问卷已经结束" in pages.browser().get(page(late)).text
    with clock.held(now + timedelta(minutes=59)):
        assert send(late).status_code == 303


def test_a_code_that_there_is_not_is_refused() -> None:
    survey = factories.opened(items=[{"key": "field", "kind": "region", "label": "所在地区"}])
    assert "请从列表里选择。" in send(survey, **{"a.field": "999999"}).text
    assert '<option value="430600"' in pages.browser().get(page(survey)).text
    assert send(survey, **{"a.field": "430600"}).status_code == 303


def test_what_is_personal_stands_apart_and_encrypted() -> None:
    survey = factories.opened(items=[{"key": "phone", "kind": "mobile", "label": "手机号"}])
    send(survey, **{"a.phone": "138 0000 5678"})
    row = Response.objects.get()
    assert (row.answers, row.personal) == ({}, '{"phone": "13800005678"}')


def test_the_draft_goes_with_the_answer() -> None:
    survey = factories.opened(once="person")
    browser = pages.browser(persons.person())
    pages.send(browser, f"/surveys/{survey.code}/save/", **{"a.field": "a2"})
    assert 'value="a2" checked' in browser.get(page(survey)).text
    assert (Draft.objects.count(), send(survey, browser).status_code, Draft.objects.count()) == (1, 303, 0)


@pytest.mark.spec("FRM-02")
@pytest.mark.django_db(transaction=True)
def test_the_last_place_of_a_choice_goes_to_one_of_two() -> None:
    survey = factories.opened(items=LIMITED)
    done = at_once(*[lambda: factories.answered(survey)] * 4)
    refused = [str(one) for one in done if isinstance(one, ValidationError)]
    assert (len(refused), Response.objects.count(), Quota.objects.get().taken) == (3, 1, 1)
    assert all("名额刚刚满了" in words for words in refused)
    assert Collection.objects.get().taken == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_answer_that_is_taken_is_one_of_two() -> None:
    survey = factories.opened(most=1)
    done = at_once(*[lambda: factories.answered(survey)] * 4)
    assert sum(isinstance(one, Response) for one in done) == Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_person_on_two_devices_answers_once() -> None:
    survey = factories.opened(once="person")
    person = persons.person()
    done = at_once(*[lambda: factories.answered(survey, person)] * 3)
    assert sum(isinstance(one, Response) for one in done) == Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_answered_while_it_closes_is_taken_whole_or_not() -> None:
    survey = factories.opened()
    by = factories.by(factories.staff())
    done = at_once(
        *[lambda: factories.answered(survey)] * 3,
        lambda: actions.close(survey, by=by),
        *[lambda: factories.answered(survey)] * 3,
    )
    taken = sum(isinstance(one, Response) for one in done)
    collection = Collection.objects.get()
    assert (Response.objects.count(), collection.taken) == (taken, taken)
    assert all("已经结束" in str(one) for one in done if isinstance(one, ValidationError))
    assert collection.closed_at is not None
