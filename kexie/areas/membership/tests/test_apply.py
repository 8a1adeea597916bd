"""Somebody applies on a body's public page."""

from datetime import date
from typing import Any

import pytest

from kexie.areas.charters.tests import factories as charters
from kexie.areas.membership import actions, rules
from kexie.areas.membership.models import Application
from kexie.areas.membership.tests import factories
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def send(body: Organisation, person: Person | None = None, **given: Any) -> tuple[int, str]:
    typed = {**factories.typed(name="罗溪", accepts="on"), **given}
    browser = pages.browser(person or persons.person())
    answer = pages.send(browser, f"/organisations/{body.code}/apply/", **typed)
    return answer.status_code, answer.text


def test_it_waits_at_the_desk_and_those_who_review_are_told() -> None:
    body = factories.body()
    assert send(body, statement="愿意参加科普")[0] == 303
    row = Application.objects.get()
    assert (row.stage, row.organisation, row.statement, row.charter) == ("submitted", body, "愿意参加科普", "")
    assert row.steps.get().stage == "submitted"
    waiting = Obligation.objects.get()
    assert (waiting.permission, waiting.organisation, waiting.apart_id) == ("membership.review", body, row.applicant_id)
    assert "罗溪" not in Announcement.objects.get().title


@pytest.mark.spec("MEM-04")
def test_the_version_of_the_charter_that_is_accepted_is_kept() -> None:
    body, person = factories.body(), persons.person()
    charters.in_force(body, on=date(2026, 10, 1))
    assert send(body, person)[0] == 303
    row = Application.objects.get()
    assert row.charter == "第1版（2026-10-01 通过）"
    assert row.charter in pages.browser(person).get(f"/applications/{row.code}/show_application/").text
    assert actions.accept(row, seen=row.revision, by=factories.by(persons.person())).charter == row.charter


def test_a_visitor_reads_and_is_led_to_sign_in() -> None:
    body = factories.body()
    page = pages.browser().get(f"/organisations/{body.code}/apply/").text
    assert "登录后申请" in page
    assert "选举权和表决权" in page
    assert 'name="mobile"' not in page
    answer = pages.send(pages.browser(), f"/organisations/{body.code}/apply/", **factories.typed(accepts="on"))
    assert (answer.status_code, answer.headers["Location"].startswith("/signin/")) == (302, True)
    assert not Application.objects.exists()


def test_the_page_of_the_body_leads_there() -> None:
    body = factories.body()
    assert "/apply/" in pages.browser().get(f"/organisations/{body.code}/").text
    enterprise = bodies.body(kind="enterprise", published=True)
    assert "/apply/" not in pages.browser().get(f"/organisations/{enterprise.code}/").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"accepts": ""}, "第十九条"),
        ({"mobile": "", "identity": ""}, "至少填写一项"),
        ({"identity": "110101199003070021"}, "校验位不对"),
        ({"name": ""}, "请填写姓名"),
        ({"statement": "长" * 501}, "最多 500 个字"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, Any], words: str) -> None:
    status, html = send(factories.body(), **typed)
    assert (status, words in html, Application.objects.count()) == (422, True, 0)


@pytest.mark.spec("ORG-08")
def test_a_body_without_public_page_takes_no_applications() -> None:
    hidden, closed = factories.body(published=False), factories.body()
    organisations.close(closed, seen=closed.revision, closed_on=bodies.DAY, by=factories.BY)
    enterprise = bodies.body(kind="enterprise", published=True)
    assert [send(body)[0] for body in (hidden, closed, enterprise)] == [404, 404, 404]


def test_one_application_and_one_membership_a_body() -> None:
    body, person = factories.body(), persons.person()
    assert send(body, person)[0] == 303
    assert "查看进度" in send(body, person)[1]
    row = Application.objects.get()
    actions.accept(row, seen=row.revision, by=factories.by(persons.person()))
    assert "您已经是会员" in send(body, person)[1]
    assert send(factories.body(), person)[0] == 303


def test_nobody_sends_more_than_anybody_needs() -> None:
    person = persons.person()
    for _ in range(rules.MAX_OPEN):
        factories.application(applicant=person)
    assert "没有办结的申请" in send(factories.body(), person)[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_kept() -> None:
    body, person = factories.body(), persons.person()
    by = factories.by(person)

    def apply() -> Application:
        return actions.apply(body, **factories.typed(accepts=True), by=by)

    answers = at_once(*[apply] * 4)
    assert sum(isinstance(answer, Application) for answer in answers) == Application.objects.count() == 1


def test_all_that_is_wrong_is_told_at_once() -> None:
    status, text = send(factories.body(), category="", accepts="", mobile="", identity="")
    assert status == 422
    for words in ("手机号和身份证号至少填写一项", "承认并遵守章程才能申请入会", "请选择人员类别"):
        assert words in text
    assert not Application.objects.exists()
