"""A questionnaire is taken away as the spreadsheet of ODK and KoboToolbox, and begins another one elsewhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-03")]


def test_what_one_body_takes_away_another_begins_with() -> None:
    survey = factories.draft(title="需求/调查")
    answer = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/xlsform/")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"].startswith("attachment;")
    other = bodies.association("430611")
    browser = pages.browser(factories.staff(other))
    upload = SimpleUploadedFile("form.xlsx", answer.content)
    typed = {"source": "xlsform", "title": "", "text": "", "file": upload}
    assert pages.status(browser, f"/organisations/{other.code}/surveys/add/", **typed) == 303
    made = Survey.objects.get(organisation=other).questionnaire
    assert made.definition == survey.questionnaire.definition
