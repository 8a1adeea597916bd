"""Reviewers give points beside what the body says and proves."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.models import Evaluation
from kexie.areas.evaluations.tests import factories
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def send(row: Evaluation, number: int, typed: dict[str, str], person: Person | None = None) -> tuple[int, str]:
    row.refresh_from_db()
    answer = pages.send(
        pages.browser(person or factories.reviewer(row)),
        f"/evaluations/{row.code}/review/{number}/",
        seen=row.revision,
        **typed,
    )
    return answer.status_code, answer.text


def test_own_score_evidence_and_points_stand_side_by_side_and_are_added_up() -> None:
    row = factories.submitted()
    meeting, place = factories.item(row, "会议"), factories.item(row, "场所")
    page = pages.browser(factories.reviewer(row)).get(f"/evaluations/{row.code}/review/1/").text
    for words in ("会议做了许多。", "纪要.pdf", "自评：30 分", "回答：是", "评审得分（满分 30.5）"):
        assert words in page, words
    typed = {f"points_{meeting.pk}": "28.75", f"remark_{meeting.pk}": "缺一次签到", f"points_{place.pk}": "9.5"}
    assert send(row, 1, typed)[0] == 303
    row.refresh_from_db()
    assert (row.total, row.scored, row.parts["组织"]) == (Decimal("38.25"), 3, "38.25")
    for wrong in ("30.51", "-1"):
        assert send(row, 1, {f"points_{meeting.pk}": wrong})[0] == 422


def test_what_the_platform_gave_is_corrected_only_with_a_remark() -> None:
    row = factories.submitted()
    item = factories.item(row, "在册")
    status, html = send(row, 2, {f"points_{item.pk}": "5"})
    assert (status, "为什么不按平台数据计分" in html) == (422, True)
    assert send(row, 2, {f"points_{item.pk}": "5", f"remark_{item.pk}": "名册尚未录入"})[0] == 303
    assert factories.item(row, "在册").points == 5


def test_nobody_scores_a_body_in_which_he_works_nor_what_is_not_submitted() -> None:
    row = factories.submitted()
    both = appointed(row.organisation, Role.REVIEWER, person=factories.secretary(row))
    status, html = send(row, 2, {f"points_{factories.item(row, '服务').pk}": "1"}, both)
    assert (status, "您在这个组织任职" in html) == (422, True)
    early = factories.filled()
    status, html = send(early, 2, {f"points_{factories.item(early, '服务').pk}": "1"})
    assert (status, "不能评审" in html) == (422, True)


def test_a_concluded_one_that_is_scored_anew_has_the_grade_of_its_points() -> None:
    row = factories.reviewed()
    assert (row.total, row.grade) == (Decimal("79.50"), "合格")
    item = factories.item(row, "在册")
    typed = {f"points_{item.pk}": "10.5", f"remark_{item.pk}": "补录"}
    assert send(row, 2, typed)[0] == 303
    row.refresh_from_db()
    assert (row.total, row.grade, row.stage) == (Decimal("90.00"), "优秀", "reviewed")


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_the_same_item_one_is_told_and_other_items_do_not_hinder() -> None:
    row = factories.submitted()
    one, other = (factories.by(factories.reviewer(row)) for _ in range(2))
    meeting, service = factories.item(row, "会议"), factories.item(row, "服务")

    def score(number: int, points: int, by: Any) -> Evaluation:
        entries = {number: {"points": Decimal(points), "remark": ""}}
        return actions.review(row, entries=entries, seen=row.revision, by=by)

    done = at_once(lambda: score(meeting.pk, 1, one), lambda: score(meeting.pk, 2, other))
    assert sum(isinstance(result, Stale) for result in done) == 1
    assert score(service.pk, 7, other).total == Decimal(7) + (factories.item(row, "会议").points or 0)


@pytest.mark.django_db(transaction=True)
def test_scored_and_confirmed_at_once_the_result_is_what_was_confirmed() -> None:
    row = factories.reviewed()
    factories.late(row.sheet)
    row.sheet.refresh_from_db()
    leader, one = factories.by(factories.staff(row.organisation)), factories.by(factories.reviewer(row))
    service = factories.item(row, "服务")
    entries = {service.pk: {"points": None, "remark": ""}}
    done = at_once(
        lambda: actions.review(row, entries=entries, seen=row.revision, by=one),
        lambda: actions.confirm(row.sheet, seen=row.sheet.revision, by=leader),
    )
    assert sum(isinstance(result, ValidationError | Stale) for result in done) == 1
    row = factories.fresh(row)
    assert (row.stage, row.total) in {("confirmed", Decimal("79.50")), ("submitted", Decimal("39.50"))}
