"""Every place gets its association, from the nation down."""

from collections import Counter

import pytest

from kexie.core.tests.threads import at_once
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import AssociationProfile, Organisation, PublicPage
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-03")]
WITHOUT = ("71", "81", "82")  # Taiwan, Hong Kong, Macau


@pytest.mark.spec("ORG-01")
def test_all_places_have_their_association_and_a_second_call_adds_nothing() -> None:
    assert actions.found_places(by=factories.BY) == 1 + 31 + 1 + 333 + 2844
    associations = Organisation.objects.all()
    assert Counter(associations.values_list("level", flat=True)) == {
        "national": 1,
        "provincial": 31 + 1,
        "subprovincial": 15,
        "prefecture": 333 - 15,
        "county": 2844,
    }
    placed = set(associations.exclude(region=None).values_list("region", flat=True))
    assert placed == {code for code in Region.objects.values_list("pk", flat=True) if not code.startswith(WITHOUT)}
    assert {body.name for body in associations.filter(region=None)} == {rules.NATIONAL, rules.CORPS}
    assert {body.region_id for body in associations.filter(level="subprovincial")} == rules.SUBPROVINCIAL_CITIES
    assert factories.faults() == []
    for body in associations.exclude(region=None).select_related("region", "superior"):
        assert body.superior.region_id == body.region.parent_id
    assert AssociationProfile.objects.count() == PublicPage.objects.count() == associations.count()
    assert len(set(associations.values_list("code", flat=True))) == associations.count()
    assert not associations.filter(published_at__isnull=False).exists()

    before = set(associations.values_list("pk", "path", "name"))
    assert actions.found_places(by=factories.BY) == 0
    assert set(associations.values_list("pk", "path", "name")) == before
    assert [row.after for row in Record.objects.filter(what="organisations.found_places")] == [{"new": 3210}]


def test_a_subset_has_its_own_places_and_the_corps() -> None:
    factories.leave("43")
    hunan = Region.objects.current()
    assert actions.found_places(by=factories.BY) == 2 + hunan.count()
    levels = Counter(Organisation.objects.values_list("level", flat=True))
    assert levels == {"national": 1, "provincial": 2, "prefecture": 14, "county": 122}
    assert factories.faults() == []


def test_what_is_there_stays_and_gets_what_is_missing_below_it() -> None:
    factories.leave("43", "11")
    known = factories.association("430603")
    body = factories.body("430603")
    actions.change(known, seen=0, name="云溪区科协（自己改的名称）", by=factories.BY)
    before = Organisation.objects.count()
    new = actions.found_places(by=factories.BY)
    assert Organisation.objects.count() == before + new
    kept = Organisation.objects.get(region="430603", kind="association")
    assert (kept.pk, kept.name) == (known.pk, "云溪区科协（自己改的名称）")
    assert Organisation.objects.get(pk=body.pk).superior == kept
    assert Organisation.objects.get(region="430602").superior == kept.superior
    assert Organisation.objects.get(region="110101").superior.name == "北京市科学技术协会"
    assert factories.faults() == []
    assert actions.found_places(by=factories.BY) == 0


def test_a_closed_association_is_founded_anew() -> None:
    factories.leave("11")
    actions.found_places(by=factories.BY)
    former = Organisation.objects.get(region="110101")
    actions.close(former, closed_on=factories.DAY, by=factories.BY)
    assert actions.found_places(by=factories.BY) == 1
    assert Organisation.objects.live().get(region="110101").superior == former.superior
    assert factories.faults() == []


def test_abolished_places_get_none() -> None:
    factories.leave("11")
    Region.objects.filter(pk="110101").update(abolished_on=factories.DAY)
    actions.found_places(by=factories.BY)
    assert not Organisation.objects.filter(region="110101").exists()
    assert Organisation.objects.filter(region="110102").exists()


@pytest.mark.parametrize(
    ("code", "name", "short_name", "label"),
    [
        ("430000", "湖南省科学技术协会", "湖南科协", "省级科协"),
        ("430600", "岳阳市科学技术协会", "岳阳科协", "地市级科协"),
        ("430603", "岳阳市云溪区科学技术协会", "云溪区科协", "区县级科协"),
        ("430621", "岳阳县科学技术协会", "岳阳县科协", "区县级科协"),
        ("430681", "汨罗市科学技术协会", "汨罗市科协", "区县级科协"),
    ],
)
def test_names_of_associations(code: str, name: str, short_name: str, label: str) -> None:
    factories.leave("43")
    actions.found_places(by=factories.BY)
    body = Organisation.objects.get(region=code)
    assert (body.name, body.short_name, body.label) == (name, short_name, label)
    assert body in Organisation.objects.matching(name)
    assert body in Organisation.objects.having(kind="association", status="active")


@pytest.mark.parametrize(
    ("code", "name", "superior"),
    [
        ("110101", "北京市东城区科学技术协会", "北京市科学技术协会"),
        ("210102", "沈阳市和平区科学技术协会", "沈阳市科学技术协会"),
        ("659001", "石河子市科学技术协会", "新疆维吾尔自治区科学技术协会"),
        ("441900", "东莞市科学技术协会", "广东省科学技术协会"),
    ],
)
def test_places_of_unusual_kinds(code: str, name: str, superior: str) -> None:
    factories.leave(code[:2])
    actions.found_places(by=factories.BY)
    body = Organisation.objects.get(region=code)
    assert (body.name, body.superior.name) == (name, superior)


@pytest.mark.django_db(transaction=True)
def test_of_two_calls_at_the_same_moment_one_founds() -> None:
    try:
        factories.leave("11")
        came = at_once(*[lambda: actions.found_places(by=factories.BY)] * 2)
    finally:
        Region.objects.update(abolished_on=None)  # divisions stay from test to test
    assert sorted(map(str, came)) == ["0", "19"]
    assert Organisation.objects.count() == 19
    assert factories.faults() == []
