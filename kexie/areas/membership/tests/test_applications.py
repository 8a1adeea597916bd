"""The desk at which a body reviews applications."""

from datetime import timedelta

import pytest

from kexie.areas.membership import actions
from kexie.areas.membership.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def html(body: Organisation, **filters: str) -> str:
    answer = pages.browser(appointed(body, Role.REVIEWER)).get(f"/organisations/{body.code}/applications/", filters)
    assert answer.status_code == 200
    return answer.text


def test_what_waits_longest_comes_first_and_late_ones_are_marked() -> None:
    body = factories.body()
    factories.application(body, name="新来的")
    with clock.held(clock.now() - timedelta(days=40)):
        factories.application(body, name="等久的")
    page = html(body)
    assert page.index("等久的") < page.index("新来的")
    assert page.count("已超期") == 1


def test_each_state_has_its_list() -> None:
    body = factories.body()
    waiting, returned, ended = (factories.application(body, name=name) for name in ("待审人", "退回人", "办结人"))
    actions.return_(returned, seen=0, reason="缺", by=factories.BY)
    actions.refuse(ended, seen=0, reason="不在本企业", by=factories.BY)
    for state, name in (("", "待审人"), ("returned", "退回人"), ("ended", "办结人")):
        page = html(body, state=state)
        assert [name in page for name in ("待审人", "退回人", "办结人")] == [
            name == own for own in ("待审人", "退回人", "办结人")
        ]
    assert waiting.is_waiting
    assert "这里没有申请" in html(factories.body())
