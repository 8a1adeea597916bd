"""A congress adopts a draft: the figures must carry it, the articles stay, and the month begins."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.areas.charters import actions
from kexie.areas.charters.models import Charter
from kexie.areas.charters.tests import factories
from kexie.core import clock
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.spec("EST-09"),
    pytest.mark.spec("EST-11"),
    pytest.mark.spec("GOV-05c"),
]
DAY = date(2026, 1, 31)


def send(row: Charter, **given: Any) -> tuple[int, str]:
    typed = {"congress": "第二次会员代表大会", "adopted_on": DAY.isoformat(), **factories.VOTES, "seen": row.revision}
    answer = pages.send(pages.browser(appointed(row.organisation)), f"/charters/{row.code}/adopt/", **typed | given)
    row.refresh_from_db()
    return answer.status_code, answer.text


def test_it_is_adopted_and_is_to_be_reported_within_a_month() -> None:
    row = factories.draft()
    assert send(row)[0] == 303
    assert (row.stage, row.congress, row.adopted_on) == ("adopted", "第二次会员代表大会", DAY)
    duty = Obligation.objects.open().get(kind="charters.report")
    assert (duty.due, duty.organisation) == (date(2026, 2, 28), row.organisation)


def test_the_articles_stay_as_adopted() -> None:
    row = factories.adopted()
    before = row.chapters
    Charter.objects.filter(pk=row.pk).update(kept={})
    row.refresh_from_db()
    assert row.chapters == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"congress": " "}, "请填写通过章程的大会"),
        ({"present": 66, "in_favour": 60}, "没有达到应到人数的三分之二以上"),
        ({"in_favour": 59}, "没有达到到会人数的三分之二以上"),
        ({"present": 101}, "到会人数不能多于应到人数"),
        ({"in_favour": 91}, "赞成票不能多于到会人数"),
        ({"adopted_on": "2999-01-01"}, "大会还没有举行"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, Any], words: str) -> None:
    row = factories.draft()
    status, html = send(row, **typed)
    assert (status, words in html, row.stage) == (422, True, "draft")


def test_exactly_the_share_suffices() -> None:
    row = factories.draft()
    assert send(row, due=90, present=60, in_favour=40)[0] == 303


def test_a_draft_that_breaks_a_rule_is_not_adopted() -> None:
    row = factories.draft(term_years=6)
    status, html = send(row)
    assert (status, "草案写的是 6 年" in html, "第二十五条" in html, row.stage) == (422, True, True, "draft")


def test_a_change_goes_by_the_charter_in_force_not_by_the_draft() -> None:
    first = factories.in_force(amendment="3/4", on=date(2025, 1, 1))
    row = factories.draft(first.organisation, amendment="1/2")
    assert "四分之三以上" in send(row, due=100, present=100, in_favour=74)[1]
    assert send(row, due=100, present=100, in_favour=75)[0] == 303


def test_a_congress_before_the_charter_in_force_cannot_have_changed_it() -> None:
    first = factories.in_force(on=date(2026, 2, 1))
    assert "不能早于现行章程的施行日期 2026-02-01" in send(factories.draft(first.organisation))[1]


def test_it_is_adopted_once() -> None:
    row = factories.adopted()
    with pytest.raises(ValidationError, match="不能直接修改"):
        actions.adopt(row, congress="又一次", adopted_on=DAY, **factories.VOTES, seen=row.revision, by=factories.BY)


def test_the_database_keeps_what_no_congress_adopted_out_of_force() -> None:
    row = factories.draft()
    for broken in ({"stage": "adopted"}, {"stage": "in_force", "effective_on": clock.today()}):
        with pytest.raises(IntegrityError, match="charter_resolved"), transaction.atomic():
            Charter.objects.filter(pk=row.pk).update(**broken)
    with pytest.raises(IntegrityError, match="charter_votes"), transaction.atomic():
        Charter.objects.filter(pk=row.pk).update(due=3, present=4, in_favour=4)
    late = clock.today() + timedelta(days=1)
    with pytest.raises(IntegrityError, match="charter_ended"), transaction.atomic():
        Charter.objects.filter(pk=row.pk).update(ended_on=late)
