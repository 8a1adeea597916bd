"""Who scores which headings."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.tests import factories
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_each_scores_the_own_headings_and_what_nobody_scores_is_said() -> None:
    row = factories.submitted()
    sheet, desk = row.sheet, row.organisation
    first, second = (factories.staff(desk, Role.REVIEWER) for _ in range(2))
    browser, address = pages.browser(factories.staff(desk)), f"/sheets/{sheet.code}/assign/"
    sheet.refresh_from_db()
    answer = pages.send(browser, address, seen=sheet.revision, **{f"person_{first.pk}": ["0"]})
    assert (answer.status_code, "还有分组没有人评：会员" in answer.text) == (422, True)
    chosen = {f"person_{first.pk}": ["0"], f"person_{second.pk}": ["1"]}
    assert pages.status(browser, address, seen=sheet.revision, **chosen) == 303
    assert f"评审“{sheet.title}”" in [one.what for one in todo(actor(first), [])]
    service = factories.item(row, "服务")
    entries = {service.pk: {"points": service.criterion.weight, "remark": ""}}
    with pytest.raises(ValidationError, match="其他评审人"):
        actions.review(row, entries=entries, seen=row.revision, by=factories.by(first))
    actions.review(row, entries=entries, seen=row.revision, by=factories.by(second))
    page = pages.browser(first).get(f"/evaluations/{row.code}/").text
    assert "您评审的分组：组织" in page


def test_only_who_reviews_in_the_association_is_assigned() -> None:
    row = factories.submitted()
    outsider = factories.secretary(row)
    row.sheet.refresh_from_db()
    with pytest.raises(ValidationError, match="不是本单位的评审人员"):
        actions.assign(
            row.sheet,
            reviewers={outsider.pk: []},
            seen=row.sheet.revision,
            by=factories.by(factories.staff(row.organisation)),
        )
