"""A founding is submitted when it is complete, and refused with everything that is missing."""

from datetime import timedelta

import pytest

from kexie.areas.charters import actions as charter_actions
from kexie.areas.charters.queries import findings
from kexie.areas.charters.tests import factories as charters
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.procedures import let
from kexie.core import clock
from kexie.core.days import working_days_after
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-02"), pytest.mark.spec("EST-07")]


def send(case: Case, **given: object) -> tuple[int, str]:
    form = {"seen": case.revision} | given
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/submit/", **form)
    case.refresh_from_db()
    return answer.status_code, answer.text


def test_it_waits_at_the_desk_until_the_time_limit() -> None:
    case = factories.prepared()
    reviewer = factories.reviewer(case)
    assert send(case)[0] == 303
    assert (case.stage, case.due) == ("submitted", working_days_after(clock.today(), 20))
    (waiting,) = todo(actor(reviewer), [case.organisation])
    assert (waiting.what, waiting.due) == (f"审核“{case.body.name}”的设立申请", case.due)
    assert f"“{case.body.name}”提交了设立申请" in titles(reviewer)
    assert not list(todo(actor(case.applicant), [case.body]))


def test_everything_that_is_missing_is_said_at_once() -> None:
    case = factories.founded()
    status, html = send(case)
    assert (status, case.stage) == (422, "preparing")
    for words in ("企业党组织同意的日期", "科技工作者人数", "缺少材料：设立申请", "缺少材料：章程", "第十二条"):
        assert words in html


def test_one_missing_material_is_enough() -> None:
    case = factories.prepared()
    case.materials.get(key="plan").versions.all().delete()
    status, html = send(case)
    assert (status, "缺少材料：成立大会方案" in html, "缺少材料：章程" in html) == (422, True, False)


@pytest.mark.spec("EST-09")
def test_a_draft_that_was_written_here_is_handed_in_as_it_stands() -> None:
    case = factories.prepared()
    case.materials.get(key="charter").versions.all().delete()
    assert "缺少材料：章程" in send(case)[1]
    draft = charters.draft(case.body)
    browser = pages.browser(case.applicant)
    assert "用平台上的草案" in browser.get(f"/establishment/{case.code}/").text
    assert send(case)[0] == 303
    (version,) = case.materials.get(key="charter").versions.all()
    assert version.file.kind == "pdf"
    assert version.findings == [finding.sentence for finding in findings(draft)]
    read = pages.browser(factories.reviewer(case)).get(f"/establishment/{case.code}/version/{version.pk}/")
    assert read.status_code == 200


@pytest.mark.spec("EST-09")
def test_a_returned_charter_is_mended_in_the_draft_and_one_version_follows_the_other() -> None:
    case = factories.prepared()
    case.materials.get(key="charter").versions.all().delete()
    draft = charters.draft(case.body)
    send(case)
    case = factories.returned(case)
    assert "章程”被退回" in send(case)[1]
    with clock.held(clock.now() + timedelta(minutes=5)):
        charter_actions.change(
            draft, choices=charters.choices(term_years=3), seen=draft.revision, by=factories.by(case.applicant)
        )
        assert send(case)[0] == 303
    assert [version.number for version in case.materials.get(key="charter").versions.all()] == [2, 1]


@pytest.mark.spec("EST-02")
def test_without_the_consent_of_the_party_organisation_it_is_refused_with_the_article() -> None:
    case = factories.prepared(consented_on=None)
    status, html = send(case)
    assert (status, "企业党组织同意的日期（《企业科学技术协会组织通则》第十二条）" in html) == (422, True)


@pytest.mark.spec("EST-05")
def test_inside_a_group_the_superior_enterprise_has_to_consent() -> None:
    case = factories.prepared(superior_enterprise="示例集团")
    status, html = send(case)
    assert (status, "第十五条" in html) == (422, True)


def test_a_returned_material_has_to_be_replaced_first() -> None:
    case = factories.returned()
    status, html = send(case)
    assert (status, "“章程”被退回，还没有更换" in html) == (422, True)
    factories.prepared(case)
    charter = case.materials.get(key="charter")
    answer = pages.send(
        pages.browser(case.applicant),
        f"/establishment/{case.code}/upload/{charter.pk}/",
        seen=Case.objects.get(pk=case.pk).revision,
        file=factories.file(),
    )
    assert answer.status_code == 303
    case.refresh_from_db()
    assert (send(case)[0], case.stage) == (303, "resubmitted")


@pytest.mark.spec("EST-03")
def test_where_the_place_files_the_congress_comes_first() -> None:
    let("430603", regime="filing")
    case = factories.prepared()
    status, html = send(case)
    assert (status, "先召开成立大会" in html) == (422, True)
    case = factories.held(case)
    assert (send(case)[0], case.stage) == (303, "submitted")


def test_twice_is_refused() -> None:
    case = factories.submitted()
    assert send(case)[0] == 422
