"""Several cards in one file."""

import pytest
import vobject

from kexie.areas.directory.tests.book import MOBILE, entry
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-11"), pytest.mark.spec("SCP-04"), pytest.mark.spec("SEC-06")]


def taken(**typed: object) -> list[str]:
    county = factories.association("430603")
    browser = pages.browser(appointed(county, Role.SECRETARY))
    answer = pages.send(browser, f"/organisations/{county.code}/contacts/cards/", **typed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert MOBILE not in text
    return [card.fn.value for card in vobject.readComponents(text)]


def test_those_chosen_or_all_that_the_filters_leave_without_mobile_numbers_and_on_record() -> None:
    body = factories.body("430603")
    one, two, three = (entry(body, name, mobile=MOBILE) for name in ("甲一", "乙二", "丙三"))
    outside = entry(factories.body("430602"), "外人")
    hidden = entry(body, "没公开", is_listed=False)
    assert taken(posts=[one.pk, three.pk, outside.pk, hidden.pk]) == ["丙三", "甲一"]
    assert taken() == ["丙三", "甲一", "乙二"]
    assert taken(q="yier") == ["乙二"]
    assert taken(posts=["9" * 30, "x"], q="yier") == ["乙二"]
    told = list(Record.objects.filter(what="directory.cards").order_by("id").values_list("after", flat=True))
    assert told == [{"cards": 2}, {"cards": 3}, {"cards": 1}, {"cards": 1}]
    assert two.mobile == MOBILE
