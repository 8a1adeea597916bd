"""Divisions are renamed, recoded, merged, abolished; the organisations follow and nothing is lost (ORG-03)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions import queries
from kexie.foundation.regions.models import Region, RegionChange
from kexie.foundation.regions.rules import Change, ChangeKind

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-03")]
RENAMED, RECODED, MERGED, ABOLISHED, ADDED = (
    ChangeKind.RENAMED,
    ChangeKind.RECODED,
    ChangeKind.MERGED,
    ChangeKind.ABOLISHED,
    ChangeKind.ADDED,
)


def a(kind: ChangeKind, origin: str = "", into: str = "", on: date = factories.DAY, **names: str) -> Change:
    """A change; `names` are given as n430603="长岭区"."""
    given = {code.removeprefix("n"): name for code, name in names.items()}
    return Change(kind, on, tuple(origin.split()), tuple(into.split()), given, given, note="某号文")


def redistrict(*changes: Change) -> list[str]:
    """Apply changes; whatever they are, no body is lost and every path begins with its superior's."""
    before = set(Organisation.objects.values_list("pk", "code", "name", "kind"))
    left = actions.redistrict(changes, by=factories.BY)
    assert set(Organisation.objects.values_list("pk", "code", "name", "kind")) == before
    assert factories.faults() == []
    for change in changes:
        for code in change.origin:
            today = queries.find(code)
            assert today is not None
            assert today.is_current or not change.into
    return left


def again(body: Organisation) -> Organisation:
    return Organisation.objects.get(pk=body.pk)


def test_a_renamed_place_keeps_its_association_and_people_are_told() -> None:
    body = factories.body("430603")
    (line,) = redistrict(a(RENAMED, "430603", n430603="洞庭区"))
    assert "云溪区科学技术协会" in line
    assert line == "某号文：云溪区科学技术协会及 1 个组织请核对名称和隶属。"
    assert again(body).region.name == "洞庭区"
    assert again(body).path == body.path


def test_a_new_code_is_carried_into_every_body() -> None:
    county = factories.association("430626")
    at_the_county, at_the_city = (
        factories.body("430626"),
        factories.body("430626", superior=factories.association("430600")),
    )
    at_the_nation = factories.body("430626", superior=factories.national())
    closed = factories.body("430626")
    actions.close(closed, closed_on=factories.DAY, by=factories.BY)
    bodies = (county, at_the_county, at_the_city, at_the_nation, closed)
    assert redistrict(a(RECODED, "430626", "430627", n430627="平江市")) == []
    for body in bodies:
        assert (again(body).region_id, again(body).territory) == ("430627", "430627")
        assert (again(body).path, again(body).superior_id) == (body.path, body.superior_id)
    assert again(county).level == "county"


def test_a_county_that_goes_to_another_city_hangs_there_with_all_below_it() -> None:
    county, body = factories.association("430626"), factories.body("430626")
    at_the_city = factories.body("430626", superior=county.superior)
    yueyang, changsha = factories.association("430600"), factories.association("430100")
    redistrict(a(RECODED, "430626", "430183", n430183="平江市"))
    assert again(county).superior == changsha
    assert again(at_the_city).superior == changsha
    assert again(body).path == changsha.path + county.path[-7:] + body.path[-7:]
    assert set(Organisation.objects.under(yueyang)) == {yueyang}
    told = Record.objects.filter(what="organisations.move", thing_id=str(county.pk))
    assert {yueyang.pk, changsha.pk} <= set(told.values_list("organisation", flat=True))


@pytest.mark.parametrize("closed", [False, True])
def test_a_county_goes_to_another_city_that_has_no_association(closed: bool) -> None:
    county = factories.association("430626")
    if closed:
        actions.close(factories.association("430100"), closed_on=factories.DAY, by=factories.BY)
    redistrict(a(RECODED, "430626", "430183", n430183="平江市"))
    assert again(county).superior == factories.association("430000")


def test_a_county_directly_under_its_province_comes_under_a_city() -> None:
    county, body = factories.association("429004"), factories.body("429004")
    wuhan = factories.association("420100")
    redistrict(a(RECODED, "429004", "420118", n420118="仙桃区"))
    assert again(county).superior == wuhan
    assert again(body).path.startswith(again(county).path)


def test_a_county_of_a_city_comes_directly_under_its_province() -> None:
    county = factories.association("430626")
    redistrict(a(RECODED, "430626", "439001", n439001="平江市"))
    assert again(county).superior == factories.association("430000")
    assert Region.objects.get(pk="439001").parent_id == "430000"


def test_a_county_that_people_hung_elsewhere_stays_there() -> None:
    """A new code within the same city is no reason to move it."""
    county = factories.association("430626")
    hunan = factories.association("430000")
    actions.move(county, superior=hunan, seen=county.revision, by=factories.BY)
    redistrict(a(RECODED, "430626", "430604", n430604="平江区"))
    assert again(county).superior == hunan
    Region.objects.under("430600").exclude(pk__in=["430600", "430604"]).update(abolished_on=factories.DAY)
    redistrict(
        a(RECODED, "430600", "431500", n431500="洞庭市"),
        a(RECODED, "430604", "431504", n431504="平江区"),
    )
    assert again(county).superior == hunan


LAIWU = [
    a(RECODED, "371202", "370116", n371202="莱城区", n370116="莱芜区"),
    a(RECODED, "371203", "370117", n371203="钢城区", n370117="钢城区"),
    a(MERGED, "371200", "370100", n371200="莱芜市", n370100="济南市"),
]


@pytest.fixture
def laiwu() -> None:
    """As it was before 2019: a city of two districts, which then became part of 济南."""
    Region.objects.filter(pk__in=["370116", "370117"]).delete()
    for code, name in (("371200", "莱芜市"), ("371202", "莱城区"), ("371203", "钢城区")):
        regions.change(a(ADDED, into=code, on=date(1992, 11, 1), **{f"n{code}": name}), by=factories.BY)


@pytest.mark.usefixtures("laiwu")
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_a_city_becomes_part_of_another(order: tuple[int, ...]) -> None:
    laicheng, gangcheng = factories.association("371202"), factories.association("371203")
    laiwu, jinan = factories.association("371200"), factories.association("370100")
    steel, at_the_city = factories.body("371203"), factories.body("371203", superior=laiwu)
    of_the_city = factories.body("371200", superior=laiwu)
    (line,) = redistrict(*(LAIWU[place] for place in order))
    assert "莱芜市科学技术协会" in line
    assert "济南市科学技术协会" in line
    assert again(laiwu).closed_on == factories.DAY
    assert [again(body).region_id for body in (laicheng, gangcheng, steel, at_the_city)] == [
        "370116",
        "370117",
        "370117",
        "370117",
    ]
    assert [again(body).superior for body in (laicheng, gangcheng, at_the_city, of_the_city)] == [jinan] * 4
    assert again(steel).path == jinan.path + gangcheng.path[-7:] + steel.path[-7:]
    assert again(of_the_city).region_id == "370100"
    assert [queries.find(code).pk for code in ("371200", "371202", "371203")] == ["370100", "370116", "370117"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0)])
def test_a_city_gets_a_new_code_with_its_counties_in_one_batch(order: tuple[int, ...]) -> None:
    """Whether the file names the city or its counties first."""
    Region.objects.under("430600").exclude(pk__in=["430600", "430603", "430626"]).delete()
    city, county, other = (factories.association(code) for code in ("430600", "430603", "430626"))
    body, at_the_city = factories.body("430603"), factories.body("430626", superior=factories.association("430600"))
    batch = [
        a(RECODED, "430600", "431500", n431500="洞庭市"),
        a(RECODED, "430603", "431503", n431503="云溪区"),
        a(RECODED, "430626", "431526", n431526="平江县"),
        a(ADDED, into="431502", n431502="新区"),
    ]
    paths = dict(Organisation.objects.values_list("pk", "path"))
    redistrict(*(batch[place] for place in order))
    assert dict(Organisation.objects.values_list("pk", "path")) == paths
    assert [again(each).region_id for each in (city, county, other, body, at_the_city)] == [
        "431500",
        "431503",
        "431526",
        "431503",
        "431526",
    ]
    assert again(city).territory == again(county).superior_territory == "4315"
    parents = Region.objects.under("431500").exclude(pk="431500").values_list("parent_id", flat=True)
    assert set(parents) == {"431500"}


def test_a_county_rises_to_a_city() -> None:
    """As 儋州 did in 2015."""
    Region.objects.filter(pk="460400").delete()
    regions.change(a(ADDED, into="469003", n469003="儋州市", on=date(1993, 3, 1)), by=factories.BY)
    danzhou, body = factories.association("469003"), factories.body("469003")
    assert (danzhou.level, danzhou.tier, danzhou.territory) == ("county", 3, "469003")
    redistrict(a(RECODED, "469003", "460400", n460400="儋州市"))
    risen = again(danzhou)
    assert (risen.level, risen.tier, risen.territory, risen.path) == ("prefecture", 2, "4604", danzhou.path)
    assert (again(body).region_id, again(body).superior_tier, again(body).superior_territory) == ("460400", 2, "4604")
    assert Region.objects.get(pk="460400").level == 2


def test_a_city_sinks_to_a_county_and_its_counties_go_to_others() -> None:
    """As 巢湖 did in 2011."""
    Region.objects.filter(pk__in=["340181", "340124"]).delete()
    for code, name in (("341400", "巢湖市"), ("341402", "居巢区"), ("341421", "庐江县")):
        regions.change(a(ADDED, into=code, on=date(1999, 7, 1), **{f"n{code}": name}), by=factories.BY)
    chaohu, juchao, lujiang = (factories.association(code) for code in ("341400", "341402", "341421"))
    body, hefei = factories.body("341421"), factories.association("340100")
    redistrict(
        a(RECODED, "341421", "340124", n340124="庐江县"),
        a(RECODED, "341402", "340181", n340181="巢湖市"),
        a(MERGED, "341400", "340181", n340181="巢湖市"),
    )
    assert again(lujiang).superior == again(juchao).superior == hefei
    assert again(body).path == hefei.path + lujiang.path[-7:] + body.path[-7:]
    assert (again(juchao).region_id, again(juchao).level) == ("340181", "county")
    assert again(chaohu).status == "closed"


def test_one_city_is_recoded_while_its_county_goes_to_another() -> None:
    Region.objects.under("430600").exclude(pk__in=["430600", "430603", "430626"]).delete()
    city, staying, leaving = (factories.association(code) for code in ("430600", "430603", "430626"))
    changsha = factories.association("430100")
    redistrict(
        a(RECODED, "430600", "431500", n431500="洞庭市"),
        a(RECODED, "430603", "431503", n431503="云溪区"),
        a(RECODED, "430626", "430183", n430183="平江市"),
    )
    assert again(staying).superior == city
    assert again(leaving).superior == changsha


def test_two_counties_exchange_their_city() -> None:
    Region.objects.filter(pk__in=["430183", "430629"]).delete()
    pingjiang, liuyang = factories.association("430626"), factories.association("430181")
    yueyang, changsha = pingjiang.superior, liuyang.superior
    redistrict(a(RECODED, "430626", "430183", n430183="平江市"), a(RECODED, "430181", "430629", n430629="浏阳县"))
    assert again(pingjiang).superior == changsha
    assert again(liuyang).superior == yueyang


def test_a_merged_places_bodies_move_and_its_association_closes() -> None:
    former, heir = factories.association("430611"), factories.association("430603")
    body, hosted = factories.body("430611", published=True), factories.body("430611", kind="enterprise")
    closed = factories.body("430611")
    actions.close(closed, closed_on=date(2020, 1, 1), by=factories.BY)
    at_the_city = factories.body("430611", superior=factories.association("430600"))
    (line,) = redistrict(a(MERGED, "430611", "430603"))
    assert line == "君山区科学技术协会已并入云溪区科学技术协会，请通知两边并移交账号。"
    assert (again(former).status, again(former).closed_on) == ("closed", factories.DAY)
    for each in (body, hosted):
        assert (again(each).superior, again(each).region_id, again(each).territory) == (heir, "430603", "430603")
    assert again(body).is_public
    assert (again(at_the_city).region_id, again(at_the_city).superior) == ("430603", factories.association("430600"))
    assert again(closed).closed_on == date(2020, 1, 1)
    told = Record.objects.filter(what="organisations.move", thing_id=str(body.pk))
    assert {former.pk, heir.pk} <= set(told.values_list("organisation", flat=True))


def test_bodies_of_a_merged_place_without_association_get_the_new_region() -> None:
    body = factories.body("430611", superior=factories.association("430600"))
    heir = factories.association("430603")
    assert redistrict(a(MERGED, "430611", "430603")) == []
    assert (again(body).region_id, again(body).superior) == ("430603", factories.association("430600"))
    assert again(heir).is_public == heir.is_public


def test_the_first_of_the_merged_takes_the_new_place_over() -> None:
    """Into a new region that has no association: one goes on there, the other is merged into it."""
    factories.leave("43")
    first, second = factories.association("430602"), factories.association("430611")
    of_first, of_second = factories.body("430602"), factories.body("430611")
    lines = redistrict(a(MERGED, "430602 430611", "430604", n430604="洞庭区"))
    assert ["改属洞庭区" in lines[0], "已并入" in lines[1], len(lines)] == [True, True, 2]
    assert (again(first).region_id, again(first).closed_on, again(first).level) == ("430604", None, "county")
    assert again(second).status == "closed"
    assert again(of_first).superior == again(of_second).superior == first
    assert {again(each).region_id for each in (of_first, of_second)} == {"430604"}
    assert actions.found_places(by=factories.BY) > 0
    assert Organisation.objects.live().get(region="430604", kind="association") == first


def test_an_association_that_does_not_fit_stays_and_people_are_told() -> None:
    """A city merged into another while its county went to several: nothing is closed over the county's association."""
    Region.objects.under("430700").exclude(pk__in=["430700", "430702"]).delete()
    city, county, heir = (factories.association(code) for code in ("430700", "430702", "430600"))
    at_the_city, at_the_county = factories.body("430702", superior=city), factories.body("430702")
    lines = redistrict(a(MERGED, "430700", "430600"), a(ABOLISHED, "430702", "430602 430603"))
    assert len(lines) == 2
    assert lines[0].startswith("常德市科学技术协会：武陵区科学技术协会不在岳阳市科学技术协会辖区内")
    assert (again(city).closed_on, again(county).superior, again(at_the_county).superior) == (None, city, county)
    assert (again(at_the_city).superior, again(at_the_city).region_id) == (heir, "430600")


def test_a_city_is_not_merged_while_nobody_said_what_becomes_of_its_county() -> None:
    Region.objects.under("430700").exclude(pk__in=["430700", "430702"]).delete()
    city, county, heir = (factories.association(code) for code in ("430700", "430702", "430600"))
    body = factories.body("430702", superior=city)
    with pytest.raises(ValidationError, match="武陵区"):
        actions.redistrict([a(MERGED, "430700", "430600")], by=factories.BY)
    assert (again(body).superior, again(county).superior, again(city).closed_on) == (city, city, None)
    assert again(heir).path == heir.path


def test_several_heirs_are_for_people_to_decide() -> None:
    association, body = factories.association("430611"), factories.body("430611")
    (line,) = redistrict(a(ABOLISHED, "430611", "430602 430603"))
    assert line == "某号文：君山区科学技术协会及 1 个组织请核对名称和隶属。"
    assert again(association).closed_on is None
    assert (again(body).superior, again(body).region_id) == (association, "430611")
    assert queries.find("430611").pk == "430602"


def test_bodies_without_association_are_for_people_to_decide_too() -> None:
    factories.body("430611", superior=factories.association("430600"))
    (line,) = redistrict(a(ABOLISHED, "430611", "430602 430603"))
    assert line == "某号文：1 个组织请核对名称和隶属。"


def test_a_body_that_hung_higher_up_goes_where_its_place_went() -> None:
    """Its former superior does not reach there; the nearest association does."""
    former, heir = factories.association("430611"), factories.association("430103")
    body = factories.body("430611", superior=factories.association("430600"))
    at_the_nation = factories.body("430611", superior=factories.national())
    redistrict(a(MERGED, "430611", "430103"))
    assert (again(body).superior, again(body).region_id) == (heir.superior, "430103")
    assert (again(at_the_nation).superior, again(at_the_nation).region_id) == (factories.national(), "430103")
    assert again(former).closed_on


def test_where_nobody_is_nothing_is_left_to_do() -> None:
    left = redistrict(
        a(ABOLISHED, "430611", "430602 430603"),
        a(MERGED, "430602", "430603"),
        a(RENAMED, "430603", n430603="洞庭区"),
        a(RECODED, "430626", "430627", n430627="平江市"),
    )
    assert left == []


def test_an_added_place_waits_for_its_association() -> None:
    factories.leave("43")
    factories.association("430600")
    before = Organisation.objects.count()
    assert redistrict(a(ADDED, into="430604", n430604="洞庭区")) == []
    assert Organisation.objects.count() == before
    actions.found_places(by=factories.BY)
    new = Organisation.objects.get(region="430604")
    assert (new.name, new.superior.region_id) == ("岳阳市洞庭区科学技术协会", "430600")


def test_changes_of_several_days_are_applied_in_their_order() -> None:
    county, body = factories.association("430626"), factories.body("430626")
    heir = factories.association("430603")
    lines = redistrict(
        a(MERGED, "430628", "430603", on=date(2026, 3, 1)),
        a(RECODED, "430627", "430628", n430628="平江区", on=date(2026, 2, 1)),
        a(RECODED, "430626", "430627", n430627="平江市", on=date(2026, 1, 1)),
    )
    assert len(lines) == 1
    assert again(county).closed_on == date(2026, 3, 1)
    assert (again(body).superior, again(body).region_id) == (heir, "430603")
    assert {queries.find(code).pk for code in ("430626", "430627", "430628")} == {"430603"}


@pytest.mark.spec("SCP-06")
def test_every_change_and_move_is_on_record() -> None:
    body = factories.body("430626")
    factories.association("430100")
    before = Record.objects.count()
    redistrict(a(RECODED, "430626", "430183", n430183="平江市"))
    new = Record.objects.order_by("id")[before:]
    assert {"regions.change", "organisations.move", "organisations.recode"} == {row.what for row in new}
    recoded = Record.objects.get(what="organisations.recode", thing_id=str(body.superior_id))
    assert (recoded.before, recoded.after) == ({"region": "430626"}, {"region": "430183"})
    assert Record.objects.filter(what="organisations.recode").count() == 2
    factories.association("430602")
    redistrict(a(MERGED, "430183", "430602", on=date(2027, 1, 1)))
    moved = Record.objects.filter(what="organisations.move", thing_id=str(body.pk)).last()
    assert (moved.before["region"], moved.after["region"]) == ("430183", "430602")


GOOD = a(RECODED, "430626", "430627", n430627="平江市", on=date(2026, 1, 1))


@pytest.mark.parametrize(
    "bad",
    [
        a(RECODED, "430699", "430698"),
        a(RECODED, "430603", "43060"),
        a(RECODED, "430603", "430602 430611"),
        a(MERGED, "430603 430602", "430602"),
        a(RENAMED, "430699", n430699="某区"),
        a(ADDED, into="430604"),
        a(ADDED, into="560101", n560101="某区"),
        a(RECODED, "430603", "430602"),
        a(RECODED, "430600", "431500", n431500="洞庭市"),
        a(ABOLISHED, "430600", "430100 430200"),
        a(RECODED, "430627", "430628", n430628="平江区", on=date(2026, 1, 1)),
        GOOD,
    ],
)
def test_a_bad_file_is_refused_whole(bad: Change) -> None:
    factories.body("430603")
    factories.body("430626")
    factories.body("430602")
    bodies = set(Organisation.objects.values_list("pk", "path", "region", "superior", "closed_on", "revision"))
    places = set(Region.objects.values_list("pk", "name", "parent", "abolished_on", "successor"))
    records = Record.objects.count()
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        actions.redistrict([GOOD, bad], by=factories.BY)
    assert set(Organisation.objects.values_list("pk", "path", "region", "superior", "closed_on", "revision")) == bodies
    assert set(Region.objects.values_list("pk", "name", "parent", "abolished_on", "successor")) == places
    assert Record.objects.count() == records
    assert not RegionChange.objects.exists()
    assert factories.faults() == []


def test_the_shipped_changes_on_the_shipped_table_leave_the_tree_whole() -> None:
    changes = queries.shipped_changes()
    early = [change for change in changes if change.effective_on <= queries.TABLE_DATE]
    late = [change for change in changes if change.effective_on > queries.TABLE_DATE]
    table = {row["code"]: row["name"] for row in queries.shipped_rows()}
    assert redistrict(*early) == []
    assert dict(Region.objects.current().values_list("code", "name")) == table

    actions.found_places(by=factories.BY)
    body = factories.body("500112")
    count = Organisation.objects.count()
    lines = redistrict(*late)
    assert len(lines) == 2
    new = actions.found_places(by=factories.BY)
    today = {region.pk: region for region in Region.objects.current()}
    assert Organisation.objects.count() == count + new
    assert set(today) == set(table) - {"500105", "500112"} | {"500157", "653132", "653228", "653229", "659013"}
    placed = Organisation.objects.live().associations().exclude(region=None).values_list("region", flat=True)
    assert set(placed) >= {code for code in today if not code.startswith(("71", "81", "82"))}
    assert factories.faults() == []
    assert again(body).closed_on is None
    for change in changes:
        for code in change.origin:
            found = queries.find(code)
            assert found.pk in today, code
    assert today["500157"].short_name == "两江"
    assert queries.applied() == {change.key for change in changes}
