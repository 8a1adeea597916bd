"""A body writes its own score, item by item, as a draft."""

from decimal import Decimal
from typing import Any

import pytest

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.models import Evaluation
from kexie.areas.evaluations.tests import factories
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def send(row: Evaluation, number: int, **typed: Any) -> tuple[int, str]:
    row.refresh_from_db()
    browser = pages.browser(factories.secretary(row))
    answer = pages.send(browser, f"/evaluations/{row.code}/fill/{number}/", seen=row.revision, **typed)
    return answer.status_code, answer.text or answer.headers.get("Location", "")


def test_what_was_written_stays_as_a_draft_and_is_added_up() -> None:
    row = factories.evaluation()
    meeting, place = factories.item(row, "会议"), factories.item(row, "场所")
    typed = {f"given_{meeting.pk}": "30.25", f"said_{meeting.pk}": "开了四次会", f"answer_{place.pk}": "True"}
    status, where = send(row, 1, **typed, next="1")
    assert (status, where) == (303, f"/evaluations/{row.code}/fill/2/")
    row.refresh_from_db()
    assert row.self_total == Decimal("39.75")
    page = pages.browser(factories.secretary(row)).get(f"/evaluations/{row.code}/fill/1/").text
    assert "开了四次会" in page
    assert 'value="30.25"' in page


def test_it_is_kept_on_the_way_and_before_a_file_is_added() -> None:
    row = factories.evaluation()
    meeting = factories.item(row, "会议")
    page = f"/evaluations/{row.code}/fill/1/"
    assert send(row, 1, **{f"given_{meeting.pk}": "7"}, stay="1") == (303, f"{page}?saved=1")
    browser = pages.browser(factories.secretary(row))
    assert ("已暂存" in browser.get(f"{page}?saved=1").text, "已暂存" in browser.get(page).text) == (True, False)
    status, where = send(row, 1, **{f"given_{meeting.pk}": "8"}, attach=meeting.pk)
    assert (status, where) == (303, f"/evaluations/{row.code}/attach/{meeting.pk}/?part=1")
    assert factories.item(row, "会议").given == Decimal(8)
    row.refresh_from_db()
    assert pages.send(browser, where, seen=row.revision, proofs=factories.file()).headers["Location"] == page


def test_too_many_points_are_refused_and_what_was_typed_stays() -> None:
    row = factories.evaluation()
    meeting = factories.item(row, "会议")
    status, html = send(row, 1, **{f"given_{meeting.pk}": "30.51", f"said_{meeting.pk}": "写了很多字"})
    assert (status, "应在 0 到 30.5 之间" in html, "写了很多字" in html) == (422, True, True)


def test_two_people_write_different_items_and_neither_loses_anything() -> None:
    row = factories.evaluation()
    meeting, service = factories.item(row, "会议"), factories.item(row, "服务")
    one, other = (factories.by(factories.secretary(row)) for _ in range(2))
    actions.fill(row, entries={meeting.pk: {"given": Decimal(1), "said": "甲"}}, seen=row.revision, by=one)
    actions.fill(row, entries={service.pk: {"given": Decimal(2), "said": "乙"}}, seen=row.revision, by=other)
    assert factories.fresh(row).self_total == Decimal(3)
    with pytest.raises(Stale):
        actions.fill(row, entries={meeting.pk: {"given": Decimal(9), "said": "丙"}}, seen=row.revision, by=other)


def test_what_was_not_touched_on_the_page_is_not_written() -> None:
    row = factories.evaluation()
    meeting, place = factories.item(row, "会议"), factories.item(row, "场所")
    actions.fill(
        row,
        entries={place.pk: {"answer": True, "said": ""}},
        seen=row.revision,
        by=factories.by(factories.secretary(row)),
    )
    browser = pages.browser(factories.secretary(row))
    untouched = {f"initial-answer_{place.pk}": "", f"answer_{place.pk}": "", f"given_{meeting.pk}": "3"}
    answer = pages.send(browser, f"/evaluations/{row.code}/fill/1/", seen=row.revision, **untouched)
    assert answer.status_code == 303
    assert (factories.item(row, "场所").answer, factories.item(row, "会议").given) == (True, Decimal(3))


def test_what_was_submitted_is_not_written_any_more() -> None:
    row = factories.submitted()
    status, html = send(row, 1, **{f"given_{factories.item(row, '会议').pk}": "1"})
    assert (status, "不能再修改自评" in html) == (422, True)


@pytest.mark.django_db(transaction=True)
def test_the_same_item_at_the_same_moment_is_written_once_and_the_other_is_told() -> None:
    row = factories.evaluation()
    meeting, people = factories.item(row, "会议"), [factories.by(factories.secretary(row)) for _ in range(2)]
    done = at_once(
        *(
            lambda by=by: actions.fill(
                row, entries={meeting.pk: {"given": Decimal(1), "said": by.name}}, seen=row.revision, by=by
            )
            for by in people
        )
    )
    assert sum(isinstance(result, Stale) for result in done) == 1
