"""Answers taken away as a table: by words or numbers; what is personal only for a reason on record."""

import pytest

from kexie.areas.directory.tests import tables
from kexie.areas.surveys import tasks
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import collected, factories
from kexie.engines.jobs.models import Job
from kexie.engines.questionnaires.tests import answered as taken
from kexie.foundation.appointments.rules import Role
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08"), pytest.mark.spec("FRM-09")]


def exported(survey: Survey, **typed: str) -> Job:
    browser = pages.browser(factories.staff(survey.organisation))
    assert pages.status(browser, f"/surveys/{survey.code}/export/", **typed) == 303
    job = Job.objects.latest("id")
    tasks.export(number=job.pk)
    return Job.objects.get(pk=job.pk)


def answered() -> Survey:
    survey = collected.survey()
    own = {"needs.other": "=无人机", "view": {"r1": "a2"}, "money": {"r2": "30"}}
    collected.answer(
        survey, field="a2", needs=["a1", "a65"], order=["a3", "a1", "a2"], years="3.5", mobile="13800005678", **own
    )
    taken.response(collected.collection(survey), {"field": "a1"}, void_reason="试填", is_void=True)
    return survey


def test_choices_by_their_words() -> None:
    rows = tables.left(exported(answered()))
    assert tables.column(rows, "第 1 题　您的专业领域") == ["选项2"]
    assert tables.column(rows, "第 2 题　您需要什么") == ["选项1、选项65"]
    assert tables.column(rows, "第 2 题　您需要什么：补充说明") == ["=无人机"]
    assert tables.column(rows, "第 3 题　请排序") == ["选项3 > 选项1 > 选项2"]
    assert tables.column(rows, "第 6 题　工作年限") == [3.5]
    assert tables.column(rows, "第 7 题　满意吗：食堂") == ["选项2"]
    assert tables.column(rows, "第 9 题　花了多少：宿舍") == [30]
    assert "13800005678" not in str(rows)
    assert not any("手机号" in str(cell) for row in rows for cell in row)
    assert Record.objects.get(what="surveys.export").after == {"count": 1, "how": "labels"}


def test_choices_by_their_numbers() -> None:
    rows = tables.left(exported(answered(), how="codes"))
    assert tables.column(rows, "第 1 题　您的专业领域") == [2]
    for label, value in (("1 选项1", 1), ("2 选项2", 0), ("65 选项65", 1)):
        assert tables.column(rows, f"第 2 题　您需要什么：{label}") == [value]
    assert tables.column(rows, "第 3 题　请排序：3 选项3") == [1]
    assert tables.column(rows, "第 7 题　满意吗：食堂") == [2]


def test_what_is_personal_is_taken_for_a_reason_alone() -> None:
    survey = answered()
    browser = pages.browser(factories.staff(survey.organisation))
    assert pages.status(browser, f"/surveys/{survey.code}/export/", with_personal="on", reason="") == 422
    rows = tables.left(exported(survey, with_personal="on", reason="寄送证书"))
    assert tables.column(rows, "第 11 题　手机号") == ["13800005678"]
    assert Record.objects.get(what="surveys.export").after["reason"] == "寄送证书"


def test_anonymous_answers_name_nobody() -> None:
    survey = collected.survey(number=4, is_anonymous=True)
    rows = tables.left(exported(survey))
    assert len(tables.column(rows, "序号")) == 4
    assert not {"提交时间", "填写人", "组织"} & {str(cell) for row in rows for cell in row}
    leader = pages.browser(factories.staff(survey.organisation, Role.LEADER))
    assert leader.get(f"/surveys/{survey.code}/export/").status_code == 404
