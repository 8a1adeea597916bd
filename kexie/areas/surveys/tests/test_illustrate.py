"""The builder sends pictures; the draft names them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.models import Picture
from kexie.engines.questionnaires.tests import illustrated
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-01", "FRM-03")]


def test_a_picture_is_taken_fitted_and_named_by_its_code() -> None:
    survey = factories.draft()
    browser = pages.browser(factories.staff(survey.organisation))
    sent = SimpleUploadedFile("照片.JPG", illustrated.png(3200, 20))
    answer = pages.send(browser, f"/surveys/{survey.code}/illustrate/", picture=sent)
    picture = Picture.objects.get()
    assert (answer.status_code, answer.json()) == (200, {"picture": picture.file.code})
    assert (picture.questionnaire, picture.file.kind) == (survey.questionnaire, "webp")


def test_what_is_no_picture_is_told() -> None:
    survey = factories.draft()
    browser = pages.browser(factories.staff(survey.organisation))
    for content in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""):
        sent = SimpleUploadedFile("照片.png", content)
        answer = pages.send(browser, f"/surveys/{survey.code}/illustrate/", picture=sent)
        assert (answer.status_code, "照片" in answer.json()["sentence"]) == (422, True)
    assert not Picture.objects.exists()


def test_what_is_closed_takes_no_more_pictures() -> None:
    survey = factories.closed()
    browser = pages.browser(factories.staff(survey.organisation))
    sent = SimpleUploadedFile("a.png", illustrated.png())
    answer = pages.send(browser, f"/surveys/{survey.code}/illustrate/", picture=sent)
    assert (answer.status_code, "已经结束" in answer.json()["sentence"]) == (422, True)
