"""A body moves with everything below it (ORG-06)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kexie.core.actors import Actor
from kexie.core.locks import Stale
from kexie.core.requests import sentence
from kexie.core.tests.threads import at_once, outcomes, start, until_blocked
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-06")]


def move(body: Organisation, superior: Organisation, **extra: Any) -> Organisation:
    given: dict[str, Any] = {"superior": superior, "seen": body.revision, "by": factories.BY} | extra
    return actions.move(body, **given)


def again(body: Organisation) -> Organisation:
    return Organisation.objects.get(pk=body.pk)


def test_the_whole_subtree_moves_at_once() -> None:
    county = factories.association("430603")
    bodies = [factories.body("430603") for _ in range(3)]
    city, hunan = factories.association("430600"), factories.association("430000")
    moved = move(county, hunan)
    assert (moved.superior, moved.path) == (hunan, hunan.path + county.path[-7:])
    assert again(county).path == moved.path
    for body in bodies:
        assert again(body).path == moved.path + body.path[-7:]
        assert again(body).superior_path == moved.path
    assert set(Organisation.objects.under(hunan)) == {hunan, city, county, *bodies}
    assert set(Organisation.objects.under(city)) == {city}
    assert set(Organisation.objects.under(again(county))) == {county, *bodies}
    assert factories.faults() == []


def test_three_steps_follow_a_province() -> None:
    """Whatever depth the cascade has to go down."""
    body = factories.body("430603")
    hunan = factories.association("430000")
    before = Organisation.objects.count()
    with pytest.raises(ValidationError, match="自己的下级"):
        move(hunan, factories.association("430600"))
    move(factories.association("430600"), factories.national())
    assert again(body).path == "".join(
        one.path[-7:] for one in (factories.national(), factories.association("430600"), body.superior, body)
    )
    assert set(Organisation.objects.under(again(hunan))) == {hunan}
    assert Organisation.objects.count() == before
    assert factories.faults() == []


def test_a_body_relocates_with_its_region() -> None:
    body = factories.body("430603", published=True)
    xuanwu = factories.association("320102")
    moved = move(body, xuanwu, region=xuanwu.region)
    kept = again(body)
    assert (kept.region_id, kept.territory, kept.superior) == ("320102", "320102", xuanwu)
    assert (kept.code, kept.name, kept.is_public, kept.founded_on) == (body.code, body.name, True, body.founded_on)
    assert kept.revision == moved.revision == body.revision + 1
    assert kept in Organisation.objects.within("32")
    told = Record.objects.filter(what="organisations.move")[0]
    assert (told.before["region"], told.after["region"]) == ("430603", "320102")
    assert factories.faults() == []


@pytest.mark.spec("SCP-06")
def test_both_superiors_and_the_body_have_a_record() -> None:
    body = factories.body("430603")
    former, fresh = factories.association("430603"), factories.association("430600")
    actor = Actor(person=7, name="王敏", address="10.0.0.7", device="Firefox", organisation=fresh.pk)
    moved = move(body, fresh, by=actor)
    told = Record.objects.filter(what="organisations.move")
    assert [(row.organisation, row.organisation_path) for row in told] == [
        (body.pk, moved.path),
        (former.pk, former.path),
        (fresh.pk, fresh.path),
    ]
    for row in told:
        assert (row.thing, row.thing_id) == ("organisations.organisation", str(body.pk))
        assert row.before == {"superior": former.pk, "path": body.path}
        assert row.after == {"superior": fresh.pk, "path": moved.path}
        assert (row.person, row.name, row.address, row.device) == (7, "王敏", "10.0.0.7", "Firefox")


@pytest.mark.spec("SCP-06")
def test_the_record_of_the_former_superior_lies_where_that_one_is_today() -> None:
    body = factories.body("430603")
    body = Organisation.objects.select_related("superior").get(pk=body.pk)  # holds the superior's path of today
    move(factories.association("430603"), factories.association("430000"))
    former = factories.association("430603")
    move(body, factories.association("430600"))
    row = Record.objects.get(what="organisations.move", organisation=former.pk, thing_id=str(body.pk))
    assert row.organisation_path == former.path


def test_a_stale_page_moves_nothing() -> None:
    body = factories.body("430603")
    actions.change(body, seen=body.revision, name="新名", by=factories.BY)
    with pytest.raises(Stale) as stale:
        move(body, factories.association("430600"))
    assert str(stale.value.row) == "新名"
    assert again(body).path == body.path
    assert not Record.objects.filter(what="organisations.move").exists()


@pytest.mark.parametrize(
    ("code", "to", "words"),
    [
        ("430600", "430603", "自己的下级"),
        ("430600", "430600", "自己"),
        ("430603", "430602", "级别应高于"),
        ("430600", "430700", "级别应高于"),
        ("430603", "430700", "不在上级科协的辖区内"),
        ("430603", "320000", "不在上级科协的辖区内"),
        ("430602", "body", "第十二条"),
    ],
)
def test_a_wrong_place_is_refused_and_nothing_moves(code: str, to: str, words: str) -> None:
    association = factories.association(code)
    superior = factories.body("430603") if to == "body" else factories.association(to)
    paths = set(Organisation.objects.values_list("pk", "path"))
    with pytest.raises(ValidationError, match=words):
        move(association, superior)
    assert set(Organisation.objects.values_list("pk", "path")) == paths


def test_the_nation_moves_nowhere() -> None:
    hunan = factories.association("430000")
    with pytest.raises(ValidationError):
        move(factories.national(), hunan)


@pytest.mark.spec("ORG-02")
def test_a_body_does_not_leave_its_region_by_the_way() -> None:
    body, other = factories.body("430603"), factories.association("430602")
    with pytest.raises(ValidationError) as refused:
        move(body, other)
    assert "region" in refused.value.message_dict
    with pytest.raises(ValidationError):
        move(body, other, region=Region.objects.get(pk="430611"))
    assert move(body, other, region=other.region).region == other.region


@pytest.mark.spec("ORG-03")
def test_an_association_keeps_its_region() -> None:
    county = factories.association("430603")
    with pytest.raises(ValidationError) as refused:
        move(county, factories.association("430600"), region=Region.objects.get(pk="430602"))
    assert "region" in refused.value.message_dict
    assert move(county, factories.association("430000"), region=county.region).region == county.region


def test_the_database_refuses_a_move_that_leaves_a_subordinate_outside() -> None:
    """Were the rule forgotten, the cascade itself would break the subordinates' checks."""
    county = factories.body("430603").superior
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Organisation.objects.filter(pk=county.pk).update(region="430602", territory="430602")
    assert sentence(broken.value) == "所在地区不在上级科协的辖区内，请改选地区或上级。"


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_into_one_another_one_wins() -> None:
    """A under B and B under A: no cycle, one is refused, whichever comes first."""
    body = factories.body("430603")
    hunan, city, county = (factories.association(code) for code in ("430000", "430600", "430603"))
    for _ in range(5):
        move(again(county), hunan)
        came = at_once(lambda: move(again(county), city), lambda: move(again(city), county))
        (lost,) = (one for one in came if isinstance(one, BaseException))
        assert isinstance(lost, ValidationError)
        assert (again(county).superior, again(city).superior) == (city, hunan)
        assert again(body).path == hunan.path + city.path[-7:] + county.path[-7:] + body.path[-7:]
        assert factories.faults() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_of_one_body_one_wins() -> None:
    body = factories.body("430603")
    city, hunan = factories.association("430600"), factories.association("430000")
    came = at_once(lambda: move(body, city), lambda: move(body, hunan))
    assert sorted(type(one).__name__ for one in came) == ["Organisation", "Stale"]
    (winner,) = (one for one in came if isinstance(one, Organisation))
    assert again(body).superior_id == winner.superior_id
    assert Record.objects.filter(what="organisations.move").count() == 3
    assert factories.faults() == []


@pytest.mark.django_db(transaction=True)
def test_a_body_moves_under_a_superior_that_is_moving() -> None:
    body = factories.body("430603", superior=factories.association("430600"))
    county, hunan = factories.association("430603"), factories.association("430000")
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            move(county, hunan)
            moving = start(pool, lambda: move(body, county))
            until_blocked()
        (moved,) = outcomes([moving])
    assert isinstance(moved, Organisation)
    assert moved.path == again(county).path + body.path[-7:]
    assert factories.faults() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", ["430603", "430600"])
def test_a_body_added_while_its_superior_moves_comes_along(code: str) -> None:
    """The superior itself moves, or one above it does."""
    county, moving, national = (factories.association("430603"), factories.association(code), factories.national())
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            move(moving, national)
            adding = start(pool, lambda: factories.body("430603", superior=county, name="刚来的"))
            until_blocked()
        (added,) = outcomes([adding])
    assert isinstance(added, Organisation)
    assert again(added).path == again(county).path + added.path[-7:]
    assert factories.faults() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", ["430603", "430600"])
def test_a_superior_that_moves_while_a_body_is_added_takes_it_along(code: str) -> None:
    moving, national = factories.association("430603"), factories.national()
    moving = factories.association(code)
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            added = factories.body("430603", name="刚来的")
            move_it = start(pool, lambda: move(moving, national))
            until_blocked()
        (moved,) = outcomes([move_it])
    assert isinstance(moved, Organisation)
    assert again(added).path.startswith(moved.path)
    assert factories.faults() == []


@pytest.mark.django_db(transaction=True)
def test_many_adds_and_moves_at_the_same_moment_lose_nothing() -> None:
    county, city, hunan = (factories.association(code) for code in ("430603", "430600", "430000"))
    factories.body("430603")

    def there_and_back() -> int:
        for superior in (hunan, city) * 4:
            move(again(county), superior)
        return 0

    def add() -> int:
        for _ in range(4):
            factories.body("430603", superior=county)
        return 4

    before = Organisation.objects.count()
    came = at_once(there_and_back, add, add, add)
    assert came == [0, 4, 4, 4]
    assert Organisation.objects.count() == before + 12
    assert Organisation.objects.under(again(county)).count() == 14
    assert factories.faults() == []


REGIONS = ("430000", "430600", "430602", "430603", "430700", "420000", "429004")
LEVELS = ("fitting", "fitting", "", "", "national", "provincial", "prefecture", "subprovincial", "county")
FITTING = {1: "provincial", 2: "prefecture", 3: "county"}


class Tree(RuleBasedStateMachine):
    """Any sequence of adds and moves, legal or not, on a small tree."""

    @initialize()
    def plant(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        factories.body("430603")
        self.bodies = list(Organisation.objects.order_by("pk"))

    def superior_for(self, data: st.DataObject, territory: str, tier: int) -> Organisation:
        """Most often one that may be, so that the tree grows and changes; otherwise any."""
        fitting = Organisation.objects.associations().filter(tier__lt=tier).order_by("pk")
        fits = [body for body in fitting if territory.startswith(body.territory)]
        return data.draw(st.sampled_from(fits * 3 + self.bodies), label="superior")

    @rule(data=st.data(), level=st.sampled_from(LEVELS), code=st.sampled_from(REGIONS))
    def add(self, data: st.DataObject, level: str, code: str) -> None:
        region = Region.objects.get(pk=code)
        superior = self.superior_for(data, region.territory, region.level if level else rules.BODY_TIER)
        level, kind = FITTING[region.level] if level == "fitting" else level, "association" if level else "enterprise"
        try:
            with transaction.atomic():
                body = actions.add(superior, kind=kind, level=level, name="某", region=region, by=factories.BY)
        except (ValidationError, IntegrityError):
            return
        self.bodies.append(body)

    @rule(data=st.data(), code=st.sampled_from((None, *REGIONS)))
    def move(self, data: st.DataObject, code: str | None) -> None:
        old_page = data.draw(st.sampled_from(self.bodies), label="body")
        body = data.draw(st.sampled_from([again(old_page)] * 5 + [old_page]))
        region = Region.objects.get(pk=code) if code and data.draw(st.booleans()) else None
        superior = self.superior_for(data, region.territory if region else body.territory, body.tier)
        below = set(Organisation.objects.under(again(body)).values_list("pk", flat=True))
        try:
            with transaction.atomic():
                moved = move(body, superior, region=region)
        except (ValidationError, IntegrityError, Stale):
            return
        assert moved.superior_id == superior.pk
        assert set(Organisation.objects.under(moved).values_list("pk", flat=True)) == below

    @invariant()
    def every_row_agrees_with_its_superior(self) -> None:
        assert factories.faults() == []

    @invariant()
    def nothing_is_lost(self) -> None:
        assert set(Organisation.objects.values_list("pk", flat=True)) == {body.pk for body in self.bodies}

    @invariant()
    def the_nation_is_above_all(self) -> None:
        national = factories.national()
        assert Organisation.objects.filter(path__startswith=national.path).count() == len(self.bodies)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def test_any_sequence_of_adds_and_moves_keeps_the_tree() -> None:
    run_state_machine_as_test(Tree, settings=settings(max_examples=25, stateful_step_count=20, deadline=None))
