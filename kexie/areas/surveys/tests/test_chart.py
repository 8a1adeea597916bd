"""What came of one question, as a picture to put into a page or a talk."""

import io

import pytest
from PIL import Image

from kexie.areas.surveys.tests import collected, factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08")]


def test_a_question_is_a_picture() -> None:
    survey = collected.survey(number=3)
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/chart/"
    png = browser.get(address, {"question": "needs"})
    assert Image.open(io.BytesIO(png.content)).format == "PNG"
    svg = browser.get(address, {"question": "view", "kind": "svg"})
    assert (svg["Content-Type"], svg.content[:4]) == ("image/svg+xml", b"<svg")
    assert "attachment" in svg["Content-Disposition"]
    for strange in ({}, {"question": "words"}, {"question": "mobile"}, {"question": "needs", "kind": "gif"}):
        assert browser.get(address, strange).status_code == 404
