"""A member agrees and withdraws; the words are kept, the birthday goes."""

import pytest
from django.db import IntegrityError, connection, transaction

from kexie.areas.care import rules
from kexie.areas.care.models import Consent
from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08"), pytest.mark.spec("SEC-06")]


def kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT birthday FROM care_consent ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_each_purpose_by_itself_and_withdrawn_as_easily() -> None:
    person = persons.person()
    member = members.own(person)
    browser, page = pages.browser(person), f"/care/memberships/{member.code}/change/"
    for typed, words in (
        ({"birthday": "on"}, "请填写出生的月和日"),
        ({"birthday": "on", "month": "2", "day": "30"}, "没有这一天"),
    ):
        answer = pages.send(browser, page, **typed)
        assert (answer.status_code, words in answer.text) == (422, True)
    assert pages.status(browser, page, letters="on", birthday="on", month="2", day="29") == 303
    first = Consent.objects.get(purpose="birthday")
    assert (first.birthday, first.text) == ("02-29", rules.TEXTS[rules.Purpose.BIRTHDAY])
    assert "02-29" not in "".join(kept())
    assert "2 月" in browser.get(page).text
    assert pages.status(browser, page, letters="on") == 303
    first.refresh_from_db()
    assert (first.birthday, first.withdrawn_at is not None, kept()) == ("", True, ["", ""])
    assert list(Consent.objects.holding().values_list("purpose", flat=True)) == ["letters"]
    written = [row.after for row in Record.objects.filter(what="care.change").order_by("id")]
    assert written == [{"agreed": ["letters", "birthday"]}, {"agreed": ["letters"]}]


def test_the_database_keeps_a_birthday_with_a_consent_alone() -> None:
    factories.agreeing(birthday=True, month=5, day=1)
    with pytest.raises(IntegrityError, match="care_consent_birthday"), transaction.atomic():
        Consent.objects.filter(purpose="birthday").update(withdrawn_at="2030-01-01T00:00Z")
    with pytest.raises(IntegrityError, match="care_consent_birthday"), transaction.atomic():
        Consent.objects.filter(purpose="letters").update(birthday="05-01")
