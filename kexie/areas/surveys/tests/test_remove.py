"""A draft is deleted; what people were asked is kept."""

import pytest

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.models import Questionnaire
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]


def test_a_draft_goes_with_its_questions_and_that_is_on_record() -> None:
    survey = factories.draft()
    browser = pages.browser(factories.staff(survey.organisation))
    assert pages.status(browser, f"/surveys/{survey.code}/remove/", seen=survey.revision) == 303
    assert not Survey.objects.exists()
    assert not Questionnaire.objects.exists()
    assert Record.objects.filter(what="surveys.remove").count() == 1


def test_what_runs_stays() -> None:
    survey = factories.opened()
    browser = pages.browser(factories.staff(survey.organisation))
    answer = pages.send(browser, f"/surveys/{survey.code}/remove/", seen=survey.revision)
    assert (answer.status_code, "已经发布" in answer.text) == (422, True)
    assert Survey.objects.filter(pk=survey.pk).exists()
