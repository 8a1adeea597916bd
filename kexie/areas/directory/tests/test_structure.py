"""The page of a body's parts: the chart, who holds which post, terms, and what was before."""

from datetime import date

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-10")]


def test_parts_posts_terms_and_their_history() -> None:
    body = factories.body()
    since = date(2020, 1, 1)
    committee = actions.add_branch(body, kind="specialist_committee", name="炼油专委会", by=factories.BY)
    actions.add_branch(body, kind="study_group", name="催化学组", superior=committee, by=factories.BY)
    old = actions.add_branch(body, kind="branch", name="旧分会", by=factories.BY)
    actions.fill_post(
        body, title=rules.Title.CHAIR, holder="前主席", since=since, until=date(2024, 1, 1), by=factories.BY
    )
    actions.fill_post(body, title=rules.Title.CHAIR, holder="现主席", since=date(2024, 1, 1), by=factories.BY)
    actions.fill_post(body, title=rules.Title.LEADER, holder="主任", since=since, branch=committee, by=factories.BY)
    actions.close_branch(old, closed_on=date(2025, 1, 1), by=factories.BY)
    actions.add_term(body, number=3, starts_on=date(2024, 1, 1), ends_on=date(2029, 1, 1), by=factories.BY)
    html = pages.browser(appointed(body)).get(f"/organisations/{body.code}/structure/").text
    chart, past = html.split('class="k-tree"')[1].split("本组织任职")[0], html.split("历史")[-1]
    assert "催化学组" in chart.split("炼油专委会")[1]
    assert "负责人 主任" in chart
    assert "旧分会" not in chart
    for word in ("主席 前主席", "旧分会（已撤销）"):
        assert word in past
    assert "第3届" in html
    assert "本届" in html


def test_who_only_reads_sees_no_buttons() -> None:
    body = factories.body()
    actions.fill_post(body, title=rules.Title.CHAIR, holder="现主席", since=date(2024, 1, 1), by=factories.BY)
    for person in (appointed(body, Role.VIEWER), appointed(body.superior)):
        html = pages.browser(person).get(f"/organisations/{body.code}/structure/").text
        assert "现主席" in html
        assert "/fill_post/" not in html


def test_an_empty_structure_says_so() -> None:
    body = factories.body()
    assert "还没有登记任期" in pages.browser(appointed(body)).get(f"/organisations/{body.code}/structure/").text
