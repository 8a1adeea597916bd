"""A file that is taken back before the answer is sent belongs to nothing any more."""

import pytest

from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.models import Attachment
from kexie.engines.questionnaires.tests import attached
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-01")]


def test_a_file_is_taken_back_and_one_of_an_answer_is_not() -> None:
    survey = factories.opened(items=attached.ITEMS)
    browser = pages.browser()
    codes = []
    for _ in range(2):
        typed = {"question": "photo", "file": attached.png()}
        codes.append(pages.send(browser, f"/surveys/{survey.code}/attach/", **typed).json()["code"])
    factories.answered(survey, has="no", photo=codes[0])
    for code in codes:
        assert pages.send(browser, f"/surveys/{survey.code}/detach/", code=code).status_code == 200
    assert [row.file.code for row in Attachment.objects.all()] == codes[:1]
