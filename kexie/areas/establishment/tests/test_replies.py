"""The replies that an association issued."""

import pytest

from kexie.areas.establishment.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-10")]


def test_they_are_registered_the_newest_first() -> None:
    one = factories.approved(number="云科协〔2026〕1号")
    factories.approved(number="云科协〔2026〕2号")
    address = f"/organisations/{one.organisation.code}/replies/"
    page = pages.browser(factories.reviewer(one)).get(address).text
    assert 0 < page.index("云科协〔2026〕2号") < page.index("云科协〔2026〕1号")
