"""Who owes what: those who have not paid come first."""

from typing import Any

import pytest

from kexie.areas.dues.models import Due
from kexie.areas.dues.queries import lists
from kexie.areas.dues.tests import factories
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_filters_words_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    body = factories.body()
    members.member(body, name="王敏", category="skilled")
    members.member(body, name="李岳")
    members.own(persons.person(), body, name="罗溪")
    year = factories.year(body)
    first = factories.rate(year, name="甲", groups=["skilled"])
    factories.rate(year, name="乙", groups=["technical"])
    factories.roll(year)
    factories.paid(Due.objects.get(member__name="李岳"))
    browser = pages.browser(appointed(body, Role.LEADER))

    def names(**given: Any) -> list[str]:
        shown = browser.get(f"/dues/{year.code}/browse/", given).text
        return [name for name in ("王敏", "李岳", "罗溪") if f">{name}</a>" in shown]

    assert names() == ["王敏", "罗溪"]
    assert names(state="settled") == ["李岳"]
    assert names(state="all", q="wm") == ["王敏"]
    assert names(state="all", rate=first.code) == ["王敏"]
    assert names(account="without") == ["王敏"]
    assert names(account="with") == ["罗溪"]
    assert names(q="没有这人") == []
    assert names(rate="不存在", state="x") == ["王敏", "罗溪"]
    monkeypatch.setattr(lists, "SIZE", 1)
    filters = dict.fromkeys(("state", "q", "rate", "account", "after", "before"), "")
    found = lists.browse(Due.objects.all(), Member.objects.all(), year, filters)
    assert (len(found.rows), found.listing.total, bool(found.pages["next"])) == (1, 2, True)
