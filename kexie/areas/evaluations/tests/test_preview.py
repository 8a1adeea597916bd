"""A sheet as bodies will see it."""

import pytest

from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_it_shows_what_is_asked_and_how_figures_are_made_and_takes_nothing() -> None:
    row = factories.sheet()
    page = pages.browser(factories.staff(row.organisation)).get(f"/sheets/{row.code}/preview/").text
    for words in ("自评得分（满分 30.5）", "是否做到", "佐证材料：会议纪要", "会员名册上取数当天在册"):
        assert words in page, words
    assert 'method="post"' not in page.split("<main")[1]
