"""Synthetic bodies are what the actions would have written, only quicker."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from kexie.core import codes
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import (
    EnterpriseProfile,
    GrassrootsProfile,
    Organisation,
    PublicPage,
    Relation,
)
from kexie.foundation.organisations.tests import factories
from kexie.operation.synth import Refused, require_bench
from kexie.operation.synth import bodies as synth

TOTAL = 400


@pytest.fixture
def _places(db: None) -> None:
    """Three counties and a city without counties, written by the owner of the tables."""
    for code in ("430603", "320113", "441900", "659001"):
        factories.association(code)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner")


@pytest.fixture
def _filled(_places: None) -> None:
    synth.fill(TOTAL, say=list, processes=1)


def bodies() -> list[Organisation]:
    return list(Organisation.objects.exclude(kind="association").order_by("id"))


@pytest.mark.usefixtures("_filled")
def test_there_are_as_many_bodies_as_asked_for_each_with_its_page() -> None:
    made = bodies()
    assert len(made) == TOTAL
    assert PublicPage.objects.filter(organisation__in=made).count() == TOTAL
    assert len({body.code for body in made}) == TOTAL
    assert {len(body.code) for body in made} == {codes.LENGTH}
    assert all(body.name.startswith("示例") for body in made)


@pytest.mark.usefixtures("_filled")
def test_kinds_and_pages_are_spread_as_in_life() -> None:
    made = bodies()
    kinds = Counter(body.kind for body in made)
    assert 0.5 < kinds["enterprise"] / TOTAL < 0.7
    assert 0.2 < kinds["enterprise_association"] / TOTAL < 0.35
    assert 0.8 < sum(body.published_at is not None for body in made) / TOTAL < 0.97
    assert {body.status for body in made} == set(rules.Status)


@pytest.mark.usefixtures("_filled")
def test_what_lists_search_by_is_what_index_computes() -> None:
    for body in bodies():
        written = (body.listing, body.name_key, body.searched, body.terms)
        actions.index(body)
        assert written == (body.listing, body.name_key, body.searched, body.terms), body.name


@pytest.mark.usefixtures("_filled")
def test_every_constraint_holds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT uscc FROM organisation WHERE uscc IS NOT NULL AND NOT uscc_is_valid(uscc)")
        assert cursor.fetchall() == []
    for body in bodies():
        superior = body.superior
        assert body.path.startswith(superior.path)
        assert body.superior_tier == superior.tier
        assert body.territory == body.region_id
        rules.require_kind(body.kind, body.level)


@pytest.mark.usefixtures("_filled")
def test_hosts_and_profiles_belong_to_their_kinds() -> None:
    hosted = {"enterprise_association": "enterprise", "workstation": "enterprise", "park_association": "park"}
    relations = Relation.objects.select_related("subject", "object")
    assert relations
    for relation in relations:
        assert relation.edge == rules.Edge.HOSTED_BY
        assert relation.object.kind == hosted[relation.subject.kind]
        assert relation.subject.superior == relation.object.superior
        assert relation.subject.region == relation.object.region
    made = bodies()
    for profile, table in (
        (rules.Profile.ENTERPRISE, EnterpriseProfile),
        (rules.Profile.GRASSROOTS, GrassrootsProfile),
    ):
        wanted = {body.pk for body in made if body.declared.profile == profile}
        assert set(table._default_manager.values_list("pk", flat=True)) == wanted


@pytest.mark.usefixtures("_places")
def test_the_indexes_are_as_before_and_numbers_go_on() -> None:
    def indexes() -> list[tuple[str, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'organisation' ORDER BY 1")
            found: list[tuple[str, ...]] = cursor.fetchall()
        return found

    before = indexes()
    synth.fill(3, say=list)
    assert indexes() == before
    synth.fill(3, say=list)
    assert factories.body().pk > max(body.pk for body in bodies() if body.name.startswith("示例"))


@pytest.mark.usefixtures("_places")
def test_several_processes_make_the_same_bodies() -> None:
    said: list[str] = []
    plan = synth._plan(30, 10)
    alone = list(synth._made(plan, 1))
    together = list(synth._made(plan, 2))

    def names(portions: list[dict[str, bytes]]) -> list[list[str]]:
        lines = [line for portion in portions for rows in portion.values() for line in rows.decode().splitlines()]
        return [[cell for cell in line.split("\t") if cell.startswith("示例")] for line in lines]

    assert names(alone) == names(together)
    synth.fill(25, say=said.append, processes=2, chunk=10)
    assert len(bodies()) == 25
    assert said[:3] == ["已写入 10 个", "已写入 20 个", "已写入 25 个"]


def test_a_database_that_may_hold_real_bodies_is_refused(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(Refused, match="数据库 kexie 里可能有真实的组织"):
        require_bench("kexie")
    require_bench("kexie_bench_1000")
    settings.DEMO = True
    require_bench("kexie")


def test_the_number_must_be_positive() -> None:
    with pytest.raises(CommandError, match="正整数"):
        call_command("synth", organisations=0)


@pytest.mark.usefixtures("_places")
def test_the_command_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("synth", organisations=5)
    assert capsys.readouterr().out.splitlines() == ["已写入 5 个", "正在建立索引……"]
