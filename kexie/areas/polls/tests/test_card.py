"""The card that is shared in a chat: a telephone reads its code, long titles fit."""

import io

import pytest
from PIL import Image

from kexie.areas.polls.tests import factories
from kexie.core import clock
from tests import pages, qr

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


@pytest.mark.parametrize("title", ["评选", "云溪区企业科协系统" * 11 + "𠮷"])
def test_a_telephone_reads_it(title: str) -> None:
    poll = factories.opened(title=title, closes_at=clock.now().replace(year=2099))
    answer = pages.browser(factories.staff(poll.organisation)).get(f"/polls/{poll.code}/card/")
    assert answer["Content-Disposition"] == f'attachment; filename="{poll.code}-card.png"'
    assert Image.open(io.BytesIO(answer.content)).size == (1080, 1440)
    assert qr.seen(answer.content) == [f"http://testserver/v/{poll.code}/"]
