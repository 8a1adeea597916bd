"""A body's surveys: how far each is, page by page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.surveys.queries import drafting
from kexie.areas.surveys.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]


def test_each_survey_shows_how_far_it_is_and_costs_no_query_of_its_own() -> None:
    running = factories.opened()
    desk = running.organisation
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/"
    factories.answered(running)
    page = browser.get(address).text
    assert "已收 1 份" in page
    assert "收集中" in page
    with CaptureQueriesContext(connection) as before:
        browser.get(address)
    for _ in range(3):
        factories.draft(desk)
    with CaptureQueriesContext(connection) as after:
        browser.get(address)
    assert len(after) == len(before)
    assert (
        running.questionnaire.title
        not in pages.browser(factories.staff(bodies.association("430611")))
        .get(f"/organisations/{bodies.association('430611').code}/surveys/")
        .text
    )


def test_pages_follow_one_another_and_stages_are_picked_out() -> None:
    desk = bodies.association(factories.COUNTY)
    titles = [factories.draft(desk).questionnaire.title for _ in range(drafting.SIZE + 1)]
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/surveys/"
    first = browser.get(address)
    assert f">{titles[-1]}</a>" in first.text
    assert f">{titles[0]}</a>" not in first.text
    found = first.context["desk_of"]["pages"]
    assert set(found) == {"next"}
    assert f">{titles[0]}</a>" in browser.get(address + found["next"]).text
    assert "没有这种状态的问卷" in browser.get(f"{address}?stage=closed").text
