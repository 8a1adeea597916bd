"""What is counted of members is what a count of the rows gives, whatever is done to them and wherever a body moves."""

from datetime import date

import pytest
from django.core.management import call_command

from kexie.areas.membership import actions
from kexie.areas.membership.models import Change, Member
from kexie.areas.membership.rules import MEMBER_CHANGES, MEMBERS
from kexie.areas.membership.tests import factories
from kexie.engines.indicators import queries, tasks
from kexie.engines.indicators.actions import recount
from kexie.engines.indicators.models import Delta, Rollup
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-10"), pytest.mark.spec("STA-11")]


def amounts(measure: str, association: Organisation) -> dict[str, int]:
    tasks.fold(timestamp=1)
    return queries.amounts(measure, association)


def superiors(body: Organisation) -> list[Organisation]:
    found, above = [], body.superior
    while above is not None:
        found.append(above)
        above = above.superior
    return found


def wrong(measure: str) -> int:
    return recount(measure, mends=False).wrong


def test_a_member_counts_at_every_association_above_the_body_until_the_end() -> None:
    body = factories.body()
    member = factories.member(
        body, sex="f", birth_year=1985, education="master", rank="middle", joined_on=date(2024, 3, 1)
    )
    for association in superiors(body):
        found = amounts(MEMBERS.code, association)
        assert found["all"] == found["sex:f"] == found["born:1985"] == found["education:master"] == 1
        assert found["joined:2024"] == found["status:active"] == found["category:technical"] == 1
        assert amounts(MEMBER_CHANGES.code, association) == {"gained:2024": 1}
    assert len(superiors(body)) == 4
    assert queries.amounts(MEMBERS.code, body) == {}
    actions.depart(member, seen=member.revision, departed_on=date(2025, 6, 1), by=factories.BY)
    for association in superiors(body):
        assert amounts(MEMBERS.code, association) == {}
        assert amounts(MEMBER_CHANGES.code, association) == {"gained:2024": 1, "lost:2025": 1, "cause:departed": 1}


def test_what_is_corrected_moves_from_one_facet_to_the_other_and_nothing_else_is_queued() -> None:
    member = factories.member(sex="f", education="master")
    county = superiors(member.organisation)[0]
    assert amounts(MEMBERS.code, county)["education:master"] == 1
    Member.objects.filter(pk=member.pk).update(education="doctor")
    found = amounts(MEMBERS.code, county)
    assert (found.get("education:master"), found["education:doctor"], found["all"]) == (None, 1, 1)
    Member.objects.filter(pk=member.pk).update(department="检测中心")
    assert not Delta.objects.exists()


def test_members_go_with_their_body_and_past_years_stay_where_they_were() -> None:
    body = factories.body()
    for _ in range(2):
        factories.member(body, joined_on=date(2024, 3, 1))
    there = bodies.association("320113")
    former = superiors(body)[0]
    tasks.fold(timestamp=1)
    organisations.move(body, superior=there, seen=body.revision, region=there.region, by=factories.BY)
    assert amounts(MEMBERS.code, former) == {}
    assert amounts(MEMBERS.code, there)["all"] == 2
    assert amounts(MEMBERS.code, bodies.national())["all"] == 2
    assert amounts(MEMBER_CHANGES.code, former) == {"gained:2024": 2}
    assert amounts(MEMBER_CHANGES.code, there) == {}
    assert wrong(MEMBERS.code) == wrong(MEMBER_CHANGES.code) == 0


def test_a_recount_finds_what_is_wrong_and_mends_it_with_what_is_still_to_be_folded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    member = factories.member()
    county = superiors(member.organisation)[0]
    tasks.fold(timestamp=1)
    call_command("recount")
    Rollup.objects.of(MEMBERS.code, county).filter(facet="all").update(amount=7)
    Rollup.objects.create(measure=MEMBERS.code, node=county, facet="sex:f", amount=3)
    factories.member(member.organisation)
    with pytest.raises(SystemExit):
        call_command("recount", check=True)
    assert "会员人数" in capsys.readouterr().out
    assert wrong(MEMBERS.code) == 2
    assert recount(MEMBERS.code, mends=True).wrong == 2
    assert wrong(MEMBERS.code) == 0
    assert amounts(MEMBERS.code, county)["all"] == 2
    assert "sex:f" not in amounts(MEMBERS.code, county)


def test_each_change_says_where_the_body_lay() -> None:
    member = factories.member()
    assert [change.path for change in Change.objects.filter(member=member)] == [member.path]
