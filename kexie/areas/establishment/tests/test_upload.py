"""Materials are handed in and replaced, earlier versions stay, and nothing changes under a reviewer's hands."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-08")]


def send(case: Case, **given: object) -> tuple[int, str]:
    material = case.materials.get(key="charter")
    form = {"seen": case.revision, "file": factories.file("章程.pdf")} | given
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/upload/{material.pk}/", **form)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_versions_are_kept() -> None:
    case = factories.founded()
    assert [send(case)[0], send(case)[0]] == [303, 303]
    versions = case.materials.get(key="charter").versions.all()
    assert [(one.number, one.file.name) for one in versions] == [(2, "章程.pdf"), (1, "章程.pdf")]
    assert case.steps.last().note == "章程（第 2 版）"


def test_what_is_no_such_file_is_refused() -> None:
    case = factories.founded()
    status, html = send(case, file=factories.file("章程.pdf", b"no pdf"))
    assert (status, "不是 PDF" in html) == (422, True)
    assert (send(case, file="")[0], case.materials.get(key="charter").versions.count()) == (422, 0)


def test_under_review_nothing_is_replaced() -> None:
    case = factories.submitted()
    status, html = send(case)
    assert (status, "正在审核" in html, case.materials.get(key="charter").versions.count()) == (422, True, 1)


def test_what_was_returned_counts_as_mended_when_it_is_replaced() -> None:
    case = factories.returned()
    assert case.materials.get(key="charter").is_faulty
    assert send(case)[0] == 303
    charter = case.materials.get(key="charter")
    assert (charter.is_faulty, charter.remark) == (False, "缺少经费一章")


def test_a_material_of_another_case_is_not_there() -> None:
    case, other = factories.founded(), factories.founded()
    material = other.materials.all()[0]
    address = f"/establishment/{case.code}/upload/{material.pk}/"
    assert pages.browser(case.applicant).get(address).status_code == 404


def test_a_material_replaced_while_it_is_reviewed_makes_the_decision_stale() -> None:
    case = factories.submitted()
    seen = case.revision
    by = factories.by(case.applicant)
    case = actions.recall(case, seen=seen, by=by)
    actions.upload(case.materials.get(key="charter"), file=factories.upload(), seen=case.revision, by=by)
    case.refresh_from_db()
    actions.submit(case, seen=case.revision, by=by)
    reviewer = factories.by(factories.reviewer(case))
    with pytest.raises(Stale):
        actions.approve(case, number="1号", issued_on=clock.today(), seen=seen, by=reviewer)


@pytest.mark.django_db(transaction=True)
def test_replaced_and_submitted_at_once_one_waits_for_the_other() -> None:
    case = factories.prepared()
    charter, by = case.materials.get(key="charter"), factories.by(case.applicant)
    done = at_once(
        lambda: actions.upload(charter, file=factories.upload(), seen=case.revision, by=by),
        lambda: actions.submit(case, seen=case.revision, by=by),
    )
    failed = [result for result in done if isinstance(result, Stale | ValidationError)]
    assert len(failed) == 1
    case.refresh_from_db()
    assert (case.stage == "submitted") == (charter.versions.count() == 1)
