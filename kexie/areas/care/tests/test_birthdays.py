"""Birthdays and round years of those who agreed, and of nobody else."""

from datetime import date, datetime

import pytest

from kexie.areas.care.tests import factories
from kexie.areas.membership import actions as membership
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08"), pytest.mark.spec("SEC-06")]
NOW = datetime(2027, 2, 24, 12, tzinfo=clock.PLACE)  # a Wednesday; the week ends on 28 February


def test_this_week_and_this_month() -> None:
    body = members.body()
    agreed = {"甲闰日": (2, 29), "乙周一": (2, 22), "丙下周": (3, 1), "丁月初": (2, 1), "戊离会": (2, 24)}
    made = {
        name: factories.agreeing(body, name=name, birthday=True, month=month, day=day)
        for name, (month, day) in agreed.items()
    }
    factories.agreeing(body, name="己没有同意")
    Member.objects.filter(pk=made["丙下周"].pk).update(joined_on=date(2022, 2, 26))
    gone = Member.objects.get(pk=made["戊离会"].pk)
    membership.depart(gone, seen=gone.revision, departed_on=clock.today(), by=members.BY)
    browser = pages.browser(appointed(body, Role.SECRETARY))
    page = f"/organisations/{body.code}/care/birthdays/"
    with clock.held(NOW):
        week, month = browser.get(page).text, browser.get(page, {"span": "month"}).text
    assert [name for name in (*agreed, "己没有同意") if name in week] == ["甲闰日", "乙周一", "丙下周"]
    assert ("入会 5 年" in week, week.index("乙周一") < week.index("丙下周") < week.index("甲闰日")) == (True, True)
    assert [name for name in agreed if name in month] == ["甲闰日", "乙周一", "丙下周", "丁月初"]
    group = members.tagged(made["丙下周"])
    with clock.held(NOW):
        of_group = browser.get(page, {"tag": group.code}).text
    assert [name for name in agreed if f">{name}</a>" in of_group] == ["丙下周"]
    assert [row.after for row in Record.objects.filter(what="care.birthdays")] == [
        {"span": "week"},
        {"span": "month"},
        {"span": "week"},
    ]
    assert pages.browser(appointed(body, Role.LEADER)).get(page).status_code == 404
