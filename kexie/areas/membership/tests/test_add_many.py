"""Many members are entered from a table: all, or none, told by row and column."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.membership import rules, tasks
from kexie.areas.membership.models import Change, Member
from kexie.areas.membership.queries.imports import COLUMNS
from kexie.areas.membership.tests import factories
from kexie.areas.membership.tests.factories import row
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.models import Record
from tests import pages
from tests.pages import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def sent(body: Organisation, *rows: dict[str, str]) -> Answer:
    upload = SimpleUploadedFile("名册.xlsx", sheets.write(COLUMNS, rows))
    return pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/members/add_many/", rows=upload)


def done(body: Organisation, *rows: dict[str, str]) -> Job:
    answer = sent(body, *rows)
    assert answer.status_code == 303, answer.text
    job = Job.objects.latest("id")
    tasks.add_many(number=job.pk)
    return Job.objects.get(pk=job.pk)


def faults(body: Organisation, *rows: dict[str, str]) -> list[Any]:
    before = Member.objects.count()
    job = done(body, *rows)
    assert (job.state, Member.objects.count()) == (State.FAILED, before)
    return list(job.faults)


def test_all_are_entered_with_numbers_and_history() -> None:
    body = factories.body()
    factories.member(body)
    number = factories.identity("19850412")
    job = done(
        body,
        row(name="甲", identity=number, rank="正高级职称", education="博士研究生", joined_on="2020年5月1日"),
        row(name="乙", category="高技能人员", sex="女", birth_year="1990"),
    )
    assert (job.state, job.message) == (State.DONE, "已登记 2 名会员。")
    first, second = Member.objects.filter(number__gt=1).order_by("number")
    assert (first.number, first.identity, first.birth_year, first.rank) == (2, number, 1985, "senior")
    assert (str(first.joined_on), second.sex, second.birth_year, second.category) == (
        "2020-05-01",
        "f",
        1990,
        "skilled",
    )
    assert Change.objects.filter(cause="imported").count() == 2
    assert Record.objects.get(what="membership.add_many").after == {"count": 2}
    page = pages.browser(appointed(body)).get(f"/organisations/{body.code}/members/", {"q": "甲"}).text
    assert first.code in page


def test_the_same_person_twice_a_wrong_check_digit_and_who_is_there_already() -> None:
    body = factories.body()
    number, known = factories.identity(), factories.member(body, identity=factories.identity())
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10 if number[-1] != 'X' else 0}"
    told = faults(
        body,
        row(identity=number),
        row(identity=number.lower()),
        row(identity=wrong),
        row(mobile=known.mobile),
        row(identity=known.identity),
    )
    assert [(line, label) for line, label, _ in told] == [
        (3, "身份证号"),
        (4, "身份证号"),
        (5, "手机号"),
        (6, "身份证号"),
    ]
    words = " ".join(what for _, _, what in told)
    assert ("第 2 行相同" in words, "校验位不对" in words, "会员号 000001" in words) == (True, True, True)
    assert number not in words


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"mobile": "123"}, "11 位手机号"),
        ({"mobile": ""}, "至少填写一项"),
        ({"email": "li@"}, "正确的邮箱"),
        ({"birth_year": "八五"}, "四位年份"),
        ({"birth_year": "2025"}, "出生年份"),
        ({"joined_on": "2024-02-30"}, "不是日期"),
        ({"joined_on": "2999-01-01"}, "不能晚于今天"),
    ],
)
def test_what_is_wrong_is_told_by_row(cells: dict[str, str], words: str) -> None:
    told = faults(factories.body(), row(), row(**cells))
    assert [line for line, _, _ in told] == [3]
    assert words in told[0][2]


def test_another_word_in_a_list_is_refused_at_once() -> None:
    answer = sent(factories.body(), row(category="客人"))
    assert (answer.status_code, "没有“客人”这个选项" in answer.text) == (422, True)


@pytest.mark.spec("SEC-06")
def test_while_it_waits_nobody_reads_it() -> None:
    body = factories.body()
    number = factories.identity()
    sent(body, row(name="绝密人", identity=number))
    given = str(Job.objects.latest("id").given)
    assert not any(secret in given for secret in ("绝密人", number))


def test_the_table_may_be_long_but_not_longer() -> None:
    assert rules.MAX_ROWS == 20_000
    body = factories.body()
    job = done(body, *[row(name=f"甲{number}") for number in range(1_001)])
    assert (job.state, Member.objects.filter(organisation=body).count()) == (State.DONE, 1_001)
