"""A body's evaluations over the years."""

import pytest

from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_results_are_listed_with_what_is_published_only() -> None:
    body = bodies.body(factories.COUNTY)
    done = factories.released(factories.evaluation(body))
    running = factories.reviewed(factories.evaluation(body, factories.published(body.superior, body)), 会议=11)
    page = pages.browser(factories.secretary(done)).get(f"/organisations/{body.code}/evaluated/").text
    assert "79.5" in page
    assert "评审中" in page
    assert running.points not in page
