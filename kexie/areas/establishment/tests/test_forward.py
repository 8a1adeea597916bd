"""What a workstation forwards waits in the association of its place."""

import pytest

from kexie.areas.establishment.models import Voice
from kexie.areas.establishment.tests import stations
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor, appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-20")]


def test_it_waits_to_be_answered() -> None:
    body = stations.station()
    browser, where = pages.browser(appointed(body)), f"/organisations/{body.code}/forward/"
    assert "请填写内容" in pages.send(browser, where, **(stations.TYPED | {"words": " "})).text
    assert pages.send(browser, where, **(stations.TYPED | {"kind": "gossip"})).status_code == 422
    assert pages.send(browser, where, **stations.TYPED).status_code == 303
    row = Voice.objects.get()
    assert (row.organisation, row.words) == (body.superior, "催化剂寿命检测方法")
    (waiting,) = todo(actor(appointed(row.organisation, "reviewer")), [row.organisation])
    assert waiting.what == f"答复“{body.called}”转达的技术需求"
