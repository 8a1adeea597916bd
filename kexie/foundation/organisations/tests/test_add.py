"""Bodies come under their superiors; the database keeps the tree."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core.requests import sentence
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region

pytestmark = pytest.mark.django_db


@pytest.mark.spec("ORG-01")
def test_the_five_levels_hang_under_one_another() -> None:
    yunxi = factories.association("430603")
    yueyang, hunan = factories.association("430600"), factories.association("430000")
    assert [yunxi.superior, yueyang.superior, hunan.superior] == [yueyang, hunan, factories.national()]
    assert [body.level for body in (factories.national(), hunan, yueyang, yunxi)] == [
        "national",
        "provincial",
        "prefecture",
        "county",
    ]
    assert yunxi.path.startswith(yueyang.path)
    assert len(yunxi.path) == 4 * rules.STEP
    assert list(Organisation.objects.under(hunan).order_by("path")) == [hunan, yueyang, yunxi]
    assert factories.association("320100").level == "subprovincial"


@pytest.mark.spec("ORG-01")
def test_the_corps_is_provincial_without_a_region() -> None:
    corps = actions.add(
        factories.national(), kind="association", level="provincial", name=rules.CORPS, region=None, by=factories.BY
    )
    assert (corps.territory, corps.region) == ("65", None)
    body = factories.body("659001", superior=corps)
    assert body.superior == corps


@pytest.mark.spec("ORG-01")
@pytest.mark.parametrize(
    ("superior", "level", "code", "words"),
    [
        ("430600", "provincial", "430000", "级别应高于"),
        ("430603", "county", "430602", "级别应高于"),
        ("320000", "prefecture", "430600", "不在上级科协的辖区内"),
    ],
)
def test_a_wrong_place_is_refused(superior: str, level: str, code: str, words: str) -> None:
    above = factories.association(superior)
    with pytest.raises(ValidationError, match=words):
        actions.add(
            above, kind="association", level=level, name="某地科协", region=Region.objects.get(pk=code), by=factories.BY
        )


@pytest.mark.spec("ORG-02")
def test_a_body_whose_region_is_not_under_its_superior_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        factories.body("320113", superior=factories.association("430603"))
    assert "region" in refused.value.message_dict


@pytest.mark.spec("ORG-01b")
def test_a_body_is_no_superior() -> None:
    body = factories.body()
    with pytest.raises(ValidationError, match="第十二条"):
        factories.body(superior=body)


@pytest.mark.spec("ORG-01c")
def test_every_declared_kind_can_be_registered() -> None:
    for kind in rules.KINDS.values():
        if kind.family != rules.Family.ASSOCIATION:
            body = factories.body(kind=kind.code, name=f"某{kind.label}")
            assert body.listing == kind.listing
            assert (kind.profile == "") == (not hasattr(body, f"{kind.profile}_profile"))


@pytest.mark.spec("ORG-06")
@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("superior_path", "0000001", "organisation_place"),
        ("superior_tier", 0, "organisation_place"),
        ("superior_territory", "", "organisation_place"),
        ("superior_tier", 4, "organisation_order"),
        ("territory", "43", "organisation_region"),
        ("region_id", "320113", "organisation_territory"),
        ("region_id", None, "organisation_territory"),
        ("tier", 3, "organisation_level"),
        ("level", "county", "organisation_level"),
        ("superior_id", None, "organisation_root"),
        ("status", "closed", "organisation_closed"),
        ("name", "", "organisation_name_given"),
        ("uscc", "91430600000000000X", "organisation_uscc_check"),
    ],
)
def test_the_database_refuses_what_no_form_shows(column: str, value: object, constraint: str) -> None:
    body = factories.body()
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Organisation.objects.filter(pk=body.pk).update(**{column: value})
    assert broken.value.__cause__.diag.constraint_name == constraint
    assert sentence(broken.value).endswith("。")


@pytest.mark.spec("ORG-06")
def test_no_cycle_can_be_written() -> None:
    yunxi = factories.association("430603")
    yueyang = yunxi.superior
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=yueyang.pk).update(
            superior=yunxi, superior_path=yunxi.path, superior_tier=yunxi.tier, superior_territory=yunxi.territory
        )


@pytest.mark.spec("ORG-07")
@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("91430600000000000X", "校验位"),
        ("9143060000000000", "应为 18 位，现在是 16 位"),
        ("91430600000000000I", "校验位"),
        ("９１４３", "应为 18 位"),
    ],
)
def test_a_wrong_uscc_is_refused(number: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        factories.body(kind="enterprise", uscc=number)


@pytest.mark.spec("ORG-07")
def test_a_uscc_is_unique_among_live_bodies() -> None:
    number = "91430600000000000R"
    first = factories.body(kind="enterprise", uscc=number)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        factories.body(kind="enterprise", uscc=number)
    assert "已经登记过" in sentence(broken.value)
    actions.close(first, closed_on=first.created_at.date(), by=factories.BY)
    assert factories.body(kind="enterprise", uscc=number).uscc == number


@pytest.mark.spec("ORG-03")
def test_a_place_has_one_association() -> None:
    factories.association("430603")
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        actions.add(
            factories.association("430600"),
            kind="association",
            level="county",
            name="又一个云溪区科协",
            region=Region.objects.get(pk="430603"),
            by=factories.BY,
        )
    assert sentence(broken.value) == "这个地区已经有一级科协。"


@pytest.mark.spec("SCP-06")
def test_a_record_says_who_added_what() -> None:
    body = factories.body()
    record = Record.objects.get(what="organisations.add", thing_id=str(body.pk))
    assert (record.name, record.organisation_path) == (factories.BY.name, body.path)
    assert record.after["name"] == body.name
