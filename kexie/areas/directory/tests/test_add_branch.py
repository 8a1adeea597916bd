"""A part of a body is set up."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-05a")]


def test_it_is_set_up_once_and_under_its_superior() -> None:
    body = factories.body()
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/add_branch/"
    assert pages.status(browser, address, kind="specialist_committee", name="炼油专委会", position=1) == 303
    superior = body.branches.get()
    assert pages.status(browser, address, kind="study_group", name="催化学组", superior=superior.pk, members=12) == 303
    assert body.branches.get(name="催化学组").superior == superior
    answer = pages.send(browser, address, kind="study_group", name="催化学组")
    assert answer.status_code == 422
    assert "已经有同名的分支机构" in answer.text


@pytest.mark.spec("SEC-01")
def test_another_bodys_part_is_no_superior_and_an_enterprise_has_none() -> None:
    body, other, enterprise = factories.body(), factories.body(), factories.body(kind="enterprise")
    strange = actions.add_branch(other, kind="branch", name="别家分会", by=factories.BY)
    address = f"/organisations/{body.code}/add_branch/"
    assert pages.status(pages.browser(appointed(body)), address, kind="branch", name="分会", superior=strange.pk) == 422
    answer = pages.send(
        pages.browser(appointed(enterprise)),
        f"/organisations/{enterprise.code}/add_branch/",
        kind="branch",
        name="分会",
    )
    assert answer.status_code == 422
    assert "本身不设分支机构" in answer.text
