"""The QR code as a file."""

import io

import pytest
import zxingcpp
from PIL import Image

from kexie.areas.surveys.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]


def test_a_telephone_reads_it() -> None:
    survey = factories.opened()
    answer = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/picture/")
    assert answer["Content-Disposition"] == f'attachment; filename="{survey.code}.png"'
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(answer.content)))
    assert found[0].text == f"http://testserver/s/{survey.code}/"
