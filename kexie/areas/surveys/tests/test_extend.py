"""A survey gets another closing time, and one that ended takes answers again."""

from datetime import timedelta

import pytest

from kexie.areas.surveys import actions
from kexie.areas.surveys.tests import factories
from kexie.core import clock
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01", "FRM-07")]


def test_later_never_and_not_in_the_past() -> None:
    survey = factories.opened(closes_at=clock.now() + timedelta(hours=1))
    browser, page = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/extend/"
    refused = pages.send(browser, page, closes_at="2020-01-01T08:00", seen=survey.revision)
    assert (refused.status_code, "截止时间应晚于现在。" in refused.text) == (422, True)
    assert pages.status(browser, page, closes_at="2099-01-01T08:00", seen=survey.revision) == 303
    assert pages.status(browser, page, closes_at="", seen=survey.revision) == 409
    survey.refresh_from_db()
    assert survey.collection is not None
    survey.collection.refresh_from_db()
    assert str(survey.collection.closes_at) == "2099-01-01 00:00:00+00:00"


def test_what_was_closed_goes_on_and_what_was_archived_does_not() -> None:
    survey = factories.closed()
    browser, page = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/extend/"
    assert pages.status(browser, page, closes_at="", seen=survey.revision) == 303
    survey.refresh_from_db()
    assert (survey.stage, factories.answered(survey).answers) == ("running", {"field": "a1"})
    by = factories.by(factories.staff())
    closed = actions.close(survey, by=by)
    archived = actions.archive(closed, seen=closed.revision, by=by)
    assert "已归档" in pages.send(browser, page, closes_at="", seen=archived.revision).text
