"""However bodies are found, the same ones are found in the same order; and the planner keeps to the way it is given."""

import pytest
from django.db import connection

from kexie.areas.directory.queries.bodies import SHOWN, SORTS
from kexie.areas.directory.queries.searching import Search, search
from kexie.core.lists import CAP, by_bitmap, in_order
from kexie.foundation.organisations import queries, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-09")]

SHARES = (0.0, 0.3, 1.0)
ENTERPRISE, PARK = rules.Listing.ENTERPRISE.value, rules.Listing.PARK.value


@pytest.fixture
def _bodies() -> None:
    """Five enterprise associations and a park's with the word, and one without it."""
    for name in ("戊", "甲", "丁", "乙", "丙"):
        factories.body(name=f"{name}精密仪器科协", published=True)
    factories.body(kind="park_association", name="精密仪器园科协", published=True)
    factories.body(name="别的科协", published=True)
    factories.body(name="未公开的精密仪器科协")


@pytest.mark.usefixtures("_bodies")
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("number", [5, CAP + 1])
def test_every_way_finds_the_same(share: float, number: int) -> None:
    sought = Search(Organisation.objects.published().matching("精密仪器"), share)
    assert sought.numbers() == dict.fromkeys(rules.Listing, 0) | {ENTERPRISE: 5, PARK: 1}
    page = sought.page(ENTERPRISE, number, columns=SHOWN, sort=SORTS["name"], after="", before="")
    assert [body.name[0] for body in page.rows] == ["丙", "丁", "甲", "戊", "乙"]
    last = sought.page(ENTERPRISE, number, columns=SHOWN, sort=SORTS["name"], after="", before="end")
    assert list(last.rows) == list(page.rows)


@pytest.mark.usefixtures("_bodies")
def test_words_and_properties_are_both_wanted() -> None:
    factories.body(name="整改的精密仪器科协", published=True, status="rectifying")
    sought = search(Organisation.objects.published(), "精密 仪器", {"status": "rectifying"})
    assert sought.numbers()[ENTERPRISE] == 1
    assert search(Organisation.objects.published(), "", {"status": "active"}).numbers()[ENTERPRISE] == 6


@pytest.mark.usefixtures("_bodies")
def test_how_common_terms_are_is_known_from_the_statistics() -> None:
    assert queries.shares().rarest({"仪"}) == 0
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner; ANALYZE organisation")
    shares = queries.shares()
    assert 0 < shares.rarest({"仪", "kind:enterprise_association"}) < 1
    assert shares.rarest({"没有"}) <= shares.rarest({"仪"}) <= shares.rarest({"科"})
    assert shares.rarest(()) == 1


@pytest.mark.usefixtures("_bodies")
def test_the_planner_keeps_to_the_way_and_is_free_again_afterwards() -> None:
    rows = Organisation.objects.published().matching("精密仪器")
    ordered = rows.filter(listing=ENTERPRISE).order_by("name_key", "id")[:3]
    free = ordered.explain()
    with by_bitmap("default"):
        assert "Bitmap Heap Scan" in rows.having(listing=ENTERPRISE).order_by("name_key", "id").explain()
    with in_order("default"):
        plan = ordered.explain()
    assert "Index Scan using organisation_list_name" in plan
    assert "Sort" not in plan
    assert ordered.explain() == free
