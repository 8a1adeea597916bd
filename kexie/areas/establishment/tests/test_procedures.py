"""How bodies are founded in a place, with who set it."""

import pytest

from kexie.areas.establishment.tests.procedures import let
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-01")]


def test_what_is_inherited_is_shown_with_its_source() -> None:
    let("430600", regime="filing", days=15)
    let("430603", days=7)
    body = bodies.association("430603")
    page = pages.browser(appointed(body)).get(f"/organisations/{body.code}/procedures/").text
    assert "备案制：先召开成立大会，再提交备案" in page
    assert "（岳阳科协，沿用）" in page
    assert "7 个工作日" in page
    assert "平台默认" in page
