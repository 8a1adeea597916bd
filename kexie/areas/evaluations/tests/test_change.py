"""Whom a sheet is for, until when, which grades there are; published, nothing changes any more."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.models import Sheet
from kexie.areas.evaluations.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def send(row: Sheet, **given: Any) -> tuple[int, str]:
    row.refresh_from_db()
    typed = {name: value for name, value in factories.settings(row, **given).items() if value}
    browser = pages.browser(factories.staff(row.organisation))
    answer = pages.send(browser, f"/sheets/{row.code}/change/", seen=row.revision, **typed)
    return answer.status_code, answer.text


def test_what_was_typed_stands_and_wrong_settings_are_said_beside_their_fields() -> None:
    row = factories.sheet()
    assert send(row, kinds=["park_association", "workstation"], grades="好 85.5\n差 0")[0] == 303
    row.refresh_from_db()
    assert (row.kinds, row.grades) == (["park_association", "workstation"], [["好", "85.5"], ["差", "0"]])
    status, html = send(row, review_due=clock.today())
    assert (status, "评审期限应晚于自评期限" in html) == (422, True)
    status, html = send(row, kinds=["enterprise"])
    assert (status, "没有这种组织" in html) == (422, True)


def test_a_published_sheet_is_not_changed_in_any_way() -> None:
    row = factories.published()
    clerk = factories.by(factories.staff(row.organisation))
    status, html = send(row)
    assert (status, "内容已经固定" in html) == (422, True)
    item = row.criteria.all()[0]
    deeds = (
        lambda: actions.weigh(row, weights={item.pk: item.weight}, seen=row.revision, by=clerk),
        lambda: actions.add_criterion(row, heading="甲", label="乙", by=clerk),
        lambda: actions.change_criterion(item, seen=row.revision, by=clerk),
        lambda: actions.remove_criterion(item, seen=row.revision, by=clerk),
        lambda: actions.remove(row, seen=row.revision, by=clerk),
        lambda: actions.publish(row, seen=row.revision, by=clerk),
    )
    for deed in deeds:
        with pytest.raises(ValidationError, match="内容已经固定"):
            deed()


@pytest.mark.django_db(transaction=True)
def test_changed_and_published_at_once_is_one_of_both() -> None:
    body = bodies.body(factories.COUNTY)
    assert body.superior is not None
    row = factories.sheet(body.superior)
    clerk = factories.by(factories.staff(row.organisation))
    later = factories.settings(row, self_due=clock.today() + timedelta(days=12))
    done = at_once(
        lambda: actions.publish(row, seen=row.revision, by=clerk),
        lambda: actions.change(row, **later, seen=row.revision, by=clerk),
    )
    assert sum(isinstance(result, Exception) for result in done) == 1
