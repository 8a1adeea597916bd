"""The ranking, where the association publishes it."""

import pytest

from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


@pytest.mark.parametrize(("is_open", "status"), [(True, 200), (False, 404)])
def test_it_is_read_only_where_it_is_published(is_open: bool, status: int) -> None:
    row = factories.released(is_ranking_open=is_open)
    answer = pages.browser(factories.secretary(row)).get(f"/evaluations/{row.code}/ranking/")
    assert answer.status_code == status
    assert ("本组织" in answer.text) == is_open
