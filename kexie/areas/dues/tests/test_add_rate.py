"""What each sort of members owes."""

import pytest
from django.db import IntegrityError, transaction

from kexie.areas.charters.rules.choices import Dues
from kexie.areas.dues.models import Rate, Year
from kexie.areas.dues.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages
from tests.pages import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def sent(year: Year, **typed: object) -> Answer:
    year.refresh_from_db()
    browser = pages.browser(appointed(year.organisation, Role.FINANCE))
    return pages.send(browser, f"/dues/{year.code}/add_rate/", seen=year.revision, **typed)


def test_each_sort_has_one_rate_and_some_pay_nothing() -> None:
    year = factories.year()
    assert sent(year, name="科技人员", amount="60", groups=["technical"]).status_code == 303
    assert sent(year, name="退休", amount="0", groups=["retired"]).status_code == 303
    answer = sent(year, name="又一项", amount="5", groups=["technical", "skilled"])
    assert (answer.status_code, "“科技人员”已有标准" in answer.text) == (422, True)
    for wrong in ("5.555", "-1", "五十", "100000"):
        assert sent(year, name="错", amount=wrong, groups=["skilled"]).status_code == 422
    assert [(rate.name, rate.amount) for rate in year.rates.all()] == [("科技人员", 6000), ("退休", 0)]


def test_the_charters_amount_is_the_only_one() -> None:
    year = factories.year(factories.body(Dues.YEARLY, dues_fen=5050), decision="")
    assert 'value="50.50"' in pages.browser(appointed(year.organisation)).get(f"/dues/{year.code}/add_rate/").text
    answer = sent(year, name="会员", amount="50", groups=["technical"])
    assert (answer.status_code, "50.50" in answer.text) == (422, True)
    assert sent(year, name="会员", amount="50.50", groups=["technical"]).status_code == 303


def test_the_database_holds_the_amount() -> None:
    rate = factories.rate()
    with pytest.raises(IntegrityError, match="dues_rate_amount"), transaction.atomic():
        Rate.objects.filter(pk=rate.pk).update(amount=-1)
