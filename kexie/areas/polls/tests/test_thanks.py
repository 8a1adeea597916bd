"""Thanks, and the way to the ranking where it is shown."""

import pytest

from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


@pytest.mark.parametrize(("ranking", "sentence"), [("live", "查看排名"), ("end", "结束以后公布"), ("never", "谢谢您")])
def test_it_says_where_the_ranking_is(ranking: str, sentence: str) -> None:
    poll = factories.opened(ranking=ranking)
    page = pages.browser().get(f"/polls/{poll.code}/thanks/").text
    assert (sentence in page, "查看排名" in page) == (True, ranking == "live")
