"""The QR code as a file."""

import pytest

from kexie.areas.polls.tests import factories
from tests import pages, qr

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_a_telephone_reads_it() -> None:
    poll = factories.opened()
    answer = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/picture/")
    assert qr.seen(answer.content) == [f"http://testserver/v/{poll.code}/"]
