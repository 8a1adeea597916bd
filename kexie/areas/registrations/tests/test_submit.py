"""Somebody registers a body."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.areas.registrations import actions, rules
from kexie.areas.registrations.models import Proof, Registration
from kexie.areas.registrations.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.files.rules import MAX_NAME, Upload
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-05"), pytest.mark.spec("ACC-07")]
SUBMIT = "/registrations/submit/"


@pytest.fixture(autouse=True)
def _county() -> None:
    bodies.association("430603")


def send(**given: Any) -> tuple[int, str]:
    answer = pages.browser(persons.person(name="罗溪")).post(SUBMIT, factories.filled(**given))
    return answer.status_code, answer.text


def test_an_enterprise_is_registered_at_the_desk_of_its_place() -> None:
    applicant = persons.person(name="罗溪")
    code = factories.uscc()
    answer = pages.browser(applicant).post(SUBMIT, factories.filled(uscc=f"{code[:8]} {code[8:].lower()}"))
    row = Registration.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/registrations/{row.code}/")
    assert (row.organisation.region_id, row.queue, row.stage, row.uscc) == ("430603", "enterprise", "submitted", code)
    assert (row.applicant, row.phone, row.proofs.get().file.kind) == (applicant, "138 0000 5678", "pdf")
    assert Record.objects.get(what="registrations.submit").organisation == row.organisation_id
    assert "138" not in str(Record.objects.get(what="registrations.submit").after)


@pytest.mark.spec("ORG-02")
def test_the_place_of_the_party_organisation_comes_first() -> None:
    qixia = bodies.association("320113")
    assert send(party_region_1="320000", party_region_2="320100", party_region_3="320113")[0] == 303
    row = Registration.objects.get()
    assert (row.organisation, row.region_id, row.party_region_id) == (qixia, "430603", "320113")


@pytest.mark.spec("ORG-02")
@pytest.mark.parametrize(
    ("kind", "steps", "at"),
    [
        ("society", ("430000", "430600", ""), "430600"),
        ("federation", ("430000", "", ""), "430000"),
        ("enterprise", ("420000", "429004", ""), "429004"),  # a county straight below its province
        ("enterprise", ("440000", "441900", ""), "441900"),  # a city without counties
        ("enterprise", ("430000", "430600", "430611"), "430600"),  # the county has no association yet
    ],
)
def test_the_nearest_association_reviews(kind: str, steps: tuple[str, str, str], at: str) -> None:
    bodies.association(at)
    given = {f"region_{number}": code for number, code in enumerate(steps, 1)}
    assert send(kind=kind, **given)[0] == 303
    assert Registration.objects.get().organisation.region_id == at


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": ""}, "请选择单位类型"),
        ({"kind": "association"}, "没有这个“单位类型”选项"),
        ({"name": " "}, "请填写单位全称"),
        ({"name": "名" * 121}, "最多 120 个字"),
        ({"uscc": ""}, "企业请填写统一社会信用代码"),
        ({"uscc": "91430600000000000X"}, "校验位不对"),
        ({"uscc": "123"}, "应为 18 位"),
        ({"kind": "enterprise_association", "uscc": ""}, "企业科协请填写所在单位的全称"),
        ({"region_1": "", "region_2": "", "region_3": ""}, "请选择所在地区"),
        ({"region_3": ""}, "请选到区县一级"),
        ({"region_3": "320113"}, "没有这个地区"),
        ({"region_1": "320000"}, "没有这个地区"),
        ({"region_1": "710000", "region_2": "", "region_3": ""}, "还没有开通科协"),
        ({"contact": ""}, "请填写联系人"),
        ({"phone": "电话"}, "请填写手机号"),
        ({"phone": "1-(-)-(-)-"}, "请填写手机号"),
        ({"proofs": ""}, "请上传证明材料"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(typed: dict[str, str], words: str) -> None:
    status, html = send(**typed)
    kept = 'value="罗溪"' in html or 'value="138 0000 5678"' in html
    assert (status, words in html, kept) == (422, True, True)
    assert not Registration.objects.exists()


def _zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("a.txt", "a")
    return content.getvalue()


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"MZ\x90\x00" + b"\0" * 100,
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 40,
        _zip(),
        "只是文字".encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    ],
)
def test_a_file_that_only_bears_the_name_is_refused(content: bytes) -> None:
    status, html = send(proofs=factories.file("执照.pdf", content))
    assert (status, "执照.pdf" in html) == (422, True)
    assert not Proof.objects.exists()


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize(("over", "status"), [(0, 303), (1, 422)])
def test_a_file_may_be_five_megabytes(over: int, status: int) -> None:
    padding = b"%".ljust(rules.MAX_PROOF + over - len(factories.PDF) - 1, b"x") + b"\n"
    content = factories.PDF[:9] + padding + factories.PDF[9:]
    assert send(proofs=factories.file(content=content))[0] == status


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize(("number", "status"), [(3, 303), (4, 422)])
def test_three_files_may_be_sent(number: int, status: int) -> None:
    assert send(proofs=[factories.file(f"{turn}.pdf") for turn in range(number)])[0] == status


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\r\nX-Evil: 1.pdf", "很" * 300 + ".pdf", "", "..", "a\u202efdp.exe"]
)
def test_a_hostile_name_does_no_harm(name: str) -> None:
    row = factories.registration(proofs=[Upload(name, "png", factories.png())])
    kept = row.proofs.get()
    assert kept.file.name.endswith(".png")
    assert "/" not in kept.file.name
    assert kept.file.name.isprintable()
    assert 4 < len(kept.file.name) <= MAX_NAME
    answer = pages.browser(row.applicant).get(f"/registrations/{row.code}/proof/{kept.pk}/")
    assert (answer.status_code, bool(answer.getvalue())) == (200, True)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in answer.headers


def test_without_script_the_next_places_are_listed_and_nothing_is_judged() -> None:
    form = factories.filled(region_1="320000", region_2="", region_3="", list="region", uscc="12")
    answer = pages.browser(persons.person()).post(SUBMIT, form)
    assert answer.status_code == 200
    assert '<option value="320100">' in answer.text
    assert 'value="12"' in answer.text
    assert "invalid-feedback" not in answer.text


# What is there already


def test_a_published_body_is_named_with_who_can_help() -> None:
    known = bodies.body("430603", kind="enterprise", name="云溪化工有限公司", uscc=factories.uscc(), published=True)
    status, html = send()
    assert (status, "“云溪化工有限公司”已经登记过" in html, "上级科协" in html) == (422, True, True)
    organisations.publish(bodies.association("430603"), by=bodies.BY)
    html = send(name="别的名字", uscc=known.uscc)[1]
    assert "“云溪化工有限公司”已经登记过" in html
    assert "云溪科协" in html


def test_of_a_body_without_a_public_page_only_its_code_is_known() -> None:
    known = bodies.body("430603", kind="enterprise", name="没有公开的公司", uscc=factories.uscc())
    status, html = send(uscc=known.uscc)
    assert (status, "已经登记过" in html, "没有公开的公司" in html) == (422, True, False)
    assert send(name="没有公开的公司")[0] == 303


def test_a_closed_body_keeps_nobody_out() -> None:
    known = bodies.body("430603", kind="enterprise", name="旧公司", uscc=factories.uscc(), published=True)
    organisations.close(known, closed_on=bodies.DAY, by=bodies.BY)
    assert send(name="旧公司", uscc=known.uscc)[0] == 303


def test_a_code_waits_once_but_a_returned_one_is_free() -> None:
    first = factories.registration()
    status, html = send(uscc=first.uscc)
    assert (status, "已有一件申请正在审核" in html, first.name in html) == (422, True, False)
    reviewer = persons.person()
    actions.return_(first, seen=0, reason="不是本单位", by=factories.by(reviewer))
    assert send(uscc=first.uscc)[0] == 303


def test_the_database_refuses_a_wrong_code_and_a_second_one() -> None:
    first, second = factories.registration(), factories.registration()
    for wrong in (first.uscc, "91430600000000000X"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.filter(pk=second.pk).update(uscc=wrong)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_code_leave_one() -> None:
    bodies.association("430603")
    given = {"uscc": factories.uscc()}
    people = [persons.person(), persons.person()]
    typed = [factories.typed(**given) for _ in people]
    done = at_once(
        lambda: actions.submit(**typed[0], by=factories.by(people[0])),
        lambda: actions.submit(**typed[1], by=factories.by(people[1])),
    )
    assert sorted(type(one).__name__ for one in done) == ["IntegrityError", "Registration"]
    assert Registration.objects.count() == 1


# How much one person may send


@pytest.mark.spec("SEC-05")
def test_one_person_has_so_many_open_ones_at_most() -> None:
    person = persons.person()
    made = [factories.registration(person) for _ in range(rules.MAX_OPEN)]
    with pytest.raises(ValidationError, match="没有办结的申请"):
        factories.registration(person)
    actions.withdraw(made[0], seen=0, by=factories.by(person))
    factories.registration(person)


@pytest.mark.parametrize(("of_late", "is_refused"), [(rules.MAX_A_DAY - 1, False), (rules.MAX_A_DAY, True)])
def test_one_person_sends_so_many_a_day_at_most(of_late: int, is_refused: bool) -> None:
    try:
        rules.require_room(is_open=0, of_late=of_late)
    except ValidationError:
        assert is_refused
    else:
        assert not is_refused


@pytest.mark.spec("ACC-02")
def test_a_platform_administrator_registers_nothing() -> None:
    person = appointed(None, Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(ValidationError, match="平台管理员"):
        factories.registration(person)


@pytest.mark.spec("SEC-03")
def test_fields_that_the_form_does_not_show_are_ignored() -> None:
    other = bodies.association("320113")
    assert send(organisation=str(other.pk), stage="accepted", queue="union", applicant="1", code="mine")[0] == 303
    row = Registration.objects.get()
    assert (row.organisation.region_id, row.stage, row.queue) == ("430603", "submitted", "enterprise")
    assert row.code != "mine"


@pytest.mark.spec("REL-02")
def test_a_double_click_registers_once() -> None:
    browser, form = pages.browser(persons.person()), factories.filled()
    first = browser.post(SUBMIT, form)
    again = browser.post(SUBMIT, form | {"proofs": factories.file()})
    assert (first.status_code, again.status_code, first["Location"]) == (303, 303, again["Location"])
    assert Registration.objects.count() == 1


def test_a_region_that_was_abolished_is_not_offered() -> None:
    Region.objects.filter(pk="430603").update(abolished_on=bodies.DAY)
    assert "没有这个地区" in send()[1]


def test_who_is_not_signed_in_comes_back_after_signing_in() -> None:
    assert pages.browser(None).get(SUBMIT)["Location"] == f"/signin/?next={SUBMIT}"


@pytest.mark.spec("EST-06")
def test_a_body_of_old_says_by_which_reply_and_since_when() -> None:
    given = {"kind": "enterprise_association", "uscc": "", "host_name": "云溪化工有限公司"}
    late = f"{clock.today() + timedelta(days=1):%Y-%m-%d}"
    for wrong, words in (
        ({"old_number": ""}, "批准成立的文号"),
        ({"founded_on": ""}, "请填写成立日期"),
        ({"founded_on": late}, "这一天还没有到"),
    ):
        status, html = send(**given, **wrong)
        assert (status, words in html, Registration.objects.count()) == (422, True, 0)
    assert send(**given)[0] == 303
    row = Registration.objects.get()
    assert (row.old_number, row.founded_on, row.chair) == ("云科协〔2019〕3号", date(2019, 5, 6), "罗溪")


@pytest.mark.spec("EST-06")
def test_a_unit_types_nothing_again_that_is_known() -> None:
    host = bodies.body("430603", kind="enterprise", name="云溪化工有限公司")
    page = pages.browser(appointed(host)).get(f"/organisations/{host.code}/found/").text
    assert f"/registrations/submit/?of={host.code}" in page
    form = pages.browser(appointed(host)).get(f"{SUBMIT}?of={host.code}").text
    for known in (
        'value="enterprise_association" selected',
        f'value="{host.name}科学技术协会"',
        'value="430603" selected',
    ):
        assert known in form
    stranger = pages.browser(persons.person()).get(f"{SUBMIT}?of={host.code}").text
    assert host.name not in stranger


def test_all_that_is_wrong_is_told_at_once_and_the_account_is_the_contact() -> None:
    status, text = send(uscc="", phone="12", name="", proofs="")
    assert status == 422
    for words in ("请填写单位全称。", "请填写统一社会信用代码", "请填写手机号", "请上传证明材料"):
        assert words in text
    applicant = persons.person(name="罗溪")
    people.set_mobile(applicant, mobile="13800005678", by=factories.by(applicant))
    own = pages.browser(applicant).get(SUBMIT).text
    assert 'value="罗溪"' in own
    assert 'value="13800005678"' in own


@pytest.mark.spec("EST-06")
def test_a_body_of_old_is_asked_for_all_of_its_origin_at_once() -> None:
    status, text = send(kind="federation", old_number="", founded_on="")
    assert status == 422
    assert "批准成立的文号" in text
    assert "请填写成立日期。" in text
