"""The desk returns a founding item by item."""

import pytest

from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02"), pytest.mark.spec("EST-07")]


def send(case: Case, person: Person | None = None, **given: object) -> tuple[int, str]:
    form = {"seen": case.revision, "reason": ""} | given
    answer = pages.send(
        pages.browser(person or factories.reviewer(case)), f"/establishment/{case.code}/return_/", **form
    )
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_each_item_goes_back_with_what_is_wrong() -> None:
    case = factories.submitted()
    charter = case.materials.get(key="charter")
    typed: dict[str, object] = {f"remark_{charter.pk}": "缺少经费一章", "reason": "人数请核对"}
    assert send(case, None, **typed)[0] == 303
    charter.refresh_from_db()
    assert (case.stage, case.due, charter.is_faulty, charter.remark) == ("returned", None, True, "缺少经费一章")
    assert not case.materials.exclude(pk=charter.pk).filter(is_faulty=True).exists()
    (waiting,) = todo(actor(case.applicant), [case.body])
    assert waiting.why == "章程：缺少经费一章；人数请核对"
    assert f"“{case.body.name}”的设立申请被退回" in titles(case.applicant)


def test_without_saying_what_is_wrong_nothing_goes_back() -> None:
    case = factories.submitted()
    status, html = send(case)
    assert (status, "请在有问题的材料下写明原因" in html, case.stage) == (422, True, "submitted")


@pytest.mark.spec("SEC-03")
def test_nobody_reviews_what_he_began() -> None:
    host = factories.enterprise()
    both = appointed(host)
    appointed(host.superior, Role.REVIEWER, person=both)
    case = factories.submitted(factories.founded(host, both))
    status, html = send(case, both, reason="不行")
    assert (status, "您自己提交的" in html) == (422, True)


def test_what_was_returned_is_not_returned_again_and_an_old_page_says_so() -> None:
    case = factories.returned()
    assert send(case, reason="再退")[0] == 422
    assert send(factories.submitted(), seen=0, reason="退")[0] == 409
