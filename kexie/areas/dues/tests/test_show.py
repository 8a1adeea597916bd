"""A year with its sums for each rate."""

import pytest

from kexie.areas.dues import actions, queries
from kexie.areas.dues.models import Due
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_sums_of_each_rate_and_of_all() -> None:
    body = factories.body()
    people = [members.member(body, category=sort) for sort in ("technical", "technical", "managerial", "skilled")]
    year = factories.year(body)
    factories.rate(year, name="甲", amount=6050, groups=["technical"])
    factories.rate(year, name="乙", amount=0, groups=["managerial"])
    assert "另有 1 名会员没有适用的标准" in factories.roll(year).message
    first, second = Due.objects.filter(member__in=people[:2]).order_by("number")
    factories.paid(first, amount=2025)
    actions.waive(second, seen=0, amount=6050, reason="家庭困难", by=members.BY)
    lines = queries.summary(Due.objects.all(), year)
    assert [[value for _, value in line.shown] for line in lines] == [
        ["2", "121.00", "20.25", "60.50", "40.25", "1"],
        ["1", "0.00", "0.00", "0.00", "0.00", "0"],
        ["3", "121.00", "20.25", "60.50", "40.25", "1"],
    ]
    shown = pages.browser(appointed(body, Role.LEADER)).get(f"/dues/{year.code}/").text
    assert ("40.25" in shown, "pay_many" in shown) == (True, False)
