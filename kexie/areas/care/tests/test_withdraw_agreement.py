"""What was agreed to on paper is withdrawn as the member asks; what was kept for it goes."""

import pytest

from kexie.areas.care.models import Consent
from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08"), pytest.mark.spec("SEC-06")]


def test_one_purpose_by_itself_and_its_notes_go() -> None:
    row = factories.agreement(members.member(), birthday=True, month=5, day=1)
    visit = factories.visit(row.member)
    browser = pages.browser(appointed(row.member.organisation))
    page, typed = f"/care/agreements/{row.code}/withdraw_agreement/", {"purposes": ["visits"]}
    assert "请填写" in pages.send(browser, page, **typed, reason="").text
    assert pages.status(browser, page, **typed, reason="本人到秘书处提出") == 303
    visit.refresh_from_db()
    assert (visit.note, [one.purpose for one in Consent.objects.holding()]) == ("", ["birthday"])
    after = Record.objects.get(what="care.withdraw_agreement").after
    assert after == {"agreed": ["visits"], "reason": "本人到秘书处提出"}
    assert pages.send(browser, page, **typed, reason="再次").status_code == 422
