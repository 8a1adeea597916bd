"""A year is set up where the charter has dues."""

import pytest

from kexie.areas.charters.rules.choices import Dues
from kexie.areas.dues.models import Year
from kexie.areas.dues.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.models import Record
from tests import pages
from tests.pages import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def sent(body: Organisation, **typed: object) -> Answer:
    browser = pages.browser(appointed(body, Role.FINANCE))
    return pages.send(browser, f"/organisations/{body.code}/dues/years/add_year/", **typed)


def test_a_regulated_scale_names_its_congress_and_a_year_is_set_up_once() -> None:
    body = factories.body()
    answer = sent(body, year="2026", decision=" ")
    assert (answer.status_code, "请填写通过标准的大会" in answer.text) == (422, True)
    assert sent(body, year="2026", decision="第一次会员代表大会").status_code == 303
    assert (Year.objects.get().year, Record.objects.get(what="dues.add_year").after) == (2026, {"year": 2026})
    assert "已经设立" in sent(body, year="2026", decision="第一次会员代表大会").text


def test_without_dues_in_the_charter_there_is_no_year() -> None:
    answer = sent(factories.body(Dues.NONE), year="2026")
    assert (answer.status_code, "第二十一条" in answer.text, Year.objects.exists()) == (422, True, False)
