"""Filters of bodies: below one, in a region, public, with properties."""

from datetime import date

import pytest
from django.db import connection

from kexie.core import clock
from kexie.core.lists import Sort, listing
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import TREE_WIDTHS, Organisation
from kexie.foundation.organisations.tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.spec("SCP-01")
def test_under_is_the_body_and_all_below_it() -> None:
    yunxi, xuanwu = factories.body("430603"), factories.body("320102")
    hunan, city, county = (factories.association(code) for code in ("430000", "430600", "430603"))
    assert set(Organisation.objects.under(county)) == {county, yunxi}
    assert set(Organisation.objects.under(hunan)) == {hunan, city, county, yunxi}
    assert set(Organisation.objects.under(yunxi)) == {yunxi}
    assert xuanwu in Organisation.objects.under(factories.national())
    assert Organisation.objects.under(factories.national()).count() == Organisation.objects.count()


@pytest.mark.spec("SCP-01")
@pytest.mark.parametrize("code", ["110101", "429004", "441900", "810000"])
def test_under_holds_where_a_level_is_missing(code: str) -> None:
    """A county directly under its province, a prefecture without counties, a province without anything."""
    association, body = factories.association(code), factories.body(code)
    assert set(Organisation.objects.under(association)) == {association, body}


@pytest.mark.spec("SCP-01")
def test_bodies_of_higher_levels_stand_under_their_own_superior_alone() -> None:
    at_the_nation = factories.body("430603", superior=factories.national())
    at_the_province = factories.body("430603", superior=factories.association("430000"))
    at_the_city = factories.body("430603", superior=factories.association("430600"))
    hunan, yueyang = factories.association("430000"), factories.association("430600")
    assert set(Organisation.objects.under(yueyang)) == {yueyang, at_the_city}
    assert set(Organisation.objects.under(hunan)) == {hunan, at_the_province, yueyang, at_the_city}
    assert set(Organisation.objects.under(factories.national())) >= {at_the_nation, hunan}


@pytest.mark.spec("ORG-01")
def test_what_hangs_under_the_corps_is_not_under_xinjiang() -> None:
    corps = actions.add(
        factories.national(), kind="association", level="provincial", name=rules.CORPS, region=None, by=factories.BY
    )
    xinjiang = factories.association("650000")
    body = factories.body("659001", superior=corps)
    assert set(Organisation.objects.under(corps)) == {corps, body}
    assert set(Organisation.objects.under(xinjiang)) == {xinjiang}
    assert set(Organisation.objects.within("65")) == {xinjiang, body}


@pytest.mark.spec("ORG-09")
@pytest.mark.parametrize("code", ["430000", "430600", "430603", "110101"])
def test_an_index_answers_under_at_every_level(code: str) -> None:
    association = factories.association(code)
    width = len(association.path)
    assert width in TREE_WIDTHS.values()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the table is nearly empty here
    rows = Organisation.objects.under(association).order_by("name_key", "id")[:60]
    assert f"organisation_path{width}_name" in rows.explain()
    body = factories.body(code)
    assert f"Index Cond: (id = {body.pk})" in Organisation.objects.under(body).order_by("name_key").explain()


@pytest.mark.spec("ORG-09")
def test_within_follows_the_region_not_the_superior() -> None:
    body = factories.body("430603", superior=factories.national())
    other = factories.body("320102")
    assert body in Organisation.objects.within("430603")
    assert body in Organisation.objects.within("4306")
    assert body in Organisation.objects.within("43")
    assert other not in Organisation.objects.within("43")
    assert body not in Organisation.objects.within("4307")
    assert body not in Organisation.objects.within("430602")


@pytest.mark.spec("ORG-09")
def test_within_the_nearest_region_leaves_out_what_lies_in_its_parts() -> None:
    county, city = factories.association("430603"), factories.association("430600")
    assert set(Organisation.objects.within("430600")) == {city}
    assert set(Organisation.objects.within("4306")) == {city, county}


@pytest.mark.spec("ORG-08")
def test_published_are_live_bodies_that_went_online_and_were_not_taken_down() -> None:
    shown, hidden, closed = (factories.body(published=True) for _ in range(3))
    never = factories.body()
    actions.take_offline(hidden, reason="资料有误", by=factories.BY)
    actions.close(closed, closed_on=clock.today(), by=factories.BY)
    published = Organisation.objects.published()
    assert shown in published
    assert not {hidden, closed, never} & set(published)


@pytest.mark.spec("ORG-09")
def test_paging_by_a_computed_column_leaves_the_model_as_it_was() -> None:
    """Otherwise every later query of this process that joins bodies would fail."""
    bodies = [factories.body(founded_on=date(2000 + year, 1, 1)) for year in range(3)]
    sort = Sort("founded", "按成立时间", ("founded_key",), descending=True)
    rows = Organisation.objects.filter(kind="enterprise_association")
    first = listing(rows, sort=sort, size=2)
    second = listing(rows, sort=sort, size=2, after=first.next or "")
    assert [*first.rows, *second.rows] == bodies[::-1]
    assert list(rows.order_by("id").select_related("superior")) == bodies


@pytest.mark.spec("ORG-09")
def test_having_needs_every_property() -> None:
    chemistry = factories.body(kind="enterprise", profile={"industry": "C26", "ownership": "state", "size": "large"})
    motors = factories.body(kind="enterprise", profile={"industry": "C36", "ownership": "state"})
    bare = factories.body(kind="enterprise")
    having = Organisation.objects.having
    assert set(having(kind="enterprise")) == {chemistry, motors, bare}
    assert set(having(section="C")) == {chemistry, motors}
    assert set(having(industry="C26")) == {chemistry}
    assert set(having(section="C", ownership="state", size="large")) == {chemistry}
    assert set(having(industry="C26", size="small")) == set()
    assert set(having(status="active", kind="enterprise")) == {chemistry, motors, bare}
    assert set(having(industry="", kind="enterprise")) == {chemistry, motors, bare}


@pytest.mark.spec("ORG-09")
def test_a_section_alone_is_no_division() -> None:
    body = factories.body(kind="enterprise", profile={"industry": "C"})
    assert set(Organisation.objects.having(section="C")) == {body}
    assert not Organisation.objects.having(industry="C").exists()


@pytest.mark.spec("ORG-09")
def test_a_property_is_not_found_by_typing_it() -> None:
    factories.body(kind="enterprise", profile={"ownership": "state"})
    assert not Organisation.objects.matching("ownership:state").exists()
    assert not Organisation.objects.matching("ownership").exists()
