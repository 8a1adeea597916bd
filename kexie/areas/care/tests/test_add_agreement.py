"""A member without an account agreed on paper."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from kexie.areas.care.models import Agreement, Consent
from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.areas.registrations.tests.factories import PDF
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08"), pytest.mark.spec("SEC-06")]


def test_what_is_ticked_holds_from_the_day_it_was_signed() -> None:
    member = members.member(joined_on=date(2020, 1, 1))
    body, on = member.organisation, clock.today() - timedelta(days=3)
    browser = pages.browser(appointed(body, Role.SECRETARY))
    page, right = f"/organisations/{body.code}/care/agreements/add_agreement/", {"number": 1, "on": str(on)}
    own = members.own(persons.person(), body)
    refused = {
        "勾选同意书上写明的事项": right,
        "请填写出生的月和日": right | {"birthday": "on"},
        "不能代为登记": right | {"visits": "on", "number": own.number},
        "没有这个会员号": right | {"visits": "on", "number": 99},
        "签字日期应在": right | {"visits": "on", "on": str(clock.today() + timedelta(days=1))},
    }
    for words, typed in refused.items():
        answer = pages.send(browser, page, **typed, scan=SimpleUploadedFile("同意书.pdf", PDF))
        assert (answer.status_code, words in answer.text) == (422, True), words
    assert "请选择文件" in pages.send(browser, page, **right, visits="on").text
    typed = right | {"birthday": "on", "month": "2", "day": "29", "visits": "on"}
    assert pages.status(browser, page, **typed, scan=SimpleUploadedFile("同意书.pdf", PDF)) == 303
    held = Consent.objects.holding().order_by("purpose")
    assert [(one.purpose, one.birthday, one.given_at.astimezone(clock.PLACE).date()) for one in held] == [
        ("birthday", "02-29", on),
        ("visits", "", on),
    ]
    again = pages.send(browser, page, **typed, scan=SimpleUploadedFile("同意书.pdf", PDF))
    assert (again.status_code, "已经同意过" in again.text, Agreement.objects.count()) == (422, True, 1)
    assert factories.visit(member).member == member


def test_letters_are_agreed_to_with_an_account_alone() -> None:
    row = factories.agreement()
    with pytest.raises(IntegrityError, match="care_consent_on_paper"), transaction.atomic():
        Consent.objects.create(member=row.member, purpose="letters", text="x", given_at=clock.now(), agreement=row)


def test_who_has_an_account_later_decides_there() -> None:
    number, person = members.identity(), persons.person(name="王敏")
    row = factories.agreement(members.member(name="王敏", identity=number))
    browser = pages.browser(person)
    assert pages.status(browser, "/memberships/claim/", name="王敏", identity=number) == 303
    assert f"{row.code}/scan/" in browser.get("/care/own/").text
    assert pages.status(browser, f"/care/memberships/{row.member.code}/change/", letters="on") == 303
    assert [one.purpose for one in Consent.objects.holding()] == ["letters"]
