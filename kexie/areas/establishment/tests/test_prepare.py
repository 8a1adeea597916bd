"""The preparatory group says who consented, when, and how many workers there are."""

from datetime import timedelta

import pytest

from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02")]


def send(case: Case, **given: object) -> tuple[int, str]:
    said = factories.said(consented_on=f"{clock.today():%Y-%m-%d}", seen=case.revision) | given
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/prepare/", **said)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_it_is_written_down() -> None:
    case = factories.founded()
    assert send(case)[0] == 303
    assert (case.workers, case.consent_by, case.consented_on) == (120, "中共云溪公司委员会", clock.today())
    assert case.steps.last().deed == "prepare"


@pytest.mark.spec("EST-05")
def test_a_superior_enterprise_comes_and_goes_with_its_consent() -> None:
    case = factories.founded()
    send(case, superior_enterprise="示例集团", superior_consented_on="2026-01-05")
    assert (str(case.superior_consented_on), case.materials.filter(key="superior_consent").count()) == ("2026-01-05", 1)
    send(case)
    assert (case.superior_consented_on, case.materials.filter(key="superior_consent").count()) == (None, 0)


@pytest.mark.parametrize("field", ["consented_on", "superior_consented_on"])
def test_a_day_to_come_is_refused(field: str) -> None:
    case = factories.founded()
    tomorrow = clock.today() + timedelta(days=1)
    status, html = send(case, **{field: f"{tomorrow:%Y-%m-%d}"})
    assert (status, "还没有到" in html, case.workers) == (422, True, None)


def test_nothing_changes_under_review_and_an_old_page_says_so() -> None:
    case = factories.submitted()
    status, html = send(case)
    assert (status, "正在审核" in html) == (422, True)
    assert send(case, seen=0)[0] == 409
