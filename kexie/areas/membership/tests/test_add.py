"""The secretariat enters a member."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kexie.areas.membership import actions
from kexie.areas.membership.models import Change, Member
from kexie.areas.membership.tests import factories
from kexie.core.tests.threads import at_once
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def send(body: Organisation, **given: Any) -> tuple[int, str]:
    typed = {**factories.typed(), "joined_on": "2024-03-01", **given}
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/members/add/", **typed)
    return answer.status_code, answer.text


def test_a_member_has_a_number_of_the_body_and_a_history() -> None:
    body, other = factories.body(), factories.body()
    number = factories.identity("19850412")
    assert send(body, name=" 李  工 ", identity=number.lower(), rank="senior", department="研发部")[0] == 303
    factories.member(body)
    factories.member(other)
    first, second, third = Member.objects.order_by("id")
    assert (first.number, second.number, third.number) == (1, 2, 1)
    assert (first.name, first.birth_year, first.sex, first.status) == ("李 工", 1985, "m", "active")
    assert Change.objects.get(member=first).cause == "entered"
    assert (first.path, first.tier, first.territory) == (body.path, body.tier, body.territory)


@pytest.mark.spec("SEC-06")
def test_numbers_stand_encrypted_and_in_no_record() -> None:
    number, mobile = factories.identity(), factories.mobile()
    member = factories.member(identity=number, mobile=mobile, email="li@example.com")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM member AS row")
        kept = cursor.fetchone()[0]
    assert not any(secret in kept for secret in (number, mobile, "li@example.com"))
    written = str(list(Record.objects.values("before", "after")))
    assert not any(secret in written for secret in (number, mobile, member.name))
    assert Member.objects.get(pk=member.pk).identity == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"mobile": "", "identity": ""}, "至少填写一项"),
        ({"mobile": "123"}, "11 位手机号"),
        ({"identity": "110101199003070021"}, "校验位不对"),
        ({"name": " "}, "请填写姓名"),
        ({"name": "长" * 61}, "最多 60 个字"),
        ({"joined_on": "2999-01-01"}, "不能晚于今天"),
        ({"category": ""}, "请选择人员类别"),
        ({"category": "guest"}, "没有这个"),
        ({"birth_year": "2025"}, "出生年份"),
        ({"email": "li@"}, "正确的邮箱"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, Any], words: str) -> None:
    status, html = send(factories.body(), **typed)
    assert (status, words in html, Member.objects.count()) == (422, True, 0)


def test_nobody_is_entered_twice() -> None:
    body = factories.body()
    number, mobile = factories.identity(), factories.mobile()
    factories.member(body, identity=number, mobile=mobile)
    assert "同一身份证号" in send(body, identity=number)[1]
    assert "使用这个手机号" in send(body, mobile=mobile)[1]
    assert send(factories.body(), identity=number, mobile=mobile)[0] == 303  # in another body: memberships stay apart


def test_a_body_that_nobody_joins_has_no_members() -> None:
    for kind in ("workstation", "enterprise"):
        host: dict[str, Any] = {"host": bodies.body(kind="enterprise")} if kind == "workstation" else {}
        made = bodies.body(kind=kind, **host)
        with pytest.raises(ValidationError, match="不发展个人会员"):
            factories.member(made)
        assert send(made)[0] == 404


@pytest.mark.django_db(transaction=True)
def test_numbers_of_members_entered_at_once_differ() -> None:
    body = factories.body()

    def enter() -> int:
        return actions.add(body, joined_on=factories.JOINED, **factories.typed(), by=factories.BY).number

    assert set(at_once(*[enter] * 6)) == {1, 2, 3, 4, 5, 6}
