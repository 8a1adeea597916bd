"""Whoever scans a card is told whether it holds, and little else."""

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.rules import Status
from kexie.areas.membership.tests import factories
from kexie.foundation.organisations.tests.factories import DAY
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


@pytest.mark.spec("SEC-06")
def test_a_visitor_learns_that_it_is_genuine_and_not_who_it_is() -> None:
    member = factories.member(
        name="欧阳远航", mobile="19900001234", department="绝密研究所", identity=factories.identity()
    )
    page = pages.browser().get(f"/cards/{member.code}/verify/").text
    assert "会员证有效" in page
    assert (member.organisation.name in page, "000001" in page, "欧阳*航" in page) == (True, True, True)
    assert not any(word in page for word in ("欧阳远航", "绝密研究所", "1234"))
    assert 'name="robots" content="noindex"' in page


def test_a_card_ends_with_the_membership() -> None:
    member = factories.member()
    Member.objects.filter(pk=member.pk).update(status=Status.DEPARTED, ended_on=DAY)
    assert "会员证已失效" in pages.browser().get(f"/cards/{member.code}/verify/").text


def test_an_invented_card_is_no_card() -> None:
    assert pages.browser().get("/cards/2222222222/verify/").status_code == 404
