"""Branches, posts and terms of office of a body."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core import clock
from kexie.core.requests import sentence
from kexie.core.tests.threads import at_once
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Branch, Organisation, Post, Term
from kexie.foundation.organisations.rules import BranchKind, Title
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-10")]


def branch(body: Organisation, name: str = "秘书处", kind: str = BranchKind.SECRETARIAT, **fields: Any) -> Branch:
    return actions.add_branch(body, kind=kind, name=name, by=factories.BY, **fields)


def post(body: Organisation, title: Title, since: int, until: int | None = None, **fields: Any) -> Post:
    ends = date(until, 1, 1) if until else None
    fields = {"holder": "王敏"} | fields
    return actions.fill_post(body, title=title, since=date(since, 1, 1), until=ends, by=factories.BY, **fields)


def refusal(broken: "pytest.ExceptionInfo[IntegrityError]") -> str:
    return sentence(broken.value)


@pytest.mark.spec("ORG-05a")
def test_a_body_has_parts_that_have_parts() -> None:
    body = factories.body()
    before = Organisation.objects.count()
    secretariat = branch(body)
    office = branch(body, "综合部", BranchKind.DEPARTMENT, superior=secretariat, position=2)
    group = branch(body, "催化学组", BranchKind.STUDY_GROUP, position=1, founded_on=date(2020, 5, 1))
    assert list(body.branches.all()) == [secretariat, group, office]
    assert list(secretariat.parts.all()) == [office]
    assert Organisation.objects.count() == before
    record = Record.objects.filter(what="organisations.add_branch").last()
    assert (record.organisation_path, record.after) == (body.path, {"kind": "study_group", "name": "催化学组"})


@pytest.mark.spec("ORG-05a")
def test_a_part_lies_in_its_own_body() -> None:
    body, other = factories.body(), factories.body()
    secretariat = branch(other)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        branch(body, "综合部", superior=secretariat)
    assert refusal(broken) == "分支机构只能隶属于本组织的分支机构。"
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        post(body, Title.LEADER, 2024, branch=secretariat)
    assert refusal(broken) == "分支机构不属于这个组织。"
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Branch.objects.filter(pk=secretariat.pk).update(superior=secretariat)
    assert refusal(broken) == "分支机构不能隶属于自己。"


@pytest.mark.spec("ORG-05a")
def test_two_parts_that_exist_have_two_names() -> None:
    body = factories.body()
    first = branch(body, "催化学组")
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        branch(body, "催化学组")
    assert refusal(broken) == "已经有同名的分支机构。"
    branch(factories.body(), "催化学组")
    Branch.objects.filter(pk=first.pk).update(closed_on=date(2026, 1, 1))
    assert branch(body, "催化学组") != first


@pytest.mark.spec("ORG-05a")
@pytest.mark.parametrize("kind", [kind.code for kind in rules.KINDS.values() if not kind.branches])
def test_a_host_has_no_parts_of_its_own(kind: str) -> None:
    with pytest.raises(ValidationError, match="请在它的科协之下设立"):
        branch(factories.body(kind=kind))


@pytest.mark.spec("ORG-05a")
def test_several_parts_are_set_up_at_once() -> None:
    body = factories.body()
    committee = branch(body, "工作委员会", BranchKind.WORKING_COMMITTEE)
    pairs = [("study_group", " 乙 "), ("study_group", "甲")]
    parts = actions.add_branches(body, branches=pairs, superior=committee, by=factories.BY)
    rows = body.branches.filter(kind="study_group").order_by("position").values_list("pk", "name", "superior")
    assert list(rows) == [(parts[0].pk, "乙", committee.pk), (parts[1].pk, "甲", committee.pk)]
    record = Record.objects.get(what="organisations.add_branches")
    assert (record.organisation, record.after) == (body.pk, {"branches": [list(pair) for pair in pairs]})
    for names in (["丙", "丙"], ["丁", "甲"]):
        pairs = [("study_group", name) for name in names]
        with pytest.raises(IntegrityError) as broken, transaction.atomic():
            actions.add_branches(body, branches=pairs, superior=committee, by=factories.BY)
        assert refusal(broken)
    with pytest.raises(ValidationError, match="本身不设分支机构"):
        actions.add_branches(factories.body(kind="enterprise"), branches=pairs, by=factories.BY)
    actions.close(body, closed_on=date(2026, 1, 1), by=factories.BY)
    with pytest.raises(ValidationError):
        actions.add_branches(body, branches=[("study_group", "戊")], by=factories.BY)
    assert body.branches.count() == 3


def test_all_posts_are_filled_at_once() -> None:
    body = factories.body()
    office, since = branch(body), date(2024, 1, 1)
    holders = [
        actions.Holder(Title.CHAIR, " 王敏 "),
        actions.Holder(Title.VICE_CHAIR, "李强"),
        actions.Holder(Title.VICE_CHAIR, "陈晨"),
        actions.Holder(Title.LEADER, "赵云", branch=office),
    ]
    actions.fill_posts(body, holders=holders, since=since, by=factories.BY)
    rows = Post.objects.filter(organisation=body).order_by("position")
    assert [(row.holder, row.title, row.branch_id, row.period.lower, row.period.upper) for row in rows] == [
        ("王敏", Title.CHAIR, None, since, None),
        ("李强", Title.VICE_CHAIR, None, since, None),
        ("陈晨", Title.VICE_CHAIR, None, since, None),
        ("赵云", Title.LEADER, office.pk, since, None),
    ]
    record = Record.objects.get(what="organisations.fill_posts")
    assert record.after == {"titles": [int(holder.title) for holder in holders]}
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        actions.fill_posts(body, holders=[actions.Holder(Title.CHAIR, "孙悦")], since=since, by=factories.BY)
    assert refusal(broken)
    for wrong in (actions.Holder(Title.CHAIR, "孙悦", branch=office), actions.Holder(Title.LEADER, "孙悦")):
        with pytest.raises(ValidationError):
            actions.fill_posts(
                body, holders=[actions.Holder(Title.ADVISER, "周舟"), wrong], since=since, by=factories.BY
            )
    assert Post.objects.filter(organisation=body).count() == 4


def test_posts_come_in_the_order_of_a_chart() -> None:
    body = factories.body()
    for title in (Title.ADVISER, Title.VICE_CHAIR, Title.SECRETARY_GENERAL, Title.CHAIR):
        post(body, title, 2024, holder=title.name)
    post(body, Title.VICE_CHAIR, 2024, holder="第一副主席", position=0)
    Post.objects.filter(holder="VICE_CHAIR").update(position=1)
    assert [each.holder for each in body.posts.all()] == [
        "CHAIR",
        "第一副主席",
        "VICE_CHAIR",
        "SECRETARY_GENERAL",
        "ADVISER",
    ]
    assert Record.objects.filter(what="organisations.fill_post", organisation_path=body.path).count() == 5
    assert "王敏" not in str(list(Record.objects.values_list("after", flat=True)))


@pytest.mark.parametrize("title", rules.SINGLE_TITLES)
def test_one_holds_such_a_post_at_a_time_and_the_next_begins_on_the_day_it_ends(title: Title) -> None:
    body = factories.body()
    of = branch(body) if title in rules.BRANCH_TITLES else None
    post(body, title, 2020, 2024, branch=of)
    for since, until in ((2023, None), (2019, 2021), (2021, 2022), (2019, None)):
        with pytest.raises(IntegrityError) as broken, transaction.atomic():
            post(body, title, since, until, branch=of, holder="李强")
        assert refusal(broken) == "这个职务在这段时间已经有人担任。"
    post(body, title, 2024, branch=of, holder="李强")
    post(body, title, 2016, 2020, branch=of, holder="张华")
    assert body.posts.count() == 3


def test_a_leader_of_one_part_does_not_hinder_that_of_another() -> None:
    body = factories.body()
    for name in ("催化学组", "材料学组"):
        post(body, Title.LEADER, 2024, branch=branch(body, name, BranchKind.STUDY_GROUP))
    post(body, Title.CHAIR, 2024)
    post(factories.body(), Title.CHAIR, 2024)
    assert Post.objects.count() == 4


def test_many_hold_a_post_of_many() -> None:
    body = factories.body()
    for holder in ("甲", "乙", "丙"):
        post(body, Title.VICE_CHAIR, 2024, holder=holder)
    assert body.posts.count() == 3


@pytest.mark.parametrize("title", Title)
def test_a_post_of_the_body_is_none_of_a_part_and_the_other_way_round(title: Title) -> None:
    body = factories.body()
    of_branch = title in rules.BRANCH_TITLES
    secretariat = branch(body)
    with pytest.raises(ValidationError) as refused:
        post(body, title, 2024, branch=None if of_branch else secretariat)
    assert "title" in refused.value.message_dict
    kept = post(body, title, 2024, branch=secretariat if of_branch else None)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Post.objects.filter(pk=kept.pk).update(branch=None if of_branch else secretariat)
    assert refusal(broken) == "职务与所在的机构不一致。"


@pytest.mark.spec("REL-08")
@pytest.mark.parametrize(("minute", "holder"), [(-1, "王敏"), (0, "李强")])
def test_a_post_changes_hands_at_midnight_in_china(minute: int, holder: str) -> None:
    body = factories.body()
    post(body, Title.CHAIR, 2020, 2024, holder="王敏")
    post(body, Title.CHAIR, 2024, holder="李强")
    with clock.held(datetime(2023, 12, 31, 16, tzinfo=UTC) + timedelta(minutes=minute)):
        assert [each.holder for each in body.posts.current()] == [holder]


@pytest.mark.parametrize("until", [2024, 2023])
def test_a_post_is_held_for_some_time(until: int) -> None:
    with pytest.raises(ValidationError) as refused:
        post(factories.body(), Title.CHAIR, 2024, until)
    assert "until" in refused.value.message_dict


@pytest.mark.django_db(transaction=True)
def test_of_two_chairs_at_the_same_moment_one_is_kept() -> None:
    for _ in range(25):
        body = factories.body()
        came = at_once(*(partial(post, body, Title.CHAIR, year) for year in (2024, 2025, 2026)))
        assert sorted(type(each).__name__ for each in came) == ["IntegrityError", "IntegrityError", "Post"]
        assert body.posts.count() == 1


def term(body: Organisation, number: int, starts: date, ends: date) -> Term:
    return actions.add_term(body, number=number, starts_on=starts, ends_on=ends, by=factories.BY)


@pytest.mark.spec("ORG-07")
def test_a_term_may_begin_on_the_day_the_former_ends() -> None:
    body = factories.body()
    first = term(body, 1, date(2016, 6, 1), date(2021, 6, 1))
    second = term(body, 2, date(2021, 6, 1), date(2026, 6, 1))
    assert list(body.terms_of_office.all()) == [second, first]
    assert (
        Record.objects.filter(what="organisations.add_term", after={"number": 2}).get().organisation_path == body.path
    )


@pytest.mark.spec("ORG-07")
@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2021, 5, 31), date(2026, 5, 31)),
        (date(2011, 6, 2), date(2016, 6, 2)),
        (date(2017, 1, 1), date(2018, 1, 1)),
        (date(2015, 1, 1), date(2025, 1, 1)),
        (date(2016, 6, 1), date(2021, 6, 1)),
    ],
)
def test_terms_do_not_overlap(starts: date, ends: date) -> None:
    body = factories.body()
    term(body, 1, date(2016, 6, 1), date(2021, 6, 1))
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        term(body, 2, starts, ends)
    assert refusal(broken) == "任期与另一届重叠，请核对起止日期。"
    assert term(factories.body(), 1, starts, ends).number == 1


@pytest.mark.spec("ORG-07")
@pytest.mark.django_db(transaction=True)
def test_of_two_terms_at_the_same_moment_one_is_kept() -> None:
    for _ in range(25):
        body = factories.body()
        starts, ends = date(2021, 6, 1), date(2026, 6, 1)
        came = at_once(*(partial(term, body, number, starts, ends) for number in (1, 2, 3)))
        assert sorted(type(each).__name__ for each in came) == ["IntegrityError", "IntegrityError", "Term"]
        assert body.terms_of_office.count() == 1


@pytest.mark.spec("ORG-07")
def test_a_term_has_its_number_once() -> None:
    body = factories.body()
    term(body, 1, date(2016, 6, 1), date(2021, 6, 1))
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        term(body, 1, date(2021, 6, 1), date(2026, 6, 1))
    assert refusal(broken) == "这一届已经登记。"


@pytest.mark.spec("ORG-07")
@pytest.mark.parametrize("ends", [date(2021, 6, 1), date(2021, 5, 31)])
def test_a_term_ends_after_it_began(ends: date) -> None:
    with pytest.raises(ValidationError) as refused:
        term(factories.body(), 1, date(2021, 6, 1), ends)
    assert "ends_on" in refused.value.message_dict
