"""A returned registration is mended and sent in again."""

from typing import Any

import pytest

from kexie.areas.registrations.models import Registration
from kexie.areas.registrations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-07")]


def send(row: Registration, **given: Any) -> tuple[int, str]:
    form = factories.filled(uscc=row.uscc, name=row.name, seen=row.revision, proofs="") | given
    answer = pages.browser(row.applicant).post(f"/registrations/{row.code}/amend/", form)
    return answer.status_code, answer.text


def test_it_shows_what_stands_there_and_what_to_mend() -> None:
    row = factories.returned()
    html = pages.browser(row.applicant).get(f"/registrations/{row.code}/amend/").text
    assert "执照看不清" in html
    assert html.count("审核意见：请修改这一项") == 1
    for words in (f'value="{row.name}"', f'value="{row.uscc}"', f'value="{row.phone}"', '"430603" selected'):
        assert words in html


def test_it_waits_again_and_the_old_proofs_stay() -> None:
    row = factories.returned()
    assert send(row, name="改好的公司", proofs=factories.file("新执照.png", factories.png()))[0] == 303
    row.refresh_from_db()
    assert (row.stage, row.name, row.reason, row.faults) == ("resubmitted", "改好的公司", "", [])
    assert [proof.file.kind for proof in row.proofs.all()] == ["pdf", "png"]
    assert [step.stage for step in row.steps.all()] == ["submitted", "returned", "resubmitted"]


def test_a_proof_is_changed_for_another_but_one_must_be_left() -> None:
    row = factories.returned()
    old = row.proofs.get().pk
    status, html = send(row, removed=[old])
    assert (status, "请上传证明材料" in html) == (422, True)
    assert row.proofs.get().pk == old
    assert send(row, removed=[old], proofs=factories.file())[0] == 303
    assert row.proofs.get().pk != old


def test_three_proofs_altogether() -> None:
    row = factories.returned()
    status, html = send(row, proofs=[factories.file(f"{turn}.pdf") for turn in range(3)])
    assert (status, "最多 3 个文件" in html, row.proofs.count()) == (422, True, 1)


@pytest.mark.spec("SEC-01")
def test_a_proof_of_somebody_else_cannot_be_removed() -> None:
    row, other = factories.returned(), factories.registration()
    assert send(row, removed=[other.proofs.get().pk])[0] == 422
    assert other.proofs.count() == 1


@pytest.mark.spec("ORG-02")
def test_another_place_leads_to_another_desk() -> None:
    row, qixia = factories.returned(), bodies.association("320113")
    assert send(row, region_1="320000", region_2="320100", region_3="320113")[0] == 303
    row.refresh_from_db()
    assert row.organisation == qixia


def test_everything_typed_stays_when_it_is_refused() -> None:
    row = factories.returned()
    status, html = send(row, name="新名字", phone="x", contact="新联系人")
    assert (status, "请填写手机号" in html) == (422, True)
    assert 'value="新名字"' in html
    assert 'value="新联系人"' in html


def test_a_page_that_is_old_says_so() -> None:
    row = factories.returned()
    status, html = send(row, seen=row.revision - 1, name="旧页面")
    assert (status, "别人已经改过" in html, 'value="旧页面"' in html) == (409, True, True)


def test_only_what_was_returned_to_oneself_is_mended() -> None:
    row, waiting = factories.returned(), factories.registration()
    for person, code in ((persons.person(), row.code), (waiting.applicant, waiting.code)):
        browser = pages.browser(person)
        assert browser.get(f"/registrations/{code}/amend/").status_code == 404
        assert browser.post(f"/registrations/{code}/amend/", factories.filled()).status_code == 404


def test_a_code_that_waits_elsewhere_by_now_is_refused() -> None:
    row = factories.returned()
    factories.registration(uscc=row.uscc)
    status, html = send(row)
    assert (status, "已有一件申请正在审核" in html) == (422, True)


def test_without_script_nothing_is_judged_while_places_are_listed() -> None:
    row = factories.returned()
    status, html = send(row, list="region", region_3="", name="还没填完")
    assert (status, 'value="还没填完"' in html, "invalid-feedback" in html) == (200, True, False)
    assert Registration.objects.get(pk=row.pk).stage == "returned"
