"""A void answer counts no more, stays with its reason, and is void once."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from kexie.engines.questionnaires.models import Response
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_it_leaves_the_results_and_stays_readable() -> None:
    survey = collected.survey()
    row, _ = collected.answer(survey, field="a1"), collected.answer(survey, field="a2")
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/responses/{row.pk.hex}/void/"
    assert pages.status(browser, address, reason="", seen=row.revision) == 422
    assert pages.status(browser, address, reason="试填", seen=row.revision + 1) == 409
    assert pages.status(browser, address, reason="试填", seen=row.revision) == 303
    assert "有效答卷 <strong>1</strong> 份" in browser.get(f"/surveys/{survey.code}/results/").text
    page = browser.get(f"/responses/{row.pk.hex}/response/").text
    assert ("原因：试填" in page, f"{address}" in page) == (True, False)
    assert pages.status(browser, address, reason="再来", seen=row.revision + 1) == 404
    assert Response.objects.get(pk=row.pk).void_reason == "试填"
