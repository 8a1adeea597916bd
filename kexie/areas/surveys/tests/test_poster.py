"""A page to be hung up."""

import pytest

from kexie.areas.surveys.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]


def test_title_address_and_promise() -> None:
    survey = factories.opened(is_anonymous=True)
    shown = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/poster/").text
    assert all(words in shown for words in (str(survey), f"/s/{survey.code}/", "匿名填写", "k-qr", "data-print"))
